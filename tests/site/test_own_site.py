"""A council's own site: built from the files that the guide shows, and refused where something is missing."""

import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.inventory import InventoryFile

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "own-site.md"
FILE = re.compile(r"`([\w./]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the files of the guide."""
    files = dict(FILE.findall(GUIDE.read_text(encoding="utf-8")))
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def built(site: Path) -> list[str]:
    """Build it, every dangling link being a warning, and give the warnings."""
    warnings = site / "warnings.txt"
    with warnings.open("w", encoding="utf-8") as told, patch_docutils(), docutils_namespace():
        folders = (str(site), str(site), str(site / "site"), str(site / "doctrees"), "html")
        Sphinx(*folders, confoverrides={"nitpicky": True}, status=None, warning=told, freshenv=True).build()
    return warnings.read_text(encoding="utf-8").splitlines()


def test_the_files_of_the_guide_are_a_site(site: Path) -> None:
    """What the guide shows builds without a warning, and has a page to the indicator, its limits, its reasons and every year."""
    assert built(site) == []

    reference = site / "site" / "reference"
    assert (reference / "indicators" / "northshire.visits_20.html").exists()
    assert {path.stem for path in (reference / "indicators").glob("*.html")} == {"northshire.visits_20"}
    assert {"20-working-days", "5-working-days"} <= {path.stem for path in (reference / "limits").glob("*.html")}
    assert {"R10", "reasons-for-delay"} <= {path.stem for path in (reference / "reasons").glob("*.html")}
    assert len(list((reference / "calendar").glob("*.html"))) == 2053 - 1978 + 1


def test_other_projects_find_the_indicator(site: Path) -> None:
    """The inventory has the indicator by its id, with the page it is on."""
    built(site)
    with (site / "site" / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "https://example.org", lambda base, path: f"{base}/{path}")

    assert inventory["csc:indicator"]["northshire.visits_20"].uri.startswith("https://example.org/reference/indicators/northshire.visits_20.html#")


def test_an_indicator_without_a_worked_example_is_refused(site: Path) -> None:
    """Without its file of examples, the indicator's page is a fault that says where to write one, and the build fails."""
    (site / "worked" / "northshire.visits_20.toml").unlink()

    with pytest.raises(SphinxError, match=r"without a page: northshire\.visits_20"):
        built(site)
    assert "has no worked example. Write one into" in (site / "warnings.txt").read_text(encoding="utf-8")


def test_a_dangling_link_is_told(site: Path) -> None:
    """A link to an indicator that nobody defines is a warning; one to an indicator of the library, which has no page here, is its name."""
    index = site / "index.rst"
    index.write_text(
        index.read_text(encoding="utf-8") + "\n:csc:indicator:`southend.cp_3_10` :csc:indicator:`northshire.nothing`\n", encoding="utf-8"
    )

    (warning,) = built(site)

    assert "csc:indicator reference target not found: northshire.nothing" in warning
    assert "CP 3.10" in (site / "site" / "index.html").read_text(encoding="utf-8")


def test_a_page_that_somebody_wrote_is_left_alone(site: Path) -> None:
    """A listing written by hand stands; a page of that name in a folder of made pages is refused, and nothing is overwritten."""
    (site / "reference").mkdir()
    listing = site / "reference" / "limits.rst"
    listing.write_text("Our limits\n==========\n\n.. csc:limits::\n", encoding="utf-8")
    built(site)
    assert listing.read_text(encoding="utf-8").startswith("Our limits")

    page = site / "reference" / "limits" / "20-working-days.rst"
    page.write_text("Mine\n====\n", encoding="utf-8")
    with pytest.raises(SphinxError, match="somebody else wrote them"):
        built(site)
    assert page.read_text(encoding="utf-8") == "Mine\n====\n"


def test_pages_that_are_no_more_are_removed(site: Path) -> None:
    """When the collection changes, the page of what is no longer in it goes."""
    built(site)
    collection = site / "northshire.toml"
    collection.write_text(collection.read_text(encoding="utf-8").replace("20 working days", "25 working days", 1), encoding="utf-8")

    built(site)

    assert not (site / "reference" / "limits" / "20-working-days.rst").exists()
    assert (site / "site" / "reference" / "limits" / "25-working-days.html").exists()
