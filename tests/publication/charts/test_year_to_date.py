"""The line of a figure as it gathers: every month with its counts, whether it has a figure or none."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import IN_MONTH, IN_QUARTER, ROLLING_12_MONTHS, Month, Population, Target, southend
from csc_indicators.accumulations import Accumulation
from csc_indicators.indicators import front_door
from csc_indicators.publication.charts.year_to_date import YearToDateChart, year_to_date
from csc_indicators.results.result import Result
from tests.publication.charts.test_drawing import words_of

FIRST = Month(2015, 4)


def computed(months: list[tuple[int, int]], *, accumulation: Accumulation | None = None, as_at: date | None = None) -> Result[Any]:
    """The conferences of so many months from April 2015 on: how many in time and how many late in each, all held on its first day."""
    held = [(FIRST.plus(at).first, days) for at, (in_time, late) in enumerate(months) for days in [0] * in_time + [60] * late]
    last = as_at or FIRST.plus(len(months) - 1).last
    table = {
        "child": list(range(len(held))),
        "strategy_discussion": np.array([day - timedelta(days) for day, days in held], dtype="datetime64[D]"),
        "conference": np.array([day for day, _ in held], dtype="datetime64[D]"),
    }
    return southend.CP_3_10.compute(table, as_at=last, from_year="2015-16", accumulation=accumulation)


def printed(numerator: int, denominator: int) -> str:
    """A percentage to one decimal, half up, in whole numbers; a dash for none."""
    if not denominator:
        return "-"
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    return f"{tenths // 10}.{tenths % 10}%"


months_of_cases = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=27)


class TestEveryMonth:
    """Each month has its row, with the counts of the year so far and its own, and a dash where there is no figure (undefined is not zero)."""

    @given(months_of_cases)
    @settings(max_examples=40)
    def test_the_table(self, months: list[tuple[int, int]]) -> None:
        """The rows are what adding up month by month gives, begun anew each April."""
        expected, in_time, counted = [], 0, 0
        for at, (good, late) in enumerate(months):
            in_time, counted = (good, good + late) if at % 12 == 0 else (in_time + good, counted + good + late)
            own, so_far = f"{good} of {good + late}", f"{in_time} of {counted}"
            expected.append((str(FIRST.plus(at)), own, printed(good, good + late), so_far, printed(in_time, counted)))

        assert expected == list(year_to_date(computed(months)).rows)

    @given(months_of_cases)
    @settings(max_examples=6)
    def test_the_drawing(self, months: list[tuple[int, int]]) -> None:
        """There is a panel to each year, with a point for each month that has a figure; every count and figure of the table is in it as text."""
        chart = year_to_date(computed(months))
        drawn = chart.figure()
        lines = [[line for line in axes.get_lines() if line.get_marker() in {"o", "s"}] for axes in drawn.axes]
        points = [sum(int(np.isfinite(line.get_ydata()).sum()) for line in panel) for panel in lines]
        words = set(words_of(chart.svg()).split())

        assert -(-len(months) // 12) == len(drawn.axes)
        assert sum(figure != "-" for row in chart.rows for figure in (row[2], row[4])) == sum(points)
        assert {part for row in chart.rows for cell in row[1:] for part in cell.replace("%", "").split()} <= words
        assert {str(FIRST.plus(at))[:3] for at in range(len(months))} <= words

    def test_the_line_is_broken_between_years(self) -> None:
        """No line joins March to April, where the count begins anew."""
        drawn = year_to_date(computed([(1, 1)] * 13)).figure()

        assert [12, 1] == [len(line.get_xdata()) for axes in drawn.axes for line in axes.get_lines() if line.get_marker() == "o"]

    def test_the_months_are_told_apart_by_shape(self) -> None:
        """The line has round filled points, the months alone hollow squares."""
        marks = [(line.get_marker(), line.get_markerfacecolor()) for line in year_to_date(computed([(1, 1)] * 3)).figure().axes[0].get_lines()[1:]]

        assert [("s", "white"), ("o", "#12436d")] == marks

    def test_no_case_in_any_month(self) -> None:
        """It is said, and drawn without points."""
        chart = year_to_date(computed([(0, 0)] * 3))

        assert "CP 3.10: year to date and each month alone: there is no figure in any month." == chart.alternative
        assert "0" in words_of(chart.svg())

    def test_one_month(self) -> None:
        """One month is a point, and goes from nowhere to nowhere."""
        chart = year_to_date(computed([(3, 1)]))

        assert "The figure year to date is 75.0% in April 2015." in chart.alternative
        assert chart.png().startswith(b"\x89PNG")

    def test_part_of_a_month(self) -> None:
        """It is marked, in the drawing and the table, and the caption says what the mark means."""
        chart = year_to_date(computed([(3, 1), (1, 1)], as_at=date(2015, 5, 12)))

        assert "May 2015 (part)" == chart.rows[-1][0]
        assert "* part of a month" in chart.caption
        assert "May*" in words_of(chart.svg())


class TestGathered:
    """Any figure that gathers can be drawn, and one that does not is refused."""

    @pytest.mark.parametrize("accumulation", [ROLLING_12_MONTHS, IN_QUARTER])
    def test_other_accumulations(self, accumulation: Accumulation) -> None:
        """A rolling figure and a quarter have their name on the line, and the months beside it."""
        chart = year_to_date(computed([(3, 1)] * 14, accumulation=accumulation))

        assert str(accumulation) == chart.gathered
        assert chart.with_months
        assert str(accumulation) in words_of(chart.svg())

    def test_months_alone(self) -> None:
        """Where the line is of months, there are no points beside it and no second counts."""
        chart = year_to_date(computed([(3, 1), (1, 1)], accumulation=IN_MONTH))

        assert ("Month", "In the month", "Figure") == chart.headings
        assert ("May 2015", "1 of 2", "50.0%") == chart.rows[1]
        assert "alone" not in words_of(chart.svg())

    def test_a_snapshot_is_refused(self) -> None:
        """It gathers nothing from month to month."""
        stays = {"child": [1], "start": ["2018-01-01"], "end": [None]}
        result = southend.CP_1_4.compute(periods_of_care=stays, visits={"child": [1], "visited": ["2018-04-20"]}, as_at="2018-04-30")

        with pytest.raises(TypeError, match=r"CP 1\.4 is a snapshot"):
            year_to_date(result)


class TestUnits:
    """Rates and numbers are drawn as they are printed, from 0 on."""

    REFERRALS: Any = {"child": [1, 2, 3], "referral": ["2018-04-03", "2018-05-03", "2018-05-04"]}

    def test_a_number(self) -> None:
        """Its figures are its counts, told once."""
        chart = year_to_date(front_door.referrals.compute(self.REFERRALS, as_at="2018-05-31"))

        assert [("April 2018", "1", "1", "1", "1"), ("May 2018", "2", "2", "3", "3")] == list(chart.rows)
        assert 0 == chart.figure().axes[0].get_ylim()[0]

    def test_a_rate(self) -> None:
        """With its population it is drawn; without, one error says what is missing."""
        people = Population(number=20_000, of="children aged 0 to 17", vintage="made up", source="a test")
        chart = year_to_date(front_door.referrals_per_10_000.compute(self.REFERRALS, as_at="2018-05-31", population=people))

        assert Decimal("1.5") == chart.steps[-1].figure
        assert "1.5 per 10,000" in chart.alternative
        assert chart.svg()
        with pytest.raises(ValueError, match=r"is a rate and the population was not given"):
            year_to_date(front_door.referrals_per_10_000.compute(self.REFERRALS, as_at="2018-05-31"))

    def test_a_target_that_is_a_ceiling(self) -> None:
        """Its line says that it is one."""
        result = attrs.evolve(computed([(1, 3)]), target=Target(20, good="low"), good="low")

        assert "A dashed line is at the target, at most 20%." in year_to_date(result).alternative
        assert "target at most 20%" in words_of(year_to_date(result).svg())

    def test_no_target(self) -> None:
        """Without one there is no such line."""
        chart: YearToDateChart = year_to_date(attrs.evolve(computed([(1, 3)]), target=None))

        assert "target" not in chart.alternative + words_of(chart.svg())
