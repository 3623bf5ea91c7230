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

        assert (120, 175, "68.6", "21.4") == (result["numerator"], result["denominator"], result["percentage"], result["shortfall"])
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
