"""
The command line: reads, calls, prints.

Data goes to standard output and words about it to standard error, so that a pipe gets the data alone. The exit code is 0 when the question was
answered, 1 when the records or dates given cannot be used, and 2 when the command was not understood.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

import attrs
import click

from csc_indicators.accumulations import YearToDate
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.calendars.explanation import explain
from csc_indicators.calendars.table import TableFormat, calendar_table
from csc_indicators.cli.answering import answer
from csc_indicators.cli.asking import (
    AS_JSON,
    COLLECTION,
    INDICATOR,
    READING,
    TABLE_NAMES,
    a_day,
    arguments,
    catalogue_with,
    check_period,
    columns_of,
    files_given,
    named_columns,
    of_a_period,
    of_a_rule,
    of_records,
    say_not_read,
    tables_of,
    with_population,
)
from csc_indicators.cli.elsewhere import sql
from csc_indicators.cli.files import files
from csc_indicators.cli.printing import explained, print_json, print_lines, say
from csc_indicators.cli.reasons import reasons
from csc_indicators.example_council import write_example_council
from csc_indicators.indicators.catalogue import CATALOGUE
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.rule import Domain
from csc_indicators.limits import Hours, parse_limit
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.publication.dashboard import dashboard, dashboard_report, in_one_line
from csc_indicators.publication.machine import indicator_as_dict
from csc_indicators.publication.prose import Section, by_domain, in_prose, listed
from csc_indicators.publication.screen import report_lines, section_lines, table_lines, title_line
from csc_indicators.readers.extract import read_extract
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.report import OWN_USE, TextTable, day_in_words, readings_table, report, revisions_report
from csc_indicators.results.result import Result
from csc_indicators.results.sensitivity import Sensitivity
from csc_indicators.results.tally import NoFigure

__all__ = ["cli"]

#: The files of the example council.
_EXAMPLE_FILES = tuple(f"{name}.csv" for name in TABLE_NAMES if name not in {"initial_assessments", "core_assessments"})

#: The tables that the example's two indicators are computed from.
_EXAMPLE_TABLES = (("CP 3.10", ("conferences",)), ("CP 1.4", ("periods_of_care", "visits")))

#: The days whose published figures the example council has; the last is the one reported in full.
_EXAMPLE_AS_AT = "2018-09-30"
_EXAMPLE_SINCE = "2018-07-31"
_EXAMPLE_EXTRACTED = "2018-10-31"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="csc-indicators")
def cli() -> None:
    """Indicators of children's social care in England: defined, computed and explained."""


@cli.command("list")
@click.option("--search", metavar="WORDS", help="Only those that have these words in their id, name, title, question or codes; the best first.")
@click.option("--domain", type=click.Choice([str(domain) for domain in Domain]), help="Only those of one stage of the journey.")
@click.option("--needing", metavar="ITEM", help="Only those computed from a data item, such as CINreferralDate or referrals.referral.")
@COLLECTION
@AS_JSON
def list_indicators(*, search: str | None, domain: str | None, needing: str | None, collection: Path | None, as_json: bool) -> None:
    """List the indicators, those of a council's own COLLECTION among them."""
    with explained():
        catalogue = catalogue_with(collection)
        needed = catalogue if needing is None else catalogue.needing(needing)
        ids = {indicator.id for indicator in needed if domain in {None, str(indicator.domain)}}
        found = [indicator for indicator in (catalogue if search is None else catalogue.search(search)) if indicator.id in ids]
    if as_json:
        print_json([_entry_of_list(indicator) for indicator in found])
        return
    if not found:
        say("No indicator is like that. Give fewer words, or parts of words.")
        return
    sections = by_domain(found) if search is None else [Section(title=f"Found: {len(found)}, the best first", terms=listed(found))]
    print_lines(section_lines(sections))


def _entry_of_list(of: Indicator[Any]) -> dict[str, Any]:
    retired = None if of.retired_on is None else of.retired_on.isoformat()
    return {"id": of.id, "name": of.name, "domain": str(of.domain), "title": of.title, "retired_on": retired}


@cli.command()
@INDICATOR
@COLLECTION
@AS_JSON
def show(name: str, *, collection: Path | None, as_json: bool) -> None:
    """Show what an indicator is: its rule, its readings, its sources and what is not known about it."""
    with explained():
        indicator = catalogue_with(collection).find(name)
    if as_json:
        print_json(indicator_as_dict(indicator))
    else:
        print_lines([title_line(f"{indicator.name}: {indicator.title}"), "", *section_lines(in_prose(indicator))])


@cli.command("report")
@click.argument("name", metavar="[INDICATOR]", required=False)
@click.option("--all", "everything", is_flag=True, help="Report every indicator that the records can tell, on one page.")
@of_records
@of_a_period
@READING
@of_a_rule
@click.option("--by", multiple=True, metavar="COLUMN", help="A column of the first file whose groups are told apart, such as team; may be repeated.")
@click.option("--since", callback=a_day, metavar="DATE", help="Tell also what the months after the one of this day came to alone.")
@click.option("--remaining", type=click.IntRange(min=0), help="The cases expected before the year is out; at the pace so far if left out.")
@AS_JSON
def report_indicator(name: str | None, *, everything: bool, as_json: bool, since: date | None, remaining: int | None, **options: Any) -> None:
    """Compute INDICATOR from CSV files and report it: the figure, its history and prospects, each breach with its reason; or all on one page."""
    if everything is (name is not None):
        raise click.UsageError("Name an indicator, or ask for all of them with --all.")
    check_period(options)
    if name is None:
        _report_all(as_json=as_json, told=(since, remaining), **options)
        return
    with explained():
        indicator = catalogue_with(options.pop("collection")).find(name)
        result = indicator.compute(**tables_of(indicator, options))
    _check_told(result, as_json=as_json, since=since, remaining=remaining)
    _print_result(result, as_json=as_json, since=since, remaining=remaining)
    _say_no_population([result])
    say(OWN_USE)


def _report_all(*, as_json: bool, told: tuple[Any, ...], **options: Any) -> None:
    """One page of every indicator that the records can tell."""
    one_alone = {f"--{name}": options.pop(name) for name in ("reading", "edition", "accumulation", "by")}
    one_alone |= {"--since": told[0], "--remaining": told[1]}
    asked = [option for option, value in one_alone.items() if value not in (None, ())]
    if asked:
        raise click.UsageError(f"{' and '.join(asked)} cannot be asked of all. Name one indicator, or leave it out.")
    with explained():
        catalogue = catalogue_with(options.pop("collection"))
        folder, named, files = options["folder"], named_columns(options.pop("columns")), files_given(options)
        if not files:
            say_not_read(folder)
            raise click.UsageError(
                "There is no file to compute from. Give --folder, with files in it that are named for the tables, as referrals.csv."
            )
        extract = read_extract(files)
        if not extract.tables:
            extract.raise_faults()
        page = dashboard(catalogue, extract.tables, columns=columns_of(extract, named), **with_population(options))
    of = dashboard_report(page)
    if as_json:
        print_json([{column: _plain(value) for column, value in row.items()} for row in _rows(page.columns())])
    else:
        print_lines(report_lines(of))
    for table, faults in extract.faults.items():
        say(f"{files[table].name} is left out, because it cannot be read. {' '.join(map(str, faults))}")
    for note in of.notes:
        say(f"Note {note}")
    if of.notes or any(entry.faults for entry in page):
        say("Notes and faults are told in full, with their rows, by 'report' of one indicator.")
    say_not_read(folder)
    _say_no_population(page.results)
    say(OWN_USE)
    if not page.results:
        sys.exit(1)


@cli.command("readings")
@INDICATOR
@of_records
@of_a_period
@of_a_rule
@AS_JSON
def print_readings(name: str, *, as_json: bool, **options: Any) -> None:
    """Compute INDICATOR in every reading of its rule, side by side from the same records."""
    check_period(options)
    with explained():
        indicator = catalogue_with(options.pop("collection")).find(name)
        found = indicator.sensitivity(**tables_of(indicator, options))
    results = [alternative.result for alternative in found if alternative.result is not None]
    if as_json:
        print_json(_rows(found.columns()))
    else:
        print_lines(table_lines(_side_by_side(found, results[0].as_at)))
    for note in dict.fromkeys(note for result in results for note in result.notes):
        say(f"Note: {note}")
    _say_no_population(results)
    say(OWN_USE)


def _side_by_side(found: Sensitivity, as_at: date) -> TextTable:
    """The readings as a table; of one that the records cannot be used in, what they lack, in a line."""
    table = readings_table(found)
    why = ["" if alternative.result is not None else f"no figure: {in_one_line(alternative.why)}" for alternative in found]
    rows = tuple((key, instead or figure, statement) for (key, figure, statement), instead in zip(table.rows, why, strict=True))
    return attrs.evolve(table, title=f"{table.title}, at {day_in_words(as_at)}", rows=rows)


def _say_no_population(results: Iterable[Result[Any]]) -> None:
    if any(result.why is NoFigure.NO_POPULATION for result in results):
        say("A rate needs the number of children: give it with --population.")


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
@INDICATOR
@of_records
@click.option("--as-at", required=True, callback=a_day, help="The last day on which the figures are looked at, as 2018-10-31.")
@READING
@of_a_rule
@AS_JSON
def print_revisions(name: str, *, as_json: bool, **options: Any) -> None:
    """Print each month's figure as first published and as known at each later month's end, and what moved it."""
    with explained():
        indicator = catalogue_with(options.pop("collection")).find(name)
        revised = indicator.revisions(**tables_of(indicator, options))
    if as_json:
        print_json([{column: _plain(value) for column, value in row.items()} for row in _rows(revised.columns())])
    else:
        print_lines(report_lines(revisions_report(revised)))
    say(OWN_USE)


@cli.command()
@click.argument("start", callback=a_day)
@click.argument("limit")
def due(start: date, limit: str) -> None:
    """Print the last day within LIMIT, such as "15 working days", of START, such as 2018-07-02; and beside it how it is counted."""
    with explained():
        within = parse_limit(limit)
        if isinstance(within, Hours):
            raise click.UsageError("Hours run from a time of day and not from a date, so they have no due date. Use Hours in Python.")
        explanation = explain(ENGLAND_AND_WALES, start, within)
    say(str(explanation))
    click.echo(explanation.due.isoformat())


@cli.command("calendar")
@click.argument("year", required=False)
@click.option("--from", "first", metavar="DATE", callback=a_day, help="The first day, as 2026-04-01; with --to, instead of YEAR.")
@click.option("--to", "last", metavar="DATE", callback=a_day, help="The last day.")
@click.option("--format", "form", type=click.Choice(get_args(TableFormat)), default="csv", show_default=True, help="How to write it.")
def print_calendar(year: str | None, first: date | None, last: date | None, form: Any) -> None:
    """Print the calendar of the reporting YEAR, such as 2026-27: a row a day, with its working-day number."""
    with explained():
        if year is not None and first is None and last is None:
            first, last = ReportingYear.parse(year).first, ReportingYear.parse(year).last
        elif year is not None or first is None or last is None:
            raise click.UsageError("Give a reporting year, such as 2026-27, or both --from and --to.")
        if last < first:
            raise click.UsageError("--from is after --to. Give the first day, then the last.")
        table = calendar_table(ENGLAND_AND_WALES, first, last, form)
    if ENGLAND_AND_WALES.is_projected(last):
        announced_to = day_in_words(ENGLAND_AND_WALES.announced_to)
        say(f"The holidays after {announced_to} have not been announced: they are projected from the rules of earlier years, and may change.")
    click.echo(table, nl=False)


@cli.command()
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("example-council"), show_default=True)
def demo(folder: Path) -> None:
    """Compute CP 3.10 and CP 1.4 for an example council, from its files in FOLDER, written there first if they are not there."""
    missing = [name for name in _EXAMPLE_FILES if not (folder / name).exists()]
    with explained():
        if len(missing) == len(_EXAMPLE_FILES):
            written, missing = write_example_council(folder), []
            say(f"Wrote the example council's extract, which is made up, to {folder}: {', '.join(path.name for path in written)}.")
        lacking = [f"{table}.csv" for _, tables in _EXAMPLE_TABLES for table in tables if f"{table}.csv" in missing]
        if lacking:
            raise click.UsageError(f"Not in {folder}: {', '.join(lacking)}. Move the folder away to have every file written again.")
        for name, tables in _EXAMPLE_TABLES:
            paths = {table: folder / f"{table}.csv" for table in tables}
            indicator, given = CATALOGUE.find(name), arguments(read_extract(paths), {}, date_format="dd/mm/yyyy")
            _print_result(indicator.compute(as_at=_EXAMPLE_AS_AT, **given), as_json=False, since=date.fromisoformat(_EXAMPLE_SINCE))
            known = indicator.compute(as_at=_EXAMPLE_AS_AT, known_on=_EXAMPLE_AS_AT, **given)
            click.echo(f"\nAs recorded by that day it was {known.percentage}% ({known.tally}): what was recorded later is in the figure above.\n")
            print_lines(report_lines(revisions_report(indicator.revisions(as_at=_EXAMPLE_EXTRACTED, **given))))
            click.echo()
    say(OWN_USE)
    say(f"The figures are computed from the files in {folder}: change a date in one, run this again, and they move.")
    if missing:
        say(
            f"Not in {folder}, and not needed for these two figures: {', '.join(missing)}. "
            "Move the folder away to have every file written again; 'report --all' is computed from them."
        )
    else:
        say(f'For every indicator on one page: csc-indicators report --all --folder "{folder}" --as-at {_EXAMPLE_AS_AT}')


def _rows(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _print_result(result: Result[Any], *, as_json: bool, since: date | None = None, remaining: int | None = None) -> None:
    if as_json:
        print_json(result_as_dict(result))
    else:
        print_lines(report_lines(report(result, since=None if since is None else Month.of(since), remaining=remaining)))
    for note in result.notes:
        say(f"Note: {note}")


cli.add_command(answer)
cli.add_command(files)
cli.add_command(sql)
cli.add_command(reasons)
