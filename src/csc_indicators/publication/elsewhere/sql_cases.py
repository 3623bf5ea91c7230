"""Each kind of measure in SQL: the cases with the dates they are judged by, and the one status of each."""

# ruff: noqa: S608 - every name in a script is one that the library gives to a table or a column

from collections.abc import Callable
from typing import Any

import attrs

from csc_indicators.limits import CalendarDays, WorkingDays
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
from csc_indicators.publication.elsewhere.asking import Asked, read_columns
from csc_indicators.publication.elsewhere.sql_due import BY_DAY, Due, NoSuchDue, due_in_sql

__all__ = ["among_in_sql", "judged_in_sql", "quoted"]

#: The column names of the records that are words of SQL itself.
_RESERVED = {"end"}


def quoted(name: str) -> str:
    """
    A column's name as SQL takes it.

    >>> quoted("start"), quoted("end")
    ('start', '"end"')
    """
    return f'"{name}"' if name in _RESERVED else name


def among_in_sql(asked: Asked, alias: str = "c") -> str:
    """The condition on the rows that the indicator is about; empty when it is about all."""
    among = asked.of.among
    if among is None:
        return ""
    column = f"{alias}.{quoted(among.column)}"
    return f"{column} = 1" if among.flagged else f"({column} IS NULL OR {column} = 0)"


def judged_in_sql(asked: Asked) -> tuple[str, ...]:
    """
    The table expressions that end with ``judged``: a row for each case, with the days asked about, what it is judged by, and its ``status``.

    A status is one of those of :class:`~csc_indicators.measures.judgement.Status`, or ``outside calendar`` where a date that is needed is not in the
    calendar's table.

    Raises:
        NoSuchDue: If a limit is not written in SQL.
    """
    measure = asked.measure
    return _JUDGED[type(measure)](asked, measure)


@attrs.frozen
class _Text:
    """What the templates need to know of the table of cases: its name, its own columns, and which of its rows are left out."""

    table: str
    columns: tuple[str, ...]
    days: str
    among: str

    @classmethod
    def of(cls, asked: Asked) -> "_Text":
        table, columns = next(iter(read_columns(asked).items()))
        left = None if asked.of.among is None else asked.of.among.column
        names = tuple(quoted(column.name) for column in columns if column.name != left or left in asked.measure.columns)
        return cls(table.name, names, "first_day, as_at" if asked.needs_first_day else "as_at", among_in_sql(asked))

    @property
    def asked(self) -> tuple[str, ...]:
        """The days asked about, as columns."""
        return tuple(f"asked.{day}" for day in self.days.split(", "))


def _cases(text: _Text, due: Due | None = None) -> str:
    """The rows of cases that the indicator is about, with their due dates."""
    dated = () if due is None else (f"{due.date} AS due_date",)
    listed = ",\n    ".join((*text.asked, *(f"c.{name}" for name in text.columns), *dated))
    lines = [f"  FROM asked\n  CROSS JOIN {text.table} AS c", *(f"  {line}" for line in (() if due is None else due.joins))]
    if text.among:
        lines.append(f"  WHERE {text.among}")
    body = "\n".join(lines)
    return f"cases AS (\n  SELECT\n    {listed}\n{body}\n)"


def _judged(whens: list[str], otherwise: str) -> str:
    """The cases with a status each."""
    cases = "\n".join(f"      WHEN {when}" for when in whens)
    return f"judged AS (\n  SELECT\n    cases.*,\n    CASE\n{cases}\n      ELSE '{otherwise}'\n    END AS status\n  FROM cases\n)"


def _within_limit(asked: Asked, measure: WithinLimit) -> tuple[str, ...]:
    text = _Text.of(asked)
    due = due_in_sql(measure.limit, f"c.{quoted(measure.start)}")
    start, end = quoted(measure.start), quoted(measure.end)
    untold = "unknown" if measure.unjudged == "counted" else "excluded"
    whens = [
        f"{end} < first_day THEN 'excluded'",
        f"{end} <= as_at AND ({start} IS NULL OR {start} > {end}) THEN '{untold}'",
        f"{end} <= as_at AND {end} <= due_date THEN 'in time'",
        f"{end} <= as_at AND {end} > due_date THEN 'late'",
        f"{start} IS NULL OR {start} > as_at THEN 'excluded'",
        "due_date < as_at THEN 'overdue'",
        "due_date >= as_at THEN 'waiting'",
    ]
    return (*due.reads, _cases(text, due), _judged(whens, "outside calendar"))


def _overdue(asked: Asked, measure: Overdue) -> tuple[str, ...]:
    due = due_in_sql(measure.limit, f"c.{quoted(measure.start)}")
    whens = [*_not_open(measure.start, measure.end), "due_date < as_at THEN 'yes'", "due_date >= as_at THEN 'no'"]
    return (*due.reads, _cases(_Text.of(asked), due), _judged(whens, "outside calendar"))


def _open_on(asked: Asked, measure: OpenOn) -> tuple[str, ...]:
    whens = _not_open(measure.start, measure.end, last_day_counts=measure.last_day_counts)
    return (_cases(_Text.of(asked)), _judged(whens, "yes"))


def _not_open(start: str, end: str, *, last_day_counts: bool = False) -> list[str]:
    start, end = quoted(start), quoted(end)
    over = f"{end} < as_at OR ({end} = as_at AND {end} < {start})" if last_day_counts else f"{end} <= as_at"
    return [f"{over} THEN 'excluded'", f"{start} IS NULL THEN 'unknown'", f"{start} > as_at THEN 'excluded'"]


def _happened(asked: Asked, measure: Happened) -> tuple[str, ...]:
    event = quoted(measure.event)
    return (_cases(_Text.of(asked)), _judged([f"{event} >= first_day AND {event} <= as_at THEN 'yes'"], "excluded"))


def _share_with(asked: Asked, measure: ShareWith) -> tuple[str, ...]:
    event, flag = quoted(measure.event), quoted(measure.flag)
    whens = [f"{event} IS NULL OR {event} < first_day OR {event} > as_at THEN 'excluded'", f"{flag} = 1 THEN 'yes'", f"{flag} = 0 THEN 'no'"]
    return (_cases(_Text.of(asked)), _judged(whens, "no" if measure.blank_is_no else "unknown"))


def _lasted(asked: Asked, measure: Lasted) -> tuple[str, ...]:
    due = due_in_sql(measure.at_least, f"c.{quoted(measure.start)}", first_day_counts=measure.first_day_counts)
    start, end = quoted(measure.start), quoted(measure.end)
    whens, last = _not_open(measure.start, measure.end), "as_at"
    if measure.ended:
        same_day = f" OR {end} = {start}" if measure.same_day_is_an_error else ""
        last = end
        whens = [
            f"{end} IS NULL OR {end} < first_day OR {end} > as_at THEN 'excluded'",
            f"{start} IS NULL OR {end} < {start}{same_day} THEN 'unknown'",
        ]
    whens += [f"due_date <= {last} THEN 'yes'", f"due_date > {last} THEN 'no'"]
    return (*due.reads, _cases(_Text.of(asked), due), _judged(whens, "outside calendar"))


def _again(asked: Asked, measure: Again) -> tuple[str, ...]:
    text, event, after = _Text.of(asked), quoted(measure.event), quoted(measure.after)
    earlier, due = _earlier_ones(text, measure)
    held = f"FROM earlier_ones AS o WHERE o.child = cases.child AND o.event < cases.{event}"
    counting = "" if measure.not_after is None else " AND o.counts = 1"
    ended = "" if measure.after == measure.event else f" AND o.counts_from <= cases.{event}"
    within = "" if due is None else f" AND o.counts_until {'>=' if measure.inclusive else '>'} cases.{event}"
    whens = [f"{event} IS NULL OR {event} < first_day OR {event} > as_at THEN 'excluded'"]
    whens.append(f"EXISTS (SELECT 1 {held}{counting}{ended}{within}) THEN 'yes'")
    if measure.earlier is not None and measure.within is None and measure.not_after is None:
        whens.append(f"{measure.earlier} > 0 THEN 'yes'")
    if due is not None:
        whens.append(f"EXISTS (SELECT 1 {held}{counting}{ended} AND o.counts_until IS NULL) THEN 'outside calendar'")
    if after != event:
        whens.append(f"EXISTS (SELECT 1 {held}{counting} AND (o.counts_from IS NULL OR o.counts_from > cases.{event})) THEN 'unknown'")
    if measure.earlier is not None:
        whens.append(f"{measure.earlier} > (SELECT COUNT(*) {held}) THEN 'unknown'")
    return (*(() if due is None else due.reads), earlier, _cases(text), _judged(whens, "no"))


def _earlier_ones(text: _Text, measure: Again) -> tuple[str, Due | None]:
    """What can be an earlier one: whose it is, its day, the day it counts from, and the last day that it counts."""
    event, after = quoted(measure.event), quoted(measure.after)
    due = None if measure.within is None else due_in_sql(measure.within, f"c.{after}")
    until = "" if due is None else f", {due.date} AS counts_until"
    flag = "" if measure.not_after is None else f", CASE WHEN c.{quoted(measure.not_after)} = 1 THEN 0 ELSE 1 END AS counts"
    joins = "".join(f"\n  {line}" for line in (() if due is None else due.joins))
    where = f"\n  WHERE {text.among}" if text.among else ""
    select = f"c.child, c.{event} AS event, c.{after} AS counts_from{until}{flag}"
    return f"earlier_ones AS (\n  SELECT {select}\n  FROM {text.table} AS c{joins}{where}\n)", due


def _seen_in_window(asked: Asked, measure: SeenInWindow) -> tuple[str, ...]:
    cases, events = asked.of.records
    spells = f"""\
spells AS (
  SELECT c.child, c.start
  FROM {cases.name} AS c
  WHERE NOT EXISTS (
    SELECT 1 FROM {cases.name} AS e
    WHERE e.child = c.child AND e.start < c.start AND (e."end" IS NULL OR e."end" >= c.start)
  )
)"""
    qualified = due_in_sql(measure.qualifies_after, "o.start", started="began", due="qualified")
    opened = f"""\
open_now AS (
  SELECT asked.as_at, c.child, MAX(spells.start) AS start
  FROM asked
  CROSS JOIN {cases.name} AS c
  INNER JOIN spells
    ON spells.child = c.child AND spells.start <= c.start
  WHERE c.start <= asked.as_at AND (c."end" IS NULL OR c."end" > asked.as_at)
  GROUP BY asked.as_at, c.child
)"""
    table, opens, reads = _window(measure.window)
    joins = "\n".join(f"  {line}" for line in qualified.joins)
    found = f"""\
cases AS (
  SELECT o.as_at, o.child, o.start, {qualified.date} AS counts_from, opens.calendar_date AS window_from
  FROM open_now AS o
{joins}
  INNER JOIN {table} AS closes
    ON closes.calendar_date = o.as_at
  LEFT JOIN {table} AS opens
    ON {opens}
)"""
    own = f" AND v.{measure.event} >= cases.start" if measure.in_spell_only else ""
    seen = f"SELECT 1 FROM {events.name} AS v WHERE v.child = cases.child AND v.{measure.event} >= window_from AND v.{measure.event} <= as_at{own}"
    whens = [
        "counts_from > as_at THEN 'excluded'",
        "counts_from IS NULL OR window_from IS NULL THEN 'outside calendar'",
        f"EXISTS ({seen}) THEN 'in time'",
    ]
    return (*dict.fromkeys((*qualified.reads, *reads)), spells, opened, found, _judged(whens, "late"))


def _window(window: WorkingDays | CalendarDays) -> tuple[str, str, tuple[str, ...]]:
    """The table that has the first day of a window, and how it is found from its last."""
    if isinstance(window, CalendarDays):
        return "days", f"opens.day_number = closes.day_number - {window.days}", (BY_DAY,)
    return "working_day_calendar", f"opens.working_day_number = closes.working_day_number - {window.days} AND opens.working_day = 1", ()


def _intervals_kept(asked: Asked, measure: IntervalsKept) -> tuple[str, ...]:
    if not measure.of_the_year or measure.first_from is not None:
        raise NoSuchDue("Intervals are written in SQL for those of the year alone, each first one from the start.")
    text, (_, events), event = _Text.of(asked), asked.of.records, measure.event
    start = f"c.{measure.start}"
    qualified = due_in_sql(measure.qualifies_after, start, started="begun", due="qualified")
    first = due_in_sql(measure.first, start)
    then = due_in_sql(measure.then, f"r.{event}", started="held", due="next_one")
    days, columns = ", ".join(text.asked), ", ".join(f"c.{name}" for name in text.columns)
    end = f"c.{quoted(measure.end)}"
    where = f" AND {text.among}" if text.among else ""
    opened = f"""\
open_now AS (
  SELECT {days}, {columns}, {qualified.date} AS counts_from, {first.date} AS first_due
  FROM asked
  CROSS JOIN {text.table} AS c
{_indented((*qualified.joins, *first.joins))}
  WHERE {start} <= asked.as_at AND ({end} IS NULL OR {end} > asked.as_at){where}
)"""
    numbered = f"""\
numbered AS (
  SELECT
    o.child, o.first_day, o.as_at, o.first_due, r.{event}, {then.date} AS next_due,
    ROW_NUMBER() OVER (PARTITION BY o.child ORDER BY r.{event}) AS place,
    LAG({then.date}) OVER (PARTITION BY o.child ORDER BY r.{event}) AS due_by_the_last
  FROM open_now AS o
  INNER JOIN {events.name} AS r
    ON r.child = o.child AND r.{event} > o.{measure.start} AND r.{event} <= o.as_at
{_indented(then.joins)}
)"""
    chains = f"""\
chains AS (
  SELECT
    child,
    MAX(CASE WHEN {event} < first_day THEN 1 ELSE 0 END) AS begun_before,
    MAX(CASE WHEN place = 1 AND {event} >= first_day AND {event} > first_due THEN 1 ELSE 0 END) AS first_late,
    MAX(CASE WHEN place > 1 AND {event} >= first_day AND {event} > due_by_the_last THEN 1 ELSE 0 END) AS later_late,
    MAX(CASE WHEN next_due IS NULL THEN 1 ELSE 0 END) AS not_dated,
    MAX(next_due) AS next_due
  FROM numbered
  GROUP BY child
)"""
    cases = """\
cases AS (
  SELECT
    o.*, chains.first_late, chains.later_late, chains.not_dated,
    CASE WHEN chains.child IS NULL THEN o.first_due ELSE chains.next_due END AS due_date,
    CASE WHEN chains.child IS NULL THEN 1 ELSE 0 END AS none_yet,
    CASE WHEN o.first_due < o.first_day AND COALESCE(chains.begun_before, 0) = 0 THEN 1 ELSE 0 END AS cut_off
  FROM open_now AS o
  LEFT JOIN chains
    ON chains.child = o.child
)"""
    whens = [
        "counts_from > as_at THEN 'excluded'",
        "counts_from IS NULL OR first_due IS NULL OR not_dated = 1 THEN 'outside calendar'",
        "later_late = 1 OR (first_late = 1 AND cut_off = 0) THEN 'late'",
        "due_date < as_at AND NOT (cut_off = 1 AND none_yet = 1) THEN 'late'",
        "cut_off = 1 THEN 'unknown'",
    ]
    reads = dict.fromkeys((*qualified.reads, *first.reads, *then.reads))
    return (*reads, opened, numbered, chains, cases, _judged(whens, "in time"))


def _indented(lines: tuple[str, ...]) -> str:
    return "\n".join(f"  {line}" for line in lines)


def _each_once(asked: Asked, measure: EachOnce) -> tuple[str, ...]:
    return judged_in_sql(attrs.evolve(asked, measure=measure.of))


_JUDGED: dict[type[Any], Callable[[Asked, Any], tuple[str, ...]]] = {
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
