"""Coarse counts, one at a time."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.publication.disclosure.coarsening import Coarsening, Exact, Midpoint, Rounded, supported_decimals

counts = st.integers(0, 10**9)
bases = st.integers(2, 200)
widths = st.integers(1, 100).map(lambda half: 2 * half)
coarsenings = st.just(Exact()) | st.builds(Rounded, bases) | st.builds(Midpoint, widths)


class TestEveryCoarsening:
    """A coarse value stands for the counts that have it (theorem 1)."""

    @given(coarsenings, st.integers(0, 400))
    def test_the_interval_is_the_counts_of_that_value(self, coarsening: Coarsening, count: int) -> None:
        """From the least to the greatest of the interval, and nowhere else, the coarse value is the same."""
        value = coarsening.of(count)
        lowest, highest = coarsening.interval(value)

        assert list(range(lowest, highest + 1)) == [other for other in range(count + 401) if coarsening.of(other) == value]

    @given(coarsenings, counts, counts)
    def test_order_is_kept(self, coarsening: Coarsening, one: int, other: int) -> None:
        """A greater count is never printed as less (DC12)."""
        less, more = sorted((one, other))

        assert coarsening.of(less) <= coarsening.of(more)

    @given(coarsenings, counts)
    def test_twice_is_once(self, coarsening: Coarsening, count: int) -> None:
        """What is coarse already stays as it is (DC9)."""
        once = coarsening.of(count)

        assert once == coarsening.of(once)

    @given(coarsenings, counts)
    def test_never_more_than_half_a_step_out(self, coarsening: Coarsening, count: int) -> None:
        """A coarse value is within half a step of the count (DC12)."""
        assert 2 * abs(coarsening.of(count) - count) <= coarsening.step

    @given(coarsenings)
    def test_none_is_none(self, coarsening: Coarsening) -> None:
        """0 is printed as 0 (DC12)."""
        assert 0 == coarsening.of(0)

    def test_in_words(self) -> None:
        """Each says how counts are printed."""
        assert ["as they are", "to the nearest 5", "as the middle of bands of 6"] == [str(one) for one in (Exact(), Rounded(5), Midpoint(6))]


class TestRounded:
    """To the nearest multiple of a base, half up (DC12; DfE analysts' guide, Rounding)."""

    @given(bases, counts)
    def test_as_the_standard_library_rounds(self, base: int, count: int) -> None:
        """The value is the exact quotient rounded half up, times the base."""
        quotient = (Decimal(count) / base).quantize(Decimal(1), ROUND_HALF_UP)

        assert int(quotient) * base == Rounded(base).of(count)

    @given(st.integers(1, 100), st.integers(0, 1000))
    def test_every_tie_goes_up(self, half: int, steps: int) -> None:
        """A count in the middle between two multiples goes to the greater."""
        assert 2 * half * (steps + 1) == Rounded(2 * half).of(2 * half * steps + half)

    def test_five_to_the_nearest_ten(self) -> None:
        """5 to the nearest 10 is 10, not 0, which half to even would give."""
        assert (10, 0, 20) == (Rounded(10).of(5), Rounded(10).of(4), Rounded(10).of(15))

    @pytest.mark.parametrize("base", [1, 0, -5])
    def test_a_base_that_is_none(self, base: int) -> None:
        """A base is 2 or more."""
        with pytest.raises(ValueError, match="base"):
            Rounded(base)


class TestMidpoint:
    """The middle of a band, and 0 (OpenSAFELY, midpoint 6)."""

    @given(counts)
    def test_as_published(self, count: int) -> None:
        """The value is that of OpenSAFELY's own formula."""
        ceiling = -((-count) // 6)

        assert ceiling * 6 - 3 * (count != 0) == Midpoint(6).of(count)

    @given(counts)
    def test_as_published_of_how_far_out(self, count: int) -> None:
        """A count other than 0 is from 2 less than its midpoint to 3 more."""
        assert not count or Midpoint(6).of(count) - 2 <= count <= Midpoint(6).of(count) + 3

    @given(widths, st.integers(1, 10**9))
    def test_somebody_is_never_nobody(self, width: int, count: int) -> None:
        """Only 0 is printed as 0 (DC12)."""
        assert Midpoint(width).of(count) > 0

    @pytest.mark.parametrize(("width", "why"), [(5, "Give an even width"), (0, "width"), (1, "width")])
    def test_a_width_without_a_middle(self, width: int, why: str) -> None:
        """A width is even, and 2 or more."""
        with pytest.raises(ValueError, match=why):
            Midpoint(width)


class TestSupportedDecimals:
    """The precision of a percentage is no finer than its counts support (Handbook on Statistical Disclosure Control; the rule is this project's)."""

    @given(st.builds(Rounded, bases) | st.builds(Midpoint, widths), st.integers(0, 10**9), st.integers(0, 6))
    def test_a_step_is_at_most_a_unit_of_the_last_decimal(self, coarsening: Coarsening, denominator: int, wanted: int) -> None:
        """The decimals are the most for which one step moves the percentage by a unit of the last or less; whole points are always given."""
        found = supported_decimals(coarsening, denominator, wanted)
        fine = [
            decimals for decimals in range(wanted + 1) if denominator and Decimal(100 * coarsening.step) / denominator <= Decimal(10) ** -decimals
        ]

        assert max(fine, default=0) == found

    @given(st.integers(0, 10**9), st.integers(0, 6))
    def test_exact_counts_support_any(self, denominator: int, wanted: int) -> None:
        """Of exact counts there are as many as wanted."""
        assert wanted == supported_decimals(Exact(), denominator, wanted)
