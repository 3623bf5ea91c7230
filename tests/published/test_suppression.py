"""
Suppression: which counts the Department prints of authorities, and what it prints in the place of the others.

The files are data sets C4, C6 and D3 of the Department for Education's Children in need, under the Open Government Licence v3.0.
"""

from collections import Counter

import pytest

from csc_indicators.indicators.documents import CHILDREN_IN_NEED_STATISTICS
from tests.published.tables import PUBLISHED, WITHOUT_THE_FOLDER, published_table
from tests.published.test_regions import C4, C6, COUNTS, D3

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason=WITHOUT_THE_FOLDER)


def suppressed() -> range:
    """The counts that are not shown, by the definitions."""
    assert CHILDREN_IN_NEED_STATISTICS.suppressed is not None
    least, greatest = CHILDREN_IN_NEED_STATISTICS.suppressed
    return range(least, greatest + 1)


@pytest.mark.parametrize(
    ("name", "visible", "noughts", "symbols"),
    [(C4, 15282, 150, {"c": 486, "x": 32, "u": 8}), (C6, 23430, 69, {"c": 178, "x": 65, "u": 26}), (D3, 3897, 26, {"c": 46, "x": 6, "u": 3})],
)
def test_no_count_that_is_to_be_suppressed_is_printed(name: str, visible: int, noughts: int, symbols: dict[str, int]) -> None:
    """None of 42,609 printed counts is from 1 to 5, though 0 and 6 are there, and what is in the place of the others is no count."""
    cells = [(row.count(column), row.cells[column]) for row in published_table(name).authorities for column in COUNTS[name]]
    printed = [count for count, _ in cells if count is not None]

    assert not set(printed) & set(suppressed())
    assert {0, suppressed().stop} <= set(printed)
    assert (visible, noughts) == (len(printed), printed.count(0))
    assert symbols == Counter(text for count, text in cells if count is None)


@pytest.mark.parametrize("name", COUNTS)
def test_regional_and_national_counts_are_all_printed_and_round(name: str) -> None:
    """They are multiples of what the definitions say they are rounded to, and no finer: not all of twice it, nor of five times it."""
    to = CHILDREN_IN_NEED_STATISTICS.national_counts_to
    counts = [row.count(column) for row in published_table(name).areas for column in COUNTS[name]]
    printed = [count for count in counts if count is not None]

    assert (len(counts), 0) == (len(printed), sum(count % to for count in printed))
    assert all(any(count % (times * to) for count in printed) for times in (2, 5))
