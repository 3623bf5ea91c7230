"""What changed in the definitions, version by version, with a link to each indicator that a change names."""

from collections.abc import Iterator, Sequence

from docutils import nodes

from csc_indicators.results.report import day_in_words
from csc_indicators.site.changes import Change, Version
from csc_indicators.site.contents import Contents
from csc_indicators.site.links import to_indicator
from csc_indicators.site.plain_nodes import paragraph, section

__all__ = ["changes", "in_nodes"]


def changes(versions: Sequence[Version], whole: Contents) -> Iterator[nodes.section]:
    """A section to a version."""
    known = {of.id for of in whole.indicators}
    for version in versions:
        when = f"Released on {day_in_words(version.dated)}." if version.dated else "Not yet released."
        points = nodes.bullet_list("", *(nodes.list_item("", paragraph(in_nodes(change, known))) for change in version.changes))
        said = points if version.changes else paragraph("No definition changed.")
        yield section(f"Version {version.name}", paragraph(when), said, prefix="definitions")


def in_nodes(change: Change, known: set[str]) -> list[nodes.Node]:
    """The words of a change: ids of indicators as links, and what else is between backticks as code."""
    parts = change.words.split("`")
    return [_part(part, known, quoted=at % 2 == 1) for at, part in enumerate(parts) if part]


def _part(words: str, known: set[str], *, quoted: bool) -> nodes.Node:
    if not quoted:
        return nodes.Text(words)
    return to_indicator(words) if words in known else nodes.literal("", words)
