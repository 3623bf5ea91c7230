"""
The audit of a release together with all earlier ones.

The clauses are those of the project's facts on disclosure control, 1.3 and 1.4, and DC3, DC4 and DC13 of its properties.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from csc_indicators.errors import BrokenLedger, UnsafeRelease
from csc_indicators.publication.disclosure import audit as module
from csc_indicators.publication.disclosure.atoms import Atom, Atoms, Subject
from csc_indicators.publication.disclosure.audit import Finding, audit, check_and_append, refuse_unsafe
from csc_indicators.publication.disclosure.ledger import Entry, Ledger, append, read_ledger
from csc_indicators.publication.disclosure.release import Cell, Released
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.disclosure.symbols import Symbol

LATE, IN_TIME = ("late",), ("in time",)
C = Shown.withheld()


def at(month: int) -> date:
    """The 28th of a month of 2026, which stands for its end."""
    return date(2026, month, 28)


def subject(month: int, **others: Any) -> Subject:
    """A year to date up to a month, or another subject."""
    return attrs.evolve(Subject(indicator="southend.cp_1_1", rule="2026", first=date(2026, 4, 1), as_at=at(month)), **others)


def release(month: int, cells: Mapping[Iterable[Atom], Shown], **others: Any) -> Released:
    """A release of cells, each labelled by its atoms."""
    made = (Cell(" + ".join(sorted(" ".join(atom) for atom in atoms)), frozenset(atoms), shown) for atoms, shown in cells.items())
    return Released(subject(month, **others), "a policy", tuple(made))


def ledger(*releases: Released) -> Ledger:
    """A ledger of releases, one a day."""
    return Ledger(tuple(Entry(number, date(2026, 7, number), one) for number, one in enumerate(releases, start=1)))


def one_count(month: int, shown: Shown, **others: Any) -> Released:
    """A release of one count of those late."""
    return release(month, {(LATE,): shown}, **others)


def late(month: int, count: int, **others: Any) -> Atoms:
    """The one true count of those late."""
    return Atoms(subject(month, **others), {LATE: count})


def both(month: int, late: int, in_time: int, **others: Any) -> Atoms:
    """The true counts of those late and in time."""
    return Atoms(subject(month, **others), {LATE: late, IN_TIME: in_time})


def table(month: int, late: Shown, in_time: Shown, total: Shown, **others: Any) -> Released:
    """A release of those late, in time and all."""
    return release(month, {(LATE,): late, (IN_TIME,): in_time, (LATE, IN_TIME): total}, **others)


def exactly(*counts: int) -> Iterable[Shown]:
    """Counts as they are."""
    return map(Shown.exactly, counts)


def labels(findings: Sequence[Finding]) -> list[tuple[str, date]]:
    """What was found, in short."""
    return [(finding.cell, finding.as_at) for finding in findings]


MOST = 9


@cache
def every_history(atoms: int, months: int) -> NDArray[np.int64]:
    """All counts of so many atoms in so many months, each up to a limit: history, atom, month."""
    return np.indices((MOST + 1,) * (atoms * months)).reshape(atoms, months, -1).transpose(2, 0, 1)


def read_by_all(releases: Sequence[Released], names: list[Atom], months: list[date], histories: NDArray[np.int64]) -> NDArray[np.int64]:
    """The histories that agree with every cell of every release."""
    for one in releases:
        for cell in one.cells:
            rows = [names.index(atom) for atom in cell.atoms]
            sums = histories[:, rows, : months.index(one.subject.as_at) + 1].sum(axis=(1, 2))
            histories = histories[(sums >= cell.shown.lowest) & (sums <= (10**6 if cell.shown.highest is None else cell.shown.highest))]
    return histories


def told(values: set[int], threshold: int) -> bool:
    """Whether some of what is possible is small, and too little of it is left."""
    return any(1 <= abs(value) <= threshold for value in values) and len(values) < max(threshold, 2)


def gives_away(releases: Sequence[Released], truth: NDArray[np.int64], names: list[Atom], threshold: int) -> bool:
    """Whether the last release gives a small count away, by trying every history."""
    months = sorted({one.subject.as_at for one in releases})
    histories = read_by_all(releases, names, months, every_history(len(names), len(months)))
    *earlier, new = releases
    upto = months.index(new.subject.as_at) + 1
    of_new = {cell.atoms: cell.shown for cell in new.cells}
    targets = {frozenset({name}): C for name in names} | of_new
    for atoms, shown in targets.items():
        rows = [names.index(atom) for atom in atoms]
        if 1 <= truth[rows, :upto].sum() <= threshold:
            wanted = set(range(1, threshold + (1 if shown.highest == threshold else 2)))
            if shown.lowest == shown.highest or not wanted <= set(histories[:, rows, :upto].sum(axis=(1, 2)).tolist()):
                return True
        for start in range(1, len(months)):
            for end in range(start + 1, len(months) + 1):
                if told(set(histories[:, rows, start:end].sum(axis=(1, 2)).tolist()), threshold):
                    return True
    for one in earlier:
        for cell in one.cells:
            rows = [names.index(atom) for atom in cell.atoms]
            values = set(histories[:, rows, : months.index(one.subject.as_at) + 1].sum(axis=(1, 2)).tolist())
            if cell.shown.lowest != cell.shown.highest and told(values, threshold):
                return True
    return False


@st.composite
def published(draw: st.DrawFn) -> tuple[list[Released], NDArray[np.int64], list[Atom]]:
    """A few releases of a short history, each cell exact, coarse or withheld, and the history."""
    names: list[Atom] = [LATE, IN_TIME]
    truth = np.array([[draw(st.integers(0, 2)) for _ in range(2)] for _ in names])
    cells = [(LATE,), (IN_TIME,), (LATE, IN_TIME)]
    made = []
    for month in draw(st.sampled_from([(4,), (5,), (4, 5), (5, 4), (4, 4, 5), (4, 5, 5)])):
        shown: dict[Iterable[Atom], Shown] = {}
        for atoms in draw(st.permutations(cells)):
            count = int(truth[[names.index(atom) for atom in atoms], : month - 3].sum())
            ways = [Shown.exactly(count), Shown.exactly(count), C, C, Shown(count, None, count // 3 * 3, count // 3 * 3 + 2)]
            if count:
                ways.append(Shown.withheld(1))
            if 1 <= count <= 2:
                ways.append(Shown(None, Symbol.CONFIDENTIAL, 1, 2))
            shown[atoms] = draw(st.sampled_from(ways))
        made.append(release(month, shown))
    return made, truth, names


class TestAgainstEveryHistory:
    """
    No protected count is told by what the audit passes, and nothing is found that is not told.

    Source: DC4 of the project's properties; facts on disclosure control, 1.4 (audit over all releases jointly).
    """

    @settings(max_examples=150)
    @given(published(), st.integers(1, 3))
    def test_as_by_trying_every_history(self, made: tuple[list[Released], NDArray[np.int64], list[Atom]], threshold: int) -> None:
        """The audit finds something if and only if trying every history does (DC4)."""
        releases, truth, names = made
        *earlier, new = releases
        upto = 1 if new.subject.as_at == at(4) else 2
        if {one.subject.as_at for one in releases} == {at(5)}:
            truth = truth.sum(axis=1, keepdims=True)
            upto = 1
        counts = {name: int(row[:upto].sum()) for name, row in zip(names, truth, strict=True)}

        findings = audit(ledger(*earlier), new, Atoms(new.subject, counts), threshold)

        assert gives_away(releases, truth, names, threshold) == bool(findings)

    @settings(max_examples=25)
    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4), st.booleans())
    @example(months=[(3, 9), (3, 9)], by_itself=True)
    def test_what_a_gate_lets_through(self, months: list[tuple[int, int]], by_itself: bool) -> None:
        """A series of which all counts are printed only after each has changed by 0 or more than 5 is never refused (DC3)."""
        releases: list[Released] = []
        so_far = np.zeros(2, dtype=np.int64)
        printed = so_far
        for month, more in enumerate(months, start=4):
            so_far = so_far + more
            counts = both(month, *map(int, so_far))
            if set(np.abs(so_far - printed).tolist()) & {1, 2, 3, 4, 5}:
                low = Shown(None, Symbol.CONFIDENTIAL, 1, 5) if by_itself and 1 <= so_far[0] <= 5 and so_far[1] > 5 and not printed.any() else C
                new = table(month, low, C, C)
            else:
                printed = so_far
                new = table(month, *exactly(*map(int, (*so_far, so_far.sum()))))
            assert () == audit(ledger(*releases), new, counts, 5)
            releases.append(new)


class TestOneRelease:
    """
    A withheld count of 1 to the threshold leaves all of these possible, and one more unless its policy rules that out.

    Source: facts on disclosure control, 1.3 and 1.4; DC13 of the project's properties.
    """

    @pytest.mark.parametrize("count", [1, 2, 5])
    def test_a_cell_withheld_alone(self, count: int) -> None:
        """A withheld cell beside the rest and the total is found at once."""
        new = table(6, C, *exactly(20, 20 + count))

        assert [("late", at(6))] == labels(audit(Ledger(), new, both(6, count, 20), 5))

    def test_with_its_total(self) -> None:
        """With the total withheld too, nothing is told."""
        new = table(6, C, Shown.exactly(20), C)

        assert () == audit(Ledger(), new, both(6, 3, 20), 5)

    def test_a_small_count_shown(self) -> None:
        """A small count that is printed is a finding, and 0 and one more than the threshold are none."""
        found = {count: audit(Ledger(), one_count(6, Shown.exactly(count)), late(6, count), 5) for count in range(8)}

        assert {1, 2, 3, 4, 5} == {count for count, findings in found.items() if findings}
        assert "late, at 2026-06-28: It is shown as it is, and is small." == str(found[3][0])

    @pytest.mark.parametrize(("highest", "safe"), [(4, False), (5, True), (6, True), (None, True)])
    def test_the_policy_s_own_bounds(self, highest: int | None, safe: bool) -> None:
        """A policy may say of a withheld count that it is at most the threshold, and not that it is less."""
        new = one_count(6, Shown(None, Symbol.CONFIDENTIAL, 1, highest))

        assert safe == (not audit(Ledger(), new, late(6, 2), 5))

    @pytest.mark.parametrize(("total", "safe"), [(6, False), (7, True)])
    def test_one_more_than_the_threshold(self, total: int, safe: bool) -> None:
        """Two withheld counts of 1 or more beside their total hold 1 to 6 if that is 7, and not if it is 6."""
        new = table(6, Shown.withheld(1), Shown.withheld(1), Shown.exactly(total))

        assert safe == (not audit(Ledger(), new, both(6, 3, total - 3), 5))

    @pytest.mark.parametrize(
        ("counts", "shown"),
        [
            ((0, 1, 1), (Shown.exactly(0), Shown.withheld(1), Shown.withheld(1), Shown.exactly(2))),
            ((5, 5, 5), (*[Shown(None, Symbol.CONFIDENTIAL, 1, 5)] * 3, Shown.exactly(15))),
            ((1, 8, 8), (Shown(None, Symbol.CONFIDENTIAL, 1, 7), Shown(10, None, 8, 12), Shown(10, None, 8, 12), Shown(15, None, 17, 17))),
            ((2, 2, 2), (*[Shown(0, None, 0, 2)] * 3, Shown(5, None, 6, 7))),
        ],
    )
    def test_the_counter_examples(self, counts: tuple[int, ...], shown: tuple[Shown, ...]) -> None:
        """Patterns that look safe and are not: each is found (DC13)."""
        names: list[Atom] = [("a",), ("b",), ("c",)]
        new = release(6, dict(zip([*((name,) for name in names), tuple(names)], shown, strict=True)))

        assert audit(Ledger(), new, Atoms(subject(6), dict(zip(names, counts, strict=True))), 5)

    def test_a_count_that_is_no_cell(self) -> None:
        """What is left of a total is told too, although it has no cell."""
        new = release(6, {(LATE,): Shown.exactly(20), (LATE, IN_TIME): Shown.exactly(23)})

        assert [("in time", at(6))] == labels(audit(Ledger(), new, both(6, 20, 3), 5))

    def test_a_gap_in_the_values(self) -> None:
        """It is the values that are counted and not the interval: a and b are 9, b and c 8, so a and c are 1, 3 or 5 and not 2 or 4."""
        names: list[Atom] = [("a",), ("b",), ("c",)]
        a, b, c = names
        new = release(6, {(a, b): Shown.exactly(9), (b, c): Shown.exactly(8), (a, c): C})

        assert [("a + c", at(6))] == labels(audit(Ledger(), new, Atoms(subject(6), {a: 2, b: 7, c: 1}), 4))

    def test_nothing_to_protect(self) -> None:
        """A release without a small count is safe however it is shown, and so is one of nothing."""
        assert () == audit(Ledger(), table(6, *exactly(6, 20, 26)), both(6, 6, 20), 5)
        assert () == audit(Ledger(), table(6, *exactly(0, 0, 0)), both(6, 0, 0), 5)
        assert () == audit(Ledger(), release(6, {}), Atoms(subject(6), {}), 5)


class TestSeveralReleases:
    """
    Releases are put together: the later minus the earlier, the finer and the coarser, and the same one again.

    Source: facts on disclosure control, 1.3 (year to date 6 then 7) and 1.4 (release ledger); DC4 and DC13 of the project's properties.
    """

    def test_a_threshold_of_one(self) -> None:
        """With a threshold of 1, a change that can only be 1 is told, and one of 0 or 1 is not."""
        before = ledger(one_count(5, Shown.exactly(6)))

        assert audit(before, one_count(6, Shown.exactly(7)), late(6, 7), 1)
        assert () == audit(before, one_count(6, Shown(None, Symbol.CONFIDENTIAL, 6, 7)), late(6, 7), 1)

    @pytest.mark.parametrize(("then", "now", "safe"), [(6, 6, True), (6, 7, False), (6, 11, False), (6, 12, True), (0, 6, True), (0, 0, True)])
    def test_a_year_to_date(self, then: int, now: int, safe: bool) -> None:
        """6 then 7 gives the one new case away (DC13); no change, and one of more than 5, do not."""
        findings = audit(ledger(one_count(5, Shown.exactly(then))), one_count(6, Shown.exactly(now)), late(6, now), 5)

        assert ([] if safe else [("late", at(6))]) == labels(findings)

    def test_the_change_of_a_count_that_is_no_cell(self) -> None:
        """From those in time and all, twice, the change of those late is told."""
        first, second = (
            release(month, {(IN_TIME,): Shown.exactly(in_time), (LATE, IN_TIME): Shown.exactly(total)})
            for month, in_time, total in ((5, 20, 26), (6, 30, 38))
        )

        assert [("late", at(6))] == labels(audit(ledger(first), second, both(6, 8, 30), 5))

    def test_over_a_month_that_was_withheld(self) -> None:
        """6, withheld, 8: the two months' change is told. 6, withheld, 12: that of either month can be anything up to 6."""
        before = ledger(one_count(4, Shown.exactly(6)), one_count(5, C))

        assert [("late", at(5)), ("late", at(6)), ("late", at(6))] == labels(audit(before, one_count(6, Shown.exactly(8)), late(6, 8), 5))
        assert () == audit(before, one_count(6, Shown.exactly(12)), late(6, 12), 5)

    def test_a_plain_c_then_6(self) -> None:
        """1 to 5, then 6: the change is anything from 1 to 5, as many values as a plain c leaves; 1 to 5, then 5 more or fewer, is not."""
        low = Shown(None, Symbol.CONFIDENTIAL, 1, 5)

        assert () == audit(ledger(one_count(5, low)), one_count(6, Shown.exactly(6)), late(6, 6), 5)
        assert audit(ledger(one_count(5, Shown(None, Symbol.CONFIDENTIAL, 2, 5))), one_count(6, Shown.exactly(6)), late(6, 6), 5)

    def test_an_earlier_cell_is_told_later(self) -> None:
        """A total that is published afterwards gives away what was withheld before, although its true count is not in the ledger."""
        before = ledger(table(6, Shown.withheld(1), Shown.exactly(20), C))
        new = table(6, C, C, Shown.exactly(23))

        assert {("late", at(6))} == set(labels(audit(before, new, both(6, 3, 20), 5)))
        assert audit(before, attrs.evolve(new, subject=subject(7)), both(7, 3, 20), 5)

    def test_another_series_tells_nothing(self) -> None:
        """A release of another indicator, rule, group or first day, and a snapshot of another day, is not subtracted."""
        for other in ({"indicator": "x"}, {"rule": "x"}, {"group": ("team", "North")}, {"first": date(2025, 4, 1)}, {"first": None}):
            assert () == audit(ledger(one_count(5, Shown.exactly(6), **other)), one_count(6, Shown.exactly(7)), late(6, 7), 5)
        assert () == audit(ledger(one_count(5, Shown.exactly(6), first=None)), one_count(6, Shown.exactly(7), first=None), late(6, 7, first=None), 5)

    def test_the_same_snapshot_again(self) -> None:
        """Two releases of one day's snapshot are put together."""
        before = ledger(table(6, C, Shown.exactly(20), C, first=None))

        assert audit(before, table(6, C, C, Shown.exactly(23), first=None), both(6, 3, 20, first=None), 5)
        assert () == audit(before, table(6, C, Shown.exactly(20), C, first=None), both(6, 3, 20, first=None), 5)

    def test_an_earlier_day_published_later(self) -> None:
        """An earlier year to date that comes out afterwards is subtracted from the later one."""
        assert [("late", at(6))] == labels(audit(ledger(one_count(6, Shown.exactly(7))), one_count(5, Shown.exactly(6)), late(5, 6), 5))

    def test_a_breakdown_of_what_was_published(self) -> None:
        """A later release by sex is put together with the earlier total of those late."""
        girls, boys = ("late", "F"), ("late", "M")
        before = ledger(table(6, *exactly(9, 20, 29)))
        counts = {girls: 6, boys: 3, IN_TIME: 20}
        cells: dict[Iterable[Atom], Shown] = {(girls,): Shown.exactly(6), (boys,): C, (IN_TIME,): C}

        assert [("late M", at(6))] == labels(audit(before, release(6, cells), Atoms(subject(6), counts), 5))
        assert () == audit(before, release(6, cells | {(girls,): C}), Atoms(subject(6), counts), 5)

    def test_the_whole_cut_in_another_way(self) -> None:
        """All those late and in time are all the girls and boys."""
        girls, boys = ("F",), ("M",)
        new = release(6, {(girls,): Shown.exactly(26), (boys,): C})

        assert [("M", at(6))] == labels(audit(ledger(table(6, *exactly(9, 20, 29))), new, Atoms(subject(6), {girls: 26, boys: 3}), 5))

    def test_a_breakdown_goes_no_further_than_its_day(self) -> None:
        """Girls only, up to May, says nothing of who came in June."""
        girls, boys = ("late", "F"), ("late", "M")
        before = ledger(release(5, {(girls,): Shown.exactly(10), (IN_TIME,): Shown.exactly(20)}))
        new = release(6, {(girls,): C, (boys,): C, (IN_TIME,): Shown.exactly(20), (girls, boys): Shown.exactly(20)})

        assert () == audit(before, new, Atoms(subject(6), {girls: 17, boys: 3, IN_TIME: 20}), 5)


class TestRevisedHistory:
    """
    A figure that contradicts what was published before was revised, and the difference is a change like any other.

    Source: facts on disclosure control, 1.4 (the difference between two vintages is an increment too).
    """

    @pytest.mark.parametrize(
        ("month", "now", "safe"), [(5, 18, False), (5, 15, False), (5, 14, True), (5, 22, False), (5, 26, True), (6, 19, False), (6, 9, True)]
    )
    def test_the_difference(self, month: int, now: int, safe: bool) -> None:
        """20, and then less of the same series or another number of the same day: refused if the difference is from 1 to 5."""
        findings = audit(ledger(one_count(5, Shown.exactly(20))), one_count(month, Shown.exactly(now)), late(month, now), 5)

        assert ([] if safe else [("late", at(month))]) == labels(findings)

    def test_of_an_older_release_too(self) -> None:
        """Each release that the new one contradicts is compared, and those after the contradiction are joined."""
        before = ledger(one_count(4, Shown.exactly(30)), one_count(5, Shown.exactly(40)), one_count(5, Shown.exactly(20)))

        assert ["The difference from what was published of 2026-04-28 can be told, or nearly, and is small."] == [
            finding.why for finding in audit(before, one_count(6, Shown.exactly(28)), late(6, 28), 5)
        ]
        assert ["The change since 2026-05-28 can be told, or nearly, and is small."] == [
            finding.why for finding in audit(before, one_count(6, Shown.exactly(21)), late(6, 21), 5)
        ]
        assert () == audit(before, one_count(6, Shown.exactly(50)), late(6, 50), 5)

    def test_five_differences_are_left(self) -> None:
        """18 to 22, and then 17 of the same day: it went down by 1 to 5, as many values as a plain c leaves; 19 to 22 leaves too few."""
        found = [audit(ledger(one_count(5, Shown(20, None, low, 22))), one_count(5, Shown.exactly(17)), late(5, 17), 5) for low in (18, 19)]

        assert [[], [("late", at(5))]] == list(map(labels, found))

    def test_nothing_is_known_of_the_difference(self) -> None:
        """A withheld cell after a contradiction tells no difference."""
        before = ledger(table(5, *exactly(10, 20, 30)))

        assert () == audit(before, table(5, C, Shown.exactly(40), C), both(5, 7, 40), 5)

    def test_an_earlier_release_that_contradicts_itself(self) -> None:
        """Such a release says nothing that could be subtracted."""
        before = ledger(table(5, *exactly(10, 20, 31)))

        assert () == audit(before, table(6, *exactly(12, 22, 34)), both(6, 12, 22), 5)


class TestWhatIsAudited:
    """
    A release is audited against its own counts, all of them.

    Source: design of the audit.
    """

    def test_of_another_subject(self) -> None:
        """Counts of another month are not those of the release."""
        with pytest.raises(ValueError, match="same subject"):
            audit(Ledger(), one_count(6, C), late(5, 3), 5)

    @pytest.mark.parametrize("cells", [{(LATE,): C}, {(LATE,): C, (IN_TIME,): C, (("x",),): C}])
    def test_counts_left_out_or_added(self, cells: dict[Iterable[Atom], Shown]) -> None:
        """A count in no cell, and a cell of no count, are errors."""
        with pytest.raises(ValueError, match="in one cell of its release or more"):
            audit(Ledger(), release(6, cells), both(6, 3, 20), 5)

    @pytest.mark.parametrize("shown", [Shown.exactly(7918), Shown.withheld(7920), Shown(None, Symbol.CONFIDENTIAL, 0, 7918)])
    def test_a_cell_that_is_not_true(self, shown: Shown) -> None:
        """What a cell says has to be true of the counts, and the error does not tell them."""
        with pytest.raises(ValueError, match="'late'") as raised:
            audit(Ledger(), one_count(6, shown), late(6, 7919), 5)
        assert "79" not in str(raised.value)

    def test_a_part_beside_its_whole(self) -> None:
        """Those late and the girls among them do not make up a whole."""
        counts = {LATE: 9, ("late", "F"): 6}

        with pytest.raises(ValueError, match="part of another"):
            audit(Ledger(), release(6, {tuple(counts): C}), Atoms(subject(6), counts), 5)


class TestRefusing:
    """
    An unsafe release is refused with every reason, and the ledger is as it was.

    Source: facts on disclosure control, 1.4 (never emit an unaudited pattern).
    """

    def test_nothing_found(self) -> None:
        """Without findings nothing is refused."""
        refuse_unsafe(())

    def test_every_finding_is_listed(self) -> None:
        """The error lists what was found and says what to do."""
        with pytest.raises(UnsafeRelease) as raised:
            refuse_unsafe([Finding("late", at(5), "One."), Finding("in time", at(6), "Two.")])

        assert "  - late, at 2026-05-28: One.\n  - in time, at 2026-06-28: Two.\nWithhold more cells" in str(raised.value)

    def test_a_month_s_change_of_two(self, tmp_path: Path) -> None:
        """A year to date that would give away a month of two is not added; withheld, it is; and what comes later is checked with it."""
        path = tmp_path / "ledger"
        check_and_append(path, one_count(4, Shown.exactly(9)), late(4, 9), threshold=5, on=date(2026, 5, 1), new=True)
        before = path.read_bytes()

        with pytest.raises(UnsafeRelease, match="late, at 2026-05-28: The change since 2026-04-28") as raised:
            check_and_append(path, one_count(5, Shown.exactly(11)), late(5, 11), threshold=5, on=date(2026, 6, 1))
        assert before == path.read_bytes()
        assert not any(count in str(raised.value).replace("2026-05-28", "") for count in ("9", "11"))

        check_and_append(path, one_count(5, C), late(5, 11), threshold=5, on=date(2026, 6, 1))
        found = check_and_append(path, one_count(6, Shown.exactly(15)), late(6, 15), threshold=5, on=date(2026, 7, 1))
        assert read_ledger(path) == found
        assert 3 == len(found)

    def test_a_ledger_that_is_lost_or_broken(self, tmp_path: Path) -> None:
        """Without the earlier releases nothing is checked and nothing added."""
        path = tmp_path / "ledger"
        new, counts = one_count(6, Shown.exactly(9)), late(6, 9)

        with pytest.raises(BrokenLedger):
            check_and_append(path, new, counts, threshold=5, on=date(2026, 7, 1))
        assert not path.exists()
        append(path, one_count(5, Shown.exactly(9)), date(2026, 6, 1), new=True)
        with pytest.raises(BrokenLedger, match="seal"):
            check_and_append(path, new, counts, threshold=5, on=date(2026, 7, 1), seal="1" * 64)

    def test_a_release_in_between(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is added to the ledger while a release is audited was not audited with it, so the release is not added."""
        path = tmp_path / "ledger"
        append(path, one_count(4, Shown.exactly(9)), date(2026, 5, 1), new=True)

        def another_is_quicker(*_: object) -> tuple[Finding, ...]:
            append(path, one_count(5, Shown.exactly(20)), date(2026, 6, 1))
            return ()

        monkeypatch.setattr(module, "audit", another_is_quicker)
        with pytest.raises(BrokenLedger, match="seal"):
            check_and_append(path, one_count(5, Shown.exactly(21)), late(5, 21), threshold=5, on=date(2026, 6, 1))
        assert 2 == len(read_ledger(path))
