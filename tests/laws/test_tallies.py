"""
Tallies by period and group: counted, gathered, merged and joined.

The clauses are those of counting rules 4, 6, 7 and 9 of the project's design, and CU1 to CU13 of its properties. The oracle looks at every event once
for every group and period, and adds one.
"""

import math
import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

import attrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from csc_indicators.accumulations import (
    AS_AT,
    IN_MONTH,
    IN_QUARTER,
    IN_YEAR,
    ROLLING_12_MONTHS,
    YEAR_TO_DATE,
    Accumulation,
    InPeriod,
    Period,
    Rolling,
    YearToDate,
)
from csc_indicators.errors import InvalidPeriod, OverlappingPeriods
from csc_indicators.periods import Month
from csc_indicators.results.tallies import Tallies
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally

#: One event: its day, if that is known; whether it was in time; its labels.
Event: TypeAlias = tuple[date | None, bool, tuple[Any, ...]]

#: Numerator and denominator of each period, by group.
Table: TypeAlias = dict[tuple[Any, ...], list[tuple[int, int]]]

APRIL = 4
ONE_DAY = timedelta(days=1)

TEAMS = ("North", "South", "east", "")
AREAS = (
    np.array([0, 1, 2], dtype=np.int8),
    np.array([1], dtype=np.int64),
    np.array([301, 302, 938], dtype=np.int16),
    np.array([-100, 0, 100], dtype=np.int8),
    np.array([1, 10**9, 2**40], dtype=np.int64),
    np.array([-(2**63), 2**63 - 1], dtype=np.int64),
    np.array([0, 255], dtype=np.uint8),
    np.array([0, 1], dtype=np.uint64),
    np.array([7, 2**64 - 1], dtype=np.uint64),
    np.array([2**64 - 2, 2**64 - 1], dtype=np.uint64),
    np.array([0, 1], dtype=">i4"),
    np.array([False, True]),
)


@attrs.frozen(eq=False)
class Events:
    """Events, and the months that they are counted over."""

    first: Month
    as_at: date
    rows: tuple[Event, ...]
    areas: NDArray[Any] = AREAS[0]
    by: tuple[str, ...] = ("team", "area")

    def of(self, rows: Sequence[Event]) -> "Events":
        """The same months with other events."""
        return attrs.evolve(self, rows=tuple(rows))

    def only_by(self, *by: str) -> "Events":
        """The same events with fewer labels."""
        kept = [self.by.index(name) for name in by]
        return attrs.evolve(self, by=by, rows=tuple((day, success, tuple(labels[at] for at in kept)) for day, success, labels in self.rows))

    def to(self, as_at: date) -> "Events":
        """The same events counted up to another day."""
        return attrs.evolve(self, as_at=as_at)

    def since(self, first: Month) -> "Events":
        """The same events counted from another month."""
        return attrs.evolve(self, first=first)

    def columns(self) -> tuple[NDArray[np.datetime64], NDArray[np.bool_], dict[str, NDArray[Any]]]:
        """The events as arrays that cannot be written to."""
        days = np.array([day for day, _, _ in self.rows], dtype="datetime64[D]")
        in_time = np.array([success for _, success, _ in self.rows], dtype=bool)
        kinds = {"team": np.dtype("U10"), "area": self.areas.dtype}
        labels = {name: np.array([labels[at] for _, _, labels in self.rows], dtype=kinds[name]) for at, name in enumerate(self.by)}
        for column in (days, in_time, *labels.values()):
            column.flags.writeable = False
        return days, in_time, labels

    def counted(self) -> Tallies:
        """The tallies of the months."""
        days, in_time, labels = self.columns()
        return Tallies.of_events(days, in_time, first=self.first, as_at=self.as_at, by=labels)

    def slowly(self, periods: Sequence[Period]) -> Table:
        """The counts of any periods, an event and a period at a time."""
        table: Table = {labels: [(0, 0)] * len(periods) for _, _, labels in self.rows} if self.by else {(): [(0, 0)] * len(periods)}
        for day, success, labels in self.rows:
            for at, period in enumerate(periods):
                if day is not None and self.first.first <= day <= self.as_at and period.first <= day <= period.as_at:
                    numerator, denominator = table[labels][at]
                    table[labels][at] = (numerator + success, denominator + 1)
        return table


def table_of(tallies: Tallies) -> Table:
    """The counts that tallies hold."""
    counts = zip(tallies.groups, tallies.numerators.tolist(), tallies.denominators.tolist(), strict=True)
    return {group: list(zip(above, below, strict=True)) for group, above, below in counts}


@st.composite
def events(draw: st.DrawFn, *, least: int = 0, most: int = 25) -> Events:
    """Events over up to three years, some before the first month, after the last day or without a date; labels near each other and far apart."""
    first = Month(draw(st.integers(1960, 2040)), draw(st.integers(1, 12)))
    as_at = first.first + timedelta(days=draw(st.integers(0, 1100)))
    as_at = draw(st.sampled_from((as_at, Month.of(as_at).last)))
    areas = draw(st.sampled_from(AREAS))
    inside = st.dates(first.first, as_at)
    near = st.dates(first.first - timedelta(days=40), as_at + timedelta(days=40))
    days = inside | inside | near | st.none()
    label = st.tuples(st.sampled_from(TEAMS), st.sampled_from(areas.tolist()))
    rows = draw(st.lists(st.tuples(days, st.booleans(), label), min_size=least, max_size=most))
    found = Events(first, as_at, tuple(rows), areas)
    return found.only_by(*draw(st.sampled_from((("team", "area"), ("area", "team"), ("team",), ("area",), ()))))


anchors = st.integers(1, 12)
in_periods = st.just(IN_MONTH) | st.builds(InPeriod, st.sampled_from((3, 12)), anchors)
overlapping = st.builds(YearToDate, anchors) | st.builds(Rolling, st.integers(1, 15))
gathered = in_periods | overlapping


@st.composite
def parts_of(draw: st.DrawFn, whole: Events, most: int = 4) -> list[Events]:
    """The events dealt out to a few parts, some of them perhaps without any."""
    places = [draw(st.integers(0, most - 1)) for _ in whole.rows]
    return [whole.of([row for row, place in zip(whole.rows, places, strict=True) if place == part]) for part in range(most)]


def merged(parts: Sequence[Tallies]) -> Tallies:
    """All the parts, one after another."""
    whole, *others = parts
    for part in others:
        whole += part
    return whole


class TestCounting:
    """
    An event is counted in the month it happened in and in its own group, and in no other; a month without cases is there.

    Source: counting rules 4 and 9 of the project's design; CU5 and CU12 of its properties, and the dense index.
    """

    @given(events())
    def test_as_a_loop_over_events_and_months(self, found: Events) -> None:
        """Every group that any event is of has every month from the first to the as-at date, with the counts of the loop (CU12)."""
        tallies = found.counted()

        assert found.slowly(IN_MONTH.periods(found.first, found.as_at)) == table_of(tallies)
        assert IN_MONTH.periods(found.first, found.as_at) == tallies.periods
        assert (IN_MONTH, found.first.first, found.by) == (tallies.accumulation, tallies.counted_from, tallies.by)

    @given(events())
    def test_months_are_as_good_as_days(self, found: Events) -> None:
        """Events known by their month give what those known by a day of it give, when the as-at date is a month's last day."""
        whole = found.to(Month.of(found.as_at).last)
        days, in_time, labels = whole.columns()
        of_months = Tallies.of_events(days.astype("datetime64[M]"), in_time, first=whole.first, as_at=whole.as_at, by=labels)

        assert whole.counted() == of_months

    @given(events())
    def test_groups_are_in_order(self, found: Events) -> None:
        """They are sorted by their labels, text by its letters and numbers by their size, and plain Python values."""
        groups = found.counted().groups

        assert sorted(found.slowly(())) == list(groups)
        assert {type(label) for group in groups for label in group} <= {str, int, bool}

    @given(events())
    def test_only_the_last_month_can_be_a_part(self, found: Events) -> None:
        """A month that was not over on the as-at date says so."""
        *earlier, last = found.counted().periods

        assert all(period.complete for period in earlier)
        assert last.complete == ((found.as_at + ONE_DAY).day == 1)

    @given(events(), st.randoms(use_true_random=False))
    def test_the_order_of_events_does_not_matter(self, found: Events, order: random.Random) -> None:
        """Any permutation of the events gives the same tallies (CU2)."""
        assert found.counted() == found.of(order.sample(found.rows, len(found.rows))).counted()

    @given(events(), gathered)
    def test_a_numerator_is_part_of_its_denominator(self, found: Events, accumulation: Accumulation) -> None:
        """At every point 0 <= numerator <= denominator, and there are no more cases than events (CU5)."""
        tallies = found.counted().to(accumulation)

        assert (0 <= tallies.numerators).all()
        assert (tallies.numerators <= tallies.denominators).all()
        assert (tallies.denominators.sum(axis=0) <= len(found.rows)).all()

    @given(events(), gathered)
    def test_every_event_twice(self, found: Events, accumulation: Accumulation) -> None:
        """Doubling the events doubles the counts and leaves the shares (CU11)."""
        once, twice = (counted.to(accumulation) for counted in (found.counted(), found.of(found.rows * 2).counted()))

        assert (2 * once.numerators == twice.numerators).all()
        assert (2 * once.denominators == twice.denominators).all()
        np.testing.assert_array_equal(once.shares(), twice.shares())

    @given(events())
    def test_they_are_walked_through_group_by_group(self, found: Events) -> None:
        """Iterating gives every group and period with its tally, and there are as many as the length says."""
        tallies = found.counted()
        expected = [
            (group, period, Tally(*counts)) for group, row in table_of(tallies).items() for period, counts in zip(tallies.periods, row, strict=True)
        ]

        assert expected == list(tallies)
        assert len(expected) == len(tallies)

    def test_more_events_than_are_worked_on_at_a_time(self) -> None:
        """Blocks leave no seam: 100,000 events with 300 labels in text, each counted once."""
        drawn = np.random.default_rng(1)
        days = np.datetime64("2018-03-25") + drawn.integers(0, 400, 100_000)
        in_time = drawn.random(100_000) < 0.5
        team = np.array([f"Team {number}" for number in range(300)])[drawn.integers(0, 300, 100_000)]
        rows = tuple(zip(days.tolist(), in_time.tolist(), ((name,) for name in team.tolist()), strict=True))
        found = Events(Month(2018, 4), date(2019, 3, 31), rows, by=("team",))
        expected: dict[tuple[str, int, int], list[int]] = {}
        for day, success, (name,) in rows:
            assert day is not None
            if date(2018, 4, 1) <= day <= date(2019, 3, 31):
                counts = expected.setdefault((name, day.year, day.month), [0, 0])
                counts[0] += success
                counts[1] += 1
        tallies = found.counted()
        given_back = {
            (name, period.month.year, period.month.month): [tally.numerator, tally.denominator]
            for (name,), period, tally in tallies
            if tally.denominator
        }

        assert expected == given_back

    @pytest.mark.parametrize("size", [255, 256, 65_535, 65_536, 70_000])
    def test_many_events_in_one_month(self, size: int) -> None:
        """No count runs over, however few bits hold it while counting."""
        days = np.full(size, np.datetime64("2018-04-12"))
        tallies = Tallies.of_events(days, np.ones(size, dtype=bool), first=Month(2018, 4), as_at=date(2018, 4, 30))

        assert [("April 2018", f"{size} of {size}")] == [(str(period), str(tally)) for _, period, tally in tallies]

    def test_many_labels_of_many_kinds(self) -> None:
        """Columns that could make 10**20 groups make those there are."""
        numbers = np.arange(400)
        by = {f"thing {at}": numbers * 10 ** (at % 3) for at in range(5)} | {f"text {at}": np.array([f"{n}" for n in numbers]) for at in range(3)}
        days = np.full(400, np.datetime64("2018-04-12"))
        tallies = Tallies.of_events(days, np.ones(400, dtype=bool), first=Month(2018, 4), as_at=date(2018, 4, 30), by=by)

        assert [(n, 10 * n, 100 * n, n, 10 * n, f"{n}", f"{n}", f"{n}") for n in range(400)] == list(tallies.groups)
        assert [[1]] * 400 == tallies.denominators.tolist()

    def test_objects_are_labels_like_others(self) -> None:
        """Text and numbers held as Python objects, and lists of them, are counted as arrays of their own kind are."""
        days, in_time = np.full(3, np.datetime64("2018-04-12")), np.array([True, False, True])
        for labels, kind in ((["b", "a", "b"], np.str_), ([2, 1, 2], np.int64), ([True, False, True], np.bool_)):
            columns = (np.array(labels, dtype=kind), np.array(labels, dtype=object), labels)
            one, *others = (
                Tallies.of_events(days, in_time, first=Month(2018, 4), as_at=date(2018, 4, 30), by={"label": column})  # type: ignore[dict-item]
                for column in columns
            )

            assert [one, one] == others
            assert [[0], [2]] == one.numerators.tolist()


class TestYearToDate:
    """
    A year to date starts on 1 April. Rates are formed last, from summed counts.

    Source: counting rule 4 of the project's design; CU1 and CU4 of its properties.
    """

    @given(events(), st.builds(YearToDate, anchors))
    def test_as_a_loop_over_events_and_periods(self, found: Events, accumulation: YearToDate) -> None:
        """Each figure counts the events from the first day of its year to its last (CU12)."""
        periods = accumulation.periods(found.first, found.as_at)

        assert found.slowly(periods) == table_of(found.counted().to(accumulation))

    @given(events(), st.builds(YearToDate, anchors))
    def test_a_month_is_added_to_the_months_before(self, found: Events, accumulation: YearToDate) -> None:
        """The year to date is that of the month before and the month; in the month a year starts it is the month (CU1, CU4)."""
        months = found.counted()
        to_date = months.to(accumulation)
        for at, (before, period) in enumerate(pairwise(to_date.periods), start=1):
            anew = period.month.month == accumulation.starts_in
            for counts, alone in ((to_date.numerators, months.numerators), (to_date.denominators, months.denominators)):
                expected = alone[:, at] if anew else counts[:, at - 1] + alone[:, at]

                assert before.month.following == period.month
                assert expected.tolist() == counts[:, at].tolist()

    @given(events(least=1), st.builds(YearToDate, anchors))
    def test_the_share_is_formed_last(self, found: Events, accumulation: YearToDate) -> None:
        """Each share is the summed numerators over the summed denominators, as the nearest float."""
        to_date = found.counted().to(accumulation)
        for group, row in enumerate(found.slowly(to_date.periods)[name] for name in to_date.groups):
            for at, (numerator, denominator) in enumerate(row):
                if to_date.why(group, at) is None:
                    assert float(Fraction(numerator, denominator)) == to_date.shares()[group, at]

    def test_nothing_of_march_leaks_into_april(self) -> None:
        """A late case on 31 March is in the old year, one in time on 1 April is all of the new one."""
        days = np.array(["2018-03-31", "2018-04-01"], dtype="datetime64[D]")
        tallies = Tallies.of_events(days, np.array([False, True]), first=Month(2017, 4), as_at=date(2018, 4, 30)).to(YEAR_TO_DATE)

        assert ["0 of 1", "1 of 1"] == [str(tally) for _, _, tally in tallies][-2:]


class TestRolling:
    """
    Rolling 12 months to March equals year to date at March.

    Source: counting rule 4 of the project's design; CU9 and CU10 of its properties.
    """

    @given(events(), st.builds(Rolling, st.integers(1, 15)))
    def test_as_a_loop_over_events_and_periods(self, found: Events, accumulation: Rolling) -> None:
        """Each figure counts the events of its months that were counted at all (CU12)."""
        periods = accumulation.periods(found.first, found.as_at)

        assert found.slowly(periods) == table_of(found.counted().to(accumulation))

    @given(events())
    def test_at_march_it_is_the_year_to_date(self, found: Events) -> None:
        """The two have the same counts in March (CU9)."""
        months = found.counted()
        rolling, to_date = months.to(ROLLING_12_MONTHS), months.to(YEAR_TO_DATE)
        for at, period in enumerate(rolling.periods):
            if period.month.month == APRIL - 1:
                for one, other in ((rolling.numerators, to_date.numerators), (rolling.denominators, to_date.denominators)):
                    assert one[:, at].tolist() == other[:, at].tolist()

    @given(events(), st.integers(1, 15))
    def test_it_slides(self, found: Events, months: int) -> None:
        """The next figure has one month more at its end and one fewer at its beginning (CU10)."""
        alone = found.counted()
        rolling = alone.to(Rolling(months))
        for counts, of_month in ((rolling.numerators, alone.numerators), (rolling.denominators, alone.denominators)):
            for at in range(1, len(alone.periods)):
                left = of_month[:, at - months] if at >= months else 0 * of_month[:, 0]

                assert (counts[:, at - 1] + of_month[:, at] - left).tolist() == counts[:, at].tolist()


class TestQuartersAndYears:
    """
    Months are added into quarters and years that do not overlap.

    Source: the vocabulary of the project's design; CU13 of its properties.
    """

    @given(events(), in_periods)
    def test_as_a_loop_over_events_and_periods(self, found: Events, accumulation: InPeriod) -> None:
        """Each figure counts the events of its months (CU12)."""
        periods = accumulation.periods(found.first, found.as_at)

        assert found.slowly(periods) == table_of(found.counted().to(accumulation))

    @given(events(), in_periods)
    def test_together_they_have_every_case(self, found: Events, accumulation: InPeriod) -> None:
        """The periods add up to what the months add up to (CU13)."""
        months = found.counted()

        assert months.denominators.sum(axis=1).tolist() == months.to(accumulation).denominators.sum(axis=1).tolist()

    @given(events())
    def test_months_gathered_by_month_are_themselves(self, found: Events) -> None:
        """Asking for what is there gives it."""
        assert found.counted() == found.counted().to(IN_MONTH)


class TestParts:
    """
    Merging the tallies of the parts of any division of the cases gives the tallies of the whole.

    Source: design, performance (everything scales by merging); CU3 of its properties: a monoid, zero the identity.
    """

    @given(events(), st.data(), gathered)
    def test_parts_of_any_division(self, found: Events, data: st.DataObject, accumulation: Accumulation) -> None:
        """Dealt out at random, the parts make the whole, merged before or after they are gathered (CU3)."""
        parts = [part.counted() for part in data.draw(parts_of(found))]

        assert found.counted() == merged(parts)
        assert found.counted().to(accumulation) == merged([part.to(accumulation) for part in parts])

    @given(events(), gathered)
    def test_parts_by_group(self, found: Events, accumulation: Accumulation) -> None:
        """Each group counted alone makes the whole."""
        groups = dict.fromkeys(labels for _, _, labels in found.rows)
        parts = [found.of([row for row in found.rows if row[2] == group]).counted().to(accumulation) for group in groups]
        nothing = found.of([]).counted().to(accumulation)

        assert found.counted().to(accumulation) == merged([nothing, *parts])

    @given(events(most=8))
    def test_parts_by_row(self, found: Events) -> None:
        """Each event counted alone makes the whole."""
        parts = [found.of([row]).counted() for row in found.rows]

        assert found.counted() == merged([found.of([]).counted(), *parts])

    @given(events(), gathered)
    def test_a_part_without_cases_changes_nothing(self, found: Events, accumulation: Accumulation) -> None:
        """It is the identity on either side."""
        whole, nothing = found.counted().to(accumulation), found.of([]).counted().to(accumulation)

        assert [whole, whole] == [whole + nothing, nothing + whole]

    @given(events(), st.data())
    def test_neither_order_nor_grouping_matters(self, found: Events, data: st.DataObject) -> None:
        """Merging is commutative and associative."""
        a, b, c, _ = (part.counted() for part in data.draw(parts_of(found)))

        assert a + b == b + a
        assert (a + b) + c == a + (b + c)

    @given(events(least=1))
    def test_merging_makes_new_tallies(self, found: Events) -> None:
        """What is merged is left as it was."""
        one, other = found.counted(), found.of(found.rows[:1]).counted()
        before = (one.to_json(), other.to_json())
        one.merge(other)

        assert before == (one.to_json(), other.to_json())

    def test_only_tallies_merge(self) -> None:
        """A number is no part of a whole."""
        whole: Any = Events(Month(2018, 4), date(2018, 4, 30), ()).counted()
        with pytest.raises(TypeError):
            whole + 1


class TestGroups:
    """
    The sum over any partition (area, team, reason) is the whole.

    Source: CU13 of the project's properties.
    """

    @given(events(), gathered)
    def test_all_groups_together_are_the_whole(self, found: Events, accumulation: Accumulation) -> None:
        """Adding every group gives what counting without groups gives (CU13)."""
        assert found.only_by().counted().to(accumulation) == found.counted().to(accumulation).whole()

    @given(events(), st.data(), gathered)
    def test_fewer_labels(self, found: Events, data: st.DataObject, accumulation: Accumulation) -> None:
        """Adding the groups that share some labels gives what counting by those gives, before gathering or after it."""
        by = data.draw(st.lists(st.sampled_from(found.by), unique=True)) if found.by else []
        expected = found.only_by(*by).counted().to(accumulation)

        assert [expected, expected] == [found.counted().grouped(*by).to(accumulation), found.counted().to(accumulation).grouped(*by)]

    @given(events(least=1), gathered)
    def test_one_group(self, found: Events, accumulation: Accumulation) -> None:
        """The tallies of one group are those of its events alone."""
        group = found.rows[0][2]
        alone = found.of([row for row in found.rows if row[2] == group])

        assert alone.counted().to(accumulation) == found.counted().to(accumulation).of_group(*group)

    @given(events())
    def test_a_group_that_is_not_there(self, found: Events) -> None:
        """It is refused, with what a group has a label for and without its label."""
        with pytest.raises(LookupError, match="no such group") as refused:
            found.counted().of_group("Nobody")

        assert "Nobody" not in str(refused.value)

    @given(events())
    def test_what_they_are_not_by(self, found: Events) -> None:
        """Tallies cannot be grouped by what was not counted."""
        with pytest.raises(LookupError, match="grouped by those and no others"):
            found.counted().grouped("family")


class TestNoFigure:
    """
    Undefined is not zero: a rate without cases, or of a period that begins before the counting, is none, with a reason.

    Source: counting rule 7 of the project's design; CU6 of its properties.
    """

    @given(events(), gathered)
    def test_there_is_a_figure_or_a_reason(self, found: Events, accumulation: Accumulation) -> None:
        """The reason is that of the period if it begins too early, and else that there are no cases; with a reason the share is NaN."""
        tallies = found.counted().to(accumulation)
        table = found.slowly(tallies.periods)
        for group, name in enumerate(tallies.groups):
            for at, period in enumerate(tallies.periods):
                early, cases = period.first < found.first.first, table[name][at][1]
                expected = NoFigure.NOT_COUNTED_FROM if early else None if cases else NoFigure.NO_CASES

                assert expected is tallies.why(group, at)
                assert math.isnan(tallies.shares()[group, at]) == (expected is not None)

    @given(events(), gathered, st.integers(0, 3))
    def test_percentages_are_those_of_the_tallies(self, found: Events, accumulation: Accumulation, decimals: int) -> None:
        """Each is the tally's own as a float, and NaN where there is a reason that there is none."""
        tallies = found.counted().to(accumulation)
        expected = np.full((len(tallies.groups), len(tallies.periods)), np.nan)
        for group in range(len(tallies.groups)):
            for at in range(len(tallies.periods)):
                figure = tallies.tally(group, at).percentage(decimals)
                if tallies.why(group, at) is None and figure is not None:
                    expected[group, at] = float(figure)

        np.testing.assert_array_equal(tallies.percentages(decimals), expected, strict=True)

    @given(events(), st.builds(Rolling, st.integers(1, 15)))
    def test_a_window_is_whole_once_all_its_months_are_counted(self, found: Events, accumulation: Rolling) -> None:
        """The first figure is that of as many months as the window has."""
        tallies = found.only_by().counted().to(accumulation)
        early = [tallies.why(0, at) is NoFigure.NOT_COUNTED_FROM for at in range(len(tallies.periods))]

        assert [at + 1 < accumulation.months for at in range(len(tallies.periods))] == early

    def test_what_begins_too_early_has_no_figure_although_it_has_cases(self) -> None:
        """Counted from May, the year to date at June lacks April; the next April begins a whole year."""
        days = np.array(["2018-05-08", "2019-04-08"], dtype="datetime64[D]")
        tallies = Tallies.of_events(days, np.array([True, True]), first=Month(2018, 5), as_at=date(2019, 4, 30)).to(YEAR_TO_DATE)

        assert [NoFigure.NOT_COUNTED_FROM, None] == [tallies.why(0, 1), tallies.why(0, 11)]
        assert "1 of 1" == str(tallies.tally(0, 1))
        np.testing.assert_array_equal(tallies.percentages(1), [[np.nan] * 11 + [100.0]])

    @given(events(), gathered)
    def test_only_what_is_gathered_by_period_adds_up(self, found: Events, accumulation: Accumulation) -> None:
        """The tallies of months, quarters and years add; those of years to date and windows do not."""
        kinds = {type(tally) for _, _, tally in found.counted().to(accumulation)}

        assert kinds <= {Tally if isinstance(accumulation, InPeriod) else OverlappingTally}


class TestJoining:
    """
    Consecutive months are joined, and what overlaps, leaves a gap or is not whole is not.

    Source: the vocabulary of the project's design (a tally adds up across groups and places, never across overlapping periods).
    """

    @given(events(), st.data(), in_periods)
    def test_joining_is_counting_at_once(self, found: Events, data: st.DataObject, accumulation: InPeriod) -> None:
        """Counted up to a month's last day and from the next on, the two are the whole, in either order."""
        split = data.draw(st.sampled_from(list(accumulation.periods(found.first, found.as_at))))
        assume(split.complete and split.last < found.as_at)
        earlier = found.to(split.last).counted().to(accumulation)
        later = found.since(Month.of(split.last + ONE_DAY)).counted().to(accumulation)
        whole = found.counted().to(accumulation)

        assert [whole, whole] == [earlier + later, later + earlier]

    @given(events(), st.integers(1, 40))
    def test_a_gap_is_not_bridged(self, found: Events, months: int) -> None:
        """Months that do not follow each other do not make a run."""
        earlier = found.to(Month.of(found.as_at).last)
        later = earlier.since(Month.of(earlier.as_at).plus(months + 1)).to(Month.of(earlier.as_at).plus(months + 1).last)
        with pytest.raises(OverlappingPeriods, match="add months that follow each other"):
            earlier.counted() + later.counted()

    @given(events(), st.integers(1, 40))
    def test_months_in_both_are_not_counted_twice(self, found: Events, months: int) -> None:
        """Runs that share a month but not all are refused, whichever is longer."""
        longer = found.to(Month.of(found.as_at).plus(months).last)
        with pytest.raises(OverlappingPeriods, match="These are others"):
            found.counted() + longer.counted()
        with pytest.raises(OverlappingPeriods, match="These are others"):
            longer.counted() + longer.since(longer.first.plus(1)).counted()

    @given(events())
    def test_a_part_month_is_not_followed(self, found: Events) -> None:
        """What a month lacks is not left out unseen."""
        last = Month.of(found.as_at)
        part = found.to(last.last - ONE_DAY)
        later = found.since(last.following).to(last.following.last)
        with pytest.raises(OverlappingPeriods):
            part.counted() + later.counted()

    def test_a_quarter_that_was_counted_in_part_is_not_joined(self) -> None:
        """Counted from August, the quarter from July lacks a month, although it follows June."""
        spring = Events(Month(2018, 4), date(2018, 6, 30), ()).counted().to(IN_QUARTER)
        summer = Events(Month(2018, 8), date(2018, 9, 30), ()).counted().to(IN_QUARTER)

        assert spring.periods[-1].last + ONE_DAY == summer.periods[0].first
        with pytest.raises(OverlappingPeriods):
            spring + summer

    def test_a_first_quarter_counted_in_part_stays_so(self) -> None:
        """Counted from May, the quarter from April has no figure, joined or not."""
        spring = Events(Month(2018, 5), date(2018, 6, 30), (), by=()).counted().to(IN_QUARTER)
        summer = Events(Month(2018, 7), date(2018, 9, 30), (), by=()).counted().to(IN_QUARTER)

        assert [NoFigure.NOT_COUNTED_FROM, NoFigure.NO_CASES] == [(spring + summer).why(0, at) for at in range(2)]


class TestOverlapping:
    """
    Figures whose periods overlap are never added: two years to date, two windows, two snapshots.

    Source: the vocabulary of the project's design.
    """

    @given(events(), overlapping, st.integers(1, 30))
    def test_two_years_to_date_do_not_add(self, found: Events, accumulation: Accumulation, months: int) -> None:
        """Neither with one that goes further, nor with one that begins where it ends; the error is a TypeError."""
        whole = found.to(Month.of(found.as_at).last)
        further = whole.to(Month.of(whole.as_at).plus(months).last)
        next_to_it = further.since(Month.of(whole.as_at).following)
        for other in (further, next_to_it):
            with pytest.raises(TypeError, match="These are others"):
                whole.counted().to(accumulation) + other.counted().to(accumulation)

    @given(st.dates(date(2018, 4, 1), date(2019, 3, 31)), st.dates(date(2018, 4, 1), date(2019, 3, 31)))
    def test_snapshots_of_two_days_do_not_add(self, one: date, other: date) -> None:
        """The state on one day adds to the state of another place on the same day, and to none of another day."""
        first, second = (snapshot(day, [[2]], [[3]]) for day in (one, other))
        if one == other:
            assert "4 of 6" == str((first + second).tally(0, 0))
        else:
            with pytest.raises(OverlappingPeriods):
                first + second

    def test_snapshots_of_the_same_days_add_by_place(self) -> None:
        """The day after the last of a month does not follow it, but the same two days are the same."""
        days = [
            snapshot(date(2018, 9, 30), [[2, 1]], [[3, 1]], first=Month(2018, 8)),
            snapshot(date(2018, 9, 30), [[0, 1]], [[1, 4]], first=Month(2018, 8)),
        ]

        assert [[2, 2]] == merged(days).numerators.tolist()
        with pytest.raises(OverlappingPeriods):
            days[0] + snapshot(date(2018, 10, 31), [[1]], [[1]])

    @given(events(), gathered, gathered)
    def test_ways_of_gathering_are_not_mixed(self, found: Events, one: Accumulation, other: Accumulation) -> None:
        """Figures that are gathered in two ways do not add."""
        assume(one != other)
        with pytest.raises(OverlappingPeriods, match="Make them alike first"):
            found.counted().to(one) + found.counted().to(other)

    def test_groupings_are_not_mixed(self) -> None:
        """Nor do figures by team and by area, or by both in two orders."""
        found = Events(Month(2018, 4), date(2018, 4, 30), ())
        for one, other in ((found, found.only_by("team")), (found, found.only_by("area", "team")), (found.only_by("team"), found.only_by("area"))):
            with pytest.raises(OverlappingPeriods, match="Make them alike first"):
                one.counted() + other.counted()

    def test_counted_from_another_day(self) -> None:
        """Of two places whose year to date was counted from April and from May, the sum is no year to date."""
        one = Events(Month(2018, 4), date(2018, 5, 31), ()).counted().to(YEAR_TO_DATE).starting(Month(2018, 5))
        other = Events(Month(2018, 5), date(2018, 5, 31), ()).counted().to(YEAR_TO_DATE)

        assert one.periods == other.periods
        with pytest.raises(OverlappingPeriods, match="counted from the same day"):
            one + other

    @given(events(), gathered)
    def test_a_snapshot_is_not_made_of_months(self, found: Events, accumulation: Accumulation) -> None:
        """A state is observed; and what has been gathered is not gathered again."""
        with pytest.raises(OverlappingPeriods, match="not as a snapshot"):
            found.counted().to(AS_AT)
        if accumulation != IN_MONTH:
            with pytest.raises(OverlappingPeriods, match="Only tallies of months"):
                found.counted().to(accumulation).to(IN_YEAR)


def snapshot(day: date, numerators: Any, denominators: Any, first: Month | None = None) -> Tallies:
    """A state on a day, and at the end of the months before it from *first*."""
    periods = AS_AT.periods(first or Month.of(day), day)
    return Tallies(accumulation=AS_AT, periods=periods, counted_from=periods[0].first, numerators=numerators, denominators=denominators)


class TestPeople:
    """People who are counted once each never add up: one may be in two months, and in two places. (law.md 1.7; decision 23.)"""

    @given(events(), st.sampled_from([IN_MONTH, IN_QUARTER, YEAR_TO_DATE, ROLLING_12_MONTHS]), st.booleans(), st.booleans())
    def test_they_are_neither_merged_nor_gathered(self, found: Events, accumulation: Accumulation, one: bool, other: bool) -> None:
        """With people on either side nothing is merged or joined, whatever the periods; nor is it gathered in another way, the same one included."""
        assume(one or other)
        made = found.counted().to(accumulation)
        left, right = (attrs.evolve(made, people=people) for people in (one, other))

        for add in (left.merge, left.__add__):
            with pytest.raises(OverlappingPeriods, match="one may be in both"):
                add(right)
        for each in (left, right):
            if each.people:
                with pytest.raises(OverlappingPeriods, match="one may be in two months"):
                    each.to(accumulation)

    @given(events(least=1), st.sampled_from([IN_MONTH, YEAR_TO_DATE]))
    def test_not_even_a_month_is_a_tally_that_adds(self, found: Events, accumulation: Accumulation) -> None:
        """Each of their tallies overlaps with the others, those of months too; the counts are the same."""
        months = found.counted().to(accumulation)
        people = attrs.evolve(months, people=True)

        assert {OverlappingTally} == {type(tally) for _, _, tally in people}
        assert [tally for _, _, tally in months] == [tally for _, _, tally in people]

    @given(events(), st.data())
    def test_they_stay_people(self, found: Events, data: st.DataObject) -> None:
        """As fewer periods, fewer groups or one, and as JSON or columns and back, they are still people; and other tallies than those of cases."""
        made = found.counted()
        people = attrs.evolve(made, people=True)
        group = data.draw(st.sampled_from(made.groups)) if made.groups else None
        ways = [people.whole(), people.grouped(*made.by[:1]), people.starting(made.periods[-1].month), Tallies.from_json(people.to_json())]
        ways += [] if group is None else [people.of_group(*group)]

        assert all(way.people for way in ways)
        assert made != people == Tallies.from_json(people.to_json())
        assert made == Tallies.from_json(made.to_json())

    def test_said_of_columns(self) -> None:
        """Columns do not say whether they are of people, so the caller does."""
        table = {"first": ["2018-04-01"], "last": ["2018-04-30"], "as_at": ["2018-04-30"], "numerator": [1], "denominator": [2]}
        cases, people = (Tallies.from_columns(table, accumulation=IN_MONTH, people=people) for people in (False, True))

        assert (False, True) == (cases.people, people.people)
        assert cases == Tallies.from_columns(table, accumulation=IN_MONTH) != people


class TestStarting:
    """
    Periods that end before a month are left out, and what was counted before stays counted.

    Source: counting rule 4 of the project's design: a rolling figure reaches back to months that have none of their own.
    """

    @given(events(), st.data(), gathered)
    def test_the_rest_is_as_it_was(self, found: Events, data: st.DataObject, accumulation: Accumulation) -> None:
        """From any month on, every figure and every reason is what it was."""
        whole = found.counted().to(accumulation)
        first = data.draw(st.sampled_from([period.month for period in whole.periods]))
        rest = whole.starting(first)
        kept = [at for at, period in enumerate(whole.periods) if period.month >= first]

        assert [whole.periods[at] for at in kept] == list(rest.periods)
        assert whole.numerators[:, kept].tolist() == rest.numerators.tolist()
        assert whole.denominators[:, kept].tolist() == rest.denominators.tolist()
        for group in range(len(whole.groups)):
            assert [whole.why(group, at) for at in kept] == [rest.why(group, at) for at in range(len(kept))]

    @given(events(), st.integers(1, 40))
    def test_nothing_is_left_after_the_last(self, found: Events, months: int) -> None:
        """A month after all the periods is refused."""
        with pytest.raises(InvalidPeriod, match="Give an earlier one"):
            found.counted().starting(Month.of(found.as_at).plus(months))


class TestValues:
    """
    Tallies are values: equal when their counts are, and never changed.

    Source: IO9 of the project's properties.
    """

    @given(events(), gathered)
    def test_equal_counts_are_equal(self, found: Events, accumulation: Accumulation) -> None:
        """Counted again they are equal, and so they are with their groups in another order."""
        tallies = found.counted().to(accumulation)
        turned = attrs.evolve(tallies, groups=tallies.groups[::-1], numerators=tallies.numerators[::-1], denominators=tallies.denominators[::-1])

        assert [tallies, tallies] == [found.counted().to(accumulation), turned]

    @given(events(least=1), st.data())
    def test_other_counts_are_not(self, found: Events, data: st.DataObject) -> None:
        """One case more, or one that came in time, one group more, one month more: each makes other tallies."""
        tallies = found.counted()
        place = data.draw(st.tuples(st.integers(0, len(tallies.groups) - 1), st.integers(0, len(tallies.periods) - 1)))
        more = np.zeros(tallies.denominators.shape, dtype=np.int64)
        more[place] = 1
        late = attrs.evolve(tallies, denominators=tallies.denominators + more)
        others = [
            late,
            attrs.evolve(late, numerators=tallies.numerators + more),
            attrs.evolve(tallies, counted_from=tallies.counted_from - ONE_DAY),
            found.to(Month.of(found.as_at).following.last).counted(),
            found.of([(None, True, ("another", *labels[1:]) if isinstance(labels[0], str) else labels) for _, _, labels in found.rows]).counted()
            if "team" in found.by[:1]
            else None,
            "tallies",
        ]

        assert not any(tallies == other for other in others)
        assert late != others[1]

    @given(events())
    def test_nothing_can_be_written_to(self, found: Events) -> None:
        """Neither the counts of what was counted, nor of what was made of it."""
        months = found.counted()
        for tallies in (months, months.to(YEAR_TO_DATE), months.whole(), months + months, months.starting(found.first)):
            for counts in (tallies.numerators, tallies.denominators):
                with pytest.raises(ValueError, match="read-only"):
                    counts[:] = 1

    def test_what_is_given_is_copied(self) -> None:
        """A caller who goes on with an array changes no tallies."""
        counts = np.array([[1]])
        tallies = snapshot(date(2018, 9, 30), counts, counts)
        counts += 1

        assert "1 of 1" == str(tallies.tally(0, 0))

    def test_in_words(self) -> None:
        """The repr has the shape and no label, for a label can be of few children."""
        found = Events(Month(2018, 4), date(2018, 5, 31), ((date(2018, 4, 1), True, ("North", 7)),))

        assert "<Tallies in the month: 2 periods, 1 groups by team and area>" == repr(found.counted())
        assert "<Tallies year to date from 1 April: 2 periods>" == repr(found.only_by().counted().to(YEAR_TO_DATE))

    def test_they_have_no_hash(self) -> None:
        """They hold arrays."""
        with pytest.raises(TypeError):
            hash(Events(Month(2018, 4), date(2018, 4, 30), ()).counted())


class TestLargeCounts:
    """
    Counts do not run over: what would is refused.

    Source: the project's rule that a figure is exact.
    """

    @given(st.lists(st.integers(0, 10**12), min_size=12, max_size=12))
    def test_billions_of_cases(self, cases: list[int]) -> None:
        """Twelve months of up to 10**12 cases each add up exactly."""
        periods = IN_MONTH.periods(Month(2018, 4), date(2019, 3, 31))
        months = Tallies(accumulation=IN_MONTH, periods=periods, counted_from=periods[0].first, numerators=[[0] * 12], denominators=[cases])

        assert [[sum(cases)]] == months.to(IN_YEAR).denominators.tolist()
        assert [[2 * sum(cases)]] == (months + months).to(IN_YEAR).denominators.tolist()

    @pytest.mark.parametrize("count", [2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1])
    def test_one_count_that_no_float_has(self, count: int) -> None:
        """More than 2**53 is a slip of the keyboard, signed or not."""
        with pytest.raises(ValueError, match="above 9007199254740992"):
            snapshot(date(2018, 9, 30), np.zeros((1, 1), dtype=int), np.array([[count]]))

    def test_as_many_as_a_float_has(self) -> None:
        """2**53 cases are counted, and one more in another month or place is refused."""
        most = 2**53
        full = snapshot(date(2018, 9, 30), [[0]], [[most]])
        one = snapshot(date(2018, 9, 30), [[0]], [[1]])

        assert "0 of 9007199254740992" == str(full.tally(0, 0))
        with pytest.raises(ValueError, match="above 9007199254740992"):
            full + one
        two = attrs.evolve(full, by=("team",), groups=(("North",), ("South",)), numerators=[[0], [0]], denominators=[[most - 1], [1]])

        assert full == two.whole()
        with pytest.raises(ValueError, match="more than 9007199254740992 cases in all"):
            attrs.evolve(two, denominators=[[most - 1], [3]])
        periods = IN_MONTH.periods(Month(2018, 4), date(2018, 5, 31))
        with pytest.raises(ValueError, match="more than 9007199254740992 cases in all"):
            Tallies(accumulation=IN_MONTH, periods=periods, counted_from=periods[0].first, numerators=[[0, 0]], denominators=[[most, 2]])

    def test_what_overlaps_is_not_added_up_to_be_refused(self) -> None:
        """A state of 2**53 on each of two days is no more than that on any of them."""
        most = 2**53
        assert [[most, most]] == snapshot(date(2018, 9, 30), [[0, 0]], [[most, most]], first=Month(2018, 8)).denominators.tolist()


class TestRefusingEvents:
    """
    Missing is never silently repaired: no default labels, no dropped rows, and no message has a label in it.

    Source: counting rule 9 of the project's design; the canary of its privacy tests.
    """

    DAYS = np.full(3, np.datetime64("2018-04-12"))
    IN_TIME = np.array([True, False, True])
    MONTH = {"first": Month(2018, 4), "as_at": date(2018, 4, 30)}

    def refused(self, error: type[Exception], match: str, *columns: Any, **by: Any) -> None:
        """Counting these columns is refused, and says no label."""
        when, in_time = columns or (self.DAYS, self.IN_TIME)
        with pytest.raises(error, match=match) as found:
            Tallies.of_events(when, in_time, by=by, **self.MONTH)  # type: ignore[arg-type]

        assert "canary" not in str(found.value).lower()
        assert "4711" not in str(found.value)

    @pytest.mark.parametrize(
        "labels",
        [
            ["canary", None, "canary"],
            ["canary", float("nan"), "canary"],
            [4711, None, 4711],
            np.array([4711.0, np.nan, 4711.0]),
            np.array(["canary", np.nan, "canary"], dtype=object),
            np.array(["2018-04-12"] * 3, dtype="datetime64[D]"),
            np.array([b"canary"] * 3),
            [np.int64(4711)] * 3,
            [date(2018, 4, 12)] * 3,
        ],
    )
    def test_what_is_no_label(self, labels: Any) -> None:
        """A missing label, and one that is neither text nor a whole number, is refused by its row."""
        rows = "row 2" if isinstance(labels[0], str) or type(labels[0]) is int else "rows 1-3"

        self.refused(ValueError, rf"'team' has labels that are neither text nor whole numbers \({rows}; row 1 is the first\)", team=labels)

    @pytest.mark.parametrize("labels", [["canary", 4711, 4711], [True, 4711, False]])
    def test_two_kinds_of_label(self, labels: Any) -> None:
        """Text and numbers are not sorted among each other."""
        self.refused(ValueError, "all text, or all whole numbers", team=labels)

    @pytest.mark.parametrize(
        "labels", [["Canary", "canary", "x"], ["canary", "canary ", "x"], ["x", "CANARY", "\tcanary"], ["Straße", "STRASSE", "x"]]
    )
    def test_one_name_written_in_two_ways(self, labels: Any) -> None:
        """Two groups that differ in capitals or spaces at the ends are one that somebody typed twice."""
        self.refused(ValueError, "one name but for capitals", team=labels)
        self.refused(ValueError, "one name but for capitals", team=np.array(labels), area=np.array([1, 2, 3]))

    @pytest.mark.parametrize("name", ["first", "last", "as_at", "numerator", "denominator"])
    def test_a_name_that_a_column_has(self, name: str) -> None:
        """Labels could not stand beside the counts in a table."""
        self.refused(ValueError, "a name of its own", **{name: np.array(["canary"] * 3)})

    @pytest.mark.parametrize("size", [0, 1, 2, 4])
    def test_columns_that_differ_in_length(self, size: int) -> None:
        """Nothing is cut off or repeated, a single value neither."""
        self.refused(ValueError, "differ in length", self.DAYS, np.ones(size, dtype=bool))
        self.refused(ValueError, "differ in length", np.full(size, self.DAYS[0]), self.IN_TIME)
        self.refused(ValueError, "differ in length", team=np.array(["canary"] * size, dtype=np.str_))
        self.refused(ValueError, "differ in length", team=np.arange(size))

    @pytest.mark.parametrize("dtype", ["datetime64[Y]", "datetime64[W]", "datetime64[h]", "datetime64[ns]", ">M8[D]", "int64", "object", "U10"])
    def test_dates_that_are_neither_days_nor_months(self, dtype: str) -> None:
        """A time of day would be lost, and a year or a week has no month."""
        self.refused(TypeError, "Convert them to one of the two", self.DAYS.astype(dtype), self.IN_TIME)

    @pytest.mark.parametrize(
        "in_time", [np.array([1, 0, 1]), np.array([1.0, 0.0, np.nan]), np.array([True, None, False]), np.array(["yes", "no", "yes"])]
    )
    def test_outcomes_that_are_not_yes_or_no(self, in_time: Any) -> None:
        """What is not known to be in time is not counted as late unseen."""
        self.refused(TypeError, "Give an array of bool", self.DAYS, in_time)

    def test_columns_of_other_shapes(self) -> None:
        """A table is not a column, and a mask would be lost."""
        self.refused(TypeError, "'when' has 2 dimensions", np.stack([self.DAYS] * 3), self.IN_TIME)
        self.refused(TypeError, "'in_time' has 0 dimensions", self.DAYS, self.IN_TIME[0])
        self.refused(TypeError, "'team' has 2 dimensions", team=np.array([["canary"]] * 3))
        for columns in ((np.ma.masked_array(self.DAYS), self.IN_TIME), (self.DAYS, np.ma.masked_array(self.IN_TIME))):
            self.refused(TypeError, "its mask would be lost", *columns)
        self.refused(TypeError, "its mask would be lost", team=np.ma.masked_array([4711] * 3))

    def test_an_as_at_date_before_the_first_month(self) -> None:
        """There would be nothing to count."""
        with pytest.raises(InvalidPeriod, match="before the first month"):
            Tallies.of_events(self.DAYS, self.IN_TIME, first=Month(2018, 5), as_at=date(2018, 4, 30))

    @pytest.mark.parametrize("unit", ["D", "M"])
    def test_days_that_no_calendar_has(self, unit: str) -> None:
        """The least and the greatest dates that numpy has are in no month, and neither is a missing one; nothing runs over."""
        ends = np.array([np.iinfo(np.int64).min, np.iinfo(np.int64).min + 1, np.iinfo(np.int64).max, 0]).view(f"datetime64[{unit}]")
        for year in (1900, 1970, 2018):
            tallies = Tallies.of_events(ends, np.ones(4, dtype=bool), first=Month(year, 1), as_at=date(year, 12, 31))

            assert (1 if year == 1970 else 0) == tallies.denominators.sum()


class TestRefusing:
    """
    Tallies are of a run of periods, in order and without gaps, with one row for each group; anything else is refused.

    Source: CU5 of the project's properties, and the dense index.
    """

    FIELDS: dict[str, Any] = {
        "accumulation": IN_MONTH,
        "periods": IN_MONTH.periods(Month(2018, 4), date(2018, 6, 30)),
        "counted_from": date(2018, 4, 1),
        "by": ("team",),
        "groups": (("North",), ("South",)),
        "numerators": np.zeros((2, 3), dtype=np.int64),
        "denominators": np.ones((2, 3), dtype=np.int64),
    }

    def refused(self, match: str, error: Any = ValueError, **changed: Any) -> None:
        """These are fine but for what is *changed*."""
        Tallies(**self.FIELDS)
        with pytest.raises(error, match=match) as found:
            Tallies(**(self.FIELDS | changed))

        assert "canary" not in str(found.value).lower()

    def test_periods_that_are_no_run(self) -> None:
        """Gaps, other orders, other ways to gather, parts inside and no periods at all are refused."""
        april, may, june = self.FIELDS["periods"]
        part = Period(may.first, may.last, may.first)
        for periods in (
            (april, june),
            (june, may, april),
            (april, april),
            (april, part, june),
            YEAR_TO_DATE.periods(Month(2018, 4), date(2018, 6, 30)),
            (),
        ):
            self.refused("are not a run of those in the month|before the first month", InvalidPeriod, periods=periods)
        self.refused("are not a run of those year to date", InvalidPeriod, accumulation=YEAR_TO_DATE)

    def test_shapes_that_do_not_fit(self) -> None:
        """Each array has a row for each group and a column for each period."""
        for name in ("numerators", "denominators"):
            for shape in ((3, 2), (2, 2), (1, 3), (6,), (2, 3, 1)):
                self.refused("a row for each group and a column for each period", **{name: np.zeros(shape, dtype=np.int64)})

    @given(st.tuples(st.integers(0, 1), st.integers(0, 2)), st.integers(1, 9))
    def test_counts_that_are_no_tally(self, place: tuple[int, int], more: int) -> None:
        """Fewer than none, or more in time than there are, is refused wherever it is."""
        counts = np.zeros((2, 3), dtype=np.int64)
        counts[place] = more

        self.refused("from 0 to its denominator", numerators=-counts)
        self.refused("from 0 to its denominator", numerators=1 + counts)
        self.refused("from 0 to its denominator", denominators=-counts)

    @pytest.mark.parametrize("counts", [np.ones((2, 3)), np.ones((2, 3), dtype=bool), np.ones((2, 3), dtype=object), [["1", "1", "1"]] * 2])
    def test_counts_that_are_not_whole_numbers(self, counts: Any) -> None:
        """A float is not a count, and neither is a bool."""
        self.refused("Counts are whole numbers", TypeError, numerators=counts)
        self.refused("Counts are whole numbers", TypeError, denominators=counts)

    @pytest.mark.parametrize(
        ("by", "groups", "match"),
        [
            (("team",), (("canary",), ("canary",)), "there twice"),
            (("team",), (("canary",), ("Canary",)), "one name but for capitals"),
            (("team",), (("canary",), (" canary",)), "one name but for capitals"),
            (("team", "area"), (("canary", 1), ("CANARY", 2)), "one name but for capitals"),
            (("team",), (("canary",), (7,)), "all text, or all whole numbers"),
            (("team",), ((True,), (2,)), "all text, or all whole numbers"),
            (("team",), ((None,), ("canary",)), "all text, or all whole numbers"),
            (("team",), ((1.5,), (2.5,)), "all text, or all whole numbers"),
            (("team",), ((["canary"],), (["x"],)), "all text, or all whole numbers"),
            (("team",), (("canary", 1), ("x",)), "one label for each thing"),
            (("team",), ((), ()), "one label for each thing"),
            ((), (("canary",), ("x",)), "one label for each thing"),
            ((), ((), ()), "there twice"),
            (("team", "team"), (("canary", "a"), ("x", "b")), "a name of its own"),
            (("as_at",), (("canary",), ("x",)), "a name of its own"),
        ],
    )
    def test_groups_that_cannot_be_told_apart(self, by: tuple[str, ...], groups: Any, match: str) -> None:
        """Each group has its labels, each label is written in one way, and each thing has its own name."""
        self.refused(match, by=by, groups=groups)

    def test_by_nothing_there_is_one_group(self) -> None:
        """No group at all would be tallies of nothing."""
        nothing = np.zeros((0, 3), dtype=np.int64)

        self.refused("by nothing have one group", by=(), groups=(), numerators=nothing, denominators=nothing)
        assert 0 == len(Tallies(**(self.FIELDS | {"groups": (), "numerators": nothing, "denominators": nothing})))

    def test_names_that_meet_in_merging(self) -> None:
        """Two parts that write one name in two ways are not merged into two groups, and neither are text and numbers."""
        one, other, third = (Tallies(**(self.FIELDS | {"groups": groups})) for groups in ((("canary",), ("x",)), (("y",), ("Canary",)), ((1,), (2,))))
        for left, right, match in ((one, other, "one name but for capitals"), (one, third, "all text, or all whole numbers")):
            with pytest.raises(ValueError, match=match):
                left + right


def test_the_figures_of_a_council() -> None:
    """9 of 10, 2 of 10 and 10 of 20 make 90.0, 55.0 and 52.5 in the year to date, and 52.5 in the quarter."""
    days = np.repeat(np.array(["2018-04-12", "2018-05-14", "2018-06-30"], dtype="datetime64[D]"), (10, 10, 20))
    in_time = np.repeat([True, False, True, False, True, False], (9, 1, 2, 8, 10, 10))
    months = Tallies.of_events(days, in_time, first=Month(2018, 4), as_at=date(2018, 6, 30))

    assert [[90.0, 20.0, 50.0]] == months.percentages(1).tolist()
    assert [[90.0, 55.0, 52.5]] == months.to(YEAR_TO_DATE).percentages(1).tolist()
    assert [[52.5]] == months.to(IN_QUARTER).percentages(1).tolist()
    np.testing.assert_array_equal([[np.nan, 55.0, 40.0]], months.to(Rolling(2)).percentages(1))
