"""How to cite an indicator, so that a reader finds the very rule that a figure was counted by."""

from typing import Any

from csc_indicators.indicators.definition import Indicator
from csc_indicators.publication.imprint import IMPRINT, Imprint
from csc_indicators.results.report import day_in_words

__all__ = ["cited"]


def cited(of: Indicator[Any], imprint: Imprint = IMPRINT) -> str:
    """
    The indicator in one line: its name, its title, its id and edition, the version of the library and its date.

    Args:
        of: The indicator.
        imprint: Of a definition that is not this library's, what it was published with.

    >>> from csc_indicators import southend
    >>> cited(southend.CP_1_4).startswith("CP 1.4: ")
    True
    """
    edition = of.editions[-1].number
    publication = "" if imprint is IMPRINT else f"{imprint.title}, {imprint.publisher}. Counted by "
    return (
        f"{of.name}: {of.title}. {of.id}, edition {edition}. {publication}csc-indicators, version {IMPRINT.version}, {day_in_words(IMPRINT.dated)}."
    )
