"""What was late practice and what was late recording: a figure as recorded by a day, and the same as it is known to have been practised."""

import attrs
import numpy as np

from csc_indicators.measures.judgement import Status
from csc_indicators.results.cases import Cases
from csc_indicators.results.tally import OverlappingTally

__all__ = ["Practice", "practice"]


@attrs.frozen(kw_only=True)
class Practice:
    """
    A figure as recorded by a day beside the same figure as practised: from the dates of events as they are known later.

    The second never takes the place of the first: what was not recorded by the day was not known, and could not be acted on.

    Attributes:
        as_recorded: The counts from what had been recorded by the day.
        as_practised: The counts from all that has been recorded since.
        recorded_late: The cases in time as practised that were not so as recorded: in time, and recorded too late.
        said_to_be: Those of them that a recording reason was given for.
        contradicted: The cases that are late by every date recorded since, and yet have a recording reason. Either the reason is wrong or a date is.
    """

    as_recorded: OverlappingTally
    as_practised: OverlappingTally
    recorded_late: int
    said_to_be: int
    contradicted: int


def practice(recorded: Cases, practised: Cases) -> Practice:
    """
    Compare the cases of one period as recorded by a day with the same as known later.

    Args:
        recorded: The cases as recorded by the day.
        practised: The cases as known later.
    """
    late_kinds = {reason.code for reason in practised.taxonomy if reason.kind == "recording"}
    in_time = practised.judgement.numerator & ~np.isin(practised.record, recorded.record[recorded.judgement.numerator])
    said = np.isin(practised.reason, sorted(late_kinds)) | np.isin(practised.record, recorded.record[np.isin(recorded.reason, sorted(late_kinds))])
    return Practice(
        as_recorded=_counts(recorded),
        as_practised=_counts(practised),
        recorded_late=int(in_time.sum()),
        said_to_be=int((in_time & said).sum()),
        contradicted=int((said & (practised.judgement.status == Status.LATE)).sum()),
    )


def _counts(cases: Cases) -> OverlappingTally:
    return OverlappingTally(int(cases.judgement.numerator.sum()), int(cases.judgement.counted.sum()))
