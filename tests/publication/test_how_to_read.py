"""How to read a figure, and how to cite its definition."""

from typing import Any

import attrs
import pytest

from csc_indicators import CATALOGUE, ROLLING_12_MONTHS, Indicator, southend
from csc_indicators.indicators import front_door
from csc_indicators.publication.citation import cited
from csc_indicators.publication.how_to_read import how_to_read
from csc_indicators.publication.imprint import IMPRINT

EVERY = [pytest.param(of, id=of.id) for of in CATALOGUE]


class TestHowToRead:
    """What not to do follows from how a figure is gathered and what it is a figure of. [docs: cumulative, small numbers; decision 11]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_caveats_come_last_and_whole(self, of: Indicator[Any]) -> None:
        """What the definition says to bear in mind is told, after what every figure of its kind needs."""
        said = how_to_read(of)

        assert said[len(said) - len(of.caveats) :] == of.caveats
        assert len(said) > len(of.caveats)

    @pytest.mark.parametrize("of", EVERY)
    def test_a_state_is_not_called_slow(self, of: Indicator[Any]) -> None:
        """Only a year to date moves ever slower, and only a state is one of a day."""
        words = " ".join(how_to_read(of))

        assert of.is_snapshot is ("It is a state on one day." in words)
        assert (str(of.accumulation) == "year to date from 1 April") is ("moves ever slower" in words)

    def test_rolling_months_share_their_cases(self) -> None:
        """A rolling figure is told apart from a year to date."""
        said = how_to_read(attrs.evolve(southend.CP_3_10, accumulation=ROLLING_12_MONTHS))
        assert said[0].startswith("Each point shares most of its cases")

    @pytest.mark.parametrize("of", EVERY)
    def test_people_are_not_added_up(self, of: Indicator[Any]) -> None:
        """Adding up is forbidden where it would count a person twice, and averaging where counts can be added instead."""
        words = " ".join(how_to_read(of))

        assert (not of.mergeable) is ("Do not add up places or months" in words)
        assert ("Do not average" in words) is (of.mergeable and of.unit.value == "percent")

    def test_a_target_asks_for_reasons(self) -> None:
        """Only where there is a target is it said what a figure below it does not say."""
        assert any("and not why" in each for each in how_to_read(southend.CP_3_10))
        assert not any("and not why" in each for each in how_to_read(front_door.referrals))


class TestCited:
    """A citation names the very rule: id, edition, version and date. [docs: cite]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_everything_that_finds_it(self, of: Indicator[Any]) -> None:
        """The name, the title, the id, the latest edition and the version are all there, once."""
        words = cited(of)

        assert words.startswith(f"{of.name}: {of.title}. {of.id}, edition {len(of.editions)}.")
        assert words.endswith(f"version {IMPRINT.version}, 24 November 2026.")
