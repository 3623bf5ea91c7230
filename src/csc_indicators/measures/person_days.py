"""The days of people as single numbers, which sort by person and then by day."""

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Dates, People

__all__ = ["PersonDays"]

#: What a missing date is as a number.
_MISSING = np.iinfo(np.int64).min


@attrs.frozen
class PersonDays:
    """
    A stretch of numbers for each person, one for each day of a range.

    Attributes:
        first: The first day of the range, in days after 1 January 1970.
        days: How many days it has.
    """

    first: int
    days: int

    @classmethod
    def over(cls, *columns: Dates) -> "PersonDays":
        """
        Numbers for the days from the first in any column to the last; missing ones are not looked at.

        >>> PersonDays.over(np.array(["1970-01-03", "NaT"], "M8[D]"), np.array(["1970-01-02"], "M8[D]"))
        PersonDays(first=1, days=2)
        """
        numbers = [days[days != _MISSING] for days in (column.view(np.int64) for column in columns)]
        first = min((int(days.min()) for days in numbers if len(days)), default=0)
        last = max((int(days.max()) for days in numbers if len(days)), default=first)
        return cls(first, last - first + 1)

    def of(self, person: People, day: Dates) -> NDArray[np.int64]:
        """
        The number of each person's day; no day may be missing.

        >>> PersonDays(first=1, days=2).of(np.array([0, 5]), np.array(["1970-01-03", "1970-01-02"], "M8[D]"))
        array([ 1, 10])
        """
        return self.start_of(person) + (day.view(np.int64) - self.first)

    def start_of(self, person: People) -> NDArray[np.int64]:
        """The number of the first day of each person."""
        return person.astype(np.int64) * self.days
