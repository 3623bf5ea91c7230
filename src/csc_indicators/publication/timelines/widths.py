"""How wide text is at most, whatever the page's font: estimated from the widest of the usual ones, so that labels never meet."""

import re
from collections.abc import Iterator

__all__ = ["lines_of", "width_of"]

#: Widths of kinds of characters beside the font's size. DejaVu Sans and Verdana, the widest fonts that a page is likely to have, are no wider.
_WIDTHS = ((re.compile(r"[ijl.,:;'|! ]"), 0.35), (re.compile(r"[ftrI()\-/]"), 0.46), (re.compile(r"[mwMW%]"), 1.0), (re.compile(r"[A-Z]"), 0.79))
_OTHER = 0.645

#: How much wider bold text is.
_BOLD = 1.13


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """
    The most that a line of text can be wide, in the units of *size*.

    >>> width_of("wide", 10), width_of("ill", 10)
    (26.4, 10.5)
    """
    ems = sum(next((width for kind, width in _WIDTHS if kind.match(character)), _OTHER) for character in text)
    return round(ems * size * (_BOLD if bold else 1), 2)


def lines_of(text: str, size: float, widest: float) -> Iterator[str]:
    """
    The text in lines that are no wider than *widest*, broken between words; a word that is wider has a line of its own.

    >>> list(lines_of("One line and another", 10, 90))
    ['One line and', 'another']
    """
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > widest:
            yield line
            longer = word
        line = longer
    if line:
        yield line
