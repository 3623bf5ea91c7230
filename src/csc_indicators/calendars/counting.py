"""
Working-day arithmetic on whole arrays: two look-ups and a subtraction.

Every day of a calendar has a running working-day number, so the working days between two dates are the difference of two numbers. The numbers
are kept in a table that starts on the calendar's first day. Long arrays are worked through in blocks that stay in the processor's cache, which is
faster than one pass and keeps memory at the answer and a few blocks.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Days, Mask

__all__ = ["DayTables", "Offsets", "OutOfRange"]

_EPOCH = date(1970, 1, 1)
_WEEKEND = 5

#: Rows worked on at a time: an offset and two counts of each fit a core's cache.
_BLOCK = 1 << 16

#: Rows for which fresh arrays are as fast as blocks.
_FEW = 4096

#: The most working days that 16 bits can number: 125 years of them.
_MOST_IN_16_BITS = np.iinfo(np.int16).max

#: Days after the first day of a calendar.
Offsets = NDArray[np.int64]


class OutOfRange(Exception):
    """Some offset lies outside the tables; the calendar that asked says so in its own words."""


@attrs.frozen(repr=False, eq=False)
class DayTables:
    """
    What there is to know of each day between two dates.

    Attributes:
        works: Whether each day is a working day.
        numbers: How many working days there are up to and including each day.
        behind: The position in *working_days* of the last working day on or before each day; -1 before the first.
        ahead: The position of the first working day on or after each day.
        working_days: Every working day, in days after 1 January 1970.
    """

    _origin: np.int64
    works: Mask
    numbers: NDArray[np.signedinteger]
    behind: NDArray[np.signedinteger]
    ahead: NDArray[np.signedinteger]
    working_days: NDArray[np.int64]
    #: The numbers by days after *_guarded_from*, with -1 for every day that is not in the tables, the first and the last among them. A day is looked
    #: up by its own date, clipped to the table: early, late and missing ones find -1, so the least number of a block says whether all are in range.
    _guarded: NDArray[np.signedinteger]
    _guarded_from: int

    @classmethod
    def of(cls, first: date, last: date, off: Dates) -> "DayTables":
        """The tables from *first* to *last*, on which weekends and the days *off* are not working days."""
        start = (first - _EPOCH).days
        days = np.arange(start, (last - _EPOCH).days + 1, dtype=np.int64)
        works = (days + 3) % 7 < _WEEKEND  # 1 January 1970 was a Thursday
        works[off.view(np.int64) - start] = False
        count = np.cumsum(works)
        numbers: NDArray[Any] = count.astype(np.int16 if count[-1] <= _MOST_IN_16_BITS else np.int32)
        guarded_from = 0 if start > 0 else start - 1
        guarded = np.full(start - guarded_from + len(days) + 1, -1, dtype=numbers.dtype)
        guarded[start - guarded_from : -1] = numbers
        tables = cls(np.int64(start), works, numbers, numbers - 1, numbers - works, days[works], guarded, guarded_from)
        for table in (tables.works, tables.numbers, tables.behind, tables.ahead, tables.working_days, tables._guarded):
            table.flags.writeable = False
        return tables

    def offsets(self, days: Dates) -> Offsets:
        """
        The days as offsets.

        Raises:
            OutOfRange: If a day is missing or not in the tables.
        """
        return _checked(days.view(_INT64) - self._origin, len(self.works))

    def between(self, start: Dates | int, end: Dates | int) -> Days:
        """
        The working days in (start, end] of each pair; one of the two may be a single day, given as its offset.

        Raises:
            OutOfRange: If a day is missing or not in the tables.
        """
        length = len(start) if isinstance(start, np.ndarray) else len(cast("Dates", end))
        counts = np.empty(length, dtype=np.int64)
        if length <= _FEW:
            np.subtract(self._numbers_of(end), self._numbers_of(start), out=counts)
            return counts
        # Space that every block uses again: asking for fresh memory costs more than filling it.
        first, second = np.empty((2, _BLOCK), dtype=self.numbers.dtype)
        for block in _blocks(length):
            starts = self._numbers_of(start[block] if isinstance(start, np.ndarray) else start, first)
            np.subtract(self._numbers_of(end[block] if isinstance(end, np.ndarray) else end, second), starts, out=counts[block])
        return counts

    def moved(self, days: Dates, by: int | Days, anchor: NDArray[np.signedinteger]) -> Dates:
        """
        The working day so many places from the one that *anchor*, :attr:`behind` or :attr:`ahead`, gives for each day; missing where the day is.

        Raises:
            OutOfRange: If a day, or the working day asked for, is not in the tables.
        """
        try:
            return self._moved(days, by, anchor)
        except OutOfRange:
            missing = np.isnat(days)
            if not missing.any():
                raise
        there = ~missing
        moved = np.full(len(days), NAT)
        moved[there] = self._moved(days[there], by[there] if isinstance(by, np.ndarray) else by, anchor)
        return moved

    def _moved(self, days: Dates, by: int | Days, anchor: NDArray[np.signedinteger]) -> Dates:
        if len(days) <= _FEW:
            positions = _checked(anchor[self.offsets(days)] + by, len(self.working_days))
            return self.working_days[positions].view("datetime64[D]")
        moved = np.empty(len(days), dtype=np.int64)
        # One look-up a row in a table made for this move beats two, once the rows are more than the table's.
        table = self._moved_from_every_day(by, anchor) if not isinstance(by, np.ndarray) and len(days) > len(anchor) else None
        space = np.empty(min(len(days), _BLOCK), dtype=np.int64)
        places = np.empty(min(len(days), _BLOCK), dtype=anchor.dtype)
        for block in _blocks(len(days)):
            offsets, found = self._offsets_into(space, days[block]), moved[block]
            if table is not None:
                table.take(offsets, out=found, mode="clip")
                if _minimum(found) == _MISSING:
                    raise OutOfRange
            else:
                steps = by[block] if isinstance(by, np.ndarray) else by
                positions = np.add(anchor.take(offsets, out=places[: len(offsets)], mode="clip"), steps, out=offsets)
                self.working_days.take(_checked(positions, len(self.working_days)), out=found, mode="clip")
        return moved.view("datetime64[D]")

    def _numbers_of(self, days: Dates | int, space: NDArray[Any] | None = None) -> Any:
        if not isinstance(days, np.ndarray):
            return self.numbers[days]
        places = days.view(_INT64)
        if self._guarded_from:
            places = places - self._guarded_from
        found = self._guarded.take(places, out=None if space is None else space[: len(places)], mode="clip")
        if found.size and _minimum(found) < 0:
            raise OutOfRange
        return found

    def _offsets_into(self, space: Offsets, days: Dates) -> Offsets:
        return _checked(np.subtract(days.view(np.int64), self._origin, out=space[: len(days)]), len(self.numbers))

    def _moved_from_every_day(self, by: int, anchor: NDArray[np.signedinteger]) -> NDArray[np.int64]:
        positions = anchor.astype(np.int64) + by
        there = (positions >= 0) & (positions < len(self.working_days))
        return np.where(there, self.working_days[np.where(there, positions, 0)], _MISSING)


_MISSING = NAT.view(np.int64)
_INT64, _UINT64 = np.dtype(np.int64), np.dtype(np.uint64)
_maximum, _minimum = np.maximum.reduce, np.minimum.reduce


def _checked(indices: NDArray[Any], length: int) -> NDArray[np.int64]:
    # Seen as unsigned, a negative index and a missing date are huge: one maximum finds early, late and missing.
    if indices.dtype != _INT64:
        indices = indices.astype(_INT64)
    if indices.size and _maximum(indices.view(_UINT64)) >= length:
        raise OutOfRange
    return indices


def _blocks(length: int) -> Iterator[slice]:
    return (slice(at, at + _BLOCK) for at in range(0, length, _BLOCK))
