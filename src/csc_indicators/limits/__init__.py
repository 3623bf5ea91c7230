"""
Time limits as values: so many working days, calendar days, weeks, months, years or hours.

A limit runs from a start that is day 0. The *due* date is its last day, and what happens on or before that day is *within* the limit. *Elapsed*
counts the limit's own whole units after the start, up to and including the end.

The whole of a limit has elapsed exactly when its due date has come: ``elapsed >= N``. But ``elapsed <= N`` is **not** the same as within. On the
weekend after a due date no further working day has elapsed, and until the next month is complete no further month has. Ask *within*.

"Beginning with" is another rule. A limit of so many weeks *beginning with* a day counts that day as day 1, and ends a day earlier than one that runs
*from* or *after* it.

Dates go in as :class:`datetime.date` or as ``datetime64[D]`` arrays, a row to a case, and come out alike; a date and an array may be mixed. In an
array of starts a missing date has a missing due date; where the answer is a number, or yes or no, a missing date is refused. An error names the
argument and the rows, and never shows a date.
"""

from csc_indicators.limits.days import CalendarDays, Weeks, WorkingDays
from csc_indicators.limits.hours import Hours
from csc_indicators.limits.months import Months, Years
from csc_indicators.limits.words import DateLimit, Limit, parse_limit

__all__ = ["CalendarDays", "DateLimit", "Hours", "Limit", "Months", "Weeks", "WorkingDays", "Years", "parse_limit"]
