"""
Identifiers as codes: each distinct value is read once, whatever library the column comes from, and nothing is lost by it.

The oracle reads every row by itself.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import Fault
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records import coding
from csc_indicators.records.coding import coded
from csc_indicators.records.identifiers import Identifiers, codes_of, common_codes, identifiers, repeated
from csc_indicators.records.intake import Intake
from csc_indicators.records.table import Column, Kind, Records, Table

PEOPLE = Table("people", "one person", (Column(name="person", kind=Kind.ID, meaning="Who.", may_be_blank=True),))
CALLS = Table(
    "calls",
    "one telephone call",
    (
        Column(name="person", kind=Kind.ID, meaning="Who."),
        Column(name="day", kind=Kind.DATE, meaning="When.", may_be_blank=True),
        Column(name="urgent", kind=Kind.FLAG, meaning="Whether it was urgent.", required=False, may_be_blank=True),
        Column(name="reason", kind=Kind.REASON, meaning="Why.", required=False, may_be_blank=True),
    ),
)


def read(table: Table, data: Any) -> tuple[Records, list[Fault]]:
    """A table as the library reads it, and what it finds wrong."""
    intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
    return intake.read(table, data, {}), intake.faults


def people(column: Any) -> Identifiers:
    """A column of a mapping, or the one column of a frame, as the library reads it."""
    records, faults = read(PEOPLE, column if hasattr(column, "columns") else {"person": column})
    assert [] == faults
    return records.identifiers("person")


def listed(found: Identifiers) -> list[Any]:
    """The identifier of every row."""
    values: list[Any] = found.values.tolist()  # noqa: PD011 - not of pandas
    return values


def one_by_one(values: Sequence[Any]) -> list[Any]:
    """Every identifier by itself: spaces are taken off, numbers end in no nought after a point, and they stay numbers if all are whole."""
    texts = []
    for value in values:
        if value is None or value != value or (isinstance(value, str) and value.strip() == ""):  # noqa: PLR0124 - NaN
            texts.append("")
        elif not isinstance(value, str) and value == int(value):
            texts.append(str(int(value)))
        elif isinstance(value, Decimal):
            texts.append(str(value.normalize()))
        else:
            texts.append(str(value).strip())
    if "" in texts or any(isinstance(value, str) for value in values):
        return texts
    whole = all(text.lstrip("-").isdigit() and abs(int(text)) < 2**63 for text in texts)
    return [int(text) for text in texts] if whole else texts


# Numbers near each other are looked up in a table and numbers far apart are sorted, so both are drawn; and as few as come back again and again.
near_numbers = st.integers(-3, 9)
far_numbers = st.integers(-(2**63) + 1, 2**63 - 1)
numbers = st.lists(near_numbers) | st.lists(near_numbers | far_numbers)
numbers_or_none = st.lists(near_numbers | st.none()) | st.lists(near_numbers | far_numbers | st.none())
plain_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=5)
texts = st.lists(st.sampled_from(["7", " 7", "7 ", "07", "A1", "a1", "", "  ", "\xe9", "\U0001f3e0"]) | plain_text)
texts_or_none = st.lists(st.sampled_from(["7", " 7", "07", "A1", "", "  "]) | plain_text | st.none())
decimals = st.sampled_from([Decimal(7), Decimal("7.00"), Decimal("7.50"), Decimal("1E+2"), Decimal("-0")])
halves = st.integers(-9, 9).map(lambda number: number / 2)
anything = st.lists(
    near_numbers | far_numbers | halves | decimals | st.sampled_from(["7", "7.0", " -1", "A", ""]) | st.none() | st.just(float("nan"))
)


def chunked(values: Sequence[Any], kind: Any) -> Any:
    """An Arrow array in two pieces."""
    half = len(values) // 2
    return pa.chunked_array([pa.array(values[:half], kind), pa.array(values[half:], kind)], kind)


def in_a_dictionary(values: Sequence[Any], kind: Any) -> Any:
    """An Arrow array in two pieces with a dictionary each, the second of which names every value twice."""
    half = len(values) // 2
    later = [value for value in values[half:] if value is not None]
    indices = pa.array([None if value is None else later.index(value) + len(later) * (at % 2) for at, value in enumerate(values[half:])], pa.int32())
    twice = pa.DictionaryArray.from_arrays(indices, pa.array(later * 2, kind))
    return pa.chunked_array([pa.array(values[:half], kind).dictionary_encode(), twice])


WAYS_WITH_NUMBERS: dict[str, Callable[[list[int]], Any]] = {
    "list": list,
    "tuple": tuple,
    "numpy": lambda values: np.array(values, dtype=np.int64),
    "numpy, another byte order": lambda values: np.array(values, dtype=">i8"),
    "numpy, every second": lambda values: np.repeat(np.array(values, dtype=np.int64), 2)[::2],
    "numpy objects": lambda values: np.array(values, dtype=object),
    "pandas": lambda values: pd.Series(values, dtype="int64"),
    "pandas Int64": lambda values: pd.Series(values, dtype="Int64"),
    "pandas Arrow": lambda values: pd.Series(values, dtype="int64[pyarrow]"),
    "pandas objects": lambda values: pd.Series(values, dtype=object),
    "pandas categories": lambda values: pd.Series(values, dtype="int64").astype("category"),
    "pandas frame": lambda values: pd.DataFrame({"person": pd.Series(values, dtype="int64")}),
    "Polars": lambda values: pl.Series(values, dtype=pl.Int64),
    "Polars, wide": lambda values: pl.Series(values, dtype=pl.Int128),
    "Polars decimals": lambda values: pl.Series(values, dtype=pl.Int64).cast(pl.Decimal(38, 2)),
    "Polars frame": lambda values: pl.DataFrame({"person": pl.Series(values, dtype=pl.Int64)}),
    "Arrow": lambda values: pa.array(values, pa.int64()),
    "Arrow in pieces": lambda values: chunked(values, pa.int64()),
    "Arrow table": lambda values: pa.table({"person": pa.array(values, pa.int64())}),
}
WAYS_WITH_GAPS: dict[str, Callable[[list[int | None]], Any]] = {
    "list": list,
    "numpy objects": lambda values: np.array(values, dtype=object),
    "numpy, masked": lambda values: np.ma.array([value or 0 for value in values], dtype=np.int64, mask=[value is None for value in values]),
    "pandas Int64": lambda values: pd.Series(values, dtype="Int64"),
    "pandas Arrow": lambda values: pd.Series(values, dtype="int64[pyarrow]"),
    "pandas objects": lambda values: pd.Series(values, dtype=object),
    "Polars": lambda values: pl.Series(values, dtype=pl.Int64),
    "Arrow": lambda values: pa.array(values, pa.int64()),
    "Arrow in pieces": lambda values: chunked(values, pa.int64()),
}
WAYS_WITH_TEXT: dict[str, Callable[[list[str]], Any]] = {
    "list": list,
    "numpy": lambda values: np.array(values, dtype=np.str_),
    "numpy, another byte order": lambda values: np.array(values, dtype=np.str_).astype(f">U{max(map(len, values), default=1) or 1}"),
}
WAYS_WITH_TEXT_AND_GAPS: dict[str, Callable[[list[str | None]], Any]] = {
    "list": list,
    "numpy objects": lambda values: np.array(values, dtype=object),
    "pandas": lambda values: pd.Series(values, dtype="str"),
    "pandas string": lambda values: pd.Series(values, dtype="string[python]"),
    "pandas Arrow": lambda values: pd.Series(values, dtype="string[pyarrow]"),
    "pandas Arrow large": lambda values: pd.Series(values, dtype=pd.ArrowDtype(pa.large_string())),
    "pandas objects": lambda values: pd.Series(values, dtype=object),
    "pandas categories": lambda values: pd.Series(values, dtype="str").astype("category"),
    "pandas Arrow dictionary": lambda values: pd.Series(pd.arrays.ArrowExtensionArray(in_a_dictionary(values, pa.string()))),
    "pandas frame": lambda values: pd.DataFrame({"person": pd.Series(values, dtype="str")}),
    "Polars": lambda values: pl.Series(values, dtype=pl.String),
    "Polars categories": lambda values: pl.Series(values, dtype=pl.Categorical),
    "Polars enum": lambda values: pl.Series(values, dtype=pl.Enum(sorted({value for value in values if value is not None}))),
    "Polars frame": lambda values: pl.DataFrame({"person": pl.Series(values, dtype=pl.String)}),
    "Arrow": lambda values: pa.array(values, pa.string()),
    "Arrow in pieces": lambda values: chunked(values, pa.string()),
    "Arrow large": lambda values: chunked(values, pa.large_string()),
    "Arrow view": lambda values: chunked(values, pa.string_view()),
    "Arrow dictionary": lambda values: in_a_dictionary(values, pa.string()),
    "Arrow dictionary in one piece": lambda values: in_a_dictionary([None] * len(values) + values, pa.string())[len(values) :],
    "Arrow table": lambda values: pa.table({"person": pa.array(values, pa.string())}),
}
WAYS_WITH_FLOATS: dict[str, Callable[[list[float]], Any]] = {
    "list": list,
    "numpy": lambda values: np.array(values, dtype=np.float64),
    "pandas": lambda values: pd.Series(values, dtype="float64"),
    "pandas Float64": lambda values: pd.Series(values, dtype="Float64"),
    "pandas Arrow": lambda values: pd.Series(values, dtype="double[pyarrow]"),
    "pandas objects": lambda values: pd.Series(values, dtype=object),
    "Polars": lambda values: pl.Series(values, dtype=pl.Float64),
    "Arrow": lambda values: chunked(values, pa.float64()),
}
WAYS_WITH_ANYTHING: dict[str, Callable[[list[Any]], Any]] = {
    "list": list,
    "numpy objects": lambda values: np.array(values, dtype=object),
    "pandas objects": lambda values: pd.Series(values, dtype=object),
    "pandas frame": lambda values: pd.DataFrame({"person": pd.Series(values, dtype=object)}),
}


class TestEveryLibrary:
    """A column of identifiers is read alike from every library, and as if each row were read by itself. (Decision 1.)"""

    @pytest.mark.parametrize("way", WAYS_WITH_NUMBERS)
    @given(values=numbers)
    @example(values=[2**62, 3, 2**62, -4])
    @example(values=[5, 5, 5])
    @example(values=[2**62, 2**62 + 100, 2**62])
    def test_whole_numbers(self, way: str, values: list[int]) -> None:
        """Whole numbers stay numbers."""
        found = people(WAYS_WITH_NUMBERS[way](values))

        assert one_by_one(values) == listed(found)
        assert not values or found.labels.dtype == np.int64

    @pytest.mark.parametrize("way", WAYS_WITH_GAPS)
    @given(values=numbers_or_none)
    @example(values=[2**53 + 1, None, 2**53])
    def test_whole_numbers_with_gaps(self, way: str, values: list[int | None]) -> None:
        """Whole numbers some of which are missing lose no digit, and are text because a missing one is empty text."""
        found = people(WAYS_WITH_GAPS[way](values))

        assert one_by_one(values) == listed(found)
        assert not values or (None in values) == (found.labels.dtype.kind == "U")

    @pytest.mark.parametrize("way", WAYS_WITH_TEXT)
    @given(values=texts)
    def test_text(self, way: str, values: list[str]) -> None:
        """Text loses the spaces around it and nothing else."""
        assert one_by_one(values) == listed(people(WAYS_WITH_TEXT[way](values)))

    @pytest.mark.parametrize("way", WAYS_WITH_TEXT_AND_GAPS)
    @given(values=texts_or_none)
    @example(values=["a", "b", "b", "b", "b", None])
    def test_text_with_gaps(self, way: str, values: list[str | None]) -> None:
        """A missing text is an empty one, and no text has two codes."""
        found = people(WAYS_WITH_TEXT_AND_GAPS[way](values))

        assert one_by_one(values) == listed(found)
        assert len(set(found.labels.tolist())) == len(found.labels)

    @pytest.mark.parametrize("way", WAYS_WITH_FLOATS)
    @given(values=st.lists(halves | st.sampled_from([1e15, 1e18, 1e19, -1e300, float("nan")])))
    @example(values=[7.0, 2.0])
    @example(values=[7.0, float("nan")])
    @example(values=[0.0, -0.0, 9.3e18])
    def test_numbers_with_a_point(self, way: str, values: list[float]) -> None:
        """A number that is whole is written without a point, and NaN is missing."""
        assert one_by_one(values) == listed(people(WAYS_WITH_FLOATS[way](values)))

    @pytest.mark.parametrize("way", WAYS_WITH_ANYTHING)
    @given(values=anything)
    @example(values=[7, 7.0, "7"])
    @example(values=[1, Decimal("1.00"), 1.0])
    @example(values=[2**70, 7])
    def test_all_kinds_together(self, way: str, values: list[Any]) -> None:
        """Numbers of all kinds and text in one column are compared as they are written."""
        assert one_by_one(values) == listed(people(WAYS_WITH_ANYTHING[way](values)))

    @pytest.mark.parametrize("missing", [None, "", " \t", float("nan"), np.float32("nan"), Decimal("NaN"), Decimal("sNaN"), pd.NA, pd.NaT])
    @pytest.mark.parametrize("way", WAYS_WITH_ANYTHING)
    def test_whatever_is_missing(self, way: str, missing: Any) -> None:
        """What is missing has no code, however it is written."""
        assert [True, False, True] == people(WAYS_WITH_ANYTHING[way]([missing, "A", missing])).blank.tolist()

    @pytest.mark.parametrize("way", [np.array, pd.Series, pl.Series, pa.array, list])
    def test_yes_and_no_are_one_and_nought(self, way: Callable[[list[bool]], Any]) -> None:
        """Booleans as identifiers are the numbers that they are equal to."""
        assert [1, 0, 1] == listed(people(way([True, False, True])))

    @pytest.mark.parametrize("way", WAYS_WITH_ANYTHING)
    def test_values_that_cannot_be_looked_up(self, way: str) -> None:
        """A value without a hash is read as it is written, and those written alike are one."""
        assert ["['A']", "B", "['A']", "B"] == listed(people(WAYS_WITH_ANYTHING[way]([["A"], "B", ["A"], "B"])))

    def test_numbers_past_the_widest(self) -> None:
        """A number too great for 64 bits is text, in an unsigned array too, with gaps or without."""
        great = [2**64 - 1, 7]

        assert ["18446744073709551615", "7"] == listed(people(np.array(great, dtype=np.uint64)))
        assert ["18446744073709551615", "7"] == listed(people(pl.Series(great, dtype=pl.UInt64)))
        assert ["18446744073709551615", ""] == listed(people(pl.Series([2**64 - 1, None], dtype=pl.UInt64)))
        assert [2**63 - 1, 7] == listed(people(np.array([2**63 - 1, 7], dtype=np.uint64)))

    def test_categories_that_no_row_has(self) -> None:
        """A category without rows is no text in the column."""
        series = pd.Series(pd.Categorical([7, 8], categories=[7, 8, "none"]))

        assert [7, 8] == listed(people(series))

    def test_categories_made_for_other_columns(self) -> None:
        """Polars numbers the categories of all its columns together, which is nothing to the codes of one."""
        before = pl.Series([f"other {n}" for n in range(1000)], dtype=pl.Categorical)
        found = people(pl.Series(["A", None, "B", "A"], dtype=pl.Categorical))

        assert (1000, ["A", "", "B", "A"]) == (len(before), listed(found))
        assert 2 == len(found.labels)

    def test_a_series_without_narwhals(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without narwhals a Series in a mapping is read as the list it can be made into."""
        monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)

        assert ["A", "", "A"] == listed(people(pd.Series(["A", None, " A"])))


class TestCodes:
    """Every distinct identifier has one code, and the codes give the column back."""

    @given(numbers | texts_or_none | anything)
    def test_codes_and_labels(self, values: list[Any]) -> None:
        """Labels are distinct, none is blank, all are used, and rows are of one code exactly when they are read alike."""
        found = identifiers(coded(values))
        labels = found.labels.tolist()

        assert len(set(labels)) == len(labels)
        assert "" not in labels
        assert {-1, *range(len(labels))} == {-1, *found.codes.tolist()}
        assert one_by_one(values) == ["" if code == -1 else labels[code] for code in found.codes.tolist()]

    @given(st.lists(near_numbers | far_numbers, min_size=1), st.integers(1, 3))
    @example([1] * 40 + [2**40, 2**41], 1)
    def test_a_long_column(self, values: list[int], scale: int) -> None:
        """Many rows of few numbers, and of a few that are strange among them, are coded as few rows are."""
        column = np.array([*values, *[5, 6, 7] * 700 * scale, *values], dtype=np.int64)
        found = coded(column)

        assert column.tolist() == np.asarray(found.distinct)[found.codes].tolist()
        assert len(set(found.listed)) == len(found.listed)

    @given(texts)
    def test_texts_of_one_number(self, values: list[str]) -> None:
        """Text is told apart by its letters when the numbers made of them are not enough."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(coding, "_SPREAD", 0)
            found = coded(np.array(values, dtype=np.str_))

        assert values == np.asarray(found.distinct)[found.codes].tolist()

    @given(st.lists(st.sampled_from(["ab", "ba", "a", "b", "aab", "", "abc", "acb"]) | plain_text))
    def test_letters_in_another_order(self, values: list[str]) -> None:
        """Texts of the same letters in another order are two."""
        found = coded(np.array(values, dtype=np.str_))

        assert values == np.asarray(found.distinct)[found.codes].tolist()

    @given(anything, st.data())
    def test_some_of_the_rows(self, values: list[Any], data: st.DataObject) -> None:
        """Rows that are picked keep their identifiers, and may leave labels behind."""
        mask = data.draw(arrays(bool, len(values)))
        found = identifiers(coded(values))
        picked = found[mask]
        expected = [value for value, kept in zip(listed(found), mask.tolist(), strict=True) if kept]

        assert (expected, len(found.labels)) == ([str(value) if "" in expected else value for value in listed(picked)], len(picked.labels))

    def test_reprs_say_how_many(self) -> None:
        """Neither the codes nor the column that was coded shows a value."""
        column = coded(["Ada", "Ben", None])

        assert ("<Coded: 3 rows, 3 distinct>", "<Identifiers: 3 rows>") == (repr(column), repr(identifiers(column)))


class TestTwoTables:
    """People of two tables are compared as numbers if both have numbers, else as text."""

    @given(anything | numbers | texts, anything | numbers | texts)
    @example([7, 8], ["7", " 8"])
    @example([-7, 8], [8.0, -7])
    @example([], [1])
    def test_a_common_coding(self, ours: list[Any], theirs: list[Any]) -> None:
        """Rows of the two tables have one code exactly when they are written alike, and the labels say how."""
        one, other = identifiers(coded(ours)), identifiers(coded(theirs))
        codes, others, labels = common_codes(one, other)
        told = [str(labels[code]) if code >= 0 else "" for code in [*codes.tolist(), *others.tolist()]]

        assert [str(value) for value in [*one_by_one(ours), *one_by_one(theirs)]] == told
        assert len(set(labels.tolist())) == len(labels)
        assert (one.labels.dtype.kind == other.labels.dtype.kind == "i") == (labels.dtype.kind == "i")

    @given(anything | numbers | texts, anything | numbers | texts)
    @example([7, 8], ["7", "x"])
    @example([], [1])
    def test_the_codes_of_strangers(self, ours: list[Any], theirs: list[Any]) -> None:
        """Within one table's coding the rows of another have its codes, and strangers and blanks have none."""
        one, other = identifiers(coded(ours)), identifiers(coded(theirs))
        known = {str(label): code for code, label in enumerate(one.labels.tolist())}

        assert [known.get(str(value), -1) for value in one_by_one(theirs)] == codes_of(other, within=one).tolist()


DAYS = st.dates(date(2018, 7, 1), date(2018, 7, 4)) | st.none() | st.sampled_from([date(1, 1, 1), date(9999, 12, 31)])


class TestRepeated:
    """Two rows of one person, day and kind are the same event twice. (Decision 4.)"""

    @given(st.lists(st.tuples(st.integers(-1, 3) | st.just(2**40), DAYS, st.booleans())))
    @example([(2**55, date(1, 1, 1), True), (2**55, date(1, 1, 1), True), (0, date(9999, 12, 31), True)])
    @example([(2**43, date(1, 1, 1), False), (0, date(1, 1, 1), False), (0, date(1, 1, 1) + timedelta(days=2**20 - 1), False)])
    @example([(-1, date(2018, 7, 2), False), (-1, date(2018, 7, 2), False)])
    def test_as_every_pair_is_compared(self, rows: list[tuple[int, date | None, bool]]) -> None:
        """A row is repeated when another is equal to it in all three; one without a person or without a day never is."""
        codes = np.array([row[0] for row in rows], dtype=np.int64)
        days = np.array([row[1] for row in rows], dtype="datetime64[D]")
        held = np.array([row[2] for row in rows], dtype=bool)

        def shared(key: Callable[[tuple[int, date | None, bool]], object]) -> list[bool]:
            return [row[0] != -1 and row[1] is not None and sum(key(row) == key(other) for other in rows) > 1 for row in rows]

        assert shared(lambda row: row) == repeated(codes, days, held).tolist()
        assert shared(lambda row: row[:2]) == repeated(codes, days).tolist()


class TestPickedRows:
    """Some rows of a table are a table whose rows keep the caller's numbers."""

    COLUMNS = {
        "person": ["A", "B", "A", "C"],
        "day": ["2018-07-02", None, "2018-07-03", "2018-07-04"],
        "urgent": ["yes", "no", "", "y"],
        "reason": ["F10", "", None, "R10"],
    }

    @given(arrays(bool, 4), st.data())
    def test_rows_keep_their_numbers(self, mask: Any, data: st.DataObject) -> None:
        """Picked once or twice, a row has its own values and number."""
        records, _ = read(CALLS, self.COLUMNS)
        once = records.where(mask)
        again = data.draw(arrays(bool, len(once)))
        picked = once.where(again)
        rows = np.array([1, 2, 3, 4])[mask][again].tolist()

        assert rows == picked.rows.tolist()
        for name in ("person", "day", "urgent", "reason"):
            assert [records[name].tolist()[row - 1] for row in rows] == picked[name].tolist()

    @given(arrays(bool, 4))
    def test_soundness_follows_the_numbers(self, mask: Any) -> None:
        """A fault is of the caller's row, wherever the row stands now, and of its column alone."""
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        records = intake.read(CALLS, self.COLUMNS | {"day": ["2018-07-02", "soon", None, "2018-07-04"], "person": ["A", "B", "A", ""]}, {})
        picked = records.where(mask)

        assert [row not in {2, 4} for row in picked.rows.tolist()] == intake.sound(picked).tolist()
        assert [row != 2 for row in picked.rows.tolist()] == intake.sound(picked, "day").tolist()
        assert intake.sound(picked, "urgent").all()

    def test_only_some_columns_have_codes(self) -> None:
        """Dates and flags have no codes, and asking for them says so without a value."""
        records, _ = read(CALLS, self.COLUMNS)

        assert ["F10", "R10"] == sorted(records.identifiers("reason").labels.tolist())
        with pytest.raises(TypeError, match="The column 'day' is one of dates"):
            records.identifiers("day")


class TestYesAndNo:
    """A flag is written yes or no, true or false, 1 or 0; blank is no, and anything else is a fault."""

    YES = ["yes", "Y", " TRUE ", "true", "1", 1, 1.0, True, np.True_, Decimal(1)]
    NO = ["no", "N", "False", "0", 0, 0.0, False, np.False_, None, "", "  ", float("nan"), pd.NA]

    @pytest.mark.parametrize("value", YES)
    def test_yes(self, value: Any) -> None:
        """Yes in every spelling."""
        assert ([False, True, True], []) == self.flags(["no", value, value])

    @pytest.mark.parametrize("value", NO)
    def test_no(self, value: Any) -> None:
        """No in every spelling, and blanks."""
        assert ([True, False, False], []) == self.flags(["yes", value, value])

    @pytest.mark.parametrize("value", ["maybe", "yess", 2, -1, 0.5, "t", "on", date(2018, 7, 2)])
    def test_neither(self, value: Any) -> None:
        """Anything else is a fault of its row, and not a yes."""
        flags, faults = self.flags(["yes", value, "no", value])

        assert [True, False, False, False] == flags
        assert [("urgent", (2, 4), "neither yes nor no")] == [(fault.column, fault.rows, fault.problem) for fault in faults]

    @pytest.mark.parametrize(
        "column",
        [
            np.array([True, False, False]),
            pd.Series([True, False, None], dtype="boolean"),
            pd.Series([True, False, None], dtype="bool[pyarrow]"),
            pd.Series([True, False, None], dtype=object),
            pd.Series(["yes", "no", None], dtype="category"),
            pl.Series([True, False, None]),
            pl.Series([True, False, False]),
            pa.chunked_array([[True], [False, None]]),
            pa.array([True, False, None]),
        ],
        ids=lambda column: f"{type(column).__module__} {getattr(column, 'dtype', '')}",
    )
    def test_of_every_library(self, column: Any) -> None:
        """Columns of booleans are read alike, with gaps and without."""
        assert ([True, False, False], []) == self.flags(column)

    @staticmethod
    def flags(column: Any) -> tuple[list[bool], list[Fault]]:
        """The flags of a column and its faults."""
        records, faults = read(CALLS, {"person": np.arange(len(column)), "day": np.full(len(column), np.datetime64("NaT", "D")), "urgent": column})
        return records["urgent"].tolist(), faults


class TestReasons:
    """Reasons are coded once, and a code that may not be chosen is a fault of every row that has it. (Rule 8.)"""

    @given(st.lists(st.sampled_from(["F10", " R10 ", "", None, "F99", "Z90", "f10"])))
    def test_row_by_row(self, given_reasons: list[str | None]) -> None:
        """Each row has its code without spaces, in capitals, and faults are those of the codes looked up one by one."""
        allowed = {reason.code for reason in DELAY_REASONS if reason.selectable} | {""}
        written = [(reason or "").strip().upper() for reason in given_reasons]
        expected = [code if code in allowed else "" for code in written]
        frame = pl.DataFrame({"person": range(len(written)), "day": [None] * len(written), "reason": pl.Series(given_reasons, dtype=pl.String)})
        wrong = tuple(row for row, code in enumerate(written, start=1) if code not in allowed)

        for data in (frame, frame.to_dict(as_series=False), frame.to_arrow(), frame.to_pandas()):
            records, faults = read(CALLS, data)

            assert expected == records["reason"].tolist()
            assert [("reason", wrong)][: len(wrong)] == [(fault.column, fault.rows) for fault in faults]

    def test_numbers_are_no_reasons(self) -> None:
        """A number under the heading of reasons is a fault, and no reason is read from it."""
        records, faults = read(CALLS, {"person": [1, 2], "day": [None, None], "reason": [10, 11]})

        assert (["", ""], [(1, 2)]) == (records["reason"].tolist(), [fault.rows for fault in faults])


class TestDates:
    """Dates are read the same from every library, each distinct one once. (Decision 1.)"""

    WAYS: dict[str, Callable[[list[date | None]], Any]] = {
        "list": list,
        "list of text": lambda days: [None if day is None else str(day) for day in days],
        "list of times": lambda days: [None if day is None else datetime(day.year, day.month, day.day) for day in days],
        "numpy": lambda days: np.array(days, dtype="datetime64[D]"),
        "numpy ns": lambda days: np.array(days, dtype="datetime64[ns]"),
        "numpy s, another byte order": lambda days: np.array(days, dtype="datetime64[s]").astype(">M8[s]"),
        "pandas": lambda days: pd.Series(days, dtype="datetime64[us]"),
        "pandas text": lambda days: pd.Series([None if day is None else str(day) for day in days], dtype="str"),
        "pandas objects": lambda days: pd.Series(days, dtype=object),
        "pandas Arrow": lambda days: pd.Series(days, dtype="date32[pyarrow]"),
        "pandas Arrow times": lambda days: pd.Series(pd.Series(days, dtype="datetime64[us]"), dtype="timestamp[us][pyarrow]"),
        "Polars": lambda days: pl.Series(days, dtype=pl.Date),
        "Polars times": lambda days: pl.Series(days, dtype=pl.Date).cast(pl.Datetime),
        "Polars text": lambda days: pl.Series([None if day is None else str(day) for day in days], dtype=pl.String),
        "Arrow": lambda days: chunked(days, pa.date32()),
        "Arrow text": lambda days: chunked([None if day is None else str(day) for day in days], pa.string()),
    }

    @pytest.mark.parametrize("way", WAYS)
    @given(days=st.lists(st.dates(date(2000, 1, 1), date(2028, 12, 31)) | st.none() | st.just(date(2018, 7, 2))))
    def test_days(self, way: str, days: list[date | None]) -> None:
        """Every day comes back."""
        records, faults = read(CALLS, {"person": np.arange(len(days)), "day": self.WAYS[way](days)})

        assert (days, []) == (records["day"].tolist(), faults)

    @pytest.mark.parametrize(
        "column",
        [
            pd.Series(["2018-07-02", None, "2018-07-02"]).astype("datetime64[us]").dt.tz_localize("Europe/London"),
            pl.Series(["2018-07-02", None, "2018-07-02"]).str.to_datetime(time_zone="Europe/London"),
            pa.chunked_array([pa.array([datetime(2018, 7, 2, tzinfo=UTC), None, datetime(2018, 7, 2, tzinfo=UTC)])]),
            pd.Series(["2018-07-02 10:00", None, "2018-07-02 10:00"]).astype("datetime64[us]"),
            pl.Series(["2018-07-02 10:00", None, "2018-07-02 10:00"]),
        ],
        ids=lambda column: f"{type(column).__module__} {getattr(column, 'dtype', '')}",
    )
    def test_zones_and_times(self, column: Any) -> None:
        """A time of day or a zone is a fault of every row that has it."""
        _, faults = read(CALLS, {"person": [1, 2, 3], "day": column})

        assert [("day", (1, 3), "a time of day, or a time zone, where a date is wanted")] == [
            (fault.column, fault.rows, fault.problem) for fault in faults
        ]

    def test_formats_that_no_row_has(self) -> None:
        """A category in another format that no row has makes no mixed column, and as many of each name the slashed ones."""
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS, date_format="dd/mm/yyyy")
        intake.read(CALLS, {"person": [1], "day": pd.Series(pd.Categorical(["2018-07-02"], categories=["2018-07-02", "03/07/2018"]))}, {})
        intake.read(CALLS, {"person": [1, 2], "day": ["03/07/2018", "2018-07-02"]}, {})

        assert [((1,), "two date formats in one column")] == [(fault.rows, fault.problem) for fault in intake.faults]


def test_a_column_that_is_not_asked_for_is_not_read() -> None:
    """Of a frame only the columns of the table are read, so others can hold anything."""
    frame = pl.DataFrame({"person": ["A"], "secret": [object()]}, schema_overrides={"secret": pl.Object})

    assert ["A"] == listed(people(frame))
