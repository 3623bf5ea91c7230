"""What every definition computes: each point of its series, each group, each person once, as known on a day, of a population."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

import attrs
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from csc_indicators import (
    CATALOGUE,
    IN_MONTH,
    IN_QUARTER,
    ROLLING_12_MONTHS,
    YEAR_TO_DATE,
    FaultyRecords,
    Indicator,
    InvalidPeriod,
    OverlappingTally,
    Population,
    Result,
    Tally,
    england,
    southend,
)
from csc_indicators.accumulations import Accumulation, InPeriod, Rolling, YearToDate
from csc_indicators.errors import OverlappingPeriods
from csc_indicators.indicators.computation import Among
from csc_indicators.indicators.judging import Measure
from csc_indicators.limits import Months
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn
from csc_indicators.results.tally import NoFigure
from tests.definitions.test_every_definition import EVERY_READING, SECOND, STRATEGIES
from tests.oracle import april_of, slow_due_in_months

Tables: TypeAlias = dict[str, Any]
Counts: TypeAlias = tuple[int, int]
Columns: TypeAlias = Mapping[str, list[Any]]

#: Each example computes one or more whole results.
FEW = settings(max_examples=12)
SOME = settings(max_examples=50)

EACH_READING = pytest.mark.parametrize(("name", "reading"), EVERY_READING, ids=[f"{name}-{reading}" for name, reading in EVERY_READING])
EACH = pytest.mark.parametrize("name", [indicator.id for indicator in CATALOGUE])

TEAMS = st.sampled_from(["North", "South", "East", ""])


def counts(tally: Tally | OverlappingTally) -> Counts:
    """The two counts."""
    return tally.numerator, tally.denominator


def latest(name: str) -> int:
    """The number of the edition that the readings are of."""
    return max(edition.number for edition in CATALOGUE.find(name).editions if edition.computed)


def judged_of(result: Result[Any], point: Any) -> Counts:
    """How many of the cases behind a point say so, and how many count at all."""
    statuses = [str(case.status) for case in result.cases_of(point)]
    return sum(status in {"in time", "yes"} for status in statuses), sum(status in {"in time", "yes", "late", "no", "unknown"} for status in statuses)


class TestEveryPoint:
    """Each point of a series is the figure of its own day, over one year or several. (Settled rules 4 and 5; design, tests.)"""

    @EACH_READING
    def test_of_several_years(self, name: str, reading: str) -> None:
        """The slow implementation, asked on the day of the point, gives its counts; so do the cases behind it."""
        indicator, second = CATALOGUE.find(name), SECOND[name, reading]

        @FEW
        @given(STRATEGIES[name], st.integers(0, 2), st.data())
        def agrees(drawn: tuple[Tables, date], years: int, data: st.DataObject) -> None:
            tables, as_at = drawn
            begins = april_of(as_at).year - years
            asked: dict[str, Any] = {"from_year": f"{begins}-{(begins + 1) % 100:02d}", "edition": latest(name)}
            result = indicator.compute(**tables, as_at=as_at, reading=reading, **asked)

            assert date(begins, 4, 1) <= result.series[0].as_at <= date(begins, 4, 30)
            assert 12 * years + (as_at.year - april_of(as_at).year) * 12 + as_at.month - 3 == len(result.series)
            for point in (result.series[-1], data.draw(st.sampled_from(result.series)), data.draw(st.sampled_from(result.series))):
                assert second(tables, point.as_at) == counts(point.tally) == judged_of(result, point)

        agrees()

    @EACH
    def test_a_longer_series_goes_on_as_each_year_would(self, name: str) -> None:
        """A series from an earlier year is that year's, followed by this one's, with the same groups."""
        indicator = CATALOGUE.find(name)

        @FEW
        @given(STRATEGIES[name])
        def goes_on(drawn: tuple[Tables, date]) -> None:
            tables, as_at = drawn
            before = april_of(as_at) - timedelta(1)
            this, last = (indicator.compute(**tables, as_at=day, edition=latest(name)) for day in (as_at, before))
            both = indicator.compute(**tables, as_at=as_at, from_year=last.year, edition=latest(name))

            assert (*last.series, *this.series) == both.series
            assert this.year == both.year
            assert this.tally == both.tally

        goes_on()

    def test_it_cannot_begin_after_it_ends(self) -> None:
        """A series that is to begin with a later year, or one that cannot be read, is refused."""
        referral = {"child": ["a"], "referral": ["2018-05-01"]}

        for year, said in (("2019-20", "is to begin with 2019-20, after the year asked about, 2018-19"), ("2019", "year")):
            with pytest.raises(InvalidPeriod, match=said):
                england.referrals.compute(referral, year="2018-19", from_year=year)
        with pytest.raises(InvalidPeriod, match="Write 1 April 2018 to 31 March 2019 as '2018-19'"):
            england.referrals.compute(referral, year="2018-19", from_year=2018)  # type: ignore[arg-type]


class TestGroupsOfEveryDefinition:
    """The groups of every definition add up to its figure, in every period, and move nothing. (CU13.)"""

    @EACH_READING
    def test_they_add_up(self, name: str, reading: str) -> None:
        """The tallies of the groups together are those without groups; labels change neither figure nor cases."""
        indicator = CATALOGUE.find(name)

        @FEW
        @given(STRATEGIES[name], st.data())
        def adds_up(drawn: tuple[Tables, date], data: st.DataObject) -> None:
            tables, as_at = drawn
            cases = indicator.records[0].name
            size = len(tables[cases]["child"])
            labelled = {**tables, cases: {**tables[cases], "team": data.draw(st.lists(TEAMS, min_size=size, max_size=size))}}
            plain = indicator.compute(**tables, as_at=as_at, reading=reading)
            grouped = indicator.compute(**labelled, as_at=as_at, reading=reading, by="team")

            assert plain.series == grouped.series
            assert plain.tallies == grouped.tallies.whole()
            assert plain.cases.columns()["status"].tolist() == grouped.cases.columns()["status"].tolist()
            assert {(label,) for label in labelled[cases]["team"]} >= set(grouped.tallies.groups)

        adds_up()


# People


@dataclass(frozen=True)
class Referral:
    """One referral."""

    child: str
    day: date
    no_further_action: str | None
    team: str


@st.composite
def referrals(draw: DrawFn) -> list[Referral]:
    """Referrals of a few children on days of two years, some exactly a year apart, none of one child on one day."""
    made: dict[tuple[str, date], Referral] = {}
    for _ in range(draw(st.integers(0, 10))):
        child = draw(st.sampled_from("ABC"))
        near = [slow_due_in_months(other.day, 12) + timedelta(apart) for other in made.values() for apart in (-1, 0, 1)]
        day = draw(st.dates(date(2017, 4, 1), date(2019, 3, 31)) | (st.sampled_from(near) if near else st.nothing()))
        made[child, day] = Referral(child, day, draw(st.sampled_from(["yes", "no", None])), draw(TEAMS))
    return draw(st.permutations(list(made.values())))


def columns(of: Iterable[Referral]) -> dict[str, list[Any]]:
    """The referrals as columns."""
    rows = list(of)
    return {
        "child": [row.child for row in rows],
        "referral": [row.day for row in rows],
        "no_further_action": [row.no_further_action for row in rows],
        "team": [row.team for row in rows],
    }


def of_people(measure: Measure) -> Indicator[Any]:
    """Children instead of referrals, in what *measure* counts."""
    return attrs.evolve(england.referrals_with_no_further_action, adopted=attrs.evolve(england.referrals.adopted, measure=measure))


def is_a_referral(_: Referral, __: list[Referral]) -> str:
    """Each is."""
    return "yes"


def has_nothing_after(row: Referral, _: list[Referral]) -> str:
    """What its record says."""
    return row.no_further_action or "unknown"


def is_a_re_referral(row: Referral, rows: list[Referral]) -> str:
    """Whether the same child was referred in the 12 months before."""
    return "yes" if any(other.child == row.child and other.day < row.day <= slow_due_in_months(other.day, 12) for other in rows) else "no"


#: What can be counted of each child once, and what it says of a referral, slowly.
ONCE: list[tuple[EachOnce, Callable[[Referral, list[Referral]], str]]] = [
    (EachOnce(Happened(event="referral")), is_a_referral),
    (EachOnce(ShareWith(flag="no_further_action", event="referral")), has_nothing_after),
    (EachOnce(Again(event="referral", after="referral", within=Months(12))), is_a_re_referral),
]
EACH_ONCE = pytest.mark.parametrize(("measure", "says"), ONCE, ids=["children", "children with none", "children again"])
GATHERED = st.sampled_from([YEAR_TO_DATE, IN_MONTH, IN_QUARTER, ROLLING_12_MONTHS, Rolling(2), YearToDate(9), InPeriod(3, 2)])
DAYS = st.sampled_from([date(2019, 3, 31), date(2018, 4, 1), date(2018, 9, 15)]) | st.dates(date(2018, 4, 1), date(2019, 3, 31))


def people(rows: list[Referral], first: date, last: date, says: Callable[[Referral, list[Referral]], str]) -> list[tuple[Referral, str]]:
    """For each child with a referral from *first* to *last* the one that stands for it: one that says yes, else unknown, else no, the earliest."""
    within = [(row, says(row, rows)) for row in rows if first <= row.day <= last]
    chosen = []
    for child in sorted({row.child for row, _ in within}):
        own = [(row, said) for row, said in within if row.child == child]
        best = min(own, key=lambda pair: (["yes", "unknown", "no"].index(pair[1]), pair[0].day))
        chosen.append(best)
    return chosen


def said_yes(chosen: Iterable[tuple[Referral, str]]) -> Counts:
    """How many of these say yes, of how many."""
    of = [said for _, said in chosen]
    return of.count("yes"), len(of)


class TestEachPersonOnce:
    """Children are counted once in each period anew, so their figures never add up. (law.md 1.7; decision 23.)"""

    @EACH_ONCE
    @SOME
    @given(referrals(), DAYS, GATHERED)
    def test_in_every_period(
        self, measure: EachOnce, says: Callable[..., str], rows: list[Referral], as_at: date, accumulation: Accumulation
    ) -> None:
        """Each point, and the last month beside it, counts the children with a referral in it, whatever other periods hold."""
        result = of_people(measure).compute(columns(rows), as_at=as_at, from_year="2017-18", accumulation=accumulation)
        for point in result.series:
            month = max(point.as_at.replace(day=1), point.period.first)

            assert said_yes(people(rows, point.period.first, point.as_at, says)) == counts(point.tally)
            assert said_yes(people(rows, month, point.as_at, says)) == counts(point.in_month)
            assert judged_of(result, point) == counts(point.tally)

    @EACH_ONCE
    @SOME
    @given(referrals(), DAYS, GATHERED)
    def test_in_one_group(self, measure: EachOnce, says: Callable[..., str], rows: list[Referral], as_at: date, accumulation: Accumulation) -> None:
        """A child is of one group in a period, that of the referral counted for it, so the groups add up to the children."""
        result = of_people(measure).compute(columns(rows), as_at=as_at, accumulation=accumulation, by="team")

        assert {(row.team,) for row in rows} == set(result.tallies.groups)
        for (team,), period, tally in result.tallies:
            chosen = people(rows, period.first, period.as_at, says)
            assert said_yes((row, said) for row, said in chosen if row.team == team) == counts(tally)

    @pytest.mark.parametrize(
        "result",
        [
            of_people(EachOnce(Happened(event="referral"))).compute(columns([Referral("A", date(2018, 5, 1), None, "")]), as_at="2018-06-30"),
            of_people(EachOnce(Happened(event="referral"))).compute(
                columns([Referral("A", date(2018, 5, 1), None, "")]), as_at="2018-06-30", accumulation=IN_MONTH
            ),
            england.children_in_need_per_10_000.compute(
                {"child": ["a"], "start": ["2018-01-02"], "end": [None]}, as_at="2018-06-30", reading="each_child_once"
            ),
        ],
        ids=["year to date", "in month", "a state"],
    )
    def test_they_do_not_add_up(self, result: Any) -> None:
        """Tallies of children refuse to be merged with those of another place, to be gathered, and to be added month to month."""
        assert result.tallies.people
        with pytest.raises(OverlappingPeriods):
            result.tallies + result.tallies
        with pytest.raises(OverlappingPeriods):
            result.tallies.to(YEAR_TO_DATE)
        with pytest.raises(OverlappingPeriods):
            result.tally + result.tally
        with pytest.raises(TypeError, match=r"counts each person once|is a snapshot"):
            result.since(result.series[0].month)

    def test_what_does_not_count_people_does(self) -> None:
        """Referrals themselves add up, of months and of places."""
        rows = columns([Referral("A", date(2018, 5, 1), None, "")])
        result: Any = england.referrals.compute(rows, as_at="2018-06-30", accumulation=IN_MONTH)

        assert not result.tallies.people
        assert (2, 2) == counts((result.tallies + result.tallies).to(YEAR_TO_DATE).tally(0, 1))
        assert Tally(1, 1) == result.tally + result.series[-2].tally

    def test_a_definition_says_so(self) -> None:
        """An indicator whose adopted reading counts people is not mergeable, and any other is."""
        assert {"england.children_re_referred_within_12_months"} == {each.id for each in CATALOGUE if not each.mergeable}


# As known


@dataclass(frozen=True)
class Entry:
    """One entry of a ledger: when it was made and what it says; nothing where it deletes."""

    recorded: date
    says: Mapping[str, Any] | None


Ledger: TypeAlias = list[list[Entry]]

APRIL = date(2018, 4, 1)
LATER = st.integers(1, 60).map(timedelta)


@st.composite
def ledgers(draw: DrawFn, rows: st.SearchStrategy[tuple[date, Mapping[str, Any]]]) -> Ledger:
    """Records of a child each, left alone, corrected to another row, or deleted; each entry is made after what it says."""
    ledger: Ledger = []
    for _ in range(draw(st.integers(0, 6))):
        last, says = draw(rows)
        entries = [Entry(last + draw(st.just(timedelta(0)) | LATER), says)]
        for _ in range(draw(st.integers(0, 2))):
            last, says = draw(rows)
            entries.append(Entry(max(last, entries[-1].recorded + draw(LATER)), draw(st.sampled_from([says, says, None]))))
        ledger.append(entries)
    return ledger


def as_ledger(ledger: Ledger, names: Iterable[str]) -> dict[str, list[Any]]:
    """The ledger as columns, one record a child."""
    entries = [(number, entry) for number, record in enumerate(ledger) for entry in record]
    return {
        "record": [f"r{number}" for number, _ in entries],
        "child": [f"c{number}" for number, _ in entries],
        "recorded": [entry.recorded for _, entry in entries],
        "deleted": ["yes" if entry.says is None else "" for _, entry in entries],
        **{name: [None if entry.says is None else entry.says[name] for _, entry in entries] for name in names},
    }


def as_said(ledger: Ledger, names: Iterable[str], day: date | None) -> dict[str, list[Any]]:
    """Go through the entries of each record up to the day; what the last of them says stands, and nothing where it deletes."""
    rows: list[tuple[str, Mapping[str, Any]]] = []
    for number, record in enumerate(ledger):
        says = None
        for entry in record:
            if day is None or entry.recorded <= day:
                says = entry.says
        if says is not None:
            rows.append((f"c{number}", says))
    return {"child": [child for child, _ in rows], **{name: [says[name] for _, says in rows] for name in names}}


@st.composite
def episodes(draw: DrawFn) -> tuple[date, Mapping[str, Any]]:
    """An episode of need, and the last day that it tells of."""
    start = draw(st.dates(date(2018, 2, 1), date(2018, 8, 1)))
    end = draw(st.none() | st.just(start + timedelta(30)))
    return end or start, {"start": start, "end": end, "no_further_action": draw(st.sampled_from(["yes", "no", None]))}


@st.composite
def conferences(draw: DrawFn) -> tuple[date, Mapping[str, Any]]:
    """A conference, moved in or not, held or not."""
    start = draw(st.dates(date(2018, 3, 1), date(2018, 8, 1)))
    held = draw(st.none() | st.sampled_from([14, 21, 22, 50]).map(lambda days: start + timedelta(days)))
    says = {"strategy_discussion": start, "notified": start, "conference": held, "transfer_in": draw(st.sampled_from(["yes", "no", None]))}
    return held or start, says


@st.composite
def received(draw: DrawFn) -> tuple[date, Mapping[str, Any]]:
    """A referral."""
    day = draw(st.dates(date(2018, 2, 1), date(2018, 8, 1)))
    return day, {"referral": day, "no_further_action": draw(st.sampled_from(["yes", "no", None]))}


#: Indicators of one table with the rows that their ledgers hold: some are about flagged rows, some about the others, some about all.
OF_LEDGERS: list[tuple[Indicator[Any], st.SearchStrategy[tuple[date, Mapping[str, Any]]]]] = [
    (england.children_in_need_per_10_000, episodes()),
    (england.episodes_of_need_ended_after_2_years_or_more, episodes()),
    (england.icpc_within_15_working_days, conferences()),
    (england.transfer_in_conferences_within_15_working_days, conferences()),
    (england.conferences_overdue, conferences()),
    (england.initial_conferences_per_10_000, conferences()),
    (england.referrals_with_no_further_action, received()),
    (england.children_re_referred_within_12_months, received()),
]
EACH_LEDGER = pytest.mark.parametrize(("indicator", "rows"), OF_LEDGERS, ids=[indicator.id for indicator, _ in OF_LEDGERS])
KNOWN = st.none() | st.dates(date(2018, 4, 1), date(2018, 12, 31))


class TestAsKnownOn:
    """A figure as known on a day is that of the records as they then were. (Settled rule 10; decision 14.)"""

    @EACH_LEDGER
    def test_a_ledger(self, indicator: Indicator[Any], rows: st.SearchStrategy[tuple[date, Mapping[str, Any]]]) -> None:
        """Of each record the last entry by the day stands, its flags too: one corrected into or out of the indicator moves, one deleted is gone."""

        @SOME
        @given(ledgers(rows), KNOWN)
        def agrees(ledger: Ledger, day: date | None) -> None:
            names = list(ledger[0][0].says or {}) if ledger else []
            assume(names)
            asked: dict[str, Any] = {"as_at": "2018-09-30"}
            as_known = indicator.compute(as_ledger(ledger, names), **asked, known_on=day)
            by_hand = indicator.compute(as_said(ledger, names, day), **asked)

            assert by_hand.series == as_known.series
            assert by_hand.tallies == as_known.tallies
            assert by_hand.cases.columns()["child"].tolist() == as_known.cases.columns()["child"].tolist()
            assert [note for note in by_hand.notes if "about" in note] == [note for note in as_known.notes if "about" in note]

        agrees()

    @EACH_LEDGER
    def test_a_table_that_forgets(self, indicator: Indicator[Any], rows: st.SearchStrategy[tuple[date, Mapping[str, Any]]]) -> None:
        """Without records a row is there from the day it was recorded; one that reports the end of something was there before, without its end."""

        @SOME
        @given(ledgers(rows), st.dates(date(2018, 4, 1), date(2018, 12, 31)))
        def agrees(ledger: Ledger, day: date) -> None:
            names = list(ledger[0][0].says or {}) if ledger else []
            assume(names)
            first = [record[0] for record in ledger]
            given_columns = as_ledger([[entry] for entry in first], names)
            del given_columns["record"], given_columns["deleted"]
            reports = "conference" if "Overdue" in repr(indicator.measure) or "WithinLimit" in repr(indicator.measure) else None
            then = [
                [entry if entry.recorded <= day or reports is None else replace(entry, says={**(entry.says or {}), reports: None}, recorded=APRIL)]
                for entry in first
            ]
            as_known = indicator.compute(given_columns, as_at="2018-09-30", known_on=day)

            assert indicator.compute(as_said(then, names, day), as_at="2018-09-30").series == as_known.series

        agrees()

    def test_of_two_tables(self) -> None:
        """Plans without the day they were recorded are taken as they are, and a note says so; reviews need it."""
        plans: dict[str, list[Any]] = {"child": ["a", "b"], "start": ["2018-01-02", "2018-01-02"], "end": [None, None]}
        reviews = {"child": ["a", "b"], "reviewed": ["2018-03-28", "2018-03-28"], "recorded": ["2018-03-29", "2018-05-01"]}
        asked: dict[str, Any] = {"plan_reviews": reviews, "as_at": "2018-04-30", "known_on": "2018-04-30"}
        now, then = (
            england.plans_reviewed_in_time.compute(plans=plans | extra, **asked) for extra in ({}, {"recorded": ["2018-01-03", "2018-05-02"]})
        )

        assert "plans: taken as they are now, because the day each was recorded is not there." in now.notes
        assert not any("taken as they are now" in note for note in then.notes)
        assert ((1, 2), (1, 1)) == (counts(now.tally), counts(then.tally))
        with pytest.raises(FaultyRecords, match="column 'recorded': no such column"):
            england.plans_reviewed_in_time.compute(plans=plans, **{**asked, "plan_reviews": {name: reviews[name] for name in ("child", "reviewed")}})

    def test_of_two_tables_a_row_without_its_day(self) -> None:
        """Where plans say when they were recorded, each has to; a plan that does not is a fault, and not taken as there or not."""
        plans = {"child": ["a", "b"], "start": ["2018-01-02"] * 2, "end": [None] * 2, "recorded": ["2018-01-03", None]}
        reviews: dict[str, list[Any]] = {"child": [], "reviewed": [], "recorded": []}

        with pytest.raises(FaultyRecords, match=r"plans, column 'recorded', row 2: no value for an event that has a date"):
            england.plans_reviewed_in_time.compute(plans=plans, plan_reviews=reviews, as_at="2018-04-30", known_on="2018-04-30")
        assert (0, 2) == counts(england.plans_reviewed_in_time.compute(plans=plans, plan_reviews=reviews, as_at="2018-04-30").tally)

    def test_an_end_that_was_planned(self) -> None:
        """A plan reports that it began, so it may have been recorded before the day on which it was to end."""
        plans = {"child": ["a"], "start": ["2018-01-02"], "end": ["2018-04-16"], "recorded": ["2018-02-01"]}
        result = england.child_protection_plans_ending_per_10_000.compute(plans, as_at="2018-04-30", known_on="2018-04-30")

        assert (1, 1) == counts(result.tally)

    def test_of_one_table_it_is_needed(self) -> None:
        """Records of one table that do not say when they were made are refused where it is asked what was known; otherwise nothing is said."""
        need = {"child": ["a"], "start": ["2018-01-02"], "end": [None]}

        assert () == england.child_protection_plans.compute(need, as_at="2018-09-30").notes
        with pytest.raises(FaultyRecords, match="column 'recorded': no such column"):
            england.child_protection_plans.compute(need, as_at="2018-09-30", known_on="2018-09-30")


class TestAmong:
    """Some rows are another indicator's: they are left out by a flag, and how many is said. (Decision 24.)"""

    ALL = attrs.evolve(england.children_in_need_per_10_000, among=None)

    @SOME
    @given(st.lists(st.sampled_from(["yes", "no", None]), max_size=8), st.booleans())
    def test_only_those_with_the_flag_or_without(self, flags: list[str | None], flagged: bool) -> None:
        """The figure is that of the rows with the flag, or of those that say no or nothing, and the others are counted in a note."""
        only = attrs.evolve(self.ALL, among=Among(column="no_further_action", flagged=flagged, because="They are others."))
        rows: dict[str, list[Any]] = {"child": list(range(len(flags))), "start": ["2018-04-03"] * len(flags), "end": [None] * len(flags)}
        result = only.compute({**rows, "no_further_action": flags}, as_at="2018-04-30")
        kept = [number for number, flag in enumerate(flags, start=1) if (flag == "yes") == flagged]
        others = len(flags) - len(kept)
        are = "is" if others == 1 else "are"
        note = [f"need_episodes: {others} of {len(flags)} rows {are} not what this indicator is about. They are others."] if others else []

        assert (len(kept), len(kept)) == counts(result.tally)
        assert kept == [case.row for case in result.cases]
        assert note == list(result.notes)

    def test_without_the_column(self) -> None:
        """Without the flag no row has it: those without are all, and those with are a fault, because it cannot be told which they are."""
        rows: dict[str, list[Any]] = {"child": ["a", "b"], "start": ["2018-04-03"] * 2, "end": [None] * 2}
        result = england.children_in_need_per_10_000.compute(rows, as_at="2018-04-30")

        assert ((2, 2), ()) == (counts(result.tally), result.notes)
        with pytest.raises(FaultyRecords, match="column 'transfer_in': no such column"):
            england.transfer_in_conferences_within_15_working_days.compute(
                {"child": ["a"], "strategy_discussion": [None], "conference": ["2018-07-02"], "notified": ["2018-07-02"]}, as_at="2018-07-31"
            )

    def test_of_stays_too(self) -> None:
        """Children seen in a window are those of the rows that the indicator is about."""
        plans = {"child": ["a", "b"], "start": ["2018-01-02"] * 2, "end": [None] * 2, "previous_plans": [1, None]}
        only = attrs.evolve(southend.CP_1_5, among=Among(column="previous_plans", flagged=True, because="First plans are others."))
        result = only.compute(plans=plans, plan_visits={"child": ["a", "b"], "visited": ["2018-04-16"] * 2}, as_at="2018-04-30")

        assert (1, 1) == counts(result.tally)
        assert "plans: 1 of 2 rows is not what this indicator is about. First plans are others." in result.notes

    def test_in_words(self) -> None:
        """It prints as what it keeps."""
        assert ["only not transfer in", "only transfer in"] == [
            str(each.among) for each in (england.icpc_within_15_working_days, england.transfer_in_conferences_within_15_working_days)
        ]


class TestFaults:
    """All the faults of all the tables are told at once, each once, and nothing is counted. (Errors and privacy.)"""

    PLANS: dict[str, list[Any]] = {"child": ["a"], "start": ["2018-01-02"], "end": [None]}

    def faults(self, **tables: Any) -> list[str]:
        """What is said of these tables, a line to a fault."""
        asked: dict[str, Any] = {"plans": self.PLANS, "plan_reviews": {"child": ["a"], "reviewed": ["2018-03-01"]}, **tables}
        with pytest.raises(FaultyRecords) as caught:
            england.plans_reviewed_in_time.compute(**asked, as_at="2018-06-30")
        return [f"{fault.table}.{fault.column}{fault.rows}: {fault.problem}" for fault in caught.value.faults]

    def test_a_column_that_is_not_there(self) -> None:
        """A column that is needed is missed once, of either table, and nothing else is made of it."""
        without = {name: self.PLANS[name] for name in ("child", "end")}

        assert ["plans.start(): no such column"] == self.faults(plans=without)
        assert ["plan_reviews.reviewed(): no such column"] == self.faults(plan_reviews={"child": ["a"]})

    def test_rows_that_cannot_be(self) -> None:
        """What rows of the other table say together is looked at as in the table of cases; a date that cannot be read is no date before the start."""
        twice = {"child": ["a", "a"], "reviewed": ["2018-03-01", "2018-03-01"]}
        early = {"child": ["a", "a"], "reviewed": ["2018-01-02", "2018-01-03"]}

        assert any("plan_reviews" in said and "(1, 2)" in said for said in self.faults(plan_reviews=twice))
        assert ["plan_reviews.reviewed(1,): on or before the day that the child's plans start, and in no earlier one"] == self.faults(
            plan_reviews=early
        )
        assert 1 == len(self.faults(plan_reviews={"child": [""], "reviewed": ["2018-01-02"]}))

    def test_groups(self) -> None:
        """A column of groups that is not there does not hide that another writes a group in two ways."""
        rows = {"child": ["a", "b"], "referral": ["2018-05-01", "2018-05-02"], "team": ["North", "north"]}
        with pytest.raises(FaultyRecords) as caught:
            england.referrals.compute(rows, as_at="2018-05-31", by=["area", "team"])

        assert ["area", "team"] == [fault.column for fault in caught.value.faults]

    def test_groups_of_nothing(self) -> None:
        """Without rows there are no groups, of events, of people and of states."""
        nothing: dict[str, list[Any]] = {"child": [], "start": [], "end": [], "team": []}
        for indicator, reading in (
            (england.child_protection_plans, None),
            (england.child_protection_plans_starting_per_10_000, "every_plan"),
            (england.child_protection_plans_starting_per_10_000, "each_child_once"),
        ):
            assert () == indicator.compute(nothing, as_at="2018-05-31", by="team", reading=reading).tallies.groups


def test_the_reason_of_a_late_review_explains_its_plan() -> None:
    """The reason stands on the review that came late, and is that of the plan, whatever the rows are."""
    plans = {"child": ["a", "b", "c"], "start": ["2018-04-02"] * 3, "end": [None] * 3}
    reviews = {
        "child": ["c", "b", "a"],
        "reviewed": ["2018-07-02", "2018-07-10", "2018-07-09"],
        "reason": ["A10", "F10", None],
    }
    result = england.plans_reviewed_in_time.compute(plans=plans, plan_reviews=reviews, as_at="2018-09-30")

    assert [(1, "Z90"), (2, "F10")] == [(case.row, case.reason.code) for case in result.breaches if case.reason is not None]
    assert {"F10": 1, "Z90": 1} == {reason.code: number for reason, number in result.late_by_reason.items()}


# Rates


def residents(number: int = 38_912, as_of: date | None = None) -> Population:
    """So many children."""
    return Population(number=number, of="children aged 0 to 17", vintage="mid-2018 estimate", source="made up", as_of=as_of)


def half_up(numerator: int, denominator: int, decimals: int) -> Decimal:
    """Long division: as many whole units of the last decimal as fit, and one more from a half on."""
    scaled = numerator * 10**decimals
    units = scaled // denominator
    units += 2 * (scaled - units * denominator) >= denominator
    return Decimal(units).scaleb(-decimals)


PART = "The rate is of part of a year and not scaled up to a whole one."
MORE = "The rate is of more than a year and not scaled down to one."
SAME = "The rates of earlier years are of the same population. Compute each year with its own to compare them with published ones."


class TestRates:
    """A rate is the numerator for every 10,000 of a population, to 1 decimal, and of nothing it is none. (law.md 1.5 and 1.6; decision 21.)"""

    @SOME
    @given(st.integers(0, 400), st.integers(0, 60_000))
    @example(1, 16_000)
    @example(3, 800)
    @example(0, 0)
    def test_of_every_point(self, number: int, population: int) -> None:
        """Each point's figure is rounded half up from the exact one; of a population of 0 there is none, and the counts stay."""
        rows = {"child": list(range(number)), "referral": ["2018-04-03"] * number}
        result = england.referrals_per_10_000.compute(rows, as_at="2018-04-30", population=residents(population))
        expected = half_up(number * 10_000, population, 1) if population else None

        assert expected == result.figure == result.figure_of(result.series[0])
        assert (number, number) == counts(result.tally)
        assert (None if population else NoFigure.NOBODY) == result.why
        assert expected is None or str(expected) == str(result.figure)

    def test_without_a_population(self) -> None:
        """There are counts and no rate, which says why; a number and a percentage need none, and are not moved by one."""
        rows = {"child": ["a"], "referral": ["2018-04-03"], "no_further_action": ["yes"]}
        rate = england.referrals_per_10_000.compute(rows, as_at="2018-04-30")

        assert (None, NoFigure.NO_POPULATION, Tally(1, 1)) == (rate.figure, rate.why, rate.tally)
        assert rate.notes == ()
        for indicator, figure in ((england.referrals, Decimal(1)), (england.referrals_with_no_further_action, Decimal("100.0"))):
            for population in (None, residents()):
                result = indicator.compute(rows, as_at="2018-04-30", population=population)
                assert (figure, None, None, ()) == (result.figure, result.why, result.population, result.notes)

    @pytest.mark.parametrize("indicator", [england.referrals, england.referrals_per_10_000], ids=lambda each: each.id)
    def test_a_number_alone_is_no_population(self, indicator: Indicator[Any]) -> None:
        """A population says of whom it is and by which estimate; a bare number is refused, by revisions too."""
        rows = {"child": ["a"], "referral": ["2018-04-03"], "recorded": ["2018-04-03"]}
        for ask in (indicator.compute, indicator.revisions):
            with pytest.raises(TypeError, match="population is a Population"):
                ask(rows, as_at="2018-04-30", population=38_912)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("accumulation", "as_at", "expected"),
        [
            (YEAR_TO_DATE, "2019-03-31", []),
            (YEAR_TO_DATE, "2019-03-30", [PART]),
            (YEAR_TO_DATE, "2018-04-30", [PART]),
            (YearToDate(9), "2019-03-31", [PART]),
            (YearToDate(9), "2018-08-31", []),
            (YearToDate(9), "2018-08-30", [PART]),
            (IN_MONTH, "2019-03-31", [PART]),
            (IN_QUARTER, "2019-03-31", [PART]),
            (InPeriod(12), "2019-03-31", []),
            (Rolling(11), "2019-03-31", [PART]),
            (ROLLING_12_MONTHS, "2019-03-31", []),
            (ROLLING_12_MONTHS, "2019-03-30", [PART]),
            (Rolling(13), "2019-03-30", [MORE]),
            (Rolling(13), "2019-03-31", [MORE]),
        ],
    )
    def test_of_what_is_no_year(self, accumulation: Accumulation, as_at: str, expected: list[str]) -> None:
        """A rate of less than twelve whole months, or of more, says so; that of a year does not."""
        result = england.referrals_per_10_000.compute(
            {"child": ["a"], "referral": ["2017-04-03"]}, as_at=as_at, accumulation=accumulation, population=residents()
        )

        assert expected == [note for note in result.notes if note.startswith("The rate")]

    def test_a_state_is_of_a_day(self) -> None:
        """The rate of a snapshot is of no part of a year."""
        rows = {"child": ["a"], "start": ["2018-04-03"], "end": [None]}

        assert () == england.child_protection_plans_per_10_000.compute(rows, as_at="2018-07-15", population=residents()).notes

    @pytest.mark.parametrize("year", [2016, 2017, 2018, 2019])
    def test_a_population_of_another_year(self, year: int) -> None:
        """The Department's rate of the year to March 2019 is by the middle of 2018, so an estimate for another year is noted."""
        rows = {"child": ["a"], "referral": ["2018-04-03"]}
        notes = england.referrals_per_10_000.compute(rows, year="2018-19", population=residents(as_of=date(year, 6, 30))).notes
        said = f"The population is an estimate for {year}-06-30; the Department's rates use the middle of 2018."

        assert ([] if year == 2018 else [said]) == list(notes)

    def test_of_several_years(self) -> None:
        """One population is given for all the years of a series, and its rates say so."""
        rows = {"child": ["a"], "referral": ["2017-04-03"]}
        one, two = (
            england.referrals_per_10_000.compute(rows, year="2018-19", from_year=year, population=residents()).notes
            for year in ("2018-19", "2017-18")
        )

        assert ((), (SAME,)) == (one, two)

    def test_those_of_groups_are_left_out(self) -> None:
        """The population is that of the whole, so the tidy table has no rate of a group, and says why; the numbers of groups have figures."""
        rows = {"child": ["a", "b", "c"], "referral": ["2018-04-03"] * 3, "team": ["North", "North", "South"]}
        asked: dict[str, Any] = {"as_at": "2018-04-30", "population": residents(1000)}
        rate, number, whole = (
            england.referrals_per_10_000.compute(rows, **asked, by="team"),
            england.referrals.compute(rows, **asked, by="team"),
            england.referrals_per_10_000.compute(rows, **asked),
        )

        assert ([None, None], [None, None]) == (rate.columns()["figure"], rate.columns()["population"])
        assert ["the population was not given"] * 2 == rate.columns()["why_no_figure"]
        assert ([2.0, 1.0], ["", ""]) == (number.columns()["figure"], number.columns()["why_no_figure"])
        assert ([30.0], [1000], [""]) == tuple(whole.columns()[name] for name in ("figure", "population", "why_no_figure"))
        assert Decimal("30.0") == rate.figure == whole.figure


class TestRecordsFrom:
    """What came before the records may be missing from them, and is then not taken to be nothing. (Settled rule 7 and 9.)"""

    INDICATOR = england.re_referrals_within_12_months

    @SOME
    @given(referrals(), st.dates(date(2017, 3, 1), date(2018, 6, 1)), DAYS)
    def test_of_an_earlier_referral(self, rows: list[Referral], records_from: date, as_at: date) -> None:
        """A referral that one before the records could have made a re-referral is unknown, unless the records hold one that does."""
        result = self.INDICATOR.compute(columns(rows), as_at=as_at, records_from=records_from)
        reach = slow_due_in_months(records_from - timedelta(1), 12)
        of_the_year = [row for row in rows if april_of(as_at) <= row.day <= as_at]
        yes = [row for row in of_the_year if is_a_re_referral(row, rows) == "yes"]
        unknown = [row for row in of_the_year if row not in yes and row.day <= reach]

        assert (len(yes), len(of_the_year)) == counts(result.tally)
        assert {(row.child, row.day) for row in unknown} == {(case.child, case.happened) for case in result.unknown}
        assert f"The records are taken to hold everything from {records_from} on." in result.notes
        assert not any("some are missed" in note for note in result.notes)

    @pytest.mark.parametrize(("first", "warned"), [("2017-04-01", False), ("2017-04-02", True)])
    def test_unless_it_is_said(self, first: str, warned: bool) -> None:
        """Where nothing is said and the records begin too late to hold what would count, a note asks for it."""
        result = self.INDICATOR.compute({"child": ["a", "b"], "referral": [first, "2018-05-01"]}, as_at="2018-05-31")

        assert warned == any("some are missed: give records_from" in note for note in result.notes)
        assert not any("taken to hold" in note for note in result.notes)

    @pytest.mark.parametrize(("given_numbers", "warned"), [([1, 0], False), ([1, None], True), (None, True)])
    def test_or_the_number_of_earlier_ones(self, given_numbers: list[int | None] | None, warned: bool) -> None:
        """Plans with the number of those before them need no bound; where one number is missing they do."""
        plans = {"child": ["a", "b"], "start": ["2018-05-01"] * 2, "end": [None] * 2}
        numbers = {} if given_numbers is None else {"previous_plans": given_numbers}
        result = england.second_or_subsequent_plans.compute(plans | numbers, as_at="2018-05-31")

        assert warned == any("some are missed" in note for note in result.notes)

    @pytest.mark.parametrize(
        ("records_from", "expected"),
        [(None, "late"), ("2018-04-02", "late"), ("2018-07-02", "late"), ("2018-07-03", "unknown"), ("2019-01-01", "unknown")],
    )
    def test_of_the_last_review(self, records_from: str | None, expected: str) -> None:
        """A review that was due before the records begin may have been held: a plan without it is late only where they hold that day."""
        plans: dict[str, list[Any]] = {"child": ["a"], "start": ["2018-04-02"], "end": [None]}
        reviews: dict[str, list[Any]] = {"child": [], "reviewed": []}
        result = england.plans_reviewed_in_time.compute(plans=plans, plan_reviews=reviews, as_at="2019-03-31", records_from=records_from)

        assert [expected] == [str(case.status) for case in result.cases]
        assert (records_from is not None) == any("taken to hold everything" in note for note in result.notes)

    def test_where_nothing_earlier_matters_it_is_not_said(self) -> None:
        """A count of what happened is the same, and without a note."""
        rows = {"child": ["a"], "referral": ["2018-04-03"]}

        assert () == england.referrals.compute(rows, as_at="2018-04-30", records_from="2018-04-01").notes


class TestStates:
    """A state counts what is there at the end of the day, and each person once where that is asked. (Settled rule 5.)"""

    @SOME
    @given(
        st.lists(st.tuples(st.sampled_from("AB"), st.dates(date(2018, 3, 1), date(2018, 6, 30)), st.none() | st.integers(0, 90), TEAMS), max_size=7),
        st.booleans(),
    )
    def test_each_person_once(self, rows: list[tuple[str, date, int | None, str]], last_day_counts: bool) -> None:
        """Of a child with several open episodes the first given counts, for its group too; at every month's end anew."""
        rows = [row for at, row in enumerate(rows) if (row[0], row[1]) not in {(other[0], other[1]) for other in rows[:at]}]
        measure = EachOnce(OpenOn(start="start", end="end", last_day_counts=last_day_counts))
        indicator = attrs.evolve(TestAmong.ALL, adopted=attrs.evolve(TestAmong.ALL.adopted, measure=measure))
        ends = [None if days is None else start + timedelta(days) for _, start, days, _ in rows]
        table = {"child": [row[0] for row in rows], "start": [row[1] for row in rows], "end": ends, "team": [row[3] for row in rows]}
        result = indicator.compute(table, as_at="2018-08-31", by="team")

        for (team,), period, tally in result.tallies:
            first: dict[str, str] = {}
            for (child, start, _, of), end in zip(rows, ends, strict=True):
                open_still = end is None or end > period.as_at or (last_day_counts and end == period.as_at)
                if start <= period.as_at and open_still:
                    first.setdefault(child, of)
            number = sum(of == team for of in first.values())
            assert (number, number) == counts(tally)
        for point in result.series:
            assert judged_of(result, point) == counts(point.tally)
