"""The worked examples that each indicator's page shows, computed."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from csc_indicators import CATALOGUE, Population

#: What an example may ask, beside the population.
ASKED = ("year", "as_at", "from_year", "reading", "edition", "known_on", "records_from", "date_format", "by")

FILES = sorted(Path(__file__).parent.glob("*.toml"))


def examples() -> Iterator[Any]:
    """Every example of every file."""
    for path in FILES:
        worked = tomllib.loads(path.read_text(encoding="utf-8"))
        for example in worked["example"]:
            yield pytest.param(worked["indicator"], example, id=f"{path.stem}: {example['title']}")


def columns(text: str) -> dict[str, list[str]]:
    """The columns of a small CSV table."""
    header, *rows = csv.reader(text.strip().splitlines())
    return {name: [row[position] for row in rows] for position, name in enumerate(header)}


@pytest.mark.parametrize(("indicator", "example"), list(examples()))
def test_worked_example(indicator: str, example: dict[str, Any]) -> None:
    """The example's records give the example's answer."""
    asked: dict[str, Any] = {name: example[name] for name in ASKED if name in example}
    if "population" in example:
        asked["population"] = Population(number=example["population"], of="children aged 0 to 17", vintage="mid-year estimate", source="made up")

    asked |= {table: columns(text) for table, text in example["records"].items()}

    result = CATALOGUE.find(indicator).compute(**asked)

    cases = result.cases.columns()
    actual = {
        "tally": str(result.tally),
        "figure": "none" if result.figure is None else str(result.figure),
        "bands": None if result.banded is None else result.banded.counts,
        "statuses": cases["status"].tolist(),
        "due": [str(day) for day in cases["due"]],
        "working_days_late": cases["working_days_late"].tolist(),
    }
    assert example["expected"] == {name: actual[name] for name in example["expected"]}


def test_every_indicator_has_worked_examples() -> None:
    """A definition without a worked example does not pass."""
    assert {indicator.id for indicator in CATALOGUE} == {path.stem for path in FILES}
