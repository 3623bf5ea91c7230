"""What the theme furo needs mended to be read by everybody: ids that stand once, headings that say their level, and indices that are lists."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader

__all__ = ["mend"]

_TEMPLATES = Path(__file__).parent / "templates"


def mend(app: Sphinx) -> None:
    """Mend the theme, if it is the one in use; once the builder is there."""
    builder = app.builder
    if app.config.html_theme != "furo" or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if isinstance(builder.templates, BuiltinTemplateLoader):
        builder.templates.loaders.insert(0, SphinxFileSystemLoader(_TEMPLATES))
    app.connect("doctree-resolved", _one_id_each)
    app.connect("html-page-context", _levels_of_captions, priority=900)  # after furo


def _one_id_each(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    for table in doctree.findall(nodes.table):
        if isinstance(table.parent, nodes.Element) and "table-wrapper" in table.parent["classes"]:
            table.parent["ids"] = []  # furo gives its box around a table the id of the table


def _levels_of_captions(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    tree = context.get("furo_navigation_tree", "")  # its captions are headings that do not say of which level
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
