"""
Records of episodes of need, and the rules about them a second time: slowly, a row at a time, from the texts alone.

Most episodes are about two years long to the day of the count or to their own end, and many start or end with a month, a 29 February among them.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.oracle import april_of, every_day, slow_due_in_months

__all__ = ["SECOND", "STRATEGIES"]

Tables: TypeAlias = dict[str, dict[str, list[Any]]]
Drawn: TypeAlias = tuple[Tables, date]
Row: TypeAlias = dict[str, Any]
Second: TypeAlias = Callable[[Tables, date], tuple[int, int]]

TWO_YEARS, FORTY_WEEKS, MOST_DAYS = 730, 280, 729

AS_AT = st.sampled_from([date(2018, 2, 28), date(2018, 3, 1), date(2018, 3, 31), date(2018, 4, 1), date(2019, 3, 31)]) | st.dates(
    date(2018, 2, 25), date(2018, 4, 8)
)
STARTS = st.sampled_from([date(2016, 2, 28), date(2016, 2, 29), date(2016, 3, 1), date(2016, 3, 31), date(2016, 4, 1)])


def columns(rows: list[Row], *names: str) -> dict[str, list[Any]]:
    """Rows as columns."""
    return {name: [row[name] for row in rows] for name in names}


def later(day: date, days: SearchStrategy[int]) -> SearchStrategy[date]:
    """So many days later."""
    return days.map(lambda number: day + timedelta(days=number))


@st.composite
def episodes(draw: DrawFn, as_at: date) -> Row:
    """One episode that has lasted about two years by the day or by its own end, or any time; it may be open, or end on the day it starts."""
    start = draw(STARTS | later(as_at, st.integers(-TWO_YEARS - 3, -TWO_YEARS + 3) | st.integers(-900, 3)))
    end = later(start, st.integers(TWO_YEARS - 3, TWO_YEARS + 3) | st.integers(0, 2)) | later(as_at, st.integers(-2, 2)) | st.none()
    born = st.sampled_from([(None, None), (start - timedelta(days=7000), None)])
    unborn = later(start, st.sampled_from([0, 100, FORTY_WEEKS])).map(lambda due: (None, due))
    date_of_birth, expected_date_of_birth = draw(born | unborn)
    return {
        "child": draw(st.sampled_from("ABC")),
        "start": start,
        "end": draw(end.map(lambda day: None if day is None else max(start, day))),
        "no_further_action": draw(st.sampled_from([None, False, False, True])),
        "date_of_birth": date_of_birth,
        "expected_date_of_birth": expected_date_of_birth,
    }


@st.composite
def need_episodes(draw: DrawFn) -> Drawn:
    """Episodes, two of a child at once among them; of some tables it is not said what no action followed, or who was born when."""
    as_at = draw(AS_AT)
    rows = draw(st.lists(episodes(as_at), max_size=10))
    more = draw(st.sampled_from([(), ("no_further_action",), ("no_further_action", "date_of_birth", "expected_date_of_birth")]))
    return {"need_episodes": columns(rows, "child", "start", "end", *more)}, as_at


STRATEGIES: dict[str, SearchStrategy[Drawn]] = {
    "england.children_in_need_per_10_000": need_episodes(),
    "england.episodes_of_need_open_for_2_years_or_more": need_episodes(),
    "england.episodes_of_need_ended_after_2_years_or_more": need_episodes(),
}


def in_need(tables: Tables) -> Iterator[Row]:
    """The episodes that were more than a referral with no further action, one by one."""
    table = tables["need_episodes"]
    for number in range(len(table["child"])):
        row = {name: column[number] for name, column in table.items()}
        if row.get("no_further_action") is not True:
            yield row


def open_at_the_end_of(day: date, row: Row) -> bool:
    """Whether an episode has started by the day and does not end by it."""
    return row["start"] <= day and (row["end"] is None or row["end"] > day)


def open_episodes(tables: Tables, as_at: date) -> tuple[int, int]:
    """How many episodes are open at the end of the day."""
    number = sum(1 for row in in_need(tables) if open_at_the_end_of(as_at, row))
    return number, number


def open_or_ending_episodes(tables: Tables, as_at: date) -> tuple[int, int]:
    """How many are open at some time of the day."""
    number = sum(1 for row in in_need(tables) if row["start"] <= as_at and (row["end"] is None or row["end"] >= as_at))
    return number, number


def children_with_an_open_episode(tables: Tables, as_at: date) -> tuple[int, int]:
    """How many children have one that is open at the end of the day."""
    children = {row["child"] for row in in_need(tables) if open_at_the_end_of(as_at, row)}
    return len(children), len(children)


def by_date(start: date, last: date) -> bool:
    """Whether the same date two years on, or the last of its month, has come."""
    return last >= slow_due_in_months(start, 24)


def by_days(start: date, last: date) -> bool:
    """Whether there are more than 729 days from the first to the last, both counted."""
    return sum(1 for _ in every_day(start, last)) > MOST_DAYS


def open_so_long(long: Callable[[date, date], bool]) -> Second:
    """How many of the open episodes have lasted so long."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        still_open = [row for row in in_need(tables) if open_at_the_end_of(as_at, row)]
        return sum(1 for row in still_open if long(row["start"], as_at)), len(still_open)

    return second


def ended_after_so_long(long: Callable[[date, date], bool]) -> Second:
    """How many of the episodes that ended in the year to date had lasted so long."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        ended = [row for row in in_need(tables) if row["end"] is not None and april_of(as_at) <= row["end"] <= as_at]
        return sum(1 for row in ended if long(row["start"], row["end"])), len(ended)

    return second


SECOND: dict[tuple[str, str], Second] = {
    ("england.children_in_need_per_10_000", "over_on_the_day_it_ends"): open_episodes,
    ("england.children_in_need_per_10_000", "open_on_the_day_it_ends"): open_or_ending_episodes,
    ("england.children_in_need_per_10_000", "each_child_once"): children_with_an_open_episode,
    ("england.episodes_of_need_open_for_2_years_or_more", "corresponding_date"): open_so_long(by_date),
    ("england.episodes_of_need_open_for_2_years_or_more", "more_than_729_days"): open_so_long(by_days),
    ("england.episodes_of_need_ended_after_2_years_or_more", "corresponding_date"): ended_after_so_long(by_date),
    ("england.episodes_of_need_ended_after_2_years_or_more", "more_than_729_days"): ended_after_so_long(by_days),
}
