"""
Places against the average of all, with the limits within which chance alone would keep them: the numbers of a funnel plot.

A league table ranks places that differ by chance. A funnel asks only whether a place is further from the average than its size explains.
"""

import math
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.results.tally import OverlappingTally, Tally

__all__ = ["Funnel", "Limits", "Place", "Where", "funnel", "funnel_limits"]

_WHOLE = 100

#: The confidences of the two funnels, about two and three standard deviations: a place outside the first is worth a look, outside the second a
#: question.
_INNER, _OUTER = 95.0, 99.8

#: A chance so little below what a limit leaves is taken as equal to it, because the sum of many floats is no nearer.
_EQUAL = 1e-12

#: With a longer tail than this a limit might not lie on its side of the average.
_LONGEST_TAIL = 0.25


class Where(Enum):
    """
    Where a place stands in a funnel.

    >>> print(Where.FAR_BELOW)
    below the 99.8% limit
    """

    FAR_BELOW = "below the 99.8% limit"
    BELOW = "below the 95% limit"
    INSIDE = "inside the limits"
    ABOVE = "above the 95% limit"
    FAR_ABOVE = "above the 99.8% limit"

    def __str__(self) -> str:
        return self.value


@attrs.frozen
class Limits:
    """
    Between which counts chance keeps a place of some size.

    Attributes:
        size: Its cases.
        lower: The lower limit, in cases; a place is below it when its count is less.
        upper: The upper limit, in cases; a place is above it when its count is more.
        confidence: The percentage of such places that chance alone keeps inside, or more, because counts are whole.
    """

    size: int
    lower: float
    upper: float
    confidence: float

    @property
    def shares(self) -> tuple[float, float]:
        """Both limits as shares of the cases."""
        return self.lower / self.size, self.upper / self.size


@attrs.frozen
class Place:
    """
    A place in a funnel.

    Attributes:
        name: What it is called.
        tally: Its counts, with a case or more.
        inner: Its 95% limits.
        outer: Its 99.8% limits.
    """

    name: str
    tally: Tally | OverlappingTally
    inner: Limits
    outer: Limits

    @property
    def where(self) -> Where:
        """Where it stands."""
        count = self.tally.numerator
        if count < self.inner.lower:
            return Where.FAR_BELOW if count < self.outer.lower else Where.BELOW
        if count > self.inner.upper:
            return Where.FAR_ABOVE if count > self.outer.upper else Where.ABOVE
        return Where.INSIDE


@attrs.frozen(kw_only=True)
class Funnel:
    """
    Places against an average.

    Attributes:
        average: The average.
        of_all_shown: Whether it is that of the places themselves, added up, and not one that was given.
        places: Every place with a case, in the order given.
        without_cases: The names of those without one, which have no figure.
        not_shown: The names of those whose counts are suppressed or not known. They are in no average of places added up.
    """

    average: Fraction
    of_all_shown: bool
    places: tuple[Place, ...]
    without_cases: tuple[str, ...]
    not_shown: tuple[str, ...]

    def at(self, *where: Where) -> tuple[Place, ...]:
        """The places that stand so, the furthest from the average first, in standard errors."""
        return tuple(sorted((place for place in self.places if place.where in where), key=lambda place: -abs(self._errors(place))))

    @property
    def outside(self) -> tuple[Place, ...]:
        """The places outside the 95% limits, the furthest first."""
        return self.at(*(where for where in Where if where is not Where.INSIDE))

    @property
    def dispersion(self) -> float | None:
        """
        How many times as much the places differ as chance alone would make them: the mean of their squared standard errors from the average.

        About 1 where only chance is at work. Well above 1, more lies between the places than chance (other families, practice or recording), many
        stand outside, and to be outside says little of any one of them. None when there are no places, or the average is 0 or 1.
        """
        if not self.places or self.average in {0, 1}:
            return None
        return sum(self._errors(place) ** 2 for place in self.places) / len(self.places)

    def _errors(self, place: Place) -> float:
        """How many standard errors of the average a place of its size is from it."""
        of, average = place.tally.denominator, self.average
        away = Fraction(place.tally.numerator, of) - average
        return math.copysign(math.sqrt(away**2 * of / (average * (1 - average))), away) if 0 < average < 1 else float(bool(away))


def funnel_limits(size: int, average: Fraction, *, confidence: float = _INNER) -> Limits:
    """
    The exact limits of a count of *size* cases, each of which is in time with the same chance, *average*, and none of which hangs on another.

    A count is below the lower limit exactly when the binomial chance of as few or fewer is less than half of what the confidence leaves, and above
    the upper one exactly when that of as many or more is. Between two whole counts a limit lies where a straight line through their chances has it,
    which tells no place from another and makes the funnel smooth. So limits nest, hold the average between them, and what is in time from above is
    what is late from below.

    Sources: D. J. Spiegelhalter, "Funnel plots for institutional comparison", Quality and Safety in Health Care 11(4), 2002, which draws exact
    binomial limits, and "Funnel plots for comparing institutional performance", Statistics in Medicine 24(8), 2005, of which the summary was read.
    The two confidences are those of the R package *FunnelPlotR* 0.6.0. By default it widens its limits where places differ by more than chance;
    these are not widened, and :attr:`Funnel.dispersion` tells how much they differ.

    Args:
        size: The cases, 1 or more.
        average: The average share, from 0 to 1.
        confidence: A percentage from 50 to below 100.

    Raises:
        ValueError: If one of them is outside its range.

    >>> limits = funnel_limits(20, Fraction(8, 10))
    >>> [round(limit, 2) for limit in limits.shares]
    [0.58, 0.99]
    """
    if size < 1 or not 0 <= average <= 1:
        raise ValueError("Limits are of 1 case or more, and of an average from 0 to 1.")
    tail = (_WHOLE - confidence) / (2 * _WHOLE)
    if not 0 < tail <= _LONGEST_TAIL:
        raise ValueError("The confidence of limits is a percentage from 50 to below 100, such as 95.")
    return Limits(size, _lower(size, average, tail), size - _lower(size, 1 - average, tail), confidence)


def funnel(tallies: Mapping[str, Tally | OverlappingTally | None], *, average: Tally | OverlappingTally | None = None) -> Funnel:
    """
    Places against the average of all, with their 95% and 99.8% limits.

    Args:
        tallies: The counts of each place by its name; None where they are suppressed or not known. They are never taken for 0.
        average: The counts that the average is of, such as those published for the whole country, which hold the places not shown too. Left out, the
            places shown are added up.

    Raises:
        ValueError: If no place has a case and no average is given, or the average given is of no cases.

    >>> shown = funnel({"Northshire": Tally(120, 175), "Southshire": Tally(90, 100), "Eastshire": None, "Westshire": Tally(0, 0)})
    >>> for place in shown.places:
    ...     print(place.name, place.where)
    Northshire below the 95% limit
    Southshire above the 99.8% limit
    >>> shown.not_shown, shown.without_cases
    (('Eastshire',), ('Westshire',))
    """
    known = {name: tally for name, tally in tallies.items() if tally is not None}
    counts = [(tally.numerator, tally.denominator) for tally in (known.values() if average is None else [average])]
    numerator, denominator = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    if not denominator:
        raise ValueError("There is no average, because nothing was counted. Give a place with a case, or an average of some.")
    share = Fraction(numerator, denominator)
    inner, outer = ({size: funnel_limits(size, share, confidence=each) for size in _sizes(known)} for each in (_INNER, _OUTER))
    return Funnel(
        average=share,
        of_all_shown=average is None,
        places=tuple(Place(name, of, inner[of.denominator], outer[of.denominator]) for name, of in known.items() if of.denominator),
        without_cases=tuple(name for name, tally in known.items() if not tally.denominator),
        not_shown=tuple(name for name, tally in tallies.items() if tally is None),
    )


def _sizes(tallies: Mapping[str, Tally | OverlappingTally]) -> set[int]:
    return {tally.denominator for tally in tallies.values() if tally.denominator}


def _lower(size: int, share: Fraction, tail: float) -> float:
    """Where the chance of as few or fewer, joined by straight lines from 0 at -1 on, reaches the tail; 0 where that is before 0."""
    chances = np.cumsum(_binomial(size, share))
    at = int(np.searchsorted(chances, tail * (1 - _EQUAL)))
    before = float(chances[at - 1]) if at else 0.0
    here = float(chances[at])
    return max(at - 1 + min((tail - before) / (here - before), 1.0), 0.0)


def _binomial(size: int, share: Fraction) -> NDArray[np.float64]:
    """The chance of each count, from their logarithms, made to add up to 1."""
    counts = np.arange(size + 1)
    if share in {0, 1}:
        return np.array(counts == size * int(share), dtype=np.float64)
    factorials = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size + 1)))])
    logs = factorials[size] - factorials - factorials[::-1] + counts * math.log(share) + (size - counts) * math.log(1 - share)
    chances = np.exp(logs - logs.max())
    made: NDArray[np.float64] = chances / chances.sum()
    return made
