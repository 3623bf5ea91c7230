"""Every day of a year, drawn: which are working days, which are not and why, and how many there are."""

import textwrap
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, Literal, TypeAlias

import attrs

from csc_indicators.calendars.calendar import WorkingDayCalendar
from csc_indicators.calendars.table import WEEKDAYS, CalendarRow, calendar_rows
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.publication.charts.drawing import BLUE, GREY, INK, PALE, WIDTH, png, styled, svg, with_words

__all__ = ["CalendarYear", "Kind", "calendar_year"]

#: What a day is, as the chart tells days apart.
Kind: TypeAlias = Literal["working day", "weekend", "holiday", "projected holiday", "closure"]

#: Where the boxes of each kind stand.
_Boxes: TypeAlias = dict[Kind, list[tuple[float, float]]]

#: Days of a week, and the one that it is no longer a working one from.
_WEEK, _WEEKEND = 7, 5

#: Months side by side; columns of one with the space beside it; inches of a line; lines of a month's head.
_ACROSS, _COLUMNS, _LINE, _HEAD = 2, 7.6, 0.163, 2

#: Characters of a line of names beneath a month.
_NAMES = 36


@attrs.frozen(kw_only=True)
class CalendarYear:
    """
    A year, month by month; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: Which calendar it is, and to when it is announced.
        days: Every day, in order.
        closures: Those of them on which the council alone is closed.
    """

    title: str
    caption: str
    days: tuple[CalendarRow, ...]
    closures: frozenset[date]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""
        return ("Month", "Working days", "Working-day numbers", "Weekdays that are not working days")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """
        The table beside the chart: each month with its working days, the calendar's running numbers of the first and last of them, and the days off.

        The working days from one day to another are the difference of their numbers.
        """
        return tuple(self._row(month, days) for month, days in self.months)

    @property
    def months(self) -> tuple[tuple[Month, tuple[CalendarRow, ...]], ...]:
        """The days by month."""
        return tuple((month, tuple(days)) for month, days in groupby(self.days, key=lambda row: Month.of(row.calendar_date)))

    @property
    def working_days(self) -> int:
        """The working days of the year."""
        return sum(row.working_day for row in self.days)

    def kind(self, row: CalendarRow) -> Kind:
        """What a day is. A weekend is one whoever announced what; a holiday is projected when nobody has announced it."""
        if row.working_day:
            return "working day"
        if row.calendar_date.weekday() >= _WEEKEND:
            return "weekend"
        if row.calendar_date in self.closures:
            return "closure"
        return "projected holiday" if _is_projected(row) else "holiday"

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        by_month = ", ".join(f"{sum(row.working_day for row in days)} in {month}" for month, days in self.months)
        off = "; ".join(f"{words} ({month})" for month, days in self.months for words in self._off(days))
        none = f" Not working days besides weekends: {off}." if off else " Every weekday is a working day."
        return f"Calendar. {self.title}: {self.working_days} working days, {by_month}.{none}"

    def figure(self, *, titled: bool = True) -> Any:
        """
        The chart as a matplotlib figure, with its title and caption or without.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        pairs = [self.months[at : at + _ACROSS] for at in range(0, len(self.months), _ACROSS)]
        heights = [max(_HEAD + _weeks(days) + len(self._beneath(days)) + 0.9 for _, days in pair) for pair in pairs]
        kinds = dict.fromkeys(self.kind(row) for row in self.days)
        with styled() as figure:
            drawn = figure(figsize=(WIDTH, _LINE * (sum(heights) + len(kinds))), layout="constrained")
            axes = drawn.subplots()
            axes.set(xlim=(-0.5, _ACROSS * _COLUMNS - 0.9), ylim=(sum(heights) + len(kinds), 0))
            axes.set_axis_off()
            top, boxes = 0.0, _Boxes()
            for pair, height in zip(pairs, heights, strict=True):
                for at, (month, days) in enumerate(pair):
                    self._draw_month(axes, boxes, at * _COLUMNS, top, month, days)
                top += height
            for at, kind in enumerate(kind for kind in _LOOKS if kind in kinds):
                boxes.setdefault(kind, []).append((0, top + at + 0.5))
                _draw_number(axes, 0, top + at + 0.5, "1", kind)
                axes.text(0.9, top + at + 0.5, _WORDS[kind], fontsize=8.5, va="center")
            _draw_boxes(axes, boxes)
            return with_words(drawn, self, titled=titled)

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        return svg(self)

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        return png(self)

    def _row(self, month: Month, days: Sequence[CalendarRow]) -> tuple[str, ...]:
        numbers = [row.working_day_number for row in days if row.working_day]
        between = f"{numbers[0]:,} to {numbers[-1]:,}" if numbers else "-"
        return (str(month), str(len(numbers)), between, "; ".join(self._off(days)) or "none")

    def _off(self, days: Sequence[CalendarRow]) -> list[str]:
        """The weekdays off in words; neighbouring ones of one name, over a weekend too, together."""
        off = [row for row in days if self.kind(row) not in {"working day", "weekend"}]
        return [self._named([*rows]) for _, rows in groupby(off, key=lambda row: (row.why_not, row.standing))]

    def _named(self, rows: Sequence[CalendarRow]) -> str:
        first, last = rows[0].calendar_date.day, rows[-1].calendar_date.day
        days = f"{first}" if first == last else f"{first} {'and' if len(rows) == 2 else 'to'} {last}"  # noqa: PLR2004 - two are named both
        return f"{days} {rows[0].why_not}{' (projected)' if self.kind(rows[0]) == 'projected holiday' else ''}"

    def _beneath(self, days: Sequence[CalendarRow]) -> list[str]:
        """The lines beneath a month: the days off, and from which day on the month is projected."""
        since = next((row.calendar_date.day for row in days if _is_projected(row)), 0)
        projected = (
            [] if not since else ["not announced, projected"] if since == 1 else [f"projected from the {since}{_ORDINALS.get(since, 'th')} on"]
        )
        return [line for words in (*self._off(days), *projected) for line in textwrap.wrap(words, _NAMES, subsequent_indent="   ")]

    def _draw_month(self, axes: Any, boxes: _Boxes, left: float, top: float, month: Month, days: Sequence[CalendarRow]) -> None:
        count = sum(row.working_day for row in days)
        named = month == self.months[0][0] or month.month == 1
        axes.text(left - 0.4, top + 0.5, str(month) if named else str(month).split()[0], fontsize=9.5, fontweight="bold", va="center")
        axes.text(left + _WEEK - 0.6, top + 0.5, f"{count} working days", fontsize=8.5, ha="right", va="center")
        for at, weekday in enumerate(WEEKDAYS):
            axes.text(left + at, top + 1.5, weekday[:2], fontsize=8, ha="center", va="center")
        for row in days:
            day = row.calendar_date
            place = left + day.weekday(), top + _HEAD + _week_of(day) + 0.5
            boxes.setdefault(self.kind(row), []).append(place)
            _draw_number(axes, *place, str(day.day), self.kind(row))
        for at, line in enumerate(self._beneath(days)):
            axes.text(left - 0.4, top + _HEAD + _weeks(days) + at + 0.55, line, fontsize=8.3, va="center")


_ORDINALS = {2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

#: How a day's box is drawn, and the colour and weight of its number.
_LOOKS: dict[Kind, tuple[dict[str, Any], dict[str, Any]]] = {
    "working day": ({"facecolor": "none", "edgecolor": "none"}, {"color": INK}),
    "weekend": ({"facecolor": PALE, "edgecolor": "none"}, {"color": "#55595e"}),
    "holiday": ({"facecolor": BLUE, "edgecolor": BLUE}, {"color": "white", "fontweight": "bold"}),
    "projected holiday": (
        {"facecolor": "white", "edgecolor": BLUE, "linestyle": (0, (2, 1.2)), "linewidth": 1.3},
        {"color": INK, "fontweight": "bold"},
    ),
    "closure": ({"facecolor": "white", "edgecolor": GREY, "hatch": "//////"}, {"color": INK, "fontweight": "bold"}),
}

_WORDS: dict[Kind, str] = {
    "working day": "working day",
    "weekend": "Saturday or Sunday",
    "holiday": "holiday, named beneath its month",
    "projected holiday": "holiday that is not announced, but projected",
    "closure": "the council's own closure",
}


def calendar_year(calendar: WorkingDayCalendar, year: int | ReportingYear) -> CalendarYear:
    """
    A calendar year, or a reporting year from April to March, of a calendar.

    Bank holidays and closures are named beneath their month, and told apart by the filling of their box. A holiday that nobody has announced is told
    from one that was. The working days of each month stand beside its name, and are those that a limit is counted in.

    Args:
        calendar: The calendar, with the council's closures where it has them.
        year: A year such as 2026, or a reporting year.

    Raises:
        OutsideCalendar: If a day of the year is not in the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> year = calendar_year(ENGLAND_AND_WALES, ReportingYear.parse("2018-19"))
    >>> year.working_days, year.rows[1]
    (253, ('May 2018', '21', '10,194 to 10,214', '7 Early May bank holiday; 28 Spring bank holiday'))
    """
    first, last = (year.first, year.last) if isinstance(year, ReportingYear) else (date(year, 1, 1), date(year, 12, 31))
    days = calendar_rows(calendar, first, last)
    closures = frozenset(entry.day for entry in calendar.non_working_days if entry.basis == "closure" and first <= entry.day <= last)
    count = sum(row.working_day for row in days)
    later = "; later ones are projected from the rules of earlier years" if calendar.projected else ""
    announced = f"announced to {calendar.announced_to.day} {Month.of(calendar.announced_to)}{later}"
    return CalendarYear(
        title=f"{calendar.name}, {year}",
        caption=f"{count} working days. Holidays are {announced}.",
        days=days,
        closures=closures,
    )


def _is_projected(row: CalendarRow) -> bool:
    return row.standing == "projected"


def _week_of(day: date) -> int:
    """Which row of its month a day stands in, weeks beginning on Monday."""
    return (day.day - 1 + day.replace(day=1).weekday()) // _WEEK


def _weeks(days: Sequence[CalendarRow]) -> int:
    return _week_of(days[-1].calendar_date) + 1


def _draw_number(axes: Any, across: float, down: float, number: str, kind: Kind) -> None:
    halo = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.5}} if kind == "closure" else {}
    axes.text(across, down, number, fontsize=8.8, ha="center", va="center", zorder=3, **_LOOKS[kind][1], **halo)


def _draw_boxes(axes: Any, boxes: _Boxes) -> None:
    """The boxes of each kind as one path, which keeps the file small."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for kind, places in boxes.items():
        if kind != "working day":
            corners = [
                [(x - 0.46, y - 0.45), (x + 0.46, y - 0.45), (x + 0.46, y + 0.45), (x - 0.46, y + 0.45), (x - 0.46, y - 0.45)] for x, y in places
            ]
            axes.add_patch(PathPatch(Path.make_compound_path(*(Path(each, closed=True) for each in corners)), **_LOOKS[kind][0]))
