"""Paragraphs, lists, tables and sections as docutils nodes."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

from docutils import nodes

__all__ = ["Cell", "code", "definitions", "folded", "paragraph", "section", "table"]

#: What a cell or a paragraph holds: text, or nodes in line.
Cell: TypeAlias = str | nodes.Node | Sequence[nodes.Node]


def _inline(cell: Cell) -> list[nodes.Node]:
    if isinstance(cell, str):
        return [nodes.Text(cell)]
    return [cell] if isinstance(cell, nodes.Node) else list(cell)


def paragraph(cell: Cell, *, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph."""
    return nodes.paragraph("", "", *_inline(cell), classes=list(classes))


def section(heading: str, *content: nodes.Node, prefix: str = "") -> nodes.section:
    """A section whose id is its *prefix* and heading, so that no two on a page have one id."""
    return nodes.section("", nodes.title(heading, heading), *content, ids=[nodes.make_id(f"{prefix} {heading}")], names=[])


def table(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "", widths: Sequence[int] = (), kind: str = "") -> nodes.table:
    """A table; without *headings*, the first cell of each row is its heading. *kind* is a class for the style sheet."""
    rows = [list(row) for row in rows]
    columns = len(headings) or len(rows[0])
    specs = [nodes.colspec("", colwidth=width) for width in widths or [1] * columns]
    if not headings:
        specs[0]["stub"] = 1
    group = nodes.tgroup("", *specs, cols=columns)
    if headings:
        group += nodes.thead("", _row(headings))
    group += nodes.tbody("", *map(_row, rows))
    made = nodes.table("", group, classes=[kind or "csc-table", "colwidths-given" if widths else "colwidths-auto"])
    if title:
        made.insert(0, nodes.title(title, title))
    return made


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))


def definitions(items: Iterable[tuple[Cell, Sequence[Cell]]], *, kind: str = "csc-definitions") -> nodes.definition_list:
    """A list of terms, each with paragraphs that explain it. *kind* is a class for the style sheet."""
    listed = nodes.definition_list(classes=["simple", kind])
    for term, explained in items:
        definition = nodes.definition("", *map(paragraph, explained))
        listed += nodes.definition_list_item("", nodes.term("", "", *_inline(term)), definition)
    return listed


def folded(summary: str, *content: nodes.Node) -> list[nodes.Node]:
    """Content that stands behind its *summary* until it is opened, which needs no script."""
    before, after = f'<details class="csc-folded"><summary>{escape(summary)}</summary>', "</details>"
    return [nodes.raw("", before, format="html"), *content, nodes.raw("", after, format="html")]


def code(text: str, language: str) -> nodes.literal_block:
    """Text that is a program, coloured by its language; ``none`` for none."""
    return nodes.literal_block(text, text, language=language)
