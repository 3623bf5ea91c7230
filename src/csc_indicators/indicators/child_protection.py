"""National indicators of section 47 enquiries, of the initial conferences that follow them, and of the core groups after those."""

from datetime import date

import attrs

from csc_indicators.accumulations import AS_AT, YEAR_TO_DATE
from csc_indicators.indicators.computation import Among
from csc_indicators.indicators.conference_documents import (
    COLLECT_REPORTS,
    CONFERENCES_HELD,
    EACH_ENQUIRY,
    ENQUIRIES_STARTED,
    METRIC_3217,
    OVERDUE_QUERY,
    PROCEDURES,
    SECTION_47_START,
    SEFTON,
    TABLE_C4,
    TARGET_DATE,
    TIMELY_CONFERENCES,
    TRANSFER_IN,
    TRANSFER_PROCEDURES,
    VALIDATION,
    WALES,
    WORKING_TOGETHER,
)
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.documents import CHILDREN_IN_NEED_STATISTICS, WORKING_DAY
from csc_indicators.indicators.rule import Code, Domain, Edition, Reading
from csc_indicators.limits import WorkingDays
from csc_indicators.measures.bands import Band, Bands
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.enquiries import SECTION_47_ENQUIRIES
from csc_indicators.records.plans import CORE_GROUPS
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.units import Unit

__all__ = [
    "ICPC_BANDS",
    "conferences_overdue",
    "core_groups_within_10_working_days",
    "icpc_within_15_working_days",
    "initial_conferences_per_10_000",
    "section_47_enquiries_per_10_000",
    "transfer_in_conferences_within_15_working_days",
]

#: The bands of durations that the Department publishes initial conferences in (table C4). A conference held on the very day of the strategy
#: discussion is in the first, and one held on the weekend after the 10th, the 15th or the 20th working day is in the band after.
ICPC_BANDS = Bands(
    (
        Band("0 to 10 working days", up_to=WorkingDays(10)),
        Band("11 to 15 working days", more_than=WorkingDays(10), up_to=WorkingDays(15)),
        Band("16 to 20 working days", more_than=WorkingDays(15), up_to=WorkingDays(20)),
        Band("21 working days or more", more_than=WorkingDays(20)),
    )
)

#: What the Department publishes the counts of table C4 by.
_BY_AREA = ("region", "local authority")

#: When the Department's dictionary and data were read.
_REVIEWED = date(2026, 11, 22)

_WITHOUT_TRANSFERS = Among(
    column="transfer_in",
    flagged=False,
    because=(
        "A conference on a child who moved in while subject to a plan elsewhere has no section 47 enquiry of this council's, so no clock from one. "
        "It is counted apart, from the day of notification."
    ),
)

_OPEN_CASES_UNSEEN = "A conference that has not been held is not in the figure, however late it is: read england.conferences_overdue beside it."
_FAMILIES = "Brothers and sisters are conferenced together, so in a small council one family can move the figure by several children."
_LATE_RECORDING = "A conference counts in the month it was held, so one recorded late changes the figure of a month that is over."

_REVISED_POPULATION = "Estimates of the population are revised, and with them the published rates of earlier years: say which estimate a rate is of."
_WITHOUT_RATES = "The data published in 2025 have the counts of table C4 without rates."

_NO_WORKING_DAY = "No text that was read defines a working day for this limit; the 2010 Regulations' definition is used."
_GUIDANCE_UNREAD = "The text of Working Together itself was not read in any edition."
_REFORMS = "The effects of the Children's Wellbeing and Schools legislation and of the Families First reforms were not checked."

#: Initial child protection conferences held within 15 working days: the national indicator.
icpc_within_15_working_days: Indicator[Gathered] = Indicator(
    id="england.icpc_within_15_working_days",
    name="ICPC within 15 working days",
    codes=(
        Code("DfE LAIT", "218"),
        Code("DfE LAIT", "268"),
        Code("LG Inform", "3217", unverified="The metric is the number held after 11 to 15 working days, one of the two bands in the numerator."),
        Code("DfE Children in need, table", "C4"),
    ),
    domain=Domain.CHILD_PROTECTION,
    title=(
        "Initial child protection conferences held within 15 working days of the strategy discussion at which the section 47 enquiries were initiated"
    ),
    question="When it was decided that a child might be at risk of significant harm, did everybody meet about it soon enough?",
    owner="Department for Education",
    numerator=(
        "Initial child protection conferences held in the period on or before the 15th working day after the strategy discussion, a child each."
    ),
    denominator=(
        "All initial child protection conferences held in the period, a child each, but those on children who moved in while subject to a plan "
        "elsewhere. In it are also those whose strategy discussion is not recorded, or is dated after the conference, none of which can be in time, "
        "and those on children not born yet. Conferences not held yet are beside the figure, never in it."
    ),
    records=(CONFERENCES,),
    among=_WITHOUT_TRANSFERS,
    counted_by="the day of the conference",
    adopted=Reading(
        key="section_47_strategy_discussion",
        statement="The clock runs from the strategy discussion at which the section 47 enquiries were initiated.",
        because="It is the statutory guidance's clock and, by the census guide, also the date of the section 47 start; procedures agree on it.",
        measure=WithinLimit(start="strategy_discussion", end="conference", limit=WorkingDays(15)),
    ),
    rivals=(
        Reading(
            key="section_47_start",
            statement="The clock runs from the start of the section 47 enquiry as the council's system holds it.",
            because=(
                "The published statistic has used this date since 2012-13. It differs only where a system holds another date than the discussion's."
            ),
            measure=WithinLimit(start="section_47_start", end="conference", limit=WorkingDays(15)),
        ),
        Reading(
            key="initial_strategy_discussion",
            statement="The clock runs from the first strategy discussion, even one that started no enquiry.",
            because="The words 'initial strategy discussion', in Southend's title for one, can be taken so.",
            measure=WithinLimit(start="initial_strategy_discussion", end="conference", limit=WorkingDays(15)),
        ),
        Reading(
            key="banded_conferences_only",
            statement="Only conferences in a band of durations are counted: those without a strategy discussion, or before it, are left out.",
            because=(
                "The Department has a conference before the section 47 start in its total and in no band (metric 3217), so whoever divides by the "
                "sum of the bands has a higher figure."
            ),
            measure=WithinLimit(start="strategy_discussion", end="conference", limit=WorkingDays(15), unjudged="left out"),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    bands=ICPC_BANDS,
    companions=(
        "england.conferences_overdue",
        "england.transfer_in_conferences_within_15_working_days",
        "england.initial_conferences_per_10_000",
    ),
    reasons=LATE_CONFERENCE,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(
        SECTION_47_START,
        TARGET_DATE,
        METRIC_3217,
        TIMELY_CONFERENCES,
        TABLE_C4,
        TRANSFER_IN,
        CONFERENCES_HELD,
        COLLECT_REPORTS,
        WORKING_TOGETHER,
        WORKING_DAY,
        PROCEDURES,
        VALIDATION,
    ),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=date(2012, 3, 31),
            statement="The clock ran from the day the timescale for completing the section 47 enquiry began, not always the enquiry's start.",
            source=METRIC_3217,
            measure=WithinLimit(start="section_47_timescale_start", end="conference", limit=WorkingDays(15)),
        ),
        Edition(
            number=2,
            in_force_from=date(2012, 4, 1),
            in_force_to=None,
            statement="The clock runs from the section 47 start, which is the date of the strategy discussion that initiated it.",
            source=METRIC_3217,
        ),
    ),
    reviewed_on=_REVIEWED,
    caveats=(
        _OPEN_CASES_UNSEEN,
        _FAMILIES,
        _LATE_RECORDING,
        "Mark the conferences on children who moved in (transfer_in): one that is not marked has no strategy discussion and counts as not in time.",
    ),
    unknowns=(
        _NO_WORKING_DAY,
        _GUIDANCE_UNREAD,
        (
            "Whether the Department has transfer-in conferences in what it divides by was not found. By item 269 of its dictionary its rate includes "
            "them. But its bands, labelled as durations since a section 47 enquiry, add up to its total in 1,611 of 1,742 authority-years, and of "
            "885,329 conferences in 2013 to 2025 all but 668 were in a band. So transfer-ins are not in the total outside the bands, and to count "
            "them as not in time would give lower figures than the published ones. Here they are left out."
        ),
        "How the Department's own formula bands a conference on a weekend was not read; its validation takes such a date for an error (rule 8875).",
        "Before 2012-13 the other clock is known from one published note; how a conference dated before it was counted then is not.",
        _REFORMS,
    ),
)

#: Section 47 enquiries that started, for every 10,000 children.
section_47_enquiries_per_10_000: Indicator[Gathered] = Indicator(
    id="england.section_47_enquiries_per_10_000",
    name="Section 47 enquiries per 10,000",
    codes=(Code("DfE LAIT", "217"), Code("DfE Children in need, table", "C4")),
    domain=Domain.CHILD_PROTECTION,
    title="Section 47 enquiries that started, for every 10,000 children aged 0 to 17",
    question="How often was it looked into whether a child was suffering, or likely to suffer, significant harm?",
    owner="Department for Education",
    numerator=(
        "Section 47 enquiries that started in the period, a child each: brothers and sisters count one by one, a child with two enquiries twice, and "
        "enquiries about children not born yet are in. How an enquiry ended, and whether it has, changes nothing."
    ),
    denominator=(
        "10,000 children aged 0 to 17, by the estimate for the middle of the year before. Children not born yet are not in it. An enquiry that a "
        "system started by itself, with no further action, is not recorded in the census: leave such rows out."
    ),
    records=(SECTION_47_ENQUIRIES,),
    counted_by="the day the enquiry started, which is the day of the strategy discussion that initiated it",
    adopted=Reading(
        key="every_enquiry",
        statement="Every enquiry counts.",
        because="The Department's rate is of enquiries: each is recorded by itself, and a child may have several in a year.",
        measure=Happened(event="start"),
    ),
    rivals=(
        Reading(
            key="each_child_once",
            statement="A child counts once, however many enquiries started in the period.",
            because="The Department publishes the number of children beside the number of enquiries, and a rate can be made of either.",
            measure=EachOnce(Happened(event="start")),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PER_10_000,
    decimals=1,
    good="neutral",
    target=None,
    companions=("england.initial_conferences_per_10_000", "england.icpc_within_15_working_days"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(
        ENQUIRIES_STARTED,
        TABLE_C4,
        EACH_ENQUIRY,
        SECTION_47_START,
        VALIDATION,
    ),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=None,
            statement="Enquiries that started in the year, each counted. When it came into force was not read.",
            source=ENQUIRIES_STARTED,
        ),
    ),
    reviewed_on=_REVIEWED,
    caveats=(
        "Neither a high nor a low rate is good by itself: it follows need, and also what a council calls an enquiry.",
        _REVISED_POPULATION,
        _WITHOUT_RATES,
    ),
    unknowns=(
        "The day from which enquiries have been counted so was not read.",
        "Whether an enquiry about somebody who had turned 18 would be left out was not read; a row given is counted.",
        _REFORMS,
    ),
)

#: Initial child protection conferences held, for every 10,000 children.
initial_conferences_per_10_000: Indicator[Gathered] = Indicator(
    id="england.initial_conferences_per_10_000",
    name="Initial conferences per 10,000",
    codes=(Code("DfE LAIT", "269"), Code("DfE Children in need, table", "C4")),
    domain=Domain.CHILD_PROTECTION,
    title="Initial child protection conferences held, for every 10,000 children aged 0 to 17",
    question="About how many children did everybody meet to decide whether they need a plan to protect them?",
    owner="Department for Education",
    numerator=(
        "Initial child protection conferences held in the period, a child each: brothers and sisters count one by one, a child conferenced twice "
        "twice. Conferences on children who moved in while subject to a plan elsewhere, and on children not born yet, are in. Whether a conference "
        "was in time changes nothing, and one not held yet is not counted."
    ),
    denominator="10,000 children aged 0 to 17, by the estimate for the middle of the year before. Children not born yet are not in it.",
    records=(CONFERENCES,),
    counted_by="the day of the conference",
    adopted=Reading(
        key="every_conference",
        statement="Every conference counts, transfer-ins included.",
        because="The Department's dictionary says that each conference is counted and that those of children who moved in are included.",
        measure=Happened(event="conference", to_come=True),
    ),
    rivals=(
        Reading(
            key="each_child_once",
            statement="A child counts once, however many conferences were held on them in the period.",
            because="The Department publishes the number of children beside the number of conferences, and a rate can be made of either.",
            measure=EachOnce(Happened(event="conference", to_come=True)),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PER_10_000,
    decimals=1,
    good="neutral",
    target=None,
    companions=("england.section_47_enquiries_per_10_000", "england.icpc_within_15_working_days"),
    reasons=LATE_CONFERENCE,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(CONFERENCES_HELD, TABLE_C4, TRANSFER_IN, VALIDATION),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=None,
            statement="Conferences held in the year, each counted, transfer-ins included. When it came into force was not read.",
            source=CONFERENCES_HELD,
        ),
    ),
    reviewed_on=_REVIEWED,
    caveats=(
        "Neither a high nor a low rate is good by itself: it follows need, and also how readily a council goes to conference.",
        _FAMILIES,
        _REVISED_POPULATION,
        _WITHOUT_RATES,
    ),
    unknowns=(
        "The day from which conferences have been counted so was not read.",
        (
            "Whether the published numbers hold transfer-ins, as the dictionary says, was not found: nearly all of them are in a band of durations "
            "since a section 47 enquiry, which a transfer-in has not."
        ),
        "How the Department made up for authorities without figures in earlier years' totals for England was not read in full.",
        _REFORMS,
    ),
)

#: Conferences on children who moved in while subject to a plan elsewhere, held within 15 working days of notification.
transfer_in_conferences_within_15_working_days: Indicator[Gathered] = Indicator(
    id="england.transfer_in_conferences_within_15_working_days",
    name="Transfer-in conferences within 15 working days",
    codes=(),
    domain=Domain.CHILD_PROTECTION,
    title="Transfer-in conferences held within 15 working days of the council's being notified that the child had moved in",
    question="When a child who needed protecting moved here, did everybody meet about it soon enough?",
    owner="each council, by the Department for Education's guide",
    numerator="Transfer-in conferences held in the period on or before the 15th working day after the day of notification, a child each.",
    denominator=(
        "All transfer-in conferences held in the period, a child each: also those whose day of notification is not recorded, or is after the "
        "conference, none of which can be in time. Conferences that are not marked as transfer-ins are left out. Those not held yet are beside the "
        "figure, never in it."
    ),
    records=(CONFERENCES,),
    among=Among(
        column="transfer_in",
        flagged=True,
        because="Only a child who moved in while subject to a plan elsewhere has a clock that runs from the day of notification.",
    ),
    counted_by="the day of the conference",
    adopted=Reading(
        key="notification",
        statement="The clock runs from the day this council was notified of the move.",
        because="The census guide says so.",
        measure=WithinLimit(start="notified", end="conference", limit=WorkingDays(15)),
    ),
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    companions=("england.icpc_within_15_working_days",),
    reasons=LATE_CONFERENCE,
    sources=(TRANSFER_IN, COLLECT_REPORTS, TRANSFER_PROCEDURES, VALIDATION, WORKING_DAY),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=None,
            statement="The clock runs from the day of notification. When it came into force was not read.",
            source=TRANSFER_IN,
        ),
    ),
    caveats=(
        "Few children move in with a plan in a year, so the percentage of one council rests on a handful of them.",
        "A conference that has not been held is not in the figure, however late it is.",
        _LATE_RECORDING,
    ),
    unknowns=(
        "Whether the Department publishes it was not found: its collection reports it to each council apart from other conferences.",
        "What counts as being notified, and by whom, is for local procedures: notice in writing in Norfolk, a referral that was accepted in Tees.",
        _NO_WORKING_DAY,
        _GUIDANCE_UNREAD,
        _REFORMS,
    ),
)

#: Initial conferences that are past their due date and have not been held.
conferences_overdue: Indicator[Snapshot] = Indicator(
    id="england.conferences_overdue",
    name="Conferences overdue",
    codes=(
        Code(
            "DfE Children in need census, query",
            "8675Q",
            unverified="The query itself was not read, and code that carries it out counts one working day fewer.",
        ),
    ),
    domain=Domain.CHILD_PROTECTION,
    title="Initial child protection conferences not held by the end of the day, more than 15 working days after the strategy discussion",
    question="For how many children is the meeting that should have been held by now still to come?",
    owner="each council, by a query of the Department for Education's census",
    numerator=(
        "Initial conferences not held by the end of the day whose 15th working day after the strategy discussion had passed, a child each. On the "
        "15th itself nothing is overdue."
    ),
    denominator=(
        "Initial conferences still to be held at the end of the day, a child each: those due later, and those whose strategy discussion is not "
        "recorded, which are never overdue. Transfer-ins are left out. Leave out the rows of enquiries that need no conference."
    ),
    records=(CONFERENCES,),
    among=_WITHOUT_TRANSFERS,
    counted_by="not having been held by the end of the day, which is never moved to a working day",
    adopted=attrs.evolve(
        icpc_within_15_working_days.adopted,
        measure=Overdue(start="strategy_discussion", end="conference", limit=WorkingDays(15)),
    ),
    rivals=(
        attrs.evolve(
            icpc_within_15_working_days.reading("section_47_start"),
            measure=Overdue(start="section_47_start", end="conference", limit=WorkingDays(15)),
        ),
        attrs.evolve(
            icpc_within_15_working_days.reading("initial_strategy_discussion"),
            measure=Overdue(start="initial_strategy_discussion", end="conference", limit=WorkingDays(15)),
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.NUMBER,
    decimals=0,
    good="low",
    target=None,
    companions=("england.icpc_within_15_working_days",),
    reasons=LATE_CONFERENCE,
    sources=(OVERDUE_QUERY, SECTION_47_START, TARGET_DATE, TRANSFER_IN, VALIDATION, WORKING_DAY, PROCEDURES),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=None,
            statement="What is overdue is what has passed the target date of the census. When the query came into force was not read.",
            source=TARGET_DATE,
        ),
    ),
    caveats=(
        "It is the other side of the share held in time: a conference is in one or the other, and holding an overdue one lowers that share.",
        "A conference that was held and not recorded yet is counted as not held.",
        "An enquiry that needs no conference, and is not said to, is counted as one that waits for it.",
    ),
    unknowns=(
        "Whether the Department's query first asks about the 15th or the 16th working day was not read in its own words.",
        "Nobody was found to publish the number.",
        _NO_WORKING_DAY,
        _REFORMS,
    ),
)

#: First core groups held within 10 working days of the initial conference.
core_groups_within_10_working_days: Indicator[Gathered] = Indicator(
    id="england.core_groups_within_10_working_days",
    name="Core groups within 10 working days",
    codes=(),
    domain=Domain.CHILD_PROTECTION,
    title="First core groups held within 10 working days of the initial child protection conference",
    question="Once a child had a plan to be protected by, did the people who carry it out meet soon?",
    owner="each council, by its safeguarding partners' procedures",
    numerator="First core groups held in the period on or before the 10th working day after the initial conference, a child each.",
    denominator=(
        "All first core groups held in the period, a child each: also those dated before the conference, which cannot be in time. Those not held yet "
        "are beside the figure, never in it. Later core groups of the same plan are not records of this table."
    ),
    records=(CORE_GROUPS,),
    counted_by="the day the core group first met",
    adopted=Reading(
        key="initial_conference",
        statement="The clock runs from the initial child protection conference.",
        because="The procedures that were read say so.",
        measure=WithinLimit(start="conference", end="core_group", limit=WorkingDays(10)),
    ),
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    companions=("england.icpc_within_15_working_days",),
    reasons=DELAY_REASONS,
    sources=(SEFTON, WALES, WORKING_DAY),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=None,
            statement="The first core group within 10 working days of the initial conference. When it came into force was not read.",
            source=SEFTON,
        ),
    ),
    caveats=(
        "It is collected by no national return, so councils count it each in its own way and figures of two of them need not compare.",
        "A core group that has not met is not in the figure, however late it is.",
        "Brothers and sisters have one core group, so in a small council one family can move the figure by several children.",
    ),
    unknowns=(
        "The statutory guidance was not read: that the limit holds in England rests on one partnership's procedures.",
        "Whether councils divide by the core groups held, as here, or by the plans that started in the period is their own choice.",
        "Procedures in London have another clock where the conference came before the birth, by an account of them; it is not counted here.",
        _NO_WORKING_DAY,
        _REFORMS,
    ),
)
