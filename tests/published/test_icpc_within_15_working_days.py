"""
Initial child protection conferences within 15 working days: the Department's percentage, formed again from the Department's counts.

The counts are those of Children in need, data set C4 (conferences by duration band, by authority); the percentages are those of the Local Authority
Interactive Tool, where the same figure is published apart. Both are the Department for Education's, under the Open Government Licence v3.0.
"""

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TypeAlias

import pytest

from csc_indicators.periods import ReportingYear
from csc_indicators.results.tally import Tally

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "published"
COUNTS = PUBLISHED / "c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv"
PERCENTAGES = PUBLISHED / "lait_icpc_within_15_working_days.csv"
SOUTHEND = 882

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared folder with the Department's figures is not beside the project")

#: A reporting year, by the year it ends in, and the Department's number of the authority.
AuthorityYear: TypeAlias = tuple[int, int]


@pytest.fixture(scope="module")
def tallies() -> dict[AuthorityYear, Tally]:
    """Conferences in 0 to 10 and 11 to 15 working days, out of all conferences, wherever none of the three counts is hidden."""
    with COUNTS.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["geographic_level"] == "Local authority"]
    columns = ("Duration_0-10_days", "Duration_11-15_days", "ICPC")
    return {
        (int(row["time_period"]), int(row["old_la_code"])): Tally(int(row[columns[0]]) + int(row[columns[1]]), int(row[columns[2]]))
        for row in rows
        if all(row[column].isdigit() for column in columns)
    }


@pytest.fixture(scope="module")
def percentages() -> dict[AuthorityYear, Decimal]:
    """The published percentages, freed of the noise that the tool's spreadsheet left on them; its hyphens are hidden figures."""
    with PERCENTAGES.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["LA Number"] and row["Values"] not in {"", "-"}]
    return {
        (int(row["Years"]), int(float(row["LA Number"]))): Decimal(row["Values"]).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) for row in rows
    }


def test_the_national_form_is_reached_in_all_but_eight_authority_years(
    tallies: dict[AuthorityYear, Tally], percentages: dict[AuthorityYear, Decimal]
) -> None:
    """Of 1,447 authority-years with counts and a percentage 1,439 agree to the decimal, and all eight that do not are 2016 or 2017."""
    both = tallies.keys() & percentages.keys()
    misses = {year_and_authority for year_and_authority in both if tallies[year_and_authority].percentage(1) != percentages[year_and_authority]}

    assert (len(both), len(misses)) == (1447, 8)
    assert {2016, 2017} == {year for year, _ in misses}


@pytest.mark.parametrize(("year", "numerator", "denominator", "figure"), [("2017-18", 105, 159, "66.0"), ("2018-19", 198, 255, "77.6")])
def test_southend(
    tallies: dict[AuthorityYear, Tally], percentages: dict[AuthorityYear, Decimal], year: str, numerator: int, denominator: int, figure: str
) -> None:
    """Southend's two figures either side of the question of November 2018 are its counts' and the Department's."""
    row = (ReportingYear.parse(year).last.year, SOUTHEND)

    assert Tally(numerator, denominator) == tallies[row]
    assert (Decimal(figure), Decimal(figure)) == (tallies[row].percentage(1), percentages[row])
