"""What a table of records is: named columns, each with a meaning and a kind."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Mask, Picked, Rows
from csc_indicators.records.identifiers import Identifiers

__all__ = ["FAMILY", "LEDGER_COLUMNS", "RECORDED", "Breach", "Column", "Constraint", "Item", "Kind", "Records", "Table"]


class Kind(Enum):
    """What the values of a column are."""

    ID = "identifier"
    DATE = "date"
    REASON = "reason code"
    REASONS = "reason codes"
    COMMENT = "words, which are not kept"
    FLAG = "yes or no"
    ANSWER = "yes, no or not recorded"
    COUNT = "whole number"


@attrs.frozen
class Item:
    """
    What another data standard calls a column.

    It is the same day, number or answer. Which of them a standard holds is its own matter: of visits and of reviews, Annex A has the last alone.

    Attributes:
        standard: The standard, such as ``CIN census`` (the Department for Education's children in need census), ``SSDA903`` (its collection on
            children looked after), ``Annex A`` (what Ofsted asks a council to list for an inspection) or ``SSD`` (the Standard Safeguarding Dataset).
        name: Its own name of the item, letter for letter. In Annex A the same heading stands in several lists, so the number of the list is before
            it.

    >>> str(Item("CIN census", "CINreferralDate"))
    'CINreferralDate (CIN census)'
    >>> str(Item("Annex A", "List 3, Date of referral"))
    'List 3, Date of referral (Annex A)'
    """

    standard: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.standard})"


@attrs.frozen(kw_only=True)
class Column:
    """
    One column of a table of records.

    Attributes:
        name: The name this library knows it by.
        kind: What its values are.
        meaning: What a value says, and what a missing one says where it may be missing.
        required: True when the table cannot be used without the column.
        may_be_blank: True when a row without a value can still be used.
        items: What other data standards call it.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    may_be_blank: bool = False
    items: tuple[Item, ...] = ()


#: What brothers and sisters have in common.
FAMILY = Column(
    name="family",
    kind=Kind.ID,
    meaning="What brothers and sisters have in common: the family, where it is known.",
    required=False,
    may_be_blank=True,
)

#: When an entry was made.
RECORDED = Column(name="recorded", kind=Kind.DATE, meaning="The day the entry was made.", required=False, may_be_blank=True)

#: The columns that make a table a ledger, beside the day each entry was ``recorded``; see :mod:`csc_indicators.records.ledger`.
LEDGER_COLUMNS = (
    Column(
        name="record",
        kind=Kind.ID,
        meaning="What the entries about one event have in common: a later one replaces an earlier one. Without it every row is a record of its own.",
        required=False,
    ),
    Column(
        name="deleted",
        kind=Kind.FLAG,
        meaning="Yes on an entry that deletes its record, which may leave the other columns blank. Blank means no.",
        required=False,
        may_be_blank=True,
    ),
)


class Constraint(Protocol):
    """What rows of one table must not say together; see :mod:`csc_indicators.records.constraints`."""

    @property
    def statement(self) -> str:
        """What must hold, in words, with the library's names of the columns."""

    @property
    def source(self) -> str:
        """Who says so; in words where nobody was read."""

    @property
    def of_one_row(self) -> bool:
        """True when it is told of each row by itself, False when it is told of a child's rows together."""

    def breach(self, records: "Records") -> "Iterator[Breach]":
        """Where it is broken in *records*; nothing where they have not the columns that tell."""


@attrs.frozen
class Breach:
    """
    Rows that break a constraint.

    Attributes:
        column: The library's name of the column that is named in the message; None when it is a matter of the rows.
        faulty: Which rows.
        problem: What is wrong, in words and without a value.
        remedy: What to do about it.
    """

    column: str | None
    faulty: Mask
    problem: str
    remedy: str


@attrs.frozen
class Table:
    """
    A kind of record, a row to each.

    Attributes:
        name: What the table is called in :meth:`Indicator.compute <csc_indicators.indicators.definition.Indicator.compute>`.
        row: What one row stands for.
        columns: Its columns.
        constraints: What its rows must not say together.
        decided_together: The columns that rows of one decision have in common, such as brothers and sisters at one conference; empty when every row
            is a decision of its own.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    constraints: tuple[Constraint, ...] = ()
    decided_together: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)


@attrs.frozen(repr=False, eq=False)
class Records:
    """
    The rows of one table, as columns of one length that have been checked. What they hold is never printed.

    Attributes:
        table: What kind of record they are.
        columns: Each column that was given, by the library's name for it: identifiers and reasons as codes, the rest as an array, in which -1 is
            a whole number that is not recorded; an answer is 1 for yes, 0 for no and -1 where there is none; of a comment only whether there is one.
        named: The caller's own name of each column, for messages.
        rows: The number of each row in the caller's table, the first row under the header being 1.
    """

    table: Table
    columns: Mapping[str, NDArray[Any] | Identifiers]
    named: Mapping[str, str]
    rows: Rows = attrs.field()

    @rows.default
    def _every_row(self) -> Rows:
        return np.arange(1, len(self) + 1)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __getitem__(self, name: str) -> NDArray[Any]:
        """The column's values; of identifiers and reasons they are made anew at every call, and are empty text where blank."""
        column = self.columns[name]
        return column.values if isinstance(column, Identifiers) else column

    def __repr__(self) -> str:
        return f"<Records {self.table.name}: {len(self)} rows of {', '.join(self.columns)}>"

    def identifiers(self, name: str) -> Identifiers:
        """
        A column of identifiers or reasons as codes.

        Raises:
            TypeError: If the column holds anything else.
        """
        column = self.columns[name]
        if not isinstance(column, Identifiers):
            raise TypeError(f"The column {name!r} is one of dates, of whole numbers, or of yes and no. Ask for it as records[{name!r}].")
        return column

    def where(self, picked: Picked) -> "Records":
        """The rows picked, under their own numbers."""
        return Records(self.table, {name: column[picked] for name, column in self.columns.items()}, self.named, self.rows[picked])
