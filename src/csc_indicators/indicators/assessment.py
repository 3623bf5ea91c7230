"""National indicators of assessment: how soon assessments are completed, and the initial and core assessments that came before."""

from datetime import date

import attrs

from csc_indicators.accumulations import AS_AT, YEAR_TO_DATE
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.documents import CHILDREN_IN_NEED_STATISTICS, WORKING_DAY, census_guide, data_dictionary, statistics, working_together
from csc_indicators.indicators.rule import Code, Domain, Edition, Reading
from csc_indicators.limits import WorkingDays
from csc_indicators.measures.bands import WORKING_DAY_BANDS
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.assessments import ASSESSMENTS, CORE_ASSESSMENTS, INITIAL_ASSESSMENTS
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = [
    "assessments_open_beyond_45_working_days",
    "assessments_within_45_working_days",
    "core_assessments_within_35_working_days",
    "initial_assessments_within_10_working_days",
]

_REVIEWED = date(2026, 11, 22)

#: The last day of the last year that the Department published initial and core assessments of.
_LAST_OF_THE_OLD = date(2014, 3, 31)

_BY_AREA = ("England", "region", "local authority")

_CENSUS_GUIDE = census_guide(
    "section 4.9",
    "An assessment is completed when a manager has seen and authorised it. The decision on what is needed comes no later than 45 working days from "
    "the point of referral. The day an assessment itself started is an item of its own.",
)

_LAIT = data_dictionary(
    "item 304",
    "Assessments completed within 45 working days of a referral, of those with an end date in the year. High is good. The measure took the place of "
    "initial assessments, within 10 working days, and core assessments, within 35, after Working Together was revised in 2013.",
)

_C2 = statistics(
    "data set C2, 2014 to 2025",
    "Assessments completed in the year: all of them, those in each band of durations, from the same day to 61 days or more, and percentiles. The "
    "first band is labelled 'Started and finished the same day'.",
)

_QUERY_8670Q = Source(
    title="Validation of the children in need census, in code",
    publisher="Data to Insight, csc-validator-be-cin",
    paragraph="query 8670Q",
    states="An assessment that is not authorised and started more than 45 working days before the end of the year is queried.",
    verified=False,
    note="Read in code that carries out the Department's rules; the rules themselves were not read. The code counts one working day fewer.",
)

_WORKING_TOGETHER = working_together(
    "An assessment is to be concluded no more than 45 working days from the point of referral.",
    note="The text itself was not read; the statement is the census guide's, and local procedures that cite the guidance have it in the same words.",
)

_WORKING_TOGETHER_2013 = Source(
    title="Working Together to Safeguard Children 2013",
    publisher="HM Government",
    states=(
        "From 15 April 2013 there is one continuous assessment, within 45 working days of the referral, in place of an initial and a core assessment."
    ),
    verified=False,
    note="The text itself was not read; the day and the change were, in a law firm's note and in Northumberland's procedures.",
)

_METRIC_2234 = Source(
    title="Metric type 2234",
    publisher="Local Government Association, ESD standards",
    states=(
        "An initial assessment is to be completed within 10 working days. It starts at the referral, or when what is new about an open case calls "
        "for another. Discontinued; last published for 2013-14."
    ),
    url="http://id.esd.org.uk/metricType/2234",
    verified=True,
)

_COVENTRY = Source(
    title="Initial and core assessments",
    publisher="Coventry Safeguarding Children Board, procedures",
    states="An initial assessment is to be completed within 7 working days of the referral. Working Together 2010 allows 10, which is not taken up.",
    url="https://coventryscb.proceduresonline.com/chapters/p_int_cor_ass.html",
    verified=False,
    note="One board's procedures, of October 2010, read in part. Neither edition of the statutory guidance was read.",
)

_PARLIAMENTARY_QUESTION = Source(
    title="Parliamentary question 113614, and its answer",
    publisher="UK Parliament",
    states=(
        "The question says of core assessments: 35 working days from the day of the initial assessment. The answer says that initial and core "
        "assessments ceased to be working practice in 2013-14, and that some authorities had both kinds for a time."
    ),
    verified=False,
    note="Read on a site that repeats parliamentary papers.",
)

_OPEN_CASES_UNSEEN = (
    "An assessment that is not completed is not in the figure, however late it is, so a council that completes its old ones looks worse for it: read "
    "england.assessments_open_beyond_45_working_days beside it."
)
_LATE_RECORDING = "An assessment counts in the month it was authorised, so one recorded late changes the figure of a month that is over."
_FAMILIES = "Brothers and sisters are often assessed together, so in a small council one family can move the figure by several children."
_NOT_AUTHORISED = "Work that is done and waits for a manager is not complete: the wait is part of the duration."

_CLOCK_UNKNOWN = (
    "Whether the Department's bands of durations run from the referral or from the start of the assessment is in no text that was read. Its guide "
    "and dictionary say from the referral; the label of its first band, and its query on open assessments, start at the assessment."
)
_NO_WORKING_DAY = "No text that was read defines a working day for this limit; the 2010 Regulations' definition is used."
_GUIDANCE_UNREAD = "The text of Working Together itself was not read in any edition."
_REFORMS = "The effects of the Children's Wellbeing and Schools legislation and of the Families First reforms were not checked."
_NO_REFERRAL_TWICE = "How the census counts a second assessment under one referral is in no text that was read; here each counts, from that referral."

_BECAUSE_REFERRAL = "The statutory guidance, as the census guide repeats it, and the Department's dictionary count from the referral."
_BECAUSE_START = (
    "The Department's first band is labelled 'Started and finished the same day', and its query 8670Q counts from the assessment's start."
)

#: Assessments completed within 45 working days.
assessments_within_45_working_days: Indicator[Gathered] = Indicator(
    id="england.assessments_within_45_working_days",
    name="Assessments within 45 working days",
    codes=(
        Code("DfE LAIT", "304"),
        Code("DfE Children in need, table", "C2", unverified="By the label of its first band its clock may start at the assessment's start."),
    ),
    domain=Domain.ASSESSMENT,
    title="Assessments of children completed and authorised within 45 working days of the referral",
    question="When a child was referred, was it settled soon enough what help was needed?",
    owner="Department for Education",
    numerator=(
        "Assessments authorised in the period on or before the 45th working day after the referral, a child each. The day of the referral is day 0, "
        "whether it is a working day or not."
    ),
    denominator=(
        "All assessments authorised in the period, a child each: brothers and sisters count one by one, and a child with two assessments twice. In "
        "it are also those whose referral is not recorded or is dated after the authorisation, none of which can be in time, and those of children "
        "not born yet. Assessments not authorised yet are beside the figure, never in it."
    ),
    records=(ASSESSMENTS,),
    counted_by="the day the assessment was authorised",
    adopted=Reading(
        key="from_referral",
        statement="The clock runs from the day of the referral.",
        because=_BECAUSE_REFERRAL,
        measure=WithinLimit(start="referral", end="authorised", limit=WorkingDays(45)),
    ),
    rivals=(
        Reading(
            key="from_assessment_start",
            statement="The clock runs from the day the assessment itself started.",
            because=_BECAUSE_START,
            measure=WithinLimit(start="start", end="authorised", limit=WorkingDays(45)),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    bands=WORKING_DAY_BANDS,
    companions=("england.assessments_open_beyond_45_working_days", "england.children_in_need_per_10_000"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(_CENSUS_GUIDE, _LAIT, _C2, _WORKING_TOGETHER, _WORKING_TOGETHER_2013, _QUERY_8670Q, WORKING_DAY),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=date(2013, 4, 14),
            statement=(
                "There was no single assessment. See england.initial_assessments_within_10_working_days and "
                "england.core_assessments_within_35_working_days, which are retired."
            ),
            source=_WORKING_TOGETHER_2013,
            computed=False,
        ),
        Edition(
            number=2,
            in_force_from=date(2013, 4, 15),
            in_force_to=None,
            statement="One assessment, within 45 working days of the referral. In 2013-14 authorities still moved to it, one after the other.",
            source=_WORKING_TOGETHER_2013,
        ),
    ),
    reviewed_on=_REVIEWED,
    caveats=(_OPEN_CASES_UNSEEN, _LATE_RECORDING, _NOT_AUTHORISED, _FAMILIES),
    unknowns=(
        _CLOCK_UNKNOWN,
        _NO_REFERRAL_TWICE,
        "How the Department bands an assessment authorised on a weekend is in no text that was read; after the 45th working day it is late here.",
        "The Department's percentage is of a series made on request and not in its published tables; whether it is its bands added up was not found.",
        _NO_WORKING_DAY,
        _GUIDANCE_UNREAD,
        _REFORMS,
    ),
)

#: Assessments that are open, and past their 45th working day.
assessments_open_beyond_45_working_days: Indicator[Snapshot] = Indicator(
    id="england.assessments_open_beyond_45_working_days",
    name="Assessments open beyond 45 working days",
    codes=(
        Code(
            "DfE Children in need census, query",
            "8670Q",
            unverified="The query itself was not read. It counts from the assessment's start, and code for it counts a working day fewer.",
        ),
    ),
    domain=Domain.ASSESSMENT,
    title="Assessments of children not completed and authorised by the end of the day, more than 45 working days after the referral",
    question="For how many children is an assessment that should be finished by now still going on?",
    owner="each council, by a query of the Department for Education's census",
    numerator=(
        "Assessments not authorised by the end of the day whose 45th working day after the referral had passed, a child each. On the 45th itself "
        "nothing is overdue."
    ),
    denominator=(
        "Assessments still to be authorised at the end of the day, a child each: those due later, and those whose referral is not recorded, which "
        "are never overdue. The figure is the number in the numerator, which is not divided by anything. Leave out the rows of assessments that were "
        "given up."
    ),
    records=(ASSESSMENTS,),
    counted_by="not having been authorised by the end of the day, which is never moved to a working day",
    adopted=attrs.evolve(assessments_within_45_working_days.adopted, measure=Overdue(start="referral", end="authorised", limit=WorkingDays(45))),
    rivals=(
        attrs.evolve(
            assessments_within_45_working_days.reading("from_assessment_start"),
            measure=Overdue(start="start", end="authorised", limit=WorkingDays(45)),
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.NUMBER,
    decimals=0,
    good="low",
    target=None,
    derived_from=assessments_within_45_working_days.id,
    companions=("england.assessments_within_45_working_days",),
    reasons=DELAY_REASONS,
    sources=(_QUERY_8670Q, _CENSUS_GUIDE, _WORKING_TOGETHER, _WORKING_TOGETHER_2013, WORKING_DAY),
    editions=(
        Edition(
            number=1,
            in_force_from=date(2013, 4, 15),
            in_force_to=None,
            statement="The limit is that of the single assessment. The query asks the question of 31 March; here it is asked of any day.",
            source=_WORKING_TOGETHER_2013,
        ),
    ),
    caveats=(
        "An assessment that was given up, or authorised and not recorded, stays in the number until somebody puts the record right.",
        "A referral that needs no assessment has no row; where a system makes one all the same, leave it out.",
    ),
    unknowns=(
        "Nobody was found to publish this number. The query names the assessments to each authority, and counts from the assessment's start.",
        _NO_WORKING_DAY,
        _GUIDANCE_UNREAD,
        _REFORMS,
    ),
)

_SEVEN_WORKING_DAYS = Edition(
    number=1,
    in_force_from=None,
    in_force_to=date(2010, 3, 31),
    statement=(
        "The limit was 7 working days. The day of the change is not known: it came with Working Together 2010, and the first reporting year begun "
        "after it is taken for the first of the new limit."
    ),
    source=_COVENTRY,
    measure=WithinLimit(start="referral", end="completed", limit=WorkingDays(7)),
)

_RETIRED_CAVEAT = "It is kept for old figures only. Since 15 April 2013 the statutory guidance has known one assessment, with a limit of its own."
_OLD_SERIES_UNREAD = (
    "The statistics of the years before 2013-14 were not read: how they treated a missing date, or a date out of order, is not known."
)

#: Initial assessments completed within 10 working days: retired.
initial_assessments_within_10_working_days: Indicator[Gathered] = Indicator(
    id="england.initial_assessments_within_10_working_days",
    name="Initial assessments within 10 working days",
    codes=(
        Code("LG Inform", "2234", unverified="The metric is the number completed in 16 to 20 days, which is late; its notes give the limit."),
        Code("National Indicator", "NI 59", unverified="Its official title was not read; its limit was 7 working days, it is said."),
    ),
    domain=Domain.ASSESSMENT,
    title="Initial assessments of children completed within 10 working days of the referral (retired)",
    question="When a child was referred, was there a first assessment soon enough?",
    owner="Department for Education",
    numerator="Initial assessments completed in the period on or before the 10th working day after the referral, a child each.",
    denominator=(
        "All initial assessments completed in the period, a child each, those dated before their referral too, none of which can be in time. "
        "Assessments that were not completed are beside the figure, never in it."
    ),
    records=(INITIAL_ASSESSMENTS,),
    counted_by="the day the assessment was completed",
    adopted=Reading(
        key="from_referral",
        statement="The clock runs from the day of the referral.",
        because="An initial assessment started at the referral, by the note on metric 2234.",
        measure=WithinLimit(start="referral", end="completed", limit=WorkingDays(10)),
    ),
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    companions=("england.core_assessments_within_35_working_days",),
    superseded_by=assessments_within_45_working_days.id,
    reasons=DELAY_REASONS,
    sources=(_METRIC_2234, _LAIT, _COVENTRY, _WORKING_TOGETHER_2013, _PARLIAMENTARY_QUESTION, WORKING_DAY),
    editions=(
        _SEVEN_WORKING_DAYS,
        Edition(
            number=2,
            in_force_from=date(2010, 4, 1),
            in_force_to=_LAST_OF_THE_OLD,
            statement=(
                "The limit was 10 working days, from a day that is taken for it and not known. The statutory guidance dropped it on 15 April 2013; "
                "authorities moved to one assessment in the course of 2013-14, which is the last year published."
            ),
            source=_METRIC_2234,
        ),
    ),
    caveats=(_RETIRED_CAVEAT, "An assessment that was not completed is not in the figure, however late it was."),
    unknowns=(
        (
            "The day on which the limit became 10 working days, and whether the statistics changed on the same day, is not known: the limit of 7 is "
            "taken from one board's procedures, and councils took the new one up at different times."
        ),
        "An initial assessment that new information on an open case called for had another day 0; a row here has the referral's.",
        _OLD_SERIES_UNREAD,
        _NO_WORKING_DAY,
        _GUIDANCE_UNREAD,
    ),
)

#: Core assessments completed within 35 working days: retired.
core_assessments_within_35_working_days: Indicator[Gathered] = Indicator(
    id="england.core_assessments_within_35_working_days",
    name="Core assessments within 35 working days",
    codes=(Code("National Indicator", "NI 60", unverified="Neither its title nor its definition was read: it is said to be this."),),
    domain=Domain.ASSESSMENT,
    title="Core assessments of children completed within 35 working days of their start (retired)",
    question="Where a child needed an assessment in depth, was it finished soon enough?",
    owner="Department for Education",
    numerator="Core assessments completed in the period on or before the 35th working day after they started, a child each.",
    denominator=(
        "All core assessments completed in the period, a child each, those dated before their start too, none of which can be in time. Assessments "
        "that were not completed are beside the figure, never in it."
    ),
    records=(CORE_ASSESSMENTS,),
    counted_by="the day the assessment was completed",
    adopted=Reading(
        key="from_start",
        statement="The clock runs from the day the core assessment started.",
        because="The limit is of the core assessment itself; the one text found that names a day 0 takes the day of the initial assessment for it.",
        measure=WithinLimit(start="start", end="completed", limit=WorkingDays(35)),
    ),
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    companions=(initial_assessments_within_10_working_days.id,),
    superseded_by=assessments_within_45_working_days.id,
    reasons=DELAY_REASONS,
    sources=(_LAIT, _PARLIAMENTARY_QUESTION, _WORKING_TOGETHER_2013, WORKING_DAY),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=_LAST_OF_THE_OLD,
            statement=(
                "The limit was 35 working days. The statutory guidance dropped it on 15 April 2013; authorities moved to one assessment in the "
                "course of 2013-14, which is the last year published."
            ),
            source=_LAIT,
        ),
    ),
    caveats=(_RETIRED_CAVEAT, "An assessment that was not completed is not in the figure, however late it was."),
    unknowns=(
        (
            "Which day a core assessment started on is known only from a question in Parliament: the day of the initial assessment. Whether that is "
            "the day it began or ended, and what held without one, is in no text that was read."
        ),
        _OLD_SERIES_UNREAD,
        _NO_WORKING_DAY,
        _GUIDANCE_UNREAD,
    ),
)
