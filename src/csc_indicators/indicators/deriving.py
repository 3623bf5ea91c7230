"""A council's own indicator that takes its rule from another, without copying it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, TypeAlias, TypeVar, get_args

import attrs

from csc_indicators.accumulations import Accumulation
from csc_indicators.errors import InvalidDefinition, InvalidLimit, did_you_mean
from csc_indicators.indicators.computation import suits
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.judging import Measure
from csc_indicators.indicators.rule import Code, Edition, Reading
from csc_indicators.limits import DateLimit, parse_limit
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.records.table import Kind
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.targets import Target
from csc_indicators.sources import Source

__all__ = ["Term", "derive"]

PointT = TypeVar("PointT", Gathered, Snapshot)

#: What of a rule may be another in a council's own indicator.
Term: TypeAlias = Literal["limit", "window", "qualifies_after", "clock", "first", "then"]

#: Where each kind of measure holds the terms it has; a measure that is not here has none.
_HELD: dict[type[Any], dict[str, str]] = {
    WithinLimit: {"limit": "limit", "clock": "start"},
    Overdue: {"limit": "limit", "clock": "start"},
    Again: {"limit": "within", "clock": "after"},
    Lasted: {"limit": "at_least", "clock": "start"},
    SeenInWindow: {"window": "window", "qualifies_after": "qualifies_after"},
    IntervalsKept: {"first": "first", "then": "then", "qualifies_after": "qualifies_after"},
}

#: Each term in words, before what it is.
_WORDS = {
    "limit": "a limit of",
    "window": "a window of",
    "qualifies_after": "a qualifying time of",
    "clock": "a clock from",
    "first": "a first interval of",
    "then": "later intervals of",
}


def derive(
    of: Indicator[PointT],
    *,
    id: str,  # noqa: A002 - what the definition calls it
    owner: str,
    sources: Sequence[Source],
    name: str | None = None,
    title: str | None = None,
    question: str | None = None,
    target: Target | Decimal | float | str | None = None,
    limit: DateLimit | str | None = None,
    window: DateLimit | str | None = None,
    qualifies_after: DateLimit | str | None = None,
    clock: str | None = None,
    first: DateLimit | str | None = None,
    then: DateLimit | str | None = None,
    accumulation: Accumulation | None = None,
    codes: Sequence[Code] = (),
    unknowns: Sequence[str] = (),
    caveats: Sequence[str] = (),
    in_force_from: date | None = None,
    statement: str | None = None,
) -> Indicator[PointT]:
    """
    An indicator of one's own with the rule of another, changed in what is given and in nothing else.

    Where a term of the rule changes, the adopted reading is the rule as changed, the other readings are left out because they are readings of the
    old one, and the texts say what is changed and whose rule it otherwise is. Where none does, readings and texts stay. The target, the codes, the
    ways it is published and the earlier editions are the other owner's, and are not taken over. The sources given stand before those of the rule.

    Args:
        of: The indicator whose rule it takes.
        id: Its permanent id, in the namespace of the collection it goes into.
        owner: Whose it is.
        sources: The documents that say that it is counted so, at least one. One whose text was not read is ``verified=False``.
        name: What people call it; the part of the id after the dot if it is left out.
        title: What it is the share, the rate or the number of.
        question: The question it answers.
        target: The target or its percentage, which a figure is to reach, or to stay at or below where low figures are good. None for no target.
        limit: Another limit, as a limit or in words such as ``"15 working days"``.
        window: Another window.
        qualifies_after: Another time that a spell must have lasted.
        clock: The column of another date that the limit runs from, in the table of cases.
        first: Another limit to the first event.
        then: Another limit from each event to the next.
        accumulation: Another way to gather cases.
        codes: What the owner calls it.
        unknowns: What is not known about it, beside what is not known about the rule.
        caveats: What to bear in mind, beside what the rule has to be read with.
        in_force_from: The first day it is in use; None when it is not known.
        statement: The rule in words, where there is more to say than what is changed.

    Raises:
        InvalidDefinition: If there is no source, the rule has not what is to change, a limit or date cannot be it, or the target cannot be; every
            fault is told.

    >>> from csc_indicators import southend
    >>> procedures = Source(title="Procedures", publisher="Northshire", states="Within 20 working days.", verified=False, note="Not read.")
    >>> mine = derive(southend.CP_3_10, id="northshire.icpc_20", owner="Northshire", sources=[procedures], limit="20 working days", target=85)
    >>> print(mine.measure, "|", mine.target, "|", mine.derived_from)
    conference within 20 working days of strategy discussion | 85% | southend.cp_3_10
    """
    asked = {"limit": limit, "window": window, "qualifies_after": qualifies_after, "clock": clock, "first": first, "then": then}
    changes = {term: value for term, value in asked.items() if value is not None}
    found: list[str] = []
    if not sources:
        found.append(f"The indicator {id} has no source. Nothing is defined here without one.")
    measure = _changed(of, changes, found)
    own_target = _target(attrs.evolve(of, id=id, target=None), target, found)
    if accumulation is not None and not suits(of.measure, accumulation):
        found.append(f"{of.id} cannot be counted {accumulation}: it is counted {of.accumulation}. Leave the accumulation out, or choose another.")
    if found:
        raise InvalidDefinition("\n".join(found))
    said = _in_words(of.measure, measure)
    dated = "" if in_force_from else " From which day is not known."
    edition = Edition(
        number=1,
        in_force_from=in_force_from,
        in_force_to=None,
        statement=statement or f"In use by {owner}{f': {said}' if said else ''}.{dated}",
        source=sources[0],
    )
    own = attrs.evolve(
        of,
        id=id,
        name=name or id.partition(".")[2].replace("_", " "),
        codes=tuple(codes),
        title=title or of.title,
        question=question or of.question,
        owner=owner,
        accumulation=accumulation or of.accumulation,
        target=own_target,
        derived_from=of.id,
        superseded_by=None,
        disaggregations=(),
        published=None,
        sources=(*sources, *of.sources),
        editions=(edition,),
        breaks=(),
        reviewed_on=None,
        caveats=(*caveats, *of.caveats),
        unknowns=(*unknowns, *of.unknowns),
    )
    return own if measure == of.measure else _with_rule(own, of, measure, said, title=title, statement=statement)


def _with_rule(
    own: Indicator[PointT], of: Indicator[PointT], measure: Measure, said: str, *, title: str | None, statement: str | None
) -> Indicator[PointT]:
    """The indicator with the rule as changed, and texts that say so where those of the other rule would now be untrue."""
    reading = Reading(
        key="own_rule",
        statement=statement or f"The rule of {of.id}, {said}.",
        because=f"{own.owner} has it so: {own.sources[0].citation}.",
        measure=measure,
    )
    return attrs.evolve(
        own,
        title=title or f"{of.title}, {said}",
        numerator=f"As of {of.id}, {said}. There it is: {of.numerator}",
        denominator=f"As of {of.id}, {said}. There it is: {of.denominator}",
        adopted=reading,
        rivals=(),
        companions=(),
    )


def _changed(of: Indicator[Any], changes: dict[str, DateLimit | str], found: list[str]) -> Measure:
    """The measure of the adopted reading as changed; faults go to *found*."""
    inner = _inner(of.measure)
    held = _HELD.get(type(inner), {})
    values: dict[str, Any] = {}
    for term, value in changes.items():
        if term not in held:
            found.append(f"{of.id} has no {term}: it has {_what_it_has(inner)}.")
        elif term == "clock":
            found.extend(_faults_of_clock(of, value))
            values[held[term]] = value
        else:
            values[held[term]] = _limit(inner, term, value, found)
    if found:
        return of.measure
    changed = attrs.evolve(inner, **values)
    return attrs.evolve(of.measure, of=changed) if isinstance(of.measure, EachOnce) else changed


def _faults_of_clock(of: Indicator[Any], column: object) -> Iterator[str]:
    dates = [each.name for each in of.records[0] if each.kind is Kind.DATE and each.name != "recorded"]
    if column not in dates:
        yield f"The clock of {of.id} runs from a date of {of.records[0].name}, and there is no such date. {did_you_mean(str(column), dates)}"


def _limit(inner: Any, term: str, value: object, found: list[str]) -> Any:
    """The limit that is given or said in words, of a unit that the measure takes."""
    try:
        limit = parse_limit(value) if isinstance(value, str) else value
    except InvalidLimit as error:
        found.append(f"{term}: {error}")
        return None
    taken = _units(getattr(attrs.fields(type(inner)), _HELD[type(inner)][term]).type)
    if not isinstance(limit, taken):
        units = ", ".join(f"{kind.unit}s" for kind in taken)
        found.append(f"{term}: the unit cannot be counted here. Give a number of one of: {units}.")
    return limit


def _units(annotation: Any) -> tuple[Any, ...]:
    """The kinds of limit that an attribute can hold."""
    return tuple(kind for kind in get_args(annotation) if kind is not type(None)) if isinstance(annotation, UnionType) else (annotation,)


def _target(own: Indicator[Any], target: Target | Decimal | float | str | None, found: list[str]) -> Target | None:
    if target is None:
        return None
    try:
        made = target if isinstance(target, Target) else Target(target, good="low" if own.good == "low" else "high")
        attrs.evolve(own, target=made)
    except InvalidDefinition as error:
        found.append(f"target: {error}")
        return None
    return made


def _what_it_has(inner: Any) -> str:
    """The terms of a measure, in words."""
    terms = [f"{_WORDS[term]} {_value(inner, term)}" for term in _HELD.get(type(inner), {})]
    return " and ".join(terms) or f"nothing that could be another, because it counts: {inner}"


def _in_words(was: Measure, now: Measure) -> str:
    """How one measure differs from another of its kind; empty when it does not."""
    before, after = _inner(was), _inner(now)
    pairs = [(term, _value(before, term), _value(after, term)) for term in _HELD.get(type(before), {})]
    changes = [f"{_WORDS[term]} {new} instead of {old}" for term, old, new in pairs if old != new]
    return f"with {' and '.join(changes)}" if changes else ""


def _value(inner: Any, term: str) -> str:
    value = getattr(inner, _HELD[type(inner)][term])
    return "any length" if value is None else str(value)


def _inner(measure: Measure) -> Any:
    return measure.of if isinstance(measure, EachOnce) else measure
