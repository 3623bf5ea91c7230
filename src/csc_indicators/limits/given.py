"""
What callers give a limit, checked before anything is reckoned.

A date becomes an array of no dimensions, so that one rule serves dates and columns; :func:`answer` turns it back. Nothing is repaired: what cannot be
used is refused with one error, which names the argument and the rows and never shows a value.
"""

from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Dates, Mask
from csc_indicators.errors import OutsideCalendar, ReversedDates, listed_rows

__all__ = ["answer", "column", "days_given", "in_order", "known", "refuse"]

_FIRST = np.datetime64(date.min, "D")
_LAST = np.datetime64(date.max, "D")


def days_given(name: str, value: object) -> Dates:
    """
    The days of the argument *name*.

    Raises:
        TypeError: If *value* is neither a date nor a one-dimensional array of ``datetime64[D]``.
        OutsideCalendar: If a date is not in the years 1 to 9999.
    """
    if isinstance(value, np.ndarray):
        return within_years(name, column(name, value, "datetime64[D]"))
    if isinstance(value, datetime):
        raise TypeError(f"The argument '{name}' is a datetime, and this limit runs from a day. Give the date alone.")
    if not isinstance(value, date):
        raise TypeError(f"The argument '{name}' has the type {type(value).__name__}. Give a datetime.date or an array of datetime64[D].")
    return np.asarray(value, dtype="datetime64[D]")


def within_years(name: str, days: Dates) -> Dates:
    """
    The same days, all of them in the years that Python's dates have.

    Raises:
        OutsideCalendar: If a date, given or reckoned from one given, is not in the years 1 to 9999.
    """
    outside = (days < _FIRST) | (days > _LAST)
    refuse(outside, OutsideCalendar, f"The argument '{name}', or the day reckoned from it, is outside the years 1 to 9999", "Correct the date.")
    return days


def column(name: str, values: NDArray[Any], dtype: str) -> NDArray[Any]:
    """
    The same array, one-dimensional and of *dtype*.

    Raises:
        TypeError: If it is not.
    """
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(f"The argument '{name}' is a masked array, and its mask would be lost. Give NaT where a value is missing.")
    if values.ndim != 1:
        raise TypeError(f"The argument '{name}' has {values.ndim} dimensions. Give an array of one dimension, a row to a case.")
    if values.dtype != np.dtype(dtype):
        raise TypeError(f"The argument '{name}' is an array of {values.dtype}. Give an array of {dtype}.")
    return values


def known(**given: NDArray[Any]) -> None:
    """
    Refuse missing values, and arrays of different lengths.

    Raises:
        ValueError: If there are any.
    """
    rows = {name: len(values) for name, values in given.items() if values.ndim}
    if len(set(rows.values())) > 1:
        lengths = " and ".join(f"'{name}' has {length} rows" for name, length in rows.items())
        raise ValueError(f"The arguments differ in length: {lengths}. Give a row to a case in each.")
    for name, values in given.items():
        remedy = "Leave those rows out first, because the answer has no way to say that it is not known."
        refuse(np.isnat(values), ValueError, f"The argument '{name}' is missing", remedy)


def in_order(start: NDArray[Any], end: NDArray[Any]) -> None:
    """
    Refuse an end before its start, and what :func:`known` refuses.

    Raises:
        ReversedDates: If an end is before its start.
        ValueError: If a value is missing, or the lengths differ.
    """
    known(start=start, end=end)
    refuse(end < start, ReversedDates, "The argument 'end' is before 'start'", "Correct them, or leave them out; they are never swapped.")


def refuse(bad: Mask, error: type[ValueError], problem: str, remedy: str) -> None:
    """
    Raise *error* if anything is *bad*, with how many rows are and their numbers when a column was given.

    Raises:
        ValueError: As *error*.
    """
    if not np.any(bad):
        return
    if np.ndim(bad) == 0:
        raise error(f"{problem}. {remedy}")
    rows = np.flatnonzero(bad) + 1
    raise error(f"{problem} in {len(rows)} of {len(bad)} rows ({listed_rows(rows.tolist())}; row 1 is the first). {remedy}")


def answer(result: NDArray[Any]) -> Any:
    """A plain Python value for plain Python values, an array for arrays."""
    return result.item() if result.ndim == 0 else result
