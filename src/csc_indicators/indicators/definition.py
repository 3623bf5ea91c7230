"""What an indicator is: a published rule, with its sources, its readings and what is not known about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.metadata import version
from itertools import chain
from typing import Any, Generic, Literal, TypeVar, cast

import attrs

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import InvalidDefinition, InvalidPeriod, UnknownName, did_you_mean
from csc_indicators.indicators.computation import Measure, check, computation, suits
from csc_indicators.indicators.question import Question
from csc_indicators.indicators.revising import Basis, Revising, triangle
from csc_indicators.indicators.rule import Code, Edition, Reading
from csc_indicators.periods import Month, ReportingYear, as_date
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.care import PERIODS_OF_CARE, VISITS
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.dates import DateFormat
from csc_indicators.records.intake import Intake, TableLike
from csc_indicators.records.ledger import Known
from csc_indicators.records.table import Column, Kind, Records, Table
from csc_indicators.results.notes import notes_on
from csc_indicators.results.result import RESULT_COLUMNS, Result
from csc_indicators.results.revisions import Revisions
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.targets import Target
from csc_indicators.sources import Source

__all__ = ["Indicator"]

#: Ready-made names cover every table, whichever of them an indicator reads.
_TABLES = {table.name for table in (CONFERENCES, PERIODS_OF_CARE, VISITS)}

#: Columns that name people or what was recorded of them, in any table.
_PEOPLE = {column.name for table in (CONFERENCES, PERIODS_OF_CARE, VISITS) for column in table if column.kind is Kind.ID}

PointT = TypeVar("PointT", Gathered, Snapshot)


@attrs.frozen(kw_only=True)
class Indicator(Generic[PointT]):
    """
    A published definition: what is counted, out of what, when, by which rule, on whose authority.

    Attributes:
        id: The permanent, namespaced name.
        name: What people call it.
        codes: What other schemes call it.
        title: What it is the share of.
        question: The question it answers, in plain words.
        owner: Whose indicator it is.
        numerator: What is in the numerator, in words.
        denominator: What is in the denominator, in words.
        records: The tables it is computed from.
        counted_by: What puts a case in a period, or in a snapshot.
        adopted: The reading of the rule that is used unless another is asked for.
        rivals: The other readings.
        accumulation: How cases are gathered over time.
        decimals: The decimals of the published percentage.
        good: Which way is better.
        target: The target in force, if any.
        derived_from: The id of the indicator it takes its rule from.
        reasons: The reasons a breach can have.
        sources: The documents it rests on.
        editions: The dated versions of its rule, the oldest first.
        unknowns: What is not known about the rule, each in a sentence.
    """

    id: str
    name: str
    codes: tuple[Code, ...]
    title: str
    question: str
    owner: str
    numerator: str
    denominator: str
    records: tuple[Table, ...]
    counted_by: str
    adopted: Reading
    rivals: tuple[Reading, ...]
    accumulation: Accumulation
    decimals: int
    good: Literal["high", "low", "neutral"]
    target: Target | None = attrs.field()
    derived_from: str | None = None
    reasons: Taxonomy
    sources: tuple[Source, ...] = attrs.field()
    editions: tuple[Edition, ...] = attrs.field()
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
        return next((edition for edition in reversed(self.editions) if edition.covers(day)), None)

    def edition_for(self, period: Period, number: int | None = None) -> Edition | None:
        """
        The edition that a figure of *period* is counted by: the one in force, or the one numbered *number*.

        Raises:
            InvalidPeriod: If the rule changed within the period, or the edition in force is one that is not computed here, and no number is given.
            UnknownName: If there is no edition of that number.
        """
        if number is not None:
            return self._edition(number)
        first, last = self.edition_on(period.first), self.edition_on(period.as_at)
        choice = " Say which to count by, such as edition=" + str(self.editions[-1].number) + "."
        if first != last:
            raise InvalidPeriod(f"The rule of {self.name} changed between {period.first} and {period.as_at}.{choice}")
        if last is not None and not last.computed:
            raise InvalidPeriod(f"{self.name} had another rule on {period.as_at}, which is not computed here: {last.statement}{choice}")
        return last

    def _edition(self, number: int) -> Edition:
        for edition in self.editions:
            if edition.number == number and edition.computed:
                return edition
        numbers = ", ".join(str(edition.number) for edition in self.editions if edition.computed)
        raise UnknownName(f"The indicator {self.id} has no such edition that is computed. There are: {numbers}")

    def compute(
        self,
        records: TableLike = None,
        /,
        *,
        year: str | ReportingYear | None = None,
        as_at: date | str | None = None,
        by: str | Sequence[str] = (),
        columns: Mapping[str, str] | Mapping[str, Mapping[str, str]] | None = None,
        date_format: DateFormat = "yyyy-mm-dd",
        reading: str | None = None,
        edition: int | None = None,
        accumulation: Accumulation | None = None,
        known_on: date | str | None = None,
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
            by: The columns of the caller's own, in the table of cases, that hold the labels of groups, such as ``"team"``. They give the result's
                tallies their groups and move no figure.
            columns: The caller's own column names, by the library's: of the one table, or by table.
            date_format: How dates written as text are written. ``yyyy-mm-dd`` can always be read; ``dd/mm/yyyy`` must be declared.
            reading: The key of another reading of the rule than the adopted one.
            edition: The number of the edition to count by, where the figure reaches over a change of the rule or before it.
            accumulation: Another way to gather the cases than the indicator's own, such as ``ROLLING_12_MONTHS``.
            known_on: Use only what had been recorded by this day; the conferences or visits then need the column ``recorded``. Tables without it, and
                reasons, are taken as they are now.
            calendar: The working days.
            **tables: The records by table name, such as ``visits=...``.

        Raises:
            FaultyRecords: If anything in the records cannot be used; all the faults are listed.
            InvalidPeriod: If the year and the as-at date cannot be read or contradict each other, the cases cannot be gathered so, or the rule
                changed within the period or was another then, and no edition is chosen.
            UnknownName: If there is no such reading, edition, table or column to name, or a column of groups is one that names people or has the
                name of a column of the result.
            OutsideCalendar: If a due date lies outside the calendar.

        >>> from csc_indicators import southend
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
        """
        chosen = self._reading(reading)
        gathered = self._gathered(accumulation)
        named = columns or {}
        groups = self._groups((by,) if isinstance(by, str) else tuple(by), named)
        asked = Question.of(year, as_at, known_on, calendar=_a_calendar(calendar), accumulation=gathered, by=groups)
        reaches = Period(gathered.periods(asked.first, asked.as_at)[0].first, asked.as_at, asked.as_at)
        counted_by = self.edition_for(reaches, edition)
        read, intake = self._read(self._by_table(records, tables), named, date_format, calendar, groups)
        known = {table.name: Known.by(asked.known_on) for table in self.records}
        check(chosen.measure, read, intake, known, groups)
        counted = computation(chosen.measure, read, known, calendar=calendar, taxonomy=self.reasons, by=groups)
        series = counted.points(gathered, asked.first, asked.as_at)
        cases = counted.cases(series[-1].period)
        notes = chain(notes_on(cases, calendar), counted.notes(gathered, asked.first), _taken_as_now(read, asked))
        result: Result[Any] = Result(
            indicator=self.id,
            edition=None if counted_by is None else counted_by.number,
            name=self.name,
            title=self.title,
            decimals=self.decimals,
            good=self.good,
            target=self.target,
            reading=chosen.key,
            calendar=calendar,
            year=asked.year,
            as_at=asked.as_at,
            known_on=asked.known_on,
            accumulation=gathered,
            series=series,
            tallies=counted.tallies(gathered, asked.first, asked.as_at),
            cases=cases,
            notes=tuple(notes),
            version=_version(),
            book=counted,
        )
        return result

    def revisions(
        self,
        records: TableLike = None,
        /,
        *,
        as_at: date | str,
        year: str | ReportingYear | None = None,
        edition: int | None = None,
        columns: Mapping[str, str] | Mapping[str, Mapping[str, str]] | None = None,
        date_format: DateFormat = "yyyy-mm-dd",
        reading: str | Mapping[date, str] | None = None,
        accumulation: Accumulation | None = None,
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
            columns: The caller's own column names, by the library's: of the one table, or by table.
            date_format: How dates written as text are written.
            reading: The key of the reading in use, or the keys by the day each came into use; the first of them was in use before its day too.
            accumulation: Another way to gather the cases than the indicator's own.
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
        calendars = {day: _a_calendar(given) for day, given in _dated(calendar).items()}
        readings = {day: self._reading(key) for day, key in _dated(reading).items()}
        latest = calendars[max(calendars)]
        last = as_date(as_at)
        first = Month.of((ReportingYear.of(last) if year is None else ReportingYear.parse(str(year))).first)
        periods = tuple(period for period in gathered.periods(first, min(last, first.plus(11).last)) if period.complete)
        if not periods:
            raise InvalidPeriod("No month of the year is over by the as-at date. Give the last day of April, or a later day.")
        reaches = Period(gathered.periods(first, last)[0].first, periods[-1].as_at, periods[-1].as_at)
        counted_by = self.edition_for(reaches, edition)
        days = tuple(sorted({month.last for month in first.months_to(Month.of(last)) if month.last <= last} | {last}))
        read, intake = self._read(self._by_table(records, tables), columns or {}, date_format, latest, ())
        for day in days:
            check(_in_use(readings, day).measure, read, intake, {table.name: Known.by(day) for table in self.records}, ())
        bases = [
            Basis(cases=Known.by(day), events=Known.by(day), measure=_in_use(readings, day).measure, calendar=_in_use(calendars, day)) for day in days
        ]
        counts, changes = triangle(Revising(read=read, taxonomy=self.reasons, accumulation=gathered, first=first), bases, days, periods)
        return Revisions(
            indicator=self.id,
            name=self.name,
            decimals=self.decimals,
            accumulation=gathered,
            periods=periods,
            edition=None if counted_by is None else counted_by.number,
            known_on=days,
            readings=tuple(_in_use(readings, day).key for day in days),
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

    def _groups(self, by: tuple[str, ...], columns: Mapping[str, Any]) -> tuple[str, ...]:
        """The columns of groups, none of which may name people: labels are printed, and identifiers never are."""
        cases = self.records[0]
        named = self._names_by_table(columns).get(cases.name, {})
        own = {column.name for column in cases} | {named.get(column.name, column.name) for column in cases} | _PEOPLE
        if len(set(by)) < len(by):
            raise UnknownName("A column of groups is named twice in by. Name each once.")
        for name in by:
            if not own.isdisjoint({name, named.get(name, name)}):
                raise UnknownName(f"The records {cases.name} are not grouped by {name!r}. Give a column of groups, such as teams or areas.")
            if name in RESULT_COLUMNS:
                raise UnknownName(f"The result has a column {name!r} of its own. Call the column of groups something else.")
        return by

    def _read(
        self, data: Mapping[str, TableLike], columns: Mapping[str, Any], date_format: DateFormat, calendar: WorkingDayCalendar, by: tuple[str, ...]
    ) -> tuple[dict[str, Records], Intake]:
        """The records by table, the table of cases with the labels of groups, and the intake with the faults found so far."""
        names = self._names_by_table(columns)
        intake = Intake(calendar=calendar, taxonomy=self.reasons, date_format=date_format)
        cases, *events = self.records
        tables = [_with_groups(cases, by), *events]
        return {table.name: intake.read(table, data[table.name], names.get(table.name, {})) for table in tables}, intake

    def _by_table(self, records: TableLike, tables: Mapping[str, TableLike]) -> dict[str, TableLike]:
        wanted = [table.name for table in self.records]
        if records is not None and wanted[0] in tables:
            raise UnknownName(f"{self.name} was given {wanted[0]} twice. Give it once, with or without its name.")
        data = dict(tables) if records is None else {wanted[0]: records, **tables}
        strange = [name for name in data if name not in wanted]
        missing = [name for name in wanted if data.get(name) is None]
        if strange:
            raise UnknownName(f"{self.name} is not computed from a table {strange[0]!r}. {did_you_mean(strange[0], wanted)}")
        if missing:
            raise UnknownName(f"{self.name} is computed from {' and '.join(wanted)}. Give {' and '.join(f'{name}=...' for name in missing)}")
        return data

    def _names_by_table(self, columns: Mapping[str, Any]) -> dict[str, Mapping[str, str]]:
        if not isinstance(columns, Mapping):
            raise TypeError("columns is a mapping of this library's column names to yours, or of table names to such mappings.")
        if all(isinstance(names, Mapping) for names in columns.values()):
            strange = sorted(set(columns) - _TABLES)
            if strange:
                raise UnknownName(f"There are no records {strange[0]!r} to name the columns of. {did_you_mean(strange[0], _TABLES)}")
            return {name: cast("Mapping[str, str]", names) for name, names in columns.items()}
        if len(self.records) == 1:
            return {self.records[0].name: columns}
        example = ", ".join(f"{table.name!r}: {{...}}" for table in self.records)
        raise UnknownName(f"{self.name} is computed from more than one table. Name their columns table by table: columns={{{example}}}")


def _with_groups(table: Table, by: tuple[str, ...]) -> Table:
    """The table with a column for the labels of each group."""
    labels = [Column(name=name, kind=Kind.ID, meaning="The group the row is of.", may_be_blank=True) for name in by]
    return attrs.evolve(table, columns=(*table.columns, *labels))


def _taken_as_now(read: Mapping[str, Records], asked: Question) -> list[str]:
    if asked.known_on is None:
        return []
    return [
        f"{name}: taken as they are now, because the day each was recorded is not there." for name, table in read.items() if "recorded" not in table
    ]


def _dated(value: Any) -> dict[date, Any]:
    """What was in use, by the day it came into use."""
    if not isinstance(value, Mapping):
        return {date.min: value}
    if not value:
        raise InvalidPeriod("Nothing is said to have been in use. Give what was, by the day it came into use, or leave the argument out.")
    return {as_date(day): given for day, given in value.items()}


def _in_use(dated: Mapping[date, Any], day: date) -> Any:
    """What had come into use last by *day*; the first of all before that."""
    return dated[max((since for since in dated if since <= day), default=min(dated))]


def _a_calendar(calendar: Any) -> WorkingDayCalendar:
    if not isinstance(calendar, WorkingDayCalendar):
        raise TypeError("calendar is a WorkingDayCalendar, such as ENGLAND_AND_WALES.")
    return calendar


@cache
def _version() -> str:
    return version("csc-indicators")
