"""Each kind of page by the directive that asks for it, and each list that other pages show."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import attrs
from docutils import nodes

from csc_indicators.errors import did_you_mean
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.tables import TABLES
from csc_indicators.site.asked import Asked
from csc_indicators.site.changes import Version, versions
from csc_indicators.site.changes_page import changes
from csc_indicators.site.indicator_list import by_stage
from csc_indicators.site.indicator_page import Told, indicator_page
from csc_indicators.site.limit_page import limit_page, limits_table
from csc_indicators.site.plain_nodes import paragraph, section
from csc_indicators.site.published_answers import answers_in
from csc_indicators.site.reason_page import by_heading, lists, reason_page, taxonomy_page
from csc_indicators.site.record_tables import contents, used_by
from csc_indicators.site.worked_example import examples_in
from csc_indicators.site.year_page import year_page, years_table

__all__ = ["LISTS", "PAGES", "NotThere", "Page"]


ThingT = TypeVar("ThingT")


class NotThere(Exception):
    """What a page is asked of is not on this site, or has no worked example."""


@attrs.frozen
class Page:
    """
    A page, or a part of one, of something that has a name.

    Attributes:
        kind: What kind of thing it is of.
        name: Its name.
        title: What people call it.
        content: The page.
    """

    kind: str
    name: str
    title: str
    content: nodes.section


def _named(name: str, known: Mapping[str, ThingT]) -> ThingT:
    if name not in known:
        raise NotThere(f"There is no {name!r} on this site. {did_you_mean(name, known)}")
    return known[name]


def _indicator(name: str, asked: Asked) -> Page:
    of = _named(name, {each.id: each for each in asked.contents.indicators})
    path = asked.worked_examples / f"{name}.toml"
    examples = examples_in(path)
    if not examples:
        raise NotThere(f"The indicator {name} has no worked example. Write one into {path}.")
    answers = () if asked.published_answers is None else answers_in(asked.published_answers / f"{name}.toml", of)
    page = indicator_page(of, Told(examples=examples, answers=tuple(answers), versions=_versions(asked.changelog), imprint=asked.imprint))
    return Page("indicator", name, of.name, page)


def _versions(changelog: Path | None) -> tuple[Version, ...]:
    return () if changelog is None else versions(changelog.read_text(encoding="utf-8"))


def _reason(name: str, asked: Asked) -> Page:
    reason = _named(name, {each.code: each for each in DELAY_REASONS})
    return Page("reason", name, str(reason), reason_page(reason, asked.contents, f"{asked.reference}/reasons"))


def _taxonomy(name: str, asked: Asked) -> Page:
    taxonomy = _named(name, asked.contents.taxonomies)
    return Page("taxonomy", name, taxonomy.title, taxonomy_page(taxonomy, asked.contents, f"{asked.reference}/reasons"))


def _limit(name: str, asked: Asked) -> Page:
    limit = _named(name, asked.contents.limits)
    return Page("limit", name, str(limit), limit_page(limit, asked.contents, f"{asked.reference}/limits"))


def _year(name: str, asked: Asked) -> Page:
    year = _named(name, {str(each): each for each in asked.contents.years})
    return Page("year", name, f"Working days in {name}", year_page(year, asked.contents, f"{asked.reference}/calendar"))


#: A page of each kind, by the name of what it is of.
PAGES: Mapping[str, Callable[[str, Asked], Page]] = {
    "indicator": _indicator,
    "reason": _reason,
    "taxonomy": _taxonomy,
    "limit": _limit,
    "year": _year,
}


def _records(asked: Asked) -> Iterator[Page]:
    for kept in TABLES:
        row = paragraph(f"{kept.row[0].upper()}{kept.row[1:]}.")
        part = section(kept.name, row, *contents(kept), used_by(kept, asked.contents), prefix="table")
        yield Page("table", kept.name, f"{kept.name} (table of records)", part)


def _of_the_changelog(asked: Asked) -> Iterable[nodes.Node]:
    return changes(_versions(asked.changelog), asked.contents)


#: What a page shows of all of a kind, in order: nodes, or parts that are places of the domain.
LISTS: Mapping[str, Callable[[Asked], Iterable[nodes.Node | Page]]] = {
    "indicators": lambda asked: by_stage(asked.contents),
    "records": _records,
    "taxonomies": lambda asked: [lists(asked.contents)],
    "reasons": lambda asked: by_heading(asked.contents),
    "limits": lambda asked: [limits_table(asked.contents)],
    "years": lambda asked: [years_table(asked.contents)],
    "changes": _of_the_changelog,
}
