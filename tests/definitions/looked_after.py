"""
Records of children looked after and of visits, and Southend's rule a second time: slowly, a child and a day at a time, from its title alone.

Days are drawn near the edges on purpose: 5 working days in care, and visits about 42 days and 30 working days before the day.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.oracle import SLOW_ENGLAND_AND_WALES

__all__ = ["SECOND", "STRATEGIES"]

Tables: TypeAlias = dict[str, dict[str, list[Any]]]
Drawn: TypeAlias = tuple[Tables, date]
Second: TypeAlias = Callable[[Tables, date], tuple[int, int]]
Seen: TypeAlias = Callable[[date, date], bool]

ONE_DAY = timedelta(days=1)
AS_AT = st.sampled_from([date(2018, 5, 31), date(2018, 9, 30), date(2018, 12, 31), date(2019, 3, 31)]) | st.dates(date(2018, 4, 1), date(2019, 3, 31))
LONG_AGO = st.integers(60, 200)


@st.composite
def children_in_care(draw: DrawFn) -> Drawn:
    """Children in care for days or months, some of them again after a day out or without one; visited about six weeks before the day, or not."""
    as_at = draw(AS_AT)
    children: list[str] = []
    starts: list[date] = []
    ends: list[date | None] = []
    for child in draw(st.lists(st.sampled_from("ABCDEF"), max_size=6, unique=True)):
        day = as_at - timedelta(days=draw(st.integers(0, 14) | LONG_AGO))
        for _ in range(draw(st.integers(1, 3))):
            end = draw(st.sampled_from([day + timedelta(days=draw(st.integers(0, 60))), max(as_at, day)]))
            children.append(child)
            starts.append(day)
            ends.append(end)
            day = end + timedelta(days=draw(st.sampled_from([0, 0, 1, 3])))
        if draw(st.booleans()):
            ends[-1] = None
    before = st.integers(39, 49) | st.integers(-3, 90)
    visits = draw(st.lists(st.tuples(st.sampled_from("ABCDEFG"), before), max_size=8))
    return {
        "periods_of_care": {"child": children, "start": starts, "end": ends},
        "visits": {"child": [child for child, _ in visits], "visited": [as_at - timedelta(days=days) for _, days in visits]},
    }, as_at


STRATEGIES: dict[str, SearchStrategy[Drawn]] = {"southend.cp_1_4": children_in_care()}


def visited(seen: Seen, *, in_this_period_only: bool = False) -> Second:
    """How many children in care for 5 working days had a visit that *seen* finds recent, of how many."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        care, visits = tables["periods_of_care"], tables["visits"]
        numerator = denominator = 0
        for child in sorted(set(care["child"])):
            periods = [(start, end) for whose, start, end in zip(care["child"], care["start"], care["end"], strict=True) if whose == child]
            since = in_care_since(periods, as_at)
            if since is None or SLOW_ENGLAND_AND_WALES.working_days_between(since, as_at) < 5:
                continue
            denominator += 1
            days = [day for whose, day in zip(visits["child"], visits["visited"], strict=True) if whose == child and day <= as_at]
            numerator += any(seen(day, as_at) and (day >= since or not in_this_period_only) for day in days)
        return numerator, denominator

    return second


def in_care_since(periods: list[tuple[date, date | None]], as_at: date) -> date | None:
    """The first of the days without a break at whose ends a child was in care, going back from *as_at*; None when it was not on that one."""

    def in_care(day: date) -> bool:
        return any(start <= day and (end is None or end > day) for start, end in periods)

    if not in_care(as_at):
        return None
    since = as_at
    while in_care(since - ONE_DAY):
        since -= ONE_DAY
    return since


def thirty_working_days(day: date, as_at: date) -> bool:
    """Whether no more than 30 working days have passed since a visit."""
    return SLOW_ENGLAND_AND_WALES.working_days_between(day, as_at) <= 30


def six_weeks(day: date, as_at: date) -> bool:
    """Whether no more than 42 days have passed since a visit."""
    return (as_at - day).days <= 42


SECOND: dict[tuple[str, str], Second] = {
    ("southend.cp_1_4", "30_working_days"): visited(thirty_working_days),
    ("southend.cp_1_4", "42_calendar_days"): visited(six_weeks),
    ("southend.cp_1_4", "30_working_days_in_this_period_of_care"): visited(thirty_working_days, in_this_period_only=True),
}
