"""Counting people once, however many of their cases there are."""

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import People
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.person_days import PersonDays
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn

__all__ = ["EachOnce", "once_each"]


@attrs.frozen
class EachOnce:
    """
    Another measure, with each person counted once (:func:`once_each`).

    Attributes:
        of: The other measure.

    >>> from csc_indicators.measures.flow import Happened
    >>> str(EachOnce(Happened(event="referred")))
    'referred in the period, each person once'
    """

    of: Again | Happened | OpenOn | ShareWith

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the other measure reads, beside that of the person."""
        return self.of.columns

    def __str__(self) -> str:
        return f"{self.of}, each person once"


def once_each(judgement: Judgement, person: People) -> Judgement:
    """
    The same cases, with one counted for each person and their others excluded.

    The one counted is in the numerator if any of theirs is; else it is unknown if any of theirs is, because that one may have been; else it is
    neither. Of several alike it is the earliest, and of one day the first in the order given. A case of nobody known is a person of its own, as
    nothing says that it goes with another. Cases that were not counted before stay as they are.

    Leave earlier periods out first, with :meth:`.Judgement.since`. A person counted once in a year may be counted in several of its months, so
    the figures of people never add up over periods.

    Args:
        judgement: The cases.
        person: Who each case is of, by number from 0; -1 where that is not known.

    >>> from datetime import date
    >>> from csc_indicators.measures.flow import happened
    >>> event = np.array(["2018-05-01", "2018-06-01", "2018-04-02"], "M8[D]")
    >>> held = happened(np.array([1, 2, 3]), event, as_at=date(2018, 9, 30))
    >>> once_each(held, np.array([7, 4, 7])).numerator.tolist()
    [False, True, True]
    """
    again = np.flatnonzero(judgement.counted & (person >= 0))
    rank = np.select([judgement.numerator[again], judgement.status[again] == Status.UNKNOWN], [0, 1], default=2)
    day = judgement.happened[again]
    days = PersonDays.over(day)
    day = np.where(np.isnat(day), np.datetime64(days.first, "D"), day)
    order = again[np.argsort(days.of(3 * person[again] + rank, day), kind="stable")]
    return _excluded(judgement, order[1:][person[order[1:]] == person[order[:-1]]])


def _excluded(judgement: Judgement, at: NDArray[np.intp]) -> Judgement:
    status, because, days_late = judgement.status.copy(), judgement.because.copy(), judgement.days_late.copy()
    status[at], because[at], days_late[at] = Status.EXCLUDED, Because.COUNTED_ONCE, 0
    return attrs.evolve(judgement, status=status, because=because, days_late=days_late)
