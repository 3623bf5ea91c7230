"""The laws of how many spells lasted at least so long."""

from datetime import date, timedelta
from typing import Any, TypeAlias

import attrs
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators import ENGLAND_AND_WALES
from csc_indicators.errors import InvalidLimit
from csc_indicators.limits import CalendarDays, Months, WorkingDays, Years
from csc_indicators.measures.duration import Lasted, lasted
from csc_indicators.measures.judgement import Because, Judgement, Status
from tests.oracle import SLOW_ENGLAND_AND_WALES, every_day, slow_due_in_months
from tests.strategies import as_dates

Spell: TypeAlias = tuple[date | None, date | None]

AS_AT = date(2020, 3, 31)

BY_DATE = Lasted(start="start", end="end", at_least=Years(2), ended=True)
BY_DAYS = Lasted(start="start", end="end", at_least=CalendarDays(730), first_day_counts=True, ended=True)
OPEN_BY_DATE, OPEN_BY_DAYS = (attrs.evolve(measure, ended=False) for measure in (BY_DATE, BY_DAYS))

starts = st.dates(date(2016, 1, 1), date(2018, 6, 30)) | st.sampled_from([date(2016, 2, 28), date(2016, 2, 29), date(2017, 2, 28), date(2017, 3, 1)])
anywhere = st.dates(date(2016, 1, 1), date(2020, 6, 30)) | st.sampled_from([AS_AT, AS_AT + timedelta(days=1)])
measures = st.sampled_from([BY_DATE, BY_DAYS, OPEN_BY_DATE, OPEN_BY_DAYS])


@st.composite
def spells(draw: DrawFn) -> list[Spell]:
    """Spells of about two years, of no days, of any length, backwards, open, and without a start."""
    of: list[Spell] = []
    for start in draw(st.lists(starts | st.none(), max_size=10)):
        about = (start or date(2017, 3, 1)) + timedelta(days=draw(st.sampled_from([-1, 0, 1]) | st.integers(726, 733)))
        of.append((start, draw(st.just(about) | anywhere | st.none())))
    return of


def judged(of: list[Spell], measure: Lasted, as_at: date = AS_AT) -> Judgement:
    """These spells as things stood at the end of a day."""
    start, end = as_dates([start for start, _ in of]), as_dates([end for _, end in of])
    return lasted(np.arange(1, len(of) + 1), start, end, measure=measure, as_at=as_at, calendar=ENGLAND_AND_WALES)


def long_enough(start: date, last: date, measure: Lasted) -> bool:
    """Whether a spell has lasted two years: by the page of the calendar, or by ticking off each day from the first to the last."""
    if measure.first_day_counts:
        return sum(1 for _ in every_day(start, last)) > 729
    return slow_due_in_months(start, 24) <= last


def slow_verdict(start: date | None, end: date | None, measure: Lasted) -> tuple[Status, Because]:
    """One question at a time, of one spell."""
    over = end is not None and end <= AS_AT
    backwards = start is not None and end is not None and end < start
    if measure.ended and not over:
        return Status.EXCLUDED, Because.NO_DATES if start is None else Because.NOT_ENDED
    if over and not measure.ended:
        return Status.EXCLUDED, Because.END_BEFORE_START if backwards else Because.ENDED
    if start is None:
        return Status.UNKNOWN, Because.NO_START
    if measure.ended and backwards:
        return Status.UNKNOWN, Because.END_BEFORE_START
    last = end if measure.ended and end is not None else AS_AT
    return Status.YES if long_enough(start, last, measure) else Status.NO, Because.JUDGED


class TestWhichSpells:
    """Those open at the end of the day, or those that ended in the period, each by its end. (law.md 3, LAIT 264 and 98; 8.2.1 and 8.2.3.)"""

    @given(spells(), measures)
    def test_each_spell_is_judged_as_one_at_a_time(self, of: list[Spell], measure: Lasted) -> None:
        """Each row has the status, and the reason, that asking one question at a time gives."""
        found = judged(of, measure)

        assert [slow_verdict(*spell, measure) for spell in of] == [*zip(found.status, found.because, strict=True)]

    @given(spells(), st.sampled_from([BY_DATE, BY_DAYS]))
    def test_a_spell_counts_in_the_period_of_its_end(self, of: list[Spell], measure: Lasted) -> None:
        """Of ended spells, those that ended from the first day to the last are in the denominator, a bad start among them."""
        first = date(2019, 4, 1)

        assert [end is not None and first <= end <= AS_AT for _, end in of] == judged(of, measure).since(first).counted.tolist()

    @given(spells(), measures)
    def test_what_comes_later_changes_nothing(self, of: list[Spell], measure: Lasted) -> None:
        """An end dated after the day is as good as none."""
        until = [(start, None if end is not None and end > AS_AT else end) for start, end in of]

        assert judged(of, measure).status.tolist() == judged(until, measure).status.tolist()

    @given(spells(), measures, st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Spell], measure: Lasted, random: Any) -> None:
        """Shuffled rows have the same statuses, row for row (CU2)."""
        order = list(range(len(of)))
        random.shuffle(order)

        assert judged(of, measure).status[order].tolist() == judged([of[at] for at in order], measure).status.tolist()

    def test_a_spell_that_begins_after_the_day_is_not_open(self) -> None:
        """It starts later, and its length is nobody's concern, even when no calendar knows its days."""
        measure = attrs.evolve(OPEN_BY_DATE, at_least=WorkingDays(10))
        found = judged([(AS_AT + timedelta(days=1), None), (ENGLAND_AND_WALES.last, None)], measure)

        assert [Because.STARTS_LATER] * 2 == found.because.tolist()


class TestTwoYears:
    """More than 729 days counting both first and last day; or two calendar years by the corresponding date. (law.md 3 and 8.2.5; 1.3.)"""

    @given(starts, st.integers(725, 734))
    @example(date(2017, 3, 1), 729)
    def test_729_days_are_not_enough_and_730_are(self, start: date, passed: int) -> None:
        """Of ended spells and of open ones, first and last day counted, it takes 730 days."""
        end = start + timedelta(days=passed)
        expected = [passed + 1 > 729]

        assert expected == judged([(start, end)], BY_DAYS, end).numerator.tolist()
        assert expected == judged([(start, None)], OPEN_BY_DAYS, end).numerator.tolist()

    @given(starts, st.integers(-3, 3))
    def test_two_years_to_the_day_are_enough_and_a_day_less_is_not(self, start: date, more: int) -> None:
        """By the corresponding date, the second anniversary is long enough."""
        end = slow_due_in_months(start, 24) + timedelta(days=more)
        expected = [more >= 0]

        assert expected == judged([(start, end)], BY_DATE, end).numerator.tolist()
        assert expected == judged([(start, None)], OPEN_BY_DATE, end).numerator.tolist()

    @pytest.mark.parametrize(
        ("start", "end", "by_date", "by_days"),
        [
            (date(2017, 3, 1), date(2019, 2, 27), False, False),
            (date(2017, 3, 1), date(2019, 2, 28), False, True),
            (date(2017, 3, 1), date(2019, 3, 1), True, True),
            (date(2016, 2, 29), date(2018, 2, 27), False, True),
            (date(2016, 2, 29), date(2018, 2, 28), True, True),
            (date(2016, 1, 15), date(2018, 1, 13), False, True),
            (date(2016, 1, 15), date(2018, 1, 15), True, True),
        ],
    )
    def test_where_the_two_readings_part(self, start: date, end: date, by_date: bool, by_days: bool) -> None:
        """1 March 2017 to 28 February 2019 is 730 days and not two years; a leap day makes it a day more."""
        assert ([by_date], [by_days]) == tuple(judged([(start, end)], measure).numerator.tolist() for measure in (BY_DATE, BY_DAYS))

    @given(spells())
    def test_the_days_never_say_no_where_the_date_says_yes(self, of: list[Spell]) -> None:
        """Two calendar years are never fewer than 730 days with both ends counted."""
        assert not (judged(of, BY_DATE).numerator & ~judged(of, BY_DAYS).numerator).any()

    @given(spells(), st.integers(0, 40))
    def test_working_days_and_other_limits(self, of: list[Spell], days: int) -> None:
        """A limit of working days is reached when its last working day is."""
        measure = attrs.evolve(OPEN_BY_DATE, at_least=WorkingDays(days))
        expected = [
            status is not Status.EXCLUDED and start is not None and (SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, days) or AS_AT) <= AS_AT
            for (start, _), (status, _) in ((spell, slow_verdict(*spell, measure)) for spell in of)
        ]

        assert expected == judged(of, measure).numerator.tolist()


class TestOneDay:
    """A spell that starts and ends on one day has lasted no days, or is an error where the records say so. (law.md 3, D1: a plan cannot.)"""

    def test_it_has_lasted_no_days(self) -> None:
        """It counts, and it has lasted at least no days, and one day if the first counts."""
        spell: list[Spell] = [(date(2018, 5, 1), date(2018, 5, 1))]
        least = [attrs.evolve(BY_DATE, at_least=Months(0)), attrs.evolve(BY_DAYS, at_least=CalendarDays(1)), BY_DATE]

        assert [[Status.YES], [Status.YES], [Status.NO]] == [judged(spell, measure).status.tolist() for measure in least]

    @given(spells())
    def test_it_can_be_an_error(self, of: list[Spell]) -> None:
        """Where no spell can end on the day it began, one that does is unknown and says so, and the others are as they were."""
        strict = judged(of, attrs.evolve(BY_DATE, same_day_is_an_error=True))
        lenient = judged(of, BY_DATE)
        one_day = [start is not None and start == end and start <= AS_AT for start, end in of]

        assert one_day == (strict.because == Because.SAME_DAY).tolist()
        assert [Status.UNKNOWN if same else status for same, status in zip(one_day, lenient.status, strict=True)] == strict.status.tolist()

    @given(spells())
    def test_open_spells_are_not_asked(self, of: list[Spell]) -> None:
        """What starts and ends on one day is open on none."""
        strict = attrs.evolve(OPEN_BY_DATE, same_day_is_an_error=True)

        assert judged(of, strict).because.tolist() == judged(of, OPEN_BY_DATE).because.tolist()


class TestWhatACaseShows:
    """A case shows its start, the day it has lasted so long and the day it ended."""

    @given(spells(), measures)
    def test_its_days(self, of: list[Spell], measure: Lasted) -> None:
        """The due date is there for every case that can be judged, and the end where it had ended."""
        found = judged(of, measure)
        for at, (start, end) in enumerate(of):
            due = None
            if found.status[at] in {Status.YES, Status.NO} and start is not None:
                due = start + timedelta(days=729) if measure.first_day_counts else slow_due_in_months(start, 24)

            assert (start, due) == (found.start[at].item(), found.due[at].item())
            assert found.happened[at].item() == (end if end is not None and end <= AS_AT else None)
        assert (found.row.tolist(), [0] * len(of)) == (found.explained_on.tolist(), found.days_late.tolist())


def test_day_1_needs_a_limit_of_1_or_more() -> None:
    """A limit of no days has no day 1."""
    with pytest.raises(InvalidLimit, match="no day 1"):
        judged([(date(2018, 5, 1), date(2018, 5, 2))], attrs.evolve(BY_DAYS, at_least=CalendarDays(0)))


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (BY_DATE, "end in the period and at least 2 years after start"),
        (OPEN_BY_DAYS, "not end by the end of the day and at least 730 calendar days after start, first and last day counted"),
    ],
)
def test_it_says_in_words_what_it_counts(measure: Lasted, words: str) -> None:
    """Open or ended, how long, and how the days are counted."""
    assert words == str(measure)
