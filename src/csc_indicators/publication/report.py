"""
A result in words and tables: the figure, its target, the months, every breach with its reason.

A report shows single cases and small counts, so it is for the council's own use. It names rows of the council's own file and no child.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import attrs

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import listed_rows
from csc_indicators.measures.judgement import Status
from csc_indicators.results.cases import Case, Cases
from csc_indicators.results.result import Result
from csc_indicators.results.series import MonthToDate
from csc_indicators.results.tally import Tally

__all__ = ["Report", "TextTable", "day_in_words", "report"]


@attrs.frozen(repr=False)
class TextTable:
    """
    A table of text.

    Attributes:
        title: What it shows.
        headings: The name of each column.
        rows: The cells, a tuple to a row.
        numeric: The positions of the columns that hold numbers.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@attrs.frozen(repr=False)
class Report:
    """
    A result for people.

    Attributes:
        heading: What was computed, and as at which day.
        sentences: The figure and what stands behind it.
        tables: The months, the reasons and the breaches.
        notes: What a reader must know about the records.
    """

    heading: str
    sentences: tuple[str, ...]
    tables: tuple[TextTable, ...]
    notes: tuple[str, ...]


def report(result: Result[Any]) -> Report:
    """The report of *result*."""
    tables = [_months(result)]
    late, overdue = result.cases.of(Status.LATE), result.overdue
    if len(late):
        tables += [_reasons(result), _breaches("Late, in the figure", late, result.as_at)]
    if len(overdue):
        tables.append(_breaches("Overdue, in no figure until it happens", overdue, result.as_at))
    return Report(f"{result.name}: {result.title}", tuple(_sentences(result)), tuple(tables), result.notes)


def day_in_words(day: date) -> str:
    """
    A date as it is written in English.

    >>> day_in_words(date(2018, 9, 30))
    '30 September 2018'
    """
    return f"{day.day} {day:%B %Y}"


def _sentences(result: Result[Any]) -> list[str]:
    day = day_in_words(result.as_at)
    known = "" if result.known_on is None else f", as recorded by {day_in_words(result.known_on)}"
    if result.percentage is None:
        return [f"At {day}{known}: no figure, because there are no cases."]
    basis = "year to date, " if isinstance(result.series[-1], MonthToDate) else ""
    sentences = [f"At {day}{known}: {result.percentage}% ({basis}{result.tally})."]
    if result.target is not None:
        short = f"{result.shortfall} percentage points short of the target" if result.shortfall else "It meets the target"
        sentences.append(f"{short} of {result.target}.")
    if result.calendar != ENGLAND_AND_WALES:
        sentences.append(f"Working days are those of {result.calendar.name}, which is not the statutory calendar.")
    counts = {status: len(result.cases.of(status)) for status in Status}
    inside = ", ".join(f"{counts[status]} {status}" for status in (Status.IN_TIME, Status.LATE, Status.UNKNOWN) if counts[status])
    sentences.append(f"Of the {result.tally.denominator}: {inside}.")
    if isinstance(result.series[-1], MonthToDate):
        last = result.series[-1]
        sentences.append(f"In {last.month}{'' if last.complete else ' so far'} alone: {_figure(last.in_month, result.decimals)}.")
        waiting, overdue = counts[Status.WAITING], counts[Status.OVERDUE]
        sentences.append(f"Beside them, not held yet and in no figure: {waiting} waiting (not yet due), {overdue} overdue.")
    return sentences


def _figure(tally: Tally, decimals: int) -> str:
    percentage = tally.percentage(decimals)
    return "no cases" if percentage is None else f"{percentage}% ({tally})"


def _percent(value: Decimal | None) -> str:
    return "no cases" if value is None else f"{value}%"


def _months(result: Result[Any]) -> TextTable:
    def figures(tally: Tally) -> tuple[str, str]:
        return str(tally), _percent(tally.percentage(result.decimals))

    def short(tally: Tally) -> tuple[str, ...]:
        if result.target is None:
            return ()
        shortfall = result.target.shortfall(tally.percentage(result.decimals))
        return ("" if shortfall is None else str(shortfall),)

    headings = ("Short of target, points",) if result.target is not None else ()
    rows = []
    for point in result.series:
        name = str(point.month) if point.complete else f"{point.month}, to the {result.as_at.day}"
        if isinstance(point, MonthToDate):
            rows.append((name, *figures(point.in_month), *figures(point.year_to_date), *short(point.tally)))
        else:
            rows.append((name, *figures(point.tally), *short(point.tally)))
    if isinstance(result.series[0], MonthToDate):
        headings = ("Month", "In the month", "%", "Year to date", "%", *headings)
    else:
        headings = ("At the end of", "Counted", "%", *headings)
    return TextTable("Month by month", headings, tuple(rows), tuple(range(1, len(headings))))


def _reasons(result: Result[Any]) -> TextTable:
    rows = tuple((str(count), str(reason)) for reason, count in result.late_by_reason.items())
    return TextTable(f"Why {len(result.cases.of(Status.LATE))} are late", ("Late", "Reason"), rows, (0,))


def _breaches(title: str, breaches: Cases, as_at: date) -> TextTable:
    """The breaches in order of their due dates, those of one family on one day together."""

    def together(case: Case) -> tuple[Any, ...]:
        alone = case.row if case.family in {None, ""} else 0
        return case.due, case.happened or date.max, str(case.family), alone

    rows = tuple(_breach(list(alike), as_at) for _, alike in groupby(sorted(breaches, key=together), key=together))
    headings = ("Row", "Due", "Took place", "Working days late", "Reason")
    return TextTable(f"{title}: {len(breaches)}, by row of {breaches.table} (row 1 is the first under the header)", headings, rows, (3,))


def _breach(cases: Sequence[Case], as_at: date) -> tuple[str, ...]:
    first = cases[0]
    happened = f"{first.happened:%d %b %Y}" if first.happened else f"not by {as_at:%d %b %Y}"
    reasons = sorted({str(case.reason) for case in cases})
    rows = listed_rows([case.row for case in cases]).removeprefix("rows ").removeprefix("row ")
    return rows, f"{first.due:%d %b %Y}", happened, str(first.working_days_late), "; ".join(reasons)
