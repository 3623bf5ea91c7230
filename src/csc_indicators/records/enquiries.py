"""Enquiries under section 47 of the Children Act 1989."""

from csc_indicators.records.constraints import Apart, InOrder, OnceADay
from csc_indicators.records.table import FAMILY, LEDGER_COLUMNS, RECORDED, Column, Item, Kind, Table

__all__ = ["SECTION_47_ENQUIRIES"]

SECTION_47_ENQUIRIES = Table(
    "section_47_enquiries",
    "one section 47 enquiry about one child",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child. Brothers and sisters enquired about together are a row each.",
            items=(Item("CIN census", "LAchildID"), Item("Annex A", "List 5, Child Unique ID"), Item("SSD", "s47e_person_id")),
        ),
        Column(
            name="start",
            kind=Kind.DATE,
            meaning="The day of the strategy discussion at which the enquiry was initiated. It need not be a working day.",
            items=(
                Item("CIN census", "S47ActualStartDate"),
                Item("Annex A", "List 5, Strategy discussion initiating Section 47 Enquiry Start Date"),
                Item("SSD", "s47e_s47_start_date"),
            ),
        ),
        Column(
            name="end",
            kind=Kind.DATE,
            meaning="The day the enquiry was completed and authorised. Blank while it is not.",
            required=False,
            may_be_blank=True,
            items=(Item("SSD", "s47e_s47_end_date"),),
        ),
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
    ),
    (
        InOrder("start", "end", same_day=True, source="no rule was read: an enquiry is not completed before it starts"),
        OnceADay("start", source="no rule was read: one enquiry counts once"),
        Apart(
            "start",
            "end",
            source="DfE children in need census validation rule 8839",
            problem="starts before an earlier enquiry about the same child has ended",
            remedy="End the earlier enquiry on or before the day the later one starts, or remove the row that is there twice",
        ),
    ),
)
