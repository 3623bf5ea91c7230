"""
A caller's own table into records: a mapping of columns to arrays, or a pandas, Polars or pyarrow frame.

Every fault of every table is gathered and raised at once, by column and row number. Nothing is repaired, dropped or filled in, and no fault holds a
value.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Codes, Dates, Mask
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import Fault, FaultyRecords, MissingExtra, UnknownName, did_you_mean, near_misses
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.coding import coded, times
from csc_indicators.records.counts import counts_from_coded
from csc_indicators.records.dates import DateFormat, Misread, dates_from_coded, dates_from_times
from csc_indicators.records.explaining import contributory_reasons, primary_reasons, unexplained
from csc_indicators.records.identifiers import identifiers
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

        Faults are kept, not raised; a record with a fault is not fit for use until :meth:`raise_faults` has passed. Records that were read before are
        given back as they are.
        """
        if isinstance(data, Records):
            return data
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
        read = {column.name: self._values(table, column, named[column.name], given[named[column.name]]) for column in present}
        self._fault_blanks(table, named, read)
        records = Records(table, {name: kept.values for name, kept in read.items()} or {"": np.empty(0)}, named)
        for breach in unexplained(records, self.taxonomy):
            self.fault(records, breach.column, records.rows[breach.faulty], breach.problem, breach.remedy)
        return records

    def raise_faults(self) -> None:
        """Raise :class:`~csc_indicators.errors.FaultyRecords` if any fault was found."""
        if self.faults:
            raise FaultyRecords(self.faults)

    def fault(self, records: Records, column: str | None, rows: Iterable[int], problem: str, remedy: str) -> None:
        """Note a fault of *rows*, if there are any."""
        numbers = tuple(rows.tolist() if isinstance(rows, np.ndarray) else map(int, rows))
        if numbers:
            name = None if column is None else records.named[column]
            self.faults.append(Fault(records.table.name, name, problem, remedy, numbers))

    def sound(self, records: Records, column: str | None = None) -> Mask:
        """Which rows have no fault so far; none in *column*, where one is named."""
        faulty = [
            fault.rows for fault in self.faults if fault.table == records.table.name and (column is None or fault.column == records.named[column])
        ]
        rows = np.array(list(chain.from_iterable(faulty)), dtype=np.int64)
        return ~np.isin(records.rows, rows) if len(rows) else np.ones(len(records), dtype=bool)

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

    def _values(self, table: Table, column: Column, name: str, given: Any) -> "_Read":
        """The column, its faults noted."""
        reading = {
            Kind.DATE: self._dates,
            Kind.ID: _ids,
            Kind.REASON: self._reasons,
            Kind.REASONS: self._contributory,
            Kind.COMMENT: _comments,
            Kind.FLAG: _flags,
            Kind.ANSWER: _answers,
            Kind.COUNT: _counts,
        }[column.kind]
        read, problems = reading(given)
        for problem, remedy, positions in problems:
            if len(positions):
                self.faults.append(Fault(table.name, name, problem, remedy, tuple((positions + 1).tolist())))
        return read

    def _fault_blanks(self, table: Table, named: ColumnNames, read: Mapping[str, "_Read"]) -> None:
        """Fault rows without a value that they need. Of what a deleted entry said, nothing is needed."""
        deleted = read["deleted"].values if "deleted" in read else np.False_
        for column in table:
            if column.name in read and not column.may_be_blank:
                blank = np.flatnonzero(read[column.name].blank & ~(deleted & column.required))
                if len(blank):
                    remedy = f"Give one, or leave the row out. The column says: {column.meaning[:-1]}"
                    self.faults.append(Fault(table.name, named[column.name], "no value", remedy, tuple((blank + 1).tolist())))

    def _dates(self, given: Any) -> tuple["_Read", "_Problems"]:
        dates, misread = _dates(given, self.date_format)
        problems = list(misread)
        blank = np.isnat(dates)
        for _, _, positions in problems:
            blank[positions] = False
        first, last = np.datetime64(self.calendar.first, "D"), np.datetime64(self.calendar.last, "D")
        span = f"outside the calendar {self.calendar.name}, {self.calendar.first} to {self.calendar.last}"
        outside = np.flatnonzero((dates < first) | (dates > last))
        return _Read(dates, blank), [*problems, (span, "Correct the year, or give a calendar that covers it", outside)]

    def _reasons(self, given: Any) -> tuple["_Read", "_Problems"]:
        codes, problems = primary_reasons(identifiers(coded(given)), self.taxonomy)
        return _Read(codes, codes.blank), problems

    def _contributory(self, given: Any) -> tuple["_Read", "_Problems"]:
        codes, problems = contributory_reasons(identifiers(coded(given)), self.taxonomy)
        return _Read(codes, codes.blank), problems


@attrs.frozen
class _Read:
    """What a column holds, and which of its rows hold nothing; a value that is misread is not nothing."""

    values: Any
    blank: Mask


_Problems: TypeAlias = list[tuple[str, str, NDArray[np.intp]]]


def _comments(given: Any) -> tuple[_Read, _Problems]:
    """Whether there is a comment; what it says is let go at once."""
    blank = identifiers(coded(given)).blank
    return _Read(~blank, blank), []


def _ids(given: Any) -> tuple[_Read, _Problems]:
    kept = identifiers(coded(given))
    return _Read(kept, kept.blank), []


#: How yes and no are written, in small letters.
_FLAGS = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


def _flags(given: Any) -> tuple[_Read, _Problems]:
    answers, blank, misread = _yes_or_no(given)
    return _Read(answers > 0, blank), [("neither yes nor no", "Write yes or no, true or false, or 1 or 0; blank means no", misread)]


def _answers(given: Any) -> tuple[_Read, _Problems]:
    answers, blank, misread = _yes_or_no(given)
    return _Read(answers, blank), [("neither yes nor no", "Write yes or no, true or false, or 1 or 0; blank where it is not recorded", misread)]


def _yes_or_no(given: Any) -> tuple[Codes, Mask, NDArray[np.intp]]:
    """1 for yes, 0 for no and -1 for neither; which rows are blank; and where something else is written."""
    kept = identifiers(coded(given))
    written = [_FLAGS.get(str(label).casefold()) for label in kept.labels.tolist()]
    misread = np.array([*(flag is None for flag in written), False])[kept.codes]
    answers = np.array([*(-1 if flag is None else int(flag) for flag in written), -1], dtype=np.int8)[kept.codes]
    return answers, kept.blank, np.flatnonzero(misread)


def _counts(given: Any) -> tuple[_Read, _Problems]:
    counts, blank, misread = counts_from_coded(coded(given))
    return _Read(counts, blank), misread


def _dates(given: Any, date_format: DateFormat) -> tuple[Dates, Misread]:
    held = times(given)
    return dates_from_coded(coded(given), date_format=date_format) if held is None else dates_from_times(held)


def _rename_hint(table: Table, column: Column, name: str, given: Iterable[str]) -> str:
    # Near misses are named only in a real header, one that has some column of the table: the first row of a file without one is a child's record.
    header = set(given)
    near = near_misses(name, header) if header & {known.name for known in table} else ""
    return f"{near} {_naming(table, column.name)}".lstrip()


def _naming(table: Table, column: str) -> str:
    return f"Add it, or say what it is called: columns={{{column!r}: ...}}, or --column {table.name}.{column}=... on the command line"


def _columns_of(table: Table, data: TableLike) -> Mapping[str, Any]:
    """Each column as a list, a one-dimensional array or a narwhals Series."""
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
            columns = {str(name): frame.get_column(name) for name in frame.columns}
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
            series = _series(values)
            return getattr(values, convert)() if series is None else series
    if isinstance(values, Iterable) and not isinstance(values, str | bytes | Mapping | np.ndarray):
        return list(values)
    raise FaultyRecords([Fault(table.name, None, "a column is not a list or a one-dimensional array", "Give each column a value for every row")])


def _series(values: Any) -> Any:
    """The values as a narwhals Series; None where narwhals is not installed or does not know them."""
    try:
        import narwhals.stable.v2 as nw
    except ImportError:
        return None
    series = nw.from_native(values, series_only=True, pass_through=True)
    return series if isinstance(series, nw.Series) else None
