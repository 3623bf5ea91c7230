"""The true counts behind a release, which have no text of their own."""

from collections.abc import Mapping
from datetime import date

import attrs

__all__ = ["Atom", "Atoms", "Subject"]

#: What an atom is of: its parts from coarse to fine, such as ``("late", "F")``.
Atom = tuple[str, ...]


@attrs.frozen(kw_only=True)
class Subject:
    """
    What counts are of, so that a later release of the same is known to be one.

    Attributes:
        indicator: The indicator's permanent id.
        records: The table of records that it is counted from; empty where that is not told.
        rule: By what it was counted: its edition, reading and calendar, in words.
        first: The first day of the cases counted; None of a snapshot, which is of one day.
        as_at: The last day counted.
        group: The labels of the part that was counted, such as ``("team", "North")``; empty for the whole.
    """

    indicator: str
    rule: str
    first: date | None
    as_at: date
    group: tuple[str, ...] = ()
    records: str = ""


@attrs.frozen(repr=False)
class Atoms:
    """
    Counts of children that do not overlap and make up a whole: what is to be protected.

    Neither its repr nor its text gives a count.

    Attributes:
        subject: What they are of.
        counts: The count of each.
    """

    subject: Subject
    counts: Mapping[Atom, int] = attrs.field()

    @counts.validator
    def _whole_numbers(self, _: object, counts: Mapping[Atom, int]) -> None:
        if not all(type(count) is int and count >= 0 for count in counts.values()):
            raise ValueError("An atom is a whole number of 0 or more.")

    def __len__(self) -> int:
        return len(self.counts)

    def of(self, atoms: "frozenset[Atom]") -> int:
        """The sum of some of them."""
        return sum(count for atom, count in self.counts.items() if atom in atoms)

    def __repr__(self) -> str:
        return f"<Atoms of {self.subject.indicator} at {self.subject.as_at}: {len(self)} counts>"
