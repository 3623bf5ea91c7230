"""From records that have been read to what can be counted: the faults they have together, and the way each kind of measure counts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol, TypeAlias

import attrs
import numpy as np

from csc_indicators.accumulations import Accumulation, AsAt, Period
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import FaultyRecords
from csc_indicators.indicators.judging import Judging, Measure, as_known, is_gathered, reported_in, underlying
from csc_indicators.indicators.windows import windows
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.intervals_kept import IntervalsKept, stray_events
from csc_indicators.measures.recurrence import Again
from csc_indicators.periods import Month
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.constraints import constraint_faults
from csc_indicators.records.identifiers import codes_of
from csc_indicators.records.intake import Intake
from csc_indicators.records.ledger import Known, ledger_faults, standing
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tallies import Tallies

__all__ = ["Among", "Book", "Computation", "KnownByTable", "Terms", "check", "computation", "suits"]

#: What was known of each table, by its name.
KnownByTable: TypeAlias = Mapping[str, Known]


@attrs.frozen(kw_only=True)
class Among:
    """
    Which rows of the table of cases an indicator is about: those with a flag, or those without.

    Attributes:
        column: The column of the flag; a blank means that the row has it not.
        flagged: True when only rows with the flag are counted, False when only those without it are. Without the column no row has the flag.
        because: Why the others are not counted.
    """

    column: str
    flagged: bool
    because: str

    def __str__(self) -> str:
        return f"only {'' if self.flagged else 'not '}{self.column}".replace("_", " ")


class Computation(Protocol):
    """Records that a measure can be taken of, as known on a day."""

    def counted(self, accumulation: Accumulation, first: Month, as_at: date) -> tuple[tuple[Gathered, ...] | tuple[Snapshot, ...], Tallies]:
        """The figure of every period from *first* on, and the same counts by the groups asked for."""

    def cases(self, period: Period) -> Cases:
        """Every case as things stood at the end of *period*, those of earlier periods excluded."""

    def notes(self, accumulation: Accumulation, first: Month) -> Iterator[str]:
        """What a reader of the figures must know about the records, beside what the cases say themselves."""


@attrs.frozen(kw_only=True)
class Terms:
    """
    What a figure is computed by, whatever the records.

    Attributes:
        measure: The measure.
        among: Which rows of cases are counted; None for all.
        calendar: The working days.
        taxonomy: What reason codes mean.
        by: The columns that hold the labels of groups.
        records_from: The first day from which the records hold everything; None when they hold all there is.
    """

    measure: Measure
    among: Among | None
    calendar: WorkingDayCalendar
    taxonomy: Taxonomy
    by: tuple[str, ...] = ()
    records_from: date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Book:
    """
    What a figure was computed from, so that it can be looked into, and computed again as known on another day.

    Attributes:
        terms: What it was computed by.
        read: The records by table, checked.
        counted: The records as they were known for the figure.
    """

    terms: Terms
    read: Mapping[str, Records]
    counted: Computation

    def cases(self, period: Period) -> Cases:
        """Every case as things stood at the end of *period*, those of earlier periods excluded."""
        return self.counted.cases(period)

    def cases_known_on(self, day: date | None, period: Period) -> Cases | None:
        """
        The cases of a period from what had been recorded by a day, or since; None when the records do not say when they were recorded.

        Args:
            day: The day; None for all that has been recorded.
            period: The period.
        """
        known = {name: Known.by(day) for name in self.read}
        if day is not None:
            try:
                check(self.terms, self.read, Intake(calendar=self.terms.calendar, taxonomy=self.terms.taxonomy), known)
            except FaultyRecords:
                return None
        return computation(self.terms, self.read, known).cases(period)


def suits(measure: Measure, accumulation: Accumulation) -> bool:
    """Whether what the measure counts can be gathered so: events over time, states as at a day."""
    return is_gathered(measure) != isinstance(accumulation, AsAt)


def check(terms: Terms, read: Mapping[str, Records], intake: Intake, known: KnownByTable) -> None:
    """
    Raise every fault that the intake has found or that the records have together.

    Raises:
        FaultyRecords: If there is any.
    """
    cases, *events = read.values()
    measure = terms.measure
    _check_labels(cases, intake, terms.by)
    needed: set[str | None] = {*measure.columns, *((terms.among.column,) if terms.among is not None and terms.among.flagged else ())}
    of = underlying(measure)
    needed -= {of.earlier} if isinstance(of, Again) else set()  # what it adds, records without it do not lack
    for column in cases.table:
        if column.name in needed and column.name not in cases and not column.required:
            intake.fault_missing(cases, column.name, "this reading of the rule is computed from it")
    as_of_a_day = known[cases.table.name] != Known()
    reported = reported_in(measure) or ("start" if "start" in {column.name for column in cases.table} else measure.columns[0])
    ledger_faults(intake, cases, _held(cases, reported), needs_recorded=as_of_a_day and (not events or "recorded" in cases))
    if isinstance(measure, IntervalsKept | SeenInWindow):
        for table in events:
            ledger_faults(intake, table, _held(table, measure.event), needs_recorded=as_of_a_day)
    for table in read.values():
        constraint_faults(intake, table, known=known[table.table.name])
    if isinstance(measure, IntervalsKept):
        _check_chain(measure, cases, events[0], intake)
    intake.raise_faults()


def computation(terms: Terms, read: Mapping[str, Records], known: KnownByTable) -> Computation:
    """The records that :func:`check` has passed, ready to be counted."""
    cases, *events = read.values()
    cases, left_out = _among(terms.among, as_known(terms.measure, cases, known[cases.table.name]))
    if isinstance(terms.measure, SeenInWindow):
        return windows(terms.measure, cases, events[0], known[events[0].table.name], terms.calendar, terms.taxonomy, terms.by, left_out)
    of_cases = next((table.where(standing(table, known[table.table.name])) for table in events), None)
    return Judging(
        records=cases,
        events=of_cases,
        event_person=None if of_cases is None else codes_of(of_cases.identifiers("child"), within=cases.identifiers("child")),
        left_out=left_out,
        measure=terms.measure,
        calendar=terms.calendar,
        taxonomy=terms.taxonomy,
        by=terms.by,
        records_from=terms.records_from,
    )


def _held(records: Records, column: str) -> str | None:
    return column if column in records else None


def _among(among: Among | None, cases: Records) -> tuple[Records, str]:
    """The rows of cases that are counted, and what is to be said of the others; of a ledger only what stands says which are."""
    if among is None or among.column not in cases:
        return cases, ""
    counted = (cases[among.column] > 0) == among.flagged
    others = int(np.count_nonzero(~counted))
    if not others:
        return cases, ""
    are = "is" if others == 1 else "are"
    return cases.where(counted), f"{cases.table.name}: {others:,} of {len(cases):,} rows {are} not what this indicator is about. {among.because}"


def _check_chain(measure: IntervalsKept, spells: Records, events: Records, intake: Intake) -> None:
    """An event on the day that its spell starts, or before it, cannot be one of the chain."""
    if not {"child", measure.start, measure.end} <= set(spells.columns) or not {"child", measure.event} <= set(events.columns):
        return
    of, on = spells.where(standing(spells)), events.where(standing(events) & intake.sound(events))
    people = of.identifiers("child")
    stray = stray_events(
        people.codes,
        of[measure.start],
        of[measure.end],
        event_row=on.rows,
        event_person=codes_of(on.identifiers("child"), within=people),
        event_day=on[measure.event],
    )
    problem = f"on or before the day that the child's {of.table.name} start, and in no earlier one"
    intake.fault(events, measure.event, stray.before_start, problem, "Correct the date, or leave the row out")


def _check_labels(records: Records, intake: Intake, by: tuple[str, ...]) -> None:
    """A group written in two ways would be two groups."""
    for name in by:
        if name not in records:
            continue
        column = records.identifiers(name)
        folded = ["".join(str(label).split()).casefold() for label in column.labels.tolist()]
        _, same = np.unique(np.array(folded, dtype=np.str_), return_inverse=True)
        counts = np.bincount(column.codes[column.codes >= 0], minlength=len(folded))
        order = np.lexsort((counts, same))
        commonest = order[np.append(np.diff(same[order]) > 0, [True])] if len(order) else order
        rare = ~np.isin(np.arange(len(folded)), commonest)
        rows = records.rows[np.append(rare, [False])[column.codes]]
        problem = "a group whose name differs from another's in capitals or spaces only"
        intake.fault(records, name, rows, problem, "Write each group's name in one way")
