"""
Tallies, percentages and targets.

The clauses are those of counting rules 4, 6 and 7 of the project's design.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.errors import InvalidDefinition
from csc_indicators.results.tally import Tally, percentage
from csc_indicators.results.targets import Target
from tests.oracle import percentage_half_up
from tests.strategies import tallies

NOTHING = Tally(0, 0)

places = st.integers(0, 4)
figures = st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))
targets = st.sampled_from((0, 75, 90, 100)) | st.integers(0, 100) | figures


def exact(tally: Tally) -> Fraction:
    """The proportion, made here from the two counts."""
    return Fraction(tally.numerator, tally.denominator)


class TestPercentage:
    """
    A percentage is rounded half up, once, from the exact counts.

    Source: Department for Education, Explore Education Statistics production guide (round half up, from unrounded figures); counting rule 6.
    """

    @given(tallies(), places)
    @example(Tally(1, 16), 1)
    @example(Tally(115, 368), 1)
    @example(Tally(7, 112), 1)
    @example(Tally(1, 200), 0)
    def test_as_rounded_by_long_division(self, tally: Tally, decimals: int) -> None:
        """The figure is that of long division rounded by the standard library, to the last printed nought."""
        expected = percentage_half_up(tally.numerator, tally.denominator, decimals)

        assert str(expected) == str(tally.percentage(decimals))

    @given(st.integers(0, 999), st.integers(0, 3))
    def test_every_tie_goes_up(self, units: int, decimals: int) -> None:
        """Half a unit in the last place always goes to the unit above, after odd figures and even ones."""
        scale = 10**decimals
        tie = Fraction(2 * units + 1, 2 * 100 * scale)

        assert Decimal(units + 1).scaleb(-decimals) == percentage(tie, decimals)

    @given(tallies(least=1), places)
    def test_it_is_never_more_than_half_a_unit_out(self, tally: Tally, decimals: int) -> None:
        """The figure is within half a unit of the exact percentage, and a whole half only above it."""
        error = Fraction(str(tally.percentage(decimals))) - 100 * exact(tally)
        half = Fraction(1, 2 * 10**decimals)

        assert -half < error <= half

    @given(tallies(least=1), tallies(least=1), places)
    def test_a_greater_share_never_rounds_to_less(self, one: Tally, other: Tally, decimals: int) -> None:
        """Rounding keeps the order of figures."""
        less, more = (Fraction(str(tally.percentage(decimals))) for tally in sorted((one, other), key=exact))

        assert less <= more

    @given(st.integers(1, 100_000), places)
    def test_all_and_none(self, cases: int, decimals: int) -> None:
        """All of any number is 100 and none of it is 0, to every place."""
        found = (Tally(cases, cases).percentage(decimals), Tally(0, cases).percentage(decimals))

        assert (Decimal(100), Decimal(0)) == found

    @given(places)
    def test_nothing_out_of_nothing_is_not_a_figure(self, decimals: int) -> None:
        """Without cases there is no percentage and no share: not nought, and not an error (CU6)."""
        assert (NOTHING.percentage(decimals), NOTHING.share) == (None, None)

    @given(tallies(least=1))
    def test_the_share_is_exact(self, tally: Tally) -> None:
        """The share is the numerator over the denominator, with nothing lost."""
        assert exact(tally) == tally.share

    @pytest.mark.parametrize(
        ("tally", "expected"),
        [
            (Tally(71, 114), "62.3"),
            (Tally(120, 175), "68.6"),
            (Tally(21, 40), "52.5"),
            (Tally(115, 368), "31.3"),
            (Tally(7, 112), "6.3"),
            (Tally(2, 3), "66.7"),
        ],
    )
    def test_examples(self, tally: Tally, expected: str) -> None:
        """Ties among them: 31.25 and 6.25 exactly, which Python's own round takes down."""
        assert expected == str(tally.percentage(1))


class TestAdding:
    """
    Tallies of different cases add up, and the rate is formed last, from the sums.

    Source: counting rule 4 of the project's design; CU1, CU3, CU5, CU7, CU8 and CU11 of its properties.
    """

    @given(tallies(), tallies())
    def test_counts_add(self, one: Tally, other: Tally) -> None:
        """The sum has the numerators together over the denominators together (CU1)."""
        total = one + other

        assert (one.numerator + other.numerator, one.denominator + other.denominator) == (total.numerator, total.denominator)

    @given(tallies(), tallies(), tallies())
    def test_how_they_are_grouped_does_not_matter(self, a: Tally, b: Tally, c: Tally) -> None:
        """Areas may be added into regions first, or months into quarters (CU3, CU13)."""
        assert (a + b) + c == a + (b + c)

    @given(tallies(), tallies())
    def test_their_order_does_not_matter(self, one: Tally, other: Tally) -> None:
        """The sum is the same either way round (CU2)."""
        assert one + other == other + one

    @given(tallies())
    def test_nothing_adds_nothing(self, tally: Tally) -> None:
        """A month without cases leaves the year to date as it was, on either side (CU3)."""
        assert (tally, tally) == (tally + NOTHING, NOTHING + tally)

    @given(st.lists(tallies(least=1), min_size=1, max_size=12))
    def test_the_year_lies_between_its_best_month_and_its_worst(self, months: list[Tally]) -> None:
        """The rate of the sum is never outside the rates summed (CU7)."""
        year = exact(sum(months, start=NOTHING))

        assert min(map(exact, months)) <= year <= max(map(exact, months))

    @given(tallies(least=1))
    def test_one_more_case_in_time_never_lowers_the_rate(self, tally: Tally) -> None:
        """One more in time never lowers a rate, and one more late never raises it (CU8)."""
        assert exact(tally + Tally(0, 1)) <= exact(tally) <= exact(tally + Tally(1, 1))

    @given(tallies())
    def test_every_case_twice_is_the_same_rate(self, tally: Tally) -> None:
        """Doubling the cases doubles the counts and leaves the rate (CU11)."""
        twice = tally + tally

        assert (tally.share, 2 * tally.denominator) == (twice.share, twice.denominator)

    def test_a_year_to_date_is_not_a_mean_of_months(self) -> None:
        """9 of 10, 2 of 10 and 10 of 20 make 52.5 per cent, where the mean of the three rates is 53.3."""
        assert Decimal("52.5") == (Tally(9, 10) + Tally(2, 10) + Tally(10, 20)).percentage(1)


class TestRefusing:
    """
    A numerator is part of its denominator, and both are whole numbers of cases.

    Source: CU5 of the project's properties.
    """

    @given(st.integers(0, 1000), st.integers(1, 1000))
    def test_more_in_time_than_there_are_cases(self, cases: int, more: int) -> None:
        """More than all of the cases is refused."""
        with pytest.raises(ValueError, match="more in its numerator"):
            Tally(cases + more, cases)

    @given(st.integers(-1000, -1), st.integers(-1000, 1000))
    def test_fewer_than_none(self, below: int, other: int) -> None:
        """A negative count is refused in either place."""
        for numerator, denominator in ((below, other), (other, below)):
            with pytest.raises(ValueError, match=r"numerator|denominator"):
                Tally(numerator, denominator)

    @pytest.mark.parametrize("value", [1.0, "1", None, Fraction(1)])
    def test_what_is_not_a_whole_number(self, value: Any) -> None:
        """A count is an int, so that no float ever rounds a figure."""
        with pytest.raises(TypeError):
            Tally(value, 2)
        with pytest.raises(TypeError):
            Tally(0, value)

    @given(tallies())
    def test_a_tally_is_a_value(self, tally: Tally) -> None:
        """Equal counts are one value, printed as one number of another."""
        again = Tally(tally.numerator, tally.denominator)

        assert (hash(tally), f"{tally.numerator} of {tally.denominator}") == (hash(again), str(tally))


class TestTarget:
    """
    A target is a percentage to reach or pass, and a shortfall is read off the two figures as printed.

    Source: the Southend report that prints a target beside each figure; rule 6 of the project's design.
    """

    @given(targets, figures)
    def test_shortfall_and_figure_make_the_target(self, target: int | Decimal, figure: Decimal) -> None:
        """Below the target the two printed numbers add up to it, and at or above it nothing is short."""
        short = Target(target).shortfall(figure)
        assert short is not None

        if figure < target:
            assert target == short + figure
        else:
            assert short == 0

    @given(targets, figures)
    def test_short_only_when_below(self, target: int | Decimal, figure: Decimal) -> None:
        """A figure is short of its target exactly when it is below it, and no shortfall is negative."""
        short = Target(target).shortfall(figure)
        assert short is not None

        assert (figure < target) == (short > 0)

    @given(targets)
    def test_without_a_figure_nothing_is_known_to_be_short(self, target: int | Decimal) -> None:
        """No figure has no shortfall, which is not a shortfall of nought."""
        assert Target(target).shortfall(None) is None

    @pytest.mark.parametrize(
        ("figure", "expected"),
        [("62.3", "27.7"), ("68.6", "21.4"), ("90.0", "0.0"), ("90.1", "0.0"), ("89.9", "0.1"), ("0.0", "90.0"), ("71", "19")],
    )
    def test_ninety_per_cent(self, figure: str, expected: str) -> None:
        """Against 90, printed to the places of the figure; to reach the target is to meet it."""
        assert expected == str(Target(90).shortfall(Decimal(figure)))

    @pytest.mark.parametrize(("target", "words"), [(90, "90%"), (Decimal("92.5"), "92.5%")])
    def test_the_words(self, target: int | Decimal, words: str) -> None:
        """A target prints as it was set."""
        assert words == str(Target(target))


@pytest.mark.parametrize("percentage", [-1, 101, "NaN"])
def test_a_target_is_a_percentage(percentage: Any) -> None:
    """A target outside 0 to 100 is no target."""
    with pytest.raises(InvalidDefinition):
        Target(percentage)


def test_a_target_is_what_was_written() -> None:
    """A target given as a float is the decimal that was written, not the binary fraction nearest it."""
    assert Decimal("92.1") == Target(92.1).percentage


def test_a_percentage_has_no_fewer_than_no_decimals() -> None:
    """Rounding to tens is not offered, because it would print as 3E+1."""
    with pytest.raises(ValueError, match="0 decimals or more"):
        Tally(1, 3).percentage(-1)
