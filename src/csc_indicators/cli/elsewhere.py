"""The command that prints an indicator in SQL, for a database that has the records."""

from pathlib import Path
from typing import Any

import click

from csc_indicators.cli.asking import COLLECTION, INDICATOR, a_day, catalogue_with
from csc_indicators.cli.printing import explained, say
from csc_indicators.publication.elsewhere.in_sql import NotInSql, due_date_in_sql, in_sql

__all__ = ["sql"]

_CALENDAR = (
    "It reads the table working_day_calendar. To make it: csc-indicators calendar --from DATE --to DATE --format sql. "
    "The table must reach from before the first date of the records until after the last due date."
)


@click.command("sql")
@INDICATOR
@click.option("--due-date", is_flag=True, help="Print only the query of each case's due date.")
@click.option("--year", help="The reporting year, as 2018-19; the one of --as-at if left out, and an example without either.")
@click.option("--as-at", callback=a_day, help="The last day counted, as 2018-09-30; 31 March of the year if left out.")
@click.option("--population", type=click.IntRange(min=0), help="Children aged 0 to 17, for rates.")
@COLLECTION
def sql(name: str, *, due_date: bool, collection: Path | None, **asked: Any) -> None:
    """Print INDICATOR in SQL: one script, from tables of records to the figure."""
    given = [option for option in ("year", "as_at", "population") if asked[option] is not None]
    if due_date and given:
        raise click.UsageError(f"A due date does not depend on --{given[0].replace('_', '-')}. Leave it out.")
    with explained():
        indicator = catalogue_with(collection).find(name)
        script = due_date_in_sql(indicator) if due_date else in_sql(indicator, **asked)
    if isinstance(script, NotInSql):
        raise click.UsageError(f"{indicator.name}: {script}")
    say(_CALENDAR)
    click.echo(script, nl=False)
