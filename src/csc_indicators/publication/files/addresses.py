"""
Where each published file is, and what it is.

Addresses are promises: a system reads from them for years. They are relative to the root of the site, or of the folder that the files are written to.
"""

import re

import attrs

from csc_indicators.calendars.calendar import WorkingDayCalendar
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.reasons.taxonomy import Taxonomy

__all__ = [
    "CATALOGUE",
    "DATASETS",
    "INDEX",
    "LANGUAGE_MODELS",
    "REASONS",
    "Address",
    "of_calendar",
    "of_indicator",
    "of_reasons",
    "pick_list",
    "processes",
    "slug",
]

#: Media types, as IANA lists them, by how a file's name ends; the longest ending that fits is meant.
_MEDIA_TYPES = {
    ".csv-metadata.json": "application/csvm+json",
    ".schema.json": "application/schema+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".sql": "application/sql",
    ".ics": "text/calendar",
    ".txt": "text/plain",
}


@attrs.frozen
class Address:
    """
    Where a published file is, and what it is.

    Attributes:
        path: The path, from the root of the site.
        title: What is in it, in words.

    >>> csv = Address("data/indicators.csv", "Every indicator as a table")
    >>> csv.media_type, csv.under("https://example.org/site"), csv.under("../..")
    ('text/csv', 'https://example.org/site/data/indicators.csv', '../../data/indicators.csv')
    """

    path: str
    title: str

    @property
    def media_type(self) -> str:
        """The media type, as IANA lists it."""
        return next(kind for ending, kind in _MEDIA_TYPES.items() if self.path.endswith(ending))

    @property
    def name(self) -> str:
        """The name of the file, without its folders."""
        return self.path.rpartition("/")[2]

    @property
    def metadata(self) -> "Address":
        """Where the CSVW metadata of this CSV file is: beside it, where a validator looks first."""
        return Address(f"{self.path}-metadata.json", f"What the columns of {self.name} mean (CSVW)")

    def under(self, base_url: str) -> str:
        """The address under that of the site's root; relative to the root when that is empty."""
        return f"{base_url.rstrip('/')}/{self.path}" if base_url else self.path


#: A list of all the files, with sizes and hashes.
INDEX = Address("data/index.json", "Every published file, with its size and hash")

#: What the groups of files are, for search engines.
DATASETS = Address("data/datasets.jsonld", "What the groups of files are, as schema.org data sets")

#: An index of the site for language models.
LANGUAGE_MODELS = Address("llms.txt", "An index of the site for language models")

#: The files of the catalogue: everything, the shape of that, and the table.
CATALOGUE = (
    Address("data/indicators.json", "Every indicator, with everything that its definition says"),
    Address("data/indicators.schema.json", "The JSON Schema of the definitions"),
    Address("data/indicators.csv", "Every indicator as a table, a row to each"),
)

#: The files of a list of reasons: everything, the table, and SKOS.
REASONS = (
    Address("data/reasons.json", "The reasons for delay, with everything that the list says"),
    Address("data/reasons.csv", "The reasons for delay as a table, a row to a group or a reason"),
    Address("data/reasons.jsonld", "The reasons for delay as a SKOS concept scheme"),
)


def of_indicator(indicator: AnyIndicator) -> Address:
    """
    The file of one indicator.

    >>> from csc_indicators import southend
    >>> of_indicator(southend.CP_1_4).path
    'data/indicators/southend.cp_1_4.json'
    """
    return Address(f"data/indicators/{indicator.id}.json", f"{indicator.name}: {indicator.title}")


def of_reasons(taxonomy: Taxonomy) -> tuple[Address, ...]:
    """The files of a list of reasons: everything, as a table, and as SKOS; then the choices for each process."""
    return (*REASONS, *(pick_list(process) for process in processes(taxonomy)))


def processes(taxonomy: Taxonomy) -> tuple[str, ...]:
    """What can be late for the reasons of a list that may be chosen, in order."""
    return tuple(dict.fromkeys(process for reason in taxonomy.choices for process in reason.applies_to))


def pick_list(process: str) -> Address:
    """
    The choices of a drop-down for one process.

    >>> pick_list("initial conference").path
    'data/reasons-pick-list-initial-conference.csv'
    """
    return Address(f"data/reasons-pick-list-{slug(process)}.csv", f"The choices of a drop-down of reasons: {process}")


def of_calendar(calendar: WorkingDayCalendar) -> tuple[Address, ...]:
    """
    The files of a calendar: as a table, as JSON, as an SQL script and as events.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> [address.name for address in of_calendar(ENGLAND_AND_WALES)][0]
    'calendar-england-and-wales.csv'
    """
    days = f"Working days: {calendar.name}"
    told = {
        "csv": f"{days}, a row a day",
        "json": f"{days}, as JSON",
        "sql": f"{days}, as an SQL script",
        "ics": f"Holidays: {calendar.name}, as events",
    }
    return tuple(Address(f"data/calendar-{slug(calendar.name)}.{form}", title) for form, title in told.items())


def slug(name: str) -> str:
    """
    A name as part of an address: small letters and figures, with hyphens between words.

    >>> slug("England and Wales")
    'england-and-wales'
    """
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "unnamed"
