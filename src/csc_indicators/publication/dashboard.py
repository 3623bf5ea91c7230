"""Every indicator that a council's records can tell, on one page."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

import attrs

from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import FaultyRecords, InvalidPeriod, UnknownName, did_you_mean
from csc_indicators.frames import Library, as_frame
from csc_indicators.indicators.catalogue import Catalogue
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.question import Question
from csc_indicators.periods import ReportingYear
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.dates import DateFormat
from csc_indicators.records.intake import Intake, TableLike
from csc_indicators.records.table import Records, Table
from csc_indicators.results.rates import Population
from csc_indicators.results.report import Report, TextTable, day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.units import Unit

__all__ = ["Dashboard", "Entry", "dashboard", "dashboard_report"]


@attrs.frozen(repr=False, eq=False)
class Entry:
    """
    One indicator of a dashboard.

    Attributes:
        indicator: The indicator.
        result: Its figure and all that is behind it; None when it was not computed.
        why: Why it was not computed; empty when it was.
    """

    indicator: Indicator[Any]
    result: Result[Any] | None
    why: str = ""


@attrs.frozen(repr=False, eq=False)
class Dashboard:
    """
    Every indicator of a catalogue, as at one day.

    Attributes:
        as_at: The last day counted.
        entries: The indicators in the order of the catalogue, those that were not computed among them.
    """

    as_at: date
    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, name: str) -> Entry:
        for entry in self:
            if entry.indicator.id == name:
                return entry
        raise KeyError(f"The dashboard has no indicator {name!r}. {did_you_mean(name, [entry.indicator.id for entry in self])}")

    @property
    def results(self) -> tuple[Result[Any], ...]:
        """The results of those that were computed."""
        return tuple(entry.result for entry in self if entry.result is not None)

    def columns(self) -> dict[str, list[Any]]:
        """
        A row to an indicator, also to one that was not computed.

        Its columns are ``indicator``, ``name``, ``domain``, ``as_at``, ``unit``, ``numerator``, ``denominator``, ``figure``, ``why_no_figure``,
        ``target`` and ``standing``.
        """
        results = [entry.result for entry in self]
        figures = [None if result is None else result.figure for result in results]
        return {
            "indicator": [entry.indicator.id for entry in self],
            "name": [entry.indicator.name for entry in self],
            "domain": [str(entry.indicator.domain) for entry in self],
            "as_at": [self.as_at] * len(self),
            "unit": [str(entry.indicator.unit) for entry in self],
            "numerator": [None if result is None else result.tally.numerator for result in results],
            "denominator": [None if result is None else result.tally.denominator for result in results],
            "figure": [None if figure is None else float(figure) for figure in figures],
            "why_no_figure": [entry.why or ("" if entry.result is None or entry.result.why is None else str(entry.result.why)) for entry in self],
            "target": [None if entry.indicator.target is None else float(entry.indicator.target.percentage) for entry in self],
            "standing": ["" if result is None or result.standing is None else result.standing.words for result in results],
        }

    def to_frame(self, library: Library) -> Any:
        """The table of :meth:`columns` in pandas, Polars or pyarrow."""
        return as_frame(self.columns(), library, numbers=("numerator", "denominator", "figure", "target"))

    def __repr__(self) -> str:
        return f"<Dashboard at {self.as_at}: {len(self.results)} of {len(self)} indicators>"


def dashboard(
    catalogue: Catalogue,
    tables: Mapping[str, TableLike],
    *,
    year: str | ReportingYear | None = None,
    as_at: date | str | None = None,
    from_year: str | ReportingYear | None = None,
    population: Population | None = None,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    date_format: DateFormat = "yyyy-mm-dd",
    known_on: date | str | None = None,
    records_from: date | str | None = None,
    calendar: WorkingDayCalendar = ENGLAND_AND_WALES,
) -> Dashboard:
    """
    Compute every indicator of *catalogue* from one set of records; each table is read once.

    An indicator whose tables were not given, or whose rule was another on the day, is not computed, and its entry says why; so is one whose records
    have faults, with the faults. The others are computed all the same.

    Args:
        catalogue: The indicators.
        tables: The records by table name.
        year: The reporting year.
        as_at: The last day counted.
        from_year: The reporting year that every series begins with.
        population: What rates are of.
        columns: The caller's own column names, by table.
        date_format: How dates written as text are written.
        known_on: Use only what had been recorded by this day.
        records_from: The first day from which the records hold everything.
        calendar: The working days.

    Raises:
        UnknownName: If a table is given that no indicator of the catalogue reads.
        InvalidPeriod: If the period asked about cannot be read.

    >>> from csc_indicators import CATALOGUE
    >>> conferences = {"child": [1, 2], "strategy_discussion": ["2018-07-02"] * 2, "conference": ["2018-07-23", "2018-07-24"]}
    >>> page = dashboard(CATALOGUE, {"conferences": conferences}, as_at="2018-07-31")
    >>> page["southend.cp_3_10"].result
    <Result southend.cp_3_10 at 2018-07-31: 50.0%, 1 of 2>
    >>> page["southend.cp_1_4"].why
    'not given: periods_of_care, visits'
    """
    known_tables = {table.name for indicator in catalogue for table in indicator.records}
    strange = sorted(set(tables) - known_tables)
    if strange:
        raise UnknownName(f"No indicator is computed from a table {strange[0]!r}. {did_you_mean(strange[0], known_tables)}")
    any_one = next(iter(catalogue))
    asked = Question.of(year, as_at, known_on, calendar=calendar, accumulation=any_one.accumulation, from_year=from_year)
    reading = _Reading(tables=tables, columns=columns or {}, date_format=date_format, calendar=calendar)
    given = {
        "year": asked.year,
        "as_at": asked.as_at,
        "from_year": asked.from_year,
        "population": population,
        "known_on": asked.known_on,
        "records_from": records_from,
        "calendar": calendar,
    }
    return Dashboard(asked.as_at, tuple(_entry(indicator, reading, given) for indicator in catalogue))


def _entry(indicator: Indicator[Any], reading: "_Reading", given: Mapping[str, Any]) -> Entry:
    missing = [table.name for table in indicator.records if table.name not in reading.tables]
    if missing:
        return Entry(indicator, None, f"not given: {', '.join(missing)}")
    try:
        read: dict[str, Any] = {table.name: reading.read(table, indicator.reasons) for table in indicator.records}
        return Entry(indicator, indicator.compute(**read, **given))
    except (FaultyRecords, InvalidPeriod) as error:
        why = str(error)
    return Entry(indicator, None, why)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class _Reading:
    """The tables given, each read once for each list of reasons that it may name."""

    tables: Mapping[str, TableLike]
    columns: Mapping[str, Mapping[str, str]]
    date_format: DateFormat
    calendar: WorkingDayCalendar
    kept: dict[tuple[str, str], Records] = attrs.field(factory=dict, init=False)

    def read(self, table: Table, reasons: Taxonomy) -> Records:
        """
        One table.

        Raises:
            FaultyRecords: If it has faults.
        """
        key = table.name, reasons.title
        if key not in self.kept:
            intake = Intake(calendar=self.calendar, taxonomy=reasons, date_format=self.date_format)
            records = intake.read(table, self.tables[table.name], self.columns.get(table.name, {}))
            intake.raise_faults()
            self.kept[key] = records
        return self.kept[key]


def dashboard_report(of: Dashboard) -> Report:
    """The dashboard in words and tables: a table to each domain, then what was not computed, and why."""
    tables = [
        TextTable(str(domain).capitalize(), ("Indicator", "Figure", "Counts", "Target", "Standing"), tuple(map(_row, entries)), (1, 2, 3))
        for domain, entries in groupby((entry for entry in of if entry.result is not None), key=lambda entry: entry.indicator.domain)
    ]
    left = [(entry.indicator.name, _first_line(entry.why)) for entry in of if entry.result is None]
    if left:
        tables.append(TextTable("Not computed", ("Indicator", "Why"), tuple(left)))
    notes = tuple(f"{result.name}: {note}" for result in of.results for note in result.notes)
    heading = f"All indicators at {day_in_words(of.as_at)}"
    basis = "; ".join(
        dict.fromkeys(f"{result.calendar.name}, edition {result.calendar.edition}; csc-indicators {result.version}" for result in of.results)
    )
    sentences = (f"{len(of.results)} of {len(of)} indicators are computed from these records.", *_population(of))
    return Report(heading, sentences, tuple(tables), notes, basis)


def _population(of: Dashboard) -> Iterator[str]:
    populations = [result.population for result in of.results if result.unit is Unit.PER_10_000]
    if populations:
        yield "Rates have no figure: the population was not given." if populations[0] is None else f"Rates are for a population of {populations[0]}."


def _row(entry: Entry) -> tuple[str, ...]:
    result = entry.result
    if result is None:
        return (entry.indicator.name, "", "", "", "")
    figure = str(result.why) if result.figure is None else result.unit.words(result.figure)
    standing = "" if result.standing is None else result.standing.words
    return entry.indicator.name, figure, result.unit.counts(result.tally), "" if result.target is None else str(result.target), standing


def _first_line(why: str) -> str:
    lines = [line.strip() for line in why.splitlines()]
    return lines[0] if len(lines) == 1 else f"{lines[0]} {lines[1]}"
