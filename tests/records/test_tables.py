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

#: The list of Annex A that has a row to what each table has a row to; of visits and reviews it has the last, on the plan's or the child's row.
LISTS = {
    "referrals": 3,
    "need_episodes": 6,
    "assessments": 4,
    "section_47_enquiries": 5,
    "conferences": 5,
    "plans": 7,
    "plan_reviews": 7,
    "plan_visits": 7,
    "periods_of_care": 8,
    "visits": 8,
}

by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)

needs_the_lists = pytest.mark.skipif(not FACTS.exists(), reason="the lists of the standards' items are not beside the project")


def items_of(standard: str) -> list[Item]:
    """Every item of a standard that a column has."""
    return [item for table in TABLES for column in table for item in column.items if item.standard == standard]


def columns_by_part(file: str) -> dict[str, list[str]]:
    """What stands first in each row of the tables of a list of items, by the heading above."""
    parts: dict[str, list[str]] = {}
    for part in (FACTS / file).read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, *lines = part.splitlines()
        parts[heading.strip()] = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    return parts


def lists_of(words: str) -> list[int]:
    """The lists of Annex A in words: ``List 3``, or ``Lists 1 to 10``."""
    found = re.fullmatch(r"List (\d+)|Lists (\d+) to (\d+)", words)
    assert found is not None
    one, first, last = found.groups()
    return [int(one)] if one else list(range(int(first), int(last) + 1))


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

    @needs_the_lists
    @pytest.mark.parametrize(("standard", "file"), [("CIN census", "cin_census.md"), ("SSDA903", "ssda903.md"), ("SSD", "ssd.md")])
    def test_every_item_is_one(self, standard: str, file: str) -> None:
        """Every name is in the list of the standard's items, and there are some."""
        words = set(re.findall(r"\w+", (FACTS / file).read_text(encoding="utf-8")))
        names = {item.name for item in items_of(standard)}

        assert names
        assert names <= words

    @needs_the_lists
    def test_every_heading_of_annex_a_is_one(self) -> None:
        """Every heading is in the list of Annex A that is named before it, letter for letter, or in each of several."""
        headings = columns_by_part("annex_a.md")
        named = [(lists_of(numbers), heading) for numbers, heading in (item.name.split(", ", 1) for item in items_of("Annex A"))]

        assert {3, 4, 5, 6, 7, 8} <= {at for lists, _ in named for at in lists}
        assert [] == [(at, heading) for lists, heading in named for at in lists if heading not in headings[f"list_{at}"]]

    def test_no_other_standard_is_named(self) -> None:
        """There are these four, and a column has one name in each at most, in this order."""
        standards = ["CIN census", "SSDA903", "Annex A", "SSD"]
        named = [[item.standard for item in column.items] for table in TABLES for column in table]

        assert set(standards) == {standard for of in named for standard in of}
        assert [] == [of for of in named if of != [standard for standard in standards if standard in of]]

    @pytest.mark.parametrize(("table", "number"), LISTS.items())
    def test_a_row_is_in_one_list_of_annex_a(self, table: str, number: int) -> None:
        """Who a row is about is in the list that has such rows; a date that stands in another list alone is joined from there."""
        (of,) = (each for each in TABLES if each.name == table)
        named = {column.name: item.name for column in of for item in column.items if item.standard == "Annex A"}
        elsewhere = {name for name, item in named.items() if number not in lists_of(item.split(", ")[0])}

        assert f"List {number}, Child Unique ID" == named["child"]
        assert {"assessments": {"referral"}, "plans": {"conference"}}.get(table, set()) == elsewhere

    def test_tables_that_annex_a_has_not(self) -> None:
        """It has no core groups, nor the assessments that were discontinued."""
        without = {table.name for table in TABLES if not any(item.standard == "Annex A" for column in table for item in column.items)}

        assert {"core_groups", "initial_assessments", "core_assessments"} == without == {table.name for table in TABLES} - LISTS.keys()

    def test_ssda903_is_about_children_looked_after(self) -> None:
        """Its episodes make periods of care, and it has nothing of children who are not looked after, nor of visits."""
        named = {(table.name, column.name, item.name) for table in TABLES for column in table for item in column.items if item.standard == "SSDA903"}

        assert {("periods_of_care", "child", "CHILD"), ("periods_of_care", "start", "DECOM"), ("periods_of_care", "end", "DEC")} == named

    @needs_the_lists
    def test_they_are_items_of_an_episode(self) -> None:
        """All three are in its file of episodes."""
        assert {item.name for item in items_of("SSDA903")} <= set(columns_by_part("ssda903.md")["episodes (2017 base)"])

    @pytest.mark.parametrize(
        ("table", "column", "expected"),
        [
            ("referrals", "referral", ["CINreferralDate (CIN census)", "List 3, Date of referral (Annex A)", "cine_referral_date (SSD)"]),
            ("need_episodes", "end", ["CINclosureDate (CIN census)", "List 6, CIN Closure Date (Annex A)", "cine_close_date (SSD)"]),
            (
                "assessments",
                "authorised",
                [
                    "AssessmentAuthorisationDate (CIN census)",
                    "List 4, Continuous Assessment Date of Authorisation (Annex A)",
                    "cina_assessment_auth_date (SSD)",
                ],
            ),
            *(
                (
                    table,
                    column,
                    [
                        "S47ActualStartDate (CIN census)",
                        "List 5, Strategy discussion initiating Section 47 Enquiry Start Date (Annex A)",
                        "s47e_s47_start_date (SSD)",
                    ],
                )
                for table, column in (("section_47_enquiries", "start"), ("conferences", "strategy_discussion"))
            ),
            ("plans", "previous_plans", ["NumberOfPreviousCPP (CIN census)", "List 7, Number of Previous Child Protection Plans (Annex A)"]),
            (
                "plan_reviews",
                "reviewed",
                ["CPPreviewDate (CIN census)", "List 7, Date of latest review conference (Annex A)", "cppr_cp_review_date (SSD)"],
            ),
            ("plan_visits", "visited", ["List 7, Date of the Last Statutory Visit (Annex A)", "cppv_cp_visit_date (SSD)"]),
            (
                "periods_of_care",
                "start",
                ["DECOM (SSDA903)", "List 8, Date Started to be Looked After (Annex A)", "clae_cla_episode_start_date (SSD)"],
            ),
            ("periods_of_care", "end", ["DEC (SSDA903)", "List 8, Date Ceased to be Looked After (Annex A)", "clae_cla_episode_ceased_date (SSD)"]),
            ("visits", "visited", ["List 8, Date of Last Social Work Visit (Annex A)", "clav_cla_visit_date (SSD)"]),
            ("referrals", "date_of_birth", ["PersonBirthDate (CIN census)", "Lists 1 to 10, Date of Birth (Annex A)", "pers_dob (SSD)"]),
            ("referrals", "decision", []),
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
