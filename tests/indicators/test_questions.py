"""What can be asked of an indicator, and what is refused before anything is counted."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import (
    ENGLAND_AND_WALES,
    IN_QUARTER,
    IN_YEAR,
    FaultyRecords,
    InvalidPeriod,
    OverlappingTally,
    Tally,
    UnknownName,
    england,
    southend,
)
from csc_indicators.results.result import RESULT_COLUMNS
from csc_indicators.results.revisions import Cause
from tests.oracle import judged_child
from tests.strategies import Child, children

CONFERENCES: dict[str, list[Any]] = {
    "child": ["a", "b", "c"],
    "strategy_discussion": ["2018-07-02", "2018-07-02", "2018-07-02"],
    "conference": ["2018-07-23", "2018-07-24", "2018-07-24"],
    "recorded": ["2018-07-23", "2018-07-24", "2018-08-01"],
    "team": ["North", "South", "South"],
}


class TestGroups:
    """Groups are by columns of the caller's own, each once, none of which names people or is one of the result's."""

    @pytest.mark.parametrize("name", ["child", "family", "record", "conference", "reason", "recorded", "deleted"])
    @pytest.mark.parametrize("indicator", [southend.CP_3_10, southend.CP_1_4], ids=lambda indicator: indicator.id)
    def test_not_by_a_column_of_records(self, indicator: Any, name: str) -> None:
        """Identifiers would be printed, and dates are no groups; those of one table are refused in the other too, if they name people."""
        tables: dict[str, Any] = {table.name: {} for table in indicator.records}
        of_case = name == "reason" and indicator is southend.CP_1_4
        refused = name in {"child", "family", "record"} or name in {column.name for column in indicator.records[0]}
        words = f"a column '{name}' of its own" if of_case else f"not grouped by '{name}'" if refused else f"column '{name}': no such"
        with pytest.raises(UnknownName if refused or of_case else FaultyRecords, match=words):
            indicator.compute(**tables, as_at="2018-07-31", by=name)

    @pytest.mark.parametrize("name", RESULT_COLUMNS)
    def test_not_by_the_name_of_a_result_column(self, name: str) -> None:
        """A label would take the place of a figure in the tidy table."""
        with pytest.raises(UnknownName, match=f"a column '{name}' of its own"):
            southend.CP_3_10.compute({**CONFERENCES, name: CONFERENCES["team"]}, as_at="2018-07-31", by=name)

    def test_not_by_one_column_twice(self) -> None:
        """A column is named once."""
        with pytest.raises(UnknownName, match="named twice"):
            southend.CP_3_10.compute(CONFERENCES, as_at="2018-07-31", by=["team", "team"])

    def test_by_a_column_of_another_name(self) -> None:
        """A column of groups can be named as any other can."""
        columns = {**CONFERENCES, "The Team": CONFERENCES["team"]}
        result = southend.CP_3_10.compute(columns, as_at="2018-07-31", by="squad", columns={"squad": "The Team"})

        assert (("North",), ("South",)) == result.tallies.groups

    @pytest.mark.parametrize(
        ("labels", "expected"),
        [([1, 2, 2], ((1,), (2,))), ([1, None, 2], (("",), ("1",), ("2",))), (["b", "a", "a"], (("a",), ("b",)))],
    )
    def test_labels_are_alike_for_events_and_states(self, labels: list[Any], expected: tuple[tuple[Any, ...], ...]) -> None:
        """Numbers stay numbers unless a label is blank, and groups come in order, whatever is counted."""
        care = {"child": ["a", "b", "c"], "start": ["2018-01-02"] * 3, "end": [None] * 3, "squad": labels}
        states = southend.CP_1_4.compute(periods_of_care=care, visits={"child": ["a"], "visited": ["2018-07-02"]}, as_at="2018-07-31", by="squad")

        assert expected == southend.CP_3_10.compute({**CONFERENCES, "squad": labels}, as_at="2018-07-31", by="squad").tallies.groups
        assert expected == states.tallies.groups

    def test_a_group_without_cases_is_there(self) -> None:
        """A group of which nothing has been held, or nobody is in care, has nothing out of nothing; it is not left out."""
        waiting = {**CONFERENCES, "conference": [None, "2018-07-24", "2018-07-24"]}
        care = {"child": ["a", "b"], "start": ["2018-01-02"] * 2, "end": ["2018-02-02", None], "team": ["North", "South"]}
        states = southend.CP_1_4.compute(periods_of_care=care, visits={"child": ["a"], "visited": ["2018-01-16"]}, as_at="2018-07-31", by="team")

        for tallies in (southend.CP_3_10.compute(waiting, as_at="2018-07-31", by="team").tallies, states.tallies):
            assert [0, 0, 0, 0] == tallies.of_group("North").denominators[0].tolist()
            assert tallies.of_group("South").denominators[0, -1] > 0

    @given(st.permutations(["North  East", "north east", "North East", "North East"]))
    def test_spaces_within_a_name_do_not_make_another(self, labels: list[str]) -> None:
        """Names that differ in capitals or in spaces within them are faults, every row but those of the commonest."""
        columns = {name: values[:1] * 4 for name, values in CONFERENCES.items()} | {"child": list("abcd"), "team": labels}
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_3_10.compute(columns, as_at="2018-07-31", by="team")
        (fault,) = caught.value.faults

        assert tuple(row for row, label in enumerate(labels, start=1) if label != "North East") == fault.rows


class TestTheDay:
    """A day is in the year asked about."""

    @pytest.mark.parametrize("as_at", ["2018-03-31", "2019-04-01"])
    def test_a_day_of_another_year(self, as_at: str) -> None:
        """A day before the year or after it is refused, and both are named."""
        with pytest.raises(InvalidPeriod, match=f"The as-at date {as_at} is not in the year 2018-19, 2018-04-01 to 2019-03-31"):
            southend.CP_3_10.compute(CONFERENCES, year="2018-19", as_at=as_at)


class TestTheAccumulation:
    """A way to gather is one of the library's own."""

    @pytest.mark.parametrize("accumulation", ["rolling 12 months", 12, object()])
    def test_text_is_none(self, accumulation: Any) -> None:
        """Text is not read here, and the error says what reads it."""
        for asked in (southend.CP_3_10.compute, southend.CP_3_10.revisions):
            with pytest.raises(TypeError, match=r"such as ROLLING_12_MONTHS. parse_accumulation reads"):
                asked(CONFERENCES, as_at="2018-07-31", accumulation=accumulation)


class TestWhatWasInUse:
    """A reading or calendar comes into use on a day; the first of them was in use before it too."""

    @settings(max_examples=20)
    @given(st.dates(date(2018, 6, 1), date(2018, 9, 30)), st.booleans())
    def test_from_its_day_on(self, day: date, as_text: bool) -> None:
        """Each column of the triangle is by what had come into use by its day, which may be written as text."""
        columns = {**CONFERENCES, "initial_strategy_discussion": ["2018-07-02", "2018-07-03", "2018-07-03"]}
        since = {day.isoformat() if as_text else day: key for day, key in ((date(2018, 5, 1), None), (day, "initial_strategy_discussion"))}
        in_use: Any = {when: key or southend.CP_3_10.adopted.key for when, key in since.items()}
        made = southend.CP_3_10.revisions(columns, as_at="2018-09-30", reading=in_use)

        assert [known >= day for known in made.known_on] == [key == "initial_strategy_discussion" for key in made.readings]
        table = made.columns()
        said = dict(zip(made.known_on, made.readings, strict=True))
        assert [said[known] for known in table["known_on"]] == table["reading"]
        july = [tally for column in range(len(made.known_on)) if (tally := made.tally(3, column)) is not None]
        expected = {False: [OverlappingTally(1, 2), OverlappingTally(1, 3)], True: [OverlappingTally(2, 2), OverlappingTally(3, 3)]}
        assert [expected[known >= day][known >= date(2018, 8, 1)] for known in made.known_on if known >= date(2018, 7, 31)] == july

    def test_one_calendar_after_another(self) -> None:
        """A calendar that came into use moves the figures from that day on, and is named beside them."""
        closed = ENGLAND_AND_WALES.without([date(2018, 7, 9)], name="moving day")
        made = southend.CP_3_10.revisions(CONFERENCES, as_at="2018-09-30", calendar={date(2018, 4, 1): ENGLAND_AND_WALES, date(2018, 9, 1): closed})

        assert [OverlappingTally(1, 2), OverlappingTally(1, 3), OverlappingTally(3, 3)] == [made.tally(3, column) for column in (3, 4, 5)]
        assert {Cause.RECORDED_LATE: (0, 1), Cause.CALENDAR: (2, 0)} == made.by_cause(3)
        assert [str(closed.edition) in name for name in made.calendars] == [False] * 5 + [True]

    def test_a_day_that_cannot_be_read(self) -> None:
        """The days are dates."""
        with pytest.raises(InvalidPeriod, match="The date cannot be read"):
            southend.CP_3_10.revisions(CONFERENCES, as_at="2018-09-30", reading={"1 July": southend.CP_3_10.adopted.key})  # type: ignore[dict-item]


class TestQuartersRevised:
    """Figures of quarters and years are first published when those are over."""

    def test_a_quarter_is_published_at_its_end(self) -> None:
        """Before the end of June there is no figure; each has its own day, and what moved it after that."""
        made = southend.CP_3_10.revisions(CONFERENCES, as_at="2018-10-31", accumulation=IN_QUARTER)

        assert ["April to June 2018", "July to September 2018"] == [str(period) for period in made.periods]
        assert [None, None] + [OverlappingTally(0, 0)] * 5 == [made.tally(0, column) for column in range(7)]
        assert [None] * 5 + [OverlappingTally(1, 3)] * 2 == [made.tally(1, column) for column in range(7)]
        assert [] == list(made)

    def test_a_year_is_not_published_within_it(self) -> None:
        """Within a year there is no figure of it to revise."""
        with pytest.raises(InvalidPeriod, match="No month of the year is over"):
            southend.CP_3_10.revisions(CONFERENCES, as_at="2019-03-30", accumulation=IN_YEAR)


class TestTheEditionOfRevisions:
    """Revisions are counted by the edition in force, as figures are."""

    CHANGED: dict[str, list[Any]] = {
        "child": ["a"],
        "strategy_discussion": ["2012-02-01"],
        "conference": ["2012-02-02"],
        "recorded": ["2012-02-02"],
    }

    def test_another_rule_is_refused(self) -> None:
        """Of a year that had a rule which is not computed, there is no figure until an edition is chosen."""
        first, second = england.icpc_within_15_working_days.editions
        editions = (attrs.evolve(first, measure=None, computed=False), second)
        indicator = attrs.evolve(england.icpc_within_15_working_days, editions=editions)
        with pytest.raises(InvalidPeriod, match="had another rule on 2012-03-31"):
            indicator.revisions(self.CHANGED, as_at="2012-04-30", year="2011-12")

        made = indicator.revisions(self.CHANGED, as_at="2012-04-30", year="2011-12", edition=2)
        assert (2, OverlappingTally(1, 1)) == (made.edition, made.latest(11))

    def test_by_a_rule_of_the_edition_s_own(self) -> None:
        """A year of the first edition is revised by its clock, and the figure says by which edition."""
        indicator = england.icpc_within_15_working_days
        made = indicator.revisions({**self.CHANGED, "section_47_timescale_start": ["2012-01-03"]}, as_at="2012-03-31", year="2011-12")

        assert (1, OverlappingTally(0, 1)) == (made.edition, made.latest(10))

    def test_what_was_counted_by_is_said(self) -> None:
        """The edition, the readings, the calendars and the version are all there."""
        made = southend.CP_3_10.revisions(CONFERENCES, as_at="2018-09-30")
        result = southend.CP_3_10.compute(CONFERENCES, as_at="2018-09-30")

        assert (result.edition, result.version) == (made.edition, made.version)
        assert {result.reading} == set(made.readings)
        assert {f"{result.calendar.name}, edition {result.calendar.edition}"} == set(made.calendars)


def entry(child: str, record: str, start: Any, end: Any, recorded: str, *, deleted: str = "") -> tuple[Any, ...]:
    """An entry about a period of care."""
    return child, record, start, end, recorded, deleted


class TestCareAsALedger:
    """Periods of care can be corrected and deleted, as everything can. (AK6, AK7.)"""

    def test_each_has_its_cause(self) -> None:
        """A period deleted, one ended by a correction, one that came to be known: each moves the figure for its own reason."""
        entries = [
            entry("a", "1", "2018-01-02", None, "2018-01-03"),
            entry("b", "2", "2018-01-02", None, "2018-01-03"),
            entry("b", "2", None, None, "2018-05-10", deleted="yes"),
            entry("c", "3", "2018-01-02", None, "2018-01-03"),
            entry("c", "3", "2018-01-02", "2018-04-20", "2018-05-11"),
            entry("d", "4", "2018-03-01", None, "2018-05-12"),
        ]
        names = ("child", "record", "start", "end", "recorded", "deleted")
        care = {name: [row[at] for row in entries] for at, name in enumerate(names)}
        visits = {
            "child": ["a", "a", "d"],
            "visited": ["2018-04-03", "2018-05-09", "2018-04-10"],
            "recorded": ["2018-05-14", "2018-05-14", "2018-04-11"],
        }
        made = southend.CP_1_4.revisions(periods_of_care=care, visits=visits, as_at="2018-05-31")

        assert (OverlappingTally(0, 3), OverlappingTally(2, 2)) == (made.first_published(0), made.latest(0))
        assert {Cause.CORRECTED: (0, -1), Cause.DELETED: (0, -1), Cause.ADDED: (1, 1), Cause.RECORDED_LATE: (1, 0)} == made.by_cause(0)

    @settings(max_examples=40)
    @given(st.lists(children(), min_size=1, max_size=4), st.data())
    def test_an_end_recorded_late(self, of: list[Child], data: st.DataObject) -> None:
        """Until its end is recorded a period goes on, also into the child's next: the child is in care once, and no more."""
        late = st.sampled_from([0, 0, 3, 40, 90])
        entries: list[tuple[Any, ...]] = []
        visits: list[tuple[Any, ...]] = []
        for child, of_child in enumerate(of):
            for number, (start, end) in enumerate(of_child.periods):
                began = start + timedelta(data.draw(late))
                entries.append((child, f"{child} {number}", start, None, began))
                if end is not None:
                    entries.append((child, f"{child} {number}", start, end, max(began + timedelta(1), end + timedelta(data.draw(late)))))
            visits += [(child, day, day + timedelta(data.draw(late))) for day in of_child.visits]
        care = {name: [row[at] for row in entries] for at, name in enumerate(("child", "record", "start", "end", "recorded"))}
        seen = {name: [row[at] for row in visits] for at, name in enumerate(("child", "visited", "recorded"))}
        made = southend.CP_1_4.revisions(periods_of_care=care, visits=seen, as_at="2018-08-31")

        def verdict(child: int, as_at: date, known: date) -> str:
            said = {record: (start, end) for whose, record, start, end, recorded in entries if whose == child and recorded <= known}
            days = [day for whose, day, recorded in visits if whose == child and recorded <= known]
            return judged_child(list(said.values()), days, as_at=as_at, window=30, qualifies=5)

        for row, period in enumerate(made.periods):
            for column in range(made.first(row), len(made.known_on)):
                verdicts = [verdict(child, period.as_at, made.known_on[column]) for child in range(len(of))]
                expected = OverlappingTally(verdicts.count("in time"), len(verdicts) - verdicts.count("excluded"))
                assert expected == made.tally(row, column)

    @pytest.mark.parametrize(("day", "group"), [("2018-04-29", "South"), ("2018-04-30", "South"), ("2018-05-01", "North")])
    def test_on_the_day_of_a_move_the_new_group_has_the_child(self, day: str, group: str) -> None:
        """At the end of the day on which one episode ends and the next begins, the child is of the group of the next."""
        care = {"child": ["a", "a"], "start": ["2018-01-02", day], "end": [day, None], "team": ["North", "South"]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits={"child": ["a"], "visited": ["2018-04-16"]}, as_at="2018-04-30", by="team")

        assert {group: "1 of 1"} == {label: str(tally) for (label,), _, tally in result.tallies if tally.denominator}

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_of_two_groups_at_once_the_later_says(self, order: tuple[int, int]) -> None:
        """A child whose earlier period is not known to have ended is of the group of the later, whichever row comes first."""
        rows = [("1", "2018-01-02", "North", "2018-01-03"), ("2", "2018-04-02", "South", "2018-04-03")]
        ended = ("1", "2018-01-02", "North", "2018-06-01")
        placed = [*((*rows[at], None) for at in order), (*ended, "2018-04-02")]
        care = {"child": ["a"] * 3} | {name: [row[at] for row in placed] for at, name in enumerate(("record", "start", "team", "recorded", "end"))}
        visits = {"child": ["a"], "visited": ["2018-04-16"], "recorded": ["2018-04-16"]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-04-30", known_on="2018-04-30", by="team")

        assert [(("North",), "0 of 0"), (("South",), "1 of 1")] == [(group, str(tally)) for group, _, tally in result.tallies]
        assert 1 == len(result.cases)

    def test_a_case_is_named_by_its_own_row(self) -> None:
        """A case stands on the row of the entry that says it, whatever stands above it, and is of the child on that row; overlapping rows are one."""
        entries = [
            entry("a", "1", "2018-01-02", None, "2018-01-03"),
            entry("a", "1", None, None, "2018-01-09", deleted="yes"),
            entry("b", "2", "2018-04-02", None, "2018-04-03"),
            entry("c", "3", "2018-01-02", None, "2018-01-03"),
            entry("c", "3", "2018-01-04", None, "2018-02-03"),
            entry("b", "4", "2018-01-02", None, "2018-01-03"),
            entry("b", "4", "2018-01-02", "2018-04-02", "2018-06-03"),
            entry("d", "5", "2018-01-02", None, "2018-02-03"),
        ]
        names = ("child", "record", "start", "end", "recorded", "deleted")
        care = {name: [row[at] for row in entries] for at, name in enumerate(names)}
        visits = {"child": ["d"], "visited": ["2018-04-16"], "recorded": ["2018-04-16"]}
        asked: dict[str, Any] = {"periods_of_care": care, "visits": visits, "as_at": "2018-04-30"}
        then, now = (southend.CP_1_4.compute(**asked, known_on=day) for day in ("2018-04-30", "2018-06-30"))

        assert {(5, "c"), (6, "b"), (8, "d")} == {(case.row, case.child) for case in then.cases}
        assert {(5, "c"), (7, "b"), (8, "d")} == {(case.row, case.child) for case in now.cases}

    def test_a_child_moves_between_groups_as_known(self) -> None:
        """A correction of the team counts from the day it was made; the figure of the whole does not move."""
        care = {
            "child": ["a", "a"],
            "record": ["1", "1"],
            "start": ["2018-01-02"] * 2,
            "end": [None] * 2,
            "recorded": ["2018-01-03", "2018-05-10"],
            "team": ["North", "South"],
        }
        visits = {"child": ["a"], "visited": ["2018-04-16"], "recorded": ["2018-04-16"]}
        asked: dict[str, Any] = {"periods_of_care": care, "visits": visits, "as_at": "2018-04-30", "by": "team"}
        then, now = (southend.CP_1_4.compute(**asked, known_on=day) for day in ("2018-04-30", "2018-05-31"))

        assert ((("North",),), (("South",),)) == (then.tallies.groups, now.tallies.groups)
        assert Tally(1, 1) == then.tally == now.tally


@pytest.mark.parametrize("days", [0, 1])
def test_the_day_of_recording_itself_is_known(days: int) -> None:
    """What was recorded on the day is known on it, and what was recorded on the next is not."""
    recorded = date(2018, 7, 31) + timedelta(days)
    columns = {"child": ["a"], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-23"], "recorded": [recorded]}

    assert 1 - days == southend.CP_3_10.compute(columns, as_at="2018-07-31", known_on="2018-07-31").tally.denominator
