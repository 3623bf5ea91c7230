"""What every chart has in common: files that are complete, pages that stay their own, and the same bytes every time."""

import itertools
import re
import struct
import sys
from collections import Counter
from datetime import date
from functools import cache
from hashlib import sha256
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, IN_MONTH, MissingExtra, Tally, southend
from csc_indicators.publication.charts.calendar_year import calendar_year
from csc_indicators.publication.charts.drawing import BLUE, GREY, INK, ORANGE, Chart, png, spread, svg, svg_in_page
from csc_indicators.publication.charts.families import families_chart
from csc_indicators.publication.charts.funnel import funnel_chart
from csc_indicators.publication.charts.pareto import pareto
from csc_indicators.publication.charts.revision_triangle import revision_triangle
from csc_indicators.publication.charts.xmr import xmr_chart
from csc_indicators.publication.charts.year_to_date import year_to_date
from csc_indicators.results.funnel import funnel

HELD = {
    "child": list(range(60)),
    "family": [at // 3 for at in range(60)],
    "strategy_discussion": ["2018-04-03"] * 20 + ["2018-05-01"] * 20 + ["2018-06-04"] * 20,
    "conference": ["2018-04-24"] * 15 + ["2018-04-25"] * 5 + ["2018-05-23"] * 19 + ["2018-05-24"] + ["2018-06-25"] * 12 + ["2018-06-26"] * 8,
    "recorded": ["2018-04-26"] * 20 + ["2018-06-08"] * 20 + ["2018-06-27"] * 20,
    "reason": ["A20"] * 60,
}
MONTHLY = southend.CP_3_10.compute(HELD, as_at="2018-06-30", accumulation=IN_MONTH)
WHOLE = southend.CP_3_10.compute(HELD, as_at="2018-06-30")
CLOSED = ENGLAND_AND_WALES.without([date(2028, 12, 27)], name="closure")

CHARTS: dict[str, Chart] = {
    "year_to_date": year_to_date(WHOLE),
    "xmr": xmr_chart(MONTHLY),
    "funnel": funnel_chart(
        funnel({"North": Tally(1, 90), "South": Tally(80, 90), "East": None, "West": Tally(0, 0)}), title="Places & more", caption="<c>"
    ),
    "pareto": pareto(WHOLE),
    "revision_triangle": revision_triangle(southend.CP_3_10.revisions(HELD, as_at="2018-06-30")),
    "families": families_chart(WHOLE),
    "calendar": calendar_year(CLOSED, 2028),
}
every_chart = pytest.mark.parametrize("name", CHARTS)


@cache
def file_of(name: str) -> str:
    """A chart as a file, drawn once for all tests."""
    return svg(CHARTS[name])


@cache
def in_page(name: str) -> str:
    """A chart as it stands in a page."""
    return svg_in_page(CHARTS[name], name)


#: The grounds that carry no meaning of their own.
GROUNDS = {"#ffffff", "#e9edf1"}

#: Grounds of cells whose number says what their shade says.
SHADES = {"revision_triangle": {"#9cc7e8"}}
COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def digests(*written: str | bytes) -> list[str]:
    """A digest of each, because the difference of two large files is no message to read."""
    return [sha256(each.encode() if isinstance(each, str) else each).hexdigest() for each in written]


def words_of(written: str) -> str:
    """All text that is drawn in some SVG; not its title and its description."""
    texts = ET.fromstring(written).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own
    return " ".join(" ".join(word for text in texts for word in text.itertext()).split())


def contrast(colour: str) -> float:
    """How a colour stands out from white (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


class TestInWords:
    """Whoever does not see a chart has all of it: a title, a table of even rows and an alternative (charts checklist of the Analysis Function)."""

    @every_chart
    def test_a_table_and_an_alternative(self, name: str) -> None:
        """Every row has a cell to each heading, and the alternative names what the chart is of."""
        chart = CHARTS[name]

        assert chart.rows
        assert all(len(chart.headings) == len(row) for row in chart.rows)
        assert all(cell for row in chart.rows for cell in row[:1])
        assert chart.title in chart.alternative
        assert chart.alternative.endswith(".")
        assert "nan" not in f"{chart.rows}{chart.alternative}"

    @pytest.mark.parametrize("name", ["year_to_date", "xmr", "pareto", "revision_triangle", "families"])
    def test_small_counts_are_for_own_use(self, name: str) -> None:
        """What is drawn of an internal result says so."""
        assert "own use" in CHARTS[name].caption


class TestFiles:
    """A file is complete, alone on its white ground, and the same whenever it is drawn."""

    @every_chart
    def test_svg_is_text(self, name: str) -> None:
        """Its words are words: those of the title and the caption can be read and searched, and its alternative is with it."""
        chart, written = CHARTS[name], file_of(name)
        root = ET.fromstring(written)  # noqa: S314 - our own
        words = words_of(written)

        assert chart.title in words
        assert all(word in words for word in chart.caption.split())
        assert ("img", chart.alternative) == (root.get("role"), root.get("aria-label"))
        assert "fill: #ffffff" in written

    @every_chart
    def test_the_same_every_time(self, name: str) -> None:
        """Twice drawn it is the same to the byte, whatever the machine's own style is."""
        chart = CHARTS[name]
        first = digests(file_of(name), png(chart), in_page(name))
        with mpl.rc_context({"font.size": 20, "axes.facecolor": "black", "lines.linewidth": 9, "svg.fonttype": "path"}):
            again = digests(svg(chart), png(chart), svg_in_page(chart, name))

        assert first == again

    @every_chart
    def test_png_is_fit_for_print(self, name: str) -> None:
        """It has 200 dots to the inch or more."""
        written = png(CHARTS[name])
        at = written.index(b"pHYs") + 4
        across, down, unit = struct.unpack(">IIB", written[at : at + 9])

        assert written.startswith(b"\x89PNG")
        assert unit == 1
        assert min(across, down) * 0.0254 >= 200

    def test_no_version_and_no_date(self) -> None:
        """Neither is in a file: another day and another matplotlib alone change nothing."""
        written = file_of("pareto")

        assert not re.search(r"<dc:date>|Matplotlib v", written)
        assert b"Matplotlib" not in png(CHARTS["pareto"])

    def test_without_matplotlib(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What to install is said."""
        monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
        for chart in CHARTS.values():
            with pytest.raises(MissingExtra, match=r"csc-indicators\[plots\]"):
                chart.figure()


class TestInAPage:
    """In a page a drawing takes nothing from the page, and leaves it nothing (WCAG 2.2: 1.1.1, 4.1.1 as it was, 1.4.3)."""

    @every_chart
    def test_one_element(self, name: str) -> None:
        """It is one image with its alternative, without title, style, comment or metadata, and text takes the page's colour."""
        chart, written = CHARTS[name], in_page(name)
        root = ET.fromstring(written)  # noqa: S314 - our own

        assert written.startswith("<svg")
        assert ("csc-picture", "img", chart.alternative) == (root.get("class"), root.get("role"), root.get("aria-label"))
        assert not re.search(r"<(style|title|metadata|!--|\?xml|!DOCTYPE)", written)
        assert 0 == written.count(INK)
        assert "currentColor" in written
        assert "white" not in root.attrib.get("style", "")

    @every_chart
    def test_ids_are_its_own(self, name: str) -> None:
        """Two drawings under two names share no id, none is there twice, and everything that is referred to is there."""
        said, under_another = in_page(name), svg_in_page(CHARTS[name], "another")
        one, other = (re.findall(r'\bid="([^"]+)"', written) for written in (said, under_another))
        referred = set(re.findall(r"url\(#([^)]+)\)", said)) | set(re.findall(r'href="#([^"]+)"', said))

        assert not set(one) & set(other)
        assert len(one) == len(set(one))
        assert referred <= set(one)

    @every_chart
    def test_as_much_as_in_the_file(self, name: str) -> None:
        """Its text is that of the file, less the title and the caption."""
        page, file = (Counter(words_of(written).split()) for written in (in_page(name), file_of(name)))

        assert not page - file
        assert Counter(CHARTS[name].title.split()) <= file - page
        assert len(in_page(name)) < len(file_of(name))


class TestColours:
    """What is drawn stands out from white by 3 to 1, text by 4.5 (WCAG 2.2, 1.4.11 and 1.4.3)."""

    @pytest.mark.parametrize("colour", [BLUE, ORANGE, GREY])
    def test_palette(self, colour: str) -> None:
        """Each colour of the palette does."""
        assert contrast(colour) >= 3

    @every_chart
    def test_nothing_else_is_drawn(self, name: str) -> None:
        """No chart has a colour that does not, but for grounds."""
        paler = {colour for colour in COLOUR.findall(file_of(name)) if contrast(colour) < 3}

        assert paler <= GROUNDS | SHADES.get(name, set())

    @every_chart
    def test_text(self, name: str) -> None:
        """Text is ink, or another dark colour, or white on the palette's blue."""
        colours = {colour for style in re.findall(r'<text style="([^"]+)"', file_of(name)) for colour in COLOUR.findall(style)}

        assert colours
        assert all(contrast(colour) >= 4.5 for colour in colours - {"#ffffff"})
        assert contrast(BLUE) >= 4.5


class TestLabelsApart:
    """Labels that would stand on each other are moved apart, as little as may be."""

    @given(st.lists(st.floats(0, 1), max_size=6), st.floats(0, 0.4))
    def test_gaps(self, places: list[float], gap: float) -> None:
        """Neighbours keep their order and the gap, or share what room there is; all stay within it."""
        stand = spread(places, gap, 0.0, 1.0)
        room = min(gap, 1 / max(len(places) - 1, 1))
        order = sorted(range(len(places)), key=places.__getitem__)

        assert all(stand[after] - stand[before] >= room - 1e-9 for before, after in itertools.pairwise(order))
        assert all(-1e-9 <= each <= 1 + 1e-9 for each in stand)

    @given(st.lists(st.integers(0, 20), unique=True, max_size=6))
    def test_those_far_enough_apart_stay(self, places: list[int]) -> None:
        """What does not touch is not moved."""
        assert [float(place) for place in places] == spread(places, 1, 0, 20)

    @given(st.lists(st.floats(0, 1), max_size=6), st.floats(0, 0.4))
    def test_up_and_down_alike(self, places: list[float], gap: float) -> None:
        """Turned over, the labels are moved alike."""
        turned = [1 - each for each in spread([1 - place for place in places], gap, 0.0, 1.0)]

        assert sorted(turned) == pytest.approx(sorted(spread(places, gap, 0.0, 1.0)))
