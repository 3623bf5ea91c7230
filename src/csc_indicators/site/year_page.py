"""A calendar year's page: its days off with their grounds, its working days by month, and every day of it; and the list of all the years."""

import calendar as months
from collections.abc import Iterator
from datetime import date
from html import escape

import numpy as np
from docutils import nodes

from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.calendars.calendar import NonWorkingDay
from csc_indicators.calendars.table import WEEKDAYS
from csc_indicators.periods import Month
from csc_indicators.results.report import day_in_words
from csc_indicators.site.contents import Contents
from csc_indicators.site.links import to, to_page
from csc_indicators.site.plain_nodes import paragraph, section, table

__all__ = ["year_page", "years_table"]

_WEEK = 7
_FRIDAY = 4


def year_page(year: int, whole: Contents, above: str) -> nodes.section:
    """The whole page."""
    calendar = whole.calendar
    days_off = [each for each in calendar.non_working_days if each.day.year == year]
    rows = [(day_in_words(each.day), f"{each.day:%A}", each.name, each.basis, each.source) for each in days_off]
    total = sum(_working_days(calendar, Month(year, month)) for month in range(1, 13))
    trail = [to_page(f"/{above}", f"Working days in {calendar.name}"), nodes.Text(f" / {year}. "), *_neighbours(year, whole)]
    return section(
        f"Working days in {year}",
        paragraph(trail, classes=["csc-trail"]),
        paragraph(f"{year} has {total} working days in {calendar.name}. {_standing(calendar, year)}"),
        section("Days off on weekdays", table(("Date", "Weekday", "Name", "Basis", "Source"), rows, widths=(18, 14, 24, 14, 30))),
        section("Working days by month", _by_month(calendar, year)),
        section(
            "Every day", paragraph("H marks a day off on a weekday; weekends are in brackets."), nodes.raw("", _grid(days_off, year), format="html")
        ),
        section(
            "Downloads",
            paragraph(
                [
                    to("file", "data/calendar-england-and-wales.csv", "every year as a table (CSV)"),
                    nodes.Text(", "),
                    to("file", "data/calendar-england-and-wales.ics", "the days off for a calendar program (iCalendar)"),
                    nodes.Text("."),
                ]
            ),
        ),
        prefix="year",
    )


def _neighbours(year: int, whole: Contents) -> Iterator[nodes.Node]:
    for other, words in ((year - 1, "the year before"), (year + 1, "the year after")):
        if other in whole.years:
            yield to("year", str(other), f"{other}, {words}")
            yield nodes.Text(". ")


def _standing(calendar: WorkingDayCalendar, year: int) -> str:
    if date(year, 12, 31) <= calendar.announced_to:
        return "All its bank holidays have been announced."
    return (
        f"Its bank holidays are projected from the rules of earlier years: they have been announced to {day_in_words(calendar.announced_to)} only, "
        "and days proclaimed later are missing."
    )


def _working_days(calendar: WorkingDayCalendar, month: Month) -> int:
    # Asked as an array, the calendar does not warn of projected days: the page says so once.
    days = np.arange(np.datetime64(month.first, "D"), np.datetime64(month.last, "D") + np.timedelta64(1, "D"))
    return int(calendar.is_working_day(days).sum())


def _by_month(calendar: WorkingDayCalendar, year: int) -> nodes.table:
    rows, so_far = [], 0
    for number in range(1, 13):
        working = _working_days(calendar, Month(year, number))
        so_far += working
        rows.append((f"{date(year, number, 1):%B}", str(working), str(so_far)))
    return table(("Month", "Working days", "In the year so far"), rows, kind="csc-index")


def _grid(days_off: list[NonWorkingDay], year: int) -> str:
    """A table to a month, a row to a week."""
    off = {each.day: each.name for each in days_off}
    return f'<div class="csc-year">{"".join(_month(year, month, off) for month in range(1, 13))}</div>'


def _month(year: int, month: int, off: dict[date, str]) -> str:
    head = "".join(f'<th scope="col"><abbr title="{day}">{day[:2]}</abbr></th>' for day in WEEKDAYS)
    weeks = "".join(
        f"<tr>{''.join(_day(year, month, day, weekday, off) for weekday, day in enumerate(week))}</tr>" for week in months.monthcalendar(year, month)
    )
    return f"<table><caption>{date(year, month, 1):%B}</caption><thead><tr>{head}</tr></thead><tbody>{weeks}</tbody></table>"


def _day(year: int, month: int, day: int, weekday: int, off: dict[date, str]) -> str:
    if not day:
        return "<td></td>"
    name = off.get(date(year, month, day))
    if name is not None:
        return f'<td class="csc-off">{day}<abbr title="{escape(name)}">H</abbr></td>'
    return f'<td class="csc-weekend">({day})</td>' if weekday > _FRIDAY else f"<td>{day}</td>"


def years_table(whole: Contents) -> nodes.table:
    """Every year, a row to a decade."""
    decades: dict[int, list[nodes.Node]] = {}
    for year in whole.years:
        decades.setdefault(year // 10 * 10, []).extend([to("year", str(year), str(year)), nodes.Text(" ")])
    return table(("Decade", "Years"), [(f"{decade}s", links[:-1]) for decade, links in decades.items()], widths=(15, 85), kind="csc-index")
