"""
Year-to-date and rolling 12-month shares of 150 authorities by 5 groups by 120 months: this library, numpy, DuckDB, polars and pandas.

``python -m benchmarks.windows`` prints Markdown. 500,000 events are counted by authority, group and month, gathered in both ways, and divided. The
others are given more than ours: months numbered from the first April, a row ready for every authority, group and month, and the knowledge that every
year has its twelve months. Ours is given months as numpy has them, and finds out the rest.

What is said to be by hand is quicker than what a user of numpy or polars would write: it also takes authorities and groups to be numbered from 0.
"""

import os
import platform
import warnings
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from benchmarks.race import OURS, Contender, Race, Target, verdicts
from csc_indicators.accumulations import ROLLING_12_MONTHS, YEAR_TO_DATE
from csc_indicators.periods import Month
from csc_indicators.results.tallies import Tallies

AUTHORITIES, GROUPS, MONTHS = 150, 5, 120
YEAR = 12
FIRST, AS_AT = Month(2014, 4), date(2024, 3, 31)
NUMPY, POLARS_BY_HAND = "numpy by hand", "polars by hand"
DUCKDB, POLARS = "DuckDB windows", "polars over"
PANDAS, PANDAS_ROLLING = "pandas, running sums", "pandas rolling"

TITLE = "Windows, 500,000 events by 150 authorities, 5 groups and 120 months"

TARGETS = tuple(Target(TITLE, name, 10) for name in (POLARS, DUCKDB, PANDAS, PANDAS_ROLLING))


@attrs.frozen(eq=False)
class Events:
    """
    Events, made up.

    Attributes:
        authority: The authority of each, from 0.
        group: Its group, from 0.
        month: Its month, numbered from the first.
        in_time: Whether it was in time.
    """

    authority: NDArray[np.int16]
    group: NDArray[np.int8]
    month: NDArray[np.int16]
    in_time: NDArray[np.bool_]

    @classmethod
    def of(cls, count: int) -> "Events":
        """So many, three in four of them in time."""
        drawn = np.random.default_rng(20181127)
        return cls(
            drawn.integers(0, AUTHORITIES, count, dtype=np.int16),
            drawn.integers(0, GROUPS, count, dtype=np.int8),
            drawn.integers(0, MONTHS, count, dtype=np.int16),
            drawn.random(count) < 0.75,
        )

    @property
    def columns(self) -> dict[str, NDArray[Any]]:
        """What the dataframe libraries are given."""
        return attrs.asdict(self, recurse=False)


@attrs.frozen(eq=False)
class Shares:
    """An answer: a share in the year to date, and a rolling one, for each authority, group and month; read as millionths to be compared."""

    year_to_date: Any
    rolling: Any

    def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[np.int64]:
        """Whole numbers, -1 where there is no share."""
        columns = [np.ma.filled(np.ma.asarray(column).astype(float), np.nan).ravel() for column in (self.year_to_date, self.rolling)]
        return np.nan_to_num(np.rint(np.concatenate(columns) * 1e6), nan=-1).astype(dtype or np.int64, copy=bool(copy))


def ours(events: Events) -> Contender:
    """This library."""
    when = FIRST.first.isoformat()[:7]
    months = np.datetime64(when, "M") + events.month.astype("timedelta64[M]")
    by: dict[str, NDArray[Any]] = {"authority": events.authority, "group": events.group}

    def call() -> Shares:
        tallies = Tallies.of_events(months, events.in_time, by=by, first=FIRST, as_at=AS_AT)
        return Shares(tallies.to(YEAR_TO_DATE).shares(), tallies.to(ROLLING_12_MONTHS).shares())

    return Contender(OURS, call)


def by_hand(events: Events) -> Contender:
    """Numpy alone."""
    shape = AUTHORITIES, GROUPS, MONTHS
    years = np.arange(MONTHS) // YEAR * YEAR

    def windows(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        sums = np.zeros((AUTHORITIES, GROUPS, MONTHS + 1), dtype=np.int64)
        np.cumsum(counts, axis=-1, out=sums[..., 1:])
        return sums[..., 1:] - sums[..., years], sums[..., YEAR:] - sums[..., :-YEAR]

    def call() -> Shares:
        cell = (events.authority.astype(np.int32) * GROUPS + events.group) * np.int32(MONTHS) + events.month
        counts = np.bincount(cell * np.int32(2) + events.in_time, minlength=2 * AUTHORITIES * GROUPS * MONTHS).reshape(*shape, 2)
        above, below = windows(counts[..., 1]), windows(counts.sum(axis=-1))
        rolling = np.full(shape, np.nan)
        with np.errstate(invalid="ignore"):
            rolling[..., YEAR - 1 :] = above[1] / below[1]
            return Shares(above[0] / below[0], rolling)

    return Contender(NUMPY, call)


def duckdb(events: Events) -> Contender:
    """DuckDB, by the window functions of SQL."""
    import duckdb
    import polars as pl

    connection = duckdb.connect()
    connection.register("given", pl.DataFrame(events.columns).to_arrow())
    connection.execute("CREATE TABLE events AS SELECT * FROM given")
    connection.execute(
        "CREATE TABLE cells AS SELECT a.range authority, g.range grp, m.range AS month FROM range(?) a, range(?) g, range(?) m",
        [AUTHORITIES, GROUPS, MONTHS],
    )
    query = """
        SELECT authority, grp, month, sum(above) OVER year / nullif(sum(below) OVER year, 0) AS year_to_date,
            CASE WHEN month >= 11 THEN sum(above) OVER rolling / nullif(sum(below) OVER rolling, 0) END AS rolling
        FROM (
            SELECT cells.*, coalesce(above, 0)::DOUBLE AS above, coalesce(below, 0)::DOUBLE AS below
            FROM cells LEFT JOIN (
                SELECT authority, "group" AS grp, month, count(*) FILTER (in_time) AS above, count(*) AS below FROM events GROUP BY ALL
            ) USING (authority, grp, month)
        )
        WINDOW year AS (PARTITION BY authority, grp, month // 12 ORDER BY month),
            rolling AS (PARTITION BY authority, grp ORDER BY month ROWS 11 PRECEDING)
        ORDER BY authority, grp, month
    """

    def call() -> Shares:
        found = connection.execute(query).fetchnumpy()
        return Shares(found["year_to_date"], found["rolling"])

    return Contender(DUCKDB, call)


def polars(events: Events) -> Iterator[Contender]:
    """Polars: as its users write windows, and as running sums over numbered cells."""
    import polars as pl

    frame = pl.DataFrame(events.columns)
    of_each = {"above": pl.col("in_time").sum().cast(pl.Int64), "below": pl.len().cast(pl.Int64)}
    authorities, groups, months = (np.arange(size, dtype=dtype) for size, dtype in ((AUTHORITIES, "i2"), (GROUPS, "i1"), (MONTHS, "i2")))
    cells = (
        pl.DataFrame({"authority": authorities}).join(pl.DataFrame({"group": groups}), how="cross").join(pl.DataFrame({"month": months}), how="cross")
    )
    numbered = cells.with_row_index("cell").with_columns(pl.col("cell").cast(pl.Int32))
    key, over = ["authority", "group", "month"], ["authority", "group"]

    def as_written() -> Shares:
        counts = frame.lazy().group_by(key).agg(**of_each)
        full = cells.lazy().join(counts, on=key, how="left").with_columns(pl.col("above", "below").fill_null(0)).sort(key)
        year = [pl.col(name).cum_sum().over(*over, pl.col("month") // YEAR) for name in of_each]
        rolling = [pl.col(name).rolling_sum(YEAR).over(over) for name in of_each]
        found = full.select(year_to_date=year[0] / year[1], rolling=rolling[0] / rolling[1]).collect()
        return Shares(found["year_to_date"].to_numpy(), found["rolling"].to_numpy())

    def since(name: str, before: pl.Expr) -> pl.Expr:
        return pl.col(name) - pl.col(name).shift(1, fill_value=0).gather(before)

    def by_hand() -> Shares:
        cell = ((pl.col("authority").cast(pl.Int32) * GROUPS + pl.col("group")) * MONTHS + pl.col("month")).alias("cell")
        counts = frame.lazy().select(cell, "in_time").group_by("cell").agg(**of_each)
        full = (
            numbered.lazy().join(counts, on="cell", how="left", maintain_order="left").with_columns(pl.col("above", "below").fill_null(0).cum_sum())
        )
        at = pl.int_range(pl.len())
        year, rolling = at // YEAR * YEAR, pl.max_horizontal(at - YEAR + 1, 0)
        found = full.select(
            year_to_date=since("above", year) / since("below", year),
            rolling=pl.when(pl.col("month") >= YEAR - 1).then(since("above", rolling) / since("below", rolling)),
        ).collect()
        return Shares(found["year_to_date"].to_numpy(), found["rolling"].to_numpy())

    yield Contender(POLARS, as_written)
    yield Contender(POLARS_BY_HAND, by_hand)


def pandas(events: Events) -> Iterator[Contender]:
    """Pandas: with its own rolling sums, and with differences of running sums, which are quicker."""
    import pandas as pd

    frame = pd.DataFrame(events.columns)
    cells = pd.MultiIndex.from_product([range(AUTHORITIES), range(GROUPS), range(MONTHS)], names=["authority", "group", "month"])
    counted, over = ["above", "below"], ["authority", "group"]

    def counts() -> "pd.DataFrame":
        found = frame.groupby(["authority", "group", "month"])["in_time"].agg(["sum", "size"]).reindex(cells, fill_value=0)
        return found.set_axis(counted, axis=1).reset_index()

    def year_to_date(found: "pd.DataFrame") -> Any:
        sums = found.groupby([*over, found["month"] // YEAR], sort=False)[counted].cumsum()
        return (sums["above"] / sums["below"]).to_numpy()

    def rolled() -> Shares:
        found = counts()
        sums = found.groupby(over, sort=False)[counted].rolling(YEAR).sum()
        return Shares(year_to_date(found), (sums["above"] / sums["below"]).to_numpy())

    def running() -> Shares:
        found = counts()
        sums = found.groupby(over, sort=False)[counted].cumsum()
        sums -= sums.groupby([found["authority"], found["group"]], sort=False).shift(YEAR, fill_value=0)
        return Shares(year_to_date(found), (sums["above"] / sums["below"]).where(found["month"] >= YEAR - 1).to_numpy())

    yield Contender(PANDAS, running)
    yield Contender(PANDAS_ROLLING, rolled)


def field(count: int) -> Iterator[Contender]:
    """Everybody who is installed."""
    events = Events.of(count)
    yield ours(events)
    yield by_hand(events)
    if find_spec("polars"):
        yield from polars(events)
    if find_spec("duckdb") and find_spec("polars"):
        yield duckdb(events)
    if find_spec("pandas"):
        yield from pandas(events)


def main() -> None:
    """Run the race, and set what was measured beside the targets."""
    warnings.simplefilter("ignore")
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "polars", "duckdb", "pandas") if find_spec(name))
    print(f"Python {platform.python_version()}, {libraries}, {os.cpu_count()} processors\n")
    race = Race.run(TITLE, 500_000, field(500_000))
    print(race.table(), "\n### Targets\n", verdicts(TARGETS, [race]), sep="\n")


if __name__ == "__main__":
    main()
