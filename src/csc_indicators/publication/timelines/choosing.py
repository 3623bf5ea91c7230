"""
Two little cases for each kind of rule, one on each side of its edge, judged by the rule itself.

The days are chosen so that a weekend and a bank holiday lie between, and are worked out by the limit and the calendar. How each case comes out is
asked of the indicator, so that a drawing cannot disagree with the rule that it explains.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import numpy as np

from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import FaultyRecords, InvalidLimit, InvalidPeriod, OutsideCalendar
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.judging import Measure, underlying
from csc_indicators.limits import DateLimit, WorkingDays
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.measures.judgement import Status
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.publication.timelines.naming import counted_in, event, sentence
from csc_indicators.publication.timelines.timeline import Lane, Mark, Timeline
from csc_indicators.records.table import Column, Kind, Table

__all__ = ["Case", "judged", "timelines"]

#: A case's rows: the values of each, by column, in each table.
Rows = Mapping[str, Sequence[Mapping[str, str]]]

_DAY = timedelta(1)

#: How a case came out, in words.
_OUTCOMES = {
    Status.IN_TIME: "in time",
    Status.YES: "in the numerator",
    Status.LATE: "late",
    Status.NO: "not in the numerator",
    Status.UNKNOWN: "unknown",
    Status.WAITING: "not due yet",
    Status.OVERDUE: "overdue",
    Status.EXCLUDED: "not counted",
}

#: The most working days that a limit has to be begun just before the bank holiday.
_SHORT = 7


@attrs.frozen(kw_only=True)
class Case:
    """
    A case, not judged yet.

    Attributes:
        rows: Its rows, without the person; the row to be judged is the last of the first table.
        marks: The days that matter.
        runs: What lasts.
    """

    rows: Rows
    marks: tuple[Mark, ...]
    runs: tuple[date, date]


def timelines(of: Indicator[Any], calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Timeline | None:
    """
    A timeline of a case on one side of the rule's edge and one on the other, the better first; None where no two such cases can be made.

    >>> from csc_indicators import southend
    >>> made = timelines(southend.CP_3_10)
    >>> for lane in made.lanes:
    ...     print(lane.says, "|", lane.marks[-1].words)
    In time | Fri 7 Sep 2018: conference, working day 15
    Late | Mon 10 Sep 2018: conference, working day 16
    """
    measure = underlying(of.measure)
    try:
        as_at, cases = _cases(of, measure, calendar)
        better, other = judged(of, cases, as_at, calendar)
    except (FaultyRecords, InvalidLimit, InvalidPeriod, OutsideCalendar):
        return None
    if better == other:
        return None
    lanes = tuple(
        Lane(says=sentence(_in_words(measure, outcome)), marks=tuple(sorted(case.marks, key=lambda mark: mark.day)), runs=case.runs)
        for case, outcome in zip(cases, (better, other), strict=True)
    )
    in_working_days = any(isinstance(limit, WorkingDays) for limit in attrs.astuple(measure, recurse=False))
    if in_working_days:
        caption = "Weekends are hatched and other days off marked H: they are not working days."
    elif isinstance(measure, Happened | OpenOn | ShareWith):
        caption = "The day itself decides; no days are counted."
    else:
        caption = "Every day counts, weekends and holidays too."
    return Timeline(title=f"{of.name}: which side of the edge", caption=caption, lanes=lanes, calendar=calendar if in_working_days else None)


def _in_words(measure: Measure, outcome: Status) -> str:
    if isinstance(measure, Overdue) and outcome in {Status.YES, Status.NO}:
        return "overdue" if outcome is Status.YES else "not overdue"
    return _OUTCOMES[outcome]


def judged(of: Indicator[Any], cases: Sequence[Case], as_at: date, calendar: WorkingDayCalendar) -> list[Status]:
    """How the indicator judges each case, each being of a person of its own."""
    tables: dict[str, Any] = {}
    for kept in of.records:
        rows = [(f"{number}", row) for number, case in enumerate(cases) for row in case.rows.get(kept.name, ())]
        names = {name for _, row in rows for name in row} | {column.name for column in kept if _needed(column, of)}
        tables[kept.name] = {"child": [child for child, _ in rows], **{name: [row.get(name, "") for _, row in rows] for name in sorted(names)}}
        if of.among is not None and kept is of.records[0]:
            tables[kept.name][of.among.column] = ["yes" if of.among.flagged else "no"] * len(rows)
    result = of.compute(as_at=as_at, calendar=calendar, **tables)
    lasts = np.cumsum([len(case.rows[of.records[0].name]) for case in cases]).tolist()
    found = {case.row: case.status for case in result.cases}
    return [found[row] for row in lasts]


def _needed(column: Column, of: Indicator[Any]) -> bool:
    return column.kind is not Kind.ID and (column.required or column.name in underlying(of.measure).columns)


def _year(of: Indicator[Any]) -> int:
    """A year in which the rule was in force: 2018 where it was, so that the drawings are of one year."""
    if of.retired_on is not None:
        return of.retired_on.year - 1
    begun = of.editions[-1].in_force_from
    return 2018 if begun is None or begun.year < 2018 else begun.year + 1  # noqa: PLR2004 - the year of the examples


def _cases(of: Indicator[Any], measure: Measure, calendar: WorkingDayCalendar) -> tuple[date, tuple[Case, Case]]:
    """The last day counted, and the two cases."""
    table, year = of.records[0], _year(of)
    match measure:
        case WithinLimit():
            made = _within(measure, table, _start(measure.limit, year), calendar)
        case Overdue():
            made = _overdue(measure, table, _start(measure.limit, year), calendar)
        case SeenInWindow():
            made = _window(measure, of.records, date(year, 9, 30), calendar)
        case IntervalsKept():
            made = _intervals(measure, of.records, date(year, 5, 21), calendar)
        case Lasted():
            made = _lasted(measure, table, date(year, 9, 30), calendar)
        case Again():
            made = _again(of, measure, date(year - 1, 8, 16), calendar)
        case OpenOn():
            made = _open(measure, table, date(year + 1, 3, 31))
        case Happened():
            made = _happened(measure, table, date(year + 1, 3, 31))
        case _:
            made = _flagged(measure, table, date(year, 8, 16))
    return made


def _start(limit: DateLimit, year: int) -> date:
    """A start before the summer bank holiday: on the Friday before it for a short limit, a week and a day earlier for a longer one."""
    holiday = next(day for day in (date(year, 8, 31) - n * _DAY for n in range(7)) if day.weekday() == 0)
    short = isinstance(limit, WorkingDays) and limit.days <= _SHORT
    return holiday - (3 if short else 11) * _DAY


def _of_one_year(first: date, ends: Callable[[date], tuple[date, date]]) -> date:
    """The first day from *first* on from which two ends fall into one reporting year, so that both are counted."""
    while len(set(map(ReportingYear.of, ends(first)))) > 1:
        first += _DAY
    return first


def _counted(limit: DateLimit, start: date, day: date, calendar: WorkingDayCalendar) -> str:
    """Which day of the limit a day is, where it counts days."""
    unit = counted_in(limit)
    if not unit:
        return ""
    return f", {unit} {calendar.between(start, day) if isinstance(limit, WorkingDays) else (day - start).days}"


def _after(limit: DateLimit, day: date, calendar: WorkingDayCalendar) -> date:
    """The first day after one that can be in the limit's own count."""
    return calendar.after(day, 1) if isinstance(limit, WorkingDays) else day + _DAY


def _within(of: WithinLimit, table: Table, start: date, calendar: WorkingDayCalendar) -> tuple[date, tuple[Case, Case]]:
    def ends(begun: date) -> tuple[date, date]:
        due = of.limit.due(begun, calendar=calendar)
        return due, _after(of.limit, due, calendar)

    start = _of_one_year(start, ends)
    due, late = ends(start)

    def case(end: date) -> Case:
        begun = Mark(day=start, says=f"{event(of.start, table.name)}, day 0", sign="dot")
        last = Mark(day=due, says=f"due{_counted(of.limit, start, due, calendar)}", sign="bar")
        held = Mark(day=end, says=f"{event(of.end, table.name)}{_counted(of.limit, start, end, calendar)}", sign="diamond")
        return Case(rows={table.name: [{of.start: str(start), of.end: str(end)}]}, marks=(begun, last, held), runs=(start, end))

    return Month.of(late).last, (case(due), case(late))


def _overdue(of: Overdue, table: Table, start: date, calendar: WorkingDayCalendar) -> tuple[date, tuple[Case, Case]]:
    due = of.limit.due(start, calendar=calendar)
    day = _after(of.limit, due, calendar)
    later = calendar.after(start, 1) if isinstance(of.limit, WorkingDays) else start + _DAY

    def case(begun: date) -> Case:
        due = of.limit.due(begun, calendar=calendar)
        marks = (
            Mark(day=begun, says=f"{event(of.start, table.name)}, day 0", sign="dot"),
            Mark(day=due, says=f"due{_counted(of.limit, begun, due, calendar)}", sign="bar"),
            Mark(day=day, says=f"the day of the count; no {event(of.end, table.name)} yet", sign="ring"),
        )
        return Case(rows={table.name: [{of.start: str(begun), of.end: ""}]}, marks=marks, runs=(begun, day))

    return day, (case(later), case(start))


def _window(of: SeenInWindow, tables: Sequence[Table], day: date, calendar: WorkingDayCalendar) -> tuple[date, tuple[Case, Case]]:
    spells, events = tables
    begun = date(day.year - 2, 1, 8)
    first = day
    while of.window.elapsed(first - _DAY, day, calendar=calendar) <= of.window.days:
        first -= _DAY
    before = calendar.before(first, 1) if isinstance(of.window, WorkingDays) else first - _DAY

    def case(seen: date) -> Case:
        number = of.window.elapsed(seen, day, calendar=calendar)
        marks = (
            Mark(day=seen, says=f"{event(of.event, events.name)}, {number} {of.window.unit}s before the day", sign="diamond"),
            Mark(day=first, says="the window opens", sign="bar"),
            Mark(day=day, says="the day of the count, the end of the window", sign="ring"),
        )
        return Case(rows={spells.name: [{"start": str(begun), "end": ""}], events.name: [{of.event: str(seen)}]}, marks=marks, runs=(first, day))

    return day, (case(first), case(before))


def _intervals(of: IntervalsKept, tables: Sequence[Table], start: date, calendar: WorkingDayCalendar) -> tuple[date, tuple[Case, Case]]:
    spells, events = tables
    due = of.first.due(start, calendar=calendar)
    long_enough = max(Month.of(due).last, of.qualifies_after.due(start, calendar=calendar))
    day = min(long_enough, of.then.due(due, calendar=calendar))

    def case(held: date) -> Case:
        following = of.then.due(held, calendar=calendar)
        marks = (
            Mark(day=start, says=f"{event(of.start, spells.name)}, day 0", sign="dot"),
            Mark(day=due, says=f"first {event(of.event, events.name)} due, {of.first} on", sign="bar"),
            Mark(day=held, says=f"{event(of.event, events.name)} held", sign="diamond"),
            Mark(day=following, says=f"the next one due, {of.then} after it", sign="bar"),
        )
        rows = {spells.name: [{of.start: str(start), of.end: ""}], events.name: [{of.event: str(held)}]}
        return Case(rows=rows, marks=marks, runs=(start, following))

    return day, (case(due), case(due + _DAY))


def _lasted(of: Lasted, table: Table, day: date, calendar: WorkingDayCalendar) -> tuple[date, tuple[Case, Case]]:
    """Of open spells, one that is long enough on the day and one begun a day later; of ended ones, one that ends when it is and one a day before."""
    reaches = of.at_least.beginning_with if of.first_day_counts else of.at_least.due
    begun = date(day.year - 2, 8, 1)
    begun = _of_one_year(begun, lambda day: (reaches(day, calendar=calendar) - _DAY, reaches(day, calendar=calendar)))
    reached = reaches(begun, calendar=calendar)

    def case(start: date, last: date) -> Case:
        says = event(of.end, table.name) if of.ended else "the day of the count; it is open"
        marks = (
            Mark(day=start, says=f"{event(of.start, table.name)}, day {int(of.first_day_counts)}", sign="dot"),
            Mark(day=last, says=says, sign="diamond" if of.ended else "ring"),
        )
        return Case(rows={table.name: [{of.start: str(start), of.end: str(last) if of.ended else ""}]}, marks=marks, runs=(start, last))

    if of.ended:
        return Month.of(reached).last, (case(begun, reached), case(begun, reached - _DAY))
    return reached, (case(begun, reached), case(begun + _DAY, reached))


def _again(of: Indicator[Any], measure: Again, first: date, calendar: WorkingDayCalendar) -> tuple[date, tuple[Case, Case]]:
    """An event on the last day that one before it counts, and one on the day after; where it counts for ever, one without an earlier one."""
    table = of.records[0]
    spells = any(column.name == "end" for column in table)
    if measure.within is not None:
        first = _of_one_year(first, lambda day: _last_of(measure, day, calendar))
    end = first + _DAY
    ended = end if measure.after == "end" else first

    def case(second: date, *, earlier: bool = True) -> Case:
        before = {measure.event: str(first), **({"end": str(end)} if spells else {})} if earlier else None
        marks = [Mark(day=second, says=event(measure.event, table.name), sign="diamond")]
        if earlier:
            marks.append(Mark(day=ended, says=f"{event(measure.after, table.name)}, the earlier one, day 0", sign="dot"))
        rows = [*([before] if before else []), {measure.event: str(second)}]
        return Case(rows={table.name: rows}, marks=tuple(marks), runs=(ended if earlier else second, second))

    if measure.within is None:
        second = date(first.year + 1, 5, 14)
        return Month.of(second).last, (case(second), case(second, earlier=False))
    last, _ = _last_of(measure, first, calendar)
    return Month.of(last + _DAY).last, (case(last), case(last + _DAY))


def _last_of(of: Again, first: date, calendar: WorkingDayCalendar) -> tuple[date, date]:
    """The last day on which an earlier one of the day *first*, lasting a day where it lasts, counts, and the day after."""
    if of.within is None:
        raise TypeError("What counts for ever has no last day.")
    due: date = of.within.due(first + _DAY if of.after == "end" else first, calendar=calendar)
    last = due if of.inclusive else due - _DAY
    return last, last + _DAY


def _open(of: OpenOn, table: Table, day: date) -> tuple[date, tuple[Case, Case]]:
    begun = day - 20 * _DAY
    over = day - _DAY if of.last_day_counts else day

    def case(end: date) -> Case:
        marks = (
            Mark(day=begun, says=event(of.start, table.name), sign="dot"),
            Mark(day=day, says="the day of the count", sign="ring"),
            Mark(day=end, says=event(of.end, table.name), sign="diamond"),
        )
        return Case(rows={table.name: [{of.start: str(begun), of.end: str(end)}]}, marks=marks, runs=(begun, end))

    return day, (case(over + _DAY), case(over))


def _happened(of: Happened, table: Table, day: date) -> tuple[date, tuple[Case, Case]]:
    begun = day - 20 * _DAY

    def case(at: date) -> Case:
        row = {"start": str(begun), of.event: str(at)} if of.event == "end" else {of.event: str(at)}
        marks = (Mark(day=day, says="the last day of the year", sign="bar"), Mark(day=at, says=event(of.event, table.name), sign="diamond"))
        return Case(rows={table.name: [row]}, marks=marks, runs=(at, at))

    return day, (case(day), case(day + _DAY))


def _flagged(of: Measure, table: Table, day: date) -> tuple[date, tuple[Case, Case]]:
    if not isinstance(of, ShareWith):
        raise TypeError("There is no timeline of this kind of measure.")
    flag, happened = of.flag, of.event

    def case(answer: str) -> Case:
        marks = (Mark(day=day, says=f"{event(happened, table.name)}; {flag.replace('_', ' ')}: {answer}", sign="diamond"),)
        return Case(rows={table.name: [{happened: str(day), flag: answer}]}, marks=marks, runs=(day, day))

    return Month.of(day).last, (case("yes"), case("no"))
