"""The gallery's table of conferences by authority is what the Department published, and its pictures are what the pages ask for."""

import csv
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from csc_indicators import Tally
from tests.published.tables import PUBLISHED, WITHOUT_THE_FOLDER, Row, published_table

DOCS = Path(__file__).parents[2] / "docs"
TABLE = DOCS / "_gallery" / "icpc_2024.csv"
PICTURE = re.compile(r"^```\{csc:picture\} (\S+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    """The module of the gallery, which the site loads by its path."""
    spec = spec_from_file_location("pictures", DOCS / "_gallery" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def symbol_or_count(row: Row) -> tuple[str, str]:
    """What the gallery prints of a row: conferences within 15 working days, and all of them; a symbol in the place of what is not published."""
    bands = [row.cells[name] for name in ("Duration_0-10_days", "Duration_11-15_days")]
    hidden = [cell for cell in bands if not cell.isdecimal()]
    return ("u" if "u" in hidden else "c") if hidden else str(sum(map(int, bands))), row.cells["ICPC"]


@pytest.mark.skipif(not PUBLISHED.exists(), reason=WITHOUT_THE_FOLDER)
def test_the_table_is_the_departments() -> None:
    """Every authority of 2023-24 has its number and both counts, suppressed where the Department's are (Children in need, data set C4)."""
    published = published_table("c4_children_in_need_section_47s_and_icpcs_2013_to_2025.csv").in_year(2024)
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(line for line in file if not line.startswith("#"))]

    assert ("authority", "number", "in_15_working_days", "conferences") == rows[0]
    assert sorted((row.name, str(row.number), *symbol_or_count(row)) for row in published) == rows[1:]


def test_the_source_is_said() -> None:
    """The table says whose figures they are, of when, and under which licence."""
    said = " ".join(line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#"))

    assert all(each in said for each in ("Department for Education", "data set C4", "2023-24", "Open Government Licence v3.0"))


def test_suppressed_is_none(pictures: ModuleType) -> None:
    """Twelve authorities are not shown, one had no conference, and none of them is a 0 of something."""
    counts = pictures.conferences_by_authority()
    hidden = [name for name, tally in counts.items() if tally is None]

    assert (153, 12, [Tally(0, 0)]) == (len(counts), len(hidden), [tally for tally in counts.values() if tally == Tally(0, 0)])
    assert {"Southend-on-Sea", "City of London"} <= set(hidden)
    assert Tally(748, 815) == counts["Essex"]


def test_every_picture_of_the_pages_is_there(pictures: ModuleType) -> None:
    """Every name that a page asks for is in the gallery, and every one in the gallery is on one of its two pages."""
    asked = {path.name: set(PICTURE.findall(path.read_text(encoding="utf-8"))) for path in DOCS.rglob("*.md")}

    assert set().union(*asked.values()) <= set(pictures.GALLERY)
    assert set(pictures.GALLERY) == asked["gallery.md"] | asked["gallery-places.md"]


def test_every_picture_is_told_in_words(pictures: ModuleType) -> None:
    """Each has a title, a caption, a table and an alternative; what is not published is named and not drawn."""
    charts = {name: chart() for name, chart in pictures.GALLERY.items()}

    assert all(chart.title and chart.caption and chart.rows and chart.title in chart.alternative for chart in charts.values())
    assert "Counts not shown (12): " in charts["funnel"].alternative
    assert 153 == len(charts["funnel"].rows)
