"""
A caller's own table into records: a mapping of columns to arrays, or a pandas, Polars or pyarrow frame.

Every fault of every table is gathered and raised at once, by column and row number. Nothing is repaired, dropped or filled in, and no fault holds a
value.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Dates, Mask
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import Fault, FaultyRecords, MissingExtra, UnknownName, did_you_mean, near_misses
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.dates import DateFormat, Misread, blanks, dates_from_objects, dates_from_times
from csc_indicators.records.table import Column, Kind, Records, Table

__all__ = ["ColumnNames", "Intake", "TableLike"]

#: A mapping of column names to arrays or lists, or a dataframe that narwhals knows.
TableLike: TypeAlias = Any

#: The caller's own name for each of the library's columns.
ColumnNames: TypeAlias = Mapping[str, str]


@attrs.frozen(kw_only=True)
class Intake:
    """
    How tables are read, and the faults found in them so far.

    Attributes:
        calendar: The calendar that every date must lie in.
        taxonomy: The reasons that a reason column may name.
        date_format: How dates written as text are written.
    """

    calendar: WorkingDayCalendar
    taxonomy: Taxonomy
    date_format: DateFormat = attrs.field(default="yyyy-mm-dd")
    faults: list[Fault] = attrs.field(factory=list, init=False)

    @date_format.validator
    def _is_one_of_two(self, _: object, date_format: str) -> None:
        if date_format not in ("yyyy-mm-dd", "dd/mm/yyyy"):
            raise UnknownName("date_format is 'yyyy-mm-dd' or 'dd/mm/yyyy'. Dates written in another way must be exported in one of these.")

    def read(self, table: Table, data: TableLike, names: ColumnNames) -> Records:
        """
        The records in *data*, whose columns are called what *names* says, or else what the library calls them.

        Faults are kept, not raised; a record with a fault is not fit for use until :meth:`raise_faults` has passed.
        """
        strange = sorted(set(names) - {column.name for column in table})
        if strange:
            hint = did_you_mean(strange[0], [column.name for column in table])
            raise UnknownName(f"The records {table.name} have no column {strange[0]!r} to name. {hint}")
        given = _columns_of(table, data)
        named = {column.name: names.get(column.name, column.name) for column in table}
        self.faults.extend(
            Fault(table.name, named[column.name], "no such column", _rename_hint(table, column, named[column.name], given))
            for column in table
            if named[column.name] not in given and (column.required or column.name in names)
        )
        self._refuse_nearly_named(table, given, names)
        present = [column for column in table if named[column.name] in given]
        if len({len(given[named[column.name]]) for column in present}) > 1:
            self.faults.append(Fault(table.name, None, "the columns are not of one length", "Give every column a value for every row"))
            present = []
        columns = {column.name: self._values(table, column, named[column.name], given[named[column.name]]) for column in present}
        return Records(table, columns or {"": np.empty(0)}, named)

    def raise_faults(self) -> None:
        """Raise :class:`~csc_indicators.errors.FaultyRecords` if any fault was found."""
        if self.faults:
            raise FaultyRecords(self.faults)

    def fault(self, records: Records, column: str | None, rows: Iterable[int], problem: str, remedy: str) -> None:
        """Note a fault of *rows*, if there are any."""
        numbers = tuple(int(row) for row in rows)
        if numbers:
            name = None if column is None else records.named[column]
            self.faults.append(Fault(records.table.name, name, problem, remedy, numbers))

    def sound(self, records: Records) -> Mask:
        """Which rows have no fault so far."""
        sound = np.ones(len(records), dtype=bool)
        for fault in self.faults:
            if fault.table == records.table.name:
                sound[np.array(fault.rows, dtype=np.intp) - 1] = False
        return sound

    def fault_missing(self, records: Records, column: str, why: str) -> None:
        """Note that *column*, which this computation needs, is not there."""
        self.faults.append(Fault(records.table.name, records.named[column], f"no such column, and {why}", _naming(records.table, column)))

    def _refuse_nearly_named(self, table: Table, given: Iterable[str], names: ColumnNames) -> None:
        """Fault optional columns that are there but for capitals and spaces: nobody means those to be left out."""
        header = set(given)
        folded = {name.strip().casefold() for name in header}
        for column in table:
            if not column.required and column.name not in names and column.name not in header and column.name in folded:
                self.faults.append(
                    Fault(table.name, column.name, "no such column, but one that differs in capitals or spaces", _naming(table, column.name))
                )

    def _values(self, table: Table, column: Column, name: str, values: Any) -> NDArray[Any]:
        def fault(positions: Sequence[int] | NDArray[np.intp], problem: str, remedy: str) -> None:
            if len(positions):
                self.faults.append(Fault(table.name, name, problem, remedy, tuple(int(p) + 1 for p in positions)))

        read = {Kind.DATE: self._dates, Kind.ID: _ids, Kind.REASON: self._reasons}[column.kind]
        array, missing, problems = read(values)
        for problem, remedy, positions in problems:
            fault(positions, problem, remedy)
        if not column.may_be_blank:
            fault(np.flatnonzero(missing), "no value", f"Give one, or leave the row out. The column says: {column.meaning[:-1]}")
        return array

    def _dates(self, values: Any) -> "_Read":
        dates, misread = _dates(values, self.date_format)
        wrong = {position for _, _, positions in misread for position in positions}
        missing = np.isnat(dates)
        missing[list(wrong)] = False
        first, last = np.datetime64(self.calendar.first, "D"), np.datetime64(self.calendar.last, "D")
        outside = np.flatnonzero((dates < first) | (dates > last))
        problems = list(misread)
        if len(outside):
            span = f"outside the calendar {self.calendar.name}, {self.calendar.first} to {self.calendar.last}"
            problems.append((span, "Correct the year, or give a calendar that covers it", outside.tolist()))
        return dates, missing, problems

    def _reasons(self, values: Any) -> "_Read":
        texts = np.array(["" if blank else str(value).strip() for value, blank in zip(values, blanks(values), strict=True)], dtype=np.str_)
        selectable = [reason.code for reason in self.taxonomy if reason.selectable]
        unknown = np.flatnonzero((texts != "") & ~np.isin(texts, selectable))
        codes = f"Use a code of {self.taxonomy.id} {self.taxonomy.version} ({', '.join(selectable)}), or leave it blank"
        return texts, texts == "", [("not a reason code that may be chosen here", codes, unknown.tolist())] if len(unknown) else []


_Read: TypeAlias = tuple[NDArray[Any], NDArray[np.bool_], list[tuple[str, str, list[int]]]]


def _ids(values: Any) -> _Read:
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu" and values.max(initial=0) <= np.iinfo(np.int64).max:
        return values.astype(np.int64, copy=False), np.zeros(len(values), dtype=bool), []
    listed = values.tolist() if isinstance(values, np.ndarray) else values
    missing = blanks(listed)
    texts = np.array(["" if blank else _id_text(value) for value, blank in zip(listed, missing, strict=True)], dtype=np.str_)
    if not missing.any() and not any(isinstance(value, str) for value in listed) and np.char.isdecimal(texts).all() and len(texts):
        whole = [int(text) for text in texts.tolist()]
        if max(whole) <= np.iinfo(np.int64).max:
            return np.array(whole, dtype=np.int64), missing, []
    return texts, missing, []


def _id_text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float | np.floating) and value.is_integer() else str(value).strip()


def _dates(values: Any, date_format: DateFormat) -> tuple[Dates, Misread]:
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return dates_from_times(values)
    return dates_from_objects(values.tolist() if isinstance(values, np.ndarray) else values, date_format=date_format)


def _rename_hint(table: Table, column: Column, name: str, given: Iterable[str]) -> str:
    # Near misses are named only in a real header, one that has some column of the table: the first row of a file without one is a child's record.
    header = set(given)
    near = near_misses(name, header) if header & {known.name for known in table} else ""
    return f"{near} {_naming(table, column.name)}".lstrip()


def _naming(table: Table, column: str) -> str:
    return f"Add it, or say what it is called: columns={{{column!r}: ...}}, or --column {table.name}.{column}=... on the command line"


def _columns_of(table: Table, data: TableLike) -> Mapping[str, Any]:
    if isinstance(data, Mapping):
        return {str(name): _column_of_mapping(table, values) for name, values in data.items()}
    try:
        import narwhals.stable.v2 as nw
    except ImportError:
        nw = None  # type: ignore[assignment]
    if nw is None:
        raise MissingExtra("Dataframes need narwhals. Install csc-indicators[frames], or give a mapping of column names to arrays.")
    columns, repeated = None, False
    try:
        frame = nw.from_native(data, eager_only=True, pass_through=True)
        if isinstance(frame, nw.DataFrame):
            columns = {str(name): _column_of_frame(frame.get_column(name)) for name in frame.columns}
            repeated = len(columns) < len(frame.columns)
    except nw.exceptions.DuplicateError:
        repeated = True  # raised anew below, because this error says the name
    if repeated:
        raise FaultyRecords([Fault(table.name, None, "two columns have one name", "Name each column once")])
    if columns is None:
        raise TypeError(
            f"The records {table.name} cannot be read from {type(data).__name__}. Give a mapping of column names to arrays, or a pandas, Polars or "
            "pyarrow frame; collect a lazy frame first."
        )
    return columns


def _column_of_mapping(table: Table, values: Any) -> Any:
    if isinstance(values, np.ma.MaskedArray):
        return values.tolist()
    if isinstance(values, np.ndarray) and values.ndim == 1:
        return values
    for convert in ("to_pylist", "to_list"):  # a Series or an Arrow array: its own way knows what is missing
        if hasattr(values, convert):
            return getattr(values, convert)()
    if isinstance(values, Iterable) and not isinstance(values, str | bytes | Mapping | np.ndarray):
        return list(values)
    raise FaultyRecords([Fault(table.name, None, "a column is not a list or a one-dimensional array", "Give each column a value for every row")])


def _column_of_frame(series: Any) -> Any:
    """A numpy array where the library of the frame gives one that keeps the meaning, else a list of Python values."""
    if getattr(series.dtype, "time_zone", None) is not None:
        return series.to_list()
    values = series.to_numpy()
    return values if values.dtype.kind in "Miu" else series.to_list()
