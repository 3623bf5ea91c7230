"""Periods of being looked after, and visits to looked-after children."""

from csc_indicators.records.constraints import Apart, InOrder
from csc_indicators.records.explaining import reason_columns
from csc_indicators.records.table import LEDGER_COLUMNS, Column, Item, Kind, Table

__all__ = ["PERIODS_OF_CARE", "VISITS"]

PERIODS_OF_CARE = Table(
    "periods_of_care",
    "one child looked after without a break; rows of one child that touch, one ending on the day the next starts, are one period",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child.",
            items=(Item("SSDA903", "CHILD"), Item("Annex A", "List 8, Child Unique ID"), Item("SSD", "clae_person_id")),
        ),
        Column(
            name="start",
            kind=Kind.DATE,
            meaning=(
                "The day the child became looked after. A row may be an episode, as SSDA903 and SSD have them: start and end are then the episode's."
            ),
            items=(Item("SSDA903", "DECOM"), Item("Annex A", "List 8, Date Started to be Looked After"), Item("SSD", "clae_cla_episode_start_date")),
        ),
        Column(
            name="end",
            kind=Kind.DATE,
            meaning="The day the child stopped being looked after. Blank while the child still is.",
            may_be_blank=True,
            items=(Item("SSDA903", "DEC"), Item("Annex A", "List 8, Date Ceased to be Looked After"), Item("SSD", "clae_cla_episode_ceased_date")),
        ),
        Column(
            name="family",
            kind=Kind.ID,
            meaning="What brothers and sisters in care have in common, where it is known: a visit to one is often a visit to all.",
            required=False,
            may_be_blank=True,
        ),
        Column(name="recorded", kind=Kind.DATE, meaning="The day the entry was made.", required=False, may_be_blank=True),
        *LEDGER_COLUMNS,
    ),
    (
        InOrder(
            "start",
            "end",
            same_day=True,
            source="no rule was read: nobody stops being looked after before starting to be",
            problem="the end is before the start",
        ),
        Apart(
            "start",
            "end",
            source="no rule was read: a child is looked after once at a time",
            problem="starts before an earlier period of the same child has ended",
            remedy="End the earlier period on or before the day the later one starts, or remove the row that is there twice",
        ),
    ),
)

VISITS = Table(
    "visits",
    "one visit to one looked-after child; leave out visits that your definition does not count",
    (
        Column(name="child", kind=Kind.ID, meaning="The child.", items=(Item("Annex A", "List 8, Child Unique ID"), Item("SSD", "clav_person_id"))),
        Column(
            name="visited",
            kind=Kind.DATE,
            meaning="The day of the visit.",
            items=(Item("Annex A", "List 8, Date of Last Social Work Visit"), Item("SSD", "clav_cla_visit_date")),
        ),
        Column(name="recorded", kind=Kind.DATE, meaning="The day the visit was recorded.", required=False, may_be_blank=True),
        *LEDGER_COLUMNS,
        *reason_columns("Why this visit came late: a code of the indicator's taxonomy. Blank when it was in time or no reason is recorded."),
    ),
)
