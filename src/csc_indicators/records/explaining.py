"""Why something came late, as a table of records says it: one primary reason, any that contributed, and whether there is a comment."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Rows
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.coding import BLANK
from csc_indicators.records.identifiers import Identifiers
from csc_indicators.records.table import Breach, Column, Kind, Records

__all__ = ["contributory_reasons", "explained_on", "primary_reasons", "reason_columns", "unexplained"]

#: What is wrong, what to do about it, and the places of the rows.
_Problems: TypeAlias = list[tuple[str, str, NDArray[np.intp]]]

_NO_REASON = "not a reason that may be chosen here"


def reason_columns(meaning: str) -> tuple[Column, Column, Column]:
    """
    The columns of a table that explain what is late.

    Args:
        meaning: What the primary reason is the reason of.

    >>> [column.name for column in reason_columns("Why it was late.")]
    ['reason', 'contributory_reasons', 'comment']
    """
    return (
        Column(name="reason", kind=Kind.REASON, meaning=meaning, required=False, may_be_blank=True),
        Column(
            name="contributory_reasons",
            kind=Kind.REASONS,
            meaning="Other reasons that had a part in it, with semicolons between them. Blank when there are none.",
            required=False,
            may_be_blank=True,
        ),
        Column(
            name="comment",
            kind=Kind.COMMENT,
            meaning="Words about the reason, which some reasons need. Only whether there are any is looked at; the words are not kept.",
            required=False,
            may_be_blank=True,
        ),
    )


def primary_reasons(written: Identifiers, taxonomy: Taxonomy) -> tuple[Identifiers, _Problems]:
    """The code of the one reason on each row, which people write as a code or in words, and what is wrong with the others."""
    found = [_code(str(label), taxonomy) for label in written.labels.tolist()]
    several = [code is None and bool(_codes(str(label), taxonomy)) for code, label in zip(found, written.labels.tolist(), strict=True)]
    unknown = [code is None and not more for code, more in zip(found, several, strict=True)]
    return _relabelled(written, [code or "" for code in found]), [
        (_NO_REASON, f"Use {_those_of(taxonomy)}, or leave it blank", _where(unknown, written)),
        ("more than one reason", "Give the primary one, and put the others into contributory_reasons", _where(several, written)),
    ]


def contributory_reasons(written: Identifiers, taxonomy: Taxonomy) -> tuple[Identifiers, _Problems]:
    """The codes of any number of reasons on each row, with spaces between them, and what is wrong with the others."""
    found = [_codes(str(label), taxonomy) for label in written.labels.tolist()]
    twice = [len(set(codes)) < len(codes) for codes in found]
    return _relabelled(written, [" ".join(codes) for codes in found]), [
        (_NO_REASON, f"Use {_those_of(taxonomy)}, with semicolons between them, or leave it blank", _where([not codes for codes in found], written)),
        ("one reason twice", "Give each reason once", _where(twice, written)),
    ]


def unexplained(records: Records, taxonomy: Taxonomy) -> Iterator[Breach]:
    """Where a reason lacks the comment that it needs, and where reasons contribute to nothing, or to themselves."""
    if "reason" not in records:
        return
    primary = records.identifiers("reason")
    if "comment" in records:
        needs = [code != "" and taxonomy[code].comment_required for code in primary.labels.tolist()]
        lacks = _picked(needs, primary) & ~records["comment"]
        yield Breach("comment", lacks, "no comment on a reason that needs one", "Say in a few words what happened, or give a reason that says it")
    if "contributory_reasons" in records:
        told, code = records["contributory_reasons"], primary.values
        given = np.flatnonzero(told != "")
        alone, itself = np.zeros(len(records), dtype=bool), np.zeros(len(records), dtype=bool)
        alone[given] = primary.blank[given]
        itself[given] = [main in others.split() for main, others in zip(code[given].tolist(), told[given].tolist(), strict=True)]
        yield Breach("contributory_reasons", alone, "reasons that contributed, and no primary one", "Give the one that counts most as the reason")
        yield Breach("contributory_reasons", itself, "the primary reason once more", "Leave it out here")


def explained_on(records: Records, column: str, rows: Rows) -> NDArray[np.str_]:
    """What a column of reasons says on rows given by their numbers; empty where it says nothing, where there is no such row or no such column."""
    if column not in records:
        return np.zeros(len(rows), dtype=np.str_)
    told = records[column]
    if rows is records.rows:
        return told
    by_row = np.zeros(max(int(records.rows.max(initial=0)), int(rows.max(initial=0))) + 1, dtype=told.dtype)
    by_row[records.rows] = told
    return by_row[rows]


def _code(text: str, taxonomy: Taxonomy) -> str | None:
    """The code of the reason that people call so; None when there is none that may be chosen."""
    reason = taxonomy.get(text)
    return None if reason is None or not reason.selectable else reason.code


def _codes(text: str, taxonomy: Taxonomy) -> list[str]:
    """The codes of several reasons in one text; none when any is unknown. Between codes there may be commas, which labels have within them."""
    for between in (";", ","):
        codes = [_code(part, taxonomy) for part in text.split(between) if part.strip()]
        known = [code for code in codes if code is not None]
        if known and len(known) == len(codes):
            return known
    return []


def _those_of(taxonomy: Taxonomy) -> str:
    codes = ", ".join(reason.code for reason in taxonomy.choices)
    return f"a code or label of {taxonomy.id} {taxonomy.version} ({codes})"


def _relabelled(written: Identifiers, texts: Sequence[str]) -> Identifiers:
    """The same rows under other labels; two that are written differently and mean one thing are one."""
    labels, places = np.unique(np.array([*texts], dtype=np.str_), return_inverse=True)
    return Identifiers(np.append(places, BLANK)[written.codes].astype(np.int64, copy=False), labels)


def _picked(labels: Sequence[bool], of: Identifiers) -> NDArray[np.bool_]:
    """Which rows have a label that is picked."""
    return np.array([*labels, False])[of.codes]


def _where(labels: Sequence[bool], of: Identifiers) -> NDArray[np.intp]:
    return np.flatnonzero(_picked(labels, of))
