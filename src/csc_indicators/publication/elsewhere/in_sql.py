"""
An indicator in SQL: one script from tables of records to the published figure.

The script is one text for SQL Server, PostgreSQL, SQLite and DuckDB. It uses no function of dates: every due date is joined from the table
``working_day_calendar`` (:mod:`csc_indicators.calendars.table`). The tables have the names and columns of the library's records, dates are DATE
without a time of day, and yes and no are 1 and 0.
"""

# ruff: noqa: S608 - every name in a script is one that the library gives to a table or a column

import re
from datetime import date
from typing import Any

import attrs

from csc_indicators.calendars.table import due_date_query
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.judging import is_timed
from csc_indicators.limits import WorkingDays
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.periods import ReportingYear
from csc_indicators.publication.elsewhere.asking import Asked, read_columns
from csc_indicators.publication.elsewhere.sql_cases import among_in_sql, judged_in_sql, quoted
from csc_indicators.publication.elsewhere.sql_due import NoSuchDue
from csc_indicators.records.table import Kind
from csc_indicators.results.units import Unit

__all__ = ["NotInSql", "due_date_in_sql", "in_sql"]

#: Kinds of column that are 1 or 0 in a database.
_YES_OR_NO = (Kind.FLAG, Kind.ANSWER)

_LAST_LINE = "-- To see every case with its status, write this instead of the last SELECT: SELECT * FROM judged;"


@attrs.frozen
class NotInSql:
    """
    What is not written in SQL.

    Attributes:
        reason: Why, in a sentence.
    """

    reason: str

    def __str__(self) -> str:
        return self.reason


def in_sql(
    indicator: Indicator[Any],
    *,
    year: str | ReportingYear | None = None,
    as_at: date | str | None = None,
    population: int | None = None,
) -> str | NotInSql:
    """
    The script that gives the figure of an indicator by its adopted reading.

    It answers with one row: the days asked about, the numerator, the denominator, the figure, and how many cases stand beside it. The figure is
    NULL, and never 0, where the denominator of a percentage is 0, where a rate has no population, and where a date that is needed is not in the
    calendar's table; how many cases lack one is in ``outside_calendar``. Where a day asked about is not in that table there is no row at all.

    Unlike the library it takes the records as they are. It refuses no fault of theirs, and it knows no reason, no day on which a record was entered,
    and no first day of the records.

    Args:
        indicator: The indicator.
        year: The reporting year; the one *as_at* is in if it is left out, and an example without either.
        as_at: The last day counted; 31 March if it is left out.
        population: What a rate is of; to be written into the script if it is left out.

    Raises:
        InvalidPeriod: If the year and the day cannot be read or contradict each other, or the rule changed within the period or was another then.

    >>> from csc_indicators import england
    >>> print(in_sql(england.child_protection_plans, as_at="2018-09-30").partition("WITH ")[2])
    asked AS (
      SELECT closing.calendar_date AS as_at
      FROM working_day_calendar AS closing
      WHERE closing.calendar_date = '2018-09-30' -- the day of the count
    ),
    cases AS (
      SELECT
        asked.as_at,
        c.child,
        c.start,
        c."end"
      FROM asked
      CROSS JOIN plans AS c
    ),
    judged AS (
      SELECT
        cases.*,
        CASE
          WHEN "end" <= as_at THEN 'excluded'
          WHEN start IS NULL THEN 'unknown'
          WHEN start > as_at THEN 'excluded'
          ELSE 'yes'
        END AS status
      FROM cases
    ),
    counted AS (
      SELECT
        asked.as_at,
        CAST(SUM(CASE WHEN judged.status = 'yes' THEN 1 ELSE 0 END) AS BIGINT) AS numerator,
        CAST(SUM(CASE WHEN judged.status IN ('yes', 'no', 'unknown') THEN 1 ELSE 0 END) AS BIGINT) AS denominator,
        SUM(CASE WHEN judged.status = 'unknown' THEN 1 ELSE 0 END) AS not_known,
        SUM(CASE WHEN judged.status = 'outside calendar' THEN 1 ELSE 0 END) AS outside_calendar
      FROM asked
      LEFT JOIN judged
        ON judged.as_at = asked.as_at
      GROUP BY asked.as_at
    )
    SELECT
      as_at,
      numerator,
      denominator,
      CASE WHEN outside_calendar = 0 THEN numerator END AS figure,
      not_known,
      outside_calendar
    FROM counted;
    -- To see every case with its status, write this instead of the last SELECT: SELECT * FROM judged;
    <BLANKLINE>
    """
    asked = Asked.about(indicator, year, as_at)
    try:
        judged = judged_in_sql(asked)
    except NoSuchDue as why:
        return NotInSql(str(why))
    expressions = ",\n".join((_asked(asked, population), *judged, _counted(asked)))
    return f"{_head(asked)}WITH {expressions}\n{_figures(asked)}\n{_LAST_LINE}\n"


def due_date_in_sql(indicator: Indicator[Any]) -> str | NotInSql:
    """
    A query that gives the due date of every case of an indicator with a limit in working days, the working days taken, and whether it was in time.

    It is :func:`~csc_indicators.calendars.table.due_date_query` of the indicator's own table and columns, without the rows that the indicator is not
    about.

    >>> from csc_indicators import england
    >>> print(due_date_in_sql(england.core_groups_within_10_working_days).splitlines()[-1])
      ON due.working_day_number = started.working_day_number + 10 AND due.working_day = 1;
    >>> print(due_date_in_sql(england.referrals))
    It has no limit in working days, so there is no due date to join from the calendar.
    """
    asked = Asked.about(indicator)
    measure = asked.measure
    if not isinstance(measure, WithinLimit | Overdue) or not isinstance(measure.limit, WorkingDays) or not measure.limit.days:
        return NotInSql("It has no limit in working days, so there is no due date to join from the calendar.")
    names = {
        "FROM conferences AS c": f"FROM {indicator.records[0].name} AS c",
        "c.conference": f"c.{quoted(measure.end)}",
        "c.strategy_discussion": f"c.{quoted(measure.start)}",
    }
    # One pass, because a clock may run from a column that is called as another one's end.
    query = "".join(names.get(part, part) for part in _parted(due_date_query(measure.limit.days).removesuffix(";\n"), names))
    where = among_in_sql(asked)
    return f"{query}\nWHERE {where};\n" if where else f"{query};\n"


def _parted(text: str, at: dict[str, str]) -> list[str]:
    """The text in parts, each of the words in *at* one of them."""
    return re.split(f"({'|'.join(map(re.escape, at))})", text)


def _head(asked: Asked) -> str:
    """What the script is of, and what it reads."""
    read = read_columns(asked)
    tables = [f"{table.name} ({', '.join(quoted(column.name) for column in columns)})" for table, columns in read.items()]
    flags = [column.name for columns in read.values() for column in columns if column.kind in _YES_OR_NO]
    optional = [f"{table.name}.{column.name}" for table, columns in read.items() for column in columns if not column.required]
    lines = [
        f"{asked.of.name}: {asked.of.title}.",
        f"Counted here: {asked.measure}. Indicator {asked.of.id}.",
        f"Tables: {'; '.join([*tables, 'working_day_calendar'])}.",
        f"Dates are DATE, without a time of day; what is not known is NULL{''.join(f'; {flag} is 1 or 0' for flag in flags)}.",
    ]
    if optional:
        lines.append(f"Where there is no {' and no '.join(optional)}, give a view with NULL for it.")
    return "".join(f"-- {line}\n" for line in lines)


def _asked(asked: Asked, population: int | None) -> str:
    """The days asked about, which are looked up in the calendar so that no database has to be told what a date is."""
    days = {"opening.calendar_date": "first_day"} if asked.needs_first_day else {}
    columns = [f"{value} AS {name}" for value, name in {**days, "closing.calendar_date": "as_at"}.items()]
    if asked.of.unit is Unit.PER_10_000:
        columns.append(f"{'CAST(NULL AS INTEGER)' if population is None else population} AS population -- how many children the rate is of")
    closes = f"closing.calendar_date = '{asked.as_at}' -- {'the last day counted' if days else 'the day of the count'}"
    opens = f"opening.calendar_date = '{asked.first}' -- the first day of the year\n    AND "
    joined = "\n  CROSS JOIN working_day_calendar AS opening" if days else ""
    return f"""\
asked AS (
  SELECT {", ".join(columns)}
  FROM working_day_calendar AS closing{joined}
  WHERE {opens if days else ""}{closes}
)"""


def _beside(asked: Asked) -> dict[str, str]:
    """What stands beside the figure, by the name of its column: which status."""
    waiting = {"waiting": "waiting", "overdue": "overdue"} if isinstance(asked.measure, WithinLimit) else {}
    return {"not_known": "unknown", **waiting, "outside_calendar": "outside calendar"}


def _counted(asked: Asked) -> str:
    """The cases counted by status, or the children."""
    yes, no = ("in time", "late") if is_timed(asked.measure) else ("yes", "no")

    def counted(statuses: str) -> str:
        if isinstance(asked.measure, EachOnce):
            return f"COUNT(DISTINCT CASE WHEN judged.status {statuses} THEN judged.child END)"
        return f"SUM(CASE WHEN judged.status {statuses} THEN 1 ELSE 0 END)"

    numerator, denominator = counted(f"= '{yes}'"), counted(f"IN ('{yes}', '{no}', 'unknown')")
    days = [f"asked.{day}" for day in _days(asked)]
    lines = [
        *days,
        f"CAST({numerator} AS BIGINT) AS numerator",
        f"CAST({denominator} AS BIGINT) AS denominator",
        *(f"SUM(CASE WHEN judged.status = '{status}' THEN 1 ELSE 0 END) AS {name}" for name, status in _beside(asked).items()),
    ]
    listed = ",\n    ".join(lines)
    joined = "LEFT JOIN judged\n    ON judged.as_at = asked.as_at"
    return f"counted AS (\n  SELECT\n    {listed}\n  FROM asked\n  {joined}\n  GROUP BY {', '.join(days)}\n)"


def _days(asked: Asked) -> tuple[str, ...]:
    """The columns of what is asked."""
    return (*(("first_day",) if asked.needs_first_day else ()), "as_at", *(("population",) if asked.of.unit is Unit.PER_10_000 else ()))


def _figures(asked: Asked) -> str:
    """The row that the script answers with."""
    figure = f"CASE WHEN outside_calendar = 0 THEN{_figure(asked)} END AS figure"
    listed = ",\n  ".join((*_days(asked), "numerator", "denominator", figure, *_beside(asked)))
    return f"SELECT\n  {listed}\nFROM counted;"


def _figure(asked: Asked) -> str:
    """
    The figure, rounded half up in whole numbers: twice the scaled numerator and once what it is divided by, over twice that, without the remainder.

    No database is asked to round, or to divide with a remainder, which they do in different ways.
    """
    if asked.of.unit is Unit.NUMBER:
        return " numerator"
    by, scale = ("denominator", 100) if asked.of.unit is Unit.PERCENT else ("population", 10_000)
    shift = 10**asked.of.decimals
    whole, twice = f"{2 * scale * shift} * numerator + {by}", f"NULLIF(2 * {by}, 0)"
    return f"\n    CAST(({whole} - ({whole}) % {twice})\n      / {twice} / {shift}.0 AS DECIMAL(12, {asked.of.decimals}))\n "
