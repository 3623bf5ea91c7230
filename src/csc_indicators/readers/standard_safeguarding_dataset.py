"""
The Standard Safeguarding Dataset's names for the columns this library reads.

They are those that the tables themselves give, under ``SSD`` among the items of each column. Some come from another of the dataset's tables and are
joined first: the start of the section 47 enquiry to the conferences, by the enquiry's id; the referral date to the assessments, by the referral's;
dates of birth by the person's. The dataset has no column for the day a record was made, nor for reasons; where a council adds ``recorded`` and
``reason`` to its extract they are read by those names. It has none for core groups, nor for the initial and core assessments of before 2013-14.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from csc_indicators.records.table import Table
from csc_indicators.records.tables import TABLES

__all__ = ["ALL_COLUMNS", "COLUMNS", "names_in"]


def _names_of(table: Table) -> Mapping[str, str]:
    return MappingProxyType({column.name: item.name for column in table for item in column.items if item.standard == "SSD"})


def _needed(table: Table, names: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({ours: theirs for ours, theirs in names.items() if table[ours].required or ours == "family"})


#: The dataset's column for each of the library's that it has a name for, by table. A column that is named must be there, so :func:`names_in` picks
#: those that are.
ALL_COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType({table.name: _names_of(table) for table in TABLES})

#: The same for the columns that a table cannot do without, and the family; give it to ``compute`` as ``columns``.
COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType({table.name: _needed(table, ALL_COLUMNS[table.name]) for table in TABLES})


def names_in(table: str, header: Collection[str]) -> dict[str, str]:
    """
    The dataset's names that *header* has, for those of the library's columns that it does not have by the library's own name.

    >>> names_in("visits", ["clav_person_id", "visited"])
    {'child': 'clav_person_id'}
    >>> names_in("need_episodes", ["cine_person_id", "cine_referral_date", "cine_close_date", "cine_close_reason"])
    {'child': 'cine_person_id', 'start': 'cine_referral_date', 'end': 'cine_close_date'}
    """
    return {ours: theirs for ours, theirs in ALL_COLUMNS[table].items() if theirs in header and ours not in header}
