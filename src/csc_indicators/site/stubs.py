"""
The pages that are made from the library: a file of one directive each, written before the pages are read.

Everything a page says comes from its directive; the file is there because every page of a site is one. The pages that list the others are written
too, but for those that somebody has written by hand. Files of pages that are no more are removed, and no file that was not made is touched.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from sphinx.errors import ExtensionError

from csc_indicators.site.contents import Contents

__all__ = ["FOLDERS", "write_stubs"]

#: The folders of the pages that are made, under the folder of the reference.
FOLDERS = ("indicators", "reasons", "limits", "calendar")

#: The pages that list the others, by name: the heading and the lists beneath it.
_LISTINGS = {
    "indicators": ("Indicators", ("indicators",)),
    "records": ("Records", ("records",)),
    "reasons": ("Reasons for delay", ("taxonomies", "reasons")),
    "limits": ("Limits", ("limits",)),
    "calendar": ("Working days", ("years",)),
    "changes": ("Changes of definitions", ("changes",)),
}

#: The first line of every file, by which it is known as made.
_MADE = ".. Made anew from the library whenever the site is built. Change the library, not this file."


def write_stubs(contents: Contents, reference: Path, suffixes: Collection[str] = (".rst", ".md")) -> None:
    """
    Write the pages of *contents* into the folders of *reference*, where files with one of the *suffixes* are pages.

    Raises:
        ExtensionError: If a file of that name is there and was not made.
    """
    by_hand = {path.stem for path in reference.glob("*") if path.is_file() and path.suffix in suffixes and not _is_made(path)}
    pages = {reference / f"{name}.rst": text for name, text in (*_pages(contents), *_listings(by_hand))}
    for folder in FOLDERS:
        (reference / folder).mkdir(parents=True, exist_ok=True)
    for path in (*reference.glob("*.rst"), *(path for folder in FOLDERS for path in (reference / folder).glob("*.rst"))):
        if path not in pages and _is_made(path):
            path.unlink()
    foreign = sorted(str(path) for path in pages if path.exists() and not _is_made(path))
    if foreign:
        raise ExtensionError(f"These pages are made from the library, and somebody else wrote them: {', '.join(foreign)}. Move them away.")
    for path, text in pages.items():
        if not path.exists() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())


def _is_made(path: Path) -> bool:
    return path.read_bytes().startswith(_MADE.encode())


def _listings(by_hand: set[str]) -> Iterator[tuple[str, str]]:
    for name, (heading, lists) in _LISTINGS.items():
        if name not in by_hand:
            yield name, "\n".join([_MADE, "", ":orphan:", "", heading, "=" * len(heading), "", *(f".. csc:{each}::\n" for each in lists)])


def _pages(contents: Contents) -> Iterator[tuple[str, str]]:
    for of in contents.indicators:
        yield f"indicators/{of.id}", _stub("indicator", of.id, in_the_tree=True)
    for name, taxonomy in contents.taxonomies.items():
        yield f"reasons/{name}", _stub("taxonomy", name)
        for reason in taxonomy:
            yield f"reasons/{reason.code}", _stub("reason", reason.code)
    for name in contents.limits:
        yield f"limits/{name}", _stub("limit", name)
    for year in contents.years:
        yield f"calendar/{year}", _stub("year", str(year))


def _stub(directive: str, of: str, *, in_the_tree: bool = False) -> str:
    standing = "" if in_the_tree else ":orphan:\n\n"
    return f"{_MADE}\n\n{standing}.. csc:{directive}:: {of}\n"
