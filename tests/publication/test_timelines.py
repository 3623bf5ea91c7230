"""A timeline shows the edge of the rule, and cannot disagree with it."""

import re
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, CalendarDays, Indicator, Months, Weeks, WorkingDays, Years, southend
from csc_indicators.indicators import plans
from csc_indicators.limits import DateLimit
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.publication.timelines import Timeline, timelines
from csc_indicators.publication.timelines.widths import width_of

EVERY = [pytest.param(of, id=of.id) for of in CATALOGUE]
SVG = "{http://www.w3.org/2000/svg}"

#: Limits of every kind, from a day to two years.
LIMITS = st.one_of(
    st.builds(WorkingDays, st.integers(1, 130)),
    st.builds(CalendarDays, st.integers(1, 730)),
    st.builds(Weeks, st.integers(1, 100)),
    st.builds(Months, st.integers(1, 24)),
    st.builds(Years, st.integers(1, 2)),
)


def with_measure(of: Indicator[Any], measure: Any) -> Indicator[Any]:
    """The same indicator by another measure."""
    return attrs.evolve(of, adopted=attrs.evolve(of.adopted, measure=measure))


def drawn(of: Indicator[Any]) -> Timeline:
    """The timeline of an indicator that has one."""
    timeline = timelines(of)
    assert timeline is not None
    return timeline


def days(timeline: Timeline, sign: str) -> list[date]:
    """The day with a sign in each case."""
    return [mark.day for lane in timeline.lanes for mark in lane.marks if mark.sign == sign]


class TestTheVerdicts:
    """The two cases come out on the two sides of the rule, as the indicator itself judges them. [issue: a case in time and a case late]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_the_two_sides(self, of: Indicator[Any]) -> None:
        """Two cases are drawn, and one of them is what the other is not."""
        better, other = (lane.says for lane in drawn(of).lanes)

        assert (better, other) in {
            ("In time", "Late"),
            ("In the numerator", "Not in the numerator"),
            ("In the numerator", "Not counted"),
            ("Not overdue", "Overdue"),
        }

    @example(limit=CalendarDays(226))
    @example(limit=CalendarDays(227))
    @given(limit=LIMITS)
    def test_any_limit(self, limit: DateLimit) -> None:
        """By any limit the case in time ends on the due date, and the one that is late at the first chance after it."""
        measure = WithinLimit(start="strategy_discussion", end="conference", limit=limit)
        timeline = drawn(with_measure(southend.CP_3_10, measure))
        (start, _), (in_time, late) = days(timeline, "dot"), days(timeline, "diamond")

        assert [lane.says for lane in timeline.lanes] == ["In time", "Late"]
        assert in_time == limit.due(start)
        assert 1 <= (late - in_time).days <= (5 if isinstance(limit, WorkingDays) else 1)

    @given(window=st.one_of(st.builds(WorkingDays, st.integers(6, 60)), st.builds(CalendarDays, st.integers(10, 90))))
    def test_any_window(self, window: WorkingDays | CalendarDays) -> None:
        """A visit on the first day of the window counts, and one just before it does not."""
        measure = SeenInWindow(event="visited", window=window, qualifies_after=WorkingDays(5))

        assert [lane.says for lane in drawn(with_measure(southend.CP_1_4, measure)).lanes] == ["In time", "Late"]

    @given(
        limit=st.one_of(st.builds(CalendarDays, st.integers(4, 900)), st.builds(Years, st.integers(1, 2))), first=st.booleans(), ended=st.booleans()
    )
    def test_any_duration(self, limit: CalendarDays | Years, first: bool, ended: bool) -> None:
        """A spell that is just long enough counts, and one a day shorter does not, whether the first day counts or not."""
        measure = Lasted(start="start", end="end", at_least=limit, ended=ended, first_day_counts=first)
        of = plans.plans_ending_after_2_years_or_more if ended else plans.plans_lasting_2_years_or_more

        assert [lane.says for lane in drawn(with_measure(of, measure)).lanes] == ["In the numerator", "Not in the numerator"]

    @pytest.mark.parametrize("inclusive", [True, False])
    def test_whether_the_last_day_counts(self, inclusive: bool) -> None:
        """An earlier one counts on the last day of the limit, or only before it: the drawing has the measure's own edge."""
        of = plans.second_or_subsequent_plans_within_2_years
        assert isinstance(of.measure, Again)
        timeline = drawn(with_measure(of, attrs.evolve(of.measure, inclusive=inclusive)))

        assert [lane.says for lane in timeline.lanes] == ["In the numerator", "Not in the numerator"]

    @pytest.mark.parametrize("of", EVERY)
    def test_any_reading(self, of: Indicator[Any]) -> None:
        """Every reading has its own two sides, or no drawing at all; the cases have the columns that the reading asks for."""
        for reading in of.readings:
            timeline = timelines(attrs.evolve(of, adopted=reading))

            assert timeline is None or len({lane.says for lane in timeline.lanes}) == 2

    @example(limit=CalendarDays(226))
    @example(limit=CalendarDays(227))
    @given(limit=LIMITS)
    def test_any_time_since_an_earlier_one(self, limit: DateLimit) -> None:
        """An earlier plan counts until the limit has passed, however short it is."""
        of = plans.second_or_subsequent_plans_within_2_years
        assert isinstance(of.measure, Again)
        timeline = drawn(with_measure(of, attrs.evolve(of.measure, within=limit)))

        assert [lane.says for lane in timeline.lanes] == ["In the numerator", "Not in the numerator"]

    def test_a_rule_that_came_later(self) -> None:
        """A rule that came into force after the year of the examples is drawn in a year of its own."""
        edition = attrs.evolve(southend.CP_3_10.editions[-1], in_force_from=date(2025, 4, 1))

        assert {day.year for day in days(drawn(attrs.evolve(southend.CP_3_10, editions=(edition,))), "dot")} == {2026}

    def test_no_two_sides(self) -> None:
        """Where the shorter of two cases cannot exist, nothing is drawn: no spell ends before the day it began."""
        measure = Lasted(start="start", end="end", at_least=CalendarDays(1), ended=True, first_day_counts=True)

        assert timelines(with_measure(plans.plans_ending_after_2_years_or_more, measure)) is None


class TestTheDrawing:
    """The drawing says the same as the table, fits its frame, and is at home in any page. [issue: WCAG 2.2, 1.1.1 and 1.4.10]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_every_day_is_told_in_text(self, of: Indicator[Any]) -> None:
        """Each day stands in the drawing, in the table and in the words for those who do not see it."""
        timeline = drawn(of)
        shown = " ".join(text.text or "" for text in ET.fromstring(timeline.svg()).iter(f"{SVG}text"))  # noqa: S314 - drawn above

        for lane in timeline.lanes:
            for mark in lane.marks:
                assert mark.words in shown
                assert mark.words in timeline.alternative
                assert any(mark.says in row for row in timeline.rows)

    @pytest.mark.parametrize("of", EVERY)
    def test_nothing_leaves_the_frame(self, of: Indicator[Any]) -> None:
        """No line of text is wider than the room it has, and none is drawn on another."""
        root = ET.fromstring(drawn(of).svg())  # noqa: S314 - drawn above
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        lines = [text for text in root.iter(f"{SVG}text") if "text-anchor" not in text.attrib]
        holidays = [float(text.attrib["y"]) for text in root.iter(f"{SVG}text") if "text-anchor" in text.attrib]

        for line in lines:
            end = float(line.attrib["x"]) + width_of(line.text or "", 12.5, bold="font-weight" in line.attrib)
            assert end <= width
            assert 12.5 <= float(line.attrib["y"]) <= height
        assert all(abs(y - float(line.attrib["y"])) >= 12 for y in holidays for line in lines)
        ys = [float(line.attrib["y"]) for line in lines]
        assert all(below - above >= 16 for above, below in pairwise(ys))

    @pytest.mark.parametrize("of", EVERY)
    def test_signs_stand_on_the_strip(self, of: Indicator[Any]) -> None:
        """Every path and shape begins between the margins."""
        svg = drawn(of).svg()

        assert all(0 <= float(x) <= 400 for x in re.findall(r'(?:cx="|[^a-z]x="|d="M)([\d.]+)', svg))

    @pytest.mark.parametrize("of", EVERY)
    def test_it_stands_in_a_page(self, of: Indicator[Any]) -> None:
        """It has no id that another could have too, no style, no script and no colour of its own, and says what it is."""
        svg = drawn(of).svg()
        root = ET.fromstring(svg)  # noqa: S314 - drawn above

        assert re.search(r'\sid="|<style|<script|#[0-9a-f]{3}', svg) is None
        assert root.attrib["aria-label"] == drawn(of).alternative
        assert root.attrib["role"] == "img"

    def test_days_off_are_hatched_where_they_make_a_difference(self) -> None:
        """Between 16 August and 10 September 2018 lie eight days of weekends and one bank holiday; of months no day is marked."""
        svg = drawn(southend.CP_3_10).svg()

        assert 2 * 9 == svg.count("fill-opacity")
        assert 2 == svg.count(">H</text>")
        assert "fill-opacity" not in drawn(plans.plans_reviewed_in_time).svg()
