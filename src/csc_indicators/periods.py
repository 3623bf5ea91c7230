"""
Months and reporting years.

Children's social care is reported by the year from 1 April to 31 March (the children in need census and SSDA903 both are).
"""

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date

import attrs

from csc_indicators.errors import InvalidPeriod

__all__ = ["Month", "ReportingYear", "as_date"]

_APRIL = 4
_WRITTEN_YEAR = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@attrs.frozen(order=True)
class Month:
    """
    A calendar month.

    >>> print(Month(2018, 9), Month(2018, 9).last)
    September 2018 2018-09-30
    """

    year: int
    month: int = attrs.field(validator=[attrs.validators.ge(1), attrs.validators.le(12)])

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that *day* is in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The month's first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The month's last day, working day or not."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def following(self) -> "Month":
        """The month after this one."""
        return self.plus(1)

    def plus(self, months: int) -> "Month":
        """
        The month so many months later, or earlier where *months* is below 0.

        >>> print(Month(2018, 9).plus(-11))
        October 2017
        """
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def months_to(self, last: "Month") -> Iterator["Month"]:
        """Every month from this one to *last*, without gaps; none when *last* is earlier."""
        month = self
        while month <= last:
            yield month
            month = month.following

    def __str__(self) -> str:
        return f"{month_name[self.month]} {self.year}"


@attrs.frozen(order=True)
class ReportingYear:
    """
    A year from 1 April to 31 March, named by the year it starts in.

    >>> year = ReportingYear.parse("2018-19")
    >>> print(year, year.first, year.last)
    2018-19 2018-04-01 2019-03-31
    """

    starts_in: int = attrs.field()

    @starts_in.validator
    def _is_a_year(self, _: object, starts_in: int) -> None:
        if not MINYEAR <= starts_in < MAXYEAR:
            raise InvalidPeriod("The reporting year is out of range. Give the year it starts in, such as 2018.")

    @classmethod
    def parse(cls, text: str) -> "ReportingYear":
        """
        The year written as ``2018-19``.

        Raises:
            InvalidPeriod: If *text* is not two consecutive years written so.
        """
        found = _WRITTEN_YEAR.fullmatch(text)
        if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
            raise InvalidPeriod("The reporting year cannot be read. Write 1 April 2018 to 31 March 2019 as '2018-19'.")
        return cls(int(found[1]))

    @classmethod
    def of(cls, day: date) -> "ReportingYear":
        """The reporting year that *day* is in."""
        return cls(day.year if day.month >= _APRIL else day.year - 1)

    @property
    def first(self) -> date:
        """1 April."""
        return date(self.starts_in, _APRIL, 1)

    @property
    def last(self) -> date:
        """31 March."""
        return date(self.starts_in + 1, _APRIL - 1, 31)

    def months_to(self, as_at: date) -> Iterator[Month]:
        """Every month from April to the one *as_at* is in, without gaps."""
        return Month.of(self.first).months_to(Month.of(min(as_at, self.last)))

    def __str__(self) -> str:
        return f"{self.starts_in:04d}-{(self.starts_in + 1) % 100:02d}"


def as_date(value: date | str) -> date:
    """
    A date from a date, or from text written ``2018-09-30``.

    Raises:
        InvalidPeriod: If *value* is neither.
    """
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif type(value) is date:
        return value
    raise InvalidPeriod("The date cannot be read. Give a datetime.date, or text such as '2018-09-30'.")
