"""Whether something happened within a limit of something else."""

from datetime import date

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits import DateLimit
from csc_indicators.measures.judgement import Because, Judgement, Status

__all__ = ["WithinLimit", "within_limit"]


@attrs.frozen(kw_only=True)
class WithinLimit:
    """
    The share of ends that came within a limit of their starts.

    Attributes:
        start: The column holding day 0.
        end: The column holding the day of what is due; the cases of a period are those whose end is in it.
        limit: The limit.
    """

    start: str
    end: str
    limit: DateLimit

    def __str__(self) -> str:
        return f"{self.end} within {self.limit} of {self.start}".replace("_", " ")


def within_limit(row: Rows, start: Dates, end: Dates, *, limit: DateLimit, as_at: date, calendar: WorkingDayCalendar) -> Judgement:
    """
    Judge every row as things stood at the end of *as_at*; :meth:`.Judgement.since` leaves out what happened before a period began.

    An end after *as_at* has not happened. In time means on or before the due date, so an end on the weekend after it is late, although as many
    working days have elapsed. An end with no start, or before its start, is unknown: it stays in the denominator and is not in time. What has not
    happened is waiting until its due date has passed and overdue after.

    Args:
        row: The number of each row.
        start: Day 0 of each row, missing where it is not known.
        end: The day of what is due, missing where it has not happened.
        limit: The limit from start to end.
        as_at: The last day that is known.
        calendar: The working days.

    Raises:
        OutsideCalendar: If a date, or a due date that is needed, is outside the calendar.
    """
    day = np.datetime64(as_at, "D")
    happened = np.where(end <= day, end, NAT)
    has_start, has_happened = ~np.isnat(start), ~np.isnat(happened)
    due = limit.due(np.where(start <= day, start, NAT), calendar=calendar)

    judged = [
        (has_happened & ~has_start, Status.UNKNOWN, Because.NO_START),
        (has_happened & (start > happened), Status.UNKNOWN, Because.END_BEFORE_START),
        (has_happened & (happened <= due), Status.IN_TIME, Because.JUDGED),
        (has_happened, Status.LATE, Because.JUDGED),
        (~has_start, Status.EXCLUDED, Because.NO_DATES),
        (start > day, Status.EXCLUDED, Because.STARTS_LATER),
        (due < day, Status.OVERDUE, Because.JUDGED),
    ]
    conditions = [condition for condition, _, _ in judged]
    status = np.select(conditions, [np.int8(status) for _, status, _ in judged], default=np.int8(Status.WAITING)).astype(np.int8)
    because = np.select(conditions, [np.int8(why) for _, _, why in judged], default=np.int8(Because.JUDGED)).astype(np.int8)

    days_late = np.zeros(len(start), dtype=np.int64)
    late = (status == Status.LATE) | (status == Status.OVERDUE)
    days_late[late] = calendar.between(due[late], np.where(has_happened, happened, day)[late])
    return Judgement(row, status, because, start, due, happened, days_late, row)
