"""How one figure differs from another that it may be compared with."""

from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from operator import eq
from typing import Literal

import attrs

from csc_indicators.accumulations import Period
from csc_indicators.errors import OverlappingPeriods
from csc_indicators.results.series import Gathered, Snapshot

__all__ = ["Change", "Direction", "change"]

_ONE_DAY = timedelta(1)


class Direction(Enum):
    """Which way a figure moved, by what is good."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UP = "up"
    DOWN = "down"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(kw_only=True)
class Change:
    """
    A figure beside an earlier one.

    Attributes:
        earlier: The period of the earlier figure.
        later: The period of the later one.
        points: Percentage points from the earlier printed figure to the later, so that the three printed numbers agree; None when either is missing.
        direction: What the change is by polarity, ``up`` or ``down`` where neither is good; None when there are no points.
    """

    earlier: Period
    later: Period
    points: Decimal | None
    direction: Direction | None

    def __str__(self) -> str:
        if self.points is None or self.direction is None:
            return f"{self.later} cannot be compared with {self.earlier}: one of them has no figure"
        if self.direction is Direction.UNCHANGED:
            return f"unchanged from {self.earlier}"
        size = abs(self.points)
        way = "up" if self.points > 0 else "down"
        judged = "" if self.direction in {Direction.UP, Direction.DOWN} else f", which is {self.direction}"
        return f"{way} {size} {'point' if size == 1 else 'points'} compared with {self.earlier}{judged}"


def change(later: Gathered | Snapshot, earlier: Gathered | Snapshot, *, decimals: int, good: Literal["high", "low", "neutral"]) -> Change:
    """
    The change from one point of an indicator's series to another, of the same series or of another year's.

    Raises:
        OverlappingPeriods: If one is of a part-period and the other is not of the same part: 12 days of September are not compared with a whole
            August, but may be with 12 days of last year's September. To the last of February is the same part in every year.
    """
    if not (later.complete and earlier.complete) and not _same_part(later.period, earlier.period):
        raise OverlappingPeriods(
            f"{later.period} is not compared with {earlier.period}: a part-period is compared with the same part of another year. Compute the other "
            "figure as at the same day of its year, or wait until the period is over."
        )
    now, then = later.tally.percentage(decimals), earlier.tally.percentage(decimals)
    if later.why or earlier.why or now is None or then is None:
        return Change(earlier=earlier.period, later=later.period, points=None, direction=None)
    points = now - then
    return Change(earlier=earlier.period, later=later.period, points=points, direction=_direction(points, good))


def _direction(points: Decimal, good: Literal["high", "low", "neutral"]) -> Direction:
    if points == 0:
        return Direction.UNCHANGED
    if good == "neutral":
        return Direction.UP if points > 0 else Direction.DOWN
    return Direction.BETTER if (points > 0) == (good == "high") else Direction.WORSE


def _same_part(one: Period, other: Period) -> bool:
    """Whether both are counted from one day of the year to another, of any years; the day before 1 March is one, whatever its number."""
    until = (_in_year(one.as_at), _in_year(one.as_at + _ONE_DAY)), (_in_year(other.as_at), _in_year(other.as_at + _ONE_DAY))
    return _in_year(one.first) == _in_year(other.first) and any(map(eq, *until))


def _in_year(day: date) -> tuple[int, int]:
    return day.month, day.day
