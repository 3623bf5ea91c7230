"""Sources on a page, each with its mark where nobody here has read it."""

from docutils import nodes

from csc_indicators.results.report import day_in_words
from csc_indicators.site.plain_nodes import Cell
from csc_indicators.sources import Source

__all__ = ["cited", "mark", "told", "unverified"]


def unverified() -> nodes.inline:
    """The mark of what nobody here has read for themselves."""
    return nodes.inline("", "unverified", classes=["csc-unverified"])


def mark(source: Source) -> list[nodes.Node]:
    """The mark of a source that was not read; nothing for one that was."""
    return [] if source.verified else [nodes.Text(" "), unverified()]


def cited(source: Source) -> Cell:
    """A source in one line."""
    return [nodes.Text(f"Source: {source.citation}"), *mark(source), nodes.Text(".")]


def told(source: Source) -> tuple[Cell, list[Cell]]:
    """A source with all that it says, when it is from, how it was checked and where it is."""
    says: list[Cell] = [f"States: {source.states}"]
    if source.published:
        says.append(f"Dated {day_in_words(source.published)}.")
    if source.note:
        says.append(f"How it was checked: {source.note}")
    if source.url:
        says.append(nodes.reference("", source.url, refuri=source.url))
    return [nodes.Text(source.citation), *mark(source)], says
