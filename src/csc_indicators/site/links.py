"""Links to what the site has pages of, to any other page, and to the published files."""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from docutils import nodes
from sphinx import addnodes

from csc_indicators.indicators.catalogue import CATALOGUE

__all__ = ["in_line", "linked", "to", "to_indicator", "to_page"]

#: What the domain has pages or places of.
Kind: TypeAlias = Literal["indicator", "reason", "taxonomy", "limit", "year", "table", "file"]

_IDS = {of.id for of in CATALOGUE}
_AN_ID = re.compile(r"(?<![\w.])(" + "|".join(sorted(map(re.escape, _IDS), key=len, reverse=True)) + r")(?!\w)")


def in_line(cells: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Nodes in one line, with commas between them."""
    return [each for cell in cells for each in (nodes.Text(", "), cell)][1:]


def linked(words: str) -> list[nodes.Node]:
    """Words with a link to each indicator that they name by its id."""
    return [to_indicator(part) if part in _IDS else nodes.Text(part) for part in _AN_ID.split(words) if part]


def to_indicator(of: str) -> addnodes.pending_xref:
    """A link to an indicator's page, named as people name it."""
    return _link("csc", "indicator", of, nodes.inline(of, of), explicit=False)


def to(kind: Kind, target: str, content: str | nodes.Node) -> addnodes.pending_xref:
    """A link to a page or a place of the domain, with this text."""
    return _link("csc", kind, target, nodes.inline(content, content) if isinstance(content, str) else content, explicit=True)


def to_page(page: str, text: str) -> addnodes.pending_xref:
    """A link to a page by where it stands, such as ``/reference/reasons``."""
    return _link("std", "doc", page, nodes.inline(text, text), explicit=True)


def _link(domain: Literal["csc", "std"], role: str, target: str, content: nodes.Node, *, explicit: bool) -> addnodes.pending_xref:
    return addnodes.pending_xref("", content, refdomain=domain, reftype=role, reftarget=target, refexplicit=explicit, refwarn=True)
