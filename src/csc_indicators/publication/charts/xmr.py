"""A figure month by month against the variation that is usual for it, drawn: the XmR chart of process control."""

import textwrap
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any, Literal

import attrs

from csc_indicators.periods import Month
from csc_indicators.publication.charts.drawing import BLUE, GREY, INK, ORANGE, OWN_USE, PALE, WIDTH, png, spread, styled, svg, with_words
from csc_indicators.results.process_chart import Point, ProcessChart, Rule
from csc_indicators.results.report import day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.tally import OverlappingTally, Tally, percentage
from csc_indicators.results.targets import Target

__all__ = ["XmRChart", "xmr_chart"]

#: What a month is drawn as that a rule names: the sign in the words, and matplotlib's marker. A month that several name has the shape of the first of
#: them here, those that name few months being first; the words tell of all.
_SHAPES = {
    Rule.OUTSIDE_LIMITS: ("◆", "D"),
    Rule.TWO_OF_THREE_NEAR_A_LIMIT: ("★", "*"),
    Rule.SEVEN_IN_ONE_DIRECTION: ("▲", "^"),
    Rule.SEVEN_ON_ONE_SIDE: ("■", "s"),
}
_SIZES = {"D": 7, "s": 7, "^": 9, "*": 12, "o": 4.5}

_WHOLE = 100
#: Months that are named along the axis, at most; characters of a line of signs; inches of the drawing without them, and of a line of them.
_NAMED, _SIGNS, _HEIGHT, _LINE = 6, 54, 3.0, 0.165

#: Points between two labels beside the chart.
_APART = 24


@attrs.frozen(kw_only=True)
class XmRChart:
    """
    The months of a figure with their mean and limits; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: Of when, for whom, and by which method.
        months: The months, in order.
        counts: What each month's figure rests on.
        chart: The numbers of the chart, its values being shares.
        decimals: The decimals that percentages are printed to.
        good: Which way is better.
        target: The target, if any.
    """

    title: str
    caption: str
    months: tuple[Month, ...]
    counts: tuple[Tally | OverlappingTally, ...]
    chart: ProcessChart
    decimals: int
    good: Literal["high", "low", "neutral"]
    target: Target | None

    @property
    def signs(self) -> tuple[str, ...]:
        """
        What the rules find, in words: each rule with the months that its pattern is of, and whether they are better or worse than the mean.

        Empty when they find nothing.
        """
        return tuple(f"{_SHAPES[rule][0]} {self._when(months)}: {self._how(rule, months)}." for rule in Rule for months in self._runs(rule))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""
        return ("Month", "Counts", "%", "What the rules find")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table beside the chart: each month with its counts and its figure, and the rules whose pattern it is part of."""
        columns = zip(self.months, self.counts, self.chart.points, strict=True)
        return tuple((str(month), str(counts), self._percent(point.value), str(point.rules)) for month, counts, point in columns)

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        lines = "; ".join(f"{name} {self._percent(at)}" for name, at in self._lines)
        found = " ".join(self.signs) or "The rules find nothing but the usual variation."
        return f"Process chart. {self.title}, {self.months[0]} to {self.months[-1]}. {lines[0].upper()}{lines[1:]}. {found}"

    def figure(self, *, titled: bool = True) -> Any:
        """
        The chart as a matplotlib figure, with its title and caption or without.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        said = (
            "\n".join(textwrap.fill(sign, _SIGNS, subsequent_indent="    ") for sign in self.signs)
            or "The rules find nothing but the usual variation."
        )
        with styled() as figure:
            drawn = figure(figsize=(WIDTH, _HEIGHT + _LINE * (said.count("\n") + 1)), layout="constrained")
            axes = drawn.subplots()
            self._draw_lines(axes)
            self._draw_months(axes)
            axes.set_xlabel(said, loc="left", fontsize=9)
            axes.xaxis.label.set_horizontalalignment("left")
            axes.xaxis.label.set_x(-0.11)
            return with_words(drawn, self, titled=titled)

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        return svg(self)

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        return png(self)

    @property
    def _lines(self) -> list[tuple[str, Fraction]]:
        """The lines of the chart with their names."""
        named = [("mean", self.chart.mean), ("upper limit", self.chart.upper), ("lower limit", self.chart.lower)]
        named += [] if self.target is None else [("target", self.target.share)]
        return [(name, at) for name, at in named if at is not None]

    def _runs(self, rule: Rule) -> Iterator[list[int]]:
        """The stretches of neighbouring months that a rule names, all of one side of the mean but where the rule is of a direction."""
        named = [at for at, point in enumerate(self.chart.points) if rule in point.rules]
        ways = self._directions() if rule is Rule.SEVEN_IN_ONE_DIRECTION else [point.side for point in self.chart.points]
        for _, run in groupby(enumerate(named), key=lambda numbered: (numbered[1] - numbered[0], ways[numbered[1]])):
            yield [at for _, at in run]

    def _directions(self) -> list[int]:
        """Which way each month goes from the one before; one that begins anew goes the way of the next."""
        values = [point.value for point in self.chart.points]
        moves = [0 if None in pair else (pair[1] > pair[0]) - (pair[1] < pair[0]) for pair in pairwise(values)]  # type: ignore[operator]
        anew = [not moves or Rule.SEVEN_IN_ONE_DIRECTION not in point.rules for point in self.chart.points]
        return [moves[at] if at < len(moves) and (not at or anew[at - 1]) else moves[at - 1] if moves else 0 for at in range(len(values))]

    def _when(self, months: list[int]) -> str:
        first, last = self.months[months[0]], self.months[months[-1]]
        if first == last:
            return str(first)
        joined = "and" if len(months) == 2 else "to"  # noqa: PLR2004 - two are named both
        return f"{str(first).split()[0] if first.year == last.year else first} {joined} {last}"

    def _how(self, rule: Rule, months: list[int]) -> str:
        """Which way they go, or on which side of the mean they are and whether that is better."""
        if rule is Rule.SEVEN_IN_ONE_DIRECTION:
            return f"{rule} ({'rising' if self._directions()[months[-1]] > 0 else 'falling'})"
        above = self.chart.points[months[0]].side > 0
        better = "" if self.good == "neutral" else ", better" if above == (self.good == "high") else ", worse"
        return f"{rule} ({'above' if above else 'below'} the mean{better})"

    def _percent(self, value: Fraction | None) -> str:
        if value is None:
            return "-"
        size = percentage(abs(value), self.decimals)
        return f"{'-' if value < 0 and size else ''}{size}%"

    def _ends(self) -> tuple[float, float]:
        """The ends of the axis, round all values and lines that lie between 0 and 100."""
        drawn = [
            _WHOLE * float(value) for value in (*(point.value for point in self.chart.points), *(at for _, at in self._lines)) if value is not None
        ]
        inside = [value for value in drawn if 0 <= value <= _WHOLE]
        room = max(0.08 * (max(inside) - min(inside)), 2.0)
        return max(min(inside) - room, -room), min(max(inside) + room, _WHOLE + room)

    def _draw_lines(self, axes: Any) -> None:
        ends = self._ends()
        axes.set_ylim(ends)
        axes.set_yticks(ticks := [tick for tick in axes.get_yticks() if 0 <= tick <= _WHOLE and ends[0] <= tick <= ends[1]])
        axes.set_yticks(ticks, [f"{tick:g}%" for tick in ticks], fontsize=9)
        looks = {"mean": (BLUE, "-"), "target": (INK, (0, (1, 2)))}
        if self.chart.lower is not None and self.chart.upper is not None:
            axes.axhspan(_WHOLE * float(self.chart.lower), _WHOLE * float(self.chart.upper), color=PALE, linewidth=0)
            axes.set_ylim(ends)
        places = [min(max((_WHOLE * float(at) - ends[0]) / (ends[1] - ends[0]), 0.0), 1.0) for _, at in self._lines]
        gap = _APART / (0.72 * 72 * (_HEIGHT - 0.4))
        for (name, at), stands in zip(self._lines, spread(places, gap, 0.0, 1.0), strict=True):
            colour, dashes = looks.get(name, (GREY, (0, (6, 3))))
            inside = ends[0] <= _WHOLE * at <= ends[1]
            if inside:
                axes.axhline(_WHOLE * float(at), color=colour, linestyle=dashes, linewidth=1.4)
            said = str(self.target) if name == "target" else self._percent(at)
            words = f"{name}\n{said}{' (trial)' if self.chart.trial and 'limit' in name else ''}"
            axes.annotate(
                words, (1, stands), (5, 0), xycoords="axes fraction", textcoords="offset points", va="center", fontsize=9, annotation_clip=False
            )

    def _draw_months(self, axes: Any) -> None:
        values = [float("nan") if point.value is None else _WHOLE * float(point.value) for point in self.chart.points]
        axes.plot(values, "-", color=GREY, linewidth=1.2, zorder=2)
        for at, (value, point) in enumerate(zip(values, self.chart.points, strict=True)):
            marker = next((shape for rule, (_, shape) in _SHAPES.items() if rule in point.rules), "o")
            colour = self._colour(point)
            axes.plot([at], [value], marker, color=colour, markersize=_SIZES[marker], markeredgecolor="white", markeredgewidth=0.6, zorder=3)
        every = -(-len(values) // _NAMED)
        named = range((len(values) - 1) % every, len(values), every)
        axes.set_xticks(named, [f"{self.months[at].first:%b}\n{self.months[at].year}" for at in named], fontsize=9)
        axes.set_xlim(-0.7, len(values) - 0.3)

    def _colour(self, point: Point) -> str:
        """Orange for the worse of what a rule names; the words say the same."""
        worse = {"high": -1, "low": 1}.get(self.good)
        return ORANGE if point.rules and point.side == worse else BLUE


def xmr_chart(result: Result[Any], *, screened: bool = True) -> XmRChart:
    """
    The process chart of a result of separate months, for the council's own use: it shows small counts.

    What the limits and the rules are, and where they come from, says :func:`~csc_indicators.results.process_chart.process_chart`. Limits are not cut
    off at 0 or 100; one beyond them is named beside the chart and has no line. A month that a rule names is drawn in the rule's shape, and named with
    the rule in words beneath.

    Args:
        result: A result counted in months.
        screened: Leave moving ranges out of the limits that are too large to be usual.

    Raises:
        NotMonthly: If the figure is not of separate months: a year to date, a rolling figure or a snapshot.
        TypeError: If it is no percentage.
        ValueError: If no month has a case.

    >>> from csc_indicators import IN_MONTH, southend
    >>> held = ["2018-04-23", "2018-04-24", "2018-05-23", "2018-06-25"]
    >>> asked = {"child": list("abcd"), "strategy_discussion": ["2018-04-02", "2018-04-02", "2018-05-01", "2018-06-04"], "conference": held}
    >>> print(xmr_chart(southend.CP_3_10.compute(asked, as_at="2018-06-30", accumulation=IN_MONTH)).chart)
    mean 0.83, trial limits 0.17 and 1.50
    """
    chart = result.process_chart(screened=screened)
    months = tuple(point.month for point in result.series)
    trial = " Of fewer than twelve months, so the limits are still to settle." if chart.trial and not chart.why else ""
    part = "" if result.series[-1].complete else f" {months[-1]} is part of a month."
    none = f" There are no limits, because {chart.why}." if chart.why else ""
    return XmRChart(
        title=f"{result.name}: each month against its usual variation",
        caption=f"{result.title}. At {day_in_words(result.as_at)}. XmR chart.{trial}{none}{part} {OWN_USE}",
        months=months,
        counts=tuple(point.tally for point in result.series),
        chart=chart,
        decimals=result.decimals,
        good=result.good,
        target=result.target,
    )
