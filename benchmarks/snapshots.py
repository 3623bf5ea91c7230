"""
Who was seen in the 30 working days to each month's end: this library, DuckDB, polars and pandas.

``python -m benchmarks.snapshots`` prints Markdown; ``--small`` takes a fiftieth of the children, for a quick look. The children are made up: most are
in care all the time, and each is visited every two to ten weeks, about nine times a year. No column is in any order.

The others are given more than ours. Their frames and tables are built outside, with a row already made for every child who counts at each month's end
and the first day of its window on it; what they sort, they sort inside, because the answer takes it. Ours is given columns of periods of care and of
visits, and does everything from there.
"""

import os
import platform
import sys
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from benchmarks.race import OURS, Contender, Race, Target, verdicts
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.limits import WorkingDays
from csc_indicators.measures.coverage import SeenInWindow, seen_in_window, seen_on
from csc_indicators.measures.spells import spells

Dates = NDArray[np.datetime64]
Numbers = NDArray[np.int64]

WINDOW, QUALIFIES = 30, 5
CP_1_4 = SeenInWindow(event="visited", window=WorkingDays(WINDOW), qualifies_after=WorkingDays(QUALIFIES))
BUSDAYS = np.busdaycalendar(holidays=np.array([entry.day for entry in ENGLAND_AND_WALES.non_working_days], dtype="datetime64[D]"))

BOUND = "bound: read every column once"
DUCKDB, POLARS, PANDAS = "DuckDB ASOF join", "polars join_asof", "pandas merge_asof"

MANY_CHILDREN, MANY_MONTHS = (1_000_000, 12), (100_000, 120)
SMALLER = 50

TURNS = 7


def title(children: int, months: int) -> str:
    """What a race is called."""
    return f"Snapshots, {children:,} children at {months} month ends"


TARGETS = (
    Target(title(*MANY_CHILDREN), DUCKDB, 6),
    Target(title(*MANY_CHILDREN), POLARS, 15),
    Target(title(*MANY_CHILDREN), PANDAS, 35),
    Target(title(*MANY_MONTHS), DUCKDB, 8),
    Target(title(*MANY_MONTHS), POLARS, 30),
    Target(title(*MANY_MONTHS), PANDAS, 40),
)


@attrs.frozen(eq=False)
class Council:
    """
    Children in care and visits to them, made up.

    Attributes:
        days: The last days of the months.
        child: The child of each period of care, by number.
        start: When it began.
        end: When it ended; missing while it lasts.
        visited: The child of each visit.
        when: The day of each visit.
        known: Whether it was known; all of them were.
    """

    days: Dates
    child: Numbers
    start: Dates
    end: Dates
    visited: Numbers
    when: Dates
    known: NDArray[np.bool_]

    @classmethod
    def of(cls, children: int, months: int) -> "Council":
        """So many children over so many months, the last of them March 2024."""
        drawn = np.random.default_rng(20181127)
        number = np.datetime64("2024-04", "M").astype(np.int64) - np.arange(months)[::-1]
        following: Dates = number.view("datetime64[M]").astype("datetime64[D]")
        ends = following - np.timedelta64(1, "D")
        first, last = (int(day.astype(np.int64)) for day in (ends[0].astype("datetime64[M]").astype("datetime64[D]"), ends[-1]))
        throughout = drawn.random(children) < 0.85
        start = np.where(throughout, first - drawn.integers(60, 900, children), drawn.integers(first, last, children))
        stays = drawn.random(children) < 0.85
        end = np.where(stays, last + 1000, start + drawn.integers(4, 900, children))

        most = int((last - first + 70) / 41 * 1.35) + 4
        gaps = drawn.integers(14, 69, (children, most), dtype=np.int32)
        gaps[:, 0] //= 2
        when = np.maximum(start, first - 60)[:, None] + np.cumsum(gaps, axis=1)
        made = when < np.minimum(end, last + 1)[:, None]
        visited, when = np.repeat(np.arange(children), made.sum(axis=1)), when[made]
        rows, visits = drawn.permutation(children), drawn.permutation(len(when))
        end = np.where(end <= last, end, np.datetime64("NaT").astype(np.int64))
        dates = (start[rows].view("datetime64[D]"), end[rows].view("datetime64[D]"))
        return cls(ends, rows, *dates, visited[visits], when[visits].astype("datetime64[D]"), np.ones(len(visits), dtype=bool))

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """What ours is given."""
        return self.child, self.start, self.end, self.visited, self.when, self.known

    def snapshot_rows(self) -> dict[str, NDArray[Any]]:
        """A row for every child who counts at a month's end, as numpy counts working days: child, month, the day, and the first of its window."""
        later = self.days + np.timedelta64(1, "D")
        back = np.arange(100)
        firsts = [day - back[np.busday_count(day + 1 - back, day + 1, busdaycal=BUSDAYS) <= WINDOW].max() for day in self.days]
        lasts = np.where(np.isnat(self.end), later[-1], self.end)
        counts = [np.flatnonzero((np.busday_count(self.start + 1, day, busdaycal=BUSDAYS) >= QUALIFIES) & (lasts >= day)) for day in later]
        month = np.repeat(np.arange(len(self.days), dtype=np.int32), [len(rows) for rows in counts])
        child = self.child[np.concatenate(counts)].astype(np.int32)
        return {"child": child, "month": month, "day": self.days[month], "first": np.array(firsts, dtype="datetime64[D]")[month]}


def ours(council: Council) -> tuple[Numbers, Numbers]:
    """The numerators and denominators, from the columns."""
    of = spells(council.child, council.start, council.end)
    return seen_on(of, council.visited, council.when, council.known, measure=CP_1_4, days=council.days, calendar=ENGLAND_AND_WALES)


def judged(council: Council) -> Any:
    """Every child's case at the last month's end."""
    of = spells(council.child, council.start, council.end)
    day = council.days[-1].item()
    return seen_in_window(of, council.visited, council.when, council.known, measure=CP_1_4, as_at=day, calendar=ENGLAND_AND_WALES)


def field(council: Council) -> Iterator[Contender]:
    """Those that are there to take part."""
    yield Contender(OURS, lambda: ours(council))
    yield Contender(BOUND, lambda: [column.view(np.int64).sum() for column in council.columns[:-1]], bound=True)
    rows = council.snapshot_rows()
    visits = {"child": council.visited.astype(np.int32), "when": council.when}
    if find_spec("duckdb") and find_spec("pyarrow"):
        yield Contender(DUCKDB, _duckdb(rows, visits))
    if find_spec("polars"):
        yield Contender(POLARS, _polars(rows, visits))
    if find_spec("pandas"):
        yield Contender(PANDAS, _pandas(rows, visits))


def _duckdb(rows: dict[str, Any], visits: dict[str, Any]) -> Callable[[], Any]:
    import duckdb
    import pyarrow as pa

    connection = duckdb.connect()
    connection.execute(f"SET threads = {os.cpu_count()}")
    for name, columns in (("snapshots", rows), ("visits", visits)):
        connection.register("given", pa.table(columns))
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608 - one of the two names above
        connection.unregister("given")
    query = """
        SELECT count(*) FILTER (v."when" >= s.first) AS numerator, count(*) AS denominator
        FROM snapshots AS s ASOF LEFT JOIN visits AS v ON s.child = v.child AND s.day >= v."when"
        GROUP BY s.month ORDER BY s.month
    """

    def joined() -> Any:
        found = connection.execute(query).fetchnumpy()
        return found["numerator"], found["denominator"]

    return joined


def _polars(rows: dict[str, Any], visits: dict[str, Any]) -> Callable[[], Any]:
    import polars as pl

    snapshots, visited = pl.DataFrame(rows), pl.DataFrame(visits)

    def joined() -> Any:
        latest = (
            snapshots.lazy().sort("day").join_asof(visited.lazy().sort("when"), left_on="day", right_on="when", by="child", check_sortedness=False)
        )
        seen = (pl.col("when") >= pl.col("first")).fill_null(value=False).sum()
        found = latest.group_by("month").agg(numerator=seen, denominator=pl.len()).sort("month").collect()
        return found["numerator"].to_numpy(), found["denominator"].to_numpy()

    return joined


def _pandas(rows: dict[str, Any], visits: dict[str, Any]) -> Callable[[], Any]:
    import pandas as pd

    def frame(columns: dict[str, Any]) -> Any:
        return pd.DataFrame({name: values.astype("datetime64[s]") if values.dtype.kind == "M" else values for name, values in columns.items()})

    snapshots, visited = frame(rows), frame(visits)

    def joined() -> Any:
        latest = pd.merge_asof(snapshots.sort_values("day"), visited.sort_values("when"), left_on="day", right_on="when", by="child")
        found = (latest["when"] >= latest["first"]).groupby(latest["month"]).agg(["sum", "size"])
        return found["sum"].to_numpy(), found["size"].to_numpy()

    return joined


def memory(councils: dict[str, Council]) -> str:
    """The most memory ours holds at once beside its columns, as a multiple of them, in Markdown; only what numpy allocates is seen."""
    lines = ["### Memory", "", "| Race | snapshots, times the columns | every child judged on the last day |", "|---|---:|---:|"]
    for name, council in councils.items():
        given = sum(column.nbytes for column in council.columns)
        peaks = [_peak(lambda question=question, council=council: question(council)) / given for question in (ours, judged)]  # type: ignore[misc]
        lines.append(f"| {name} | {peaks[0]:.2f} | {peaks[1]:.2f} |")
    return "\n".join([*lines, ""])


def _peak(call: Callable[[], Any]) -> int:
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main(wanted: list[str]) -> None:
    """Run both races, of fewer children where ``--small`` is *wanted*, and set what was measured beside the targets."""
    warnings.simplefilter("ignore")
    fewer = SMALLER if "--small" in wanted else 1
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "duckdb", "polars", "pandas") if find_spec(name))
    print(f"Python {platform.python_version()}, {libraries}, {os.cpu_count()} processors\n")
    run, councils = [], {}
    for children, months in (MANY_CHILDREN, MANY_MONTHS):
        name = title(children // fewer, months)
        councils[name] = Council.of(children // fewer, months)
        print(f"{len(councils[name].when):,} visits", flush=True)
        run.append(Race.run(name, children // fewer * months, field(councils[name]), turns=TURNS))
        print(run[-1].table(), flush=True)
    print(memory(councils))
    print("### Targets\n")
    print(verdicts(TARGETS, run))


if __name__ == "__main__":
    main(sys.argv[1:])
