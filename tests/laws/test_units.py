"""The laws of a figure's unit: a percentage, a rate or a number, from the same counts, in every form that a result has."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csc_indicators import OverlappingTally, Population, Result, Tally, england
from csc_indicators.accumulations import Period
from csc_indicators.measures.bands import MONTH_BANDS, WORKING_DAY_BANDS
from csc_indicators.results.intervals import count_interval, wilson
from csc_indicators.results.rates import Rate
from csc_indicators.results.report import report
from csc_indicators.results.series import Snapshot, in_unit
from csc_indicators.results.tally import NoFigure
from csc_indicators.results.units import Unit
from tests.oracle import SLOW_ENGLAND_AND_WALES, percentage_half_up, slow_due_in_months

#: A numerator and a denominator that holds it.
COUNTS = st.integers(0, 10_000).flatmap(lambda denominator: st.tuples(st.integers(0, denominator), st.just(denominator)))
DECIMALS = st.integers(0, 3)
UNITS = st.sampled_from(Unit)
FEW = settings(max_examples=40)


def residents(number: int) -> Population:
    """So many children."""
    return Population(number=number, of="children aged 0 to 17", vintage="mid-2018 estimate", source="made up")


POPULATIONS = st.none() | st.sampled_from([0, 1, 16_000]).map(residents) | st.integers(0, 10**6).map(residents)


def slowly(unit: Unit, numerator: int, denominator: int, decimals: int, population: Population | None) -> tuple[Decimal | None, NoFigure | None]:
    """The figure and why there is none, by long division."""
    if unit is Unit.NUMBER:
        return Decimal(numerator), None
    if unit is Unit.PERCENT:
        return percentage_half_up(numerator, denominator, decimals), None if denominator else NoFigure.NO_CASES
    if population is None:
        return None, NoFigure.NO_POPULATION
    if population.number == 0:
        return None, NoFigure.NOBODY
    scaled = numerator * 10_000 * 10**decimals
    return Decimal(scaled // population.number + (2 * (scaled % population.number) >= population.number)).scaleb(-decimals), None


class TestTheFigure:
    """One tally is a percentage, a rate or a number; each is rounded half up, or says why there is none. (Decision 21; law.md 1.5 and 1.6.)"""

    @given(UNITS, COUNTS, DECIMALS, POPULATIONS, st.sampled_from([Tally, OverlappingTally]))
    @example(Unit.PER_10_000, (1, 1), 1, residents(16_000), Tally)  # 0.625
    @example(Unit.PER_10_000, (1, 16), 3, residents(160_000), OverlappingTally)  # 0.0625
    def test_it_is_the_exact_one_rounded(
        self, unit: Unit, counts: tuple[int, int], decimals: int, population: Population | None, kind: type[Any]
    ) -> None:
        """Whatever the tally is of, the figure is that of long division, and there is one exactly where nothing says why not."""
        tally = kind(*counts)
        expected, why = slowly(unit, *counts, decimals, population)
        figure = unit.figure(tally, decimals=decimals, population=population)

        assert expected == figure
        assert why is unit.why(tally, population)
        assert (figure is None) == (why is not None)
        assert figure is None or unit is Unit.NUMBER or -decimals == figure.as_tuple().exponent

    @given(COUNTS, POPULATIONS, POPULATIONS)
    def test_only_a_rate_is_of_a_population(self, counts: tuple[int, int], one: Population | None, other: Population | None) -> None:
        """A percentage and a number are the same whatever the population; a rate does not hang on what its numerator was picked from."""
        tally = Tally(*counts)
        for unit in (Unit.PERCENT, Unit.NUMBER):
            assert unit.figure(tally, decimals=1, population=one) == unit.figure(tally, decimals=1, population=other)
            assert unit.why(tally, one) is unit.why(tally, other)
        alone = Tally(counts[0], counts[0])
        assert Unit.PER_10_000.figure(alone, decimals=1, population=one) == Unit.PER_10_000.figure(tally, decimals=1, population=one)

    @pytest.mark.parametrize(
        ("unit", "figure", "words"),
        [
            (Unit.PERCENT, "68.6", "68.6%"),
            (Unit.PERCENT, "100", "100%"),
            (Unit.PER_10_000, "75.6", "75.6 per 10,000"),
            (Unit.NUMBER, "294", "294"),
            (Unit.NUMBER, "12345", "12,345"),
        ],
    )
    def test_in_words(self, unit: Unit, figure: str, words: str) -> None:
        """A percentage has its sign, a rate its base, a number its thousands."""
        assert words == unit.words(Decimal(figure))

    @pytest.mark.parametrize(
        ("unit", "counts", "words"),
        [
            (Unit.PERCENT, (120, 175), "120 of 175"),
            (Unit.PERCENT, (3, 3), "3 of 3"),
            (Unit.PER_10_000, (1234, 1234), "1,234"),
            (Unit.PER_10_000, (3, 5), "3 of 5"),
            (Unit.NUMBER, (0, 0), "0"),
            (Unit.NUMBER, (3, 5), "3 of 5"),
        ],
    )
    def test_what_it_rests_on(self, unit: Unit, counts: tuple[int, int], words: str) -> None:
        """How many of how many; how many alone where all that is counted is in the numerator and it is no percentage."""
        assert words == unit.counts(Tally(*counts)) == unit.counts(OverlappingTally(*counts))

    def test_they_print_as_they_are_called(self) -> None:
        """Each prints as it is said in a table."""
        assert ["percent", "per 10,000", "number"] == [str(unit) for unit in Unit]


#: Plans, open until they end; those without a start cannot be told, so the numerator need not be all of the denominator.
PLANS = st.lists(st.tuples(st.dates(date(2017, 1, 1), date(2018, 9, 30)), st.none() | st.integers(1, 900)), max_size=9)

INDICATORS: dict[Unit, Any] = {
    Unit.NUMBER: england.child_protection_plans,
    Unit.PER_10_000: england.child_protection_plans_per_10_000,
    Unit.PERCENT: england.plans_lasting_2_years_or_more,
}


def columns(plans: list[tuple[date, int | None]]) -> dict[str, list[Any]]:
    """The plans as columns, a child each."""
    ends = [None if days is None else date.fromordinal(start.toordinal() + days) for start, days in plans]
    return {"child": list(range(len(plans))), "start": [start for start, _ in plans], "end": ends}


class TestAResult:
    """Every form of a result has the figure in its unit, or says why there is none, and never another unit's. (Decision 21.)"""

    @FEW
    @given(UNITS, PLANS, POPULATIONS)
    def test_every_form_says_the_same(self, unit: Unit, plans: list[tuple[date, int | None]], population: Population | None) -> None:
        """The figure, the words, the table, the JSON and the report are of the one figure."""
        result = INDICATORS[unit].compute(columns(plans), as_at="2018-09-30", population=population)
        expected, why = slowly(unit, result.tally.numerator, result.tally.denominator, result.decimals, population)
        table, said = result.columns(), json.loads(result.to_json())
        words = None if expected is None else unit.words(expected)

        assert (expected, why) == (result.figure, result.why) == (result.figure_of(result.series[-1]), result.series[-1].why)
        assert (None if expected is None else float(expected)) == table["figure"][-1]
        assert ("" if why is None else str(why)) == table["why_no_figure"][-1]
        assert {str(unit)} == set(table["unit"])
        assert (None if expected is None else str(expected), None if why is None else str(why)) == (said["figure"], said["why_no_figure"])
        assert str(unit) == said["unit"]
        assert (words if words is not None else str(why)) in report(result).sentences[0]
        assert words is None or words in repr(result)

    @FEW
    @given(UNITS, PLANS, POPULATIONS)
    def test_a_population_is_of_a_rate(self, unit: Unit, plans: list[tuple[date, int | None]], population: Population | None) -> None:
        """A rate names its population, in JSON and in words; what is no rate has none, though one was given."""
        result = INDICATORS[unit].compute(columns(plans), as_at="2018-09-30", population=population)
        expected = population if unit is Unit.PER_10_000 else None
        said = json.loads(result.to_json())["population"]

        assert expected == result.population
        assert (None if expected is None else expected.number) == result.columns()["population"][-1]
        assert (None if expected is None else {**attrs.asdict(expected)}) == said
        named = any("The population is" in sentence for sentence in report(result).sentences)
        assert named == (result.figure is not None and expected is not None)

    @FEW
    @given(PLANS, POPULATIONS, st.sampled_from([50.0, 95.0, 99.8]))
    def test_its_interval_is_of_its_unit(self, plans: list[tuple[date, int | None]], population: Population | None, confidence: float) -> None:
        """Wilson's of a percentage, Byar's of a number and of a rate; none where there is no figure."""
        percent, rate, number = (
            INDICATORS[unit].compute(columns(plans), as_at="2018-09-30", population=population)
            for unit in (Unit.PERCENT, Unit.PER_10_000, Unit.NUMBER)
        )
        tally = percent.tally

        assert count_interval(number.tally.numerator, confidence=confidence) == number.interval(confidence=confidence)
        assert "count" == number.interval().of
        assert (wilson(tally.numerator, tally.denominator, confidence=confidence) if tally.denominator else None) == percent.interval(
            confidence=confidence
        )
        expected = None if population is None or not population.number else Rate(rate.tally.numerator, population).interval(confidence)
        assert expected == rate.interval(confidence=confidence)
        assert expected is None or "rate per 10,000" == expected.of

    @given(UNITS, COUNTS, POPULATIONS)
    def test_a_point_says_why_it_has_none(self, unit: Unit, counts: tuple[int, int], population: Population | None) -> None:
        """The reason of a point is that of its unit; a period that was not counted in whole has no figure in any unit."""
        day = date(2018, 9, 30)
        whole, part = (
            Snapshot(period=Period(day, day, day), why=why, tally=OverlappingTally(*counts)) for why in (NoFigure.NO_CASES, NoFigure.NOT_COUNTED_FROM)
        )

        assert (slowly(unit, *counts, 1, population)[1], NoFigure.NOT_COUNTED_FROM) == tuple(
            point.why for point in in_unit([whole, part], unit, population)
        )

    @pytest.mark.parametrize("unit", Unit, ids=str)
    def test_only_a_percentage_is_one(self, unit: Unit) -> None:
        """A rate and a number have no percentage, no change in points, no process chart and no families; a percentage has all of them."""
        result: Result[Any] = INDICATORS[unit].compute(columns([(date(2017, 1, 1), None)]), as_at="2018-09-30", population=residents(1000))
        with_families = INDICATORS[unit].compute({**columns([(date(2017, 1, 1), None)]), "family": ["f"]}, as_at="2018-09-30")

        if unit is Unit.PERCENT:
            assert result.figure == result.percentage
            assert Decimal(0) == result.compared_with(result).points
            assert with_families.families() is not None
            assert with_families.influence() is not None
        else:
            with pytest.raises(TypeError, match=f"is no percentage but a {'number' if unit is Unit.NUMBER else 'rate'}. Ask for its figure"):
                _ = result.percentage
            with pytest.raises(TypeError, match="is no percentage, and a difference in points is one of percentages"):
                result.compared_with(result)
            with pytest.raises(TypeError, match="is no percentage, and a process chart is of percentages"):
                result.process_chart()
            assert (None, None) == (with_families.families(), with_families.influence())

    @pytest.mark.parametrize(
        ("unit", "population", "counts", "words"),
        [
            (Unit.PERCENT, None, (1, 2), "50.0% (1 of 2)"),
            (Unit.PERCENT, None, (0, 0), "no cases"),
            (Unit.PER_10_000, residents(1000), (3, 3), "30.0 per 10,000 (3)"),
            (Unit.PER_10_000, residents(1000), (3, 4), "30.0 per 10,000 (3 of 4)"),
            (Unit.PER_10_000, None, (3, 3), "no figure, because the population was not given (3)"),
            (Unit.PER_10_000, residents(0), (3, 4), "no figure, because the population is 0 (3 of 4)"),
            (Unit.NUMBER, None, (3, 3), "3"),
            (Unit.NUMBER, None, (3, 4), "3 (3 of 4)"),
            (Unit.NUMBER, None, (0, 0), "0"),
        ],
    )
    def test_a_tally_in_words(self, unit: Unit, population: Population | None, counts: tuple[int, int], words: str) -> None:
        """The figure with its unit and what it rests on, which is not said twice."""
        result = INDICATORS[unit].compute(columns([]), as_at="2018-09-30", population=population)

        assert words == result.in_words(Tally(*counts))


class TestBands:
    """Cases that are published in bands of durations are told off into them, whatever the unit of the figure. (EES C2 and D5.)"""

    @FEW
    @given(PLANS)
    def test_of_states(self, plans: list[tuple[date, int | None]]) -> None:
        """Each open plan is in the band of its duration on the day, by counting months; the bands and the unknown make up the total."""
        indicator = attrs.evolve(england.plans_lasting_2_years_or_more, bands=MONTH_BANDS)
        as_at = date(2018, 9, 30)
        result = indicator.compute(columns(plans), as_at=as_at)
        expected = dict.fromkeys(MONTH_BANDS.names, 0)
        for start, days in plans:
            if days is None or start.toordinal() + days > as_at.toordinal():
                edges = (
                    as_at > slow_due_in_months(start, 3),
                    as_at > slow_due_in_months(start, 6),
                    as_at >= slow_due_in_months(start, 12),
                    as_at >= slow_due_in_months(start, 24),
                )
                expected[MONTH_BANDS.names[sum(edges)]] += 1

        assert result.banded is not None
        assert expected == result.banded.counts
        assert (0, result.tally.denominator) == (result.banded.unknown, result.banded.total)
        assert {**expected, "unknown": 0} == json.loads(result.to_json())["bands"]

    @FEW
    @given(st.lists(st.tuples(st.none() | st.integers(-3, 100), st.dates(date(2018, 4, 1), date(2018, 9, 30))), max_size=7))
    def test_of_events(self, held: list[tuple[int | None, date]]) -> None:
        """Each assessment of the period is in the band of its working days; one that cannot be judged is in none, and in the total."""
        starts = [None if apart is None else date.fromordinal(day.toordinal() - apart) for apart, day in held]
        rows = {"child": list(range(len(held))), "referral": starts, "start": starts, "authorised": [day for _, day in held]}
        result = england.assessments_within_45_working_days.compute(rows, as_at="2018-09-30")
        limits = (0, 10, 20, 30, 40, 45, 50, 60)
        expected = dict.fromkeys(WORKING_DAY_BANDS.names, 0)
        unknown = 0
        for start, (_, day) in zip(starts, held, strict=True):
            if start is None or day < start:
                unknown += 1
            else:
                expected[WORKING_DAY_BANDS.names[sum(not SLOW_ENGLAND_AND_WALES.in_time(start, day, limit) for limit in limits)]] += 1

        assert result.banded is not None
        assert (expected, unknown, len(held)) == (result.banded.counts, result.banded.unknown, result.banded.total)
        (table,) = (table for table in report(result).tables if table.title == "By duration")
        shown = [*expected.items(), *([("not known", unknown)] if unknown else [])]
        shares = [percentage_half_up(number, len(held), 1) for _, number in shown]
        assert [(name, str(number), "no cases" if share is None else f"{share}%") for (name, number), share in zip(shown, shares, strict=True)] == [
            *table.rows
        ]

    def test_what_is_not_published_so_has_none(self) -> None:
        """Without bands there are none, in no form."""
        result = england.child_protection_plans_per_10_000.compute(columns([]), as_at="2018-09-30")

        assert (None, None) == (result.banded, json.loads(result.to_json())["bands"])
        assert not any(table.title == "By duration" for table in report(result).tables)
