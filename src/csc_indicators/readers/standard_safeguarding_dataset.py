"""
The Standard Safeguarding Dataset's names for the columns this library reads.

The start of the section 47 enquiry is in the dataset's table of enquiries, so join that to the conferences first, by the enquiry's id. The dataset
has no column for the day a record was made, nor for reasons; where a council adds ``recorded`` and ``reason`` to its extract they are read by those
names.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

__all__ = ["COLUMNS", "names_in"]

#: The dataset's column for each of the library's, by table; give it to ``compute`` as ``columns``.
COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "conferences": MappingProxyType(
            {
                "child": "icpc_person_id",
                "strategy_discussion": "s47e_s47_start_date",
                "conference": "icpc_icpc_date",
                "family": "icpc_icpc_meeting_id",
            }
        ),
        "periods_of_care": MappingProxyType(
            {"child": "clae_person_id", "start": "clae_cla_episode_start_date", "end": "clae_cla_episode_ceased_date"}
        ),
        "visits": MappingProxyType({"child": "clav_person_id", "visited": "clav_cla_visit_date"}),
    }
)


def names_in(table: str, header: Collection[str]) -> dict[str, str]:
    """
    The dataset's names that *header* has, for those of the library's columns that it does not have by the library's own name.

    >>> names_in("visits", ["clav_person_id", "visited"])
    {'child': 'clav_person_id'}
    """
    return {ours: theirs for ours, theirs in COLUMNS[table].items() if theirs in header and ours not in header}
