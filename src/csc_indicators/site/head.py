"""What stands in the head of a page for search engines: what the page is about, and the data set that it describes."""

import json
from typing import Any

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx

from csc_indicators.publication.files.datasets import Described, dataset
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.site.asked import asked_of
from csc_indicators.site.contents import Contents
from csc_indicators.site.places import places_of

__all__ = ["describe"]

#: Characters of a description: about as many as a search engine shows.
_SHOWN = 200


def describe(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Put the description and the data set of a page into its head."""
    asked = asked_of(app.config, app.srcdir)
    up = app.config.html_baseurl.rstrip("/") or "/".join([".."] * app.builder.get_target_uri(pagename).count("/")) or "."
    said = dataset(_subject(app, pagename, asked.contents), base_url=up, page=f"{up}/{app.builder.get_target_uri(pagename)}", imprint=asked.imprint)
    # "<" is all that could end the element early.
    block = json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    description = _about(doctree)
    meta = Markup('<meta name="description" content="{}">').format(escape(description)) if description else ""
    context["metatags"] = f'{context.get("metatags", "")}{meta}<script type="application/ld+json">{block}</script>'


def _subject(app: Sphinx, pagename: str, contents: Contents) -> Described:
    """What a page is about; the whole catalogue, where it is about no one thing that is published."""
    here = [key for key, place in places_of(app.env).items() if place.docname == pagename]
    match here:
        case [("indicator", name)]:
            return next(of for of in contents.indicators if of.id == name)
        case [("reason", _)]:
            return DELAY_REASONS
        case [("taxonomy", name)]:
            return contents.taxonomies[name]
        case [("year" | "limit", _)]:
            return contents.calendar
    return contents.catalogue


def _about(doctree: nodes.document | None) -> str:
    """The first words of a page that are a sentence."""
    paragraphs = () if doctree is None else doctree.findall(nodes.paragraph)
    words = next((text for each in paragraphs if (text := " ".join(each.astext().split())).endswith((".", "?"))), "")
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rsplit(' ', 1)[0]}…"
