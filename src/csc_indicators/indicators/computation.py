"""From checked records to cases and a series: what each kind of measure asks of its records."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

import attrs
import numpy as np

from csc_indicators.arrays import NAT, Dates
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import InvalidPeriod
from csc_indicators.measures.coverage import SeenInWindow, overlapping, seen_in_window, spells
from csc_indicators.measures.judgement import Judgement
from csc_indicators.measures.timeliness import WithinLimit, within_limit
from csc_indicators.periods import ReportingYear, as_date
from csc_indicators.records.intake import Intake
from csc_indicators.records.table import Records
from csc_indicators.results.cases import Cases
from csc_indicators.results.notes import notes_on, notes_on_strangers
from csc_indicators.results.series import MonthToDate, Snapshot, months_to_date, snapshots

__all__ = ["Measure", "Question", "cases_and_series"]

Measure: TypeAlias = WithinLimit | SeenInWindow


@attrs.frozen
class Answer:
    """
    What was computed.

    Attributes:
        cases: Every case.
        series: Every month's figure.
        notes: What a reader of the figure must know about the records, in sentences.
    """

    cases: Cases
    series: tuple[MonthToDate, ...] | tuple[Snapshot, ...]
    notes: tuple[str, ...]


@attrs.frozen
class Question:
    """
    Which period is asked about, and as known when.

    Attributes:
        year: The reporting year.
        as_at: The last day counted.
        known_on: The last day on which a record counts as known; None for everything.
        calendar: The working days.
    """

    year: ReportingYear
    as_at: date
    known_on: date | None
    calendar: WorkingDayCalendar

    @classmethod
    def of(cls, year: str | ReportingYear | None, as_at: date | str | None, known_on: date | str | None, calendar: WorkingDayCalendar) -> "Question":
        """
        The question as asked, with what was left out put in.

        Raises:
            InvalidPeriod: If neither year nor as-at date is given, one cannot be read, or they contradict each other.
        """
        if year is None and as_at is None:
            raise InvalidPeriod("Say what period is asked about: year='2018-19', as_at='2018-09-30', or both.")
        if isinstance(year, str):
            year = ReportingYear.parse(year)
        elif not isinstance(year, ReportingYear | None):
            raise InvalidPeriod("The reporting year cannot be read. Write 1 April 2018 to 31 March 2019 as '2018-19'.")
        asked = year or ReportingYear.of(as_date(as_at or ""))
        day = asked.last if as_at is None else as_date(as_at)
        if not asked.first <= day <= asked.last:
            raise InvalidPeriod(f"The as-at date {day} is not in the year {asked}, {asked.first} to {asked.last}. Change one of them.")
        return cls(asked, day, None if known_on is None else as_date(known_on), calendar)


def cases_and_series(measure: Measure, read: Mapping[str, Records], intake: Intake, asked: Question) -> Answer:
    """
    Every case as things stood at the as-at date, and the figure of every month to it.

    Raises:
        FaultyRecords: If the intake found any fault in the records, or what they say together cannot be so.
    """
    if isinstance(measure, WithinLimit):
        (records,) = read.values()
        return _within_limit(measure, records, intake, asked)
    stays, events = read.values()
    return _seen_in_window(measure, stays, events, intake, asked)


def _within_limit(measure: WithinLimit, records: Records, intake: Intake, asked: Question) -> Answer:
    if measure.start not in records and not records.table[measure.start].required:
        intake.fault_missing(records, measure.start, "this reading of the rule starts its clock from it")
    _check_once_each(intake, records, measure)
    known = _known(intake, records, measure.end, asked)
    intake.raise_faults()

    judgement = within_limit(
        records[measure.start],
        np.where(known, records[measure.end], NAT),
        limit=measure.limit,
        first=asked.year.first,
        as_at=asked.as_at,
        calendar=asked.calendar,
    )
    cases = _cases(records, judgement, records, intake)
    series = months_to_date(judgement.status, judgement.happened, year=asked.year, as_at=asked.as_at)
    return Answer(cases, series, notes_on(cases, asked.calendar))


def _seen_in_window(measure: SeenInWindow, stays: Records, events: Records, intake: Intake, asked: Question) -> Answer:
    _check_stays(intake, stays)
    known = _known(intake, events, measure.event, asked)
    intake.raise_faults()

    people, persons = _comparable(stays["child"], events["child"])
    unbroken = spells(people, stays["start"], stays["end"])

    def judged(day: date) -> Judgement:
        return seen_in_window(unbroken, persons, events[measure.event], known, measure=measure, as_at=day, calendar=asked.calendar)

    cases = _cases(stays, judged(asked.as_at), events, intake)
    series = snapshots(lambda day: judged(day).status, year=asked.year, as_at=asked.as_at)
    strangers = events.rows[~np.isin(persons, people)]
    return Answer(cases, series, (*notes_on(cases, asked.calendar), *notes_on_strangers(strangers, events.table.name, stays.table.name)))


def _cases(records: Records, judgement: Judgement, explaining: Records, intake: Intake) -> Cases:
    at = judgement.row - 1
    given = explaining["reason"] if "reason" in explaining else np.zeros(len(explaining), dtype=np.str_)
    reason = np.append("", given)[judgement.explained_on]
    family = records["family"][at] if "family" in records else None
    return Cases(records.table.name, judgement, records["child"][at], family, reason, intake.taxonomy)


def _known(intake: Intake, records: Records, event: str, asked: Question) -> Any:
    """Which events had been recorded by the day they must have been known on."""
    if asked.known_on is None or event not in records:
        return np.ones(len(records), dtype=bool)
    if "recorded" not in records:
        intake.fault_missing(records, "recorded", "known_on cannot be answered without the day each record was made")
        return np.ones(len(records), dtype=bool)
    undated = ~np.isnat(records[event]) & np.isnat(records["recorded"])
    intake.fault(
        records, "recorded", records.rows[undated], "no value for an event that has a date", "Give the day it was recorded, or leave out known_on"
    )
    return records["recorded"] <= np.datetime64(asked.known_on, "D")


def _check_once_each(intake: Intake, records: Records, measure: WithinLimit) -> None:
    if not {"child", measure.start, measure.end} <= set(records.columns):
        return
    sound = intake.sound(records)
    start, end = records[measure.start][sound], records[measure.end][sound]
    held = ~np.isnat(end)
    twice = _repeated(records["child"][sound], np.where(held, end, start), held)
    start_name, end_name = records.named[measure.start], records.named[measure.end]
    held_twice = f"the same child has more than one row with one date of {end_name!r}, and one event counts once"
    open_twice = f"the same child has more than one row with one date of {start_name!r} and no {end_name!r}"
    intake.fault(records, None, records.rows[sound][twice & held], held_twice, "Keep one of them: the one whose start your definition takes")
    intake.fault(records, None, records.rows[sound][twice & ~held], open_twice, "Keep one of them")


def _repeated(person: Any, day: Dates, held: Any) -> Any:
    """Which rows share person, day and kind with another row; a row without a day shares with none."""
    order = np.lexsort((day, held, person))
    person, day, held = person[order], day[order], held[order]
    as_before = (person[1:] == person[:-1]) & (held[1:] == held[:-1]) & (day[1:] == day[:-1])
    repeated = np.zeros(len(order), dtype=bool)
    repeated[order[1:]] |= as_before
    repeated[order[:-1]] |= as_before
    return repeated


def _check_stays(intake: Intake, stays: Records) -> None:
    if not {"child", "start", "end"} <= set(stays.columns):
        return
    backwards = stays["end"] < stays["start"]
    intake.fault(stays, "end", stays.rows[backwards], "the end is before the start", "Correct one of the two dates")
    sound = intake.sound(stays)
    overlaps = stays.rows[sound][overlapping(stays["child"][sound], stays["start"][sound], stays["end"][sound]) - 1]
    whole = "End the earlier period on or before the day the later one starts, or remove the row that is there twice"
    intake.fault(stays, "start", overlaps, "starts before an earlier period of the same child has ended", whole)


def _comparable(one: Any, other: Any) -> tuple[Any, Any]:
    """Identifiers of two tables in one form: numbers if both are numbers, else text."""
    if one.dtype.kind == other.dtype.kind:
        return one, other
    return one.astype(np.str_), other.astype(np.str_)
