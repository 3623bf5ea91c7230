"""
Whether a target can still be met this year, what it would take, and how probable that is.

All of it is exact arithmetic on counts: a share that must reach 90% must reach nine tenths, whatever it would be printed as.
"""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, count
from math import ceil, prod
from operator import mul
from typing import Literal, TypeAlias

import attrs

from csc_indicators.accumulations import Period
from csc_indicators.results.tally import OverlappingTally, Tally, percentage
from csc_indicators.results.targets import Target

__all__ = [
    "FamilyProspects",
    "Prior",
    "Prospects",
    "at_this_pace",
    "distribution",
    "out_of_reach_after",
    "probability",
    "prospects",
    "prospects_by_families",
]

#: What is thought about the rate before any case is seen. Every rate alike, or Jeffreys' prior, which leans to the two ends.
Prior: TypeAlias = Literal["uniform", "jeffreys"]

#: Twice the two parameters of each prior's beta distribution; doubled, halves are whole numbers.
_DOUBLED: dict[Prior, int] = {"uniform": 2, "jeffreys": 1}


def _must_be_counts(**values: object) -> None:
    for name, value in values.items():
        if not isinstance(value, int):
            raise TypeError(f"The number given as {name!r} is not a whole number. Give an int.")
        if value < 0:
            raise ValueError(f"The number given as {name!r} is below 0. Give a count, 0 or more.")


@attrs.frozen
class Prospects:
    """
    What the year can still come to, made by :func:`prospects`.

    A success is a case in the numerator. When the target is a ceiling it is a case that is not.

    Attributes:
        so_far: The cases counted so far.
        target: The target.
        remaining: The cases still to come.

    Raises:
        TypeError: If *remaining* is not an int.
        ValueError: If *remaining* is below 0.
    """

    so_far: Tally | OverlappingTally
    target: Target
    remaining: int = attrs.field()

    @remaining.validator
    def _is_a_count(self, _: object, remaining: object) -> None:
        _must_be_counts(remaining=remaining)

    @property
    def successes(self) -> int:
        """The successes so far."""
        return self.so_far.numerator if self.target.good == "high" else self.so_far.denominator - self.so_far.numerator

    @property
    def _goal(self) -> Fraction:
        return self.target.share if self.target.good == "high" else 1 - self.target.share

    @property
    def _total(self) -> int:
        return self.so_far.denominator + self.remaining

    def _share_after(self, successes: int) -> Fraction | None:
        more = successes if self.target.good == "high" else self.remaining - successes
        return Tally(self.so_far.numerator + more, self._total).share

    @property
    def best(self) -> Fraction | None:
        """The share at the end if every remaining case is a success; None when there are no cases, so far or to come."""
        return self._share_after(self.remaining)

    @property
    def worst(self) -> Fraction | None:
        """The share at the end if every remaining case is a failure; None when there are no cases, so far or to come."""
        return self._share_after(0)

    @property
    def needed(self) -> int:
        """
        How many of the remaining cases must be successes; 0 when the target is safe already, more than *remaining* when it is out of reach.

        For *n* successes in *d* cases, *R* remaining and a goal of *t* it is the least whole number from ``t(d + R) - n`` up.
        """
        return max(0, ceil(self._goal * self._total) - self.successes)

    @property
    def needed_share(self) -> Fraction | None:
        """The needed out of the remaining, more than 1 when the target is out of reach; None when nothing remains."""
        return Fraction(self.needed, self.remaining) if self.remaining else None

    @property
    def attainable(self) -> bool | None:
        """Whether the target is met if every remaining case is a success; None when there are no cases, so far or to come, and so no figure."""
        return self.needed <= self.remaining if self._total else None

    @property
    def assured(self) -> bool | None:
        """Whether the target is met even if every remaining case is a failure; None when there are no cases, so far or to come."""
        return self.needed == 0 if self._total else None

    @property
    def consecutive(self) -> int | None:
        """
        The fewest successes in a row, from now, that bring the share so far to the target, however many cases remain.

        It is 0 when the share is there, and 1 when there are no cases yet. For *n* successes in *d* cases and a goal of *t* it is the least whole
        number from ``(td - n) / (1 - t)`` up. None when every case had to be a success and one was not: no run of successes mends that.
        """
        short = self._goal * self.so_far.denominator - self.successes
        if short <= 0:
            return 0 if self.so_far.denominator else 1
        return None if self._goal == 1 else ceil(short / (1 - self._goal))

    def best_percentage(self, decimals: int) -> Decimal | None:
        """The best share as a percentage, rounded half up; None where there is none."""
        return None if self.best is None else percentage(self.best, decimals)

    def worst_percentage(self, decimals: int) -> Decimal | None:
        """The worst share as a percentage, rounded half up; None where there is none."""
        return None if self.worst is None else percentage(self.worst, decimals)

    def needed_percentage(self, decimals: int) -> Decimal | None:
        """The needed share as a percentage, rounded half up, above 100 when the target is out of reach; None where there is none."""
        return None if self.needed_share is None else percentage(self.needed_share, decimals)

    def probability(self, *, prior: Prior = "uniform") -> Fraction | None:
        """
        How probable the target is, if the remaining cases are like those so far; None when there are no cases, so far or to come.

        See :func:`probability`, which this is of the successes so far and those needed.
        """
        return probability(self.successes, self.so_far.denominator, self.remaining, self.needed, prior=prior) if self._total else None

    def _year_end(self, share: Fraction, *, met: bool) -> str:
        """The share to one decimal, or to as many as it takes to be printed on its own side of the target."""
        figures = (percentage(share, decimals) for decimals in count(1))
        return f"{next(figure for figure in figures if (not self.target.shortfall(figure)) is met)}%"

    def _needed_in_words(self) -> str:
        of = f"{self.needed} of the {self.remaining} to come"
        if self.target.good == "low":
            return f"{of} {'must' if self.attainable else 'would have to'} stay out of the numerator"
        if not self.attainable:
            return f"{self.needed} more are needed and only {self.remaining} {'is' if self.remaining == 1 else 'are'} to come"
        return f"{of} {'is' if self.needed == 1 else 'are'} needed"

    def __str__(self) -> str:
        if self.best is None or self.worst is None:
            return "no cases so far and none to come: there will be no figure"
        best = self._year_end(self.best, met=self.needed <= self.remaining)
        if not self.remaining:
            return f"none to come: the year ends at {best}, which {'misses' if self.needed else 'meets'} the target of {self.target}"
        if not self.needed:
            worst = self._year_end(self.worst, met=True)
            return f"the target of {self.target} is safe whatever becomes of the {self.remaining} to come; the worst possible year end is {worst}"
        reach = "within reach" if self.attainable else "out of reach"
        return f"{self._needed_in_words()}: {reach}; the best possible year end is {best}"


def prospects(so_far: Tally | OverlappingTally, target: Target, remaining: int) -> Prospects:
    """
    What it takes to meet *target* when *remaining* cases are still to come.

    The target is taken exactly, and not as the figure will be printed: 8,995 of 10,000 is printed as 90.0% and has met 90% in print
    (:meth:`~csc_indicators.results.targets.Target.shortfall`), yet here it is not there. A plan should not lean on rounding, the answer should not
    change with the decimals of a report, and whoever meets an exact target of no more decimals than the figure meets it in print too.

    Source: the least whole numbers that satisfy ``(n + k) / (d + R) >= t`` and ``(n + k) / (d + k) >= t``.

    Args:
        so_far: The cases counted so far, all of this year.
        target: The target, to reach or, when low is good, not to pass.
        remaining: The cases still to come this year, 0 or more: an estimate, such as as many a month as so far.

    Raises:
        TypeError: If *remaining* is not an int.
        ValueError: If *remaining* is below 0.

    >>> from csc_indicators.results.tally import Tally
    >>> from csc_indicators.results.targets import Target
    >>> september = prospects(Tally(120, 175), Target(90), remaining=175)
    >>> print(september)
    195 more are needed and only 175 are to come: out of reach; the best possible year end is 84.3%
    >>> september.needed, september.attainable, september.best, september.consecutive
    (195, False, Fraction(59, 70), 375)
    """
    return Prospects(so_far, target, remaining)


def at_this_pace(period: Period, so_far: int) -> int:
    """
    How many more cases come before the year is out, if as many come a month as have *so far*; rounded half up.

    >>> from datetime import date
    >>> at_this_pace(Period(date(2018, 4, 1), date(2018, 9, 30), date(2018, 9, 30)), 175)
    175
    """
    months = (period.as_at.year - period.first.year) * 12 + period.as_at.month - period.first.month
    gone = months + Fraction(period.as_at.day, period.month.last.day)
    return math.floor(so_far * (12 - gone) / gone + Fraction(1, 2))


def out_of_reach_after(monthly: Sequence[Tally], target: Target, total: int) -> int | None:
    """
    The index of the first month after which not even successes alone could meet the target; None while it is within reach.

    Once out of reach it stays so, as long as *total* does. The target is taken exactly, as :func:`prospects` takes it.

    Args:
        monthly: The cases of each month alone, in order from the first of the year; a month without cases is nothing out of nothing.
        target: The target.
        total: The cases expected in the whole year, those of *monthly* among them.

    Raises:
        TypeError: If *total* is not an int.
        ValueError: If *total* is smaller than the cases of *monthly* together.

    >>> from csc_indicators.results.tally import Tally
    >>> from csc_indicators.results.targets import Target
    >>> out_of_reach_after([Tally(19, 28), Tally(17, 29), Tally(18, 28), Tally(17, 29)], Target(90), total=350)
    3
    """
    _must_be_counts(total=total)
    years_to_date = list(accumulate(monthly, initial=Tally(0, 0)))
    if total < years_to_date[-1].denominator:
        raise ValueError("Fewer cases are expected in the whole year than its months have already. Give the total of the whole year.")
    points = (prospects(so_far, target, total - so_far.denominator) for so_far in years_to_date[1:])
    return next((index for index, point in enumerate(points) if point.needed > point.remaining), None)


def distribution(successes: int, trials: int, remaining: int, *, prior: Prior = "uniform") -> tuple[Fraction, ...]:
    """
    How probable each number of successes among the remaining cases is, from none of them to all; together exactly 1.

    The beta-binomial distribution: the rate is not known, only *successes* of *trials* are, and the remaining cases share it. Without any trials the
    prior alone speaks. It supposes that cases are independent of each other: where children of a family go together, count families
    (:func:`prospects_by_families`).

    Source: Gelman and others, Bayesian Data Analysis, chapter 2; Jeffreys' prior is the beta distribution with both parameters a half.

    Args:
        successes: The successes so far.
        trials: The cases so far.
        remaining: The cases to come; a few thousand take well under a second.
        prior: ``"uniform"``, or ``"jeffreys"``.

    Raises:
        TypeError: If a count is not an int.
        ValueError: If a count is below 0, there are more successes than trials, or the prior is neither of the two.

    >>> distribution(3, 4, 2)
    (Fraction(1, 7), Fraction(8, 21), Fraction(10, 21))
    """
    good, bad = _doubled(successes, trials, remaining, prior)
    none = Fraction(_ways_of_none(bad, remaining), _ways(good, bad, remaining))
    return tuple(accumulate(_steps(good, bad, remaining), mul, initial=none))


def probability(successes: int, trials: int, remaining: int, needed: int, *, prior: Prior = "uniform") -> Fraction:
    """
    How probable it is that at least *needed* of the *remaining* cases are successes, exactly; 0 when more are needed than remain.

    It is the upper end of :func:`distribution`, which says what it supposes and what its arguments are.

    Raises:
        TypeError: If a count is not an int.
        ValueError: If a count is below 0, there are more successes than trials, or the prior is neither of the two.

    >>> probability(3, 4, remaining=2, needed=1)
    Fraction(6, 7)
    """
    _must_be_counts(needed=needed)
    good, bad = _doubled(successes, trials, remaining, prior)
    ways = list(accumulate(_steps(good, bad, remaining), _times, initial=_ways_of_none(bad, remaining)))
    return Fraction(sum(ways[needed:]), _ways(good, bad, remaining))


def _doubled(successes: int, trials: int, remaining: int, prior: Prior) -> tuple[int, int]:
    """Twice the parameters of the beta distribution of the rate, after the trials."""
    _must_be_counts(remaining=remaining)
    seen = Tally(successes, trials)
    if prior not in _DOUBLED:
        raise ValueError("There is no prior of this name. Use 'uniform' or 'jeffreys'.")
    return _DOUBLED[prior] + 2 * seen.numerator, _DOUBLED[prior] + 2 * (seen.denominator - seen.numerator)


# The probability of k successes is C(R, k) g(g+2)...(g+2k-2) b(b+2)...(b+2(R-k)-2) over (g+b)(g+b+2)...(g+b+2R-2), with g and b the doubled
# parameters. Each is a small fraction times the one before it, and all are whole numbers of ways over one denominator.


def _ways(good: int, bad: int, remaining: int) -> int:
    return prod(range(good + bad, good + bad + 2 * remaining, 2))


def _ways_of_none(bad: int, remaining: int) -> int:
    return prod(range(bad, bad + 2 * remaining, 2))


def _steps(good: int, bad: int, remaining: int) -> Iterator[Fraction]:
    """What the probability of one success more is to that of each number from none to all but one."""
    for k in range(remaining):
        yield Fraction((remaining - k) * (good + 2 * k), (k + 1) * (bad + 2 * (remaining - k - 1)))


def _times(ways: int, step: Fraction) -> int:
    return ways * step.numerator // step.denominator


@attrs.frozen
class FamilyProspects:
    """
    What the year can still come to, counted in families, made by :func:`prospects_by_families`.

    Attributes:
        counted: The prospects with families as the cases.
        probability: How probable it is that enough of the families to come are successes.
    """

    counted: Prospects
    probability: Fraction

    @property
    def remaining(self) -> int:
        """The families still to come."""
        return self.counted.remaining

    @property
    def needed(self) -> int:
        """How many of them must be successes."""
        return self.counted.needed

    @property
    def caution(self) -> str:
        """Why it is families that are counted."""
        return "The children of a family are in time or late together, so a probability counted in children would be too sure."

    def __str__(self) -> str:
        return f"counted in families, {self.counted}; the probability is {_in_words(self.probability)}. {self.caution}"


def _in_words(chance: Fraction) -> str:
    """To one decimal, without saying never or always of what is not quite so."""
    least = Fraction(1, 1000)
    if 0 < chance < least:
        return "below 0.1%"
    if 1 - least < chance < 1:
        return "above 99.9%"
    return f"{percentage(chance, 1)}%"


def prospects_by_families(
    families_in_time: int, families: int, cases: int, target: Target, remaining_cases: int, *, prior: Prior = "uniform"
) -> FamilyProspects | None:
    """
    The prospects counted in families instead of children; None when there are no families to go by.

    Brothers and sisters share their conference, so forty children in fifteen families say no more about the rate than fifteen. The families to come
    are *remaining_cases* divided by the children in a family so far, rounded half up, and at least one where a child is to come. The target is of
    children and is put to families as it is, which is exact only when large families and small ones do alike.

    Args:
        families_in_time: The families in the numerator so far.
        families: The families so far.
        cases: The children so far, of those families.
        target: The target.
        remaining_cases: The children still to come.
        prior: As for :func:`probability`.

    Raises:
        TypeError: If a count is not an int.
        ValueError: If a count is below 0, there are more families in time than families, or more families than children.

    >>> from csc_indicators.results.targets import Target
    >>> ahead = prospects_by_families(30, 39, cases=78, target=Target(80), remaining_cases=80)
    >>> ahead.remaining, ahead.needed, float(round(ahead.probability, 3))
    (40, 34, 0.201)
    """
    _must_be_counts(cases=cases, remaining_cases=remaining_cases)
    so_far = Tally(families_in_time, families)
    if cases < families:
        raise ValueError("There are more families than children. Count every child of every family.")
    if not families:
        return None
    # No child comes without a family: rounding down to none to come would make what is not yet settled certain.
    remaining = max((2 * remaining_cases * families + cases) // (2 * cases), min(remaining_cases, 1))
    counted = prospects(so_far, target, remaining)
    return FamilyProspects(counted, probability(counted.successes, families, remaining, counted.needed, prior=prior))
