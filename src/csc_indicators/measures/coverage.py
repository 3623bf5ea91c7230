"""
Whether something happened in a window of days that ends on the day of a snapshot.

People are numbered from 0, so that what is known of a person stands at a place of their own in an array. A column of events is then read once, in any
order: each event marks its person's place for its stretch of days. Events are never sorted.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Mask, People, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import OutsideCalendar, listed_rows
from csc_indicators.limits import CalendarDays, WorkingDays
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.spells import Spells

__all__ = ["SeenInWindow", "seen_in_window", "seen_on"]

#: Whose some events are, and their days after 1 January 1970.
_Events: TypeAlias = tuple[People, NDArray[np.int64]]

#: Events worked on at a time, of which whole numbers are made, and spells, of which bytes are: both stay in the processor's cache.
_EVENTS, _SPELLS = 1 << 15, 1 << 16

#: Snapshots taken in one pass over the events: their windows cut time into at most 254 stretches, which 8 bits can number.
_SNAPSHOTS = 127

#: The least memory, in bytes, that the marks of a pass may take; beyond it they may take half of what the events do.
_LEAST_MARKS = 1 << 24

_DAY = np.timedelta64(1, "D")

#: As an integer a missing date is the least of all, so it is also the latest of no events; the greatest is the first of none.
_NEVER, _NONE = np.iinfo(np.int64).min, np.iinfo(np.int64).max


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

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of spells, which have the same names whatever the spells are."""
        return "start", "end"

    @property
    def event_columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of events."""
        return (self.event,)

    def __str__(self) -> str:
        only = ", in the same spell" if self.in_spell_only else ""
        return f"{self.event} in the {self.window} to the day{only}, of those {self.qualifies_after} or more in a spell"


def seen_on(
    of: Spells,
    person: People,
    when: Dates,
    known: Mask,
    *,
    measure: SeenInWindow,
    days: Dates | Sequence[date],
    calendar: WorkingDayCalendar,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """
    How many were seen, and of how many, at the end of each of *days*: a numerator and a denominator for each.

    A spell counts, and is seen, as in :func:`seen_in_window`; both are 0 on a day on which no spell counts.

    Args:
        of: The spells.
        person: Who each event was for, by the numbers of the spells; -1, or a number that no spell has, for somebody without one.
        when: The day of each event; one without a day is no event.
        known: Which events were known; the others do not count.
        measure: The window, and which spells qualify.
        days: The days of the snapshots, each later than the one before, working days or not.
        calendar: The working days.

    Raises:
        ValueError: If the days are not in order.
        OutsideCalendar: If a day, or one that its window reaches back to, is outside the calendar, or a spell starts before it.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> from csc_indicators.measures.spells import spells
    >>> in_care = spells(np.array([0, 1]), np.array(["2018-01-02", "2018-07-25"], "M8[D]"), np.array(["", ""], "M8[D]"))
    >>> visited = np.array(["2018-06-19", "2018-07-31"], "M8[D]")
    >>> cp_1_4 = SeenInWindow(event="visited", window=WorkingDays(30), qualifies_after=WorkingDays(5))
    >>> ends = [date(2018, 6, 30), date(2018, 7, 31), date(2018, 8, 31)]
    >>> seen_on(in_care, np.array([0, 1]), visited, np.array([True, True]), measure=cp_1_4, days=ends, calendar=ENGLAND_AND_WALES)
    (array([1, 1, 1]), array([1, 1, 2]))
    """
    ends = np.asarray(days, dtype="datetime64[D]")
    if np.isnat(ends).any() or not np.all(ends[1:] > ends[:-1]):
        raise ValueError("The days of the snapshots are not in order, or one is missing or there twice. Sort them and give each once.")
    snapshots = _Snapshots.of(measure, of, ends, calendar)
    units = len(of.row) if measure.in_spell_only else of.people
    most = max(_LEAST_MARKS, (person.nbytes + when.nbytes) // 2)
    at_a_time = max(1, min(_SNAPSHOTS, most // (2 * (units + 1))))

    counts = np.zeros((2, len(ends)), dtype=np.int64)
    for at in range(0, len(ends), at_a_time):
        part = slice(at, at + at_a_time)
        events = _events(person, when, known, of.people)
        marks = _Marks.of(snapshots[part], units, _by_spell(of, events) if measure.in_spell_only else events)
        _count(of, snapshots[part], marks, None if measure.in_spell_only else of.person, counts[:, part])
    return counts[0], counts[1]


def seen_in_window(
    of: Spells,
    person: People,
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
    still covered, but not before the day it became long enough to be counted. What explains it is the first event after the latest, known or not.

    Args:
        of: The spells.
        person: Who each event was for, by the numbers of the spells; -1, or a number that no spell has, for somebody without one.
        when: The day of each event; one without a day is no event.
        known: Which events were known; the others can explain a late spell and cannot make it timely.
        measure: The window, and which spells qualify.
        as_at: The day of the snapshot, whether or not it is a working day.
        calendar: The working days.

    Raises:
        OutsideCalendar: If a date that is needed is outside the calendar.
    """
    day = np.datetime64(as_at, "D")
    snapshot = _Snapshots.of(measure, of, np.array([day]), calendar)
    begun, ended = of.start <= day, of.end <= day
    counts = (of.start <= snapshot.started_by) & ~ended

    latest = _latest(_events(person, when, known, of.people), of.people, day)[of.person]
    if measure.in_spell_only:
        latest = np.where(latest >= of.start, latest, NAT)
    seen = counts & (latest >= snapshot.first)
    late, never = counts & ~seen, np.isnat(latest)

    status = np.select([seen, late], [np.int8(Status.IN_TIME), np.int8(Status.LATE)], default=np.int8(Status.EXCLUDED)).astype(np.int8)
    because = np.select(
        [counts, ~begun, ended], [np.int8(Because.JUDGED), np.int8(Because.STARTS_LATER), np.int8(Because.ENDED)], default=np.int8(Because.TOO_NEW)
    ).astype(np.int8)
    due = np.full(len(of.row), NAT)
    due[late] = measure.qualifies_after.due(of.start[late], calendar=calendar)
    lapsed = late & ~never
    _check_inside(of.row[lapsed], latest[lapsed], "The day of the latest event", measure.window, calendar)
    due[lapsed] = np.maximum(due[lapsed], measure.window.due(latest[lapsed], calendar=calendar))
    days_late = np.zeros(len(of.row), dtype=np.int64)
    days_late[late] = calendar.between(due[late], as_at)
    explained_on = np.zeros(len(of.row), dtype=np.int64)
    if late.any():
        since = np.full(of.people + 1, _NONE)
        since[of.person[late]] = np.fmax(latest[late], of.start[late] - _DAY).view(np.int64)
        explained_on[late] = _first_after(since, _events(person, when, None, of.people), len(when))[of.person[late]]
    return Judgement(of.row, status, because, np.where(never, of.start, latest), due, np.where(seen, latest, NAT), days_late, explained_on)


@attrs.frozen(repr=False, eq=False)
class _Snapshots:
    """
    Days of snapshots, in order.

    Attributes:
        started_by: The last start with which a spell has lasted long enough by each.
        first: The first day of the window of each.
        last: The days themselves.
    """

    started_by: Dates
    first: Dates
    last: Dates

    @classmethod
    def of(cls, measure: SeenInWindow, of: Spells, days: Dates, calendar: WorkingDayCalendar) -> "_Snapshots":
        _check_inside(of.row, of.start, "The start", measure.qualifies_after, calendar)
        started_by = _last_before(days, measure.qualifies_after, 0, calendar)
        return cls(started_by, _last_before(days, measure.window, 1, calendar) + _DAY, days)

    def __len__(self) -> int:
        return len(self.last)

    def __getitem__(self, part: slice) -> "_Snapshots":
        return _Snapshots(self.started_by[part], self.first[part], self.last[part])


def _last_before(days: Dates, limit: WorkingDays | CalendarDays, more: int, calendar: WorkingDayCalendar) -> Dates:
    """The last day after which as many days as *limit* has, and so many *more*, have passed by the end of each of *days*."""
    number = limit.days + more
    if isinstance(limit, CalendarDays) or number == 0:
        return days - number * _DAY
    return calendar.before(calendar.on_or_before(days), number - 1) - _DAY


def _check_inside(row: Rows, days: Dates, what: str, limit: WorkingDays | CalendarDays, calendar: WorkingDayCalendar) -> None:
    """Refuse *days* before a calendar that is needed."""
    early = days < np.datetime64(calendar.first, "D")
    if isinstance(limit, WorkingDays) and early.any():
        raise OutsideCalendar(
            f"{what} is before the calendar {calendar.name}, which answers for {calendar.first} to {calendar.last}, "
            f"in {listed_rows(np.sort(row[early]).tolist())}. Correct the date, or make a calendar that covers it."
        )


def _events(person: People, when: Dates, known: Mask | None, people: int) -> Iterator[_Events]:
    """
    The known events a block at a time; those not known, and those of people beyond the last of the spells, are nobody's.

    Nobody's number is -1, the last place of an array that has one place more than there are people.
    """
    everything = known is None or bool(known.all())
    days = when.view(np.int64)
    unsigned = person.view(f"u{person.dtype.itemsize}")  # in which what is below 0 is huge
    for at in range(0, len(person), _EVENTS):
        block = slice(at, at + _EVENTS)
        whose = person[block]
        if unsigned[block].max() >= people:
            whose = np.where(unsigned[block] < people, whose, -1)
        yield whose if known is None or everything else np.where(known[block], whose, -1), days[block]


def _by_spell(of: Spells, events: Iterable[_Events]) -> Iterator[_Events]:
    """The events by the number of a spell: that of the person's spell with the latest start on or before the event; -1 when it is before all."""
    if not len(of.row):
        return
    each = np.bincount(of.person)
    earliest = np.append(np.where(each > 0, np.cumsum(each) - each, -1), -1)
    several = np.append(each > 1, False)
    starts = np.append(of.start.view(np.int64), _NONE)
    # Each person has a stretch of numbers of their own, as long as from the first start of all to the last.
    origin = starts.min()
    span = starts[:-1].max() - origin + 1
    numbers = of.person.astype(np.int64) * span + (starts[:-1] - origin)
    for whose, days in events:
        spell = earliest.take(whose)
        many = np.flatnonzero(several.take(whose))
        wanted = whose[many].astype(np.int64) * span + np.clip(days[many] - origin, 0, span - 1)
        spell[many] = np.maximum(spell[many], np.searchsorted(numbers, wanted, side="right") - 1)
        yield np.where(days >= starts.take(spell), spell, -1), days


@attrs.frozen(repr=False, eq=False)
class _Marks:
    """
    In which stretches of days something happened to whom.

    Attributes:
        marked: A row for each stretch, in order of time, and a place for each unit and for nobody: 255 where something happened, else 0. What
            happened in no window is in row 0.
        opens: The first stretch of each window.
        closes: The last stretch of each window.
    """

    marked: NDArray[np.uint8]
    opens: list[int]
    closes: list[int]

    @classmethod
    def of(cls, snapshots: _Snapshots, units: int, events: Iterable[_Events]) -> "_Marks":
        """Stretches begin wherever a window begins or has ended, so an event is one mark, however many windows it is in."""
        edges = np.union1d(snapshots.first, snapshots.last + _DAY)
        stretch = _Table.of(edges)
        stretch.counts[-1] = 0
        marked = np.zeros((len(edges), units + 1), dtype=np.uint8)
        marks, row = marked.reshape(-1), _Table(stretch.origin, stretch.counts * (units + 1))
        space = np.empty(_EVENTS, dtype=np.int64)
        for unit, days in events:
            at = row.of_each(days, space[: len(days)])
            at += unit
            marks[at] = 255
        opens, closes = stretch.of_each(snapshots.first.view(np.int64)), stretch.of_each(snapshots.last.view(np.int64))
        return cls(marked, opens.tolist(), closes.tolist())

    def seen(self, units: slice) -> Iterator[Mask]:
        """For each window, to which *units* something happened in it."""
        latest = np.zeros(units.stop - units.start, dtype=np.uint8)
        done = 0
        for first, last in zip(self.opens, self.closes, strict=True):
            for stretch in range(done + 1, last + 1):
                np.maximum(latest, self.marked[stretch, units] & np.uint8(stretch), out=latest)
            done = last
            yield latest >= first


@attrs.frozen(repr=False, eq=False)
class _Table:
    """
    How many of some days there are up to each day.

    Attributes:
        origin: 1 January 1970, or a day before all of them: days are mostly looked up as they are.
        counts: The count of every day from it to the last of them; days before and after have those of the two ends.
    """

    origin: int
    counts: NDArray[Any]

    @classmethod
    def of(cls, days: Dates, dtype: type[np.integer[Any]] = np.int64) -> "_Table":
        numbers = days.view(np.int64)
        origin = min(0, int(numbers[0]) - 1)
        return cls(origin, np.cumsum(np.bincount(numbers - origin)).astype(dtype))

    def of_each(self, days: NDArray[np.int64], out: NDArray[Any] | None = None) -> NDArray[Any]:
        """The count of each of *days*."""
        return self.counts.take(days - self.origin if self.origin else days, out=out, mode="clip")


def _count(of: Spells, snapshots: _Snapshots, marks: _Marks, unit: People | None, counts: NDArray[np.int64]) -> None:
    """Add the spells seen, and those that count, at each snapshot to *counts*; *unit* is whose marks a spell's are, None when they are its own."""
    started, over = _Table.of(snapshots.started_by + _DAY, np.uint8), _Table.of(snapshots.last + _DAY, np.uint8)
    for at in range(0, len(of.row), _SPELLS):
        block = slice(at, min(at + _SPELLS, len(of.row)))
        first, stop = _numbers(of.start[block], started), _numbers(of.end[block], over)
        units, whose = (block, None) if unit is None else _units(unit[block])
        for snapshot, seen in enumerate(marks.seen(units)):
            counted = (first <= snapshot) & (snapshot < stop)
            counts[1, snapshot] += np.count_nonzero(counted)
            counted &= seen if whose is None else seen[whose]
            counts[0, snapshot] += np.count_nonzero(counted)


def _numbers(days: Dates, table: "_Table") -> NDArray[np.uint8]:
    """The counts of *days* in *table*; 255 where one is missing, which is after all snapshots."""
    numbers = table.of_each(days.view(np.int64))
    numbers |= np.negative(np.isnat(days).view(np.uint8))
    return numbers


def _units(unit: People) -> tuple[slice, NDArray[np.intp] | None]:
    """From the first of some units to the last, and which of them each is; None when each is the next."""
    units = slice(int(unit[0]), int(unit[-1]) + 1)
    whose = (unit - unit[0]).astype(np.intp)
    return units, None if np.array_equal(whose, np.arange(units.stop - units.start)) else whose


def _latest(events: Iterable[_Events], people: int, day: np.datetime64) -> Dates:
    """The latest day, up to *day*, of each person's events, and of nobody's; missing where there is none."""
    latest = np.full(people + 1, _NEVER)
    for whose, days in events:
        np.maximum.at(latest, whose, np.where(days <= day.astype(np.int64), days, _NEVER))
    return latest.view("datetime64[D]")


def _first_after(since: NDArray[np.int64], events: Iterable[_Events], rows: int) -> Rows:
    """The row of each person's first event after their day in *since*, the first of them on one day; 0 where there is none."""
    first = np.full(len(since), _NONE)
    done = 0
    for whose, days in events:
        later = np.flatnonzero(days > since.take(whose))
        # Day and row in one number: the least is the first row of the first day.
        np.minimum.at(first, whose[later], days[later] * rows + (done + later))
        done += len(days)
    return np.where(first == _NONE, 0, first % max(rows, 1) + 1)
