"""Referrals: what comes in at the front door of children's social care."""

from csc_indicators.records.births import BIRTH_COLUMNS, born_or_due
from csc_indicators.records.constraints import InOrder, OnceADay
from csc_indicators.records.explaining import reason_columns
from csc_indicators.records.table import FAMILY, LEDGER_COLUMNS, RECORDED, Column, Item, Kind, Table

__all__ = ["REFERRALS"]

REFERRALS = Table(
    "referrals",
    "one child referred to children's social care once; leave out contacts, and what is new about a case that is open already",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child. Brothers and sisters referred together are a row each.",
            items=(Item("CIN census", "LAchildID"), Item("Annex A", "List 3, Child Unique ID"), Item("SSD", "cine_person_id")),
        ),
        Column(
            name="referral",
            kind=Kind.DATE,
            meaning="The day the referral was received. It need not be a working day.",
            items=(Item("CIN census", "CINreferralDate"), Item("Annex A", "List 3, Date of referral"), Item("SSD", "cine_referral_date")),
        ),
        Column(
            name="decision",
            kind=Kind.DATE,
            meaning="The day the type of response was decided. Blank when it has not been decided yet.",
            required=False,
            may_be_blank=True,
        ),
        Column(
            name="no_further_action",
            kind=Kind.ANSWER,
            meaning="Yes when no further action followed the referral, no when some did. Blank when it is not recorded.",
            required=False,
            may_be_blank=True,
            items=(Item("CIN census", "ReferralNFA"), Item("Annex A", "List 3, Referral NFA?"), Item("SSD", "cine_referral_nfa")),
        ),
        *BIRTH_COLUMNS,
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
        *reason_columns("Why the decision was, or is, after its due date: a code of the indicator's taxonomy. Blank when no reason is recorded."),
    ),
    (
        InOrder("referral", "decision", same_day=True, source="no rule was read: nothing is decided about a referral before it is received"),
        *born_or_due("referral"),
        OnceADay(
            "referral",
            source="DfE children in need census guide 2023-24, section 4.2: several referrers at a similar time are one referral",
            remedy="Keep one of them: several referrers at a similar time are one referral, with the date of the first",
        ),
    ),
)
