"""The row behind every count."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Period
from csc_indicators.arrays import Mask
from csc_indicators.frames import Library, as_frame
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.reasons.taxonomy import Reason, Taxonomy
from csc_indicators.records.identifiers import Identifiers

__all__ = ["Case", "CaseBook", "Cases"]


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

    def __repr__(self) -> str:
        return f"<Case on row {self.row}: {self.status}>"


@attrs.frozen(repr=False, eq=False)
class Cases:
    """
    Cases as arrays of one length; iterate for one :class:`Case` at a time, or give :meth:`columns` to any dataframe library.

    Attributes:
        table: The table of the caller's that the row numbers are of.
        judgement: What the measure says of each.
        child: Their identifiers.
        family: What those judged together have in common; None when it was not given.
        reason: The code of the reason recorded for each; empty where there is none.
        taxonomy: What the codes mean.
    """

    table: str
    judgement: Judgement
    child: Identifiers
    family: Identifiers | None
    reason: NDArray[np.str_]
    taxonomy: Taxonomy

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
            )

    def of(self, *statuses: Status) -> "Cases":
        """The cases with any of these statuses, in their order."""
        return self.where(np.isin(self.judgement.status, statuses))

    def where(self, mask: Mask) -> "Cases":
        """The cases that *mask* picks."""
        family = None if self.family is None else self.family[mask]
        return Cases(self.table, self.judgement.where(mask), self.child[mask], family, self.reason[mask], self.taxonomy)

    def columns(self) -> dict[str, NDArray[Any]]:
        """
        The cases as columns, for any dataframe library.

        They are ``row``, ``child``, ``family`` where given, ``status``, ``because``, ``start``, ``due``, ``happened``, ``working_days_late`` and
        ``reason``, the code. A breach without a recorded reason has the code for that.
        """
        breach = np.isin(self.judgement.status, (Status.LATE, Status.OVERDUE))
        unexplained = breach & (self.reason == "")
        columns = {
            "row": self.judgement.row,
            "child": self.child.values,
            "status": np.array([str(status) for status in Status])[self.judgement.status],
            "because": np.array([str(why) for why in Because])[self.judgement.because],
            "start": self.judgement.start,
            "due": self.judgement.due,
            "happened": self.judgement.happened,
            "working_days_late": self.judgement.days_late,
            "reason": np.where(unexplained, self.taxonomy.not_recorded.code, np.where(breach, self.reason, "")),
        }
        return columns if self.family is None else columns | {"family": self.family.values}

    def to_frame(self, library: Library) -> Any:
        """The cases as a pandas, Polars or pyarrow table, with the columns of :meth:`columns`; children are named in it."""
        return as_frame(self.columns(), library)

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
