"""What a ``conf.py`` asks of the site: whose indicators it is of, and where their examples, answers and changes are written down."""

from pathlib import Path
from typing import Any

import attrs
from sphinx.errors import ConfigError

from csc_indicators.errors import InvalidDefinition
from csc_indicators.publication.imprint import IMPRINT, Imprint
from csc_indicators.site.contents import Contents, contents

__all__ = ["SETTINGS", "Asked", "asked_of"]

#: The settings of a ``conf.py``, with what each is when it is left out. Paths are from the folder of the pages.
SETTINGS: dict[str, str] = {
    "csc_collection": "",
    "csc_reference": "reference",
    "csc_worked_examples": "worked",
    "csc_published_answers": "",
    "csc_changelog": "",
    "csc_licence": "",
    "csc_pictures": "",
}


@attrs.frozen
class Asked:
    """
    The settings, read.

    Attributes:
        contents: What there are pages of: this library's indicators, or those of the collection in the TOML file ``csc_collection``.
        collection: That file; None for this library's.
        reference: The folder of the pages that are made.
        worked_examples: The folder with a file of worked examples to each indicator.
        published_answers: The folder with a file of published answers to some indicators; None for none.
        changelog: The changelog whose *Definitions* say what changed; None for none.
        imprint: What is published says of itself: for a council's collection the project, its owner and
            ``csc_licence``.
        pictures: The module whose ``GALLERY`` has the pictures of the pages; empty for none.
    """

    contents: Contents
    collection: Path | None
    reference: str
    worked_examples: Path
    published_answers: Path | None
    changelog: Path | None
    imprint: Imprint
    pictures: str


def asked_of(config: Any, folder: Path | str) -> Asked:
    """
    What the settings of *config* ask, its paths being from *folder*.

    Raises:
        ConfigError: If a file or a folder is not there, or the collection's file cannot be used.
    """

    def path(setting: str) -> Path | None:
        if not (given := getattr(config, setting)):
            return None
        if not (found := Path(folder, given)).exists():
            raise ConfigError(f"{setting} is {given!r}, and there is no {found}. Correct the setting in conf.py.")
        return found

    collection = path("csc_collection")
    try:
        whole = contents(collection)
    except InvalidDefinition as error:
        raise ConfigError(f"csc_collection: {collection} cannot be used. {error}") from None
    return Asked(
        contents=whole,
        collection=collection,
        reference=config.csc_reference,
        worked_examples=Path(folder, config.csc_worked_examples),
        published_answers=path("csc_published_answers"),
        changelog=path("csc_changelog"),
        imprint=IMPRINT if collection is None else _own_imprint(config, whole),
        pictures=config.csc_pictures,
    )


def _own_imprint(config: Any, whole: Contents) -> Imprint:
    """The imprint of a site that is not this library's own; a licence that its owner does not give is not given."""
    owner, licence = whole.catalogue.collections[-1].owner, config.csc_licence
    return attrs.evolve(IMPRINT, title=config.project, publisher=owner, licence=licence or "no stated", licence_url=licence)
