"""Verdicts in order: a case has the first that holds of it."""

from collections.abc import Sequence

import attrs
import numpy as np

from csc_indicators.arrays import Codes, Mask
from csc_indicators.measures.judgement import Because, Status

__all__ = ["Verdict", "first_verdicts", "none_of"]


@attrs.frozen(eq=False, repr=False)
class Verdict:
    """
    One thing that can be said of a case.

    Attributes:
        holds: Of which cases it can be said.
        status: The status it gives.
        because: Why, of a case that is unknown or excluded.
    """

    holds: Mask
    status: Status
    because: Because = Because.JUDGED


def first_verdicts(verdicts: Sequence[Verdict], *, otherwise: Status) -> tuple[Codes, Codes]:
    """
    The status of each case and why: of the first verdict that holds, or *otherwise* where none does.

    Args:
        verdicts: One or more, each with as many rows as there are cases.
        otherwise: The status of a case of which none holds.

    >>> late, unknown = np.array([True, False, True]), np.array([False, False, True])
    >>> first_verdicts([Verdict(unknown, Status.UNKNOWN, Because.NO_START), Verdict(late, Status.LATE)], otherwise=Status.IN_TIME)
    (array([2, 0, 4], dtype=int8), array([0, 0, 1], dtype=int8))
    """
    status = np.full(len(verdicts[0].holds), otherwise, dtype=np.int8)
    because = np.full(len(status), Because.JUDGED, dtype=np.int8)
    for verdict in reversed(verdicts):
        status[verdict.holds] = verdict.status
        because[verdict.holds] = verdict.because
    return status, because


def none_of(verdicts: Sequence[Verdict]) -> Mask:
    """
    Of which cases no verdict holds.

    >>> none_of([Verdict(np.array([True, False]), Status.LATE), Verdict(np.array([True, False]), Status.NO)])
    array([False,  True])
    """
    none: Mask = ~np.logical_or.reduce([verdict.holds for verdict in verdicts])
    return none
