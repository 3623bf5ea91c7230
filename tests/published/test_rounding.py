"""
Rounding and adding up: the Department's percentages and totals, formed again from the counts beside them.

Both files are from the Department for Education's Children in need, under the Open Government Licence v3.0. Only authorities' rows are used: the
regional and national counts are published rounded to 10, so their percentages cannot be formed again from them.
"""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from csc_indicators.periods import ReportingYear
from csc_indicators.results.tally import Tally

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "published"
SUBSEQUENT_PLANS = PUBLISHED / "d3_cpps_subsequent_plan_2013_to_2025.csv"
REFERRALS = PUBLISHED / "c6_children_in_need_referrals_by_month_2013_to_2024.csv"

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared folder with the Department's figures is not beside the project")


def authority_rows(path: Path) -> list[dict[str, str]]:
    """The rows of local authorities, a year to a row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["geographic_level"] == "Local authority"]


@pytest.fixture(scope="module")
def plans() -> list[tuple[Tally, Decimal]]:
    """Second or subsequent plans out of all plans started, and the percentage beside them, where none of the three is hidden."""
    return [
        (Tally(int(row["CPP_subsequent"]), int(row["CPP_start"])), Decimal(row["CPP_subsequent_percent"]))
        for row in authority_rows(SUBSEQUENT_PLANS)
        if row["CPP_subsequent"].isdigit() and row["CPP_start"].isdigit() and row["CPP_subsequent_percent"][:1].isdigit()
    ]


def test_every_percentage_of_subsequent_plans_is_its_counts_half_up(plans: list[tuple[Tally, Decimal]]) -> None:
    """All 1,924 percentages that can be formed again from their counts are the same, to the decimal."""
    misses = [(tally, published) for tally, published in plans if tally.percentage(1) != published]

    assert len(plans) == 1924
    assert misses == []


def test_ties_among_them_were_taken_up(plans: list[tuple[Tally, Decimal]]) -> None:
    """Seven fall exactly on a tie, and two of those would be a tenth lower if ties went to the even figure."""
    tenths = [(1000 * Fraction(tally.numerator, tally.denominator), published) for tally, published in plans]
    ties = [(exact, published) for exact, published in tenths if exact.denominator == 2]
    to_even = [published for exact, published in ties if Decimal(round(exact)).scaleb(-1) != published]

    assert len(ties) == 7
    assert [Decimal("31.3"), Decimal("6.3")] == sorted(to_even, reverse=True)


def test_referrals_by_month_add_up_to_the_year() -> None:
    """From April to March the months make the year's total in all 1,785 rows whose counts are published."""
    year = ReportingYear(2017)
    months = [str(month).split()[0] for month in year.months_to(year.last)]
    rows = [row for row in authority_rows(REFERRALS) if all(row[column].isdigit() for column in (*months, "Referrals"))]
    totals = [sum((Tally(0, int(row[month])) for month in months), start=Tally(0, 0)) for row in rows]
    misses = [row for row, total in zip(rows, totals, strict=True) if int(row["Referrals"]) != total.denominator]

    assert len(rows) == 1785
    assert [] == misses
