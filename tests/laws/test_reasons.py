"""Reasons explain and never move a figure: every late case has one, and all of them together are what is late. (Settled rule 8; TX7, TX8, TX11.)"""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import ROLLING_12_MONTHS, YEAR_TO_DATE, FaultyRecords, Result, southend
from csc_indicators.measures.judgement import Status
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.results.reasons import Coding, ReasonCounts
from tests.strategies import Conference, as_at_days, conference_columns, conferences

accumulations = st.sampled_from([YEAR_TO_DATE, ROLLING_12_MONTHS])
eaches = st.sampled_from(["child", "decision"])


def computed(rows: list[Conference], as_at: date, *, teams: bool = False, **asked: Any) -> Result[Any]:
    """CP 3.10 of the rows, by a team for every third row if teams are told apart."""
    columns = conference_columns(rows)
    by = ("team",) if teams else ()
    return southend.CP_3_10.compute({**columns, "team": [f"team {at % 3}" for at in range(len(rows))]}, as_at=as_at, by=by, **asked)


class TestEveryCaseIsAccountedFor:
    """In time, late by primary reason, late with none recorded, and unknown make up the denominator, in every table, period and grouping."""

    @given(conferences(), as_at_days(), accumulations, st.booleans())
    def test_by_child_they_are_the_tallies(self, rows: list[Conference], as_at: date, accumulation: Any, teams: bool) -> None:
        """In every period and group the cases accounted for are the denominator, and those in time the numerator."""
        result = computed(rows, as_at, teams=teams, accumulation=accumulation)
        of = result.reasons()
        counted = {(group, period): (n, d) for group, period, (n, d) in ((g, p, (t.numerator, t.denominator)) for g, p, t in result.tallies)}
        accounted = {
            (group, period): (int(of.in_time[at, when]), int(of.counted[at, when]))
            for at, group in enumerate(of.groups)
            for when, period in enumerate(of.periods)
        }

        assert {key: counted.get(key, (0, 0)) for key in accounted} == accounted
        assert set(counted) <= set(accounted)

    @given(conferences(), as_at_days())
    def test_by_reason_one_case_at_a_time(self, rows: list[Conference], as_at: date) -> None:
        """The late of each reason are those counted one by one, and without a reason they are not recorded."""
        result = computed(rows, as_at)
        one_by_one = Counter("Z90" if not rows[case.row - 1].reason else rows[case.row - 1].reason for case in result.cases.of(Status.LATE))

        assert one_by_one == {reason.code: count for reason, count in result.reasons().by_reason().items()}
        assert result.late_by_reason == result.reasons().by_reason()

    @given(conferences(), as_at_days(), eaches)
    def test_months_add_up_to_the_year(self, rows: list[Conference], as_at: date, each: Literal["child", "decision"]) -> None:
        """The cases of the months alone, by reason, add up to the year to date, by child and by conference."""
        result = computed(rows, as_at)
        year, months = result.reasons(each), result.reasons(each, monthly=True)

        assert year.late[:, -1].tolist() == months.late.sum(axis=1).tolist()
        assert (year.in_time[:, -1] + year.unknown[:, -1]).tolist() == (months.in_time + months.unknown).sum(axis=1).tolist()

    @given(conferences(), as_at_days())
    def test_by_conference_each_counts_once(self, rows: list[Conference], as_at: date) -> None:
        """A conference of several children is late once, for the reason that all of them have."""
        result = computed(rows, as_at)
        late = list(result.cases.of(Status.LATE))
        conferences_late = {(case.family or case.row, case.start, case.happened): case.reason for case in late}

        assert Counter(conferences_late.values()) == result.reasons("decision").by_reason()

    @given(conferences(), as_at_days(), eaches, st.booleans())
    def test_the_tidy_table_adds_up(self, rows: list[Conference], as_at: date, each: Literal["child", "decision"], teams: bool) -> None:
        """The counts of the table add up to all that is counted, in every period."""
        of = computed(rows, as_at, teams=teams).reasons(each)
        columns = of.columns()
        sums: Counter[date] = Counter()
        for last, count in zip(columns["as_at"], columns["count"], strict=True):
            sums[last] += count

        assert {period.as_at: int(total) for period, total in zip(of.periods, of.counted.sum(axis=0), strict=True) if of.groups} == sums

    def test_a_snapshot_is_of_its_days(self) -> None:
        """The children unseen at each month end are counted by the reason of the visit that came too late."""
        care = {"child": ["a", "b"], "start": ["2018-01-08"] * 2, "end": [None] * 2}
        visits = {"child": ["a", "a", "b"], "visited": ["2018-03-01", "2018-05-02", "2018-04-20"], "reason": [None, "C20", None]}
        of = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-05-31").reasons()

        assert [({"C20": 1}, 1), ({}, 2)] == [
            ({reason.code: count for reason, count in of.by_reason(at).items()}, int(of.in_time[0, at])) for at in (0, 1)
        ]
        with pytest.raises(TypeError, match="is a snapshot"):
            southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-05-31").reasons(monthly=True)


class TestRollUps:
    """Counting by heading is adding up the reasons under it, in any version. (TX8.)"""

    @given(conferences(), as_at_days(), st.sampled_from(["group", "attribution", "kind"]))
    def test_the_leaves_add_up(self, rows: list[Conference], as_at: date, by: Literal["group", "attribution", "kind"]) -> None:
        """What is told of a heading is the sum over its reasons, and not recorded stays apart."""
        of = computed(rows, as_at).reasons()
        expected: Counter[str] = Counter()
        for reason, count in of.by_reason().items():
            name = {"group": reason.code[0], "attribution": reason.attribution, "kind": reason.kind}[by]
            expected["Not recorded" if reason.code == "Z90" else name] += count
        named = {group.label: group.code for group in DELAY_REASONS.groups} if by == "group" else {}

        assert expected == {named.get(label, label): count for label, count in of.by_label(by).items()}

    @given(conferences(), as_at_days())
    def test_a_pareto_goes_down_and_adds_up(self, rows: list[Conference], as_at: date) -> None:
        """Each bar is no longer than the one before it, but for none recorded, which is last; the running sum ends at all that is late."""
        of = computed(rows, as_at).reasons()
        bars = of.pareto()
        named = [bar.late for bar in bars if bar.reason.code != "Z90"]

        assert sorted(named, reverse=True) == named
        assert [bar.reason.code for bar in bars].count("Z90") == (of.coding().unexplained > 0)
        assert [sum(bar.late for bar in bars[: at + 1]) for at in range(len(bars))] == [bar.so_far for bar in bars]
        assert sum(bar.late for bar in bars) == of.coding().late


class TestCoding:
    """How completely reasons are recorded is told beside them."""

    @given(conferences(), as_at_days())
    def test_with_and_without(self, rows: list[Conference], as_at: date) -> None:
        """The late with a reason and those without are all that is late."""
        result = computed(rows, as_at)
        reasons = [rows[case.row - 1].reason for case in result.cases.of(Status.LATE)]

        assert Coding(sum(map(bool, reasons)), reasons.count("")) == result.reasons().coding()

    def test_in_words(self) -> None:
        """Three in 22 without one are told."""
        assert "22 late: 19 with a reason, 3 without" == str(Coding(19, 3))


class TestReasonsMoveNothing:
    """Recoding a late case changes no indicator. (TX11.)"""

    @given(conferences(), as_at_days(), st.sampled_from(["", "A20", "P10", "R10"]))
    def test_recoding(self, rows: list[Conference], as_at: date, reason: str) -> None:
        """With another reason throughout, or none, every period's counts and every case's status stay."""
        one, other = (computed(each, as_at) for each in (rows, [replace(row, reason=reason) for row in rows]))

        assert one.tallies == other.tallies
        assert [case.status for case in one.cases] == [case.status for case in other.cases]


class TestContributory:
    """Any number of reasons had a part in it beside the primary one; they count nowhere else."""

    CONFERENCES = {"child": ["a", "b"], "strategy_discussion": ["2018-07-02"] * 2, "conference": ["2018-07-24"] * 2}

    def test_they_are_told_beside(self) -> None:
        """A case tells its contributory reasons, and their counts stand beside those of the primary ones."""
        given = {**self.CONFERENCES, "reason": ["A20", "F10"], "contributory_reasons": ["P10; F10", ""]}
        result = southend.CP_3_10.compute(given, as_at="2018-07-31")
        of = result.reasons()
        part = {reason.code: int(count) for reason, count in zip(of.reasons, of.contributory[0, -1], strict=True) if count}

        assert [("F10", "P10"), ()] == [tuple(sorted(reason.code for reason in case.contributory)) for case in result.breaches]
        assert ({"F10": 1, "P10": 1}, {"A20": 1, "F10": 1}) == (part, {reason.code: count for reason, count in result.late_by_reason.items()})


class TestSiblings:
    """A conference has one primary reason, which is that of every child at it."""

    ROWS = {"child": [1, 2, 3], "family": ["x", "x", "y"], "strategy_discussion": ["2018-07-02"] * 3, "conference": ["2018-07-24"] * 3}

    @pytest.mark.parametrize(
        ("reasons", "said"),
        [
            (["A20", "", ""], "rows 1-2: only some of the children of one family at one conference have a reason"),
            (["A20", "F10", "F10"], "rows 1-2: the children of one family at one conference have more than one"),
        ],
    )
    def test_they_differ(self, reasons: list[str], said: str) -> None:
        """A reason on some of them only, or two reasons, is a fault of all their rows."""
        with pytest.raises(FaultyRecords, match=said):
            southend.CP_3_10.compute({**self.ROWS, "reason": reasons}, as_at="2018-07-31")

    @pytest.mark.parametrize("reasons", [["A20", "A20", ""], ["", "", "F10"]])
    def test_they_agree(self, reasons: list[str]) -> None:
        """The same reason, or none, on all of one family is right, and another family is another conference."""
        result = southend.CP_3_10.compute({**self.ROWS, "reason": reasons}, as_at="2018-07-31")

        assert 3 == len(result.breaches)
        assert 2 == result.reasons("decision").coding().late

    def test_children_seen_one_by_one(self) -> None:
        """Each child in care is visited by a decision of its own, although brothers and sisters are late alike."""
        care = {"child": ["a", "b"], "family": ["x", "x"], "start": ["2018-01-08"] * 2, "end": [None] * 2}
        visits = {"child": ["a", "b"], "visited": ["2018-02-01"] * 2}
        result = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-05-31")

        assert 2 == result.reasons("decision").coding().late


class TestPractice:
    """What was late recording is told beside what was late practice, and never instead of the headline."""

    ROWS = {
        "child": ["a", "b", "c", "d", "e"],
        "strategy_discussion": ["2018-07-02"] * 5,
        "conference": ["2018-07-20", "2018-07-24", "2018-07-10", "2018-07-10", "2018-07-10"],
        "recorded": ["2018-08-02", "2018-07-25", "2018-07-10", "2018-07-10", "2018-07-10"],
        "reason": ["R10", "R20", None, "R10", "R10"],
    }

    @pytest.mark.parametrize("known_on", ["2018-07-31", None])
    def test_beside_and_not_instead(self, known_on: str | None) -> None:
        """A conference in time that was recorded after the month is late recording; one late by its dates is not, whatever its reason says."""
        result = southend.CP_3_10.compute(self.ROWS, as_at="2018-07-31", known_on=known_on)
        of = result.practice()

        assert of is not None
        assert ((3, 4), (4, 5)) == tuple((tally.numerator, tally.denominator) for tally in (of.as_recorded, of.as_practised))
        assert (1, 1, 1) == (of.recorded_late, of.said_to_be, of.contradicted)
        assert (of.as_recorded if known_on else of.as_practised) == result.tally

    def test_it_cannot_be_told(self) -> None:
        """Without the day of recording nothing is said."""
        rows = {name: values for name, values in self.ROWS.items() if name != "recorded"}

        assert southend.CP_3_10.compute(rows, as_at="2018-07-31").practice() is None

    @given(conferences(), as_at_days())
    def test_it_is_the_difference_of_two_figures(self, rows: list[Conference], as_at: date) -> None:
        """The two figures are those computed as known on the day and from everything, and what was recorded late is in time in the second only."""
        result = computed(rows, as_at)
        of, then = result.practice(), computed(rows, as_at, known_on=as_at)
        in_time_then = {case.row for case in then.cases.of(Status.IN_TIME)}

        assert of is not None
        assert [(then.tally.numerator, then.tally.denominator), (result.tally.numerator, result.tally.denominator)] == [
            (tally.numerator, tally.denominator) for tally in (of.as_recorded, of.as_practised)
        ]
        assert len({case.row for case in result.cases.of(Status.IN_TIME)} - in_time_then) == of.recorded_late
        assert of.said_to_be <= of.recorded_late


def test_it_says_no_more_than_its_size() -> None:
    """The repr of counts gives none of them."""
    of = southend.CP_3_10.compute(TestSiblings.ROWS, as_at="2018-07-31").reasons()

    assert "<ReasonCounts by child: 1 groups, 4 periods>" == repr(of)
    assert isinstance(attrs.evolve(of), ReasonCounts)
    with pytest.raises(ValueError, match="'child' or 'decision'"):
        southend.CP_3_10.compute(TestSiblings.ROWS, as_at="2018-07-31").reasons("family")  # type: ignore[arg-type]
