"""
The slow, obvious versions of what the library computes.

Each is written from the rule alone, in plain Python and a day or a case at a time, so that it can be believed by reading it. Nothing here imports
the library or numpy: an oracle that shares code with what it checks agrees with its mistakes.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src" / "csc_indicators" / "data"
HOLIDAYS_FILES = (DATA / "england_and_wales.csv", DATA / "england_and_wales_projected.csv")
ONE_DAY = timedelta(days=1)
SATURDAY = 5
MARCH, OCTOBER = 3, 10
DECEMBER = 12


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


def read_holidays() -> Iterator[date]:
    """The dates in the library's own lists, announced and projected, read as any other program would read them."""
    for path in HOLIDAYS_FILES:
        with path.open(encoding="utf-8", newline="") as file:
            yield from (date.fromisoformat(row["date"]) for row in csv.DictReader(file))


#: The calendar of England and Wales, slowly.
SLOW_ENGLAND_AND_WALES = SlowCalendar(date(1978, 1, 1), date(2053, 12, 31), frozenset(read_holidays()))


# Clocks


def last_sunday(year: int, month: int) -> date:
    """Step back a day at a time from the 31st to a Sunday."""
    day = date(year, month, 31)
    while day.weekday() != SATURDAY + 1:
        day -= ONE_DAY
    return day


def london_date(utc: datetime) -> date:
    """The date on London's clocks, which since 1996 are an hour ahead from 1.00 on March's last Sunday to 1.00 on October's."""
    forward, back = (datetime.combine(last_sunday(utc.year, month), time(1), UTC) for month in (MARCH, OCTOBER))
    return (utc + timedelta(hours=1)).date() if forward <= utc < back else utc.date()


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


# Limits


def slow_due_in_months(start: date, months: int) -> date:
    """Turn the page of a calendar so many times, then go up the page from the day's number to the first that is printed on it."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == DECEMBER else (year, month + 1)
    number = start.day
    while not on_the_page(year, month, number):
        number -= 1
    return date(year, month, number)


def on_the_page(year: int, month: int, number: int) -> bool:
    """Whether a month has a day of this number."""
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def slow_last_day_in_months(day: date, months: int) -> date:
    """The day before the one of the same number so many months later, or the last of that month when it has none of that number."""
    due = slow_due_in_months(day, months)
    return due - ONE_DAY if due.day == day.day else due


def slow_months_elapsed(start: date, end: date) -> int:
    """Try one month, two, three, each from the start, until one ends too late."""
    months = 0
    while slow_due_in_months(start, months + 1) <= end:
        months += 1
    return months


def slow_due_in_hours(start: datetime, hours: int) -> datetime:
    """So many times 3,600 seconds later by the computer's own count of seconds."""
    return datetime.fromtimestamp(start.timestamp() + 3600 * hours, UTC)


def slow_hours_elapsed(start: datetime, end: datetime) -> int:
    """The whole times 3,600 seconds fit between two moments."""
    return int((end.timestamp() - start.timestamp()) // 3600)
