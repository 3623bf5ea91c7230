"""
The directive ``.. csc:picture:: year-to-date``: a picture drawn from the library's own results when the site is built, so that it cannot drift.

The picture stands in the page as SVG, with what it shows in words for those who do not see it, and with its numbers in a table beneath.
"""

from collections.abc import Sequence
from pathlib import Path

from docutils import nodes
from drawings import DRAWINGS
from plain_nodes import table
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from svg_figure import as_svg

import csc_indicators

_SOURCE = Path(csc_indicators.__file__).parent


class PictureDirective(SphinxDirective):
    """A picture with its caption and its table."""

    required_arguments = 1

    def run(self) -> Sequence[nodes.Node]:
        """The figure, then the table."""
        name = self.arguments[0]
        if name not in DRAWINGS:
            raise self.error(f"There is no picture {name!r}. There are: {', '.join(DRAWINGS)}.")
        for path in sorted(_SOURCE.rglob("*.py")):
            self.env.note_dependency(str(path))
        picture = DRAWINGS[name]()
        svg = nodes.raw("", as_svg(picture.figure, name, picture.alternative), format="html")
        figure = nodes.figure("", svg, nodes.caption("", picture.caption), classes=["csc-figure"])
        return [figure, table(picture.headings, picture.rows, title="The same in numbers", kind="csc-numbers")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx of the directive."""
    app.setup_extension("indicator_domain")
    app.add_directive_to_domain("csc", "picture", PictureDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
