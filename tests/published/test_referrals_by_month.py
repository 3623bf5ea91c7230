"""
Referrals by month: the months of the Department's authorities, added up to its years and its regions.

The file is data set C6 of the Department for Education's Children in need, under the Open Government Licence v3.0.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from itertools import accumulate
from operator import add

import numpy as np
import pytest

from csc_indicators.accumulations import IN_MONTH, IN_QUARTER, YEAR_TO_DATE
from csc_indicators.indicators.front_door import referrals
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.results.groups import Group
from csc_indicators.results.tallies import Tallies
from tests.published.answer_files import answer_file
from tests.published.tables import PUBLISHED, WITHOUT_THE_FOLDER, PublishedTable, Row, published_table

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason=WITHOUT_THE_FOLDER)

YEARS = range(2013, 2025)


@pytest.fixture(scope="module")
def table() -> PublishedTable:
    """Referrals by month, 2013 to 2024."""
    return published_table("c6_children_in_need_referrals_by_month_2013_to_2024.csv")


def months_of(year: int) -> list[Month]:
    """The months of the reporting year that ends in *year*, from April."""
    reporting = ReportingYear(year - 1)
    return list(reporting.months_to(reporting.last))


def columns_of(months: list[Month]) -> list[str]:
    """What the table calls the months."""
    return [str(month).split()[0] for month in months]


def visible(rows: Iterable[Row]) -> list[Row]:
    """The rows of which every month and the total are printed."""
    columns = columns_of(months_of(YEARS[-1]))
    return [row for row in rows if row.counts("Referrals", *columns) is not None]


def of_month(month: Month, column: str, rows: list[Row]) -> Tallies:
    """One month's referrals by region and authority, every one of them in the numerator as :data:`referrals` counts them."""
    counts = np.array([[row.count(column) or 0] for row in rows])
    return Tallies(
        accumulation=IN_MONTH,
        periods=IN_MONTH.periods(month, month.last),
        counted_from=month.first,
        by=("region", "authority"),
        groups=tuple((row.region, row.number) for row in rows),
        numerators=counts,
        denominators=counts,
    )


def year_by_month(year: int, rows: list[Row]) -> Tallies:
    """The twelve months, each counted by itself and merged."""
    months = months_of(year)
    return reduce(add, (of_month(month, column, rows) for month, column in zip(months, columns_of(months), strict=True)))


def year_to_date(months: Tallies) -> dict[Group, Decimal | None]:
    """Each group's figure of the whole year, as the national indicator gives it."""
    to_date = months.to(YEAR_TO_DATE)
    last = len(to_date.periods) - 1
    return {group: referrals.unit.figure(to_date.tally(row, last), decimals=referrals.decimals) for row, group in enumerate(to_date.groups)}


def test_the_months_add_up_to_the_year(table: PublishedTable) -> None:
    """From April to March the months to date end on the year's total in all 1,785 authority-years whose counts are printed."""
    checked, misses = 0, []
    for year in YEARS:
        rows = visible(table.in_year(year))
        figures = year_to_date(year_by_month(year, rows))
        checked += len(rows)
        misses += [str(row) for row in rows if figures[row.region, row.number] != row.count("Referrals")]

    assert (1785, []) == (checked, misses)
    assert answer_file("england.referrals").recounted("months").agreed == checked


def test_each_month_to_date_is_the_months_so_far(table: PublishedTable) -> None:
    """In every one of the 1,785 authority-years the twelve months stay what they are, and each month to date is the sum of those printed so far."""
    checked = 0
    for year in YEARS:
        rows = visible(table.in_year(year))
        months = year_by_month(year, rows)
        at = [months.groups.index((row.region, row.number)) for row in rows]
        printed = [list(row.counts(*columns_of(months_of(year))) or ()) for row in rows]
        checked += len(rows)

        assert printed == months.numerators[at].tolist()
        assert [list(accumulate(counts)) for counts in printed] == months.to(YEAR_TO_DATE).numerators[at].tolist()

    assert 1785 == checked


def test_nothing_is_left_over(table: PublishedTable) -> None:
    """The 38 other authority-years have a month or a total that is not printed: suppressed, not available or of low reliability."""
    columns = ("Referrals", *columns_of(months_of(YEARS[-1])))
    hidden = [row for row in table.authorities if row.counts(*columns) is None]

    assert (1823, 38) == (len(table.authorities), len(hidden))
    assert {"c", "x", "u"} == {row.cells[column] for row in hidden for column in columns if row.count(column) is None}


@pytest.mark.parametrize("year", [2013, 2019, 2024])
def test_the_order_of_adding_changes_nothing(table: PublishedTable, year: int) -> None:
    """Regions first and months after, quarters on the way, or authorities in two parts: the same year to date."""
    rows = visible(table.in_year(year))
    merged = year_by_month(year, rows)
    halves = year_by_month(year, rows[::2]) + year_by_month(year, rows[1::2])

    assert merged == halves
    assert merged.grouped("region").to(YEAR_TO_DATE) == merged.to(YEAR_TO_DATE).grouped("region")
    quarters = merged.whole().to(IN_QUARTER)
    last = merged.whole().to(YEAR_TO_DATE).tally(0, 11)
    assert last.denominator == sum(quarters.tally(0, at).denominator for at in range(4)) == sum(row.count("Referrals") or 0 for row in rows)


def test_the_regions_months_to_date_are_the_published_year(table: PublishedTable) -> None:
    """Where every authority of an area is wholly visible its months to date, rounded to 10 at the end, are its published year: all 91 times."""
    assert referrals.published is not None
    to = referrals.published.national_counts_to
    checked, misses = 0, []
    for area in table.areas:
        rows = visible(table.within(area))
        if len(rows) == len(table.within(area)):
            ((_, figure),) = year_to_date(year_by_month(area.year, rows).whole()).items()
            checked += 1
            misses += [str(area)] if figure is None or (int(figure) + to // 2) // to * to != area.count("Referrals") else []

    assert (91, []) == (checked, misses)
    assert answer_file("england.referrals").recounted("months of areas").agreed == checked
