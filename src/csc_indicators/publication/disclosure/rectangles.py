"""
Two-way tables with totals: small cells withheld in rectangles, so that the totals can be printed and still give none away.

Rows and columns are taken two by two in the order of their labels, three together at the end where there is an odd number, which cuts the table into
blocks. A block with a small cell in it is withheld as a whole; all others are printed. The sums of the rows and columns of a withheld block can be
told from the totals and what is printed beside it. With those sums known, and nothing else, a cell can be anything from *R* + *C* - *N*, or 0, to
the lesser of *R* and *C*, its sums and that of the block. In a block of two by two that is the rule of the withheld rectangle: corner *v*, with *a*
beside, *b* below and *d* across, from *v* - min(*v*, *d*) to *v* + min(*a*, *b*). Where that leaves a cell that may be from 1 to the threshold any
less than all of 1 to the threshold and one more, the totals of the block's rows and columns are withheld too, and the grand total.

It holds even against a reader who knows this rule. Where the blocks lie does not depend on the counts, and whether totals are withheld depends on
sums that the reader would see. What is published is made from each block's own part: its counts if none is small, its sums if those are safe, or
no more than that they are not. So whatever else is in the table, a small cell of a block with its sums printed can be any of 1 to the threshold, for
each is found in a block of those sums; and where the totals are withheld too, any of them with nothing else in the block.

More is withheld than has to be: other choices of rectangles hide fewer cells, but what is chosen by the counts tells of them. Choose labels so that
those that are small sort together.

Source: A. Hundepool et al., Handbook on Statistical Disclosure Control (the interval of a withheld rectangle); the project's facts on disclosure
control, 1.4 (theorems 1 and 3). The blocks are the project's own.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise, product

import attrs

__all__ = ["Withheld", "two_way"]


@attrs.frozen
class Withheld:
    """
    What is not printed of a two-way table.

    Attributes:
        cells: The cells, each by its row and its column.
        rows: The rows whose totals are withheld.
        columns: The columns whose totals are.
        total: Whether the grand total is.
    """

    cells: frozenset[tuple[str, str]] = frozenset()
    rows: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    total: bool = False


def two_way(counts: Mapping[tuple[str, str], int], threshold: int) -> Withheld:
    """
    What to withhold of a table so that its counts of 1 to the threshold stay unknown.

    Args:
        counts: The count of each row and column; every row has every column.
        threshold: The greatest count that is protected.

    Raises:
        ValueError: If a row has no count in one of the columns, or a count is negative.

    >>> table = {("F", "in time"): 40, ("F", "late"): 3, ("M", "in time"): 38, ("M", "late"): 9}
    >>> withheld = two_way(table, threshold=5)
    >>> len(withheld.cells), withheld.rows, withheld.total
    (4, frozenset(), False)
    """
    rows, columns = ({key[side] for key in counts} for side in (0, 1))
    if set(counts) != set(product(rows, columns)) or any(count < 0 for count in counts.values()):
        raise ValueError("A two-way table has a count of 0 or more in each of its rows and columns.")
    blocks = [block for block in product(_bands(rows), _bands(columns)) if any(1 <= counts[cell] <= threshold for cell in product(*block))]
    unsafe = [block for block in blocks if not _sums_are_safe(counts, *block, threshold)]
    return Withheld(
        cells=frozenset(cell for block in blocks for cell in product(*block)),
        rows=frozenset(row for band, _ in unsafe for row in band),
        columns=frozenset(column for _, band in unsafe for column in band),
        total=bool(unsafe),
    )


def _bands(labels: set[str]) -> list[Sequence[str]]:
    """Labels two by two in their order, the last three together where one would be left."""
    ordered = sorted(labels)
    starts = [*range(0, max(len(ordered) - 1, 1), 2), len(ordered)]
    return [ordered[start:end] for start, end in pairwise(starts)]


def _sums_are_safe(counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str], threshold: int) -> bool:
    """Whether the sums of a block's rows and columns leave each cell that may be small all of 1 to one more than the threshold."""
    across = {row: sum(counts[row, column] for column in columns) for row in rows}
    down = {column: sum(counts[row, column] for row in rows) for column in columns}
    whole = sum(across.values())
    reaches = [(max(0, across[row] + down[column] - whole), min(across[row], down[column])) for row, column in product(rows, columns)]
    return all((lowest <= 1 and highest > threshold) or lowest > threshold or highest < 1 for lowest, highest in reaches)
