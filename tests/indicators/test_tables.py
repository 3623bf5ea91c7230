"""The caller's own tables: which is which, what their columns are called, and what is refused."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import FaultyRecords, Tally, UnknownName, england, southend
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.indicators.tables import Tables
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.care import PERIODS_OF_CARE, VISITS
from csc_indicators.records.intake import Intake
from csc_indicators.records.tables import TABLES

CARE: dict[str, list[Any]] = {"child": ["a", "b"], "start": ["2018-01-02"] * 2, "end": [None] * 2}
SEEN = {"child": ["a"], "visited": ["2018-07-02"]}
REFERRALS = {"child": ["a", "b"], "referral": ["2018-07-02", "2018-07-03"]}
AS_AT = "2018-07-31"

#: Every column of any table.
KNOWN = {column.name for table in TABLES for column in table}

#: Names that a caller might give columns: any that is no column's, in capitals or with spaces either, which would be taken for it.
NAMES = st.text(min_size=1, max_size=12).filter(lambda name: "".join(name.split()).casefold() not in KNOWN)


def tables(**asked: Any) -> Tables:
    """The tables of children in care as a caller gave them."""
    given_tables: dict[str, Any] = {"records": None, "tables": {"periods_of_care": CARE, "visits": SEEN}, "columns": None, **asked}
    return Tables.of((PERIODS_OF_CARE, VISITS), given_tables.pop("records"), given_tables.pop("tables"), asked_by="CP 1.4", **given_tables)


class TestWhichIsWhich:
    """Every table is given by its name; the table of cases may go without. (Errors: what is wrong, where, what to do.)"""

    def test_with_or_without_its_name(self) -> None:
        """The table of cases is the same either way, of an indicator of one table and of one of two."""
        assert (
            southend.CP_1_4.compute(CARE, visits=SEEN, as_at=AS_AT).series
            == southend.CP_1_4.compute(periods_of_care=CARE, visits=SEEN, as_at=AS_AT).series
        )
        assert england.referrals.compute(REFERRALS, as_at=AS_AT).series == england.referrals.compute(referrals=REFERRALS, as_at=AS_AT).series

    def test_but_not_both(self) -> None:
        """The same table twice is refused, and so is one that the indicator does not read, with the name that was meant."""
        with pytest.raises(UnknownName, match=r"Referrals was given referrals twice\. Give it once"):
            england.referrals.compute(REFERRALS, referrals=REFERRALS, as_at=AS_AT)
        with pytest.raises(UnknownName, match=r"CP 1\.4 is not computed from a table 'visit'\. Did you mean 'visits'"):
            southend.CP_1_4.compute(CARE, visit=SEEN, as_at=AS_AT)

    @pytest.mark.parametrize(
        ("given_tables", "wanted"),
        [
            ({}, "periods_of_care=... and visits=..."),
            ({"visits": SEEN}, "periods_of_care=..."),
            ({"periods_of_care": CARE}, "visits=..."),
            ({"periods_of_care": CARE, "visits": None}, "visits=..."),
        ],
    )
    def test_all_are_needed(self, given_tables: dict[str, Any], wanted: str) -> None:
        """A table that is not there is asked for by name, and no other is."""
        with pytest.raises(UnknownName) as caught:
            southend.CP_1_4.compute(**given_tables, as_at=AS_AT)

        assert f"CP 1.4 is computed from periods_of_care and visits. Give {wanted}" == str(caught.value)


class TestWhatColumnsAreCalled:
    """The caller's own names stand for the library's, of the one table or table by table, and move no figure."""

    @settings(max_examples=30)
    @given(st.lists(NAMES, min_size=2, max_size=2, unique=True))
    def test_any_names(self, names: list[str]) -> None:
        """Whatever the columns are called, the result is that of the library's names, and a fault names the caller's."""
        child, referral = names
        mine = {child: REFERRALS["child"], referral: REFERRALS["referral"]}
        columns = {"child": child, "referral": referral}

        for said in (columns, {"referrals": columns}):
            assert england.referrals.compute(mine, as_at=AS_AT, columns=said).series == england.referrals.compute(REFERRALS, as_at=AS_AT).series
        with pytest.raises(FaultyRecords) as caught:
            england.referrals.compute({**mine, referral: ["2018-07-02", "soon"]}, as_at=AS_AT, columns=columns)
        assert [referral] == [fault.column for fault in caught.value.faults]

    def test_table_by_table(self) -> None:
        """Each table has names of its own; those of a table that is not read are no fault, so one mapping does for all indicators."""
        mine = {"kid": SEEN["child"], "seen": SEEN["visited"]}
        columns = {"visits": {"child": "kid", "visited": "seen"}, "referrals": {"child": "kid"}}

        assert Tally(1, 2) == southend.CP_1_4.compute(CARE, visits=mine, as_at=AS_AT, columns=columns).tally

    @pytest.mark.parametrize("columns", [None, {}])
    def test_none_are_needed(self, columns: Any) -> None:
        """Without names the columns are called as the library calls them."""
        assert Tally(1, 2) == southend.CP_1_4.compute(CARE, visits=SEEN, as_at=AS_AT, columns=columns).tally

    def test_of_two_tables_it_must_be_said_which(self) -> None:
        """Names without a table could be of either."""
        with pytest.raises(UnknownName, match=r"more than one table\. Name their columns table by table: columns=\{'periods_of_care': \{"):
            southend.CP_1_4.compute(CARE, visits=SEEN, as_at=AS_AT, columns={"child": "kid"})

    def test_of_no_table(self) -> None:
        """Names of a table that no indicator reads are refused, with the one that was meant."""
        with pytest.raises(UnknownName, match=r"There are no records 'visit' to name the columns of\. Did you mean 'visits'"):
            southend.CP_1_4.compute(CARE, visits=SEEN, as_at=AS_AT, columns={"visit": {"child": "kid"}})

    @pytest.mark.parametrize("columns", [["child"], "child"])
    def test_what_is_no_mapping(self, columns: Any) -> None:
        """Names are a mapping."""
        with pytest.raises(TypeError, match="columns is a mapping"):
            england.referrals.compute(REFERRALS, as_at=AS_AT, columns=columns)


class TestGroups:
    """The columns of groups are read with the table of cases, under any name, as labels that may be blank."""

    @pytest.mark.parametrize("by", ["team", ["team"], ("team",)])
    def test_one_name_or_several(self, by: Any) -> None:
        """One column is named by itself or in a list."""
        assert ("team",) == tables(by=by).by

    def test_none(self) -> None:
        """Without groups the tables are as they are."""
        assert () == tables().by
        assert {"periods_of_care": PERIODS_OF_CARE, "visits": VISITS} == {name: records.table for name, records in tables().read(intake()).items()}

    def test_they_are_of_the_table_of_cases_alone(self) -> None:
        """The labels stand on the rows of cases, and a column of that name in another table is not read."""
        read = tables(tables={"periods_of_care": {**CARE, "team": ["North", None]}, "visits": {**SEEN, "team": ["South"]}}, by=["team"]).read(
            intake()
        )

        assert ["North", ""] == read["periods_of_care"]["team"].tolist()
        assert "team" not in read["visits"]
        assert "team" not in {column.name for column in PERIODS_OF_CARE}

    @pytest.mark.parametrize("name", sorted({column.name for table in TABLES for column in table if column.kind.name == "ID"}))
    def test_never_by_who_it_is(self, name: str) -> None:
        """Labels are printed, so no column of identifiers of any table is one, under the library's name or the caller's."""
        with pytest.raises(UnknownName, match=f"not grouped by '{name}'"):
            tables(by=name)
        with pytest.raises(UnknownName, match="not grouped by"):
            tables(by="kid", columns={"periods_of_care": {"child": "kid"}})
        with pytest.raises(UnknownName, match="not grouped by"):
            tables(by="kid", columns={"periods_of_care": {"kid": "child"}})


def intake() -> Intake:
    """Somewhere to read into."""
    return Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS, date_format="yyyy-mm-dd")
