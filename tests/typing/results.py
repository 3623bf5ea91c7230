"""What type checkers make of results: what is gathered has its month beside it, and a snapshot has none; this is checked, never run."""

from typing import Any, assert_type

from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.cases import Cases
from csc_indicators.results.result import Result
from csc_indicators.results.revisions import Revisions
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import OverlappingTally, Tally


def gathered(indicator: Indicator[Gathered], conferences: dict[str, list[Any]]) -> None:
    """An indicator of events gives points that are gathered."""
    result = indicator.compute(conferences, as_at="2018-07-31")
    assert_type(result, Result[Gathered])
    assert_type(result.series, tuple[Gathered, ...])
    assert_type(result.series[-1].in_month, Tally)
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
