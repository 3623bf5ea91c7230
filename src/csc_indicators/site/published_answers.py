"""The published answers that an indicator was checked against: who published what, what the library makes of the same counts, and how many agree."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from docutils import nodes

from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.units import Unit
from csc_indicators.site.plain_nodes import definitions, paragraph, table

__all__ = ["answers_in"]

#: How an answer was checked, in words for a reader.
_HOW = {
    "from counts": "formed again from the published counts",
    "from rounded counts": "formed again from counts that were published rounded",
    "from its authorities": "formed from the counts of its authorities",
    "from its months": "formed from its months",
    "from records": "computed from records made to have the published counts",
    "not formed": "could not be formed again",
}


def answers_in(path: Path, of: Indicator[Any]) -> Iterator[nodes.Node]:
    """What was checked in all, then the answers in a file, then the documents; that there are none, where there is no file."""
    if not path.exists():
        yield paragraph("No published figure was at hand to check it against.")
        return
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    summaries = file.get("summary", ())
    if summaries:
        yield table(("What was checked", "How", "Agreed"), map(_summed_up, summaries), title="Checked in all", widths=(45, 30, 25), kind="csc-index")
        yield from _why(summaries)
    for each in file["set"]:
        yield table(_headings(each, of), (_row(answer, each, of) for answer in _whole(each)), title=each["title"], kind="csc-example")
    yield definitions(
        (_document(document), [f"{document['publisher']}. Licence: {document['licence']}. Read in: {document['read']}"])
        for document in file["documents"].values()
    )


def _whole(each: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The answers of a set, each with what the set says of them all where it says nothing else."""
    alike = {key: each[key] for key in ("period", "how", "agrees") if key in each}
    return ({**alike, **answer} for answer in each["answers"])


def _summed_up(summary: Mapping[str, Any]) -> tuple[str, str, str]:
    of = summary["of"]
    formed = f"{summary['agreed']:,} of {summary['checked']:,}"
    return (
        summary["what"],
        _HOW[summary["how"]],
        formed if of == summary["checked"] else f"{formed}; {of - summary['checked']:,} could not be checked",
    )


def _why(summaries: Any) -> Iterator[nodes.paragraph]:
    for summary in summaries:
        for key in ("why_disagreed", "why_not_formed"):
            if key in summary:
                yield paragraph(f"{summary['what']}: {summary[key]}")


def _document(document: Mapping[str, Any]) -> str:
    return f"{document['title']}, {document['table']}"


def _counts(each: Mapping[str, Any], of: Indicator[Any]) -> tuple[str, ...]:
    """The keys of the counts that a set of answers has."""
    asked = {Unit.PERCENT: ("numerator", "denominator"), Unit.PER_10_000: ("numerator", "population")}.get(of.unit, ())
    return tuple(key for key in asked if any(key in answer for answer in each["answers"]))


def _headings(each: Mapping[str, Any], of: Indicator[Any]) -> tuple[str, ...]:
    named = {"numerator": "Count", "denominator": "Of", "population": "Population"}
    return ("Place", "Period", *(named[key] for key in _counts(each, of)), "Published", "How it was checked", "Agrees")


def _row(answer: Mapping[str, Any], each: Mapping[str, Any], of: Indicator[Any]) -> tuple[str, ...]:
    counts = (_number(answer.get(key, "")) for key in _counts(each, of))
    return answer["place"], answer["period"], *counts, _figure(answer["figure"], each["decimals"], of.unit), _how(answer), _agrees(answer)


def _number(count: int | str) -> str:
    return f"{count:,}" if isinstance(count, int) else count


def _figure(printed: str, decimals: int, unit: Unit) -> str:
    """A figure to its decimals, of which a source may leave out a last nought; a symbol as it is."""
    return unit.words(Decimal(printed.replace(",", "")).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) if printed[:1].isdigit() else printed


def _how(answer: Mapping[str, Any]) -> str:
    return f"{answer['how']}. {answer['note']}" if "note" in answer else str(answer["how"])


def _agrees(answer: Mapping[str, Any]) -> str:
    if answer["how"] == "not formed" or "agrees" not in answer:
        return "not known"
    if answer["agrees"]:
        return "yes, a tie taken up" if answer.get("tie") else "yes"
    off = answer.get("off")
    return "no" if off is None else f"no: {abs(off)} {'more' if off > 0 else 'fewer'} in the count would give it"
