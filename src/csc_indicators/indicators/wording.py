"""What is due by a measure, in words that say what happened on the days that its columns hold."""

from csc_indicators.indicators.judging import Measure, underlying
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.results.due import Due

__all__ = ["due_by"]

#: What happened on the day that a column holds, in the singular and in the plural.
_HAPPENED = {
    "conference": ("a conference", "conferences"),
    "core_group": ("a core group", "core groups"),
    "reviewed": ("a review", "reviews"),
    "visited": ("a visit", "visits"),
    "authorised": ("an assessment", "assessments"),
    "completed": ("an assessment", "assessments"),
    "decision": ("a decision", "decisions"),
}

#: What a limit runs from, where the column's name does not say it.
_FROM = {
    "start": "start",
    "notified": "day the council was told of the move",
    "section_47_start": "start of the section 47 enquiry",
    "section_47_timescale_start": "start of the section 47 timescale",
    "initial_strategy_discussion": "first strategy discussion",
}


def due_by(measure: Measure) -> Due | None:
    """
    What is due by a measure; None of one that judges nothing as in time or late.

    >>> from csc_indicators import southend
    >>> due_by(southend.CP_3_10.adopted.measure)
    Due(what='a conference', plural='conferences', within='15 working days of the strategy discussion')
    >>> due_by(southend.CP_1_4.adopted.measure).within
    '30 working days before the last day of the month'
    """
    match underlying(measure):
        case WithinLimit(start=start, end=event, limit=limit) | Overdue(start=start, end=event, limit=limit):
            within = f"{limit} of the {_FROM.get(start, start.replace('_', ' '))}"
        case SeenInWindow(event=event, window=window):
            within = f"{window} before the last day of the month"
        case IntervalsKept(event=event, first=first, then=then):
            within = f"{first} of the start, and {then} of the one before"
        case _:
            return None
    what, plural = _HAPPENED.get(event, ("an event", "events"))
    return Due(what=what, plural=plural, within=within)
