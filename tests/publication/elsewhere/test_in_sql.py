"""An indicator in SQL: that databases come to the library's answers with the script."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, Population
from csc_indicators.calendars.table import due_date_query
from csc_indicators.errors import InvalidPeriod
from csc_indicators.limits import CalendarDays, Months, Weeks, WorkingDays, Years
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.publication.elsewhere.in_sql import NotInSql, due_date_in_sql, in_sql
from csc_indicators.results.units import Unit
from tests.definitions.test_every_definition import EVERY_READING, STRATEGIES
from tests.publication.elsewhere.engines import ENGINES, Ask, columns, examples, in_duckdb, in_sqlite, of_reading, plain

POPULATION = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2017 estimate", source="made up")

#: The readings that are not written in SQL, each an interval from the start of a plan to the day.
NOT_WRITTEN = {
    ("england.plans_reviewed_in_time", "reviews_of_the_whole_plan"),
    ("england.plans_reviewed_in_time", "first_review_from_the_conference"),
}

WRITTEN = [pair for pair in EVERY_READING if pair not in NOT_WRITTEN]


def asked_of_both(ask: Ask, of: Any, tables: Any, rows: Any, **asked: Any) -> tuple[Any, dict[str, Any]]:
    """What the library says, and the one row that the database says."""
    result = of.compute(**tables, **asked)
    population = asked.get("population")
    told = {name: asked[name] for name in ("year", "as_at") if name in asked}
    script = in_sql(of, **told, population=None if population is None else population.number)
    assert isinstance(script, str)
    (row,) = ask(of, rows, script)
    return result, row


def figure(value: Any, decimals: int) -> Decimal | None:
    """A database's figure as printed; SQLite has no decimals of its own."""
    return None if value is None else Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals))


def statuses(ask: Ask, of: Any, rows: Any, **told: Any) -> Counter[str]:
    """How many cases have each status, by the way that the script's last line shows."""
    script = in_sql(of, **told)
    assert isinstance(script, str)
    head, _, _ = script.rpartition("\nSELECT\n")
    return Counter(row["status"] for row in ask(of, rows, f"{head}\nSELECT * FROM judged;"))


def compare(ask: Ask, of: Any, tables: Any, rows: Any, **asked: Any) -> None:
    """The counts, the figure, what stands beside it and the status of each case are the library's."""
    result, row = asked_of_both(ask, of, tables, rows, **asked)
    expected = Counter(map(str, result.cases.columns()["status"]))

    assert (result.tally.numerator, result.tally.denominator) == (row["numerator"], row["denominator"])
    assert result.figure == figure(row["figure"], of.decimals)
    assert 0 == row["outside_calendar"]
    if not isinstance(of.measure, EachOnce):
        found = statuses(ask, of, rows, **{name: asked[name] for name in ("year", "as_at") if name in asked})
        without = Counter({status: count for status, count in found.items() if status != "excluded"})
        assert Counter({status: count for status, count in expected.items() if status != "excluded"}) == without
        assert [found[status] for status in ("unknown", "waiting", "overdue")] == [
            row["not_known"],
            row.get("waiting", found["waiting"]),
            row.get("overdue", found["overdue"]),
        ]


class TestWorkedExamples:
    """The script gives the answers of the worked examples."""

    @ENGINES
    @pytest.mark.parametrize(("name", "example"), examples())
    def test_worked_example(self, ask: Ask, name: str, example: dict[str, Any]) -> None:
        """Counts, figure and statuses are those of the library, in every reading that has an example."""
        if (name, example.get("reading")) in NOT_WRITTEN:
            assert isinstance(in_sql(of_reading(name, example["reading"])), NotInSql)
            return
        of = of_reading(name, example.get("reading"))
        tables = {table: columns(text) for table, text in example["records"].items()}
        asked = {key: example[key] for key in ("year", "as_at") if key in example}
        if "population" in example:
            asked["population"] = attrs.evolve(POPULATION, number=example["population"])
        written = example.get("date_format", "yyyy-mm-dd")
        given_tables = {**tables, **({"date_format": written} if "date_format" in example else {})}
        compare(ask, of, given_tables, plain(of, tables, date_format=written), **asked)

    def test_every_indicator_is_among_them(self) -> None:
        """No indicator is without an example that is run."""
        assert {indicator.id for indicator in CATALOGUE} == {example.values[0] for example in examples()}


class TestDrawnRecords:
    """The script is a second engine: whatever the records and the day, it gives the library's answers."""

    @pytest.mark.parametrize(("name", "reading"), WRITTEN)
    def test_databases_agree_with_the_library(self, name: str, reading: str) -> None:
        """Counts, figure and statuses are those of the library, in DuckDB and in SQLite, for every reading that is written."""
        of = of_reading(name, reading)

        @settings(max_examples=20)
        @given(STRATEGIES[name])
        def agrees(drawn: tuple[dict[str, Any], date]) -> None:
            tables, as_at = drawn
            asked = {"population": POPULATION} if of.unit is Unit.PER_10_000 else {}
            rows = plain(of, tables)
            for ask in (in_duckdb, in_sqlite):
                compare(ask, of, tables, rows, as_at=as_at, **asked)

        agrees()

    def test_what_is_not_written_says_so(self) -> None:
        """Every adopted reading is written; the two that are not give a sentence."""
        assert all(isinstance(in_sql(indicator), str) for indicator in CATALOGUE)
        assert {"Intervals are written in SQL for those of the year alone, each first one from the start."} == {
            str(in_sql(of_reading(*pair))) for pair in NOT_WRITTEN
        }
