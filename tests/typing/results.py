"""What type checkers make of results: what is gathered has its month beside it, and a snapshot has none; this is checked, never run."""

from decimal import Decimal
from typing import Any, assert_type

from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.cases import Cases
from csc_indicators.results.intervals import Interval
from csc_indicators.results.rates import Population
from csc_indicators.results.result import Result
from csc_indicators.results.revisions import Revisions
from csc_indicators.results.sensitivity import Alternative, Sensitivity
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally
from csc_indicators.results.units import Unit


def gathered(indicator: Indicator[Gathered], conferences: dict[str, list[Any]]) -> None:
    """An indicator of events gives points that are gathered."""
    result = indicator.compute(conferences, as_at="2018-07-31")
    assert_type(result, Result[Gathered])
    assert_type(result.series, tuple[Gathered, ...])
    assert_type(result.series[-1].in_month, Tally | OverlappingTally)
    assert_type(result.cases_of(result.series[0]), Cases)
    assert_type(indicator.revisions(conferences, as_at="2018-07-31"), Revisions)


def snapshots(indicator: Indicator[Snapshot], care: dict[str, list[Any]], visits: dict[str, list[Any]]) -> None:
    """An indicator of states gives snapshots, which have no month of their own and do not add up."""
    result = indicator.compute(periods_of_care=care, visits=visits, as_at="2018-07-31")
    assert_type(result, Result[Snapshot])
    assert_type(result.series[-1].tally, OverlappingTally)
    _ = result.series[-1].in_month  # type: ignore[attr-defined]
    result.series[-1].tally + result.series[-2].tally  # type: ignore[operator]


def two_kinds(events: Result[Gathered], states: Result[Snapshot]) -> None:
    """The two are not compared, and a point of one has no cases in the other."""
    events.compared_with(states)  # type: ignore[arg-type]
    events.cases_of(states.series[-1])  # type: ignore[arg-type]


def figures(result: Result[Gathered], tally: Tally, population: Population) -> None:
    """A figure is a decimal number or none, and then there is a reason; so it is of one tally in a unit."""
    assert_type(result.figure, Decimal | None)
    assert_type(result.percentage, Decimal | None)
    assert_type(result.figure_of(result.series[0]), Decimal | None)
    assert_type(result.why, NoFigure | None)
    assert_type(result.interval(), Interval | None)
    assert_type(result.population, Population | None)
    assert_type(Unit.PER_10_000.figure(tally, decimals=1, population=population), Decimal | None)
    assert_type(Unit.NUMBER.why(tally), NoFigure | None)


def asked(indicator: Indicator[Gathered], referrals: dict[str, list[Any]], population: Population) -> None:
    """What is asked of an indicator does not change what it gives; a bare number is no population."""
    assert_type(indicator.compute(referrals, year="2018-19", from_year="2017-18", population=population, records_from="2017-04-01"), Result[Gathered])
    assert_type(indicator.revisions(referrals, as_at="2018-07-31", population=population, records_from="2017-04-01"), Revisions)
    indicator.compute(referrals, year="2018-19", population=38_912)  # type: ignore[arg-type]
    indicator.compute(referrals, year="2018-19", from_year=2017)  # type: ignore[arg-type]


def readings(indicator: Indicator[Any], conferences: dict[str, list[Any]]) -> None:
    """Every reading has a result or none."""
    found = indicator.sensitivity(conferences, as_at="2018-07-31")
    assert_type(found, Sensitivity)
    assert_type(found["section_47_start"], Alternative)
    assert_type([each.result for each in found], list[Result[Any] | None])
    assert_type(found.columns(), dict[str, list[Any]])
