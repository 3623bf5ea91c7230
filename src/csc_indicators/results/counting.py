"""
Events counted by the month they happened in, by group, and by whether they were in time.

Every event is given one number, made of its month, its yes or no and its group, and the numbers are counted. Nothing is sorted as long as the labels
are text, or whole numbers near each other; long columns are worked through in blocks that stay in the processor's cache.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Dates, Ids, Mask
from csc_indicators.errors import listed_rows
from csc_indicators.periods import Month
from csc_indicators.results.groups import LABEL_KINDS, Group, check_labels

__all__ = ["Counts", "counted"]

#: Numbers of cases.
Counts: TypeAlias = NDArray[np.int64]

#: Events that are worked on at a time.
_BLOCK = 1 << 15

#: A table is made of every group that can be, and looked through, while it has so many cells or so many an event; beyond that it is quicker to sort.
_CELLS, _CELLS_AN_EVENT = 1 << 16, 8


@attrs.frozen(eq=False)
class _Coded:
    """A column as the place of each event's label among *labels*, in order; a label may be of no event."""

    codes: NDArray[np.integer[Any]]
    labels: Ids


def counted(when: Dates, in_time: Mask, by: Mapping[str, Ids], *, first: Month, as_at: date) -> tuple[list[Group], Counts, Counts]:
    """
    The groups that any event is of, in order, and for each group and month the events in time and all events.

    Args:
        when: The day of each event, or its month (``datetime64[M]``); events before *first*, after *as_at* or without a date are in no month.
        in_time: Which events are in time.
        by: Labels for each event, text or whole numbers, by what they are labels of.
        first: The first month counted.
        as_at: The last day counted, not before *first*.

    Raises:
        TypeError: If *when* are not days or months, or *in_time* is not of yes and no.
        ValueError: If the columns differ in length, or a label is neither text nor a whole number; no label is in the message.
    """
    dates, masks = _column("when", when), _column("in_time", in_time)
    if dates.dtype not in {np.dtype("datetime64[D]"), np.dtype("datetime64[M]")}:
        raise TypeError("The dates of events are days, datetime64[D], or months, datetime64[M]. Convert them to one of the two.")
    if masks.dtype != np.bool_:
        raise TypeError("An event is in time or it is not. Give an array of bool.")
    columns = {name: _column(name, labels) for name, labels in by.items()}
    if len({len(column) for column in (dates, masks, *columns.values())}) > 1:
        raise ValueError("The columns of events differ in length. Give a date, a yes or no, and each label for every event.")
    return _counted(dates, masks, [_coded(name, column) for name, column in columns.items()], first, as_at)


def _counted(when: Dates, in_time: Mask, by: Sequence[_Coded], first: Month, as_at: date) -> tuple[list[Group], Counts, Counts]:
    month_of, origin = _months(when.dtype, first, as_at)
    months = int(month_of[-1])
    sparse = 2 * (months + 1) * _width(by) > max(_CELLS, _CELLS_AN_EVENT * len(when))
    if sparse:
        by = [_joint(by, len(when))]
    width = _width(by)
    cells = (months + 1) * 2 * width
    cell_of, narrow = (month_of * (2 * width)).astype(np.min_scalar_type(-cells)), np.min_scalar_type(-2 * width)
    counts = np.zeros(cells, dtype=np.min_scalar_type(len(when)))  # no cell has more events than there are
    one, numbers = counts.dtype.type(1), when.view(np.int64)
    for begin in range(0, len(when), _BLOCK):
        part = slice(begin, begin + _BLOCK)
        cell = cell_of.take(numbers[part] - origin if origin else numbers[part], mode="clip")
        cell += _combined(in_time, by, part, narrow)
        np.add.at(counts, cell.astype(np.intp), one)
    counts = counts.reshape(months + 1, 2, width)
    there = np.flatnonzero(counts.any(axis=(0, 1))) if by else np.zeros(1, dtype=np.intp)
    late, early = np.moveaxis(counts[:-1] if len(there) == width else counts[:-1, :, there], 1, 0)
    groups = _groups(by, there)
    return [group for (group,) in groups] if sparse else groups, early.astype(np.int64).T, np.add(late, early, dtype=np.int64).T


def _months(dtype: "np.dtype[np.datetime64]", first: Month, as_at: date) -> tuple[Counts, int]:
    """
    The number of each day's month, or each month's, told off from *first*; and the day, or month, that the table begins with, by numpy's number.

    The table begins in 1970, so that a date is looked up as it stands, or earlier if *first* is. What is outside, the first entry and the last among
    it, has the number after the last month, and so has every date that is clipped to the table. A missing date is the least integer: it is clipped
    to the first, or to the last if subtracting has taken it round.
    """
    unit = np.datetime_data(dtype)[0]
    one = np.timedelta64(1, "D") if unit == "D" else np.timedelta64(1, "M")
    begun, ended = np.datetime64(first.first).astype(f"datetime64[{unit}]"), np.datetime64(as_at).astype(f"datetime64[{unit}]") + one
    inside = (np.arange(begun, ended).astype("datetime64[M]") - np.datetime64(first.first, "M")).astype(np.int64)
    start, stop = int(begun.astype(np.int64)), int(ended.astype(np.int64))
    origin = min(0, start - 1)
    numbers = np.full(stop - origin + 1, inside[-1] + 1)
    numbers[start - origin : stop - origin] = inside
    return numbers, origin


def _column(name: str, values: Any) -> NDArray[Any]:
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(f"The column {name!r} is a masked array, and its mask would be lost. Leave those events out, or label them.")
    # numpy makes text of what stands beside text in a list, missing values too
    column = np.asarray(values, dtype=object if isinstance(values, list | tuple) else None)
    if column.ndim != 1:
        raise TypeError(f"The column {name!r} has {column.ndim} dimensions. Give one value for each event.")
    return column


def _coded(name: str, values: NDArray[Any]) -> _Coded:
    """Each label's place among the labels, in order."""
    if values.dtype.kind == "b":
        return _Coded(values.view(np.int8), np.array([False, True]))
    if values.dtype.kind in "iu" and len(values):
        return _coded_numbers(values)
    listed = values.tolist()
    _refuse_others(name, listed)
    labels = set(listed)
    check_labels(labels)
    place = {label: at for at, label in enumerate(sorted(labels))}
    return _Coded(np.fromiter(map(place.__getitem__, listed), dtype=np.int32, count=len(listed)), _objects(place))


def _coded_numbers(values: NDArray[np.integer[Any]]) -> _Coded:
    least, most = int(values.min()), int(values.max())
    if most - least < max(_CELLS, _CELLS_AN_EVENT * len(values)) and most <= np.iinfo(np.int64).max:
        alike = least == 0 and values.dtype != np.uint64
        codes = values if alike else np.subtract(values, least, dtype=np.int64, casting="same_kind")
        return _Coded(codes, np.arange(most - least + 1) + least)
    distinct, codes = np.unique(values, return_inverse=True)
    return _Coded(codes, distinct)


def _refuse_others(name: str, labels: list[Any]) -> None:
    """Refuse what is no label, by its rows; the rest is for those who check groups wherever they come from."""
    others = [row for row, label in enumerate(labels, start=1) if type(label) not in LABEL_KINDS]
    if others:
        raise ValueError(
            f"The column {name!r} has labels that are neither text nor whole numbers ({listed_rows(others)}; row 1 is the first). Give what is not "
            "known a label too, such as 'not recorded'."
        )


def _width(by: Sequence[_Coded]) -> int:
    """How many groups there can be."""
    return math.prod(len(column.labels) for column in by)


def _combined(in_time: Mask, by: Sequence[_Coded], part: slice, dtype: "np.dtype[Any]") -> NDArray[np.integer[Any]]:
    """For some of the events, the place of each one's group among all there can be, and after all of those for events in time."""
    codes = in_time[part].astype(dtype)
    for column in by:
        codes *= dtype.type(len(column.labels))
        codes += column.codes[part]
    return codes


def _joint(by: Sequence[_Coded], size: int) -> _Coded:
    """The columns as one, which has as labels only the groups there are."""
    codes, groups = np.zeros(size, dtype=np.int64), [()]
    for column in by:
        there, codes = np.unique(codes * len(column.labels) + column.codes, return_inverse=True)
        before, own = np.divmod(there, len(column.labels))
        groups = [(*groups[at], label) for at, label in zip(before.tolist(), column.labels[own].tolist(), strict=True)]
    return _Coded(codes, _objects(groups))


def _groups(by: Sequence[_Coded], there: NDArray[np.intp]) -> list[Group]:
    """The labels of the groups at these places."""
    if not by:
        return [()]
    places = np.unravel_index(there, [len(column.labels) for column in by])
    return list(zip(*(column.labels[place].tolist() for column, place in zip(by, places, strict=True)), strict=True))


def _objects(values: Collection[Any]) -> Ids:
    """The values one by one, also those that numpy would take for rows of an array."""
    return np.fromiter(values, dtype=object, count=len(values))
