"""The parts of a definition: what others call it, the dated editions of its rule, the ways to read it, and how its figures are published."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

import attrs

from csc_indicators.accumulations import Period
from csc_indicators.errors import InvalidDefinition, InvalidPeriod, UnknownName
from csc_indicators.indicators.judging import Measure
from csc_indicators.sources import Source

__all__ = ["Code", "Domain", "Edition", "Published", "Reading", "SeriesBreak", "edition_for", "edition_on"]


class Domain(Enum):
    """The stage of the statutory journey that an indicator is about, in the order of the journey."""

    FRONT_DOOR = "front door"
    ASSESSMENT = "assessment"
    CHILDREN_IN_NEED = "children in need"
    CHILD_PROTECTION = "child protection"
    LOOKED_AFTER = "children looked after"

    def __str__(self) -> str:
        return self.value


@attrs.frozen
class Code:
    """
    What another scheme calls the indicator.

    Attributes:
        scheme: Whose code it is.
        code: The code.
        unverified: Why it is not certain that the scheme means this indicator; empty when it is.
    """

    scheme: str
    code: str
    unverified: str = ""


@attrs.frozen(kw_only=True)
class Edition:
    """
    One dated version of an indicator's rule; a change in the rule makes a new edition and never edits one.

    Attributes:
        number: 1 for the first.
        in_force_from: Its first day; None when it is not known.
        in_force_to: Its last day; None while it is in force.
        statement: What the rule is in this edition; of a change that is announced and not yet written, that it is.
        source: The document that dates it.
        computed: False when the rule is another than the readings', which then cannot stand for it.
        measure: How this edition is computed, where its rule is another than the readings' and the records can tell; None otherwise.
        announced: True for a change that is announced and whose content is not known yet. It is then not computed, and when it is not known from
            which day it holds it covers none.

    Raises:
        InvalidDefinition: If it is announced and computed, or has a measure.
    """

    number: int
    in_force_from: date | None
    in_force_to: date | None
    statement: str
    source: Source
    computed: bool = True
    measure: Measure | None = None
    announced: bool = False

    def __attrs_post_init__(self) -> None:
        if self.announced and (self.computed or self.measure is not None):
            raise InvalidDefinition("What is announced and not known yet cannot be computed. Give computed=False and no measure.")

    def covers(self, day: date) -> bool:
        """Whether the edition was in force on *day*; an end that is not known is taken as open."""
        if self.announced and self.in_force_from is None:
            return False
        return (self.in_force_from or date.min) <= day <= (self.in_force_to or date.max)


def edition_on(editions: Sequence[Edition], day: date) -> Edition | None:
    """The latest edition in force on *day*; None when none is known to have been."""
    return next((edition for edition in reversed(editions) if edition.covers(day)), None)


def edition_for(of: str, editions: Sequence[Edition], period: Period, number: int | None) -> Edition | None:
    """
    The edition that a figure of *period* is counted by: the one in force, or the one numbered *number*.

    Args:
        of: What people call the indicator.
        editions: Its editions.
        period: All that the figure, or a series of them, is counted from.
        number: The edition asked for; None for the one in force.

    Raises:
        InvalidPeriod: If the rule changed within the period, no edition is in force any longer, or the edition in force is one that is not computed
            here, and no number is given.
        UnknownName: If no edition that is computed has that number.
    """
    computed = {edition.number: edition for edition in editions if edition.computed}
    if number is not None:
        if number not in computed:
            raise UnknownName(f"{of} has no such edition that is computed. There are: {', '.join(map(str, computed)) or 'none'}")
        return computed[number]
    last = edition_on(editions, period.as_at)
    begun = [each.in_force_from for each in editions if each.in_force_from is not None and period.first < each.in_force_from <= period.as_at]
    choice = f" Say which to count by, such as edition={max(computed)}." if computed else ""
    if any(edition_on(editions, day) != last for day in (period.first, *begun)):
        raise InvalidPeriod(f"The rule of {of} changed between {period.first} and {period.as_at}.{choice}")
    ended = editions[-1].in_force_to
    if last is None and ended is not None and period.first > ended:
        raise InvalidPeriod(f"{of} was in force until {ended} and is retired.{choice or ' Ask about an earlier day.'}")
    if last is not None and not last.computed:
        verb = "has" if last.announced else "had"
        raise InvalidPeriod(f"{of} {verb} another rule on {period.as_at}, which is not computed here: {last.statement}{choice}")
    return last


@attrs.frozen(kw_only=True)
class Reading:
    """
    One way to read the rule.

    Attributes:
        key: Its name in :meth:`Indicator.compute <csc_indicators.indicators.definition.Indicator.compute>`.
        statement: What it takes the rule to say.
        because: Why it is adopted, or why somebody might hold it.
        measure: How it is computed.
    """

    key: str
    statement: str
    because: str
    measure: Measure


@attrs.frozen(kw_only=True)
class SeriesBreak:
    """
    A day from which figures are not to be compared with earlier ones, although the rule's edition is the same.

    Attributes:
        on: The first day of the new series.
        statement: What changed.
        source: The document that says so.
    """

    on: date
    statement: str
    source: Source


@attrs.frozen(kw_only=True)
class Published:
    """
    How the owner publishes the figures.

    Attributes:
        by: Who publishes them.
        counts: How counts are rounded, in words.
        figures: How percentages and rates are rounded, in words.
        suppression: Which counts are not shown, and how that is marked, in words.
        source: The document that says so.
        national_counts_to: The multiple that national and regional counts are rounded to; those of authorities are not.
        suppressed: The least and greatest count that is not shown; None when all are.
    """

    by: str
    counts: str
    figures: str
    suppression: str
    source: Source
    national_counts_to: int = 1
    suppressed: tuple[int, int] | None = None
