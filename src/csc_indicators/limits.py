"""
Time limits as values: so many working days, so many calendar days.

A limit runs from a start that is day 0. The *due* date is the limit's last day, and an event is within the limit when it happens on or before the
due date. *Elapsed* counts the limit's own units after the start, up to and including the end.
"""

import re
from datetime import date, datetime, timedelta
from typing import overload

import attrs
import numpy as np

from csc_indicators.arrays import Dates, Days
from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import InvalidLimit

__all__ = ["CalendarDays", "Limit", "WorkingDays", "parse_limit"]


@attrs.frozen
class WorkingDays:
    """
    A number of working days, the day of the start not counted.

    >>> print(WorkingDays(15))
    15 working days
    """

    days: int = attrs.field(validator=[attrs.validators.instance_of(int), attrs.validators.ge(0)])

    def __str__(self) -> str:
        return f"{self.days} working day{'' if self.days == 1 else 's'}"

    @overload
    def due(self, start: date, *, calendar: WorkingDayCalendar = ...) -> date: ...
    @overload
    def due(self, start: Dates, *, calendar: WorkingDayCalendar = ...) -> Dates: ...
    def due(self, start: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> date | Dates:
        """
        The last day within the limit: the N-th working day after *start*, whether or not *start* is a working day.

        >>> WorkingDays(15).due(date(2018, 7, 2))
        datetime.date(2018, 7, 23)
        """
        return calendar.after(start, self.days)

    @overload
    def elapsed(self, start: date, end: date, *, calendar: WorkingDayCalendar = ...) -> int: ...
    @overload
    def elapsed(self, start: Dates, end: Dates | date, *, calendar: WorkingDayCalendar = ...) -> Days: ...
    def elapsed(self, start: date | Dates, end: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> int | Days:
        """
        The working days after *start* up to and including *end*.

        >>> WorkingDays(15).elapsed(date(2018, 9, 8), date(2018, 10, 1))
        16
        """
        return calendar.between(start, end)


@attrs.frozen
class CalendarDays:
    """
    A number of days, weekends and holidays counted, the day of the start not counted.

    Its methods take a *calendar* so that every limit is asked in one way; calendar days run through holidays, so it changes nothing.

    >>> print(CalendarDays(42))
    42 calendar days
    """

    days: int = attrs.field(validator=[attrs.validators.instance_of(int), attrs.validators.ge(0)])

    def __str__(self) -> str:
        return f"{self.days} calendar day{'' if self.days == 1 else 's'}"

    @overload
    def due(self, start: date, *, calendar: WorkingDayCalendar = ...) -> date: ...
    @overload
    def due(self, start: Dates, *, calendar: WorkingDayCalendar = ...) -> Dates: ...
    def due(self, start: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> date | Dates:  # noqa: ARG002 - asked as every limit is
        """
        The last day within the limit: *start* plus N days.

        >>> CalendarDays(42).due(date(2018, 7, 2))
        datetime.date(2018, 8, 13)
        """
        if isinstance(start, np.ndarray):
            return start + np.timedelta64(self.days, "D")
        return _day(start) + timedelta(self.days)

    @overload
    def elapsed(self, start: date, end: date, *, calendar: WorkingDayCalendar = ...) -> int: ...
    @overload
    def elapsed(self, start: Dates, end: Dates | date, *, calendar: WorkingDayCalendar = ...) -> Days: ...
    def elapsed(
        self,
        start: date | Dates,
        end: date | Dates,
        *,
        calendar: WorkingDayCalendar = ENGLAND_AND_WALES,  # noqa: ARG002 - asked as every limit is
    ) -> int | Days:
        """
        The days after *start* up to and including *end*.

        >>> CalendarDays(42).elapsed(date(2018, 7, 2), date(2018, 8, 13))
        42
        """
        if isinstance(start, np.ndarray) or isinstance(end, np.ndarray):
            elapsed = np.asarray(end, dtype="datetime64[D]") - np.asarray(start, dtype="datetime64[D]")
            if np.isnat(elapsed).any():
                raise ValueError("Some of the dates are missing, and a number of days cannot say so. Leave them out first.")
            days: Days = elapsed.astype(np.int64)
            return days
        return (_day(end) - _day(start)).days


def _day(value: date) -> date:
    if isinstance(value, datetime):
        raise TypeError("A limit in days takes datetime.date or datetime64[D] arrays, not a datetime. Give the date alone.")
    return value


Limit = WorkingDays | CalendarDays

_WRITTEN = re.compile(r"(\d{1,4}) (working|calendar) days?", re.ASCII | re.IGNORECASE)


def parse_limit(text: str) -> Limit:
    """
    A limit from the words people write it in.

    Raises:
        InvalidLimit: If the words are not a number and ``working days`` or ``calendar days``.

    >>> parse_limit("15 working days")
    WorkingDays(days=15)
    """
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    if found is None:
        raise InvalidLimit("The limit cannot be read. Write it as '15 working days' or '42 calendar days'.")
    days = int(found[1])
    return WorkingDays(days) if found[2].lower() == "working" else CalendarDays(days)
