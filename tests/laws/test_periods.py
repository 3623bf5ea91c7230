"""
Months and reporting years.

The clauses are those of the children in need census and of counting rule 4 of the project's design.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.errors import InvalidPeriod
from csc_indicators.periods import Month, ReportingYear, as_date
from tests.oracle import april_of, months_from_april
from tests.strategies import days

ONE_DAY = timedelta(days=1)

years = st.builds(ReportingYear, st.integers(1000, 9990))
months = st.builds(Month, st.integers(1000, 9990), st.integers(1, 12))


class TestReportingYear:
    """
    A reporting year runs from 1 April to the next 31 March, and every day is in exactly one.

    Source: Department for Education, Children in need census guide (the collection covers 1 April to 31 March).
    """

    @given(days())
    def test_a_day_is_in_the_year_that_began_on_the_last_first_of_april(self, day: date) -> None:
        """The year of a day starts where a walk back to 1 April ends."""
        assert april_of(day) == ReportingYear.of(day).first

    @given(days())
    def test_a_day_is_in_its_own_year(self, day: date) -> None:
        """The year of a day contains it."""
        year = ReportingYear.of(day)

        assert year.first <= day <= year.last

    @given(years)
    def test_years_follow_without_a_gap(self, year: ReportingYear) -> None:
        """The day after 31 March is the first of the next year, so a day is never in two years or in none."""
        assert ReportingYear(year.starts_in + 1).first == year.last + ONE_DAY

    @given(years)
    def test_its_own_ends_are_in_it(self, year: ReportingYear) -> None:
        """1 April and 31 March are both of the year they bound."""
        assert (year, year) == (ReportingYear.of(year.first), ReportingYear.of(year.last))

    @given(years, years)
    def test_years_are_in_order_of_time(self, one: ReportingYear, other: ReportingYear) -> None:
        """An earlier year is less."""
        assert (one.first < other.first) == (one < other)

    @given(years)
    def test_what_is_written_is_read_back(self, year: ReportingYear) -> None:
        """Printing a year and reading it gives the year."""
        assert year == ReportingYear.parse(str(year))

    @pytest.mark.parametrize(("starts_in", "words"), [(2018, "2018-19"), (1999, "1999-00"), (2008, "2008-09")])
    def test_the_words(self, starts_in: int, words: str) -> None:
        """A year is named by both the years it is in, the second by two figures, and known by that name, at a century's turn too."""
        assert (words, ReportingYear(starts_in)) == (str(ReportingYear(starts_in)), ReportingYear.parse(words))

    @given(st.text() | st.from_regex(r"[1-9][0-9]{3}-[0-9]{2}", fullmatch=True) | st.text("0123456789-/ ", max_size=9))
    @example("2018-20")
    @example("2018-18")
    @example("2018/19")
    @example("2018-19\n")
    @example("٢٠١٨-١٩")
    def test_any_other_text_is_refused_with_one_error(self, text: str) -> None:
        """Whatever the text, it is a year that prints as the same text, or an InvalidPeriod that does not repeat it."""
        try:
            year = ReportingYear.parse(text)
        except InvalidPeriod as error:
            refused = str(error)

            assert refused == "The reporting year cannot be read. Write 1 April 2018 to 31 March 2019 as '2018-19'."
        else:
            assert text == str(year).zfill(7)

    @pytest.mark.parametrize("text", ["2018", "2018-20", "2018-18", "2018/19", "18-19", "2018-2019", "", "2018-19 ", "2018-19\n", "٢٠١٨-١٩"])
    def test_what_is_not_a_reporting_year(self, text: str) -> None:
        """Single years, years that do not follow, and other spellings are refused."""
        with pytest.raises(InvalidPeriod):
            ReportingYear.parse(text)


class TestMonthsOfAYear:
    """
    A year to date runs month by month from April, without gaps, to the month of its last day and never past March.

    Source: counting rule 4 of the project's design; CU4 of its properties.
    """

    @given(years.filter(lambda year: year.starts_in >= 1978), st.integers(-40, 420))
    def test_as_a_walk_day_by_day_meets_them(self, year: ReportingYear, offset: int) -> None:
        """The months are those that the days from 1 April to the as-at date are in, as far as 31 March."""
        as_at = year.first + timedelta(days=offset)

        assert months_from_april(year.first, as_at) == [(month.year, month.month) for month in year.months_to(as_at)]

    @given(years, st.integers(0, 365))
    def test_each_follows_the_one_before(self, year: ReportingYear, offset: int) -> None:
        """They begin at April and leave none out."""
        found = list(year.months_to(year.first + timedelta(days=offset)))

        assert Month(year.starts_in, 4) == found[0]
        assert all(earlier.following == later for earlier, later in pairwise(found))

    @given(years)
    def test_a_whole_year_has_twelve(self, year: ReportingYear) -> None:
        """To 31 March, and to any day after, there are twelve months; before 1 April there are none."""
        counts = [len(list(year.months_to(day))) for day in (year.first - ONE_DAY, year.first, year.last, year.last + 400 * ONE_DAY)]

        assert counts == [0, 1, 12, 12]


class TestMonth:
    """
    A month runs from its first day to its last, whether or not that is a working day, and every day is in exactly one.

    Source: counting rule 5 of the project's design (a snapshot day is never rolled to a working day).
    """

    @given(days())
    def test_a_day_is_in_its_own_month(self, day: date) -> None:
        """The month of a day contains it."""
        month = Month.of(day)

        assert month.first <= day <= month.last

    @given(months)
    def test_months_follow_without_a_gap(self, month: Month) -> None:
        """The day after a month's last is the first of the month that follows, leap years and year ends included."""
        assert month.following.first == month.last + ONE_DAY

    @given(months)
    def test_it_starts_on_the_first_and_is_one_month(self, month: Month) -> None:
        """Its first and last days have its own year and number, and the first is day 1."""
        ends = [(day.year, day.month) for day in (month.first, month.last)]

        assert [(month.year, month.month)] * 2 == ends
        assert month.first.day == 1

    @given(months, months)
    def test_months_are_in_order_of_time(self, one: Month, other: Month) -> None:
        """An earlier month is less."""
        assert (one.first < other.first) == (one < other)

    @given(days(), days())
    def test_two_days_share_a_month_when_they_share_its_name_and_year(self, one: date, other: date) -> None:
        """Equal months are one value."""
        assert ((one.year, one.month) == (other.year, other.month)) == (Month.of(one) == Month.of(other))

    @pytest.mark.parametrize(
        ("month", "words", "last"),
        [
            (Month(2018, 9), "September 2018", date(2018, 9, 30)),
            (Month(2024, 2), "February 2024", date(2024, 2, 29)),
            (Month(2023, 2), "February 2023", date(2023, 2, 28)),
            (Month(2018, 12), "December 2018", date(2018, 12, 31)),
        ],
    )
    def test_the_words_and_the_last_day(self, month: Month, words: str, last: date) -> None:
        """A month is named in full, and February ends as the year says."""
        assert (words, last) == (str(month), month.last)

    @given(st.integers(1000, 9998), st.integers().filter(lambda number: not 1 <= number <= 12))
    def test_there_are_twelve(self, year: int, number: int) -> None:
        """A number that is no month's is refused."""
        with pytest.raises(ValueError, match="month"):
            Month(year, number)


class TestMonthsApart:
    """
    Months are told off one at a time, across year ends, and none is left out.

    Source: counting rules 3 and 4 of the project's design.
    """

    @given(months, st.integers(0, 60))
    def test_so_many_later_is_one_later_so_many_times(self, month: Month, number: int) -> None:
        """Adding months is going on to the one that follows, and taking as many away comes back."""
        later = month
        for _ in range(number):
            later = Month.of(later.last + ONE_DAY)

        assert (later, month) == (month.plus(number), later.plus(-number))

    @given(months, st.integers(-600, 600), st.integers(-600, 600))
    def test_months_add(self, month: Month, some: int, more: int) -> None:
        """So many and then so many more are as many as both."""
        assert month.plus(some + more) == month.plus(some).plus(more)

    @given(months, st.integers(0, 600))
    def test_as_a_walk_day_by_day_meets_them(self, month: Month, offset: int) -> None:
        """The months from one to another are those that the days between them are in."""
        days_walked = [month.first + timedelta(days=day) for day in range(offset + 1)]
        met = list(dict.fromkeys((day.year, day.month) for day in days_walked))

        assert met == [(found.year, found.month) for found in month.months_to(Month.of(days_walked[-1]))]

    @given(months, st.integers(1, 600))
    def test_none_lead_back(self, month: Month, number: int) -> None:
        """There are no months to an earlier one, and one to itself."""
        assert ([], [month]) == (list(month.months_to(month.plus(-number))), list(month.months_to(month)))


class TestAsDate:
    """
    An as-at date is a date, or text with the year first; nothing else is taken for one.

    Source: IO2 and IO3 of the project's properties.
    """

    @given(days())
    def test_a_date_is_itself(self, day: date) -> None:
        """A date is given back."""
        assert day == as_date(day)

    @given(st.dates())
    def test_what_is_written_is_read_back(self, day: date) -> None:
        """Writing a date with the year first and reading it gives the date (IO2)."""
        assert day == as_date(day.isoformat())

    @given(st.text() | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True) | st.text("0123456789-W/T: ", max_size=11))
    @example("2018-02-30")
    @example("20180930")
    @example("2018-W39-7")
    @example("30/09/2018")
    @example("2018-09-30T00:00")
    @example("2018-09-30\n")
    def test_any_other_text_is_refused_with_one_error(self, text: str) -> None:
        """Whatever the text, it is a date that prints as the same text, or an InvalidPeriod that does not repeat it."""
        try:
            day = as_date(text)
        except InvalidPeriod as error:
            refused = (str(error), error.__cause__, error.__context__)

            assert refused == ("The date cannot be read. Give a datetime.date, or text such as '2018-09-30'.", None, None)
        else:
            assert text == str(day)

    @pytest.mark.parametrize(
        "text", ["2018-02-30", "20180930", "2018-W39-7", "30/09/2018", "2018-09-30T00:00", "2018-9-30", "", "2018-09-30\n", "٢٠١٨-٠٩-٣٠"]
    )
    def test_what_is_not_a_date_in_words(self, text: str) -> None:
        """Days that are in no month, and other ways of writing a date, are refused."""
        with pytest.raises(InvalidPeriod):
            as_date(text)

    @pytest.mark.parametrize("value", [datetime(2018, 9, 30), datetime(2018, 9, 30, tzinfo=UTC), 20180930, None, 1.5])
    def test_what_is_neither(self, value: Any) -> None:
        """A time of day, a number and None are refused."""
        with pytest.raises(InvalidPeriod):
            as_date(value)


@pytest.mark.parametrize("text", ["0000-01", "9999-00"])
def test_a_year_that_no_date_is_in_is_refused(text: str) -> None:
    """A year before the first date there is, or that ends after the last, cannot be read."""
    with pytest.raises(InvalidPeriod):
        ReportingYear.parse(text)


def test_an_early_year_is_written_as_it_is_read() -> None:
    """Years before 1000 keep their leading nought."""
    assert ReportingYear(999) == ReportingYear.parse(str(ReportingYear(999)))
