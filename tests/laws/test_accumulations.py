"""
The ways a figure gathers cases over time, and the periods they make.

The clauses are those of counting rules 4 and 5 of the project's design. The oracle walks from month to month, in pairs of a year and a number.
"""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.accumulations import (
    AS_AT,
    IN_MONTH,
    IN_QUARTER,
    IN_YEAR,
    ROLLING_12_MONTHS,
    YEAR_TO_DATE,
    Accumulation,
    InPeriod,
    Period,
    Rolling,
    YearToDate,
    parse_accumulation,
)
from csc_indicators.errors import InvalidPeriod
from csc_indicators.periods import Month

ONE_DAY = timedelta(days=1)

anchors = st.integers(1, 12)
in_periods = st.just(IN_MONTH) | st.builds(InPeriod, st.sampled_from((3, 12)), anchors)
years_to_date = st.builds(YearToDate, anchors)
rolling = st.builds(Rolling, st.integers(1, 40))
gathered = in_periods | years_to_date | rolling
accumulations = gathered | st.just(AS_AT)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Month, date]:
    """A first month and a day in it or up to four years later, month ends as often as not."""
    first = Month(draw(st.integers(1950, 2050)), draw(st.integers(1, 12)))
    as_at = first.first + timedelta(days=draw(st.integers(0, 1500)))
    return first, draw(st.sampled_from((as_at, Month.of(as_at).last)))


def after(month: tuple[int, int]) -> tuple[int, int]:
    """The month after a month."""
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)


def before(month: tuple[int, int]) -> tuple[int, int]:
    """The month before a month."""
    year, number = month
    return (year - 1, 12) if number == 1 else (year, number - 1)


def first_day(month: tuple[int, int]) -> date:
    """The first day of a month."""
    return date(*month, 1)


def last_day(month: tuple[int, int]) -> date:
    """The day before the first of the next month."""
    return first_day(after(month)) - ONE_DAY


def walked(first: Month, as_at: date) -> list[tuple[int, int]]:
    """Every month from *first* to the one *as_at* is in."""
    months = [(first.year, first.month)]
    while last_day(months[-1]) < as_at:
        months.append(after(months[-1]))
    return months


def walked_back(month: tuple[int, int], to: int) -> tuple[int, int]:
    """The last month numbered *to* that is not after *month*."""
    while month[1] != to:
        month = before(month)
    return month


def days_of(periods: tuple[Period, ...]) -> list[tuple[date, date, date]]:
    """The three days of each period."""
    return [(period.first, period.last, period.as_at) for period in periods]


class TestInPeriod:
    """
    Cases are counted in the month, quarter or year they happened in, and every month is in exactly one.

    Source: counting rule 4 of the project's design; CU4 and CU13 of its properties.
    """

    @given(in_periods, spans())
    def test_as_a_walk_from_month_to_month_meets_them(self, accumulation: InPeriod, span: tuple[Month, date]) -> None:
        """A new period begins at every so many months from the start of the year, and ends the day before the next begins."""
        first, as_at = span
        starts = {(accumulation.starts_in - 1 + months) % 12 + 1 for months in range(0, 12, accumulation.months)}
        month = (first.year, first.month)
        while month[1] not in starts:
            month = before(month)
        expected = []
        while first_day(month) <= as_at:
            last = month
            for _ in range(accumulation.months - 1):
                last = after(last)
            expected.append((first_day(month), last_day(last), min(as_at, last_day(last))))
            month = after(last)

        assert expected == days_of(accumulation.periods(first, as_at))

    @given(in_periods, spans())
    def test_without_gaps_and_without_overlaps(self, accumulation: InPeriod, span: tuple[Month, date]) -> None:
        """Each period begins the day after the one before it ends, the first holds the first month, and the last holds the as-at date."""
        first, as_at = span
        periods = accumulation.periods(first, as_at)

        assert all(earlier.last + ONE_DAY == later.first for earlier, later in pairwise(periods))
        assert periods[0].first <= first.first <= periods[0].last
        assert as_at == periods[-1].as_at

    @pytest.mark.parametrize(
        ("accumulation", "expected"),
        [
            (IN_MONTH, ["February 2018", "March 2018", "1 to 12 April 2018 (part)"]),
            (IN_QUARTER, ["January to March 2018", "1 to 12 April 2018 (part)"]),
            (IN_YEAR, ["April 2017 to March 2018", "1 to 12 April 2018 (part)"]),
            (InPeriod(12, starts_in=1), ["1 January to 12 April 2018 (part)"]),
        ],
    )
    def test_examples(self, accumulation: InPeriod, expected: list[str]) -> None:
        """February to 12 April 2018, by month, by quarter, by reporting year and by calendar year."""
        words = [str(period) for period in accumulation.periods(Month(2018, 2), date(2018, 4, 12))]

        assert expected == words

    @pytest.mark.parametrize("starts_in", [1, 3, 5, 12])
    def test_single_months_have_no_start_of_a_year(self, starts_in: int) -> None:
        """It would make two values of one thing."""
        with pytest.raises(InvalidPeriod, match="Leave the start out"):
            InPeriod(1, starts_in=starts_in)


class TestYearToDate:
    """
    A year to date starts on 1 April, or on the first of another month where that is said, and nothing before it leaks in.

    Source: counting rule 4 of the project's design; CU4 of its properties.
    """

    @given(years_to_date, spans())
    def test_each_month_reaches_back_to_the_start_of_its_year(self, accumulation: YearToDate, span: tuple[Month, date]) -> None:
        """There is a period for every month, from the start that a walk back meets first to the month's last day or the as-at date."""
        first, as_at = span
        expected = [
            (first_day(walked_back(month, accumulation.starts_in)), last_day(month), min(as_at, last_day(month))) for month in walked(first, as_at)
        ]

        assert expected == days_of(accumulation.periods(first, as_at))

    @given(years_to_date, spans())
    def test_the_first_month_of_a_year_is_alone(self, accumulation: YearToDate, span: tuple[Month, date]) -> None:
        """In the month a year starts in the year to date is that month, and in every other it has the start of the month before (CU4)."""
        for earlier, later in pairwise(accumulation.periods(*span)):
            starts_anew = later.month.month == accumulation.starts_in

            assert later.first == (later.month.first if starts_anew else earlier.first)

    def test_march_and_april(self) -> None:
        """March is the whole reporting year, April begins the next."""
        expected = ["April 2017 to March 2018", "April 2018", "April to May 2018"]

        assert expected == [str(period) for period in YEAR_TO_DATE.periods(Month(2018, 3), date(2018, 5, 31))]


class TestRolling:
    """
    A rolling figure covers the last so many months up to each month's end, whatever year they are in.

    Source: counting rule 4 of the project's design; CU9 and CU10 of its properties.
    """

    @given(rolling, spans())
    def test_each_month_reaches_back_so_many(self, accumulation: Rolling, span: tuple[Month, date]) -> None:
        """There is a period for every month, and walking back from it over one month fewer meets its start."""
        expected = []
        for month in walked(*span):
            start = month
            for _ in range(accumulation.months - 1):
                start = before(start)
            expected.append((first_day(start), last_day(month), min(span[1], last_day(month))))

        assert expected == days_of(accumulation.periods(*span))

    @given(spans())
    def test_rolling_twelve_months_to_march_are_the_year_to_date(self, span: tuple[Month, date]) -> None:
        """In March, and in no other month, the two cover the same days (CU9)."""
        pairs = zip(ROLLING_12_MONTHS.periods(*span), YEAR_TO_DATE.periods(*span), strict=True)

        assert all((one == other) == (one.month.month == 3) for one, other in pairs)

    @given(spans())
    def test_rolling_one_month_is_the_month(self, span: tuple[Month, date]) -> None:
        """The last one month up to a month's end is that month."""
        assert IN_MONTH.periods(*span) == Rolling(1).periods(*span)


class TestAsAt:
    """
    A snapshot is the state at the end of the named day, and the day is never moved to a working day.

    Source: counting rule 5 of the project's design.
    """

    @given(spans())
    def test_the_last_day_of_each_month_and_the_day_named(self, span: tuple[Month, date]) -> None:
        """There is one day for every month: its last, or the as-at date when that is earlier."""
        first, as_at = span
        expected = [(min(as_at, last_day(month)), last_day(month), min(as_at, last_day(month))) for month in walked(first, as_at)]

        assert expected == days_of(AS_AT.periods(first, as_at))

    def test_a_sunday_stays_a_sunday(self) -> None:
        """30 September 2018 was one."""
        (period,) = AS_AT.periods(Month(2018, 9), date(2018, 9, 30))

        assert (6, "30 September 2018") == (period.as_at.weekday(), str(period))


class TestEveryAccumulation:
    """
    Months without cases are there, a part-month says that it is one, and periods are in order.

    Source: counting rules 4 and 7 of the project's design; the dense index.
    """

    @given(accumulations, spans())
    def test_only_the_last_can_be_a_part(self, accumulation: Accumulation, span: tuple[Month, date]) -> None:
        """Every period but the last is complete, and the last is when the as-at date is its last day."""
        *earlier, last = accumulation.periods(*span)

        assert all(period.complete for period in earlier)
        assert last.complete == (span[1] == last.last)

    @given(accumulations, spans())
    def test_no_period_depends_on_how_far_the_run_goes(self, accumulation: Accumulation, span: tuple[Month, date]) -> None:
        """A run that starts later is the end of one that starts earlier."""
        first, as_at = span
        later = Month.of(as_at)
        run = accumulation.periods(later, as_at)

        assert run == accumulation.periods(first, as_at)[-len(run) :]

    @given(gathered, spans())
    def test_the_earliest_month_is_where_the_period_begins(self, accumulation: InPeriod | YearToDate | Rolling, span: tuple[Month, date]) -> None:
        """The first month of a month's figure is that of its period's first day."""
        month = span[0]
        (period,) = accumulation.periods(month, month.first)

        assert period.first == accumulation.earliest(month).first

    @given(accumulations, spans(), st.integers(1, 400))
    def test_an_as_at_date_before_the_first_month_is_refused(self, accumulation: Accumulation, span: tuple[Month, date], days: int) -> None:
        """There would be no period."""
        with pytest.raises(InvalidPeriod, match="before the first month"):
            accumulation.periods(span[0], span[0].first - timedelta(days=days))

    @pytest.mark.parametrize(
        ("accumulation", "first", "as_at"),
        [
            (YEAR_TO_DATE, Month(1, 3), date(1, 3, 31)),
            (Rolling(14), Month(2, 1), date(2, 1, 1)),
            (Rolling(119_988), Month(9999, 11), date(9999, 11, 30)),
            (IN_YEAR, Month(1, 1), date(1, 1, 1)),
            (IN_YEAR, Month(9999, 4), date(9999, 12, 31)),
        ],
    )
    def test_a_period_that_leaves_the_calendar_is_refused(self, accumulation: Accumulation, first: Month, as_at: date) -> None:
        """Python has no day before the year 1 or after the year 9999."""
        with pytest.raises(InvalidPeriod, match="before the year 1 or after the year 9999"):
            accumulation.periods(first, as_at)

    @pytest.mark.parametrize(
        ("accumulation", "first", "as_at", "expected"),
        [
            (YEAR_TO_DATE, Month(1, 4), date(1, 4, 30), "April 1"),
            (Rolling(12), Month(1, 12), date(1, 12, 31), "January to December 1"),
            (Rolling(119_988), Month(9999, 12), date(9999, 12, 31), "January 1 to December 9999"),
            (AS_AT, Month(9999, 12), date(9999, 12, 31), "31 December 9999"),
        ],
    )
    def test_the_calendars_own_ends_are_in_it(self, accumulation: Accumulation, first: Month, as_at: date, expected: str) -> None:
        """The first day there is and the last are days like others."""
        assert [expected] == [str(period) for period in accumulation.periods(first, as_at)]


class TestPeriod:
    """
    A period says the days that it covers, and that it is a part where it was not over.

    Source: the vocabulary of the project's design; a part-month is not compared with a whole one.
    """

    @given(st.lists(st.dates(), min_size=3, max_size=3))
    def test_the_days_are_in_their_order(self, days: list[date]) -> None:
        """The as-at date is from the first day to the last, or there is no period."""
        first, last, as_at = days
        if first <= as_at <= last:
            assert (as_at == last, Month.of(as_at)) == (Period(first, last, as_at).complete, Period(first, last, as_at).month)
        else:
            with pytest.raises(InvalidPeriod, match="Give a day in it"):
                Period(first, last, as_at)

    @pytest.mark.parametrize(
        ("first", "last", "as_at", "expected"),
        [
            (date(2018, 4, 1), date(2018, 4, 30), date(2018, 4, 30), "April 2018"),
            (date(2018, 4, 1), date(2018, 6, 30), date(2018, 6, 30), "April to June 2018"),
            (date(2018, 4, 1), date(2018, 6, 30), date(2018, 5, 31), "April to May 2018 (part)"),
            (date(2017, 10, 1), date(2018, 9, 30), date(2018, 9, 30), "October 2017 to September 2018"),
            (date(2017, 9, 1), date(2018, 9, 30), date(2018, 9, 30), "September 2017 to September 2018"),
            (date(2018, 4, 1), date(2018, 9, 30), date(2018, 9, 12), "1 April to 12 September 2018 (part)"),
            (date(2017, 10, 1), date(2018, 9, 30), date(2018, 9, 12), "1 October 2017 to 12 September 2018 (part)"),
            (date(2018, 4, 1), date(2018, 4, 30), date(2018, 4, 1), "1 April 2018 (part)"),
            (date(2018, 9, 30), date(2018, 9, 30), date(2018, 9, 30), "30 September 2018"),
            (date(2018, 4, 2), date(2018, 4, 30), date(2018, 4, 30), "2 to 30 April 2018"),
            (date(2018, 4, 1), date(2018, 4, 30), date(2018, 4, 12), "1 to 12 April 2018 (part)"),
            (date(2018, 4, 1), date(2019, 4, 30), date(2019, 4, 12), "1 April 2018 to 12 April 2019 (part)"),
        ],
    )
    def test_the_words(self, first: date, last: date, as_at: date, expected: str) -> None:
        """Whole months are named, other days are told, a year that both ends share is told once."""
        assert expected == str(Period(first, last, as_at))


class TestInWords:
    """
    What is printed is read back, and nothing else is.

    Source: IO2 and IO3 of the project's properties.
    """

    @given(accumulations | st.builds(Rolling, st.integers(1, 119_988)))
    def test_what_is_printed_is_read_back(self, accumulation: Accumulation) -> None:
        """Reading what an accumulation prints gives the accumulation (IO2)."""
        assert accumulation == parse_accumulation(str(accumulation))

    @given(st.text() | st.from_regex(r"(rolling|in the|year to date from 1) ?[0-9٣²]* ?(months?|April|quarter)?", fullmatch=True))
    @example("rolling 0 months")
    @example("rolling 12 months ")
    @example("rolling 012 months")
    @example("rolling 1 months")
    @example("rolling 2 month")
    @example("rolling ٣ months")
    @example("rolling ² months")
    @example("rolling 119989 months")
    @example("rolling 999999 months")
    @example("rolling " + "9" * 5000 + " months")
    @example("In the month")
    @example("in the month, years from 1 May")
    def test_any_other_text_is_refused_with_one_error(self, text: str) -> None:
        """Whatever the text, it is an accumulation that prints as the same text, or an InvalidPeriod that does not repeat it (IO3)."""
        try:
            accumulation = parse_accumulation(text)
        except InvalidPeriod as error:
            refused = str(error)

            assert refused == ("The accumulation cannot be read. Write it as it prints, such as 'year to date from 1 April' or 'rolling 12 months'.")
        else:
            assert text == str(accumulation)

    @pytest.mark.parametrize(
        ("accumulation", "words"),
        [
            (IN_MONTH, "in the month"),
            (IN_QUARTER, "in the quarter"),
            (IN_YEAR, "in the year"),
            (InPeriod(12, starts_in=1), "in the year, years from 1 January"),
            (InPeriod(3, starts_in=9), "in the quarter, years from 1 September"),
            (YEAR_TO_DATE, "year to date from 1 April"),
            (YearToDate(9), "year to date from 1 September"),
            (ROLLING_12_MONTHS, "rolling 12 months"),
            (Rolling(1), "rolling 1 month"),
            (AS_AT, "as at the last day of the month"),
        ],
    )
    def test_the_words(self, accumulation: Accumulation, words: str) -> None:
        """Each way to gather cases says what it is."""
        assert (words, accumulation) == (str(accumulation), parse_accumulation(words))


class TestRefusing:
    """
    The months of a window and the start of a year are whole numbers that a calendar has.

    Source: counting rule 9 of the project's design: nothing is repaired.
    """

    @pytest.mark.parametrize("value", [True, 1.0, "1", None, 3.5])
    def test_what_is_not_a_whole_number(self, value: Any) -> None:
        """A bool is not one, and neither is a float."""
        for make in (InPeriod, YearToDate, Rolling, lambda starts_in: InPeriod(3, starts_in)):
            with pytest.raises(TypeError, match="Give a whole number"):
                make(value)

    @pytest.mark.parametrize("number", [-1, 0, 13])
    def test_a_month_that_no_year_has(self, number: int) -> None:
        """The start of a year is from 1 to 12."""
        for make in (YearToDate, lambda starts_in: InPeriod(12, starts_in)):
            with pytest.raises(ValueError, match="starts_in"):
                make(number)

    @pytest.mark.parametrize("months", [-12, 0, 2, 4, 6, 24])
    def test_a_period_is_a_month_a_quarter_or_a_year(self, months: int) -> None:
        """Other lengths are not offered, because they are not published."""
        with pytest.raises(ValueError, match="months"):
            InPeriod(months)

    @pytest.mark.parametrize("months", [-1, 0, 119_989])
    def test_a_window_has_a_month_and_no_more_than_the_calendar(self, months: int) -> None:
        """A window of no months has no cases, and one of 10,000 years no end."""
        with pytest.raises(ValueError, match="months"):
            Rolling(months)

    def test_a_time_of_day_is_no_as_at_date(self) -> None:
        """A figure is as at the end of a day."""
        with pytest.raises(TypeError):
            IN_MONTH.periods(Month(2018, 4), datetime(2018, 4, 30))

    @given(accumulations)
    def test_they_are_values(self, accumulation: Accumulation) -> None:
        """Made again, it is equal and hashes alike, and none is another's."""
        again = type(accumulation)(*attrs.astuple(accumulation))

        assert (accumulation, hash(accumulation)) == (again, hash(again))
