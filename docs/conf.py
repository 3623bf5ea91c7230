"""How the site is built: ``sphinx-build -n -W -b html docs docs/_build/html``. Nothing is fetched from the network."""

import re
import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent / "_gallery"))

project = "csc-indicators"
author = "The csc_indicators maintainers"
copyright = author
version = release = version_of("csc-indicators")
language = "en-GB"

extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon", "sphinx.ext.doctest", "myst_parser", "csc_indicators.site"]
exclude_patterns = ["_build"]

csc_worked_examples = "../tests/worked"
csc_published_answers = "../tests/published/answers"
csc_changelog = "../CHANGELOG.md"
csc_pictures = "pictures"

html_theme = "furo"
html_title = f"csc-indicators {version}"
html_copy_source = False
html_show_sphinx = False
html_use_index = False  # the search and the indices of the domain find more, and this page would be the heaviest

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

autosummary_generate = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True  # a calendar as a default by its name, and not by its repr
# The overloads of a method are read from its source, where arrays go by these names of csc_indicators.arrays.
autodoc_type_aliases = {"Dates": "Dates", "Days": "Days", "Mask": "Mask"}
add_module_names = False
python_maximum_signature_line_length = 100
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_attr_annotations = False  # the types are in the class's signature, once

# The examples in docstrings are run by pytest, in their modules; only the examples of the pages are run here.
doctest_test_doctest_blocks = ""

# Names that no page can have. Fetching other projects' inventories would need the network, so their names stay without a link.
nitpick_ignore_regex = [
    (r"py:.*", r"(numpy|np|NDArray|dtype|ndarray|datetime64|bool_|u?int\d+|float\d+)(\..*)?"),  # numpy's own documentation
    (r"py:.*", r"(datetime|decimal|fractions|pathlib|enum|collections|types|typing)\..*"),  # the standard library's
    (
        r"py:class",
        r"Dates|Days|Mask|Codes|date|Series",
    ),  # what an array holds, as the table of csc_indicators.arrays says; date, the standard library's
    (r"py:class", r"csc_indicators\..*\.(AccumulationT|PointT|SeriesT)"),  # type variables: they stand for a type and are none
    (r"py:class", r"csc_indicators\.calendars\._HolidayCalendar"),  # a private protocol: anything with workalendar's holidays()
]

_ARRAY = re.compile(r"~?(?:numpy\.)?ndarray\[~?tuple\[~?(?:typing\.)?Any, \.\.\.\], ~?(?:numpy\.)?dtype\[~?(?:numpy\.|typing\.)?(\w+?)_?\]\]")


_NAMES = {"datetime64": "Dates", "bool": "Mask", "int8": "Codes"}


def _with_short_arrays(text: str) -> str:
    """Numpy arrays by the library's names, or as ``NDArray[int64]`` where a name would be a guess: the shape parameter tells a reader nothing."""
    return _ARRAY.sub(lambda found: _NAMES.get(found[1], f"NDArray[{found[1]}]"), text)


def _signature(_app: Sphinx, _what: str, _name: str, _obj: Any, _options: Any, signature: str | None, returns: str | None) -> tuple[Any, Any]:
    return signature and _with_short_arrays(signature), returns and _with_short_arrays(returns)


_AS_WRITTEN: dict[str, list[str]] = {}


def _before_napoleon(_app: Sphinx, what: str, name: str, _obj: Any, _options: Any, lines: list[str]) -> None:
    if what in {"property", "data", "attribute"}:  # napoleon takes "What it is: more words" for a type and a description
        _AS_WRITTEN[name] = list(lines)


def _docstring(_app: Sphinx, _what: str, name: str, _obj: Any, _options: Any, lines: list[str]) -> None:
    lines[:] = map(_with_short_arrays, _AS_WRITTEN.pop(name, lines))


def setup(app: Sphinx) -> None:
    """Tell autodoc how arrays and properties are written."""
    app.connect("autodoc-process-signature", _signature)
    app.connect("autodoc-process-docstring", _before_napoleon, priority=100)
    app.connect("autodoc-process-docstring", _docstring, priority=900)  # after napoleon
