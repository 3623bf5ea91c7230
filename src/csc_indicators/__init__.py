"""
Indicators of children's social care in England: defined, computed and explained.

Start from an indicator, such as :data:`southend.CP_3_10 <csc_indicators.indicators.southend.CP_3_10>`, and its ``compute``.
"""

from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.errors import (
    Fault,
    FaultyRecords,
    InvalidDefinition,
    InvalidLimit,
    InvalidPeriod,
    MissingExtra,
    OutsideCalendar,
    UnknownName,
)
from csc_indicators.indicators import england, southend
from csc_indicators.indicators.catalogue import CATALOGUE, Catalogue
from csc_indicators.indicators.definition import Indicator
from csc_indicators.limits import CalendarDays, WorkingDays, parse_limit
from csc_indicators.measures.judgement import Status
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.readers import standard_safeguarding_dataset
from csc_indicators.results.cases import Case, Cases
from csc_indicators.results.result import Result
from csc_indicators.results.tally import Tally

__all__ = [
    "CATALOGUE",
    "ENGLAND_AND_WALES",
    "CalendarDays",
    "Case",
    "Cases",
    "Catalogue",
    "Fault",
    "FaultyRecords",
    "Indicator",
    "InvalidDefinition",
    "InvalidLimit",
    "InvalidPeriod",
    "MissingExtra",
    "Month",
    "OutsideCalendar",
    "ReportingYear",
    "Result",
    "Status",
    "Tally",
    "UnknownName",
    "WorkingDayCalendar",
    "WorkingDays",
    "england",
    "parse_limit",
    "southend",
    "standard_safeguarding_dataset",
]
