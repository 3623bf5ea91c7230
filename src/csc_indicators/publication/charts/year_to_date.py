"""A figure month by month as it gathers, with each month's own beside it and the counts of both beneath."""

from decimal import Decimal
from itertools import groupby
from typing import Any

import attrs

from csc_indicators.accumulations import IN_MONTH, YearToDate
from csc_indicators.periods import Month
from csc_indicators.publication.charts.drawing import BLUE, INK, ORANGE, OWN_USE, WIDTH, png, styled, svg, with_words
from csc_indicators.results.report import day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally
from csc_indicators.results.units import Unit

__all__ = ["Step", "YearToDateChart", "year_to_date"]

#: Months side by side, of a figure that no year divides; and how many there is room for in larger numerals.
_PANEL, _ROOMY = 12, 8

#: Points from the axis to the first line beneath it, from line to line, and what a block of counts has besides its lines.
_BELOW, _STEP, _BLOCK = 17, 11.5, 7

#: Inches of the part above the axis, and of a line beneath it.
_ABOVE, _LINE = 2.15, _STEP / 72

#: Points that the words of the target may lie over.
_UNDER_WORDS = 4

_WHOLE = 100


@attrs.frozen(kw_only=True)
class Step:
    """
    One month of the chart.

    Attributes:
        month: The month.
        part: Which stretch it is drawn in, such as a year to date; the line is broken between two.
        complete: Whether the month was over.
        figure: The figure gathered up to it; None when there is none.
        counts: What it rests on.
        alone: The month's own figure; None when there is none.
        alone_counts: What that rests on.
    """

    month: Month
    part: int
    complete: bool
    figure: Decimal | None
    counts: Tally | OverlappingTally
    alone: Decimal | None
    alone_counts: Tally | OverlappingTally


@attrs.frozen(kw_only=True)
class YearToDateChart:
    """
    A line of a figure as it gathers, and points of each month alone; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: Of when, and for whom.
        gathered: How the line gathers, such as ``year to date``; ``in the month`` when it is each month alone and there are no other points.
        unit: What the figures are.
        counted: What the numerator is of, such as ``in time``.
        target: The target, in the unit of the figures, and its words; None when there is none.
        steps: Every month, those without cases too.
    """

    title: str
    caption: str
    gathered: str
    unit: Unit
    counted: str
    target: tuple[Decimal, str] | None
    steps: tuple[Step, ...]

    @property
    def with_months(self) -> bool:
        """Whether the months alone are points of their own."""
        return self.gathered != str(IN_MONTH)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""
        gathered = self.gathered[0].upper() + self.gathered[1:]
        return ("Month", *(("In the month", "Figure") if self.with_months else ()), gathered, "Figure")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table beside the chart: each month with its counts and figures; a dash stands where there is no figure."""
        return tuple(
            (
                f"{step.month}{'' if step.complete else ' (part)'}",
                *((self.unit.counts(step.alone_counts), self._in_words(step.alone)) if self.with_months else ()),
                self.unit.counts(step.counts),
                self._in_words(step.figure),
            )
            for step in self.steps
        )

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        known = [step for step in self.steps if step.figure is not None]
        if not known:
            return f"{self.title}: there is no figure in any month."
        first, last = known[0], known[-1]
        said = [f"Line chart. {self.title}. {self._ends(first, last)}"]
        alone = [step for step in self.steps if step.alone is not None]
        if self.with_months and len(alone) > 1:
            low, high = (choose(alone, key=lambda step: step.alone or 0) for choose in (min, max))
            said.append(
                f"The months alone are between {self._in_words(low.alone)} in {low.month} and {self._in_words(high.alone)} in {high.month}, "
                f"the last of them {self._in_words(alone[-1].alone)}."
            )
        if self.target is not None:
            said.append(f"A dashed line is at the target, {self.target[1]}.")
        missing = len(self.steps) - len(known)
        if missing:
            said.append(f"{missing} month{' has' if missing == 1 else 's have'} no figure.")
        return " ".join(said)

    def figure(self, *, titled: bool = True) -> Any:
        """
        The chart as a matplotlib figure, with its title and caption or without.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        panels = [list(steps) for _, steps in groupby(self.steps, key=lambda step: step.part)]
        lines = 2 + self._lines * (1 + self.with_months)
        with styled() as figure:
            drawn = figure(figsize=(WIDTH, len(panels) * (_ABOVE + _LINE * lines + 0.1 * (1 + self.with_months))), layout="constrained")
            every = drawn.subplots(len(panels), 1, squeeze=False, sharey=True)[:, 0]
            for axes, steps in zip(every, panels, strict=True):
                self._draw(axes, steps, width=max(map(len, panels)))
            return with_words(drawn, self, titled=titled)

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        return svg(self)

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        return png(self)

    @property
    def _lines(self) -> int:
        return 4 if self.unit is Unit.PERCENT else 2

    def _in_words(self, figure: Decimal | None) -> str:
        return "-" if figure is None else self.unit.words(figure)

    def _ends(self, first: Step, last: Step) -> str:
        if first is last:
            return f"The figure {self.gathered} is {self._in_words(last.figure)} in {last.month}."
        begins, ends = (f"{self._in_words(step.figure)} in {step.month}" for step in (first, last))
        return f"The figure {self.gathered} goes from {begins} to {ends}."

    def _range(self) -> tuple[float, float]:
        """The ends of the axis: whole tens round all that is drawn, with room above and beneath; from 0 where the figures are no percentages."""
        drawn = [each for step in self.steps for each in (step.figure, step.alone if self.with_months else None) if each is not None]
        values = [float(value) for value in (*drawn, *(self.target or ())[:1])] or [0.0, float(_WHOLE)]
        if self.unit is not Unit.PERCENT:
            return 0.0, 1.25 * max(values) or 1.0
        low, high = 10 * (min(values) // 10), 10 * -(-max(values) // 10)
        room = 0.12 * max(high - low, 10.0)
        return low - room, high + room

    def _draw(self, axes: Any, steps: list[Step], *, width: int) -> None:
        axes.set(xlim=(-0.6, width - 0.4), ylim=self._range())
        axes.set_title(_stretch(steps), loc="left", fontsize=9.5)
        axes.set_xticks(range(len(steps)), [f"{step.month.first:%b}{'' if step.complete else '*'}" for step in steps])
        axes.tick_params(axis="x", length=0, labelsize=9)
        axes.tick_params(axis="y", labelsize=9)
        ends = axes.get_ylim()
        ticks = [tick for tick in axes.get_yticks() if ends[0] <= tick <= ends[1] and (self.unit is not Unit.PERCENT or 0 <= tick <= _WHOLE)]
        axes.set_yticks(ticks, [f"{tick:g}{'%' if self.unit is Unit.PERCENT else ''}" for tick in ticks])
        if self.target is not None:
            _draw_target(axes, *self.target, steps, ends)
        line, points = [_place(step.figure) for step in steps], [_place(step.alone) for step in steps]
        if self.with_months:
            axes.plot(points, "s", color=ORANGE, markerfacecolor="white", markersize=7.5, markeredgewidth=1.8)
        axes.plot(line, "o-", color=BLUE, markersize=6, linewidth=2)
        below = self._numbers(axes, _BELOW, f"● {self.gathered}", BLUE, [(step.figure, step.counts) for step in steps])
        if self.with_months:
            self._numbers(axes, below, "□ in the month alone", INK, [(step.alone, step.alone_counts) for step in steps])

    def _numbers(self, axes: Any, below: float, heading: str, colour: str, each: list[tuple[Decimal | None, Tally | OverlappingTally]]) -> float:
        """The figures and their counts in columns beneath the months, and how far beneath the axis the next block begins."""
        size = 9 if len(each) <= _ROOMY else 7.1
        beside = {"textcoords": "offset points", "va": "top", "annotation_clip": False}
        axes.annotate(heading, (0, 0), (-24, -below), xycoords="axes fraction", ha="left", weight="bold", color=colour, fontsize=9.5, **beside)
        labels = ("%", self.counted, "of") if self.unit is Unit.PERCENT else ("",)
        for row, label in enumerate(labels, start=1):
            down = below + _STEP * row + 1
            axes.annotate(label, (0, 0), (-5, -down), xycoords="axes fraction", ha="right", fontsize=8.2, **beside)
            for at, (figure, counts) in enumerate(each):
                shown = (_short(figure), f"{counts.numerator:,}", f"{counts.denominator:,}")[row - 1]
                axes.annotate(shown, (at, 0), (0, -down), xycoords=("data", "axes fraction"), ha="center", fontsize=size, **beside)
        return below + _STEP * (len(labels) + 1) + _BLOCK


def year_to_date(result: Result[Any]) -> YearToDateChart:
    """
    The chart of a result gathered over time, for the council's own use: it shows small counts.

    The line is the figure as published, each month's in turn: a year to date, a rolling figure, or each month alone. Points beside it are the months
    alone, because a cumulative figure moves slowly. A month without a figure has no point, and its counts still stand beneath it. Two years to date
    are drawn one beneath the other, and so is every further twelve months of any other figure. Points are drawn from the printed figures.

    Raises:
        TypeError: If the figure is a snapshot, which gathers nothing.
        ValueError: If it is a rate and the population was not given, so that no month has a figure.

    >>> from csc_indicators import southend
    >>> asked = {"child": ["a", "b", "c"], "strategy_discussion": ["2018-04-02"] * 3, "conference": ["2018-04-23", "2018-04-24", "2018-05-01"]}
    >>> chart = year_to_date(southend.CP_3_10.compute(asked, as_at="2018-05-31"))
    >>> for row in chart.rows:
    ...     print(*row, sep=" | ")
    April 2018 | 1 of 2 | 50.0% | 1 of 2 | 50.0%
    May 2018 | 0 of 1 | 0.0% | 1 of 3 | 33.3%
    """
    steps = [_step(result, point, at) for at, point in enumerate(result.series) if not _is_snapshot(result, point)]
    if all(point.why in {NoFigure.NO_POPULATION, NoFigure.NOBODY} for point in result.series):
        raise ValueError(f"{result.name} is a rate and {result.why}, so there is nothing to chart. Compute it with population=.")
    by_month = result.accumulation == IN_MONTH
    gathered = "year to date" if isinstance(result.accumulation, YearToDate) else str(result.accumulation)
    unit = "" if result.unit is Unit.PERCENT else f", {result.unit}"
    return YearToDateChart(
        title=f"{result.name}: {gathered}{'' if by_month else ' and each month alone'}{unit}",
        caption=f"{result.title}. At {day_in_words(result.as_at)}.{'' if steps[-1].complete else ' * part of a month.'} {OWN_USE}",
        gathered=gathered,
        unit=result.unit,
        counted="in time" if result.has_limits else "number",
        target=None if result.target is None else (result.target.percentage, str(result.target)),
        steps=_in_parts(steps, result),
    )


def _is_snapshot(result: Result[Any], point: Gathered | Snapshot) -> bool:
    if isinstance(point, Snapshot):
        raise TypeError(f"{result.name} is a snapshot: it gathers nothing from month to month, and no month has cases of its own.")
    return False


def _step(result: Result[Any], point: Gathered, at: int) -> Step:
    figure = result.unit.figure
    options: Any = {"decimals": result.decimals, "population": result.population}
    return Step(
        month=point.month,
        part=at // _PANEL,
        complete=point.as_at == point.month.last,
        figure=result.figure_of(point),
        counts=point.tally,
        alone=figure(point.in_month, **options),
        alone_counts=point.in_month,
    )


def _in_parts(steps: list[Step], result: Result[Any]) -> tuple[Step, ...]:
    """Years to date are parts by the day they begin on; other figures are left in twelves."""
    if not isinstance(result.accumulation, YearToDate):
        return tuple(steps)
    return tuple(attrs.evolve(step, part=point.period.first.toordinal()) for step, point in zip(steps, result.series, strict=True))


def _stretch(steps: list[Step]) -> str:
    first, last = steps[0].month, steps[-1].month
    if first == last:
        return str(last)
    return f"{first if first.year != last.year else str(first).split()[0]} to {last}"


def _place(figure: Decimal | None) -> float:
    return float("nan") if figure is None else float(figure)


def _short(figure: Decimal | None) -> str:
    return "-" if figure is None else f"{figure:,}"


def _draw_target(axes: Any, at: Decimal, words: str, steps: list[Step], ends: tuple[float, float]) -> None:
    """The target's line, and its words at the end and on the side where the fewest points are near."""
    axes.axhline(float(at), color=INK, linestyle=(0, (5, 3)), linewidth=1.2)
    corners = [(right, above) for right in (False, True) for above in (True, False)]
    right, above = max(corners, key=lambda corner: _free(float(at), corner, steps, ends))
    axes.annotate(
        f"target {words}",
        (right, float(at)),
        (-3 if right else 3, 4 if above else -4),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        ha="right" if right else "left",
        va="bottom" if above else "top",
        fontsize=9.5,
    )


def _free(target: float, corner: tuple[bool, bool], steps: list[Step], ends: tuple[float, float]) -> float:
    """How far the nearest point is that lies where the words would stand, and at most the room there is at all."""
    right, above = corner
    near = steps[-_UNDER_WORDS:] if right else steps[:_UNDER_WORDS]
    off = [float(each) - target for step in near for each in (step.figure, step.alone) if each is not None]
    lying = [abs(each) for each in off if not each or (each > 0) == above]
    return min([*lying, ends[1] - target if above else target - ends[0]])
