"""Every published file, by its path: what the site has beside its pages, and what the command line writes."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from csc_indicators.calendars.calendar import WorkingDayCalendar
from csc_indicators.calendars.england_and_wales import ENGLAND_AND_WALES
from csc_indicators.calendars.table import TableFormat, calendar_table
from csc_indicators.indicators.catalogue import CATALOGUE, Catalogue
from csc_indicators.publication.files import addresses, calendar_columns, indicator_table, reason_tables
from csc_indicators.publication.files.addresses import Address
from csc_indicators.publication.files.datasets import datasets_as_json
from csc_indicators.publication.files.file_index import file_index
from csc_indicators.publication.files.language_models import Page, index_for_language_models
from csc_indicators.publication.files.tables import CONTEXT, as_csv, table_metadata
from csc_indicators.publication.imprint import IMPRINT, Imprint
from csc_indicators.publication.machine import catalogue_as_json, indicator_as_json, schema
from csc_indicators.publication.taxonomies import pick_list_as_csv, taxonomy_as_csv, taxonomy_as_json, taxonomy_as_skos
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.taxonomy import Taxonomy

__all__ = ["published_files"]


def published_files(
    catalogue: Catalogue = CATALOGUE,
    calendar: WorkingDayCalendar = ENGLAND_AND_WALES,
    base_url: str = "",
    *,
    reasons: Taxonomy = DELAY_REASONS,
    pages: Sequence[Page] = (),
    imprint: Imprint = IMPRINT,
) -> Mapping[str, bytes]:
    """
    The content of every file by its path from the root of the site. The same arguments give the same bytes, in UTF-8, in every place.

    Args:
        catalogue: The indicators; a catalogue of none gives tables without rows.
        calendar: The working days, all of them.
        base_url: The address of the site's root, for the files that name addresses; they are relative to the root when it is empty.
        reasons: The reasons for delay.
        pages: The pages of the site that the index for language models names, those of one section together.
        imprint: The version, the date and the licence that each file says. A council that publishes definitions of its own gives its own licence.

    >>> files = published_files()
    >>> [path for path in files if path.startswith("data/calendar") and "metadata" not in path]  # doctest: +NORMALIZE_WHITESPACE
    ['data/calendar-england-and-wales.csv', 'data/calendar-england-and-wales.json', 'data/calendar-england-and-wales.sql',
     'data/calendar-england-and-wales.ics']
    """
    texts = {**_of_catalogue(catalogue, imprint), **_of_reasons(reasons, imprint), **_of_calendar(calendar, imprint)}
    named = [address for address in texts if address.media_type != "application/csvm+json" and not address.path.startswith("data/indicators/")]
    texts[addresses.DATASETS] = datasets_as_json([catalogue, reasons, calendar], base_url=base_url, imprint=imprint)
    also = [*named, addresses.DATASETS, addresses.INDEX]
    texts[addresses.LANGUAGE_MODELS] = index_for_language_models(catalogue, also, imprint, pages=pages, base_url=base_url)
    files = {address: text.encode() for address, text in texts.items()}
    index = file_index(files, imprint, base_url).encode()
    return {addresses.INDEX.path: index} | {address.path: content for address, content in files.items()}


def _of_catalogue(catalogue: Catalogue, imprint: Imprint) -> dict[Address, str]:
    everything, shape, table = addresses.CATALOGUE
    texts = {
        everything: catalogue_as_json(catalogue, imprint=imprint),
        shape: _json({"$comment": str(imprint), **schema()}),
        table: as_csv(indicator_table.indicator_rows(catalogue, imprint.dated)),
        table.metadata: _metadata(_indicators_described(table, imprint)),
    }
    return texts | {addresses.of_indicator(of): indicator_as_json(of, imprint=imprint) for of in catalogue}


def _indicators_described(table: Address, imprint: Imprint) -> dict[str, Any]:
    notes = "Several values of a cell have semicolons between them; within one of them a comma stands for a semicolon."
    described = table_metadata(table, indicator_table.COLUMNS, imprint, key="id", notes=notes)
    described["tableSchema"]["aboutUrl"] = "indicators/{id}.json"
    return described


def _of_reasons(reasons: Taxonomy, imprint: Imprint) -> dict[Address, str]:
    everything, table, skos, *lists = addresses.of_reasons(reasons)
    described = table_metadata(table, reason_tables.COLUMNS, imprint, key="code", notes=f"The list is {reasons.id}, version {reasons.version}.")
    texts = {
        everything: taxonomy_as_json(reasons, imprint=imprint),
        table: taxonomy_as_csv(reasons),
        table.metadata: _metadata(described),
        skos: taxonomy_as_skos(reasons, imprint=imprint),
    }
    for process, choices in zip(addresses.processes(reasons), lists, strict=True):
        texts[choices] = pick_list_as_csv(reasons.applying_to(process))
        texts[choices.metadata] = _metadata(_choices_described(choices, imprint), described)
    return texts


def _choices_described(choices: Address, imprint: Imprint) -> dict[str, Any]:
    """The choices for one process: each code is one of the table of reasons."""
    described = table_metadata(choices, reason_tables.CHOICES, imprint, key="code", notes="Reasons that are retired, or the system's, are left out.")
    every = addresses.REASONS[1]
    described["tableSchema"]["foreignKeys"] = [{"columnReference": "code", "reference": {"resource": every.name, "columnReference": "code"}}]
    return described


def _of_calendar(calendar: WorkingDayCalendar, imprint: Imprint) -> dict[Address, str]:
    files = addresses.of_calendar(calendar)
    forms: tuple[TableFormat, ...] = ("csv", "json", "sql", "ics")
    said = imprint.as_dict()
    texts = {file: calendar_table(calendar, calendar.first, calendar.last, form, imprint=said) for file, form in zip(files, forms, strict=True)}
    table = files[0]
    texts[table] = _lines_of_rfc_4180(texts[table])
    notes = f"Edition {calendar.edition}. Holidays are announced to {calendar.announced_to}."
    return texts | {table.metadata: _metadata(table_metadata(table, calendar_columns.COLUMNS, imprint, key="calendar_date", notes=notes))}


def _lines_of_rfc_4180(table: str) -> str:
    return as_csv(csv.reader(io.StringIO(table, newline="")))


def _metadata(*tables: dict[str, Any]) -> str:
    """CSVW metadata of one table, or of a group of tables that refer to each other."""
    return _json({"@context": CONTEXT, **(tables[0] if len(tables) == 1 else {"tables": tables})})


def _json(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
