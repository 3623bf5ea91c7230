"""A year of days: every one of them, what it is, and how many are worked."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, OutsideCalendar, ReportingYear, WorkingDayCalendar
from csc_indicators.publication.charts.calendar_year import CalendarYear, calendar_year
from tests.publication.charts.test_drawing import words_of

HOLIDAYS = {entry.day: entry.name for entry in ENGLAND_AND_WALES.non_working_days}
years = st.integers(1978, 2053) | st.integers(1978, 2052).map(ReportingYear)

CLOSED = ENGLAND_AND_WALES.without([date(2028, 12, 27), date(2028, 12, 28), date(2028, 12, 29)], name="Christmas closure")


def days_of(year: int | ReportingYear) -> list[date]:
    """Every day of a year, one after another."""
    first, last = (year.first, year.last) if isinstance(year, ReportingYear) else (date(year, 1, 1), date(year, 12, 31))
    return [first + timedelta(at) for at in range((last - first).days + 1)]


class TestEveryDay:
    """Each day of the year is there once, in its month, and its working days are counted."""

    @given(years)
    @settings(max_examples=25)
    def test_the_table(self, year: int | ReportingYear) -> None:
        """Each month has its working days, counted one by one, and its numbers run on from those of the month before."""
        chart = calendar_year(ENGLAND_AND_WALES, year)
        worked = [day for day in days_of(year) if day.weekday() < 5 and day not in HOLIDAYS]
        numbers = [row[2].replace(",", "").split(" to ") for row in chart.rows]

        assert days_of(year) == [row.calendar_date for row in chart.days]
        assert len(worked) == chart.working_days == sum(int(row[1]) for row in chart.rows)
        assert [int(last) - int(first) + 1 for first, last in numbers] == [int(row[1]) for row in chart.rows]
        assert [int(last) + 1 for _, last in numbers[:-1]] == [int(first) for first, _ in numbers[1:]]
        assert 12 == len(chart.months)

    @given(years)
    @settings(max_examples=25)
    def test_days_off_are_named(self, year: int | ReportingYear) -> None:
        """Every weekday off is named with its date in its month's row and in the alternative, and no other day is."""
        chart = calendar_year(ENGLAND_AND_WALES, year)
        off = [day for day in days_of(year) if day in HOLIDAYS]
        named = [each for row in chart.rows if row[3] != "none" for each in row[3].split("; ")]

        assert len(off) == len(named)
        assert all(f"{day.day} {HOLIDAYS[day]}" in said for day, said in zip(off, named, strict=True))
        assert all(said in chart.alternative for said in named)

    @given(years)
    @settings(max_examples=25)
    def test_kinds(self, year: int | ReportingYear) -> None:
        """A weekend is one whatever else it is; a holiday is projected after the last announced day."""
        chart = calendar_year(ENGLAND_AND_WALES, year)
        for row in chart.days:
            day = row.calendar_date
            holiday = "holiday" if day <= date(2028, 12, 31) else "projected holiday"
            assert ("weekend" if day.weekday() > 4 else holiday if day in HOLIDAYS else "working day") == chart.kind(row)

    def test_outside(self) -> None:
        """A year that the calendar does not answer for is refused."""
        with pytest.raises(OutsideCalendar):
            calendar_year(ENGLAND_AND_WALES, ReportingYear(2053))


class TestDrawn:
    """Holidays, projected ones and closures have boxes of their own, and are named in words."""

    CHART: CalendarYear = calendar_year(CLOSED, ReportingYear(2028))

    def test_words(self) -> None:
        """Names stand beneath their month, with what is projected, and each month has its working days."""
        words = words_of(self.CHART.svg())

        assert all(
            each in words for each in ("27 to 29 Christmas closure", "25 Christmas Day", "1 New Year's Day (projected)", "not announced, projected")
        )
        assert ("December 2028", "16") == self.CHART.rows[8][:2]
        assert "16 working days" in words
        assert 365 == sum(text.get_text().isdecimal() for text in self.CHART.figure().axes[0].texts) - 5

    def test_boxes(self) -> None:
        """Each kind is told apart by more than its colour: filled, dashed, hatched, or without a box."""
        boxes = self.CHART.figure().axes[0].patches
        looks = [(box.get_facecolor()[:3] == (1, 1, 1), box.get_linestyle() != "solid", bool(box.get_hatch())) for box in boxes]
        count = [len(box.get_path().vertices) // 5 for box in boxes]

        assert 4 == len(boxes)
        assert {(False, False, False), (True, True, False), (True, False, True)} == set(looks)
        kinds = [self.CHART.kind(row) for row in self.CHART.days]
        assert sorted(kinds.count(kind) + 1 for kind in set(kinds) - {"working day"}) == sorted(count)

    def test_the_key_has_what_is_drawn(self) -> None:
        """A year that has no closures and nothing projected has neither in its key."""
        words = words_of(calendar_year(ENGLAND_AND_WALES, 2026).svg())

        assert "Saturday or Sunday" in words
        assert "projected from the rules" in words
        assert "not announced" not in words
        assert "closure" not in words

    def test_projected_in_the_middle_of_a_month(self) -> None:
        """The month says from which day on."""
        days = tuple(entry for entry in ENGLAND_AND_WALES.non_working_days if date(2026, 1, 1) <= entry.day <= date(2026, 12, 31))
        calendar = WorkingDayCalendar("cut", date(2026, 1, 1), date(2026, 12, 31), days, announced_to=date(2026, 5, 21))
        words = words_of(calendar_year(calendar, 2026).svg())

        assert "projected from the 22nd on" in words
        assert "25 Spring bank holiday (projected)" in words
        assert "4 Early May bank holiday" in words

    def test_nothing_projected(self) -> None:
        """A calendar that is all announced does not speak of later days."""
        calendar = WorkingDayCalendar.from_dates([date(2026, 1, 1)], name="somewhere", first=date(2026, 1, 1), last=date(2026, 12, 31))

        assert "260 working days. Holidays are announced to 31 December 2026." == calendar_year(calendar, 2026).caption
