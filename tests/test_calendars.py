"""
The bank holidays themselves, against everybody else's list, and how a calendar is made.

The lists that are not installed lie beside the project, in ``shared``, and the tests that read them skip when it is not there.
"""

import csv
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from workalendar.europe import UnitedKingdom

from csc_indicators.calendars import ENGLAND_AND_WALES, WORKALENDAR_CORRECTIONS, Correction, NonWorkingDay, WorkingDayCalendar
from tests.strategies import FIRST_DAY, LAST_DAY

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
FACTS = SHARED / "facts" / "calendars.md"
GOVUK_REVISIONS = SHARED / "data" / "bank_holidays" / "govuk_bank_holidays_from_alphagov.csv"

YEARS = range(1978, 2029)
OURS = {entry.day for entry in ENGLAND_AND_WALES.non_working_days}


def weekdays(days: Iterable[date]) -> set[date]:
    """Those that are Mondays to Fridays."""
    return {day for day in days if day.weekday() < 5}


def years_of(days: Iterable[date], years: range) -> set[date]:
    """Those in *years*."""
    return {day for day in days if day.year in years}


class TestEntries:
    """Each day of the list is a weekday that the law makes a holiday, and says by what law and where that is written."""

    @pytest.mark.parametrize("entry", ENGLAND_AND_WALES.non_working_days, ids=lambda entry: str(entry.day))
    def test_says_what_it_is_and_who_says_so(self, entry: NonWorkingDay) -> None:
        """It is a weekday with a name, one of three bases in law, and a source."""
        assert entry.day.weekday() < 5
        assert entry.basis in {"statute", "common law", "proclamation"}
        assert (bool(entry.name.strip()), bool(entry.source.strip())) == (True, True)

    def test_every_year_has_at_least_the_eight(self) -> None:
        """No year has fewer than eight, and only those to which a royal occasion or the millennium's eve was added have more."""
        counts = {year: len(years_of(OURS, range(year, year + 1))) for year in YEARS}
        added = {1981: 1, 1999: 1, 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}

        assert {year: 8 + added.get(year, 0) for year in YEARS} == counts

    def test_good_friday_and_christmas_day_are_by_common_law(self) -> None:
        """The two days that the regulation names beside bank holidays rest on no Act."""
        assert {"Good Friday", "Christmas Day"} == {entry.name for entry in ENGLAND_AND_WALES.non_working_days if entry.basis == "common law"}

    def test_the_years_it_answers_for(self) -> None:
        """It is vouched for from the early May holiday's first year to the last year GOV.UK has announced."""
        assert (ENGLAND_AND_WALES.first, ENGLAND_AND_WALES.last) == (FIRST_DAY, LAST_DAY)

    def test_what_it_prints(self) -> None:
        """It shows its name and the days it answers for."""
        assert repr(ENGLAND_AND_WALES) == "<WorkingDayCalendar England and Wales, 1978-01-01 to 2028-12-31>"


class TestOtherLists:
    """Every list of the holidays of England and Wales has the same weekdays as ours."""

    @pytest.mark.skipif(not FACTS.exists(), reason="the shared folder with the compared list is not beside the project")
    def test_the_list_compiled_from_rules_and_proclamations(self) -> None:
        """It has the days of the list that was compiled and compared by hand, 1990 to 2028."""
        lines = re.findall(r"^- (\d{4}): (.+)$", FACTS.read_text(encoding="utf-8"), re.MULTILINE)
        theirs = {date.fromisoformat(f"{year}-{day}") for year, found in lines for day in found.split()}
        compared = range(1990, 2029)

        assert years_of(theirs, compared) == years_of(OURS, compared)

    @pytest.mark.skipif(not GOVUK_REVISIONS.exists(), reason="the shared folder with GOV.UK's revisions is not beside the project")
    def test_the_last_revision_of_each_year_on_govuk(self) -> None:
        """It has the days of GOV.UK's own list, each year as last revised, 2012 to 2028."""
        with GOVUK_REVISIONS.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["division"] == "england-and-wales"]
        revised: dict[str, str] = {}
        for row in rows:
            year = row["date"][:4]
            revised[year] = max(row["commit_date"], revised.get(year, ""))
        theirs = {date.fromisoformat(row["date"]) for row in rows if row["commit_date"] == revised[row["date"][:4]]}

        assert weekdays(theirs) == years_of(OURS, range(2012, 2029))

    def test_the_copy_in_govuk_bank_holidays(self) -> None:
        """It has the days of the copy of GOV.UK's list that the package of that name carries, from 2012 as far as both go."""
        listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
        theirs = weekdays(holiday["date"] for holiday in listed)
        compared = range(2012, min(max(theirs), LAST_DAY).year + 1)

        assert years_of(theirs, compared) == years_of(OURS, compared)

    def test_holidays(self) -> None:
        """It has the weekdays of the holidays package for England, in every year from 1978 to 2028."""
        theirs = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)

        assert weekdays(years_of(theirs, YEARS)) == OURS


class TestWorkalendar:
    """A calendar can be made from one of workalendar's, and what that has wrong is known exactly."""

    def test_with_its_corrections_it_is_right(self) -> None:
        """Corrected, workalendar has the same non-working days as our list."""
        made = WorkingDayCalendar.from_workalendar(
            UnitedKingdom(), name="England and Wales, by workalendar", years=YEARS, corrections=WORKALENDAR_CORRECTIONS
        )

        assert [entry.day for entry in ENGLAND_AND_WALES.non_working_days] == [entry.day for entry in made.non_working_days]
        assert (made.first, made.last) == (FIRST_DAY, LAST_DAY)

    def test_without_them_it_is_wrong_on_just_those_days(self) -> None:
        """Uncorrected it differs on the corrected days and no others, so a release that changes any of them shows here."""
        made = WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="England and Wales, by workalendar", years=YEARS)
        theirs = {entry.day for entry in made.non_working_days}

        assert {c.day for c in WORKALENDAR_CORRECTIONS if c.truth == "working day"} == theirs - OURS
        assert {c.day for c in WORKALENDAR_CORRECTIONS if c.truth == "holiday"} == OURS - theirs

    def test_each_correction_says_why(self) -> None:
        """What is true rests on a document, which the correction names, and becomes the name of a day it adds."""
        made = WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="a test", years=range(2023, 2024), corrections=WORKALENDAR_CORRECTIONS)

        assert {c.why for c in WORKALENDAR_CORRECTIONS if c.day == date(2023, 5, 8)} == {
            e.name for e in made.non_working_days if e.day == date(2023, 5, 8)
        }
        assert all(":" in correction.why for correction in WORKALENDAR_CORRECTIONS)

    def test_corrections_of_other_years_and_of_weekends_are_left_out(self) -> None:
        """A correction outside the years asked for, or of a Saturday, changes nothing."""
        corrections = [
            Correction(date(2017, 12, 29), "holiday", "made up"),
            Correction(date(2018, 9, 8), "holiday", "made up"),
            Correction(date(2019, 1, 1), "working day", "made up"),
        ]
        plain = WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="a test", years=range(2018, 2019))
        made = WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="a test", years=range(2018, 2019), corrections=corrections)

        assert plain == made

    def test_holidays_it_gives_for_a_neighbouring_year_are_left_out(self) -> None:
        """A calendar that answers with a day of the next year does not move the last day vouched for."""

        class Overrunning:
            def holidays(self, year: int) -> list[tuple[date, str]]:
                """New Year's Day of this year and of the next."""
                return [(date(year, 1, 1), "New Year's Day"), (date(year + 1, 1, 1), "New Year's Day")]

        made = WorkingDayCalendar.from_workalendar(Overrunning(), name="a test", years=range(2018, 2019))

        assert [date(2018, 1, 1)] == [entry.day for entry in made.non_working_days]
        assert date(2018, 12, 31) == made.last

    def test_years_left_out_are_not_vouched_for(self) -> None:
        """A range that steps over years is refused, because a calendar has no gaps."""
        with pytest.raises(ValueError, match="years"):
            WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="a test", years=range(2018, 2023, 2))

    def test_its_entries_say_where_they_are_from(self) -> None:
        """A day taken from somebody else's list is marked so."""
        made = WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="a test", years=range(2018, 2019))

        assert {("other", "workalendar")} == {(entry.basis, entry.source) for entry in made.non_working_days}


class TestMaking:
    """A calendar is made of weekdays in order between a first date and a last, and of nothing else."""

    FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)

    def made(self, *days: date, first: date = FIRST, last: date = LAST) -> WorkingDayCalendar:
        """A calendar of these non-working days, as given."""
        return WorkingDayCalendar("a test", first, last, tuple(NonWorkingDay(day, "a holiday", "other", "made up") for day in days))

    def test_it_may_not_end_before_it_starts(self) -> None:
        """A last date before the first is refused."""
        with pytest.raises(ValueError, match="ends before it starts"):
            self.made(first=self.LAST, last=self.FIRST)

    def test_days_out_of_order(self) -> None:
        """A later day before an earlier is refused."""
        with pytest.raises(ValueError, match="not in order"):
            self.made(date(2018, 12, 25), date(2018, 3, 30))

    def test_a_day_twice(self) -> None:
        """A day named twice is refused."""
        with pytest.raises(ValueError, match="there twice"):
            self.made(date(2018, 12, 25), date(2018, 12, 25))

    @pytest.mark.parametrize("day", [date(2018, 9, 8), date(2018, 9, 9)])
    def test_a_weekend(self, day: date) -> None:
        """A Saturday or a Sunday is refused, because the calendar has it already."""
        with pytest.raises(ValueError, match="on a weekend or outside"):
            self.made(day)

    @pytest.mark.parametrize("day", [date(2017, 12, 29), date(2019, 1, 1)])
    def test_a_day_outside(self, day: date) -> None:
        """A day before the first or after the last is refused."""
        with pytest.raises(ValueError, match="on a weekend or outside"):
            self.made(day)

    def test_its_first_and_last_days_may_be_holidays(self) -> None:
        """A holiday on either end is inside."""
        calendar = self.made(self.FIRST, self.LAST)

        assert (calendar.is_working_day(self.FIRST), calendar.is_working_day(self.LAST)) == (False, False)

    def test_one_day_is_enough(self) -> None:
        """A calendar may hold a single day, to the end of what Python counts."""
        calendar = self.made(first=date.max, last=date.max)

        assert calendar.is_working_day(date.max) is (date.max.weekday() < 5)

    def test_a_calendar_is_a_value(self) -> None:
        """Calendars of the same days are equal and hash alike, and one day more makes another."""
        one, again, other = self.made(date(2018, 12, 25)), self.made(date(2018, 12, 25)), self.made(date(2018, 12, 25), date(2018, 12, 26))

        assert (one, hash(one)) == (again, hash(again))
        assert other != one

    def test_a_calendar_cannot_be_written_to(self) -> None:
        """Neither its days nor its dates can be changed once it is made."""
        calendar = self.made()

        with pytest.raises(AttributeError):
            calendar.first = self.LAST - timedelta(days=1)  # type: ignore[misc]


class TestImporting:
    """The core costs what it uses."""

    def test_nothing_heavy_is_imported(self) -> None:
        """Importing the library imports none of the packages that it only sometimes needs."""
        heavy = ("workalendar", "narwhals", "pandas", "polars", "pyarrow", "click", "rich", "holidays")
        code = f"import sys, csc_indicators; print(csc_indicators.__name__, *sorted({{m.split('.')[0] for m in sys.modules}} & set({heavy})))"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert run.stdout.split() == ["csc_indicators"]
