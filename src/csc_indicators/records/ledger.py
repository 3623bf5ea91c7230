"""
Records as a ledger: several dated entries about one event, of which one stands.

A table of one row to an event forgets what it said before. In a ledger nothing is overwritten: a correction is a later entry of the same record, and
a deletion is an entry that says so, never a row that is no longer there. So what was known on any day can be found again, and a figure that has moved
can be put down to what was recorded late, corrected or deleted. The columns are ``record``, what the entries about one event have in common,
``recorded``, the day each was made, and ``deleted``. Without ``record`` every row is a record of one entry.
"""

from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Dates, Mask
from csc_indicators.records.coding import BLANK, Places
from csc_indicators.records.identifiers import Identifiers, repeated
from csc_indicators.records.intake import Intake
from csc_indicators.records.table import Records

__all__ = ["Known", "is_a_ledger", "ledger_faults", "record_numbers", "standing"]


@attrs.frozen(kw_only=True)
class Known:
    """
    What was known: the last day on which each kind of entry counts. None means that all of them do, whenever they were made.

    One day for all three is what was known on that day. Moved one at a time, the first entries first, they tell how much of a change is due to each.

    Attributes:
        first: For the entries by which an event becomes known at all.
        corrections: For later entries that say something else of it.
        deletions: For entries that delete it.

    >>> Known.by(date(2018, 7, 31)).corrections
    datetime.date(2018, 7, 31)
    """

    first: date | None = None
    corrections: date | None = None
    deletions: date | None = None

    @classmethod
    def by(cls, day: date | None) -> "Known":
        """What was known on *day*; everything, if there is none."""
        return cls(first=day, corrections=day, deletions=day)


def is_a_ledger(records: Records) -> bool:
    """True when the table says which rows are entries about one event, or which of them delete it."""
    return "record" in records or "deleted" in records


def standing(records: Records, known: Known | None = None, event: str | None = None) -> Mask:
    """
    Which rows stand: of the entries of each record that were known, the one recorded last, unless it deletes the record.

    An entry that first fills in the day of the *event* makes it known, as a first entry does; those after it are corrections. A correction or a
    deletion counts only once what it changes is known. The order of the rows does not matter. In a table that is no ledger, a row without the day it
    was recorded stands on every day: it is there, and says nothing of when. The records must be such that :func:`ledger_faults` finds nothing.

    Args:
        records: The entries.
        known: Which entries were known; all of them if it is left out.
        event: The column with the day of what each record reports; without it an entry's own being there is what it reports.
    """
    known = Known() if known is None else known
    deleted = records["deleted"] if "deleted" in records else np.zeros(len(records), dtype=bool)
    if "recorded" not in records:
        return ~deleted
    recorded = records["recorded"]
    if not is_a_ledger(records):
        return np.asarray(np.isnat(recorded) | _by(recorded, known.first))
    record, day = _records_of(records), recorded.view(np.int64)
    groups = _number_of(record)
    tells = ~deleted if event is None else ~deleted & ~np.isnat(records[event])
    told = _least(record[tells], day[tells], groups)[record]
    begun = _least(record, day, groups)[record]
    eligible = np.where(
        deleted,
        _by(recorded, known.deletions) & _day_by(begun, known.first),
        np.where(day > told, _by(recorded, known.corrections) & _day_by(told, known.first), _by(recorded, known.first)),
    )
    latest = _greatest(record[eligible], day[eligible], groups)
    return np.asarray(eligible & ~deleted & (day == latest[record]))


def record_numbers(records: Records) -> NDArray[np.int64]:
    """A number for the record that each row is of, the same of any part of a table; a row that names none is a record of its own."""
    if "record" not in records:
        return records.rows
    named = records.identifiers("record")
    return np.where(named.blank, len(named.labels) + records.rows, named.codes)


def ledger_faults(intake: Intake, records: Records, event: str | None, *, needs_recorded: bool) -> None:
    """
    Note what the entries say together that cannot be so; nothing is raised.

    Nothing is looked for in a table that is no ledger, unless *needs_recorded*. An entry recorded before its event took place is a fault: it cannot
    report what has not happened yet. A row whose event is blank needs no day of recording unless the table is a ledger. An entry that deletes needs
    its record and its own day, and may leave blank what the deleted entries said.

    Args:
        intake: Where faults are noted.
        records: The entries.
        event: The column with the day of what each row reports, if the table has one.
        needs_recorded: True when it is asked what was known on a day.
    """
    if not (needs_recorded or is_a_ledger(records)):
        return
    if "recorded" not in records:
        why = "the entries of a ledger are told apart by the day each was made" if is_a_ledger(records) else _UNANSWERED
        intake.fault_missing(records, "recorded", why)
        return
    _check_recorded(intake, records, event)
    if is_a_ledger(records):
        _check_entries(intake, records)


_UNANSWERED = "what was known on a day cannot be told without the day each record was made"


def _check_recorded(intake: Intake, records: Records, event: str | None) -> None:
    recorded = records["recorded"]
    blank = np.isnat(recorded) & intake.sound(records, "recorded")
    if is_a_ledger(records):
        intake.fault(records, "recorded", records.rows[blank], "no value for an entry", "Give the day it was made")
    else:
        undated = blank if event is None else blank & ~np.isnat(records[event])
        remedy = "Give the day it was recorded, or leave out known_on"
        intake.fault(records, "recorded", records.rows[undated], "no value for an event that has a date", remedy)
    if event is not None:
        early = records.rows[recorded < records[event]]
        problem = f"recorded before {records.named[event]!r}, and an entry cannot report what has not happened yet"
        intake.fault(records, "recorded", early, problem, "Correct one of the two dates")


def _check_entries(intake: Intake, records: Records) -> None:
    """Faults of the entries of one record together."""
    record, day = _records_of(records), records["recorded"].view(np.int64)
    deleted = records["deleted"] if "deleted" in records else np.zeros(len(records), dtype=bool)
    orphaned = deleted & (day == _least(record, day, _number_of(record))[record]) & ~np.isnat(records["recorded"])
    remedy = "Give the entry it deletes, or leave it out"
    intake.fault(records, "deleted", records.rows[orphaned], "deletes a record that has no earlier entry", remedy)
    if "record" not in records:
        return
    if "child" in records:
        several = records.rows[_differs(record, records.identifiers("child").codes)]
        intake.fault(
            records, "child", several, "the entries of one record are of more than one child", "Give every child's events records of their own"
        )
    same, unlike = _told_on_one_day(records, record)
    name = records.named["recorded"]
    intake.fault(records, "record", records.rows[same], "the same entry is there twice", "Keep one of them")
    intake.fault(
        records,
        "record",
        records.rows[unlike],
        f"entries of one record that differ have one date of {name!r}, so it cannot be told which is the later",
        "Keep the one that holds, or date the other when it was made",
    )


def _told_on_one_day(records: Records, record: Places) -> tuple[Mask, Mask]:
    """Which rows share record and day with another row: those that all say the same, and those that do not."""
    shares = repeated(record, records["recorded"])
    at = np.flatnonzero(shares)
    same, unlike = shares, np.zeros(len(records), dtype=bool)
    if len(at):
        columns = [_codes(column)[at] for column in records.columns.values()]
        _, whole = np.unique(np.stack(columns), axis=1, return_inverse=True)
        _, group = np.unique(np.stack((record[at], records["recorded"][at].view(np.int64))), axis=1, return_inverse=True)
        unlike[at] = _differs(group.ravel(), whole.ravel())  # numpy 2.0 alone gives them another shape
    return same & ~unlike, unlike


def _differs(group: Places, code: Places) -> Mask:
    """Which rows are of a group whose rows have more than one code, blanks apart."""
    groups, named = _number_of(group), code != BLANK
    several: Mask = _least(group[named], code[named], groups) < _greatest(group[named], code[named], groups)
    return several[group]


def _codes(column: NDArray[np.generic] | Identifiers) -> Places:
    if isinstance(column, Identifiers):
        return column.codes
    return column.view(np.int64) if column.dtype.kind == "M" else column.astype(np.int64)


def _records_of(records: Records) -> Places:
    """A number for the record each row is of; a row that names none is a record of its own."""
    alone = np.arange(len(records))
    if "record" not in records:
        return alone
    named = records.identifiers("record")
    return np.where(named.blank, len(named.labels) + alone, named.codes) if named.blank.any() else named.codes


def _number_of(group: Places) -> int:
    return int(group.max(initial=BLANK)) + 1


def _least(group: Places, number: Places, groups: int) -> Places:
    """The least number of each group; the greatest there is for a group without any."""
    least = np.full(groups, np.iinfo(np.int64).max)
    np.minimum.at(least, group, number)
    return least


def _greatest(group: Places, number: Places, groups: int) -> Places:
    """The greatest number of each group; the least there is for a group without any."""
    greatest = np.full(groups, np.iinfo(np.int64).min)
    np.maximum.at(greatest, group, number)
    return greatest


def _day_by(number: Places, day: date | None) -> Mask:
    """The same of days as numbers."""
    return _by(number.view("datetime64[D]"), day)


def _by(recorded: Dates, day: date | None) -> Mask:
    """Which were recorded by *day*; all, if there is none."""
    return np.ones(len(recorded), dtype=bool) if day is None else recorded <= np.datetime64(day, "D")
