"""
Counts made coarser, one at a time, and the true counts that a coarse one stands for.

Coarsening the counts that do not overlap, and making every total and percentage from the coarse ones, leaves a reader with exactly the counts that
share a coarse value, whatever else is published: two tables with the same coarse counts are published alike, however much is derived from them.
"""

from typing import TypeAlias

import attrs

__all__ = ["Coarsening", "Exact", "Midpoint", "Rounded", "supported_decimals"]

#: True counts from the least to the greatest, both of them possible.
Interval: TypeAlias = tuple[int, int]


@attrs.frozen
class Exact:
    """Each count as it is."""

    @property
    def step(self) -> int:
        """How far apart coarse values are: 0, for nothing is lost."""
        return 0

    def of(self, count: int) -> int:
        """The count."""
        return count

    def interval(self, value: int) -> Interval:
        """The one count that a value stands for."""
        return value, value

    def __str__(self) -> str:
        return "as they are"


@attrs.frozen
class Rounded:
    """
    Each count to the nearest multiple of a base, half up as the Department for Education rounds.

    Source: Department for Education, guide for analysts (round half up, not half to even).

    Attributes:
        base: What the values are multiples of, 2 or more.

    >>> [Rounded(10).of(count) for count in (4, 5, 14, 15)]
    [0, 10, 10, 20]
    """

    base: int = attrs.field(validator=[attrs.validators.instance_of(int), attrs.validators.ge(2)])

    @property
    def step(self) -> int:
        """How far apart coarse values are."""
        return self.base

    def of(self, count: int) -> int:
        """The multiple nearest to a count; the greater of two as near."""
        return (2 * count + self.base) // (2 * self.base) * self.base

    def interval(self, value: int) -> Interval:
        """
        The least and the greatest count that round to a value.

        >>> Rounded(5).interval(10), Rounded(10).interval(10), Rounded(10).interval(0)
        ((8, 12), (5, 14), (0, 4))
        """
        return max(0, value - self.base // 2), value + (self.base - 1) // 2

    def __str__(self) -> str:
        return f"to the nearest {self.base}"


@attrs.frozen
class Midpoint:
    """
    Each count as the middle of its band; 0 is a band of its own.

    Source: OpenSAFELY, disclosure controls (midpoint 6: ``ceiling(x / 6) * 6 - 3 * (x != 0)``). Unlike rounding it never prints 0 for a child.

    Attributes:
        width: How many counts are in a band; even, so that the middle is whole.

    Raises:
        ValueError: If the width is odd.

    >>> [Midpoint(6).of(count) for count in (0, 1, 6, 7, 18)]
    [0, 3, 3, 9, 15]
    """

    width: int = attrs.field(validator=[attrs.validators.instance_of(int), attrs.validators.ge(2)])

    @width.validator
    def _even(self, _: object, width: int) -> None:
        if width % 2:
            raise ValueError("The middle of a band of an odd number of counts is not the value that is printed. Give an even width.")

    @property
    def step(self) -> int:
        """How far apart coarse values are."""
        return self.width

    def of(self, count: int) -> int:
        """The middle of the band that a count is in."""
        return -(-count // self.width) * self.width - self.width // 2 if count else 0

    def interval(self, value: int) -> Interval:
        """
        The least and the greatest count in the band that a value is the middle of.

        >>> Midpoint(6).interval(9), Midpoint(6).interval(0)
        ((7, 12), (0, 0))
        """
        return (value - self.width // 2 + 1, value + self.width // 2) if value else (0, 0)

    def __str__(self) -> str:
        return f"as the middle of bands of {self.width}"


Coarsening: TypeAlias = Exact | Rounded | Midpoint


def supported_decimals(coarsening: Coarsening, denominator: int, wanted: int) -> int:
    """
    How many decimals a percentage of so many may have: those wanted, or fewer when the counts are too coarse for them.

    The last decimal is given only where one step of the coarse counts moves the percentage by no more than a unit of it, which takes a denominator
    of 100 steps for every whole point's tenth, hundredth and so on. Whole points are always given. It is a rule of honesty about precision and not
    of disclosure, for a percentage made from coarse counts says no more than they do.

    >>> [supported_decimals(Rounded(5), denominator, 1) for denominator in (4_999, 5_000)]
    [0, 1]
    >>> supported_decimals(Exact(), 114, 1)
    1
    """
    return max((decimals for decimals in range(1, wanted + 1) if 100 * 10**decimals * coarsening.step <= denominator), default=0)
