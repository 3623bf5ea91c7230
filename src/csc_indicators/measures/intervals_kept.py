"""Whether the events in a spell came often enough, from its start to the day of a snapshot."""

from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Mask, People, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits import DateLimit
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.person_days import PersonDays
from csc_indicators.measures.stock import not_open
from csc_indicators.measures.verdicts import Verdict, first_verdicts, none_of

__all__ = ["IntervalsKept", "StrayEvents", "intervals_kept", "stray_events"]


@attrs.frozen(kw_only=True)
class IntervalsKept:
    """
    The share of spells open on a day whose every event came in time: the first after the start, each after the one before, and none overdue.

    Attributes:
        start: The column holding the day a spell began.
        end: The column holding the day it ended.
        event: The column holding the day of an event.
        first: The limit from the start to the first event.
        then: The limit from each event to the next.
        qualifies_after: How long a spell must have lasted by the day to be counted, this long being long enough.
        first_from: The column of another day that the first limit runs from; None when it runs from the start. It runs from the start too where that
            day is blank.
        of_the_year: True when only the intervals of the reporting year of the day are judged, so that the first day of that year is *chain_from* of
            :func:`intervals_kept`; False when every spell is judged from its start.
    """

    start: str
    end: str
    event: str
    first: DateLimit
    then: DateLimit
    qualifies_after: DateLimit
    first_from: str | None = None
    of_the_year: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of spells."""
        return (self.start, self.end) if self.first_from is None else (self.start, self.end, self.first_from)

    @property
    def event_columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of events."""
        return (self.event,)

    def __str__(self) -> str:
        chain = f"{self.event} within {self.first} of {self.first_from or self.start} and within {self.then} of each other"
        year = " in the year" if self.of_the_year else ""
        return f"every {chain}{year}, of those at least {self.qualifies_after} after {self.start} and not {self.end}".replace("_", " ")


def intervals_kept(
    row: Rows,
    person: People,
    start: Dates,
    end: Dates,
    *,
    event_row: Rows,
    event_person: People,
    event_day: Dates,
    measure: IntervalsKept,
    as_at: date,
    calendar: WorkingDayCalendar,
    first_from: Dates | None = None,
    chain_from: date | None = None,
) -> Judgement:
    """
    Judge every spell as things stood at the end of *as_at*.

    A spell counts when it is open at the end of the day (:func:`~csc_indicators.measures.stock.open_on`) and has lasted long enough by it. Its events
    are those of the same person after the day it starts, up to *as_at*. It is in time when the first came within the limit from its start, each other
    one within the limit from the one before, and the next one is not overdue at the end of *as_at*: its due date may be *as_at* itself. A late spell
    has the first due date that was missed, and the event that came late and its row, if one has come. One in time has the date the next event is due.
    The *start* of the judgement is the day that this due date runs from.

    Intervals run from the event that was held and not from the day it was due, so an event held early brings the next due date forward. Limits of
    months end on the corresponding date (*Dodds v Walker* [1981] UKHL).

    Where *first_from* is given, the first limit runs from that day, and from the start only where that day is missing or after *as_at*. Nothing else
    runs from it: which spells count, and which events are theirs, goes by the start.

    Where *chain_from* is given, only what came, or was still to come, on that day or later is judged, from the last event before it. So a year is
    judged from the events of the year and the last before it (DfE, census guide section 5.5.1: a return holds the last review of the year before, so
    that the chain can be tested). Still earlier events may then be missing, and change nothing when they are there. A spell is judged from its start
    when its first event was not yet due before *chain_from*. When it was, and none before *chain_from* is recorded, the spell is unknown, unless what
    came later is late for certain.

    A spell whose start or person is not known is unknown, and so are two of one person that are both open. One that ends before it starts is
    excluded, and says so. The spells of one person must not overlap: :func:`~csc_indicators.measures.spells.overlapping` finds those that do. Which
    events belong to no spell, such as one on the day that a spell starts, :func:`stray_events` tells; they are not judged here.

    Args:
        row: The number of each row of the spells.
        person: Who each spell is of, by number from 0; -1 where that is not known.
        start: The day each began, missing where it is not known.
        end: The day it ended, missing while it lasts.
        event_row: The number of each row of the events.
        event_person: Who each event is of, by the numbers of the spells; -1 for nobody who has one.
        event_day: The day of each event; one without a day is no event.
        measure: The limits.
        as_at: The day of the snapshot, whether or not it is a working day.
        calendar: The working days.
        first_from: The day that each spell's first limit runs from; None when it runs from the start.
        chain_from: The first day that is judged; None to judge each spell from its start.

    Raises:
        OutsideCalendar: If a date, or a due date that is needed, is outside the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> from csc_indicators.limits import Months
    >>> measure = IntervalsKept(start="start", end="end", event="review", first=Months(3), then=Months(6), qualifies_after=Months(3))
    >>> spells = [np.array([1, 2]), np.array([0, 1]), np.array(["2018-05-31", "2018-05-31"], "M8[D]"), np.full(2, NAT)]
    >>> days = np.array(["2018-08-31", "2019-02-28", "2018-08-31", "2019-03-01"], "M8[D]")
    >>> reviews = {"event_row": np.arange(1, 5), "event_person": np.array([0, 0, 1, 1]), "event_day": days}
    >>> judged = intervals_kept(*spells, **reviews, measure=measure, as_at=date(2019, 3, 31), calendar=ENGLAND_AND_WALES)
    >>> judged, judged.explained_on.tolist()
    (<Judgement 1 in time, 0 yes, 1 late, 0 no, 0 unknown, 0 waiting, 0 overdue, 0 excluded>, [0, 4])
    """
    day, from_day = np.datetime64(as_at, "D"), np.datetime64(chain_from or date.min, "D")
    closed = not_open(start, end, as_at)
    is_open = none_of(closed)
    old_enough = measure.qualifies_after.due(np.where(is_open, start, NAT), calendar=calendar) <= day
    twice = _more_than_one(person, is_open)
    starts = np.where(old_enough & ~twice & (person >= 0), start, NAT)

    spell = _spell_of_each(person, starts, event_person, event_day, day)
    begun = starts if first_from is None else np.where(~np.isnat(starts) & (first_from <= day), first_from, starts)
    first_due = measure.first.due(begun, calendar=calendar)
    then_due = measure.then.due(np.where(spell >= 0, event_day, NAT), calendar=calendar)
    chain = _Links.of(spell, event_day, begun, first_due, then_due)
    missed = chain.missed(begun, first_due, from_day, day)
    verdicts = [
        *closed,
        Verdict(~old_enough, Status.EXCLUDED, Because.TOO_NEW),
        Verdict(person < 0, Status.UNKNOWN, Because.NO_PERSON),
        Verdict(twice, Status.UNKNOWN, Because.OPEN_TWICE),
        Verdict(missed.late, Status.LATE),
        Verdict(missed.unknown, Status.UNKNOWN, Because.NO_EARLIER),
    ]
    status, because = first_verdicts(verdicts, otherwise=Status.IN_TIME)
    happened = np.append(event_day, NAT)[missed.at]
    days_late = np.zeros(len(row), dtype=np.int64)
    days_late[missed.late] = calendar.between(missed.due[missed.late], np.where(missed.at < 0, day, happened)[missed.late])
    since = np.where(np.isnat(starts), start, missed.since)
    return Judgement(row, status, because, since, missed.due, happened, days_late, np.append(event_row, 0)[missed.at])


@attrs.frozen
class StrayEvents:
    """
    Events that belong to no spell, each in one place; the rows are in the order given.

    Attributes:
        before_start: The rows of those on the day a spell of their person starts, or before it, and in no earlier one. DfE's validation of its census
            has such an event as an error.
        after_end: The rows of those after the last of their person's spells has ended.
        of_nobody: The rows of those whose person is not known, or has no spell with a start.
        undated: The rows of those without a day.
    """

    before_start: tuple[int, ...]
    after_end: tuple[int, ...]
    of_nobody: tuple[int, ...]
    undated: tuple[int, ...]


def stray_events(person: People, start: Dates, end: Dates, *, event_row: Rows, event_person: People, event_day: Dates) -> StrayEvents:
    """
    The events that belong to no spell, as :func:`intervals_kept` has them belong.

    An event belongs to the spell of its person that began before its day and had not ended before it. So it belongs to the spell that ended on that
    day and not to the one that started.

    Args:
        person: Who each spell is of, by number from 0; -1 where that is not known.
        start: The day each began, missing where it is not known; a spell without a start holds no events.
        end: The day it ended, missing while it lasts.
        event_row: The number of each row of the events.
        event_person: Who each event is of, by the numbers of the spells; -1 for nobody who has one.
        event_day: The day of each event, missing where it is not known.

    >>> spells = [np.array([0, 0]), np.array(["2018-01-02", "2018-06-01"], "M8[D]"), np.array(["2018-06-01", ""], "M8[D]")]
    >>> days = np.array(["2018-01-02", "2018-06-01", "2018-07-01"], "M8[D]")
    >>> stray_events(*spells, event_row=np.arange(1, 4), event_person=np.zeros(3, dtype=np.int64), event_day=days)
    StrayEvents(before_start=(1,), after_end=(), of_nobody=(), undated=())
    """
    undated = np.isnat(event_day)
    latest = np.full(int(person.max(initial=-1)) + 2, NAT)  # the last place is nobody's
    known = (person >= 0) & ~np.isnat(start)
    np.fmax.at(latest, person[known], start[known])
    latest_start = latest[np.where(event_person < len(latest) - 1, event_person, -1)]

    in_one = _covered(np.flatnonzero(known & ~(end <= start)), person, start, end, event_person, event_day)
    somebody, before = ~np.isnat(latest_start), event_day <= latest_start
    stray = ~in_one & ~undated
    places = (stray & before, stray & somebody & ~before, stray & ~somebody, undated)
    return StrayEvents(*(tuple(event_row[place].tolist()) for place in places))


def _covered(spells: NDArray[np.int64], person: People, start: Dates, end: Dates, event_person: People, event_day: Dates) -> Mask:
    """Which events are in one of these *spells*, the days of which are those after its start up to its end."""
    days = PersonDays.over(start[spells], event_day)
    begins = days.of(person[spells], start[spells])
    order = np.argsort(begins, kind="stable")
    whose, ends = np.append(person[spells[order]], -1), np.append(end[spells[order]], NAT)
    dated = np.where(np.isnat(event_day), np.datetime64(days.first, "D"), event_day)
    begun_last = np.searchsorted(begins[order], days.of(event_person, dated)) - 1
    covered: Mask = (event_person >= 0) & (whose[begun_last] == event_person) & ~(ends[begun_last] < event_day)
    return covered


def _more_than_one(person: People, which: Mask) -> Mask:
    """Which of *which* share their person with another of them."""
    known = which & (person >= 0)
    counts = np.append(np.bincount(person[known]), 0)
    return known & (counts[np.where(known, person, -1)] > 1)


def _spell_of_each(person: People, start: Dates, event_person: People, event_day: Dates, day: np.datetime64) -> NDArray[np.int64]:
    """The place of the spell that each event up to *day* belongs to, one spell a person having a *start*; -1 where there is none."""
    has_one = ~np.isnat(start)
    size = int(person.max(initial=-1)) + 1
    spell_of = np.full(size + 1, -1)  # the last place is nobody's
    spell_of[person[has_one]] = np.flatnonzero(has_one)
    spell = spell_of[np.where(event_person < size, event_person, -1)]
    return np.where((event_day > np.append(start, NAT)[spell]) & (event_day <= day), spell, -1)


@attrs.frozen(repr=False, eq=False)
class _Missed:
    """
    What each spell missed first, or waits for.

    Attributes:
        late: Whether it missed anything.
        unknown: Whether it did not, as far as is known, and its first interval cannot be judged.
        since: The day the interval began that it missed, or is in; missing where it is not judged.
        due: The last day of that interval; missing where it is not judged or not known.
        at: The place of the event that came late; -1 where none has.
    """

    late: Mask
    unknown: Mask
    since: Dates
    due: Dates
    at: NDArray[np.int64]


@attrs.frozen(repr=False, eq=False)
class _Links:
    """
    Events in the order of their spells and days, each the end of one interval and the beginning of the next.

    Attributes:
        at: The place of each event.
        spell: The place of its spell.
        day: Its day.
        first: Whether it is the first of its spell.
        since: The day that its interval began.
        due: The last day of that interval.
        next_due: The last day of the next.
    """

    at: NDArray[np.int64]
    spell: NDArray[np.int64]
    day: Dates
    first: Mask
    since: Dates
    due: Dates
    next_due: Dates

    @classmethod
    def of(cls, spell: NDArray[np.int64], event_day: Dates, start: Dates, first_due: Dates, then_due: Dates) -> "_Links":
        at = np.flatnonzero(spell >= 0)
        at = at[np.argsort(PersonDays.over(event_day[at]).of(spell[at], event_day[at]), kind="stable")]
        own, day, next_due = spell[at], event_day[at], then_due[at]
        first = np.ones(len(at), dtype=bool)
        first[1:] = own[1:] != own[:-1]
        since, due = (np.where(first, of_spell[own], np.roll(of_event, 1)) for of_spell, of_event in ((start, day), (first_due, next_due)))
        return cls(at, own, day, first, since, due, next_due)

    def missed(self, start: Dates, first_due: Dates, from_day: np.datetime64, day: np.datetime64) -> _Missed:
        """What each spell with a *start* missed from *from_day* to *day*, both included."""
        begun, last, late = np.zeros(len(start), dtype=bool), np.full(len(start), -1), np.full(len(start), -1)
        begun[self.spell[self.day < from_day]] = True
        cut_off = (first_due < from_day) & ~begun  # nothing says when the first interval judged began
        broken = np.flatnonzero((self.day >= from_day) & (self.day > self.due) & ~(self.first & cut_off[self.spell]))

        # Where a place is given several values it keeps the last: so the last event of each spell, and the first that came late.
        last[self.spell] = np.arange(len(self.spell))
        late[self.spell[broken[::-1]]] = broken[::-1]
        came_late, none_yet = late >= 0, last < 0
        since = np.where(came_late, _or_missing(self.since, late), np.where(none_yet, start, _or_missing(self.day, last)))
        due = np.where(came_late, _or_missing(self.due, late), np.where(none_yet, first_due, _or_missing(self.next_due, last)))
        cannot_say = cut_off & none_yet
        is_late = came_late | ((due < day) & ~cannot_say)
        return _Missed(is_late, cut_off & ~is_late, since, np.where(cannot_say, NAT, due), np.append(self.at, -1)[late])


def _or_missing(days: Dates, at: NDArray[np.int64]) -> Dates:
    """The day at each place; missing where the place is -1."""
    return np.append(days, NAT)[at]
