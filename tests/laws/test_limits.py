"""
Time limits: when something is due, whether it is within, how much has passed, what is overdue, and how a limit is written.

The clauses are those of counting rules 1 and 3 of the project's design, and of the texts they rest on.
"""

import copy
import pickle
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import InvalidLimit, MissingExtra, OutsideCalendar, ReversedDates
from csc_indicators.limits import CalendarDays, DateLimit, Hours, Limit, Months, Weeks, WorkingDays, Years, hours, parse_limit
from tests.oracle import SLOW_ENGLAND_AND_WALES as SLOW
from tests.oracle import (
    SlowCalendar,
    every_day,
    slow_due_in_hours,
    slow_due_in_months,
    slow_hours_elapsed,
    slow_last_day_in_months,
    slow_months_elapsed,
)
from tests.strategies import (
    DATE_LIMITS,
    LONDON,
    SMALL_CALENDAR_ROOM,
    Dates,
    as_dates,
    as_moments,
    built_from,
    date_arrays,
    date_limits,
    days,
    days_near_month_ends,
    days_on,
    days_with_room_after,
    moments,
    month_counts,
    small_calendars,
    working_day_counts,
)

UNITS: tuple[type[Limit], ...] = (*DATE_LIMITS, Hours)
MOST = 9999
DAY = date(2018, 9, 8)


def number_of(limit: Limit) -> int:
    """How many of its unit a limit is, read from its words."""
    return int(str(limit).split()[0])


@st.composite
def date_pairs(draw: st.DrawFn) -> tuple[date, date]:
    """A start and an end on or after it, as often as not within three years of each other."""
    start = draw(days_near_month_ends())
    return start, draw(days(first=start) | st.integers(0, 1100).map(lambda apart: min(start + timedelta(days=apart), date(2028, 12, 31))))


def moment_pairs() -> st.SearchStrategy[tuple[datetime, datetime]]:
    """Two moments in order."""
    return st.tuples(moments(), moments()).map(lambda pair: (min(pair, key=datetime.timestamp), max(pair, key=datetime.timestamp)))


class TestDaysAndWeeks:
    """
    The due date is the N-th working day, or the N-th day, after the day the clock starts. A week is seven days.

    Source: counting rules 1 and 3 of the project's design; reg 28 of the Care Planning, Placement and Case Review (England) Regulations 2010.
    """

    @given(days_with_room_after(), working_day_counts())
    def test_working_days(self, start: date, n: int) -> None:
        """So many working days are due on the N-th that a walk from the start meets."""
        assert SLOW.nth_working_day_after(start, n) == WorkingDays(n).due(start)

    @given(days_with_room_after(), working_day_counts())
    def test_calendar_days(self, start: date, n: int) -> None:
        """So many calendar days are due on the N-th day of a walk from the start, whatever day of the week that is."""
        assert next(islice(every_day(start, date.max), n, None)) == CalendarDays(n).due(start)

    @given(days_with_room_after(), st.integers(0, 200))
    def test_weeks(self, start: date, n: int) -> None:
        """So many weeks are due on the N-th day of the start's name that a walk meets after it."""
        namesakes = (day for day in every_day(start, date.max) if day.weekday() == start.weekday())

        assert next(islice(namesakes, n, None)) == Weeks(n).due(start)

    @given(small_calendars(), st.integers(0, 60), st.data())
    def test_working_days_of_another_calendar(self, slow: SlowCalendar, n: int, data: st.DataObject) -> None:
        """Working days are those of the calendar given, whatever is asked of them."""
        limit, calendar = WorkingDays(n), built_from(slow)
        start, end = sorted((data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM)), data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))))

        assert slow.nth_working_day_after(start, n) == limit.due(start, calendar=calendar)
        assert slow.working_days_between(start, end) == limit.elapsed(start, end, calendar=calendar)
        assert slow.in_time(start, end, n) == limit.within(start, end, calendar=calendar)
        assert slow.in_time(start, end, n) != limit.overdue(start, end, calendar=calendar)

    @given(small_calendars(), days_with_room_after(), date_limits())
    def test_other_limits_run_through_holidays(self, slow: SlowCalendar, start: date, limit: DateLimit) -> None:
        """The calendar given changes nothing but working days."""
        if isinstance(limit, WorkingDays):
            limit = CalendarDays(limit.days)

        assert limit.due(start) == limit.due(start, calendar=built_from(slow))

    @given(days_with_room_after(), st.integers(1, 200))
    def test_working_days_are_never_due_before_as_many_calendar_days(self, start: date, n: int) -> None:
        """Weekends and holidays only ever put a due date off."""
        assert CalendarDays(n).due(start) <= WorkingDays(n).due(start)

    def test_past_the_early_may_holiday_and_the_coronation(self) -> None:
        """Six working days from Friday 28 April 2023 are due on Wednesday 10 May."""
        assert date(2023, 5, 10) == WorkingDays(6).due(date(2023, 4, 28))

    def test_six_weeks_are_not_thirty_working_days(self) -> None:
        """Over Easter 2018 thirty working days end four days later than six weeks."""
        start = date(2018, 3, 15)

        assert (date(2018, 4, 26), date(2018, 4, 30)) == (Weeks(6).due(start), WorkingDays(30).due(start))

    def test_days_run_across_a_clock_change(self) -> None:
        """A day on which the clocks change is one day."""
        assert date(2018, 10, 29) == CalendarDays(1).due(date(2018, 10, 28))


class TestCorrespondingDate:
    """
    A period of months ends on the corresponding date of the later month, or on that month's last day, reckoned from the start itself.

    Source: Dodds v Walker [1981] UKHL; counting rule 3 of the project's design.
    """

    @given(days_near_month_ends(), month_counts())
    def test_months(self, start: date, n: int) -> None:
        """So many months are due where a calendar turned page by page says."""
        assert slow_due_in_months(start, n) == Months(n).due(start)

    @given(days_near_month_ends(), st.integers(0, 25))
    def test_years(self, start: date, n: int) -> None:
        """So many years are due where a calendar turned twelve pages a year says."""
        assert slow_due_in_months(start, 12 * n) == Years(n).due(start)

    @given(date_pairs())
    def test_elapsed(self, pair: tuple[date, date]) -> None:
        """The months, and the years, that have passed are as many as fit when tried one by one."""
        months = slow_months_elapsed(*pair)

        assert (months, months // 12) == (Months(3).elapsed(*pair), Years(2).elapsed(*pair))

    @pytest.mark.parametrize(
        ("start", "limit", "due"),
        [
            (date(2018, 9, 30), Months(4), date(2019, 1, 30)),
            (date(2018, 11, 30), Months(3), date(2019, 2, 28)),
            (date(2019, 11, 30), Months(3), date(2020, 2, 29)),
            (date(2018, 8, 31), Months(6), date(2019, 2, 28)),
            (date(2019, 8, 31), Months(6), date(2020, 2, 29)),
            (date(2018, 2, 28), Months(1), date(2018, 3, 28)),
            (date(2020, 2, 29), Years(1), date(2021, 2, 28)),
            (date(2020, 2, 29), Years(4), date(2024, 2, 29)),
            (date(2019, 2, 28), Years(1), date(2020, 2, 28)),
            (date(1969, 12, 31), Months(2), date(1970, 2, 28)),
            (date(9999, 11, 30), Months(1), date(9999, 12, 30)),
        ],
    )
    def test_ends_of_months(self, start: date, limit: Months | Years, due: date) -> None:
        """The ends of months, and 29 February, end where the corresponding date or the last day is."""
        assert due == limit.due(start)

    def test_the_tenant_was_a_day_late(self) -> None:
        """Four months from 30 September are over on 30 January, and 31 January is late, although as many whole months have passed."""
        limit, start = Months(4), date(2018, 9, 30)

        assert [True, False] == [limit.within(start, date(2019, 1, day)) for day in (30, 31)]
        assert [3, 4, 4] == [limit.elapsed(start, date(2019, 1, day)) for day in (29, 30, 31)]

    def test_always_from_the_start(self) -> None:
        """A month from 31 January, and a month from there, are not two months."""
        start, month = date(2018, 1, 31), Months(1)

        assert (date(2018, 3, 28), date(2018, 3, 31)) == (month.due(month.due(start)), Months(2).due(start))

    def test_three_months_are_not_91_days(self) -> None:
        """Three months from 30 November 2018 end on 28 February, a day before 91 days do."""
        start = date(2018, 11, 30)

        assert (date(2019, 2, 28), date(2019, 3, 1)) == (Months(3).due(start), CalendarDays(91).due(start))


class TestBeginningWith:
    """
    A period "beginning with" a day counts it as day 1: care proceedings are to end within 26 weeks beginning with the day of issue.

    Source: Children Act 1989 s.32(1)(a)(ii); Care Leavers (England) Regulations 2010 reg 7(3)(a); for months, SI 2018/1082 rule 1.4(2)(a).
    """

    @given(days_with_room_after(), st.integers(1, 300))
    def test_days_and_weeks(self, day: date, n: int) -> None:
        """The last day is the N-th of a walk whose first is the day itself, and seven times that for weeks."""
        walk = list(every_day(day, day + timedelta(days=7 * n)))

        assert (walk[n - 1], walk[7 * n - 1]) == (CalendarDays(n).beginning_with(day), Weeks(n).beginning_with(day))

    @given(days_with_room_after(), working_day_counts(1))
    def test_working_days(self, day: date, n: int) -> None:
        """The day is the first of them if it is a working day, and otherwise the first after it is."""
        works = (each for each in every_day(day, date.max) if SLOW.works(each))

        assert next(islice(works, n - 1, None)) == WorkingDays(n).beginning_with(day)

    @given(small_calendars(), st.integers(1, 60), st.data())
    def test_working_days_of_another_calendar(self, slow: SlowCalendar, n: int, data: st.DataObject) -> None:
        """Which of the days are working days is for the calendar given to say."""
        day = data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))
        last = slow.nth_working_day_after(day - timedelta(days=1), n)

        assert last == WorkingDays(n).beginning_with(day, calendar=built_from(slow))
        assert [last] == WorkingDays(n).beginning_with(as_dates([day]), calendar=built_from(slow)).tolist()

    @given(days_near_month_ends(), month_counts(1))
    def test_months(self, day: date, n: int) -> None:
        """The last day is the one before the corresponding date, or the last of the month where there is no such date."""
        assert slow_last_day_in_months(day, n) == Months(n).beginning_with(day)

    @given(days_near_month_ends(), st.integers(1, 25))
    def test_years(self, day: date, n: int) -> None:
        """Years are twelve months each."""
        assert slow_last_day_in_months(day, 12 * n) == Years(n).beginning_with(day)

    @given(days_with_room_after(), date_limits(1))
    def test_never_later_than_running_from_it(self, day: date, limit: DateLimit) -> None:
        """Counting the day in never gives more time."""
        assert day <= limit.beginning_with(day) <= limit.due(day)

    @pytest.mark.parametrize(
        ("day", "limit", "last"),
        [
            (date(2018, 7, 2), Weeks(26), date(2018, 7, 2) + timedelta(days=181)),
            (date(2018, 7, 2), CalendarDays(28), date(2018, 7, 2) + timedelta(days=27)),
            (date(2018, 4, 1), Years(1), date(2019, 3, 31)),
            (date(2018, 3, 1), Months(1), date(2018, 3, 31)),
            (date(2018, 11, 30), Months(3), date(2019, 2, 28)),
            (date(2018, 12, 1), Months(3), date(2019, 2, 28)),
            (date(2020, 2, 29), Years(1), date(2021, 2, 28)),
            (date(2018, 9, 7), WorkingDays(1), date(2018, 9, 7)),
            (DAY, WorkingDays(1), date(2018, 9, 10)),
            (date(9999, 12, 1), Months(1), date(9999, 12, 31)),
        ],
    )
    def test_examples(self, day: date, limit: DateLimit, last: date) -> None:
        """26 weeks end 181 days after the day of issue, 28 days 27 after the first, and a year from 1 April on 31 March."""
        assert last == limit.beginning_with(day)

    @pytest.mark.parametrize("unit", DATE_LIMITS)
    def test_nothing_begins_with_no_day(self, unit: type[DateLimit]) -> None:
        """A limit of nought has no day 1."""
        with pytest.raises(InvalidLimit, match="no day 1"):
            unit(0).beginning_with(DAY)

    def test_hours_begin_with_no_day(self) -> None:
        """Hours run from a moment, so there is no such question."""
        assert not hasattr(Hours(72), "beginning_with")


class TestHours:
    """
    72 hours are 72 hours that pass, weekends and nights counted, whatever the clock on the wall does in them.

    Source: counting rule 3 of the project's design; return interviews in facts of law 1.3 and 5.
    """

    @given(moments(), st.integers(0, 500))
    def test_due(self, start: datetime, n: int) -> None:
        """The due moment is so many times 3,600 seconds later, on the clock in London."""
        due = Hours(n).due(start)

        assert slow_due_in_hours(start, n) == due.astimezone(UTC)
        assert (due.tzinfo, slow_due_in_hours(start, n).astimezone(LONDON).replace(tzinfo=None)) == (LONDON, due.replace(tzinfo=None))

    @given(moment_pairs(), st.integers(0, 500))
    def test_elapsed_within_and_overdue(self, pair: tuple[datetime, datetime], n: int) -> None:
        """What has passed is counted in whole hours; what is at or before the due moment is within, and not overdue."""
        in_time = pair[1].timestamp() <= slow_due_in_hours(pair[0], n).timestamp()

        assert slow_hours_elapsed(*pair) == Hours(n).elapsed(*pair)
        assert (in_time, not in_time) == (Hours(n).within(*pair), Hours(n).overdue(*pair))

    @given(moments(), st.integers(0, 500), st.integers(-12, 12))
    def test_the_time_zone_changes_nothing(self, start: datetime, n: int, ahead: int) -> None:
        """One moment has one due moment, in whatever zone it is written."""
        assert Hours(n).due(start) == Hours(n).due(start.astimezone(timezone(timedelta(hours=ahead))))

    @given(st.lists(moments() | st.none()), st.integers(0, 500))
    def test_due_of_a_column(self, starts: list[datetime | None], n: int) -> None:
        """A column of moments in UTC is due as its moments are, and a missing one has a missing due moment."""
        expected = as_moments([start and Hours(n).due(start) for start in starts])

        np.testing.assert_array_equal(Hours(n).due(as_moments(starts)), expected, strict=True)

    @given(st.lists(moment_pairs(), min_size=1), st.integers(0, 100))
    def test_answers_of_columns(self, pairs: list[tuple[datetime, datetime]], n: int) -> None:
        """Two columns, or a column and one moment, are answered pair by pair."""
        limit, starts, ends = Hours(n), [start for start, _ in pairs], [end for _, end in pairs]
        first, last = min(starts, key=datetime.timestamp), max(ends, key=datetime.timestamp)

        for ask in (limit.within, limit.elapsed, limit.overdue):
            assert [ask(*pair) for pair in pairs] == ask(as_moments(starts), as_moments(ends)).tolist()
            assert [ask(start, last) for start in starts] == ask(as_moments(starts), last).tolist()
            assert [ask(first, end) for end in ends] == ask(first, as_moments(ends)).tolist()

    @pytest.mark.parametrize(
        ("start", "due"), [(datetime(2018, 10, 26, 9), datetime(2018, 10, 29, 8)), (datetime(2018, 3, 23, 9), datetime(2018, 3, 26, 10))]
    )
    def test_over_the_clock_changes_of_2018(self, start: datetime, due: datetime) -> None:
        """Over the end of summer time the clock shows an hour less than three days, and over its beginning an hour more."""
        assert due == Hours(72).due(start.replace(tzinfo=LONDON)).replace(tzinfo=None)

    def test_the_hour_that_comes_twice(self) -> None:
        """The second half past one of 28 October 2018 is an hour after the first."""
        first = datetime(2018, 10, 28, 1, 30, tzinfo=LONDON)

        assert 1 == Hours(1).due(first).fold
        assert [True, False] == [Hours(n).within(first, first.replace(hour=2)) for n in (2, 1)]

    def test_half_an_hour_late_is_late(self) -> None:
        """At 72 and a half hours no more than 72 whole ones have passed, and the time is over."""
        start = datetime(2018, 9, 7, 9, tzinfo=LONDON)
        end = start + timedelta(hours=72, minutes=30)

        assert (72, False, True) == (Hours(72).elapsed(start, end), Hours(72).within(start, end), Hours(72).overdue(start, end))

    @pytest.mark.parametrize(
        ("start", "error", "words"),
        [
            (DAY, TypeError, "date, and hours run from a moment"),
            ("2018-09-08T09:00Z", TypeError, "str"),
            (datetime(2018, 9, 8, 9), ValueError, "no time zone"),
            (datetime(2018, 3, 25, 1, 30, tzinfo=LONDON), ValueError, "skipped"),
            (datetime(9999, 1, 1, tzinfo=UTC), OutsideCalendar, "years 2 to 9998"),
            (datetime(1, 12, 31, tzinfo=UTC), OutsideCalendar, "years 2 to 9998"),
            (datetime(9998, 12, 31, 1, tzinfo=UTC), OutsideCalendar, "reckoned"),
            (np.array(["2018-09-08"], dtype="datetime64[D]"), TypeError, re.escape("array of datetime64[D]")),
            (np.array(["2018-09-08"], dtype="datetime64[ns]"), TypeError, re.escape("array of datetime64[ns]")),
            (np.array(["2018-09-08", "9998-12-31T01"], dtype="datetime64[s]"), OutsideCalendar, r"in 1 of 2 rows \(row 2;"),
            (np.array(["0001-12-31T23:59:59", "NaT"], dtype="datetime64[s]"), OutsideCalendar, r"in 1 of 2 rows \(row 1;"),
        ],
    )
    def test_what_is_not_a_moment(self, start: Any, error: type[Exception], words: str) -> None:
        """A day, a clock without a zone, a time that no clock showed and a year too far are refused, and not shown."""
        with pytest.raises(error, match=f"'start'.*{words}") as refused:
            Hours(72).due(start)

        assert not re.search(r"2018|09:00", str(refused.value))

    @pytest.mark.parametrize("ask", [Hours(72).within, Hours(72).elapsed])
    def test_an_end_before_its_start(self, ask: Callable[..., Any]) -> None:
        """Across the hour that comes twice, too, an end before its start is refused."""
        start = datetime(2018, 10, 28, 1, 10, fold=1, tzinfo=LONDON)

        with pytest.raises(ReversedDates, match="'end'"):
            ask(start, start.replace(minute=50, fold=0))
        with pytest.raises(ReversedDates, match="in 1 of 1 rows"):
            ask(as_moments([start]), start.replace(minute=50, fold=0))

    @pytest.mark.parametrize("ask", [Hours(72).within, Hours(72).elapsed, Hours(72).overdue])
    def test_a_missing_moment(self, ask: Callable[..., Any]) -> None:
        """Neither a number nor yes or no can say that a moment is not known."""
        with pytest.raises(ValueError, match=r"'start' is missing in 1 of 2 rows \(row 2;"):
            ask(as_moments([datetime(2018, 9, 8, tzinfo=UTC), None]), datetime(2018, 9, 9, tzinfo=UTC))

    def test_a_machine_without_time_zones(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the machine does not know the clock in London, the error says what to install."""

        def none(name: str) -> None:
            raise ZoneInfoNotFoundError(name)

        monkeypatch.setattr(hours, "ZoneInfo", none)
        with pytest.raises(MissingExtra, match="tzdata"):
            Hours(72).due(datetime(2018, 9, 8, tzinfo=UTC))


class TestWithinElapsedAndOverdue:
    """
    Within means on or before the due date, overdue after it; and "no more than N have elapsed" is not the same.

    Source: counting rule 1 of the project's design; WD1 and WD10 of its properties.
    """

    @given(date_pairs(), date_limits())
    def test_within(self, pair: tuple[date, date], limit: DateLimit) -> None:
        """An end is within exactly when it is on or before the due date, and overdue when it is not."""
        start, end = pair

        assert (end <= limit.due(start)) is limit.within(start, end)
        assert (end > limit.due(start)) is limit.overdue(start, end)

    @given(date_pairs(), working_day_counts())
    def test_working_days(self, pair: tuple[date, date], n: int) -> None:
        """Of working days both the count and the answer are those of a walk from the start."""
        assert SLOW.working_days_between(*pair) == WorkingDays(n).elapsed(*pair)
        assert SLOW.in_time(*pair, n) == WorkingDays(n).within(*pair)

    @given(date_pairs())
    def test_days_and_weeks(self, pair: tuple[date, date]) -> None:
        """Every day of the walk but the first is counted, and every seventh of them ends a week."""
        walked = list(every_day(*pair))[1:]

        assert len(walked) == CalendarDays(42).elapsed(*pair)
        assert len(walked[6::7]) == Weeks(6).elapsed(*pair)

    @given(days_with_room_after(), date_limits())
    def test_all_of_it_has_elapsed_on_the_due_date(self, start: date, limit: DateLimit) -> None:
        """From the start to the due date exactly the limit has elapsed, and that is within."""
        due = limit.due(start)

        assert (number_of(limit), True, False) == (limit.elapsed(start, due), limit.within(start, due), limit.overdue(start, due))

    @given(date_pairs(), date_limits())
    def test_all_of_it_has_elapsed_when_the_due_date_has_come(self, pair: tuple[date, date], limit: DateLimit) -> None:
        """As much as the limit has elapsed exactly when the due date has come."""
        assert (limit.elapsed(*pair) >= number_of(limit)) == (pair[1] >= limit.due(pair[0]))

    @given(date_pairs(), date_limits())
    def test_the_count_never_calls_late_what_is_within(self, pair: tuple[date, date], limit: DateLimit) -> None:
        """Where the count and the date part it is always the date that is the stricter."""
        assert (limit.within(*pair), limit.elapsed(*pair) <= number_of(limit)) != (True, False)

    @given(date_pairs(), date_limits(), st.data())
    def test_what_has_elapsed_does_not_depend_on_how_long_there_is(self, pair: tuple[date, date], limit: DateLimit, data: st.DataObject) -> None:
        """Limits of one unit count alike, whatever their length."""
        other = type(limit)(data.draw(st.integers(0, MOST)))

        assert limit.elapsed(*pair) == other.elapsed(*pair)

    @given(days_with_room_after(), date_limits())
    def test_longer_limits_are_due_later(self, start: date, limit: DateLimit) -> None:
        """One unit more is due later."""
        assert limit.due(start) < type(limit)(number_of(limit) + 1).due(start)

    @given(days(), date_limits())
    def test_a_clock_not_started_is_not_overdue(self, as_at: date, limit: DateLimit) -> None:
        """Before the start nothing is overdue."""
        assert not limit.overdue(min(as_at + timedelta(days=1), date(2027, 8, 1)), min(as_at, date(2027, 7, 31)))

    def test_the_weekend_after_the_due_date_is_late(self) -> None:
        """Due on Friday 20 July 2018 and held on the Saturday or Sunday: the count still says 15, and the date says late."""
        limit, start = WorkingDays(15), date(2018, 6, 29)
        held = [date(2018, 7, day) for day in (20, 21, 22, 23)]

        assert date(2018, 7, 20) == limit.due(start)
        assert [15, 15, 15, 16] == [limit.elapsed(start, day) for day in held]
        assert [True, False, False, False] == [limit.within(start, day) for day in held]

    def test_from_a_saturday(self) -> None:
        """From Saturday 8 September to Monday 1 October 2018 sixteen working days elapse, 23 calendar days and three weeks."""
        assert [16, 23, 3] == [limit.elapsed(DAY, date(2018, 10, 1)) for limit in (WorkingDays(15), CalendarDays(42), Weeks(6))]


class TestWholeColumns:
    """
    A column of dates is answered as its dates are one at a time, and is left as it was.

    Source: WD18, IO1 and IO9 of the project's properties.
    """

    @given(date_arrays(days_near_month_ends(), missing=True), date_limits(1))
    def test_due_and_beginning_with(self, starts: Dates, limit: DateLimit) -> None:
        """Each start of a column is due when it would be alone, and a missing start has a missing due date."""
        for ask in (limit.due, limit.beginning_with):
            np.testing.assert_array_equal(ask(starts), as_dates([None if day is None else ask(day) for day in starts.tolist()]), strict=True)

    @given(st.lists(date_pairs(), min_size=1, max_size=20), date_limits())
    def test_answers(self, pairs: list[tuple[date, date]], limit: DateLimit) -> None:
        """Two columns, or a column and one date, are answered pair by pair."""
        starts, ends = as_dates([start for start, _ in pairs]), as_dates([end for _, end in pairs])
        first, last = starts.min().item(), ends.max().item()
        asked: tuple[tuple[Any, str], ...] = ((limit.within, "bool"), (limit.elapsed, "int64"), (limit.overdue, "bool"))
        for ask, dtype in asked:
            answers = ask(starts, ends)

            assert ([ask(*pair) for pair in pairs], dtype) == (answers.tolist(), str(answers.dtype))
            assert [ask(start, last) for start, _ in pairs] == ask(starts, last).tolist()
            assert [ask(first, end) for _, end in pairs] == ask(first, ends).tolist()

    @given(days_with_room_after(), date_limits(1))
    def test_one_date_has_plain_answers(self, day: date, limit: DateLimit) -> None:
        """For dates the answers are Python's own date, int and bool."""
        answers = (limit.due(day), limit.beginning_with(day), limit.elapsed(day, day), limit.within(day, day), limit.overdue(day, day))

        assert (date, date, int, bool, bool) == tuple(type(answer) for answer in answers)

    @pytest.mark.parametrize("unit", DATE_LIMITS)
    def test_no_rows(self, unit: type[DateLimit]) -> None:
        """A column without rows has answers without rows."""
        none = as_dates([])

        assert [0] * 5 == [len(answers) for answers in (unit(1).due(none), unit(1).beginning_with(none))] + [
            len(ask(none, DAY)) for ask in (unit(1).within, unit(1).elapsed, unit(1).overdue)
        ]


class TestRefusingDates:
    """
    A limit runs from a date to a later one: anything else is refused with one error that names the argument and the rows, and is never repaired.

    Source: rule 9 and the errors and privacy of the project's design; WD17 of its properties.
    """

    @pytest.mark.parametrize("unit", DATE_LIMITS)
    @pytest.mark.parametrize(
        ("given", "words"),
        [
            (datetime(2018, 9, 8, 23, 30), "a datetime, .* Give the date alone"),
            (datetime(2018, 9, 8, 23, 30, tzinfo=UTC), "a datetime, .* Give the date alone"),
            ("2018-09-08", "type str"),
            (20180908, "type int"),
            (None, "type NoneType"),
            ([DAY], "type list"),
            (np.datetime64("2018-09-08"), "type datetime64"),
            (np.array([DAY], dtype=object), "array of object"),
            (np.array(["2018-09-08"]), "array of <U10"),
            (np.array(["2018-09-08T23:30"], dtype="datetime64[ns]"), r"array of datetime64\[ns\]"),
            (np.array("2018-09-08", dtype="datetime64[D]"), "0 dimensions"),
            (np.array([["2018-09-08"]], dtype="datetime64[D]"), "2 dimensions"),
            (np.ma.masked_array(np.array(["2018-09-08"], dtype="datetime64[D]"), mask=[True]), "masked array"),
        ],
    )
    def test_what_is_not_a_date(self, unit: type[DateLimit], given: Any, words: str) -> None:
        """Times of day, text, numbers and arrays of them are refused by the name of the argument, whichever it is."""
        limit: Any = unit(15)
        asked: list[tuple[str, Any, tuple[Any, ...]]] = [("start", limit.due, (given,)), ("day", limit.beginning_with, (given,))]
        for ask, other in ((limit.within, "end"), (limit.elapsed, "end"), (limit.overdue, "as_at")):
            asked += [("start", ask, (given, DAY)), (other, ask, (DAY, given))]

        for name, ask, arguments in asked:
            with pytest.raises(TypeError, match=f"'{name}'.*{words}") as refused:
                ask(*arguments)
            assert "2018" not in str(refused.value)

    @given(date_pairs().filter(lambda pair: pair[0] < pair[1]), date_limits())
    def test_an_end_before_its_start(self, pair: tuple[date, date], limit: DateLimit) -> None:
        """An end before its start is neither swapped nor counted below nought."""
        for ask in (limit.within, limit.elapsed):
            with pytest.raises(ReversedDates, match=r"^The argument 'end' is before 'start'\. "):
                ask(pair[1], pair[0])

    @given(date_arrays(days(date(2018, 1, 1), date(2018, 12, 31)), min_size=1), days(date(2018, 1, 1), date(2018, 12, 31)), date_limits())
    def test_ends_before_their_starts(self, starts: Dates, end: date, limit: DateLimit) -> None:
        """How many rows are the wrong way round, and which they are, is in the error."""
        wrong = [row for row, start in enumerate(starts.tolist(), start=1) if end < start]
        for ask in (limit.within, limit.elapsed):
            if not wrong:
                ask(starts, end)
                continue
            with pytest.raises(ReversedDates, match=rf"in {len(wrong)} of {len(starts)} rows \(rows? {wrong[0]}\b") as refused:
                ask(starts, end)
            assert "2018" not in str(refused.value)

    @pytest.mark.parametrize("unit", DATE_LIMITS)
    def test_missing_dates(self, unit: type[DateLimit]) -> None:
        """Neither a number nor yes or no can say that a date is not known, so the rows without one are named."""
        gaps, limit = as_dates([DAY, None, DAY, None]), unit(15)
        for ask, other in ((limit.within, "end"), (limit.elapsed, "end"), (limit.overdue, "as_at")):
            with pytest.raises(ValueError, match=r"'start' is missing in 2 of 4 rows \(rows 2, 4; row 1 is the first\)"):
                ask(gaps, DAY)
            with pytest.raises(ValueError, match=rf"'{other}' is missing in 2 of 4 rows \(rows 2, 4; row 1 is the first\)"):
                ask(DAY, gaps)

    @pytest.mark.parametrize("unit", DATE_LIMITS)
    def test_columns_of_different_lengths(self, unit: type[DateLimit]) -> None:
        """A column of one row is not stretched to the length of another."""
        limit = unit(15)
        for ask in (limit.within, limit.elapsed, limit.overdue):
            with pytest.raises(ValueError, match=r"'start' has 1 rows and '(end|as_at)' has 2 rows"):
                ask(as_dates([DAY]), as_dates([DAY, DAY]))

    @pytest.mark.parametrize("limit", [CalendarDays(15), Weeks(6), Months(3), Years(2)])
    def test_due_dates_that_no_calendar_has(self, limit: CalendarDays | Weeks | Months | Years) -> None:
        """A due date after the year 9999 is refused, alone or in a column."""
        late = date(9999, 12, 30)
        for ask, name in ((limit.due, "start"), (limit.beginning_with, "day")):
            with pytest.raises(OutsideCalendar, match=rf"'{name}'.*years 1 to 9999\. "):
                ask(late)
            with pytest.raises(OutsideCalendar, match=rf"'{name}'.*in 1 of 3 rows \(row 3;"):
                ask(as_dates([DAY, None, late]))

    @pytest.mark.parametrize("unit", DATE_LIMITS)
    @pytest.mark.parametrize("day", ["0000-12-31", "10000-01-01", "292277026-01-01", "-292277022-01-01"])
    def test_dates_that_no_calendar_has(self, unit: type[DateLimit], day: str) -> None:
        """A date outside the years 1 to 9999 does not wrap round to another."""
        with pytest.raises(OutsideCalendar, match=r"'start'.*in 1 of 2 rows \(row 2;"):
            unit(0).due(np.array(["2018-09-08", day], dtype="datetime64[D]"))

    @given(small_calendars(), st.integers(1, 60))
    def test_working_days_off_the_calendar(self, slow: SlowCalendar, n: int) -> None:
        """A due date that nobody can vouch for is refused."""
        with pytest.raises(OutsideCalendar):
            WorkingDays(n).due(slow.last, calendar=built_from(slow))


class TestValues:
    """
    A limit is a value: a whole number of one unit, nought or more.

    Source: the vocabulary of the project's design; IO9 of its properties.
    """

    @given(st.integers(max_value=-1) | st.integers(min_value=MOST + 1), st.sampled_from(UNITS))
    def test_too_few_or_too_many(self, n: int, unit: type[Limit]) -> None:
        """There is no negative limit, and none of five figures."""
        with pytest.raises(InvalidLimit, match=f"{unit.unit}s is below 0 or above 9999"):
            unit(n)

    @pytest.mark.parametrize("unit", UNITS)
    @pytest.mark.parametrize("n", [1.0, "15", None, True, np.int64(15), CalendarDays(15)])
    def test_what_is_not_a_whole_number(self, unit: Any, n: Any) -> None:
        """Neither text, nor a fraction, nor yes, nor another limit is a number of anything."""
        with pytest.raises(TypeError, match=f"{unit.unit}s has the type {type(n).__name__}"):
            unit(n)

    @given(st.sampled_from(UNITS), st.integers(0, MOST))
    def test_equal_by_value(self, unit: type[Limit], n: int) -> None:
        """Two limits alike are equal and hash alike, also when copied or pickled, and limits of two units are never equal."""
        limit = unit(n)

        assert [unit(n)] * 3 == [copy.copy(limit), copy.deepcopy(limit), pickle.loads(pickle.dumps(limit))]  # noqa: S301 - our own
        assert hash(unit(n)) == hash(limit)
        assert len(UNITS) == len({each(n) for each in UNITS})

    @pytest.mark.parametrize("unit", UNITS)
    def test_frozen(self, unit: type[Limit]) -> None:
        """A limit cannot be changed or added to."""
        for name in (f"{unit.unit.split()[-1]}s", "note"):
            with pytest.raises(AttributeError):
                setattr(unit(15), name, 1)

    @given(st.sampled_from(UNITS), st.integers(0, MOST))
    def test_repr(self, unit: type[Limit], n: int) -> None:
        """A limit is shown as it is made."""
        assert f"{unit.__name__}({n})" == repr(unit(n))

    def test_the_number_by_name(self) -> None:
        """The number has the name of its unit."""
        limits = (WorkingDays(days=1).days, CalendarDays(days=2).days, Weeks(weeks=3).weeks, Months(months=4).months, Years(years=5).years)

        assert (1, 2, 3, 4, 5, 6) == (*limits, Hours(hours=6).hours)


class TestWords:
    """
    A limit is written as people write it, and read back as it was; anything else is refused with one error.

    Source: IO2 and IO3 of the project's properties.
    """

    @given(st.integers(0, MOST), st.sampled_from(UNITS))
    def test_what_is_written_is_read_back(self, n: int, unit: type[Limit]) -> None:
        """Printing a limit and reading it gives the limit."""
        assert unit(n) == parse_limit(str(unit(n)))

    @pytest.mark.parametrize(
        ("limit", "words"),
        [
            (WorkingDays(0), "0 working days"),
            (WorkingDays(1), "1 working day"),
            (WorkingDays(15), "15 working days"),
            (CalendarDays(0), "0 calendar days"),
            (CalendarDays(1), "1 calendar day"),
            (CalendarDays(42), "42 calendar days"),
            (Weeks(6), "6 weeks"),
            (Months(3), "3 months"),
            (Years(1), "1 year"),
            (Hours(72), "72 hours"),
        ],
    )
    def test_the_words(self, limit: Limit, words: str) -> None:
        """One is singular, and any other number plural."""
        assert words == str(limit)

    @given(st.sampled_from(UNITS), st.integers(0, MOST), st.sampled_from(["", "s"]), st.sampled_from([" ", "  ", "\t", "\n"]), st.data())
    def test_case_spaces_and_number_are_forgiven(self, unit: type[Limit], n: int, plural: str, space: str, data: st.DataObject) -> None:
        """How the words are spaced, capitalised or inflected is nobody's mistake."""
        change = data.draw(st.sampled_from([str.upper, str.title, str.swapcase, str.lower]))

        assert unit(n) == parse_limit(space + change(f"{n} {unit.unit}{plural}").replace(" ", space) + space)

    @pytest.mark.parametrize("text", ["15 days", "1 day", " 15  DAYS ", "99999 days"])
    def test_days_alone(self, text: str) -> None:
        """Days that are neither working nor calendar days are refused, and the error says what to write."""
        with pytest.raises(InvalidLimit, match="Write working days or calendar days"):
            parse_limit(text)

    @given(st.text() | st.text("0123456789 workingcaledrsmothuyWD\t-.,²٣", max_size=18) | st.from_regex(r"-?\d{1,7} *(working|calendar) *\w+s?"))
    @example("٣ working days")
    @example("15 workingdays")
    @example("15 week\N{LATIN SMALL LETTER LONG S}")
    @example("9" * 5000 + " weeks")
    def test_any_other_text_is_refused_with_one_error(self, text: str) -> None:
        """Whatever the text, it is a limit that prints as the same words, or an InvalidLimit that does not repeat it."""
        try:
            limit = parse_limit(text)
        except InvalidLimit as error:
            refused = str(error)

            assert refused.startswith(("The limit cannot be read. Write", "The limit does not say which days. Write"))
            assert len(refused) < 160
        else:
            number, *unit = text.lower().split()

            assert f"{int(number)} {' '.join(unit)}".rstrip("s") == str(limit).rstrip("s")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "15",
            "working days",
            "-1 working days",
            "1.5 weeks",
            "٣ working days",
            "15 fortnights",
            "6 weeks.",
            "10000 hours",
            "6 week s",
            15,
            b"6 weeks",
            None,
        ],
    )
    def test_what_is_not_a_limit(self, text: Any) -> None:
        """Numbers alone, fractions, other digits, other units and what is no text are refused."""
        with pytest.raises(InvalidLimit, match="cannot be read"):
            parse_limit(text)


def test_the_calendar_is_that_of_england_and_wales_when_none_is_given() -> None:
    """Working days need no calendar to be named."""
    limit, start, end = WorkingDays(6), date(2023, 4, 28), date(2023, 5, 10)

    assert limit.due(start, calendar=ENGLAND_AND_WALES) == limit.due(start)
    assert limit.beginning_with(start, calendar=ENGLAND_AND_WALES) == limit.beginning_with(start)
    for ask in (limit.within, limit.elapsed, limit.overdue):
        assert ask(start, end, calendar=ENGLAND_AND_WALES) == ask(start, end)


@pytest.mark.parametrize("unit", UNITS)
def test_every_limit_takes_a_calendar(unit: type[Limit]) -> None:
    """All limits are asked in one way, although the calendar changes working days alone."""
    limit: Any = unit(1)
    start: Any = datetime(2018, 9, 7, tzinfo=LONDON) if unit is Hours else date(2018, 9, 7)

    assert limit.due(start, calendar=ENGLAND_AND_WALES) == limit.due(start)
    assert (True, 0, False) == tuple(ask(start, start, calendar=ENGLAND_AND_WALES) for ask in (limit.within, limit.elapsed, limit.overdue))
