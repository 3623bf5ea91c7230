"""
Dates out of whatever a column holds.

Text is read in two forms and no others: ``2018-09-30``, which can be read in one way only, and ``30/09/2018`` when the caller has declared
``dd/mm/yyyy``. A column is all of one form. Nothing is guessed: ``03/04/2018`` without a declaration is a fault, and so is a time of day other than
midnight, because dropping it would lose something.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates
from csc_indicators.records.coding import Coded, Places, coded, is_missing

__all__ = ["DateFormat", "Misread", "dates_from_coded", "dates_from_objects", "dates_from_times"]

DateFormat = Literal["yyyy-mm-dd", "dd/mm/yyyy"]

_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0{1,9})?)?)?"
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_MIDNIGHT}", re.ASCII)
_SLASHED = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_MIDNIGHT}", re.ASCII)
_TIMED = re.compile(r"[\d/-]{8,10}[T ]\d{1,2}:\d{2}.*", re.ASCII)

#: What a value can be other than a date, in the order faults are reported: what is wrong, what to do.
_FAULTS = {
    "undeclared": (
        "dates are written with slashes, which can be read in two ways",
        "If they are day, month, year, say so: date_format='dd/mm/yyyy', or --date-format dd/mm/yyyy on the command line; if not, export yyyy-mm-dd",
    ),
    "swapped": (
        "not a date as dd/mm/yyyy, but one as mm/dd/yyyy",
        "If the column is month first, export it as yyyy-mm-dd: other rows may be misread without looking wrong",
    ),
    "mixed": ("two date formats in one column", "Write every date of the column in one format"),
    "timed": ("a time of day, or a time zone, where a date is wanted", "Give the date alone"),
    "impossible": ("not a date that exists", "Correct the value"),
    "other": ("not a date", "Write dates as yyyy-mm-dd, or as dd/mm/yyyy and declare it; leave the value blank where no date is known"),
}


class Misread:
    """The values of a column that are not dates, by what is wrong with them."""

    def __init__(self) -> None:
        self.positions: dict[str, NDArray[np.intp]] = {}

    def add(self, what: str, positions: NDArray[np.intp]) -> None:
        """Note that the values at *positions* are wrong in the way *what* names."""
        if len(positions):
            self.positions[what] = positions

    def __iter__(self) -> Iterator[tuple[str, str, NDArray[np.intp]]]:
        """Each problem, its remedy and the positions it was found at."""
        return ((*_FAULTS[what], self.positions[what]) for what in _FAULTS if what in self.positions)


def dates_from_times(values: NDArray[np.datetime64]) -> tuple[Dates, Misread]:
    """Dates from ``datetime64`` of any unit; a time of day is a fault."""
    misread = Misread()
    if np.datetime_data(values.dtype)[0] in {"Y", "M", "W", "generic"}:
        dates = np.full(len(values), NAT)
        misread.add("other", np.flatnonzero(~np.isnat(values)))
        return dates, misread
    dates = values.astype("datetime64[D]")
    if values.dtype != dates.dtype:
        back = dates.astype(values.dtype)
        misread.add("timed", np.flatnonzero(back.view(np.int64) != values.view(np.int64)))
    return dates, misread


def dates_from_objects(values: Sequence[Any], *, date_format: DateFormat) -> tuple[Dates, Misread]:
    """Dates from Python values: dates, midnight datetimes, text, or something missing."""
    return dates_from_coded(coded(list(values)), date_format=date_format)


def dates_from_coded(column: Coded, *, date_format: DateFormat) -> tuple[Dates, Misread]:
    """Dates from a column's distinct values, each read once."""
    read = [_read(value, date_format) for value in column.listed]
    dates = np.array([*(day for day, _ in read), NAT], dtype="datetime64[D]")
    return dates[column.codes], _judged([what for _, what in read], column.codes)


def _judged(whats: list[str], codes: Places) -> Misread:
    """What is wrong with the rows, from what each distinct value is."""
    misread = Misread()

    def positions(what: str) -> NDArray[np.intp]:
        return np.flatnonzero(np.array([*(each == what for each in whats), False])[codes])

    found = set(whats)
    if {"iso", "slashed"} <= found:
        misread.add("mixed", min(positions("slashed"), positions("iso"), key=len))
    for what in found & _FAULTS.keys():
        misread.add(what, positions(what))
    return misread


def _read(value: Any, date_format: DateFormat) -> tuple[np.datetime64, str]:
    if is_missing(value):
        return NAT, "blank"
    if isinstance(value, datetime):
        midnight = value.tzinfo is None and value.time() == datetime.min.time()
        return (np.datetime64(value.date(), "D"), "iso") if midnight else (NAT, "timed")
    if isinstance(value, date):
        return np.datetime64(value, "D"), "iso"
    if isinstance(value, np.datetime64):
        dates, misread = dates_from_times(np.array([value]))
        return (NAT, "timed") if misread.positions else (dates[0], "iso")
    return _read_text(value.strip(), date_format) if isinstance(value, str) else (NAT, "other")


def _read_text(text: str, date_format: DateFormat) -> tuple[np.datetime64, str]:
    written = _ISO.fullmatch(text) or _SLASHED.fullmatch(text)
    if written is None:
        return NAT, "timed" if _TIMED.fullmatch(text) else "other"
    slashed = "/" in text
    if slashed and date_format != "dd/mm/yyyy":
        return NAT, "undeclared"
    year, month, day = (int(written[part]) for part in ("year", "month", "day"))
    if _exists(year, month, day):
        return np.datetime64(date(year, month, day), "D"), "slashed" if slashed else "iso"
    return NAT, "swapped" if slashed and _exists(year, day, month) else "impossible"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
