"""What came within its limit, or did not: from the records of one table to cases and tallies."""

from collections.abc import Iterator
from datetime import date

import attrs
import numpy as np

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.arrays import NAT, Dates
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.measures.judgement import Judgement
from csc_indicators.measures.timeliness import WithinLimit, within_limit
from csc_indicators.periods import Month
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.identifiers import repeated
from csc_indicators.records.intake import Intake
from csc_indicators.records.ledger import Known, is_a_ledger, ledger_faults, standing
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.series import Gathered, gathered
from csc_indicators.results.tallies import Tallies

__all__ = ["Ends", "check_ends", "ends"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ends:
    """
    The records of one table as known on a day, each a start with its end or without.

    Attributes:
        records: The rows that stand.
        happened: The day of each end, missing where it has not happened or was not known.
        measure: The limit, and the columns it runs between.
        calendar: The working days.
        taxonomy: What reason codes mean.
        by: The columns that hold the labels of groups.
    """

    records: Records
    happened: Dates
    measure: WithinLimit
    calendar: WorkingDayCalendar
    taxonomy: Taxonomy
    by: tuple[str, ...]
    _judged: dict[date, Judgement] = attrs.field(factory=dict, init=False)

    def judged(self, as_at: date) -> Judgement:
        """Every row as things stood at the end of *as_at*; what was judged last is kept, because a figure and its cases are of one day."""
        judged = self._judged.get(as_at)
        if judged is None:
            start = self.records[self.measure.start]
            judged = within_limit(self.records.rows, start, self.happened, limit=self.measure.limit, as_at=as_at, calendar=self.calendar)
            self._judged.clear()
            self._judged[as_at] = judged
        return judged

    def points(self, accumulation: Accumulation, first: Month, as_at: date) -> tuple[Gathered, ...]:
        """The figure of every period from *first* on, each with its last month alone."""
        months = self._months(accumulation, first, as_at, ())
        return gathered(months.to(accumulation).starting(first), months)

    def tallies(self, accumulation: Accumulation, first: Month, as_at: date) -> Tallies:
        """The counts of every period from *first* on, by the groups asked for."""
        return self._months(accumulation, first, as_at, self.by).to(accumulation).starting(first)

    def _months(self, accumulation: Accumulation, first: Month, as_at: date, by: tuple[str, ...]) -> Tallies:
        """The tallies of every month that a figure from *first* on is gathered from."""
        judged = self.judged(as_at)
        labels = {name: self.records[name] for name in by}
        earliest = Month.of(accumulation.periods(first, first.last)[0].first)
        return Tallies.of_events(judged.happened, judged.numerator, first=earliest, as_at=as_at, by=labels)

    def cases(self, period: Period) -> Cases:
        """Every case as things stood at the end of *period*, those of earlier periods excluded."""
        judgement = self.judged(period.as_at).since(period.first)
        reason = self.records["reason"] if "reason" in self.records else np.zeros(len(self.records), dtype=np.str_)
        family = self.records.identifiers("family") if "family" in self.records else None
        return Cases(self.records.table.name, judgement, self.records.identifiers("child"), family, reason, self.taxonomy)

    def notes(self, accumulation: Accumulation, first: Month) -> Iterator[str]:
        """A sentence when a figure reaches back to months of which the records have nothing: it is too low if they begin later than it does."""
        earliest = accumulation.periods(first, first.last)[0].first
        held = self.happened[~np.isnat(self.happened)]
        if earliest >= first.first or not len(held):
            return
        begun = Month.of(date.fromisoformat(str(held.min())))
        if begun > Month.of(earliest):
            yield (
                f"{self.records.table.name}: the first date of {self.records.named[self.measure.end]!r} is in {begun}, and the first "
                f"figure counts from {Month.of(earliest)}. If the records begin later than that, leave the earliest figures out."
            )


def ends(measure: WithinLimit, records: Records, known: Known, calendar: WorkingDayCalendar, taxonomy: Taxonomy, by: tuple[str, ...] = ()) -> Ends:
    """
    The records as known, once :func:`check_ends` has passed.

    A table of one row to an event says of each conference on which day it was recorded, so on an earlier day the row is there without its end. A
    ledger says of each entry when it was made, so on an earlier day the entry is not there.
    """
    if is_a_ledger(records):
        records = records.where(standing(records, known, measure.end))
        happened = records[measure.end]
    elif known.first is None:
        happened = records[measure.end]
    else:
        happened = np.where(records["recorded"] <= np.datetime64(known.first, "D"), records[measure.end], NAT)
    return Ends(records=records, happened=happened, measure=measure, calendar=calendar, taxonomy=taxonomy, by=by)


def check_ends(measure: WithinLimit, records: Records, intake: Intake, known: Known) -> None:
    """Note every fault that what the records say together has; nothing is raised."""
    if measure.start not in records and not records.table[measure.start].required:
        intake.fault_missing(records, measure.start, "this reading of the rule starts its clock from it")
    ledger_faults(intake, records, measure.end if measure.end in records else None, needs_recorded=known != Known())
    _check_once_each(intake, records, measure)


def _check_once_each(intake: Intake, records: Records, measure: WithinLimit) -> None:
    if not {"child", measure.start, measure.end} <= set(records.columns):
        return
    sound = intake.sound(records)
    if is_a_ledger(records):
        sound &= standing(records, Known(), measure.end)
    start, end = records[measure.start][sound], records[measure.end][sound]
    held = ~np.isnat(end)
    twice = repeated(records.identifiers("child").codes[sound], np.where(held, end, start), held)
    start_name, end_name = records.named[measure.start], records.named[measure.end]
    held_twice = f"the same child has more than one row with one date of {end_name!r}, and one event counts once"
    open_twice = f"the same child has more than one row with one date of {start_name!r} and no {end_name!r}"
    intake.fault(records, None, records.rows[sound][twice & held], held_twice, "Keep one of them: the one whose start your definition takes")
    intake.fault(records, None, records.rows[sound][twice & ~held], open_twice, "Keep one of them")
