"""What stands with everything that is published: of which version it is, from which day, by whom, and under which licence."""

from datetime import date
from importlib.metadata import version

import attrs

from csc_indicators.results.report import day_in_words

__all__ = ["IMPRINT", "Imprint"]


@attrs.frozen(kw_only=True)
class Imprint:
    """
    What a published file says of itself.

    Attributes:
        title: What is published, in words.
        publisher: Who publishes it.
        version: The version of csc-indicators that wrote it.
        dated: The day that version was released.
        licence: The licence, by its SPDX identifier.
        licence_url: Where the licence can be read.

    >>> print(IMPRINT)
    Version 0.1.0, 24 November 2026, MIT licence.
    """

    title: str
    publisher: str
    version: str
    dated: date
    licence: str
    licence_url: str

    def as_dict(self) -> dict[str, str]:
        """
        The version, the date and the licence, as a file has them.

        >>> IMPRINT.as_dict()
        {'version': '0.1.0', 'date': '2026-11-24', 'licence': 'MIT'}
        """
        return {"version": self.version, "date": self.dated.isoformat(), "licence": self.licence}

    def __str__(self) -> str:
        return f"Version {self.version}, {day_in_words(self.dated)}, {self.licence} licence."


#: The imprint of this version. Its day is that of the version's heading in CHANGELOG.md, and its licence that of the file LICENSE.
IMPRINT = Imprint(
    title="Indicators of children's social care in England",
    publisher="The csc_indicators maintainers",
    version=version("csc-indicators"),
    dated=date(2026, 11, 24),
    licence="MIT",
    licence_url="https://spdx.org/licenses/MIT.html",
)
