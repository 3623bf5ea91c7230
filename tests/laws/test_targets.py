"""
Targets: how far a figure is from one, how it stands against one, and how many cases short it is.

The clauses are those of counting rule 6 of the project's design and of its decision 5: a figure is compared with its target as it is printed.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.errors import InvalidDefinition
from csc_indicators.results.tally import Tally
from csc_indicators.results.targets import Standing, Target
from tests.oracle import percentage_half_up
from tests.strategies import tallies

figures = st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))
targets = st.sampled_from((0, 75, 90, 100)) | st.integers(0, 100) | figures
goods = st.sampled_from(("high", "low"))
tolerances = st.none() | st.integers(0, 20) | st.integers(0, 200).map(lambda tenths: Decimal(tenths).scaleb(-1))


@st.composite
def small_tallies(draw: st.DrawFn) -> Tally:
    """Tallies that an oracle can count through case by case."""
    denominator = draw(st.integers(1, 60) | st.sampled_from((80, 112, 160, 200)))
    return Tally(draw(st.integers(0, denominator)), denominator)


def meets(figure: Decimal, target: Target) -> bool:
    """Whether a printed figure is on the good side of a target, or on it."""
    return figure >= target.percentage if target.good == "high" else figure <= target.percentage


def fewest_changed(tally: Tally, target: Target, decimals: int) -> int:
    """Cases changed one by one until the figure, printed anew each time, meets the target."""
    change = {"high": 1, "low": -1}[target.good]
    for changed in count():
        figure = percentage_half_up(tally.numerator + change * changed, tally.denominator, decimals)
        assert figure is not None
        if meets(figure, target):
            return changed
    raise AssertionError


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

    @given(targets, goods)
    def test_without_a_figure_nothing_is_known_to_be_short(self, target: int | Decimal, good: Literal["high", "low"]) -> None:
        """No figure has no shortfall, which is not a shortfall of nought."""
        assert Target(target, good=good).shortfall(None) is None

    @pytest.mark.parametrize(
        ("figure", "expected"),
        [("62.3", "27.7"), ("68.6", "21.4"), ("90.0", "0.0"), ("90.1", "0.0"), ("89.9", "0.1"), ("0.0", "90.0"), ("71", "19")],
    )
    def test_ninety_per_cent(self, figure: str, expected: str) -> None:
        """Against 90, printed to the places of the figure; to reach the target is to meet it."""
        assert expected == str(Target(90).shortfall(Decimal(figure)))

    @pytest.mark.parametrize(("target", "words"), [(90, "90%"), (Decimal("92.5"), "92.5%"), (Decimal("9E+1"), "90%")])
    def test_the_words(self, target: int | Decimal, words: str) -> None:
        """A target prints as it was set, without powers of ten."""
        assert words == str(Target(target))


class TestCeiling:
    """A target of which low figures are good is a ceiling: at or below it is met. (The Department's 'good to be low' indicators; rule 6.)"""

    @given(targets, figures)
    def test_target_and_shortfall_make_the_figure(self, target: int | Decimal, figure: Decimal) -> None:
        """Above the ceiling the target and what is over add up to the printed figure, and at or below it nothing is short."""
        short = Target(target, good="low").shortfall(figure)
        assert short is not None

        if figure > target:
            assert figure == target + short
        else:
            assert short == 0

    @pytest.mark.parametrize(("figure", "expected"), [("26.3", "6.3"), ("20.0", "0.0"), ("20.1", "0.1"), ("0.0", "0.0"), ("19", "0"), ("100", "80")])
    def test_twenty_per_cent(self, figure: str, expected: str) -> None:
        """Against a ceiling of 20, printed to the places of the figure."""
        assert expected == str(Target(20, good="low").shortfall(Decimal(figure)))

    @pytest.mark.parametrize(("target", "words"), [(20, "at most 20%"), ("7.5", "at most 7.5%")])
    def test_the_words(self, target: Any, words: str) -> None:
        """A ceiling says that it is one."""
        assert words == str(Target(target, good="low"))

    def test_high_is_good_unless_it_is_said(self) -> None:
        """A target that does not say is one to reach, and the two are different targets."""
        assert Target(90) == Target(90, good="high")
        assert Target(90) != Target(90, good="low")


class TestStanding:
    """
    A figure meets its target, misses it within tolerance or misses it, as printed; without a published tolerance nothing stands between.

    Source: the red, amber and green of councils' reports; decision 5 of the project.
    """

    @given(targets, goods, tolerances, figures)
    @example(90, "high", 2, Decimal("88.0"))
    @example(90, "high", 2, Decimal("87.9"))
    @example(20, "low", 2, Decimal("22.0"))
    @example(20, "low", 2, Decimal("22.1"))
    def test_as_read_off_a_ruler(self, target: int | Decimal, good: Literal["high", "low"], tolerance: int | Decimal | None, figure: Decimal) -> None:
        """On the good side it is met, no further off than the tolerance it is within it, and beyond it is missed."""
        aim = Target(target, good=good, tolerance=tolerance)
        off = abs(Fraction(figure) - Fraction(target))
        expected = Standing.MISSED
        if meets(figure, aim):
            expected = Standing.MET
        elif tolerance is not None and off <= Fraction(tolerance):
            expected = Standing.WITHIN_TOLERANCE

        assert expected is aim.standing(figure)

    @given(targets, goods, tolerances, figures)
    def test_met_exactly_when_nothing_is_short(
        self, target: int | Decimal, good: Literal["high", "low"], tolerance: int | Decimal | None, figure: Decimal
    ) -> None:
        """The standing and the shortfall never contradict each other."""
        aim = Target(target, good=good, tolerance=tolerance)

        assert (aim.shortfall(figure) == 0) == (aim.standing(figure) is Standing.MET)

    @given(targets, goods, figures)
    def test_no_tolerance_no_middle(self, target: int | Decimal, good: Literal["high", "low"], figure: Decimal) -> None:
        """Where no tolerance has been published, there are two standings."""
        assert Target(target, good=good).standing(figure) in {Standing.MET, Standing.MISSED}

    @given(targets, goods, tolerances)
    def test_without_a_figure_there_is_no_standing(
        self, target: int | Decimal, good: Literal["high", "low"], tolerance: int | Decimal | None
    ) -> None:
        """No figure is neither green nor red."""
        assert Target(target, good=good, tolerance=tolerance).standing(None) is None

    @pytest.mark.parametrize(
        ("standing", "colour", "words"),
        [
            (Standing.MET, "green", "meets the target"),
            (Standing.WITHIN_TOLERANCE, "amber", "misses the target, within tolerance"),
            (Standing.MISSED, "red", "misses the target"),
        ],
    )
    def test_words_say_what_colours_say(self, standing: Standing, colour: str, words: str) -> None:
        """Every colour has words of its own beside it, so that nobody has to see the colour."""
        assert (colour, words, words) == (standing.colour, standing.words, str(standing))

    def test_there_are_three(self) -> None:
        """No colour and no words serve for two standings."""
        assert len({standing.colour for standing in Standing}) == len({standing.words for standing in Standing}) == len(Standing) == 3


class TestCasesShort:
    """The cases short are the fewest that would have made the printed figure meet the target. (Decision 5 of the project, counted in cases.)"""

    @given(small_tallies(), targets, goods, st.integers(0, 2))
    @example(Tally(179, 200), 90, "high", 0)
    @example(Tally(7, 112), Decimal("6.2"), "low", 1)
    @example(Tally(3, 7), 100, "high", 1)
    @example(Tally(3, 7), 0, "low", 1)
    def test_as_counted_case_by_case(self, tally: Tally, target: int | Decimal, good: Literal["high", "low"], decimals: int) -> None:
        """Changing cases one at a time and printing the figure each time stops at the same number."""
        aim = Target(target, good=good)

        assert fewest_changed(tally, aim, decimals) == aim.cases_short(tally, decimals)

    @given(tallies(least=1), targets, goods, st.integers(0, 3))
    def test_none_short_exactly_when_nothing_is_short(self, tally: Tally, target: int | Decimal, good: Literal["high", "low"], decimals: int) -> None:
        """Cases are short exactly when percentage points are."""
        aim = Target(target, good=good)

        assert (aim.shortfall(tally.percentage(decimals)) == 0) == (aim.cases_short(tally, decimals) == 0)

    @given(tallies(least=1), targets, st.integers(0, 3))
    def test_as_rearranged_by_hand(self, tally: Tally, target: int | Decimal, decimals: int) -> None:
        """A figure prints as at least the target when it is no more than half a unit of the last place below it, so the cases follow by division."""
        scale = 10**decimals
        units = -(-Fraction(target) * scale // 1)
        least = -(-(2 * units - 1) * tally.denominator // (200 * scale))

        assert max(0, least - tally.numerator) == Target(target).cases_short(tally, decimals)

    @given(targets, goods, st.integers(0, 3))
    def test_without_cases_none_could_have_been_in_time(self, target: int | Decimal, good: Literal["high", "low"], decimals: int) -> None:
        """Nothing out of nothing is not short of anything by any number of cases."""
        assert Target(target, good=good).cases_short(Tally(0, 0), decimals) is None

    @pytest.mark.parametrize(
        ("tally", "target", "decimals", "expected"),
        [
            (Tally(120, 175), Target(90), 1, 38),  # 157 of 175 are 89.71, 158 are 90.29
            (Tally(71, 114), Target(90), 1, 32),
            (Tally(8994, 10_000), Target(90), 1, 1),
            (Tally(8995, 10_000), Target(90), 1, 0),  # 89.95 is printed as 90.0
            (Tally(8995, 10_000), Target(90), 2, 5),
            (Tally(6_860_000, 10_000_000), Target(90), 1, 2_135_000),
            (Tally(2_005_000, 10_000_000), Target(20, good="low"), 1, 1),  # 20.05 is printed as 20.1
            (Tally(5_000_000, 10_000_000), Target(20, good="low"), 1, 2_995_001),
        ],
    )
    def test_examples(self, tally: Tally, target: Target, decimals: int, expected: int) -> None:
        """A council, the edge of rounding, and a nation of ten million cases."""
        assert expected == target.cases_short(tally, decimals)

    def test_no_fewer_than_no_decimals(self) -> None:
        """Figures are not printed to tens."""
        with pytest.raises(ValueError, match="0 decimals or more"):
            Target(90).cases_short(Tally(1, 3), -1)


class TestRefusing:
    """A target says what it is, exactly; what contradicts itself is refused. (Hardening: definitions.)"""

    @pytest.mark.parametrize("percentage", [-1, 101, "NaN", "Infinity", Decimal("100.01")])
    def test_a_target_is_a_percentage(self, percentage: Any) -> None:
        """A target outside 0 to 100 is no target."""
        with pytest.raises(InvalidDefinition, match="from 0 to 100"):
            Target(percentage)

    @pytest.mark.parametrize("percentage", ["ninety", "", None, Fraction(9, 10), "90%"])
    def test_a_target_is_a_number(self, percentage: Any) -> None:
        """What cannot be read as a number is refused as a definition."""
        with pytest.raises(InvalidDefinition, match="are numbers"):
            Target(percentage)

    @pytest.mark.parametrize("good", ["neutral", "High", "", None])
    def test_high_or_low_is_good(self, good: Any) -> None:
        """A target is to be reached or not to be passed, and there is no third thing."""
        with pytest.raises(InvalidDefinition, match="'high' or 'low'"):
            Target(90, good=good)

    @pytest.mark.parametrize("tolerance", [-1, "-0.1", "NaN", "Infinity"])
    def test_a_tolerance_is_not_below_nought(self, tolerance: Any) -> None:
        """A tolerance is a number of percentage points, 0 or more."""
        with pytest.raises(InvalidDefinition, match="A tolerance is in percentage points"):
            Target(90, tolerance=tolerance)

    @pytest.mark.parametrize("tolerance", ["two", Fraction(1, 2)])
    def test_a_tolerance_is_a_number(self, tolerance: Any) -> None:
        """What cannot be read as a number is refused as a definition."""
        with pytest.raises(InvalidDefinition, match="are numbers"):
            Target(90, tolerance=tolerance)

    @pytest.mark.parametrize("kept", [0, 100])
    def test_the_ends_are_percentages(self, kept: int) -> None:
        """Nothing and everything are targets."""
        assert kept == Target(kept).percentage

    def test_a_target_is_what_was_written(self) -> None:
        """A target or tolerance given as a float is the decimal that was written, not the binary fraction nearest it."""
        target = Target(92.1, tolerance=0.1)

        assert (Decimal("92.1"), Decimal("0.1")) == (target.percentage, target.tolerance)

    @given(targets)
    def test_its_share_is_exact(self, target: int | Decimal) -> None:
        """A hundred times the share is the percentage, with nothing lost."""
        assert Fraction(target) == 100 * Target(target).share
