"""
Wilson's interval of a share, and Byar's and the exact interval of a count.

Each end is put back into the equation that defines it, with the standard library's error function or with sixty-digit decimals for the chance beyond.
"""

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.results.intervals import Interval, count_interval, wilson, wilson_of_share

Pair: TypeAlias = tuple[int, int]

confidences = st.sampled_from((50, 90, 95, 99, 99.8)) | st.floats(1, 99.99)


@st.composite
def pairs(draw: st.DrawFn, least: int = 1, most: int = 100_000) -> Pair:
    """A numerator and its denominator; few and all are as likely as any."""
    cases = draw(st.integers(least, 40) | st.integers(least, most))
    return draw(st.sampled_from((0, cases)) | st.integers(0, cases)), cases


def of(pair: Pair, confidence: float = 95) -> Interval:
    """The interval of some cases."""
    interval = wilson(*pair, confidence=confidence)
    assert interval is not None

    return interval


def chance_beyond(standard_errors: float) -> float:
    """The chance that a normal deviate is further from 0 than this, either way."""
    return math.erfc(standard_errors / math.sqrt(2))


def poisson(counts: range, mean: float) -> Decimal:
    """The chance of any of these counts, to sixty digits."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(mean)
        return (-exact).exp() * sum((exact**k / math.factorial(k) for k in counts), start=Decimal(0))


class TestWhereTheEndsAre:
    """
    The ends of a Wilson interval are the shares from which the share observed is exactly so many standard errors away.

    Source: E. B. Wilson 1927; Fingertips technical guidance, Proportions; ST4 of the project's properties.
    """

    @given(pairs(most=5000).filter(lambda pair: 0 < pair[0] < pair[1]), st.floats(5, 99.9))
    def test_the_chance_beyond_is_what_the_confidence_leaves(self, pair: Pair, confidence: float) -> None:
        """Seen from either end, the observed share is as far off as the confidence allows."""
        share, interval = pair[0] / pair[1], of(pair, confidence)
        left = 1 - confidence / 100

        for end in (interval.lower, interval.upper):
            away = abs(share - end) / math.sqrt(end * (1 - end) / pair[1])
            assert math.isclose(left, chance_beyond(away), rel_tol=1e-7)

    @given(st.integers(1, 100_000), confidences)
    @example(38, 95)
    @example(77, 95)
    def test_none_and_all(self, cases: int, confidence: float) -> None:
        """With none in time the interval starts at 0 exactly, with all it ends at 1 exactly, and neither is a single point."""
        none, every = of((0, cases), confidence), of((cases, cases), confidence)

        assert (0, 1) == (none.lower, every.upper)
        assert none.upper > 0
        assert every.lower < 1

    @given(pairs(), confidences)
    @example((38, 38), 95)
    @example((0, 77), 95)
    @example((65, 100), 1e-13)
    def test_they_stay_in_order(self, pair: Pair, confidence: float) -> None:
        """0 <= lower <= the share <= upper <= 1, in floating point too (ST1)."""
        interval = of(pair, confidence)

        assert 0 <= interval.lower <= pair[0] / pair[1] <= interval.upper <= 1

    @given(pairs(), confidences)
    def test_late_cases_have_the_mirror_image(self, pair: Pair, confidence: float) -> None:
        """The interval of the cases not in time is one minus that of those in time (ST2)."""
        count, cases = pair
        straight, mirrored = of(pair, confidence), of((cases - count, cases), confidence)

        assert math.isclose(straight.lower, 1 - mirrored.upper, abs_tol=1e-14)
        assert math.isclose(straight.upper, 1 - mirrored.lower, abs_tol=1e-14)

    @given(pairs(most=2000), st.integers(2, 50), st.floats(5, 99.9))
    def test_more_cases_make_it_narrower(self, pair: Pair, times: int, confidence: float) -> None:
        """The same share of more cases has a narrower interval (ST3)."""
        few, many = of(pair, confidence), of((times * pair[0], times * pair[1]), confidence)

        assert many.upper - many.lower < few.upper - few.lower

    @given(pairs(most=2000), st.integers(5, 98), st.integers(1, 50))
    def test_more_confidence_makes_it_wider(self, pair: Pair, confidence: int, more: int) -> None:
        """A higher confidence has an interval that holds the lower one's and is wider (ST3)."""
        surer = min(confidence + more, 99)
        narrow, wide = of(pair, confidence), of(pair, surer)

        assert wide.lower <= narrow.lower < narrow.upper <= wide.upper
        assert (confidence < surer) == (narrow.upper - narrow.lower < wide.upper - wide.lower)


class TestArrays:
    """
    An array has, place by place, the interval of its numbers.

    Source: WD18 of the project's properties, of which this is the counterpart.
    """

    @given(st.lists(pairs(least=0), max_size=20), confidences)
    def test_as_the_numbers_one_at_a_time(self, several: list[Pair], confidence: float) -> None:
        """The ends are the same to the last bit; where there are no cases they are NaN and the number has no interval."""
        numerator, denominator = np.array(several, dtype=np.int64).reshape(-1, 2).T
        kept = (numerator.copy(), denominator.copy())
        lower, upper = wilson(numerator, denominator, confidence=confidence)
        one_by_one = [wilson(*pair, confidence=confidence) for pair in several]

        assert [np.float64, np.float64] == [lower.dtype.type, upper.dtype.type]
        assert [interval is None for interval in one_by_one] == np.isnan(lower).tolist() == np.isnan(upper).tolist()
        ends = [(interval.lower, interval.upper) for interval in one_by_one if interval is not None]
        assert ends == list(zip(lower[~np.isnan(lower)].tolist(), upper[~np.isnan(upper)].tolist(), strict=True))
        assert all(np.array_equal(before, after) for before, after in zip(kept, (numerator, denominator), strict=True))

    def test_their_shape_is_kept(self) -> None:
        """A table of counts has a table of intervals, whatever integers it is of."""
        table = np.array([[3, 0], [1, 5]], dtype=np.uint8)
        lower, upper = wilson(table, table)

        assert (table.shape, table.shape) == (lower.shape, upper.shape)
        assert [[1, True], [1, 1]] == [[end if end == 1 else bool(np.isnan(end)) for end in row] for row in upper.tolist()]

    @pytest.mark.parametrize(
        ("numerator", "denominator", "fault", "words"),
        [
            (np.array([1.0]), np.array([2]), TypeError, "whole numbers"),
            (np.array([1]), np.array([2.0]), TypeError, "whole numbers"),
            (np.array([True]), np.array([True]), TypeError, "whole numbers"),
            (np.array([1]), np.array([2, 3]), ValueError, "one shape"),
            (np.array([1]), 2, ValueError, "one shape"),
            (1, np.array([2]), ValueError, "one shape"),
            (np.array([2, -1]), np.array([3, 3]), ValueError, "0 or more"),
            (np.array([0, -2]), np.array([3, -1]), ValueError, "0 or more"),
            (np.array([-2]), np.array([-1]), ValueError, "0 or more"),
            (np.array([0]), np.array([-1]), ValueError, "0 or more"),
            (np.array([2, 4]), np.array([3, 3]), ValueError, "more in the numerator"),
        ],
    )
    def test_what_is_refused(self, numerator: Any, denominator: Any, fault: type[Exception], words: str) -> None:
        """Arrays that are no counts of cases are refused, and the message says why."""
        with pytest.raises(fault, match=words):
            wilson(numerator, denominator)


class TestEffectiveSize:
    """
    A share may carry the information of any number of independent cases, whole or not.

    Source: the project's facts on small numbers, G5.
    """

    @given(pairs(), confidences)
    def test_as_many_as_were_counted(self, pair: Pair, confidence: float) -> None:
        """At the size that was counted it is the interval of the counts."""
        counted, effective = of(pair, confidence), wilson_of_share(Fraction(*pair), pair[1], confidence=confidence)

        assert (counted.lower, counted.upper) == (effective.lower, effective.upper)

    @given(pairs(most=2000), st.floats(0.05, 0.95))
    def test_less_information_is_wider(self, pair: Pair, portion: float) -> None:
        """The interval at a smaller size holds that at a larger one, and is wider."""
        share = Fraction(*pair)
        less, more = wilson_of_share(share, portion * pair[1]), wilson_of_share(share, pair[1])

        assert less.lower <= more.lower <= more.upper <= less.upper
        assert more.upper - more.lower < less.upper - less.lower

    @given(st.fractions(0, 1, max_denominator=1000), st.floats(1e-6, 1e6), confidences)
    @example(Fraction(1, 6), 2.420357847382895e-15, 99.8)  # unclipped, the lower end is below 0
    @example(Fraction(19, 30), 404.462600739001, 1e-13)  # and here above the share
    @example(Fraction(4, 5), 121.94082906999041, 1e-13)  # the upper end is below the share
    @example(Fraction(29, 30), 6.318684084338916e-16, 95)  # and here above 1
    def test_it_holds_the_share(self, share: Fraction, size: float, confidence: float) -> None:
        """0 <= lower <= the share <= upper <= 1 at every size (ST1)."""
        interval = wilson_of_share(share, size, confidence=confidence)

        assert 0 <= interval.lower <= float(share) <= interval.upper <= 1

    @pytest.mark.parametrize(("share", "size"), [(Fraction(-1, 9), 5), (Fraction(10, 9), 5)])
    def test_no_share(self, share: Fraction, size: float) -> None:
        """A share outside 0 to 1 is refused."""
        with pytest.raises(ValueError, match="from 0 to 1"):
            wilson_of_share(share, size)

    @pytest.mark.parametrize("size", [0, -1, math.inf, math.nan])
    def test_no_size(self, size: float) -> None:
        """A share that rests on nothing, or on no number, has no interval."""
        with pytest.raises(ValueError, match="above 0"):
            wilson_of_share(Fraction(1, 2), size)


class TestCounts:
    """
    Below ten the ends of a count's interval are exact Poisson means; from ten on they are Byar's.

    Source: Garwood 1936; Breslow and Day 1987; Public Health England's tool of February 2018.
    """

    @given(st.integers(0, 9), st.floats(0.5, 99.999) | st.sampled_from((95, 99.8)))
    @example(9, 99.99999999999999)
    def test_exact_below_ten(self, count: int, confidence: float) -> None:
        """So many or fewer at the upper end, and so many or more at the lower, have half of what the confidence leaves, to thirteen digits."""
        interval = count_interval(count, confidence=confidence)
        tail = (100 - Decimal(confidence)) / 200

        assert math.isclose(tail, poisson(range(count + 1), interval.upper), rel_tol=1e-13)
        if count:
            assert math.isclose(tail, 1 - poisson(range(count), interval.lower), rel_tol=1e-13)

    @given(confidences)
    def test_none(self, confidence: float) -> None:
        """No events have an interval from 0 to minus the logarithm of the chance beyond."""
        interval = count_interval(0, confidence=confidence)

        assert interval.lower == 0
        assert math.isclose(-math.log((100 - confidence) / 200), interval.upper, rel_tol=1e-14)

    @given(st.integers(10, 1_000_000), st.floats(5, 99.9))
    def test_byar_from_ten(self, count: int, confidence: float) -> None:
        """The cube roots of the ends, put back on Byar's scale, are as many standard deviations out as the confidence says."""
        interval = count_interval(count, confidence=confidence)
        left = 1 - confidence / 100

        for number, end, way in ((count, interval.lower, -1), (count + 1, interval.upper, 1)):
            deviate = way * 3 * math.sqrt(number) * ((end / number) ** (1 / 3) - 1 + 1 / (9 * number))
            assert math.isclose(left, chance_beyond(deviate), rel_tol=1e-5)

    @given(st.integers(0, 10_000), st.floats(0.5, 99.99))
    @example(9, 95)
    @example(10, 95)
    def test_it_holds_the_count(self, count: int, confidence: float) -> None:
        """0 <= lower <= the count < upper."""
        interval = count_interval(count, confidence=confidence)

        assert 0 <= interval.lower <= count < interval.upper

    @given(st.integers(0, 100), st.floats(10, 99.9))
    @example(9, 95)
    def test_one_more_moves_both_ends_up(self, count: int, confidence: float) -> None:
        """Both ends rise with the count, across the change of method too."""
        fewer, more = count_interval(count, confidence=confidence), count_interval(count + 1, confidence=confidence)

        assert fewer.lower < more.lower
        assert fewer.upper < more.upper

    @pytest.mark.parametrize(("count", "method"), [(0, "exact Poisson"), (9, "exact Poisson"), (10, "Byar's"), (1045, "Byar's")])
    def test_the_method_is_named(self, count: int, method: str) -> None:
        """The interval says which of the two it is."""
        interval = count_interval(count)

        assert ("count", method, 95) == (interval.of, interval.method, interval.confidence)


class TestRefusing:
    """
    Nothing out of nothing has no interval, and what cannot be counted is refused.

    Source: CU5 and CU6 of the project's properties.
    """

    @given(confidences)
    def test_no_cases(self, confidence: float) -> None:
        """Without cases there is no interval: not one from 0 to 1."""
        assert wilson(0, 0, confidence=confidence) is None

    @given(st.integers(0, 1000), st.integers(1, 1000))
    def test_more_in_time_than_cases(self, cases: int, more: int) -> None:
        """More than all of the cases is refused."""
        with pytest.raises(ValueError, match="more in the numerator"):
            wilson(cases + more, cases)

    @given(st.integers(-1000, -1), st.integers(-1000, 1000))
    def test_fewer_than_none(self, below: int, other: int) -> None:
        """A negative count is refused in every place."""
        for numerator, denominator in ((below, other), (other, below)):
            with pytest.raises(ValueError, match=r"0 or more|more in the numerator"):
                wilson(numerator, denominator)
        with pytest.raises(ValueError, match="0 or more"):
            count_interval(below)

    @pytest.mark.parametrize("value", [1.0, "1", None, Fraction(1)])
    def test_what_is_not_a_whole_number(self, value: Any) -> None:
        """Cases and events are counted in whole numbers, and the message does not repeat what was given."""
        words = r"^Cases and events are counted in whole numbers\. Give an integer\.$"
        with pytest.raises(TypeError, match=words):
            wilson(value, 2)
        with pytest.raises(TypeError, match=words):
            wilson(0, value)
        with pytest.raises(TypeError, match=words):
            count_interval(value)

    @given(st.integers(0, 50))
    def test_whole_numbers_of_numpy(self, count: int) -> None:
        """What numpy counts is a whole number too."""
        summed: Any = np.int64(count)

        assert (wilson(count, 50), count_interval(count)) == (wilson(summed, 50), count_interval(summed))

    @pytest.mark.parametrize("confidence", [0, 100, -5, 150, math.nan, math.inf])
    def test_what_is_not_a_confidence(self, confidence: float) -> None:
        """A confidence of 0 or less, or of 100 or more, is refused wherever it is given."""
        one = np.array([1])
        for asked in (
            lambda: wilson(1, 2, confidence=confidence),
            lambda: wilson(one, one, confidence=confidence),
            lambda: wilson(0, 0, confidence=confidence),
            lambda: wilson_of_share(Fraction(1, 2), 2, confidence=confidence),
            lambda: count_interval(3, confidence=confidence),
            lambda: count_interval(30, confidence=confidence),
        ):
            with pytest.raises(ValueError, match="above 0 and below 100"):
                asked()

    @pytest.mark.parametrize("confidence", [5e-324, 1e-10, 99.99999999999999])
    def test_the_least_and_the_greatest_confidence(self, confidence: float) -> None:
        """Every confidence between has an interval."""
        assert 0 <= of((5, 7), confidence).lower <= 5 / 7
        assert 0 == of((0, 7), confidence).lower
        assert count_interval(3, confidence=confidence).lower < 3 < count_interval(3, confidence=confidence).upper


class TestWords:
    """
    An interval prints its ends, how sure it is and by which method.

    Source: rule 6 of the project's design, that printed percentages are rounded half up.
    """

    @given(pairs(), st.integers(0, 4))
    def test_percentages_are_rounded_half_up(self, pair: Pair, decimals: int) -> None:
        """Each end is its exact binary value times a hundred, rounded by the standard library."""
        interval = of(pair)
        with localcontext() as context:
            context.prec = 100
            expected = tuple(
                (100 * Decimal(end)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) for end in (interval.lower, interval.upper)
            )

        assert str(expected) == str(interval.percentages(decimals))

    def test_a_tie_goes_up(self) -> None:
        """6.25 is 6.3 to one decimal at either end."""
        assert (Decimal("6.3"), Decimal("6.3")) == Interval(0.0625, 0.0625, 95, "made up").percentages(1)

    def test_only_a_share_has_percentages(self) -> None:
        """The ends of a count are not shares, even when they lie between 0 and 1."""
        with pytest.raises(ValueError, match="interval of a count"):
            count_interval(0, confidence=10).percentages(1)

    @pytest.mark.parametrize(
        ("interval", "words"),
        [
            (wilson(94, 120), "70.1% to 84.8% (95% confidence, Wilson score)"),
            (wilson(0, 77, confidence=99.8), "0.0% to 11.0% (99.8% confidence, Wilson score)"),
            (wilson_of_share(Fraction(1, 2), 1.5), "7.6% to 92.4% (95% confidence, Wilson score at an effective size)"),
            (count_interval(4, confidence=90), "count 1.4 to 9.2 (90% confidence, exact Poisson)"),
            (count_interval(29), "count 19.4 to 41.7 (95% confidence, Byar's)"),
        ],
    )
    def test_as_printed(self, interval: Interval | None, words: str) -> None:
        """The whole line."""
        assert words == str(interval)

    def test_an_interval_is_a_value(self) -> None:
        """Equal intervals are one value and cannot be changed."""
        assert hash(of((65, 100))) == hash(of((65, 100)))
        with pytest.raises(AttributeError):
            of((65, 100)).lower = 0  # type: ignore[misc]
