"""
The parts of a year to date are shown once a year, beside a total that is shown whenever it has changed enough.

Every short series of small counts is made, and those with one publication are put together: each small change in a month has to keep as many values
possible as are protected. (DC1, DC3; decision 31.)
"""

from collections import defaultdict
from collections.abc import Collection
from functools import cache
from itertools import product

import attrs
import pytest

from csc_indicators.publication.disclosure.increments import increments_are_safe
from csc_indicators.publication.disclosure.policy import THE_DEPARTMENTS, Policy
from csc_indicators.publication.disclosure.suppression import one_way

#: What was late in each month: for one reason, and for another.
Series = tuple[tuple[int, ...], ...]

LATE = ("late",)


@cache
def parts_shown(policy: Policy, counts: tuple[int, int]) -> tuple[str, ...]:
    """What is printed of the two parts of a total that is public."""
    table = one_way({(*LATE, "A"): counts[0], (*LATE, "B"): counts[1]}, policy, total_is_public=True)
    return (*map(str, table.cells.values()), str(table.together))


def published(series: Series, policy: Policy, with_parts: Collection[int]) -> tuple[object, ...]:
    """What is printed month by month: the total where it may be, and its parts in the months named, where the total is."""
    so_far, last, printed = (0, 0), 0, []
    for month, (one, other) in enumerate(series):
        so_far = so_far[0] + one, so_far[1] + other
        total = sum(so_far)
        safe = not policy.withholds(total) and increments_are_safe({LATE: total}, {LATE: last}, policy.threshold)
        last = total if safe else last
        printed.append((total if safe else None, parts_shown(policy, so_far) if safe and month in with_parts else None))
    return tuple(printed)


def told(threshold: int, months: int, with_parts: Collection[int], *, most: int, looked_at: int) -> int:
    """How many small changes keep too few values; series are made to *most* a month, and those to *looked_at* are looked at, away from the edge."""
    policy = attrs.evolve(THE_DEPARTMENTS, threshold=threshold)
    alike: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for series in product(tuple(product(range(most + 1), repeat=2)), repeat=months):
        alike[published(series, policy, with_parts)].append(series)
    found = 0
    for group in alike.values():
        for month, reason in product(range(months), range(2)):
            if len({series[month][reason] for series in group}) < threshold:
                within = (series for series in group if max(map(max, series)) <= looked_at)
                found += sum(1 <= series[month][reason] <= threshold for series in within)
    return found


@pytest.mark.parametrize(("threshold", "months", "most", "looked_at"), [(2, 2, 14, 8), (3, 2, 16, 10), (5, 2, 18, 11), (2, 3, 6, 3)])
def test_once_is_safe(threshold: int, months: int, most: int, looked_at: int) -> None:
    """In whichever month the parts are shown, no small change of either can be told, or nearly."""
    for month in range(months):
        assert 0 == told(threshold, months, {month}, most=most, looked_at=looked_at)


def test_whenever_the_total_is_shown_is_not() -> None:
    """Parts shown in every month that the total is give changes away: 5 and 12 merged, then 11 and 12. So the test above can fail."""
    assert told(2, 3, {0, 1, 2}, most=6, looked_at=3) > 0
    assert published(((5, 12), (6, 0)), THE_DEPARTMENTS, {0, 1}) == ((17, ("c", "c", "17")), (23, ("11", "12", "None")))
