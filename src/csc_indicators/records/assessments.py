"""Assessments of children in need: today's continuous one, and the initial and core assessments that it replaced."""

from csc_indicators.records.constraints import OnceADay
from csc_indicators.records.explaining import reason_columns
from csc_indicators.records.table import FAMILY, LEDGER_COLUMNS, RECORDED, Column, Item, Kind, Table

__all__ = ["ASSESSMENTS", "CORE_ASSESSMENTS", "INITIAL_ASSESSMENTS"]

_ONE_ASSESSMENT = "no rule was read: one assessment counts once"

_REASON = reason_columns("Why the assessment was, or is, after its due date: a code of the indicator's taxonomy. Blank when no reason is recorded.")

ASSESSMENTS = Table(
    "assessments",
    "one assessment of one child, authorised or still to be",
    (
        Column(
            name="child",
            kind=Kind.ID,
            meaning="The child. Brothers and sisters assessed together are a row each.",
            items=(Item("CIN census", "LAchildID"), Item("Annex A", "List 4, Child Unique ID"), Item("SSD", "cina_person_id")),
        ),
        Column(
            name="referral",
            kind=Kind.DATE,
            meaning="The day of the referral that the assessment follows. Blank when it is not known.",
            may_be_blank=True,
            items=(Item("CIN census", "CINreferralDate"), Item("Annex A", "List 3, Date of referral"), Item("SSD", "cine_referral_date")),
        ),
        Column(
            name="start",
            kind=Kind.DATE,
            meaning="The day the assessment itself started. Blank when it is not known.",
            required=False,
            may_be_blank=True,
            items=(
                Item("CIN census", "AssessmentActualStartDate"),
                Item("Annex A", "List 4, Continuous Assessment Start Date"),
                Item("SSD", "cina_assessment_start_date"),
            ),
        ),
        Column(
            name="authorised",
            kind=Kind.DATE,
            meaning="The day the assessment was completed and authorised. Blank when it has not been yet.",
            may_be_blank=True,
            items=(
                Item("CIN census", "AssessmentAuthorisationDate"),
                Item("Annex A", "List 4, Continuous Assessment Date of Authorisation"),
                Item("SSD", "cina_assessment_auth_date"),
            ),
        ),
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
        *_REASON,
    ),
    (OnceADay("authorised", source=_ONE_ASSESSMENT),),
)

INITIAL_ASSESSMENTS = Table(
    "initial_assessments",
    "one initial assessment of one child, completed or still to be; discontinued after 2013-14",
    (
        Column(name="child", kind=Kind.ID, meaning="The child. Brothers and sisters assessed together are a row each."),
        Column(name="referral", kind=Kind.DATE, meaning="The day of the referral that the assessment follows."),
        Column(
            name="completed",
            kind=Kind.DATE,
            meaning="The day the assessment was completed. Blank when it was not.",
            may_be_blank=True,
        ),
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
        *_REASON,
    ),
    (OnceADay("completed", source=_ONE_ASSESSMENT),),
)

CORE_ASSESSMENTS = Table(
    "core_assessments",
    "one core assessment of one child, completed or still to be; discontinued after 2013-14",
    (
        Column(name="child", kind=Kind.ID, meaning="The child. Brothers and sisters assessed together are a row each."),
        Column(name="start", kind=Kind.DATE, meaning="The day the assessment started."),
        Column(
            name="completed",
            kind=Kind.DATE,
            meaning="The day the assessment was completed. Blank when it was not.",
            may_be_blank=True,
        ),
        FAMILY,
        RECORDED,
        *LEDGER_COLUMNS,
        *_REASON,
    ),
    (OnceADay("completed", source=_ONE_ASSESSMENT),),
)
