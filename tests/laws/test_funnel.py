"""
The limits of a funnel plot.

The oracle adds up the binomial chances as exact fractions, one count at a time, and asks of each whole count whether it is outside.
"""

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csc_indicators.results.funnel import Where, funnel, funnel_limits
from csc_indicators.results.tally import Tally

sizes = st.integers(1, 60)
averages = st.fractions(0, 1, max_denominator=40)
inside = averages.filter(lambda share: 0 < share < 1)
confidences = st.sampled_from((50.0, 90.0, 95.0, 99.8))

TAILS = {50.0: Fraction(1, 4), 90.0: Fraction(1, 20), 95.0: Fraction(1, 40), 99.8: Fraction(1, 1000)}


def chance(counts: range, size: int, average: Fraction) -> Fraction:
    """The binomial chance of any of these counts, exactly."""
    return sum((math.comb(size, count) * average**count * (1 - average) ** (size - count) for count in counts), start=Fraction(0))


@st.composite
def tallies(draw: st.DrawFn) -> dict[str, Tally | None]:
    """Places by name, some of them without cases or not shown, and one at least with a case."""
    counts = draw(st.lists(st.integers(0, 80).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))) | st.none(), min_size=1, max_size=12))
    made = {f"place {at}": None if pair is None else Tally(*pair) for at, pair in enumerate(counts)}
    assume(any(tally is not None and tally.denominator for tally in made.values()))
    return made


class TestExact:
    """
    A count is outside a limit exactly when the chance of as few or fewer, or of as many or more, is less than what the limit leaves on its side.

    Source: exact binomial limits, D. J. Spiegelhalter, Quality and Safety in Health Care 11(4), 2002.
    """

    @given(sizes, averages, confidences)
    def test_every_count(self, size: int, average: Fraction, confidence: float) -> None:
        """Each whole count of each size stands where its exact chance puts it."""
        limits = funnel_limits(size, average, confidence=confidence)
        tail = TAILS[confidence]

        below = [chance(range(count + 1), size, average) < tail for count in range(size + 1)]
        above = [chance(range(count, size + 1), size, average) < tail for count in range(size + 1)]
        assert below == [count < limits.lower for count in range(size + 1)]
        assert above == [count > limits.upper for count in range(size + 1)]

    @given(sizes, inside, confidences)
    def test_between_counts_the_limit_is_where_a_straight_line_has_it(self, size: int, average: Fraction, confidence: float) -> None:
        """The chances at the whole counts on both sides of a limit, joined, pass through the tail at it."""
        lower = funnel_limits(size, average, confidence=confidence).lower
        at = max(math.ceil(lower), 1)
        low, high = (float(chance(range(count + 1), size, average)) for count in (at - 1, at))

        if lower > 0:
            assert math.isclose(float(TAILS[confidence]), low + (lower - at + 1) * (high - low), rel_tol=1e-6, abs_tol=1e-12)
        else:
            assert low >= TAILS[confidence] * Fraction(1 - 10**-9)

    def test_a_chance_equal_to_the_tail_is_inside(self) -> None:
        """Of 1 in 40 late, or 1 in 1,000, a single case that is late is exactly as likely as the limit leaves."""
        assert 0 == funnel_limits(1, Fraction(39, 40)).lower
        assert 0 == funnel_limits(1, Fraction(999, 1000), confidence=99.8).lower

    def test_large_places(self) -> None:
        """Of 4,000 cases the limits are still those of the exact chances."""
        limits = funnel_limits(4000, Fraction(4, 5), confidence=99.8)
        first = math.ceil(limits.lower)

        assert chance(range(first), 4000, Fraction(4, 5)) < Fraction(1, 1000) <= chance(range(first + 1), 4000, Fraction(4, 5))


class TestShape:
    """Limits nest, hold the average, tend to it, and are alike from both sides (what makes it a funnel)."""

    @given(st.integers(1, 3000), averages)
    def test_they_nest_around_the_average(self, size: int, average: Fraction) -> None:
        """The wider confidence has the wider limits, and all are on their side of the average and within 0 and 1."""
        ends = [funnel_limits(size, average, confidence=confidence) for confidence in (99.8, 95.0, 50.0)]
        lowers, uppers = ([getattr(each, end) for each in ends] for end in ("lower", "upper"))

        assert lowers == sorted(lowers)
        assert uppers == sorted(uppers, reverse=True)
        assert 0 <= lowers[0]
        assert uppers[0] <= size
        assert lowers[-1] <= size * average + 1e-6
        assert uppers[-1] >= size * average - 1e-6

    @given(st.integers(1, 3000), averages, confidences)
    def test_they_tend_to_the_average(self, size: int, average: Fraction, confidence: float) -> None:
        """They are no further from it than Hoeffding's bound, which falls with the square root of the size, and one case."""
        limits = funnel_limits(size, average, confidence=confidence)
        bound = math.sqrt(-math.log(TAILS[confidence]) / (2 * size)) + 1 / size + 1e-9

        assert all(abs(share - average) <= bound for share in limits.shares)

    @given(sizes, averages, confidences)
    def test_in_time_from_above_is_late_from_below(self, size: int, average: Fraction, confidence: float) -> None:
        """The limits of what is late are those of what is in time, turned over."""
        in_time, late = (funnel_limits(size, share, confidence=confidence) for share in (average, 1 - average))

        assert math.isclose(in_time.upper, size - late.lower, abs_tol=1e-9)
        assert math.isclose(in_time.lower, size - late.upper, abs_tol=1e-9)

    @given(sizes, st.sampled_from((Fraction(0), Fraction(1))), confidences)
    def test_where_all_or_none_are_expected(self, size: int, average: Fraction, confidence: float) -> None:
        """At an average of 0 or 1 chance lets no count be anything else."""
        limits = funnel_limits(size, average, confidence=confidence)

        assert [count == size * average for count in range(size + 1)] == [limits.lower <= count <= limits.upper for count in range(size + 1)]

    @pytest.mark.parametrize(
        "wrong", [{"size": 0}, {"average": Fraction(-1, 9)}, {"average": Fraction(10, 9)}, {"confidence": 100.0}, {"confidence": 49.0}]
    )
    def test_refused(self, wrong: dict[str, float]) -> None:
        """No size, no share and no confidence make no limits."""
        with pytest.raises(ValueError, match=r"Limits are of|The confidence of limits"):
            funnel_limits(**{"size": 9, "average": Fraction(1, 2), **wrong})  # type: ignore[arg-type]


class TestPlaces:
    """Every place is accounted for once: with its standing, without cases, or not shown, which is never 0."""

    @given(tallies())
    def test_each_once(self, places: dict[str, Tally | None]) -> None:
        """The names given are those of the places, of those without cases and of those not shown, each once."""
        made = funnel(places)

        assert sorted(places) == sorted([*(place.name for place in made.places), *made.without_cases, *made.not_shown])
        assert [name for name, tally in places.items() if tally is None] == list(made.not_shown)
        assert [name for name, tally in places.items() if tally == Tally(0, 0)] == list(made.without_cases)

    @given(tallies())
    def test_the_average_is_of_all_shown(self, places: dict[str, Tally | None]) -> None:
        """It is the sum of the counts shown, and not the mean of the percentages."""
        shown = [tally for tally in places.values() if tally is not None]
        whole = sum(shown, start=Tally(0, 0))

        assert whole.share == funnel(places).average
        assert funnel(places).of_all_shown

    @given(tallies(), inside)
    def test_an_average_given(self, places: dict[str, Tally | None], average: Fraction) -> None:
        """It is the one that counts, and moves no place."""
        made = funnel(places, average=Tally(average.numerator, average.denominator))

        assert average == made.average
        assert not made.of_all_shown

    @given(tallies())
    def test_where_each_stands(self, places: dict[str, Tally | None]) -> None:
        """A place stands where the exact chances of its count put it; its own count and the average are all that matter."""
        made = funnel(places)
        for place in made.places:
            count, of = place.tally.numerator, place.tally.denominator
            fewer, more = chance(range(count + 1), of, made.average), chance(range(count, of + 1), of, made.average)
            steps = (Fraction(1, 1000), Where.FAR_BELOW, Where.FAR_ABOVE), (Fraction(1, 40), Where.BELOW, Where.ABOVE)
            expected = next((below if fewer < tail else above for tail, below, above in steps if min(fewer, more) < tail), Where.INSIDE)
            assert expected is place.where

    @given(tallies())
    def test_the_furthest_first(self, places: dict[str, Tally | None]) -> None:
        """Those outside are in the order of their distance in standard errors, and none inside is among them."""
        made = funnel(places)
        assume(0 < made.average < 1)
        far = [abs(place.tally.numerator - place.tally.denominator * made.average) ** 2 / place.tally.denominator for place in made.outside]

        assert all(first >= second for first, second in pairwise(far))
        assert all(place.where is not Where.INSIDE for place in made.outside)
        assert len(made.places) == len(made.outside) + len(made.at(Where.INSIDE))

    @given(tallies())
    def test_dispersion(self, places: dict[str, Tally | None]) -> None:
        """It is the mean of (count - expected) squared over the binomial variance; None where that is nothing."""
        made = funnel(places)
        if made.average in {0, 1}:
            assert made.dispersion is None
            return
        variance = made.average * (1 - made.average)
        squares = [
            (place.tally.numerator - place.tally.denominator * made.average) ** 2 / (place.tally.denominator * variance) for place in made.places
        ]

        assert made.dispersion is not None
        assert math.isclose(float(sum(squares) / len(squares)), made.dispersion, rel_tol=1e-9, abs_tol=1e-12)

    def test_nothing_counted(self) -> None:
        """Without a case anywhere there is no average, and that is said."""
        for places in ({}, {"Eastshire": None}, {"Westshire": Tally(0, 0)}):
            with pytest.raises(ValueError, match="There is no average"):
                funnel(places)
        with pytest.raises(ValueError, match="There is no average"):
            funnel({"Northshire": Tally(1, 2)}, average=Tally(0, 0))

    def test_no_place_beside_an_average(self) -> None:
        """An average without places is a funnel without places, and nothing differs."""
        assert ((), None) == ((made := funnel({}, average=Tally(4, 5))).outside, made.dispersion)

    def test_five_places(self) -> None:
        """Of 80% on average, 8 of 20 is far below, 11 just below and 12 just inside; 20 of 20 is above and 31 of 31 far above."""
        counts = {"a": Tally(8, 20), "b": Tally(11, 20), "c": Tally(12, 20), "d": Tally(20, 20), "e": Tally(31, 31)}
        made = funnel(counts, average=Tally(4, 5))

        expected = [Where.FAR_BELOW, Where.BELOW, Where.INSIDE, Where.ABOVE, Where.FAR_ABOVE]
        assert expected == [place.where for place in made.places]
