"""
The Sphinx domain ``csc``: links to indicators, reasons, lists of reasons, limits, calendar years, tables of records and published files.

``:csc:indicator:`southend.cp_3_10``` links to an indicator by its id, here and, by the inventory ``objects.inv``, from any other project's pages.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from csc_indicators.indicators.catalogue import CATALOGUE
from csc_indicators.site.directives import DIRECTIVES
from csc_indicators.site.indices import INDICES
from csc_indicators.site.places import Places

__all__ = ["CscDomain"]

_KINDS = ("indicator", "reason", "taxonomy", "limit", "year", "table")
_NATIONAL = {of.id: of.name for of in CATALOGUE}


class CscDomain(Domain):
    """What children's social care is judged by, and where on the site it is."""

    name = "csc"
    label = "Children's social care indicators"
    object_types: ClassVar = {kind: ObjType(kind, kind) for kind in _KINDS}
    roles: ClassVar = {**{kind: XRefRole() for kind in _KINDS}, "file": XRefRole()}
    directives: ClassVar = dict(DIRECTIVES)
    indices: ClassVar = list(INDICES)
    initial_data: ClassVar = {"places": {}}
    data_version = 2

    @property
    def places(self) -> Places:
        """Where everything is."""
        places: Places = self.data["places"]
        return places

    def clear_doc(self, docname: str) -> None:
        """Forget what is on a page."""
        for key in [key for key, place in self.places.items() if place.docname == docname]:
            del self.places[key]

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.places.update({key: place for key, place in otherdata["places"].items() if place.docname in docnames})

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything that has a name, for the inventory and the search."""
        for (kind, name), place in sorted(self.places.items()):
            yield name, place.title, kind, place.docname, place.anchor, 1 if kind == "indicator" else 2

    def resolve_xref(  # Sphinx names what it gives
        self,
        env: Any,  # noqa: ARG002
        fromdocname: str,
        builder: Any,
        typ: str,
        target: str,
        node: Any,
        contnode: Any,
    ) -> Any:
        """A link; to an indicator of the library that has no page on this site, only its name."""
        if typ == "file":
            return _to_file(builder, fromdocname, target, contnode)
        place = self.places.get((typ, target))
        if place is None:
            return nodes.inline("", _NATIONAL[target]) if typ == "indicator" and target in _NATIONAL and not self._has(_NATIONAL) else None
        content = contnode if node["refexplicit"] else nodes.inline(place.title, place.title)
        return make_refnode(builder, fromdocname, place.docname, place.anchor, content, place.title)

    def _has(self, ids: Any) -> bool:
        return any(("indicator", each) in self.places for each in ids)

    def resolve_any_xref(self, *_: Any) -> list[tuple[str, nodes.reference]]:
        """Nothing: only the domain's own roles link to these."""
        return []


def _to_file(builder: Any, fromdocname: str, target: str, contnode: nodes.Element) -> nodes.reference:
    """A link to a file that is published beside the pages, by its address from the start page."""
    here = builder.get_target_uri(fromdocname)
    up = "../" * here.count("/")
    return nodes.reference("", "", contnode, internal=True, refuri=f"{up}{target}")
