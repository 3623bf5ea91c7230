"""
The bank holidays themselves, announced and projected, against everybody else's list, and how a calendar is made.

The lists that are not installed lie beside the project, in ``shared``, and the tests that read them skip when it is not there.
"""

import copy
import csv
import os
import pickle
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import holidays
import numpy as np
import pandas as pd
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st
from workalendar.europe import UnitedKingdom

from csc_indicators.calendars import ENGLAND_AND_WALES, WORKALENDAR_CORRECTIONS, Correction, NonWorkingDay, WorkingDayCalendar
from csc_indicators.errors import OutsideCalendar, ProjectedDate
from tests.oracle import SLOW_ENGLAND_AND_WALES as SLOW
from tests.strategies import FIRST_DAY, LAST_ANNOUNCED_DAY, LAST_DAY, any_days, as_dates, date_arrays, days, working_day_counts

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
FACTS = SHARED / "facts" / "calendars.md"
GOVUK_REVISIONS = SHARED / "data" / "bank_holidays" / "govuk_bank_holidays_from_alphagov.csv"

YEARS = range(1978, 2029)
PROJECTED_YEARS = range(2029, 2054)
ALL_YEARS = range(1978, 2054)
ENTRIES = ENGLAND_AND_WALES.non_working_days
OURS = {entry.day for entry in ENTRIES}


def weekdays(days: Iterable[date]) -> set[date]:
    """Those that are Mondays to Fridays."""
    return {day for day in days if day.weekday() < 5}


def years_of(days: Iterable[date], years: range) -> set[date]:
    """Those in *years*."""
    return {day for day in days if day.year in years}


def warned(ask: Callable[[], object]) -> list[warnings.WarningMessage]:
    """The warnings that come with what *ask* answers, none held back."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ask()
    return caught


class TestEntries:
    """Each day of the list is a weekday that the law makes a holiday, or is projected to be one, and says where that is written."""

    @pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.day <= LAST_ANNOUNCED_DAY], ids=lambda entry: str(entry.day))
    def test_an_announced_day_says_what_it_is_and_who_says_so(self, entry: NonWorkingDay) -> None:
        """It is a weekday with a name, one of three bases in law, and a source."""
        assert entry.day.weekday() < 5
        assert entry.basis in {"statute", "common law", "proclamation"}
        assert (bool(entry.name.strip()), bool(entry.source.strip())) == (True, True)

    @pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.day > LAST_ANNOUNCED_DAY], ids=lambda entry: str(entry.day))
    def test_a_projected_day_says_that_it_is_projected_and_from_what(self, entry: NonWorkingDay) -> None:
        """It is a weekday with the name that such a day has in an announced year, on no law but workalendar's rules."""
        assert entry.day.weekday() < 5
        assert ("projected", "workalendar 17.0.0, UnitedKingdom") == (entry.basis, entry.source)
        assert entry.name in {other.name for other in ENTRIES if other.day <= LAST_ANNOUNCED_DAY}

    def test_they_are_in_order(self) -> None:
        """Announced days come before projected ones, and each but once."""
        assert sorted(OURS) == [entry.day for entry in ENTRIES]

    def test_every_year_has_at_least_the_eight(self) -> None:
        """No year has fewer than eight, and only those to which a royal occasion or the millennium's eve was added have more."""
        counts = {year: len(years_of(OURS, range(year, year + 1))) for year in ALL_YEARS}
        added = {1981: 1, 1999: 1, 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}

        assert {year: 8 + added.get(year, 0) for year in ALL_YEARS} == counts

    def test_good_friday_and_christmas_day_are_by_common_law(self) -> None:
        """The two days that the regulation names beside bank holidays rest on no Act."""
        assert {"Good Friday", "Christmas Day"} == {entry.name for entry in ENTRIES if entry.basis == "common law"}

    def test_the_years_it_answers_for(self) -> None:
        """It answers from the early May holiday's first year to 2053, of which the years to 2028 are announced."""
        assert (FIRST_DAY, LAST_DAY) == (ENGLAND_AND_WALES.first, ENGLAND_AND_WALES.last)
        assert (FIRST_DAY, LAST_ANNOUNCED_DAY) == ENGLAND_AND_WALES.announced
        assert (LAST_ANNOUNCED_DAY + timedelta(days=1), LAST_DAY) == ENGLAND_AND_WALES.projected

    def test_what_it_prints(self) -> None:
        """It shows its name, the days it answers for and how far they are announced."""
        assert repr(ENGLAND_AND_WALES) == "<WorkingDayCalendar England and Wales, 1978-01-01 to 2053-12-31, announced to 2028-12-31>"


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
        compared = range(2012, min(max(theirs), LAST_ANNOUNCED_DAY).year + 1)

        assert years_of(theirs, compared) == years_of(OURS, compared)

    def test_holidays(self) -> None:
        """It has the weekdays of the holidays package for England in every year, announced or projected."""
        theirs = holidays.country_holidays("GB", subdiv="ENG", years=ALL_YEARS)

        assert weekdays(years_of(theirs, ALL_YEARS)) == OURS

    @pytest.mark.parametrize("nation", ["SCT", "NIR"])
    def test_what_is_a_holiday_in_another_nation_only(self, nation: str) -> None:
        """A weekday that the holidays package has for Scotland or Northern Ireland and not for England is a working day (WD16)."""
        england = holidays.country_holidays("GB", subdiv="ENG", years=ALL_YEARS)
        only_there = weekdays(set(holidays.country_holidays("GB", subdiv=nation, years=ALL_YEARS)) - set(england))

        assert {date(2018, 8, 6), date(2018, 7, 12), date(2026, 6, 15)} & only_there
        assert [True] * len(only_there) == ENGLAND_AND_WALES.is_working_day(sorted(only_there)).tolist()


class TestWorkalendar:
    """A calendar can be made from one of workalendar's, and what that has wrong is known exactly."""

    def test_with_its_corrections_it_is_right(self) -> None:
        """Corrected, workalendar has the same non-working days as our announced list."""
        made = WorkingDayCalendar.from_workalendar(
            UnitedKingdom(), name="England and Wales, by workalendar", years=YEARS, corrections=WORKALENDAR_CORRECTIONS
        )

        assert sorted(years_of(OURS, YEARS)) == [entry.day for entry in made.non_working_days]
        assert (FIRST_DAY, LAST_ANNOUNCED_DAY, None) == (made.first, made.last, made.projected)

    def test_without_them_it_is_wrong_on_just_those_days(self) -> None:
        """Uncorrected it differs on the corrected days and no others, so a release that changes any of them shows here."""
        made = WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="England and Wales, by workalendar", years=YEARS)
        theirs = {entry.day for entry in made.non_working_days}

        assert {c.day for c in WORKALENDAR_CORRECTIONS if c.truth == "working day"} == theirs - OURS
        assert {c.day for c in WORKALENDAR_CORRECTIONS if c.truth == "holiday"} == years_of(OURS, YEARS) - theirs

    def test_the_projected_days_are_what_its_rules_say(self) -> None:
        """From 2029 to 2053 our list is what workalendar answers, so a release that changes any of it shows here."""
        made = WorkingDayCalendar.from_workalendar(UnitedKingdom(), name="a test", years=PROJECTED_YEARS)

        assert sorted(years_of(OURS, PROJECTED_YEARS)) == [entry.day for entry in made.non_working_days]

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


#: Every question of one day or of a column; each on a line of its own, to which its warning points.
DAY_METHODS: list[Any] = [
    pytest.param(lambda c, day: c.is_working_day(day), id="is_working_day"),
    pytest.param(lambda c, day: c.number(day), id="number"),
    pytest.param(lambda c, day: c.on_or_after(day), id="on_or_after"),
    pytest.param(lambda c, day: c.on_or_before(day), id="on_or_before"),
    pytest.param(lambda c, day: c.after(day, 5), id="after"),
    pytest.param(lambda c, day: c.before(day, 5), id="before"),
    pytest.param(lambda c, day: c.between(day, date(2018, 9, 8)), id="between, start"),
    pytest.param(lambda c, day: c.between(date(2018, 9, 8), day), id="between, end"),
    pytest.param(lambda c, day: c.between(day, day), id="between, both"),
    pytest.param(lambda c, day: c.between(date(2031, 1, 2), day), id="between, from a projected day"),
]

#: Days on either side of the last announced one, from which neither five working days on nor back cross it.
ANNOUNCED = date(2028, 12, 18)
PROJECTED = date(2029, 1, 15)

Method = Callable[[WorkingDayCalendar, Any], Any]


class TestProjected:
    """An answer of one date that rests on a day nobody has announced comes with one warning; columns come with a mask instead."""

    @pytest.mark.parametrize("ask", DAY_METHODS)
    def test_one_date_warns_once(self, ask: Method) -> None:
        """Whichever the question, and however many of its days are projected, there is one warning."""
        assert [ProjectedDate] == [said.category for said in warned(lambda: ask(ENGLAND_AND_WALES, PROJECTED))]

    @pytest.mark.parametrize("ask", DAY_METHODS)
    def test_the_warning_is_of_the_line_that_asked(self, ask: Any) -> None:
        """The warning points at the caller's line and not into the library, so that it can be silenced and found there."""
        said = warned(lambda: ask(ENGLAND_AND_WALES, PROJECTED))

        assert {(__file__, ask.__code__.co_firstlineno)} == {(warning.filename, warning.lineno) for warning in said}

    @pytest.mark.parametrize("ask", DAY_METHODS[:-1])
    def test_an_announced_date_does_not(self, ask: Method) -> None:
        """An answer that rests on announced days comes with none."""
        assert [] == warned(lambda: ask(ENGLAND_AND_WALES, ANNOUNCED))

    @pytest.mark.parametrize("ask", DAY_METHODS)
    @pytest.mark.parametrize("column", [list, as_dates])
    def test_columns_do_not(self, ask: Method, column: Callable[[list[date]], Any]) -> None:
        """A list or an array of projected days is answered without a warning."""
        assert [] == warned(lambda: ask(ENGLAND_AND_WALES, column([PROJECTED, ANNOUNCED])))

    @given(any_days())
    def test_is_projected(self, day: date) -> None:
        """A day is projected when it is after the last announced one, and to be told so is no cause for a warning."""
        actual = ENGLAND_AND_WALES.is_projected(day)

        assert (day > LAST_ANNOUNCED_DAY) is actual

    def test_the_last_announced_day_and_the_first_projected(self) -> None:
        """The boundary is between 31 December 2028 and 1 January 2029."""
        column = ["2028-12-31", "2029-01-01", "NaT", "2053-12-31", "1978-01-01"]

        assert [False, True, False, True, False] == ENGLAND_AND_WALES.is_projected(np.array(column, dtype="datetime64[D]")).tolist()
        assert [] == warned(lambda: ENGLAND_AND_WALES.is_working_day(LAST_ANNOUNCED_DAY))
        assert 1 == len(warned(lambda: ENGLAND_AND_WALES.is_working_day(LAST_ANNOUNCED_DAY + timedelta(days=1))))

    @given(any_days(), any_days())
    def test_a_count_rests_on_its_later_date(self, start: date, end: date) -> None:
        """A count warns once when either date is projected, and else never."""
        assert int(max(start, end) > LAST_ANNOUNCED_DAY) == len(warned(lambda: ENGLAND_AND_WALES.between(start, end)))

    @pytest.mark.parametrize(("day", "count"), [(LAST_ANNOUNCED_DAY, 0), (LAST_ANNOUNCED_DAY + timedelta(days=1), 1)])
    def test_a_count_to_or_from_the_boundary(self, day: date, count: int) -> None:
        """A count warns from the first projected day on, whether it starts there or ends there."""
        warnings_each_way = [
            len(warned(lambda: ENGLAND_AND_WALES.between(day, ANNOUNCED))),
            len(warned(lambda: ENGLAND_AND_WALES.between(ANNOUNCED, day))),
        ]

        assert [count, count] == warnings_each_way

    @given(days(date(2027, 6, 1), date(2030, 6, 1)), working_day_counts(least=1))
    def test_a_due_date_rests_on_itself(self, start: date, n: int) -> None:
        """A due date warns once when it is projected, though its start may not be."""
        due = SLOW.nth_working_day_after(start, n)

        assert int(due is not None and due > LAST_ANNOUNCED_DAY) == len(warned(lambda: ENGLAND_AND_WALES.after(start, n)))

    @given(days(date(2027, 6, 1), date(2030, 6, 1)), working_day_counts(least=1))
    def test_a_day_before_rests_on_where_it_is_counted_from(self, end: date, n: int) -> None:
        """Counting back warns once when it starts from a projected day, though it may end on an announced one."""
        assert int(end > LAST_ANNOUNCED_DAY) == len(warned(lambda: ENGLAND_AND_WALES.before(end, n)))

    @pytest.mark.parametrize(("day", "count"), [(date(2028, 12, 29), 0), (date(2028, 12, 30), 1), (date(2028, 12, 31), 1)])
    def test_the_next_working_day_rests_on_itself(self, day: date, count: int) -> None:
        """The working day on or after the last weekend announced is in a projected year."""
        assert count == len(warned(lambda: ENGLAND_AND_WALES.on_or_after(day)))

    def test_nothing_moved_rests_on_nothing(self) -> None:
        """A day moved by 0 is itself, whatever the holidays."""
        assert [] == warned(lambda: (ENGLAND_AND_WALES.after(PROJECTED, 0), ENGLAND_AND_WALES.before(PROJECTED, 0)))

    def test_the_warning_says_how_far_is_announced_and_names_no_date_given(self) -> None:
        """Two dates get the same words, with the last announced day and the calendar's name in them."""
        said = [str(warned(lambda day=day: ENGLAND_AND_WALES.number(day))[0].message) for day in (PROJECTED, date(2040, 2, 29))]  # type: ignore[misc]

        assert said[0] == said[1]
        assert ("2028-12-31" in said[0], "England and Wales" in said[0]) == (True, True)

    @pytest.mark.parametrize("ask", DAY_METHODS)
    def test_a_calendar_all_announced_never_warns(self, ask: Method) -> None:
        """A calendar that does not say how far it is announced is announced throughout."""
        everything = attrs.evolve(ENGLAND_AND_WALES, announced_to=LAST_DAY)

        assert [] == warned(lambda: ask(everything, PROJECTED))
        assert (None, (FIRST_DAY, LAST_DAY)) == (everything.projected, everything.announced)


CHRISTMAS = [date(2018, 12, 27), date(2018, 12, 28), date(2018, 12, 31)]


class TestClosures:
    """A council's own closures make another calendar, which says what it is."""

    def test_it_says_what_it_is(self) -> None:
        """It has its own name and edition, and is announced and was checked as the statutory calendar is."""
        closed = ENGLAND_AND_WALES.without(CHRISTMAS, name="Christmas closure")

        assert closed.name == "England and Wales without Christmas closure"
        assert ENGLAND_AND_WALES.edition != closed.edition
        assert (ENGLAND_AND_WALES.announced, ENGLAND_AND_WALES.projected) == (closed.announced, closed.projected)
        assert ENGLAND_AND_WALES.as_of == closed.as_of
        assert ENGLAND_AND_WALES != closed

    def test_its_days_say_that_they_are_closures(self) -> None:
        """The days added have the closure's name and no basis in law, and the others are as they were."""
        closed = ENGLAND_AND_WALES.without(reversed(CHRISTMAS), name="Christmas closure")
        added = [entry for entry in closed.non_working_days if entry not in ENTRIES]

        assert [NonWorkingDay(day, "Christmas closure", "closure", "the council's own") for day in CHRISTMAS] == added
        assert len(ENTRIES) + len(CHRISTMAS) == len(closed.non_working_days)

    def test_weekends_holidays_and_repeats_change_nothing(self) -> None:
        """What was no working day is no closure, and a day named twice is closed once."""
        days_off = [date(2018, 12, 29), date(2018, 12, 30), date(2018, 12, 25)]

        assert ENTRIES == ENGLAND_AND_WALES.without(days_off, name="nothing").non_working_days
        assert ENGLAND_AND_WALES.without(CHRISTMAS, name="once") == ENGLAND_AND_WALES.without([*CHRISTMAS, *CHRISTMAS, *days_off], name="once")

    @pytest.mark.parametrize("day", [FIRST_DAY - timedelta(days=2), LAST_DAY + timedelta(days=1)])
    def test_a_closure_outside(self, day: date) -> None:
        """A closure on a day the calendar does not answer for is refused, and the day not repeated."""
        with pytest.raises(OutsideCalendar, match=r"^A closure is outside") as caught:
            ENGLAND_AND_WALES.without([*CHRISTMAS, day], name="a test")

        assert str(day) not in str(caught.value)

    def test_the_first_and_the_last_day_can_be_closed(self) -> None:
        """A closure on either end is inside."""
        year = WorkingDayCalendar.from_dates([], name="a year", first=date(2018, 1, 1), last=date(2018, 12, 31))
        closed = year.without([year.first, year.last], name="both ends")

        assert [False, False] == closed.is_working_day([year.first, year.last]).tolist()

    def test_a_projected_closure_is_no_question(self) -> None:
        """Closing on days not announced yet asks nothing, so nothing is warned of."""
        assert [] == warned(lambda: ENGLAND_AND_WALES.without([date(2030, 12, 27), date(2030, 12, 30)], name="a test"))


class TestEdition:
    """An edition is the day a list was checked and a hash of what it says: the same days, the same edition, whoever made it and wherever."""

    def test_what_it_looks_like(self) -> None:
        """It begins with the day the list was last checked, or says that nobody said, and goes on with twelve hexadecimal digits."""
        undated = attrs.evolve(ENGLAND_AND_WALES, as_of=None).edition

        assert re.fullmatch("2026-11-22 [0-9a-f]{12}", ENGLAND_AND_WALES.edition)
        assert re.fullmatch("undated [0-9a-f]{12}", undated)
        assert ENGLAND_AND_WALES.edition.split()[1] == undated.split()[1]

    @pytest.mark.parametrize("seed", ["1", "2"])
    def test_it_is_the_same_in_another_process(self, seed: str) -> None:
        """It does not depend on how Python hashes."""
        code = "from csc_indicators import ENGLAND_AND_WALES; print(ENGLAND_AND_WALES.edition)"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})

        assert ENGLAND_AND_WALES.edition == run.stdout.strip()

    @settings(max_examples=30)
    @given(st.sampled_from(range(len(ENTRIES))))
    def test_any_day_less_is_another(self, at: int) -> None:
        """Without any one of its days it is another edition."""
        assert ENGLAND_AND_WALES.edition != attrs.evolve(ENGLAND_AND_WALES, non_working_days=ENTRIES[:at] + ENTRIES[at + 1 :]).edition

    @settings(max_examples=30)
    @given(days().filter(lambda day: day.weekday() < 5 and day not in OURS))
    def test_any_day_more_is_another(self, day: date) -> None:
        """With any one day more it is another edition."""
        assert ENGLAND_AND_WALES.edition != ENGLAND_AND_WALES.without([day], name="a day").edition

    @pytest.mark.parametrize(
        "change",
        [
            {"first": date(1977, 12, 31)},
            {"last": date(2054, 1, 1)},
            {"announced_to": date(2028, 12, 30)},
            {"as_of": date(2026, 11, 23)},
            {"non_working_days": (attrs.evolve(ENTRIES[0], name="another name"), *ENTRIES[1:])},
            {"non_working_days": (attrs.evolve(ENTRIES[0], basis="other"), *ENTRIES[1:])},
        ],
        ids=["first", "last", "announced_to", "as_of", "name", "basis"],
    )
    def test_anything_else_it_says_is_in_it(self, change: dict[str, Any]) -> None:
        """The days it answers for, how far they are announced, when it was checked and what its days are called make another edition."""
        changed = attrs.evolve(ENGLAND_AND_WALES, **change)

        assert ENGLAND_AND_WALES.edition != changed.edition
        assert ENGLAND_AND_WALES != changed


PICKLED: WorkingDayCalendar = pickle.loads(pickle.dumps(ENGLAND_AND_WALES))  # noqa: S301


class TestCopies:
    """A calendar is a value: a copy, however it was made, is the same calendar."""

    @pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda calendar: pickle.loads(pickle.dumps(calendar))])  # noqa: S301
    @pytest.mark.parametrize(
        "calendar",
        [
            ENGLAND_AND_WALES,
            ENGLAND_AND_WALES.without(CHRISTMAS, name="Christmas closure"),
            WorkingDayCalendar.from_dates(CHRISTMAS, name="elsewhere", first=date(2018, 1, 1), last=date(2018, 12, 31)),
        ],
        ids=lambda calendar: calendar.name,
    )
    def test_a_copy_is_the_same(self, calendar: WorkingDayCalendar, again: Callable[[WorkingDayCalendar], WorkingDayCalendar]) -> None:
        """It is equal, hashes and prints alike, has the edition and the dates, and answers the same."""
        copied = again(calendar)
        every = np.arange(np.datetime64(calendar.first), np.datetime64(calendar.last))

        assert (calendar, hash(calendar), repr(calendar), calendar.edition) == (copied, hash(copied), repr(copied), copied.edition)
        assert (calendar.announced, calendar.projected, calendar.as_of) == (copied.announced, copied.projected, copied.as_of)
        assert calendar.number(every).tolist() == copied.number(every).tolist()
        assert [calendar.after(calendar.first, n) for n in (1, 2)] == [copied.after(copied.first, n) for n in (1, 2)]

    @given(date_arrays(any_days(), min_size=2))
    def test_a_copy_counts_the_same(self, dates: Any) -> None:
        """A pickled calendar's own tables are made again, and are right."""
        assert [SLOW.working_days_between(a, b) for a, b in pairwise(dates.tolist()[:3])] == PICKLED.between(dates[:3][:-1], dates[:3][1:]).tolist()


class TestFromDates:
    """A calendar of another place is made from a list of its days off and the years somebody vouches for."""

    def test_its_days(self) -> None:
        """The weekdays listed are its days off, in order and once each, and weekends in the list are left out."""
        listed = [date(2018, 12, 26), date(2018, 1, 1), date(2018, 12, 26), date(2018, 9, 8), date(2018, 9, 9)]
        made = WorkingDayCalendar.from_dates(listed, name="elsewhere", first=date(2018, 1, 1), last=date(2018, 12, 31))

        assert [date(2018, 1, 1), date(2018, 12, 26)] == [entry.day for entry in made.non_working_days]
        assert {("other", "the dates given", "day off")} == {(entry.basis, entry.source, entry.name) for entry in made.non_working_days}
        assert ("elsewhere", date(2018, 1, 1), date(2018, 12, 31)) == (made.name, made.first, made.last)
        assert repr(made) == "<WorkingDayCalendar elsewhere, 2018-01-01 to 2018-12-31>"

    def test_our_own_list_by_this_way_counts_alike(self) -> None:
        """Made from our days it answers as our calendar does, and is not taken for it."""
        made = WorkingDayCalendar.from_dates(OURS, name="ours", first=FIRST_DAY, last=LAST_DAY)
        every = np.arange(np.datetime64(FIRST_DAY), np.datetime64(LAST_DAY))

        assert ENGLAND_AND_WALES.number(every).tolist() == made.number(every).tolist()
        assert ENGLAND_AND_WALES.edition.split()[1] != made.edition.split()[1]
        assert made.as_of is None

    def test_a_day_outside(self) -> None:
        """A day off outside the dates vouched for is refused."""
        with pytest.raises(ValueError, match="outside its dates"):
            WorkingDayCalendar.from_dates([date(2019, 1, 1)], name="elsewhere", first=date(2018, 1, 1), last=date(2018, 12, 31))


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


def test_the_last_announced_date_is_one_of_the_calendars() -> None:
    """A calendar cannot be announced further than it goes."""
    with pytest.raises(ValueError, match="last announced date"):
        WorkingDayCalendar("a test", date(2018, 1, 1), date(2018, 12, 31), (), announced_to=date(2019, 1, 1))


@pytest.mark.parametrize("missing", [pd.NaT, np.datetime64("NaT", "D")])
def test_one_missing_date_is_refused(missing: Any) -> None:
    """A single missing date has no answer, whichever library's it is."""
    with pytest.raises(TypeError, match="day is missing"):
        ENGLAND_AND_WALES.number(missing)


def test_a_mask_is_not_passed_over() -> None:
    """A masked array is refused, because what is masked would be counted."""
    masked = np.ma.array(np.array(["2018-07-02"], dtype="datetime64[D]"), mask=[True])

    with pytest.raises(TypeError, match="masked"):
        ENGLAND_AND_WALES.number(masked)


@pytest.mark.parametrize("days", [["2018-12-27"], [datetime(2018, 12, 27)]])
def test_closures_are_dates(days: Any) -> None:
    """A closure is a date and nothing like one."""
    with pytest.raises(TypeError, match="something other than"):
        ENGLAND_AND_WALES.without(days, name="closure")


def test_a_calendar_of_workalendars_has_its_own_name() -> None:
    """Without a name a converted calendar is called what workalendar calls the place."""
    assert "United Kingdom" == WorkingDayCalendar.from_workalendar(UnitedKingdom(), range(2018, 2020)).name
