"""``reasons`` prints the reasons for delay: as people read them, or as another system does."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from csc_indicators.cli import cli
from csc_indicators.publication.taxonomies import (
    pick_list_as_csv,
    taxonomy_as_csv,
    taxonomy_as_json,
    taxonomy_as_skos,
    taxonomy_from_json,
    taxonomy_from_skos,
)
from csc_indicators.readers.reasons_file import read_reasons
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE, LATE_PLAN_VISIT, LATE_VISIT
from csc_indicators.reasons.taxonomy import Taxonomy

PROCESSES = {
    "initial conference": LATE_CONFERENCE,
    "visit to a looked-after child": LATE_VISIT,
    "visit under a child protection plan": LATE_PLAN_VISIT,
}

OWN = """
[list]
namespace = "northshire"
owner = "Northshire Council"

[codes]
"LATE 1" = "F10"
"QUOR" = "LATE 1"
"LATE 3" = "A20-legal"

[[reason]]
code = "A20-legal"
label = "Report waiting for legal advice"
narrower_than = "A20"
definition = "The report was written and waited for legal advice."

[[reason]]
code = "A20-old"
label = "Report with the lawyers"
narrower_than = "A20"
status = "retired"
replaced_by = "A20-legal"
"""


def reasons(*arguments: str) -> Result:
    """What the command prints."""
    return CliRunner().invoke(cli, ["reasons", *arguments], catch_exceptions=False)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file of a council's own reasons."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def under(text: str, line: str) -> list[str]:
    """What is said under a line, set in further."""
    lines = text.splitlines()
    after = lines[lines.index(line) + 1 :]
    end = next((at for at, said in enumerate(after) if not said.startswith("    ")), len(after))
    return [said.strip() for said in after[:end]]


class TestAsPeopleReadThem:
    """Without a format the list is text: each group with its reasons, and under each what it means."""

    @pytest.mark.parametrize(("process", "listed"), [(None, DELAY_REASONS), *PROCESSES.items()])
    def test_every_reason_under_its_group(self, process: str | None, listed: Taxonomy) -> None:
        """The lines that are not set in are the title and the groups; those set in once are their reasons, all in order."""
        told = reasons(*([] if process is None else ["--process", process]))
        title, *rest = [line for line in told.stdout.splitlines() if line and not line.startswith("    ")]
        expected = []
        for group in listed.groups:
            expected += [group.label, *(f"  {reason.code} {reason.label}" for reason in listed if reason.broader == group.code)]

        assert (0, "") == (told.exit_code, told.stderr)
        assert f"{listed.title} (csc-delay-reasons 1.0)" == title
        assert expected == rest

    def test_what_it_means(self) -> None:
        """Under a reason stands its definition, and whether it needs a comment."""
        told = reasons().stdout

        assert [DELAY_REASONS["P10"].definition] == under(told, "  P10 Police needed more time")
        assert [DELAY_REASONS["Z80"].definition, "It needs a comment."] == under(told, "  Z80 Other")

    def test_a_councils_own(self, own: Path) -> None:
        """A council's own stand after the national one that they are narrower than, with its codes; what is retired says what to use."""
        told = reasons("--own", str(own)).stdout
        codes = [line.split()[0] for line in told.splitlines() if line.startswith("  ") and not line.startswith("    ")]

        assert "Reasons for delay: Northshire Council (northshire.csc-delay-reasons 1.0)" == told.splitlines()[0]
        assert ["A20", "A20-legal", "A20-old", "A30"] == codes[codes.index("A20") : codes.index("A30") + 1]
        assert ["The report was written and waited for legal advice.", "Narrower than A20.", "Own codes: LATE 3."] == under(
            told, "  A20-legal Report waiting for legal advice"
        )
        assert ["Narrower than A20.", "Retired; A20-legal is used instead."] == under(told, "  A20-old Report with the lawyers")
        assert "Own codes: LATE 1, QUOR." == under(told, f"  {DELAY_REASONS['F10']}")[-1]


class TestForAnotherSystem:
    """With a format the list is what the library writes, to the letter, and nothing else is on standard output."""

    @pytest.mark.parametrize(
        ("form", "written"), [("csv", taxonomy_as_csv), ("json", taxonomy_as_json), ("skos", taxonomy_as_skos), ("pick-list", pick_list_as_csv)]
    )
    @pytest.mark.parametrize(("process", "listed"), PROCESSES.items())
    def test_as_the_library_writes_it(self, form: str, written: object, process: str, listed: Taxonomy) -> None:
        """Every format of every process."""
        assert callable(written)
        told = reasons("--process", process, "--format", form)

        assert (0, "") == (told.exit_code, told.stderr)
        assert written(listed).encode() == told.stdout_bytes

    @pytest.mark.parametrize(("form", "read"), [("json", taxonomy_from_json), ("skos", taxonomy_from_skos)])
    def test_it_can_be_read_again(self, form: str, read: object, own: Path) -> None:
        """The whole list with a council's own is read again as it was."""
        assert callable(read)

        assert read_reasons(own) == read(reasons("--own", str(own), "--format", form).stdout)

    def test_a_pick_list_of_a_councils_own(self, own: Path) -> None:
        """The choices for one process have a council's own among them, and neither what is retired nor what only the system gives."""
        told = reasons("--own", str(own), "--process", "initial conference", "--format", "pick-list").stdout
        codes = [row["code"] for row in csv.DictReader(io.StringIO(told))]

        assert [reason.code for reason in read_reasons(own).applying_to("initial conference").choices] == codes
        assert "A20-legal" in codes
        assert {"A20-old", "Z90"}.isdisjoint(codes)


class TestRefused:
    """What cannot be done is told on standard error in a sentence, with exit code 2 and nothing on standard output."""

    def test_a_pick_list_of_everything(self) -> None:
        """A pick-list is for one process, and the processes are named."""
        told = reasons("--format", "pick-list")

        assert (2, "") == (told.exit_code, told.stdout)
        assert all(f"'{process}'" in " ".join(told.stderr.split()) for process in PROCESSES)

    def test_another_process(self) -> None:
        """A process that there is not is refused with those that there are."""
        told = reasons("--process", "initial conferenc")

        assert (2, "") == (told.exit_code, told.stdout)
        assert "no reasons for this process. Did you mean 'initial conference'" in told.stderr

    def test_a_faulty_file(self, tmp_path: Path) -> None:
        """All that is wrong with a council's file is told."""
        path = tmp_path / "own.toml"
        path.write_text(OWN.replace('"F10"', '"QUOR"').replace('"A20"', '"A21"'), encoding="utf-8")
        told = reasons("--own", str(path))

        assert (2, "") == (told.exit_code, told.stdout)
        assert "'LATE 1', 'QUOR'" in told.stderr
        assert "A20-legal" in told.stderr

    def test_no_file(self, tmp_path: Path) -> None:
        """A file that is not there is refused by its name."""
        told = reasons("--own", str(tmp_path / "none.toml"))

        assert (2, True) == (told.exit_code, "none.toml" in told.stderr)


def test_the_help_names_the_processes() -> None:
    """The help says what can be late, each of it once."""
    told = " ".join(reasons("--help").stdout.split())

    assert ", ".join(f"'{process}'" for process in PROCESSES) in told
    assert 1 == told.count("'initial conference'")
