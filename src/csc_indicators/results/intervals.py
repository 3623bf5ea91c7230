"""How far a share or a count of few cases can be relied on: Wilson's interval, Byar's and the exact one."""

import math
import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import Any, overload

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.results.tally import percentage

__all__ = ["Interval", "count_interval", "wilson", "wilson_of_share"]

_WHOLE = 100

#: From this count on Byar's approximation is used, as Public Health England's tool does; below it the exact interval, which costs little there.
_BYAR_FROM = 10

#: Terms after which a tail's series, for a mean of at most nine, has no more to add to a float.
_TERMS = 60

#: A mean beyond which so few events as fewer than ten are less likely than any tail that a confidence can name.
_FAR = 1000.0


@attrs.frozen
class Interval:
    """
    The values a figure's underlying level could well have, given how few cases the figure rests on.

    Attributes:
        lower: Its lower end: 0 to 1 for a share, otherwise in the unit of what it is of.
        upper: Its upper end, in the same unit.
        confidence: The percentage of such intervals that would hold the level, such as 95.
        method: The method in words, such as ``Wilson score``.
        of: What it is an interval of, in words: ``share``, ``count``, or a rate such as ``rate per 10,000``.
    """

    lower: float
    upper: float
    confidence: float
    method: str
    of: str = "share"

    def percentages(self, decimals: int) -> tuple[Decimal, Decimal]:
        """
        Both ends of a share's interval as percentages, each rounded half up.

        Raises:
            ValueError: If it is not the interval of a share.

        >>> interval = wilson(65, 100)
        >>> [str(end) for end in interval.percentages(1)]
        ['55.3', '73.6']
        """
        if self.of != "share":
            raise ValueError(f"This is the interval of a {self.of}; only a share's has percentages. Read its lower and upper ends.")
        return percentage(Fraction(self.lower), decimals), percentage(Fraction(self.upper), decimals)

    def rounded(self, decimals: int) -> tuple[Decimal, Decimal]:
        """Both ends in the unit that the figure is published in, of a share as percentages, each rounded half up."""
        scale = 1 if self.of == "share" else _WHOLE
        return percentage(Fraction(self.lower) / scale, decimals), percentage(Fraction(self.upper) / scale, decimals)

    def __str__(self) -> str:
        if self.of == "share":
            lower, upper = self.percentages(1)
            return f"{lower}% to {upper}% ({self.confidence:g}% confidence, {self.method})"
        return f"{self.of} {self.lower:.1f} to {self.upper:.1f} ({self.confidence:g}% confidence, {self.method})"


@overload
def wilson(numerator: int, denominator: int, *, confidence: float = 95) -> Interval | None: ...
@overload
def wilson(
    numerator: NDArray[np.integer[Any]], denominator: NDArray[np.integer[Any]], *, confidence: float = 95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def wilson(
    numerator: int | NDArray[np.integer[Any]], denominator: int | NDArray[np.integer[Any]], *, confidence: float = 95
) -> Interval | tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """
    Wilson's score interval of a share, without continuity correction.

    A count of every case has no sampling error: 5 of 7 conferences were in time, exactly. The interval describes the process that produced them, the
    share it would come to if it went on unchanged over many more cases that did not depend on one another. Cases of one family do depend on one
    another; :func:`~csc_indicators.results.families.by_families` allows for that.

    The method is that of the Office for Health Improvement and Disparities (Fingertips technical guidance, "Proportions") and of the Association of
    Public Health Observatories (Technical Briefing 3, March 2008). The ends are kept within 0 and 1 and never pass the share itself, which unrounded
    arithmetic ensures and floating point does not.

    Args:
        numerator: The cases in time: a whole number, or an array of them.
        denominator: The cases counted, of the same shape.
        confidence: A percentage above 0 and below 100.

    Returns:
        For two numbers the interval, or None where there are no cases. For two arrays the lower and the upper ends as arrays of their shape, NaN
        where there are no cases.

    Raises:
        ValueError: If a count is negative, a numerator is more than its denominator, two arrays differ in shape, or *confidence* is no such
            percentage.
        TypeError: If a count is not a whole number.

    >>> print(wilson(3, 4))
    30.1% to 95.4% (95% confidence, Wilson score)
    >>> wilson(0, 0) is None
    True
    """
    z = _normal_quantile(confidence)
    if isinstance(numerator, np.ndarray) or isinstance(denominator, np.ndarray):
        counts, sizes = _checked_arrays(np.asarray(numerator), np.asarray(denominator))
        return _ends(counts, sizes, np.divide(counts, sizes, out=np.full(sizes.shape, np.nan), where=sizes > 0), z)

    count, cases = _whole(numerator), _whole(denominator)
    if count > cases:
        raise ValueError("There is more in the numerator than in the denominator.")
    if cases == 0:
        return None
    return wilson_of_share(Fraction(count, cases), cases, confidence=confidence, method="Wilson score")


def wilson_of_share(share: Fraction, size: float, *, confidence: float = 95, method: str = "Wilson score at an effective size") -> Interval:
    """
    Wilson's score interval of a share that carries the information of *size* independent cases, whole or not.

    Args:
        share: The share, from 0 to 1.
        size: The effective number of cases, above 0: fewer than were counted when the cases depend on one another.
        confidence: A percentage above 0 and below 100.
        method: What the interval says of its method.

    Raises:
        ValueError: If the share, the size or the confidence is outside its range.

    >>> wilson_of_share(Fraction(10, 13), 11.1374).percentages(1)
    (Decimal('47.6'), Decimal('92.4'))
    """
    z = _normal_quantile(confidence)
    if not 0 <= share <= 1:
        raise ValueError("A share is from 0 to 1.")
    if not 0 < size < math.inf:
        raise ValueError("The size that a share rests on is above 0.")
    # arrays of one, so that the ends of a number and of the same number in an array are the same to the last bit
    count, of, at = (np.array([float(value)]) for value in (share * Fraction(size), size, share))
    lower, upper = _ends(count, of, at, z)
    return Interval(float(lower[0]), float(upper[0]), confidence, method)


def count_interval(count: int, *, confidence: float = 95) -> Interval:
    """
    The interval of a count of events that come independently of one another, as a Poisson count.

    From 10 on it is Byar's approximation (Breslow and Day, Statistical methods in cancer research, volume II, 1987), below 10 the exact interval
    (Garwood 1936), as in the tools of Public Health England. Again it describes what produces the events: the count itself is what was counted.

    Args:
        count: The events; 0 has an interval from 0.
        confidence: A percentage above 0 and below 100.

    Raises:
        ValueError: If *count* is negative or *confidence* is no such percentage.
        TypeError: If *count* is not a whole number.

    >>> print(count_interval(5))
    count 1.6 to 11.7 (95% confidence, exact Poisson)
    >>> print(count_interval(65))
    count 50.2 to 82.8 (95% confidence, Byar's)
    """
    z = _normal_quantile(confidence)
    events = _whole(count)
    if events >= _BYAR_FROM:
        return Interval(_byar(events, -z), _byar(events + 1, z), confidence, "Byar's", "count")
    return Interval(*_exact(events, tail=_tail(confidence)), confidence, "exact Poisson", "count")


def _tail(confidence: float) -> float:
    """The chance left beyond either end."""
    if not 0 < confidence < _WHOLE:
        raise ValueError("A confidence is a percentage above 0 and below 100, such as 95.")
    return (_WHOLE - confidence) / (2 * _WHOLE)


def _normal_quantile(confidence: float) -> float:
    return abs(NormalDist().inv_cdf(_tail(confidence)))


def _whole(count: Any) -> int:
    try:
        number = operator.index(count)
    except TypeError:
        raise TypeError("Cases and events are counted in whole numbers. Give an integer.") from None
    if number < 0:
        raise ValueError("A count of cases or events is 0 or more.")
    return number


def _checked_arrays(numerator: NDArray[Any], denominator: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not (np.issubdtype(numerator.dtype, np.integer) and np.issubdtype(denominator.dtype, np.integer)):
        raise TypeError("Cases are counted in whole numbers. Give arrays of integers.")
    if numerator.shape != denominator.shape:
        raise ValueError("Numerators and denominators come in pairs. Give two arrays of one shape.")
    if (numerator < 0).any() or (denominator < 0).any():
        raise ValueError("A count of cases is 0 or more; some are negative.")
    if (numerator > denominator).any():
        raise ValueError("There is more in the numerator than in the denominator of some.")
    return numerator.astype(np.float64), denominator.astype(np.float64)


def _ends(
    count: NDArray[np.float64], size: NDArray[np.float64], share: NDArray[np.float64], z: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(2O + z² ∓ z√(z² + 4Oq)) / 2(n + z²), within 0 and 1 and around the share; NaN where the share is."""
    centre, reach = 2 * count + z * z, z * np.sqrt(z * z + 4 * count * (1 - share))
    scale = 2 * (size + z * z)
    lower, upper = (centre - reach) / scale, (centre + reach) / scale
    return np.minimum(np.maximum(lower, 0.0), share), np.maximum(np.minimum(upper, 1.0), share)


def _byar(count: int, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3)


def _exact(count: int, *, tail: float) -> tuple[float, float]:
    """The means at which as many events or more, and as few or fewer, have exactly the chance left beyond an end."""
    lower = 0.0 if count == 0 else _crossing(lambda mean: _at_least(count, mean) >= tail, 0.0, float(count))
    return lower, _crossing(lambda mean: _at_most(count, mean) <= tail, float(count), _FAR)


def _crossing(beyond: Callable[[float], bool], below: float, above: float) -> float:
    """The least float at which *beyond* holds, halving until no float lies between."""
    while below < (middle := (below + above) / 2) < above:
        below, above = (below, middle) if beyond(middle) else (middle, above)
    return above


def _at_most(count: int, mean: float) -> float:
    return math.exp(-mean) * math.fsum(mean**k / math.factorial(k) for k in range(count + 1))


def _at_least(count: int, mean: float) -> float:
    """Summed upward from *count*, because one minus a sum near one would lose the digits of a small chance."""
    return math.exp(-mean) * math.fsum(mean**k / math.factorial(k) for k in range(count, count + _TERMS))
