"""
What a later version of a list of reasons must keep of an earlier one, so that old records read as they always did.

Codes are retired and replaced, never reused and never deleted: the rule of the W3C's note on SKOS and change, that a concept's identifier never
changes its meaning between versions, and of HL7's FHIR, by which a retired code can still be read.
"""

from collections.abc import Iterator

from csc_indicators.errors import InvalidDefinition
from csc_indicators.reasons.soundness import folded, version_key
from csc_indicators.reasons.taxonomy import Reason, Taxonomy

__all__ = ["check_follows"]

#: What tallies and the reading of records rest on, and so stays with a code for ever.
_KEPT = ("broader", "kind", "attribution", "child_voice", "selectable", "comment_required", "owner", "since")


def check_follows(later: Taxonomy, earlier: Taxonomy) -> None:
    """
    Make sure that *later* can take the place of *earlier*.

    Every group and every code is still there and means the same: of its kind, under its heading, put down to the same party, for all that it was for,
    and found by every name that it had, be it now another label. What was retired is so still, and leads to the same reason. What is new says so.

    Raises:
        InvalidDefinition: If it cannot; everything that it does not keep is told.

    >>> import attrs
    >>> from csc_indicators.reasons.delay import DELAY_REASONS
    >>> check_follows(attrs.evolve(DELAY_REASONS, version="1.1"), DELAY_REASONS)
    >>> fewer = tuple(reason for reason in DELAY_REASONS if reason.code != "P50")
    >>> check_follows(attrs.evolve(DELAY_REASONS, version="1.1", reasons=fewer), DELAY_REASONS)
    Traceback (most recent call last):
    ...
    csc_indicators.errors.InvalidDefinition: csc-delay-reasons 1.1 does not follow csc-delay-reasons 1.0.
      - P50 is no longer there. Retire it, and say what replaces it.
    """
    found = [*_of_the_list(later, earlier), *_of_its_groups(later, earlier)]
    there = {reason.code: reason for reason in later}
    for reason in earlier:
        if reason.code in there:
            found += _of_a_code(later, there[reason.code], reason)
        else:
            found.append(f"{reason.code} is no longer there. Retire it, and say what replaces it.")
    found += _of_what_is_new(later, earlier)
    if found:
        told = "\n".join(f"  - {fault}" for fault in found)
        raise InvalidDefinition(f"{later.id} {later.version} does not follow {earlier.id} {earlier.version}.\n{told}")


def _of_the_list(later: Taxonomy, earlier: Taxonomy) -> Iterator[str]:
    if (later.id, later.process, later.extends and later.extends[0]) != (earlier.id, earlier.process, earlier.extends and earlier.extends[0]):
        yield "They are not versions of one list."
    if version_key(later.version) <= version_key(earlier.version):
        yield "Its version is not later. Give it a higher one."
    if later.extends and earlier.extends and version_key(later.extends[1]) < version_key(earlier.extends[1]):
        yield "The national list that it adds to is an earlier one."


def _of_its_groups(later: Taxonomy, earlier: Taxonomy) -> Iterator[str]:
    labels = {group.code: group.label for group in later.groups}
    for group in earlier.groups:
        if folded(labels.get(group.code, "")) != folded(group.label):
            yield f"The group {group.code} is no longer there, or has another label. Leave it as it was."


def _of_a_code(later: Taxonomy, now: Reason, before: Reason) -> Iterator[str]:
    changed = [name.replace("_", " ") for name in _KEPT if getattr(now, name) != getattr(before, name)]
    if changed:
        yield f"{before.code} has another {', '.join(changed)}. Leave that as it was; for another meaning, take another code."
    if not set(before.applies_to) <= set(now.applies_to):
        yield f"{before.code} no longer applies to all that it applied to. Leave that as it was, or retire it."
    if any(later.get(name) != now for name in before.names if name != str(before)):
        yield f"{before.code} is no longer found by all its names. Keep the old label among the other labels."
    if before.status == "retired" and (now.status, now.replaced_by) != (before.status, before.replaced_by):
        yield f"{before.code} was retired, and is not, or is replaced by another. Leave that as it was."


def _of_what_is_new(later: Taxonomy, earlier: Taxonomy) -> Iterator[str]:
    there = {reason.code for reason in earlier}
    for reason in later:
        before = earlier.version if reason.owner or not earlier.extends else earlier.extends[1]
        if reason.code not in there and version_key(reason.since) <= version_key(before):
            yield f"{reason.code} is new, and says that it came with an earlier version. Give the version that it comes with."
