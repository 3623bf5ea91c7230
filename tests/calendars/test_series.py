"""Series of pandas, Polars and pyarrow: what comes out is what the arrays say, in the library, the name and the index of what went in."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from csc_indicators.calendars import ENGLAND_AND_WALES as C
from csc_indicators.errors import MissingExtra, OutsideCalendar
from tests.strategies import FIRST_DAY_WITH_ROOM, LAST_DAY_WITH_ROOM, MOST_WORKING_DAYS, days

LONDON = ZoneInfo("Europe/London")


def times(dates: list[date | None], unit: str) -> Any:
    """The dates as ``datetime64`` of *unit*."""
    return np.array(dates, dtype="datetime64[D]").astype(f"datetime64[{unit}]")


def stamps(dates: list[date | None]) -> list[datetime | None]:
    """An instant of each day that is the day before in UTC, in the summer."""
    return [None if day is None else datetime(day.year, day.month, day.day, 0, 30, tzinfo=LONDON).astimezone(UTC) for day in dates]


#: By what it is called: how a column is made of dates.
COLUMNS: dict[str, Callable[[list[date | None]], Any]] = {
    "pandas ns": lambda dates: pd.Series(times(dates, "ns"), name="seen"),
    "pandas s": lambda dates: pd.Series(times(dates, "s"), index=range(len(dates), 0, -1)),
    "pandas zoned": lambda dates: pd.Series(pd.DatetimeIndex(stamps(dates), tz="UTC"), name=("two", "parts")),
    "pandas date32": lambda dates: pd.Series(dates, dtype=pd.ArrowDtype(pa.date32()), name="seen"),
    "pandas timestamp": lambda dates: pd.Series(times(dates, "us"), name=7).astype(pd.ArrowDtype(pa.timestamp("us"))),
    "polars date": lambda dates: pl.Series("seen", dates, dtype=pl.Date),
    "polars datetime": lambda dates: pl.Series("seen", dates, dtype=pl.Date).cast(pl.Datetime("ms")),
    "polars zoned": lambda dates: pl.Series("", stamps(dates), dtype=pl.Datetime("us", "UTC")),
    "pyarrow array": lambda dates: pa.array(dates, type=pa.date32()),
    "pyarrow chunks": lambda dates: pa.chunked_array([dates[:2], [], dates[2:]], type=pa.date32()),
    "pyarrow timestamps": lambda dates: pa.chunked_array([pa.array(times(dates, "ns"))]),
    "pyarrow zoned": lambda dates: pa.chunked_array([pa.array(stamps(dates), type=pa.timestamp("us", "UTC"))]),
}

NUMBERS: dict[str, Callable[[list[int | None]], Any]] = {
    "pandas": lambda numbers: pd.Series(numbers, dtype="Int64" if None in numbers else "int16"),
    "polars": lambda numbers: pl.Series(numbers, dtype=pl.UInt32),
    "pyarrow": lambda numbers: pa.chunked_array([numbers], type=pa.int32()),
}

#: Every method that takes one column of dates, and what it is asked beside.
METHODS: dict[str, Callable[[Any], Any]] = {
    "between, to a date": lambda days: C.between(days, date(2024, 5, 1)),
    "between, from a date": lambda days: C.between(date(2018, 9, 8), days),
    "after": lambda days: C.after(days, 15),
    "after 0": lambda days: C.after(days, 0),
    "before": lambda days: C.before(days, 15),
    "on_or_after": C.on_or_after,
    "on_or_before": C.on_or_before,
    "number": C.number,
    "is_working_day": C.is_working_day,
    "is_projected": C.is_projected,
}

every_column = pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


def dates_or_none() -> SearchStrategy[list[date | None]]:
    """Columns of dates with some missing, at times all or none of them."""
    one: SearchStrategy[date | None] = days(FIRST_DAY_WITH_ROOM, LAST_DAY_WITH_ROOM)
    return st.lists(one | st.none(), max_size=8) | st.lists(one, max_size=8) | st.lists(st.none(), max_size=3)


def numbers_or_none() -> SearchStrategy[int | None]:
    """Numbers of working days, some missing."""
    return st.integers(0, MOST_WORKING_DAYS) | st.none()


def values(column: Any) -> list[Any]:
    """The values as Python has them: dates, numbers, and None for every kind of null."""
    listed = column.to_pylist() if isinstance(column, pa.Array | pa.ChunkedArray) else column.to_list()
    known = [None if value is None or value is pd.NA or value is pd.NaT else value for value in listed]
    return [value.date() if isinstance(value, datetime) else value for value in known]


def of_the_known(method: Callable[[Any], Any], dates: list[date | None]) -> list[Any]:
    """What *method* says of an array of the dates there are, and None for the rest."""
    said = iter(method(np.array([day for day in dates if day is not None], dtype="datetime64[D]")).tolist())
    return [None if day is None else next(said) for day in dates]


class TestAnswers:
    """A Series has the answers of the array, in the library it came from."""

    @every_column
    @every_method
    @given(dates=dates_or_none())
    def test_row_by_row_as_the_array_and_null_where_null(
        self, method: Callable[[Any], Any], column: Callable[[list[date | None]], Any], dates: list[date | None]
    ) -> None:
        """Each row is what the array says, null stays null, and what went in is as it was."""
        given_column = column(dates)
        answer = method(given_column)

        assert values(answer) == of_the_known(method, dates)
        assert type(answer) is type(given_column) or isinstance(given_column, pa.Array)
        assert values(given_column) == values(column(dates))

    @pytest.mark.parametrize("one", COLUMNS, ids=str)
    @given(pairs=dates_or_none().flatmap(lambda dates: st.tuples(st.just(dates), st.permutations(dates))))
    def test_two_columns_of_dates(self, one: str, pairs: tuple[list[date | None], list[date | None]]) -> None:
        """The working days between two columns are those between two arrays, null where either is."""
        starts, ends = pairs
        known = [None if start is None or end is None else C.between(start, end) for start, end in zip(starts, ends, strict=True)]

        assert values(C.between(COLUMNS[one](starts), COLUMNS[one](ends))) == known

    @pytest.mark.parametrize("library", NUMBERS)
    @pytest.mark.parametrize("method", [C.after, C.before], ids=["after", "before"])
    @given(rows=st.lists(st.tuples(days(FIRST_DAY_WITH_ROOM, LAST_DAY_WITH_ROOM) | st.none(), numbers_or_none()), max_size=8))
    def test_a_column_of_numbers(self, method: Callable[..., Any], library: str, rows: list[tuple[date | None, int | None]]) -> None:
        """Moved by a column of numbers, each date is moved by its own, null where either is."""
        dates, numbers = [day for day, _ in rows], [n for _, n in rows]
        column = next(make for name, make in COLUMNS.items() if name.startswith(library))
        known = [None if day is None or n is None else method(day, n) for day, n in rows]

        assert values(method(column(dates), NUMBERS[library](numbers))) == known

    @pytest.mark.parametrize("library", NUMBERS)
    def test_one_date_moved_by_a_column_of_numbers(self, library: str) -> None:
        """A date by a column of numbers is a column of dates."""
        known = [date(2023, 5, 10), None, date(2023, 4, 28)]
        answer: Any = C.after(date(2023, 4, 28), NUMBERS[library]([6, None, 0]))

        assert values(answer) == known

    def test_an_array_beside_a_series(self) -> None:
        """Arrays and lists beside a Series count row by row, missing where they are."""
        days = pl.Series([date(2018, 9, 8), date(2018, 9, 8)])

        assert C.between(days, np.array(["2018-10-01", "NaT"], dtype="datetime64[D]")).to_list() == [16, None]
        assert C.between([date(2018, 9, 7), date(2018, 9, 10)], days).to_list() == [0, -1]
        assert C.after(days, np.array([16, 0])).to_list() == [date(2018, 10, 1), date(2018, 9, 8)]

    @pytest.mark.parametrize("day", [date(2018, 3, 25), date(2018, 10, 28), date(2018, 7, 1), date(2018, 1, 1)], ids=str)
    def test_a_time_with_a_zone_is_its_date_in_london(self, day: date) -> None:
        """At half past eleven in the evening in UTC it is the next day in London for as long as summer time lasts."""
        moment = datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)

        assert C.after(pl.Series([moment]), 0).to_list() == [moment.astimezone(LONDON).date()]
        assert values(C.after(pd.Series([moment]), 0)) == [moment.astimezone(LONDON).date()]


class TestForm:
    """The form of the answer is its library's own."""

    @every_method
    @pytest.mark.parametrize("name", [None, "seen", 7, ("two", "parts")], ids=str)
    @pytest.mark.parametrize("missing", [True, False])
    def test_pandas_keeps_the_name_and_the_index(self, method: Callable[[Any], Any], name: Any, missing: bool) -> None:
        """A Series of pandas, nameless or not, has its name and its index after as before."""
        index = pd.MultiIndex.from_tuples([(1, "a"), (1, "b")], names=["family", None])
        days = pd.Series([pd.Timestamp(2018, 9, 8), pd.NaT if missing else pd.Timestamp(2018, 10, 1)], index=index, name=name)
        answer = method(days)

        assert answer.name == name
        pd.testing.assert_index_equal(answer.index, index)

    def test_a_new_name_for_the_index_is_of_the_answer_alone(self) -> None:
        """Naming the answer's index leaves that of the Series that went in as it was."""
        days = pd.Series([pd.Timestamp(2018, 9, 8)], index=pd.Index([3], name="row"))
        C.number(days).index.name = "case"

        assert days.index.name == "row"

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    def test_pandas_keeps_the_unit_of_its_dates(self, unit: str) -> None:
        """Dates of pandas come out in the unit they went in."""
        assert C.after(pd.Series(times([date(2018, 9, 8)], unit)), 15).dtype == f"datetime64[{unit}]"

    def test_pandas_counts_in_plain_types_until_something_is_null(self) -> None:
        """Counts are int64 and masks bool; with nulls they are pandas' nullable types."""
        whole, some = (pd.Series(times([date(2018, 9, 8), day], "s")) for day in (date(2018, 10, 1), None))

        assert [C.number(whole).dtype, C.is_working_day(whole).dtype] == ["int64", "bool"]
        assert [C.number(some).dtype, C.is_working_day(some).dtype] == ["Int64", "boolean"]

    def test_dates_of_arrow_in_pandas_stay_so(self) -> None:
        """A column of Arrow's dates in pandas gives one."""
        assert C.after(COLUMNS["pandas date32"]([date(2018, 9, 8)]), 15).dtype == pd.ArrowDtype(pa.date32())

    @pytest.mark.parametrize("column", ["polars date", "polars datetime", "polars zoned"])
    def test_polars(self, column: str) -> None:
        """Polars has its own dates, whole numbers and bools, and the name."""
        days = COLUMNS[column]([date(2018, 9, 8), None])

        assert [answer.dtype for answer in (C.after(days, 1), C.number(days), C.is_projected(days))] == [pl.Date, pl.Int64, pl.Boolean]
        assert C.number(days).name == days.name

    @pytest.mark.parametrize("column", ["pyarrow array", "pyarrow chunks", "pyarrow timestamps", "pyarrow zoned"])
    def test_pyarrow(self, column: str) -> None:
        """Arrow has its own dates, whole numbers and bools, chunked if they were."""
        days = COLUMNS[column]([date(2018, 9, 8), None])

        assert [answer.type for answer in (C.after(days, 1), C.number(days), C.is_projected(days))] == [pa.date32(), pa.int64(), pa.bool_()]
        assert isinstance(C.number(days), pa.ChunkedArray) == isinstance(days, pa.ChunkedArray)


class TestRefusals:
    """What is not a column of dates is refused by the argument's name and the rows' numbers, never by a value."""

    @every_method
    @pytest.mark.parametrize(
        "days",
        [
            pd.Series(["2018-09-08"]),
            pd.Series(["2018-09-08"], dtype="string"),
            pd.Series([date(2018, 9, 8)], dtype=object),
            pd.Series([pd.Timestamp(2018, 9, 8)], dtype="category"),
            pd.Series(pd.period_range("2018-09-08", periods=1, freq="D")),
            pd.Series([20180908]),
            pl.Series(["2018-09-08"]),
            pl.Series(["2018-09-08"], dtype=pl.Categorical),
            pl.Series(["2018-09-08"], dtype=pl.Enum(["2018-09-08"])),
            pl.Series([date(2018, 9, 8)], dtype=pl.Object),
            pl.Series([None]),
            pa.array(["2018-09-08"]),
            pa.array(["2018-09-08"]).dictionary_encode(),
            pa.chunked_array([[2018.0908]]),
        ],
        ids=lambda days: f"{type(days).__module__.partition('.')[0]} {days.type if isinstance(days, pa.Array | pa.ChunkedArray) else days.dtype!s}",
    )
    def test_what_is_not_of_dates(self, method: Callable[[Any], Any], days: Any) -> None:
        """Text, objects, categories, periods and numbers are refused by what they are."""
        with pytest.raises(TypeError, match=r"^(start|end|day) is a Series of \w+\. Cast it to dates: text, objects and categories are") as refusal:
            method(days)

        assert "2018" not in str(refusal.value)

    @every_method
    @pytest.mark.parametrize(
        "frame", [pd.DataFrame({"seen": []}), pl.DataFrame({"seen": []}), pa.table({"seen": []})], ids=lambda frame: str(type(frame))
    )
    def test_frames(self, method: Callable[[Any], Any], frame: Any) -> None:
        """A whole frame is refused."""
        with pytest.raises(TypeError, match=r"^(start|end|day) is of type (DataFrame|Table)\. Give one column"):
            method(frame)

    @pytest.mark.parametrize("make", [pd.Series, pl.Series, pa.array], ids=["pandas", "polars", "pyarrow"])
    def test_times_of_day_without_a_zone(self, make: Callable[[Any], Any]) -> None:
        """They are counted, and named by row."""
        moments = [datetime(2018, 9, 8), None, datetime(2018, 9, 8, 9, 30), datetime(2018, 9, 8, 0, 0, 1)]

        with pytest.raises(TypeError, match=r"^day has times of day in 2 rows: rows 3-4\. Give dates alone\.$"):
            C.number(make(moments))

    @pytest.mark.parametrize("library", NUMBERS)
    def test_lengths_that_differ(self, library: str) -> None:
        """Two columns of two lengths are refused with both, and so are dates and numbers."""
        column = next(make for name, make in COLUMNS.items() if name.startswith(library))

        with pytest.raises(ValueError, match=r"start has 1 rows and end has 2"):
            C.between(column([None]), column([None, None]))
        with pytest.raises(ValueError, match=r"start has 1 rows and n has 2"):
            C.after(column([None]), NUMBERS[library]([1, None]))

    def test_series_of_two_libraries(self) -> None:
        """They are refused by the libraries' names."""
        pandas, polars = (COLUMNS[name]([None]) for name in ("pandas ns", "polars date"))

        with pytest.raises(TypeError, match=r"^start is of pandas and end of polars\. Give Series of one library\.$"):
            C.between(pandas, polars)
        with pytest.raises(TypeError, match=r"^end is of polars and n of pyarrow\. Give Series of one library\.$"):
            C.before(polars, NUMBERS["pyarrow"]([1]))

    def test_two_indexes(self) -> None:
        """Rows of pandas that do not belong together are not paired."""
        days = pd.Series(times([date(2018, 9, 8), date(2018, 10, 1)], "s"))

        with pytest.raises(ValueError, match=r"^start and end have different indexes\. Align them"):
            C.between(days, days.sort_index(ascending=False))

    @pytest.mark.parametrize(
        "numbers",
        [pd.Series([1.0]), pd.Series(["1"]), pd.Series([True]), pl.Series([1.5]), pa.array(["1"])],
        ids=["pandas fraction", "pandas text", "pandas truth", "polars fraction", "pyarrow text"],
    )
    def test_numbers_that_are_not_whole(self, numbers: Any) -> None:
        """Nothing is rounded or read from text."""
        with pytest.raises(TypeError, match=r"^n is a Series of \w+\. Give whole numbers of working days"):
            C.after(date(2018, 9, 8), numbers)

    @pytest.mark.parametrize("numbers", [pd.Series([-1]), pl.Series([None, -1])], ids=["pandas", "polars"])
    def test_numbers_below_0(self, numbers: Any) -> None:
        """They are refused as they are of arrays."""
        with pytest.raises(ValueError, match=r"is 0 or more"):
            C.after(date(2018, 9, 8), numbers)

    @every_column
    def test_dates_outside_the_calendar(self, column: Callable[[list[date | None]], Any]) -> None:
        """They are named by row, and null is not among them."""
        with pytest.raises(OutsideCalendar, match=r"^day is outside in 2 rows \(rows 3-4\)"):
            C.number(column([date(2018, 9, 8), None, date(1969, 12, 31), date(2060, 1, 1)]))

    def test_without_narwhals(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The extra that is missing is named."""
        monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)

        with pytest.raises(MissingExtra, match=r"csc-indicators\[frames\]"):
            C.number(pl.Series([date(2018, 9, 8)]))
