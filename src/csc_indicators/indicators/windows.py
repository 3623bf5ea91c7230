"""Who was seen in a window before a day: from the records of two tables to cases and tallies."""

from collections.abc import Iterator
from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.arrays import Dates, Mask
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.indicators.grouping import Groups
from csc_indicators.measures.coverage import SeenInWindow, seen_in_window, seen_on
from csc_indicators.measures.judgement import Judgement
from csc_indicators.measures.spells import Spells, spells
from csc_indicators.periods import Month
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.identifiers import codes_of
from csc_indicators.records.ledger import Known, standing
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.notes import note_on_strangers
from csc_indicators.results.series import Snapshot, snapshots
from csc_indicators.results.tallies import Tallies

__all__ = ["Windows", "windows"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Windows:
    """
    Stays and the events in them, as known on a day.

    Attributes:
        stays: The rows of stays that stand.
        spells: The unbroken spells that they make.
        events: The rows of events that stand, or will.
        person: Whose each event is, in the coding of the spells; -1 for nobody's.
        known: Which events were known; the others can explain and cannot make timely.
        measure: The window, and which spells qualify.
        calendar: The working days.
        taxonomy: What reason codes mean.
        by: The columns of stays that hold the labels of groups.
        left_out: What is to be said of stays that the indicator is not about; empty when there are none.
    """

    stays: Records
    spells: Spells
    events: Records
    person: NDArray[np.int64]
    known: Mask
    measure: SeenInWindow
    calendar: WorkingDayCalendar
    taxonomy: Taxonomy
    by: tuple[str, ...]
    left_out: str

    def judged(self, as_at: date) -> Judgement:
        """Every spell as things stood at the end of *as_at*."""
        judged = seen_in_window(self.spells, self.person, self._when, self.known, measure=self.measure, as_at=as_at, calendar=self.calendar)
        return attrs.evolve(judged, explained_on=np.append(0, self.events.rows)[judged.explained_on])

    def counted(self, accumulation: Accumulation, first: Month, as_at: date) -> tuple[tuple[Snapshot, ...], Tallies]:
        """The state at the end of each month from *first*, and of *as_at*, and the counts of the same days by the groups asked for."""
        periods = accumulation.periods(first, as_at)
        tallies = self._by_group(accumulation, periods) if self.by else self._whole(accumulation, periods)
        return snapshots(tallies.whole()), tallies

    def _whole(self, accumulation: Accumulation, periods: tuple[Period, ...]) -> Tallies:
        days = np.array([period.as_at for period in periods], dtype="datetime64[D]")
        counts = seen_on(self.spells, self.person, self._when, self.known, measure=self.measure, days=days, calendar=self.calendar)
        numerators, denominators = (count[np.newaxis] for count in counts)
        return Tallies(accumulation=accumulation, periods=periods, counted_from=periods[0].first, numerators=numerators, denominators=denominators)

    def cases(self, period: Period) -> Cases:
        """Every spell as things stood at the end of *period*."""
        judgement = self.judged(period.as_at)
        of = self.stays.where(np.searchsorted(self.stays.rows, judgement.row))
        groups = Groups.of(self.stays, self.by)
        of_spell = (groups.by, groups.labels, self._group_on(period.as_at, groups.of_row)[self.spells.person])
        return Cases.of_records(judgement, of, told=self.events, told_on=judgement.explained_on, groups=of_spell, taxonomy=self.taxonomy)

    def notes(self, accumulation: Accumulation, first: Month) -> Iterator[str]:  # noqa: ARG002 - a snapshot asks nothing of earlier months
        """A sentence on stays that are not counted, and one on events of nobody who stays."""
        if self.left_out:
            yield self.left_out
        yield from note_on_strangers(self.events.rows[self.person < 0], self.events.table.name, self.stays.table.name)

    def _by_group(self, accumulation: Accumulation, periods: tuple[Period, ...]) -> Tallies:
        """The tallies of each group, a child being of the group that the row of stays covering the day says."""
        groups = Groups.of(self.stays, self.by)
        judged = ((self.judged(period.as_at), self._group_on(period.as_at, groups.of_row)[self.spells.person]) for period in periods)
        return groups.tallies(accumulation, periods, judged)

    def _group_on(self, day: date, group: NDArray[np.intp]) -> NDArray[np.intp]:
        """The group of each person on a day."""
        at = np.datetime64(day, "D")
        covers = np.flatnonzero((self.stays["start"] <= at) & ~(self.stays["end"] <= at))
        covers = covers[np.argsort(self.stays["start"][covers], kind="stable")]  # of two that overlap as known, the later says the group
        of_person = np.zeros(len(self.stays.identifiers("child").labels), dtype=np.intp)
        of_person[self.stays.identifiers("child").codes[covers]] = group[covers]
        return of_person

    @property
    def _when(self) -> Dates:
        return self.events[self.measure.event]


def windows(
    measure: SeenInWindow,
    stays: Records,
    events: Records,
    known: Known,
    calendar: WorkingDayCalendar,
    taxonomy: Taxonomy,
    by: tuple[str, ...] = (),
    left_out: str = "",
) -> Windows:
    """
    Stays as known, and what was known of events, once both have been checked.

    A stay whose end was not known yet can overlap with the next: as known, the two are one, because somebody in either was in a stay. Events that
    were not known stay beside, because what came later can explain.
    """
    then = standing(events, known)
    kept = then | standing(events, Known())
    events, then = events.where(kept), then[kept]
    children = stays.identifiers("child")
    person = codes_of(events.identifiers("child"), within=children)
    unbroken = spells(children.codes, stays["start"], stays["end"])
    unbroken = attrs.evolve(unbroken, row=stays.rows[unbroken.row - 1])
    return Windows(
        stays=stays,
        spells=unbroken,
        events=events,
        person=person,
        known=then,
        measure=measure,
        calendar=calendar,
        taxonomy=taxonomy,
        by=by,
        left_out=left_out,
    )
