"""The laws of a snapshot of who was seen in a window, through Southend's CP 1.4."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, Result, Status, Tally, southend
from csc_indicators.results.series import Snapshot
from tests.oracle import SLOW_ENGLAND_AND_WALES, judged_child
from tests.strategies import Child, as_at_days, care_columns, children

FEW = st.lists(children(), min_size=1, max_size=8)


def computed(of: list[Child], **asked: Any) -> Result[Snapshot]:
    """CP 1.4 of these children."""
    given: dict[str, Any] = {**care_columns(of), **asked}
    return southend.CP_1_4.compute(**given)


def counted(result: Result[Snapshot]) -> dict[int, Status]:
    """The status of each child in the denominator."""
    return {case.child: case.status for case in result.cases if case.status.counts}


class TestTheWindow:
    """The 30 working days up to and including the day; 5 working days in care by it. (Settled rule 5; CU14, CU15.)"""

    @given(FEW, as_at_days())
    def test_each_child_is_judged_as_by_the_oracle(self, of: list[Child], as_at: date) -> None:
        """Each child has the status that walking back day by day gives."""
        judged = {
            number: judged_child(list(child.periods), list(child.visits), as_at=as_at, window=30, qualifies=5)
            for number, child in enumerate(of, start=1)
        }
        expected = {number: status for number, status in judged.items() if status != "excluded"}

        assert expected == {number: str(status) for number, status in counted(computed(of, as_at=as_at)).items()}

    @given(as_at_days(), st.integers(0, 60))
    def test_thirty_counts_and_thirty_one_does_not(self, as_at: date, days_before: int) -> None:
        """One visit counts exactly when at most 30 working days lie after it, up to and including the day."""
        visited = as_at - timedelta(days=days_before)
        elapsed = SLOW_ENGLAND_AND_WALES.working_days_between(visited, as_at)

        assert (elapsed <= 30) == (computed([Child(((date(2017, 1, 3), None),), (visited,))], as_at=as_at).tally.numerator == 1)

    @given(as_at_days(), st.integers(0, 12))
    def test_five_days_in_care_count_and_four_do_not(self, as_at: date, days_before: int) -> None:
        """A child is in the denominator exactly when at least 5 working days have passed since coming into care."""
        start = as_at - timedelta(days=days_before)
        elapsed = SLOW_ENGLAND_AND_WALES.working_days_between(start, as_at)

        assert (elapsed >= 5) == (computed([Child(((start, None),), ())], as_at=as_at).tally.denominator == 1)

    @given(FEW, as_at_days(), st.data())
    def test_a_later_visit_never_makes_a_child_late(self, of: list[Child], as_at: date, data: st.DataObject) -> None:
        """Moving a visit later, but not past the day, never takes a child out of the numerator."""
        moved = [Child(child.periods, tuple(day if day > as_at else data.draw(st.dates(day, as_at)) for day in child.visits)) for child in of]

        assert computed(of, as_at=as_at).tally.numerator <= computed(moved, as_at=as_at).tally.numerator

    @given(FEW, as_at_days())
    def test_visits_after_the_day_change_no_figure(self, of: list[Child], as_at: date) -> None:
        """Visits made after the day are not known on it."""
        until = [Child(child.periods, tuple(day for day in child.visits if day <= as_at)) for child in of]

        assert computed(of, as_at=as_at).series == computed(until, as_at=as_at).series


class TestTheSnapshot:
    """A snapshot is the state at the end of the named day, whether or not it is a working day. (Settled rule 5.)"""

    @given(FEW, as_at_days())
    def test_the_series_is_the_snapshot_of_each_month_end(self, of: list[Child], as_at: date) -> None:
        """Each point of the series is what the figure was on its own day."""
        for point in computed(of, as_at=as_at).series:
            assert point.tally == computed(of, as_at=point.as_at).tally

    @given(FEW, FEW, as_at_days())
    def test_two_groups_of_children_add_up(self, some: list[Child], others: list[Child], as_at: date) -> None:
        """The tallies of two groups of children merge into those of all of them."""
        assert computed(some, as_at=as_at).tallies.merge(computed(others, as_at=as_at).tallies) == computed([*some, *others], as_at=as_at).tallies

    @given(FEW, as_at_days(), st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[Child], as_at: date, random: Any) -> None:
        """Shuffled rows of either table give the same series."""
        shuffled: dict[str, Any] = {}
        for table, columns in care_columns(of).items():
            order = list(range(len(columns["child"])))
            random.shuffle(order)
            shuffled[table] = {name: [values[at] for at in order] for name, values in columns.items()}

        assert computed(of, as_at=as_at).series == southend.CP_1_4.compute(as_at=as_at, **shuffled).series

    @given(FEW, as_at_days(), st.data())
    def test_an_episode_cut_in_two_changes_nothing(self, of: list[Child], as_at: date, data: st.DataObject) -> None:
        """A period given as two that touch gives the same figure as the period whole."""
        cut = []
        for child in of:
            start, end = child.periods[-1]
            day = data.draw(st.dates(start, end or start + timedelta(days=200)))
            cut.append(Child((*child.periods[:-1], (start, day), (day, end)), child.visits))

        assert computed(of, as_at=as_at).series == computed(cut, as_at=as_at).series


class TestBreaches:
    """A breach is a late case with its due date and working days late."""

    @given(FEW, as_at_days())
    def test_a_late_child_was_due_by_the_day(self, of: list[Child], as_at: date) -> None:
        """The due date is 30 working days after the last visit, but not before the fifth in care, and has come."""
        for case in computed(of, as_at=as_at).breaches:
            child = of[case.child - 1]
            since = as_at
            while any(start <= since - timedelta(1) and (end is None or since - timedelta(1) < end) for start, end in child.periods):
                since -= timedelta(1)
            fifth = SLOW_ENGLAND_AND_WALES.nth_working_day_after(since, 5)
            visits = [day for day in child.visits if day <= as_at]
            lapsed = SLOW_ENGLAND_AND_WALES.nth_working_day_after(max(visits), 30) if visits else fifth
            assert fifth is not None
            assert lapsed is not None
            assert max(fifth, lapsed) == case.due
            assert case.working_days_late == SLOW_ENGLAND_AND_WALES.working_days_between(case.due, as_at)
            assert case.happened is None

    def test_the_reason_is_that_of_the_next_visit(self) -> None:
        """A child late on a day has the reason recorded on the visit that ended the wait, and 'not recorded' before there is one."""
        care = {"child": [1, 2, 3], "start": ["2018-01-02"] * 3, "end": [None] * 3}
        visits = {
            "child": [1, 1, 1, 2, 2],
            "visited": ["2018-06-01", "2018-08-03", "2018-08-20", "2018-06-04", "2018-08-10"],
            "reason": ["", "C20", "C40", "C30", ""],
        }
        result = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-07-31")

        assert ["C20", "Z90", "Z90"] == [case.reason.code for case in result.breaches if case.reason]

    def test_the_reason_is_found_among_the_entries_that_stand(self) -> None:
        """In a ledger of visits the reason is that of the next visit as last recorded, by its own row, whatever was corrected or deleted above it."""
        care = {"child": [1, 2], "start": ["2018-01-02"] * 2, "end": [None] * 2}
        visits = {
            "child": [1, 1, 2, 2, 1],
            "visited": ["2018-05-01", None, "2018-08-02", "2018-08-03", "2018-08-06"],
            "recorded": ["2018-05-01", "2018-05-09", "2018-08-03", "2018-08-07", "2018-08-07"],
            "record": ["a", "a", "b", "b", "c"],
            "deleted": ["", "yes", "", "", ""],
            "reason": ["C10", "", "C20", "C30", "C40"],
        }
        result = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-07-31")

        assert ["C40", "C30"] == [case.reason.code for case in result.breaches if case.reason]
        assert [5, 4] == result.breaches.judgement.explained_on.tolist()

    def test_the_reason_is_not_from_an_earlier_period_of_care(self) -> None:
        """A reason given on a visit of an earlier period of care explains nothing in this one."""
        care = {"child": [1, 1], "start": ["2016-01-04", "2018-09-03"], "end": ["2016-06-01", None]}
        visits = {"child": [1, 1], "visited": ["2016-02-01", "2016-05-20"], "reason": ["C20", ""]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-09-30", reading="30_working_days_in_this_period_of_care")

        assert ["Z90"] == [case.reason.code for case in result.breaches if case.reason]

    def test_nothing_is_due_before_a_child_counts(self) -> None:
        """A child back in care after two years is late from the fifth working day back, not from a visit of the first time."""
        care = {"child": [1, 1], "start": ["2016-01-04", "2018-09-03"], "end": ["2016-06-01", None]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits={"child": [1], "visited": ["2016-05-20"]}, as_at="2018-09-30")

        assert [(date(2018, 9, 10), 14)] == [(case.due, case.working_days_late) for case in result.breaches]

    def test_a_visit_recorded_late_explains_itself(self) -> None:
        """As known on the day, a visit made in time and recorded afterwards is a breach whose reason is its own."""
        care = {"child": [1], "start": ["2018-01-02"], "end": [None]}
        visits = {"child": [1, 1], "visited": ["2018-05-01", "2018-07-20"], "recorded": ["2018-05-02", "2018-08-06"], "reason": ["", "R10"]}

        known = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-07-31", known_on="2018-07-31")
        practised = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-07-31")

        assert (Tally(0, 1), Tally(1, 1)) == (known.tally, practised.tally)
        assert ["R10"] == [case.reason.code for case in known.breaches if case.reason]


class TestRivalReadings:
    """Each reading of an ambiguous rule can be computed."""

    @given(as_at_days(), st.integers(30, 60))
    def test_six_weeks_are_42_calendar_days(self, as_at: date, days_before: int) -> None:
        """Read as six weeks, a visit counts up to 42 days before the day."""
        visited = as_at - timedelta(days=days_before)
        result = computed([Child(((date(2017, 1, 3), None),), (visited,))], as_at=as_at, reading="42_calendar_days")

        assert (days_before <= 42) == (result.tally.numerator == 1)

    @given(FEW, as_at_days())
    def test_a_visit_before_this_period_of_care_may_be_left_out(self, of: list[Child], as_at: date) -> None:
        """Leaving out visits from before the present period counts the same children and never more of them as seen."""
        adopted = computed(of, as_at=as_at)
        strict = computed(of, as_at=as_at, reading="30_working_days_in_this_period_of_care")

        assert adopted.tally.denominator == strict.tally.denominator
        assert strict.tally.numerator <= adopted.tally.numerator

    def test_a_visit_on_the_day_a_period_begins_is_in_it(self) -> None:
        """A visit on the day a child came into care was made in this period of care."""
        child = Child(((date(2018, 7, 16), None),), (date(2018, 7, 16),))

        assert Tally(1, 1) == computed([child], as_at="2018-07-31", reading="30_working_days_in_this_period_of_care").tally

    def test_only_a_visit_in_this_period_counts_under_that_reading(self) -> None:
        """A child seen in an earlier period of care only is late under the reading that asks for this one."""
        child = Child(((date(2018, 1, 2), date(2018, 7, 13)), (date(2018, 7, 16), None)), (date(2018, 7, 10),))
        reading = "30_working_days_in_this_period_of_care"

        assert Tally(1, 1) == computed([child], as_at="2018-07-31").tally
        assert Tally(0, 1) == computed([child], as_at="2018-07-31", reading=reading).tally


def test_the_windows_in_days_are_those_of_the_facts() -> None:
    """Thirty working days before a month's end reach back 42 to 46 days in 2018-19."""
    month_ends = [date(2018, 4, 30), date(2018, 9, 30), date(2018, 12, 31), date(2018, 10, 31)]
    reach = []
    for day in month_ends:
        last = day if ENGLAND_AND_WALES.is_working_day(day) else ENGLAND_AND_WALES.before(day, 1)
        reach.append((day - ENGLAND_AND_WALES.before(last, 30)).days)

    assert [46, 45, 46, 42] == reach


def test_a_period_of_no_days_before_another_changes_nothing() -> None:
    """A row that starts and ends on the day another starts is part of one period, in whatever order the two come."""
    rows = [("2018-07-02", "2018-07-02"), ("2018-07-02", None)]
    for order in (rows, rows[::-1]):
        care = {"child": [1, 1], "start": [start for start, _ in order], "end": [end for _, end in order]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits={"child": [1], "visited": ["2018-07-20"]}, as_at="2018-07-31")

        assert (Tally(1, 1), 1) == (result.tally, len(result.cases))
