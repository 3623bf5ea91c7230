"""What is refused, what is read, and that both say so by column and row."""

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, Fault, FaultyRecords, InvalidPeriod, MissingExtra, Result, UnknownName, southend
from csc_indicators.records.dates import dates_from_objects
from csc_indicators.records.intake import Intake

GOOD: dict[str, list[Any]] = {
    "child": ["A", "B", "C"],
    "strategy_discussion": ["2018-07-02", "2018-07-02", "2018-07-03"],
    "conference": ["2018-07-23", "2018-07-24", None],
}
CARE = {"child": ["A", "B"], "start": ["2018-01-02", "2018-01-02"], "end": [None, "2018-06-01"]}
VISITS = {"child": ["A", "B"], "visited": ["2018-07-20", "2018-05-20"]}


def faults(**changed: Any) -> list[Fault]:
    """The faults of the good conferences with some columns changed; a column changed to None is left out."""
    columns = {name: values for name, values in (GOOD | changed).items() if values is not None}
    with pytest.raises(FaultyRecords) as caught:
        southend.CP_3_10.compute(columns, as_at="2018-07-31")
    return list(caught.value.faults)


def faults_of_visits(care: dict[str, Any] | None = None, visits: dict[str, Any] | None = None) -> list[Fault]:
    """The faults of the good periods and visits with some columns changed."""
    with pytest.raises(FaultyRecords) as caught:
        southend.CP_1_4.compute(periods_of_care=CARE | (care or {}), visits=VISITS | (visits or {}), as_at="2018-07-31")
    return list(caught.value.faults)


class TestWhatIsRefused:
    """Missing is never silently repaired: no default dates, no swapped dates, no dropped rows. (Settled rule 9.)"""

    def test_a_missing_column_has_a_near_miss(self) -> None:
        """A column that is not there is named, and one that looks like it is offered."""
        (fault,) = faults(conference=None, conferance=GOOD["conference"])

        assert ("conferences", "conference", ()) == (fault.table, fault.column, fault.rows)
        assert "Did you mean 'conferance'?" in fault.remedy

    def test_a_header_is_not_shown_unless_it_is_near(self) -> None:
        """The first row of a file without a header is a child's record, so names that are not near are not listed."""
        (fault,) = faults(conference=None, **{"Ada Example": GOOD["conference"]})

        assert "Ada" not in str(fault)

    @pytest.mark.parametrize(
        "text", ["soon", "2018", "2018-7-3", "20180703", "2018-W27-2", "\u0662\u0660\u0661\u0668-07-03", "3 July 2018", "1-2-2018"]
    )
    def test_text_that_is_not_a_date(self, text: str) -> None:
        """Text in any other form than the two that are read is a fault of its row."""
        (fault,) = faults(conference=["2018-07-23", text, None])

        assert ("conference", (2,), "not a date") == (fault.column, fault.rows, fault.problem)

    def test_a_date_that_does_not_exist(self) -> None:
        """30 February is a fault, not the next day that exists."""
        (fault,) = faults(conference=["2018-07-23", "2018-02-30", None])

        assert ((2,), "not a date that exists") == (fault.rows, fault.problem)

    def test_slashes_must_be_declared(self) -> None:
        """Slashed dates without a declaration are refused, and the remedy says how to declare them."""
        (fault,) = faults(conference=["23/07/2018", "24/07/2018", None])

        assert (1, 2) == fault.rows
        assert "date_format='dd/mm/yyyy'" in fault.remedy

    def test_month_first_is_refused(self) -> None:
        """A date that can only be month first is a fault in a column declared day first, and says what it looks like."""
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_3_10.compute(GOOD | {"conference": ["07/23/2018", "03/07/2018", ""]}, as_at="2018-07-31", date_format="dd/mm/yyyy")
        (fault,) = caught.value.faults

        assert (1,) == fault.rows
        assert "mm/dd/yyyy" in fault.problem

    def test_two_formats_in_one_column(self) -> None:
        """A column is all of one form: the fewer are named."""
        columns = GOOD | {"conference": ["23/07/2018", "24/07/2018", "2018-07-25"]}
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_3_10.compute(columns, as_at="2018-07-31", date_format="dd/mm/yyyy")
        (fault,) = caught.value.faults

        assert ((3,), "two date formats in one column") == (fault.rows, fault.problem)

    @pytest.mark.parametrize(
        "value",
        [
            "2018-07-23 14:30",
            "2018-07-23T09:00:00",
            datetime(2018, 7, 23, 9, 0),
            datetime(2018, 7, 23, tzinfo=UTC),
            np.datetime64("2018-07-23T09", "s"),
        ],
    )
    def test_a_time_of_day_or_zone(self, value: Any) -> None:
        """Dropping a time would lose something, so a date with one is a fault."""
        (fault,) = faults(conference=[value, "2018-07-24", None])

        assert (1,) == fault.rows
        assert "time of day" in fault.problem

    @pytest.mark.parametrize("year", ["1918", "2108"])
    def test_a_date_outside_the_calendar(self, year: str) -> None:
        """A year that is a slip of the pen is a fault of its row."""
        (fault,) = faults(conference=[f"{year}-07-23", "2018-07-24", None])

        assert ((1,), "Correct the year, or give a calendar that covers it") == (fault.rows, fault.remedy)

    def test_an_unknown_reason(self) -> None:
        """A reason that is not in the taxonomy is a fault, and so is the one that only the system gives."""
        (fault,) = faults(reason=["F10", "F99", "Z90"])

        assert ("reason", (2, 3)) == (fault.column, fault.rows)

    def test_a_reason_of_another_process(self) -> None:
        """A school trip can make a visit late and cannot make a conference late."""
        (fault,) = faults(reason=["C30", "", ""])

        assert (1,) == fault.rows

    @pytest.mark.parametrize("missing", [None, "", "  ", float("nan"), pd.NaT, pd.NA])
    def test_a_child_without_an_identifier(self, missing: Any) -> None:
        """A row needs a child, whatever the missing value looks like."""
        (fault,) = faults(child=["A", missing, "C"])

        assert ("child", (2,)) == (fault.column, fault.rows)

    def test_one_conference_counts_once(self) -> None:
        """Two rows of one child with one conference date are named, both of them."""
        (fault,) = faults(
            child=["A", "A", "C"], conference=["2018-07-23", "2018-07-23", None], strategy_discussion=["2018-07-02", "2018-07-05", None]
        )

        assert (None, (1, 2)) == (fault.column, fault.rows)

    def test_one_conference_to_be_held_counts_once(self) -> None:
        """Two rows of one child still to be held from one strategy discussion are named."""
        (fault,) = faults(child=["A", "A", "C"], conference=[None, None, None], strategy_discussion=["2018-07-02", "2018-07-02", None])

        assert (1, 2) == fault.rows

    def test_two_conferences_of_one_child_are_two_cases(self) -> None:
        """One child conferenced on two days counts twice."""
        result = southend.CP_3_10.compute(GOOD | {"child": ["A", "A", "A"]}, as_at="2018-07-31")

        assert 2 == result.tally.denominator

    def test_a_period_that_ends_before_it_starts(self) -> None:
        """An end before its start is a fault of its row."""
        (fault,) = faults_of_visits(care={"end": [None, "2017-06-01"]})

        assert ("periods_of_care", "end", (2,)) == (fault.table, fault.column, fault.rows)

    def test_periods_that_overlap(self) -> None:
        """Every row that starts inside an earlier period of its child is a fault, also behind a short row between them."""
        care = {
            "child": ["A", "A", "A", "B"],
            "start": ["2018-01-02", "2018-02-01", "2018-03-01", "2018-01-02"],
            "end": ["2018-06-01", "2018-02-10", None, None],
        }
        (fault,) = faults_of_visits(care=care)

        assert ("start", (2, 3)) == (fault.column, fault.rows)

    def test_a_visit_without_a_date(self) -> None:
        """A visit needs its date."""
        (fault,) = faults_of_visits(visits={"visited": ["2018-07-20", ""]})

        assert ("visits", "visited", (2,)) == (fault.table, fault.column, fault.rows)

    def test_columns_of_two_lengths(self) -> None:
        """Columns of different lengths are refused as a table."""
        (fault,) = faults(conference=["2018-07-23"])

        assert (None, ()) == (fault.column, fault.rows)

    def test_known_on_needs_the_day_of_recording(self) -> None:
        """Without the column, and with a held conference whose day of recording is blank, known_on cannot be answered."""
        with pytest.raises(FaultyRecords, match="no such column, and what was known"):
            southend.CP_3_10.compute(GOOD, as_at="2018-07-31", known_on="2018-07-31")
        with pytest.raises(FaultyRecords, match="column 'recorded', row 2: no value"):
            southend.CP_3_10.compute(GOOD | {"recorded": ["2018-07-24", None, None]}, as_at="2018-07-31", known_on="2018-07-31")

    def test_a_rival_clock_needs_its_column(self) -> None:
        """A reading whose clock starts from a column that is not there says which."""
        with pytest.raises(FaultyRecords, match="column 'section_47_start': no such column, and this reading"):
            southend.CP_3_10.compute(GOOD, as_at="2018-07-31", reading="section_47_start")


class TestAllFaultsAtOnce:
    """All faults are collected and raised once, each with its column and rows."""

    def test_every_fault_of_every_table_is_listed(self) -> None:
        """Faults of both tables, of values, and of rows together come in one error."""
        found = faults_of_visits(
            care={"child": ["A", "", "C", "C"], "start": ["2018-01-02", "soon", "2018-01-02", "2018-02-01"], "end": [None, None, None, "2018-01-01"]},
            visits={"visited": ["20/07/2018", None]},
        )

        assert {
            ("periods_of_care", "child", (2,)),
            ("periods_of_care", "start", (2,)),
            ("periods_of_care", "end", (4,)),
            ("visits", "visited", (1,)),
            ("visits", "visited", (2,)),
        } == {(fault.table, fault.column, fault.rows) for fault in found}

    def test_the_message_names_column_and_row_and_what_to_do(self) -> None:
        """The error reads as sentences that say where and what to do."""
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_3_10.compute(GOOD | {"conference": ["soon", "2018-07-24", None]}, as_at="2018-07-31")

        assert str(caught.value) == (
            "1 fault in the records; nothing was computed.\n"
            "  - conferences, column 'conference', row 1: not a date. Write dates as yyyy-mm-dd, or as dd/mm/yyyy and declare it; "
            "leave the value blank where no date is known.\n"
            "Row 1 is the first row under the header."
        )

    def test_a_long_list_of_rows_is_shortened_in_the_message_only(self) -> None:
        """The message shows some rows and how many more; the fault holds them all."""
        count = 200
        columns = {
            "child": list(range(count)),
            "strategy_discussion": ["2018-07-02"] * count,
            "conference": ["soon" if n % 2 else None for n in range(count)],
        }
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_3_10.compute(columns, as_at="2018-07-31")
        (fault,) = caught.value.faults

        assert tuple(range(2, count + 1, 2)) == fault.rows
        assert "and 88 more" in str(fault)


class TestWhatIsRead:
    """A date is a date, whatever library it comes from."""

    @pytest.mark.parametrize(
        "values",
        [
            [date(2018, 7, 23), date(2018, 7, 24), None],
            [datetime(2018, 7, 23), datetime(2018, 7, 24), None],
            ["2018-07-23", "2018-07-24T00:00:00.000", ""],
            np.array(["2018-07-23", "2018-07-24", "NaT"], dtype="datetime64[D]"),
            np.array(["2018-07-23", "2018-07-24", "NaT"], dtype="datetime64[ns]"),
            np.array([np.datetime64("2018-07-23"), np.datetime64("2018-07-24"), None], dtype=object),
            pd.Series(pd.to_datetime(["2018-07-23", "2018-07-24", "NaT"])),
            pd.Series(["2018-07-23", "2018-07-24", None]),
            pl.Series(["2018-07-23", "2018-07-24", None]),
            pl.Series([date(2018, 7, 23), date(2018, 7, 24), None]),
            (date(2018, 7, 23), "2018-07-24", float("nan")),
        ],
        ids=lambda values: f"{type(values).__module__}.{type(values).__name__}",
    )
    def test_dates_of_any_kind(self, values: Any) -> None:
        """Dates in lists, arrays and Series are read alike, missing ones too."""
        assert_as_usual(southend.CP_3_10.compute(GOOD | {"conference": values}, as_at="2018-07-31"))

    @pytest.mark.parametrize(
        "frame",
        [
            pd.DataFrame(GOOD),
            pd.DataFrame(GOOD).astype({"conference": "datetime64[ns]", "strategy_discussion": "datetime64[s]"}),
            pd.DataFrame(GOOD).convert_dtypes(dtype_backend="pyarrow"),
            pd.DataFrame(GOOD).astype({"conference": "datetime64[ns]"}).convert_dtypes(dtype_backend="pyarrow"),
            pl.DataFrame(GOOD),
            pl.DataFrame(GOOD).with_columns(pl.col("conference", "strategy_discussion").str.to_date()),
            pl.DataFrame(GOOD).with_columns(pl.col("conference").str.to_datetime()),
            pa.table(GOOD),
            pa.table(GOOD | {"conference": pa.array([date(2018, 7, 23), date(2018, 7, 24), None])}),
        ],
        ids=lambda frame: type(frame).__module__,
    )
    def test_frames_of_any_kind(self, frame: Any) -> None:
        """pandas, Polars and pyarrow frames are read alike, with text or dates in them."""
        assert_as_usual(southend.CP_3_10.compute(frame, as_at="2018-07-31"))

    def test_a_time_zone_in_a_frame_is_refused(self) -> None:
        """A Polars column with a time zone is refused rather than read as if it were UTC."""
        frame = pl.DataFrame(GOOD).with_columns(pl.col("conference").str.to_datetime(time_zone="Europe/London"))
        with pytest.raises(FaultyRecords, match="rows 1-2: a time of day, or a time zone"):
            southend.CP_3_10.compute(frame, as_at="2018-07-31")

    @pytest.mark.parametrize("frame", [pl.LazyFrame(GOOD), [1, 2, 3], "conferences.csv", 7])
    def test_what_is_no_table_is_refused(self, frame: Any) -> None:
        """A lazy frame is not collected behind the caller's back, and other things are no tables."""
        with pytest.raises(TypeError, match="Give a mapping of column names to arrays"):
            southend.CP_3_10.compute(frame, as_at="2018-07-31")

    def test_the_callers_own_names(self) -> None:
        """Columns are found by the caller's names, given flat for one table or by table."""
        own = {"Child ID": GOOD["child"], "Strat": GOOD["strategy_discussion"], "ICPC": GOOD["conference"]}
        names = {"child": "Child ID", "strategy_discussion": "Strat", "conference": "ICPC"}

        assert_as_usual(southend.CP_3_10.compute(own, columns=names, as_at="2018-07-31"))
        assert_as_usual(southend.CP_3_10.compute(conferences=own, columns={"conferences": names}, as_at="2018-07-31"))

    def test_a_fault_names_the_callers_column(self) -> None:
        """The column in a fault is the caller's, not the library's."""
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_3_10.compute(GOOD | {"ICPC": ["soon", None, None]}, columns={"conference": "ICPC"}, as_at="2018-07-31")

        assert ["ICPC"] == [fault.column for fault in caught.value.faults]

    def test_an_optional_column_that_was_named_must_be_there(self) -> None:
        """A slip in the name of an optional column is a fault, not a column without reasons."""
        with pytest.raises(FaultyRecords, match="column 'Reasons': no such column"):
            southend.CP_3_10.compute(GOOD | {"Reason": ["", "", ""]}, columns={"reason": "Reasons"}, as_at="2018-07-31")

    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            ({"columns": {"conferance": "x"}}, "Did you mean 'conference'?"),
            ({"reading": "section_47"}, "Did you mean 'section_47_start'"),
            ({"visits": VISITS}, "not computed from a table 'visits'"),
        ],
    )
    def test_names_that_are_not_known(self, arguments: dict[str, Any], hint: str) -> None:
        """A name that does not exist is refused with the nearest that does."""
        with pytest.raises(UnknownName, match=hint.replace("?", r"\?")):
            southend.CP_3_10.compute(GOOD, as_at="2018-07-31", **arguments)

    def test_a_table_that_is_not_given(self) -> None:
        """The tables an indicator needs are named when one is missing."""
        with pytest.raises(UnknownName, match=r"visits=\.\.\."):
            southend.CP_1_4.compute(periods_of_care=CARE, as_at="2018-07-31")

    def test_columns_of_two_tables_are_named_table_by_table(self) -> None:
        """A flat mapping of names cannot say which of two tables it is for."""
        with pytest.raises(UnknownName, match="table by table"):
            southend.CP_1_4.compute(periods_of_care=CARE, visits=VISITS, as_at="2018-07-31", columns={"child": "Child"})

    def test_identifiers_may_be_numbers_in_one_table_and_text_in_the_other(self) -> None:
        """A child numbered 7 in one file and '7' in the other is one child."""
        care = {"child": np.array([7, 8]), "start": ["2018-01-02"] * 2, "end": [None, None]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits={"child": ["7"], "visited": ["2018-07-20"]}, as_at="2018-07-31")

        assert "1 of 2" == str(result.tally)

    def test_visits_to_nobody_are_noted(self) -> None:
        """Visits of children who have no period of care are named by row, not dropped in silence."""
        result = southend.CP_1_4.compute(periods_of_care=CARE, visits={"child": ["A", "X"], "visited": ["2018-07-20"] * 2}, as_at="2018-07-31")

        assert ("visits, row 2: of nobody in periods_of_care; not used. Check that both tables name children alike.",) == result.notes

    def test_no_rows_are_no_cases(self) -> None:
        """Tables without rows give no figure and no error."""
        empty: dict[str, list[Any]] = {name: [] for name in GOOD}

        assert southend.CP_3_10.compute(empty, as_at="2018-07-31").percentage is None
        assert southend.CP_1_4.compute(periods_of_care={"child": [], "start": [], "end": []}, visits=VISITS, as_at="2018-07-31").percentage is None


class TestWhatMustNotSlipThrough:
    """What looks like data and is not read as such is a fault, an error or a note; never a figure."""

    def test_a_header_of_names_is_not_repeated(self) -> None:
        """Names like the library's in a file without a header are a child's, and are not offered as near misses."""
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_1_4.compute(periods_of_care={"Ben": ["A"], "Stuart": ["2018-01-02"], "Enda": [None]}, visits=VISITS, as_at="2018-07-31")

        assert [] == [name for name in ("Ben", "Stuart", "Enda") if name in str(caught.value)]

    @pytest.mark.parametrize("name", ["Reason", "reason ", "REASON"])
    def test_an_optional_column_but_for_capitals(self, name: str) -> None:
        """Reasons under a heading that differs in capitals or spaces are not passed over."""
        (fault,) = faults(**{name: ["F10", "", ""]})

        assert ("reason", ()) == (fault.column, fault.rows)

    def test_names_for_a_table_that_is_not_there(self) -> None:
        """Column names given for a table that does not exist are refused."""
        with pytest.raises(UnknownName, match="Did you mean 'conferences'"):
            southend.CP_3_10.compute(GOOD, columns={"conference": {"reason": "Why"}}, as_at="2018-07-31")

    def test_a_table_given_twice(self) -> None:
        """One table given with and without its name is refused."""
        with pytest.raises(UnknownName, match="conferences twice"):
            southend.CP_3_10.compute(GOOD, conferences=GOOD, as_at="2018-07-31")

    def test_a_missing_family_is_no_family(self) -> None:
        """Children without a family number are not put into one family."""
        result = southend.CP_3_10.compute(GOOD | {"family": [7.0, float("nan"), float("nan")]}, as_at="2018-07-31")

        assert ["7", "", ""] == result.cases.columns()["family"].tolist()

    @pytest.mark.parametrize("unit", ["M", "Y"])
    def test_a_month_is_no_date(self, unit: str) -> None:
        """A column of months or years is not read as the first of each."""
        (fault,) = faults(conference=np.array(["2018-07", "2018-08", "NaT"], dtype="datetime64[M]").astype(f"datetime64[{unit}]"))

        assert (1, 2) == fault.rows

    def test_a_mask_is_kept(self) -> None:
        """A masked date is missing."""
        dates = np.ma.array(np.array(["2018-07-23", "2018-07-24", "2018-07-25"], dtype="datetime64[D]"), mask=[False, False, True])

        assert_as_usual(southend.CP_3_10.compute(GOOD | {"conference": dates}, as_at="2018-07-31"))

    @pytest.mark.parametrize("missing", [np.float32("nan"), Decimal("NaN"), np.datetime64("NaT", "D")])
    def test_other_missing_identifiers(self, missing: Any) -> None:
        """Missing values of every kind are missing, not a child of that name."""
        (fault,) = faults(child=["A", missing, "C"])

        assert ("child", (2,)) == (fault.column, fault.rows)

    def test_an_arrow_array_in_a_mapping(self) -> None:
        """A null of an Arrow array is missing."""
        (fault,) = faults(child=pa.array(["A", None, "C"]))

        assert (2,) == fault.rows

    @pytest.mark.parametrize(
        ("care", "visits"),
        [
            (np.array([2**53, 2**53 + 1], dtype=np.uint64), np.array([2**53 + 1], dtype=np.int64)),
            ([101.0, "A2"], ["101"]),
            ([2**70, 7], [str(2**70)]),
            ([101.0, 102.0], np.array([101])),
        ],
    )
    def test_identifiers_of_two_kinds(self, care: Any, visits: Any) -> None:
        """One child is one child whatever kind of number or text each file has."""
        periods = {"child": care, "start": ["2018-01-02"] * 2, "end": [None, None]}
        result = southend.CP_1_4.compute(periods_of_care=periods, visits={"child": visits, "visited": ["2018-07-20"]}, as_at="2018-07-31")

        assert ("1 of 2", ()) == (str(result.tally), result.notes)

    @pytest.mark.parametrize("column", [None, 5, "2018-07-23", np.array([["2018-07-23"]], dtype="datetime64[D]")])
    def test_a_column_that_is_none(self, column: Any) -> None:
        """Something other than a list or a one-dimensional array is refused as a column."""
        with pytest.raises(FaultyRecords, match="not a list or a one-dimensional array"):
            southend.CP_3_10.compute(GOOD | {"conference": column}, as_at="2018-07-31")

    def test_two_columns_of_one_name(self) -> None:
        """A frame with a name twice is refused without repeating the name."""
        for frame in (pa.table([["A"], ["B"]], names=["Ada", "Ada"]), pd.DataFrame([["A", "B"]], columns=["Ada", "Ada"])):
            with pytest.raises(FaultyRecords, match="two columns have one name") as caught:
                southend.CP_3_10.compute(frame, as_at="2018-07-31")
            assert "Ada" not in str(caught.value)

    def test_numbered_columns_are_only_strangers(self) -> None:
        """A frame whose columns are numbered has none of the columns wanted, and says so."""
        with pytest.raises(FaultyRecords, match="column 'child': no such column"):
            southend.CP_3_10.compute(pd.DataFrame([["A", "2018-07-02", "2018-07-23"]]), as_at="2018-07-31")

    @pytest.mark.parametrize(
        ("asked", "error"),
        [
            ({"columns": 5}, TypeError),
            ({"calendar": None}, TypeError),
            ({"reading": 5}, UnknownName),
            ({"date_format": "mm/dd/yyyy"}, UnknownName),
            ({"year": 2018}, InvalidPeriod),
        ],
    )
    def test_arguments_of_the_wrong_kind(self, asked: dict[str, Any], error: type[Exception]) -> None:
        """An argument of the wrong kind is refused in words."""
        with pytest.raises(error, match=r"\."):
            southend.CP_3_10.compute(GOOD, **{"as_at": "2018-07-31", **asked})


def test_frames_need_narwhals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without narwhals a frame is refused with the extra to install, and a mapping is read all the same."""
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)

    with pytest.raises(MissingExtra, match=r"csc-indicators\[frames\]"):
        southend.CP_3_10.compute(pd.DataFrame(GOOD), as_at="2018-07-31")
    assert_as_usual(southend.CP_3_10.compute(GOOD, as_at="2018-07-31"))


def test_records_print_their_shape_alone() -> None:
    """Records show their table, their number and their columns."""
    intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=southend.CP_3_10.reasons)

    assert "<Records conferences: 3 rows of child, strategy_discussion, conference>" == repr(intake.read(southend.CP_3_10.records[0], GOOD, {}))


@given(st.lists(st.text() | st.dates().map(str) | st.dates(date(1900, 1, 1)).map("{:%d/%m/%Y}".format), max_size=8))
def test_any_text_is_a_date_or_a_fault(texts: list[str]) -> None:
    """Whatever a column holds, each value is read as the date it says, is blank, or is named as misread."""
    dates, misread = dates_from_objects(texts, date_format="dd/mm/yyyy")
    wrong = {position for _, _, positions in misread for position in positions}

    for position, text in enumerate(texts):
        if np.isnat(dates[position]):
            assert not text.strip() or position in wrong
        else:
            year, month, day = text.split("-") if "-" in text else reversed(text.split("/"))
            assert date(int(year), int(month), int(day[:2])) == dates[position].item()


def assert_as_usual(result: Result[Any]) -> None:
    """The result is that of the good conferences."""
    assert ["in time", "late", "overdue"] == result.cases.columns()["status"].tolist()
