"""A formula says what the library computes."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, Indicator, Tally, southend
from csc_indicators.indicators import front_door
from csc_indicators.publication.formula import formula, worked_out

EVERY = [pytest.param(of, id=of.id) for of in CATALOGUE]


class TestFormula:
    """A formula is MathML that needs no script, says the same in words, and explains every symbol. [issue: the indicator page]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_it_is_read_aloud_as_it_is_seen(self, of: Indicator[Any]) -> None:
        """It is well-formed, of MathML Core's elements alone, and its text is that of its words."""
        made = formula(of)
        tree = ET.fromstring(made.mathml)  # noqa: S314 - written above

        assert {each.tag for each in tree.iter()} <= {"math", "mrow", "mi", "mo", "mn", "mfrac"}
        assert made.words == tree.attrib["alttext"]
        assert "".join(tree.itertext()) == made.words.replace(" / ", "").replace(" ", "")

    @pytest.mark.parametrize("of", EVERY)
    def test_every_symbol_is_explained_once(self, of: Indicator[Any]) -> None:
        """The key has each letter of the formula and no other, and the counts in the definition's own words."""
        made = formula(of)
        letters = [each.text for each in ET.fromstring(made.mathml).iter("mi")]  # noqa: S314 - written above

        assert [symbol for symbol, _ in made.key] == letters
        assert dict(made.key)["n"] == of.numerator
        assert ("d" in letters) is (of.unit.value == "percent")

    def test_a_rate_is_of_a_population(self) -> None:
        """A rate is for every 10,000 of the population, and a number is its count."""
        assert formula(front_door.referrals_per_10_000).words == "R = 10,000 × n / p"
        assert formula(front_door.referrals).words == "N = n"


class TestWorkedOut:
    """The counts give the printed figure, half up from the exact fraction. [settled counting rule 6]"""

    @given(numerator=st.integers(0, 10_000), more=st.integers(0, 10_000))
    def test_the_figure_is_the_librarys_and_the_decimals_are_exact(self, numerator: int, more: int) -> None:
        """What is shown is the fraction cut off, marked where it goes on; what comes of it is rounded half up."""
        tally = Tally(numerator, numerator + more)
        said = worked_out(southend.CP_3_10, tally)
        if not tally.denominator:
            assert said == "P = 100 × 0 / 0, which has no value"
            return

        counts, exact, figure = said.replace(", so", " =").split(" = ")[1:]
        true = Fraction(100 * numerator, numerator + more)
        shown = Fraction(exact.rstrip("…"))
        assert counts == f"100 × {numerator:,} / {numerator + more:,}"
        assert shown <= true < shown + Fraction(1, 1000)
        assert exact.endswith("…") is (shown != true)
        assert figure == f"{(Decimal(true.numerator) / true.denominator).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"

    def test_only_a_percentage(self) -> None:
        """A rate is not worked out of two counts."""
        with pytest.raises(ValueError, match="no percentage"):
            worked_out(front_door.referrals_per_10_000, Tally(1, 2))
