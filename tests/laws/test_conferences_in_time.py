"""The laws of a cumulative share within a limit, through Southend's CP 3.10."""

from collections import Counter
from datetime import date
from typing import Any

import attrs
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, Result, Status, Tally, southend
from csc_indicators.reasons.taxonomy import Reason
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.report import report
from csc_indicators.results.series import Gathered
from tests.oracle import judged_conference, percentage_half_up
from tests.strategies import Conference, as_at_days, conference_columns, conferences

APRIL = date(2018, 4, 1)


def computed(rows: list[Conference], **asked: Any) -> Result[Gathered]:
    """CP 3.10 of these rows."""
    return southend.CP_3_10.compute(conference_columns(rows), **asked)


class TestEveryRowIsOneCase:
    """Rows that cannot be judged are counted as unknown and listed; nothing is dropped. (Settled rule 9.)"""

    @given(conferences(), as_at_days())
    def test_the_status_of_each_row_is_the_oracles(self, rows: list[Conference], as_at: date) -> None:
        """Each row has the status that asking one question at a time gives."""
        expected = [judged_conference(row.strategy_discussion, row.conference, april=APRIL, as_at=as_at, days=15) for row in rows]

        assert expected == computed(rows, as_at=as_at).cases.columns()["status"].tolist()

    @given(conferences(), as_at_days())
    def test_in_time_late_and_unknown_are_the_denominator(self, rows: list[Conference], as_at: date) -> None:
        """The cases counted are those in time, late and unknown, and those in time are the numerator."""
        result = computed(rows, as_at=as_at)
        statuses = Counter(case.status for case in result.cases)

        assert result.tally == Tally(statuses[Status.IN_TIME], statuses[Status.IN_TIME] + statuses[Status.LATE] + statuses[Status.UNKNOWN])
        assert 0 <= result.tally.numerator <= result.tally.denominator
        assert len(rows) == statuses.total()

    @given(conferences(), as_at_days())
    def test_a_breach_is_late_or_overdue(self, rows: list[Conference], as_at: date) -> None:
        """The breaches are the late and the overdue cases, each after its due date, each with a reason, if only 'not recorded'."""
        for breach in computed(rows, as_at=as_at).breaches:
            assert breach.status in {Status.LATE, Status.OVERDUE}
            assert breach.due is not None
            assert breach.due < (breach.happened or as_at)
            assert breach.reason is not None
            assert breach.reason.code == (rows[breach.row - 1].reason or "Z90")


class TestYearToDate:
    """Year to date starts on 1 April; rates are formed last, from summed counts. (Settled rule 4; CU1, CU4.)"""

    @given(conferences(), as_at_days())
    def test_it_is_the_running_sum_of_the_months(self, rows: list[Conference], as_at: date) -> None:
        """Each year to date is the one before plus the month."""
        so_far = Tally(0, 0)
        for point in computed(rows, as_at=as_at).series:
            assert isinstance(point.in_month, Tally)
            so_far += point.in_month

            assert so_far == point.tally

    @given(conferences(), as_at_days())
    def test_a_month_holds_the_conferences_held_in_it(self, rows: list[Conference], as_at: date) -> None:
        """The denominator of a month is the number of conferences held in it up to the as-at date."""
        held = Counter((row.conference.year, row.conference.month) for row in rows if row.conference and APRIL <= row.conference <= as_at)

        assert all(held[point.month.year, point.month.month] == point.in_month.denominator for point in computed(rows, as_at=as_at).series)

    @given(conferences(), as_at_days())
    def test_an_earlier_month_is_what_it_would_be_on_its_last_day(self, rows: list[Conference], as_at: date) -> None:
        """The series of a later day holds the figure of every earlier month's end."""
        for point in computed(rows, as_at=as_at).series:
            if point.complete:
                assert point.tally == computed(rows, as_at=point.month.last).tally

    @given(conferences())
    def test_nothing_of_march_is_left_in_april(self, rows: list[Conference]) -> None:
        """On 1 April only what was held that day is counted."""
        held = [row for row in rows if row.conference == APRIL]

        assert len(held) == computed(rows, as_at=APRIL).tally.denominator


class TestThePercentage:
    """Published rounding is half up from integers; undefined is not zero. (Settled rules 6 and 7; CU6.)"""

    @given(conferences(), as_at_days())
    def test_it_is_the_counts_rounded_half_up(self, rows: list[Conference], as_at: date) -> None:
        """The percentage is that of the counts, and None when there are none."""
        result = computed(rows, as_at=as_at)

        assert percentage_half_up(result.tally.numerator, result.tally.denominator, 1) == result.percentage

    @given(conferences(), as_at_days())
    def test_figure_and_shortfall_add_up_to_the_target(self, rows: list[Conference], as_at: date) -> None:
        """Below the target, the two printed numbers add up to it; at or above it, the shortfall is nought."""
        result = computed(rows, as_at=as_at)
        if result.percentage is None:
            assert result.shortfall is None
        elif result.percentage < 90:
            assert result.percentage + (result.shortfall or 0) == 90
        else:
            assert result.shortfall == 0


class TestTheOrderAndTheContainerDoNotMatter:
    """A figure is of the records, not of how they were handed over. (CU2, CU3, CU13, IO9.)"""

    @given(conferences(), as_at_days(), st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, rows: list[Conference], as_at: date, random: Any) -> None:
        """Shuffled rows give the same series."""
        shuffled = list(rows)
        random.shuffle(shuffled)

        assert computed(rows, as_at=as_at).series == computed(shuffled, as_at=as_at).series

    @given(conferences(), as_at_days(), st.integers(0, 25))
    def test_two_parts_add_up_to_the_whole(self, rows: list[Conference], as_at: date, at: int) -> None:
        """The tallies of any two parts of the rows merge into those of all."""
        assert computed(rows[:at], as_at=as_at).tallies.merge(computed(rows[at:], as_at=as_at).tallies) == computed(rows, as_at=as_at).tallies

    @given(conferences(), as_at_days(), st.sampled_from([pd.DataFrame, pl.DataFrame, pa.table]))
    def test_any_frame(self, rows: list[Conference], as_at: date, frame: Any) -> None:
        """A pandas, Polars or pyarrow frame gives the cases that a mapping of lists gives."""
        columns = conference_columns(rows)
        from_frame = southend.CP_3_10.compute(frame(columns), as_at=as_at).cases.columns()

        for name, values in southend.CP_3_10.compute(columns, as_at=as_at).cases.columns().items():
            if name not in {"child", "family"} or rows:
                np.testing.assert_array_equal(from_frame[name], values)

    @given(conferences(min_size=1), as_at_days())
    def test_nothing_given_is_changed(self, rows: list[Conference], as_at: date) -> None:
        """Arrays that cannot be written to are read, and lists stay as they were."""
        columns: dict[str, Any] = conference_columns(rows)
        before = {name: list(values) for name, values in columns.items()}
        columns["conference"] = np.array(columns["conference"], dtype="datetime64[D]")
        columns["conference"].flags.writeable = False

        southend.CP_3_10.compute(columns, as_at=as_at)

        assert all(before[name] == columns[name] for name in before if name != "conference")


class TestWhatMovesAFigure:
    """One more case moves a figure in one direction only, and reasons never move it. (CU8; settled rule 8, TX11.)"""

    @given(conferences(), as_at_days())
    def test_one_more_in_time_never_lowers_it(self, rows: list[Conference], as_at: date) -> None:
        """A case in time never lowers the figure and one late never raises it."""
        before = computed(rows, as_at=as_at)
        in_time = Conference("K", date(2018, 3, 26), date(2018, 4, 1), "", None, "")
        late = Conference("K", date(2018, 1, 2), date(2018, 4, 1), "", None, "")
        if before.tally.share is not None:
            assert (computed([*rows, in_time], as_at=as_at).tally.share or 0) >= before.tally.share
            assert (computed([*rows, late], as_at=as_at).tally.share or 0) <= before.tally.share

    @given(conferences(), as_at_days())
    def test_reasons_never_move_it(self, rows: list[Conference], as_at: date) -> None:
        """Without any reason the figure is the same, and every late case is 'not recorded'."""
        bare = {name: values for name, values in conference_columns(rows).items() if name != "reason"}
        result = southend.CP_3_10.compute(bare, as_at=as_at)

        assert computed(rows, as_at=as_at).series == result.series
        assert {reason.code for reason in result.late_by_reason} <= {"Z90"}

    @given(conferences(), as_at_days())
    def test_the_reasons_account_for_every_late_case(self, rows: list[Conference], as_at: date) -> None:
        """In time, late by reason, and unknown make up the denominator."""
        result = computed(rows, as_at=as_at)

        assert result.tally.denominator == result.tally.numerator + sum(result.late_by_reason.values()) + len(result.unknown)


class TestAsKnownOn:
    """``known_on`` uses only what was recorded by then. (Settled rule 10; AK1 to AK4.)"""

    @given(conferences(), as_at_days())
    def test_after_the_last_record_it_is_the_plain_figure(self, rows: list[Conference], as_at: date) -> None:
        """Known on a day after everything was recorded, the series is the plain one."""
        assert computed(rows, as_at=as_at).series == computed(rows, as_at=as_at, known_on="2019-12-31").series

    @given(conferences(), conferences(), as_at_days(), st.dates(date(2018, 4, 1), date(2019, 6, 30)))
    def test_later_records_change_nothing(self, rows: list[Conference], more: list[Conference], as_at: date, known_on: date) -> None:
        """Records made after the day do not change what was known on it."""
        later = [
            Conference(f"later {n}", row.strategy_discussion, row.conference, "", row.recorded, "")
            for n, row in enumerate(more)
            if row.recorded is not None and row.recorded > known_on
        ]

        assert computed(rows, as_at=as_at, known_on=known_on).tally == computed([*rows, *later], as_at=as_at, known_on=known_on).tally

    @given(conferences(), as_at_days(), st.dates(date(2018, 4, 1), date(2019, 6, 30)))
    def test_what_was_known_stays_known(self, rows: list[Conference], as_at: date, known_on: date) -> None:
        """No case counted as known on a day is lost on a later one."""
        assert computed(rows, as_at=as_at, known_on=known_on).tally.denominator <= computed(rows, as_at=as_at).tally.denominator


def test_a_month_without_cases_is_there() -> None:
    """A month without conferences is in the series with nothing out of nothing, and its percentage is None."""
    series = southend.CP_3_10.compute(
        {"child": ["A"], "strategy_discussion": ["2018-04-02"], "conference": ["2018-06-01"]}, as_at="2018-06-30"
    ).series

    assert ["April 2018", "May 2018", "June 2018"] == [str(point.month) for point in series]
    assert Tally(0, 0) == series[1].in_month
    assert series[1].in_month.percentage(1) is None


@pytest.mark.parametrize(("as_at", "complete"), [("2018-09-30", True), ("2018-09-29", False)])
def test_a_part_month_says_so(as_at: str, complete: bool) -> None:
    """The last month is complete only when the as-at date is its last day."""
    series = southend.CP_3_10.compute({"child": [1], "strategy_discussion": ["2018-08-02"], "conference": ["2018-09-03"]}, as_at=as_at).series

    assert complete == series[-1].complete
    assert all(point.complete for point in series[:-1])


class TestOnTheDay:
    """Waiting until the due date has passed, overdue after; what begins on the day has begun, and what comes after it has not."""

    def statuses(self, start: date, end: date | None, as_at: date) -> list[str]:
        """The status of one conference."""
        rows = [Conference("A", start, end, "", None, "")]
        return [str(case.status) for case in computed(rows, as_at=as_at).cases]

    def test_the_due_date_itself_is_waiting(self) -> None:
        """On the due date a conference not held is waiting, and on the day after it is overdue."""
        assert ["waiting"] == self.statuses(date(2018, 7, 2), None, date(2018, 7, 23))
        assert ["overdue"] == self.statuses(date(2018, 7, 2), None, date(2018, 7, 24))

    def test_a_clock_that_starts_on_the_day_has_started(self) -> None:
        """A strategy discussion on the as-at date is waiting for its conference, and one of the day after is not counted yet."""
        assert ["waiting"] == self.statuses(date(2018, 7, 23), None, date(2018, 7, 23))
        assert ["excluded"] == self.statuses(date(2018, 7, 24), None, date(2018, 7, 23))

    def test_a_clock_that_has_not_started_needs_no_due_date(self) -> None:
        """A strategy discussion after the as-at date is left out, even one whose due date no calendar knows."""
        assert ["excluded"] == self.statuses(ENGLAND_AND_WALES.last, None, date(2018, 7, 23))

    def test_what_has_not_happened_is_not_shown(self) -> None:
        """A conference held after the as-at date has no date in the cases of that day."""
        rows = [Conference("A", date(2018, 7, 2), date(2018, 8, 2), "", None, "")]

        assert [None] == [case.happened for case in computed(rows, as_at="2018-07-31").cases]


def test_a_reason_on_a_case_in_time_explains_nothing() -> None:
    """A reason is shown for breaches only."""
    rows = [Conference("A", date(2018, 7, 2), date(2018, 7, 23), "", None, "F10")]
    (case,) = computed(rows, as_at="2018-07-31").cases

    assert (None, None) == (case.reason, case.working_days_late)
    assert [""] == computed(rows, as_at="2018-07-31").cases.columns()["reason"].tolist()


def test_reasons_come_most_first_and_then_by_code() -> None:
    """Late cases by reason are in order of number, and of code where numbers are equal."""
    reasons = ["P10", "X10", "F10", "X10", "A10"]
    rows = [Conference(str(n), date(2018, 7, 2), date(2018, 7, 27), "", None, reason) for n, reason in enumerate(reasons)]

    assert ["X10", "A10", "F10", "P10"] == [reason.code for reason in computed(rows, as_at="2018-07-31").late_by_reason]


def test_a_taxonomy_of_ones_own_may_have_long_codes() -> None:
    """Reason codes of any length come out as they went in."""
    own = Reason(
        code="F-long-code", label="a reason", applies_to=("initial conference",), kind="practice", attribution="authority", grounding="proposal"
    )
    indicator = attrs.evolve(southend.CP_3_10, reasons=attrs.evolve(southend.CP_3_10.reasons, reasons=(*southend.CP_3_10.reasons, own)))
    columns = {"child": [1], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-27"], "reason": ["F-long-code"]}

    assert [own] == [case.reason for case in indicator.compute(columns, as_at="2018-07-31").breaches]


class TestTheCalendarUsed:
    """Council closures are an explicit argument, and projected days are told apart. (Settled rule 2.)"""

    def test_a_closure_moves_the_due_date_and_says_so(self) -> None:
        """A figure computed with closures names its calendar, in the result and in the report."""
        closed = ENGLAND_AND_WALES.without([date(2018, 7, 9)], name="moving day")
        rows = [Conference("A", date(2018, 7, 2), date(2018, 7, 24), "", None, "")]
        statutory, local = computed(rows, as_at="2018-07-31"), computed(rows, as_at="2018-07-31", calendar=closed)

        assert (Tally(0, 1), Tally(1, 1)) == (statutory.tally, local.tally)
        assert "which is not the statutory calendar" in " ".join(report(local).sentences)
        assert "calendar" not in " ".join(report(statutory).sentences)
        assert result_as_dict(statutory)["calendar"]["edition"] != result_as_dict(local)["calendar"]["edition"]

    def test_a_projected_due_date_is_noted(self) -> None:
        """A due date past the last announced holidays is named by its row."""
        rows = [Conference("A", date(2028, 12, 1), None, "", None, ""), Conference("B", date(2028, 12, 20), None, "", None, "")]

        assert ("conferences, row 2: the due date rests on holidays that are projected and not announced yet.",) == computed(
            rows, as_at="2028-12-31"
        ).notes
