"""Tallies by period and group: counted once, merged from any parts, gathered in any of the ways a figure is."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import IN_MONTH, Accumulation, AsAt, InPeriod, Period
from csc_indicators.arrays import Dates, Ids, Mask
from csc_indicators.errors import InvalidPeriod, OverlappingPeriods
from csc_indicators.frames import Library, as_frame
from csc_indicators.periods import Month
from csc_indicators.results import given
from csc_indicators.results.counting import Counts, counted
from csc_indicators.results.groups import PERIOD_COLUMNS, Group, check_by, check_groups, order
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally, percentages, shares

__all__ = ["Tallies"]

_ONE_DAY = timedelta(1)


def _kept(values: Any) -> Counts:
    """A copy of whole numbers."""
    counts = np.asarray(values)
    if counts.size and counts.dtype.kind not in "iu":
        raise TypeError("Counts are whole numbers. Give an array of integers.")
    if counts.max(initial=0) > given.MOST_CASES:
        raise ValueError(f"A count is above {given.MOST_CASES}. Correct it.")
    return _read_only(counts.astype(np.int64))


def _read_only(counts: Counts) -> Counts:
    counts.flags.writeable = False
    return counts


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Tallies:
    """
    Numerators and denominators by group and period, every period there whether or not it has cases.

    Merging the tallies of the parts of any division of the cases (places, teams, batches of rows) gives the tallies of the whole. What is gathered
    month by month is also joined end to end; figures whose periods overlap never are. Tallies are equal when each group has the same counts in the
    same periods, counted from the same day.

    Attributes:
        accumulation: How the cases are gathered.
        periods: The periods, at least one, in order, without gaps.
        counted_from: The first day counted; a period that begins before it has no figure.
        by: What the groups are groups of, such as ``("team",)``; empty for one group of everything.
        groups: The labels of each group, one for each of *by*: text, or whole numbers.
        numerators: The cases in time, a row to a group and a column to a period.
        denominators: The cases counted, in the same shape.
        people: True when they are people counted once in each period. Then nothing adds up: a person can be in two periods, and in two places.

    Raises:
        ValueError: If a count is negative, a numerator exceeds its denominator, there are more than 2**53 cases, a shape does not fit, the periods
            are not a run of the accumulation's, or two groups have one name but for capitals and spaces.
        TypeError: If a count is not a whole number.

    >>> when = np.array(["2018-04-12", "2018-05-03", "2018-05-30"], dtype="datetime64[D]")
    >>> in_time = np.array([True, False, True])
    >>> months = Tallies.of_events(when, in_time, by={"team": np.array(["North", "South", "North"])}, first=Month(2018, 4), as_at=date(2018, 5, 31))
    >>> [(group, str(period), str(tally)) for group, period, tally in months]  # doctest: +NORMALIZE_WHITESPACE
    [(('North',), 'April 2018', '1 of 1'), (('North',), 'May 2018', '1 of 1'),
     (('South',), 'April 2018', '0 of 0'), (('South',), 'May 2018', '0 of 1')]
    """

    accumulation: Accumulation
    periods: tuple[Period, ...]
    counted_from: date
    by: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ((),)
    numerators: Counts = attrs.field(converter=_kept)
    denominators: Counts = attrs.field(converter=_kept)
    people: bool = False

    def __attrs_post_init__(self) -> None:
        check_groups(self.by, self.groups)
        if not self.periods or self.periods != self.accumulation.periods(self.periods[0].month, self.periods[-1].as_at):
            raise InvalidPeriod(f"The periods are not a run of those {self.accumulation}, in order and without gaps. Take them from its periods().")
        if {(len(self.groups), len(self.periods))} != {self.numerators.shape, self.denominators.shape}:
            raise ValueError("The counts have a row for each group and a column for each period.")
        if (self.numerators < 0).any() or (self.numerators > self.denominators).any():
            raise ValueError("A numerator is from 0 to its denominator. Check that the two have not been exchanged.")
        by_period = self.denominators.sum(axis=0, dtype=np.float64)
        if (by_period.sum() if isinstance(self.accumulation, InPeriod) else by_period.max()) > given.MOST_CASES:
            raise ValueError(f"There are more than {given.MOST_CASES} cases in all. Correct the counts.")

    @classmethod
    def of_events(cls, when: Dates, in_time: Mask, *, first: Month, as_at: date, by: Mapping[str, Ids] | None = None) -> "Tallies":
        """
        Count events by the month they happened in, and by group.

        Args:
            when: The day of each event, or its month (``datetime64[M]``). Those before *first* or after *as_at*, and missing ones, are in no period.
            in_time: Which events are in the numerator.
            first: The first month counted.
            as_at: The last day counted.
            by: Labels for each event, text or whole numbers, by what they are labels of. Every group that any event is of is there, in order, also
                one with none in these months.

        Raises:
            InvalidPeriod: If *as_at* is before *first*.
            TypeError: If *when* are not days or months, or *in_time* is not of yes and no.
            ValueError: If the columns differ in length, a label is missing, or two are one name but for capitals and spaces.
        """
        periods, names = IN_MONTH.periods(first, as_at), tuple(by or ())
        check_by(names)
        groups, numerators, denominators = counted(when, in_time, by or {}, first=first, as_at=as_at)
        return _unchecked(
            accumulation=IN_MONTH,
            periods=periods,
            counted_from=first.first,
            by=names,
            groups=tuple(groups),
            numerators=numerators,
            denominators=denominators,
            people=False,
        )

    def __iter__(self) -> Iterator[tuple[Group, Period, Tally | OverlappingTally]]:
        """Every group and period with its tally."""
        for row, group in enumerate(self.groups):
            for column, period in enumerate(self.periods):
                yield group, period, self.tally(row, column)

    def __len__(self) -> int:
        return len(self.groups) * len(self.periods)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tallies):
            return NotImplemented
        of_all = ("accumulation", "periods", "counted_from", "by", "people")
        if any(getattr(self, name) != getattr(other, name) for name in of_all) or set(self.groups) != set(other.groups):
            return False
        rows = _rows(self.groups, other.groups)
        return np.array_equal(self.numerators, other.numerators[rows]) and np.array_equal(self.denominators, other.denominators[rows])

    __hash__ = None  # type: ignore[assignment]  # it holds arrays

    def __repr__(self) -> str:
        groups = f", {len(self.groups)} groups by {' and '.join(self.by)}" if self.by else ""
        return f"<Tallies {self.accumulation}: {len(self.periods)} periods{groups}>"

    def tally(self, group: int, period: int) -> Tally | OverlappingTally:
        """The counts of a group in a period, both by position. They make no figure of the period where :meth:`why` has a reason."""
        kind = Tally if isinstance(self.accumulation, InPeriod) and not self.people else OverlappingTally
        return kind(int(self.numerators[group, period]), int(self.denominators[group, period]))

    def of_group(self, *labels: Any) -> "Tallies":
        """
        The tallies of one group.

        Raises:
            LookupError: If there is no such group.
        """
        if labels not in self.groups:
            raise LookupError("There is no such group. Give a label for each of: " + ", ".join(self.by))
        at = [self.groups.index(labels)]
        return self._with(groups=(labels,), numerators=self.numerators[at], denominators=self.denominators[at])

    def whole(self) -> "Tallies":
        """The tallies of all the groups together."""
        return self.grouped()

    def grouped(self, *by: str) -> "Tallies":
        """
        The tallies by fewer labels: groups that differ only in the others are added.

        Raises:
            LookupError: If the tallies are not by one of these.
        """
        if not set(by) <= set(self.by):
            raise LookupError("The tallies are by " + (", ".join(self.by) or "nothing") + ". They can be grouped by those and no others.")
        kept = [self.by.index(name) for name in by]
        groups = [tuple(group[at] for at in kept) for group in self.groups]
        names = sorted(set(groups), key=order) if by else [()]
        sums = np.zeros((2, len(names), len(self.periods)), dtype=np.int64)
        for total, counts in zip(sums, (self.numerators, self.denominators), strict=True):
            np.add.at(total, _rows(groups, names), counts)
        return attrs.evolve(self, by=by, groups=tuple(names), numerators=sums[0], denominators=sums[1])

    def __add__(self, other: "Tallies") -> "Tallies":
        return self.merge(other) if isinstance(other, Tallies) else NotImplemented

    def merge(self, other: "Tallies") -> "Tallies":
        """
        The tallies of two parts together.

        Tallies of the same periods are added group by group. Those gathered month by month are also joined when one goes on where the other ends; a
        group that only one of them has had no cases in the other.

        Raises:
            OverlappingPeriods: If the periods are neither the same nor such as follow each other: two years to date, two snapshots; or people are
                counted, of whom some may be in both.
        """
        if self.people or other.people:
            raise OverlappingPeriods("People who are counted once each do not add up, because one may be in both. Count them over all the records.")
        if (self.accumulation, self.by) != (other.accumulation, other.by):
            raise OverlappingPeriods(
                "Tallies that are gathered in different ways, or grouped by different things, do not add up. Make them alike first."
            )
        if (self.periods, self.counted_from) == (other.periods, other.counted_from):
            return self._together((self, other), (0, 0))
        earlier, later = sorted((self, other), key=lambda part: part.periods)
        if not earlier._goes_on_in(later):  # noqa: SLF001 - its own kind
            raise OverlappingPeriods(
                f"Tallies {self.accumulation} add up when their periods are the same, counted from the same day. These are others: to add places, "
                "count them over the same periods; to add up time, add months that follow each other."
            )
        return earlier._together((earlier, later), (0, len(earlier.periods)))  # noqa: SLF001 - its own kind

    def _goes_on_in(self, later: "Tallies") -> bool:
        """Whether each period of *later* is another one than these, the first follows the last, and both are counted in whole."""
        first, last = later.periods[0], self.periods[-1]
        follows = last.complete and first.first == last.last + _ONE_DAY
        return isinstance(self.accumulation, InPeriod) and follows and later.counted_from <= first.first

    def _together(self, parts: Sequence["Tallies"], begins: Sequence[int]) -> "Tallies":
        """Parts added up, the periods of each beginning at a place of their own."""
        names = sorted({group for part in parts for group in part.groups}, key=order)
        periods = (*self.periods, *parts[-1].periods)[: begins[-1] + len(parts[-1].periods)]
        sums = np.zeros((2, len(names), len(periods)), dtype=np.int64)
        for part, begin in zip(parts, begins, strict=True):
            sums[:, _rows(part.groups, names), begin : begin + len(part.periods)] += np.stack((part.numerators, part.denominators))
        return attrs.evolve(self, periods=periods, groups=tuple(names), numerators=sums[0], denominators=sums[1])

    def to(self, accumulation: Accumulation) -> "Tallies":
        """
        The same cases gathered in another way: months into quarters, years to date or rolling years.

        Raises:
            OverlappingPeriods: If these are not tallies of months, or a snapshot is asked for: a state is observed and cannot be added up; or people
                are counted, of whom some may be in two months.
        """
        if self.people:
            raise OverlappingPeriods("People who are counted once each do not add up, because one may be in two months. Compute the other figure.")
        if self.accumulation != IN_MONTH or isinstance(accumulation, AsAt):
            raise OverlappingPeriods(f"Only tallies of months can be gathered in another way, and not as a snapshot; these are {self.accumulation}.")
        periods = accumulation.periods(self.periods[0].month, self.periods[-1].as_at)
        start = _number(self.periods[0].first)
        begun = [max(0, _number(period.first) - start) for period in periods]
        ended = [_number(period.as_at) - start + 1 for period in periods]
        sums = self._running.take(begun, axis=0)
        np.subtract(_picked(self._running, ended), sums, out=sums)
        return self._with(accumulation=accumulation, periods=periods, numerators=sums[:, 0].T, denominators=sums[:, 1].T)

    @cached_property
    def _running(self) -> Counts:
        """The numerators and denominators of the periods before each, from none of them to all: periods by 2 by groups."""
        sums = np.zeros((len(self.periods) + 1, 2, len(self.groups)), dtype=np.int64)
        sums[1:, 0], sums[1:, 1] = self.numerators.T, self.denominators.T
        for before, upto in pairwise(sums):
            np.add(upto, before, out=upto)
        return sums

    def starting(self, first: Month) -> "Tallies":
        """
        The same without the periods that end before *first*; what was counted from stays.

        Raises:
            InvalidPeriod: If all of them do.
        """
        at = sum(period.month < first for period in self.periods)
        if at == len(self.periods):
            raise InvalidPeriod("All the periods end before the month to start from. Give an earlier one.")
        return self._with(periods=self.periods[at:], numerators=self.numerators[:, at:], denominators=self.denominators[:, at:])

    def why(self, group: int, period: int) -> NoFigure | None:
        """Why a group has no figure in a period, both by position; None when it has one."""
        if self.periods[period].first < self.counted_from:
            return NoFigure.NOT_COUNTED_FROM
        return None if self.denominators[group, period] else NoFigure.NO_CASES

    def shares(self) -> NDArray[np.float64]:
        """The proportions, a row to a group and a column to a period; NaN where there is no figure."""
        return self._known(shares(self.numerators, self.denominators))

    def percentages(self, decimals: int) -> NDArray[np.float64]:
        """The percentages rounded half up from the exact counts, in the same shape; NaN where there is no figure."""
        return self._known(percentages(self.numerators, self.denominators, decimals))

    def _known(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        figures[:, [period.first < self.counted_from for period in self.periods]] = np.nan
        return figures

    def as_columns(self) -> dict[str, NDArray[Any] | list[Any]]:
        """The tallies as columns, a row to a group and period: the groups' labels, the period's days, the counts."""
        size = len(self.periods)
        labels = {name: [group[at] for group in self.groups for _ in range(size)] for at, name in enumerate(self.by)}
        days = {name: np.array([getattr(period, name) for period in self.periods], dtype="datetime64[D]") for name in PERIOD_COLUMNS}
        tiled = {name: np.tile(column, len(self.groups)) for name, column in days.items()}
        return {**labels, **tiled, "numerator": self.numerators.ravel(), "denominator": self.denominators.ravel()}

    def to_frame(self, library: Library) -> Any:
        """The tallies as a pandas, Polars or pyarrow table."""
        return as_frame(self.as_columns(), library)

    @classmethod
    def from_columns(
        cls, data: Any, *, accumulation: Accumulation, by: Sequence[str] = (), counted_from: date | None = None, people: bool = False
    ) -> "Tallies":
        """
        Tallies made elsewhere, so that they can be merged.

        Args:
            data: A mapping of columns, or a frame, as :meth:`to_frame` gives: ``first``, ``last``, ``as_at``, ``numerator``, ``denominator`` and
                those of *by*. A group without a row for a period had no cases in it.
            accumulation: How the cases were gathered.
            by: The columns that hold the groups' labels.
            counted_from: The first day that was counted; that of the first period when it is left out.
            people: Whether people were counted, once in each period.

        Raises:
            FaultyRecords: If a column is missing or shorter than the others, there are no rows, a count is not a whole number of 0 or more, a
                numerator exceeds its denominator, a period is none of this accumulation, a label is neither text nor a whole number or differs from
                another in capitals or spaces only, or a group has two rows for a period; all the faults are listed.
        """
        read = given.from_columns(data, accumulation, tuple(by))
        return cls(accumulation=accumulation, by=tuple(by), counted_from=counted_from or read["periods"][0].first, people=people, **read)

    def as_dict(self) -> dict[str, Any]:
        """The tallies as plain values that JSON can hold."""
        return {
            "accumulation": str(self.accumulation),
            "counted_from": self.counted_from.isoformat(),
            "by": list(self.by),
            "periods": [[getattr(period, name).isoformat() for name in PERIOD_COLUMNS] for period in self.periods],
            "groups": [list(group) for group in self.groups],
            "numerators": self.numerators.tolist(),
            "denominators": self.denominators.tolist(),
            "people": self.people,
        }

    def to_json(self) -> str:
        """The tallies as JSON; :meth:`from_json` reads it."""
        return json.dumps(self.as_dict())

    @classmethod
    def from_json(cls, text: str) -> "Tallies":
        """
        The tallies that :meth:`to_json` wrote.

        Raises:
            ValueError: If *text* is not such JSON; what it holds is not repeated.
        """
        read = given.from_json(text)
        if read is None:
            raise ValueError("The JSON is not that of tallies. Give what to_json wrote.")
        return cls(**read)

    def _with(self, **changed: Any) -> "Tallies":
        """The same but for what is *changed*, which follows from what has been checked."""
        return _unchecked(**{field.name: changed.get(field.name, getattr(self, field.name)) for field in attrs.fields(Tallies)})


def _unchecked(**parts: Any) -> Tallies:
    """Tallies of parts that need no check: counted here, or made from tallies that were checked."""
    made = Tallies.__new__(Tallies)
    for name, part in parts.items():
        object.__setattr__(made, name, _read_only(part) if isinstance(part, np.ndarray) else part)
    return made


def _rows(groups: Sequence[Group], names: Sequence[Group]) -> list[int]:
    """Where each of *groups* is among *names*."""
    at = {name: row for row, name in enumerate(names)}
    return [at[group] for group in groups]


def _picked(sums: Counts, at: Sequence[int]) -> Counts:
    """The rows at places of which each is after the last, uncopied where they are next to each other."""
    return sums[at[0] : at[-1] + 1] if at[-1] - at[0] < len(at) else sums.take(at, axis=0)


def _number(day: date) -> int:
    """The day's month, told off from the year 0."""
    return day.year * 12 + day.month
