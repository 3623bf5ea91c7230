"""
A nation on one page each: every indicator of the catalogue for 150 made-up councils over 10 years, on every processor there is.

``python -m benchmarks.nation`` prints Markdown: seconds from columns to dashboards, and the most memory that one process held. The councils' records
are made before the clock starts, in the processes that count them, as a service would have them. ``--children 20000`` takes smaller councils than the
average of England, and ``--councils 15`` fewer of them.
"""

import argparse
import multiprocessing
import os
import platform
import resource
import sys
import time
from typing import Any

from csc_indicators import CATALOGUE, Population
from csc_indicators.made_up_council import made_up_council
from csc_indicators.publication.dashboard import dashboard

FIRST_YEAR, YEARS = 2014, 10
AS_AT, FROM_YEAR = "2024-03-31", "2014-15"

#: Children aged 0 to 17 in England, about 12 million, by 150 authorities.
CHILDREN = 80_000


def one(asked: tuple[int, int]) -> tuple[float, float, int, int]:
    """The seconds to make one council's records and to compute its dashboard, its rows, and the figures in it."""
    seed, children = asked
    began = time.perf_counter()
    tables: dict[str, Any] = dict(made_up_council(children=children, first_year=FIRST_YEAR, years=YEARS, seed=seed))
    made = time.perf_counter()
    population = Population(number=children, of="children aged 0 to 17", vintage="mid-2023 estimate", source="made up")
    page = dashboard(CATALOGUE, tables, as_at=AS_AT, from_year=FROM_YEAR, population=population)
    done = time.perf_counter()
    rows = sum(len(next(iter(table.values()))) for table in tables.values())
    return made - began, done - made, rows, sum(len(result.series) for result in page.results)


def megabytes() -> float:
    """The most memory that a process of this run held."""
    held = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return held / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--councils", type=int, default=150)
    parser.add_argument("--children", type=int, default=CHILDREN)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    with multiprocessing.Pool(asked.processes) as pool:
        pool.map(one, [(seed, 500) for seed in range(asked.processes)], chunksize=1)  # what is loaded once is loaded
        began = time.perf_counter()
        done = pool.map(one, [(seed, asked.children) for seed in range(1, asked.councils + 1)], chunksize=1)
        elapsed = time.perf_counter() - began
    making, computing, rows, figures = (sum(column) for column in zip(*done, strict=True))
    print(f"Python {platform.python_version()}, {asked.processes} processes, {len(CATALOGUE)} indicators\n")
    print("| Councils | Children each | Rows | Figures | Seconds in all | of which making the records | Most memory of a process |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    share = making / (making + computing)
    print(f"| {asked.councils} | {asked.children:,} | {rows:,} | {figures:,} | {elapsed:.1f} | {elapsed * share:.1f} | {megabytes():.0f} MB |")


if __name__ == "__main__":
    main()
