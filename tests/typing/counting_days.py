"""What type checkers make of the working-day methods; this is checked, never run."""

from datetime import date
from typing import Any, assert_type

import numpy as np
import pandas as pd
import polars as pl

from csc_indicators.arrays import Dates, Days, Mask
from csc_indicators.calendars import WorkingDayCalendar


def one_date(calendar: WorkingDayCalendar, day: date) -> None:
    """A date gives a date, a whole number or a bool."""
    assert_type(calendar.between(day, day), int)
    assert_type(calendar.after(day, 15), date)
    assert_type(calendar.before(day, 15), date)
    assert_type(calendar.on_or_after(day), date)
    assert_type(calendar.on_or_before(day), date)
    assert_type(calendar.number(day), int)
    assert_type(calendar.is_working_day(day), bool)
    assert_type(calendar.is_projected(day), bool)


def arrays(calendar: WorkingDayCalendar, day: date, days: Dates, n: Days) -> None:
    """An array gives an array, with a date or a list beside it too."""
    assert_type(calendar.between(days, days), Days)
    assert_type(calendar.between(day, days), Days)
    assert_type(calendar.between([day], day), Days)
    assert_type(calendar.after(days, 15), Dates)
    assert_type(calendar.before([day], n), Dates)
    assert_type(calendar.on_or_after(days), Dates)
    assert_type(calendar.on_or_before(days), Dates)
    assert_type(calendar.number(days), Days)
    assert_type(calendar.is_working_day(days), Mask)
    assert_type(calendar.is_projected(days), Mask)


def pandas_series(calendar: WorkingDayCalendar, day: date, days: "pd.Series[pd.Timestamp]", n: "pd.Series[int]") -> None:
    """A Series of pandas gives one."""
    assert_type(calendar.between(days, days), pd.Series[pd.Timestamp])
    assert_type(calendar.between(days, day), pd.Series[pd.Timestamp])
    assert_type(calendar.between(day, days), pd.Series[pd.Timestamp])
    assert_type(calendar.after(days, 15), pd.Series[pd.Timestamp])
    assert_type(calendar.before(days, n), pd.Series[pd.Timestamp])
    assert_type(calendar.on_or_after(days), pd.Series[pd.Timestamp])
    assert_type(calendar.is_working_day(days), pd.Series[pd.Timestamp])


def pandas_column(calendar: WorkingDayCalendar, frame: pd.DataFrame) -> None:
    """So does a column of a frame, whose values the checker does not know."""
    assert_type(calendar.between(frame["start"], frame["end"]), pd.Series[Any])


def polars_series(calendar: WorkingDayCalendar, day: date, days: pl.Series, n: pl.Series) -> None:
    """A Series of Polars gives one."""
    assert_type(calendar.between(days, days), pl.Series)
    assert_type(calendar.between(day, days), pl.Series)
    assert_type(calendar.after(days, 15), pl.Series)
    assert_type(calendar.before(days, n), pl.Series)
    assert_type(calendar.before(days, np.array([1, 2])), pl.Series)
    assert_type(calendar.on_or_before(days), pl.Series)
    assert_type(calendar.number(days), pl.Series)
    assert_type(calendar.is_projected(days), pl.Series)


def refused(calendar: WorkingDayCalendar, day: date, days: pl.Series, pandas_frame: pd.DataFrame, polars_frame: pl.DataFrame) -> None:
    """Text, frames and half days are refused before anything runs."""
    calendar.between("2018-09-08", day)  # type: ignore[call-overload]
    calendar.between(days, "2018-09-08")  # type: ignore[call-overload]
    calendar.after("2018-09-08", 15)  # type: ignore[call-overload]
    calendar.after(days, 1.5)  # type: ignore[call-overload]
    calendar.number(["2018-09-08"])  # type: ignore[list-item]
    calendar.number(pandas_frame)  # type: ignore[call-overload]
    calendar.number(polars_frame)  # type: ignore[call-overload]
