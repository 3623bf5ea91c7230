"""Which of what is still to come is past its due date."""

from datetime import date

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits import DateLimit
from csc_indicators.measures.judgement import Judgement, Status
from csc_indicators.measures.stock import not_open
from csc_indicators.measures.verdicts import Verdict, first_verdicts, none_of

__all__ = ["Overdue", "overdue"]


@attrs.frozen(kw_only=True)
class Overdue:
    """
    The share past their due date, of those that have started and have not ended by the end of a day.

    A measure that counts ends does not see what is late and has not ended yet; this one sees nothing else.

    Attributes:
        start: The column holding day 0.
        end: The column holding the day of what is due.
        limit: The limit.
    """

    start: str
    end: str
    limit: DateLimit

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of cases."""
        return self.start, self.end

    def __str__(self) -> str:
        return f"not {self.end} by the end of the day and more than {self.limit} after {self.start}".replace("_", " ")


def overdue(row: Rows, start: Dates, end: Dates, *, measure: Overdue, as_at: date, calendar: WorkingDayCalendar) -> Judgement:
    """
    Judge every row as things stood at the end of *as_at*: ``yes`` where the due date has passed without an end, ``no`` where it has not come.

    On the due date itself nothing is overdue. An end after *as_at* has not happened, and one by then takes the row out, in time or late. Without a
    start it is not known when the end was due, or whether anything has begun: unknown. An end before its start takes the row out too, and says so.
    Leave out rows of which nothing is due.

    Args:
        row: The number of each row.
        start: Day 0 of each row, missing where it is not known.
        end: The day of what is due, missing where it has not happened.
        measure: The limit.
        as_at: The day of the count.
        calendar: The working days.

    Raises:
        OutsideCalendar: If the start or the due date of something that has not ended is outside the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> from csc_indicators.limits import WorkingDays
    >>> start, end = np.array(["2018-07-02", "2018-07-02", "2018-07-03"], "M8[D]"), np.array(["", "2018-07-24", ""], "M8[D]")
    >>> measure = Overdue(start="started", end="ended", limit=WorkingDays(15))
    >>> overdue(np.array([1, 2, 3]), start, end, measure=measure, as_at=date(2018, 7, 24), calendar=ENGLAND_AND_WALES)
    <Judgement 0 in time, 1 yes, 0 late, 1 no, 0 unknown, 0 waiting, 0 overdue, 1 excluded>
    """
    day = np.datetime64(as_at, "D")
    closed = not_open(start, end, as_at)
    due = measure.limit.due(np.where(none_of(closed), start, NAT), calendar=calendar)
    past = due < day
    status, because = first_verdicts([*closed, Verdict(past, Status.YES)], otherwise=Status.NO)
    days_late = np.zeros(len(start), dtype=np.int64)
    days_late[past] = calendar.between(due[past], as_at)
    return Judgement(row, status, because, start, due, np.where(end <= day, end, NAT), days_late, row)
