"""
The directive ``.. csc:picture:: year-to-date``: a chart drawn from the library's own results when the site is built, so that it cannot drift.

The chart stands in the page as SVG, with what it shows in words for those who do not see it, and with its numbers in a table beneath.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import csc_indicators
from csc_indicators.publication.charts.drawing import Chart, svg_in_page
from csc_indicators.site.plain_nodes import folded, table

__all__ = ["PictureDirective"]

#: Rows of a table that is folded away under its picture.
_LONG = 30

_SOURCE = Path(csc_indicators.__file__).parent


class PictureDirective(SphinxDirective):
    """A chart with its caption and its table."""

    required_arguments = 1

    def run(self) -> Sequence[nodes.Node]:
        """The figure, then the table."""
        name, module = self.arguments[0], self.config.csc_pictures
        gallery = import_module(module).GALLERY if module else {}
        if name not in gallery:
            raise self.error(f"There is no picture {name!r}. There are: {', '.join(gallery) or 'none'}.")
        self.env.note_dependency(str(import_module(module).__file__))
        for path in sorted(_SOURCE.rglob("*.py")):
            self.env.note_dependency(str(path))
        chart: Chart = gallery[name]()
        svg = nodes.raw("", svg_in_page(chart, name), format="html")
        figure = nodes.figure("", svg, nodes.caption("", f"{chart.title}. {chart.caption}"), classes=["csc-figure"])
        numbers = table(chart.headings, chart.rows, title="The same in numbers", kind="csc-numbers")
        return [figure, *(folded(f"The same in numbers, {len(chart.rows)} rows", numbers) if len(chart.rows) > _LONG else [numbers])]
