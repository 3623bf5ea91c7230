"""The attack itself: it finds what is known to be there, and nothing in a table of which nothing is published."""

from collections.abc import Callable
from math import comb

import pytest

from tests.publication.disclosure.preimages import Attacked, Table, attacked, tables, tables_of_total


def textbook(table: Table) -> Table:
    """1 to 5 withheld, as -1; one of them alone takes the least other count that is not 0 with it, or the total."""
    small = [place for place, count in enumerate(table) if 1 <= count <= 5]
    others = [place for place, count in enumerate(table) if count > 5]
    withheld = {*small, *(sorted(others, key=lambda place: table[place])[:1] if len(small) == 1 else ())}
    total = -1 if len(small) == 1 and not others else sum(table)
    return (*(-1 if place in withheld else count for place, count in enumerate(table)), total)


def to_the_nearest_5(table: Table) -> Table:
    """Cells and total each rounded from the truth."""
    return tuple((2 * count + 5) // 10 * 5 for count in (*table, sum(table)))


def hospital_like(table: Table) -> Table:
    """1 to 7 withheld, as -1, others and the total to the nearest 5."""
    return (*(-1 if 1 <= count <= 7 else (2 * count + 5) // 10 * 5 for count in table), (2 * sum(table) + 5) // 10 * 5)


class TestTables:
    """Every table is taken, once."""

    @pytest.mark.parametrize(("cells", "most"), [(1, 4), (2, 3), (3, 2)])
    def test_up_to_a_bound(self, cells: int, most: int) -> None:
        """There are (most + 1) to the power of the cells."""
        found = list(tables(cells, most))

        assert (most + 1) ** cells == len(set(found)) == len(found)

    @pytest.mark.parametrize(("cells", "total"), [(1, 4), (2, 0), (3, 7), (4, 5)])
    def test_of_one_total(self, cells: int, total: int) -> None:
        """They are those of the bounded ones that add up, as many as there are ways to choose the bars."""
        found = list(tables_of_total(cells, total))

        assert [table for table in tables(cells, total) if sum(table) == total] == sorted(found)
        assert comb(total + cells - 1, cells - 1) == len(found)


class TestAttacked:
    """The attack finds all that follows from what is published (exhaustive preimage)."""

    def test_nothing_published(self) -> None:
        """Where every table is published alike, everything is possible."""
        left = {one.left for one in attacked(tables(2, 7), lambda _: None, 5)}

        assert {frozenset(range(8))} == left

    def test_everything_published(self) -> None:
        """Where tables are published as they are, every small count is known, and only small ones are looked at."""
        found = attacked(tables(1, 7), lambda table: table, 5)

        assert [Attacked((count,), 0, frozenset({count})) for count in range(1, 6)] == found

    def test_secrets_that_are_not_cells(self) -> None:
        """What is protected can be a sum or a difference of cells."""
        found = attacked([(6, 7)], lambda table: table, 5, secrets=lambda table: (table[1] - table[0],))

        assert [Attacked((6, 7), 0, frozenset({1}))] == found

    @pytest.mark.parametrize(
        ("publish", "table", "most"),
        [
            (textbook, (0, 1, 1), 8),
            (to_the_nearest_5, (2, 2, 2, 2), 6),
            (hospital_like, (1, 8, 8), 18),
        ],
    )
    def test_it_solves_what_is_known_to_leak(self, publish: Callable[[Table], Table], table: Table, most: int) -> None:
        """Rules in use elsewhere give these tables away whole, or the count of 1 in the last (DC13)."""
        found = attacked(tables(len(table), most), publish, 5)

        assert {frozenset({count}) for count in table if 1 <= count <= 5} == {one.left for one in found if one.table == table}

    def test_five_five_five(self) -> None:
        """Three withheld counts beside a total of 15 are 5 each, being 5 at most (DC13)."""
        found = attacked(tables(3, 7), textbook, 5)

        assert {frozenset({5})} == {one.left for one in found if one.table == (5, 5, 5)}
