"""The laws of events that happen again to one person."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators import ENGLAND_AND_WALES
from csc_indicators.limits import Months, Years
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.people import once_each
from csc_indicators.measures.recurrence import Again, again
from tests.oracle import slow_due_in_months
from tests.strategies import as_dates

AS_AT = date(2019, 3, 31)

IN_12_MONTHS = Again(event="referred", after="referred", within=Months(12))
IN_2_YEARS = Again(event="start", after="end", within=Years(2), earlier="previous")
EVER = Again(event="start", after="start", within=None, earlier="previous")
EVER_ENDED = Again(event="start", after="end", within=None)

MEASURES = [
    IN_12_MONTHS,
    attrs.evolve(IN_12_MONTHS, inclusive=False),
    IN_2_YEARS,
    attrs.evolve(IN_2_YEARS, inclusive=False),
    EVER,
    EVER_ENDED,
]

#: The same, where some events do not count as an earlier one.
PASSING_OVER = [attrs.evolve(measure, not_after="no_further_action") for measure in MEASURES]


@attrs.frozen
class Episode:
    """One event, the end of what it began, how many earlier ones are known of, and whether it counts as one; -1 for nobody and for no number."""

    person: int
    start: date | None
    end: date | None = None
    previous: int = -1
    counts: bool = True


days = st.dates(date(2016, 1, 1), date(2019, 6, 30)) | st.sampled_from([AS_AT, AS_AT + timedelta(days=1), date(2016, 2, 29), date(2018, 2, 28)])


@st.composite
def episodes(draw: DrawFn) -> list[Episode]:
    """Episodes of three people and nobody: about a year or two after each other, on one day, at once, open, backwards, and without a start."""
    of: list[Episode] = []
    for person in draw(st.lists(st.integers(-1, 2), max_size=10)):
        near = [day for one in of for day in (one.start, one.end) if day is not None]
        again_soon = st.sampled_from(near).flatmap(about_a_year_or_two_after) if near else days
        start = draw(days | again_soon | again_soon | st.none())
        later = (start or AS_AT) + timedelta(days=draw(st.integers(0, 400)))
        end = draw(st.just(later) | days | st.none() | (st.sampled_from(near) if near else days))
        of.append(Episode(person, start, end, draw(st.sampled_from([-1, -1, 0, 1, 2, 5]))))
    return of


@st.composite
def some_that_do_not_count(draw: DrawFn) -> list[Episode]:
    """The same, about half of them not counting as an earlier one."""
    return [attrs.evolve(one, counts=draw(st.booleans())) for one in draw(episodes())]


def about_a_year_or_two_after(day: date) -> st.SearchStrategy[date]:
    """The same day, the anniversaries, and the days beside them."""
    after = [day, slow_due_in_months(day, 12), slow_due_in_months(day, 24)]
    return st.sampled_from([one + timedelta(days=apart) for one in after for apart in (-1, 0, 1)])


def judged(of: Sequence[Episode], measure: Again, *, numbers: bool = False, records_from: date | None = None) -> Judgement:
    """
    These episodes as things stood at the end of March 2019; *numbers* gives the number of earlier ones too.

    Which count as an earlier one is given only to a measure of which not all do.
    """
    columns = {"start": as_dates([one.start for one in of]), "end": as_dates([one.end for one in of])}
    event = columns["start"]
    return again(
        np.arange(1, len(of) + 1),
        np.array([one.person for one in of], dtype=np.int64),
        event,
        columns["end"] if measure.after == "end" else event,
        measure=measure,
        as_at=AS_AT,
        calendar=ENGLAND_AND_WALES,
        earlier=np.array([one.previous for one in of], dtype=np.int64) if numbers else None,
        counts_as_earlier=None if measure.not_after is None else np.array([one.counts for one in of], dtype=bool),
        records_from=records_from,
    )


def counts(event: date, since: date, measure: Again) -> bool:
    """Whether an event comes soon enough after a day, by the page of the calendar."""
    if measure.within is None:
        return True
    due = slow_due_in_months(since, 24 if isinstance(measure.within, Years) else 12)
    return event <= due if measure.inclusive else event < due


def earlier_ones(of: Sequence[Episode], one: Episode) -> list[Episode]:
    """Those of the same person that began on an earlier day."""
    return [
        other for other in of if other.person == one.person >= 0 and other.start is not None and one.start is not None and other.start < one.start
    ]


def counted_from(other: Episode, event: date, measure: Again) -> date | None:
    """The day an earlier one counts from, if it has one that is not before its own start or after the event."""
    since = other.end if measure.after == "end" else other.start
    return None if since is None or other.start is None or not other.start <= since <= event else since


def slow_verdict(of: Sequence[Episode], one: Episode, measure: Again) -> tuple[Status, Because]:
    """One question at a time, of one event, from the records alone."""
    if one.start is None:
        return Status.EXCLUDED, Because.NO_DAY
    if one.start > AS_AT:
        return Status.EXCLUDED, Because.STARTS_LATER
    if one.person < 0:
        return Status.UNKNOWN, Because.NO_PERSON
    sinces = [counted_from(other, one.start, measure) for other in earlier_ones(of, one) if other.counts]
    if any(since is not None and counts(one.start, since, measure) for since in sinces):
        return Status.YES, Because.JUDGED
    return (Status.UNKNOWN, Because.EARLIER_NOT_ENDED) if None in sinces else (Status.NO, Because.JUDGED)


def verdicts(of: Judgement) -> list[tuple[int, int]]:
    """The status of each event, and why."""
    return [*zip(of.status.tolist(), of.because.tolist(), strict=True)]


class TestAnEarlierOne:
    """
    An event of somebody who had an earlier one: within 12 months of it, within two years of its end, or however long ago it was.

    (law.md 2, LAIT 271; 3, the local form and LAIT 14; by the corresponding date, 1.3.)
    """

    @given(episodes(), st.sampled_from(MEASURES))
    def test_each_event_is_judged_as_one_at_a_time(self, of: list[Episode], measure: Again) -> None:
        """Each row has the status, and the reason, that looking through all the others for it gives."""
        assert [slow_verdict(of, one, measure) for one in of] == verdicts(judged(of, measure))

    @given(st.dates(date(2016, 1, 1), date(2018, 3, 31)) | st.just(date(2016, 2, 29)), st.integers(-2, 2), st.booleans())
    @example(date(2016, 2, 29), 0, True)  # noqa: FBT003
    def test_twelve_months_to_the_day(self, earlier: date, more: int, inclusive: bool) -> None:
        """A day before the corresponding date counts and a day after does not; on the day itself it is as the measure says."""
        event = slow_due_in_months(earlier, 12) + timedelta(days=more)
        found = judged([Episode(0, earlier), Episode(0, event)], attrs.evolve(IN_12_MONTHS, inclusive=inclusive))

        assert [False, more < 0 or (inclusive and more == 0)] == found.numerator.tolist()

    @given(st.dates(date(2016, 1, 1), date(2016, 12, 1)), st.integers(0, 100), st.integers(-2, 2))
    def test_two_years_run_from_the_end(self, start: date, lasts: int, more: int) -> None:
        """The two years run from the end of the earlier one to the start of the next."""
        end = start + timedelta(days=lasts)
        event = slow_due_in_months(end, 24) + timedelta(days=more)

        assert [False, more <= 0] == judged([Episode(0, start, end), Episode(0, event)], IN_2_YEARS).numerator.tolist()

    @given(days, days)
    def test_ever_is_however_long_ago(self, one: date, other: date) -> None:
        """Of two events on different days, the later has an earlier one."""
        found = judged([Episode(0, one), Episode(0, other)], EVER)

        assert [other < one <= AS_AT, one < other <= AS_AT] == found.numerator.tolist()

    @given(episodes(), st.sampled_from(MEASURES))
    def test_another_persons_changes_nothing(self, of: list[Episode], measure: Again) -> None:
        """With the events of one person alone, they are judged as among everybody's."""
        alone = [one for one in of if one.person == 0]

        assert [verdict for one, verdict in zip(of, verdicts(judged(of, measure)), strict=True) if one.person == 0] == verdicts(
            judged(alone, measure)
        )

    @given(episodes(), st.sampled_from(MEASURES), st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Episode], measure: Again, random: Any) -> None:
        """Shuffled rows have the same verdicts, row for row (CU2)."""
        order = list(range(len(of)))
        random.shuffle(order)

        assert [verdicts(judged(of, measure))[at] for at in order] == verdicts(judged([of[at] for at in order], measure))

    @given(episodes(), st.sampled_from(MEASURES))
    def test_what_comes_later_changes_nothing(self, of: list[Episode], measure: Again) -> None:
        """Events after the day are counted nowhere and are earlier than none."""
        until = [one for one in of if one.start is None or one.start <= AS_AT]
        kept = [one.start is None or one.start <= AS_AT for one in of]

        assert [verdict for keep, verdict in zip(kept, verdicts(judged(of, measure)), strict=True) if keep] == verdicts(judged(until, measure))


class TestBadRecords:
    """Two on one day, an earlier one that is still open, and events of nobody: each is judged by a stated rule. (Settled rule 9.)"""

    @pytest.mark.parametrize("measure", [IN_12_MONTHS, EVER, EVER_ENDED])
    def test_two_on_one_day_are_not_earlier_than_each_other(self, measure: Again) -> None:
        """Neither makes the other happen again; one of an earlier day makes both."""
        same = Episode(0, date(2018, 6, 1), date(2018, 6, 1))
        before = Episode(0, date(2018, 5, 31), date(2018, 5, 31))

        assert [False, False] == judged([same, same], measure).numerator.tolist()
        assert [True, True, False] == judged([same, same, before], measure).numerator.tolist()

    def test_one_may_start_on_the_day_the_earlier_one_ends(self) -> None:
        """What ended on the day had been there before it."""
        assert [False, True] == judged([Episode(0, date(2018, 1, 1), date(2018, 6, 1)), Episode(0, date(2018, 6, 1))], IN_2_YEARS).numerator.tolist()

    @pytest.mark.parametrize("end", [None, date(2018, 6, 2), date(2017, 12, 31)])
    def test_an_earlier_one_without_an_end_before_it(self, end: date | None) -> None:
        """Open, ended later or ended before it began: it is not known when the time runs from, unless another tells."""
        start, event = date(2018, 1, 1), Episode(0, date(2018, 6, 1))
        other = Episode(0, date(2017, 1, 1), date(2017, 2, 1))
        too_old = Episode(0, date(2012, 1, 1), date(2012, 2, 1))

        assert Because.EARLIER_NOT_ENDED == judged([Episode(0, start, end), event], IN_2_YEARS).because[1]
        assert Because.EARLIER_NOT_ENDED == judged([Episode(0, start, end), event, too_old], IN_2_YEARS).because[1]
        assert Status.YES == judged([Episode(0, start, end), event, other], IN_2_YEARS).status[1]

    def test_events_of_nobody_are_unknown_to_each_other(self) -> None:
        """Two events of nobody known may be of two people."""
        found = judged([Episode(-1, date(2018, 1, 1)), Episode(-1, date(2018, 2, 1))], IN_12_MONTHS)

        assert [(Status.UNKNOWN, Because.NO_PERSON)] * 2 == verdicts(found)

    def test_of_nothing_nothing_happens_again(self) -> None:
        """No rows give no cases."""
        assert [0] * len(MEASURES) == [len(judged([], measure)) for measure in MEASURES]


class TestTheNumberKnownOf:
    """A number of earlier ones of 1 or more is enough, whatever the records hold. (law.md 3, LAIT 14: NumberOfPreviousCPP >= 1.)"""

    @given(episodes())
    def test_ever_it_is_enough(self, of: list[Episode]) -> None:
        """Where any earlier one counts, a number of 1 or more makes it yes; otherwise the records decide, and 0 settles it for nobody known."""
        expected = []
        for one in of:
            status, why = slow_verdict(of, one, EVER)
            if status is not Status.EXCLUDED and one.previous > 0:
                status, why = Status.YES, Because.JUDGED
            elif why is Because.NO_PERSON and one.previous == 0:
                status, why = Status.NO, Because.JUDGED
            expected.append((status, why))

        assert expected == verdicts(judged(of, EVER, numbers=True))

    @given(episodes())
    def test_within_a_limit_it_leaves_open_what_the_records_do_not_hold(self, of: list[Episode]) -> None:
        """More than the records hold makes a no unknown, because one of the others may have been within the limit."""
        expected = []
        for one in of:
            status, why = slow_verdict(of, one, IN_2_YEARS)
            held = len(earlier_ones(of, one))
            if why is Because.NO_PERSON and one.previous == 0:
                status, why = Status.NO, Because.JUDGED
            elif status is Status.NO and one.previous > held:
                status, why = Status.UNKNOWN, Because.EARLIER_NOT_HELD
            expected.append((status, why))

        assert expected == verdicts(judged(of, IN_2_YEARS, numbers=True))

    @given(episodes(), st.sampled_from(MEASURES))
    def test_without_it_the_records_decide(self, of: list[Episode], measure: Again) -> None:
        """A column in which no number is recorded is as good as none."""
        blank = [attrs.evolve(one, previous=-1) for one in of]

        assert verdicts(judged(of, measure)) == verdicts(judged(blank, measure, numbers=True))


class TestRecordsThatBeginSomeDay:
    """A no rests on records that go back far enough; where they do not, it is unknown. (Settled rules 7 and 9.)"""

    @given(episodes(), st.sampled_from(MEASURES), days)
    def test_a_no_is_unknown_where_an_earlier_one_could_be_missing(self, of: list[Episode], measure: Again, begin: date) -> None:
        """It stays no when the last day before the records is too long ago; a yes stays yes."""
        last_missing = begin - timedelta(days=1)
        expected = [
            (Status.UNKNOWN, Because.EARLIER_NOT_HELD)
            if verdict[0] is Status.NO and one.start and counts(one.start, last_missing, measure)
            else verdict
            for one, verdict in ((one, slow_verdict(of, one, measure)) for one in of)
        ]

        assert expected == verdicts(judged(of, measure, records_from=begin))

    @pytest.mark.parametrize(("previous", "why"), [(0, Because.JUDGED), (1, Because.EARLIER_NOT_HELD), (-1, Because.EARLIER_NOT_HELD)])
    def test_a_number_settles_what_the_records_leave_open(self, previous: int, why: Because) -> None:
        """With none known of, none is missing."""
        found = judged([Episode(0, date(2018, 6, 1), None, previous)], IN_2_YEARS, numbers=True, records_from=date(2017, 4, 1))

        assert [why] == found.because.tolist()

    def test_records_that_go_back_far_enough_settle_what_the_number_leaves_open(self) -> None:
        """One known of that the records do not hold must have ended before them, which is too long ago."""
        episode = Episode(0, date(2018, 6, 1), None, 1)

        assert [Status.NO] == judged([episode], IN_2_YEARS, numbers=True, records_from=date(2016, 6, 1)).status.tolist()
        assert [Status.UNKNOWN] == judged([episode], IN_2_YEARS, numbers=True, records_from=date(2016, 6, 2)).status.tolist()

    @pytest.mark.parametrize(("previous", "status"), [(0, Status.NO), (1, Status.YES), (-1, Status.UNKNOWN)])
    def test_ever_only_the_number_can_settle_it(self, previous: int, status: Status) -> None:
        """However far back the records go, there may have been one before them."""
        found = judged([Episode(0, date(2018, 6, 1), None, previous)], EVER, numbers=True, records_from=date(1990, 1, 1))

        assert [status] == found.status.tolist()


class TestEventsThatDoNotCountAsEarlier:
    """
    An event may be judged and yet not count as an earlier one of another.

    (law.md 10: whether a referral counts as a re-referral after one without further action is in no text that was read, so both can be computed.)
    """

    @given(some_that_do_not_count(), st.sampled_from(PASSING_OVER))
    def test_each_event_is_judged_as_one_at_a_time(self, of: list[Episode], measure: Again) -> None:
        """Each row has the status, and the reason, that looking through all the others that count gives."""
        assert [slow_verdict(of, one, measure) for one in of] == verdicts(judged(of, measure))

    @given(some_that_do_not_count(), st.sampled_from(PASSING_OVER))
    def test_they_might_as_well_not_be_there(self, of: list[Episode], measure: Again) -> None:
        """Without them the others are judged the same."""
        rest = [one for one in of if one.counts]

        assert [verdict for one, verdict in zip(of, verdicts(judged(of, measure)), strict=True) if one.counts] == verdicts(judged(rest, measure))

    @given(some_that_do_not_count(), st.sampled_from(PASSING_OVER), st.data())
    def test_they_are_judged_like_any_other(self, of: list[Episode], measure: Again, data: st.DataObject) -> None:
        """Whether an event counts as an earlier one changes nothing in its own verdict."""
        if not of:
            return
        at = data.draw(st.integers(0, len(of) - 1))
        other = [attrs.evolve(one, counts=one.counts != (place == at)) for place, one in enumerate(of)]

        assert verdicts(judged(of, measure))[at] == verdicts(judged(other, measure))[at]

    @given(episodes(), st.sampled_from(PASSING_OVER))
    def test_where_all_count_nothing_changes(self, of: list[Episode], measure: Again) -> None:
        """A flag that no event has is as good as none."""
        assert verdicts(judged(of, attrs.evolve(measure, not_after=None))) == verdicts(judged(of, measure))

    @given(some_that_do_not_count(), st.sampled_from(PASSING_OVER), st.none() | days)
    def test_the_number_known_of_is_of_all(self, of: list[Episode], measure: Again, begin: date | None) -> None:
        """More than the records hold, whether or not these count, leaves a no open; a number makes no yes, and none known of settles a no."""
        expected = []
        for one in of:
            status, why = slow_verdict(of, one, measure)
            held = len(earlier_ones(of, one))
            recent = begin is None or (one.start is not None and counts(one.start, begin - timedelta(days=1), measure))
            may_be_missing = one.previous > held or (begin is not None and one.previous < 0)
            if why is Because.NO_PERSON and one.previous == 0:
                status, why = Status.NO, Because.JUDGED
            elif status is Status.NO and recent and may_be_missing:
                status, why = Status.UNKNOWN, Because.EARLIER_NOT_HELD
            expected.append((status, why))

        assert expected == verdicts(judged(of, measure, numbers=True, records_from=begin))

    def test_one_that_is_open_and_does_not_count_is_no_doubt(self) -> None:
        """That an earlier one has no end matters only where it counts."""
        event = Episode(0, date(2018, 6, 1))
        found = {counts: judged([Episode(0, date(2018, 1, 1), None, -1, counts), event], PASSING_OVER[2]).because[1] for counts in (True, False)}

        assert {True: Because.EARLIER_NOT_ENDED, False: Because.JUDGED} == found

    def test_the_last_that_counts_is_named(self) -> None:
        """A case names the last earlier one that counts, and not a later one that does not."""
        of = [Episode(0, date(2018, 1, 1)), Episode(0, date(2018, 3, 1), None, -1, counts=False), Episode(0, date(2018, 6, 1))]
        found = judged(of, PASSING_OVER[0])

        assert [0, 1, 1] == found.explained_on.tolist()
        assert [None, date(2018, 1, 1), date(2018, 1, 1)] == found.start.tolist()
        assert [False, True, True] == found.numerator.tolist()

    @pytest.mark.parametrize(("previous", "why"), [(0, Because.JUDGED), (1, Because.JUDGED), (2, Because.EARLIER_NOT_HELD)])
    def test_of_one_held_that_does_not_count(self, previous: int, why: Because) -> None:
        """With one known of, it is the one held; with two, the other may count, however long ago it was."""
        of = [Episode(0, date(2017, 1, 1), None, 0, counts=False), Episode(0, date(2018, 6, 1), None, previous)]
        found = judged(of, attrs.evolve(EVER, not_after="no_further_action"), numbers=True)

        assert [False, False] == found.numerator.tolist()
        assert [Because.JUDGED, why] == found.because.tolist()


class TestWhatACaseShows:
    """A case names the one before it: the day it counts from, the last day of the limit, and its row."""

    @given(episodes(), st.sampled_from(MEASURES))
    def test_the_one_that_counts_from_the_latest_day(self, of: list[Episode], measure: Again) -> None:
        """Of all earlier ones it is the one that comes nearest."""
        found = judged(of, measure)
        for at, one in enumerate(of):
            sinces = [counted_from(other, one.start, measure) for other in earlier_ones(of, one) if one.start is not None]
            since = max((since for since in sinces if since is not None), default=None)
            due = None if since is None or measure.within is None else slow_due_in_months(since, 24 if isinstance(measure.within, Years) else 12)

            assert (since, due) == (found.start[at].item(), found.due[at].item())
            assert found.happened[at].item() == (one.start if one.start is not None and one.start <= AS_AT else None)
            assert (since is None) == (found.explained_on[at] == 0)
            if since is not None and one.start is not None:
                nearest = of[found.explained_on[at] - 1]
                assert nearest in earlier_ones(of, one)
                assert since == counted_from(nearest, one.start, measure)
        assert [0] * len(of) == found.days_late.tolist()

    def test_a_person_is_counted_once_in_the_child_form(self) -> None:
        """Of three people with events in the year, one had one soon before: one of three, though two of their five events are such."""
        of = [
            Episode(0, date(2018, 5, 1)),
            Episode(0, date(2018, 7, 1)),
            Episode(0, date(2018, 9, 1)),
            Episode(1, date(2018, 5, 1)),
            Episode(2, date(2017, 1, 1)),
            Episode(2, date(2018, 6, 1)),
        ]
        in_year = judged(of, IN_12_MONTHS).since(date(2018, 4, 1))
        people = once_each(in_year, np.array([one.person for one in of]))

        assert [2, 5] == [in_year.numerator.sum(), in_year.counted.sum()]
        assert [1, 3] == [people.numerator.sum(), people.counted.sum()]


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (IN_12_MONTHS, "referred within 12 months of an earlier one of the same person"),
        (attrs.evolve(IN_12_MONTHS, inclusive=False), "referred less than 12 months after an earlier one of the same person"),
        (IN_2_YEARS, "start within 2 years of an earlier end of the same person"),
        (EVER, "start after an earlier one of the same person"),
        (
            PASSING_OVER[0],
            "referred within 12 months of an earlier one of the same person, none with no further action counting as the earlier",
        ),
    ],
)
def test_it_says_in_words_what_it_counts(measure: Again, words: str) -> None:
    """How long, after what, and whether the last day counts."""
    assert words == str(measure)
