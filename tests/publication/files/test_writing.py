"""Writing files into a folder: all of them, again and again, and never over what somebody else wrote."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.publication.files import published_files, write_files
from csc_indicators.publication.files.addresses import INDEX, Address
from csc_indicators.publication.files.file_index import FORMAT, file_index, hashes_in
from csc_indicators.publication.imprint import IMPRINT

names = st.sampled_from(("llms.txt", "data/a.csv", "data/b.json", "data/x/c.json"))
contents = st.dictionaries(names, st.binary(max_size=3), min_size=1)


def indexed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files with their index."""
    return {INDEX.path: file_index({Address(path, path): content for path, content in files.items()}, IMPRINT).encode(), **files}


def inside(folder: Path) -> dict[str, bytes]:
    """All that is in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


FILES = indexed({"data/a.csv": b"a\r\n", "llms.txt": b"b\n"})
NEXT = indexed({"data/a.csv": b"A\r\n", "data/new.json": b"{}\n"})


class TestWhatIsWritten:
    """The folder holds the files, byte for byte. (Issue 7, point 3)"""

    @given(contents, contents)
    def test_one_version_after_another(self, tmp_path_factory: pytest.TempPathFactory, first: dict[str, bytes], second: dict[str, bytes]) -> None:
        """After any two versions it holds the second, and of the first what the second no longer has, which is told."""
        folder = tmp_path_factory.mktemp("files")
        write_files(indexed(first), folder)
        written = write_files(indexed(second), folder)

        assert {**indexed(first), **indexed(second)} == inside(folder)
        assert set(first) - set(second) == set(written.left)
        assert {path: len(content) for path, content in indexed(second).items()} == written.sizes
        assert sum(map(len, indexed(second).values())) == written.bytes

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        """It is made, and those it is in; one that is empty is as good."""
        (tmp_path / "empty").mkdir()
        for folder in (tmp_path / "a" / "b", tmp_path / "empty"):
            assert () == write_files(FILES, folder).left
            assert FILES == inside(folder)

    def test_line_ends_stay(self, tmp_path: Path) -> None:
        """All the library's files come out as they are, wherever they are written."""
        write_files(published_files(), tmp_path)

        assert dict(published_files()) == inside(tmp_path)


class TestWhatIsRefused:
    """A file that somebody else wrote or changed is never written over, and then nothing is. (House rule: nothing is lost silently)"""

    def refused(self, folder: Path, words: str, *, among_others: bool = False) -> None:
        """That it is refused with those words, and nothing is changed."""
        before = inside(folder)
        with pytest.raises(FileExistsError, match=words):
            write_files(NEXT, folder, among_others=among_others)

        assert before == inside(folder)

    def test_a_folder_of_something_else(self, tmp_path: Path) -> None:
        """A folder with anything in it that was not written so."""
        (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

        self.refused(tmp_path, "it is not empty, and these files were not in it")

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "x", "files": []}', f'{{"format": "{FORMAT}", "files": [{{}}]}}', "\xff"])
    def test_an_index_of_something_else(self, tmp_path: Path, text: str) -> None:
        """A folder whose index is no index of these files, also where others are expected."""
        (tmp_path / "data").mkdir()
        (tmp_path / INDEX.path).write_bytes(text.encode("latin-1"))

        self.refused(tmp_path, "it is not empty")
        self.refused(tmp_path, "it was not written by this", among_others=True)

    def test_a_file_that_was_changed(self, tmp_path: Path) -> None:
        """One that was changed after it was written."""
        write_files(FILES, tmp_path)
        (tmp_path / "data" / "a.csv").write_bytes(b"mine")

        self.refused(tmp_path, "or was changed since")

    def test_a_file_in_the_way(self, tmp_path: Path) -> None:
        """One of a name that is new in this version, in a folder written before, and among others too."""
        write_files(FILES, tmp_path)
        (tmp_path / "data" / "new.json").write_bytes(b"mine")

        self.refused(tmp_path, "it was not written by this")
        self.refused(tmp_path, "it was not written by this", among_others=True)

    def test_a_folder_in_the_way(self, tmp_path: Path) -> None:
        """A folder that has the name of a file is no file to write over."""
        write_files(FILES, tmp_path)
        (tmp_path / "data" / "new.json").mkdir()
        with pytest.raises(OSError, match=r"new\.json"):
            write_files(NEXT, tmp_path)


class TestWhatIsNot:
    """What cannot be lost is not refused."""

    def test_a_file_that_is_the_same(self, tmp_path: Path) -> None:
        """A file of the same content, as one has after a run that was broken off."""
        write_files(FILES, tmp_path)
        (tmp_path / "data" / "a.csv").write_bytes(NEXT["data/a.csv"])
        write_files(NEXT, tmp_path)

        assert NEXT.items() <= inside(tmp_path).items()

    def test_other_files_beside(self, tmp_path: Path) -> None:
        """Another file in a folder that was written before stays there, and so do the pages of a site where they are expected."""
        write_files(FILES, tmp_path)
        (tmp_path / "notes.txt").write_bytes(b"mine")
        write_files(NEXT, tmp_path)
        site = tmp_path / "site"
        site.mkdir()
        (site / "index.html").write_bytes(b"page")
        write_files(NEXT, site, among_others=True)

        assert b"mine" == (tmp_path / "notes.txt").read_bytes()
        assert {**NEXT, "index.html": b"page"} == inside(site)


def test_the_hashes_of_an_index() -> None:
    """An index is read back as the hash of each file by its path."""
    hashes = hashes_in(FILES[INDEX.path].decode())

    assert {each["path"]: each["sha256"] for each in json.loads(FILES[INDEX.path])["files"]} == hashes
    assert {"data/a.csv", "llms.txt"} == set(hashes or {})
