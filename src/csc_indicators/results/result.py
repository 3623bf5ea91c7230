"""What computing an indicator gives: the figure, the months behind it, every case, and how all of it was arrived at."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

import attrs

from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.measures.judgement import Status
from csc_indicators.periods import ReportingYear
from csc_indicators.reasons.taxonomy import Reason
from csc_indicators.results.cases import Cases
from csc_indicators.results.series import MonthToDate, Snapshot
from csc_indicators.results.tally import Tally
from csc_indicators.results.targets import Target

__all__ = ["Result"]

PointT = TypeVar("PointT", MonthToDate, Snapshot)


@attrs.frozen(repr=False, eq=False, kw_only=True)
class Result(Generic[PointT]):
    """
    A computed indicator.

    Attributes:
        indicator: The indicator's permanent id.
        name: What people call it.
        title: What it is the share of.
        decimals: The decimals its percentage is published to.
        target: The target in force, if any.
        reading: The reading of the rule that was used.
        calendar: The working days that were used.
        year: The reporting year.
        as_at: The last day counted.
        known_on: The day up to which records were known; None when everything in the records was used.
        series: Every month so far.
        cases: Every case of the records, as things stood on *as_at*.
        notes: What a reader of the figure must know about the records, in sentences that name rows and no values.
    """

    indicator: str
    name: str
    title: str
    decimals: int
    target: Target | None
    reading: str
    calendar: WorkingDayCalendar
    year: ReportingYear
    as_at: date
    known_on: date | None
    series: tuple[PointT, ...]
    cases: Cases
    notes: tuple[str, ...]

    @property
    def tally(self) -> Tally:
        """The figure's counts."""
        return self.series[-1].tally

    @property
    def percentage(self) -> Decimal | None:
        """The figure as published, rounded half up; None when there are no cases."""
        return self.tally.percentage(self.decimals)

    @property
    def shortfall(self) -> Decimal | None:
        """Percentage points below the target; 0 when it is met, None when there is no figure or no target."""
        return None if self.target is None else self.target.shortfall(self.percentage)

    @property
    def breaches(self) -> Cases:
        """Every case that is late, and every one that is overdue."""
        return self.cases.of(Status.LATE, Status.OVERDUE)

    @property
    def waiting(self) -> Cases:
        """What has not happened and is not yet past its due date; beside the denominator, not in it."""
        return self.cases.of(Status.WAITING)

    @property
    def overdue(self) -> Cases:
        """What has not happened and is past its due date; beside the denominator, not in it."""
        return self.cases.of(Status.OVERDUE)

    @property
    def unknown(self) -> Cases:
        """What cannot be judged: in the denominator, not in time."""
        return self.cases.of(Status.UNKNOWN)

    @property
    def late_by_reason(self) -> dict[Reason, int]:
        """The late cases by reason, most first; with those in time and unknown they make up the denominator."""
        codes = Counter(self.cases.of(Status.LATE).columns()["reason"].tolist())
        return {self.cases.taxonomy[code]: count for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0]))}

    def __repr__(self) -> str:
        return f"<Result {self.indicator} at {self.as_at}: {self.percentage}%, {self.tally}>"
