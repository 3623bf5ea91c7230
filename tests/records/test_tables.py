"""Every table: its columns, what may be left out of them, and what other data standards call them."""

import re
from pathlib import Path

import pytest

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.front_door import REFERRALS
from csc_indicators.records.intake import Intake
from csc_indicators.records.table import LEDGER_COLUMNS, Column, Item, Kind, Table
from csc_indicators.records.tables import TABLES

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts" / "data-standards"

BIRTH = "date_of_birth? expected_date_of_birth?"

WHY = "reason? contributory_reasons? comment?"

#: The columns of each table beside those of a ledger: ``?`` may be left out altogether, ``~`` may be blank.
COLUMNS = {
    "referrals": f"child referral decision? no_further_action? {BIRTH} family? recorded? {WHY}",
    "need_episodes": f"child start end~ no_further_action? {BIRTH} family? recorded?",
    "assessments": f"child referral~ start? authorised~ family? recorded? {WHY}",
    "initial_assessments": f"child referral completed~ family? recorded? {WHY}",
    "core_assessments": f"child start completed~ family? recorded? {WHY}",
    "section_47_enquiries": "child start end? family? recorded?",
    "conferences": (
        "child strategy_discussion~ conference~ section_47_start? initial_strategy_discussion? section_47_timescale_start? transfer_in? notified? "
        f"family? recorded? {WHY}"
    ),
    "plans": "child start end~ conference? previous_plans? family? recorded?",
    "plan_reviews": f"child reviewed recorded? {WHY}",
    "plan_visits": f"child visited recorded? {WHY}",
    "core_groups": f"child conference core_group~ family? recorded? {WHY}",
    "periods_of_care": "child start end~ family? recorded?",
    "visits": f"child visited recorded? {WHY}",
}

KINDS = {
    "child": Kind.ID,
    "family": Kind.ID,
    "record": Kind.ID,
    "deleted": Kind.FLAG,
    "no_further_action": Kind.FLAG,
    "transfer_in": Kind.FLAG,
    "previous_plans": Kind.COUNT,
    "reason": Kind.REASON,
    "contributory_reasons": Kind.REASONS,
    "comment": Kind.COMMENT,
}

by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def marked(column: Column) -> str:
    """A column's name with what may be left out."""
    if column.required:
        return column.name + "~" * column.may_be_blank
    return column.name + "?" * column.may_be_blank


class TestTables:
    """A table is what it says it is, and every one may be a ledger. (Design rule 10.)"""

    def test_every_table_is_there_once(self) -> None:
        """The tables are these, in this order."""
        assert list(COLUMNS) == [table.name for table in TABLES]

    @by_table
    def test_the_columns(self, table: Table) -> None:
        """The columns of each table, and what may be left out of them, are these; what explains comes last."""
        assert COLUMNS[table.name].split() == [marked(column) for column in table if column not in LEDGER_COLUMNS]

    @by_table
    def test_it_may_be_a_ledger(self, table: Table) -> None:
        """Every table has what makes a ledger, after the day of recording."""
        names = [column.name for column in table]
        at = names.index("recorded")

        assert LEDGER_COLUMNS == table.columns[at + 1 : at + 3]
        assert ["recorded", "record", "deleted"] == names[at : at + 3]

    @by_table
    def test_the_kinds(self, table: Table) -> None:
        """A column is a date unless its name says otherwise; of a referral it is asked whether action followed, and elsewhere noted when none did."""
        answers = {"no_further_action": Kind.ANSWER} if table is REFERRALS else {}
        assert {column.name: (KINDS | answers).get(column.name, Kind.DATE) for column in table} == {column.name: column.kind for column in table}

    @by_table
    def test_what_it_says_of_itself(self, table: Table) -> None:
        """Meanings are sentences, what a row stands for is part of one, and no name is there twice."""
        assert all(column.meaning[0].isupper() and column.meaning.endswith(".") for column in table)
        assert table.row[0].islower()
        assert not table.row.endswith(".")
        assert len(table.columns) == len({column.name for column in table})

    @by_table
    def test_a_row_with_what_it_needs(self, table: Table) -> None:
        """A row with the values a table needs, and no others, is read without a fault, whether or not the other columns are there."""
        values = {Kind.ID: "A", Kind.DATE: "2018-07-02"}
        needed = {column.name: [None if column.may_be_blank else values[column.kind]] for column in table if column.required}
        blank = {column.name: [None] for column in table if column.may_be_blank}
        for given in (needed, blank | needed):
            intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
            intake.read(table, given, {})

            assert [] == intake.faults

    def test_a_flag_left_blank_means_no(self) -> None:
        """A conference of which it is not said is not taken for one on a child who moved in."""
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        days = ["2018-07-02"] * 3
        given = {"child": ["A", "B", "C"], "strategy_discussion": days, "conference": days, "transfer_in": ["Y", "", "N"]}

        assert [True, False, False] == intake.read(CONFERENCES, given, {})["transfer_in"].tolist()


class TestItems:
    """What another data standard calls a column is its own name of it, letter for letter."""

    @pytest.mark.skipif(not FACTS.exists(), reason="the lists of the standards' items are not beside the project")
    @pytest.mark.parametrize(("standard", "file"), [("CIN census", "cin_census.md"), ("SSD", "ssd.md")])
    def test_every_item_is_one(self, standard: str, file: str) -> None:
        """Every name is in the list of the standard's items, and there are some."""
        words = set(re.findall(r"\w+", (FACTS / file).read_text(encoding="utf-8")))
        names = {item.name for table in TABLES for column in table for item in column.items if item.standard == standard}

        assert names
        assert names <= words

    def test_no_other_standard_is_named(self) -> None:
        """There are these two, and a column has one name in each at most."""
        items = [[item.standard for item in column.items] for table in TABLES for column in table]

        assert {"CIN census", "SSD"} == {standard for of in items for standard in of}
        assert all(len(of) == len(set(of)) for of in items)

    @pytest.mark.parametrize(
        ("table", "column", "expected"),
        [
            ("referrals", "referral", ["CINreferralDate (CIN census)", "cine_referral_date (SSD)"]),
            ("need_episodes", "end", ["CINclosureDate (CIN census)", "cine_close_date (SSD)"]),
            ("assessments", "authorised", ["AssessmentAuthorisationDate (CIN census)", "cina_assessment_auth_date (SSD)"]),
            ("section_47_enquiries", "start", ["S47ActualStartDate (CIN census)", "s47e_s47_start_date (SSD)"]),
            ("conferences", "strategy_discussion", ["S47ActualStartDate (CIN census)", "s47e_s47_start_date (SSD)"]),
            ("plans", "previous_plans", ["NumberOfPreviousCPP (CIN census)"]),
            ("plan_reviews", "reviewed", ["CPPreviewDate (CIN census)", "cppr_cp_review_date (SSD)"]),
            ("plan_visits", "visited", ["cppv_cp_visit_date (SSD)"]),
            ("core_groups", "core_group", []),
            ("initial_assessments", "completed", []),
        ],
    )
    def test_of_a_column(self, table: str, column: str, expected: list[str]) -> None:
        """The names of the columns that the indicators count by."""
        (of,) = (each for each in TABLES if each.name == table)

        assert expected == [str(item) for item in of[column].items]

    def test_a_column_has_none_unless_it_is_said(self) -> None:
        """A column of a table of one's own needs no other standard."""
        column = Column(name="child", kind=Kind.ID, meaning="The child.")

        assert ((), ()) == (column.items, Table("calls", "one call", (column,)).constraints)
        assert Item("SSD", "pers_dob") == Item(standard="SSD", name="pers_dob")
