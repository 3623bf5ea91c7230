"""
What is left of the certainty of a figure when brothers and sisters are judged together, and how far one family moves it.

A conference is held for a family and counted once for every child, so six children late together are one failure and six cases. Everything here is a
pure function of two arrays of one length: which counted cases are in time, and which family each is of.
"""

import math
from decimal import Decimal
from fractions import Fraction

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Mask
from csc_indicators.results.intervals import Interval, wilson_of_share
from csc_indicators.results.tally import percentage

__all__ = ["Clustered", "Influence", "by_families", "influence"]

#: Fewer families than this say nothing of how families differ.
_FEWEST_FAMILIES = 2


@attrs.frozen(kw_only=True)
class Clustered:
    """
    A share of cases, with the certainty that its families give it.

    Attributes:
        cases: The cases counted.
        in_time: Those in time.
        families: The families they are of.
        families_in_time: The families all of whose cases are in time.
        largest: The most cases in one family; 0 when there are no cases.
        standard_error: The standard error of the share, families being what was drawn; None with fewer than two families.
        design_effect: Its square over that of as many independent cases: 1 when every case is a family of its own, more when families are large and
            of one kind. None where that is 0 or unknown: with no or all cases in time, or fewer than two families.
        effective_size: The independent cases that would tell as much: the cases over the design effect, and never more than the cases. With no or
            all cases in time it is the families, for nothing then tells one family's cases apart. One family is one. None when there are no cases.
        interval: Wilson's interval of the share at the effective size; None when there are no cases.
    """

    cases: int
    in_time: int
    families: int
    families_in_time: int
    largest: int
    standard_error: float | None
    design_effect: float | None
    effective_size: float | None
    interval: Interval | None

    def __str__(self) -> str:
        words = f"{self.in_time} of {self.cases} cases and {self.families_in_time} of {self.families} families in time"
        return words if self.interval is None else f"{words}, {self.interval}"


@attrs.frozen(repr=False, eq=False)
class Influence:
    """
    Every family with the figure as it would be without it, the family that moves it most first; equal moves are in the order of their codes.

    Only the arrays say which family is which: neither its repr nor its text does.

    Attributes:
        family: The code of each family.
        cases: Its cases.
        in_time: Those of them in time.
        numerator: The cases in time without it.
        denominator: The cases without it; 0 where it has them all, and then there is no figure without it and no move.
    """

    family: NDArray[np.int64]
    cases: NDArray[np.int64]
    in_time: NDArray[np.int64]
    numerator: NDArray[np.int64]
    denominator: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.family)

    @property
    def moves(self) -> tuple[Fraction | None, ...]:
        """The figure with each family less the figure without it, exactly: above 0 where the family raised it, below 0 where it lowered it."""
        return self._moves(len(self))

    def points(self, decimals: int) -> tuple[Decimal | None, ...]:
        """
        The moves in percentage points, above 0 where the family raised the figure.

        Each is rounded half up from the exact move by its size, so that as much up and as much down print alike but for the sign. None where nothing
        is left without the family.

        >>> late_family = influence(np.array([True, False, False, True]), np.array([0, 1, 1, 2]))
        >>> [str(points) for points in late_family.points(1)]
        ['-50.0', '16.7', '16.7']
        """
        return tuple(None if move is None else _points(move, decimals) for move in self.moves)

    def _moves(self, first: int) -> tuple[Fraction | None, ...]:
        columns = (self.cases, self.in_time, self.numerator, self.denominator)
        return tuple(_move(*row) for row in zip(*(column[:first].tolist() for column in columns), strict=True))

    def __repr__(self) -> str:
        return f"<Influence of {len(self)} families>"

    def __str__(self) -> str:
        first = self._moves(1)
        if not first or first[0] is None:
            return "no family can be left out"
        points = _points(abs(first[0]), 1)
        if not points:
            return "no family moves the figure by as much as 0.1 percentage points"
        return f"the family that moves the figure most {'raises' if first[0] > 0 else 'lowers'} it by {points} percentage points"


def by_families(in_time: Mask, family: NDArray[np.int64], *, confidence: float = 95) -> Clustered:
    """
    The share of cases in time, with a standard error and an interval that count families and not children.

    The standard error is that of a ratio, linearised: with G families of m cases, y of them in time, and N cases with a share p,
    √(G/(G-1) · Σ(y - pm)²)/N. Families are taken as drawn with replacement, as in the R package *survey* (svymean, design effect "replace"). The
    effective size is N over the design effect. Like all intervals of a complete count this one describes the process: see
    :func:`~csc_indicators.results.intervals.wilson`.

    With one family there is nothing to compare it with, so there is no standard error and the interval is that of one case, as in Kish's
    formula (cases squared over the sum of the squares of the families' cases) when the cases of a family cannot differ.

    Args:
        in_time: Which of the counted cases are in time.
        family: The family of each, in codes 0, 1, 2 ... with none left out; a case without a family has a code of its own.
        confidence: A percentage above 0 and below 100.

    Raises:
        TypeError: If *in_time* is not an array of True and False.
        ValueError: If the arrays differ in length, a code below the highest is not used or is negative, or *confidence* is no such percentage.

    >>> figure = by_families(np.array([True, True, True, False, False]), np.array([0, 1, 2, 3, 3]))
    >>> print(figure)
    3 of 5 cases and 3 of 4 families in time, 17.0% to 91.7% (95% confidence, Wilson score at the effective size of families)
    """
    sizes, hits = _sums(in_time, family)
    cases, count, families = len(family), int(hits.sum()), len(sizes)
    variance = _variance(sizes, hits) if families >= _FEWEST_FAMILIES else None
    alike = count in {0, cases}
    effect = None if variance is None or alike else variance / Fraction(count * (cases - count), cases**2 * (cases - 1))
    size = _effective_size(cases, families, effect, alike=alike)
    method = "Wilson score at the effective size of families"
    return Clustered(
        cases=cases,
        in_time=count,
        families=families,
        families_in_time=int((hits == sizes).sum()),
        largest=int(sizes.max(initial=0)),
        standard_error=None if variance is None else math.sqrt(variance),
        design_effect=None if effect is None else float(effect),
        effective_size=None if size is None else float(size),
        interval=None if size is None else wilson_of_share(Fraction(count, cases), float(size), confidence=confidence, method=method),
    )


def influence(in_time: Mask, family: NDArray[np.int64]) -> Influence:
    """
    What the figure would be without each family in turn.

    Args:
        in_time: Which of the counted cases are in time.
        family: The family of each, coded as for :func:`by_families`.

    Raises:
        ValueError: If the arrays differ in length, or a code below the highest is not used or is negative.

    >>> third_quarter = influence(np.array([False] * 6 + [True] * 4), np.array([0, 0, 0, 0, 0, 0, 1, 1, 2, 3]))
    >>> print(third_quarter)
    the family that moves the figure most lowers it by 60.0 percentage points
    >>> int(third_quarter.numerator[0]), int(third_quarter.denominator[0])
    (4, 4)
    """
    sizes, hits = _sums(in_time, family)
    cases, count = len(family), int(hits.sum())

    # Families of the same cases and outcome move the figure alike, and such kinds are few: only they are compared, as exact fractions.
    kinds, kind = np.unique(sizes * (cases + 1) + hits, return_inverse=True)
    outcomes = (divmod(number, cases + 1) for number in kinds.tolist())
    moves = [_move(size, hit, count - hit, cases - size) for size, hit in outcomes]
    by_size = {size: rank for rank, size in enumerate(sorted({abs(move) for move in moves if move is not None}))}
    rank = np.array([-1 if move is None else by_size[abs(move)] for move in moves], dtype=np.int64)[kind]
    order = np.argsort(-rank, kind="stable")
    return Influence(order.astype(np.int64), sizes[order], hits[order], count - hits[order], cases - sizes[order])


def _sums(in_time: Mask, family: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The cases of each family, and those in time."""
    if in_time.dtype != np.bool_:
        raise TypeError("A case is in time or is not. Give an array of True and False.")
    if in_time.shape != family.shape:
        raise ValueError("Every counted case has one outcome and one family. Give two arrays of one length.")
    if family.min(initial=0) < 0:
        raise ValueError("A family's code is 0 or more. Give every case without a family a code of its own.")
    # bounded first: counting by a huge code would fill the memory
    sizes = np.bincount(family) if family.max(initial=-1) < len(family) else np.zeros(1)
    if (sizes == 0).any():
        raise ValueError("The codes of families leave gaps. Number the families of the counted cases 0, 1, 2 and so on.")
    return sizes.astype(np.int64), np.bincount(family[in_time], minlength=len(sizes)).astype(np.int64)


def _variance(sizes: NDArray[np.int64], hits: NDArray[np.int64]) -> Fraction:
    """The linearised variance of the share; sums of squares fit in 64 bits, what is made of them is exact beyond that."""
    families, cases, count = len(sizes), int(sizes.sum()), int(hits.sum())
    squares = cases**2 * int(hits @ hits) - 2 * cases * count * int(hits @ sizes) + count**2 * int(sizes @ sizes)
    return Fraction(families * squares, (families - 1) * cases**4)


def _effective_size(cases: int, families: int, effect: Fraction | None, *, alike: bool) -> Fraction | None:
    if not cases:
        return None
    if alike:
        return Fraction(families)
    return Fraction(1) if effect is None else cases / max(effect, Fraction(1))


def _move(size: int, hit: int, numerator: int, denominator: int) -> Fraction | None:
    return Fraction(hit + numerator, size + denominator) - Fraction(numerator, denominator) if denominator else None


def _points(move: Fraction, decimals: int) -> Decimal:
    size = percentage(abs(move), decimals)
    return size.copy_negate() if move < 0 and size else size
