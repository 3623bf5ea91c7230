"""National indicators of children in need: how many there are, and how long they have been or were."""

from datetime import date

import attrs

from csc_indicators.accumulations import AS_AT, YEAR_TO_DATE
from csc_indicators.indicators.computation import Among
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.documents import CHILDREN_IN_NEED_STATISTICS, DODDS_V_WALKER, census_guide, data_dictionary, statistics
from csc_indicators.indicators.rule import Code, Domain, Edition, Reading
from csc_indicators.limits import CalendarDays, Years
from csc_indicators.measures.bands import MONTH_BANDS
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.stock import OpenOn
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.need import NEED_EPISODES
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = [
    "children_in_need_per_10_000",
    "episodes_of_need_ended_after_2_years_or_more",
    "episodes_of_need_open_for_2_years_or_more",
]

_REVIEWED = date(2026, 11, 22)

_BY_AREA = ("England", "region", "local authority")

_ACTED_ON = Among(
    column="no_further_action",
    flagged=False,
    because="A child who was referred and on whom no further action was taken is not counted as in need, by the census guide.",
)

_CENSUS_GUIDE_SCOPE = census_guide(
    "section 1.2",
    "In need are also children with a child protection plan, children looked after, care leavers, children not born yet, and people of 18 or more "
    "who still have services. Not counted are referrals with no further action, privately fostered children who have the statutory visits only, and "
    "cases in which nothing but a payment is made.",
)

_CENSUS_GUIDE_DAY = census_guide("section 1.1", "The year runs from 1 April to 31 March, and the state is that of 31 March.")

_LAIT_CHILDREN = data_dictionary(
    "item 171",
    "Children in need for every 10,000 children: those with a child in need plan or a child protection plan, children looked after, care leavers, "
    "disabled children, children not born yet, and people of 18 or more who still have services.",
)

_LAIT_NO_FURTHER_ACTION = data_dictionary(
    "item 290", "Referrals that ended in no further action before any assessment are outside the other measures of children in need."
)

_LAIT_OPEN = data_dictionary(
    "item 265",
    "Children in need by duration, as a percentage in each of five bands, the last of them 2 years or more. No direction is good. The note on method "
    "was copied from item 266 and is of ended episodes.",
)

_LAIT_ENDED = data_dictionary(
    "item 266",
    "Children who ceased to be in need in the year by duration, as a percentage in each of five bands, the last of them 2 years or more: from the "
    "date of the referral to the date of closure, each episode counted. No direction is good.",
)

_LAIT_729_DAYS = data_dictionary(
    "items 98 and 264", "Of child protection plans: 2 years or more is more than 729 calendar days, the day of cessation included."
)

_B1 = statistics("table B1", "By authority: children in need at 31 March, and for every 10,000 children.")
_B4 = statistics("table B4", "By authority: episodes of need open at 31 March, the number and the percentage in each of five bands of durations.")
_B5 = statistics(
    "table B5", "By authority: episodes of need that ended in the year, the number and the percentage in each of five bands of durations."
)

_POPULATION = attrs.evolve(
    statistics("tables B1, C4 and D1", "The population of a rate is the estimate for the middle of the year before."),
    note="Found by forming 5,300 published rates again: every one agrees. With the estimate of the same year between 2 and 11 in a hundred do.",
)

_SURREY = Source(
    title="Children in need: data set",
    publisher="Surrey County Council, Surrey-i",
    states="The duration of an open case is the time between the date of its referral and 31 March.",
    url="https://www.surreyi.gov.uk/dataset/children-in-need-emy5l",
    verified=False,
    note="A council's note on the Department's data; the Department's own was not read.",
)

_LAST_DAY_UNKNOWN = (
    "Whether an episode that ends on the day itself is still open at its end is in no text that was read; here it is not, so that each episode is "
    "either open or among those that ended."
)
_NOT_IN_THE_RECORDS = (
    "Privately fostered children who have the statutory visits only, and cases in which nothing but a payment is made, are not in it: leave their "
    "rows out, because the records cannot tell them."
)
_REVISED_POPULATION = "Estimates of the population are revised, and with them the rates of earlier years: say which estimate a rate is of."
_CLOSED_LATE = "A case that is over and not closed on the system is counted as open, so a council that tidies up its records has a lower figure."
_NOT_A_QUALITY = (
    "More or fewer children in need is neither good nor bad by itself: it depends on who needs help, and on where a council draws the line."
)
_LINKED = (
    "Where a system closes one episode and opens another for the same child, the clock starts anew: durations are of episodes, not of childhoods."
)
_REFORMS = "The effects of the Children's Wellbeing and Schools legislation and of the Families First reforms were not checked."
_EDITION_UNKNOWN = "The rule as the Department's dictionary has it. From when it has stood was not read."

#: Children in need for every 10,000 children.
children_in_need_per_10_000: Indicator[Snapshot] = Indicator(
    id="england.children_in_need_per_10_000",
    name="Children in need per 10,000",
    codes=(
        Code("DfE LAIT", "171"),
        Code("LG Inform", "429", unverified="Only the label of the metric was read."),
        Code("DfE Children in need, table", "B1"),
    ),
    domain=Domain.CHILDREN_IN_NEED,
    title="Children in need at the end of the day, for every 10,000 children aged 0 to 17",
    question="How many children here have help from children's social care because they are in need?",
    owner="Department for Education",
    numerator=(
        "Episodes of need that have started by the end of the day and have not ended, those of referrals with no further action left out. Children "
        "with a child protection plan, children looked after and care leavers are in it, and so are children not born yet and people of 18 or more "
        f"who still have services. {_NOT_IN_THE_RECORDS}"
    ),
    denominator=(
        "10,000 children aged 0 to 17, by the estimate for the middle of the year before. Children not born yet, and anybody of 18 or more, can be "
        "in the numerator and are not in the population."
    ),
    records=(NEED_EPISODES,),
    among=_ACTED_ON,
    counted_by="being open at the end of the day, which is never moved to a working day",
    adopted=Reading(
        key="over_on_the_day_it_ends",
        statement="An episode is open on the day it starts and no longer open on the day it ends.",
        because="The state is that at the end of the day, and each episode is then either open or ended, never both.",
        measure=OpenOn(start="start", end="end"),
    ),
    rivals=(
        Reading(
            key="open_on_the_day_it_ends",
            statement="An episode is still open on the day it ends.",
            because="No text that was read says on which side of the line that day is.",
            measure=OpenOn(start="start", end="end", last_day_counts=True),
        ),
        Reading(
            key="each_child_once",
            statement="A child with two open episodes counts once.",
            because="The title speaks of children, and nothing that was read says that a child cannot have two open episodes in the records.",
            measure=EachOnce(OpenOn(start="start", end="end")),
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.PER_10_000,
    decimals=1,
    good="neutral",
    target=None,
    companions=("england.episodes_of_need_open_for_2_years_or_more", "england.referrals_per_10_000"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(_LAIT_CHILDREN, _B1, _CENSUS_GUIDE_SCOPE, _CENSUS_GUIDE_DAY, _LAIT_NO_FURTHER_ACTION, _POPULATION),
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_EDITION_UNKNOWN, source=_LAIT_CHILDREN),),
    reviewed_on=_REVIEWED,
    caveats=(
        _NOT_A_QUALITY,
        _CLOSED_LATE,
        _REVISED_POPULATION,
        "The Department publishes the state of 31 March. On another day the same is counted, and there is nothing published to compare it with.",
        "For the smallest authorities, the City of London and the Isles of Scilly, the Department publishes no rate.",
    ),
    unknowns=(
        _LAST_DAY_UNKNOWN,
        "Whether the Department counts a child with two open episodes once is in no text that was read; another reading does.",
        "The Department's dictionary does not name 31 March for item 171; table B1 and the census do.",
        _REFORMS,
    ),
)

_TWO_YEARS_BECAUSE = "The Department's band is '2 years and over', and years run to the corresponding date, as months do in law (Dodds v Walker)."
_BY_DAYS_STATEMENT = (
    "Two years are more than 729 days, the first and the last day counted. The bands stay as they are, by corresponding dates, so the last of them "
    "can differ from the figure."
)
_BY_DAYS_BECAUSE = (
    "The Department's dictionary says more than 729 days of child protection plans, the last day included (items 98 and 264), and of episodes of "
    "need no number of days. An episode from 1 March 2017 has then lasted two years on 28 February 2019."
)
_BAND_EDGES_UNKNOWN = (
    "How the Department's own formula tells 2 years, in months or in days, is in no text that was read. Its tables' labels put exactly 2 years in "
    "the last band and exactly 3 months in the first; its dictionary calls the first one under 3 months."
)

#: Episodes of need open at the end of the day that have lasted 2 years or more.
episodes_of_need_open_for_2_years_or_more: Indicator[Snapshot] = Indicator(
    id="england.episodes_of_need_open_for_2_years_or_more",
    name="Episodes of need open for 2 years or more",
    codes=(
        Code("DfE LAIT", "265"),
        Code("LG Inform", "9008", unverified="Only the label of the metric was read."),
        Code("DfE Children in need, table", "B4"),
    ),
    domain=Domain.CHILDREN_IN_NEED,
    title=(
        "Episodes of need open at the end of the day that have lasted 2 years or more: the last of the five bands of durations that the Department "
        "publishes"
    ),
    question="Of the children who are in need, how many have been for two years or longer?",
    owner="Department for Education",
    numerator=(
        "Episodes in the denominator whose second anniversary is the day itself or an earlier one: one that started on 31 March 2017 has lasted 2 "
        "years on 31 March 2019."
    ),
    denominator=(
        "Episodes of need that have started by the end of the day and have not ended, each counted, those of referrals with no further action left "
        f"out. Children not born yet and people of 18 or more who still have services are in it. {_NOT_IN_THE_RECORDS}"
    ),
    records=(NEED_EPISODES,),
    among=_ACTED_ON,
    counted_by="being open at the end of the day, which is never moved to a working day",
    adopted=Reading(
        key="corresponding_date",
        statement="An episode has lasted 2 years on the day of the same date two years on, or on 28 February where there is none.",
        because=_TWO_YEARS_BECAUSE,
        measure=Lasted(start="start", end="end", at_least=Years(2), ended=False),
    ),
    rivals=(
        Reading(
            key="more_than_729_days",
            statement=_BY_DAYS_STATEMENT,
            because=_BY_DAYS_BECAUSE,
            measure=Lasted(start="start", end="end", at_least=CalendarDays(730), ended=False, first_day_counts=True),
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.PERCENT,
    decimals=1,
    good="neutral",
    target=None,
    bands=MONTH_BANDS,
    companions=("england.episodes_of_need_ended_after_2_years_or_more", "england.children_in_need_per_10_000"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(_LAIT_OPEN, _B4, _SURREY, _CENSUS_GUIDE_SCOPE, _CENSUS_GUIDE_DAY, _LAIT_NO_FURTHER_ACTION, DODDS_V_WALKER, _LAIT_729_DAYS),
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_EDITION_UNKNOWN, source=_LAIT_OPEN),),
    reviewed_on=_REVIEWED,
    caveats=(
        "The Department publishes all five bands; this is the share of the last of them. Read the others beside it.",
        _CLOSED_LATE,
        _LINKED,
        "Disabled children, children looked after and care leavers are in it, some of whom are in need for as long as they are that.",
    ),
    unknowns=(
        _BAND_EDGES_UNKNOWN,
        _LAST_DAY_UNKNOWN,
        "The Department's note on the method of item 265 is of ended episodes; that the clock of open ones stops on 31 March is a council's word.",
        _REFORMS,
    ),
)

#: Episodes of need that ended in the period after 2 years or more.
episodes_of_need_ended_after_2_years_or_more: Indicator[Gathered] = Indicator(
    id="england.episodes_of_need_ended_after_2_years_or_more",
    name="Episodes of need ended after 2 years or more",
    codes=(Code("DfE LAIT", "266"), Code("DfE Children in need, table", "B5")),
    domain=Domain.CHILDREN_IN_NEED,
    title=(
        "Episodes of need that ended in the year after lasting 2 years or more: the last of the five bands of durations that the Department publishes"
    ),
    question="Of the children who stopped being in need, how many had been for two years or longer?",
    owner="Department for Education",
    numerator=(
        "Episodes in the denominator that ended on the second anniversary of their start or later: one from 1 March 2017 to 1 March 2019 has lasted "
        "2 years, and one that ended the day before has not."
    ),
    denominator=(
        "Episodes of need that ended in the period, each counted, so that a child can be in it twice; those of referrals with no further action left "
        "out. Children not born yet and people of 18 or more are in it. One that ended on the day it started has lasted no days."
        f" {_NOT_IN_THE_RECORDS}"
    ),
    records=(NEED_EPISODES,),
    among=_ACTED_ON,
    counted_by="the day the episode ended",
    adopted=Reading(
        key="corresponding_date",
        statement="An episode has lasted 2 years if it ended on the day of the same date two years on, 28 February where there is none, or later.",
        because=_TWO_YEARS_BECAUSE,
        measure=Lasted(start="start", end="end", at_least=Years(2), ended=True),
    ),
    rivals=(
        Reading(
            key="more_than_729_days",
            statement=_BY_DAYS_STATEMENT,
            because=_BY_DAYS_BECAUSE,
            measure=Lasted(start="start", end="end", at_least=CalendarDays(730), ended=True, first_day_counts=True),
        ),
    ),
    accumulation=YEAR_TO_DATE,
    unit=Unit.PERCENT,
    decimals=1,
    good="neutral",
    target=None,
    bands=MONTH_BANDS,
    companions=("england.episodes_of_need_open_for_2_years_or_more", "england.children_in_need_per_10_000"),
    reasons=DELAY_REASONS,
    disaggregations=_BY_AREA,
    published=CHILDREN_IN_NEED_STATISTICS,
    sources=(_LAIT_ENDED, _B5, _CENSUS_GUIDE_SCOPE, _LAIT_NO_FURTHER_ACTION, DODDS_V_WALKER, _LAIT_729_DAYS),
    editions=(Edition(number=1, in_force_from=None, in_force_to=None, statement=_EDITION_UNKNOWN, source=_LAIT_ENDED),),
    reviewed_on=_REVIEWED,
    caveats=(
        "The Department publishes all five bands; this is the share of the last of them. Read the others beside it.",
        "It is of those who left: a council that closes many long cases in one year has a higher figure for having done so.",
        _LINKED,
        "An episode counts in the month it ended, so one that is closed late on the system changes the figure of a month that is over.",
    ),
    unknowns=(_BAND_EDGES_UNKNOWN, _REFORMS),
)
