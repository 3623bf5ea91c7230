"""What each month's figure was when it was first published, what it became, and what moved it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.frames import Library, as_frame
from csc_indicators.results.rates import Population
from csc_indicators.results.tally import OverlappingTally
from csc_indicators.results.units import Unit

__all__ = ["Cause", "Revision", "Revisions"]

Counts = NDArray[np.int64]


class Cause(Enum):
    """
    What moved a published figure.

    Between two days the causes are taken in this order, one at a time, so that together they are the whole change and nothing is counted twice.
    """

    CORRECTED = "a record was corrected"
    DELETED = "a record was deleted"
    ADDED = "a case was added"
    RECORDED_LATE = "recorded late"
    RULE = "another reading or edition of the rule"
    CALENDAR = "another calendar"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(kw_only=True)
class Revision:
    """
    One change of one month's figure.

    Attributes:
        period: The period of the figure.
        known_on: The day by which it had changed.
        cause: What moved it.
        numerator: By how many its numerator changed.
        denominator: By how many its denominator changed.
        timed: Whether what is in the numerator was in time; otherwise it has a property, or is all that is counted.
    """

    period: Period
    known_on: date
    cause: Cause
    numerator: int
    denominator: int
    timed: bool = True

    def __str__(self) -> str:
        numerator = "in time" if self.timed else "in the numerator"
        return f"{self.period}, by {self.known_on}: {self.cause}, {self.numerator:+} {numerator}, {self.denominator:+} counted"


@attrs.frozen(repr=False, eq=False, kw_only=True)
class Revisions:
    """
    The triangle of an indicator's figures: a row to a period and a column to each month end on which it was known.

    Attributes:
        indicator: The indicator's id.
        name: What people call it.
        unit: What its figure is.
        decimals: The decimals of its figure.
        timed: Whether what is in its numerators was in time.
        population: What a rate is of.
        accumulation: How its cases are gathered.
        periods: The periods, each a row.
        edition: The number of the edition of its rule that was counted by; None when none is known to have been in force.
        known_on: The days, each a column; a figure is first published on the first of them that is not before its period's end.
        readings: The key of the reading in use on each of the days; empty where the edition has a rule of its own.
        calendars: The name and edition of the calendar in use on each of them.
        version: The version of this library.
        counts: The numerators and denominators (2 by rows by columns); 0 of 0 on days before the period's end.
        changes: By how many each cause changed them from the column before (causes by 2 by rows by columns).
    """

    indicator: str
    name: str
    unit: Unit
    decimals: int
    timed: bool
    population: Population | None
    accumulation: Accumulation
    periods: tuple[Period, ...]
    edition: int | None
    known_on: tuple[date, ...]
    readings: tuple[str, ...]
    calendars: tuple[str, ...]
    version: str
    counts: Counts
    changes: Counts

    def tally(self, period: int, known_on: int) -> OverlappingTally | None:
        """The figure of a period as known on a day, both by position; None before it was first published."""
        if self.known_on[known_on] < self.periods[period].as_at:
            return None
        return self._tally(period, known_on)

    def first_published(self, period: int) -> OverlappingTally:
        """The figure as it was first known."""
        return self._tally(period, self.first(period))

    def latest(self, period: int) -> OverlappingTally:
        """The figure as last known."""
        return self._tally(period, len(self.known_on) - 1)

    def _tally(self, period: int, known_on: int) -> OverlappingTally:
        return OverlappingTally(*(int(count) for count in self.counts[:, period, known_on]))

    def figure(self, tally: OverlappingTally) -> Decimal | None:
        """The figure that a tally makes, as published; None where it makes none."""
        return self.unit.figure(tally, decimals=self.decimals, population=self.population)

    def first(self, period: int) -> int:
        """The position of the day on which a period's figure was first published."""
        return next(at for at, day in enumerate(self.known_on) if day >= self.periods[period].as_at)

    def __iter__(self) -> Iterator[Revision]:
        """Every change, by period, then by day, then by cause."""
        for row, period in enumerate(self.periods):
            for column, day in enumerate(self.known_on):
                for cause, (numerator, denominator) in zip(Cause, self.changes[:, :, row, column].tolist(), strict=True):
                    if numerator or denominator:
                        yield Revision(period=period, known_on=day, cause=cause, numerator=numerator, denominator=denominator, timed=self.timed)

    def by_cause(self, period: int) -> dict[Cause, tuple[int, int]]:
        """By how many each cause moved a period's counts since it was first published; those that moved nothing are left out."""
        moved = self.changes[:, :, period].sum(axis=2).tolist()
        return {cause: (numerator, denominator) for cause, (numerator, denominator) in zip(Cause, moved, strict=True) if numerator or denominator}

    def columns(self) -> dict[str, Any]:
        """
        The triangle as a tidy table, a row to a period and a day on which it was known.

        Its columns are ``indicator``, ``edition``, ``reading``, ``accumulation``, ``calendar``, ``known_on``, ``version``, ``first``, ``last``,
        ``as_at``, ``numerator``, ``denominator``, ``figure`` and, for each cause, by how many it moved the numerator and the denominator from the
        day before, such as ``recorded_late_numerator``.
        """
        cells = [(row, column) for row in range(len(self.periods)) for column in range(self.first(row), len(self.known_on))]
        tallies = [self._tally(row, column) for row, column in cells]
        figures = [self.figure(tally) for tally in tallies]
        moved = {
            f"{cause.name.lower()}_{part}": [int(self.changes[at, side, row, column]) for row, column in cells]
            for at, cause in enumerate(Cause)
            for side, part in enumerate(("numerator", "denominator"))
        }
        return {
            "indicator": [self.indicator] * len(cells),
            "edition": ["" if self.edition is None else str(self.edition)] * len(cells),
            "reading": [self.readings[column] for _, column in cells],
            "accumulation": [str(self.accumulation)] * len(cells),
            "calendar": [self.calendars[column] for _, column in cells],
            "known_on": [self.known_on[column] for _, column in cells],
            "version": [self.version] * len(cells),
            **{name: [getattr(self.periods[row], name) for row, _ in cells] for name in ("first", "last", "as_at")},
            "numerator": [tally.numerator for tally in tallies],
            "denominator": [tally.denominator for tally in tallies],
            "figure": [None if figure is None else float(figure) for figure in figures],
            **moved,
        }

    def to_frame(self, library: Library) -> Any:
        """The tidy table of :meth:`columns` in pandas, Polars or pyarrow."""
        return as_frame(self.columns(), library, numbers=("figure",))

    def __repr__(self) -> str:
        return f"<Revisions {self.indicator}: {len(self.periods)} periods as known on {len(self.known_on)} days>"
