"""
One region in one year, table by table: the counts and figures of the North East in 2023-24 as they were published, formed again by the definitions.

The figures are quoted from the Department for Education's Children in need 2024 (data sets B1, B5, C1, C4, D1, D6 and D7), and the populations
from the Office for National Statistics' estimates for the middle of 2023 as the Department published them beside it; all under the Open Government
Licence v3.0. They were read in data-to-insight/ERN-sessions, commits 7b1a6e8, ce9931e and 4ff7261. So these tests need no file.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from csc_indicators.indicators import child_protection, children_in_need, front_door, plans
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.documents import CHILDREN_IN_NEED_STATISTICS
from csc_indicators.results.rates import Population
from csc_indicators.results.tally import Tally
from csc_indicators.results.units import Unit
from tests.published.tables import PUBLISHED, WITHOUT_THE_FOLDER, cell, published_table

#: Children aged 0 to 17 in the middle of 2023, by the Department's number of the authority.
POPULATIONS = {
    840: 99_629, 841: 22_411, 390: 39_784, 805: 20_417, 806: 34_791, 391: 60_086,
    392: 42_037, 929: 58_812, 807: 27_441, 393: 30_096, 808: 44_087, 394: 55_636,
}  # fmt: skip

#: The region's, as published, which the authorities' add up to, and England's.
NORTH_EAST, ENGLISH = 535_227, 11_998_646


def rounded(count: int) -> int:
    """A count as regional ones are published, half up."""
    to = CHILDREN_IN_NEED_STATISTICS.national_counts_to
    return (count + to // 2) // to * to


@attrs.frozen
class Quoted:
    """
    What was published of one indicator.

    Attributes:
        indicator: The indicator.
        table: The data set and its columns: the count, for a percentage what it is out of, and the figure.
        authorities: A line to an authority: its number, then what is in the columns.
        region: What is in the columns for the region, counts to the nearest 10.
    """

    indicator: Indicator[Any]
    table: str
    authorities: str
    region: str

    def rows(self) -> Iterator[tuple[int, list[Decimal | None]]]:
        """The authorities' numbers and columns."""
        for line in self.authorities.strip().splitlines():
            number, *printed = line.split()
            yield int(number), [cell(text) for text in printed]

    def tally(self, columns: list[Decimal | None]) -> Tally | None:
        """The counts; None when one is not printed. Of a rate or a number everything counted is in the numerator."""
        first, second = columns[0], columns[-2]
        return None if first is None or second is None else Tally(int(first), int(second))

    def figure(self, tally: Tally, population: int) -> Decimal | None:
        """What the indicator makes of the counts."""
        of = Population(
            number=population,
            of="children aged 0 to 17",
            vintage="mid-2023 estimate",
            source="Office for National Statistics",
            as_of=date(2023, 6, 30),
        )
        return self.indicator.unit.figure(tally, decimals=self.indicator.decimals, population=of)


QUOTED = (
    Quoted(
        child_protection.section_47_enquiries_per_10_000,
        "C4: Section47, Section47_rate",
        """
        840 1992 199.9
        841 692 308.8
        390 633 159.1
        805 913 447.2
        806 1662 477.7
        391 1400 233
        392 722 171.8
        929 1068 181.6
        807 1018 371
        393 710 235.9
        808 1151 261.1
        394 1485 266.9
        """,
        "13450 251.2",
    ),
    Quoted(
        child_protection.initial_conferences_per_10_000,
        "C4: ICPC, ICPC_rate",
        """
        840 844 84.7
        841 229 102.2
        390 362 91
        805 267 130.8
        806 404 116.1
        391 483 80.4
        392 317 75.4
        929 590 100.3
        807 423 154.1
        393 357 118.6
        808 428 97.1
        394 714 128.3
        """,
        "5420 101.2",
    ),
    Quoted(
        front_door.referrals_per_10_000,
        "C1: Referrals, Referrals_rate",
        """
        840 4668 468.5
        841 1539 686.7
        390 1630 409.7
        805 2190 1072.6
        806 2797 803.9
        391 2992 498
        392 2305 548.3
        929 3001 510.3
        807 1556 567
        393 2041 678.2
        808 4031 914.3
        394 3299 593
        """,
        "32050 598.8",
    ),
    Quoted(
        front_door.re_referrals_within_12_months,
        "C1: Re_referrals, Referrals, Re_referrals_percent",
        """
        840 792 4668 17
        841 356 1539 23.1
        390 270 1630 16.6
        805 546 2190 24.9
        806 709 2797 25.3
        391 700 2992 23.4
        392 581 2305 25.2
        929 602 3001 20.1
        807 232 1556 14.9
        393 466 2041 22.8
        808 1221 4031 30.3
        394 640 3299 19.4
        """,
        "7120 32050 22.2",
    ),
    Quoted(
        front_door.children_re_referred_within_12_months,
        "C1: Re_referrals_child, Referrals_child, Re_referrals_child_percent",
        """
        840 705 4308 16.4
        841 301 1379 21.8
        390 245 1519 16.1
        805 466 1918 24.3
        806 609 2483 24.5
        391 600 2674 22.4
        392 481 1994 24.1
        929 545 2714 20.1
        807 214 1476 14.5
        393 387 1803 21.5
        808 974 3374 28.9
        394 566 2972 19
        """,
        "6090 28610 21.3",
    ),
    Quoted(
        front_door.referrals_with_no_further_action,
        "C1: No_Further_Action, Referrals, No_Further_Action_percent",
        """
        840 0 4668 0
        841 165 1539 10.7
        390 31 1630 1.9
        805 7 2190 0.3
        806 68 2797 2.4
        391 6 2992 0.2
        392 90 2305 3.9
        929 19 3001 0.6
        807 0 1556 0
        393 109 2041 5.3
        808 171 4031 4.2
        394 7 3299 0.2
        """,
        "670 32050 2.1",
    ),
    Quoted(
        children_in_need.children_in_need_per_10_000,
        "B1: At31_episodes, At31_episodes_rate",
        """
        840 4109 412.4
        841 1110 495.3
        390 1592 400.2
        805 1487 728.3
        806 1951 560.8
        391 2836 472
        392 1712 407.3
        929 2320 394.5
        807 1633 595.1
        393 1539 511.4
        808 2395 543.2
        394 2324 417.7
        """,
        "25010 467.2",
    ),
    Quoted(
        children_in_need.episodes_of_need_ended_after_2_years_or_more,
        "B5: 2years+, Ended_episodes, 2years+_percent",
        """
        840 236 3230 7.3
        841 85 956 8.9
        390 168 1160 14.5
        805 152 1784 8.5
        806 173 1876 9.2
        391 224 2276 9.8
        392 167 1056 15.8
        929 246 1791 13.7
        807 139 1034 13.4
        393 118 1002 11.8
        808 194 1729 11.2
        394 183 1611 11.4
        """,
        "2090 19510 10.7",
    ),
    Quoted(
        plans.child_protection_plans_starting_per_10_000,
        "D1: CPP_start, CPP_start_rate",
        """
        840 790 79.3
        841 196 87.5
        390 330 82.9
        805 230 112.7
        806 363 104.3
        391 443 73.7
        392 267 63.5
        929 506 86
        807 374 136.3
        393 313 104
        808 350 79.4
        394 695 124.9
        """,
        "4860 90.7",
    ),
    Quoted(
        plans.child_protection_plans_ending_per_10_000,
        "D1: CPP_end, CPP_end_rate",
        """
        840 830 83.3
        841 167 74.5
        390 281 70.6
        805 246 120.5
        806 512 147.2
        391 379 63.1
        392 302 71.8
        929 539 91.6
        807 352 128.3
        393 269 89.4
        808 347 78.7
        394 473 85
        """,
        "4700 87.8",
    ),
    Quoted(
        plans.child_protection_plans_per_10_000,
        "D1: CPP_At31, CPP_At31_rate",
        """
        840 494 49.6
        841 145 64.7
        390 239 60.1
        805 158 77.4
        806 320 92
        391 395 65.7
        392 177 42.1
        929 384 65.3
        807 227 82.7
        393 236 78.4
        808 241 54.7
        394 519 93.3
        """,
        "3540 66",
    ),
    Quoted(
        plans.plans_reviewed_in_time,
        "D6: Reviewed_within_timescales, CPP_At31_3Months, Reviewed_within_timescales_percent",
        """
        840 303 310 97.7
        841 102 102 100
        390 145 153 94.8
        805 100 103 97.1
        806 174 228 76.3
        391 285 303 94.1
        392 108 115 93.9
        929 243 249 97.6
        807 135 148 91.2
        393 146 151 96.7
        808 128 164 78
        394 296 303 97.7
        """,
        "2170 2330 93",
    ),
    Quoted(
        plans.plans_ending_after_2_years_or_more,
        "D7: 2_years_or_more, CPP_End, 2_years_or_more_percent",
        """
        840 6 830 0.7
        841 7 167 4.2
        390 c 281 c
        805 6 246 2.4
        806 20 512 3.9
        391 19 379 5
        392 11 302 3.6
        929 6 539 1.1
        807 8 352 2.3
        393 c 269 c
        808 12 347 3.5
        394 0 473 0
        """,
        "100 4700 2.1",
    ),
)

NAMES = [quoted.indicator.id for quoted in QUOTED]


class TestTheNorthEast:
    """Authorities' counts are not rounded; figures are to 1 decimal, half up, from them [Children in need, data guidance]"""

    @pytest.mark.parametrize("quoted", QUOTED, ids=NAMES)
    def test_every_authority(self, quoted: Quoted) -> None:
        """Each of the 12 authorities' figures is its counts', or both are suppressed."""
        rows = [(number, quoted.tally(columns), columns[-1]) for number, columns in quoted.rows()]
        figures = {number: None if tally is None else quoted.figure(tally, POPULATIONS[number]) for number, tally, _ in rows}

        assert POPULATIONS.keys() == figures.keys()
        assert {number: published for number, _, published in rows} == figures

    @pytest.mark.parametrize("quoted", QUOTED[:-1], ids=NAMES[:-1])
    def test_the_region(self, quoted: Quoted) -> None:
        """The region's counts are the sums to the nearest 10, and its figure is that of the sums before they are rounded."""
        visible = [tally for _, columns in quoted.rows() if (tally := quoted.tally(columns)) is not None]
        whole = sum(visible, start=Tally(0, 0))
        counts = [whole.numerator, whole.denominator] if quoted.indicator.unit is Unit.PERCENT else [whole.numerator]

        assert len(POPULATIONS) == len(visible)
        assert [*map(rounded, counts), quoted.figure(whole, NORTH_EAST)] == [cell(text) for text in quoted.region.split()]

    def test_suppressed_authorities_are_in_the_region(self) -> None:
        """Of plans that ended after 2 years or more two authorities' counts are suppressed: what is printed is 95, and the region has 100."""
        quoted = QUOTED[-1]
        visible = [tally.numerator for _, columns in quoted.rows() if (tally := quoted.tally(columns)) is not None]

        assert (10, 95) == (len(visible), sum(visible))
        assert [Decimal(100), Decimal(4700), Decimal("2.1")] == [cell(text) for text in quoted.region.split()]


def test_how_many() -> None:
    """156 figures of authorities are quoted, of which 154 are printed, and 13 of the region, of which 12 can be formed again."""
    printed = [columns[-1] for quoted in QUOTED for _, columns in quoted.rows()]

    assert (156, 154) == (len(printed), sum(figure is not None for figure in printed))
    assert NORTH_EAST == sum(POPULATIONS.values())


def test_a_rate_from_a_rounded_count_can_be_wrong() -> None:
    """The region's 13,450 enquiries, rounded as they are printed, would make 251.3 for every 10,000 children, and 251.2 is published."""
    quoted = QUOTED[0]

    assert Decimal("251.3") == quoted.figure(Tally(13_450, 13_450), NORTH_EAST)
    assert Decimal("251.2") == cell(quoted.region.split()[-1])


@pytest.mark.parametrize(
    ("name", "count", "expected"),
    [
        ("england.section_47_enquiries_per_10_000", 224_520, "187.1"),
        ("england.initial_conferences_per_10_000", 72_250, "60.2"),
        ("england.referrals_per_10_000", 621_880, "518.3"),
        ("england.children_in_need_per_10_000", 399_460, "332.9"),
        ("england.child_protection_plans_starting_per_10_000", 62_110, "51.8"),
        ("england.child_protection_plans_ending_per_10_000", 62_870, "52.4"),
        ("england.child_protection_plans_per_10_000", 49_900, "41.6"),
    ],
)
def test_england(name: str, count: int, expected: str) -> None:
    """England is large enough for its rates to be the same from counts that are rounded to 10, whichever way they were rounded."""
    quoted = QUOTED[NAMES.index(name)]

    for unrounded in range(count - 5, count + 5):
        assert Decimal(expected) == quoted.figure(Tally(unrounded, unrounded), ENGLISH)


@pytest.mark.skipif(not PUBLISHED.exists(), reason=WITHOUT_THE_FOLDER)
@pytest.mark.parametrize(("at", "column"), [(0, "Section47"), (1, "ICPC")])
def test_the_next_release_has_the_same_counts(at: int, column: str) -> None:
    """The counts of 2024 in the file that was published a year later, which has no rates, are the ones quoted here."""
    later = published_table("c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv")

    assert {number: columns[0] for number, columns in QUOTED[at].rows()} == {
        number: later.authority(number, 2024).count(column) for number in POPULATIONS
    }
