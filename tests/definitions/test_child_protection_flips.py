"""
Enquiries, conferences and core groups: a record is taken, one fact of it is changed, and its verdict changes exactly when the rule says so.

Due dates are walked to a day at a time; nothing here shares code with the library.
"""

from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csc_indicators import FaultyRecords, Result, UnknownName, southend
from csc_indicators.indicators.child_protection import (
    ICPC_BANDS,
    conferences_overdue,
    core_groups_within_10_working_days,
    icpc_within_15_working_days,
    initial_conferences_per_10_000,
    section_47_enquiries_per_10_000,
    transfer_in_conferences_within_15_working_days,
)
from csc_indicators.indicators.definition import Indicator
from tests.definitions.child_protection import STRATEGIES, Drawn
from tests.oracle import SLOW_ENGLAND_AND_WALES

Row: TypeAlias = dict[str, Any]

ONE_DAY = timedelta(days=1)
APRIL, MARCH = date(2018, 4, 1), date(2019, 3, 31)

#: Days from which the 15th working day, and a week after it, are in the year 2018-19: weekends and bank holidays as they come, and the awkward ones.
STARTS = st.sampled_from([date(2018, 4, 2), date(2018, 5, 5), date(2018, 9, 8), date(2018, 12, 7), date(2018, 12, 25)]) | st.dates(
    date(2018, 4, 1), date(2019, 1, 31)
)


def working_days_after(start: date, number: int) -> date:
    """The so-many-th working day after *start*, walked to."""
    day = SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, number)
    assert day is not None
    return day


def asked(of: Indicator[Any], *rows: Row, as_at: date = MARCH, **how: Any) -> Result[Any]:
    """The indicator of these rows, which need not all say the same things."""
    (table,) = of.records
    names = dict.fromkeys([*(column.name for column in table if column.required), *(name for row in rows for name in row)])
    return of.compute({name: [row.get(name) for row in rows] for name in names}, as_at=as_at, **how)


def status(of: Indicator[Any], row: Row, **how: Any) -> str:
    """The status of one row."""
    (case,) = asked(of, row, **how).cases
    return str(case.status)


def counts(of: Indicator[Any], *rows: Row, **how: Any) -> tuple[int, int]:
    """The numerator and the denominator."""
    tally = asked(of, *rows, **how).tally
    return tally.numerator, tally.denominator


def conference(start: date | None, held: date | None, **more: Any) -> Row:
    """A conference on child A."""
    return {"child": "A", "strategy_discussion": start, "conference": held, **more}


def move_in(notified: date | None, held: date | None, **more: Any) -> Row:
    """A conference on child A, who moved in."""
    return {"child": "A", "transfer_in": True, "notified": notified, "conference": held, **more}


def enquiry(child: str, start: date, end: date | None = None) -> Row:
    """An enquiry about a child."""
    return {"child": child, "start": start, "end": end}


def core_group(conference_on: date, held: date | None) -> Row:
    """A core group on child A."""
    return {"child": "A", "conference": conference_on, "core_group": held}


class TestConferencesWithin15WorkingDays:
    """The target date is the date that is 15 working days after the strategy discussion. (Census guide 2023 to 2024, section 4.12.2.)"""

    @given(STARTS)
    def test_day_15_in_the_day_after_it_out(self, start: date) -> None:
        """Held on the 15th working day after the discussion it is in time, and a day later, even on a weekend, late."""
        due = working_days_after(start, 15)

        assert "in time" == status(icpc_within_15_working_days, conference(start, due))
        assert "late" == status(icpc_within_15_working_days, conference(start, due + ONE_DAY))

    @given(STARTS)
    def test_a_discussion_one_day_earlier(self, start: date) -> None:
        """Moved a day back, the discussion makes a conference late that was just in time, unless the 15th day stays where it was."""
        due, earlier = working_days_after(start, 15), working_days_after(start - ONE_DAY, 15)

        assert ("in time" if earlier == due else "late") == status(icpc_within_15_working_days, conference(start - ONE_DAY, due))

    @given(STARTS)
    def test_without_the_conference(self, start: date) -> None:
        """A conference taken away is waiting until the 15th day is over and overdue from the next; it is in neither count."""
        due = working_days_after(start, 15)
        row = conference(start, None)

        assert ("waiting", "overdue") == (
            status(icpc_within_15_working_days, row, as_at=due),
            status(icpc_within_15_working_days, row, as_at=due + ONE_DAY),
        )
        assert (0, 0) == counts(icpc_within_15_working_days, row, as_at=due + ONE_DAY)

    @given(STARTS, st.integers(0, 30))
    def test_without_the_discussion(self, start: date, days: int) -> None:
        """A discussion taken away, or dated the day after the conference, leaves it counted and unknown; the reading by bands leaves it out."""
        held = start + timedelta(days=days)

        for unjudged in (conference(None, held), conference(held + ONE_DAY, held)):
            assert "unknown" == status(icpc_within_15_working_days, unjudged)
            assert (0, 1) == counts(icpc_within_15_working_days, unjudged)
            assert "excluded" == status(icpc_within_15_working_days, unjudged, reading="banded_conferences_only")
            assert (0, 0) == counts(icpc_within_15_working_days, unjudged, reading="banded_conferences_only")

    @given(STARTS)
    def test_on_the_day_of_the_discussion(self, day: date) -> None:
        """A conference on the very day is in time and in the first band; the discussion moved to the day after, it is in no band."""
        first = asked(icpc_within_15_working_days, conference(day, day)).banded
        none = asked(icpc_within_15_working_days, conference(day + ONE_DAY, day)).banded

        assert first is not None
        assert none is not None
        assert ([1, 0, 0, 0], 0) == (list(first.counts.values()), first.unknown)
        assert ([0, 0, 0, 0], 1) == (list(none.counts.values()), none.unknown)

    @given(STARTS, st.sampled_from([(10, 0), (15, 1), (20, 2)]))
    def test_the_edges_of_the_bands(self, start: date, edge: tuple[int, int]) -> None:
        """The 10th, 15th and 20th working days are the last of the first three bands, and the day after each is in the next."""
        number, band = edge
        last = working_days_after(start, number)
        banded = [asked(icpc_within_15_working_days, conference(start, held)).banded for held in (last, last + ONE_DAY)]

        assert [band, band + 1] == [list(each.counts.values()).index(1) for each in banded if each is not None]

    @given(STARTS, st.integers(0, 40))
    def test_the_numerator_is_the_first_two_bands(self, start: date, days: int) -> None:
        """In time is in one of the first two bands, as the Department's percentage is formed."""
        result = asked(icpc_within_15_working_days, conference(start, start + timedelta(days=days)))

        assert result.banded is not None
        assert ("0 to 10 working days", "11 to 15 working days", "16 to 20 working days", "21 working days or more") == ICPC_BANDS.names
        assert result.tally.numerator == sum(list(result.banded.counts.values())[:2])

    @given(STARTS, st.integers(0, 40))
    def test_a_child_who_moved_in(self, start: date, days: int) -> None:
        """Marked as a transfer-in the conference is left out and a note says so; marked no, or blank, it counts as without the column."""
        held = start + timedelta(days=days)
        bare = counts(icpc_within_15_working_days, conference(start, held))
        marked = asked(icpc_within_15_working_days, conference(start, held, transfer_in=True))

        assert [bare, bare] == [counts(icpc_within_15_working_days, conference(start, held, transfer_in=flag)) for flag in (False, None)]
        assert (0, 0) == (marked.tally.denominator, len(marked.cases))
        assert [True] == ["not what this indicator is about" in note for note in marked.notes]

    def test_the_day_of_the_conference_puts_it_in_a_year(self) -> None:
        """Held on 31 March it is the year before's, on 1 April this one's, whenever the discussion was."""
        start = date(2018, 3, 12)

        assert "excluded" == status(icpc_within_15_working_days, conference(start, APRIL - ONE_DAY))
        assert "in time" == status(icpc_within_15_working_days, conference(start, APRIL))

    @given(STARTS, st.sampled_from(["section_47_start", "initial_strategy_discussion"]))
    def test_another_clock(self, start: date, clock: str) -> None:
        """A reading by another clock is moved by that clock's own day, and by no other."""
        due = working_days_after(start, 15)
        rows = [{**conference(None, held), clock: start} for held in (due, due + ONE_DAY)]

        assert ["in time", "late"] == [status(icpc_within_15_working_days, row, reading=clock) for row in rows]
        assert ["unknown", "unknown"] == [status(icpc_within_15_working_days, row) for row in rows]

    @pytest.mark.parametrize("clock", ["section_47_start", "initial_strategy_discussion"])
    def test_another_clock_that_is_not_there(self, clock: str) -> None:
        """A reading by a clock whose column is not given is refused and not counted by another."""
        with pytest.raises(FaultyRecords, match=clock):
            status(icpc_within_15_working_days, conference(date(2018, 7, 2), date(2018, 7, 23)), reading=clock)

    @pytest.mark.parametrize("held", [date(2018, 7, 23), None])
    def test_one_event_twice(self, held: date | None) -> None:
        """Two rows of one conference, or of one discussion that waits for one, are a fault; with another child each is an event."""
        row = conference(date(2018, 7, 2), held)

        with pytest.raises(FaultyRecords, match="more than one row"):
            asked(icpc_within_15_working_days, row, row)
        assert 2 == len(asked(icpc_within_15_working_days, row, {**row, "child": "B"}).cases)


class TestTheClockBefore2012:
    """Until 2011-12 the duration ran from the day the timescale for completing the section 47 enquiry began. (ESD metric type 3217.)"""

    THE_YEAR_BEFORE = date(2012, 3, 31)

    @given(st.dates(date(2011, 4, 1), date(2012, 2, 15)))
    def test_day_15_of_that_clock(self, begun: date) -> None:
        """Day 15 of it is in time and the day after late, whenever the discussion was."""
        due = working_days_after(begun, 15)
        rows = [conference(begun - timedelta(days=60), held, section_47_timescale_start=begun) for held in (due, due + ONE_DAY)]

        assert ["in time", "late"] == [status(icpc_within_15_working_days, row, as_at=self.THE_YEAR_BEFORE) for row in rows]
        assert 1 == asked(icpc_within_15_working_days, rows[0], as_at=self.THE_YEAR_BEFORE).edition

    @given(st.dates(date(2008, 4, 1), date(2020, 3, 31)))
    def test_one_edition_on_every_day(self, day: date) -> None:
        """The first edition holds up to 31 March 2012 and the second from the day after: on no day both, and on no day neither."""
        assert [1 if day <= self.THE_YEAR_BEFORE else 2] == [
            edition.number for edition in icpc_within_15_working_days.editions if edition.covers(day)
        ]

    def test_from_2012_13_it_moves_nothing(self) -> None:
        """The first conference of the new year is judged from its discussion."""
        row = conference(date(2012, 3, 5), date(2012, 4, 2), section_47_timescale_start=date(2012, 3, 30))

        assert "late" == status(icpc_within_15_working_days, row, as_at=date(2012, 4, 30))

    def test_a_clock_that_is_not_known(self) -> None:
        """Without the column it is a fault that says so; with the day blank the conference is counted and unknown."""
        row = conference(date(2011, 7, 1), date(2011, 7, 4))

        with pytest.raises(FaultyRecords, match="section_47_timescale_start"):
            asked(icpc_within_15_working_days, row, as_at=self.THE_YEAR_BEFORE)
        assert "unknown" == status(icpc_within_15_working_days, {**row, "section_47_timescale_start": None}, as_at=self.THE_YEAR_BEFORE)

    def test_it_has_no_readings(self) -> None:
        """A reading named for a year of that clock is refused, because the readings are of the later rule."""
        row = conference(date(2011, 7, 1), date(2011, 7, 4), section_47_timescale_start=date(2011, 7, 1))

        with pytest.raises(UnknownName, match="Edition 1"):
            asked(icpc_within_15_working_days, row, as_at=self.THE_YEAR_BEFORE, reading="section_47_strategy_discussion")


class TestSouthendsConferences:
    """CP 3.10 takes the national rule, with a target and an owner of its own. (Southend's title; no definition was found.)"""

    @given(STRATEGIES["southend.cp_3_10"], st.sampled_from([reading.key for reading in icpc_within_15_working_days.readings]))
    def test_the_figure_is_the_national_one(self, drawn: Drawn, reading: str) -> None:
        """The same conferences give the same counts in every reading."""
        tables, as_at = drawn
        national = icpc_within_15_working_days.compute(tables["conferences"], as_at=as_at, reading=reading)
        local = southend.CP_3_10.compute(tables["conferences"], as_at=as_at, reading=reading)

        assert national.series == local.series
        assert national.cases.columns()["status"].tolist() == local.cases.columns()["status"].tolist()

    def test_what_it_takes_and_what_is_its_own(self) -> None:
        """Readings, rows and bands are the national ones; how the Department publishes, and when its texts were read, are not Southend's."""
        local, national = southend.CP_3_10, icpc_within_15_working_days

        assert (national.readings, national.among, national.bands) == (local.readings, local.among, local.bands)
        assert (None, None, ()) == (local.published, local.reviewed_on, local.disaggregations)


class TestSection47Enquiries:
    """Section 47 enquiries that started in the year, each counted. (DfE, LAIT data dictionary, item 217; census guide, section 4.12.)"""

    READINGS = ("every_enquiry", "each_child_once")

    @pytest.mark.parametrize("reading", READINGS)
    def test_the_first_and_the_last_day(self, reading: str) -> None:
        """Started on 31 March it is the year before's, on 1 April this one's; after the day it has not started."""
        started = [APRIL - ONE_DAY, APRIL, date(2018, 9, 30), date(2018, 10, 1)]

        assert [(0, 0), (1, 1), (1, 1), (0, 0)] == [
            counts(section_47_enquiries_per_10_000, enquiry("A", day), as_at=date(2018, 9, 30), reading=reading) for day in started
        ]

    @given(STARTS, st.integers(0, 40) | st.none(), st.sampled_from(READINGS))
    def test_the_end_moves_nothing(self, start: date, days: int | None, reading: str) -> None:
        """Whether an enquiry has ended, and when, changes nothing."""
        end = None if days is None else start + timedelta(days=days)

        assert (1, 1) == counts(section_47_enquiries_per_10_000, enquiry("A", start, end), reading=reading)

    @given(STARTS, st.integers(1, 40))
    def test_a_second_enquiry(self, start: date, days: int) -> None:
        """Another enquiry about the child is one more enquiry and no more children; about another child it is both."""
        end = start + timedelta(days=days)
        first = enquiry("A", start, end)

        for child, children in (("A", 1), ("B", 2)):
            again = enquiry(child, end, None)
            assert (2, 2) == counts(section_47_enquiries_per_10_000, first, again)
            assert (children, children) == counts(section_47_enquiries_per_10_000, first, again, reading="each_child_once")

    def test_once_in_each_year(self) -> None:
        """An enquiry of the year before does not stand for one of this year."""
        rows = enquiry("A", APRIL - ONE_DAY, APRIL), enquiry("A", APRIL)

        assert (1, 1) == counts(section_47_enquiries_per_10_000, *rows, reading="each_child_once")

    @given(STARTS, st.integers(1, 40))
    def test_enquiries_that_overlap(self, start: date, days: int) -> None:
        """An enquiry that starts before the one before it has ended is a fault; on the day it ends it is none. (Validation rule 8839.)"""
        end = start + timedelta(days=days)
        later = enquiry("A", end, None)

        assert (2, 2) == counts(section_47_enquiries_per_10_000, enquiry("A", start, end), later)
        for overlapping in (enquiry("A", start, end + ONE_DAY), enquiry("A", start, None)):
            with pytest.raises(FaultyRecords, match="starts before an earlier enquiry about the same child has ended"):
                asked(section_47_enquiries_per_10_000, overlapping, later)

    def test_one_enquiry_twice(self) -> None:
        """Two rows of one enquiry are a fault, even where no end tells that they overlap."""
        row = {"child": "A", "start": date(2018, 7, 2)}

        with pytest.raises(FaultyRecords, match="more than one row"):
            asked(section_47_enquiries_per_10_000, row, row)

    def test_an_enquiry_without_a_start(self) -> None:
        """It is in no year, so it is a fault and not left out."""
        with pytest.raises(FaultyRecords, match="start"):
            asked(section_47_enquiries_per_10_000, {"child": "A", "start": None})


class TestInitialConferences:
    """Every initial conference is counted, and those of children who moved in are included. (DfE, LAIT data dictionary, item 269.)"""

    @given(STARTS, st.integers(-5, 40), st.sampled_from([None, False, True]), st.booleans())
    def test_only_the_day_of_the_conference_matters(self, start: date, days: int, moved_in: bool | None, known: bool) -> None:
        """In time or late, before its discussion or without one, moved in or not, a conference held is one."""
        held = max(APRIL, start + timedelta(days=days))
        row = conference(start if known else None, held, transfer_in=moved_in, notified=start if moved_in else None)
        result = asked(initial_conferences_per_10_000, row)

        assert (1, 1) == (result.tally.numerator, result.tally.denominator)
        assert () == result.notes

    @pytest.mark.parametrize(("held", "expected"), [(APRIL - ONE_DAY, 0), (APRIL, 1), (date(2018, 9, 30), 1), (date(2018, 10, 1), 0), (None, 0)])
    def test_the_first_and_the_last_day(self, held: date | None, expected: int) -> None:
        """Held on 31 March it is the year before's, on 1 April this one's; after the day, or without one, it has not been held."""
        assert (expected, expected) == counts(initial_conferences_per_10_000, conference(date(2018, 3, 26), held), as_at=date(2018, 9, 30))

    @given(STARTS, st.integers(1, 50))
    def test_a_second_conference(self, day: date, days: int) -> None:
        """Another conference on the child is one more conference and no more children; on another child it is both."""
        first, later = conference(None, day), conference(None, day + timedelta(days=days))

        for child, children in (("A", 1), ("B", 2)):
            again = {**later, "child": child}
            assert (2, 2) == counts(initial_conferences_per_10_000, first, again)
            assert (children, children) == counts(initial_conferences_per_10_000, first, again, reading="each_child_once")

    def test_one_conference_twice(self) -> None:
        """Two rows of one conference, as of one after two discussions, are a fault."""
        held = date(2018, 7, 23)

        with pytest.raises(FaultyRecords, match="more than one row"):
            asked(initial_conferences_per_10_000, conference(date(2018, 7, 2), held), conference(date(2018, 7, 4), held))


class TestTransferInConferences:
    """A child who moves in with a plan is conferenced within 15 working days of this council's being notified. (Census guide, 4.1.1 and 4.8.)"""

    @given(STARTS, STARTS)
    def test_day_15_in_the_day_after_it_out(self, notified: date, discussion: date) -> None:
        """Held on the 15th working day after notification it is in time, and a day later late, whatever discussion stands beside it."""
        due = working_days_after(notified, 15)
        rows = [move_in(notified, held, strategy_discussion=discussion) for held in (due, due + ONE_DAY)]

        assert ["in time", "late"] == [status(transfer_in_conferences_within_15_working_days, row) for row in rows]

    @given(STARTS, st.integers(0, 40), st.sampled_from([None, False]))
    def test_a_child_who_did_not_move_in(self, notified: date, days: int, flag: bool | None) -> None:
        """Not marked, or marked no, the conference is left out and a note says so."""
        result = asked(transfer_in_conferences_within_15_working_days, move_in(notified, notified + timedelta(days=days), transfer_in=flag))

        assert (0, 0) == (result.tally.denominator, len(result.cases))
        assert [True] == ["not what this indicator is about" in note for note in result.notes]

    @given(STARTS)
    def test_without_notification(self, held: date) -> None:
        """A conference without a day of notification, or before it, is counted and unknown."""
        for notified in (None, held + ONE_DAY):
            assert "unknown" == status(transfer_in_conferences_within_15_working_days, move_in(notified, held))
            assert (0, 1) == counts(transfer_in_conferences_within_15_working_days, move_in(notified, held))
        assert "in time" == status(transfer_in_conferences_within_15_working_days, move_in(held, held))

    @given(STARTS)
    def test_without_the_conference(self, notified: date) -> None:
        """It waits until the 15th day is over and is overdue from the next, in neither count."""
        due = working_days_after(notified, 15)
        row = move_in(notified, None)

        assert "waiting" == status(transfer_in_conferences_within_15_working_days, row, as_at=due)
        assert "overdue" == status(transfer_in_conferences_within_15_working_days, row, as_at=due + ONE_DAY)
        assert (0, 0) == counts(transfer_in_conferences_within_15_working_days, row, as_at=due + ONE_DAY)

    @pytest.mark.parametrize("column", ["transfer_in", "notified"])
    def test_a_column_that_is_not_there(self, column: str) -> None:
        """Without the mark, or the day of notification, nothing can be counted: a fault and not nothing out of nothing."""
        row = move_in(date(2018, 7, 2), date(2018, 7, 23))
        del row[column]

        with pytest.raises(FaultyRecords, match=column):
            asked(transfer_in_conferences_within_15_working_days, row)


class TestConferencesOverdue:
    """An enquiry begun more than 15 working days before the day, with no conference, is asked about. (Census query 8675Q; guide, 4.12.2.)"""

    @given(STARTS)
    def test_day_15_not_yet_the_day_after_it_overdue(self, start: date) -> None:
        """On the 15th working day nothing is overdue, and on the day after it, even at a weekend, it is."""
        due = working_days_after(start, 15)
        row = conference(start, None)

        assert ("no", "yes") == (status(conferences_overdue, row, as_at=due), status(conferences_overdue, row, as_at=due + ONE_DAY))
        assert ((0, 1), (1, 1)) == (counts(conferences_overdue, row, as_at=due), counts(conferences_overdue, row, as_at=due + ONE_DAY))

    @given(STARTS, st.integers(1, 20))
    def test_held_by_the_day_or_after_it(self, start: date, days: int) -> None:
        """Held on the day, it is no longer to come; held the day after, it still is."""
        day = working_days_after(start, 15) + timedelta(days=days)

        assert "excluded" == status(conferences_overdue, conference(start, day), as_at=day)
        assert "yes" == status(conferences_overdue, conference(start, day + ONE_DAY), as_at=day)

    @given(STARTS)
    def test_a_discussion_after_the_day(self, day: date) -> None:
        """A discussion of the day itself has a conference to come; one of the day after has none yet."""
        assert "no" == status(conferences_overdue, conference(day, None), as_at=day)
        assert "excluded" == status(conferences_overdue, conference(day + ONE_DAY, None), as_at=day)

    @given(STARTS)
    def test_without_the_discussion(self, day: date) -> None:
        """Nobody can tell when it was due: counted among those to come, unknown, and never overdue."""
        assert "unknown" == status(conferences_overdue, conference(None, None), as_at=day)
        assert (0, 1) == counts(conferences_overdue, conference(None, None), as_at=day)

    @given(STARTS, st.integers(1, 20))
    def test_a_conference_before_its_discussion(self, held: date, days: int) -> None:
        """It was held, so it is not to come; its row is named in a note."""
        result = asked(conferences_overdue, conference(held + timedelta(days=days), held), as_at=held + timedelta(days=40))

        assert (0, 0) == (result.tally.numerator, result.tally.denominator)
        assert any("row 1" in note and "before the start" in note for note in result.notes)

    @given(STARTS)
    def test_a_child_who_moved_in(self, start: date) -> None:
        """Marked as a transfer-in it is left out, because another clock runs; marked no it counts."""
        late = working_days_after(start, 15) + ONE_DAY

        assert (0, 0) == counts(conferences_overdue, conference(start, None, transfer_in=True), as_at=late)
        assert (1, 1) == counts(conferences_overdue, conference(start, None, transfer_in=False), as_at=late)

    @given(STARTS, st.sampled_from(["section_47_start", "initial_strategy_discussion"]))
    def test_another_clock(self, start: date, clock: str) -> None:
        """A reading by another clock is moved by that clock's own day, and by no other."""
        due = working_days_after(start, 15)
        row = {**conference(None, None), clock: start}

        assert "no" == status(conferences_overdue, row, as_at=due, reading=clock)
        assert "yes" == status(conferences_overdue, row, as_at=due + ONE_DAY, reading=clock)
        assert "unknown" == status(conferences_overdue, row, as_at=due + ONE_DAY)

    @given(STARTS, st.integers(0, 60))
    def test_it_sees_what_the_share_does_not(self, start: date, days: int) -> None:
        """A conference not held is overdue here exactly when it stands overdue beside the share held in time, which does not count it."""
        as_at = min(MARCH, start + timedelta(days=days))
        row = conference(start, None)

        assert (0, 0) == counts(icpc_within_15_working_days, row, as_at=as_at)
        assert ("overdue" == status(icpc_within_15_working_days, row, as_at=as_at)) is ("yes" == status(conferences_overdue, row, as_at=as_at))


class TestCoreGroups:
    """The first core group meets within 10 working days of the initial conference. (Procedures of Sefton's partnership; no primary text.)"""

    @given(STARTS)
    def test_day_10_in_the_day_after_it_out(self, held: date) -> None:
        """On the 10th working day after the conference it is in time, and a day later late."""
        due = working_days_after(held, 10)

        assert "in time" == status(core_groups_within_10_working_days, core_group(held, due))
        assert "late" == status(core_groups_within_10_working_days, core_group(held, due + ONE_DAY))

    @given(STARTS)
    def test_a_conference_one_day_earlier(self, held: date) -> None:
        """Moved a day back, the conference makes a core group late that was just in time, unless the 10th day stays where it was."""
        due = working_days_after(held, 10)
        assume(working_days_after(held - ONE_DAY, 10) != due)

        assert "late" == status(core_groups_within_10_working_days, core_group(held - ONE_DAY, due))

    @given(STARTS)
    def test_before_its_conference(self, held: date) -> None:
        """A core group before its conference is counted and unknown; on the very day it is in time."""
        assert "unknown" == status(core_groups_within_10_working_days, core_group(held + ONE_DAY, held))
        assert (0, 1) == counts(core_groups_within_10_working_days, core_group(held + ONE_DAY, held))
        assert "in time" == status(core_groups_within_10_working_days, core_group(held, held))

    @given(STARTS)
    def test_without_the_core_group(self, held: date) -> None:
        """Not held, it is waiting until the 10th day is over and overdue from the next, in neither count."""
        due = working_days_after(held, 10)
        row = core_group(held, None)

        assert "waiting" == status(core_groups_within_10_working_days, row, as_at=due)
        assert "overdue" == status(core_groups_within_10_working_days, row, as_at=due + ONE_DAY)
        assert (0, 0) == counts(core_groups_within_10_working_days, row, as_at=due + ONE_DAY)

    def test_the_day_it_met_puts_it_in_a_year(self) -> None:
        """Met on 31 March it is the year before's, on 1 April this one's."""
        held = date(2018, 3, 20)

        assert "excluded" == status(core_groups_within_10_working_days, core_group(held, APRIL - ONE_DAY))
        assert "in time" == status(core_groups_within_10_working_days, core_group(held, APRIL))

    def test_faulty_rows(self) -> None:
        """A core group without its conference, and two rows of one meeting, are faults."""
        met = core_group(date(2018, 7, 2), date(2018, 7, 9))

        with pytest.raises(FaultyRecords, match="conference"):
            asked(core_groups_within_10_working_days, {**met, "conference": None})
        with pytest.raises(FaultyRecords, match="more than one row"):
            asked(core_groups_within_10_working_days, met, met)


class TestWhatTheFigureIs:
    """What a figure is a number of, and how it is gathered. (LAIT items 217, 218 and 269; facts, law section 1.5.)"""

    def test_units_and_decimals(self) -> None:
        """Shares and rates have one decimal; what is overdue is a number, and has none."""
        day = date(2018, 7, 23)
        held, waits = conference(date(2018, 7, 2), day), conference(date(2018, 7, 2), None)

        assert "100.0" == str(asked(icpc_within_15_working_days, held).figure)
        assert "100.0" == str(asked(transfer_in_conferences_within_15_working_days, move_in(date(2018, 7, 2), day)).figure)
        assert "100.0" == str(asked(core_groups_within_10_working_days, core_group(day, day)).figure)
        assert "1" == str(asked(conferences_overdue, waits).figure)

    @pytest.mark.parametrize("indicator", [initial_conferences_per_10_000, section_47_enquiries_per_10_000], ids=lambda each: each.id)
    def test_a_rate_needs_a_population(self, indicator: Indicator[Any]) -> None:
        """Without a population there are counts and no rate, and the result says so."""
        row = {"child": "A", "start": date(2018, 7, 2), "conference": date(2018, 7, 23)}
        (table,) = indicator.records
        result = asked(indicator, {name: row[name] for name in row if name in {column.name for column in table}})

        assert (1, None) == (result.tally.numerator, result.figure)
        assert "population" in str(result.why)

    def test_over_months(self) -> None:
        """Events add up from April; what is overdue is a state of each month's end, and one held in June is overdue no longer."""
        rows = [conference(date(2018, 4, 3), date(2018, 6, 1)), {**conference(date(2018, 4, 3), date(2018, 4, 20)), "child": "B"}]
        shares, overdue = (asked(of, *rows, as_at=date(2018, 6, 30)).series for of in (icpc_within_15_working_days, conferences_overdue))

        assert [(1, 1), (1, 1), (1, 2)] == [(point.tally.numerator, point.tally.denominator) for point in shares]
        assert [1, 1, 0] == [point.tally.numerator for point in overdue]
