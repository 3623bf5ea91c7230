"""The groups that rows are counted by, and tallies of cases that are judged anew for every period."""

from collections.abc import Iterable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.accumulations import Accumulation, Period
from csc_indicators.measures.judgement import Judgement
from csc_indicators.records.table import Records
from csc_indicators.results.groups import Group, order
from csc_indicators.results.tallies import Tallies

__all__ = ["Groups"]


@attrs.frozen(eq=False, repr=False)
class Groups:
    """
    The groups of a table's rows.

    Attributes:
        by: The columns that hold their labels.
        labels: The labels of each group, in order; one group without a label where they are by nothing.
        of_row: The position of each row's group.
    """

    by: tuple[str, ...]
    labels: tuple[Group, ...]
    of_row: NDArray[np.intp]

    @classmethod
    def of(cls, records: Records, by: tuple[str, ...]) -> "Groups":
        """The groups that *by* tells apart."""
        if not by:
            return cls(by, ((),), np.zeros(len(records), dtype=np.intp))
        columns = [records.identifiers(name) for name in by]
        _, one, group = np.unique(np.stack([column.codes for column in columns]), axis=1, return_index=True, return_inverse=True)
        labels: list[Group] = list(zip(*(column.values[one].tolist() for column in columns), strict=True))
        in_order = sorted(range(len(labels)), key=lambda number: order(labels[number]))
        place = np.empty(len(labels), dtype=np.intp)
        place[in_order] = np.arange(len(labels))
        return cls(by, tuple(labels[number] for number in in_order), place[group.ravel()])

    def tallies(
        self, accumulation: Accumulation, periods: Sequence[Period], judged: Iterable[tuple[Judgement, NDArray[np.intp]]], *, people: bool = False
    ) -> Tallies:
        """
        The tallies of cases that are judged once for each period.

        Args:
            accumulation: How the cases are gathered.
            periods: The periods.
            judged: For each period the cases, and the position of each one's group.
            people: Whether they are people counted once in each period.
        """
        counts = np.zeros((2, len(self.labels), len(periods)), dtype=np.int64)
        for at, (judgement, group) in enumerate(judged):
            for side, cases in enumerate((judgement.numerator, judgement.counted)):
                counts[side, :, at] = np.bincount(group[cases], minlength=len(self.labels))
        return Tallies(
            accumulation=accumulation,
            periods=tuple(periods),
            counted_from=periods[0].first,
            by=self.by,
            groups=self.labels,
            numerators=counts[0],
            denominators=counts[1],
            people=people,
        )
