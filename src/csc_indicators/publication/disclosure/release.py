"""A release: the only form of counts that has a text fit for publishing."""

import attrs

from csc_indicators.publication.disclosure.atoms import Atom, Subject
from csc_indicators.publication.disclosure.shown import Shown

__all__ = ["Cell", "Released"]


@attrs.frozen
class Cell:
    """
    One cell of a release.

    Attributes:
        label: What it counts, in words.
        atoms: The disjoint counts that it is the sum of.
        shown: What a reader sees.
    """

    label: str
    atoms: frozenset[Atom]
    shown: Shown

    def __str__(self) -> str:
        return f"{self.label}: {self.shown}"


@attrs.frozen
class Released:
    """
    Counts of one subject as they may be published: cells of one table, and of any tables that break it down.

    Attributes:
        subject: What was counted.
        policy: The id of the policy that it was made safe by.
        cells: Every cell, totals among them.
        why: Why cells are withheld, in sentences that give no count; empty when none are.
    """

    subject: Subject
    policy: str
    cells: tuple[Cell, ...]
    why: tuple[str, ...] = ()
