"""The command line: data on standard output, words on standard error, exit codes 0, 1 and 2."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES
from csc_indicators.calendars.table import calendar_table
from csc_indicators.cli import cli
from csc_indicators.example_council import write_example_council


def run(*arguments: str) -> Result:
    """What the command line answers."""
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example council's files."""
    folder = tmp_path_factory.mktemp("council")
    write_example_council(folder)
    return folder


class TestReport:
    """``report`` computes an indicator from files and says what stands behind it."""

    def test_the_published_figures(self, council: Path) -> None:
        """The example's conferences give the published figure, target and shortfall in words."""
        answer = run("report", "CP 3.10", "--conferences", str(council / "conferences.csv"), "--as-at", "2018-07-31")

        assert 0 == answer.exit_code
        assert "At 31 July 2018: 62.3% (year to date, 71 of 114)." in answer.stdout
        assert "27.7 percentage points short of the target of 90%: it misses the target. 32 more in time would have met it." in answer.stdout
        assert "For the council's own use" in answer.stderr
        assert "For the council's own use" not in answer.stdout

    def test_a_snapshot_needs_both_its_files(self, council: Path) -> None:
        """CP 1.4 is computed from two files, and says so when one is missing."""
        care = ("--periods-of-care", str(council / "periods_of_care.csv"))
        both = (*care, "--visits", str(council / "visits.csv"))

        assert "79.6% (234 of 294)" in run("report", "CP 1.4", *both, "--as-at", "2018-07-31").stdout
        missing = run("report", "CP 1.4", *care, "--as-at", "2018-07-31")
        assert (2, True) == (missing.exit_code, "needs --visits FILE" in missing.stderr)

    def test_json_is_the_whole_result(self, council: Path) -> None:
        """With --json, standard output is JSON with the counts, the months and every breach by row."""
        answer = run("report", "CP 3.10", "--conferences", str(council / "conferences.csv"), "--as-at", "2018-09-30", "--json")
        result: dict[str, Any] = json.loads(answer.stdout)

        assert (120, 175, "68.6", "21.4") == (result["numerator"], result["denominator"], result["figure"], result["shortfall"])
        assert ["2018-04", "2018-09"] == [result["series"][0]["month"], result["series"][-1]["month"]]
        assert 55 == sum(breach["status"] == "late" for breach in result["breaches"]) == sum(result["late_by_reason"].values())
        assert (11, 4, 0) == (result["waiting"], result["overdue"], result["unknown"])
        assert "EX-" not in answer.stdout

    def test_known_on_and_reading(self, council: Path) -> None:
        """The other figures can be asked for: as known on a day, and by another reading."""
        files = ("--periods-of-care", str(council / "periods_of_care.csv"), "--visits", str(council / "visits.csv"))
        asked = ("report", "CP 1.4", *files, "--as-at", "2018-09-30", "--json")

        known = json.loads(run(*asked, "--known-on", "2018-09-30").stdout)
        rival = json.loads(run(*asked, "--reading", "42_calendar_days").stdout)

        assert ("2018-09-30", "42_calendar_days") == (known["known_on"], rival["reading"])
        assert known["numerator"] < 278
        assert rival["numerator"] < 278

    def test_a_fault_is_exit_code_1(self, tmp_path: Path) -> None:
        """A file that cannot be used gives its faults on standard error, nothing on standard output, and 1."""
        path = tmp_path / "conferences.csv"
        path.write_text("child,strategy_discussion,conference\nA,13/13/2018,2018-07-23\n", encoding="utf-8")

        answer = run("report", "CP 3.10", "--conferences", str(path), "--as-at", "2018-07-31")

        assert (1, "") == (answer.exit_code, answer.stdout)
        assert "column 'strategy_discussion', row 1: not a date that exists" in answer.stderr

    def test_dates_with_slashes_are_day_first_unless_refused(self, tmp_path: Path) -> None:
        """03/07/2018 is 3 July; declared yyyy-mm-dd, the same file is refused."""
        path = tmp_path / "conferences.csv"
        path.write_text("child,strategy_discussion,conference\nA,02/07/2018,03/07/2018\n", encoding="utf-8")
        asked = ("report", "CP 3.10", "--conferences", str(path), "--as-at", "2018-07-31")

        assert "100.0% (year to date, 1 of 1)" in run(*asked).stdout
        assert 1 == run(*asked, "--date-format", "yyyy-mm-dd").exit_code

    def test_own_column_names(self, tmp_path: Path) -> None:
        """--column says what a file calls a column, and is refused when it says nothing."""
        path = tmp_path / "conferences.csv"
        path.write_text("Child,Strat,ICPC\nA,2018-07-02,2018-07-23\n", encoding="utf-8")
        asked = ("report", "CP 3.10", "--conferences", str(path), "--as-at", "2018-07-31")
        names = (
            "--column",
            "conferences.child=Child",
            "--column",
            "conferences.strategy_discussion=Strat",
            "--column",
            "conferences.conference=ICPC",
        )

        assert "1 of 1" in run(*asked, *names).stdout
        assert 2 == run(*asked, "--column", "Strat").exit_code

    def test_notes_go_to_standard_error(self, tmp_path: Path) -> None:
        """What cannot be judged is named by row, in words beside the data."""
        path = tmp_path / "conferences.csv"
        path.write_text("child,strategy_discussion,conference\nA,,2018-07-23\n", encoding="utf-8")

        answer = run("report", "CP 3.10", "--conferences", str(path), "--as-at", "2018-07-31")

        assert "0.0% (year to date, 0 of 1)" in answer.stdout
        assert (
            "Note: conferences, row 1: the date the limit runs from is not recorded; counted in the denominator and not as in time." in answer.stderr
        )

    def test_no_cases_is_no_figure(self, tmp_path: Path) -> None:
        """Without cases there is no percentage, and the report says why."""
        path = tmp_path / "conferences.csv"
        path.write_text("child,strategy_discussion,conference\n", encoding="utf-8")

        answer = run("report", "ICPC within 15 working days", "--conferences", str(path), "--as-at", "2018-07-15")

        assert "At 15 July 2018: no figure, because there are no cases." in answer.stdout
        assert "July 2018 (part)" in answer.stdout


class TestTheQuestionsOfAReport:
    """``--by``, ``--since``, ``--remaining`` and ``--accumulation`` ask more of a report; what they cannot ask is exit code 2."""

    def file(self, folder: Path) -> str:
        """Four conferences of three teams, two of them late."""
        path = folder / "conferences.csv"
        path.write_text(
            "child,strategy_discussion,conference,recorded,team,area\nSentinel A,02/04/2018,31/05/2018,31/05/2018,North,1\n"
            "Sentinel B,02/07/2018,03/07/2018,03/07/2018,<South>,1\nSentinel C,02/07/2018,31/07/2018,14/08/2018,<South>,2\n"
            "Sentinel D,02/07/2018,03/07/2018,03/07/2018,,2\n",
            encoding="utf-8",
        )
        return str(path)

    def asked(self, folder: Path, *more: str) -> Result:
        """The report of the four at the end of July."""
        return run("report", "CP 3.10", "--conferences", self.file(folder), "--as-at", "2018-07-31", *more)

    def test_by(self, tmp_path: Path) -> None:
        """Each group has its figure, in words and in JSON, alone or by two columns."""
        words = self.asked(tmp_path, "--by", "team")
        told = json.loads(self.asked(tmp_path, "--by", "team", "--by", "area", "--json").stdout)["tallies"]

        assert 0 == words.exit_code
        assert "<South>" in words.stdout
        assert "not recorded" in words.stdout
        assert (["team", "area"], 4) == (told["by"], len(told["groups"]))
        assert 4 == sum(row[-1] for row in told["denominators"])
        assert "Sentinel" not in words.output

    def test_since(self, tmp_path: Path) -> None:
        """What came after the month of a day is told alone."""
        answer = self.asked(tmp_path, "--since", "2018-05-12")

        assert "At the end of May 2018 it was 0.0% (0 of 1); June to July 2018 alone: 66.7% (2 of 3)." in answer.stdout

    def test_remaining(self, tmp_path: Path) -> None:
        """The cases expected are those said, instead of the pace so far."""
        assert "If 6 more come" in self.asked(tmp_path, "--remaining", "6").stdout
        assert "At this year's pace 8 more will come" in self.asked(tmp_path).stdout

    @pytest.mark.parametrize(
        ("accumulation", "figure"), [("in the month", "2 of 3"), ("rolling 2 months", "2 of 3"), ("rolling 12 months", "2 of 4")]
    )
    def test_accumulation(self, tmp_path: Path, accumulation: str, figure: str) -> None:
        """Cases can be gathered otherwise, as accumulations print."""
        told = json.loads(self.asked(tmp_path, "--accumulation", accumulation, "--json").stdout)

        assert (accumulation, figure) == (told["accumulation"], f"{told['numerator']} of {told['denominator']}")
        assert f"({accumulation}, {figure})" in self.asked(tmp_path, "--accumulation", accumulation).stdout

    @pytest.mark.parametrize(
        ("more", "words", "code"),
        [
            (("--since", "2018-07-31"), "from April 2018 to June 2018", 2),
            (("--since", "2018-03-31"), "from April 2018 to June 2018", 2),
            (("--since", "31/05/2018"), "Write the year, the month and the day", 2),
            (("--since", "2018-05-31", "--json"), "no place in --json", 2),
            (("--since", "2018-04-01", "--as-at", "2018-04-30"), "there is none", 2),
            (("--remaining", "-1"), "--remaining", 2),
            (("--remaining", "many"), "--remaining", 2),
            (("--remaining", "6", "--json"), "no place in --json", 2),
            (("--remaining", "6", "--accumulation", "in the month"), "no such target", 2),
            (("--accumulation", "weekly"), "The accumulation cannot be read", 2),
            (("--accumulation", "as at the last day of the month"), "cannot be counted as at the last day", 2),
            (("--by", "child"), "not grouped by 'child'", 2),
            (("--by", "team", "--by", "team"), "named twice", 2),
            (("--by", "squad"), "column 'squad': no such column", 1),
            (("--year", "2019-20"), "is not in the year", 2),
            (("--known-on", "soon"), "cannot be read", 2),
        ],
    )
    def test_what_cannot_be_asked(self, tmp_path: Path, more: tuple[str, ...], words: str, code: int) -> None:
        """Each is refused in words on standard error, with nothing on standard output and no traceback."""
        answer = self.asked(tmp_path, *more)

        assert (code, "") == (answer.exit_code, answer.stdout)
        assert words in " ".join(answer.stderr.split())
        assert "Traceback" not in answer.stderr
        assert "Sentinel" not in answer.stderr


class TestRevisions:
    """``revisions`` prints each figure as first published and later, and what moved it."""

    def asked(self, folder: Path, *more: str, recorded: bool = True) -> Result:
        """The revisions of one conference recorded late and one in time."""
        path = folder / "conferences.csv"
        rows = [("child", "strategy_discussion", "conference", "recorded"), ("Sentinel", "2018-07-02", "2018-07-03", "2018-08-09")]
        path.write_text("\n".join(",".join(row if recorded else row[:-1]) for row in rows) + "\n", encoding="utf-8")
        return run("revisions", "CP 3.10", "--conferences", str(path), *more)

    def test_in_words(self, tmp_path: Path) -> None:
        """The triangle and the causes are tables on standard output."""
        answer = self.asked(tmp_path, "--as-at", "2018-09-30")

        assert 0 == answer.exit_code
        assert "2 of 6" not in answer.stdout
        assert "1 of 6 figures has moved since first published, by 30 September 2018." in answer.stdout
        assert "recorded late" in answer.stdout
        assert "For the council's own use" in answer.stderr
        assert "Sentinel" not in answer.output

    def test_in_json(self, tmp_path: Path) -> None:
        """As JSON it is a row to a figure and a day, dates as text, and nothing beside it."""
        answer = self.asked(tmp_path, "--as-at", "2018-09-30", "--json")
        rows = json.loads(answer.stdout)
        moved = [(row["last"], row["known_on"]) for row in rows if row["recorded_late_numerator"]]

        assert 6 * 7 // 2 == len(rows)
        assert [("2018-07-31", "2018-08-31")] == moved

    def test_gathered_otherwise(self, tmp_path: Path) -> None:
        """Months can be followed instead of years to date."""
        rows = json.loads(self.asked(tmp_path, "--as-at", "2018-09-30", "--accumulation", "in the month", "--json").stdout)

        assert {"in the month"} == {row["accumulation"] for row in rows}
        assert 1 == max(row["denominator"] for row in rows if row["last"] == "2018-07-31")
        assert 0 == max(row["denominator"] for row in rows if row["last"] == "2018-08-31")

    def test_without_the_days_of_recording(self, tmp_path: Path) -> None:
        """A file that does not say when anything was recorded is one fault, and exit code 1."""
        answer = self.asked(tmp_path, "--as-at", "2018-09-30", recorded=False)

        assert (1, "") == (answer.exit_code, answer.stdout)
        assert answer.stderr.startswith("1 fault in the records")
        assert 1 == answer.stderr.count("no such column")

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ((), "Missing option '--as-at'"),
            (("--as-at", "2018-04-15"), "No month of the year is over"),
            (("--as-at", "soon"), "cannot be read"),
            (("--as-at", "2018-09-30", "--year", "2018"), "cannot be read"),
            (("--as-at", "2018-09-30", "--reading", "mine"), "no such reading"),
            (("--as-at", "2018-09-30", "--accumulation", "mine"), "The accumulation cannot be read"),
        ],
    )
    def test_what_cannot_be_asked(self, tmp_path: Path, more: tuple[str, ...], words: str) -> None:
        """What is not understood is exit code 2, in words."""
        answer = self.asked(tmp_path, *more)

        assert (2, "") == (answer.exit_code, answer.stdout)
        assert words in " ".join(answer.stderr.split())


class TestTheOthers:
    """``list``, ``show``, ``due`` and ``demo``."""

    def test_list(self) -> None:
        """Every indicator is listed, in words and as JSON."""
        assert [indicator.id for indicator in CATALOGUE] == [entry["id"] for entry in json.loads(run("list", "--json").stdout)]
        assert all(indicator.id in run("list").stdout for indicator in CATALOGUE)

    @pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda indicator: indicator.id)
    def test_show(self, indicator: Any) -> None:
        """A definition is shown with its readings and its unverified sources, in words and as JSON."""
        shown = run("show", indicator.id).stdout
        definition = json.loads(run("show", indicator.id, "--json").stdout)

        assert all(reading.key in shown for reading in indicator.readings)
        assert ("UNVERIFIED" in shown) == any(not source.verified for source in indicator.sources)
        assert [source.verified for source in indicator.sources] == [source["verified"] for source in definition["sources"]]
        assert list(indicator.unknowns) == definition["unknowns"]

    def test_show_of_nothing_is_exit_code_2(self) -> None:
        """An indicator that is not there is a command not understood, with a near miss."""
        answer = run("show", "CP 3.11")

        assert (2, "", True) == (answer.exit_code, answer.stdout, "Did you mean" in answer.stderr)

    def test_due(self) -> None:
        """The date alone goes to standard output and the sentence to standard error."""
        answer = run("due", "2018-09-08", "15 working days")

        assert (0, "2018-09-28\n") == (answer.exit_code, answer.stdout)
        assert "15 working days from Saturday 8 September 2018 (day 0): due Friday 28 September 2018. Counted: " in answer.stderr
        assert "15 and 16 September (Saturday, Sunday)" in answer.stderr

    def test_due_by_its_rule(self) -> None:
        """A limit that skips no day says its rule beside the date."""
        answer = run("due", "2018-07-02", "6 weeks")

        assert (0, "2018-08-13\n") == (answer.exit_code, answer.stdout)
        assert "A week is 7 days" in answer.stderr

    def test_due_on_a_projected_day(self) -> None:
        """A date that rests on holidays nobody has announced is given, and a sentence says so: no warning of Python's and no traceback."""
        answer = run("due", "2028-12-20", "15 working days")

        assert (0, "2029-01-15\n") == (answer.exit_code, answer.stdout)
        assert "The holidays after 31 December 2028 have not been announced" in answer.stderr
        assert "Warning" not in answer.stderr

    def test_the_calendar_of_a_year(self) -> None:
        """The calendar of a reporting year is CSV on standard output, a row a day, and nothing beside it."""
        answer = run("calendar", "2026-27")
        header, *rows = answer.stdout.splitlines()

        assert (0, "", 365) == (answer.exit_code, answer.stderr, len(rows))
        assert "calendar_date,weekday,working_day,why_not,working_day_number,standing" == header
        assert ["2026-04-01,Wednesday,1,,", "2027-03-31,Wednesday,1,,"] == [rows[at][:24] for at in (0, -1)]

    @pytest.mark.parametrize("form", ["csv", "json", "sql", "markdown"])
    def test_the_calendar_between_two_days(self, form: Any) -> None:
        """In each format, the calendar printed is the library's; days that are projected are said on standard error."""
        answer = run("calendar", "--from", "2028-12-31", "--to", "2029-01-02", "--format", form)

        assert (0, calendar_table(ENGLAND_AND_WALES, date(2028, 12, 31), date(2029, 1, 2), form)) == (answer.exit_code, answer.stdout)
        assert "The holidays after 31 December 2028 have not been announced" in answer.stderr

    @pytest.mark.parametrize(
        ("asked", "code"),
        [
            ((), 2),
            (("2018-20",), 2),
            (("2018-19", "--from", "2018-04-01"), 2),
            (("--from", "2018-04-01"), 2),
            (("--to", "2018-04-01"), 2),
            (("--from", "1/4/2018", "--to", "2018-04-30"), 2),
            (("--from", "2018-04-30", "--to", "2018-04-01"), 2),
            (("2018-19", "--format", "xlsx"), 2),
            (("2053-54",), 1),
        ],
    )
    def test_the_calendar_of_nothing(self, asked: tuple[str, ...], code: int) -> None:
        """What cannot be read is 2; days that the calendar does not answer for are 1; both are told in words, with nothing on standard output."""
        answer = run("calendar", *asked)

        assert (code, "", True) == (answer.exit_code, answer.stdout, bool(answer.stderr))

    @pytest.mark.parametrize(
        ("start", "limit", "code"),
        [("8/9/2018", "15 working days", 2), ("2018-09-08", "a fortnight", 2), ("2018-09-08", "72 hours", 2), ("2060-01-01", "15 working days", 1)],
    )
    def test_due_of_nothing(self, start: str, limit: str, code: int) -> None:
        """A date or limit that cannot be read is 2; a date the calendar cannot vouch for is 1."""
        answer = run("due", start, limit)

        assert (code, "") == (answer.exit_code, answer.stdout)

    def test_demo_follows_its_files(self, tmp_path: Path) -> None:
        """The demo writes its files once, computes from them, and moves when one of them is changed."""
        folder = tmp_path / "council"
        first = run("demo", "--folder", str(folder))
        conferences = folder / "conferences.csv"
        header, *rows = conferences.read_text(encoding="utf-8").splitlines()
        conferences.write_text("\n".join([header, *rows[::2]]) + "\n", encoding="utf-8")
        second = run("demo", "--folder", str(folder))

        assert "68.6% (year to date, 120 of 175)" in first.stdout
        assert "92.1% (278 of 302)" in first.stdout
        assert "Wrote" in first.stderr
        assert "68.6%" not in second.stdout.splitlines()[1]
        assert "Wrote" not in second.stderr

    def test_demo_with_a_file_missing(self, tmp_path: Path) -> None:
        """A folder with some of the files is neither filled up nor guessed at."""
        folder = tmp_path / "council"
        run("demo", "--folder", str(folder))
        (folder / "visits.csv").unlink()

        answer = run("demo", "--folder", str(folder))

        assert (2, True) == (answer.exit_code, "visits.csv" in answer.stderr)


def test_it_is_a_module_too() -> None:
    """``python -m csc_indicators`` is the command, and prints no colour into a pipe."""
    answer = subprocess.run([sys.executable, "-m", "csc_indicators", "list"], capture_output=True, text=True, check=True)

    assert "CP 3.10" in answer.stdout
    assert "\x1b" not in answer.stdout


def test_it_says_what_to_install() -> None:
    """Without click the command says what to install, in one line, and exits with 1."""
    program = "import sys; sys.modules['click'] = None; from csc_indicators.__main__ import main; main()"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (1, "") == (answer.returncode, answer.stdout)
    assert "csc-indicators[cli]" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_remaining_without_a_target(council: Path) -> None:
    """An indicator that has no target has none to be met by the year's end."""
    conferences = str(council / "conferences.csv")
    answer = run("report", "ICPC within 15 working days", "--conferences", conferences, "--as-at", "2018-09-30", "--remaining", "5")

    assert (2, "") == (answer.exit_code, answer.stdout)
    assert "has no such target" in " ".join(answer.stderr.split())


class TestTablesOnTheScreen:
    """A table says what it holds, whatever its columns are called and however narrow the screen is."""

    def test_the_name_of_a_column_is_no_markup(self, tmp_path: Path) -> None:
        """Brackets in the name of a group's column are printed, and close nothing."""
        path = tmp_path / "conferences.csv"
        path.write_text("child,strategy_discussion,conference,[red]team[/x]\nA,2018-07-02,2018-07-03,[b]North[/b]\n", encoding="utf-8")
        answer = run("report", "CP 3.10", "--conferences", str(path), "--as-at", "2018-07-31", "--by", "[red]team[/x]")

        assert (0, 2) == (answer.exit_code, answer.stdout.count("[red]team[/x]"))
        assert "[b]North[/b]" in answer.stdout

    @pytest.mark.parametrize("width", [80, 130])
    @pytest.mark.parametrize("command", [("report", "2018-09-30"), ("revisions", "2019-03-31")])
    def test_no_figure_is_cut_off(self, council: Path, monkeypatch: pytest.MonkeyPatch, width: int, command: tuple[str, str]) -> None:
        """Figures and headings are whole on 80 columns, also those of twelve months; words go on to the next line."""
        monkeypatch.setattr("csc_indicators.cli._WIDTH_ON_A_PIPE", width)
        name, as_at = command
        answer = run(name, "CP 3.10", "--conferences", str(council / "conferences.csv"), "--as-at", as_at)

        assert 0 == answer.exit_code
        assert max(map(len, answer.stdout.splitlines())) <= width
        assert "…" not in answer.stdout
        assert "57.7%" in answer.stdout
