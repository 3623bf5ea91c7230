"""What every limit that runs from a day can be asked."""

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, overload

import attrs
import numpy as np

from csc_indicators.arrays import Dates, Days, Mask
from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import InvalidLimit
from csc_indicators.limits.given import answer, days_given, in_order, known, within_years
from csc_indicators.limits.number import Numbered

__all__ = ["FromADay"]


@attrs.frozen(repr=False)
class FromADay(Numbered, ABC):
    """
    A limit that runs from a day: day 0, or day 1 when it is one *beginning with* the day.

    Every method takes a *calendar*, so that all limits are asked in one way; it changes the answers of working days alone.
    """

    @overload
    def due(self, start: date, *, calendar: WorkingDayCalendar = ...) -> date: ...
    @overload
    def due(self, start: Dates, *, calendar: WorkingDayCalendar = ...) -> Dates: ...
    def due(self, start: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:
        """
        The last day within the limit, *start* being day 0. Missing dates in an array stay missing.

        Raises:
            TypeError: If *start* is neither a date nor an array of ``datetime64[D]``.
            OutsideCalendar: If *start* or the due date is outside the calendar, or the years 1 to 9999.

        >>> from csc_indicators.limits import WorkingDays
        >>> WorkingDays(15).due(date(2018, 7, 2))
        datetime.date(2018, 7, 23)
        """
        return answer(self._due(days_given("start", start), calendar))

    @overload
    def beginning_with(self, day: date, *, calendar: WorkingDayCalendar = ...) -> date: ...
    @overload
    def beginning_with(self, day: Dates, *, calendar: WorkingDayCalendar = ...) -> Dates: ...
    def beginning_with(self, day: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:
        """
        The last day of the limit when *day* is day 1. Missing dates in an array stay missing.

        Use it where the rule says "beginning with", such as the 26 weeks of care proceedings (Children Act 1989 s.32(1)(a)(ii)), and only there.
        Of working days, *day* is day 1 only if it is a working day; otherwise the first working day after it is.

        Raises:
            TypeError: If *day* is neither a date nor an array of ``datetime64[D]``.
            InvalidLimit: If the limit is 0, which has no day 1.
            OutsideCalendar: If *day* or the last day is outside the calendar, or the years 1 to 9999.

        >>> from csc_indicators.limits import Weeks
        >>> Weeks(26).beginning_with(date(2018, 7, 2)), Weeks(26).due(date(2018, 7, 2))
        (datetime.date(2018, 12, 30), datetime.date(2018, 12, 31))
        """
        if self._number == 0:
            raise InvalidLimit(f"A limit of 0 {self.unit}s has no day 1, so it begins with none. Give a limit of 1 or more.")
        first = days_given("day", day)
        return answer(within_years("day", self._last_day(first, calendar)))

    @overload
    def within(self, start: date, end: date, *, calendar: WorkingDayCalendar = ...) -> bool: ...
    @overload
    def within(self, start: Dates, end: Dates | date, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    @overload
    def within(self, start: date, end: Dates, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    def within(self, start: date | Dates, end: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:
        """
        Whether *end* is on or before the due date.

        Raises:
            TypeError: If an argument is neither a date nor an array of ``datetime64[D]``.
            ReversedDates: If an end is before its start.
            ValueError: If a date is missing, or two arrays differ in length.
            OutsideCalendar: If a date or a due date is outside the calendar, or the years 1 to 9999.

        >>> from csc_indicators.limits import Months
        >>> Months(4).within(date(2018, 9, 30), date(2019, 1, 31))
        False
        """
        first, last = days_given("start", start), days_given("end", end)
        in_order(first, last)
        return answer(last <= self._due(first, calendar))

    @overload
    def elapsed(self, start: date, end: date, *, calendar: WorkingDayCalendar = ...) -> int: ...
    @overload
    def elapsed(self, start: Dates, end: Dates | date, *, calendar: WorkingDayCalendar = ...) -> Days: ...
    @overload
    def elapsed(self, start: date, end: Dates, *, calendar: WorkingDayCalendar = ...) -> Days: ...
    def elapsed(self, start: date | Dates, end: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:
        """
        The limit's own whole units after *start* up to and including *end*, however long the limit is.

        No more than N elapsed does not mean within: this conference, on the Saturday after its due date, is late.

        Raises:
            TypeError: If an argument is neither a date nor an array of ``datetime64[D]``.
            ReversedDates: If an end is before its start.
            ValueError: If a date is missing, or two arrays differ in length.
            OutsideCalendar: If a date is outside the calendar, or the years 1 to 9999.

        >>> from csc_indicators.limits import WorkingDays
        >>> limit, discussed, held = WorkingDays(15), date(2018, 6, 29), date(2018, 7, 21)
        >>> limit.elapsed(discussed, held), limit.within(discussed, held)
        (15, False)
        """
        first, last = days_given("start", start), days_given("end", end)
        in_order(first, last)
        return answer(self._passed(first, last, calendar))

    @overload
    def overdue(self, start: date, as_at: date, *, calendar: WorkingDayCalendar = ...) -> bool: ...
    @overload
    def overdue(self, start: Dates, as_at: Dates | date, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    @overload
    def overdue(self, start: date, as_at: Dates, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    def overdue(self, start: date | Dates, as_at: date | Dates, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:
        """
        Whether, of something that has not happened, the due date has passed by the end of *as_at*. A clock not yet started is not overdue.

        Raises:
            TypeError: If an argument is neither a date nor an array of ``datetime64[D]``.
            ValueError: If a date is missing, or two arrays differ in length.
            OutsideCalendar: If a start or a due date is outside the calendar, or any date the years 1 to 9999.

        >>> from csc_indicators.limits import Weeks
        >>> Weeks(6).overdue(date(2018, 7, 2), date(2018, 8, 13)), Weeks(6).overdue(date(2018, 7, 2), date(2018, 8, 14))
        (False, True)
        """
        first, day = days_given("start", start), days_given("as_at", as_at)
        known(start=first, as_at=day)
        return answer(day > self._due(first, calendar))

    def _due(self, start: Dates, calendar: WorkingDayCalendar) -> Dates:
        return within_years("start", self._added(start, calendar))

    def _last_day(self, first: Dates, calendar: WorkingDayCalendar, /) -> Dates:
        """The last day when *first* is day 1."""
        return self._added(first, calendar) - np.timedelta64(1, "D")

    @abstractmethod
    def _added(self, start: Dates, calendar: WorkingDayCalendar, /) -> Dates:
        """The last day when *start* is day 0."""

    @abstractmethod
    def _passed(self, start: Dates, end: Dates, calendar: WorkingDayCalendar, /) -> Days:
        """The whole units from *start* to *end*."""
