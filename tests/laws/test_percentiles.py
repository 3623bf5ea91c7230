"""The laws of exact percentiles."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.measures.percentiles import PercentileMethod, percentile

METHODS: tuple[PercentileMethod, ...] = ("nearest rank", "linear")

whole = st.lists(st.integers(-5, 60) | st.integers(-(2**62), 2**62), min_size=1, max_size=20)
percents = st.integers(0, 100) | st.fractions(0, 100, max_denominator=40)


def slow_nearest_rank(values: list[int], percent: Fraction | int) -> int:
    """Go up the values until so many in a hundred of them do not exceed one."""
    for value in sorted(values):
        if Fraction(100 * sum(1 for other in values if other <= value), len(values)) >= percent:
            return value
    raise AssertionError(percent)


def slow_linear(values: list[int], percent: Fraction | int) -> Fraction:
    """Walk along a line on which the values stand at equal distances."""
    line = sorted(values)
    if len(line) == 1:
        return Fraction(line[0])
    for at in range(len(line) - 1):
        left, right = Fraction(100 * at, len(line) - 1), Fraction(100 * (at + 1), len(line) - 1)
        if left <= percent <= right:
            return line[at] + (percent - left) / (right - left) * (line[at + 1] - line[at])
    raise AssertionError(percent)


class TestNearestRank:
    """The least value that at least so many in a hundred do not exceed. (Hyndman and Fan 1996, definition 1.)"""

    @given(whole, percents)
    def test_as_found_by_going_up_the_values(self, values: list[int], percent: Fraction | int) -> None:
        """It is the first value from below that enough do not exceed."""
        assert Fraction(slow_nearest_rank(values, percent)) == percentile(np.array(values), percent, method="nearest rank")

    @given(whole, percents)
    def test_it_is_one_of_the_values(self, values: list[int], percent: Fraction | int) -> None:
        """No figure between two values is made up."""
        assert percentile(np.array(values), percent, method="nearest rank") in values


class TestLinear:
    """Between two values, in proportion to how near it is to each. (Hyndman and Fan 1996, definition 7.)"""

    @given(whole, percents)
    def test_as_found_by_walking_along_them(self, values: list[int], percent: Fraction | int) -> None:
        """It is the point that far along the values, exactly."""
        assert slow_linear(values, percent) == percentile(np.array(values), percent, method="linear")

    @given(st.lists(st.integers(0, 400), min_size=1, max_size=30), st.integers(0, 100))
    def test_it_is_numpys_but_exact(self, values: list[int], percent: int) -> None:
        """Numpy's own percentile is the same but for its rounding."""
        found = percentile(np.array(values), percent, method="linear")
        assert found is not None

        assert np.percentile(values, percent) == pytest.approx(float(found))


class TestBoth:
    """Any percentile is exact, and undefined of nothing. (Settled rules 6 and 7.)"""

    @given(whole, st.sampled_from(METHODS))
    def test_from_the_least_to_the_greatest(self, values: list[int], method: PercentileMethod) -> None:
        """The percentile of 0 is the least value and that of 100 the greatest."""
        least, most = (percentile(np.array(values), percent, method=method) for percent in (0, 100))

        assert (Fraction(min(values)), Fraction(max(values))) == (least, most)

    @given(whole, percents, percents, st.sampled_from(METHODS))
    def test_more_is_never_less(self, values: list[int], one: Fraction | int, other: Fraction | int, method: PercentileMethod) -> None:
        """A higher percentile is not below a lower one."""
        low, high = (percentile(np.array(values), percent, method=method) for percent in sorted((one, other)))
        assert low is not None
        assert high is not None

        assert low <= high

    @given(whole, percents, st.sampled_from(METHODS), st.randoms(use_true_random=False))
    def test_any_order_of_values(self, values: list[int], percent: Fraction | int, method: PercentileMethod, random: Any) -> None:
        """Shuffled values have the same percentiles, and stay as they were given (CU2, IO9)."""
        shuffled = np.array(random.sample(values, len(values)))
        before = shuffled.tolist()

        assert percentile(np.array(values), percent, method=method) == percentile(shuffled, percent, method=method)
        assert before == shuffled.tolist()

    @pytest.mark.parametrize("method", METHODS)
    def test_of_nothing_there_is_none(self, method: PercentileMethod) -> None:
        """Without values there is no percentile: not nought, and not an error (CU6)."""
        assert percentile(np.array([], dtype=np.int64), 50, method=method) is None

    @pytest.mark.parametrize(
        ("percent", "rank", "line"), [(25, 10, Fraction(35, 2)), (50, 20, 25), (75, 30, Fraction(65, 2)), (26, 20, Fraction(89, 5))]
    )
    def test_examples(self, percent: int, rank: int, line: Fraction | int) -> None:
        """Quartiles of four values by hand."""
        found = [percentile(np.array([40, 10, 30, 20]), percent, method=method) for method in METHODS]

        assert [Fraction(rank), Fraction(line)] == found
        assert {Fraction} == set(map(type, found))

    @pytest.mark.parametrize("percent", [-1, 101, Fraction(-1, 100), Fraction(10001, 100)])
    def test_of_more_than_a_hundred_is_refused(self, percent: int | Fraction) -> None:
        """There is nothing below 0 or above 100."""
        with pytest.raises(ValueError, match="one of 0 to 100"):
            percentile(np.array([1]), percent, method="linear")

    def test_an_unknown_method_is_refused(self) -> None:
        """A method is named in full, and is refused before there are any values."""
        unknown: Any = "nearest"
        with pytest.raises(ValueError, match="no method of that name"):
            percentile(np.array([], dtype=np.int64), 50, method=unknown)

    @pytest.mark.parametrize("values", [np.array([1.0]), np.array(["1"]), np.array([True]), np.array(["2018-01-01"], "M8[D]")])
    def test_what_is_not_whole_is_refused(self, values: Any) -> None:
        """Floats would make the answer inexact, and days are no durations."""
        with pytest.raises(TypeError, match="whole numbers"):
            percentile(values, 50, method="linear")
