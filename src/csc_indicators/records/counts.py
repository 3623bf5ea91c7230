"""
Whole numbers out of whatever a column holds.

``2``, ``2.0`` and the text ``"2"`` are two. Text is read when it is digits and nothing else, spaces around it apart; so are yes and no where a
library keeps them as 1 and 0. A number that is not whole, or is below 0, is a fault and is not rounded.
"""

from decimal import Decimal
from numbers import Integral
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Mask
from csc_indicators.records.coding import Coded, is_missing

__all__ = ["NOT_RECORDED", "counts_from_coded"]

#: What stands for a number that is not recorded.
NOT_RECORDED: Final = -1

#: More digits than any count needs; a number of so many always fits.
_DIGITS = 18

_NOT_WHOLE = ("not a whole number", "Write the number in digits alone, such as 0 or 2; leave the value blank where it is not recorded")
_BELOW = ("a number below 0", "Correct the value; leave it blank where it is not recorded")
_LARGE = ("a number too large to be a count", "Correct the value")


def counts_from_coded(column: Coded) -> tuple[NDArray[np.int64], Mask, list[tuple[str, str, NDArray[np.intp]]]]:
    """
    Whole numbers from a column's distinct values, each read once.

    Returns:
        The number of each row, -1 where it has none; which rows are blank; and each problem with its remedy and the positions it was found at.

    >>> from csc_indicators.records.coding import coded
    >>> numbers, blank, problems = counts_from_coded(coded(["2", None, 3.0, "two"]))
    >>> numbers.tolist(), blank.tolist()
    ([2, -1, 3, -1], [False, True, False, False])
    >>> [(problem, positions.tolist()) for problem, _, positions in problems]
    [('not a whole number', [3])]
    """
    read = [_read(value) for value in column.listed]
    numbers = np.array([*(each if isinstance(each, int) else NOT_RECORDED for each in read), NOT_RECORDED], dtype=np.int64)
    blank = np.array([*(each is None for each in read), True])
    found = [(fault, np.flatnonzero(np.array([*(each is fault for each in read), False])[column.codes])) for fault in (_NOT_WHOLE, _BELOW, _LARGE)]
    return numbers[column.codes], blank[column.codes], [(*fault, positions) for fault, positions in found if len(positions)]


def _read(value: Any) -> int | tuple[str, str] | None:
    """The number that a value says, what is wrong with it, or None where it is blank."""
    if is_missing(value):
        return None
    number = _digits(value.strip()) if isinstance(value, str) else _whole(value)
    if number is None:
        return _NOT_WHOLE
    if number < 0:
        return _BELOW
    return number if number < 10**_DIGITS else _LARGE


def _digits(text: str) -> int | None:
    written = text.removeprefix("-")
    if not (written.isascii() and written.isdecimal()):
        return None
    figures = written.lstrip("0") or "0"
    size = int(figures) if len(figures) <= _DIGITS else 10**_DIGITS  # Python itself refuses to read thousands of figures
    return size if written == text else -size


def _whole(value: Any) -> int | None:
    if isinstance(value, Integral | np.bool_):
        return int(value)
    if isinstance(value, float | np.floating):
        return int(value) if value.is_integer() else None
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else None
    return None
