"""How many for so many people: a count over a population that says what it is and when it was estimated."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from csc_indicators.results.intervals import Interval, count_interval
from csc_indicators.results.tally import percentage

__all__ = ["Population", "Rate"]

_count = [attrs.validators.instance_of(int), attrs.validators.ge(0)]
_words: Any = [attrs.validators.instance_of(str), attrs.validators.min_len(1)]

#: A rounded rate is a percentage of a hundredth of it, so that both round in one place.
_PER_CENT = 100


@attrs.frozen(kw_only=True)
class Population:
    """
    The people a rate is per.

    Estimates of population are revised, and rates formed again from them change: the Department for Education re-issued its rates for 2023 and 2024
    when the Office for National Statistics revised its estimates. So a population carries its vintage. The Department's rates for the year ending in
    March use the estimate for the middle of the calendar year before.

    Attributes:
        number: How many; 0 is allowed and gives no rate.
        of: Of whom, in words, such as ``children aged 0 to 17``.
        vintage: Which estimate, in words, such as ``mid-2017 estimate``.
        source: Who published it, and where.
        as_of: The day it is an estimate for; None when it was not said.

    Raises:
        ValueError: If the number is negative or one of the texts is empty.
        TypeError: If the number is not a whole number.

    >>> print(Population(number=38_912, of="children aged 0 to 17", vintage="mid-2017 estimate", source="Office for National Statistics"))
    38,912 children aged 0 to 17, mid-2017 estimate
    """

    number: int = attrs.field(validator=_count)
    of: str = attrs.field(validator=_words)
    vintage: str = attrs.field(validator=_words)
    source: str = attrs.field(validator=_words)
    as_of: date | None = attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.instance_of(date)))

    def __str__(self) -> str:
        return f"{self.number:,} {self.of}, {self.vintage}"


@attrs.frozen
class Rate:
    """
    A count for every so many of a population.

    The count need not be part of the population: the Department's counts of children in need include unborn children and young people over 17, and
    its population does not. So a rate has no upper bound.

    Attributes:
        count: What was counted.
        population: What it is a rate of.
        per: For how many people the rate is given.

    Raises:
        ValueError: If the count is negative or *per* is below 1.
        TypeError: If either is not a whole number.

    >>> young = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2017 estimate", source="Office for National Statistics")
    >>> rate = Rate(294, young)
    >>> print(rate)
    75.6 per 10,000 (294 for a population of 38,912 children aged 0 to 17, mid-2017 estimate)
    >>> rate.rounded(0)
    Decimal('76')
    >>> print(rate.interval())
    rate per 10,000 67.2 to 84.7 (95% confidence, Byar's)
    """

    count: int = attrs.field(validator=_count)
    population: Population = attrs.field(validator=attrs.validators.instance_of(Population))
    per: int = attrs.field(default=10_000, validator=[attrs.validators.instance_of(int), attrs.validators.ge(1)])

    @property
    def exact(self) -> Fraction | None:
        """The rate with nothing lost; None when the population is 0."""
        return Fraction(self.count * self.per, self.population.number) if self.population.number else None

    @property
    def why(self) -> str:
        """Why there is no rate; empty when there is one."""
        return "" if self.population.number else "the population is 0"

    def rounded(self, decimals: int) -> Decimal | None:
        """
        The rate as published, half up from the exact one; None when the population is 0.

        The Department prints rates of children in need to 1 decimal and of children looked after to none, both per 10,000.

        Raises:
            ValueError: If *decimals* is negative.
        """
        if decimals < 0:
            raise ValueError("A rate has 0 decimals or more.")
        return None if self.exact is None else percentage(self.exact / _PER_CENT, decimals)

    def interval(self, confidence: float = 95) -> Interval | None:
        """
        The count's interval over the population, which is taken as known; None when the population is 0.

        It describes what brings about the events: see :func:`~csc_indicators.results.intervals.count_interval`.

        Raises:
            ValueError: If *confidence* is not above 0 and below 100.
        """
        counted = count_interval(self.count, confidence=confidence)
        if not self.population.number:
            return None
        lower, upper = (float(Fraction(end) * self.per / self.population.number) for end in (counted.lower, counted.upper))
        return attrs.evolve(counted, lower=lower, upper=upper, of=f"rate per {self.per:,}")

    def __str__(self) -> str:
        rate = f"no rate, because {self.why}" if self.why else f"{self.rounded(1)} per {self.per:,}"
        return f"{rate} ({self.count:,} for a population of {self.population})"
