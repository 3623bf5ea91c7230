"""
Prospects: what it takes to meet a target this year, when it is out of reach, and how probable it is.

The clauses are CU16 and ST10 of the project's properties. The oracles count: they add one case at a time, try every outcome, and draw from an urn.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import count, product
from math import exp, isclose, lgamma
from typing import Any, Literal, TypeAlias

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.results.prospects import (
    FamilyProspects,
    Prior,
    Prospects,
    distribution,
    out_of_reach_after,
    probability,
    prospects,
    prospects_by_families,
)
from csc_indicators.results.tally import Tally
from csc_indicators.results.targets import Target
from tests.oracle import percentage_half_up
from tests.strategies import tallies

NOTHING = Tally(0, 0)
NINETY = Target(90)
TWENTY_AT_MOST = Target(20, good="low")

Good: TypeAlias = Literal["high", "low"]

percentages = st.sampled_from((0, 50, 75, 90, 100)) | st.integers(0, 100) | st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))
targets = st.builds(Target, percentages, good=st.sampled_from(("high", "low")))
remainders = st.integers(0, 60)
priors: st.SearchStrategy[Prior] = st.sampled_from(("uniform", "jeffreys"))


@st.composite
def counts(draw: st.DrawFn, least: int = 0, most: int = 60) -> Tally:
    """Tallies of few enough cases to be counted one by one; of nothing, all and none as often as of anything else."""
    denominator = draw(st.integers(least, most))
    return Tally(draw(st.sampled_from((0, denominator)) | st.integers(0, denominator)), denominator)


def meets(numerator: int | Fraction, denominator: int, target: Target) -> bool:
    """Whether so many of so many meet the target exactly; nothing out of nothing meets none."""
    if denominator == 0:
        return False
    exact = 100 * Fraction(numerator) / denominator
    return exact >= Fraction(target.percentage) if target.good == "high" else exact <= Fraction(target.percentage)


def numerators(so_far: Tally, target: Target, remaining: int) -> list[int]:
    """The numerator at the end, after each number of successes from none of the remaining to all of them."""
    more = range(remaining + 1) if target.good == "high" else range(remaining, -1, -1)
    return [so_far.numerator + added for added in more]


def fewest_in_a_row(so_far: Tally, target: Target) -> int:
    """Successes added one at a time until the share so far meets the target."""
    success = 1 if target.good == "high" else 0
    numerator, denominator = so_far.numerator, so_far.denominator
    for added in count():
        if meets(numerator, denominator, target):
            return added
        numerator, denominator = numerator + success, denominator + 1
    raise AssertionError


def with_one_success(so_far: Tally, target: Target) -> Tally:
    """One case more, and that a success."""
    return so_far + (Tally(1, 1) if target.good == "high" else Tally(0, 1))


def with_one_failure(so_far: Tally, target: Target) -> Tally:
    """One case more, and that a failure."""
    return so_far + (Tally(0, 1) if target.good == "high" else Tally(1, 1))


def turned_over(so_far: Tally, target: Target) -> tuple[Tally, Target]:
    """The same cases with what was in the numerator out of it, and the same target said the other way round."""
    other: Good = "low" if target.good == "high" else "high"
    return Tally(so_far.denominator - so_far.numerator, so_far.denominator), Target(100 - target.percentage, good=other)


def drawn_from_an_urn(successes: int, trials: int, remaining: int, prior: Prior) -> tuple[Fraction, ...]:
    """Every sequence of outcomes in turn, each draw as probable as what has been seen so far makes it (Pólya's urn)."""
    start = {"uniform": Fraction(1), "jeffreys": Fraction(1, 2)}[prior]
    chances = [Fraction(0)] * (remaining + 1)
    for outcomes in product((True, False), repeat=remaining):
        white, black, chance = start + successes, start + trials - successes, Fraction(1)
        for outcome in outcomes:
            chance *= (white if outcome else black) / (white + black)
            white, black = white + outcome, black + (not outcome)
        chances[sum(outcomes)] += chance
    return tuple(chances)


def by_gamma_functions(successes: int, trials: int, remaining: int, prior: Prior) -> list[float]:
    """The textbook's formula in floating point."""
    start = {"uniform": 1.0, "jeffreys": 0.5}[prior]
    a, b = start + successes, start + trials - successes

    def log_beta(x: float, y: float) -> float:
        return lgamma(x) + lgamma(y) - lgamma(x + y)

    def log_choose(k: int) -> float:
        return lgamma(remaining + 1) - lgamma(k + 1) - lgamma(remaining - k + 1)

    return [exp(log_choose(k) + log_beta(a + k, b + remaining - k) - log_beta(a, b)) for k in range(remaining + 1)]


class TestNeeded:
    """The needed are the fewest successes among the remaining with which the year ends on the target. (CU16.)"""

    @given(counts(), targets, remainders)
    @example(Tally(0, 1), Target(0), 0)
    @example(Tally(9, 10), NINETY, 0)
    @example(Tally(2, 10), TWENTY_AT_MOST, 0)
    @example(Tally(1, 1), Target(0, good="low"), 5)
    def test_as_tried_one_by_one(self, so_far: Tally, target: Target, remaining: int) -> None:
        """No number of successes below the needed meets the target, and every number from there on does."""
        total = so_far.denominator + remaining
        ends = [meets(numerator, total, target) for numerator in numerators(so_far, target, remaining)]
        ahead = prospects(so_far, target, remaining)

        assert [bool(total) and successes >= ahead.needed for successes in range(remaining + 1)] == ends

    @given(counts(), targets, remainders)
    def test_the_best_end_and_the_worst(self, so_far: Tally, target: Target, remaining: int) -> None:
        """Best is the end after successes alone and worst after failures alone; without cases there is neither."""
        total = so_far.denominator + remaining
        ends = [Fraction(numerator, total) if total else None for numerator in numerators(so_far, target, remaining)]
        ahead = prospects(so_far, target, remaining)

        assert (ends[-1], ends[0]) == (ahead.best, ahead.worst)

    @given(counts(), targets, remainders)
    def test_attainable_is_the_best_end_and_assured_the_worst(self, so_far: Tally, target: Target, remaining: int) -> None:
        """Attainable when the best end meets the target, assured when the worst does, and neither yes nor no where there will be no figure."""
        total = so_far.denominator + remaining
        ends = numerators(so_far, target, remaining)
        expected = (meets(ends[-1], total, target), meets(ends[0], total, target)) if total else (None, None)
        ahead = prospects(so_far, target, remaining)

        assert expected == (ahead.attainable, ahead.assured)

    @given(counts(), targets, st.integers(1, 60))
    def test_a_success_lowers_it_by_one(self, so_far: Tally, target: Target, remaining: int) -> None:
        """When one of the remaining turns out a success, one fewer is needed, or still none."""
        now = prospects(so_far, target, remaining)
        then = prospects(with_one_success(so_far, target), target, remaining - 1)

        assert max(0, now.needed - 1) == then.needed

    @given(counts(), targets, st.integers(1, 60))
    def test_a_failure_leaves_it(self, so_far: Tally, target: Target, remaining: int) -> None:
        """When one of the remaining turns out a failure, as many are needed of one fewer."""
        now = prospects(so_far, target, remaining)
        then = prospects(with_one_failure(so_far, target), target, remaining - 1)

        assert now.needed == then.needed

    @given(counts(), targets, remainders)
    def test_more_to_come_never_puts_it_out_of_reach(self, so_far: Tally, target: Target, remaining: int) -> None:
        """Attainable with so many to come is attainable with one more."""
        now, later = prospects(so_far, target, remaining), prospects(so_far, target, remaining + 1)

        assert later.attainable or not now.attainable

    @given(counts(), remainders, st.tuples(percentages, percentages))
    def test_a_higher_target_never_needs_fewer(self, so_far: Tally, remaining: int, pair: tuple[int | Decimal, int | Decimal]) -> None:
        """More is needed for more, and for a lower ceiling."""
        lower, higher = sorted(pair)
        floors = [prospects(so_far, Target(each), remaining).needed for each in (lower, higher)]
        ceilings = [prospects(so_far, Target(each, good="low"), remaining).needed for each in (higher, lower)]

        assert (sorted(floors), sorted(ceilings)) == (floors, ceilings)

    @given(counts(), targets, remainders)
    def test_the_needed_share(self, so_far: Tally, target: Target, remaining: int) -> None:
        """The needed out of the remaining, however many more that is; none of nothing."""
        ahead = prospects(so_far, target, remaining)
        expected = Fraction(ahead.needed, remaining) if remaining else None

        assert expected == ahead.needed_share

    @given(counts(), targets, remainders)
    def test_a_ceiling_is_a_target_for_what_is_not_counted(self, so_far: Tally, target: Target, remaining: int) -> None:
        """At most 20% late and at least 80% not late are one target, and its prospects one."""
        ahead, other = prospects(so_far, target, remaining), prospects(*turned_over(so_far, target), remaining)

        assert (ahead.needed, ahead.attainable, ahead.assured, ahead.consecutive) == (
            other.needed,
            other.attainable,
            other.assured,
            other.consecutive,
        )
        assert ahead.best is None or other.best is None or 1 == ahead.best + other.best
        assert ahead.successes == other.successes

    @given(counts(), targets, remainders, st.integers(0, 3))
    def test_percentages_are_rounded_half_up(self, so_far: Tally, target: Target, remaining: int, decimals: int) -> None:
        """The best, the worst and the needed share as percentages are those of long division."""
        ahead = prospects(so_far, target, remaining)
        total = so_far.denominator + remaining
        ends = numerators(so_far, target, remaining)
        expected = [percentage_half_up(*pair, decimals) for pair in ((ends[-1], total), (ends[0], total), (ahead.needed, remaining))]

        assert expected == [ahead.best_percentage(decimals), ahead.worst_percentage(decimals), ahead.needed_percentage(decimals)]

    def test_exactly_and_not_as_printed(self) -> None:
        """89.95 is printed as 90.0 and has met 90 in print, and is not there: 5 more cases would be needed."""
        so_far = Tally(8995, 10_000)

        assert 0 == NINETY.shortfall(so_far.percentage(1))
        assert (5, False) == (prospects(so_far, NINETY, 0).needed, prospects(so_far, NINETY, 0).attainable)

    def test_it_is_a_value(self) -> None:
        """Prospects of the same counts are equal and do not change."""
        ahead = prospects(Tally(9, 10), NINETY, 5)

        assert hash(prospects(Tally(9, 10), Target(90), 5)) == hash(ahead)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            ahead.remaining = 6  # type: ignore[misc]


class TestConsecutive:
    """The fewest successes in a row that bring the share so far to the target; one fewer do not. (CU16, R*.)"""

    @given(counts(most=25), targets)
    @example(NOTHING, Target(0))
    @example(NOTHING, Target(100))
    @example(Tally(25, 25), Target(100))
    @example(Tally(0, 25), Target(0, good="low"))
    @example(Tally(0, 25), Target("99.9"))
    def test_as_simulated(self, so_far: Tally, target: Target) -> None:
        """Adding successes one by one reaches the target after as many; where every case had to be a success and one was not, never."""
        everything = Decimal(100 if target.good == "high" else 0)
        failures = so_far.denominator - so_far.numerator if target.good == "high" else so_far.numerator
        never = target.percentage == everything and failures > 0

        assert (None if never else fewest_in_a_row(so_far, target)) == prospects(so_far, target, 0).consecutive

    @given(counts(least=1) | tallies(least=1), targets)
    @example(Tally(6_860_000, 10_000_000), NINETY)
    def test_it_succeeds_and_one_fewer_fails(self, so_far: Tally, target: Target) -> None:
        """With so many to come the target is attainable, and with one fewer it is not."""
        run = prospects(so_far, target, 0).consecutive
        if run is None:
            assert {"high": 100, "low": 0}[target.good] == target.percentage
            assert not prospects(so_far, target, 10**9).attainable
            return

        assert prospects(so_far, target, run).attainable
        assert run == 0 or not prospects(so_far, target, run - 1).attainable

    @given(counts(), targets, remainders)
    def test_it_does_not_ask_how_many_are_to_come(self, so_far: Tally, target: Target, remaining: int) -> None:
        """A run is counted from now, whenever the year ends."""
        assert prospects(so_far, target, 0).consecutive == prospects(so_far, target, remaining).consecutive


class TestOutOfReachAfter:
    """The month after which not even successes alone meet the target. (What no peer has: months until arithmetically unattainable.)"""

    @given(st.lists(counts(most=12), max_size=12), targets, st.integers(0, 60))
    def test_as_tried_month_by_month(self, monthly: list[Tally], target: Target, more: int) -> None:
        """The first month whose best end, with everything after it a success, misses the target."""
        total = sum(month.denominator for month in monthly) + more
        expected = None
        for index in reversed(range(len(monthly))):
            seen = monthly[: index + 1]
            numerator = sum(month.numerator for month in seen)
            to_come = total - sum(month.denominator for month in seen)
            best = numerator + (to_come if target.good == "high" else 0)
            if total and not meets(best, total, target):
                expected = index

        assert expected == out_of_reach_after(monthly, target, total)

    @given(st.lists(counts(most=12), min_size=1, max_size=12), targets, st.integers(0, 60))
    def test_once_out_of_reach_it_stays_so(self, monthly: list[Tally], target: Target, more: int) -> None:
        """Later months do not change which month it was."""
        total = sum(month.denominator for month in monthly) + more
        earlier = out_of_reach_after(monthly[:-1], target, total)

        assert earlier is None or earlier == out_of_reach_after(monthly, target, total)

    @pytest.mark.parametrize(
        ("monthly", "target", "total", "expected"),
        [
            ([Tally(5, 10), Tally(5, 10)], NINETY, 100, None),  # 10 of 100 late is still 90
            ([Tally(5, 10), Tally(4, 10)], NINETY, 100, 1),
            ([Tally(0, 10), NOTHING, Tally(9, 10)], NINETY, 100, 2),
            ([NOTHING, NOTHING], NINETY, 0, None),
            ([], NINETY, 10, None),
            ([Tally(9, 10)], NINETY, 10, None),
            ([Tally(8, 10)], NINETY, 10, 0),
            ([Tally(5, 10), Tally(6, 10)], Target(10, good="low"), 100, 1),
            ([NOTHING, Tally(0, 1)], Target(100), 100, 1),
        ],
    )
    def test_examples(self, monthly: list[Tally], target: Target, total: int, expected: int | None) -> None:
        """Failures on the line and one over it, months without cases, a year without any, a ceiling, and a target of everything."""
        assert expected == out_of_reach_after(monthly, target, total)

    @given(st.lists(counts(least=1, most=12), min_size=1, max_size=12), targets, st.data())
    def test_a_year_holds_its_months(self, monthly: list[Tally], target: Target, data: st.DataObject) -> None:
        """A total smaller than the cases already counted is refused, and one that is all of them is not."""
        counted = sum(month.denominator for month in monthly)
        with pytest.raises(ValueError, match="Give the total of the whole year"):
            out_of_reach_after(monthly, target, data.draw(st.integers(0, counted - 1)))

        out_of_reach_after(monthly, target, counted)


class TestProbability:
    """Beta-binomial probabilities sum to exactly 1, and exact rationals match. (ST10; golden numbers G9.)"""

    @given(counts(most=20), st.integers(0, 6), priors)
    def test_as_drawn_from_an_urn(self, seen: Tally, remaining: int, prior: Prior) -> None:
        """Every sequence of outcomes, each draw depending on those before, adds up to the same fractions."""
        expected = drawn_from_an_urn(seen.numerator, seen.denominator, remaining, prior)

        assert expected == distribution(seen.numerator, seen.denominator, remaining, prior=prior)

    @given(counts(most=2000), st.integers(0, 120), priors)
    def test_the_probabilities_sum_to_one(self, seen: Tally, remaining: int, prior: Prior) -> None:
        """There is one for each number of successes, all are above 0, and together they are exactly 1."""
        chances = distribution(seen.numerator, seen.denominator, remaining, prior=prior)

        assert (remaining + 1, 1) == (len(chances), sum(chances))
        assert min(chances) > 0

    @given(counts(most=2000), st.integers(0, 120), priors)
    def test_as_the_textbook_has_it(self, seen: Tally, remaining: int, prior: Prior) -> None:
        """They are those of the formula with gamma functions, as near as floating point comes."""
        expected = by_gamma_functions(seen.numerator, seen.denominator, remaining, prior)
        found = distribution(seen.numerator, seen.denominator, remaining, prior=prior)

        assert all(isclose(here, there, rel_tol=1e-8, abs_tol=1e-300) for here, there in zip(expected, map(float, found), strict=True))

    @given(counts(most=200), st.integers(0, 60), st.integers(0, 70), priors)
    def test_it_is_the_upper_end(self, seen: Tally, remaining: int, needed: int, prior: Prior) -> None:
        """At least so many is the sum from so many up: 1 from none, and 0 where more are needed than remain."""
        chances = distribution(seen.numerator, seen.denominator, remaining, prior=prior)
        found = probability(seen.numerator, seen.denominator, remaining, needed, prior=prior)

        assert sum(chances[needed:]) == found
        assert (found == 1, found == 0) == (needed == 0, needed > remaining)

    @given(counts(most=200), st.integers(0, 60), priors)
    def test_successes_and_failures_are_each_others_mirror(self, seen: Tally, remaining: int, prior: Prior) -> None:
        """With failures for successes the distribution is read from the other end."""
        chances = distribution(seen.numerator, seen.denominator, remaining, prior=prior)

        assert chances[::-1] == distribution(seen.denominator - seen.numerator, seen.denominator, remaining, prior=prior)

    @given(counts(most=200), st.integers(0, 60), priors)
    def test_the_mean_is_the_posterior_mean(self, seen: Tally, remaining: int, prior: Prior) -> None:
        """On average the successes to come are the remaining times the rate believed now."""
        chances = distribution(seen.numerator, seen.denominator, remaining, prior=prior)
        start = {"uniform": Fraction(1), "jeffreys": Fraction(1, 2)}[prior]
        believed = (start + seen.numerator) / (2 * start + seen.denominator)

        assert remaining * believed == sum(successes * chance for successes, chance in enumerate(chances))

    @given(counts(), targets, remainders, priors)
    def test_the_probability_of_prospects(self, so_far: Tally, target: Target, remaining: int, prior: Prior) -> None:
        """Prospects have that of their needed successes: 1 when assured, 0 when out of reach, none where there will be no figure."""
        ahead = prospects(so_far, target, remaining)
        found = ahead.probability(prior=prior)
        if found is None:
            assert (NOTHING, 0) == (so_far, remaining)
            return

        total = so_far.denominator + remaining
        chances = distribution(ahead.successes, so_far.denominator, remaining, prior=prior)
        ends = numerators(so_far, target, remaining)
        assert sum(chance for chance, end in zip(chances, ends, strict=True) if meets(end, total, target)) == found
        assert (found == 1, found == 0) == (ahead.assured, not ahead.attainable)

    def test_the_prior_is_uniform_unless_it_is_said(self) -> None:
        """What is asked for without a prior has the uniform one."""
        ahead = prospects(Tally(3, 4), Target(75), 2)

        assert distribution(3, 4, 2, prior="uniform") == distribution(3, 4, 2) != distribution(3, 4, 2, prior="jeffreys")
        assert probability(3, 4, 2, 1, prior="uniform") == probability(3, 4, 2, 1) != probability(3, 4, 2, 1, prior="jeffreys")
        assert ahead.probability(prior="uniform") == ahead.probability() != ahead.probability(prior="jeffreys")

    def test_jeffreys_without_data(self) -> None:
        """The arcsine's own: 3/8, 1/4, 3/8."""
        assert (Fraction(3, 8), Fraction(1, 4), Fraction(3, 8)) == distribution(0, 0, 2, prior="jeffreys")

    @pytest.mark.parametrize("prior", ["uniform", "jeffreys"])
    def test_a_large_authority(self, prior: Prior) -> None:
        """Three thousand to come are answered as exactly as three."""
        chances = distribution(2000, 3000, 3000, prior=prior)
        found = probability(2000, 3000, 3000, 2000, prior=prior)

        assert 1 == probability(2000, 3000, 3000, 0, prior=prior)
        assert chances[3000] == probability(2000, 3000, 3000, 3000, prior=prior)
        assert isclose(found, sum(by_gamma_functions(2000, 3000, 3000, prior)[2000:]), rel_tol=1e-8)


class TestFamilies:
    """At a family level families are counted, not children, whose outcomes go together. (Golden numbers G9.)"""

    @given(counts(least=1), st.integers(0, 100), targets, st.integers(0, 200), priors)
    def test_prospects_with_families_for_cases(self, seen: Tally, more: int, target: Target, remaining_cases: int, prior: Prior) -> None:
        """They are the prospects of as many families to come as the children to come make, at the size of a family so far."""
        cases = seen.denominator + more
        families = (Decimal(remaining_cases) * seen.denominator / cases).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        expected = prospects(seen, target, max(int(families), 1 if remaining_cases else 0))
        found = prospects_by_families(seen.numerator, seen.denominator, cases, target, remaining_cases, prior=prior)
        assert found is not None

        assert (expected, expected.needed, expected.remaining) == (found.counted, found.needed, found.remaining)
        assert expected.probability(prior=prior) == found.probability

    @given(counts(least=1), targets, st.integers(0, 60))
    def test_families_of_one_are_children(self, seen: Tally, target: Target, remaining: int) -> None:
        """Where no two children are of one family, counting either is the same."""
        found = prospects_by_families(seen.numerator, seen.denominator, seen.denominator, target, remaining)
        assert found is not None

        assert prospects(seen, target, remaining) == found.counted

    @given(st.integers(0, 100), targets, st.integers(0, 100))
    def test_without_families_there_is_nothing_to_go_by(self, cases: int, target: Target, remaining: int) -> None:
        """No families, no prospects of families: not nought, and not an error."""
        assert prospects_by_families(0, 0, cases, target, remaining) is None

    @pytest.mark.parametrize(
        ("families", "cases", "remaining_cases", "expected"),
        [(39, 78, 80, 40), (2, 4, 3, 2), (2, 4, 5, 3), (1, 3, 4, 1), (1, 3, 5, 2), (1, 3, 1, 1), (1, 3, 0, 0), (5, 5, 7, 7)],
    )
    def test_the_families_to_come(self, families: int, cases: int, remaining_cases: int, expected: int) -> None:
        """Half a family is one more, and no child comes without one."""
        found = prospects_by_families(0, families, cases, NINETY, remaining_cases)
        assert found is not None

        assert expected == found.remaining

    def test_counted_in_children_it_would_be_too_sure(self) -> None:
        """Above the target, twice as many children make the same rate look surer than the families do."""
        found = prospects_by_families(36, 40, cases=80, target=Target(80), remaining_cases=80)
        children = probability(72, 80, 80, prospects(Tally(72, 80), Target(80), 80).needed)
        assert found is not None

        assert found.probability < children


class TestWords:
    """Every value says in one line of plain English what it is, in the singular where there is one. (House style.)"""

    @pytest.mark.parametrize(
        ("ahead", "expected"),
        [
            (
                prospects(Tally(120, 175), NINETY, 175),
                "195 more are needed and only 175 are to come: out of reach; the best possible year end is 84.3%",
            ),
            (
                prospects(Tally(30, 39), Target(80), 40),
                "34 of the 40 to come are needed: within reach; the best possible year end is 88.6%",
            ),
            (
                prospects(Tally(8, 9), NINETY, 1),
                "1 of the 1 to come is needed: within reach; the best possible year end is 90.0%",
            ),
            (
                prospects(Tally(5, 9), NINETY, 0),
                "none to come: the year ends at 55.6%, which misses the target of 90%",
            ),
            (
                prospects(Tally(9, 10), NINETY, 0),
                "none to come: the year ends at 90.0%, which meets the target of 90%",
            ),
            (
                prospects(Tally(99, 100), NINETY, 5),
                "the target of 90% is safe whatever becomes of the 5 to come; the worst possible year end is 94.3%",
            ),
            (
                prospects(NOTHING, NINETY, 0),
                "no cases so far and none to come: there will be no figure",
            ),
            (
                prospects(NOTHING, NINETY, 4),
                "4 of the 4 to come are needed: within reach; the best possible year end is 100.0%",
            ),
            (
                prospects(Tally(3, 10), TWENTY_AT_MOST, 10),
                "9 of the 10 to come must stay out of the numerator: within reach; the best possible year end is 15.0%",
            ),
            (
                prospects(Tally(6, 10), TWENTY_AT_MOST, 10),
                "12 of the 10 to come would have to stay out of the numerator: out of reach; the best possible year end is 30.0%",
            ),
            (
                prospects(Tally(1, 10), TWENTY_AT_MOST, 1),
                "the target of at most 20% is safe whatever becomes of the 1 to come; the worst possible year end is 18.2%",
            ),
            (
                prospects(Tally(3, 10), TWENTY_AT_MOST, 0),
                "none to come: the year ends at 30.0%, which misses the target of at most 20%",
            ),
            (
                prospects(Tally(8995, 10_000), NINETY, 0),
                "none to come: the year ends at 89.95%, which misses the target of 90%",
            ),
            (
                prospects(Tally(899_951, 1_000_000), NINETY, 1),
                "50 more are needed and only 1 is to come: out of reach; the best possible year end is 89.995%",
            ),
            (
                prospects(Tally(20_004, 100_000), TWENTY_AT_MOST, 0),
                "none to come: the year ends at 20.004%, which misses the target of at most 20%",
            ),
            (
                prospects(Tally(9225, 10_000), Target("92.25", good="low"), 0),
                "none to come: the year ends at 92.25%, which meets the target of at most 92.25%",
            ),
        ],
    )
    def test_prospects(self, ahead: Prospects, expected: str) -> None:
        """Out of reach, within it, safe and ended, one and many, both kinds of target; never a figure printed on the wrong side of its target."""
        assert expected == str(ahead)

    @given(counts(), targets, remainders)
    def test_the_words_and_the_prospects_agree(self, so_far: Tally, target: Target, remaining: int) -> None:
        """It is one line, out of reach in words exactly when it is in numbers, and the figure printed stands on its own side of the target."""
        ahead = prospects(so_far, target, remaining)
        words = str(ahead)

        assert ("out of reach" in words or "misses" in words) == (ahead.attainable is False)
        assert ("safe" in words or "meets" in words) == (ahead.assured is True)
        assert "\n" not in words
        if ahead.best is not None:
            figure = re.search(r"(?:year end is|year ends at) ([0-9.]+)%", words)
            assert figure is not None
            assert meets(Fraction(figure[1]), 100, target) is ahead.attainable

    @pytest.mark.parametrize(
        ("found", "expected", "chance"),
        [
            (
                prospects_by_families(30, 39, 78, Target(80), 80),
                "34 of the 40 to come are needed: within reach; the best possible year end is 88.6%",
                "20.1%",
            ),
            (
                prospects_by_families(12, 17, 30, NINETY, 10),
                "9 more are needed and only 6 are to come: out of reach; the best possible year end is 78.3%",
                "0.0%",
            ),
            (
                prospects_by_families(30, 30, 60, Target(50), 10),
                "the target of 50% is safe whatever becomes of the 5 to come; the worst possible year end is 85.7%",
                "100.0%",
            ),
            (
                prospects_by_families(0, 40, 40, Target(50), 40),
                "40 of the 40 to come are needed: within reach; the best possible year end is 50.0%",
                "below 0.1%",
            ),
            (
                prospects_by_families(40, 40, 40, Target(50), 41),
                "1 of the 41 to come is needed: within reach; the best possible year end is 100.0%",
                "above 99.9%",
            ),
        ],
    )
    def test_families(self, found: FamilyProspects, expected: str, chance: str) -> None:
        """The same counted in families, with how probable it is and why families are counted; never certain in print of what is not."""
        caution = "The children of a family are in time or late together, so a probability counted in children would be too sure."

        assert f"counted in families, {expected}; the probability is {chance}. {caution}" == str(found)
        assert caution == found.caution

    @pytest.mark.parametrize(("remaining", "chance"), [(998, "0.1%"), (999, "0.1%"), (1000, "below 0.1%")])
    def test_a_thousandth_is_printed(self, remaining: int, chance: str) -> None:
        """All of R without data has the probability 1/(R + 1): a thousandth is printed, and less is not printed as nought."""
        ahead = prospects(NOTHING, Target(100), remaining)

        assert f"the probability is {chance}. " in str(FamilyProspects(ahead, probability(0, 0, remaining, remaining)))

    @pytest.mark.parametrize(("remaining", "chance"), [(998, "99.9%"), (999, "99.9%"), (1000, "above 99.9%")])
    def test_all_but_a_thousandth_is_printed(self, remaining: int, chance: str) -> None:
        """One of R without data has the probability R/(R + 1): all but a thousandth is printed, and more is not printed as all."""
        ahead = prospects(NOTHING, Target(1), remaining)

        assert f"the probability is {chance}. " in str(FamilyProspects(ahead, probability(0, 0, remaining, 1)))


class TestRefusing:
    """Counts are whole numbers, 0 or more, and no more succeed than there are. (CU5 of the project's properties.)"""

    @pytest.mark.parametrize("value", [1.0, "1", None, Fraction(1)])
    def test_what_is_not_a_whole_number(self, value: Any) -> None:
        """A count is an int, so that no float ever rounds a figure; the message says which."""
        with pytest.raises(TypeError, match=r"'remaining'.*Give an int"):
            prospects(NOTHING, NINETY, value)
        with pytest.raises(TypeError, match="'total'"):
            out_of_reach_after([], NINETY, value)
        with pytest.raises(TypeError, match="'remaining'"):
            distribution(1, 2, value)
        with pytest.raises(TypeError, match="'needed'"):
            probability(1, 2, 3, value)
        with pytest.raises(TypeError, match="'cases'"):
            prospects_by_families(1, 2, value, NINETY, 3)
        with pytest.raises(TypeError, match="'remaining_cases'"):
            prospects_by_families(1, 2, 3, NINETY, value)
        for successes, trials in ((value, 2), (0, value)):
            with pytest.raises(TypeError):
                probability(successes, trials, 3, 1)

    @given(st.integers(-1000, -1))
    def test_fewer_than_none(self, below: int) -> None:
        """A negative count is refused, and the message says which and does not repeat it."""
        with pytest.raises(ValueError, match=r"'remaining' is below 0\. Give a count") as refused:
            prospects(NOTHING, NINETY, below)
        assert str(below) not in str(refused.value)
        with pytest.raises(ValueError, match="'total'"):
            out_of_reach_after([], NINETY, below)
        with pytest.raises(ValueError, match="'remaining'"):
            probability(1, 2, below, 1)
        with pytest.raises(ValueError, match="'needed'"):
            probability(1, 2, 3, below)
        with pytest.raises(ValueError, match="'cases'"):
            prospects_by_families(1, 2, below, NINETY, 3)
        with pytest.raises(ValueError, match="'remaining_cases'"):
            prospects_by_families(1, 2, 3, NINETY, below)

    @given(st.integers(0, 100), st.integers(1, 100))
    def test_more_successes_than_cases(self, trials: int, more: int) -> None:
        """More than all of the cases, or of the families, is refused."""
        with pytest.raises(ValueError, match="more in its numerator"):
            probability(trials + more, trials, 3, 1)
        with pytest.raises(ValueError, match="more in its numerator"):
            distribution(trials + more, trials, 3)
        with pytest.raises(ValueError, match="more in its numerator"):
            prospects_by_families(trials + more, trials, 200, NINETY, 3)

    @given(st.integers(1, 100), st.integers(1, 100))
    def test_more_families_than_children(self, cases: int, more: int) -> None:
        """Every family that is counted has a child that is counted."""
        with pytest.raises(ValueError, match="more families than children"):
            prospects_by_families(0, cases + more, cases, NINETY, 3)

    @pytest.mark.parametrize("prior", ["Uniform", "flat", "", None])
    def test_two_priors(self, prior: Any) -> None:
        """A prior that is not one of the two is refused, and the message names them."""
        with pytest.raises(ValueError, match="'uniform' or 'jeffreys'"):
            probability(1, 2, 3, 1, prior=prior)
        with pytest.raises(ValueError, match="'uniform' or 'jeffreys'"):
            distribution(1, 2, 3, prior=prior)
