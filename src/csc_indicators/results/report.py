"""
A result in words and tables: the figure, its target, its history, its doubt and prospects, every breach with its reason.

A report shows single cases and small counts, so it is for the council's own use. It names rows of the council's own file and no child.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import attrs

from csc_indicators.accumulations import IN_MONTH, InPeriod, Period, YearToDate
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import listed_rows
from csc_indicators.measures.bands import Banded
from csc_indicators.measures.judgement import Status
from csc_indicators.periods import Month
from csc_indicators.results.cases import Case, Cases
from csc_indicators.results.change import change
from csc_indicators.results.families import Influence
from csc_indicators.results.result import Result
from csc_indicators.results.revisions import Revisions
from csc_indicators.results.sensitivity import Sensitivity
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally
from csc_indicators.results.units import Unit

__all__ = ["OWN_USE", "Report", "TextTable", "day_in_words", "readings_table", "report", "revisions_report"]

#: Said under every report.
OWN_USE = "For the council's own use: single cases and small counts are shown, which must not be published as they are."

#: With more cases to come than this the target is all but certainly met or missed, and how probable it is would take long to work out exactly.
_MOST_TO_COME = 5000

#: How many month ends after its own a figure is shown at, beside the last.
_MONTHS_LATER = {1: "1 month later", 2: "2 months later", 3: "3 months later"}


@attrs.frozen(repr=False)
class TextTable:
    """
    A table of text.

    Attributes:
        title: What it shows.
        headings: The name of each column.
        rows: The cells, a tuple to a row.
        numeric: The positions of the columns that hold numbers.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@attrs.frozen(repr=False)
class Report:
    """
    A result for people.

    Attributes:
        heading: What was computed.
        sentences: The figure and what stands behind it.
        tables: The months, the groups, the reasons and the breaches.
        notes: What a reader must know about the records.
        basis: What the figure was computed from and by, so that it can be computed again.
    """

    heading: str
    sentences: tuple[str, ...]
    tables: tuple[TextTable, ...]
    notes: tuple[str, ...]
    basis: str


def report(result: Result[Any], *, since: Month | None = None, remaining: int | None = None, cases: bool = True) -> Report:
    """
    The report of *result*.

    Args:
        result: The result.
        since: Tell the figure at the end of this month, and what the months after it came to alone.
        remaining: The cases expected before the year is out; as many a month as so far when it is left out.
        cases: Whether single cases are listed; without them a report can be shown where a notebook is passed on.

    Raises:
        LookupError: If *since* is not the month of an earlier figure of the series.
    """
    sentences = [*_figure(result), *_history(result, since), *_beside(result), *_doubt(result), *_prospects(result, remaining)]
    tables = [_periods(result)]
    if result.tallies.by:
        tables.append(_groups(result))
    if result.banded is not None:
        tables.append(_bands(result.banded))
    late, overdue = result.cases.of(Status.LATE), result.overdue
    if len(late):
        tables.append(_reasons(result))
    if len(late) and cases:
        tables.append(_breaches("Late, in the figure", late, result.as_at))
    if len(overdue) and cases:
        tables.append(_breaches("Overdue, in no figure until it happens", overdue, result.as_at))
    return Report(f"{result.name}: {result.title}", tuple(sentences), tuple(tables), result.notes, _basis(result))


def readings_table(of: Sensitivity) -> TextTable:
    """The figure in every reading, a row each."""
    rows = []
    for alternative in of:
        key = f"{alternative.reading}{' (adopted)' if alternative.adopted else ''}"
        result = alternative.result
        figure = alternative.why if result is None else result.in_words(result.tally)
        rows.append((key, figure, alternative.statement))
    return TextTable(f"{of.name} in every reading of its rule", ("Reading", "Figure", "Takes the rule to say"), tuple(rows))


def day_in_words(day: date) -> str:
    """
    A date as it is written in English.

    >>> day_in_words(date(2018, 9, 30))
    '30 September 2018'
    """
    return f"{day.day} {day:%B %Y}"


def _figure(result: Result[Any]) -> Iterator[str]:
    day = day_in_words(result.as_at)
    known = "" if result.known_on is None else f", as recorded by {day_in_words(result.known_on)}"
    counts = result.unit.counts(result.tally)
    if result.figure is None:
        yield f"At {day}{known}: no figure, because {result.why}{f'; {counts} counted' if result.unit is not Unit.PERCENT else ''}."
        return
    gathered = "" if isinstance(result.series[-1], Snapshot) else _in_short(result)
    words = result.unit.words(result.figure)
    rests_on = ", ".join(filter(None, (gathered, "" if words == counts else counts)))
    yield f"At {day}{known}: {words}{f' ({rests_on})' if rests_on else ''}."
    if result.population is not None:
        yield f"The population is {result.population} ({result.population.source})."
    if result.standing is not None and result.target is not None:
        so_far = "" if result.series[-1].complete else "so far "
        if result.shortfall:
            more = f"{result.cases_short} {'more in time' if result.good == 'high' else 'fewer'}"
            short = f"{result.shortfall} percentage points {'short of' if result.good == 'high' else 'from'} the target of {result.target}"
            yield f"{short}: {so_far}it {result.standing}. {more} would have met it."
        else:
            yield f"{so_far.capitalize()}{'it' if so_far else 'It'} {result.standing} of {result.target}."
    if result.calendar != ENGLAND_AND_WALES:
        yield f"Working days are those of {result.calendar.name}, which is not the statutory calendar."
    if result.tally.numerator == result.tally.denominator and result.unit is not Unit.PERCENT:
        return
    statuses = [(status, len(result.cases.of(status))) for status in Status if status.counts]
    yield f"Of the {result.tally.denominator}: {', '.join(f'{count} {status}' for status, count in statuses if count)}."


def _history(result: Result[Any], since: Month | None) -> Iterator[str]:
    *earlier, last = result.series
    if isinstance(last, Gathered) and last.in_month != last.tally:
        yield f"In {last.month} alone{'' if last.complete else ', so far'}: {result.in_words(last.in_month)}."
    if since is not None:
        then = next((point for point in earlier if point.month == since), None)
        alone = "" if isinstance(last, Snapshot) else _alone_since(result, since)
        if then is None:
            raise LookupError(f"The series has no figure of {since} before its last.")
        yield f"At the end of {since} it was {result.in_words(then.tally)}{alone}."
    if earlier and last.complete and result.figure is not None and result.unit is Unit.PERCENT:
        yield f"{_begun(str(change(last, earlier[-1], decimals=result.decimals, good=result.good)))}."


def _alone_since(result: Result[Any], since: Month) -> str:
    tally = result.since(since)
    last = result.series[-1]
    return f"; {Period(since.following.first, last.month.last, last.as_at)} alone: {result.in_words(tally)}"


def _beside(result: Result[Any]) -> Iterator[str]:
    if isinstance(result.series[-1], Snapshot) or not result.has_limits:
        return
    waiting, overdue = len(result.waiting), len(result.overdue)
    yield f"Beside them, still to come and in no figure: {waiting} waiting (not yet due), {overdue} overdue."
    if overdue:
        yield f"With what is overdue counted as late it would be {result.in_words(result.with_overdue)}."


def _doubt(result: Result[Any]) -> Iterator[str]:
    interval = result.interval()
    if interval is None:
        return
    lower, upper = (result.unit.words(end) for end in interval.rounded(result.decimals))
    families = result.families()
    counted = "" if families is None else f", the {families.cases} being {_of_families(families.families)}"
    yield (
        f"Every case recorded is counted and none is a sample; the same practice could by chance have given {lower} to {upper} "
        f"({interval.confidence:g}% confidence){counted}."
    )
    if families is None:
        return
    if result.has_limits:
        yield f"Of the families, {families.families_in_time} of {families.families} were in time."
    yield from _largest_move(result.influence(), "the figure", result.decimals)
    last = result.series[-1]
    if isinstance(last, Gathered) and last.in_month != last.tally:
        yield from _largest_move(result.influence(month=last.month), f"{last.month} alone", result.decimals)


def _of_families(number: int) -> str:
    return f"{number} {'family that is' if number == 1 else 'families that are'} judged together"


def _largest_move(influence: Influence | None, what: str, decimals: int) -> Iterator[str]:
    if influence is None or not len(influence):
        return
    (move,) = attrs.evolve(influence, **{field.name: getattr(influence, field.name)[:1] for field in attrs.fields(Influence)}).points(decimals)
    if not move:
        return
    cases = int(influence.cases[0])
    family = "one child" if cases == 1 else f"{cases} children"
    yield f"The family that moves {what} most, of {family}, {'raises' if move > 0 else 'lowers'} it by {abs(move)} points."


def _prospects(result: Result[Any], remaining: int | None) -> Iterator[str]:
    if result.target is None or result.figure is None or not isinstance(result.accumulation, YearToDate):
        return
    to_come = result.remaining_at_this_pace if remaining is None else remaining
    found = result.prospects(to_come)
    if found is None or not to_come:
        return
    pace = f"At this year's pace {to_come} more will come" if remaining is None else f"If {to_come} more come"
    yield f"{pace}. {_begun(str(found))}."
    month = result.out_of_reach_after(result.tally.denominator + to_come)
    if month is not None:
        yield f"With {result.tally.denominator + to_come} in the whole year, the target has been out of reach since the end of {month}."
    if found.consecutive:
        yield f"It would take {found.consecutive} in time one after another to bring the figure to the target."
    if not found.attainable or found.assured or to_come > _MOST_TO_COME:
        return
    by_families = result.prospects_by_families(to_come)
    if by_families is not None:
        yield _begun(str(by_families))


def _in_short(result: Result[Any]) -> str:
    """How the cases are gathered; a year is from 1 April unless it is said otherwise."""
    return str(result.accumulation).removesuffix(" from 1 April")


def _begun(words: str) -> str:
    """The words as a sentence begins, or a heading."""
    return words[:1].upper() + words[1:]


def _headings(result: Result[Any], counted: str) -> tuple[str, ...]:
    """The headings of the counts and of the figure that they make."""
    return {Unit.PERCENT: (counted, "%"), Unit.PER_10_000: (counted, str(result.unit)), Unit.NUMBER: (counted,)}[result.unit]


def _cells(result: Result[Any], tally: Tally | OverlappingTally, why: NoFigure | None = None) -> tuple[str, ...]:
    """The counts and the figure that they make, or why they make none."""
    counts = result.unit.counts(tally)
    if result.unit is Unit.NUMBER:
        return (counts,)
    figure = result.unit.figure(tally, decimals=result.decimals, population=result.population)
    if why is not None:
        return ("" if result.unit is Unit.PERCENT else counts, str(why))
    if result.unit is Unit.PERCENT:
        return counts, _percent(figure)
    return counts, "" if figure is None else str(figure)


def _percent(value: Decimal | None) -> str:
    return "no cases" if value is None else f"{value}%"


def _against(result: Result[Any], tally: Tally | OverlappingTally) -> tuple[str, ...]:
    """How a figure stands against the target, if there is one."""
    if result.target is None:
        return ()
    figure = tally.percentage(result.decimals)
    shortfall, standing = result.target.shortfall(figure), result.target.standing(figure)
    return ("", "") if shortfall is None or standing is None else (str(shortfall), standing.words)


def _periods(result: Result[Any]) -> TextTable:
    alone = isinstance(result.series[0], Gathered) and result.accumulation != IN_MONTH
    longer = isinstance(result.accumulation, InPeriod) and alone
    rows = []
    for point in result.series:
        month = f"{point.month}{'' if point.complete else ' (part)'}"
        name = day_in_words(point.as_at) if isinstance(point, Snapshot) else str(point.period) if longer else month
        beside = _cells(result, point.in_month) if alone and isinstance(point, Gathered) else ()
        rows.append((name, *beside, *_cells(result, point.tally, point.why), *_against(result, point.tally)))
    when, counted = ("At the end of", "Counted") if isinstance(result.series[0], Snapshot) else ("Month", _begun(_in_short(result)))
    beside_it = _headings(result, "In its last month" if longer else "In the month") if alone else ()
    headings = ("Period" if longer else when, *beside_it, *_headings(result, counted))
    numbers = tuple(range(1, len(headings)))
    if result.target is not None:
        numbers, headings = (*numbers, len(headings)), (*headings, "Short of target, points", "Standing")
    return TextTable("Period by period" if longer else "Month by month", headings, tuple(rows), numbers)


def _groups(result: Result[Any]) -> TextTable:
    last = len(result.tallies.periods) - 1
    rows = []
    for at, group in enumerate(result.tallies.groups):
        cells = _cells(result, result.tallies.tally(at, last))
        # a rate of a group would need the group's own population
        rows.append((*(str(label) or "not recorded" for label in group), *(cells if result.unit is Unit.PERCENT else cells[:1])))
    by = result.tallies.by
    title = f"By {' and '.join(by)}, {result.tallies.periods[-1]}"
    headings = (*by, *(_headings(result, "Counted") if result.unit is Unit.PERCENT else ("Counted",)))
    return TextTable(title, headings, tuple(rows), tuple(range(len(by), len(headings))))


def _bands(banded: Banded) -> TextTable:
    """How many cases are in each band, and what share of those in the figure."""
    counts = [*banded.counts.items(), *([("not known", banded.unknown)] if banded.unknown else [])]
    rows = tuple((name, f"{count:,}", _percent(Tally(count, banded.total).percentage(1))) for name, count in counts)
    return TextTable("By duration", ("Duration", "Counted", "%"), rows, (1, 2))


def _reasons(result: Result[Any]) -> TextTable:
    by_reason = result.late_by_reason
    late, without = sum(by_reason.values()), by_reason.get(result.cases.taxonomy.not_recorded, 0)
    rows = tuple((str(count), str(reason)) for reason, count in by_reason.items())
    title = f"Why {late} {'is' if late == 1 else 'are'} late: {late - without} with a reason, {without} without"
    return TextTable(title, ("Late", "Reason"), rows, (0,))


def _breaches(title: str, breaches: Cases, as_at: date) -> TextTable:
    """The breaches in order of their due dates, those of one family on one day together."""

    def together(case: Case) -> tuple[Any, ...]:
        alone = case.row if case.family in {None, ""} else 0
        return case.due, case.happened or date.max, str(case.family), alone

    rows = tuple(_breach(list(alike), as_at) for _, alike in groupby(sorted(breaches, key=together), key=together))
    headings = ("Row", "Due", "Took place", "Working days late", "Reason")
    return TextTable(f"{title}: {len(breaches)}, by row of {breaches.table} (row 1 is the first under the header)", headings, rows, (3,))


def _breach(cases: Sequence[Case], as_at: date) -> tuple[str, ...]:
    first = cases[0]
    happened = f"{first.happened:%d %b %Y}" if first.happened else f"not by {as_at:%d %b %Y}"
    reasons = sorted({" with ".join((str(case.reason), *(part.code for part in case.contributory))) for case in cases})
    rows = listed_rows([case.row for case in cases]).removeprefix("rows ").removeprefix("row ")
    return rows, f"{first.due:%d %b %Y}", happened, str(first.working_days_late), "; ".join(reasons)


def _basis(result: Result[Any]) -> str:
    edition = "no edition known to have been in force" if result.edition is None else f"edition {result.edition}"
    known = "everything recorded" if result.known_on is None else f"as known on {result.known_on}"
    calendar = f"{result.calendar.name}, edition {result.calendar.edition}"
    reading = f"reading {result.reading}" if result.reading else "by its own rule"
    return f"{result.indicator}, {edition}; {reading}; {calendar}; {known}; csc-indicators {result.version}."


def revisions_report(revisions: Revisions) -> Report:
    """Each figure as first published, as known at the month ends after it and at last, and what moved it; all the days are in the columns."""
    last = day_in_words(revisions.known_on[-1])
    triangle = tuple((str(period), *_as_known(revisions, row)) for row, period in enumerate(revisions.periods))
    headings: tuple[str, ...] = ("Figure of", "First published", *_MONTHS_LATER.values(), f"By {last}")
    tables = [TextTable("Each figure as first known and later", headings, triangle, tuple(range(1, len(headings))))]
    causes = [
        (str(period), str(cause), f"{numerator:+}", f"{counted:+}")
        for row, period in enumerate(revisions.periods)
        for cause, (numerator, counted) in revisions.by_cause(row).items()
    ]
    if causes:
        headings = ("Figure of", "What moved it since it was first published", "In time" if revisions.timed else "In the numerator", "Counted")
        tables.append(TextTable("What moved it", headings, tuple(causes), (2, 3)))
    moved = sum(revisions.first_published(row) != revisions.latest(row) for row in range(len(revisions.periods)))
    months = len(revisions.periods)
    sentence = f"{moved} of {months} figures {'has' if moved == 1 else 'have'} moved since first published, by {last}."
    heading = f"{revisions.name}: figures as first published and as known later"
    return Report(heading, (sentence,), tuple(tables), (), _revisions_basis(revisions))


def _as_known(revisions: Revisions, row: int) -> Iterator[str]:
    """A figure when first published, at the month ends after that, and at last."""
    first = revisions.first(row)
    for months in (0, *_MONTHS_LATER):
        day = revisions.known_on[first + months] if first + months < len(revisions.known_on) else None
        at_month_end = day is not None and (not months or day == Month.of(day).last)
        tally = revisions.tally(row, first + months) if at_month_end else None
        yield "" if tally is None else _revised(revisions, tally)
    yield _revised(revisions, revisions.latest(row))


def _revised(revisions: Revisions, tally: OverlappingTally) -> str:
    figure = revisions.figure(tally)
    return str(revisions.unit.why(tally, revisions.population)) if figure is None else revisions.unit.words(figure)


def _revisions_basis(revisions: Revisions) -> str:
    readings, calendars = (", then ".join(dict.fromkeys(in_use)) for in_use in (revisions.readings, revisions.calendars))
    edition = "no edition known to have been in force" if revisions.edition is None else f"edition {revisions.edition}"
    reading = f"reading {readings}" if readings else "by its own rule"
    return f"{revisions.indicator}, {edition}; {reading}; {calendars}; csc-indicators {revisions.version}."
