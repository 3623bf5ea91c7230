"""
The ledger of releases: a file to which every release is added, so that the next one is checked together with all that were published before it.

One line a release, in JSON, holding what was published and nothing else: numbers, symbols, and what each says of the true count. Each line holds the
SHA-256 of itself and of the line before, so that a line that was altered, moved or taken out is found. Nothing in the file shows that its last lines
were cut off: write down :attr:`.Ledger.seal` somewhere else after each release, and give it when the ledger is read. The hashes are no secret either.
They find accidents and careless edits; against somebody who writes the whole file anew there is the seal.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from csc_indicators.errors import BrokenLedger
from csc_indicators.publication.disclosure.atoms import Atom, Subject
from csc_indicators.publication.disclosure.release import Cell, Released
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.disclosure.symbols import Symbol

__all__ = ["Entry", "Ledger", "append", "read_ledger"]

#: What stands before the first line, and is the seal of a ledger without entries.
_BEFORE_ALL = "0" * 64


@attrs.frozen
class Entry:
    """
    A release, as it stands in a ledger.

    Attributes:
        number: Its number, from 1.
        on: The day it was released.
        released: What was published.
    """

    number: int
    on: date
    released: Released


@attrs.frozen
class Ledger:
    """
    Every release there has been, in the order they were made.

    Attributes:
        entries: The releases; empty before the first.
    """

    entries: tuple[Entry, ...] = ()

    @property
    def seal(self) -> str:
        """The hash of the last line, which holds for all lines; 64 noughts while there are none."""
        *_, (_, seal) = ((b"", _BEFORE_ALL), *_lines(self.entries))
        return seal

    def of_series(self, subject: Subject) -> tuple[Entry, ...]:
        """The releases of the same indicator, rule, group and first day, whatever day they go up to; snapshots of one day and another among them."""
        return tuple(entry for entry in self.entries if _series(entry.released.subject) == _series(subject))

    def published(self, subject: Subject) -> Mapping[frozenset[Atom], int] | None:
        """
        The exact count last published of each cell of a series, those published last before the others; None when the series is new.

        A cell that was only ever withheld or coarse is not among them.
        """
        entries = self.of_series(subject)
        found: dict[frozenset[Atom], int] = {}
        for cell in (cell for entry in reversed(entries) for cell in entry.released.cells):
            if cell.shown.value is not None and cell.shown.lowest == cell.shown.highest:
                found.setdefault(cell.atoms, cell.shown.value)
        return found if entries else None

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"<Ledger of {len(self)} release{'' if len(self) == 1 else 's'}>"


def read_ledger(path: Path | str, *, new: bool = False, seal: str | None = None) -> Ledger:
    """
    The ledger in a file, once every line is found to be as it was written.

    Args:
        path: The file.
        new: Whether the file may be absent or empty; otherwise that is an error, for a ledger that was lost is not one without entries.
        seal: The ledger's seal as it was written down elsewhere; without it, last lines that were cut off are not missed.

    Raises:
        BrokenLedger: If the file is absent, a line is not as it was written, or the seal is another.
    """
    path = Path(path)
    ledger = _read(path.read_bytes(), path) if path.exists() else Ledger()
    if not ledger.entries and not new:
        raise BrokenLedger(
            f"There is no ledger at {path}, or nothing in it. Restore it from a copy; if there has never been a release, say "
            "new=True, or --new-ledger on the command line."
        )
    if seal not in {None, ledger.seal}:
        raise BrokenLedger(f"The ledger at {path} does not have the seal given: lines were cut off or added since. Restore it from a copy.")
    return ledger


def append(path: Path | str, released: Released, on: date, *, new: bool = False, seal: str | None = None) -> Ledger:
    """
    Add a release to the ledger in a file, and give the whole of it, read again.

    It checks the file and not the release: :func:`.check_and_append` does both. The line is written at once and to the disk. Two processes that write
    at the same moment are not kept apart; what comes of it is found here or at the next reading.

    Args:
        path: The file.
        released: What is published.
        on: The day it is; not before that of the last release.
        new: Whether the file may be absent, and is then made.
        seal: The ledger's seal before, as it was written down elsewhere.

    Raises:
        BrokenLedger: If the ledger is not as it was written, before or after; then nothing, or no more than the line, has been added.
        ValueError: If the day is before that of the last release.

    >>> from tempfile import TemporaryDirectory
    >>> june = Subject(indicator="southend.cp_1_1", rule="2026", first=date(2026, 4, 1), as_at=date(2026, 6, 30))
    >>> release = Released(june, "a policy", (Cell("Late", frozenset({("late",)}), Shown.withheld()),))
    >>> with TemporaryDirectory() as folder:
    ...     append(Path(folder) / "releases.jsonl", release, date(2026, 7, 10), new=True)
    <Ledger of 1 release>
    """
    path = Path(path)
    ledger = read_ledger(path, new=new, seal=seal)
    if ledger.entries and on < ledger.entries[-1].on:
        raise ValueError(f"The last release in {path} is of a later day. Releases are added in the order they are made.")
    longer = Ledger((*ledger.entries, Entry(len(ledger) + 1, on, released)))
    *_, (line, _) = _lines(longer.entries)
    size = sum(len(line) for line, _ in _lines(ledger.entries))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644), "ab") as file:
        if os.fstat(file.fileno()).st_size != size:
            raise BrokenLedger(f"Something else is writing to {path}. Nothing was added; try again.")
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return read_ledger(path, seal=longer.seal)


def _series(subject: Subject) -> tuple[object, ...]:
    return subject.indicator, subject.rule, subject.group, subject.first


def _read(text: bytes, path: Path) -> Ledger:
    """The ledger that a file's bytes are: each line has to be, to the byte, what its entry is written as after the lines before it."""
    entries: list[Entry] = []
    before = _BEFORE_ALL
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        found = _verified(line, before, number)
        if found is None:
            raise BrokenLedger(
                f"Line {number} of the ledger at {path} is not as it was written, or does not follow the line before it. Restore the file from a "
                "copy; a ledger is never edited."
            )
        entry, before = found
        entries.append(entry)
    return Ledger(tuple(entries))


def _verified(line: bytes, before: str, number: int) -> tuple[Entry, str] | None:
    """The entry and the hash of a line that is as it was written; None of any other."""
    try:
        entry = _entry(json.loads(line)["entry"])
        written, seal = _line(entry, before)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return (entry, seal) if (line, number) == (written, entry.number) else None


def _lines(entries: Iterable[Entry]) -> Iterator[tuple[bytes, str]]:
    """Each entry's line, and the line's hash."""
    seal = _BEFORE_ALL
    for entry in entries:
        line, seal = _line(entry, seal)
        yield line, seal


def _line(entry: Entry, before: str) -> tuple[bytes, str]:
    content = {"before": before, "entry": _content(entry)}
    seal = hashlib.sha256(_canonical(content)).hexdigest()
    return _canonical({**content, "hash": seal}) + b"\n", seal


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def _content(entry: Entry) -> dict[str, Any]:
    subject = entry.released.subject
    return {
        "number": entry.number,
        "on": _iso(entry.on),
        "policy": entry.released.policy,
        "why": list(entry.released.why),
        "subject": {
            "indicator": subject.indicator,
            "records": subject.records,
            "rule": subject.rule,
            "first": subject.first and _iso(subject.first),
            "as_at": _iso(subject.as_at),
            "group": list(subject.group),
        },
        "cells": [_content_of_cell(cell) for cell in entry.released.cells],
    }


def _content_of_cell(cell: Cell) -> dict[str, Any]:
    shown = cell.shown
    return {
        "label": cell.label,
        "atoms": sorted(map(list, cell.atoms)),
        "value": shown.value,
        "symbol": shown.symbol and shown.symbol.value,
        "lowest": shown.lowest,
        "highest": shown.highest,
    }


def _iso(day: date) -> str:
    return date(day.year, day.month, day.day).isoformat()  # a datetime is a date too


def _entry(content: Mapping[str, Any]) -> Entry:
    subject, first = content["subject"], content["subject"]["first"]
    counted = Subject(
        indicator=subject["indicator"],
        records=subject["records"],
        rule=subject["rule"],
        first=None if first is None else date.fromisoformat(first),
        as_at=date.fromisoformat(subject["as_at"]),
        group=tuple(subject["group"]),
    )
    cells = tuple(_cell(cell) for cell in content["cells"])
    return Entry(content["number"], date.fromisoformat(content["on"]), Released(counted, content["policy"], cells, tuple(content["why"])))


def _cell(cell: Mapping[str, Any]) -> Cell:
    symbol = None if cell["symbol"] is None else Symbol(cell["symbol"])
    return Cell(cell["label"], frozenset(map(tuple, cell["atoms"])), Shown(cell["value"], symbol, cell["lowest"], cell["highest"]))
