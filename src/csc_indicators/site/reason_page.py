"""A reason's page, the page of a list of reasons, and the whole list by heading."""

from collections.abc import Iterator

from docutils import nodes

from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.taxonomy import Group, Reason, Taxonomy
from csc_indicators.site.contents import Contents, slug
from csc_indicators.site.links import in_line, to, to_indicator, to_page
from csc_indicators.site.plain_nodes import Cell, definitions, paragraph, section, table

__all__ = ["by_heading", "lists", "reason_page", "taxonomy_page"]


def reason_page(reason: Reason, whole: Contents, above: str) -> nodes.section:
    """Everything that a reason says, and where it is given."""
    taxonomy = DELAY_REASONS
    group = taxonomy.group_of(reason)
    trail = [to_page(f"/{above}", "Reasons for delay"), nodes.Text(f" / {group.label}")]
    lists_with = [(name, each) for name, each in whole.taxonomies.items() if reason in tuple(each)]
    return section(
        str(reason),
        paragraph(trail, classes=["csc-trail"]),
        paragraph(nodes.strong("", reason.definition), classes=["csc-title"]) if reason.definition else paragraph(f"{reason.label}."),
        definitions((term, [said]) for term, said in _said(taxonomy, reason) if said),
        section("Where it is given", definitions((to("taxonomy", name, each.title), [_users(each, whole)]) for name, each in lists_with)),
        section("In a file", paragraph(_in_a_file(reason))),
        prefix="reason",
    )


def _in_a_file(reason: Reason) -> list[nodes.Node]:
    if not reason.selectable:
        return [nodes.Text("It cannot be written: leave the column "), nodes.literal("", "reason"), nodes.Text(" blank, and the library gives it.")]
    words = [nodes.Text("Write it in the column "), nodes.literal("", "reason"), nodes.Text(" as "), nodes.literal("", reason.code)]
    return [*words, nodes.Text(" or in words, in capitals or not: "), nodes.literal("", reason.label), nodes.Text(".")]


def _said(taxonomy: Taxonomy, reason: Reason) -> Iterator[tuple[Cell, Cell]]:
    """What a reason says, a term each; what it does not say is empty."""
    yield "Also called", "; ".join(reason.alternatives)
    yield "Takes in", reason.includes
    yield "Leaves out", reason.excludes
    yield "What was late", "; ".join(reason.applies_to)
    yield "Put down to", "nobody" if reason.attribution == "none" else reason.attribution
    yield "The child's own decision", "Yes. It is never shown as a failure to comply." if reason.child_voice else ""
    yield "Given by", "" if reason.selectable else "the library, and by nobody else"
    yield "Comment", "required" if reason.comment_required else ""
    yield "Easily taken for", in_line([to("reason", code, str(taxonomy[code])) for code in reason.related])
    yield "Grounding", f"{reason.grounding}: {reason.source}" if reason.source else reason.grounding
    yield "Codes elsewhere", "; ".join(map(str, reason.matches))
    yield "Since", f"version {reason.since} of the list"
    yield "Retired", f"Use {taxonomy.current(reason)}." if reason.status == "retired" else ""


def _users(taxonomy: Taxonomy, whole: Contents) -> Cell:
    users = in_line([to_indicator(of.id) for of in whole.with_reasons(taxonomy)])
    return [nodes.Text("Breaches of "), *users, nodes.Text(".")] if users else "The whole list, of which each indicator has its part."


def taxonomy_page(taxonomy: Taxonomy, whole: Contents, above: str) -> nodes.section:
    """A list of reasons: whose breaches it explains, and every reason by heading."""
    return section(
        taxonomy.title,
        paragraph([to_page(f"/{above}", "Reasons for delay"), nodes.Text(f" / {taxonomy.id}, version {taxonomy.version}")], classes=["csc-trail"]),
        paragraph([nodes.Text(f"{len(taxonomy)} reasons. "), *_as_list(_users(taxonomy, whole))]),
        *(part for group in taxonomy.groups for part in _group(taxonomy, group)),
        section("Downloads", *_downloads()),
        prefix="reasons",
    )


def _as_list(cell: Cell) -> list[nodes.Node]:
    return [nodes.Text(cell)] if isinstance(cell, str) else list(cell) if not isinstance(cell, nodes.Node) else [cell]


def _group(taxonomy: Taxonomy, group: Group) -> Iterator[nodes.section]:
    under = [reason for reason in taxonomy if taxonomy.group_of(reason) == group]
    if under:
        rows = [(to("reason", each.code, each.code), [*_name(each)], _attribution(each), each.grounding) for each in under]
        grid = table(("Code", "Reason", "Put down to", "Grounding"), rows, widths=(10, 54, 18, 18), kind="csc-index")
        yield section(group.label, *([paragraph(group.definition)] if group.definition else []), grid, prefix="group")


def _name(reason: Reason) -> Iterator[nodes.Node]:
    yield nodes.strong("", reason.label)
    if reason.definition:
        yield nodes.Text(f" {reason.definition}")


def _attribution(reason: Reason) -> str:
    return "nobody" if reason.attribution == "none" else reason.attribution


def _downloads() -> Iterator[nodes.Node]:
    files = (
        ("data/reasons.csv", "every reason as a table (CSV)"),
        ("data/reasons.json", "the whole list as JSON"),
        ("data/reasons.jsonld", "the whole list as SKOS (JSON-LD)"),
    )
    yield nodes.bullet_list("", *(nodes.list_item("", paragraph(to("file", path, what))) for path, what in files))


def by_heading(whole: Contents) -> Iterator[nodes.Node]:
    """Every reason of the whole list, a section to a heading."""
    taxonomy = whole.taxonomies[slug(DELAY_REASONS.title)]
    for group in taxonomy.groups:
        yield from _group(taxonomy, group)


def lists(whole: Contents) -> nodes.Node:
    """The whole list and the parts of it."""
    return definitions((to("taxonomy", name, each.title), [f"{len(each)} reasons.", _users(each, whole)]) for name, each in whole.taxonomies.items())
