"""
Time limits: when something is due, how much of the limit has passed, and how a limit is written.

The clauses are those of counting rules 1 and 3 of the project's design.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import InvalidLimit, OutsideCalendar
from csc_indicators.limits import CalendarDays, Limit, WorkingDays, parse_limit
from tests.oracle import SLOW_ENGLAND_AND_WALES as SLOW
from tests.oracle import SlowCalendar, every_day
from tests.strategies import (
    SMALL_CALENDAR_ROOM,
    Dates,
    as_dates,
    built_from,
    date_arrays,
    days,
    days_on,
    days_with_room_after,
    small_calendars,
    working_day_counts,
)

#: The most days, and so the most digits, that a limit in words may have.
MOST_DAYS_IN_WORDS = 9999

limits: st.SearchStrategy[Limit] = st.builds(WorkingDays, working_day_counts()) | st.builds(CalendarDays, working_day_counts())


class TestDue:
    """
    The due date is the last day of the limit: the N-th working day, or the N-th day, after the day the clock starts.

    Source: Dodds v Walker [1981] UKHL; counting rule 1 of the project's design.
    """

    @given(days_with_room_after(), working_day_counts())
    def test_working_days(self, start: date, n: int) -> None:
        """So many working days are due on the N-th that a walk from the start meets."""
        assert SLOW.nth_working_day_after(start, n) == WorkingDays(n).due(start)

    @given(days_with_room_after(), working_day_counts())
    def test_calendar_days(self, start: date, n: int) -> None:
        """So many calendar days are due on the N-th day of a walk from the start, whatever day of the week that is."""
        walk = every_day(start, date.max)

        assert next(islice(walk, n, None)) == CalendarDays(n).due(start)

    @given(small_calendars(), st.integers(0, 60), st.data())
    def test_working_days_of_another_calendar(self, slow: SlowCalendar, n: int, data: st.DataObject) -> None:
        """Working days are those of the calendar given."""
        start = data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))

        assert slow.nth_working_day_after(start, n) == WorkingDays(n).due(start, calendar=built_from(slow))

    @given(small_calendars(), days(), st.integers(0, 60))
    def test_calendar_days_of_another_calendar(self, slow: SlowCalendar, start: date, n: int) -> None:
        """Calendar days run through holidays, so the calendar given changes nothing."""
        assert CalendarDays(n).due(start) == CalendarDays(n).due(start, calendar=built_from(slow))

    @given(days_with_room_after(), limits)
    def test_longer_limits_are_due_later(self, start: date, limit: Limit) -> None:
        """One day more is due later."""
        assert limit.due(start) < type(limit)(limit.days + 1).due(start)

    @given(days_with_room_after(), st.integers(1, 200))
    def test_working_days_are_never_due_before_as_many_calendar_days(self, start: date, n: int) -> None:
        """Weekends and holidays only ever put a due date off."""
        assert CalendarDays(n).due(start) <= WorkingDays(n).due(start)

    def test_past_the_early_may_holiday_and_the_coronation(self) -> None:
        """Six working days from Friday 28 April 2023 are due on Wednesday 10 May."""
        assert date(2023, 5, 10) == WorkingDays(6).due(date(2023, 4, 28))

    def test_working_days_off_the_calendar(self) -> None:
        """A due date that nobody can vouch for is refused."""
        with pytest.raises(OutsideCalendar):
            WorkingDays(15).due(date(2028, 12, 15))


class TestElapsed:
    """
    What has passed of a limit is counted in its own units, after the start, up to and including the end.

    Source: counting rule 1 of the project's design; WD1 of its properties.
    """

    @given(days(), days())
    def test_working_days(self, start: date, end: date) -> None:
        """Working days are counted as on a walk from start to end."""
        assert SLOW.working_days_between(start, end) == WorkingDays(15).elapsed(start, end)

    @given(days(), days())
    def test_calendar_days(self, one: date, other: date) -> None:
        """Every day of the walk but the first is counted, and walked backwards each counts minus 1."""
        start, end = sorted((one, other))
        walked = len(list(every_day(start, end))) - 1

        assert (walked, -walked) == (CalendarDays(42).elapsed(start, end), CalendarDays(42).elapsed(end, start))

    @given(small_calendars(), st.data())
    def test_working_days_of_another_calendar(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """Working days are those of the calendar given."""
        start, end = data.draw(days_on(slow)), data.draw(days_on(slow))

        assert slow.working_days_between(start, end) == WorkingDays(15).elapsed(start, end, calendar=built_from(slow))

    @given(days_with_room_after(), limits)
    def test_all_of_the_limit_has_passed_by_its_due_date(self, start: date, limit: Limit) -> None:
        """From the start to the due date exactly the limit has passed."""
        assert limit.days == limit.elapsed(start, limit.due(start))

    @given(days(), days(), limits, limits)
    def test_what_has_passed_does_not_depend_on_how_long_there_is(self, start: date, end: date, one: Limit, other: Limit) -> None:
        """Limits of one unit count alike, whatever their length."""
        assert one.elapsed(start, end) == type(one)(other.days).elapsed(start, end)

    def test_from_a_saturday(self) -> None:
        """From Saturday 8 September to Monday 1 October 2018 sixteen working days pass, and 23 calendar days."""
        start, end = date(2018, 9, 8), date(2018, 10, 1)

        assert (WorkingDays(15).elapsed(start, end), CalendarDays(42).elapsed(start, end)) == (16, 23)


class TestInTime:
    """
    In time means on or before the due date, and not "no more than N have passed": the two part on the weekend after a due date.

    Source: counting rule 1 of the project's design; WD10 of its properties.
    """

    @given(days_with_room_after(), days(), working_day_counts())
    def test_on_or_before_the_due_date(self, start: date, event: date, n: int) -> None:
        """An event is in time exactly when it is no later than the day a walk from the start finds."""
        assert SLOW.in_time(start, event, n) == (event <= WorkingDays(n).due(start))

    @given(days_with_room_after(), days().filter(SLOW.works), working_day_counts())
    def test_on_a_working_day_the_count_and_the_date_agree(self, start: date, event: date, n: int) -> None:
        """An event on a working day is in time exactly when no more than N working days have passed (WD10)."""
        assert (event <= WorkingDays(n).due(start)) == (WorkingDays(n).elapsed(start, event) <= n)

    @given(days_with_room_after(), days(), working_day_counts())
    def test_the_count_never_calls_late_what_the_date_calls_in_time(self, start: date, event: date, n: int) -> None:
        """Where they part it is always the date that is the stricter."""
        by_date, by_count = event <= WorkingDays(n).due(start), WorkingDays(n).elapsed(start, event) <= n

        assert (by_date, by_count) != (True, False)

    @given(days_with_room_after(), days(), working_day_counts())
    def test_calendar_days_never_part(self, start: date, event: date, n: int) -> None:
        """In calendar days the date and the count are one rule."""
        assert (event <= CalendarDays(n).due(start)) == (CalendarDays(n).elapsed(start, event) <= n)

    def test_the_weekend_after_the_due_date_is_late(self) -> None:
        """Due on Friday 20 July 2018 and held on the Saturday or Sunday: the count still says 15, and the date says late."""
        limit, start = WorkingDays(15), date(2018, 6, 29)
        saturday, sunday, monday = date(2018, 7, 21), date(2018, 7, 22), date(2018, 7, 23)

        assert date(2018, 7, 20) == limit.due(start)
        assert [limit.elapsed(start, day) for day in (saturday, sunday, monday)] == [15, 15, 16]
        assert [day <= limit.due(start) for day in (saturday, sunday, monday)] == [False, False, False]


class TestWholeColumns:
    """
    A column of dates is answered as its dates are one at a time.

    Source: WD18 and IO1 of the project's properties.
    """

    @given(date_arrays(days_with_room_after(), missing=True), limits)
    def test_due(self, starts: Dates, limit: Limit) -> None:
        """Each start of a column is due when it would be alone, and a missing start has a missing due date."""
        assert [None if day is None else limit.due(day) for day in starts.tolist()] == limit.due(starts).tolist()

    @given(st.lists(st.tuples(days(), days()), max_size=20), limits)
    def test_elapsed(self, pairs: list[tuple[date, date]], limit: Limit) -> None:
        """Two columns are counted pair by pair, into whole numbers."""
        actual = limit.elapsed(as_dates([a for a, _ in pairs]), as_dates([b for _, b in pairs]))

        assert [limit.elapsed(a, b) for a, b in pairs] == actual.tolist()
        assert np.dtype(np.int64) == actual.dtype

    @given(date_arrays(), days(), limits)
    def test_elapsed_to_one_day(self, starts: Dates, end: date, limit: Limit) -> None:
        """One day ends every clock of a column."""
        assert [limit.elapsed(day, end) for day in starts.tolist()] == limit.elapsed(starts, end).tolist()

    @given(date_arrays(), st.data())
    def test_what_has_passed_of_working_days_is_not_known_without_a_date(self, dates: Dates, data: st.DataObject) -> None:
        """A count has no way to say "not known", so a missing date is refused."""
        missing = np.insert(dates, data.draw(st.integers(0, len(dates))), np.datetime64("NaT", "D"))

        with pytest.raises(OutsideCalendar):
            WorkingDays(15).elapsed(missing, date(2018, 9, 8))

    @given(date_arrays(), st.data())
    def test_what_has_passed_of_calendar_days_is_not_known_without_a_date(self, dates: Dates, data: st.DataObject) -> None:
        """A missing date is refused, and never comes out as minus nine quintillion days (IO1)."""
        missing = np.insert(dates, data.draw(st.integers(0, len(dates))), np.datetime64("NaT", "D"))

        with pytest.raises(ValueError, match="missing"):
            CalendarDays(42).elapsed(missing, date(2018, 9, 8))


class TestRefusing:
    """
    A limit is a whole number of days, nought or more, and runs from a date.

    Source: counting rule 1 of the project's design; WD17 of its properties.
    """

    @given(st.integers(max_value=-1), st.sampled_from((WorkingDays, CalendarDays)))
    def test_fewer_than_no_days(self, n: int, unit: Any) -> None:
        """There is no negative limit."""
        with pytest.raises(ValueError, match="days"):
            unit(n)

    @pytest.mark.parametrize("unit", [WorkingDays, CalendarDays])
    @pytest.mark.parametrize("n", [1.0, "15", None])
    def test_what_is_not_a_whole_number(self, unit: Any, n: Any) -> None:
        """Neither text nor a fraction is a number of days."""
        with pytest.raises(TypeError):
            unit(n)

    @pytest.mark.parametrize("unit", [WorkingDays, CalendarDays])
    @pytest.mark.parametrize("zone", [None, UTC])
    def test_a_time_of_day(self, unit: Any, zone: Any) -> None:
        """A clock of days does not start at a time of day (WD17)."""
        limit, moment, day = unit(15), datetime(2018, 9, 8, 23, 30, tzinfo=zone), date(2018, 9, 8)

        for ask, dates in ((limit.due, [moment]), (limit.elapsed, [moment, day]), (limit.elapsed, [day, moment])):
            with pytest.raises(TypeError, match="Give the date alone"):
                ask(*dates)

    @given(limits)
    def test_a_limit_is_a_value(self, limit: Limit) -> None:
        """Two limits alike are equal and hash alike, and working days are not calendar days."""
        other = CalendarDays if isinstance(limit, WorkingDays) else WorkingDays

        assert hash(type(limit)(limit.days)) == hash(limit)
        assert other(limit.days) != limit


class TestWords:
    """
    A limit is written as people write it, and read back as it was; anything else is refused with one error.

    Source: IO3 of the project's properties.
    """

    @given(st.integers(0, MOST_DAYS_IN_WORDS), st.sampled_from((WorkingDays, CalendarDays)))
    def test_what_is_written_is_read_back(self, n: int, unit: type[WorkingDays | CalendarDays]) -> None:
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
        ],
    )
    def test_the_words(self, limit: Limit, words: str) -> None:
        """One day is singular, and any other number plural."""
        assert words == str(limit)

    @pytest.mark.parametrize("words", ["15 Working Days", " 15  working days ", "15\tworking\ndays", "15 working day"])
    def test_case_spaces_and_number_are_forgiven(self, words: str) -> None:
        """How the words are spaced, capitalised or inflected is nobody's mistake."""
        assert WorkingDays(15) == parse_limit(words)

    @given(st.text() | st.text("0123456789 workingcaledrsWD\t-.,²٣", max_size=18) | st.from_regex(r"-?\d{1,7} *(working|calendar|week) *days?"))
    @example("٣ working days")
    @example("-15 working days")
    @example("15.0 working days")
    @example("15 workingdays")
    @example("15 weeks")
    @example("")
    def test_any_other_text_is_refused_with_one_error(self, text: str) -> None:
        """Whatever the text, it is a limit that prints as the same words, or an InvalidLimit that does not repeat it."""
        try:
            limit = parse_limit(text)
        except InvalidLimit as error:
            refused = str(error)

            assert refused == "The limit cannot be read. Write it as '15 working days' or '42 calendar days'."
        else:
            number, unit, _ = text.lower().split()

            assert [str(int(number)), unit] == str(limit).split()[:2]

    @pytest.mark.parametrize(
        "text", ["", "15", "working days", "-1 working days", "1.5 working days", "٣ working days", "15 weeks", "15 working days."]
    )
    def test_what_is_not_a_limit(self, text: str) -> None:
        """Numbers alone, fractions, other digits and other units are refused."""
        with pytest.raises(InvalidLimit):
            parse_limit(text)


def test_the_calendar_is_that_of_england_and_wales_when_none_is_given() -> None:
    """Working days need no calendar to be named."""
    start, end = date(2023, 4, 28), date(2023, 5, 10)
    without = (WorkingDays(6).due(start), WorkingDays(6).elapsed(start, end))

    assert (WorkingDays(6).due(start, calendar=ENGLAND_AND_WALES), WorkingDays(6).elapsed(start, end, calendar=ENGLAND_AND_WALES)) == without


def test_calendar_days_run_across_a_clock_change() -> None:
    """A day on which the clocks change is one day."""
    assert date(2018, 10, 28) + timedelta(days=1) == CalendarDays(1).due(date(2018, 10, 28))
