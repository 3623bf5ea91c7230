"""Columns into dataframes of the caller's own library, and back."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from numpy.typing import NDArray

from csc_indicators.errors import MissingExtra

__all__ = ["Library", "as_columns", "as_frame"]

#: The dataframe libraries a table can be given in.
Library: TypeAlias = Literal["pandas", "polars", "pyarrow"]

_LIBRARIES = ("pandas", "polars", "pyarrow")


def as_frame(columns: Mapping[str, NDArray[Any] | Sequence[Any]], library: Library, *, numbers: Sequence[str] = ()) -> Any:
    """
    A dataframe of these columns.

    Args:
        columns: The columns, by name.
        library: Whose dataframe it is to be.
        numbers: The columns of numbers that may be missing, which are of one type also when all of them are.

    Raises:
        MissingExtra: If narwhals, or the library itself, is not installed.
        ValueError: If the library is none of the three.

    >>> as_frame({"month": ["April", "May"], "cases": [26, 31]}, "polars")["cases"].sum()
    57
    """
    if library not in _LIBRARIES:
        raise ValueError(f"A frame is given in one of {', '.join(_LIBRARIES)}.")
    try:
        import narwhals.stable.v2 as nw

        frame = nw.from_dict(dict(columns), backend=library)
        return frame.with_columns(nw.col(*numbers).cast(nw.Float64)).to_native() if numbers else frame.to_native()
    except ImportError:
        raise MissingExtra(f"A {library} frame needs narwhals and {library}. Install csc-indicators[frames] and {library}.") from None


def as_columns(data: Any) -> dict[str, list[Any]]:
    """
    The columns of a mapping, or of a pandas, Polars or pyarrow frame, as lists.

    Raises:
        MissingExtra: If *data* is a frame and narwhals is not installed.
        TypeError: If it is neither.

    >>> as_columns({"month": ("April", "May"), "cases": range(26, 28)})
    {'month': ['April', 'May'], 'cases': [26, 27]}
    """
    if isinstance(data, Mapping):
        return {str(name): list(values) for name, values in data.items()}
    try:
        import narwhals.stable.v2 as nw
    except ImportError:
        raise MissingExtra("Reading a dataframe needs narwhals. Install csc-indicators[frames], or give a mapping of columns.") from None
    frame = nw.from_native(data, eager_only=True, pass_through=True)
    if not isinstance(frame, nw.DataFrame):
        raise TypeError("This is no table. Give a mapping of columns, or a pandas, Polars or pyarrow frame; a lazy one has to be collected first.")
    return {str(name): values.to_list() for name, values in frame.to_dict(as_series=True).items()}
