"""A Pareto chart: numbers and words first, then a drawing that says the same."""

import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import MissingExtra, southend
from csc_indicators.publication.charts.pareto import Pareto, pareto, pareto_of_publication
from csc_indicators.publication.disclosure.ledger import Ledger
from csc_indicators.publication.disclosure.policy import THE_DEPARTMENTS
from csc_indicators.publication.publishing import publish

REASONS = ["A20"] * 9 + ["F10"] * 8 + ["P10"] * 2 + [""] * 7
RESULT = southend.CP_3_10.compute(
    {
        "child": list(range(46)),
        "strategy_discussion": ["2018-07-02"] * 46,
        "conference": ["2018-07-24"] * 26 + ["2018-07-10"] * 20,
        "reason": [*REASONS, *[""] * 20],
    },
    as_at="2018-07-31",
)


class TestInNumbers:
    """The table beside a chart adds up, and the alternative tells all of it."""

    @given(st.lists(st.integers(1, 99), max_size=8))
    def test_shares_and_running_sums(self, counts: list[int]) -> None:
        """Each share is of all that is late, and the last running share is the whole."""
        of = Pareto(title="Why", caption="", bars=tuple((f"reason {at}", count) for at, count in enumerate(counts)))

        assert sum(counts) == of.late
        assert [f"{(200 * sum(counts[: at + 1]) + of.late) // (2 * of.late)}%" for at in range(len(counts))] == [row[3] for row in of.rows]
        assert all(row[0] in of.alternative for row in of.rows)

    def test_most_first_and_none_recorded_last(self) -> None:
        """The reasons stand most first, and those without one last."""
        assert [9, 8, 2, 7] == [count for _, count in pareto(RESULT).bars]
        assert "CP 3.10: why 26 are late" == pareto(RESULT).title
        assert "own use" in pareto(RESULT).caption

    def test_a_publication_shows_released_counts_alone(self) -> None:
        """Small counts are in one bar with others, and no count of 1 to 5 is there."""
        of = pareto_of_publication(publish(RESULT, THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True))

        assert 26 == of.late
        assert all(count > 5 for _, count in of.bars)
        assert "own use" not in of.caption

    def test_nothing_is_late(self) -> None:
        """A chart of nothing says so and can be drawn."""
        of = Pareto(title="Why", caption="", bars=())

        assert ("Why: nothing is late.", ()) == (of.alternative, of.rows)
        assert of.svg()


class TestDrawn:
    """The drawing has every label and number as text, and is the same every time."""

    def test_svg(self) -> None:
        """It is XML with the words in it, and no colour alone tells anything."""
        written = pareto(RESULT).svg()
        words = " ".join(" ".join(ET.fromstring(written).itertext()).split())  # noqa: S314 - our own

        assert written == pareto(RESULT).svg()
        assert all(label.split()[0] in words for label, _ in pareto(RESULT).bars)
        assert all(f"{count} ({share}, {so_far} so far)" in words for _, count, share, so_far in pareto(RESULT).rows)

    def test_what_stands_apart_is_hatched(self) -> None:
        """The bar of what has no reason recorded has a pattern, and no other bar has."""
        assert [False, False, False, True] == [bool(bar.get_hatch()) for bar in pareto(RESULT).figure().axes[0].patches]

    def test_png(self) -> None:
        """It is a PNG."""
        assert pareto(RESULT).png().startswith(b"\x89PNG")

    def test_without_matplotlib(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What to install is said."""
        monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
        with pytest.raises(MissingExtra, match=r"csc-indicators\[plots\]"):
            pareto(RESULT).figure()
