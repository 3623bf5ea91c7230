"""The funnel plot: places are drawn where they stand, those outside are listed by name, and what is not shown is never drawn."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csc_indicators import Tally
from csc_indicators.publication.charts.funnel import FunnelChart, funnel_chart
from csc_indicators.results.funnel import Where, funnel
from tests.publication.charts.test_drawing import words_of

PLACES = {
    "Northshire": Tally(120, 175),
    "Southshire": Tally(90, 100),
    "Midshire": Tally(75, 100),
    "Eastshire": None,
    "Westshire": Tally(0, 0),
}


def chart_of(places: dict[str, Tally | None], *named: str) -> FunnelChart:
    """The chart of some places."""
    return funnel_chart(funnel(places), title="Conferences in time", caption="Made up.", named=named)


def drawn_of(chart: FunnelChart) -> list[tuple[str, float, float]]:
    """The marker of every place drawn, with where it is."""
    lines = [line for line in chart.figure().axes[0].get_lines() if line.get_marker() in {"o", "^", "v"}]
    return [(line.get_marker(), float(x), float(y)) for line in lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)]


counts = st.integers(0, 400).flatmap(lambda of: st.builds(Tally, st.integers(0, of), st.just(of)))
some_places = st.lists(counts | st.none(), min_size=1, max_size=25).map(lambda every: {f"Place {at}": each for at, each in enumerate(every)})


class TestListed:
    """Every place is in the table once, those outside first; suppressed counts stay suppressed."""

    @given(some_places)
    @settings(max_examples=30)
    def test_the_table(self, places: dict[str, Tally | None]) -> None:
        """Each name has a row with its counts and where it stands; a place not shown has neither count nor figure."""
        assume(any(tally is not None and tally.denominator for tally in places.values()))
        chart = chart_of(places)
        rows = {row[0]: row[1:] for row in chart.rows}
        inside = [row[3] == str(Where.INSIDE) for row in chart.rows if row[3] in set(map(str, Where))]

        assert sorted(places) == sorted(row[0] for row in chart.rows)
        assert all(("c", "-", "counts not shown") == rows[name] for name, tally in places.items() if tally is None)
        assert all(str(tally) == rows[name][0] for name, tally in places.items() if tally is not None)
        assert inside == sorted(inside)

    def test_findings(self) -> None:
        """Who is outside, how many are inside, who has no cases and who is not shown, by name."""
        assert (
            "Above the 99.8% limit: Southshire.",
            "Below the 95% limit: Northshire.",
            "Inside: 1 of 3.",
            "Without cases: Westshire.",
            "Counts not shown: Eastshire.",
        ) == chart_of(PLACES).findings[:5]
        assert "The average of those shown is 76.0%." in chart_of(PLACES).alternative

    def test_an_average_that_is_given(self) -> None:
        """It is told as given."""
        chart = funnel_chart(funnel(PLACES, average=Tally(797, 1000)), title="t", caption="c")

        assert "The average given is 79.7%." in chart.alternative

    def test_more_than_chance(self) -> None:
        """Where places differ by twice what chance makes them or more, that is said, and otherwise not."""
        wide = chart_of({"a": Tally(10, 100), "b": Tally(90, 100)})
        narrow = chart_of({"a": Tally(49, 100), "b": Tally(51, 100)})

        assert wide.findings[-1].startswith("The authorities differ 64 times as much as chance alone would make them.")
        assert ("Inside: 2 of 2.",) == narrow.findings

    def test_long_lists_are_cut(self) -> None:
        """After twelve names a list says how many more there are; the table has them all."""
        chart = chart_of({**{f"high {at}": Tally(100, 100) for at in range(13)}, **{f"low {at}": Tally(0, 100) for at in range(13)}})

        assert chart.findings[0].startswith("Above the 99.8% limit (13): high 0, ")
        assert chart.findings[0].endswith("high 11 and 1 more.")
        assert 26 == len(chart.rows)


class TestDrawn:
    """Places are points at their size and figure, triangles where they are outside, and only those outside or asked for are named."""

    @given(some_places)
    @settings(max_examples=15)
    def test_where_they_are(self, places: dict[str, Tally | None]) -> None:
        """As many points as places with a case, each where its counts put it; none at 0 for what is not shown."""
        assume(any(tally is not None and tally.denominator for tally in places.values()))
        chart = chart_of(places)
        shown = [tally for tally in places.values() if tally is not None and tally.denominator]
        expected = sorted((tally.denominator, 100 * tally.numerator / tally.denominator) for tally in shown)

        drawn = sorted((x, y) for _, x, y in drawn_of(chart))

        assert len(expected) == len(drawn)
        assert all(ours == pytest.approx(theirs) for ours, theirs in zip(expected, drawn, strict=True))

    def test_shapes(self) -> None:
        """Above is a triangle up, below one down, inside a circle."""
        assert [("^", 100.0, 90.0), ("o", 100.0, 75.0), ("v", 175.0, pytest.approx(100 * 120 / 175))] == sorted(drawn_of(chart_of(PLACES)))

    @given(some_places)
    @settings(max_examples=15)
    def test_who_is_named(self, places: dict[str, Tally | None]) -> None:
        """Nobody inside is named in the drawing unless asked for, and whoever is asked for is."""
        assume(any(tally is not None and tally.denominator for tally in places.values()))
        asked = next(name for name, tally in places.items() if tally is not None and tally.denominator)
        chart = chart_of(places, asked)
        outside = {place.name for place in chart.funnel.outside}
        written = {text.get_text() for text in chart.figure().axes[0].texts}

        assert asked in written
        assert {name for name in written if name.startswith("Place")} <= outside | {asked}

    def test_words(self) -> None:
        """The average, the limits and the key are text, and so are those outside."""
        words = words_of(chart_of(PLACES).svg())

        assert all(each in words for each in ("average 76.0%", "95%", "99.8%", "▲ 1 above the 99.8% limit", "Northshire", "Southshire"))
        assert "Midshire" not in words
        assert "Eastshire" not in words

    def test_limits_are_drawn(self) -> None:
        """Two funnels of curves, on either side of the average."""
        curves = [line.get_ydata() for line in chart_of(PLACES).figure().axes[0].get_lines() if len(line.get_xdata()) > 10]

        assert [True, False, True, False] == [max(curve) <= 76.1 for curve in curves]

    def test_a_stranger_is_refused(self) -> None:
        """A name that is not in the funnel cannot be drawn."""
        with pytest.raises(LookupError, match="1 of the places to be named is not in the funnel"):
            chart_of(PLACES, "Northshyre")

    def test_no_places(self) -> None:
        """An average without places is drawn as one."""
        chart = funnel_chart(funnel({}, average=Tally(4, 5)), title="None", caption="")

        assert () == chart.rows
        assert "80.0%" in words_of(chart.svg())
