"""A worked example: the records of a small case, what is asked of them, and the answer."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from docutils import nodes
from sphinx.errors import ConfigError

from csc_indicators import Tally
from csc_indicators.results.report import day_in_words
from csc_indicators.results.units import Unit
from csc_indicators.site.links import in_line
from csc_indicators.site.plain_nodes import paragraph, table

__all__ = ["Example", "example", "examples_in"]

#: A worked example as its file has it.
Example: TypeAlias = Mapping[str, Any]

#: How a page says what was asked, by the name that the file of examples has for it.
_ASKED = {
    "as_at": "as at {}",
    "year": "for the year {}",
    "from_year": "from the year {} on",
    "reading": "in the reading {}",
    "edition": "by edition {}",
    "known_on": "as known on {}",
    "records_from": "of records that hold everything from {} on",
    "by": "by {}",
    "date_format": "with dates written {}",
    "population": "for a population of {}",
}


def examples_in(path: Path) -> tuple[Example, ...]:
    """
    The examples of a file, in order; none where there is no file.

    Raises:
        ConfigError: If the file is no TOML, or has no examples.
    """
    try:
        return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["example"]) if path.exists() else ()
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ConfigError(f"{path} cannot be read as worked examples: {error}. Write each under [[example]].") from None


def example(of: Example, unit: Unit) -> Iterator[nodes.Node]:
    """The records with what is said of each row beside it, then the answer; what is said of cases that are not the rows stands below."""
    expected = of["expected"]
    said = {"judged" if name == "statuses" else name.replace("_", " "): list(map(str, value)) for name, value in _lists(expected)}
    yield paragraph(of["text"])
    asked = in_line([_asked(phrase, of[name]) for name, phrase in _ASKED.items() if name in of])
    yield paragraph([nodes.Text("Asked: "), *asked, nodes.Text(".")])
    for position, (name, text) in enumerate(of["records"].items()):
        headings, *rows = csv.reader(text.strip().splitlines())
        beside = {} if position else {what: values for what, values in said.items() if len(values) == len(rows)}
        said = {what: values for what, values in said.items() if what not in beside}
        filled = [[*row, *more] for row, *more in zip(rows, *beside.values(), strict=True)]
        yield table([*headings, *beside], filled, title=name, kind="csc-example")
    for what, values in said.items():
        yield paragraph(f"{what.capitalize()}, case by case: {', '.join(values)}.")
    yield paragraph([nodes.Text("Answer: "), nodes.strong("", _answer(expected, unit)), nodes.Text(".")])
    if "bands" in expected:
        yield table(("Band", "Cases"), [(band, str(count)) for band, count in expected["bands"].items()], title="By duration", kind="csc-example")


def _asked(phrase: str, value: Any) -> nodes.inline:
    """What was asked, in words; the key of a reading as code, for that is how it is asked for."""
    before, after = phrase.split("{}")
    given = nodes.literal("", str(value)) if phrase == _ASKED["reading"] else nodes.Text(_in_words(value))
    return nodes.inline("", "", nodes.Text(before), given, nodes.Text(after))


def _lists(expected: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    return ((name, value) for name, value in expected.items() if isinstance(value, list))


def _in_words(value: Any) -> str:
    """A value as people write it: a date in words, a large number with its thousands apart."""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    try:
        return day_in_words(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _answer(expected: Mapping[str, Any], unit: Unit) -> str:
    """The figure with its unit, and the counts it rests on."""
    counts = unit.counts(Tally(*(int(count.replace(",", "")) for count in expected["tally"].split(" of "))))
    if "figure" not in expected:
        return counts
    words = "no figure" if expected["figure"] == "none" else unit.words(Decimal(expected["figure"]))
    return words if words == counts else f"{words} ({counts})"
