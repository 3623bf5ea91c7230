"""Initial child protection conferences, held and to be held."""

from csc_indicators.records.constraints import OneEventOnce, OneReason
from csc_indicators.records.explaining import reason_columns
from csc_indicators.records.table import LEDGER_COLUMNS, Column, Item, Kind, Table

__all__ = ["CONFERENCES"]

_TOGETHER = ("family", "strategy_discussion", "conference")

CONFERENCES = Table(
    "conferences",
    "one child at one initial child protection conference, held or still to be held",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child. Brothers and sisters conferenced together are a row each.",
            items=(Item("CIN census", "LAchildID"), Item("Annex A", "List 5, Child Unique ID"), Item("SSD", "icpc_person_id")),
        ),
        Column(
            name="strategy_discussion",
            kind=Kind.DATE,
            meaning="The strategy discussion at which the section 47 enquiries were initiated: day 0 of the limit. Blank when it is not known.",
            may_be_blank=True,
            items=(
                Item("CIN census", "S47ActualStartDate"),
                Item("Annex A", "List 5, Strategy discussion initiating Section 47 Enquiry Start Date"),
                Item("SSD", "s47e_s47_start_date"),
            ),
        ),
        Column(
            name="conference",
            kind=Kind.DATE,
            meaning="The day the initial conference was held. Blank when it has not been held yet.",
            may_be_blank=True,
            items=(
                Item("CIN census", "DateOfInitialCPC"),
                Item("Annex A", "List 5, Date of Initial Child Protection Conference"),
                Item("SSD", "icpc_icpc_date"),
            ),
        ),
        Column(
            name="section_47_start",
            kind=Kind.DATE,
            meaning="The day the section 47 enquiry started as the council's system holds it, where that is not the strategy discussion's.",
            required=False,
            may_be_blank=True,
        ),
        Column(
            name="initial_strategy_discussion",
            kind=Kind.DATE,
            meaning="The first of several strategy discussions, even one that started no enquiry.",
            required=False,
            may_be_blank=True,
        ),
        Column(
            name="section_47_timescale_start",
            kind=Kind.DATE,
            meaning=(
                "The day the timescale for completing the section 47 enquiry began: the clock of the national statistic before 2012-13. It need not "
                "be the day the enquiry started."
            ),
            required=False,
            may_be_blank=True,
        ),
        Column(
            name="transfer_in",
            kind=Kind.FLAG,
            meaning=(
                "Yes for a conference on a child who moved in while subject to a plan elsewhere: it has no section 47 enquiry of this council's. "
                "Blank means no."
            ),
            required=False,
            may_be_blank=True,
            items=(Item("SSD", "icpc_icpc_transfer_in"),),
        ),
        Column(
            name="notified",
            kind=Kind.DATE,
            meaning="The day this council was notified of the move, of a child who moved in. Blank for every other child, and when it is not known.",
            required=False,
            may_be_blank=True,
        ),
        Column(
            name="family",
            kind=Kind.ID,
            meaning="What the children conferenced together have in common: the family, or the meeting.",
            required=False,
            may_be_blank=True,
            items=(Item("SSD", "icpc_icpc_meeting_id"),),
        ),
        Column(
            name="recorded",
            kind=Kind.DATE,
            meaning="The day the conference was recorded.",
            required=False,
            may_be_blank=True,
        ),
        *LEDGER_COLUMNS,
        *reason_columns("Why the conference was, or is, after its due date: a code of the indicator's taxonomy. Blank when no reason is recorded."),
    ),
    (
        OneEventOnce("strategy_discussion", "conference", source="no rule was read: one event counts once"),
        OneReason(_TOGETHER, what="conference", source="no rule was read: a conference is late once, whatever the number of children"),
    ),
    decided_together=_TOGETHER,
)
