"""
A ledger of records: which entries stand, as known on any day, and what a ledger cannot say.

The clauses are AK1 to AK8 of the project's properties and rules 9 and 10 of its design. The oracle reads the entries one after another into a
dictionary, as a clerk would into a card index.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import Fault
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.care import PERIODS_OF_CARE, VISITS
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.intake import Intake
from csc_indicators.records.ledger import Known, is_a_ledger, ledger_faults, standing
from csc_indicators.records.table import Records

FIRST, LAST = date(2018, 7, 1), date(2018, 7, 12)
VISITED = date(2018, 6, 29)

near = st.dates(FIRST, LAST)
near_or_none = near | st.none()


@dataclass(frozen=True)
class Entry:
    """One entry about a visit."""

    record: str
    recorded: date | None
    deleted: bool = False
    child: str | None = "A"
    visited: date | None = VISITED


def columns(entries: Sequence[Entry], *, without: Iterable[str] = ()) -> dict[str, list[Any]]:
    """The entries as columns that the library takes."""
    return {field.name: [getattr(entry, field.name) for entry in entries] for field in fields(Entry) if field.name not in set(without)}


def read(entries: Sequence[Entry], *, without: Iterable[str] = ()) -> tuple[Records, Intake]:
    """The entries as the library reads them."""
    intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
    return intake.read(VISITS, columns(entries, without=without), {}), intake


def stand(entries: Sequence[Entry], known: Known | None = None, event: str | None = None) -> list[Entry]:
    """The entries that the library says stand, in the order of their records."""
    records, _ = read(entries)
    return sorted((entry for entry, stands in zip(entries, standing(records, known, event), strict=True) if stands), key=lambda entry: entry.record)


def card_index(
    entries: Sequence[Entry], first: date = date.max, corrections: date = date.max, deletions: date = date.max, *, of_visits: bool = False
) -> list[Entry]:
    """
    Read in the order they were made, each entry takes the place of the card before it, and a deletion takes the card away.

    What is not known is not changed: an entry about a record whose first entry came too late is passed over. Where the visit is what counts, entries
    that do not tell its day yet, and the first that does, make it known.
    """
    cards: dict[str, Entry] = {}
    begun: dict[str, date] = {}
    told: dict[str, date] = {}
    for entry in sorted(entries, key=lambda entry: entry.recorded or date.min):
        assert entry.recorded is not None
        changes = entry.record in (begun if entry.deleted else told)
        begun.setdefault(entry.record, entry.recorded)
        if not entry.deleted and (entry.visited or not of_visits):
            told.setdefault(entry.record, entry.recorded)
        known = (begun if entry.deleted else told).get(entry.record, date.min) <= first
        last = deletions if entry.deleted else corrections if changes else first
        if entry.recorded <= last and (known or not changes):
            cards.pop(entry.record, None)
            if not entry.deleted:
                cards[entry.record] = entry
    return [cards[record] for record in sorted(cards)]


@st.composite
def ledgers(draw: DrawFn) -> list[Entry]:
    """Entries in any order, of a few records, none with two entries on one day, each begun by an entry that is no deletion."""
    entries = []
    for record in "abcd"[: draw(st.integers(0, 4))]:
        made = sorted(draw(st.sets(near, min_size=1, max_size=5)))
        visits = draw(st.lists(st.dates(date(2018, 6, 25), FIRST), min_size=len(made), max_size=len(made)))
        deletes = [False, *draw(st.lists(st.booleans(), min_size=len(made) - 1, max_size=len(made) - 1))]
        entries += [Entry(record, day, deleted, record.upper(), visit) for day, deleted, visit in zip(made, deletes, visits, strict=True)]
    return draw(st.permutations(entries))


@st.composite
def later_entries(draw: DrawFn, entries: Sequence[Entry], after: date) -> list[Entry]:
    """More entries, all made after a day: about records that there are, and about others."""
    last = max([after, *(entry.recorded for entry in entries if entry.recorded)])
    known = {entry.record for entry in entries}
    more = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        record = draw(st.sampled_from("abcdxy"))
        more.append(Entry(record, last + timedelta(days=number), draw(st.booleans()) and record in known, record.upper()))
        known.add(record)
    return more


#: A record corrected, deleted and brought back, and one recorded late.
STORY = [
    Entry("a", FIRST),
    Entry("a", date(2018, 7, 3), visited=date(2018, 6, 28)),
    Entry("a", date(2018, 7, 5), deleted=True),
    Entry("a", date(2018, 7, 7), visited=date(2018, 6, 27)),
    Entry("b", date(2018, 7, 8), child="B"),
]


class TestWhatStands:
    """As known on a day, the entry of each record made last by then stands, unless it deletes the record. (AK1, AK6.)"""

    @given(ledgers(), near)
    @example(STORY, date(2018, 7, 2))
    @example(STORY, date(2018, 7, 5))
    @example(STORY, date(2018, 7, 7))
    def test_as_the_card_index_has_it(self, entries: list[Entry], day: date) -> None:
        """The entries that stand are the cards that were in the index that evening."""
        assert card_index(entries, day, day, day) == stand(entries, Known.by(day))

    @given(ledgers(), near)
    def test_entries_made_later_are_ignored(self, entries: list[Entry], day: date) -> None:
        """What was entered after a day might as well not be there (AK1)."""
        by_then = [entry for entry in entries if entry.recorded is not None and entry.recorded <= day]

        assert stand(by_then) == stand(entries, Known.by(day))

    @given(ledgers(), st.randoms(), near)
    def test_the_order_of_loading_does_not_matter(self, entries: list[Entry], shuffling: Any, day: date) -> None:
        """A ledger loaded in any order says the same (AK6)."""
        shuffled = list(entries)
        shuffling.shuffle(shuffled)

        assert stand(entries, Known.by(day)) == stand(shuffled, Known.by(day))

    @given(ledgers())
    def test_one_entry_of_a_record_at_most(self, entries: list[Entry]) -> None:
        """No event is there twice, however often it was corrected."""
        kept = [entry.record for entry in stand(entries)]

        assert sorted(set(kept)) == kept

    @given(ledgers(), near)
    def test_rows_keep_their_numbers(self, entries: list[Entry], day: date) -> None:
        """The rows that stand are still those of the caller's table."""
        records, _ = read(entries)
        kept = records.where(standing(records, Known.by(day)))

        assert [entries[row - 1].visited for row in kept.rows] == kept["visited"].tolist()
        assert [entries[row - 1].child for row in kept.rows] == kept["child"].tolist()

    def test_an_example(self) -> None:
        """Each day of a record that is entered, corrected, deleted and brought back."""
        story = {day: [entry.visited for entry in stand(STORY, Known.by(date(2018, 7, day)))] for day in (1, 2, 3, 4, 5, 6, 7, 8)}

        first, corrected, back = VISITED, date(2018, 6, 28), date(2018, 6, 27)
        assert {1: [first], 2: [first], 3: [corrected], 4: [corrected], 5: [], 6: [], 7: [back], 8: [back, VISITED]} == story


class TestEverything:
    """As known on the day of the last entry, or after it, or on no day in particular, everything counts. (AK2.)"""

    @given(ledgers(), st.integers(0, 400))
    def test_after_the_last_entry(self, entries: list[Entry], days: int) -> None:
        """From the last entry on, what was known is what is known."""
        last = max((entry.recorded for entry in entries if entry.recorded), default=LAST)

        assert stand(entries) == stand(entries, Known.by(last + timedelta(days=days)))

    @given(ledgers())
    def test_no_day(self, entries: list[Entry]) -> None:
        """No day, three missing days and nothing said are one."""
        assert card_index(entries) == stand(entries) == stand(entries, Known.by(None)) == stand(entries, Known())


class TestPublishedFiguresStay:
    """An entry made after a day changes nothing as known on that day. (AK3.)"""

    @given(st.data(), ledgers(), near)
    def test_later_entries_change_nothing(self, data: st.DataObject, entries: list[Entry], day: date) -> None:
        """Corrections, deletions and new records of later days leave the past as it was."""
        more = data.draw(later_entries(entries, day))

        assert stand(entries, Known.by(day)) == stand([*more, *entries], Known.by(day))


class TestEveryChangeHasAnEntry:
    """As the day moves on, whatever changes has been entered in between, and what is known stays known unless deleted. (AK4, AK7.)"""

    @given(ledgers(), near, near)
    def test_only_records_with_an_entry_between_change(self, entries: list[Entry], one: date, other: date) -> None:
        """A record without an entry after the earlier day and by the later one is the same on both."""
        earlier, later = sorted((one, other))
        touched = {entry.record for entry in entries if entry.recorded and earlier < entry.recorded <= later}
        then, now = ({entry.record: entry for entry in stand(entries, Known.by(day))} for day in (earlier, later))

        assert {record for record in then.keys() | now.keys() if then.get(record) != now.get(record)} <= touched

    @given(ledgers(), near, near)
    def test_what_is_gone_was_deleted(self, entries: list[Entry], one: date, other: date) -> None:
        """A record that no longer stands has an entry between that deletes it."""
        earlier, later = sorted((one, other))
        deleted = {entry.record for entry in entries if entry.deleted and entry.recorded and earlier < entry.recorded <= later}
        then, now = ({entry.record for entry in stand(entries, Known.by(day))} for day in (earlier, later))

        assert then - now <= deleted

    @given(ledgers(), st.sampled_from("abcd"))
    def test_a_deletion_is_an_entry(self, entries: list[Entry], record: str) -> None:
        """A deletion takes the record away from its own day on, and not before; without the entry the record is there (AK7)."""
        day = LAST + timedelta(days=1)
        deletion = Entry(record, day, deleted=True, child=None, visited=None)
        there = any(entry.record == record for entry in entries)
        ledger = [*entries, *([deletion] if there else [])]

        assert [entry for entry in stand(entries) if entry.record != record] == stand(ledger)
        assert stand(entries) == stand(ledger, Known.by(LAST))


class TestReplay:
    """Loaded bit by bit as time goes on, a ledger says at every end what it says loaded at once. (AK8.)"""

    @given(ledgers(), st.integers(1, 5))
    def test_bit_by_bit(self, entries: list[Entry], days: int) -> None:
        """What stood at the end of each stretch, from the cards then kept, is what the whole ledger says was known."""
        cards: dict[str, Entry] = {}
        end = FIRST - timedelta(days=1)
        while end < LAST:
            start, end = end, end + timedelta(days=days)
            new = [entry for entry in entries if entry.recorded and start < entry.recorded <= end]
            kept = stand([*(replace(card, recorded=start) for card in cards.values()), *new])
            cards = {entry.record: entry for entry in kept}

            assert [replace(entry, recorded=None) for entry in kept] == [replace(entry, recorded=None) for entry in stand(entries, Known.by(end))]


class TestWhyAFigureMoved:
    """The three days can be moved one at a time: first entries, corrections, deletions."""

    @given(ledgers(), st.data(), near, near, near)
    def test_a_visit_is_first_recorded_when_its_day_is(
        self, entries: list[Entry], data: st.DataObject, first: date, corrections: date, deletions: date
    ) -> None:
        """An entry that fills in a day left blank makes the visit known, and corrects nothing."""
        blank = [replace(entry, visited=None) if data.draw(st.booleans()) else entry for entry in entries]
        known = Known(first=first, corrections=corrections, deletions=deletions)

        assert card_index(blank, first, corrections, deletions, of_visits=True) == stand(blank, known, "visited")

    @given(ledgers(), near, near, near)
    def test_each_kind_of_entry_has_its_own_day(self, entries: list[Entry], first: date, corrections: date, deletions: date) -> None:
        """Of each kind of entry those made by its own day count."""
        known = Known(first=first, corrections=corrections, deletions=deletions)

        assert card_index(entries, first, corrections, deletions) == stand(entries, known)

    @given(ledgers(), near_or_none, near_or_none, near_or_none)
    def test_a_day_left_out(self, entries: list[Entry], first: date | None, corrections: date | None, deletions: date | None) -> None:
        """No day for a kind of entry is the last of days."""
        known = Known(first=first, corrections=corrections, deletions=deletions)

        assert card_index(entries, first or date.max, corrections or date.max, deletions or date.max) == stand(entries, known)

    @given(ledgers(), near, near)
    def test_step_by_step(self, entries: list[Entry], one: date, other: date) -> None:
        """Late records only add, corrections leave every record that stands, and deletions only take away."""
        then, now = sorted((one, other))
        steps = [Known.by(then), Known(first=now, corrections=then, deletions=then), Known(first=now, corrections=now, deletions=then), Known.by(now)]
        before, late, corrected, after = (stand(entries, known) for known in steps)

        assert set(before) <= set(late)
        assert {entry.record for entry in late} <= {entry.record for entry in corrected}
        assert set(after) <= set(corrected)


class TestNoLedger:
    """A table without the ledger's columns has a row to an event, and each is known from the day it was recorded. (Rules 9 and 10.)"""

    PLAIN = ("record", "deleted")

    @given(st.lists(st.builds(Entry, st.just(""), near_or_none)), near)
    def test_every_row_on_its_own(self, entries: list[Entry], day: date) -> None:
        """A row stands when it was recorded by the day, or does not say when."""
        records, _ = read(entries, without=self.PLAIN)

        assert [entry.recorded is None or entry.recorded <= day for entry in entries] == standing(records, Known.by(day)).tolist()
        assert standing(records).all()

    @given(st.lists(st.builds(Entry, st.just(""), near, st.booleans())), near)
    def test_without_records_a_deletion_is_of_itself(self, entries: list[Entry], day: date) -> None:
        """Where rows are not put together by a record, one that is deleted does not stand, and no other goes with it."""
        records, _ = read(entries, without=["record"])

        assert [not entry.deleted and entry.recorded is not None and entry.recorded <= day for entry in entries] == standing(
            records, Known.by(day)
        ).tolist()

    @pytest.mark.parametrize("without", [("recorded",), ("recorded", "record"), ("recorded", "record", "deleted")])
    def test_without_days(self, without: tuple[str, ...]) -> None:
        """Without the days of recording whatever does not delete stands, so that other faults can still be looked for."""
        records, _ = read(STORY, without=without)

        assert [not entry.deleted or "deleted" in without for entry in STORY] == standing(records, Known.by(FIRST)).tolist()

    @pytest.mark.parametrize(("without", "ledger"), [((), True), (("record",), True), (("deleted",), True), (PLAIN, False)])
    def test_what_makes_a_ledger(self, without: tuple[str, ...], ledger: bool) -> None:
        """Either column makes a ledger of a table; the day of recording alone does not."""
        assert ledger == is_a_ledger(read(STORY, without=without)[0])

    @given(st.lists(st.builds(Entry, st.just(""), near_or_none)))
    def test_nothing_is_looked_for(self, entries: list[Entry]) -> None:
        """In a table that is no ledger nothing is a fault until somebody asks what was known."""
        assert [] == faults(entries, without=self.PLAIN, needs_recorded=False)

    def test_rows_of_events_need_their_day(self) -> None:
        """When it is asked what was known, an event needs its day of recording; a row without an event has nothing that was recorded."""
        columns = {
            "child": ["A", "B", "C"],
            "strategy_discussion": [VISITED] * 3,
            "conference": [VISITED, None, VISITED],
            "recorded": [None, None, FIRST],
        }
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        ledger_faults(intake, intake.read(CONFERENCES, columns, {}), "conference", needs_recorded=True)

        assert [("recorded", (1,), "no value for an event that has a date")] == told(intake.faults)

    def test_without_an_event_every_row_needs_its_day(self) -> None:
        """Where no column holds the event, every row is taken to report one."""
        (fault,) = faults([Entry("", None), Entry("", FIRST)], without=self.PLAIN, event=None, needs_recorded=True)

        assert ("recorded", (1,)) == (fault.column, fault.rows)


def faults(entries: Sequence[Entry], *, without: Iterable[str] = (), event: str | None = "visited", needs_recorded: bool = False) -> list[Fault]:
    """What the library says is wrong with the entries."""
    records, intake = read(entries, without=without)
    ledger_faults(intake, records, event, needs_recorded=needs_recorded)
    return intake.faults


def told(found: Sequence[Fault]) -> list[tuple[str | None, tuple[int, ...], str]]:
    """The faults without their remedies."""
    return [(fault.column, fault.rows, fault.problem) for fault in found]


@st.composite
def any_entries(draw: DrawFn) -> list[Entry]:
    """Entries that may say anything, as often as not about the same record on the same day."""
    days = st.sampled_from([FIRST, date(2018, 7, 2), date(2018, 7, 3)])
    entry = st.builds(
        Entry,
        record=st.sampled_from("ab"),
        recorded=days | days | st.none(),
        deleted=st.booleans(),
        child=st.sampled_from("AAB"),
        visited=st.sampled_from([VISITED, VISITED, date(2018, 7, 2)]),
    )
    return draw(st.lists(entry, max_size=6))


class TestWhatALedgerCannotSay:
    """Faults of the entries together are all noted, by row, and none is repaired. (Rule 9.)"""

    SLOW: dict[str, Callable[[Entry, list[Entry]], bool]] = {
        "no value for an entry": lambda entry, _: entry.recorded is None,
        "recorded before 'visited', and an entry cannot report what has not happened yet": lambda entry, _: bool(
            entry.recorded and entry.visited and entry.recorded < entry.visited
        ),
        "deletes a record that has no earlier entry": lambda entry, others: bool(
            entry.deleted and entry.recorded and not any(other.recorded is None or other.recorded < entry.recorded for other in others)
        ),
        "the entries of one record are of more than one child": lambda entry, others: any(
            one.child != other.child for one, other in product([entry, *others], repeat=2)
        ),
        "the same entry is there twice": lambda entry, others: (
            bool(entry.recorded)
            and {entry} == {other for other in [entry, *others] if other.recorded == entry.recorded}
            and sum(other == entry for other in others) > 0
        ),
        "entries of one record that differ have one date of 'recorded', so it cannot be told which is the later": lambda entry, others: (
            bool(entry.recorded)
            and any(other.recorded == entry.recorded for other in others)
            and len({other for other in [entry, *others] if other.recorded == entry.recorded}) > 1
        ),
    }

    @given(any_entries())
    @example([Entry("a", FIRST), Entry("a", FIRST), Entry("a", FIRST, child="B")])
    @example([Entry("a", FIRST, deleted=True), Entry("a", None)])
    def test_as_looked_for_row_by_row(self, entries: list[Entry]) -> None:
        """Every fault has the rows that a search of each record's entries finds."""
        expected = {}
        for problem, wrong in self.SLOW.items():
            rows = tuple(
                number
                for number, entry in enumerate(entries, start=1)
                if wrong(entry, [other for at, other in enumerate(entries, start=1) if at != number and other.record == entry.record])
            )
            if rows:
                expected[problem] = rows

        assert expected == {fault.problem: fault.rows for fault in faults(entries)}

    @given(ledgers())
    def test_a_sound_ledger_has_none(self, entries: list[Entry]) -> None:
        """Corrections and deletions in their order are no fault, whether or not it is asked what was known."""
        assert [] == faults(entries) == faults(entries, needs_recorded=True)

    def test_a_deletion_needs_no_more_than_its_record_and_day(self) -> None:
        """An entry that deletes may leave blank who and when; any other may not."""
        entries = [Entry("a", FIRST), Entry("a", LAST, deleted=True, child=None, visited=None), Entry("b", FIRST, child=None, visited=None)]

        assert [("child", (3,), "no value"), ("visited", (3,), "no value")] == told(faults(entries))

    def test_a_deletion_needs_its_record(self) -> None:
        """Which record an entry is about is never left out, of a deletion least of all."""
        entries = [Entry("a", FIRST), Entry("", LAST, deleted=True), Entry("", LAST)]
        found = faults(entries)

        assert ("record", (2, 3), "no value") == told(found)[0]
        assert [("deleted", (2,), "deletes a record that has no earlier entry")] == told(found)[1:]

    def test_blank_records_are_not_one_record(self) -> None:
        """Rows that name no record stand each for itself."""
        entries = [Entry("", FIRST, child="A"), Entry("", FIRST, child="B"), Entry("c", FIRST, child="C")]
        records, _ = read(entries)

        assert [("record", (1, 2), "no value")] == told(faults(entries))
        assert [True, True, True] == standing(records).tolist()

    def test_an_entry_without_its_day_stands_on_no_day(self) -> None:
        """An entry that does not say when it was made was known on no day that is asked about."""
        records, _ = read([Entry("a", None), Entry("b", FIRST)])

        assert [False, True] == standing(records, Known.by(LAST)).tolist()

    @pytest.mark.parametrize("without", [("recorded",), ("recorded", "record"), ("recorded", "deleted")])
    def test_a_ledger_needs_the_days(self, without: tuple[str, ...]) -> None:
        """A ledger without days of recording has no order, and says so once."""
        (fault,) = faults(STORY, without=without)

        assert ("recorded", ()) == (fault.column, fault.rows)
        assert fault.problem.startswith("no such column, and the entries of a ledger")

    def test_a_question_needs_the_days(self) -> None:
        """What was known cannot be told of a table without days of recording."""
        (fault,) = faults(STORY, without=("recorded", "record", "deleted"), needs_recorded=True)

        assert "no such column, and what was known on a day cannot be told without the day each record was made" == fault.problem

    def test_a_day_that_is_misread_is_said_once(self) -> None:
        """A day of recording that is no date is not also said to be missing."""
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        given = columns([Entry("a", FIRST), Entry("b", None), Entry("c", None)]) | {"recorded": [str(FIRST), "soon", ""]}
        ledger_faults(intake, intake.read(VISITS, given, {}), "visited", needs_recorded=False)

        assert [("recorded", (2,), "not a date"), ("recorded", (3,), "no value for an entry")] == told(intake.faults)

    def test_other_tables(self) -> None:
        """Periods of care and conferences can be ledgers too, under the caller's own names, and a fault names those."""
        care = {"child": ["A", "A"], "start": [VISITED] * 2, "end": [None] * 2, "Entered": [FIRST] * 2, "Id": [1, 1]}
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        ledger_faults(intake, intake.read(PERIODS_OF_CARE, care, {"recorded": "Entered", "record": "Id"}), "start", needs_recorded=False)

        assert [("Id", (1, 2), "the same entry is there twice")] == told(intake.faults)

    def test_a_difference_anywhere_counts(self) -> None:
        """Two entries of one day differ if any of their columns does, the reason too."""
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        given = columns([Entry("a", FIRST), Entry("a", FIRST)]) | {"reason": ["", "R10"]}
        ledger_faults(intake, intake.read(VISITS, given, {}), "visited", needs_recorded=False)

        assert ["entries of one record that differ have one date of 'recorded', so it cannot be told which is the later"] == [
            fault.problem for fault in intake.faults
        ]

    def test_no_fault_says_whose(self) -> None:
        """Neither records nor children are named in what is said of them."""
        entries = [Entry("secret", None, deleted=True, child="Ada"), Entry("secret", FIRST, child="Ben"), Entry("secret", FIRST, child="Ben")]
        said = " ".join(map(str, faults(entries)))

        assert [] == [word for word in ("secret", "Ada", "Ben") if word in said]


def test_no_rows() -> None:
    """A ledger without entries has nothing that stands and no fault."""
    records, _ = read([])

    assert [] == standing(records, Known.by(FIRST)).tolist() == faults([])


def test_a_hundred_thousand_entries_as_the_card_index_has_them() -> None:
    """A ledger of many records and days, with entries of any kind, all at once."""
    chance = np.random.default_rng(27112018)
    record = chance.integers(0, 30_000, 100_000)
    day = np.datetime64("2018-01-01") + chance.integers(0, 700, 100_000).astype("timedelta64[D]")
    _, once = np.unique(np.stack((record, day.view(np.int64))), axis=1, return_index=True)
    record, day = record[once], day[once]
    deleted = (chance.random(len(record)) < 0.2) & (np.diff(record, prepend=-1) == 0)
    entries = [Entry(str(of), on, gone) for of, on, gone in zip(record.tolist(), day.tolist(), deleted.tolist(), strict=True)]
    asked = date(2018, 9, 30)

    assert sorted(card_index(entries, asked, asked, asked), key=lambda entry: entry.record) == stand(entries, Known.by(asked))
