"""What a reader of a figure must know about the records behind it; rows are named and values never."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from csc_indicators.accumulations import Period
from csc_indicators.arrays import Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import listed_rows
from csc_indicators.measures.judgement import Because, Status
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.rates import Population

__all__ = ["note_on_strangers", "notes_on", "notes_on_rates", "notes_on_uncommented", "notes_on_undated"]

_YEAR = 12

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
    yield from _explained_in_time(cases)
    yield from _retired(cases)


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


def _explained_in_time(cases: Cases) -> Iterator[str]:
    """Reasons of cases that are in time; a recording reason says just that, and is none of them."""
    recording = [reason.code for reason in cases.taxonomy if reason.kind == "recording"]
    explained = np.flatnonzero((cases.judgement.status == Status.IN_TIME) & (cases.reason != ""))
    rows = cases.judgement.row[explained[~np.isin(cases.reason[explained], recording)]]
    if len(rows):
        where = f"{cases.table}, {listed_rows(rows.tolist())}"
        yield f"{where}: in time, and with a reason for being late. The reason is not counted; a date may be wrong."


def _retired(cases: Cases) -> Iterator[str]:
    """Reasons that are no longer given, by what they are read as."""
    for reason in (reason for reason in cases.taxonomy if reason.status == "retired"):
        rows = cases.judgement.row[cases.reason == reason.code]
        if len(rows):
            now = cases.taxonomy.current(reason).code
            yield f"{cases.table}, {listed_rows(rows.tolist())}: the reason {reason.code} is retired, and is read as {now}. Give {now}."


def notes_on_uncommented(tables: Iterable[Records], taxonomy: Taxonomy) -> Iterator[str]:
    """A sentence on reasons that need a comment, in a table that has no column for one."""
    for records in tables:
        if "reason" in records and "comment" not in records:
            given = records.identifiers("reason")
            needs = [code != "" and taxonomy[code].comment_required for code in given.labels.tolist()]
            rows = records.rows[np.array([*needs, False])[given.codes]]
            if len(rows):
                where = f"{records.table.name}, {listed_rows(rows.tolist())}"
                yield f"{where}: the reason says too little without a comment, and there is no column of comments."


def note_on_strangers(rows: Rows, events: str, stays: str) -> Iterator[str]:
    """A sentence on events of people who have no stay, if there are any."""
    if len(rows):
        yield f"{events}, {listed_rows(rows.tolist())}: of nobody in {stays}; not used. Check that both tables name children alike."


def notes_on_undated(tables: Iterable[Records]) -> Iterator[str]:
    """A sentence on each table of which it cannot be told what was known on a day."""
    for records in tables:
        if "recorded" not in records:
            yield f"{records.table.name}: taken as they are now, because the day each was recorded is not there."


def notes_on_rates(population: Population, periods: Sequence[Period], year: ReportingYear, *, gathered: bool) -> Iterator[str]:
    """
    What to bear in mind of rates: of a time that is no year, of a population of another year, or of one population for several years.

    Args:
        population: What the rates are of.
        periods: The days of the whole series, the last being those of the figure.
        year: The reporting year of the figure.
        gathered: Whether what is counted is gathered over time; a state is of a day, and so is its rate.
    """
    last = periods[-1]
    months = sum(1 for _ in Month.of(last.first).months_to(last.month)) - (not last.complete)
    if gathered and months < _YEAR:
        yield "The rate is of part of a year and not scaled up to a whole one."
    elif gathered and (months > _YEAR or not last.complete):
        yield "The rate is of more than a year and not scaled down to one."
    if population.as_of is not None and population.as_of.year != year.first.year:
        yield f"The population is an estimate for {population.as_of}; the Department's rates use the middle of {year.first.year}."
    if periods[0].as_at < year.first:
        yield "The rates of earlier years are of the same population. Compute each year with its own to compare them with published ones."
