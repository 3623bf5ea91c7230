"""The parts of an indicator's page: its definition, its worked examples, its records."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from docutils import nodes
from plain_nodes import Cell, definitions, paragraph, section, table
from sphinx import addnodes

from csc_indicators import Indicator
from csc_indicators.readers.standard_safeguarding_dataset import COLUMNS
from csc_indicators.sources import Source

__all__ = ["definition", "example", "in_words", "records"]


def in_words(day: date | None, otherwise: str = "not known") -> str:
    """A date as people write it."""
    return otherwise if day is None else f"{day.day} {day:%B %Y}"


def _link(role: str, target: str, text: str) -> addnodes.pending_xref:
    domain = "csc" if role == "ind" else "std"
    explicit = role != "ind"
    return addnodes.pending_xref("", nodes.inline(text, text), refdomain=domain, reftype=role, reftarget=target, refexplicit=explicit, refwarn=True)


def _summary(of: Indicator[Any]) -> nodes.table:
    rows: list[tuple[Cell, Cell]] = [
        ("Id", nodes.literal(of.id, of.id)),
        ("Codes", "; ".join(f"{code.scheme} {code.code}" for code in of.codes)),
        ("Owner", of.owner),
        ("Target", "none" if of.target is None else str(of.target)),
        ("Good is", of.good),
        ("Published as", f"a percentage to {of.decimals} decimal{'' if of.decimals == 1 else 's'}"),
        ("Gathered", str(of.accumulation)),
        ("Counted by", of.counted_by),
        ("Rule taken from", _link("ind", of.derived_from, of.derived_from) if of.derived_from else "no other indicator"),
        ("Reasons", _link("doc", "/reference/reasons", f"{of.reasons.title}, {len(of.reasons)} codes")),
    ]
    return table((), rows, widths=(25, 75), kind="csc-summary")


def _source(source: Source) -> tuple[Cell, list[Cell]]:
    mark = [] if source.verified else [nodes.Text(" "), nodes.inline("", "unverified", classes=["csc-unverified"])]
    says: list[Cell] = [f"States: {source.states}"]
    if source.published:
        says.append(f"Dated {in_words(source.published)}.")
    if source.note:
        says.append(f"How it was checked: {source.note}")
    if source.url:
        says.append(nodes.reference("", source.url, refuri=source.url))
    return [nodes.Text(source.citation), *mark], says


def definition(of: Indicator[Any]) -> Iterator[nodes.Node]:
    """What an indicator says of itself."""
    yield paragraph(nodes.strong("", of.title))
    yield paragraph(of.question, classes=["csc-question"])
    yield _summary(of)
    yield section("What is counted", definitions([("Numerator", [of.numerator]), ("Denominator", [of.denominator])]))
    readings: list[tuple[Cell, list[Cell]]] = []
    for reading in of.readings:
        adopted = [nodes.Text(" "), nodes.strong("", "adopted")] if reading is of.adopted else []
        said: list[Cell] = [reading.statement, f"Why: {reading.because}", f"Computed as: {reading.measure}."]
        readings.append(([nodes.literal("", reading.key), *adopted], said))
    yield section("Readings of the rule", definitions(readings))
    editions = [
        (
            str(edition.number),
            in_words(edition.in_force_from),
            in_words(edition.in_force_to, "no end known"),
            edition.statement,
            edition.source.citation,
        )
        for edition in of.editions
    ]
    yield section("Editions", table(("No.", "In force from", "In force to", "Rule", "Source"), editions, widths=(6, 16, 16, 34, 28)))
    yield section("Sources", definitions(map(_source, of.sources)))
    unknown = [nodes.list_item("", paragraph(each)) for each in of.unknowns]
    yield section("What is not known", nodes.bullet_list("", *unknown) if unknown else paragraph("Nothing is noted."))


def records(of: Indicator[Any]) -> Iterator[nodes.Node]:
    """The tables it is computed from, with the Standard Safeguarding Dataset's name of each column."""
    for kept in of.records:
        theirs = COLUMNS.get(kept.name, {})
        rows: list[list[Cell]] = []
        for column in kept:
            name = theirs.get(column.name)
            needs = "required" if column.required else "optional"
            rows.append([nodes.literal("", column.name), needs, column.meaning, nodes.literal("", name) if name else "none"])
        yield paragraph([nodes.literal("", kept.name), nodes.Text(f": {kept.row}.")])
        yield table(("Column", "Needed", "Meaning", "Standard Safeguarding Dataset"), rows, widths=(26, 11, 32, 31))


def example(of: dict[str, Any]) -> Iterator[nodes.Node]:
    """The records with what is said of each row beside it, then the answer; what is said of cases that are not the rows stands below."""
    said = {"judged" if name == "statuses" else name.replace("_", " "): value for name, value in of["expected"].items()}
    lists = {name: [str(each) for each in value] for name, value in said.items() if isinstance(value, list)}
    yield paragraph(of["text"])
    asked = {name.replace("_", " "): value for name, value in of.items() if name not in {"title", "text", "records", "expected"}}
    if asked:
        yield paragraph("Asked: " + ", ".join(f"{name} {value}" for name, value in asked.items()) + ".")
    for position, (name, text) in enumerate(of["records"].items()):
        headings, *rows = csv.reader(text.strip().splitlines())
        beside = {} if position else {said: values for said, values in lists.items() if len(values) == len(rows)}
        lists = lists if position else {said: values for said, values in lists.items() if said not in beside}
        filled = [[*row, *more] for row, *more in zip(rows, *beside.values(), strict=True)]
        yield table([*headings, *beside], filled, title=name, kind="csc-example")
    for name, values in lists.items():
        yield paragraph(f"{name.capitalize()}, case by case: {', '.join(values)}.")
    percentage = said.get("percentage")
    figure = "no figure" if percentage == "none" else f"{percentage}%"
    yield paragraph([nodes.Text("Answer: "), nodes.strong("", ", ".join([*([figure] if percentage else []), str(said["tally"])])), nodes.Text(".")])
