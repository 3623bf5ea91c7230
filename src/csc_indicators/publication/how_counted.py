"""How an indicator is counted, clause by clause: who is looked at, who is left out, the clock, and what becomes of dates that are not known."""

from collections.abc import Iterator
from typing import Any

from csc_indicators.accumulations import AS_AT
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.judging import Measure, underlying
from csc_indicators.limits import CalendarDays, Hours, Limit, Months, Weeks, WorkingDays, Years
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.publication.prose import Term
from csc_indicators.records.constraints import InOrder
from csc_indicators.records.table import Column, Kind, Table

__all__ = ["due_in_words", "how_counted"]

_CORRESPONDING = "It ends on the corresponding date, the day of the month with the same number; where that month has no such day, on its last day."


def how_counted(of: Indicator[Any]) -> tuple[Term, ...]:
    """
    The clauses of the adopted reading, a term each, with the names of columns between backticks.

    Those that there are stand in this order: population, left out, numerator, denominator, clock starts, clock stops, day rule, gathered, unknown
    dates.

    >>> from csc_indicators import southend
    >>> [term.name for term in how_counted(southend.CP_3_10)][:4]
    ['Population', 'Left out', 'Numerator', 'Denominator']
    >>> {term.name: term.says for term in how_counted(southend.CP_3_10)}["Clock starts"]
    ('On the day in `strategy_discussion`, which is day 0.',)
    """
    measure = underlying(of.measure)
    said = (
        ("Population", _population(of)),
        ("Left out", _left_out(of, measure)),
        ("Numerator", iter([of.numerator])),
        ("Denominator", iter([of.denominator])),
        ("Clock starts", _starts(measure)),
        ("Clock stops", _stops(measure)),
        ("Day rule", _day_rule(measure)),
        ("Gathered", _gathered(of)),
        ("Unknown dates", _unknown(of, measure)),
    )
    terms = (Term(name, tuple(sentences)) for name, sentences in said)
    return tuple(term for term in terms if term.says)


def _population(of: Indicator[Any]) -> Iterator[str]:
    cases = of.records[0]
    yield f"Every row of `{cases.name}`, each {cases.row}."
    if isinstance(of.measure, EachOnce):
        yield "Each person is counted once."


def _left_out(of: Indicator[Any], measure: Measure) -> Iterator[str]:
    if of.among is not None:
        yield f"Rows that {'are not' if of.among.flagged else 'are'} marked `{of.among.column}`. {of.among.because}"
    match measure:
        case SeenInWindow(qualifies_after=long_enough) | IntervalsKept(qualifies_after=long_enough):
            yield f"Whoever has not yet reached {long_enough} by the day."
        case Overdue(end=end):
            yield f"Rows with `{end}` by the end of the day, in time or late: nothing of theirs is outstanding."
        case Lasted(ended=True, end=end):
            yield f"Rows without `{end}`: they have not ended."
        case WithinLimit(unjudged="left out"):
            yield "Rows that cannot be judged, because a date is missing or the two are the wrong way round."
        case _:
            return


def _starts(measure: Measure) -> Iterator[str]:
    match measure:
        case WithinLimit(start=start) | Overdue(start=start):
            yield f"On the day in `{start}`, which is day 0."
        case Lasted(start=start, first_day_counts=counts):
            yield f"On the day in `{start}`, which is day {1 if counts else 0}."
        case SeenInWindow(window=window):
            yield f"The window opens {window} before the day of the count. An event exactly so many before it counts."
        case IntervalsKept(start=start, event=event, first_from=other):
            yield f"On the day in `{other or start}` for the first, then on the day of each `{event}`; each is day 0 of the next."
        case Again(after=after):
            yield f"On the day in `{after}` of the earlier one, which is day 0."
        case _:
            return


def _stops(measure: Measure) -> Iterator[str]:
    match measure:
        case WithinLimit(end=end):
            yield f"On the day in `{end}`. What has not happened by the last day counted has not happened."
        case Overdue(end=end):
            yield f"At the end of the day of the count, where `{end}` has not happened by then."
        case Lasted(end=end, ended=ended):
            yield f"On the day in `{end}`." if ended else "At the end of the day of the count."
        case SeenInWindow():
            yield "At the end of the day of the count, which belongs to the window."
        case IntervalsKept(event=event):
            yield f"On the day of each `{event}`, and for the next one at the end of the day of the count."
        case Again(event=event):
            yield f"On the day in `{event}`."
        case _:
            return


def _day_rule(measure: Measure) -> Iterator[str]:
    match measure:
        case WithinLimit(limit=limit):
            yield f"{due_in_words(limit)} On or before the due date is in time."
            if isinstance(limit, WorkingDays):
                yield "An event on a day off straight after the due date is late, although no further working day has passed."
        case Overdue(limit=limit):
            yield f"{due_in_words(limit)} On the due date itself nothing is overdue."
        case Lasted(at_least=limit):
            yield f"{limit} is long enough. {_CORRESPONDING if isinstance(limit, Months | Years) else ''}".strip()
        case SeenInWindow(window=window):
            yield f"The window is counted in {window.unit}s and ends with the day, which is never moved to a working day."
        case IntervalsKept():
            yield from _chain(measure)
        case Again():
            yield from _earlier(measure)
        case OpenOn(last_day_counts=counts):
            yield f"Open on the day it starts, and {'still' if counts else 'no longer'} on the day it ends. The day is never moved to a working day."
        case Happened(event=event) | ShareWith(event=event):
            yield f"The day in `{event}` says which period it is in; the first and the last day of a period belong to it."


def _chain(of: IntervalsKept) -> Iterator[str]:
    if of.of_the_year:
        yield "Only what was due or came in the reporting year of the day is judged, from the last one before it."
    yield f"The first is due within {of.first}, each later one within {of.then} of the one held before. {_CORRESPONDING}"


def _earlier(of: Again) -> Iterator[str]:
    yield _within(of.within, inclusive=of.inclusive)
    if of.earlier is not None and of.within is None and of.not_after is None:
        yield f"A number of 1 or more in `{of.earlier}` counts too, whether or not the records hold the earlier ones."
    if of.not_after is not None:
        yield f"One marked `{of.not_after}` does not count as an earlier one."


def due_in_words(limit: Limit) -> str:
    """
    When a limit ends, in a sentence or two.

    >>> due_in_words(Months(3))[:38]
    'The due date is 3 months after day 0. '
    """
    match limit:
        case WorkingDays():
            return (
                f"The due date is the {_ordinal(int(limit.days))} working day after day 0, whether or not day 0 is one. Saturdays, Sundays, "
                "Good Friday, Christmas Day and bank holidays in England and Wales are not working days."
            )
        case CalendarDays() | Weeks():
            return f"The due date is the last day of {limit} after day 0, weekends and holidays counted."
        case Months() | Years():
            return f"The due date is {limit} after day 0. {_CORRESPONDING}"
        case Hours():
            return f"The limit ends {limit} after the start, by the clock."


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _within(within: Limit | None, *, inclusive: bool) -> str:
    if within is None:
        return "An earlier one counts however long ago it was, if it began on an earlier day."
    return f"An earlier one counts for {within} after it, the last day {'included' if inclusive else 'not included'}, if it began on an earlier day."


def _gathered(of: Indicator[Any]) -> Iterator[str]:
    yield f"{str(of.accumulation)[:1].upper()}{str(of.accumulation)[1:]}; counted by {of.counted_by}."
    if of.accumulation == AS_AT:
        yield "It is a state at the end of a day, so months are never added up."
    else:
        yield (
            "The counts are added up first and the figure is formed last; figures of months are never averaged."
            if of.mergeable
            else "Each person is counted once in the whole period, so the counts of its months do not add up to it."
        )


def _unknown(of: Indicator[Any], measure: Measure) -> Iterator[str]:
    """What becomes of dates that are not recorded, or contradict each other: the records refuse some, and the measure takes the others as it can."""
    for kept, names in zip(of.records, (measure.columns, getattr(measure, "event_columns", ())), strict=False):
        refused = [f"`{column.name}`" for column in kept if column.name in names and _is_refused(column)]
        if refused:
            yield f"A row of {kept.name} without {' or '.join(refused)} is refused, by its number: nothing is computed until it is put right."
    match measure:
        case WithinLimit(start=start, end=end, unjudged="counted"):
            yield from _cannot_be_judged(of.records[0], start, end)
        case Lasted(start=start, end=end, ended=True):
            yield from _cannot_be_judged(of.records[0], start, end)
        case Overdue(start=start) | OpenOn(start=start) | Lasted(start=start):
            if not _is_refused(of.records[0][start]):
                yield f"Without `{start}` it is not known when it began: unknown, and not in the numerator."
        case ShareWith(flag=flag, blank_is_no=blank_is_no):
            yield f"A blank `{flag}` {'means no' if blank_is_no else 'is unknown: in the denominator and not in the numerator'}."
        case Happened(event=event, to_come=True):
            yield f"A row without `{event}` has not happened yet, and is not counted."
        case Again():
            yield "Where the records do not go back far enough to tell, the row is unknown: in the denominator only."
        case _:
            return


def _is_refused(column: Column) -> bool:
    """Whether a row without a value in *column* is refused."""
    return column.kind is Kind.DATE and column.required and not column.may_be_blank


def _cannot_be_judged(table: Table, start: str, end: str) -> Iterator[str]:
    """What becomes of an end without a start, and of one before it, where the records let them stand."""
    ordered = any(isinstance(each, InOrder) and {each.earlier, each.later} == {start, end} for each in table.constraints)
    stand = [
        *([f"with `{end}` and no `{start}`"] if not _is_refused(table[start]) else []),
        *([f"with `{end}` before `{start}`"] if not ordered else []),
    ]
    if stand:
        yield f"A row {' or '.join(stand)} stays in the denominator and is not in the numerator."
    if ordered:
        yield f"A row with `{end}` before `{start}` is refused."
