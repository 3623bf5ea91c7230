"""What a measure says of each case: one status, and why."""

from datetime import date
from enum import IntEnum

import attrs
import numpy as np

from csc_indicators.arrays import Codes, Dates, Days, Mask, Picked, Rows

__all__ = ["Because", "Judgement", "Status"]


class Status(IntEnum):
    """
    The one status of a case.

    A case with a time limit is in time or late; a case with a property has it or not, ``yes`` or ``no``. With the unknown cases these make up the
    denominator. Waiting and overdue cases stand beside it: what they wait for has not happened, so a measure that counts events does not count them
    yet. Excluded cases are neither.
    """

    IN_TIME = 0
    YES = 1
    LATE = 2
    NO = 3
    UNKNOWN = 4
    WAITING = 5
    OVERDUE = 6
    EXCLUDED = 7

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
    NO_DAY = 8
    NOT_ENDED = 9
    SAME_DAY = 10
    NO_PERSON = 11
    OPEN_TWICE = 12
    NO_FLAG = 13
    NO_EARLIER = 14
    EARLIER_NOT_ENDED = 15
    EARLIER_NOT_HELD = 16
    COUNTED_ONCE = 17
    NOT_YET = 18

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
    Because.NO_DAY: "the day it happened is not recorded",
    Because.NOT_ENDED: "has not ended by the as-at date",
    Because.SAME_DAY: "starts and ends on one day",
    Because.NO_PERSON: "whose it is is not recorded",
    Because.OPEN_TWICE: "another of the same person is open too",
    Because.NO_FLAG: "whether it has the property is not recorded",
    Because.NO_EARLIER: "one was due before the first day judged, and none before it is recorded",
    Because.EARLIER_NOT_ENDED: "an earlier one of the same person has no end before it",
    Because.EARLIER_NOT_HELD: "an earlier one may be missing from the records",
    Because.COUNTED_ONCE: "another of the same person is counted for them",
    Because.NOT_YET: "has not happened by the as-at date",
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

    @property
    def counted(self) -> Mask:
        """Which cases are in the denominator."""
        counted: Mask = self.status <= Status.UNKNOWN
        return counted

    @property
    def numerator(self) -> Mask:
        """Which cases are in the numerator: in time, or with the property."""
        numerator: Mask = self.status <= Status.YES
        return numerator

    def where(self, picked: Picked) -> "Judgement":
        """The cases picked."""
        return Judgement(*(getattr(self, field.name)[picked] for field in attrs.fields(Judgement)))

    def since(self, first: date) -> "Judgement":
        """The same cases with those that happened before *first* excluded: they are of an earlier period."""
        earlier = self.counted & (self.happened < np.datetime64(first, "D"))
        return attrs.evolve(
            self,
            status=np.where(earlier, np.int8(Status.EXCLUDED), self.status),
            because=np.where(earlier, np.int8(Because.OTHER_PERIOD), self.because),
            days_late=np.where(earlier, 0, self.days_late),
        )

    def __repr__(self) -> str:
        counts = np.bincount(self.status, minlength=len(Status))
        return f"<Judgement {', '.join(f'{count} {status}' for status, count in zip(Status, counts, strict=True))}>"
