"""The words that an account's sentences and tables are put together from: its nouns with their numbers, and how many of how many were in time."""

from decimal import Decimal

from csc_indicators.results.account import Account, Share, Why

__all__ = ["NOT_SHOWN", "begun", "counted", "figure", "in_points", "in_time", "is_itself", "number", "own_choice", "percent", "so_many_more", "thing"]

#: What stands where a number is withheld.
NOT_SHOWN = "not shown"


def is_itself(of: Account) -> bool:
    """Whether what is due is also what is counted, such as assessments."""
    return thing(of) == of.unit


def thing(of: Account) -> str:
    """What is due, without its article."""
    return of.what.removeprefix("a ").removeprefix("an ")


def in_time(of: Account, share: Share) -> str:
    """How many of how many were in time, as far as it is shown; without the stop."""
    if share.is_of_none:
        return f"there were no {of.units} to count"
    if share.in_time is None and share.percentage is None:
        whole = "" if share.counted is None else f"of {counted(of, share.counted)}, "
        return f"{whole}the number {'' if is_itself(of) else f'with {of.what} '}in time is {NOT_SHOWN}"
    if share.in_time is None:
        whole = of.units if share.counted is None else counted(of, share.counted)
        return _did(of, f"{figure(share)} of {whole}", one=False)
    some = counted(of, share.in_time) if share.counted is None else f"{share.in_time:,} of {counted(of, share.counted)}"
    made = "" if share.percentage is None else f": {figure(share)}"
    return f"{_did(of, some, one=share.in_time == 1)}{made}"


def _did(of: Account, some: str, *, one: bool) -> str:
    """That some were in time: what is due had come, or on a day stood."""
    if is_itself(of):
        return f"{some} {'was' if one else 'were'} in time"
    if of.gathered == "snapshot":
        return f"{of.plural} were in time for {some}"
    return f"{some} had {of.what} in time"


def counted(of: Account, count: int) -> str:
    """So many of what is counted."""
    if not count:
        return f"no {of.unit}"
    return f"{count:,} {of.unit if count == 1 else of.units}"


def so_many_more(of: Account, count: int) -> str:
    """So many more of what is counted."""
    return f"{count:,} more {of.unit if count == 1 else of.units}"


def in_points(gap: Decimal) -> str:
    """
    The size of a gap between percentages.

    >>> in_points(Decimal("-1.6"))
    '1.6 percentage points'
    """
    size = f"{abs(gap):f}"
    return f"{size} percentage point{'' if size == '1' else 's'}"


def number(count: int | None) -> str:
    """A count as it stands in a table."""
    return NOT_SHOWN if count is None else f"{count:,}"


def figure(share: Share) -> str:
    """A percentage as it stands in a table, or why there is none."""
    if share.is_of_none:
        return "no cases"
    return NOT_SHOWN if share.percentage is None else percent(share.percentage)


def percent(value: Decimal) -> str:
    """A percentage as it is written."""
    return f"{value:f}%"


def begun(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def own_choice(why: Why) -> str:
    """What is added to a reason that is the child's own decision, so that it is not read as a failure."""
    return " (the child's own choice)" if why.childs_decision else ""
