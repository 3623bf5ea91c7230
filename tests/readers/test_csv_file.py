"""Reading a CSV file: every value as written, or a fault."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import FaultyRecords, standard_safeguarding_dataset
from csc_indicators.readers.csv_file import read_csv
from csc_indicators.records.tables import TABLES

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS, st.just("x")), max_size=6))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]) -> None:
    """Any cells survive being written by the csv module and read back, row by row."""
    path = tmp_path_factory.mktemp("csv") / "file.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([("one", "two", "three"), *rows])

    columns = read_csv(path, table="conferences")

    assert {"one": [row[0] for row in rows], "two": [row[1] for row in rows], "three": [row[2] for row in rows]} == columns


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("child,child\nA,B\n", "columns 1, 2 of the header have a name twice"),
        (f'child,start\nA,"{"x" * 200_000}', "a quotation mark is not closed"),
        ('child,note,start\nA,x,2018-01-02\nB,"rang mum,2018-01-02\nC,x,2018-01-02\n', "a quotation mark is not closed"),
        ("child,start\nA\nB,2018-01-02\nC,1,2\n", "rows 1, 3: not 2 values"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    """An empty file, a repeated name and a row of another length are faults."""
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(FaultyRecords, match=problem):
        read_csv(path, table="conferences")


def test_blank_lines_at_the_end_are_no_rows(tmp_path: Path) -> None:
    """A spreadsheet's empty last lines are not records."""
    path = tmp_path / "file.csv"
    path.write_text("child,start\nA,2018-01-02\n,\n\n", encoding="utf-8")

    assert {"child": ["A"], "start": ["2018-01-02"]} == read_csv(path, table="periods_of_care")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 says how to save it."""
    path = tmp_path / "file.csv"
    path.write_bytes("child\nZoë\n".encode("cp1252"))

    with pytest.raises(FaultyRecords, match="Save it as 'CSV UTF-8'"):
        read_csv(path, table="conferences")


def test_the_datasets_names_are_for_columns_there_are() -> None:
    """The ready-made names are of every table there is, and each is of a column that the table has."""
    tables = {table.name: {column.name for column in table} for table in TABLES}

    assert set(standard_safeguarding_dataset.COLUMNS) == set(tables)
    assert all(set(names) <= tables[table] for table, names in standard_safeguarding_dataset.COLUMNS.items())


def test_own_names_come_first() -> None:
    """A file that has the library's own name for a column is not read by the dataset's."""
    assert {"child": "icpc_person_id"} == standard_safeguarding_dataset.names_in("conferences", ["icpc_person_id", "icpc_icpc_date", "conference"])
