"""Every indicator that a council's records can tell, on one page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import attrs

from csc_indicators.accumulations import YEAR_TO_DATE
from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import Fault, FaultyRecords, InvalidPeriod, OutsideCalendar, UnknownName, did_you_mean
from csc_indicators.frames import Library, as_frame
from csc_indicators.indicators.catalogue import Catalogue
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.question import Question
from csc_indicators.indicators.rule import Domain
from csc_indicators.periods import ReportingYear, as_date
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.dates import DateFormat
from csc_indicators.records.intake import Intake, TableLike
from csc_indicators.records.table import Kind, Records, Table
from csc_indicators.records.tables import TABLES
from csc_indicators.results.rates import Population
from csc_indicators.results.report import Report, TextTable, day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.tally import NoFigure
from csc_indicators.results.targets import Standing
from csc_indicators.results.units import Unit

__all__ = ["Dashboard", "Entry", "dashboard", "dashboard_report", "in_one_line", "note_in_short"]

#: Why there is no figure, as a cell of the page says it.
_NO_FIGURE = {
    NoFigure.NO_CASES: "no cases",
    NoFigure.NOT_COUNTED_FROM: "not counted",
    NoFigure.NO_POPULATION: "no population",
    NoFigure.NOBODY: "no population",
}

#: How a figure stands against its target, as a cell of the page says it.
_STANDING = {Standing.MET: "met", Standing.WITHIN_TOLERANCE: "missed, within tolerance", Standing.MISSED: "missed"}

#: Row numbers as notes list them, after the name of the table.
_ROWS = re.compile(r", rows? (?P<listed>[0-9, -]*[0-9])(?: and (?P<more>[0-9]+) more)?(?=:)")

#: The letters of a note that go on one line.
_A_LINE = 120


@attrs.frozen(repr=False, eq=False)
class Entry:
    """
    One indicator of a dashboard.

    Attributes:
        indicator: The indicator.
        result: Its figure and all that is behind it; None when it was not computed.
        why: Why it was not computed, in one line; empty when it was.
        faults: All that is wrong with its records; empty when nothing is, or they were not given.
    """

    indicator: Indicator[Any]
    result: Result[Any] | None
    why: str = ""
    faults: tuple[Fault, ...] = ()


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
        ``target``, ``standing``, ``reading``, ``edition`` and ``notes``; a text that says nothing is empty, and a number that there is not is None.
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
            "reading": ["" if result is None else result.reading for result in results],
            "edition": [None if result is None else result.edition for result in results],
            "notes": ["" if result is None else " ".join(result.notes) for result in results],
        }

    def to_frame(self, library: Library) -> Any:
        """The table of :meth:`columns` in pandas, Polars or pyarrow."""
        return as_frame(self.columns(), library, numbers=("numerator", "denominator", "figure", "target", "edition"))

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

    An indicator that is retired, whose tables were not given or whose rule was another on the day is not computed, and its entry says why; nor is one
    whose records have faults or reach outside the calendar. The others are computed all the same.

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
        UnknownName: If a table is given that no indicator of the catalogue reads, or the columns are named of one that is not there.
        InvalidPeriod: If the period asked about, or another day that is given, cannot be read.

    >>> from csc_indicators import CATALOGUE
    >>> conferences = {"child": [1, 2], "strategy_discussion": ["2018-07-02"] * 2, "conference": ["2018-07-23", "2018-07-24"]}
    >>> page = dashboard(CATALOGUE, {"conferences": conferences}, as_at="2018-07-31")
    >>> page["southend.cp_3_10"].result
    <Result southend.cp_3_10 at 2018-07-31: 50.0%, 1 of 2>
    >>> page["southend.cp_1_4"].why
    'not given: periods_of_care, visits'
    """
    known_tables = {table.name for indicator in catalogue for table in indicator.records}
    _refuse_strangers(tables, known_tables, "No indicator is computed from a table")
    _refuse_strangers(columns or {}, known_tables | {table.name for table in TABLES}, "No columns can be named of a table")
    asked = Question.of(year, as_at, known_on, calendar=calendar, accumulation=YEAR_TO_DATE, from_year=from_year)
    reading = _Reading(tables=tables, columns=columns or {}, date_format=date_format, calendar=calendar)
    given = {
        "year": asked.year,
        "as_at": asked.as_at,
        "from_year": asked.from_year,
        "population": population,
        "known_on": asked.known_on,
        "records_from": None if records_from is None else as_date(records_from),
        "calendar": calendar,
    }
    return Dashboard(asked.as_at, tuple(_entry(indicator, reading, given) for indicator in catalogue))


def _refuse_strangers(named: Mapping[str, Any], known: set[str], what: str) -> None:
    strange = sorted(set(named) - known)
    if strange:
        raise UnknownName(f"{what} {strange[0]!r}. {did_you_mean(strange[0], known)}")


def _entry(indicator: Indicator[Any], reading: "_Reading", given: Mapping[str, Any]) -> Entry:
    if _is_retired(indicator, given["as_at"]):
        return Entry(indicator, None, f"in force until {indicator.retired_on}, and retired since")
    missing = [table.name for table in indicator.records if table.name not in reading.tables]
    if missing:
        return Entry(indicator, None, f"not given: {', '.join(missing)}")
    try:
        return Entry(indicator, indicator.compute(**reading.read(indicator), **given))
    except (FaultyRecords, InvalidPeriod, OutsideCalendar) as error:
        return Entry(indicator, None, in_one_line(str(error)), tuple(getattr(error, "faults", ())))


@attrs.frozen(kw_only=True, repr=False, eq=False)
class _Reading:
    """The tables given, each read once; one that has a column of reasons, once for each list of them."""

    tables: Mapping[str, TableLike]
    columns: Mapping[str, Mapping[str, str]]
    date_format: DateFormat
    calendar: WorkingDayCalendar
    kept: dict[tuple[Table, Taxonomy | None], tuple[Records, Sequence[Fault]]] = attrs.field(factory=dict, init=False)

    def read(self, indicator: Indicator[Any]) -> dict[str, Any]:
        """
        The tables of an indicator.

        Raises:
            FaultyRecords: If they have faults; all of them.
        """
        read = {table.name: self._read(table, indicator.reasons) for table in indicator.records}
        faults = [fault for _, of_one in read.values() for fault in of_one]
        if faults:
            raise FaultyRecords(faults)
        return {name: records for name, (records, _) in read.items()}

    def _read(self, table: Table, reasons: Taxonomy) -> tuple[Records, Sequence[Fault]]:
        key = table, reasons if any(column.kind is Kind.REASON for column in table) else None
        if key not in self.kept:
            intake = Intake(calendar=self.calendar, taxonomy=reasons, date_format=self.date_format)
            records = intake.read(table, self.tables[table.name], self.columns.get(table.name, {}))
            self.kept[key] = records, intake.faults
        return self.kept[key]


def dashboard_report(of: Dashboard) -> Report:
    """
    The dashboard as one page: a table of the indicators by domain, then those that were not computed, and why, then those that are retired.

    The notes are numbered, and the rows of the table name them by their numbers. A note of several indicators is there once, and of a
    long one only the first sentence; the whole is in the result's own notes.
    """
    retired = [entry for entry in of if _is_retired(entry.indicator, of.as_at)]
    in_force = [entry for entry in of if not _is_retired(entry.indicator, of.as_at)]
    computed = _in_order([entry for entry in in_force if entry.result is not None])
    left = [entry for entry in in_force if entry.result is None]
    numbers = _numbered(computed)
    tables = (
        _table("In force", ("Indicator", "Figure", "Counts", "Target", "Standing", "Note"), _by_domain(computed, numbers), (1, 2, 3)),
        _table("Not computed", ("Indicator", "Why"), [(entry.indicator.name, entry.why) for entry in left]),
        _table("Retired", ("Indicator", "In force until", "In its place"), [_retired_row(entry, of) for entry in retired]),
    )
    return Report(
        f"All indicators at {day_in_words(of.as_at)}",
        (f"{len(computed)} of the {len(in_force)} indicators in force are computed from these records.", *_population(of)),
        tuple(table for table in tables if table.rows),
        tuple(f"{number}: {note}" for note, number in numbers.items()),
        _basis(of),
    )


def in_one_line(why: str) -> str:
    """
    The message of an error in one line: its first sentence; of faults, the first one and how many more there are.

    >>> in_one_line("No month of the year is over. Give a later day.")
    'No month of the year is over'
    >>> faults = [Fault("plans", "start", "not a date", "Correct it", (4,)), Fault("plans", "end", "not a date", "Correct it", (1, 2))]
    >>> in_one_line(str(FaultyRecords(faults)))
    "plans, column 'start', row 4: not a date (and 1 more fault)"
    """
    faults = [line.removeprefix("  - ") for line in why.splitlines() if line.startswith("  - ")]
    first = (faults or [why])[0].partition(". ")[0].rstrip(".")
    more = len(faults) - 1
    return f"{first} (and {more} more fault{'' if more == 1 else 's'})" if more > 0 else first


def note_in_short(note: str) -> str:
    """
    A note that is longer than a line, in its first sentence, and if that is too long, with the number of the rows for their list.

    >>> note_in_short("visits, row 4: of nobody in periods_of_care; not used. Check that both tables name children alike.")
    'visits, row 4: of nobody in periods_of_care; not used. Check that both tables name children alike.'
    >>> rows = "rows 1-3, 7 and 20 more"
    >>> note_in_short(f"plans, {rows}: an earlier one may be missing from the records; counted in the denominator and not in the numerator.")
    'plans, 24 rows: an earlier one may be missing from the records; counted in the denominator and not in the numerator.'
    """
    if len(note) <= _A_LINE:
        return note
    first, stop, _ = note.partition(". ")
    sentence = first + stop.strip()
    return sentence if len(sentence) <= _A_LINE else _ROWS.sub(_how_many, sentence)


def _how_many(rows: re.Match[str]) -> str:
    ranges = [[int(end) for end in listed.split("-")] for listed in rows["listed"].split(", ")]
    number = sum(ends[-1] - ends[0] + 1 for ends in ranges) + int(rows["more"] or 0)
    return f", {number:,} row{'' if number == 1 else 's'}"


def _is_retired(indicator: Indicator[Any], day: date) -> bool:
    return indicator.retired_on is not None and indicator.retired_on < day


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """By domain, in the order of the journey; within one, as they stand in the catalogue."""
    domains = list(Domain)
    return sorted(entries, key=lambda entry: domains.index(entry.indicator.domain))


def _numbered(entries: Sequence[Entry]) -> dict[str, int]:
    """Every note in short, with its number in the order of the page."""
    return {note: number for number, note in enumerate(dict.fromkeys(note for entry in entries for note in _notes(entry)), start=1)}


def _notes(entry: Entry) -> list[str]:
    return [] if entry.result is None else list(map(note_in_short, entry.result.notes))


def _named(entry: Entry, numbers: Mapping[str, int]) -> str:
    """The numbers of an entry's notes."""
    return ", ".join(map(str, sorted({numbers[note] for note in _notes(entry)})))


def _table(title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], numeric: tuple[int, ...] = ()) -> TextTable:
    """A table without the columns in which no row has anything."""
    kept = [at for at in range(len(headings)) if any(row[at] for row in rows)]
    there = tuple(tuple(row[at] for at in kept) for row in rows)
    return TextTable(title, tuple(headings[at] for at in kept), there, tuple(place for place, at in enumerate(kept) if at in numeric))


def _by_domain(entries: Sequence[Entry], numbers: Mapping[str, int]) -> list[tuple[str, ...]]:
    """A row to each domain, and one to each of its indicators."""
    rows: list[tuple[str, ...]] = []
    for domain, those in groupby(entries, key=lambda entry: entry.indicator.domain):
        rows += [(str(domain).capitalize(), "", "", "", "", ""), *(_row(entry, numbers) for entry in those)]
    return rows


def _row(entry: Entry, numbers: Mapping[str, int]) -> tuple[str, ...]:
    result: Any = entry.result
    target = "" if result.target is None else str(result.target)
    standing = "" if result.standing is None else _STANDING[result.standing]
    figure, counts = _figure(result), result.unit.counts(result.tally)
    return f"  {entry.indicator.name}", figure, "" if counts == figure else counts, target, standing, _named(entry, numbers)


def _figure(result: Any) -> str:
    if result.why is not None:
        return _NO_FIGURE[result.why]
    # The name of a rate nearly always says what it is for every so many of.
    return str(result.figure) if str(result.unit) in result.name else result.unit.words(result.figure)


def _retired_row(entry: Entry, of: Dashboard) -> tuple[str, ...]:
    indicator = entry.indicator
    until = "" if indicator.retired_on is None else day_in_words(indicator.retired_on)
    instead = "" if indicator.superseded_by is None else of[indicator.superseded_by].indicator.name
    return indicator.name, until, instead


def _population(of: Dashboard) -> Iterator[str]:
    populations = [result.population for result in of.results if result.unit is Unit.PER_10_000]
    if populations:
        yield "Rates have no figure: the population was not given." if populations[0] is None else f"Rates are for a population of {populations[0]}."


def _basis(of: Dashboard) -> str:
    if not of.results:
        return ""
    result = of.results[0]
    known = "everything recorded" if result.known_on is None else f"as known on {result.known_on}"
    return f"{result.calendar.name}, edition {result.calendar.edition}; {known}; csc-indicators {result.version}."
