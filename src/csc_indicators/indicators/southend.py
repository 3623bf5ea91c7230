"""Southend: indicators of the council's monthly performance report, as its scrutiny committee was shown them in November 2018."""

from datetime import date

import attrs

from csc_indicators.accumulations import AS_AT
from csc_indicators.indicators.child_protection import icpc_within_15_working_days
from csc_indicators.indicators.collection import Collection
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.plan_documents import DARLINGTON_VISITS, VALIDATION
from csc_indicators.indicators.rule import Code, Domain, Edition, Reading
from csc_indicators.limits import CalendarDays, WorkingDays
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.reasons.delay import LATE_PLAN_VISIT, LATE_VISIT
from csc_indicators.records.care import PERIODS_OF_CARE, VISITS
from csc_indicators.records.plans import PLAN_VISITS, PLANS
from csc_indicators.results.series import Snapshot
from csc_indicators.results.targets import Target
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

__all__ = ["COLLECTION", "CP_1_4", "CP_1_5", "CP_3_10"]

_COMMITTEE = Source(
    title="People Scrutiny Committee, 27 November 2018: public question on CP 3.10 and CP 1.4",
    publisher="Southend council",
    states=(
        "CP 3.10 is cumulative with a target of 90%: 62.3% at 31 July 2018, 68.6% at 30 September. CP 1.4 has a target of 95%: 79.6% at 31 July "
        "2018, 92.1% at 30 September."
    ),
    published=date(2018, 11, 27),
    verified=False,
    note="Taken from the account this project began with; the committee's own papers were not read.",
)

_NO_DEFINITION = "No document of Southend's that defines the indicator was found; what is here follows its title, its figures and the sources named."

_VISITS_REGULATION = Source(
    title="Care Planning, Placement and Case Review (England) Regulations 2010",
    publisher="UK Parliament, SI 2010/959",
    paragraph="reg 28(2)",
    states=(
        "A looked-after child is visited within one week of the start of any placement, then at intervals of not more than six weeks for the first "
        "year of the placement; thereafter of not more than three months if it is intended to last until 18, otherwise six weeks."
    ),
    url="https://www.legislation.gov.uk/uksi/2010/959",
    verified=True,
)

_LONG_TERM_REGULATION = Source(
    title="Care Planning and Fostering (Miscellaneous Amendments) (England) Regulations 2015",
    publisher="UK Parliament, SI 2015/495",
    paragraph="reg 5",
    states="In a long-term foster placement of a year or more, with the child's agreement, the interval is not more than six months (reg 28(3A)).",
    url="https://www.legislation.gov.uk/uksi/2015/495",
    verified=True,
)


def _in_use_in_2018_19(statement: str) -> Edition:
    return Edition(number=1, in_force_from=None, in_force_to=None, statement=statement, source=_COMMITTEE)


#: Initial child protection conferences within 15 working days, as Southend counts them.
CP_3_10 = attrs.evolve(
    icpc_within_15_working_days,
    id="southend.cp_3_10",
    name="CP 3.10",
    codes=(Code("Southend", "CP 3.10"),),
    title="Initial child protection conferences held within 15 working days of the initial strategy discussion",
    owner="Southend council",
    target=Target(90),
    derived_from=icpc_within_15_working_days.id,
    disaggregations=(),
    published=None,
    sources=(_COMMITTEE, *icpc_within_15_working_days.sources),
    editions=(_in_use_in_2018_19("In use in 2018-19; the days it came into force and, if it has, ended are not known."),),
    reviewed_on=None,
    unknowns=(
        _NO_DEFINITION,
        "Whether Southend leaves out conferences on children who moved in is not known; those that are marked are left out, as in the national rule.",
        "Whether 'initial strategy discussion' means the one that initiated the enquiry, as adopted here, or the first of several is not known.",
        *icpc_within_15_working_days.unknowns,
    ),
)

_THIRTY = WorkingDays(30)
_FIVE = WorkingDays(5)

#: Looked-after children visited in the 30 working days before the month's end.
CP_1_4: Indicator[Snapshot] = Indicator(
    id="southend.cp_1_4",
    name="CP 1.4",
    codes=(Code("Southend", "CP 1.4"),),
    domain=Domain.LOOKED_AFTER,
    title=("Children looked after for at least 5 working days who were visited in the 6 weeks (30 working days) before the last day of the month"),
    question="Had every child in the council's care been seen by a social worker recently?",
    owner="Southend council",
    numerator="Children in the denominator with a visit in the 30 working days up to and including the day; a visit exactly 30 before it counts.",
    denominator=(
        "Children looked after at the end of the day who have then been looked after for at least 5 working days. A child whose period of care ends "
        "on the day itself is no longer looked after at its end."
    ),
    records=(PERIODS_OF_CARE, VISITS),
    counted_by="being looked after at the end of the day, which is never moved to a working day",
    adopted=Reading(
        key="30_working_days",
        statement="The window is the 30 working days up to and including the day.",
        because="The title puts it so in brackets, and only the bracket says exactly what is counted.",
        measure=SeenInWindow(event="visited", window=_THIRTY, qualifies_after=_FIVE),
    ),
    rivals=(
        Reading(
            key="42_calendar_days",
            statement="The window is six weeks: the 42 days up to and including the day.",
            because=(
                "The title says six weeks too, as the Regulations do; 30 working days before a month's end reached back 42 to 46 days in 2018-19."
            ),
            measure=SeenInWindow(event="visited", window=CalendarDays(42), qualifies_after=_FIVE),
        ),
        Reading(
            key="30_working_days_in_this_period_of_care",
            statement="The window is 30 working days, and a visit made before the child's present period of care began does not count.",
            because="The duty to visit a looked-after child begins when the child is placed.",
            measure=SeenInWindow(event="visited", window=_THIRTY, qualifies_after=_FIVE, in_spell_only=True),
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=Target(95),
    reasons=LATE_VISIT,
    sources=(_COMMITTEE, _VISITS_REGULATION, _LONG_TERM_REGULATION),
    editions=(_in_use_in_2018_19("In use in 2018-19; the days it came into force and, if it has, ended are not known."),),
    unknowns=(
        _NO_DEFINITION,
        "The title contradicts itself: six weeks are 42 days, 30 working days reach back up to 46.",
        "It is a local proxy: one window for every child, where the Regulations set weekly to six-monthly intervals by placement.",
        "Whether children in short breaks, placed for adoption or under 18 but placed in custody are left out is not known; every row counts.",
        "Whether a visit at which the child was not seen counts is not known; every row of the visits counts.",
        "Why a child had not been visited is taken from the reason on the next visit made, the only record that gives one.",
    ),
)

_PLAN_VISITS = Source(
    title="CP 1.5, child protection plan visits: the form in 20 working days",
    publisher="Southend council",
    states="Children on a plan with a visit in the 20 working days before the day, of those on it for at least so long.",
    verified=False,
    note="Taken from the account this project began with. No document of Southend's that defines it, or gives a figure or a target, was found.",
)


def _seen_within(key: str, window: WorkingDays | CalendarDays, *, words: str, because: str) -> Reading:
    return Reading(
        key=key,
        statement=f"A visit in the {words} up to and including the day counts; children on a plan for less than that are left out.",
        because=because,
        measure=SeenInWindow(event="visited", window=window, qualifies_after=window),
    )


#: Children on a child protection plan visited in the 20 working days before the month's end.
CP_1_5: Indicator[Snapshot] = Indicator(
    id="southend.cp_1_5",
    name="CP 1.5",
    codes=(Code("Southend", "CP 1.5", unverified="The code and the form were taken from an account; no document of Southend's was found."),),
    domain=Domain.CHILD_PROTECTION,
    title=(
        "Children on a child protection plan for at least 20 working days who were visited in the 20 working days before the last day of the month"
    ),
    question="Had every child with a plan to protect them been seen by a social worker recently?",
    owner="Southend council",
    numerator="Children in the denominator with a visit in the 20 working days up to and including the day; a visit exactly 20 before it counts.",
    denominator=(
        "Children on a plan at the end of the day who have then been on it for at least 20 working days; those newly on a plan are left out. A child "
        "whose plan ends on the day itself is no longer on it at its end. Plans that touch, one starting on the day another ends, are one."
    ),
    records=(PLANS, PLAN_VISITS),
    counted_by="being on a plan at the end of the day, which is never moved to a working day",
    adopted=_seen_within(
        "20_working_days", WorkingDays(20), words="20 working days", because="It is the form that Southend's indicator is said to have."
    ),
    rivals=(
        _seen_within(
            "15_working_days", WorkingDays(15), words="15 working days", because="Darlington council reports visits within 15 working days."
        ),
        _seen_within(
            "10_working_days", WorkingDays(10), words="10 working days", because="Darlington council reports visits within 10 working days too."
        ),
        _seen_within(
            "4_weeks",
            CalendarDays(28),
            words="four weeks, 28 days,",
            because="Visits every four weeks are asked for too, and 20 working days reach further back where there is a bank holiday.",
        ),
    ),
    accumulation=AS_AT,
    unit=Unit.PERCENT,
    decimals=1,
    good="high",
    target=None,
    companions=("southend.cp_1_4", "england.child_protection_plans", "england.plans_reviewed_in_time"),
    reasons=LATE_PLAN_VISIT,
    sources=(_PLAN_VISITS, DARLINGTON_VISITS, VALIDATION),
    editions=(
        Edition(
            number=1,
            in_force_from=None,
            in_force_to=None,
            statement="The form in 20 working days; the days it came into force and, if it has, ended are not known.",
            source=_PLAN_VISITS,
        ),
    ),
    caveats=(
        "A child seen once in the window counts like one seen every week.",
        "A visit made in time and recorded late is missing until then: known_on shows what was known on a day.",
        "Why a child had not been visited is taken from the reason on the next visit made, the only record that gives one.",
        "Brothers and sisters are often visited together, so in a small council one family can move the figure by several children.",
    ),
    unknowns=(
        _NO_DEFINITION,
        "No text that was read sets an interval for visits to children on a plan, and Working Together was not read: those found are councils' own.",
        "Whether a visit at which the child was not seen, or seen by somebody else, counts is not known; every row of the visits counts.",
        "Whether children who are looked after too, who moved away or who are not born yet are left out is not known; every row of the plans counts.",
        "Whether a child newly on a plan is one on it for less than 20 working days, as here, is known from the same account only.",
    ),
)

#: Indicators of the monthly performance report.
COLLECTION = Collection("southend", "Monthly performance report", "Southend council", (CP_3_10, CP_1_4, CP_1_5))
