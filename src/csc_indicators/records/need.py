"""Episodes of need: from the referral that opened a case to its closure."""

from csc_indicators.records.births import BIRTH_COLUMNS, born_or_due
from csc_indicators.records.constraints import InOrder
from csc_indicators.records.table import FAMILY, LEDGER_COLUMNS, RECORDED, Column, Item, Kind, Table

__all__ = ["NEED_EPISODES"]

NEED_EPISODES = Table(
    "need_episodes",
    "one child in need from the referral that opened the case to its closure",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child.",
            items=(Item("CIN census", "LAchildID"), Item("Annex A", "List 6, Child Unique ID"), Item("SSD", "cine_person_id")),
        ),
        Column(
            name="start",
            kind=Kind.DATE,
            meaning="The day of the referral that opened the episode. Whether Annex A's date is the referral's was not verified.",
            items=(Item("CIN census", "CINreferralDate"), Item("Annex A", "List 6, CIN Start Date"), Item("SSD", "cine_referral_date")),
        ),
        Column(
            name="end",
            kind=Kind.DATE,
            meaning="The day the case was closed. Blank while it is open.",
            may_be_blank=True,
            items=(Item("CIN census", "CINclosureDate"), Item("Annex A", "List 6, CIN Closure Date"), Item("SSD", "cine_close_date")),
        ),
        Column(
            name="no_further_action",
            kind=Kind.FLAG,
            meaning="Yes when no further action followed the referral.",
            required=False,
            may_be_blank=True,
            items=(Item("CIN census", "ReferralNFA"), Item("SSD", "cine_referral_nfa")),
        ),
        *BIRTH_COLUMNS,
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
    ),
    (
        InOrder("start", "end", same_day=True, source="no rule was read: a case is not closed before it is opened"),
        *born_or_due("start"),
    ),
)
