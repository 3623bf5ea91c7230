"""The laws of figures as first published and as known later: every cell is the figure of its day, and every change has its cause."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators import (
    CATALOGUE,
    ENGLAND_AND_WALES,
    FaultyRecords,
    Indicator,
    InvalidPeriod,
    OverlappingTally,
    Population,
    Tally,
    UnknownName,
    england,
    southend,
)
from csc_indicators.accumulations import IN_MONTH, YEAR_TO_DATE, Accumulation, Rolling
from csc_indicators.results.report import revisions_report
from csc_indicators.results.revisions import Cause, Revisions
from tests.indicators.test_computing import EACH_LEDGER, Ledger, as_ledger, as_said, ledgers
from tests.oracle import ONE_DAY, SLOW_ENGLAND_AND_WALES, judged_child

APRIL = date(2018, 4, 1)
MONTH_ENDS = [date(2018, 4, 30), date(2018, 5, 31), date(2018, 6, 30), date(2018, 7, 31), date(2018, 8, 31), date(2018, 9, 30)]
FEW = settings(max_examples=25)
RESIDENTS = Population(number=1000, of="children", vintage="made up", source="made up")

Counts: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Entry:
    """One entry about a conference."""

    recorded: date
    start: date | None
    end: date | None
    deleted: bool = False


#: The entries of one record, the earliest first, of which the second changes what the first said.
Entries: TypeAlias = tuple[Entry, ...]


@st.composite
def conferences_in_a_ledger(draw: DrawFn) -> Entries:
    """A conference recorded soon or late; then left alone, corrected or deleted; or booked first and filled in when it was held."""
    start = draw(st.dates(date(2018, 3, 1), date(2018, 8, 15)))
    end = start + timedelta(draw(st.sampled_from([1, 14, 21, 22, 30, 50])))
    recorded = end + timedelta(draw(st.sampled_from([0, 0, 1, 9, 31, 75])))
    first = Entry(recorded, start, end)
    later = recorded + timedelta(draw(st.integers(1, 80)))
    what = draw(st.sampled_from(["left alone", "corrected", "deleted", "booked"]))
    if what == "corrected":
        moved = start + timedelta(draw(st.integers(-25, 10)))
        return first, Entry(later, moved, draw(st.sampled_from([end, end - timedelta(10), None, later])))
    if what == "deleted":
        return first, Entry(later, None, None, deleted=True)
    if what == "booked":
        return Entry(start, start, None), Entry(max(recorded, start + ONE_DAY), start, end)
    return (first,)


LEDGERS = st.lists(conferences_in_a_ledger(), max_size=7)
UNTIL = st.sampled_from(MONTH_ENDS) | st.dates(date(2018, 5, 1), date(2018, 10, 15))
ACCUMULATIONS = st.sampled_from([YEAR_TO_DATE, IN_MONTH, Rolling(3)])


def as_columns(ledger: Iterable[Entries]) -> dict[str, list[Any]]:
    """The ledger as columns, each record a child's."""
    rows = [(number, entry) for number, entries in enumerate(ledger) for entry in entries]
    return {
        "record": [f"r{number}" for number, _ in rows],
        "child": [number for number, _ in rows],
        "strategy_discussion": [entry.start for _, entry in rows],
        "conference": [entry.end for _, entry in rows],
        "recorded": [entry.recorded for _, entry in rows],
        "deleted": ["yes" if entry.deleted else "" for _, entry in rows],
    }


def revised(ledger: Iterable[Entries], **asked: Any) -> Revisions:
    """The revisions of CP 3.10 by this ledger."""
    return southend.CP_3_10.revisions(as_columns(ledger), **asked)


def said(entries: Entries, day: date) -> Entry | None:
    """The entry of a record that held on a day, if it had one and was not deleted: go through them, the last one wins."""
    held = None
    for entry in entries:
        if entry.recorded <= day:
            held = None if entry.deleted else entry
    return held


def counts(entry: Entry | None, first: date, last: date) -> Counts:
    """What one record adds to the numerator and the denominator of a period."""
    if entry is None or entry.end is None or not first <= entry.end <= last:
        return 0, 0
    in_time = entry.start is not None and entry.start <= entry.end and SLOW_ENGLAND_AND_WALES.in_time(entry.start, entry.end, 15)
    return int(in_time), 1


def total(every: Iterable[Counts]) -> Counts:
    """Numerators and denominators, each summed."""
    numerator = denominator = 0
    for n, d in every:
        numerator, denominator = numerator + n, denominator + d
    return numerator, denominator


def less(one: Counts, other: Counts) -> Counts:
    """The difference of two."""
    return one[0] - other[0], one[1] - other[1]


def of(tally: Tally | OverlappingTally | None) -> Counts | None:
    """The two counts of a tally."""
    return None if tally is None else (tally.numerator, tally.denominator)


def cause_of(entries: Entries, day: date, before: date) -> Cause:
    """Why a record changed: first told of, corrected or deleted."""
    told = any(entry.end is not None and entry.recorded <= before for entry in entries)
    if not told:
        return Cause.RECORDED_LATE
    deleted = any(entry.deleted and entry.recorded <= day for entry in entries)
    return Cause.DELETED if deleted else Cause.CORRECTED


class TestTheTriangle:
    """Each figure as known at its own end, at each later month's end and at last. (Settled rule 10; AK1, AK6, AK7.)"""

    @FEW
    @given(LEDGERS, UNTIL, ACCUMULATIONS)
    def test_every_cell_counts_what_was_known(self, ledger: list[Entries], as_at: date, accumulation: Accumulation) -> None:
        """A cell counts what each record said on its day; before its period's end there is none."""
        made = revised(ledger, as_at=as_at, accumulation=accumulation)

        assert [end for end in MONTH_ENDS if end <= as_at] == [period.last for period in made.periods]
        assert [*[end for end in MONTH_ENDS if end < as_at], as_at] == list(made.known_on)
        for row, period in enumerate(made.periods):
            for column, day in enumerate(made.known_on):
                expected = total(counts(said(entries, day), period.first, period.last) for entries in ledger)
                assert (None if day < period.last else expected) == of(made.tally(row, column))

    @FEW
    @given(LEDGERS, UNTIL, ACCUMULATIONS, st.data())
    def test_a_cell_is_the_figure_computed_as_known(
        self, ledger: list[Entries], as_at: date, accumulation: Accumulation, data: st.DataObject
    ) -> None:
        """A cell is what computing the indicator at the period's end as known on the day gives. (AK2.)"""
        made = revised(ledger, as_at=as_at, accumulation=accumulation)
        if not made.periods:
            return
        row = data.draw(st.integers(0, len(made.periods) - 1))
        column = data.draw(st.integers(row, len(made.known_on) - 1))
        result = southend.CP_3_10.compute(as_columns(ledger), as_at=made.periods[row].last, known_on=made.known_on[column], accumulation=accumulation)

        assert result.tally == made.tally(row, column)

    @FEW
    @given(LEDGERS, st.sampled_from(MONTH_ENDS), ACCUMULATIONS)
    def test_what_was_published_stays(self, ledger: list[Entries], known: date, accumulation: Accumulation) -> None:
        """Entries made after a day change no figure as known by it: the ledger up to the day gives the same columns. (AK1, AK3, AK8.)"""
        then = revised([early for entries in ledger if (early := upto(entries, known))], as_at=known, accumulation=accumulation)
        now = revised(ledger, as_at=MONTH_ENDS[-1], accumulation=accumulation)
        rows, columns = len(then.periods), len(then.known_on)

        assert then.known_on == now.known_on[:columns]
        assert then.counts.tolist() == now.counts[:, :rows, :columns].tolist()
        assert then.changes.tolist() == now.changes[:, :, :rows, :columns].tolist()

    @FEW
    @given(LEDGERS, UNTIL)
    def test_first_and_latest(self, ledger: list[Entries], as_at: date) -> None:
        """A figure is first published at its own end, and last known on the last day."""
        made = revised(ledger, as_at=as_at)
        for row, period in enumerate(made.periods):
            assert made.known_on[made.first(row)] == period.last
            assert made.first_published(row) == made.tally(row, made.first(row))
            assert made.latest(row) == made.tally(row, len(made.known_on) - 1)


def upto(entries: Entries, day: date) -> Entries:
    """The entries made by a day."""
    return tuple(entry for entry in entries if entry.recorded <= day)


class TestTheCauses:
    """Every change of a figure is put down to entries made in between, once. (AK4.)"""

    @FEW
    @given(LEDGERS, UNTIL, ACCUMULATIONS)
    def test_each_record_moves_a_figure_for_its_own_reason(self, ledger: list[Entries], as_at: date, accumulation: Accumulation) -> None:
        """What each record moved is counted under its being told of late, corrected or deleted, and under nothing else."""
        made = revised(ledger, as_at=as_at, accumulation=accumulation)
        for row, period in enumerate(made.periods):
            for column in range(made.first(row) + 1, len(made.known_on)):
                before, day = made.known_on[column - 1], made.known_on[column]
                expected: dict[Cause, Counts] = dict.fromkeys(Cause, (0, 0))
                for entries in ledger:
                    moved = less(*(counts(said(entries, on), period.first, period.last) for on in (day, before)))
                    cause = cause_of(entries, day, before)
                    expected[cause] = total([expected[cause], moved])
                assert expected == {cause: tuple(made.changes[at, :, row, column].tolist()) for at, cause in enumerate(Cause)}

    @FEW
    @given(LEDGERS, UNTIL, ACCUMULATIONS)
    def test_they_add_up(self, ledger: list[Entries], as_at: date, accumulation: Accumulation) -> None:
        """First published and every change make the latest, and iterating gives exactly the changes there are."""
        made = revised(ledger, as_at=as_at, accumulation=accumulation)
        for row, period in enumerate(made.periods):
            changes = [(change.numerator, change.denominator) for change in made if change.period == period]
            published = of(made.first_published(row))
            assert published is not None
            assert total([published, *changes]) == total([published, *made.by_cause(row).values()]) == of(made.latest(row))
            assert (0, 0) not in changes
            assert all(change.known_on > period.last for change in made if change.period == period)

    @FEW
    @given(
        st.lists(
            st.tuples(st.integers(0, 60), st.lists(st.tuples(st.dates(date(2018, 3, 1), date(2018, 7, 20)), st.integers(0, 60)), max_size=3)),
            max_size=5,
        )
    )
    def test_a_period_of_care_is_added_and_a_visit_recorded_late(self, care: list[tuple[int, list[tuple[date, int]]]]) -> None:
        """Of a snapshot, periods of care that became known are added cases, and visits that did are recorded late; in this order."""
        start, as_at = date(2018, 3, 5), date(2018, 7, 31)
        stays = {"child": list(range(len(care))), "start": [start] * len(care), "end": [None] * len(care)}
        stays |= {"recorded": [start + timedelta(50 + late) for late, _ in care]}
        rows = [(child, visited, visited + timedelta(late)) for child, (_, visits) in enumerate(care) for visited, late in visits]
        visits = {name: [row[at] for row in rows] for at, name in enumerate(("child", "visited", "recorded"))}
        made = southend.CP_1_4.revisions(periods_of_care=stays, visits=visits, as_at=as_at)

        def counted(end: date, stays_by: date, visits_by: date) -> Counts:
            known = [n for n, (late, _) in enumerate(care) if start + timedelta(50 + late) <= stays_by]
            seen = {n: [visited for child, visited, recorded in rows if child == n and recorded <= visits_by] for n in known}
            judged = [judged_child([(start, None)], seen[n], as_at=end, window=30, qualifies=5) for n in known]
            return judged.count("in time"), len(judged) - judged.count("excluded")

        for row, period in enumerate(made.periods):
            for column in range(made.first(row), len(made.known_on)):
                day = made.known_on[column]
                assert counted(period.as_at, day, day) == of(made.tally(row, column))
                if column > made.first(row):
                    before = made.known_on[column - 1]
                    states = [counted(period.as_at, *by) for by in ((before, before), (day, before), (day, day))]
                    expected = dict.fromkeys(Cause, (0, 0))
                    expected |= {Cause.ADDED: less(states[1], states[0]), Cause.RECORDED_LATE: less(states[2], states[1])}
                    assert expected == {cause: tuple(made.changes[at, :, row, column].tolist()) for at, cause in enumerate(Cause)}

    @FEW
    @given(st.lists(st.tuples(st.dates(date(2018, 3, 1), date(2018, 7, 20)), st.integers(0, 60)), max_size=8))
    def test_late_recording_only_understates(self, visits: list[tuple[date, int]]) -> None:
        """When nothing but visits is recorded late, a snapshot as first published is never above what it became. (AK5.)"""
        children = list(range(4))
        stays = {"child": children, "start": ["2018-01-02"] * 4, "end": [None] * 4}
        columns = {
            "child": [at % 4 for at, _ in enumerate(visits)],
            "visited": [visited for visited, _ in visits],
            "recorded": [visited + timedelta(late) for visited, late in visits],
        }
        made = southend.CP_1_4.revisions(periods_of_care=stays, visits=columns, as_at="2018-07-31")

        for row in range(len(made.periods)):
            assert made.first_published(row).denominator == made.latest(row).denominator
            assert made.first_published(row).numerator <= made.latest(row).numerator
            assert set(made.by_cause(row)) <= {Cause.RECORDED_LATE}

    @FEW
    @given(st.lists(st.tuples(st.dates(date(2018, 3, 1), date(2018, 6, 20)), st.integers(1, 40)), max_size=8), st.sampled_from(MONTH_ENDS[1:4]))
    def test_another_reading_or_calendar(self, held: list[tuple[date, int]], day: date) -> None:
        """What another reading or calendar moves from its day on is put down to it, and both are what computing by each gives."""
        columns = {
            "child": [at for at, _ in enumerate(held)],
            "strategy_discussion": [start for start, _ in held],
            "initial_strategy_discussion": [start - timedelta(3) for start, _ in held],
            "conference": [start + timedelta(apart) for start, apart in held],
            "recorded": [start + timedelta(apart) for start, apart in held],
        }
        closed = ENGLAND_AND_WALES.without([date(2018, 4, 3), date(2018, 5, 9), date(2018, 6, 6)], name="closures")
        readings = [reading.key for reading in southend.CP_3_10.readings if "initial" in str(reading.measure)][:1]
        adopted = southend.CP_3_10.adopted.key
        for cause, changed, then, now in (
            (Cause.CALENDAR, "calendar", ENGLAND_AND_WALES, closed),
            (Cause.RULE, "reading", adopted, readings[0]),
        ):
            in_use: dict[str, Any] = {changed: {date.min: then, day: now}}
            made = southend.CP_3_10.revisions(columns, as_at="2018-08-31", **in_use)
            column = made.known_on.index(day)
            for row, period in enumerate(made.periods):
                if period.last >= day:
                    expected = {}
                else:
                    by: list[dict[str, Any]] = [{changed: used, "as_at": period.last, "known_on": day} for used in (now, then)]
                    figures = [of(southend.CP_3_10.compute(columns, **asked).tally) or (0, 0) for asked in by]
                    expected = {} if figures[0] == figures[1] else {cause: less(*figures)}
                own = {each.cause: (each.numerator, each.denominator) for each in made if each.period == period and each.known_on == day}
                assert expected == {name: moved for name, moved in own.items() if name is not Cause.RECORDED_LATE}
                assert set(made.by_cause(row)) <= {cause, Cause.RECORDED_LATE}
            assert column > 0


def ledger(columns: str, *rows: str) -> dict[str, list[str]]:
    """Columns of text as a table of text."""
    cells = [row.split(",") for row in rows]
    return {name: [row[at] for row in cells] for at, name in enumerate(columns.split(","))}


class TestOneOfEach:
    """One entry of each kind, made in May, moves April's figure under its own cause. (AK4 to AK7.)"""

    CONFERENCES = "record,child,strategy_discussion,conference,recorded,deleted"
    CARE = "record,child,start,end,recorded,deleted"
    VISITS = "record,child,visited,recorded,deleted"

    @pytest.mark.parametrize(
        ("entries", "expected"),
        [
            (("r,1,2018-04-03,2018-04-05,2018-04-05,", "r,1,2018-03-01,2018-04-05,2018-05-10,"), {Cause.CORRECTED: (-1, 0)}),
            (("r,1,2018-04-03,2018-04-05,2018-04-05,", "r,1,2018-04-03,,2018-05-10,"), {Cause.CORRECTED: (-1, -1)}),
            (("r,1,2018-04-03,2018-04-05,2018-04-05,", "r,1,,,2018-05-10,yes"), {Cause.DELETED: (-1, -1)}),
            (("r,1,2018-04-03,,2018-04-03,", "r,1,2018-04-03,2018-04-05,2018-05-10,"), {Cause.RECORDED_LATE: (1, 1)}),
            (("r,1,2018-04-03,2018-04-05,2018-05-10,",), {Cause.RECORDED_LATE: (1, 1)}),
            (("r,1,2018-04-03,2018-04-05,2018-05-10,", "r,1,2018-03-01,2018-04-05,2018-05-20,"), {Cause.RECORDED_LATE: (0, 1)}),
            (("r,1,2018-04-03,2018-04-05,2018-05-10,", "r,1,,,2018-05-20,yes"), {}),
        ],
    )
    def test_of_a_conference(self, entries: tuple[str, ...], expected: dict[Cause, Counts]) -> None:
        """A conference that was not known is recorded late, whatever was said of it before the next month's end."""
        made = southend.CP_3_10.revisions(ledger(self.CONFERENCES, *entries), as_at="2018-05-31")

        assert expected == made.by_cause(0)

    @pytest.mark.parametrize(
        ("care", "visits", "expected"),
        [
            ((), ("v,1,2018-04-16,2018-05-04,",), {Cause.RECORDED_LATE: (1, 0)}),
            ((), ("v,1,2018-04-16,2018-04-16,", "v,1,2018-02-16,2018-05-04,"), {Cause.CORRECTED: (-1, 0)}),
            ((), ("v,1,2018-04-16,2018-04-16,", "v,1,,2018-05-04,yes"), {Cause.DELETED: (-1, 0)}),
            (("b,2,2018-01-08,,2018-05-04,",), ("v,1,2018-04-16,2018-04-16,",), {Cause.ADDED: (0, 1)}),
            (("b,2,2018-01-08,,2018-05-04,",), ("v,2,2018-04-16,2018-05-04,",), {Cause.ADDED: (0, 1), Cause.RECORDED_LATE: (1, 0)}),
            (("b,2,2018-01-08,,2018-01-09,", "b,2,2018-01-08,2018-04-20,2018-05-04,"), ("v,1,2018-04-16,2018-04-16,",), {Cause.CORRECTED: (0, -1)}),
            (("b,2,2018-01-08,,2018-01-09,", "b,2,,,2018-05-04,yes"), ("v,2,2018-04-16,2018-04-16,",), {Cause.DELETED: (-1, -1)}),
        ],
    )
    def test_of_a_snapshot(self, care: tuple[str, ...], visits: tuple[str, ...], expected: dict[Cause, Counts]) -> None:
        """A period of care is added, a visit recorded late, and entries of either correct and delete."""
        stays = ledger(self.CARE, "a,1,2018-01-08,,2018-01-09,", *care)
        made = southend.CP_1_4.revisions(periods_of_care=stays, visits=ledger(self.VISITS, *visits), as_at="2018-05-31")

        assert expected == made.by_cause(0)


class TestOfEveryUnit:
    """Rates, numbers, shares and states are revised alike, and rows go in and out of what an indicator is about. (AK1, AK4; decisions 21 and 24.)"""

    @EACH_LEDGER
    def test_every_cell_is_of_the_records_as_they_were(self, indicator: Indicator[Any], rows: st.SearchStrategy[Any]) -> None:
        """A cell counts what the last entry of each record said on its day, and what the causes moved makes up every change."""

        @FEW
        @given(ledgers(rows), UNTIL, st.data())
        def agrees(drawn: Ledger, as_at: date, data: st.DataObject) -> None:
            assume(drawn)
            names = list(drawn[0][0].says or {})
            asked: dict[str, Any] = {"population": RESIDENTS, "records_from": data.draw(st.none() | st.just(date(2018, 3, 1)))}
            made = indicator.revisions(as_ledger(drawn, names), as_at=as_at, **asked)
            row = data.draw(st.integers(0, len(made.periods) - 1))
            for column in range(made.first(row), len(made.known_on)):
                by_hand = indicator.compute(as_said(drawn, names, made.known_on[column]), as_at=made.periods[row].as_at, **asked)
                tally = made.tally(row, column)

                assert by_hand.tally == tally
                assert by_hand.figure == made.figure(tally)
            changes = [(change.numerator, change.denominator) for change in made if change.period == made.periods[row]]
            assert total([of(made.first_published(row)) or (0, 0), *changes]) == of(made.latest(row))
            assert {not change.timed for change in made} <= {"WithinLimit" not in repr(indicator.measure)}

        agrees()

    def test_without_a_population(self) -> None:
        """A triangle of rates has counts and no figure without a population, and none of another unit's has a population."""
        rows = {"child": ["a"], "referral": ["2018-04-03"], "recorded": ["2018-05-03"]}
        without = england.referrals_per_10_000.revisions(rows, as_at="2018-05-31")
        number = england.referrals.revisions(rows, as_at="2018-05-31", population=RESIDENTS)

        assert (None, None, [None] * 3) == (without.population, without.figure(without.latest(0)), without.columns()["figure"])
        assert (None, [0.0, 1.0, 1.0]) == (number.population, number.columns()["figure"])
        assert [0, 1, 1] == without.columns()["numerator"]

    @pytest.mark.parametrize(("records_from", "expected"), [(None, (0, 1)), ("2018-01-01", (1, 1))])
    def test_of_records_that_begin_later(self, records_from: str | None, expected: Counts) -> None:
        """What was missed before the records hold everything is not judged, in any figure of the triangle."""
        plans = {"child": ["a"], "start": ["2017-01-02"], "end": [None]}
        days = ["2017-06-01", "2017-11-30", "2018-05-30"]
        reviews = {"child": ["a"] * 3, "reviewed": days, "recorded": days}
        asked: dict[str, Any] = {"reading": "reviews_of_the_whole_plan", "records_from": records_from}
        made = england.plans_reviewed_in_time.revisions(plans=plans, plan_reviews=reviews, as_at="2018-06-30", **asked)

        assert [expected] * 3 == [of(made.latest(row)) for row in range(3)]
        assert made.latest(2) == england.plans_reviewed_in_time.compute(plans=plans, plan_reviews=reviews, as_at="2018-06-30", **asked).tally

    def test_an_edition_with_a_rule_of_its_own(self) -> None:
        """The triangle of a former rule is counted by it, in no reading of the later one."""
        rows = {"child": ["a"], "strategy_discussion": ["2011-05-03"], "conference": ["2011-05-16"], "recorded": ["2011-06-10"]}
        made = england.icpc_within_15_working_days.revisions(rows | {"section_47_timescale_start": ["2011-04-01"]}, as_at="2011-06-30")
        later = england.icpc_within_15_working_days.revisions(rows, as_at="2011-06-30", edition=2)

        assert (1, ("",) * 3, OverlappingTally(0, 1)) == (made.edition, made.readings, made.latest(1))
        assert (2, ("section_47_strategy_discussion",) * 3, OverlappingTally(1, 1)) == (later.edition, later.readings, later.latest(1))
        assert "edition 1; by its own rule; England and Wales" in revisions_report(made).basis
        with pytest.raises(UnknownName, match="has a rule of its own, without readings"):
            england.icpc_within_15_working_days.revisions(rows, as_at="2011-06-30", reading="section_47_start")

    def test_what_has_a_limit_is_in_time(self) -> None:
        """Where an indicator has a limit or a window, its triangle says that what it counts was in time, and nowhere else."""
        nothing: dict[str, Any] = {of.id: {table.name: {column.name: [] for column in table} for table in of.records} for of in CATALOGUE}
        latest = {of.id: max(edition.number for edition in of.editions if edition.computed) for of in CATALOGUE}
        timed = {of.id for of in CATALOGUE if of.revisions(**nothing[of.id], as_at="2018-05-31", edition=latest[of.id]).timed}

        assert {of.id for of in CATALOGUE if "working day" in of.name or "in time" in of.name or of.owner.startswith("Southend")} - {
            "england.assessments_open_beyond_45_working_days"
        } == timed

    def test_what_its_numerator_is(self) -> None:
        """What has no limit is never said to be in time: neither in words nor in a report."""
        rows = {"child": ["a"], "referral": ["2018-04-03"], "recorded": ["2018-05-03"]}
        made = england.referrals_per_10_000.revisions(rows, as_at="2018-05-31", accumulation=IN_MONTH, population=RESIDENTS)
        figures, moved = revisions_report(made).tables

        assert ["April 2018, by 2018-05-31: recorded late, +1 in the numerator, +1 counted"] == [str(change) for change in made]
        assert ("Figure of", "What moved it since it was first published", "In the numerator", "Counted") == moved.headings
        assert (("April 2018", "0.0 per 10,000", "10.0 per 10,000", "", "", "10.0 per 10,000"), "May 2018") == (figures.rows[0], figures.rows[1][0])


class TestItsForms:
    """The triangle as a table holds every figure published and what moved it."""

    @settings(max_examples=15)
    @given(LEDGERS, UNTIL)
    def test_the_columns(self, ledger: list[Entries], as_at: date) -> None:
        """A row to each cell, with its counts, its percentage and each cause's changes from the column before."""
        made = revised(ledger, as_at=as_at)
        columns = made.columns()
        at = 0
        for row, period in enumerate(made.periods):
            for column in range(made.first(row), len(made.known_on)):
                tally = made.tally(row, column)
                assert tally is not None
                figure = tally.percentage(1)
                assert (period.first, period.last, made.known_on[column]) == tuple(columns[name][at] for name in ("first", "last", "known_on"))
                assert (tally.numerator, tally.denominator, None if figure is None else float(figure)) == tuple(
                    columns[name][at] for name in ("numerator", "denominator", "figure")
                )
                for cause, moved in zip(Cause, made.changes[:, :, row, column].tolist(), strict=True):
                    assert moved == [columns[f"{cause.name.lower()}_{part}"][at] for part in ("numerator", "denominator")]
                at += 1
        assert {at} == {len(values) for values in columns.values()}

    def test_in_words(self) -> None:
        """A change says its period, its day, its cause and by how many; the triangle's repr its size alone."""
        ledger = [(Entry(date(2018, 5, 9), date(2018, 4, 3), date(2018, 4, 5)),), (Entry(date(2018, 4, 9), date(2018, 4, 3), date(2018, 4, 5)),)]
        made = revised(ledger, as_at="2018-05-31", accumulation=IN_MONTH)

        assert ["April 2018, by 2018-05-31: recorded late, +1 in time, +1 counted"] == [str(change) for change in made]
        assert "<Revisions southend.cp_3_10: 2 periods as known on 2 days>" == repr(made)
        assert [0, 1, 0] == made.to_frame("pandas")["recorded_late_numerator"].tolist()


class TestWhatCannotBeAsked:
    """A triangle needs the days of recording and a month that is over."""

    CONFERENCES = {"child": [1], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-23"]}

    def test_without_the_days_of_recording(self) -> None:
        """Records without them are refused in one fault, however many days there are."""
        with pytest.raises(FaultyRecords, match=r"(?s)^1 fault.*column 'recorded': no such column"):
            southend.CP_3_10.revisions(self.CONFERENCES, as_at="2018-09-30")

    @pytest.mark.parametrize("asked", [{"as_at": "2018-04-29"}, {"as_at": "2018-04-29", "year": "2019-20"}, {"as_at": "soon"}])
    def test_before_a_month_is_over(self, asked: dict[str, str]) -> None:
        """Nothing has been published before a month of the year is over."""
        with pytest.raises(InvalidPeriod):
            southend.CP_3_10.revisions({**self.CONFERENCES, "recorded": ["2018-07-23"]}, **asked)  # type: ignore[arg-type]

    def test_with_a_reading_that_is_not_there(self) -> None:
        """A reading of any day must be one there is, and something must have been in use."""
        given: Any = {**self.CONFERENCES, "recorded": ["2018-07-23"]}
        with pytest.raises(UnknownName):
            southend.CP_3_10.revisions(given, as_at="2018-09-30", reading={date(2018, 7, 1): "nothing"})
        with pytest.raises(InvalidPeriod, match="Nothing is said to have been in use"):
            southend.CP_3_10.revisions(given, as_at="2018-09-30", reading={})
        with pytest.raises(TypeError, match="calendar is a WorkingDayCalendar"):
            southend.CP_3_10.revisions(given, as_at="2018-09-30", calendar={date(2018, 7, 1): None})  # type: ignore[dict-item]

    def test_with_a_reading_whose_clock_is_not_there(self) -> None:
        """A reading that was in use on any day needs its column, and the fault says so."""
        reading = next(reading.key for reading in southend.CP_3_10.readings if reading is not southend.CP_3_10.adopted)
        given: Any = {**self.CONFERENCES, "recorded": ["2018-07-23"]}
        with pytest.raises(FaultyRecords, match="this reading of the rule is computed from it"):
            southend.CP_3_10.revisions(given, as_at="2018-09-30", reading={date(2018, 4, 1): reading, date(2018, 7, 1): southend.CP_3_10.adopted.key})

    def test_a_year_that_is_over(self) -> None:
        """A year that is over is followed as long as asked, and has no more figures than twelve."""
        made = southend.CP_3_10.revisions({**self.CONFERENCES, "recorded": ["2019-05-02"]}, as_at="2019-06-15", year="2018-19")

        assert (12, 15) == (len(made.periods), len(made.known_on))
        assert [OverlappingTally(0, 0), OverlappingTally(1, 1)] == [made.first_published(11), made.latest(11)]
