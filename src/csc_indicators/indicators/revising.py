"""The triangle of revisions: each month's figure as known on one month end after another, and what moved it in between."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import InvalidPeriod
from csc_indicators.indicators.computation import Terms, computation
from csc_indicators.indicators.judging import Measure
from csc_indicators.periods import Month, as_date
from csc_indicators.records.ledger import Known, is_a_ledger
from csc_indicators.records.table import Records
from csc_indicators.results.revisions import Cause

__all__ = ["Basis", "InUse", "Revising", "triangle"]

Counts = NDArray[np.int64]

ValueT = TypeVar("ValueT")


@attrs.frozen
class InUse(Generic[ValueT]):
    """
    What was in use, by the day it came into use.

    Attributes:
        since: The days, each with what came into use on it.
    """

    since: Mapping[date, ValueT]

    @classmethod
    def of(cls, given: Any, made: Callable[[Any], ValueT]) -> "InUse[ValueT]":
        """
        What *given* says: one thing for all days, or a mapping of days to what came into use on them, each *made* into what is used.

        Raises:
            InvalidPeriod: If nothing was in use, or a day cannot be read.
        """
        if not isinstance(given, Mapping):
            return cls({date.min: made(given)})
        if not given:
            raise InvalidPeriod("Nothing is said to have been in use. Give what was, by the day it came into use, or leave the argument out.")
        return cls({as_date(day): made(each) for day, each in given.items()})

    def on(self, day: date) -> ValueT:
        """What had come into use last by *day*; the first of all before that."""
        return self.since[max((since for since in self.since if since <= day), default=min(self.since))]

    @property
    def last(self) -> ValueT:
        """What came into use last."""
        return self.since[max(self.since)]


@attrs.frozen(kw_only=True)
class Basis:
    """
    What a figure is computed from and by on a day.

    Attributes:
        cases: What was known of the table of cases.
        events: What was known of the table of events; the same table's where there is one alone.
        measure: The measure in use.
        calendar: The calendar in use.
    """

    cases: Known
    events: Known
    measure: Measure
    calendar: WorkingDayCalendar

    def towards(self, later: "Basis") -> Iterator[tuple[Cause, "Basis"]]:
        """One cause of change after another, from this basis to a *later* one."""
        corrected = attrs.evolve(
            self,
            cases=attrs.evolve(self.cases, corrections=later.cases.corrections),
            events=attrs.evolve(self.events, corrections=later.events.corrections),
        )
        deleted = attrs.evolve(
            corrected,
            cases=attrs.evolve(corrected.cases, deletions=later.cases.deletions),
            events=attrs.evolve(corrected.events, deletions=later.events.deletions),
        )
        added = attrs.evolve(deleted, cases=later.cases)
        recorded = attrs.evolve(added, events=later.events)
        ruled = attrs.evolve(recorded, measure=later.measure)
        yield from (
            (Cause.CORRECTED, corrected),
            (Cause.DELETED, deleted),
            (Cause.ADDED, added),
            (Cause.RECORDED_LATE, recorded),
            (Cause.RULE, ruled),
            (Cause.CALENDAR, later),
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Revising:
    """
    The records whose figures were revised.

    Attributes:
        read: The records by table, checked.
        terms: What they are computed by, whatever the day.
        accumulation: How cases are gathered.
        first: The first month with a figure.
    """

    read: Mapping[str, Records]
    terms: Terms
    accumulation: Accumulation
    first: Month

    def known(self, basis: Basis) -> dict[str, Known]:
        """What was known of each table: in one that is no ledger only whether a row was there, and everything in one that does not say when."""
        cases, *events = self.read
        known = {cases: basis.cases if events else basis.events} | dict.fromkeys(events, basis.events)
        dated = {name: each for name, each in known.items() if "recorded" in self.read[name]}
        return {name: Known() for name in known} | {
            name: each if is_a_ledger(self.read[name]) else Known.by(each.first) for name, each in dated.items()
        }

    def alike(self, one: Basis, other: Basis) -> bool:
        """Whether two bases give the same counts because nothing that they are counted from or by differs."""
        return (self.known(one), one.measure, one.calendar) == (self.known(other), other.measure, other.calendar)

    def counts(self, basis: Basis, as_at: date) -> Counts:
        """The numerators and denominators of every period to *as_at*, by what was known and in use."""
        terms = attrs.evolve(self.terms, measure=basis.measure, calendar=basis.calendar)
        _, tallies = computation(terms, self.read, self.known(basis)).counted(self.accumulation, self.first, as_at)
        return np.stack([tallies.numerators[0], tallies.denominators[0]])


def triangle(of: Revising, bases: Sequence[Basis], days: Sequence[date], periods: Sequence[Period]) -> tuple[Counts, Counts]:
    """
    The counts of each period as known on each day, and by how many each cause moved them from the day before.

    Returns:
        The counts, 2 by periods by days; and the changes, causes by 2 by periods by days.
    """
    counts = np.zeros((2, len(periods), len(days)), dtype=np.int64)
    changes = np.zeros((len(Cause), *counts.shape), dtype=np.int64)
    for column, (day, basis) in enumerate(zip(days, bases, strict=True)):
        over = [period for period in periods if period.as_at <= day]
        if not over:
            continue
        counts[:, : len(over), column] = of.counts(basis, over[-1].as_at)
        published = [period for period in over if column and period.as_at <= days[column - 1]]
        if published:
            before, now = (counts[:, : len(published), at] for at in (column - 1, column))
            changes[:, :, : len(published), column] = _changes(of, (bases[column - 1], before), (basis, now), published[-1].as_at)
    return counts, changes


def _changes(of: Revising, earlier: tuple[Basis, Counts], later: tuple[Basis, Counts], as_at: date) -> Counts:
    """By how many each cause moved the counts, from one basis with its counts to another, of every period to *as_at*."""
    basis, counts = earlier
    moved = []
    for _, step in basis.towards(later[0]):
        before = counts
        if of.alike(step, later[0]):
            counts = later[1]
        elif not of.alike(step, basis):
            counts = of.counts(step, as_at)
        moved.append(counts - before)
        basis = step
    return np.stack(moved)
