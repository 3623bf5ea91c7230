"""The laws of a result: every point is a count of verdicts, every count has its cases, and what a figure cannot say is refused."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import FaultyRecords, InvalidPeriod, Month, OverlappingTally, Result, Status, Tally, Target, UnknownName, southend
from csc_indicators.accumulations import AS_AT, IN_MONTH, IN_YEAR, ROLLING_12_MONTHS, YEAR_TO_DATE, Accumulation, InPeriod, Rolling, YearToDate
from csc_indicators.results.families import by_families, influence
from csc_indicators.results.intervals import wilson
from csc_indicators.results.process_chart import NotMonthly, process_chart
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import NoFigure
from tests.oracle import ONE_DAY, SLOW_ENGLAND_AND_WALES, judged_child
from tests.strategies import Child, Conference, as_at_days, care_columns, children, conference_columns, conferences

APRIL = date(2018, 4, 1)
MARCH_31 = date(2019, 3, 31)

#: Each example computes a whole result, so there are fewer than Hypothesis draws otherwise.
FEWER = settings(max_examples=25)

Run: TypeAlias = tuple[date, date, date]

ACCUMULATIONS: st.SearchStrategy[Accumulation] = st.one_of(
    st.just(IN_MONTH),
    st.builds(InPeriod, st.sampled_from([3, 12]), st.integers(1, 12)),
    st.builds(YearToDate, st.integers(1, 12)),
    st.builds(Rolling, st.integers(1, 15)),
)
#: Days with two earlier quarters or more than three earlier months in the year before them.
AFTER_JULY = as_at_days().filter(lambda day: day > date(2018, 7, 31))
TEAMS = st.sampled_from(["North", "South", ""])


def computed(rows: Sequence[Conference], **asked: Any) -> Result[Gathered]:
    """CP 3.10 of these rows."""
    extra = {name: asked.pop(name) for name in ("team", "area") if name in asked}
    return southend.CP_3_10.compute(conference_columns(rows) | extra, **asked)


def cared(of: list[Child], **asked: Any) -> Result[Snapshot]:
    """CP 1.4 of these children."""
    given: dict[str, Any] = {**care_columns(of), **asked}
    return southend.CP_1_4.compute(**given)


def month_before(month: tuple[int, int]) -> tuple[int, int]:
    """Turn back one page of a calendar."""
    return (month[0] - 1, 12) if month[1] == 1 else (month[0], month[1] - 1)


def last_day(month: tuple[int, int]) -> date:
    """Step from the month's first day until the next day is in another month."""
    day = date(*month, 1)
    while (day + ONE_DAY).month == month[1]:
        day += ONE_DAY
    return day


def begun(accumulation: Accumulation, month: tuple[int, int]) -> tuple[int, int]:
    """Turn back pages to the first month of the figure that a month is in."""
    if isinstance(accumulation, Rolling):
        for _ in range(accumulation.months - 1):
            month = month_before(month)
        return month
    if isinstance(accumulation, YearToDate):
        starts = {accumulation.starts_in}
    elif isinstance(accumulation, InPeriod):
        starts = {(accumulation.starts_in + step - 1) % 12 + 1 for step in range(0, 12, accumulation.months)}
    while month[1] not in starts:
        month = month_before(month)
    return month


def slow_periods(accumulation: Accumulation, as_at: date) -> list[Run]:
    """The first day, last day and last day counted of every figure from April to a day, a month at a time."""
    runs: list[Run] = []
    month = (2018, 4)
    while date(*month, 1) <= as_at:
        first = date(*begun(accumulation, month), 1)
        last = last_day(month)
        if isinstance(accumulation, InPeriod):
            runs = [run for run in runs if run[0] != first]
            end = begun(accumulation, month)
            for _ in range(accumulation.months - 1):
                end = (end[0] + 1, 1) if end[1] == 12 else (end[0], end[1] + 1)
            last = last_day(end)
        runs.append((first, last, min(last, as_at)))
        month = (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)
    return runs


def in_time(row: Conference) -> bool:
    """Whether a conference that was held came in time."""
    start, end = row.strategy_discussion, row.conference
    return start is not None and end is not None and start <= end and SLOW_ENGLAND_AND_WALES.in_time(start, end, 15)


def count(rows: Sequence[Conference], first: date, last: date) -> Tally:
    """One conference after another, those held between two days."""
    held = [row for row in rows if row.conference is not None and first <= row.conference <= last]
    return Tally(sum(map(in_time, held)), len(held))


class TestEveryPointIsACountOfVerdicts:
    """Monthly, quarterly, year to date and rolling figures are each the counts of their own days. (Settled rule 4; CU1, CU9, CU10, CU12.)"""

    @FEWER
    @given(conferences(), as_at_days(), ACCUMULATIONS)
    def test_the_periods_are_dense_and_counted(self, rows: list[Conference], as_at: date, accumulation: Accumulation) -> None:
        """Every period from April on is there, and counting the cases of its days gives its tally."""
        series = computed(rows, as_at=as_at, accumulation=accumulation).series
        expected = slow_periods(accumulation, as_at)

        assert expected == [(point.period.first, point.period.last, point.as_at) for point in series]
        assert [count(rows, first, day) for first, _, day in expected] == [point.tally for point in series]

    @FEWER
    @given(conferences(), as_at_days(), ACCUMULATIONS)
    def test_the_last_month_stands_beside_each(self, rows: list[Conference], as_at: date, accumulation: Accumulation) -> None:
        """Each point has the counts of the last month it reaches into."""
        for point in computed(rows, as_at=as_at, accumulation=accumulation).series:
            assert count(rows, point.as_at.replace(day=1), point.as_at) == point.in_month

    @FEWER
    @given(conferences(), as_at_days(), ACCUMULATIONS)
    def test_no_figure_has_a_reason(self, rows: list[Conference], as_at: date, accumulation: Accumulation) -> None:
        """A point without cases says so and has no percentage; every other one has a percentage."""
        result = computed(rows, as_at=as_at, accumulation=accumulation)

        assert [None if point.tally.denominator else NoFigure.NO_CASES for point in result.series] == [point.why for point in result.series]
        assert (result.percentage is None) == (result.why is not None)

    @FEWER
    @given(conferences(), as_at_days(), ACCUMULATIONS)
    def test_a_part_of_a_period_says_so(self, rows: list[Conference], as_at: date, accumulation: Accumulation) -> None:
        """Only the last point can be of a part, and is when its last day has not come."""
        series = computed(rows, as_at=as_at, accumulation=accumulation).series

        assert [day == last for _, last, day in slow_periods(accumulation, as_at)] == [point.complete for point in series]
        assert all(point.complete for point in series[:-1])

    @FEWER
    @given(conferences())
    def test_at_march_a_rolling_year_is_the_year(self, rows: list[Conference]) -> None:
        """On 31 March the year to date, the rolling 12 months and the year are one figure, of the same cases."""
        year, *others = (computed(rows, as_at=MARCH_31, accumulation=of) for of in (YEAR_TO_DATE, ROLLING_12_MONTHS, IN_YEAR))

        for other in others:
            assert year.tally == other.tally
            assert year.cases.columns()["status"].tolist() == other.cases.columns()["status"].tolist()

    @FEWER
    @given(st.lists(children(), min_size=1, max_size=6), as_at_days())
    def test_a_snapshot_is_of_its_day(self, of: list[Child], as_at: date) -> None:
        """Each point of a snapshot's series counts the children judged on its day."""
        for point in cared(of, as_at=as_at).series:
            verdicts = [judged_child(list(child.periods), list(child.visits), as_at=point.as_at, window=30, qualifies=5) for child in of]

            assert (verdicts.count("in time"), len(verdicts) - verdicts.count("excluded")) == (point.tally.numerator, point.tally.denominator)
            assert point.complete == (point.as_at == last_day((point.as_at.year, point.as_at.month)))
            assert (point.why is None) == (point.tally.denominator > 0)


class TestGroups:
    """The groups of a figure add up to the figure; a label tells groups apart and moves no count. (CU13.)"""

    @FEWER
    @given(conferences(), as_at_days(), ACCUMULATIONS, st.data())
    def test_each_group_of_events_is_counted(self, rows: list[Conference], as_at: date, accumulation: Accumulation, data: st.DataObject) -> None:
        """The tally of a group is that of the rows with its labels, a blank label being a group, and the groups add up to the whole."""
        labels = [data.draw(st.lists(TEAMS, min_size=len(rows), max_size=len(rows))) for _ in range(2)]
        result = computed(rows, as_at=as_at, accumulation=accumulation, by=["team", "area"], team=labels[0], area=labels[1])
        plain = computed(rows, as_at=as_at, accumulation=accumulation)

        for group, period, tally in result.tallies:
            own = [row for row, *of in zip(rows, *labels, strict=True) if tuple(of) == group]
            assert count(own, period.first, period.as_at) == tally
        assert set(zip(*labels, strict=True)) == set(result.tallies.groups)
        assert plain.series == result.series
        assert plain.tallies == result.tallies.whole()
        assert result.tallies.grouped("team") == computed(rows, as_at=as_at, accumulation=accumulation, by="team", team=labels[0]).tallies

    @FEWER
    @given(st.lists(children(), min_size=1, max_size=6), as_at_days(), st.data())
    def test_each_group_of_a_snapshot_is_counted(self, of: list[Child], as_at: date, data: st.DataObject) -> None:
        """A child is of the group of the row that covers the day, also when it moves between groups in touching episodes."""
        care: dict[str, Any] = care_columns(of)
        teams = data.draw(st.lists(TEAMS, min_size=len(care["periods_of_care"]["child"]), max_size=len(care["periods_of_care"]["child"])))
        care["periods_of_care"]["team"] = teams
        result = southend.CP_1_4.compute(as_at=as_at, by="team", **care)
        own = list(zip(*(care["periods_of_care"][name] for name in ("child", "start", "end", "team")), strict=True))

        for (group,), period, tally in result.tallies:
            verdicts = []
            for number, child in enumerate(of, start=1):
                day = period.as_at
                team = [team for whose, start, end, team in own if whose == number and start <= day and (end is None or day < end)]
                verdict = judged_child(list(child.periods), list(child.visits), as_at=day, window=30, qualifies=5)
                verdicts += [verdict] if verdict != "excluded" and team == [group] else []
            assert (verdicts.count("in time"), len(verdicts)) == (tally.numerator, tally.denominator)
        assert southend.CP_1_4.compute(as_at=as_at, **care).tallies == result.tallies.whole()

    @pytest.mark.parametrize("rare", ["north", "NORTH"])
    def test_labels_that_differ_in_capitals_are_faults(self, rare: str) -> None:
        """A group written in two ways would be two groups, so the rarer way is refused, by its rows."""
        rows = [Conference(str(n), date(2018, 7, 2), date(2018, 7, 3), "", None, "") for n in range(4)]
        with pytest.raises(
            FaultyRecords, match=r"column 'team', row 3: a group whose name differs from another's in capitals or spaces only"
        ) as caught:
            computed(rows, as_at="2018-07-31", by="team", team=["North", "North", rare, "South"])

        assert [(3,)] == [fault.rows for fault in caught.value.faults]

    def test_a_column_that_is_not_there(self) -> None:
        """Grouping by a column that the records do not have is a fault that names the column."""
        with pytest.raises(FaultyRecords, match="column 'team': no such column"):
            computed([], as_at="2018-07-31", by="team")

    def test_dates_are_no_groups(self) -> None:
        """A column of dates or reasons holds no groups."""
        with pytest.raises(UnknownName, match="not grouped by 'conference'"):
            computed([], as_at="2018-07-31", by="conference")


class TestTheCasesOfAPoint:
    """Every count has its cases behind it: in time, late and unknown make up the denominator of each point. (CU5.)"""

    @FEWER
    @given(conferences(), as_at_days(), ACCUMULATIONS)
    def test_of_every_gathered_point(self, rows: list[Conference], as_at: date, accumulation: Accumulation) -> None:
        """The cases of a point make its tally, and are those of a result computed on its own last day."""
        result = computed(rows, as_at=as_at, accumulation=accumulation)
        for point in result.series:
            cases = result.cases_of(point)
            statuses = Counter(str(case.status) for case in cases)
            own = computed(rows, as_at=point.as_at, accumulation=accumulation).cases.columns()

            assert (statuses["in time"], statuses["in time"] + statuses["late"] + statuses["unknown"]) == (
                point.tally.numerator,
                point.tally.denominator,
            )
            assert len(rows) == statuses.total()
            for name, values in cases.columns().items():
                np.testing.assert_array_equal(values, own[name])

    @FEWER
    @given(st.lists(children(), min_size=1, max_size=5), as_at_days())
    def test_of_every_snapshot(self, of: list[Child], as_at: date) -> None:
        """The cases of a snapshot make its tally, and are those of a result computed on its day."""
        result = cared(of, as_at=as_at)
        for point in result.series:
            statuses = Counter(str(case.status) for case in result.cases_of(point))
            own = cared(of, as_at=point.as_at).cases.columns()

            assert (statuses["in time"], statuses["in time"] + statuses["late"]) == (point.tally.numerator, point.tally.denominator)
            for name, values in result.cases_of(point).columns().items():
                np.testing.assert_array_equal(values, own[name])


class TestSince:
    """What the months after one came to alone, which a cumulative figure hides. (CU1.)"""

    @FEWER
    @given(conferences(), AFTER_JULY, st.sampled_from([IN_MONTH, InPeriod(3), YEAR_TO_DATE, YearToDate(1), Rolling(3)]), st.data())
    def test_it_counts_the_later_months(self, rows: list[Conference], as_at: date, accumulation: Accumulation, data: st.DataObject) -> None:
        """The cases after the last day of an earlier figure's month are counted, up to the last day counted."""
        result = computed(rows, as_at=as_at, accumulation=accumulation)
        month = data.draw(st.sampled_from([point.month for point in result.series[:-1]]))

        assert count(rows, month.last + ONE_DAY, as_at) == result.since(month)

    @FEWER
    @given(conferences(), AFTER_JULY)
    def test_it_is_the_rest_of_the_year_to_date(self, rows: list[Conference], as_at: date) -> None:
        """An earlier year to date and what came since make the later year to date."""
        result = computed(rows, as_at=as_at)
        for point in result.series[:-1]:
            since = result.since(point.month)
            assert (point.tally.numerator + since.numerator, point.tally.denominator + since.denominator) == (
                result.tally.numerator,
                result.tally.denominator,
            )

    def test_a_quarter_is_counted_in_whole(self) -> None:
        """Since the quarter to June, all of July to September is counted, and not its last month alone."""
        held = [date(2018, 5, 4), date(2018, 7, 4), date(2018, 8, 3), date(2018, 9, 4)]
        rows = [Conference(str(n), day - timedelta(3), day, "", None, "") for n, day in enumerate(held)]

        assert Tally(3, 3) == computed(rows, as_at="2018-09-30", accumulation=InPeriod(3)).since(Month(2018, 6))

    def test_a_snapshot_gathers_nothing(self) -> None:
        """Nothing was gathered since a snapshot."""
        result = cared([Child(((APRIL, None),), ())], as_at="2018-07-31")
        with pytest.raises(TypeError, match="is a snapshot"):
            result.since(Month(2018, 6))

    @pytest.mark.parametrize("month", [Month(2018, 3), Month(2018, 7), Month(2018, 8)])
    def test_a_month_without_an_earlier_figure(self, month: Month) -> None:
        """A month outside the series, or the last one, which has nothing after it, is refused, with those that can be given."""
        with pytest.raises(LookupError, match=f"no figure of {month} before its last. It has those of April 2018 or June 2018"):
            computed([], as_at="2018-07-31").since(month)


class TestAgainstTheTarget:
    """Shortfall, cases short and standing say one thing. (Settled rules 6 and 7.)"""

    @FEWER
    @given(conferences(), as_at_days(), st.sampled_from([None, Target(90), Target("66.7", tolerance=5), Target(0), Target(100)]))
    def test_they_agree(self, rows: list[Conference], as_at: date, target: Target | None) -> None:
        """All three are missing together, met together, and so many more in time would just have met it."""
        result = attrs.evolve(southend.CP_3_10, target=target).compute(conference_columns(rows), as_at=as_at)
        if target is None or result.percentage is None:
            assert (None, None, None) == (result.shortfall, result.cases_short, result.standing)
            return
        assert result.cases_short is not None
        assert result.standing is not None
        assert (result.shortfall == 0) == (result.cases_short == 0) == (result.standing.words == "meets the target")
        assert result.percentage + (result.shortfall or 0) == max(target.percentage, result.percentage)
        numerator, denominator = result.tally.numerator + result.cases_short, result.tally.denominator
        printed = [Tally(max(0, n), denominator).percentage(1) for n in (numerator, numerator - 1)]
        assert printed[0] is not None
        assert printed[0] >= target.percentage
        assert result.cases_short == 0 or (printed[1] is not None and printed[1] < target.percentage)

    @FEWER
    @given(conferences(), as_at_days())
    def test_overdue_counted_as_late(self, rows: list[Conference], as_at: date) -> None:
        """The companion has as many more in the denominator as are overdue, and is never above the figure."""
        result = computed(rows, as_at=as_at)
        overdue = sum(case.status is Status.OVERDUE for case in result.cases)

        assert OverlappingTally(result.tally.numerator, result.tally.denominator + overdue) == result.with_overdue
        assert (result.with_overdue.share or 0) <= (result.tally.share or 0)

    @FEWER
    @given(conferences(), as_at_days(), st.sampled_from([YEAR_TO_DATE, YearToDate(1), YearToDate(9)]))
    def test_the_pace(self, rows: list[Conference], as_at: date, accumulation: YearToDate) -> None:
        """As many a month as so far, a part-month being its share of days, for the months left; halves go up."""
        result = computed(rows, as_at=as_at, accumulation=accumulation)
        month, months = (as_at.year, as_at.month), Fraction(as_at.day, last_day((as_at.year, as_at.month)).day)
        while month[1] != accumulation.starts_in:
            month, months = month_before(month), months + 1
        to_come = Fraction(result.tally.denominator) / months * (12 - months)

        assert -Fraction(1, 2) < to_come - result.remaining_at_this_pace <= Fraction(1, 2) or result.remaining_at_this_pace - to_come == Fraction(
            1, 2
        )
        assert result.remaining_at_this_pace - to_come <= Fraction(1, 2)

    def test_a_half_goes_up(self) -> None:
        """Two cases by the end of August, 5 months of 12, are 2.8 more; one by the end of November, 8 months, is exactly a half, and one more."""
        rows = [Conference("A", date(2018, 4, 2), date(2018, 4, 3), "", None, ""), Conference("B", date(2018, 4, 2), date(2018, 4, 3), "", None, "")]

        assert [3, 1, 0] == [
            computed(rows[:n], as_at=day).remaining_at_this_pace for n, day in ((2, "2018-08-31"), (1, "2018-11-30"), (2, "2019-03-31"))
        ]

    @pytest.mark.parametrize("accumulation", [IN_MONTH, IN_YEAR, Rolling(12)])
    def test_only_a_year_to_date_has_prospects(self, accumulation: Accumulation) -> None:
        """Other figures have no year end to add later cases up to."""
        result = computed([], as_at="2018-07-31", accumulation=accumulation)

        for asked in (lambda: result.prospects(1), lambda: result.prospects_by_families(1), lambda: result.out_of_reach_after(1)):
            with pytest.raises(TypeError, match="only a year to date has a year end"):
                asked()
        with pytest.raises(TypeError, match="only a year to date has a year end"):
            _ = result.remaining_at_this_pace

    def test_without_a_target_there_are_none(self) -> None:
        """Without a target nothing is out of reach."""
        result = attrs.evolve(southend.CP_3_10, target=None).compute(
            {"child": [1], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-23"]}, as_at="2018-07-31"
        )

        assert (None, None, None) == (result.prospects(5), result.prospects_by_families(5), result.out_of_reach_after(9))

    def test_when_it_went_out_of_reach(self) -> None:
        """With 4 expected in the year and 2 late in May, 90% is out of reach after May and not before."""
        rows = [Conference(child, date(2018, 4, 2), date(2018, 5, 3), "", None, "") for child in "AB"]
        result = computed(rows, as_at="2018-07-31")

        assert Month(2018, 5) == result.out_of_reach_after(4)
        assert computed([], as_at="2018-07-31").out_of_reach_after(4) is None


class TestTheProcessChart:
    """A process chart is of separate months; anything else is refused with the reason. (ST9.)"""

    @pytest.mark.parametrize("accumulation", [YEAR_TO_DATE, ROLLING_12_MONTHS, InPeriod(3)])
    def test_points_that_share_cases_are_refused(self, accumulation: Accumulation) -> None:
        """Cumulative, rolling and quarterly figures have no process chart of months, and the error says why."""
        with pytest.raises(NotMonthly, match=r"needs separate months.*raises false alarms.*accumulation=IN_MONTH"):
            computed([], as_at="2018-07-31", accumulation=accumulation).process_chart()

    def test_a_snapshot_is_refused(self) -> None:
        """So is a snapshot."""
        with pytest.raises(NotMonthly):
            cared([Child(((APRIL, None),), ())], as_at="2018-07-31").process_chart()

    @settings(max_examples=15)
    @given(conferences(min_size=5))
    def test_of_months_it_is_of_their_shares(self, rows: list[Conference]) -> None:
        """The chart of months is that of their own shares."""
        shares = [count(rows, date(*month, 1), last_day(month)).share for month in [(2018, m) for m in range(4, 13)] + [(2019, m) for m in (1, 2, 3)]]

        result = computed(rows, as_at=MARCH_31, accumulation=IN_MONTH)
        if not any(share is not None for share in shares):
            with pytest.raises(ValueError, match="No month has a value"):
                result.process_chart()
            return
        for screened in (True, False):
            assert process_chart(shares, screened=screened) == result.process_chart(screened=screened)


class TestFamilies:
    """The doubt of a figure counts families, by the cases in the figure and no others. (G1 to G3 of the statistics.)"""

    @FEWER
    @given(conferences(), as_at_days(), st.sampled_from([YEAR_TO_DATE, IN_MONTH]), st.sampled_from([80, 95]))
    def test_they_are_of_the_counted_cases(self, rows: list[Conference], as_at: date, accumulation: Accumulation, confidence: int) -> None:
        """Families and influence are what the counted rows give; a blank family is one of its own."""
        result = computed(rows, as_at=as_at, accumulation=accumulation)
        first = slow_periods(accumulation, as_at)[-1][0]
        held = [(n, row) for n, row in enumerate(rows) if row.conference is not None and first <= row.conference <= as_at]
        names = [row.family or f"alone {n}" for n, row in held]
        codes = np.array([sorted(set(names)).index(name) for name in names], dtype=np.int64)
        verdicts = np.array([in_time(row) for _, row in held], dtype=np.bool_)

        assert by_families(verdicts, codes, confidence=confidence) == result.families(confidence=confidence)
        found = result.influence()
        assert found is not None
        assert sorted(map(str, influence(verdicts, codes).moves)) == sorted(map(str, found.moves))
        assert (None if not held else by_families(verdicts, codes).interval) == result.interval()

    @FEWER
    @given(conferences(), as_at_days())
    def test_a_month_alone(self, rows: list[Conference], as_at: date) -> None:
        """The influence in a month is of the cases of that month alone."""
        result = computed(rows, as_at=as_at)
        for point in result.series:
            found = result.influence(month=point.month)
            own = [
                row for row in rows if row.conference is not None and date(point.month.year, point.month.month, 1) <= row.conference <= point.as_at
            ]
            assert found is not None
            assert len(own) == int(found.cases.sum())
            assert sum(map(in_time, own)) == int(found.in_time.sum())

    @FEWER
    @given(conferences(min_size=1), as_at_days())
    def test_without_families_cases_are_independent(self, rows: list[Conference], as_at: date) -> None:
        """Where the records do not say who goes together there are no families, and the interval is that of the cases."""
        columns = {name: values for name, values in conference_columns(rows).items() if name != "family"}
        result = southend.CP_3_10.compute(columns, as_at=as_at)
        tally = result.tally

        assert (None, None, None) == (result.families(), result.influence(), result.prospects_by_families(3))
        assert (None if tally.share is None else wilson(tally.numerator, tally.denominator)) == result.interval()

    @FEWER
    @given(conferences(), as_at_days())
    def test_children_without_a_family_are_noted(self, rows: list[Conference], as_at: date) -> None:
        """The rows counted without a family are named in a note, when there are any."""
        blank = [n for n, row in enumerate(rows, start=1) if row.conference and APRIL <= row.conference <= as_at and not row.family]
        notes = [note for note in computed(rows, as_at=as_at).notes if "family of its own" in note]

        assert bool(blank) == bool(notes)
        assert all(str(row) in notes[0] or "-" in notes[0] or "more" in notes[0] for row in blank)

    def test_influence_is_by_family_alone(self) -> None:
        """Nothing but families can be left out."""
        with pytest.raises(ValueError, match="by 'family'"):
            computed([], as_at="2018-07-31").influence("team")  # type: ignore[arg-type]


class TestSmallAndEmpty:
    """Figures of three cases, of none, of unknown ones and of one family are given or refused, and never invented."""

    def test_three_cases(self) -> None:
        """Three cases are a figure, with an interval as wide as they make it."""
        rows = [Conference(child, date(2018, 7, 2), date(2018, 7, 3), "", None, "") for child in "ABC"]
        result = computed(rows, as_at="2018-07-31")

        assert (Tally(3, 3), Decimal("100.0")) == (result.tally, result.percentage)
        interval = result.interval()
        assert interval is not None
        assert interval.percentages(1)[0] < 50

    def test_no_rows(self) -> None:
        """Without rows nothing is undefined but the figure, and what rests on it is None."""
        result = computed([], as_at="2018-07-31")

        assert (Tally(0, 0), None, NoFigure.NO_CASES) == (result.tally, result.percentage, result.why)
        assert (None, None, None, None) == (result.shortfall, result.cases_short, result.standing, result.interval())
        assert ({}, 0, 0, 0) == (result.late_by_reason, len(result.breaches), len(result.waiting), result.remaining_at_this_pace)
        assert result.prospects_by_families(3) is None
        assert "no figure, there are no cases" in repr(result)

    def test_every_row_unknown(self) -> None:
        """Conferences without a start are all counted and none is in time."""
        rows = [Conference(child, None, date(2018, 7, 3), "1", None, "") for child in "ABC"]
        result = computed(rows, as_at="2018-07-31")

        assert (Tally(0, 3), 3) == (result.tally, len(result.unknown))
        assert "rows 1-3: the date the limit runs from is not recorded; counted in the denominator" in result.notes[0]

    def test_everybody_in_one_family(self) -> None:
        """One family is one observation, and without it there is no figure to move."""
        rows = [Conference(child, date(2018, 7, 2), date(2018, 7, 3 if child == "A" else 30), "1", None, "") for child in "ABC"]
        result = computed(rows, as_at="2018-07-31")
        families, found = result.families(), result.influence()

        assert families is not None
        assert found is not None
        assert (1, 0, 1.0) == (families.families, families.families_in_time, families.effective_size)
        assert (None,) == found.points(1)

    def test_a_family_on_some_rows_only(self) -> None:
        """A blank family is a family of its own and says so."""
        rows = [
            Conference(child, date(2018, 7, 2), date(2018, 7, 3), family, None, "") for child, family in zip("ABCD", ["1", "1", "", ""], strict=True)
        ]
        result = computed(rows, as_at="2018-07-31")
        families = result.families()

        assert families is not None
        assert 3 == families.families
        assert ("conferences, rows 3-4: no family is named; each is taken as a family of its own.",) == result.notes

    @pytest.mark.parametrize("asked", [{"year": "2018-19", "as_at": "2018-03-31"}, {"as_at": "2018-07-31", "accumulation": AS_AT}])
    def test_what_cannot_be_asked(self, asked: dict[str, Any]) -> None:
        """A day before the year, and events as a snapshot, are refused."""
        with pytest.raises(InvalidPeriod):
            computed([], **asked)

    def test_a_snapshot_cannot_be_gathered(self) -> None:
        """A state is not gathered over time."""
        with pytest.raises(InvalidPeriod, match="cannot be counted rolling 12 months"):
            cared([Child(((APRIL, None),), ())], as_at="2018-07-31", accumulation=ROLLING_12_MONTHS)

    def test_recorded_before_the_event(self) -> None:
        """A day of recording before the event's own day is a fault, by its row."""
        row = Conference("A", date(2018, 7, 2), date(2018, 7, 3), "", date(2018, 7, 2), "")
        with pytest.raises(FaultyRecords, match="row 1: recorded before 'conference'"):
            computed([row], as_at="2018-07-31", known_on="2018-07-31")

    def test_a_deletion_without_an_original(self) -> None:
        """An entry that deletes a record with no earlier entry is a fault, by its row."""
        columns = {
            "child": ["A"],
            "strategy_discussion": ["2018-07-02"],
            "conference": ["2018-07-03"],
            "record": ["r"],
            "recorded": ["2018-07-04"],
            "deleted": ["yes"],
        }
        with pytest.raises(FaultyRecords, match="row 1: deletes a record that has no earlier entry"):
            southend.CP_3_10.compute(columns, as_at="2018-07-31")


class TestHistoryThatTheRecordsDoNotReach:
    """A figure that reaches back to months of which the records hold nothing says so."""

    @pytest.mark.parametrize(("accumulation", "noted"), [(YEAR_TO_DATE, False), (ROLLING_12_MONTHS, True), (YearToDate(1), True)])
    def test_it_is_noted(self, accumulation: Accumulation, noted: bool) -> None:
        """Records from June on leave rolling figures of earlier months in doubt, and years to date from April in none."""
        rows = [Conference("A", date(2018, 6, 1), date(2018, 6, 4), "1", None, "")]
        notes = computed(rows, as_at="2018-07-31", accumulation=accumulation).notes

        assert noted == any("leave the earliest figures out" in note for note in notes)

    @pytest.mark.parametrize(("day", "noted"), [(date(2018, 2, 1), False), (date(2018, 2, 28), False), (date(2018, 3, 1), True)])
    def test_the_first_month_counted_is_reached_in_it(self, day: date, noted: bool) -> None:
        """Records that begin within the first month counted reach it, and those that begin after it are named with both months."""
        rows = [Conference("A", day - timedelta(9), day, "1", None, "")]
        notes = computed(rows, as_at="2018-07-31", accumulation=Rolling(3)).notes

        assert noted == bool(notes)
        assert all("is in March 2018, and the first figure counts from February 2018" in note for note in notes)


def test_the_forms_of_the_points() -> None:
    """Events are gathered, with their month beside them; states are snapshots, without one."""
    gathered = computed([], as_at="2018-04-15").series[0]
    snapshot = cared([Child(((APRIL - timedelta(30), None),), ())], as_at="2018-04-15").series[0]

    assert isinstance(gathered, Gathered)
    assert isinstance(snapshot, Snapshot)
    assert not hasattr(snapshot, "in_month")
    assert (Month(2018, 4), date(2018, 4, 15), False) == (gathered.month, gathered.as_at, gathered.complete)
    assert (Month(2018, 4), date(2018, 4, 15), False) == (snapshot.month, snapshot.as_at, snapshot.complete)
