"""What the project's own files promise."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import csc_indicators

ROOT = Path(__file__).resolve().parents[1]


def test_the_version_is_the_projects() -> None:
    """The installed version is the one in pyproject.toml."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == version("csc-indicators")


def test_types_and_data_are_in_the_package() -> None:
    """The package carries its type marker and its bank holidays."""
    package = Path(csc_indicators.__file__).parent

    assert (package / "py.typed").exists()
    assert (package / "data" / "england_and_wales.csv").exists()


def test_every_public_name_is_there_in_order() -> None:
    """The facade names what it offers, and offers what it names."""
    assert all(hasattr(csc_indicators, name) for name in csc_indicators.__all__)
    assert len(set(csc_indicators.__all__)) == len(csc_indicators.__all__)


def test_the_readme_says_what_workalendar_brings() -> None:
    """The licences of what is installed along with the library are in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "lunardate (GPL-3.0-or-later)" in readme
    assert "PyMeeus (LGPL)" in readme


@pytest.mark.parametrize("marker", ["the main job", "the tests"])
def test_the_readmes_commands_set_everything_up(marker: str) -> None:
    """Each of the README's two commands is one line that makes its own environment."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- {marker} -->\n```sh\n(.*)\n```", readme)

    assert found is not None
    assert found[1].startswith("python3 -m venv .venv && ")


def test_importing_it_imports_numpy_and_attrs_alone() -> None:
    """The library imports without workalendar, narwhals, click or rich."""
    program = "import csc_indicators, sys; print(*({'workalendar', 'narwhals', 'click', 'rich', 'pandas', 'polars', 'pyarrow'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "" == answer.stdout.strip()
