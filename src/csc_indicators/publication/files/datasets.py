"""
What is published, as search engines read it: schema.org's Dataset, in JSON-LD for the head of a page.

The context names schema.org's words and fetches nothing: whoever reads a page or a file makes no request for it. Publishers are organisations.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from csc_indicators.calendars.calendar import WorkingDayCalendar
from csc_indicators.indicators.catalogue import Catalogue
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.indicators.definition import Indicator
from csc_indicators.publication.files.addresses import CATALOGUE, Address, of_calendar, of_indicator, of_reasons
from csc_indicators.publication.imprint import IMPRINT, Imprint
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.sources import Source

__all__ = ["Described", "dataset", "datasets_as_json"]

#: What there is a data set of.
Described: TypeAlias = AnyIndicator | Catalogue | Taxonomy | WorkingDayCalendar

_CONTEXT = {"@vocab": "https://schema.org/"}


def dataset(of: Described, *, base_url: str = "", page: str = "", imprint: Imprint = IMPRINT) -> dict[str, Any]:
    """
    What one thing that is published is: of an indicator, a catalogue, a list of reasons or a calendar.

    Args:
        of: The thing.
        base_url: The address of the site's root, by which the files are found; from a page two folders down, ``../..``. Relative to the root when
            it is empty.
        page: The address of the thing's own page; empty when it has none.
        imprint: The version, the date, the licence and the publisher.

    >>> from csc_indicators import southend
    >>> said = dataset(southend.CP_3_10, base_url="../..")
    >>> said["identifier"], said["alternateName"], said["distribution"][0]["contentUrl"]
    ('southend.cp_3_10', ['CP 3.10', 'Southend CP 3.10'], '../../data/indicators/southend.cp_3_10.json')
    """
    return {"@context": _CONTEXT, **_described(of, base_url, page, imprint)}


def datasets_as_json(things: Iterable[Described], *, base_url: str = "", imprint: Imprint = IMPRINT) -> str:
    """
    All that is published, as one catalogue of data sets.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> [each["name"] for each in json.loads(datasets_as_json([ENGLAND_AND_WALES]))["dataset"]]
    ['Working days: England and Wales']
    """
    said = {"@context": _CONTEXT, "@type": "DataCatalog", "name": imprint.title, **_imprinted(imprint)}
    return json.dumps({**said, "dataset": [_described(of, base_url, "", imprint) for of in things]}, indent=2, ensure_ascii=False) + "\n"


def _described(of: Described, base_url: str, page: str, imprint: Imprint) -> dict[str, Any]:
    said, files = _said(of, imprint)
    where = {"url": page} if page else {}
    return {**said, **where, **_imprinted(imprint), "distribution": [_download(file, base_url) for file in files]}


def _said(of: Described, imprint: Imprint) -> tuple[dict[str, Any], tuple[Address, ...]]:
    """What is said of a thing alone, and its files."""
    match of:
        case Indicator():
            return _indicator(of, imprint), (of_indicator(of),)
        case Catalogue():
            return _catalogue(of, imprint), CATALOGUE
        case Taxonomy():
            return _reasons(of), of_reasons(of)
    return _calendar(of), of_calendar(of)


def _imprinted(imprint: Imprint) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": imprint.publisher}
    return {
        "version": imprint.version,
        "dateModified": imprint.dated.isoformat(),
        "license": imprint.licence_url,
        "creator": publisher,
        "publisher": publisher,
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
    }


def _download(file: Address, base_url: str) -> dict[str, str]:
    return {"@type": "DataDownload", "name": file.title, "encodingFormat": file.media_type, "contentUrl": file.under(base_url)}


def _indicator(of: AnyIndicator, imprint: Imprint) -> dict[str, Any]:
    codes = (f"{code.scheme} {code.code}" for code in of.codes if not code.unverified)
    return {
        "@type": ["Dataset", "DefinedTerm"],
        "name": f"{of.name}: {of.title}",
        "description": f"{of.question} Counted: {of.numerator} Out of: {of.denominator}",
        "identifier": of.id,
        "termCode": of.id,
        "alternateName": list(dict.fromkeys([of.name, *codes])),
        "inDefinedTermSet": imprint.title,
        "keywords": ["children's social care", "England", of.domain.value],
        "variableMeasured": {"@type": "PropertyValue", "name": of.title, "unitText": of.unit.value},
        "isBasedOn": list(map(_source, of.sources)),
    }


def _source(of: Source) -> dict[str, Any]:
    """A document; its publisher stands in its name, as it is cited."""
    name = of.citation if of.verified else f"[UNVERIFIED] {of.citation}"
    return {"@type": "CreativeWork", "name": name, "abstract": of.states, **dict(_if_known(of))}


def _if_known(of: Source) -> Iterator[tuple[str, str]]:
    if of.url:
        yield "url", of.url
    if of.published is not None:
        yield "datePublished", of.published.isoformat()


def _catalogue(of: Catalogue, imprint: Imprint) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": imprint.title,
        "description": f"The definitions of {len(of)} indicators: what each counts, out of what, by which rule, on whose authority, and what is not "
        "known about it.",
        "identifier": "urn:csc-indicators:catalogue",
        "alternateName": [collection.title for collection in of.collections],
        "keywords": ["children's social care", "England", "performance indicators"],
    }


def _reasons(of: Taxonomy) -> dict[str, Any]:
    return {
        "@type": ["Dataset", "DefinedTermSet"],
        "name": of.title,
        "description": f"A coded list of {len(of)} reasons why a conference or a visit came after its due date, or has not happened: {of.id}, "
        f"version {of.version}. A reason explains a breach and never moves a figure.",
        "identifier": f"urn:csc-indicators:reasons:{of.id}",
        "alternateName": [f"{of.id} {of.version}"],
        "keywords": ["children's social care", "reasons for delay"],
    }


def _calendar(of: WorkingDayCalendar) -> dict[str, Any]:
    told = f"Every day from {of.first} to {of.last}: whether it is a working day, why not, and its running number."
    return {
        "@type": "Dataset",
        "name": f"Working days: {of.name}",
        "description": f"{told} Holidays are announced to {of.announced_to}; later ones are projected and may change.",
        "identifier": f"urn:csc-indicators:calendar:{of.name}",
        "alternateName": [f"{of.name}, edition {of.edition}"],
        "keywords": ["working days", "bank holidays"],
        "temporalCoverage": f"{of.first}/{of.last}",
    }
