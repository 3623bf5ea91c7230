"""
From the true counts of one table to what may be printed of them, and the percentages that may be made from that.

A reader is taken to know the code, the policy, every label and every total that is public. Each rule here is safe against that reader in the same
sense: whatever is printed, a count from 1 to the threshold could have been any of those.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import attrs

from csc_indicators.publication.disclosure.atoms import Atom
from csc_indicators.publication.disclosure.coarsening import supported_decimals
from csc_indicators.publication.disclosure.policy import Policy
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.disclosure.symbols import Symbol
from csc_indicators.results.tally import percentage

__all__ = ["Band", "OneWay", "one_way", "percentage_of"]

#: Of two merged counts, neither is 0 where a 0 may be shown.
_PAIR = 2

#: A band is this part of the whole: 5%.
_TWENTIETH = 20


class Band(Enum):
    """What stands for a percentage near 0 or 100 where a full group may not be told."""

    BELOW = "below 5%"
    ABOVE = "above 95%"

    def __str__(self) -> str:
        return self.value


@attrs.frozen
class OneWay:
    """
    One table of counts as it may be printed.

    Attributes:
        cells: What is shown of each count, in the order of their names.
        merged: Those printed as one, whose own cells are withheld; empty when none are.
        together: What is shown of the sum of the merged; None when none are.
        total: What is shown of the sum of all.
        why: Why cells are withheld, in sentences that may be printed too; empty when none are.
    """

    cells: Mapping[Atom, Shown]
    merged: frozenset[Atom]
    together: Shown | None
    total: Shown
    why: tuple[str, ...]


def one_way(counts: Mapping[Atom, int], policy: Policy, *, total_is_public: bool) -> OneWay:
    """
    What may be printed of counts that do not overlap and of their total.

    By the policy's secondary rule:

    - Withhold the total, derive: each count is printed by itself as the policy shows it, and the total is the sum of what is printed, withheld when
      any of it is. All of it follows from the counts as shown, so a reader has no more than those, and all counts from 1 to the threshold are shown
      alike. No other rule that was tried for a total not printed elsewhere withholds less and is safe (Handbook on Statistical Disclosure Control,
      2nd ed., 2024, on differencing; the textbook's one more cell is solved by 0, 1, 1).
    - Merge: where a count has to be withheld, the smallest are added together, one after another, until their sum R is more than the threshold k and
      no more than either the least count that still has a cell of its own, or one more than k for each of the merged but one. Equal counts are taken
      in the order of their names. At worst all are merged and only the total is left, and where even that is a count to be withheld, nothing. Why it
      is safe: take any of the merged and any v from 1 to k, and suppose that it was v. If R is no more than k for each of the others, and v, the
      others can be k or less and add up to R - v; all of them were then small, and were merged at once, and the sum was one to stop at. Otherwise
      suppose another was R - v and the rest 0: those before it sum to v, which is not enough, and it comes next, being less than any that has a
      cell of its own. Either way the same is printed. A greater threshold may stop at fewer, so it does not always hide as much.

    Args:
        counts: The true counts.
        policy: The policy.
        total_is_public: Whether the true total is printed somewhere else, or follows from what is. Counts are then merged in place of withholding
            the total. A public total that is itself to be withheld is taken not to have been.

    Raises:
        ValueError: If a count is below 0, or if the total is public and the policy derives totals from coarse counts: no coarsening of the parts is
            safe beside a true total (2, 2, 2 and 2 to the nearest 5 are 0, 0, 0 and 0 beside 10).

    >>> from csc_indicators.publication.disclosure.policy import THE_DEPARTMENTS
    >>> table = one_way({("child",): 2, ("staff",): 9, ("venue",): 40}, THE_DEPARTMENTS, total_is_public=True)
    >>> {" ".join(atom): str(cell) for atom, cell in table.cells.items()}, str(table.together), str(table.total)
    ({'child': 'c', 'staff': 'c', 'venue': '40'}, '11', '51')
    >>> table = one_way({("child",): 2, ("staff",): 9, ("venue",): 40}, THE_DEPARTMENTS, total_is_public=False)
    >>> {" ".join(atom): str(cell) for atom, cell in table.cells.items()}, str(table.total)
    ({'child': 'c', 'staff': '9', 'venue': '40'}, 'c')
    """
    if total_is_public and policy.secondary == "derive":
        raise ValueError("Coarse counts are not safe beside their true total. Derive the total by the same policy wherever it is printed.")
    cells = {atom: policy.shown(counts[atom]) for atom in sorted(counts)}
    return _merged(counts, cells, policy) if total_is_public or policy.secondary == "merge" else _added(cells)


def _added(cells: Mapping[Atom, Shown]) -> OneWay:
    total = _sum_of(cells.values())
    why = () if total.symbol is None else ("Small counts are withheld, and the total with them, from which they could be found.",)
    return OneWay(cells, frozenset(), None, total, why)


def _merged(counts: Mapping[Atom, int], cells: Mapping[Atom, Shown], policy: Policy) -> OneWay:
    total = sum(counts.values())
    if policy.withholds(total):
        known = policy.shown(total)
        each = known if len(cells) == 1 else attrs.evolve(known, lowest=0)
        return OneWay(dict.fromkeys(cells, each), frozenset(), None, known, ("The total is withheld, and its parts.",))
    merged = _smallest(counts, policy)
    if not merged:
        return OneWay(cells, merged, None, Shown.exactly(total), ())
    together = sum(counts[atom] for atom in merged)
    one = _one_of(len(merged), together, min((counts[atom] for atom in counts if atom not in merged), default=together), policy)
    shown = {atom: one if atom in merged else cell for atom, cell in cells.items()}
    return OneWay(shown, merged, Shown.exactly(together), Shown.exactly(total), ("Small counts are shown together, as their sum.",))


def _smallest(counts: Mapping[Atom, int], policy: Policy) -> frozenset[Atom]:
    """Those that are merged: none where nothing has to be withheld."""
    if not any(map(policy.withholds, counts.values())):
        return frozenset()
    ascending = sorted(counts, key=lambda atom: (counts[atom], atom))
    small = sum(count <= policy.threshold for count in counts.values())  # those of 0 too: beside a shown 0 the others could not be 0
    for size in range(small, len(counts)):
        together, most = sum(counts[atom] for atom in ascending[:size]), (size - 1) * policy.threshold + 1
        if policy.threshold < together <= max(counts[ascending[size]], most):
            return frozenset(ascending[:size])
    return frozenset(counts)


def _one_of(merged: int, together: int, next_least: int, policy: Policy) -> Shown:
    """What is known of one of the merged: none is above the next, and where a 0 may be shown, they would not be merged with all but one of them 0."""
    if policy.zeros == "withheld":
        return Shown(None, Symbol.CONFIDENTIAL, 0, min(together, next_least))
    return Shown(None, Symbol.CONFIDENTIAL, 0 if merged > _PAIR else 1, min(together - 1, next_least))


def _sum_of(cells: Iterable[Shown]) -> Shown:
    """What follows of the sum of cells: its value when all of them have one."""
    total = Shown.exactly(0)
    for cell in cells:
        value = None if total.value is None or cell.value is None else total.value + cell.value
        highest = None if total.highest is None or cell.highest is None else total.highest + cell.highest
        total = Shown(value, Symbol.CONFIDENTIAL if value is None else None, total.lowest + cell.lowest, highest)
    return total


def percentage_of(numerator: Shown, complement: Shown, denominator: Shown, *, decimals: int, policy: Policy) -> Decimal | Symbol | Band:
    """
    A percentage made from what is shown of counts and of nothing else.

    It is withheld when the numerator, the rest of the denominator or the denominator is: any two of them give the third, and with a known
    denominator a percentage to 1 decimal gives the numerator of up to 1,000. What there is of it is what a reader would make of the table, rounded
    half up, so it tells nothing that the table does not.

    Args:
        numerator: What is shown of those the percentage is of.
        complement: What is shown of the others of the denominator.
        denominator: What is shown of all.
        decimals: How many decimals are wanted; there are fewer where the counts are too coarse (:func:`.supported_decimals`).
        policy: The policy that showed the counts.

    Returns:
        The percentage, or what stands in its place, which is c where it is withheld, z where there are no cases, k where it rounds to 0 and is not,
        and the symbol of a cell that has another; and a band where the policy has bands and every count that the cells can stand for is in it,
        withheld or not.

    Raises:
        ValueError: If the cells shown do not add up, as when a true total is put beside coarse parts; or if there are fewer than 0 decimals.

    >>> from csc_indicators.publication.disclosure.policy import THE_DEPARTMENTS
    >>> shown = [THE_DEPARTMENTS.shown(count) for count in (71, 43, 114)]
    >>> percentage_of(*shown, decimals=1, policy=THE_DEPARTMENTS)
    Decimal('62.3')
    >>> shown = [THE_DEPARTMENTS.shown(count) for count in (4, 110, 114)]
    >>> percentage_of(*shown, decimals=1, policy=THE_DEPARTMENTS)
    <Symbol.CONFIDENTIAL: 'c'>
    """
    if decimals < 0:
        raise ValueError("A percentage has 0 decimals or more.")
    if policy.full_cells == "band" and (band := _band(numerator, complement)) is not None:
        return band
    if numerator.value is None or complement.value is None or denominator.value is None:
        symbols = [cell.symbol for cell in (numerator, complement, denominator) if cell.symbol is not None]
        return Symbol.CONFIDENTIAL if Symbol.CONFIDENTIAL in symbols else symbols[0]
    if numerator.value + complement.value != denominator.value:
        raise ValueError("The parts as shown do not add up to the total as shown. Derive the total from the parts as shown.")
    return _figure(numerator.value, denominator.value, decimals, policy)


def _figure(part: int, whole: int, decimals: int, policy: Policy) -> Decimal | Symbol:
    if whole == 0:
        return Symbol.NOT_APPLICABLE
    if policy.full_cells == "withhold" and part in {0, whole}:
        return Symbol.CONFIDENTIAL
    figure = percentage(Fraction(part, whole), supported_decimals(policy.coarsening, whole, decimals))
    return Symbol.ROUNDS_TO_ZERO if part and not figure else figure


def _band(numerator: Shown, complement: Shown) -> Band | None:
    """The band that every percentage the two can stand for is in."""
    if _always_few(numerator, complement):
        return Band.BELOW
    return Band.ABOVE if _always_few(complement, numerator) else None


def _always_few(part: Shown, rest: Shown) -> bool:
    return part.highest is not None and _TWENTIETH * part.highest < part.highest + rest.lowest
