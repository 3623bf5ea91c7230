"""The row behind every count."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Period
from csc_indicators.arrays import Mask, Rows
from csc_indicators.frames import Library, as_frame
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.reasons.taxonomy import Reason, Taxonomy
from csc_indicators.records.explaining import explained_on
from csc_indicators.records.identifiers import Identifiers
from csc_indicators.records.ledger import record_numbers
from csc_indicators.records.table import Records
from csc_indicators.results.groups import Group

__all__ = ["CASE_COLUMNS", "Case", "CaseBook", "Cases"]

#: The columns of cases, beside the labels of groups.
CASE_COLUMNS = (
    "row",
    "child",
    "family",
    "status",
    "because",
    "start",
    "due",
    "happened",
    "working_days_late",
    "reason",
    "contributory_reasons",
)


@attrs.frozen(repr=False, kw_only=True)
class Case:
    """
    One unit judged: a child at a conference, a child in care on a day.

    Its repr gives the row and the status only: what a record holds is for the caller to print, never for a message or a log.

    Attributes:
        row: The row of the caller's table, the first row under the header being 1.
        child: The child's identifier, a whole number if all are whole numbers, else text.
        family: What children judged together have in common, where it was given.
        status: Its one status.
        because: Why it is unknown or excluded; empty when it is neither.
        start: Day 0 of the limit.
        due: The last day in time.
        happened: The day of what was due; None when it has not happened.
        working_days_late: Working days after the due date; 0 on a weekend or holiday right after it, None when the case is no breach.
        reason: Why it is a breach; None when it is none.
        contributory: What else had a part in it.
    """

    row: int
    child: Any
    family: Any
    status: Status
    because: str
    start: date | None
    due: date | None
    happened: date | None
    working_days_late: int | None
    reason: Reason | None
    contributory: tuple[Reason, ...]

    def __repr__(self) -> str:
        return f"<Case on row {self.row}: {self.status}>"


@attrs.frozen(repr=False, eq=False, kw_only=True)
class Cases:
    """
    Cases as arrays of one length; iterate for one :class:`Case` at a time, or give :meth:`columns` to any dataframe library.

    Attributes:
        table: The table of the caller's that the row numbers are of.
        judgement: What the measure says of each.
        child: Their identifiers.
        family: What those judged together have in common; None when it was not given.
        reason: The code of the reason recorded for each; empty where there is none.
        contributory: The codes of the reasons that had a part in it beside that, with spaces between them.
        shared: True when the children of one family are in time or late by one decision, such as their conference.
        record: A number for the record that each is told by, the same whatever was known of it.
        by: The columns that hold the labels of groups.
        groups: The labels of each group.
        group: The position of each case's group.
        taxonomy: What the codes mean.
    """

    table: str
    judgement: Judgement
    child: Identifiers
    family: Identifiers | None
    reason: NDArray[np.str_]
    contributory: NDArray[np.str_]
    shared: bool
    record: NDArray[np.int64]
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    group: NDArray[np.intp]
    taxonomy: Taxonomy

    @classmethod
    def of_records(
        cls,
        judgement: Judgement,
        of: Records,
        *,
        told: Records,
        told_on: Rows,
        groups: tuple[tuple[str, ...], tuple[Group, ...], NDArray[np.intp]],
        taxonomy: Taxonomy,
    ) -> "Cases":
        """
        The cases of a judgement.

        Args:
            judgement: What the measure says of each.
            of: The rows that they stand on, a row to each.
            told: The table whose rows explain them, their own or one of events.
            told_on: The row of it that explains each; 0 where there is none.
            groups: The columns of labels, the labels of each group, and the position of each case's group.
            taxonomy: What reason codes mean.
        """
        by, labels, group = groups
        return cls(
            table=of.table.name,
            judgement=judgement,
            child=of.identifiers("child"),
            family=of.identifiers("family") if "family" in of else None,
            reason=explained_on(told, "reason", told_on),
            contributory=explained_on(told, "contributory_reasons", told_on),
            shared=bool(of.table.decided_together) and "family" in of,
            record=record_numbers(of),
            by=by,
            groups=labels,
            group=group,
            taxonomy=taxonomy,
        )

    def __len__(self) -> int:
        return len(self.judgement)

    def __repr__(self) -> str:
        return repr(self.judgement).replace("Judgement", f"Cases of {self.table}:")

    def __iter__(self) -> Iterator[Case]:
        columns = self.columns()
        dates = ["start", "due", "happened"]
        lists = {name: values.tolist() for name, values in columns.items() if name not in {*dates, "status", "because"}}
        lists |= {name: columns[name].astype(object).tolist() for name in dates}
        for i in range(len(self)):
            status = Status(int(self.judgement.status[i]))
            breach = status in {Status.LATE, Status.OVERDUE}
            yield Case(
                row=lists["row"][i],
                child=lists["child"][i],
                family=lists["family"][i] if "family" in lists else None,
                status=status,
                because=str(Because(int(self.judgement.because[i]))),
                start=lists["start"][i],
                due=lists["due"][i],
                happened=lists["happened"][i],
                working_days_late=lists["working_days_late"][i] if breach else None,
                reason=self.taxonomy[lists["reason"][i]] if breach else None,
                contributory=tuple(self.taxonomy[code] for code in lists["contributory_reasons"][i].split()),
            )

    def of(self, *statuses: Status) -> "Cases":
        """The cases with any of these statuses, in their order."""
        return self.where(np.isin(self.judgement.status, statuses))

    def where(self, mask: Mask) -> "Cases":
        """The cases that *mask* picks."""
        per_case = ("child", "family", "reason", "contributory", "record", "group")
        picked = {name: column[mask] for name in per_case if (column := getattr(self, name)) is not None}
        return attrs.evolve(self, judgement=self.judgement.where(mask), **picked)

    def columns(self) -> dict[str, NDArray[Any]]:
        """
        The cases as columns, for any dataframe library.

        They are ``row``, ``child``, ``family`` where given, ``status``, ``because``, ``start``, ``due``, ``happened``, ``working_days_late``,
        ``reason`` and ``contributory_reasons``, as codes, and the labels of groups. A breach without a recorded reason has the code for that; a
        reason that is retired has the code of the one that took its place.
        """
        columns = {
            "row": self.judgement.row,
            "child": self.child.values,
            "status": np.array([str(status) for status in Status])[self.judgement.status],
            "because": np.array([str(why) for why in Because])[self.judgement.because],
            "start": self.judgement.start,
            "due": self.judgement.due,
            "happened": self.judgement.happened,
            "working_days_late": self.judgement.days_late,
            "reason": self.reasons,
            "contributory_reasons": np.where(self._breach, self.contributory, ""),
        }
        labels = {name: np.array([group[at] for group in self.groups])[self.group] for at, name in enumerate(self.by)}
        return {**columns, **({} if self.family is None else {"family": self.family.values}), **labels}

    @property
    def reasons(self) -> NDArray[np.str_]:
        """The code of the reason of each breach, as it is now, or the code that none is recorded; empty where the case is no breach."""
        codes = np.where(self._breach, self.reason, "")
        for reason in self.taxonomy:
            if reason.status == "retired":
                codes = np.where(codes == reason.code, self.taxonomy.current(reason).code, codes)
        return np.where(self._breach & (codes == ""), self.taxonomy.not_recorded.code, codes)

    @property
    def _breach(self) -> Mask:
        return np.isin(self.judgement.status, (Status.LATE, Status.OVERDUE))

    def to_frame(self, library: Library) -> Any:
        """The cases as a pandas, Polars or pyarrow table, with the columns of :meth:`columns`; children are named in it."""
        return as_frame(self.columns(), library)

    @property
    def decisions(self) -> NDArray[np.int64]:
        """
        The decision that each case is of, numbered from 0: those of one family with the same dates are of one, if children share a decision at all.

        >>> from csc_indicators import southend
        >>> meeting = {"strategy_discussion": ["2018-07-02"] * 3, "conference": ["2018-07-24"] * 3}
        >>> result = southend.CP_3_10.compute({"child": [1, 2, 3], "family": ["x", "x", None], **meeting}, as_at="2018-07-31")
        >>> result.cases.decisions.tolist()
        [0, 0, 1]
        """
        families = self.families
        if not self.shared or families is None:
            return np.arange(len(self))
        days = (self.judgement.start.view(np.int64), self.judgement.happened.view(np.int64))
        numbered: NDArray[np.int64] = np.unique(np.stack([families, *days]), axis=1, return_inverse=True)[1].ravel()
        return numbered

    @property
    def families(self) -> NDArray[np.int64] | None:
        """
        The family of each case, numbered from 0; None when the records do not say.

        A case whose family is blank is a family of its own: nothing says that it goes with another.
        """
        if self.family is None:
            return None
        alone = self.family.blank
        keys = np.where(alone, len(self.family.labels) + np.cumsum(alone), self.family.codes)
        numbered: NDArray[np.int64] = np.unique(keys, return_inverse=True)[1]
        return numbered


class CaseBook(Protocol):
    """What gives the cases behind a figure."""

    def cases(self, period: Period) -> Cases:
        """Every case as things stood at the end of *period*, those of earlier periods excluded."""

    def cases_known_on(self, day: date | None, period: Period) -> Cases | None:
        """The same from what had been recorded by a day, or from all that has been recorded since; None when the records do not say."""
