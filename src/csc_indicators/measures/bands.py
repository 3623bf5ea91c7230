"""Durations told off into bands."""

from datetime import date
from itertools import pairwise
from typing import TypeAlias

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Codes, Mask
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import InvalidDefinition
from csc_indicators.limits import CalendarDays, DateLimit, Months, Weeks, WorkingDays, Years
from csc_indicators.measures.judgement import Judgement, Status

__all__ = ["MONTH_BANDS", "WORKING_DAY_BANDS", "Band", "Banded", "Bands", "in_bands"]

#: The fewest and the most days that a month has: how edges in months and in days are compared.
_SHORTEST, _LONGEST = 28, 31

#: An edge in one unit: that unit, how many of it, and whether the day itself is below the edge.
_Edge: TypeAlias = tuple[str, int, bool]


@attrs.frozen
class Band:
    """
    Durations between two edges.

    A duration runs from its start, which is day 0, and each edge is a limit from that start, so it is on the very edge when it ends on the due date.

    Attributes:
        name: What the band is called.
        more_than: The lower edge, which is not in the band itself.
        at_least: Or the lower edge, which is.
        less_than: The upper edge, which is not in the band itself.
        up_to: Or the upper edge, which is.

    Raises:
        InvalidDefinition: If it has two lower edges or two upper ones.

    >>> print(Band("short", up_to=Months(3)), "|", Band("middling", more_than=Months(3), less_than=Years(1)))
    up to 3 months | more than 3 months and less than 1 year
    """

    name: str
    more_than: DateLimit | None = attrs.field(default=None, kw_only=True)
    at_least: DateLimit | None = attrs.field(default=None, kw_only=True)
    less_than: DateLimit | None = attrs.field(default=None, kw_only=True)
    up_to: DateLimit | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if None not in (self.more_than, self.at_least) or None not in (self.less_than, self.up_to):
            raise InvalidDefinition(f"The band {self.name!r} has two edges on one side. Give more_than or at_least, and less_than or up_to.")

    @property
    def lower(self) -> _Edge | None:
        """Its lower edge; None when it has none."""
        return _edge(self.more_than, self.at_least)

    @property
    def upper(self) -> _Edge | None:
        """Its upper edge; None when it has none."""
        return _edge(self.up_to, self.less_than)

    def __str__(self) -> str:
        edges = {"more than": self.more_than, "at least": self.at_least, "less than": self.less_than, "up to": self.up_to}
        return " and ".join(f"{words} {limit}" for words, limit in edges.items() if limit is not None) or "any"


@attrs.frozen
class Bands:
    """
    Bands that between them hold every duration once.

    The first has no lower edge and the last no upper one, and each begins where the one before it ends: gaps and overlaps are refused. Working days
    do not stand beside months or other days, because which of two such edges comes first depends on the dates. Months stand beside days only where
    no month is long or short enough to change their order.

    Attributes:
        bands: The bands, from the shortest durations to the longest.

    Raises:
        InvalidDefinition: If a duration would be in no band or in two, or two bands have one name.

    >>> print(Bands((Band("short", up_to=Months(3)), Band("long", more_than=Months(3)))))
    short; long
    """

    bands: tuple[Band, ...] = attrs.field(validator=attrs.validators.instance_of(tuple))

    @bands.validator
    def _hold_every_duration_once(self, _: object, bands: tuple[Band, ...]) -> None:
        names = [band.name for band in bands]
        if not bands or len(set(names)) < len(names):
            raise InvalidDefinition("There are no bands, or two have one name. Give at least one, each with a name of its own.")
        if bands[0].lower is not None or bands[-1].upper is not None:
            raise InvalidDefinition(
                "The first band has a lower edge or the last an upper one, so some durations are in no band. Leave those edges out."
            )
        for band, following in pairwise(bands):
            _check_they_meet(band, following)
        for band in bands[:-1]:
            if not _is_before(band.lower, band.upper):
                raise InvalidDefinition(f"The band {band.name!r} may hold no durations: its upper edge is not surely beyond its lower. Correct them.")

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, in order."""
        return tuple(band.name for band in self.bands)

    def __len__(self) -> int:
        return len(self.bands)

    def __str__(self) -> str:
        return "; ".join(self.names)


@attrs.frozen(repr=False, eq=False)
class Banded:
    """
    Cases with the band of each.

    Attributes:
        bands: The bands.
        band: The place of each case's band among them, the first being 0; -1 where it is in none.
        counted: Which cases are in the total. Those of them in no band are unknown.
    """

    bands: Bands
    band: Codes
    counted: Mask

    @property
    def counts(self) -> dict[str, int]:
        """How many cases each band holds, by its name, in order."""
        counts = np.bincount(self.band[self.band >= 0], minlength=len(self.bands))
        return dict(zip(self.bands.names, counts.tolist(), strict=True))

    @property
    def unknown(self) -> int:
        """How many cases are in the total and in no band."""
        return int(np.count_nonzero(self.counted & (self.band < 0)))

    @property
    def total(self) -> int:
        """How many cases there are: those of every band, and the unknown."""
        return int(np.count_nonzero(self.counted))

    def __repr__(self) -> str:
        return f"<Banded {', '.join(f'{count} {name}' for name, count in self.counts.items())}, {self.unknown} unknown>"


def in_bands(judgement: Judgement, bands: Bands, *, as_at: date, calendar: WorkingDayCalendar) -> Banded:
    """
    The band of each case: of its duration from its start until it happened, or until *as_at* where it has not.

    The cases are those that a measure of durations has judged: spells open on a day (:func:`~csc_indicators.measures.stock.open_on`) or ended in a
    period (:func:`~csc_indicators.measures.duration.lasted`), or ends within a limit (:func:`~csc_indicators.measures.timeliness.within_limit`), and
    the day of their judgement is *as_at*. A case that is counted and unknown is in the total and in no band, as DfE counts an end before its start
    (metric 3217). A case that is not counted is in neither.

    Args:
        judgement: The cases.
        bands: The bands.
        as_at: The last day of what has not ended.
        calendar: The working days.

    Raises:
        OutsideCalendar: If an edge that is reckoned from a start is outside the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> from csc_indicators.measures.stock import open_on
    >>> start, end = np.array(["2018-12-31", "2018-12-30", "2018-03-31", ""], "M8[D]"), np.full(4, NAT)
    >>> march = date(2019, 3, 31)
    >>> in_bands(open_on(np.arange(1, 5), start, end, as_at=march), MONTH_BANDS, as_at=march, calendar=ENGLAND_AND_WALES).band
    array([ 0,  1,  3, -1], dtype=int8)
    """
    known = judgement.counted & (judgement.status != Status.UNKNOWN)
    start = np.where(known, judgement.start, NAT)
    last = np.where(np.isnat(judgement.happened), np.datetime64(as_at, "D"), judgement.happened)
    band = np.where(known, np.int8(0), np.int8(-1))
    edges = ((limit, beyond) for one in bands.bands for limit, beyond in ((one.up_to, True), (one.less_than, False)) if limit is not None)
    for limit, beyond in edges:
        due = limit.due(start, calendar=calendar)
        band += last > due if beyond else last >= due
    return Banded(bands, band, judgement.counted)


def _edge(beyond: DateLimit | None, before: DateLimit | None) -> _Edge | None:
    """An edge beyond the due date of one limit, or before that of another; None when there is neither."""
    if beyond is not None:
        return *_unit(beyond), True
    return None if before is None else (*_unit(before), False)


def _unit(limit: DateLimit) -> tuple[str, int]:
    """A limit in the unit that its like are compared in: years are months, and weeks are days."""
    match limit:
        case Years(years):
            return "months", 12 * years
        case Months(months):
            return "months", months
        case Weeks(weeks):
            return "days", 7 * weeks
        case CalendarDays(days):
            return "days", days
        case _:
            return "working days", limit.days


def _is_before(one: _Edge | None, other: _Edge | None) -> bool:
    """Whether one edge surely comes before another, from whatever start; no edge is where durations begin."""
    if one is None or other is None:
        return other is not None and other[1:] > (0, False)
    if one[0] == other[0]:
        return one[1:] < other[1:]
    if "working days" in (one[0], other[0]):
        return False
    return one[1] * (_LONGEST if one[0] == "months" else 1) < other[1] * (_SHORTEST if other[0] == "months" else 1)


def _check_they_meet(band: Band, following: Band) -> None:
    ends, begins = band.upper, following.lower
    if ends is not None and ends == begins:
        return
    pair = f"The bands {band.name!r} and {following.name!r}"
    if ends is None or begins is None or _is_before(begins, ends):
        raise InvalidDefinition(f"{pair} overlap. Let the second begin where the first ends.")
    if _is_before(ends, begins):
        raise InvalidDefinition(f"{pair} have a gap between them. Let the second begin where the first ends.")
    raise InvalidDefinition(f"{pair} meet at edges that cannot be compared. Let the second begin at the very limit that the first ends at.")


def _working_days(first: int, last: int) -> Band:
    return Band(f"{first} to {last} working days", more_than=WorkingDays(first - 1), up_to=WorkingDays(last))


#: The bands of durations in working days that DfE publishes (EES C2). "Same day" is the start itself. What ends on a Saturday after a start on the
#: Friday is in the second band, although no working day has passed, and what ends on the weekend after the 45th working day is beyond the 41 to 45.
WORKING_DAY_BANDS = Bands(
    (
        Band("same day", up_to=WorkingDays(0)),
        *(_working_days(first, last) for first, last in ((1, 10), (11, 20), (21, 30), (31, 40), (41, 45), (46, 50), (51, 60))),
        Band("61 working days or more", more_than=WorkingDays(60)),
    )
)

#: The bands of durations in months that DfE publishes (EES B4, B5, D5 and D7), by its own labels: exactly 3 months, or 6, is in the lower band, and
#: exactly 1 year, or 2, in the upper. Where "2 years" means more than 729 days with first and last day counted, the edge is ``CalendarDays(729)``.
MONTH_BANDS = Bands(
    (
        Band("3 months or less", up_to=Months(3)),
        Band("more than 3 months but less than or equal to 6 months", more_than=Months(3), up_to=Months(6)),
        Band("more than 6 months but less than 1 year", more_than=Months(6), less_than=Years(1)),
        Band("1 year but less than 2 years", at_least=Years(1), less_than=Years(2)),
        Band("2 years and over", at_least=Years(2)),
    )
)
