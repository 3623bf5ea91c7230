"""How to read a figure of an indicator, and what not to do with it: what follows from how it is gathered and from what it is a figure of."""

from collections.abc import Iterator
from typing import Any

from csc_indicators.accumulations import YEAR_TO_DATE, Rolling
from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.units import Unit

__all__ = ["how_to_read"]


def how_to_read(of: Indicator[Any]) -> tuple[str, ...]:
    """
    What to know before drawing a conclusion from a figure, a sentence or two to a point; what the indicator itself says to bear in mind comes last.

    >>> from csc_indicators import southend
    >>> how_to_read(southend.CP_3_10)[0][:56]
    'It starts again each 1 April and then moves ever slower:'
    """
    return (*_gathered(of), *_of_its_unit(of), *_compared(of), *of.caveats)


def _gathered(of: Indicator[Any]) -> Iterator[str]:
    if of.is_snapshot:
        yield "It is a state on one day. What happened between two such days is not in it, and months do not add up to a year."
    elif of.accumulation == YEAR_TO_DATE:
        yield (
            "It starts again each 1 April and then moves ever slower: the later in the year, the less a month shows in it. "
            "Look at the months alone beside it."
        )
        yield "Do not look for trends or alarms in the year to date: each point shares its cases with the one before. Use the months alone for that."
    elif isinstance(of.accumulation, Rolling):
        yield "Each point shares most of its cases with the one before, so a change takes months to show and as long to leave."


def _of_its_unit(of: Indicator[Any]) -> Iterator[str]:
    if of.unit is Unit.PERCENT:
        yield (
            "Read the counts with the percentage. In a small council one family of three can move it by several points, and the children of one "
            "family are counted together: the families say how much there is to go on."
        )
    elif of.unit is Unit.PER_10_000:
        yield "The population is an estimate and is revised. Say which estimate a rate is of, and take the same for both years."
    else:
        yield "It is a number and not a share: it grows with the council. Compare it with the same place at another time, not with another place."


def _compared(of: Indicator[Any]) -> Iterator[str]:
    if not of.mergeable:
        yield "Do not add up places or months: a person known in two of them would be counted twice."
    elif of.unit is Unit.PERCENT:
        yield "Do not average the percentages of teams or months. Add up their counts and form the figure again."
    if of.target is not None:
        yield "A figure below its target says that cases were late or could not be judged, and not why. Ask for the reasons, case by case."
    if of.good == "neutral":
        yield "Neither high nor low is good in itself, so do not rank places by it."
