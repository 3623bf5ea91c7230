"""How many of the events of a period have a property."""

from datetime import date

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates, Mask, Rows
from csc_indicators.measures.flow import not_happened
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.verdicts import Verdict, first_verdicts

__all__ = ["ShareWith", "share_with"]


@attrs.frozen(kw_only=True)
class ShareWith:
    """
    The share of events that have a property.

    Attributes:
        flag: The column that says whether an event has it.
        event: The column holding the day of the event.
        blank_is_no: True when a flag left blank means that the event does not have it; otherwise nobody knows whether it has.
    """

    flag: str
    event: str
    blank_is_no: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of cases."""
        return self.event, self.flag

    def __str__(self) -> str:
        return f"{self.event} with {self.flag}{', blank meaning without' if self.blank_is_no else ''}".replace("_", " ")


def share_with(row: Rows, event: Dates, flag: Mask, flagged: Mask, *, measure: ShareWith, as_at: date) -> Judgement:
    """
    Judge every event as things stood at the end of *as_at*: ``yes`` where it has the property and ``no`` where it has not.

    An event whose flag is blank is unknown, in the denominator and not in the numerator, unless the measure says that blank means no. An event
    without a day is in no period, so it is excluded, and says so.

    Args:
        row: The number of each row.
        event: The day of each event, missing where it is not known.
        flag: Which events have the property; what it says where it is blank does not matter.
        flagged: Where the flag is not blank.
        measure: What a blank means.
        as_at: The last day that is known.

    >>> event, flag, flagged = np.array(["2018-05-01"] * 3, "M8[D]"), np.array([True, False, False]), np.array([True, True, False])
    >>> share_with(np.arange(1, 4), event, flag, flagged, measure=ShareWith(flag="urgent", event="received"), as_at=date(2018, 9, 30))
    <Judgement 0 in time, 1 yes, 0 late, 1 no, 1 unknown, 0 waiting, 0 overdue, 0 excluded>
    """
    verdicts = [
        *not_happened(event, as_at),
        Verdict(flag & flagged, Status.YES),
        Verdict(~flagged & (not measure.blank_is_no), Status.UNKNOWN, Because.NO_FLAG),
    ]
    status, because = first_verdicts(verdicts, otherwise=Status.NO)
    nothing, by_then = np.full(len(event), NAT), np.where(event <= np.datetime64(as_at, "D"), event, NAT)
    return Judgement(row, status, because, nothing, nothing, by_then, np.zeros(len(event), dtype=np.int64), row)
