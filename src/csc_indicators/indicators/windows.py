"""Who was seen in a window before a day: from the records of two tables to cases and tallies."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.arrays import NAT, Dates, Mask, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.measures.coverage import SeenInWindow, Spells, overlapping, seen_in_window, seen_on, spells
from csc_indicators.measures.judgement import Judgement
from csc_indicators.periods import Month
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.identifiers import codes_of
from csc_indicators.records.intake import Intake
from csc_indicators.records.ledger import Known, is_a_ledger, ledger_faults, standing
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.notes import note_on_strangers
from csc_indicators.results.series import Snapshot, snapshots
from csc_indicators.results.tallies import Tallies

__all__ = ["Windows", "check_windows", "windows"]

#: Days beyond those of any stay.
_LONGEST = np.int64(1) << 32


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

    def judged(self, as_at: date) -> Judgement:
        """Every spell as things stood at the end of *as_at*."""
        judged = seen_in_window(self.spells, self.person, self._when, self.known, measure=self.measure, as_at=as_at, calendar=self.calendar)
        return attrs.evolve(judged, explained_on=np.append(0, self.events.rows)[judged.explained_on])

    def points(self, accumulation: Accumulation, first: Month, as_at: date) -> tuple[Snapshot, ...]:
        """The state at the end of each month from *first*, and of *as_at*."""
        return snapshots(self._whole(accumulation, accumulation.periods(first, as_at)))

    def tallies(self, accumulation: Accumulation, first: Month, as_at: date) -> Tallies:
        """The counts of the same days, by the groups asked for."""
        periods = accumulation.periods(first, as_at)
        return self._by_group(accumulation, periods) if self.by else self._whole(accumulation, periods)

    def _whole(self, accumulation: Accumulation, periods: tuple[Period, ...]) -> Tallies:
        days = np.array([period.as_at for period in periods], dtype="datetime64[D]")
        counts = seen_on(self.spells, self.person, self._when, self.known, measure=self.measure, days=days, calendar=self.calendar)
        numerators, denominators = (count[np.newaxis] for count in counts)
        return Tallies(accumulation=accumulation, periods=periods, counted_from=periods[0].first, numerators=numerators, denominators=denominators)

    def cases(self, period: Period) -> Cases:
        """Every spell as things stood at the end of *period*."""
        judgement = self.judged(period.as_at)
        at = np.searchsorted(self.stays.rows, judgement.row)
        given = self.events["reason"] if "reason" in self.events else np.zeros(len(self.events), dtype=np.str_)
        by_row = np.zeros(int(self.events.rows.max(initial=0)) + 1, dtype=given.dtype)
        by_row[self.events.rows] = given
        family = self.stays.identifiers("family")[at] if "family" in self.stays else None
        return Cases(self.stays.table.name, judgement, self.stays.identifiers("child")[at], family, by_row[judgement.explained_on], self.taxonomy)

    def notes(self, accumulation: Accumulation, first: Month) -> Iterator[str]:  # noqa: ARG002 - a snapshot asks nothing of earlier months
        """A sentence on events of nobody who stays."""
        return note_on_strangers(self.events.rows[self.person < 0], self.events.table.name, self.stays.table.name)

    def _by_group(self, accumulation: Accumulation, periods: tuple[Period, ...]) -> Tallies:
        """The tallies of each group, a child being of the group that the row of stays covering the day says."""
        columns = [self.stays.identifiers(name) for name in self.by]
        _, one, group = np.unique(np.stack([column.codes for column in columns]), axis=1, return_index=True, return_inverse=True)
        groups = list(zip(*(column.values[one].tolist() for column in columns), strict=True))
        counts = np.zeros((2, len(groups), len(periods)), dtype=np.int64)
        for at, period in enumerate(periods):
            judged = self.judged(period.as_at)
            counted = self._group_on(period.as_at, group.ravel())[self.spells.person]
            for row, cases in enumerate((judged.numerator, judged.counted)):
                counts[row, :, at] = np.bincount(counted[cases], minlength=len(groups))
        order = sorted(range(len(groups)), key=groups.__getitem__)
        return Tallies(
            accumulation=accumulation,
            periods=periods,
            counted_from=periods[0].first,
            by=self.by,
            groups=tuple(groups[number] for number in order),
            numerators=counts[0, order],
            denominators=counts[1, order],
        )

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
    known: Mapping[str, Known],
    calendar: WorkingDayCalendar,
    taxonomy: Taxonomy,
    by: tuple[str, ...] = (),
) -> Windows:
    """
    The records as known, once :func:`check_windows` has passed.

    Stays without the day they were recorded are taken as the records have them now. A stay whose end was not known yet can overlap with the next: as
    known, the two are one, because somebody in either was in a stay. Events that were not known stay beside, because what came later can explain.
    """
    if "recorded" in stays or is_a_ledger(stays):
        stays = stays.where(standing(stays, known[stays.table.name]))
    then = standing(events, known[events.table.name])
    kept = then | standing(events, Known())
    events, then = events.where(kept), then[kept]
    children = stays.identifiers("child")
    person = codes_of(events.identifiers("child"), within=children)
    row, person_of_stay, start, end = _apart(stays)
    unbroken = spells(person_of_stay, start, end)
    unbroken = attrs.evolve(unbroken, row=row[unbroken.row - 1])
    return Windows(
        stays=stays, spells=unbroken, events=events, person=person, known=then, measure=measure, calendar=calendar, taxonomy=taxonomy, by=by
    )


def _apart(stays: Records) -> tuple[Rows, NDArray[np.int64], Dates, Dates]:
    """The row, person, start and end of every stay, those of one person that overlap made one, under the row of the first of them."""
    row, person, start, end = stays.rows, stays.identifiers("child").codes, stays["start"], stays["end"]
    if not len(overlapping(person, start, end)):
        return row, person, start, end
    order, origin = np.lexsort((end, start, person)), start.min()
    # Each person has a stretch of numbers of their own, so the furthest end so far is one running maximum; no end is the last number of all.
    own, begins = person[order] * _LONGEST, (start[order] - origin).astype(np.int64)
    furthest = np.maximum.accumulate(own + np.where(np.isnat(end[order]), _LONGEST - 1, (end[order] - origin).astype(np.int64)))
    first = np.flatnonzero(np.append([True], (own + begins)[1:] >= furthest[:-1]))
    days = (furthest - own)[np.append(first[1:], len(order)) - 1]
    at = order[first]
    return row[at], person[at], start[at], np.where(days == _LONGEST - 1, NAT, origin + days.astype("timedelta64[D]"))


def check_windows(measure: SeenInWindow, stays: Records, events: Records, intake: Intake, known: Mapping[str, Known]) -> None:
    """Note every fault that what the records say together has; nothing is raised."""
    needed = known[events.table.name] != Known()
    ledger_faults(intake, events, measure.event if measure.event in events else None, needs_recorded=needed)
    ledger_faults(intake, stays, "start" if "start" in stays else None, needs_recorded=needed and "recorded" in stays)
    if not {"child", "start", "end"} <= set(stays.columns):
        return
    intake.fault(stays, "end", stays.rows[stays["end"] < stays["start"]], "the end is before the start", "Correct one of the two dates")
    sound = intake.sound(stays)
    if "recorded" in stays or is_a_ledger(stays):
        sound &= standing(stays, known[stays.table.name]) & standing(stays, Known())  # what has been put right since is no fault
    left = stays.where(sound)
    overlaps = left.rows[overlapping(left.identifiers("child").codes, left["start"], left["end"]) - 1]
    remedy = "End the earlier period on or before the day the later one starts, or remove the row that is there twice"
    intake.fault(stays, "start", overlaps, "starts before an earlier period of the same child has ended", remedy)
