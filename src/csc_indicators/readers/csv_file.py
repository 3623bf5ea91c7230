"""A CSV file into columns of text, every value as it was written."""

import csv
from io import StringIO
from pathlib import Path

from csc_indicators.errors import Fault, FaultyRecords

__all__ = ["read_csv"]


def read_csv(path: Path, *, table: str) -> dict[str, list[str]]:
    """
    The columns of a CSV file in UTF-8 with a header.

    Raises:
        FaultyRecords: If the file is not such a file: all its faults, by row. Blank lines at the end are no fault.
        OSError: If it cannot be opened.
    """
    text = _decoded(path.read_bytes())
    if text is None:
        raise FaultyRecords([Fault(table, None, "the file is not in UTF-8", "Save it as 'CSV UTF-8'")])
    lines = _lines(text)
    if lines is None:
        raise FaultyRecords(
            [Fault(table, None, "a quotation mark is not closed, or has text right after it", "Close it, or double the marks inside a value")]
        )
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    if not lines:
        raise FaultyRecords([Fault(table, None, "the file is empty", "Give a file with a header and a row for each record")])
    header = [name.strip() for name in lines[0]]
    rows = lines[1:]
    faults = []
    repeated = [number for number, name in enumerate(header, start=1) if header.count(name) > 1]
    if repeated:
        faults.append(Fault(table, None, f"columns {', '.join(map(str, repeated))} of the header have a name twice", "Name each column once"))
    ragged = tuple(number for number, row in enumerate(rows, start=1) if len(row) != len(header))
    if ragged:
        faults.append(Fault(table, None, f"not {len(header)} values, as the header has", "Check for a missing or an unquoted comma", ragged))
    if faults:
        raise FaultyRecords(faults)
    columns: list[tuple[str, ...]] = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    return {name: list(column) for name, column in zip(header, columns, strict=True)}


def _lines(text: str) -> list[list[str]] | None:
    try:
        return list(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
