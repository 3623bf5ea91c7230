"""A target, how far a figure is from it, and how the figure stands against it."""

from bisect import bisect_left
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import Literal

import attrs

from csc_indicators.errors import InvalidDefinition
from csc_indicators.results.tally import OverlappingTally, Tally

__all__ = ["Standing", "Target"]

_WHOLE = 100


class Standing(Enum):
    """
    How a published figure stands against its target.

    Its words say all that its colour says, so that a colour is never the only sign.

    >>> print(Standing.WITHIN_TOLERANCE, Standing.WITHIN_TOLERANCE.colour)
    misses the target, within tolerance amber
    """

    MET = "meets the target"
    WITHIN_TOLERANCE = "misses the target, within tolerance"
    MISSED = "misses the target"

    @property
    def words(self) -> str:
        """What it means, to follow the name of what is measured."""
        return self.value

    @property
    def colour(self) -> Literal["green", "amber", "red"]:
        """The colour that reports give it, to stand beside the words."""
        return _COLOURS[self]

    def __str__(self) -> str:
        return self.value


_COLOURS: dict[Standing, Literal["green", "amber", "red"]] = {
    Standing.MET: "green",
    Standing.WITHIN_TOLERANCE: "amber",
    Standing.MISSED: "red",
}


def _as_written(value: Decimal | float | str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise InvalidDefinition("A target and its tolerance are numbers. Write them like 90 or '92.5'.") from None


@attrs.frozen
class Target:
    """
    The percentage an authority set itself.

    Figures stand against it as they are printed, rounded, because printed figures are what its readers compare (decision 5 of this project).

    Attributes:
        percentage: The percentage, from 0 to 100.
        good: ``"high"`` when the figure must reach or pass it; ``"low"`` when it is a ceiling, which a figure at or below it meets.
        tolerance: How many percentage points a figure may miss the target by and be within tolerance, 0 or more. None where the authority has
            published no tolerance: a figure then meets the target or misses it, and nothing stands between.

    Raises:
        InvalidDefinition: If the percentage is not from 0 to 100, *good* is neither of the two words, or the tolerance is below 0.

    >>> print(Target(90))
    90%
    >>> print(Target(20, good="low"))
    at most 20%
    """

    percentage: Decimal = attrs.field(converter=_as_written)
    good: Literal["high", "low"] = attrs.field(default="high", kw_only=True)
    tolerance: Decimal | None = attrs.field(default=None, kw_only=True, converter=attrs.converters.optional(_as_written))

    @percentage.validator
    def _is_a_percentage(self, _: object, percentage: Decimal) -> None:
        if not percentage.is_finite() or not 0 <= percentage <= _WHOLE:
            raise InvalidDefinition("A target is a percentage from 0 to 100.")

    @good.validator
    def _is_high_or_low(self, _: object, good: str) -> None:
        if good not in {"high", "low"}:
            raise InvalidDefinition("A target is for figures of which 'high' or 'low' ones are good.")

    @tolerance.validator
    def _is_not_below_nought(self, _: object, tolerance: Decimal | None) -> None:
        if tolerance is not None and not (tolerance.is_finite() and tolerance >= 0):
            raise InvalidDefinition("A tolerance is in percentage points, 0 or more. Leave it out where none has been published.")

    @property
    def share(self) -> Fraction:
        """
        The target as an exact proportion.

        >>> Target("92.5").share
        Fraction(37, 40)
        """
        return Fraction(self.percentage) / _WHOLE

    def shortfall(self, figure: Decimal | None) -> Decimal | None:
        """
        Percentage points from the published *figure* to the target; 0 when the target is met, None when there is no figure.

        It is taken from the rounded figure, so that the two printed numbers add up to the target, or the target and the shortfall to the figure
        when the target is a ceiling.

        >>> Target(90).shortfall(Decimal("68.6"))
        Decimal('21.4')
        >>> Target(20, good="low").shortfall(Decimal("26.3"))
        Decimal('6.3')
        """
        if figure is None:
            return None
        short = self.percentage - figure if self.good == "high" else figure - self.percentage
        return max(short, Decimal(0).quantize(figure))

    def standing(self, figure: Decimal | None) -> Standing | None:
        """
        Whether the published *figure* meets the target, misses it within tolerance or misses it; None when there is no figure.

        A figure exactly as far from the target as the tolerance is still within tolerance.

        >>> Target(90).standing(Decimal("88.0"))
        <Standing.MISSED: 'misses the target'>
        >>> Target(90, tolerance=2).standing(Decimal("88.0"))
        <Standing.WITHIN_TOLERANCE: 'misses the target, within tolerance'>
        """
        short = self.shortfall(figure)
        if short is None:
            return None
        if not short:
            return Standing.MET
        return Standing.WITHIN_TOLERANCE if self.tolerance is not None and short <= self.tolerance else Standing.MISSED

    def cases_short(self, tally: Tally | OverlappingTally, decimals: int) -> int | None:
        """
        The fewest cases that, had they been in time instead of late, would have made the published figure meet the target; None without cases.

        When the target is a ceiling, the fewest cases fewer in the numerator. The figure is the one printed to *decimals* places, so this is 0
        exactly when the shortfall is 0.

        Raises:
            ValueError: If *decimals* is below 0.

        >>> Target(90).cases_short(Tally(120, 175), decimals=1)
        38
        >>> Target(90).cases_short(Tally(8995, 10_000), decimals=1)  # prints as 90.0%
        0
        """
        if tally.share is None:
            return None
        change, room = (1, tally.denominator - tally.numerator) if self.good == "high" else (-1, tally.numerator)

        def would_meet(cases: int) -> bool:
            changed = Tally(tally.numerator + change * cases, tally.denominator)
            return not self.shortfall(changed.percentage(decimals))

        # Rounding keeps the order of figures, so the answer is found by halving; changing every case always meets a target from 0 to 100.
        return bisect_left(range(room), x=True, key=would_meet)

    def __str__(self) -> str:
        return f"{self.percentage:f}%" if self.good == "high" else f"at most {self.percentage:f}%"
