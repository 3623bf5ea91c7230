"""Whole numbers: what is read as one, what is blank and what is a fault."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import Fault
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.coding import coded
from csc_indicators.records.counts import NOT_RECORDED, counts_from_coded
from csc_indicators.records.intake import Intake
from csc_indicators.records.plans import PLANS
from csc_indicators.records.table import Column, Kind, Records, Table

CASES = Table("cases", "one case", (Column(name="number", kind=Kind.COUNT, meaning="How many."),))

numbers = st.integers(0, 12) | st.integers(0, 10**18 - 1)

#: The ways in which a whole number may be written that says the same.
WRITTEN: dict[str, Any] = {
    "number": int,
    "text": str,
    "spaced": lambda number: f" {number} ",
    "padded": lambda number: f"00{number}",
    "long": lambda number: "0" * 5000 + str(number),
    "decimal": Decimal,
    "numpy": np.int64,
    "small": lambda number: np.int16(number) if number < 2**15 else number,
    "noughts": lambda number: Decimal(f"{number}.00"),
}


def read(given: Any, table: Table = CASES, column: str = "number", **more: Any) -> tuple[Records, list[Fault]]:
    """A column as the library reads it, and what it finds wrong."""
    intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
    return intake.read(table, {column: given, **more}, {}), intake.faults


class TestWhatIsRead:
    """A number is whole and not below 0, whatever way it is written."""

    @given(st.lists(st.tuples(numbers, st.sampled_from(sorted(WRITTEN))), min_size=1))
    @example([(0, "text"), (0, "long"), (10**18 - 1, "text")])
    def test_however_it_is_written(self, drawn: list[tuple[int, str]]) -> None:
        """Numbers, text of digits and decimals that are whole are the numbers they say."""
        records, faults = read([WRITTEN[how](number) for number, how in drawn])

        assert ([number for number, _ in drawn], []) == (records["number"].tolist(), faults)
        assert np.int64 == records["number"].dtype

    @given(st.lists(st.integers(0, 2**53), min_size=1), st.sampled_from([float, np.float64]))
    def test_floats_that_are_whole(self, drawn: list[int], kind: type) -> None:
        """A library that keeps whole numbers as floats is understood."""
        records, faults = read([kind(number) for number in drawn])

        assert (drawn, []) == (records["number"].tolist(), faults)

    def test_numbers_of_numpy_in_a_list(self) -> None:
        """A list of numpy's own numbers, or of its yes and no, is read as one of Python's."""
        assert ([2, 0], []) == (read([np.float32(2), np.float32(0)])[0]["number"].tolist(), read([np.float32(2)])[1])
        assert ([1, 0, 1, 0], []) == (read([np.True_, np.False_, True, False])[0]["number"].tolist(), read([np.True_])[1])

    @pytest.mark.parametrize(
        "given",
        [
            [2, 0, None],
            ["2", "0", ""],
            ["2", "0", "  "],
            [2.0, 0.0, float("nan")],
            np.array([2, 0, np.nan]),
            pd.Series([2, 0, None]),
            pd.Series([2, 0, None], dtype="Int64"),
            pd.Series(["2", "0", None]),
            pl.Series([2, 0, None]),
            pl.Series([2, 0, None], dtype=pl.UInt8),
            pl.Series(["2", "0", None]),
            pa.array([2, 0, None]),
            np.ma.array([2, 0, 7], mask=[False, False, True]),
        ],
        ids=lambda given: f"{type(given).__module__}.{type(given).__name__}",
    )
    def test_of_any_kind(self, given: Any) -> None:
        """Columns of any library are read alike, and what is blank is -1."""
        data = {"child": ["A", "B", "C"], "start": ["2018-07-02"] * 3, "end": [None] * 3}
        records, faults = read(given, PLANS, "previous_plans", **data)

        assert ([2, 0, NOT_RECORDED], []) == (records["previous_plans"].tolist(), faults)

    def test_what_stands_for_blank_is_no_number(self) -> None:
        """What is not recorded cannot be mistaken for a number that is."""
        assert -1 == NOT_RECORDED

    def test_without_rows(self) -> None:
        """A column without rows has no numbers and no faults."""
        found, blank, problems = counts_from_coded(coded([]))

        assert ([], [], []) == (found.tolist(), blank.tolist(), problems)

    def test_it_is_no_identifier(self) -> None:
        """Asked for as identifiers, it says how it is to be asked for."""
        with pytest.raises(TypeError, match=r"whole numbers.*records\['number'\]"):
            read([1])[0].identifiers("number")


class TestWhatIsRefused:
    """Nothing is rounded, made positive or taken from words."""

    @pytest.mark.parametrize(
        "value",
        [
            "two",
            "2.0",
            "2,000",
            "1e3",
            "+2",
            "--2",
            "-",
            "\u0662",
            "\u00b2",
            "0x2",
            "2 0",
            2.5,
            float("inf"),
            Decimal("2.5"),
            Decimal("Infinity"),
            [2],
            b"2",
            Fraction(2),
        ],
    )
    def test_what_is_not_a_whole_number(self, value: Any) -> None:
        """Anything but a number that is whole, or digits, is a fault of its row."""
        records, (fault,) = read([1, value])

        assert ("number", "not a whole number", (2,)) == (fault.column, fault.problem, fault.rows)
        assert [1, NOT_RECORDED] == records["number"].tolist()

    @pytest.mark.parametrize("value", [-1, "-1", -1.0, Decimal(-1), "-" + "9" * 30, -(10**30)])
    def test_below_nought(self, value: Any) -> None:
        """A number below 0 is a fault, also the one that stands for blank."""
        records, (fault,) = read([value, 1])

        assert ("a number below 0", (1,)) == (fault.problem, fault.rows)
        assert [NOT_RECORDED, 1] == records["number"].tolist()

    @pytest.mark.parametrize("value", [10**18, "1" + "0" * 18, "9" * 5000, 1e300, 2**70])
    def test_too_large(self, value: Any) -> None:
        """A number that cannot be kept is a fault, not another number."""
        _, (fault,) = read([value, 1])

        assert ("a number too large to be a count", (1,)) == (fault.problem, fault.rows)

    def test_a_blank_where_a_number_is_needed(self) -> None:
        """A blank is a fault where the column may not be blank, and a value that is misread is not blank."""
        _, faults = read([1, None, "two"])

        assert [("not a whole number", (3,)), ("no value", (2,))] == [(fault.problem, fault.rows) for fault in faults]

    @pytest.mark.parametrize("given", [np.array([1, np.nan]), pd.Series([1, None], dtype="Int64"), pl.Series([1, None]), pa.array([1, None])])
    def test_a_blank_of_any_library_is_blank(self, given: Any) -> None:
        """What a library keeps as missing is blank, and not a number."""
        _, faults = read(given)

        assert [("no value", (2,))] == [(fault.problem, fault.rows) for fault in faults]

    def test_every_problem_is_told(self) -> None:
        """A column with several is told of all of them, each with its rows."""
        _, faults = read(["two", "-1", "9" * 20, "three", "-1"])

        assert [(1, 4), (2, 5), (3,)] == [fault.rows for fault in faults]

    @given(st.lists(st.text() | st.integers() | st.floats() | st.decimals() | st.none() | st.booleans(), max_size=8))
    def test_anything_is_a_number_blank_or_a_fault(self, drawn: list[Any]) -> None:
        """Whatever a column holds, each value is read, is blank, or is named; and what is said holds no value."""
        found, blank, problems = counts_from_coded(coded(drawn))
        wrong = [position for _, _, positions in problems for position in positions.tolist()]

        assert len(drawn) == len(found) == len(blank)
        assert sorted(set(wrong)) == sorted(wrong)
        for position, number in enumerate(found.tolist()):
            assert 1 == (number >= 0) + bool(blank[position]) + (position in wrong)
