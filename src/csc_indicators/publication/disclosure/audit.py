"""
Whether a release, put together with every earlier one, gives away a count of 1 to the threshold.

The reader who is guarded against knows every release in the ledger and the new one, takes what each cell says of its true count to be so, and knows
that counts are whole and that a year to date only grows. The audit finds what that reader can tell of

- each count behind the new release: one of 1 to *k*, the threshold, has to leave all of 1 to *k* possible, and *k* + 1 too unless the policy of the
  cell says that what it withholds is no more than *k*;
- each cell not shown exactly in an earlier release of the series, whose true count is no longer known: if any value from 1 to *k* is left possible,
  *k* values or more have to be;
- each change between two days of the series, up or down, of each count in the new release: the same.

Releases of one series are of the same indicator, rule, group and first day, and are joined through the counts between their days. A count that a
release breaks down is the sum of its parts: ``("late",)`` that of ``("late", "F")`` and ``("late", "M")``; and all the counts of a release are the
whole, however they are cut. Where the releases contradict each other, history was revised: those from the last contradiction on are joined, and each
earlier one stands alone, so that only its difference from the new release is seen. A snapshot is a series of its own.

What it cannot see: what is known from elsewhere, or from the releases of other series, so break a figure down in one release and not in one for
each group; which patterns the policy would have withheld for other counts, which each policy answers for; and what a reader tells who guesses right
which of several figures were revised.

Source: the project's facts on disclosure control, 1.3 and 1.4 (linear bounds are not sound for counts; integer programming over all releases).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, islice
from pathlib import Path
from typing import TypeAlias

import attrs

from csc_indicators.errors import UnsafeRelease
from csc_indicators.publication.disclosure.atoms import Atom, Atoms
from csc_indicators.publication.disclosure.attacker import Attacker, Statement
from csc_indicators.publication.disclosure.ledger import Ledger, append, read_ledger
from csc_indicators.publication.disclosure.release import Cell, Released
from csc_indicators.publication.disclosure.shown import Shown

__all__ = ["Finding", "audit", "check_and_append", "refuse_unsafe"]

#: A count between two days of a series: the release's block, the atom, and the later day.
_Window: TypeAlias = tuple[int, Atom, date]

_Sum: TypeAlias = dict[_Window, int]


@attrs.frozen
class Finding:
    """
    A count that is not protected. It is for the office and not for printing: that a cell is found says that its count is small.

    Attributes:
        cell: What is counted, in words.
        as_at: The last day counted.
        why: What a reader can tell, in a sentence that gives no count.
    """

    cell: str
    as_at: date
    why: str

    def __str__(self) -> str:
        return f"{self.cell}, at {self.as_at.isoformat()}: {self.why}"


@attrs.frozen
class _Block:
    """Releases that are joined, in the order they were made."""

    number: int
    releases: tuple[Released, ...]

    @property
    def days(self) -> list[date]:
        return sorted({release.subject.as_at for release in self.releases})

    def count(self, atoms: Iterable[Atom], until: date, after: date = date.min) -> _Sum:
        """The sum of atoms over the days after one and until another."""
        return {(self.number, atom, day): 1 for atom in atoms for day in self.days if after < day <= until}

    def statements(self) -> list[Statement]:
        """What its cells say, and how their counts hang together."""
        said = [
            Statement(self.count(cell.atoms, release.subject.as_at), cell.shown.lowest, cell.shown.highest)
            for release in self.releases
            for cell in release.cells
        ]
        return [*said, *self._sums_of_parts()]

    def _sums_of_parts(self) -> Iterator[Statement]:
        """That whatever begins alike is the same count, in whichever way a release cuts it up, for as long as that release goes back."""
        wholes = {(_whole(release), release.subject.as_at) for release in self.releases}
        beginnings = {atom[:length] for whole, _ in wholes for atom in whole for length in range(len(atom) + 1)}
        for beginning in sorted(beginnings):
            cuts = {(frozenset(atom for atom in whole if _is_part(atom, beginning)), until) for whole, until in wholes}
            for parts, day in {(parts, day) for parts, until in cuts if parts for day in self.days if day <= until}:
                yield Statement({(self.number, beginning, day): 1} | {(self.number, atom, day): -1 for atom in parts}, 0, 0)


def audit(ledger: Ledger, new: Released, atoms: Atoms, threshold: int) -> tuple[Finding, ...]:
    """
    The counts that a release would give away, with all that the ledger holds; empty when there are none.

    Args:
        ledger: Every earlier release.
        new: The release.
        atoms: The true counts behind it, each in one cell or more.
        threshold: The greatest count that is protected, such as 5.

    Raises:
        MissingExtra: If SciPy is not installed.
        UnsafeRelease: If what can be told is not settled in the time allowed.
        ValueError: If the release is not of these counts.

    >>> from csc_indicators.publication.disclosure.atoms import Subject
    >>> from csc_indicators.publication.disclosure.ledger import Entry
    >>> may, june = (
    ...     Subject(indicator="southend.cp_1_1", rule="2026", first=date(2026, 4, 1), as_at=day) for day in (date(2026, 5, 31), date(2026, 6, 30))
    ... )
    >>> late = frozenset({("late",)})
    >>> in_may, in_june = (
    ...     Released(of, "a policy", (Cell("Late", late, Shown.exactly(count)),)) for of, count in ((may, 6), (june, 7))
    ... )
    >>> earlier = Ledger((Entry(1, date(2026, 6, 10), in_may),))
    >>> for finding in audit(earlier, in_june, Atoms(june, {("late",): 7}), threshold=5):
    ...     print(finding)
    Late, at 2026-06-30: The change since 2026-05-31 can be told, or nearly, and is small.
    """
    _match(new, atoms)
    earlier, last = _blocks(ledger, new)
    targets = {frozenset((atom,)): " ".join(atom) for atom in sorted(atoms.counts)} | {cell.atoms: cell.label for cell in new.cells}
    windows = [*last.count([atom for target in targets for atom in target], new.subject.as_at)]
    attacker = Attacker([statement for block in (*earlier, last) for statement in block.statements()], [dict.fromkeys(windows, 1)])
    findings = [
        *_of_this(attacker, last, new, atoms, threshold),
        *_of_earlier(attacker, last, threshold),
        *_of_changes(attacker, last, targets, threshold),
        *_of_revisions(attacker, earlier, last, new, threshold),
    ]
    return tuple(dict.fromkeys(findings))


def refuse_unsafe(findings: Sequence[Finding]) -> None:
    """
    Raise an error of all that was found, if anything was.

    Raises:
        UnsafeRelease: If there is a finding.
    """
    if findings:
        listed = "\n".join(f"  - {finding}" for finding in findings)
        raise UnsafeRelease(
            f"The release would give away small counts; nothing was published.\n{listed}\nWithhold more cells with these, their totals among them; "
            "or merge cells; or make all counts coarser; or publish later, when more has changed."
        )


def check_and_append(
    path: Path | str, released: Released, atoms: Atoms, *, threshold: int, on: date, new: bool = False, seal: str | None = None
) -> Ledger:
    """
    Audit a release together with the ledger in a file, and add it to the ledger only if it gives nothing away.

    Args:
        path: The ledger.
        released: What is to be published.
        atoms: The true counts behind it.
        threshold: The greatest count that is protected.
        on: The day of publication.
        new: Whether the file may be absent, and is then made.
        seal: The ledger's seal, as it was written down elsewhere.

    Raises:
        BrokenLedger: If the ledger is not as it was written.
        MissingExtra: If SciPy is not installed.
        UnsafeRelease: If the release would give away a small count, or cannot be shown not to; the ledger is as it was.
        ValueError: If the release is not of these counts, or the day is before that of the last release.
    """
    ledger = read_ledger(path, new=new, seal=seal)
    refuse_unsafe(audit(ledger, released, atoms, threshold))
    return append(path, released, on, new=new, seal=ledger.seal)


def _match(new: Released, atoms: Atoms) -> None:
    if new.subject != atoms.subject:
        raise ValueError("The release and the counts are not of the same subject.")
    if _whole(new) != set(atoms.counts):
        raise ValueError("Every count is in one cell of its release or more, and a cell holds no others. Give the total of all, withheld if need be.")
    for cell in new.cells:
        count = atoms.of(cell.atoms)
        if count < cell.shown.lowest or (cell.shown.highest is not None and count > cell.shown.highest):
            raise ValueError(f"What the cell {cell.label!r} shows is not true of the counts.")


def _whole(release: Released) -> frozenset[Atom]:
    whole = frozenset[Atom]().union(*(cell.atoms for cell in release.cells))
    if any(atom[:length] in whole for atom in whole for length in range(len(atom))):
        raise ValueError("A count of a release is a part of another. Take the whole of it, or its parts.")
    return whole


def _is_part(atom: Atom, beginning: Atom) -> bool:
    return len(atom) > len(beginning) and atom[: len(beginning)] == beginning


def _is_exact(shown: Shown) -> bool:
    return shown.lowest == shown.highest


def _blocks(ledger: Ledger, new: Released) -> tuple[list[_Block], _Block]:
    """Each earlier release that cannot be joined to the new one, and the block of those that can."""
    of_series = (entry.released for entry in ledger.of_series(new.subject))
    releases = [release for release in of_series if new.subject.first is not None or release.subject.as_at == new.subject.as_at]
    joined = (*releases, new)
    if not _consistent(joined):
        joined = (new,)
        while _consistent((releases[-len(joined)], *joined)):
            joined = (releases[-len(joined)], *joined)
    alone = [release for release in releases[: len(releases) + 1 - len(joined)] if _consistent((release,))]
    return [_Block(number, (release,)) for number, release in enumerate(alone, start=1)], _Block(0, joined)


def _consistent(releases: tuple[Released, ...]) -> bool:
    return Attacker(_Block(0, releases).statements()).consistent()


def _of_this(attacker: Attacker, block: _Block, new: Released, atoms: Atoms, threshold: int) -> Iterator[Finding]:
    """The small counts of the new release that are not protected: its cells, and the counts behind them that are no cell."""
    behind = [Cell(" ".join(atom), frozenset((atom,)), Shown.withheld()) for atom in sorted(atoms.counts)]
    cells = {cell.atoms: cell for cell in (*behind, *new.cells)}
    for cell in cells.values():
        if not 1 <= atoms.of(cell.atoms) <= threshold:
            continue
        if _is_exact(cell.shown):
            yield Finding(cell.label, new.subject.as_at, "It is shown as it is, and is small.")
        else:
            most = threshold + (cell.shown.highest is None or cell.shown.highest > threshold)
            target = block.count(cell.atoms, new.subject.as_at)
            if not all(attacker.possible(target, count) for count in range(1, most + 1)):
                why = f"What is published, taken together, rules out some of the counts from 1 to {most}."
                yield Finding(cell.label, new.subject.as_at, why)


def _of_earlier(attacker: Attacker, block: _Block, threshold: int) -> Iterator[Finding]:
    """The cells that earlier releases did not show exactly, and of which too little is left uncertain."""
    for release in block.releases[:-1]:
        for cell in (cell for cell in release.cells if not _is_exact(cell.shown)):
            if _is_told(attacker, block.count(cell.atoms, release.subject.as_at), threshold):
                why = f"It was published before, not as it is, and what is published now leaves fewer than {threshold} counts possible."
                yield Finding(cell.label, release.subject.as_at, why)


def _of_changes(attacker: Attacker, block: _Block, targets: dict[frozenset[Atom], str], threshold: int) -> Iterator[Finding]:
    """The changes between two days of the series that can be told."""
    for atoms, label in targets.items():
        for after, until in combinations(block.days, 2):
            if _is_told(attacker, block.count(atoms, until, after), threshold):
                yield Finding(label, until, f"The change since {after.isoformat()} can be told, or nearly, and is small.")


def _of_revisions(attacker: Attacker, earlier: Sequence[_Block], last: _Block, new: Released, threshold: int) -> Iterator[Finding]:
    """The differences from releases that the new one contradicts that can be told."""
    now = {cell.atoms: cell for cell in new.cells}
    for block in earlier:
        for cell in (cell for cell in block.releases[0].cells if cell.atoms in now):
            then = {window: -times for window, times in block.count(cell.atoms, block.days[0]).items()}
            if _is_told(attacker, last.count(cell.atoms, new.subject.as_at) | then, threshold):
                why = f"The difference from what was published of {block.days[0].isoformat()} can be told, or nearly, and is small."
                yield Finding(now[cell.atoms].label, new.subject.as_at, why)


def _is_told(attacker: Attacker, target: _Sum, threshold: int) -> bool:
    """Whether a count or a change, up or down, may be small and has fewer values left than the threshold."""
    enough = max(threshold, 2)  # one value is always too few
    if len(attacker.seen(target)) >= enough:
        return False
    negative = {window: -times for window, times in target.items()}
    lowest = -attacker.greatest(negative, 2 * threshold + 2)
    if lowest > threshold:
        return False
    highest = attacker.greatest(target, 2 * threshold + 2)
    if highest < -threshold or lowest == highest == 0:
        return False
    possible = (value for value in range(lowest, highest + 1) if attacker.possible(target, value))
    return len(list(islice(possible, enough))) < enough
