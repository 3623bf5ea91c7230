"""Every table of records there is."""

from csc_indicators.records.assessments import ASSESSMENTS, CORE_ASSESSMENTS, INITIAL_ASSESSMENTS
from csc_indicators.records.care import PERIODS_OF_CARE, VISITS
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.enquiries import SECTION_47_ENQUIRIES
from csc_indicators.records.front_door import REFERRALS
from csc_indicators.records.need import NEED_EPISODES
from csc_indicators.records.plans import CORE_GROUPS, PLAN_REVIEWS, PLAN_VISITS, PLANS

__all__ = ["TABLES"]

#: The tables, in the order in which a child comes to them.
TABLES = (
    REFERRALS,
    NEED_EPISODES,
    ASSESSMENTS,
    INITIAL_ASSESSMENTS,
    CORE_ASSESSMENTS,
    SECTION_47_ENQUIRIES,
    CONFERENCES,
    PLANS,
    PLAN_REVIEWS,
    PLAN_VISITS,
    CORE_GROUPS,
    PERIODS_OF_CARE,
    VISITS,
)
