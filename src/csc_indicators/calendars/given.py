"""What a caller gives as dates: one date, an array of them, or a list; everything else is refused by the argument's name."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import numpy as np

from csc_indicators.arrays import NAT, Dates
from csc_indicators.errors import listed_rows

__all__ = ["as_dates", "is_series"]

_DAY_ONE = date(1970, 1, 1).toordinal()
_UNITS = {"D", "h", "m", "s", "ms", "us", "ns"}
_WANTED = "Give datetime.date, a datetime64[D] array or a list of dates"


def as_dates(name: str, value: Any) -> date | Dates:
    """
    The argument *name* as a date or as an array of ``datetime64[D]``; a Series, for :mod:`~csc_indicators.calendars.series`, stays what it is.

    A time with a zone is the date it falls on in London. A time of day without a zone is refused, because the day may be another one in London;
    midnight itself is the date.

    Raises:
        TypeError: If it is anything else; no value is in the message.
    """
    if type(value) is date:
        return value
    if isinstance(value, datetime):
        return _date_of(name, value)
    if isinstance(value, np.datetime64):
        if np.isnat(value):
            raise TypeError(f"{name} is missing. {_WANTED}.")
        day: date = _days(name, np.array([value]))[0].item()
        return day
    if isinstance(value, np.ndarray):
        return _days(name, value)
    if isinstance(value, list | tuple):
        return _from_list(name, value)
    if is_series(value):
        series: Dates = value
        return series
    raise TypeError(f"{name} is {_kind(value)}. {_WANTED}.")


def is_series(value: Any) -> bool:
    """Whether *value* may be a Series: it can be made an array of, and is none."""
    return not isinstance(value, np.ndarray) and hasattr(value, "__array__") and not isinstance(value, np.generic)


def _date_of(name: str, moment: datetime) -> date:
    if type(moment).__name__ == "NaTType":  # pandas says that a missing time is a datetime
        raise TypeError(f"{name} is missing. {_WANTED}.")
    if moment.tzinfo is not None:
        from zoneinfo import ZoneInfo  # only when there is a zone

        return moment.astimezone(ZoneInfo("Europe/London")).date()
    if moment.time() != time.min:
        raise TypeError(f"{name} has a time of day and no time zone. Give the date alone, or say which zone.")
    return moment.date()


def _days(name: str, values: np.ndarray[Any, Any]) -> Dates:
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, whose masked values would be counted. Fill them with NaT.")
    if values.ndim != 1:
        raise TypeError(f"{name} has {values.ndim} dimensions. {_WANTED}.")
    if values.dtype.kind != "M" or np.datetime_data(values.dtype)[0] not in _UNITS:
        raise TypeError(f"{name} is an array of {values.dtype}. {_WANTED}; text and objects are not guessed at.")
    days: Dates = values.astype("datetime64[D]", copy=False)
    timed = np.flatnonzero((days != values) & ~np.isnat(values)) if days is not values else ()
    if len(timed):
        raise TypeError(f"{name} has times of day in {_count_of(timed)}. Give dates alone.")
    return days


def _from_list(name: str, values: Sequence[Any]) -> Dates:
    # By ordinals: numpy takes microseconds to parse each datetime.date.
    kinds = set(map(type, values))
    if kinds <= {date}:
        return (np.fromiter(map(date.toordinal, values), dtype=np.int64, count=len(values)) - _DAY_ONE).view("datetime64[D]")
    strange = [
        position for position, value in enumerate(values) if value is not None and (not isinstance(value, date) or type(value).__name__ == "NaTType")
    ]
    if strange:
        raise TypeError(f"{name} has something other than dates in {_count_of(strange)}. {_WANTED}.")
    timed = [at for at, value in enumerate(values) if isinstance(value, datetime) and value.tzinfo is None and value.time() != time.min]
    if timed:
        raise TypeError(f"{name} has times of day and no time zone in {_count_of(timed)}. Give dates alone, or say which zone.")
    days = (NAT if value is None else np.datetime64(_date_of(name, value) if isinstance(value, datetime) else value, "D") for value in values)
    return np.fromiter(days, dtype="datetime64[D]", count=len(values))


def _count_of(positions: Any) -> str:
    count = len(positions)
    return f"{count} row{'' if count == 1 else 's'}: {listed_rows([int(position) + 1 for position in positions])}"


def _kind(value: Any) -> str:
    return "text" if isinstance(value, str) else f"of type {type(value).__name__}"
