"""A numerator and a denominator, and the percentage they make, rounded as official statistics round it."""

from decimal import Decimal
from fractions import Fraction

import attrs

__all__ = ["Tally", "percentage"]

_count = [attrs.validators.instance_of(int), attrs.validators.ge(0)]


@attrs.frozen
class Tally:
    """
    How many of how many.

    Tallies of different cases add up; the percentage is formed last, from the sums.

    Attributes:
        numerator: The cases in time.
        denominator: The cases counted.

    Raises:
        ValueError: If there are more in the numerator than in the denominator, or either is negative.

    >>> Tally(71, 114) + Tally(49, 61)
    Tally(numerator=120, denominator=175)
    """

    numerator: int = attrs.field(validator=_count)
    denominator: int = attrs.field(validator=_count)

    @denominator.validator
    def _holds_the_numerator(self, _: object, denominator: int) -> None:
        if self.numerator > denominator:
            raise ValueError("A tally cannot have more in its numerator than in its denominator.")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.numerator + other.numerator, self.denominator + other.denominator)

    @property
    def share(self) -> Fraction | None:
        """The exact proportion; None when there are no cases, because nothing out of nothing is not zero."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def percentage(self, decimals: int) -> Decimal | None:
        """
        The percentage to so many decimals, half up; None when there are no cases.

        >>> Tally(120, 175).percentage(1)
        Decimal('68.6')
        """
        return None if self.share is None else percentage(self.share, decimals)

    def __str__(self) -> str:
        return f"{self.numerator} of {self.denominator}"


def percentage(share: Fraction, decimals: int) -> Decimal:
    """
    A proportion as a percentage, rounded half up from the exact fraction.

    *decimals* is 0 or more. The Department for Education rounds half up from unrounded counts; rounding a float, or half to even, gives other
    figures at ties.

    >>> percentage(Fraction(1, 16), 1)  # 6.25 exactly
    Decimal('6.3')
    """
    if decimals < 0:
        raise ValueError("A percentage has 0 decimals or more.")
    scale = 10**decimals
    doubled = 2 * 100 * scale * share.numerator + share.denominator
    return Decimal(doubled // (2 * share.denominator)).scaleb(-decimals)
