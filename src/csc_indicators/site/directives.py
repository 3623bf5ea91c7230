"""The directives of the domain: a page or a list from the library, with word to the domain of what is now where."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import csc_indicators
from csc_indicators.site.asked import Asked, asked_of
from csc_indicators.site.pages import LISTS, PAGES, NotThere, Page
from csc_indicators.site.places import Place, places_of

__all__ = ["DIRECTIVES"]

_SOURCE = Path(csc_indicators.__file__).parent


class PageDirective(SphinxDirective):
    """``.. csc:indicator:: southend.cp_3_10``, and the like: the whole page of one thing."""

    required_arguments = 1

    def run(self) -> Sequence[nodes.Node]:
        """The page."""
        kind, name = self.name.removeprefix("csc:"), self.arguments[0]
        try:
            page = PAGES[kind](name, _asked(self))
        except NotThere as error:
            raise self.error(str(error)) from None
        _placed(self, page)
        return [page.content]


class ListDirective(SphinxDirective):
    """``.. csc:indicators::``, and the like: all of a kind."""

    def run(self) -> Sequence[nodes.Node]:
        """The list; after that of the indicators, the order of their pages."""
        kind, asked = self.name.removeprefix("csc:"), _asked(self)
        listed = list(self._nodes(LISTS[kind](asked)))
        return [*listed, _in_order(self, asked)] if kind == "indicators" else listed

    def _nodes(self, made: Iterable[nodes.Node | Page]) -> Iterator[nodes.Node]:
        for each in made:
            if isinstance(each, Page):
                _placed(self, each)
            yield each.content if isinstance(each, Page) else each


def _asked(directive: SphinxDirective) -> Asked:
    """What the site is asked; the page that is being read is read again whenever the library, or a file it is made from, changes."""
    asked = asked_of(directive.config, directive.env.srcdir)
    folders = (asked.worked_examples, asked.published_answers)
    beside = [path for folder in folders if folder is not None for path in folder.glob("*.toml")]
    library = [path for path in _SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in (asked.collection, asked.changelog, *beside, *library):
        if path is not None:
            directive.env.note_dependency(str(path))
    return asked


def _placed(directive: SphinxDirective, page: Page) -> None:
    """Tell the domain where something is now."""
    places_of(directive.env)[page.kind, page.name] = Place(directive.env.docname, page.content["ids"][0], page.title)


def _in_order(directive: SphinxDirective, asked: Asked) -> nodes.compound:
    """The tree of the indicators' pages, which gives them their order and a place in the navigation."""
    pages = [f"{asked.reference}/indicators/{of.id}" for of in asked.contents.indicators]
    tree = addnodes.toctree(
        parent=directive.env.docname,
        entries=[(None, page) for page in pages],
        includefiles=pages,
        maxdepth=-1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=False,
    )
    return nodes.compound("", tree, classes=["toctree-wrapper"])


#: Every directive by its name in the domain.
DIRECTIVES = {**dict.fromkeys(PAGES, PageDirective), **dict.fromkeys(LISTS, ListDirective)}
