"""
The XmR chart: a mean, limits from moving ranges, and four rules.

The oracle asks every rule of every run of months there is, in fractions, and marks the months of each run that breaks it.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from csc_indicators.results.process_chart import Assurance, NotMonthly, ProcessChart, Rule, process_chart

Values: TypeAlias = Sequence[Fraction | int | None]

ON_ONE_SIDE, IN_ONE_DIRECTION, NEAR_A_LIMIT = Rule.SEVEN_ON_ONE_SIDE, Rule.SEVEN_IN_ONE_DIRECTION, Rule.TWO_OF_THREE_NEAR_A_LIMIT

levels = st.integers(0, 12)

#: Stretches of months: any, quiet, near the limits of the quiet ones, level, rising, falling, missing.
STRETCHES: list[st.SearchStrategy[list[int | None]]] = [
    st.lists(levels | st.none(), min_size=1, max_size=10),
    st.integers(4, 12).map(lambda months: [month % 2 for month in range(months)]),
    st.lists(st.sampled_from((-2, -1, 0, 1, 2, 3, 4)), min_size=2, max_size=5),
    st.builds(lambda value, months: [value] * months, levels, st.integers(5, 9)),
    st.builds(lambda first, last: list(range(first, last)), st.integers(0, 4), st.integers(8, 13)),
    st.builds(lambda first, last: list(range(last, first, -1)), st.integers(0, 4), st.integers(8, 13)),
    st.just([None]),
]


@st.composite
def monthly(draw: st.DrawFn) -> list[Fraction | None]:
    """Months put together from stretches, at least one with a value."""
    stretches = draw(st.lists(st.one_of(STRETCHES), min_size=1, max_size=5))
    values = [None if value is None else Fraction(value) for stretch in stretches for value in stretch]
    assume(any(value is not None for value in values))
    return values


def slow_limits(values: Values, *, screened: bool) -> tuple[Fraction, Fraction | None]:
    """The mean, and the mean of the moving ranges that are kept."""
    known = [Fraction(value) for value in values if value is not None]
    ranges = []
    for month in range(1, len(values)):
        before, value = values[month - 1], values[month]
        if before is not None and value is not None:
            ranges.append(abs(Fraction(value) - Fraction(before)))
    if screened and any(ranges):
        most = Fraction(3267, 1000) * sum(ranges) / len(ranges)
        ranges = [moved for moved in ranges if moved < most]
    return Fraction(sum(known)) / len(known), Fraction(sum(ranges)) / len(ranges) if ranges else None


def broken(run: Sequence[Fraction], mean: Fraction, moved: Fraction | None) -> Rule:
    """The rules that these neighbouring months break together, all of them at once."""
    found = Rule(0)
    if len(run) == 7 and (all(value > mean for value in run) or all(value < mean for value in run)):
        found |= ON_ONE_SIDE
    if len(run) == 7 and (list(run) == sorted(set(run)) or list(run) == sorted(set(run), reverse=True)):
        found |= IN_ONE_DIRECTION
    if not moved:
        return found
    if len(run) == 1 and abs(run[0] - mean) > Fraction(266, 100) * moved:
        found |= Rule.OUTSIDE_LIMITS
    if len(run) == 3 and (all(value > mean for value in run) or all(value < mean for value in run)):
        close = [is_near(value, mean, moved) for value in run]
        if close.count(True) >= 2:
            found |= NEAR_A_LIMIT
    return found


def is_near(value: Fraction, mean: Fraction, moved: Fraction) -> bool:
    """Past two thirds of the way to a limit, and not past the limit."""
    away, limit = abs(value - mean), Fraction(266, 100) * moved
    return 2 * limit / 3 < away <= limit


def slow_rules(values: Values, *, screened: bool) -> tuple[list[Rule], list[Rule]]:
    """Each month's rules, and those complete with it."""
    mean, moved = slow_limits(values, screened=screened)
    part_of, complete = [Rule(0) for _ in values], [Rule(0) for _ in values]
    for first in range(len(values)):
        for last in range(first, min(first + 7, len(values))):
            run = [Fraction(value) for value in values[first : last + 1] if value is not None]
            if len(run) != last - first + 1:
                continue
            found = broken(run, mean, moved)
            complete[last] |= found
            for month, value in zip(range(first, last + 1), run, strict=True):
                part_of[month] |= found if moved and is_near(value, mean, moved) else found & ~NEAR_A_LIMIT
    return part_of, complete


def marks(chart: ProcessChart, rule: Rule) -> list[int]:
    """1 for every month with which the rule's pattern is complete."""
    return [int(rule in point.completes) for point in chart.points]


class TestLimits:
    """
    The limits are 2.66 mean moving ranges from the mean, large moving ranges left out once.

    Source: NHS England, Making Data Count; R package NHSRplotthedots; Nelson 1982; ST8 of the project's properties.
    """

    @given(monthly(), st.booleans())
    def test_worked_out_slowly(self, values: Values, screened: bool) -> None:
        """The mean and the limits are those of the definition, in exact fractions."""
        mean, moved = slow_limits(values, screened=screened)
        chart = process_chart(values, screened=screened)
        ends = [mean + times * moved for times in map(Fraction, ("-2.66", "2.66"))] if moved else [None, None]
        near_ends = [mean + times * 2 * moved / 3 for times in map(Fraction, ("-2.66", "2.66"))] if moved else [None, None]

        assert (mean, moved) == (chart.mean, chart.mean_moving_range)
        assert ends == [chart.lower, chart.upper]
        assert near_ends == [chart.near_lower, chart.near_upper]

    @given(monthly(), st.fractions(-100, 100, max_denominator=20), st.booleans())
    def test_adding_a_constant_shifts(self, values: Values, constant: Fraction, screened: bool) -> None:
        """So much more in every month is so much more in the mean and the limits, and no rule changes (ST8)."""
        chart = process_chart(values, screened=screened)
        shifted = process_chart([None if value is None else value + constant for value in values], screened=screened)

        assert chart.mean + constant == shifted.mean
        assert [None if end is None else end + constant for end in (chart.lower, chart.upper)] == [shifted.lower, shifted.upper]
        assert [point.rules for point in chart.points] == [point.rules for point in shifted.points]

    @given(monthly(), st.fractions(-20, 20, max_denominator=20).filter(bool), st.booleans())
    def test_scaling_scales(self, values: Values, factor: Fraction, screened: bool) -> None:
        """So many times every month is so many times the mean and the limits, exchanged where the factor is negative; no rule changes (ST8)."""
        chart = process_chart(values, screened=screened)
        scaled = process_chart([None if value is None else value * factor for value in values], screened=screened)
        ends = [None if end is None else end * factor for end in (chart.lower, chart.upper)]

        assert chart.mean * factor == scaled.mean
        assert ends == ([scaled.lower, scaled.upper] if factor > 0 else [scaled.upper, scaled.lower])
        assert [point.rules for point in chart.points] == [point.rules for point in scaled.points]

    @given(monthly(), st.booleans())
    def test_backwards(self, values: Values, screened: bool) -> None:
        """Time reversed has the same mean and limits, and every month is part of the same patterns (ST8)."""
        chart, reverse = process_chart(values, screened=screened), process_chart(values[::-1], screened=screened)

        assert (chart.mean, chart.lower, chart.upper) == (reverse.mean, reverse.lower, reverse.upper)
        assert [point.rules for point in chart.points] == [point.rules for point in reverse.points[::-1]]

    @given(monthly())
    def test_screening_never_widens(self, values: Values) -> None:
        """Limits with large moves left out are within those with all of them."""
        screened, every = process_chart(values), process_chart(values, screened=False)
        assert screened.mean == every.mean

        assert (screened.mean_moving_range or 0) <= (every.mean_moving_range or 0)

    @given(monthly())
    def test_what_was_screened_is_marked(self, values: Values) -> None:
        """The months marked are those whose moving range is 3.267 times the mean of all or more, and none without screening."""
        every = process_chart(values, screened=False)
        bound = Fraction("3.267") * (every.mean_moving_range or 0)
        expected = [moved is not None and bool(bound) and moved >= bound for moved in every.moving_ranges]

        assert expected == [point.screened for point in process_chart(values).points]
        assert not any(point.screened for point in every.points)

    def test_a_move_on_the_bound_is_left_out(self) -> None:
        """Of thirty moves with a mean of 1, the one of exactly 3.267 is out and the others are in."""
        most = Fraction("3.267")
        values = list(accumulate([*[(30 - most) / 29] * 29, most], initial=Fraction(0)))

        assert 1 == process_chart(values, screened=False).mean_moving_range
        assert [False] * 30 + [True] == [point.screened for point in process_chart(values).points]


class TestRules:
    """
    Outside a limit, seven on one side, seven in one direction, two of three near a limit.

    Source: NHS England, Making Data Count; R package NHSRplotthedots, R/ptd_calculate_point_type.R.
    """

    @given(monthly(), st.booleans())
    @example(values=[0, 1, 0, 1, 0, 1, 0, 1, 2, 2, 2], screened=False)
    @example(values=[*([0, 1] * 20), None, 2, 1, 2, 0, 0, 2, 2, None, 2, None, 2], screened=False)
    @example(values=[*([0, 1] * 20), None, -1, -1, 0], screened=False)
    def test_every_run_asked_every_rule(self, values: Values, screened: bool) -> None:
        """A month has the rules of every run it stands in, and completes those of the runs it ends."""
        points = process_chart(values, screened=screened).points

        assert slow_rules(values, screened=screened) == ([point.rules for point in points], [point.completes for point in points])

    @given(monthly())
    def test_the_months_as_given(self, values: Values) -> None:
        """Every month keeps its value, its move from the one before and its side of the mean."""
        chart = process_chart(values)
        befores = [None, *values[:-1]]
        moved = [None if value is None or before is None else abs(value - before) for before, value in zip(befores, values, strict=True)]

        assert list(values) == [point.value for point in chart.points]
        assert moved == list(chart.moving_ranges)
        assert [0 if value is None else (value > chart.mean) - (value < chart.mean) for value in values] == [point.side for point in chart.points]

    def test_on_a_limit_is_not_outside_it(self) -> None:
        """Only past a limit is outside; on it is near it."""
        steady = [Fraction(month % 2 * 2 - 1) for month in range(40)]
        limit = process_chart([*steady, None, 0]).upper
        assert limit is not None
        mirrored = [*steady, None, limit, None, -limit]

        assert limit == process_chart(mirrored).upper
        assert all(not point.rules for point in process_chart(mirrored).points)
        assert process_chart([*steady, None, limit + Fraction(1, 1000), None, -limit - Fraction(1, 1000)]).points[-1].rules == Rule.OUTSIDE_LIMITS

    def test_on_a_near_limit_is_not_near(self) -> None:
        """Three months level on a near limit, and three on the other, are ordinary; the least bit further out they are not."""
        steady = [Fraction(month % 2 * 2 - 1) for month in range(40)]
        level, bit = 2 * Fraction("2.66") / 3 * Fraction(39 * 2, 39 + 4), Fraction(1, 10**9)
        on, past = (process_chart([*steady, None, *[at] * 3, None, *[-at] * 3], screened=False) for at in (level, level + bit))

        assert (-level, level) == (on.near_lower, on.near_upper) == (past.near_lower, past.near_upper)
        assert not any(point.rules for point in on.points)
        assert [NEAR_A_LIMIT] * 3 == [point.rules for point in past.points[-3:]]

    def test_a_gap_ends_a_pattern(self) -> None:
        """Four months above and three more after a month without cases are not seven together; without the gap they are."""
        below = [0, 1, 0, 1, 0, 1]
        apart, together = [*below, 2, 3, 2, 3, None, 2, 3, 2], [*below, 2, 3, 2, 3, 2, 3, 2]

        assert not any(ON_ONE_SIDE in point.rules for point in process_chart(apart).points)
        assert [6, 7, 8, 9, 10, 11, 12] == [month for month, point in enumerate(process_chart(together).points) if ON_ONE_SIDE in point.rules]

    def test_the_words(self) -> None:
        """Several rules are listed, none is nothing."""
        several = "outside the limits; two of three together near a limit, all three on its side of the mean"

        assert ("", several) == (str(Rule(0)), str(Rule.OUTSIDE_LIMITS | NEAR_A_LIMIT))
        assert "seven or more together, each above or each below the one before" == str(IN_ONE_DIRECTION)


class TestFewMonths:
    """
    A chart of few months says so, and one that cannot have limits says why.

    Source: the project's facts on small numbers, G6; rule 7 of the project's design.
    """

    @given(st.lists(levels, min_size=1, max_size=20), st.integers(0, 5))
    @example([1] * 11, 1)
    @example([1] * 12, 0)
    def test_trial(self, values: list[int], gaps: int) -> None:
        """With fewer than twelve values the limits are on trial; months without cases are no values."""
        assert (len(values) < 12) == process_chart([*values, *[None] * gaps]).trial

    @given(monthly(), st.booleans())
    def test_no_limits_have_a_reason(self, values: Values, screened: bool) -> None:
        """There are limits exactly when there is no reason why not, and without them only patterns that need none."""
        chart = process_chart(values, screened=screened)
        ends = {end is None for end in (chart.lower, chart.upper, chart.near_lower, chart.near_upper)}

        assert {bool(chart.why)} == ends
        if chart.why:
            assert not any(point.rules & (Rule.OUTSIDE_LIMITS | NEAR_A_LIMIT) for point in chart.points)

    @pytest.mark.parametrize(
        ("values", "why"),
        [
            ([62], "no two neighbouring months have values"),
            ([62, None, 70], "no two neighbouring months have values"),
            ([62, 62, 62], "neighbouring months do not differ"),
            ([62, 62, None, 70, 70], "neighbouring months do not differ"),
            ([0, 0, 0, 0, 0, 0, 0, 10], "neighbouring months do not differ, but for moves too large to be usual"),
            ([62, 70], ""),
        ],
    )
    def test_why_there_are_none(self, values: list[int | None], why: str) -> None:
        """One value, values apart, and values alike have a mean and no limits."""
        assert why == process_chart(values).why

    def test_seven_on_one_side_need_no_limits(self) -> None:
        """The mean is enough for a run: seven level months below the seven level months after a gap."""
        chart = process_chart([*[1] * 7, None, *[3] * 7])

        assert chart.lower is None
        assert [6, 14] == [month for month, point in enumerate(chart.points) if point.completes == ON_ONE_SIDE]

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], "mean 1.94, limits -0.72 and 4.60"),
            ([62, 70, 65], "mean 65.67, trial limits 48.38 and 82.96"),
            ([62, 62], "mean 62.00, no limits: neighbouring months do not differ"),
        ],
    )
    def test_the_words(self, values: list[int], words: str) -> None:
        """The mean and the limits in a line, or why there are none."""
        assert words == str(process_chart(values))


class TestAssurance:
    """
    A target beyond the limits is consistently met or missed; one within them is met by chance.

    Source: R package NHSRplotthedots, R/ptd_calculate_assurance_type.R.
    """

    @given(monthly(), st.fractions(-30, 40, max_denominator=10))
    def test_seen_from_below(self, values: Values, target: Fraction) -> None:
        """Turned upside down, with low good for high, it is the same."""
        chart = process_chart(values)
        down = process_chart([None if value is None else -value for value in values])

        assert chart.assurance(target, "high") == down.assurance(-target, "low")

    @given(monthly(), st.fractions(-30, 40, max_denominator=10))
    def test_the_other_way_is_the_opposite(self, values: Values, target: Fraction) -> None:
        """What a process consistently meets when high is good it consistently misses when low is."""
        chart = process_chart(values)
        opposite = {Assurance.MEETS: Assurance.MISSES, Assurance.MISSES: Assurance.MEETS, Assurance.EITHER: Assurance.EITHER, None: None}

        assert opposite[chart.assurance(target, "high")] == chart.assurance(target, "low")

    def test_on_and_beside_a_limit(self) -> None:
        """On either limit chance decides; the least bit beyond it, the limit does."""
        chart = process_chart([62, 70, 65, 68])
        assert chart.lower is not None
        assert chart.upper is not None
        bit = Fraction(1, 10**9)
        targets = (chart.lower - bit, chart.lower, chart.mean, chart.upper, chart.upper + bit)
        expected = [Assurance.MEETS, Assurance.EITHER, Assurance.EITHER, Assurance.EITHER, Assurance.MISSES]

        assert expected == [chart.assurance(target, "high") for target in targets]

    @pytest.mark.parametrize(
        ("target", "good", "words"),
        [
            (90, "high", "consistently misses the target"),
            (Decimal("90.5"), "low", "consistently meets the target"),
            (70.5, "high", "may or may not meet the target"),
        ],
    )
    def test_the_words(self, target: Any, good: Any, words: str) -> None:
        """Targets as ints, decimals and floats."""
        assert words == str(process_chart([62, 70, 65, 68, 61, 66]).assurance(target, good))

    def test_without_limits(self) -> None:
        """Without limits nothing is assured, either way."""
        assert process_chart([62, 62]).assurance(90, "high") is None

    @pytest.mark.parametrize("good", ["neutral", "", None])
    def test_neither_way_is_good(self, good: Any) -> None:
        """Where neither high nor low is good no target is met or missed."""
        with pytest.raises(ValueError, match="high is good or low is good"):
            process_chart([62, 70]).assurance(90, good)

    def test_no_target(self) -> None:
        """A target that is no number is refused."""
        with pytest.raises(ValueError, match=r"^The target is not a finite number\.$"):
            process_chart([62, 70]).assurance(float("nan"), "high")


class TestRefusing:
    """
    A chart needs a value, and values are finite numbers.

    Source: rule 7 of the project's design: undefined is None, not NaN.
    """

    @pytest.mark.parametrize("values", [[], [None], [None, None]])
    def test_nothing_to_chart(self, values: list[None]) -> None:
        """No values at all are refused."""
        with pytest.raises(ValueError, match="nothing to chart"):
            process_chart(values)

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
    def test_what_is_not_a_number(self, value: float | Decimal) -> None:
        """NaN and the infinities are refused by their place; a month without cases is None."""
        with pytest.raises(ValueError, match=r"^Value 2 is not a finite number\. Give None for a month without cases\.$"):
            process_chart([62, value])

    @given(st.lists(st.integers(-400, 400), min_size=1, max_size=20))
    def test_how_a_value_is_written_does_not_matter(self, quarters: list[int]) -> None:
        """Fractions, decimals and floats of the same values make the same chart."""
        fractions = process_chart([Fraction(value, 4) for value in quarters])

        assert fractions == process_chart([Decimal(value) / 4 for value in quarters])
        assert fractions == process_chart([value / 4 for value in quarters])

    def test_a_series_that_is_not_monthly(self) -> None:
        """A series of overlapping points is the wrong kind of thing, and says what the caller says."""
        assert issubclass(NotMonthly, TypeError)
        assert "Chart the months instead." == str(NotMonthly("Chart the months instead."))
