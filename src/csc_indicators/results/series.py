"""A figure period by period: gathered over time, or taken at the end of each month."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import attrs

from csc_indicators.accumulations import Period
from csc_indicators.periods import Month
from csc_indicators.results.rates import Population
from csc_indicators.results.tallies import Tallies
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally
from csc_indicators.results.units import Unit

__all__ = ["Gathered", "Snapshot", "gathered", "in_unit", "snapshots"]


@attrs.frozen(kw_only=True)
class _Point:
    period: Period
    why: NoFigure | None

    @property
    def month(self) -> Month:
        """The month it is in, or the last one it reaches into."""
        return self.period.month

    @property
    def as_at(self) -> date:
        """The last day counted, or the day itself."""
        return self.period.as_at

    @property
    def complete(self) -> bool:
        """False when the day is before the last of the period, or of the month."""
        return self.period.complete


@attrs.frozen(kw_only=True)
class Gathered(_Point):
    """
    A figure gathered over time: in a month or quarter, in the year to date, in a rolling year.

    Attributes:
        period: The days it covers.
        why: Why there is no figure; None when there is one.
        tally: Its counts.
        in_month: The counts of its last month alone, beside which a cumulative figure moves slowly.
    """

    tally: Tally | OverlappingTally
    in_month: Tally | OverlappingTally


@attrs.frozen(kw_only=True)
class Snapshot(_Point):
    """
    The state at the end of one day.

    Attributes:
        period: The day.
        why: Why there is no figure; None when there is one.
        tally: Its counts.
    """

    tally: OverlappingTally


PointT = TypeVar("PointT", Gathered, Snapshot)


def in_unit(series: Iterable[PointT], unit: Unit, population: Population | None) -> tuple[PointT, ...]:
    """The points with the reason each has no figure in *unit*: a number of nothing is 0, and a rate needs a population."""
    return tuple(point if point.why is NoFigure.NOT_COUNTED_FROM else attrs.evolve(point, why=unit.why(point.tally, population)) for point in series)


def gathered(tallies: Tallies, months: Tallies) -> tuple[Gathered, ...]:
    """
    A point for each period of *tallies*, those of *months* beside them.

    Both are of one group, and *months* holds the last month of every period.
    """
    alone = {period.month: months.tally(0, at) for at, period in enumerate(months.periods)}
    return tuple(
        Gathered(period=period, tally=tallies.tally(0, at), in_month=alone[period.month], why=tallies.why(0, at))
        for at, period in enumerate(tallies.periods)
    )


def snapshots(tallies: Tallies) -> tuple[Snapshot, ...]:
    """A point for each day of *tallies*, which are of one group."""
    counts = zip(tallies.periods, tallies.numerators[0].tolist(), tallies.denominators[0].tolist(), strict=True)
    return tuple(Snapshot(period=period, tally=OverlappingTally(n, d), why=tallies.why(0, at)) for at, (period, n, d) in enumerate(counts))
