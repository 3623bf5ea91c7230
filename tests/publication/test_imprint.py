"""What stands with everything that is published is what the project's own files say."""

import re
import tomllib
from datetime import date
from pathlib import Path

from csc_indicators.publication.imprint import IMPRINT

ROOT = Path(__file__).resolve().parents[2]


class TestTheImprintOfThisVersion:
    """Version, date, licence and publisher are those of pyproject.toml, CHANGELOG.md and LICENSE. (Issue 7, point 3)"""

    PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def test_the_version_and_the_licence(self) -> None:
        """They are the project's."""
        assert (self.PROJECT["version"], self.PROJECT["license"]) == (IMPRINT.version, IMPRINT.licence)
        assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{IMPRINT.licence} License\n")

    def test_the_date(self) -> None:
        """It is the day of the version's heading in the changelog."""
        headings = re.findall(r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

        assert (IMPRINT.version, IMPRINT.dated.isoformat()) in headings

    def test_the_publisher(self) -> None:
        """It is the project's author, who holds the copyright too; no person is named."""
        assert [{"name": IMPRINT.publisher}] == self.PROJECT["authors"]
        assert f"Copyright (c) {IMPRINT.dated.year} {IMPRINT.publisher}" in (ROOT / "LICENSE").read_text(encoding="utf-8")

    def test_in_words(self) -> None:
        """It is one sentence, and three plain values."""
        assert "Version 0.1.0, 24 November 2026, MIT licence." == str(IMPRINT)
        assert {"version": "0.1.0", "date": "2026-11-24", "licence": "MIT"} == IMPRINT.as_dict()
        assert date(2026, 11, 24) == IMPRINT.dated
