"""
The attack that every rule is held to: all small tables there are, grouped by what would be published of them.

A reader who knows the rule and sees what is published knows that the truth is one of the tables that are published so, and no more. So what a count
can still have been is read off the group: no solver, no interval, nothing about the rule is assumed. Where an output pins the total, all tables of
each total are taken, so none that would be published alike is missing; where it does not, leaving greater tables out only makes a rule look worse.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations, pairwise, product

import attrs

__all__ = ["Attacked", "Table", "attacked", "tables", "tables_of_total"]

Table = tuple[int, ...]


@attrs.frozen
class Attacked:
    """
    One protected count after the attack.

    Attributes:
        table: The true table.
        place: Where in it the count is.
        left: What the count can have been.
    """

    table: Table
    place: int
    left: frozenset[int]


def tables(cells: int, most: int) -> Iterator[Table]:
    """Every table of so many cells from 0 to *most*."""
    return product(range(most + 1), repeat=cells)


def tables_of_total(cells: int, total: int) -> Iterator[Table]:
    """Every table of so many cells that adds up to *total*: bars among stars."""
    slots = total + cells - 1
    for bars in combinations(range(slots), cells - 1):
        edges = (-1, *bars, slots)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def attacked(
    candidates: Iterable[Table],
    publish: Callable[[Table], Hashable],
    threshold: int,
    secrets: Callable[[Table], Table] = lambda table: table,
) -> list[Attacked]:
    """What is left possible of each count from 1 to the threshold, in every table; *secrets* says which counts a table holds, when not its cells."""
    alike: defaultdict[Hashable, list[Table]] = defaultdict(list)
    for table in candidates:
        alike[publish(table)].append(table)
    found = []
    for group in alike.values():
        left = [frozenset(column) for column in zip(*map(secrets, group), strict=True)]
        found += [Attacked(table, place, left[place]) for table in group for place, count in enumerate(secrets(table)) if 1 <= count <= threshold]
    return found
