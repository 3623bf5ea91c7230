"""The laws of counting people once."""

from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators.arrays import NAT
from csc_indicators.limits import Months
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.people import EachOnce, once_each
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn
from tests.strategies import as_dates

#: A status, a day and a person.
Row: TypeAlias = tuple[Status, date | None, int]


@st.composite
def rows(draw: DrawFn) -> list[Row]:
    """Cases of a few people on a few days, or without days, as those of a snapshot are."""
    days = draw(st.sampled_from([st.none(), st.dates(date(2018, 4, 1), date(2018, 4, 4))]))
    return draw(st.lists(st.tuples(st.sampled_from(Status), days, st.integers(-1, 3)), max_size=12))


def cases(of: list[Row]) -> Judgement:
    """Cases with these statuses and days, each three days late."""
    number, nothing = np.arange(1, len(of) + 1), np.full(len(of), NAT)
    status = np.array([status for status, _, _ in of], dtype=np.int8)
    return Judgement(number, status, np.zeros_like(status), nothing, nothing, as_dates([day for _, day, _ in of]), np.full(len(of), 3), number)


def once(of: list[Row]) -> Judgement:
    """These cases with each person counted once."""
    return once_each(cases(of), np.array([who for _, _, who in of], dtype=np.int64))


def people(of: list[Row]) -> dict[Any, list[int]]:
    """The places of the cases that count, by whose they are; nobody's are each a person's own."""
    whose: dict[Any, list[int]] = {}
    for at, (status, _, who) in enumerate(of):
        if status.counts:
            whose.setdefault(("nobody", at) if who < 0 else who, []).append(at)
    return whose


def chosen(of: list[Row], places: list[int]) -> int:
    """Look for one in the numerator, then for an unknown one, then take any: the earliest of those alike, and the first of one day."""
    for wanted in ({Status.IN_TIME, Status.YES}, {Status.UNKNOWN}, {Status.LATE, Status.NO}):
        alike = [at for at in places if of[at][0] in wanted]
        if alike:
            return min(alike, key=lambda at: (of[at][1] or date.min, at))
    raise AssertionError(places)


class TestEachPersonOnce:
    """The child form of a count has each child once, and in the numerator if any of its events is. (law.md 1.7; EES C1, C4 and D1.)"""

    @given(rows())
    def test_one_case_stands_for_each(self, of: list[Row]) -> None:
        """The cases counted are those that looking through each person's own cases chooses."""
        expected = sorted(chosen(of, places) for places in people(of).values())

        assert expected == np.flatnonzero(once(of).counted).tolist()

    @given(rows())
    def test_the_counts_are_of_people(self, of: list[Row]) -> None:
        """Numerator and denominator are the people with any case in the one and in the other."""
        found, among = once(of), people(of)
        any_in = sum(any(of[at][0] <= Status.YES for at in places) for places in among.values())

        assert (any_in, len(among)) == (found.numerator.sum(), found.counted.sum())

    @given(rows())
    def test_the_others_are_excluded_and_say_so(self, of: list[Row]) -> None:
        """A case that counted and no longer does is excluded, is not late, and says that another counts; any other is as it was."""
        before, after = cases(of), once(of)
        left_out = before.counted & ~after.counted

        assert {(Status.EXCLUDED, Because.COUNTED_ONCE, 0)} >= {
            *zip(after.status[left_out], after.because[left_out], after.days_late[left_out], strict=True)
        }
        for name in ("row", "status", "because", "days_late", "explained_on"):
            assert getattr(before, name)[~left_out].tolist() == getattr(after, name)[~left_out].tolist()

    @given(rows())
    def test_twice_is_once(self, of: list[Row]) -> None:
        """Counting once what is counted once changes nothing."""
        whose = np.array([who for _, _, who in of], dtype=np.int64)

        assert once(of).status.tolist() == once_each(once(of), whose).status.tolist()

    @given(rows(), st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Row], random: Any) -> None:
        """Shuffled rows give the same numerator and denominator (CU2)."""
        shuffled = list(of)
        random.shuffle(shuffled)

        assert (once(of).numerator.sum(), once(of).counted.sum()) == (once(shuffled).numerator.sum(), once(shuffled).counted.sum())

    @given(rows())
    def test_numbers_of_people_are_only_names(self, of: list[Row]) -> None:
        """Other numbers for the same people, large ones too, give the same cases."""
        renamed = [(status, day, 1_000_000 - 7 * who if who >= 0 else -1) for status, day, who in of]

        assert once(of).status.tolist() == once(renamed).status.tolist()


@pytest.mark.parametrize(
    ("statuses", "stands"),
    [
        ([Status.NO, Status.YES, Status.YES], 1),
        ([Status.NO, Status.UNKNOWN, Status.NO], 1),
        ([Status.NO, Status.NO], 0),
        ([Status.EXCLUDED, Status.WAITING, Status.LATE], 2),
        ([Status.LATE, Status.IN_TIME], 1),
    ],
)
def test_who_stands_for_one_person(statuses: list[Status], stands: int) -> None:
    """A yes before an unknown, and an unknown before a no; what does not count stands for nobody."""
    found = once([(status, date(2018, 4, 1), 0) for status in statuses])

    assert [stands] == np.flatnonzero(found.counted).tolist()


def test_one_that_is_given_is_not_changed() -> None:
    """The cases given stay as they are."""
    given_cases = cases([(Status.YES, None, 0), (Status.YES, None, 0)])
    once_each(given_cases, np.array([0, 0]))

    assert [Status.YES, Status.YES] == given_cases.status.tolist()


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (Happened(event="referred"), "referred in the period, each person once"),
        (ShareWith(flag="no_action", event="referred"), "referred with no action, each person once"),
        (OpenOn(start="start", end="end"), "start by the end of the day and not end, each person once"),
        (
            Again(event="referred", after="referred", within=Months(12)),
            "referred within 12 months of an earlier one of the same person, each person once",
        ),
    ],
)
def test_it_says_in_words_that_it_counts_people(of: Again | Happened | OpenOn | ShareWith, words: str) -> None:
    """The words are those of the other measure, and that each person is counted once."""
    assert words == str(EachOnce(of))
