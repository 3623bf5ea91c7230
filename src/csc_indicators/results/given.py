"""Tallies made elsewhere, as columns or as JSON, and everything that is wrong with them."""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import attrs
import numpy as np

from csc_indicators.accumulations import Accumulation, Period, parse_accumulation
from csc_indicators.errors import Fault, FaultyRecords, InvalidPeriod, near_misses
from csc_indicators.frames import as_columns
from csc_indicators.periods import Month, as_date
from csc_indicators.results.counting import Counts
from csc_indicators.results.groups import COUNT_COLUMNS, LABEL_KINDS, PERIOD_COLUMNS, Group, folded

__all__ = ["MOST_CASES", "from_columns", "from_json"]

#: More cases than this are refused, so that whatever is added up fits in 64 bits and is a float as it stands.
MOST_CASES = 2**53


@attrs.frozen
class _Faults:
    """Rows by what is wrong with them, the first row being 1."""

    _rows: dict[tuple[str | None, str, str], tuple[int, ...]] = attrs.field(factory=dict)

    def note(self, column: str | None, problem: str, remedy: str, rows: Iterable[int]) -> None:
        """Keep the fault, if any rows have it."""
        numbers = tuple(rows)
        if numbers:
            self._rows[column, problem, remedy] = numbers

    def raise_any(self) -> None:
        """Refuse the tallies if there is a fault."""
        if self._rows:
            raise FaultyRecords([Fault("tallies", *what, rows) for what, rows in self._rows.items()])


def from_columns(data: Any, accumulation: Accumulation, by: tuple[str, ...]) -> dict[str, Any]:
    """
    The periods, groups and counts in the columns of *data*; a group without a row for a period had no cases in it.

    Raises:
        FaultyRecords: If anything is wrong with them; all the faults are listed.
    """
    columns = _needed(as_columns(data), (*PERIOD_COLUMNS, *COUNT_COLUMNS, *by))
    faults = _Faults()
    periods = _periods(columns, accumulation, faults)
    counts = [_counts(name, columns[name], faults) for name in COUNT_COLUMNS]
    exceeding = (row for row, (above, below) in _rows(zip(*counts, strict=True)) if above > below >= 0)
    faults.note("numerator", "more than the denominator", "Check that the two have not been exchanged", exceeding)
    labels = [_labels(name, columns[name], faults) for name in by]
    groups: list[Group] = list(zip(*labels, strict=True)) if by else [()] * len(periods)
    faults.note(None, "the group has an earlier row for the period", "Add the two", _repeated(zip(periods, groups, strict=True)))
    run = _run(periods, accumulation, faults)
    faults.raise_any()

    names = sorted(set(groups))
    row, column = ({key: at for at, key in enumerate(keys)} for keys in (names, run))
    cells = np.zeros((2, len(names), len(run)), dtype=np.int64)
    cells[:, [row[group] for group in groups], [column[period] for period in periods]] = counts
    return {"periods": run, "groups": tuple(names), "numerators": cells[0], "denominators": cells[1]}


def from_json(text: str) -> dict[str, Any] | None:
    """The fields of the tallies that *text* holds; None when it holds none."""
    try:
        said = json.loads(text)
        shape = (len(said["groups"]), len(said["periods"]))
        return {
            "accumulation": parse_accumulation(said["accumulation"]),
            "periods": tuple(Period(*map(as_date, days)) for days in _lists(said["periods"])),
            "counted_from": as_date(said["counted_from"]),
            "by": tuple(_texts(said["by"])),
            "groups": tuple(map(tuple, _lists(said["groups"]))),
            "numerators": _cells(said["numerators"], shape),
            "denominators": _cells(said["denominators"], shape),
            "people": _yes_or_no(said["people"]),
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _needed(columns: Mapping[str, list[Any]], names: Sequence[str]) -> Mapping[str, list[Any]]:
    missing = [Fault("tallies", name, "no such column", near_misses(name, columns).rstrip("?") or "Give it") for name in names if name not in columns]
    if missing:
        raise FaultyRecords(missing)
    size = len(columns[names[0]])
    uneven = [
        Fault("tallies", name, f"{len(columns[name])} rows, where {names[0]!r} has {size}", "Give every column a value for every row")
        for name in names
        if len(columns[name]) != size
    ]
    if uneven:
        raise FaultyRecords(uneven)
    if not size:
        raise FaultyRecords([Fault("tallies", None, "no rows, and so no periods", "Leave out a part without rows, or give it rows of 0")])
    return columns


def _periods(columns: Mapping[str, list[Any]], accumulation: Accumulation, faults: _Faults) -> list[Period | None]:
    """The period of each row, if it has one of the accumulation's."""
    days = []
    for name in PERIOD_COLUMNS:
        days.append([_day(value) for value in columns[name]])
        faults.note(name, "not a date", "Give the day alone, as a date or as yyyy-mm-dd", _empty(days[-1]))
    known: dict[tuple[date | None, ...], Period | None] = {}
    periods = []
    for three in zip(*days, strict=True):
        if three not in known:
            known[three] = _period(three, accumulation)
        periods.append(known[three])
    others = (row for row, (period, three) in _rows(zip(periods, zip(*days, strict=True), strict=True)) if period is None and None not in three)
    faults.note(None, f"not a period {accumulation}", "Give its first, last and as-at day, as to_frame does", others)
    return periods


def _period(days: tuple[date | None, ...], accumulation: Accumulation) -> Period | None:
    first, last, as_at = days
    if first is None or last is None or as_at is None or not first <= as_at <= last:
        return None
    try:
        (period,) = accumulation.periods(Month.of(as_at), as_at)
    except InvalidPeriod:  # it would begin before the year 1
        return None
    return period if period == Period(first, last, as_at) else None


def _day(value: Any) -> date | None:
    """The day, if *value* is one."""
    if isinstance(value, np.datetime64):
        day = value.astype("datetime64[D]")
        return day.item() if day == value else None
    if isinstance(value, datetime):
        midnight = value == value and value.tzinfo is None and value.time() == time()  # noqa: PLR0124 - NaT is not itself
        return value.date() if midnight else None
    try:
        return as_date(value)
    except InvalidPeriod:
        return None


def _counts(name: str, values: list[Any], faults: _Faults) -> list[int]:
    """The counts; -1 for what is none."""
    plain = [_plain(value) for value in values]
    counts = [value if type(value) is int and 0 <= value <= MOST_CASES else -1 for value in plain]
    faults.note(name, f"not a whole number from 0 to {MOST_CASES}", "Correct the count", (row for row, count in _rows(counts) if count < 0))
    return counts


def _labels(name: str, values: list[Any], faults: _Faults) -> list[Any]:
    """The labels; None for what is none."""
    plain = [_plain(value) for value in values]
    labels = [label if type(label) in LABEL_KINDS else None for label in plain]
    faults.note(name, "neither text nor a whole number", "Give what is not known a label too, such as 'not recorded'", _empty(labels))
    present = [(row, label) for row, label in _rows(labels) if label is not None]
    kind = type(present[0][1]) if present else str
    mixed = (row for row, label in present if type(label) is not kind)
    faults.note(name, "of another kind than the first label", "Write all of them as text, or all as whole numbers", mixed)
    written: dict[Any, Any] = {}
    respelt = [row for row, label in present if written.setdefault((type(label), folded(label)), label) != label]
    faults.note(name, "differs from an earlier label in capitals or spaces at its ends only", "Write each label in one way", respelt)
    return labels


def _repeated(keys: Iterable[tuple[Period | None, Group]]) -> Iterator[int]:
    """Rows that have the period and the group of an earlier row."""
    seen: set[Hashable] = set()
    for row, (period, group) in _rows(keys):
        if period is None or None in group:
            continue
        if (period, group) in seen:
            yield row
        seen.add((period, group))


def _run(periods: Sequence[Period | None], accumulation: Accumulation, faults: _Faults) -> tuple[Period, ...]:
    """All the periods from the first given to the last."""
    given = {period for period in periods if period is not None}
    if not given:
        return ()
    first, last = (of(given, key=lambda period: period.as_at) for of in (min, max))
    run = accumulation.periods(first.month, last.as_at)
    cut_short = given.difference(run)
    rows = (row for row, period in _rows(periods) if period in cut_short)
    faults.note("as_at", "a part-period with later ones after it", "Give whole periods, and at most the last in part", rows)
    return run


def _rows(values: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The values with the numbers of their rows."""
    return enumerate(values, start=1)


def _empty(values: Iterable[Any]) -> Iterator[int]:
    """The rows without a value."""
    return (row for row, value in _rows(values) if value is None)


def _plain(value: Any) -> Any:
    """A value of numpy's as Python has it."""
    return value.item() if isinstance(value, np.generic) else value


def _lists(value: Any) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(part, list) for part in value):
        raise TypeError
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise TypeError
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _cells(value: Any, shape: tuple[int, int]) -> Counts:
    rows = _lists(value)
    if list(map(len, rows)) != [shape[1]] * shape[0] or not all(type(count) is int and 0 <= count <= MOST_CASES for row in rows for count in row):
        raise TypeError
    return np.array(rows, dtype=np.int64).reshape(shape)
