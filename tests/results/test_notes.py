"""What a reader must know of the records: rows are named, values never, and what is as it should be is not worth a sentence."""

from datetime import date
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, Population, ReportingYear, england, southend
from csc_indicators.accumulations import AS_AT, ROLLING_12_MONTHS, YEAR_TO_DATE, Rolling, YearToDate
from csc_indicators.arrays import NAT
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.periods import Month
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.identifiers import Identifiers
from csc_indicators.results.cases import Cases
from csc_indicators.results.notes import note_on_strangers, notes_on, notes_on_rates

#: What keeps a case from being counted and is no fault of the records.
AS_IT_SHOULD_BE = {
    Because.JUDGED,
    Because.ENDED,
    Because.NOT_ENDED,
    Because.TOO_NEW,
    Because.STARTS_LATER,
    Because.OTHER_PERIOD,
    Because.COUNTED_ONCE,
    Because.NOT_YET,
}
LAST_ANNOUNCED = ENGLAND_AND_WALES.announced_to
RESIDENTS = Population(number=1000, of="children aged 0 to 17", vintage="made up", source="made up")


def cases(*of: tuple[Status, Because], due: date | None = None) -> Cases:
    """Cases on rows from 1, each with a status and why; all due on one day."""
    size = len(of)
    nothing = np.full(size, NAT)
    status, because = (np.array([pair[at] for pair in of], dtype=np.int8) for at in (0, 1))
    days = np.full(size, np.datetime64("NaT" if due is None else due, "D"))
    judged = Judgement(np.arange(1, size + 1), status, because, nothing, days, nothing, np.zeros(size, dtype=np.int64), np.arange(1, size + 1))
    children = Identifiers(np.array([f"child {number}" for number in range(size)]), np.arange(size))
    return Cases(
        table="conferences",
        judgement=judged,
        child=children,
        family=None,
        reason=np.full(size, ""),
        contributory=np.full(size, ""),
        shared=False,
        record=judged.row,
        by=(),
        groups=((),),
        group=np.zeros(size, dtype=np.intp),
        taxonomy=DELAY_REASONS,
    )


class TestUnjudged:
    """Each reason that rows are unknown or left out for is a sentence, with the rows and what it means for the figure. (Settled rule 9.)"""

    @given(st.lists(st.tuples(st.sampled_from([Status.UNKNOWN, Status.EXCLUDED, Status.IN_TIME]), st.sampled_from(Because)), max_size=8))
    def test_a_sentence_to_each_reason(self, of: list[tuple[Status, Because]]) -> None:
        """Every reason that is not as it should be is said once, in the order of the reasons, and no other is."""
        expected = [str(why) for why in Because if why not in AS_IT_SHOULD_BE and why in {because for _, because in of}]
        said = [note.split(": ", 1)[1].rsplit("; ", 1)[0] for note in notes_on(cases(*of), ENGLAND_AND_WALES)]

        assert expected == said

    @pytest.mark.parametrize(
        ("of", "expected"),
        [
            (
                [(Status.UNKNOWN, Because.NO_START)],
                "row 1: the date the limit runs from is not recorded; counted in the denominator and not as in time.",
            ),
            (
                [(Status.UNKNOWN, Because.NO_FLAG), (Status.YES, Because.JUDGED)],
                "row 1: whether it has the property is not recorded; counted in the denominator and not in the numerator.",
            ),
            (
                [(Status.UNKNOWN, Because.NO_FLAG), (Status.NO, Because.JUDGED), (Status.UNKNOWN, Because.NO_FLAG)],
                "rows 1, 3: whether it has the property is not recorded; counted in the denominator and not in the numerator.",
            ),
            ([(Status.EXCLUDED, Because.NO_DAY), (Status.EXCLUDED, Because.NO_DAY)], "rows 1-2: the day it happened is not recorded; not counted."),
        ],
    )
    def test_in_words(self, of: list[tuple[Status, Because]], expected: str) -> None:
        """The rows, what is wrong, and whether they are in the denominator."""
        assert [f"conferences, {expected}"] == [*notes_on(cases(*of), ENGLAND_AND_WALES)]

    @pytest.mark.parametrize(("day", "said"), [(date(LAST_ANNOUNCED.year, 12, 20), False), (date(LAST_ANNOUNCED.year + 1, 1, 8), True)])
    def test_a_due_date_that_may_change(self, day: date, said: bool) -> None:
        """A due date after the last announced year rests on a projection, and says so."""
        notes = [*notes_on(cases((Status.WAITING, Because.JUDGED), due=day), ENGLAND_AND_WALES)]

        assert (["conferences, row 1: the due date rests on holidays that are projected and not announced yet."] if said else []) == notes


class TestFamiliesAndStrangers:
    """A child without a family is a family alone, and events of nobody in the table of cases are not used: both are said. (Decision 12.)"""

    def test_a_family_alone(self) -> None:
        """Only cases that count are named; without the column nothing is said."""
        rows: dict[str, list[Any]] = {
            "child": ["a", "b", "c"],
            "strategy_discussion": ["2018-07-02"] * 3,
            "conference": ["2018-07-03", "2018-07-03", None],
        }
        without, named = (southend.CP_3_10.compute(rows | extra, as_at="2018-07-31").notes for extra in ({}, {"family": ["f", None, None]}))

        assert () == without
        assert ("conferences, row 2: no family is named; each is taken as a family of its own.",) == named

    def test_strangers(self) -> None:
        """The rows of events of nobody are named; where there are none nothing is said."""
        assert [] == [*note_on_strangers(np.array([], dtype=np.int64), "visits", "periods_of_care")]
        assert ["visits, rows 2, 4: of nobody in periods_of_care; not used. Check that both tables name children alike."] == [
            *note_on_strangers(np.array([2, 4]), "visits", "periods_of_care")
        ]

    def test_reviews_of_nobody_and_after_the_end(self) -> None:
        """A review of a child without a plan, and one after the plan ended, are each told by their rows."""
        plans = {"child": ["a"], "start": ["2018-01-02"], "end": ["2018-05-01"]}
        reviews = {"child": ["b", "a", "a"], "reviewed": ["2018-03-01", "2018-03-01", "2018-06-01"]}
        notes = england.plans_reviewed_in_time.compute(plans=plans, plan_reviews=reviews, as_at="2018-06-30").notes

        assert (
            "plan_reviews, row 1: of nobody in plans; not used. Check that both tables name children alike.",
            "plan_reviews, row 3: after the last of the child's plans ended; not used.",
        ) == notes


class TestWhatIsToCome:
    """An end that is still to come is as it should be, and a day that was not recorded is not. (Settled rule 9.)"""

    @pytest.mark.parametrize("reading", [None, "each_child_once"])
    def test_a_plan_that_has_not_ended(self, reading: str | None) -> None:
        """Plans without an end are open, and nothing is said of them; so is a conference that has not been held."""
        plans = {"child": ["a", "b"], "start": ["2018-05-01"] * 2, "end": ["2018-06-01", None]}
        conferences = {"child": ["a"], "strategy_discussion": ["2018-05-01"], "conference": [None]}

        assert () == england.child_protection_plans_ending_per_10_000.compute(plans, as_at="2018-06-30", reading=reading).notes
        assert () == england.initial_conferences_per_10_000.compute(conferences, as_at="2018-06-30", reading=reading).notes


class TestNothingOfAChild:
    """No note has a value from a record. (Design, errors and privacy.)"""

    def test_every_note(self) -> None:
        """Children and families are named by no note, whatever is wrong."""
        rows: dict[str, list[Any]] = {
            "child": ["Secret1", "Secret2", "Secret3"],
            "strategy_discussion": [None, "2018-07-20", "2018-07-02"],
            "conference": ["2018-07-03"] * 3,
            "transfer_in": [None, None, "yes"],
            "family": ["Secret4", None, None],
        }
        notes = england.icpc_within_15_working_days.compute(rows, as_at="2018-07-31").notes

        assert 4 == len(notes)
        assert not any("Secret" in note for note in notes)
        assert any(note.startswith("conferences: 1 of 3 rows is not what this indicator is about.") for note in notes)


class TestRates:
    """What a rate is of: a year or not, a population of its own year or another's. (law.md 1.6.)"""

    @given(st.sampled_from([YEAR_TO_DATE, YearToDate(9), ROLLING_12_MONTHS, Rolling(3), Rolling(13)]), st.dates(date(2018, 4, 1), date(2019, 3, 31)))
    def test_a_year_is_one_to_the_day(self, accumulation: Any, as_at: date) -> None:
        """A period is a year when the day after it is the date it began on, a year later; less is a part, and more is more."""
        periods = accumulation.periods(Month(2018, 4), as_at)
        first, after = periods[-1].first, date.fromordinal(as_at.toordinal() + 1)
        anniversary = date(first.year + 1, first.month, first.day)
        expected = (
            [] if after == anniversary else ["part of a year and not scaled up to" if after < anniversary else "more than a year and not scaled down"]
        )
        notes = [*notes_on_rates(RESIDENTS, periods, ReportingYear.of(as_at), gathered=True)]

        assert len(expected) == len(notes)
        assert all(what in note for what, note in zip(expected, notes, strict=True))

    def test_a_state_has_none(self) -> None:
        """A state is of a day, and its rate of no stretch of time."""
        periods = AS_AT.periods(Month(2018, 4), date(2018, 9, 15))

        assert [] == [*notes_on_rates(RESIDENTS, periods, ReportingYear.of(date(2018, 9, 15)), gathered=False)]


def test_every_reason_has_words() -> None:
    """Each reason has words of its own, but that of a case that was judged."""
    assert [Because.JUDGED] == [why for why in Because if not str(why)]
    assert len(Because) == len({str(why) for why in Because})


class TestReasons:
    """A reason that explains nothing, that is retired, or that says too little by itself is told of by its rows. (TX9.)"""

    ROWS = {"child": [1, 2, 3], "strategy_discussion": ["2018-07-02"] * 3, "conference": ["2018-07-10", "2018-07-10", "2018-07-24"]}

    def test_a_reason_on_a_case_in_time(self) -> None:
        """It is told of, and not counted; a recording reason says that the case was in time, and is not told of."""
        result = southend.CP_3_10.compute({**self.ROWS, "reason": ["F10", "R10", "A20"]}, as_at="2018-07-31")

        assert ["conferences, row 1: in time, and with a reason for being late. The reason is not counted; a date may be wrong."] == list(
            result.notes
        )
        assert {"A20": 1} == {reason.code: count for reason, count in result.late_by_reason.items()}

    def test_a_retired_reason_is_read_as_the_one_in_its_place(self) -> None:
        """An old code counts as what replaced it, and its rows are told."""
        old = attrs.evolve(DELAY_REASONS["A20"], status="retired", replaced_by="A10")
        later = attrs.evolve(DELAY_REASONS, version="1.1", reasons=tuple(old if reason.code == "A20" else reason for reason in DELAY_REASONS))
        result = attrs.evolve(southend.CP_3_10, reasons=later).compute({**self.ROWS, "reason": [None, None, "A20"]}, as_at="2018-07-31")

        assert ["conferences, row 3: the reason A20 is retired, and is read as A10. Give A10."] == list(result.notes)
        assert {"A10": 1} == {reason.code: count for reason, count in result.late_by_reason.items()}
        assert ["A10"] == [case.reason.code for case in result.breaches if case.reason]

    @pytest.mark.parametrize(("comment", "told"), [({}, True), ({"comment": [None, None, "said"]}, False)])
    def test_a_reason_that_needs_a_comment(self, comment: dict[str, list[str | None]], told: bool) -> None:
        """Without a column of comments it is told of; with one, a missing comment is a fault and a given one is enough."""
        result = southend.CP_3_10.compute({**self.ROWS, "reason": [None, None, "Z80"], **comment}, as_at="2018-07-31")

        assert told == ("conferences, row 3: the reason says too little without a comment, and there is no column of comments." in result.notes)
