"""
Series in, Series out: the working-day arithmetic for columns of pandas, Polars and pyarrow.

A Series is read into an array, the method is asked about arrays, and the answer goes back as the same library's Series. narwhals does both ways;
it is imported when the first Series comes.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Mask
from csc_indicators.calendars.given import as_dates, is_series
from csc_indicators.errors import MissingExtra

__all__ = ["Series", "SeriesT", "by_array"]


class Series(Protocol):
    """A column of pandas, Polars or another library that narwhals knows, as a type checker tells it from a frame, an array and text."""

    @property
    def dtype(self) -> Any:
        """What the values are."""

    def __len__(self) -> int:
        """How many rows there are."""

    def to_list(self) -> list[Any]:
        """The values as Python has them."""


#: One kind of Series: what goes in comes out.
SeriesT = TypeVar("SeriesT", bound=Series)


def by_array(method: Callable[..., NDArray[Any]], given: Mapping[str, Any], *, fill: date | None = None) -> Any:
    """
    What *method*, which takes arrays by these names, answers to the Series *given*, as a Series like the first of them.

    The answer is null wherever something given is. A method that has no answer to a missing date is asked about *fill* instead. The argument ``n`` is
    of whole numbers, every other of dates.

    Raises:
        MissingExtra: If narwhals is not installed.
        TypeError: If a Series is not of dates, or not of whole numbers, or two are of different libraries.
        ValueError: If two Series of pandas have different indexes.
    """
    series = {name: _series(name, value) for name, value in given.items() if is_series(value)}
    _check_alike(series)
    arrays = dict(given)
    nulls: list[Mask] = []
    for name, value in given.items():
        if name != "n":
            arrays[name] = days = _days(name, series[name]) if name in series else as_dates(name, value)
            if not isinstance(days, date) and (null := np.isnat(days)).any():
                nulls.append(null)
                arrays[name] = days if fill is None else np.where(null, np.datetime64(fill, "D"), days)
        elif name in series:
            arrays[name], null = _numbers(series[name])
            nulls.extend([null] if null.any() else [])
    answer = method(**arrays)
    first = next(iter(series))
    made = _made(answer, np.logical_or.reduce(nulls) if nulls else None, series[first])
    return made.combine_chunks() if _is_arrow_array(given[first]) else made


def _narwhals() -> Any:
    try:
        import narwhals.stable.v2 as nw
    except ImportError:
        raise MissingExtra("Series need narwhals. Install csc-indicators[frames], or give arrays.") from None
    return nw


def _is_arrow_array(value: Any) -> bool:
    pyarrow = _narwhals().dependencies.get_pyarrow()
    return pyarrow is not None and isinstance(value, pyarrow.Array)


def _series(name: str, value: Any) -> Any:
    # To narwhals, what pyarrow has for a Series is the chunked array.
    column = _narwhals().dependencies.get_pyarrow().chunked_array([value]) if _is_arrow_array(value) else value
    series = _narwhals().from_native(column, series_only=True, pass_through=True)
    if not isinstance(series, _narwhals().Series):
        raise TypeError(f"{name} is of type {type(value).__name__}. Give one column: a Series of pandas or Polars, or an array of numpy or pyarrow.")
    return series


def _check_alike(series: Mapping[str, Any]) -> None:
    if len(series) == 1:
        return
    (one, first), (other, second) = series.items()
    if first.implementation is not second.implementation:
        libraries = f"{one} is of {first.implementation.value} and {other} of {second.implementation.value}"
        raise TypeError(f"{libraries}. Give Series of one library.")
    indexes = [_narwhals().maybe_get_index(each) for each in (first, second)]
    if indexes[0] is not None and len(first) == len(second) and not indexes[0].equals(indexes[1]):
        raise ValueError(f"{one} and {other} have different indexes. Align them, or drop both with reset_index(drop=True), to pair them row by row.")


def _days(name: str, series: Any) -> Dates:
    nw, dtype = _narwhals(), series.dtype
    if isinstance(dtype, nw.Date):
        days: Dates = series.cast(nw.Int32).cast(nw.Int64).fill_null(int(NAT.view(np.int64))).to_numpy().view("datetime64[D]")
        return days
    if not isinstance(dtype, nw.Datetime):
        wanted = "Cast it to dates: text, objects and categories are not guessed at"
        raise TypeError(f"{name} is a Series of {type(dtype).__name__}. {wanted}.")
    if dtype.time_zone is None:
        return as_dates(name, series.to_numpy())  # type: ignore[return-value] # an array stays one
    local: Dates = series.dt.convert_time_zone("Europe/London").dt.replace_time_zone(None).to_numpy().astype("datetime64[D]")
    return local


def _numbers(series: Any) -> tuple[NDArray[np.int64], Mask]:
    if not series.dtype.is_integer():
        raise TypeError(f"n is a Series of {type(series.dtype).__name__}. Give whole numbers of working days; round them as your rule says, first.")
    return series.fill_null(0).to_numpy().astype(np.int64), series.is_null().to_numpy()


def _made(answer: NDArray[Any], null: Mask | None, like: Any) -> Any:
    nw = _narwhals()
    index = nw.maybe_get_index(like)
    if answer.dtype.kind == "M":
        # pandas itself has no dates without a time, only pyarrow's: dates come out as what went in.
        dated = index is None or isinstance(like.dtype, nw.Date)
        days = answer if null is None else np.where(null, NAT, answer)
        values = days if dated else days.astype(f"datetime64[{getattr(like.dtype, 'time_unit', 's')}]")
        made = nw.new_series(like.name, values, nw.Date if dated else None, backend=like.implementation)
    else:
        made = nw.new_series(like.name, answer, backend=like.implementation)
        if null is not None:
            made = nw.maybe_convert_dtypes(made)
            made = made.zip_with(nw.new_series("", ~null, backend=like.implementation), made.shift(len(made)))
    native = made.to_native()
    if index is not None:
        native.index = index.copy()  # narwhals' maybe_set_index would flatten one of several levels
    return native
