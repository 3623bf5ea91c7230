"""
Tallies and percentages, one at a time and in arrays.

The clauses are those of counting rules 4, 6 and 7 of the project's design.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.errors import OverlappingPeriods
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally, percentage, percentages, shares
from tests.oracle import percentage_half_up
from tests.strategies import tallies

NOTHING = Tally(0, 0)

places = st.integers(0, 4)

overlapping = st.builds(lambda tally: OverlappingTally(tally.numerator, tally.denominator), tallies())


@st.composite
def columns_of_counts(draw: st.DrawFn, most: int = 2**62) -> list[tuple[int, int]]:
    """A few numerators with their denominators: none, small ones, those of exact ties, and large ones."""
    below = draw(st.lists(st.integers(0, 3) | st.sampled_from((8, 16, 80, 112, 160, 368, 2000)) | st.integers(0, most), max_size=6))
    return [(draw(st.integers(0, denominator)), denominator) for denominator in below]


def as_arrays(counts: list[tuple[int, int]]) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.int64]]]:
    """The numerators and the denominators."""
    table = np.array(counts, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


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
        for nothing in (NOTHING, OverlappingTally(0, 0)):
            assert (None, None, NoFigure.NO_CASES) == (nothing.percentage(decimals), nothing.share, nothing.why)

    @given(tallies(least=1), places)
    def test_something_is(self, tally: Tally, decimals: int) -> None:
        """With cases there is always a figure, and nothing to say of why not."""
        assert tally.percentage(decimals) is not None
        assert tally.why is None

    def test_why_in_words(self) -> None:
        """The reasons end a sentence that says that there is no figure."""
        assert [
            "there are no cases",
            "the period begins before the first month counted",
            "the population was not given",
            "the population is 0",
        ] == [str(reason) for reason in NoFigure]

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


class TestOverlapping:
    """
    Years to date, rolling figures and snapshots hold cases that the next one holds too, so they never add up.

    Source: the vocabulary of the project's design (a tally never adds up across overlapping periods).
    """

    @given(overlapping, overlapping | tallies())
    def test_they_do_not_add(self, tally: OverlappingTally, other: OverlappingTally | Tally) -> None:
        """Adding one to another, or to a month, is refused on either side, as the mistake of kind that it is."""
        pairs: list[tuple[Any, Any]] = [(tally, other), (other, tally)]
        for left, right in pairs:
            with pytest.raises(OverlappingPeriods, match="do not add up"):
                left + right

    @given(st.lists(overlapping, min_size=1, max_size=3))
    def test_nor_do_they_sum(self, found: list[Any]) -> None:
        """Python's own sum is no way round it, and the error is a TypeError."""
        with pytest.raises(TypeError, match="Add the tallies of the months"):
            sum(found)

    @given(tallies(), places)
    def test_their_figure_is_that_of_the_counts(self, tally: Tally, decimals: int) -> None:
        """The same counts make the same figure, print alike and are equal."""
        same: Any = OverlappingTally(tally.numerator, tally.denominator)

        assert (tally, tally.share, tally.percentage(decimals)) == (same, same.share, same.percentage(decimals))
        assert (str(tally), hash(tally)) == (str(same), hash(same))

    @given(tallies(), st.integers(1, 5))
    def test_other_counts_are_another_value(self, tally: Tally, more: int) -> None:
        """A tally is equal to one of the same counts, to no other, and to nothing else."""
        others = [Tally(tally.numerator, tally.denominator + more), OverlappingTally(tally.numerator, tally.denominator + more), "1 of 2", None]

        assert not any(tally == other for other in others)

    @given(tallies())
    def test_a_tally_adds_to_tallies_alone(self, tally: Any) -> None:
        """A number is not a tally."""
        with pytest.raises(TypeError):
            tally + 1


class TestArrays:
    """
    Whole arrays of counts make the figures that each pair of them makes, to the last printed digit.

    Source: counting rule 6 of the project's design; WD18 of its properties (vectorised equals scalar, element by element).
    """

    @given(columns_of_counts(), st.integers(0, 25))
    @example([(1, 16), (115, 368), (7, 112), (2, 3), (0, 0), (0, 5), (5, 5)], 1)
    @example([(2**62 - 1, 2**62)], 0)
    @example([(1, 3), (2, 3)], 13)
    @example([(1, 3), (2, 3)], 14)
    @example([(1, 3), (2, 3), (1, 7)], 16)
    @example([(461168601842738, 461168601842738), (230584300921369, 461168601842738)], 2)
    @example([(461168601842739, 461168601842740), (230584300921370, 461168601842740)], 2)
    def test_percentages_are_those_of_long_division(self, counts: list[tuple[int, int]], decimals: int) -> None:
        """Each is the float that prints as the figure rounded by the standard library, and NaN without cases (CU6)."""
        figures = [percentage_half_up(above, below, decimals) for above, below in counts]
        expected = [float("nan") if figure is None else float(figure) for figure in figures]

        np.testing.assert_array_equal(percentages(*as_arrays(counts), decimals), expected, strict=True)

    @given(columns_of_counts(), st.integers(0, 25))
    def test_percentages_are_those_of_tallies(self, counts: list[tuple[int, int]], decimals: int) -> None:
        """Each is that of the tally with the two counts."""
        figures = [Tally(above, below).percentage(decimals) for above, below in counts]
        expected = [float("nan") if figure is None else float(figure) for figure in figures]

        np.testing.assert_array_equal(percentages(*as_arrays(counts), decimals), expected, strict=True)

    @given(columns_of_counts(most=2**53))
    def test_shares_are_the_nearest_floats(self, counts: list[tuple[int, int]]) -> None:
        """Each is the exact fraction as Python makes a float of it, and NaN without cases (CU6)."""
        expected = [float(Fraction(above, below)) if below else float("nan") for above, below in counts]

        np.testing.assert_array_equal(shares(*as_arrays(counts)), expected, strict=True)

    @pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint32, np.int64, np.uint64])
    def test_counts_of_any_width(self, dtype: type[np.integer[Any]]) -> None:
        """Whole numbers of few bits do not run over."""
        above, below = np.array([[1, 100], [0, 63]], dtype=dtype), np.array([[16, 127], [0, 126]], dtype=dtype)

        np.testing.assert_array_equal(percentages(above, below, 3), [[6.25, 78.74], [np.nan, 50.0]])

    def test_a_table_without_cells(self) -> None:
        """No counts make no figures, and the shape is kept."""
        nothing = np.zeros((0, 12), dtype=np.int64)

        assert [(0, 12), (0, 12)] == [shares(nothing, nothing).shape, percentages(nothing, nothing, 1).shape]

    def test_percentages_have_no_fewer_than_no_decimals(self) -> None:
        """Rounding to tens is not offered for arrays either."""
        with pytest.raises(ValueError, match="0 decimals or more"):
            percentages(np.array([1]), np.array([3]), -1)


def test_a_percentage_has_no_fewer_than_no_decimals() -> None:
    """Rounding to tens is not offered, because it would print as 3E+1."""
    with pytest.raises(ValueError, match="0 decimals or more"):
        Tally(1, 3).percentage(-1)
