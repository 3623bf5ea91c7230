"""An indicator's figure in SQL: its due dates to copy, and the whole query folded away."""

from collections.abc import Iterator

from docutils import nodes

from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.publication.elsewhere.in_sql import NotInSql, due_date_in_sql, in_sql
from csc_indicators.site.links import to
from csc_indicators.site.plain_nodes import folded, paragraph, section

__all__ = ["elsewhere"]


def elsewhere(of: AnyIndicator) -> Iterator[nodes.Node]:
    """A part to each language."""
    yield section("In SQL", *_sql(of))


def _sql(of: AnyIndicator) -> Iterator[nodes.Node]:
    calendar = to("file", "data/calendar-england-and-wales.sql", "calendar-england-and-wales.sql")
    tables = ", ".join(kept.name for kept in of.records)
    yield paragraph(
        [nodes.Text(f"From tables named and shaped as the records ({tables}), and the table working_day_calendar of "), calendar, nodes.Text(".")]
    )
    due, whole = due_date_in_sql(of), in_sql(of)
    if isinstance(due, str):
        yield paragraph("The due date of every case:")
        yield code(due, "sql")
    if isinstance(whole, NotInSql):
        yield paragraph(whole.reason)
    else:
        yield from folded("The whole figure in SQL", code(whole, "sql"))


def code(text: str, language: str) -> nodes.literal_block:
    """Text that is a program."""
    return nodes.literal_block(text, text, language=language)
