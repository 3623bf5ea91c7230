"""
Limits of months and years, by the corresponding date.

A period of months ends on the date of the later month that has the same number as the day it runs from, and on the last day of that month when there
is no such date (Dodds v Walker [1981] UKHL: four months from 30 September end on 30 January). It is always reckoned from the start: a month from
31 January and a month from there are not two months. A year is twelve months, so a year from 29 February ends on 28 February.

A period *beginning with* a day ends on the day before the corresponding date, and on the last day of the month when there is no such date (so written
in SI 2018/1082 rule 1.4(2)(a), on another subject; no text on children's services that was read says what happens without such a date).
"""

from typing import ClassVar

import attrs
import numpy as np

from csc_indicators.arrays import Dates, Days
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits.from_a_day import FromADay
from csc_indicators.limits.number import whole_number

__all__ = ["Months", "Years"]

_DAY = np.timedelta64(1, "D")
_MONTH = np.timedelta64(1, "M")


@attrs.frozen(repr=False)
class Months(FromADay):
    """
    A number of calendar months. Three months are not 91 days.

    Attributes:
        months: How many.

    >>> from datetime import date
    >>> print(Months(3), Months(3).due(date(2018, 11, 30)))
    3 months 2019-02-28
    """

    unit: ClassVar[str] = "month"
    months: int = attrs.field(validator=whole_number)

    def _added(self, start: Dates, _: WorkingDayCalendar, /) -> Dates:
        return _corresponding(start, self.months)

    def _last_day(self, first: Dates, _: WorkingDayCalendar, /) -> Dates:
        return _day_before_corresponding(first, self.months)

    def _passed(self, start: Dates, end: Dates, _: WorkingDayCalendar, /) -> Days:
        return _whole_months(start, end)


@attrs.frozen(repr=False)
class Years(FromADay):
    """
    A number of calendar years, each twelve calendar months.

    Attributes:
        years: How many.

    >>> from datetime import date
    >>> print(Years(1), Years(1).due(date(2020, 2, 29)))
    1 year 2021-02-28
    """

    unit: ClassVar[str] = "year"
    years: int = attrs.field(validator=whole_number)

    def _added(self, start: Dates, _: WorkingDayCalendar, /) -> Dates:
        return _corresponding(start, 12 * self.years)

    def _last_day(self, first: Dates, _: WorkingDayCalendar, /) -> Dates:
        return _day_before_corresponding(first, 12 * self.years)

    def _passed(self, start: Dates, end: Dates, _: WorkingDayCalendar, /) -> Days:
        return _whole_months(start, end) // 12


def _corresponding(start: Dates, months: int | Days) -> Dates:
    """The corresponding date so many months later, or the last day of that month."""
    same_number, last = _later_month(start, months)
    return np.minimum(same_number, last)


def _day_before_corresponding(first: Dates, months: int) -> Dates:
    """The day before the corresponding date, or the last day of its month when there is none."""
    same_number, last = _later_month(first, months)
    return np.minimum(same_number - _DAY, last)


def _later_month(start: Dates, months: int | Days) -> tuple[Dates, Dates]:
    """In the month so many months later: the day of the same number, which runs over where there is none, and the last day."""
    month: Dates = start.astype("datetime64[M]")
    later: Dates = month + months * _MONTH
    first: Dates = later.astype("datetime64[D]")
    following: Dates = (later + _MONTH).astype("datetime64[D]")
    return first + (start - month), following - _DAY


def _whole_months(start: Dates, end: Dates) -> Days:
    """The most months that, added to *start*, do not pass *end*."""
    months: Days = (end.astype("datetime64[M]") - start.astype("datetime64[M]")) // _MONTH
    return months - (_corresponding(start, months) > end)
