"""The Sphinx extension: its settings, and what happens when in a build."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from csc_indicators.site.asked import SETTINGS, asked_of
from csc_indicators.site.domain import CscDomain
from csc_indicators.site.furo import mend
from csc_indicators.site.head import describe
from csc_indicators.site.pictures import PictureDirective
from csc_indicators.site.places import places_of
from csc_indicators.site.published import write_published_files
from csc_indicators.site.stubs import write_stubs

__all__ = ["setup"]


_HERE = Path(__file__).parent


def _bring_files(app: Sphinx) -> None:
    app.config.html_static_path.append(str(_HERE / "static"))


def _write_pages(app: Sphinx) -> None:
    asked = asked_of(app.config, app.srcdir)
    write_stubs(asked.contents, Path(app.srcdir, asked.reference), app.config.source_suffix)


def _everything_is_there(app: Sphinx, env: Any) -> None:
    """Every indicator has its page; its examples and its links were seen to when the page was read."""
    contents = asked_of(app.config, app.srcdir).contents
    homeless = [of.id for of in contents.indicators if ("indicator", of.id) not in places_of(env)]
    if homeless:
        raise SphinxError(f"Indicators without a page: {', '.join(homeless)}.")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of the domain, its directives and its settings."""
    for setting, otherwise in SETTINGS.items():
        app.add_config_value(setting, otherwise, "env", str)
    app.add_domain(CscDomain)
    app.add_directive_to_domain("csc", "picture", PictureDirective)
    app.add_css_file("csc.css")
    for script in ("keyboard.js", "narrow.js"):
        app.add_js_file(script, loading_method="defer")
    app.connect("builder-inited", _bring_files)
    app.connect("builder-inited", mend)
    app.connect("builder-inited", _write_pages)
    app.connect("env-check-consistency", _everything_is_there)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_published_files)
    return {"version": version("csc-indicators"), "parallel_read_safe": True, "parallel_write_safe": True}
