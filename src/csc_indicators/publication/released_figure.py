"""
A figure and the parts of what is late, made safe together with all that was released before.

Of an exact year to date the parts are shown once a year. Whether they are may not depend on them: shown in one month and merged or held back in
another, beside a total shown in both, a part could be told from when it was shown. Once, they are safe beside any number of totals that the gate has
let pass: a part is more than the threshold k, the rest of its total is 0 or more than k, and so is what was late between two totals, so that what a
part was between them can be any of more than k values.
"""

from collections.abc import Mapping
from decimal import Decimal

import attrs

from csc_indicators.publication.disclosure.atoms import Atom, Atoms
from csc_indicators.publication.disclosure.audit import audit
from csc_indicators.publication.disclosure.coarsening import Midpoint
from csc_indicators.publication.disclosure.increments import increments_are_safe, why_held_back
from csc_indicators.publication.disclosure.ledger import Entry, Ledger
from csc_indicators.publication.disclosure.policy import Policy
from csc_indicators.publication.disclosure.release import Cell, Released
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.disclosure.suppression import OneWay, one_way, percentage_of
from csc_indicators.publication.disclosure.symbols import Symbol
from csc_indicators.results.account import Share, Why
from csc_indicators.results.tally import OverlappingTally

__all__ = ["HELD_BACK", "IN_TIME", "LATE", "MadeSafe", "figure_of", "made_safe", "share_of", "withheld"]

IN_TIME: Atom = ("in time",)

LATE: Atom = ("not in time",)

#: What the small parts of what is late are called when they are shown as one.
_MERGED = "Any other, and any that is not known"

#: What is told to everybody, whether the gate or the audit holds something back, and whatever it is.
HELD_BACK = "Together with what was published before, these counts could tell of few children, so they are not shown."

#: The cells of a release that are its figure.
_FIGURE = 3

_ONCE_A_YEAR = (
    "The reasons of this year were published before. Of a year to date they can be shown once, because two would give away what came between."
)


@attrs.frozen
class MadeSafe:
    """
    A figure made safe, and its parts.

    Attributes:
        released: The release.
        in_time: What it shows of those in time.
        not_in_time: What it shows of all others.
        total: What it shows of all.
        broken_down: The parts of those not in time that have a line of their own, most first, and what is merged last.
        held_back: Why more is not released, for the office and not for printing.
        figure_held_back: Whether the figure itself is withheld beside what was released before.
    """

    released: Released
    in_time: Shown
    not_in_time: Shown
    total: Shown
    broken_down: tuple[Why, ...]
    held_back: tuple[str, ...]
    figure_held_back: bool = False

    @property
    def figure(self) -> tuple[Shown, Shown, Shown]:
        """What is shown of the figure: in time, not in time, all."""
        return self.in_time, self.not_in_time, self.total

    @property
    def tally(self) -> OverlappingTally | None:
        """What is shown of the figure's counts, to reckon with; None where they are not shown."""
        in_time, total = self.in_time.value, self.total.value
        return None if in_time is None or total is None else OverlappingTally(in_time, total)


def made_safe(atoms: Atoms, labels: Mapping[Atom, str], policy: Policy, ledger: Ledger, *, with_reasons: bool) -> MadeSafe:
    """
    A figure and its parts, made safe with all that has been released before, or withheld.

    Args:
        atoms: The true counts of those in time and of each part of the others.
        labels: What each part is called.
        policy: The policy.
        ledger: Every release before.
        with_reasons: Whether the parts are to be shown, where they may be.
    """
    if not policy.gated:
        return _by_itself(atoms, labels, policy, with_reasons=with_reasons)
    already = with_reasons and atoms.subject.first is not None and any(map(_shows_parts, ledger.of_series(atoms.subject)))
    made = _by_itself(atoms, labels, policy, with_reasons=with_reasons and not already)
    if already:
        made = attrs.evolve(made, held_back=(_ONCE_A_YEAR,))
    found = _why_not(made.released, atoms, policy, ledger)
    return attrs.evolve(withheld(atoms, labels, made), held_back=(*made.held_back, *found)) if found else made


def _shows_parts(entry: Entry) -> bool:
    """Whether a release showed any part of what was late."""
    return any(cell.shown.value is not None for cell in entry.released.cells[_FIGURE:])


def _why_not(released: Released, atoms: Atoms, policy: Policy, ledger: Ledger) -> list[str]:
    """Why a release may not be made: the gate sees what has changed a little, and the audit what can be told from all releases together."""
    if released.subject.first is not None:
        published = ledger.published(released.subject) or {}
        printed: dict[Atom, Cell] = {(cell.label,): cell for cell in released.cells if cell.shown.value is not None}
        now = {key: atoms.of(cell.atoms) for key, cell in printed.items()}
        then = {key: published[cell.atoms] for key, cell in printed.items() if cell.atoms in published}
        if not increments_are_safe(now, then, policy.threshold):
            return [why_held_back(now, then, policy.threshold)]
    return [str(finding) for finding in audit(ledger, released, atoms, policy.threshold)]


def _by_itself(atoms: Atoms, labels: Mapping[Atom, str], policy: Policy, *, with_reasons: bool) -> MadeSafe:
    """The figure, and its parts if they are wanted, as the policy shows them by themselves; how does not depend on what the counts are."""
    parts: dict[Atom, int] = {atom: atoms.counts[atom] for atom in labels}
    figure = one_way({IN_TIME: atoms.counts[IN_TIME], LATE: sum(parts.values())}, policy, total_is_public=False)
    if isinstance(policy.coarsening, Midpoint):  # no part is withheld, so what is late is always the sum of its parts
        of = one_way(parts, policy, total_is_public=False)
        figure = attrs.evolve(figure, cells={**figure.cells, LATE: of.total}, total=_sum(figure.cells[IN_TIME], of.total))
        return _made(atoms, labels, policy, figure, of if with_reasons else None)
    breaks_down = with_reasons and policy.secondary != "derive" and figure.total.value is not None
    return _made(atoms, labels, policy, figure, one_way(parts, policy, total_is_public=True) if breaks_down else None)


def _sum(one: Shown, other: Shown) -> Shown:
    """What is shown of the sum of two counts as shown."""
    if one.value is None or other.value is None:
        return Shown.withheld()
    highest = None if one.highest is None or other.highest is None else one.highest + other.highest
    return Shown(one.value + other.value, None, one.lowest + other.lowest, highest)


def _made(atoms: Atoms, labels: Mapping[Atom, str], policy: Policy, figure: OneWay, of: OneWay | None) -> MadeSafe:
    """The release of a figure, and of its breakdown where there is one."""
    in_time, not_in_time = figure.cells[IN_TIME], figure.cells[LATE]
    parts = dict.fromkeys(labels, Shown(None, Symbol.CONFIDENTIAL, 0, not_in_time.highest)) if of is None else of.cells
    cells = [
        *_cells_of_figure(atoms, labels, (in_time, not_in_time, figure.total)),
        *(Cell(label, frozenset({atom}), parts[atom]) for atom, label in labels.items()),
    ]
    told = [Why(words=labels[atom], count=parts[atom].value, attribution="") for atom in labels if _is_told(atom, parts[atom], of)]
    told.sort(key=lambda part: -(part.count or 0))
    if of is not None and of.together is not None:
        cells.append(Cell(_MERGED, of.merged, of.together))
        told += [Why(words=_MERGED, count=of.together.value, attribution="")] if told else []
    why = (*figure.why, *(of.why if of is not None else ("The reasons, and how late they were, are not shown.",)))
    return MadeSafe(Released(atoms.subject, policy.id, tuple(cells), why), in_time, not_in_time, figure.total, tuple(told), ())


def _is_told(atom: Atom, shown: Shown, of: OneWay | None) -> bool:
    """Whether a part has a line of its own: what is merged has not, and neither has a 0."""
    return of is not None and atom not in of.merged and shown.value != 0


def withheld(atoms: Atoms, labels: Mapping[Atom, str], made: MadeSafe) -> MadeSafe:
    """The same with nothing shown."""
    nothing = Shown.withheld()
    cells = (
        *_cells_of_figure(atoms, labels, (nothing, nothing, nothing)),
        *(Cell(label, frozenset({atom}), nothing) for atom, label in labels.items()),
    )
    released = attrs.evolve(made.released, cells=cells, why=(HELD_BACK,))
    return MadeSafe(released, nothing, nothing, nothing, (), made.held_back, figure_held_back=True)


def _cells_of_figure(atoms: Atoms, labels: Mapping[Atom, str], figure: tuple[Shown, Shown, Shown]) -> tuple[Cell, Cell, Cell]:
    """The cells of a figure, which come first in a release."""
    in_time, not_in_time, total = figure
    return (
        Cell("In time", frozenset({IN_TIME}), in_time),
        Cell("Not in time", frozenset(labels), not_in_time),
        Cell("All", frozenset(atoms.counts), total),
    )


def figure_of(released: Released) -> tuple[Shown, Shown, Shown]:
    """What a release shows of its figure: in time, not in time, all."""
    in_time, not_in_time, total, *_ = released.cells
    return in_time.shown, not_in_time.shown, total.shown


def share_of(figure: tuple[Shown, Shown, Shown], policy: Policy, decimals: int) -> Share:
    """What is shown of a figure."""
    in_time, not_in_time, total = figure
    told = percentage_of(in_time, not_in_time, total, decimals=decimals, policy=policy)
    return Share(in_time=in_time.value, counted=total.value, percentage=told if isinstance(told, Decimal) else None)
