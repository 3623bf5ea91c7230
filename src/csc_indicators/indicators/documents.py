"""The documents that national definitions rest on, and how the Department for Education publishes the figures."""

from csc_indicators.indicators.rule import Published
from csc_indicators.sources import Source

__all__ = ["CHILDREN_IN_NEED_STATISTICS", "DODDS_V_WALKER", "WORKING_DAY", "census_guide", "data_dictionary", "statistics", "working_together"]


def census_guide(paragraph: str, states: str) -> Source:
    """The guide to the census of children in need, of which the text was read."""
    return Source(
        title="Children in need census 2023 to 2024: guide, version 1.0",
        publisher="Department for Education",
        paragraph=paragraph,
        states=states,
        verified=True,
    )


def data_dictionary(items: str, states: str) -> Source:
    """The data dictionary of the Department's comparison tool, which was read."""
    return Source(
        title="Local Authority Interactive Tool: data dictionary",
        publisher="Department for Education",
        paragraph=items,
        states=states,
        url="https://github.com/dfe-analytical-services/local-authority-interactive-tool/blob/2e30e39/01_data/02_prod/lait_data_dictionary.csv",
        verified=True,
        note="Read in November 2026, in this version and in that of commit 7050aa3, which gives October 2024 as the month of its last update.",
    )


def statistics(table: str, states: str) -> Source:
    """A published data set of the statistics of children in need, of which the page or the data were read."""
    return Source(
        title="Children in need: explore education statistics",
        publisher="Department for Education",
        paragraph=table,
        states=states,
        url="https://explore-education-statistics.service.gov.uk/find-statistics/children-in-need",
        verified=True,
    )


def working_together(states: str, *, note: str) -> Source:
    """The statutory guidance, of which no edition's text was read."""
    return Source(
        title="Working Together to Safeguard Children 2018",
        publisher="HM Government",
        states=states,
        verified=False,
        note=note,
    )


#: What a limit of months means in law.
DODDS_V_WALKER = Source(
    title="Dodds v Walker [1981] UKHL",
    publisher="House of Lords",
    states=(
        "A limit of months after a day leaves that day out and ends on the corresponding date of the later month, or on its last day if it has none."
    ),
    url="https://vlex.co.uk/vid/793845349",
    verified=False,
    note="Read in part, in published reports of the case.",
)

#: A statutory definition of a working day. Other regulations that were read have the same, one of them without the words 'in England and Wales'.
WORKING_DAY = Source(
    title="Care Planning, Placement and Case Review (England) Regulations 2010",
    publisher="UK Parliament, SI 2010/959",
    paragraph="reg 2(1)",
    states="A working day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales.",
    url="https://www.legislation.gov.uk/uksi/2010/959",
    verified=True,
    note="Made for looked-after children. No text that was read defines a working day for this limit; this definition is used for want of one.",
)

#: Counts, percentages and rates of children in need, as the Department publishes them.
CHILDREN_IN_NEED_STATISTICS = Published(
    by="Department for Education",
    counts="Those of authorities are not rounded; regional and national ones are rounded to the nearest 10.",
    figures="To 1 decimal, half up, from unrounded counts; rates for every 10,000 children aged 0 to 17 at the middle of the year before.",
    suppression="A count of 1 to 5 is shown as c, and so is one from which it could be worked out.",
    national_counts_to=10,
    suppressed=(1, 5),
    source=Source(
        title="Children in need: explore education statistics, data guidance",
        publisher="Department for Education",
        states="Counts of 1 to 5 are suppressed, with secondary suppression; national and regional counts are rounded to the nearest 10.",
        url="https://explore-education-statistics.service.gov.uk/find-statistics/children-in-need/2020",
        verified=True,
        note=(
            "The guidance of 2020 was read; of later years it was not. What it does not say was found from the tables: authorities' counts are not "
            "rounded, 7,950 percentages recomputed half up agree, every one, and no count of 1 to 5 is shown."
        ),
    ),
)
