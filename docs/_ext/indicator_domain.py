"""
The ``csc`` domain: indicators, reasons and calendars rendered from the library itself.

``.. csc:indicator:: southend.cp_3_10`` is a whole page, ``:csc:ind:`` links to one. The build fails when an indicator of the catalogue has no page or
no worked example.
"""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from plain_nodes import Cell, definitions, paragraph, section, table
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, Indicator
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.readers.standard_safeguarding_dataset import COLUMNS
from csc_indicators.sources import Source


def _day(day: Any) -> str:
    return "not known" if day is None else f"{day.day} {day:%B %Y}"


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
        says.append(f"Dated {_day(source.published)}.")
    if source.note:
        says.append(f"How it was checked: {source.note}")
    if source.url:
        says.append(nodes.reference("", source.url, refuri=source.url))
    return [nodes.Text(source.citation), *mark], says


def _definition(of: Indicator[Any]) -> Iterator[nodes.Node]:
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
        (str(edition.number), _day(edition.in_force_from), _day(edition.in_force_to), edition.statement, edition.source.citation)
        for edition in of.editions
    ]
    yield section("Editions", table(("No.", "In force from", "In force to", "Rule", "Source"), editions, widths=(6, 16, 16, 34, 28)))
    yield section("Sources", definitions(map(_source, of.sources)))
    unknown = [nodes.list_item("", paragraph(each)) for each in of.unknowns]
    yield section("What is not known", nodes.bullet_list("", *unknown) if unknown else paragraph("Nothing is noted."))


def _records(of: Indicator[Any]) -> Iterator[nodes.Node]:
    for kept in of.records:
        theirs = COLUMNS.get(kept.name, {})
        rows: list[list[Cell]] = []
        for column in kept:
            name = theirs.get(column.name)
            needs = "required" if column.required else "optional"
            rows.append([nodes.literal("", column.name), needs, column.meaning, nodes.literal("", name) if name else "none"])
        yield paragraph([nodes.literal("", kept.name), nodes.Text(f": {kept.row}.")])
        yield table(("Column", "Needed", "Meaning", "Standard Safeguarding Dataset"), rows, widths=(22, 11, 39, 28))


def _example(example: dict[str, Any]) -> Iterator[nodes.Node]:
    answer = dict(example["expected"])
    statuses = answer.pop("statuses", [])
    yield paragraph(example["text"])
    asked = {name.replace("_", " "): str(value) for name, value in example.items() if name not in {"title", "text", "records", "expected"}}
    if asked:
        yield paragraph("Asked: " + ", ".join(f"{name} {value}" for name, value in asked.items()) + ".")
    for position, (name, text) in enumerate(example["records"].items()):
        headings, *rows = csv.reader(text.strip().splitlines())
        if position == 0 and len(statuses) == len(rows):
            headings, rows, statuses = [*headings, "judged"], [[*row, status] for row, status in zip(rows, statuses, strict=True)], []
        yield table(headings, rows, title=name, kind="csc-example")
    if statuses:
        yield paragraph("Judged, in order: " + ", ".join(statuses) + ".")
    tally, percentage = answer.pop("tally", None), answer.pop("percentage", None)
    figures = ([tally] if tally else []) + ([f"{percentage}%"] if percentage else [])
    others = [f"{name.replace('_', ' ')}: {value}" for name, value in answer.items()]
    yield paragraph([nodes.Text("Answer: "), nodes.strong("", "; ".join([*figures, *others]))])


class IndicatorDirective(SphinxDirective):
    """A page of one indicator, with its worked examples."""

    required_arguments = 1

    def run(self) -> Sequence[nodes.Node]:  # type: ignore[override]
        """The page."""
        of = CATALOGUE.find(self.arguments[0])
        path = Path(self.env.app.confdir, self.config.csc_worked_examples, f"{of.id}.toml")
        self.env.note_dependency(str(path))
        examples = tomllib.loads(path.read_text(encoding="utf-8"))["example"] if path.exists() else []
        worked = [section(example["title"], *_example(example), prefix=f"example {i}") for i, example in enumerate(examples, start=1)]
        page = section(of.name, *_definition(of), section("Worked examples", *worked), section("Its records", *_records(of)), prefix="csc")
        domain = self.env.domains["csc"]
        domain.data["indicators"][of.id] = (self.env.docname, page["ids"][0])
        domain.data["examples"][of.id] = len(examples)
        entries = [of.name, f"{of.title}", *(f"{code.scheme}; {code.code}" for code in of.codes)]
        return [addnodes.index(entries=[("single", entry, page["ids"][0], "", None) for entry in entries]), page]


class ReasonsDirective(SphinxDirective):
    """The reasons for delay, a table to a group."""

    def run(self) -> Sequence[nodes.Node]:  # type: ignore[override]
        """The tables."""
        made = []
        for group, reasons in groupby(DELAY_REASONS, DELAY_REASONS.group_of):
            rows = [
                (r.code, f"{r.label} (a comment is required)" if r.comment_required else r.label, "; ".join(r.applies_to), r.attribution)
                + (f"{r.grounding}: {r.source}" if r.source else r.grounding,)
                for r in reasons
            ]
            grid = table(("Code", "Reason", "What was late", "Put down to", "Grounding"), rows, widths=(8, 30, 20, 14, 28))
            made.append(section(group.label, grid, prefix="reasons"))
        return made


class NonWorkingDaysDirective(SphinxDirective):
    """The days of the calendar that are not working days, a table to a decade."""

    def run(self) -> Sequence[nodes.Node]:  # type: ignore[override]
        """The tables."""
        made = []
        for decade, days in groupby(ENGLAND_AND_WALES.non_working_days, lambda entry: entry.day.year // 10 * 10):
            rows = [(entry.day.isoformat(), f"{entry.day:%A}", entry.name, entry.basis, entry.source) for entry in days]
            grid = table(("Date", "Weekday", "Name", "Basis", "Source"), rows, widths=(14, 13, 25, 15, 33))
            made.append(section(f"{rows[0][0][:4]} to {rows[-1][0][:4]}", grid, prefix=f"days {decade}"))
        return made


class IndicatorDomain(Domain):
    """Indicators and where their pages are."""

    name = "csc"
    label = "Children's social care indicators"
    object_types: ClassVar = {"indicator": ObjType("indicator", "ind")}
    roles: ClassVar = {"ind": XRefRole()}
    directives: ClassVar = {"indicator": IndicatorDirective, "reasons": ReasonsDirective, "non-working-days": NonWorkingDaysDirective}
    initial_data: ClassVar = {"indicators": {}, "examples": {}}

    def clear_doc(self, docname: str) -> None:
        """Forget the indicators of a page."""
        self.data["indicators"] = {of: where for of, where in self.data["indicators"].items() if where[0] != docname}

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for kind in self.initial_data:
            self.data[kind].update(otherdata[kind])

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """The indicators, for the inventory and the search."""
        for of, (docname, anchor) in self.data["indicators"].items():
            yield of, CATALOGUE.find(of).name, "indicator", docname, anchor, 1

    def resolve_xref(self, env: Any, fromdocname: str, builder: Any, typ: str, target: str, node: Any, contnode: Any) -> nodes.reference | None:
        """A link to an indicator's page, named as people name it."""
        if target not in self.data["indicators"]:
            return None
        docname, anchor = self.data["indicators"][target]
        name = CATALOGUE.find(target).name
        content = contnode if node["refexplicit"] else nodes.inline(name, name)
        return make_refnode(builder, fromdocname, docname, anchor, content, name)

    def resolve_any_xref(self, *_: Any) -> list[tuple[str, nodes.reference]]:
        """Nothing: only ``:csc:ind:`` links to indicators."""
        return []


def _everything_is_there(_: Sphinx, env: BuildEnvironment) -> None:
    data = env.domains["csc"].data
    homeless = [of.id for of in CATALOGUE if of.id not in data["indicators"]]
    unworked = [of.id for of in CATALOGUE if not data["examples"].get(of.id)]
    if homeless or unworked:
        raise ExtensionError(f"Indicators without a page: {homeless}; without a worked example: {unworked}.")


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx of the domain."""
    app.add_domain(IndicatorDomain)
    app.add_config_value("csc_worked_examples", "../tests/worked", "env")
    app.connect("env-check-consistency", _everything_is_there)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
