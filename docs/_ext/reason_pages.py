"""The reasons for delay as a page: a section to a group, and in it each reason with everything that it says."""

from collections.abc import Iterator

from docutils import nodes
from plain_nodes import Cell, definitions, paragraph, section

from csc_indicators.reasons.taxonomy import Group, Reason, Taxonomy

__all__ = ["groups"]


def groups(taxonomy: Taxonomy) -> list[nodes.section]:
    """A section to a group."""
    return [_group(taxonomy, group) for group in taxonomy.groups]


def _group(taxonomy: Taxonomy, group: Group) -> nodes.section:
    under = [section(str(reason), *_reason(taxonomy, reason), prefix="reason") for reason in taxonomy if taxonomy.group_of(reason) == group]
    return section(group.label, paragraph(group.definition), *under, prefix="reasons")


def _reason(taxonomy: Taxonomy, reason: Reason) -> Iterator[nodes.Node]:
    yield paragraph(reason.definition)
    yield definitions((term, [text]) for term, text in _said(taxonomy, reason) if text)


def _said(taxonomy: Taxonomy, reason: Reason) -> Iterator[tuple[Cell, str]]:
    """What a reason says, a term each; what it does not say is empty."""
    yield "Also called", "; ".join(reason.alternatives)
    yield "Takes in", reason.includes
    yield "Leaves out", reason.excludes
    yield "What was late", "; ".join(reason.applies_to)
    yield "Put down to", "nobody" if reason.attribution == "none" else reason.attribution
    yield "The child's own decision", "Yes. It is never shown as a failure to comply." if reason.child_voice else ""
    yield "Given by", "" if reason.selectable else "the library, and by nobody else"
    yield "Comment", "required" if reason.comment_required else ""
    yield "Easily taken for", "; ".join(str(taxonomy[code]) for code in reason.related)
    yield "Grounding", f"{reason.grounding}: {reason.source}" if reason.source else reason.grounding
    yield "Codes elsewhere", "; ".join(map(str, reason.matches))
    yield "Retired", f"Use {taxonomy.current(reason)}." if reason.status == "retired" else ""
