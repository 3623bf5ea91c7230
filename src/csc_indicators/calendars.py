"""
Working days in England and Wales: counted, added and taken away, for one date or for whole columns.

A working day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales (Care Planning,
Placement and Case Review (England) Regulations 2010, reg 2(1)). The day a clock starts is day 0, so the working days between two dates are those
*after* the first, up to *and including* the second.

New Year's Day, the early May holiday and every one-off are bank holidays by proclamation, so no rule can compute them: they are data, kept in
``data/england_and_wales.csv`` with a source for each. A calendar answers for the dates it holds and raises
:class:`~csc_indicators.errors.OutsideCalendar` for any other.
"""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, Protocol, cast, overload

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Dates, Days, Mask
from csc_indicators.errors import OutsideCalendar

__all__ = ["ENGLAND_AND_WALES", "WORKALENDAR_CORRECTIONS", "Correction", "NonWorkingDay", "WorkingDayCalendar"]

Basis = Literal["statute", "common law", "proclamation", "other"]

_EPOCH = date(1970, 1, 1)
_WEEKEND = 5


@attrs.frozen
class NonWorkingDay:
    """
    A weekday that is not a working day.

    Attributes:
        day: The date.
        name: What it is called.
        basis: By what it is one: ``statute``, ``common law``, ``proclamation``, or ``other`` for a day somebody else's list names.
        source: The document that says so; begins with ``unverified`` when none was read.
    """

    day: date
    name: str
    basis: Basis
    source: str


@attrs.frozen
class Correction:
    """
    A date that workalendar has wrong.

    Attributes:
        day: The date.
        truth: What it is, where workalendar says the other.
        why: What is true, and where that is written.
    """

    day: date
    truth: Literal["working day", "holiday"]
    why: str


#: What workalendar 17.0.0 has wrong for England and Wales since 1978. A test fails when a release of workalendar changes any of it.
WORKALENDAR_CORRECTIONS = (
    Correction(date(1995, 5, 1), "working day", "the early May holiday of 1995 was moved to Monday 8 May: HC Deb 2 March 1995 c709W"),
    Correction(date(1995, 5, 8), "holiday", "the early May holiday of 1995 was held on this day: HC Deb 2 March 1995 c709W"),
    Correction(date(2023, 5, 8), "holiday", "bank holiday for the coronation of King Charles III: GOV.UK bank holidays; workalendar issue 748"),
)


class _HolidayCalendar(Protocol):
    """The one thing asked of a workalendar calendar."""

    def holidays(self, year: int) -> Iterable[tuple[date, str]]: ...


@attrs.frozen(repr=False)
class WorkingDayCalendar:
    """
    Which days are working days, between two dates it can vouch for.

    Attributes:
        name: What the calendar is of, for people.
        first: The first date it answers for.
        last: The last date it answers for.
        non_working_days: Every weekday between them that is not a working day, in order.

    Every method takes :class:`datetime.date` and gives plain Python values, or takes ``datetime64[D]`` arrays and gives arrays; a date and an array
    broadcast. A date outside the calendar raises :class:`~csc_indicators.errors.OutsideCalendar`, and so does a missing one where a count is asked
    for, because a count has no way to say "not known".

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> ENGLAND_AND_WALES
    <WorkingDayCalendar England and Wales, 1978-01-01 to 2028-12-31>
    """

    name: str
    first: date
    last: date
    non_working_days: tuple[NonWorkingDay, ...] = attrs.field()
    _first_offset: int = attrs.field(init=False, eq=False)
    _works: Mask = attrs.field(init=False, eq=False)
    _numbers: NDArray[np.int32] = attrs.field(init=False, eq=False)
    _working_days: Dates = attrs.field(init=False, eq=False)

    @non_working_days.validator
    def _weekdays_in_order(self, _: object, days: tuple[NonWorkingDay, ...]) -> None:
        if self.last < self.first:
            raise ValueError(f"The calendar {self.name} ends before it starts. Give its first date, then its last.")
        if any(later.day <= earlier.day for earlier, later in pairwise(days)):
            raise ValueError(f"The non-working days of {self.name} are not in order, or one is there twice. Sort them and name each once.")
        if any(entry.day.weekday() >= _WEEKEND or not self.first <= entry.day <= self.last for entry in days):
            raise ValueError(f"A non-working day of {self.name} is on a weekend or outside its dates. List weekdays inside them only.")

    def __attrs_post_init__(self) -> None:
        days = np.arange(np.datetime64(self.first, "D"), np.datetime64(self.last, "D") + np.timedelta64(1, "D"))
        works = (days.view(np.int64) + 3) % 7 < _WEEKEND  # 1 January 1970 was a Thursday
        works[[(entry.day - self.first).days for entry in self.non_working_days]] = False
        numbers = np.cumsum(works, dtype=np.int32)
        working_days = days[works]
        for table in (works, numbers, working_days):
            table.flags.writeable = False
        object.__setattr__(self, "_first_offset", (self.first - _EPOCH).days)
        object.__setattr__(self, "_works", works)
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_working_days", working_days)

    def __repr__(self) -> str:
        return f"<WorkingDayCalendar {self.name}, {self.first} to {self.last}>"

    @classmethod
    def from_workalendar(cls, calendar: _HolidayCalendar, *, name: str, years: range, corrections: Iterable[Correction] = ()) -> "WorkingDayCalendar":
        """
        A calendar made from one of workalendar's, over the *years* you vouch for.

        workalendar answers for any year, past or future, without saying what it knows, so the range is yours to give. *corrections* put right
        what it has wrong; :data:`WORKALENDAR_CORRECTIONS` are those for England and Wales.
        """
        if years.step != 1:
            raise ValueError("The years vouched for are consecutive. Give range(first, last + 1).")
        names = {day: holiday for year in years for day, holiday in calendar.holidays(year) if day.year in years}
        for correction in corrections:
            if correction.truth == "working day":
                names.pop(correction.day, None)
            elif correction.day.year in years:
                names[correction.day] = correction.why
        entries = tuple(NonWorkingDay(day, names[day], "other", "workalendar") for day in sorted(names) if day.weekday() < _WEEKEND)
        return cls(name, date(years[0], 1, 1), date(years[-1], 12, 31), entries)

    @overload
    def is_working_day(self, day: date) -> bool: ...
    @overload
    def is_working_day(self, day: Dates) -> Mask: ...
    def is_working_day(self, day: date | Dates) -> bool | Mask:
        """
        Whether *day* is a working day.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.is_working_day(date(2018, 8, 27))
        False
        """
        if isinstance(day, np.ndarray):
            return self._works[self._offsets(day)]
        return bool(self._works[self._offset(day)])

    @overload
    def between(self, start: date, end: date) -> int: ...
    @overload
    def between(self, start: Dates, end: Dates | date) -> Days: ...
    @overload
    def between(self, start: date, end: Dates) -> Days: ...
    def between(self, start: date | Dates, end: date | Dates) -> int | Days:
        """
        The working days after *start* up to and including *end*; negative when *end* is before *start*.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.between(date(2018, 9, 8), date(2018, 10, 1))  # a Saturday to a Monday
        16
        """
        if isinstance(start, np.ndarray) or isinstance(end, np.ndarray):
            days: Days = np.subtract(self._number(end), self._number(start), dtype=np.int64)
            return days
        return int(self._number(end)) - int(self._number(start))

    @overload
    def after(self, start: date, n: int) -> date: ...
    @overload
    def after(self, start: Dates, n: int | Days) -> Dates: ...
    def after(self, start: date | Dates, n: int | Days) -> date | Dates:
        """
        The *n*-th working day after *start*; *start* itself, working day or not, when *n* is 0. Missing dates in an array stay missing.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.after(date(2023, 4, 28), 6)  # past two bank holidays
        datetime.date(2023, 5, 10)
        """
        self._check_number(n)
        if isinstance(start, np.ndarray):
            offsets = self._offsets(start, missing_as=self._first_offset)
            return self._working_days_at(self._numbers[offsets] - 1 + n, anchor=start, n=n)
        return self._working_day_at(int(self._number(start)) - 1 + int(n), anchor=start, n=int(n))

    @overload
    def before(self, end: date, n: int) -> date: ...
    @overload
    def before(self, end: Dates, n: int | Days) -> Dates: ...
    def before(self, end: date | Dates, n: int | Days) -> date | Dates:
        """
        The *n*-th working day before *end*; *end* itself, working day or not, when *n* is 0. Missing dates in an array stay missing.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.before(date(2023, 5, 10), 6)
        datetime.date(2023, 4, 28)
        """
        self._check_number(n)
        if isinstance(end, np.ndarray):
            offsets = self._offsets(end, missing_as=self._first_offset)
            return self._working_days_at(self._numbers[offsets] - self._works[offsets] - n, anchor=end, n=n)
        offset = self._offset(end)
        return self._working_day_at(int(self._numbers[offset]) - int(self._works[offset]) - int(n), anchor=end, n=int(n))

    def _offset(self, day: date) -> int:
        if isinstance(day, datetime) or not isinstance(day, date):
            raise TypeError(f"A calendar takes datetime.date or datetime64[D] arrays, not {type(day).__name__}. Give the date alone.")
        if not self.first <= day <= self.last:
            raise self._outside("The date is")
        return (day - self.first).days

    def _offsets(self, days: Dates, *, missing_as: int | None = None) -> NDArray[np.int64]:
        if days.dtype != np.dtype("datetime64[D]"):
            raise TypeError(f"A calendar takes datetime64[D] arrays, not {days.dtype}. Convert with .astype('datetime64[D]').")
        since_epoch = days.view(np.int64)
        if missing_as is not None:
            since_epoch = np.where(np.isnat(days), missing_as, since_epoch)
        offsets = since_epoch - self._first_offset
        # Seen as unsigned, a negative offset and NaT are huge: one comparison catches early, late and missing.
        if offsets.size and offsets.view(np.uint64).max() >= len(self._numbers):
            wrong = int(np.count_nonzero(offsets.view(np.uint64) >= len(self._numbers)))
            raise self._outside("1 of the dates is missing or" if wrong == 1 else f"{wrong} of the dates are missing or")
        return offsets

    def _number(self, day: date | Dates) -> Any:
        return self._numbers[self._offsets(day) if isinstance(day, np.ndarray) else self._offset(day)]

    def _check_number(self, n: int | Days) -> None:
        if isinstance(n, np.ndarray) and n.dtype.kind in "iu":
            least, most = int(n.min(initial=0)), int(n.max(initial=0))
        elif isinstance(n, int | np.integer):
            least = most = int(n)
        else:
            raise TypeError("A number of working days is a whole number. Round it as your rule says, first.")
        if least < 0:
            raise ValueError("A number of working days to move by is 0 or more. To go the other way, use before() for after().")
        if most > len(self._working_days):
            raise self._outside("The working day asked for is")

    def _working_day_at(self, position: int, *, anchor: date, n: int) -> date:
        if n == 0:
            return anchor
        if not 0 <= position < len(self._working_days):
            raise self._outside("The working day asked for is")
        found: date = self._working_days[position].item()
        return found

    def _working_days_at(self, positions: NDArray[np.int64], *, anchor: Dates, n: int | Days) -> Dates:
        stays = np.isnat(anchor) | (np.asarray(n) == 0)
        positions = np.where(stays, 0, positions)
        if positions.size and (positions.min() < 0 or positions.max() >= len(self._working_days)):
            raise self._outside("A working day asked for is")
        return np.where(stays, anchor, self._working_days[positions])

    def _outside(self, what: str) -> OutsideCalendar:
        return OutsideCalendar(
            f"{what} outside the calendar {self.name}, which answers for {self.first} to {self.last}. "
            "Correct the date, or make a calendar that covers it."
        )


def _england_and_wales() -> WorkingDayCalendar:
    text = files("csc_indicators").joinpath("data", "england_and_wales.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    days = tuple(NonWorkingDay(date.fromisoformat(row["date"]), row["name"], cast("Basis", row["basis"]), row["source"]) for row in rows)
    return WorkingDayCalendar("England and Wales", date(1978, 1, 1), date(2028, 12, 31), days)


#: England and Wales, from the early May holiday's first year to the last day GOV.UK had announced on 22 November 2026.
ENGLAND_AND_WALES = _england_and_wales()
