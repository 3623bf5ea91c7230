"""What a measure says of each case: one status, and why."""

from enum import IntEnum

import attrs
import numpy as np

from csc_indicators.arrays import Codes, Dates, Days, Rows

__all__ = ["Because", "Judgement", "Status"]


class Status(IntEnum):
    """
    The one status of a case.

    In time, late and unknown cases make up the denominator. Waiting and overdue cases stand beside it: what they wait for has not happened, so a
    measure that counts events does not count them yet. Excluded cases are neither.
    """

    IN_TIME = 0
    LATE = 1
    UNKNOWN = 2
    WAITING = 3
    OVERDUE = 4
    EXCLUDED = 5

    @property
    def counts(self) -> bool:
        """True when a case of this status is in the denominator."""
        return self <= Status.UNKNOWN

    def __str__(self) -> str:
        return self.name.lower().replace("_", " ")


class Because(IntEnum):
    """Why a case is unknown or excluded; ``JUDGED`` when it is neither."""

    JUDGED = 0
    NO_START = 1
    END_BEFORE_START = 2
    NO_DATES = 3
    STARTS_LATER = 4
    OTHER_PERIOD = 5
    ENDED = 6
    TOO_NEW = 7

    def __str__(self) -> str:
        return _REASONS_WHY[self]


_REASONS_WHY = {
    Because.JUDGED: "",
    Because.NO_START: "the date the limit runs from is not recorded",
    Because.END_BEFORE_START: "the end is dated before the start",
    Because.NO_DATES: "neither date is recorded",
    Because.STARTS_LATER: "starts after the as-at date",
    Because.OTHER_PERIOD: "happened in an earlier period",
    Because.ENDED: "ended by the as-at date",
    Because.TOO_NEW: "has not lasted long enough to be counted",
}


@attrs.frozen(repr=False, eq=False)
class Judgement:
    """
    Every case with its status, as arrays of one length.

    Attributes:
        row: The row of the table that the case stands on.
        status: A :class:`Status` each.
        because: A :class:`Because` each.
        start: The day 0 of the limit.
        due: The last day in time; missing where there is no start or nothing was due.
        happened: The day of what was due; missing where it has not happened.
        days_late: Working days after the due date until it happened, or until the as-at date where it has not; 0 where nothing is late.
        explained_on: The row of the table of events whose reason explains the case; 0 where there is none.
    """

    row: Rows
    status: Codes
    because: Codes
    start: Dates
    due: Dates
    happened: Dates
    days_late: Days
    explained_on: Rows

    def __len__(self) -> int:
        return len(self.row)

    def __repr__(self) -> str:
        counts = np.bincount(self.status, minlength=len(Status))
        return f"<Judgement {', '.join(f'{count} {status}' for status, count in zip(Status, counts, strict=True))}>"
