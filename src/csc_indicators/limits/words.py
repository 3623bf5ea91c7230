"""Any limit, and a limit from the words people write it in."""

import re
from typing import TypeAlias

from csc_indicators.errors import InvalidLimit
from csc_indicators.limits.days import CalendarDays, Weeks, WorkingDays
from csc_indicators.limits.hours import Hours
from csc_indicators.limits.months import Months, Years

__all__ = ["DateLimit", "Limit", "parse_limit"]

#: A limit that runs from a day.
DateLimit: TypeAlias = WorkingDays | CalendarDays | Weeks | Months | Years

#: A limit, that is from a day, or of hours from a moment.
Limit: TypeAlias = DateLimit | Hours

_BY_UNIT: dict[str, type[Limit]] = {limit.unit: limit for limit in (WorkingDays, CalendarDays, Weeks, Months, Years, Hours)}
_WRITTEN = re.compile(rf"(\d{{1,4}}) ({'|'.join(_BY_UNIT)})s?", re.ASCII | re.IGNORECASE)
_DAYS_ALONE = re.compile(r"\d+ days?", re.ASCII | re.IGNORECASE)


def parse_limit(text: str) -> Limit:
    """
    A limit from the words people write it in, as printing it writes them. Capitals, spaces and singular or plural do not matter.

    Raises:
        InvalidLimit: If the words are not a number of up to four figures and its unit. Days alone are refused: in this field some limits are of
            working days and some are not.

    >>> parse_limit("15 working days"), parse_limit("26 Weeks")
    (WorkingDays(15), Weeks(26))
    """
    words = " ".join(text.split()) if isinstance(text, str) else ""
    if _DAYS_ALONE.fullmatch(words):
        raise InvalidLimit("The limit does not say which days. Write working days or calendar days, as in '15 working days'.")
    found = _WRITTEN.fullmatch(words)
    if found is None:
        units = ", ".join(f"{unit}s" for unit in _BY_UNIT)
        raise InvalidLimit(f"The limit cannot be read. Write a whole number and its unit, as in '15 working days'. The units are: {units}.")
    return _BY_UNIT[found[2].lower()](int(found[1]))
