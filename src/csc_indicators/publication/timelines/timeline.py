"""A timeline as a value: what happened in each of a few cases, on which day, and how the rule judged it; drawn as SVG to stand in a page."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

import attrs

from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.publication.timelines.naming import in_full, in_short
from csc_indicators.publication.timelines.scale import Scale
from csc_indicators.publication.timelines.widths import lines_of

__all__ = ["Lane", "Mark", "Timeline"]

#: The units of the drawing: its width, its margin, and the size and the line height of its text.
_WIDTH, _MARGIN, _TEXT, _LINE = 400.0, 10.0, 12.5, 17.0

#: The height of the strip of days, and the room above and below it.
_STRIP, _ABOVE, _BELOW = 22.0, 16.0, 10.0

#: How far the words of a mark stand from the margin, behind its sign.
_INDENT = 18.0

_DAY = timedelta(1)
_SATURDAY = 5


@attrs.frozen(kw_only=True)
class Mark:
    """
    A day that matters in a case.

    Attributes:
        day: The day.
        says: What it is.
        sign: How it is drawn: ``dot`` for a start, ``bar`` for a due date or the edge of a window, ``diamond`` for an event, ``ring`` for a
            day on which is counted.
    """

    day: date
    says: str
    sign: str

    @property
    def words(self) -> str:
        """The day and what it is, in one line."""
        return f"{in_short(self.day)}: {self.says}"


@attrs.frozen(kw_only=True)
class Lane:
    """
    One case.

    Attributes:
        says: What is the matter with it, and how it is judged.
        marks: The days that matter, the earliest first.
        runs: From which day to which something lasts: a clock, a window, a spell.
    """

    says: str
    marks: tuple[Mark, ...]
    runs: tuple[date, date]


@attrs.frozen(kw_only=True)
class Timeline:
    """
    A few cases, one below the other.

    Attributes:
        title: What it shows.
        caption: How to read it.
        lanes: The cases.
        calendar: Whose days off are drawn; None where days off make no difference.
    """

    title: str
    caption: str
    lanes: tuple[Lane, ...]
    calendar: WorkingDayCalendar | None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table that says the same."""
        return ("Case", "Day", "What it is")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table that says the same."""
        return tuple((lane.says, in_full(mark.day), mark.says) for lane in self.lanes for mark in lane.marks)

    @property
    def alternative(self) -> str:
        """What it shows, for those who do not see it."""
        told = (f"{lane.says}: {'; '.join(mark.words for mark in lane.marks)}." for lane in self.lanes)
        return f"{self.title}. {' '.join(told)}"

    def svg(self) -> str:
        """
        The drawing as one ``svg`` element without ids, styles and scripts.

        Everything in it has the colour of the text round it, so that it is as legible in the dark as in the light.
        """
        top, drawn = 0.0, []
        for lane in self.lanes:
            pieces, height = self._lane(lane, top)
            drawn += pieces
            top += height
        said = f'class="csc-timeline" role="img" aria-label="{escape(self.alternative)}" viewBox="0 0 {_WIDTH:g} {top:g}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {said} fill="currentColor" font-size="{_TEXT:g}">{"".join(drawn)}</svg>'

    def _lane(self, lane: Lane, top: float) -> tuple[list[str], float]:
        """A case from *top* down, and its height."""
        pieces: list[str] = []
        y = top
        for line in lines_of(lane.says, _TEXT * 1.13, _WIDTH - 2 * _MARGIN):
            y += _LINE
            pieces.append(_text(_MARGIN, y, line, bold=True))
        strip = y + _ABOVE
        scale = Scale.of([*(mark.day for lane in self.lanes for mark in lane.marks)], left=_MARGIN, right=_WIDTH - _MARGIN)
        pieces += self._days(scale, strip)
        pieces += _run(scale, lane.runs, strip)
        pieces += [_sign(mark.sign, scale.middle(mark.day), strip) for mark in lane.marks]
        y = strip + _STRIP + _BELOW / 2
        for mark in lane.marks:
            y += _LINE
            pieces.append(_sign(mark.sign, _MARGIN + 5, y - _STRIP / 2 - 4.5))
            for at, line in enumerate(lines_of(mark.words, _TEXT, _WIDTH - 2 * _MARGIN - _INDENT)):
                y += _LINE if at else 0
                pieces.append(_text(_MARGIN + _INDENT, y, line))
        return pieces, y + _BELOW - top

    def _days(self, scale: Scale, top: float) -> Iterator[str]:
        """The strip: its outline, and in it the days off hatched, the holidays with an H; what is drawn together has a broken line."""
        for stretch in scale.stretches:
            width = stretch.right - stretch.left
            dashes = "" if stretch.by_day else ' stroke-dasharray="2 3"'
            yield _rect(stretch.left, top, width, _STRIP, dashes)
            if stretch.by_day and self.calendar is not None:
                for n in range(stretch.days):
                    yield from self._day_off(stretch.first + n * _DAY, scale, top)

    def _day_off(self, day: date, scale: Scale, top: float) -> Iterator[str]:
        calendar = self.calendar
        if calendar is None or calendar.is_working_day(day):
            return
        left, right = scale.left(day), scale.right(day)
        yield f'<path d="M{left:.1f} {top + _STRIP:g}L{right:.1f} {top:g}" stroke="currentColor" stroke-width="0.8"/>'
        yield f'<rect x="{left:.1f}" y="{top:g}" width="{right - left:.1f}" height="{_STRIP:g}" fill-opacity="0.16"/>'
        if day.weekday() < _SATURDAY:
            yield f'<text x="{(left + right) / 2:.1f}" y="{top - 2:g}" text-anchor="middle" font-size="12">H</text>'


def _text(x: float, y: float, words: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}"{weight}>{escape(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, more: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="none" stroke="currentColor" stroke-width="0.8"{more}/>'


def _run(scale: Scale, runs: tuple[date, date], top: float) -> Iterator[str]:
    """A thick line from the middle of one day to that of another."""
    first, last = (scale.middle(day) for day in runs)
    middle = top + _STRIP / 2
    yield f'<path d="M{first:.1f} {middle:g}H{last:.1f}" stroke="currentColor" stroke-width="4"/>'


def _sign(sign: str, x: float, top: float) -> str:
    """The sign of a mark, in the middle of a strip that begins at *top*."""
    y = top + _STRIP / 2
    match sign:
        case "dot":
            return f'<circle cx="{x:.1f}" cy="{y:g}" r="4.5"/>'
        case "ring":
            return f'<circle class="csc-ground" cx="{x:.1f}" cy="{y:g}" r="4" stroke="currentColor" stroke-width="2"/>'
        case "bar":
            return f'<path d="M{x:.1f} {y - 9:g}V{y + 9:g}" stroke="currentColor" stroke-width="3"/>'
    return f'<path d="M{x:.1f} {y - 6.5:g}l6.5 6.5-6.5 6.5-6.5-6.5z"/>'
