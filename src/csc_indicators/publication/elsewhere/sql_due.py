"""
The last day of a limit in SQL, by joining the table ``working_day_calendar`` and without a function of dates.

Functions of dates differ between databases, and so would what they answer. A calendar with a row a day has every date that is wanted: that of a
working-day number, that of a number of days, and the corresponding date of a later month.
"""

from functools import singledispatch

import attrs

from csc_indicators.limits import CalendarDays, DateLimit, Months, Weeks, WorkingDays, Years

__all__ = ["BY_DAY", "BY_MONTH", "WORKING_DAYS", "Due", "NoSuchDue", "due_in_sql"]

#: The calendar as it is.
WORKING_DAYS = "working_day_calendar"

#: The calendar with its days numbered one by one.
BY_DAY = """\
days AS (
  SELECT calendar_date, ROW_NUMBER() OVER (ORDER BY calendar_date) AS day_number
  FROM working_day_calendar
)"""

#: The calendar with its months numbered, so that a later month has a higher number in any year. A year that four divides is a leap year from 1901 to
#: 2099.
BY_MONTH = """\
parts AS (
  SELECT
    calendar_date,
    CAST(SUBSTRING(CAST(calendar_date AS VARCHAR(10)), 1, 4) AS INTEGER) AS year_number,
    CAST(SUBSTRING(CAST(calendar_date AS VARCHAR(10)), 6, 2) AS INTEGER) AS month_of_year,
    CAST(SUBSTRING(CAST(calendar_date AS VARCHAR(10)), 9, 2) AS INTEGER) AS day_of_month
  FROM working_day_calendar
),
months AS (
  SELECT
    calendar_date,
    12 * year_number + month_of_year AS month_number,
    day_of_month,
    CASE
      WHEN month_of_year IN (4, 6, 9, 11) THEN 30
      WHEN month_of_year = 2 AND year_number % 4 = 0 THEN 29
      WHEN month_of_year = 2 THEN 28
      ELSE 31
    END AS days_in_month
  FROM parts
)"""


class NoSuchDue(Exception):
    """A limit that is not written in SQL here."""


@attrs.frozen
class Due:
    """
    The due date of every row of a query.

    Attributes:
        joins: The joins that find it, a line each. One row is found, or none where the start or the due date is not in the calendar.
        started: The start, NULL when it is not in the calendar.
        date: The due date, NULL when it is not in the calendar.
        reads: The table expressions that the joins read, in order.
    """

    joins: tuple[str, ...]
    started: str
    date: str
    reads: tuple[str, ...] = ()


def due_in_sql(limit: DateLimit, start: str, *, started: str = "started", due: str = "due", first_day_counts: bool = False) -> Due:
    """
    The due date of *limit* from the date in *start*.

    Args:
        limit: The limit.
        start: The date it runs from, as the query has it.
        started: What to call the calendar's row of the start.
        due: What to call the calendar's row of the due date.
        first_day_counts: True when the start is day 1 and not day 0; of a number of days only.

    Raises:
        NoSuchDue: If it is a limit of 0 working days, or of another unit than days with the first day counted.

    >>> for line in due_in_sql(WorkingDays(15), "c.strategy_discussion").joins:
    ...     print(line)
    LEFT JOIN working_day_calendar AS started
      ON started.calendar_date = c.strategy_discussion
    LEFT JOIN working_day_calendar AS due
      ON due.working_day_number = started.working_day_number + 15 AND due.working_day = 1
    """
    table, on, reads = _joined(limit, started, due, int(first_day_counts))
    joins = (
        f"LEFT JOIN {table} AS {started}",
        f"  ON {started}.calendar_date = {start}",
        f"LEFT JOIN {table} AS {due}",
        f"  ON {on[0]}",
        *(f"  {more}" for more in on[1:]),
    )
    return Due(joins, f"{started}.calendar_date", f"{due}.calendar_date", reads)


@singledispatch
def _joined(limit: DateLimit, started: str, due: str, less: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:  # noqa: ARG001 - one signature
    """The table to join twice, on what, and what the table is read from; *less* days when the first counts."""
    raise NoSuchDue(f"A limit in {limit.unit}s is not written in SQL.")


@_joined.register
def _(limit: WorkingDays, started: str, due: str, less: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    if less or not limit.days:
        raise NoSuchDue("Of working days only a limit of 1 or more, the start not counted, is written in SQL.")
    on = f"{due}.working_day_number = {started}.working_day_number + {limit.days} AND {due}.working_day = 1"
    return WORKING_DAYS, (on,), ()


@_joined.register
def _(limit: CalendarDays, started: str, due: str, less: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return "days", (f"{due}.day_number = {started}.day_number + {limit.days - less}",), (BY_DAY,)


@_joined.register
def _(limit: Weeks, started: str, due: str, less: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return _joined(CalendarDays(7 * limit.weeks), started, due, less)


@_joined.register
def _(limit: Months, started: str, due: str, less: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    if less:
        raise NoSuchDue("A limit in months whose first day counts is not written in SQL.")
    on = (
        f"{due}.month_number = {started}.month_number + {limit.months}",
        f"AND {due}.day_of_month = CASE WHEN {started}.day_of_month > {due}.days_in_month THEN {due}.days_in_month ELSE {started}.day_of_month END",
    )
    return "months", on, (BY_MONTH,)


@_joined.register
def _(limit: Years, started: str, due: str, less: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return _joined(Months(12 * limit.years), started, due, less)
