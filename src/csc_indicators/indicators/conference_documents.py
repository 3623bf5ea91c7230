"""The documents that the national definitions of enquiries, conferences and core groups rest on."""

from csc_indicators.indicators.documents import census_guide, data_dictionary, statistics, working_together
from csc_indicators.sources import Source

__all__ = [
    "COLLECT_REPORTS",
    "CONFERENCES_HELD",
    "EACH_ENQUIRY",
    "ENQUIRIES_STARTED",
    "METRIC_3217",
    "OVERDUE_QUERY",
    "PROCEDURES",
    "SECTION_47_START",
    "SEFTON",
    "TABLE_C4",
    "TARGET_DATE",
    "TIMELY_CONFERENCES",
    "TRANSFER_IN",
    "TRANSFER_PROCEDURES",
    "VALIDATION",
    "WALES",
    "WORKING_TOGETHER",
]

SECTION_47_START = census_guide(
    "section 4.12.1", "The section 47 enquiry start date is the date of the strategy discussion at which the section 47 enquiries were initiated."
)

EACH_ENQUIRY = census_guide(
    "section 4.12", "Every enquiry is recorded separately. One that was started automatically, with no further action, is not recorded."
)

TARGET_DATE = census_guide(
    "section 4.12.2", "The target date is the date 15 working days after the strategy discussion, so the discussion is day 0 and day 15 is in time."
)

METRIC_3217 = Source(
    title="Metric type 3217",
    publisher="Local Government Association, ESD standards",
    states=(
        "From 2012-13 the duration runs from the section 47 start to the conference; before, from the day the timescale for completing the section "
        "47 enquiry began. A conference dated before the section 47 start has no duration and stays in the number of conferences."
    ),
    url="http://id.esd.org.uk/metricType/3217",
    verified=True,
)

TIMELY_CONFERENCES = data_dictionary(
    "items 218 and 268",
    "The percentage of initial child protection conferences held within 15 working days of the start of the section 47 enquiries that led to them, "
    "and the number held after 0 to 10, 11 to 15, 16 to 20 and 21 or more. Every conference of the year counts, several of one child too.",
)

CONFERENCES_HELD = data_dictionary(
    "item 269",
    "Initial child protection conferences for every 10,000 children under 18: each conference is counted, those of children who moved in included.",
)

ENQUIRIES_STARTED = data_dictionary("item 217", "Section 47 enquiries that started in the year for every 10,000 children.")

TABLE_C4 = statistics(
    "table C4",
    "Section 47 enquiries, initial conferences, the children of each, and conferences by the working days between the start of the section 47 "
    "enquiry and the conference: 0 to 10, 11 to 15, 16 to 20 and 21 or more.",
)

TRANSFER_IN = census_guide(
    "sections 4.1.1 and 4.8",
    "A child who moves in while subject to a plan elsewhere is to have an initial conference within 15 working days of this council's being notified "
    "of the move. It is recorded apart from any section 47 enquiry.",
)

COLLECT_REPORTS = Source(
    title="Children in need census 2017 to 2018: COLLECT report specifications",
    publisher="Department for Education",
    states="There is a summary of the working days of initial conferences, and another of those of transfer-in conferences.",
    url="https://pdfslide.us/documents/children-in-need-census-2017-to-2018-collect-april-2017-11-updated-to-include.html",
    verified=False,
    note="Only the list of contents was read.",
)

TRANSFER_PROCEDURES = Source(
    title="Local procedures for children who move in while subject to a plan: Norfolk, Tees",
    publisher="as named",
    states=(
        "The conference is held within 15 working days: in Norfolk of notification in writing by the other authority, in Tees of the referral's "
        "being accepted by the one that receives it."
    ),
    verified=False,
    note="Only openings of the pages were read. The statutory guidance they follow was not.",
)

VALIDATION = Source(
    title="Validation of the children in need census, in code",
    publisher="Data to Insight, csc-validator-be-cin",
    paragraph="rules 2884, 8839 and 8875",
    states=(
        "Rule 2884: a conference is recorded as a transfer-in or with a section 47 enquiry, never both. Rule 8839: the enquiries of one child do not "
        "overlap. Rule 8875: no conference is dated on a weekend."
    ),
    verified=False,
    note="Read in code that carries out the Department's rules; the rules themselves were not read.",
)

OVERDUE_QUERY = Source(
    title="Validation of the children in need census, in code",
    publisher="Data to Insight, csc-validator-be-cin",
    paragraph="query 8675Q",
    states=("A section 47 enquiry that began more than 15 working days before 31 March, without a conference and not said to need none, is queried."),
    verified=False,
    note="Read in code that carries out the Department's rules; the rules themselves were not read. The code counts one working day fewer.",
)

WORKING_TOGETHER = working_together(
    "The initial conference is to be held within 15 working days of the strategy discussion at which section 47 enquiries were initiated.",
    note="The text itself was not read; the statement is that of the census guide and of item 218 of the Department's dictionary, which cite it.",
)

PROCEDURES = Source(
    title="Local child protection procedures: Family Rights Group, Sussex, Solihull, Liverpool",
    publisher="as named",
    states="Where there was more than one strategy discussion, the clock runs from the one at which the section 47 enquiry was initiated.",
    verified=False,
    note="Read in secondary publications only.",
)

SEFTON = Source(
    title="Core groups",
    publisher="Sefton Safeguarding Children Partnership, procedures",
    states="The first core group meets within 10 working days of the initial child protection conference, and then every four weeks.",
    url="https://seftonscp.procedures.org.uk/lkytqq",
    verified=False,
    note="One partnership's procedures. The statutory guidance they follow was not read.",
)

WALES = Source(
    title="Wales Safeguarding Procedures",
    publisher="safeguarding.wales",
    paragraph="chi-i, c3pt2-p13",
    states="In Wales the first core group meets within 10 working days of the date of the initial child protection conference.",
    url="https://safeguarding.wales/en/chi-i/chi-i-c3pt2/c3pt2-p13",
    verified=False,
    note="Read in an excerpt, and it does not hold in England.",
)
