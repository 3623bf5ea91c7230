"""The documents that the definitions of child protection plans rest on."""

from csc_indicators.indicators.documents import census_guide, data_dictionary, statistics
from csc_indicators.sources import Source

__all__ = [
    "ANCHOR_NORTH_YORKSHIRE",
    "COLLECT_KEY_INDICATORS",
    "DARLINGTON_PLANS",
    "DARLINGTON_VISITS",
    "DASHBOARD",
    "LASTING",
    "LASTING_ENDED",
    "LAST_REVIEW",
    "METRIC_100",
    "PLANS_ENDING",
    "PLANS_OPEN",
    "PLANS_STARTING",
    "PREVIOUS_PLANS",
    "REVIEWED",
    "SECOND_PLANS",
    "TABLE_D1",
    "TABLE_D3",
    "TABLE_D5",
    "TABLE_D6",
    "TABLE_D7",
    "VALIDATION",
]

PLANS_OPEN = data_dictionary("items 215 and 377", "Children who are subject to a plan at 31 March: how many, and for every 10,000 children.")

PLANS_STARTING = data_dictionary(
    "item 219",
    "Plans that started in the year: how many, and for every 10,000 children. Its description says at 31 March, its method says in the year.",
)

PLANS_ENDING = data_dictionary(
    "item 16", "Plans that ended in the year, for every 10,000 children; child by child from 2009, from another source before."
)

REVIEWED = data_dictionary(
    "item 19",
    "Of children subject to a plan at 31 March, and for at least three months by then, those whose reviews were all held in time: the first within "
    "three months, then at intervals of not more than six. In force from December 1999. The description counts the three months from the initial "
    "child protection conference, the method from the child's becoming subject to the plan.",
)

LASTING = data_dictionary(
    "item 264",
    "The share of plans at 31 March that had lasted more than 729 calendar days, the day of cessation included. Low is good. Its words for what it "
    "is divided by are those of item 98, of plans that ended in the year, which its title contradicts.",
)

LASTING_ENDED = data_dictionary(
    "item 98",
    "The share of plans that ended in the year after more than 729 calendar days, the day of cessation included. A child may count twice. "
    "Low is good.",
)

SECOND_PLANS = data_dictionary(
    "items 14 and 15",
    "Of plans that started in the year, on each occasion, those of children who had been subject to a plan before, regardless of how long ago. Low "
    "is good.",
)

TABLE_D1 = statistics(
    "table D1",
    "Plans that started in the year, that ended in it and that were open at 31 March; the data published in 2025 have no rates.",
)

TABLE_D3 = statistics(
    "table D3", "Plans that started in the year, how many of them were a second or subsequent one, and the percentage; from 2013 on."
)

TABLE_D5 = statistics(
    "table D5",
    "Plans at 31 March by how long they had lasted: 3 months or less, more than 3 months but less than or equal to 6, more than 6 months but less "
    "than 1 year, 1 year but less than 2, 2 years and over.",
)

TABLE_D6 = statistics(
    "table D6", "Plans at 31 March that had lasted at least three months, and how many of them were reviewed within the required timescales."
)

TABLE_D7 = statistics("table D7", "Plans that ended in the year, by how long they had lasted, in the bands of table D5; from 2013 on.")

LAST_REVIEW = census_guide(
    "section 5.5.1",
    "The return holds the reviews of the year and the last review of the year before, so that it can be told whether each was held in time.",
)

PREVIOUS_PLANS = census_guide(
    "sections 5 and 5.4",
    "The number of previous plans counts those with the same authority, however long ago. Plans with another authority are not in it, and a plan "
    "that came with a child from another authority is a new one.",
)

METRIC_100 = Source(
    title="Metric type 100",
    publisher="Local Government Association, ESD standards",
    states=(
        "The percentage of children who became subject to a plan in the year and had been before, or on that council's child protection register, "
        "regardless of how long ago. Reported as NI 65 before; from table D3. Low is good, and 10% to 15% was good in 2006-07; none at all is not "
        "expected."
    ),
    url="http://id.esd.org.uk/metricType/100",
    verified=True,
)

COLLECT_KEY_INDICATORS = Source(
    title="Children in need census 2017 to 2018: COLLECT report specifications",
    publisher="Department for Education",
    states="Three of the reports are of key indicators: plans of two years or more, plans reviewed within timescales, and more than one plan.",
    url="https://pdfslide.us/documents/children-in-need-census-2017-to-2018-collect-april-2017-11-updated-to-include.html",
    verified=False,
    note="Only the list of contents was read; the formulas are in the pages that were not.",
)

VALIDATION = Source(
    title="Validation of the children in need census, in code",
    publisher="Data to Insight, csc-validator-be-cin",
    paragraph="rules 8840, 8841 and 8935",
    states=(
        "Rule 8840: a plan does not start and end on one day. Rule 8841: no review is on the day its plan started, or before it. Rule 8935: a child "
        "has no more than one plan without an end."
    ),
    verified=False,
    note="Read in code that carries out the Department's rules; the rules themselves were not read.",
)

ANCHOR_NORTH_YORKSHIRE = Source(
    title="Managing a child protection plan",
    publisher="North Yorkshire Safeguarding Children Partnership, procedures",
    states="The first review is within three months of the initial child protection conference, and further ones not more than six months apart.",
    url="https://www.safeguardingchildren.co.uk/managing-a-child-protection-plan",
    verified=False,
    note="One partnership's procedures. The statutory guidance they follow was not read.",
)

DASHBOARD = Source(
    title="Children's social care outcomes and enablers dashboard: supporting information, October 2024",
    publisher="Department for Education",
    paragraph="Annex A",
    states="A measure of repeat plans within 12 months was wished for. None within a limit of time is published.",
    verified=False,
    note="Taken from an account of the document.",
)

DARLINGTON_PLANS = Source(
    title="Children and Young People Scrutiny Committee: performance",
    publisher="Darlington council",
    states="Children who became subject to a second or subsequent plan within two years of the previous plan's ending.",
    url="https://democracy.darlington.gov.uk/mgAi.aspx?ID=1450",
    verified=False,
    note="Taken from an account of the minutes; the wording could not be found again. It shows that councils measure this, and is no authority.",
)

DARLINGTON_VISITS = Source(
    title="Children and Young People Scrutiny Committee: performance, 2018-19 to 2020-21",
    publisher="Darlington council",
    states=(
        "Statutory child protection visits completed within 15 working days, and within 10: 94.2% and 77.8% in October to December 2018. In 2020-21, "
        "children who received one within 10 working days."
    ),
    url="https://democracy.darlington.gov.uk/mgAi.aspx?ID=1799",
    verified=False,
    note="Only openings of minutes were read. They give neither what is divided by, nor the window, nor who is left out.",
)
