"""Percentiles of whole numbers, exactly."""

from fractions import Fraction
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["PercentileMethod", "percentile"]

#: How a percentile is taken between values.
PercentileMethod: TypeAlias = Literal["nearest rank", "linear"]

_WHOLE = 100


def percentile(values: NDArray[np.integer[Any]], percent: int | Fraction, *, method: PercentileMethod) -> Fraction | None:
    """
    The value that *percent* in a hundred of *values* do not exceed; None of no values.

    By ``nearest rank`` it is one of the values: the least one such that at least *percent* in a hundred of them do not exceed it. By ``linear`` the
    values stand in order at equal distances, the first at 0 and the last at 100, and it is interpolated between the two that it falls between. These
    are definitions 1 and 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996); the second is Excel's
    PERCENTILE.INC and numpy's own. DfE publishes quartiles of durations in whole days (EES C2), and no text that was read names its method.

    Args:
        values: Whole numbers, such as durations in days, in any order.
        percent: From 0 to 100; the median is 50.
        method: The one to use.

    Raises:
        ValueError: If *percent* is below 0 or above 100, or there is no such method.
        TypeError: If *values* are not whole numbers.

    >>> days = np.array([40, 10, 20, 30])
    >>> percentile(days, 50, method="nearest rank"), percentile(days, 50, method="linear")
    (Fraction(20, 1), Fraction(25, 1))
    """
    if method not in {"nearest rank", "linear"}:
        raise ValueError("There is no method of that name. Write 'nearest rank' or 'linear'.")
    if not 0 <= percent <= _WHOLE:
        raise ValueError("A percentile is one of 0 to 100. Give such a number.")
    if values.dtype.kind not in "iu":
        raise TypeError(f"The values are an array of {values.dtype}. Give whole numbers, so that the answer is exact.")
    if not len(values):
        return None
    if method == "nearest rank":
        rank = max(-(-len(values) * Fraction(percent) // _WHOLE), 1)
        return _at(values, int(rank) - 1)
    place = Fraction(percent) * (len(values) - 1) / _WHOLE
    below, above = _at(values, int(place)), _at(values, -int(-place // 1))
    return below + (place - int(place)) * (above - below)


def _at(values: NDArray[np.integer[Any]], place: int) -> Fraction:
    """The value at *place* from the least, which is at 0."""
    return Fraction(int(np.partition(values, place)[place]))
