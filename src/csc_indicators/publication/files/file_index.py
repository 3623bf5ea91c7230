"""A list of every published file, with its size and hash, by which a system sees what has changed and that a copy is whole."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from csc_indicators.publication.files.addresses import Address
from csc_indicators.publication.imprint import Imprint

__all__ = ["FORMAT", "file_index", "hashes_in", "sha256"]

#: What the list says that it is; another shape has another name.
FORMAT = "urn:csc-indicators:schema:files:1"


def file_index(files: Mapping[Address, bytes], imprint: Imprint, base_url: str = "") -> str:
    """
    The list, as JSON. It does not name itself.

    >>> from csc_indicators.publication.imprint import IMPRINT
    >>> (told,) = json.loads(file_index({Address("data/a.csv", "Some rows"): b"a"}, IMPRINT))["files"]
    >>> told["path"], told["bytes"], told["media_type"]
    ('data/a.csv', 1, 'text/csv')
    """
    known = set(files)
    told = [_entry(address, content, imprint, base_url, known) for address, content in files.items()]
    said = {"format": FORMAT, "title": imprint.title, "publisher": imprint.publisher, **imprint.as_dict(), "licence_url": imprint.licence_url}
    return json.dumps({**said, "files": told}, indent=2, ensure_ascii=False) + "\n"


def hashes_in(text: str) -> dict[str, str] | None:
    """
    The hash of each file that a list names, by path; None when it is no such list.

    >>> hashes_in("{}") is None
    True
    """
    try:
        document = json.loads(text)
        return {each["path"]: each["sha256"] for each in document["files"]} if document["format"] == FORMAT else None
    except (ValueError, LookupError, TypeError):
        return None


def sha256(content: bytes) -> str:
    """The SHA-256 of a file, as hexadecimal figures."""
    return hashlib.sha256(content).hexdigest()


def _entry(address: Address, content: bytes, imprint: Imprint, base_url: str, known: set[Address]) -> dict[str, Any]:
    said: dict[str, Any] = {"path": address.path}
    if base_url:
        said["url"] = address.under(base_url)
    said |= {"title": address.title, "media_type": address.media_type, "bytes": len(content), "sha256": sha256(content)}
    if address.metadata in known:
        said["described_by"] = address.metadata.path
    return said | imprint.as_dict()
