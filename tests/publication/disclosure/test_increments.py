"""The gate for figures that add up over time."""

from collections.abc import Callable, Hashable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.publication.disclosure.atoms import Atom
from csc_indicators.publication.disclosure.increments import increments_are_safe, why_held_back
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS_NATIONAL, Policy
from tests.publication.disclosure.preimages import Attacked, Table, attacked, tables_of_total

LATE: Atom = ("late",)
ON_TIME: Atom = ("in time",)

counts = st.dictionaries(st.sampled_from([LATE, ON_TIME, ("late", "F"), ("late", "M")]), st.integers(0, 40))


def series(of: int, months: int, most: int) -> Iterator[Table]:
    """The changes of all series of so many counts that are *most* or fewer at the end: of each count in the first month, then in the second."""
    each = [changes for total in range(most + 1) for changes in tables_of_total(months, total)]
    for several in product(each, repeat=of):
        yield tuple(change for month in zip(*several, strict=True) for change in month)


def left_of(of: int, months: int, most: int, publish: Callable[[Table], Hashable], threshold: int) -> list[Attacked]:
    """What is left of changes, in series that end low enough for all that are printed alike to have been tried."""
    found = attacked(series(of, months, most), publish, threshold)
    return [one for one in found if all(sum(one.table[first::of]) <= most - threshold for first in range(of))]


def to_date(changes: Table, of: int) -> Iterator[Table]:
    """The figures to date of so many counts, month by month, from the changes in each month of each."""
    months = [changes[first : first + of] for first in range(0, len(changes), of)]
    so_far = (0,) * of
    for month in months:
        so_far = tuple(before + change for before, change in zip(so_far, month, strict=True))
        yield so_far


def gated(series: Iterator[Table], threshold: int) -> tuple[Table | None, ...]:
    """What is printed each month by one gate for all of the counts; None where they are withheld."""
    names: list[Atom] = [("late",), ("in time",), ("other",)]
    published: dict[Atom, int] = {}
    printed: list[Table | None] = []
    for month in series:
        now = dict(zip(names, month, strict=False))
        safe = increments_are_safe(now, published, threshold)
        published = now if safe else published
        printed.append(month if safe else None)
    return tuple(printed)


class TestNeverTooFew:
    """Whatever the gate prints, a change in one month from 1 to the threshold can have been as many values as the threshold (theorem 2, DC3)."""

    @pytest.mark.parametrize(
        ("threshold", "of", "months", "most"),
        [(5, 1, 2, 30), (5, 1, 3, 24), (2, 1, 5, 11), (5, 2, 2, 18), (3, 2, 2, 14), (2, 2, 3, 8), (1, 2, 3, 6), (2, 3, 2, 6)],
    )
    def test_every_short_series(self, threshold: int, of: int, months: int, most: int) -> None:
        """All series there are up to a bound, of one, two and three counts with one gate."""
        found = left_of(of, months, most, lambda changes: gated(to_date(changes, of), threshold), threshold)

        assert found
        assert threshold <= min(len(one.left) for one in found)

    def test_gates_of_their_own_fail(self) -> None:
        """A gate for those late and another for all, each by itself, give changes away: some exactly (DC3)."""

        def publish(changes: Table) -> Hashable:
            late, everybody = zip(*((late, late + on_time) for late, on_time in to_date(changes, 2)), strict=True)
            return gated(((count,) for count in late), 5), gated(((count,) for count in everybody), 5)

        found = left_of(2, 2, 18, publish, 5)

        assert any(len(one.left) == 1 for one in found)
        assert sum(len(one.left) < 5 for one in found) > len(found) / 10

    def test_without_a_gate(self) -> None:
        """The threshold held to the figure to date alone gives months away: 6 and then 7 is a month of 1 (DC13)."""
        found = left_of(1, 2, 18, lambda changes: tuple(count if count > 5 else None for (count,) in to_date(changes, 1)), 5)

        assert {frozenset({1})} == {one.left for one in found if one.table == (6, 1) and one.place == 1}

    def test_telling_which_count_held_the_others_back(self) -> None:
        """With the office's sentence printed beside them the same series are given away, so it is not for printing."""

        def publish(changes: Table) -> Hashable:
            published: dict[Atom, int] = {}
            printed = []
            for late, on_time in to_date(changes, 2):
                now = {LATE: late, ON_TIME: on_time}
                why = why_held_back(now, published, 5)
                published = published if why else now
                printed.append(why or (late, on_time))
            return tuple(printed)

        assert min(len(one.left) for one in left_of(2, 2, 18, publish, 5)) < 5

    @pytest.mark.parametrize(
        ("policy", "least"), [(THE_DEPARTMENTS_NATIONAL, 5), (ROUNDED_TO_5, 5), (MIDPOINT_6, 6)], ids=lambda given: getattr(given, "id", None)
    )
    def test_coarse_figures_need_none(self, policy: Policy, least: int) -> None:
        """Figures to date that are each printed coarse leave this many changes possible without a gate: at least as many as 1 to 5."""
        found = left_of(1, 3, 40, lambda changes: tuple(str(policy.shown(count)) for (count,) in to_date(changes, 1)), policy.threshold)

        assert least == min(len(one.left) for one in found)


class TestIncrementsAreSafe:
    """Counts may be printed when each has changed by nothing or by more than the threshold, up or down (theorem 2)."""

    @given(counts, counts, st.integers(1, 10))
    def test_count_by_count(self, now: dict[Atom, int], published: dict[Atom, int], threshold: int) -> None:
        """No count has a change that is protected; one that is missing is 0."""
        protected = {*range(1, threshold + 1), *range(-threshold, 0)}
        changes = {now.get(atom, 0) - published.get(atom, 0) for atom in (*now, *published)}

        assert changes.isdisjoint(protected) == increments_are_safe(now, published, threshold)

    @given(counts, counts, st.integers(1, 10))
    def test_there_and_back(self, now: dict[Atom, int], published: dict[Atom, int], threshold: int) -> None:
        """A revision back is as safe as the one there."""
        assert increments_are_safe(now, published, threshold) == increments_are_safe(published, now, threshold)

    @given(counts, st.integers(1, 10))
    def test_the_same_again(self, now: dict[Atom, int], threshold: int) -> None:
        """What was printed may be printed again (DC9)."""
        assert increments_are_safe(now, now, threshold)

    @given(counts, counts, st.integers(1, 10), st.integers(1, 10))
    def test_a_greater_threshold(self, now: dict[Atom, int], published: dict[Atom, int], one: int, other: int) -> None:
        """What a smaller threshold holds back a greater one does (DC10)."""
        less, more = sorted((one, other))

        assert increments_are_safe(now, published, more) <= increments_are_safe(now, published, less)

    @pytest.mark.parametrize(
        ("now", "published", "safe"),
        [
            ({LATE: 7, ON_TIME: 30}, {LATE: 6, ON_TIME: 20}, False),
            ({LATE: 6, ON_TIME: 30}, {LATE: 6, ON_TIME: 20}, True),
            ({LATE: 12, ON_TIME: 30}, {LATE: 6, ON_TIME: 20}, True),
            ({LATE: 11, ON_TIME: 30}, {LATE: 6, ON_TIME: 20}, False),
            ({LATE: 5}, {LATE: 6}, False),
            ({LATE: 0}, {LATE: 6}, True),
            ({LATE: 6}, {}, True),
            ({LATE: 5}, {}, False),
            ({}, {LATE: 5}, False),
            ({}, {}, True),
        ],
    )
    def test_worked(self, now: dict[Atom, int], published: dict[Atom, int], safe: bool) -> None:
        """6 to date and then 7 is held back (DC13)."""
        assert safe == increments_are_safe(now, published, 5)


class TestWhyHeldBack:
    """The office is told which counts hold the others back, and nobody is told how many they are (no raw count in a message)."""

    @given(counts, counts, st.integers(1, 10))
    def test_there_is_a_sentence_when_they_are(self, now: dict[Atom, int], published: dict[Atom, int], threshold: int) -> None:
        """There is something to say exactly when the counts may not be printed."""
        assert increments_are_safe(now, published, threshold) == (why_held_back(now, published, threshold) == "")

    @given(st.integers(0, 10**6), st.integers(1, 5))
    def test_the_change_is_not_in_it(self, before: int, change: int) -> None:
        """The sentence is the same for every count and every protected change, up or down."""
        sentences = {why_held_back({LATE: before + change}, {LATE: before}, 5), why_held_back({LATE: before}, {LATE: before + change}, 5)}

        assert {"Not for publication: held back because of a change of 5 or fewer in late."} == sentences

    def test_several(self) -> None:
        """All of them are named, in order."""
        now = {("late", "M"): 1, ("late", "F"): 2, ON_TIME: 20}

        assert "Not for publication: held back because of a change of 5 or fewer in late F, late M." == why_held_back(now, {}, 5)
