"""
The model of a coded list of reasons.

A reason explains a breach and never moves a figure. A code, once used, keeps its meaning for ever: a reason that is no longer wanted is retired, and
says what takes its place; it is never deleted and its code is never reused. The rules that a list keeps are those of the W3C's SKOS Reference where
it has one (S13, S14, S27, S46), and are all checked when a list is made. Reasons are found as people type them, by code or in words.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from csc_indicators.errors import InvalidDefinition, UnknownName, did_you_mean, near_misses
from csc_indicators.reasons.soundness import faults, folded

__all__ = ["Attribution", "Grounding", "Group", "Kind", "Match", "OwnCode", "Reason", "Relation", "Status", "Taxonomy", "folded"]

Kind: TypeAlias = Literal["practice", "recording", "definition", "residual"]
Attribution: TypeAlias = Literal["child", "family or carer", "partner agency", "authority", "shared", "external", "none", "not known"]
Grounding: TypeAlias = Literal["published", "published analogue", "proposal", "own"]
Status: TypeAlias = Literal["active", "retired"]

#: How a code of another list is like a reason: the same, nearly the same, wider, or something else that has to do with it.
Relation: TypeAlias = Literal["exact", "close", "broad", "related"]


@attrs.frozen
class Group:
    """
    A heading that reasons stand under.

    Attributes:
        code: One letter.
        label: What the reasons under it have in common.
        definition: The same in a plain sentence; empty when the label says it.
    """

    code: str
    label: str
    definition: str = ""


@attrs.frozen
class Match:
    """
    A code of another published list that a reason is like.

    Attributes:
        scheme: The list.
        code: Its own code.
        relation: How like it is: ``exact`` (the same), ``close`` (nearly the same), ``broad`` (theirs takes in more) or ``related`` (something else
            that has to do with it).
    """

    scheme: str
    code: str
    relation: Relation

    def __str__(self) -> str:
        return f"{self.scheme} {self.code} ({self.relation})"


@attrs.frozen
class OwnCode:
    """
    A code of a council's own system, and what it stands for in the list.

    Attributes:
        code: The code, as the council's system has it.
        means: The code of the reason that it stands for.
    """

    code: str
    means: str


@attrs.frozen(kw_only=True)
class Reason:
    """
    One reason why something happened after its due date, or has not happened.

    Attributes:
        code: The permanent code, such as ``F10``.
        label: The reason in words.
        alternatives: Other words that people use for it.
        definition: What it means, in a plain sentence of ours; empty when the label says it.
        includes: What else belongs here; empty when there is nothing to say.
        excludes: What belongs elsewhere, with the code that it belongs to; empty when there is nothing to say.
        broader: The code of its group; for a reason of a council's own, that of the national reason that it is narrower than. When it is not given,
            the first letter of the code.
        related: The codes of reasons that are easily taken for it.
        applies_to: What can be late for this reason.
        kind: ``practice``, ``recording`` (the event was in time, the record was not), ``definition`` (nothing was due) or ``residual``.
        attribution: Whom the reason is usually put down to; says nothing about fault.
        child_voice: True when the delay was the child's own decision, which is never to be shown as a failure to comply.
        selectable: False for the reason that only the system gives.
        comment_required: True when the code says too little without words of its own.
        grounding: ``published`` (somebody published this reason), ``published analogue`` (for a neighbouring process), ``proposal`` (ours) or ``own``
            (a council's own).
        source: Where it was published; empty for a proposal.
        matches: Codes that others have published for it.
        owner: The council that added it; empty for a reason of the national list.
        since: The version of the list that it came with; of the council's list, if it is a council's own.
        status: ``active``, or ``retired``: still read, and no longer given.
        replaced_by: The code to give instead; empty unless it is retired.
    """

    code: str
    label: str
    alternatives: tuple[str, ...] = ()
    definition: str = ""
    includes: str = ""
    excludes: str = ""
    broader: str = attrs.field(default=attrs.Factory(lambda self: self.code[:1], takes_self=True))
    related: tuple[str, ...] = ()
    applies_to: tuple[str, ...]
    kind: Kind
    attribution: Attribution
    child_voice: bool = False
    selectable: bool = True
    comment_required: bool = False
    grounding: Grounding
    source: str = ""
    matches: tuple[Match, ...] = ()
    owner: str = ""
    since: str = "1.0"
    status: Status = "active"
    replaced_by: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called: its code, its label, both together, and its other labels."""
        return (self.code, self.label, str(self), *self.alternatives)

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


@attrs.frozen(repr=False)
class Taxonomy:
    """
    A versioned list of reasons in groups.

    Attributes:
        id: Its permanent name.
        version: The version of the list: numbers with full stops between them.
        title: What it is, in words.
        groups: The headings, in order.
        reasons: The reasons, in order; those of a council's own among them.
        own_codes: The codes of a council's own system by which reasons are found too.
        process: What can be late for these reasons, if this is the part of a list for one process; empty for the whole.
        extends: The id and the version of the national list, if this is a council's list that adds to it; None for a national one.

    Raises:
        InvalidDefinition: If the list is not sound: a code or a label is there twice, a reason stands under nothing or is replaced by nothing, or
            there is not exactly one "other" and one "not recorded". All that is wrong is told.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> DELAY_REASONS
    <Taxonomy csc-delay-reasons 1.0, 32 reasons>
    >>> print(DELAY_REASONS.find(" police  needed more TIME "))
    P10 Police needed more time
    """

    id: str
    version: str
    title: str
    groups: tuple[Group, ...]
    reasons: tuple[Reason, ...]
    own_codes: tuple[OwnCode, ...] = ()
    process: str = ""
    extends: tuple[str, str] | None = None
    _by_name: dict[str, Reason] = attrs.field(init=False, eq=False)

    @_by_name.default
    def _names_of_reasons(self) -> dict[str, Reason]:
        by_code = {reason.code: reason for reason in self.reasons}
        own = {folded(own.code): by_code[own.means] for own in self.own_codes if own.means in by_code}
        return own | {folded(name): reason for reason in self.reasons for name in reason.names}

    def __attrs_post_init__(self) -> None:
        found = list(faults(self))
        if found:
            told = "\n".join(f"  - {fault}" for fault in found)
            raise InvalidDefinition(f"The taxonomy {self.id} {self.version} is not sound; nothing was made.\n{told}")

    def __iter__(self) -> Iterator[Reason]:
        return iter(self.reasons)

    def __len__(self) -> int:
        return len(self.reasons)

    def __repr__(self) -> str:
        return f"<Taxonomy {self.id} {self.version}, {len(self)} reasons>"

    def __getitem__(self, code: str) -> Reason:
        found = self._by_name.get(folded(code))
        if found is not None and found.code == code:
            return found
        raise UnknownName(f"The taxonomy {self.id} {self.version} has no such code. {did_you_mean(code, [r.code for r in self.reasons])}")

    @property
    def not_recorded(self) -> Reason:
        """The reason given to a breach for which none is recorded."""
        return next(reason for reason in self.reasons if reason.status == "active" and not reason.selectable)

    @property
    def choices(self) -> tuple[Reason, ...]:
        """The reasons that may be chosen now: neither retired nor given by the system only."""
        return tuple(reason for reason in self.reasons if reason.status == "active" and reason.selectable)

    def get(self, text: str) -> Reason | None:
        """
        The reason that people call so, as :meth:`find` finds it; None when there is none.

        >>> from csc_indicators.reasons.delay import DELAY_REASONS
        >>> DELAY_REASONS.get("the dog ate it") is None
        True
        """
        return self._by_name.get(folded(text))

    def find(self, text: str) -> Reason:
        """
        The reason that people call so: by its code, its label, both together, another of its labels, or a code of the council's own.

        Capitals, and spaces around and between words, make no difference. A retired reason is found too: :meth:`current` gives the one to use.

        Raises:
            UnknownName: If there is none; with the nearest names there are, and never with the text, which may be about a child.

        >>> from csc_indicators.reasons.delay import DELAY_REASONS
        >>> DELAY_REASONS.find("quoracy").code
        'P30'
        """
        found = self.get(text)
        if found is None:
            raise UnknownName(f"The taxonomy {self.id} {self.version} has no reason of this name. {self._hint(text)}")
        return found

    def _hint(self, text: str) -> str:
        names = [name for reason in self.choices for name in (reason.code, reason.label, *reason.alternatives)]
        near = near_misses(" ".join(text.split()), [*names, *(own.code for own in self.own_codes)])
        return near or f"Its codes are: {', '.join(reason.code for reason in self.choices)}"

    def current(self, reason: Reason) -> Reason:
        """
        The reason to use now: *reason* itself, or what has replaced it. Of this version, when *reason* is of an earlier one.

        Raises:
            UnknownName: If the list has no reason with this code.

        >>> from csc_indicators.reasons.delay import DELAY_REASONS
        >>> DELAY_REASONS.current(DELAY_REASONS["F10"]).code
        'F10'
        """
        here = self[reason.code]
        return self.current(self[here.replaced_by]) if here.replaced_by else here

    def group_of(self, reason: Reason) -> Group:
        """The heading that *reason* stands under, through the national reason if it is a council's own."""
        of = self.national(reason).broader
        return next(group for group in self.groups if group.code == of)

    def national(self, reason: Reason) -> Reason:
        """The national reason that a council's own is narrower than; *reason* itself when it is national."""
        return self[reason.broader] if reason.owner else reason

    def narrower(self, reason: Reason) -> tuple[Reason, ...]:
        """The reasons of a council's own that are narrower than *reason*; empty when there are none."""
        return tuple(one for one in self.reasons if one.owner and one.broader == reason.code)

    def applying_to(self, process: str) -> "Taxonomy":
        """
        The part of the list for one process, such as ``initial conference``.

        Raises:
            UnknownName: If no reason applies to such a process.
        """
        reasons = tuple(reason for reason in self.reasons if process in reason.applies_to)
        if not reasons:
            processes = [one for reason in self.reasons for one in reason.applies_to]
            raise UnknownName(f"The taxonomy {self.id} {self.version} has no reasons for this process. {did_you_mean(process, processes)}")
        kept = {reason.code for reason in reasons}
        return attrs.evolve(
            self,
            title=f"{self.title}: {process}",
            groups=tuple(group for group in self.groups if any(reason.broader == group.code for reason in reasons)),
            reasons=reasons,
            own_codes=tuple(own for own in self.own_codes if own.means in kept),
            process=process,
        )
