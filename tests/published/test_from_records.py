"""
From records to the published figure: records that have exactly the counts of an authority's year, put through the whole calculation.

The records are made up: only how many there are of each kind is the authority's. The counts and percentages are from the Department for Education's
Children in need, data sets C4, C6 and D3, and its Local Authority Interactive Tool, under the Open Government Licence v3.0.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice

import numpy as np
import pytest

from csc_indicators.indicators.child_protection import ICPC_BANDS, icpc_within_15_working_days, section_47_enquiries_per_10_000
from csc_indicators.indicators.front_door import referrals
from csc_indicators.indicators.plans import second_or_subsequent_plans
from csc_indicators.results.rates import Population
from tests.oracle import SLOW_ENGLAND_AND_WALES, every_day
from tests.published.answer_files import answer_file
from tests.published.tables import PUBLISHED, WITHOUT_THE_FOLDER, Row, comparison_tool, published_table
from tests.published.test_regions import BANDS, C4, C6, D3, MONTHS
from tests.published.test_the_north_east_in_2024 import POPULATIONS, QUOTED

needs_the_files = pytest.mark.skipif(not PUBLISHED.exists(), reason=WITHOUT_THE_FOLDER)

#: The year of every table that records are made for: April 2018 to March 2019.
YEAR = 2019
FIRST, LAST = date(2018, 4, 1), date(2019, 3, 31)

#: The working days from which conferences and the discussions before them are picked, and where among them the year begins and ends.
WORKING_DAYS = [day for day in every_day(date(2017, 6, 1), date(2019, 4, 30)) if SLOW_ENGLAND_AND_WALES.works(day)]
BEGINS = next(at for at, day in enumerate(WORKING_DAYS) if day >= FIRST)
ENDS = next(at for at, day in enumerate(WORKING_DAYS) if day > LAST)

#: The working days from the discussion to the conference, band by band; the last has no upper edge.
DURATIONS = (range(11), range(11, 16), range(16, 21), range(21, 180, 7))

#: The days of the year, and the months that begin on them.
DAYS = list(every_day(FIRST, LAST))


#: Children with an enquiry in 2023-24 and their rate, by the number of their authority: C4, Section47_child and Section47_child_rate.
CHILDREN = {
    840: (1759, "176.6"),
    841: (614, "274"),
    390: (610, "153.3"),
    805: (761, "372.7"),
    806: (1368, "393.2"),
    391: (1101, "183.2"),
    392: (634, "150.8"),
    929: (970, "164.9"),
    807: (896, "326.5"),
    393: (663, "220.3"),
    808: (1032, "234.1"),
    394: (1288, "231.5"),
}


def places(number: int) -> Iterator[int]:
    """The places of so many conferences among the working days of the year, its first and its last among them."""
    return islice(cycle([BEGINS, ENDS - 1, *range(BEGINS, ENDS)]), number)


def conferences(row: Row) -> dict[str, list[object]]:
    """
    Conferences with the row's counts in each band and in all, and others that are not to be counted.

    Those in no band have no discussion recorded, or one after the conference. Beside the year's there are one on the last working day before it,
    one on the first after it, one not held, and one on a child who moved in.
    """
    banded, (total,) = row.counts(*BANDS) or (), row.counts("ICPC") or (0,)
    pairs: list[tuple[date | None, date | None]] = []
    for number, durations in zip(banded, DURATIONS, strict=True):
        pairs += [(WORKING_DAYS[at - lasted], WORKING_DAYS[at]) for at, lasted in zip(places(number), cycle(durations), strict=False)]
    unbanded = total - len(pairs)
    pairs += [((None, WORKING_DAYS[at + 1])[nth % 2], WORKING_DAYS[at]) for nth, at in enumerate(places(unbanded))]
    beside = [(BEGINS - 3, BEGINS - 1), (ENDS - 3, ENDS)]
    pairs += [(WORKING_DAYS[start], WORKING_DAYS[end]) for start, end in beside]
    pairs += [(WORKING_DAYS[BEGINS], None), (None, WORKING_DAYS[BEGINS])]
    return {
        "child": list(range(len(pairs))),
        "strategy_discussion": [start for start, _ in pairs],
        "conference": [end for _, end in pairs],
        "transfer_in": [*["no"] * (len(pairs) - 1), "yes"],
    }


def plans(second: int, started: int) -> dict[str, list[object]]:
    """
    So many plans that started in the year, so many of them not the child's first, and others that are not to be counted.

    That a plan is not the first is known in three ways, by turns: from the number of plans before it, from one in the records that ended before the
    year, and from one of the year's own first plans. Beside the year's there are a first plan from the day before it and one from the day after it.
    """
    rows: list[tuple[int, date, date | None, int | None]] = []
    firsts, days = started - second, cycle([FIRST, LAST, *DAYS])
    for child, start in zip(range(second), days, strict=False):
        if child % 3 == 0:
            rows.append((child, start, start + timedelta(200), 1 + child % 2))
        elif child % 3 == 1 or not firsts:
            rows += [(child, date(2012, 5, 1), date(2013, 2, 28), None), (child, start, None, None)]
        else:
            rows += [(child, FIRST, FIRST + timedelta(90), 0), (child, LAST - timedelta(child % 90), None, None)]
            firsts -= 1
    rows += [(second + child, start, None, (0, None)[child % 2]) for child, start in zip(range(firsts), days, strict=False)]
    rows += [(-1, FIRST - timedelta(1), None, 0), (-2, LAST + timedelta(1), None, 0)]
    return dict(zip(("child", "start", "end", "previous_plans"), map(list, zip(*rows, strict=True)), strict=True))


def referred(row: Row) -> dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]]:
    """Referrals with the row's count in each month, on its first day, its last and those between, and one on either side of the year."""
    firsts = np.arange("2018-04", "2019-05", dtype="datetime64[M]").astype("datetime64[D]")
    days = [
        np.resize(np.concatenate([[first, following - np.timedelta64(1, "D")], np.arange(first, following)]), number)
        for first, following, number in zip(firsts[:-1], firsts[1:], row.counts(*MONTHS) or (), strict=True)
    ]
    when = np.concatenate([*days, [firsts[0] - np.timedelta64(1, "D"), firsts[-1]]])
    return {"child": np.arange(len(when)) // 2, "referral": when}


class TestConferences:
    """The clock runs from the strategy discussion; the conference's day says which year it is in [Children in need, table C4]"""

    @needs_the_files
    def test_every_authority_of_a_year(self) -> None:
        """The 129 authorities whose bands, total and percentage are all printed for 2018-19 come out with each of them."""
        percentages = comparison_tool("lait_icpc_within_15_working_days.csv", decimals=1)
        rows = [row for row in published_table(C4).in_year(YEAR) if row.counts(*BANDS, "ICPC") is not None]
        rows = [row for row in rows if percentages[row.year, row.number] is not None]
        found = {}
        for row in rows:
            result = icpc_within_15_working_days.compute(conferences(row), year="2018-19", as_at=LAST)
            bands = () if result.banded is None else tuple(result.banded.counts[name] for name in ICPC_BANDS.names)
            found[str(row)] = (bands, result.tally.denominator, result.figure)

        assert 129 == len(rows) == answer_file("england.icpc_within_15_working_days").recounted("records").agreed
        assert found == {str(row): (row.counts(*BANDS), row.count("ICPC"), percentages[row.year, row.number]) for row in rows}


class TestPlans:
    """A plan is second or subsequent if the child had any with the same council before [Children in need, table D3]"""

    @needs_the_files
    def test_every_authority_of_a_year(self) -> None:
        """The 149 authorities whose counts and percentage are printed for 2018-19 come out with them."""
        rows = [(row, row.counts("CPP_subsequent", "CPP_start"), row.figure("CPP_subsequent_percent")) for row in published_table(D3).in_year(YEAR)]
        visible = {str(row): (counts, figure) for row, counts, figure in rows if counts is not None and figure is not None}
        found = {}
        for name, (counts, _) in visible.items():
            result = second_or_subsequent_plans.compute(plans(*counts), year="2018-19", as_at=LAST)
            found[name] = ((result.tally.numerator, result.tally.denominator), result.figure)

        assert 149 == len(visible) == answer_file("england.second_or_subsequent_plans").recounted("records").agreed
        assert visible == found


class TestReferrals:
    """A child is counted for each referral, in the month of its day [Children in need, table C6]"""

    @needs_the_files
    def test_every_authority_of_a_year(self) -> None:
        """The 150 authorities whose months and total are printed for 2018-19 come out with each of the thirteen counts."""
        rows = [row for row in published_table(C6).in_year(YEAR) if row.counts(*MONTHS, "Referrals") is not None]
        found = {}
        for row in rows:
            result = referrals.compute(referred(row), year="2018-19", as_at=LAST)
            found[str(row)] = (*(point.in_month.denominator for point in result.series), result.figure)

        assert 150 == len(rows) == answer_file("england.referrals").recounted("records").agreed
        assert found == {str(row): row.counts(*MONTHS, "Referrals") for row in rows}


class TestRates:
    """A rate is of all that happened in the year, over the population of the middle of the year before [Children in need, table C4]"""

    @pytest.mark.parametrize("number", POPULATIONS)
    def test_the_north_east(self, number: int) -> None:
        """Records with as many section 47 enquiries and as many children as in 2023-24 give each authority's published rate of either."""
        enquiries, published = dict(QUOTED[0].rows())[number]
        children, of_children = CHILDREN[number]
        count = int(enquiries or 0)
        days = np.arange("2023-04-01", "2024-04-01", dtype="datetime64[D]")
        records = {"child": np.arange(count) % children, "start": np.resize(days, count)}
        of = Population(number=POPULATIONS[number], of="children aged 0 to 17", vintage="mid-2023 estimate", source="ONS", as_of=date(2023, 6, 30))
        rates = [
            section_47_enquiries_per_10_000.compute(records, as_at="2024-03-31", population=of, reading=reading).figure
            for reading in ("every_enquiry", "each_child_once")
        ]

        assert [published, Decimal(of_children)] == rates
        assert "every_enquiry" == section_47_enquiries_per_10_000.adopted.key
