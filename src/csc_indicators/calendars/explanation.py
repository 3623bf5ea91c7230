"""
How a due date is arrived at: each day counted, each day skipped and why, for the person who asks.

A child's conference was due on a day, and somebody counted to another one. The explanation lays the count out a day at a time, so that the two can be
compared line by line.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import Any, Protocol

import attrs
import numpy as np

from csc_indicators.arrays import Dates
from csc_indicators.calendars.calendar import WorkingDayCalendar
from csc_indicators.calendars.table import WEEKDAYS, CalendarRow, Standing, calendar_rows, day_inside, one_day

__all__ = ["ExplainedDay", "Explanation", "LimitFromADay", "explain"]

#: Unbroken runs of days that the text names before it says how many more days there are.
_RUNS_SHOWN = 12

_PAIR = 2

_WORKING_DAY = "working day"

_SAME_NUMBER = "Due on the day of the same number, or on the last day of the month when it has no such day. It is not moved to a working day."

#: The rules of the limits that do not depend on the calendar, by their units.
_RULES = {
    "calendar day": "Every day after day 0 counts, weekends and holidays too. The due date is not moved to a working day.",
    "week": "A week is 7 days, weekends and holidays counted. The due date is not moved to a working day.",
    "month": _SAME_NUMBER,
    "year": _SAME_NUMBER,
}


class LimitFromADay(Protocol):
    """What is asked of a limit to explain it; those of :mod:`csc_indicators.limits` that run from a day can answer."""

    @property
    def unit(self) -> str:
        """What it counts, in the singular, such as ``working day``."""

    def due(self, start: Dates, *, calendar: WorkingDayCalendar) -> Dates:
        """The last day within the limit of each start."""


@attrs.frozen
class ExplainedDay:
    """
    One day of a count.

    Attributes:
        day: The date.
        weekday: Its weekday, in English.
        count: How many working days have been counted up to and including it; 0 on day 0.
        counted: Whether it is one of those counted.
        why_not: Why it is not: ``day 0``, ``Saturday``, ``Sunday`` or the holiday's name; None of a day counted.
        standing: ``announced``, or ``projected`` when nobody has announced the holidays of that time yet.
    """

    day: date
    weekday: str
    count: int
    counted: bool
    why_not: str | None
    standing: Standing


@attrs.frozen(repr=False)
class Explanation:
    """
    A due date, and how it is arrived at.

    ``print`` writes it in words, :meth:`rows` gives it to a dataframe, and a notebook shows it as a table.

    Attributes:
        calendar: The calendar it is counted by.
        start: The day the clock starts, day 0.
        limit: The limit.
        due: The last day within the limit.
        rule: How it is counted, in words.
        days: Every day from day 0 to the due date, for a limit of working days; for other limits none, because none is skipped.
    """

    calendar: WorkingDayCalendar
    start: date
    limit: LimitFromADay
    due: date
    rule: str
    days: tuple[ExplainedDay, ...] = ()

    @property
    def counted(self) -> tuple[ExplainedDay, ...]:
        """The days counted."""
        return tuple(day for day in self.days if day.counted)

    @property
    def skipped(self) -> tuple[ExplainedDay, ...]:
        """The days not counted, day 0 left out."""
        return tuple(day for day in self.days[1:] if not day.counted)

    @property
    def is_projected(self) -> bool:
        """Whether the due date rests on days whose holidays have not been announced."""
        return any(day.standing == "projected" for day in self.days)

    def rows(self) -> list[dict[str, Any]]:
        """
        The days as rows, for ``pandas.DataFrame`` or ``polars.DataFrame``.

        >>> from csc_indicators import ENGLAND_AND_WALES, WorkingDays
        >>> explain(ENGLAND_AND_WALES, date(2018, 8, 24), WorkingDays(1)).rows()[3]["why_not"]
        'Summer bank holiday'
        """
        return [attrs.asdict(day) for day in self.days]

    def __repr__(self) -> str:
        return f"<Explanation {self.limit} from {self.start}: due {self.due}>"

    def __str__(self) -> str:
        if not self.days:
            return f"{self._heading()} {self.rule}"
        counted = _listed(self.days[1:], self.start, counted=True)
        skipped = _listed(self.days[1:], self.start, counted=False)
        return f"{self._heading()} Counted: {counted}; skipped: {skipped}.{self._warning()}"

    def _repr_html_(self) -> str:
        if self.days:
            headings = ["Date", "Weekday", "Count", "Why not counted"]
            rows = [[str(day.day), day.weekday, str(day.count) if day.counted else "", day.why_not or ""] for day in self.days]
        else:
            headings = ["Date", "Weekday", "What it is"]
            rows = [[str(day), WEEKDAYS[day.weekday()], what] for day, what in ((self.start, "day 0"), (self.due, "due"))]
        return _html(f"{self._heading()} {self.rule}{self._warning()}", headings, rows)

    def _heading(self) -> str:
        start, due = (f"{WEEKDAYS[day.weekday()]} {_in_words(day)}" for day in (self.start, self.due))
        return f"{self.limit} from {start} (day 0): due {due}."

    def _warning(self) -> str:
        if not self.is_projected:
            return ""
        return (
            f" The holidays after {_in_words(self.calendar.announced_to)} have not been announced: "
            "they are projected from the rules of earlier years, so the date may change."
        )


def explain(calendar: WorkingDayCalendar, start: date, limit: LimitFromADay) -> Explanation:
    """
    The due date of *limit* from *start*, and how it is arrived at by *calendar*. Projected days are said in the explanation, and not warned of.

    Raises:
        TypeError: If *start* is not one date, or *limit* does not run from a day, as hours do not.
        OutsideCalendar: If *start* or the due date is outside the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES, WorkingDays
    >>> print(explain(ENGLAND_AND_WALES, date(2018, 8, 24), WorkingDays(2)))  # doctest: +NORMALIZE_WHITESPACE
    2 working days from Friday 24 August 2018 (day 0): due Wednesday 29 August 2018.
    Counted: 28 and 29 August (1 and 2); skipped: 25 to 27 August (Saturday, Sunday, Summer bank holiday).
    """
    if not hasattr(limit, "unit"):
        raise TypeError("limit is a limit, such as WorkingDays(15). From words, parse_limit makes one.")
    if limit.unit == _WORKING_DAY:
        start = day_inside(calendar, "start", start)
        rule = f"Each working day after day 0 counts, by the calendar {calendar.name}, edition {calendar.edition}."
    elif limit.unit in _RULES:
        start, rule = one_day("start", start), _RULES[limit.unit]
    else:
        raise TypeError(f"A limit of {limit.unit}s does not run from a day. Ask the limit itself when it is due.")
    # Asked with an array, the calendar does not warn of projected days: the explanation says it.
    due: date = limit.due(np.array([start], dtype="datetime64[D]"), calendar=calendar)[0].item()
    days = _explained(calendar_rows(calendar, start, due)) if limit.unit == _WORKING_DAY else ()
    return Explanation(calendar, start, limit, due, rule, days)


def _explained(rows: Sequence[CalendarRow]) -> tuple[ExplainedDay, ...]:
    def day(row: CalendarRow) -> ExplainedDay:
        why_not = "day 0" if row is rows[0] else row.why_not
        return ExplainedDay(row.calendar_date, row.weekday, row.working_day_number - before, why_not is None, why_not, row.standing)

    before = rows[0].working_day_number
    return tuple(map(day, rows))


def _listed(days: Sequence[ExplainedDay], start: date, *, counted: bool) -> str:
    """The days counted, or those skipped, in their unbroken runs: each run with its numbers, or with its reasons."""
    runs = [list(run) for alike, run in groupby(days, key=lambda day: day.counted) if alike is counted]
    shown = [f"{_span(run, start)} ({_numbers(run) if counted else _reasons(run)})" for run in runs[:_RUNS_SHOWN]]
    hidden = sum(map(len, runs[_RUNS_SHOWN:]))
    return (", ".join(shown) or "none") + (f" and {hidden} more day{'' if hidden == 1 else 's'}" if hidden else "")


def _numbers(run: Sequence[ExplainedDay]) -> str:
    return str(run[0].count) if len(run) == 1 else f"{run[0].count} {_to(run)} {run[-1].count}"


def _reasons(run: Sequence[ExplainedDay]) -> str:
    return ", ".join(str(day.why_not) for day in run)


def _span(run: Sequence[ExplainedDay], start: date) -> str:
    """The dates of a run, with the year where it is not the start's."""
    first, last = run[0].day, run[-1].day
    end = _in_words(last) if last.year != start.year else f"{last.day} {last:%B}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{_in_words(first)} {_to(run)} {end}"
    return f"{first.day if first.month == last.month else f'{first.day} {first:%B}'} {_to(run)} {end}"


def _to(run: Sequence[ExplainedDay]) -> str:
    return "and" if len(run) == _PAIR else "to"


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _html(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    header = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    lines = ["<table>", f"<caption>{escape(caption)}</caption>", f"<thead><tr>{header}</tr></thead>", "<tbody>"]
    for first, *rest in rows:
        lines.append(f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>")
    return "\n".join([*lines, "</tbody>", "</table>"])
