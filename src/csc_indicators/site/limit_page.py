"""A limit's page: its rule, due dates worked out from awkward days, the same elsewhere, and the indicators that are judged by it."""

from collections.abc import Iterator
from datetime import date

from docutils import nodes

from csc_indicators.calendars.table import due_date_query
from csc_indicators.limits import Hours, Limit, WorkingDays
from csc_indicators.publication.how_counted import due_in_words
from csc_indicators.site.contents import Contents, slug
from csc_indicators.site.links import in_line, to, to_indicator, to_page
from csc_indicators.site.plain_nodes import Cell, code, paragraph, section, table

__all__ = ["limit_page", "limits_table"]

#: Starts that people ask about, and why.
_STARTS = (
    (date(2026, 7, 6), "a Monday"),
    (date(2026, 7, 11), "a Saturday: a start on a day off needs no rule of its own"),
    (date(2026, 8, 27), "before the summer bank holiday"),
    (date(2026, 12, 23), "before Christmas"),
    (date(2027, 3, 25), "Maundy Thursday, before Easter"),
    (date(2027, 8, 31), "the last day of a month"),
    (date(2028, 2, 29), "the leap day"),
)


def limit_page(limit: Limit, whole: Contents, above: str) -> nodes.section:
    """The whole page."""
    return section(
        str(limit),
        paragraph([to_page(f"/{above}", "Limits")], classes=["csc-trail"]),
        paragraph(due_in_words(limit), classes=["csc-title"]),
        paragraph("In time means on or before the due date."),
        *_due_dates(limit, whole),
        section("Indicators judged by it", _users(limit, whole)),
        section("The same in Python", code(_in_python(limit), "python")),
        *_elsewhere(limit),
        prefix="limit",
    )


def _due_dates(limit: Limit, whole: Contents) -> Iterator[nodes.Node]:
    if isinstance(limit, Hours):
        return
    dues = [(start, limit.due(start, calendar=whole.calendar), why) for start, why in _STARTS]
    rows = [(f"{start:%a} {start.day} {start:%B %Y}", f"{due:%a} {due.day} {due:%B %Y}", why) for start, due, why in dues]
    yield section("Due dates, worked out", table(("Start (day 0)", "Due", "The start is"), rows, widths=(30, 30, 40), kind="csc-index"))


def _users(limit: Limit, whole: Contents) -> nodes.paragraph:
    users = in_line([to_indicator(of.id) for of in whole.having(limit)])
    return paragraph([*users, nodes.Text(".")] if users else "None.")


def _in_python(limit: Limit) -> str:
    name = type(limit).__name__
    start = "datetime(2026, 7, 6, 14, 30)" if isinstance(limit, Hours) else "date(2026, 7, 6)"
    kind = "datetime" if isinstance(limit, Hours) else "date"
    return f"from datetime import {kind}\nfrom csc_indicators import {name}\n\n{limit!r}.due({start})\n"


def _elsewhere(limit: Limit) -> Iterator[nodes.Node]:
    if isinstance(limit, WorkingDays) and limit.days:
        days = int(limit.days)
        formula = f"=WORKDAY(A2, {days}, holidays)"
        guide = [
            nodes.Text("The calendar's table, and the traps: "),
            to("file", "data/calendar-england-and-wales.sql", "calendar.sql"),
            nodes.Text("."),
        ]
        yield section("The same in SQL", paragraph(guide), code(due_date_query(days), "sql"))
        yield section("The same in Excel", paragraph("With the start in A2 and the bank holidays in a list named holidays:"), code(formula, "none"))


def limits_table(whole: Contents) -> nodes.table:
    """Every limit, with the indicators that are judged by it."""
    rows: list[tuple[Cell, Cell]] = [
        (to("limit", slug(str(limit)), str(limit)), in_line([to_indicator(of.id) for of in whole.having(limit)])) for limit in whole.limits.values()
    ]
    return table(("Limit", "Indicators"), rows, widths=(25, 75), kind="csc-index")
