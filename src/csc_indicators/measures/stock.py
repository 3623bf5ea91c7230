"""What is open at the end of a day."""

from datetime import date

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates, Rows
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.verdicts import Verdict, first_verdicts

__all__ = ["OpenOn", "not_open", "open_on"]


@attrs.frozen(kw_only=True)
class OpenOn:
    """
    How many spells are open at the end of a day.

    Attributes:
        start: The column holding the day a spell began.
        end: The column holding the day it ended; missing while it lasts.
        last_day_counts: True when a spell is still open on the day it ends.
    """

    start: str
    end: str
    last_day_counts: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of cases."""
        return self.start, self.end

    def __str__(self) -> str:
        before = " before the day" if self.last_day_counts else ""
        return f"{self.start} by the end of the day and not {self.end}{before}".replace("_", " ")


def open_on(row: Rows, start: Dates, end: Dates, *, as_at: date, last_day_counts: bool = False) -> Judgement:
    """
    Judge every spell as things stood at the end of *as_at*: ``yes`` where it is open.

    A spell is open on the day it starts and no longer on the day it ends, so one that starts and ends on one day never is. Where the last day counts
    it is open on both. An end after *as_at* has not happened. A spell that is not over and whose start is not recorded is unknown: it may not have
    begun. One that ends before it starts is excluded, and says so.

    The number open is the number in the numerator, spell by spell: a person with two open spells is counted twice, and once after
    :func:`~csc_indicators.measures.people.once_each`. For a rate, divide by the population.

    The day is never moved to a working day (DfE: the state on 31 March, whatever day of the week that is).

    Args:
        row: The number of each row.
        start: The day each spell began, missing where it is not known.
        end: The day it ended, missing while it lasts.
        as_at: The day of the count.
        last_day_counts: True when a spell is still open on the day it ends. No text that was read says which of the two DfE takes, so it is to be
            said.

    >>> start, end = np.array(["2018-01-02", "2018-01-02", "2018-04-01"], "M8[D]"), np.array(["", "2018-03-31", ""], "M8[D]")
    >>> open_on(np.array([1, 2, 3]), start, end, as_at=date(2018, 3, 31)).numerator.tolist()
    [True, False, False]
    >>> open_on(np.array([1, 2, 3]), start, end, as_at=date(2018, 3, 31), last_day_counts=True).numerator.tolist()
    [True, True, False]
    """
    nothing = np.full(len(start), NAT)
    status, because = first_verdicts(not_open(start, end, as_at, last_day_counts=last_day_counts), otherwise=Status.YES)
    return Judgement(row, status, because, start, nothing, nothing, np.zeros(len(start), dtype=np.int64), row)


def not_open(start: Dates, end: Dates, as_at: date, *, last_day_counts: bool = False) -> list[Verdict]:
    """
    Why spells are not open, or may not be, at the end of *as_at*; one of which none of these holds is open.

    What is dated after *as_at* has not happened, and changes nothing. On the day it ends a spell is over, unless *last_day_counts*.
    """
    day = np.datetime64(as_at, "D")
    ended = end <= day
    return [
        Verdict(ended & (end < start), Status.EXCLUDED, Because.END_BEFORE_START),
        Verdict(end < day if last_day_counts else ended, Status.EXCLUDED, Because.ENDED),
        Verdict(np.isnat(start), Status.UNKNOWN, Because.NO_START),
        Verdict(start > day, Status.EXCLUDED, Because.STARTS_LATER),
    ]
