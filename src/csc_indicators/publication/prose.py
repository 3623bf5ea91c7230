"""A definition as prose: what a policy officer reads to know what is counted, by which rule, on whose authority and with what doubt."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.rule import Edition, Reading
from csc_indicators.records.table import Table
from csc_indicators.results.report import day_in_words
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = ["Section", "in_prose", "polarity_in_words", "unit_in_words"]


@attrs.frozen
class Section:
    """
    A part of a definition.

    Attributes:
        title: Its heading.
        paragraphs: What it says.
    """

    title: str
    paragraphs: tuple[str, ...]


def in_prose(of: Indicator[Any]) -> tuple[Section, ...]:
    """
    The definition in sections that have something to say, each a heading and paragraphs.

    >>> from csc_indicators import southend
    >>> [section.title for section in in_prose(southend.CP_1_4)][:4]
    ['In short', 'What is counted', 'The rule as it is read here', 'Other readings']
    """
    sections = (
        Section("Retired", tuple(_retired(of))),
        Section("In short", tuple(_in_short(of))),
        Section("What is counted", tuple(_counted(of))),
        Section("The rule as it is read here", (_reading(of.adopted),)),
        Section("Other readings", tuple(map(_reading, of.rivals))),
        Section("Editions of the rule", tuple(map(_edition, of.editions))),
        Section("Breaks in the series", tuple(f"From {day_in_words(each.on)}: {each.statement} {each.source.citation}." for each in of.breaks)),
        Section("How it is published", tuple(_published(of))),
        Section("Bear in mind", of.caveats),
        Section("Not known", of.unknowns),
        Section("Sources", tuple(map(_source, of.sources))),
        Section("Records it is computed from", tuple(line for table in of.records for line in _records(table))),
    )
    return tuple(section for section in sections if section.paragraphs)


def unit_in_words(of: Indicator[Any]) -> str:
    """
    What the figure is.

    >>> from csc_indicators import southend
    >>> unit_in_words(southend.CP_1_4)
    'a percentage to 1 decimal'
    """
    decimals = "whole" if of.decimals == 0 else f"to {of.decimals} decimal{'' if of.decimals == 1 else 's'}"
    if of.unit is Unit.NUMBER:
        return "a number"
    what = "percentage" if of.unit is Unit.PERCENT else "rate for every 10,000 children"
    return f"a whole {what}" if of.decimals == 0 else f"a {what} {decimals}"


def polarity_in_words(of: Indicator[Any]) -> str:
    """Which way is better."""
    return {"high": "higher is better", "low": "lower is better", "neutral": "neither higher nor lower is better"}[of.good]


def _retired(of: Indicator[Any]) -> Iterator[str]:
    if of.retired_on is not None:
        yield f"It was in force until {day_in_words(of.retired_on)}, and stays here so that earlier figures can be read."
    if of.superseded_by is not None:
        yield f"In its place: {of.superseded_by}."


def _in_short(of: Indicator[Any]) -> Iterator[str]:
    yield of.question
    target = "" if of.target is None else f" The target is {of.target}."
    yield f"It is {unit_in_words(of)}, counted {of.accumulation}; {polarity_in_words(of)}.{target}"
    yield f"It is {of.owner}'s, and its id is {of.id}."
    if of.codes:
        codes = "; ".join(f"{code.scheme} {code.code}{' (unverified: ' + code.unverified + ')' if code.unverified else ''}" for code in of.codes)
        yield f"Elsewhere it is {codes}."
    if of.derived_from is not None:
        yield f"It takes its rule from {of.derived_from}."
    if of.companions:
        yield f"Read beside it: {', '.join(of.companions)}."
    if of.announced is not None:
        yield f"A change is announced: {of.announced.statement}"


def _counted(of: Indicator[Any]) -> Iterator[str]:
    yield f"Numerator: {of.numerator}"
    yield f"Denominator: {of.denominator}"
    if of.among is not None:
        yield f"Which records: {of.among}. {of.among.because}"
    yield f"A case is placed by {of.counted_by}."
    if not of.mergeable:
        yield "Each person is counted once, so the figures of places or months do not add up."
    if of.bands is not None:
        yield f"It is also given by duration: {of.bands}."


def _reading(reading: Reading) -> str:
    return f"{reading.key}: {reading.statement} {reading.because} Computed as: {reading.measure}."


def _edition(edition: Edition) -> str:
    first = _day(edition.in_force_from, "a day that is not known")
    last = "on, with no end known" if edition.in_force_to is None else f"to {day_in_words(edition.in_force_to)}"
    how = "" if edition.computed else " Not computed here."
    return f"Edition {edition.number}, from {first} {last}: {edition.statement}{how} {edition.source.citation}."


def _day(day: date | None, otherwise: str) -> str:
    return otherwise if day is None else day_in_words(day)


def _published(of: Indicator[Any]) -> Iterator[str]:
    if of.published is not None:
        yield f"By the {of.published.by}. Counts: {of.published.counts} Figures: {of.published.figures} {of.published.suppression}"
    if of.disaggregations:
        yield f"By: {', '.join(of.disaggregations)}."
    confirmed = "Nobody has confirmed that the latest edition still stands."
    yield confirmed if of.reviewed_on is None else f"On {day_in_words(of.reviewed_on)} the latest edition was confirmed to stand."


def _source(source: Source) -> str:
    read = "" if source.verified else "UNVERIFIED. "
    note = f" {source.note}" if source.note else ""
    return f"{read}{source.citation}: {source.states}{note}"


def _records(table: Table) -> Iterator[str]:
    yield f"{table.name}: {table.row}."
    for column in table:
        items = f" ({', '.join(map(str, column.items))})" if column.items else ""
        yield f"  {column.name}{'' if column.required else ', optional'}: {column.meaning}{items}"
