"""How far a figure can be relied on when families are judged together, and how far one family moves it, drawn."""

from itertools import groupby
from typing import Any

import attrs

from csc_indicators.publication.charts.drawing import BLUE, INK, ORANGE, OWN_USE, WIDTH, png, styled, svg, with_words
from csc_indicators.results.families import Influence
from csc_indicators.results.intervals import Interval, wilson
from csc_indicators.results.report import day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.tally import OverlappingTally, Tally
from csc_indicators.results.units import Unit

__all__ = ["FamiliesChart", "Without", "families_chart"]

#: How many kinds of families are drawn.
_KINDS = 6

#: Inches: of an interval or an arrow with the words above it, and of what is round them.
_ROW, _AROUND = 0.47, 0.95

_WHOLE = 100


@attrs.frozen
class Without:
    """
    The figure without one family.

    Attributes:
        words: Which family is left out, or which one of several alike.
        tally: What is left.
    """

    words: str
    tally: Tally


@attrs.frozen(kw_only=True)
class FamiliesChart:
    """
    A figure's interval taken two ways, and the figure without one family; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: Of when, and for whom.
        period: The days of the figure, in words.
        tally: Its counts.
        decimals: The decimals it is printed to.
        alone: The interval when each child is taken alone.
        families: How many families there are.
        together: The interval when families are judged together.
        without: The figure without each kind of family, the kind first that moves it most.
        more: How many families besides are in kinds that move it less, and are not drawn.
    """

    title: str
    caption: str
    period: str
    tally: Tally | OverlappingTally
    decimals: int
    alone: Interval
    families: int
    together: Interval
    without: tuple[Without, ...]
    more: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""
        return ("What", "Figure or interval")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table beside the chart: both intervals, then the figure without one family of each kind."""
        figure = (f"{self.period}: {self.tally}", self._percent(self.tally))
        intervals = ((label, self._ends(interval)) for label, interval in self._intervals)
        return (figure, *intervals, *((f"{each.words}: {each.tally}", self._percent(each.tally)) for each in self.without))

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        said = (
            f"Chart. {self.title}, {self._percent(self.tally)} ({self.tally}), {self.period}. Its interval is {self._ends(self.alone)} if each child "
            f"is taken alone and {self._ends(self.together)} with families judged together."
        )
        if not self.without:
            return said
        first = self.without[0]
        return f"{said} Below, arrows show the figure without one family: {first.words} it is {self._percent(first.tally)}."

    def figure(self, *, titled: bool = True) -> Any:
        """
        The chart as a matplotlib figure, with its title and caption or without.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        count = len(self._intervals) + len(self.without)
        with styled() as figure:
            drawn = figure(figsize=(WIDTH, _ROW * count + _AROUND), layout="constrained")
            axes = drawn.subplots()
            axes.set(xlim=self._range(), ylim=(0.3 - count, 1.1))
            axes.spines["left"].set_visible(False)
            axes.set_yticks([])
            axes.set_xticks(
                ticks := [tick for tick in axes.get_xticks() if self._range()[0] <= tick <= _WHOLE], [f"{tick:g}%" for tick in ticks], fontsize=9
            )
            axes.axvline(_share(self.tally), color=INK, linewidth=1, linestyle=":")
            left = _share(self.tally) > sum(self._range()) / 2
            words = f"{self.period}: {self._percent(self.tally)}"
            offset = (-5 if left else 5, 0)
            axes.annotate(
                words, (_share(self.tally), 0.75), offset, textcoords="offset points", ha="right" if left else "left", weight="bold", fontsize=9.5
            )
            for row, (label, interval) in enumerate(self._intervals):
                self._draw_interval(axes, -row, label, interval)
            for row, each in enumerate(self.without, start=len(self._intervals)):
                self._draw_move(axes, -row - 0.25, each)
            return with_words(drawn, self, titled=titled)

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        return svg(self)

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        return png(self)

    @property
    def _intervals(self) -> tuple[tuple[str, Interval], ...]:
        several = f"{self.families:,} {'family' if self.families == 1 else 'families'}, each judged together"
        return ((f"95%: {self.tally.denominator:,} children, taken one by one", self.alone), (f"95%: {several}", self.together))

    def _percent(self, tally: Tally | OverlappingTally) -> str:
        figure = tally.percentage(self.decimals)
        return "no figure" if figure is None else f"{figure}%"

    def _ends(self, interval: Interval) -> str:
        lower, upper = interval.percentages(self.decimals)
        return f"{lower}% to {upper}%"

    def _range(self) -> tuple[float, float]:
        """From far enough below all that is drawn for a figure to stand beside it, to the same above it."""
        drawn = [_share(each.tally) for each in self.without if each.tally.share is not None]
        drawn += [_WHOLE * end for interval in (self.alone, self.together) for end in (interval.lower, interval.upper)]
        room = max(0.22 * (max(drawn) - min(drawn)), 4.0)
        return min(drawn) - room, max(drawn) + room

    def _draw_interval(self, axes: Any, at: float, label: str, interval: Interval) -> None:
        ends = [_WHOLE * interval.lower, _WHOLE * interval.upper]
        axes.plot(ends, [at, at], "|-", color=BLUE, linewidth=5, markersize=13, markeredgewidth=2, solid_capstyle="butt")
        for end, said, way, side in zip(ends, interval.percentages(self.decimals), (-8, 8), ("right", "left"), strict=True):
            axes.annotate(f"{said}%", (end, at), (way, 0), textcoords="offset points", ha=side, va="center", fontsize=9.5)
        _draw_label(axes, at, label)

    def _draw_move(self, axes: Any, at: float, each: Without) -> None:
        figure = _share(self.tally)
        end = figure if each.tally.share is None else _share(each.tally)
        right = end >= figure
        if end != figure:
            shape = {"arrowstyle": "-|>", "color": ORANGE, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", (end, at), (figure, at), arrowprops=shape)
        side = {"ha": "left" if right else "right", "va": "center", "fontsize": 9.5}
        axes.annotate(self._percent(each.tally), (end, at), (6 if right else -6, 0), textcoords="offset points", **side)
        _draw_label(axes, at, each.words)


def families_chart(result: Result[Any]) -> FamiliesChart:
    """
    The chart of a result whose records say who goes together, for the council's own use: each arrow is of one family.

    Families alike in cases and outcome are one arrow, and six kinds are drawn, those that move the figure most.

    Raises:
        TypeError: If the figure is no percentage.
        ValueError: If the records do not say who goes together, or there are no cases.

    >>> from csc_indicators import southend
    >>> held = {"child": list("abc"), "family": [1, 1, 2], "strategy_discussion": ["2018-04-02"] * 3}
    >>> held["conference"] = ["2018-04-24", "2018-04-24", "2018-04-23"]
    >>> for row in families_chart(southend.CP_3_10.compute(held, as_at="2018-04-30")).rows:
    ...     print(*row, sep=" | ")
    April 2018: 1 of 3 | 33.3%
    95%: 3 children, taken one by one | 6.1% to 79.2%
    95%: 2 families, each judged together | 3.9% to 85.9%
    without the family of 2, none in time: 1 of 1 | 100.0%
    without the child alone, in time: 0 of 2 | 0.0%
    """
    if result.unit is not Unit.PERCENT:
        raise TypeError(f"{result.name} is no percentage, and families move no other figure so. Chart a percentage.")
    families, influence = result.families(), result.influence()
    alone = wilson(result.tally.numerator, result.tally.denominator)
    if alone is None:
        raise ValueError(f"{result.name} has no cases, so no family moves it.")
    if families is None or families.interval is None or influence is None:
        raise ValueError(f"The records of {result.name} do not say who goes together. Give the column of the family, or of the meeting.")
    kinds = _kinds(influence)
    drawn = kinds[:_KINDS]
    return FamiliesChart(
        title=f"{result.name}: what one family can move",
        caption=f"{result.title}. At {day_in_words(result.as_at)}. {_RULE} {OWN_USE}",
        period=str(result.series[-1].period),
        tally=result.tally,
        decimals=result.decimals,
        alone=alone,
        families=families.families,
        together=families.interval,
        without=tuple(Without(_words(*of, alike), left) for of, left, alike in drawn),
        more=sum(alike for _, _, alike in kinds[_KINDS:]),
    )


_RULE = "Above, the 95% interval taken two ways; below, the figure without one family, the family that moves it most first."


def _kinds(influence: Influence) -> list[tuple[tuple[int, int], Tally, int]]:
    """The kinds of families by cases and how many of them in time, in the order of the moves; what is left without one, and how many are alike."""
    columns = (influence.cases, influence.in_time, influence.numerator, influence.denominator)
    every = zip(*(column.tolist() for column in columns), strict=True)
    return [((cases, hits), Tally(left, of), len(list(alike))) for (cases, hits, left, of), alike in groupby(every)]


def _words(cases: int, in_time: int, alike: int) -> str:
    """Which family, or which one of several alike."""
    who = f"family of {cases}" if cases > 1 else "child alone"
    several = f"one of {alike} {who.replace('family', 'families').replace('child ', 'children ')}"
    how = {0: "none in time", cases: "all in time"}.get(in_time, f"{in_time} in time") if cases > 1 else "in time" if in_time else "late"
    return f"without {f'the {who}' if alike == 1 else several}, {how}"


def _share(tally: Tally | OverlappingTally) -> float:
    return float("nan") if tally.share is None else float(_WHOLE * tally.share)


def _draw_label(axes: Any, at: float, label: str) -> None:
    halo = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    where = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "left", "va": "bottom"}
    axes.annotate(label, (0, at), (2, 8), fontsize=9.5, bbox=halo, zorder=3, **where)
