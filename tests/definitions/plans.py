"""Child protection plans: records to draw, and each rule written a second time, slowly, from its text."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.oracle import ONE_DAY, SLOW_ENGLAND_AND_WALES, april_of, slow_due_in_months

__all__ = ["SECOND", "STRATEGIES"]

Tables: TypeAlias = dict[str, dict[str, list[Any]]]

#: A Sunday and a Saturday at the end of a year, a leap day, the end of a short month, and ends of other months.
AS_AT = [date(2019, 3, 31), date(2018, 3, 31), date(2016, 2, 29), date(2017, 2, 28), date(2018, 9, 30), date(2018, 12, 31), date(2018, 4, 30)]

#: How many days before the day a child's first plan started, for figures of each kind.
ANY = [-2, -1, 0, 1, 30, 92, 200, 364, 365, 366, 500, 900]
THREE_MONTHS = [60, 89, 90, 91, 92, 93, 150, 250, 300, 350, 400, 500, 700]
TWO_YEARS = [90, 500, 728, 729, 730, 731, 732, 733, 900, 1000]
FOUR_WEEKS = [13, 14, 15, 16, 20, 21, 22, *range(27, 34), 60, 200]
OLD = [150, 300, 800, 900, 930, 960, 1000]

LASTED = [1, 2, 20, 60, 92, 200, 365, 728, 729, 730, 731, 732]
APART = [0, 1, 2, 30, 400, 729, 730, 731, 732]


@st.composite
def plans_of(draw: DrawFn, child: str, as_at: date, started: list[int]) -> list[dict[str, Any]]:
    """One child's plans, one after another and never two at once, the last of them often open."""
    rows = []
    start = as_at - timedelta(days=draw(st.sampled_from(started)))
    for _ in range(draw(st.sampled_from([0, 1, 2, 2, 2, 3]))):
        near = [day for day in (as_at - ONE_DAY, as_at, as_at + ONE_DAY) if day > start]
        ends = [None, *near, start + timedelta(days=draw(st.sampled_from(LASTED)))]
        end = draw(st.sampled_from(ends))
        conference = draw(st.sampled_from([None, None, -40, -1, 0, 1, 40]))
        rows.append(
            {
                "child": child,
                "start": start,
                "end": end,
                "conference": None if conference is None else start + timedelta(days=conference),
                "previous_plans": draw(st.sampled_from([None, None, 0, 0, 1, 2])),
            }
        )
        if end is None:
            break
        start = end + timedelta(days=draw(st.sampled_from(APART)))
    return rows


@st.composite
def plan_tables(draw: DrawFn, started: list[int]) -> tuple[Tables, date]:
    """The table of plans and a day, with the number of previous plans or without."""
    as_at = draw(st.sampled_from(AS_AT))
    rows = [row for child in ("a", "b", "c") for row in draw(plans_of(child, as_at, started))]
    names = ["child", "start", "end", "conference", *(["previous_plans"] if draw(st.booleans()) else [])]
    rows = draw(st.permutations(rows))
    return {"plans": {name: [row[name] for row in rows] for name in names}}, as_at


@st.composite
def tables_with_reviews(draw: DrawFn) -> tuple[Tables, date]:
    """The same with reviews that mostly keep to the limits, often to the day, some after the day or of nobody with a plan."""
    tables, as_at = draw(plan_tables(THREE_MONTHS))
    drawn: set[tuple[str, date]] = set()
    for plan in plans(tables):
        day, months = plan["start"], 3
        for _ in range(draw(st.integers(0, 6))):
            day = slow_due_in_months(day, months) + timedelta(days=draw(st.sampled_from([-30, -1, 0, 0, 0, 1])))
            months = 6
            drawn.add((plan["child"], day))
    kept = [(child, day) for child, day in sorted(drawn) if belongs(child, day, tables)]
    kept += draw(st.lists(st.just(("nobody", as_at)), max_size=1))
    kept = draw(st.permutations(kept))
    return {**tables, "plan_reviews": {"child": [child for child, _ in kept], "reviewed": [day for _, day in kept]}}, as_at


def belongs(child: str, day: date, tables: Tables) -> bool:
    """Whether a review is in a plan, or after the last of them."""
    of_child = [plan for plan in plans(tables) if plan["child"] == child]
    return any(plan["start"] < day and (plan["end"] is None or day <= plan["end"]) for plan in of_child) or all(
        plan["start"] < day for plan in of_child
    )


@st.composite
def tables_with_visits(draw: DrawFn) -> tuple[Tables, date]:
    """The same with visits around the edges of each window, some later, twice on one day, or to nobody with a plan."""
    tables, as_at = draw(plan_tables(FOUR_WEEKS))
    days = st.sampled_from([-1, 0, 1, 13, 14, 15, 16, 20, 21, 22, 27, 28, 29, 30, 31, 60])
    visits = draw(st.lists(st.tuples(st.sampled_from(["a", "b", "c", "nobody"]), days), min_size=2, max_size=10))
    return {
        **tables,
        "plan_visits": {"child": [child for child, _ in visits], "visited": [as_at - timedelta(days=before) for _, before in visits]},
    }, as_at


# The rules


def plans(tables: Tables) -> list[dict[str, Any]]:
    """The plans as rows."""
    columns = tables["plans"]
    return [{name: columns[name][at] for name in columns} for at in range(len(columns["child"]))]


def is_open(plan: dict[str, Any], as_at: date, *, last_day_counts: bool = False) -> bool:
    """Whether a plan has started and not ended by the end of the day, or is on its last."""
    if plan["start"] > as_at:
        return False
    return plan["end"] is None or plan["end"] > as_at or (last_day_counts and plan["end"] == as_at)


def open_plans(tables: Tables, as_at: date, *, last_day_counts: bool) -> tuple[int, int]:
    """How many are open."""
    number = sum(1 for plan in plans(tables) if is_open(plan, as_at, last_day_counts=last_day_counts))
    return number, number


def in_the_year(day: date | None, as_at: date) -> bool:
    """From the last 1 April up to the day."""
    return day is not None and april_of(as_at) <= day <= as_at


def plans_dated(tables: Tables, as_at: date, *, by: str) -> tuple[int, int]:
    """How many started, or ended, in the year so far."""
    number = sum(1 for plan in plans(tables) if in_the_year(plan[by], as_at))
    return number, number


def children_dated(tables: Tables, as_at: date, *, by: str) -> tuple[int, int]:
    """How many children they were of."""
    number = len({plan["child"] for plan in plans(tables) if in_the_year(plan[by], as_at)})
    return number, number


def reviewed(tables: Tables, as_at: date, *, of_the_year: bool = True, from_conference: bool = False) -> tuple[int, int]:
    """Of plans open for three months, those with every review in time."""
    cohort = [plan for plan in plans(tables) if is_open(plan, as_at) and slow_due_in_months(plan["start"], 3) <= as_at]
    first_day = april_of(as_at) if of_the_year else date.min
    return sum(1 for plan in cohort if every_review_in_time(plan, tables, as_at, first_day, from_conference=from_conference)), len(cohort)


def every_review_in_time(plan: dict[str, Any], tables: Tables, as_at: date, first_day: date, *, from_conference: bool) -> bool:
    """Whether each review from the first day on came by the day it was due, and the next is not overdue."""
    held = tables["plan_reviews"]
    days = sorted(day for child, day in zip(held["child"], held["reviewed"], strict=True) if child == plan["child"] and plan["start"] < day <= as_at)
    since = plan["start"]
    if from_conference and plan["conference"] is not None and plan["conference"] <= as_at:
        since = plan["conference"]
    due = slow_due_in_months(since, 3)
    before = [day for day in days if day < first_day]
    if before:
        due = slow_due_in_months(before[-1], 6)
    elif due < first_day:
        return False  # one was due before and none is recorded, so it cannot be told
    for day in days:
        if day >= first_day:
            if day > due:
                return False
            due = slow_due_in_months(day, 6)
    return as_at <= due


def more_than_729_days(start: date, last: date) -> bool:
    """Counting the first day and the last."""
    return (last - start).days + 1 > 729


def two_years_to_the_date(start: date, last: date) -> bool:
    """On the same date two years later, or 28 February after a leap day."""
    return last >= slow_due_in_months(start, 24)


def more_than_729_days_after(start: date, last: date) -> bool:
    """Counting the last day and not the first."""
    return (last - start).days > 729


def lasting(tables: Tables, as_at: date, *, long: Callable[[date, date], bool]) -> tuple[int, int]:
    """Of open plans, those that have lasted so long."""
    cohort = [plan for plan in plans(tables) if is_open(plan, as_at)]
    return sum(1 for plan in cohort if long(plan["start"], as_at)), len(cohort)


def ended(tables: Tables, as_at: date, *, long: Callable[[date, date], bool]) -> tuple[int, int]:
    """Of plans that ended in the year, those that had lasted so long."""
    cohort = [plan for plan in plans(tables) if in_the_year(plan["end"], as_at)]
    return sum(1 for plan in cohort if long(plan["start"], plan["end"])), len(cohort)


def earlier(plan: dict[str, Any], tables: Tables) -> list[dict[str, Any]]:
    """The child's plans that started before this one."""
    return [other for other in plans(tables) if other["child"] == plan["child"] and other["start"] < plan["start"]]


def had_one_before(plan: dict[str, Any], tables: Tables) -> bool:
    """By the number of previous plans, or by the records."""
    return (plan.get("previous_plans") or 0) > 0 or len(earlier(plan, tables)) > 0


def second(tables: Tables, as_at: date) -> tuple[int, int]:
    """Of plans that started in the year, those whose child had had one."""
    cohort = [plan for plan in plans(tables) if in_the_year(plan["start"], as_at)]
    return sum(1 for plan in cohort if had_one_before(plan, tables)), len(cohort)


def second_by_child(tables: Tables, as_at: date) -> tuple[int, int]:
    """The same of children."""
    cohort = [plan for plan in plans(tables) if in_the_year(plan["start"], as_at)]
    return len({plan["child"] for plan in cohort if had_one_before(plan, tables)}), len({plan["child"] for plan in cohort})


def second_soon(tables: Tables, as_at: date, *, on_the_date: bool) -> tuple[int, int]:
    """Of plans that started in the year, those within two years of the end of an earlier one."""
    cohort = [plan for plan in plans(tables) if in_the_year(plan["start"], as_at)]
    number = 0
    for plan in cohort:
        last_days = [slow_due_in_months(other["end"], 24) for other in earlier(plan, tables)]
        if any(plan["start"] < day or (on_the_date and plan["start"] == day) for day in last_days):
            number += 1
    return number, len(cohort)


def calendar_days(start: date, end: date) -> int:
    """The days after one day up to another."""
    return (end - start).days


def visited(tables: Tables, as_at: date, *, number: int, between: Callable[[date, date], int]) -> tuple[int, int]:
    """Of children on a plan for so many days, those with a visit in as many."""
    numerator = denominator = 0
    for child in {plan["child"] for plan in plans(tables)}:
        of_child = [plan for plan in plans(tables) if plan["child"] == child]
        if not any(is_open(plan, as_at) for plan in of_child):
            continue
        since = as_at
        while any(is_open(plan, since - ONE_DAY) for plan in of_child):
            since -= ONE_DAY
        if between(since, as_at) < number:
            continue
        denominator += 1
        made = [day for whose, day in zip(*(tables["plan_visits"][name] for name in ("child", "visited")), strict=True) if whose == child]
        if any(day <= as_at and between(day, as_at) <= number for day in made):
            numerator += 1
    return numerator, denominator


#: For each indicator its records.
STRATEGIES: dict[str, st.SearchStrategy[tuple[Tables, date]]] = {
    "england.child_protection_plans": plan_tables(ANY),
    "england.child_protection_plans_per_10_000": plan_tables(ANY),
    "england.child_protection_plans_starting_per_10_000": plan_tables(ANY),
    "england.child_protection_plans_ending_per_10_000": plan_tables(ANY),
    "england.plans_reviewed_in_time": tables_with_reviews(),
    "england.plans_lasting_2_years_or_more": plan_tables(TWO_YEARS),
    "england.plans_ending_after_2_years_or_more": plan_tables(TWO_YEARS),
    "england.second_or_subsequent_plans": plan_tables(OLD),
    "england.second_or_subsequent_plans_within_2_years": plan_tables(OLD),
    "southend.cp_1_5": tables_with_visits(),
}

_working_days = SLOW_ENGLAND_AND_WALES.working_days_between

#: For each indicator and reading the numerator and the denominator.
SECOND: dict[tuple[str, str], Callable[[Tables, date], tuple[int, int]]] = {
    ("england.child_protection_plans", "not_open_on_its_last_day"): partial(open_plans, last_day_counts=False),
    ("england.child_protection_plans", "open_on_its_last_day"): partial(open_plans, last_day_counts=True),
    ("england.child_protection_plans_per_10_000", "not_open_on_its_last_day"): partial(open_plans, last_day_counts=False),
    ("england.child_protection_plans_per_10_000", "open_on_its_last_day"): partial(open_plans, last_day_counts=True),
    ("england.child_protection_plans_starting_per_10_000", "every_plan"): partial(plans_dated, by="start"),
    ("england.child_protection_plans_starting_per_10_000", "each_child_once"): partial(children_dated, by="start"),
    ("england.child_protection_plans_ending_per_10_000", "every_plan"): partial(plans_dated, by="end"),
    ("england.child_protection_plans_ending_per_10_000", "each_child_once"): partial(children_dated, by="end"),
    ("england.plans_reviewed_in_time", "reviews_of_the_year"): reviewed,
    ("england.plans_reviewed_in_time", "reviews_of_the_whole_plan"): partial(reviewed, of_the_year=False),
    ("england.plans_reviewed_in_time", "first_review_from_the_conference"): partial(reviewed, from_conference=True),
    ("england.plans_lasting_2_years_or_more", "more_than_729_days"): partial(lasting, long=more_than_729_days),
    ("england.plans_lasting_2_years_or_more", "2_years_to_the_date"): partial(lasting, long=two_years_to_the_date),
    ("england.plans_lasting_2_years_or_more", "730_days_after_the_start"): partial(lasting, long=more_than_729_days_after),
    ("england.plans_ending_after_2_years_or_more", "more_than_729_days"): partial(ended, long=more_than_729_days),
    ("england.plans_ending_after_2_years_or_more", "2_years_to_the_date"): partial(ended, long=two_years_to_the_date),
    ("england.plans_ending_after_2_years_or_more", "730_days_after_the_start"): partial(ended, long=more_than_729_days_after),
    ("england.second_or_subsequent_plans", "every_plan"): second,
    ("england.second_or_subsequent_plans", "each_child_once"): second_by_child,
    ("england.second_or_subsequent_plans_within_2_years", "within_2_years"): partial(second_soon, on_the_date=True),
    ("england.second_or_subsequent_plans_within_2_years", "less_than_2_years"): partial(second_soon, on_the_date=False),
    ("southend.cp_1_5", "20_working_days"): partial(visited, number=20, between=_working_days),
    ("southend.cp_1_5", "15_working_days"): partial(visited, number=15, between=_working_days),
    ("southend.cp_1_5", "10_working_days"): partial(visited, number=10, between=_working_days),
    ("southend.cp_1_5", "4_weeks"): partial(visited, number=28, between=calendar_days),
}
