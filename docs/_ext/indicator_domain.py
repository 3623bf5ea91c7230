"""
The ``csc`` domain: indicators, records, reasons and calendars rendered from the library itself.

``.. csc:indicator:: southend.cp_3_10`` is a whole page and ``:csc:ind:`` links to one; ``.. csc:indicators::`` lists them all. ``.. csc:records::``
is every table of records and ``:csc:table:`` links to one. The build fails when an indicator of the catalogue has no page or no worked example.
"""

import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from indicator_list import by_code, by_data_item, by_stage, in_order_of_the_journey
from indicator_page import definition, records, standing
from plain_nodes import paragraph, section, table
from reason_pages import groups
from record_tables import contents, used_by
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode
from worked_example import example

import csc_indicators
from csc_indicators import CATALOGUE, ENGLAND_AND_WALES
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.table import Table
from csc_indicators.records.tables import TABLES
from csc_indicators.results.report import day_in_words

_SOURCE = Path(csc_indicators.__file__).parent


def _again_when_the_library_changes(env: BuildEnvironment) -> None:
    """Render the page that is being read again whenever the library has changed."""
    for path in sorted(_SOURCE.rglob("*.py")):
        env.note_dependency(str(path))


class IndicatorDirective(SphinxDirective):
    """A page of one indicator, with its worked examples."""

    required_arguments = 1

    def run(self) -> Sequence[nodes.Node]:
        """The page."""
        _again_when_the_library_changes(self.env)
        of = CATALOGUE.find(self.arguments[0])
        path = Path(self.env.app.confdir, self.config.csc_worked_examples, f"{of.id}.toml")
        self.env.note_dependency(str(path))
        examples = tomllib.loads(path.read_text(encoding="utf-8"))["example"] if path.exists() else []
        worked = [section(each["title"], *example(each, of.unit), prefix=f"example {i}") for i, each in enumerate(examples, start=1)]
        said = (*standing(of), *definition(of), section("Worked examples", *worked), section("Its records", *records(of)))
        page = section(of.name, *said, prefix="csc")
        domain = self.env.domains["csc"]
        domain.data["indicators"][of.id] = (self.env.docname, page["ids"][0])
        domain.data["examples"][of.id] = len(examples)
        entries = [of.name, f"{of.title}", *(f"{code.scheme}; {code.code}" for code in of.codes)]
        return [addnodes.index(entries=[("single", entry, page["ids"][0], "", None) for entry in entries]), page]


class IndicatorsDirective(SphinxDirective):
    """Every indicator, by stage of the journey, by code and by data item; their pages follow in the same order."""

    def run(self) -> Sequence[nodes.Node]:
        """The list, the two indexes, and the order of the pages."""
        _again_when_the_library_changes(self.env)
        pages = [page for of in in_order_of_the_journey() if (page := f"{self.env.docname}/{of.id}") in self.env.found_docs]
        order = addnodes.toctree(
            parent=self.env.docname,
            entries=[(None, page) for page in pages],
            includefiles=pages,
            maxdepth=-1,
            caption=None,
            glob=False,
            hidden=True,
            includehidden=False,
            numbered=0,
            titlesonly=False,
        )
        return [*by_stage(), by_code(), by_data_item(), nodes.compound("", order, classes=["toctree-wrapper"])]


class RecordsDirective(SphinxDirective):
    """Every table of records, a section to a table."""

    def run(self) -> Sequence[nodes.Node]:
        """The tables, in the order in which a child comes to them."""
        _again_when_the_library_changes(self.env)
        made = [section(kept.name, _row_of(kept), *contents(kept), used_by(kept), prefix="table") for kept in TABLES]
        for kept, part in zip(TABLES, made, strict=True):
            self.env.domains["csc"].data["tables"][kept.name] = (self.env.docname, part["ids"][0])
        return made


def _row_of(kept: Table) -> nodes.paragraph:
    return paragraph(f"{kept.row[0].upper()}{kept.row[1:]}.")


class ReasonsDirective(SphinxDirective):
    """The reasons for delay, a section to a group."""

    def run(self) -> Sequence[nodes.Node]:
        """The sections."""
        _again_when_the_library_changes(self.env)
        return groups(DELAY_REASONS)


class NonWorkingDaysDirective(SphinxDirective):
    """The days of the calendar that are not working days, a table to a decade."""

    def run(self) -> Sequence[nodes.Node]:
        """The dates the calendar answers for, then the tables."""
        _again_when_the_library_changes(self.env)
        calendar = ENGLAND_AND_WALES
        made: list[nodes.Node] = [
            paragraph(f"The calendar answers for {day_in_words(calendar.first)} to {day_in_words(calendar.last)} and refuses any other date.")
        ]
        for decade, days in groupby(calendar.non_working_days, lambda entry: entry.day.year // 10 * 10):
            rows = [(entry.day.isoformat(), f"{entry.day:%A}", entry.name, entry.basis, entry.source) for entry in days]
            grid = table(("Date", "Weekday", "Name", "Basis", "Source"), rows, widths=(14, 13, 25, 15, 33))
            made.append(section(f"{rows[0][0][:4]} to {rows[-1][0][:4]}", grid, prefix=f"days {decade}"))
        return made


class IndicatorDomain(Domain):
    """Indicators and tables of records, and where on the site they are."""

    name = "csc"
    label = "Children's social care indicators"
    object_types: ClassVar = {"indicator": ObjType("indicator", "ind"), "table": ObjType("table", "table")}
    roles: ClassVar = {"ind": XRefRole(), "table": XRefRole()}
    directives: ClassVar = {
        "indicator": IndicatorDirective,
        "indicators": IndicatorsDirective,
        "records": RecordsDirective,
        "reasons": ReasonsDirective,
        "non-working-days": NonWorkingDaysDirective,
    }
    initial_data: ClassVar = {"indicators": {}, "tables": {}, "examples": {}}
    data_version = 1

    def clear_doc(self, docname: str) -> None:
        """Forget what is on a page."""
        for kind in ("indicators", "tables"):
            self.data[kind] = {of: where for of, where in self.data[kind].items() if where[0] != docname}

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:  # noqa: ARG002 - Sphinx names it
        """Take over what another process read."""
        for kind in self.initial_data:
            self.data[kind].update(otherdata[kind])

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """The indicators and the tables, for the inventory and the search."""
        for of, (docname, anchor) in self.data["indicators"].items():
            yield of, CATALOGUE.find(of).name, "indicator", docname, anchor, 1
        for of, (docname, anchor) in self.data["tables"].items():
            yield of, of, "table", docname, anchor, 1

    def resolve_xref(  # Sphinx names what it gives
        self,
        env: Any,  # noqa: ARG002
        fromdocname: str,
        builder: Any,
        typ: str,
        target: str,
        node: Any,
        contnode: Any,
    ) -> nodes.reference | None:
        """A link to an indicator, named as people name it, or to a table."""
        places = self.data["tables" if typ == "table" else "indicators"]
        if target not in places:
            return None
        docname, anchor = places[target]
        if typ == "table" or node["refexplicit"]:
            return make_refnode(builder, fromdocname, docname, anchor, contnode)
        name = CATALOGUE.find(target).name
        return make_refnode(builder, fromdocname, docname, anchor, nodes.inline(name, name), name)

    def resolve_any_xref(self, *_: Any) -> list[tuple[str, nodes.reference]]:
        """Nothing: only ``:csc:ind:`` and ``:csc:table:`` link to these."""
        return []


def _everything_is_there(_: Sphinx, env: BuildEnvironment) -> None:
    data = env.domains["csc"].data
    homeless = [of.id for of in CATALOGUE if of.id not in data["indicators"]]
    unworked = [of.id for of in CATALOGUE if data["examples"].get(of.id) == 0]
    if homeless or unworked:
        raise SphinxError(f"Indicators without a page: {homeless}; without a worked example: {unworked}.")


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx of the domain."""
    app.add_domain(IndicatorDomain)
    app.add_config_value("csc_worked_examples", "../tests/worked", "env")
    app.connect("env-check-consistency", _everything_is_there)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
