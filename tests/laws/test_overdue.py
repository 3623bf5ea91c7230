"""The laws of what is past its due date and has not happened."""

from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators import ENGLAND_AND_WALES
from csc_indicators.limits import DateLimit, Months, WorkingDays
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.overdue import Overdue, overdue
from csc_indicators.measures.timeliness import within_limit
from tests.oracle import SLOW_ENGLAND_AND_WALES, slow_due_in_months
from tests.strategies import as_dates

Spell: TypeAlias = tuple[date | None, date | None]

FIFTEEN = WorkingDays(15)

days = st.dates(date(2018, 1, 1), date(2018, 9, 30))
as_at_days = st.sampled_from([date(2018, 3, 31), date(2018, 4, 2)]) | days


@st.composite
def spells(draw: DrawFn) -> list[Spell]:
    """Starts with ends about 15 working days later, or never, or at any time, and without starts."""
    of = []
    for start in draw(st.lists(days | st.none(), max_size=10)):
        near = (start or date(2018, 4, 3)) + timedelta(days=draw(st.integers(-3, 25)))
        of.append((start, draw(st.just(near) | days | st.none())))
    return of


def judged(of: list[Spell], as_at: date, limit: DateLimit = FIFTEEN) -> Judgement:
    """These spells as things stood at the end of a day."""
    start, end = as_dates([start for start, _ in of]), as_dates([end for _, end in of])
    measure = Overdue(start="start", end="end", limit=limit)
    return overdue(np.arange(1, len(of) + 1), start, end, measure=measure, as_at=as_at, calendar=ENGLAND_AND_WALES)


def slow_verdict(start: date | None, end: date | None, as_at: date) -> tuple[Status, Because]:
    """One question at a time, of one spell with 15 working days."""
    if end is not None and end <= as_at:
        return Status.EXCLUDED, Because.END_BEFORE_START if start is not None and end < start else Because.ENDED
    if start is None:
        return Status.UNKNOWN, Because.NO_START
    if start > as_at:
        return Status.EXCLUDED, Because.STARTS_LATER
    return Status.NO if SLOW_ENGLAND_AND_WALES.in_time(start, as_at, 15) else Status.YES, Because.JUDGED


class TestPastDueAndNotEnded:
    """Started and not ended by the day: past the due date, out of all of them. (law.md 8.2.2, after rules 8670Q and 8675Q; settled rule 1.)"""

    @given(spells(), as_at_days)
    def test_each_spell_is_judged_as_one_at_a_time(self, of: list[Spell], as_at: date) -> None:
        """Each row has the status, and the reason, that asking one question at a time gives."""
        found = judged(of, as_at)

        assert [slow_verdict(*spell, as_at) for spell in of] == [*zip(found.status, found.because, strict=True)]

    @given(days, st.integers(0, 40))
    def test_the_fifteenth_day_is_not_overdue_and_the_next_is(self, start: date, passed: int) -> None:
        """Day by day, what has not ended is overdue from the day after its 15th working day."""
        as_at = start + timedelta(days=passed)
        due = SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, 15)
        assert due is not None

        assert [as_at > due] == judged([(start, None)], as_at).numerator.tolist()

    @given(days, st.integers(0, 120))
    def test_months_by_the_corresponding_date(self, start: date, passed: int) -> None:
        """A limit of three months has passed on the day after the corresponding date (law.md 1.3)."""
        as_at = start + timedelta(days=passed)

        assert [as_at > slow_due_in_months(start, 3)] == judged([(start, None)], as_at, Months(3)).numerator.tolist()

    @given(spells(), as_at_days)
    def test_it_is_what_the_measure_of_ends_sets_aside(self, of: list[Spell], as_at: date) -> None:
        """Yes is what counting ends calls overdue, and no what it calls waiting."""
        start, end = as_dates([start for start, _ in of]), as_dates([end for _, end in of])
        ends = within_limit(np.arange(1, len(of) + 1), start, end, limit=WorkingDays(15), as_at=as_at, calendar=ENGLAND_AND_WALES)
        found = judged(of, as_at)

        assert (ends.status == Status.OVERDUE).tolist() == (found.status == Status.YES).tolist()
        assert (ends.status == Status.WAITING).tolist() == (found.status == Status.NO).tolist()
        assert ends.days_late[ends.status == Status.OVERDUE].tolist() == found.days_late[found.numerator].tolist()

    @given(spells(), as_at_days)
    def test_an_end_after_the_day_changes_nothing(self, of: list[Spell], as_at: date) -> None:
        """What ended after the day had not ended on it."""
        until = [(start, None if end is not None and end > as_at else end) for start, end in of]

        assert judged(of, as_at).status.tolist() == judged(until, as_at).status.tolist()

    @given(spells(), as_at_days, st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Spell], as_at: date, random: Any) -> None:
        """Shuffled rows have the same statuses, row for row (CU2)."""
        order = list(range(len(of)))
        random.shuffle(order)

        assert judged(of, as_at).status[order].tolist() == judged([of[at] for at in order], as_at).status.tolist()


class TestWhatACaseShows:
    """A case past its due date has that date and the working days since. (Settled rule 1.)"""

    @given(spells(), as_at_days)
    def test_days_late_are_working_days_since_the_due_date(self, of: list[Spell], as_at: date) -> None:
        """Each case that counts and has a start has its due date; only those past it are late, by the working days since."""
        found = judged(of, as_at)
        for at, (start, _) in enumerate(of):
            due = None if start is None or found.status[at] == Status.EXCLUDED else SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, 15)
            late = 0 if due is None or due >= as_at else SLOW_ENGLAND_AND_WALES.working_days_between(due, as_at)

            assert (due, late) == (found.due[at].item(), found.days_late[at])

    def test_the_weekend_after_the_due_date_is_overdue_by_no_working_day(self) -> None:
        """Due on a Friday and not there on the Saturday, it is overdue, and no working day has passed."""
        found = judged([(date(2018, 6, 29), None)], date(2018, 7, 21))

        assert (date(2018, 7, 20), True, 0) == (found.due[0].item(), found.numerator[0], found.days_late[0])

    def test_it_has_its_start_its_end_and_its_row(self) -> None:
        """What had ended by the day shows its end, and what ended later none."""
        found = judged([(date(2018, 6, 1), date(2018, 7, 2)), (date(2018, 6, 1), date(2018, 8, 2))], date(2018, 7, 31))

        assert [date(2018, 7, 2), None] == found.happened.tolist()
        assert ([date(2018, 6, 1)] * 2, [1, 2]) == (found.start.tolist(), found.explained_on.tolist())

    def test_what_has_ended_needs_no_due_date(self) -> None:
        """What has ended, or not begun, is left out, even when no calendar knows its due date."""
        found = judged([(ENGLAND_AND_WALES.first - timedelta(days=1), date(2018, 1, 2)), (ENGLAND_AND_WALES.last, None)], date(2018, 7, 31))

        assert [Status.EXCLUDED] * 2 == found.status.tolist()

    def test_of_nothing_nothing_is_overdue(self) -> None:
        """No rows give no cases."""
        assert 0 == len(judged([], date(2018, 7, 31)))


@pytest.mark.parametrize("limit", [WorkingDays(15), WorkingDays(45)])
def test_it_says_in_words_what_it_counts(limit: DateLimit) -> None:
    """Columns are named as people name them."""
    assert f"not authorised by the end of the day and more than {limit} after assessment start" == str(
        Overdue(start="assessment_start", end="authorised", limit=limit)
    )
