"""What every definition must say."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from csc_indicators import (
    CATALOGUE,
    Indicator,
    InvalidDefinition,
    InvalidPeriod,
    Tally,
    Target,
    WorkingDays,
    england,
    southend,
)
from csc_indicators.measures.timeliness import WithinLimit

EVERY = pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda indicator: indicator.id)


@EVERY
def test_a_definition_has_its_five_things(indicator: Indicator[Any]) -> None:
    """Sources, editions, readings with reasons, and what is not known, are all said."""
    assert indicator.sources
    assert indicator.editions
    assert all(reading.statement and reading.because for reading in indicator.readings)
    assert len({reading.key for reading in indicator.readings}) == len(indicator.readings)
    assert indicator.unknowns


@EVERY
def test_an_unverified_source_says_why(indicator: Indicator[Any]) -> None:
    """A source whose text was not read says how its statement was come by."""
    assert all(source.note for source in indicator.sources if not source.verified)


@EVERY
def test_an_id_is_namespaced(indicator: Indicator[Any]) -> None:
    """An id is a namespace, a dot and a name, in small letters."""
    namespace, _, name = indicator.id.partition(".")

    assert namespace in {"england", "southend"}
    assert name.replace("_", "").isalnum()
    assert indicator.id == indicator.id.lower()


@EVERY
def test_a_measure_reads_columns_that_its_records_have(indicator: Indicator[Any]) -> None:
    """Every reading's measure names columns of the indicator's tables."""
    columns = {column.name for table in indicator.records for column in table}

    for reading in indicator.readings:
        assert {*reading.measure.columns, *getattr(reading.measure, "event_columns", ())} <= columns


@EVERY
def test_a_definition_is_a_value(indicator: Indicator[Any]) -> None:
    """A definition cannot be changed, equals its copy and can be a key."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        indicator.title = "another"  # type: ignore[misc]
    assert {indicator: 1} == {attrs.evolve(indicator): 1}


def test_southends_conferences_derive_from_the_national_ones() -> None:
    """CP 3.10 has the national rule with a target of its own."""
    assert southend.CP_3_10.derived_from == england.icpc_within_15_working_days.id
    assert southend.CP_3_10.readings == england.icpc_within_15_working_days.readings
    assert WithinLimit(start="strategy_discussion", end="conference", limit=WorkingDays(15)) == southend.CP_3_10.measure
    assert (None, Decimal(90)) == (england.icpc_within_15_working_days.target, southend.CP_3_10.target and southend.CP_3_10.target.percentage)


def test_the_three_clocks_give_three_figures() -> None:
    """The same conferences, read from each of the three clocks, are counted by that clock."""
    conferences = {
        "child": [1, 2, 3],
        "initial_strategy_discussion": ["2018-07-01", "2018-07-01", "2018-07-02"],
        "strategy_discussion": ["2018-07-02", "2018-07-03", "2018-07-02"],
        "section_47_start": ["2018-07-03", "2018-07-03", "2018-07-03"],
        "conference": ["2018-07-24", "2018-07-24", "2018-07-23"],
    }
    tallies = [southend.CP_3_10.compute(conferences, as_at="2018-07-31", reading=reading.key).tally for reading in southend.CP_3_10.readings]

    assert [Tally(2, 3), Tally(3, 3), Tally(1, 3), Tally(2, 3)] == tallies


def test_a_definition_without_a_source_or_an_edition_is_refused() -> None:
    """Nothing is defined without a source, and every rule has its editions in order."""
    with pytest.raises(InvalidDefinition, match="no source"):
        attrs.evolve(southend.CP_1_4, sources=())
    with pytest.raises(InvalidDefinition, match="not numbered from 1"):
        attrs.evolve(southend.CP_1_4, editions=())


@pytest.mark.parametrize(("good", "target"), [("low", Target(90)), ("high", Target(20, good="low"))])
def test_a_target_is_for_what_is_good(good: Any, target: Target) -> None:
    """A target that high figures meet is none of an indicator of which low ones are good, and the other way round."""
    with pytest.raises(InvalidDefinition, match=r"The target of southend\.cp_3_10 is for figures of which"):
        attrs.evolve(southend.CP_3_10, good=good, target=target)


@pytest.mark.parametrize("indicator", [england.referrals, england.referrals_per_10_000], ids=lambda each: each.id)
def test_a_target_is_of_a_percentage(indicator: Indicator[Any]) -> None:
    """A target is a percentage, so an indicator whose figure is a number or a rate has none."""
    with pytest.raises(InvalidDefinition, match=f"The target of {indicator.id} is a percentage, and its figure is none"):
        attrs.evolve(indicator, good="high", target=Target(90))


class TestThePeriodAskedAbout:
    """The year and the as-at date, one of which follows from the other."""

    CONFERENCES = {"child": [1], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-23"]}

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"year": "2018-19"}, ("2018-19", date(2019, 3, 31))),
            ({"as_at": "2019-03-31"}, ("2018-19", date(2019, 3, 31))),
            ({"as_at": date(2018, 4, 1)}, ("2018-19", date(2018, 4, 1))),
            ({"year": "2018-19", "as_at": "2018-09-30"}, ("2018-19", date(2018, 9, 30))),
        ],
    )
    def test_what_is_left_out_follows(self, asked: dict[str, Any], expected: tuple[str, date]) -> None:
        """A year ends on 31 March, and a day is in one year."""
        result = southend.CP_3_10.compute(self.CONFERENCES, **asked)

        assert expected == (str(result.year), result.as_at)

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"year": "2018"},
            {"year": "2018-20"},
            {"as_at": "30/09/2018"},
            {"as_at": "2018-02-30"},
            {"year": "2018-19", "as_at": "2019-04-01"},
            {"as_at": "2018-09-30", "known_on": "soon"},
        ],
    )
    def test_what_cannot_be_is_refused(self, asked: dict[str, Any]) -> None:
        """No period, one that cannot be read, and two that contradict each other are refused."""
        with pytest.raises(InvalidPeriod):
            southend.CP_3_10.compute(self.CONFERENCES, **asked)
