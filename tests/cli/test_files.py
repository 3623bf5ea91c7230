"""``files`` writes the published files, says which and how many bytes, and writes over nothing of anybody's."""

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from csc_indicators.cli import cli
from csc_indicators.publication.files import published_files
from tests.publication.files.written import files


def run(*arguments: str) -> Result:
    """What the command does."""
    return CliRunner().invoke(cli, ["files", *arguments], catch_exceptions=False)


class TestWriting:
    """Data goes to standard output, words about it to standard error, and 0 is the code when all is written. (The command line's rule)"""

    def test_what_it_writes_and_says(self, tmp_path: Path) -> None:
        """Every file is there; each is named on a line with its bytes, and all of them are counted."""
        done = run(str(tmp_path / "out"))
        said = [line.split() for line in done.stdout.splitlines()]

        assert 0 == done.exit_code
        assert dict(files()) == {path: (tmp_path / "out" / path).read_bytes() for path in files()}
        assert [[f"{len(content):,}", path] for path, content in files().items()] == said
        total = sum(map(len, files().values()))
        assert f"Wrote {len(files())} files to {tmp_path / 'out'}, {total:,} bytes. Version 0.1.0, 24 November 2026, MIT licence.\n" == done.stderr

    def test_again(self, tmp_path: Path) -> None:
        """Written again, they are the same."""
        run(str(tmp_path))

        assert 0 == run(str(tmp_path)).exit_code
        assert dict(files()) == {path: (tmp_path / path).read_bytes() for path in files()}

    def test_an_address(self, tmp_path: Path) -> None:
        """With the address of the site the files name it."""
        run(str(tmp_path), "--base-url", "https://example.org/site")

        assert published_files(base_url="https://example.org/site")["llms.txt"] == (tmp_path / "llms.txt").read_bytes()
        assert "https://example.org/site/llms.txt" in (tmp_path / "data" / "index.json").read_text(encoding="utf-8")

    def test_what_is_left(self, tmp_path: Path) -> None:
        """A file of an earlier version that is no longer written is told of and left there."""
        run(str(tmp_path))
        index = tmp_path / "data" / "index.json"
        told = json.loads(index.read_text(encoding="utf-8"))
        told["files"].append({"path": "data/old.csv", "sha256": "0"})
        index.write_text(json.dumps(told), encoding="utf-8")
        (tmp_path / "data" / "old.csv").write_text("old", encoding="utf-8")

        assert "Still there from an earlier version, and no longer written: data/old.csv.\n" in run(str(tmp_path)).stderr
        assert "old" == (tmp_path / "data" / "old.csv").read_text(encoding="utf-8")


class TestRefusing:
    """What is somebody else's is refused with code 1 and what to do; what is no directory with code 2."""

    def test_a_folder_of_something_else(self, tmp_path: Path) -> None:
        """A folder with something in it is told of, and nothing is written."""
        (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
        done = run(str(tmp_path))

        assert (1, "") == (done.exit_code, done.stdout)
        told = "cannot be used: it is not empty, and these files were not in it. Choose an empty folder or a new one\n"
        assert f"{tmp_path} {told}" == done.stderr
        assert ["notes.txt"] == [path.name for path in tmp_path.iterdir()]

    def test_a_file_that_was_changed(self, tmp_path: Path) -> None:
        """A file that was changed is named."""
        run(str(tmp_path))
        (tmp_path / "llms.txt").write_text("mine", encoding="utf-8")
        done = run(str(tmp_path))

        assert 1 == done.exit_code
        assert f"{tmp_path / 'llms.txt'} cannot be used: it was not written by this, or was changed since." in done.stderr
        assert "mine" == (tmp_path / "llms.txt").read_text(encoding="utf-8")

    def test_a_file(self, tmp_path: Path) -> None:
        """A file is no directory, and neither is nothing."""
        (tmp_path / "x").write_text("mine", encoding="utf-8")

        assert 2 == run(str(tmp_path / "x")).exit_code
        assert 2 == run().exit_code


def test_without_what_only_the_site_or_the_tests_need(tmp_path: Path) -> None:
    """The files are written where the site's tools and the validators are not installed."""
    gone = "sphinx", "cattrs", "rdflib", "csvw", "icalendar", "jsonschema"
    program = f"import sys; sys.modules |= dict.fromkeys({gone!r}); from csc_indicators.cli import cli; cli(['files', {str(tmp_path)!r}])"

    assert 0 == subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode
    assert dict(files()) == {path: (tmp_path / path).read_bytes() for path in files()}
