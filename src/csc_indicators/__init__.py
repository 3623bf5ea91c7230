"""
Indicators of children's social care in England: defined, computed and explained.

Start from an indicator, such as :data:`southend.CP_3_10 <csc_indicators.indicators.southend.CP_3_10>`, and its ``compute``. Each name is imported
when it is first used, so that a system that wants the working days alone does not pay for the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from csc_indicators.accumulations import AS_AT, IN_MONTH, IN_QUARTER, IN_YEAR, ROLLING_12_MONTHS, YEAR_TO_DATE, Period, Rolling, YearToDate
    from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
    from csc_indicators.errors import (
        BrokenLedger,
        Fault,
        FaultyRecords,
        InvalidDefinition,
        InvalidLimit,
        InvalidPeriod,
        MissingExtra,
        OutsideCalendar,
        OverlappingPeriods,
        ProjectedDate,
        ReversedDates,
        UnknownName,
        UnsafeRelease,
    )
    from csc_indicators.indicators import england, southend
    from csc_indicators.indicators.catalogue import CATALOGUE, Catalogue
    from csc_indicators.indicators.collection import Collection
    from csc_indicators.indicators.definition import Indicator
    from csc_indicators.limits import CalendarDays, Hours, Months, Weeks, WorkingDays, Years, parse_limit
    from csc_indicators.measures.judgement import Status
    from csc_indicators.periods import Month, ReportingYear
    from csc_indicators.readers import standard_safeguarding_dataset
    from csc_indicators.results.cases import Case, Cases
    from csc_indicators.results.rates import Population, Rate
    from csc_indicators.results.result import Result
    from csc_indicators.results.revisions import Revisions
    from csc_indicators.results.sensitivity import Sensitivity
    from csc_indicators.results.tallies import Tallies
    from csc_indicators.results.tally import OverlappingTally, Tally
    from csc_indicators.results.targets import Target
    from csc_indicators.results.units import Unit

__all__ = [
    "AS_AT",
    "CATALOGUE",
    "ENGLAND_AND_WALES",
    "IN_MONTH",
    "IN_QUARTER",
    "IN_YEAR",
    "ROLLING_12_MONTHS",
    "YEAR_TO_DATE",
    "BrokenLedger",
    "CalendarDays",
    "Case",
    "Cases",
    "Catalogue",
    "Collection",
    "Fault",
    "FaultyRecords",
    "Hours",
    "Indicator",
    "InvalidDefinition",
    "InvalidLimit",
    "InvalidPeriod",
    "MissingExtra",
    "Month",
    "Months",
    "OutsideCalendar",
    "OverlappingPeriods",
    "OverlappingTally",
    "Period",
    "Population",
    "ProjectedDate",
    "Rate",
    "ReportingYear",
    "Result",
    "ReversedDates",
    "Revisions",
    "Rolling",
    "Sensitivity",
    "Status",
    "Tallies",
    "Tally",
    "Target",
    "Unit",
    "UnknownName",
    "UnsafeRelease",
    "Weeks",
    "WorkingDayCalendar",
    "WorkingDays",
    "YearToDate",
    "Years",
    "england",
    "parse_limit",
    "southend",
    "standard_safeguarding_dataset",
]

#: The module that each name is defined in.
_HOMES = {
    "AS_AT": "accumulations",
    "CATALOGUE": "indicators.catalogue",
    "ENGLAND_AND_WALES": "calendars",
    "IN_MONTH": "accumulations",
    "IN_QUARTER": "accumulations",
    "IN_YEAR": "accumulations",
    "ROLLING_12_MONTHS": "accumulations",
    "YEAR_TO_DATE": "accumulations",
    "BrokenLedger": "errors",
    "CalendarDays": "limits",
    "Case": "results.cases",
    "Cases": "results.cases",
    "Catalogue": "indicators.catalogue",
    "Collection": "indicators.collection",
    "Fault": "errors",
    "FaultyRecords": "errors",
    "Hours": "limits",
    "Indicator": "indicators.definition",
    "InvalidDefinition": "errors",
    "InvalidLimit": "errors",
    "InvalidPeriod": "errors",
    "MissingExtra": "errors",
    "Month": "periods",
    "Months": "limits",
    "OutsideCalendar": "errors",
    "OverlappingPeriods": "errors",
    "OverlappingTally": "results.tally",
    "Period": "accumulations",
    "Population": "results.rates",
    "ProjectedDate": "errors",
    "Rate": "results.rates",
    "ReportingYear": "periods",
    "Result": "results.result",
    "ReversedDates": "errors",
    "Revisions": "results.revisions",
    "Rolling": "accumulations",
    "Sensitivity": "results.sensitivity",
    "Status": "measures.judgement",
    "Tallies": "results.tallies",
    "Tally": "results.tally",
    "Target": "results.targets",
    "Unit": "results.units",
    "UnknownName": "errors",
    "UnsafeRelease": "errors",
    "Weeks": "limits",
    "WorkingDayCalendar": "calendars",
    "WorkingDays": "limits",
    "YearToDate": "accumulations",
    "Years": "limits",
    "england": "indicators",
    "parse_limit": "limits",
    "southend": "indicators",
    "standard_safeguarding_dataset": "readers",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{home}")
    found = getattr(module, name) if hasattr(module, name) else import_module(f"{module.__name__}.{name}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
