"""A numerator and a denominator, and the percentage they make, rounded as official statistics round it: one, or whole arrays of them."""

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Never, NoReturn

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.errors import OverlappingPeriods

__all__ = ["NoFigure", "OverlappingTally", "Tally", "percentage", "percentages", "shares"]

#: Beyond this a float does not hold every whole number.
_WHOLE_AS_FLOAT = 2**53

_GREATEST = int(np.iinfo(np.int64).max)

_count = [attrs.validators.instance_of(int), attrs.validators.ge(0)]


class NoFigure(Enum):
    """Why there is no figure; it is then None, which is neither 0 nor 100."""

    NO_CASES = "there are no cases"
    NOT_COUNTED_FROM = "the period begins before the first month counted"
    NO_POPULATION = "the population was not given"
    NOBODY = "the population is 0"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(eq=False)
class _Counts:
    numerator: int = attrs.field(validator=_count)
    denominator: int = attrs.field(validator=_count)

    @denominator.validator
    def _holds_the_numerator(self, _: object, denominator: int) -> None:
        if self.numerator > denominator:
            raise ValueError("A tally cannot have more in its numerator than in its denominator.")

    @property
    def share(self) -> Fraction | None:
        """The exact proportion; None when there are no cases, because nothing out of nothing is not zero."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def why(self) -> NoFigure | None:
        """Why there is no figure; None when there is one."""
        return None if self.denominator else NoFigure.NO_CASES

    def percentage(self, decimals: int) -> Decimal | None:
        """
        The percentage to so many decimals, half up; None when there are no cases.

        >>> Tally(120, 175).percentage(1)
        Decimal('68.6')
        """
        return None if self.share is None else percentage(self.share, decimals)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Counts):
            return NotImplemented
        return (self.numerator, self.denominator) == (other.numerator, other.denominator)

    def __hash__(self) -> int:
        return hash((self.numerator, self.denominator))

    def __str__(self) -> str:
        return f"{self.numerator} of {self.denominator}"


@attrs.frozen(eq=False)
class Tally(_Counts):
    """
    How many of how many, of the cases of periods that do not overlap: months, places, teams.

    Such tallies add up; the percentage is formed last, from the sums. Tallies are equal when their counts are.

    Attributes:
        numerator: The cases in time.
        denominator: The cases counted.

    Raises:
        ValueError: If there are more in the numerator than in the denominator, or either is negative.
        TypeError: If either is not a whole number.

    >>> Tally(71, 114) + Tally(49, 61)
    Tally(numerator=120, denominator=175)
    """

    def __add__(self, other: "Tally") -> "Tally":
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self.numerator + other.numerator, self.denominator + other.denominator)


@attrs.frozen(eq=False)
class OverlappingTally(_Counts):
    """
    How many of how many, in a year to date, a rolling window or a snapshot: the next one has the same cases in it again, so these never add up.

    Add the tallies of the months instead, or merge the :class:`~csc_indicators.results.tallies.Tallies` of places, which know their periods.

    Attributes:
        numerator: The cases in time.
        denominator: The cases counted.

    Raises:
        ValueError: If there are more in the numerator than in the denominator, or either is negative.
        TypeError: If either is not a whole number.
        OverlappingPeriods: If it is added to anything.

    >>> OverlappingTally(71, 114) + OverlappingTally(120, 175)
    Traceback (most recent call last):
    ...
    csc_indicators.errors.OverlappingPeriods: A year to date, a rolling figure or a snapshot holds cases that ...
    """

    def __add__(self, other: Never) -> NoReturn:
        raise OverlappingPeriods(
            "A year to date, a rolling figure or a snapshot holds cases that the next one holds too, so they do not add up. Add the tallies of the "
            "months, or merge the tallies of places period by period."
        )

    __radd__ = __add__


def percentage(share: Fraction, decimals: int) -> Decimal:
    """
    A proportion as a percentage, rounded half up from the exact fraction.

    *decimals* is 0 or more. The Department for Education rounds half up from unrounded counts; rounding a float, or half to even, gives other
    figures at ties.

    >>> percentage(Fraction(1, 16), 1)  # 6.25 exactly
    Decimal('6.3')
    """
    scale = _scale(decimals)
    doubled = 2 * 100 * scale * share.numerator + share.denominator
    return Decimal(doubled // (2 * share.denominator)).scaleb(-decimals)


def shares(numerators: NDArray[np.integer[Any]], denominators: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    """
    The proportions that two arrays of counts of one shape make, each the float nearest to it for counts below 2**53.

    NaN where there are no cases. A numerator is from 0 to its denominator.

    >>> shares(np.array([1, 0]), np.array([4, 0])).tolist()
    [0.25, nan]
    """
    with np.errstate(invalid="ignore"):  # nothing out of nothing is NaN
        found: NDArray[np.float64] = np.divide(numerators, denominators)
    return found


def percentages(numerators: NDArray[np.integer[Any]], denominators: NDArray[np.integer[Any]], decimals: int) -> NDArray[np.float64]:
    """
    The percentages that two arrays of counts of one shape make, each rounded half up as :func:`percentage` rounds it.

    All but the last step is done in whole numbers, and that gives the float nearest to the figure: the one that prints as it. NaN where there are no
    cases. A numerator is from 0 to its denominator, and *decimals* is 0 or more. Counts or decimals too large for 64 bits take longer.

    >>> percentages(np.array([1, 115, 0]), np.array([16, 368, 0]), 1).tolist()  # 6.25 and 31.25 exactly
    [6.3, 31.3, nan]
    """
    scale = _scale(decimals)
    most = int(denominators.max(initial=0))
    fits = (200 * scale + 1) * most <= _GREATEST and 100 * scale <= _WHOLE_AS_FLOAT
    above, below = (counts.astype(np.int64 if fits else object) for counts in (numerators, denominators))
    units = (200 * scale * above + below) // np.maximum(2 * below, 1)
    found: NDArray[np.float64] = (units / scale).astype(np.float64)
    found[denominators == 0] = np.nan
    return found


def _scale(decimals: int) -> int:
    if decimals < 0:
        raise ValueError("A percentage has 0 decimals or more.")
    return int(10**decimals)
