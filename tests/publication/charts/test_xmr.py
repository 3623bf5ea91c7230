"""The process chart, drawn: separate months alone, every sign in words, and no sign by colour alone."""

from fractions import Fraction
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import IN_MONTH, ROLLING_12_MONTHS, YEAR_TO_DATE, Month, Tally, Target, southend
from csc_indicators.accumulations import Accumulation
from csc_indicators.publication.charts.xmr import XmRChart, xmr_chart
from csc_indicators.results.process_chart import NotMonthly, Rule, process_chart
from tests.publication.charts.test_drawing import HELD, words_of

#: Out of 100: steady, one month far off, a run below, a rise of eight, a gap, and a last stretch.
COUNTS = (70, 74, 69, 73, 71, 75, 70, 72, 95, 71, 60, 61, 60, 62, 61, 60, 61, 72, 73, 74, 75, 76, 77, 78, 80, 73, None, 72, 81, 82, 70)


def chart_of(counts: tuple[int | None, ...], *, good: str = "high") -> XmRChart:
    """The chart of so many out of 100 a month, from April 2015 on; None is a month without cases."""
    first = Month(2015, 4)
    return XmRChart(
        title="A made-up figure",
        caption="",
        months=tuple(first.plus(at) for at in range(len(counts))),
        counts=tuple(Tally(0, 0) if count is None else Tally(count, 100) for count in counts),
        chart=process_chart([None if count is None else Fraction(count, 100) for count in counts]),
        decimals=1,
        good=good,  # type: ignore[arg-type]
        target=Target(65),
    )


some_counts = st.lists(st.integers(0, 100) | st.sampled_from((60, 80)) | st.none(), min_size=1, max_size=30).filter(
    lambda counts: any(count is not None for count in counts)
)


class TestMonthly:
    """Only separate months are charted: points that share cases raise false alarms (NHS Making Data Count; the project's simulation)."""

    @pytest.mark.parametrize("accumulation", [YEAR_TO_DATE, ROLLING_12_MONTHS])
    def test_refused(self, accumulation: Accumulation) -> None:
        """A year to date and a rolling figure are refused, in the words of the numbers themselves."""
        with pytest.raises(NotMonthly, match="A process chart needs separate months"):
            xmr_chart(southend.CP_3_10.compute(HELD, as_at="2018-06-30", accumulation=accumulation))

    def test_of_a_result(self) -> None:
        """Its months, counts and limits are those of the result; few months have limits that are still to settle."""
        result = southend.CP_3_10.compute(HELD, as_at="2018-06-30", accumulation=IN_MONTH)
        chart = xmr_chart(result)

        assert result.process_chart() == chart.chart
        assert ("April 2018", "15 of 20", "75.0%", "") == chart.rows[0]
        assert "the limits are still to settle" in chart.caption
        assert "(trial)" in words_of(chart.svg())


class TestSigns:
    """Every month that a rule names is told in words, with the rule, its side and whether that is better."""

    @given(some_counts)
    @settings(max_examples=60)
    def test_as_many_as_there_are_stretches(self, counts: list[int | None]) -> None:
        """Each rule has a sentence for each stretch of neighbouring months that it names on one side of the mean."""
        chart = chart_of(tuple(counts))
        for rule in set(Rule) - {Rule.SEVEN_IN_ONE_DIRECTION}:
            named = [(rule in point.rules, point.side) for point in chart.chart.points]
            stretches = [key for key, _ in groupby(named) if key[0]]
            assert len(stretches) == sum(f": {rule} (" in sign for sign in chart.signs)

    @given(some_counts)
    @settings(max_examples=60)
    def test_none_where_there_are_none(self, counts: list[int | None]) -> None:
        """There are sentences exactly when a rule names a month, and the alternative has them."""
        chart = chart_of(tuple(counts))

        assert bool(chart.signs) == any(point.rules for point in chart.chart.points)
        assert all(sign in chart.alternative for sign in chart.signs)
        assert bool(chart.signs) != ("The rules find nothing but the usual variation." in chart.alternative)

    def test_in_words(self) -> None:
        """A series with every rule in it."""
        assert (
            "◆ December 2015: outside the limits (above the mean, better).",
            "◆ February to August 2016: outside the limits (below the mean, worse).",
            "◆ September 2017: outside the limits (above the mean, better).",
            "■ January to August 2016: seven or more together on one side of the mean (below the mean, worse).",
            "■ September 2016 to May 2017: seven or more together on one side of the mean (above the mean, better).",
            "▲ July 2016 to April 2017: seven or more together, each above or each below the one before (rising).",
            "★ March and April 2017: two of three together near a limit, all three on its side of the mean (above the mean, better).",
        ) == chart_of(COUNTS).signs

    def test_low_is_good(self) -> None:
        """Where low is good, above is worse; where neither is, nothing is better."""
        assert "◆ December 2015: outside the limits (above the mean, worse)." == chart_of(COUNTS, good="low").signs[0]
        assert "◆ December 2015: outside the limits (above the mean)." == chart_of(COUNTS, good="neutral").signs[0]

    def test_falling_then_rising(self) -> None:
        """A fall and a rise that meet are two signs."""
        directions = [sign for sign in chart_of((9, 8, 7, 6, 5, 4, 3, 4, 5, 6, 7, 8, 9)).signs if sign.startswith("▲")]

        assert ["falling", "rising"] == [sign.split("(")[1].rstrip(").") for sign in directions]


class TestDrawn:
    """Marked months have shapes of their own, and lines are named beside the chart."""

    def test_shapes(self) -> None:
        """Diamonds, stars, triangles and squares for the four rules, and small circles for what no rule names."""
        chart = chart_of(COUNTS)
        marks = [line.get_marker() for line in chart.figure().axes[0].get_lines() if len(line.get_xdata()) == 1]

        assert len(COUNTS) == len(marks)
        assert {"D", "*", "^", "s", "o"} == set(marks)
        assert ["o" if not point.rules else "marked" for point in chart.chart.points] == ["o" if mark == "o" else "marked" for mark in marks]

    def test_lines_are_named(self) -> None:
        """The mean, both limits and the target stand beside it with their figures, and the signs beneath."""
        chart = chart_of(COUNTS)
        words = words_of(chart.svg())

        assert all(name in words for name in ("mean 71.6%", "upper limit 81.0%", "lower limit 62.2%", "target 65%"))
        assert all(" ".join(sign.split()) in words for sign in chart.signs)

    def test_a_limit_beyond_100(self) -> None:
        """It is named with its number and not drawn, and the axis ends at 100."""
        chart = chart_of((100, 60, 100, 70, 100))
        axes = chart.figure().axes[0]

        assert chart.chart.upper is not None
        assert chart.chart.upper > 1
        assert "100" in axes.get_yticklabels()[-1].get_text()
        assert f"upper limit {float(100 * chart.chart.upper):.1f}%" in words_of(chart.svg())
        assert all(line.get_ydata()[0] <= 100 for line in axes.get_lines() if len(line.get_xdata()) == 2)

    def test_a_limit_below_0(self) -> None:
        """Its number has a sign."""
        chart = chart_of((0, 40, 0, 30, 0))

        assert chart.chart.lower is not None
        assert f"lower limit -{float(-100 * chart.chart.lower):.1f}%" in words_of(chart.svg())

    def test_no_limits(self) -> None:
        """Without limits the chart has a mean, and the caption says why there are none."""
        held = {**HELD, "conference": HELD["strategy_discussion"]}
        chart = xmr_chart(southend.CP_3_10.compute(held, as_at="2018-06-30", accumulation=IN_MONTH))

        assert "There are no limits, because neighbouring months do not differ." in chart.caption
        assert "limit " not in words_of(chart.svg())

    def test_a_month_without_cases(self) -> None:
        """It has its row, a dash, and no point."""
        chart = chart_of((70, None, 80))
        points = [line.get_ydata() for line in chart.figure().axes[0].get_lines() if len(line.get_xdata()) == 1]

        assert ("May 2015", "0 of 0", "-", "") == chart.rows[1]
        assert [False, True, False] == [bool(np.isnan(point[0])) for point in points]
