"""
Where each day stands on a timeline.

Up to about two months every day has a place of the same width. Of a longer time the days that matter are shown one by one, each with the day before
and the day after it, and what lies between them is drawn closer together: two years fit beside the one day that decides.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

import attrs

__all__ = ["Scale", "Stretch"]

_DAY = timedelta(1)

#: The most days that are all shown one by one.
_MOST_DAYS = 70

#: Days that matter are shown as one stretch when no more than this lie between their own stretches.
_NEAR = 4

#: The width of a day in a long timeline at most, and of what lies between stretches of days at least.
_WIDEST_DAY, _LEAST_BETWEEN = 22.0, 26.0


@attrs.frozen
class Stretch:
    """
    Days that follow each other, drawn to one scale.

    Attributes:
        first: The first of them.
        last: The last.
        left: Where the first begins.
        right: Where the last ends.
        by_day: Whether each day is shown.
    """

    first: date
    last: date
    left: float
    right: float
    by_day: bool

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def width(self) -> float:
        """The width of a day."""
        return (self.right - self.left) / self.days


@attrs.frozen
class Scale:
    """
    Where each day stands.

    Attributes:
        stretches: The stretches, from the earliest.
    """

    stretches: tuple[Stretch, ...]

    @classmethod
    def of(cls, days: Iterable[date], *, left: float, right: float) -> "Scale":
        """
        A scale on which all of *days*, of which there is at least one, are shown.

        >>> made = Scale.of([date(2018, 8, 16), date(2018, 9, 10)], left=0, right=260)
        >>> made.middle(date(2018, 8, 16)), len(made.stretches)
        (5.0, 1)
        >>> [stretch.by_day for stretch in Scale.of([date(2016, 9, 1), date(2018, 9, 1)], left=0, right=260).stretches]
        [True, False, True]
        """
        matter = sorted(set(days))
        if (matter[-1] - matter[0]).days < _MOST_DAYS:
            return cls((Stretch(matter[0], matter[-1], left, right, by_day=True),))
        shown = _shown(matter)
        between, count = len(shown) - 1, sum((last - first).days + 1 for first, last in shown)
        width = min(_WIDEST_DAY, (right - left - between * _LEAST_BETWEEN) / count)
        return cls(tuple(_laid_out(shown, left, width, (right - left - count * width) / between)))

    @property
    def first(self) -> date:
        """The first day."""
        return self.stretches[0].first

    @property
    def last(self) -> date:
        """The last day."""
        return self.stretches[-1].last

    def left(self, day: date) -> float:
        """Where a day begins; one before all others where they begin."""
        stretch = next((each for each in self.stretches if day <= each.last), self.stretches[-1])
        return stretch.left + stretch.width * min(max((day - stretch.first).days, 0), stretch.days - 1)

    def right(self, day: date) -> float:
        """Where a day ends."""
        stretch = next((each for each in self.stretches if day <= each.last), self.stretches[-1])
        return self.left(day) + stretch.width

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return (self.left(day) + self.right(day)) / 2


def _shown(matter: Sequence[date]) -> list[tuple[date, date]]:
    """The stretches that are shown day by day: each day that matters with its neighbours, those near each other together."""
    shown = [(matter[0] - _DAY, matter[0] + _DAY)]
    for day in matter[1:]:
        first, last = shown[-1]
        if (day - last).days <= _NEAR:
            shown[-1] = (first, day + _DAY)
        else:
            shown.append((day - _DAY, day + _DAY))
    return shown


def _laid_out(shown: Sequence[tuple[date, date]], left: float, width: float, between: float) -> list[Stretch]:
    """The stretches shown, each followed by what lies between it and the next."""
    laid_out: list[Stretch] = []
    at = left
    for (first, last), (following, _) in pairwise([*shown, (date.max, date.max)]):
        end = at + width * ((last - first).days + 1)
        laid_out.append(Stretch(first, last, at, end, by_day=True))
        at = end + between
        laid_out.append(Stretch(last + _DAY, following - _DAY, end, at, by_day=False))
    return laid_out[:-1]
