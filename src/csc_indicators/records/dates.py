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

from csc_indicators.arrays import NAT, Dates, Mask

__all__ = ["DateFormat", "Misread", "blanks", "dates_from_objects", "dates_from_times"]

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
        self.positions: dict[str, list[int]] = {}

    def add(self, what: str, positions: Sequence[int]) -> None:
        """Note that the values at *positions* are wrong in the way *what* names."""
        if len(positions):
            self.positions.setdefault(what, []).extend(positions)

    def __iter__(self) -> Iterator[tuple[str, str, list[int]]]:
        """Each problem, its remedy and the positions it was found at."""
        return ((*_FAULTS[what], self.positions[what]) for what in _FAULTS if what in self.positions)


def dates_from_times(values: np.ndarray[Any, Any]) -> tuple[Dates, Misread]:
    """Dates from ``datetime64`` of any unit; a time of day is a fault."""
    misread = Misread()
    if np.datetime_data(values.dtype)[0] in {"Y", "M", "W", "generic"}:
        dates = np.full(len(values), NAT)
        misread.add("other", np.flatnonzero(~np.isnat(values)).tolist())
        return dates, misread
    dates = values.astype("datetime64[D]")
    misread.add("timed", np.flatnonzero((dates != values) & ~np.isnat(values)).tolist())
    return dates, misread


def dates_from_objects(values: Sequence[Any], *, date_format: DateFormat) -> tuple[Dates, Misread]:
    """Dates from Python values: dates, midnight datetimes, text, or something missing."""
    known: dict[Any, tuple[np.datetime64, str]] = {}
    dates = np.empty(len(values), dtype="datetime64[D]")
    found: dict[str, list[int]] = {}
    for position, value in enumerate(values):
        key = value if isinstance(value, str) else (type(value), value)
        try:
            read = known.get(key)
        except TypeError:
            read = (NAT, "other")
        if read is None:
            read = known[key] = _read(value, date_format)
        dates[position] = read[0]
        found.setdefault(read[1], []).append(position)
    return dates, _judged(found)


def is_missing(value: Any) -> bool:
    """True for None, NaN, NaT, pandas' NA and blank text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if type(value).__name__ == "NAType":  # pandas' NA is neither equal to itself nor different from itself
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - NaN and NaT of every kind are not themselves
    except (TypeError, ValueError):
        return False


def blanks(values: Sequence[Any]) -> Mask:
    """Which *values* are missing."""
    return np.fromiter(map(is_missing, values), dtype=bool, count=len(values))


def _judged(found: dict[str, list[int]]) -> Misread:
    misread = Misread()
    if "iso" in found and "slashed" in found:
        misread.add("mixed", found["iso"] if len(found["iso"]) < len(found["slashed"]) else found["slashed"])
    for what in _FAULTS:
        misread.add(what, found.get(what, ()))
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
