"""The parts of a definition: what others call it, the dated editions of its rule, and the ways to read it."""

from datetime import date

import attrs

from csc_indicators.indicators.computation import Measure
from csc_indicators.sources import Source

__all__ = ["Code", "Edition", "Reading"]


@attrs.frozen
class Code:
    """
    What another scheme calls the indicator.

    Attributes:
        scheme: Whose code it is.
        code: The code.
    """

    scheme: str
    code: str


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
    """

    number: int
    in_force_from: date | None
    in_force_to: date | None
    statement: str
    source: Source
    computed: bool = True

    def covers(self, day: date) -> bool:
        """Whether the edition was in force on *day*; an end that is not known is taken as open."""
        return (self.in_force_from or date.min) <= day <= (self.in_force_to or date.max)


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
