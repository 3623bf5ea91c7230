"""The laws of the share of events that have a property."""

from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.prevalence import ShareWith, share_with
from tests.strategies import as_dates

#: A day, and yes, no or blank.
Event: TypeAlias = tuple[date | None, bool | None]

FIRST, LAST = date(2018, 4, 1), date(2019, 3, 31)

days = st.sampled_from([FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]) | st.dates(date(2018, 1, 1), date(2019, 6, 30))
events = st.lists(st.tuples(days | st.none(), st.booleans() | st.none()), max_size=12)

UNKNOWN_WHERE_BLANK = ShareWith(flag="no_further_action", event="referred")
NO_WHERE_BLANK = ShareWith(flag="no_further_action", event="referred", blank_is_no=True)


def judged(of: list[Event], measure: ShareWith = UNKNOWN_WHERE_BLANK, behind_blanks: bool = False) -> Judgement:  # noqa: FBT002
    """The events of the year; *behind_blanks* is what the flag says where it is blank."""
    flag = np.array([behind_blanks if flag is None else flag for _, flag in of], dtype=bool)
    flagged = np.array([flag is not None for _, flag in of], dtype=bool)
    day = as_dates([day for day, _ in of])
    return share_with(np.arange(1, len(of) + 1), day, flag, flagged, measure=measure, as_at=LAST).since(FIRST)


def slow_status(day: date | None, flag: bool | None, *, blank: Status) -> Status:
    """One question at a time, of one event."""
    if day is None or not FIRST <= day <= LAST:
        return Status.EXCLUDED
    if flag is None:
        return blank
    return Status.YES if flag else Status.NO


class TestTheShare:
    """Events with the property, out of all events in the period. (law.md 2, LAIT 290.)"""

    @given(events, st.booleans())
    def test_each_event_is_judged_as_one_at_a_time(self, of: list[Event], behind_blanks: bool) -> None:
        """Each has the status that asking one question at a time gives, whatever stands behind a blank."""
        assert [slow_status(*event, blank=Status.UNKNOWN) for event in of] == judged(of, behind_blanks=behind_blanks).status.tolist()

    @given(events, st.booleans())
    def test_blank_may_mean_no(self, of: list[Event], behind_blanks: bool) -> None:
        """Where the measure says so, a blank is a no, and nothing is unknown."""
        assert [slow_status(*event, blank=Status.NO) for event in of] == judged(of, NO_WHERE_BLANK, behind_blanks).status.tolist()

    @given(events)
    def test_what_a_blank_means_moves_no_figure(self, of: list[Event]) -> None:
        """Unknown or no, a blank is in the denominator and not in the numerator."""
        for count in ("numerator", "counted"):
            assert getattr(judged(of), count).tolist() == getattr(judged(of, NO_WHERE_BLANK), count).tolist()

    @given(events, st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Event], random: Any) -> None:
        """Shuffled rows have the same statuses, row for row (CU2)."""
        order = list(range(len(of)))
        random.shuffle(order)

        assert judged(of).status[order].tolist() == judged([of[at] for at in order]).status.tolist()

    @pytest.mark.parametrize(
        ("event", "why"),
        [
            ((None, True), Because.NO_DAY),
            ((LAST + timedelta(days=1), True), Because.STARTS_LATER),
            ((FIRST - timedelta(days=1), None), Because.NO_FLAG),
            ((FIRST, None), Because.NO_FLAG),
            ((LAST, True), Because.JUDGED),
        ],
    )
    def test_why_one_is_not_judged(self, event: Event, why: Because) -> None:
        """An event outside the period, without a day or with a blank flag says which."""
        found = judged([event])
        expected = Because.OTHER_PERIOD if event[0] is not None and event[0] < FIRST else why

        assert [expected] == found.because.tolist()

    def test_what_a_case_shows(self) -> None:
        """A case has its day and its row; what is after the last day has none, and nothing is due."""
        found = judged([(FIRST, True), (LAST, True), (LAST + timedelta(days=1), True)])

        assert [FIRST, LAST, None] == found.happened.tolist()
        assert ([None] * 3, [None] * 3) == (found.start.tolist(), found.due.tolist())
        assert ([1, 2, 3], [0] * 3) == (found.explained_on.tolist(), found.days_late.tolist())


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (UNKNOWN_WHERE_BLANK, "referred with no further action"),
        (NO_WHERE_BLANK, "referred with no further action, blank meaning without"),
    ],
)
def test_it_says_in_words_what_it_counts(measure: ShareWith, words: str) -> None:
    """What a blank means is said where it means something."""
    assert words == str(measure)
