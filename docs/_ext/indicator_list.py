"""Every indicator by the stage of the journey it is about, and where to find one by another scheme's code or by a data item."""

import re
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes
from links import in_line, to_indicator, to_page, to_table
from plain_nodes import Cell, definitions, paragraph, section, table

from csc_indicators import CATALOGUE
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.indicators.rule import Code, Domain
from csc_indicators.records.table import Kind
from csc_indicators.records.tables import TABLES

__all__ = ["by_code", "by_data_item", "by_stage", "in_order_of_the_journey", "unverified"]


def unverified() -> nodes.inline:
    """The mark of what nobody here has read for themselves."""
    return nodes.inline("", "unverified", classes=["csc-unverified"])


def in_order_of_the_journey() -> list[AnyIndicator]:
    """Every indicator, by stage, and in each the retired ones last."""
    return [of for stage in Domain for of in sorted(CATALOGUE.in_domain(stage), key=lambda of: of.retired_on is not None)]


def by_stage() -> Iterator[nodes.section]:
    """A section to a stage, with the indicators it has."""
    every = in_order_of_the_journey()
    for stage in Domain:
        of_stage = [of for of in every if of.domain is stage]
        if of_stage:
            yield section(str(stage).capitalize(), definitions(map(_entry, of_stage)), prefix="stage")


def _entry(of: AnyIndicator) -> tuple[Cell, list[Cell]]:
    marks = [text for text, holds in (("retired", of.retired_on is not None), ("a change is announced", of.announced is not None)) if holds]
    term: list[nodes.Node] = [to_indicator(of.id)]
    for mark in marks:
        term += [nodes.Text(" "), nodes.inline("", mark, classes=["csc-standing"])]
    said: list[nodes.Node] = [nodes.literal("", of.id)]
    for code in of.codes:
        said += [nodes.Text(f"; {code.scheme} {code.code}"), *_mark(code)]
    return term, [f"{of.title}.", said]


def _mark(code: Code) -> list[nodes.Node]:
    return [nodes.Text(" "), unverified()] if code.unverified else []


def by_code() -> nodes.section:
    """A table to a scheme, with the indicators that it gives each of its codes to."""
    schemes: dict[str, set[str]] = {}
    for code in (code for of in CATALOGUE for code in of.codes):
        schemes.setdefault(code.scheme, set()).add(code.code)
    tables = [_index(("Code", "Indicator"), (20, 80), scheme, _by_code(scheme, codes)) for scheme, codes in schemes.items()]
    return section("By code", paragraph("What other schemes call each indicator."), *tables, prefix="index")


def _index(headings: Sequence[str], widths: Sequence[int], title: str, rows: Iterable[Sequence[Cell]]) -> nodes.table:
    return table(headings, rows, title=title, widths=widths, kind="csc-index")


def _by_code(scheme: str, codes: Iterable[str]) -> Iterator[tuple[Cell, Cell]]:
    for code in sorted(codes, key=_natural):
        having = CATALOGUE.by_code(scheme, code)
        marks = ((mark for each in of.codes if (each.scheme, each.code) == (scheme, code) for mark in _mark(each)) for of in having)
        yield code, in_line([nodes.inline("", "", to_indicator(of.id), *mark) for of, mark in zip(having, marks, strict=True)])


def _natural(code: str) -> list[tuple[int, str]]:
    """A key by which D9 comes before D10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", code)]


def by_data_item() -> nodes.section:
    """A table to a data standard, with our columns for each of its items and the indicators of their tables."""
    items: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for kept in TABLES:
        for column in kept:
            for item in () if column.kind is Kind.ID else column.items:
                items.setdefault(item.standard, {}).setdefault(item.name, []).append((kept.name, column.name))
    tables = [
        _index(
            ("Item", "Column here", "Indicators"), (34, 22, 44), standard, map(_by_item, sorted(named.items(), key=lambda each: each[0].casefold()))
        )
        for standard, named in items.items()
    ]
    said = "The indicators whose tables have each item, whether they need it or not. Who a row is about is in every table, and is left out. See "
    which = [nodes.Text(said), to_page("/reference/records", "the records"), nodes.Text(" for what each item is.")]
    return section("By data item", paragraph(which), *tables, prefix="index")


def _by_item(named: tuple[str, list[tuple[str, str]]]) -> tuple[Cell, Cell, Cell]:
    name, places = named
    needing = in_line([to_indicator(of.id) for of in CATALOGUE.needing(name)])
    return nodes.literal("", name), _columns(places), needing or "none yet"


def _columns(places: list[tuple[str, str]]) -> list[nodes.Node]:
    return in_line([nodes.inline("", "", to_table(kept), nodes.Text(f" {column}".replace("_", " "))) for kept, column in places])
