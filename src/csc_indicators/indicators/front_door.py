"""National indicators of the front door: referrals, children referred again, and how soon a referral is decided on."""

from datetime import date

from csc_indicators.accumulations import YEAR_TO_DATE
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.documents import (
    CHILDREN_IN_NEED_STATISTICS,
    DODDS_V_WALKER,
    WORKING_DAY,
    census_guide,
    data_dictionary,
    statistics,
    working_together,
)
from csc_indicators.indicators.rule import Code, Domain, Edition, Reading
from csc_indicators.limits import Months, WorkingDays
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.front_door import REFERRALS
from csc_indicators.results.series import Gathered
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = [
    "children_re_referred_within_12_months",
    "re_referrals_within_12_months",
    "referral_decisions_within_1_working_day",
    "referrals",
    "referrals_per_10_000",
    "referrals_with_no_further_action",
]

_REVIEWED = date(2026, 11, 22)

_TABLE_C1 = Code("DfE Children in need, table", "C1")

_PUBLISHED_BY = ("England", "region", "local authority")

_CENSUS_GUIDE_REFERRAL = census_guide(
    "sections 4.1 and 4.2",
    "A contact is not a referral, nor is what is new about a case that is open already. Several referrers at a similar time are one referral, with "
    "the date of the first. The date of referral need not be a working day.",
)

_CENSUS_GUIDE_ADOPTION = census_guide(
    "", "Where a child is adopted and a new record is opened, the date of its referral is that of the adoption order."
)

_CENSUS_GUIDE_NO_FURTHER_ACTION = census_guide(
    "section 1.2", "A child who was referred and on whom no further action was taken is not counted as in need."
)

_CENSUS_GUIDE_DECISION = census_guide(
    "sections 4.1, 4.2 and 4.9", "A referral should be considered within one working day. No item of the census holds the day that was decided on it."
)

_LAIT_REFERRALS = data_dictionary(
    "item 305",
    "A referral is a request for services of children's social care for a child who is not known or whose case is closed; none is recorded while a "
    "case is open. Every referral of a child counts. Published as a number and for every 10,000 children.",
)

_LAIT_RE_REFERRALS = data_dictionary(
    "item 271", "Referrals that came within 12 months of an earlier referral, as a percentage of all referrals of the year. Low is good."
)

_LAIT_NO_FURTHER_ACTION = data_dictionary(
    "item 290", "Referrals of the year that ended in no further action, before any assessment, as a percentage of all referrals of the year."
)

_C1 = statistics(
    "data set C1, 2013 to 2024",
    "By authority: referrals, re-referrals, referrals with no further action, children referred and children re-referred. Referrals and children "
    "referred are also for every 10,000 children, which the data published in 2025 leave out; the others are also percentages of either.",
)

_C5 = statistics(
    "data set C5, 2014 to 2020",
    "Referrals by source. Of more than one referral of a child on one day the first is recorded. A referral is of a child who is not in need then.",
)

_RE_REFERRALS_RELEASE = Source(
    title="Children in need: a focus on re-referrals",
    publisher="Department for Education",
    states="A child who is referred within 12 months of an earlier referral is re-referred. Records are linked for each child within an authority.",
    url="https://explore-education-statistics.service.gov.uk/find-statistics/children-in-need-a-focus-on-re-referrals",
    verified=True,
    note="Only the opening of the release was read. Its counts differ slightly from those of the yearly statistics.",
)

_REPEATED = Source(
    title="Methodology: children in need, a focus on sexual abuse and exploitation",
    publisher="Department for Education",
    states="Where a child is re-referred more than once, every one of these referrals is a re-referral.",
    url="https://explore-education-statistics.service.gov.uk/methodology/children-in-need-a-focus-on-sexual-abuse-and-exploitation",
    verified=True,
    note="Only the opening of the methodology was read.",
)

_DARLINGTON_RE_REFERRALS = Source(
    title="Children and Young People Scrutiny: minutes",
    publisher="Darlington council",
    paragraph="item 7453",
    states=(
        "In 2021-22, re-referrals within 12 months of a previous referral. In a paper of 1 September 2025, within 12 months of the end of the last "
        "one: another measure, which needs the day each case closed."
    ),
    url="https://democracy.darlington.gov.uk/mgAi.aspx?ID=7453",
    verified=False,
    note="Only openings of minutes, and a summary of the paper of 2025, were read.",
)

_DARLINGTON_DECISIONS = Source(
    title="Children and Young People Scrutiny: minutes",
    publisher="Darlington council",
    paragraph="items 302 and 375",
    states="Referrals completed within one working day had a target of 90% in 2017-18; contacts were also counted within 24 working hours.",
    url="https://democracy.darlington.gov.uk/mgAi.aspx?ID=302",
    verified=False,
    note="Only openings of minutes were read. It shows that councils measure this, and is no authority for the rule.",
)

_METRIC_2234 = Source(
    title="Metric type 2234",
    publisher="Local Government Association, ESD standards",
    states=(
        "Of a referral: the authority has one working day to decide what further work is needed. The metric itself, of initial assessments, is "
        "discontinued."
    ),
    url="http://id.esd.org.uk/metricType/2234",
    verified=True,
)

_RULE_8569Q = Source(
    title="Children in need census: validation rule 8569Q",
    publisher="Department for Education",
    states="A referral more than one working day before the year began is not to be returned as one with no further action.",
    verified=False,
    note="Read as a validator of other authors repeats it, not in the Department's own list.",
)

_WORKING_TOGETHER = working_together(
    "Within one working day of a referral a social worker decides what type of response is required.",
    note="The text itself was not read; local procedures that repeat it were (Tees), and the census guide says the same.",
)

_EVERY_REFERRAL = (
    "Every referral received in the period, a child each, as often as the child was referred. Brothers and sisters referred together are a referral "
    "each; several referrers at a similar time are one. Children not born yet are in it. Contacts, and what is new about an open case, are not."
)

_THE_YEAR = (
    "The year runs from 1 April to 31 March. From when the rule has stood is not known; the figures by authority that were read begin with 2012-13."
)

_NOT_ONE_LINE = (
    "Where a contact ends and a referral begins is for each council to say, so part of the difference between two councils is in what they record."
)

_LATE_RECORDING = "Referrals that are recorded late move the figures of the months they were received in."

_NO_AGE = "Whether the referral of somebody of 18 or more counts is not in any text that was read; every row counts."

_REFORMS = "The effects of the Children's Wellbeing and Schools legislation and of the Families First reforms were not checked."

_EARLIER_YEAR = (
    "The records must hold the referrals of the 12 months before the period as well. Where they begin later, say from when they hold everything "
    "(records_from): a referral whose earlier one could be missing is then unknown, in the denominator and not in the numerator."
)

_ONE_COUNCIL = (
    "Only referrals to the same council, under the same identifier of the child, are seen; a child adopted since, or from elsewhere, begins anew."
)

#: Referrals: how many.
referrals: Indicator[Gathered] = Indicator(
    id="england.referrals",
    name="Referrals",
    codes=(Code("DfE LAIT", "305"), _TABLE_C1),
    domain=Domain.FRONT_DOOR,
    title="Referrals to children's social care",
    question="How often was a child referred to children's social care?",
    owner="Department for Education",
    numerator=_EVERY_REFERRAL,
    denominator="The same: a number is not divided by anything.",
    records=(REFERRALS,),
    counted_by="the day of the referral",
    adopted=Reading(
        key="every_referral",
        statement="Every referral counts, however soon after another of the same child.",
        because="The Department's data dictionary says so, and its statistics give the children referred beside the referrals.",
        measure=Happened(event="referral"),
    ),
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.NUMBER,
    decimals=0,
    good="neutral",
    target=None,
    companions=("england.referrals_per_10_000", "england.re_referrals_within_12_months", "england.referrals_with_no_further_action"),
    reasons=DELAY_REASONS,
    disaggregations=(*_PUBLISHED_BY, "month of referral (table C6)", "source of referral (table C5)"),
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(_LAIT_REFERRALS, _C1, _C5, _CENSUS_GUIDE_REFERRAL, _CENSUS_GUIDE_ADOPTION),
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_THE_YEAR, source=_LAIT_REFERRALS),),
    reviewed_on=_REVIEWED,
    caveats=(_NOT_ONE_LINE, _LATE_RECORDING),
    unknowns=(_NO_AGE, _REFORMS),
)

#: Referrals for every 10,000 children.
referrals_per_10_000: Indicator[Gathered] = Indicator(
    id="england.referrals_per_10_000",
    name="Referrals per 10,000 children",
    codes=(Code("DfE LAIT", "305"), _TABLE_C1),
    domain=Domain.FRONT_DOOR,
    title="Referrals to children's social care for every 10,000 children aged 0 to 17",
    question="How often was a child referred to children's social care, for as many children as live here?",
    owner="Department for Education",
    numerator=_EVERY_REFERRAL,
    denominator=(
        "10,000 children aged 0 to 17, by the estimate for the middle of the year before. Children not born yet, and anybody of 18 or more, can be "
        "in the numerator and are not in the population."
    ),
    records=(REFERRALS,),
    counted_by="the day of the referral",
    adopted=referrals.adopted,
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PER_10_000,
    decimals=1,
    good="neutral",
    target=None,
    derived_from=referrals.id,
    companions=("england.referrals", "england.re_referrals_within_12_months"),
    reasons=DELAY_REASONS,
    disaggregations=_PUBLISHED_BY,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(_LAIT_REFERRALS, _C1, _CENSUS_GUIDE_REFERRAL, _CENSUS_GUIDE_ADOPTION),
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_THE_YEAR, source=_LAIT_REFERRALS),),
    reviewed_on=_REVIEWED,
    caveats=(
        _NOT_ONE_LINE,
        _LATE_RECORDING,
        "Of part of a year it is the rate of that part: compare it with the same part of another year only.",
        "Estimates of population are revised, and the rates of earlier years with them.",
        "Where few children live a handful of referrals moves the rate far. The data published in 2025 have the counts of data set C1 without rates.",
    ),
    unknowns=(_NO_AGE, _REFORMS),
)

_WITHIN_12_MONTHS = Again(event="referral", after="referral", within=Months(12))
_LESS_THAN_12_MONTHS = Again(event="referral", after="referral", within=Months(12), inclusive=False)
_AFTER_ACTION = Again(event="referral", after="referral", within=Months(12), not_after="no_further_action")

_BECAUSE_WITHIN = (
    "The Department says within 12 months, and within a number of months after a day includes the corresponding date (Dodds v Walker). Nothing "
    "that was read of the Department's leaves any earlier referral out."
)
_BECAUSE_LESS = "No text that was read says on which side of the line exactly 12 months is."
_BECAUSE_AFTER_ACTION = (
    "Where no action followed there was no service to come back to. The Department counts such referrals among all referrals, and no text says "
    "whether one makes the next a re-referral."
)

_RE_REFERRAL_SOURCES = (
    _LAIT_RE_REFERRALS,
    _C1,
    _C5,
    _RE_REFERRALS_RELEASE,
    _REPEATED,
    _CENSUS_GUIDE_REFERRAL,
    _CENSUS_GUIDE_ADOPTION,
    DODDS_V_WALKER,
    _DARLINGTON_RE_REFERRALS,
)

_RE_REFERRAL_UNKNOWNS = (
    "Whether a referral exactly 12 months after another counts is not in any text that was read; here it does, and another reading leaves it out.",
    "Whether an earlier referral with no further action counts is not in any text that was read; here it does, and another reading leaves it out.",
    "How the Department recognises one child in the returns of two years is not in any text that was read.",
    "Councils have versions of their own: Darlington's of 2025 runs from the end of the last referral. It is not computed here.",
    _REFORMS,
)

#: Referrals within 12 months of an earlier referral of the same child.
re_referrals_within_12_months: Indicator[Gathered] = Indicator(
    id="england.re_referrals_within_12_months",
    name="Re-referrals within 12 months",
    codes=(Code("DfE LAIT", "271"), _TABLE_C1),
    domain=Domain.FRONT_DOOR,
    title="Referrals to children's social care within 12 months of an earlier referral of the same child",
    question="How many referrals were of a child who had been referred already in the last 12 months?",
    owner="Department for Education",
    numerator=(
        "Referrals received in the period, no more than 12 months to the day after an earlier referral of the same child, which may be of the year "
        "before. Every one of a child's re-referrals counts. Two referrals of one day are one, so neither makes the other a re-referral."
    ),
    denominator=_EVERY_REFERRAL,
    records=(REFERRALS,),
    counted_by="the day of the referral",
    adopted=Reading(
        key="within_12_months",
        statement=(
            "A referral is a re-referral when an earlier one of the child is no more than 12 months before it: the same date a year later still "
            "counts."
        ),
        because=_BECAUSE_WITHIN,
        measure=_WITHIN_12_MONTHS,
    ),
    rivals=(
        Reading(
            key="less_than_12_months",
            statement=(
                "A referral is a re-referral when an earlier one of the child is less than 12 months before it: the same date a year later does not "
                "count."
            ),
            because=_BECAUSE_LESS,
            measure=_LESS_THAN_12_MONTHS,
        ),
        Reading(
            key="not_after_no_further_action",
            statement=(
                "An earlier referral on which no further action was taken does not count as the earlier one, and is itself judged like any other. "
                "One of which it is not recorded does count."
            ),
            because=_BECAUSE_AFTER_ACTION,
            measure=_AFTER_ACTION,
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="low",
    target=None,
    companions=("england.referrals", "england.children_re_referred_within_12_months", "england.referrals_with_no_further_action"),
    reasons=DELAY_REASONS,
    disaggregations=_PUBLISHED_BY,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=_RE_REFERRAL_SOURCES,
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_THE_YEAR, source=_LAIT_RE_REFERRALS),),
    reviewed_on=_REVIEWED,
    caveats=(
        _EARLIER_YEAR,
        _ONE_COUNCIL,
        "A child who is referred often counts often; the companion counts children.",
        "A low figure is good only where every referral that ought to be made is: it falls as well when a second referral is taken as a contact.",
        _LATE_RECORDING,
    ),
    unknowns=_RE_REFERRAL_UNKNOWNS,
)

#: Children referred again within 12 months, each once.
children_re_referred_within_12_months: Indicator[Gathered] = Indicator(
    id="england.children_re_referred_within_12_months",
    name="Children re-referred within 12 months",
    codes=(_TABLE_C1,),
    domain=Domain.FRONT_DOOR,
    title="Children referred to children's social care within 12 months of an earlier referral",
    question="Of the children who were referred, how many had been referred already in the 12 months before?",
    owner="Department for Education",
    numerator=(
        "Children with a referral in the period that came no more than 12 months to the day after an earlier one, which may be of the year before; "
        "each once, however many such referrals there are."
    ),
    denominator=(
        "Children referred in the period, each once, however often. Brothers and sisters are a child each. Children not born yet are in it. A child "
        "of whom one referral cannot be judged, and no other is a re-referral, is unknown: in the denominator and not in the numerator."
    ),
    records=(REFERRALS,),
    counted_by="the day of the referral",
    adopted=Reading(
        key="within_12_months",
        statement=(
            "A child is re-referred who has a referral in the period no more than 12 months after an earlier one: the same date a year later still "
            "counts."
        ),
        because=_BECAUSE_WITHIN,
        measure=EachOnce(_WITHIN_12_MONTHS),
    ),
    rivals=(
        Reading(
            key="less_than_12_months",
            statement=(
                "A child is re-referred who has a referral in the period less than 12 months after an earlier one: the same date a year later does "
                "not count."
            ),
            because=_BECAUSE_LESS,
            measure=EachOnce(_LESS_THAN_12_MONTHS),
        ),
        Reading(
            key="not_after_no_further_action",
            statement=(
                "An earlier referral on which no further action was taken does not make a later one a re-referral. One of which it is not recorded "
                "does."
            ),
            because=_BECAUSE_AFTER_ACTION,
            measure=EachOnce(_AFTER_ACTION),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="low",
    target=None,
    companions=("england.re_referrals_within_12_months", "england.referrals"),
    reasons=DELAY_REASONS,
    disaggregations=_PUBLISHED_BY,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=_RE_REFERRAL_SOURCES,
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_THE_YEAR, source=_C1),),
    reviewed_on=_REVIEWED,
    caveats=(
        _EARLIER_YEAR,
        _ONE_COUNCIL,
        "Children of two months, or of two areas, do not add up to those of both together: a child can be in each.",
        "It can be below or above the share of referrals that are re-referrals: in 2023-24 it was below nationally and above in some authorities.",
        _LATE_RECORDING,
    ),
    unknowns=(
        (
            "The Department's definition of the child form was not found in words; it is taken from the columns of its data set, whose percentages "
            "it gives."
        ),
        *_RE_REFERRAL_UNKNOWNS,
    ),
)

#: Referrals on which no further action was taken.
referrals_with_no_further_action: Indicator[Gathered] = Indicator(
    id="england.referrals_with_no_further_action",
    name="Referrals with no further action",
    codes=(Code("DfE LAIT", "290"), _TABLE_C1),
    domain=Domain.FRONT_DOOR,
    title="Referrals to children's social care on which no further action was taken",
    question="After how many referrals did children's social care do nothing further?",
    owner="Department for Education",
    numerator="Referrals received in the period that ended in no further action, before any assessment.",
    denominator=f"{_EVERY_REFERRAL} A referral of which it is not recorded is in the denominator and cannot be in the numerator.",
    records=(REFERRALS,),
    counted_by="the day of the referral",
    adopted=Reading(
        key="as_recorded",
        statement="A referral is one with no further action when its record says so; where the record says nothing it is unknown.",
        because="The census requires yes or no of every referral, so a blank is a gap in the record and not a no.",
        measure=ShareWith(flag="no_further_action", event="referral"),
    ),
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="neutral",
    target=None,
    companions=("england.referrals", "england.re_referrals_within_12_months"),
    reasons=DELAY_REASONS,
    disaggregations=_PUBLISHED_BY,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(_LAIT_NO_FURTHER_ACTION, _C1, _CENSUS_GUIDE_REFERRAL, _CENSUS_GUIDE_NO_FURTHER_ACTION, _RULE_8569Q),
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_THE_YEAR, source=_LAIT_NO_FURTHER_ACTION),),
    reviewed_on=_REVIEWED,
    caveats=(
        (
            "Children on whom an assessment was made and who were found not to be in need are another figure, which the Department publishes beside "
            "this one."
        ),
        "The record does not say when it was decided that nothing follows. Leave it blank until it is decided: no is a statement too.",
        f"{_NOT_ONE_LINE} In 2023-24 some authorities returned no referral with no further action at all.",
        _LATE_RECORDING,
    ),
    unknowns=(
        "The data dictionary still speaks of initial assessments, which ceased in 2013-14; that an assessment is meant is taken for granted.",
        "The section of the census guide on the item itself was not found.",
        _REFORMS,
    ),
)

#: Referrals decided on within 1 working day.
referral_decisions_within_1_working_day: Indicator[Gathered] = Indicator(
    id="england.referral_decisions_within_1_working_day",
    name="Referral decisions within 1 working day",
    codes=(),
    domain=Domain.FRONT_DOOR,
    title="Referrals to children's social care whose type of response was decided within 1 working day of their receipt",
    question="When a child was referred, was it decided by the next working day what to do?",
    owner="HM Government, Working Together (not collected nationally)",
    numerator="Referrals decided on in the period, on the day they were received or by the end of the first working day after it.",
    denominator=(
        "Referrals on which the type of response was decided in the period, a child each, no further action being a decision too. Referrals not "
        "decided on yet are beside the figure, waiting or overdue, and never in it."
    ),
    records=(REFERRALS,),
    counted_by="the day of the decision",
    adopted=Reading(
        key="from_the_day_of_receipt",
        statement=(
            "The day the referral was received is day 0, whether or not it is a working day, and the first working day after it is the last in time."
        ),
        because="The guidance says within one working day of receipt, and within a number of days of a day leaves that day out of the count.",
        measure=WithinLimit(start="referral", end="decision", limit=WorkingDays(1)),
    ),
    rivals=(),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    companions=("england.referrals", "england.referrals_with_no_further_action"),
    reasons=DELAY_REASONS,
    published=None,
    sources=(_WORKING_TOGETHER, _CENSUS_GUIDE_DECISION, _CENSUS_GUIDE_REFERRAL, _METRIC_2234, WORKING_DAY, _RULE_8569Q, _DARLINGTON_DECISIONS),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=None,
            statement="A decision within one working day of the referral. From when the rule has stood is not known.",
            source=_CENSUS_GUIDE_DECISION,
        ),
    ),
    caveats=(
        (
            "No national return collects the day of the decision, so there is no figure of another council to set beside it but what councils "
            "publish themselves."
        ),
        "Referrals still waiting for a decision are not in the figure. Read the number overdue beside it.",
        "The records hold days and not hours: a referral late on a Friday and one early on it are due alike, by the end of Monday.",
    ),
    unknowns=(
        "No text that was read defines a working day for this limit; the 2010 Regulations' definition is used.",
        "The text of Working Together itself was not read in any edition, and no paragraph is cited.",
        "Whether councils divide by the referrals decided on, as here, or by those received in the period is their own choice.",
        "Whether a referral that arrives after office hours counts as received that day or on the next working day is not in any text that was read.",
        "Councils have versions of their own, in working hours or of contacts rather than referrals. They are not computed here.",
        _REFORMS,
    ),
)
