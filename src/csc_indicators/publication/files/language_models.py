"""
An index of the site for language models: a short page of plain Markdown, after https://llmstxt.org.

It has a title, a summary, a few things to know, and lists of links.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

import attrs

from csc_indicators.indicators.catalogue import Catalogue
from csc_indicators.publication.files.addresses import Address, of_indicator
from csc_indicators.publication.imprint import Imprint

__all__ = ["Page", "index_for_language_models"]

_SUMMARY = (
    "Each indicator is defined once: what is counted, out of what, by which rule, on whose authority, and what is not known about it. "
    "The definitions, the reasons for delay and the calendar of working days are also files."
)

_TO_KNOW = (
    "An id is permanent. A change of the law or the guidance makes a new edition of the rule, with its days.",
    "A source marked UNVERIFIED is one whose text nobody has read for this library. Say so when you rely on it.",
    "The day a clock starts is day 0, and in time means on or before the due date.",
    "A percentage of no cases is undefined. It is not 0.",
    "Holidays marked projected have not been announced and may change.",
)


@attrs.frozen
class Page:
    """
    A page of the site.

    Attributes:
        title: What it is called.
        path: Where it is, from the root of the site.
        note: What it is about, in a sentence; empty when its title says it.
        section: The heading that it stands under.
    """

    title: str
    path: str
    note: str = ""
    section: str = "Pages"


def index_for_language_models(
    catalogue: Catalogue, files: Iterable[Address], imprint: Imprint, *, pages: Sequence[Page] = (), base_url: str = ""
) -> str:
    """
    The index, as text.

    Args:
        catalogue: The indicators.
        files: The files to name beside those of the indicators.
        imprint: The title, the version, the date and the licence.
        pages: The pages of the site, those of one section together.
        base_url: The address of the site's root; links are relative to it when it is empty.
    """
    every = [
        *pages,
        *(_of(file, "Files") for file in files),
        *(_of(of_indicator(of), "Definitions of single indicators, as JSON") for of in catalogue),
    ]
    lines = [f"# {imprint.title}", "", f"> {_SUMMARY}", "", str(imprint), "", *(f"- {each}" for each in _TO_KNOW), *_links(every, base_url)]
    return "\n".join(lines) + "\n"


def _of(file: Address, section: str) -> Page:
    return Page(file.name, file.path, file.title, section)


def _links(pages: Iterable[Page], base_url: str) -> Iterator[str]:
    for section, alike in groupby(pages, lambda page: page.section):
        yield from ("", f"## {_plain(section)}", "")
        for page in alike:
            note = f": {_plain(page.note)}" if page.note else ""
            where = quote(Address(page.path, "").under(base_url), safe="/:?#=&%.~-_")
            yield f"- [{_plain(page.title)}]({where}){note}"


def _plain(text: str) -> str:
    """Text on one line, with no brackets that could be a link's."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
