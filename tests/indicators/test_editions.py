"""Which edition of a rule a figure is counted by."""

from datetime import date
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import (
    IN_MONTH,
    IN_QUARTER,
    ROLLING_12_MONTHS,
    FaultyRecords,
    InvalidDefinition,
    InvalidPeriod,
    Result,
    Tally,
    UnknownName,
    england,
    southend,
)
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.rule import Edition
from csc_indicators.results.report import report

ICPC = england.icpc_within_15_working_days

#: One conference, held in time in May 2012.
CONFERENCES = {"child": ["a"], "strategy_discussion": ["2012-05-01"], "conference": ["2012-05-15"]}


def with_editions(*spans: tuple[date | None, date | None, bool]) -> Indicator[Any]:
    """The national indicator with editions in force between these days, and computed or not."""
    (source, *_) = ICPC.sources
    editions = [
        Edition(number=number, in_force_from=first, in_force_to=last, statement="A rule.", source=source, computed=computed)
        for number, (first, last, computed) in enumerate(spans, start=1)
    ]
    return attrs.evolve(ICPC, editions=tuple(editions))


def by_edition(result: Result[Any]) -> tuple[int | None, object]:
    """The edition that a figure was counted by, and its counts."""
    return result.edition, result.tally


class TestTheEditionInForce:
    """A figure is counted by the edition in force in its period; where there are two, or it is not computed, somebody has to choose."""

    def test_from_the_change_on_it_is_the_later(self) -> None:
        """The first year of the second edition is counted by it, and says so."""
        assert 2 == ICPC.compute(CONFERENCES, as_at="2012-05-31").edition

    def test_an_edition_with_a_rule_of_its_own(self) -> None:
        """A year of the first edition is counted by its own clock: here late, where the later rule would say in time."""
        earlier = {"child": ["a"], "strategy_discussion": ["2012-03-05"], "conference": ["2012-03-23"], "section_47_timescale_start": ["2012-03-01"]}

        assert (1, Tally(0, 1)) == by_edition(ICPC.compute(earlier, as_at="2012-03-31"))
        assert (1, Tally(0, 1)) == by_edition(ICPC.compute(earlier, as_at="2012-03-31", edition=1))
        assert (1, Tally(0, 1)) == by_edition(ICPC.compute(earlier, as_at="2012-03-31", edition=1, accumulation=ROLLING_12_MONTHS))
        assert (2, Tally(1, 1)) == by_edition(ICPC.compute(earlier, as_at="2012-03-31", edition=2))

    def test_without_the_column_of_its_rule(self) -> None:
        """Records that do not say when the earlier clock began are refused, and not counted by the later rule unawares."""
        with pytest.raises(FaultyRecords, match="section_47_timescale_start"):
            ICPC.compute(CONFERENCES, as_at="2012-03-31")

    def test_it_is_counted_in_no_reading(self) -> None:
        """The result of a former rule names no reading of the later one, and is not compared with a figure by it."""
        earlier = {**CONFERENCES, "section_47_timescale_start": ["2012-05-01"]}
        former, later = (ICPC.compute(earlier, as_at="2012-05-31", edition=number) for number in (1, 2))

        assert ("", "section_47_strategy_discussion") == (former.reading, later.reading)
        assert "edition 1; by its own rule; England and Wales" in report(former).basis
        assert "edition 2; reading section_47_strategy_discussion; England and Wales" in report(later).basis
        with pytest.raises(TypeError, match="in one reading"):
            later.compared_with(former)

    def test_its_rule_has_no_readings(self) -> None:
        """A reading is one of the later rule, and cannot be asked for in a year that another was in force."""
        with pytest.raises(UnknownName, match="Edition 1 of ICPC within 15 working days has a rule of its own, without readings"):
            ICPC.compute(CONFERENCES, as_at="2012-03-31", reading="section_47_start")

    def test_what_is_not_computed_is_refused(self) -> None:
        """A year of an edition whose rule is not here is not counted by the rule of another unawares."""
        changed = with_editions((None, date(2012, 3, 31), False), (date(2012, 4, 1), None, True))

        with pytest.raises(InvalidPeriod, match=r"had another rule on 2012-03-31, which is not computed here: A rule\..*edition=2"):
            changed.compute(CONFERENCES, as_at="2012-03-31")

    def test_it_is_counted_by_another_when_asked(self) -> None:
        """With the edition named, an earlier year is counted by the later rule, and says by which."""
        assert 2 == ICPC.compute(CONFERENCES, as_at="2012-03-31", edition=2).edition

    @pytest.mark.parametrize("number", [0, 1, 3])
    def test_an_edition_that_is_not_there_or_not_computed(self, number: int) -> None:
        """There is no counting by a rule that is not here."""
        changed = with_editions((None, date(2012, 3, 31), False), (date(2012, 4, 1), None, True))

        with pytest.raises(UnknownName, match="There are: 2"):
            changed.compute(CONFERENCES, as_at="2012-05-31", edition=number)

    def test_a_figure_that_reaches_over_the_change(self) -> None:
        """A rolling year has months of both editions; so has no quarter of the year after the change."""
        with pytest.raises(InvalidPeriod, match="changed between 2011-05-01 and 2012-05-31"):
            ICPC.compute(CONFERENCES, as_at="2012-05-31", accumulation=ROLLING_12_MONTHS)

        assert 2 == ICPC.compute(CONFERENCES, as_at="2012-05-31", accumulation=IN_QUARTER).edition

    def test_a_local_indicator_whose_dates_are_not_known(self) -> None:
        """An edition without dates is taken to have been in force throughout."""
        assert 1 == southend.CP_3_10.compute(CONFERENCES, as_at="2012-05-31").edition

    def test_before_the_first(self) -> None:
        """Where no edition is known to have been in force the figure says that."""
        begun = with_editions((date(2013, 4, 1), date(2014, 3, 31), True))

        assert [None, 1] == [begun.compute(CONFERENCES, year=year).edition for year in ("2012-13", "2013-14")]

    def test_an_announced_change(self) -> None:
        """A change that is announced and not yet written is an edition that is not computed: figures from its day on need a choice."""
        announced = with_editions((None, date(2013, 3, 31), True), (date(2013, 4, 1), None, False))

        assert 1 == announced.compute(CONFERENCES, year="2012-13").edition
        with pytest.raises(InvalidPeriod, match="another rule"):
            announced.compute(CONFERENCES, year="2013-14")
        assert 1 == announced.compute(CONFERENCES, year="2013-14", edition=1).edition

    def test_what_is_announced_without_a_day(self) -> None:
        """A change whose day is not known covers no day: figures are counted by the rule that stands, and the definition says what is coming."""
        (source, *_) = ICPC.sources
        coming = Edition(number=3, in_force_from=None, in_force_to=None, statement="To be said.", source=source, computed=False, announced=True)
        announced = attrs.evolve(ICPC, editions=(*ICPC.editions, coming))

        assert 2 == announced.compute(CONFERENCES, as_at="2012-05-31").edition
        assert (coming, None) == (announced.announced, ICPC.announced)
        assert with_editions((None, date(2012, 3, 31), False), (date(2012, 4, 1), None, True)).announced is None
        assert not any(coming.covers(day) for day in (date.min, date(2012, 5, 31), date.max))
        with pytest.raises(UnknownName, match=r"There are: 1, 2$"):
            announced.compute(CONFERENCES, as_at="2012-05-31", edition=3)

    def test_what_is_announced_with_a_day(self) -> None:
        """From its day on figures are refused until somebody says by which rule; the message speaks of a rule that is to come."""
        (source, *_) = ICPC.sources
        coming = Edition(
            number=2, in_force_from=date(2012, 5, 15), in_force_to=None, statement="To be said.", source=source, computed=False, announced=True
        )
        standing = Edition(number=1, in_force_from=None, in_force_to=date(2012, 5, 14), statement="A rule.", source=source)
        announced = attrs.evolve(ICPC, editions=(standing, coming))

        assert coming == announced.announced
        assert 1 == announced.compute(CONFERENCES, as_at="2012-05-14").edition
        with pytest.raises(InvalidPeriod, match=r"changed between 2012-04-01 and 2012-05-15\. Say which to count by, such as edition=1\."):
            announced.compute(CONFERENCES, as_at="2012-05-15")
        with pytest.raises(InvalidPeriod, match=r"has another rule on 2013-06-30, which is not computed here: To be said\. Say which"):
            announced.compute(CONFERENCES, as_at="2013-06-30", accumulation=IN_MONTH)

    @pytest.mark.parametrize(("computed", "measure"), [(True, None), (False, ICPC.measure), (True, ICPC.measure)])
    def test_what_is_announced_cannot_be_computed(self, computed: bool, measure: Any) -> None:
        """What is not written yet has no rule."""
        with pytest.raises(InvalidDefinition, match="announced and not known yet cannot be computed"):
            Edition(
                number=1,
                in_force_from=None,
                in_force_to=None,
                statement="To be said.",
                source=ICPC.sources[0],
                computed=computed,
                measure=measure,
                announced=True,
            )

    def test_when_it_was_retired(self) -> None:
        """A rule is retired on the last day of its last edition; while that has no end it is in force, whatever is announced."""
        ended = with_editions((None, date(2012, 3, 31), True), (date(2012, 4, 1), date(2014, 3, 31), True))

        assert (date(2014, 3, 31), None) == (ended.retired_on, ICPC.retired_on)
        assert date(2014, 3, 31) == england.initial_assessments_within_10_working_days.retired_on

    def test_one_that_came_and_went_within_the_period(self) -> None:
        """A rule that held for two months of a year is not passed over because the year begins and ends with the one around it."""
        around = with_editions((None, None, True), (date(2012, 5, 1), date(2012, 6, 30), True))

        with pytest.raises(InvalidPeriod, match="changed between 2012-04-01 and 2012-07-31"):
            around.compute(CONFERENCES, as_at="2012-07-31")
        assert 1 == around.compute(CONFERENCES, as_at="2012-07-31", edition=1).edition
        assert 1 == around.compute(CONFERENCES, as_at="2012-04-30").edition

    @pytest.mark.parametrize(("first", "last"), [(date(2012, 4, 1), date(2012, 7, 31)), (date(2012, 3, 1), date(2012, 7, 31))])
    def test_one_that_held_throughout(self, first: date, last: date) -> None:
        """A rule whose first day is the period's, or earlier, and whose last is the period's, is the only one."""
        assert 1 == with_editions((first, last, True)).compute(CONFERENCES, as_at="2012-07-31").edition

    def test_without_any_rule_that_is_computed(self) -> None:
        """Where no edition is computed nothing can be chosen, and none is offered."""
        none = with_editions((None, None, False))

        with pytest.raises(InvalidPeriod, match=r"not computed here: A rule\.$"):
            none.compute(CONFERENCES, as_at="2012-05-31")
        with pytest.raises(UnknownName, match="There are: none"):
            none.compute(CONFERENCES, as_at="2012-05-31", edition=1)

    @given(st.dates(date(2000, 1, 1), date(2026, 12, 31)), st.dates(date(2000, 1, 1), date(2026, 12, 31)))
    def test_the_latest_that_covers_the_day(self, change: date, day: date) -> None:
        """On every day exactly one of two editions that follow each other is in force: the later from its first day on."""
        changed = with_editions((None, date.fromordinal(change.toordinal() - 1), True), (change, None, True))
        found = changed.edition_on(day)

        assert found is not None
        assert (2 if day >= change else 1) == found.number


class TestAfterItIsRetired:
    """An indicator that is retired is counted of later days only by an edition that somebody names."""

    INITIAL: ClassVar[dict[str, list[Any]]] = {"child": ["a"], "referral": ["2014-05-01"], "completed": ["2014-05-15"]}

    def test_no_figure_of_a_later_year(self) -> None:
        """The year after the last is refused, and the message says until when the rule stood and what to do."""
        with pytest.raises(InvalidPeriod, match=r"was in force until 2014-03-31 and is retired\. Say which to count by, such as edition=2\."):
            england.initial_assessments_within_10_working_days.compute(self.INITIAL, as_at="2014-05-31")

    def test_by_an_edition_that_is_named(self) -> None:
        """With the edition named it is counted, and the result says by which."""
        made = england.initial_assessments_within_10_working_days.compute(self.INITIAL, as_at="2014-05-31", edition=2)

        assert (2, "1 of 1") == (made.edition, str(made.tally))
