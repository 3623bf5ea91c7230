"""Limits of a number of days: working days, calendar days, and weeks of seven of them."""

from typing import ClassVar

import attrs
import numpy as np

from csc_indicators.arrays import Dates, Days
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits.from_a_day import FromADay
from csc_indicators.limits.given import answer
from csc_indicators.limits.number import whole_number

__all__ = ["CalendarDays", "Weeks", "WorkingDays"]

_DAY = np.timedelta64(1, "D")


@attrs.frozen(repr=False)
class WorkingDays(FromADay):
    """
    A number of working days. The due date is the N-th working day after the start, whether or not the start is one.

    Attributes:
        days: How many.

    >>> from datetime import date
    >>> print(WorkingDays(15), WorkingDays(15).due(date(2018, 7, 2)))
    15 working days 2018-07-23
    """

    unit: ClassVar[str] = "working day"
    days: int = attrs.field(validator=whole_number)

    def _added(self, start: Dates, calendar: WorkingDayCalendar, /) -> Dates:
        return np.asarray(calendar.after(answer(start), self.days), dtype="datetime64[D]")

    def _last_day(self, first: Dates, calendar: WorkingDayCalendar, /) -> Dates:
        if first.ndim == 0:
            day = answer(first)
            return np.asarray(calendar.after(day, self.days - calendar.is_working_day(day)), dtype="datetime64[D]")
        last = np.empty_like(first)
        works = ~np.isnat(first)
        works[works] = calendar.is_working_day(first[works])
        last[works] = calendar.after(first[works], self.days - 1)
        last[~works] = calendar.after(first[~works], self.days)
        return last

    def _passed(self, start: Dates, end: Dates, calendar: WorkingDayCalendar, /) -> Days:
        return np.asarray(calendar.between(answer(start), answer(end)), dtype=np.int64)


@attrs.frozen(repr=False)
class CalendarDays(FromADay):
    """
    A number of days, weekends and holidays counted.

    Attributes:
        days: How many.

    >>> from datetime import date
    >>> print(CalendarDays(42), CalendarDays(42).due(date(2018, 7, 2)))
    42 calendar days 2018-08-13
    """

    unit: ClassVar[str] = "calendar day"
    days: int = attrs.field(validator=whole_number)

    def _added(self, start: Dates, _: WorkingDayCalendar, /) -> Dates:
        return start + self.days * _DAY

    def _passed(self, start: Dates, end: Dates, _: WorkingDayCalendar, /) -> Days:
        return (end - start) // _DAY


@attrs.frozen(repr=False)
class Weeks(FromADay):
    """
    A number of weeks of seven days, weekends and holidays counted. Six weeks are 42 days, and not 30 working days.

    Attributes:
        weeks: How many.

    >>> from datetime import date
    >>> print(Weeks(6), Weeks(6).due(date(2018, 7, 2)))
    6 weeks 2018-08-13
    """

    unit: ClassVar[str] = "week"
    weeks: int = attrs.field(validator=whole_number)

    def _added(self, start: Dates, _: WorkingDayCalendar, /) -> Dates:
        return start + 7 * self.weeks * _DAY

    def _passed(self, start: Dates, end: Dates, _: WorkingDayCalendar, /) -> Days:
        return (end - start) // (7 * _DAY)
