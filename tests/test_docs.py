"""The pages of the site: complete, and true where they quote the library."""

import inspect
import re
import shlex
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import csc_indicators
from csc_indicators.calendars.table import due_date_query
from csc_indicators.cli import cli

DOCS = Path(__file__).parents[1] / "docs"
SOURCE = Path(csc_indicators.__file__).parent
API = (DOCS / "reference" / "api.rst").read_text(encoding="utf-8")
MODULES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((DOCS / "reference" / "api").glob("*.rst"))}

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (csc-indicators .*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
AUTOMODULE = re.compile(r"^\.\. automodule:: (\S+)$", re.MULTILINE)
SUMMARISED = re.compile(r"^   ([a-z_.]+)$", re.MULTILINE)
MESSAGE = re.compile(r"^\| `(.+?)` \|", re.MULTILINE)


def pages() -> list[Path]:
    """Every page written in Markdown."""
    return [path for path in sorted(DOCS.rglob("*.md")) if "_build" not in path.parts]


def commands(page: Path) -> Iterator[tuple[str, str]]:
    """Every command that a page shows, with what it says comes of it."""
    for block in CONSOLE.findall(page.read_text(encoding="utf-8")):
        yield from COMMAND.findall(block)


def listed(name: str) -> bool:
    """Whether the list at the head of the API page links to *name*, under the module that defines it."""
    thing = getattr(csc_indicators, name)
    if isinstance(thing, ModuleType):
        return f"<{thing.__name__}>`" in API
    if inspect.isclass(thing) or inspect.isfunction(thing):
        return f"`~{thing.__module__}.{name}`" in API
    return f".{name}`" in API


@pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(DOCS))) for page in pages() if list(commands(page))])
def test_commands_say_what_the_pages_show(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of a page, run in turn in an empty folder, prints what the page shows; a line of three dots stands for any lines."""
    monkeypatch.chdir(tmp_path)
    for command, shown in commands(page):
        printed = CliRunner().invoke(cli, shlex.split(command)[1:], prog_name="csc-indicators").output

        assert shown.strip(), f"{command} shows nothing"
        assert OutputChecker().check_output(shown, printed, ELLIPSIS | NORMALIZE_WHITESPACE), f"{command} prints:\n{printed}"


def test_the_command_line_is_shown() -> None:
    """The reference of the command line shows due, list and show at work."""
    shown = [command.split()[1] for command, _ in commands(DOCS / "reference" / "command-line.md")]

    assert {"due", "list", "show"} <= set(shown)


@pytest.mark.parametrize("name", csc_indicators.__all__)
def test_every_public_name_is_in_the_reference(name: str) -> None:
    """Every public name is listed at the head of the API page, and what is a class, a function or a module says what it is."""
    thing = getattr(csc_indicators, name)

    assert listed(name)
    assert inspect.getdoc(thing)


@pytest.mark.parametrize("folder", ["measures", "results"])
def test_every_module_of_measures_and_results_is_in_the_reference(folder: str) -> None:
    """Every module of the measures and of the results has a page."""
    modules = {f"{folder}.{path.stem}" for path in (SOURCE / folder).glob("*.py") if path.stem != "__init__"}

    assert modules <= set(MODULES)


def test_every_page_of_a_module_is_listed() -> None:
    """The list at the foot of the API page is of the pages of modules, each of them once."""
    assert sorted(MODULES) == sorted(SUMMARISED.findall(API))


@pytest.mark.parametrize("name", MODULES)
def test_every_public_object_of_the_reference_has_a_docstring(name: str) -> None:
    """Every module of the reference is the one that its page is named for, and every class and function that it makes public says what it is."""
    (documented,) = AUTOMODULE.findall(MODULES[name])
    assert documented == f"csc_indicators.{name}"
    module = import_module(documented)
    things = [getattr(module, public) for public in module.__all__]

    assert inspect.getdoc(module)
    assert [thing for thing in things if (inspect.isclass(thing) or inspect.isfunction(thing)) and not inspect.getdoc(thing)] == []


def test_the_query_shown_is_the_librarys() -> None:
    """The query of the how-to is the one that the library gives, and that the tests run in databases."""
    page = (DOCS / "how-to" / "calendar-without-python.md").read_text(encoding="utf-8")

    assert f"```sql\n{due_date_query()}```" in page


def test_the_fault_messages_explained_are_those_given() -> None:
    """Every fault message that the how-to explains stands in the library's source."""
    explained = MESSAGE.findall((DOCS / "how-to" / "own-extract.md").read_text(encoding="utf-8"))
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))

    assert explained
    assert [message for message in explained if message not in source] == []
