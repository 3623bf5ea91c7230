"""A definition as prose: what a policy officer reads to know what is counted, by which rule, on whose authority and with what doubt."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.rule import Code, Domain, Edition, Published, Reading, SeriesBreak
from csc_indicators.records.table import LEDGER_COLUMNS, Column, Table
from csc_indicators.results.report import TextTable, day_in_words
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = ["Section", "Term", "by_domain", "in_prose", "listed", "polarity_in_words", "unit_in_words"]

#: What stands before a source whose text nobody here has read.
_UNVERIFIED = "UNVERIFIED"

#: What the items of a column are items of.
_STANDARDS = {
    "CIN census": "the Department for Education's children in need census",
    "SSDA903": "the Department for Education's collection on children looked after",
    "Annex A": "what Ofsted asks a council to list for an inspection",
    "SSD": "the Standard Safeguarding Dataset",
}


@attrs.frozen
class Term:
    """
    Something with a name, and what is said of it.

    Attributes:
        name: What it is called, such as the key of a reading.
        says: What is said of it, a paragraph each.
    """

    name: str
    says: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Section:
    """
    A part of a definition: paragraphs, then points, then terms, then tables, each of which there may be none of.

    Attributes:
        title: Its heading.
        paragraphs: What it says.
        points: What it lists, one by one.
        terms: What it says of one thing after another.
        tables: The columns of the records.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    tables: tuple[TextTable, ...] = ()


def in_prose(of: Indicator[Any]) -> tuple[Section, ...]:
    """
    The definition in sections that have something to say.

    What nobody here has read for themselves is marked UNVERIFIED. The columns that every table may have, so that corrections and deletions can be
    told, are said once for all the tables.

    >>> from csc_indicators import southend
    >>> [section.title for section in in_prose(southend.CP_1_4)][:4]
    ['In short', 'What is counted', 'How the rule is read', 'Editions of the rule']
    """
    sections = (
        Section(title="Retired", paragraphs=tuple(_retired(of))),
        Section(title="A change is announced", paragraphs=tuple(_announced(of))),
        Section(title="In short", paragraphs=tuple(_in_short(of))),
        Section(title="What is counted", terms=tuple(_counted(of))),
        Section(title="How the rule is read", paragraphs=tuple(_ways(of)), terms=tuple(_reading(of, reading) for reading in of.readings)),
        Section(title="Editions of the rule", paragraphs=tuple(_confirmed(of)), terms=tuple(map(_edition, of.editions))),
        Section(title="Breaks in the series", terms=tuple(map(_break, of.breaks))),
        Section(title="How it is published", paragraphs=tuple(_published(of))),
        Section(title="Bear in mind", points=of.caveats),
        Section(title="Not known", points=of.unknowns),
        Section(title="Sources", paragraphs=tuple(_unread(of.sources)), terms=tuple(map(_source, of.sources))),
        Section(title="Records it is computed from", paragraphs=tuple(_elsewhere(of.records)), tables=tuple(map(_columns, of.records))),
        *_ledgers(of.records),
    )
    return tuple(section for section in sections if section.paragraphs or section.points or section.terms or section.tables)


def by_domain(indicators: Iterable[Indicator[Any]]) -> tuple[Section, ...]:
    """
    A list of indicators, a section to each domain in the order of the journey.

    >>> from csc_indicators import CATALOGUE
    >>> [section.title for section in by_domain(CATALOGUE)]
    ['Front door', 'Assessment', 'Children in need', 'Child protection', 'Children looked after']
    """
    these = list(indicators)
    alike = {domain: [indicator for indicator in these if indicator.domain is domain] for domain in Domain}
    return tuple(Section(title=str(domain).capitalize(), terms=listed(each)) for domain, each in alike.items() if each)


def listed(indicators: Iterable[Indicator[Any]]) -> tuple[Term, ...]:
    """
    Indicators in a list, in the order given: each with its name, its id and its title, and until when it was in force if it is retired.

    >>> from csc_indicators import southend
    >>> listed([southend.CP_1_4])[0].name
    'CP 1.4 (southend.cp_1_4)'
    """
    return tuple(Term(f"{of.name} ({of.id})", tuple(_in_a_list(of))) for of in indicators)


def _in_a_list(of: Indicator[Any]) -> Iterator[str]:
    yield of.title
    if of.retired_on is not None:
        yield f"In force until {day_in_words(of.retired_on)}."


def unit_in_words(of: Indicator[Any]) -> str:
    """
    What the figure is.

    >>> from csc_indicators import southend
    >>> unit_in_words(southend.CP_1_4)
    'a percentage to 1 decimal'
    """
    if of.unit is Unit.NUMBER:
        return "a number"
    what = "percentage" if of.unit is Unit.PERCENT else "rate for every 10,000 children"
    return f"a whole {what}" if of.decimals == 0 else f"a {what} to {of.decimals} decimal{'' if of.decimals == 1 else 's'}"


def polarity_in_words(of: Indicator[Any]) -> str:
    """Which way is better."""
    return {"high": "higher is better", "low": "lower is better", "neutral": "neither higher nor lower is better"}[of.good]


def _retired(of: Indicator[Any]) -> Iterator[str]:
    if of.retired_on is not None:
        yield f"It was in force until {day_in_words(of.retired_on)}, and stays here so that earlier figures can be read."
    if of.superseded_by is not None:
        yield f"In its place: {of.superseded_by}."


def _announced(of: Indicator[Any]) -> Iterator[str]:
    if of.announced is not None:
        since = "" if of.announced.in_force_from is None else f" It is to hold from {day_in_words(of.announced.in_force_from)}."
        yield f"{of.announced.statement}{since} {_cited(of.announced.source)}"


def _in_short(of: Indicator[Any]) -> Iterator[str]:
    yield of.question
    target = "" if of.target is None else f" The target is {of.target}."
    yield f"It is {unit_in_words(of)} ({of.accumulation}); {polarity_in_words(of)}.{target}"
    yield f"Id: {of.id}. Owner: {of.owner}."
    if of.codes:
        yield f"Elsewhere: {'; '.join(map(_code, of.codes))}."
    if of.derived_from is not None:
        yield f"Its rule is taken from {of.derived_from}."
    if of.companions:
        yield f"Read beside it: {', '.join(of.companions)}."


def _code(code: Code) -> str:
    doubt = f" ({_UNVERIFIED}: {code.unverified.rstrip('.')})" if code.unverified else ""
    return f"{code.scheme} {code.code}{doubt}"


def _counted(of: Indicator[Any]) -> Iterator[Term]:
    yield Term("Numerator", (of.numerator,))
    yield Term("Denominator", (of.denominator,))
    if of.among is not None:
        which = "are marked" if of.among.flagged else "are not marked"
        yield Term("Which rows", (f"Only those that {which} {of.among.column}. {of.among.because}",))
    yield Term("Counted by", (f"{of.counted_by[:1].upper()}{of.counted_by[1:]}.",))
    if not of.mergeable:
        yield Term("Adding up", ("Each person is counted once, so the figures of two places, or of two months, do not add up.",))
    if of.bands is not None:
        yield Term("By duration", (f"{of.bands}.",))


def _ways(of: Indicator[Any]) -> Iterator[str]:
    if of.rivals:
        yield f"It can be read in {len(of.readings)} ways. The first is the one used, unless another is asked for by its key."


def _reading(of: Indicator[Any], reading: Reading) -> Term:
    adopted = " (adopted)" if reading is of.adopted and of.rivals else ""
    return Term(f"{reading.key}{adopted}", (reading.statement, f"Why: {reading.because}", f"In the names of the columns: {reading.measure}."))


def _confirmed(of: Indicator[Any]) -> Iterator[str]:
    if of.reviewed_on is not None:
        yield f"On {day_in_words(of.reviewed_on)} the latest was confirmed to stand."
    elif of.retired_on is None:
        yield "Nobody has confirmed that the latest still stands."


def _edition(edition: Edition) -> Term:
    first = _day(edition.in_force_from, "a day that is not known")
    last = ", with no end known" if edition.in_force_to is None else f" to {day_in_words(edition.in_force_to)}"
    said = [edition.statement]
    if edition.measure is not None:
        said.append(f"It is computed by a rule of its own. In the names of the columns: {edition.measure}.")
    elif not edition.computed:
        said.append("It cannot be computed here.")
    announced = " (announced)" if edition.announced else ""
    return Term(f"Edition {edition.number}, from {first}{last}{announced}", (*said, _cited(edition.source)))


def _break(of: SeriesBreak) -> Term:
    return Term(f"From {day_in_words(of.on)}", (of.statement, _cited(of.source)))


def _day(day: date | None, otherwise: str) -> str:
    return otherwise if day is None else day_in_words(day)


def _published(of: Indicator[Any]) -> Iterator[str]:
    if of.published is None:
        yield "Nobody publishes it, or it is not known how."
    else:
        yield from _rounding(of.published)
    if of.disaggregations:
        yield f"Broken down by {', '.join(of.disaggregations)}."


def _rounding(published: Published) -> Iterator[str]:
    yield f"Published by: {published.by}. {_cited(published.source)}"
    yield f"Counts: {published.counts}"
    yield f"Percentages and rates: {published.figures}"
    yield f"Not shown: {published.suppression}"


def _cited(source: Source) -> str:
    return f"Source: {_marked(source)}."


def _marked(source: Source) -> str:
    return source.citation if source.verified else f"[{_UNVERIFIED}] {source.citation}"


def _unread(sources: Sequence[Source]) -> Iterator[str]:
    if not all(source.verified for source in sources):
        yield f"{_UNVERIFIED} marks a text that nobody here has read for themselves."


def _source(source: Source) -> Term:
    dated = "" if source.published is None else f", {day_in_words(source.published)}"
    note = f" {source.note}" if source.note else ""
    return Term(f"{_marked(source)}{dated}", (f"{source.states}{note}", *([source.url] if source.url else [])))


def _elsewhere(tables: Sequence[Table]) -> Iterator[str]:
    named = {item.standard for table in tables for column in table for item in column.items}
    known = [f"{standard} is {what}" for standard, what in _STANDARDS.items() if standard in named]
    if known:
        yield f"Under what a column means stand its names in other data standards: {', '.join(known)}."


def _columns(table: Table) -> TextTable:
    rows = tuple((column.name, "yes" if column.required else "no", _meaning(column)) for column in table if column not in LEDGER_COLUMNS)
    return TextTable(f"{table.name}: {table.row}.", ("Column", "Needed", "Meaning"), rows)


def _meaning(column: Column) -> str:
    return "\n".join((column.meaning, *(f"{item.standard}: {item.name}" for item in column.items)))


def _ledgers(tables: Sequence[Table]) -> Iterator[Section]:
    """The columns that every table may have, once for all of them."""
    kept = tuple(column for column in LEDGER_COLUMNS if all(column in table.columns for table in tables))
    if kept:
        which = "The table" if len(tables) == 1 else "Each of the tables"
        told = f"{which} may also have these columns, which tell of corrections and deletions."
        yield Section(title="Corrections", paragraphs=(told,), terms=tuple(Term(column.name, (column.meaning,)) for column in kept))
