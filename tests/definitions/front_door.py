"""The front door: records drawn at random, and its rules a second time, a row at a time and from the text alone."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.oracle import ONE_DAY, SLOW_ENGLAND_AND_WALES, april_of

__all__ = ["SECOND", "STRATEGIES"]

Tables: TypeAlias = dict[str, dict[str, list[Any]]]
Counts: TypeAlias = tuple[int, int]

#: Around the ends of a year before which there is a leap day, so that twelve months after it end on another date of the month.
NOTED_DAYS = (
    date(2020, 2, 28),
    date(2020, 2, 29),
    date(2020, 3, 1),
    date(2020, 3, 31),
    date(2020, 4, 1),
    date(2020, 4, 9),  # the Thursday before Easter
    date(2020, 4, 10),
    date(2020, 5, 7),  # the Thursday before the bank holiday that was moved to a Friday
    date(2020, 12, 24),
    date(2021, 2, 28),
    date(2021, 3, 1),
    date(2021, 3, 31),
    date(2021, 4, 1),
)

days = st.sampled_from(NOTED_DAYS) | st.dates(date(2019, 3, 1), date(2021, 4, 9))

as_ats = st.sampled_from([date(2021, 3, 31), date(2021, 3, 1), date(2021, 2, 28), date(2020, 4, 1)]) | st.dates(date(2020, 4, 1), date(2021, 3, 31))


@st.composite
def referrals(draw: DrawFn) -> tuple[Tables, date]:
    """Referrals of three children: a year after each other or about, some decided on in a few days, some not, some with nothing following."""
    of: list[tuple[str, date]] = []
    for child in draw(st.lists(st.sampled_from("ABC"), max_size=10)):
        a_year_on = [one + timedelta(days=apart) for _, day in of for one in [a_year_after(day)] for apart in (-1, 0, 1)]
        day = draw(days | st.sampled_from(a_year_on)) if a_year_on else draw(days)
        if (child, day) not in of:
            of.append((child, day))
    taken = [draw(st.none() | st.integers(0, 6)) for _ in of]
    table: dict[str, list[Any]] = {
        "child": [child for child, _ in of],
        "referral": [day for _, day in of],
        "decision": [None if apart is None else day + timedelta(days=apart) for (_, day), apart in zip(of, taken, strict=True)],
        "no_further_action": [draw(st.sampled_from(["yes", "no", None])) for _ in of],
        "family": [draw(st.sampled_from(["1", None])) for _ in of],
    }
    return {"referrals": table}, draw(as_ats)


def a_year_after(day: date) -> date:
    """The same date a year later, and 28 February where the year has no 29th."""
    return date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else date(day.year + 1, day.month, day.day)


def rows(tables: Tables, *columns: str) -> list[tuple[Any, ...]]:
    """The columns named, a row at a time."""
    return [*zip(*(tables["referrals"][column] for column in columns), strict=True)]


def of_the_year(tables: Tables, as_at: date) -> list[tuple[str, date]]:
    """The referrals from 1 April to the day."""
    return [(child, day) for child, day in rows(tables, "child", "referral") if april_of(as_at) <= day <= as_at]


def number(tables: Tables, as_at: date) -> Counts:
    """How many referrals, and the same again."""
    return len(of_the_year(tables, as_at)), len(of_the_year(tables, as_at))


def re_referrals(tables: Tables, as_at: date, *, same_date_counts: bool, nothing_followed_counts: bool) -> Iterator[tuple[str, bool]]:
    """Of each referral of the year the child, and whether one of the child's earlier referrals makes it a re-referral."""
    for child, day in of_the_year(tables, as_at):
        again = False
        for other, earlier, nothing_followed in rows(tables, "child", "referral", "no_further_action"):
            if other != child or earlier >= day or (nothing_followed == "yes" and not nothing_followed_counts):
                continue
            last = a_year_after(earlier) if same_date_counts else a_year_after(earlier) - ONE_DAY
            again = again or day <= last
        yield child, again


def of_referrals(**reading: bool) -> Callable[[Tables, date], Counts]:
    """Re-referrals of referrals, in a reading."""

    def counts(tables: Tables, as_at: date) -> Counts:
        judged = [again for _, again in re_referrals(tables, as_at, **reading)]
        return judged.count(True), len(judged)

    return counts


def of_children(**reading: bool) -> Callable[[Tables, date], Counts]:
    """Children re-referred of children referred, in a reading."""

    def counts(tables: Tables, as_at: date) -> Counts:
        judged = [*re_referrals(tables, as_at, **reading)]
        return len({child for child, again in judged if again}), len({child for child, _ in judged})

    return counts


def nothing_followed(tables: Tables, as_at: date) -> Counts:
    """Referrals of the year whose record says that no further action followed, of all of them; a blank says nothing and stays among them."""
    of = [flag for day, flag in rows(tables, "referral", "no_further_action") if april_of(as_at) <= day <= as_at]
    return of.count("yes"), len(of)


def decided_in_time(tables: Tables, as_at: date) -> Counts:
    """Referrals decided on in the year, by the first working day after the referral, of all decided on in the year."""
    of = [(day, decision) for day, decision in rows(tables, "referral", "decision") if decision and april_of(as_at) <= decision <= as_at]
    return sum(SLOW_ENGLAND_AND_WALES.in_time(day, decision, 1) for day, decision in of), len(of)


READINGS = {
    "within_12_months": {"same_date_counts": True, "nothing_followed_counts": True},
    "less_than_12_months": {"same_date_counts": False, "nothing_followed_counts": True},
    "not_after_no_further_action": {"same_date_counts": True, "nothing_followed_counts": False},
}

#: For each indicator its records and the as-at date.
STRATEGIES = {
    "england.referrals": referrals(),
    "england.referrals_per_10_000": referrals(),
    "england.re_referrals_within_12_months": referrals(),
    "england.children_re_referred_within_12_months": referrals(),
    "england.referrals_with_no_further_action": referrals(),
    "england.referral_decisions_within_1_working_day": referrals(),
}

#: For each indicator and reading its counts, slowly.
SECOND: dict[tuple[str, str], Callable[[Tables, date], Counts]] = {
    ("england.referrals", "every_referral"): number,
    ("england.referrals_per_10_000", "every_referral"): number,
    **{("england.re_referrals_within_12_months", key): of_referrals(**reading) for key, reading in READINGS.items()},
    **{("england.children_re_referred_within_12_months", key): of_children(**reading) for key, reading in READINGS.items()},
    ("england.referrals_with_no_further_action", "as_recorded"): nothing_followed,
    ("england.referral_decisions_within_1_working_day", "from_the_day_of_receipt"): decided_in_time,
}
