"""
The charts of the pages, by name: of the example council, of figures that the Department for Education published, and of the calendar.

``icpc_2024.csv`` beside this file is made from the Department's counts and says where they are from.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from csc_indicators import ENGLAND_AND_WALES, IN_MONTH, Result, Tally, southend, standard_safeguarding_dataset
from csc_indicators.example_council import Row, conference_rows, period_of_care_rows, visit_rows
from csc_indicators.made_up_council import made_up_council
from csc_indicators.periods import ReportingYear
from csc_indicators.publication.charts.calendar_year import CalendarYear, calendar_year
from csc_indicators.publication.charts.drawing import Chart
from csc_indicators.publication.charts.families import FamiliesChart, families_chart
from csc_indicators.publication.charts.funnel import FunnelChart, funnel_chart
from csc_indicators.publication.charts.pareto import Pareto, pareto
from csc_indicators.publication.charts.revision_triangle import RevisionTriangle, revision_triangle
from csc_indicators.publication.charts.xmr import XmRChart, xmr_chart
from csc_indicators.publication.charts.year_to_date import YearToDateChart, year_to_date
from csc_indicators.results.funnel import funnel
from csc_indicators.results.series import Gathered

__all__ = ["GALLERY", "conferences_by_authority"]

_TABLE = Path(__file__).with_name("icpc_2024.csv")
_AS_AT, _EXTRACTED = "2018-09-30", "2018-10-31"


def conferences_by_authority() -> dict[str, Tally | None]:
    """
    Conferences within 15 working days and all conferences of each authority in 2023-24; None where a count is not published.

    >>> counts = conferences_by_authority()
    >>> print(len(counts), counts["Essex"], counts["Southend-on-Sea"])
    153 748 of 815 None
    """
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return {row["authority"]: _tally(row["in_15_working_days"], row["conferences"]) for row in rows}


def _tally(in_time: str, conferences: str) -> Tally | None:
    return Tally(int(in_time), int(conferences)) if in_time.isdecimal() and conferences.isdecimal() else None


def _columns(rows: Sequence[Row]) -> dict[str, list[str]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


@cache
def _asked() -> Mapping[str, Any]:
    return {"columns": standard_safeguarding_dataset.COLUMNS, "date_format": "dd/mm/yyyy"}


@cache
def _conferences() -> Result[Gathered]:
    return southend.CP_3_10.compute(_columns(conference_rows()), as_at=_AS_AT, **_asked())


def _year_to_date() -> YearToDateChart:
    return year_to_date(_conferences())


def _process() -> XmRChart:
    conferences = made_up_council(children=70_000, first_year=2014, years=5, seed=18)["conferences"]
    return xmr_chart(southend.CP_3_10.compute(conferences, from_year="2016-17", as_at="2019-03-31", accumulation=IN_MONTH))


def _funnel() -> FunnelChart:
    return funnel_chart(
        funnel(conferences_by_authority()),
        title="Conferences within 15 working days, by authority, 2023-24",
        caption="Source: Department for Education, Children in need, data set C4 of the years 2013 to 2025 (Open Government Licence v3.0).",
        figures="% within 15 working days",
        cases="conferences in the year",
    )


def _pareto() -> Pareto:
    return pareto(_conferences())


def _revisions() -> RevisionTriangle:
    stays, visits = _columns(period_of_care_rows()), _columns(visit_rows())
    return revision_triangle(southend.CP_1_4.revisions(periods_of_care=stays, visits=visits, as_at=_EXTRACTED, **_asked()))


def _families() -> FamiliesChart:
    return families_chart(southend.CP_3_10.compute(_columns(conference_rows()), as_at=_AS_AT, accumulation=IN_MONTH, **_asked()))


def _year() -> CalendarYear:
    closed = ENGLAND_AND_WALES.without([date(2028, 12, 27), date(2028, 12, 28), date(2028, 12, 29)], name="Christmas closure")
    return calendar_year(closed, ReportingYear.parse("2028-29"))


#: Every chart there is, by the name a page asks for it by.
GALLERY: Mapping[str, Callable[[], Chart]] = {
    "year-to-date": _year_to_date,
    "process": _process,
    "funnel": _funnel,
    "pareto": _pareto,
    "revisions": _revisions,
    "families": _families,
    "year": _year,
}
