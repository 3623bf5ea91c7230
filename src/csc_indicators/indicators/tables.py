"""The caller's own tables: which is which, what their columns are called, and what they are grouped by."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

import attrs

from csc_indicators.errors import UnknownName, did_you_mean
from csc_indicators.records.intake import Intake, TableLike
from csc_indicators.records.table import Column, Kind, Records, Table
from csc_indicators.records.tables import TABLES
from csc_indicators.results.cases import CASE_COLUMNS
from csc_indicators.results.result import RESULT_COLUMNS

__all__ = ["ColumnNames", "Tables"]

#: The caller's names of columns by the library's: of the one table there is, or by table.
ColumnNames: TypeAlias = Mapping[str, str] | Mapping[str, Mapping[str, str]]

#: Ready-made names cover every table, whichever of them an indicator reads.
_TABLES = {table.name for table in TABLES}

#: Columns that name people or what was recorded of them, in any table.
_PEOPLE = {column.name for table in TABLES for column in table if column.kind is Kind.ID}


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Tables:
    """
    The tables that an indicator is computed from, as the caller gave them.

    Attributes:
        asked_by: What people call the indicator, for messages.
        wanted: The tables it is computed from, the table of cases first.
        data: What was given, by the name of the table.
        names: The caller's names of columns, by table.
        by: The columns of the table of cases that hold the labels of groups.
    """

    asked_by: str
    wanted: tuple[Table, ...]
    data: Mapping[str, TableLike]
    names: Mapping[str, Mapping[str, str]]
    by: tuple[str, ...]

    @classmethod
    def of(
        cls,
        wanted: tuple[Table, ...],
        records: TableLike,
        tables: Mapping[str, TableLike],
        *,
        asked_by: str,
        columns: ColumnNames | None,
        by: str | Sequence[str] = (),
    ) -> "Tables":
        """
        The tables as given.

        Raises:
            UnknownName: If a table or column cannot be named so, a table is not there, or a column of groups is one that names people or has the name
                of a column of the result.
            TypeError: If *columns* is no mapping.
        """
        names = _names_by_table(asked_by, wanted, columns or {})
        data = _by_table(asked_by, wanted, records, tables)
        return cls(
            asked_by=asked_by, wanted=wanted, data=data, names=names, by=_groups(wanted[0], names, (by,) if isinstance(by, str) else tuple(by))
        )

    def read(self, intake: Intake) -> dict[str, Records]:
        """The records by table, the table of cases with the labels of groups; faults are noted by *intake*."""
        cases, *events = self.wanted
        return {table.name: intake.read(table, self.data[table.name], self.names.get(table.name, {})) for table in (_with(cases, self.by), *events)}


def _by_table(asked_by: str, tables: tuple[Table, ...], records: TableLike, given: Mapping[str, TableLike]) -> dict[str, TableLike]:
    wanted = [table.name for table in tables]
    if records is not None and wanted[0] in given:
        raise UnknownName(f"{asked_by} was given {wanted[0]} twice. Give it once, with or without its name.")
    data = dict(given) if records is None else {wanted[0]: records, **given}
    strange = [name for name in data if name not in wanted]
    missing = [name for name in wanted if data.get(name) is None]
    if strange:
        raise UnknownName(f"{asked_by} is not computed from a table {strange[0]!r}. {did_you_mean(strange[0], wanted)}")
    if missing:
        raise UnknownName(f"{asked_by} is computed from {' and '.join(wanted)}. Give {' and '.join(f'{name}=...' for name in missing)}")
    return data


def _names_by_table(asked_by: str, tables: tuple[Table, ...], columns: ColumnNames) -> dict[str, Mapping[str, str]]:
    if not isinstance(columns, Mapping):
        raise TypeError("columns is a mapping of this library's column names to yours, or of table names to such mappings.")
    if all(isinstance(names, Mapping) for names in columns.values()):
        strange = sorted(set(columns) - _TABLES)
        if strange:
            raise UnknownName(f"There are no records {strange[0]!r} to name the columns of. {did_you_mean(strange[0], _TABLES)}")
        return {name: cast("Mapping[str, str]", names) for name, names in columns.items()}
    if len(tables) == 1:
        return {tables[0].name: cast("Mapping[str, str]", columns)}
    example = ", ".join(f"{table.name!r}: {{...}}" for table in tables)
    raise UnknownName(f"{asked_by} is computed from more than one table. Name their columns table by table: columns={{{example}}}")


def _groups(cases: Table, names: Mapping[str, Mapping[str, str]], by: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of groups, none of which may name people: labels are printed, and identifiers never are."""
    named = names.get(cases.name, {})
    own = {column.name for column in cases} | {named.get(column.name, column.name) for column in cases} | _PEOPLE
    if len(set(by)) < len(by):
        raise UnknownName("A column of groups is named twice in by. Name each once.")
    for name in by:
        if not own.isdisjoint({name, named.get(name, name)}):
            raise UnknownName(f"The records {cases.name} are not grouped by {name!r}. Give a column of groups, such as teams or areas.")
        if name in {*RESULT_COLUMNS, *CASE_COLUMNS}:
            raise UnknownName(f"The result has a column {name!r} of its own. Call the column of groups something else.")
    return by


def _with(table: Table, by: tuple[str, ...]) -> Table:
    """The table with a column for the labels of each group."""
    labels: list[Any] = [Column(name=name, kind=Kind.ID, meaning="The group the row is of.", may_be_blank=True) for name in by]
    return attrs.evolve(table, columns=(*table.columns, *labels))
