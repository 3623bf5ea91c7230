"""Everything that is checked, a session each."""

import re
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["lint", "typing", "docs", "tests"]
nox.options.reuse_existing_virtualenvs = True

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)


def group(name: str) -> list[str]:
    """The requirements of a dependency group."""
    return list(nox.project.dependency_groups(PROJECT, name))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, on every Python."""
    session.install("--editable", ".[all]", *group("test"))
    session.run("pytest", "--numprocesses", "auto", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """The tests, with branch coverage."""
    session.install("--editable", ".[all]", *group("test"))
    session.run("pytest", "--cov", "--cov-report=term-missing", *session.posargs, env={"COVERAGE_CORE": "ctrace"})


@nox.session
def typing(session: nox.Session) -> None:
    """Types of the library, the tests and this file."""
    session.install("--editable", ".[all]", "nox", *group("typing"))
    session.run("mypy")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, and the layers of the house."""
    session.install("--editable", ".[all]", *group("lint"))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")


@nox.session
def docs(session: nox.Session) -> None:
    """The site, with its examples run; a warning is an error."""
    session.install("--editable", ".[all]", *group("docs"))
    for builder in ("html", "doctest"):
        session.run("sphinx-build", "-n", "-W", "--keep-going", "-b", builder, "docs", f"docs/_build/{builder}", *session.posargs)


@nox.session
def site_check(session: nox.Session) -> None:
    """The site in a real Chromium: accessibility, links, validity, weight, searches, and an outsider's tasks. Wants node, npm and chromium."""
    missing = [program for program in ("node", "npm", "java") if shutil.which(program) is None]
    if missing:
        session.error(f"Not installed: {', '.join(missing)}. Install Node.js 20 or later, and Java 17 or later.")
    docs(session)
    session.run("npm", "ci", "--ignore-scripts", "--prefix", "tests/site", external=True)
    session.run("node", "tests/site/check.mjs", "docs/_build/html", *session.posargs, external=True)


@nox.session(python=PYTHONS[0])
def minimums(session: nox.Session) -> None:
    """The tests, with the lowest versions that the project says it works with."""
    extras = PROJECT["project"]["optional-dependencies"]
    declared = [*PROJECT["project"]["dependencies"], *extras["frames"], *extras["cli"], *extras["collections"], *group("test")]
    session.install(*(re.sub(r">=([\d.]+)", r"==\1.*", requirement) for requirement in declared))
    session.install("--no-deps", "--editable", ".")
    session.run("pytest", "--numprocesses", "auto", *session.posargs)


@nox.session
def mutants(session: nox.Session) -> None:
    """Break the calendars, limits, tallies and accumulations a line at a time, and list what no test noticed; an hour, so not for a build server."""
    session.install("--editable", ".[all]", *group("mutants"))
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")


@nox.session
def build(session: nox.Session) -> None:
    """The wheel and the source distribution; the tests run on the wheel, without the source beside them."""
    session.install("build", *group("test"))
    session.run("python", "-m", "build", "--outdir", "dist")
    (wheel,) = Path("dist").glob(f"*-{PROJECT['project']['version']}-*.whl")
    session.install("--force-reinstall", f"{wheel}[all]")
    session.run("pytest", "tests", "--override-ini", "doctest_optionflags=", *session.posargs)
