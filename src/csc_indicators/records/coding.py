"""
A column as the distinct values in it, and which of them each row holds.

A column of a million rows holds a few thousand dates, a handful of reasons and each child a few times over, so a value is read once and not once a
row. A dataframe's own library finds the distinct values where it can do so without making a Python object of every row; whole numbers are looked up
in a table of what lies between the least and the greatest, and text is sorted by a number made of its letters.
"""

from collections import defaultdict
from itertools import count
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Mask

__all__ = ["BLANK", "Coded", "Places", "coded", "is_missing", "times"]

#: The code of a row that holds nothing.
BLANK = -1

#: For every row, where among the distinct values its own stands.
Places: TypeAlias = NDArray[np.int64]

#: Whole numbers are looked up in a table with an entry for each number from the least to the greatest while it has so many entries a row or fewer;
#: a longer table takes longer to fill than sorting does.
_ENTRIES_A_ROW = 2

#: The multiplier of the number made of a text: odd, and with its ones spread evenly (2**64 over the golden ratio).
_SPREAD = 0x9E3779B97F4A7C15

#: Of how many keys spread over a column it is told whether a column has few distinct ones, and how many are few: those are sought one by one,
#: because to sort many equal keys takes longer.
_SAMPLE, _FEW = 1000, 32

_GREATEST = np.iinfo(np.int64).max
_WIDTH = 64


@attrs.frozen(repr=False, eq=False)
class Coded:
    """
    A column as codes of its distinct values. What it holds is never printed.

    Attributes:
        codes: For every row, the position of its value among the distinct ones; -1 where the column has nothing.
        distinct: The distinct values: whole numbers or text as an array, anything else as a list. Two of them may still be read as one value, such as
            ``7`` and ``7.0``, and one may be read as blank.
    """

    codes: Places
    distinct: NDArray[Any] | list[Any]

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"<Coded: {len(self)} rows, {len(self.distinct)} distinct>"

    @property
    def listed(self) -> list[Any]:
        """The distinct values as Python has them."""
        values: list[Any] = self.distinct if isinstance(self.distinct, list) else self.distinct.tolist()
        return values


def coded(column: Any) -> Coded:
    """
    The distinct values of *column*, and which of them each row has.

    Args:
        column: A one-dimensional numpy array, a list, or a narwhals Series.

    >>> column = coded(["B", "A", None, "B"])
    >>> column.codes.tolist(), column.listed
    ([0, 1, 2, 0], ['B', 'A', None])
    >>> coded(np.array([7, 5, 7])).codes.tolist()
    [1, 0, 1]
    """
    if isinstance(column, np.ndarray):
        return _coded_array(column)
    return _coded_list(column) if isinstance(column, list) else _coded_series(column)


def times(column: Any) -> NDArray[np.datetime64] | None:
    """The column as ``datetime64``, when that is how it holds its dates; None when it is not, or has a time zone, which numpy would lose."""
    if isinstance(column, list):
        return None
    if not isinstance(column, np.ndarray):
        if not column.dtype.is_temporal() or getattr(column.dtype, "time_zone", None) is not None:
            return None
        column = column.to_numpy()
    return column if column.dtype.kind == "M" else None


def is_missing(value: Any) -> bool:
    """True for None, NaN, NaT, pandas' NA and blank text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if type(value).__name__ == "NAType":  # pandas' NA is neither equal to itself nor different from itself
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - NaN and NaT of every kind are not themselves
    except ArithmeticError:  # a signalling NaN
        return True
    except (TypeError, ValueError):
        return False


def _coded_array(values: NDArray[Any]) -> Coded:
    kind = values.dtype.kind
    if kind == "b":
        return _coded_array(values.astype(np.int64))
    if kind in "iu" and values.max(initial=0) <= _GREATEST:
        return _coded_integers(values.astype(np.int64, copy=False))
    if kind == "f":
        return _coded_floats(values)
    if kind == "U":
        return _coded_text(values)
    return _coded_list(values.tolist())


def _coded_integers(values: NDArray[np.int64], missing: Mask | None = None) -> Coded:
    """Whole numbers, those that are *missing* apart."""
    if missing is not None and missing.any():
        codes = np.full(len(values), BLANK, dtype=np.int64)
        present = _coded_integers(values[~missing])
        codes[~missing] = present.codes
        return Coded(codes, present.distinct)
    least = int(values.min(initial=_GREATEST))
    span = int(values.max(initial=-_GREATEST)) - least + 1
    if not 0 < span <= _ENTRIES_A_ROW * len(values):
        codes, at = _sorted(values)
        return Coded(codes, values[at])
    offsets = values - least
    occurs = np.zeros(span, dtype=bool)
    occurs[offsets] = True
    place = np.cumsum(occurs, dtype=np.int32)  # half the width of the codes, so that more of it stays in the cache
    place -= 1
    return Coded(place.take(offsets).astype(np.int64), np.flatnonzero(occurs) + least)


def _coded_floats(values: NDArray[np.floating[Any]]) -> Coded:
    """Numbers of which NaN says that there is none; as whole numbers if they all are."""
    missing = np.isnan(values)
    present = values[~missing]
    if not ((present == np.floor(present)) & (np.abs(present) < _GREATEST)).all():
        codes = np.full(len(values), BLANK, dtype=np.int64)
        distinct, codes[~missing] = np.unique(present, return_inverse=True)
        return Coded(codes, distinct.tolist())
    return _coded_integers(np.where(missing, 0, values).astype(np.int64), missing)


def _coded_text(values: NDArray[np.str_]) -> Coded:
    """Text of fixed width, sorted by a number made of its letters, which is quicker than to sort by the letters."""
    width = max(values.dtype.itemsize // 4, 1)
    values = np.ascontiguousarray(values, dtype=f"U{width}")
    powers = np.cumprod(np.full(width, _SPREAD, dtype=np.uint64))
    codes, at = _sorted(np.einsum("ij,j->i", values.view(np.uint32).reshape(len(values), width), powers))
    distinct = values[at]
    if not np.array_equal(distinct[codes], values):  # two texts have one number
        distinct, codes = np.unique(values, return_inverse=True)
    return Coded(codes, distinct)


def _sorted(keys: NDArray[Any]) -> tuple[Places, NDArray[np.intp]]:
    """The codes of *keys*, and a row on which each distinct one stands."""
    bits = len(keys).bit_length()
    if keys.dtype.kind == "i" and (int(keys.max(initial=0)) - int(keys.min(initial=0))).bit_length() + bits < _WIDTH:
        # A key and its row in one number: to sort those is quicker than to find out in what order the keys would be sorted. Keys so near each other
        # differ in the bits that are left.
        ordered = keys << bits
        ordered |= np.arange(len(keys))
        ordered.sort()
        order = ordered & ((1 << bits) - 1)
        ordered >>= bits
        return _in_turn(order, ordered)
    few = np.unique(keys[:: len(keys) // _SAMPLE + 1])
    if len(few) < _FEW < len(keys):
        return _sought(keys, few)
    order = np.argsort(keys)
    return _in_turn(order, keys[order])


def _in_turn(order: NDArray[np.intp], ordered: NDArray[Any]) -> tuple[Places, NDArray[np.intp]]:
    """Codes given in the order of the keys, a new one wherever a key differs from the one before."""
    first = np.ones(len(order), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    codes = np.empty(len(order), dtype=np.int64)
    codes[order] = np.cumsum(first) - 1
    return codes, order[first]


def _sought(keys: NDArray[Any], few: NDArray[Any]) -> tuple[Places, NDArray[np.intp]]:
    """The same, by looking each key up among a *few* that make up most of them."""
    codes = np.searchsorted(few, keys)
    strange = few.take(codes, mode="clip") != keys
    if strange.any():
        return _sought(keys, np.union1d(few, keys[strange]))
    at = np.empty(len(few), dtype=np.intp)
    at[codes] = np.arange(len(keys))
    return codes, at


def _coded_list(values: list[Any]) -> Coded:
    kinds = set(map(type, values))
    if kinds == {float}:
        return _coded_floats(np.array(values))
    if kinds == {int} and min(values) >= -_GREATEST and max(values) <= _GREATEST:
        return _coded_integers(np.array(values, dtype=np.int64))
    numbers: defaultdict[Any, int] = defaultdict(count().__next__)  # a value that has not been met before is given the next number
    try:
        codes = np.fromiter(map(numbers.__getitem__, values), dtype=np.int64, count=len(values))
    except TypeError:  # a value without a hash, or without a yes or no to whether it equals another
        return Coded(np.arange(len(values)), values)
    return Coded(codes, list(numbers))


def _coded_series(series: Any) -> Coded:
    import narwhals.stable.v2 as nw

    dtype = series.dtype
    if not len(series):
        return _coded_list([])
    if dtype == nw.Boolean:
        return _coded_whole(series.cast(nw.Int8))
    if dtype.is_integer() and dtype not in (nw.Int128, nw.UInt128):  # numpy has none so wide
        return _coded_whole(series)
    return _coded_array(series.to_numpy()) if dtype.is_float() else _coded_by_library(series)


def _coded_whole(series: Any) -> Coded:
    if not series.null_count():
        return _coded_array(series.to_numpy())
    values = series.fill_null(0).to_numpy()
    if values.max(initial=0) > _GREATEST:
        return _coded_list(series.to_list())
    return _coded_integers(values.astype(np.int64), series.is_null().to_numpy())


def _coded_by_library(series: Any) -> Coded:
    import narwhals.stable.v2 as nw

    library, text = series.implementation, series.dtype in (nw.String, nw.Categorical, nw.Enum)
    if library.is_pandas():
        return _coded_by_pandas(series)
    if text and library.is_polars():
        return _coded_by_polars(series)
    return _coded_by_pyarrow(series) if text and library.is_pyarrow() else _coded_list(series.to_list())


def _coded_by_pandas(series: Any) -> Coded:
    try:
        codes, distinct = series.to_native().array.factorize()
    except TypeError:  # a value without a hash
        return _coded_list(series.to_list())
    return _once_each(Coded(codes.astype(np.int64, copy=False), distinct.tolist()), given=series.dtype)


def _coded_by_polars(series: Any) -> Coded:
    import narwhals.stable.v2 as nw

    categories = series.cast(nw.Categorical).to_native()
    # Polars numbers the categories of all columns together, so these numbers are coded in their turn and the values looked up where they stand.
    numbers = nw.from_native(categories.to_physical(), series_only=True).cast(nw.Int64).fill_null(BLANK).to_numpy()
    codes = _coded_integers(numbers, numbers == BLANK).codes
    present = np.flatnonzero(codes != BLANK)
    at = np.empty(codes.max(initial=BLANK) + 1, dtype=np.int64)
    at[codes[present]] = present
    return Coded(codes, series[at].to_list())


def _coded_by_pyarrow(series: Any) -> Coded:
    dictionary = series.to_native().dictionary_encode().combine_chunks()
    codes = dictionary.indices.fill_null(BLANK).to_numpy(zero_copy_only=False).astype(np.int64)
    return _once_each(Coded(codes, dictionary.dictionary.to_pylist()), given=series.dtype)


def _once_each(column: Coded, *, given: Any) -> Coded:
    """The column as it is, unless its list of values was *given* with it, as Arrow's are, and names one twice."""
    import narwhals.stable.v2 as nw

    if given != nw.Categorical or len(set(column.distinct)) == len(column.distinct):
        return column
    values = _coded_list(column.listed)
    return Coded(np.append(values.codes, BLANK)[column.codes], values.distinct)
