"""
Tallies made elsewhere, as columns, as frames and as JSON.

The clauses are those of counting rule 9 of the project's design (missing is never silently repaired) and IO1 to IO4 of its properties.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.accumulations import AS_AT, IN_MONTH, IN_QUARTER, ROLLING_12_MONTHS, YEAR_TO_DATE, Accumulation, InPeriod, Rolling, YearToDate
from csc_indicators.errors import FaultyRecords
from csc_indicators.frames import Library
from csc_indicators.periods import Month
from csc_indicators.results.tallies import Tallies

LIBRARIES: tuple[Library, ...] = ("pandas", "polars", "pyarrow")

ACCUMULATIONS: tuple[Accumulation, ...] = (IN_MONTH, IN_QUARTER, InPeriod(12, 9), YEAR_TO_DATE, YearToDate(9), ROLLING_12_MONTHS, Rolling(1), AS_AT)

#: Labels by the column they are in: no two are one name but for capitals and spaces.
LABELS: dict[str, tuple[Any, ...]] = {"team": ("", "North", "South", "Straße", "=1+1"), "area": (-1, 7, 2**40), "held": (False, True)}


@st.composite
def some_tallies(draw: st.DrawFn, least: int = 0) -> Tallies:
    """Tallies of any accumulation, by up to three things, with counts up to a billion, counted from the first period or from another day."""
    accumulation = draw(st.sampled_from(ACCUMULATIONS))
    first = Month(draw(st.integers(1990, 2030)), draw(st.integers(1, 12)))
    periods = accumulation.periods(first, first.first + timedelta(days=draw(st.integers(0, 400))))
    by = draw(st.sampled_from(((), ("team",), ("area",), ("held", "team"), ("team", "area", "held"))))
    label = st.tuples(*(st.sampled_from(LABELS[name]) for name in by))
    groups = draw(st.lists(label, unique=True, min_size=least, max_size=4)) if by else [()]
    size = len(groups) * len(periods)
    below = np.array(draw(st.lists(st.integers(0, 5) | st.integers(0, 10**9), min_size=size, max_size=size)), dtype=np.int64)
    above = below // draw(st.integers(1, 3))
    return Tallies(
        accumulation=accumulation,
        periods=periods,
        counted_from=periods[0].first + timedelta(days=draw(st.sampled_from((0, 0, 40)))),
        by=by,
        groups=tuple(groups),
        numerators=above.reshape(len(groups), len(periods)),
        denominators=below.reshape(len(groups), len(periods)),
    )


def reread(tallies: Tallies, data: Any) -> Tallies:
    """The tallies in *data*, which are of the same kind as these."""
    return Tallies.from_columns(data, accumulation=tallies.accumulation, by=tallies.by, counted_from=tallies.counted_from)


#: Two months of two teams, as another system could give them.
COLUMNS: dict[str, list[Any]] = {
    "team": ["North", "South", "North", "South"],
    "first": ["2018-04-01", "2018-04-01", "2018-05-01", "2018-05-01"],
    "last": ["2018-04-30", "2018-04-30", "2018-05-31", "2018-05-31"],
    "as_at": ["2018-04-30", "2018-04-30", "2018-05-31", "2018-05-31"],
    "numerator": [9, 0, 2, 4],
    "denominator": [10, 0, 10, 4],
}


def read(columns: Mapping[str, Sequence[Any]], accumulation: Accumulation = IN_MONTH) -> Tallies:
    """The tallies by team."""
    return Tallies.from_columns(columns, accumulation=accumulation, by=("team",))


def changed(name: str, row: int, value: Any) -> dict[str, list[Any]]:
    """The columns with another value in one row, the first being 1."""
    return COLUMNS | {name: [value if at == row else kept for at, kept in enumerate(COLUMNS[name], start=1)]}


def faults(columns: Any, accumulation: Accumulation = IN_MONTH) -> list[tuple[str | None, str, tuple[int, ...]]]:
    """What is wrong, where, and in which rows; no value is in the message."""
    with pytest.raises(FaultyRecords) as refused:
        read(columns, accumulation)

    assert "canary" not in str(refused.value).lower()
    assert "4711" not in str(refused.value)
    return [(fault.column, fault.problem, fault.rows) for fault in refused.value.faults]


class TestThereAndBack:
    """
    What is written is read back, in any library and as JSON, so that parts counted in different places can be merged.

    Source: design, performance (everything scales by merging); IO2 of the project's properties.
    """

    @given(some_tallies())
    def test_as_json(self, tallies: Tallies) -> None:
        """Reading what was written gives equal tallies, down to groups without cases and no groups at all."""
        assert tallies == Tallies.from_json(tallies.to_json())

    @given(some_tallies(least=1))
    def test_as_columns(self, tallies: Tallies) -> None:
        """Columns of numpy need no library."""
        assert tallies == reread(tallies, tallies.as_columns())

    @pytest.mark.parametrize("library", LIBRARIES)
    @given(tallies=some_tallies(least=1))
    def test_as_a_frame(self, tallies: Tallies, library: Library) -> None:
        """So it is in pandas, Polars and pyarrow."""
        assert tallies == reread(tallies, tallies.to_frame(library))

    @given(some_tallies(least=1), st.randoms(use_true_random=False))
    def test_in_any_order(self, tallies: Tallies, order: Any) -> None:
        """The order of rows and of columns does not matter."""
        columns = {name: list(values) for name, values in tallies.as_columns().items()}
        rows = order.sample(range(len(tallies)), len(tallies))
        names = order.sample(list(columns), len(columns))

        given_back = reread(tallies, {name: [columns[name][row] for row in rows] for name in names})

        assert tallies == given_back
        assert sorted(tallies.groups) == list(given_back.groups)

    @given(some_tallies(least=1))
    def test_rows_of_nothing_can_be_left_out(self, tallies: Tallies) -> None:
        """A group without a row for a period had no cases in it, as long as each group and the first and last period are there."""
        columns = {name: list(values) for name, values in tallies.as_columns().items()}
        last = len(tallies.periods) - 1
        kept = [row for row, cases in enumerate(columns["denominator"]) if cases or row % (last + 1) in {0, last}]

        assert tallies == reread(tallies, {name: [values[row] for row in kept] for name, values in columns.items()})

    @given(some_tallies(least=1))
    def test_a_row_for_each_group_and_period(self, tallies: Tallies) -> None:
        """The table is the tallies one by one: its labels, its days and its counts."""
        columns = tallies.as_columns()
        rows = list(zip(*(list(columns[name]) for name in columns), strict=True))
        expected = [(*group, period.first, period.last, period.as_at, tally.numerator, tally.denominator) for group, period, tally in tallies]

        assert [*tallies.by, "first", "last", "as_at", "numerator", "denominator"] == list(columns)
        assert expected == [tuple(value.item() if isinstance(value, np.generic) else value for value in row) for row in rows]

    def test_the_dates_of_a_frame_are_dates(self) -> None:
        """Each library has its own kind of them."""
        tallies = read(COLUMNS)

        assert [pl.Date] * 3 == [tallies.to_frame("polars").schema[name] for name in ("first", "last", "as_at")]
        assert [pa.date32()] * 3 == [tallies.to_frame("pyarrow").schema.field(name).type for name in ("first", "last", "as_at")]
        assert ["M"] * 3 == [tallies.to_frame("pandas")[name].dtype.kind for name in ("first", "last", "as_at")]

    def test_the_json(self) -> None:
        """What is written, so that another system can write it."""
        expected = {
            "accumulation": "in the month",
            "counted_from": "2018-04-01",
            "by": ["team"],
            "periods": [["2018-04-01", "2018-04-30", "2018-04-30"], ["2018-05-01", "2018-05-31", "2018-05-31"]],
            "groups": [["North"], ["South"]],
            "numerators": [[9, 2], [0, 4]],
            "denominators": [[10, 10], [0, 4]],
            "people": False,
        }

        assert expected == json.loads(read(COLUMNS).to_json())

    @pytest.mark.parametrize(
        "convert",
        [
            date.fromisoformat,
            datetime.fromisoformat,
            np.datetime64,
            lambda day: np.datetime64(day, "ns"),
            pd.Timestamp,
        ],
    )
    def test_days_of_every_kind(self, convert: Callable[[str], Any]) -> None:
        """A day is a date, text, or midnight of it."""
        days = {name: [convert(day) for day in COLUMNS[name]] for name in ("first", "last", "as_at")}

        assert read(COLUMNS) == read(COLUMNS | days)

    def test_numbers_of_every_width(self) -> None:
        """Arrays of integers of any width hold counts."""
        for dtype in (np.uint8, np.int16, np.int64, np.uint64):
            counts: dict[str, Any] = {name: np.array(COLUMNS[name], dtype=dtype) for name in ("numerator", "denominator")}

            assert read(COLUMNS) == read(COLUMNS | counts)

    def test_counted_from_the_first_period(self) -> None:
        """When it is not said from which day was counted, it is that of the first period."""
        assert date(2018, 4, 1) == read(COLUMNS).counted_from

    def test_months_without_rows_are_there(self) -> None:
        """Between April and June there is May."""
        later = {"first": ["2018-06-01"] * 2, "last": ["2018-06-30"] * 2, "as_at": ["2018-06-12"] * 2}
        tallies = read(COLUMNS | {name: COLUMNS[name][:2] + days for name, days in later.items()})

        assert ["April 2018", "May 2018", "1 to 12 June 2018 (part)"] == [str(period) for period in tallies.periods]
        assert [[10, 0, 10], [0, 0, 4]] == tallies.denominators.tolist()


class TestFaults:
    """
    All the faults of a table are listed at once, by column and row, and none is repaired; no value is in the message.

    Source: counting rule 9 of the project's design, and its errors.
    """

    @pytest.mark.parametrize(
        "value",
        ["2018-04-31", "30/04/2018", "2018-04", 20180430, 17651, 1.5, None, "", pd.NaT, np.datetime64("NaT", "D"), float("nan"), "canary", True],
    )
    def test_what_is_not_a_date(self, value: Any) -> None:
        """Other ways to write a date, numbers and missing values are refused by their row."""
        for name in ("first", "last", "as_at"):
            assert [(name, "not a date", (3,))] == faults(changed(name, 3, value))

    @pytest.mark.parametrize(
        "value",
        [
            datetime(2018, 5, 31, 12),
            datetime(2018, 5, 31, tzinfo=UTC),
            np.datetime64("2018-05-31T00:01"),
            pd.Timestamp("2018-05-31T00:00:01"),
            pd.Timestamp("2018-05-31", tz="Europe/London"),
        ],
    )
    def test_a_time_of_day_is_not_dropped(self, value: Any) -> None:
        """Neither a time, nor a zone in which it may be another day."""
        assert [("last", "not a date", (4,))] == faults(changed("last", 4, value))

    @pytest.mark.parametrize(
        ("accumulation", "name", "value"),
        [
            (IN_MONTH, "first", "2018-05-02"),
            (IN_MONTH, "first", "2018-04-01"),
            (IN_MONTH, "last", "2018-05-30"),
            (IN_MONTH, "last", "2018-06-30"),
            (IN_MONTH, "as_at", "2018-06-01"),
            (IN_MONTH, "as_at", "2018-04-30"),
        ],
    )
    def test_what_is_no_period(self, accumulation: Accumulation, name: str, value: str) -> None:
        """Three days that are not one of the accumulation's periods are refused by their row."""
        assert [(None, "not a period in the month", (3,))] == faults(changed(name, 3, value), accumulation)

    def test_periods_of_another_kind(self) -> None:
        """Months are no years to date but for the first of the year, and April of no year is a rolling 13 months of the year 1."""
        assert [(None, "not a period year to date from 1 April", (3, 4))] == faults(COLUMNS, YEAR_TO_DATE)
        early = {name: ["0001-01-01"] * 4 for name in ("first", "last", "as_at")}
        assert [(None, "not a period rolling 13 months", (1, 2, 3, 4))] == faults(COLUMNS | early, Rolling(13))

    def test_part_periods_before_others(self) -> None:
        """A month that was not over can only be the last; each of its rows is told."""
        part = COLUMNS | {"as_at": ["2018-04-12", "2018-04-30", "2018-05-31", "2018-05-31"]}

        assert [("as_at", "a part-period with later ones after it", (1,))] == faults(part)
        assert [("as_at", "a part-period with later ones after it", (1, 2))] == faults(part | {"as_at": ["2018-04-12"] * 2 + ["2018-05-31"] * 2})

    @pytest.mark.parametrize(
        "value", [-1, 1.5, 9.0, np.float64(9), Decimal(9), "9", None, float("nan"), True, np.True_, 2**53 + 1, 10**30, np.uint64(2**64 - 1), "canary"]
    )
    def test_what_is_no_count(self, value: Any) -> None:
        """Fractions, floats, text, missing values, and what is below 0 or above 2**53 are refused by their row."""
        for name in ("numerator", "denominator"):
            assert [(name, "not a whole number from 0 to 9007199254740992", (1,))] == faults(changed(name, 1, value))

    def test_more_in_time_than_there_are(self) -> None:
        """A numerator above its denominator is refused by its row."""
        assert [("numerator", "more than the denominator", (1, 2, 3))] == faults(COLUMNS | {"numerator": [11, 4711, 4711, 4]})

    def test_a_group_twice(self) -> None:
        """Two rows of one group and period are not added unasked; the later is told."""
        again = {name: [*values, values[0]] for name, values in COLUMNS.items()}

        assert [(None, "the group has an earlier row for the period", (5,))] == faults(again | {"numerator": [9, 0, 2, 4, 1]})

    @pytest.mark.parametrize("label", ["north", "North ", " NORTH", "\tNorth"])
    def test_one_name_written_in_two_ways(self, label: str) -> None:
        """Capitals and spaces at the ends make no other name, in the same period or in another."""
        problem = "differs from an earlier label in capitals or spaces at its ends only"

        assert [("team", problem, (3,))] == faults(changed("team", 3, label))
        assert [("team", problem, (2,))] == faults(changed("team", 2, label))

    @pytest.mark.parametrize("label", [None, float("nan"), 1.0, date(2018, 4, 1), b"canary", ["canary"], {"canary": 1}, pd.NA])
    def test_what_is_no_label(self, label: Any) -> None:
        """Missing values, fractions and what cannot be compared are refused by their row."""
        problem = "neither text nor a whole number"

        assert [("team", problem, (2,))] == faults(changed("team", 2, label))
        assert [("team", problem, (1, 2, 3, 4))] == faults(COLUMNS | {"team": [label] * 4})

    @pytest.mark.parametrize("label", [4711, True])
    def test_labels_of_two_kinds(self, label: Any) -> None:
        """Text and numbers are not mixed, and neither are numbers with yes and no."""
        problem = "of another kind than the first label"

        assert [("team", problem, (4,))] == faults(changed("team", 4, label))
        assert [("team", problem, (2,))] == faults(COLUMNS | {"team": [7, False, 7, 8]})
        assert [("team", problem, (2, 4))] == faults(COLUMNS | {"team": [True, 4711, True, 0]})

    @pytest.mark.parametrize("name", ["team", "first", "last", "as_at", "numerator", "denominator"])
    def test_a_missing_column(self, name: str) -> None:
        """It is named, and the rest is not read."""
        rest = {kept: values for kept, values in COLUMNS.items() if kept != name}

        assert [(name, "no such column", ())] == faults(rest)

    def test_all_the_columns_that_are_missing(self) -> None:
        """They are told together, with the near miss."""
        with pytest.raises(FaultyRecords, match=r"(?s)'first'.*Did you mean 'First'\..*'numerator'.*Give it\.") as refused:
            read({"First": COLUMNS["first"]} | {name: COLUMNS[name] for name in ("team", "last", "as_at", "denominator")})

        assert ["first", "numerator"] == [fault.column for fault in refused.value.faults]

    def test_columns_of_different_lengths(self) -> None:
        """Each is told with its rows, and nothing is cut off."""
        uneven = COLUMNS | {"numerator": [9, 0, 2], "team": [*COLUMNS["team"], "canary"]}

        assert [("numerator", "3 rows, where 'first' has 4", ()), ("team", "5 rows, where 'first' has 4", ())] == faults(uneven)

    def test_no_rows(self) -> None:
        """Nobody can say which months they are not of."""
        assert [(None, "no rows, and so no periods", ())] == faults({name: [] for name in COLUMNS})

    def test_all_the_faults_together(self) -> None:
        """One of every kind is found in one go, in the order of the columns."""
        wrong = {
            "team": ["North", "north", None, 4711, "x", "x"],
            "first": ["canary", "2018-04-01", "2018-05-01", "2018-05-01", "2018-04-01", "2018-04-01"],
            "last": ["2018-04-30", "2018-04-30", "2018-05-30", "2018-05-31", "2018-04-30", "2018-04-30"],
            "as_at": ["2018-04-30", "2018-04-30", "2018-05-12", "2018-05-31", "2018-04-29", "2018-04-29"],
            "numerator": [-1, 0, 0, 2, 0, 0],
            "denominator": [0, 0, None, 1, 0, 0],
        }
        expected = [
            ("first", (1,)),
            (None, (3,)),
            ("numerator", (1,)),
            ("denominator", (3,)),
            ("numerator", (4,)),
            ("team", (3,)),
            ("team", (4,)),
            ("team", (2,)),
            (None, (6,)),
            ("as_at", (5, 6)),
        ]

        assert expected == [(column, rows) for column, _, rows in faults(wrong)]

    def test_more_cases_than_add_up(self) -> None:
        """Counts that are fine one by one and too many together are refused."""
        with pytest.raises(ValueError, match="more than 9007199254740992 cases in all"):
            read(COLUMNS | {"denominator": [2**53, 0, 10, 4]})

    def test_the_same_from_a_frame(self) -> None:
        """A frame has the faults of its columns; pandas makes floats of counts beside a missing one, and all of them are told."""
        missing = changed("denominator", 2, None)
        problem = "not a whole number from 0 to 9007199254740992"

        assert [("denominator", problem, (2,))] == faults(pl.DataFrame(missing))
        assert [("denominator", problem, (2,))] == faults(pa.table(missing))
        assert [("denominator", problem, (1, 2, 3, 4))] == faults(pd.DataFrame(missing))

    @given(st.lists(st.tuples(*(st.none() | st.integers() | st.text() | st.floats() | st.dates() for _ in range(6))), max_size=4))
    def test_anything_at_all(self, rows: list[tuple[Any, ...]]) -> None:
        """Whatever the columns hold, they are tallies, or one error that lists the faults (IO3)."""
        columns = {name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}
        tallies = None
        with suppress(FaultyRecords):
            tallies = read(columns)
        if tallies is None:
            assert faults(columns)
        else:
            assert len(rows) <= len(tallies)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=5), children, max_size=4),
    max_leaves=8,
)


class TestJson:
    """
    Any text is tallies or one ValueError, and what it holds is repeated nowhere.

    Source: IO1 and IO3 of the project's properties.
    """

    def refused(self, text: str) -> None:
        """The text is refused with a ValueError in which nothing of it is, not even in what led to it."""
        with pytest.raises(ValueError, match=r"\.$") as found:
            Tallies.from_json(text)

        assert (None, None) == (found.value.__cause__, found.value.__context__)
        assert "canary" not in str(found.value).lower()
        assert not hasattr(found.value, "doc")

    @given(st.text() | json_values.map(json.dumps))
    @example("")
    @example("[" * 100_000)
    @example("9" * 10_000)
    @example('{"canary": ')
    @example("NaN")
    def test_any_text(self, text: str) -> None:
        """No text that was not written here is tallies, and no other exception is raised."""
        self.refused(text)

    @given(st.sampled_from(("accumulation", "counted_from", "by", "periods", "groups", "numerators", "denominators", "people")), json_values)
    @example("groups", [["canary"], ["Canary"]])
    @example("groups", [["canary"], [1]])
    @example("groups", [["canary"], [None]])
    @example("groups", [[["canary"]], [{}]])
    @example("groups", [["canary"], [1.5]])
    @example("groups", ["x", "y"])
    @example("groups", {"North": 1, "South": 2})
    @example("by", ["first"])
    @example("by", "team")
    @example("by", "t")
    @example("by", [1])
    @example("people", 1)
    @example("numerators", [[9.0, 2], [0, 4]])
    @example("numerators", [[True, 2], [0, 4]])
    @example("numerators", [[9, 2, 0, 4]])
    @example("numerators", [[9, 2], [0]])
    @example("numerators", [9, 2, 0, 4])
    @example("numerators", ["92", "04"])
    @example("numerators", [[-1, 2], [0, 4]])
    @example("numerators", [[11, 2], [0, 4]])
    @example("denominators", [[2**53 + 1, 10], [0, 4]])
    @example("denominators", [[2**63, 10], [0, 4]])
    @example("denominators", [[2**53, 10], [0, 4]])
    @example("denominators", [[10**4000, 10], [0, 4]])
    @example("periods", [["2018-04-01", "2018-04-30", "2018-04-30"], ["2018-06-01", "2018-06-30", "2018-06-30"]])
    @example("periods", [["2018-05-01", "2018-05-31", "2018-05-31"], ["2018-04-01", "2018-04-30", "2018-04-30"]])
    @example("periods", [["2018-04-01", "2018-04-30"], ["2018-05-01", "2018-05-31"]])
    @example("periods", [["2018-04-01", "2018-04-30", "2018-05-30"], ["2018-05-01", "2018-05-31", "2018-05-31"]])
    @example("periods", [])
    @example("accumulation", "rolling 12 months")
    @example("accumulation", "rolling 119988 months")
    @example("accumulation", "canary")
    @example("counted_from", "01/04/2018")
    def test_one_field_of_another_kind(self, name: str, value: Any) -> None:
        """What was written with another value in one place is tallies that are written so, or refused."""
        said = read(COLUMNS).as_dict() | {name: value}
        tallies = None
        with suppress(ValueError):
            tallies = Tallies.from_json(json.dumps(said))
        if tallies is None:
            self.refused(json.dumps(said))
        else:
            assert said == json.loads(tallies.to_json())

    @given(some_tallies(), st.sampled_from(("accumulation", "counted_from", "by", "periods", "groups", "numerators", "denominators")))
    def test_a_field_that_is_not_there(self, tallies: Tallies, name: str) -> None:
        """Nothing is filled in."""
        said = tallies.as_dict()
        del said[name]

        self.refused(json.dumps(said))

    @given(some_tallies(), st.data())
    def test_text_that_was_cut_off(self, tallies: Tallies, data: st.DataObject) -> None:
        """No beginning of what was written is tallies."""
        text = tallies.to_json()

        self.refused(text[: data.draw(st.integers(0, len(text) - 1))])

    def test_fields_beside_them_are_left_alone(self) -> None:
        """A later release may write more."""
        tallies = read(COLUMNS)

        assert tallies == Tallies.from_json(json.dumps(tallies.as_dict() | {"note": "canary"}))


@given(some_tallies(least=1), some_tallies(least=1))
def test_parts_from_elsewhere_merge(one: Tallies, other: Tallies) -> None:
    """What was written and read merges as what was not."""
    alike = attrs.evolve(one, groups=one.groups[::-1])

    assert one + alike == Tallies.from_json(one.to_json()) + reread(alike, alike.as_columns())
    assert (one == other) == (one.to_json() == other.to_json())
