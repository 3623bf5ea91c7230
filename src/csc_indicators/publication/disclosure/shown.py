"""What stands in a cell of a release: a number that may be published, or a symbol, and what either says of the true count."""

import attrs

from csc_indicators.publication.disclosure.symbols import Symbol

__all__ = ["Shown"]


@attrs.frozen
class Shown:
    """
    What a reader sees of a count.

    Attributes:
        value: The number as published, exact or coarsened; None where a symbol stands instead.
        symbol: The symbol; None where there is a number.
        lowest: The least true count that a reader who knows the policy can hold possible.
        highest: The greatest; None when nothing bounds it.
    """

    value: int | None
    symbol: Symbol | None
    lowest: int
    highest: int | None

    @classmethod
    def exactly(cls, count: int) -> "Shown":
        """The count as it is."""
        return cls(count, None, count, count)

    @classmethod
    def withheld(cls, lowest: int = 0) -> "Shown":
        """A count that is confidential, of which a reader knows no more than that it is *lowest* or more."""
        return cls(None, Symbol.CONFIDENTIAL, lowest, None)

    def __str__(self) -> str:
        return str(self.symbol) if self.value is None else f"{self.value:,}"
