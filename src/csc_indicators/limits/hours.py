"""Limits of hours, which run from a moment and not from a day."""

from datetime import UTC, datetime
from typing import Any, ClassVar, TypeAlias, overload
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Days, Mask
from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import MissingExtra, OutsideCalendar
from csc_indicators.limits.given import answer, column, in_order, known, refuse
from csc_indicators.limits.number import Numbered, whole_number

__all__ = ["Hours", "Times"]

#: Moments in UTC, as ``datetime64[s]``; ``NaT`` where not recorded.
Times: TypeAlias = NDArray[np.datetime64]

_FIRST_YEAR, _LAST_YEAR = 2, 9998  # a year from each end of Python's, so that no time zone leads over it
_FIRST, _END = np.datetime64("0002-01-01", "s"), np.datetime64("9999-01-01", "s")
_OUTSIDE = f"is outside the years {_FIRST_YEAR} to {_LAST_YEAR}"
_HOUR = np.timedelta64(1, "h")


@attrs.frozen(repr=False)
class Hours(Numbered):
    """
    A number of hours that pass, weekends, holidays and nights counted.

    They are hours of 60 minutes and not of the clock on the wall: 72 hours over the end of summer time are due when the clock shows an hour less than
    three days later, and over its beginning an hour more.

    A moment is a datetime with its time zone, and a due moment comes back in Europe/London. In an array moments are UTC, ``datetime64[s]``: an array
    has no room for a time zone, so convert the times of a London clock before. Python compares two datetimes of one time zone as the clock shows
    them, so ask :meth:`within` and do not compare with the due moment yourself. Hours have no *beginning with*.

    Attributes:
        hours: How many.

    >>> from zoneinfo import ZoneInfo
    >>> returned = datetime(2018, 10, 26, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    >>> print(Hours(72), Hours(72).due(returned))
    72 hours 2018-10-29 08:00:00+00:00
    """

    unit: ClassVar[str] = "hour"
    hours: int = attrs.field(validator=whole_number)

    @overload
    def due(self, start: datetime, *, calendar: WorkingDayCalendar = ...) -> datetime: ...
    @overload
    def due(self, start: Times, *, calendar: WorkingDayCalendar = ...) -> Times: ...
    def due(self, start: datetime | Times, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:  # noqa: ARG002 - asked as every limit is
        """
        The last moment within the limit: in Europe/London for a datetime, in UTC for an array. Missing moments in an array stay missing.

        Raises:
            TypeError: If *start* is neither a datetime nor an array of ``datetime64[s]``.
            ValueError: If it has no time zone, or its clock skipped that time.
            OutsideCalendar: If *start* or the due moment is outside the years 2 to 9998.
            MissingExtra: If the machine has no time zones and tzdata is not installed.

        >>> Hours(72).due(np.array(["2018-10-26T08:00"], dtype="datetime64[s]"))
        array(['2018-10-29T08:00:00'], dtype='datetime64[s]')
        """
        due = self._due(_moments_given("start", start))
        return due if due.ndim else answer(due).replace(tzinfo=UTC).astimezone(_london())

    @overload
    def within(self, start: datetime, end: datetime, *, calendar: WorkingDayCalendar = ...) -> bool: ...
    @overload
    def within(self, start: Times, end: Times | datetime, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    @overload
    def within(self, start: datetime, end: Times, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    def within(self, start: datetime | Times, end: datetime | Times, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:  # noqa: ARG002
        """
        Whether *end* is at or before the due moment.

        Raises:
            TypeError: If an argument is neither a datetime nor an array of ``datetime64[s]``.
            ReversedDates: If an end is before its start.
            ValueError: If a datetime has no time zone or its clock skipped that time, a moment is missing, or two arrays differ in length.
            OutsideCalendar: If a moment or a due moment is outside the years 2 to 9998.

        >>> Hours(72).within(datetime(2018, 9, 7, 9, 0, tzinfo=UTC), datetime(2018, 9, 10, 9, 1, tzinfo=UTC))
        False
        """
        first, last = _moments_given("start", start), _moments_given("end", end)
        in_order(first, last)
        return answer(last <= self._due(first))

    @overload
    def elapsed(self, start: datetime, end: datetime, *, calendar: WorkingDayCalendar = ...) -> int: ...
    @overload
    def elapsed(self, start: Times, end: Times | datetime, *, calendar: WorkingDayCalendar = ...) -> Days: ...
    @overload
    def elapsed(self, start: datetime, end: Times, *, calendar: WorkingDayCalendar = ...) -> Days: ...
    def elapsed(self, start: datetime | Times, end: datetime | Times, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:  # noqa: ARG002
        """
        The whole hours from *start* to *end*, however long the limit is. Half an hour after the due moment no more have elapsed: ask :meth:`within`.

        Raises:
            TypeError: If an argument is neither a datetime nor an array of ``datetime64[s]``.
            ReversedDates: If an end is before its start.
            ValueError: If a datetime has no time zone or its clock skipped that time, a moment is missing, or two arrays differ in length.
            OutsideCalendar: If a moment is outside the years 2 to 9998.

        >>> Hours(72).elapsed(datetime(2018, 9, 7, 9, 0, tzinfo=UTC), datetime(2018, 9, 10, 9, 30, tzinfo=UTC))
        72
        """
        first, last = _moments_given("start", start), _moments_given("end", end)
        in_order(first, last)
        return answer((last - first) // _HOUR)

    @overload
    def overdue(self, start: datetime, as_at: datetime, *, calendar: WorkingDayCalendar = ...) -> bool: ...
    @overload
    def overdue(self, start: Times, as_at: Times | datetime, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    @overload
    def overdue(self, start: datetime, as_at: Times, *, calendar: WorkingDayCalendar = ...) -> Mask: ...
    def overdue(self, start: datetime | Times, as_at: datetime | Times, *, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> Any:  # noqa: ARG002
        """
        Whether, of something that has not happened, the due moment has passed at *as_at*. A clock not yet started is not overdue.

        Raises:
            TypeError: If an argument is neither a datetime nor an array of ``datetime64[s]``.
            ValueError: If a datetime has no time zone or its clock skipped that time, a moment is missing, or two arrays differ in length.
            OutsideCalendar: If a moment or a due moment is outside the years 2 to 9998.

        >>> Hours(72).overdue(datetime(2018, 9, 7, 9, 0, tzinfo=UTC), datetime(2018, 9, 10, 9, 0, tzinfo=UTC))
        False
        """
        first, moment = _moments_given("start", start), _moments_given("as_at", as_at)
        known(start=first, as_at=moment)
        return answer(moment > self._due(first))

    def _due(self, start: Times) -> Times:
        return _within_years("start", start + self.hours * _HOUR)


def _moments_given(name: str, value: object) -> Times:
    """The moments of the argument *name*, in UTC."""
    if isinstance(value, np.ndarray):
        return _within_years(name, column(name, value, "datetime64[s]"))
    if not isinstance(value, datetime):
        kind = type(value).__name__
        raise TypeError(
            f"The argument '{name}' has the type {kind}, and hours run from a moment. Give a datetime or an array of datetime64[s] in UTC."
        )
    if value.utcoffset() is None:
        raise ValueError(f"The argument '{name}' has no time zone. Give one, such as tzinfo=ZoneInfo('Europe/London').")
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise OutsideCalendar(f"The argument '{name}' {_OUTSIDE}. Correct the date.")
    moment = value.astimezone(UTC)
    if moment.astimezone(value.tzinfo).replace(tzinfo=None) != value.replace(tzinfo=None):
        raise ValueError(f"The argument '{name}' is a time that its clock skipped when it went forward. Correct the time.")
    return np.asarray(moment.replace(tzinfo=None), dtype="datetime64[us]")


def _within_years(name: str, moments: Times) -> Times:
    outside = (moments < _FIRST) | (moments >= _END)
    refuse(outside, OutsideCalendar, f"The argument '{name}', or the moment reckoned from it, {_OUTSIDE}", "Correct the date.")
    return moments


def _london() -> ZoneInfo:
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        raise MissingExtra("This machine has no time zones, and hours need Europe/London. Install tzdata: pip install tzdata.") from None
