"""
What importing the library costs a script, beside the two libraries it is made of.

``python -m benchmarks.imports`` prints Markdown. Each process is started in turn, in shuffled order, and the whole of it is timed.
"""

import os
import random
import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 25
BASE = "import numpy, attrs"
STATEMENTS = (
    "pass",
    BASE,
    "import csc_indicators",
    "import csc_indicators.calendars",
    "from csc_indicators import ENGLAND_AND_WALES",
    "import workalendar.europe",
)
MOST = 1.15


def seconds(statement: str) -> float:
    """How long a process takes that runs one statement."""
    began = perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return perf_counter() - began


def main() -> None:
    """Time every statement in turns and print the ratios to the base."""
    order = random.Random(1)
    taken: dict[str, list[float]] = {statement: [seconds(statement)][:0] for statement in STATEMENTS}  # once uncounted, to write the bytecode
    for _ in range(ROUNDS):
        for statement in order.sample(STATEMENTS, len(STATEMENTS)):
            taken[statement].append(seconds(statement))
    print(f"Load {os.getloadavg()[0]:.1f}; {ROUNDS} processes each.\n")
    print(f"| Process | times `{BASE}`, by medians | by minima | ms, median | wanted |\n|---|---:|---:|---:|---|")
    for statement, times in taken.items():
        wanted = f"at most {MOST}" if "csc" in statement else ""
        by_medians, by_minima = median(times) / median(taken[BASE]), min(times) / min(taken[BASE])
        print(f"| `{statement}` | {by_medians:.2f} | {by_minima:.2f} | {median(times) * 1000:.0f} | {wanted} |")


if __name__ == "__main__":
    main()
