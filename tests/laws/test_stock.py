"""The laws of what is open at the end of a day."""

from datetime import date, timedelta
from typing import Any, TypeAlias

import attrs
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.measures.flow import happened
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.people import once_each
from csc_indicators.measures.stock import OpenOn, open_on
from tests.strategies import as_dates

Spell: TypeAlias = tuple[date | None, date | None]

ONE_DAY = timedelta(days=1)

days = st.dates(date(2018, 1, 1), date(2018, 6, 30)) | st.sampled_from([date(2018, 3, 30), date(2018, 3, 31), date(2018, 4, 1)])
spells = st.lists(st.tuples(days | st.none(), days | st.none()), max_size=12)
as_at_days = st.sampled_from([date(2018, 3, 31), date(2018, 4, 1)]) | days


def judged(of: list[Spell], as_at: date, **asked: Any) -> Judgement:
    """These spells as things stood at the end of a day."""
    return open_on(np.arange(1, len(of) + 1), as_dates([start for start, _ in of]), as_dates([end for _, end in of]), as_at=as_at, **asked)


def verdicts(of: Judgement) -> list[tuple[Status, Because]]:
    """The status of each spell, and why."""
    return [(Status(int(status)), Because(int(why))) for status, why in zip(of.status, of.because, strict=True)]


def slow_verdict(start: date | None, end: date | None, as_at: date) -> tuple[Status, Because]:
    """One question at a time, of one spell: what had been written down about it by the end of the day?"""
    if end is not None and end <= as_at:
        return Status.EXCLUDED, Because.END_BEFORE_START if start is not None and end < start else Because.ENDED
    if start is None:
        return Status.UNKNOWN, Because.NO_START
    return (Status.YES, Because.JUDGED) if start <= as_at else (Status.EXCLUDED, Because.STARTS_LATER)


class TestTheStateAtTheEndOfTheDay:
    """A snapshot is the status at the end of the day: open on the day it starts, not on the day it ends. (law.md 8.2.3; settled rule 5.)"""

    @given(spells, as_at_days)
    def test_each_spell_is_judged_as_one_at_a_time(self, of: list[Spell], as_at: date) -> None:
        """Each row has the status, and the reason, that asking one question at a time gives."""
        assert [slow_verdict(start, end, as_at) for start, end in of] == verdicts(judged(of, as_at))

    @given(days, st.integers(0, 40))
    def test_it_is_open_from_its_first_day_to_the_one_before_its_last(self, start: date, lasts: int) -> None:
        """Day by day, a spell is open on as many days as it lasts, the first being its start."""
        end = start + timedelta(days=lasts)
        around = [start + timedelta(days=n) for n in range(-2, lasts + 3)]

        assert [start <= day < end for day in around] == [bool(judged([(start, end)], day).numerator[0]) for day in around]

    @given(spells, as_at_days)
    def test_what_comes_later_changes_nothing(self, of: list[Spell], as_at: date) -> None:
        """An end dated after the day is as good as none, and a start after it as any other after it."""
        later = as_at + timedelta(days=400)
        moved = [(later if start is not None and start > as_at else start, None if end is not None and end > as_at else end) for start, end in of]

        assert verdicts(judged(of, as_at)) == verdicts(judged(moved, as_at))

    @given(st.lists(st.tuples(days, st.integers(1, 60) | st.none()), max_size=12), as_at_days)
    def test_a_day_adds_what_starts_and_takes_what_ends(self, lengths: list[tuple[date, int | None]], as_at: date) -> None:
        """The number open is that of the day before, and those that start on the day, less those that end on it."""
        of: list[Spell] = [(start, None if lasts is None else start + timedelta(days=lasts)) for start, lasts in lengths]
        rows = np.arange(1, len(of) + 1)
        started, ended = (happened(rows, as_dates([spell[at] for spell in of]), as_at=as_at).since(as_at).numerator.sum() for at in (0, 1))

        assert judged(of, as_at).numerator.sum() == judged(of, as_at - ONE_DAY).numerator.sum() + started - ended


def slow_verdict_where_the_last_day_counts(start: date | None, end: date | None, as_at: date) -> tuple[Status, Because]:
    """One question at a time, of one spell: what had been over before the day began?"""
    if start is not None and end is not None and end <= as_at and end < start:
        return Status.EXCLUDED, Because.END_BEFORE_START
    if end is not None and end < as_at:
        return Status.EXCLUDED, Because.ENDED
    if start is None:
        return Status.UNKNOWN, Because.NO_START
    return (Status.YES, Because.JUDGED) if start <= as_at else (Status.EXCLUDED, Because.STARTS_LATER)


class TestTheLastDay:
    """Whether a spell that ends on the day is open on it is said and not inferred. (law.md 8.2.3: tests of ends on 31 March vary.)"""

    @given(spells, as_at_days)
    def test_each_spell_is_judged_as_one_at_a_time(self, of: list[Spell], as_at: date) -> None:
        """Each row has the status, and the reason, that asking one question at a time gives."""
        expected = [slow_verdict_where_the_last_day_counts(start, end, as_at) for start, end in of]

        assert expected == verdicts(judged(of, as_at, last_day_counts=True))

    @given(spells, as_at_days)
    def test_unless_it_is_said_it_does_not_count(self, of: list[Spell], as_at: date) -> None:
        """When nothing is said, and when it is said not to, a spell is over on the day it ends."""
        assert verdicts(judged(of, as_at, last_day_counts=False)) == verdicts(judged(of, as_at))

    @given(days, st.integers(0, 40))
    def test_it_is_open_from_its_first_day_to_its_last(self, start: date, lasts: int) -> None:
        """Day by day, a spell is open on one day more than it lasts, so one that starts and ends on a day is open on it."""
        end = start + timedelta(days=lasts)
        around = [start + timedelta(days=n) for n in range(-2, lasts + 3)]
        is_open = [bool(judged([(start, end)], day, last_day_counts=True).numerator[0]) for day in around]

        assert [start <= day <= end for day in around] == is_open
        assert lasts + 1 == sum(is_open)

    @given(spells, as_at_days)
    def test_it_adds_what_ends_on_the_day(self, of: list[Spell], as_at: date) -> None:
        """The number open is more by the spells that end on the day and start by it."""
        end_on_the_day = sum(start is not None and start <= as_at and end == as_at for start, end in of)

        assert judged(of, as_at, last_day_counts=True).numerator.sum() == judged(of, as_at).numerator.sum() + end_on_the_day

    @given(st.lists(st.tuples(days, st.integers(0, 60) | st.none()), max_size=12), as_at_days)
    def test_it_is_to_end_a_day_later(self, lengths: list[tuple[date, int | None]], as_at: date) -> None:
        """Spells of which the last day counts are open when spells that end on the day after are."""
        of: list[Spell] = [(start, None if lasts is None else start + timedelta(days=lasts)) for start, lasts in lengths]
        later: list[Spell] = [(start, None if end is None else end + ONE_DAY) for start, end in of]

        assert verdicts(judged(later, as_at)) == verdicts(judged(of, as_at, last_day_counts=True))

    def test_a_spell_without_a_start_is_unknown_on_its_last_day(self) -> None:
        """It is not over before the day it ends on has passed, and its start is not recorded."""
        march = date(2018, 3, 31)

        assert [(Status.UNKNOWN, Because.NO_START)] == verdicts(judged([(None, march)], march, last_day_counts=True))
        assert [(Status.EXCLUDED, Because.ENDED)] == verdicts(judged([(None, march)], march))
        assert [(Status.EXCLUDED, Because.ENDED)] == verdicts(judged([(None, march)], march + ONE_DAY, last_day_counts=True))


class TestWhatIsCounted:
    """The number open is of spells, and of people once; nothing is dropped without a word. (law.md 1.7; settled rule 9.)"""

    @given(spells, as_at_days, st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Spell], as_at: date, random: Any) -> None:
        """Shuffled rows have the same verdicts, row for row."""
        order = list(range(len(of)))
        random.shuffle(order)

        assert [verdicts(judged(of, as_at))[at] for at in order] == verdicts(judged([of[at] for at in order], as_at))

    @given(spells, as_at_days, st.data())
    def test_people_are_counted_once(self, of: list[Spell], as_at: date, data: st.DataObject) -> None:
        """The number of people is that of the different people with an open spell."""
        person = data.draw(st.lists(st.integers(0, 3), min_size=len(of), max_size=len(of)))
        is_open = [slow_verdict(start, end, as_at)[0] is Status.YES for start, end in of]
        people = {who for who, counts in zip(person, is_open, strict=True) if counts}

        assert len(people) == once_each(judged(of, as_at), np.array(person, dtype=np.int64)).numerator.sum()

    def test_of_nothing_nothing_is_open(self) -> None:
        """No rows give no cases."""
        assert 0 == len(judged([], date(2018, 3, 31)))

    def test_it_shows_its_start_and_its_row(self) -> None:
        """A case has its start; nothing is due, nothing has happened and nothing is late."""
        case = judged([(None, None), (date(2018, 1, 2), None)], date(2018, 3, 31)).where(np.array([False, True]))

        assert ([2], date(2018, 1, 2)) == (case.row.tolist(), case.start[0].item())
        assert (True, True, [0], [2]) == (np.isnat(case.due[0]), np.isnat(case.happened[0]), case.days_late.tolist(), case.explained_on.tolist())


def test_it_says_in_words_what_it_counts() -> None:
    """Columns are named as people name them, and whether the last day counts."""
    measure = OpenOn(start="plan_started", end="plan_ended")

    assert "plan started by the end of the day and not plan ended" == str(measure)
    assert "plan started by the end of the day and not plan ended before the day" == str(attrs.evolve(measure, last_day_counts=True))
