"""
Late cases by the reason for them, in every period and group, and every other case beside them.

In time, late by primary reason, late with none recorded, and unknown make up the denominator: a reason explains a case and never moves it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Period
from csc_indicators.arrays import Mask
from csc_indicators.frames import Library, as_frame
from csc_indicators.measures.judgement import Status
from csc_indicators.reasons.taxonomy import Reason, Taxonomy
from csc_indicators.results.cases import Cases
from csc_indicators.results.groups import Group

__all__ = ["Bar", "Coding", "Each", "ReasonCounts", "count_reasons"]

Counts: TypeAlias = NDArray[np.int64]

#: What counts as one: a child, or what was decided for several children at once, such as a conference.
Each: TypeAlias = Literal["child", "decision"]


@attrs.frozen
class Coding:
    """
    How many of the late cases have a reason recorded.

    Attributes:
        explained: The late cases with a reason.
        unexplained: Those without.

    >>> print(Coding(19, 3))
    22 late: 19 with a reason, 3 without
    """

    explained: int
    unexplained: int

    @property
    def late(self) -> int:
        """All the late cases."""
        return self.explained + self.unexplained

    def __str__(self) -> str:
        return f"{self.late} late: {self.explained} with a reason, {self.unexplained} without"


@attrs.frozen
class Bar:
    """
    One reason of a Pareto chart.

    Attributes:
        reason: The reason.
        late: The late cases that it is the primary reason of.
        so_far: Those and the ones of the reasons before it.
    """

    reason: Reason
    late: int
    so_far: int


@attrs.frozen(repr=False, eq=False, kw_only=True)
class ReasonCounts:
    """
    Every case of a figure accounted for, made by :meth:`Result.reasons <csc_indicators.results.result.Result.reasons>`.

    Attributes:
        taxonomy: The list of reasons.
        each: What is counted as one.
        by: What the groups are told apart by.
        groups: The labels of each group.
        periods: The periods.
        reasons: The reasons, in the order of the list, the one for none recorded among them.
        late: The late cases by primary reason: groups by periods by reasons.
        contributory: The late cases that each reason had a part in without being the primary one, in the same shape. They do not add up.
        in_time: The cases in time, or with the property: groups by periods.
        unknown: The cases that cannot be judged, in the same shape.
    """

    taxonomy: Taxonomy
    each: Each
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    periods: tuple[Period, ...]
    reasons: tuple[Reason, ...]
    late: Counts
    contributory: Counts
    in_time: Counts
    unknown: Counts

    def __repr__(self) -> str:
        return f"<ReasonCounts by {self.each}: {len(self.groups)} groups, {len(self.periods)} periods>"

    @property
    def counted(self) -> Counts:
        """The denominators: groups by periods."""
        counted: Counts = self.in_time + self.late.sum(axis=2) + self.unknown
        return counted

    def whole(self) -> "ReasonCounts":
        """The groups together."""
        summed = {name: getattr(self, name).sum(axis=0, keepdims=True) for name in ("late", "contributory", "in_time", "unknown")}
        return attrs.evolve(self, by=(), groups=((),), **summed)

    def by_reason(self, period: int = -1, group: int = 0) -> dict[Reason, int]:
        """The late cases of a period and group by primary reason that has any, most first and then by code; those with none recorded come last."""
        found = [(reason, count) for reason, count in zip(self.reasons, self.late[group, period].tolist(), strict=True) if count]
        return dict(sorted(found, key=lambda item: (item[0] == self.taxonomy.not_recorded, -item[1], item[0].code)))

    def by_label(self, of: Literal["group", "attribution", "kind"], period: int = -1, group: int = 0) -> dict[str, int]:
        """
        The late cases of a period and group by what their reasons have in common: their heading, whom they are put down to, or their kind.

        Those of the label with most come first. What none is recorded for stays apart, last.
        """
        label: Callable[[Reason], str] = {
            "group": lambda reason: self.taxonomy.group_of(reason).label,
            "attribution": lambda reason: reason.attribution,
            "kind": lambda reason: reason.kind,
        }[of]
        sums: dict[str, int] = {}
        for reason, count in self.by_reason(period, group).items():
            name = reason.label if reason == self.taxonomy.not_recorded else label(reason)
            sums[name] = sums.get(name, 0) + count
        last = self.taxonomy.not_recorded.label
        return dict(sorted(sums.items(), key=lambda item: (item[0] == last, -item[1])))

    def coding(self, period: int = -1, group: int = 0) -> Coding:
        """How many of the late cases of a period and group have a reason."""
        late = self.by_reason(period, group)
        without = late.get(self.taxonomy.not_recorded, 0)
        return Coding(sum(late.values()) - without, without)

    def pareto(self, period: int = -1, group: int = 0) -> tuple[Bar, ...]:
        """The reasons of a period and group, most first, with the running sum: which few of them explain most of what is late."""
        late = self.by_reason(period, group)
        sums = np.cumsum(list(late.values()), dtype=np.int64).tolist()
        return tuple(Bar(reason, count, so_far) for (reason, count), so_far in zip(late.items(), sums, strict=True))

    def columns(self) -> dict[str, list[Any]]:
        """
        A tidy table: a row to every outcome of a period and group, and of what is late to every reason that has a case.

        Its columns are the groups' labels, ``first``, ``last``, ``as_at``, ``outcome`` (in time, late or unknown), ``reason`` (a code, empty unless
        it is late), ``label``, ``heading``, ``attribution``, ``kind``, ``count`` and ``contributory``. The counts of a period and group add up to the
        denominator.
        """
        names = (*self.by, "first", "last", "as_at", "outcome", "reason", "label", "heading", "attribution", "kind", "count", "contributory")
        return {name: [row[at] for row in self._rows()] for at, name in enumerate(names)}

    def to_frame(self, library: Library) -> Any:
        """The tidy table of :meth:`columns` in pandas, Polars or pyarrow."""
        return as_frame(self.columns(), library)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for at, group in enumerate(self.groups):
            for when, period in enumerate(self.periods):
                of = (*group, period.first, period.last, period.as_at)
                yield (*of, "in time", "", "", "", "", "", int(self.in_time[at, when]), 0)
                for reason, late, part in zip(self.reasons, self.late[at, when].tolist(), self.contributory[at, when].tolist(), strict=True):
                    if late or part:
                        said = (reason.code, reason.label, self.taxonomy.group_of(reason).label, reason.attribution, reason.kind)
                        yield (*of, "late", *said, late, part)
                yield (*of, "unknown", "", "", "", "", "", int(self.unknown[at, when]), 0)


def count_reasons(of: Sequence[tuple[Period, Cases]], *, each: Each) -> ReasonCounts:
    """
    Account for every case of one or more periods.

    Args:
        of: The cases of each period; those that are not in its figure are passed over.
        each: Count every child, or what was decided for several children, such as a conference, once.
    """
    if each not in ("child", "decision"):
        raise ValueError("each is 'child' or 'decision'.")
    first = of[0][1]
    reasons = tuple(reason for reason in first.taxonomy if reason.status != "retired")
    shape = (len(first.groups), len(of))
    late, contributory = (np.zeros((*shape, len(reasons)), dtype=np.int64) for _ in range(2))
    in_time, unknown = (np.zeros(shape, dtype=np.int64) for _ in range(2))
    for at, (_, every) in enumerate(of):
        cases = every.where(every.judgement.counted)
        if each == "decision":
            cases = cases.where(np.sort(np.unique(cases.decisions, return_index=True)[1]))
        status = cases.judgement.status
        in_time[:, at] = _per_group(cases, cases.judgement.numerator)
        unknown[:, at] = _per_group(cases, status == Status.UNKNOWN)
        breaches = cases.where(status == Status.LATE)
        codes, parts = breaches.reasons, np.char.add(np.char.add(" ", breaches.contributory), " ")
        for place, reason in enumerate(reasons):
            late[:, at, place] = _per_group(breaches, codes == reason.code)
            contributory[:, at, place] = _per_group(breaches, np.char.find(parts, f" {reason.code} ") >= 0)
    return ReasonCounts(
        taxonomy=first.taxonomy,
        each=each,
        by=first.by,
        groups=first.groups,
        periods=tuple(period for period, _ in of),
        reasons=reasons,
        late=late,
        contributory=contributory,
        in_time=in_time,
        unknown=unknown,
    )


def _per_group(cases: Cases, which: Mask) -> Counts:
    return np.bincount(cases.group[which], minlength=len(cases.groups))
