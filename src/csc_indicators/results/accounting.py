"""From a result to an account of it: every number that an answer for the council's own use may tell."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import attrs
import numpy as np

from csc_indicators.accumulations import YearToDate
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.measures.judgement import Status
from csc_indicators.reasons.taxonomy import Attribution, Reason
from csc_indicators.results.account import Account, Gathering, Share, Why
from csc_indicators.results.due import Due
from csc_indicators.results.families import Influence
from csc_indicators.results.prospects import at_this_pace, prospects
from csc_indicators.results.report import day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tally import OverlappingTally, Tally
from csc_indicators.results.units import Unit

__all__ = ["LATENESS", "PUT_DOWN_TO", "account_of", "due_of", "method_of", "prospects_of", "sources_of", "words_of"]

#: Whom a reason is put down to, in words.
PUT_DOWN_TO: dict[Attribution, str] = {
    "authority": "the council",
    "shared": "the council and a partner",
    "partner agency": "a partner",
    "family or carer": "the family",
    "child": "the child",
    "external": "nobody, such as severe weather",
    "none": "nobody: it is said to be late in the records only, or not to have been due",
    "not known": "not known",
}

#: How late something is, in working days: the least and the greatest of each band.
LATENESS = ((0, 5, "5 working days or fewer"), (6, 10, "6 to 10 working days"), (11, None, "more than 10 working days"))

#: The last words of figures that are told before the last one.
_EARLIER = 2

#: The documents that are named in an answer.
_SOURCES = 3


def account_of(result: Result[Any], *, remaining: int | None = None) -> Account:
    """
    The account of a result, for the council's own use: it tells small counts.

    Args:
        result: The result of an indicator that judges cases as in time or late.
        remaining: The cases expected before the year is out; as many a month as so far when it is left out.

    Raises:
        TypeError: If the indicator judges nothing as late, so that there is nothing to answer for.
    """
    late = result.cases.of(Status.LATE)
    practice, by_reason = result.practice(), result.late_by_reason
    decisions = len(np.unique(late.decisions)) if late.shared else None
    last = result.series[-1]
    unrecorded = result.cases.taxonomy.not_recorded
    known_later = result.known_on is None
    return Account(
        audience="internal",
        **words_of(result),
        figure=_share(result, result.tally),
        month_alone=_share(result, last.in_month) if isinstance(last, Gathered) and last.in_month != last.tally else None,
        earlier=tuple((_named(point), _share(result, point.tally)) for point in result.series[:-1][-_EARLIER:]),
        target=None if result.target is None else result.target.percentage,
        shortfall=result.shortfall,
        cases_short=result.cases_short,
        meets=None if result.shortfall is None else not result.shortfall,
        late=len(late),
        late_events=decisions,
        unknown=len(result.unknown),
        waiting=None if isinstance(last, Snapshot) else len(result.waiting),
        overdue=None if isinstance(last, Snapshot) else len(result.overdue),
        lateness=tuple(_lateness(late.judgement.days_late.tolist())),
        longest=int(late.judgement.days_late.max()) if len(late) else None,
        reasons=tuple(why(reason, count) for reason, count in by_reason.items() if reason != unrecorded),
        no_reason=by_reason.get(unrecorded, 0),
        by_attribution=tuple(_by_attribution(by_reason)),
        in_authoritys_control=_put_down_to(by_reason, "authority"),
        shared=_put_down_to(by_reason, "shared"),
        outside=_put_down_to(by_reason, "partner agency", "family or carer", "child", "external"),
        neither=sum(count for reason, count in by_reason.items() if reason.attribution in {"none", "not known"} and reason.selectable),
        still_late_with_recording_reason=None if practice is None else practice.contradicted,
        practised=None if practice is None or known_later else _share(result, practice.as_practised),
        recorded=None if practice is None or not known_later else _share(result, practice.as_recorded),
        late_recording=None if practice is None else practice.recorded_late,
        largest_family=_largest_family(result),
        **prospects_of(result, result.tally, remaining),
        sources=tuple(sources_of(result)),
        method=(*method_of(result), *(("What cannot be judged is counted, and not as in time.",) if len(result.unknown) else ())),
        notes=result.notes,
    )


def words_of(result: Result[Any]) -> dict[str, Any]:
    """
    What an account is of, in words and days, whoever it is for.

    Raises:
        TypeError: If the indicator judges nothing as late.
    """
    due = due_of(result)
    return {
        "name": result.name,
        "title": result.title,
        "what": due.what,
        "plural": due.plural,
        "unit": "child",
        "units": "children",
        "limit": due.within,
        "gathered": _gathering(result),
        "gathered_words": _gathered_in_words(result),
        "as_at": result.as_at,
        "month": result.series[-1].month,
    }


def due_of(result: Result[Any]) -> Due:
    """What is due by a result's rule; an error where nothing is."""
    if result.due is None or result.unit is not Unit.PERCENT:
        raise TypeError(f"{result.name} judges nothing as in time or late, so nothing late is to be answered for. Report it.")
    return result.due


def _gathering(result: Result[Any]) -> Gathering:
    """How the cases are gathered, in the words of an account."""
    if isinstance(result.series[-1], Snapshot):
        return "snapshot"
    return "year to date" if isinstance(result.accumulation, YearToDate) else "other"


def _gathered_in_words(result: Result[Any]) -> str:
    """The days of the cases of a figure."""
    if isinstance(result.series[-1], Snapshot):
        return f"on {day_in_words(result.as_at)}"
    first = result.series[-1].period.first
    begun = f"{first.day} {first:%B}" if first.year == result.as_at.year else day_in_words(first)
    return f"from {begun} to {day_in_words(result.as_at)}"


def method_of(result: Result[Any]) -> Iterator[str]:
    """How a figure was made, in sentences."""
    calendar = "England and Wales" if result.calendar == ENGLAND_AND_WALES else f"{result.calendar.name}, which is not the statutory calendar"
    yield f"Working days are those of {calendar}."
    yield "Percentages are rounded half up from the counts."
    edition = "" if result.edition is None else f" Edition {result.edition} of its rule."
    yield f"The rule is written down as {result.indicator} in csc-indicators {result.version}.{edition}"


def sources_of(result: Result[Any]) -> Iterator[str]:
    """The first of the documents that the rule rests on, and how many more there are."""
    for source in result.sources[:_SOURCES]:
        yield source.citation + ("" if source.verified else " (not read by us)")
    more = len(result.sources) - _SOURCES
    if more > 0:
        yield f"{more} more {'is' if more == 1 else 'are'} named on the indicator's page."


def why(reason: Reason, count: int | None) -> Why:
    """A reason as an account tells it."""
    return Why(words=reason.label, count=count, attribution=PUT_DOWN_TO[reason.attribution], childs_decision=reason.child_voice)


def prospects_of(result: Result[Any], so_far: Tally | OverlappingTally, remaining: int | None) -> dict[str, Any]:
    """What the year can still come to from counts so far, as parts of an account; nothing where there is no year or no target."""
    if result.target is None or not so_far.denominator or not isinstance(result.accumulation, YearToDate):
        return {}
    to_come = at_this_pace(result.series[-1].period, so_far.denominator) if remaining is None else remaining
    ahead = prospects(so_far, result.target, to_come)
    return {
        "remaining": to_come,
        "remaining_is_given": remaining is not None,
        "needed": ahead.needed,
        "attainable": ahead.attainable,
        "best": ahead.best_percentage(result.decimals),
        "consecutive": ahead.consecutive,
        "out_of_reach_since": None if ahead.attainable else result.out_of_reach_after(result.tally.denominator + to_come),
    }


def _share(result: Result[Any], tally: Tally | OverlappingTally) -> Share:
    return Share(in_time=tally.numerator, counted=tally.denominator, percentage=tally.percentage(result.decimals))


def _named(point: Gathered | Snapshot) -> str:
    return day_in_words(point.as_at) if isinstance(point, Snapshot) else str(point.period)


def _lateness(days: Sequence[int]) -> Iterator[tuple[str, int]]:
    for least, most, words in LATENESS:
        count = sum(least <= day and (most is None or day <= most) for day in days)
        if count:
            yield words, count


def _by_attribution(late: dict[Reason, int]) -> Iterator[tuple[str, int]]:
    unrecorded = [reason for reason in late if not reason.selectable]
    for attribution, words in PUT_DOWN_TO.items():
        count = sum(number for reason, number in late.items() if reason.attribution == attribution and reason.selectable)
        if count:
            yield words, count
    if unrecorded:
        yield "not recorded", late[unrecorded[0]]


def _put_down_to(late: dict[Reason, int], *attributions: Attribution) -> int:
    return sum(count for reason, count in late.items() if reason.attribution in attributions)


def _largest_family(result: Result[Any]) -> tuple[int, Decimal] | None:
    influence = result.influence()
    if influence is None or not len(influence):
        return None
    first = attrs.evolve(influence, **{field.name: getattr(influence, field.name)[:1] for field in attrs.fields(Influence)})
    (points,) = first.points(result.decimals)
    return (int(first.cases[0]), points) if points else None
