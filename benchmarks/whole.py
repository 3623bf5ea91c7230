"""
CP 3.10 from a frame to a result, beside its kernels: what checking, coding and explaining cost on top of counting.

``python -m benchmarks.whole`` prints Markdown. The kernels are what any answer needs: due dates and statuses of all conferences, counted by month and
gathered from April. The rest (reading the frame, coding identifiers, looking for faults, cases, notes) is the library's own way to be sure.
"""

import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.race import OURS, Contender, Race, Target, verdicts
from csc_indicators import ENGLAND_AND_WALES, YEAR_TO_DATE, Month, WorkingDays, southend
from csc_indicators.measures.timeliness import within_limit
from csc_indicators.results.tallies import Tallies

ROWS = 1_000_000
AS_AT = date(2018, 9, 30)
KERNELS = "kernels: statuses, months, year to date"

Columns = dict[str, NDArray[Any]]


def conferences(rows: int) -> Columns:
    """Conferences of a year, most within the limit, a few still to be held; no child has two on one day."""
    drawn = np.random.default_rng(310)
    start = np.datetime64("2018-03-01") + drawn.integers(0, 214, rows)
    held = ENGLAND_AND_WALES.after(start, drawn.integers(5, 25, rows))
    return {
        "child": np.arange(rows),
        "strategy_discussion": start,
        "conference": np.where(drawn.random(rows) < 0.03, np.datetime64("NaT"), held),
        "family": np.arange(rows) // 2,
        "reason": np.where(drawn.random(rows) < 0.02, "A10", ""),
    }


def kernels(columns: Columns) -> Tallies:
    """What any answer needs: the statuses, the months and the year to date."""
    judged = within_limit(
        np.arange(1, len(columns["child"]) + 1),
        columns["strategy_discussion"],
        columns["conference"],
        limit=WorkingDays(15),
        as_at=AS_AT,
        calendar=ENGLAND_AND_WALES,
    )
    counted = judged.counted
    months = Tallies.of_events(judged.happened[counted], judged.numerator[counted], first=Month(2018, 4), as_at=AS_AT)
    return months.to(YEAR_TO_DATE)


def figures(tallies: Tallies) -> NDArray[np.int64]:
    """The counts that every contender must agree on."""
    return np.concatenate([tallies.numerators[0], tallies.denominators[0]])


def sources(columns: Columns) -> Iterator[tuple[str, Any]]:
    """The same conferences as the tables that people have."""
    texts = np.char.add("CH", columns["child"].astype(np.str_))
    yield "a mapping of arrays, whole-number ids", columns
    yield "a mapping of arrays, text ids", {**columns, "child": texts}
    if find_spec("pandas"):
        import pandas as pd

        yield "pandas, whole-number ids", pd.DataFrame(columns)
        yield "pandas, text ids", pd.DataFrame({**columns, "child": texts.tolist()})
    if find_spec("polars"):
        import polars as pl

        yield "Polars, text ids", pl.DataFrame({**columns, "child": texts})
    if find_spec("pyarrow"):
        import pyarrow as pa

        yield "pyarrow, text ids", pa.table({**columns, "child": texts.tolist()})


def main() -> None:
    """Race every source against the kernels."""
    columns = conferences(ROWS)
    races = []
    for name, source in sources(columns):
        title = f"CP 3.10 of {ROWS:,} conferences from {name}"

        def whole(source: Any = source) -> NDArray[np.int64]:
            return figures(southend.CP_3_10.compute(source, as_at=AS_AT).tallies)

        bare: Callable[[], NDArray[np.int64]] = lambda: figures(kernels(columns))  # noqa: E731 - one line of work
        races.append(Race.run(title, ROWS, [Contender(OURS, whole), Contender(KERNELS, bare)], turns=7))
        sys.stdout.write(f"{races[-1].table()}\n")
    targets = [Target(race.title, KERNELS, 0.25) for race in races]
    sys.stdout.write(f"{verdicts(targets, races)}\nPython {platform.python_version()}, numpy {np.__version__}\n")


if __name__ == "__main__":
    main()
