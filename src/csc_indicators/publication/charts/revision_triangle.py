"""What each month's figure was when it was first published and what it became, drawn: the revision triangle."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from csc_indicators.publication.charts.drawing import GREY, INK, OWN_USE, WIDTH, png, styled, svg, with_words
from csc_indicators.results.revisions import Cause, Revisions
from csc_indicators.results.tally import OverlappingTally
from csc_indicators.results.units import Unit

__all__ = ["RevisionTriangle", "revision_triangle"]

#: The grounds of a cell: of one that has not moved, and of the one that has moved most. Dark text stands out from both by 10 to 1 or more.
_SHADES = ("#ffffff", "#9cc7e8")

#: Inches: of a row, of what is round the rows, the least width of a column, and the width beside the columns.
_ROW, _AROUND, _COLUMN, _BESIDE = 0.46, 0.62, 0.47, 0.95

_NOTHING = Decimal(0)


@attrs.frozen(kw_only=True)
class RevisionTriangle:
    """
    A row to each figure and a column to each day on which it was known; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: How to read it, and for whom it is.
        revisions: The numbers.
    """

    title: str
    caption: str
    revisions: Revisions

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""
        return ("Figure of", "First published", "Figure", "Last known", "Figure", "What moved it")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table beside the chart: each figure as first published and as last known, and what moved it in between."""
        return tuple(self._history(row) for row in range(len(self.revisions.periods)))

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        of, last = self.revisions, len(self.revisions.known_on) - 1
        moved = [row for row in range(len(of.periods)) if of.first_published(row) != of.latest(row)]
        said = f"Table with a row to each period and a column to each day on which its figure was known. {self.title}. "
        if not moved:
            return f"{said}None of {len(of.periods)} figures has moved since it was first published."
        most = max(moved, key=lambda row: abs(self._moved(row, last) or _NOTHING))
        story = f"{self._in_words(of.first_published(most))} as first published and {self._in_words(of.latest(most))} as last known"
        have = "has" if len(moved) == 1 else "have"
        return (
            f"{said}{len(moved)} of {len(of.periods)} {have} moved since first published. The one that moved most is of {of.periods[most]}: {story}."
        )

    def figure(self, *, titled: bool = True) -> Any:
        """
        The chart as a matplotlib figure, with its title and caption or without. It is wider where there are many columns.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        of = self.revisions
        rows, columns = len(of.periods), len(of.known_on)
        with styled() as figure:
            drawn = figure(figsize=(max(WIDTH, _BESIDE + _COLUMN * columns), _ROW * rows + _AROUND), layout="constrained")
            axes = drawn.subplots()
            for row, column in self._cells():
                self._draw_cell(axes, row, column)
            axes.set_xticks(range(columns), [_short(day, "\n") for day in of.known_on])
            axes.set_yticks(range(rows), [_short(period.as_at, " ") for period in of.periods])
            axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
            axes.set_title("the figure of each day, as known on", loc="left", fontsize=9.5)
            axes.tick_params(length=0, labelsize=9, top=True, labeltop=True, bottom=False, labelbottom=False)
            axes.spines[:].set_visible(False)
            return with_words(drawn, self, titled=titled)

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        return svg(self)

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        return png(self)

    def _cells(self) -> Iterator[tuple[int, int]]:
        for row in range(len(self.revisions.periods)):
            yield from ((row, column) for column in range(self.revisions.first(row), len(self.revisions.known_on)))

    def _moved(self, row: int, column: int) -> Decimal | None:
        """By how much the printed figure differs from the one first published; None where there is no figure."""
        tally = self.revisions.tally(row, column)
        now, then = (None if each is None else self.revisions.figure(each) for each in (tally, self.revisions.first_published(row)))
        return None if now is None or then is None else now - then

    def _in_words(self, tally: OverlappingTally) -> str:
        figure = self.revisions.figure(tally)
        return "-" if figure is None else self.revisions.unit.words(figure)

    def _draw_cell(self, axes: Any, row: int, column: int) -> None:
        from matplotlib.patches import Rectangle

        tally, moved = self.revisions.tally(row, column), self._moved(row, column)
        figure = None if tally is None else self.revisions.figure(tally)
        greatest = max((abs(self._moved(*cell) or _NOTHING) for cell in self._cells()), default=_NOTHING)
        shade = _shade(float(abs(moved) / greatest)) if moved and greatest else _SHADES[0]
        axes.add_patch(Rectangle((column - 0.48, row - 0.47), 0.96, 0.94, facecolor=shade, edgecolor=GREY, linewidth=0.8))
        said = "-" if figure is None else f"{figure:,}"
        centred = {"ha": "center", "va": "center", "color": INK}
        axes.text(column, row - (0.16 if moved else 0), said, fontsize=9.5, **centred)
        if moved:
            axes.text(column, row + 0.22, f"{moved:+,}", fontsize=8.5, **centred)

    def _history(self, row: int) -> tuple[str, ...]:
        of = self.revisions
        first, latest = of.first_published(row), of.latest(row)
        causes = "; ".join(f"{cause}: {self._change(cause, row)}" for cause in of.by_cause(row))
        return str(of.periods[row]), str(first), self._in_words(first), str(latest), self._in_words(latest), causes or "nothing"

    def _change(self, cause: Cause, row: int) -> str:
        numerator, denominator = self.revisions.by_cause(row)[cause]
        what = "in time" if self.revisions.timed else "in the numerator"
        return ", ".join([f"{numerator:+} {what}"] * bool(numerator) + [f"{denominator:+} counted"] * bool(denominator))


def revision_triangle(revisions: Revisions) -> RevisionTriangle:
    """
    The triangle of an indicator's revisions, for the council's own use: it shows small counts, and small changes.

    Each row begins with the figure as first published. Beneath a later one stands by how much it has moved since, from printed figure to printed
    figure, and the ground is the darker the more. A dash is a day on which there was no figure, because there were no cases.

    >>> from csc_indicators import southend
    >>> held = {"child": ["a", "b"], "strategy_discussion": ["2018-04-02"] * 2, "conference": ["2018-04-23", "2018-04-24"]}
    >>> known = {**held, "recorded": ["2018-04-24", "2018-05-08"]}
    >>> print(revision_triangle(southend.CP_3_10.revisions(known, as_at="2018-05-31")).rows[0][:5])
    ('April 2018', '1 of 1', '100.0%', '1 of 2', '50.0%')
    """
    unit = "in percent" if revisions.unit is Unit.PERCENT else str(revisions.unit)
    return RevisionTriangle(
        title=f"{revisions.name}: each figure as first published, and what it became",
        caption=(
            f"Figures are {unit}. Each row begins with the figure as first published; later ones have beneath them by how much it has moved since, "
            f"and are the darker the more. {OWN_USE}"
        ),
        revisions=revisions,
    )


def _short(day: date, between: str) -> str:
    return f"{day.day}{between}{day:%b}"


def _shade(share: float) -> str:
    pale, deep = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in _SHADES)
    return "#" + "".join(f"{round(p + (d - p) * share):02x}" for p, d in zip(pale, deep, strict=True))
