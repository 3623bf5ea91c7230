"""Where on the site each thing that has a name is."""

from collections.abc import MutableMapping
from typing import Any, TypeAlias

import attrs

__all__ = ["Place", "Places", "places_of"]


@attrs.frozen
class Place:
    """
    A place on a page.

    Attributes:
        docname: The page.
        anchor: Where on it.
        title: What people call what is there.
    """

    docname: str
    anchor: str
    title: str


#: Places by kind and name.
Places: TypeAlias = MutableMapping[tuple[str, str], Place]


def places_of(env: Any) -> Places:
    """The places that the domain of a Sphinx environment knows."""
    places: Places = env.domaindata["csc"]["places"]
    return places
