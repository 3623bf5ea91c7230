"""How many spells lasted at least so long."""

from datetime import date

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits import DateLimit
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.stock import not_open
from csc_indicators.measures.verdicts import Verdict, first_verdicts, none_of

__all__ = ["Lasted", "lasted"]


@attrs.frozen(kw_only=True)
class Lasted:
    """
    The share of spells that lasted at least so long: of those open at the end of a day, or of those that ended in a period.

    "Two years" has two readings. By the corresponding date a spell from 1 March 2017 has lasted ``Years(2)`` on 1 March 2019. Read as "more than 729
    days", the day of cessation included (DfE, LAIT 98 and 264), and with the first day counted too, it is ``CalendarDays(730)`` with
    *first_day_counts*, and the same spell has lasted so long on 28 February 2019 already.

    Attributes:
        start: The column holding the day a spell began.
        end: The column holding the day it ended.
        at_least: How long, this long being long enough.
        ended: True for the spells that ended in a period, False for those open at the end of a day.
        first_day_counts: True when the day it began is day 1 and not day 0. The limit must then be 1 or more.
        same_day_is_an_error: True when no spell can end on the day it began, so that one that does is unknown; otherwise it has lasted no days, or
            one where the first counts. It makes no difference to open spells.
    """

    start: str
    end: str
    at_least: DateLimit
    ended: bool
    first_day_counts: bool = False
    same_day_is_an_error: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of cases."""
        return self.start, self.end

    def __str__(self) -> str:
        which = f"{self.end} in the period" if self.ended else f"not {self.end} by the end of the day"
        counting = ", first and last day counted" if self.first_day_counts else ""
        return f"{which} and at least {self.at_least} after {self.start}{counting}".replace("_", " ")


def lasted(row: Rows, start: Dates, end: Dates, *, measure: Lasted, as_at: date, calendar: WorkingDayCalendar) -> Judgement:
    """
    Judge every spell as things stood at the end of *as_at*: ``yes`` where it has lasted long enough and ``no`` where it has not.

    Of open spells *as_at* is the last day, and which are open is said at :func:`~csc_indicators.measures.stock.open_on`. Of ended spells each counts
    in the period of its end, and :meth:`.Judgement.since` leaves out those of earlier periods. An end with no start, or before its start, is unknown:
    it stays in the denominator and not in the numerator. A spell that has not ended is excluded. The due date is the day on which a spell has lasted
    so long.

    Args:
        row: The number of each row.
        start: The day each spell began, missing where it is not known.
        end: The day it ended, missing while it lasts.
        measure: How long, and of which spells.
        as_at: The last day that is known.
        calendar: The working days.

    Raises:
        OutsideCalendar: If a start, or the day on which a spell has lasted so long, is outside the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> from csc_indicators.limits import CalendarDays, Years
    >>> one = {"row": np.array([1]), "start": np.array(["2017-03-01"], "M8[D]"), "end": np.array(["2019-02-28"], "M8[D]")}
    >>> by_date = Lasted(start="start", end="end", at_least=Years(2), ended=True)
    >>> by_days = Lasted(start="start", end="end", at_least=CalendarDays(730), first_day_counts=True, ended=True)
    >>> for measure in (by_date, by_days):
    ...     lasted(**one, measure=measure, as_at=date(2019, 3, 31), calendar=ENGLAND_AND_WALES).numerator.tolist()
    [False]
    [True]
    """
    day = np.datetime64(as_at, "D")
    by_then = np.where(end <= day, end, NAT)
    last = by_then if measure.ended else np.full(len(start), day)
    others = _not_ended(start, by_then, measure) if measure.ended else not_open(start, end, as_at)
    begun = np.where(none_of(others), start, NAT)
    due = (measure.at_least.beginning_with if measure.first_day_counts else measure.at_least.due)(begun, calendar=calendar)
    status, because = first_verdicts([*others, Verdict(due <= last, Status.YES)], otherwise=Status.NO)
    return Judgement(row, status, because, start, due, by_then, np.zeros(len(start), dtype=np.int64), row)


def _not_ended(start: Dates, end: Dates, measure: Lasted) -> list[Verdict]:
    """Why spells have not ended, or it is not known how long they lasted."""
    open_still, no_start = np.isnat(end), np.isnat(start)
    return [
        Verdict(open_still & no_start, Status.EXCLUDED, Because.NO_DATES),
        Verdict(open_still, Status.EXCLUDED, Because.NOT_ENDED),
        Verdict(no_start, Status.UNKNOWN, Because.NO_START),
        Verdict(end < start, Status.UNKNOWN, Because.END_BEFORE_START),
        Verdict((end == start) & measure.same_day_is_an_error, Status.UNKNOWN, Because.SAME_DAY),
    ]
