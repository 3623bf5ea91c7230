"""The laws of ends that came within a limit, and of those that cannot be judged."""

from datetime import date, timedelta
from typing import Any, TypeAlias

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators import ENGLAND_AND_WALES
from csc_indicators.limits import WorkingDays
from csc_indicators.measures.bands import Band, Bands, in_bands
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.timeliness import Unjudged, WithinLimit, within_limit
from tests.oracle import SLOW_ENGLAND_AND_WALES
from tests.strategies import as_dates

Case: TypeAlias = tuple[date | None, date | None]

FIFTEEN = WorkingDays(15)
APRIL = date(2018, 4, 1)

#: The two bands that DfE publishes up to the limit, and one of all that came later.
BANDS = Bands((Band("0 to 15", up_to=FIFTEEN), Band("over 15", more_than=FIFTEEN)))

ICPC = WithinLimit(start="strategy_discussion", end="conference", limit=FIFTEEN)

days = st.dates(date(2018, 1, 1), date(2018, 9, 30))
as_at_days = st.sampled_from([date(2018, 3, 31), date(2018, 4, 2)]) | days
both: tuple[Unjudged, ...] = ("counted", "left out")


@st.composite
def cases(draw: DrawFn) -> list[Case]:
    """Starts with ends about 15 working days later, or before them, or never, or at any time, and without starts."""
    of = []
    for start in draw(st.lists(days | st.none(), max_size=10)):
        near = (start or APRIL) + timedelta(days=draw(st.integers(-3, 25)))
        of.append((start, draw(st.just(near) | days | st.none())))
    return of


def judged(of: list[Case], as_at: date, **asked: Any) -> Judgement:
    """These cases as things stood at the end of a day."""
    start, end = as_dates([start for start, _ in of]), as_dates([end for _, end in of])
    return within_limit(np.arange(1, len(of) + 1), start, end, limit=FIFTEEN, as_at=as_at, calendar=ENGLAND_AND_WALES, **asked)


def verdicts(of: Judgement) -> list[tuple[Status, Because]]:
    """The status of each case, and why."""
    return [(Status(int(status)), Because(int(why))) for status, why in zip(of.status, of.because, strict=True)]


def slow_verdict(start: date | None, end: date | None, as_at: date, unjudged: Unjudged) -> tuple[Status, Because]:
    """One question at a time, of one case."""
    if end is not None and end <= as_at:
        if start is None or start > end:
            why = Because.NO_START if start is None else Because.END_BEFORE_START
            return (Status.UNKNOWN if unjudged == "counted" else Status.EXCLUDED), why
        return Status.IN_TIME if SLOW_ENGLAND_AND_WALES.in_time(start, end, 15) else Status.LATE, Because.JUDGED
    if start is None:
        return Status.EXCLUDED, Because.NO_DATES
    if start > as_at:
        return Status.EXCLUDED, Because.STARTS_LATER
    return Status.WAITING if SLOW_ENGLAND_AND_WALES.in_time(start, as_at, 15) else Status.OVERDUE, Because.JUDGED


class TestTheLimit:
    """On or before the due date is in time; what has not happened waits until the due date has passed. (Settled rules 1 and 9.)"""

    @given(days, st.integers(0, 40), st.sampled_from(both))
    def test_the_fifteenth_day_is_in_time_and_the_next_is_not(self, start: date, passed: int, unjudged: Unjudged) -> None:
        """Day by day, an end is in time up to the 15th working day and late after; without an end it is waiting and then overdue."""
        day = start + timedelta(days=passed)
        due = SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, 15)
        assert due is not None

        expected = [Status.IN_TIME, Status.WAITING] if day <= due else [Status.LATE, Status.OVERDUE]
        assert expected == judged([(start, day), (start, None)], day, unjudged=unjudged).status.tolist()


class TestWhatCannotBeJudged:
    """
    An end before its start is kept in the total and is in no band of durations, so the denominator may be all ends or those with a band.

    (law.md 3.1, after DfE's metric 3217; settled rule 9.)
    """

    @given(cases(), as_at_days, st.sampled_from(both))
    def test_each_case_is_judged_as_one_at_a_time(self, of: list[Case], as_at: date, unjudged: Unjudged) -> None:
        """Each row has the status, and the reason, that asking one question at a time gives."""
        assert [slow_verdict(*case, as_at, unjudged) for case in of] == verdicts(judged(of, as_at, unjudged=unjudged))

    @given(cases(), as_at_days)
    def test_it_is_counted_unless_left_out(self, of: list[Case], as_at: date) -> None:
        """When nothing is said the denominator has all that happened."""
        found = judged(of, as_at)

        assert verdicts(judged(of, as_at, unjudged="counted")) == verdicts(found)
        assert (~np.isnat(found.happened)).tolist() == found.counted.tolist()

    @given(cases(), as_at_days)
    def test_left_out_the_denominator_is_that_of_the_bands(self, of: list[Case], as_at: date) -> None:
        """The denominator is the sum of the bands, the numerator that of those up to the limit; counted, the total is that and the unknown."""
        counted, left_out = (judged(of, as_at, unjudged=unjudged) for unjudged in both)
        banded = in_bands(counted, BANDS, as_at=as_at, calendar=ENGLAND_AND_WALES)

        assert banded.total - banded.unknown == sum(banded.counts.values()) == left_out.counted.sum()
        assert banded.total == counted.counted.sum()
        assert banded.counts["0 to 15"] == left_out.numerator.sum() == counted.numerator.sum()

    @given(cases(), as_at_days)
    def test_leaving_out_changes_nothing_but_the_status_of_the_unknown(self, of: list[Case], as_at: date) -> None:
        """A case left out keeps its reason, its dates, its row and the day it happened, and is not late."""
        counted, left_out = (judged(of, as_at, unjudged=unjudged) for unjudged in both)
        unknown = counted.status == Status.UNKNOWN

        assert np.where(unknown, Status.EXCLUDED, counted.status).tolist() == left_out.status.tolist()
        for name in ("row", "because", "start", "due", "happened", "days_late", "explained_on"):
            assert getattr(counted, name).astype(np.int64).tolist() == getattr(left_out, name).astype(np.int64).tolist()
        assert [0] * int(unknown.sum()) == left_out.days_late[unknown].tolist()

    @given(cases(), as_at_days)
    def test_of_an_earlier_period_it_is_left_out_for_its_own_reason(self, of: list[Case], as_at: date) -> None:
        """Leaving out earlier periods leaves a case that is out already as it is."""
        left_out = judged(of, as_at, unjudged="left out")
        excluded = left_out.status == Status.EXCLUDED

        assert left_out.because[excluded].tolist() == left_out.since(APRIL).because[excluded].tolist()

    @given(cases(), as_at_days, st.sampled_from(both), st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Case], as_at: date, unjudged: Unjudged, random: Any) -> None:
        """Shuffled rows have the same verdicts, row for row (CU2)."""
        order = list(range(len(of)))
        random.shuffle(order)
        found = verdicts(judged(of, as_at, unjudged=unjudged))

        assert [found[at] for at in order] == verdicts(judged([of[at] for at in order], as_at, unjudged=unjudged))

    @pytest.mark.parametrize(("unjudged", "tally"), [("counted", (1, 4)), ("left out", (1, 2))])
    def test_the_choice_changes_the_share(self, unjudged: Unjudged, tally: tuple[int, int]) -> None:
        """Of one in time, one late, one before its start and one without: a quarter of all, and half of those with a band."""
        july = date(2018, 7, 2)
        of: list[Case] = [(july, date(2018, 7, 23)), (july, date(2018, 7, 24)), (july, date(2018, 6, 29)), (None, date(2018, 7, 23))]
        found = judged(of, date(2018, 7, 31), unjudged=unjudged)

        assert tally == (found.numerator.sum(), found.counted.sum())

    def test_of_nothing_nothing_is_judged(self) -> None:
        """No rows give no cases."""
        assert [0, 0] == [len(judged([], date(2018, 7, 31), unjudged=unjudged)) for unjudged in both]

    def test_no_other_word_will_do(self) -> None:
        """A word that is neither is refused, with both that are."""
        with pytest.raises(ValueError, match=r"'unjudged' must be in \('counted', 'left out'\)"):
            attrs.evolve(ICPC, unjudged="dropped")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (ICPC, "conference within 15 working days of strategy discussion"),
        (attrs.evolve(ICPC, unjudged="left out"), "conference within 15 working days of strategy discussion, of those that can be judged"),
    ],
)
def test_it_says_in_words_what_it_counts(measure: WithinLimit, words: str) -> None:
    """The limit, what it runs between, and whether any are left out."""
    assert words == str(measure)
