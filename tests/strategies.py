"""Every Hypothesis strategy, and the pool of awkward days they draw from as often as from all the others together."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from numpy.typing import NDArray

from csc_indicators.calendars import NonWorkingDay, WorkingDayCalendar
from csc_indicators.limits import CalendarDays, DateLimit, Months, Weeks, WorkingDays, Years
from csc_indicators.results.tally import Tally
from tests.oracle import SlowCalendar

Dates: TypeAlias = NDArray[np.datetime64]

FIRST_DAY = date(1978, 1, 1)
LAST_ANNOUNCED_DAY = date(2028, 12, 31)
LAST_DAY = date(2053, 12, 31)

#: The most working days a limit in these tests has; a start this side of ``LAST_DAY_WITH_ROOM`` always has a due date that is announced, and one
#: this side of ``LAST_PROJECTED_DAY_WITH_ROOM`` one on the calendar.
MOST_WORKING_DAYS = 300
FIRST_DAY_WITH_ROOM = date(1979, 6, 1)
LAST_DAY_WITH_ROOM = date(2027, 8, 1)
LAST_PROJECTED_DAY_WITH_ROOM = date(2052, 8, 1)

AWKWARD_DAYS = (
    # the ends of the calendar, and the working days nearest to them
    FIRST_DAY,
    date(1978, 1, 2),
    date(1978, 1, 3),
    date(2053, 12, 24),
    date(2053, 12, 26),
    date(2053, 12, 30),
    LAST_DAY,
    # the last days announced, and the first projected
    date(2028, 12, 27),
    date(2028, 12, 29),
    date(2028, 12, 30),
    LAST_ANNOUNCED_DAY,
    date(2029, 1, 1),
    date(2029, 1, 2),
    # leap days, and the end of February without one
    date(2000, 2, 29),
    date(2023, 2, 28),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    # calendar year ends, one of them itself a bank holiday
    date(1999, 12, 31),
    date(2000, 1, 1),
    date(2017, 1, 1),
    date(2017, 12, 31),
    date(2018, 1, 1),
    # reporting year ends: at Easter, at a clock change, on a weekend
    date(2018, 3, 31),
    date(2018, 4, 1),
    date(2019, 3, 31),
    date(2019, 4, 1),
    date(2024, 3, 28),
    date(2024, 3, 29),
    date(2024, 3, 31),
    date(2024, 4, 1),
    # clock changes
    date(2018, 3, 25),
    date(2018, 10, 28),
    date(2024, 10, 27),
    # the Saturday from which the statutory count says 16 and numpy's says 15, and the Monday it runs to
    date(2018, 9, 8),
    date(2018, 10, 1),
    # two bank holidays within six working days, the second by proclamation for the coronation
    date(2023, 4, 28),
    date(2023, 5, 1),
    date(2023, 5, 8),
    date(2023, 5, 10),
    # the late Queen's funeral, and the Sunday before
    date(2022, 9, 18),
    date(2022, 9, 19),
    # bank holidays moved by proclamation: the usual day, then the day it was held
    date(1995, 5, 1),
    date(1995, 5, 8),
    date(2002, 5, 27),
    date(2002, 6, 4),
    date(2011, 4, 29),
    date(2012, 5, 28),
    date(2012, 6, 5),
    date(2020, 5, 4),
    date(2020, 5, 8),
    date(2022, 5, 30),
    date(2022, 6, 2),
    date(2022, 6, 3),
    # Christmas on a Saturday, a Sunday and a Tuesday, with the days given instead
    date(2021, 12, 24),
    date(2021, 12, 25),
    date(2021, 12, 27),
    date(2021, 12, 28),
    date(2022, 1, 3),
    date(2022, 12, 25),
    date(2022, 12, 26),
    date(2022, 12, 27),
    date(2018, 12, 24),
    date(2018, 12, 25),
    date(2018, 12, 26),
)


def days(first: date = FIRST_DAY, last: date = LAST_ANNOUNCED_DAY) -> SearchStrategy[date]:
    """Days from *first* to *last*, awkward ones as often as any others; announced days when nothing is said."""
    awkward = [day for day in AWKWARD_DAYS if first <= day <= last]
    return st.sampled_from(awkward) | st.dates(first, last)


def any_days() -> SearchStrategy[date]:
    """Days the calendar of England and Wales answers for, announced or projected."""
    return days(last=LAST_DAY)


def days_with_room_after(last: date = LAST_DAY_WITH_ROOM) -> SearchStrategy[date]:
    """Days that every limit of these tests fits after, with the due date announced when nothing is said."""
    return days(last=last)


def days_with_room_before(last: date = LAST_ANNOUNCED_DAY) -> SearchStrategy[date]:
    """Days that every limit of these tests fits before, announced when nothing is said."""
    return days(FIRST_DAY_WITH_ROOM, last)


def days_outside() -> SearchStrategy[date]:
    """Days the calendar of England and Wales does not answer for, the nearest two among them."""
    nearest = st.sampled_from((FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)))
    return nearest | st.dates(max_value=FIRST_DAY - timedelta(days=1)) | st.dates(min_value=LAST_DAY + timedelta(days=1))


def working_day_counts(least: int = 0) -> SearchStrategy[int]:
    """Numbers of working days from *least*, those that statute and councils set among them."""
    set_somewhere = [n for n in (0, 1, 4, 5, 10, 15, 20, 30, 35, 40, 45) if n >= least]
    return st.sampled_from(set_somewhere) | st.integers(least, MOST_WORKING_DAYS)


def date_arrays(
    elements: SearchStrategy[date] | None = None, *, missing: bool = False, min_size: int = 0, max_size: int = 20
) -> SearchStrategy[Dates]:
    """Read-only ``datetime64[D]`` arrays, so that nothing can write to its input unseen; with ``NaT`` among them when *missing*."""
    present = days() if elements is None else elements
    entries: SearchStrategy[date | None] = present | st.none() if missing else present
    return st.lists(entries, min_size=min_size, max_size=max_size).map(as_dates)


def as_dates(entries: list[date | None] | list[date]) -> Dates:
    """A read-only array of these dates, ``NaT`` where there is None."""
    array = np.array(entries, dtype="datetime64[D]")
    array.flags.writeable = False
    return array


#: The days a small calendar holds, and those at each end that its limits need for themselves.
SMALL_CALENDAR_DAYS = 800
SMALL_CALENDAR_ROOM = 300


@st.composite
def small_calendars(draw: DrawFn) -> SlowCalendar:
    """Calendars of 800 days with up to 40 holidays on any weekdays, begun before 1970 as often as not."""
    first = draw(st.dates(date(1940, 1, 1), date(2000, 1, 1)))
    offsets = draw(st.frozensets(st.integers(0, SMALL_CALENDAR_DAYS), max_size=40))
    holidays = frozenset(day for day in (first + timedelta(days=offset) for offset in offsets) if day.weekday() < 5)
    return SlowCalendar(first, first + timedelta(days=SMALL_CALENDAR_DAYS), holidays)


@st.composite
def days_on(draw: DrawFn, calendar: SlowCalendar, *, room: int = 0) -> date:
    """Days of *calendar*, at least *room* days from each end of it."""
    return draw(st.dates(calendar.first + timedelta(days=room), calendar.last - timedelta(days=room)))


@st.composite
def weekdays_on(draw: DrawFn, calendar: SlowCalendar, *, room: int = 0) -> date:
    """Mondays to Fridays of *calendar*, holidays or not, at least *room* days from each end of it."""
    return draw(days_on(calendar, room=room).filter(lambda day: day.weekday() < 5))


def built_from(slow: SlowCalendar) -> WorkingDayCalendar:
    """The library's calendar with the same dates as a slow one."""
    entries = [NonWorkingDay(day, "a holiday", "other", "made up for a test") for day in sorted(slow.holidays)]
    return WorkingDayCalendar("a test", slow.first, slow.last, tuple(entries))


@st.composite
def tallies(draw: DrawFn, least: int = 0) -> Tally:
    """Tallies of *least* cases or more, half of them over denominators that make exact ties at one decimal place or have nothing in them."""
    awkward = [cases for cases in (0, 1, 8, 16, 32, 80, 112, 160, 368, 2000) if cases >= least]
    denominator = draw(st.sampled_from(awkward) | st.integers(least, 100_000))
    return Tally(draw(st.integers(0, denominator)), denominator)


#: The year the records of these tests are about, with a little before and after.
RECORDS_FROM = date(2018, 2, 1)
RECORDS_TO = date(2019, 5, 31)


def as_at_days() -> SearchStrategy[date]:
    """Days of the reporting year 2018-19, month ends among them."""
    month_ends = st.sampled_from([date(2018, 4, 30), date(2018, 7, 31), date(2018, 9, 30), date(2018, 12, 31), date(2019, 3, 31)])
    return month_ends | st.dates(date(2018, 4, 1), date(2019, 3, 31))


@dataclass(frozen=True)
class Conference:
    """One row of conferences."""

    child: str
    strategy_discussion: date | None
    conference: date | None
    family: str
    recorded: date | None
    reason: str


@st.composite
def conference_rows(draw: DrawFn) -> Conference:
    """Conferences in time, late, not held, without a start and before it, recorded on the day or later."""
    near = st.dates(RECORDS_FROM, RECORDS_TO)
    start = draw(near | st.none())
    after = st.integers(-5, 40).map(lambda apart: (start or RECORDS_FROM) + timedelta(days=apart))
    end = draw(after | near | st.none())
    recorded = None if end is None else end + timedelta(days=draw(st.integers(0, 40)))
    family = draw(st.sampled_from(["1", "2", "3", ""]))
    reason = draw(st.sampled_from(["", "F10", "X10", "R10", "Z80"]))
    return Conference(draw(st.sampled_from("ABCDEFGHIJ")), start, end, family, recorded, reason)


def conferences(*, min_size: int = 0, max_size: int = 25) -> SearchStrategy[list[Conference]]:
    """Conferences of which no child has two on one day, or two still to be held from one day."""

    def once(row: Conference) -> tuple[object, ...]:
        return row.child, row.conference is not None, row.conference or row.strategy_discussion or id(row)

    return st.lists(conference_rows(), min_size=min_size, max_size=max_size, unique_by=once).map(_with_one_reason)


def _with_one_reason(rows: list[Conference]) -> list[Conference]:
    """The rows, every child of one family at one conference having the reason of the first."""
    reasons: dict[object, str] = {}
    for row in rows:
        reasons.setdefault((row.family, row.strategy_discussion, row.conference), row.reason)
    return [replace(row, reason=reasons[row.family, row.strategy_discussion, row.conference] if row.family else row.reason) for row in rows]


def conference_columns(rows: Sequence[Conference]) -> dict[str, list[Any]]:
    """The rows as columns that the library takes."""
    return {field.name: [getattr(row, field.name) for row in rows] for field in fields(Conference)}


@dataclass(frozen=True)
class Child:
    """One child's periods of care, which do not overlap, and visits."""

    periods: tuple[tuple[date, date | None], ...]
    visits: tuple[date, ...]


@st.composite
def children(draw: DrawFn) -> Child:
    """Children in care once, or again, or in episodes that touch; visited never, seldom or often, also when not in care."""
    day = draw(st.dates(date(2017, 12, 1), date(2018, 12, 31)))
    periods: list[tuple[date, date | None]] = []
    for _ in range(draw(st.integers(1, 3))):
        end = day + timedelta(days=draw(st.integers(0, 90)))
        periods.append((day, end))
        day = end + timedelta(days=draw(st.sampled_from([0, 0, 1, 30])))
    if draw(st.booleans()):
        periods[-1] = (periods[-1][0], None)
    visits = draw(st.lists(st.dates(date(2018, 1, 1), RECORDS_TO), max_size=6))
    return Child(tuple(periods), tuple(visits))


def care_columns(of: Sequence[Child]) -> dict[str, dict[str, list[Any]]]:
    """The two tables that the library takes, the children numbered from 1."""
    periods = [(number, start, end) for number, child in enumerate(of, start=1) for start, end in child.periods]
    visits = [(number, day) for number, child in enumerate(of, start=1) for day in child.visits]
    return {
        "periods_of_care": {name: [row[at] for row in periods] for at, name in enumerate(("child", "start", "end"))},
        "visits": {name: [row[at] for row in visits] for at, name in enumerate(("child", "visited"))},
    }


#: Units of a limit that runs from a day.
DATE_LIMITS: tuple[type[DateLimit], ...] = (WorkingDays, CalendarDays, Weeks, Months, Years)

LONDON = ZoneInfo("Europe/London")


def days_near_month_ends() -> SearchStrategy[date]:
    """The last days of months and the first of the next, of every length of month, and any days; with room for ten years after."""
    late = st.dates(FIRST_DAY, LAST_DAY_WITH_ROOM).map(lambda day: day + timedelta(days=(27 - day.day) % 32))
    return late | days_with_room_after()


def month_counts(least: int = 0) -> SearchStrategy[int]:
    """Numbers of months from *least*, those that statute sets among them."""
    return st.sampled_from([n for n in (0, 1, 2, 3, 4, 6, 12, 24) if n >= least]) | st.integers(least, 120)


def date_limits(least: int = 0) -> SearchStrategy[DateLimit]:
    """Limits that run from a day, of every unit, and of *least* or more of it."""
    return st.one_of([st.builds(unit, working_day_counts(least) if unit is WorkingDays else month_counts(least)) for unit in DATE_LIMITS])


def moments() -> SearchStrategy[datetime]:
    """Moments on the clock in London, to the second; those in the days about a change of the clocks as often as any others."""
    changes = st.sampled_from([datetime(2018, 3, 25, 1), datetime(2018, 10, 28, 1), datetime(2024, 3, 31, 1)])
    near = st.builds(lambda change, seconds: change + timedelta(seconds=seconds), changes, st.integers(-4 * 86400, 4 * 86400))
    anywhere = st.datetimes(datetime(1978, 1, 1), datetime(2028, 12, 31)).map(lambda moment: moment.replace(microsecond=0))
    return (near | anywhere).map(lambda moment: moment.replace(tzinfo=UTC).astimezone(LONDON))


def as_moments(entries: Sequence[datetime | None]) -> Dates:
    """A read-only array of these moments in UTC, ``NaT`` where there is None."""
    array = np.array([entry and entry.astimezone(UTC).replace(tzinfo=None) for entry in entries], dtype="datetime64[s]")
    array.flags.writeable = False
    return array
