"""
A reader who puts statements about counts together: what values a sum of them can still have.

Counts are whole numbers, and that is what gives them away: 62.3% of some 110 to 118 is 71 of 114 and nothing else, while with fractions between it
would look safe. So each bound is found by integer programming (HiGHS, through SciPy). Each value reported as possible was checked exactly, by whole
counts that agree with every statement, so that nothing is called safe on the word of a solver that works in floats. A bound that is not found in the
time allowed is an error and never an answer.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.errors import MissingExtra, UnsafeRelease

__all__ = ["Attacker", "Statement", "Terms", "interval", "linear_interval"]

#: A sum of counts, each by what names it and how many times it is in the sum.
Terms: TypeAlias = Mapping[Any, int]

#: Seconds for one bound; those of a year of releases take some thousandths.
_SECONDS = 20.0

#: Less than this is nothing, in floats.
_SOME = 1e-6

#: What SciPy says of a programme.
_SOLVED, _INFEASIBLE = 0, 2

_Row: TypeAlias = NDArray[np.int64]


@attrs.frozen
class Statement:
    """
    What a reader knows of a sum of counts.

    Attributes:
        terms: The sum.
        lowest: The least that it can be, or None.
        highest: The greatest, or None.
    """

    terms: Terms
    lowest: int | None
    highest: int | None


@attrs.frozen(eq=False)
class Attacker:
    """
    What can be told from statements about counts, each a whole number of 0 or more, when all of them are true.

    It keeps the counts it found to agree with the statements, for they answer many later questions at once.

    Attributes:
        statements: What is known.
        targets: The sums that will be asked for.
    """

    statements: Sequence[Statement]
    targets: Sequence[Terms] = ()
    _columns: dict[Hashable, int] = attrs.field(init=False)
    _rows: NDArray[np.int64] = attrs.field(init=False)
    _lowest: NDArray[np.float64] = attrs.field(init=False)
    _highest: NDArray[np.float64] = attrs.field(init=False)
    _found: list[_Row] = attrs.field(init=False, factory=list)

    @_columns.default
    def _number_them(self) -> dict[Hashable, int]:
        sums = (*(statement.terms for statement in self.statements), *self.targets)
        return {name: column for column, name in enumerate(dict.fromkeys(name for terms in sums for name in terms))}

    @_rows.default
    def _all_rows(self) -> NDArray[np.int64]:
        return np.array([self._row(statement.terms) for statement in self.statements], dtype=np.int64).reshape(
            len(self.statements), len(self._columns)
        )

    @_lowest.default
    def _all_lowest(self) -> NDArray[np.float64]:
        return np.array([-np.inf if statement.lowest is None else statement.lowest for statement in self.statements], dtype=np.float64)

    @_highest.default
    def _all_highest(self) -> NDArray[np.float64]:
        return np.array([np.inf if statement.highest is None else statement.highest for statement in self.statements], dtype=np.float64)

    def consistent(self) -> bool:
        """Whether the statements can all be true."""
        return bool(self._found) or self._best(np.zeros(len(self._columns), dtype=np.int64), -np.inf, np.inf) is not None

    def greatest(self, target: Terms, most: int) -> int:
        """The greatest that a sum can be, or *most* if it can be that or more; the statements have to be consistent."""
        row = self._row(target)
        if any(row @ found >= most for found in self._found):
            return most
        best = self._best(row, -np.inf, most)
        return most if best is None else int(row @ best)

    def seen(self, target: Terms) -> set[int]:
        """Values that a sum has been found to be able to have, without looking for more."""
        row = self._row(target)
        return {int(row @ found) for found in self._found}

    def possible(self, target: Terms, value: int) -> bool:
        """Whether a sum can be a value."""
        row = self._row(target)
        return any(row @ found == value for found in self._found) or self._best(np.zeros_like(row), value, value, row) is not None

    def bounds(self, target: Terms, *, whole: bool = True) -> tuple[float | None, float | None]:
        """The least and the greatest that a sum can be, of whole counts or of any numbers; None where nothing bounds it."""
        if not self.consistent():
            raise ValueError("The statements contradict each other.")
        row = self._row(target)
        greatest, least = (self._unless_unbounded(sign * row, whole=whole) for sign in (1, -1))
        return None if least is None else -least, greatest

    def _unless_unbounded(self, row: _Row, *, whole: bool) -> float | None:
        """The greatest that a sum can be; None if there is a direction in which it grows and no statement ends."""
        directions = np.vstack((self._rows, np.eye(row.size, dtype=np.int64)))
        least = np.append(np.where(np.isfinite(self._lowest), 0, -np.inf), np.zeros(row.size))
        most = np.append(np.where(np.isfinite(self._highest), 0, np.inf), np.ones(row.size))
        way = _solve(row, directions, least, most, whole=False)
        if way is not None and row @ way > _SOME:
            return None
        best = _solve(row, self._rows, self._lowest, self._highest, whole=whole)
        return None if best is None else float(row @ best)

    def _row(self, terms: Terms) -> _Row:
        row = np.zeros(len(self._columns), dtype=np.int64)
        for name, times in terms.items():
            row[self._columns[name]] += times
        return row

    def _best(self, row: _Row, lowest: float, highest: float, held: _Row | None = None) -> _Row | None:
        """Counts that agree with every statement and have the greatest sum, of those where it, or the sum that is held, is within bounds."""
        held = row if held is None else held
        rows, least, most = np.vstack((self._rows, held)), np.append(self._lowest, lowest), np.append(self._highest, highest)
        found = _solve(row, rows, least, most)
        if found is None:
            return None
        counts = np.rint(found).astype(np.int64)
        sums = rows @ counts
        if (counts < 0).any() or (sums < least).any() or (sums > most).any():
            raise UnsafeRelease(
                "The counts that the solver found do not agree with the statements, so nothing is shown to be safe. Coarsen the counts."
            )
        self._found.append(counts)
        return counts


def interval(statements: Sequence[Statement], target: Terms) -> tuple[int | None, int | None]:
    """
    The least and the greatest that a sum of counts can be, for a reader who knows that they are whole numbers; None where nothing bounds it.

    Raises:
        MissingExtra: If SciPy is not installed.
        UnsafeRelease: If a bound is not found in the time allowed.
        ValueError: If the statements contradict each other.

    >>> total = Statement({"late": 1, "in time": 1}, 7, 7)
    >>> interval([total, Statement({"in time": 1}, 5, None)], {"late": 1})
    (0, 2)
    """
    low, high = Attacker(statements, (target,)).bounds(target)
    return None if low is None else round(low), None if high is None else round(high)


def linear_interval(statements: Sequence[Statement], target: Terms) -> tuple[float | None, float | None]:
    """
    The same for a reader who does not know that counts are whole: a wider interval, which shows nothing to be safe.

    >>> half = Statement({"late": 2}, 3, 5)
    >>> interval([half], {"late": 1}), linear_interval([half], {"late": 1})
    ((2, 2), (1.5, 2.5))
    """
    return Attacker(statements, (target,)).bounds(target, whole=False)


def _solve(
    row: _Row, rows: NDArray[np.int64], least: NDArray[np.float64], most: NDArray[np.float64], *, whole: bool = True
) -> NDArray[np.float64] | None:
    """Numbers of 0 or more with the greatest sum of all that keep every row within its bounds; None if none do."""
    if not row.size:
        return np.zeros(0) if (least <= 0).all() and (most >= 0).all() else None
    for presolve in (True, False):  # presolving is faster by far, and HiGHS fails at it where whole numbers cannot have an exact sum
        solved = _solved(row, rows, least, most, {"time_limit": _SECONDS, "presolve": presolve}, whole=whole)
        if solved.status == _INFEASIBLE:
            return None
        if solved.status == _SOLVED:
            found: NDArray[np.float64] = solved.x
            return found
    raise UnsafeRelease(f"What can be told was not settled in {_SECONDS:g} seconds, so nothing is shown to be safe. Publish fewer or coarser counts.")


def _solved(
    row: _Row, rows: NDArray[np.int64], least: NDArray[np.float64], most: NDArray[np.float64], options: Mapping[str, float], *, whole: bool
) -> Any:
    optimize = _scipy_optimize()
    constraints = optimize.LinearConstraint(rows, least, most)
    return optimize.milp(-row.astype(np.float64), integrality=np.full(row.size, int(whole)), constraints=constraints, options=options)


def _scipy_optimize() -> Any:
    try:
        from scipy import optimize
    except ImportError:
        raise MissingExtra("An audit of releases needs SciPy. Install csc-indicators[audit].") from None
    return optimize
