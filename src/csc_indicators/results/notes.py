"""What a reader of a figure must know about the records behind it; rows are named and values never."""

from collections.abc import Iterator

import numpy as np

from csc_indicators.arrays import Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import listed_rows
from csc_indicators.measures.judgement import Because, Status
from csc_indicators.results.cases import Cases

__all__ = ["note_on_strangers", "notes_on"]

#: Rows that are excluded for these reasons are as they should be, and are not worth a sentence.
_ORDINARY = {
    Because.JUDGED,
    Because.ENDED,
    Because.NOT_ENDED,
    Because.TOO_NEW,
    Because.STARTS_LATER,
    Because.OTHER_PERIOD,
    Because.COUNTED_ONCE,
    Because.NOT_YET,
}


def notes_on(cases: Cases, calendar: WorkingDayCalendar) -> Iterator[str]:
    """A sentence for each thing that keeps cases from being judged, for due dates that may still change, and for children without a family."""
    yield from _unjudged(cases)
    yield from _projected(cases, calendar)
    yield from _alone(cases)


def _unjudged(cases: Cases) -> Iterator[str]:
    judged = cases.judgement
    for why in Because:
        of_this = judged.because == why
        if why in _ORDINARY or not of_this.any():
            continue
        counts = Status(int(judged.status[of_this][0])).counts
        consequence = (
            f"counted in the denominator and not {'in the numerator' if _with_a_property(cases) else 'as in time'}" if counts else "not counted"
        )
        yield f"{cases.table}, {listed_rows(judged.row[of_this].tolist())}: {why}; {consequence}."


def _with_a_property(cases: Cases) -> bool:
    """Whether the cases have a property or not, rather than a limit."""
    return bool(np.isin(cases.judgement.status, (Status.YES, Status.NO)).any())


def _projected(cases: Cases, calendar: WorkingDayCalendar) -> Iterator[str]:
    rows = cases.judgement.row[calendar.is_projected(cases.judgement.due)]
    if len(rows):
        yield f"{cases.table}, {listed_rows(rows.tolist())}: the due date rests on holidays that are projected and not announced yet."


def _alone(cases: Cases) -> Iterator[str]:
    if cases.family is None:
        return
    rows = cases.judgement.row[cases.judgement.counted & cases.family.blank]
    if len(rows):
        yield f"{cases.table}, {listed_rows(rows.tolist())}: no family is named; each is taken as a family of its own."


def note_on_strangers(rows: Rows, events: str, stays: str) -> Iterator[str]:
    """A sentence on events of people who have no stay, if there are any."""
    if len(rows):
        yield f"{events}, {listed_rows(rows.tolist())}: of nobody in {stays}; not used. Check that both tables name children alike."
