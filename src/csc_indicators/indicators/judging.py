"""From records to what can be counted: each kind of measure asked of the columns it names, and its cases counted by period and group."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import IN_MONTH, Accumulation, Period
from csc_indicators.arrays import NAT
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import listed_rows
from csc_indicators.indicators.grouping import Groups
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted, lasted
from csc_indicators.measures.flow import Happened, happened
from csc_indicators.measures.intervals_kept import IntervalsKept, intervals_kept, stray_events
from csc_indicators.measures.judgement import Judgement
from csc_indicators.measures.overdue import Overdue, overdue
from csc_indicators.measures.people import EachOnce, once_each
from csc_indicators.measures.prevalence import ShareWith, share_with
from csc_indicators.measures.recurrence import Again, again
from csc_indicators.measures.stock import OpenOn, open_on
from csc_indicators.measures.timeliness import WithinLimit, within_limit
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.ledger import Known, is_a_ledger, standing
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.notes import note_on_strangers
from csc_indicators.results.series import Gathered, Snapshot, gathered, snapshots
from csc_indicators.results.tallies import Tallies

__all__ = ["Judging", "Measure", "as_known", "dated_by", "is_gathered", "is_timed", "reported_in", "underlying"]

#: How an indicator can be computed.
Measure: TypeAlias = WithinLimit | ShareWith | Happened | Again | Lasted | OpenOn | Overdue | IntervalsKept | SeenInWindow | EachOnce


def underlying(measure: Measure) -> Measure:
    """The measure in which people are counted once each, or the measure itself."""
    return measure.of if isinstance(measure, EachOnce) else measure


def dated_by(measure: Measure) -> str | None:
    """The column of the day that puts a case in a period; None of a measure of states."""
    match underlying(measure):
        case WithinLimit(end=end) | Lasted(end=end, ended=True):
            return end
        case ShareWith(event=event) | Happened(event=event) | Again(event=event):
            return event
        case _:
            return None


def is_gathered(measure: Measure) -> bool:
    """Whether the measure counts events, which are gathered over time; otherwise it counts a state, which is taken at the end of a day."""
    return dated_by(measure) is not None


def is_timed(measure: Measure) -> bool:
    """Whether what is in the numerator was in time; otherwise it has a property, or is all that is counted."""
    return isinstance(measure, WithinLimit | IntervalsKept | SeenInWindow)


def reported_in(measure: Measure) -> str | None:
    """The column of the day that a row of cases reports beside its own being there; None where its being there is all it reports."""
    return measure.end if isinstance(measure, WithinLimit | Overdue) else None


def as_known(measure: Measure, records: Records, known: Known) -> Records:
    """
    The rows of cases as known, without what was not.

    A row that reports the end of something was there before that end was recorded, so on an earlier day it is there without it. A row that reports
    nothing but itself is not there before it was recorded; nor is an entry of a ledger before it was made.
    """
    reported = reported_in(measure)
    if known == Known() and not is_a_ledger(records):
        return records
    if reported is None or is_a_ledger(records):
        return records.where(standing(records, known, reported))
    by_then = records["recorded"] <= np.datetime64(known.first, "D")
    return attrs.evolve(records, columns={**records.columns, reported: np.where(by_then, records[reported], NAT)})


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Judging:
    """
    The records of an indicator as known on a day.

    Attributes:
        records: The rows of cases that stand.
        events: The rows of events that stand, of a measure that has a table of them.
        event_person: Whose each event is, in the coding of the cases; -1 for nobody's.
        left_out: What is to be said of the rows that the indicator is not about; empty when there are none.
        measure: The measure.
        calendar: The working days.
        taxonomy: What reason codes mean.
        by: The columns that hold the labels of groups.
        records_from: The first day from which the records hold everything; None when they hold all there is.
    """

    records: Records
    events: Records | None
    event_person: NDArray[np.int64] | None
    left_out: str
    measure: Measure
    calendar: WorkingDayCalendar
    taxonomy: Taxonomy
    by: tuple[str, ...]
    records_from: date | None
    _judged_last: dict[date, Judgement] = attrs.field(factory=dict, init=False)

    def judged(self, as_at: date, since: date | None = None) -> Judgement:
        """Every case as things stood at the end of *as_at*, those that happened before *since* excluded, and then all but one of each person's."""
        judged = self._judged(as_at)
        judged = judged if since is None else judged.since(since)
        return once_each(judged, self._person) if isinstance(self.measure, EachOnce) else judged

    def _judged(self, as_at: date) -> Judgement:
        """Every case by itself. What was judged last is kept, because the figures of events and the cases behind them are of one day."""
        if as_at not in self._judged_last:
            judge = self._judge_events if is_gathered(self.measure) else self._judge_states
            self._judged_last.clear()
            self._judged_last[as_at] = judge(as_at)
        return self._judged_last[as_at]

    def _judge_events(self, as_at: date) -> Judgement:
        of, calendar = self.records, self.calendar
        match measure := underlying(self.measure):
            case WithinLimit(start=start, end=end, limit=limit, unjudged=unjudged):
                return within_limit(of.rows, of[start], of[end], limit=limit, unjudged=unjudged, as_at=as_at, calendar=calendar)
            case ShareWith(flag=flag, event=event):
                return share_with(of.rows, of[event], of[flag] > 0, of[flag] >= 0, measure=measure, as_at=as_at)
            case Happened(event=event, to_come=to_come):
                return happened(of.rows, of[event], as_at=as_at, to_come=to_come)
            case Lasted(start=start, end=end):
                return lasted(of.rows, of[start], of[end], measure=measure, as_at=as_at, calendar=calendar)
            case Again(event=event, after=after, earlier=earlier, not_after=not_after):
                number = of[earlier] if earlier is not None and earlier in of else None
                counts = None if not_after is None else of[not_after] <= 0
                told = (of.rows, self._person, of[event], of[after])
                return again(
                    *told,
                    measure=measure,
                    as_at=as_at,
                    calendar=calendar,
                    earlier=number,
                    counts_as_earlier=counts,
                    records_from=self.records_from,
                )
            case _:
                raise TypeError(f"{measure} is not a measure of events.")

    def _judge_states(self, as_at: date) -> Judgement:
        of, calendar = self.records, self.calendar
        match measure := underlying(self.measure):
            case Lasted(start=start, end=end):
                return lasted(of.rows, of[start], of[end], measure=measure, as_at=as_at, calendar=calendar)
            case OpenOn(start=start, end=end, last_day_counts=last_day_counts):
                return open_on(of.rows, of[start], of[end], as_at=as_at, last_day_counts=last_day_counts)
            case Overdue(start=start, end=end):
                return overdue(of.rows, of[start], of[end], measure=measure, as_at=as_at, calendar=calendar)
            case IntervalsKept(start=start, end=end):
                return intervals_kept(
                    *(of.rows, self._person, of[start], of[end]),
                    **self._chain(measure),
                    measure=measure,
                    as_at=as_at,
                    calendar=calendar,
                    first_from=None if measure.first_from is None else of[measure.first_from],
                    chain_from=self._chain_from(measure, as_at),
                )
            case _:
                raise TypeError(f"{measure} is not judged row by row.")

    @property
    def _person(self) -> NDArray[np.int64]:
        return self.records.identifiers("child").codes

    def _chain(self, measure: IntervalsKept) -> dict[str, NDArray[Any]]:
        """The events of a chain, as the measure wants them."""
        if self.events is None or self.event_person is None:
            raise TypeError(f"{measure} needs a table of events.")
        return {"event_row": self.events.rows, "event_person": self.event_person, "event_day": self.events[measure.event]}

    def _chain_from(self, measure: IntervalsKept, as_at: date) -> date | None:
        """The first day that a chain is judged from."""
        began = [day for day in (self.records_from, ReportingYear.of(as_at).first if measure.of_the_year else None) if day is not None]
        return max(began, default=None)

    def counted(self, accumulation: Accumulation, first: Month, as_at: date) -> tuple[tuple[Gathered, ...] | tuple[Snapshot, ...], Tallies]:
        """The figure of every period from *first* on, and the same counts by the groups asked for."""
        if not is_gathered(self.measure):
            tallies = self._by_period(accumulation, accumulation.periods(first, as_at))
            return snapshots(tallies.whole()), tallies
        if isinstance(self.measure, EachOnce):
            tallies, alone = (self._people(of, of.periods(first, as_at)) for of in (accumulation, IN_MONTH))
            return gathered(tallies.whole(), alone.whole()), tallies
        months = self._months(accumulation, first, as_at)
        tallies, whole = months.to(accumulation).starting(first), months.whole()
        return gathered(tallies.whole(), whole), tallies

    def _months(self, accumulation: Accumulation, first: Month, as_at: date) -> Tallies:
        """The tallies of every month that a figure from *first* on is gathered from."""
        judged = self.judged(as_at)
        labels = {name: self.records[name] for name in self.by}
        earliest = Month.of(accumulation.periods(first, first.last)[0].first)
        when = np.where(judged.counted, judged.happened, NAT)
        return Tallies.of_events(when, judged.numerator, first=earliest, as_at=as_at, by=labels)

    def _people(self, accumulation: Accumulation, periods: tuple[Period, ...]) -> Tallies:
        """The tallies of people: an event counts whatever comes later, so all are judged once, and people are told in each period."""
        judged, groups = self._judged(periods[-1].as_at), Groups.of(self.records, self.by)
        in_order = np.argsort(judged.happened, kind="stable")  # what has not happened comes last
        judged, person, group = judged.where(in_order), self._person[in_order], groups.of_row[in_order]

        def people(period: Period) -> tuple[Judgement, NDArray[np.intp]]:
            first, last = np.datetime64(period.first, "D"), np.datetime64(period.as_at, "D")
            begin, end = np.searchsorted(judged.happened, first), np.searchsorted(judged.happened, last, side="right")
            within = slice(int(begin), int(end))
            return once_each(judged.where(within), person[within]), group[within]

        return groups.tallies(accumulation, periods, map(people, periods), people=True)

    def _by_period(self, accumulation: Accumulation, periods: tuple[Period, ...]) -> Tallies:
        """The tallies of a state, judged on the day of each period, of the rows alone that are not over or to come by then."""
        groups = Groups.of(self.records, self.by)
        start, end = (self.records[column] for column in self.measure.columns[:2])

        def judged(period: Period) -> tuple[Judgement, NDArray[np.intp]]:
            day = np.datetime64(period.as_at, "D")
            left = np.flatnonzero(~(end < day) & ~(start > day))
            return self._of_rows(left).judged(period.as_at), groups.of_row[left]

        return groups.tallies(accumulation, periods, map(judged, periods), people=isinstance(self.measure, EachOnce))

    def _of_rows(self, rows: NDArray[np.intp]) -> "Judging":
        """The same of some rows of cases, with the events of their people alone."""
        part = attrs.evolve(self, records=self.records.where(rows))
        if self.events is None or self.event_person is None:
            return part
        there = np.zeros(len(self.records.identifiers("child").labels) + 1, dtype=bool)
        there[self._person[rows]] = True  # and nobody, who has the last place, is not
        theirs = np.flatnonzero(there[self.event_person])
        return attrs.evolve(part, events=self.events.where(theirs), event_person=self.event_person[theirs])

    def _of_period(self, period: Period) -> Judgement:
        return self.judged(period.as_at, period.first if is_gathered(self.measure) else None)

    def cases(self, period: Period) -> Cases:
        """Every case as things stood at the end of *period*, those of earlier periods excluded."""
        judgement = self._of_period(period)
        told, told_on = (self.records, self.records.rows) if self.events is None else (self.events, judgement.explained_on)
        groups = Groups.of(self.records, self.by)
        of_row = (groups.by, groups.labels, groups.of_row)
        return Cases.of_records(judgement, self.records, told=told, told_on=told_on, groups=of_row, taxonomy=self.taxonomy)

    def notes(self, accumulation: Accumulation, first: Month) -> Iterator[str]:
        """What a reader of the figures must know about the records, beside what the cases say themselves."""
        if self.left_out:
            yield self.left_out
        dated, measure = dated_by(self.measure), underlying(self.measure)
        if dated is not None:
            yield from self._begun_late(dated, accumulation, first)
        if isinstance(measure, Again | IntervalsKept) and self.records_from is not None:
            yield f"The records are taken to hold everything from {self.records_from} on."
        if isinstance(measure, Again):
            yield from self._may_have_had_earlier(measure, accumulation, first)
        if isinstance(measure, IntervalsKept):
            yield from self._strays(measure)

    def _begun_late(self, dated: str, accumulation: Accumulation, first: Month) -> Iterator[str]:
        """A sentence when a figure reaches back to months of which the records have nothing: it is too low if they begin later than it does."""
        earliest = accumulation.periods(first, first.last)[0].first
        held = self.records[dated]
        held = held[~np.isnat(held)]
        if earliest >= first.first or not len(held):
            return
        begun = Month.of(date.fromisoformat(str(held.min())))
        if begun > Month.of(earliest):
            yield (
                f"{self.records.table.name}: the first date of {self.records.named[dated]!r} is in {begun}, and the first "
                f"figure counts from {Month.of(earliest)}. If the records begin later than that, leave the earliest figures out."
            )

    def _may_have_had_earlier(self, measure: Again, accumulation: Accumulation, first: Month) -> Iterator[str]:
        """A sentence when the records may begin too late to hold the earlier ones that would count."""
        held = self.records[measure.after]
        held = held[~np.isnat(held)]
        told = measure.earlier is not None and measure.earlier in self.records and bool((self.records[measure.earlier] >= 0).all())
        if self.records_from is not None or told or not len(held):
            return
        begun = date.fromisoformat(str(held.min()))
        counted_from = accumulation.periods(first, first.last)[0].first
        if measure.within is None or measure.within.due(begun, calendar=self.calendar) > counted_from:
            yield (
                f"{self.records.table.name}: the first date is in {Month.of(begun)}. If the records begin later than the earlier ones that count, "
                "some are missed: give records_from, the first day of which the records hold everything."
            )

    def _strays(self, measure: IntervalsKept) -> Iterator[str]:
        """A sentence on events of nobody in the table of cases, and one on those after the last of a child's cases ended."""
        of, events = self.records, self.events
        if events is None:
            return
        stray = stray_events(self._person, of[measure.start], of[measure.end], **self._chain(measure))
        yield from note_on_strangers(np.array(stray.of_nobody, dtype=np.int64), events.table.name, of.table.name)
        if stray.after_end:
            yield f"{events.table.name}, {listed_rows(list(stray.after_end))}: after the last of the child's {of.table.name} ended; not used."
