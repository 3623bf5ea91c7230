"""
Small numbers: intervals, standard errors and limits that others published or computed with other software.

G1 to G8 are the numbers of the project's facts on statistics. Figures given in full are met to 1e-12, others to the digits given.
"""

import math
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from csc_indicators.results.families import Influence, by_families, influence
from csc_indicators.results.intervals import Interval, count_interval, wilson, wilson_of_share
from csc_indicators.results.process_chart import Assurance, ProcessChart, Rule, process_chart
from csc_indicators.results.rates import Population, Rate
from csc_indicators.results.tally import Tally


def ends(interval: Interval | None) -> tuple[float, float]:
    """The two ends of an interval that there is."""
    assert interval is not None

    return interval.lower, interval.upper


def columns(sizes: list[int], late: set[int]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Families of these sizes, all in time but those at the places given, the first being 1."""
    codes = np.repeat(np.arange(len(sizes)), sizes)
    return ~np.isin(codes, [place - 1 for place in late]), codes


class TestHealthImprovementAndDisparities:
    """
    G1: the test data of the R package PHEindicatormethods.

    Source: ukhsa-collaboration/PHEindicatormethods 093fd28, tests/testthat/testdata_Byars_Wilson.xlsx, testdata_Proportion.xlsx, testdata_Rate.xlsx.
    """

    @pytest.mark.parametrize(
        ("count", "cases", "confidence", "expected"),
        [
            (65, 100, 95, (0.5525444329688797, 0.7363575175690247)),
            (65, 100, 99.8, (0.4954946574070431, 0.7783540614089697)),
            (1045, 5000, 95, (0.19795549880013297, 0.22049130373189027)),
            (1045, 5000, 99.8, (0.19179381799015244, 0.22731562902525818)),
            (1, 100, 95, (0.0017674320641406511, 0.054486196178705294)),
            (1, 100, 99.8, (0.000873065697299977, 0.1045544528370582)),
            (5, 100, 95, (0.02154367915436798, 0.11175046923191911)),
            (5, 100, 99.8, (0.013865320725997183, 0.16458852282596442)),
            (20, 100, 95, (0.1333669333310325, 0.28882916559315885)),
            (20, 100, 99.8, (0.10519162066711432, 0.3471109417008601)),
            (222, 3215, 95, (0.060791690363636595, 0.07833956681383633)),
            (222, 3215, 99.8, (0.05647101964624248, 0.08418414185270134)),
        ],
    )
    def test_wilson(self, count: int, cases: int, confidence: float, expected: tuple[float, float]) -> None:
        """The 95 and 99.8 per cent intervals of proportions."""
        assert pytest.approx(expected, rel=1e-12) == ends(wilson(count, cases, confidence=confidence))

    @pytest.mark.parametrize(
        ("count", "confidence", "expected"),
        [
            (65, 95, (50.163187710459454, 82.84913854593984)),
            (1045, 95, (982.5932018073325, 1110.33121298565)),
            (10, 99.8, (2.916318374695686, 24.193724927880535)),
        ],
    )
    def test_byar(self, count: int, confidence: float, expected: tuple[float, float]) -> None:
        """Counts of ten and more."""
        assert pytest.approx(expected, rel=1e-12) == ends(count_interval(count, confidence=confidence))

    def test_exact_rate(self) -> None:
        """Five in a hundred, per hundred, which R's qchisq also gives."""
        population = Population(number=100, of="people", vintage="test data", source="PHEindicatormethods, testdata_Rate.xlsx")

        assert pytest.approx((1.62348639011842, 11.668332079322669), rel=1e-12) == ends(Rate(5, population, per=100).interval())


class TestNewcombe:
    """
    G2: the cases of Newcombe 1998, by R 4.2.2's prop.test(correct=FALSE).

    Source: R. G. Newcombe, Statistics in Medicine 17, 857-872.
    """

    # The exact (Clopper-Pearson) column of G2 is not checked: that interval is not offered.
    @pytest.mark.parametrize(
        ("count", "cases", "expected"),
        [
            (81, 263, (0.255288519878, 0.366209576983)),
            (15, 148, (0.0623863995307, 0.160487241723)),
            (0, 20, (0, 0.161125158053)),
            (1, 29, (0.00611321429276, 0.171755218793)),
        ],
    )
    def test_wilson(self, count: int, cases: int, expected: tuple[float, float]) -> None:
        """Four proportions, to the twelve digits that R printed."""
        assert pytest.approx(expected, rel=1e-11) == ends(wilson(count, cases))


class TestBinom:
    """
    G3: R's binom.confint, as statsmodels stores it.

    Source: statsmodels, stats/tests/results/results_proportion.py.
    """

    @pytest.mark.parametrize(
        ("count", "cases", "expected", "tolerance"),
        [
            (18, 20, (0.6989663547715128, 0.972133518786232), 1e-12),
            (4, 20, (0.0806576625797981, 0.4160174322518935), 1e-12),
            (190, 200, (0.910421851861224, 0.972617354399236), 1e-12),
            (0, 30, (0, 0.11351339), 1e-7),
            (30, 30, (0.8864866, 1), 1e-7),
        ],
    )
    def test_wilson(self, count: int, cases: int, expected: tuple[float, float], tolerance: float) -> None:
        """Five proportions; the last two are stored to eight and seven digits."""
        assert pytest.approx(expected, rel=tolerance) == ends(wilson(count, cases))

    def test_all_together(self) -> None:
        """The same from arrays."""
        lower, upper = wilson(np.array([18, 4, 190]), np.array([20, 20, 200]))

        assert pytest.approx([0.6989663547715128, 0.0806576625797981, 0.910421851861224], rel=1e-12) == lower.tolist()
        assert pytest.approx([0.972133518786232, 0.4160174322518935, 0.972617354399236], rel=1e-12) == upper.tolist()


class TestConwy:
    """
    G4: conferences in Conwy in 2013-14, where 94 of 120 children and 52 of 60 conferences were in time.

    Source: Conwy County Borough Council's published figures, children and conferences both; the intervals are derived from them.
    """

    def test_both_figures(self) -> None:
        """The percentages as published."""
        assert (Decimal("78.3"), Decimal("86.7")) == (Tally(94, 120).percentage(1), Tally(52, 60).percentage(1))

    @pytest.mark.parametrize(
        ("count", "cases", "expected"),
        [(94, 120, (0.701456374671, 0.847632764358)), (52, 60, (0.758348403235, 0.930858905194))],
        ids=["children", "conferences"],
    )
    def test_wilson(self, count: int, cases: int, expected: tuple[float, float]) -> None:
        """The intervals of both, to the twelve digits given."""
        assert pytest.approx(expected, rel=1e-11) == ends(wilson(count, cases))

    def test_the_year(self) -> None:
        """Eight late conferences of 26 children among 60 of 120: both counts, whatever the sizes of the families in time."""
        sizes = [6, 4, 4, 3, 3, 2, 2, 2, *[1] * 20, *[2] * 22, *[3] * 10]
        year = by_families(*columns(sizes, set(range(1, 9))))

        assert (120, 94, 60, 52, 6) == (year.cases, year.in_time, year.families, year.families_in_time, year.largest)
        assert year.effective_size is not None
        assert year.effective_size < 60

    def test_the_third_quarter(self) -> None:
        """18 of 28: without the family of 6 it is 18 of 22, and without the family of 4 as well nothing was late."""
        in_time, family = columns([4, 6, *[1] * 18], {1, 2})
        quarter = influence(in_time, family)
        kept = family > 1

        assert pytest.approx(0.6429, abs=5e-5) == in_time.mean()
        assert (1, 6, 18, 22) == (quarter.family[0], quarter.cases[0], quarter.numerator[0], quarter.denominator[0])
        assert (Decimal("81.82"), Decimal("-17.53")) == (Tally(18, 22).percentage(2), quarter.points(2)[0])
        assert (18, 18) == (int(in_time[kept].sum()), int(kept.sum()))


class TestFamilies:
    """
    G5: 23 families of 39 children, three of them late, by the R package survey 4.1.1.

    Source: svydesign(ids = ~family), svymean with deff = "replace", and as.svrepdesign(type = "JK1").
    """

    # Not checked: the logit and beta intervals of svyciprop, which are not offered, and svymean and svyratio of the package's own apiclus1, whose
    # rows are not to hand.
    SIZES = (1, 1, 2, 1, 3, 1, 1, 2, 4, 1, 1, 2, 1, 1, 3, 2, 1, 1, 5, 1, 2, 1, 1)
    CASES = columns(list(SIZES), {5, 14, 19})

    def without(self, found: Influence) -> list[Fraction]:
        """The figures without each family."""
        return [Fraction(int(count), int(cases)) for count, cases in zip(found.numerator, found.denominator, strict=True)]

    def test_counts(self) -> None:
        """23 families, 39 children, 30 in time."""
        found = by_families(*self.CASES)

        assert (23, 39, 30, 20, 5) == (found.families, found.cases, found.in_time, found.families_in_time, found.largest)
        assert pytest.approx(0.7692307692307693, rel=1e-12) == found.in_time / found.cases

    def test_linearised(self) -> None:
        """The standard error, the design effect and the effective size, to the digits given."""
        found = by_families(*self.CASES)

        assert pytest.approx(0.12789855899, rel=5e-11) == found.standard_error
        assert pytest.approx(3.50171, rel=2e-6) == found.design_effect
        assert pytest.approx(11.137411286, rel=5e-11) == found.effective_size

    def test_wilson(self) -> None:
        """At the effective size, and beside it on children, which is too narrow, and on families."""
        assert pytest.approx((0.475924121605, 0.924444368996), rel=1e-11) == ends(by_families(*self.CASES).interval)
        assert pytest.approx((0.475924121605, 0.924444368996), rel=1e-10) == ends(wilson_of_share(Fraction(30, 39), 11.137411286))
        assert pytest.approx((0.616637427717, 0.873541958749), rel=1e-11) == ends(wilson(30, 39))
        assert pytest.approx((0.678725177299, 0.954623409064), rel=1e-11) == ends(wilson(20, 23))

    def test_leaving_each_family_out(self) -> None:
        """The range of the figures without one family, and the largest move, which is that of the family of 5."""
        found = influence(*self.CASES)
        figures = self.without(found)

        assert pytest.approx((0.742857142857, 0.882352941176), rel=1e-11) == (float(min(figures)), float(max(figures)))
        assert (18, 5) == (found.family[0], found.cases[0])
        assert pytest.approx(-0.113122171946, rel=1e-11) == float(found.moves[0] or 0)
        assert "the family that moves the figure most lowers it by 11.3 percentage points" == str(found)

    def test_jackknife(self) -> None:
        """The JK1 standard error from the figures without each family, about their mean and about the figure."""
        figures = self.without(influence(*self.CASES))
        about = (sum(figures) / len(figures), Fraction(30, 39))
        errors = [math.sqrt(Fraction(22, 23) * sum((figure - centre) ** 2 for figure in figures)) for centre in about]

        assert pytest.approx([0.137039795974, 0.137056670231], rel=1e-11) == errors


class TestPlotTheDots:
    """
    G6: the R package NHSRplotthedots.

    Source: nhs-r-community/NHSRplotthedots 050b07d, vignettes/deviations.Rmd; tests/testthat/test-ptd_calculate_point_type.R.
    """

    VIGNETTE = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
    #: Months that move by 2 about a mean of 0: with a few more after a gap the near limits stay at about 3.5 and the limits at about 5.3.
    BEFORE = (*[1, -1] * 200, None)

    def limits(self, chart: ProcessChart) -> tuple[float, float, float]:
        """The mean and the limits as floats."""
        assert chart.lower is not None
        assert chart.upper is not None

        return float(chart.mean), float(chart.lower), float(chart.upper)

    @pytest.mark.parametrize(
        ("screened", "expected", "printed"),
        [
            (True, (1.9444444444, -0.7155555556, 4.6044444444), (1.94, -0.72, 4.60)),
            (False, (1.9444444444, -3.0626143791, 6.9515032680), (1.94, -3.06, 6.95)),
        ],
        ids=["package", "Making Data Count Excel"],
    )
    def test_limits(self, screened: bool, expected: tuple[float, ...], printed: tuple[float, ...]) -> None:
        """The mean and the limits of the vignette, screened and not, to ten decimals and as it prints them."""
        found = self.limits(process_chart(self.VIGNETTE, screened=screened))

        assert pytest.approx(expected, abs=5.1e-11) == found
        assert printed == tuple(round(number, 2) for number in found)

    @pytest.mark.parametrize("screened", [True, False])
    def test_the_outlier_of_the_vignette(self, screened: bool) -> None:
        """The fifth point is outside either pair of limits, and no other is."""
        points = process_chart(self.VIGNETTE, screened=screened).points

        assert [4] == [place for place, point in enumerate(points) if Rule.OUTSIDE_LIMITS in point.rules]

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([1] * 6, [0] * 6),
            ([*[1] * 6, -1], [0] * 7),
            ([*[1] * 8, -1], [0, 0, 0, 0, 0, 0, 1, 1, 0]),
            ([*[-1] * 8, 1], [0, 0, 0, 0, 0, 0, 1, 1, 0]),
            ([-1, *[1] * 8, -1], [0, 0, 0, 0, 0, 0, 0, 1, 1, 0]),
            ([1, *[-1] * 8, 1], [0, 0, 0, 0, 0, 0, 0, 1, 1, 0]),
        ],
    )
    def test_seven_on_one_side(self, values: list[int], expected: list[int]) -> None:
        """ptd_seven_point_one_side_mean marks the seventh point of a run and those after it."""
        assert expected == [int(Rule.SEVEN_ON_ONE_SIDE in point.completes) for point in process_chart(values).points]

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([*[1] * 7, -1], [1, 1, 1, 1, 1, 1, 1, 0]),
            ([-1, *[1] * 7, -1], [0, 1, 1, 1, 1, 1, 1, 1, 0]),
            ([*[-1] * 7, 1], [1, 1, 1, 1, 1, 1, 1, 0]),
            ([1, *[-1] * 7, 1], [0, 1, 1, 1, 1, 1, 1, 1, 0]),
        ],
    )
    def test_part_of_seven(self, values: list[int], expected: list[int]) -> None:
        """ptd_part_of_seven_trend marks all seven."""
        assert expected == [int(Rule.SEVEN_ON_ONE_SIDE in point.rules) for point in process_chart(values).points]

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([1, 2, 3, 4, 5, 6], [0] * 6),
            ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
            ([1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 0, 1]),
            ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0, 0, 0, 0, 0, 0, 0, 1, 0]),
            ([7, 6, 5, 4, 3, 2, 1], [0, 0, 0, 0, 0, 0, 1]),
            ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0, 0, 0, 0, 0, 0, 0, 1, 0]),
        ],
    )
    def test_seven_in_one_direction(self, values: list[int], expected: list[int]) -> None:
        """ptd_seven_point_trend, which also says which way."""
        assert expected == [int(Rule.SEVEN_IN_ONE_DIRECTION in point.completes) for point in process_chart(values).points]

    @pytest.mark.parametrize(
        ("near", "side", "expected"),
        [
            ([1, 0, 1], [1, 1, 1], [1, 0, 1]),
            ([0, 1, 1], [1, 1, 1], [0, 1, 1]),
            ([1, 1, 0], [1, 1, 1], [1, 1, 0]),
            ([0, 0, 1, 0, 1, 0, 0], [1, 1, 1, 1, 1, 1, 1], [0, 0, 1, 0, 1, 0, 0]),
            ([0, 0, 1, 1, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0, 0]),
            ([1, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]),
            ([1, 0, 0, 1, 1], [1, 1, 1, 1, 1], [0, 0, 0, 1, 1]),
            ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
            ([0, 1, 1], [1, -1, 1], [0, 0, 0]),
            ([1, 1, 0], [1, -1, 1], [0, 0, 0]),
            ([0, 0, 1, 0, 1, 0, 0], [1, -1, 1, -1, 1, -1, 1], [0] * 7),
            ([0, 0, 1, 1, 0, 0, 0], [-1, 1, -1, 1, -1, 1, -1], [0] * 7),
        ],
    )
    def test_two_of_three(self, near: list[int], side: list[int], expected: list[int]) -> None:
        """ptd_two_in_three and ptd_part_of_two_in_three: the near points among three on one side of the mean, two of them near."""
        for way in (1, -1):
            pattern = [way * on * (Fraction("4.5") if close else Fraction("1.5")) for close, on in zip(near, side, strict=True)]
            points = process_chart([*self.BEFORE, *pattern], screened=False).points[len(self.BEFORE) :]

            assert [way * on for on in side] == [point.side for point in points]
            assert expected == [int(Rule.TWO_OF_THREE_NEAR_A_LIMIT in point.rules) for point in points]

    @pytest.mark.parametrize(
        ("target", "high", "low"),
        [
            (7, Assurance.MISSES, Assurance.MEETS),
            (-4, Assurance.MEETS, Assurance.MISSES),
            (6, Assurance.EITHER, Assurance.EITHER),
        ],
    )
    def test_assurance(self, target: int, high: Assurance, low: Assurance) -> None:
        """Above the upper limit is consistent failure when increase is improvement, and below the lower consistent success."""
        chart = process_chart(self.VIGNETTE, screened=False)

        assert (high, low) == (chart.assurance(target, "high"), chart.assurance(target, "low"))


class TestCumulativeSeries:
    """
    G7 and G8: a year to date is not a series of months.

    Source: the project's facts on statistics, which found false alarms in 3.4 per cent of years on months and 81.8 on years to date.
    """

    def test_false_alarms(self) -> None:
        """In 400 years of an unchanging process, about 29 cases a month of which 3 in 4 are in time, years to date raise ten times the alarms."""
        random = np.random.default_rng(20181127)
        alarms = {"months": 0, "years to date": 0}
        for _ in range(400):
            cases = random.poisson(29, 12)
            in_time = random.binomial(cases, 0.75)
            for series, counts in {"months": (in_time, cases), "years to date": (in_time.cumsum(), cases.cumsum())}.items():
                chart = process_chart(
                    [Fraction(count, of) for count, of in zip(*(column.tolist() for column in counts), strict=True)], screened=False
                )
                alarms[series] += any(point.rules for point in chart.points)

        assert alarms["months"] < 0.08 * 400
        assert alarms["years to date"] > 0.75 * 400

    @pytest.mark.parametrize(("before", "after"), [(1, 2), (2, 5), (5, 6), (3, 8)])
    def test_successive_years_to_date_move_together(self, before: int, after: int) -> None:
        """Over all outcomes of as many independent cases the squared correlation of the two shares is exactly that of their sizes."""
        outcomes = list(product((0, 1), repeat=after))
        pairs = [(Fraction(sum(outcome[:before]), before), Fraction(sum(outcome), after)) for outcome in outcomes]
        centred = [(early - Fraction(1, 2), late - Fraction(1, 2)) for early, late in pairs]
        together, early, late = (sum(values) for values in zip(*((a * b, a * a, b * b) for a, b in centred), strict=True))

        assert Fraction(before, after) == Fraction(together**2, 1) / (early * late)

    def test_southend_in_november_2018(self) -> None:
        """With 114 cases and then 175 the correlation is 0.807."""
        assert pytest.approx(0.8071112509614591, rel=1e-12) == math.sqrt(Fraction(114, 175))

    def test_a_year_to_date_is_not_a_mean_of_months(self) -> None:
        """9 of 10, 2 of 10 and 10 of 20 make 0.525, and the mean that the chart of the months draws is 0.53333."""
        months = (Tally(9, 10), Tally(2, 10), Tally(10, 20))
        year = sum(months, start=Tally(0, 0))

        assert Fraction(21, 40) == year.share
        assert Fraction(8, 15) == process_chart([month.share for month in months]).mean
