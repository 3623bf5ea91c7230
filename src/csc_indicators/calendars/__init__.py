"""Working days: which days they are, counted and added for one date, for arrays and for columns of dataframes."""

from csc_indicators.calendars.calendar import Basis, NonWorkingDay, WorkingDayCalendar
from csc_indicators.calendars.england_and_wales import ENGLAND_AND_WALES, WORKALENDAR_CORRECTIONS, Correction

__all__ = ["ENGLAND_AND_WALES", "WORKALENDAR_CORRECTIONS", "Basis", "Correction", "NonWorkingDay", "WorkingDayCalendar"]
