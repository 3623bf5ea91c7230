"""Assessments, one at a time: one fact of a valid record is changed, and the verdict changes exactly when the rule says so."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.errors import FaultyRecords, InvalidPeriod, UnknownName
from csc_indicators.indicators.assessment import (
    assessments_open_beyond_45_working_days,
    assessments_within_45_working_days,
    core_assessments_within_35_working_days,
    initial_assessments_within_10_working_days,
)
from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.result import Result
from tests.oracle import SLOW_ENGLAND_AND_WALES

DAY = timedelta(days=1)
SATURDAY = 5
LATER, OLD_YEAR = date(2019, 3, 31), date(2013, 3, 31)

#: Days early enough in 2018-19 for 45 working days and a few more to be over in it.
REFERRALS = st.dates(date(2018, 4, 1), date(2018, 12, 15))
OLD_DAYS = st.dates(date(2012, 4, 1), date(2012, 12, 20))
READINGS = st.sampled_from([("from_referral", "referral", "start"), ("from_assessment_start", "start", "referral")])


def working_day(start: date, number: int) -> date:
    """The so-many-th working day after the start, by the slow calendar."""
    day = SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, number)
    assert day is not None
    return day


def computed(indicator: Indicator[Any], row: dict[str, Any], as_at: date = LATER, **asked: Any) -> Result[Any]:
    """The indicator of one row of one child."""
    return indicator.compute({"child": ["A"], **{name: [value] for name, value in row.items()}}, as_at=as_at, **asked)


def status_of(result: Result[Any]) -> str:
    """The status of the first case."""
    return str(next(iter(result.cases)).status)


def verdict(indicator: Indicator[Any], row: dict[str, Any], as_at: date = LATER, **asked: Any) -> tuple[str, str]:
    """The status of one row of one child, and the counts."""
    result = computed(indicator, row, as_at, **asked)
    return status_of(result), str(result.tally)


class TestAssessmentsWithin45WorkingDays:
    """No later than 45 working days from the point of referral, by the day of authorisation (census guide section 4.9; LAIT item 304)."""

    @given(REFERRALS, READINGS, st.integers(-40, 40))
    def test_day_45_is_in_time_and_the_day_after_is_late(self, day: date, reading: tuple[str, str, str], other: int) -> None:
        """Authorised on the 45th working day it is in time, and a calendar day later late, whatever the date the other clock would run from."""
        key, clock, ignored = reading
        due = working_day(day, 45)
        row = {clock: day, ignored: day + timedelta(days=other)}
        indicator = assessments_within_45_working_days
        assert ("in time", "1 of 1") == verdict(indicator, row | {"authorised": due}, reading=key)
        assert ("late", "0 of 1") == verdict(indicator, row | {"authorised": due + DAY}, reading=key)

    @given(REFERRALS)
    def test_one_working_day_earlier_is_out(self, day: date) -> None:
        """What is in time on its last day is late once the referral is moved back by a working day."""
        due, before = working_day(day, 45), day - DAY
        while working_day(before, 45) == due:
            before -= DAY
        assert ("in time", "1 of 1") == verdict(assessments_within_45_working_days, {"referral": before + DAY, "authorised": due})
        assert ("late", "0 of 1") == verdict(assessments_within_45_working_days, {"referral": before, "authorised": due})

    @given(REFERRALS.filter(lambda day: day.weekday() >= SATURDAY))
    def test_a_weekend_has_the_clock_of_the_working_day_before_it(self, day: date) -> None:
        """A referral on a Saturday or Sunday is due on the same day as one on the last working day before it."""
        before = day
        while not SLOW_ENGLAND_AND_WALES.works(before):
            before -= DAY
        one, other = (
            next(iter(computed(assessments_within_45_working_days, {"referral": when, "authorised": None}).cases)).due for when in (day, before)
        )
        assert one == other

    @given(REFERRALS)
    def test_the_last_working_days_of_the_weekend_do_not_help(self, day: date) -> None:
        """Where the 45th working day is a Friday, an authorisation on the Sunday after it is late."""
        due = working_day(day, 45)
        while due.weekday() != SATURDAY - 1:
            day, due = day + DAY, working_day(day + DAY, 45)
        assert ("late", "0 of 1") == verdict(assessments_within_45_working_days, {"referral": day, "authorised": due + 2 * DAY})

    @given(REFERRALS, st.integers(0, 60))
    def test_without_the_authorisation_it_waits_and_then_is_overdue(self, day: date, number: int) -> None:
        """With its end removed it leaves the figure: waiting up to and on the 45th working day, overdue after it."""
        as_at = working_day(day, number)
        expected = "waiting" if as_at <= working_day(day, 45) else "overdue"
        assert (expected, "0 of 0") == verdict(assessments_within_45_working_days, {"referral": day, "authorised": None}, as_at)

    @given(REFERRALS)
    def test_an_authorisation_after_the_day_has_not_happened(self, day: date) -> None:
        """What is authorised on the day counts, and what is authorised a day later does not yet."""
        row = {"referral": day, "authorised": day + DAY}
        assert ("in time", "1 of 1") == verdict(assessments_within_45_working_days, row, day + DAY)
        assert ("waiting", "0 of 0") == verdict(assessments_within_45_working_days, row, day)

    @given(st.integers(0, 20))
    def test_the_day_of_authorisation_puts_it_in_a_year(self, before: int) -> None:
        """Authorised on 1 April it is of the year, and on 31 March it is not, whenever the referral was."""
        row = {"referral": date(2018, 3, 31) - before * DAY}
        assert ("in time", "1 of 1") == verdict(assessments_within_45_working_days, row | {"authorised": date(2018, 4, 1)})
        assert ("excluded", "0 of 0") == verdict(assessments_within_45_working_days, row | {"authorised": date(2018, 3, 31)})

    @given(REFERRALS, READINGS)
    def test_without_its_clock_it_is_unknown_and_counts(self, day: date, reading: tuple[str, str, str]) -> None:
        """With the date of its clock removed it stays in the denominator, is not in time, is in no band, and is noted."""
        key, clock, ignored = reading
        result = computed(assessments_within_45_working_days, {clock: None, ignored: day, "authorised": day}, reading=key)
        assert ("unknown", "0 of 1") == (status_of(result), str(result.tally))
        assert result.banded is not None
        assert (0, 1) == (sum(result.banded.counts.values()), result.banded.unknown)
        assert any("row 1" in note for note in result.notes)

    @given(REFERRALS)
    def test_a_referral_after_the_authorisation_is_unknown_and_counts(self, day: date) -> None:
        """Authorised on the day of the referral it is in time; the day before, nobody can say, and it counts."""
        assert ("in time", "1 of 1") == verdict(assessments_within_45_working_days, {"referral": day, "authorised": day})
        assert ("unknown", "0 of 1") == verdict(assessments_within_45_working_days, {"referral": day + DAY, "authorised": day})

    @given(REFERRALS, st.integers(0, 100), READINGS)
    def test_the_bands_up_to_45_days_are_the_numerator(self, day: date, days: int, reading: tuple[str, str, str]) -> None:
        """A case is in one band, and in time exactly when that is one of the six first, in either reading (table C2)."""
        key, clock, ignored = reading
        row = {clock: day, ignored: day, "authorised": day + days * DAY}
        result = computed(assessments_within_45_working_days, row, reading=key)
        assert result.banded is not None
        counts = list(result.banded.counts.values())
        assert (result.tally.numerator, result.tally.denominator) == (sum(counts[:6]), sum(counts)) == (sum(counts[:6]), 1)

    @given(REFERRALS)
    def test_each_child_and_each_assessment_counts(self, day: date) -> None:
        """Brothers and sisters count one by one, and a child with two assessments twice."""
        result = assessments_within_45_working_days.compute(
            {"child": ["A", "B", "A"], "family": ["1", "1", "1"], "referral": [day] * 3, "authorised": [day, day, day + DAY]}, as_at=LATER
        )
        assert "3 of 3" == str(result.tally)

    def test_it_is_not_computed_of_the_years_before_it(self) -> None:
        """Of 2012-13 there is no single assessment, and of 2013-14 the rule changed within the year and is asked for by edition."""
        row = {"referral": date(2012, 7, 2), "authorised": date(2012, 7, 20)}
        with pytest.raises(InvalidPeriod, match="initial_assessments_within_10_working_days"):
            computed(assessments_within_45_working_days, row, date(2012, 7, 31))
        with pytest.raises(InvalidPeriod, match="changed between 2013-04-01 and 2013-06-30"):
            computed(assessments_within_45_working_days, row, date(2013, 6, 30))
        with pytest.raises(UnknownName, match="no such edition"):
            computed(assessments_within_45_working_days, row, date(2012, 7, 31), edition=1)
        row = {"referral": date(2013, 4, 15), "authorised": date(2013, 6, 19)}
        assert ("in time", "1 of 1") == verdict(assessments_within_45_working_days, row, date(2013, 6, 30), edition=2)


class TestAssessmentsOpenBeyond45WorkingDays:
    """Not authorised, and more than 45 working days since the referral (census guide section 4.9; query 8670Q, of the start)."""

    @given(REFERRALS, READINGS, st.integers(-40, 40))
    def test_on_day_45_it_is_not_overdue_and_the_day_after_it_is(self, day: date, reading: tuple[str, str, str], other: int) -> None:
        """At the end of the 45th working day nothing is overdue; a calendar day later it is, whatever the date the other clock would run from."""
        key, clock, ignored = reading
        due = working_day(day, 45)
        row = {clock: day, ignored: day + timedelta(days=other), "authorised": None}
        assert ("no", "0 of 1") == verdict(assessments_open_beyond_45_working_days, row, due, reading=key)
        assert ("yes", "1 of 1") == verdict(assessments_open_beyond_45_working_days, row, due + DAY, reading=key)

    @given(REFERRALS, st.integers(1, 30))
    def test_authorised_by_the_end_of_the_day_it_is_out(self, day: date, beyond: int) -> None:
        """Authorised on the day it is open no longer, however late; authorised the day after it is open and overdue."""
        as_at = working_day(day, 45) + beyond * DAY
        row = {"referral": day, "authorised": as_at}
        assert ("excluded", "0 of 0") == verdict(assessments_open_beyond_45_working_days, row, as_at)
        assert ("yes", "1 of 1") == verdict(assessments_open_beyond_45_working_days, row | {"authorised": as_at + DAY}, as_at)

    @given(REFERRALS)
    def test_a_referral_to_come_has_begun_nothing(self, day: date) -> None:
        """On the day of the referral an assessment is open; the day before it is not."""
        row = {"referral": day, "authorised": None}
        assert ("no", "0 of 1") == verdict(assessments_open_beyond_45_working_days, row, day)
        assert ("excluded", "0 of 0") == verdict(assessments_open_beyond_45_working_days, row, day - DAY)

    @given(REFERRALS, READINGS)
    def test_without_its_clock_it_is_unknown_and_never_overdue(self, day: date, reading: tuple[str, str, str]) -> None:
        """With the date of its clock removed it is counted as open, and is not in the number."""
        key, clock, ignored = reading
        row = {clock: None, ignored: day, "authorised": None}
        assert ("unknown", "0 of 1") == verdict(assessments_open_beyond_45_working_days, row, reading=key)

    @given(REFERRALS, st.integers(-5, 5))
    def test_what_is_overdue_here_is_overdue_beside_the_share(self, day: date, shift: int) -> None:
        """An assessment is in the number exactly when the share has it beside it as overdue."""
        row, as_at = {"referral": day, "authorised": None}, working_day(day, 45) + shift * DAY
        number, _ = verdict(assessments_open_beyond_45_working_days, row, as_at)
        status, _ = verdict(assessments_within_45_working_days, row, as_at)
        assert ("yes" == number) is ("overdue" == status)

    def test_nothing_open_is_the_number_0(self) -> None:
        """The figure is a number: 0 where nothing is open, 2 where two are overdue."""
        open_long: dict[str, list[Any]] = {"child": ["A", "A"], "referral": [date(2018, 5, 1), date(2018, 5, 2)], "authorised": [None, None]}
        nothing: dict[str, list[Any]] = {name: [] for name in open_long}
        numbers = [assessments_open_beyond_45_working_days.compute(records, as_at=LATER).figure for records in (nothing, open_long)]
        assert [0, 2] == numbers


class TestInitialAssessmentsWithin10WorkingDays:
    """Within 10 working days of the referral (metric 2234), and within 7 before 2010 (Coventry's procedures, unverified)."""

    @given(OLD_DAYS)
    def test_day_10_was_in_time_and_the_day_after_late(self, day: date) -> None:
        """Completed on the 10th working day it was in time, and a calendar day later late."""
        due = working_day(day, 10)
        assert ("in time", "1 of 1") == verdict(initial_assessments_within_10_working_days, {"referral": day, "completed": due}, OLD_YEAR)
        assert ("late", "0 of 1") == verdict(initial_assessments_within_10_working_days, {"referral": day, "completed": due + DAY}, OLD_YEAR)

    @given(OLD_DAYS)
    def test_completed_before_the_referral_it_counts(self, day: date) -> None:
        """Completed on the day of the referral it was in time; the day before, nobody can say, and it counts."""
        assert ("in time", "1 of 1") == verdict(initial_assessments_within_10_working_days, {"referral": day, "completed": day}, OLD_YEAR)
        assert ("unknown", "0 of 1") == verdict(initial_assessments_within_10_working_days, {"referral": day + DAY, "completed": day}, OLD_YEAR)

    @given(st.dates(date(2009, 4, 1), date(2010, 3, 10)))
    def test_day_7_was_in_time_before(self, day: date) -> None:
        """In 2009-10 it was in time on the 7th working day and late after it; asked for by the second edition it was late only after the 10th."""
        seventh, tenth = working_day(day, 7), working_day(day, 10)
        for completed, by_its_time, by_the_second in (
            (seventh, "in time", "in time"),
            (seventh + DAY, "late", "in time"),
            (tenth, "late", "in time"),
            (tenth + DAY, "late", "late"),
        ):
            row, as_at = {"referral": day, "completed": completed}, date(2010, 3, 31)
            assert by_its_time == verdict(initial_assessments_within_10_working_days, row, as_at)[0]
            assert by_the_second == verdict(initial_assessments_within_10_working_days, row, as_at, edition=2)[0]

    @given(OLD_DAYS)
    def test_not_completed_it_is_beside_the_figure(self, day: date) -> None:
        """With its end removed it is waiting on its last day, and overdue the day after."""
        row, due = {"referral": day, "completed": None}, working_day(day, 10)
        assert ("waiting", "0 of 0") == verdict(initial_assessments_within_10_working_days, row, due)
        assert ("overdue", "0 of 0") == verdict(initial_assessments_within_10_working_days, row, due + DAY)

    def test_it_is_retired(self) -> None:
        """Its last year is 2013-14, and it says what took its place."""
        assert date(2014, 3, 31) == initial_assessments_within_10_working_days.retired_on
        assert assessments_within_45_working_days.id == initial_assessments_within_10_working_days.superseded_by


class TestCoreAssessmentsWithin35WorkingDays:
    """Within 35 working days of the start of the core assessment (LAIT item 304)."""

    @given(OLD_DAYS)
    def test_day_35_was_in_time_and_the_day_after_late(self, day: date) -> None:
        """Completed on the 35th working day it was in time, and a calendar day later late."""
        due = working_day(day, 35)
        assert ("in time", "1 of 1") == verdict(core_assessments_within_35_working_days, {"start": day, "completed": due}, OLD_YEAR)
        assert ("late", "0 of 1") == verdict(core_assessments_within_35_working_days, {"start": day, "completed": due + DAY}, OLD_YEAR)

    @given(OLD_DAYS)
    def test_completed_before_it_started_it_counts(self, day: date) -> None:
        """Completed on the day it started it was in time; the day before, nobody can say, and it counts."""
        assert ("in time", "1 of 1") == verdict(core_assessments_within_35_working_days, {"start": day, "completed": day}, OLD_YEAR)
        assert ("unknown", "0 of 1") == verdict(core_assessments_within_35_working_days, {"start": day + DAY, "completed": day}, OLD_YEAR)

    @given(OLD_DAYS)
    def test_not_completed_it_is_beside_the_figure(self, day: date) -> None:
        """With its end removed it is waiting on its last day, and overdue the day after."""
        row, due = {"start": day, "completed": None}, working_day(day, 35)
        assert ("waiting", "0 of 0") == verdict(core_assessments_within_35_working_days, row, due)
        assert ("overdue", "0 of 0") == verdict(core_assessments_within_35_working_days, row, due + DAY)

    def test_it_is_retired(self) -> None:
        """Its last year is 2013-14, and it says what took its place."""
        assert date(2014, 3, 31) == core_assessments_within_35_working_days.retired_on
        assert assessments_within_45_working_days.id == core_assessments_within_35_working_days.superseded_by


class TestRecordsThatCannotBeUsed:
    """What is wrong in the records is an error that names the rows and no child, or is counted as unknown; nothing is dropped unsaid."""

    @pytest.mark.parametrize(
        ("indicator", "start", "end"),
        [
            (assessments_within_45_working_days, "referral", "authorised"),
            (assessments_open_beyond_45_working_days, "referral", "authorised"),
            (initial_assessments_within_10_working_days, "referral", "completed"),
            (core_assessments_within_35_working_days, "start", "completed"),
        ],
    )
    def test_one_assessment_twice(self, indicator: Indicator[Any], start: str, end: str) -> None:
        """Two rows of one child with one day of completion are an error; of two children, or of two days, they are not."""
        day = date(2012, 7, 2) if indicator.superseded_by else date(2018, 7, 2)
        one = {"child": ["Ann-1", "Ann-1"], start: [day, day - DAY], end: [day, day]}
        with pytest.raises(FaultyRecords) as raised:
            indicator.compute(one, as_at=day + 30 * DAY)
        assert "rows 1-2" in str(raised.value)
        assert "Ann-1" not in str(raised.value)
        for apart in ({"child": ["Ann-1", "Ben-2"]}, {end: [day, day + DAY]}):
            assert len(indicator.compute(one | apart, as_at=day + 30 * DAY).cases) == 2

    def test_a_reading_whose_clock_is_not_there(self) -> None:
        """The start of the assessment may be left out; the reading that runs from it then is an error that names the column."""
        records = {"child": ["Ann-1"], "referral": [date(2018, 7, 2)], "authorised": [date(2018, 7, 20)]}
        for indicator in (assessments_within_45_working_days, assessments_open_beyond_45_working_days):
            assert 1 == len(indicator.compute(records, as_at=LATER).cases)
            with pytest.raises(FaultyRecords, match="'start'"):
                indicator.compute(records, as_at=LATER, reading="from_assessment_start")

    @given(REFERRALS)
    def test_neither_date(self, day: date) -> None:
        """A row with neither date says nothing happened: it is listed as excluded, beside what counts."""
        records = {"child": ["A", "B"], "referral": [day, None], "authorised": [day, None]}
        result = assessments_within_45_working_days.compute(records, as_at=LATER)
        assert ["in time", "excluded"] == [str(case.status) for case in result.cases]
        assert "1 of 1" == str(result.tally)
