"""A timeline shows the edge of the rule, and cannot disagree with it."""

import re
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given
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


def days(timeline: Timeline, sign: str) -> list[date]:
    """The day with a sign in each case."""
    return [mark.day for lane in timeline.lanes for mark in lane.marks if mark.sign == sign]


class TestTheVerdicts:
    """The two cases come out on the two sides of the rule, as the indicator itself judges them. [issue: a case in time and a case late]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_the_two_sides(self, of: Indicator[Any]) -> None:
        """Two cases are drawn, and one of them is what the other is not."""
        better, other = (lane.says for lane in timelines(of).lanes)

        assert (better, other) in {
            ("In time", "Late"),
            ("In the numerator", "Not in the numerator"),
            ("In the numerator", "Not counted"),
            ("Not in the numerator", "In the numerator"),
        }

    @given(limit=LIMITS)
    def test_any_limit(self, limit: DateLimit) -> None:
        """By any limit the case in time ends on the due date, and the one that is late at the first chance after it."""
        measure = WithinLimit(start="strategy_discussion", end="conference", limit=limit)
        timeline = timelines(with_measure(southend.CP_3_10, measure))
        (start, _), (in_time, late) = days(timeline, "dot"), days(timeline, "diamond")

        assert [lane.says for lane in timeline.lanes] == ["In time", "Late"]
        assert in_time == limit.due(start)
        assert 1 <= (late - in_time).days <= (5 if isinstance(limit, WorkingDays) else 1)

    @given(window=st.one_of(st.builds(WorkingDays, st.integers(6, 60)), st.builds(CalendarDays, st.integers(10, 90))))
    def test_any_window(self, window: WorkingDays | CalendarDays) -> None:
        """A visit on the first day of the window counts, and one just before it does not."""
        measure = SeenInWindow(event="visited", window=window, qualifies_after=WorkingDays(5))

        assert [lane.says for lane in timelines(with_measure(southend.CP_1_4, measure)).lanes] == ["In time", "Late"]

    @given(
        limit=st.one_of(st.builds(CalendarDays, st.integers(4, 900)), st.builds(Years, st.integers(1, 2))), first=st.booleans(), ended=st.booleans()
    )
    def test_any_duration(self, limit: CalendarDays | Years, first: bool, ended: bool) -> None:
        """A spell that is just long enough counts, and one a day shorter does not, whether the first day counts or not."""
        measure = Lasted(start="start", end="end", at_least=limit, ended=ended, first_day_counts=first)
        of = plans.plans_ending_after_2_years_or_more if ended else plans.plans_lasting_2_years_or_more

        assert [lane.says for lane in timelines(with_measure(of, measure)).lanes] == ["In the numerator", "Not in the numerator"]

    @pytest.mark.parametrize("inclusive", [True, False])
    def test_whether_the_last_day_counts(self, inclusive: bool) -> None:
        """An earlier one counts on the last day of the limit, or only before it: the drawing has the measure's own edge."""
        of = plans.second_or_subsequent_plans_within_2_years
        assert isinstance(of.measure, Again)
        timeline = timelines(with_measure(of, attrs.evolve(of.measure, inclusive=inclusive)))

        assert [lane.says for lane in timeline.lanes] == ["In the numerator", "Not in the numerator"]


class TestTheDrawing:
    """The drawing says the same as the table, fits its frame, and is at home in any page. [issue: WCAG 2.2, 1.1.1 and 1.4.10]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_every_day_is_told_in_text(self, of: Indicator[Any]) -> None:
        """Each day stands in the drawing, in the table and in the words for those who do not see it."""
        timeline = timelines(of)
        drawn = " ".join(text.text or "" for text in ET.fromstring(timeline.svg()).iter(f"{SVG}text"))  # noqa: S314 - drawn above

        for lane in timeline.lanes:
            for mark in lane.marks:
                assert mark.words in drawn
                assert mark.words in timeline.alternative
                assert any(mark.says in row for row in timeline.rows)

    @pytest.mark.parametrize("of", EVERY)
    def test_nothing_leaves_the_frame(self, of: Indicator[Any]) -> None:
        """No line of text is wider than the room it has, and none is drawn on another."""
        root = ET.fromstring(timelines(of).svg())  # noqa: S314 - drawn above
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        lines = [text for text in root.iter(f"{SVG}text") if "text-anchor" not in text.attrib]

        for line in lines:
            end = float(line.attrib["x"]) + width_of(line.text or "", 12.5, bold="font-weight" in line.attrib)
            assert end <= width
            assert 12.5 <= float(line.attrib["y"]) <= height
        ys = [float(line.attrib["y"]) for line in lines]
        assert all(below - above >= 16 for above, below in pairwise(ys))

    @pytest.mark.parametrize("of", EVERY)
    def test_signs_stand_on_the_strip(self, of: Indicator[Any]) -> None:
        """Every path and shape begins between the margins."""
        svg = timelines(of).svg()

        assert all(0 <= float(x) <= 400 for x in re.findall(r'(?:cx="|[^a-z]x="|d="M)([\d.]+)', svg))

    @pytest.mark.parametrize("of", EVERY)
    def test_it_stands_in_a_page(self, of: Indicator[Any]) -> None:
        """It has no id that another could have too, no style, no script and no colour of its own, and says what it is."""
        svg = timelines(of).svg()
        root = ET.fromstring(svg)  # noqa: S314 - drawn above

        assert re.search(r'\sid="|<style|<script|#[0-9a-f]{3}', svg) is None
        assert root.attrib["aria-label"] == timelines(of).alternative
        assert root.attrib["role"] == "img"

    def test_days_off_are_hatched_where_they_make_a_difference(self) -> None:
        """Between 16 August and 10 September 2018 lie eight days of weekends and one bank holiday; of months no day is marked."""
        svg = timelines(southend.CP_3_10).svg()

        assert 2 * 9 == svg.count("fill-opacity")
        assert 2 == svg.count(">H</text>")
        assert "fill-opacity" not in timelines(plans.plans_reviewed_in_time).svg()
