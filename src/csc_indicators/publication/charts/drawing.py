"""
How every chart is drawn and saved: one style, one palette, and the same bytes every time.

A chart is a frozen value of numbers and words, and its drawing says the same again. Drawings are narrow and their text is large beside them, so that
both can be scaled down to a telephone. Text is horizontal and stands beside what it names, and no colour tells anything that shape, pattern or words
do not.
"""

import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from io import BytesIO, StringIO
from typing import Any, Protocol

from csc_indicators.errors import MissingExtra

__all__ = ["BLUE", "GREY", "INK", "ORANGE", "OWN_USE", "PALE", "WIDTH", "Chart", "png", "spread", "styled", "svg", "svg_in_page", "with_words"]

#: The colour of text. Nothing else is drawn in a colour so near black, so that in a page it gives way to the page's own.
INK = "#010203"

#: Two colours of the Analysis Function's palette: 10.3 and 3.0 to 1 against white (WCAG 2.2, 1.4.11, asks for 3), and so told apart in grey.
BLUE, ORANGE = "#12436d", "#f46a25"

#: For what is in the background, and at 3 to 1 still to be seen; and for grounds, that carry no meaning of their own.
GREY, PALE = "#767b80", "#e9edf1"

#: Said of a chart that shows what must not be published.
OWN_USE = "For the council's own use: small counts are shown, which must not be published as they are."

#: Inches: the width of a drawing, and the height of a line of its title and of its caption.
WIDTH, _TITLE_LINE, _CAPTION_LINE, _ROOM = 4.4, 0.19, 0.15, 0.12

#: Characters of a title and of a caption on a line of that width.
_TITLE, _CAPTION = 46, 66

#: Dots per inch of a PNG: enough for print.
_DPI = 300

_STYLE: Any = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.8,
}

#: What belongs to a file and not to a page: what stands before the element, its description, a style that would be the whole page's, comments, and
#: names of groups that another drawing has too.
_OF_A_FILE = re.compile(
    r'^.*?(?=<svg\b)|\s*<title>.*?</title>|\s*<metadata>.*?</metadata>|\s*<defs>\s*<style.*?</style>\s*</defs>|\s*<!--.*?-->|(?<=<g) id="\w[\w.]*"',
    re.DOTALL,
)

#: What keeps a page small: text without a group of its own, tags without turns by nothing and without the one family of type, and measures cut off.
_TEXT_ALONE, _TAG = re.compile(r"<g>\s*(<text[^>]*>[^<]*</text>)\s*</g>"), re.compile(r"<[^>]+>")
_SAYS_NOTHING, _FINER = re.compile(r' font-family: [^;]*;| transform="rotate\(-?0 [^"]*"'), re.compile(r"(\d\.\d\d)\d+")


class Chart(Protocol):
    """
    What every chart is: a title and a caption, a table, the whole of it in words, and a drawing.

    Attributes:
        title: What it shows.
        caption: Of when, and for whom.
    """

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def caption(self) -> str: ...  # noqa: D102

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table beside the chart."""

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""

    def figure(self, *, titled: bool = True) -> Any:
        """The chart as a matplotlib figure, with its title and caption or without."""


@contextmanager
def styled() -> Iterator[Any]:
    """
    Draw within this, whatever the machine's own style is; gives matplotlib's ``Figure``.

    Raises:
        MissingExtra: If matplotlib is not installed.
    """
    try:
        from matplotlib import style
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("Charts need matplotlib. Install csc-indicators[plots].") from None
    with style.context(["default", _STYLE]):
        yield Figure


def with_words(figure: Any, chart: Chart, *, titled: bool) -> Any:
    """The figure with the chart's title above it and its caption beneath, taller by as much, or as it is."""
    if titled:
        title, caption = textwrap.fill(chart.title, _TITLE), textwrap.fill(chart.caption, _CAPTION)
        lines = _TITLE_LINE * (title.count("\n") + 1) + _CAPTION_LINE * (caption.count("\n") + 1)
        figure.set_figheight(figure.get_figheight() + lines + _ROOM)
        figure.suptitle(title, x=0.015, ha="left", fontsize=10.5, fontweight="bold")
        figure.supxlabel(caption, x=0.015, ha="left", fontsize=8.5)
    return figure


def svg(chart: Chart) -> str:
    """A chart as an SVG file, complete on its own white ground, its text being text."""
    words = {"Title": chart.title, "Description": chart.alternative}
    written = _written(chart.figure(), salt=chart.title, facecolor="white", metadata=words)
    return written.replace("<svg", f'<svg role="img" aria-label="{escape(chart.alternative)}"', 1)


def png(chart: Chart) -> bytes:
    """A chart as a PNG file of 300 dots to the inch."""
    written = BytesIO()
    with styled():
        chart.figure().savefig(written, format="png", dpi=_DPI, facecolor="white", metadata=_file(chart))
    return written.getvalue()


def svg_in_page(chart: Chart, name: str, *, kind: str = "csc-picture") -> str:
    """
    A chart as one ``svg`` element to stand in a page, which has its title and caption as text of its own.

    It has no ground, no style and no names that would be the whole page's, and its text takes the colour of the page's.

    Args:
        chart: The chart.
        name: What tells its parts from those of other drawings on the page.
        kind: The class by which a style sheet knows it.
    """
    element = _OF_A_FILE.sub("", _written(chart.figure(titled=False), salt=name, transparent=True)).strip()
    element = _TAG.sub(_lighter, _TEXT_ALONE.sub(r"\1", element))
    said = f'<svg class="{escape(kind)}" role="img" aria-label="{escape(chart.alternative)}" font-family="sans-serif"'
    return element.replace("<svg", said, 1).replace(INK, "currentColor")


def _lighter(tag: re.Match[str]) -> str:
    """A tag with a hundredth of a point as its finest measure, and without what says nothing."""
    return _FINER.sub(r"\1", _SAYS_NOTHING.sub("", tag[0]).replace("\n", " "))


def _file(chart: Chart) -> dict[str, Any]:
    return {"Title": chart.title, "Description": chart.alternative, "Software": None}


def _written(figure: Any, *, salt: str, metadata: dict[str, Any] | None = None, **options: Any) -> str:
    """SVG without a date and a version in it, whose ids follow from the drawing and *salt* alone."""
    written = StringIO()
    with styled():
        from matplotlib import rc_context

        with rc_context({"svg.hashsalt": salt}):
            figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, **(metadata or {})}, **options)
    return written.getvalue()


def spread(places: Iterable[float], gap: float, lowest: float, highest: float) -> list[float]:
    """
    Where labels stand so that any two are at least *gap* apart, those that would touch moved up and down alike.

    When there is no room for all of them between *lowest* and *highest* they stand closer.

    >>> spread([10.0, 11.0, 50.0], 5, 0, 100)
    [8.0, 13.0, 50.0]
    """
    wanted = list(places)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    gap = min(gap, (highest - lowest) / max(len(wanted) - 1, 1))
    ascending = [wanted[at] for at in order]
    middle = [(up + down) / 2 for up, down in zip(_pushed_up(ascending, gap), _pushed_down(ascending, gap), strict=True)]
    placed = _pushed_down([*_pushed_up([max(each, lowest) for each in middle], gap)], gap, highest)
    by_place = dict(zip(order, placed, strict=True))
    return [by_place[at] for at in range(len(wanted))]


def _pushed_up(ascending: Sequence[float], gap: float) -> Iterator[float]:
    below = -math.inf
    for place in ascending:
        below = max(place, below + gap)
        yield below


def _pushed_down(ascending: Sequence[float], gap: float, highest: float = math.inf) -> list[float]:
    placed, above = [], highest + gap
    for place in reversed(ascending):
        above = min(place, above - gap)
        placed.append(above)
    return placed[::-1]
