"""
The sentences of an answer, part by part: the figure, who was late and why, one family, recording, and what it would take.

Every number in them is the account's. Sentences are short, and are so made that few of them turn on whether one or several are told of.
"""

from collections.abc import Iterator

import attrs

from csc_indicators.results.account import Account, Share, Why
from csc_indicators.results.account_tables import figure_tables, late_tables
from csc_indicators.results.account_words import NOT_SHOWN, begun, counted, in_points, in_time, is_itself, own_choice, percent, so_many_more, thing
from csc_indicators.results.report import TextTable, day_in_words

__all__ = ["Passage", "footnotes", "heading", "opening", "passages"]

_ALL = 100

#: With more reasons than this that come equally often, none is told as the most common.
_MOST_EQUAL = 2

_LAST_DAY_OF_YEAR = (3, 31)


@attrs.frozen
class Passage:
    """
    A part of an answer.

    Attributes:
        heading: What it is about.
        paragraphs: The sentences of each paragraph.
        tables: The tables that stand under them.
    """

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]
    tables: tuple[TextTable, ...] = ()


def opening(of: Account) -> tuple[str, ...]:
    """Whom the answer is for, where it is not for everybody, and what it answers."""
    own_use = ("For the council's own use and not for publication.",) if of.audience == "internal" else ()
    target = " What would it take to meet the target?" if of.target is not None else ""
    return (*own_use, f"This answers: Were any {of.plural} late, and why?{target}")


def heading(of: Account) -> str:
    """What the answer is about."""
    return f"{of.name}: {of.title}"


def passages(of: Account) -> tuple[Passage, ...]:
    """The parts of the answer to an account, the short answer first; a part with nothing to say is left out."""
    parts = (
        _part("The short answer", _short(of), (*filter(None, (of.rounding,)), *of.withheld)),
        _part("The figure", _measured(of), _standing(of), _history(of), tables=figure_tables(of)),
        _part("Who was late, and why", _lateness(of), _reasons(of), _to_come(of), tables=late_tables(of)),
        _part("What one family does", _family(of)),
        _part("Late, or only recorded late", _recording(of)),
        _part("What it would take", _next_month(of), _year(of), _plans(of), _left_to_write(of)),
    )
    return tuple(part for part in parts if part.paragraphs or part.tables)


def footnotes(of: Account) -> tuple[str, ...]:
    """The sources, the method and what is to be known about the records."""
    told = (("Source", of.sources), ("Method", of.method), ("Note", of.notes))
    return tuple(f"{kind}: {words}" for kind, lines in told for words in lines)


def _part(title: str, *paragraphs: tuple[str, ...] | Iterator[str], tables: tuple[TextTable, ...] = ()) -> Passage:
    told = tuple(tuple(sentences) for sentences in paragraphs)
    return Passage(title, tuple(sentences for sentences in told if sentences), tables)


def _short(of: Account) -> Iterator[str]:
    """The answer to both halves of the question, in as many sentences as are needed and no more."""
    if of.figure.is_of_none:
        yield f"{begun(of.gathered_words)}, {in_time(of, of.figure)}, so there is no figure."
        if of.overdue:
            yield f"{begun(_stands(of, of.overdue))} overdue."
    else:
        yield f"{begun(of.gathered_words)}, {in_time(of, of.figure)}{_against(of)}."
        yield _late_in_short(of)
    if of.target is None:
        yield "No target was given for this figure."
        return
    yield from _outlook(of)
    yield from _needed_next_month(of)


def _against(of: Account) -> str:
    if of.target is None or of.figure.percentage is None:
        return ""
    verb = {True: "which meets the", False: "which misses the", None: "against a"}[of.meets]
    return f", {verb} target of {percent(of.target)}"


def _late_in_short(of: Account) -> str:
    late = _late(of).removesuffix(".")
    if not of.late:
        return f"{late}, but {_stands(of, of.overdue)} overdue." if of.overdue else f"{late}."
    if not of.reasons:
        return f"{late}, and {'no reason is recorded' if of.no_reason == of.late else f'the reasons are {NOT_SHOWN}'}."
    most = [why for why in of.reasons if why.count == of.reasons[0].count]
    if not most[0].count:
        return f"{late}, and the reasons are in the table below."
    if len(most) > _MOST_EQUAL:
        return f"{late}, and no one reason stands out."
    quoted = " and ".join(map(_quoted, most))
    how_many = counted(of, most[0].count)
    if len(most) == 1:
        return f"{late}, and the reason given most often, for {how_many}, is {quoted}."
    return f"{late}, and the reasons given most often, for {how_many} each, are {quoted}."


def _late(of: Account) -> str:
    if of.late is None:
        return f"How many {of.units} {'were' if is_itself(of) else f'had {of.what}'} late is {NOT_SHOWN}."
    if not of.late:
        return f"No {thing(of)} was late."
    if is_itself(of):
        return f"{counted(of, of.late)} {'was' if of.late == 1 else 'were'} late."
    return f"{begun(of.what)} was late for {counted(of, of.late)}."


def _quoted(why: Why) -> str:
    return f'"{why.words}"{own_choice(why)}'


def _outlook(of: Account) -> Iterator[str]:
    """Whether the target can still be met this year."""
    if of.gathered != "year to date":
        return
    if _is_over(of):
        ended = {True: ", and the target was met", False: ", and the target was missed", None: ""}[of.meets]
        yield f"The year is over{ended}."
    elif of.attainable is None:
        yield "These figures do not say if the target can still be met this year."
    elif not of.attainable:
        best = "" if of.best is None else f": even with all still to come in time, the year would end at {percent(of.best)}"
        yield f"The target is out of reach for this year{best}."
    elif of.needed == 0:
        yield "The target is safe for this year, whatever is still to come."
    else:
        yield f"The target can still be met this year{_if_so_many(of)}."


def _if_so_many(of: Account) -> str:
    if of.needed is None or of.remaining is None:
        return ""
    some = "all" if of.needed == of.remaining else f"at least {of.needed:,} of the {of.remaining:,}"
    return f": {some} still to come must be in time"


def _needed_next_month(of: Account) -> Iterator[str]:
    if of.target is None or of.gathered == "other" or (of.gathered == "year to date" and _is_over(of)):
        return
    share = "all" if of.target == _ALL else f"at least {percent(of.target)}"
    are = "are" if is_itself(of) else f"have {of.what}"
    if of.gathered == "snapshot":
        yield f"Next month the figure starts afresh, and it meets the target if {share} of the {of.units} {are} in time."
    else:
        yield f"Next month alone would meet the target if {share} of its {of.units} {are} in time."


def _measured(of: Account) -> Iterator[str]:
    """What is measured, and why it is gathered as it is."""
    yield f"The figure is the share of {of.units} {'that are' if is_itself(of) else f'with {of.what}'} in time."
    yield f"In time means within {of.limit}."
    if of.gathered == "year to date":
        yield "The figure is cumulative."
        yield f"So a late {thing(of)} stays in it until the year ends."
        yield f"A month by itself has few {of.units}, and a few can change it a lot."
        yield "Adding the months up makes the figure steadier."
    elif of.gathered == "snapshot":
        yield "The figure is a snapshot."
        yield "It is taken afresh each time, and what came before is not in it."
    else:
        yield f"It is of the {of.units} counted {of.gathered_words}."


def _standing(of: Account) -> Iterator[str]:
    """How far the figure is from its target."""
    if of.target is None:
        return
    if of.meets:
        yield f"It meets the target of {percent(of.target)}."
    if of.meets is False:
        if of.shortfall:
            yield f"It is {in_points(of.shortfall)} short of the target of {percent(of.target)}."
        else:
            yield f"It misses the target of {percent(of.target)}."
        if of.cases_short:
            yield f"With {so_many_more(of, of.cases_short)} in time it would have been met."


def _history(of: Account) -> Iterator[str]:
    if of.month_alone is not None:
        alone = "In the last month alone" if of.month is None else f"In {of.month} alone"
        yield f"{alone}, {in_time(of, of.month_alone)}."
    if of.earlier:
        yield from _moved(of.earlier[-1], of.figure)
    if of.unknown:
        yield f"For {counted(of, of.unknown)} the dates do not show if {'it' if is_itself(of) else of.what} was in time."
        yield "That counts as not in time."


def _moved(earlier: tuple[str, Share], now: Share) -> Iterator[str]:
    label, then = earlier
    if then.percentage is None or now.percentage is None:
        return
    moved = "has not changed" if then.percentage == now.percentage else f"has {'risen' if now.percentage > then.percentage else 'fallen'} since then"
    yield f"The figure before it ({label}) was {percent(then.percentage)}: it {moved}."


def _lateness(of: Account) -> Iterator[str]:
    """How many were late, and by how long."""
    yield _late(of)
    if not of.late:
        return
    if of.late_events:
        shared = "" if of.late_events == of.late else f", because one {thing(of)} can be for several {of.units}"
        yield f"That was {of.late_events:,} late {thing(of) if of.late_events == 1 else of.plural}{shared}."
    if of.longest:
        yield f"The latest one came {of.longest:,} working day{'' if of.longest == 1 else 's'} after the limit."


def _reasons(of: Account) -> Iterator[str]:
    """Whose reasons they were, and how many have none."""
    if of.late == 0:
        return
    if of.in_authoritys_control is not None and of.no_reason != of.late:
        yield f"For {counted(of, of.in_authoritys_control)} the reason was in the council's control."
    if of.shared:
        yield f"For {counted(of, of.shared)} it was shared between the council and a partner."
    if of.outside is not None and of.no_reason != of.late:
        yield f"For {counted(of, of.outside)} the reason was outside the council's control."
    if of.neither:
        yield f"For {counted(of, of.neither)} the reason does not say whose control it was in."
    if of.no_reason:
        yield f"For {counted(of, of.no_reason)} no reason is recorded, so we cannot say why."
    elif of.no_reason == 0:
        yield f"Every late {thing(of)} has a reason recorded."
    if any(why.childs_decision for why in of.reasons):
        yield "Some reasons are the child's own choice."
        yield "A child's choice is not a failing of the child."
    if of.reasons:
        yield f"A reason explains why {of.what} was late."
        yield "It does not change the figure: what was late still counts as late."


def _to_come(of: Account) -> Iterator[str]:
    """What has not happened yet and is in no figure."""
    if of.overdue:
        yield f"{begun(_stands(of, of.overdue))} overdue: the limit has passed, and by {day_in_words(of.as_at)} it had not happened."
    if of.waiting:
        yield f"{begun(_stands(of, of.waiting))} not due yet."
    if of.overdue or of.waiting:
        yield "What has not happened is not in the figure."


def _stands(of: Account, count: int) -> str:
    """What is said of so many that have not happened, up to its verb."""
    if is_itself(of):
        return f"{counted(of, count)} {'is' if count == 1 else 'are'}"
    return f"for {counted(of, count)} {of.what} is"


def _family(of: Account) -> Iterator[str]:
    """What the family that moves the figure most does to it; of everybody's business is only that there may be one."""
    if of.largest_family is None and (of.audience == "internal" or of.unit != "child"):
        return
    yield "Brothers and sisters are often in time or late together."
    yield "So one large family can move the figure."
    if of.largest_family is None:
        yield f"By how much is {NOT_SHOWN}, because that is about one family."
        return
    children, points = of.largest_family
    size = f"{children:,} {'child' if children == 1 else 'children'}"
    yield f"The family that moves it most has {size}."
    if points:
        yield f"It {'raises' if points > 0 else 'lowers'} the figure by {in_points(points)}."
    else:
        yield "The figure is the same without it."


def _recording(of: Account) -> Iterator[str]:
    """What was late practice and what was late recording."""
    day = day_in_words(of.as_at)
    if of.practised is not None:
        yield f"The figure is from what was recorded by {day}."
        yield f"With all that was recorded later, {in_time(of, of.practised)}."
    if of.recorded is not None:
        yield "The figure is from all that has been recorded since."
        yield f"From what was recorded by {day}, {in_time(of, of.recorded)}."
    if of.late_recording:
        yield f"For {counted(of, of.late_recording)} it was in time but recorded late."
        yield f"That is late paperwork and not a late {thing(of)}."
    elif of.late_recording == 0:
        yield f"No {thing(of)} was in time but recorded late."
    if of.still_late_with_recording_reason:
        yield f"For {counted(of, of.still_late_with_recording_reason)} the reason given is late recording, but the dates say that it was late."
        yield "The reason or a date must be wrong."


def _next_month(of: Account) -> Iterator[str]:
    """What next month needs, and how this one did."""
    if of.target is None:
        yield "No target was given for this figure, so we cannot say what it would take to meet one."
        return
    yield from _needed_next_month(of)
    if of.month_alone is not None and of.month_alone.percentage is not None and of.gathered != "other" and not _is_over(of):
        yield f"{'The last month' if of.month is None else of.month} came to {percent(of.month_alone.percentage)} by itself."


def _year(of: Account) -> Iterator[str]:
    """What the rest of the year needs."""
    if of.target is None or of.gathered != "year to date":
        return
    if _is_over(of):
        yield from _outlook(of)
        yield "The next year starts again from nothing."
        return
    if of.remaining is not None:
        yield _still_to_come(of, of.remaining)
    yield from _needed(of)
    if of.consecutive:
        yield f"It would take {counted(of, of.consecutive)} in a row, all in time, to bring the figure to the target."


def _still_to_come(of: Account, remaining: int) -> str:
    if not remaining:
        return f"No more {of.units} are expected this year."
    more = so_many_more(of, remaining)
    if of.remaining_is_given:
        return f"The council expects {more} this year."
    return f"At the pace of the year so far, {more} will be counted."


def _needed(of: Account) -> Iterator[str]:
    if of.attainable is None:
        yield from _outlook(of)
    elif not of.attainable:
        if of.needed is not None:
            yield f"To meet the target for the year, {so_many_more(of, of.needed)} would have to be in time."
            yield "That is more than are still to come, so the target is out of reach for this year."
        else:
            yield "The target is out of reach for this year."
        if of.out_of_reach_since is not None:
            yield f"It has been out of reach since the end of {of.out_of_reach_since}."
    elif of.needed == 0:
        yield "The target is met even if none of them is in time."
    else:
        yield from _within_reach(of)
    if of.best is not None:
        yield f"With all still to come in time, the year would end at {percent(of.best)}."


def _within_reach(of: Account) -> Iterator[str]:
    if of.needed is None:
        yield "The target can still be met this year."
    else:
        some = "All" if of.needed == of.remaining else f"At least {of.needed:,}"
        yield f"{some} of them must be in time for the year to meet the target."
    if of.probability:
        yield f"If things go on as they have, the chance of that is {of.probability}."


def _plans(of: Account) -> Iterator[str]:
    if of.target is not None:
        yield "These figures show what is needed."
        yield "They cannot show what the council plans to do about it."


def _left_to_write(of: Account) -> Iterator[str]:
    if of.audience == "internal":
        yield "What the council will do: (to be written by the service)"


def _is_over(of: Account) -> bool:
    return (of.as_at.month, of.as_at.day) == _LAST_DAY_OF_YEAR
