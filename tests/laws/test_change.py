"""The laws of a change: of what may be compared, in printed points, and judged by what is good."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import Month, OverlappingPeriods, OverlappingTally, Result, Tally, southend
from csc_indicators.accumulations import IN_MONTH, IN_QUARTER, YEAR_TO_DATE, Accumulation, Period
from csc_indicators.results.change import Direction, change
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import NoFigure
from tests.oracle import percentage_half_up
from tests.strategies import tallies

LAST_YEAR = Period(date(2017, 4, 1), date(2017, 7, 31), date(2017, 7, 31))
THIS_YEAR = Period(date(2018, 4, 1), date(2018, 7, 31), date(2018, 7, 31))

GOOD: st.SearchStrategy[Literal["high", "low", "neutral"]] = st.sampled_from(["high", "low", "neutral"])


def point(period: Period, tally: Tally, why: NoFigure | None = None) -> Gathered:
    """A year to date."""
    return Gathered(period=period, tally=OverlappingTally(tally.numerator, tally.denominator), in_month=tally, why=why or tally.why)


def computed(as_at: str, accumulation: Accumulation | None = None, **asked: Any) -> Result[Gathered]:
    """CP 3.10 of four conferences of 2017 and 2018, one of each year late."""
    columns = {
        "child": [1, 2, 3, 4],
        "strategy_discussion": ["2017-08-01", "2017-08-02", "2018-08-01", "2018-08-02"],
        "conference": ["2017-08-31", "2017-08-10", "2018-08-31", "2018-08-10"],
    }
    return southend.CP_3_10.compute(columns, as_at=as_at, accumulation=accumulation, **asked)


class TestThePoints:
    """Percentage points are between the printed figures, so that the three printed numbers agree. (Settled rule 6.)"""

    @given(tallies(), tallies(), st.integers(0, 2), GOOD)
    def test_the_earlier_and_the_points_are_the_later(
        self, earlier: Tally, later: Tally, decimals: int, good: Literal["high", "low", "neutral"]
    ) -> None:
        """Added to the earlier printed figure they are the later; without one of the two there are none."""
        then, now = (percentage_half_up(tally.numerator, tally.denominator, decimals) for tally in (earlier, later))
        found = change(point(THIS_YEAR, later), point(LAST_YEAR, earlier), decimals=decimals, good=good)

        assert (LAST_YEAR, THIS_YEAR) == (found.earlier, found.later)
        if then is None or now is None:
            assert (None, None) == (found.points, found.direction)
            assert "one of them has no figure" in str(found)
        else:
            assert found.points is not None
            assert now == then + found.points

    @given(tallies(1), tallies(1), GOOD)
    def test_the_direction_is_by_what_is_good(self, earlier: Tally, later: Tally, good: Literal["high", "low", "neutral"]) -> None:
        """Up is better where high is good, worse where low is, and only up where neither is; a printed change of nought is none."""
        then, now = (percentage_half_up(tally.numerator, tally.denominator, 1) for tally in (earlier, later))
        assert then is not None
        assert now is not None
        words = {"high": ("better", "worse"), "low": ("worse", "better"), "neutral": ("up", "down")}[good]
        expected = "unchanged" if now == then else words[0] if now > then else words[1]

        found = change(point(THIS_YEAR, later), point(LAST_YEAR, earlier), decimals=1, good=good)
        assert expected == str(found.direction)
        assert found.direction is Direction(expected)

    @given(tallies(1), tallies(1))
    def test_a_figure_that_is_none_is_not_compared(self, earlier: Tally, later: Tally) -> None:
        """A figure of a period that was not counted in whole has counts, and no points."""
        part = point(LAST_YEAR, earlier, NoFigure.NOT_COUNTED_FROM)

        assert change(point(THIS_YEAR, later), part, decimals=1, good="high").points is None
        assert change(point(THIS_YEAR, later), attrs.evolve(part, why=None), decimals=1, good="high").points is not None

    @pytest.mark.parametrize(
        ("counts", "good", "words"),
        [
            ((1, 3), "high", "up 50.0 points compared with April to July 2017, which is better"),
            ((3, 1), "high", "down 50.0 points compared with April to July 2017, which is worse"),
            ((3, 1), "neutral", "down 50.0 points compared with April to July 2017"),
            ((2, 2), "low", "unchanged from April to July 2017"),
        ],
    )
    def test_in_words(self, counts: tuple[int, int], good: Literal["high", "low", "neutral"], words: str) -> None:
        """A change says how far, since when, and whether that is good."""
        earlier, later = (Tally(n, 4) for n in counts)
        said = str(change(point(THIS_YEAR, later), point(LAST_YEAR, earlier), decimals=1, good=good))

        assert words == said

    def test_one_point_is_one_point(self) -> None:
        """One point is not one points."""
        assert "up 1 point compared" in str(change(point(THIS_YEAR, Tally(51, 100)), point(LAST_YEAR, Tally(50, 100)), decimals=0, good="high"))


class TestWhatMayBeCompared:
    """A part-period is compared with the same part of another year, and whole periods with whole ones."""

    @settings(max_examples=200)
    @given(st.dates(date(2018, 4, 1), date(2019, 3, 31)), st.integers(0, 3), st.integers(-2, 2))
    def test_a_part_needs_the_same_part(self, as_at: date, years: int, days: int) -> None:
        """A part is compared with one that begins and ends on the same days of the year, and with no other."""
        last = YEAR_TO_DATE.periods(Month.of(as_at), as_at)[-1]
        try:
            then = as_at.replace(year=as_at.year - years, day=as_at.day + days)
        except ValueError:
            return
        earlier = YEAR_TO_DATE.periods(Month.of(then), then)[-1]
        pair = point(last, Tally(1, 2)), point(earlier, Tally(1, 2))
        whole = last.complete and earlier.complete
        ends_february = all((day.month, day.day) in {(2, 28), (2, 29)} and period.complete for day, period in ((as_at, last), (then, earlier)))
        if whole or days == 0 or ends_february:
            assert Decimal("0.0") == change(*pair, decimals=1, good="high").points
        else:
            with pytest.raises(OverlappingPeriods, match="a part-period is compared with the same part of another year"):
                change(*pair, decimals=1, good="high")

    @pytest.mark.parametrize(
        ("day", "other", "allowed"),
        [
            (date(2020, 2, 29), date(2019, 2, 28), True),
            (date(2020, 2, 28), date(2019, 2, 28), True),
            (date(2020, 2, 28), date(2019, 2, 27), False),
            (date(2020, 2, 28), date(2016, 2, 29), False),
            (date(2020, 2, 28), date(2016, 2, 28), True),
        ],
    )
    def test_the_end_of_february(self, day: date, other: date, *, allowed: bool) -> None:
        """To the last of February is a whole month in every year; to the 28th of a leap year is compared with a 28th."""
        later, earlier = (point(IN_MONTH.periods(Month.of(of), of)[-1], Tally(1, 2)) for of in (day, other))
        if allowed:
            assert change(later, earlier, decimals=1, good="high").points == 0
        else:
            with pytest.raises(OverlappingPeriods):
                change(later, earlier, decimals=1, good="high")

    def test_parts_that_begin_apart(self) -> None:
        """Twelve days of a month are not compared with a year to date up to the same day."""
        days = date(2018, 9, 12), date(2017, 9, 12)
        month, year = IN_MONTH.periods(Month.of(days[0]), days[0])[-1], YEAR_TO_DATE.periods(Month.of(days[1]), days[1])[-1]
        with pytest.raises(OverlappingPeriods):
            change(point(month, Tally(1, 2)), point(year, Tally(1, 2)), decimals=1, good="high")

    def test_two_snapshots(self) -> None:
        """A snapshot of a day within a month is compared with the same day of another year and not with a month's end."""
        days = [date(2018, 9, 12), date(2017, 9, 12), date(2018, 8, 31)]
        ends = [date(2018, 9, 30), date(2017, 9, 30), date(2018, 8, 31)]
        part, year_ago, month_end = (
            Snapshot(period=Period(day, end, day), tally=OverlappingTally(1, 2), why=None) for day, end in zip(days, ends, strict=True)
        )

        assert change(part, year_ago, decimals=1, good="high").points == 0
        with pytest.raises(OverlappingPeriods):
            change(part, month_end, decimals=1, good="high")


class TestComparedWith:
    """A result is compared with an earlier one of the same indicator, in one reading and gathered alike."""

    def test_a_year_ago(self) -> None:
        """The figure of the year before, of the same day."""
        found = computed("2018-08-15").compared_with(computed("2017-08-15"))

        assert (Decimal("0.0"), Direction.UNCHANGED) == (found.points, found.direction)
        assert (date(2017, 8, 15), date(2018, 8, 15)) == (found.earlier.as_at, found.later.as_at)

    def test_a_part_and_a_whole(self) -> None:
        """Half of August is not compared with a whole July, nor with a whole August."""
        for earlier in ("2018-07-31", "2017-08-31"):
            with pytest.raises(OverlappingPeriods):
                computed("2018-08-15", IN_MONTH).compared_with(computed(earlier, IN_MONTH))

    def test_with_a_later_one(self) -> None:
        """The earlier one is the one given."""
        with pytest.raises(TypeError, match=r"later one\. Exchange the two"):
            computed("2017-08-31").compared_with(computed("2018-08-31"))

    @pytest.mark.parametrize(
        "asked",
        [{"accumulation": IN_QUARTER}, {"accumulation": IN_MONTH}, {"reading": "section_47_start"}, {"reading": "initial_strategy_discussion"}],
    )
    def test_what_is_not_alike(self, asked: dict[str, Any]) -> None:
        """Another reading or accumulation is another figure."""
        earlier = computed("2017-07-31")
        other = attrs.evolve(earlier, **asked)
        with pytest.raises(TypeError, match="in one reading and gathered alike"):
            computed("2018-07-31").compared_with(other)
