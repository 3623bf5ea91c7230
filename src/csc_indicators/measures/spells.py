"""
Rows of periods into unbroken spells of people.

People are numbered from 0. Rows are sorted only where people have several.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Days, Mask, People, Rows

__all__ = ["Spells", "overlapping", "spells"]

#: As an integer a missing date is the least of all; the greatest stands for no end.
_NEVER, _NONE = np.iinfo(np.int64).min, np.iinfo(np.int64).max


@attrs.frozen(repr=False, eq=False)
class Spells:
    """
    Unbroken spells, sorted by person and start; no two of one person overlap or touch.

    Attributes:
        row: The row on which the spell starts.
        person: Who, by number.
        start: The day it began.
        end: The day it ended; missing while it lasts.
    """

    row: Rows
    person: People
    start: Dates
    end: Dates

    @property
    def people(self) -> int:
        """How many numbers people have, from 0 to the last; some may be nobody's."""
        return int(self.person[-1]) + 1 if len(self.person) else 0


def spells(person: People, start: Dates, end: Dates) -> Spells:
    """
    Rows into unbroken spells: rows of one person that touch or overlap are one.

    A spell begins where a row starts after every earlier row of the person has ended. A row that starts on the day another ends belongs to the same
    spell. A spell ends with the last of its rows to end, and lasts while any of them does. Which rows overlap :func:`overlapping` tells, for whoever
    has to refuse them. No row may end before it starts. No rows make no spells.

    Args:
        person: Who each row is of, by number from 0.
        start: The day each row begins.
        end: The day it ends; missing while it lasts.

    >>> one = spells(np.array([0, 0]), np.array(["2018-01-31", "2018-01-02"], "M8[D]"), np.array(["", "2018-01-31"], "M8[D]"))
    >>> one.row, one.start, one.end
    (array([2]), array(['2018-01-02'], dtype='datetime64[D]'), array(['NaT'], dtype='datetime64[D]'))
    """
    order, whose, first = _sorted(person, start, end)
    start, end = start[order], end[order]
    order += 1
    if first.all():
        return Spells(order, whose, start, end)
    at = np.flatnonzero(np.append(True, _apart(first, start, end) > 0))
    furthest = np.maximum.reduceat(np.where(np.isnat(end), _NONE, end.view(np.int64)), at)
    ends = np.where(furthest == _NONE, NAT, furthest.view("datetime64[D]"))
    return Spells(order[at], whose[at], start[at], ends)


def overlapping(person: People, start: Dates, end: Dates) -> Rows:
    """
    The rows that start before an earlier row of the same person has ended.

    Args:
        person: Who each row is of, by number from 0.
        start: The day each row begins.
        end: The day it ends; missing while it lasts.

    >>> overlapping(np.array([0, 0, 1]), np.array(["2018-01-02", "2018-01-31", "2018-02-01"], "M8[D]"), np.array(["2018-02-01", "", ""], "M8[D]"))
    array([2])
    """
    order, _, first = _sorted(person, start, end)
    if first.all():
        return np.array([], dtype=np.int64)
    return np.sort(order[1:][_apart(first, start[order], end[order]) < 0]) + 1


def _apart(first: Mask, start: Dates, end: Dates) -> Days:
    """
    How far each row after the first starts beyond the furthest end so far of its person: below 0 it overlaps, at 0 it touches, above 0 it is apart.

    Rows are in order, and *first* says which are a person's first; those are apart from all before.
    """
    begins, ends, over = start.view(np.int64), end.view(np.int64), ~np.isnat(end)
    origin, latest = int(begins.min()), max(int(begins.max()), int(ends.max(where=over, initial=_NEVER)))
    span = latest - origin + 2  # the last number is for no end
    if int(first.sum()) * span > _NONE:
        _, ranks = np.unique(np.concatenate((begins, ends)), return_inverse=True)
        begins, ends = ranks[: len(begins)], ranks[len(begins) :]
        origin, span = 0, len(ranks) + 2
    # Each person has a stretch of numbers of their own, so the furthest end so far is one running maximum.
    own = (np.cumsum(first) - 1) * span
    furthest = np.maximum.accumulate(own + np.where(over, ends - origin, span - 1))
    apart: Days = (own + (begins - origin))[1:] - furthest[:-1]
    return apart


def _sorted(person: People, start: Dates, end: Dates) -> tuple[NDArray[np.intp], People, Mask]:
    """The order by person and start, whose the rows are in that order, and which of them are a person's first."""
    order = np.full(person.max(initial=-1) + 1, -1)
    order[person] = np.arange(len(person))
    whose: People = np.flatnonzero(order >= 0)
    first = np.ones(len(person), dtype=bool)
    if len(whose) < len(person):  # somebody has a second row
        order = _order(person, start, end)
        whose = person[order]
        first[1:] = whose[1:] != whose[:-1]
    elif len(whose) < len(order):  # some numbers are nobody's
        order = order[whose]
    return order, whose, first


def _order(person: People, start: Dates, end: Dates) -> NDArray[np.intp]:
    """The order by person, start and end: that of one number a row, if the three fit into one."""
    begins, ends, over = start.view(np.int64), end.view(np.int64), ~np.isnat(end)
    first, soonest = int(begins.min()), int(ends.min(where=over, initial=_NONE))
    starts, stops = int(begins.max()) - first + 1, max(int(ends.max(where=over, initial=_NEVER)) - soonest, -1) + 2
    if (int(person.max()) + 1) * starts * stops > _NONE:
        return np.lexsort((end, start, person))
    numbers = (person.astype(np.int64) * starts + (begins - first)) * stops + np.where(over, ends - soonest, stops - 1)
    return np.argsort(numbers, kind="stable")
