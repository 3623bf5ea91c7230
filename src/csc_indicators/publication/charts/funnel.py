"""Places against the average of all and the limits of chance, drawn: a funnel plot."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any, TypeAlias

import attrs
import numpy as np

from csc_indicators.publication.charts.drawing import BLUE, GREY, INK, ORANGE, WIDTH, png, spread, styled, svg, with_words
from csc_indicators.results.funnel import Funnel, Place, Where, funnel_limits
from csc_indicators.results.tally import percentage

__all__ = ["FunnelChart", "funnel_chart"]

#: The left, lower, right and upper edge of a label, in points.
_Box: TypeAlias = tuple[float, float, float, float]

_WHOLE = 100

#: Names of one list in the words of the chart, after which it says how many more there are.
_NAMES = 12

#: Names in the drawing beside those asked for, and of how many of the furthest on each side they are taken.
_LABELLED, _OF = 8, 12

#: Sizes at which the limits are computed, to be joined by lines.
_SIZES = 160

#: Times the variance of chance from which the chart says that more than chance is at work.
_DISPERSED = 2

#: Marker, whether it is filled, and its size. Triangles point away from the average.
_MARKS = {
    Where.FAR_ABOVE: ("^", True, 6.5),
    Where.ABOVE: ("^", False, 6.5),
    Where.INSIDE: ("o", False, 4.5),
    Where.BELOW: ("v", False, 6.5),
    Where.FAR_BELOW: ("v", True, 6.5),
}

#: Inches of the axes with their ticks, about, in which labels are kept apart; points of a character and of a line of a label.
_HEIGHT, _ACROSS, _UP, _CHARACTER, _TEXT = 4.0, 252.0, 215.0, 5.0, 11.0


@attrs.frozen(kw_only=True)
class FunnelChart:
    """
    Places by their size and figure, with the average and its limits; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: Of when, and where the counts are from.
        funnel: The numbers.
        figures: What the figures are, for the upright axis, such as ``% within 15 working days``.
        cases: What the places are as large as, for the other, such as ``conferences in the year``.
        places: What a place is called, in the plural.
        named: Places that are named in the drawing wherever they stand.
        decimals: The decimals that percentages are printed to.
    """

    title: str
    caption: str
    funnel: Funnel
    figures: str
    cases: str
    places: str
    named: tuple[str, ...]
    decimals: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""
        return ("Where", "Counts", "%", "Stands")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table beside the chart: those outside first, the furthest first of all; then those inside, those without cases and those not shown."""
        places = (*self.funnel.outside, *self.funnel.at(Where.INSIDE))
        shown = [(place.name, str(place.tally), f"{place.tally.percentage(self.decimals)}%", str(place.where)) for place in places]
        none = [(name, "0 of 0", "-", "no cases") for name in self.funnel.without_cases]
        return (*shown, *none, *((name, "c", "-", "counts not shown") for name in self.funnel.not_shown))

    @property
    def findings(self) -> tuple[str, ...]:
        """What the chart shows, in sentences: who stands outside, who has no figure, and whether chance alone makes them differ."""
        said = [self._list(f"{where}", [place.name for place in self.funnel.at(where)]) for where in reversed(Where) if where is not Where.INSIDE]
        said.append(f"Inside: {len(self.funnel.at(Where.INSIDE))} of {len(self.funnel.places)}.")
        said.append(self._list("without cases", self.funnel.without_cases))
        said.append(self._list("counts not shown", self.funnel.not_shown))
        if (self.funnel.dispersion or 0) >= _DISPERSED:
            said.append(
                f"The {self.places} differ {self.funnel.dispersion:.0f} times as much as chance alone would make them. To stand outside is then "
                "common: it says that something besides chance is at work, and not what."
            )
        return tuple(sentence for sentence in said if sentence)

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        of = "of those shown" if self.funnel.of_all_shown else "given"
        average = f"{percentage(self.funnel.average, self.decimals)}%"
        return f"Funnel plot. {self.title}. The average {of} is {average}. {' '.join(self.findings)}"

    def figure(self, *, titled: bool = True) -> Any:
        """
        The chart as a matplotlib figure, with its title and caption or without.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        with styled() as figure:
            drawn = figure(figsize=(WIDTH, _HEIGHT), layout="constrained")
            axes = drawn.subplots()
            self._draw_limits(axes)
            for where, (marker, filled, size) in _MARKS.items():
                at = [(place.tally.denominator, _percent(place)) for place in self.funnel.at(where)]
                colour = {Where.INSIDE: GREY, Where.BELOW: ORANGE, Where.FAR_BELOW: ORANGE}.get(where, BLUE)
                options = {"color": colour, "markerfacecolor": colour if filled else "white", "markersize": size, "markeredgewidth": 1.0}
                axes.plot([x for x, _ in at], [y for _, y in at], marker, zorder=3 + (where is not Where.INSIDE), **options)
            self._draw_labels(axes)
            axes.set_xlabel(f"{self.cases}\n{self._key()}", fontsize=9.5)
            axes.set_title(self.figures, loc="left", fontsize=9.5)
            axes.tick_params(labelsize=9)
            return with_words(drawn, self, titled=titled)

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        return svg(self)

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        return png(self)

    @staticmethod
    def _list(what: str, names: Collection[str]) -> str:
        shown = list(names)[:_NAMES]
        more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        count = "" if len(names) == 1 else f" ({len(names)})"
        return f"{what[0].upper()}{what[1:]}{count}: {', '.join(shown)}{more}." if names else ""

    def _key(self) -> str:
        """What the shapes mean, those that are drawn."""
        signs = {Where.FAR_ABOVE: "▲", Where.ABOVE: "△", Where.BELOW: "▽", Where.FAR_BELOW: "▼", Where.INSIDE: "○"}
        said = [f"{sign} {len(self.funnel.at(where))} {where}" for where, sign in signs.items() if self.funnel.at(where)]
        return "\n".join("    ".join(said[at : at + 2]) for at in range(0, len(said), 2))

    def _ends(self) -> tuple[float, float, float]:
        """The largest size, and the ends of the upright axis."""
        figures = [_WHOLE * float(self.funnel.average), *map(_percent, self.funnel.places)]
        room = max(0.06 * (max(figures) - min(figures)), 2.0)
        largest = max((place.tally.denominator for place in self.funnel.places), default=_WHOLE)
        return 1.03 * largest + 1, max(min(figures) - room, -room), min(max(figures) + room, _WHOLE + room)

    def _draw_limits(self, axes: Any) -> None:
        largest, low, high = self._ends()
        axes.set(xlim=(0, largest), ylim=(low, high))
        ticks = [tick for tick in axes.get_yticks() if low <= tick <= high and 0 <= tick <= _WHOLE]
        axes.set_yticks(ticks, [f"{tick:g}%" for tick in ticks])
        axes.set_xticks(xs := [tick for tick in axes.get_xticks() if 0 <= tick <= largest], [f"{tick:,.0f}" for tick in xs])
        average = _WHOLE * float(self.funnel.average)
        axes.axhline(average, color=INK, linewidth=1.2)
        sizes = np.unique(np.geomspace(1, largest, _SIZES).astype(int))
        labels = [(average, f"average\n{percentage(self.funnel.average, self.decimals)}%")]
        for confidence, dashes in ((95.0, (0, (4, 2))), (99.8, "-")):
            ends = [funnel_limits(int(size), self.funnel.average, confidence=confidence).shares for size in sizes]
            for side in (0, 1):
                line = [_WHOLE * each[side] for each in ends]
                axes.plot(sizes, line, color=GREY, linestyle=dashes, linewidth=1.1, zorder=2)
                labels.append((line[-1], f"{confidence:g}%"))
        places = [(at - low) / (high - low) for at, _ in labels]
        for (_, words), stands in zip(labels, spread(places, 0.088, 0.0, 1.0), strict=True):
            axes.annotate(
                words, (1, stands), (4, 0), xycoords="axes fraction", textcoords="offset points", va="center", fontsize=8.5, annotation_clip=False
            )

    def _draw_labels(self, axes: Any) -> None:
        largest, low, high = self._ends()
        at = {place.name: (place.tally.denominator / largest * _ACROSS, (_percent(place) - low) / (high - low) * _UP) for place in self.funnel.places}
        taken: list[_Box] = []
        for place, must in self._to_name():
            x, y = at[place.name]
            long = _CHARACTER * len(place.name) + 6
            boxes = [(x + 5, y - _TEXT / 2, x + long, y + _TEXT / 2), (x - long, y - _TEXT / 2, x - 5, y + _TEXT / 2)]
            free = [box for box in boxes if box[0] > 0 and box[2] < _ACROSS and not any(_overlap(box, other) for other in taken)]
            clear = [box for box in free if not any(_overlap(box, (px - 4, py - 4, px + 4, py + 4)) for px, py in at.values())]
            if not (clear or must):
                continue
            box = (clear or free or boxes)[0]
            taken.append(box)
            right = box[0] > x
            axes.annotate(
                place.name,
                (place.tally.denominator, _percent(place)),
                (6 if right else -6, 0),
                textcoords="offset points",
                ha="left" if right else "right",
                va="center",
                fontsize=8.5,
                fontweight="bold" if must else "normal",
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.6},
                zorder=5,
            )
            if len(taken) >= _LABELLED + len(self.named):
                return

    def _to_name(self) -> Iterator[tuple[Place, bool]]:
        """The places that were asked for, then the furthest on either side in turn."""
        yield from ((place, True) for place in self.funnel.places if place.name in self.named)
        sides = [
            [place for place in self.funnel.outside if (place.where in {Where.ABOVE, Where.FAR_ABOVE}) == above][:_OF] for above in (True, False)
        ]
        for at in range(_OF):
            yield from ((side[at], False) for side in sides if at < len(side) and side[at].name not in self.named)


def funnel_chart(
    of: Funnel,
    *,
    title: str,
    caption: str,
    figures: str = "% in time",
    cases: str = "cases",
    places: str = "authorities",
    named: Collection[str] = (),
    decimals: int = 1,
) -> FunnelChart:
    """
    The funnel plot of places.

    Only the furthest outside are named in the drawing, and those asked for; the table beside it has all of them. A place whose counts are not shown
    is listed and never drawn. The counts are drawn as they are: give published ones where the chart is to be published.

    Args:
        of: What :func:`~csc_indicators.results.funnel.funnel` made.
        title: What it shows.
        caption: Of when, and where the counts are from.
        figures: What the figures are, with their unit.
        cases: What the places are as large as.
        places: What a place is called, in the plural.
        named: Places to name wherever they stand.
        decimals: The decimals that percentages are printed to.

    Raises:
        LookupError: If a place to be named is not there.

    >>> from csc_indicators import Tally
    >>> from csc_indicators.results.funnel import funnel
    >>> of = funnel({"Northshire": Tally(120, 175), "Southshire": Tally(90, 100), "Eastshire": None})
    >>> for finding in funnel_chart(of, title="Conferences in time", caption="").findings:
    ...     print(finding)  # doctest: +NORMALIZE_WHITESPACE
    Above the 99.8% limit: Southshire.
    Below the 95% limit: Northshire.
    Inside: 0 of 2.
    Counts not shown: Eastshire.
    The authorities differ 8 times as much as chance alone would make them. To stand outside is then common: it says that something besides chance is
    at work, and not what.
    """
    known = {*(place.name for place in of.places), *of.without_cases, *of.not_shown}
    strangers = [name for name in named if name not in known]
    if strangers:
        raise LookupError(
            f"{len(strangers)} of the places to be named {'is' if len(strangers) == 1 else 'are'} not in the funnel. Name places as it does."
        )
    return FunnelChart(title=title, caption=caption, funnel=of, figures=figures, cases=cases, places=places, named=tuple(named), decimals=decimals)


def _percent(place: Place) -> float:
    return float(_WHOLE * Fraction(place.tally.numerator, place.tally.denominator))


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
