"""The laws of days of people as numbers."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.arrays import NAT
from csc_indicators.measures.person_days import PersonDays
from tests.strategies import as_dates

days = st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.dates(date(2018, 1, 1), date(2018, 1, 5))
person_days = st.lists(st.tuples(st.integers(0, 5) | st.integers(0, 2**40), days), min_size=1, max_size=10)


@given(person_days)
def test_they_sort_by_person_and_then_by_day(of: list[tuple[int, date]]) -> None:
    """The order of the numbers is that of the pairs, and equal pairs have equal numbers."""
    people, when = np.array([who for who, _ in of]), as_dates([day for _, day in of])
    numbers = PersonDays.over(when).of(people, when).tolist()

    assert sorted(of) == [pair for _, pair in sorted(zip(numbers, of, strict=True))]
    assert len(set(of)) == len(set(numbers))


@given(person_days)
def test_the_next_person_begins_where_one_ends(of: list[tuple[int, date]]) -> None:
    """A person's numbers run from the start of theirs up to, and not including, the next one's."""
    people, when = np.array([who for who, _ in of]), as_dates([day for _, day in of])
    range_of_days = PersonDays.over(when)
    numbers = range_of_days.of(people, when)

    assert (range_of_days.start_of(people) <= numbers).all()
    assert (numbers < range_of_days.start_of(people + 1)).all()


@given(st.lists(days | st.none(), max_size=6), st.lists(days | st.none(), max_size=6))
def test_the_range_is_from_the_first_day_to_the_last(one: list[date | None], other: list[date | None]) -> None:
    """Missing days are not in it, and with no days at all it has one."""
    there = [day for day in (*one, *other) if day is not None] or [date(1970, 1, 1)]
    found = PersonDays.over(as_dates(one), as_dates(other))

    assert (min(there), (max(there) - min(there)).days + 1) == (date(1970, 1, 1) + timedelta(days=found.first), found.days)


def test_of_nobody_there_are_no_numbers() -> None:
    """No rows give no numbers."""
    assert [] == PersonDays.over(np.full(2, NAT)).of(np.array([], dtype=np.int64), np.full(0, NAT)).tolist()
