"""What every command asks for: the records, the period and the rule; and from that the arguments of a computation."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from csc_indicators.accumulations import Accumulation, parse_accumulation
from csc_indicators.cli.printing import say
from csc_indicators.errors import InvalidPeriod
from csc_indicators.indicators.catalogue import CATALOGUE, Catalogue
from csc_indicators.indicators.definition import Indicator
from csc_indicators.periods import as_date
from csc_indicators.readers.collection_file import read_collection
from csc_indicators.readers.extract import Extract, files_in, read_extract, strangers_in
from csc_indicators.records.tables import TABLES
from csc_indicators.results.rates import Population

__all__ = [
    "AS_JSON",
    "COLLECTION",
    "INDICATOR",
    "READING",
    "TABLE_NAMES",
    "a_day",
    "arguments",
    "catalogue_with",
    "check_period",
    "columns_of",
    "files_given",
    "named_columns",
    "of_a_period",
    "of_a_rule",
    "of_records",
    "say_not_read",
    "tables_of",
    "with_population",
]


INDICATOR = click.argument("name", metavar="INDICATOR")
COLLECTION = click.option(
    "--collection", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML file of a council's own indicators."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

TABLE_NAMES = tuple(table.name for table in TABLES)


def a_day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """A date as an option gives it."""
    try:
        return None if value is None else as_date(value)
    except InvalidPeriod:
        raise click.BadParameter("The date cannot be read. Write the year, the month and the day, as in 2018-09-30.") from None


def an_accumulation(_: click.Context, __: click.Parameter, value: str | None) -> Accumulation | None:
    """A way to gather cases as an option gives it."""
    try:
        return None if value is None else parse_accumulation(value)
    except InvalidPeriod as error:
        raise click.BadParameter(str(error)) from None


def options_in_order(*options: Callable[..., Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Several options of a command, in their order."""

    def optional(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return optional


of_records = options_in_order(
    click.option(
        "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of CSV files named for the tables, as referrals.csv."
    ),
    *(click.option(f"--{table.name.replace('_', '-')}", type=FILE, help=f"CSV file of {table.name.replace('_', ' ')}.") for table in TABLES),
    click.option("--column", "columns", multiple=True, metavar="TABLE.NAME=THEIRS", help="What a file calls a column, as visits.visited=VisitDate."),
    click.option(
        "--date-format",
        type=click.Choice(["dd/mm/yyyy", "yyyy-mm-dd"]),
        default="dd/mm/yyyy",
        show_default=True,
        help="How the files write dates. yyyy-mm-dd is always read; with it as the format, dates with slashes are refused.",
    ),
    COLLECTION,
    click.option("--population", type=click.IntRange(min=0), help="Children aged 0 to 17, for rates."),
    click.option("--vintage", help="Which estimate the population is, as 'mid-2017 estimate'."),
    click.option("--year", help="The reporting year, as 2018-19; the one of --as-at if left out."),
)

of_a_period = options_in_order(
    click.option("--as-at", callback=a_day, help="The last day counted, as 2018-09-30; 31 March of the year if left out."),
    click.option("--known-on", callback=a_day, help="Use only what had been recorded by this day."),
    click.option("--records-from", callback=a_day, help="The first day from which the records hold everything, where what came before matters."),
    click.option("--from-year", help="The reporting year that the series begins with, as 2014-15."),
)

READING = click.option("--reading", help="Another reading of the rule; 'show' lists them.")

of_a_rule = options_in_order(
    click.option("--edition", type=click.IntRange(min=1), help="The edition to count by, where the rule changed within the period or before it."),
    click.option("--accumulation", callback=an_accumulation, help="Another way to gather the cases, such as 'rolling 12 months' or 'in the month'."),
)


def check_period(options: Mapping[str, Any]) -> None:
    """Refuse a question without a period."""
    if options["as_at"] is None and options["year"] is None:
        raise click.UsageError("Say what period is asked about: --as-at, as 2018-09-30, or --year, as 2018-19, or both.")


def catalogue_with(collection: Path | None) -> Catalogue:
    """The catalogue, with a council's own collection if one is given."""
    return CATALOGUE if collection is None else CATALOGUE.with_collection(read_collection(collection))


def files_given(options: dict[str, Any]) -> dict[str, Path]:
    """The files given, by table: those of the folder, and those named one by one, which come first."""
    folder = options.pop("folder")
    return ({} if folder is None else files_in(folder)) | {table: path for table in TABLE_NAMES if (path := options.pop(table))}


def say_not_read(folder: Path | None) -> None:
    """That files of the folder were not read, because they are named for no table."""
    strange, near = ([], "") if folder is None else strangers_in(folder)
    if strange:
        say(f"Not read, because no table is called so: {', '.join(strange)}. {near or 'The options of report name the tables.'}")


def with_population(options: dict[str, Any]) -> dict[str, Any]:
    """The options with the population as the library knows it."""
    number, vintage = options.pop("population"), options.pop("vintage")
    if number is None:
        if vintage is not None:
            raise click.UsageError("--vintage says which estimate --population is. Give both.")
        return options
    named = vintage or "an estimate that is not named"
    return {**options, "population": Population(number=number, of="children aged 0 to 17", vintage=named, source="given on the command line")}


def tables_of(indicator: Indicator[Any], options: dict[str, Any]) -> dict[str, Any]:
    """The options of a command as the arguments of a computation, the files read."""
    named, files = named_columns(options.pop("columns")), files_given(options)
    wanted = [table.name for table in indicator.records]
    missing = [name for name in wanted if name not in files]
    if missing:
        options_missing = " and ".join(f"--{table} FILE".replace("_", "-") for table in missing)
        raise click.UsageError(f"{indicator.name} needs {options_missing}, or --folder with {' and '.join(f'{name}.csv' for name in missing)} in it.")
    return arguments(read_extract(files, wanted=wanted), named, **with_population(options))


def arguments(extract: Extract, named: Mapping[str, Mapping[str, str]], **options: Any) -> dict[str, Any]:
    """What was read and asked as the arguments of a computation."""
    extract.raise_faults()
    return {**options, **extract.tables, "columns": columns_of(extract, named)}


def columns_of(extract: Extract, named: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The names of the columns: those of the extract, but for the ones that were given."""
    return {**named, **{table: {**names, **named.get(table, {})} for table, names in extract.columns.items()}}


def named_columns(columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """What each file calls a column, by table."""
    named: dict[str, dict[str, str]] = {}
    for entry in columns:
        ours, equals, theirs = entry.partition("=")
        table, dot, column = ours.partition(".")
        if not (equals and dot):
            raise click.BadParameter("Write --column TABLE.NAME=THEIRS, such as --column visits.visited=VisitDate.")
        named.setdefault(table, {})[column] = theirs
    return named
