"""
Working days: what one is, and how they are counted, added and taken away.

The clauses are those of the Care Planning, Placement and Case Review (England) Regulations 2010 and of the project's counting rules, WD1 to WD18. In
the laws, ``C`` is the calendar of England and Wales, announced days and projected; the slow calendar of :mod:`tests.oracle` is the first oracle, and
numpy's business days are the second.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import partial
from itertools import accumulate, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from csc_indicators.calendars import ENGLAND_AND_WALES as C
from csc_indicators.calendars import NonWorkingDay, WorkingDayCalendar
from csc_indicators.errors import OutsideCalendar
from tests.oracle import SLOW_ENGLAND_AND_WALES as SLOW
from tests.oracle import SlowCalendar, every_day, london_date
from tests.strategies import (
    FIRST_DAY,
    FIRST_DAY_WITH_ROOM,
    LAST_DAY,
    LAST_PROJECTED_DAY_WITH_ROOM,
    SMALL_CALENDAR_DAYS,
    SMALL_CALENDAR_ROOM,
    Dates,
    any_days,
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

#: For laws asked of one date at a time, announced or projected; that projected ones come with a warning is for ``test_calendars``.
QUIETLY = pytest.mark.filterwarnings("ignore::csc_indicators.errors.ProjectedDate")

NUMPY_CALENDAR = np.busdaycalendar(holidays=sorted(SLOW.holidays))
NO_HOLIDAYS = built_from(SlowCalendar(date(2005, 1, 1), date(2020, 12, 31), frozenset()))
ALL_WORKING_DAYS = SLOW.working_days_between(FIRST_DAY, LAST_DAY)
WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1)
NAT = np.datetime64("NaT", "D")

#: For laws asked of every method in turn, or of calendars that take long to make.
FEW = settings(max_examples=12)
SOME = settings(max_examples=40)

#: A calendar of 154 years begun before 1970: its working days are more than 16 bits can number.
LONG_SLOW = SlowCalendar(
    date(1900, 1, 1),
    LAST_DAY,
    frozenset(day for year in range(1900, 2054) for day in (date(year, 1, 1), date(year, 12, 25)) if day.weekday() < 5),
)
LONG = built_from(LONG_SLOW)

#: The rows that the library works on at a time.
BLOCK = 1 << 16

starts = days_with_room_after(LAST_PROJECTED_DAY_WITH_ROOM)
ends = days_with_room_before(LAST_DAY)
middles = days(FIRST_DAY_WITH_ROOM, LAST_PROJECTED_DAY_WITH_ROOM)
long_days = st.dates(LONG_SLOW.first, LONG_SLOW.last)


@QUIETLY
class TestWhatAWorkingDayIs:
    """
    A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales.

    Source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 2(1).
    """

    def test_every_day_of_the_calendar_is_as_the_slow_calendar_says(self) -> None:
        """All the days of all the years are right, one after another."""
        assert [] == _disagreements(SLOW, C)

    @given(any_days())
    def test_a_date_alone_gets_a_plain_answer(self, day: date) -> None:
        """One date is answered with True or False, not with numpy's."""
        actual = C.is_working_day(day)

        assert SLOW.works(day) is actual

    @SOME
    @given(small_calendars(), st.data())
    def test_any_calendar_knows_its_days(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """A calendar of any holidays, begun before 1970 or after, tells its working days."""
        day = data.draw(days_on(slow))

        assert slow.works(day) is built_from(slow).is_working_day(day)

    @given(long_days)
    def test_a_calendar_of_a_hundred_and_fifty_years_knows_its_days(self, day: date) -> None:
        """A calendar long enough for its numbers to need 32 bits tells its working days, those before 1970 too."""
        assert LONG_SLOW.works(day) is LONG.is_working_day(day)

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


@QUIETLY
class TestTheStartIsDayNought:
    """
    WD1: the day a clock starts is day 0, the first day counted is the next working day, and the last day counts in full.

    Source: Dodds v Walker [1981] UKHL (the day of the event is left out of the reckoning); counting rule 1 of the project's design.
    """

    @given(any_days())
    def test_no_time_passes_on_the_day_itself(self, day: date) -> None:
        """From a day to itself there are 0 working days."""
        assert C.between(day, day) == 0

    @given(any_days())
    def test_nought_working_days_away_is_the_day_itself(self, day: date) -> None:
        """Moving by 0 stays, on a weekend and a holiday too."""
        assert (day, day) == (C.after(day, 0), C.before(day, 0))

    @given(starts, working_day_counts())
    def test_counting_to_the_nth_working_day_gives_n(self, day: date, n: int) -> None:
        """There are n working days up to the n-th working day, from any start (WD1)."""
        assert n == C.between(day, C.after(day, n))

    @given(ends, working_day_counts(least=1))
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


@QUIETLY
class TestCounting:
    """
    WD4, WD7, WD14: the working days between two dates are those after the first, up to and including the second, and negative for a reversed pair.

    Source: counting rule 1 of the project's design; WD4, WD7 and WD14 of its properties.
    """

    @SOME
    @given(any_days(), any_days())
    def test_as_counted_day_by_day(self, start: date, end: date) -> None:
        """The count is that of a walk over every day, in either direction."""
        assert SLOW.working_days_between(start, end) == C.between(start, end)

    @given(any_days(), any_days())
    def test_as_numpy_counts_from_the_next_day_to_the_next_day(self, one: date, other: date) -> None:
        """Numpy counts the first day and not the last, so both moved on by one give its count for a pair in order."""
        start, end = sorted((one, other))

        assert int(np.busday_count(start + ONE_DAY, end + ONE_DAY, busdaycal=NUMPY_CALENDAR)) == C.between(start, end)

    @given(any_days(), any_days())
    def test_numpys_own_count_differs_by_the_ends(self, one: date, other: date) -> None:
        """Numpy counts the first day and not the last, so it has one more when only the first works and one fewer when only the last does."""
        start, end = sorted((one, other))
        numpys = int(np.busday_count(start, end, busdaycal=NUMPY_CALENDAR))

        assert numpys + SLOW.works(end) - SLOW.works(start) == C.between(start, end)

    @SOME
    @given(long_days, long_days)
    def test_as_counted_day_by_day_over_more_than_a_hundred_and_fifty_years(self, start: date, end: date) -> None:
        """The count is that of a walk over every day where the numbers need 32 bits."""
        assert LONG_SLOW.working_days_between(start, end) == LONG.between(start, end)

    @given(any_days(), any_days(), any_days())
    def test_counts_add_up_on_the_way(self, a: date, b: date, c: date) -> None:
        """Through any third day, before, between or after, the two counts add to the whole (WD4)."""
        assert C.between(a, c) == C.between(a, b) + C.between(b, c)

    @given(any_days(), any_days())
    def test_backwards_is_minus_forwards(self, a: date, b: date) -> None:
        """Turning a pair round turns the sign and nothing else (WD14)."""
        assert C.between(a, b) == -C.between(b, a)

    @given(any_days(), any_days(), any_days())
    def test_a_later_end_never_counts_fewer(self, start: date, one: date, other: date) -> None:
        """The count does not go down as the end moves on (WD7)."""
        earlier, later = sorted((one, other))

        assert C.between(start, earlier) <= C.between(start, later)

    @given(any_days(), any_days())
    def test_the_answer_is_a_plain_number(self, start: date, end: date) -> None:
        """Two dates give an int, not one of numpy's."""
        assert int is type(C.between(start, end))

    @pytest.mark.parametrize(
        ("start", "end", "ours", "numpys"),
        [
            (date(2018, 9, 9), date(2018, 9, 10), 1, 0),
            (date(2018, 9, 10), date(2018, 9, 9), -1, -1),
            (date(2018, 9, 7), date(2018, 9, 8), 0, 1),
            (date(2018, 9, 8), date(2018, 9, 7), 0, 0),
        ],
    )
    def test_where_numpys_count_is_not_the_same_both_ways(self, start: date, end: date, ours: int, numpys: int) -> None:
        """Between a Sunday and a Monday and between a Friday and a Saturday, ours turns its sign with the pair and numpy's does not."""
        assert numpys == int(np.busday_count(start, end))
        assert ours == C.between(start, end)

    def test_a_reversed_pair_is_negative(self) -> None:
        """Monday back to the Sunday before is minus 1, and Saturday back to the Friday before is 0."""
        assert (C.between(date(2018, 9, 10), date(2018, 9, 9)), C.between(date(2018, 9, 8), date(2018, 9, 7))) == (-1, 0)


@QUIETLY
class TestMovingOn:
    """
    WD2, WD3, WD6, WD7: the n-th working day after a day is found by counting on from the day, whether or not it is itself a working day.

    Source: counting rule 1 of the project's design; WD2, WD3, WD6 and WD7 of its properties; numpy's own test vectors.
    """

    @given(any_days(), working_day_counts())
    def test_as_found_day_by_day(self, start: date, n: int) -> None:
        """The answer is that of a walk over every day, and where the walk falls off the calendar there is none."""
        expected = SLOW.nth_working_day_after(start, n)

        if expected is None:
            with pytest.raises(OutsideCalendar):
                C.after(start, n)
        else:
            assert expected == C.after(start, n)

    @given(starts, working_day_counts(least=1))
    def test_as_numpy_finds_it_rolling_backward(self, start: date, n: int) -> None:
        """Numpy agrees when told to roll a weekend or holiday start backward, for 1 and more (WD6)."""
        expected = np.busday_offset(start, n, roll="backward", busdaycal=NUMPY_CALENDAR).item()

        assert expected == C.after(start, n)

    @given(starts, working_day_counts(least=1))
    def test_it_is_a_working_day(self, start: date, n: int) -> None:
        """However it starts, moving on by 1 or more ends on a working day (WD2)."""
        assert SLOW.works(C.after(start, n))

    @given(days(last=date(2051, 4, 1)), working_day_counts(), working_day_counts())
    def test_moving_on_twice_is_moving_on_once(self, start: date, m: int, n: int) -> None:
        """By m and then by n is by m + n (WD3)."""
        assert C.after(start, m + n) == C.after(C.after(start, m), n)

    @given(starts, starts, working_day_counts())
    def test_a_later_start_is_never_due_sooner(self, one: date, other: date, n: int) -> None:
        """The answer does not go back as the start moves on (WD7)."""
        earlier, later = sorted((one, other))

        assert C.after(earlier, n) <= C.after(later, n)

    @given(starts, working_day_counts())
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


@QUIETLY
class TestMovingBack:
    """
    The n-th working day before a day is found by counting back from it.

    Source: counting rules 1 and 5 of the project's design; numpy's own test vectors.
    """

    @given(any_days(), working_day_counts())
    def test_as_found_day_by_day(self, end: date, n: int) -> None:
        """The answer is that of a walk back over every day, and where the walk falls off the calendar there is none."""
        expected = SLOW.nth_working_day_before(end, n)

        if expected is None:
            with pytest.raises(OutsideCalendar):
                C.before(end, n)
        else:
            assert expected == C.before(end, n)

    @given(ends, working_day_counts(least=1))
    def test_as_numpy_finds_it_rolling_forward(self, end: date, n: int) -> None:
        """Numpy agrees when told to roll a weekend or holiday end forward and to move by minus n."""
        expected = np.busday_offset(end, -n, roll="forward", busdaycal=NUMPY_CALENDAR).item()

        assert expected == C.before(end, n)

    @given(ends, working_day_counts(least=1))
    def test_it_is_a_working_day(self, end: date, n: int) -> None:
        """However it starts, moving back by 1 or more ends on a working day."""
        assert SLOW.works(C.before(end, n))

    @given(ends, working_day_counts())
    def test_one_more_working_day_is_earlier(self, end: date, n: int) -> None:
        """Each working day more gives an earlier answer."""
        assert C.before(end, n + 1) < C.before(end, n)

    def test_numpys_own_vector(self) -> None:
        """Twenty-five working days before 8 March 2006 is 1 February, with no holidays."""
        assert date(2006, 2, 1) == NO_HOLIDAYS.before(date(2006, 3, 8), 25)


@QUIETLY
class TestNearestAndNumber:
    """
    The working day on or after a day, or on or before it, is the day itself when that is one; the number of a day counts the working days up to it.

    Source: counting rules 1 and 5 of the project's design; numpy's rolls.
    """

    @given(any_days())
    def test_on_or_after_as_found_day_by_day(self, day: date) -> None:
        """A walk on from the day ends at its first working day; where it falls off the calendar there is none."""
        assert next((one for one in every_day(day, SLOW.last) if SLOW.works(one)), None) == _or_none(lambda: C.on_or_after(day))

    @given(any_days())
    def test_on_or_before_as_found_day_by_day(self, day: date) -> None:
        """The last working day of a walk up to the day is the answer; where there is none, there is none."""
        fortnight = every_day(max(FIRST_DAY, day - 2 * WEEK), day)

        assert max((one for one in fortnight if SLOW.works(one)), default=None) == _or_none(lambda: C.on_or_before(day))

    @given(starts)
    def test_on_or_after_as_numpy_rolls_forward(self, day: date) -> None:
        """Numpy agrees when told to roll forward and to move by none."""
        assert np.busday_offset(day, 0, roll="forward", busdaycal=NUMPY_CALENDAR).item() == C.on_or_after(day)

    @given(ends)
    def test_on_or_before_as_numpy_rolls_backward(self, day: date) -> None:
        """Numpy agrees when told to roll backward and to move by none."""
        assert np.busday_offset(day, 0, roll="backward", busdaycal=NUMPY_CALENDAR).item() == C.on_or_before(day)

    @given(any_days())
    def test_the_number_is_a_count_from_the_day_before_the_first(self, day: date) -> None:
        """The number of a day is how many working days numpy counts from the calendar's first day to it, both included."""
        number = C.number(day)

        assert int(np.busday_count(FIRST_DAY, day + ONE_DAY, busdaycal=NUMPY_CALENDAR)) == number
        assert int is type(number)

    @SOME
    @given(any_days(), any_days())
    def test_a_count_is_a_difference_of_numbers(self, start: date, end: date) -> None:
        """The working days between two dates are the difference of their numbers."""
        assert SLOW.working_days_between(start, end) == C.number(end) - C.number(start)

    @pytest.mark.parametrize("most", [32_766, 32_767, 32_768, 32_769])
    def test_numbers_about_the_most_that_16_bits_hold(self, most: int) -> None:
        """The last day's number is the number of weekdays, on either side of the most that 16 bits can say."""
        last: Any = np.busday_offset(date(1900, 1, 1), most - 1).item()
        calendar = built_from(SlowCalendar(date(1900, 1, 1), last, frozenset()))

        assert (most, most - 1) == (calendar.number(last), calendar.between(date(1900, 1, 1), last))
        assert last == calendar.after(date(1900, 1, 1), most - 1)
        assert [date(1900, 1, 1)] == calendar.before(as_dates([last]), most - 1).tolist()

    def test_numpys_own_vector(self) -> None:
        """Saturday 30 October 2010 rolls back to Friday 29 October, and on to Monday 1 November."""
        assert (date(2010, 10, 29), date(2010, 11, 1)) == (C.on_or_before(date(2010, 10, 30)), C.on_or_after(date(2010, 10, 30)))


@QUIETLY
class TestThereAndBack:
    """
    WD13, which does not hold: moving on by n and back by n returns to the start exactly when the start is a working day.

    Source: WD13 of the project's properties, which is stated so that nobody relies on it.
    """

    @given(middles, working_day_counts(least=1))
    @example(date(2017, 1, 1), 1)
    def test_there_and_back_returns_to_a_working_day_and_to_no_other(self, day: date, n: int) -> None:
        """On by n and back by n is where it started exactly when that was a working day."""
        assert SLOW.works(day) == (day == C.before(C.after(day, n), n))

    @given(middles, working_day_counts(least=1))
    @example(date(2017, 1, 1), 1)
    def test_back_and_there_returns_to_a_working_day_and_to_no_other(self, day: date, n: int) -> None:
        """Back by n and on by n is where it started exactly when that was a working day."""
        assert SLOW.works(day) == (day == C.after(C.before(day, n), n))

    def test_the_counter_example(self) -> None:
        """From Sunday 1 January 2017 on by one working day is the 3rd, and back by one from there is 30 December 2016."""
        there = C.after(date(2017, 1, 1), 1)

        assert (date(2017, 1, 3), date(2016, 12, 30)) == (there, C.before(there, 1))


@QUIETLY
class TestInTime:
    """
    WD10: for an event on a working day, being no later than the N-th working day and being within N working days are one test; on a weekend, two.

    Source: WD10 of the project's properties; counting rule 3 of its design, which judges by the due date.
    """

    @given(starts, any_days(), working_day_counts())
    def test_one_test_for_an_event_on_a_working_day(self, start: date, held: date, n: int) -> None:
        """By the date and by the count agree for every event on a working day."""
        assume(SLOW.works(held))

        assert (held <= C.after(start, n)) == (C.between(start, held) <= n)

    @given(starts, st.integers(0, 300), working_day_counts())
    def test_two_tests_for_any_event(self, start: date, days_later: int, n: int) -> None:
        """What is in time by the date is in time by the count, and the other way about only when no more than days off come between."""
        held = start + timedelta(days=days_later)
        due = C.after(start, n)
        only_days_off_between = due < held and not any(SLOW.works(day) for day in every_day(due + ONE_DAY, held))

        assert (C.between(start, held) <= n) == (held <= due or only_days_off_between)

    def test_the_saturday_after_the_deadline(self) -> None:
        """Fifteen working days from Friday 2 November 2018 end on Friday the 23rd: Saturday the 24th is late by date, in time by count."""
        start, held = date(2018, 11, 2), date(2018, 11, 24)

        assert (date(2018, 11, 23), 15) == (C.after(start, 15), C.between(start, held))


class TestOtherNations:
    """
    WD16: a day that is a bank holiday in Scotland or Northern Ireland only is a working day in England and Wales.

    Source: reg 2(1), "a bank holiday in England and Wales"; Banking and Financial Dealings Act 1971 Schedule 1, which lists each nation's.
    """

    #: The World Cup holiday, 2 January and its substitute, the August holiday, St Andrew's, St Patrick's and the Twelfth.
    ELSEWHERE = (
        date(2026, 6, 15),
        date(2018, 1, 2),
        date(2024, 1, 2),
        date(2023, 1, 3),
        date(2018, 8, 6),
        date(2018, 11, 30),
        date(2018, 3, 19),
        date(2018, 7, 12),
    )

    @pytest.mark.parametrize("day", ELSEWHERE)
    def test_it_is_counted(self, day: date) -> None:
        """It is a working day, and the count to it from the day before has it."""
        assert (True, 1) == (C.is_working_day(day), C.between(day - ONE_DAY, day))

    @given(st.sampled_from(ELSEWHERE), st.integers(-30, 30), working_day_counts())
    def test_it_moves_no_deadline(self, day: date, apart: int, n: int) -> None:
        """A deadline reckoned past it is numpy's, which has the holidays of England and Wales only."""
        start = day + timedelta(days=apart)
        assume(n > 0)

        assert np.busday_offset(start, n, roll="backward", busdaycal=NUMPY_CALENDAR).item() == C.after(start, n)


class TestHolidays:
    """
    WD5, WD8, WD9, WD11, WD12: a bank holiday is a date and no more; proclaiming one takes one working day away, and its name does not matter.

    Source: Banking and Financial Dealings Act 1971 s.1 (holidays may be proclaimed, and moved); WD5, WD8, WD9, WD11 and WD12 of the properties.
    """

    @SOME
    @given(small_calendars(), st.data())
    def test_one_more_holiday_takes_one_from_the_counts_that_span_it(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """The count falls by 1 exactly when the new holiday is after the start, not after the end, and was a working day (WD5)."""
        holiday = data.draw(weekdays_on(slow))
        start, end = sorted((data.draw(days_on(slow)), data.draw(days_on(slow))))
        more = built_from(SlowCalendar(slow.first, slow.last, slow.holidays | {holiday}))
        lost = 1 if start < holiday <= end and slow.works(holiday) else 0

        assert built_from(slow).between(start, end) - lost == more.between(start, end)

    @SOME
    @given(small_calendars(), st.integers(0, 60), st.data())
    def test_one_more_holiday_never_brings_a_deadline_forward(self, slow: SlowCalendar, n: int, data: st.DataObject) -> None:
        """A deadline stays or moves on when a holiday is added, so it stays or moves back when one is taken away (WD8)."""
        holiday = data.draw(weekdays_on(slow))
        start = data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))
        more = built_from(SlowCalendar(slow.first, slow.last, slow.holidays | {holiday}))

        assert built_from(slow).after(start, n) <= more.after(start, n)

    @SOME
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

    @SOME
    @given(small_calendars(), st.integers(0, 60), st.integers(-200, 200), st.data())
    def test_a_whole_number_of_weeks_moves_everything_alike(self, slow: SlowCalendar, n: int, weeks: int, data: st.DataObject) -> None:
        """Shift the holidays and the start by weeks and the answer shifts by as many (WD12)."""
        start = data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))
        shift = weeks * WEEK
        shifted = built_from(SlowCalendar(slow.first + shift, slow.last + shift, frozenset(day + shift for day in slow.holidays)))

        assert built_from(slow).after(start, n) + shift == shifted.after(start + shift, n)

    @SOME
    @given(small_calendars(), st.data())
    def test_what_a_holiday_is_called_changes_no_day(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """The name, the basis and the source are for people."""
        names = data.draw(st.lists(st.text(), min_size=len(slow.holidays), max_size=len(slow.holidays)))
        entries = tuple(NonWorkingDay(day, name, "statute", name) for day, name in zip(sorted(slow.holidays), names, strict=True))
        renamed = WorkingDayCalendar("renamed", slow.first, slow.last, entries)

        assert [] == _disagreements(slow, renamed)


class TestClosures:
    """
    WD5 and WD8 of a council's own closures: each closure that was a working day takes one from the counts that span it, and no deadline comes sooner.

    Source: reg 2(1), which makes no holiday of a closure; WD5 and WD8 of the project's properties; ``WorkingDayCalendar.without``.
    """

    @SOME
    @given(small_calendars(), st.data())
    def test_they_take_what_they_close_from_the_counts_that_span_them(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """The count falls by the closures after the start, not after the end, that were working days; weekends and holidays take nothing (WD5)."""
        closures = data.draw(st.lists(days_on(slow) | st.sampled_from(sorted(slow.holidays | {slow.first})), max_size=10))
        start, end = sorted((data.draw(days_on(slow)), data.draw(days_on(slow))))
        closed = built_from(slow).without(closures, name="closures")
        lost = len({day for day in closures if start < day <= end and slow.works(day)})

        assert slow.working_days_between(start, end) - lost == closed.between(start, end)

    @SOME
    @given(small_calendars(), st.integers(0, 60), st.data())
    def test_they_never_bring_a_deadline_forward(self, slow: SlowCalendar, n: int, data: st.DataObject) -> None:
        """A deadline stays or moves on, to where a walk that steps over the closures too finds it (WD8)."""
        closures = data.draw(st.sets(days_on(slow), max_size=10))
        start = data.draw(days_on(slow, room=SMALL_CALENDAR_ROOM))
        closed = built_from(slow).without(closures, name="closures")
        found = closed.after(start, n)

        assert SlowCalendar(slow.first, slow.last, slow.holidays | closures).nth_working_day_after(start, n) == found
        assert built_from(slow).after(start, n) <= found

    def test_over_christmas(self) -> None:
        """From 24 December 2018 to 2 January 2019 there are 4 working days by statute, and 1 for a council closed on the three between."""
        closed = C.without([date(2018, 12, 27), date(2018, 12, 28), date(2018, 12, 31)], name="Christmas closure")

        assert (4, 1) == tuple(calendar.between(date(2018, 12, 24), date(2019, 1, 2)) for calendar in (C, closed))


#: Every question, by the name of its argument that is a day.
QUESTIONS: list[Any] = [
    pytest.param("start", lambda day: C.between(day, date(2018, 9, 8)), id="between, start"),
    pytest.param("end", lambda day: C.between(date(2018, 9, 8), day), id="between, end"),
    pytest.param("start", lambda day: C.after(day, 1), id="after"),
    pytest.param("end", lambda day: C.before(day, 1), id="before"),
    pytest.param("day", C.on_or_after, id="on_or_after"),
    pytest.param("day", C.on_or_before, id="on_or_before"),
    pytest.param("day", C.number, id="number"),
    pytest.param("day", C.is_working_day, id="is_working_day"),
]
EVERY_QUESTION: list[Any] = [*QUESTIONS, pytest.param("day", C.is_projected, id="is_projected")]
#: Those that have no answer for a missing date, because a count, a number and a yes or no cannot say "not known".
COUNTS: list[Any] = [question for question in QUESTIONS if question.id in {"between, start", "between, end", "number", "is_working_day"}]

Question = Callable[[Any], Any]


@QUIETLY
class TestOutside:
    """
    WD15: a date outside the calendar is refused and never guessed at, and the message never repeats a date it was given, which may be a child's.

    Source: counting rules 2 and 9 and "Errors and privacy" of the project's design; WD15 of the properties.
    """

    @pytest.mark.parametrize(("argument", "ask"), QUESTIONS)
    @FEW
    @given(outside=days_outside())
    def test_a_date(self, argument: str, ask: Question, outside: date) -> None:
        """Every question about a day before the first or after the last is refused, and the argument named."""
        assert str(_refusal(partial(ask, outside))).startswith(f"{argument} is outside the calendar England and Wales, ")

    @pytest.mark.parametrize("move", [C.after, C.before])
    @FEW
    @given(outside=days_outside())
    def test_a_date_moved_by_nothing(self, move: Callable[[Any, Any], Any], outside: date) -> None:
        """Moving by 0 from outside is refused, alone and in an array."""
        for ask in (partial(move, outside, 0), partial(move, [outside], 0), partial(move, [outside], np.array([0]))):
            with pytest.raises(OutsideCalendar):
                ask()

    @pytest.mark.parametrize(("argument", "ask"), QUESTIONS)
    @FEW
    @given(
        dates=date_arrays(any_days()),
        number=st.integers(-(2**63) + 1, 2**63 - 1).filter(lambda n: not 2922 <= n <= (LAST_DAY - EPOCH).days)
        | st.sampled_from([2921, (LAST_DAY - EPOCH).days + 1]),
        data=st.data(),
    )
    def test_a_date_in_an_array(self, argument: str, ask: Question, dates: Dates, number: int, data: st.DataObject) -> None:
        """One day anywhere in an array is enough, at any distance that 64 bits can hold, where a table lookup would wrap round; its row is named."""
        row = data.draw(st.integers(0, len(dates)))
        # Moved forward or back by one a day at the end has no answer either, so the others keep off the ends.
        inner = np.clip(dates, np.datetime64("1978-02-01"), np.datetime64("2053-11-28"))
        outside = np.insert(inner, row, np.int64(number).view("datetime64[D]"))

        assert f"{argument} is outside in 1 row (row {row + 1})" in str(_refusal(partial(ask, outside)))

    @pytest.mark.parametrize(("argument", "ask"), COUNTS)
    @FEW
    @given(dates=date_arrays(any_days()), data=st.data())
    def test_a_missing_date_has_no_count(self, argument: str, ask: Question, dates: Dates, data: st.DataObject) -> None:
        """A count cannot say "not known", so a missing date is refused wherever a count or an answer is asked for, and its row named."""
        row = data.draw(st.integers(0, len(dates)))
        missing = np.insert(dates, row, NAT)

        for given_as in (missing, missing.tolist()):
            assert f"{argument} is missing in 1 row (row {row + 1})" in str(_refusal(partial(ask, given_as)))

    def test_every_row_at_fault_is_named(self) -> None:
        """Of two columns, the missing and the outside rows of each are counted and listed, and those in order are not."""
        start = np.array(["2018-01-02", "NaT", "1977-12-31", "1900-01-01", "2018-01-02"], dtype="datetime64[D]")
        end = np.array(["2054-01-01", "2018-01-02", "2018-01-02", "2018-01-02", "NaT"], dtype="datetime64[D]")

        assert str(_refusal(lambda: C.between(start, end))).startswith(
            "start is missing in 1 row (row 2), start is outside in 2 rows (rows 3-4), "
            "end is missing in 1 row (row 5), end is outside in 1 row (row 1): outside the calendar England and Wales, "
        )

    @pytest.mark.parametrize("last", ["2054-01-01", "2053-12-31"])
    def test_a_missing_row_is_no_fault_where_missing_stays_missing(self, last: str) -> None:
        """When a column cannot be moved on, the message does not blame the rows that are missing, which may be."""
        dates = np.array(["NaT", last], dtype="datetime64[D]")

        message = str(_refusal(partial(C.after, dates, 5)))

        assert "missing" not in message

    @SOME
    @given(date_arrays(any_days(), missing=True), days(first=date(2053, 1, 1), last=LAST_DAY), st.integers(260, 400))
    def test_running_off_the_end(self, dates: Dates, start: date, n: int) -> None:
        """A due date after the last day is refused, for one date and for an array that holds it."""
        for ask in (lambda: C.after(start, n), lambda: C.after(np.append(dates, np.datetime64(start)), n)):
            with pytest.raises(OutsideCalendar):
                ask()

    @SOME
    @given(date_arrays(any_days(), missing=True), days(last=date(1978, 12, 31)), st.integers(260, 400))
    def test_running_off_the_beginning(self, dates: Dates, end: date, n: int) -> None:
        """A day before the first is refused, and never taken from the other end of a table."""
        for ask in (lambda: C.before(end, n), lambda: C.before(np.append(dates, np.datetime64(end)), n)):
            with pytest.raises(OutsideCalendar):
                ask()

    def test_the_last_working_days_at_each_end_are_given(self) -> None:
        """The calendar answers as far as it reaches: 31 December 2053 is its last working day and 3 January 1978 its first."""
        found = (C.after(date(2053, 12, 30), 1), C.before(date(1978, 1, 4), 1), C.on_or_after(LAST_DAY), C.on_or_before(date(1978, 1, 3)))

        assert (LAST_DAY, date(1978, 1, 3), LAST_DAY, date(1978, 1, 3)) == found
        for ask in (partial(C.after, LAST_DAY, 1), partial(C.before, date(1978, 1, 3), 1), partial(C.on_or_before, date(1978, 1, 2))):
            with pytest.raises(OutsideCalendar):
                ask()

    def test_all_the_working_days_there_are_can_be_moved_by(self) -> None:
        """From the first day, a Sunday, by every working day there is, on to the last; and back from the last by one fewer, to the first."""
        one_fewer = ALL_WORKING_DAYS - 1

        assert (LAST_DAY, date(1978, 1, 3)) == (C.after(FIRST_DAY, ALL_WORKING_DAYS), C.before(LAST_DAY, one_fewer))
        assert ([LAST_DAY], [date(1978, 1, 3)]) == (C.after([FIRST_DAY], ALL_WORKING_DAYS).tolist(), C.before([LAST_DAY], one_fewer).tolist())

    @FEW
    @given(day=any_days(), over=st.integers(0, 2**15) | st.integers(0, 2**64))
    def test_as_many_as_nobody_counts(self, day: date, over: int) -> None:
        """However large the number, a date alone and an array are refused with the same error, and with no warning of numpy's."""
        n = ALL_WORKING_DAYS + over
        assume(over > 0 or day >= date(1978, 1, 3))

        for ask in (lambda: C.after(day, n), lambda: C.before(day, n), lambda: C.after([day], n), lambda: C.before([day], n)):
            with pytest.raises(OutsideCalendar):
                ask()

    @given(st.integers(15_000, 19_000), days(first=date(2045, 1, 1), last=LAST_DAY))
    def test_a_sum_of_two_numbers_that_16_bits_can_say_and_it_not(self, n: int, day: date) -> None:
        """A late day moved on by many is refused, and not with a warning that the sum ran over."""
        for ask in (lambda: C.after(day, n), lambda: C.after([day], n), lambda: C.after([day], np.array([n], dtype=np.int16))):
            with pytest.raises(OutsideCalendar):
                ask()

    @pytest.mark.parametrize(("argument", "ask"), QUESTIONS)
    @FEW
    @given(one=days_outside(), other=days_outside())
    def test_the_message_for_one_date_is_the_message_for_another(self, argument: str, ask: Question, one: date, other: date) -> None:
        """Nothing about the date given can be learnt from the message, alone or in an array, or from a chain of exceptions beneath it."""
        errors = [_refusal(partial(ask, day)) for day in (one, other)]
        of_arrays = [_refusal(partial(ask, [day])) for day in (one, other)]

        assert str(errors[0]) == str(errors[1])
        assert str(of_arrays[0]) == str(of_arrays[1])
        assert argument == str(of_arrays[0]).split()[0]
        assert [(error.__cause__, error.__context__) for error in errors + of_arrays] == [(None, None)] * 4

    @given(days(date(2053, 1, 1), LAST_DAY), days(date(2053, 1, 1), LAST_DAY))
    def test_the_message_for_a_due_date_off_the_end_does_not_name_it(self, one: date, other: date) -> None:
        """Neither the start nor where it would have led is in the message, which names the calendar's own two dates."""
        messages = [str(_refusal(partial(C.after, day, 400))) for day in (one, other)]

        assert messages[0] == messages[1]
        assert "1978-01-01 to 2053-12-31" in messages[0]


class TestNotDates:
    """
    What is not a date, or not a whole number of working days, is refused by the argument's name, how many rows and which, and never repeated.

    Source: counting rule 9 and "Errors and privacy" of the project's design; the pitfalls of other libraries that this one was measured against.
    """

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    @pytest.mark.parametrize("value", ["2018-09-08", b"2018-09-08", 17782, 17782.5, True, None, time(20, 18), {"2018-09-08"}])
    def test_one_of_something_else(self, argument: str, ask: Question, value: Any) -> None:
        """Text, numbers, None and the rest are refused."""
        message = _wrong(partial(ask, value))

        assert message.startswith(f"{argument} is ")
        assert [] == [said for said in ("2018", "1778", "20:18", "True") if said in message]

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    @pytest.mark.parametrize("dtype", ["int64", "float64", "object", "bool", "U10", "timedelta64[D]", "datetime64[M]", "datetime64[Y]"])
    def test_an_array_of_something_else(self, argument: str, ask: Question, dtype: str) -> None:
        """Text and objects are not guessed at, and neither numbers nor months are days."""
        wrong = np.array(["2018-09-08"], dtype="datetime64[D]").astype("int64" if dtype == "timedelta64[D]" else dtype).astype(dtype)

        assert _wrong(partial(ask, wrong)).startswith(f"{argument} is an array of ")

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    @pytest.mark.parametrize("shape", [(), (1, 1), (2, 1), (1, 1, 1)])
    def test_an_array_that_is_not_a_column(self, argument: str, ask: Question, shape: tuple[int, ...]) -> None:
        """A table of dates, or an array of none and of no rows, is refused."""
        assert _wrong(partial(ask, np.full(shape, np.datetime64("2018-09-08")))).startswith(f"{argument} has {len(shape)} dimensions")

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    @FEW
    @given(dates=st.lists(st.dates() | st.none(), max_size=6), strange=st.sampled_from(["2018-09-08", 17782, 1.5, True]), data=st.data())
    def test_a_list_with_something_else(self, argument: str, ask: Question, dates: list[Any], strange: Any, data: st.DataObject) -> None:
        """Of a list it says in which rows something is not a date."""
        row = data.draw(st.integers(0, len(dates)))
        several = [*dates[:row], strange, *dates[row:], strange]
        message = _wrong(partial(ask, several))

        assert message.startswith(f"{argument} has something other than dates in 2 rows: rows {row + 1}")
        assert [] == [said for said in ("2018", "1778", "True") if said in message]

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    @pytest.mark.parametrize("unit", ["h", "m", "s", "ms", "us", "ns"])
    def test_an_array_with_times_of_day(self, argument: str, ask: Question, unit: str) -> None:
        """Of an array it says in which rows there is a time of day, before 1970 too; a missing date has none."""
        timed = np.array(["1960-09-08T09", "NaT", "2018-09-08", "2018-09-08T23", "2018-09-08T01"], dtype=f"datetime64[{unit}]")

        assert _wrong(partial(ask, timed)) == f"{argument} has times of day in 3 rows: rows 1, 4-5. Give dates alone."

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    def test_a_list_with_times_of_day(self, argument: str, ask: Question) -> None:
        """Of a list it says in which rows there is a time of day with no zone."""
        message = _wrong(partial(ask, [date(2018, 9, 8), datetime(2018, 9, 8, 9), None, datetime(2018, 9, 8), datetime(2018, 9, 8, 9)]))

        assert message.startswith(f"{argument} has ")
        assert "in 2 rows: rows 2, 5" in message
        assert "2018" not in message

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    @pytest.mark.parametrize("moment", [datetime(2018, 9, 8, 0, 0, 0, 1), datetime(2018, 9, 8, 23, 59), np.datetime64("2018-09-08T01")])
    def test_a_time_of_day_without_a_zone(self, argument: str, ask: Question, moment: Any) -> None:
        """A naive time of day is refused, because nobody knows which day it means about midnight."""
        message = _wrong(partial(ask, moment))

        assert message.startswith(f"{argument} has ")
        assert "2018" not in message

    @pytest.mark.parametrize(("argument", "ask"), COUNTS)
    def test_one_missing_date(self, argument: str, ask: Question) -> None:
        """Numpy's missing date, alone, has no count, and the message says of which argument."""
        with pytest.raises((TypeError, OutsideCalendar), match=rf"^{argument} "):
            ask(NAT)

    @given(st.lists(any_days(), max_size=5), st.lists(any_days(), max_size=5))
    def test_columns_of_two_lengths(self, one: list[date], other: list[date]) -> None:
        """Columns whose rows do not pair off are refused with both lengths, one row and another number of rows too."""
        assume(len(one) != len(other))

        for first, second in ((one, other), (as_dates(one), other), (as_dates(one), as_dates(other))):
            with pytest.raises(ValueError, match=rf"^start has {len(one)} rows? and end has {len(other)} row"):
                C.between(first, second)
        numbers = np.ones(len(other), dtype=np.int64)
        with pytest.raises(ValueError, match=rf"^start has {len(one)} rows? and n has {len(other)} row"):
            C.after(one, numbers)
        with pytest.raises(ValueError, match=rf"^end has {len(one)} rows? and n has {len(other)} row"):
            C.before(as_dates(one), numbers)

    @given(days(), st.integers(max_value=-1, min_value=-(2**31)), date_arrays(missing=True, min_size=1))
    def test_a_negative_number_of_working_days(self, day: date, n: int, dates: Dates) -> None:
        """There is one way to go back, and it is called before; a negative number is refused alone, for an array and within an array."""
        numbers = np.ones(len(dates), dtype=np.int64)
        numbers[-1] = n

        for move in (C.after, C.before):
            for ask in (partial(move, day, n), partial(move, dates, n), partial(move, dates, numbers), partial(move, day, numbers)):
                with pytest.raises(ValueError, match=r"^n, a number .* 0 or more"):
                    ask()

    @pytest.mark.parametrize(
        "n", [1.5, 1.0, "1", None, True, False, np.True_, np.float64(1), np.array([1.0]), np.array([True]), np.array(["1"]), timedelta(1)], ids=repr
    )
    def test_a_number_of_working_days_that_is_not_whole(self, n: Any) -> None:
        """Half a working day is refused and not cut down to none, and neither True nor 1.0 is a number of working days."""
        for move in (C.after, C.before):
            for days_given in (date(2018, 9, 8), as_dates([date(2018, 9, 8)])):
                with pytest.raises(TypeError, match=r"^n is a whole number"):
                    move(days_given, n)


class TestMoments:
    """
    WD17: a moment with a time zone is the date on London's clocks, and a moment without one is a date at midnight only.

    Source: WD17 of the project's properties; the Summer Time Order 2002, by which the clocks change.
    """

    #: Moments and the London date of each: in summer and in winter, on either side of midnight, from three zones and at the clocks' own changes.
    NEAR_MIDNIGHT = (
        (datetime(2018, 7, 31, 22, 59, tzinfo=UTC), date(2018, 7, 31)),
        (datetime(2018, 7, 31, 23, 0, tzinfo=UTC), date(2018, 8, 1)),
        (datetime(2018, 1, 31, 23, 59, tzinfo=UTC), date(2018, 1, 31)),
        (datetime(2018, 2, 1, 0, 0, tzinfo=UTC), date(2018, 2, 1)),
        (datetime(2018, 3, 24, 23, 30, tzinfo=UTC), date(2018, 3, 24)),
        (datetime(2018, 3, 25, 23, 30, tzinfo=UTC), date(2018, 3, 26)),
        (datetime(2018, 10, 27, 23, 30, tzinfo=UTC), date(2018, 10, 28)),
        (datetime(2018, 10, 28, 23, 30, tzinfo=UTC), date(2018, 10, 28)),
        (datetime(2018, 8, 1, 0, 30, tzinfo=timezone(timedelta(hours=2))), date(2018, 7, 31)),
        (datetime(2018, 7, 31, 20, 0, tzinfo=ZoneInfo("America/New_York")), date(2018, 8, 1)),
        (datetime(2018, 8, 1, 0, 30, tzinfo=ZoneInfo("Europe/London")), date(2018, 8, 1)),
    )

    @pytest.mark.parametrize(("argument", "ask"), EVERY_QUESTION)
    @pytest.mark.parametrize(("moment", "day"), NEAR_MIDNIGHT)
    def test_near_midnight(self, argument: str, ask: Question, moment: datetime, day: date) -> None:
        """A question about a moment is one about the date it has in London, alone and in a list."""
        assert (argument, ask(day), ask([day]).tolist()) == (argument, ask(moment), ask([moment]).tolist())

    @given(st.datetimes(datetime(1996, 1, 2), datetime(2028, 12, 30)), st.integers(-14 * 60, 14 * 60))
    def test_any_moment(self, utc: datetime, minutes: int) -> None:
        """Whatever the zone it is told in, a moment's date is that of the rule for London's clocks."""
        told = utc.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))

        assert london_date(utc.replace(tzinfo=UTC)) == C.after(told, 0)

    @given(days())
    def test_midnight_without_a_zone_is_the_date(self, day: date) -> None:
        """What a spreadsheet makes of a date, midnight with no zone, is the date, alone and in a list."""
        midnight = datetime.combine(day, time())

        assert (day, [day, day]) == (C.after(midnight, 0), C.after([midnight, day], 0).tolist())
        assert date is type(C.after(midnight, 0))

    @pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns"])
    @FEW
    @given(day=days_with_room_after())
    def test_numpys_own_date_of_any_unit(self, unit: str, day: date) -> None:
        """Numpy's single date, at midnight and of any unit, is that date, and is answered in plain Python."""
        after: Callable[[Any, int], Any] = C.after

        assert C.after(day, 1) == after(np.datetime64(day).astype(f"datetime64[{unit}]"), 1)
        assert date is type(after(np.datetime64(day), 0))


@QUIETLY
class TestWholeColumns:
    """
    WD18: a column of dates is answered as its dates are one at a time, and a missing date stays missing where the answer is a date.

    Source: WD18 and IO9 of the project's properties. The arrays here are read-only, so an answer that wrote to its input would fail.
    """

    @given(date_arrays(any_days()))
    def test_is_working_day_number_and_is_projected(self, dates: Dates) -> None:
        """Each date of a column is a working day, has its number and is projected exactly as when it is alone."""
        for ask in (C.is_working_day, C.number, C.is_projected):
            assert [ask(day) for day in dates.tolist()] == ask(dates).tolist()

    @given(st.lists(st.tuples(any_days(), any_days()), max_size=20))
    def test_between(self, pairs: list[tuple[date, date]]) -> None:
        """Two columns are counted pair by pair, as arrays, as lists and as one of each."""
        starts, ends = [a for a, _ in pairs], [b for _, b in pairs]
        expected = [C.between(a, b) for a, b in pairs]

        for first, second in ((as_dates(starts), as_dates(ends)), (starts, ends), (as_dates(starts), ends), (starts, as_dates(ends))):
            assert expected == C.between(first, second).tolist()

    @given(any_days(), date_arrays(any_days()))
    def test_between_a_date_and_a_column(self, day: date, dates: Dates) -> None:
        """One date is counted to or from each of a column."""
        assert [C.between(day, other) for other in dates.tolist()] == C.between(day, dates).tolist()
        assert [C.between(other, day) for other in dates.tolist()] == C.between(dates, day).tolist()

    @given(st.lists(st.tuples(any_days() | st.none(), working_day_counts()), max_size=20))
    def test_after(self, moves: list[tuple[date | None, int]]) -> None:
        """A column moves on date by date, each by its own number; what is missing stays missing, and one that has no answer is refused."""
        starts, numbers = [day for day, _ in moves], np.array([n for _, n in moves], dtype=np.int64)
        expected = _or_none(lambda: [None if day is None else C.after(day, n) for day, n in moves])

        for column in (as_dates(starts), starts, tuple(starts)):
            assert expected == _all_or_none(C.after, column, numbers)

    @given(st.lists(st.tuples(any_days() | st.none(), working_day_counts()), max_size=20))
    def test_before(self, moves: list[tuple[date | None, int]]) -> None:
        """A column moves back date by date, each by its own number; what is missing stays missing, and one that has no answer is refused."""
        ends, numbers = [day for day, _ in moves], np.array([n for _, n in moves], dtype=np.int64)
        expected = _or_none(lambda: [None if day is None else C.before(day, n) for day, n in moves])

        for column in (as_dates(ends), ends, tuple(ends)):
            assert expected == _all_or_none(C.before, column, numbers)

    @given(date_arrays(any_days(), missing=True), working_day_counts())
    @example(as_dates([FIRST_DAY, LAST_DAY]), 0)
    def test_by_one_number(self, dates: Dates, n: int) -> None:
        """One number moves every date of a column, on or back, and 0 leaves it be."""
        for move in (C.after, C.before):
            assert _each_or_none(move, dates.tolist(), n) == _all_or_none(move, dates, n)

    @given(any_days(), st.lists(working_day_counts(), max_size=20))
    def test_one_date_by_many_numbers(self, day: date, numbers: list[int]) -> None:
        """One date moves on and back by each of a column of numbers."""
        for move in (C.after, C.before):
            assert _or_none(partial(_moved, move, day, numbers)) == _all_or_none(move, day, np.array(numbers, dtype=np.int64))

    @pytest.mark.parametrize("dtype", ["int8", "int16", "int32", "uint8", "uint64", ">i8"])
    @FEW
    @given(moves=st.lists(st.tuples(middles | st.none(), working_day_counts().filter(lambda n: n <= 127)), min_size=1, max_size=5))
    def test_numbers_of_any_whole_type(self, dtype: str, moves: list[tuple[date | None, int]]) -> None:
        """A column of numbers, and one of numpy's, may be of any type of whole number."""
        dates, numbers = as_dates([day for day, _ in moves]), np.array([n for _, n in moves], dtype=dtype)

        for move in (C.after, C.before):
            expected = [None if day is None else move(day, n) for day, n in moves]
            assert expected == move(dates, numbers).tolist()
            assert expected[0] == move(dates, numbers[0]).tolist()[0]

    @given(date_arrays(any_days(), missing=True))
    def test_nearest(self, dates: Dates) -> None:
        """The working day on or after, and on or before, each date of a column is found as when it is alone."""
        for nearest in (C.on_or_after, C.on_or_before):
            assert _each_or_none(nearest, dates.tolist()) == _all_or_none(nearest, dates)

    @SOME
    @given(small_calendars(), st.data())
    def test_any_calendar(self, slow: SlowCalendar, data: st.DataObject) -> None:
        """Columns agree with a walk on a calendar of any holidays, begun before 1970 or after."""
        calendar = built_from(slow)
        dates = data.draw(date_arrays(days_on(slow, room=SMALL_CALENDAR_ROOM), min_size=1))
        n = data.draw(st.integers(0, 60))

        assert [slow.nth_working_day_after(day, n) for day in dates.tolist()] == calendar.after(dates, n).tolist()
        assert [slow.nth_working_day_before(day, n) for day in dates.tolist()] == calendar.before(dates, n).tolist()
        assert [slow.working_days_between(a, b) for a, b in pairwise(dates.tolist())] == calendar.between(dates[:-1], dates[1:]).tolist()

    @pytest.mark.parametrize("dtype", ["M8[s]", "M8[ns]", ">M8[D]", "M8[h]"])
    @FEW
    @given(dates=date_arrays(any_days(), missing=True))
    def test_an_array_of_another_unit(self, dtype: str, dates: Dates) -> None:
        """An array of dates at midnight, of any unit and byte order, is answered as one of days."""
        assert C.is_projected(dates).tolist() == C.is_projected(dates.astype(dtype)).tolist()
        assert _or_none(lambda: C.after(dates, 15).tolist()) == _or_none(lambda: C.after(dates.astype(dtype), 15).tolist())

    @given(date_arrays(days_with_room_after(), min_size=2))
    def test_every_other_row(self, dates: Dates) -> None:
        """A column that is not contiguous in memory is answered like any other."""
        assert [C.after(day, 15) for day in dates.tolist()[::2]] == C.after(dates[::2], 15).tolist()
        assert [C.number(day) for day in dates.tolist()[::-2]] == C.number(dates[::-2]).tolist()

    @pytest.mark.parametrize("none", [as_dates([]), [], np.array([], dtype="datetime64[ns]")], ids=["days", "list", "nanoseconds"])
    def test_what_is_in_the_columns(self, none: Any) -> None:
        """Counts come as int64, dates as ``datetime64[D]`` and yes or no as bool, for empty columns too, which have no rows."""
        columns = [C.between(none, none), C.number(none), C.after(none, 15), C.before(none, 15), C.on_or_after(none), C.on_or_before(none)]
        masks = [C.is_working_day(none), C.is_projected(none)]

        assert [("int64", 0)] * 2 + [("datetime64[D]", 0)] * 4 + [("bool", 0)] * 2 == [(str(column.dtype), len(column)) for column in columns + masks]


class TestLongColumns:
    """
    WD18 of columns longer than a block and than the tables: every path there is through the arithmetic gives the answers of a walk over the days.

    Source: WD18 of the project's properties. The rows are every day of the calendar, over and over and out of order, with some missing.
    """

    ROWS = 2 * BLOCK + 17
    MISSING = (0, 5, BLOCK - 1, BLOCK, ROWS - 1)

    @pytest.fixture(params=["England and Wales", "a hundred and fifty years"])
    def calendars(self, request: pytest.FixtureRequest) -> tuple[SlowCalendar, WorkingDayCalendar]:
        """A slow calendar and the library's, one of numbers of 16 bits and one of 32, longer than half of the rows."""
        return (SLOW, C) if request.param == "England and Wales" else (LONG_SLOW, LONG)

    def rows(self, slow: SlowCalendar, *, room: int = 0, seed: int = 0, rows: int = ROWS) -> Dates:
        """Every day of a calendar but for some at each end, again and again in an order drawn from *seed*."""
        each = np.array(list(every_day(slow.first + timedelta(days=room), slow.last - timedelta(days=room))), dtype="datetime64[D]")
        days_of_rows = np.random.default_rng(seed).permutation(np.resize(each, rows))
        days_of_rows.flags.writeable = False
        return days_of_rows

    def with_some_missing(self, dates: Dates) -> Dates:
        """The same rows with a few missing, at each end of a block among them."""
        dates = dates.copy()
        dates[list(self.MISSING)] = NAT
        dates.flags.writeable = False
        return dates

    def numbers(self, slow: SlowCalendar) -> dict[date, int]:
        """How many working days there are up to each day."""
        every = list(every_day(slow.first, slow.last))
        return dict(zip(every, accumulate(int(slow.works(day)) for day in every), strict=True))

    def test_counts(self, calendars: tuple[SlowCalendar, WorkingDayCalendar]) -> None:
        """A column of pairs, and pairs of a column and one date, are counted as the walk counts."""
        slow, calendar = calendars
        numbers = self.numbers(slow)
        starts, ends, one = self.rows(slow, seed=1), self.rows(slow, seed=2), date(2018, 9, 8)

        assert [numbers[b] - numbers[a] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)] == calendar.between(starts, ends).tolist()
        assert [numbers[one] - numbers[a] for a in starts.tolist()] == calendar.between(starts, one).tolist()
        assert [numbers[b] - numbers[one] for b in ends.tolist()] == calendar.between(one, ends).tolist()
        assert [numbers[a] for a in starts.tolist()] == calendar.number(starts).tolist()
        assert [slow.works(a) for a in starts.tolist()] == calendar.is_working_day(starts).tolist()

    @pytest.mark.parametrize("n", [0, 3])
    @pytest.mark.parametrize("missing", [False, True])
    def test_moved_by_one_number(self, calendars: tuple[SlowCalendar, WorkingDayCalendar], n: int, *, missing: bool) -> None:
        """A long column is moved on and back by one number as its days are walked, with rows missing or without."""
        slow, calendar = calendars
        dates = self.rows(slow, room=40)
        dates = self.with_some_missing(dates) if missing else dates
        each = {day: (slow.nth_working_day_after(day, n), slow.nth_working_day_before(day, n)) for day in set(dates.tolist()) if day}
        each[None] = (None, None)

        assert [each[day][0] for day in dates.tolist()] == calendar.after(dates, n).tolist()
        assert [each[day][1] for day in dates.tolist()] == calendar.before(dates, n).tolist()

    @pytest.mark.parametrize("missing", [False, True])
    def test_moved_by_a_number_a_row(self, calendars: tuple[SlowCalendar, WorkingDayCalendar], *, missing: bool) -> None:
        """A long column is moved on and back by 0 to 2, a number for each row, as its days are walked."""
        slow, calendar = calendars
        dates = self.rows(slow, room=40)
        dates = self.with_some_missing(dates) if missing else dates
        numbers = np.resize(np.arange(3), self.ROWS)
        afters = {(day, n): slow.nth_working_day_after(day, n) for day in set(dates.tolist()) if day for n in range(3)}
        befores = {(day, n): slow.nth_working_day_before(day, n) for day in set(dates.tolist()) if day for n in range(3)}
        asked = list(zip(dates.tolist(), numbers.tolist(), strict=True))

        assert [afters.get(move) for move in asked] == calendar.after(dates, numbers).tolist()
        assert [befores.get(move) for move in asked] == calendar.before(dates, numbers).tolist()

    @pytest.mark.parametrize("missing", [False, True])
    def test_nearest(self, calendars: tuple[SlowCalendar, WorkingDayCalendar], *, missing: bool) -> None:
        """The working day on or after, and on or before, each of a long column is found as the walk finds it."""
        slow, calendar = calendars
        dates = self.rows(slow, room=40)
        dates = self.with_some_missing(dates) if missing else dates
        present = {day for day in dates.tolist() if day}
        after = {day: day if slow.works(day) else slow.nth_working_day_after(day, 1) for day in present}
        before = {day: day if slow.works(day) else slow.nth_working_day_before(day, 1) for day in present}

        assert [after.get(day) for day in dates.tolist()] == calendar.on_or_after(dates).tolist()
        assert [before.get(day) for day in dates.tolist()] == calendar.on_or_before(dates).tolist()

    @pytest.mark.parametrize("row", [BLOCK - 1, ROWS - 1])
    @pytest.mark.parametrize("outside", ["1899-12-29", "2054-01-01"])
    def test_one_row_outside(self, calendars: tuple[SlowCalendar, WorkingDayCalendar], row: int, outside: str) -> None:
        """One row outside the calendar is refused wherever it is, and named."""
        slow, calendar = calendars
        dates = self.rows(slow, room=40).copy()
        dates[row] = np.datetime64(outside)
        asks: list[Callable[[], object]] = [
            lambda: calendar.between(dates, dates[::-1]),
            lambda: calendar.between(date(2018, 9, 8), dates),
            lambda: calendar.after(dates, 15),
            lambda: calendar.before(dates, np.ones(self.ROWS, dtype=np.int64)),
            lambda: calendar.on_or_after(dates),
            lambda: calendar.number(dates),
        ]

        for ask in asks:
            assert f"(row {row + 1})" in str(_refusal(ask))

    @pytest.mark.parametrize("row", [0, BLOCK - 1, BLOCK, ROWS - 1])
    def test_one_row_without_an_answer(self, calendars: tuple[SlowCalendar, WorkingDayCalendar], row: int) -> None:
        """One row whose answer would be off the calendar is refused wherever it is, with rows missing before it or without."""
        slow, calendar = calendars
        for dates in (self.rows(slow, room=40).copy(), self.with_some_missing(self.rows(slow, room=40)).copy()):
            dates[row] = slow.last
            with pytest.raises(OutsideCalendar):
                calendar.after(dates, 1)
            dates[row] = slow.first
            with pytest.raises(OutsideCalendar):
                calendar.before(dates, np.ones(self.ROWS, dtype=np.int64))
            with pytest.raises(OutsideCalendar):
                calendar.before(dates, 1)

    @FEW
    @given(small_calendars(), st.integers(0, 60), st.booleans(), st.data())
    def test_more_rows_than_the_tables_of_any_calendar(self, slow: SlowCalendar, n: int, missing: bool, data: st.DataObject) -> None:
        """More than twice as many rows as a calendar has days are answered as few rows are, or refused as they are."""
        room = data.draw(st.sampled_from([0, 0, 100]))
        few = [*every_day(slow.first + timedelta(days=room), slow.last - timedelta(days=room)), *([None] if missing else [])]
        calendar, times = built_from(slow), 4
        assert 2 * SMALL_CALENDAR_DAYS < len(few) * times

        for move in (calendar.after, calendar.before):
            answers = _all_or_none(move, as_dates(few), n)
            assert (answers and answers * times) == _all_or_none(move, as_dates(few * times), n)


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


def _or_none(ask: Callable[[], Any]) -> Any:
    """What *ask* answers; None when it is refused as outside the calendar."""
    try:
        return ask()
    except OutsideCalendar:
        return None


def _wrong(ask: Callable[[], object]) -> str:
    """What the TypeError that *ask* raises says."""
    with pytest.raises(TypeError) as caught:
        ask()
    return str(caught.value)


def _all_or_none(ask: Callable[..., Any], *arguments: Any) -> Any:
    """What *ask* answers of whole columns, as a list; None when it is refused as outside the calendar."""
    return _or_none(lambda: ask(*arguments).tolist())


def _each_or_none(ask: Callable[..., Any], days_asked: list[Any], *arguments: Any) -> Any:
    """What *ask* answers of each day alone, None of a missing one; None of all when one is refused as outside the calendar."""
    return _or_none(lambda: [None if day is None else ask(day, *arguments) for day in days_asked])


def _moved(move: Callable[[date, int], date], day: date, numbers: list[int]) -> list[date]:
    """The day moved by each of the numbers."""
    return [move(day, n) for n in numbers]
