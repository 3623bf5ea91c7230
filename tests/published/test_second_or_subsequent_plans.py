"""
Second or subsequent plans: the Department's percentages, formed again from the counts beside them.

The file is data set D3 of the Department for Education's Children in need, under the Open Government Licence v3.0.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from csc_indicators.indicators.plans import second_or_subsequent_plans
from csc_indicators.results.tally import Tally
from tests.published.tables import PUBLISHED, WITHOUT_THE_FOLDER, PublishedTable, published_table

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason=WITHOUT_THE_FOLDER)


@pytest.fixture(scope="module")
def table() -> PublishedTable:
    """Plans started and those of them that were a second or subsequent one, 2013 to 2025."""
    return published_table("d3_cpps_subsequent_plan_2013_to_2025.csv")


@pytest.fixture(scope="module")
def plans(table: PublishedTable) -> list[tuple[Tally, Decimal]]:
    """Second or subsequent plans out of all plans started, and the percentage beside them, where none of the three is hidden."""
    rows = [(row.counts("CPP_subsequent", "CPP_start"), row.figure("CPP_subsequent_percent")) for row in table.authorities]
    return [(Tally(*counts), published) for counts, published in rows if counts is not None and published is not None]


def figure(tally: Tally) -> Decimal | None:
    """What the national indicator makes of the counts."""
    return second_or_subsequent_plans.unit.figure(tally, decimals=second_or_subsequent_plans.decimals)


def test_every_percentage_is_its_counts_half_up(plans: list[tuple[Tally, Decimal]]) -> None:
    """All 1,924 percentages that can be formed again from their counts are the same, to the decimal."""
    misses = [(tally, published) for tally, published in plans if figure(tally) != published]

    assert 1924 == len(plans)
    assert [] == misses


def test_ties_among_them_were_taken_up(plans: list[tuple[Tally, Decimal]]) -> None:
    """Seven fall exactly on a tie, and two of those would be a tenth lower if ties went to the even figure."""
    tenths = [(1000 * Fraction(tally.numerator, tally.denominator), published) for tally, published in plans]
    ties = [(exact, published) for exact, published in tenths if exact.denominator == 2]
    to_even = [published for exact, published in ties if Decimal(round(exact)).scaleb(-1) != published]

    assert 7 == len(ties)
    assert [Decimal("31.3"), Decimal("6.3")] == sorted(to_even, reverse=True)


def test_nothing_out_of_nothing_is_no_percentage(table: PublishedTable) -> None:
    """Where no plan started, six times, the percentage is printed as not applicable, and there is no figure here either."""
    none = [row for row in table.authorities if row.count("CPP_start") == 0]

    assert ["z"] * 6 == [row.cells["CPP_subsequent_percent"] for row in none]
    assert {None} == {figure(Tally(row.count("CPP_subsequent") or 0, 0)) for row in none}


def test_nothing_is_left_over(table: PublishedTable, plans: list[tuple[Tally, Decimal]]) -> None:
    """Of 1,976 authority-years 1,924 are formed again, 6 had no plan, and 46 have a count that is not printed."""
    without_plans = [row for row in table.authorities if row.count("CPP_start") == 0]
    hidden = [row for row in table.authorities if row.counts("CPP_subsequent", "CPP_start") is None]

    assert (1976, 1924, 6, 46) == (len(table.authorities), len(plans), len(without_plans), len(hidden))
