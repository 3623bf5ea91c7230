"""National indicators of child protection plans: how many, how long, how often reviewed, and how often again."""

from datetime import date

import attrs

from csc_indicators.accumulations import AS_AT, YEAR_TO_DATE
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.documents import CHILDREN_IN_NEED_STATISTICS, DODDS_V_WALKER
from csc_indicators.indicators.plan_documents import (
    ANCHOR_NORTH_YORKSHIRE,
    COLLECT_KEY_INDICATORS,
    DARLINGTON_PLANS,
    DASHBOARD,
    LAST_REVIEW,
    LASTING,
    LASTING_ENDED,
    METRIC_100,
    PLANS_ENDING,
    PLANS_OPEN,
    PLANS_STARTING,
    PREVIOUS_PLANS,
    REVIEWED,
    SECOND_PLANS,
    TABLE_D1,
    TABLE_D3,
    TABLE_D5,
    TABLE_D6,
    TABLE_D7,
    VALIDATION,
)
from csc_indicators.indicators.rule import Code, Domain, Edition, Reading
from csc_indicators.limits import CalendarDays, Months, Years
from csc_indicators.measures.bands import Band, Bands
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.plans import PLAN_REVIEWS, PLANS
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = [
    "PLAN_BANDS",
    "child_protection_plans",
    "child_protection_plans_ending_per_10_000",
    "child_protection_plans_per_10_000",
    "child_protection_plans_starting_per_10_000",
    "plans_ending_after_2_years_or_more",
    "plans_lasting_2_years_or_more",
    "plans_reviewed_in_time",
    "second_or_subsequent_plans",
    "second_or_subsequent_plans_within_2_years",
]

#: The bands of durations that the Department publishes plans in (tables D5 and D7), two years being more than 729 days with the first day and the
#: last both counted: the 729th day after the start is in the last band.
PLAN_BANDS = Bands(
    (
        Band("3 months or less", up_to=Months(3)),
        Band("more than 3 months but less than or equal to 6 months", more_than=Months(3), up_to=Months(6)),
        Band("more than 6 months but less than 1 year", more_than=Months(6), less_than=Years(1)),
        Band("1 year but less than 2 years", at_least=Years(1), less_than=CalendarDays(729)),
        Band("2 years and over", at_least=CalendarDays(729)),
    )
)

#: What the Department publishes the counts of its tables of plans by.
_BY_AREA = ("region", "local authority")

#: When the Department's dictionary and data were read.
_REVIEWED = date(2026, 11, 22)

_POPULATION = (
    "10,000 children aged 0 to 17, by the estimate for the middle of the year before. Children not born yet, and anybody of 18 or more, can be in "
    "the numerator and are not in the population."
)

_SMALL = "Brothers and sisters have plans together, so in a small council one family can move the figure by several children."
_LATE_RECORDING = "A plan counts in the month it started or ended, so one recorded late changes the figure of a month that is over."
_LATE_ENDS = "A plan whose end is recorded late is counted as open until then."
_NEITHER = "Neither a high nor a low figure is good by itself: it follows need, and also how readily a council makes plans and ends them."
_REVISED = "Estimates of the population are revised, and with them the published rates of earlier years: say which estimate a rate is of."
_PART_YEAR = "Of part of a year it is the rate of that part: compare it with the same part of another year only."
_NO_RATES = "The data published in 2025 have the counts of table D1 without rates."

_LAST_DAY = "Whether a plan that ends on the day itself is still open at its end is not in any text that was read."
_SINCE_WHEN = "The day from which plans have been counted so was not read."
_AGED_18 = "Whether the plan of somebody who had turned 18 would be left out was not read; a row given is counted."
_REFORMS = "The effects of the Children's Wellbeing and Schools legislation and of the Families First reforms were not checked."
_METHODOLOGY = "The Department's methodology was read in its list of contents only."


def _one_edition(statement: str, source: Source) -> tuple[Edition, ...]:
    return (Edition(number=1, in_force_from=None, in_force_to=None, statement=statement, source=source),)


_EACH_CHILD_BECAUSE = "The Department publishes the number of children beside the number of plans, and a rate can be made of either."

#: Children subject to a child protection plan at the end of a day.
child_protection_plans: Indicator[Snapshot] = Indicator(
    id="england.child_protection_plans",
    name="Child protection plans",
    codes=(
        Code("DfE LAIT", "377"),
        Code("DfE Children in need, table", "D1"),
        Code("DfE Children in need, table", "D5"),
    ),
    domain=Domain.CHILD_PROTECTION,
    title="Children subject to a child protection plan at the end of the day",
    question="How many children have a plan to protect them?",
    owner="Department for Education",
    numerator=(
        "Plans that had started by the end of the day and had not ended by then, a child each: brothers and sisters count one by one, and children "
        "not born yet are in. A child has one plan at a time, so plans and children are as many."
    ),
    denominator="The same: a number is not divided by anything.",
    records=(PLANS,),
    counted_by="being subject to a plan at the end of the day, which is never moved to a working day",
    adopted=Reading(
        key="not_open_on_its_last_day",
        statement="A plan that ends on the day is no longer open at its end.",
        because="The state is that at the end of the day, and by then the decision that ended the plan has been made.",
        measure=OpenOn(start="start", end="end"),
    ),
    rivals=(
        Reading(
            key="open_on_its_last_day",
            statement="A plan that ends on the day is still open on it.",
            because="No text that was read says which, and a system that asks for ends before the day has it so.",
            measure=OpenOn(start="start", end="end", last_day_counts=True),
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.NUMBER,
    decimals=0,
    good="neutral",
    target=None,
    bands=PLAN_BANDS,
    companions=(
        "england.child_protection_plans_per_10_000",
        "england.plans_lasting_2_years_or_more",
        "england.plans_reviewed_in_time",
        "southend.cp_1_5",
    ),
    reasons=DELAY_REASONS,
    disaggregations=(*_BY_AREA, "category of abuse (table D4)"),
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(PLANS_OPEN, TABLE_D1, TABLE_D5, VALIDATION),
    editions=_one_edition("Plans open at 31 March, a child each. When it came into force was not read.", PLANS_OPEN),
    reviewed_on=_REVIEWED,
    caveats=(
        _NEITHER,
        _SMALL,
        _LATE_ENDS,
        "The Department publishes the state at 31 March only, which in 2019 was a Sunday and in 2024 Easter Sunday. Other days are for watching.",
        "A plan of exactly 3 months is in the band of 3 months or less, and is also among those that must have been reviewed.",
    ),
    unknowns=(_LAST_DAY, _SINCE_WHEN, _AGED_18, _METHODOLOGY, _REFORMS),
)

#: Children subject to a child protection plan at the end of a day, for every 10,000 children.
child_protection_plans_per_10_000: Indicator[Snapshot] = attrs.evolve(
    child_protection_plans,
    id="england.child_protection_plans_per_10_000",
    name="Child protection plans per 10,000",
    codes=(Code("DfE LAIT", "215"), Code("DfE Children in need, table", "D1")),
    title="Children subject to a child protection plan at the end of the day, for every 10,000 children aged 0 to 17",
    question="For as many children as live here, how many have a plan to protect them?",
    denominator=_POPULATION,
    unit=Unit.PER_10_000,
    decimals=1,
    bands=None,
    derived_from=child_protection_plans.id,
    companions=(
        "england.child_protection_plans",
        "england.child_protection_plans_starting_per_10_000",
        "england.child_protection_plans_ending_per_10_000",
    ),
    disaggregations=_BY_AREA,
    sources=(PLANS_OPEN, TABLE_D1, VALIDATION),
    editions=_one_edition("Plans open at 31 March, a child each, over the population. When it came into force was not read.", PLANS_OPEN),
    caveats=(_NEITHER, _SMALL, _LATE_ENDS, _REVISED, _NO_RATES),
)

#: Child protection plans that started, for every 10,000 children.
child_protection_plans_starting_per_10_000: Indicator[Gathered] = Indicator(
    id="england.child_protection_plans_starting_per_10_000",
    name="Plans starting per 10,000",
    codes=(Code("DfE LAIT", "219"), Code("DfE Children in need, table", "D1")),
    domain=Domain.CHILD_PROTECTION,
    title="Child protection plans that started, for every 10,000 children aged 0 to 17",
    question="How often was it decided that a child needed a plan to protect them?",
    owner="Department for Education",
    numerator=(
        "Plans that started in the period, a child each: brothers and sisters count one by one, a child with two plans twice, and children not born "
        "yet are in. A plan that came with a child from another council started here on the day it was made here."
    ),
    denominator=_POPULATION,
    records=(PLANS,),
    counted_by="the day the child became subject to the plan",
    adopted=Reading(
        key="every_plan",
        statement="Every plan counts, however many a child had.",
        because="The Department's figure is of plans that started, each on its own occasion.",
        measure=Happened(event="start"),
    ),
    rivals=(
        Reading(
            key="each_child_once",
            statement="A child counts once, however many plans started in the period.",
            because=_EACH_CHILD_BECAUSE,
            measure=EachOnce(Happened(event="start")),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PER_10_000,
    decimals=1,
    good="neutral",
    target=None,
    companions=(
        "england.child_protection_plans_ending_per_10_000",
        "england.child_protection_plans_per_10_000",
        "england.second_or_subsequent_plans",
    ),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(PLANS_STARTING, TABLE_D1, PREVIOUS_PLANS, VALIDATION),
    editions=_one_edition("Plans that started in the year, each counted. When it came into force was not read.", PLANS_STARTING),
    reviewed_on=_REVIEWED,
    caveats=(
        _NEITHER,
        "The Department's dictionary calls a low rate good and gives the number no such sign; here neither is good by itself.",
        _SMALL,
        _LATE_RECORDING,
        _PART_YEAR,
        _REVISED,
        _NO_RATES,
    ),
    unknowns=(_SINCE_WHEN, _AGED_18, _METHODOLOGY, _REFORMS),
)

#: Child protection plans that ended, for every 10,000 children.
child_protection_plans_ending_per_10_000: Indicator[Gathered] = Indicator(
    id="england.child_protection_plans_ending_per_10_000",
    name="Plans ending per 10,000",
    codes=(Code("DfE LAIT", "16"), Code("DfE Children in need, table", "D1")),
    domain=Domain.CHILD_PROTECTION,
    title="Child protection plans that ended, for every 10,000 children aged 0 to 17",
    question="How often did a child's protection plan come to its end?",
    owner="Department for Education",
    numerator=(
        "Plans that ended in the period for whatever reason, a child each, whenever they started: a child whose two plans ended counts twice. A plan "
        "that is still open is not counted, and is no gap in the records."
    ),
    denominator=_POPULATION,
    records=(PLANS,),
    counted_by="the day the plan ended",
    adopted=Reading(
        key="every_plan",
        statement="Every plan that ended counts, however many of a child's did.",
        because="The Department's figure is of plans that ended.",
        measure=Happened(event="end", to_come=True),
    ),
    rivals=(
        Reading(
            key="each_child_once",
            statement="A child counts once, however many of their plans ended in the period.",
            because=_EACH_CHILD_BECAUSE,
            measure=EachOnce(Happened(event="end", to_come=True)),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PER_10_000,
    decimals=1,
    good="neutral",
    target=None,
    companions=(
        "england.child_protection_plans_starting_per_10_000",
        "england.child_protection_plans_per_10_000",
        "england.plans_ending_after_2_years_or_more",
    ),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(PLANS_ENDING, TABLE_D1, VALIDATION),
    editions=_one_edition("Plans that ended in the year, each counted, from records of each child since 2009.", PLANS_ENDING),
    reviewed_on=_REVIEWED,
    caveats=(
        _NEITHER,
        _SMALL,
        _LATE_RECORDING,
        _PART_YEAR,
        _REVISED,
        _NO_RATES,
        "Figures from before 2009 come from another source and are not to be compared; from which day was not read.",
    ),
    unknowns=(_SINCE_WHEN, _AGED_18, _METHODOLOGY, _REFORMS),
)

_REVIEWS_OF_THE_YEAR = IntervalsKept(
    start="start",
    end="end",
    event="reviewed",
    first=Months(3),
    then=Months(6),
    qualifies_after=Months(3),
    of_the_year=True,
)

#: Children on a plan for three months or more whose reviews were all held in time.
plans_reviewed_in_time: Indicator[Snapshot] = Indicator(
    id="england.plans_reviewed_in_time",
    name="Plans reviewed in time",
    codes=(
        Code("DfE LAIT", "19"),
        Code("DfE Children in need, table", "D6"),
        Code("National Indicator", "NI 67", unverified="Neither the title of NI 67 nor its definition was read."),
    ),
    domain=Domain.CHILD_PROTECTION,
    title=(
        "Children subject to a child protection plan for at least three months by the end of the day whose reviews were all held in time: the first "
        "within three months, each next one within six months of the one before"
    ),
    question="Did everybody come back together often enough to ask whether each child's plan was working?",
    owner="Department for Education",
    numerator=(
        "Plans in the denominator of which every review that was held in the reporting year of the day, or fell due in it, was held on or before its "
        "due date, and none is overdue at the end of the day; one due on the day itself is not. Six months run from the review that was held."
    ),
    denominator=(
        "Plans open at the end of the day that had then lasted at least three months, three months to the day being enough; a child each. In it are "
        "also those whose first review of the year cannot be judged, because one was due before 1 April and none before it is recorded."
    ),
    records=(PLANS, PLAN_REVIEWS),
    counted_by="being subject to a plan at the end of the day, which is never moved to a working day",
    adopted=Reading(
        key="reviews_of_the_year",
        statement="Only the reviews of the reporting year are judged, the first of them from the last review of the year before.",
        because="The census return holds just these, and asks for the last review of the year before for this purpose.",
        measure=_REVIEWS_OF_THE_YEAR,
    ),
    rivals=(
        Reading(
            key="reviews_of_the_whole_plan",
            statement="Every review since the plan started is judged, so a plan with a late one never counts as reviewed in time again.",
            because="The Department's dictionary asks that all reviews be in time, from the first, and names no year.",
            measure=attrs.evolve(_REVIEWS_OF_THE_YEAR, of_the_year=False),
        ),
        Reading(
            key="first_review_from_the_conference",
            statement="As adopted, but the three months to the first review run from the initial conference where it was on another day.",
            because="The Department's dictionary says so in its description, and that they run from the start of the plan in its method.",
            measure=attrs.evolve(_REVIEWS_OF_THE_YEAR, first_from="conference"),
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    companions=("england.child_protection_plans", "southend.cp_1_5"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(REVIEWED, TABLE_D6, LAST_REVIEW, DODDS_V_WALKER, ANCHOR_NORTH_YORKSHIRE, COLLECT_KEY_INDICATORS, VALIDATION),
    editions=_one_edition(
        "The first review within three months and then at intervals of not more than six: in force from December 1999, on which day was not read.",
        REVIEWED,
    ),
    reviewed_on=_REVIEWED,
    caveats=(
        "It is of the children on a plan on the day, not of the reviews held: plans that ended before it are not in it, however late their reviews.",
        "One late review keeps a plan out for the rest of the year, and two count no more than one.",
        "As at another day than 31 March, only what came or fell due since 1 April is judged.",
        "Where the records hold less than that, say from when they hold everything (records_from): a plan whose reviews may be missing is unknown.",
        _SMALL,
    ),
    unknowns=(
        "The Department's own formula was not read: neither whether reviews before the year are judged, nor what is done where one is missing.",
        "The two anchors of the first review are both in the Department's words, and are mostly one day.",
        "Procedures have other first reviews for a child whose plan began before birth; they are not counted here.",
        "The text of Working Together itself was not read in any edition.",
        _LAST_DAY,
        _REFORMS,
    ),
)

_MORE_THAN_729_DAYS = Lasted(start="start", end="end", at_least=CalendarDays(730), ended=False, first_day_counts=True)


def _two_years(*, ended: bool) -> tuple[Reading, Reading, Reading]:
    """The three ways to read two years, the adopted one first."""
    return (
        Reading(
            key="more_than_729_days",
            statement="Two years are more than 729 days, with the day the plan started and the last day both counted.",
            because="The Department's dictionary says more than 729 days, the day of cessation included.",
            measure=attrs.evolve(_MORE_THAN_729_DAYS, ended=ended),
        ),
        Reading(
            key="2_years_to_the_date",
            statement="Two years end on the same date two years later, so leap years make no difference.",
            because="The title says two years, and two years after a day end on the corresponding date (Dodds v Walker).",
            measure=Lasted(start="start", end="end", at_least=Years(2), ended=ended),
        ),
        Reading(
            key="730_days_after_the_start",
            statement="Two years are more than 729 days after the day the plan started, which is day 0.",
            because="The dictionary says that the last day counts and not that the first does; days after a day leave it out.",
            measure=Lasted(start="start", end="end", at_least=CalendarDays(730), ended=ended),
        ),
    )


_OPEN_2_YEARS, _ENDED_2_YEARS = _two_years(ended=False), _two_years(ended=True)

_DAY_APART = (
    "The readings differ by a day or two: a plan from 1 March 2017 to 28 February 2019 has lasted 730 days with both counted and not two years, and "
    "one over 29 February can have lasted two years by days two days before it has by the date."
)

#: Plans open at the end of a day that had lasted two years or more.
plans_lasting_2_years_or_more: Indicator[Snapshot] = Indicator(
    id="england.plans_lasting_2_years_or_more",
    name="Plans lasting 2 years or more",
    codes=(Code("DfE LAIT", "264"), Code("DfE Children in need, table", "D5")),
    domain=Domain.CHILD_PROTECTION,
    title="Child protection plans open at the end of the day that had lasted two years or more",
    question="How many of the children with a plan to protect them have needed it for two years already?",
    owner="Department for Education",
    numerator="Plans in the denominator that had lasted two years or more, the day itself being the last day counted.",
    denominator=(
        "Plans open at the end of the day, a child each, children not born yet among them. A plan that ends on the day is no longer open. Two plans "
        "of a child that follow each other are not joined."
    ),
    records=(PLANS,),
    counted_by="being subject to a plan at the end of the day, which is never moved to a working day",
    adopted=_OPEN_2_YEARS[0],
    rivals=_OPEN_2_YEARS[1:],
    accumulation=AS_AT,
    unit=Unit.PERCENT,
    decimals=1,
    good="low",
    target=None,
    bands=PLAN_BANDS,
    companions=("england.plans_ending_after_2_years_or_more", "england.child_protection_plans", "england.second_or_subsequent_plans"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(LASTING, TABLE_D5, DODDS_V_WALKER, COLLECT_KEY_INDICATORS, VALIDATION),
    editions=_one_edition("More than 729 days, the day of cessation included. When it came into force was not read.", LASTING),
    reviewed_on=_REVIEWED,
    caveats=(
        "A low figure is good only where plans end because children are safe: read how many start again beside it.",
        "Few plans last so long, so the figures of many authorities are suppressed, and one family can move what is left.",
        "The Department's dictionary calls the item heavily caveated.",
        _DAY_APART,
        "The bands are those of the adopted reading, whichever is asked for.",
    ),
    unknowns=(
        "An open plan has no day of cessation: that the day of the count stands for it is our reading.",
        "What the item is divided by rests on its title: its method has the words of item 98, of plans that ended.",
        _LAST_DAY,
        _METHODOLOGY,
        _REFORMS,
    ),
)

#: Plans that ended after two years or more.
plans_ending_after_2_years_or_more: Indicator[Gathered] = Indicator(
    id="england.plans_ending_after_2_years_or_more",
    name="Plans ending after 2 years or more",
    codes=(
        Code("DfE LAIT", "98"),
        Code("DfE Children in need, table", "D7"),
        Code(
            "National Indicator",
            "NI 64",
            unverified="Its title was read in a council's paper, plans lasting two years or more; its definition was not.",
        ),
    ),
    domain=Domain.CHILD_PROTECTION,
    title="Child protection plans that ended after two years or more",
    question="How many of the plans that came to an end had taken two years or longer?",
    owner="Department for Education",
    numerator="Plans in the denominator that had lasted two years or more by the day they ended.",
    denominator=(
        "Plans that ended in the period, a child each for every plan, so a child can count twice. Plans still open are not in it, however long they "
        "have lasted."
    ),
    records=(PLANS,),
    counted_by="the day the plan ended",
    adopted=_ENDED_2_YEARS[0],
    rivals=_ENDED_2_YEARS[1:],
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="low",
    target=None,
    bands=PLAN_BANDS,
    companions=("england.plans_lasting_2_years_or_more", "england.child_protection_plans_ending_per_10_000"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(LASTING_ENDED, TABLE_D7, DODDS_V_WALKER, COLLECT_KEY_INDICATORS, VALIDATION),
    editions=_one_edition("More than 729 days, the day of cessation included. When it came into force was not read.", LASTING_ENDED),
    reviewed_on=_REVIEWED,
    caveats=(
        "A long plan is seen only when it ends, so ending old plans raises the figure: read those still open beside it.",
        "Few plans last so long, so the figures of many authorities are suppressed, and one family can move what is left.",
        _LATE_RECORDING,
        _DAY_APART,
        "The bands are those of the adopted reading, whichever is asked for.",
    ),
    unknowns=(
        "Whether the first day is meant to count beside the day of cessation is not said; here it does, and another reading leaves it out.",
        "NI 64 is taken to be of plans that ended; its definition was not read.",
        _METHODOLOGY,
        _REFORMS,
    ),
)

_EVER = Again(event="start", after="start", within=None, earlier="previous_plans")
_WITHIN_2_YEARS = Again(event="start", after="end", within=Years(2), earlier="previous_plans")

_PLANS_STARTED = (
    "Plans that started in the period, a child each for every plan. In it are also those of which it cannot be told whether the child had an earlier "
    "one, which are not in the numerator."
)

_SAME_COUNCIL = "Only plans with the same council are seen: one with another council is none, and a child who moves in on a plan begins a new one."

_BOUNDS = (
    "An earlier plan may be from before the records. Give the number of previous plans, or say from when the records hold everything (records_from): "
    "a plan that nothing vouches for is then unknown, in the denominator and not in the numerator."
)

#: Plans that started for a child who had had one before.
second_or_subsequent_plans: Indicator[Gathered] = Indicator(
    id="england.second_or_subsequent_plans",
    name="Second or subsequent plans",
    codes=(
        Code("DfE LAIT", "14"),
        Code("DfE LAIT", "15"),
        Code("LG Inform", "100"),
        Code("DfE Children in need, table", "D3"),
        Code("National Indicator", "NI 65"),
    ),
    domain=Domain.CHILD_PROTECTION,
    title="Child protection plans that started for a child who had been subject to a plan of the same council before, however long ago",
    question="How many of the children who were given a plan to protect them had needed one before?",
    owner="Department for Education",
    numerator=(
        "Plans in the denominator whose child had an earlier plan, or an entry in the register that came before plans, with the same council, "
        "however long ago: by the number of previous plans, or by the records themselves."
    ),
    denominator=_PLANS_STARTED,
    records=(PLANS,),
    counted_by="the day the child became subject to the plan",
    adopted=Reading(
        key="every_plan",
        statement="Every plan that started counts, so a child with two in the period counts twice.",
        because="The Department's table D3 counts plans, and its dictionary counts each occasion.",
        measure=_EVER,
    ),
    rivals=(
        Reading(
            key="each_child_once",
            statement="A child counts once, as one who had an earlier plan if any of theirs in the period came after another.",
            because="Metric 100 speaks of the percentage of children.",
            measure=EachOnce(_EVER),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="low",
    target=None,
    companions=(
        "england.second_or_subsequent_plans_within_2_years",
        "england.child_protection_plans_starting_per_10_000",
        "england.plans_ending_after_2_years_or_more",
    ),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(SECOND_PLANS, TABLE_D3, METRIC_100, PREVIOUS_PLANS, COLLECT_KEY_INDICATORS, VALIDATION),
    editions=_one_edition("An earlier plan with the same council, regardless of how long ago. When it came into force was not read.", SECOND_PLANS),
    reviewed_on=_REVIEWED,
    caveats=(
        "None at all is not what is hoped for: it may mean that children who need a second plan are not given one (metric 100).",
        _BOUNDS,
        _SAME_COUNCIL,
        "It grows with the age of a council's records: the longer they go back, the more children are found to have been on a plan.",
        _SMALL,
        _LATE_RECORDING,
    ),
    unknowns=(
        "Whether the Department counts by the number of previous plans alone, or also by the plans in its earlier returns, was not read.",
        "How plans of one child under two identifiers, such as before and after adoption, are recognised was not read.",
        _SINCE_WHEN,
        _METHODOLOGY,
        _REFORMS,
    ),
)

#: Plans that started within two years of the end of an earlier plan.
second_or_subsequent_plans_within_2_years: Indicator[Gathered] = Indicator(
    id="england.second_or_subsequent_plans_within_2_years",
    name="Second or subsequent plans within 2 years",
    codes=(),
    domain=Domain.CHILD_PROTECTION,
    title="Child protection plans that started within two years of the end of an earlier plan of the same child with the same council",
    question="How many of the children who were given a plan to protect them had come off one not long before?",
    owner="each council, by its own choice",
    numerator=(
        "Plans in the denominator that started no more than two years after the day an earlier plan of the child ended; of several, the last to end. "
        "One that started on the very day another ended is in."
    ),
    denominator=_PLANS_STARTED,
    records=(PLANS,),
    counted_by="the day the child became subject to the plan",
    adopted=Reading(
        key="within_2_years",
        statement="The same date two years after the earlier plan ended still counts.",
        because="Within a number of years of a day includes the corresponding date (Dodds v Walker).",
        measure=_WITHIN_2_YEARS,
    ),
    rivals=(
        Reading(
            key="less_than_2_years",
            statement="The same date two years after the earlier plan ended no longer counts.",
            because="No text that was read says on which side of the line exactly two years are.",
            measure=attrs.evolve(_WITHIN_2_YEARS, inclusive=False),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="low",
    target=None,
    companions=("england.second_or_subsequent_plans",),
    reasons=DELAY_REASONS,
    sources=(DARLINGTON_PLANS, PREVIOUS_PLANS, DODDS_V_WALKER, DASHBOARD, VALIDATION),
    editions=_one_edition(
        "Used by councils, with no date from which it has been. The Department publishes none within a limit of time.", DARLINGTON_PLANS
    ),
    caveats=(
        "The number of previous plans does not say when they ended: where it is more than the records hold, a plan without one in time is unknown.",
        _BOUNDS,
        _SAME_COUNCIL,
        "It is in no national return, so councils count it each in its own way and figures of two of them need not compare.",
        _LATE_RECORDING,
    ),
    unknowns=(
        "That councils count it so rests on an account of one council's minutes, whose wording could not be found again.",
        "Whether two years run to the date, as here, or are 730 days is in no text that was read.",
        _REFORMS,
    ),
)
