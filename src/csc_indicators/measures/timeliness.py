"""Whether something happened within a limit of something else."""

from datetime import date
from typing import Literal, TypeAlias, get_args

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits import DateLimit
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.verdicts import Verdict, first_verdicts

__all__ = ["Unjudged", "WithinLimit", "within_limit"]

#: Whether an end that cannot be judged, having no start or one after it, is in the denominator.
Unjudged: TypeAlias = Literal["counted", "left out"]


@attrs.frozen(kw_only=True)
class WithinLimit:
    """
    The share of ends that came within a limit of their starts.

    Attributes:
        start: The column holding day 0.
        end: The column holding the day of what is due; the cases of a period are those whose end is in it.
        limit: The limit.
        unjudged: Whether an end without a start, or before its start, is ``"counted"``, in the denominator and never in time, or ``"left out"`` of
            it. DfE keeps a conference before its start in the total and in none of its bands of durations (metric 3217), so the denominator may be
            all conferences or those with a band.
    """

    start: str
    end: str
    limit: DateLimit
    unjudged: Unjudged = attrs.field(default="counted", validator=attrs.validators.in_(get_args(Unjudged)))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of cases."""
        return self.start, self.end

    def __str__(self) -> str:
        only = ", of those that can be judged" if self.unjudged == "left out" else ""
        return f"{self.end} within {self.limit} of {self.start}{only}".replace("_", " ")


def within_limit(
    row: Rows,
    start: Dates,
    end: Dates,
    *,
    limit: DateLimit,
    as_at: date,
    calendar: WorkingDayCalendar,
    unjudged: Unjudged = "counted",
) -> Judgement:
    """
    Judge every row as things stood at the end of *as_at*; :meth:`.Judgement.since` leaves out what happened before a period began.

    An end after *as_at* has not happened. In time means on or before the due date, so an end on the weekend after it is late, although as many
    working days have elapsed. What has not happened is waiting until its due date has passed and overdue after.

    An end with no start, or before its start, is unknown: it stays in the denominator and is not in time. Where what is unjudged is left out, it is
    excluded instead, for the same reason. It has happened all the same and keeps its day, so count by *counted* and not by which cases have one.

    Args:
        row: The number of each row.
        start: Day 0 of each row, missing where it is not known.
        end: The day of what is due, missing where it has not happened.
        limit: The limit from start to end.
        as_at: The last day that is known.
        calendar: The working days.
        unjudged: Whether an end without a start, or before its start, is in the denominator.

    Raises:
        OutsideCalendar: If a date, or a due date that is needed, is outside the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> from csc_indicators.limits import WorkingDays
    >>> columns = [np.array([1, 2]), np.array(["2018-07-02", ""], "M8[D]"), np.array(["2018-07-23", "2018-07-24"], "M8[D]")]
    >>> given = {"limit": WorkingDays(15), "as_at": date(2018, 7, 31), "calendar": ENGLAND_AND_WALES}
    >>> within_limit(*columns, **given)
    <Judgement 1 in time, 0 yes, 0 late, 0 no, 1 unknown, 0 waiting, 0 overdue, 0 excluded>
    >>> within_limit(*columns, **given, unjudged="left out")
    <Judgement 1 in time, 0 yes, 0 late, 0 no, 0 unknown, 0 waiting, 0 overdue, 1 excluded>
    """
    day = np.datetime64(as_at, "D")
    happened = np.where(end <= day, end, NAT)
    has_start, has_happened = ~np.isnat(start), ~np.isnat(happened)
    due = limit.due(np.where(start <= day, start, NAT), calendar=calendar)

    untold = Status.UNKNOWN if unjudged == "counted" else Status.EXCLUDED
    verdicts = [
        Verdict(has_happened & ~has_start, untold, Because.NO_START),
        Verdict(has_happened & (start > happened), untold, Because.END_BEFORE_START),
        Verdict(has_happened & (happened <= due), Status.IN_TIME),
        Verdict(has_happened, Status.LATE),
        Verdict(~has_start, Status.EXCLUDED, Because.NO_DATES),
        Verdict(start > day, Status.EXCLUDED, Because.STARTS_LATER),
        Verdict(due < day, Status.OVERDUE),
    ]
    status, because = first_verdicts(verdicts, otherwise=Status.WAITING)
    days_late = np.zeros(len(start), dtype=np.int64)
    late = (status == Status.LATE) | (status == Status.OVERDUE)
    days_late[late] = calendar.between(due[late], np.where(has_happened, happened, day)[late])
    return Judgement(row, status, because, start, due, happened, days_late, row)
