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
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csc_indicators.accumulations import Accumulation, YearToDate, parse_accumulation
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.calendars.explanation import explain
from csc_indicators.calendars.table import TableFormat, calendar_table
from csc_indicators.errors import FaultyRecords, InvalidDefinition, InvalidLimit, InvalidPeriod, MissingExtra, OutsideCalendar, UnknownName
from csc_indicators.example_council import write_example_council
from csc_indicators.indicators.catalogue import CATALOGUE, Catalogue
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.rule import Domain
from csc_indicators.limits import Hours, parse_limit
from csc_indicators.periods import Month, ReportingYear, as_date
from csc_indicators.publication.dashboard import dashboard, dashboard_report
from csc_indicators.publication.machine import indicator_as_dict
from csc_indicators.publication.prose import in_prose
from csc_indicators.readers.collection_file import read_collection
from csc_indicators.readers.csv_file import read_csv
from csc_indicators.readers.standard_safeguarding_dataset import names_in
from csc_indicators.records.tables import TABLES
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.rates import Population
from csc_indicators.results.report import Report, TextTable, day_in_words, readings_table, report, revisions_report
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
_COLLECTION = click.option(
    "--collection", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML file of a council's own indicators."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

_TABLES = tuple(table.name for table in TABLES)

#: The tables that the example's two indicators are computed from.
_EXAMPLE_TABLES = (("CP 3.10", ("conferences",)), ("CP 1.4", ("periods_of_care", "visits")))

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
@click.option("--search", metavar="WORDS", help="Only those that have these words in their id, name, title, question or codes.")
@click.option("--domain", type=click.Choice([str(domain) for domain in Domain]), help="Only those of one stage of the journey.")
@click.option("--needing", metavar="ITEM", help="Only those computed from a data item, such as CINreferralDate or referrals.referral.")
@_COLLECTION
@_JSON
def list_indicators(*, search: str | None, domain: str | None, needing: str | None, collection: Path | None, as_json: bool) -> None:
    """List the indicators, those of a council's own COLLECTION among them."""
    with _explained():
        catalogue = _catalogue(collection)
        found = list(catalogue) if search is None else list(catalogue.search(search))
        kept = set(catalogue if needing is None else catalogue.needing(needing)) & set(catalogue if domain is None else catalogue.in_domain(domain))
    found = [indicator for indicator in found if indicator in kept]
    if as_json:
        _print_json([{"id": each.id, "name": each.name, "domain": str(each.domain), "title": each.title} for each in found])
        return
    if not found:
        _say("No indicator is like that.")
    for of, each in groupby(found, key=lambda indicator: str(indicator.domain)) if search is None else [("Found", found)]:
        rows = tuple((indicator.name + (" (retired)" if indicator.retired_on else ""), indicator.id, indicator.title) for indicator in each)
        _print_table(TextTable(of.capitalize(), ("Name", "Id", "Title"), rows))


@cli.command()
@_INDICATOR
@_COLLECTION
@_JSON
def show(name: str, *, collection: Path | None, as_json: bool) -> None:
    """Show what an indicator is: its rule, its readings, its sources and what is not known about it."""
    with _explained():
        indicator = _catalogue(collection).find(name)
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
    click.option(
        "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of CSV files named for the tables, as referrals.csv."
    ),
    *(click.option(f"--{table.name.replace('_', '-')}", type=_FILE, help=f"CSV file of {table.name.replace('_', ' ')}.") for table in TABLES),
    _COLLECTION,
    click.option("--population", type=click.IntRange(min=0), help="Children aged 0 to 17, for rates."),
    click.option("--vintage", help="Which estimate the population is, as 'mid-2017 estimate'."),
    click.option("--records-from", help="The first day from which the records hold everything, where what came before matters."),
    click.option("--from-year", help="The reporting year that the series begins with, as 2014-15."),
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
@click.argument("name", metavar="[INDICATOR]", required=False)
@click.option("--all", "everything", is_flag=True, help="Report every indicator that the records can tell, on one page.")
@_of_records
@click.option("--as-at", help="The last day counted, as 2018-09-30; 31 March of the year if left out.")
@click.option("--known-on", help="Use only what had been recorded by this day.")
@click.option("--by", multiple=True, metavar="COLUMN", help="A column of the first file whose groups are told apart, such as team; may be repeated.")
@click.option("--since", callback=_day, metavar="DATE", help="Tell also what the months after the one of this day came to alone.")
@click.option("--remaining", type=click.IntRange(min=0), help="The cases expected before the year is out; at the pace so far if left out.")
@_JSON
def report_indicator(name: str | None, *, everything: bool, as_json: bool, since: date | None, remaining: int | None, **options: Any) -> None:
    """Compute INDICATOR from CSV files and report it: the figure, its history and prospects, each breach with its reason; or all on one page."""
    if everything is (name is not None):
        raise click.UsageError("Name an indicator, or ask for all of them with --all.")
    if name is None:
        _report_all(as_json=as_json, told=(since, remaining), **options)
        return
    with _explained():
        indicator = _catalogue(options.pop("collection")).find(name)
        result = indicator.compute(**_tables_of(indicator, options))
    _check_told(result, as_json=as_json, since=since, remaining=remaining)
    _print_result(result, as_json=as_json, since=since, remaining=remaining)
    _say(_OWN_USE)


def _report_all(*, as_json: bool, told: tuple[Any, ...], **options: Any) -> None:
    """One page of every indicator that the records can tell."""
    one_alone = {"--reading": options.pop("reading"), "--edition": options.pop("edition"), "--accumulation": options.pop("accumulation")}
    one_alone |= {"--by": options.pop("by"), "--since": told[0], "--remaining": told[1]}
    asked = [option for option, value in one_alone.items() if value not in (None, ())]
    if asked:
        raise click.UsageError(f"{', '.join(asked)} is asked of one indicator and not of all. Name the indicator, or leave it out.")
    with _explained():
        catalogue = _catalogue(options.pop("collection"))
        given = _arguments(_files(options), _named(options.pop("columns")), **_with_population(options))
        tables = {name: given.pop(name) for name in _TABLES if name in given}
        page = dashboard(catalogue, tables, **given)
    if as_json:
        _print_json([{column: _plain(value) for column, value in row.items()} for row in _rows(page.columns())])
    else:
        of = dashboard_report(page)
        _print_report(of)
        for note in of.notes:
            _say(f"Note: {note}")
    _say(_OWN_USE)


@cli.command("readings")
@_INDICATOR
@_of_records
@click.option("--as-at", help="The last day counted, as 2018-09-30; 31 March of the year if left out.")
@click.option("--known-on", help="Use only what had been recorded by this day.")
@_JSON
def print_readings(name: str, *, as_json: bool, **options: Any) -> None:
    """Compute INDICATOR in every reading of its rule, side by side from the same records."""
    if options.pop("reading") is not None:
        raise click.UsageError("Every reading is computed. Leave --reading out, or use 'report'.")
    with _explained():
        indicator = _catalogue(options.pop("collection")).find(name)
        found = indicator.sensitivity(**_tables_of(indicator, options))
    if as_json:
        _print_json(_rows(found.columns()))
    else:
        _print_table(readings_table(found))
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
def print_revisions(name: str, *, as_json: bool, **options: Any) -> None:
    """Print each month's figure as first published and as known at each later month's end, and what moved it."""
    with _explained():
        _refuse_in_revisions(options)
        indicator = _catalogue(options.pop("collection")).find(name)
        revised = indicator.revisions(**_tables_of(indicator, options))
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
    paths = {name: folder / f"{name}.csv" for _, tables in _EXAMPLE_TABLES for name in tables}
    if not any(path.exists() for path in paths.values()):
        written = write_example_council(folder)
        _say(f"Wrote the example council's extract, which is made up, to {folder}: {', '.join(path.name for path in written)}.")
    with _explained():
        for name, tables in _EXAMPLE_TABLES:
            missing = [str(paths[table]) for table in tables if not paths[table].exists()]
            if missing:
                raise click.UsageError(f"Not there: {', '.join(missing)}. Remove the folder to have all the files written again.")
            indicator, given = CATALOGUE.find(name), _arguments({table: paths[table] for table in tables}, {}, date_format="dd/mm/yyyy")
            _print_result(indicator.compute(as_at=_EXAMPLE_AS_AT, **given), as_json=False, since=date.fromisoformat(_EXAMPLE_SINCE))
            known = indicator.compute(as_at=_EXAMPLE_AS_AT, known_on=_EXAMPLE_AS_AT, **given)
            click.echo(f"\nAs recorded by that day it was {known.percentage}% ({known.tally}): what was recorded later is in the figure above.\n")
            _print_report(revisions_report(indicator.revisions(as_at=_EXAMPLE_EXTRACTED, **given)))
            click.echo()
    _say(_OWN_USE)
    _say(f"The figures are computed from the files in {folder}: change a date in one, run this again, and they move.")


def _catalogue(collection: Path | None) -> Catalogue:
    """The catalogue, with a council's own collection if one is given."""
    return CATALOGUE if collection is None else CATALOGUE.with_collection(read_collection(collection))


def _refuse_in_revisions(options: dict[str, Any]) -> None:
    """What a figure's history cannot be asked with."""
    for option in ("records_from", "from_year"):
        if options.pop(option) is not None:
            raise click.UsageError(f"--{option.replace('_', '-')} is not asked of revisions. Leave it out.")


def _files(options: dict[str, Any]) -> dict[str, Path]:
    """The files given, by table: those of the folder, and those named one by one, which come first."""
    folder = options.pop("folder")
    found = {} if folder is None else {name: folder / f"{name}.csv" for name in _TABLES if (folder / f"{name}.csv").exists()}
    return found | {table: path for table in _TABLES if (path := options.pop(table))}


def _with_population(options: dict[str, Any]) -> dict[str, Any]:
    """The options with the population as the library knows it."""
    number, vintage = options.pop("population"), options.pop("vintage")
    if number is None:
        if vintage is not None:
            raise click.UsageError("--vintage says which estimate --population is. Give both.")
        return options
    named = vintage or "an estimate that is not named"
    return {**options, "population": Population(number=number, of="children aged 0 to 17", vintage=named, source="given on the command line")}


def _tables_of(indicator: Indicator[Any], options: dict[str, Any]) -> dict[str, Any]:
    """The options of a command as the arguments of a computation, the files read."""
    named, files = _named(options.pop("columns")), _files(options)
    wanted = [table.name for table in indicator.records]
    missing = [name for name in wanted if name not in files]
    if missing:
        options_missing = " and ".join(f"--{table} FILE".replace("_", "-") for table in missing)
        raise click.UsageError(f"{indicator.name} needs {options_missing}, or --folder with {' and '.join(f'{name}.csv' for name in missing)} in it.")
    return _arguments({name: files[name] for name in wanted}, named, **_with_population(options))


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
    except (InvalidDefinition, InvalidLimit, InvalidPeriod, MissingExtra, UnknownName) as error:
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
    for section in in_prose(indicator):
        console.print()
        console.print(Text(section.title, style="bold"))
        for paragraph in section.paragraphs:
            text = paragraph.lstrip()
            console.print(Padding(Text(text), (0, 0, 0, 2 + len(paragraph) - len(text))))
