"""Every indicator, by the stage of the journey it is about: a list to read, which a script can also narrow."""

from collections.abc import Iterator

from docutils import nodes

from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.indicators.rule import Domain
from csc_indicators.site.cited_sources import unverified
from csc_indicators.site.contents import Contents
from csc_indicators.site.links import to_indicator
from csc_indicators.site.plain_nodes import Cell, definitions, section

__all__ = ["by_stage"]


def by_stage(contents: Contents) -> Iterator[nodes.section]:
    """A section to a stage, with the indicators it has."""
    for stage in Domain:
        of_stage = [of for of in contents.indicators if of.domain is stage]
        if of_stage:
            yield section(str(stage).capitalize(), definitions(map(_entry, of_stage), kind="csc-list"), prefix="stage")


def _entry(of: AnyIndicator) -> tuple[Cell, list[Cell]]:
    marks = [text for text, holds in (("retired", of.retired_on is not None), ("a change is announced", of.announced is not None)) if holds]
    term: list[nodes.Node] = [to_indicator(of.id)]
    for mark in marks:
        term += [nodes.Text(" "), nodes.inline("", mark, classes=["csc-standing"])]
    said: list[nodes.Node] = [nodes.literal("", of.id)]
    for code in of.codes:
        said += [nodes.Text(f"; {code.scheme} {code.code}"), *([nodes.Text(" "), unverified()] if code.unverified else [])]
    return term, [f"{of.title}.", said]
