"""What changed in the definitions from one version to the next, as the changelog says under *Definitions*."""

import re
from collections.abc import Iterator
from datetime import date

import attrs

__all__ = ["Change", "Version", "versions"]

_VERSION = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d\d-\d\d))?$", re.MULTILINE)
_DEFINITIONS = re.compile(r"^### Definitions\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_POINT = re.compile(r"^- (.*?)(?=^- |^\n*\[|\Z)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([a-z0-9_]+\.[a-z0-9_]+)`")


@attrs.frozen
class Change:
    """
    One point of a changelog.

    Attributes:
        words: What it says, in Markdown.
        ids: The ids that it names.
    """

    words: str
    ids: tuple[str, ...]


@attrs.frozen
class Version:
    """
    What one version changed in the definitions.

    Attributes:
        name: The version.
        dated: The day it came out; None while it has not.
        changes: The changes, in the order in which they are told.
    """

    name: str
    dated: date | None
    changes: tuple[Change, ...]


def versions(changelog: str) -> tuple[Version, ...]:
    r"""
    The versions that a changelog tells of, the latest first as it has them.

    >>> text = "## [0.2.0] - 2026-12-01\n\n### Definitions\n\n- `ours.a`: new.\n- `ours.b` counts\n  twins.\n\n### Added\n\n- A chart.\n"
    >>> versions(text)[0].changes[1]
    Change(words='`ours.b` counts twins.', ids=('ours.b',))
    """
    return tuple(_versions(changelog))


def _versions(changelog: str) -> Iterator[Version]:
    heads = list(_VERSION.finditer(changelog))
    for head, following in zip(heads, [*heads[1:], None][: len(heads)], strict=True):
        told = changelog[head.end() : following.start() if following else None]
        points = [point for part in _DEFINITIONS.findall(told) for point in _POINT.findall(part)]
        words = [" ".join(point.split()) for point in points]
        yield Version(head[1], date.fromisoformat(head[2]) if head[2] else None, tuple(Change(each, tuple(_NAMED.findall(each))) for each in words))
