"""A figure month by month: gathered over the year, or taken at each month's end."""

from collections.abc import Callable
from datetime import date

import attrs
import numpy as np

from csc_indicators.arrays import Codes, Dates
from csc_indicators.measures.judgement import Status
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.results.tally import Tally

__all__ = ["MonthToDate", "Snapshot", "months_to_date", "snapshots"]


@attrs.frozen(kw_only=True)
class MonthToDate:
    """
    One month of a cumulative series.

    Attributes:
        month: The month.
        complete: False when the as-at date is before the month's last day.
        in_month: The cases of the month alone.
        year_to_date: The cases from 1 April to the end of the month, or to the as-at date.
    """

    month: Month
    complete: bool
    in_month: Tally
    year_to_date: Tally

    @property
    def tally(self) -> Tally:
        """The figure of this point: the year to date."""
        return self.year_to_date


@attrs.frozen(kw_only=True)
class Snapshot:
    """
    The state at the end of one day.

    Attributes:
        month: The month the day is in.
        as_at: The day.
        complete: False when it is not the month's last day.
        tally: The figure of this point.
    """

    month: Month
    as_at: date
    complete: bool
    tally: Tally


def months_to_date(status: Codes, happened: Dates, *, year: ReportingYear, as_at: date) -> tuple[MonthToDate, ...]:
    """
    Every month from April to *as_at*, without gaps: a month without cases is there with nothing out of nothing.

    The cases counted must all have happened from 1 April to *as_at*, as those of a judgement of that period have.
    """
    months = list(year.months_to(as_at))
    counted = status <= Status.UNKNOWN
    in_time = status == Status.IN_TIME
    index = (happened.astype("datetime64[M]") - np.datetime64(year.first, "M")).astype(np.int64)
    numerators = np.bincount(index[in_time], minlength=len(months)).tolist()
    denominators = np.bincount(index[counted], minlength=len(months)).tolist()

    points = []
    so_far = Tally(0, 0)
    for month, numerator, denominator in zip(months, numerators, denominators, strict=True):
        in_month = Tally(numerator, denominator)
        so_far += in_month
        points.append(MonthToDate(month=month, complete=month.last <= as_at, in_month=in_month, year_to_date=so_far))
    return tuple(points)


def snapshots(status_on: Callable[[date], Codes], *, year: ReportingYear, as_at: date) -> tuple[Snapshot, ...]:
    """The state at the end of every month from April, the last of them at *as_at*."""
    points = []
    for month in year.months_to(as_at):
        day = min(month.last, as_at)
        status = status_on(day)
        tally = Tally(int(np.count_nonzero(status == Status.IN_TIME)), int(np.count_nonzero(status <= Status.UNKNOWN)))
        points.append(Snapshot(month=month, as_at=day, complete=day == month.last, tally=tally))
    return tuple(points)
