"""
Snapshots of who was seen in a window: the window, who counts, many days at once, and one day case by case.

The clauses are those of counting rules 5 and 8 of the project's design; CU2, CU14 and CU15 are of its properties.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import OutsideCalendar
from csc_indicators.limits import CalendarDays, WorkingDays
from csc_indicators.measures.coverage import SeenInWindow, seen_in_window, seen_on
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.spells import Spells, spells
from tests.oracle import ONE_DAY, judged_child
from tests.oracle import SLOW_ENGLAND_AND_WALES as SLOW
from tests.strategies import Dates, as_at_days, as_dates

Period: TypeAlias = tuple[date, date | None]
DaysLimit: TypeAlias = WorkingDays | CalendarDays
Counts: TypeAlias = tuple[list[int], list[int]]

CP_1_4 = SeenInWindow(event="visited", window=WorkingDays(30), qualifies_after=WorkingDays(5))
IN_THIS_SPELL = attrs.evolve(CP_1_4, in_spell_only=True)

FROM, TO = date(2018, 1, 1), date(2018, 12, 31)
JULY = date(2018, 7, 31)


class Event(NamedTuple):
    """One row of events: for whom, when if that is recorded, and whether it was known."""

    who: int
    day: date | None
    known: bool = True


@dataclass(frozen=True)
class World:
    """The periods of each person, numbered from 0, in the order of time, and the rows of events."""

    people: tuple[tuple[Period, ...], ...]
    events: tuple[Event, ...] = ()

    @property
    def rows(self) -> list[tuple[int, date, date | None]]:
        """The rows of periods: everybody's first, then everybody's second, so that no person's stand together."""
        longest = max(map(len, self.people), default=0)
        return [(who, *periods[at]) for at in range(longest) for who, periods in enumerate(self.people) if at < len(periods)]

    def known_days(self, who: int) -> list[date]:
        """The days of one person's known events."""
        return [event.day for event in self.events if event.who == who and event.day is not None and event.known]


def spells_of(world: World, dtype: type = np.int64) -> Spells:
    """The spells of everybody, by the library."""
    person: Any = np.array([who for who, _, _ in world.rows], dtype=dtype)
    return spells(person, as_dates([start for _, start, _ in world.rows]), as_dates([end for _, _, end in world.rows]))


def event_columns(world: World, dtype: type = np.int64) -> tuple[Any, Dates, Any]:
    """Who, when, and whether known, as the library takes them."""
    who: Any = np.array([event.who for event in world.events], dtype=dtype)
    return who, as_dates([event.day for event in world.events]), np.array([event.known for event in world.events], dtype=bool)


def counted(world: World, days: Sequence[date], measure: SeenInWindow = CP_1_4, dtype: type = np.int64) -> Counts:
    """The numerators and denominators of these days, by the library."""
    columns = event_columns(world, dtype)
    numerators, denominators = seen_on(spells_of(world, dtype), *columns, measure=measure, days=days, calendar=ENGLAND_AND_WALES)
    return numerators.tolist(), denominators.tolist()


def judged(world: World, day: date, measure: SeenInWindow = CP_1_4, dtype: type = np.int64) -> Judgement:
    """Every spell on one day, by the library."""
    return seen_in_window(spells_of(world, dtype), *event_columns(world, dtype), measure=measure, as_at=day, calendar=ENGLAND_AND_WALES)


def seen(periods: Sequence[Period], days: Sequence[date], *, on: date, measure: SeenInWindow = CP_1_4) -> tuple[int, int]:
    """The numerator and denominator of one person on one day, which both ways of asking must agree on."""
    world = World((tuple(periods),), tuple(Event(0, day) for day in days))
    (numerator,), (denominator,) = counted(world, [on], measure)
    status = judged(world, on, measure).status
    assert (numerator, denominator) == (int(np.sum(status == Status.IN_TIME)), int(np.sum(status <= Status.UNKNOWN)))
    return numerator, denominator


@contextmanager
def worked(block: int, snapshots: int, least: int) -> Iterator[None]:
    """With so many events and spells at a time, so many snapshots in one pass, and so many bytes for the marks of a pass."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("_EVENTS", block), ("_SPELLS", block), ("_SNAPSHOTS", snapshots), ("_LEAST_MARKS", least)):
            patch.setattr(f"csc_indicators.measures.coverage.{name}", value)
        yield


# The slow and obvious versions


def slow_passed(limit: DaysLimit, start: date, end: date) -> int:
    """The limit's days after *start*, up to and including *end*."""
    return SLOW.working_days_between(start, end) if isinstance(limit, WorkingDays) else (end - start).days


def slow_due(limit: DaysLimit, start: date) -> date:
    """The day on which so many of them have passed."""
    due = SLOW.nth_working_day_after(start, limit.days) if isinstance(limit, WorkingDays) else start + timedelta(days=limit.days)
    assert due is not None
    return due


def slow_spells(periods: Sequence[Period]) -> list[Period]:
    """Periods that touch joined, one after the other."""
    joined: list[Period] = []
    for start, end in periods:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@dataclass(frozen=True)
class SlowCase:
    """One spell on one day."""

    row: int
    status: Status
    because: Because
    start: date
    due: date | None
    happened: date | None
    days_late: int
    explained_on: int


def slow_case(world: World, who: int, spell: Period, *, day: date, measure: SeenInWindow) -> SlowCase:
    """One question at a time."""
    start, end = spell
    row = world.rows.index((who, start, next(stop for begin, stop in world.people[who] if begin == start))) + 1
    usable = [visit for visit in world.known_days(who) if visit <= day and (start <= visit or not measure.in_spell_only)]
    latest = max(usable, default=None)
    because = Because.JUDGED
    if start > day:
        because = Because.STARTS_LATER
    elif end is not None and end <= day:
        because = Because.ENDED
    elif slow_passed(measure.qualifies_after, start, day) < measure.qualifies_after.days:
        because = Because.TOO_NEW
    if because != Because.JUDGED:
        return SlowCase(row, Status.EXCLUDED, because, latest or start, None, None, 0, 0)
    if latest is not None and slow_passed(measure.window, latest, day) <= measure.window.days:
        return SlowCase(row, Status.IN_TIME, because, latest, None, latest, 0, 0)
    due = slow_due(measure.qualifies_after, start)
    if latest is not None:
        due = max(due, slow_due(measure.window, latest))
    since = max(start - ONE_DAY, latest or start - ONE_DAY)
    later = [(event.day, at) for at, event in enumerate(world.events, start=1) if event.who == who and event.day is not None and event.day > since]
    return SlowCase(row, Status.LATE, because, latest or start, due, None, SLOW.working_days_between(due, day), min(later, default=(day, 0))[1])


def slow_cases(world: World, *, day: date, measure: SeenInWindow) -> list[SlowCase]:
    """Every spell of everybody."""
    return [slow_case(world, who, spell, day=day, measure=measure) for who, periods in enumerate(world.people) for spell in slow_spells(periods)]


def slow_counts(world: World, days: Sequence[date], measure: SeenInWindow) -> Counts:
    """The cases of each day, counted."""
    each = [[case.status for case in slow_cases(world, day=day, measure=measure)] for day in days]
    return [statuses.count(Status.IN_TIME) for statuses in each], [sum(status.counts for status in statuses) for statuses in each]


def cases(judgement: Judgement) -> list[SlowCase]:
    """What the library said, as the slow version says it."""
    columns = [getattr(judgement, field.name).tolist() for field in attrs.fields(Judgement)]
    return [SlowCase(row, Status(status), Because(because), *others) for row, status, because, *others in zip(*columns, strict=True)]


def explained_by_sorting(world: World, since: list[tuple[int, date]]) -> list[int]:
    """The row of the first event after a day of a person, from all events sorted by person and day: how this was once done."""
    who, when, _ = event_columns(world)
    whose, days = np.array([who for who, _ in since], dtype=np.int64), as_dates([day for _, day in since])
    there = ~np.isnat(when)
    row, who, when = np.flatnonzero(there) + 1, who[there], when[there]
    order = np.lexsort((when, who))
    row, who, when = row[order], who[order], when[order]
    both = np.concatenate((when, days)).view(np.int64)
    origin, span = both.min(initial=0), both.max(initial=0) - both.min(initial=0) + 1
    found = np.searchsorted(who * span + (when.view(np.int64) - origin), whose * span + (days.view(np.int64) - origin), side="right")
    rows: list[int] = np.where(np.append(who, -2)[found] == whose, np.append(row, 0)[found], 0).tolist()
    return rows


# Strategies


@st.composite
def histories(draw: DrawFn) -> tuple[Period, ...]:
    """Nobody's number, or one period or several: of no days, of few and of many; touching, or some days apart; the last of them over or not."""
    periods: list[Period] = []
    day = draw(st.dates(FROM, date(2018, 8, 31)))
    for length, apart in draw(st.lists(st.tuples(st.sampled_from([0, 0, 1, 6, 7, 8, 40, 90]), st.sampled_from([0, 0, 1, 2, 30])), max_size=4)):
        periods.append((day, day + timedelta(days=length)))
        day += timedelta(days=length + apart)
    lasts = draw(st.booleans())
    if periods and lasts:
        periods[-1] = (periods[-1][0], None)
    return tuple(periods)


@st.composite
def worlds(draw: DrawFn) -> World:
    """Up to five people, with events on or about the days their periods begin and end, and on any; some of strangers, some with no day."""
    people = draw(st.lists(histories(), max_size=5))
    ends = [day for periods in people for period in periods for day in period if day is not None]
    about = st.builds(lambda day, off: day + timedelta(days=off), st.sampled_from(ends or [FROM]), st.integers(-2, 2))
    who = st.integers(-1, len(people) + 1)
    events = draw(st.lists(st.builds(Event, who, about | st.dates(FROM, TO) | st.none(), st.sampled_from([True, True, False])), max_size=12))
    return World(tuple(people), tuple(events))


def snapshot_days() -> SearchStrategy[list[date]]:
    """Days in order: day after day, some days apart, or month ends; weekends among them; or none."""
    begun = st.dates(date(2018, 2, 1), date(2018, 10, 31))
    running = st.builds(lambda day, length: [day + timedelta(days=at) for at in range(length)], begun, st.integers(0, 12))
    month_ends = st.integers(2, 11).map(lambda last: [date(2018, month + 1, 1) - ONE_DAY for month in range(1, last)])
    return running | month_ends | st.lists(st.dates(date(2018, 2, 1), TO), max_size=8, unique=True).map(sorted)


def limits(most: int) -> SearchStrategy[DaysLimit]:
    """Numbers of working days or calendar days, none among them."""
    return st.builds(lambda unit, days: unit(days), st.sampled_from([WorkingDays, CalendarDays]), st.integers(0, most))


def measures() -> SearchStrategy[SeenInWindow]:
    """CP 1.4 and its rivals, and windows of any length."""
    any_of_them = st.builds(SeenInWindow, event=st.just("visited"), window=limits(45), qualifies_after=limits(8), in_spell_only=st.booleans())
    return st.sampled_from([CP_1_4, IN_THIS_SPELL, attrs.evolve(CP_1_4, window=CalendarDays(42))]) | any_of_them


def sizes() -> SearchStrategy[tuple[int, int, int]]:
    """One row, one snapshot and no memory at a time, some, or as many as in use."""
    return st.sampled_from([(1, 1, 0), (2, 3, 0), (3, 2, 1 << 24), (1 << 15, 127, 1 << 24)])


# The tests


class TestTheWindow:
    """
    An event counts when it was in the window ending on the day: exactly so many days before it counts, one more does not.

    Source: counting rule 5 of the project's design; CU14 of its properties.
    """

    @given(as_at_days(), st.integers(0, 60), st.sampled_from([30, 0, 1, 10, 31]))
    def test_so_many_count_and_one_more_does_not(self, day: date, before: int, days: int) -> None:
        """An event counts exactly when at most so many working days lie after it, up to and including the day."""
        event = day - timedelta(days=before)
        elapsed = SLOW.working_days_between(event, day)
        measure = attrs.evolve(CP_1_4, window=WorkingDays(days))

        assert (int(elapsed <= days), 1) == seen([(date(2017, 1, 3), None)], [event], on=day, measure=measure)

    @given(as_at_days(), st.integers(0, 60), st.integers(0, 50))
    def test_calendar_days_are_counted_as_such(self, day: date, before: int, days: int) -> None:
        """Of calendar days every day counts."""
        measure = attrs.evolve(CP_1_4, window=CalendarDays(days))

        assert (int(before <= days), 1) == seen([(date(2017, 1, 3), None)], [day - timedelta(days=before)], on=day, measure=measure)

    @given(worlds(), st.dates(FROM, TO), measures(), st.data())
    def test_a_later_event_never_makes_a_person_late(self, world: World, day: date, measure: SeenInWindow, data: st.DataObject) -> None:
        """Moving known events later, but not past the day, never takes anybody out of the numerator, nor out of the denominator."""
        events = tuple(
            event if event.day is None or event.day > day else event._replace(day=data.draw(st.dates(event.day, day))) for event in world.events
        )
        ((before,), count), ((after,), same) = counted(world, [day], measure), counted(replace(world, events=events), [day], measure)

        assert before <= after
        assert count == same

    @pytest.mark.parametrize(
        ("event", "numerator"),
        [("2018-06-19", 1), ("2018-06-18", 0), ("2018-07-31", 1), ("2018-08-01", 0)],
    )
    def test_thirty_working_days_before_july_ends(self, event: str, numerator: int) -> None:
        """30 working days before Tuesday 31 July 2018 is Tuesday 19 June; the day itself is in the window, and the next is not."""
        assert (numerator, 1) == seen([(date(2017, 1, 3), None)], [date.fromisoformat(event)], on=JULY)

    @pytest.mark.parametrize(("event", "numerator"), [("2018-08-16", 1), ("2018-08-15", 0), ("2018-09-30", 1)])
    def test_a_day_on_a_weekend(self, event: str, numerator: int) -> None:
        """Sunday 30 September 2018 is not moved: 30 working days before it is Thursday 16 August, with a bank holiday between."""
        assert (numerator, 1) == seen([(date(2017, 1, 3), None)], [date.fromisoformat(event)], on=date(2018, 9, 30))


class TestWhoCounts:
    """
    A spell counts when it has begun, is not over by the end of the day, and has lasted long enough.

    Source: counting rule 5 of the project's design; CU15 of its properties.
    """

    @given(as_at_days(), st.integers(0, 20), limits(8))
    def test_so_many_days_in_count_and_one_fewer_does_not(self, day: date, before: int, qualifies: DaysLimit) -> None:
        """A spell counts exactly when at least so many days have passed since its start, up to and including the day."""
        start = day - timedelta(days=before)
        measure = attrs.evolve(CP_1_4, qualifies_after=qualifies)
        count = int(slow_passed(qualifies, start, day) >= qualifies.days)

        assert (count, count) == seen([(start, None)], [day], on=day, measure=measure)

    @pytest.mark.parametrize(
        ("start", "end", "denominator"),
        [
            ("2018-07-24", None, 1),
            ("2018-07-25", None, 0),
            ("2018-07-31", None, 0),
            ("2018-08-01", None, 0),
            ("2018-01-02", "2018-07-31", 0),
            ("2018-01-02", "2018-08-01", 1),
            ("2018-07-31", "2018-07-31", 0),
            ("2018-07-01", "2018-07-01", 0),
        ],
    )
    def test_at_the_end_of_july(self, start: str, end: str | None, denominator: int) -> None:
        """Of Tuesday 31 July: five working days in and four, born on the day, not yet begun, over on the day and after it, and of no days."""
        period = (date.fromisoformat(start), None if end is None else date.fromisoformat(end))

        assert (0, denominator) == seen([period], [], on=JULY)

    @pytest.mark.parametrize(("start", "denominator"), [("2018-09-21", 1), ("2018-09-22", 1), ("2018-09-23", 1), ("2018-09-24", 0)])
    def test_a_day_on_a_weekend(self, start: str, denominator: int) -> None:
        """Five working days before Sunday 30 September end with that of Friday 28: who came on the weekend of the 22nd counts, on the Monday not."""
        assert (0, denominator) == seen([(date.fromisoformat(start), None)], [], on=date(2018, 9, 30))

    def test_periods_that_touch_are_one_time(self) -> None:
        """Someone who moved between two periods the day before has been in since the first began."""
        assert (0, 1) == seen([(date(2018, 7, 2), date(2018, 7, 30)), (date(2018, 7, 30), None)], [], on=JULY)


class TestManyDays:
    """
    The counts of many days are those of each day alone, whatever the days and the windows are.

    Source: counting rule 5 of the project's design; CU2, CU5 and CU12 of its properties.
    """

    @given(worlds(), snapshot_days(), measures(), sizes())
    def test_as_counted_case_by_case_and_day_by_day(self, world: World, days: list[date], measure: SeenInWindow, size: tuple[int, int, int]) -> None:
        """Numerators and denominators are those of the slow cases of each day, however few rows are worked on at a time."""
        with worked(*size):
            assert slow_counts(world, days, measure) == counted(world, days, measure)

    @given(worlds(), snapshot_days(), measures(), sizes())
    def test_as_judged_on_each_day(self, world: World, days: list[date], measure: SeenInWindow, size: tuple[int, int, int]) -> None:
        """Each day has as many in time, and as many counted, as the judgement of that day."""
        with worked(*size):
            each = [judged(world, day, measure).status for day in days]

            expected = [int(np.sum(status == Status.IN_TIME)) for status in each], [int(np.sum(status <= Status.UNKNOWN)) for status in each]
            assert expected == counted(world, days, measure)

    @given(worlds(), snapshot_days())
    def test_as_by_the_projects_oracle(self, world: World, days: list[date]) -> None:
        """Of CP 1.4, each person has the status that walking back day by day gives."""
        statuses = [
            [judged_child(list(periods), world.known_days(who), as_at=day, window=30, qualifies=5) for who, periods in enumerate(world.people)]
            for day in days
        ]

        expected = [each.count("in time") for each in statuses], [len(each) - each.count("excluded") for each in statuses]
        assert expected == counted(world, days)

    @given(worlds(), snapshot_days(), measures(), st.data())
    def test_any_order_of_events(self, world: World, days: list[date], measure: SeenInWindow, data: st.DataObject) -> None:
        """Shuffled events give the same counts (CU2)."""
        shuffled = replace(world, events=tuple(data.draw(st.permutations(world.events))))

        assert counted(world, days, measure) == counted(shuffled, days, measure)

    @given(worlds(), worlds(), snapshot_days(), measures())
    def test_two_groups_of_people_add_up(self, some: World, others: World, days: list[date], measure: SeenInWindow) -> None:
        """The counts of everybody are those of two groups together (CU3)."""
        moved = tuple(event._replace(who=event.who + len(some.people)) for event in others.events if event.who >= 0)
        ours = tuple(event for event in some.events if event.who < len(some.people))
        together = World(some.people + others.people, ours + moved)
        parts = counted(some, days, measure), counted(others, days, measure)

        expected = tuple([one + other for one, other in zip(*counts, strict=True)] for counts in zip(*parts, strict=True))
        assert expected == counted(together, days, measure)

    @given(worlds(), snapshot_days(), measures())
    def test_fewer_days_give_the_same_counts(self, world: World, days: list[date], measure: SeenInWindow) -> None:
        """Leaving out every other day changes nothing of the rest."""
        numerators, denominators = counted(world, days, measure)

        assert (numerators[::2], denominators[::2]) == counted(world, days[::2], measure)

    @given(worlds(), snapshot_days(), measures())
    def test_32_bit_numbers_will_do(self, world: World, days: list[date], measure: SeenInWindow) -> None:
        """People numbered in 32 bits give the same counts."""
        assert counted(world, days, measure) == counted(world, days, measure, np.int32)

    @pytest.mark.parametrize("measure", [CP_1_4, IN_THIS_SPELL])
    def test_every_day_of_two_years(self, measure: SeenInWindow) -> None:
        """More days than one pass takes, day after day: the event of March is in the window of every day of it, and of no other."""
        world = World((((date(2017, 1, 3), None),), ((date(2017, 1, 3), None),)), (Event(0, date(2018, 3, 5)),))
        days = [date(2017, 6, 1) + timedelta(days=at) for at in range(730)]

        expected = [int(date(2018, 3, 5) <= day and SLOW.working_days_between(date(2018, 3, 5), day) <= 30) for day in days]
        assert 45 == sum(expected)
        assert (expected, [2] * 730) == counted(world, days, measure)

    @pytest.mark.parametrize("measure", [CP_1_4, attrs.evolve(CP_1_4, window=CalendarDays(20))])
    def test_two_hundred_windows_that_overlap_in_part(self, measure: SeenInWindow) -> None:
        """As many windows as cut time into 400 stretches: each day has the counts it has alone."""
        world = World((((date(2008, 1, 2), None),),), tuple(Event(0, date(2009, 1, 5) + timedelta(days=37 * at)) for at in range(85)))
        days = [date(2009, 1, 10) + timedelta(days=16 * at) for at in range(200)]
        alone = [counted(world, [day], measure) for day in days]

        expected = [numerators[0] for numerators, _ in alone], [1] * 200
        assert 0 < sum(expected[0]) < 200
        assert expected == counted(world, days, measure)

    def test_days_before_1970(self) -> None:
        """Days in calendar days may be of any time, also before the first that computers count from."""
        measure = SeenInWindow(event="visited", window=CalendarDays(10), qualifies_after=CalendarDays(2))
        world = World((((date(1968, 1, 1), None),), ((date(1969, 12, 30), date(1970, 1, 3)),)), (Event(0, date(1969, 12, 25)), Event(1, None)))
        days = [date(1969, 12, day) for day in (24, 25, 31)] + [date(1970, 1, day) for day in (1, 2, 3, 4, 5)]

        assert ([0, 1, 1, 1, 1, 1, 1, 0], [1, 1, 1, 2, 2, 1, 1, 1]) == counted(world, days, measure)

    def test_days_may_be_an_array(self) -> None:
        """A column of days is as good as a list of them, and is left as it was."""
        world = World((((date(2018, 1, 2), None),),), (Event(0, date(2018, 3, 5)),))
        days = [date(2018, 3, 31), date(2018, 4, 30)]
        columns = event_columns(world)
        arrays = seen_on(spells_of(world), *columns, measure=CP_1_4, days=as_dates(days), calendar=ENGLAND_AND_WALES)

        assert ([1, 0], [1, 1]) == counted(world, days) == tuple(array.tolist() for array in arrays)

    @pytest.mark.parametrize("measure", [CP_1_4, IN_THIS_SPELL])
    @pytest.mark.parametrize(
        ("world", "days", "expected"),
        [
            (World(()), [JULY], ([0], [0])),
            (World((), (Event(-1, JULY), Event(0, JULY))), [JULY], ([0], [0])),
            (World((((date(2018, 1, 2), None),),)), [JULY], ([0], [1])),
            (World((((date(2018, 1, 2), None),),), (Event(0, JULY),)), [], ([], [])),
            (World(()), [], ([], [])),
        ],
    )
    def test_nobody_nothing_never(self, measure: SeenInWindow, world: World, days: list[date], expected: Counts) -> None:
        """Without spells, events or days there is nothing to count."""
        assert expected == counted(world, days, measure)


class TestEvents:
    """
    Only known events, with a day, of those who have a spell, change a figure.

    Source: counting rules 9 and 10 of the project's design.
    """

    @given(worlds(), snapshot_days(), measures())
    def test_the_others_change_nothing(self, world: World, days: list[date], measure: SeenInWindow) -> None:
        """Without the events of strangers, those not known and those without a day the counts are the same."""
        kept = tuple(event for event in world.events if event.known and event.day is not None and 0 <= event.who < len(world.people))

        assert counted(replace(world, events=kept), days, measure) == counted(world, days, measure)

    @given(worlds(), st.dates(FROM, TO), measures())
    def test_later_ones_change_no_figure(self, world: World, day: date, measure: SeenInWindow) -> None:
        """What happens after the day is not in its window."""
        until = tuple(event for event in world.events if event.day is None or event.day <= day)

        assert counted(replace(world, events=until), [day], measure) == counted(world, [day], measure)

    @pytest.mark.parametrize("measure", [CP_1_4, IN_THIS_SPELL])
    @pytest.mark.parametrize("event", [Event(-1, JULY), Event(2, JULY), Event(1, JULY), Event(0, JULY, known=False), Event(0, None)])
    @pytest.mark.parametrize("people", [1, 2])
    def test_nobodys_event_is_not_the_neighbours(self, measure: SeenInWindow, event: Event, people: int) -> None:
        """Events of numbers that no spell has, below, between and beyond those of the spells, are of nobody."""
        spell = ((date(2018, 1, 2), None),)
        world = World((spell, *([(), spell] if people > 1 else [])), (event._replace(who=3 if people > 1 and event.who == 2 else event.who),))

        assert ([0, 0], [people, people]) == counted(world, [date(2018, 6, 30), JULY], measure)
        assert [0] * people == (judged(world, JULY, measure).status == Status.IN_TIME).tolist()

    def test_an_event_long_ago_is_in_no_window(self) -> None:
        """Events centuries before and after the days are in none of their windows."""
        world = World((((date(2018, 1, 2), None),),), (Event(0, date(1, 1, 1)), Event(0, date(9999, 12, 31))))

        assert ([0, 0], [1, 1]) == counted(world, [JULY, date(2018, 8, 31)])


class TestInSpellOnly:
    """
    Where only events in the spell count, one before the person's present spell began does not.

    Source: the rival reading of CP 1.4 by which the duty to visit begins with the period of care.
    """

    @given(worlds(), snapshot_days(), measures())
    def test_never_more_are_seen(self, world: World, days: list[date], measure: SeenInWindow) -> None:
        """The same spells count, and no more of them as seen."""
        anywhere, strict = (counted(world, days, attrs.evolve(measure, in_spell_only=only)) for only in (False, True))

        assert anywhere[1] == strict[1]
        assert all(fewer <= more for fewer, more in zip(strict[0], anywhere[0], strict=True))

    @pytest.mark.parametrize(("event", "numerator"), [("2018-07-15", 0), ("2018-07-16", 1), ("2018-07-17", 1)])
    @pytest.mark.parametrize("earlier", [[], [(date(2018, 1, 2), date(2018, 7, 13))], [(date(2018, 1, 2), date(2018, 7, 16))]])
    def test_the_day_a_spell_begins(self, event: str, numerator: int, earlier: list[Period]) -> None:
        """An event on the day is in the spell, the day before it is not, unless an earlier period touches and the spell began with that."""
        periods = [*earlier, (date(2018, 7, 16), None)]
        touches = earlier and earlier[0][1] == date(2018, 7, 16)
        days = [date.fromisoformat(event)]

        assert (1 if touches else numerator, 1) == seen(periods, days, on=JULY, measure=IN_THIS_SPELL)
        assert (1, 1) == seen(periods, days, on=JULY)

    def test_each_event_is_of_its_own_spell(self) -> None:
        """Of someone in three times, each time is seen by its own events, and an event between two is of neither."""
        times = tuple((date(2018, month, 1), date(2018, month, 20)) for month in (2, 4, 6))
        world = World(
            (times, times), (Event(1, date(2018, 2, 1)), Event(1, date(2018, 3, 31)), Event(0, date(2018, 6, 14)), Event(1, date(2018, 1, 31)))
        )
        days = [date(2018, month, 15) for month in (2, 4, 6)]

        assert ([1, 0, 1], [2, 2, 2]) == counted(world, days, IN_THIS_SPELL)
        assert ([1, 1, 1], [2, 2, 2]) == counted(world, days, CP_1_4)

    def test_many_people_in_32_bits(self) -> None:
        """A person numbered in 32 bits, times the days there are, is a number of more."""
        person = np.array([200_000, 200_000], dtype=np.int32)
        of = spells(person, as_dates([date(1979, 1, 1), date(2018, 7, 2)]), as_dates([date(1979, 2, 1), None]))
        who, when = np.array([200_000] * 3, dtype=np.int32), as_dates([date(2018, 7, 3), date(2018, 6, 29), date(1979, 1, 15)])
        days = [date(1979, 1, 31), JULY]

        for known, numerators in (([True, True, True], [1, 1]), ([False, True, False], [0, 0])):
            counts = seen_on(of, who, when, np.array(known), measure=IN_THIS_SPELL, days=days, calendar=ENGLAND_AND_WALES)
            assert (numerators, [1, 1]) == tuple(count.tolist() for count in counts)


class TestOneDay:
    """
    On one day every spell is a case: in time, late with the day it was due and the event that explains it, or left out and why.

    Source: counting rules 5 and 8 of the project's design.
    """

    @given(worlds(), st.dates(FROM, TO), measures(), sizes())
    def test_each_case_is_the_slow_one(self, world: World, day: date, measure: SeenInWindow, size: tuple[int, int, int]) -> None:
        """Row, status, why, day 0, due date, day it happened, days late and explaining row are those that asking one by one gives."""
        with worked(*size):
            assert slow_cases(world, day=day, measure=measure) == cases(judged(world, day, measure))

    @given(worlds(), st.dates(FROM, TO), measures(), sizes())
    def test_explained_as_by_sorting(self, world: World, day: date, measure: SeenInWindow, size: tuple[int, int, int]) -> None:
        """The explaining row is the one that sorting all events by person and day, and seeking in them, gives."""
        of = spells_of(world)
        with worked(*size):
            judgement = judged(world, day, measure)
        late = np.flatnonzero(judgement.status == Status.LATE)
        since = []
        for at in late.tolist():
            who, began = int(of.person[at]), of.start[at].item()
            usable = [visit for visit in world.known_days(who) if visit <= day and (began <= visit or not measure.in_spell_only)]
            since.append((who, max([began - ONE_DAY, *usable])))

        assert explained_by_sorting(world, since) == judgement.explained_on[late].tolist()
        assert 0 == np.delete(judgement.explained_on, late).sum()

    @given(worlds(), st.dates(FROM, TO), measures())
    def test_32_bit_numbers_will_do(self, world: World, day: date, measure: SeenInWindow) -> None:
        """People numbered in 32 bits are judged the same."""
        assert cases(judged(world, day, measure)) == cases(judged(world, day, measure, np.int32))

    @pytest.mark.parametrize(
        ("events", "row"),
        [
            ([("2018-05-01", True), ("2018-08-20", True), ("2018-08-03", True)], 3),
            ([("2018-05-01", True), ("2018-08-03", True), ("2018-08-03", True)], 2),
            ([("2018-07-20", False), ("2018-05-01", True), ("2018-08-03", True)], 1),
            ([("2018-05-01", True), ("2018-05-01", False), ("2018-04-30", True)], 0),
            ([("2017-12-20", False), ("2018-01-02", False), ("2018-01-02", False)], 2),
            ([], 0),
        ],
    )
    def test_what_explains_a_late_case(self, events: list[tuple[str, bool]], row: int) -> None:
        """The first event after the latest known one does, the first written on its day, known or not; none before the spell began does."""
        world = World((((date(2018, 1, 2), None),),), tuple(Event(0, date.fromisoformat(day), known) for day, known in events))
        judgement = judged(world, JULY)

        assert ([Status.LATE], [row]) == (judgement.status.tolist(), judgement.explained_on.tolist())

    def test_nothing_explains_a_case_in_time(self) -> None:
        """Nor is any row named where nothing is late."""
        world = World((((date(2018, 1, 2), None),),), (Event(0, date(2018, 7, 20)), Event(0, date(2018, 8, 20))))

        assert ([Status.IN_TIME], [0]) == (judged(world, JULY).status.tolist(), judged(world, JULY).explained_on.tolist())


class TestRefusing:
    """
    Days that cannot be used are refused, with rows and never with a date of anybody's.

    Source: counting rule 2 of the project's design.
    """

    @pytest.mark.parametrize("days", [["2018-07-31", "2018-06-30"], ["2018-07-31", "2018-07-31"], ["NaT"], ["2018-07-31", "NaT"]])
    def test_days_out_of_order(self, days: list[str]) -> None:
        """Days of snapshots are in order, each there once, and none is missing."""
        with pytest.raises(ValueError, match="not in order"):
            seen_on(spells_of(World(())), *event_columns(World(())), measure=CP_1_4, days=np.array(days, "datetime64[D]"), calendar=ENGLAND_AND_WALES)

    @pytest.mark.parametrize("measure", [CP_1_4, attrs.evolve(CP_1_4, window=CalendarDays(42))])
    def test_a_start_before_the_calendar(self, measure: SeenInWindow) -> None:
        """A spell that starts before working days can be counted is refused by its row, whether it counts or is over."""
        twice = ((date(1918, 1, 2), date(1918, 2, 1)), (date(1918, 3, 1), None))
        world = World((((date(2018, 1, 2), None),), twice, ((date(1977, 12, 31), date(2018, 1, 2)),)))
        for ask in (counted, judged):
            days: Any = [JULY] if ask is counted else JULY
            with pytest.raises(OutsideCalendar, match="in rows 2-4") as refused:
                ask(world, days, measure)
            assert "1918" not in str(refused.value)

    def test_a_start_on_the_calendars_first_day(self) -> None:
        """The first day of the calendar is in it."""
        assert (1, 1) == seen([(date(1978, 1, 1), None)], [JULY], on=JULY)

    def test_of_calendar_days_any_start_will_do(self) -> None:
        """Where a spell qualifies by calendar days, it may start before the calendar."""
        measure = attrs.evolve(CP_1_4, qualifies_after=CalendarDays(5))
        world = World((((date(1960, 1, 2), None),),), (Event(0, JULY),))

        assert ([1], [1]) == counted(world, [JULY], measure)

    def test_an_event_before_the_calendar(self) -> None:
        """An event long ago makes nobody timely; where it is the latest, the day it was good until cannot be told."""
        world = World((((date(2018, 1, 2), None),), ((date(2018, 1, 2), None),)), (Event(1, date(1918, 1, 2)),))

        assert ([0], [2]) == counted(world, [JULY])
        with pytest.raises(OutsideCalendar, match=r"latest event is before .* in row 2"):
            judged(world, JULY)
        by_calendar_days = judged(world, JULY, attrs.evolve(CP_1_4, window=CalendarDays(42)))
        assert [date(2018, 1, 9)] * 2 == by_calendar_days.due.tolist()

    @pytest.mark.parametrize("day", [date(1977, 12, 31), date(1978, 1, 20), date(2054, 1, 1)])
    def test_a_day_whose_window_is_outside(self, day: date) -> None:
        """A day outside the calendar is refused, and so is one whose window reaches back before it."""
        world = World((((date(2018, 1, 2), None),),))
        with pytest.raises(OutsideCalendar):
            counted(world, [day])
        with pytest.raises(OutsideCalendar):
            judged(world, day)


def test_inputs_are_left_as_they_were() -> None:
    """No column is written to, and the same question has the same answer twice."""
    world = World((((date(2018, 1, 2), date(2018, 2, 2)), (date(2018, 3, 2), None)),), (Event(0, JULY), Event(7, JULY), Event(0, JULY, known=False)))
    columns = (*event_columns(world), *(getattr(spells_of(world), name) for name in ("row", "person", "start", "end")))
    for column in columns:
        column.flags.writeable = False
    of = Spells(*columns[3:])
    for measure in (CP_1_4, IN_THIS_SPELL):
        counts = [seen_on(of, *columns[:3], measure=measure, days=[JULY], calendar=ENGLAND_AND_WALES) for _ in range(2)]

        assert [([1], [1])] * 2 == [tuple(count.tolist() for count in each) for each in counts]
        assert [Status.EXCLUDED, Status.IN_TIME] == seen_in_window(
            of, *columns[:3], measure=measure, as_at=JULY, calendar=ENGLAND_AND_WALES
        ).status.tolist()


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (CP_1_4, "visited in the 30 working days to the day, of those 5 working days or more in a spell"),
        (IN_THIS_SPELL, "visited in the 30 working days to the day, in the same spell, of those 5 working days or more in a spell"),
    ],
)
def test_the_words(measure: SeenInWindow, words: str) -> None:
    """A measure says what it counts."""
    assert words == str(measure)
