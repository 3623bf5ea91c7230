"""
The calendar as a table, for people without Python: a row a day, as CSV, JSON, SQL or Markdown; and its holidays as events, for other calendars.

The column to count with is the running working-day number. The working days between two dates are the difference of their numbers, and the due date
of a limit of N is the one working day whose number is N more than the start's: a spreadsheet or a database needs no list of holidays and no loop.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, get_args

import attrs
import numpy as np

from csc_indicators.calendars.calendar import WorkingDayCalendar
from csc_indicators.calendars.events import calendar_as_events
from csc_indicators.calendars.given import as_dates
from csc_indicators.errors import OutsideCalendar

__all__ = ["WEEKDAYS", "CalendarRow", "Standing", "TableFormat", "calendar_rows", "calendar_table", "day_inside", "due_date_query", "one_day"]

#: The days of the week in English, whatever the machine's language is.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: Whether the holidays of the day's year were announced, or follow from the rules of earlier years.
Standing = Literal["announced", "projected"]

#: What a calendar can be written as.
TableFormat = Literal["csv", "json", "sql", "markdown", "ics"]

#: Rows to an INSERT: SQL Server takes no more than 1,000.
_ROWS_AT_A_TIME = 500

#: The shortest column for names of holidays, so that a later table with a longer name mostly fits the same one.
_NAME_WIDTH = 100

#: What the SQL says of its use where it has no imprint.
_FREE = "-- These are dates and nothing else: copy, change and pass them on without a licence."


@attrs.frozen
class CalendarRow:
    """
    One day of a calendar.

    Attributes:
        calendar_date: The date.
        weekday: Its weekday, in English.
        working_day: Whether it is a working day.
        why_not: Why it is none: ``Saturday``, ``Sunday`` or the holiday's name; None of a working day.
        working_day_number: The calendar's running number of the day; a day off has the number of the working day before it.
        standing: ``announced``, or ``projected`` when nobody has announced the holidays of that time yet.
    """

    calendar_date: date
    weekday: str
    working_day: bool
    why_not: str | None
    working_day_number: int
    standing: Standing


_COLUMNS = tuple(field.name for field in attrs.fields(CalendarRow))


def calendar_rows(calendar: WorkingDayCalendar, first: date, last: date) -> tuple[CalendarRow, ...]:
    """
    Every day of *calendar* from *first* to *last*, both included.

    Raises:
        OutsideCalendar: If one of the two is not in the calendar.
        ValueError: If *first* is after *last*.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> for row in calendar_rows(ENGLAND_AND_WALES, date(2018, 8, 25), date(2018, 8, 28)):
    ...     print(row.calendar_date, row.why_not, row.working_day_number)
    2018-08-25 Saturday 10275
    2018-08-26 Sunday 10275
    2018-08-27 Summer bank holiday 10275
    2018-08-28 None 10276
    """
    first, last = day_inside(calendar, "first", first), day_inside(calendar, "last", last)
    if last < first:
        raise ValueError("first is after last. Give the first date, then the last.")
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + np.timedelta64(1, "D"))
    names = {entry.day: entry.name for entry in calendar.non_working_days if first <= entry.day <= last}
    # Asked as an array, the calendar does not warn: each row says for itself whether it is projected.
    numbers, projected = calendar.number(days).tolist(), calendar.is_projected(days).tolist()
    return tuple(map(_row, days.tolist(), numbers, projected, [names] * len(days)))


def calendar_table(
    calendar: WorkingDayCalendar,
    first: date,
    last: date,
    format: TableFormat = "csv",  # noqa: A002 - what everybody calls it
    *,
    imprint: Mapping[str, str] | None = None,
) -> str:
    """
    The days of *calendar* from *first* to *last* as text, in one of five formats.

    ``csv`` has a header and nothing else beside the rows. ``json`` and ``markdown`` say besides which calendar it is. ``sql`` is one script, made to
    be read by SQL Server, PostgreSQL, SQLite and DuckDB alike; it makes the table ``working_day_calendar`` and ends with :func:`due_date_query` in a
    comment. ``ics`` is iCalendar (RFC 5545) and has the holidays alone, an all-day event to each; its lines end as on Windows, as that asks for.

    Args:
        calendar: The calendar.
        first: The first day.
        last: The last day.
        format: How to write it.
        imprint: What the text says of itself besides, such as its version, date and licence: names of small letters, and words. They are keys of
            ``json``, comments of ``sql`` and properties of ``ics``; ``csv`` and ``markdown`` have no place for them.

    Raises:
        OutsideCalendar: If *first* or *last* is not in the calendar.
        ValueError: If *first* is after *last*, or there is no such format.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> print(calendar_table(ENGLAND_AND_WALES, date(2018, 12, 31), date(2019, 1, 2)), end="")
    calendar_date,weekday,working_day,why_not,working_day_number,standing
    2018-12-31,Monday,1,,10363,announced
    2019-01-01,Tuesday,0,New Year's Day,10363,announced
    2019-01-02,Wednesday,1,,10364,announced
    """
    if format not in _WRITERS:
        raise ValueError(f"There is no format of that name. Write one of {', '.join(get_args(TableFormat))}.")
    return _WRITERS[format](calendar, calendar_rows(calendar, first, last), imprint or {})


def due_date_query(days: int = 15) -> str:
    """
    A query that judges every conference by the table ``working_day_calendar``: its due date, the working days it took, and whether it was in time.

    It reads a table ``conferences`` with the columns ``child``, ``strategy_discussion`` and ``conference``, both of them DATE, and leaves out no row:
    what cannot be judged is NULL. That is a date that is missing, has a time of day or is not in the calendar's table, and a conference before its
    discussion. A start on a weekend or holiday needs no rule of its own, because it has the number of the working day before it.

    Args:
        days: The limit, 1 working day or more.

    Raises:
        ValueError: If *days* is no whole number of 1 or more.

    >>> print(due_date_query().splitlines()[-1])
      ON due.working_day_number = started.working_day_number + 15 AND due.working_day = 1;
    """
    if type(days) is not int or days < 1:
        raise ValueError("days, the limit in working days, is a whole number of 1 or more.")
    return f"""\
SELECT
  c.child,
  c.strategy_discussion,
  c.conference,
  due.calendar_date AS due_date,
  ended.working_day_number - started.working_day_number AS working_days,
  CASE
    WHEN c.conference < c.strategy_discussion THEN NULL
    WHEN c.conference <= due.calendar_date THEN 1
    WHEN c.conference > due.calendar_date THEN 0
  END AS in_time
FROM conferences AS c
LEFT JOIN working_day_calendar AS started
  ON started.calendar_date = c.strategy_discussion
LEFT JOIN working_day_calendar AS ended
  ON ended.calendar_date = c.conference
LEFT JOIN working_day_calendar AS due
  ON due.working_day_number = started.working_day_number + {days} AND due.working_day = 1;
"""  # noqa: S608 - days is a whole number


def day_inside(calendar: WorkingDayCalendar, name: str, value: Any) -> date:
    """
    The argument *name* as one date that *calendar* answers for.

    Raises:
        TypeError: If it is anything but one date.
        OutsideCalendar: If it is not in the calendar.
    """
    day = one_day(name, value)
    if not calendar.first <= day <= calendar.last:
        raise OutsideCalendar(
            f"{name} is outside the calendar {calendar.name}, which answers for {calendar.first} to {calendar.last}. "
            "Correct the date, or make a calendar that covers it."
        )
    return day


def one_day(name: str, value: Any) -> date:
    """
    The argument *name* as one date.

    Raises:
        TypeError: If it is anything else.
    """
    day = as_dates(name, value)
    if not isinstance(day, date):
        raise TypeError(f"{name} is more than one date. Give a datetime.date.")
    return day


def _row(day: date, number: int, projected: bool, names: dict[date, str]) -> CalendarRow:  # noqa: FBT001 - mapped over columns
    weekday = WEEKDAYS[day.weekday()]
    why_not = weekday if weekday in WEEKDAYS[5:] else names.get(day)
    return CalendarRow(day, weekday, why_not is None, why_not, number, "projected" if projected else "announced")


def _as_csv(_: WorkingDayCalendar, rows: tuple[CalendarRow, ...], __: Mapping[str, str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((row.calendar_date, row.weekday, int(row.working_day), row.why_not, row.working_day_number, row.standing) for row in rows)
    return text.getvalue()


def _as_json(calendar: WorkingDayCalendar, rows: tuple[CalendarRow, ...], imprint: Mapping[str, str]) -> str:
    days = [{**attrs.asdict(row), "calendar_date": row.calendar_date.isoformat()} for row in rows]
    said = {"calendar": calendar.name, "edition": calendar.edition, "announced_to": calendar.announced_to.isoformat()}
    return json.dumps({**imprint, **said, "days": days}, indent=2, ensure_ascii=False) + "\n"


def _as_markdown(calendar: WorkingDayCalendar, rows: tuple[CalendarRow, ...], _: Mapping[str, str]) -> str:
    lines = [
        f"{_one_line(calendar.name)}, edition {calendar.edition}, announced to {calendar.announced_to}.",
        "",
        "| Date | Weekday | Working day | Why not | Working-day number | Standing |",
        "|---|---|---|---|---:|---|",
    ]
    for row in rows:
        why_not = _one_line(row.why_not or "").replace("\\", "\\\\").replace("|", "\\|")
        works = "yes" if row.working_day else "no"
        lines.append(f"| {row.calendar_date} | {row.weekday} | {works} | {why_not} | {row.working_day_number} | {row.standing} |")
    return "\n".join(lines) + "\n"


def _as_ics(calendar: WorkingDayCalendar, rows: tuple[CalendarRow, ...], imprint: Mapping[str, str]) -> str:
    projected = {row.calendar_date: row.standing == "projected" for row in rows}
    holidays = ((entry, projected[entry.day]) for entry in calendar.non_working_days if entry.day in projected)
    return calendar_as_events(calendar, holidays, imprint)


def _as_sql(calendar: WorkingDayCalendar, rows: tuple[CalendarRow, ...], imprint: Mapping[str, str]) -> str:
    terms = "\n".join(f"-- {_one_line(name).replace('_', ' ').capitalize()}: {_one_line(words)}" for name, words in imprint.items()) or _FREE
    width = max([_NAME_WIDTH, *(len(row.why_not) for row in rows if row.why_not)])
    statements = [
        f"""\
-- Working days: {_one_line(calendar.name)}, {rows[0].calendar_date} to {rows[-1].calendar_date}.
-- Edition: {calendar.edition}. Holidays are announced to {calendar.announced_to}; those of later days are projected.
{terms}
-- Made to run unchanged in SQL Server, PostgreSQL, SQLite and DuckDB. working_day is 1 or 0.

CREATE TABLE working_day_calendar (
  calendar_date DATE NOT NULL PRIMARY KEY,
  weekday VARCHAR(9) NOT NULL,
  working_day SMALLINT NOT NULL,
  why_not VARCHAR({width}),
  working_day_number INTEGER NOT NULL,
  standing VARCHAR(9) NOT NULL
);
"""
    ]
    for at in range(0, len(rows), _ROWS_AT_A_TIME):
        values = ",\n".join(map(_values, rows[at : at + _ROWS_AT_A_TIME]))
        statements.append(f"INSERT INTO working_day_calendar ({', '.join(_COLUMNS)}) VALUES\n{values};\n")
    query = "".join(f"--   {line}\n" for line in due_date_query().splitlines())
    statements.append(f"-- The 15-working-day target, for a table of conferences (child, strategy_discussion, conference):\n{query}")
    return "\n".join(statements)


def _values(row: CalendarRow) -> str:
    why_not = "NULL" if row.why_not is None else "'" + row.why_not.replace("'", "''") + "'"
    return f"('{row.calendar_date}', '{row.weekday}', {int(row.working_day)}, {why_not}, {row.working_day_number}, '{row.standing}')"


def _one_line(text: str) -> str:
    return " ".join(text.split())


_WRITERS: dict[str, Callable[[WorkingDayCalendar, tuple[CalendarRow, ...], Mapping[str, str]], str]] = {
    "csv": _as_csv,
    "json": _as_json,
    "sql": _as_sql,
    "markdown": _as_markdown,
    "ics": _as_ics,
}
