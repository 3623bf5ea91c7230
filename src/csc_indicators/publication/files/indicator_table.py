"""Every indicator as a table, a row to each: what it counts, out of what, and how the figure is published."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.indicators.rule import Code, Domain, Edition
from csc_indicators.publication.files.tables import TableColumn, listed, one_of, yes_or_no
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = ["COLUMNS", "documents", "edition_of", "indicator_rows"]

_ID = {"base": "string", "format": r"[a-z0-9][a-z0-9_]*\.[a-z0-9][a-z0-9_]*"}

#: The columns of the table, in order.
COLUMNS = (
    TableColumn(name="id", title="Identifier", means="The permanent, namespaced name.", datatype=_ID, required=True),
    TableColumn(name="name", title="Name", means="What people call it.", required=True),
    TableColumn(name="codes", title="Codes", means="What other schemes call it: the scheme, then the code. Empty when none does.", several=True),
    TableColumn(
        name="codes_unverified",
        title="Codes that are not certain",
        means="Codes of which it is not certain that they mean this indicator.",
        several=True,
    ),
    TableColumn(
        name="domain", title="Domain", means="The stage of the journey it is about.", datatype=one_of(*(of.value for of in Domain)), required=True
    ),
    TableColumn(name="title", title="Title", means="What it is the share, the rate or the number of.", required=True),
    TableColumn(name="question", title="Question", means="The question it answers, in plain words.", required=True),
    TableColumn(name="numerator", title="Numerator", means="What is in the numerator.", required=True),
    TableColumn(
        name="denominator",
        title="Denominator",
        means="What is in the denominator; of a rate or a number, what the numerator is picked from or divided by.",
        required=True,
    ),
    TableColumn(name="counted_by", title="Counted by", means="What puts a case in a period, or in a snapshot.", required=True),
    TableColumn(name="unit", title="Unit", means="What the figure is.", datatype=one_of(*(of.value for of in Unit)), required=True),
    TableColumn(name="decimals", title="Decimals", means="The decimals of the published figure.", datatype="nonNegativeInteger", required=True),
    TableColumn(name="polarity", title="Polarity", means="Which way is better.", datatype=one_of("high", "low", "neutral"), required=True),
    TableColumn(name="target", title="Target", means="The target in force, in per cent. Empty when there is none.", datatype="decimal"),
    TableColumn(name="accumulation", title="Accumulation", means="How cases are gathered over time.", required=True),
    TableColumn(name="owner", title="Owner", means="Whose indicator it is.", required=True),
    TableColumn(
        name="status",
        title="Status",
        means="Whether its rule was in force on the day of this version.",
        datatype=one_of("in force", "retired"),
        required=True,
    ),
    TableColumn(name="retired_on", title="Retired on", means="The last day it is or was in force. Empty when no end is known.", datatype="date"),
    TableColumn(name="superseded_by", title="Superseded by", means="The id of the indicator that took its place. Empty when none did.", datatype=_ID),
    TableColumn(
        name="edition",
        title="Edition",
        means="The number of the edition of its rule that was in force on the day of this version, or of the last there was.",
        datatype="positiveInteger",
        required=True,
    ),
    TableColumn(name="edition_from", title="Edition from", means="The first day of that edition. Empty when it is not known.", datatype="date"),
    TableColumn(
        name="change_announced",
        title="Change announced",
        means="Whether a change of the rule is announced whose content is not known yet.",
        datatype=yes_or_no(),
        required=True,
    ),
    TableColumn(
        name="reviewed_on",
        title="Reviewed on",
        means="When somebody last confirmed from a source that the latest edition still stands. Empty when nobody has.",
        datatype="date",
    ),
    TableColumn(
        name="derived_from", title="Derived from", means="The id of the indicator it takes its rule from. Empty when it is its own.", datatype=_ID
    ),
    TableColumn(name="companions", title="Companions", means="The ids of the indicators to read beside it.", datatype=_ID, several=True),
    TableColumn(
        name="records", title="Records", means="The tables of records it is computed from, that of the cases first.", required=True, several=True
    ),
    TableColumn(
        name="unverified",
        title="Unverified",
        means="Whether it rests on any document whose text nobody has read for this library.",
        datatype=yes_or_no(),
        required=True,
    ),
    TableColumn(name="sources", title="Sources", means="The documents it rests on whose text was read. Empty when none was.", several=True),
    TableColumn(
        name="sources_unverified",
        title="Sources not read",
        means="The documents it rests on whose text nobody has read for this library.",
        several=True,
    ),
)


def indicator_rows(indicators: Iterable[AnyIndicator], on: date) -> Iterator[list[str]]:
    """
    The headings, and a row to each indicator, as it was on a day.

    >>> from csc_indicators import southend
    >>> headings, row = indicator_rows([southend.CP_3_10], date(2026, 11, 24))
    >>> dict(zip(headings, row, strict=True))["codes"]
    'Southend CP 3.10'
    """
    yield [column.name for column in COLUMNS]
    for of in indicators:
        yield [_cell(_value(of, column.name, on)) for column in COLUMNS]


def edition_of(indicator: AnyIndicator, on: date) -> Edition:
    """
    The edition in force on a day, or else the last whose rule is known.

    >>> from csc_indicators import england
    >>> edition_of(england.icpc_within_15_working_days, date(2026, 11, 24)).number
    2
    """
    known = [edition for edition in indicator.editions if not edition.announced]
    return indicator.edition_on(on) or (known or indicator.editions)[-1]


def documents(indicator: AnyIndicator) -> Iterator[Source]:
    """Every document that a definition names: its sources, and those of its editions, its breaks and the way it is published."""
    yield from indicator.sources
    yield from (edition.source for edition in indicator.editions)
    yield from (each.source for each in indicator.breaks)
    if indicator.published is not None:
        yield indicator.published.source


def _is_retired(of: AnyIndicator, on: date) -> bool:
    return of.retired_on is not None and of.retired_on < on


def _codes(of: AnyIndicator, *, certain: bool) -> list[str]:
    return [_code(code) for code in of.codes if (code.unverified == "") is certain]


def _code(code: Code) -> str:
    return f"{code.scheme} {code.code}"


#: What stands in each column that is not the indicator's own attribute of that name.
_VALUES: dict[str, Callable[[AnyIndicator, date], Any]] = {
    "codes": lambda of, _: _codes(of, certain=True),
    "codes_unverified": lambda of, _: _codes(of, certain=False),
    "domain": lambda of, _: of.domain.value,
    "unit": lambda of, _: of.unit.value,
    "polarity": lambda of, _: of.good,
    "target": lambda of, _: None if of.target is None else f"{of.target.percentage:f}",
    "status": lambda of, on: "retired" if _is_retired(of, on) else "in force",
    "edition": lambda of, on: edition_of(of, on).number,
    "edition_from": lambda of, on: edition_of(of, on).in_force_from,
    "change_announced": lambda of, _: of.announced is not None,
    "records": lambda of, _: [table.name for table in of.records],
    "unverified": lambda of, _: not all(source.verified for source in documents(of)),
    "sources": lambda of, _: [source.citation for source in of.sources if source.verified],
    "sources_unverified": lambda of, _: [source.citation for source in of.sources if not source.verified],
}


def _value(of: AnyIndicator, column: str, on: date) -> Any:
    return _VALUES[column](of, on) if column in _VALUES else getattr(of, column)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return listed(value)
    return str(value)
