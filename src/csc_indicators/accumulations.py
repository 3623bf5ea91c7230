"""
The ways a figure gathers cases over time, and the stretch of days that each figure covers.

Two stretches of one figure may overlap (two years to date, two rolling years) or be no stretch at all (two snapshots), so how cases are gathered is a
type, and only what is gathered month by month adds up.
"""

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import Any, TypeAlias

import attrs

from csc_indicators.errors import InvalidPeriod
from csc_indicators.periods import Month

__all__ = [
    "AS_AT",
    "IN_MONTH",
    "IN_QUARTER",
    "IN_YEAR",
    "ROLLING_12_MONTHS",
    "YEAR_TO_DATE",
    "Accumulation",
    "AsAt",
    "InPeriod",
    "Period",
    "Rolling",
    "YearToDate",
    "parse_accumulation",
]

_APRIL = 4
_YEAR = 12
_ONE_DAY = timedelta(1)

#: A figure gathered over more months than the calendar has would never be complete.
_MOST_MONTHS = MAXYEAR * _YEAR

#: English whatever language the machine speaks, because what is printed is read back.
_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

_ROLLING = re.compile(r"rolling ([1-9]\d{0,5}) months?", re.ASCII)

#: Runs of periods that are kept, because a report asks for those of the same months again and again.
_RUNS_KEPT = 256


def _is_a_whole_number(_: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if type(value) is not int:
        raise TypeError(f"The value of '{attribute.name}' has the type {type(value).__name__}. Give a whole number, an int.")


_is_a_month = [_is_a_whole_number, attrs.validators.ge(1), attrs.validators.le(_YEAR)]


@attrs.frozen(order=True)
class Period:
    """
    The days that one figure covers.

    Attributes:
        first: The first day; of a snapshot, the day itself.
        last: The last day when the period is over; of a snapshot, the last of its month.
        as_at: The last day counted: *last*, or an earlier day in a period that is not over.

    Raises:
        InvalidPeriod: If the three days are not in their order.

    >>> print(Period(date(2018, 4, 1), date(2018, 9, 30), date(2018, 9, 12)))
    1 April to 12 September 2018 (part)
    """

    first: date
    last: date
    as_at: date = attrs.field()

    @as_at.validator
    def _is_in_the_period(self, _: object, as_at: date) -> None:
        if not self.first <= as_at <= self.last:
            raise InvalidPeriod(f"The as-at date {as_at} is not in the period {self.first} to {self.last}. Give a day in it.")

    @property
    def complete(self) -> bool:
        """False in a part-month or other period that was not over on the day; it is not to be compared with a whole one."""
        return self.as_at == self.last

    @property
    def month(self) -> Month:
        """The last month it reaches into."""
        return Month.of(self.as_at)

    def __str__(self) -> str:
        whole_months = self.first.day == 1 and self.as_at == self.month.last
        words = _month_in_words if whole_months else _day_in_words
        days = _stretch(words(self.first), words(self.as_at), self)
        return days if self.complete else f"{days} (part)"


def _month_in_words(day: date) -> str:
    return _NAMES[day.month - 1]


def _day_in_words(day: date) -> str:
    return f"{day.day} {_month_in_words(day)}"


def _stretch(first: str, last: str, of: Period) -> str:
    """Two ends with one year, and one month, where they share it, and one end where they are one."""
    if of.first.year != of.as_at.year:
        return f"{first} {of.first.year} to {last} {of.as_at.year}"
    if first == last:
        return f"{last} {of.as_at.year}"
    return f"{of.first.day if of.first.month == of.as_at.month else first} to {last} {of.as_at.year}"


@attrs.frozen
class InPeriod:
    """
    Cases are counted in the month, quarter or year they happened in, and in no other.

    Attributes:
        months: How many months one period has: 1, 3 or 12.
        starts_in: The month a year starts in, from which quarters are told off; single months have no other than April.

    Raises:
        InvalidPeriod: If single months are given the start of a year.

    >>> [str(period) for period in IN_QUARTER.periods(Month(2018, 4), date(2018, 8, 31))]
    ['April to June 2018', 'July to August 2018 (part)']
    """

    months: int = attrs.field(default=1, validator=[_is_a_whole_number, attrs.validators.in_((1, 3, _YEAR))])
    starts_in: int = attrs.field(default=_APRIL, validator=_is_a_month)

    def __attrs_post_init__(self) -> None:
        if self.months == 1 and self.starts_in != _APRIL:
            raise InvalidPeriod("Single months are the same whenever a year starts. Leave the start out.")

    def periods(self, first: Month, as_at: date) -> tuple[Period, ...]:
        """
        Every period that reaches into a month from *first* to *as_at*, in order, without gaps.

        Raises:
            InvalidPeriod: If *as_at* is before *first*, or a period has days before the year 1 or after the year 9999.
        """
        months = _numbers(first, as_at)
        begun = _number(self.earliest(first))
        return _run(tuple((start, start + self.months - 1) for start in range(begun, months.stop, self.months)), as_at)

    def earliest(self, month: Month) -> Month:
        """The first month of the period that *month* is in."""
        return month.plus(-((month.month - self.starts_in) % self.months))

    def __str__(self) -> str:
        if self.months == 1:
            return "in the month"
        return f"in the {'year' if self.months == _YEAR else 'quarter'}" + ("" if self.starts_in == _APRIL else f", years {_from_the_first(self)}")


@attrs.frozen
class YearToDate:
    """
    Cases are gathered from the first day of the year: the figure of a month is that of all the months so far, formed last, from the summed counts.

    Attributes:
        starts_in: The month the year starts in; April, as the statutory returns have it, unless said otherwise.

    >>> [str(period) for period in YEAR_TO_DATE.periods(Month(2018, 3), date(2018, 5, 31))]
    ['April 2017 to March 2018', 'April 2018', 'April to May 2018']
    """

    starts_in: int = attrs.field(default=_APRIL, validator=_is_a_month)

    def periods(self, first: Month, as_at: date) -> tuple[Period, ...]:
        """
        A period for each month from *first* to *as_at*, each from the start of its year.

        Raises:
            InvalidPeriod: If *as_at* is before *first*, or a period has days before the year 1.
        """
        return _run(tuple((month - (month + 1 - self.starts_in) % _YEAR, month) for month in _numbers(first, as_at)), as_at)

    def earliest(self, month: Month) -> Month:
        """The first month of the year that *month* is in."""
        return month.plus(-((month.month - self.starts_in) % _YEAR))

    def __str__(self) -> str:
        return f"year to date {_from_the_first(self)}"


@attrs.frozen
class Rolling:
    """
    Cases are gathered over the last so many months, whatever year they are in.

    Attributes:
        months: How many, the month of the figure among them.

    >>> [str(period) for period in Rolling(12).periods(Month(2018, 9), date(2018, 9, 30))]
    ['October 2017 to September 2018']
    """

    months: int = attrs.field(default=_YEAR, validator=[_is_a_whole_number, attrs.validators.ge(1), attrs.validators.le(_MOST_MONTHS)])

    def periods(self, first: Month, as_at: date) -> tuple[Period, ...]:
        """
        A period for each month from *first* to *as_at*, each over the months up to it.

        Raises:
            InvalidPeriod: If *as_at* is before *first*, or a period has days before the year 1.
        """
        return _run(tuple((month + 1 - self.months, month) for month in _numbers(first, as_at)), as_at)

    def earliest(self, month: Month) -> Month:
        """The first month of the figure of *month*."""
        return month.plus(1 - self.months)

    def __str__(self) -> str:
        return f"rolling {self.months} month{'' if self.months == 1 else 's'}"


@attrs.frozen
class AsAt:
    """
    The state at the end of one named day; never summed over time, and the day is never moved to a working day.

    >>> [str(period) for period in AS_AT.periods(Month(2018, 8), date(2018, 9, 12))]
    ['31 August 2018', '12 September 2018 (part)']
    """

    def periods(self, first: Month, as_at: date) -> tuple[Period, ...]:
        """
        The last day of each month from *first*, and *as_at* as the last of them.

        Raises:
            InvalidPeriod: If *as_at* is before *first*.
        """
        return _days(_numbers(first, as_at), as_at)

    def __str__(self) -> str:
        return "as at the last day of the month"


#: How cases can be gathered.
Accumulation: TypeAlias = InPeriod | YearToDate | Rolling | AsAt

#: In each month.
IN_MONTH = InPeriod(1)

#: In each quarter of the year from April.
IN_QUARTER = InPeriod(3)

#: In each year from April to March.
IN_YEAR = InPeriod(12)

#: Cumulative from 1 April.
YEAR_TO_DATE = YearToDate()

#: The twelve months up to each month's end.
ROLLING_12_MONTHS = Rolling(12)

#: A snapshot.
AS_AT = AsAt()


def parse_accumulation(text: str) -> Accumulation:
    """
    The accumulation that prints as *text*.

    Raises:
        InvalidPeriod: If none does.

    >>> parse_accumulation("rolling 12 months")
    Rolling(months=12)
    """
    rolling = _ROLLING.fullmatch(text)
    months = range(1, _YEAR + 1)
    known: list[Accumulation] = [IN_MONTH, AS_AT, *map(YearToDate, months), *(InPeriod(size, month) for size in (3, _YEAR) for month in months)]
    if rolling is not None and int(rolling[1]) <= _MOST_MONTHS:
        known = [Rolling(int(rolling[1]))]
    for accumulation in known:
        if str(accumulation) == text:
            return accumulation
    raise InvalidPeriod("The accumulation cannot be read. Write it as it prints, such as 'year to date from 1 April' or 'rolling 12 months'.")


def _from_the_first(accumulation: InPeriod | YearToDate) -> str:
    return f"from 1 {_NAMES[accumulation.starts_in - 1]}"


def _number(month: Month) -> int:
    """Months told off from January of the year 0, which are quicker to reckon with than months of years."""
    return month.year * _YEAR + month.month - 1


def _numbers(first: Month, as_at: date) -> range:
    if as_at < first.first:
        raise InvalidPeriod("The as-at date is before the first month. Give a day in it or after it.")
    return range(_number(first), _number(Month.of(as_at)) + 1)


@lru_cache(maxsize=_RUNS_KEPT)
def _run(ends: tuple[tuple[int, int], ...], as_at: date) -> tuple[Period, ...]:
    """A period from each first month to each last one, both by number."""
    days = ((_first_day(start), _last_day(end)) for start, end in ends)
    return tuple(Period(first, last, min(last, as_at)) for first, last in days)


@lru_cache(maxsize=_RUNS_KEPT)
def _days(months: range, as_at: date) -> tuple[Period, ...]:
    """The last day of each month, and *as_at* in its place where it is earlier."""
    return tuple(Period(min(last, as_at), last, min(last, as_at)) for last in map(_last_day, months))


def _first_day(month: int) -> date:
    year, before = divmod(month, _YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise InvalidPeriod("A period has days before the year 1 or after the year 9999. Give other months, or gather over fewer.")
    return date(year, before + 1, 1)


def _last_day(month: int) -> date:
    return date.max if month == _number(Month.of(date.max)) else _first_day(month + 1) - _ONE_DAY
