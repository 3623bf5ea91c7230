"""An indicator in Excel: that its formulas, by the rules of Excel's functions, come to the library's answers."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, Population
from csc_indicators.limits import CalendarDays, Months, Weeks, WorkingDays, Years
from csc_indicators.measures.people import EachOnce
from csc_indicators.publication.elsewhere.asking import Asked
from csc_indicators.publication.elsewhere.in_excel import ExcelFormula, NotInExcel, in_excel
from csc_indicators.results.units import Unit
from tests.definitions.test_every_definition import EVERY_READING, STRATEGIES
from tests.publication.elsewhere.engines import columns, examples, of_reading, plain
from tests.publication.elsewhere.excel import Workbook, as_day, serial

POPULATION = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2017 estimate", source="made up")
HOLIDAYS = frozenset(entry.day for entry in ENGLAND_AND_WALES.non_working_days)
CP_3_10: Any = CATALOGUE.find("CP 3.10")
CP_1_4: Any = CATALOGUE.find("CP 1.4")

WRITTEN = [pair for pair in EVERY_READING if isinstance(in_excel(of_reading(*pair)), tuple)]


def workbook(of: Any, tables: Any, *, as_at: date | None = None, year: str | None = None, population: int | None = None) -> Workbook:
    """A workbook with the tables, every column there, and the cells that are named."""
    asked = Asked.about(of, year, as_at)
    rows = plain(of, tables)
    filled = {table.name: [{column.name: _cell(row.get(column.name)) for column in table} for row in rows[table.name]] for table in of.records}
    return Workbook(filled, {"first_day": serial(asked.first), "as_at": serial(asked.as_at), "population": population}, HOLIDAYS)


def _cell(value: Any) -> Any:
    return serial(value) if isinstance(value, date) else value


def entered(of: Any, book: Workbook) -> Workbook:
    """The workbook with every formula entered, in order."""
    formulas = in_excel(of, as_at=as_day(book.names["as_at"]))
    assert isinstance(formulas, tuple)
    for each in formulas:
        book.enter(each.name, each.table, each.formula)
    return book


def compare(of: Any, tables: Any, **asked: Any) -> None:
    """The counts and the figure are the library's, and so are the statuses of the cases."""
    result = of.compute(**tables, **asked)
    people = asked.pop("population", None)
    book = entered(of, workbook(of, tables, **asked, population=None if people is None else people.number))
    figure = book.names["figure"]

    assert result.tally.numerator == book.names["numerator"]
    assert result.tally.denominator == book.names.get("denominator", result.tally.denominator)
    assert result.figure == (None if figure == "no figure" else Decimal(str(figure)).quantize(Decimal(1).scaleb(-of.decimals)))
    cases, rows = result.cases.columns(), book.tables[of.records[0].name]
    if rows and "status" in rows[0] and not isinstance(of.measure, EachOnce):
        told = [str(status) for status in cases["status"] if str(status) != "excluded"]
        assert sorted(told) == sorted(row["status"] for row in rows if row["status"])


class TestWorkedExamples:
    """The formulas give the answers of the worked examples."""

    @pytest.mark.parametrize(("name", "example"), examples())
    def test_worked_example(self, name: str, example: dict[str, Any]) -> None:
        """Counts, figure and statuses are those of the library, in every reading that has an example and is written."""
        of = of_reading(name, example.get("reading"))
        if isinstance(in_excel(of), NotInExcel):
            assert (name, example.get("reading")) not in WRITTEN
            return
        asked: dict[str, Any] = {key: example[key] for key in ("year", "as_at") if key in example}
        if "population" in example:
            asked["population"] = attrs.evolve(POPULATION, number=example["population"])
        compare(of, {table: columns(text) for table, text in example["records"].items()}, **asked)


class TestDrawnRecords:
    """Whatever the records and the day, the formulas give the library's answers."""

    @pytest.mark.parametrize(("name", "reading"), WRITTEN)
    def test_the_formulas_agree_with_the_library(self, name: str, reading: str) -> None:
        """Counts, figure and statuses are those of the library, for every reading that is written."""
        of = of_reading(name, reading)

        @settings(max_examples=15)
        @given(STRATEGIES[name])
        def agrees(drawn: tuple[dict[str, Any], date]) -> None:
            tables, as_at = drawn
            compare(of, tables, as_at=as_at, **({"population": POPULATION} if of.unit is Unit.PER_10_000 else {}))

        agrees()


class TestNoFigure:
    """Undefined is said in words and is never 0 (settled rule 7)."""

    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in CATALOGUE if isinstance(in_excel(each), tuple)])
    def test_empty_tables(self, indicator: Any) -> None:
        """Tables without a row give no percentage, and no rate where the population is blank; none of a number is a figure."""
        tables: Any = {table.name: {column.name: [] for column in table} for table in indicator.records}
        names = entered(indicator, workbook(indicator, tables)).names

        assert 0 == names["numerator"]
        assert (0 if indicator.unit is Unit.NUMBER else "no figure") == names["figure"]

    def test_a_rate_without_a_population(self) -> None:
        """Referrals are counted, and make no rate."""
        rate = CATALOGUE.find("england.referrals_per_10_000")
        tables = {"referrals": {"child": ["a"], "referral": ["2018-07-02"]}}
        names = entered(rate, workbook(rate, tables, as_at=date(2018, 7, 31))).names

        assert (1, "no figure") == (names["numerator"], names["figure"])


class TestTraps:
    """What the page on Excel warns of is kept out of the formulas."""

    @pytest.mark.parametrize("limit", [WorkingDays(15), CalendarDays(21), Weeks(3), Months(1), Years(1)], ids=str)
    def test_due_dates(self, limit: Any) -> None:
        """The due date of a limit of any unit is the library's, from awkward days, and empty where there is no start."""
        of = attrs.evolve(CP_3_10, adopted=attrs.evolve(CP_3_10.adopted, measure=attrs.evolve(CP_3_10.measure, limit=limit)))
        starts = [date(2020, 1, 31), date(2020, 2, 29), date(2020, 4, 9), date(2020, 4, 11), date(2020, 12, 31), None]
        tables = {"conferences": {"child": list("abcdef"), "strategy_discussion": starts, "conference": [None] * 6}}
        rows = entered(of, workbook(of, tables)).tables["conferences"]

        assert [None if start is None else limit.due(start) for start in starts] == [as_day(row["due"]) if row["due"] else None for row in rows]

    def test_an_empty_conference_is_not_in_time(self) -> None:
        """An empty cell is 0, which is before every due date: it is waiting or overdue all the same."""
        tables = {"conferences": {"child": ["a", "b"], "strategy_discussion": ["2018-07-02", "2018-07-20"], "conference": ["", ""]}}
        rows = entered(CP_3_10, workbook(CP_3_10, tables, as_at=date(2018, 7, 31))).tables["conferences"]

        assert ["overdue", "waiting"] == [row["status"] for row in rows]

    @pytest.mark.parametrize("as_at", [date(2018, 8, 31), date(2018, 9, 1), date(2018, 9, 2), date(2018, 8, 27)])
    def test_the_first_day_of_a_window(self, as_at: date) -> None:
        """From a weekend or a holiday the window still reaches back 30 working days: its first day is the last to have 30 after it, up to the day."""
        tables: Any = {"periods_of_care": {"child": [], "start": [], "end": []}, "visits": {"child": [], "visited": []}}
        first = as_day(entered(CP_1_4, workbook(CP_1_4, tables, as_at=as_at)).names["window_from"])

        assert (30, 31) == (ENGLAND_AND_WALES.between(first, as_at), ENGLAND_AND_WALES.between(date.fromordinal(first.toordinal() - 1), as_at))

    def test_the_short_way_to_a_window_is_wrong(self) -> None:
        """From a Sunday WORKDAY alone goes back one working day too few, as the page on Excel says; a year back is not a year on."""
        book = Workbook({}, {"as_at": serial(date(2018, 9, 30)), "leap": serial(date(2020, 2, 29))}, HOLIDAYS)
        book.enter("short", "", "=WORKDAY(as_at,-30,holidays)")
        book.enter("long", "", "=WORKDAY(WORKDAY(as_at+1,-1,holidays),-30,holidays)")
        book.enter("back", "", "=EDATE(leap,-12)")
        book.enter("on", "", "=EDATE(back,12)")

        assert [date(2018, 8, 17), date(2018, 8, 16), date(2019, 2, 28), date(2020, 2, 28)] == [
            as_day(book.names[name]) for name in ("short", "long", "back", "on")
        ]


class TestTheFormulas:
    """Each formula says where it goes, and needs nothing that is not there."""

    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in CATALOGUE])
    def test_what_a_formula_needs(self, indicator: Any) -> None:
        """A formula names only columns of the records, and names and columns that a formula before it has made."""
        formulas = in_excel(indicator)
        if isinstance(formulas, NotInExcel):
            assert "england.plans_reviewed_in_time" == indicator.id
            assert str(formulas).endswith("use the SQL, or the library.")
            return
        known = {f"{table.name}[{column.name}]" for table in indicator.records for column in table}
        names = {"first_day", "as_at", "holidays", "population"}
        for each in formulas:
            words = re.sub(r'"[^"]*"', "", each.formula)
            here = {f"{each.table}[{column}]" for column in re.findall(r"\[@(\w+)\]", words)}
            assert here | {f"{table}[{column}]" for table, column in re.findall(r"(\w+)\[(\w+)\]", words)} <= known
            assert set(re.findall(r"(?<![\w\[@])([a-z_]+)(?![\w\[(])", re.sub(r"\w*\[@?\w+\]", "", words))) <= names
            known |= {f"{each.table}[{each.name}]"}
            names |= set() if each.table else {each.name}

        assert "figure" == formulas[-1].name

    def test_places(self) -> None:
        """A column is of a table, and anything else is a cell with a name."""
        assert "column due of conferences" == ExcelFormula("due", "conferences", "", "=1").place
        assert "a cell named figure" == ExcelFormula("figure", "", "", "=1").place

    def test_what_is_not_written(self) -> None:
        """Children counted once, other than by an earlier one, and months whose first day counts, are not written and say so."""
        once = of_reading("england.section_47_enquiries_per_10_000", "each_child_once")
        plans: Any = CATALOGUE.find("england.plans_lasting_2_years_or_more")
        years = attrs.evolve(plans, adopted=attrs.evolve(plans.adopted, measure=attrs.evolve(plans.measure, at_least=Years(2))))

        assert "Counting children once" in str(in_excel(once))
        assert "first day counted" in str(in_excel(years))
        assert {"england.plans_reviewed_in_time"} == {each.id for each in CATALOGUE if isinstance(in_excel(each), NotInExcel)}
        assert {"each_child_once"} == {reading for name, reading in set(EVERY_READING) - set(WRITTEN) if name != "england.plans_reviewed_in_time"}
