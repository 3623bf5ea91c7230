"""
Working days between dates and after them: this library, numpy, and what else is installed.

``python -m benchmarks.working_days`` prints Markdown. Only what is asked of each is timed: calendars are built, and columns put into the form that
each library takes, outside. numpy counts [start, end), so it is given both dates a day later, which gives the statutory count; the day is added
outside too.
"""

import os
import platform
import sys
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray
from workalendar.europe import UnitedKingdom

from benchmarks.race import OURS, Contender, Race, Target, verdicts
from csc_indicators.calendars import ENGLAND_AND_WALES, WORKALENDAR_CORRECTIONS

Dates = NDArray[np.datetime64]

DAY = timedelta(1)
HOLIDAYS = [entry.day for entry in ENGLAND_AND_WALES.non_working_days]
BUSDAYS = np.busdaycalendar(holidays=np.array(HOLIDAYS, dtype="datetime64[D]"))

#: The working days up to each day since 1 January 1970, for the bound: no dates are checked, and none has to be moved to the table's start.
NUMBERS = np.cumsum(np.is_busday(np.arange(np.datetime64("1970-01-01"), np.datetime64("2054-01-01")), busdaycal=BUSDAYS)).astype(np.int16)

BOUND = "bound: 2 np.take of int16"
BUSDAY_COUNT, BUSDAY_OFFSET = "numpy.busday_count", "numpy.busday_offset"
WORKALENDAR = "workalendar"

NARROW = "Between, 10,000,000 pairs 0 to 60 days apart"
WIDE = "Between, 1,000,000 pairs 20 years apart"
SMALL = {size: f"Between, {size:,} pairs 0 to 60 days apart" for size in (10, 300, 3_000)}
LISTED = "Between, lists of 3,000 datetime.date"
ONE_N = "After, 1,000,000 dates and one n"
MANY_N = "After, 1,000,000 dates, an n for each"
SMALL_AFTER = {size: f"After, {size:,} dates and one n" for size in (10, 300, 3_000)}
ONE_BETWEEN = "Between, one pair of datetime.date"
ONE_AFTER = "After, one datetime.date"

TARGETS = (
    Target(NARROW, BUSDAY_COUNT, 12),
    Target(NARROW, BOUND, 0.5),
    Target(WIDE, BUSDAY_COUNT, 12),
    Target(WIDE, BOUND, 0.5),
    Target(ONE_N, BUSDAY_OFFSET, 20),
    Target(MANY_N, BUSDAY_OFFSET, 12),
    *(Target(title, BUSDAY_COUNT, 1) for title in SMALL.values()),
    *(Target(title, BUSDAY_OFFSET, 1) for title in SMALL_AFTER.values()),
    Target(LISTED, BUSDAY_COUNT, 1),
    Target(ONE_BETWEEN, OURS, 1, most=1000),
    Target(ONE_BETWEEN, BUSDAY_COUNT, 5),
    Target(ONE_BETWEEN, WORKALENDAR, 60),
    Target(ONE_AFTER, OURS, 1, most=1000),
    Target(ONE_AFTER, BUSDAY_OFFSET, 5),
    Target(ONE_AFTER, WORKALENDAR, 60),
)


class Corrected(UnitedKingdom):
    """workalendar with the coronation day, without which its answers differ; dates before 1996, where it also errs, are not raced."""

    non_computable_holiday_dict = {  # noqa: RUF012 - workalendar's own form
        **UnitedKingdom.non_computable_holiday_dict,
        2023: [(entry.day, entry.why) for entry in WORKALENDAR_CORRECTIONS if entry.day.year == 2023],
    }


WORKALENDAR_CALENDAR = Corrected()


def pairs(count: int, *, wide: bool = False) -> tuple[Dates, Dates]:
    """Starts and ends: of 1996 to 2008 and 20 years later, or of 2010 to 2028 and up to 60 days later."""
    drawn = np.random.default_rng(20181127)
    first, last = ("1996-01-01", "2008-06-30") if wide else ("2010-01-01", "2028-10-31")
    start = np.datetime64(first) + drawn.integers(0, int((np.datetime64(last) - np.datetime64(first)).astype(int)), count)
    return start, start + (np.timedelta64(7305, "D") if wide else drawn.integers(0, 61, count).astype("timedelta64[D]"))


def between(start: Dates, end: Dates, few: int) -> Iterator[Contender]:
    """Those that count working days between columns of dates; the ones that go row by row do a *few* rows."""
    yield Contender(OURS, lambda: ENGLAND_AND_WALES.between(start, end))
    later = start + 1, end + 1
    yield Contender(BUSDAY_COUNT, lambda: np.busday_count(*later, busdaycal=BUSDAYS))
    starts, ends = start.view(np.int64), end.view(np.int64)
    yield Contender(BOUND, lambda: (NUMBERS.take(ends), NUMBERS.take(starts)), bound=True)
    if find_spec("polars"):
        import polars as pl

        frame = pl.DataFrame({"start": later[0], "end": later[1]})
        count = pl.business_day_count("start", "end", holidays=HOLIDAYS)
        yield Contender("polars business_day_count", lambda: frame.select(count)["start"].to_numpy())
    one_by_one = list(zip(start[:few].tolist(), end[:few].tolist(), strict=True))
    yield Contender(WORKALENDAR, lambda: [WORKALENDAR_CALENDAR.get_working_days_delta(a, b) for a, b in one_by_one], few)
    if find_spec("holidays"):
        england = _holidays()
        yield Contender("holidays", lambda: [_counted(england, a, b) for a, b in one_by_one], few)


def after(start: Dates, n: int | NDArray[np.int64], few: int) -> Iterator[Contender]:
    """Those that add working days to a column of dates."""
    yield Contender(OURS, lambda: ENGLAND_AND_WALES.after(start, n))
    yield Contender(BUSDAY_OFFSET, lambda: np.busday_offset(start, n, roll="backward", busdaycal=BUSDAYS))
    if find_spec("polars"):
        import polars as pl

        frame = pl.DataFrame({"start": start, "n": np.broadcast_to(n, len(start))})
        moved = pl.col("start").dt.add_business_days(pl.col("n") if isinstance(n, np.ndarray) else n, holidays=HOLIDAYS, roll="backward")
        yield Contender("polars add_business_days", lambda: frame.select(moved)["start"].to_numpy())
    one_by_one = list(zip(start[:few].tolist(), np.broadcast_to(n, len(start))[:few].tolist(), strict=True))
    yield Contender(WORKALENDAR, lambda: [WORKALENDAR_CALENDAR.add_working_days(day, by) for day, by in one_by_one], few)
    if find_spec("pandas") and isinstance(n, int):
        import pandas as pd

        series, offset = pd.Series(start[:few].astype("datetime64[s]")), pd.offsets.CustomBusinessDay(n, holidays=HOLIDAYS)
        yield Contender("pandas CustomBusinessDay", lambda: (series + offset).to_numpy(), few)
    if find_spec("holidays"):
        england = _holidays()
        yield Contender("holidays", lambda: [england.get_nth_working_day(day, by) for day, by in one_by_one], few)


def small(size: int) -> Iterator[Contender]:
    """A few pairs: what a call costs before it does anything."""
    start, end = pairs(size)
    return (contender for contender in between(start, end, size) if contender.name in {OURS, BUSDAY_COUNT, BOUND, "polars business_day_count"})


def small_after(size: int) -> Iterator[Contender]:
    """A few dates and one n."""
    start, _ = pairs(size)
    return (contender for contender in after(start, 15, size) if contender.name in {OURS, BUSDAY_OFFSET, "polars add_business_days"})


def listed() -> Iterator[Contender]:
    """Lists of dates, as a caller without columns has them; turning them into an array is part of the call."""
    start, end = (days.tolist() for days in pairs(3_000))
    later = [day + DAY for day in start], [day + DAY for day in end]
    yield Contender(OURS, lambda: ENGLAND_AND_WALES.between(start, end))
    yield Contender(BUSDAY_COUNT, lambda: np.busday_count(*later, busdaycal=BUSDAYS))
    yield Contender(
        WORKALENDAR, lambda: [WORKALENDAR_CALENDAR.get_working_days_delta(a, b) for a, b in zip(start[:100], end[:100], strict=True)], 100
    )


def one_between() -> Iterator[Contender]:
    """One pair of dates, 15 working days apart."""
    start, end = date(2018, 9, 3), date(2018, 9, 24)
    later = start + DAY, end + DAY
    yield Contender(OURS, lambda: ENGLAND_AND_WALES.between(start, end))
    yield Contender(BUSDAY_COUNT, lambda: np.busday_count(*later, busdaycal=BUSDAYS))
    yield Contender(WORKALENDAR, lambda: WORKALENDAR_CALENDAR.get_working_days_delta(start, end))
    if find_spec("holidays"):
        england = _holidays()
        yield Contender("holidays", lambda: _counted(england, start, end))


def one_after() -> Iterator[Contender]:
    """The 15th working day after one date."""
    start = date(2018, 9, 3)
    yield Contender(OURS, lambda: ENGLAND_AND_WALES.after(start, 15))
    yield Contender(BUSDAY_OFFSET, lambda: np.busday_offset(start, 15, roll="backward", busdaycal=BUSDAYS))
    yield Contender(WORKALENDAR, lambda: WORKALENDAR_CALENDAR.add_working_days(start, 15))
    if find_spec("holidays"):
        england = _holidays()
        yield Contender("holidays", lambda: england.get_nth_working_day(start, 15))


def memory(count: int) -> str:
    """The most memory each call holds at once, as a multiple of the answer it gives, in Markdown; only what numpy allocates is seen."""
    start, end = pairs(count)
    lines = [f"### Memory, between of {count:,} pairs", "", "| Contender | peak, times the answer |", "|---|---:|"]
    for contender in between(start, end, 1):
        if contender.name in {OURS, BUSDAY_COUNT}:
            tracemalloc.start()
            held = contender.call().nbytes
            lines.append(f"| {contender.name} | {tracemalloc.get_traced_memory()[1] / held:.2f} |")
            tracemalloc.stop()
    return "\n".join([*lines, ""])


def _holidays() -> Any:
    import holidays

    return holidays.country_holidays("GB", subdiv="ENG", years=range(1995, 2030))


def _counted(calendar: Any, start: date, end: date) -> int:
    """As `holidays` counts both ends, the day after the start is the first."""
    return int(calendar.get_working_days_count(start + DAY, end)) if end > start else 0


def races() -> dict[str, tuple[int, Callable[[], Iterator[Contender]]]]:
    """Each race by its title: how many rows, and who runs."""
    million, many = 1_000_000, 10_000_000
    return {
        NARROW: (many, lambda: between(*pairs(many), 500)),
        WIDE: (million, lambda: between(*pairs(million, wide=True), 10)),
        **{title: (size, partial(small, size)) for size, title in SMALL.items()},
        LISTED: (3_000, listed),
        ONE_N: (million, lambda: after(pairs(million)[0], 15, 500)),
        MANY_N: (million, lambda: after(pairs(million)[0], np.random.default_rng(1).integers(1, 41, million), 500)),
        **{title: (size, partial(small_after, size)) for size, title in SMALL_AFTER.items()},
        ONE_BETWEEN: (1, one_between),
        ONE_AFTER: (1, one_after),
    }


def main(wanted: list[str]) -> None:
    """Run the races whose title contains one of the words *wanted*, or all, and set what was measured beside the targets."""
    warnings.simplefilter("ignore")
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {os.cpu_count()} processors\n")
    run = []
    for title, (rows, field) in races().items():
        if not wanted or any(word.lower() in title.lower() for word in wanted):
            run.append(Race.run(title, rows, field()))
            print(run[-1].table(), flush=True)
    if not wanted or "memory" in wanted:
        print(memory(10_000_000))
    print("\\* measured on fewer rows\n\n### Targets\n")
    print(verdicts(TARGETS, run))


if __name__ == "__main__":
    main(sys.argv[1:])
