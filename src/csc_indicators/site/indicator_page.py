"""An indicator's page, in the order in which a reader asks: what it is, how it is counted, what comes of it, on whose word, what is not known."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
from docutils import nodes

from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.rule import Code, Edition, Published, Reading
from csc_indicators.publication.citation import cited as cited_indicator
from csc_indicators.publication.formula import formula, worked_out
from csc_indicators.publication.how_counted import how_counted
from csc_indicators.publication.how_to_read import how_to_read
from csc_indicators.publication.imprint import Imprint
from csc_indicators.publication.prose import polarity_in_words, unit_in_words
from csc_indicators.publication.timelines import timelines
from csc_indicators.results.report import day_in_words
from csc_indicators.results.tally import Tally
from csc_indicators.results.units import Unit
from csc_indicators.site.changes import Version
from csc_indicators.site.cited_sources import cited, mark, told, unverified
from csc_indicators.site.contents import has_reasons, limits_of, slug
from csc_indicators.site.elsewhere import elsewhere
from csc_indicators.site.example_readings import AS_AT, example_readings, in_figures
from csc_indicators.site.links import in_line, linked, to, to_indicator
from csc_indicators.site.plain_nodes import Cell, code, definitions, folded, paragraph, section, table
from csc_indicators.site.record_tables import contents as contents_of_table
from csc_indicators.site.worked_example import Example, example

__all__ = ["Told", "indicator_page"]


@attrs.frozen(kw_only=True)
class Told:
    """
    What a page says of an indicator beside its definition.

    Attributes:
        examples: Its worked examples.
        answers: The published answers that it was checked against, as a part of the page.
        versions: What changed in the definitions, the latest version first.
        imprint: What is published with it says of itself.
    """

    examples: tuple[Example, ...]
    answers: tuple[nodes.Node, ...]
    versions: tuple[Version, ...]
    imprint: Imprint


def indicator_page(of: Indicator[Any], beside: Told) -> nodes.section:
    """The whole page."""
    worked = [section(each["title"], *example(each, of.unit), prefix=f"example {i}") for i, each in enumerate(beside.examples, start=1)]
    parts = (
        section("How it is counted", *_counted(of)),
        section("Worked examples", *worked),
        section("How to read it", _list(map(linked, how_to_read(of)))),
        section("Readings of the rule", *_readings(of)),
        section("Reasons", *_reasons(of)),
        section("The same elsewhere", *elsewhere(of)),
        section("Sources, editions and changes", *_authority(of, beside.versions)),
        section("Data items", *_items(of)),
        section("Published answers", *_published(of), *beside.answers),
        section("What is not known", *_doubts(of)),
        section("Cite it", *_citation(of, beside.imprint)),
        section("Downloads", *_downloads(of)),
    )
    return section(of.name, *_standing(of), *_head(of, beside.versions), _summary(of), *parts, prefix="csc")


def _standing(of: Indicator[Any]) -> Iterator[nodes.Node]:
    """That it is retired and what took its place, and that a change is announced; nothing where neither is so."""
    if of.retired_on is not None:
        until = f"It was in force until {day_in_words(of.retired_on)}, and stays here so that earlier figures can be read."
        yield _notice("Retired", until, *_in_its_place(of), kind="warning")
    elif of.superseded_by is not None:
        yield _notice("To be replaced", *_in_its_place(of), kind="warning")
    if of.announced is not None:
        since = "" if of.announced.in_force_from is None else f" It is to hold from {day_in_words(of.announced.in_force_from)}."
        yield _notice("A change is announced", linked(f"{of.announced.statement}{since}"), cited(of.announced.source), kind="important")


def _notice(title: str, *said: Cell, kind: str) -> nodes.admonition:
    return nodes.admonition("", nodes.title(title, title), *map(paragraph, said), classes=[kind])


def _in_its_place(of: Indicator[Any]) -> Iterator[Cell]:
    if of.superseded_by is not None:
        yield [nodes.Text("In its place: "), to_indicator(of.superseded_by), nodes.Text(".")]


def _head(of: Indicator[Any], versions: Sequence[Version]) -> Iterator[nodes.Node]:
    yield paragraph(nodes.strong("", f"{of.title}."), classes=["csc-title"])
    facts = [
        *(_code(code) for code in of.codes),
        _plain(_status(of)),
        _plain(_changed(of, versions)),
        _plain(polarity_in_words(of)),
        _plain(unit_in_words(of)),
    ]
    yield nodes.bullet_list("", *(nodes.list_item("", paragraph(fact)) for fact in facts), classes=["csc-facts"])
    yield paragraph(of.question, classes=["csc-question"])


def _plain(words: str) -> list[nodes.Node]:
    return [nodes.Text(words)]


def _code(code: Code) -> list[nodes.Node]:
    doubt = [nodes.Text(" "), unverified()] if code.unverified else []
    return [nodes.Text(f"{code.scheme} {code.code}"), *doubt]


def _status(of: Indicator[Any]) -> str:
    if of.retired_on is not None:
        return f"retired, in force until {day_in_words(of.retired_on)}"
    return "in force" if of.reviewed_on is not None else "not known to have ended; nobody has confirmed it"


def _changed(of: Indicator[Any], versions: Sequence[Version]) -> str:
    """In which version the definition last changed, by the changelog."""
    for version in versions:
        if any(of.id in change.ids for change in version.changes):
            when = f", {day_in_words(version.dated)}" if version.dated else ", not yet released"
            return f"last changed in version {version.name}{when}"
    return "no change recorded"


def _summary(of: Indicator[Any]) -> nodes.table:
    rows: list[tuple[Cell, Cell]] = [
        ("Id", nodes.literal(of.id, of.id)),
        ("Stage", str(of.domain)),
        ("Owner", of.owner),
        ("Figure", f"{unit_in_words(of)}; {polarity_in_words(of)}"),
        ("Target", "none" if of.target is None else str(of.target)),
        ("Limit", in_line([to("limit", slug(str(limit)), str(limit)) for limit in dict.fromkeys(limits_of(of))]) or "none"),
        ("Gathered", str(of.accumulation)),
        ("Adds up", _adds_up(of)),
        ("Rule taken from", to_indicator(of.derived_from) if of.derived_from else "no other indicator"),
        ("Read beside it", in_line([to_indicator(companion) for companion in of.companions]) or "none"),
        ("Last confirmed", _confirmed(of)),
    ]
    return table((), rows, widths=(25, 75), kind="csc-summary")


def _adds_up(of: Indicator[Any]) -> str:
    if of.mergeable:
        return "the counts of places add up to those of all of them; percentages and rates never do"
    return "no: each person is counted once, and somebody known in two places would be there twice"


def _confirmed(of: Indicator[Any]) -> str:
    if of.reviewed_on is not None:
        return f"{day_in_words(of.reviewed_on)}: the latest edition still stood"
    return "nobody has confirmed that it still stands" if of.retired_on is None else "nothing to confirm: it is retired"


def _counted(of: Indicator[Any]) -> Iterator[nodes.Node]:
    yield definitions((term.name, [_with_code(sentence) for sentence in term.says]) for term in how_counted(of))
    yield from _timeline(of)
    yield section("Formula", *_formula(of))
    if of.bands is not None:
        edges = table(("Band", "Durations"), [(band.name, str(band)) for band in of.bands.bands], widths=(50, 50), kind="csc-index")
        yield section("Bands of durations", paragraph("A duration runs from its start, which is day 0."), edges)


def _timeline(of: Indicator[Any]) -> Iterator[nodes.section]:
    drawn = timelines(of)
    if drawn is not None:
        figure = nodes.figure("", nodes.raw("", drawn.svg(), format="html"), nodes.caption("", drawn.caption), classes=["csc-figure"])
        told = folded("The same as a table", table(drawn.headings, drawn.rows, kind="csc-numbers"))
        yield section("A case on each side of the edge", figure, *told)


def _formula(of: Indicator[Any]) -> Iterator[nodes.Node]:
    made = formula(of)
    yield nodes.raw("", f'<div class="csc-formula">{made.mathml}</div>', format="html")
    (figure, meaning), *counts = made.key
    parts = {"n": "n is the numerator", "d": "d is the denominator", "p": "p is the population that is given"}
    yield paragraph(f"{figure} is {meaning}; {' and '.join(parts[symbol] for symbol, _ in counts)}.")
    example = example_readings(of) if of.unit is Unit.PERCENT else None
    result = None if example is None else example.alternatives[0].result
    if result is not None:
        of_example = Tally(result.tally.numerator, result.tally.denominator)
        yield paragraph(f"For the example council, whose counts are made up, at {day_in_words(result.as_at)}: {worked_out(of, of_example)}.")


def _with_code(words: str) -> Cell:
    """Words, in which what stands between backticks is code and ids of indicators are links."""
    parts = [[nodes.literal("", part)] if at % 2 else linked(part) for at, part in enumerate(words.split("`"))]
    return [node for part in parts for node in part]


def _list(items: Iterable[Cell]) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(each)) for each in items))


def _readings(of: Indicator[Any]) -> Iterator[nodes.Node]:
    if not of.rivals:
        yield paragraph("Only one reading of the rule is known here.")
    yield definitions(_reading(reading, adopted=reading is of.adopted and bool(of.rivals)) for reading in of.readings)
    figures = example_readings(of) if of.rivals else None
    if figures is not None:
        yield paragraph(
            [
                nodes.Text("What each comes to for the example council, whose records are made up. "),
                nodes.literal("", "sensitivity"),
                nodes.Text(" does it for yours."),
            ]
        )
        headings = ("Reading", "Figure", "Apart")
        rows = [(nodes.literal("", key), figure, apart) for key, figure, apart in in_figures(figures)]
        yield table(headings, rows, title=f"The example council, as at {AS_AT}", widths=(45, 35, 20), kind="csc-index")


def _reading(reading: Reading, *, adopted: bool) -> tuple[Cell, list[Cell]]:
    standing = [nodes.Text(" "), nodes.inline("", "adopted", classes=["csc-standing"])] if adopted else []
    return [nodes.literal("", reading.key), *standing], [
        linked(reading.statement),
        linked(f"Why: {reading.because}"),
        f"In the names of the columns: {reading.measure}.",
    ]


def _reasons(of: Indicator[Any]) -> Iterator[nodes.Node]:
    if not has_reasons(of):
        yield paragraph("Nothing here is late, or its records have no column for reasons.")
        return
    whole = to("taxonomy", slug(of.reasons.title), f"{of.reasons.title}, {len(of.reasons)} codes")
    yield paragraph(
        [nodes.Text("Why a case was late is told by a code, which explains the breach and never moves the figure: "), whole, nodes.Text(".")]
    )
    by_group = [(group.label, [each for each in of.reasons if of.reasons.group_of(each) == group]) for group in of.reasons.groups]
    yield definitions(
        (label, [in_line([to("reason", each.code, f"{each.code} {each.label}") for each in reasons])]) for label, reasons in by_group if reasons
    )


def _authority(of: Indicator[Any], versions: Sequence[Version]) -> Iterator[nodes.Node]:
    yield section("Editions of the rule", definitions(map(_edition, of.editions)))
    if of.breaks:
        breaks = [(f"From {day_in_words(each.on)}", [linked(each.statement), cited(each.source)]) for each in of.breaks]
        said = "Figures from each of these days are not to be compared with earlier ones."
        yield section("Breaks in the series", paragraph(said), definitions(breaks))
    yield section("Changes of the definition", *_changes(of, versions))
    yield section("Sources", definitions(map(told, of.sources)))


def _changes(of: Indicator[Any], versions: Sequence[Version]) -> Iterator[nodes.Node]:
    named = [(version, [change.words for change in version.changes if of.id in change.ids]) for version in versions]
    said = [(f"Version {version.name}", [_with_code(words) for words in changes]) for version, changes in named if changes]
    if said:
        yield definitions(said)
    else:
        yield paragraph("None is recorded.")


def _edition(edition: Edition) -> tuple[Cell, list[Cell]]:
    first = "a day that is not known" if edition.in_force_from is None else day_in_words(edition.in_force_from)
    last = "with no end known" if edition.in_force_to is None else f"to {day_in_words(edition.in_force_to)}"
    standing = [nodes.Text(" "), nodes.inline("", "announced", classes=["csc-standing"])] if edition.announced else []
    said: list[Cell] = [linked(edition.statement)]
    if not edition.computed:
        said.append("It cannot be computed here.")
    if edition.measure is not None:
        said.append(f"It is computed by a rule of its own. In the names of the columns: {edition.measure}.")
    return [nodes.Text(f"Edition {edition.number}: from {first}, {last}"), *standing], [*said, cited(edition.source)]


def _items(of: Indicator[Any]) -> Iterator[nodes.Node]:
    yield paragraph("The tables it is computed from, and what other data standards call each column.")
    for kept in of.records:
        yield paragraph([to("table", kept.name, nodes.literal(kept.name, kept.name)), nodes.Text(f": {kept.row}.")])
        yield from contents_of_table(kept)


def _published(of: Indicator[Any]) -> Iterator[nodes.Node]:
    said = [] if of.published is None else list(_rounding(of.published))
    if of.published is None:
        yield paragraph("Who publishes it, and how, is not known.")
    if of.disaggregations:
        said.append(("Broken down by", [f"{', '.join(of.disaggregations)}."]))
    if said:
        yield definitions(said)


def _rounding(published: Published) -> Iterator[tuple[Cell, list[Cell]]]:
    yield "Who", [f"{published.by}."]
    yield "Counts", [published.counts]
    yield "Percentages and rates", [published.figures]
    yield "What is not shown", [published.suppression]
    yield "Source", [[nodes.Text(published.source.citation), *mark(published.source)], *([published.source.note] if published.source.note else [])]


def _doubts(of: Indicator[Any]) -> Iterator[nodes.Node]:
    if of.unknowns:
        yield _list(map(linked, of.unknowns))
    else:
        yield paragraph("Nothing is noted.")
    unread = [source.citation for source in of.sources if not source.verified]
    unsure = [f"The code {code.scheme} {code.code}: {code.unverified.rstrip('.')}." for code in of.codes if code.unverified]
    if unread or unsure:
        yield paragraph([nodes.Text("Marked "), unverified(), nodes.Text(" on this page, because nobody here has read it for themselves:")])
        yield _list([*unsure, *unread])


def _citation(of: Indicator[Any], imprint: Imprint) -> Iterator[nodes.Node]:
    words = cited_indicator(of, imprint)
    yield code(words, "none")
    yield paragraph("Say with a figure also the day it was counted to, and by which edition and reading it was counted.")


def _downloads(of: Indicator[Any]) -> Iterator[nodes.Node]:
    files = (
        (f"data/indicators/{of.id}.json", "this definition as JSON"),
        ("data/indicators.csv", "every indicator as a table (CSV)"),
        ("data/indicators.json", "every definition as JSON"),
    )
    yield _list([to("file", path, what)] for path, what in files)
