"""
Columns into dataframes and back.

The clauses are those of the project's design: core imports are attrs and numpy only, and a dataframe is given in the caller's own library.
"""

import subprocess
import sys
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.errors import MissingExtra
from csc_indicators.frames import Library, as_columns, as_frame

LIBRARIES: tuple[Library, ...] = ("pandas", "polars", "pyarrow")
COLUMNS: dict[str, list[Any]] = {"team": ["North", "South"], "cases": [26, 31]}


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Columns of text, whole numbers, yes and no, and dates, of one length, with at least one row."""
    size = draw(st.integers(1, 5))
    kinds = (st.text(max_size=5), st.integers(-(2**63), 2**63 - 1), st.booleans(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    names = draw(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4, unique=True))
    return {name: draw(st.lists(draw(st.sampled_from(kinds)), min_size=size, max_size=size)) for name in names}


def plain(value: Any) -> Any:
    """A day, where pandas has midnight of it."""
    return value.date() if isinstance(value, pd.Timestamp) else value


class TestThereAndBack:
    """
    A table is given in pandas, Polars or pyarrow, and read from any of them.

    Source: IO2 of the project's properties.
    """

    @pytest.mark.parametrize("library", LIBRARIES)
    @given(columns=tables())
    def test_what_is_written_is_read_back(self, columns: dict[str, list[Any]], library: Library) -> None:
        """Making a frame and reading it gives the columns, in their order."""
        given_back = as_columns(as_frame({name: _array(values) for name, values in columns.items()}, library))

        assert columns == {name: [plain(value) for value in values] for name, values in given_back.items()}
        assert list(columns) == list(given_back)

    @pytest.mark.parametrize(("library", "kind"), [("pandas", pd.DataFrame), ("polars", pl.DataFrame), ("pyarrow", pa.Table)])
    def test_in_the_library_asked_for(self, library: Library, kind: type[Any]) -> None:
        """The frame is the library's own."""
        assert isinstance(as_frame(COLUMNS, library), kind)

    @pytest.mark.parametrize("library", LIBRARIES)
    @pytest.mark.parametrize("values", [[62.3, None], [None, None], [62.3, 68.6]])
    def test_numbers_that_may_be_missing(self, values: list[float | None], library: Library) -> None:
        """They are floats whether some, all or none of them are missing."""
        column = as_frame({**COLUMNS, "percentage": values}, library, numbers=("percentage",))["percentage"]
        kinds = {"pandas": "float64", "polars": "Float64", "pyarrow": "double"}

        assert kinds[library] == str(column.type if library == "pyarrow" else column.dtype)
        assert pd.isna(pd.Series(values)).tolist() == pd.isna(pd.Series(np.asarray(column))).tolist()

    def test_a_mapping_is_read_as_it_is(self) -> None:
        """Lists, tuples, arrays and a Series of columns need no library."""
        columns = as_columns({"team": ("North", "South"), "cases": np.array([26, 31]), 3: pd.Series([True, False])})

        assert {"team": ["North", "South"], "cases": [26, 31], "3": [True, False]} == columns


class TestRefusing:
    """
    What is no table is refused without showing it, and what is missing is named.

    Source: the errors of the project's design.
    """

    @pytest.mark.parametrize(
        "data", [["canary"], "canary", None, 4711, pd.Series(["canary"]), pl.Series(["canary"]), pl.LazyFrame({"a": ["canary"]})]
    )
    def test_what_is_no_table(self, data: Any) -> None:
        """Lists, Series and frames that have not been collected are none."""
        with pytest.raises(TypeError, match="Give a mapping of columns") as refused:
            as_columns(data)

        assert "canary" not in str(refused.value)

    @pytest.mark.parametrize("library", ["dask", "Pandas", "", None])
    def test_another_library(self, library: Any) -> None:
        """There are three."""
        with pytest.raises(ValueError, match="one of pandas, polars, pyarrow"):
            as_frame(COLUMNS, library)

    def test_without_narwhals(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The extra that is missing is named, and a mapping is read all the same."""
        monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)

        with pytest.raises(MissingExtra, match=r"csc-indicators\[frames\]"):
            as_frame(COLUMNS, "pandas")
        with pytest.raises(MissingExtra, match=r"csc-indicators\[frames\]"):
            as_columns(pd.DataFrame(COLUMNS))
        assert as_columns(COLUMNS) == COLUMNS

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_without_the_library(self, library: str) -> None:
        """It is named too, in a process that has never imported it."""
        code = (
            f"import sys; sys.modules[{library!r}] = None\n"
            "from csc_indicators.errors import MissingExtra\n"
            "from csc_indicators.frames import as_frame\n"
            f"try: as_frame({COLUMNS}, {library!r})\n"
            "except MissingExtra as error: print(error)\n"
        )
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

        assert said == f"A {library} frame needs narwhals and {library}. Install csc-indicators[frames] and {library}.\n"


def _array(values: list[Any]) -> Any:
    return np.array(values, dtype="datetime64[D]") if isinstance(values[0], date) else values
