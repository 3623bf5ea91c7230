"""The front door, a fact at a time: what turns a verdict round, and what does not."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csc_indicators import FaultyRecords, Population
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.front_door import (
    children_re_referred_within_12_months,
    re_referrals_within_12_months,
    referral_decisions_within_1_working_day,
    referrals,
    referrals_per_10_000,
    referrals_with_no_further_action,
)
from csc_indicators.periods import ReportingYear
from csc_indicators.results.tally import NoFigure
from tests.definitions.front_door import NOTED_DAYS, a_year_after
from tests.oracle import ONE_DAY, SLOW_ENGLAND_AND_WALES

Row: TypeAlias = dict[str, Any]

EVERY: tuple[Indicator[Any], ...] = (
    referrals,
    referrals_per_10_000,
    re_referrals_within_12_months,
    children_re_referred_within_12_months,
    referrals_with_no_further_action,
    referral_decisions_within_1_working_day,
)

#: Each indicator of referrals within 12 months, by referrals and by children.
AGAIN = pytest.mark.parametrize(
    "indicator", [re_referrals_within_12_months, children_re_referred_within_12_months], ids=lambda indicator: indicator.id
)

CHILDREN = Population(number=38_912, of="children aged 0 to 17", vintage="mid-year estimate", source="made up")

WEEK = 7

days = st.sampled_from(NOTED_DAYS) | st.dates(date(2017, 1, 1), date(2021, 12, 31))


def referral(day: date, child: str = "A", **more: Any) -> Row:
    """One row, complete."""
    return {"child": child, "referral": day, "decision": day, "no_further_action": "no"} | more


def table(*rows: Row) -> dict[str, list[Any]]:
    """The rows as columns; a row without one of the columns has it blank."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def statuses(indicator: Indicator[Any], *rows: Row, as_at: date, **asked: Any) -> list[str]:
    """The status of each row."""
    found: list[str] = indicator.compute(table(*rows), as_at=as_at, **asked).cases.columns()["status"].tolist()
    return found


def counts(indicator: Indicator[Any], *rows: Row, as_at: date, **asked: Any) -> tuple[int, int]:
    """The numerator and the denominator."""
    tally = indicator.compute(table(*rows), as_at=as_at, **asked).tally
    return tally.numerator, tally.denominator


def last_day_of_the_year(day: date) -> date:
    """The 31 March on or after *day*."""
    return ReportingYear.of(day).last


class TestReferrals:
    """
    Referrals received in the year from 1 April to 31 March, a child each, as often as the child was referred.

    (DfE LAIT data dictionary, item 305; census guide, sections 4.1 and 4.2.)
    """

    @given(days)
    def test_on_the_day_in_the_day_before_out(self, day: date) -> None:
        """A referral is counted from its own day on."""
        assert [(0, 0), (1, 1)] == [counts(referrals, referral(day), as_at=as_at) for as_at in (day - ONE_DAY, day)]

    @given(st.integers(2016, 2025))
    def test_31_march_in_the_old_year_1_april_in_the_new(self, year: int) -> None:
        """The last day of a year and the first of the next are in different years, whatever day of the week they are."""
        rows = [referral(date(year, 3, 31)), referral(date(year, 4, 1), "B")]

        assert ["yes", "excluded"] == statuses(referrals, *rows, as_at=date(year, 3, 31))
        assert ["excluded", "yes"] == statuses(referrals, *rows, as_at=date(year, 4, 30))

    @given(days, st.integers(1, 300))
    def test_a_child_counts_each_time(self, day: date, apart: int) -> None:
        """A second referral of one child, on another day of the year, is one referral more; so is a sister's on the same day."""
        later = day + timedelta(days=apart)
        assume(last_day_of_the_year(day) == last_day_of_the_year(later))
        first = referral(day, family="1")

        assert (2, 2) == counts(referrals, first, referral(later, family="1"), as_at=later)
        assert (2, 2) == counts(referrals, first, referral(day, "B", family="1"), as_at=later)

    @given(days, st.sampled_from(["yes", "no", None]), st.none() | st.integers(0, 9))
    def test_what_follows_does_not_matter(self, day: date, flag: str | None, taken: int | None) -> None:
        """A referral on which nothing followed, or nothing is decided yet, counts like any other."""
        decision = None if taken is None else day + timedelta(days=taken)

        assert (1, 1) == counts(referrals, referral(day, no_further_action=flag, decision=decision), as_at=day)

    def test_the_two_columns_are_enough(self) -> None:
        """A number of referrals needs to know who was referred and when, and nothing else."""
        result = referrals.compute({"child": ["A"], "referral": ["2018-04-16"]}, as_at="2018-04-30")

        assert (Decimal(1), None) == (result.figure, result.why)

    def test_a_number_of_nothing_is_0(self) -> None:
        """Where nobody was referred the number is 0, and there is no reason for a figure to be missing."""
        result = referrals.compute({"child": [], "referral": []}, as_at="2018-04-30")

        assert (Decimal(0), None) == (result.figure, result.why)


class TestTheRateOfReferrals:
    """
    Referrals of the year for every 10,000 children aged 0 to 17, to 1 decimal.

    (DfE LAIT data dictionary, item 305; data set C1.)
    """

    @given(st.integers(0, 40))
    def test_the_count_is_that_of_the_referrals(self, number: int) -> None:
        """The rate is the number of referrals times 10,000 over the population."""
        rows = table(*[referral(date(2018, 4, 2) + timedelta(days=WEEK * at)) for at in range(number)] or [referral(date(2018, 3, 1))])

        result = referrals_per_10_000.compute(rows, as_at="2019-03-31", population=CHILDREN)

        assert referrals.compute(rows, as_at="2019-03-31").tally == result.tally
        assert result.figure is not None
        assert abs(result.figure * 38_912 - number * 10_000) <= Decimal("0.05") * 38_912

    def test_no_population_no_rate(self) -> None:
        """Without a population there are counts and no rate; of nobody there is none either. Both are said."""
        nobody = Population(number=0, of="children aged 0 to 17", vintage="mid-year estimate", source="made up")
        results = [
            referrals_per_10_000.compute(table(referral(date(2018, 4, 16))), as_at="2018-04-30", population=population)
            for population in (None, nobody)
        ]

        assert [(None, NoFigure.NO_POPULATION), (None, NoFigure.NOBODY)] == [(result.figure, result.why) for result in results]
        assert [1, 1] == [result.tally.numerator for result in results]

    def test_a_child_not_born_yet_counts(self) -> None:
        """A child who is expected is among the referrals."""
        rows = table({"child": "A", "referral": date(2018, 6, 11), "expected_date_of_birth": date(2018, 10, 15)})

        assert Decimal("0.3") == referrals_per_10_000.compute(rows, as_at="2019-03-31", population=CHILDREN).figure


class TestReReferrals:
    """
    A referral within 12 months of a previous referral of the same child.

    (DfE LAIT data dictionary, item 271; DfE, Children in need: a focus on re-referrals. Months end on the corresponding date:
    Dodds v Walker [1981] UKHL.)
    """

    @AGAIN
    @given(days)
    def test_12_months_to_the_day_in_a_day_more_out(self, indicator: Indicator[Any], day: date) -> None:
        """The same date a year later, or 28 February after a leap day, is the last day that counts."""
        last = a_year_after(day)

        assert "yes" == statuses(indicator, referral(day), referral(last), as_at=last)[1]
        assert "no" == statuses(indicator, referral(day), referral(last + ONE_DAY), as_at=last + ONE_DAY)[1]

    @AGAIN
    @given(days)
    def test_less_than_12_months_a_day_earlier(self, indicator: Indicator[Any], day: date) -> None:
        """In the other reading the day before it is the last that counts."""
        last, asked = a_year_after(day), {"reading": "less_than_12_months"}

        assert "yes" == statuses(indicator, referral(day), referral(last - ONE_DAY), as_at=last - ONE_DAY, **asked)[1]
        assert "no" == statuses(indicator, referral(day), referral(last), as_at=last, **asked)[1]

    @AGAIN
    @given(days, st.integers(1, 300))
    def test_without_an_earlier_one_of_the_same_child_it_is_none(self, indicator: Indicator[Any], day: date, apart: int) -> None:
        """The earlier referral taken away, or given to a brother or sister, turns the yes into a no."""
        later = day + timedelta(days=apart)
        this = referral(later, family="1")

        assert "yes" == statuses(indicator, this, referral(day, family="1"), as_at=later)[0]
        assert "no" == statuses(indicator, this, as_at=later)[0]
        assert "no" == statuses(indicator, this, referral(day, "B", family="1"), as_at=later)[0]

    @given(days, st.integers(1, 300))
    def test_a_later_one_does_not_make_it_one(self, day: date, apart: int) -> None:
        """Only what came before is asked: the first of two referrals is none, whatever follows."""
        later = day + timedelta(days=apart)
        assume(last_day_of_the_year(day) == last_day_of_the_year(later))

        assert ["no", "yes"] == statuses(re_referrals_within_12_months, referral(day), referral(later), as_at=later)

    @given(days, st.integers(1, 100), st.integers(1, 100))
    def test_every_one_of_a_childs_re_referrals_counts(self, day: date, second: int, third: int) -> None:
        """Of three referrals the second and the third are re-referrals, and the child is one child (DfE: all are classified as re-referrals)."""
        on = [day, day + timedelta(days=second), day + timedelta(days=second + third)]
        assume(last_day_of_the_year(on[0]) == last_day_of_the_year(on[2]))
        rows = [referral(one) for one in on]

        assert (2, 3) == counts(re_referrals_within_12_months, *rows, as_at=on[2])
        assert (1, 1) == counts(children_re_referred_within_12_months, *rows, as_at=on[2])

    @given(days)
    def test_the_last_earlier_one_is_asked(self, day: date) -> None:
        """A referral too long after the first of two earlier ones is a re-referral by the second, and none once that is taken away."""
        later = a_year_after(day) + ONE_DAY
        rows = [referral(later), referral(day), referral(later - ONE_DAY)]

        assert "yes" == statuses(re_referrals_within_12_months, *rows, as_at=later)[0]
        assert "no" == statuses(re_referrals_within_12_months, *rows[:2], as_at=later)[0]

    @given(st.integers(2016, 2024))
    def test_an_earlier_one_of_the_year_before_is_asked_and_not_counted(self, year: int) -> None:
        """A referral of 31 March makes one of 1 April a re-referral, and is not in the new year's denominator."""
        rows = [referral(date(year, 3, 31)), referral(date(year, 4, 1))]

        assert ["excluded", "yes"] == statuses(re_referrals_within_12_months, *rows, as_at=date(year, 4, 30))
        assert (1, 1) == counts(re_referrals_within_12_months, *rows, as_at=date(year, 4, 30))

    @AGAIN
    @given(days, st.integers(1, 300), st.sampled_from(["yes", "no", None]), st.sampled_from(["yes", "no", None]))
    def test_what_follows_matters_in_one_reading_only(
        self, indicator: Indicator[Any], day: date, apart: int, earlier: str | None, this: str | None
    ) -> None:
        """An earlier referral with no further action counts, but in the reading that passes it over; this one's own flag never matters."""
        later = day + timedelta(days=apart)
        rows = [referral(later, no_further_action=this), referral(day, no_further_action=earlier)]

        numerators = {reading.key: counts(indicator, *rows, as_at=later, reading=reading.key)[0] for reading in indicator.readings}

        assert {"within_12_months": 1, "less_than_12_months": 1, "not_after_no_further_action": 0 if earlier == "yes" else 1} == numerators

    @AGAIN
    def test_the_reading_that_passes_over_needs_the_flag(self, indicator: Indicator[Any]) -> None:
        """Records without the column are refused in that reading, and good enough for the others."""
        rows = {"child": ["A", "A"], "referral": ["2018-04-16", "2018-06-11"]}

        with pytest.raises(FaultyRecords, match="no_further_action"):
            indicator.compute(rows, as_at="2018-06-30", reading="not_after_no_further_action")
        assert [1, 1] == [
            indicator.compute(rows, as_at="2018-06-30", reading=key).tally.numerator for key in ("within_12_months", "less_than_12_months")
        ]


class TestACouncilInItsFirstYear:
    """
    Where records begin on a day, a referral whose earlier one could be missing is unknown, in the denominator and not in the numerator.

    (Ours: nothing is said to be no that nobody can know.)
    """

    @AGAIN
    @given(days)
    def test_unknown_for_12_months_after_the_last_day_not_held(self, indicator: Indicator[Any], day: date) -> None:
        """The last day not held is the day before: until its 12 months are over a referral alone is unknown, and a no after."""
        last = a_year_after(day - ONE_DAY)

        assert ["unknown"] == statuses(indicator, referral(last), as_at=last, records_from=day)
        assert ["no"] == statuses(indicator, referral(last + ONE_DAY), as_at=last + ONE_DAY, records_from=day)
        assert ["no"] == statuses(indicator, referral(last), as_at=last)

    @AGAIN
    @given(days)
    def test_less_than_12_months_a_day_earlier(self, indicator: Indicator[Any], day: date) -> None:
        """In the other reading it is a no a day earlier."""
        last, asked = a_year_after(day - ONE_DAY), {"records_from": day, "reading": "less_than_12_months"}

        assert ["unknown"] == statuses(indicator, referral(last - ONE_DAY), as_at=last - ONE_DAY, **asked)
        assert ["no"] == statuses(indicator, referral(last), as_at=last, **asked)

    @AGAIN
    @given(days, st.integers(1, 300))
    def test_an_earlier_one_that_is_held_settles_it(self, indicator: Indicator[Any], day: date, apart: int) -> None:
        """A referral with an earlier one in the records is a re-referral, whatever the records lack."""
        later = day + timedelta(days=apart)

        assert "yes" == statuses(indicator, referral(later), referral(day), as_at=later, records_from=day)[0]

    def test_a_child_is_unknown_until_a_referral_settles_it(self) -> None:
        """A child with one unknown referral is unknown, and re-referred once another is a re-referral."""
        asked: dict[str, Any] = {"as_at": date(2018, 9, 30), "records_from": date(2018, 4, 1)}
        rows = [referral(date(2018, 6, 11)), referral(date(2018, 9, 3))]

        assert (0, 1) == counts(children_re_referred_within_12_months, rows[0], **asked)
        assert ["excluded", "yes"] == statuses(children_re_referred_within_12_months, *rows, **asked)
        assert (1, 1) == counts(children_re_referred_within_12_months, *rows, **asked)


class TestChildrenReReferred:
    """
    Children with a re-referral in the year, of children referred in the year, each once.

    (DfE, Children in need, data set C1: Re_referrals_child and Referrals_child.)
    """

    @given(days, st.integers(1, 60), st.integers(1, 5))
    def test_another_referral_of_the_child_adds_nobody(self, day: date, apart: int, more: int) -> None:
        """However often a child is referred, it is one child; another child is one more."""
        on = [day + timedelta(days=apart * at) for at in range(more + 1)]
        assume(last_day_of_the_year(on[0]) == last_day_of_the_year(on[-1]))
        rows = [referral(one) for one in on]

        assert (1, 1) == counts(children_re_referred_within_12_months, *rows, as_at=on[-1])
        assert (1, 2) == counts(children_re_referred_within_12_months, *rows, referral(day, "B"), as_at=on[-1])

    def test_children_of_two_months_do_not_add_up(self) -> None:
        """A child referred in two months is a child of each, and one child of both."""
        rows = table(referral(date(2018, 4, 16)), referral(date(2018, 5, 14)))

        result = children_re_referred_within_12_months.compute(rows, as_at="2018-05-31")

        assert ["0 of 1", "1 of 1"] == [str(point.tally) for point in result.series]
        assert ["0 of 1", "1 of 1"] == [str(point.in_month) for point in result.series]
        assert not children_re_referred_within_12_months.mergeable
        assert re_referrals_within_12_months.mergeable


class TestNoFurtherAction:
    """
    Referrals of the year that ended in no further action, of all referrals of the year.

    (DfE LAIT data dictionary, item 290. A blank is no answer: the census requires yes or no.)
    """

    @given(days)
    def test_yes_no_and_blank(self, day: date) -> None:
        """The flag alone says which it is; blank it is unknown, in the denominator and not in the numerator."""
        judged = {
            flag: (statuses(of, row, as_at=day), counts(of, row, as_at=day))
            for flag in ("yes", "no", None)
            for of, row in [(referrals_with_no_further_action, referral(day, no_further_action=flag))]
        }

        assert {"yes": (["yes"], (1, 1)), "no": (["no"], (0, 1)), None: (["unknown"], (0, 1))} == judged

    @given(st.integers(2016, 2025))
    def test_the_referral_puts_it_in_the_year(self, year: int) -> None:
        """A referral of 31 March that was decided on in April is one of the old year."""
        row = referral(date(year, 3, 31), decision=date(year, 4, 10), no_further_action="yes")

        assert [(1, 1), (0, 0)] == [counts(referrals_with_no_further_action, row, as_at=date(year, *day)) for day in ((3, 31), (4, 30))]

    def test_a_blank_is_said(self) -> None:
        """A referral of which it is not recorded is listed by its row."""
        result = referrals_with_no_further_action.compute(table(referral(date(2018, 4, 16), no_further_action=None)), as_at="2018-04-30")

        assert any("row 1" in note and "not recorded" in note for note in result.notes)

    def test_the_flag_is_needed(self) -> None:
        """Records without the column are refused; nothing is taken to be no."""
        with pytest.raises(FaultyRecords, match="no_further_action"):
            referrals_with_no_further_action.compute({"child": ["A"], "referral": ["2018-04-16"]}, as_at="2018-04-30")

    def test_a_flag_is_yes_or_no(self) -> None:
        """What is neither is refused by its row, and never shown."""
        with pytest.raises(FaultyRecords, match=r"no_further_action.*row 1") as caught:
            referrals_with_no_further_action.compute(table(referral(date(2018, 4, 16), no_further_action="early help")), as_at="2018-04-30")
        assert "early help" not in str(caught.value)


class TestDecisions:
    """
    Within one working day of a referral a decision is made about the type of response.

    (Working Together, as the census guide has it, sections 4.1, 4.2 and 4.9; the day of the referral is day 0 and need not be a working day, 4.2.)
    """

    @given(days)
    def test_the_next_working_day_in_a_day_more_out(self, day: date) -> None:
        """The first working day after the referral is the last in time: the day after it is late, a weekend or not."""
        due = SLOW_ENGLAND_AND_WALES.nth_working_day_after(day, 1)
        assert due is not None

        assert [["in time"], ["in time"], ["late"]] == [
            statuses(referral_decisions_within_1_working_day, referral(day, decision=decision), as_at=decision)
            for decision in (day, due, due + ONE_DAY)
        ]

    @pytest.mark.parametrize("day", [date(2018, 7, 6), date(2018, 7, 7), date(2018, 7, 8)])
    def test_a_weekend_does_not_run(self, day: date) -> None:
        """Friday, Saturday and Sunday are due alike, on Monday; on Tuesday it is late."""
        judged = [
            statuses(referral_decisions_within_1_working_day, referral(day, decision=date(2018, 7, decided)), as_at=date(2018, 7, 31))
            for decided in (9, 10)
        ]

        assert [["in time"], ["late"]] == judged

    @given(days)
    def test_without_a_decision_it_is_waiting_then_overdue(self, day: date) -> None:
        """The decision taken away, the referral is waiting until the due date is over, overdue after, and never in the figure."""
        due = SLOW_ENGLAND_AND_WALES.nth_working_day_after(day, 1)
        assert due is not None
        row = referral(day, decision=None)

        assert [["waiting"], ["overdue"]] == [statuses(referral_decisions_within_1_working_day, row, as_at=as_at) for as_at in (due, due + ONE_DAY)]
        assert (0, 0) == counts(referral_decisions_within_1_working_day, row, as_at=due + ONE_DAY)

    @given(days, st.integers(1, 40))
    def test_a_decision_of_later_has_not_been_made(self, day: date, taken: int) -> None:
        """On the day before it is made a decision is not in the figure, and on the day it is."""
        decision = day + timedelta(days=taken)
        row = referral(day, decision=decision)

        assert [0, 1] == [counts(referral_decisions_within_1_working_day, row, as_at=as_at)[1] for as_at in (decision - ONE_DAY, decision)]

    @given(st.integers(2016, 2025))
    def test_the_decision_puts_it_in_the_year(self, year: int) -> None:
        """A referral of March decided on in April is one of the new year."""
        row = referral(date(year, 3, 31), decision=date(year, 4, 10))

        assert ["late"] == statuses(referral_decisions_within_1_working_day, row, as_at=date(year, 4, 30))
        assert (0, 0) == counts(referral_decisions_within_1_working_day, row, as_at=date(year, 3, 31))

    def test_the_day_of_the_decision_is_needed(self) -> None:
        """Records without the column are refused."""
        with pytest.raises(FaultyRecords, match="decision"):
            referral_decisions_within_1_working_day.compute({"child": ["A"], "referral": ["2018-04-16"]}, as_at="2018-04-30")


@pytest.mark.parametrize("indicator", EVERY, ids=lambda indicator: indicator.id)
class TestBadReferrals:
    """
    Referrals that cannot be used are an error, listed by row, and none is left out in silence.

    (Census guide, section 4.2, for several referrers; census rule 8606 for the 40 weeks; the rest is ours.)
    """

    def refused(self, indicator: Indicator[Any], *rows: Row) -> str:
        """What the records are refused with."""
        with pytest.raises(FaultyRecords) as caught:
            indicator.compute(table(*rows), as_at="2018-12-31")
        return str(caught.value)

    def test_two_of_one_child_on_one_day(self, indicator: Indicator[Any]) -> None:
        """Several referrers at a similar time are one referral: two rows are refused, and two children's are not."""
        day = date(2018, 6, 11)

        assert "several referrers at a similar time are one referral" in self.refused(indicator, referral(day), referral(day))
        assert 2 == indicator.compute(table(referral(day), referral(day, "B")), as_at="2018-12-31").tally.denominator

    @pytest.mark.parametrize("missing", ["child", "referral"])
    def test_nobody_or_no_day(self, indicator: Indicator[Any], missing: str) -> None:
        """A referral of nobody, or of no day, is refused."""
        row = referral(date(2018, 6, 11)) | {missing: None}

        assert missing in self.refused(indicator, referral(date(2018, 6, 12), "B", decision=None), row)

    def test_decided_before_it_was_received(self, indicator: Indicator[Any]) -> None:
        """A decision of the day before is refused; one of the same day is not."""
        day = date(2018, 6, 11)

        assert "decision" in self.refused(indicator, referral(day, decision=day - ONE_DAY))
        assert 1 == indicator.compute(table(referral(day, decision=day)), as_at="2018-12-31").tally.denominator

    @pytest.mark.parametrize("birth", ["date_of_birth", "expected_date_of_birth"])
    def test_long_before_a_birth(self, indicator: Indicator[Any], birth: str) -> None:
        """40 weeks before a birth is not too long before it, a day more is."""
        day = date(2018, 6, 11)
        rows = [referral(day) | {birth: day + timedelta(days=40 * WEEK + more)} for more in (0, 1)]

        assert 1 == indicator.compute(table(rows[0]), as_at="2018-12-31").tally.denominator
        assert "40 weeks" in self.refused(indicator, rows[1])

    def test_born_and_not_born(self, indicator: Indicator[Any]) -> None:
        """A child with a date of birth and an expected one is refused."""
        day = date(2018, 6, 11)

        assert "expected_date_of_birth" in self.refused(indicator, referral(day, date_of_birth=day, expected_date_of_birth=day))


#: An authority's row of data set C1 for 2023-24, and its children by the estimate for the middle of 2023.
C1: dict[str, dict[str, Any]] = {
    "Darlington": {
        "Referrals": 1539,
        "Re_referrals": 356,
        "No_Further_Action": 165,
        "Referrals_child": 1379,
        "Re_referrals_child": 301,
        "children": 22_411,
        "figures": ("1539", "686.7", "23.1", "21.8", "10.7"),
    },
    "Southend-on-Sea": {
        "Referrals": 1589,
        "Re_referrals": 334,
        "No_Further_Action": 20,
        "Referrals_child": 1459,
        "Re_referrals_child": 300,
        "children": 38_715,
        "figures": ("1589", "410.4", "21.0", "20.6", "1.3"),
    },
}


def made_up(row: dict[str, Any]) -> dict[str, list[Any]]:
    """Referrals that would have been published as *row*."""
    again, once = row["Re_referrals_child"], row["Referrals_child"] - row["Re_referrals_child"]
    extra = row["Re_referrals"] - again
    seen_first_this_year = row["Referrals"] - row["Re_referrals"] - once
    of = [(f"once {at}", date(2023, 9, 4)) for at in range(once)]
    for at in range(again):
        of.append((f"again {at}", date(2023, 4, 3) if at < seen_first_this_year else date(2023, 3, 31)))
        of.append((f"again {at}", date(2023, 10, 2)))
    of += [(f"again {at}", date(2024, 3, 31)) for at in range(extra)]
    this_year = [day >= date(2023, 4, 1) for _, day in of]
    flags = ["yes" if counted and sum(this_year[: at + 1]) <= row["No_Further_Action"] else "no" for at, counted in enumerate(this_year)]
    return {"child": [child for child, _ in of], "referral": [day for _, day in of], "no_further_action": flags}


class TestPublished:
    """
    The figures of 2023-24 are formed again from as many referrals and children as the Department counted.

    (DfE, Children in need, data set C1, 2013 to 2024, and its population estimates, mid-2012 to mid-2023; Open Government Licence v3.0.)
    """

    @pytest.mark.parametrize("authority", C1)
    def test_an_authoritys_row(self, authority: str) -> None:
        """Number, rate, re-referrals, children re-referred and no further action come out as printed."""
        row = C1[authority]
        population = Population(
            number=row["children"], of="children aged 0 to 17", vintage="mid-2023 estimate", source="Office for National Statistics"
        )
        records = made_up(row)

        figures = [
            str(indicator.compute(records, year="2023-24", population=population).figure)
            for indicator in (
                referrals,
                referrals_per_10_000,
                re_referrals_within_12_months,
                children_re_referred_within_12_months,
                referrals_with_no_further_action,
            )
        ]

        assert [*row["figures"]] == figures


class TestWhatTheDefinitionsSay:
    """The parts of the definitions that no record can show."""

    def test_companions_are_of_this_front_door(self) -> None:
        """Each names others to read beside it, of those that there are, and never itself."""
        ids = {indicator.id for indicator in EVERY}

        assert all(indicator.companions and set(indicator.companions) <= ids - {indicator.id} for indicator in EVERY)

    def test_only_the_decision_is_not_published(self) -> None:
        """No national return holds the day of a decision, so nobody publishes it and it has no code of the Department's."""
        assert [(referral_decisions_within_1_working_day, ())] == [(indicator, indicator.codes) for indicator in EVERY if indicator.published is None]

    def test_decimals(self) -> None:
        """A number is whole; percentages and rates have 1 decimal, as in data set C1."""
        assert [0, 1, 1, 1, 1, 1] == [indicator.decimals for indicator in EVERY]

    def test_what_is_good(self) -> None:
        """Fewer children coming back and sooner decisions are good; how many come at all, and how many need nothing, is neither."""
        assert {"neutral": 3, "low": 2, "high": 1} == Counter(indicator.good for indicator in EVERY)
        assert ["high"] == [indicator.good for indicator in EVERY if indicator is referral_decisions_within_1_working_day]

    def test_a_part_that_was_not_read_is_said(self) -> None:
        """What rests on a text that was not read is among the unknowns, and no paragraph of it is cited."""
        unread = [source for indicator in EVERY for source in indicator.sources if source.title.startswith("Working Together")]

        assert [(False, "")] == [(source.verified, source.paragraph) for source in unread]
        assert any("Working Together" in unknown for unknown in referral_decisions_within_1_working_day.unknowns)
