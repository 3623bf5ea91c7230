"""A target, and how far below it a figure is."""

from decimal import Decimal

import attrs

from csc_indicators.errors import InvalidDefinition

__all__ = ["Target"]


def _as_written(value: Decimal | float | str) -> Decimal:
    return Decimal(str(value))


_WHOLE = 100


@attrs.frozen
class Target:
    """
    The percentage an authority set itself to reach or pass.

    Raises:
        InvalidDefinition: If it is not from 0 to 100.

    >>> print(Target(90))
    90%
    """

    percentage: Decimal = attrs.field(converter=_as_written)

    @percentage.validator
    def _is_a_percentage(self, _: object, percentage: Decimal) -> None:
        if not percentage.is_finite() or not 0 <= percentage <= _WHOLE:
            raise InvalidDefinition("A target is a percentage from 0 to 100.")

    def shortfall(self, figure: Decimal | None) -> Decimal | None:
        """
        Percentage points from the published *figure* up to the target; 0 when the target is met, None when there is no figure.

        It is taken from the rounded figure, so that the two printed numbers add up to the target.

        >>> Target(90).shortfall(Decimal("68.6"))
        Decimal('21.4')
        """
        if figure is None:
            return None
        return max(self.percentage - figure, Decimal(0).quantize(figure))

    def __str__(self) -> str:
        return f"{self.percentage}%"
