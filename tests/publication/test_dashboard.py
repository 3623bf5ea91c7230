"""The dashboard: every indicator as it is alone, each table read once, and what cannot be computed kept from the rest."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from math import isnan
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import (
    CATALOGUE,
    ENGLAND_AND_WALES,
    Catalogue,
    Fault,
    FaultyRecords,
    InvalidPeriod,
    Population,
    UnknownName,
    southend,
    standard_safeguarding_dataset,
)
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import listed_rows
from csc_indicators.frames import as_columns
from csc_indicators.indicators.rule import Domain
from csc_indicators.made_up_council import made_up_council
from csc_indicators.periods import ReportingYear
from csc_indicators.publication.dashboard import Dashboard, Entry, dashboard, dashboard_report, in_one_line, note_in_short
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.report import TextTable
from csc_indicators.results.targets import Target

YOUNG = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2017 estimate", source="made up")
COLUMNS = [
    "indicator",
    "name",
    "domain",
    "as_at",
    "unit",
    "numerator",
    "denominator",
    "figure",
    "why_no_figure",
    "target",
    "standing",
    "reading",
    "edition",
    "notes",
]

#: A table that two indicators of the catalogue are computed from, and a column of dates in it.
DATES = {
    "referrals": "referral",
    "need_episodes": "start",
    "assessments": "start",
    "section_47_enquiries": "start",
    "conferences": "strategy_discussion",
    "plans": "start",
    "plan_reviews": "reviewed",
    "plan_visits": "visited",
    "core_groups": "conference",
    "periods_of_care": "start",
    "visits": "visited",
}


@attrs.frozen
class Asked:
    """A council, which of its tables are given, and what is asked."""

    tables: dict[str, Any]
    how: dict[str, Any]


@st.composite
def asked(draw: st.DrawFn, *, whole: bool = False) -> Asked:
    """A made-up council of any size, all its tables or some, on any day."""
    years = draw(st.integers(1, 4))
    council = made_up_council(
        children=draw(st.sampled_from((0, 1, 60, 500))),
        first_year=draw(st.sampled_from((2011, 2014, 2017))),
        years=years,
        seed=draw(st.integers(0, 99)),
    )
    first = draw(st.integers(2011, 2021))
    how: dict[str, Any] = {"as_at": draw(st.dates(date(first, 4, 1), date(first + 1, 3, 31)))}
    how |= draw(st.fixed_dictionaries({}, optional={"population": st.just(YOUNG), "records_from": st.just(date(2012, 4, 1))}))
    how |= {"from_year": ReportingYear.of(date(first - 1, 4, 1))} if draw(st.booleans()) else {}
    kept = council if whole else draw(st.sets(st.sampled_from(sorted(council))))
    return Asked({name: council[name] for name in council if name in kept}, how)


def alone(of: Any, asked: Asked) -> dict[str, Any] | Exception:
    """An indicator computed from its tables, or why it cannot be."""
    try:
        return result_as_dict(of.compute(**{table.name: asked.tables[table.name] for table in of.records}, **asked.how))
    except (FaultyRecords, InvalidPeriod) as error:
        return error


def can_be_computed(of: Any, asked: Asked) -> bool:
    """Whether the tables of an indicator are given."""
    return {table.name for table in of.records} <= set(asked.tables)


class Watched(Mapping[str, Any]):
    """A table that counts how often it is read."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self.columns, self.times = columns, 0

    def __getitem__(self, name: str) -> Any:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.columns)

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return iter(self.columns)


class TestEveryIndicatorIsAsItIsAlone:
    """A dashboard computes every indicator that the records can tell, from records read once. (Design: one page for those who watch many figures.)"""

    @settings(max_examples=25)
    @given(asked())
    def test_the_results(self, asked: Asked) -> None:
        """Where its tables are given, an indicator's result is the one computed alone, with its history and notes, or the reason there is none."""
        page = dashboard(CATALOGUE, asked.tables, **asked.how)

        assert list(CATALOGUE) == [entry.indicator for entry in page]
        for entry in page:
            if not can_be_computed(entry.indicator, asked):
                continue
            expected = alone(entry.indicator, asked)
            if isinstance(expected, Exception):
                assert (None, getattr(expected, "faults", ())) == (entry.result, entry.faults)
                assert entry.why
                assert entry.why[:-1] in str(expected)
            else:
                assert ("", ()) == (entry.why, entry.faults)
                assert expected == result_as_dict(entry.result)  # type: ignore[arg-type]

    @settings(max_examples=25)
    @given(asked())
    def test_what_is_not_given(self, asked: Asked) -> None:
        """An indicator in force lacks a result for want of its tables when they are not all given, and names just those."""
        page = dashboard(CATALOGUE, asked.tables, **asked.how)

        for entry in page:
            if entry.why.endswith("retired since"):
                assert entry.indicator.retired_on is not None
                assert entry.indicator.retired_on < page.as_at
                continue
            lacking = [table.name for table in entry.indicator.records if table.name not in asked.tables]
            assert bool(lacking) == entry.why.startswith("not given: ")
            assert not lacking or (None, f"not given: {', '.join(lacking)}") == (entry.result, entry.why)

    @settings(max_examples=10)
    @given(asked(whole=True), st.sampled_from(sorted(DATES)))
    def test_each_table_is_read_once(self, asked: Asked, broken: str) -> None:
        """However many indicators are computed from it, a table is read once, also one with a fault."""
        tables = {name: Watched(without(columns, "child") if name == broken else columns) for name, columns in asked.tables.items()}

        dashboard(CATALOGUE, tables, **asked.how)

        assert dict.fromkeys(tables, 1) == {name: watched.times for name, watched in tables.items()}

    @settings(max_examples=15)
    @given(asked(whole=True), st.sampled_from(sorted(DATES.items())), st.data())
    def test_a_fault_in_one_table(self, asked: Asked, broken: tuple[str, str], data: st.DataObject) -> None:
        """Indicators of a table with a fault have none of it in their words but where it is; all the others are as they were."""
        table, column = broken
        dates = [*asked.tables[table][column].astype(object).tolist(), date(2018, 4, 4)]
        row = data.draw(st.integers(0, len(dates) - 1))
        columns = {name: [*values.tolist(), "Sentinel child"] for name, values in asked.tables[table].items()}
        columns |= {column: [*dates[:row], "Sentinel of a child", *dates[row + 1 :]]}
        page = dashboard(CATALOGUE, asked.tables, **asked.how)
        after = dashboard(CATALOGUE, asked.tables | {table: columns}, **asked.how)

        for entry, then in zip(after, page, strict=True):
            if table in {read.name for read in entry.indicator.records}:
                assert entry.result is None
                assert Fault(table, column, "not a date", FIX, (row + 1,)) in entry.faults
            else:
                assert (then.why, then.faults) == (entry.why, entry.faults)
                assert outcome(then) == outcome(entry)
        assert "Sentinel" not in said_by(after)

    def test_one_list_of_reasons_a_reading(self) -> None:
        """Two indicators whose breaches have other reasons each judge a code by their own list, although the table is the same."""
        codes = {"child": [1], "visited": ["2018-09-03"], "reason": ["P30"]}
        care = {"child": [1], "start": ["2018-01-08"], "end": [None]}
        conferences = attrs.evolve(southend.CP_1_4, id="southend.other", reasons=southend.CP_3_10.reasons)
        two = only(southend.CP_1_4, conferences)
        page = dashboard(two, {"visits": codes, "periods_of_care": care}, as_at="2018-09-30")

        assert ["visits, column 'reason', row 1: not a reason that may be chosen here", ""] == [entry.why for entry in page]


class TestWhatCannotBeAsked:
    """What is asked of all is refused at once; what only some cannot answer is said by these. (House: bad arguments raise a named error.)"""

    @pytest.mark.parametrize(
        ("tables", "how", "error", "words"),
        [
            (
                {"conference": {}},
                {"as_at": "2018-09-30"},
                UnknownName,
                "No indicator is computed from a table 'conference'. Did you mean 'conferences'?",
            ),
            ({}, {"as_at": "2018-09-30", "columns": {"visit": {}}}, UnknownName, "No columns can be named of a table 'visit'. Did you mean 'visits'"),
            ({}, {"as_at": "soon"}, InvalidPeriod, "cannot be read"),
            ({}, {"as_at": "2018-09-30", "records_from": "soon"}, InvalidPeriod, "cannot be read"),
            ({}, {"as_at": "2018-09-30", "known_on": "soon"}, InvalidPeriod, "cannot be read"),
            ({}, {"as_at": "2018-09-30", "year": "2019-20"}, InvalidPeriod, "is not in the year"),
            ({}, {"as_at": "2018-09-30", "from_year": "2019-20"}, InvalidPeriod, "after the year asked about"),
            ({}, {}, InvalidPeriod, "Say what period is asked about"),
        ],
    )
    def test_of_all(self, tables: Any, how: dict[str, Any], error: type[Exception], words: str) -> None:
        """A table nobody reads, and a day that cannot be read, are errors whatever else is given."""
        with pytest.raises(error, match=re.escape(words)):
            dashboard(CATALOGUE, tables, **how)

    def test_columns_of_a_table_that_is_not_given(self) -> None:
        """Ready-made names may cover every table there is, also those that are not given."""
        page = dashboard(CATALOGUE, {}, as_at="2018-09-30", columns=standard_safeguarding_dataset.COLUMNS)

        assert (31, ()) == (len(page), page.results)
        assert 1 == len(dashboard(only(southend.CP_1_4), {}, as_at="2018-09-30", columns=standard_safeguarding_dataset.COLUMNS))

    def test_another_rule(self) -> None:
        """An indicator whose rule was another on the day, and cannot be computed, says so in one sentence."""
        assessments = {"child": [1], "referral": ["2012-07-02"], "start": ["2012-07-02"], "authorised": ["2012-07-03"]}
        page = dashboard(CATALOGUE, {"assessments": assessments}, as_at="2012-09-30")
        entry = page["england.assessments_within_45_working_days"]

        assert (None, ()) == (entry.result, entry.faults)
        assert entry.why.startswith("Assessments within 45 working days had another rule on 2012-09-30, which is not computed here: ")
        assert ". " not in entry.why

    def test_outside_the_calendar(self) -> None:
        """A due date that the calendar cannot vouch for is the matter of the indicators that need it."""
        assessments = {"child": [1, 1], "referral": ["2018-07-02", "2053-12-01"], "start": [None, None], "authorised": [None, None]}
        page = dashboard(CATALOGUE, {"assessments": assessments, "referrals": {"child": [], "referral": []}}, as_at="2053-12-31")

        assert "outside the calendar" in page["england.assessments_within_45_working_days"].why
        assert 0 == page["england.referrals"].result.figure  # type: ignore[union-attr]

    def test_columns_and_dates_of_the_callers_own(self) -> None:
        """Column names, the way dates are written, the calendar and the day of what was known reach every indicator."""
        visits = {"Child": [1], "visited": ["17/09/2018"], "recorded": ["01/10/2018"]}
        care = {"child": [1], "start": ["08/01/2018"], "end": [""]}
        calendar = ENGLAND_AND_WALES.without([date(2018, 8, 27)], name="Somewhere without the August holiday")
        asked: dict[str, Any] = {"columns": {"visits": {"child": "Child"}}, "date_format": "dd/mm/yyyy", "calendar": calendar}
        results = [
            dashboard(CATALOGUE, {"visits": visits, "periods_of_care": care}, as_at="2018-09-30", known_on=known, **asked)["southend.cp_1_4"].result
            for known in ("2018-10-01", "2018-09-30")
        ]

        assert ["1 of 1", "0 of 1"] == [str(result and result.tally) for result in results]
        assert {calendar.name} == {result and result.calendar.name for result in results}

    def test_a_calendar_of_few_years(self) -> None:
        """A date outside the calendar that is given is a fault of the table it is in."""
        referrals = {"referrals": {"child": [1], "referral": ["2017-07-03"]}}
        calendar = WorkingDayCalendar.from_dates([], name="One year", first=date(2018, 1, 1), last=date(2018, 12, 31))
        entry = dashboard(CATALOGUE, referrals, as_at="2018-09-30", calendar=calendar)["england.referrals"]

        assert "referrals, column 'referral', row 1: outside the calendar" in entry.why
        assert [(1,)] == [fault.rows for fault in entry.faults]

    def test_an_indicator_that_is_not_there(self) -> None:
        """Asked for an indicator by an id that is none, it offers the near ones."""
        page = dashboard(CATALOGUE, {}, as_at="2018-09-30")

        assert southend.CP_1_4 is page["southend.cp_1_4"].indicator
        with pytest.raises(KeyError, match=r"no indicator 'southend.cp_1_3'.*southend.cp_1_4"):
            page["southend.cp_1_3"]
        assert "<Dashboard at 2018-09-30: 0 of 31 indicators>" == repr(page)


class TestFrames:
    """A dashboard is a table: a row to each indicator, whatever became of it. (Design: columns and to_frame, as of every result.)"""

    @settings(max_examples=10)
    @given(asked())
    def test_columns(self, asked: Asked) -> None:
        """Each row says of an indicator what its entry does."""
        page = dashboard(CATALOGUE, asked.tables, **asked.how)
        columns = page.columns()
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

        assert COLUMNS == list(columns)
        assert len(page) == len(rows)
        for entry, row in zip(page, rows, strict=True):
            of, result = entry.indicator, entry.result
            assert (of.id, of.name, str(of.domain), str(of.unit)) == (row["indicator"], row["name"], row["domain"], row["unit"])
            assert asked.how["as_at"] == row["as_at"]
            assert (None if of.target is None else float(of.target.percentage)) == row["target"]
            if result is None:
                assert [None] * 4 == [row[name] for name in ("numerator", "denominator", "figure", "edition")]
                assert (entry.why, "", "", "") == tuple(row[name] for name in ("why_no_figure", "standing", "reading", "notes"))
            else:
                assert (result.tally.numerator, result.tally.denominator) == (row["numerator"], row["denominator"])
                assert (result.reading, result.edition) == (row["reading"], row["edition"])
                assert all(note in row["notes"] for note in result.notes)
                assert bool(result.notes) == bool(row["notes"])
                assert str(result.figure) == ("None" if row["figure"] is None else f"{row['figure']:.{of.decimals}f}")
                assert ("" if result.why is None else str(result.why)) == row["why_no_figure"]
                assert ("" if result.standing is None else str(result.standing)) == row["standing"]

    @pytest.mark.parametrize(("library", "frame"), [("pandas", pd.DataFrame), ("polars", pl.DataFrame), ("pyarrow", pa.Table)])
    @pytest.mark.parametrize("given", [{}, {"conferences": {"child": [1], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-20"]}}])
    def test_in_every_library(self, library: Any, frame: type, given: Any) -> None:
        """It is a frame of the library asked for, of the same rows, numbers being numbers also where there are none."""
        page = dashboard(CATALOGUE, given, as_at="2018-09-30")
        made = page.to_frame(library)
        read = as_columns(made)

        assert isinstance(made, frame)
        assert page.columns()["indicator"] == read["indicator"]
        for name in ("numerator", "denominator", "figure", "target", "edition"):
            wanted = page.columns()[name]
            assert [None if value is None else float(value) for value in wanted] == [
                None if value is None or isnan(value) else value for value in read[name]
            ]

    def test_in_no_library(self) -> None:
        """Any other library is refused."""
        with pytest.raises(ValueError, match="pandas, polars, pyarrow"):
            dashboard(CATALOGUE, {}, as_at="2018-09-30").to_frame("numpy")  # type: ignore[arg-type]


def cells(table: TextTable, heading: str) -> list[str]:
    """A column of a table of the page; blank where the page leaves it out."""
    return [row[table.headings.index(heading)] if heading in table.headings else "" for row in table.rows]


def table_of(page: Dashboard, title: str) -> TextTable:
    """A table of the page; one without rows where the page leaves it out."""
    return next((table for table in dashboard_report(page).tables if title == table.title), TextTable(title, (), ()))


class TestThePage:
    """The page shows each indicator once: figures by domain, then what was not computed, then what is retired. (Brief: it fits a page.)"""

    @settings(max_examples=15)
    @given(asked())
    def test_every_indicator_once(self, asked: Asked) -> None:
        """An indicator is in one of three tables, once."""
        page = dashboard(CATALOGUE, asked.tables, **asked.how)
        names = [name for title in ("Not computed", "Retired") for name in cells(table_of(page, title), "Indicator")]
        in_force = table_of(page, "In force")
        computed = [name.strip() for name in cells(in_force, "Indicator") if name.startswith("  ")]
        retired = [of.name for of in CATALOGUE if of.retired_on is not None and of.retired_on < page.as_at]

        assert sorted(of.name for of in CATALOGUE) == sorted([*computed, *names])
        assert retired == cells(table_of(page, "Retired"), "Indicator")
        assert computed == [entry.indicator.name for domain in Domain for entry in page if shown_in(entry, domain, retired)]
        said = f"{len(computed)} of the {len(CATALOGUE) - len(retired)} indicators in force are computed from these records."
        assert said == dashboard_report(page).sentences[0]

    @settings(max_examples=15)
    @given(asked())
    def test_a_row(self, asked: Asked) -> None:
        """A row has the figure with its unit, unless the name says it, or why there is none; what it rests on; its target and standing."""
        page = dashboard(CATALOGUE, asked.tables, **asked.how)
        of = {entry.indicator.name: entry.result for entry in page}
        table = table_of(page, "In force")
        columns = [cells(table, heading) for heading in ("Indicator", "Figure", "Counts", "Target", "Standing")]

        for name, figure, counts, target, standing in zip(*columns, strict=True):
            if not name.startswith(" "):
                assert {""} == {figure, counts, target, standing}
                continue
            result: Any = of[name.strip()]
            unit = "%" if "percent" == str(result.unit) else ""
            assert figure == (f"{result.figure:,}{unit}" if result.figure is not None else NO_FIGURE[str(result.why)])
            assert counts in {"" if figure == str(result.tally.numerator) else str(result.tally.numerator), str(result.tally)}
            assert target == ("" if result.target is None else str(result.target))
            assert standing == ("" if result.standing is None else STANDING[str(result.standing)])

    @settings(max_examples=15)
    @given(asked())
    def test_notes(self, asked: Asked) -> None:
        """The notes are numbered from 1, each there once, in short, and a row names those of its indicator; nothing else is a note."""
        page = dashboard(CATALOGUE, asked.tables, **asked.how)
        notes = dict(note.split(": ", 1) for note in dashboard_report(page).notes)
        results = {entry.indicator.name: entry.result for entry in page if entry.result is not None}
        rows: dict[str, str] = {}
        for title in ("In force", "Retired"):
            table = table_of(page, title)
            rows |= {name.strip(): note for name, note in zip(cells(table, "Indicator"), cells(table, "Note"), strict=True)}

        assert list(map(str, range(1, len(notes) + 1))) == list(notes)
        assert len(set(notes.values())) == len(notes)
        for name, result in results.items():
            assert {note_in_short(note) for note in result.notes} == {notes[number] for number in rows[name].split(", ") if number}
        assert set(notes) == {number for note in rows.values() for number in note.split(", ") if number}

    def test_not_computed(self) -> None:
        """What was not computed says why in a line, and of faults only the first; no value is in it."""
        columns = {"child": [1, 2], "referral": ["Sentinel A", "Sentinel B"], "decision": ["Sentinel C", ""]}
        table = table_of(dashboard(CATALOGUE, {"referrals": columns}, as_at="2018-09-30"), "Not computed")
        why = dict(zip(cells(table, "Indicator"), cells(table, "Why"), strict=True))

        assert "referrals, column 'referral', rows 1-2: not a date (and 1 more fault)" == why["Referrals"]
        assert "not given: periods_of_care, visits" == why["CP 1.4"]

    @pytest.mark.parametrize(
        ("population", "sentence", "figure"),
        [
            (None, "Rates have no figure: the population was not given.", "no population"),
            (YOUNG, "Rates are for a population of 38,912 children aged 0 to 17, mid-2017 estimate.", "0.5"),
            (attrs.evolve(YOUNG, number=0), "Rates are for a population of 0 children aged 0 to 17, mid-2017 estimate.", "no population"),
        ],
    )
    def test_population(self, population: Population | None, sentence: str, figure: str) -> None:
        """A sentence says which population rates are of, or that there is none, where there are rates."""
        referrals = {"child": [1, 2], "referral": ["2018-07-02", "2018-07-03"]}
        page = dashboard(CATALOGUE, {"referrals": referrals}, as_at="2018-09-30", population=population)
        without_rates = dashboard(CATALOGUE, {}, as_at="2018-09-30", population=population)

        assert sentence == dashboard_report(page).sentences[1]
        assert figure == dict(zip(cells(table_of(page, "In force"), "Indicator"), cells(table_of(page, "In force"), "Figure"), strict=True))[RATE]
        assert 1 == len(dashboard_report(without_rates).sentences)

    def test_a_rate_whose_name_does_not_say_so(self) -> None:
        """The unit is beside the figure where the name of the indicator does not have it."""
        referrals = {"child": [1, 2], "referral": ["2018-07-02", "2018-07-03"]}
        ours = attrs.evolve(CATALOGUE.find("england.referrals_per_10_000"), id="southend.r", name="Referrals")
        page = dashboard(only(ours), {"referrals": referrals}, as_at="2018-09-30", population=YOUNG)

        assert ["", "0.5 per 10,000"] == cells(table_of(page, "In force"), "Figure")

    def test_retired(self) -> None:
        """A retired indicator stands apart from the day after its last, with what took its place; until then it is one of those in force."""
        initial = {"child": [1], "referral": ["2013-07-02"], "completed": ["2013-07-03"]}
        then, after = (dashboard(CATALOGUE, {"initial_assessments": initial}, as_at=day) for day in ("2014-03-31", "2014-04-01"))
        table = table_of(after, "Retired")

        assert "  Initial assessments within 10 working days" in cells(table_of(then, "In force"), "Indicator")
        assert () == table_of(then, "Retired").rows
        assert "in force until 2014-03-31, and retired since" == after["england.initial_assessments_within_10_working_days"].why
        assert ["31 March 2014"] * 2 == cells(table, "In force until")
        assert ["Assessments within 45 working days"] * 2 == cells(table, "In its place")

    def test_columns_that_say_nothing(self) -> None:
        """Targets, standings and notes have no column where no indicator has any; what is right-aligned stays what it was."""
        page = dashboard(CATALOGUE, {"referrals": {"child": [], "referral": []}}, as_at="2018-09-30")
        with_targets = dashboard(
            CATALOGUE, {"periods_of_care": {"child": [], "start": [], "end": []}, "visits": {"child": [], "visited": []}}, as_at="2018-09-30"
        )

        assert ("Indicator", "Figure", "Counts") == table_of(page, "In force").headings
        assert ("Indicator", "Figure", "Counts", "Target") == table_of(with_targets, "In force").headings
        assert ((1, 2), (1, 2, 3)) == (table_of(page, "In force").numeric, table_of(with_targets, "In force").numeric)

    def test_a_note_is_no_figure(self) -> None:
        """The numbers of notes are not set to the right, although the columns before them are left out."""
        table = table_of(dashboard(CATALOGUE, {"conferences": {**ONE_CONFERENCE, "strategy_discussion": [None]}}, as_at="2018-09-30"), "In force")
        without_target = table_of(
            dashboard(
                only(CATALOGUE.find("england.icpc_within_15_working_days")),
                {"conferences": {**ONE_CONFERENCE, "strategy_discussion": [None]}},
                as_at="2018-09-30",
            ),
            "In force",
        )

        assert ("Indicator", "Figure", "Counts", "Target", "Standing", "Note") == table.headings
        assert (("Indicator", "Figure", "Counts", "Note"), (1, 2)) == (without_target.headings, without_target.numeric)

    @pytest.mark.parametrize(("late", "standing"), [(0, "met"), (1, "missed, within tolerance"), (2, "missed")])
    def test_standing(self, late: int, standing: str) -> None:
        """A figure meets its target, misses it within the tolerance, or misses it."""
        ours = attrs.evolve(southend.CP_3_10, target=Target(90, tolerance=45))
        held = ["2018-07-24"] * late + ["2018-07-20"] * (2 - late)
        conferences = {"child": [1, 2], "strategy_discussion": ["2018-07-02"] * 2, "conference": held}
        page = dashboard(only(ours), {"conferences": conferences}, as_at="2018-09-30")

        assert ["", standing] == cells(table_of(page, "In force"), "Standing")

    def test_basis(self) -> None:
        """The page says by which calendar and version it was computed, and as known when; an empty one has nothing to say."""
        referrals: dict[str, Any] = {"referrals": {"child": [], "referral": [], "recorded": []}}
        now, then = (dashboard_report(dashboard(CATALOGUE, referrals, as_at="2018-09-30", known_on=known)) for known in (None, "2018-10-05"))
        calendar = f"England and Wales, edition {ENGLAND_AND_WALES.edition}"

        assert f"{calendar}; everything recorded; csc-indicators {version('csc-indicators')}." == now.basis
        assert f"{calendar}; as known on 2018-10-05; csc-indicators {version('csc-indicators')}." == then.basis
        assert "" == dashboard_report(dashboard(CATALOGUE, {}, as_at="2018-09-30")).basis
        assert "All indicators at 30 September 2018" == now.heading


class TestInOneLine:
    """A message and a note are a line on the page; the whole stands elsewhere. (Brief: never a fault dump.)"""

    @given(
        st.lists(
            st.builds(Fault, st.just("plans"), st.sampled_from((None, "start")), st.just("not a date"), st.just("Correct it")), min_size=1, max_size=4
        )
    )
    def test_faults(self, faults: list[Fault]) -> None:
        """Of faults it is the first, without what to do, and how many more there are."""
        line = in_one_line(str(FaultyRecords(faults)))
        where, more = "plans" if faults[0].column is None else "plans, column 'start'", len(faults) - 1

        assert f"{where}: not a date" + {0: "", 1: " (and 1 more fault)"}.get(more, f" (and {more} more faults)") == line

    @given(st.lists(st.integers(1, 400), min_size=1, max_size=60, unique=True), st.sampled_from(("x" * 40, "x" * 140)))
    def test_a_note_of_rows(self, rows: list[int], words: str) -> None:
        """A note that is longer than a line says how many rows it is about in place of which; a shorter one stays as it is."""
        note = f"plans, {listed_rows(rows)}: {words}."
        number = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"

        assert (note if len(note) <= 120 else f"plans, {number}: {words}.") == note_in_short(note)

    def test_a_note_of_two_sentences(self) -> None:
        """Of a long note only the first sentence is told; what looks like rows in it is let be. A short one is told whole."""
        assert "plans: one. Two." == note_in_short("plans: one. Two.")
        assert "plans: of 1,418 rows 3: none." == note_in_short(f"plans: of 1,418 rows 3: none. {'x' * 120}.")


#: The cells of the page, by what the library says in full.
NO_FIGURE = {
    "there are no cases": "no cases",
    "the population was not given": "no population",
    "the period begins before the first month counted": "not counted",
}
STANDING = {"meets the target": "met", "misses the target, within tolerance": "missed, within tolerance", "misses the target": "missed"}
RATE = "  Referrals per 10,000 children"
ONE_CONFERENCE = {"child": [1], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-20"]}


def shown_in(entry: Entry, domain: Domain, retired: list[str]) -> bool:
    """Whether an entry is among the computed ones of a domain."""
    return entry.result is not None and domain is entry.indicator.domain and entry.indicator.name not in retired


def alone_in_the_catalogue(of: Any) -> Any:
    """An indicator that names no other."""
    return attrs.evolve(of, derived_from=None, companions=(), superseded_by=None)


def only(*indicators: Any) -> Catalogue:
    """A catalogue of some indicators of one owner."""
    namespace = indicators[0].id.partition(".")[0]
    return Catalogue((attrs.evolve(southend.COLLECTION, namespace=namespace, indicators=tuple(map(alone_in_the_catalogue, indicators))),))


FIX = "Write dates as yyyy-mm-dd, or as dd/mm/yyyy and declare it; leave the value blank where no date is known"


def without(columns: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A table without one of its columns."""
    return {kept: values for kept, values in columns.items() if kept != name}


def outcome(entry: Entry) -> Any:
    """What is comparable of an entry's result."""
    return None if entry.result is None else result_as_dict(entry.result)


def said_by(page: Dashboard) -> str:
    """Every word of a dashboard."""
    report = dashboard_report(page)
    return "\n".join(map(repr, (page, page.columns(), [entry.faults for entry in page], attrs.astuple(report))))
