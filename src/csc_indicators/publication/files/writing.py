"""Writing the published files into a folder, where nothing that somebody else wrote or changed is lost."""

import errno
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from csc_indicators.publication.files.addresses import INDEX
from csc_indicators.publication.files.file_index import hashes_in, sha256

__all__ = ["Written", "write_files"]


@attrs.frozen
class Written:
    """
    What was written.

    Attributes:
        sizes: The bytes of each file, by its path from the folder.
        left: The files of an earlier version that are no longer written and are still there.
    """

    sizes: Mapping[str, int]
    left: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """The bytes of all of them."""
        return sum(self.sizes.values())


def write_files(files: Mapping[str, bytes], folder: Path, *, among_others: bool = False) -> Written:
    """
    Write files into *folder*, which is made if it is not there.

    A folder that is not empty must be one that was written before: its ``data/index.json`` names the files, and those that are as it says are written
    anew. Any other file is somebody's, and then nothing is written at all.

    Args:
        files: The content of each file, by its path from the folder.
        folder: The folder.
        among_others: True where the folder may hold other files, such as the pages of a site; those with the names of these are still refused.

    Raises:
        FileExistsError: If the folder holds something else, or a file of these names was not written so, or was changed since.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_files({"data/a.csv": b"a"}, Path(folder)).bytes
    1
    """
    before = _hashes(folder)
    if before is None and not among_others and folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(errno.EEXIST, "it is not empty, and these files were not in it. Choose an empty folder or a new one", str(folder))
    strange = next(_not_ours(files, folder, before or {}), None)
    if strange is not None:
        raise FileExistsError(errno.EEXIST, "it was not written by this, or was changed since. Move it, or choose another folder", str(strange))
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    left = tuple(path for path in before or {} if path not in files and (folder / path).exists())
    return Written({path: len(content) for path, content in files.items()}, left)


def _hashes(folder: Path) -> dict[str, str] | None:
    index = folder / INDEX.path
    if not index.is_file():
        return None
    content = index.read_bytes()
    hashes = hashes_in(content.decode("utf-8", errors="replace"))
    return None if hashes is None else {INDEX.path: sha256(content), **hashes}


def _not_ours(files: Mapping[str, bytes], folder: Path, before: Mapping[str, str]) -> Iterator[Path]:
    for path, content in files.items():
        there = folder / path
        if there.exists() and sha256(there.read_bytes()) not in {before.get(path), sha256(content)}:
            yield there
