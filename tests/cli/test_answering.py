"""``answer`` writes the reply to the public question: in full for the council, and as it may be published."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from csc_indicators.cli import cli
from csc_indicators.example_council import write_example_council
from csc_indicators.publication.disclosure.ledger import read_ledger

OWN_USE = "For the council's own use and not for publication."


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example council's files."""
    folder = tmp_path_factory.mktemp("council")
    write_example_council(folder)
    return folder


def answer(council: Path, *arguments: str) -> Result:
    """What the command answers from the example council's files."""
    return CliRunner().invoke(cli, ["answer", arguments[0], "--folder", str(council), *arguments[1:]], catch_exceptions=False)


class TestInFull:
    """For the council itself everything is told, and it is said whom it is for."""

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("CP 3.10", ["120 of 175 children had a conference in time: 68.6%", "For 6 children no reason is recorded", "32 late conferences"]),
            ("CP 1.4", ["278 of 302 children: 92.1%", "Child declined to be seen (the child's own choice)", "273 of 302"]),
        ],
    )
    def test_the_committees_question(self, council: Path, name: str, said: list[str]) -> None:
        """The figure, the reasons and what was only recorded late are in the answer."""
        told = answer(council, name, "--as-at", "2018-09-30")

        assert 0 == told.exit_code
        assert told.stdout.startswith(OWN_USE)
        assert [] == [words for words in said if words not in told.stdout]
        assert "must not be published" in told.stderr

    @pytest.mark.parametrize(("form", "sign"), [("markdown", "# CP 3\\.10"), ("html", "<table"), ("text", "====")])
    def test_every_form(self, council: Path, form: str, sign: str) -> None:
        """It is written as it is asked for."""
        assert sign.replace("\\", "") in answer(council, "CP 3.10", "--as-at", "2018-09-30", "--format", form).stdout.replace("\\", "")

    def test_cases_to_come(self, council: Path) -> None:
        """The cases expected can be given in place of the pace so far."""
        told = answer(council, "CP 3.10", "--as-at", "2018-09-30", "--remaining", "200")

        assert "200 more children" in told.stdout

    def test_nothing_to_answer_for(self, council: Path) -> None:
        """A count has nothing late in it, and report is named."""
        told = answer(council, "Referrals", "--as-at", "2018-09-30")

        assert (2, True) == (told.exit_code, "Use report" in told.stderr)


class TestForThePublic:
    """Only what the policy allows, together with everything that was published before."""

    def test_a_draft_enters_nothing(self, council: Path, tmp_path: Path) -> None:
        """Without a day of publication the ledger stays as it is, and that is said."""
        told = answer(council, "CP 3.10", "--as-at", "2018-09-30", "--public", "dfe-authority", "--new-ledger", "--ledger", str(tmp_path / "l"))

        assert 0 == told.exit_code
        assert OWN_USE not in told.stdout
        assert "120 of 175" in told.stdout
        assert "This is a draft" in told.stderr
        assert not (tmp_path / "l").exists()

    def test_month_by_month(self, council: Path, tmp_path: Path) -> None:
        """A month in which five more were late is held back, for the month before would give them away; the next is shown."""
        ledger = tmp_path / "releases.jsonl"
        shown: list[bool] = []
        for day, counts in (("2018-07-31", "71 of 114"), ("2018-08-31", "94 of 142"), ("2018-09-30", "120 of 175")):
            told = answer(
                council,
                "CP 3.10",
                "--as-at",
                day,
                "--public",
                "dfe-authority",
                "--ledger",
                str(ledger),
                "--publish",
                "2018-10-10",
                *(() if shown else ("--new-ledger",)),
            )
            assert 0 == told.exit_code
            assert "seal" in told.stderr
            shown.append(counts in told.stdout)

        assert [True, False, True] == shown
        assert 9 == len(read_ledger(ledger))

    def test_reasons_once_a_year(self, council: Path, tmp_path: Path) -> None:
        """The reasons are shown when they are asked for, and not a second time in the year."""
        ledger, asked = str(tmp_path / "l"), ("--public", "dfe-authority", "--with-reasons", "--publish", "2018-10-10")
        july, september = (
            answer(council, "CP 3.10", "--as-at", day, "--ledger", ledger, *asked, *new)
            for day, new in (("2018-07-31", ["--new-ledger"]), ("2018-09-30", []))
        )

        assert [True, False] == ["another agency had to do" in told.stdout for told in (july, september)]
        assert "can be shown once" in september.stderr
        assert "can be shown once" not in september.stdout
        assert "120 of 175" in september.stdout

    @pytest.mark.parametrize("policy", ["dfe-authority", "midpoint-6", "rounded-to-5"])
    @pytest.mark.parametrize("name", ["CP 3.10", "CP 1.4"])
    def test_what_is_never_published(self, council: Path, tmp_path: Path, name: str, policy: str) -> None:
        """No family's influence, no longest delay and no reason of few children is in a public answer."""
        told = answer(council, name, "--as-at", "2018-09-30", "--public", policy, "--new-ledger", "--ledger", str(tmp_path / "l"))

        assert 0 == told.exit_code
        assert [] == [words for words in ("The family that moves it most", "The latest one came", "quorate") if words in told.stdout]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--public", "midpoint-6"), "with --ledger"),
            (("--ledger", "l"), "with --public"),
            (("--publish", "2018-10-10"), "with --public"),
            (("--with-reasons",), "with --public"),
        ],
    )
    def test_both_are_needed(self, council: Path, arguments: tuple[str, ...], said: str) -> None:
        """A policy needs a ledger and a ledger a policy."""
        told = answer(council, "CP 3.10", "--as-at", "2018-09-30", *arguments)

        assert (2, True) == (told.exit_code, said in told.stderr)

    def test_a_ledger_that_was_edited(self, council: Path, tmp_path: Path) -> None:
        """An edited ledger is refused by its line, and nothing is printed."""
        ledger = tmp_path / "l"
        asked = ("CP 3.10", "--as-at", "2018-07-31", "--public", "midpoint-6", "--ledger", str(ledger))
        answer(council, *asked, "--publish", "2018-08-10", "--new-ledger")
        ledger.write_text(ledger.read_text().replace("2018-08-10", "2018-08-11"))
        told = answer(council, *asked)

        assert (1, "", True) == (told.exit_code, told.stdout, "Line 1 of the ledger" in told.stderr)
