"""What an indicator is: a published rule, with its sources, its readings and what is not known about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.metadata import version
from itertools import chain
from typing import Any, Generic, Literal, TypeVar

import attrs

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import FaultyRecords, InvalidDefinition, InvalidPeriod, OutsideCalendar, UnknownName, did_you_mean
from csc_indicators.indicators.computation import Among, Book, Terms, check, computation, suits
from csc_indicators.indicators.judging import Measure, is_gathered, is_timed
from csc_indicators.indicators.question import Question
from csc_indicators.indicators.revising import Basis, InUse, Revising, triangle
from csc_indicators.indicators.rule import Code, Domain, Edition, Published, Reading, SeriesBreak, edition_for, edition_on
from csc_indicators.indicators.tables import ColumnNames, Tables
from csc_indicators.indicators.wording import due_by
from csc_indicators.measures.bands import Bands
from csc_indicators.measures.people import EachOnce
from csc_indicators.periods import Month, ReportingYear, as_date
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.dates import DateFormat
from csc_indicators.records.intake import Intake, TableLike
from csc_indicators.records.ledger import Known
from csc_indicators.records.table import Table
from csc_indicators.results.notes import notes_on, notes_on_rates, notes_on_uncommented, notes_on_undated
from csc_indicators.results.rates import Population
from csc_indicators.results.result import Result
from csc_indicators.results.revisions import Revisions
from csc_indicators.results.sensitivity import Alternative, Sensitivity
from csc_indicators.results.series import Gathered, Snapshot, in_unit
from csc_indicators.results.targets import Target
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = ["Indicator"]

PointT = TypeVar("PointT", Gathered, Snapshot)


@attrs.frozen(kw_only=True)
class Indicator(Generic[PointT]):
    """
    A published definition: what is counted, out of what, when, by which rule, on whose authority.

    Attributes:
        id: The permanent, namespaced name.
        name: What people call it.
        codes: What other schemes call it.
        domain: The stage of the journey it is about.
        title: What it is the share, the rate or the number of.
        question: The question it answers, in plain words.
        owner: Whose indicator it is.
        numerator: What is in the numerator, in words.
        denominator: What is in the denominator, in words; of a rate or a number, what the numerator is picked from or divided by.
        records: The tables it is computed from, the table of cases first.
        among: Which rows of cases it is about; None for all.
        counted_by: What puts a case in a period, or in a snapshot.
        adopted: The reading of the rule that is used unless another is asked for.
        rivals: The other readings.
        accumulation: How cases are gathered over time.
        unit: What the figure is: a percentage, a rate or a number.
        decimals: The decimals of the published figure.
        good: Which way is better.
        target: The target in force, if any; of a percentage.
        bands: The bands of durations that the cases are published in, if they are.
        derived_from: The id of the indicator it takes its rule from.
        companions: The ids of the indicators to read beside it.
        superseded_by: The id of the indicator that took its place, once it is retired.
        reasons: The reasons a breach can have.
        disaggregations: What the owner publishes it by.
        published: How the owner publishes it; None when nobody does, or it is not known.
        sources: The documents it rests on.
        editions: The dated versions of its rule, the oldest first.
        breaks: The days from which figures are not to be compared with earlier ones, beside those of the editions.
        reviewed_on: When somebody last confirmed from a source that the latest edition still stands; None when nobody has.
        caveats: What to bear in mind when reading it, each in a sentence.
        unknowns: What is not known about the rule, each in a sentence.
    """

    id: str
    name: str
    codes: tuple[Code, ...]
    domain: Domain
    title: str
    question: str
    owner: str
    numerator: str
    denominator: str
    records: tuple[Table, ...]
    among: Among | None = None
    counted_by: str
    adopted: Reading
    rivals: tuple[Reading, ...]
    accumulation: Accumulation
    unit: Unit
    decimals: int
    good: Literal["high", "low", "neutral"]
    target: Target | None = attrs.field()
    bands: Bands | None = None
    derived_from: str | None = None
    companions: tuple[str, ...] = ()
    superseded_by: str | None = None
    reasons: Taxonomy
    disaggregations: tuple[str, ...] = ()
    published: Published | None = None
    sources: tuple[Source, ...] = attrs.field()
    editions: tuple[Edition, ...] = attrs.field()
    breaks: tuple[SeriesBreak, ...] = ()
    reviewed_on: date | None = None
    caveats: tuple[str, ...] = ()
    unknowns: tuple[str, ...]

    @sources.validator
    def _has_sources(self, _: object, sources: tuple[Source, ...]) -> None:
        if not sources:
            raise InvalidDefinition(f"The indicator {self.id} has no source. Nothing is defined here without one.")

    @editions.validator
    def _has_editions(self, _: object, editions: tuple[Edition, ...]) -> None:
        if [edition.number for edition in editions] != list(range(1, len(editions) + 1)) or not editions:
            raise InvalidDefinition(f"The editions of {self.id} are not numbered from 1. List every edition, the oldest first.")

    @target.validator
    def _target_is_good_alike(self, _: object, target: Target | None) -> None:
        if target is not None and self.unit is not Unit.PERCENT:
            raise InvalidDefinition(f"The target of {self.id} is a percentage, and its figure is none. Leave the target out.")
        if target is not None and target.good != self.good:
            raise InvalidDefinition(f"The target of {self.id} is for figures of which {target.good} ones are good, and here {self.good} ones are.")

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading, the adopted one first."""
        return (self.adopted, *self.rivals)

    @property
    def measure(self) -> Measure:
        """How the adopted reading is computed."""
        return self.adopted.measure

    @property
    def is_snapshot(self) -> bool:
        """True when it is a state at the end of a day, which is never gathered over time."""
        return not is_gathered(self.measure)

    @property
    def mergeable(self) -> bool:
        """True when the tallies of places add up to that of all; where people are counted once each, one of two places would be there twice."""
        return not isinstance(self.measure, EachOnce)

    @property
    def retired_on(self) -> date | None:
        """The last day it was in force; None while it is."""
        return self.editions[-1].in_force_to

    @property
    def announced(self) -> Edition | None:
        """A change of its rule that is announced and whose content is not known yet, if there is one."""
        return next((edition for edition in self.editions if edition.announced), None)

    def reading(self, key: str) -> Reading:
        """
        The reading named *key*.

        Raises:
            UnknownName: If there is none.
        """
        for reading in self.readings:
            if reading.key == key:
                return reading
        raise UnknownName(f"The indicator {self.id} has no such reading. {did_you_mean(key, [r.key for r in self.readings])}")

    def edition_on(self, day: date) -> Edition | None:
        """
        The latest edition in force on *day*; None when none is known to have been.

        >>> from csc_indicators import england
        >>> england.icpc_within_15_working_days.edition_on(date(2012, 3, 31)).number
        1
        """
        return edition_on(self.editions, day)

    def compute(
        self,
        records: TableLike = None,
        /,
        *,
        year: str | ReportingYear | None = None,
        as_at: date | str | None = None,
        from_year: str | ReportingYear | None = None,
        by: str | Sequence[str] = (),
        population: Population | None = None,
        columns: ColumnNames | None = None,
        date_format: DateFormat = "yyyy-mm-dd",
        reading: str | None = None,
        edition: int | None = None,
        accumulation: Accumulation | None = None,
        known_on: date | str | None = None,
        records_from: date | str | None = None,
        calendar: WorkingDayCalendar = ENGLAND_AND_WALES,
        **tables: TableLike,
    ) -> Result[PointT]:
        """
        The figure, with its history and every case behind it.

        Each table is a mapping of column names to arrays or lists, or a pandas, Polars or pyarrow frame. The tables and columns wanted are those of
        :attr:`records`; an indicator of one table takes it without a name. Nothing given is changed.

        Args:
            records: The records, where the indicator is computed from one table.
            year: The reporting year, as ``2018-19``; the one *as_at* is in when it is left out.
            as_at: The last day counted; 31 March when it is left out. What happened later has not happened yet.
            from_year: The reporting year that the series begins with; *year* when it is left out.
            by: The columns of the caller's own, in the table of cases, that hold the labels of groups, such as ``"team"``. They give the result's
                tallies their groups and move no figure.
            population: What a rate is of, of the whole and in every year; without it there are counts and no rate. Other figures need none.
            columns: The caller's own column names, by the library's: of the one table, or by table.
            date_format: How dates written as text are written. ``yyyy-mm-dd`` can always be read; ``dd/mm/yyyy`` must be declared.
            reading: The key of another reading of the rule than the adopted one.
            edition: The number of the edition to count by, where the figure reaches over a change of the rule or before it.
            accumulation: Another way to gather the cases than the indicator's own, such as ``ROLLING_12_MONTHS``.
            known_on: Use only what had been recorded by this day; the conferences or visits then need the column ``recorded``. Tables without it, and
                reasons, are taken as they are now.
            records_from: The first day from which the records hold everything, where what came before matters (an earlier referral or plan, the last
                review) and they do not hold all there was.
            calendar: The working days.
            **tables: The records by table name, such as ``visits=...``.

        Raises:
            FaultyRecords: If anything in the records cannot be used; all the faults are listed.
            InvalidPeriod: If the year and the as-at date cannot be read or contradict each other, the cases cannot be gathered so, or the rule
                changed within the period or was another then, and no edition is chosen.
            UnknownName: If there is no such reading, edition, table or column to name, or a column of groups is one that names people or has the
                name of a column of the result.
            TypeError: If the population, the calendar or the accumulation is something else.
            OutsideCalendar: If a due date lies outside the calendar.

        >>> from csc_indicators import england, southend
        >>> result = southend.CP_3_10.compute(
        ...     {
        ...         "child": ["a", "b", "c"],
        ...         "strategy_discussion": ["2018-07-02", "2018-07-02", "2018-09-08"],
        ...         "conference": ["2018-07-23", "2018-07-24", None],
        ...     },
        ...     as_at="2018-09-30",
        ... )
        >>> print(result.tally, result.percentage, result.shortfall)
        1 of 2 50.0 40.0
        >>> [(case.row, str(case.status), case.working_days_late) for case in result.breaches]
        [(2, 'late', 1), (3, 'overdue', 0)]

        A rate of two years, of records that hold nothing before the first of them:

        >>> referrals = {"child": ["a", "b", "a"], "referral": ["2017-05-01", "2018-05-01", "2018-05-01"]}
        >>> young = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2018 estimate", source="Office for National Statistics")
        >>> rate = england.referrals_per_10_000.compute(referrals, year="2018-19", from_year="2017-18", population=young)
        >>> print(rate.figure, len(rate.series))
        0.5 24
        >>> again = england.re_referrals_within_12_months.compute(referrals, year="2017-18", records_from="2017-04-01")
        >>> print(again.tally, [case.because for case in again.unknown])
        0 of 1 ['an earlier one may be missing from the records']
        """
        chosen, rate_of = self._reading(reading), self._rate_of(population)
        gathered = self._gathered(accumulation)
        given = Tables.of(self.records, records, tables, asked_by=self.name, columns=columns, by=by)
        asked = Question.of(year, as_at, known_on, calendar=_a_calendar(calendar), accumulation=gathered, by=given.by, from_year=from_year)
        periods = gathered.periods(asked.first, asked.as_at)
        counted_by = edition_for(self.name, self.editions, Period(periods[0].first, asked.as_at, asked.as_at), edition)
        measure, key = self._rule(chosen, counted_by, named=reading is not None)
        terms = Terms(
            measure=measure,
            among=self.among,
            calendar=calendar,
            taxonomy=self.reasons,
            by=given.by,
            records_from=None if records_from is None else as_date(records_from),
        )
        intake = Intake(calendar=calendar, taxonomy=self.reasons, date_format=date_format)
        read = given.read(intake)
        known = {table.name: Known.by(asked.known_on) for table in self.records}
        check(terms, read, intake, known)
        counted = computation(terms, read, known)
        series, tallies = counted.counted(gathered, asked.first, asked.as_at)
        cases = counted.cases(series[-1].period)
        notes = chain(
            notes_on(cases, calendar),
            notes_on_uncommented(read.values(), self.reasons),
            counted.notes(gathered, asked.first),
            () if asked.known_on is None else notes_on_undated(read.values()),
            () if rate_of is None else notes_on_rates(rate_of, periods, asked.year, gathered=not self.is_snapshot),
        )
        result: Result[Any] = Result(
            indicator=self.id,
            edition=None if counted_by is None else counted_by.number,
            name=self.name,
            title=self.title,
            unit=self.unit,
            decimals=self.decimals,
            good=self.good,
            target=self.target,
            reading=key,
            calendar=calendar,
            year=asked.year,
            as_at=asked.as_at,
            known_on=asked.known_on,
            accumulation=gathered,
            series=in_unit(list(series), self.unit, rate_of),
            tallies=tallies,
            cases=cases,
            population=rate_of,
            bands=self.bands,
            due=due_by(measure),
            sources=self.sources,
            notes=tuple(notes),
            version=_version(),
            book=Book(terms=terms, read=read, counted=counted),
        )
        return result

    def sensitivity(self, records: TableLike = None, /, **asked: Any) -> Sensitivity:
        """
        The figure in every reading of the rule, side by side, from the same records.

        Args:
            records: The records, where the indicator is computed from one table.
            **asked: What :meth:`compute` takes, but for a reading.

        Raises:
            FaultyRecords: If the records cannot be used in the adopted reading. A rival that they cannot be used in has no figure, and says why.
            UnknownName: If the period is of an edition with a rule of its own, which has no readings; and what :meth:`compute` raises.
            TypeError: If a reading is given.

        >>> from csc_indicators import southend
        >>> readings = southend.CP_1_4.sensitivity(
        ...     periods_of_care={"child": ["a"], "start": ["2018-01-08"], "end": [None]},
        ...     visits={"child": ["a"], "visited": ["2018-08-17"]},
        ...     as_at="2018-09-30",
        ... )
        >>> print(readings)
        30_working_days: 100.0% (1 of 1), adopted
        42_calendar_days: 0.0% (0 of 1)
        30_working_days_in_this_period_of_care: 100.0% (1 of 1)
        """
        if "reading" in asked:
            raise TypeError("sensitivity computes every reading. Leave the reading out, or use compute.")
        return Sensitivity(self.name, tuple(self._alternative(reading, records, asked) for reading in self.readings))

    def _alternative(self, reading: Reading, records: TableLike, asked: Mapping[str, Any]) -> Alternative:
        adopted, why = reading is self.adopted, ""
        result: Result[Any] | None = None
        try:
            result = self.compute(records, reading=reading.key, **asked)
        except (FaultyRecords, OutsideCalendar) as error:
            if adopted:
                raise
            why = " ".join(map(str, error.faults)) if isinstance(error, FaultyRecords) else str(error)
        return Alternative(reading.key, reading.statement, adopted, result, why)

    def revisions(
        self,
        records: TableLike = None,
        /,
        *,
        as_at: date | str,
        year: str | ReportingYear | None = None,
        edition: int | None = None,
        population: Population | None = None,
        columns: ColumnNames | None = None,
        date_format: DateFormat = "yyyy-mm-dd",
        reading: str | Mapping[date, str] | None = None,
        accumulation: Accumulation | None = None,
        records_from: date | str | None = None,
        calendar: WorkingDayCalendar | Mapping[date, WorkingDayCalendar] = ENGLAND_AND_WALES,
        **tables: TableLike,
    ) -> Revisions:
        """
        What each month's figure was when it was first published, what it became, and what moved it.

        The figure of every month of the year that is over by *as_at* is computed as known at its own end and at every later month's end, and at
        *as_at*. Each change is put down to what was corrected, deleted, added or recorded late in between, or to another rule or calendar.

        Args:
            records: The records, where the indicator is computed from one table; with the column ``recorded``.
            as_at: The last day on which the figures are looked at.
            year: The reporting year; the one *as_at* is in when it is left out. It may be an earlier one.
            edition: The number of the edition to count by, where a figure reaches over a change of the rule or before it.
            population: What a rate is of; without it there are counts and no rate.
            columns: The caller's own column names, by the library's: of the one table, or by table.
            date_format: How dates written as text are written.
            reading: The key of the reading in use, or the keys by the day each came into use; the first of them was in use before its day too.
            accumulation: Another way to gather the cases than the indicator's own.
            records_from: The first day from which the records hold everything, where what came before matters and they do not hold all there was.
            calendar: The working days in use, or the calendars by the day each came into use.
            **tables: The records by table name.

        Raises:
            FaultyRecords: If anything in the records cannot be used, or the day each was recorded is not there.
            InvalidPeriod: If a date cannot be read, no month is over, or the rule changed or was another then and no edition is chosen.
            UnknownName: If there is no such reading, edition, table or column to name.
            OutsideCalendar: If a due date lies outside the calendar.

        >>> from csc_indicators import southend
        >>> revised = southend.CP_1_4.revisions(
        ...     periods_of_care={"child": ["a", "b"], "start": ["2018-01-08", "2018-01-08"], "end": [None, None]},
        ...     visits={"child": ["a", "b"], "visited": ["2018-04-16", "2018-04-18"], "recorded": ["2018-04-17", "2018-05-04"]},
        ...     as_at="2018-05-31",
        ... )
        >>> print(revised.first_published(0), "then", revised.latest(0))
        1 of 2 then 2 of 2
        >>> [str(change) for change in revised]
        ['30 April 2018, by 2018-05-31: recorded late, +1 in time, +0 counted']
        """
        gathered = self._gathered(accumulation)
        rate_of = self._rate_of(population)
        calendars, readings = InUse.of(calendar, _a_calendar), InUse.of(reading, self._reading)
        last = as_date(as_at)
        first = Month.of((ReportingYear.of(last) if year is None else ReportingYear.parse(str(year))).first)
        periods = tuple(period for period in gathered.periods(first, min(last, first.plus(11).last)) if period.complete)
        if not periods:
            raise InvalidPeriod("No month of the year is over by the as-at date. Give the last day of April, or a later day.")
        reaches = Period(gathered.periods(first, last)[0].first, periods[-1].as_at, periods[-1].as_at)
        counted_by = edition_for(self.name, self.editions, reaches, edition)
        days = tuple(sorted({month.last for month in first.months_to(Month.of(last)) if month.last <= last} | {last}))
        intake = Intake(calendar=calendars.last, taxonomy=self.reasons, date_format=date_format)
        read = Tables.of(self.records, records, tables, asked_by=self.name, columns=columns).read(intake)
        terms = Terms(
            measure=self.measure,
            among=self.among,
            calendar=calendars.last,
            taxonomy=self.reasons,
            records_from=None if records_from is None else as_date(records_from),
        )
        rules = [self._rule(readings.on(day), counted_by, named=reading is not None) for day in days]
        for day, (measure, _) in zip(days, rules, strict=True):
            check(attrs.evolve(terms, measure=measure), read, intake, {table.name: Known.by(day) for table in self.records})
        bases = [
            Basis(cases=Known.by(day), events=Known.by(day), measure=measure, calendar=calendars.on(day))
            for day, (measure, _) in zip(days, rules, strict=True)
        ]
        counts, changes = triangle(Revising(read=read, terms=terms, accumulation=gathered, first=first), bases, days, periods)
        return Revisions(
            indicator=self.id,
            name=self.name,
            unit=self.unit,
            decimals=self.decimals,
            timed=is_timed(bases[-1].measure),
            population=rate_of,
            accumulation=gathered,
            periods=periods,
            edition=None if counted_by is None else counted_by.number,
            known_on=days,
            readings=tuple(key for _, key in rules),
            calendars=tuple(f"{basis.calendar.name}, edition {basis.calendar.edition}" for basis in bases),
            version=_version(),
            counts=counts,
            changes=changes,
        )

    def _reading(self, key: str | None) -> Reading:
        return self.adopted if key is None else self.reading(key)

    def _gathered(self, accumulation: Accumulation | None) -> Accumulation:
        gathered = self.accumulation if accumulation is None else accumulation
        if not isinstance(gathered, Accumulation):
            raise TypeError("accumulation is a way to gather cases, such as ROLLING_12_MONTHS. parse_accumulation reads one from text.")
        if not suits(self.measure, gathered):
            raise InvalidPeriod(f"{self.name} cannot be counted {gathered}: it is counted {self.accumulation}. Only events are gathered over time.")
        return gathered

    def _rule(self, reading: Reading, edition: Edition | None, *, named: bool) -> tuple[Measure, str]:
        """How a figure is computed, and in which reading: in none where the edition has a rule of its own."""
        if edition is None or edition.measure is None:
            return reading.measure, reading.key
        if named:
            raise UnknownName(f"Edition {edition.number} of {self.name} has a rule of its own, without readings. Compute it without one.")
        return edition.measure, ""

    def _rate_of(self, population: Population | None) -> Population | None:
        """What the figure is a rate of; None where it is none, whatever was given."""
        if not isinstance(population, Population | None):
            raise TypeError("population is a Population, which says how many of whom by which estimate.")
        return population if self.unit is Unit.PER_10_000 else None


def _a_calendar(calendar: Any) -> WorkingDayCalendar:
    if not isinstance(calendar, WorkingDayCalendar):
        raise TypeError("calendar is a WorkingDayCalendar, such as ENGLAND_AND_WALES.")
    return calendar


@cache
def _version() -> str:
    return version("csc-indicators")
