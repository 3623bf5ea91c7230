"""Tables of records: their columns, what other data standards call them, and what their rows must not say together."""

from collections.abc import Iterator

from docutils import nodes

from csc_indicators.records.table import Column, Table
from csc_indicators.site.contents import Contents
from csc_indicators.site.links import in_line, to_indicator
from csc_indicators.site.plain_nodes import Cell, paragraph, table

__all__ = ["contents", "used_by"]


def contents(of: Table) -> Iterator[nodes.Node]:
    """Every column, with what other data standards call it; then what must hold of the rows, each with who says so."""
    rows = [(nodes.literal("", column.name), f"{column.kind.value}, {_needed(column)}", column.meaning, _elsewhere(column)) for column in of]
    yield table(("Column", "What it is", "Meaning", "In other data standards"), rows, widths=(26, 16, 30, 28))
    if of.constraints:
        yield paragraph("Rows that do not keep to this are refused, by their numbers:")
        yield nodes.bullet_list("", *(nodes.list_item("", paragraph(_sentence(f"{each.statement} ({each.source})"))) for each in of.constraints))


def _needed(column: Column) -> str:
    needed = "required" if column.required else "optional"
    return f"{needed}; may be blank" if column.may_be_blank else needed


def _elsewhere(column: Column) -> Cell:
    if not column.items:
        return "none"
    items = ([nodes.literal("", item.name), nodes.Text(f" ({item.standard})")] for item in column.items)
    return [each for item in items for each in (nodes.Text(", "), *item)][1:]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def used_by(of: Table, whole: Contents) -> nodes.paragraph:
    """Which indicators are computed from the table."""
    users = in_line([to_indicator(indicator.id) for indicator in whole.indicators if of in indicator.records])
    return paragraph([nodes.Text("Used by: "), *users, nodes.Text(".")] if users else "No indicator is computed from it yet.")
