"""Child protection plans, and what has to happen while there is one: reviews, visits and the core group."""

from csc_indicators.records.constraints import Apart, InOrder, OnceADay, OneReason
from csc_indicators.records.explaining import reason_columns
from csc_indicators.records.table import FAMILY, LEDGER_COLUMNS, RECORDED, Column, Item, Kind, Table

__all__ = ["CORE_GROUPS", "PLANS", "PLAN_REVIEWS", "PLAN_VISITS"]

PLANS = Table(
    "plans",
    "one child on one child protection plan; a plan that came with a child from another council is a new one",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child. Brothers and sisters on a plan are a row each.",
            items=(Item("CIN census", "LAchildID"), Item("Annex A", "List 7, Child Unique ID"), Item("SSD", "cppl_person_id")),
        ),
        Column(
            name="start",
            kind=Kind.DATE,
            meaning="The day the child became the subject of the plan.",
            items=(
                Item("CIN census", "CPPstartDate"),
                Item("Annex A", "List 7, Child Protection Plan Start Date"),
                Item("SSD", "cppl_cp_plan_start_date"),
            ),
        ),
        Column(
            name="end",
            kind=Kind.DATE,
            meaning="The day the plan ended. Blank while it has not.",
            may_be_blank=True,
            items=(Item("CIN census", "CPPendDate"), Item("Annex A", "List 7, Child Protection Plan End Date"), Item("SSD", "cppl_cp_plan_end_date")),
        ),
        Column(
            name="conference",
            kind=Kind.DATE,
            meaning="The day of the initial conference, where it is not the day the plan started. Blank when it is, or is not known.",
            required=False,
            may_be_blank=True,
            items=(
                Item("CIN census", "DateOfInitialCPC"),
                Item("Annex A", "List 5, Date of Initial Child Protection Conference"),
                Item("SSD", "icpc_icpc_date"),
            ),
        ),
        Column(
            name="previous_plans",
            kind=Kind.COUNT,
            meaning="How many plans with this council the child was on before, whether or not they are in the records. Blank when it is not known.",
            required=False,
            may_be_blank=True,
            items=(Item("CIN census", "NumberOfPreviousCPP"), Item("Annex A", "List 7, Number of Previous Child Protection Plans")),
        ),
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
    ),
    (
        InOrder("start", "end", same_day=False, source="DfE children in need census validation: a plan does not start and end on one day"),
        Apart(
            "start",
            "end",
            source="no rule was read: a child is on one plan at a time",
            problem="starts before an earlier plan of the same child has ended",
            remedy="End the earlier plan on or before the day the later one starts, or remove the row that is there twice",
        ),
    ),
)

PLAN_REVIEWS = Table(
    "plan_reviews",
    "one review of one child's plan by a child protection conference",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child. Brothers and sisters reviewed together are a row each.",
            items=(Item("CIN census", "LAchildID"), Item("Annex A", "List 7, Child Unique ID"), Item("SSD", "cppr_person_id")),
        ),
        Column(
            name="reviewed",
            kind=Kind.DATE,
            meaning="The day the review conference was held.",
            items=(
                Item("CIN census", "CPPreviewDate"),
                Item("Annex A", "List 7, Date of latest review conference"),
                Item("SSD", "cppr_cp_review_date"),
            ),
        ),
        RECORDED,
        *LEDGER_COLUMNS,
        *reason_columns("Why this review came late: a code of the indicator's taxonomy. Blank when it was in time or no reason is recorded."),
    ),
    (OnceADay("reviewed", source="no rule was read: one review counts once"),),
)

PLAN_VISITS = Table(
    "plan_visits",
    "one visit to one child on a plan; leave out visits that your definition does not count",
    (
        Column(name="child", kind=Kind.ID, meaning="The child.", items=(Item("Annex A", "List 7, Child Unique ID"), Item("SSD", "cppv_person_id"))),
        Column(
            name="visited",
            kind=Kind.DATE,
            meaning="The day of the visit.",
            items=(Item("Annex A", "List 7, Date of the Last Statutory Visit"), Item("SSD", "cppv_cp_visit_date")),
        ),
        RECORDED,
        *LEDGER_COLUMNS,
        *reason_columns("Why this visit came late: a code of the indicator's taxonomy. Blank when it was in time or no reason is recorded."),
    ),
)

_AT_A_CORE_GROUP = ("family", "conference", "core_group")

CORE_GROUPS = Table(
    "core_groups",
    "one child at the first core group after an initial conference, held or still to be held",
    (
        Column(name="child", kind=Kind.ID, meaning="The child. Brothers and sisters are a row each."),
        Column(name="conference", kind=Kind.DATE, meaning="The day of the initial conference."),
        Column(
            name="core_group",
            kind=Kind.DATE,
            meaning="The day the core group first met. Blank when it has not met yet.",
            may_be_blank=True,
        ),
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
        *reason_columns("Why the core group was, or is, after its due date: a code of the indicator's taxonomy. Blank when no reason is recorded."),
    ),
    (
        OnceADay("core_group", source="no rule was read: one meeting counts once"),
        OneReason(_AT_A_CORE_GROUP, what="core group", source="no rule was read: a meeting is late once, whatever the number of children"),
    ),
    decided_together=_AT_A_CORE_GROUP,
)
