"""What a figure is a number of: a percentage, a rate for every 10,000 people, or plainly how many."""

from decimal import Decimal
from enum import Enum

from csc_indicators.results.rates import Population, Rate
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally

__all__ = ["Unit"]


class Unit(Enum):
    """
    What the figure of a tally is.

    A percentage is the numerator out of the denominator. A rate is the numerator for every 10,000 of a population, and a number is the numerator
    itself; the denominator then only says how many it was picked from, and none is a figure: 0.

    >>> print(Unit.PERCENT.words(Unit.PERCENT.figure(Tally(120, 175), decimals=1)))
    68.6%
    >>> young = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2017 estimate", source="Office for National Statistics")
    >>> print(Unit.PER_10_000.words(Unit.PER_10_000.figure(Tally(294, 294), decimals=1, population=young)))
    75.6 per 10,000
    >>> Unit.PER_10_000.why(Tally(294, 294))
    <NoFigure.NO_POPULATION: 'the population was not given'>
    """

    PERCENT = "percent"
    PER_10_000 = "per 10,000"
    NUMBER = "number"

    def figure(self, tally: Tally | OverlappingTally, *, decimals: int, population: Population | None = None) -> Decimal | None:
        """
        The figure as published, rounded half up from the exact one; None when there is none, and :meth:`why` says why.

        Args:
            tally: The counts.
            decimals: The decimals it is published to; a number has none.
            population: What a rate is of.
        """
        if self is Unit.NUMBER:
            return Decimal(tally.numerator)
        if self is Unit.PERCENT:
            return tally.percentage(decimals)
        return None if population is None else Rate(tally.numerator, population).rounded(decimals)

    def why(self, tally: Tally | OverlappingTally, population: Population | None = None) -> NoFigure | None:
        """Why there is no figure; None when there is one."""
        if self is Unit.PERCENT:
            return tally.why
        if self is Unit.NUMBER or (population is not None and population.number):
            return None
        return NoFigure.NO_POPULATION if population is None else NoFigure.NOBODY

    def words(self, figure: Decimal) -> str:
        """The figure with its unit."""
        return {Unit.PERCENT: f"{figure}%", Unit.PER_10_000: f"{figure} per 10,000", Unit.NUMBER: f"{figure:,}"}[self]

    def counts(self, tally: Tally | OverlappingTally) -> str:
        """What the figure rests on: what is out of what, or how many where all that is counted is in the numerator."""
        return f"{tally.numerator:,}" if self is not Unit.PERCENT and tally.numerator == tally.denominator else str(tally)

    def __str__(self) -> str:
        return self.value
