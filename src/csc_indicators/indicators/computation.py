"""From checked records to what can be counted: what each kind of measure asks of its records."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol, TypeAlias

import numpy as np

from csc_indicators.accumulations import Accumulation, AsAt, Period
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.indicators.ends import check_ends, ends
from csc_indicators.indicators.windows import check_windows, windows
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.periods import Month
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.intake import Intake
from csc_indicators.records.ledger import Known
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tallies import Tallies

__all__ = ["Computation", "KnownByTable", "Measure", "check", "computation", "suits"]

Measure: TypeAlias = WithinLimit | SeenInWindow

#: What was known of each table, by its name.
KnownByTable: TypeAlias = Mapping[str, Known]


class Computation(Protocol):
    """Records that a measure can be taken of, as known on a day."""

    def points(self, accumulation: Accumulation, first: Month, as_at: date) -> tuple[Gathered, ...] | tuple[Snapshot, ...]:
        """The figure of every period from *first* on."""

    def tallies(self, accumulation: Accumulation, first: Month, as_at: date) -> Tallies:
        """The counts of every period from *first* on, by the groups asked for."""

    def cases(self, period: Period) -> Cases:
        """Every case as things stood at the end of *period*, those of earlier periods excluded."""

    def notes(self, accumulation: Accumulation, first: Month) -> Iterator[str]:
        """What a reader of the figures must know about the records, beside what the cases say themselves."""


def suits(measure: Measure, accumulation: Accumulation) -> bool:
    """Whether what the measure counts can be gathered so: events over time, states as at a day."""
    return isinstance(measure, SeenInWindow) == isinstance(accumulation, AsAt)


def check(measure: Measure, read: Mapping[str, Records], intake: Intake, known: KnownByTable, by: tuple[str, ...]) -> None:
    """
    Raise every fault that the intake has found or that the records have together.

    Raises:
        FaultyRecords: If there is any.
    """
    cases, *events = read.values()
    _check_labels(cases, intake, by)
    if isinstance(measure, WithinLimit):
        check_ends(measure, cases, intake, known[cases.table.name])
    else:
        check_windows(measure, cases, events[0], intake, known)
    intake.raise_faults()


def computation(
    measure: Measure, read: Mapping[str, Records], known: KnownByTable, *, calendar: WorkingDayCalendar, taxonomy: Taxonomy, by: tuple[str, ...] = ()
) -> Computation:
    """The records that :func:`check` has passed, ready to be counted."""
    cases, *events = read.values()
    if isinstance(measure, WithinLimit):
        return ends(measure, cases, known[cases.table.name], calendar, taxonomy, by)
    return windows(measure, cases, events[0], known, calendar, taxonomy, by)


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
