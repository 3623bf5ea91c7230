"""The parts of an indicator's page: how it stands, its definition, and the records it is computed from."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes
from indicator_list import unverified
from links import in_line, linked, to_indicator, to_page, to_table
from plain_nodes import Cell, definitions, paragraph, section, table
from record_tables import contents

from csc_indicators import Indicator
from csc_indicators.indicators.rule import Code, Edition, Published, Reading
from csc_indicators.publication.prose import polarity_in_words, unit_in_words
from csc_indicators.records.table import Kind
from csc_indicators.results.report import day_in_words
from csc_indicators.sources import Source

__all__ = ["definition", "records", "standing"]


def standing(of: Indicator[Any]) -> Iterator[nodes.Node]:
    """That it is retired and what took its place, and that a change is announced; nothing where neither is so."""
    if of.retired_on is not None:
        until = f"It was in force until {day_in_words(of.retired_on)}, and stays here so that earlier figures can be read."
        yield _notice("Retired", until, *_in_its_place(of), kind="warning")
    elif of.superseded_by is not None:
        yield _notice("To be replaced", *_in_its_place(of), kind="warning")
    if of.announced is not None:
        since = "" if of.announced.in_force_from is None else f" It is to hold from {day_in_words(of.announced.in_force_from)}."
        yield _notice("A change is announced", linked(f"{of.announced.statement}{since}"), _cited(of.announced.source), kind="important")


def _notice(title: str, *said: Cell, kind: str) -> nodes.admonition:
    return nodes.admonition("", nodes.title(title, title), *map(paragraph, said), classes=[kind])


def _in_its_place(of: Indicator[Any]) -> Iterator[Cell]:
    if of.superseded_by is not None:
        yield [nodes.Text("In its place: "), to_indicator(of.superseded_by), nodes.Text(".")]


def definition(of: Indicator[Any]) -> Iterator[nodes.Node]:
    """What an indicator says of itself."""
    yield paragraph(nodes.strong("", f"{of.title}."))
    yield paragraph(of.question, classes=["csc-question"])
    yield _summary(of)
    yield section("What is counted", definitions(_counted(of)))
    yield section("How the rule is read", *_readings(of))
    yield section("Editions of the rule", definitions(map(_edition, of.editions)))
    if of.breaks:
        breaks = [(f"From {day_in_words(each.on)}", [linked(each.statement), _cited(each.source)]) for each in of.breaks]
        said = "Figures from each of these days are not to be compared with earlier ones."
        yield section("Breaks in the series", paragraph(said), definitions(breaks))
    yield section("How it is published", *_published(of))
    if of.bands is not None:
        edges = table(("Band", "Durations"), [(band.name, str(band)) for band in of.bands.bands], widths=(50, 50), kind="csc-index")
        yield section("Bands of durations", paragraph("A duration runs from its start, which is day 0."), edges)
    if of.caveats:
        yield section("Bear in mind", _list(map(linked, of.caveats)))
    yield section("Sources", definitions(map(_source, of.sources)))
    yield section("What is not known", _list(map(linked, of.unknowns)) if of.unknowns else paragraph("Nothing is noted."))


def _list(items: Iterable[Cell]) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(each)) for each in items))


def _summary(of: Indicator[Any]) -> nodes.table:
    rows: list[tuple[Cell, Cell]] = [
        ("Id", nodes.literal(of.id, of.id)),
        ("Elsewhere", _codes(of.codes)),
        ("Stage", str(of.domain)),
        ("Owner", of.owner),
        ("Figure", f"{unit_in_words(of)}; {polarity_in_words(of)}"),
        ("Target", "none" if of.target is None else str(of.target)),
        ("Gathered", str(of.accumulation)),
        ("Counted by", of.counted_by),
        ("Adds up", _adds_up(of)),
        ("Rule taken from", to_indicator(of.derived_from) if of.derived_from else "no other indicator"),
        ("Read beside it", in_line([to_indicator(companion) for companion in of.companions]) or "none"),
        ("Reasons", _reasons(of)),
        ("Last confirmed", _confirmed(of)),
    ]
    return table((), rows, widths=(25, 75), kind="csc-summary")


def _codes(codes: Sequence[Code]) -> Cell:
    """Every code by its scheme; of one that is not certain, that it is not, and why."""
    said: list[nodes.Node] = []
    for code in codes:
        said += [nodes.Text(f"{'; ' if said else ''}{code.scheme} {code.code}")]
        if code.unverified:
            said += [nodes.Text(" "), unverified(), nodes.Text(f" ({code.unverified.rstrip('.')})")]
    return said or "no code that is known"


def _adds_up(of: Indicator[Any]) -> str:
    if of.mergeable:
        return "the counts of places add up to those of all of them; percentages and rates never do"
    return "no: each person is counted once, and somebody known in two places would be there twice"


def _reasons(of: Indicator[Any]) -> Cell:
    if all(column.kind is not Kind.REASON for kept in of.records for column in kept):
        return "none: its records have no column for them"
    return to_page("/reference/reasons", f"{of.reasons.title}, {len(of.reasons)} codes")


def _confirmed(of: Indicator[Any]) -> str:
    if of.reviewed_on is not None:
        return f"{day_in_words(of.reviewed_on)}: the latest edition still stood"
    return "nobody has confirmed that it still stands" if of.retired_on is None else "nothing to confirm: it is retired"


def _counted(of: Indicator[Any]) -> Iterator[tuple[Cell, list[Cell]]]:
    yield "Numerator", [linked(of.numerator)]
    yield "Denominator", [linked(of.denominator)]
    if of.among is not None:
        which = "are marked" if of.among.flagged else "are not marked"
        said: Cell = [nodes.Text(f"Only rows that {which} "), nodes.literal("", of.among.column), nodes.Text(".")]
        yield "Which rows", [said, linked(of.among.because)]


def _readings(of: Indicator[Any]) -> Iterator[nodes.Node]:
    if of.rivals:
        yield paragraph(
            [
                nodes.Text("It can be read in more than one way. "),
                nodes.literal("", 'compute(..., reading="...")'),
                nodes.Text(" computes one of them by its name, and "),
                nodes.literal("", "sensitivity"),
                nodes.Text(" all of them side by side."),
            ]
        )
    yield definitions(_reading(reading, adopted=reading is of.adopted) for reading in of.readings)


def _reading(reading: Reading, *, adopted: bool) -> tuple[Cell, list[Cell]]:
    mark = [nodes.Text(" "), nodes.inline("", "adopted", classes=["csc-standing"])] if adopted else []
    return [nodes.literal("", reading.key), *mark], [
        linked(reading.statement),
        linked(f"Why: {reading.because}"),
        f"In the names of the columns: {reading.measure}.",
    ]


def _edition(edition: Edition) -> tuple[Cell, list[Cell]]:
    first = "a day that is not known" if edition.in_force_from is None else day_in_words(edition.in_force_from)
    last = "with no end known" if edition.in_force_to is None else f"to {day_in_words(edition.in_force_to)}"
    mark = [nodes.Text(" "), nodes.inline("", "announced", classes=["csc-standing"])] if edition.announced else []
    said: list[Cell] = [linked(edition.statement)]
    if not edition.computed:
        said.append("It cannot be computed here.")
    if edition.measure is not None:
        said.append(f"It is computed by a rule of its own. In the names of the columns: {edition.measure}.")
    return [nodes.Text(f"Edition {edition.number}: from {first}, {last}"), *mark], [*said, _cited(edition.source)]


def _published(of: Indicator[Any]) -> Iterator[nodes.Node]:
    if of.published is None:
        yield paragraph("Nobody publishes it, or it is not known how.")
    said = [] if of.published is None else list(_rounding(of.published))
    if of.disaggregations:
        said.append(("Broken down by", [f"{', '.join(of.disaggregations)}."]))
    if said:
        yield definitions(said)


def _rounding(published: Published) -> Iterator[tuple[Cell, list[Cell]]]:
    yield "Who", [f"{published.by}."]
    yield "Counts", [published.counts]
    yield "Percentages and rates", [published.figures]
    yield "What is not shown", [published.suppression]
    yield "Source", [[nodes.Text(published.source.citation), *_mark(published.source)], *([published.source.note] if published.source.note else [])]


def _cited(source: Source) -> Cell:
    """A source in one line, with its mark where nobody here has read it."""
    return [nodes.Text(f"Source: {source.citation}"), *_mark(source), nodes.Text(".")]


def _mark(source: Source) -> list[nodes.Node]:
    return [] if source.verified else [nodes.Text(" "), unverified()]


def _source(source: Source) -> tuple[Cell, list[Cell]]:
    says: list[Cell] = [f"States: {source.states}"]
    if source.published:
        says.append(f"Dated {day_in_words(source.published)}.")
    if source.note:
        says.append(f"How it was checked: {source.note}")
    if source.url:
        says.append(nodes.reference("", source.url, refuri=source.url))
    return [nodes.Text(source.citation), *_mark(source)], says


def records(of: Indicator[Any]) -> Iterator[nodes.Node]:
    """The tables it is computed from, the table of cases first."""
    for kept in of.records:
        yield paragraph([to_table(kept.name), nodes.Text(f": {kept.row}.")])
        yield from contents(kept)
