"""The laws of what happened in a period."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.measures.flow import Happened, happened
from csc_indicators.measures.judgement import Because, Judgement, Status
from tests.strategies import as_dates

FIRST, LAST = date(2018, 4, 1), date(2018, 9, 30)

edges = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
days = st.dates(date(2018, 1, 1), date(2018, 12, 31)) | st.sampled_from(edges)
columns = st.lists(days | st.none(), max_size=12)


def judged(of: list[date | None], as_at: date = LAST) -> Judgement:
    """Events on these days as things stood at the end of a day."""
    return happened(np.arange(1, len(of) + 1), as_dates(of), as_at=as_at)


class TestTheEventsOfAPeriod:
    """Its own day puts an event in a period; both ends of the period are in it. (law.md 8.2.1; settled rule 4.)"""

    @given(columns)
    def test_each_is_in_or_out_by_its_day(self, of: list[date | None]) -> None:
        """An event counts exactly when its day is from the first day to the last."""
        assert [day is not None and FIRST <= day <= LAST for day in of] == judged(of).since(FIRST).numerator.tolist()

    @given(columns)
    def test_why_one_does_not_count_is_said(self, of: list[date | None]) -> None:
        """Without a day, after the last day and before the first are told apart."""
        said = [
            Because.NO_DAY if day is None else Because.STARTS_LATER if day > LAST else Because.OTHER_PERIOD if day < FIRST else Because.JUDGED
            for day in of
        ]

        assert said == judged(of).since(FIRST).because.tolist()

    @given(columns, st.dates(FIRST, LAST))
    def test_two_stretches_that_meet_add_up(self, of: list[date | None], cut: date) -> None:
        """The events of a period are those up to a day in it and those after (CU1)."""
        before = judged(of, cut).since(FIRST).numerator.sum()

        assert judged(of).since(FIRST).numerator.sum() == before + judged(of).since(cut + timedelta(days=1)).numerator.sum()

    @given(columns, st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[date | None], random: Any) -> None:
        """Shuffled rows have the same statuses, row for row (CU2)."""
        order = list(range(len(of)))
        random.shuffle(order)

        assert judged(of).status[order].tolist() == judged([of[at] for at in order]).status.tolist()

    @given(columns)
    def test_an_event_has_its_day_and_its_row_and_nothing_due(self, of: list[date | None]) -> None:
        """What happened by the day is shown with its day, and what did not is shown with none."""
        cases = judged(of)

        assert [day if day is not None and day <= LAST else None for day in of] == cases.happened.tolist()
        assert [None] * len(of) == cases.due.tolist() == cases.start.tolist()
        assert [0] * len(of) == cases.days_late.tolist()
        assert cases.row.tolist() == cases.explained_on.tolist()


@given(columns)
def test_an_event_to_come_has_not_happened(of: list[date | None]) -> None:
    """Where an event without a day is to come, it and one dated later have not happened yet; what has counts as ever."""
    cases = happened(np.arange(1, len(of) + 1), as_dates(of), as_at=LAST, to_come=True)

    assert judged(of).status.tolist() == cases.status.tolist()
    assert [Because.NOT_YET if day is None or day > LAST else Because.JUDGED for day in of] == cases.because.tolist()


def test_every_event_counted_is_in_the_numerator() -> None:
    """A count is no share: none counted is out of the numerator."""
    cases = judged([FIRST, None, LAST + timedelta(days=1)])

    assert [Status.YES, Status.EXCLUDED, Status.EXCLUDED] == cases.status.tolist()
    assert cases.counted.tolist() == cases.numerator.tolist()


def test_it_says_in_words_what_it_counts() -> None:
    """Columns are named as people name them."""
    assert "plan started in the period" == str(Happened(event="plan_started"))
