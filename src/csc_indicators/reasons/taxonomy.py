"""
The model of a coded list of reasons.

A reason explains a breach and never moves a figure. A code, once used, keeps its meaning for ever: a reason that is no longer wanted is retired,
never deleted and never reused.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import attrs

from csc_indicators.errors import InvalidDefinition, UnknownName, did_you_mean, near_misses

__all__ = ["Attribution", "Grounding", "Group", "Kind", "Reason", "Taxonomy"]

Kind = Literal["practice", "recording", "definition", "residual"]
Attribution = Literal["child", "family or carer", "partner agency", "authority", "shared", "external", "none", "not known"]
Grounding = Literal["published", "published analogue", "proposal"]


@attrs.frozen
class Group:
    """
    A heading that reasons stand under.

    Attributes:
        code: One letter.
        label: What the reasons under it have in common.
    """

    code: str
    label: str


@attrs.frozen(kw_only=True)
class Reason:
    """
    One reason why something happened after its due date, or has not happened.

    Attributes:
        code: The permanent code, such as ``F10``; its letter is the group's.
        label: The reason in words.
        applies_to: What can be late for this reason.
        kind: ``practice``, ``recording`` (the event was in time, the record was not), ``definition`` (nothing was due) or ``residual``.
        attribution: Whom the reason is usually put down to; says nothing about fault.
        child_voice: True when the delay was the child's own decision, which is never to be shown as a failure to comply.
        selectable: False for the reason that only the system gives.
        comment_required: True when the code says too little without words of its own.
        grounding: ``published`` (somebody published this reason), ``published analogue`` (for a neighbouring process) or ``proposal`` (ours).
        source: Where it was published; empty for a proposal.
    """

    code: str
    label: str
    applies_to: tuple[str, ...]
    kind: Kind
    attribution: Attribution
    child_voice: bool = False
    selectable: bool = True
    comment_required: bool = False
    grounding: Grounding
    source: str = ""
    alternatives: tuple[str, ...] = ()
    status: Literal["active", "retired"] = "active"
    replaced_by: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


@attrs.frozen(repr=False)
class Taxonomy:
    """
    A versioned list of reasons in groups.

    Attributes:
        id: Its permanent name.
        version: The version of the list.
        title: What it is, in words.
        groups: The headings, in order.
        reasons: The reasons, in order.
        not_recorded: The reason given to a breach for which none is recorded.
    """

    id: str
    version: str
    title: str
    groups: tuple[Group, ...]
    reasons: tuple[Reason, ...] = attrs.field()
    not_recorded: Reason = attrs.field(init=False)

    @not_recorded.default
    def _only_unselectable(self) -> Reason:
        unselectable = [reason for reason in self.reasons if not reason.selectable]
        if len(unselectable) != 1:
            raise InvalidDefinition(f"The taxonomy {self.id} needs exactly one reason that only the system gives, for 'not recorded'.")
        return unselectable[0]

    @reasons.validator
    def _codes_are_unique(self, _: object, reasons: tuple[Reason, ...]) -> None:
        repeated = [code for code, times in Counter(reason.code for reason in reasons).items() if times > 1]
        groups = {group.code for group in self.groups}
        homeless = [reason.code for reason in reasons if reason.code[:1] not in groups]
        if repeated or homeless:
            raise InvalidDefinition(f"In the taxonomy {self.id}, codes given twice: {repeated}; codes without a group: {homeless}.")

    def __iter__(self) -> Iterator[Reason]:
        return iter(self.reasons)

    def __len__(self) -> int:
        return len(self.reasons)

    def __repr__(self) -> str:
        return f"<Taxonomy {self.id} {self.version}, {len(self)} reasons>"

    def __getitem__(self, code: str) -> Reason:
        for reason in self.reasons:
            if reason.code == code:
                return reason
        raise UnknownName(f"The taxonomy {self.id} {self.version} has no such code. {did_you_mean(code, [r.code for r in self.reasons])}")

    def find(self, text: str) -> Reason:
        """
        The reason that people call so: its code, its label or another of its labels, in capitals or not, with any spaces.

        Raises:
            UnknownName: If there is none; the near misses are said, and the text is not.
        """
        names = {_folded(name): reason for reason in self.reasons for name in (reason.code, reason.label, *reason.alternatives)}
        if _folded(text) not in names:
            known = [name for reason in self.reasons for name in (reason.code, reason.label)]
            raise UnknownName(f"The taxonomy {self.id} {self.version} has no such reason. {near_misses(text, known)}".rstrip())
        return names[_folded(text)]

    def current(self, reason: Reason) -> Reason:
        """The reason that took the place of one that is retired; the reason itself while it is active."""
        while reason.status == "retired":
            reason = self[reason.replaced_by]
        return reason

    def group_of(self, reason: Reason) -> Group:
        """The heading that *reason* stands under."""
        return next(group for group in self.groups if group.code == reason.code[:1])

    def applying_to(self, process: str) -> "Taxonomy":
        """The part of the list for one process, such as ``initial conference``."""
        reasons = tuple(reason for reason in self.reasons if process in reason.applies_to)
        kept = {reason.code[:1] for reason in reasons}
        return Taxonomy(self.id, self.version, f"{self.title}: {process}", tuple(g for g in self.groups if g.code in kept), reasons)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
