"""Explanations: every day between the start and the due date is counted or skipped, and the words say which and why."""

import re
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, OutsideCalendar, WorkingDays
from csc_indicators.calendars.explanation import Explanation, explain
from csc_indicators.limits import CalendarDays, DateLimit, Hours, Months, Weeks, Years
from tests.oracle import SLOW_ENGLAND_AND_WALES, every_day

CHRISTMAS = explain(ENGLAND_AND_WALES, date(2018, 12, 21), WorkingDays(5))


class Table(HTMLParser):
    """The cells of an HTML table, its caption, and the scopes of its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[list[str]] = []
        self.caption = ""
        self.scopes: list[str | None] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.cells.append([])
        if tag in {"th", "td"}:
            self.cells[-1].append("")
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))

    def handle_data(self, data: str) -> None:
        """Put the text where it belongs."""
        if self.tags[-1] == "caption" and not self.caption:
            self.caption = data
        elif self.tags[-1] in {"th", "td"} and data.strip():
            self.cells[-1][-1] += data


class TestWorkingDays:
    """A limit of working days is explained a day at a time."""

    @given(start=st.dates(date(1978, 1, 1), date(2028, 6, 30)), days=st.integers(0, 80))
    def test_every_day_is_accounted_for(self, start: date, days: int) -> None:
        """Every day from day 0 to the due date is there once; those after day 0 are counted just when they are working days; N are counted."""
        explanation = explain(ENGLAND_AND_WALES, start, WorkingDays(days))

        assert WorkingDays(days).due(start) == explanation.due == explanation.days[-1].day
        assert list(every_day(start, explanation.due)) == [day.day for day in explanation.days]
        assert [SLOW_ENGLAND_AND_WALES.works(day.day) for day in explanation.days[1:]] == [day.counted for day in explanation.days[1:]]
        assert list(range(1, days + 1)) == [day.count for day in explanation.counted]
        assert (0, False, "day 0") == (explanation.days[0].count, explanation.days[0].counted, explanation.days[0].why_not)
        assert len(explanation.days) == 1 + len(explanation.counted) + len(explanation.skipped)

    @given(start=st.dates(date(1978, 1, 1), date(2028, 6, 30)), days=st.integers(1, 40))
    def test_each_reason_is_the_calendars(self, start: date, days: int) -> None:
        """A day skipped is named by its weekday or by the calendar's holiday, and a day counted has no reason."""
        explanation = explain(ENGLAND_AND_WALES, start, WorkingDays(days))
        names = {entry.day: entry.name for entry in ENGLAND_AND_WALES.non_working_days}

        assert [names.get(day.day, f"{day.day:%A}") for day in explanation.skipped] == [day.why_not for day in explanation.skipped]
        assert all(day.why_not is None for day in explanation.counted)

    def test_in_words(self) -> None:
        """The words give the start, the due date, the runs counted with their numbers, and the runs skipped with their reasons."""
        assert (
            "15 working days from Saturday 8 September 2018 (day 0): due Friday 28 September 2018. "
            "Counted: 10 to 14 September (1 to 5), 17 to 21 September (6 to 10), 24 to 28 September (11 to 15); "
            "skipped: 9 September (Sunday), 15 and 16 September (Saturday, Sunday), 22 and 23 September (Saturday, Sunday)."
        ) == str(explain(ENGLAND_AND_WALES, date(2018, 9, 8), WorkingDays(15)))

    def test_in_words_over_months_and_years(self) -> None:
        """A run names its month once, and the year where it is not the start's."""
        assert (
            "5 working days from Friday 21 December 2018 (day 0): due Wednesday 2 January 2019. "
            "Counted: 24 December (1), 27 and 28 December (2 and 3), 31 December (4), 2 January 2019 (5); "
            "skipped: 22 and 23 December (Saturday, Sunday), 25 and 26 December (Christmas Day, Boxing Day), "
            "29 and 30 December (Saturday, Sunday), 1 January 2019 (New Year's Day)."
        ) == str(CHRISTMAS)
        assert "29 October to 2 November (" in str(explain(ENGLAND_AND_WALES, date(2018, 10, 26), WorkingDays(5)))
        assert "31 December 2022 to 2 January 2023 (Saturday, Sunday, New Year's Day" in str(
            explain(ENGLAND_AND_WALES, date(2022, 12, 29), WorkingDays(3))
        )

    def test_a_long_limit_stays_readable(self) -> None:
        """After twelve runs the words say how many more days there are, and the days hold them all."""
        explanation = explain(ENGLAND_AND_WALES, date(2018, 4, 3), WorkingDays(250))
        counted, skipped = str(explanation).split("; skipped: ")

        shown = sum(int(end) - int(start) + 1 for start, end in re.findall(r"\((\d+) (?:to|and) (\d+)\)", counted))
        more = [int(number) for number in re.findall(r"and (\d+) more days", str(explanation))]
        assert 250 == shown + len(re.findall(r"\(\d+\)", counted)) + more[0] == len(explanation.counted)
        assert len(explanation.skipped) - more[1] == len(re.findall(r"[(,] ?[A-Z]", skipped))

    def test_a_limit_of_none(self) -> None:
        """A limit of 0 is due on day 0, with nothing counted or skipped."""
        assert "0 working days from Saturday 8 September 2018 (day 0): due Saturday 8 September 2018. Counted: none; skipped: none." == str(
            explain(ENGLAND_AND_WALES, date(2018, 9, 8), WorkingDays(0))
        )

    def test_a_closure_is_a_reason(self) -> None:
        """By a council's own calendar its closure is skipped by name."""
        closed = ENGLAND_AND_WALES.without([date(2018, 12, 27), date(2018, 12, 28)], name="shut")

        assert "25 to 30 December (Christmas Day, Boxing Day, shut, shut, Saturday, Sunday)" in str(
            explain(closed, date(2018, 12, 21), WorkingDays(2))
        )

    def test_projected_days_are_said(self) -> None:
        """A count past the last announced day says so, in words and by day, and does not warn."""
        explanation = explain(ENGLAND_AND_WALES, date(2028, 12, 28), WorkingDays(2))

        assert explanation.is_projected
        assert ["announced"] * 4 + ["projected"] * 2 == [day.standing for day in explanation.days]
        assert "The holidays after 31 December 2028 have not been announced" in str(explanation)
        assert not CHRISTMAS.is_projected
        assert "announced" not in str(CHRISTMAS)


class TestOtherLimits:
    """A limit that runs through weekends and holidays is explained by its rule."""

    @pytest.mark.parametrize(
        ("limit", "due", "rule"),
        [
            (CalendarDays(42), "Monday 13 August 2018", "Every day after day 0 counts"),
            (Weeks(6), "Monday 13 August 2018", "A week is 7 days"),
            (Months(4), "Friday 2 November 2018", "the day of the same number"),
            (Years(1), "Tuesday 2 July 2019", "the day of the same number"),
        ],
    )
    def test_the_rule_and_the_due_date(self, limit: DateLimit, due: str, rule: str) -> None:
        """The words give the due date and the rule, and there are no days to list."""
        explanation = explain(ENGLAND_AND_WALES, date(2018, 7, 2), limit)

        assert limit.due(date(2018, 7, 2)) == explanation.due
        assert str(explanation).startswith(f"{limit} from Monday 2 July 2018 (day 0): due {due}. ")
        assert rule in str(explanation)
        assert ((), []) == (explanation.days, explanation.rows())
        assert not explanation.is_projected

    def test_they_are_not_bound_to_the_calendar(self) -> None:
        """Six weeks from a day that the calendar does not answer for are six weeks."""
        assert date(2060, 2, 12) == explain(ENGLAND_AND_WALES, date(2060, 1, 1), Weeks(6)).due


class TestForms:
    """One explanation as rows, in a notebook, and as a value."""

    def test_rows(self) -> None:
        """A row is a dict of a day, in order, that a dataframe takes as it is."""
        rows = CHRISTMAS.rows()

        assert [day.day for day in CHRISTMAS.days] == [row["day"] for row in rows]
        assert {
            "day": date(2018, 12, 25),
            "weekday": "Tuesday",
            "count": 1,
            "counted": False,
            "why_not": "Christmas Day",
            "standing": "announced",
        } == rows[4]

    def test_in_a_notebook(self) -> None:
        """A notebook shows a plain table, with a caption, headings with their scope, and a row a day."""
        table = Table(CHRISTMAS._repr_html_())

        assert "5 working days from Friday 21 December 2018 (day 0): due Wednesday 2 January 2019." in table.caption
        assert ENGLAND_AND_WALES.edition in table.caption
        assert [["Date", "Weekday", "Count", "Why not counted"], ["2018-12-21", "Friday", "", "day 0"]] == table.cells[:2]
        assert ["2018-12-25", "Tuesday", "", "Christmas Day"] == table.cells[5]
        assert ["2019-01-02", "Wednesday", "5", ""] == table.cells[-1]
        assert ["col"] * 4 + ["row"] * len(CHRISTMAS.days) == table.scopes
        assert {"scope"} == table.attributes

    def test_in_a_notebook_by_its_rule(self) -> None:
        """Of a limit that skips nothing, a notebook shows the two ends and the rule."""
        table = Table(explain(ENGLAND_AND_WALES, date(2018, 7, 2), Weeks(6))._repr_html_())

        assert "A week is 7 days" in table.caption
        assert [["2018-07-02", "Monday", "day 0"], ["2018-08-13", "Monday", "due"]] == table.cells[1:]

    def test_names_are_escaped(self) -> None:
        """A closure's name is text in a notebook, whatever is in it."""
        closed = ENGLAND_AND_WALES.without([date(2018, 7, 3)], name="<script>alert('x')</script> & more")
        table = Table(explain(closed, date(2018, 7, 2), WorkingDays(1))._repr_html_())

        assert "script" not in table.tags
        assert ["2018-07-03", "Tuesday", "", "<script>alert('x')</script> & more"] == table.cells[2]

    def test_it_is_a_value(self) -> None:
        """Explanations of the same thing are equal, cannot be changed, and have a short repr."""
        assert explain(ENGLAND_AND_WALES, date(2018, 12, 21), WorkingDays(5)) == CHRISTMAS
        assert "<Explanation 5 working days from 2018-12-21: due 2019-01-02>" == repr(CHRISTMAS)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            CHRISTMAS.due = date(2018, 1, 1)  # type: ignore[misc]

    def test_midnight_is_the_date(self) -> None:
        """A datetime at midnight is its date, as the calendar itself has it."""
        midnight = explain(ENGLAND_AND_WALES, datetime(2018, 12, 21), WorkingDays(5))

        assert isinstance(midnight, Explanation)
        assert CHRISTMAS == midnight


class TestRefusals:
    """What cannot be explained is refused in words, and nothing is guessed."""

    @pytest.mark.parametrize(
        ("start", "days"), [(date(2060, 1, 1), 15), (date(1977, 12, 31), 15), (date(2053, 12, 30), 15), (date(2018, 1, 1), 9999)]
    )
    def test_outside_the_calendar(self, start: date, days: int) -> None:
        """A start or a due date outside the calendar is refused, without a row number."""
        with pytest.raises(OutsideCalendar, match=r"answers for 1978-01-01 to 2053-12-31") as refusal:
            explain(ENGLAND_AND_WALES, start, WorkingDays(days))

        assert "row" not in str(refusal.value)

    @pytest.mark.parametrize("limit", [WorkingDays(15), Weeks(6)])
    @pytest.mark.parametrize("start", ["2018-07-02", None, [date(2018, 7, 2)], np.array(["2018-07-02"], dtype="datetime64[D]")])
    def test_no_date(self, start: Any, limit: DateLimit) -> None:
        """A start is one date."""
        with pytest.raises(TypeError):
            explain(ENGLAND_AND_WALES, start, limit)

    def test_hours(self) -> None:
        """Hours run from a moment, so they have no days to explain."""
        hours: Any = Hours(72)

        with pytest.raises(TypeError, match="A limit of hours does not run from a day"):
            explain(ENGLAND_AND_WALES, date(2018, 7, 2), hours)

    @pytest.mark.parametrize("words", ["15 working days", 15, None])
    def test_no_limit(self, words: Any) -> None:
        """What is no limit is refused, with how to make one of words."""
        with pytest.raises(TypeError, match="parse_limit makes one"):
            explain(ENGLAND_AND_WALES, date(2018, 7, 2), words)
