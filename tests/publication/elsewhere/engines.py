"""Databases to ask, with the calendar and tables of records in them, and what worked examples and drawn records are as rows."""

import csv
import sqlite3
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import duckdb
import pytest

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES
from csc_indicators.calendars.table import calendar_table
from csc_indicators.indicators.definition import Indicator
from csc_indicators.records.table import Column, Kind, Table

__all__ = ["ENGINES", "Ask", "close", "columns", "examples", "in_another_calendar", "in_duckdb", "in_sqlite", "of_reading", "plain"]

FIRST, LAST = date(2005, 1, 1), date(2028, 12, 31)
WORKED = Path(__file__).parents[2] / "worked"

_TYPES = {Kind.DATE: "DATE", Kind.FLAG: "SMALLINT", Kind.ANSWER: "SMALLINT", Kind.COUNT: "INTEGER"}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def made(table: Table, columns: Iterable[Column]) -> str:
    """The statement that makes a table with all the columns that the library knows."""
    listed = ", ".join(f'"{column.name}" {_TYPES.get(column.kind, "VARCHAR(40)")}' for column in columns)
    return f"CREATE TABLE {table.name} ({listed})"


@cache
def _sqlite() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "sql"))
    return connection


@cache
def _duckdb() -> Any:
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    connection.execute(calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "sql"))
    return connection


def close() -> None:
    """Close the databases."""
    for connection in (_sqlite, _duckdb):
        connection().close()
        connection.cache_clear()


def in_sqlite(of: Indicator[Any], rows: Rows, script: str) -> list[dict[str, Any]]:
    """What SQLite answers, which keeps a date as text."""
    return _answer(_sqlite(), of, rows, script, written=lambda value: value.isoformat() if isinstance(value, date) else value)


def in_duckdb(of: Indicator[Any], rows: Rows, script: str) -> list[dict[str, Any]]:
    """What DuckDB answers."""
    return _answer(_duckdb(), of, rows, script, written=lambda value: value)


def _answer(connection: Any, of: Indicator[Any], rows: Rows, script: str, written: Any) -> list[dict[str, Any]]:
    for table in of.records:
        connection.execute(f"DROP TABLE IF EXISTS {table.name}")
        connection.execute(made(table, table))
        names = [column.name for column in table]
        values = [[written(row.get(name)) for name in names] for row in rows[table.name]]
        if values:
            marks = ", ".join("?" for _ in names)
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", values)  # noqa: S608 - a table of the library
    answered = connection.execute(script)
    header = [column[0] for column in answered.description]
    return [dict(zip(header, row, strict=True)) for row in answered.fetchall()]


def in_another_calendar(ask: Any, first: date, last: date, of: Indicator[Any], rows: Rows, script: str) -> list[dict[str, Any]]:
    """What a database answers whose calendar has these days alone."""
    opened = sqlite3.connect(":memory:") if ask is in_sqlite else duckdb.connect(":memory:")
    (opened.executescript if isinstance(opened, sqlite3.Connection) else opened.execute)(calendar_table(ENGLAND_AND_WALES, first, last, "sql"))
    written = (lambda value: value.isoformat() if isinstance(value, date) else value) if ask is in_sqlite else (lambda value: value)
    try:
        return _answer(opened, of, rows, script, written=written)
    finally:
        opened.close()


ENGINES = pytest.mark.parametrize("ask", [in_sqlite, in_duckdb])
Ask = Any


def plain(of: Indicator[Any], tables: Mapping[str, Mapping[str, Sequence[Any]]], *, date_format: str = "yyyy-mm-dd") -> Rows:
    """Columns as rows, with dates as dates, yes and no as 1 and 0, and nothing for what is blank or not there."""
    return {
        table.name: [
            {column.name: _value(column, row[column.name], date_format) for column in table if column.name in row}
            for row in (dict(zip(given, values, strict=True)) for values in zip(*given.values(), strict=True))
        ]
        for table in of.records
        for given in (tables[table.name],)
    }


def _value(column: Column, value: Any, date_format: str) -> Any:
    if value is None or value == "":
        return None
    if column.kind is Kind.DATE:
        written = "%Y-%m-%d" if date_format == "yyyy-mm-dd" else "%d/%m/%Y"
        return value if isinstance(value, date) else datetime.strptime(value, written).date()  # noqa: DTZ007 - a date
    if column.kind in (Kind.FLAG, Kind.ANSWER):
        return value if isinstance(value, int) and not isinstance(value, bool) else int(str(value).casefold() in {"yes", "true", "1", "y"})
    return int(value) if column.kind is Kind.COUNT else str(value)


def of_reading(name: str, reading: str | None) -> Indicator[Any]:
    """The indicator as somebody has it who adopts this reading of its rule."""
    indicator = CATALOGUE.find(name)
    return indicator if reading is None else attrs.evolve(indicator, adopted=indicator.reading(reading))


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def columns(text: str) -> dict[str, list[str]]:
    """The columns of a small CSV table."""
    header, *rows = csv.reader(text.strip().splitlines())
    return {name: [row[position] for row in rows] for position, name in enumerate(header)}


def examples() -> list[Any]:
    """Every worked example that asks nothing which a table of records cannot tell: when it was recorded, or from when there is everything."""
    return [
        pytest.param(_read(path)["indicator"], example, id=f"{path.stem}: {example['title']}")
        for path in sorted(WORKED.glob("*.toml"))
        for example in _read(path)["example"]
        if not {"known_on", "records_from", "edition"} & set(example)
    ]
