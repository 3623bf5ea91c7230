"""The Standard Safeguarding Dataset's names, against the dataset's own list of columns."""

from pathlib import Path

import pytest

from csc_indicators import standard_safeguarding_dataset

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts" / "data-standards" / "ssd.md"


@pytest.mark.skipif(not FACTS.exists(), reason="the list of the dataset's columns is not beside the project")
def test_every_name_is_a_column_of_the_dataset() -> None:
    """Every ready-made name is a column that the dataset has."""
    columns = {line.split("|")[1].strip() for line in FACTS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")}

    assert {name for names in standard_safeguarding_dataset.COLUMNS.values() for name in names.values()} <= columns
