"""A council's own site: built from the files that the guide shows, and refused where something is missing."""

import json
import re
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.errors import ConfigError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.inventory import InventoryFile

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "own-site.md"
ID = "northshire.visits_20"
LD_JSON = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
FILE = re.compile(r"`([\w./]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)


def written(folder: Path) -> Path:
    """A folder with the files of the guide."""
    for name, text in FILE.findall(GUIDE.read_text(encoding="utf-8")):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The files of the guide, to be changed."""
    return written(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the guide, built; only to be read."""
    folder = written(tmp_path_factory.mktemp("site"))
    assert built(folder) == []
    return folder / "site"


def built(site: Path, *, anew: bool = True) -> list[str]:
    """Build it, every dangling link being a warning, and give the warnings."""
    warnings = site / "warnings.txt"
    with warnings.open("w", encoding="utf-8") as told, patch_docutils(), docutils_namespace():
        folders = (str(site), str(site), str(site / "site"), str(site / "doctrees"), "html")
        Sphinx(*folders, confoverrides={"nitpicky": True}, status=None, warning=told, freshenv=anew).build()
    return warnings.read_text(encoding="utf-8").splitlines()


class TestTheSite:
    """What the guide shows builds without a warning and is a whole site. [issue: a council can build its own collection's site]"""

    def test_it_has_a_page_to_everything(self, finished: Path) -> None:
        """The indicator, its limits, its reasons and every year have pages, and no other indicator has one."""
        reference = finished / "reference"

        assert {path.stem for path in (reference / "indicators").glob("*.html")} == {ID}
        assert {"20-working-days", "5-working-days"} <= {path.stem for path in (reference / "limits").glob("*.html")}
        assert {"R10", "reasons-for-delay"} <= {path.stem for path in (reference / "reasons").glob("*.html")}
        assert len(list((reference / "calendar").glob("*.html"))) == 2053 - 1978 + 1

    def test_the_page_answers_in_order(self, finished: Path) -> None:
        """The parts of an indicator's page stand in the order in which a reader asks."""
        page = (finished / "reference" / "indicators" / f"{ID}.html").read_text(encoding="utf-8")

        assert re.findall(r"<h2>(.*?)<a", page) == [
            "How it is counted",
            "Worked examples",
            "How to read it",
            "Readings of the rule",
            "Reasons",
            "The same elsewhere",
            "Sources, editions and changes",
            "Data items",
            "Published answers",
            "What is not known",
            "Cite it",
            "Downloads",
        ]

    def test_the_worked_example_is_on_the_page(self, finished: Path) -> None:
        """The example's title, what was judged and the answer are there."""
        page = (finished / "reference" / "indicators" / f"{ID}.html").read_text(encoding="utf-8")

        assert "Twenty working days before the day count, twenty-one do not" in page
        assert "<strong>50.0% (1 of 2)</strong>" in page

    def test_other_projects_find_it(self, finished: Path) -> None:
        """The inventory has everything by its name: the indicator by its id, a reason by its code, a year by its number."""
        with (finished / "objects.inv").open("rb") as file:
            inventory = InventoryFile.load(file, "https://example.org", lambda base, path: f"{base}/{path}")

        assert inventory["csc:indicator"][ID].uri.startswith(f"https://example.org/reference/indicators/{ID}.html#")
        assert set(inventory["csc:indicator"]) == {ID}
        assert {"R10", "Z90"} <= set(inventory["csc:reason"])
        assert {"2026", "1978", "2053"} <= set(inventory["csc:year"])
        assert "20-working-days" in inventory["csc:limit"]
        assert "visits" in inventory["csc:table"]

    def test_every_page_says_what_it_is(self, finished: Path) -> None:
        """The data set in a page's head is that of what the page is about, and no page has two."""
        pages = {path.relative_to(finished).as_posix(): path.read_text(encoding="utf-8") for path in finished.rglob("*.html")}
        said = {name: [json.loads(block) for block in LD_JSON.findall(text)] for name, text in pages.items()}

        assert {len(blocks) for blocks in said.values()} == {1}
        assert said[f"reference/indicators/{ID}.html"][0]["identifier"] == ID
        assert said["reference/reasons/R10.html"][0]["name"] == "Reasons for delay"
        assert said["reference/calendar/2026.html"][0]["name"].startswith("Working days")
        assert said["index.html"][0]["publisher"]["name"] != "The csc_indicators maintainers"

    def test_the_files_of_a_page_are_there(self, finished: Path) -> None:
        """What a page's data set and its links name as downloads stands where they say."""
        page = finished / "reference" / "indicators" / f"{ID}.html"
        text = page.read_text(encoding="utf-8")
        named = [each["contentUrl"] for each in json.loads(LD_JSON.findall(text)[0])["distribution"]]
        linked = re.findall(r'href="([^"#]*data/[^"]*)"', text)

        assert len(named) == 1
        assert f"../../data/indicators/{ID}.json" in linked
        assert [address for address in (*named, *linked) if not (page.parent / address).is_file()] == []

    def test_the_files_are_the_councils(self, finished: Path) -> None:
        """The council's definition is among the published files, under no licence that it did not give."""
        definition = json.loads((finished / "data" / "indicators" / f"{ID}.json").read_text(encoding="utf-8"))

        assert definition["licence"] == "no stated"

    def test_every_index_leads_to_it(self, finished: Path) -> None:
        """The indices by stage, by data item and by source have the indicator; that by code is not made, because it has none."""
        for name in ("stages", "items", "sources"):
            assert f'href="reference/indicators/{ID}.html#' in (finished / f"csc-{name}.html").read_text(encoding="utf-8")
        assert not (finished / "csc-codes.html").exists()

    def test_nothing_is_asked_of_another_site(self, finished: Path) -> None:
        """No style, script, picture or font of any page comes from elsewhere."""
        asked = re.compile(r'<(?:script|img|iframe|source)[^>]+src="([^"]+)"|<link[^>]+rel="(?:stylesheet|preload|icon)"[^>]*href="([^"]+)"')
        pages = [path.read_text(encoding="utf-8") for path in finished.rglob("*.html")]
        addresses = {address for page in pages for found in asked.findall(page) for address in found if address}

        assert addresses
        assert [address for address in addresses if re.match(r"(\w+:)?//", address)] == []


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


def test_a_change_of_the_collection_is_seen(site: Path) -> None:
    """When the collection's file changes, its pages are read again, in a build that keeps what it has."""
    built(site)
    collection = site / "northshire.toml"
    collection.write_text(collection.read_text(encoding="utf-8").replace("Visits in 20 days", "Visits in four weeks"), encoding="utf-8")

    built(site, anew=False)

    assert "Visits in four weeks" in (site / "site" / "reference" / "indicators" / f"{ID}.html").read_text(encoding="utf-8")


def test_other_files_are_nobodys_pages(site: Path) -> None:
    """A file that is no page does not stand for one, whatever is in it, and stays."""
    (site / "reference" / "v.1").mkdir(parents=True)
    for name in (".DS_Store", "records.csv"):
        (site / "reference" / name).write_bytes(b"\xff\x00")

    assert built(site) == []
    assert (site / "site" / "reference" / "records.html").exists()
    assert (site / "reference" / "records.csv").read_bytes() == b"\xff\x00"


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("conf.py", 'extensions = ["csc_indicators.site"]\ncsc_collection = "gone.toml"\n', "csc_collection is 'gone.toml', and there is no"),
        ("conf.py", 'extensions = ["csc_indicators.site"]\ncsc_changelog = "gone.md"\n', "csc_changelog is 'gone.md', and there is no"),
        ("northshire.toml", "[collection]\nnamespace = 'northshire'\n", "cannot be used. .* in the collection; nothing was defined"),
        (f"worked/{ID}.toml", "indicator = 'x'\n", "cannot be read as worked examples: 'example'"),
        (f"worked/{ID}.toml", "[[example]\n", "cannot be read as worked examples"),
    ],
)
def test_a_setting_or_a_file_that_is_wrong_is_told(site: Path, file: str, text: str, told: str) -> None:
    """One error names the setting or the file, and says what is wrong with it."""
    (site / file).write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=told):
        built(site)
