"""An extract in CSV files: those of a folder, each named for the table it holds, as ``referrals.csv``."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from csc_indicators.errors import Fault, FaultyRecords, near_misses
from csc_indicators.readers.csv_file import read_csv
from csc_indicators.readers.standard_safeguarding_dataset import names_in
from csc_indicators.records.tables import TABLES

__all__ = ["Extract", "files_in", "read_extract", "strangers_in"]

_TABLES = tuple(table.name for table in TABLES)


@attrs.frozen(repr=False, eq=False)
class Extract:
    """
    What files hold.

    Attributes:
        tables: The columns of each table that could be read, as text.
        columns: The names of its columns by the library's, where they have the Standard Safeguarding Dataset's.
        faults: What is wrong with each file that could not be read, by table.
    """

    tables: Mapping[str, dict[str, list[str]]]
    columns: Mapping[str, dict[str, str]]
    faults: Mapping[str, tuple[Fault, ...]]

    def raise_faults(self) -> None:
        """Raise :class:`~csc_indicators.errors.FaultyRecords`, with all that is wrong, if any file could not be read."""
        if self.faults:
            raise FaultyRecords([fault for of_one in self.faults.values() for fault in of_one])


def files_in(folder: Path) -> dict[str, Path]:
    """The files of a folder that are named for a table, by table in the order of the journey."""
    return {name: path for name in _TABLES if (path := folder / f"{name}.csv").is_file()}


def strangers_in(folder: Path) -> tuple[list[str], str]:
    """The names of the CSV files of a folder that are named for no table, and the table that the first of them may be meant for, if one is near."""
    strange = sorted(path.name for path in folder.glob("*.csv") if path.stem not in _TABLES)
    return strange, near_misses(Path(strange[0]).stem, _TABLES) if strange else ""


def read_extract(files: Mapping[str, Path], *, wanted: Iterable[str] | None = None) -> Extract:
    r"""
    Read every file once.

    Args:
        files: The files, by table.
        wanted: The tables to read; all of them when it is left out.

    Raises:
        OSError: If a file cannot be opened.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "visits.csv").write_text("clav_person_id,visited\n1,2018-07-02\n", encoding="utf-8")
    ...     _ = (Path(folder) / "referrals.csv").write_text("", encoding="utf-8")
    ...     extract = read_extract(files_in(Path(folder)))
    >>> extract.tables
    {'visits': {'clav_person_id': ['1'], 'visited': ['2018-07-02']}}
    >>> extract.columns
    {'visits': {'child': 'clav_person_id'}}
    >>> print(*extract.faults["referrals"])
    referrals: the file is empty. Give a file with a header and a row for each record.
    """
    tables: dict[str, dict[str, list[str]]] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    for table in files if wanted is None else wanted:
        try:
            tables[table] = read_csv(files[table], table=table)
        except FaultyRecords as error:
            faults[table] = error.faults
    return Extract(tables, {table: names_in(table, header) for table, header in tables.items()}, faults)
