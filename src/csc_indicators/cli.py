"""
The command line: reads, calls, prints.

Data goes to standard output and words about it to standard error, so that a pipe gets the data alone. The exit code is 0 when the question was
answered, 1 when the records or dates given cannot be used, and 2 when the command was not understood.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from csc_indicators.accumulations import Accumulation, YearToDate, parse_accumulation
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.calendars.explanation import explain
from csc_indicators.calendars.table import TableFormat, calendar_table
from csc_indicators.errors import FaultyRecords, InvalidLimit, InvalidPeriod, OutsideCalendar, UnknownName
from csc_indicators.example_council import write_example_council
from csc_indicators.indicators.catalogue import CATALOGUE
from csc_indicators.indicators.definition import Indicator
from csc_indicators.limits import Hours, parse_limit
from csc_indicators.periods import Month, ReportingYear, as_date
from csc_indicators.publication.machine import indicator_as_dict
from csc_indicators.readers.csv_file import read_csv
from csc_indicators.readers.standard_safeguarding_dataset import names_in
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.report import Report, TextTable, day_in_words, report, revisions_report
from csc_indicators.results.result import Result

__all__ = ["cli"]

#: Wide enough for a breach and its reason on one line, where there is no terminal whose width to take.
_WIDTH_ON_A_PIPE = 130


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else as_date(value)
    except InvalidPeriod:
        raise click.BadParameter("The date cannot be read. Write the year, the month and the day, as in 2018-09-30.") from None


def _accumulation(_: click.Context, __: click.Parameter, value: str | None) -> Accumulation | None:
    try:
        return None if value is None else parse_accumulation(value)
    except InvalidPeriod as error:
        raise click.BadParameter(str(error)) from None


_INDICATOR = click.argument("name", metavar="INDICATOR")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

_TABLES = ("conferences", "periods_of_care", "visits")

#: The days whose published figures the example council has; the last is the one reported in full.
_EXAMPLE_AS_AT = "2018-09-30"
_EXAMPLE_SINCE = "2018-07-31"
_EXAMPLE_EXTRACTED = "2018-10-31"

_OWN_USE = "For the council's own use: single cases and small counts are shown, which must not be published as they are."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="csc-indicators")
def cli() -> None:
    """Indicators of children's social care in England: defined, computed and explained."""


@cli.command("list")
@_JSON
def list_indicators(*, as_json: bool) -> None:
    """List the indicators."""
    if as_json:
        _print_json([{"id": indicator.id, "name": indicator.name, "title": indicator.title} for indicator in CATALOGUE])
        return
    rows = tuple((indicator.name, indicator.id, indicator.title) for indicator in CATALOGUE)
    _print_table(TextTable("Indicators", ("Name", "Id", "Title"), rows))


@cli.command()
@_INDICATOR
@_JSON
def show(name: str, *, as_json: bool) -> None:
    """Show what an indicator is: its rule, its readings, its sources and what is not known about it."""
    with _explained():
        indicator = CATALOGUE.find(name)
    if as_json:
        _print_json(indicator_as_dict(indicator))
    else:
        _print_definition(indicator)


def _of_records(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that computes from files."""
    for option in reversed(_RECORDS_OPTIONS):
        command = option(command)
    return command


_RECORDS_OPTIONS = (
    click.option("--conferences", type=_FILE, help="CSV file of initial child protection conferences."),
    click.option("--periods-of-care", type=_FILE, help="CSV file of periods of being looked after."),
    click.option("--visits", type=_FILE, help="CSV file of visits to looked-after children."),
    click.option("--year", help="The reporting year, as 2018-19; the one of --as-at if left out."),
    click.option("--reading", help="Another reading of the rule; 'show' lists them."),
    click.option("--edition", type=click.IntRange(min=1), help="The edition to count by, where the rule changed within the period or before it."),
    click.option("--accumulation", callback=_accumulation, help="Another way to gather the cases, such as 'rolling 12 months' or 'in the month'."),
    click.option(
        "--date-format",
        type=click.Choice(["dd/mm/yyyy", "yyyy-mm-dd"]),
        default="dd/mm/yyyy",
        show_default=True,
        help="How the files write dates. yyyy-mm-dd is always read; with it as the format, dates with slashes are refused.",
    ),
    click.option("--column", "columns", multiple=True, metavar="TABLE.NAME=THEIRS", help="What a file calls a column, as visits.visited=VisitDate."),
)


@cli.command("report")
@_INDICATOR
@_of_records
@click.option("--as-at", help="The last day counted, as 2018-09-30; 31 March of the year if left out.")
@click.option("--known-on", help="Use only what had been recorded by this day.")
@click.option("--by", multiple=True, metavar="COLUMN", help="A column of the first file whose groups are told apart, such as team; may be repeated.")
@click.option("--since", callback=_day, metavar="DATE", help="Tell also what the months after the one of this day came to alone.")
@click.option("--remaining", type=click.IntRange(min=0), help="The cases expected before the year is out; at the pace so far if left out.")
@_JSON
def report_indicator(name: str, *, as_json: bool, columns: Sequence[str], since: date | None, remaining: int | None, **options: Any) -> None:
    """Compute an indicator from CSV files and report it: the figure, its history and prospects, each breach with its reason."""
    with _explained():
        indicator = CATALOGUE.find(name)
        result = indicator.compute(**_tables_of(indicator, columns, options))
    _check_told(result, as_json=as_json, since=since, remaining=remaining)
    _print_result(result, as_json=as_json, since=since, remaining=remaining)
    _say(_OWN_USE)


def _check_told(result: Result[Any], *, as_json: bool, since: date | None, remaining: int | None) -> None:
    """Refuse what the report would otherwise be silent on."""
    if as_json and not (since is None and remaining is None):
        raise click.UsageError("--since and --remaining are told in words, and have no place in --json.")
    if remaining is not None and (result.target is None or not isinstance(result.accumulation, YearToDate)):
        raise click.UsageError(f"--remaining tells whether a target can be met by the year's end, and {result.name} so counted has no such target.")
    months = [point.month for point in result.series[:-1]]
    if since is not None and not months:
        raise click.UsageError("--since is a day in the month of an earlier figure, and there is none.")
    if since is not None and Month.of(since) not in months:
        raise click.UsageError(f"--since is a day in the month of an earlier figure, from {months[0]} to {months[-1]}.")


@cli.command("revisions")
@_INDICATOR
@_of_records
@click.option("--as-at", required=True, help="The last day on which the figures are looked at, as 2018-10-31.")
@_JSON
def print_revisions(name: str, *, as_json: bool, columns: Sequence[str], **options: Any) -> None:
    """Print each month's figure as first published and as known at each later month's end, and what moved it."""
    with _explained():
        indicator = CATALOGUE.find(name)
        revised = indicator.revisions(**_tables_of(indicator, columns, options))
    if as_json:
        _print_json([{column: _plain(value) for column, value in row.items()} for row in _rows(revised.columns())])
    else:
        _print_report(revisions_report(revised))
    _say(_OWN_USE)


@cli.command()
@click.argument("start", callback=_day)
@click.argument("limit")
def due(start: date, limit: str) -> None:
    """Print the last day within LIMIT, such as "15 working days", of START, such as 2018-07-02; and beside it how it is counted."""
    with _explained():
        within = parse_limit(limit)
        if isinstance(within, Hours):
            raise click.UsageError("Hours run from a time of day and not from a date, so they have no due date. Use Hours in Python.")
        explanation = explain(ENGLAND_AND_WALES, start, within)
    _say(str(explanation))
    click.echo(explanation.due.isoformat())


@cli.command("calendar")
@click.argument("year", required=False)
@click.option("--from", "first", metavar="DATE", callback=_day, help="The first day, as 2026-04-01; with --to, instead of YEAR.")
@click.option("--to", "last", metavar="DATE", callback=_day, help="The last day.")
@click.option("--format", "form", type=click.Choice(get_args(TableFormat)), default="csv", show_default=True, help="How to write it.")
def print_calendar(year: str | None, first: date | None, last: date | None, form: Any) -> None:
    """Print the calendar of the reporting YEAR, such as 2026-27: a row a day, with its working-day number."""
    with _explained():
        if year is not None and first is None and last is None:
            first, last = ReportingYear.parse(year).first, ReportingYear.parse(year).last
        elif year is not None or first is None or last is None:
            raise click.UsageError("Give a reporting year, such as 2026-27, or both --from and --to.")
        if last < first:
            raise click.UsageError("--from is after --to. Give the first day, then the last.")
        table = calendar_table(ENGLAND_AND_WALES, first, last, form)
    if ENGLAND_AND_WALES.is_projected(last):
        announced_to = day_in_words(ENGLAND_AND_WALES.announced_to)
        _say(f"The holidays after {announced_to} have not been announced: they are projected from the rules of earlier years, and may change.")
    click.echo(table, nl=False)


@cli.command()
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("example-council"), show_default=True)
def demo(folder: Path) -> None:
    """Compute CP 3.10 and CP 1.4 for an example council, from its files in FOLDER, written there first if they are not there."""
    paths = {name: folder / f"{name}.csv" for name in _TABLES}
    if not any(path.exists() for path in paths.values()):
        write_example_council(folder)
        _say(f"Wrote the example council's extract, which is made up, to {folder}: {', '.join(path.name for path in paths.values())}.")
    with _explained():
        for name, tables in (("CP 3.10", _TABLES[:1]), ("CP 1.4", _TABLES[1:])):
            missing = [str(paths[table]) for table in tables if not paths[table].exists()]
            if missing:
                raise click.UsageError(f"Not there: {', '.join(missing)}. Remove the folder to have all three files written again.")
            indicator, given = CATALOGUE.find(name), _arguments({table: paths[table] for table in tables}, {}, date_format="dd/mm/yyyy")
            _print_result(indicator.compute(as_at=_EXAMPLE_AS_AT, **given), as_json=False, since=date.fromisoformat(_EXAMPLE_SINCE))
            known = indicator.compute(as_at=_EXAMPLE_AS_AT, known_on=_EXAMPLE_AS_AT, **given)
            click.echo(f"\nAs recorded by that day it was {known.percentage}% ({known.tally}): what was recorded later is in the figure above.\n")
            _print_report(revisions_report(indicator.revisions(as_at=_EXAMPLE_EXTRACTED, **given)))
            click.echo()
    _say(_OWN_USE)
    _say(f"The figures are computed from the files in {folder}: change a date in one, run this again, and they move.")


def _tables_of(indicator: Indicator[Any], columns: Sequence[str], options: dict[str, Any]) -> dict[str, Any]:
    """The options of a command as the arguments of a computation, the files read."""
    given = {table: path for table in _TABLES if (path := options.pop(table))}
    missing = [table.name for table in indicator.records if table.name not in given]
    if missing:
        options_missing = " and ".join(f"--{table} FILE".replace("_", "-") for table in missing)
        raise click.UsageError(f"{indicator.name} needs {options_missing}.")
    return _arguments(given, _named(columns), **options)


def _arguments(files: Mapping[str, Path], named: Mapping[str, Mapping[str, str]], **options: Any) -> dict[str, Any]:
    tables = {table: read_csv(path, table=table) for table, path in files.items()}
    columns = {table: {**names_in(table, header), **named.get(table, {})} for table, header in tables.items()}
    return {**options, **tables, "columns": columns}


def _rows(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _named(columns: Sequence[str]) -> dict[str, dict[str, str]]:
    named: dict[str, dict[str, str]] = {}
    for entry in columns:
        ours, equals, theirs = entry.partition("=")
        table, dot, column = ours.partition(".")
        if not (equals and dot):
            raise click.BadParameter("Write --column TABLE.NAME=THEIRS, such as --column visits.visited=VisitDate.")
        named.setdefault(table, {})[column] = theirs
    return named


@contextmanager
def _explained() -> Iterator[None]:
    """Errors of this library as one message and an exit code."""
    try:
        yield
    except (FaultyRecords, OutsideCalendar) as error:
        code, message = 1, str(error)
    except (InvalidLimit, InvalidPeriod, UnknownName) as error:
        code, message = 2, str(error)
    else:
        return
    _say(message)
    sys.exit(code)


def _say(words: str) -> None:
    click.echo(words, err=True)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _WIDTH_ON_A_PIPE, highlight=False)


def _print_result(result: Result[Any], *, as_json: bool, since: date | None = None, remaining: int | None = None) -> None:
    if as_json:
        _print_json(result_as_dict(result))
    else:
        _print_report(report(result, since=None if since is None else Month.of(since), remaining=remaining))
    for note in result.notes:
        _say(f"Note: {note}")


def _print_report(of: Report) -> None:
    console = _console()
    console.print(Text(of.heading, style="bold"))
    for sentence in of.sentences:
        console.print(Text(sentence))
    for table in of.tables:
        _print_table(table)
    console.print(Text(f"\n{of.basis}"))


def _print_table(table: TextTable) -> None:
    rich = Table(title=Text(table.title), title_justify="left", title_style="bold", box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for position, heading in enumerate(table.headings):
        number = position in table.numeric
        widest = max((len(row[position]) for row in table.rows), default=0)  # so that a heading is broken before a figure is
        rich.add_column(Text(heading), justify="right" if number else "left", min_width=widest if number else None)
    for row in table.rows:
        rich.add_row(*map(Text, row))
    console = _console()
    console.print()
    console.print(rich)


def _print_definition(indicator: Indicator[Any]) -> None:
    console = _console()
    console.print(Text(f"{indicator.name}: {indicator.title}", style="bold"))
    console.print(Text(indicator.question))
    target = "none" if indicator.target is None else str(indicator.target)
    facts = (
        ("Id", indicator.id),
        ("Other codes", "; ".join(f"{code.scheme} {code.code}" for code in indicator.codes)),
        ("Owner", indicator.owner),
        ("Target", f"{target}; good is {indicator.good}"),
        ("Gathered", str(indicator.accumulation)),
        ("Numerator", indicator.numerator),
        ("Denominator", indicator.denominator),
        ("Counted by", indicator.counted_by),
        ("Derived from", indicator.derived_from or "nothing"),
        ("Reasons", repr(indicator.reasons).strip("<>")),
    )
    _print_table(TextTable("Definition", ("What", "Says"), facts))
    readings = tuple((reading.key + (" (adopted)" if reading is indicator.adopted else ""), reading.statement) for reading in indicator.readings)
    _print_table(TextTable("Readings", ("Key", "Takes the rule to say"), readings))
    columns = tuple((table.name, column.name, "yes" if column.required else "no", column.meaning) for table in indicator.records for column in table)
    _print_table(TextTable("Records", ("Table", "Column", "Needed", "Meaning"), columns))
    sources = tuple(("read" if source.verified else "UNVERIFIED", source.citation, source.states) for source in indicator.sources)
    _print_table(TextTable("Sources", ("Text", "Document", "States"), sources))
    console.print()
    console.print(Text("Not known", style="bold"))
    for unknown in indicator.unknowns:
        console.print(Text(f"- {unknown}"))
