"""What happened in a period."""

from datetime import date

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates, Rows
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.verdicts import Verdict, first_verdicts

__all__ = ["Happened", "happened", "not_happened"]


@attrs.frozen(kw_only=True)
class Happened:
    """
    How many events there were in a period.

    Attributes:
        event: The column holding the day of the event.
        to_come: True when an event without a day is still to come, as the end of what is open is; False when its day has not been recorded.
    """

    event: str
    to_come: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of cases."""
        return (self.event,)

    def __str__(self) -> str:
        return f"{self.event} in the period".replace("_", " ")


def happened(row: Rows, event: Dates, *, as_at: date, to_come: bool = False) -> Judgement:
    """
    Judge every event as things stood at the end of *as_at*: ``yes`` where it has happened; :meth:`.Judgement.since` leaves out earlier periods.

    The number of events is the number in the numerator, event by event: a person with two events is counted twice, and once after
    :func:`~csc_indicators.measures.people.once_each`. An event without a day is in no period, so it is excluded, and says so; where it is *to_come*
    that is as it should be. For a rate, divide by the population.

    Args:
        row: The number of each row.
        event: The day of each event, missing where it is not known.
        as_at: The last day that is known.
        to_come: True when an event without a day is still to come.

    >>> event = np.array(["2018-03-31", "2018-04-01", "2018-10-01", ""], "M8[D]")
    >>> happened(np.arange(1, 5), event, as_at=date(2018, 9, 30)).since(date(2018, 4, 1)).numerator.tolist()
    [False, True, False, False]
    """
    nothing, by_then = np.full(len(event), NAT), np.where(event <= np.datetime64(as_at, "D"), event, NAT)
    status, because = first_verdicts(_still_to_come(event, as_at) if to_come else not_happened(event, as_at), otherwise=Status.YES)
    return Judgement(row, status, because, nothing, nothing, by_then, np.zeros(len(event), dtype=np.int64), row)


def not_happened(event: Dates, as_at: date) -> list[Verdict]:
    """Why events are in no period up to *as_at*; one of which none of these holds is in one."""
    return [
        Verdict(np.isnat(event), Status.EXCLUDED, Because.NO_DAY),
        Verdict(event > np.datetime64(as_at, "D"), Status.EXCLUDED, Because.STARTS_LATER),
    ]


def _still_to_come(event: Dates, as_at: date) -> list[Verdict]:
    """The same where an event without a day is to come: one dated later has not happened either."""
    return [Verdict(~(event <= np.datetime64(as_at, "D")), Status.EXCLUDED, Because.NOT_YET)]
