"""National indicators of section 47 enquiries, conferences and child protection plans."""

from datetime import date

from csc_indicators.accumulations import YEAR_TO_DATE
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.rule import Code, Edition, Reading
from csc_indicators.limits import WorkingDays
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.reasons.delay import LATE_CONFERENCE
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.results.series import Gathered
from csc_indicators.sources import Source

__all__ = ["icpc_within_15_working_days"]

_CENSUS_GUIDE_START = Source(
    title="Children in need census 2023 to 2024: guide, version 1.0",
    publisher="Department for Education",
    paragraph="section 4.12.1",
    states="The section 47 enquiry start date is the date of the strategy discussion at which the section 47 enquiries were initiated.",
    verified=True,
)

_CENSUS_GUIDE_TARGET = Source(
    title="Children in need census 2023 to 2024: guide, version 1.0",
    publisher="Department for Education",
    paragraph="section 4.12.2",
    states="The target date is the date 15 working days after the strategy discussion, so the discussion is day 0 and day 15 is in time.",
    verified=True,
)

_METRIC_3217 = Source(
    title="Metric type 3217",
    publisher="Local Government Association, ESD standards",
    states=(
        "From 2012-13 the duration runs from the section 47 start to the conference; before, from the day the timescale for completing the section "
        "47 enquiry began. A conference dated before the section 47 start has no duration and stays in the number of conferences."
    ),
    url="http://id.esd.org.uk/metricType/3217",
    verified=True,
)

_LAIT = Source(
    title="Local Authority Interactive Tool: data dictionary",
    publisher="Department for Education",
    paragraph="items 218 and 268",
    states="The percentage of initial child protection conferences held within 15 working days, published to one decimal.",
    verified=True,
)

_WORKING_TOGETHER = Source(
    title="Working Together to Safeguard Children 2018",
    publisher="HM Government",
    states="The initial conference is to be held within 15 working days of the strategy discussion at which section 47 enquiries were initiated.",
    verified=False,
    note="The text itself was not read; the statement is the census guide's, which cites it.",
)

_WORKING_DAY = Source(
    title="Care Planning, Placement and Case Review (England) Regulations 2010",
    publisher="UK Parliament, SI 2010/959",
    paragraph="reg 2(1)",
    states="A working day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales.",
    url="https://www.legislation.gov.uk/uksi/2010/959",
    verified=True,
    note="Made for looked-after children. No text that was read defines a working day for conferences; this definition is used for want of one.",
)

_PROCEDURES = Source(
    title="Local child protection procedures: Family Rights Group, Sussex, Solihull, Liverpool",
    publisher="as named",
    states="Where there was more than one strategy discussion, the clock runs from the one at which the section 47 enquiry was initiated.",
    verified=False,
    note="Read in secondary publications only.",
)

#: Initial child protection conferences held within 15 working days: the national indicator.
icpc_within_15_working_days: Indicator[Gathered] = Indicator(
    id="england.icpc_within_15_working_days",
    name="ICPC within 15 working days",
    codes=(Code("DfE LAIT", "218"), Code("DfE LAIT", "268"), Code("LG Inform", "3217"), Code("DfE Children in need, table", "C4")),
    title=(
        "Initial child protection conferences held within 15 working days of the strategy discussion at which the section 47 enquiries were initiated"
    ),
    question="When it was decided that a child might be at risk of significant harm, did everybody meet about it soon enough?",
    owner="Department for Education",
    numerator=(
        "Initial child protection conferences held in the period on or before the 15th working day after the strategy discussion, a child each."
    ),
    denominator=(
        "All initial child protection conferences held in the period, a child each: also those whose strategy discussion is not recorded, or is "
        "dated after the conference, none of which can be in time. Conferences not held yet are beside the figure, never in it."
    ),
    records=(CONFERENCES,),
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
    ),
    accumulation=YEAR_TO_DATE,
    decimals=1,
    good="high",
    target=None,
    reasons=LATE_CONFERENCE,
    sources=(_CENSUS_GUIDE_START, _CENSUS_GUIDE_TARGET, _METRIC_3217, _LAIT, _WORKING_TOGETHER, _WORKING_DAY, _PROCEDURES),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=date(2012, 3, 31),
            statement="The clock ran from the day the timescale for completing the section 47 enquiry began, not always the enquiry's start.",
            source=_METRIC_3217,
            computed=False,
        ),
        Edition(
            number=2,
            in_force_from=date(2012, 4, 1),
            in_force_to=None,
            statement="The clock runs from the section 47 start, which is the date of the strategy discussion that initiated it.",
            source=_METRIC_3217,
        ),
    ),
    unknowns=(
        "No text that was read defines a working day for this limit; the 2010 Regulations' definition is used.",
        "The text of Working Together itself was not read in any edition.",
        (
            "A transfer-in conference has no strategy discussion of the council's own; whether it belongs in the denominator was not settled. "
            "Left in the records, it counts as not in time."
        ),
        "The effects of the Children's Wellbeing and Schools legislation and of the Families First reforms were not checked.",
    ),
)
