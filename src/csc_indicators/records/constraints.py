"""
What rows of one table must not say together: dates out of order, one event twice, spells that overlap.

A constraint is told of the rows that have no other fault and stand now, so what a later entry of a ledger has put right, or deleted, breaks nothing.
Where one is broken the rows are named and nothing is repaired, because which of two dates is wrong, or which of two rows is one too many, only the
council can tell. Columns that a table may do without, and that are not there, break nothing.
"""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import Dates, Mask
from csc_indicators.records.coding import BLANK, Places
from csc_indicators.records.identifiers import repeated
from csc_indicators.records.intake import Intake
from csc_indicators.records.ledger import Known, is_a_ledger, standing
from csc_indicators.records.table import Breach, Records

__all__ = ["Apart", "InOrder", "NotBoth", "NotLongBefore", "OnceADay", "OneEventOnce", "OneReason", "constraint_faults"]

#: What a missing date is as a number.
_NEVER = np.iinfo(np.int64).min

_EITHER_DATE = "Correct one of the two dates"


@attrs.frozen
class InOrder:
    """
    One date is not before another of its row.

    A row with either date blank says nothing of their order.

    Attributes:
        earlier: The column of the date that comes first.
        later: The column of the date that comes after it.
        same_day: True when both may be one day.
        source: Who says so; in words where no rule was read.
        problem: What is wrong where it is broken; made of the columns' names if it is empty.

    >>> InOrder("start", "end", same_day=False, source="an example").statement
    'end is after start'
    """

    of_one_row: ClassVar[bool] = True

    earlier: str
    later: str
    same_day: bool = attrs.field(kw_only=True)
    source: str = attrs.field(kw_only=True)
    problem: str = attrs.field(default="", kw_only=True)

    @property
    def statement(self) -> str:
        """What must hold."""
        return _plain(f"{self.later} is {'not before' if self.same_day else 'after'} {self.earlier}")

    def breach(self, records: Records) -> Iterator[Breach]:
        """The rows whose later date is before the earlier one, or on its day where that may not be."""
        if _has(records, self.earlier, self.later):
            earlier, later = records[self.earlier], records[self.later]
            faulty = later < earlier if self.same_day else later <= earlier
            problem = f"{'before' if self.same_day else 'not after'} {records.named[self.earlier]!r}"
            yield Breach(self.later, faulty, self.problem or problem, _EITHER_DATE)


@attrs.frozen
class NotBoth:
    """
    A row does not have two dates of which one stands for the other.

    Attributes:
        one: The column of the one date.
        other: The column of the date that stands in for it.
        source: Who says so; in words where no rule was read.

    >>> NotBoth("date_of_birth", "expected_date_of_birth", source="an example").statement
    'no row has both a date of birth and an expected date of birth'
    """

    of_one_row: ClassVar[bool] = True

    one: str
    other: str
    source: str = attrs.field(kw_only=True)

    @property
    def statement(self) -> str:
        """What must hold."""
        return _plain(f"no row has both {_a(self.one)} and {_a(self.other)}")

    def breach(self, records: Records) -> Iterator[Breach]:
        """The rows that have both."""
        if _has(records, self.one, self.other):
            both = ~np.isnat(records[self.one]) & ~np.isnat(records[self.other])
            problem = f"a date beside one of {records.named[self.one]!r}, and only one of the two is to be given"
            yield Breach(self.other, both, problem, "Leave one of the two blank")


@attrs.frozen
class NotLongBefore:
    """
    A day is not long before a birth: so many weeks before it there was nobody yet.

    A day exactly that long before a birth is not too long before it. Blank dates say nothing.

    Attributes:
        day: The column of the day.
        births: The columns of births, expected ones too; those that are there are looked at.
        weeks: How long before a birth is not too long.
        source: Who says so; in words where no rule was read.

    >>> NotLongBefore("referral", births=("date_of_birth",), weeks=40, source="an example").statement
    'referral is not more than 40 weeks before the date of birth'
    """

    of_one_row: ClassVar[bool] = True

    day: str
    births: tuple[str, ...] = attrs.field(kw_only=True)
    weeks: int = attrs.field(kw_only=True)
    source: str = attrs.field(kw_only=True)

    @property
    def statement(self) -> str:
        """What must hold."""
        return _plain(f"{self.day} is not more than {self.weeks} weeks before {' or '.join(f'the {birth}' for birth in self.births)}")

    def breach(self, records: Records) -> Iterator[Breach]:
        """The rows whose day is too long before a birth, by the column of births."""
        for birth in self.births:
            if _has(records, self.day, birth):
                faulty = records[birth] - records[self.day] > np.timedelta64(7 * self.weeks, "D")
                yield Breach(self.day, faulty, f"more than {self.weeks} weeks before {records.named[birth]!r}", _EITHER_DATE)


@attrs.frozen
class OnceADay:
    """
    A child has no two rows with one day: one event counts once.

    Rows with the day blank are not compared.

    Attributes:
        day: The column of the day.
        source: Who says so; in words where no rule was read.
        remedy: What to do where it is broken.

    >>> OnceADay("reviewed", source="an example").statement
    'no child has two rows with one date of reviewed'
    """

    of_one_row: ClassVar[bool] = False

    day: str
    source: str = attrs.field(kw_only=True)
    remedy: str = attrs.field(default="Keep one of them", kw_only=True)

    @property
    def statement(self) -> str:
        """What must hold."""
        return _plain(f"no child has two rows with one date of {self.day}")

    def breach(self, records: Records) -> Iterator[Breach]:
        """Every row that shares child and day with another, the first of them too."""
        if _has(records, "child", self.day):
            twice = repeated(records.identifiers("child").codes, records[self.day])
            yield Breach(self.day, twice, _held_twice(records, self.day), self.remedy)


@attrs.frozen
class OneEventOnce:
    """
    A child has no two rows about one event: no two that ended on one day, and no two that started on one day and have not ended.

    Two that ended on one day are one event wherever they started. Rows with neither date are not compared.

    Attributes:
        start: The column of the start.
        end: The column of the end.
        source: Who says so; in words where no rule was read.

    >>> OneEventOnce("strategy_discussion", "conference", source="an example").statement
    'no child has two rows with one date of conference, or with one date of strategy discussion and no conference'
    """

    of_one_row: ClassVar[bool] = False

    start: str
    end: str
    source: str = attrs.field(kw_only=True)

    @property
    def statement(self) -> str:
        """What must hold."""
        return _plain(f"no child has two rows with one date of {self.end}, or with one date of {self.start} and no {self.end}")

    def breach(self, records: Records) -> Iterator[Breach]:
        """Every row of an event that is there more than once: those that ended, then those that have not."""
        if _has(records, "child", self.start, self.end):
            start, end = records[self.start], records[self.end]
            held = ~np.isnat(end)
            twice = repeated(records.identifiers("child").codes, np.where(held, end, start), held)
            open_twice = f"the same child has more than one row with one date of {records.named[self.start]!r} and no {records.named[self.end]!r}"
            yield Breach(None, twice & held, _held_twice(records, self.end), "Keep one of them: the one whose start your definition takes")
            yield Breach(None, twice & ~held, open_twice, "Keep one of them")


@attrs.frozen
class Apart:
    """
    The spells of one child do not overlap; one may start on the day another ends.

    A spell without an end lasts for good. Rows without a start are not compared.

    Attributes:
        start: The column of the first day.
        end: The column of the last day, blank while the spell lasts.
        source: Who says so; in words where no rule was read.
        problem: What is wrong where it is broken.
        remedy: What to do about it.

    >>> Apart("start", "end", source="an example").statement
    'no two spells of one child from start to end overlap, and one may start on the day another ends'
    """

    of_one_row: ClassVar[bool] = False

    start: str
    end: str
    source: str = attrs.field(kw_only=True)
    problem: str = attrs.field(default="starts before an earlier row of the same child has ended", kw_only=True)
    remedy: str = attrs.field(
        default="End the earlier one on or before the day the later one starts, or remove the row that is there twice", kw_only=True
    )

    @property
    def statement(self) -> str:
        """What must hold."""
        return _plain(f"no two spells of one child from {self.start} to {self.end} overlap, and one may start on the day another ends")

    def breach(self, records: Records) -> Iterator[Breach]:
        """Every row that starts before an earlier one of its child has ended."""
        if _has(records, "child", self.start, self.end):
            inside = _inside_an_earlier(records.identifiers("child").codes, records[self.start], records[self.end])
            yield Breach(self.start, inside, self.problem, self.remedy)


@attrs.frozen
class OneReason:
    """
    Brothers and sisters of one decision, such as one conference, have one primary reason.

    Rows with the family blank are not compared, and neither are those without any of the dates.

    Attributes:
        together: The columns that rows of one decision have in common, the family first.
        what: What was decided for all of them, in words.
        source: Who says so; in words where no rule was read.

    >>> OneReason(("family", "strategy_discussion", "conference"), what="conference", source="an example").statement
    'the children of one family at one conference have one reason'
    """

    of_one_row: ClassVar[bool] = False

    together: tuple[str, ...]
    what: str = attrs.field(kw_only=True)
    source: str = attrs.field(kw_only=True)

    @property
    def statement(self) -> str:
        """What must hold."""
        return f"the children of one family at one {self.what} have one reason"

    def breach(self, records: Records) -> Iterator[Breach]:
        """Every row of a decision for which some rows give a reason and others none; then every row of one with two reasons."""
        if not _has(records, "reason", *self.together):
            return
        family, *days = self.together
        dated = np.any([~np.isnat(records[day]) for day in days], axis=0)
        rows = np.flatnonzero(dated & ~records.identifiers(family).blank)
        decision = records.identifiers(family).codes[rows]
        for day in days:
            when = records[day][rows].view(np.int64)
            decision = _numbered(decision, when)
        reason = records.identifiers("reason").codes[rows]
        told, decisions = reason != BLANK, int(decision.max(initial=-1)) + 1
        one = np.full(decisions, BLANK)
        one[decision[told]] = reason[told]
        other = told & (reason != one[decision])
        children, explained, others = (np.bincount(of, minlength=decisions)[decision] for of in (decision, decision[told], decision[other]))
        of_one = f"the children of one family at one {self.what}"
        for faulty, problem, remedy in (
            ((explained > 0) & (explained < children), f"only some of {of_one} have a reason", "Give it to each of them, or to none"),
            (others > 0, f"{of_one} have more than one", "Give each the primary one, and put the others into contributory_reasons"),
        ):
            yield Breach("reason", np.isin(np.arange(len(records)), rows[faulty]), problem, remedy)


def constraint_faults(intake: Intake, records: Records, *, known: Known | None = None) -> None:
    """
    Note every fault that the rows have together; nothing is raised.

    Looked at are the rows that have no fault so far and stand now. A row at fault by itself is left out of what rows say together. In a ledger
    without the days its entries were made nobody can tell which of them stand, and nothing is looked for.

    Args:
        intake: Where faults are noted, and the faults that the rows have already.
        records: The rows.
        known: Where it is given, only rows that stood as known then too are looked at.
    """
    if not records.table.constraints or (is_a_ledger(records) and "recorded" not in records):
        return
    stands = standing(records, Known())
    if known is not None:
        stands &= standing(records, known)
    for of_one_row in (True, False):
        looked_at = stands & intake.sound(records)
        left = records if looked_at.all() else records.where(looked_at)
        for constraint in records.table.constraints:
            if constraint.of_one_row is of_one_row:
                for breach in constraint.breach(left):
                    intake.fault(left, breach.column, left.rows[breach.faulty], breach.problem, breach.remedy)


def _numbered(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number from 0 for each pair of numbers, the same for the same pair."""
    if not len(one):
        return one
    least = other[other != _NEVER].min(initial=0) - 1  # below every date, a missing one
    moved = np.where(other == _NEVER, least, other) - least
    numbered: NDArray[np.int64] = np.unique(one * (int(moved.max()) + 1) + moved, return_inverse=True)[1]
    return numbered


def _has(records: Records, *columns: str) -> bool:
    return set(columns) <= set(records.columns)


def _held_twice(records: Records, day: str) -> str:
    return f"the same child has more than one row with one date of {records.named[day]!r}, and one event counts once"


def _inside_an_earlier(child: Places, start: Dates, end: Dates) -> Mask:
    """Which rows start before a row of the same child has ended that comes before them by start, then by end."""
    inside = np.zeros(len(child), dtype=bool)
    placed = np.flatnonzero((child != BLANK) & ~np.isnat(start))
    placed = placed[np.bincount(child[placed])[child[placed]] > 1]  # whoever has one row has none that it could be inside of
    if not len(placed):
        return inside
    child, start, end = child[placed], start[placed], end[placed]
    begins = (start - start.min()).astype(np.int64)
    over = ~np.isnat(end)
    ends = (end - start.min()).astype(np.int64)
    never = max(int(begins.max()), int(ends.max(initial=0, where=over))) + 1
    ends = np.where(over, ends, never)
    order = np.lexsort((ends, begins, child))
    own = child[order] * never  # each child has a stretch of numbers of its own, so the furthest end so far is one running maximum
    furthest = np.maximum.accumulate(own + ends[order])
    inside[placed[order[1:]]] = (own + begins[order])[1:] < furthest[:-1]
    return inside


def _a(column: str) -> str:
    return f"{'an' if column[0] in 'aeiou' else 'a'} {column}"


def _plain(words: str) -> str:
    """Words with the library's names of columns as people write them."""
    return words.replace("_", " ")
