"""
The slow, obvious versions of what the library computes.

Each is written from the rule alone, in plain Python and a day or a case at a time, so that it can be believed by reading it. Nothing here imports
the library or numpy: an oracle that shares code with what it checks agrees with its mistakes.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

HOLIDAYS_FILE = Path(__file__).resolve().parents[1] / "src" / "csc_indicators" / "data" / "england_and_wales.csv"
ONE_DAY = timedelta(days=1)
SATURDAY = 5
MARCH = 3


# Working days


def every_day(first: date, last: date) -> Iterator[date]:
    """Each day from *first* to *last*, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


@dataclass(frozen=True)
class SlowCalendar:
    """A set of holidays between two dates, and a loop over the days between them."""

    first: date
    last: date
    holidays: frozenset[date]

    def works(self, day: date) -> bool:
        """Neither a Saturday, nor a Sunday, nor a holiday."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def working_days_between(self, start: date, end: date) -> int:
        """The working days after *start*, up to and including *end*; a pair that runs backwards counts below nought."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(1 for day in every_day(start + ONE_DAY, end) if self.works(day))

    def nth_working_day_after(self, start: date, n: int) -> date | None:
        """Step forward a day at a time until *n* working days have been met; None on falling off the calendar."""
        day = start
        while n:
            if day == self.last:
                return None
            day += ONE_DAY
            n -= self.works(day)
        return day

    def nth_working_day_before(self, end: date, n: int) -> date | None:
        """Step back a day at a time until *n* working days have been met; None on falling off the calendar."""
        day = end
        while n:
            if day == self.first:
                return None
            day -= ONE_DAY
            n -= self.works(day)
        return day

    def in_time(self, start: date, event: date, n: int) -> bool:
        """Whether *event* is no later than the *n*-th working day after *start*, which must be on the calendar."""
        due = self.nth_working_day_after(start, n)
        if due is None:
            raise LookupError("the due date is off the slow calendar")
        return event <= due


def read_holidays() -> frozenset[date]:
    """The dates in the library's own list, read as any other program would read them."""
    with HOLIDAYS_FILE.open(encoding="utf-8", newline="") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))


#: The calendar of England and Wales, slowly.
SLOW_ENGLAND_AND_WALES = SlowCalendar(date(1978, 1, 1), date(2028, 12, 31), read_holidays())


# Reporting years


def april_of(day: date) -> date:
    """Step back a day at a time to the last 1 April on or before *day*."""
    while (day.month, day.day) != (4, 1):
        day -= ONE_DAY
    return day


def months_from_april(april: date, as_at: date) -> list[tuple[int, int]]:
    """The year and month of every day from 1 April to *as_at* or 31 March, whichever comes first, each named once."""
    months = []
    day = april
    while day <= as_at and (day.year, day.month) <= (april.year + 1, MARCH):
        if (day.year, day.month) not in months:
            months.append((day.year, day.month))
        day += ONE_DAY
    return months


# Percentages


def percentage_half_up(numerator: int, denominator: int, decimals: int) -> Decimal | None:
    """Long division to more places than any tie needs, then the standard library's own rounding half up; None of nothing."""
    if denominator == 0:
        return None
    with localcontext() as context:
        context.prec = 60
        return (Decimal(100) * numerator / denominator).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


# Cases


def judged_conference(start: date | None, end: date | None, *, april: date, as_at: date, days: int) -> str:
    """The status of one conference as at a day, one question at a time."""
    if end is not None and end <= as_at:
        if end < april:
            return "excluded"
        if start is None or end < start:
            return "unknown"
        return "in time" if SLOW_ENGLAND_AND_WALES.in_time(start, end, days) else "late"
    if start is None or start > as_at:
        return "excluded"
    return "waiting" if SLOW_ENGLAND_AND_WALES.in_time(start, as_at, days) else "overdue"


def judged_child(periods: list[tuple[date, date | None]], visits: list[date], *, as_at: date, window: int, qualifies: int) -> str:
    """The status of one child on one day, walking back from it a day at a time."""

    def in_care_at_the_end_of(day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in periods)

    if not in_care_at_the_end_of(as_at):
        return "excluded"
    since = as_at
    while in_care_at_the_end_of(since - ONE_DAY):
        since -= ONE_DAY
    between = SLOW_ENGLAND_AND_WALES.working_days_between
    if between(since, as_at) < qualifies:
        return "excluded"
    return "in time" if any(visit <= as_at and between(visit, as_at) <= window for visit in visits) else "late"
