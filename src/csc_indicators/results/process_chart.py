"""
A figure month by month against the variation that is usual for it: the XmR chart of process control.

The chart is of separate months. Points of a year to date share their cases, so each is close to the one before whatever the process does: the moving
ranges come out small, the limits narrow and ordinary years raise alarms.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, Flag, auto
from fractions import Fraction
from typing import Literal, TypeAlias

import attrs

__all__ = ["Assurance", "NotMonthly", "Point", "ProcessChart", "Rule", "process_chart"]

#: What a month's figure may be given as.
Value: TypeAlias = Fraction | Decimal | float

#: The limits stand so many mean moving ranges from the mean: three standard deviations, each being a moving range over 1.128.
_LIMIT = Fraction("2.66")
_NEAR_LIMIT = 2 * _LIMIT / 3

#: A moving range so many times their mean is beyond its own limit, and is no part of the usual variation (Nelson 1982).
_SCREEN = Fraction("3.267")

_RUN = 7
_WINDOW, _NEAR_IN_WINDOW = 3, 2
_TRIAL_BELOW = 12


class NotMonthly(TypeError):
    """A process chart was asked of a series that is not of separate months."""


class Rule(Flag):
    """
    The signs that something other than the usual variation is at work.

    They are those of NHS England's Making Data Count, as in the R package *NHSRplotthedots*.

    >>> print(Rule.OUTSIDE_LIMITS | Rule.SEVEN_ON_ONE_SIDE)
    outside the limits; seven or more together on one side of the mean
    """

    OUTSIDE_LIMITS = auto()
    SEVEN_ON_ONE_SIDE = auto()
    SEVEN_IN_ONE_DIRECTION = auto()
    TWO_OF_THREE_NEAR_A_LIMIT = auto()

    def __str__(self) -> str:
        return "; ".join(_WORDS[rule] for rule in self)


_WORDS = {
    Rule.OUTSIDE_LIMITS: "outside the limits",
    Rule.SEVEN_ON_ONE_SIDE: "seven or more together on one side of the mean",
    Rule.SEVEN_IN_ONE_DIRECTION: "seven or more together, each above or each below the one before",
    Rule.TWO_OF_THREE_NEAR_A_LIMIT: "two of three together near a limit, all three on its side of the mean",
}


class Assurance(Enum):
    """Whether a process as it now runs can be relied on to meet a target."""

    MEETS = "consistently meets the target"
    MISSES = "consistently misses the target"
    EITHER = "may or may not meet the target"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(kw_only=True)
class Point:
    """
    One month of a chart.

    Attributes:
        value: The figure; None in a month without cases.
        moving_range: How far it is from the month before; None when either has no value.
        screened: True when the moving range was too large to be part of the usual variation, and was left out of the limits.
        side: 1 above the mean, -1 below, 0 on it or without a value.
        rules: The rules whose pattern the month is part of; this is what a chart colours.
        completes: The rules whose pattern is complete with this month: what could be seen when it was the latest. A pattern of three near a limit is
            complete with its third month, near or not.
    """

    value: Fraction | None
    moving_range: Fraction | None
    screened: bool
    side: int
    rules: Rule
    completes: Rule


@attrs.frozen(kw_only=True)
class ProcessChart:
    """
    The months of a figure, their mean and the limits of their usual variation.

    Everything is exact. The limits are in the unit of the values and are not cut off at 0 or 100.

    Attributes:
        points: Every month, those without cases too.
        mean: The mean of the values.
        mean_moving_range: The mean of the moving ranges that were kept; None when no two neighbouring months have values.
    """

    points: tuple[Point, ...]
    mean: Fraction
    mean_moving_range: Fraction | None

    @property
    def lower(self) -> Fraction | None:
        """The lower limit; None when there is none, and :attr:`why` says why."""
        return self._from_mean(-_LIMIT)

    @property
    def upper(self) -> Fraction | None:
        """The upper limit; None when there is none."""
        return self._from_mean(_LIMIT)

    @property
    def near_lower(self) -> Fraction | None:
        """Two thirds of the way from the mean to the lower limit; None when there is none."""
        return self._from_mean(-_NEAR_LIMIT)

    @property
    def near_upper(self) -> Fraction | None:
        """Two thirds of the way from the mean to the upper limit; None when there is none."""
        return self._from_mean(_NEAR_LIMIT)

    @property
    def moving_ranges(self) -> tuple[Fraction | None, ...]:
        """How far each month is from the one before; None for the first, in a gap and after one."""
        return tuple(point.moving_range for point in self.points)

    @property
    def trial(self) -> bool:
        """True when fewer than twelve months have values, and the limits are still to settle."""
        return sum(point.value is not None for point in self.points) < _TRIAL_BELOW

    @property
    def why(self) -> str:
        """Why there are no limits; empty when there are."""
        if self.mean_moving_range is None:
            return "no two neighbouring months have values"
        if self.mean_moving_range:
            return ""
        spared = ", but for moves too large to be usual" if any(point.screened for point in self.points) else ""
        return f"neighbouring months do not differ{spared}"

    def assurance(self, target: Value, good: Literal["high", "low"]) -> Assurance | None:
        """
        Whether the process can be relied on to meet *target*, which is in the unit of the values; None when there are no limits.

        A target beyond the limits on the good side is consistently missed, one beyond them on the other side consistently met. On a limit, or
        between them, chance decides from month to month.

        Args:
            target: The target.
            good: Which way is better.

        Raises:
            ValueError: If *good* is neither, or *target* is not a finite number.

        >>> print(process_chart([62, 70, 65, 68, 61, 66]).assurance(90, "high"))
        consistently misses the target
        """
        if good not in {"high", "low"}:
            raise ValueError("A process is judged against a target when high is good or low is good. Say good='high' or good='low'.")
        aim = _exact(target, "The target is not a finite number.")
        if self.lower is None or self.upper is None:
            return None
        if self.lower <= aim <= self.upper:
            return Assurance.EITHER
        return Assurance.MISSES if (aim > self.upper) == (good == "high") else Assurance.MEETS

    def _from_mean(self, moving_ranges: Fraction) -> Fraction | None:
        return self.mean + moving_ranges * self.mean_moving_range if self.mean_moving_range else None

    def __str__(self) -> str:
        mean = f"mean {float(self.mean):.2f}"
        if self.lower is None or self.upper is None:
            return f"{mean}, no limits: {self.why}"
        return f"{mean}, {'trial limits' if self.trial else 'limits'} {float(self.lower):.2f} and {float(self.upper):.2f}"


def process_chart(values: Sequence[Value | None], *, screened: bool = True) -> ProcessChart:
    """
    The XmR chart of a series of separate months.

    The limits are the mean and 2.66 mean moving ranges either side. The rules are: outside the limits; seven or more together on one side of the
    mean; seven or more together in one direction, which is six moves; and two of three together between two thirds of the way to a limit and the
    limit, all three on one side of the mean. Together means in neighbouring months: a month without cases is a gap, which has no moving range on
    either side and which no pattern crosses, because what would have been in it is not known. On the mean is neither side of it.

    The limits are those of an unchanging process, so a chart of few months, and one that spans a known change of practice, is to be read with care:
    with fewer than twelve values :attr:`ProcessChart.trial` is True. There are no limits, and :attr:`ProcessChart.why` says why, when no two
    neighbouring months have values or neighbouring months do not differ. The rules that need no limits are still kept.

    Sources: NHS England, Making Data Count; the R package *NHSRplotthedots* 0.2.2, whose default is to screen; L. S. Nelson, "Control charts for
    individual measurements", Journal of Quality Technology 14(3), 1982.

    Args:
        values: A value a month in order, or None for a month without cases. Exact fractions, decimals or floats; not the points of a year to date
            or any other series whose points share cases.
        screened: Leave out moving ranges of 3.267 times their mean or more, once. The Excel tool of Making Data Count does not: False gives its
            limits.

    Raises:
        ValueError: If no month has a value, or one is not a finite number.

    >>> chart = process_chart([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
    >>> print(chart)
    mean 1.94, limits -0.72 and 4.60
    >>> print(chart.points[4].rules)
    outside the limits
    >>> print(process_chart([62, None, 65, 65]))
    mean 64.00, no limits: neighbouring months do not differ
    """
    fault = "Value {} is not a finite number. Give None for a month without cases."
    exact = [None if value is None else _exact(value, fault.format(number)) for number, value in enumerate(values, start=1)]
    known = [value for value in exact if value is not None]
    if not known:
        raise ValueError("No month has a value, so there is nothing to chart.")
    moves = [_move(before, value) for before, value in zip([None, *exact[:-1]], exact, strict=True)]
    ranges = [None if move is None else abs(move) for move in moves]
    kept, mean_range = _usual(ranges, screened=screened)
    mean = sum(known, start=Fraction(0)) / len(known)

    distances = [None if value is None else value - mean for value in exact]
    sides = [_sign(distance or 0) for distance in distances]
    beyond = [_beyond(distance, mean_range) for distance in distances]
    completes, rules = _patterns(sides, [_sign(move or 0) for move in moves], beyond)
    columns = zip(exact, ranges, kept, sides, rules, completes, strict=True)
    points = (
        Point(value=value, moving_range=moved, screened=moved is not None and not usual, side=side, rules=part_of, completes=complete)
        for value, moved, usual, side, part_of, complete in columns
    )
    return ProcessChart(points=tuple(points), mean=mean, mean_moving_range=mean_range)


def _exact(value: Value, fault: str) -> Fraction:
    try:
        return Fraction(value)
    except (ValueError, OverflowError):
        raise ValueError(fault) from None


def _move(before: Fraction | None, value: Fraction | None) -> Fraction | None:
    return None if before is None or value is None else value - before


def _sign(number: Fraction | int) -> int:
    return (number > 0) - (number < 0)


def _usual(ranges: Sequence[Fraction | None], *, screened: bool) -> tuple[list[bool], Fraction | None]:
    """Which moving ranges are kept, and their mean; the least of them is always below the bound, so some are kept."""
    known = [moved for moved in ranges if moved is not None]
    if not known:
        return [False] * len(ranges), None
    bound = _SCREEN * sum(known) / len(known)
    kept = [moved is not None and (not screened or moved < bound or not bound) for moved in ranges]
    usual = [moved for moved, keep in zip(ranges, kept, strict=True) if moved is not None and keep]
    return kept, sum(usual, start=Fraction(0)) / len(usual)


def _beyond(distance: Fraction | None, mean_range: Fraction | None) -> int:
    """2 outside the limits, 1 near one of them, 0 otherwise and where there are none."""
    if distance is None or not mean_range:
        return 0
    moving_ranges = abs(distance) / mean_range
    return (moving_ranges > _NEAR_LIMIT) + (moving_ranges > _LIMIT)


def _patterns(sides: Sequence[int], directions: Sequence[int], beyond: Sequence[int]) -> tuple[list[Rule], list[Rule]]:
    """For each month the rules whose pattern ends with it, and those whose pattern it is part of."""
    near = [level == 1 for level in beyond]
    together = _ends_of_runs(sides, _WINDOW)
    ends = {
        Rule.OUTSIDE_LIMITS: [level > 1 for level in beyond],
        Rule.SEVEN_ON_ONE_SIDE: _ends_of_runs(sides, _RUN),
        Rule.SEVEN_IN_ONE_DIRECTION: _ends_of_runs(directions, _RUN - 1),
        Rule.TWO_OF_THREE_NEAR_A_LIMIT: [same and sum(near[end - _WINDOW + 1 : end + 1]) >= _NEAR_IN_WINDOW for end, same in enumerate(together)],
    }
    parts = {
        Rule.OUTSIDE_LIMITS: ends[Rule.OUTSIDE_LIMITS],
        Rule.SEVEN_ON_ONE_SIDE: _reaching_back(ends[Rule.SEVEN_ON_ONE_SIDE], _RUN),
        Rule.SEVEN_IN_ONE_DIRECTION: _reaching_back(ends[Rule.SEVEN_IN_ONE_DIRECTION], _RUN),
        Rule.TWO_OF_THREE_NEAR_A_LIMIT: [
            reached and close for reached, close in zip(_reaching_back(ends[Rule.TWO_OF_THREE_NEAR_A_LIMIT], _WINDOW), near, strict=True)
        ],
    }
    return _by_month(ends, len(sides)), _by_month(parts, len(sides))


def _ends_of_runs(signs: Sequence[int], length: int) -> list[bool]:
    """Where so many signs together are the same and none is 0, at the last of them."""
    return [end >= length - 1 and signs[end] != 0 and len(set(signs[end - length + 1 : end + 1])) == 1 for end in range(len(signs))]


def _reaching_back(ends: Sequence[bool], length: int) -> list[bool]:
    return [any(ends[first : first + length]) for first in range(len(ends))]


def _by_month(by_rule: dict[Rule, list[bool]], months: int) -> list[Rule]:
    return [Rule(sum(rule.value for rule, marks in by_rule.items() if marks[month])) for month in range(months)]
