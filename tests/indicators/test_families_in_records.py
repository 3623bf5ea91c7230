"""Where the records say who goes together, a figure is counted in families too; for conferences and for children in care."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import southend

FAMILIES = st.lists(st.sampled_from(["f", "g", "h", ""]), min_size=1, max_size=12)
SEEN = st.lists(st.booleans(), min_size=12, max_size=12)


def in_care(families: list[str], seen: list[bool]) -> Any:
    """CP 1.4 of a child in care for each family named, some of them visited in time."""
    children = list(range(len(families)))
    visited = [child for child in children if seen[child]]
    stays = {"child": children, "start": ["2018-01-08"] * len(children), "end": [None] * len(children), "family": families}
    return southend.CP_1_4.compute(periods_of_care=stays, visits={"child": visited, "visited": ["2018-09-03"] * len(visited)}, as_at="2018-09-30")


def conferenced(families: list[str], seen: list[bool]) -> Any:
    """CP 3.10 of a conference for each, some of them in time."""
    children = list(range(len(families)))
    held = ["2018-09-03" if seen[child] else "2018-09-24" for child in children]
    rows = {"child": children, "strategy_discussion": ["2018-08-20"] * len(children), "conference": held, "family": families}
    return southend.CP_3_10.compute(rows, as_at="2018-09-30")


@given(FAMILIES, SEEN)
def test_families_are_counted_alike(families: list[str], seen: list[bool]) -> None:
    """A family is in time when all its children are, and a child without one is a family alone: for visits as for conferences."""
    named = [[seen[child] for child, of in enumerate(families) if of == family] for family in sorted(set(families) - {""})]
    alone = [[seen[child]] for child, of in enumerate(families) if of == ""]
    expected = (len(named + alone), sum(map(all, named + alone)), sum(seen[: len(families)]))

    for result in (in_care(families, seen), conferenced(families, seen)):
        counted = result.families()

        assert expected == (counted.families, counted.families_in_time, counted.in_time)
        assert ("" in families) == any("no family is named" in note for note in result.notes)
