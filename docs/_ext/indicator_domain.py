"""
The ``csc`` domain: indicators, reasons and calendars rendered from the library itself.

``.. csc:indicator:: southend.cp_3_10`` is a whole page, ``:csc:ind:`` links to one. The build fails when an indicator of the catalogue has no page or
no worked example.
"""

import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from indicator_page import definition, example, in_words, records
from plain_nodes import paragraph, section, table
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES
from csc_indicators.reasons.delay import DELAY_REASONS


class IndicatorDirective(SphinxDirective):
    """A page of one indicator, with its worked examples."""

    required_arguments = 1

    def run(self) -> Sequence[nodes.Node]:
        """The page."""
        of = CATALOGUE.find(self.arguments[0])
        path = Path(self.env.app.confdir, self.config.csc_worked_examples, f"{of.id}.toml")
        self.env.note_dependency(str(path))
        examples = tomllib.loads(path.read_text(encoding="utf-8"))["example"] if path.exists() else []
        worked = [section(each["title"], *example(each), prefix=f"example {i}") for i, each in enumerate(examples, start=1)]
        page = section(of.name, *definition(of), section("Worked examples", *worked), section("Its records", *records(of)), prefix="csc")
        domain = self.env.domains["csc"]
        domain.data["indicators"][of.id] = (self.env.docname, page["ids"][0])
        domain.data["examples"][of.id] = len(examples)
        entries = [of.name, f"{of.title}", *(f"{code.scheme}; {code.code}" for code in of.codes)]
        return [addnodes.index(entries=[("single", entry, page["ids"][0], "", None) for entry in entries]), page]


class ReasonsDirective(SphinxDirective):
    """The reasons for delay, a table to a group."""

    def run(self) -> Sequence[nodes.Node]:
        """The tables."""
        made = []
        for group, reasons in groupby(DELAY_REASONS, DELAY_REASONS.group_of):
            rows = [
                (
                    reason.code,
                    f"{reason.label} (a comment is required)" if reason.comment_required else reason.label,
                    "; ".join(reason.applies_to),
                    reason.attribution,
                    f"{reason.grounding}: {reason.source}" if reason.source else reason.grounding,
                )
                for reason in reasons
            ]
            grid = table(("Code", "Reason", "What was late", "Put down to", "Grounding"), rows, widths=(8, 30, 20, 14, 28))
            made.append(section(group.label, grid, prefix="reasons"))
        return made


class NonWorkingDaysDirective(SphinxDirective):
    """The days of the calendar that are not working days, a table to a decade."""

    def run(self) -> Sequence[nodes.Node]:
        """The dates the calendar answers for, then the tables."""
        calendar = ENGLAND_AND_WALES
        made: list[nodes.Node] = [
            paragraph(f"The calendar answers for {in_words(calendar.first)} to {in_words(calendar.last)} and refuses any other date.")
        ]
        for decade, days in groupby(calendar.non_working_days, lambda entry: entry.day.year // 10 * 10):
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

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:  # noqa: ARG002 - Sphinx names it
        """Take over what another process read."""
        for kind in self.initial_data:
            self.data[kind].update(otherdata[kind])

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """The indicators, for the inventory and the search."""
        for of, (docname, anchor) in self.data["indicators"].items():
            yield of, CATALOGUE.find(of).name, "indicator", docname, anchor, 1

    def resolve_xref(  # Sphinx names what it gives
        self,
        env: Any,  # noqa: ARG002
        fromdocname: str,
        builder: Any,
        typ: str,  # noqa: ARG002
        target: str,
        node: Any,
        contnode: Any,
    ) -> nodes.reference | None:
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
    unworked = [of.id for of in CATALOGUE if data["examples"].get(of.id) == 0]
    if homeless or unworked:
        raise SphinxError(f"Indicators without a page: {homeless}; without a worked example: {unworked}.")


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx of the domain."""
    app.add_domain(IndicatorDomain)
    app.add_config_value("csc_worked_examples", "../tests/worked", "env")
    app.connect("env-check-consistency", _everything_is_there)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
