"""
Two-way tables with totals.

The clauses are those of the project's facts on disclosure control, 1.4 (theorems 1 and 3), and DC1, DC4 and DC11 of its properties.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators.publication.disclosure.rectangles import Withheld, two_way

Table = dict[tuple[str, str], int]


def table(counts: tuple[int, ...], columns: int) -> Table:
    """A table from its counts, row by row, with rows A, B, ... and columns p, q, ..."""
    return {(chr(65 + place // columns), chr(112 + place % columns)): count for place, count in enumerate(counts)}


def printed(counts: Table, withheld: Withheld) -> dict[object, int | str]:
    """All that a reader sees: cells, totals of rows and columns, and the grand total, made here by adding."""
    seen: dict[object, int | str] = {cell: "c" if cell in withheld.cells else count for cell, count in counts.items()}
    for row in sorted({row for row, _ in counts}):
        seen["row", row, ""] = "c" if row in withheld.rows else sum(count for (r, _), count in counts.items() if r == row)
    for column in sorted({column for _, column in counts}):
        seen["column", column, ""] = "c" if column in withheld.columns else sum(count for (_, c), count in counts.items() if c == column)
    return seen | {"total": "c" if withheld.total else sum(counts.values())}


@st.composite
def tables(draw: st.DrawFn, sizes: tuple[int, ...] = (1, 2, 3, 4, 5), most: int = 12) -> Table:
    """Tables of a few rows and columns, with small counts among them."""
    rows, columns = (draw(st.sampled_from(sizes)) for _ in range(2))
    counts = draw(st.lists(st.integers(0, 4) | st.integers(0, most), min_size=rows * columns, max_size=rows * columns))
    return table(tuple(counts), columns)


def adding_up_to(most: int, places: int) -> Iterator[tuple[int, ...]]:
    """All counts in so many places with a sum up to a greatest."""
    if places == 0:
        yield ()
        return
    for count in range(most + 1):
        for rest in adding_up_to(most - count, places - 1):
            yield (count, *rest)


def same_sums(counts: Table, cells: list[tuple[str, str]]) -> Iterator[Table]:
    """Every table of two by two cells that has the sums of these, the rest as it is."""
    one, beside, below, across = sorted(cells)
    for more in range(-30, 31):
        changed = {one: counts[one] + more, beside: counts[beside] - more, below: counts[below] - more, across: counts[across] + more}
        if min(changed.values()) >= 0:
            yield counts | changed


class TestAgainstWhoKnowsTheRule:
    """
    Of every table with the same print, a small cell has all values from 1 to the threshold.

    Source: facts on disclosure control, 1.3 (exhaustive preimage audit); DC1 of the project's properties.
    """

    @pytest.mark.parametrize(
        ("rows", "columns", "most", "safe"),  # the greatest sum, and whether totals are ever printed beside a withheld cell
        [
            (1, 1, 9, False),
            (1, 3, 9, False),
            (2, 1, 9, False),
            (2, 2, 12, True),
            (2, 3, 11, True),
            (3, 2, 11, True),
            (2, 4, 8, True),
            (3, 3, 9, True),
        ],
    )
    def test_every_table_there_is(self, rows: int, columns: int, most: int, safe: bool) -> None:
        """All tables of up to so many in all are printed, and those printed alike compared; some have small cells and their totals printed."""
        threshold = 2
        alike: defaultdict[tuple[int | str, ...], list[tuple[int, ...]]] = defaultdict(list)
        for counts in adding_up_to(most, rows * columns):
            made = table(counts, columns)
            seen = printed(made, two_way(made, threshold))
            alike[tuple(seen.values())].append(counts)

        found = set()
        for (*_, total), group in alike.items():
            if total == "c" and min(map(sum, group)) > most - 2 * threshold:
                continue  # others printed alike have more in all
            for values in map(set, zip(*group, strict=True)):
                if values & {1, 2}:
                    assert {1, 2} <= values
                    found.add(total != "c")
        assert {False, safe} == found

    @settings(max_examples=150)
    @given(tables(sizes=(2, 4)), st.integers(1, 4))
    def test_a_table_of_whole_rectangles(self, counts: Table, threshold: int) -> None:
        """For each small cell there is, for each small count, another table of two by two blocks that is printed alike and has that count there."""
        withheld = two_way(counts, threshold)
        seen = printed(counts, withheld)

        for row, column in (cell for cell, count in counts.items() if 1 <= count <= threshold):
            pair = [{"A": "AB", "B": "AB", "C": "CD", "D": "CD"}[row], {"p": "pq", "q": "pq", "r": "rs", "s": "rs"}[column]]
            block = [(r, c) for r in pair[0] for c in pair[1]]
            others = list(same_sums(counts, block))
            others += [counts | dict.fromkeys(block, 0) | {(row, column): small} for small in range(1, threshold + 1)]
            found = {other[row, column] for other in others if printed(other, two_way(other, threshold)) == seen}
            assert set(range(1, threshold + 1)) <= found


class TestTheSumsOfABlock:
    """
    Where totals are printed, what they leave possible of a small cell holds 1 to one more than the threshold.

    Source: facts on disclosure control, 1.4 (theorem 3); DC4 of the project's properties.
    """

    @settings(max_examples=200)
    @given(tables(sizes=(2,)), st.integers(1, 4))
    def test_the_interval_of_a_rectangle(self, counts: Table, threshold: int) -> None:
        """In a table of one rectangle the totals are printed exactly when, of its tables with those sums, no cell that may be small is told."""
        withheld = two_way(counts, threshold)
        small = {cell for cell, count in counts.items() if 1 <= count <= threshold}
        values = {cell: {other[cell] for other in same_sums(counts, list(counts))} for cell in counts}
        told = any(found & set(range(1, threshold + 1)) and not set(range(1, threshold + 2)) <= found for found in values.values())

        expected = Withheld() if not small else Withheld(frozenset(counts), *((frozenset("AB"), frozenset("pq"), True) if told else ()))
        assert expected == withheld

    @settings(max_examples=100)
    @given(tables(sizes=(3,), most=4), st.integers(1, 2))
    def test_three_by_three(self, counts: Table, threshold: int) -> None:
        """In a table of three by three it is the same, by trying every table with its sums."""
        withheld = two_way(counts, threshold)
        small = any(1 <= count <= threshold for count in counts.values())
        rows = [[counts[row, column] for column in "pqr"] for row in "ABC"]
        down = [sum(column) for column in zip(*rows, strict=True)]
        choices = [[(a, b, sum(row) - a - b) for a in range(sum(row) + 1) for b in range(sum(row) + 1 - a)] for row in rows]
        first = defaultdict(list)
        for one in choices[0]:
            for two in choices[1]:
                rest = tuple(d - x - y for d, x, y in zip(down, one, two, strict=True))
                if min(rest) >= 0:
                    first[one, two].append(rest)
        values: list[set[int]] = [set() for _ in range(9)]
        for (one, two), rests in first.items():
            for place, count in enumerate((*one, *two, *rests[0])):
                values[place].add(count)
        told = any(found & set(range(1, threshold + 1)) and not set(range(1, threshold + 2)) <= found for found in values)

        assert (small, small and told) == (bool(withheld.cells), withheld.total)

    @given(tables(), st.integers(1, 5))
    def test_what_is_withheld(self, counts: Table, threshold: int) -> None:
        """Every small cell is, and nothing where none is small; with the totals of a row go those of a column and the grand total."""
        withheld = two_way(counts, threshold)
        small = {cell for cell, count in counts.items() if 1 <= count <= threshold}

        assert small <= withheld.cells <= set(counts)
        assert bool(small) == bool(withheld.cells)
        assert bool(withheld.rows) == bool(withheld.columns) == withheld.total
        assert withheld.rows <= {row for row, _ in withheld.cells}
        assert withheld.columns <= {column for _, column in withheld.cells}

    @given(tables(), st.integers(1, 5), st.randoms(use_true_random=False))
    def test_the_order_makes_no_difference(self, counts: Table, threshold: int, chance: st.DataObject) -> None:
        """A table in another order has the same withheld (DC11)."""
        shuffled = list(counts.items())
        chance.shuffle(shuffled)  # type: ignore[attr-defined]

        assert two_way(counts, threshold) == two_way(dict(shuffled), threshold)

    @pytest.mark.parametrize(
        ("counts", "columns", "expected"),
        [
            ((40, 3, 38, 9), 2, Withheld(frozenset({("A", "p"), ("A", "q"), ("B", "p"), ("B", "q")}))),
            ((40, 3, 38, 2), 2, Withheld(frozenset({("A", "p"), ("A", "q"), ("B", "p"), ("B", "q")}), frozenset("AB"), frozenset("pq"), total=True)),
            ((40, 7, 38, 9), 2, Withheld()),
            ((0, 0, 0, 0), 2, Withheld()),
            ((3,), 1, Withheld(frozenset({("A", "p")}), frozenset("A"), frozenset("p"), total=True)),
            ((9, 3), 2, Withheld(frozenset({("A", "p"), ("A", "q")}), frozenset("A"), frozenset("pq"), total=True)),
            (
                (9, 9, 9, 20, 9, 9, 4, 20),
                4,
                Withheld(frozenset({("A", "r"), ("A", "s"), ("B", "r"), ("B", "s")})),
            ),
        ],
    )
    def test_examples(self, counts: tuple[int, ...], columns: int, expected: Withheld) -> None:
        """Among them a table that a rectangle protects, one that needs its totals withheld, and one with no rectangle in it."""
        assert expected == two_way(table(counts, columns), 5)

    def test_no_table(self) -> None:
        """A table without cells has nothing to withhold."""
        assert Withheld() == two_way({}, 5)

    @pytest.mark.parametrize("counts", [{("A", "p"): 7, ("B", "q"): 7}, {("A", "p"): -1}])
    def test_no_whole_table(self, counts: Table) -> None:
        """A row without one of the columns, and a negative count, are errors."""
        with pytest.raises(ValueError, match="count of 0 or more in each"):
            two_way(counts, 5)
