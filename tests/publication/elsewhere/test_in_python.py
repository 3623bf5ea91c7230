"""An indicator in Python: that the few lines run as they are, and answer as the library does."""

import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from csc_indicators import CATALOGUE, Population
from csc_indicators.errors import InvalidPeriod
from csc_indicators.publication.elsewhere.in_python import in_python
from csc_indicators.results.units import Unit
from tests.publication.elsewhere.engines import columns, examples

POPULATION = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2018 estimate", source="made up")

#: The adopted reading is the one that a script computes.
ADOPTED = [each for each in examples() if "reading" not in each.values[1]]


def run(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The result that a script comes to in a folder."""
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(script, names)  # noqa: S102 - what the page tells a reader to run
    return names["result"]


class TestTheScript:
    """The script is run in a folder of CSV files, as a reader would run it."""

    @pytest.mark.parametrize(("name", "example"), ADOPTED)
    def test_worked_example(
        self, name: str, example: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """From the files of a worked example it prints the example's answer."""
        asked: dict[str, Any] = {key: example[key] for key in ("year", "as_at") if key in example}
        of = CATALOGUE.find(name)
        for table, text in example["records"].items():
            (tmp_path / f"{table}.csv").write_text(text.lstrip(), encoding="utf-8")
        number = example.get("population")
        given: dict[str, Any] = {table: columns(text) for table, text in example["records"].items()}
        if number is not None:
            given["population"] = attrs.evolve(POPULATION, number=number)
        expected = of.compute(**given, **asked)
        result = run(in_python(of, **asked, population=number), tmp_path, monkeypatch)

        assert (expected.tally, expected.figure, expected.as_at) == (result.tally, result.figure, result.as_at)
        assert f"{expected.tally} {expected.figure}\n" == capsys.readouterr().out

    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in CATALOGUE])
    def test_the_columns_it_names_are_enough(self, indicator: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Files with the columns named as needed, and no others, can be read, and make no figure of no rows but a number."""
        script = in_python(indicator)
        for needed, table in re.findall(r"^# ([\w, ]+?)(?:;.*)?\n(\w+) = pd", script, re.MULTILINE):
            (tmp_path / f"{table}.csv").write_text(needed.replace(" ", "") + "\n", encoding="utf-8")
        result = run(script, tmp_path, monkeypatch)

        assert (0, 0) == (result.tally.numerator, result.tally.denominator)
        assert (0 if indicator.unit is Unit.NUMBER else None) == result.figure

    @pytest.mark.parametrize("indicator", [pytest.param(each, id=each.id) for each in CATALOGUE])
    def test_the_columns_it_names_are_needed(self, indicator: Any) -> None:
        """Every column that the measure reads is named, and the flag that says what is left out is one that a file need not have."""
        script = in_python(indicator)
        named = {table: re.split(r"; and, where there is one: |, ", line) for line, table in re.findall(r"^# (.+)\n(\w+) = pd", script, re.MULTILINE)}

        for table in indicator.records:
            read = indicator.measure.columns if table is indicator.records[0] else indicator.measure.event_columns
            assert {"child", *read} <= set(named[table.name])
        if indicator.among is not None and not indicator.among.flagged:
            assert f"; and, where there is one: {indicator.among.column}\n" in script

    def test_the_estimate_of_a_rate(self) -> None:
        """The rate of a year that ends in March is of the estimate for the middle of the calendar year before."""
        script = in_python(CATALOGUE.find("england.referrals_per_10_000"), year="2017-18", population=38_912)

        assert "number=38912" in script
        assert 'vintage="mid-2017 estimate"' in script

    def test_a_day_that_contradicts_the_year(self) -> None:
        """What the library would refuse is not written."""
        with pytest.raises(InvalidPeriod):
            in_python(CATALOGUE.find("CP 3.10"), year="2018-19", as_at="2018-03-31")
