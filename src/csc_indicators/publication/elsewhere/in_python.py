"""An indicator in Python: the few lines that compute it from CSV files."""

from datetime import date
from typing import Any

from csc_indicators.indicators.definition import Indicator
from csc_indicators.periods import ReportingYear
from csc_indicators.publication.elsewhere.asking import Asked, read_columns
from csc_indicators.records.table import Column, Table
from csc_indicators.results.units import Unit

__all__ = ["in_python"]

_POPULATION = """\
children = Population(
    number={number},
    of="children aged 0 to 17",
    vintage="mid-{year} estimate",
    source="where you took it from",
)
"""


def in_python(
    indicator: Indicator[Any],
    *,
    year: str | ReportingYear | None = None,
    as_at: date | str | None = None,
    population: int | None = None,
) -> str:
    """
    A script that computes an indicator from CSV files named for its tables, and prints the counts and the figure.

    It needs pandas, and runs as it is where the files are. Of each file it names the columns that it cannot do without.

    Args:
        indicator: The indicator.
        year: The reporting year; the one *as_at* is in if it is left out, and an example without either.
        as_at: The last day counted; 31 March if it is left out.
        population: What a rate is of. Without it the script of a rate has a nought, of which there is no rate, to be written over.

    Raises:
        InvalidPeriod: If the year and the day cannot be read or contradict each other, or the rule changed within the period or was another then.

    >>> from csc_indicators import southend
    >>> print(in_python(southend.CP_3_10, as_at="2018-09-30"), end="")
    import pandas as pd
    <BLANKLINE>
    from csc_indicators import CATALOGUE
    <BLANKLINE>
    # child, strategy_discussion, conference; and, where there is one: transfer_in
    conferences = pd.read_csv("conferences.csv", dtype="str")
    <BLANKLINE>
    indicator = CATALOGUE.find("southend.cp_3_10")
    result = indicator.compute(conferences=conferences, as_at="2018-09-30")
    print(result.tally, result.figure)
    """
    asked = Asked.about(indicator, year, as_at)
    rate = indicator.unit is Unit.PER_10_000
    read = "".join(_read(asked, table, columns) for table, columns in read_columns(asked).items())
    given = [f"{table.name}={table.name}" for table in indicator.records]
    when = f'as_at="{asked.as_at}"'
    arguments = ", ".join((*given, when, *(("population=children",) if rate else ())))
    names = "CATALOGUE, Population" if rate else "CATALOGUE"
    people = _POPULATION.format(number=population or 0, year=ReportingYear.of(asked.as_at).first.year) if rate else ""
    return f"""\
import pandas as pd

from csc_indicators import {names}

{read}{people}
indicator = CATALOGUE.find("{indicator.id}")
result = indicator.compute({arguments})
print(result.tally, result.figure)
"""


def _read(asked: Asked, table: Table, read: tuple[Column, ...]) -> str:
    """The line that reads a table, and the columns it must have: those the figure is computed from, and those no such table can be without."""
    among = asked.of.among
    spared = {getattr(asked.measure, "earlier", None), None if among is None or among.flagged else among.column}
    needed = ", ".join(column.name for column in table if column.required or (column in read and column.name not in spared))
    others = ", ".join(column.name for column in read if column.name in spared)
    more = f"; and, where there is one: {others}" if others else ""
    return f'# {needed}{more}\n{table.name} = pd.read_csv("{table.name}.csv", dtype="str")\n'
