"""A target, and how far below it a figure is."""

from decimal import Decimal

import attrs

__all__ = ["Target"]


@attrs.frozen
class Target:
    """
    The percentage an authority set itself to reach or pass.

    >>> print(Target(90))
    90%
    """

    percentage: Decimal = attrs.field(converter=Decimal)

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
