"""Child protection plans, a fact at a time: what turns a verdict round, and what does not."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators import FaultyRecords, Population, Result
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.plans import (
    PLAN_BANDS,
    child_protection_plans,
    child_protection_plans_ending_per_10_000,
    child_protection_plans_per_10_000,
    child_protection_plans_starting_per_10_000,
    plans_ending_after_2_years_or_more,
    plans_lasting_2_years_or_more,
    plans_reviewed_in_time,
    second_or_subsequent_plans,
    second_or_subsequent_plans_within_2_years,
)
from csc_indicators.indicators.southend import CP_1_5
from csc_indicators.reasons.delay import DELAY_REASONS, PLAN_VISIT
from tests.definitions.plans import STRATEGIES
from tests.oracle import ONE_DAY, SLOW_ENGLAND_AND_WALES, slow_due_in_months

Row: TypeAlias = dict[str, Any]

APRIL, MARCH = date(2018, 4, 1), date(2019, 3, 31)
CHILDREN = Population(number=38_912, of="children aged 0 to 17", vintage="mid-2017 estimate", source="made up")

#: Every indicator of one table of plans.
OF_PLANS: tuple[Indicator[Any], ...] = (
    child_protection_plans,
    child_protection_plans_per_10_000,
    child_protection_plans_starting_per_10_000,
    child_protection_plans_ending_per_10_000,
    plans_lasting_2_years_or_more,
    plans_ending_after_2_years_or_more,
    second_or_subsequent_plans,
    second_or_subsequent_plans_within_2_years,
)

EVERY: tuple[Indicator[Any], ...] = (*OF_PLANS, plans_reviewed_in_time, CP_1_5)

days = st.dates(date(2016, 1, 1), date(2020, 12, 31)) | st.sampled_from([date(2016, 2, 29), date(2020, 2, 29), MARCH, APRIL, date(2018, 11, 30)])
states = pytest.mark.parametrize("indicator", [child_protection_plans, child_protection_plans_per_10_000], ids=lambda indicator: indicator.id)


def plan(start: date | None, end: date | None = None, child: str = "A", **more: Any) -> Row:
    """One row of plans."""
    return {"child": child, "start": start, "end": end} | more


def columns(*rows: Row) -> dict[str, list[Any]]:
    """The rows as columns; a row without one of the columns has it blank."""
    names = dict.fromkeys(["child", "start", "end", *(name for row in rows for name in row)])
    return {name: [row.get(name) for row in rows] for name in names}


def computed(indicator: Indicator[Any], *rows: Row, as_at: date = MARCH, **asked: Any) -> Result[Any]:
    """The indicator of these plans."""
    return indicator.compute(plans=columns(*rows), as_at=as_at, **asked)


def statuses(indicator: Indicator[Any], *rows: Row, **asked: Any) -> list[str]:
    """The status of each of these plans."""
    return [str(case.status) for case in computed(indicator, *rows, **asked).cases]


def reviewed(*held: date, start: date, as_at: date = MARCH, end: date | None = None, reading: str | None = None, **more: Any) -> str:
    """The status of one plan with these reviews."""
    reviews = {"child": ["A"] * len(held), "reviewed": list(held)}
    asked = {name: more.pop(name) for name in ("records_from",) if name in more}
    given_plans = columns(plan(start, end, **more))
    (case,) = plans_reviewed_in_time.compute(plans=given_plans, plan_reviews=reviews, as_at=as_at, reading=reading, **asked).cases
    return str(case.status)


class TestChildProtectionPlans:
    """Plans open at the end of the day, whatever day of the week it is (LAIT items 215 and 377; tables D1 and D5)."""

    @states
    @given(as_at=days, before=st.integers(0, 800), reading=st.sampled_from(["not_open_on_its_last_day", "open_on_its_last_day"]))
    def test_one_without_an_end_is_open_from_the_day_it_starts(self, indicator: Indicator[Any], as_at: date, before: int, reading: str) -> None:
        """It counts from its first day on, and not on the day before."""
        start = as_at - timedelta(days=before)

        assert ["yes"] == statuses(indicator, plan(start), as_at=as_at, reading=reading)
        assert ["excluded"] == statuses(indicator, plan(as_at + ONE_DAY), as_at=as_at, reading=reading)

    @states
    @given(as_at=days, lasted=st.integers(2, 800))
    def test_the_day_it_ends_divides_the_readings(self, indicator: Indicator[Any], as_at: date, lasted: int) -> None:
        """An end the day before closes it, one the day after does not, and one on the day closes it in the adopted reading alone."""
        start = as_at - timedelta(days=lasted)
        ends = [as_at - ONE_DAY, as_at, as_at + ONE_DAY]

        adopted, rival = ([statuses(indicator, plan(start, end), as_at=as_at, reading=of.key) for end in ends] for of in indicator.readings)

        assert [["excluded"], ["excluded"], ["yes"]] == adopted
        assert [["excluded"], ["yes"], ["yes"]] == rival

    @given(st.integers(1, 60))
    def test_the_number_is_of_plans_and_the_rate_of_them_for_every_10_000_children(self, number: int) -> None:
        """One child each; without a population there is a number and no rate."""
        rows = [plan(APRIL, child=str(child)) for child in range(number)]
        rate = computed(child_protection_plans_per_10_000, *rows, population=CHILDREN)

        assert Decimal(number) == computed(child_protection_plans, *rows).figure
        assert abs(Decimal(number) * 10_000 / 38_912 - (rate.figure or 0)) <= Decimal("0.05")
        assert computed(child_protection_plans_per_10_000, *rows).figure is None

    @given(days, st.integers(0, 1200))
    def test_it_is_in_the_band_of_how_long_it_has_lasted(self, as_at: date, lasted: int) -> None:
        """3 and 6 months to the day are in the lower band, a year to the date in the upper; from the 729th day after the start it is in the last."""
        start = as_at - timedelta(days=lasted)
        beyond = [
            as_at > slow_due_in_months(start, 3),
            as_at > slow_due_in_months(start, 6),
            as_at >= slow_due_in_months(start, 12),
            (as_at - start).days + 1 > 729,
        ]
        banded = computed(child_protection_plans, plan(start), as_at=as_at).banded

        assert banded is not None
        assert PLAN_BANDS.names == tuple(banded.counts)
        assert [int(band == sum(beyond)) for band in range(5)] == list(banded.counts.values())


class TestPlansStarting:
    """Plans that started from 1 April up to the day, each counted (LAIT item 219; table D1)."""

    OF = child_protection_plans_starting_per_10_000

    @pytest.mark.parametrize("reading", ["every_plan", "each_child_once"])
    @pytest.mark.parametrize(("start", "status"), [(APRIL - ONE_DAY, "excluded"), (APRIL, "yes"), (MARCH, "yes"), (MARCH + ONE_DAY, "excluded")])
    def test_the_first_day_and_the_last_are_in_the_year(self, start: date, status: str, reading: str) -> None:
        """1 April and the day itself are in, the days before and after are not; both in 2018-19 are Sundays."""
        assert [status] == statuses(self.OF, plan(start), reading=reading)

    @given(st.dates(APRIL, MARCH), st.none() | st.integers(1, 900))
    def test_whether_it_has_ended_changes_nothing(self, start: date, lasted: int | None) -> None:
        """A plan counts by its start alone."""
        assert ["yes"] == statuses(self.OF, plan(start, None if lasted is None else start + timedelta(days=lasted)))

    @given(st.dates(APRIL, date(2018, 12, 31)), st.integers(1, 60), st.booleans())
    def test_a_childs_second_plan_counts_again_in_one_reading(self, start: date, lasted: int, same: bool) -> None:
        """Two plans of one child are two, or one child; two of two children are two in both."""
        end = start + timedelta(days=lasted)
        rows = [plan(start, end), plan(end, child="A" if same else "B")]

        every, once = (computed(self.OF, *rows, reading=reading.key).tally.numerator for reading in self.OF.readings)

        assert (2, 1 if same else 2) == (every, once)

    def test_a_child_is_counted_in_the_year_of_a_plan_whatever_came_before_it(self) -> None:
        """An earlier plan of another year takes nobody out of this one."""
        rows = [plan(date(2017, 5, 1), date(2018, 3, 31)), plan(date(2018, 5, 1))]

        assert ["excluded", "yes"] == statuses(self.OF, *rows, reading="each_child_once")


class TestPlansEnding:
    """Plans that ended from 1 April up to the day, each counted (LAIT item 16; table D1)."""

    OF = child_protection_plans_ending_per_10_000

    @pytest.mark.parametrize("reading", ["every_plan", "each_child_once"])
    @pytest.mark.parametrize(("end", "status"), [(APRIL - ONE_DAY, "excluded"), (APRIL, "yes"), (MARCH, "yes"), (MARCH + ONE_DAY, "excluded")])
    def test_the_first_day_and_the_last_are_in_the_year(self, end: date, status: str, reading: str) -> None:
        """1 April and the day itself are in, the days before and after are not."""
        assert [status] == statuses(self.OF, plan(date(2017, 1, 2), end), reading=reading)

    @given(st.dates(date(2016, 1, 1), date(2019, 3, 31)), st.sampled_from(["every_plan", "each_child_once"]))
    def test_an_open_plan_is_not_counted_and_nothing_is_missing(self, start: date, reading: str) -> None:
        """A blank end is no gap: the plan is excluded without a word, and one that ends later just the same."""
        for end in (None, MARCH + ONE_DAY):
            result = computed(self.OF, plan(start, end), reading=reading)

            assert [("excluded", "has not happened by the as-at date")] == [(str(case.status), str(case.because)) for case in result.cases]
            assert () == result.notes

    @given(st.dates(date(2018, 4, 2), date(2018, 12, 31)), st.integers(1, 60))
    def test_a_childs_second_end_counts_again_in_one_reading(self, end: date, lasted: int) -> None:
        """Two ends of one child are two, or one child."""
        rows = [plan(date(2017, 1, 2), end), plan(end, end + timedelta(days=lasted))]

        assert [2, 1] == [computed(self.OF, *rows, reading=reading.key).tally.numerator for reading in self.OF.readings]


class TestPlansReviewedInTime:
    """The first review within three months, then at intervals of not more than six, of plans of three months or more (LAIT item 19; table D6)."""

    @given(st.dates(APRIL, date(2018, 9, 30)), st.integers(-3, 3))
    @example(date(2018, 11, 30), 0)
    @example(date(2018, 11, 30), 1)
    def test_three_months_to_the_day_is_in_and_one_day_more_is_out(self, start: date, more: int) -> None:
        """The first review is in time on the corresponding date, or on the last day of a shorter month, in every reading."""
        due = slow_due_in_months(start, 3)
        held = due + timedelta(days=more)
        for reading in plans_reviewed_in_time.readings:
            assert ("late" if more > 0 else "in time") == reviewed(held, start=start, as_at=max(held, due), reading=reading.key, conference=None)

    @given(st.dates(date(2018, 1, 1), date(2018, 6, 20)), st.integers(-3, 3))
    @example(date(2018, 5, 31), 1)
    def test_six_months_to_the_day_is_in_and_one_day_more_is_out(self, start: date, more: int) -> None:
        """The second review is counted from the day the first was held, and not from when it was due."""
        first = slow_due_in_months(start, 3) - timedelta(days=10)
        second = slow_due_in_months(first, 6) + timedelta(days=more)

        assert ("late" if more > 0 else "in time") == reviewed(first, second, start=start, as_at=second)

    @given(st.dates(date(2018, 1, 1), date(2018, 12, 30)))
    def test_on_the_day_a_review_is_due_none_is_overdue(self, start: date) -> None:
        """At the end of the due date it may still come; at the end of the next day it is late."""
        due = slow_due_in_months(start, 3)

        assert ["in time", "late"] == [reviewed(start=start, as_at=day) for day in (due, due + ONE_DAY)]

    @given(days)
    def test_a_plan_of_three_months_to_the_day_counts_and_one_of_a_day_less_does_not(self, as_at: date) -> None:
        """Who is judged goes by the start of the plan, to the corresponding date."""
        for before in range(80, 100):
            start = as_at - timedelta(days=before)
            assert (reviewed(start=start, as_at=as_at) == "excluded") == (slow_due_in_months(start, 3) > as_at)

    @given(st.dates(date(2018, 1, 1), date(2018, 10, 1)))
    def test_a_plan_that_has_ended_is_not_judged(self, start: date) -> None:
        """Its reviews may be as late as they will; the day after the day it is still judged."""
        assert ["excluded", "late"] == [reviewed(start=start, end=end) for end in (MARCH, MARCH + ONE_DAY)]

    @given(st.dates(date(2016, 6, 1), date(2017, 6, 1)))
    def test_a_late_review_of_an_earlier_year_is_forgiven_in_the_adopted_reading_alone(self, start: date) -> None:
        """The year is judged from the last review before it; the whole plan is not in time for good."""
        first = slow_due_in_months(start, 4)
        held = [first, date(2018, 1, 15), date(2018, 7, 15), date(2019, 1, 15)]

        assert ["in time", "late"] == [
            reviewed(*held, start=start, reading=reading) for reading in ("reviews_of_the_year", "reviews_of_the_whole_plan")
        ]

    @given(st.integers(-3, 3))
    def test_the_first_review_of_the_year_is_due_six_months_after_the_last_of_the_year_before(self, more: int) -> None:
        """It is judged whatever is recorded of still earlier ones."""
        last, start = date(2018, 1, 31), date(2017, 1, 2)
        held = slow_due_in_months(last, 6) + timedelta(days=more)

        assert ("late" if more > 0 else "in time") == reviewed(last, held, date(2018, 12, 31), start=start)
        assert ("late" if more > 0 else "in time") == reviewed(date(2017, 3, 1), last, held, date(2018, 12, 31), start=start)

    def test_without_a_review_of_the_year_before_it_cannot_be_told(self) -> None:
        """One was due before 1 April and none is recorded: it is unknown, unless a later one is late for certain."""
        start = date(2017, 1, 2)

        assert "unknown" == reviewed(date(2018, 6, 1), date(2018, 12, 1), start=start)
        assert "late" == reviewed(date(2018, 6, 1), date(2018, 12, 2), start=start)
        assert ["in time", "unknown"] == [reviewed(start=date(2018, 12, 31), as_at=day) for day in (MARCH, MARCH + ONE_DAY)]

    def test_records_that_begin_later_judge_from_then(self) -> None:
        """With records from 1 October what fell due earlier is not judged; without a review before it, it cannot be told."""
        start, held = date(2018, 1, 2), [date(2018, 8, 1), date(2019, 1, 31)]

        assert "late" == reviewed(*held, start=start, reading="reviews_of_the_whole_plan")
        assert "in time" == reviewed(*held, start=start, reading="reviews_of_the_whole_plan", records_from="2018-10-01")
        assert "unknown" == reviewed(held[1], start=start, reading="reviews_of_the_whole_plan", records_from="2018-10-01")

    @given(st.dates(date(2018, 5, 1), date(2018, 9, 30)), st.integers(-20, 20).filter(bool))
    def test_the_conference_is_the_clock_of_one_reading(self, start: date, apart: int) -> None:
        """The first review on its last day from the start is late by a conference before it, and early by one after."""
        row: dict[str, Any] = {"start": start, "conference": start + timedelta(days=apart)}
        by_plan, by_conference = (slow_due_in_months(row[name], 3) for name in ("start", "conference"))
        later = max(by_plan, by_conference)

        assert ("in time" if later <= by_plan else "late") == reviewed(later, **row, as_at=later)
        assert ("in time" if later <= by_conference else "late") == reviewed(later, **row, as_at=later, reading="first_review_from_the_conference")

    def test_without_the_column_that_reading_is_refused(self) -> None:
        """It is said what is missing; a blank in the column is the start of the plan."""
        with pytest.raises(FaultyRecords, match="conference"):
            reviewed(start=APRIL, reading="first_review_from_the_conference")

    @pytest.mark.parametrize("apart", [0, -1])
    def test_a_review_on_the_day_a_plan_starts_or_before_is_a_fault(self, apart: int) -> None:
        """Rule 8841: nothing is computed, and the day after the start is in order."""
        with pytest.raises(FaultyRecords, match=r"row 1"):
            reviewed(APRIL + timedelta(days=apart), start=APRIL)
        assert "late" == reviewed(APRIL + ONE_DAY, start=APRIL)

    def test_a_review_after_the_last_plan_or_of_nobody_is_said(self) -> None:
        """It is used for nothing and is in the notes, by its row."""
        reviews = {"child": ["A", "B"], "reviewed": [date(2018, 9, 2), date(2018, 9, 2)]}
        result = plans_reviewed_in_time.compute(plans=columns(plan(APRIL, date(2018, 9, 1))), plan_reviews=reviews, as_at=MARCH)

        assert ["row 2", "row 1"] == [note.split(", ")[1].split(":")[0] for note in result.notes]


def lasting(start: date, lasted: int, reading: str) -> tuple[str, str]:
    """The status of a plan open so many days after it started, and of one that ended then."""
    last = start + timedelta(days=lasted)
    (is_open,) = statuses(plans_lasting_2_years_or_more, plan(start), as_at=last, reading=reading)
    (ended,) = statuses(plans_ending_after_2_years_or_more, plan(start, last), as_at=last, reading=reading)
    return is_open, ended


class TestTwoYears:
    """More than 729 days with the last day counted, of plans open at the end of the day and of plans that ended (LAIT items 98 and 264)."""

    @given(st.dates(date(2013, 1, 1), date(2020, 12, 31)), st.integers(725, 735))
    @example(date(2017, 3, 1), 728)
    @example(date(2017, 3, 1), 729)
    def test_the_729th_day_after_the_start_is_the_first_that_counts(self, start: date, lasted: int) -> None:
        """730 days with the first and the last are more than 729, in leap years too."""
        expected = "yes" if lasted >= 729 else "no"

        assert (expected, expected) == lasting(start, lasted, "more_than_729_days")

    @given(st.dates(date(2013, 1, 1), date(2020, 12, 31)), st.integers(725, 735))
    @example(date(2016, 2, 29), 730)
    @example(date(2016, 2, 29), 729)
    def test_to_the_date_leap_years_make_no_difference(self, start: date, lasted: int) -> None:
        """The same date two years later counts, and the day before does not."""
        expected = "yes" if start + timedelta(days=lasted) >= slow_due_in_months(start, 24) else "no"

        assert (expected, expected) == lasting(start, lasted, "2_years_to_the_date")

    @given(st.dates(date(2013, 1, 1), date(2020, 12, 31)), st.integers(725, 735))
    def test_without_the_first_day_it_is_a_day_later(self, start: date, lasted: int) -> None:
        """The 730th day after the start is the first that counts."""
        expected = "yes" if lasted >= 730 else "no"

        assert (expected, expected) == lasting(start, lasted, "730_days_after_the_start")

    @given(st.dates(date(2015, 1, 1), date(2016, 1, 1)))
    def test_an_end_moves_a_plan_from_one_indicator_to_the_other(self, start: date) -> None:
        """Open at the end of the day it is in the state, ended on it among those that ended, and never in both."""
        for end, state, flow in ((None, "yes", "excluded"), (MARCH, "excluded", "yes"), (MARCH + ONE_DAY, "yes", "excluded")):
            assert [state] == statuses(plans_lasting_2_years_or_more, plan(start, end))
            assert [flow] == statuses(plans_ending_after_2_years_or_more, plan(start, end))

    @pytest.mark.parametrize(("end", "status"), [(APRIL - ONE_DAY, "excluded"), (APRIL, "yes"), (MARCH, "yes"), (MARCH + ONE_DAY, "excluded")])
    def test_an_end_counts_in_its_own_year(self, end: date, status: str) -> None:
        """1 April and the day itself are in, the days before and after are not."""
        assert [status] == statuses(plans_ending_after_2_years_or_more, plan(date(2015, 1, 1), end))

    @pytest.mark.parametrize("name", ["england.plans_lasting_2_years_or_more", "england.plans_ending_after_2_years_or_more"])
    @given(data=st.data())
    def test_the_last_band_is_the_numerator(self, name: str, data: st.DataObject) -> None:
        """In the adopted reading; the bands together are the denominator."""
        (indicator,) = (one for one in OF_PLANS if one.id == name)
        tables, as_at = data.draw(STRATEGIES[name])
        result = indicator.compute(**dict[str, Any](tables), as_at=as_at)

        assert result.banded is not None
        assert (result.tally.numerator, result.tally.denominator) == (result.banded.counts["2 years and over"], result.banded.total)


class TestSecondOrSubsequentPlans:
    """An earlier plan with the same council, however long ago (LAIT items 14 and 15; table D3; metric 100)."""

    OF = second_or_subsequent_plans

    @given(st.dates(APRIL, MARCH), st.integers(1, 5))
    def test_the_number_of_previous_plans_settles_it(self, start: date, number: int) -> None:
        """One or more is a second or subsequent plan, none is a first; blank, the records decide."""
        assert ["yes"] == statuses(self.OF, plan(start, previous_plans=number))
        assert ["no"] == statuses(self.OF, plan(start, previous_plans=0))
        assert ["no"] == statuses(self.OF, plan(start, previous_plans=None))

    @given(st.dates(APRIL, MARCH), st.integers(0, 6000))
    def test_an_earlier_plan_counts_however_long_ago(self, start: date, before: int) -> None:
        """Also one that ended on the very day; one of another child does not."""
        end = start - timedelta(days=before)
        first = plan(end - timedelta(days=100), end)

        assert "yes" == statuses(self.OF, first, plan(start))[1]
        assert "no" == statuses(self.OF, first, plan(start, child="B"))[1]

    @given(st.dates(APRIL, date(2019, 1, 31)), st.integers(1, 30))
    def test_a_later_plan_is_none_before(self, start: date, lasted: int) -> None:
        """The first of two in a year is a first plan; the second is not."""
        end = start + timedelta(days=lasted)

        assert ["no", "yes"] == statuses(self.OF, plan(start, end), plan(end))

    @given(st.dates(APRIL, date(2019, 1, 31)), st.integers(1, 30))
    def test_by_child_the_later_one_is_counted(self, start: date, lasted: int) -> None:
        """A child with a first and a second plan in the year is one child who had an earlier one."""
        end = start + timedelta(days=lasted)
        result = computed(self.OF, plan(start, end), plan(end), plan(start, child="B"), reading="each_child_once")

        assert (1, 2) == (result.tally.numerator, result.tally.denominator)

    @given(st.dates(APRIL, MARCH))
    def test_records_that_begin_late_make_a_no_unknown(self, start: date) -> None:
        """An earlier plan may be from before them, unless the number of previous plans says that there is none."""
        records_from = "2016-04-01"

        assert ["unknown"] == statuses(self.OF, plan(start), records_from=records_from)
        assert ["no"] == statuses(self.OF, plan(start, previous_plans=0), records_from=records_from)
        assert ["yes"] == statuses(self.OF, plan(start, previous_plans=1), records_from=records_from)

    @pytest.mark.parametrize(("start", "status"), [(APRIL - ONE_DAY, "excluded"), (APRIL, "yes"), (MARCH, "yes"), (MARCH + ONE_DAY, "excluded")])
    def test_a_plan_counts_in_the_year_it_started(self, start: date, status: str) -> None:
        """1 April and the day itself are in, the days before and after are not."""
        assert [status] == statuses(self.OF, plan(start, previous_plans=1))


class TestSecondOrSubsequentPlansWithin2Years:
    """From the end of the earlier plan to the start of the next, no more than two years (a local measure; Darlington)."""

    OF = second_or_subsequent_plans_within_2_years

    @given(st.dates(date(2016, 4, 4), date(2017, 2, 28)) | st.just(date(2016, 4, 30)), st.integers(-3, 3))
    def test_two_years_to_the_date_divide_the_readings(self, end: date, more: int) -> None:
        """The day before is in both, the date itself in the adopted one alone, the day after in neither."""
        rows = [plan(end - timedelta(days=100), end), plan(slow_due_in_months(end, 24) + timedelta(days=more))]
        adopted, rival = (statuses(self.OF, *rows, as_at=MARCH, reading=reading.key)[1] for reading in self.OF.readings)

        assert ("yes" if more <= 0 else "no", "yes" if more < 0 else "no") == (adopted, rival)

    @given(st.dates(APRIL, MARCH), st.integers(731, 3000))
    def test_the_clock_runs_from_the_end_and_not_from_the_start(self, start: date, lasted: int) -> None:
        """A plan that ended the day before counts, however long before that it started."""
        end = start - ONE_DAY

        assert "yes" == statuses(self.OF, plan(end - timedelta(days=lasted), end), plan(start))[1]

    @given(st.dates(APRIL, MARCH), st.integers(1, 300))
    def test_of_several_the_last_to_end_is_asked(self, start: date, before: int) -> None:
        """Without it the older one is too long ago."""
        old = plan(date(2013, 1, 2), date(2013, 6, 3))
        recent = plan(start - timedelta(days=before + 10), start - timedelta(days=before))

        assert ["yes", "no"] == [statuses(self.OF, old, *more, plan(start))[-1] for more in ([recent], [])]

    @given(st.dates(APRIL, MARCH))
    def test_a_previous_plan_that_is_not_held_leaves_it_open(self, start: date) -> None:
        """The number says that there was one and not when it ended, so the answer is unknown; with none it is no."""
        assert [["unknown"], ["no"]] == [statuses(self.OF, plan(start, previous_plans=number)) for number in (1, 0)]

    @pytest.mark.parametrize(("records_from", "status"), [("2016-09-30", "no"), ("2016-10-01", "no"), ("2016-10-02", "unknown")])
    def test_records_of_the_two_years_before_are_enough(self, records_from: str, status: str) -> None:
        """For a plan of 1 October 2018 the ends from 1 October 2016 on are wanted."""
        assert [status] == statuses(self.OF, plan(date(2018, 10, 1), previous_plans=1), records_from=records_from)


WINDOWS = [("20_working_days", 20), ("15_working_days", 15), ("10_working_days", 10)]


def seen(visits: list[date], *rows: Row, as_at: date = MARCH, reading: str | None = None) -> list[str]:
    """The status of each unbroken time on a plan of child A, with these visits."""
    made = {"child": ["A"] * len(visits), "visited": visits}
    return [str(case.status) for case in CP_1_5.compute(plans=columns(*rows), plan_visits=made, as_at=as_at, reading=reading).cases]


class TestPlanVisits:
    """Children on a plan for so long with a visit in as long before the day (Southend CP 1.5 as its form was told; law.md section 8.1)."""

    @pytest.mark.parametrize(("reading", "number"), WINDOWS)
    @given(as_at=days, before=st.integers(0, 45))
    def test_a_visit_so_many_working_days_before_counts_and_one_before_that_does_not(
        self, reading: str, number: int, as_at: date, before: int
    ) -> None:
        """Working days after the visit, up to the day, are counted one by one."""
        visit = as_at - timedelta(days=before)
        within = SLOW_ENGLAND_AND_WALES.working_days_between(visit, as_at) <= number

        assert ["in time" if within else "late"] == seen([visit], plan(date(2015, 1, 2)), as_at=as_at, reading=reading)

    @given(days, st.integers(20, 40))
    def test_four_weeks_are_28_days(self, as_at: date, before: int) -> None:
        """A visit 28 days before counts and one 29 days before does not, whatever holidays there are."""
        visit = as_at - timedelta(days=before)

        assert ["in time" if before <= 28 else "late"] == seen([visit], plan(date(2015, 1, 2)), as_at=as_at, reading="4_weeks")

    @pytest.mark.parametrize(("reading", "number"), WINDOWS)
    @given(as_at=days, before=st.integers(0, 45))
    def test_a_child_newly_on_a_plan_is_left_out(self, reading: str, number: int, as_at: date, before: int) -> None:
        """On it for so many working days the child counts, and for one fewer not."""
        start = as_at - timedelta(days=before)
        counts = SLOW_ENGLAND_AND_WALES.working_days_between(start, as_at) >= number

        assert ["in time" if counts else "excluded"] == seen([as_at], plan(start), as_at=as_at, reading=reading)

    @given(days, st.integers(20, 40))
    def test_newly_in_four_weeks_is_28_days(self, as_at: date, before: int) -> None:
        """On a plan for 28 days the child counts, and for 27 not."""
        start = as_at - timedelta(days=before)

        assert ["in time" if before >= 28 else "excluded"] == seen([as_at], plan(start), as_at=as_at, reading="4_weeks")

    @given(days, st.integers(0, 10))
    def test_a_visit_after_the_day_has_not_been_made(self, as_at: date, after: int) -> None:
        """One on the day counts, and one later does not."""
        assert ["late" if after else "in time"] == seen([as_at + timedelta(days=after)], plan(date(2015, 1, 2)), as_at=as_at)

    @given(days)
    def test_a_child_whose_plan_ends_on_the_day_is_not_counted(self, as_at: date) -> None:
        """At the end of the day the plan is over; one that ends the day after is not."""
        ends = (as_at, as_at + ONE_DAY)

        assert [["excluded"], ["late"]] == [seen([], plan(date(2015, 1, 2), end), as_at=as_at) for end in ends]

    @given(st.integers(0, 1))
    def test_plans_that_touch_are_one_time_on_a_plan(self, apart: int) -> None:
        """A plan that starts on the day another ends goes on from it; one that starts the day after is new."""
        end = MARCH - timedelta(days=10)
        rows = [plan(date(2018, 1, 2), end), plan(end + timedelta(days=apart))]

        assert (["excluded", "excluded"] if apart else ["in time"]) == seen([MARCH], *rows)

    def test_the_reasons_are_those_of_visits_under_a_plan(self) -> None:
        """Every reason on the list can be given, and none of the others."""
        expected = {reason.code for reason in DELAY_REASONS.reasons if PLAN_VISIT in reason.applies_to}

        assert expected == {reason.code for reason in CP_1_5.reasons.reasons}
        assert "C20" in expected
        assert "P10" not in expected


class TestWhatCannotBe:
    """What contradicts itself is an error that names the row, in every indicator of plans; nothing is dropped without a word."""

    @staticmethod
    def of(indicator: Indicator[Any], *rows: Row) -> Result[Any]:
        """The indicator of these plans, with empty tables beside."""
        empty: dict[str, Any] = {table.name: {column.name: [] for column in table if column.required} for table in indicator.records[1:]}
        return indicator.compute(plans=columns(*rows), **empty, as_at=MARCH)

    @pytest.mark.parametrize("indicator", EVERY, ids=lambda indicator: indicator.id)
    @pytest.mark.parametrize(
        "rows",
        [
            pytest.param([plan(APRIL, APRIL)], id="starts and ends on one day"),
            pytest.param([plan(APRIL, APRIL - ONE_DAY)], id="ends before it starts"),
            pytest.param([plan(None)], id="no start"),
            pytest.param([plan(None, MARCH)], id="an end and no start"),
            pytest.param([plan(APRIL), plan(date(2018, 6, 1))], id="two without an end"),
            pytest.param([plan(APRIL, date(2018, 6, 2)), plan(date(2018, 6, 1))], id="starts before another has ended"),
            pytest.param([plan(APRIL, MARCH), plan(APRIL, MARCH)], id="one there twice"),
        ],
    )
    def test_it_is_refused(self, indicator: Indicator[Any], rows: list[Row]) -> None:
        """The last of the rows is named."""
        with pytest.raises(FaultyRecords, match=rf"row {len(rows)}\b"):
            self.of(indicator, *rows)

    @pytest.mark.parametrize("indicator", EVERY, ids=lambda indicator: indicator.id)
    def test_what_is_near_it_is_not(self, indicator: Indicator[Any]) -> None:
        """A day between start and end, and a plan that starts on the day another ends, are in order."""
        result = self.of(indicator, plan(APRIL, APRIL + ONE_DAY), plan(APRIL + ONE_DAY))

        assert MARCH == result.as_at

    @pytest.mark.parametrize("indicator", EVERY, ids=lambda indicator: indicator.id)
    def test_of_nothing_there_is_nothing(self, indicator: Indicator[Any]) -> None:
        """No plans are no cases: a percentage has no figure then, and never 0."""
        result = self.of(indicator)

        assert (0, 0) == (result.tally.numerator, result.tally.denominator)
        assert (Decimal(0) if indicator is child_protection_plans else None) == result.figure
