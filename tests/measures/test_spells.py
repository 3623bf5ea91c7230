"""
Rows of periods into unbroken spells, and the rows that overlap.

The clauses are those of counting rule 9 of the project's design.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators.arrays import NAT
from csc_indicators.measures.spells import Spells, overlapping, spells
from tests.strategies import as_dates

#: Who, from when, and until when if that has come.
Row: TypeAlias = tuple[int, date, date | None]

#: The row of a spell, who is in it, and its start and end.
Found: TypeAlias = tuple[int, int, date, date | None]

FIRST = date(2018, 1, 1)


@st.composite
def rows(draw: DrawFn) -> list[Row]:
    """Rows of a few people on few days: apart, touching, overlapping, one within another, of no days, alike, and without an end."""
    drawn = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20), st.sampled_from([0, 0, 1, 2, 3, 5, 9, None])), max_size=12))
    start = [FIRST + timedelta(days=day) for _, day, _ in drawn]
    return [(who, began, None if days is None else began + timedelta(days=days)) for (who, _, days), began in zip(drawn, start, strict=True)]


def made_of(of: Sequence[Row], dtype: type = np.int64) -> Spells:
    """The spells of these rows, by the library."""
    person: Any = np.array([who for who, _, _ in of], dtype=dtype)
    return spells(person, as_dates([start for _, start, _ in of]), as_dates([end for _, _, end in of]))


def overlapping_of(of: Sequence[Row]) -> list[int]:
    """The rows that overlap, by the library."""
    person = np.array([who for who, _, _ in of], dtype=np.int64)
    return [int(row) for row in overlapping(person, as_dates([start for _, start, _ in of]), as_dates([end for _, _, end in of]))]


def found(of: Spells) -> list[Found]:
    """What the library made, spell by spell."""
    return [*zip(of.row.tolist(), of.person.tolist(), of.start.tolist(), of.end.tolist(), strict=True)]


def share_a_day(one: Row, other: Row) -> bool:
    """Whether two rows are of one person and have a day in common, the first and the last of each among its days."""
    return one[0] == other[0] and one[1] <= (other[2] or date.max) and other[1] <= (one[2] or date.max)


def slow_spells(of: Sequence[Row]) -> list[Found]:
    """Put each row on a heap with all that it shares a day with, directly or through others; each heap is a spell."""
    heaps: list[list[int]] = []
    for at, row in enumerate(of):
        touched = [heap for heap in heaps if any(share_a_day(row, of[other]) for other in heap)]
        heaps = [heap for heap in heaps if heap not in touched] + [[at, *(other for heap in touched for other in heap)]]
    made = []
    for heap in heaps:
        first = min(heap, key=lambda at: (of[at][1], of[at][2] or date.max, at))
        last = max(of[at][2] or date.max for at in heap)
        made.append((first + 1, of[first][0], of[first][1], None if last == date.max else last))
    return sorted(made, key=lambda spell: (spell[1], spell[2]))


class TestRowsThatTouchOrOverlap:
    """Rows of one person that touch or overlap are one spell: somebody who is in either is in it. (Counting rule 9; law.md 8.2, item 6.)"""

    @given(rows())
    def test_each_spell_is_a_heap_of_rows_that_share_days(self, of: list[Row]) -> None:
        """Row, person, start and end of every spell are those that heaping rows up one by one gives, by person and then by time."""
        assert slow_spells(of) == found(made_of(of))

    @given(rows())
    def test_somebody_is_in_a_spell_on_the_days_of_a_row(self, of: list[Row]) -> None:
        """Day by day, those in a spell are those in a row, the last day of either not being one of its days."""
        made = [(who, start, end) for _, who, start, end in found(made_of(of))]
        for after in range(35):
            day = FIRST + timedelta(days=after)
            inside = [{who for who, start, end in each if start <= day < (end or date.max)} for each in (of, made)]

            assert inside[0] == inside[1]

    @given(rows())
    def test_spells_are_apart(self, of: list[Row]) -> None:
        """No two spells of one person touch or overlap, so spells are made of themselves again."""
        made = found(made_of(of))
        alone: list[Row] = [(who, start, end) for _, who, start, end in made]

        assert [] == overlapping_of(alone)
        assert alone == [spell[1:] for spell in found(made_of(alone))]

    @given(rows(), st.randoms(use_true_random=False), st.sampled_from([np.int32, np.int64]))
    def test_any_order_of_rows(self, of: list[Row], random: Any, dtype: type) -> None:
        """Rows in any order, of people numbered in 32 bits or 64, make the same spells, each on a row that says the same (CU2)."""
        shuffled = random.sample(of, len(of))
        expected, other = made_of(of), made_of(shuffled, dtype)

        assert [spell[1:] for spell in found(expected)] == [spell[1:] for spell in found(other)]
        assert [of[row - 1] for row in expected.row] == [shuffled[row - 1] for row in other.row]

    @given(rows(), st.integers(0, 12), st.data())
    def test_a_row_cut_in_two_changes_no_spell(self, of: list[Row], at: int, data: st.DataObject) -> None:
        """A row given as two, of which one ends on the day the other starts, is in the same spell."""
        kept = [*of, (0, FIRST, FIRST + timedelta(days=3))]
        who, start, end = kept.pop(at % len(kept))
        day = data.draw(st.dates(start, end or start + timedelta(days=9)))

        assert [spell[1:] for spell in found(made_of([*kept, (who, start, end)]))] == [
            spell[1:] for spell in found(made_of([*kept, (who, start, day), (who, day, end)]))
        ]

    @given(rows())
    def test_of_one_row_each_nothing_is_joined(self, of: list[Row]) -> None:
        """Where everybody has one row, each is a spell, in the order of people."""
        apart = [(7 * at, start, end) for at, (_, start, end) in enumerate(of)]

        assert [(at, *row) for at, row in enumerate(apart, start=1)] == found(made_of(apart))

    @given(st.integers(1, 60), st.data())
    def test_days_however_far_apart(self, bits: int, data: st.DataObject) -> None:
        """Spells are the same where a person and a day, or with an end, are too much for one number."""
        far = 2**bits
        drawn = data.draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, far), st.integers(0, far) | st.none()), max_size=12))
        start = np.array([day for _, day, _ in drawn], dtype="datetime64[D]")
        end = start + np.array(["NaT" if length is None else length for *_, length in drawn], dtype="timedelta64[D]")
        person = np.array([who for who, _, _ in drawn], dtype=np.int64)
        # The same rows with days numbered in the order they come, which are days near each other.
        both = sorted({*start.view(np.int64).tolist(), *end[~np.isnat(end)].view(np.int64).tolist()})
        near_start, near_end = (
            np.array(["NaT" if np.isnat(day) else both.index(int(day.view(np.int64))) for day in days], dtype="datetime64[D]")
            for days in (start, end)
        )
        near = spells(person, near_start, near_end)

        assert near.row.tolist() == spells(person, start, end).row.tolist()
        assert [-1 if np.isnat(day) else both[int(day.view(np.int64))] for day in near.end] == [
            -1 if np.isnat(day) else int(day.view(np.int64)) for day in spells(person, start, end).end
        ]
        assert overlapping(person, near_start, near_end).tolist() == overlapping(person, start, end).tolist()

    @pytest.mark.parametrize("far", [0, 2**45, 2**60])
    @pytest.mark.parametrize(("lasts", "overlaps"), [(False, range(21, 41)), (True, range(21, 61))])
    def test_many_people_and_days_far_apart(self, far: int, *, lasts: bool, overlaps: range) -> None:
        """Of twenty people, each with one row within another and a third that touches, each has one spell, however far the first began before."""
        person = np.tile(np.arange(20), 3)
        start = np.repeat(np.array([0, 10, 20], dtype="datetime64[D]"), 20) - np.array([far] + [0] * 59, dtype="timedelta64[D]")
        end = np.repeat(np.array([20, 12, 30], dtype="datetime64[D]"), 20)
        if lasts:
            end[:20] = NAT
        made = spells(person, start, end)

        assert [*range(1, 21)] == made.row.tolist()
        assert [None if lasts else date(1970, 1, 31)] * 20 == made.end.tolist()
        assert [*overlaps] == overlapping(person, start, end).tolist()

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            (["2018-01-02/2018-01-31", "2018-01-31/2018-03-01"], ["1 2018-01-02/2018-03-01"]),
            (["2018-01-02/2018-01-31", "2018-02-01/2018-03-01"], ["1 2018-01-02/2018-01-31", "2 2018-02-01/2018-03-01"]),
            (["2018-01-10/2018-01-20", "2018-01-02/2018-03-01"], ["2 2018-01-02/2018-03-01"]),
            (["2018-01-02/2018-03-01", "2018-01-10/2018-01-20", "2018-02-28/"], ["1 2018-01-02/"]),
            (["2018-01-02/", "2018-01-10/2018-01-20", "2018-05-01/2018-06-01"], ["1 2018-01-02/"]),
            (
                ["2018-01-02/2018-03-01", "2018-01-10/2018-01-20", "2018-01-31/2018-02-01", "2018-03-02/"],
                ["1 2018-01-02/2018-03-01", "4 2018-03-02/"],
            ),
            (["2018-01-02/2018-01-02", "2018-01-02/"], ["1 2018-01-02/"]),
        ],
    )
    def test_of_one_person(self, days: list[str], expected: list[str]) -> None:
        """Touching, a day apart, one within another, and one within another that is the furthest for long after."""
        of: list[Row] = []
        for start, end in (row.split("/") for row in days):
            of.append((0, date.fromisoformat(start), date.fromisoformat(end) if end else None))

        assert expected == [f"{row} {start}/{end or ''}" for row, _, start, end in found(made_of(of))]

    def test_one_person_ends_where_another_begins(self) -> None:
        """Spells of two people that touch, or overlap, are two."""
        of: list[Row] = [(1, FIRST, None), (0, FIRST, FIRST), (0, FIRST + timedelta(days=1), None), (1, FIRST, FIRST)]

        assert [(2, 0, FIRST, FIRST), (3, 0, FIRST + timedelta(days=1), None), (4, 1, FIRST, None)] == found(made_of(of))

    def test_a_row_that_ends_before_it_starts_reaches_no_other(self) -> None:
        """Its end is before the first day of everybody: it neither shortens another spell nor lengthens one of another person."""
        early = FIRST - timedelta(days=400)
        of: list[Row] = [(0, FIRST, None), (1, FIRST, early), (1, FIRST + timedelta(days=2), None)]

        assert [(1, 0, FIRST, None), (2, 1, FIRST, early), (3, 1, FIRST + timedelta(days=2), None)] == found(made_of(of))


class TestRowsThatOverlap:
    """A row that starts before an earlier one of the same person has ended can be found, so that it can be refused. (Counting rule 9.)"""

    @given(rows())
    def test_they_are_found(self, of: list[Row]) -> None:
        """A row overlaps when an earlier one of the same person, or the same one written above it, goes on past its start."""
        in_time = sorted(enumerate(of, start=1), key=lambda row: (row[1][1], row[1][2] or date.max))
        expected = [
            row
            for place, (row, (who, start, _)) in enumerate(in_time)
            if any(other == who and (end is None or end > start) for _, (other, _, end) in in_time[:place])
        ]

        assert sorted(expected) == overlapping_of(of)

    @given(rows())
    def test_without_them_rows_only_touch(self, of: list[Row]) -> None:
        """When every row that overlaps is left out, none of the rest does."""
        rest = [row for at, row in enumerate(of, start=1) if at not in overlapping_of(of)]

        assert [] == overlapping_of(rest)

    def test_an_end_on_the_day_is_no_overlap(self) -> None:
        """A row may start on the day the one before ends, and not on the day before that."""
        until = FIRST + timedelta(days=9)

        assert [] == overlapping_of([(0, FIRST, until), (0, until, None)])
        assert [2] == overlapping_of([(0, FIRST, until), (0, until - timedelta(days=1), None)])


class TestTheOrderOfRows:
    """Of rows that start on one day the shortest comes first, and of equal ones that written first; it is the row a spell is on."""

    def test_the_first_of_equal_rows_is_where_a_spell_starts(self) -> None:
        """Of two rows of no days on one day, the spell is on the one written first, however many rows there are."""
        person = np.repeat(np.arange(500), 2)
        day = as_dates([FIRST] * 1000)

        assert list(range(1, 1001, 2)) == spells(person, day, day).row.tolist()

    @pytest.mark.parametrize("far", [0, 2**45])
    @pytest.mark.parametrize("end", ["NaT", "2018-07-30"])
    def test_a_row_of_no_days_comes_first(self, far: int, end: str) -> None:
        """Of two rows that start on one day the one of no days is where the spell starts, wherever it is written and whatever the rest is."""
        start = np.array(["2018-07-02", "2018-07-02", "1970-01-01"], dtype="datetime64[D]") + np.array([0, 0, far], dtype="timedelta64[D]")
        over = np.array([end, "2018-07-02", "1970-01-02"], dtype="datetime64[D]") + np.array([0, 0, 2 * far], dtype="timedelta64[D]")
        made = spells(np.array([1, 1, 0]), start, over)

        assert [3, 2] == made.row.tolist()
        assert str(made.end[1]) == end

    def test_ordinary_days_are_one_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A million people over a century, some of them several times, are not sorted by three columns, which takes ten times as long."""
        monkeypatch.setattr(np, "lexsort", None)
        monkeypatch.setattr(np, "unique", None)
        person = np.array([999_999, 3, 3], dtype=np.int32)
        start, end = as_dates([date(1978, 1, 1), date(2053, 1, 1), date(2018, 1, 1)]), as_dates([None, date(2053, 12, 31), date(2018, 1, 1)])

        assert [3, 2, 1] == spells(person, start, end).row.tolist()

    def test_no_rows(self) -> None:
        """No rows make no spells, and none overlap."""
        nobody, never = np.array([], dtype=np.int64), as_dates([])

        assert (0, 0, []) == (len(spells(nobody, never, never).row), spells(nobody, never, never).people, overlapping(nobody, never, never).tolist())

    def test_how_many_numbers_people_have(self) -> None:
        """Numbers that are nobody's are counted too."""
        assert 8 == made_of([(7, FIRST, None), (2, FIRST, None)]).people

    def test_columns_are_left_as_they_were(self) -> None:
        """No column is written to, also where the rows are in order already."""
        person, start, end = np.arange(3), as_dates([FIRST] * 3), np.full(3, NAT)
        for column in (person, end):
            column.flags.writeable = False

        assert [1, 2, 3] == spells(person, start, end).row.tolist()
