"""The indices of the site: indicators by stage, by code in every scheme, by data item and by source."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sphinx.domains import Index, IndexEntry

from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.records.table import Kind
from csc_indicators.site.asked import asked_of
from csc_indicators.site.contents import Contents
from csc_indicators.site.places import Places

__all__ = ["INDICES"]

#: What Sphinx wants of an index: the entries under each heading, and whether to fold them.
_Made = tuple[list[tuple[str, list[IndexEntry]]], bool]


def _whole(domain: Any) -> Contents:
    return asked_of(domain.env.config, domain.env.srcdir).contents


def _heading(name: str) -> IndexEntry:
    return IndexEntry(name, 1, "", "", "", "", "")


def _of_indicator(places: Places, of: AnyIndicator, name: str, *, beside: str = "", mark: str = "", under: bool = False) -> list[IndexEntry]:
    """A line that leads to an indicator's page; none where it has no page."""
    place = places.get(("indicator", of.id))
    return [] if place is None else [IndexEntry(name, 2 if under else 0, place.docname, place.anchor, beside, "", mark)]


def _natural(words: str) -> list[tuple[int, str]]:
    """A key by which D9 comes before D10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", words.casefold())]


class ByStage(Index):
    """Every indicator by the stage of the journey it is about."""

    name, localname, shortname = "stages", "Indicators by stage", "by stage"

    def generate(self, docnames: Iterable[str] | None = None) -> _Made:  # noqa: ARG002 - Sphinx names it
        """A heading to a stage."""
        found: dict[str, list[IndexEntry]] = {}
        for of in _whole(self.domain).indicators:
            mark = "" if of.retired_on is None else "retired"
            found.setdefault(str(of.domain).capitalize(), []).extend(_of_indicator(self.domain.data["places"], of, of.name, beside=of.id, mark=mark))
        return list(found.items()), False


class ByCode(Index):
    """Every indicator by the codes that other schemes give it."""

    name, localname, shortname = "codes", "Indicators by code", "by code"

    def generate(self, docnames: Iterable[str] | None = None) -> _Made:  # noqa: ARG002 - Sphinx names it
        """A heading to a scheme."""
        found: dict[str, list[IndexEntry]] = {}
        for of in _whole(self.domain).indicators:
            for code in of.codes:
                mark = "unverified" if code.unverified else ""
                found.setdefault(code.scheme, []).extend(_of_indicator(self.domain.data["places"], of, code.code, beside=of.name, mark=mark))
        return [(scheme, sorted(entries, key=lambda entry: _natural(entry.name))) for scheme, entries in found.items()], False


class ByItem(Index):
    """Every indicator by the data items that it is computed from, in each data standard."""

    name, localname, shortname = "items", "Indicators by data item", "by data item"

    def generate(self, docnames: Iterable[str] | None = None) -> _Made:  # noqa: ARG002 - Sphinx names it
        """A heading to a standard, and under each of its items the indicators; who a row is about is in every table, and is left out."""
        found: dict[str, dict[str, dict[str, list[IndexEntry]]]] = {}
        for of in _whole(self.domain).indicators:
            for kept in of.records:
                for column in kept:
                    for item in () if column.kind is Kind.ID else column.items:
                        entry = _of_indicator(self.domain.data["places"], of, of.name, mark=f"{kept.name}.{column.name}", under=True)
                        found.setdefault(item.standard, {}).setdefault(item.name, {}).setdefault(of.id, entry)
        return [(standard, _under_headings({item: list(of.values()) for item, of in items.items()})) for standard, items in found.items()], False


class BySource(Index):
    """Every indicator by the documents it rests on."""

    name, localname, shortname = "sources", "Indicators by source", "by source"

    def generate(self, docnames: Iterable[str] | None = None) -> _Made:  # noqa: ARG002 - Sphinx names it
        """A heading to a publisher, and under each of its documents the indicators."""
        places = self.domain.data["places"]
        found: dict[str, dict[str, list[list[IndexEntry]]]] = {}
        for publisher, documents in _whole(self.domain).sources.items():
            for source, users in documents.items():
                where = f", {source.paragraph}" if source.paragraph else ""
                title = f"{source.title}{where}{'' if source.verified else ' (unverified)'}"
                found.setdefault(publisher, {}).setdefault(title, []).extend(_of_indicator(places, of, of.name, under=True) for of in users)
        return [(publisher, _under_headings(titles)) for publisher, titles in found.items()], False


def _under_headings(found: Mapping[str, list[list[IndexEntry]]]) -> list[IndexEntry]:
    """Each name as a heading in the natural order, and under it its lines; names without a line are left out."""
    named = sorted(((name, [entry for entries in lines for entry in entries]) for name, lines in found.items()), key=lambda each: _natural(each[0]))
    return [entry for name, entries in named if entries for entry in (_heading(name), *entries)]


#: Every index.
INDICES: tuple[type[Index], ...] = (ByStage, ByCode, ByItem, BySource)
