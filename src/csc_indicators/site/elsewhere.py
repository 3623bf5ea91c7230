"""An indicator's figure in Python, in SQL and in Excel, to be copied: what is long is folded away."""

from collections.abc import Iterator

from docutils import nodes

from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.publication.elsewhere.in_excel import NotInExcel, in_excel
from csc_indicators.publication.elsewhere.in_python import in_python
from csc_indicators.publication.elsewhere.in_sql import NotInSql, due_date_in_sql, in_sql
from csc_indicators.site.links import to
from csc_indicators.site.plain_nodes import code, folded, paragraph, section, table

__all__ = ["elsewhere"]


def elsewhere(of: AnyIndicator) -> Iterator[nodes.Node]:
    """A part to each language."""
    yield section("In Python", code(in_python(of), "python"))
    yield section("In SQL", *_sql(of))
    yield section("In Excel", *_excel(of))


def _sql(of: AnyIndicator) -> Iterator[nodes.Node]:
    calendar = to("file", "data/calendar-england-and-wales.sql", "calendar-england-and-wales.sql")
    tables = ", ".join(kept.name for kept in of.records)
    yield paragraph(
        [nodes.Text(f"From tables named and shaped as the records ({tables}), and the table working_day_calendar of "), calendar, nodes.Text(".")]
    )
    yield paragraph(
        "The library's tests run it in SQLite and DuckDB and compare the counts; it was run once in PostgreSQL 15. SQL Server was not run. "
        "The table's columns are DATE, or 1 and 0; csc-indicators sql prints it for other days."
    )
    due, whole = due_date_in_sql(of), in_sql(of)
    if isinstance(due, str):
        yield paragraph("The due date of every case:")
        yield code(due, "sql")
    if isinstance(whole, NotInSql):
        yield paragraph(whole.reason)
    else:
        yield from folded("The whole figure in SQL", code(whole, "sql"))


def _excel(of: AnyIndicator) -> Iterator[nodes.Node]:
    formulas = in_excel(of)
    if isinstance(formulas, NotInExcel):
        yield paragraph(formulas.reason)
        return
    yield paragraph(
        "Each table of records is a table of that name (Ctrl+T), the cells first_day and as_at hold the two days, and the bank holidays are a range "
        "named holidays. Excel was not run: the library's tests follow the rules of its functions."
    )
    rows = [(each.place, each.what, nodes.literal("", each.formula)) for each in formulas]
    yield from folded("The formulas", table(("Where", "What", "Formula"), rows, widths=(20, 25, 55)))
