"""
Rates: a count for every so many of a population.

The oracle is long division rounded by the standard library.
"""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.results.intervals import count_interval
from csc_indicators.results.rates import Population, Rate

counts = st.integers(0, 30) | st.integers(0, 100_000)
numbers = st.integers(1, 100) | st.integers(1, 15_000_000)
pers = st.sampled_from((1, 100, 1000, 10_000, 100_000)) | st.integers(1, 200_000)


def people(number: int) -> Population:
    """So many children."""
    return Population(
        number=number,
        of="children aged 0 to 17",
        vintage="mid-2017 estimate",
        source="Office for National Statistics",
        as_of=date(2017, 6, 30),
    )


class TestRate:
    """
    A rate is the count times the base over the population, rounded once, half up.

    Source: Department for Education, Explore Education Statistics production guide; the project's facts on law, 1.5.
    """

    @given(counts, numbers, pers)
    def test_exact(self, count: int, number: int, per: int) -> None:
        """The rate is what gives the count back for the whole population."""
        exact = Rate(count, people(number), per).exact
        assert exact is not None

        assert count == exact * number / per

    @given(counts, numbers, pers, st.integers(0, 4))
    @example(1, 16, 100, 1)
    @example(25, 10_000, 1000, 0)
    def test_as_rounded_by_long_division(self, count: int, number: int, per: int, decimals: int) -> None:
        """The rounded rate is that of long division and the standard library, to the last printed nought."""
        with localcontext() as context:
            context.prec = 60
            expected = (Decimal(count * per) / number).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)

        assert str(expected) == str(Rate(count, people(number), per).rounded(decimals))

    @given(counts, numbers)
    def test_per_ten_thousand_unless_another_base_is_given(self, count: int, number: int) -> None:
        """The Department's base is the default."""
        assert Rate(count, people(number)) == Rate(count, people(number), per=10_000)

    @given(st.integers(1, 100_000), st.integers(1, 1000))
    def test_it_may_pass_its_base(self, number: int, more: int) -> None:
        """What is counted need not be part of the population, so there can be more of it than people."""
        exact = Rate(number + more, people(number), per=1).exact
        assert exact is not None

        assert exact > 1

    def test_no_fewer_than_no_decimals(self) -> None:
        """Rounding to tens is not offered, with people or without."""
        for number in (0, 100):
            with pytest.raises(ValueError, match="A rate has 0 decimals or more"):
                Rate(1, people(number)).rounded(-1)


class TestInterval:
    """
    The interval of a rate is that of its count over the population, which is taken as known.

    Source: R package PHEindicatormethods, R/Rates.R.
    """

    @given(counts, numbers, pers, st.sampled_from((50, 95, 99.8)))
    def test_the_count_scaled(self, count: int, number: int, per: int, confidence: float) -> None:
        """Its ends times the population are the ends of the count, by the same method."""
        interval, counted = Rate(count, people(number), per).interval(confidence), count_interval(count, confidence=confidence)
        assert interval is not None

        assert math.isclose(counted.lower, interval.lower * number / per, rel_tol=1e-14)
        assert math.isclose(counted.upper, interval.upper * number / per, rel_tol=1e-14)
        assert (counted.method, confidence, f"rate per {per:,}") == (interval.method, interval.confidence, interval.of)

    @given(counts, numbers, pers)
    def test_it_holds_the_rate(self, count: int, number: int, per: int) -> None:
        """0 <= lower <= the rate < upper."""
        rate = Rate(count, people(number), per)
        interval = rate.interval()
        assert interval is not None
        assert rate.exact is not None

        assert 0 <= interval.lower <= rate.exact < interval.upper

    @pytest.mark.parametrize("number", [0, 100])
    def test_a_confidence(self, number: int) -> None:
        """What is no confidence is refused, with people or without."""
        with pytest.raises(ValueError, match="above 0 and below 100"):
            Rate(1, people(number)).interval(confidence=100)


class TestNobody:
    """
    A population of 0 has no rate, and says so.

    Source: rule 7 of the project's design; City of London and Isles of Scilly, for which the Department publishes none.
    """

    @given(counts, pers, st.integers(0, 4))
    def test_no_rate(self, count: int, per: int, decimals: int) -> None:
        """No exact rate, no rounded one and no interval, whatever was counted."""
        rate = Rate(count, people(0), per)

        assert (None, None, None, "the population is 0") == (rate.exact, rate.rounded(decimals), rate.interval(), rate.why)

    @given(counts, numbers)
    def test_a_rate_needs_no_reason(self, count: int, number: int) -> None:
        """With people there is a rate, and nothing to explain."""
        assert "" == Rate(count, people(number)).why


class TestWords:
    """
    A rate prints with the population it is of and the vintage of that.

    Source: the project's facts on law, 1.6: populations are revised, and so are the rates.
    """

    @pytest.mark.parametrize(
        ("rate", "words"),
        [
            (Rate(294, people(38_912)), "75.6 per 10,000 (294 for a population of 38,912 children aged 0 to 17, mid-2017 estimate)"),
            (Rate(1, people(16), per=100), "6.3 per 100 (1 for a population of 16 children aged 0 to 17, mid-2017 estimate)"),
            (
                Rate(1045, people(0)),
                "no rate, because the population is 0 (1,045 for a population of 0 children aged 0 to 17, mid-2017 estimate)",
            ),
        ],
    )
    def test_as_printed(self, rate: Rate, words: str) -> None:
        """The whole line."""
        assert words == str(rate)

    def test_vintages_are_not_one_population(self) -> None:
        """The same number from another estimate is another population, and its rate another rate."""
        first = Population(number=100, of="children", vintage="mid-2022 estimate", source="ONS")
        revised = Population(number=100, of="children", vintage="mid-2022 estimate, revised", source="ONS")

        assert first != revised
        assert Rate(1, first) != Rate(1, revised)
        assert hash(Rate(1, first)) == hash(Rate(1, Population(number=100, of="children", vintage="mid-2022 estimate", source="ONS")))


class TestRefusing:
    """
    Counts and populations are whole numbers of people, and a population says of whom, when and from whom.

    Source: CU5 of the project's properties; the project's facts on law, 1.6.
    """

    @pytest.mark.parametrize("value", [1.0, "1", None, Fraction(1)])
    def test_what_is_not_a_whole_number(self, value: Any) -> None:
        """A count, a base and a population are ints."""
        with pytest.raises(TypeError):
            people(value)
        with pytest.raises(TypeError):
            Rate(value, people(100))
        with pytest.raises(TypeError):
            Rate(1, people(100), per=value)

    @given(st.integers(-1000, -1))
    def test_fewer_than_none(self, below: int) -> None:
        """Negative counts and populations are refused, and so is a rate per nobody."""
        with pytest.raises(ValueError, match="number"):
            people(below)
        with pytest.raises(ValueError, match="count"):
            Rate(below, people(100))
        with pytest.raises(ValueError, match="per"):
            Rate(1, people(100), per=below + 1)

    @pytest.mark.parametrize("left_out", ["of", "vintage", "source"])
    def test_a_population_says_what_it_is(self, left_out: str) -> None:
        """Of whom, which estimate and whose must be words."""
        words: dict[str, Any] = {"of": "children", "vintage": "mid-2017 estimate", "source": "ONS"}
        with pytest.raises(ValueError, match=left_out):
            Population(number=1, **{**words, left_out: ""})
        with pytest.raises(TypeError, match=left_out):
            Population(number=1, **{**words, left_out: 2017})

    def test_its_day_is_a_date_or_not_known(self) -> None:
        """The day of the estimate is a date, or None when nobody said."""
        day: Any = "2017-06-30"
        assert Population(number=1, of="children", vintage="mid-2017 estimate", source="ONS").as_of is None
        with pytest.raises(TypeError, match="as_of"):
            Population(number=1, of="children", vintage="mid-2017 estimate", source="ONS", as_of=day)

    def test_a_rate_is_of_a_population(self) -> None:
        """A bare number is no population: it does not say whose or when."""
        bare: Any = 38_912
        with pytest.raises(TypeError, match="population"):
            Rate(294, bare)
