"""What the columns and tables of records are called on a timeline."""

from datetime import date

from csc_indicators.limits import CalendarDays, DateLimit, Weeks, WorkingDays

__all__ = ["counted_in", "event", "in_full", "in_short", "sentence", "spell"]

#: What one row of a table is, where it has a start and an end.
_SPELLS = {
    "plans": "plan",
    "periods_of_care": "period of care",
    "need_episodes": "episode",
    "section_47_enquiries": "enquiry",
    "core_assessments": "assessment",
    "assessments": "assessment",
}

#: What happens on the day that a column holds, where the column's name does not say it.
_EVENTS = {
    "reviewed": "review",
    "visited": "visit",
    "notified": "council notified of the move",
    "authorised": "assessment authorised",
    "completed": "assessment completed",
    "section_47_start": "start of the section 47 enquiry",
    "section_47_timescale_start": "start of the section 47 timescale",
    "initial_strategy_discussion": "first strategy discussion",
}

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def spell(table: str) -> str:
    """
    What one row of a table is, in the singular.

    >>> spell("need_episodes"), spell("referrals")
    ('episode', 'referral')
    """
    return _SPELLS.get(table, table.replace("_", " ").removesuffix("s"))


def event(column: str, table: str) -> str:
    """
    What happens on the day that a column holds.

    >>> event("strategy_discussion", "conferences"), event("end", "plans")
    ('strategy discussion', 'end of the plan')
    """
    if column in {"start", "end"}:
        return f"{column} of the {spell(table)}"
    return _EVENTS.get(column, column.replace("_", " "))


def sentence(words: str) -> str:
    """The words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def in_short(day: date, *, year: bool = True) -> str:
    """
    A day with its weekday, shortened.

    >>> in_short(date(2018, 9, 7))
    'Fri 7 Sep 2018'
    """
    return f"{_WEEKDAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}{f' {day.year}' if year else ''}"


def in_full(day: date) -> str:
    """
    A day with its weekday.

    >>> in_full(date(2018, 9, 7))
    'Friday 7 September 2018'
    """
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def counted_in(limit: DateLimit) -> str:
    """
    What is counted from day 0 to a limit's due date: empty of months and years, which go by the corresponding date.

    >>> from csc_indicators import Months, Weeks
    >>> counted_in(Weeks(6)), counted_in(Months(3))
    ('day', '')
    """
    if isinstance(limit, WorkingDays):
        return "working day"
    return "day" if isinstance(limit, CalendarDays | Weeks) else ""
