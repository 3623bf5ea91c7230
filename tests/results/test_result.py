"""What a result says of its prospects and its doubt, and what a figure that is none leaves unsaid."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csc_indicators import IN_MONTH, Month, Result, Target, YearToDate, southend
from csc_indicators.results.report import report
from csc_indicators.results.tally import NoFigure

DAY = timedelta(1)


def held(days: list[tuple[date, int]], **asked: Any) -> Result[Any]:
    """CP 3.10 of conferences, each on a day and so many days after its strategy discussion."""
    columns = {
        "child": list(range(len(days))),
        "strategy_discussion": [day - timedelta(apart) for day, apart in days],
        "conference": [day for day, _ in days],
    }
    indicator = attrs.evolve(southend.CP_3_10, target=asked.pop("target", Target(90)))
    return indicator.compute(columns, **asked)


class TestWhenTheTargetWentOutOfReach:
    """The first month after which not even successes alone could meet the target, of a year that begins in any month. (G9, CU16.)"""

    @settings(max_examples=60)
    @example([(date(2018, 2, 5), 60), (date(2018, 2, 6), 60), (date(2018, 5, 9), 1)], date(2018, 8, 31), 1, 2, 75)
    @given(
        st.lists(st.tuples(st.dates(date(2017, 4, 1), date(2019, 3, 31)), st.sampled_from([1, 60])), max_size=12),
        st.sampled_from([date(2018, 4, 30), date(2018, 8, 31), date(2018, 11, 12), date(2019, 3, 31)]),
        st.integers(1, 12),
        st.integers(0, 9),
        st.sampled_from([50, 75, 90]),
    )
    def test_month_by_month(self, days: list[tuple[date, int]], as_at: date, starts_in: int, more: int, target: int) -> None:
        """Going through the months of the series in the year, the first after which all that are to come would not be enough."""
        result = held(days, as_at=as_at, accumulation=YearToDate(starts_in), target=Target(target))
        began = as_at
        while (began.month, began.day) != (starts_in, 1):
            began -= DAY
        total = sum(began <= day <= as_at for day, _ in days) + more
        expected = None
        day = max(began, date(2018, 4, 1))
        while day <= as_at and expected is None and total:
            if day == as_at or (day + DAY).day == 1:
                late = sum(began <= on <= day and apart == 60 for on, apart in days)
                expected = (day.year, day.month) if 100 * (total - late) < target * total else None
            day += DAY
        found = result.out_of_reach_after(total)

        assert expected == (None if found is None else (found.year, found.month))

    def test_fewer_than_there_have_been(self) -> None:
        """A year cannot come to fewer cases than it has had."""
        with pytest.raises(ValueError, match="Fewer cases are expected"):
            held([(date(2018, 5, 3), 1)], as_at="2018-07-31").out_of_reach_after(0)


class TestThePace:
    """As many more a month as so far."""

    @pytest.mark.parametrize(
        ("as_at", "expected"),
        [("2018-04-30", 264), ("2018-05-31", 120), ("2018-05-15", 170), ("2018-10-31", 17), ("2019-02-28", 2), ("2019-03-31", 0), ("2019-03-15", 1)],
    )
    def test_a_month_is_one_however_many_days_it_has(self, as_at: str, expected: int) -> None:
        """Twenty-four of April are twenty-four a month at its end, twelve a month after May's 31 days, and so on."""
        result = held([(date(2018, 4, 10), 1)] * 24, as_at=as_at)

        assert expected == result.remaining_at_this_pace

    def test_nothing_so_far_is_nothing_to_come(self) -> None:
        """Without a case there is no pace."""
        assert 0 == held([], as_at="2018-04-01").remaining_at_this_pace


class TestAFigureThatIsNone:
    """A figure whose period was not counted in whole has counts, and nothing that rests on them as if it were one. (Settled rule 7.)"""

    def test_nothing_is_said_of_it(self) -> None:
        """No percentage, shortfall, standing, cases short or interval, in no form; the counts stay."""
        whole = held([(date(2018, 5, 3), 1), (date(2018, 5, 4), 60)], as_at="2018-07-31")
        part = attrs.evolve(whole, series=tuple(attrs.evolve(point, why=NoFigure.NOT_COUNTED_FROM) for point in whole.series))

        assert whole.tally == part.tally
        assert [None] * 6 == [part.percentage, part.shortfall, part.standing, part.cases_short, part.interval(), part.compared_with(whole).points]
        assert "no figure, the period begins before the first month counted, 1 of 2" in repr(part)
        assert "50.0%, 1 of 2" in repr(whole)

    def test_nor_in_its_table(self) -> None:
        """The tidy table has the counts of such a period, and why there is no percentage."""
        whole = held([(date(2018, 5, 3), 1)], as_at="2018-05-31")
        columns = attrs.evolve(whole, tallies=attrs.evolve(whole.tallies, counted_from=date(2018, 4, 2))).columns()

        assert [1] == list(columns["numerator"][1:])
        assert [None, None] == list(columns["figure"])
        assert ["the period begins before the first month counted"] * 2 == list(columns["why_no_figure"])


class TestItsDoubt:
    """How sure is as asked, with families and without; a process chart is screened as asked."""

    @pytest.mark.parametrize("families", [None, ["1", "1", "2", "3"]])
    def test_the_confidence_is_the_one_asked_for(self, families: list[str] | None) -> None:
        """More confidence is a wider interval, which says so."""
        days = [date(2018, 5, day) for day in (3, 4, 8, 9)]
        columns: dict[str, Any] = {
            "child": list("abcd"),
            "strategy_discussion": [day - timedelta(apart) for day, apart in zip(days, (1, 60, 1, 1), strict=True)],
        }
        columns |= {"conference": days} | ({} if families is None else {"family": families})
        result = southend.CP_3_10.compute(columns, as_at="2018-05-31")
        narrow, usual, wide = (result.interval(confidence=confidence) for confidence in (50, 95, 99.8))

        assert narrow is not None
        assert usual is not None
        assert wide is not None
        assert (50, 95, 99.8) == (narrow.confidence, usual.confidence, wide.confidence)
        assert wide.lower < usual.lower < narrow.lower < narrow.upper < usual.upper < wide.upper
        assert usual == result.interval()

    def test_a_screened_chart_leaves_out_what_is_unusual(self) -> None:
        """One month quite unlike the others widens the limits only when nothing is screened."""
        late = {month: 1 + (month % 2) for month in range(4, 13)} | {8: 20}
        days = [(date(2018, month, 14), 60 if n < late[month] else 1) for month in late for n in range(20)]
        result = held(days, as_at="2018-12-31", accumulation=IN_MONTH)
        screened, whole = result.process_chart(), result.process_chart(screened=False)

        assert screened.upper is not None
        assert whole.upper is not None
        assert screened.upper < whole.upper


class TestItsCases:
    """The cases of a result in the caller's own dataframe library."""

    @pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
    def test_as_a_frame(self, library: Any) -> None:
        """A row to a case, children named, dates as dates."""
        cases = held([(date(2018, 5, 3), 1), (date(2018, 5, 4), 60)], as_at="2018-07-31").breaches
        frame = cases.to_frame(library)

        assert list(cases.columns()) == list(frame.column_names if library == "pyarrow" else frame.columns)
        assert 1 == len(frame)
        assert "late" == str(frame["status"][0])

    def test_the_influence_of_a_month_of_a_snapshot(self) -> None:
        """The cases of a snapshot are of a day, so no month of them can be asked for; without a month they can."""
        care = {"child": ["a", "b"], "start": ["2018-01-02"] * 2, "end": [None] * 2, "family": ["f", "g"]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits={"child": ["a"], "visited": ["2018-07-02"]}, as_at="2018-07-31")
        found = result.influence()

        assert found is not None
        assert ["50.0", "-50.0"] == [str(points) for points in found.points(1)]
        with pytest.raises(TypeError, match="is a snapshot: its cases are of a day and of no month"):
            result.influence(month=Month(2018, 7))
        assert "Of the families, 1 of 2 were in time." in report(result).sentences
