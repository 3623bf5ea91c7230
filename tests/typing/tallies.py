"""What type checkers make of tallies that overlap; this is checked, never run."""

from datetime import date
from typing import assert_type

import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import ROLLING_12_MONTHS, YEAR_TO_DATE
from csc_indicators.arrays import Dates, Mask
from csc_indicators.periods import Month
from csc_indicators.results.tallies import Tallies
from csc_indicators.results.tally import OverlappingTally, Tally


def months(april: Tally, may: Tally) -> None:
    """The tallies of two months add up."""
    assert_type(april + may, Tally)
    assert_type(sum([april, may], start=Tally(0, 0)), Tally)


def years_to_date(april: Tally, to_may: OverlappingTally, to_june: OverlappingTally) -> None:
    """Those of two years to date do not, with each other or with a month."""
    to_may + to_june  # type: ignore[operator]
    april + to_june  # type: ignore[operator]
    to_may + april  # type: ignore[operator]
    sum([to_may, to_june])  # type: ignore[list-item]


def counted(when: Dates, in_time: Mask) -> None:
    """Counts of events are tallies however they are gathered, and their figures are arrays."""
    by_month = Tallies.of_events(when, in_time, first=Month(2018, 4), as_at=date(2018, 9, 30))
    assert_type(by_month.to(YEAR_TO_DATE) + by_month.to(YEAR_TO_DATE), Tallies)
    assert_type(by_month.to(ROLLING_12_MONTHS).shares(), NDArray[np.float64])
    assert_type(by_month.to(YEAR_TO_DATE).percentages(1), NDArray[np.float64])
    assert_type(by_month.tally(0, 0), Tally | OverlappingTally)
    by_month + by_month.tally(0, 0)  # type: ignore[operator]


def one_or_the_other(by_month: Tallies) -> None:
    """A tally of a table is one of months only once that has been asked."""
    one, other = by_month.tally(0, 0), by_month.tally(0, 1)
    one + other  # type: ignore[operator]
    if isinstance(one, Tally) and isinstance(other, Tally):
        assert_type(one + other, Tally)
