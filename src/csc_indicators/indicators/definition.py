"""What an indicator is: a published rule, with its sources, its readings and what is not known about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, Literal, TypeVar, cast, overload

import attrs

from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import InvalidDefinition, UnknownName, did_you_mean
from csc_indicators.indicators.computation import Measure, Question, cases_and_series
from csc_indicators.periods import AsAt, ReportingYear, YearToDate
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.care import PERIODS_OF_CARE, VISITS
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.dates import DateFormat
from csc_indicators.records.intake import Intake, TableLike
from csc_indicators.records.table import Table
from csc_indicators.results.result import Result
from csc_indicators.results.series import MonthToDate, Snapshot
from csc_indicators.results.targets import Target
from csc_indicators.sources import Source

__all__ = ["Code", "Edition", "Indicator", "Reading"]

#: Ready-made names cover every table, whichever of them an indicator reads.
_TABLES = {table.name for table in (CONFERENCES, PERIODS_OF_CARE, VISITS)}

AccumulationT = TypeVar("AccumulationT", YearToDate, AsAt)


@attrs.frozen
class Code:
    """
    What another scheme calls the indicator.

    Attributes:
        scheme: Whose code it is.
        code: The code.
    """

    scheme: str
    code: str


@attrs.frozen(kw_only=True)
class Edition:
    """
    One dated version of an indicator's rule; a change in the rule makes a new edition and never edits one.

    Attributes:
        number: 1 for the first.
        in_force_from: Its first day; None when it is not known.
        in_force_to: Its last day; None while it is in force.
        statement: What the rule is in this edition.
        source: The document that dates it.
    """

    number: int
    in_force_from: date | None
    in_force_to: date | None
    statement: str
    source: Source


@attrs.frozen(kw_only=True)
class Reading:
    """
    One way to read the rule.

    Attributes:
        key: Its name in :meth:`Indicator.compute`.
        statement: What it takes the rule to say.
        because: Why it is adopted, or why somebody might hold it.
        measure: How it is computed.
    """

    key: str
    statement: str
    because: str
    measure: Measure


@attrs.frozen(kw_only=True)
class Indicator(Generic[AccumulationT]):
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
    accumulation: AccumulationT
    decimals: int
    good: Literal["high", "low", "neutral"]
    target: Target | None
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

    @overload
    def compute(
        self: "Indicator[YearToDate]",
        records: TableLike = ...,
        /,
        *,
        year: str | ReportingYear | None = ...,
        as_at: date | str | None = ...,
        columns: Mapping[str, str] | Mapping[str, Mapping[str, str]] = ...,
        date_format: DateFormat = ...,
        reading: str | None = ...,
        known_on: date | str | None = ...,
        calendar: WorkingDayCalendar = ...,
        **tables: TableLike,
    ) -> Result[MonthToDate]: ...
    @overload
    def compute(
        self: "Indicator[AsAt]",
        records: TableLike = ...,
        /,
        *,
        year: str | ReportingYear | None = ...,
        as_at: date | str | None = ...,
        columns: Mapping[str, str] | Mapping[str, Mapping[str, str]] = ...,
        date_format: DateFormat = ...,
        reading: str | None = ...,
        known_on: date | str | None = ...,
        calendar: WorkingDayCalendar = ...,
        **tables: TableLike,
    ) -> Result[Snapshot]: ...
    def compute(
        self,
        records: TableLike = None,
        /,
        *,
        year: str | ReportingYear | None = None,
        as_at: date | str | None = None,
        columns: Mapping[str, str] | Mapping[str, Mapping[str, str]] | None = None,
        date_format: DateFormat = "yyyy-mm-dd",
        reading: str | None = None,
        known_on: date | str | None = None,
        calendar: WorkingDayCalendar = ENGLAND_AND_WALES,
        **tables: TableLike,
    ) -> Result[MonthToDate] | Result[Snapshot]:
        """
        The figure, with its months and every case behind it.

        Each table is a mapping of column names to arrays or lists, or a pandas, Polars or pyarrow frame. The tables and columns wanted are those of
        :attr:`records`; an indicator of one table takes it without a name. Nothing given is changed.

        Args:
            records: The records, where the indicator is computed from one table.
            year: The reporting year, as ``2018-19``; the one *as_at* is in when it is left out.
            as_at: The last day counted; 31 March when it is left out. What happened later has not happened yet.
            columns: The caller's own column names, by the library's: of the one table, or by table.
            date_format: How dates written as text are written. ``yyyy-mm-dd`` can always be read; ``dd/mm/yyyy`` must be declared.
            reading: The key of another reading of the rule than the adopted one.
            known_on: Use only the conferences or visits that had been recorded by this day; they then need the column ``recorded``. Everything
                else, periods of care and reasons among it, is taken as the records have it now.
            calendar: The working days.
            **tables: The records by table name, such as ``visits=...``.

        Raises:
            FaultyRecords: If anything in the records cannot be used; all the faults are listed.
            InvalidPeriod: If the year and the as-at date cannot be read or contradict each other.
            UnknownName: If there is no such reading, table or column to name.
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
        if not isinstance(calendar, WorkingDayCalendar):
            raise TypeError("calendar is a WorkingDayCalendar, such as ENGLAND_AND_WALES.")
        asked = Question.of(year, as_at, known_on, calendar)
        chosen = self.adopted if reading is None else self.reading(reading)
        data = self._by_table(records, tables)
        names = self._names_by_table(columns or {})
        intake = Intake(calendar=calendar, taxonomy=self.reasons, date_format=date_format)
        read = {table.name: intake.read(table, data[table.name], names.get(table.name, {})) for table in self.records}
        answer = cases_and_series(chosen.measure, read, intake, asked)
        result: Result[Any] = Result(
            indicator=self.id,
            name=self.name,
            title=self.title,
            decimals=self.decimals,
            target=self.target,
            reading=chosen.key,
            calendar=calendar,
            year=asked.year,
            as_at=asked.as_at,
            known_on=asked.known_on,
            series=answer.series,
            cases=answer.cases,
            notes=answer.notes,
        )
        return result

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
