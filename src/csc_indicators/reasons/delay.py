"""
The reasons for delay: why a conference or a visit came after its due date.

No government list of such reasons exists. This one gathers the reasons that councils have published and those of neighbouring statutory returns, and
says of each which it is; the rest are marked as our proposals.
"""

from csc_indicators.reasons.taxonomy import Group, Reason, Taxonomy

__all__ = ["DELAY_REASONS", "LATE_CONFERENCE", "LATE_PLAN_VISIT", "LATE_VISIT"]

CONFERENCE = "initial conference"
VISIT = "visit to a looked-after child"
PLAN_VISIT = "visit under a child protection plan"

_SOUTHEND = "Southend People Scrutiny Committee, 27 November 2018"

#: Every reason for delay.
DELAY_REASONS = Taxonomy(
    "csc-delay-reasons",
    "1.0",
    "Reasons for delay",
    groups=(
        Group("F", "Family or carer"),
        Group("C", "Child or young person"),
        Group("P", "Partner agency"),
        Group("A", "Authority"),
        Group("X", "Shared or external"),
        Group("R", "Recording (the event was in time)"),
        Group("D", "Not due under the definition"),
        Group("Z", "Residual"),
    ),
    reasons=(
        Reason(
            code="F10",
            label="Parent or carer could not attend or be present on the dates offered",
            applies_to=(
                CONFERENCE,
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="family or carer",
            grounding="published",
            source=f"{_SOUTHEND}; Conwy 2014-15; West Sussex Oct 2018 (half-term)",
        ),
        Reason(
            code="F20",
            label="Parent or carer declined or refused access",
            applies_to=(
                CONFERENCE,
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="family or carer",
            grounding="published",
            source="SSDA903 SDQ2; Safe Children Coalition FL 2017 (denied access)",
        ),
        Reason(
            code="F30",
            label="Family moved or whereabouts not known",
            applies_to=(
                CONFERENCE,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="family or carer",
            grounding="published analogue",
            source="SEND Regs 2014 reg 10(4)(d) absence from area",
        ),
        Reason(
            code="F40",
            label="Interpreter, advocate or other support for the family not in place",
            applies_to=(
                CONFERENCE,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="authority",
            grounding="proposal",
        ),
        Reason(
            code="C10",
            label="Child unwell or in hospital",
            applies_to=(
                VISIT,
                PLAN_VISIT,
                CONFERENCE,
            ),
            kind="practice",
            attribution="child",
            grounding="published",
            source=_SOUTHEND,
        ),
        Reason(
            code="C20",
            label="Child declined to be seen",
            applies_to=(
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="child",
            child_voice=True,
            grounding="published",
            source=f"{_SOUTHEND}; SSDA903 SDQ5",
        ),
        Reason(
            code="C30",
            label="Child away on a school trip",
            applies_to=(
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="child",
            grounding="published",
            source=_SOUTHEND,
        ),
        Reason(
            code="C40",
            label="Child away on holiday with carers or family",
            applies_to=(
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="child",
            grounding="published",
            source=f"{_SOUTHEND}; Safe Children Coalition FL 2017 (vacation)",
        ),
        Reason(
            code="C50",
            label="Child missing or away from placement without authorisation",
            applies_to=(
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="child",
            grounding="published analogue",
            source="SSDA903 MISSING codes M and A; Safe Children Coalition FL 2017 (runaway/missing)",
        ),
        Reason(
            code="C60",
            label="Child asked for another date or place",
            applies_to=(
                VISIT,
                CONFERENCE,
            ),
            kind="practice",
            attribution="child",
            child_voice=True,
            grounding="proposal",
        ),
        Reason(
            code="P10",
            label="Police needed more time",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="partner agency",
            grounding="published",
            source=_SOUTHEND,
        ),
        Reason(
            code="P20",
            label="Expert or medical opinion awaited",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="partner agency",
            grounding="published",
            source=_SOUTHEND,
        ),
        Reason(
            code="P30",
            label="Conference not quorate or key agency could not attend",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="partner agency",
            grounding="published",
            source="West Sussex Feb 2020 and Sep 2018 (review conferences); Guernsey ISCP quorum",
        ),
        Reason(
            code="P40",
            label="Report or information from a partner not received",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="partner agency",
            grounding="published",
            source="Knowsley cancellation chapter 2023 (documentation not available)",
        ),
        Reason(
            code="P50",
            label="Another local authority: transfer in or cross-border notification",
            applies_to=(
                CONFERENCE,
                VISIT,
            ),
            kind="practice",
            attribution="partner agency",
            grounding="proposal",
        ),
        Reason(
            code="A10",
            label="Enquiry complex: more social-care time needed",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="authority",
            grounding="published",
            source=_SOUTHEND,
        ),
        Reason(
            code="A20",
            label="Social work report not ready or not shared in time",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="authority",
            grounding="published",
            source="West Sussex Feb 2020 (delayed report completion); Knowsley 2023",
        ),
        Reason(
            code="A30",
            label="Conference requested late",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="authority",
            grounding="published analogue",
            source="Bolton: request within one working day",
        ),
        Reason(
            code="A40",
            label="Chair, minute-taker or venue not available",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="authority",
            grounding="proposal",
        ),
        Reason(
            code="A50",
            label="Booked outside the limit in error",
            applies_to=(
                CONFERENCE,
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="authority",
            grounding="published",
            source="Conwy 2014-15",
        ),
        Reason(
            code="A60",
            label="Worker absent, vacant post or no capacity",
            applies_to=(
                VISIT,
                PLAN_VISIT,
                CONFERENCE,
            ),
            kind="practice",
            attribution="authority",
            grounding="published",
            source="Haringey HY59 minute",
        ),
        Reason(
            code="A70",
            label="Change of worker or handover",
            applies_to=(
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="authority",
            grounding="proposal",
        ),
        Reason(
            code="X10",
            label="Complex enquiry, social care and police together",
            applies_to=(CONFERENCE,),
            kind="practice",
            attribution="shared",
            grounding="published",
            source=_SOUTHEND,
        ),
        Reason(
            code="X20",
            label="Severe weather or public emergency",
            applies_to=(
                CONFERENCE,
                VISIT,
                PLAN_VISIT,
            ),
            kind="practice",
            attribution="external",
            grounding="published analogue",
            source="Derbyshire 2020 (pandemic arrangements); SEND Coronavirus Amendment Regs 2020",
        ),
        Reason(
            code="R10",
            label="Took place in time, recorded after the reporting cut-off",
            applies_to=(
                VISIT,
                PLAN_VISIT,
                CONFERENCE,
            ),
            kind="recording",
            attribution="none",
            grounding="published",
            source=f"{_SOUTHEND}; NC DSS letter 11 Feb 2010 (visits not recorded in MRS)",
        ),
        Reason(
            code="R20",
            label="Wrong date or type recorded, corrected later",
            applies_to=(
                VISIT,
                PLAN_VISIT,
                CONFERENCE,
            ),
            kind="recording",
            attribution="none",
            grounding="proposal",
        ),
        Reason(
            code="R30",
            label="Recorded on the wrong child or not linked to all siblings",
            applies_to=(
                VISIT,
                PLAN_VISIT,
                CONFERENCE,
            ),
            kind="recording",
            attribution="none",
            grounding="proposal",
        ),
        Reason(
            code="R40",
            label="Clock started from the wrong event",
            applies_to=(CONFERENCE,),
            kind="recording",
            attribution="none",
            grounding="published",
            source="Norfolk/Liverpool/Solihull 3.5-3.6 timescale note",
        ),
        Reason(
            code="D10",
            label="Longer interval agreed and evidenced",
            applies_to=(VISIT,),
            kind="definition",
            attribution="none",
            grounding="published",
            source="Hertfordshire, Calderdale visiting chapters",
        ),
        Reason(
            code="D20",
            label="Duty ended before the due date",
            applies_to=(
                VISIT,
                PLAN_VISIT,
                CONFERENCE,
            ),
            kind="definition",
            attribution="none",
            grounding="proposal",
        ),
        Reason(
            code="Z80",
            label="Other",
            applies_to=(
                CONFERENCE,
                VISIT,
                PLAN_VISIT,
            ),
            kind="residual",
            attribution="not known",
            comment_required=True,
            grounding="published analogue",
            source="NHS cancer first-seen delay code 98 (comment mandatory)",
        ),
        Reason(
            code="Z90",
            label="Not recorded",
            applies_to=(
                CONFERENCE,
                VISIT,
                PLAN_VISIT,
            ),
            kind="residual",
            attribution="not known",
            selectable=False,
            grounding="proposal",
        ),
    ),
)

#: The part of the list for initial child protection conferences.
LATE_CONFERENCE = DELAY_REASONS.applying_to(CONFERENCE)

#: The part of the list for visits to looked-after children.
LATE_VISIT = DELAY_REASONS.applying_to(VISIT)

#: The part of the list for visits to children on a child protection plan.
LATE_PLAN_VISIT = DELAY_REASONS.applying_to(PLAN_VISIT)
