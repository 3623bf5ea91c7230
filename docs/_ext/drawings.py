"""The pictures of the pages, each drawn from what the library computes for the example council."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

import attrs
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from svg_figure import INK, STYLE

from csc_indicators import IN_MONTH, OverlappingTally, Result, Tally, southend, standard_safeguarding_dataset
from csc_indicators.example_council import Row, conference_rows, period_of_care_rows, visit_rows
from csc_indicators.results.intervals import Interval, wilson
from csc_indicators.results.revisions import Revisions
from csc_indicators.results.series import Gathered

__all__ = ["DRAWINGS", "Picture"]

#: Each stands out by 3 to 1 or more from the white ground (WCAG 2.2, 1.4.11).
_BLUE, _ORANGE = "#2b7bba", "#c25b12"

_SHADES, _ON_A_SHADE = ("#ffffff", "#9cc7e8"), "#1a1a1a"

_NOTHING = Decimal(0)

_WIDTH = 4.7
#: Far enough below the figures for a label to stand before them.
_FROM = 38

_AS_AT, _EXTRACTED = "2018-09-30", "2018-10-31"


@attrs.frozen(kw_only=True)
class Picture:
    """
    A drawing, and the same in words and numbers.

    Attributes:
        figure: The drawing.
        alternative: What it shows, for those who do not see it.
        caption: What it is of.
        headings: The headings of the table that stands beside it.
        rows: The rows of that table.
    """

    figure: Figure
    alternative: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _columns(rows: Sequence[Row]) -> dict[str, list[str]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


@cache
def _asked() -> Mapping[str, Any]:
    return {"columns": standard_safeguarding_dataset.COLUMNS, "date_format": "dd/mm/yyyy"}


def _percent(tally: Tally | OverlappingTally) -> str:
    return f"{tally.percentage(1)}%"


def _year_to_date() -> Picture:
    result: Result[Gathered] = southend.CP_3_10.compute(_columns(conference_rows()), as_at=_AS_AT, **_asked())
    figure = Figure(figsize=(_WIDTH, 3.9), layout="constrained")
    axes = figure.subplots()
    to_date, alone = ([_share(getattr(point, which)) for point in result.series] for which in ("tally", "in_month"))
    _line_of_target(axes, result)
    axes.plot(alone, "s", color=_ORANGE, markerfacecolor="none", markersize=8, markeredgewidth=1.6)
    axes.plot(to_date, "o-", color=_BLUE, markersize=6, linewidth=2)
    for at, point in enumerate(result.series):
        axes.annotate(_percent(point.tally), (at, to_date[at]), (0, -17), textcoords="offset points", ha="center")
        if at:
            axes.annotate(_percent(point.in_month), (at, alone[at]), (0, 9), textcoords="offset points", ha="center")
    last = len(result.series) - 1
    axes.annotate("in the month □", (last - 1, alone[-2]), (-24, 6), textcoords="offset points", ha="right", weight="bold")
    axes.annotate("year to date ●", (last, to_date[-1]), (14, -46), textcoords="offset points", ha="right", weight="bold")
    axes.set_xticks(range(last + 1), [f"{point.month.first:%b}\n{point.in_month}\n{point.tally}" for point in result.series], fontsize=9)
    axes.set(xlim=(-0.5, last + 0.5), ylim=(50, 95))
    axes.set_ylabel("% within 15 working days")
    first, end = result.series[0], result.series[-1]
    return Picture(
        figure=figure,
        alternative=(
            f"Line chart of {result.name}, month by month. The year to date goes from {_percent(first.tally)} in {first.month} to "
            f"{_percent(end.tally)} in {end.month}, and the months' own figures from {_percent(first.in_month)} to {_percent(end.in_month)}. The "
            f"target is a line at {result.target}."
        ),
        caption=(
            f"{result.name} of the example council. Under each month are its own counts, then those of the year to date. In {end.month} the year to "
            f"date is {_percent(end.tally)} and the month alone {_percent(end.in_month)}."
        ),
        headings=("Month", "In the month", "%", "Year to date", "%"),
        rows=tuple((str(p.month), str(p.in_month), _percent(p.in_month), str(p.tally), _percent(p.tally)) for p in result.series),
    )


def _share(tally: Tally | OverlappingTally) -> float:
    return float(100 * tally.share) if tally.share is not None else float("nan")


def _line_of_target(axes: Axes, result: Result[Any]) -> None:
    if result.target is not None:
        at = float(result.target.percentage)
        axes.axhline(at, color=INK, linestyle="--", linewidth=1.2)
        axes.annotate(f"target {result.target}", (0, at), (-18, 4), textcoords="offset points")


def _families() -> Picture:
    result: Result[Gathered] = southend.CP_3_10.compute(_columns(conference_rows()), as_at=_AS_AT, accumulation=IN_MONTH, **_asked())
    families, influence = result.families(), result.influence()
    alone = wilson(result.tally.numerator, result.tally.denominator)
    if families is None or families.interval is None or influence is None or alone is None:
        raise ValueError("The example council's conferences have cases and say whose family each is of.")
    intervals = [
        (f"{result.tally.denominator} children, taken one by one", alone),
        (f"{families.families} families, each judged together", families.interval),
    ]
    columns = (influence.cases, influence.in_time, influence.numerator, influence.denominator)
    counts = list(zip(*(column.tolist() for column in columns), strict=True))
    kinds = [(_without(cases, hits, len(list(alike))), Tally(left, of)) for (cases, hits, left, of), alike in groupby(counts)]

    figure = Figure(figsize=(_WIDTH, 0.45 * (len(intervals) + len(kinds)) + 1.1), layout="constrained")
    axes = figure.subplots()
    _line_at(axes, result)
    for row, (label, interval) in enumerate(intervals):
        _draw_interval(axes, -row, label, interval)
    for row, (label, tally) in enumerate(kinds, start=len(intervals)):
        _draw_move(axes, -row - 0.3, label, _share(result.tally), tally)
    axes.spines["left"].set_visible(False)
    axes.set_yticks([])
    axes.set(xlim=(_FROM, 100), ylim=(0.3 - len(intervals) - len(kinds), 1.1))
    axes.set_xlabel("% within 15 working days")
    ends = [_ends(interval) for _, interval in intervals]
    return Picture(
        figure=figure,
        alternative=(
            f"Chart of {result.name} in {result.series[-1].month} alone, {_percent(result.tally)}. Its interval is {ends[0]} if each child is taken "
            f"alone and {ends[1]} with families judged together. Below, arrows show the figure without one family: {kinds[0][0]} it is "
            f"{_percent(kinds[0][1])}."
        ),
        caption=(
            f"{result.name} of the example council in {result.series[-1].month} alone. Above, the 95% interval taken two ways; below, the figure "
            "without one family, the family that moves it most first."
        ),
        headings=("What", "Figure or interval"),
        rows=tuple([(label, end) for (label, _), end in zip(intervals, ends, strict=True)] + [(f"{k}: {t}", _percent(t)) for k, t in kinds]),
    )


def _without(cases: int, in_time: int, alike: int) -> str:
    """Which family, or which one of several alike."""
    who = f"family of {cases}" if cases > 1 else "child alone"
    several = f"one of {alike} {who.replace('family', 'families').replace('child ', 'children ')}"
    how = {0: "none in time", cases: "all in time"}.get(in_time, f"{in_time} in time") if cases > 1 else "in time" if in_time else "late"
    return f"without {f'the {who}' if alike == 1 else several}, {how}"


def _ends(interval: Interval) -> str:
    lower, upper = interval.percentages(1)
    return f"{lower}% to {upper}%"


def _line_at(axes: Axes, result: Result[Gathered]) -> None:
    axes.axvline(_share(result.tally), color=INK, linewidth=1, linestyle=":")
    axes.annotate(f"{result.series[-1].month}: {_percent(result.tally)}", (_share(result.tally), 0.75), (5, 0), textcoords="offset points")


def _draw_interval(axes: Axes, at: float, label: str, interval: Interval) -> None:
    lower, upper = (float(end) for end in interval.percentages(1))
    axes.plot([lower, upper], [at, at], "|-", color=_BLUE, linewidth=5, markersize=13, markeredgewidth=2, solid_capstyle="butt")
    for end, way, side in ((lower, -8, "right"), (upper, 8, "left")):
        axes.annotate(f"{end}%", (end, at), (way, 0), textcoords="offset points", ha=side, va="center")
    _label(axes, at, label)


def _draw_move(axes: Axes, at: float, label: str, figure: float, without: Tally) -> None:
    end, right = _share(without), _share(without) >= figure
    axes.annotate("", (end, at), (figure, at), arrowprops={"arrowstyle": "-|>", "color": _ORANGE, "linewidth": 2, "shrinkA": 0, "shrinkB": 0})
    axes.annotate(_percent(without), (end, at), (6 if right else -6, 0), textcoords="offset points", ha="left" if right else "right", va="center")
    _label(axes, at, label)


def _label(axes: Axes, at: float, label: str) -> None:
    axes.annotate(label, (_FROM, at), (0, 9), textcoords="offset points", ha="left", va="bottom")


def _revisions() -> Picture:
    revised = southend.CP_1_4.revisions(periods_of_care=_columns(period_of_care_rows()), visits=_columns(visit_rows()), as_at=_EXTRACTED, **_asked())
    rows, columns = len(revised.periods), len(revised.known_on)
    figure = Figure(figsize=(_WIDTH, 0.5 * rows + 0.7), layout="constrained")
    axes = figure.subplots()
    greatest = max(abs(_moved(revised, row, column) or _NOTHING) for row in range(rows) for column in range(columns)) or Decimal(1)
    for row in range(rows):
        for column in range(columns):
            _draw_cell(axes, revised, row, column, greatest)
    axes.set_xticks(range(columns), [_short(day) for day in revised.known_on])
    axes.set_yticks(range(rows), [_short(period.as_at).replace("\n", " ") for period in revised.periods])
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    axes.set_ylabel("the figure of")
    axes.set_xlabel("as known on")
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    moved = [row for row in range(rows) if revised.first_published(row) != revised.latest(row)]
    most = max(moved, key=lambda row: abs(_moved(revised, row, columns - 1) or _NOTHING))
    story = f"{_percent(revised.first_published(most))} as first published and {_percent(revised.latest(most))} as last known"
    return Picture(
        figure=figure,
        alternative=(
            f"Table of {revised.name} with a row to each month end and a column to each day on which its figure was known. {len(moved)} of {rows} "
            f"figures have moved since they were first published. The one that moved most is that of {revised.periods[most]}: {story}."
        ),
        caption=(
            f"{revised.name} of the example council, in percent. Each row begins with the figure as first published; later cells have beneath them "
            "by how many points it has moved since, and are the darker the more."
        ),
        headings=("Figure of", "First published", "%", "Last known", "%", "What moved it"),
        rows=tuple(_history(revised, row) for row in range(rows)),
    )


def _short(day: date) -> str:
    return f"{day.day}\n{day:%b}"


def _moved(revised: Revisions, row: int, column: int) -> Decimal | None:
    """Points from the first published figure, as printed; None where there is no figure."""
    tally = revised.tally(row, column)
    now, then = (None if each is None else each.percentage(revised.decimals) for each in (tally, revised.first_published(row)))
    return None if now is None or then is None else now - then


def _draw_cell(axes: Axes, revised: Revisions, row: int, column: int, greatest: Decimal) -> None:
    tally, moved = revised.tally(row, column), _moved(revised, row, column)
    if tally is None or moved is None:
        return
    axes.add_patch(_box(column, row, _shade(float(abs(moved) / greatest))))
    axes.text(column, row - (0.13 if moved else 0), f"{tally.percentage(revised.decimals)}", ha="center", va="center", color=_ON_A_SHADE)
    if moved:
        axes.text(column, row + 0.25, f"{moved:+}", ha="center", va="center", color=_ON_A_SHADE, fontsize=9)


def _box(column: int, row: int, shade: str) -> Rectangle:
    return Rectangle((column - 0.48, row - 0.47), 0.96, 0.94, facecolor=shade, edgecolor="#7a7a7a", linewidth=0.8)


def _shade(share: float) -> str:
    pale, deep = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in _SHADES)
    return "#" + "".join(f"{round(p + (d - p) * share):02x}" for p, d in zip(pale, deep, strict=True))


def _history(revised: Revisions, row: int) -> tuple[str, ...]:
    first, latest = revised.first_published(row), revised.latest(row)
    moved = revised.by_cause(row).items()
    causes = "; ".join(f"{cause}: {_change(in_time, counted)}" for cause, (in_time, counted) in moved)
    return str(revised.periods[row]), str(first), _percent(first), str(latest), _percent(latest), causes or "nothing"


def _change(in_time: int, counted: int) -> str:
    return ", ".join([f"{in_time:+} in time"] * bool(in_time) + [f"{counted:+} counted"] * bool(counted))


def _styled(draw: Callable[[], Picture]) -> Callable[[], Picture]:
    def drawn() -> Picture:
        with rc_context(STYLE):
            return draw()

    return drawn


#: Every picture there is, by the name a page asks for it by.
DRAWINGS: Mapping[str, Callable[[], Picture]] = {
    "year-to-date": _styled(_year_to_date),
    "families": _styled(_families),
    "revisions": _styled(_revisions),
}
