"""
Working days: what one is, and how they are counted, added and taken away.

The clauses are those of the Care Planning, Placement and Case Review (England) Regulations 2010 and of the project's counting rules. In the laws,
``C`` is the calendar of England and Wales, and the slow calendar of :mod:`tests.oracle` is the first oracle and numpy's business days the second.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csc_indicators.calendars import ENGLAND_AND_WALES as C
from csc_indicators.calendars import NonWorkingDay, WorkingDayCalendar
from csc_indicators.errors import OutsideCalendar
from tests.oracle import SLOW_ENGLAND_AND_WALES as SLOW
from tests.oracle import SlowCalendar, every_day
from tests.strategies import (
    FIRST_DAY,
    FIRST_DAY_WITH_ROOM,
    LAST_DAY,
    LAST_DAY_WITH_ROOM,
    SMALL_CALENDAR_ROOM,
    Dates,
    as_dates,
    built_from,
    date_arrays,
    days,
    days_on,
    days_outside,
    days_with_room_after,
    days_with_room_before,
    small_calendars,
    weekdays_on,
    working_day_counts,
)

NUMPY_CALENDAR = np.busdaycalendar(holidays=sorted(SLOW.holidays))
NO_HOLIDAYS = built_from(SlowCalendar(date(2005, 1, 1), date(2020, 12, 31), frozenset()))
WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)


class TestWhatAWorkingDayIs:
    """
    A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales.

    Source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 2(1).
    """

    def test_every_day_of_the_calendar_is_as_the_slow_calendar_says(self) -> None:
        """All the days of all the years are right, one after another."""
        assert [] == _disagreements(SLOW, C)

    @given(days())
    def test_a_date_alone_gets_a_plain_answer(self, day: date) -> None:
        """One date is answered with True or False, not with numpy's."""
        actual = C.is_working_day(day)

        assert SLOW.works(day) is actual

    @given(small_calendars(), st.data())
    def test_any_calendar_knows_its_days(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """A calendar of any holidays, begun before 1970 or after, tells its working days."""
        day = data.draw(days_on(slow))

        assert slow.works(day) is built_from(slow).is_working_day(day)

    @pytest.mark.parametrize("day", [date(2018, 1, 2), date(2018, 8, 6), date(2018, 11, 30), date(2018, 3, 19), date(2018, 7, 12)])
    def test_holidays_of_other_nations_are_working_days(self, day: date) -> None:
        """2 January, the Scottish August holiday, St Andrew's, St Patrick's and the Twelfth are bank holidays, but not in England and Wales."""
        assert C.is_working_day(day) is True

    @pytest.mark.parametrize("day", [date(2018, 12, 24), date(2018, 12, 27), date(2018, 12, 28), date(2018, 12, 31)])
    def test_council_closure_days_are_working_days(self, day: date) -> None:
        """The days around Christmas on which a council shuts its offices are not bank holidays."""
        assert C.is_working_day(day) is True

    @pytest.mark.parametrize(
        ("usual", "held"),
        [
            (date(1995, 5, 1), date(1995, 5, 8)),
            (date(2002, 5, 27), date(2002, 6, 4)),
            (date(2012, 5, 28), date(2012, 6, 4)),
            (date(2020, 5, 4), date(2020, 5, 8)),
            (date(2022, 5, 30), date(2022, 6, 2)),
        ],
    )
    def test_a_moved_holiday_is_taken_where_it_was_held(self, usual: date, held: date) -> None:
        """People worked on the usual day and not on the day proclaimed instead."""
        assert (C.is_working_day(usual), C.is_working_day(held)) == (True, False)


class TestTheStartIsDayNought:
    """
    The day a clock starts is day 0: the first day counted is the next working day, and the last day counts in full.

    Source: Dodds v Walker [1981] UKHL (the day of the event is left out of the reckoning); counting rule 1 of the project's design.
    """

    @given(days())
    def test_no_time_passes_on_the_day_itself(self, day: date) -> None:
        """From a day to itself there are 0 working days."""
        assert C.between(day, day) == 0

    @given(days())
    def test_nought_working_days_away_is_the_day_itself(self, day: date) -> None:
        """Moving by 0 stays, on a weekend and a holiday too."""
        assert (day, day) == (C.after(day, 0), C.before(day, 0))

    @given(days_with_room_after(), working_day_counts())
    def test_counting_to_the_nth_working_day_gives_n(self, day: date, n: int) -> None:
        """There are n working days up to the n-th working day, from any start (WD1)."""
        assert n == C.between(day, C.after(day, n))

    @given(days_with_room_before(), working_day_counts(least=1))
    def test_counting_from_the_nth_working_day_before_gives_n_to_a_working_day(self, day: date, n: int) -> None:
        """From the n-th working day before there are n working days to a working day, and one fewer to any other, which is not itself counted."""
        assert (n if SLOW.works(day) else n - 1) == C.between(C.before(day, n), day)

    @given(days(last=LAST_DAY - ONE_DAY))
    def test_the_next_day_counts_when_it_is_a_working_day(self, day: date) -> None:
        """From a day to the next there is 1 working day or none, as the next day is one or is not."""
        assert int(SLOW.works(day + ONE_DAY)) == C.between(day, day + ONE_DAY)

    def test_from_a_saturday_to_a_monday_three_weeks_on(self) -> None:
        """From Saturday 8 September to Monday 1 October 2018 there are 16 working days, where numpy's own count says 15."""
        assert C.between(date(2018, 9, 8), date(2018, 10, 1)) == 16

    def test_over_christmas(self) -> None:
        """From 20 December 2018 to 3 January 2019 there are 7 working days, Christmas, Boxing and New Year's Day left out."""
        assert C.between(date(2018, 12, 20), date(2019, 1, 3)) == 7


class TestCounting:
    """
    The working days between two dates are those after the first, up to and including the second; a pair that runs backwards counts negative.

    Source: counting rule 1 of the project's design; WD4, WD7 and WD14 of its properties.
    """

    @given(days(), days())
    def test_as_counted_day_by_day(self, start: date, end: date) -> None:
        """The count is that of a walk over every day, in either direction."""
        assert SLOW.working_days_between(start, end) == C.between(start, end)

    @given(days(), days())
    def test_as_numpy_counts_from_the_next_day_to_the_next_day(self, one: date, other: date) -> None:
        """Numpy counts the first day and not the last, so both moved on by one give its count for a pair in order."""
        start, end = sorted((one, other))

        assert int(np.busday_count(start + ONE_DAY, end + ONE_DAY, busdaycal=NUMPY_CALENDAR)) == C.between(start, end)

    @given(days(), days(), days())
    def test_counts_add_up_on_the_way(self, a: date, b: date, c: date) -> None:
        """Through any third day, before, between or after, the two counts add to the whole (WD4)."""
        assert C.between(a, c) == C.between(a, b) + C.between(b, c)

    @given(days(), days())
    def test_backwards_is_minus_forwards(self, a: date, b: date) -> None:
        """Turning a pair round turns the sign and nothing else (WD14)."""
        assert C.between(a, b) == -C.between(b, a)

    @given(days(), days(), days())
    def test_a_later_end_never_counts_fewer(self, start: date, one: date, other: date) -> None:
        """The count does not go down as the end moves on (WD7)."""
        earlier, later = sorted((one, other))

        assert C.between(start, earlier) <= C.between(start, later)

    @given(days(), days())
    def test_the_answer_is_a_plain_number(self, start: date, end: date) -> None:
        """Two dates give an int, not one of numpy's."""
        assert int is type(C.between(start, end))

    def test_a_reversed_pair_is_negative(self) -> None:
        """Monday back to the Sunday before is minus 1, and Saturday back to the Friday before is 0."""
        assert (C.between(date(2018, 9, 10), date(2018, 9, 9)), C.between(date(2018, 9, 8), date(2018, 9, 7))) == (-1, 0)


class TestMovingOn:
    """
    The n-th working day after a day is found by counting on from the day, whether or not the day is itself a working day.

    Source: counting rule 1 of the project's design; WD2, WD3, WD6 and WD7 of its properties; numpy's own test vectors.
    """

    @given(days(), working_day_counts())
    def test_as_found_day_by_day(self, start: date, n: int) -> None:
        """The answer is that of a walk over every day, and where the walk falls off the calendar there is none."""
        expected = SLOW.nth_working_day_after(start, n)

        if expected is None:
            with pytest.raises(OutsideCalendar):
                C.after(start, n)
        else:
            assert expected == C.after(start, n)

    @given(days_with_room_after(), working_day_counts(least=1))
    def test_as_numpy_finds_it_rolling_backward(self, start: date, n: int) -> None:
        """Numpy agrees when told to roll a weekend or holiday start backward, for 1 and more (WD6)."""
        expected = np.busday_offset(start, n, roll="backward", busdaycal=NUMPY_CALENDAR).item()

        assert expected == C.after(start, n)

    @given(days_with_room_after(), working_day_counts(least=1))
    def test_it_is_a_working_day(self, start: date, n: int) -> None:
        """However it starts, moving on by 1 or more ends on a working day (WD2)."""
        assert SLOW.works(C.after(start, n))

    @given(days(last=date(2026, 4, 1)), working_day_counts(), working_day_counts())
    def test_moving_on_twice_is_moving_on_once(self, start: date, m: int, n: int) -> None:
        """By m and then by n is by m + n (WD3)."""
        assert C.after(start, m + n) == C.after(C.after(start, m), n)

    @given(days_with_room_after(), days_with_room_after(), working_day_counts())
    def test_a_later_start_is_never_due_sooner(self, one: date, other: date, n: int) -> None:
        """The answer does not go back as the start moves on (WD7)."""
        earlier, later = sorted((one, other))

        assert C.after(earlier, n) <= C.after(later, n)

    @given(days_with_room_after(), working_day_counts())
    def test_one_more_working_day_is_later(self, start: date, n: int) -> None:
        """Each working day more gives a later answer (WD7)."""
        assert C.after(start, n) < C.after(start, n + 1)

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            (date(2006, 2, 1), 25, date(2006, 3, 8)),
            (date(2018, 11, 5), 15, date(2018, 11, 26)),
            (date(2018, 11, 3), 15, date(2018, 11, 23)),
        ],
    )
    def test_without_holidays(self, start: date, n: int, expected: date) -> None:
        """Numpy's own vector, and fifteen working days from a Monday and from the Saturday before it."""
        assert expected == NO_HOLIDAYS.after(start, n)

    def test_past_two_bank_holidays(self) -> None:
        """Six working days after Friday 28 April 2023 is Wednesday 10 May, past the early May holiday and the coronation."""
        assert date(2023, 5, 10) == C.after(date(2023, 4, 28), 6)


class TestMovingBack:
    """
    The n-th working day before a day is found by counting back from it, and mirrors the n-th working day after.

    Source: counting rules 1 and 5 of the project's design; WD13 of its properties.
    """

    @given(days(), working_day_counts())
    def test_as_found_day_by_day(self, end: date, n: int) -> None:
        """The answer is that of a walk back over every day, and where the walk falls off the calendar there is none."""
        expected = SLOW.nth_working_day_before(end, n)

        if expected is None:
            with pytest.raises(OutsideCalendar):
                C.before(end, n)
        else:
            assert expected == C.before(end, n)

    @given(days_with_room_before(), working_day_counts(least=1))
    def test_as_numpy_finds_it_rolling_forward(self, end: date, n: int) -> None:
        """Numpy agrees when told to roll a weekend or holiday end forward and to move by minus n."""
        expected = np.busday_offset(end, -n, roll="forward", busdaycal=NUMPY_CALENDAR).item()

        assert expected == C.before(end, n)

    @given(days_with_room_before(), working_day_counts(least=1))
    def test_it_is_a_working_day(self, end: date, n: int) -> None:
        """However it starts, moving back by 1 or more ends on a working day."""
        assert SLOW.works(C.before(end, n))

    @given(days(FIRST_DAY_WITH_ROOM, LAST_DAY_WITH_ROOM), working_day_counts(least=1))
    def test_there_and_back_returns_to_a_working_day_and_to_no_other(self, day: date, n: int) -> None:
        """On by n and back by n is where it started exactly when that was a working day (WD13)."""
        assert SLOW.works(day) == (day == C.before(C.after(day, n), n))

    @given(days(FIRST_DAY_WITH_ROOM, LAST_DAY_WITH_ROOM), working_day_counts(least=1))
    def test_back_and_there_returns_to_a_working_day_and_to_no_other(self, day: date, n: int) -> None:
        """Back by n and on by n is where it started exactly when that was a working day (WD13)."""
        assert SLOW.works(day) == (day == C.after(C.before(day, n), n))

    @given(days_with_room_before(), working_day_counts())
    def test_one_more_working_day_is_earlier(self, end: date, n: int) -> None:
        """Each working day more gives an earlier answer."""
        assert C.before(end, n + 1) < C.before(end, n)

    def test_numpys_own_vector(self) -> None:
        """Twenty-five working days before 8 March 2006 is 1 February, with no holidays."""
        assert date(2006, 2, 1) == NO_HOLIDAYS.before(date(2006, 3, 8), 25)


class TestHolidays:
    """
    A bank holiday is a date and no more: proclaiming one takes one working day away, and its name and neighbours do not matter.

    Source: Banking and Financial Dealings Act 1971 s.1 (holidays may be proclaimed, and moved); WD5, WD8, WD9, WD11 and WD12 of the properties.
    """

    @given(small_calendars(), st.data())
    def test_one_more_holiday_takes_one_from_the_counts_that_span_it(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """The count falls by 1 exactly when the new holiday is after the start, not after the end, and was a working day (WD5)."""
        holiday = data.draw(weekdays_on(slow))
        start, end = sorted((data.draw(days_on(slow)), data.draw(days_on(slow))))
        more = built_from(SlowCalendar(slow.first, slow.last, slow.holidays | {holiday}))
        lost = 1 if start < holiday <= end and slow.works(holiday) else 0

        assert built_from(slow).between(start, end) - lost == more.between(start, end)

    @given(small_calendars(), st.integers(0, 60), st.data())
    def test_one_more_holiday_never_brings_a_deadline_forward(self, slow: SlowCalendar, n: int, data: st.DataObject) -> None:
        """A deadline stays or moves on when a holiday is added, so it stays or moves back when one is taken away (WD8)."""
        holiday = data.draw(weekdays_on(slow))
        start = data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))
        more = built_from(SlowCalendar(slow.first, slow.last, slow.holidays | {holiday}))

        assert built_from(slow).after(start, n) <= more.after(start, n)

    @given(small_calendars(), st.data())
    def test_a_list_of_holidays_in_any_order_with_repeats_and_weekends_is_the_same_calendar(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """Neither the order of somebody else's list, nor naming a day twice, nor naming a Saturday changes a working day (WD9)."""
        years = range(slow.first.year + 1, slow.first.year + 2)
        named = [day for day in slow.holidays if day.year in years]
        weekends = data.draw(st.lists(st.dates(date(years[0], 1, 1), date(years[0], 12, 31)).filter(lambda day: day.weekday() >= 5)))
        listed = data.draw(st.permutations([*named, *named, *weekends]))

        actual = WorkingDayCalendar.from_workalendar(_Listed(listed), name="a list", years=years)

        assert [] == _disagreements(slow, actual)

    @given(days(date(2005, 1, 3), date(2018, 1, 1)), st.integers(0, 30))
    def test_with_no_holidays_five_working_days_are_a_week_from_a_weekday_only(self, start: date, weeks: int) -> None:
        """5k working days end 7k days after a weekday, and sooner after a Saturday or Sunday (WD11)."""
        assume(weeks > 0 or start.weekday() < 5)

        assert (start.weekday() < 5) == (start + weeks * WEEK == NO_HOLIDAYS.after(start, 5 * weeks))

    @given(small_calendars(), st.integers(0, 60), st.integers(-200, 200), st.data())
    def test_a_whole_number_of_weeks_moves_everything_alike(self, slow: SlowCalendar, n: int, weeks: int, data: st.DataObject) -> None:
        """Shift the holidays and the start by weeks and the answer shifts by as many (WD12)."""
        start = data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))
        shift = weeks * WEEK
        shifted = built_from(SlowCalendar(slow.first + shift, slow.last + shift, frozenset(day + shift for day in slow.holidays)))

        assert built_from(slow).after(start, n) + shift == shifted.after(start + shift, n)

    @given(small_calendars(), st.data())
    def test_what_a_holiday_is_called_changes_no_day(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """The name, the basis and the source are for people."""
        names = data.draw(st.lists(st.text(), min_size=len(slow.holidays), max_size=len(slow.holidays)))
        entries = tuple(NonWorkingDay(day, name, "statute", name) for day, name in zip(sorted(slow.holidays), names, strict=True))
        renamed = WorkingDayCalendar("renamed", slow.first, slow.last, entries)

        assert [] == _disagreements(slow, renamed)


class TestRefusing:
    """
    What the calendar cannot vouch for it refuses, and it never repeats a date it was given, which may be a child's.

    Source: counting rules 2 and 9 and "Errors and privacy" of the project's design; WD15 and WD17 of the properties.
    """

    @given(days_outside(), days())
    def test_a_date_outside_the_calendar(self, outside: date, inside: date) -> None:
        """Every question about a day before the first or after the last is refused, whichever argument it is (WD15)."""
        for ask in (
            lambda: C.is_working_day(outside),
            lambda: C.between(outside, inside),
            lambda: C.between(inside, outside),
            lambda: C.after(outside, 0),
            lambda: C.before(outside, 0),
        ):
            with pytest.raises(OutsideCalendar):
                ask()

    @given(date_arrays(), st.integers(-(2**63), 2**63 - 1).filter(lambda n: not 2922 <= n <= 21549), st.data())
    def test_a_date_outside_the_calendar_in_an_array(self, dates: Dates, number: int, data: st.DataObject) -> None:
        """One day anywhere in an array is enough, at any distance that 64 bits can hold, where a table lookup would wrap round."""
        outside = np.insert(dates, data.draw(st.integers(0, len(dates))), np.int64(number).view("datetime64[D]"))
        inside = np.full(len(outside), np.datetime64("2018-09-08"))

        for ask in (
            lambda: C.is_working_day(outside),
            lambda: C.between(outside, inside),
            lambda: C.between(inside, outside),
            lambda: C.between(date(2018, 9, 8), outside),
        ):
            with pytest.raises(OutsideCalendar):
                ask()

    @given(date_arrays(), days_outside(), st.data())
    def test_moving_from_a_date_outside_the_calendar_in_an_array(self, dates: Dates, day: date, data: st.DataObject) -> None:
        """Moving on or back from an array is refused for one day outside, even by 0."""
        outside = np.insert(dates, data.draw(st.integers(0, len(dates))), np.datetime64(day))

        for move in (C.after, C.before):
            with pytest.raises(OutsideCalendar):
                move(outside, 0)

    @given(date_arrays(missing=True), days(first=date(2028, 1, 1)), st.integers(260, 400))
    def test_running_off_the_end(self, dates: Dates, start: date, n: int) -> None:
        """A due date after the last day is refused, for one date and for an array that holds it."""
        for ask in (lambda: C.after(start, n), lambda: C.after(np.append(dates, np.datetime64(start)), n)):
            with pytest.raises(OutsideCalendar):
                ask()

    @given(date_arrays(missing=True), days(last=date(1978, 12, 31)), st.integers(260, 400))
    def test_running_off_the_beginning(self, dates: Dates, end: date, n: int) -> None:
        """A day before the first is refused, and never taken from the other end of a table."""
        for ask in (lambda: C.before(end, n), lambda: C.before(np.append(dates, np.datetime64(end)), n)):
            with pytest.raises(OutsideCalendar):
                ask()

    def test_the_last_working_days_at_each_end_are_given(self) -> None:
        """The calendar answers as far as it reaches: 29 December 2028 is its last working day and 3 January 1978 its first."""
        found = (C.after(date(2028, 12, 28), 1), C.before(date(1978, 1, 4), 1))

        assert (date(2028, 12, 29), date(1978, 1, 3)) == found
        with pytest.raises(OutsideCalendar):
            C.after(date(2028, 12, 29), 1)
        with pytest.raises(OutsideCalendar):
            C.before(date(1978, 1, 3), 1)

    def test_all_the_working_days_there_are_can_be_moved_by(self) -> None:
        """From the first day, a Sunday, by every working day there is, on to the last; and back as far from the last day, a Sunday too."""
        every = SLOW.working_days_between(FIRST_DAY, LAST_DAY)

        assert (date(2028, 12, 29), date(1978, 1, 3)) == (C.after(FIRST_DAY, every), C.before(LAST_DAY, every))

    @given(days_outside(), days_outside())
    def test_the_message_for_one_date_is_the_message_for_another(self, one: date, other: date) -> None:
        """Nothing about the date given can be learnt from the message, or from a chain of exceptions beneath it."""
        errors = [_refusal(partial(C.is_working_day, day)) for day in (one, other)]

        assert str(errors[0]) == str(errors[1])
        assert [(error.__cause__, error.__context__) for error in errors] == [(None, None)] * 2

    @given(days_outside(), days_outside(), date_arrays())
    def test_the_message_for_one_array_is_the_message_for_another(self, one: date, other: date, rest: Dates) -> None:
        """Of an array it says how many dates it will not answer for, and nothing else about them."""
        messages = [str(_refusal(partial(C.is_working_day, np.append(rest, np.datetime64(day))))) for day in (one, other)]

        assert messages[0] == messages[1]
        assert messages[0].startswith("1 of the dates ")

    @given(st.integers(2, 9), date_arrays(missing=False))
    def test_the_message_counts_the_dates_it_refuses(self, count: int, rest: Dates) -> None:
        """Several missing or outside dates are counted in the message."""
        message = str(_refusal(lambda: C.is_working_day(np.append(rest, np.full(count, np.datetime64("NaT", "D"))))))

        assert message.startswith(f"{count} of the dates ")

    @given(days(first=date(2028, 1, 1)), days(first=date(2028, 1, 1)))
    def test_the_message_for_a_due_date_off_the_end_does_not_name_it(self, one: date, other: date) -> None:
        """Neither the start nor where it would have led is in the message, which names the calendar's own two dates."""
        messages = [str(_refusal(partial(C.after, day, 400))) for day in (one, other)]

        assert messages[0] == messages[1]
        assert "1978-01-01 to 2028-12-31" in messages[0]

    @given(days(), st.sampled_from((None, UTC)))
    def test_a_time_of_day_is_not_a_date(self, day: date, zone: Any) -> None:
        """A datetime is refused, with a time zone or without, because which day it falls on is not for a calendar to guess (WD17)."""
        moment: Any = datetime(day.year, day.month, day.day, 23, 30, tzinfo=zone)

        asks: list[Callable[[], object]] = [
            lambda: C.is_working_day(moment),
            lambda: C.between(moment, day),
            lambda: C.between(day, moment),
            lambda: C.after(moment, 1),
            lambda: C.before(moment, 1),
        ]
        for ask in asks:
            with pytest.raises(TypeError, match="Give the date alone"):
                ask()

    @pytest.mark.parametrize("value", ["2018-09-08", 17782, None, np.datetime64("2018-09-08"), 1.5])
    def test_what_is_not_a_date_at_all(self, value: Any) -> None:
        """Text, numbers, None and numpy's single dates are refused, and not repeated."""
        with pytest.raises(TypeError) as caught:
            C.is_working_day(value)

        assert "2018" not in str(caught.value)
        assert "17782" not in str(caught.value)

    @pytest.mark.parametrize("dtype", ["datetime64[ns]", "datetime64[s]", "datetime64[M]", "int64", "object", ">M8[D]"])
    def test_an_array_of_another_type(self, dtype: str) -> None:
        """Only ``datetime64[D]`` is taken: finer times have hours in them, and a month is not a day."""
        wrong: Any = np.array(["2018-09-08"], dtype="datetime64[D]").astype(dtype)
        right = as_dates([date(2018, 9, 8)])

        for ask in (
            lambda: C.is_working_day(wrong),
            lambda: C.between(wrong, right),
            lambda: C.between(right, wrong),
            lambda: C.after(wrong, 1),
            lambda: C.before(wrong, 1),
        ):
            with pytest.raises(TypeError, match="datetime64"):
                ask()

    @given(days(), st.integers(max_value=-1, min_value=-(2**31)), date_arrays(missing=True, min_size=1))
    def test_a_negative_number_of_working_days(self, day: date, n: int, dates: Dates) -> None:
        """There is one way to go back, and it is called before; a negative number is refused alone, for an array and within an array."""
        numbers = np.zeros(len(dates), dtype=np.int64)
        numbers[-1] = n

        for ask in (
            lambda: C.after(day, n),
            lambda: C.before(day, n),
            lambda: C.after(dates, n),
            lambda: C.before(dates, n),
            lambda: C.after(dates, numbers),
            lambda: C.before(dates, numbers),
        ):
            with pytest.raises(ValueError, match="0 or more"):
                ask()

    @given(date_arrays(), st.data())
    def test_a_missing_date_has_no_count(self, dates: Dates, data: st.DataObject) -> None:
        """A count cannot say "not known", so a missing date is refused wherever a count or an answer is asked for."""
        missing = np.insert(dates, data.draw(st.integers(0, len(dates))), np.datetime64("NaT", "D"))
        present = np.full(len(missing), np.datetime64("2018-09-08"))

        for ask in (lambda: C.is_working_day(missing), lambda: C.between(missing, present), lambda: C.between(present, missing)):
            with pytest.raises(OutsideCalendar, match="missing"):
                ask()

    @pytest.mark.parametrize("n", [2**31 - 1, 2**31, 2**40])
    def test_a_huge_number_of_working_days(self, n: int) -> None:
        """However large the number, a date alone and an array are refused with the same error."""
        for ask in (
            lambda: C.after(date(2018, 9, 8), n),
            lambda: C.before(date(2018, 9, 8), n),
            lambda: C.after(as_dates([date(2018, 9, 8)]), n),
            lambda: C.before(as_dates([date(2018, 9, 8)]), n),
        ):
            with pytest.raises(OutsideCalendar):
                ask()

    @pytest.mark.parametrize("n", [1.5, "1", None])
    def test_a_number_of_working_days_that_is_not_whole(self, n: Any) -> None:
        """Half a working day is refused and not cut down to none."""
        for ask in (
            lambda: C.after(date(2018, 9, 8), n),
            lambda: C.before(date(2018, 9, 8), n),
            lambda: C.after(as_dates([date(2018, 9, 8)]), n),
            lambda: C.before(as_dates([date(2018, 9, 8)]), n),
        ):
            with pytest.raises((TypeError, ValueError)):
                ask()


class TestWholeColumns:
    """
    A column of dates is answered as its dates are one at a time, and a missing date stays missing where the answer is a date.

    Source: WD18 and IO9 of the project's properties. The arrays here are read-only, so an answer that wrote to its input would fail.
    """

    @given(date_arrays())
    def test_is_working_day(self, dates: Dates) -> None:
        """Each date of a column is a working day exactly when it is alone."""
        assert [C.is_working_day(day) for day in dates.tolist()] == C.is_working_day(dates).tolist()

    @given(st.lists(st.tuples(days(), days()), max_size=20))
    def test_between(self, pairs: list[tuple[date, date]]) -> None:
        """Two columns are counted pair by pair."""
        starts, ends = as_dates([a for a, _ in pairs]), as_dates([b for _, b in pairs])

        assert [C.between(a, b) for a, b in pairs] == C.between(starts, ends).tolist()

    @given(days(), date_arrays())
    def test_between_a_date_and_a_column(self, day: date, dates: Dates) -> None:
        """One date is counted to or from each of a column."""
        assert [C.between(day, other) for other in dates.tolist()] == C.between(day, dates).tolist()
        assert [C.between(other, day) for other in dates.tolist()] == C.between(dates, day).tolist()

    @given(st.lists(st.tuples(days_with_room_after() | st.none(), working_day_counts()), max_size=20))
    def test_after(self, moves: list[tuple[date | None, int]]) -> None:
        """A column moves on date by date, each by its own number, and what is missing stays missing."""
        starts, numbers = as_dates([day for day, _ in moves]), np.array([n for _, n in moves], dtype=np.int64)

        assert [None if day is None else C.after(day, n) for day, n in moves] == C.after(starts, numbers).tolist()

    @given(st.lists(st.tuples(days_with_room_before() | st.none(), working_day_counts()), max_size=20))
    def test_before(self, moves: list[tuple[date | None, int]]) -> None:
        """A column moves back date by date, each by its own number, and what is missing stays missing."""
        ends, numbers = as_dates([day for day, _ in moves]), np.array([n for _, n in moves], dtype=np.int64)

        assert [None if day is None else C.before(day, n) for day, n in moves] == C.before(ends, numbers).tolist()

    @given(date_arrays(days_with_room_after(), missing=True), working_day_counts())
    def test_after_by_one_number(self, starts: Dates, n: int) -> None:
        """One number moves every date of a column."""
        assert [None if day is None else C.after(day, n) for day in starts.tolist()] == C.after(starts, n).tolist()

    @given(date_arrays(days_with_room_before(), missing=True), working_day_counts())
    def test_before_by_one_number(self, ends: Dates, n: int) -> None:
        """One number moves every date of a column back."""
        assert [None if day is None else C.before(day, n) for day in ends.tolist()] == C.before(ends, n).tolist()

    @given(small_calendars(), st.data())
    def test_any_calendar(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """Columns and single dates agree on a calendar of any holidays, begun before 1970 or after."""
        calendar = built_from(slow)
        dates = data.draw(date_arrays(days_on(slow, room=SMALL_CALENDAR_ROOM), min_size=1))
        n = data.draw(st.integers(0, 60))

        assert [slow.nth_working_day_after(day, n) for day in dates.tolist()] == calendar.after(dates, n).tolist()
        assert [slow.nth_working_day_before(day, n) for day in dates.tolist()] == calendar.before(dates, n).tolist()
        assert [slow.working_days_between(a, b) for a, b in pairwise(dates.tolist())] == calendar.between(dates[:-1], dates[1:]).tolist()

    @given(date_arrays(days_with_room_after(), min_size=2))
    def test_every_other_row(self, dates: Dates) -> None:
        """A column that is not contiguous in memory is answered like any other."""
        assert [C.after(day, 15) for day in dates.tolist()[::2]] == C.after(dates[::2], 15).tolist()

    def test_what_is_in_the_columns(self) -> None:
        """Counts come as int64, dates as ``datetime64[D]`` and yes or no as bool, for empty columns too."""
        none = as_dates([])
        columns: tuple[np.ndarray[Any, Any], ...] = (C.between(none, none), C.after(none, 15), C.before(none, 15), C.is_working_day(none))

        assert [str(column.dtype) for column in columns] == ["int64", "datetime64[D]", "datetime64[D]", "bool"]


class _Listed:
    """A workalendar calendar that holds a list and gives it out a year at a time."""

    def __init__(self, listed: list[date]) -> None:
        self.listed = listed

    def holidays(self, year: int) -> list[tuple[date, str]]:
        """The days of *year*, in the list's own order."""
        return [(day, "a holiday") for day in self.listed if day.year == year]


def _disagreements(slow: SlowCalendar, calendar: WorkingDayCalendar) -> list[date]:
    """The days of *calendar* that the slow calendar says are what it says they are not."""
    every = list(every_day(calendar.first, calendar.last))
    answers = calendar.is_working_day(as_dates(every)).tolist()
    return [day for day, answer in zip(every, answers, strict=True) if answer is not slow.works(day)]


def _refusal(ask: Callable[[], object]) -> OutsideCalendar:
    """The error that *ask* raises."""
    with pytest.raises(OutsideCalendar) as caught:
        ask()
    return caught.value
