"""
A council's own reasons and codes, on top of the national list.

A council may add reasons that are narrower than a national one, and may say what its own system's codes stand for. It never redefines a national
reason: a narrower one is of the same kind, is put down to the same party, and is counted with the national one wherever councils are compared.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import attrs

from csc_indicators.errors import InvalidDefinition
from csc_indicators.reasons.soundness import folded
from csc_indicators.reasons.taxonomy import OwnCode, Reason, Status, Taxonomy

__all__ = ["OwnReason", "own_taxonomy", "with_own_codes"]

_NAMESPACE = re.compile(r"[a-z0-9][a-z0-9_]*")


@attrs.frozen(kw_only=True)
class OwnReason:
    """
    A reason of a council's own, which says more than a national one does.

    Whether it is a delay in practice or in recording, whom it is put down to and whether it is the child's own decision are those of the national
    reason.

    Attributes:
        code: The permanent code, such as ``A20-legal``: not a letter and two figures, which is what national codes are.
        label: The reason in words.
        narrower_than: The code of the national reason that it is a part of.
        alternatives: Other words that people use for it.
        definition: What it means, in a plain sentence.
        includes: What it takes in that could be doubted.
        excludes: What it does not, and where that belongs.
        applies_to: What can be late for it; when empty, all that the national reason applies to.
        comment_required: True when the code says too little without words of its own.
        source: Where the council says so.
        since: The version of the council's list that it came with.
        status: ``active``, or ``retired``: still read, and no longer given.
        replaced_by: The code that takes its place once it is retired.
    """

    code: str
    label: str
    narrower_than: str
    alternatives: tuple[str, ...] = ()
    definition: str = ""
    includes: str = ""
    excludes: str = ""
    applies_to: tuple[str, ...] = ()
    comment_required: bool = False
    source: str = ""
    since: str = "1.0"
    status: Status = "active"
    replaced_by: str = ""


def own_taxonomy(
    national: Taxonomy,
    *,
    namespace: str,
    owner: str,
    version: str = "1.0",
    title: str = "",
    narrower: Sequence[OwnReason] = (),
    codes: Mapping[str, str] | None = None,
) -> Taxonomy:
    """
    The national list with a council's own reasons in it, each after the national one that it is narrower than.

    Args:
        national: The list to add to: the whole of it.
        namespace: What the list's id begins with: small letters, figures and underscores.
        owner: The council.
        version: The version of the council's list.
        title: What the list is, in words; when empty, the national title with the owner's name.
        narrower: The council's own reasons.
        codes: What the codes of the council's own system stand for: a code of this list, or another of these codes that stands for one.

    Raises:
        InvalidDefinition: If a reason or a code is not fit, or codes lead round in a circle or to nothing that may be chosen; all of them are told.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> legal = OwnReason(code="A20-legal", label="Report waiting for legal advice", narrower_than="A20")
    >>> mine = own_taxonomy(DELAY_REASONS, namespace="northshire", owner="Northshire Council", narrower=[legal], codes={"LATE 3": "A20-legal"})
    >>> mine.find("late 3").label, mine.national(mine.find("late 3")).code
    ('Report waiting for legal advice', 'A20')
    """
    found = list(_unfit(national, namespace, owner))
    by_code = {reason.code: reason for reason in national}
    homeless = [own.code for own in narrower if own.narrower_than not in by_code]
    found += _listed("Own reasons that are narrower than no code of the national list", homeless)
    made = [_reason(own, by_code[own.narrower_than], owner) for own in narrower if own.narrower_than in by_code]
    reasons = (*chain.from_iterable((of, *(own for own in made if own.broader == of.code)) for of in national),)
    meant, faulty = _meanings(codes or {}, reasons)
    found += faulty
    draft = {
        "id": f"{namespace}.{national.id}",
        "version": version,
        "title": title or f"{national.title}: {owner}",
        "groups": national.groups,
        "reasons": reasons,
        "own_codes": meant,
        "process": national.process,
        "extends": (national.id, national.version),
    }
    return _made(f"{owner or 'the council'}'s own reasons", draft, found)


def with_own_codes(taxonomy: Taxonomy, codes: Mapping[str, str]) -> Taxonomy:
    """
    The same list, in which reasons are found by the codes of a council's own system too.

    Args:
        taxonomy: The list, or the part of it for one process.
        codes: What each code stands for: a code of the list, or another of these codes that stands for one. Those of before are not kept.

    Raises:
        InvalidDefinition: If a code is there twice or is another reason's, or codes lead round in a circle or to nothing that may be chosen; all of
            them are told.

    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> with_own_codes(DELAY_REASONS, {"7": "P30", "QUOR": "7"}).find("quor").code
    'P30'
    >>> with_own_codes(DELAY_REASONS, {"7": "8", "8": "7"})
    Traceback (most recent call last):
    ...
    csc_indicators.errors.InvalidDefinition: 1 fault in the own codes; nothing was made.
      - Own codes that lead round in a circle: '7', '8'.
    """
    meant, found = _meanings(codes, taxonomy.reasons)
    draft = {field.name: getattr(taxonomy, field.name) for field in attrs.fields(Taxonomy) if field.init}
    return _made("the own codes", draft | {"own_codes": meant}, found)


def _made(what: str, draft: Mapping[str, object], found: list[str]) -> Taxonomy:
    """The list; or all that is wrong with it, beside what was found already."""
    try:
        made = Taxonomy(**draft)  # type: ignore[arg-type]
    except InvalidDefinition as error:
        found = [*found, *(line.removeprefix("  - ") for line in str(error).splitlines()[1:])]
    if found:
        count = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        raise InvalidDefinition("\n".join((f"{count} in {what}; nothing was made.", *(f"  - {fault}" for fault in found))))
    return made


def _unfit(national: Taxonomy, namespace: str, owner: str) -> Iterator[str]:
    if not _NAMESPACE.fullmatch(namespace):
        yield "A namespace is small letters, figures and underscores, such as 'northshire'."
    if not owner.strip():
        yield "Whose reasons they are is not said. Give the council's name as the owner."
    if national.extends or national.process:
        yield "They can be added to the whole of a national list only. Give that, and take the part for one process afterwards."


def _reason(own: OwnReason, above: Reason, owner: str) -> Reason:
    said = {field.name: getattr(own, field.name) for field in attrs.fields(OwnReason) if field.name != "narrower_than"}
    inherited = {name: getattr(above, name) for name in ("kind", "attribution", "child_voice")}
    needs = own.comment_required or above.comment_required
    return Reason(
        **(
            said
            | inherited
            | {
                "broader": above.code,
                "applies_to": own.applies_to or above.applies_to,
                "comment_required": needs,
                "grounding": "own",
                "owner": owner.strip() or "a council",
            }
        )
    )


def _meanings(codes: Mapping[str, str], reasons: Iterable[Reason]) -> tuple[tuple[OwnCode, ...], list[str]]:
    """What each own code stands for in the end, and which stand for nothing that may be chosen."""
    by_code = {reason.code: reason for reason in reasons}
    round_in_a_circle, nowhere, retired, system = list[str](), list[str](), list[str](), list[str]()
    meant = []
    for code in codes:
        end = _end(code, codes, by_code)
        reason = by_code.get(end or "")
        if end is None:
            round_in_a_circle.append(repr(code))
        elif reason is None:
            nowhere.append(repr(code))
        elif reason.status == "retired":
            retired.append(f"{code!r} (give {reason.replaced_by} or what replaces it)")
        elif not reason.selectable:
            system.append(repr(code))
        else:
            meant.append(OwnCode(code, end))
    found = [
        *_listed("Own codes that lead round in a circle", round_in_a_circle),
        *_listed("Own codes that stand for no code of the list", nowhere),
        *_listed("Own codes that stand for a retired code", retired),
        *_listed("Own codes that stand for what only the system gives", system),
    ]
    return tuple(meant), found


def _end(code: str, codes: Mapping[str, str], by_code: Mapping[str, Reason]) -> str | None:
    """Where own codes lead: to a code of the list, or to one that is nothing; None when they never end."""
    own = {folded(one): means for one, means in codes.items()}
    here, seen = codes[code], {folded(code)}
    while here not in by_code and folded(here) in own:
        if folded(here) in seen:
            return None
        seen.add(folded(here))
        here = own[folded(here)]
    return here


def _listed(problem: str, codes: Sequence[str]) -> Iterator[str]:
    if codes:
        yield f"{problem}: {', '.join(codes)}."
