"""A folder of CSV files: those named for a table are read once, and the faults of all are kept."""

from pathlib import Path

import pytest

from csc_indicators import FaultyRecords
from csc_indicators.readers.extract import files_in, read_extract, strangers_in
from csc_indicators.records.tables import TABLES


def written(folder: Path, **files: str) -> Path:
    """The folder with files of these texts."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


class TestTheFilesOfAFolder:
    """A file is taken for a table by its name, and one of another name is told of. (Brief: --folder.)"""

    def test_every_table(self, tmp_path: Path) -> None:
        """Every table has a file of its name, in the order of the journey; folders and other files are none."""
        names = [table.name for table in TABLES]
        written(tmp_path, **dict.fromkeys(reversed(names), "a\n"))
        (tmp_path / f"{names[0]}.csv").unlink()
        (tmp_path / f"{names[0]}.csv").mkdir()
        (tmp_path / "notes.txt").touch()

        assert {name: tmp_path / f"{name}.csv" for name in names[1:]} == files_in(tmp_path)
        assert names[1:] == list(files_in(tmp_path))
        assert ([], "") == strangers_in(tmp_path)

    def test_strangers(self, tmp_path: Path) -> None:
        """CSV files of other names are listed, with the table that the first may be meant for."""
        written(tmp_path, visits="a\n", zebra="a\n", referral="a\n")

        assert (["referral.csv", "zebra.csv"], "Did you mean 'referrals'?") == strangers_in(tmp_path)
        (tmp_path / "referral.csv").unlink()
        assert (["zebra.csv"], "") == strangers_in(tmp_path)


class TestAnExtract:
    """What can be read is read, and all that is wrong is told at once. (House: collect all faults, raise once.)"""

    def test_what_is_read(self, tmp_path: Path) -> None:
        """The tables wanted are read, as text, with the names of the dataset that they have."""
        written(tmp_path, visits="clav_person_id,visited\n1,02/07/2018\n", plans="child,start\n", referrals="")
        extract = read_extract(files_in(tmp_path), wanted=["plans", "visits"])

        assert {"plans": {"child": [], "start": []}, "visits": {"clav_person_id": ["1"], "visited": ["02/07/2018"]}} == extract.tables
        assert {"plans": {}, "visits": {"child": "clav_person_id"}} == extract.columns
        assert {} == extract.faults
        extract.raise_faults()
        assert {"plans", "visits", "referrals"} == {*read_extract(files_in(tmp_path)).tables, *read_extract(files_in(tmp_path)).faults}

    def test_what_is_wrong(self, tmp_path: Path) -> None:
        """The faults of every file are raised together, and no value is in them."""
        written(tmp_path, visits="Sentinel,Sentinel\n1,2\n", plans="child,start\nSentinel\n", referrals="child,referral\n")
        extract = read_extract(files_in(tmp_path))

        assert {"visits", "plans"} == set(extract.faults)
        assert {"referrals"} == set(extract.tables) == set(extract.columns)
        with pytest.raises(FaultyRecords) as error:
            extract.raise_faults()
        assert sorted(fault.table for fault in error.value.faults) == ["plans", "visits"]
        assert "Sentinel" not in f"{error.value}{extract!r}"
