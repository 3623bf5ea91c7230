"""
Identifiers as codes: who is on a row is a small whole number, and what the caller calls them is written once.

Two identifiers are one when they are written alike, after spaces around text are taken off and numbers are written without noughts at the end of
their decimals: ``7``, ``7.0`` and ``" 7 "`` are one, ``"07"`` is another. Nothing here prints an identifier.
"""

from decimal import Decimal
from typing import Any

import attrs
import numpy as np

from csc_indicators.arrays import Dates, Ids, Mask
from csc_indicators.records.coding import BLANK, Coded, Places, coded, is_missing

__all__ = ["Identifiers", "codes_of", "common_codes", "identifiers", "repeated"]


@attrs.frozen(repr=False, eq=False)
class Identifiers:
    """
    A column of identifiers, or of reason codes.

    Attributes:
        codes: For every row, the position of its identifier among the labels; -1 where the row has none.
        labels: The distinct identifiers, in no particular order: whole numbers if every row has one, else text. After rows are picked, there may be
            labels that no row has.

    >>> people = identifiers(coded(["7", None, " 7 ", "12"]))
    >>> people
    <Identifiers: 4 rows>
    >>> people.codes.tolist(), people.labels.tolist()
    ([0, -1, 0, 1], ['7', '12'])
    >>> people.values.tolist()
    ['7', '', '7', '12']
    """

    codes: Places
    labels: Ids

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"<Identifiers: {len(self)} rows>"

    def __getitem__(self, rows: Any) -> "Identifiers":
        """Some of the rows, picked as numpy picks them."""
        return Identifiers(self.codes[rows], self.labels)

    @property
    def blank(self) -> Mask:
        """Which rows have no identifier."""
        blank: Mask = self.codes == BLANK
        return blank

    @property
    def values(self) -> Ids:
        """The identifier of every row; empty text where there is none, and then text throughout."""
        if self.codes.min(initial=0) == BLANK:
            return np.append(_as_text(self.labels), "")[self.codes]
        return self.labels[self.codes]


def identifiers(column: Coded) -> Identifiers:
    """
    The identifiers in a column: of its distinct values, those that are written alike are one.

    They are whole numbers when every row has one and none is text, so that a table with numbers gives numbers back. Booleans are 1 and 0.
    """
    codes, distinct = column.codes, column.distinct
    if isinstance(distinct, np.ndarray) and distinct.dtype.kind == "i":
        return Identifiers(codes, _as_text(distinct) if codes.min(initial=0) == BLANK else distinct)
    listed = column.listed
    plain = set(map(type, listed)) <= {str}
    texts = list(map(str.strip if plain else _text, listed))
    if plain and texts == listed and "" not in texts:
        return Identifiers(codes, np.array(distinct, dtype=np.str_))
    places = {text: place for place, text in enumerate(dict.fromkeys(filter(None, texts)))}
    codes = _moved(codes, np.array([places.get(text, BLANK) for text in texts], dtype=np.int64))
    numbers = None if codes.min(initial=0) == BLANK or any(isinstance(value, str) for value in listed) else _whole_numbers(list(places))
    return Identifiers(codes, np.array(list(places), dtype=np.str_) if numbers is None else numbers)


def common_codes(one: Identifiers, other: Identifiers) -> tuple[Places, Places, Ids]:
    """
    The rows of two tables in one coding: their codes, -1 where there is no identifier, and the labels of both.

    Numbers are compared with numbers, and with text as they are written: a child numbered 7 in one table and ``"7"`` in the other is one child.

    >>> ours, theirs = identifiers(coded([7, 8])), identifiers(coded(["8", "x"]))
    >>> one, other, labels = common_codes(ours, theirs)
    >>> labels[one].tolist(), labels[other].tolist(), bool(one[1] == other[0])
    (['7', '8'], ['8', 'x'], True)
    """
    joint = coded(np.concatenate(_comparable(one.labels, other.labels)))
    ours, theirs = np.split(joint.codes, [len(one.labels)])
    return _moved(one.codes, ours), _moved(other.codes, theirs), np.asarray(joint.distinct)


def codes_of(other: Identifiers, *, within: Identifiers) -> Places:
    """
    The codes that *other*'s rows have *within* another table's identifiers: -1 for a stranger there, and where there is no identifier.

    >>> codes_of(identifiers(coded(["B", "C", None])), within=identifiers(coded(["A", "B"]))).tolist()
    [1, -1, -1]
    """
    joint = coded(np.concatenate(_comparable(within.labels, other.labels)))
    ours, theirs = np.split(joint.codes, [len(within.labels)])
    known = np.full(len(joint.distinct), BLANK, dtype=np.int64)
    known[ours] = np.arange(len(ours))
    return _moved(other.codes, known[theirs])


def repeated(codes: Places, day: Dates, held: Mask | None = None) -> Mask:
    """
    Which rows share person, day and *held* with another row; a row without a person or without a day shares with none.

    Args:
        codes: Who, as a code from 0 up; -1 where nobody is named.
        day: When; missing where no day is known.
        held: A yes or no that keeps rows apart, if there is one.

    >>> repeated(np.array([0, 0, 1, 0]), np.array(["2018-07-02", "2018-07-03", "2018-07-02", "2018-07-02"], dtype="datetime64[D]")).tolist()
    [True, False, False, True]
    """
    shares = np.zeros(len(codes), dtype=bool)
    named = (codes != BLANK) & ~np.isnat(day)
    if not named.any():
        return shares
    at = slice(None) if named.all() else named
    who = codes[at] if held is None else codes[at] * 2 + held[at]
    keys = _packed(who, day[at].view(np.int64))
    ordered = np.sort(keys)
    if (ordered[1:] == ordered[:-1]).any():
        of = coded(keys).codes
        shares[at] = np.bincount(of)[of] > 1
    return shares


def _packed(high: Places, low: Places) -> Places:
    """Two whole numbers in one, which is equal where both are."""
    least, span = int(low.min()), int(low.max()) - int(low.min()) + 1
    if (int(high.max()) + 1) * span > np.iinfo(np.int64).max:
        high, low = (np.unique(part, return_inverse=True)[1] for part in (high, low))
        least, span = 0, len(low)
    packed = high * span
    packed += low
    packed -= least
    return packed


def _moved(codes: Places, to: Places) -> Places:
    """The codes after each code has been given a new one; -1 stays."""
    moved: Places = np.append(to, BLANK)[codes]
    return moved


def _comparable(one: Ids, other: Ids) -> tuple[Ids, Ids]:
    """Labels of two tables in one form: numbers if both are numbers, else text."""
    return (one, other) if one.dtype.kind == other.dtype.kind else (_as_text(one), _as_text(other))


def _as_text(labels: Ids) -> Ids:
    if labels.dtype.kind == "U":
        return labels
    longest = max(len(str(number)) for number in (labels.min(initial=0), labels.max(initial=0)))
    return labels.astype(f"U{longest}")


def _text(value: Any) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, bool | np.bool_) or (isinstance(value, float | np.floating) and value.is_integer()):
        return str(int(value))
    if isinstance(value, Decimal) and value.is_finite():
        written = format(value or Decimal(0), "f")
        return written.rstrip("0").rstrip(".") if "." in written else written
    return str(value).strip()


def _whole_numbers(texts: list[str]) -> Ids | None:
    """The texts as whole numbers, if there are any and they all are and fit."""
    if not texts or not all(text.isascii() and text.removeprefix("-").isdecimal() for text in texts):
        return None
    numbers = list(map(int, texts))
    limits = np.iinfo(np.int64)
    fit = limits.min <= min(numbers) and max(numbers) <= limits.max and list(map(str, numbers)) == texts
    return np.array(numbers, dtype=np.int64) if fit else None
