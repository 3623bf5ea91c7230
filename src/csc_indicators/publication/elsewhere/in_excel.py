"""
An indicator in Excel: formulas over tables named for the library's records.

Each table of records is a table (Ctrl+T) with the library's name and column names, dates as dates and yes and no as 1 and 0. Cells are named
``first_day``, ``as_at`` and, for a rate, ``population``, and the days that nobody works are a range named ``holidays``. A formula is of a new column
of a table, filled down by Excel, or of a cell with a name of its own.

Excel was not run. The library's tests read the formulas and follow the rules of Microsoft's reference, function by function.
"""

from collections.abc import Callable
from datetime import date
from functools import singledispatch
from typing import Any

import attrs

from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.judging import is_timed
from csc_indicators.limits import CalendarDays, DateLimit, Months, Weeks, WorkingDays, Years
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
from csc_indicators.periods import ReportingYear
from csc_indicators.publication.elsewhere.asking import Asked
from csc_indicators.results.units import Unit

__all__ = ["ExcelFormula", "NotInExcel", "in_excel"]

#: Criteria as Excel takes them: an empty cell, and what is later than a day.
_BLANK, _AFTER = '""', '">"&'


@attrs.frozen
class ExcelFormula:
    """
    One formula, and where it goes.

    Attributes:
        name: The new column, or the name of the cell.
        table: The table that gets the column; empty of a cell.
        what: What it says, in words.
        formula: The formula, as it is typed.
    """

    name: str
    table: str
    what: str
    formula: str

    @property
    def place(self) -> str:
        """Where it goes, in words."""
        return f"column {self.name} of {self.table}" if self.table else f"a cell named {self.name}"


@attrs.frozen
class NotInExcel:
    """
    What is not written in Excel.

    Attributes:
        reason: Why, in a sentence.
    """

    reason: str

    def __str__(self) -> str:
        return self.reason


class _NoSuchFormula(Exception):
    """What is not written in Excel here."""


def in_excel(
    indicator: Indicator[Any], *, year: str | ReportingYear | None = None, as_at: date | str | None = None
) -> tuple[ExcelFormula, ...] | NotInExcel:
    """
    The formulas that give the figure of an indicator by its adopted reading, in the order to enter them.

    The figure is ``no figure``, and never 0, where the denominator of a percentage is 0 and where a rate has no population. The days asked about are
    in the cells ``first_day`` and ``as_at``; *year* and *as_at* say only which edition of the rule is wanted.

    Args:
        indicator: The indicator.
        year: The reporting year; the one *as_at* is in if it is left out, and an example without either.
        as_at: The last day counted; 31 March if it is left out.

    Raises:
        InvalidPeriod: If the year and the day cannot be read or contradict each other, or the rule changed within the period or was another then.

    >>> from csc_indicators import southend
    >>> for each in in_excel(southend.CP_3_10):
    ...     if each.name != "status":
    ...         print(each.place, each.formula)
    column due of conferences =IF(ISNUMBER([@strategy_discussion]),WORKDAY([@strategy_discussion],15,holidays),"")
    a cell named numerator =COUNTIFS(conferences[status],"in time")
    a cell named denominator =COUNTIFS(conferences[status],"in time")+COUNTIFS(conferences[status],"late")+COUNTIFS(conferences[status],"unknown")
    a cell named figure =IF(denominator=0,"no figure",INT((2000*numerator+denominator)/(2*denominator))/10)
    """
    asked = Asked.about(indicator, year, as_at)
    try:
        counted = _FORMULAS[type(asked.measure)](asked, asked.measure)
    except _NoSuchFormula as why:
        return NotInExcel(str(why))
    return (*counted, _figure(asked))


def _figure(asked: Asked) -> ExcelFormula:
    """The figure, rounded half up in whole numbers, which Excel keeps exactly where it does not keep tenths."""
    of = asked.of
    if of.unit is Unit.NUMBER:
        return ExcelFormula("figure", "", "the number", "=numerator")
    by, scale, what = ("denominator", 100, "percentage") if of.unit is Unit.PERCENT else ("population", 10_000, "rate for every 10,000 children")
    shift = 10**of.decimals
    formula = f'=IF({by}=0,"no figure",INT(({2 * scale * shift}*numerator+{by})/(2*{by}))/{shift})'
    return ExcelFormula("figure", "", f"the {what}, rounded half up", formula)


# Due dates


def _due(limit: DateLimit, start: str, *, first_day_counts: bool = False) -> str:
    """The due date of a limit from a date that is there."""
    if first_day_counts and not isinstance(limit, CalendarDays | Weeks):
        raise _NoSuchFormula("A limit of another unit than days, with the first day counted, is not written in Excel.")
    return _added(limit, start, int(first_day_counts))


@singledispatch
def _added(limit: DateLimit, start: str, less: int) -> str:  # noqa: ARG001 - one signature
    raise _NoSuchFormula(f"A limit in {limit.unit}s is not written in Excel.")


@_added.register
def _(limit: WorkingDays, start: str, _: int) -> str:
    return f"WORKDAY({start},{limit.days},holidays)"


@_added.register
def _(limit: CalendarDays, start: str, less: int) -> str:
    return f"{start}+{limit.days - less}"


@_added.register
def _(limit: Weeks, start: str, less: int) -> str:
    return f"{start}+{7 * limit.weeks - less}"


@_added.register
def _(limit: Months, start: str, _: int) -> str:
    return f"EDATE({start},{limit.months})"


@_added.register
def _(limit: Years, start: str, _: int) -> str:
    return f"EDATE({start},{12 * limit.years})"


def _due_column(table: str, limit: DateLimit, start: str, *, name: str = "due", what: str = "", first_day_counts: bool = False) -> ExcelFormula:
    day = f"[@{start}]"
    formula = f'=IF(ISNUMBER({day}),{_due(limit, day, first_day_counts=first_day_counts)},"")'
    return ExcelFormula(name, table, what or f"the last day of {limit} from {start}", formula)


# Statuses


def _choice(*pairs: tuple[str, str], otherwise: str) -> str:
    """Several IF in one another: the first condition that holds says what the cell says."""
    formula = otherwise
    for condition, answer in reversed(pairs):
        formula = f"IF({condition},{answer},{formula})"
    return formula


def _among(asked: Asked) -> tuple[tuple[str, str], ...]:
    """The condition of the rows that the indicator is not about."""
    among = asked.of.among
    return () if among is None else ((f"[@{among.column}]{'<>' if among.flagged else '='}1", '""'),)


def _status(asked: Asked, *pairs: tuple[str, str], otherwise: str) -> ExcelFormula:
    return ExcelFormula("status", asked.of.records[0].name, "what became of the case", f"={_choice(*_among(asked), *pairs, otherwise=otherwise)}")


def _by_status(asked: Asked) -> tuple[ExcelFormula, ...]:
    """The counts of a table with a status on each row."""
    yes, no = ("in time", "late") if is_timed(asked.measure) else ("yes", "no")
    statuses = f"{asked.of.records[0].name}[status]"

    def counted(*names: str) -> str:
        return "=" + "+".join(f'COUNTIFS({statuses},"{name}")' for name in names)

    return (
        ExcelFormula("numerator", "", "how many are in the numerator", counted(yes)),
        ExcelFormula("denominator", "", "out of how many", counted(yes, no, "unknown")),
    )


def _within_limit(asked: Asked, measure: WithinLimit) -> tuple[ExcelFormula, ...]:
    start, end = f"[@{measure.start}]", f"[@{measure.end}]"
    untold = '"unknown"' if measure.unjudged == "counted" else '""'
    held = _choice(
        (f"{end}<first_day", '""'),
        (f"OR(NOT(ISNUMBER({start})),{start}>{end})", untold),
        (f"{end}<=[@due]", '"in time"'),
        otherwise='"late"',
    )
    to_come = _choice(
        (f"OR(NOT(ISNUMBER({start})),{start}>as_at)", '""'),
        ("[@due]<as_at", '"overdue"'),
        otherwise='"waiting"',
    )
    status = _status(asked, (f"AND(ISNUMBER({end}),{end}<=as_at)", held), otherwise=to_come)
    return (_due_column(asked.of.records[0].name, measure.limit, measure.start), status, *_by_status(asked))


def _not_open(start: str, end: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"AND(ISNUMBER([@{end}]),[@{end}]<=as_at)", '""'),
        (f"NOT(ISNUMBER([@{start}]))", '"unknown"'),
        (f"[@{start}]>as_at", '""'),
    )


def _overdue(asked: Asked, measure: Overdue) -> tuple[ExcelFormula, ...]:
    status = _status(asked, *_not_open(measure.start, measure.end), ("[@due]<as_at", '"yes"'), otherwise='"no"')
    return (_due_column(asked.of.records[0].name, measure.limit, measure.start), status, *_by_status(asked))


def _lasted(asked: Asked, measure: Lasted) -> tuple[ExcelFormula, ...]:
    table, start, end = asked.of.records[0].name, f"[@{measure.start}]", f"[@{measure.end}]"
    what = f"the day on which it has lasted {measure.at_least}"
    due = _due_column(table, measure.at_least, measure.start, what=what, first_day_counts=measure.first_day_counts)
    if not measure.ended:
        return (due, _status(asked, *_not_open(measure.start, measure.end), ("[@due]<=as_at", '"yes"'), otherwise='"no"'), *_by_status(asked))
    untold = f",{end}={start}" if measure.same_day_is_an_error else ""
    status = _status(
        asked,
        (f"OR(NOT(ISNUMBER({end})),{end}<first_day,{end}>as_at)", '""'),
        (f"OR(NOT(ISNUMBER({start})),{end}<{start}{untold})", '"unknown"'),
        (f"[@due]<={end}", '"yes"'),
        otherwise='"no"',
    )
    return (due, status, *_by_status(asked))


# Counts without a status


def _countifs(asked: Asked, *conditions: tuple[str, str]) -> str:
    """How many rows of cases that the indicator is about meet every condition: a column, and what of it is counted, as Excel takes it."""
    table, among = asked.of.records[0].name, asked.of.among
    if among is not None:
        conditions = (*conditions, (among.column, "1" if among.flagged else '"<>1"'))
    return f"COUNTIFS({','.join(f'{table}[{column}],{criterion}' for column, criterion in conditions)})"


def _in_period(event: str) -> tuple[tuple[str, str], ...]:
    return (event, '">="&first_day'), (event, '"<="&as_at')


def _numerator(what: str, formula: str) -> ExcelFormula:
    return ExcelFormula("numerator", "", what, f"={formula}")


def _happened(asked: Asked, measure: Happened) -> tuple[ExcelFormula, ...]:
    return (_numerator("how many there were", _countifs(asked, *_in_period(measure.event))),)


def _share_with(asked: Asked, measure: ShareWith) -> tuple[ExcelFormula, ...]:
    period = _in_period(measure.event)
    out_of = ExcelFormula("denominator", "", "out of how many", f"={_countifs(asked, *period)}")
    return (_numerator(f"how many with {measure.flag}".replace("_", " "), _countifs(asked, *period, (measure.flag, "1"))), out_of)


def _open_on(asked: Asked, measure: OpenOn) -> tuple[ExcelFormula, ...]:
    begun = (measure.start, '"<="&as_at')
    still = '">="&as_at' if measure.last_day_counts else '">"&as_at'
    both = f"{_countifs(asked, begun, (measure.end, still))}+{_countifs(asked, begun, (measure.end, _BLANK))}"
    return (_numerator("how many are open at the end of the day", both),)


# Earlier ones


def _again(asked: Asked, measure: Again) -> tuple[ExcelFormula, ...]:
    table, event, after = asked.of.records[0].name, measure.event, measure.after
    until = (
        () if measure.within is None else (_due_column(table, measure.within, after, name="until", what="the last day that an earlier one counts"),)
    )

    def earlier(*conditions: tuple[str, str], counting: bool = True) -> str:
        others = () if measure.not_after is None or not counting else ((measure.not_after, '"<>1"'),)
        every = (("child", "[@child]"), (event, f'"<"&[@{event}]'), *conditions, *others)
        return f"COUNTIFS({','.join(f'{table}[{column}],{criterion}' for column, criterion in every)})"

    on_or_before = () if after == event else ((after, f'"<="&[@{event}]'),)
    within = () if measure.within is None else (("until", f'"{">=" if measure.inclusive else ">"}"&[@{event}]'),)
    day = f"[@{event}]"
    pairs = [(f"OR(NOT(ISNUMBER({day})),{day}<first_day,{day}>as_at)", '""'), (f"{earlier(*on_or_before, *within)}>0", '"yes"')]
    if measure.earlier is not None and measure.within is None and measure.not_after is None:
        pairs.append((f"N([@{measure.earlier}])>0", '"yes"'))
    if after != event:
        pairs.append((f"{earlier((after, _BLANK))}+{earlier((after, _AFTER + day))}>0", '"unknown"'))
    if measure.earlier is not None:
        pairs.append((f"N([@{measure.earlier}])>{earlier(counting=False)}", '"unknown"'))
    return (*until, _status(asked, *pairs, otherwise='"no"'), *_by_status(asked))


def _each_once(asked: Asked, measure: EachOnce) -> tuple[ExcelFormula, ...]:
    if not isinstance(measure.of, Again):
        raise _NoSuchFormula("Counting children once is written in Excel for earlier ones of the same child alone.")
    table, event = asked.of.records[0].name, measure.of.event
    one = attrs.evolve(asked, measure=measure.of)
    columns = [each for each in _again(one, measure.of) if each.table]

    def first(name: str, statuses: str, what: str) -> ExcelFormula:
        before = f'COUNTIFS({table}[child],[@child],{table}[status],"{statuses}",{table}[{event}],"<"&[@{event}])'
        of_it = '[@status]=""' if statuses == "?*" else f'[@status]<>"{statuses}"'
        return ExcelFormula(name, table, what, f"=IF({of_it},0,IF({before}=0,1,0))")

    return (
        *columns,
        first("yes_once", "yes", "1 on the first row of each child in the numerator"),
        first("once", "?*", "1 on the first row of each child"),
        _numerator("how many children are in the numerator", f"SUM({table}[yes_once])"),
        ExcelFormula("denominator", "", "out of how many children", f"=SUM({table}[once])"),
    )


# Windows


def _seen_in_window(asked: Asked, measure: SeenInWindow) -> tuple[ExcelFormula, ...]:
    table, events = (each.name for each in asked.of.records)
    window = measure.window
    back = f"WORKDAY(WORKDAY(as_at+1,-1,holidays),-{window.days},holidays)"
    opens = f"=as_at-{window.days}" if isinstance(window, CalendarDays) else f"={back}"
    reached = f'COUNTIFS({table}[child],[@child],{table}[start],"<"&[@start],{table}[end],">="&[@start])'
    since = f'MAXIFS({table}[start],{table}[child],[@child],{table}[begins],1,{table}[start],"<="&[@start])'
    floor = "MAX(window_from,[@spell_start])" if measure.in_spell_only else "window_from"
    seen = f'COUNTIFS({events}[child],[@child],{events}[{measure.event}],">="&{floor},{events}[{measure.event}],"<="&as_at)'
    return (
        ExcelFormula("window_from", "", "the first day of the window", opens),
        ExcelFormula("begins", table, "1 where no earlier row of the child reaches this one", f"=IF({reached}=0,1,0)"),
        ExcelFormula("spell_start", table, "the day that the rows which touch this one begin", f"={since}"),
        _status(
            asked,
            *_not_open("start", "end"),
            (f"{_due(measure.qualifies_after, '[@spell_start]')}>as_at", '""'),
            (f"{seen}>0", '"in time"'),
            otherwise='"late"',
        ),
        *_by_status(asked),
    )


def _intervals_kept(_: Asked, __: IntervalsKept) -> tuple[ExcelFormula, ...]:
    raise _NoSuchFormula(
        "Each interval runs from the review held before it, so it takes a table of intervals and not of children: use the SQL, or the library."
    )


_FORMULAS: dict[type[Any], Callable[[Asked, Any], tuple[ExcelFormula, ...]]] = {
    WithinLimit: _within_limit,
    Overdue: _overdue,
    OpenOn: _open_on,
    Happened: _happened,
    ShareWith: _share_with,
    Lasted: _lasted,
    Again: _again,
    SeenInWindow: _seen_in_window,
    IntervalsKept: _intervals_kept,
    EachOnce: _each_once,
}
