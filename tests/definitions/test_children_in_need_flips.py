"""Episodes of need, one at a time: one fact of a valid record is changed, and the verdict changes exactly when the rule says so."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.errors import FaultyRecords
from csc_indicators.indicators.children_in_need import (
    children_in_need_per_10_000,
    episodes_of_need_ended_after_2_years_or_more,
    episodes_of_need_open_for_2_years_or_more,
)
from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.rates import Population
from csc_indicators.results.result import Result
from csc_indicators.results.tally import NoFigure
from tests.oracle import slow_due_in_months

DAY = timedelta(days=1)
MARCH = date(2019, 3, 31)

AS_AT = st.dates(date(2018, 2, 20), date(2018, 4, 10))
#: Starts of which 29 February 2016 and the days about it are many.
STARTS = st.dates(date(2016, 2, 26), date(2016, 3, 3)) | st.dates(date(2015, 1, 1), date(2017, 3, 1))
ENDED = st.integers(0, 20)
STATES: tuple[Indicator[Any], ...] = (children_in_need_per_10_000, episodes_of_need_open_for_2_years_or_more)
EVERY: tuple[Indicator[Any], ...] = (*STATES, episodes_of_need_ended_after_2_years_or_more)


def computed(indicator: Indicator[Any], row: dict[str, Any], as_at: date = MARCH, **asked: Any) -> Result[Any]:
    """The indicator of one row of one child."""
    return indicator.compute({"child": ["A"], **{name: [value] for name, value in row.items()}}, as_at=as_at, **asked)


def status_of(result: Result[Any]) -> str:
    """The status of the first case."""
    return str(next(iter(result.cases)).status)


def verdict(indicator: Indicator[Any], row: dict[str, Any], as_at: date = MARCH, **asked: Any) -> tuple[str, str]:
    """The status of one row of one child, and the counts."""
    result = computed(indicator, row, as_at, **asked)
    return status_of(result), str(result.tally)


def people(number: int) -> Population:
    """So many children."""
    return Population(number=number, of="children aged 0 to 17", vintage="mid-2018 estimate", source="made up")


class TestChildrenInNeedPer10000:
    """Episodes open at the end of the day, for every 10,000 children (LAIT item 171; census guide sections 1.1 and 1.2)."""

    @given(AS_AT)
    def test_it_is_open_on_the_day_it_starts(self, as_at: date) -> None:
        """An episode that starts on the day is open at its end, and one that starts the day after is not, in every reading."""
        for reading in children_in_need_per_10_000.readings:
            row = {"start": as_at, "end": None}
            assert ("yes", "1 of 1") == verdict(children_in_need_per_10_000, row, as_at, reading=reading.key)
            assert ("excluded", "0 of 0") == verdict(children_in_need_per_10_000, row | {"start": as_at + DAY}, as_at, reading=reading.key)

    @given(AS_AT, ENDED)
    def test_the_day_it_ends_depends_on_the_reading(self, as_at: date, lasted: int) -> None:
        """Ending on the day it is over, or by a reading still open; ending the day after it is open, and the day before over, in all of them."""
        start = as_at - (lasted + 1) * DAY
        for key, on_the_day in (("over_on_the_day_it_ends", "excluded"), ("each_child_once", "excluded"), ("open_on_the_day_it_ends", "yes")):
            ends = {as_at - DAY: "excluded", as_at: on_the_day, as_at + DAY: "yes"}
            statuses = [verdict(children_in_need_per_10_000, {"start": start, "end": end}, as_at, reading=key)[0] for end in ends]
            assert list(ends.values()) == statuses

    @given(AS_AT)
    def test_one_day_long(self, as_at: date) -> None:
        """An episode that starts and ends on the day is never open, but where the last day counts."""
        row = {"start": as_at, "end": as_at}
        assert ("excluded", "0 of 0") == verdict(children_in_need_per_10_000, row, as_at)
        assert ("yes", "1 of 1") == verdict(children_in_need_per_10_000, row, as_at, reading="open_on_the_day_it_ends")

    @given(st.integers(2, 5), st.integers(0, 3))
    def test_a_child_with_several_open_episodes(self, number: int, others: int) -> None:
        """Each open episode counts, and each child once by a reading; that of another child, or one that is over, makes no difference to it."""
        records: dict[str, list[Any]] = {
            "child": ["A"] * number + [f"B{other}" for other in range(others)] + ["A"],
            "start": [date(2018, 1, 1)] * (number + others + 1),
            "end": [None] * (number + others) + [date(2018, 2, 1)],
        }
        tallies = [str(children_in_need_per_10_000.compute(records, as_at=MARCH, reading=key).tally) for key in (None, "each_child_once")]
        assert [f"{number + others} of {number + others}", f"{1 + others} of {1 + others}"] == tallies

    @given(st.integers(1, 100_000), st.integers(0, 12))
    def test_the_rate_is_of_the_population(self, number: int, episodes: int) -> None:
        """The figure is the number of open episodes for every 10,000 of the population, to one decimal, half up."""
        records = {"child": [f"A{child}" for child in range(episodes)], "start": [date(2018, 1, 1)] * episodes, "end": [None] * episodes}
        figure = children_in_need_per_10_000.compute(records, as_at=MARCH, population=people(number)).figure
        tenths, rest = divmod(episodes * 100_000, number)
        assert Decimal(tenths + (2 * rest >= number)) / 10 == figure


class TestEpisodesOpenFor2YearsOrMore:
    """Of the open episodes, those of 2 years and over, from the referral to the day (LAIT item 265, table B4)."""

    @given(STARTS)
    def test_two_years_to_the_day_are_in_and_one_day_less_is_out(self, start: date) -> None:
        """On the corresponding date, or 28 February where there is none, it has lasted two years; the day before it has not."""
        anniversary = slow_due_in_months(start, 24)
        row = {"start": start, "end": None}
        assert ("yes", "1 of 1") == verdict(episodes_of_need_open_for_2_years_or_more, row, anniversary)
        assert ("no", "0 of 1") == verdict(episodes_of_need_open_for_2_years_or_more, row, anniversary - DAY)

    @given(STARTS)
    def test_730_days_with_the_first_and_the_last(self, start: date) -> None:
        """By the other reading the day that is number 730, the first being number 1, is in, and the day before out."""
        row, key = {"start": start, "end": None}, "more_than_729_days"
        assert ("yes", "1 of 1") == verdict(episodes_of_need_open_for_2_years_or_more, row, start + 729 * DAY, reading=key)
        assert ("no", "0 of 1") == verdict(episodes_of_need_open_for_2_years_or_more, row, start + 728 * DAY, reading=key)

    @given(STARTS, st.integers(0, 900))
    def test_what_ends_on_the_day_is_out(self, start: date, days: int) -> None:
        """Ending on the day it is not among the open, however long it lasted; ending the day after it is."""
        as_at = start + days * DAY
        for reading in episodes_of_need_open_for_2_years_or_more.readings:
            row = {"start": start, "end": as_at}
            assert ("excluded", "0 of 0") == verdict(episodes_of_need_open_for_2_years_or_more, row, as_at, reading=reading.key)
            status, _ = verdict(episodes_of_need_open_for_2_years_or_more, row | {"end": as_at + DAY}, as_at, reading=reading.key)
            assert status in {"yes", "no"}

    @given(st.lists(st.integers(0, 1200), min_size=1, max_size=12), AS_AT)
    def test_the_last_band_is_the_numerator(self, ages: list[int], as_at: date) -> None:
        """The bands hold every open episode, and the last of them those that have lasted two years."""
        records = {"child": [f"A{child}" for child in range(len(ages))], "start": [as_at - age * DAY for age in ages], "end": [None] * len(ages)}
        result = episodes_of_need_open_for_2_years_or_more.compute(records, as_at=as_at)
        assert result.banded is not None
        counts = list(result.banded.counts.values())
        assert (result.tally.numerator, result.tally.denominator) == (counts[-1], sum(counts))

    @given(AS_AT)
    def test_every_open_episode_counts(self, as_at: date) -> None:
        """A child with two open episodes is in it twice."""
        records = {"child": ["A", "A"], "start": [as_at - 800 * DAY, as_at], "end": [None, None]}
        assert "1 of 2" == str(episodes_of_need_open_for_2_years_or_more.compute(records, as_at=as_at).tally)


class TestEpisodesEndedAfter2YearsOrMore:
    """Of the episodes that ended in the year, those of 2 years and over, from the referral to the closure (LAIT item 266, table B5)."""

    @given(STARTS)
    def test_two_years_to_the_day_are_in_and_one_day_less_is_out(self, start: date) -> None:
        """Ended on the corresponding date, or 28 February where there is none, it lasted two years; ended the day before it did not."""
        anniversary = slow_due_in_months(start, 24)
        for end, expected in ((anniversary, ("yes", "1 of 1")), (anniversary - DAY, ("no", "0 of 1"))):
            assert expected == verdict(episodes_of_need_ended_after_2_years_or_more, {"start": start, "end": end}, end)

    @given(STARTS)
    def test_730_days_with_the_first_and_the_last(self, start: date) -> None:
        """By the other reading an end on the day that is number 730 is in, and one the day before out."""
        for days, expected in ((729, ("yes", "1 of 1")), (728, ("no", "0 of 1"))):
            end = start + days * DAY
            row = {"start": start, "end": end}
            assert expected == verdict(episodes_of_need_ended_after_2_years_or_more, row, end, reading="more_than_729_days")

    @given(STARTS)
    def test_without_its_end_it_is_out(self, start: date) -> None:
        """With its end removed, or after the day, it has not ended and is not counted."""
        as_at = slow_due_in_months(start, 24)
        for end in (None, as_at + DAY):
            assert ("excluded", "0 of 0") == verdict(episodes_of_need_ended_after_2_years_or_more, {"start": start, "end": end}, as_at)

    @given(STARTS)
    def test_the_day_it_ended_puts_it_in_a_year(self, start: date) -> None:
        """Ended on 1 April it is of the year, and on 31 March it is not."""
        assert ("yes", "1 of 1") == verdict(episodes_of_need_ended_after_2_years_or_more, {"start": start - 730 * DAY, "end": date(2018, 4, 1)})
        assert ("excluded", "0 of 0") == verdict(episodes_of_need_ended_after_2_years_or_more, {"start": start, "end": date(2018, 3, 31)})

    @given(AS_AT)
    def test_a_day_is_long_enough_to_count(self, day: date) -> None:
        """An episode that ended on the day it started is counted, in the first band; so is a second one of the same child."""
        records = {"child": ["A", "A"], "start": [day, day - DAY], "end": [day, day]}
        result = episodes_of_need_ended_after_2_years_or_more.compute(records, as_at=day)
        assert result.banded is not None
        assert ("0 of 2", 2) == (str(result.tally), result.banded.counts["3 months or less"])


class TestNoFurtherAction:
    """A referral with no further action makes nobody a child in need (census guide section 1.2; LAIT item 290)."""

    @pytest.mark.parametrize("indicator", EVERY)
    @given(flags=st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6))
    def test_only_a_yes_takes_it_out(self, indicator: Indicator[Any], flags: list[bool | None]) -> None:
        """Yes takes an episode out, and a note says of how many and why; no, and a blank, leave it in."""
        number = len(flags)
        records: dict[str, list[Any]] = {
            "child": [f"A{child}" for child in range(number)],
            "start": [date(2018, 5, 1)] * number,
            "end": [None if indicator in STATES else date(2018, 6, 1)] * number,
            "no_further_action": flags,
        }
        result = indicator.compute(records, as_at=MARCH)
        out = sum(1 for flag in flags if flag is True)
        assert number - out == result.tally.denominator
        said = [note for note in result.notes if "not what this indicator is about" in note]
        assert ([f"need_episodes: {out} of {number}"] if out else []) == [note.partition(" row")[0] for note in said]
        assert all("no further action was taken" in note for note in said)

    @pytest.mark.parametrize("indicator", EVERY)
    def test_without_the_column_every_episode_counts(self, indicator: Indicator[Any]) -> None:
        """Where the records do not say, nothing is left out."""
        end = None if indicator in STATES else date(2018, 6, 1)
        assert 1 == computed(indicator, {"start": date(2018, 5, 1), "end": end}).tally.denominator


@pytest.mark.parametrize("indicator", EVERY)
class TestUnbornChildren:
    """A child not born yet is counted, by the expected date of birth, which never stands beside a date of birth (census guide section 1.2; 8606)."""

    @given(start=st.dates(date(2018, 4, 1), date(2018, 12, 1)), days=st.integers(-400, 280))
    def test_they_count(self, indicator: Indicator[Any], start: date, days: int) -> None:
        """With an expected date of birth instead of a date of birth, or with neither, the verdict is the same."""
        end = None if indicator in STATES else start + DAY
        expected = verdict(indicator, {"start": start, "end": end, "date_of_birth": start})
        for born, due in ((None, start + days * DAY), (None, None)):
            row = {"start": start, "end": end, "date_of_birth": born, "expected_date_of_birth": due}
            assert expected == verdict(indicator, row)
        assert "1" == expected[1][-1]

    @given(start=st.dates(date(2018, 4, 1), date(2018, 12, 1)))
    def test_so_do_people_of_18_or_more(self, indicator: Indicator[Any], start: date) -> None:
        """The age is not looked at: a date of birth 25 years before changes nothing."""
        row = {"start": start, "end": None if indicator in STATES else start + DAY}
        assert verdict(indicator, row) == verdict(indicator, row | {"date_of_birth": start - 25 * 365 * DAY})

    @pytest.mark.parametrize("column", ["date_of_birth", "expected_date_of_birth"])
    @given(start=st.dates(date(2018, 4, 1), date(2018, 12, 1)))
    def test_forty_weeks_and_a_day(self, indicator: Indicator[Any], column: str, start: date) -> None:
        """A referral 40 weeks before a birth is taken; a day more is an error."""
        row = {"start": start, "end": None if indicator in STATES else start + DAY}
        assert verdict(indicator, row) == verdict(indicator, row | {column: start + 280 * DAY})
        with pytest.raises(FaultyRecords, match="more than 40 weeks before"):
            computed(indicator, row | {column: start + 281 * DAY})

    def test_both_births(self, indicator: Indicator[Any]) -> None:
        """A date of birth beside an expected one is an error; with either alone there is none."""
        day = date(2018, 5, 1)
        row = {"start": day, "end": None if indicator in STATES else day, "date_of_birth": day, "expected_date_of_birth": day}
        with pytest.raises(FaultyRecords, match="only one of the two"):
            computed(indicator, row)
        for blank in ("date_of_birth", "expected_date_of_birth"):
            assert 1 == len(computed(indicator, row | {blank: None}).cases)


class TestRecordsThatCannotBeUsed:
    """What is wrong in the records is an error that names the rows and no child; what a rate lacks is said, and the counts remain."""

    @pytest.mark.parametrize("indicator", EVERY)
    @given(start=st.dates(date(2018, 4, 2), date(2019, 3, 1)))
    def test_an_episode_that_ends_before_it_starts(self, indicator: Indicator[Any], start: date) -> None:
        """An end a day before the start is an error, with the row and no child in it; on the day of the start it is none."""
        records = {"child": ["Ann-1", "Ben-2"], "start": [start, start], "end": [start, start - DAY]}
        with pytest.raises(FaultyRecords) as raised:
            indicator.compute(records, as_at=MARCH)
        assert "row 2" in str(raised.value)
        assert "before 'start'" in str(raised.value)
        assert "Ben-2" not in str(raised.value)
        assert 2 == len(indicator.compute(records | {"end": [start, start]}, as_at=MARCH).cases)

    @pytest.mark.parametrize("indicator", EVERY)
    def test_an_episode_without_a_start(self, indicator: Indicator[Any]) -> None:
        """An episode starts with a referral, so a start left blank is an error."""
        with pytest.raises(FaultyRecords, match="'start'"):
            computed(indicator, {"start": None, "end": None})

    @pytest.mark.parametrize(("population", "why"), [(None, NoFigure.NO_POPULATION), (people(0), NoFigure.NOBODY)])
    @pytest.mark.parametrize("reading", [None, "each_child_once"])
    def test_a_population_of_0_or_none(self, population: Population | None, why: NoFigure, reading: str | None) -> None:
        """Without a population, or of nobody, there is no figure; the result says why, in its history too, and has the counts."""
        result = computed(children_in_need_per_10_000, {"start": date(2018, 5, 1), "end": None}, population=population, reading=reading)
        assert (None, why, "1 of 1") == (result.figure, result.why, str(result.tally))
        assert {why} == {point.why for point in result.series}

    def test_no_episode_is_a_rate_of_0(self) -> None:
        """Nobody in need of so many children is the rate 0.0, and not no figure; of the shares there is none."""
        nothing: dict[str, list[Any]] = {"child": [], "start": [], "end": []}
        result = children_in_need_per_10_000.compute(nothing, as_at=MARCH, population=people(38_912))
        assert (Decimal("0.0"), None) == (result.figure, result.why)
        for indicator in (episodes_of_need_open_for_2_years_or_more, episodes_of_need_ended_after_2_years_or_more):
            assert (None, NoFigure.NO_CASES) == (indicator.compute(nothing, as_at=MARCH).figure, indicator.compute(nothing, as_at=MARCH).why)
