"""An indicator in SQL: that databases come to the library's answers with the script."""

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, Population
from csc_indicators.calendars.table import due_date_query
from csc_indicators.errors import InvalidPeriod
from csc_indicators.limits import CalendarDays, Months, Weeks, WorkingDays, Years
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.publication.elsewhere.in_sql import NotInSql, due_date_in_sql, in_sql
from csc_indicators.results.tally import Tally
from csc_indicators.results.units import Unit
from tests.definitions.test_every_definition import EVERY_READING, STRATEGIES
from tests.oracle import SLOW_ENGLAND_AND_WALES
from tests.publication.elsewhere.engines import ENGINES, Ask, columns, examples, in_another_calendar, in_duckdb, in_sqlite, of_reading, plain

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
        asked: dict[str, Any] = {key: example[key] for key in ("year", "as_at") if key in example}
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

        @settings(max_examples=10)
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


CONFERENCES = ("child", "strategy_discussion", "conference")
CP_3_10: Any = CATALOGUE.find("CP 3.10")
CP_1_4: Any = CATALOGUE.find("CP 1.4")


def conferences(*dates: tuple[str | None, str | None]) -> dict[str, Any]:
    """Conferences on a child each."""
    listed = [(str(number), *pair) for number, pair in enumerate(dates)]
    return {"conferences": {name: [row[at] for row in listed] for at, name in enumerate(CONFERENCES)}}


def answer(ask: Ask, of: Any, tables: dict[str, Any], **told: Any) -> dict[str, Any]:
    """The one row that a database answers with."""
    script = in_sql(of, **told)
    assert isinstance(script, str)
    (row,) = ask(of, plain(of, tables), script)
    return dict(row)


class TestNoFigure:
    """Undefined is NULL and never 0 (settled rule 7)."""

    @ENGINES
    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in CATALOGUE])
    def test_empty_tables(self, ask: Ask, indicator: Any) -> None:
        """Tables without a row give 0 of 0, no percentage and no rate without a population; none of a number is a figure."""
        tables: Any = {table.name: {column.name: [] for column in table} for table in indicator.records}
        row = answer(ask, indicator, tables)

        assert (0, 0) == (row["numerator"], row["denominator"])
        assert (0 if indicator.unit is Unit.NUMBER else None) == row["figure"]

    @ENGINES
    def test_a_rate_of_nobody(self, ask: Ask) -> None:
        """Of a population of 0 there is no rate, and of one that is given there is."""
        referrals = {"referrals": {"child": ["a"], "referral": ["2018-07-02"]}}
        rate = CATALOGUE.find("england.referrals_per_10_000")

        assert [None, None, Decimal("0.5")] == [
            figure(answer(ask, rate, referrals, as_at="2018-07-31", population=number)["figure"], 1) for number in (None, 0, 20_000)
        ]

    @ENGINES
    def test_no_percentage_of_what_waits(self, ask: Ask) -> None:
        """Cases that are not in the denominator make no percentage of 0."""
        row = answer(ask, CP_3_10, conferences(("2018-07-02", None), ("2018-07-20", None)), as_at="2018-07-31")

        assert (0, 0, None, 1, 1) == tuple(row[name] for name in ("numerator", "denominator", "figure", "waiting", "overdue"))


class TestOutsideTheCalendar:
    """A date that is needed and not in the calendar's table is counted apart, and there is no figure."""

    @ENGINES
    @pytest.mark.parametrize(
        ("discussed", "held"),
        [("1999-12-31", "2018-07-02"), ("1999-12-31", None)],
    )
    def test_a_start_before_the_table(self, ask: Ask, discussed: str, held: str | None) -> None:
        """A start before the table's first day has no due date, held or not."""
        row = answer(ask, CP_3_10, conferences(("2018-07-02", "2018-07-23"), (discussed, held)), as_at="2018-07-31")

        assert (1, 1, None, 1) == tuple(row[name] for name in ("numerator", "denominator", "figure", "outside_calendar"))

    @ENGINES
    def test_a_table_that_ends_too_soon(self, ask: Ask) -> None:
        """A due date after the table's last day is not guessed at."""
        script = in_sql(CP_3_10, as_at="2018-07-24")
        assert isinstance(script, str)
        rows = plain(CP_3_10, conferences(("2018-07-02", "2018-07-20"), ("2018-07-04", "2018-07-20")))
        (row,) = in_another_calendar(ask, date(2018, 4, 1), date(2018, 7, 24), CP_3_10, rows, script)

        assert (1, None, 1) == (row["numerator"], row["figure"], row["outside_calendar"])

    @ENGINES
    def test_a_window_that_opens_before_the_table(self, ask: Ask) -> None:
        """A window whose first day is not in the table has nobody in it."""
        script = in_sql(CP_1_4, as_at="2018-07-31")
        assert isinstance(script, str)
        tables = {"periods_of_care": {"child": ["a"], "start": ["2018-07-02"], "end": [""]}, "visits": {"child": ["a"], "visited": ["2018-07-30"]}}
        (row,) = in_another_calendar(ask, date(2018, 7, 1), date(2018, 9, 30), CP_1_4, plain(CP_1_4, tables), script)

        assert (0, 0, None, 1) == tuple(row[name] for name in ("numerator", "denominator", "figure", "outside_calendar"))

    @ENGINES
    @pytest.mark.parametrize(
        ("name", "tables"),
        [
            ("england.re_referrals_within_12_months", {"referrals": {"child": ["a", "a"], "referral": ["2018-03-01", "2018-06-01"]}}),
            ("england.plans_lasting_2_years_or_more", {"plans": {"child": ["a"], "start": ["2018-03-01"], "end": [None]}}),
            (
                "england.plans_reviewed_in_time",
                {
                    "plans": {"child": ["a"], "start": ["2018-03-01"], "end": [None]},
                    "plan_reviews": {"child": ["a", "a"], "reviewed": ["2018-05-01", "2018-07-02"]},
                },
            ),
            (
                "england.plans_reviewed_in_time",
                {"plans": {"child": ["a"], "start": ["2017-01-02"], "end": [None]}, "plan_reviews": {"child": [], "reviewed": []}},
            ),
        ],
    )
    def test_days_a_long_way_off(self, ask: Ask, name: str, tables: Any) -> None:
        """The last day that an earlier referral counts, the day of two years, and the day of the next review have to be in the table too."""
        of = CATALOGUE.find(name)
        script = in_sql(of, as_at="2018-07-31")
        assert isinstance(script, str)
        (row,) = in_another_calendar(ask, date(2018, 1, 1), date(2018, 12, 31), of, plain(of, tables), script)

        assert (0, None, 1) == (row["numerator"], row["figure"], row["outside_calendar"])

    @ENGINES
    @pytest.mark.parametrize("first", [date(2018, 4, 2), date(2018, 3, 1)])
    def test_a_day_asked_about(self, ask: Ask, first: date) -> None:
        """Where the first or the last day asked about is not in the table there is no row at all; both have to be there."""
        last = date(2018, 7, 30) if first < date(2018, 4, 1) else date(2018, 12, 31)
        script = in_sql(CP_3_10, as_at="2018-07-31")
        assert isinstance(script, str)

        assert [] == in_another_calendar(ask, first, last, CP_3_10, plain(CP_3_10, conferences()), script)


class TestRounding:
    """The figure is rounded half up from whole numbers (settled rule 6)."""

    @ENGINES
    @given(st.integers(0, 3000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
    @example((1, 16))
    @example((1373, 2000))
    @example((1, 2000))
    @example((0, 0))
    @settings(max_examples=40)
    def test_percentages_and_rates(self, ask: Ask, counts: tuple[int, int]) -> None:
        """The last SELECT rounds any counts as the library does, and a rate of any population too."""
        numerator, denominator = counts
        for of in (CP_3_10, CATALOGUE.find("england.referrals_per_10_000")):
            population = None if of.unit is Unit.PERCENT else attrs.evolve(POPULATION, number=denominator)
            expected = of.unit.figure(Tally(numerator, max(denominator, numerator)), decimals=of.decimals, population=population)
            script = in_sql(of)
            assert isinstance(script, str)
            given_counts = {"numerator": numerator, "denominator": denominator, "population": denominator, "outside_calendar": 0}
            others = dict.fromkeys(("first_day", "as_at", "not_known", "waiting", "overdue"), "0")
            listed = ", ".join(f"CAST({value} AS BIGINT) AS {name}" for name, value in {**given_counts, **others}.items())
            select = script.rpartition("\nSELECT\n")[2]
            (row,) = ask(of, plain(of, empty(of)), f"WITH counted AS (SELECT {listed})\nSELECT\n{select}")

            assert expected == figure(row["figure"], of.decimals)


def empty(of: Any) -> Any:
    """Tables without a row."""
    return {table.name: {column.name: [] for column in table} for table in of.records}


class TestOwnIndicators:
    """A council's own indicator, with another limit or window, is written as well."""

    LIMITS = (WorkingDays(20), CalendarDays(21), Weeks(3), Months(1), Years(1))

    @ENGINES
    @pytest.mark.parametrize("limit", LIMITS, ids=str)
    def test_other_limits(self, ask: Ask, limit: Any) -> None:
        """Conferences about the due date of a limit of any unit, from awkward days, are in time or late as the library says."""
        of = attrs.evolve(CP_3_10, adopted=attrs.evolve(CP_3_10.adopted, measure=attrs.evolve(CP_3_10.measure, limit=limit)))
        starts = [date(2020, 1, 31), date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 9), date(2020, 2, 1)]
        starts += [date(2019, month, 31) for month in (5, 8, 10)] + [date(2019, 1, 31)]
        pairs = [(start, limit.due(start) + timedelta(days=more)) for start in starts for more in (-1, 0, 1, 2)]
        tables = conferences(*((start.isoformat(), held.isoformat()) for start, held in pairs))

        for as_at in ("2020-04-30", "2021-02-28", "2021-03-31", "2020-03-31", "2019-03-01"):
            compare(ask, of, tables, plain(of, tables), as_at=as_at)

    @ENGINES
    @pytest.mark.parametrize("window", [WorkingDays(10), CalendarDays(14)], ids=str)
    def test_other_windows(self, ask: Ask, window: Any) -> None:
        """A window of days or working days, to days that are no working days too, has the library's children in it."""
        of = attrs.evolve(CP_1_4, adopted=attrs.evolve(CP_1_4.adopted, measure=attrs.evolve(CP_1_4.measure, window=window, qualifies_after=window)))
        days = [date(2018, 8, 13) + timedelta(days=more) for more in range(24)]
        names = [str(number) for number in range(len(days))]
        tables: Any = {
            "periods_of_care": {"child": names * 2, "start": [*days, *([date(2018, 1, 8)] * 24)], "end": [None] * 24 + days},
            "visits": {"child": names, "visited": days},
        }
        tables["periods_of_care"] = {"child": names, "start": [date(2018, 1, 8)] * 12 + days[:12], "end": [None] * 24}

        for as_at in ("2018-08-31", "2018-09-01", "2018-09-02", "2018-09-03"):
            compare(ask, of, tables, plain(of, tables), as_at=as_at)

    def test_what_is_not_written(self) -> None:
        """A limit of no working days, and one in months whose first day counts, are refused in a sentence."""
        none = attrs.evolve(CP_3_10, adopted=attrs.evolve(CP_3_10.adopted, measure=attrs.evolve(CP_3_10.measure, limit=WorkingDays(0))))
        plans: Any = CATALOGUE.find("england.plans_lasting_2_years_or_more")
        years = attrs.evolve(plans, adopted=attrs.evolve(plans.adopted, measure=attrs.evolve(plans.measure, at_least=Years(2))))

        assert "only a limit of 1 or more" in str(in_sql(none))
        assert "whose first day counts" in str(in_sql(years))
        assert isinstance(due_date_in_sql(none), NotInSql)


class TestBoundaries:
    """What happens on the first or the last day that counts, counts."""

    @ENGINES
    @pytest.mark.parametrize("as_at", ["2018-04-01", "2018-04-30", "2019-03-31"])
    def test_the_ends_of_the_year(self, ask: Ask, as_at: str) -> None:
        """A conference of 31 March is of the year before, and one of 1 April, and of the day asked about, is not."""
        tables = conferences(*(("2018-03-26", held) for held in ("2018-03-31", "2018-04-01", "2018-04-30", "2019-03-31")), (None, "2018-04-01"))

        compare(ask, CP_3_10, tables, plain(CP_3_10, tables), as_at=as_at)

    @ENGINES
    def test_a_review_on_the_day_that_plans_touch(self, ask: Ask) -> None:
        """A review on the day one plan ends and the next starts is of the one that ended, so it begins no interval of the next."""
        of = CATALOGUE.find("england.plans_reviewed_in_time")
        tables: Any = {
            "plans": {"child": ["a", "a"], "start": ["2018-04-02", "2018-06-01"], "end": ["2018-06-01", None]},
            "plan_reviews": {"child": ["a"], "reviewed": ["2018-06-01"]},
        }

        compare(ask, of, tables, plain(of, tables), as_at="2018-10-01")
        assert 0 == answer(ask, of, tables, as_at="2018-10-01")["numerator"]

    @ENGINES
    def test_a_plan_that_starts_on_the_day_another_ends(self, ask: Ask) -> None:
        """It started within two years of the end of the earlier one, whose last day it is."""
        of = CATALOGUE.find("england.second_or_subsequent_plans_within_2_years")
        tables: Any = {"plans": {"child": ["a", "a"], "start": ["2018-01-08", "2018-06-01"], "end": ["2018-06-01", None]}}

        compare(ask, of, tables, plain(of, tables), as_at="2018-10-01")
        assert 1 == answer(ask, of, tables, as_at="2018-10-01")["numerator"]


class TestThePeriod:
    """The days asked about are those of the library's own question."""

    def test_the_first_day(self) -> None:
        """Events are counted from 1 April; of a state only the day is asked, unless the intervals of the year are judged."""
        scripts = {name: str(in_sql(CATALOGUE.find(name), as_at="2018-02-28")) for name in ("CP 3.10", "CP 1.4", "england.plans_reviewed_in_time")}

        assert ["'2017-04-01'" in script for script in scripts.values()] == [True, False, True]
        assert all("'2018-02-28'" in script for script in scripts.values())

    def test_an_example_of_a_year_it_was_in_force(self) -> None:
        """Without a day a script is of 2018-19, and of its last year where it was retired before."""
        assert "'2019-03-31'" in str(in_sql(CP_3_10))
        assert "'2014-03-31'" in str(in_sql(CATALOGUE.find("england.initial_assessments_within_10_working_days")))

    def test_the_edition_in_force(self) -> None:
        """Before 2010 the initial assessment had seven working days."""
        initial = CATALOGUE.find("england.initial_assessments_within_10_working_days")

        assert "working_day_number + 7 " in str(in_sql(initial, year="2009-10"))
        assert "working_day_number + 10 " in str(in_sql(initial, year="2010-11"))

    def test_a_year_and_a_day_that_contradict(self) -> None:
        """A day that is not in the year, and a year whose rule was another, are refused as the library refuses them."""
        with pytest.raises(InvalidPeriod):
            in_sql(CP_3_10, year="2018-19", as_at="2019-04-01")
        with pytest.raises(InvalidPeriod):
            in_sql(CATALOGUE.find("england.assessments_within_45_working_days"), year="2011-12")


class TestDueDates:
    """``due_date_in_sql`` is the query of the calendar's table, of the indicator's own table and columns."""

    LIMITED = tuple(each for each in CATALOGUE if isinstance(each.measure, WithinLimit | Overdue))

    @ENGINES
    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in LIMITED])
    def test_every_limit(self, ask: Ask, indicator: Any) -> None:
        """From every day of half a year, weekends and holidays too, the due date is that of the slow calendar, and in time is by then."""
        query, measure = due_date_in_sql(indicator), indicator.measure
        assert isinstance(query, str)
        starts = [date(2018, 3, 1) + timedelta(days=more) for more in range(180)]
        flag = {} if indicator.among is None else {indicator.among.column: [int(indicator.among.flagged)] * 180}
        due = [SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, measure.limit.days) for start in starts]
        held = [day + timedelta(days=number % 3 - 1) for number, day in enumerate(due) if day is not None]
        tables: Any = {"child": [str(at) for at in range(180)], measure.start: starts, measure.end: held, **flag}
        answers = ask(indicator, plain(indicator, {indicator.records[0].name: tables}), query)

        assert dict(enumerate(map(str, due))) == {int(row["child"]): str(row["due_date"]) for row in answers}
        assert {at: int(at % 3 < 2) for at in range(180) if held[at] >= starts[at]} == {
            int(row["child"]): row["in_time"] for row in answers if row["in_time"] is not None
        }

    @ENGINES
    def test_rows_that_are_not_counted_are_left_out(self, ask: Ask) -> None:
        """A conference on a child who moved in has no due date here, and one of whom nothing is said has."""
        tables = conferences(("2018-07-02", "2018-07-23"), ("2018-07-02", "2018-07-23"), ("2018-07-02", None))
        tables["conferences"]["transfer_in"] = [1, 0, None]
        answers = ask(CP_3_10, plain(CP_3_10, tables), due_date_in_sql(CP_3_10))

        assert ["1", "2"] == sorted(row["child"] for row in answers)

    def test_it_is_the_query_of_the_calendar(self) -> None:
        """Of CP 3.10 it is the query printed with the calendar, and one condition more."""
        assert f"{due_date_query(15)[:-2]}\nWHERE (c.transfer_in IS NULL OR c.transfer_in = 0);\n" == due_date_in_sql(CP_3_10)

    def test_what_has_no_limit_in_working_days(self) -> None:
        """Every other indicator says that it has none."""
        others = [due_date_in_sql(each) for each in CATALOGUE if each not in self.LIMITED]

        assert 31 - len(self.LIMITED) == len(others)
        assert {"It has no limit in working days, so there is no due date to join from the calendar."} == set(map(str, others))


class TestTheText:
    """The script says what it is and what it reads, and is in no dialect."""

    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in CATALOGUE])
    def test_no_dialect(self, indicator: Any) -> None:
        """It has none of the words that some of the four databases lack, and every column called end is quoted."""
        script = str(in_sql(indicator))
        words = set(re.findall(r"[A-Z_]{2,}", "\n".join(line.partition("--")[0] for line in script.splitlines())))

        assert words <= PORTABLE
        assert not re.search(r"\.end\b", script)

    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in CATALOGUE])
    def test_it_names_its_tables_and_columns(self, indicator: Any) -> None:
        """At its head are the id and every table with every column that it reads."""
        head = "\n".join(line for line in str(in_sql(indicator)).splitlines() if line.startswith("-- "))

        assert indicator.id in head
        for table in indicator.records:
            assert f"{table.name} (child, " in head
        for column in indicator.measure.columns:
            assert re.search(rf"[ \"]{column}[,\")]", head)

    def test_what_a_table_can_do_without(self) -> None:
        """An optional column is named, so that a view can say NULL for it; a flag is said to be 1 or 0."""
        head = str(in_sql(CP_3_10)).partition("WITH")[0]

        assert "-- Where there is no conferences.transfer_in, give a view with NULL for it.\n" in head
        assert "transfer_in is 1 or 0" in head
        assert "give a view" not in str(in_sql(CP_1_4))


#: The words of SQL that SQL Server, PostgreSQL, SQLite and DuckDB have alike.
PORTABLE = set(
    re.findall(
        r"\w+",
        "WITH AS SELECT FROM WHERE AND OR NOT IS NULL IN CASE WHEN THEN ELSE END CROSS INNER LEFT JOIN ON GROUP ORDER PARTITION BY OVER SUM COUNT "
        "MAX DISTINCT EXISTS CAST BIGINT INTEGER DECIMAL VARCHAR SUBSTRING ROW_NUMBER LAG COALESCE NULLIF",
    )
)
