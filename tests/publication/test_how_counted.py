"""The clauses of how an indicator is counted say what its measure does."""

import re
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, CalendarDays, Hours, Indicator, Months, Weeks, WorkingDays, Years, southend
from csc_indicators.errors import FaultyRecords
from csc_indicators.indicators import child_protection, front_door, plans
from csc_indicators.limits import DateLimit
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.stock import OpenOn
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.publication.how_counted import due_in_words, how_counted
from csc_indicators.records.table import Kind

EVERY = [pytest.param(of, id=of.id) for of in CATALOGUE]


def clauses(of: Indicator[Any]) -> dict[str, str]:
    """Each clause, its sentences in one."""
    return {term.name: " ".join(term.says) for term in how_counted(of)}


class TestEveryIndicator:
    """Every indicator says its population, its two counts, its day rule and how it is gathered. [the house]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_no_clause_is_missing(self, of: Indicator[Any]) -> None:
        """The clauses that every rule has are there, and the counts are the definition's own words."""
        said = clauses(of)

        assert {"Population", "Numerator", "Denominator", "Day rule", "Gathered"} <= set(said)
        assert (of.numerator, of.denominator) == (said["Numerator"], said["Denominator"])

    @pytest.mark.parametrize("of", EVERY)
    def test_names_between_backticks_are_those_of_its_records(self, of: Indicator[Any]) -> None:
        """What stands between backticks is a table or a column that the indicator is computed from."""
        known = {kept.name for kept in of.records} | {column.name for kept in of.records for column in kept}

        assert set(re.findall(r"`(.*?)`", " ".join(clauses(of).values()))) <= known

    @pytest.mark.parametrize("of", EVERY)
    def test_sentences_end(self, of: Indicator[Any]) -> None:
        """Every sentence ends as one, and begins with a capital or the name of something."""
        for sentence in (sentence for term in how_counted(of) for sentence in term.says):
            assert sentence.endswith("."), sentence
            assert sentence[0].isupper() or sentence[0].isdigit(), sentence
            assert "  " not in sentence


class TestTheClauseIsTheMeasure:
    """Another measure has another clause. [the house]"""

    def test_a_clock_has_its_columns_and_its_limit(self) -> None:
        """CP 3.10 runs from the strategy discussion to the conference; its unjudged stay in the denominator, or are left out in another reading."""
        said = clauses(southend.CP_3_10)

        assert said["Clock starts"] == "On the day in `strategy_discussion`, which is day 0."
        assert "the 15th working day after day 0" in said["Day rule"]
        assert "stays in the denominator and is not in the numerator" in said["Unknown dates"]
        assert said["Left out"].startswith("Rows that are marked `transfer_in`.")
        banded = next(reading for reading in southend.CP_3_10.rivals if getattr(reading.measure, "unjudged", "") == "left out")
        other = clauses(attrs.evolve(southend.CP_3_10, adopted=banded))
        assert "Rows that cannot be judged" in other["Left out"]
        assert "stays in the denominator" not in other.get("Unknown dates", "")

    def test_rows_of_the_other_kind_are_left_out(self) -> None:
        """The indicator of conferences on transfer leaves out those that are not marked as one."""
        assert clauses(child_protection.transfer_in_conferences_within_15_working_days)["Left out"].startswith(
            "Rows that are not marked `transfer_in`."
        )

    def test_a_window_has_its_length_and_who_is_too_new(self) -> None:
        """CP 1.4 looks back 30 working days, and leaves out whoever has not been in care for 5."""
        said = clauses(southend.CP_1_4)

        assert said["Left out"] == "Whoever has not yet reached 5 working days by the day."
        assert said["Clock starts"].startswith("The window opens 30 working days before")
        assert isinstance(southend.CP_1_4.measure, SeenInWindow)

    @pytest.mark.parametrize(("counts", "words"), [(True, "still on the day it ends"), (False, "no longer on the day it ends")])
    def test_the_last_day_of_a_stock(self, counts: bool, words: str) -> None:
        """Whether the day it ends counts is said as the measure has it."""
        of = plans.child_protection_plans
        assert isinstance(of.measure, OpenOn)
        measure = attrs.evolve(of.measure, last_day_counts=counts)

        assert words in clauses(attrs.evolve(of, adopted=attrs.evolve(of.adopted, measure=measure)))["Day rule"]

    @pytest.mark.parametrize(("first", "number"), [(True, 1), (False, 0)])
    def test_the_first_day_of_a_duration(self, first: bool, number: int) -> None:
        """Whether the first day is day 0 or day 1 is said as the measure has it."""
        of = plans.plans_ending_after_2_years_or_more
        assert isinstance(of.measure, Lasted)
        measure = attrs.evolve(of.measure, first_day_counts=first)

        assert f"which is day {number}." in clauses(attrs.evolve(of, adopted=attrs.evolve(of.adopted, measure=measure)))["Clock starts"]

    @pytest.mark.parametrize(("no", "words"), [(True, "means no"), (False, "is unknown")])
    def test_a_blank_flag(self, no: bool, words: str) -> None:
        """What a blank means is said as the measure has it."""
        of = front_door.referrals_with_no_further_action
        assert isinstance(of.measure, ShareWith)
        measure = attrs.evolve(of.measure, blank_is_no=no)

        assert words in clauses(attrs.evolve(of, adopted=attrs.evolve(of.adopted, measure=measure)))["Unknown dates"]

    def test_people_are_counted_once(self) -> None:
        """Where people are counted once each, the population says so; where events are, it does not."""
        assert "Each person is counted once." in clauses(front_door.children_re_referred_within_12_months)["Population"]
        assert "person is counted" not in clauses(front_door.referrals)["Population"]
        assert isinstance(front_door.referrals.measure, Happened)

    @pytest.mark.parametrize("of", EVERY)
    def test_only_a_state_is_one(self, of: Indicator[Any]) -> None:
        """A snapshot says that months are never added up, and nothing else does."""
        assert of.is_snapshot is ("never added up" in clauses(of)["Gathered"])


class TestUnknownDates:
    """What is said of a row without a date is what becomes of it. [settled counting rule 9]"""

    @pytest.mark.parametrize("of", EVERY)
    def test_each_date_left_blank(self, of: Indicator[Any]) -> None:
        """With one date of a row left blank, the records are refused exactly where the clause says so."""
        said = clauses(of).get("Unknown dates", "")
        for kept in of.records:
            names = of.measure.columns if kept is of.records[0] else getattr(of.measure, "event_columns", ())
            for blank in (column for column in kept if column.name in names and column.kind is Kind.DATE):
                assert refused(of, kept.name, blank.name) is (
                    f"`{blank.name}`" in " ".join(re.findall(rf"A row of {kept.name} without (.*?) is refused", said))
                )

    @pytest.mark.parametrize("of", [pytest.param(of, id=of.id) for of in CATALOGUE if isinstance(of.measure, WithinLimit)])
    def test_the_wrong_way_round(self, of: Indicator[Any]) -> None:
        """An end before its start is refused where the clause says so, and otherwise in the denominator and not in the numerator."""
        measure, said = of.measure, clauses(of)["Unknown dates"]
        assert isinstance(measure, WithinLimit)
        day, later, as_at = days(of)
        turned = {measure.start: str(later), measure.end: str(day)}
        if f"`{measure.end}` before `{measure.start}` is refused" in said:
            with pytest.raises(FaultyRecords):
                of.compute(**a_row(of, **turned), as_at=as_at)
            return

        assert f"with `{measure.end}` before `{measure.start}` stays" in said.replace(f"no `{measure.start}` or ", "")
        result = of.compute(**a_row(of, **turned), as_at=as_at)
        assert (0, 1) == (result.tally.numerator, result.tally.denominator)


def days(of: Indicator[Any]) -> tuple[date, date, date]:
    """A day, a later one, and the last day counted, all of them while the rule was in force."""
    year = 2018 if of.retired_on is None else 2012
    return date(year, 7, 2), date(year, 7, 5), date(year, 7, 31)


def a_row(of: Indicator[Any], **other: str) -> dict[str, Any]:
    """One row in each table of an indicator, every date on one day, and the rest as given."""
    tables: dict[str, Any] = {}
    day, later, _ = days(of)
    for kept in of.records:
        dates = {column.name: str(later if column.name == "end" else day) for column in kept if column.kind is Kind.DATE and column.required}
        own = {name: value for name, value in other.items() if any(column.name == name for column in kept)}
        tables[kept.name] = {"child": ["A"], **{name: [value] for name, value in {**dates, **own}.items()}}
        if of.among is not None and kept is of.records[0]:
            tables[kept.name][of.among.column] = ["yes" if of.among.flagged else "no"]
        for column in kept:
            if column.required and column.name not in tables[kept.name] and column.kind is not Kind.ID:
                tables[kept.name][column.name] = ["no" if column.kind is Kind.FLAG else ""]
    return tables


def refused(of: Indicator[Any], table: str, column: str) -> bool:
    """Whether the records are refused for a blank in one column; other faults are the test's own."""
    tables = a_row(of)
    tables[table][column] = [""]
    try:
        of.compute(**tables, as_at=days(of)[2])
    except FaultyRecords as error:
        return any(fault.table == table and fault.column == column for fault in error.faults)
    return False


class TestDueInWords:
    """The words of a limit name the day that the limit is due. [design, settled counting rules 1 and 3]"""

    @given(days=st.integers(min_value=1, max_value=400), start=st.dates(date(2010, 1, 1), date(2024, 12, 31)))
    def test_the_ordinal_is_that_of_the_due_date(self, days: int, start: date) -> None:
        """The due date is the working day whose number, counted one by one from the day after the start, the words say."""
        found = re.search(r"the (\d+)(st|nd|rd|th) working day", due_in_words(WorkingDays(days)))
        assert found is not None

        day, counted = start, 0
        while counted < int(found[1]):
            day += timedelta(1)
            counted += ENGLAND_AND_WALES.is_working_day(day)
        assert WorkingDays(days).due(start) == day

    @pytest.mark.parametrize(
        ("days", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (112, "112th")]
    )
    def test_ordinals(self, days: int, words: str) -> None:
        """First to third, and the teens, have endings of their own."""
        assert f"the {words} working day" in due_in_words(WorkingDays(days))

    @pytest.mark.parametrize("limit", [CalendarDays(42), Weeks(6), Months(3), Years(2), Hours(72)])
    def test_every_other_limit_is_named(self, limit: DateLimit | Hours) -> None:
        """The words hold the limit itself; only months and years speak of a corresponding date."""
        assert str(limit) in due_in_words(limit)
        assert isinstance(limit, Months | Years) is ("corresponding date" in due_in_words(limit))
