"""
Every error this library raises: one class, one sentence each.

Messages say what is wrong, where (the column and the row numbers) and what to do. They never contain a value from a record, because an error
message is copied into e-mails, tickets and logs: a row number finds the record in the council's own file and says nothing to anybody else.
"""

from collections.abc import Iterable, Sequence

import attrs

__all__ = [
    "BrokenLedger",
    "Fault",
    "FaultyRecords",
    "InvalidDefinition",
    "InvalidLimit",
    "InvalidPeriod",
    "MissingExtra",
    "OutsideCalendar",
    "OverlappingPeriods",
    "ProjectedDate",
    "ReversedDates",
    "UnknownName",
    "UnsafeRelease",
    "did_you_mean",
    "listed_rows",
    "near_misses",
]

#: Ranges of rows a message lists before it says how many more there are; the fault itself always holds every row.
ROWS_SHOWN = 12


class OutsideCalendar(ValueError):
    """A date, or the due date that follows from it, lies outside the years a calendar can vouch for."""


class ProjectedDate(UserWarning):
    """An answer rests on days whose holidays have not been announced."""


class ReversedDates(ValueError):
    """An end comes before its start; the two are never swapped."""


class InvalidLimit(ValueError):
    """A time limit cannot be read."""


class InvalidPeriod(ValueError):
    """A reporting year, month or as-at date cannot be read, or two of them contradict each other."""


class OverlappingPeriods(TypeError):
    """Figures whose periods share cases, or are not alike, cannot be added or compared."""


class InvalidDefinition(ValueError):
    """A definition contradicts itself or leaves out something that a definition must say."""


class UnknownName(LookupError):
    """No indicator, reading, reason or table has this name."""


class MissingExtra(ImportError):
    """An optional dependency is needed for what was asked and is not installed."""


class BrokenLedger(ValueError):
    """A ledger of releases is missing, or is not as it was written."""


class UnsafeRelease(ValueError):
    """A release would give away a small count, or cannot be shown not to."""


@attrs.frozen
class Fault:
    """
    One thing wrong with a table of records.

    Attributes:
        table: The table's name, such as ``conferences``.
        column: The column's name in the caller's own data, or None when the fault is the table's.
        rows: Every faulty row, numbered from 1 for the first row under the header; empty when the fault is the column's or the table's.
        problem: What is wrong, in words.
        remedy: What to do about it.
    """

    table: str
    column: str | None
    problem: str
    remedy: str
    rows: tuple[int, ...] = ()

    def __str__(self) -> str:
        where = self.table if self.column is None else f"{self.table}, column {self.column!r}"
        rows = f", {listed_rows(self.rows)}" if self.rows else ""
        return f"{where}{rows}: {self.problem}. {self.remedy}."


class FaultyRecords(ValueError):
    """
    The records cannot be used as they are; every fault found is listed, none is repaired.

    Attributes:
        faults: All the faults, each with its table, column and rows.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{count} in the records; nothing was computed.\n{lines}\nRow 1 is the first row under the header.")

    def __reduce__(self) -> tuple[type["FaultyRecords"], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


def listed_rows(rows: Sequence[int]) -> str:
    """
    Row numbers as people write them.

    >>> listed_rows([4])
    'row 4'
    >>> listed_rows([1, 2, 3, 7])
    'rows 1-3, 7'
    """
    ranges: list[tuple[int, int]] = []
    for row in sorted(rows):
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    shown = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges[:ROWS_SHOWN])
    hidden = sum(b - a + 1 for a, b in ranges[ROWS_SHOWN:])
    more = f" and {hidden} more" if hidden else ""
    return f"row{'' if len(rows) == 1 else 's'} {shown}{more}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """
    A hint naming the nearest known names, or all of them when none is near.

    >>> did_you_mean("conferance", ["child", "conference"])
    "Did you mean 'conference'?"
    >>> did_you_mean("date", ["child", "conference"])
    "There are: 'child', 'conference'"
    """
    names = sorted(set(known))
    return near_misses(name, names) or (f"There are: {', '.join(map(repr, names))}" if names else "There are none")


def near_misses(name: str, known: Iterable[str]) -> str:
    """
    A hint naming the nearest known names; empty when none is near.

    >>> near_misses("Child ", ["child", "conference"])
    "Did you mean 'child'?"
    """
    from difflib import get_close_matches  # only when something is amiss

    folded = {candidate.casefold(): candidate for candidate in known}
    near = [folded[match] for match in get_close_matches(str(name).casefold(), folded, n=3, cutoff=0.6)]
    return f"Did you mean {' or '.join(map(repr, near))}?" if near else ""
