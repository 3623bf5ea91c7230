"""The laws of events that must come often enough in a spell."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators import ENGLAND_AND_WALES
from csc_indicators.limits import Months, WorkingDays
from csc_indicators.measures.intervals_kept import IntervalsKept, StrayEvents, intervals_kept, stray_events
from csc_indicators.measures.judgement import Because, Judgement, Status
from tests.oracle import SLOW_ENGLAND_AND_WALES, every_day, slow_due_in_months
from tests.strategies import as_dates

MARCH, APRIL = date(2019, 3, 31), date(2018, 4, 1)
ONE_DAY = timedelta(days=1)

#: The first within three months, then every six, of spells of at least three months.
THREE_AND_SIX = IntervalsKept(start="start", end="end", event="review", first=Months(3), then=Months(6), qualifies_after=Months(3))


@attrs.frozen
class Spell:
    """A spell of a person; -1 for nobody."""

    person: int
    start: date | None
    end: date | None = None
    first_from: date | None = None


@attrs.frozen
class Event:
    """An event of a person; -1 for nobody."""

    person: int
    day: date | None


@attrs.frozen
class Table:
    """Spells and events."""

    spells: tuple[Spell, ...]
    events: tuple[Event, ...]


near_edges = st.sampled_from([-31, -1, 0, 0, 1, 20])
starts = st.dates(date(2017, 1, 1), date(2019, 4, 5)) | st.sampled_from([date(2018, 11, 30), date(2018, 12, 31), date(2019, 1, 1), APRIL, MARCH])


@st.composite
def events_of(draw: DrawFn, person: int, start: date) -> list[Event]:
    """Events that mostly keep to the intervals, often by a day and sometimes not; some on the start itself, before it or twice on one day."""
    day, months = start, 3
    events = []
    for _ in range(draw(st.integers(0, 5))):
        day = slow_due_in_months(day, months) + timedelta(days=draw(near_edges))
        months = 6
        events.append(Event(person, day))
    beside = st.sampled_from([-1, 0, 1]).map(lambda apart: start + timedelta(days=apart)) | st.dates(date(2017, 1, 1), date(2019, 5, 1))
    return events + [Event(person, day) for day in draw(st.lists(beside | st.sampled_from([one.day for one in events] or [start]), max_size=2))]


@st.composite
def tables(draw: DrawFn) -> Table:
    """A few people with one spell after another, the last of them mostly open, and their events; in any order."""
    spells: list[Spell] = []
    events: list[Event] = draw(st.lists(st.builds(Event, st.integers(-1, 4), st.none() | starts), max_size=2))
    for person in range(draw(st.integers(0, 3))):
        start = draw(starts)
        if draw(st.integers(0, 3)) == 0:
            end = start + timedelta(days=draw(st.integers(0, 200)))
            spells.append(Spell(person, start, end))
            events += draw(events_of(person, start))
            start = end + timedelta(days=draw(st.sampled_from([0, 1, 40])))
        spells.append(Spell(person, start, draw(st.sampled_from([None, None, None, MARCH, MARCH + ONE_DAY, start, start - ONE_DAY]))))
        events += draw(events_of(person, start))
    spells += draw(st.lists(st.builds(Spell, st.sampled_from([-1, 9]), st.none() | starts, st.none() | starts), max_size=1))
    return Table(tuple(draw(st.permutations(spells))), tuple(draw(st.permutations(events))))


def columns(of: Table) -> tuple[dict[str, Any], dict[str, Any]]:
    """The spells and the events as columns; the events are rows 101, 102 and so on."""
    spells = {
        "person": np.array([one.person for one in of.spells], dtype=np.int64),
        "start": as_dates([one.start for one in of.spells]),
        "end": as_dates([one.end for one in of.spells]),
    }
    events = {
        "event_row": np.arange(101, 101 + len(of.events)),
        "event_person": np.array([one.person for one in of.events], dtype=np.int64),
        "event_day": as_dates([one.day for one in of.events]),
    }
    return spells, events


def judged(of: Table, as_at: date = MARCH, chain_from: date | None = None, measure: IntervalsKept = THREE_AND_SIX) -> Judgement:
    """These spells as things stood at the end of a day."""
    spells, events = columns(of)
    row = np.arange(1, len(of.spells) + 1)
    return intervals_kept(row, **spells, **events, measure=measure, as_at=as_at, calendar=ENGLAND_AND_WALES, chain_from=chain_from)


def strays(of: Table) -> StrayEvents:
    """The events of no spell."""
    spells, events = columns(of)
    return stray_events(**spells, **events)


def one_spell(start: date, *events: date) -> Table:
    """One open spell with these events."""
    return Table((Spell(0, start),), tuple(Event(0, day) for day in events))


@attrs.frozen
class Found:
    """What is said of one spell."""

    status: Status
    because: Because = Because.JUDGED
    since: date | None = None
    due: date | None = None
    happened: date | None = None
    working_days_late: int = 0
    event_rows: frozenset[int] = frozenset({0})


def found(of: Judgement) -> list[Found]:
    """What is said of each spell."""
    lists = [of.status, of.because, of.start, of.due, of.happened, of.days_late, of.explained_on]
    return [
        Found(Status(status), Because(why), since, due, happened, late, frozenset({row}))
        for status, why, since, due, happened, late, row in zip(*(column.tolist() for column in lists), strict=True)
    ]


def same(expected: Found, actual: Found) -> bool:
    """Alike, the row being one of those on the day."""
    return attrs.evolve(expected, event_rows=frozenset()) == attrs.evolve(actual, event_rows=frozenset()) and actual.event_rows <= expected.event_rows


def walked(start: date, days: Sequence[date], as_at: date, chain_from: date) -> Iterator[tuple[date, date, date | None]]:
    """Walk from the start to the end of the day: each interval that is judged, with the day it began, its last day, and the day it ended or None."""
    since, due = start, slow_due_in_months(start, 3)
    for day in every_day(start + ONE_DAY, as_at):
        if day in days:
            if day >= chain_from:
                yield since, due, day
            since, due = day, slow_due_in_months(day, 6)
    yield since, due, None


def slow_found(of: Table, spell: Spell, as_at: date, chain_from: date) -> Found:
    """Everything about one spell, one question at a time."""
    if spell.end is not None and spell.end <= as_at:
        backwards = spell.start is not None and spell.end < spell.start
        return Found(Status.EXCLUDED, Because.END_BEFORE_START if backwards else Because.ENDED, since=spell.start)
    if spell.start is None:
        return Found(Status.UNKNOWN, Because.NO_START)
    if spell.start > as_at or slow_due_in_months(spell.start, 3) > as_at:
        return Found(Status.EXCLUDED, Because.STARTS_LATER if spell.start > as_at else Because.TOO_NEW, since=spell.start)
    if spell.person < 0:
        return Found(Status.UNKNOWN, Because.NO_PERSON, since=spell.start)
    return slow_chain(of, spell.person, spell.start, as_at, chain_from)


def slow_chain(of: Table, person: int, start: date, as_at: date, chain_from: date) -> Found:
    """Whether the events of a spell that counts came in time."""
    days = [one.day for one in of.events if one.person == person and one.day is not None and one.day > start]
    due_before = slow_due_in_months(start, 3) < chain_from
    cannot_tell = due_before and not any(day < chain_from for day in days)
    since, due = start, slow_due_in_months(start, 3)
    for number, (since, due, day) in enumerate(walked(start, days, as_at, chain_from)):
        if number == 0 and cannot_tell:
            if day is None:
                return Found(Status.UNKNOWN, Because.NO_EARLIER, since=since)
            continue
        if (day or as_at) > due:
            late = SLOW_ENGLAND_AND_WALES.working_days_between(due, day or as_at)
            rows = {101 + at for at, one in enumerate(of.events) if day is not None and one == Event(person, day)}
            return Found(Status.LATE, Because.JUDGED, since, due, day, late, frozenset(rows or {0}))
    return Found(Status.UNKNOWN if cannot_tell else Status.IN_TIME, Because.NO_EARLIER if cannot_tell else Because.JUDGED, since, due)


class TestEveryEventInTime:
    """
    Of those open on the day and at least three months old, those whose every event was in time: the first in three months, each next in six.

    (law.md 3, LAIT 19 and EES D6; calendar months, 1.3.)
    """

    @given(tables(), st.sampled_from([MARCH, date(2019, 2, 28), date(2018, 9, 30)]))
    def test_each_spell_is_judged_as_by_walking_through_it(self, of: Table, as_at: date) -> None:
        """Every spell has the status, the dates, the days late and the event that walking through its days gives."""
        expected = [slow_found(of, spell, as_at, date.min) for spell in of.spells]

        for one, other in zip(expected, found(judged(of, as_at)), strict=True):
            assert same(one, other), (one, other)

    @given(tables())
    def test_an_event_on_the_day_makes_nothing_late(self, of: Table) -> None:
        """With one more event on the day of the snapshot, what was in time still is, and what was overdue is late with an event."""
        also = Table(of.spells, (*of.events, *(Event(spell.person, MARCH) for spell in of.spells)))

        for one, other in zip(found(judged(of)), found(judged(also)), strict=True):
            assert one.status == other.status
            assert other.happened == (MARCH if one.status is Status.LATE and one.happened is None else one.happened)

    @given(st.dates(date(2017, 6, 1), date(2018, 6, 30)), st.integers(-2, 2), st.integers(-2, 2))
    @example(date(2017, 11, 30), 0, 0)
    def test_to_the_day(self, start: date, first: int, then: int) -> None:
        """Three months and six months to the day are in time, and one day more is late, at either event."""
        one = slow_due_in_months(start, 3) + timedelta(days=first)
        two = slow_due_in_months(one, 6) + timedelta(days=then)

        assert [first <= 0 and then <= 0] == judged(one_spell(start, one, two), two).numerator.tolist()

    @given(st.dates(date(2017, 6, 1), date(2018, 6, 30)), st.integers(-2, 2))
    def test_the_next_may_be_due_on_the_day_itself(self, start: date, more: int) -> None:
        """On its due date an event still to come is not late, and at the end of the next day it is."""
        one = slow_due_in_months(start, 2)
        as_at = slow_due_in_months(one, 6) + timedelta(days=more)

        assert [more <= 0] == judged(one_spell(start, one), as_at).numerator.tolist()

    @given(st.dates(date(2017, 6, 1), date(2018, 6, 30)), st.integers(1, 89))
    def test_an_event_held_early_brings_the_next_forward(self, start: date, after: int) -> None:
        """Six months run from the day the event was held and not from the day it was due; three months are never fewer than 89 days."""
        held = start + timedelta(days=after)
        (case,) = found(judged(one_spell(start, held), held + timedelta(days=300)))

        assert (held, slow_due_in_months(held, 6)) == (case.since, case.due)

    @given(tables(), st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: Table, random: Any) -> None:
        """Shuffled events give the same cases, but for which of two on one day is named (CU2)."""
        shuffled = list(of.events)
        random.shuffle(shuffled)
        before, after = (
            [attrs.evolve(one, event_rows=frozenset()) for one in found(judged(Table(of.spells, events)))] for events in (of.events, tuple(shuffled))
        )

        assert before == after

    @given(tables())
    def test_what_comes_later_changes_nothing(self, of: Table) -> None:
        """Events and ends after the day are not known on it."""
        until = Table(
            tuple(attrs.evolve(one, end=None) if one.end is not None and one.end > MARCH else one for one in of.spells),
            tuple(attrs.evolve(one, day=None) if one.day is not None and one.day > MARCH else one for one in of.events),
        )

        assert found(judged(of)) == found(judged(until))

    @given(tables())
    def test_strays_change_nothing(self, of: Table) -> None:
        """Events that belong to no spell are as good as without a day."""
        stray = {row for rows in attrs.astuple(strays(of)) for row in rows}
        kept = tuple(attrs.evolve(one, day=None) if 101 + at in stray else one for at, one in enumerate(of.events))

        assert found(judged(of)) == found(judged(Table(of.spells, kept)))


class TestWhoCounts:
    """Open at the end of the day, and then at least three months old: exactly three months is. (law.md 3, LAIT 19; 8.2.3 and 8.2.4.)"""

    @given(st.dates(date(2017, 6, 1), date(2018, 12, 31)) | st.sampled_from([date(2018, 11, 30), date(2017, 11, 30)]), st.integers(-3, 3))
    def test_three_months_to_the_day_count_and_a_day_less_does_not(self, start: date, more: int) -> None:
        """A spell counts from the corresponding date on, clamped to the end of a shorter month."""
        as_at = slow_due_in_months(start, 3) + timedelta(days=more)

        assert [more >= 0] == judged(one_spell(start), as_at).counted.tolist()

    @pytest.mark.parametrize(
        ("spell", "because"),
        [
            (Spell(0, date(2018, 12, 31)), Because.JUDGED),
            (Spell(0, date(2019, 1, 1)), Because.TOO_NEW),
            (Spell(0, date(2019, 4, 1)), Because.STARTS_LATER),
            (Spell(0, date(2018, 1, 1), MARCH), Because.ENDED),
            (Spell(0, date(2018, 1, 1), MARCH + ONE_DAY), Because.JUDGED),
            (Spell(0, date(2018, 1, 2), date(2018, 1, 1)), Because.END_BEFORE_START),
            (Spell(0, date(2018, 1, 1), date(2018, 1, 1)), Because.ENDED),
            (Spell(0, None), Because.NO_START),
            (Spell(0, None, MARCH), Because.ENDED),
            (Spell(-1, date(2018, 1, 1)), Because.NO_PERSON),
            (Spell(-1, date(2019, 1, 1)), Because.TOO_NEW),
        ],
    )
    def test_why_one_does_not(self, spell: Spell, because: Because) -> None:
        """Each that cannot be judged says why, and the unknown stay in the denominator."""
        case = judged(Table((spell,), ()))

        assert [because] == case.because.tolist()
        assert [because in {Because.JUDGED, Because.NO_START, Because.NO_PERSON}] == case.counted.tolist()

    def test_two_open_at_once_are_unknown(self) -> None:
        """Whose events are whose cannot be told; a spell that has ended by then is no second one, and others' are as they were."""
        long_ago, lately = date(2018, 1, 1), date(2019, 3, 1)
        spells = (
            Spell(0, long_ago),
            Spell(0, lately),
            Spell(1, long_ago),
            Spell(1, date(2017, 1, 1), long_ago),
            Spell(-1, long_ago),
            Spell(-1, long_ago),
        )
        cases = found(judged(Table(spells, (Event(0, date(2018, 12, 1)),))))

        assert [Because.OPEN_TWICE, Because.TOO_NEW, Because.JUDGED, Because.ENDED, *[Because.NO_PERSON] * 2] == [case.because for case in cases]
        assert Found(Status.UNKNOWN, Because.OPEN_TWICE, since=long_ago) == cases[0]

    def test_of_nothing_nobody_counts(self) -> None:
        """No rows give no cases, with events or without, and spells without events are judged."""
        assert [0, 0, 1] == [
            len(judged(of)) for of in (Table((), ()), Table((), (Event(0, MARCH), Event(-1, None))), Table((Spell(0, date(2018, 1, 1)),), ()))
        ]


class TestOnlyFromADay:
    """A chain is tested from the last event of the year before. (law.md 3, LAIT 19: the return holds it so that the chain can be tested.)"""

    @given(tables(), st.sampled_from([APRIL, date(2018, 10, 1), MARCH]))
    def test_each_spell_is_judged_as_by_walking_through_the_year(self, of: Table, chain_from: date) -> None:
        """Intervals ended before the first day are walked through and not judged."""
        expected = [slow_found(of, spell, MARCH, chain_from) for spell in of.spells]

        for one, other in zip(expected, found(judged(of, chain_from=chain_from)), strict=True):
            assert same(one, other), (one, other)

    @given(tables())
    def test_of_earlier_events_only_the_last_matters(self, of: Table) -> None:
        """Without any but the last event before the first day, every case is the same."""
        kept = []
        for at, one in enumerate(of.events):
            later = [
                other
                for place, other in enumerate(of.events)
                if other.person == one.person and other.day and (other.day, place) > (one.day or date.min, at)
            ]
            is_last = one.day is None or one.day >= APRIL or not any(other.day is not None and other.day < APRIL for other in later)
            kept.append(one if is_last else attrs.evolve(one, day=None))

        assert found(judged(of, chain_from=APRIL)) == found(judged(Table(of.spells, tuple(kept)), chain_from=APRIL))

    @given(tables())
    def test_from_before_all_is_from_the_start(self, of: Table) -> None:
        """With a first day on or before every start, each spell is judged from its start."""
        assert found(judged(of)) == found(judged(of, chain_from=date(2016, 12, 1)))

    @given(tables())
    def test_what_is_kept_from_the_start_is_kept_from_any_day(self, of: Table) -> None:
        """A spell in time from its start is in time from the first day; what was late before that day may be in time from it."""
        for whole, part in zip(found(judged(of)), found(judged(of, chain_from=APRIL)), strict=True):
            if whole.status is Status.IN_TIME:
                assert part.status is Status.IN_TIME

    @pytest.mark.parametrize(
        ("start", "days", "status"),
        [
            # late before the year and in time in it, from the last event before
            (date(2017, 1, 1), [date(2017, 12, 1), date(2018, 5, 1), date(2018, 10, 31)], Status.IN_TIME),
            # the first of the year is late after the last before it; on 1 April it would be of the year
            (date(2017, 1, 1), [date(2017, 9, 30), date(2018, 4, 1), date(2018, 10, 1)], Status.LATE),
            (date(2017, 1, 1), [date(2017, 9, 29), date(2018, 3, 31), date(2018, 9, 30), date(2019, 3, 30)], Status.IN_TIME),
            # nothing of the year before: it was due, so it cannot be told
            (date(2017, 1, 1), [date(2018, 5, 1), date(2018, 10, 31)], Status.UNKNOWN),
            (date(2017, 1, 1), [date(2018, 4, 1), date(2018, 10, 1)], Status.UNKNOWN),
            (date(2017, 1, 1), [], Status.UNKNOWN),
            # but what is late for certain is late
            (date(2017, 1, 1), [date(2018, 5, 1), date(2018, 11, 2)], Status.LATE),
            (date(2017, 1, 1), [date(2018, 5, 1)], Status.LATE),
            # not yet due before the year: judged from the start
            (date(2018, 1, 1), [date(2018, 4, 1), date(2018, 10, 1)], Status.IN_TIME),
            (date(2018, 1, 1), [date(2018, 4, 2), date(2018, 10, 1)], Status.LATE),
            (date(2017, 12, 31), [date(2018, 4, 2), date(2018, 10, 1)], Status.UNKNOWN),
        ],
    )
    def test_examples(self, start: date, days: list[date], status: Status) -> None:
        """A year from 1 April 2018 to 31 March 2019."""
        assert [status] == judged(one_spell(start, *days), chain_from=APRIL).status.tolist()


class TestFromAnotherDay:
    """The first limit may run from another day than the start, such as the initial conference (LAIT 19); nothing else does."""

    @staticmethod
    def judged(of: Table, as_at: date = MARCH, chain_from: date | None = None) -> Judgement:
        """The same with the first limit from the other day of each spell."""
        spells, events = columns(of)
        return intervals_kept(
            np.arange(1, len(of.spells) + 1),
            **spells,
            **events,
            measure=attrs.evolve(THREE_AND_SIX, first_from="conference"),
            as_at=as_at,
            calendar=ENGLAND_AND_WALES,
            first_from=as_dates([one.first_from for one in of.spells]),
            chain_from=chain_from,
        )

    @given(tables(), st.sampled_from([None, APRIL]), st.data())
    def test_without_another_day_it_is_the_start(self, of: Table, chain_from: date | None, data: st.DataObject) -> None:
        """A day that is missing, after the day or the start itself changes nothing."""
        others = [data.draw(st.sampled_from([None, one.start, MARCH + ONE_DAY])) for one in of.spells]
        also = attrs.evolve(of, spells=tuple(attrs.evolve(one, first_from=day) for one, day in zip(of.spells, others, strict=True)))

        assert found(judged(of, chain_from=chain_from)) == found(self.judged(also, chain_from=chain_from))

    @given(st.dates(date(2018, 1, 1), date(2018, 9, 30)), st.integers(-40, 40), st.integers(-2, 2))
    def test_three_months_of_that_day(self, start: date, apart: int, more: int) -> None:
        """The first event is late when it is more than three months after that day, wherever the start is."""
        other = start + timedelta(days=apart)
        event = slow_due_in_months(other, 3) + timedelta(days=more)
        (case,) = found(self.judged(Table((Spell(0, start, None, other),), (Event(0, event),)), max(event, slow_due_in_months(start, 3))))

        assert (Status.LATE if more > 0 else Status.IN_TIME) == case.status
        assert not more > 0 or (case.since, case.due) == (other, slow_due_in_months(other, 3))

    @pytest.mark.parametrize(("other", "status"), [(MARCH, Status.IN_TIME), (MARCH + ONE_DAY, Status.LATE)])
    def test_it_has_come_by_the_day(self, other: date, status: Status) -> None:
        """On the day itself it is known; a day later it is not, and the start stands for it."""
        assert [status] == self.judged(Table((Spell(0, date(2018, 6, 1), None, other),), ())).status.tolist()

    @given(st.dates(date(2018, 1, 1), date(2018, 9, 30)), st.integers(-40, 40))
    def test_it_is_the_day_that_a_due_date_runs_from(self, start: date, apart: int) -> None:
        """Without an event the interval began on that day."""
        other = start + timedelta(days=apart)
        (case,) = found(self.judged(Table((Spell(0, start, None, other),), ())))

        assert (other, slow_due_in_months(other, 3)) == (case.since, case.due)

    @given(st.integers(-2, 2), st.sampled_from([-60, 60]))
    def test_who_counts_goes_by_the_start(self, more: int, apart: int) -> None:
        """Three months since the start count, and a day less does not, whatever the other day."""
        start = date(2018, 12, 31) + timedelta(days=more)
        (case,) = found(self.judged(Table((Spell(0, start, None, start + timedelta(days=apart)),), ())))

        assert (case.because is Because.TOO_NEW) == (slow_due_in_months(start, 3) > MARCH)

    @given(st.integers(1, 40))
    def test_whose_events_are_goes_by_the_start(self, before: int) -> None:
        """An event after the other day and not after the start is none of the spell."""
        start = date(2018, 6, 1)
        (case,) = found(self.judged(Table((Spell(0, start, None, start - timedelta(days=before)),), (Event(0, start),))))

        assert (Status.LATE, None) == (case.status, case.happened)

    @pytest.mark.parametrize(("other", "status"), [(date(2018, 1, 1), Status.IN_TIME), (date(2017, 12, 31), Status.UNKNOWN)])
    def test_whether_the_first_was_due_before_the_year_goes_by_that_day(self, other: date, status: Status) -> None:
        """Due on 1 April from the other day, it is judged; due the day before, nothing says when the interval began."""
        of = Table((Spell(0, date(2017, 12, 1), None, other),), (Event(0, date(2018, 4, 1)), Event(0, date(2018, 10, 1))))

        assert [status] == self.judged(of, chain_from=APRIL).status.tolist()

    def test_it_says_so_in_words(self) -> None:
        """The other day is named, and is a column that is read."""
        measure = attrs.evolve(THREE_AND_SIX, first_from="conference")

        assert str(measure).startswith(
            "every review within 3 months of conference and within 6 months of each other, of those at least 3 months after start"
        )
        assert ("start", "end", "conference") == measure.columns


class TestEventsOfNoSpell:
    """An event on the start or before it is an error; every event is in a spell or said to be in none. (law.md 3, LAIT 19; settled rule 9.)"""

    @given(tables())
    def test_each_event_is_in_one_place(self, of: Table) -> None:
        """Asking each event whose it is, and which spell covers its day, puts it in the same place."""
        expected: dict[str, list[int]] = {"before_start": [], "after_end": [], "of_nobody": [], "undated": []}
        for row, one in enumerate(of.events, start=101):
            own = [spell for spell in of.spells if spell.person == one.person >= 0 and spell.start is not None]
            day = one.day
            if day is None:
                expected["undated"].append(row)
            elif not own:
                expected["of_nobody"].append(row)
            elif not any(spell.start and spell.start < day and (spell.end is None or day <= spell.end) for spell in own):
                expected["before_start" if any(spell.start and day <= spell.start for spell in own) else "after_end"].append(row)

        assert expected == {name: [*rows] for name, rows in attrs.asdict(strays(of)).items()}

    @pytest.mark.parametrize(
        ("day", "place"),
        [
            (date(2018, 1, 1), "before_start"),
            (date(2018, 1, 2), "before_start"),
            (date(2018, 1, 3), None),
            (date(2018, 3, 1), None),
            (date(2018, 3, 2), "before_start"),
            (date(2018, 4, 1), "before_start"),
            (date(2018, 4, 2), None),
            (date(2018, 6, 1), None),
            (date(2018, 6, 2), "after_end"),
        ],
    )
    def test_examples(self, day: date, place: str | None) -> None:
        """Of two spells, one from 2 January to 1 March and one from 1 April to 1 June."""
        spells = (Spell(0, date(2018, 4, 1), date(2018, 6, 1)), Spell(0, date(2018, 1, 2), date(2018, 3, 1)))
        stray = attrs.asdict(strays(Table(spells, (Event(0, day),))))

        assert [place] * (place is not None) == [name for name, rows in stray.items() if rows]

    def test_the_day_one_ends_and_the_next_starts(self) -> None:
        """An event on that day is of the spell that ended."""
        spells = (Spell(0, date(2018, 1, 2), date(2018, 6, 1)), Spell(0, date(2018, 6, 1)))
        of = Table(spells, (Event(0, date(2018, 6, 1)),))

        assert StrayEvents((), (), (), ()) == strays(of)
        assert [date(2018, 9, 1)] == [case.due for case in found(judged(of, date(2018, 9, 1))) if case.status.counts]

    @given(st.permutations([Spell(0, date(2018, 1, 2)), Spell(0, date(2018, 1, 2), date(2018, 1, 2)), Spell(0, date(2018, 2, 1), date(2018, 1, 31))]))
    def test_a_spell_of_no_days_takes_no_events(self, spells: list[Spell]) -> None:
        """An event is in the spell that lasts, whatever others of no days begin on its first day or within it."""
        assert StrayEvents((), (), (), ()) == strays(Table(tuple(spells), (Event(0, date(2018, 3, 1)),)))


def test_other_limits_in_working_days() -> None:
    """Limits of working days run over weekends: due on a Friday and held on the Saturday is late, by no working day."""
    measure = attrs.evolve(THREE_AND_SIX, first=WorkingDays(5), then=WorkingDays(10), qualifies_after=WorkingDays(5))
    friday = date(2018, 6, 29)
    (case,) = found(judged(one_spell(friday, date(2018, 7, 7)), date(2018, 7, 31), measure=measure))

    assert (Status.LATE, date(2018, 7, 6), date(2018, 7, 7), 0) == (case.status, case.due, case.happened, case.working_days_late)


def test_no_due_date_is_asked_for_what_is_not_judged() -> None:
    """Events of nobody, and spells that do not count, may have dates that no calendar knows."""
    measure = attrs.evolve(THREE_AND_SIX, first=WorkingDays(5), then=WorkingDays(10), qualifies_after=WorkingDays(5))
    beyond = ENGLAND_AND_WALES.last + ONE_DAY
    of = Table(
        (Spell(0, beyond), Spell(1, date(1950, 1, 1), date(1960, 1, 1))), (Event(2, date(1950, 1, 1)), Event(0, beyond), Event(-1, date(1950, 1, 1)))
    )

    assert [Status.EXCLUDED] * 2 == judged(of, measure=measure).status.tolist()


def test_it_says_in_words_what_it_counts() -> None:
    """The limits, what they run between, and which spells count."""
    assert (
        "every review within 3 months of plan start and within 6 months of each other, of those at least 3 months after plan start and not plan end"
        == str(attrs.evolve(THREE_AND_SIX, start="plan_start", end="plan_end"))
    )


def test_it_says_when_only_the_year_is_judged() -> None:
    """Of which intervals, where not of all."""
    of_the_year = attrs.evolve(THREE_AND_SIX, of_the_year=True)

    assert (
        "every review within 3 months of start and within 6 months of each other in the year, of those at least 3 months after start and not end"
        == str(of_the_year)
    )


def test_the_year_is_for_the_caller_to_give() -> None:
    """What is judged begins with the day that is given, whatever the measure says, because it does not know the day."""
    of = Table((Spell(0, date(2017, 4, 1)),), (Event(0, date(2018, 1, 1)), Event(0, date(2018, 7, 1)), Event(0, date(2019, 1, 1))))
    of_the_year = attrs.evolve(THREE_AND_SIX, of_the_year=True)

    assert [Status.LATE] == judged(of, measure=of_the_year).status.tolist()
    assert [Status.IN_TIME] == judged(of, chain_from=APRIL, measure=of_the_year).status.tolist()
