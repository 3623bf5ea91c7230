"""The Standard Safeguarding Dataset's names, against the dataset's own list of columns."""

from pathlib import Path

import pytest

from csc_indicators.readers.standard_safeguarding_dataset import ALL_COLUMNS, COLUMNS, names_in
from csc_indicators.records.tables import TABLES

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts" / "data-standards" / "ssd.md"


@pytest.mark.skipif(not FACTS.exists(), reason="the list of the dataset's columns is not beside the project")
def test_every_name_is_a_column_of_the_dataset() -> None:
    """Every ready-made name is a column that the dataset has."""
    columns = {line.split("|")[1].strip() for line in FACTS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")}

    assert {name for names in ALL_COLUMNS.values() for name in names.values()} <= columns


def test_every_table_is_there() -> None:
    """Every table of records has names, if only none, for columns that it has."""
    tables = {table.name: {column.name for column in table} for table in TABLES}

    assert set(tables) == set(COLUMNS) == set(ALL_COLUMNS)
    assert all(set(names) <= tables[table] for table, names in ALL_COLUMNS.items())


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (
            "conferences",
            {
                "child": "icpc_person_id",
                "strategy_discussion": "s47e_s47_start_date",
                "conference": "icpc_icpc_date",
                "family": "icpc_icpc_meeting_id",
            },
        ),
        ("periods_of_care", {"child": "clae_person_id", "start": "clae_cla_episode_start_date", "end": "clae_cla_episode_ceased_date"}),
        ("visits", {"child": "clav_person_id", "visited": "clav_cla_visit_date"}),
        ("referrals", {"child": "cine_person_id", "referral": "cine_referral_date"}),
        ("need_episodes", {"child": "cine_person_id", "start": "cine_referral_date", "end": "cine_close_date"}),
        ("assessments", {"child": "cina_person_id", "referral": "cine_referral_date", "authorised": "cina_assessment_auth_date"}),
        ("section_47_enquiries", {"child": "s47e_person_id", "start": "s47e_s47_start_date"}),
        ("plans", {"child": "cppl_person_id", "start": "cppl_cp_plan_start_date", "end": "cppl_cp_plan_end_date"}),
        ("plan_reviews", {"child": "cppr_person_id", "reviewed": "cppr_cp_review_date"}),
        ("plan_visits", {"child": "cppv_person_id", "visited": "cppv_cp_visit_date"}),
        ("initial_assessments", {}),
        ("core_assessments", {}),
        ("core_groups", {}),
    ],
)
def test_what_a_table_cannot_do_without(table: str, names: dict[str, str]) -> None:
    """The ready-made names are of the columns that must be there, and of the family."""
    assert names == COLUMNS[table]


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [
        ("conferences", "transfer_in", "icpc_icpc_transfer_in"),
        ("referrals", "no_further_action", "cine_referral_nfa"),
        ("need_episodes", "date_of_birth", "pers_dob"),
        ("assessments", "start", "cina_assessment_start_date"),
        ("section_47_enquiries", "end", "s47e_s47_end_date"),
        ("plans", "conference", "icpc_icpc_date"),
    ],
)
def test_what_a_header_has_besides(table: str, column: str, name: str) -> None:
    """A column that a table can do without is found where the header has it, and not named where it has not."""
    header = list(COLUMNS[table].values())

    assert COLUMNS[table] == names_in(table, header)
    assert {**COLUMNS[table], column: name} == names_in(table, [*header, name])
