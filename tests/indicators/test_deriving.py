"""A council's own indicator from another's rule: what it takes over, what it changes, and what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, CalendarDays, Catalogue, Collection, Indicator, InvalidDefinition, Months, Target, WorkingDays, Years, southend
from csc_indicators.accumulations import AS_AT, IN_MONTH, ROLLING_12_MONTHS
from csc_indicators.indicators.deriving import derive
from csc_indicators.indicators.rule import Code, SeriesBreak
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.sources import Source
from tests.strategies import date_limits

PROCEDURES = Source(title="Procedures", publisher="Northshire", paragraph="4.2", states="So.", verified=False, note="Not read.")
OWN: dict[str, Any] = {"id": "northshire.own", "owner": "Northshire Council", "sources": [PROCEDURES]}

TERMS = ("limit", "window", "qualifies_after", "clock", "first", "then")

#: For each kind of measure one of it, and the attribute that holds each term it has.
MEASURES: list[tuple[Any, dict[str, str]]] = [
    (WithinLimit(start="strategy_discussion", end="conference", limit=WorkingDays(15)), {"limit": "limit", "clock": "start"}),
    (Overdue(start="strategy_discussion", end="conference", limit=WorkingDays(15)), {"limit": "limit", "clock": "start"}),
    (Again(event="conference", after="conference", within=Months(12)), {"limit": "within", "clock": "after"}),
    (EachOnce(Again(event="conference", after="conference", within=None)), {"limit": "within", "clock": "after"}),
    (Lasted(start="strategy_discussion", end="conference", at_least=Years(2), ended=True), {"limit": "at_least", "clock": "start"}),
    (
        IntervalsKept(start="section_47_start", end="conference", event="conference", first=Months(3), then=Months(6), qualifies_after=Months(3)),
        {"first": "first", "then": "then", "qualifies_after": "qualifies_after"},
    ),
    (
        SeenInWindow(event="conference", window=WorkingDays(30), qualifies_after=WorkingDays(5)),
        {"window": "window", "qualifies_after": "qualifies_after"},
    ),
    (ShareWith(flag="transfer_in", event="conference"), {}),
    (Happened(event="conference"), {}),
    (OpenOn(start="strategy_discussion", end="conference"), {}),
]

by_measure = pytest.mark.parametrize(("measure", "held"), MEASURES, ids=[type(getattr(measure, "of", measure)).__name__ for measure, _ in MEASURES])
every = pytest.mark.parametrize("of", list(CATALOGUE), ids=lambda of: of.id)

days = st.one_of(st.integers(0, 400).map(WorkingDays), st.integers(0, 400).map(CalendarDays))


def counted_by(measure: Any) -> Indicator[Any]:
    """An indicator with another reading, whose rule is *measure*."""
    rivals = (attrs.evolve(southend.CP_3_10.adopted, key="other", measure=Happened(event="conference")),)
    return attrs.evolve(southend.CP_3_10, adopted=attrs.evolve(southend.CP_3_10.adopted, measure=measure), rivals=rivals)


def own(of: Indicator[Any], **what: Any) -> Indicator[Any]:
    """Northshire's own indicator with the rule of another."""
    return derive(of, **{**OWN, **what})


def terms_of(measure: Any) -> Any:
    """The measure that has the terms: of one that counts each person once, the measure within."""
    return measure.of if isinstance(measure, EachOnce) else measure


class TestWhatIsTakenOver:
    """It takes the rule of another without copying it, and says whose. (Peers 11: shadowing impossible, deriving explicit.)"""

    @every
    def test_without_a_change(self, of: Indicator[Any]) -> None:
        """Whoever changes nothing has the same rule, readings and words, with its own name, owner, source and edition."""
        mine = own(of)
        same = [field.name for field in attrs.fields(Indicator) if getattr(mine, field.name) == getattr(of, field.name)]

        assert {
            *("domain", "title", "question", "numerator", "denominator", "records", "among", "counted_by", "adopted", "rivals", "accumulation"),
            *("unit", "decimals", "good", "bands", "companions", "reasons"),
        } <= set(same)
        assert ("northshire.own", "own", "Northshire Council", of.id) == (mine.id, mine.name, mine.owner, mine.derived_from)
        assert (None, None, None, None) == (mine.target, mine.published, mine.reviewed_on, mine.superseded_by)
        assert ((), (), ()) == (mine.codes, mine.disaggregations, mine.breaks)
        assert (PROCEDURES, *of.sources) == mine.sources
        assert (of.caveats, of.unknowns) == (mine.caveats, mine.unknowns)

    @every
    def test_it_has_an_edition_of_its_own(self, of: Indicator[Any]) -> None:
        """Its first edition is the council's use of it, by the council's document; the national editions are not its own."""
        (dated,), (undated,) = own(of, in_force_from=date(2024, 4, 1)).editions, own(of).editions

        assert (1, date(2024, 4, 1), None, PROCEDURES) == (dated.number, dated.in_force_from, dated.in_force_to, dated.source)
        assert "In use by Northshire Council." == dated.statement
        assert "In use by Northshire Council. From which day is not known." == undated.statement
        assert (True, None, False) == (dated.computed, dated.measure, dated.announced)
        assert "So it is." == own(of, statement="So it is.").editions[0].statement

    def test_breaks_and_codes_are_the_other_owners(self) -> None:
        """The breaks of the other owner's series and their codes are not taken over, nor is the indicator that took its place."""
        moved = SeriesBreak(on=date(2020, 4, 1), statement="Moved.", source=PROCEDURES)
        mine = own(attrs.evolve(southend.CP_3_10, breaks=(moved,), superseded_by="southend.cp_1_4", reviewed_on=date(2024, 4, 1)))

        assert ((), (), None, None) == (mine.breaks, mine.codes, mine.superseded_by, mine.reviewed_on)

    @every
    def test_it_belongs_in_a_collection(self, of: Indicator[Any]) -> None:
        """A collection of it can be added to the catalogue."""
        mine = Collection("northshire", "Report", "Northshire Council", (own(of),))

        assert own(of) == CATALOGUE.with_collection(mine).find("northshire.own")

    def test_what_is_said_stands(self) -> None:
        """What the council says of it stands, and its unknowns and caveats before those of the rule."""
        said: dict[str, Any] = {"name": "CPV15", "title": "A title", "question": "A question?"}
        mine = own(southend.CP_1_4, **said, codes=[Code("N", "1")], unknowns=["Not known."], caveats=["Beware."])

        assert said == {key: getattr(mine, key) for key in said}
        assert ((Code("N", "1"),), "Not known.", "Beware.") == (mine.codes, mine.unknowns[0], mine.caveats[0])
        assert southend.CP_1_4.unknowns == mine.unknowns[1:]
        assert southend.CP_1_4.caveats == mine.caveats[1:]


class TestWhatIsChanged:
    """What is given changes in the rule and nothing else does; readings of the old rule are left out."""

    @by_measure
    @given(data=st.data())
    def test_a_limit(self, measure: Any, held: dict[str, str], data: st.DataObject) -> None:
        """Each limit that a measure has can be another, given or in words, alone or with the others."""
        limits = days if isinstance(measure, SeenInWindow) else date_limits()
        given = {term: data.draw(limits) for term in held if term != "clock" and data.draw(st.booleans())}
        expected = attrs.evolve(terms_of(measure), **{held[term]: limit for term, limit in given.items()})
        of = counted_by(measure)
        mine = own(of, **given)

        assert expected == terms_of(mine.measure)
        assert type(measure) is type(mine.measure)
        assert mine == own(of, **{term: f"  {limit}" for term, limit in given.items()})
        assert (of.rivals if mine.measure == measure else ()) == mine.rivals

    @pytest.mark.parametrize(("measure", "held"), [each for each in MEASURES if "clock" in each[1]])
    @pytest.mark.parametrize("column", ["section_47_start", "strategy_discussion", "conference", "notified"])
    def test_a_clock(self, measure: Any, held: dict[str, str], column: str) -> None:
        """A limit can run from any other date of the cases."""
        mine = own(counted_by(measure), clock=column)

        assert attrs.evolve(terms_of(measure), **{held["clock"]: column}) == terms_of(mine.measure)

    @by_measure
    def test_texts_say_what_is_changed(self, measure: Any, held: dict[str, str]) -> None:
        """Where the rule changes, title, numerator, denominator and reading say what is changed, and a title that is given stands."""
        of = counted_by(measure)
        for term in set(held) - {"clock"}:
            mine = own(of, **{term: WorkingDays(99)})
            for text in (mine.title, mine.numerator, mine.denominator, mine.adopted.statement, mine.editions[0].statement):
                assert "99 working days instead of" in text
            assert (("own_rule", ()), PROCEDURES.citation in mine.adopted.because) == ((mine.adopted.key, mine.companions), True)
            assert (of.numerator in mine.numerator, of.denominator in mine.denominator, of.title in mine.title) == (True, True, True)
            own_words = own(of, title="Mine", statement="So it is.", **{term: WorkingDays(99)})
            assert ("Mine", "So it is.", "So it is.") == (own_words.title, own_words.adopted.statement, own_words.editions[0].statement)

    def test_the_words(self) -> None:
        """The change is told term by term, in words."""
        mine = own(southend.CP_3_10, limit="20 working days", clock="section_47_start")
        change = "with a limit of 20 working days instead of 15 working days and a clock from section_47_start instead of strategy_discussion"

        assert f"The rule of southend.cp_3_10, {change}." == mine.adopted.statement
        assert f"In use by Northshire Council: {change}. From which day is not known." == mine.editions[0].statement
        assert f"{southend.CP_3_10.title}, {change}" == mine.title
        ever = own(counted_by(MEASURES[3][0]), limit="2 years")
        assert ever.title.endswith(", with a limit of 2 years instead of any length")

    @pytest.mark.parametrize(
        ("target", "expected"), [(90, Target(90)), ("92.5", Target("92.5")), (Decimal(85), Target(85)), (Target(80, tolerance=2),) * 2]
    )
    def test_a_target(self, target: Any, expected: Target) -> None:
        """A target is the council's own, a percentage or a target made already; the other owner's is not taken over."""
        assert expected == own(southend.CP_3_10, target=target).target
        assert own(southend.CP_3_10).target is None

    def test_a_target_where_low_figures_are_good(self) -> None:
        """Where low figures are good a percentage is a ceiling."""
        low = attrs.evolve(southend.CP_3_10, good="low", target=None)

        assert Target(20, good="low") == own(low, target=20).target

    def test_an_accumulation(self) -> None:
        """Cases can be gathered in another way, which changes no reading."""
        mine = own(southend.CP_3_10, accumulation=ROLLING_12_MONTHS)

        assert (ROLLING_12_MONTHS, southend.CP_3_10.readings) == (mine.accumulation, mine.readings)

    def test_it_is_computed_by_its_own_rule(self) -> None:
        """A conference on the 16th working day is late by the rule and in time by one of 20 days."""
        conferences = {"child": [1, 2], "strategy_discussion": ["2018-07-02"] * 2, "conference": ["2018-07-24", "2018-07-31"]}
        results = [of.compute(conferences, as_at="2018-07-31").tally for of in (southend.CP_3_10, own(southend.CP_3_10, limit="20 working days"))]

        assert [0, 1] == [tally.numerator for tally in results]


class TestWhatIsRefused:
    """What the rule has not cannot be changed in it, and nothing is defined without a source."""

    @by_measure
    @pytest.mark.parametrize("term", TERMS)
    def test_a_term_that_the_rule_has_not(self, measure: Any, held: dict[str, str], term: str) -> None:
        """A term is refused exactly where the measure has it not, with what it has."""
        of, value = counted_by(measure), "section_47_start" if term == "clock" else "15 working days"
        if term in held:
            assert of.id == own(of, **{term: value}).derived_from
            return
        with pytest.raises(InvalidDefinition) as refused:
            own(of, **{term: value})
        assert str(refused.value).startswith(f"southend.cp_3_10 has no {term}: it has ")
        assert all(str(getattr(terms_of(measure), name) or "any length") in str(refused.value) for name in held.values())

    def test_in_words(self) -> None:
        """The message says what there is instead."""
        with pytest.raises(InvalidDefinition, match=r"has no window: it has a limit of 15 working days and a clock from strategy_discussion\.$"):
            own(southend.CP_3_10, window="15 working days")
        with pytest.raises(
            InvalidDefinition, match=r"has no limit: it has nothing that could be another, because it counts: conference in the period\.$"
        ):
            own(counted_by(Happened(event="conference")), limit="15 working days")

    def test_no_source(self) -> None:
        """Nothing is defined without a source of the council's own, although the rule has its sources."""
        with pytest.raises(InvalidDefinition, match=r"northshire\.own has no source\. Nothing is defined here without one\."):
            own(southend.CP_3_10, sources=[])

    @pytest.mark.parametrize(
        ("of", "given", "words"),
        [
            (southend.CP_3_10, {"limit": "15 days"}, "limit: The limit does not say which days"),
            (
                southend.CP_3_10,
                {"limit": "72 hours"},
                "limit: the unit cannot be counted here. Give a number of one of: working days, calendar days, weeks",
            ),
            (southend.CP_3_10, {"limit": 15}, "limit: the unit cannot be counted here"),
            (
                southend.CP_1_4,
                {"window": "6 weeks"},
                "window: the unit cannot be counted here. Give a number of one of: working days, calendar days.",
            ),
            (southend.CP_3_10, {"clock": "strategy_discusion"}, "there is no such date. Did you mean"),
            (southend.CP_3_10, {"clock": "child"}, "there is no such date"),
            (southend.CP_3_10, {"clock": "recorded"}, "there is no such date"),
            (southend.CP_3_10, {"target": 101}, "target: A target is a percentage from 0 to 100."),
            (southend.CP_3_10, {"target": "ninety"}, "target: A target and its tolerance are numbers"),
            (southend.CP_3_10, {"target": Target(10, good="low")}, "target: The target of northshire.own is for figures of which low ones are good"),
            (southend.CP_3_10, {"accumulation": AS_AT}, "cannot be counted as at the last day of the month: it is counted year to date"),
            (southend.CP_1_4, {"accumulation": IN_MONTH}, "cannot be counted in the month"),
        ],
    )
    def test_what_cannot_be(self, of: Indicator[Any], given: dict[str, Any], words: str) -> None:
        """A limit, a date, a target or an accumulation that cannot be is refused, with what to write."""
        with pytest.raises(InvalidDefinition) as refused:
            own(of, **given)
        assert words in str(refused.value)

    def test_all_is_told_at_once(self) -> None:
        """Every fault is told, a line each."""
        with pytest.raises(InvalidDefinition) as refused:
            own(southend.CP_3_10, sources=[], window="1 week", limit="1", clock="x", target=-1, accumulation=AS_AT)
        assert 6 == len(str(refused.value).splitlines())

    def test_a_stranger_is_refused_by_the_catalogue(self) -> None:
        """A derived indicator needs the one whose rule it takes beside it."""
        mine = Collection("northshire", "Report", "Northshire Council", (own(southend.CP_1_4),))

        with pytest.raises(InvalidDefinition, match="as what it is derived from"):
            Catalogue((mine,))
