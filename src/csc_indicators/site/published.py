"""The published files, written beside the pages when they have been built."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from csc_indicators.publication.files.language_models import Page
from csc_indicators.publication.files.published import published_files
from csc_indicators.publication.files.writing import write_files
from csc_indicators.site.asked import asked_of

__all__ = ["write_published_files"]

#: What the pages of a folder are, for the index of the site.
_SECTIONS = {
    "tutorial": "Learn",
    "how-to": "How to",
    "explanation": "Explanation",
    "reference": "Reference",
    "decisions": "Decisions",
}


def write_published_files(app: Sphinx, exception: Exception | None) -> None:
    """Write them, if the pages are HTML and were built."""
    if exception is not None or app.builder.format != "html":
        return
    asked = asked_of(app.config, app.srcdir)
    pages = sorted(_pages(app), key=lambda page: (page.section, page.path))
    files = published_files(
        asked.contents.catalogue, asked.contents.calendar, app.config.html_baseurl.rstrip("/"), pages=pages, imprint=asked.imprint
    )
    write_files(files, Path(app.outdir), among_others=True)


def _pages(app: Sphinx) -> Iterator[Page]:
    """The pages that stand in the tree; those of single reasons, limits and years do not, and the index names the indicators by itself."""
    env: Any = app.env
    for docname in sorted(env.found_docs):
        if "orphan" in env.metadata[docname] or docname.startswith(f"{app.config.csc_reference}/indicators/"):
            continue
        section = _SECTIONS.get(docname.split("/", 1)[0], "The project")
        yield Page(env.titles[docname].astext(), app.builder.get_target_uri(docname), section=section)
