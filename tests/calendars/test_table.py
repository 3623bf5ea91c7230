"""The calendar as a table: what its rows say, and that spreadsheets and databases come to the library's answers with it."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any, get_args

import duckdb
import numpy as np
import pytest
from icalendar import Calendar

from csc_indicators import ENGLAND_AND_WALES, OutsideCalendar, WorkingDayCalendar, WorkingDays
from csc_indicators.calendars.table import CalendarRow, TableFormat, calendar_rows, calendar_table, due_date_query
from tests.oracle import SLOW_ENGLAND_AND_WALES, every_day

FIRST, LAST = date(2021, 4, 1), date(2026, 4, 30)

#: Every day of four years is a start, with conferences from before it to well after the 15th working day, and one not held.
STARTS = list(every_day(date(2022, 1, 1), date(2025, 12, 31)))
GAPS = (-1, 0, 1, 14, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 35, None)
CONFERENCES = [(row, start, None if gap is None else start + timedelta(days=gap)) for row, (start, gap) in enumerate(product(STARTS, GAPS))]

Judged = list[tuple[int, date | None, int | None, int | None]]


def in_sqlite(script: str, query: str, conferences: Iterable[tuple[int, date | None, date | None]]) -> Judged:
    """What SQLite answers."""
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(script)
        connection.execute("CREATE TABLE conferences (child INTEGER, strategy_discussion DATE, conference DATE)")
        written = ((child, *(day and day.isoformat() for day in days)) for child, *days in conferences)
        connection.executemany("INSERT INTO conferences VALUES (?, ?, ?)", written)
        judged = [(child, due and date.fromisoformat(due), taken, in_time) for child, _, _, due, taken, in_time in connection.execute(query)]
    connection.close()
    return sorted(judged, key=lambda row: row[0])


def in_duckdb(script: str, query: str, conferences: Iterable[tuple[int, date | None, date | None]]) -> Judged:
    """What DuckDB answers."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(script)
        connection.execute("CREATE TABLE conferences (child INTEGER, strategy_discussion DATE, conference DATE)")
        columns = [list(column) for column in zip(*conferences, strict=True)]
        connection.execute("INSERT INTO conferences SELECT unnest(?::INTEGER[]), unnest(?::DATE[]), unnest(?::DATE[])", columns)
        judged = [(child, due, taken, in_time) for child, _, _, due, taken, in_time in connection.execute(query).fetchall()]
    return sorted(judged, key=lambda row: row[0])


DATABASES = pytest.mark.parametrize("ask", [in_sqlite, in_duckdb])


class TestRows:
    """``calendar_rows`` says of each day what it is, and why."""

    def test_every_day_is_there_and_right(self) -> None:
        """Each day has its weekday, whether it is a working day, why not, and a number that a day off shares with the working day before it."""
        rows = calendar_rows(ENGLAND_AND_WALES, FIRST, LAST)
        slow = SLOW_ENGLAND_AND_WALES

        assert list(every_day(FIRST, LAST)) == [row.calendar_date for row in rows]
        assert [slow.works(row.calendar_date) for row in rows] == [row.working_day for row in rows] == [row.why_not is None for row in rows]
        assert [f"{row.calendar_date:%A}" for row in rows] == [row.weekday for row in rows]
        assert all(after.working_day_number - before.working_day_number == after.working_day for before, after in pairwise(rows))

    def test_why_not(self) -> None:
        """A day off is one by its weekday or by the holiday's name."""
        rows = calendar_rows(ENGLAND_AND_WALES, date(2018, 8, 24), date(2018, 8, 28))

        assert [None, "Saturday", "Sunday", "Summer bank holiday", None] == [row.why_not for row in rows]

    def test_projected_days_say_so(self) -> None:
        """Past the last announced day each row says that it is projected, and nothing warns."""
        rows = calendar_rows(ENGLAND_AND_WALES, date(2028, 12, 31), date(2029, 1, 1))

        assert ["announced", "projected"] == [row.standing for row in rows]

    def test_the_whole_calendar(self) -> None:
        """The calendar's own first and last day are inside it."""
        rows = calendar_rows(ENGLAND_AND_WALES, ENGLAND_AND_WALES.first, ENGLAND_AND_WALES.last)

        assert (ENGLAND_AND_WALES.last - ENGLAND_AND_WALES.first).days + 1 == len(rows)
        assert ENGLAND_AND_WALES.non_working_days == tuple(
            entry for entry, row in zip(ENGLAND_AND_WALES.non_working_days, holidays(rows), strict=True) if entry.name == row.why_not
        )

    @pytest.mark.parametrize(
        ("first", "last", "error"),
        [
            (date(1977, 12, 31), LAST, OutsideCalendar),
            (FIRST, date(2054, 1, 1), OutsideCalendar),
            (LAST, FIRST, ValueError),
            ([FIRST], LAST, TypeError),
            ("2026-04-01", LAST, TypeError),
        ],
    )
    def test_what_is_no_stretch_of_the_calendar(self, first: Any, last: Any, error: type[Exception]) -> None:
        """Dates outside the calendar, the wrong way round, or none at all are refused."""
        with pytest.raises(error):
            calendar_rows(ENGLAND_AND_WALES, first, last)


class TestFormats:
    """``calendar_table`` writes the same rows in four ways, and the holidays among them in a fifth."""

    def test_csv(self) -> None:
        """CSV has a header and a row a day, 1 or 0 for the working day, and nothing where there is no reason."""
        header, *rows = csv.reader(io.StringIO(calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "csv"), newline=""))

        assert ["calendar_date", "weekday", "working_day", "why_not", "working_day_number", "standing"] == header
        assert [
            [str(row.calendar_date), row.weekday, str(int(row.working_day)), row.why_not or "", str(row.working_day_number), row.standing]
            for row in calendar_rows(ENGLAND_AND_WALES, FIRST, LAST)
        ] == rows

    def test_json(self) -> None:
        """JSON says which calendar it is, with its edition, and has the same rows."""
        said = json.loads(calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "json"))
        rows = tuple(CalendarRow(**{**day, "calendar_date": date.fromisoformat(day["calendar_date"])}) for day in said["days"])

        assert (ENGLAND_AND_WALES.name, ENGLAND_AND_WALES.edition, "2028-12-31") == (said["calendar"], said["edition"], said["announced_to"])
        assert calendar_rows(ENGLAND_AND_WALES, FIRST, LAST) == rows

    def test_markdown(self) -> None:
        """Markdown has a row a day, and a pipe in a closure's name stays inside its cell."""
        calendar = ENGLAND_AND_WALES.without([date(2018, 12, 27)], name="our | closure")
        calendar = WorkingDayCalendar(
            "a|b",
            calendar.first,
            calendar.last,
            tuple(entry for entry in calendar.non_working_days if entry.basis == "closure"),
        )
        lines = calendar_table(calendar, date(2018, 12, 27), date(2018, 12, 29), "markdown").splitlines()

        assert "a|b, edition undated" in lines[0]
        assert ["| Date | Weekday | Working day | Why not | Working-day number | Standing |"] == lines[2:3]
        assert "| 2018-12-27 | Thursday | no | our \\| closure |" in lines[4]
        assert "| 2018-12-28 | Friday | yes |  |" in lines[5]
        assert 7 == len(lines)

    def test_ics(self) -> None:
        """The events are one to each holiday between the two days, and none to a weekend."""
        read: Any = Calendar.from_ical(calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "ics"))
        days = [str(event["DTSTART"].dt) for event in read.walk("VEVENT")]

        assert [str(row.calendar_date) for row in holidays(calendar_rows(ENGLAND_AND_WALES, FIRST, LAST))] == days

    def test_the_imprint(self) -> None:
        """An imprint is keys of JSON, comments of SQL on a line each, and properties of iCalendar; CSV and Markdown are as they were."""
        imprint = {"version": "1.2\nDROP TABLE x", "licence_url": "https://a/b"}
        json_text, sql, ics, *others = (
            calendar_table(ENGLAND_AND_WALES, FIRST, LAST, form, imprint=imprint) for form in ("json", "sql", "ics", "csv", "markdown")
        )

        assert imprint.items() <= json.loads(json_text).items()
        assert ["-- Version: 1.2 DROP TABLE x", "-- Licence url: https://a/b"] == sql.splitlines()[2:4]
        assert "without a licence" not in sql
        read: Any = Calendar.from_ical(ics)
        assert (r"1.2\nDROP TABLE x", "https://a/b") == tuple(read[name] for name in ("X-CSC-VERSION", "X-CSC-LICENCE-URL"))
        assert [calendar_table(ENGLAND_AND_WALES, FIRST, LAST, form) for form in ("csv", "markdown")] == others
        assert "without a licence" in calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "sql")

    def test_the_sql_says_what_it_is(self) -> None:
        """The script's comments name the calendar, its edition, and the last day announced, and hold the query."""
        script = calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "sql")
        comments = [line for line in script.splitlines() if line.startswith("--")]

        assert f"-- Working days: England and Wales, {FIRST} to {LAST}." == comments[0]
        assert f"{ENGLAND_AND_WALES.edition}. Holidays are announced to 2028-12-31" in comments[1]
        assert due_date_query().splitlines() == [line.removeprefix("--   ") for line in comments if line.startswith("--   ")]

    def test_no_insert_is_too_long(self) -> None:
        """No INSERT has more than 500 rows, and none has none; SQL Server takes at most 1,000."""
        rows = [statement.count("\n('") for statement in calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "sql").split("INSERT INTO")[1:]]

        assert len(calendar_rows(ENGLAND_AND_WALES, FIRST, LAST)) == sum(rows)
        assert (500, True) == (max(rows), min(rows) > 0)

    def test_there_is_no_other_format(self) -> None:
        """A format that is none is refused, and the message names those that are."""
        wrong: Any = "xlsx"

        with pytest.raises(ValueError, match=", ".join(get_args(TableFormat))):
            calendar_table(ENGLAND_AND_WALES, FIRST, LAST, wrong)


class TestDatabases:
    """The script and the query, run in SQLite and in DuckDB."""

    @DATABASES
    def test_every_conference_is_judged_as_the_library_judges_it(self, ask: Callable[..., Judged]) -> None:
        """From every day of four years, weekends too, the due date, the working days taken and in time or not are the library's."""
        judged = ask(calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "sql"), due_date_query(), CONFERENCES)

        due = WorkingDays(15).due(np.array([start for _, start, _ in CONFERENCES], dtype="datetime64[D]")).tolist()
        taken = [None if held is None else ENGLAND_AND_WALES.between(start, held) for _, start, held in CONFERENCES]
        in_time = [None if held is None or held < start else int(held <= by) for (_, start, held), by in zip(CONFERENCES, due, strict=True)]
        assert list(zip(range(len(CONFERENCES)), due, taken, in_time, strict=True)) == judged
        assert {0, 1, None} == {answer for *_, answer in judged}

    @DATABASES
    @pytest.mark.parametrize("days", [1, 10, 45])
    def test_other_limits(self, ask: Callable[..., Judged], days: int) -> None:
        """The query of another limit gives the library's due date of it."""
        conferences = [(row, start, None) for row, start in enumerate(STARTS)]
        judged = ask(calendar_table(ENGLAND_AND_WALES, FIRST, LAST, "sql"), due_date_query(days), conferences)

        assert [WorkingDays(days).due(start) for start in STARTS] == [due for _, due, _, _ in judged]

    @DATABASES
    def test_no_row_is_lost(self, ask: Callable[..., Judged]) -> None:
        """Dates that are missing or not in the table leave their rows there, with NULL for what is not known."""
        script = calendar_table(ENGLAND_AND_WALES, date(2018, 7, 2), date(2018, 7, 24), "sql")
        conferences = [
            (1, None, date(2018, 7, 23)),
            (2, date(2018, 7, 1), date(2018, 7, 23)),
            (3, date(2018, 7, 2), date(2018, 7, 23)),
            (4, date(2018, 7, 2), date(2018, 7, 25)),
            (5, date(2018, 7, 4), date(2018, 7, 5)),
        ]

        assert [
            (1, None, None, None),
            (2, None, None, None),
            (3, date(2018, 7, 23), 15, 1),
            (4, date(2018, 7, 23), None, 0),
            (5, None, 1, None),
        ] == ask(script, due_date_query(), conferences)

    @DATABASES
    def test_names_are_quoted(self, ask: Callable[..., Judged]) -> None:
        """A closure's name may have quotes, line ends and any length, in its day and in the calendar's name."""
        name = "the mayor's\n'); DROP TABLE conferences; --" + "x" * 200
        closed = ENGLAND_AND_WALES.without([date(2018, 7, 23)], name=name)
        script = calendar_table(closed, date(2018, 7, 2), date(2018, 7, 24), "sql")

        assert [(1, date(2018, 7, 24), None, None)] == ask(script, due_date_query(), [(1, date(2018, 7, 2), None)])

    @pytest.mark.parametrize("days", [0, -1, 1.5, True, "15"])
    def test_what_is_no_limit(self, days: Any) -> None:
        """A query is only made for a whole number of working days, 1 or more."""
        with pytest.raises(ValueError, match="1 or more"):
            due_date_query(days)


class ExcelOracle:
    """NETWORKDAYS and WORKDAY, as Microsoft's reference describes them, a day at a time; Excel itself is not run."""

    def __init__(self, holidays: Iterable[date]) -> None:
        self.holidays = frozenset(holidays)

    def works(self, day: date) -> bool:
        """Neither on a weekend nor among the holidays."""
        return day.weekday() < 5 and day not in self.holidays

    def networkdays(self, start: date, end: date) -> int:
        """The working days from one to the other, both ends counted; below nought when they run backwards."""
        if end < start:
            return -self.networkdays(end, start)
        return sum(map(self.works, every_day(start, end)))

    def workday(self, start: date, days: int) -> date:
        """The working day so many after *start*, which is not counted itself."""
        day = start
        while days:
            day += timedelta(days=1)
            days -= self.works(day)
        return day


class TestSpreadsheets:
    """The formulas of the how-to, by the rules of Excel's functions."""

    ROWS = calendar_rows(ENGLAND_AND_WALES, FIRST, LAST)
    EXCEL = ExcelOracle(row.calendar_date for row in ROWS if not row.working_day)
    EXCEL_2018 = ExcelOracle(entry.day for entry in ENGLAND_AND_WALES.non_working_days if entry.day.year == 2018)

    def test_match_finds_the_due_date(self) -> None:
        """The first row whose number is 15 more than the start's is the due date, from every day, weekends too."""
        number = {row.calendar_date: row.working_day_number for row in self.ROWS}
        numbers = [row.working_day_number for row in self.ROWS]

        assert [WorkingDays(15).due(start) for start in STARTS] == [self.ROWS[numbers.index(number[start] + 15)].calendar_date for start in STARTS]

    def test_workday_is_the_due_date(self) -> None:
        """WORKDAY(start, 15, holidays) is the due date, from every day, weekends too."""
        assert [WorkingDays(15).due(start) for start in STARTS] == [self.EXCEL.workday(start, 15) for start in STARTS]

    def test_networkdays_from_the_day_after(self) -> None:
        """NETWORKDAYS(start + 1, end, holidays) is the count for an end after its start, and wrong for an end on it."""
        networkdays = self.EXCEL.networkdays
        for _, start, end in CONFERENCES:
            if end is not None and end > start:
                assert ENGLAND_AND_WALES.between(start, end) == networkdays(start + timedelta(days=1), end)

        assert 16 == self.EXCEL_2018.networkdays(date(2018, 7, 2), date(2018, 7, 23))
        assert -2 == networkdays(date(2018, 7, 3), date(2018, 7, 2))

    def test_networkdays_less_the_start(self) -> None:
        """NETWORKDAYS(start, end, holidays) less NETWORKDAYS(start, start, holidays) is the count, for an end on its start too."""
        networkdays = self.EXCEL.networkdays
        for _, start, end in CONFERENCES:
            if end is not None and end >= start:
                assert ENGLAND_AND_WALES.between(start, end) == networkdays(start, end) - networkdays(start, start)

    def test_a_count_is_not_a_judgement(self) -> None:
        """The Saturday after the due date has a count of 15 and is late: only the due date tells."""
        start, saturday = date(2018, 6, 29), date(2018, 7, 21)

        assert 15 == self.EXCEL_2018.networkdays(start + timedelta(days=1), saturday)
        assert self.EXCEL_2018.workday(start, 15) < saturday


def holidays(rows: Iterable[CalendarRow]) -> list[CalendarRow]:
    """The weekdays that are not working days."""
    return [row for row in rows if not row.working_day and row.weekday not in {"Saturday", "Sunday"}]
