"""What a table of records is: named columns, each with a meaning and a kind."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Rows

__all__ = ["Column", "Kind", "Records", "Table"]


class Kind(Enum):
    """What the values of a column are."""

    ID = "identifier"
    DATE = "date"
    REASON = "reason code"


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
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    may_be_blank: bool = False


@attrs.frozen
class Table:
    """
    A kind of record, a row to each.

    Attributes:
        name: What the table is called in :meth:`Indicator.compute <csc_indicators.indicators.definition.Indicator.compute>`.
        row: What one row stands for.
        columns: Its columns.
    """

    name: str
    row: str
    columns: tuple[Column, ...]

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)


@attrs.frozen(repr=False, eq=False)
class Records:
    """
    The rows of one table, as arrays of one length that have been checked. What they hold is never printed.

    Attributes:
        table: What kind of record they are.
        columns: An array for each column that was given, by the library's name for it.
        named: The caller's own name of each column, for messages.
    """

    table: Table
    columns: Mapping[str, NDArray[Any]]
    named: Mapping[str, str]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def __repr__(self) -> str:
        return f"<Records {self.table.name}: {len(self)} rows of {', '.join(self.columns)}>"

    @property
    def rows(self) -> Rows:
        """The row numbers, from 1."""
        return np.arange(1, len(self) + 1)
