"""How many of its unit a limit is, and how it is written."""

from typing import Any, ClassVar

import attrs

from csc_indicators.errors import InvalidLimit

__all__ = ["MOST", "Numbered", "whole_number"]

#: The most of any unit that a limit may be: more is a slip of the keyboard, and no date could be reckoned from much more.
MOST = 9999


@attrs.frozen(repr=False)
class Numbered:
    """
    A whole number of some unit.

    Attributes:
        unit: What is counted, in the singular.
    """

    unit: ClassVar[str]

    @property
    def _number(self) -> int:
        (number,) = attrs.astuple(self)
        return int(number)

    def __str__(self) -> str:
        return f"{self._number} {self.unit}{'' if self._number == 1 else 's'}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._number})"


def whole_number(limit: Any, _: object, number: int) -> None:
    """
    Refuse what is not a whole number from 0 to the most a limit may be.

    Raises:
        TypeError: If *number* is not an int; True and False are not.
        InvalidLimit: If it is below 0 or above the most.
    """
    if type(number) is not int:
        raise TypeError(f"The number of {limit.unit}s has the type {type(number).__name__}. Give a whole number, an int.")
    if not 0 <= number <= MOST:
        raise InvalidLimit(f"The number of {limit.unit}s is below 0 or above {MOST}. Give a number from 0 to {MOST}.")
