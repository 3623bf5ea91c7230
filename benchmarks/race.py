"""
A race: contenders that give equal answers take turns in shuffled order, and their times are told as ratios to one of them.

Seconds mean nothing on a shared machine. In one process, turn by turn, whatever else runs there falls on every contender alike.
"""

import gc
import os
import random
from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

__all__ = ["OURS", "Contender", "Race", "Target", "as_numbers", "verdicts"]

#: What every time is told in ratio to.
OURS = "csc_indicators"

#: One turn lasts at least so many seconds: shorter calls are repeated within it.
_TURN = 0.004

#: Contenders whose turns are short take more of them, because other work on the machine hits them hardest.
_SHORT, _MORE_TURNS = 0.15, 3


def as_numbers(answer: Any) -> NDArray[np.int64]:
    """An answer as integers, dates as days after 1 January 1970, so that every contender's can be compared."""
    values = np.atleast_1d(np.asarray(answer))
    if values.dtype.kind in "MO" and not isinstance(values.flat[0], int):
        return values.astype("datetime64[D]").view(np.int64)
    return values.astype(np.int64)


@attrs.frozen
class Contender:
    """
    Somebody who answers the question.

    Attributes:
        name: Who.
        call: The whole of what is timed.
        rows: How many of the race's rows it answers for, the first ones; None for all. The slow ones do few, and their time is a row's all the same.
        bound: Whether it is no contender, only less work than any of them can do; its answers are not compared.
    """

    name: str
    call: Callable[[], Any]
    rows: int | None = None
    bound: bool = False


@attrs.frozen
class Race:
    """
    The nanoseconds a row that each contender took, in each of its turns.

    Attributes:
        title: What was asked, of how many rows.
        load: How many other processes wanted the processors when the race ended, over a minute.
        turns: The turns of each contender.
        scaled: The contenders that answered for fewer rows.
    """

    title: str
    load: float
    turns: dict[str, list[float]]
    scaled: frozenset[str]

    @classmethod
    def run(cls, title: str, rows: int, contenders: Iterable[Contender], *, turns: int = 9) -> "Race":
        """
        Compare the answers, then let the contenders take turns.

        Raises:
            ValueError: If an answer differs from the first contender's.
        """
        field = list(contenders)
        expected = as_numbers(field[0].call())
        for contender in field[1:]:
            answer = expected if contender.bound else as_numbers(contender.call())
            if not np.array_equal(answer, expected[: contender.rows or rows]):
                raise ValueError(f"{title}: {contender.name} gives another answer than {field[0].name}.")
        repeats = {contender.name: max(1, int(_TURN / max(_seconds(contender.call, 1), 1e-9))) for contender in field}
        taken: dict[str, list[float]] = {contender.name: [] for contender in field}
        short = [contender for contender in field if _seconds(contender.call, 1) < _SHORT]
        order = random.Random(1)
        for entered in [field] * turns + [short] * (turns * _MORE_TURNS):
            for contender in order.sample(entered, len(entered)):
                times = repeats[contender.name]
                taken[contender.name].append(_seconds(contender.call, times) / times / (contender.rows or rows) * 1e9)
        return cls(title, os.getloadavg()[0], taken, frozenset(contender.name for contender in field if contender.rows))

    def ratio(self, name: str, of: Callable[[list[float]], float] = median) -> float:
        """How many times as long as ours *name* takes, by the median or the minimum of the turns."""
        return of(self.turns[name]) / of(self.turns[OURS])

    def table(self) -> str:
        """The race in Markdown, the fastest first."""
        lines = [
            f"### {self.title}",
            "",
            f"Load {self.load:.1f}; at least {min(map(len, self.turns.values()))} turns each.",
            "",
            "| Contender | times ours, by medians | by minima | ns a row, median |",
            "|---|---:|---:|---:|",
        ]
        for name in sorted(self.turns, key=self.ratio):
            star = "\\*" if name in self.scaled else ""
            lines.append(f"| {name}{star} | {self.ratio(name):.3g} | {self.ratio(name, min):.3g} | {median(self.turns[name]):.3g} |")
        return "\n".join([*lines, ""])


@attrs.frozen
class Target:
    """
    What ours is to reach in a race.

    Attributes:
        race: The title of the race.
        against: The contender.
        least: The least ratio of its time to ours; below 1 for a bound, which is faster.
        most: The most nanoseconds a row that ours may take, where the target is a time.
    """

    race: str
    against: str
    least: float
    most: float | None = None


def verdicts(targets: Iterable[Target], races: Iterable[Race]) -> str:
    """Each target beside what was measured, in Markdown; a target whose race or contender was not there is left out."""
    ran = {race.title: race for race in races}
    lines = ["| Race | against | wanted | by medians | by minima | met |", "|---|---|---:|---:|---:|---|"]
    for target in targets:
        race = ran.get(target.race)
        if race is None or target.against not in race.turns:
            continue
        if target.most is None:
            figures = race.ratio(target.against), race.ratio(target.against, min)
            met = [figure >= target.least for figure in figures]
            wanted = f"at least {target.least:g} times ours"
        else:
            figures = median(race.turns[OURS]), min(race.turns[OURS])
            met = [figure <= target.most for figure in figures]
            wanted = f"at most {target.most:g} ns"
        said = "yes" if all(met) else "by one of the two" if any(met) else "no"
        lines.append(f"| {target.race} | {target.against} | {wanted} | {figures[0]:.3g} | {figures[1]:.3g} | {said} |")
    return "\n".join([*lines, ""])


def _seconds(call: Callable[[], Any], times: int) -> float:
    gc.disable()
    began = perf_counter()
    for _ in range(times):
        call()
    ended = perf_counter()
    gc.enable()
    return ended - began
