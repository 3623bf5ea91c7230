"""
A result in words and tables: the figure, its target, its history, its doubt and prospects, every breach with its reason.

A report shows single cases and small counts, so it is for the council's own use. It names rows of the council's own file and no child.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import attrs

from csc_indicators.accumulations import Period, YearToDate
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import listed_rows
from csc_indicators.measures.judgement import Status
from csc_indicators.periods import Month
from csc_indicators.results.cases import Case, Cases
from csc_indicators.results.change import change
from csc_indicators.results.families import Influence
from csc_indicators.results.result import Result
from csc_indicators.results.revisions import Revisions
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import OverlappingTally, Tally

__all__ = ["Report", "TextTable", "day_in_words", "report", "revisions_report"]


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
        heading: What was computed.
        sentences: The figure and what stands behind it.
        tables: The months, the groups, the reasons and the breaches.
        notes: What a reader must know about the records.
        basis: What the figure was computed from and by, so that it can be computed again.
    """

    heading: str
    sentences: tuple[str, ...]
    tables: tuple[TextTable, ...]
    notes: tuple[str, ...]
    basis: str


def report(result: Result[Any], *, since: Month | None = None, remaining: int | None = None) -> Report:
    """
    The report of *result*.

    Args:
        result: The result.
        since: Tell what the months after this one alone came to.
        remaining: The cases expected before the year is out; as many a month as so far when it is left out.
    """
    sentences = [*_figure(result), *_history(result, since), *_beside(result), *_doubt(result), *_prospects(result, remaining)]
    tables = [_periods(result)]
    if result.tallies.by:
        tables.append(_groups(result))
    late, overdue = result.cases.of(Status.LATE), result.overdue
    if len(late):
        tables += [_reasons(result), _breaches("Late, in the figure", late, result.as_at)]
    if len(overdue):
        tables.append(_breaches("Overdue, in no figure until it happens", overdue, result.as_at))
    return Report(f"{result.name}: {result.title}", tuple(sentences), tuple(tables), result.notes, _basis(result))


def day_in_words(day: date) -> str:
    """
    A date as it is written in English.

    >>> day_in_words(date(2018, 9, 30))
    '30 September 2018'
    """
    return f"{day.day} {day:%B %Y}"


def _figure(result: Result[Any]) -> Iterator[str]:
    day = day_in_words(result.as_at)
    known = "" if result.known_on is None else f", as recorded by {day_in_words(result.known_on)}"
    if result.percentage is None:
        yield f"At {day}{known}: no figure, because {result.why}."
        return
    gathered = "" if isinstance(result.series[-1], Snapshot) else f"{_in_short(result)}, "
    yield f"At {day}{known}: {result.percentage}% ({gathered}{result.tally})."
    if result.standing is not None and result.target is not None:
        if result.shortfall:
            more = f"{result.cases_short} {'more in time' if result.good == 'high' else 'fewer'}"
            yield f"{result.shortfall} percentage points short of the target of {result.target}: it {result.standing}. {more} would have met it."
        else:
            yield f"It {result.standing} of {result.target}."
    if result.calendar != ENGLAND_AND_WALES:
        yield f"Working days are those of {result.calendar.name}, which is not the statutory calendar."
    counts = [(status, len(result.cases.of(status))) for status in Status if status.counts]
    yield f"Of the {result.tally.denominator}: {', '.join(f'{count} {status}' for status, count in counts if count)}."


def _history(result: Result[Any], since: Month | None) -> Iterator[str]:
    *earlier, last = result.series
    if isinstance(last, Gathered) and last.in_month != last.tally:
        yield f"In {last.month}{'' if last.complete else ' so far'} alone: {_percentage(last.in_month, result.decimals)}."
    if since is not None and isinstance(last, Gathered):
        then = next(point for point in result.series if point.month == since)
        after = Period(since.following.first, last.month.last, last.as_at)
        figures = _percentage(then.tally, result.decimals), _percentage(result.since(since), result.decimals)
        yield f"At the end of {since} it was {figures[0]}; {after} alone: {figures[1]}."
    if earlier and last.complete and result.percentage is not None:
        said = str(change(last, earlier[-1], decimals=result.decimals, good=result.good))
        yield f"{said[0].upper()}{said[1:]}."


def _beside(result: Result[Any]) -> Iterator[str]:
    if isinstance(result.series[-1], Snapshot):
        return
    waiting, overdue = len(result.waiting), len(result.overdue)
    yield f"Beside them, not held yet and in no figure: {waiting} waiting (not yet due), {overdue} overdue."
    if overdue:
        yield f"With what is overdue counted as late it would be {_percentage(result.with_overdue, result.decimals)}."


def _doubt(result: Result[Any]) -> Iterator[str]:
    interval = result.interval()
    if interval is None:
        return
    lower, upper = interval.percentages(result.decimals)
    families = result.families()
    counted = "" if families is None else f", the {families.cases} being {families.families} families that are judged together"
    yield f"All cases are counted, so the figure itself is certain; the same practice could as well have given {lower}% to {upper}%{counted}."
    if families is None:
        return
    yield f"Of the families, {families.families_in_time} of {families.families} were in time."
    for influence, what in (
        (result.influence(), "the figure"),
        (result.influence(month=result.series[-1].month), f"{result.series[-1].month} alone"),
    ):
        if influence is not None and len(influence) > 1 and isinstance(result.series[-1], Gathered):
            yield from _largest_move(influence, what, result.decimals)


def _largest_move(influence: Influence, what: str, decimals: int) -> Iterator[str]:
    move = influence.points(decimals)[0]
    if not move:
        return
    cases = int(influence.cases[0])
    family = "one child" if cases == 1 else f"{cases} children"
    yield f"The family that moves {what} most, of {family}, {'raises' if move > 0 else 'lowers'} it by {abs(move)} points."


def _prospects(result: Result[Any], remaining: int | None) -> Iterator[str]:
    if result.target is None or result.percentage is None or not isinstance(result.accumulation, YearToDate):
        return
    to_come = result.remaining_at_this_pace if remaining is None else remaining
    found = result.prospects(to_come)
    if found is None or not to_come:
        return
    pace = f"At this year's pace {to_come} more will come" if remaining is None else f"If {to_come} more come"
    yield f"{pace}: {found}."
    month = result.out_of_reach_after(result.tally.denominator + to_come)
    if month is not None:
        yield f"With {result.tally.denominator + to_come} in the whole year, the target has been out of reach since the end of {month}."
    if found.consecutive:
        yield f"It would take {found.consecutive} in time one after another to bring the figure to the target."
    by_families = result.prospects_by_families(to_come)
    if by_families is not None and found.attainable and not found.assured:
        yield f"{by_families}."


def _in_short(result: Result[Any]) -> str:
    return str(result.accumulation).partition(" from")[0]


def _percentage(tally: Tally | OverlappingTally, decimals: int) -> str:
    percentage = tally.percentage(decimals)
    return "no cases" if percentage is None else f"{percentage}% ({tally})"


def _percent(value: Decimal | None) -> str:
    return "no cases" if value is None else f"{value}%"


def _periods(result: Result[Any]) -> TextTable:
    def figures(tally: Tally | OverlappingTally) -> tuple[str, str]:
        return str(tally), _percent(tally.percentage(result.decimals))

    def against(tally: Tally | OverlappingTally) -> tuple[str, ...]:
        if result.target is None:
            return ()
        figure = tally.percentage(result.decimals)
        shortfall, standing = result.target.shortfall(figure), result.target.standing(figure)
        return ("", "") if shortfall is None or standing is None else (str(shortfall), standing.words)

    headings = () if result.target is None else ("Short of target, points", "Standing")
    rows = []
    for point in result.series:
        if isinstance(point, Gathered):
            month = str(point.month) if point.complete else f"{point.month}, to the {result.as_at.day}"
            rows.append(
                (month, *figures(point.in_month), *(figures(point.tally) if point.why is None else ("", str(point.why))), *against(point.tally))
            )
        else:
            month = str(point.month) if point.complete else f"{point.month}, on the {result.as_at.day}"
            rows.append((month, *figures(point.tally), *against(point.tally)))
    if isinstance(result.series[0], Gathered):
        headings = ("Month", "In the month", "%", _in_short(result).capitalize(), "%", *headings)
    else:
        headings = ("At the end of", "Counted", "%", *headings)
    numbers = len(headings) - (0 if result.target is None else 1)
    return TextTable("Month by month", headings, tuple(rows), tuple(range(1, numbers)))


def _groups(result: Result[Any]) -> TextTable:
    last = len(result.tallies.periods) - 1
    rows = []
    for at, group in enumerate(result.tallies.groups):
        tally = result.tallies.tally(at, last)
        rows.append((*(str(label) or "not recorded" for label in group), str(tally), _percent(tally.percentage(result.decimals))))
    by = result.tallies.by
    title = f"By {' and '.join(by)}, {result.tallies.periods[-1]}"
    return TextTable(title, (*(name.capitalize() for name in by), "Counted", "%"), tuple(rows), (len(by), len(by) + 1))


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


def _basis(result: Result[Any]) -> str:
    edition = "no edition known to have been in force" if result.edition is None else f"edition {result.edition}"
    known = "everything recorded" if result.known_on is None else f"as known on {result.known_on}"
    calendar = f"{result.calendar.name}, edition {result.calendar.edition}"
    return f"{result.indicator}, {edition}; reading {result.reading}; {calendar}; {known}; csc-indicators {result.version}."


def revisions_report(revisions: Revisions) -> Report:
    """Each month's figure as known at one month end after another, and what moved it since it was first published."""
    days = [f"{day:%d %b %Y}" for day in revisions.known_on]
    triangle = []
    causes = []
    for row, period in enumerate(revisions.periods):
        cells = [revisions.tally(row, column) for column in range(len(days))]
        triangle.append((str(period), *("" if tally is None else _percent(tally.percentage(revisions.decimals)) for tally in cells)))
        causes += [(str(period), str(cause), f"{in_time:+}", f"{counted:+}") for cause, (in_time, counted) in revisions.by_cause(row).items()]
    numbers = tuple(range(1, len(days) + 1))
    tables = [TextTable("Each figure as known on", ("Figure of", *days), tuple(triangle), numbers)]
    if causes:
        headings = ("Figure of", "What moved it since it was first published", "In time", "Counted")
        tables.append(TextTable("What moved it", headings, tuple(causes), (2, 3)))
    moved = sum(revisions.first_published(row) != revisions.latest(row) for row in range(len(revisions.periods)))
    months = len(revisions.periods)
    sentence = (
        f"{moved} of {months} figures {'has' if moved == 1 else 'have'} moved since first published, by {day_in_words(revisions.known_on[-1])}."
    )
    return Report(f"{revisions.name}: figures as first published and as known later", (sentence,), tuple(tables), (), revisions.indicator)
