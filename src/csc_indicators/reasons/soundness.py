"""
What makes a list of reasons sound: rules that hold within one list, each with what is told when it is broken.

Codes and labels of a list are not about any person, so they are told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from csc_indicators.errors import InvalidDefinition

if TYPE_CHECKING:
    from csc_indicators.reasons.taxonomy import Reason, Taxonomy

__all__ = ["faults", "folded", "version_key"]

_CODE = re.compile(r"[^\s,;]+")  # codes stand in lists with spaces, commas or semicolons between them
_NATIONAL = re.compile(r"[A-Z]\d\d")
_VERSION = re.compile(r"\d+(\.\d+)*", re.ASCII)


def folded(name: str) -> str:
    """
    A name without what two writings of it differ in: capitals, and spaces around and between words.

    >>> folded("  Police  needed MORE time ")
    'police needed more time'
    """
    return " ".join(name.split()).casefold()


def version_key(version: str) -> tuple[int, ...]:
    """
    A version as numbers that can be compared: 1.10 comes after 1.9, and 1.0 is 1.

    Raises:
        InvalidDefinition: If it is not numbers with full stops between them.

    >>> version_key("1.10") > version_key("1.9")
    True
    """
    if not _VERSION.fullmatch(version):
        raise InvalidDefinition(f"{version!r} is no version. Write numbers with full stops between them, such as '1.0'.")
    return tuple(map(int, re.sub(r"(\.0+)+$", "", version).split(".")))


def faults(taxonomy: "Taxonomy") -> Iterator[str]:
    """All that is wrong with a list, a sentence each; nothing when it is sound."""
    for problem, codes in (
        ("Codes given twice", _repeated(taxonomy)),
        ("Codes that are empty, or have spaces, commas or semicolons in them", (code for code in _codes(taxonomy) if not _CODE.fullmatch(code))),
        ("Codes without a label, or with a semicolon in one", _ill_named(taxonomy)),
        ("Codes whose label is another's, or is there twice", _named_twice(taxonomy)),
        ("Codes without a group", (r.code for r in taxonomy.reasons if not r.owner and r.broader not in _groups(taxonomy))),
        ("Codes of a council's own that do not stand under an active national reason that may be chosen", _unsupported(taxonomy)),
        ("Codes of a council's own that look like a national one", (r.code for r in taxonomy.reasons if r.owner and _NATIONAL.fullmatch(r.code))),
        ("Codes of a council's own that say other than the national reason", _redefining(taxonomy)),
        ("Retired codes that lead to no active one that may be chosen for all the same", _leading_nowhere(taxonomy)),
        ("Active codes that say what replaces them", (r.code for r in taxonomy.reasons if r.status == "active" and r.replaced_by)),
        ("Codes of recording or definition that are put down to somebody", _blaming(taxonomy)),
        ("Codes related to themselves, to one above or below them, or to none", _related_wrongly(taxonomy)),
        ("Codes with a match that is there twice, or is the same as another's", _matched_twice(taxonomy)),
        ("Own codes that stand for none of the reasons that may be chosen", _meaningless(taxonomy)),
        ("Own codes that are there twice, or are the name of another reason", _taken(taxonomy)),
    ):
        told = list(dict.fromkeys(codes))
        if told:
            yield f"{problem}: {', '.join(told)}."
    yield from _residual(taxonomy)
    yield from _versions(taxonomy)


def _groups(taxonomy: "Taxonomy") -> set[str]:
    return {group.code for group in taxonomy.groups}


def _codes(taxonomy: "Taxonomy") -> list[str]:
    return [*(group.code for group in taxonomy.groups), *(reason.code for reason in taxonomy.reasons)]


def _repeated(taxonomy: "Taxonomy") -> Iterator[str]:
    times = Counter(map(folded, _codes(taxonomy)))
    return (code for code in _codes(taxonomy) if times[folded(code)] > 1)


def _ill_named(taxonomy: "Taxonomy") -> Iterator[str]:
    """A semicolon is what stands between the reasons of one record."""
    yield from (group.code for group in taxonomy.groups if not folded(group.label))
    for reason in taxonomy.reasons:
        if any(not folded(label) or ";" in label for label in (reason.label, *reason.alternatives)):
            yield reason.code


def _named_twice(taxonomy: "Taxonomy") -> Iterator[str]:
    """SKOS S13 and S14, and that a label is of one reason only."""
    labels = [(group.code, group.label) for group in taxonomy.groups]
    labels += [(reason.code, label) for reason in taxonomy.reasons for label in (reason.label, *reason.alternatives)]
    times = Counter(folded(label) for _, label in labels)
    whose = {folded(name): of for reason in taxonomy.reasons for name, of in ((reason.code, reason.code), (str(reason), reason.code))}
    return (code for code, label in labels if times[folded(label)] > 1 or whose.get(folded(label), code) != code)


def _by_code(taxonomy: "Taxonomy") -> "dict[str, Reason]":
    return {reason.code: reason for reason in taxonomy.reasons}


def _unsupported(taxonomy: "Taxonomy") -> Iterator[str]:
    by_code = _by_code(taxonomy)
    for reason in taxonomy.reasons:
        above = by_code.get(reason.broader)
        rests = above is not None and not above.owner and above.selectable and (above.status == "active" or reason.status == "retired")
        if reason.owner and not rests:
            yield reason.code


def _redefining(taxonomy: "Taxonomy") -> Iterator[str]:
    by_code = _by_code(taxonomy)
    for reason in taxonomy.reasons:
        above = by_code.get(reason.broader) if reason.owner else None
        if above is not None and not _is_narrower(reason, above):
            yield reason.code


def _is_narrower(reason: "Reason", above: "Reason") -> bool:
    """Whether it is put down as the one above is, is for nothing else, and lacks no comment that the other needs."""
    same = (reason.kind, reason.attribution, reason.child_voice, reason.selectable) == (above.kind, above.attribution, above.child_voice, True)
    return same and set(reason.applies_to) <= set(above.applies_to) and reason.comment_required >= above.comment_required


def _leading_nowhere(taxonomy: "Taxonomy") -> Iterator[str]:
    by_code = _by_code(taxonomy)
    return (reason.code for reason in taxonomy.reasons if reason.status == "retired" and not _leads_on(reason, by_code))


def _leads_on(reason: "Reason", by_code: "dict[str, Reason]") -> bool:
    """Whether the chain of replacements ends in an active reason, for all that the retired one is for."""
    here, seen = reason, set[str]()
    while here.status == "retired":
        if here.code in seen or here.replaced_by not in by_code:
            return False
        seen.add(here.code)
        here = by_code[here.replaced_by]
        if not set(reason.applies_to) <= set(here.applies_to):
            return False
    return here.selectable


def _blaming(taxonomy: "Taxonomy") -> Iterator[str]:
    return (reason.code for reason in taxonomy.reasons if reason.kind in {"recording", "definition"} and reason.attribution != "none")


def _related_wrongly(taxonomy: "Taxonomy") -> Iterator[str]:
    """SKOS S27. The part of a list for one process may name reasons that are not of that part."""
    by_code, groups = _by_code(taxonomy), _groups(taxonomy)
    for reason in taxonomy.reasons:
        line = {reason.code, reason.broader} | groups | {other.code for other in taxonomy.reasons if other.broader == reason.code}
        if any(code in line or (code not in by_code and not taxonomy.process) for code in reason.related):
            yield reason.code


def _matched_twice(taxonomy: "Taxonomy") -> Iterator[str]:
    """SKOS S46; and two reasons that were exactly one code elsewhere would be one reason."""
    exact = Counter((match.scheme, match.code) for reason in taxonomy.reasons for match in reason.matches if match.relation == "exact")
    for reason in taxonomy.reasons:
        matched = [(match.scheme, match.code) for match in reason.matches]
        shared = any(exact[match.scheme, match.code] > 1 for match in reason.matches if match.relation == "exact")
        if len(set(matched)) < len(matched) or shared:
            yield reason.code


def _meaningless(taxonomy: "Taxonomy") -> Iterator[str]:
    chosen = {reason.code for reason in taxonomy.reasons if reason.status == "active" and reason.selectable}
    return (repr(own.code) for own in taxonomy.own_codes if own.means not in chosen)


def _taken(taxonomy: "Taxonomy") -> Iterator[str]:
    times = Counter(folded(own.code) for own in taxonomy.own_codes)
    whose = {folded(name): reason.code for reason in taxonomy.reasons for name in reason.names}
    for own in taxonomy.own_codes:
        ill = not folded(own.code) or ";" in own.code
        if ill or times[folded(own.code)] > 1 or whose.get(folded(own.code), own.means) != own.means:
            yield repr(own.code)


def _residual(taxonomy: "Taxonomy") -> Iterator[str]:
    active = [reason for reason in taxonomy.reasons if reason.status == "active"]
    if [reason.kind for reason in active if not reason.selectable] != ["residual"]:
        yield "It needs exactly one reason that only the system gives, for 'not recorded', and that is residual."
    other = [reason for reason in active if reason.comment_required and reason.kind == "residual" and not reason.owner]
    if [reason.selectable for reason in other] != [True]:
        yield "It needs exactly one residual reason that may be chosen and needs a comment, for 'other'."


def _versions(taxonomy: "Taxonomy") -> Iterator[str]:
    national = taxonomy.extends[1] if taxonomy.extends else taxonomy.version
    given = [("the list", taxonomy.version), ("the national list", national), *((reason.code, reason.since) for reason in taxonomy.reasons)]
    ill = list(dict.fromkeys(where for where, version in given if not _VERSION.fullmatch(version)))
    if ill:
        yield f"Versions that are not numbers with full stops between them: of {', '.join(ill)}."
        return
    early = [r.code for r in taxonomy.reasons if version_key(r.since) > version_key(taxonomy.version if r.owner else national)]
    yield from _joined("Codes that came with a version that is not out yet", early)


def _joined(problem: str, codes: Iterable[str]) -> Iterator[str]:
    told = ", ".join(codes)
    if told:
        yield f"{problem}: {told}."
