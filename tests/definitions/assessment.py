"""
Records of assessments, and the rules about them a second time: slowly, a row at a time, from the texts alone.

Most assessments end within a few days of the day their limit is over, and the days of the count are near it too.
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

#: Days about Easter and the May holidays of 2018, so that 45 working days reach from one reporting year into the next.
DAYS = st.dates(date(2018, 2, 19), date(2018, 5, 10))
AS_AT = st.sampled_from([date(2018, 4, 30), date(2018, 5, 31), date(2018, 6, 30)]) | st.dates(date(2018, 4, 1), date(2018, 7, 20))

#: The same of the days when there were initial and core assessments, with the jubilee of 2012 among them.
OLD_DAYS = st.dates(date(2012, 3, 5), date(2012, 6, 15))
OLD_AS_AT = st.sampled_from([date(2012, 4, 30), date(2012, 6, 30)]) | st.dates(date(2012, 4, 1), date(2012, 8, 20))


def columns(rows: list[Row], *names: str) -> dict[str, list[Any]]:
    """Rows as columns."""
    return {name: [row[name] for row in rows] for name in names}


def ends(start: date, about: int) -> SearchStrategy[date | None]:
    """An end about so many days later, at once, before, at any time, or none."""
    days = st.integers(about - 3, about + 8) | st.integers(0, 2 * about) | st.integers(-2, 1)
    return days.map(lambda apart: start + timedelta(days=apart)) | st.none()


@st.composite
def assessment_rows(draw: DrawFn) -> Row:
    """One assessment whose end is about 45 working days after its referral or its start, of which either may not be recorded."""
    referral = draw(DAYS)
    start = referral + timedelta(days=draw(st.integers(0, 4) | st.integers(-1, 20)))
    return {
        "child": draw(st.sampled_from("ABCD")),
        "referral": draw(st.sampled_from([referral, referral, referral, None])),
        "start": draw(st.sampled_from([start, start, start, None])),
        "authorised": draw(ends(draw(st.sampled_from([referral, start])), 64)),
    }


@st.composite
def assessments(draw: DrawFn) -> Drawn:
    """Assessments, no two of a child authorised on one day."""
    once = st.lists(assessment_rows(), max_size=10, unique_by=lambda row: (row["child"], row["authorised"] or id(row)))
    return {"assessments": columns(draw(once), "child", "referral", "start", "authorised")}, draw(AS_AT)


@st.composite
def old_rows(draw: DrawFn, start: str, about: int) -> Row:
    """One initial or core assessment that was completed about so many days later, or never."""
    day = draw(OLD_DAYS)
    return {"child": draw(st.sampled_from("ABCD")), start: day, "completed": draw(ends(day, about))}


@st.composite
def old_assessments(draw: DrawFn, table: str, start: str, about: int) -> Drawn:
    """Initial or core assessments, no two of a child completed on one day."""
    once = st.lists(old_rows(start, about), max_size=10, unique_by=lambda row: (row["child"], row["completed"] or id(row)))
    return {table: columns(draw(once), "child", start, "completed")}, draw(OLD_AS_AT)


STRATEGIES: dict[str, SearchStrategy[Drawn]] = {
    "england.assessments_within_45_working_days": assessments(),
    "england.assessments_open_beyond_45_working_days": assessments(),
    "england.initial_assessments_within_10_working_days": old_assessments("initial_assessments", "referral", 14),
    "england.core_assessments_within_35_working_days": old_assessments("core_assessments", "start", 51),
}


def each(table: dict[str, list[Any]]) -> Iterator[Row]:
    """The rows of a table, one by one."""
    for number in range(len(table["child"])):
        yield {name: column[number] for name, column in table.items()}


def completed_within(days: int, table: str, start: str, end: str) -> Second:
    """How many of those completed in the year to date were completed by the so-many-th working day after their start."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        in_time = completed = 0
        for row in each(tables[table]):
            if row[end] is None or not april_of(as_at) <= row[end] <= as_at:
                continue
            completed += 1
            if row[start] is not None and row[start] <= row[end] and SLOW_ENGLAND_AND_WALES.in_time(row[start], row[end], days):
                in_time += 1
        return in_time, completed

    return second


def open_beyond(days: int, start: str) -> Second:
    """How many assessments not authorised by the end of the day are past the so-many-th working day after their start."""

    def second(tables: Tables, as_at: date) -> tuple[int, int]:
        past = still_open = 0
        for row in each(tables["assessments"]):
            if row["authorised"] is not None and row["authorised"] <= as_at:
                continue
            if row[start] is None:
                still_open += 1
            elif row[start] <= as_at:
                still_open += 1
                past += not SLOW_ENGLAND_AND_WALES.in_time(row[start], as_at, days)
        return past, still_open

    return second


SECOND: dict[tuple[str, str], Second] = {
    ("england.assessments_within_45_working_days", "from_referral"): completed_within(45, "assessments", "referral", "authorised"),
    ("england.assessments_within_45_working_days", "from_assessment_start"): completed_within(45, "assessments", "start", "authorised"),
    ("england.assessments_open_beyond_45_working_days", "from_referral"): open_beyond(45, "referral"),
    ("england.assessments_open_beyond_45_working_days", "from_assessment_start"): open_beyond(45, "start"),
    ("england.initial_assessments_within_10_working_days", "from_referral"): completed_within(10, "initial_assessments", "referral", "completed"),
    ("england.core_assessments_within_35_working_days", "from_start"): completed_within(35, "core_assessments", "start", "completed"),
}
