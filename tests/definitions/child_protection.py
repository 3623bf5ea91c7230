"""
Records of enquiries, conferences and core groups, and the rules about them a second time: slowly, a row at a time, from the texts alone.

The dates are few on purpose: the last weeks of one reporting year and the first of the next, with Easter and both May holidays among them.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.oracle import SLOW_ENGLAND_AND_WALES, april_of

__all__ = ["SECOND", "STRATEGIES"]

Tables: TypeAlias = dict[str, dict[str, list[Any]]]
Drawn: TypeAlias = tuple[Tables, date]
Row: TypeAlias = dict[str, Any]
Second: TypeAlias = Callable[[Tables, date], tuple[int, int]]

FIRST, LAST = date(2018, 3, 5), date(2018, 6, 15)
ANY_DAY = st.dates(FIRST, LAST)
AS_AT = st.sampled_from([date(2018, 4, 1), date(2018, 4, 30), date(2018, 5, 31)]) | st.dates(date(2018, 4, 1), LAST)

#: How many days a conference is held after its clock starts: mostly about 10, 15 or 20 working days, sometimes at once or even before.
APART = st.integers(19, 26) | st.integers(12, 33) | st.integers(-2, 2)


def mostly(days: SearchStrategy[date]) -> SearchStrategy[date | None]:
    """Days that are seldom missing."""
    return st.one_of(days, days, days, days, st.none())


def columns(rows: list[Row], *names: str) -> dict[str, list[Any]]:
    """Rows as columns."""
    return {name: [row[name] for row in rows] for name in names}


@st.composite
def conference_rows(draw: DrawFn) -> Row:
    """Conferences in time and late, not held, without a start or before it, on children who moved in and others."""
    start, notified = draw(mostly(ANY_DAY)), draw(mostly(ANY_DAY))
    moved_in = draw(st.sampled_from([None, None, False, True]))
    clock = (notified if moved_in else start) or draw(ANY_DAY)
    soon = APART.map(lambda days: clock + timedelta(days=days))
    return {
        "child": draw(st.sampled_from("ABCDE")),
        "strategy_discussion": start,
        "conference": draw(mostly(soon)),
        "section_47_start": draw(st.sampled_from([start, None, (start or FIRST) + timedelta(days=draw(st.integers(-2, 3)))])),
        "initial_strategy_discussion": draw(st.sampled_from([start, None, (start or LAST) - timedelta(days=draw(st.integers(0, 7)))])),
        "transfer_in": moved_in,
        "notified": notified,
    }


def one_event(row: Row) -> tuple[object, ...]:
    """What no two rows have in common: a child's conference, or a child's discussion that waits for one."""
    return row["child"], row["conference"] is not None, row["conference"] or row["strategy_discussion"] or id(row)


CONFERENCE_ROWS = st.lists(conference_rows(), max_size=10, unique_by=one_event)
CLOCKS = ("section_47_start", "initial_strategy_discussion")


@st.composite
def conferences(draw: DrawFn) -> Drawn:
    """Conferences, of which it is sometimes not said which children moved in."""
    rows = draw(CONFERENCE_ROWS)
    moved_in = ("transfer_in", "notified") if draw(st.booleans()) else ()
    return {"conferences": columns(rows, "child", "strategy_discussion", "conference", *CLOCKS, *moved_in)}, draw(AS_AT)


@st.composite
def transfer_in_conferences(draw: DrawFn) -> Drawn:
    """Conferences, of which it is always said."""
    rows = draw(CONFERENCE_ROWS)
    return {"conferences": columns(rows, "child", "strategy_discussion", "conference", "transfer_in", "notified")}, draw(AS_AT)


@st.composite
def enquiries(draw: DrawFn) -> Drawn:
    """Enquiries, of each child one after the other: some begin the day the one before ended, and the last may not have ended."""
    rows: list[Row] = []
    for child in "ABC":
        day = draw(st.dates(FIRST, date(2018, 5, 15)))
        for _ in range(draw(st.integers(0, 3))):
            end = day + timedelta(days=draw(st.integers(0, 20)))
            rows.append({"child": child, "start": day, "end": end})
            day = max(end, day + timedelta(days=1)) + timedelta(days=draw(st.sampled_from([0, 0, 1, 5])))
        if rows and rows[-1]["child"] == child and draw(st.booleans()):
            rows[-1]["end"] = None
    ended = ("end",) if draw(st.booleans()) else ()
    return {"section_47_enquiries": columns(draw(st.permutations(rows)), "child", "start", *ended)}, draw(AS_AT)


@st.composite
def core_group_rows(draw: DrawFn) -> Row:
    """Core groups about 10 working days after their conference, sometimes before it, sometimes not held."""
    conference = draw(ANY_DAY)
    held = (st.integers(12, 18) | st.integers(-2, 25)).map(lambda days: conference + timedelta(days=days))
    return {"child": draw(st.sampled_from("ABCDE")), "conference": conference, "core_group": draw(mostly(held))}


@st.composite
def core_groups(draw: DrawFn) -> Drawn:
    """Core groups, no two of a child on one day."""
    once = st.lists(core_group_rows(), max_size=10, unique_by=lambda row: (row["child"], row["core_group"] or id(row)))
    return {"core_groups": columns(draw(once), "child", "conference", "core_group")}, draw(AS_AT)


STRATEGIES: dict[str, SearchStrategy[Drawn]] = {
    "england.icpc_within_15_working_days": conferences(),
    "southend.cp_3_10": conferences(),
    "england.initial_conferences_per_10_000": conferences(),
    "england.conferences_overdue": conferences(),
    "england.transfer_in_conferences_within_15_working_days": transfer_in_conferences(),
    "england.section_47_enquiries_per_10_000": enquiries(),
    "england.core_groups_within_10_working_days": core_groups(),
}


def each(table: dict[str, list[Any]]) -> Iterator[Row]:
    """The rows of a table, one by one."""
    for number in range(len(table["child"])):
        yield {name: column[number] for name, column in table.items()}


def in_the_year(day: date | None, as_at: date) -> bool:
    """Whether something has happened since 1 April, up to the day."""
    return day is not None and april_of(as_at) <= day <= as_at


def held_within(table: str, start: str, end: str, *, days: int, moved_in: bool | None = None, unjudged_counts: bool = True) -> Second:
    """How many of those held in the year to date were held by the so-many-th working day after the start; of those who moved in, or of others."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        in_time = held = 0
        for row in each(tables[table]):
            if moved_in is not None and bool(row.get("transfer_in")) is not moved_in:
                continue
            if not in_the_year(row[end], as_at):
                continue
            has_a_duration = row[start] is not None and row[start] <= row[end]
            if has_a_duration or unjudged_counts:
                held += 1
            if has_a_duration and SLOW_ENGLAND_AND_WALES.in_time(row[start], row[end], days):
                in_time += 1
        return in_time, held

    return second


def not_held_in_time(start: str) -> Second:
    """How many conferences still to be held at the end of the day are past the 15th working day after the start, transfer-ins apart."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        past = to_come = 0
        for row in each(tables["conferences"]):
            if row.get("transfer_in") or (row["conference"] is not None and row["conference"] <= as_at):
                continue
            if row[start] is not None and row[start] > as_at:
                continue
            to_come += 1
            if row[start] is not None and not SLOW_ENGLAND_AND_WALES.in_time(row[start], as_at, 15):
                past += 1
        return past, to_come

    return second


def events(table: str, day: str) -> Second:
    """How many happened in the year to date."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        number = sum(1 for row in each(tables[table]) if in_the_year(row[day], as_at))
        return number, number

    return second


def people(table: str, day: str) -> Second:
    """How many children they happened to."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        children = {row["child"] for row in each(tables[table]) if in_the_year(row[day], as_at)}
        return len(children), len(children)

    return second


ICPC_READINGS: dict[str, Second] = {
    "section_47_strategy_discussion": held_within("conferences", "strategy_discussion", "conference", days=15, moved_in=False),
    "section_47_start": held_within("conferences", "section_47_start", "conference", days=15, moved_in=False),
    "initial_strategy_discussion": held_within("conferences", "initial_strategy_discussion", "conference", days=15, moved_in=False),
    "banded_conferences_only": held_within("conferences", "strategy_discussion", "conference", days=15, moved_in=False, unjudged_counts=False),
}

SECOND: dict[tuple[str, str], Second] = {
    **{("england.icpc_within_15_working_days", key): second for key, second in ICPC_READINGS.items()},
    **{("southend.cp_3_10", key): second for key, second in ICPC_READINGS.items()},
    ("england.conferences_overdue", "section_47_strategy_discussion"): not_held_in_time("strategy_discussion"),
    ("england.conferences_overdue", "section_47_start"): not_held_in_time("section_47_start"),
    ("england.conferences_overdue", "initial_strategy_discussion"): not_held_in_time("initial_strategy_discussion"),
    ("england.section_47_enquiries_per_10_000", "every_enquiry"): events("section_47_enquiries", "start"),
    ("england.section_47_enquiries_per_10_000", "each_child_once"): people("section_47_enquiries", "start"),
    ("england.initial_conferences_per_10_000", "every_conference"): events("conferences", "conference"),
    ("england.initial_conferences_per_10_000", "each_child_once"): people("conferences", "conference"),
    ("england.transfer_in_conferences_within_15_working_days", "notification"): held_within(
        "conferences", "notified", "conference", days=15, moved_in=True
    ),
    ("england.core_groups_within_10_working_days", "initial_conference"): held_within("core_groups", "conference", "core_group", days=10),
}
