"""Whether something happened in a window of days that ends on the day of a snapshot."""

from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Ids, Mask, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits import CalendarDays, WorkingDays
from csc_indicators.measures.judgement import Because, Judgement, Status

__all__ = ["SeenInWindow", "Spells", "overlapping", "seen_in_window", "spells"]


@attrs.frozen(kw_only=True)
class SeenInWindow:
    """
    The share of those in a spell on a day for whom something happened in the window ending on that day.

    Attributes:
        event: The column holding the day of the event.
        window: How far back the window reaches: an event exactly so many days before the day counts.
        qualifies_after: How long a spell must have lasted by the day to be counted.
        in_spell_only: True when an event before the spell began does not count.
    """

    event: str
    window: WorkingDays | CalendarDays
    qualifies_after: WorkingDays | CalendarDays
    in_spell_only: bool = False

    def __str__(self) -> str:
        only = ", in the same spell" if self.in_spell_only else ""
        return f"{self.event} in the {self.window} to the day{only}, of those {self.qualifies_after} or more in a spell"


@attrs.frozen(repr=False, eq=False)
class Spells:
    """
    Unbroken spells, sorted by person and start.

    Attributes:
        row: The row on which the spell starts.
        person: Who.
        start: The day it began.
        end: The day it ended; missing while it lasts.
    """

    row: Rows
    person: Ids
    start: Dates
    end: Dates


def overlapping(person: Ids, start: Dates, end: Dates) -> Rows:
    """The rows that start before an earlier row of the same person has ended."""
    order, first = _sorted(person, start, end)
    # Each person has a stretch of numbers of their own, so the furthest end so far is one running maximum.
    origin = start.min() if len(start) else NAT
    span = np.int64(1) << 32
    begins = (start[order] - origin).astype(np.int64)
    ends = np.where(np.isnat(end[order]), span - 1, (end[order] - origin).astype(np.int64))
    own = (np.cumsum(first) - 1) * span
    furthest = np.maximum.accumulate(own + ends)
    overlaps = np.zeros(len(order), dtype=bool)
    overlaps[1:] = ~first[1:] & ((own + begins)[1:] < furthest[:-1])
    return np.sort(order[overlaps]) + 1


def spells(person: Ids, start: Dates, end: Dates) -> Spells:
    """
    Rows into unbroken spells: rows of one person of which one ends on the day the next starts are one spell.

    The rows must not overlap; :func:`overlapping` finds those that do.
    """
    order, first = _sorted(person, start, end)
    begins = first
    begins[1:] |= start[order][1:] != end[order][:-1]
    at = np.flatnonzero(begins)
    last = np.append(at[1:], len(order))[: len(at)] - 1
    return Spells(order[at] + 1, person[order][at], start[order][at], end[order][last])


def _sorted(person: Ids, start: Dates, end: Dates) -> tuple[NDArray[np.intp], Mask]:
    """The order by person and start, and which rows in that order are a person's first."""
    order = np.lexsort((end, start, person))
    first = np.ones(len(order), dtype=bool)
    first[1:] = person[order][1:] != person[order][:-1]
    return order, first


def seen_in_window(
    of: Spells,
    person: Ids,
    when: Dates,
    known: Mask,
    *,
    measure: SeenInWindow,
    as_at: date,
    calendar: WorkingDayCalendar,
) -> Judgement:
    """
    Judge every spell as things stood at the end of *as_at*.

    A spell counts when it has begun, has not ended by *as_at* and has lasted long enough. It is in time when an event of the same person falls in the
    window ending on *as_at*, counted in the window's own days, and late when none does. A late spell was due on the last day that the latest event
    still covered, but not before the day it became long enough to be counted.

    Args:
        of: The spells.
        person: Who each event was for.
        when: The day of each event.
        known: Which events were known; the others can explain a late spell and cannot make it timely.
        measure: The window, and which spells qualify.
        as_at: The day of the snapshot, whether or not it is a working day.
        calendar: The working days.

    Raises:
        OutsideCalendar: If a date that is needed is outside the calendar.
    """
    day = np.datetime64(as_at, "D")
    begun, ended = of.start <= day, of.end <= day
    lasted = np.zeros(len(of.row), dtype=bool)
    lasted[begun] = measure.qualifies_after.elapsed(of.start[begun], as_at, calendar=calendar) >= measure.qualifies_after.days
    counts = begun & ~ended & lasted

    people, codes = np.unique(of.person, return_inverse=True)
    at = np.minimum(np.searchsorted(people, person), max(len(people) - 1, 0))
    ours = np.flatnonzero(people[at] == person) if len(people) else np.array([], dtype=np.intp)
    latest = _latest(at[ours], when[ours], known[ours] & (when[ours] <= day), len(people))[codes]
    if measure.in_spell_only:
        latest = np.where(latest >= of.start, latest, NAT)

    seen = counts & ~np.isnat(latest)
    seen[seen] = measure.window.elapsed(latest[seen], as_at, calendar=calendar) <= measure.window.days
    late = counts & ~seen
    never = np.isnat(latest)

    status = np.select([seen, late], [np.int8(Status.IN_TIME), np.int8(Status.LATE)], default=np.int8(Status.EXCLUDED)).astype(np.int8)
    because = np.select(
        [counts, ~begun, ended], [np.int8(Because.JUDGED), np.int8(Because.STARTS_LATER), np.int8(Because.ENDED)], default=np.int8(Because.TOO_NEW)
    ).astype(np.int8)
    due = np.full(len(of.row), NAT)
    due[late] = measure.qualifies_after.due(of.start[late], calendar=calendar)
    lapsed = late & ~never
    due[lapsed] = np.maximum(due[lapsed], measure.window.due(latest[lapsed], calendar=calendar))
    days_late = np.zeros(len(of.row), dtype=np.int64)
    days_late[late] = calendar.between(due[late], as_at)
    explained_on = np.zeros(len(of.row), dtype=np.int64)
    since = np.fmax(latest, of.start - np.timedelta64(1, "D"))
    explained_on[late] = _first_after(at[ours], when[ours], ours + 1, since[late], codes[late])
    return Judgement(of.row, status, because, np.where(never, of.start, latest), due, np.where(seen, latest, NAT), days_late, explained_on)


def _latest(code: NDArray[np.intp], when: Dates, usable: Mask, people: int) -> Dates:
    """The latest usable event of each person, missing where there is none."""
    none = np.iinfo(np.int64).min  # as an integer NaT is the least of all, so it is also "no event"
    latest = np.full(people, none, dtype=np.int64)
    np.maximum.at(latest, code[usable], when[usable].view(np.int64))
    return latest.view("datetime64[D]")


def _first_after(code: NDArray[np.intp], when: Dates, row: Rows, since: Dates, of: NDArray[np.intp]) -> Rows:
    """The row of the first event after *since* of each person in *of*; 0 where there is none."""
    order = np.lexsort((when, code))
    code, when, row = code[order], when[order], row[order]
    days = np.concatenate((when, since)).view(np.int64)
    origin, span = days.min(initial=0), days.max(initial=0) - days.min(initial=0) + 1
    found = np.searchsorted(code * span + (when.view(np.int64) - origin), of * span + (since.view(np.int64) - origin), side="right")
    return np.where(np.append(code, -1)[found] == of, np.append(row, 0)[found], 0)
