"""
Whether a target is still attainable: golden numbers worked out apart from this library.

The percentages, 62.3 in July and 68.6 in September 2018 against a target of 90, are those that Southend's scrutiny committee was shown for CP 3.10;
71 of 114 and 120 of 175 are counts that fit them, and not counts the council published. What follows from them was worked out in exact rationals when
the facts of this project were compiled. The beta-binomial numbers are those of its definition, Beta(a + n, b + d - n) after n of d, worked out there
too.
"""

from fractions import Fraction

import pytest

from csc_indicators.results.prospects import distribution, out_of_reach_after, probability, prospects
from csc_indicators.results.tally import Tally
from csc_indicators.results.targets import Target

NINETY = Target(90)
JULY, SEPTEMBER = Tally(71, 114), Tally(120, 175)


@pytest.mark.parametrize(("so_far", "expected"), [(JULY, 316), (SEPTEMBER, 375)])
def test_the_fewest_in_a_row(so_far: Tally, expected: int) -> None:
    """From July 316 conferences in a row had to be in time to reach 90%, and from September 375."""
    assert expected == prospects(so_far, NINETY, remaining=0).consecutive


@pytest.mark.parametrize(("run", "attainable"), [(374, False), (375, True)])
def test_one_fewer_in_a_row_fails(run: int, attainable: bool) -> None:
    """From September 375 to come, all in time, reach 90% and 374 do not."""
    assert attainable is prospects(SEPTEMBER, NINETY, remaining=run).attainable


def test_the_same_number_again_is_not_enough() -> None:
    """If 175 more come after September, 195 of them would be needed, and the best possible year end is 295 of 350."""
    ahead = prospects(SEPTEMBER, NINETY, remaining=175)

    assert (195, False, Fraction(295, 350)) == (ahead.needed, ahead.attainable, ahead.best)
    assert ("84.2857", "84.3") == (str(ahead.best_percentage(4)), str(ahead.best_percentage(1)))


def test_july_at_the_same_number_a_month() -> None:
    """In July, with twice as many months to come as there had been, the best possible year end was 87.4%."""
    ahead = prospects(JULY, NINETY, remaining=2 * 114)

    assert ("87.4", False) == (str(ahead.best_percentage(1)), ahead.attainable)


def test_how_many_times_the_year_so_far() -> None:
    """The run that would be needed is 2.77 times the conferences so far in July, and 2.14 times in September."""
    times = [Fraction(prospects(so_far, NINETY, remaining=0).consecutive or 0, so_far.denominator) for so_far in (JULY, SEPTEMBER)]

    assert ["2.77", "2.14"] == [f"{float(multiple):.2f}" for multiple in times]


def test_it_was_out_of_reach_by_july() -> None:
    """At 350 a year 35 may be late, and 43 were by July: out of reach after the first of the two stretches of months, not only after both."""
    august_and_september = Tally(120 - 71, 175 - 114)

    assert 0 == out_of_reach_after([JULY, august_and_september], NINETY, total=350)
    assert 1 == out_of_reach_after([JULY, august_and_september], NINETY, total=430)


def test_beta_binomial_by_hand() -> None:
    """After 3 of 4, with the uniform prior, 0, 1 and 2 of the next 2 have probabilities 1/7, 8/21 and 10/21."""
    assert (Fraction(1, 7), Fraction(8, 21), Fraction(10, 21)) == distribution(3, 4, 2)


@pytest.mark.parametrize("remaining", [0, 1, 2, 7, 40])
def test_without_data_every_number_is_alike(remaining: int) -> None:
    """With the uniform prior and no data each of 0 to R successes has the probability 1/(R + 1)."""
    assert (Fraction(1, remaining + 1),) * (remaining + 1) == distribution(0, 0, remaining)


@pytest.mark.parametrize(("prior", "expected"), [("jeffreys", "0.222795252789"), ("uniform", "0.201202857040")])
def test_thirty_of_thirty_nine_and_forty_to_come(prior: str, expected: str) -> None:
    """Against 80% after 30 of 39, 34 of the next 40 are needed, with these probabilities to twelve places."""
    ahead = prospects(Tally(30, 39), Target(80), remaining=40)
    found = {"uniform": probability(30, 39, 40, ahead.needed), "jeffreys": probability(30, 39, 40, ahead.needed, prior="jeffreys")}

    assert (34, "85") == (ahead.needed, str(ahead.needed_percentage(0)))
    assert expected == f"{float(found[prior]):.12f}"
