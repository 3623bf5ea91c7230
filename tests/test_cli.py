"""The command line: data on standard output, words on standard error, exit codes 0, 1 and 2."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, Population, southend
from csc_indicators.calendars.table import calendar_table
from csc_indicators.cli import cli
from csc_indicators.example_council import write_example_council
from csc_indicators.indicators.rule import Domain
from csc_indicators.publication.dashboard import dashboard, dashboard_report
from csc_indicators.readers.extract import files_in, read_extract
from csc_indicators.results.as_dict import result_as_dict


def run(*arguments: str) -> Result:
    """What the command line answers."""
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


def in_a_line(words: str) -> str:
    """Words without the breaks between lines."""
    return " ".join(words.split())


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
        """Every indicator is listed, with its whole id, under its domain, in words and as JSON."""
        words, entries = run("list").stdout, json.loads(run("list", "--json").stdout)

        assert [indicator.id for indicator in CATALOGUE] == [entry["id"] for entry in entries]
        assert all(f"  {indicator.name} ({indicator.id})\n" in words for indicator in CATALOGUE)
        assert [str(domain).capitalize() for domain in Domain] == [line for line in words.splitlines() if line and not line.startswith(" ")]
        assert {"id", "name", "domain", "title", "retired_on"} == set(entries[0])
        assert 2 == sum(entry["retired_on"] == "2014-03-31" for entry in entries) == words.count("In force until 31 March 2014.")

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (("--search", "looked visited"), ["southend.cp_1_4"]),
            (("--domain", "children looked after"), ["southend.cp_1_4"]),
            (("--needing", "clav_cla_visit_date"), ["southend.cp_1_4"]),
            (("--needing", "CINreferralDate", "--domain", "assessment", "--search", "open"), ["england.assessments_open_beyond_45_working_days"]),
            (("--search", "zebra"), []),
        ],
    )
    def test_list_of_some(self, asked: tuple[str, ...], found: list[str]) -> None:
        """Words, a domain and a data item each leave fewer; that there are none is said beside the data, and is an answer."""
        words, entries = run("list", *asked), run("list", *asked, "--json")

        assert (0, 0, "") == (words.exit_code, entries.exit_code, entries.stderr)
        assert found == [entry["id"] for entry in json.loads(entries.stdout)]
        assert found == [indicator.id for indicator in CATALOGUE if f"({indicator.id})" in words.stdout]
        assert (("" if found else "No indicator is like that. Give fewer words, or parts of words.\n"), bool(found)) == (
            words.stderr,
            bool(words.stdout),
        )

    def test_a_search_finds_the_best_first(self) -> None:
        """What is found by words is in the order of the search."""
        found = [entry["id"] for entry in json.loads(run("list", "--search", "conference", "--json").stdout)]
        words = run("list", "--search", "conference").stdout

        assert [indicator.id for indicator in CATALOGUE.search("conference")] == found
        assert f"Found: {len(found)}, the best first" == words.splitlines()[0]
        assert sorted(found, key=lambda name: words.index(f"({name})")) == found

    @pytest.mark.parametrize("asked", [("--needing", "zebra"), ("--domain", "zebra"), ("--collection", "nowhere.toml")])
    def test_list_of_nothing(self, asked: tuple[str, ...]) -> None:
        """A domain, a data item or a file that is none is a command not understood."""
        answer = run("list", *asked)

        assert (2, "", True) == (answer.exit_code, answer.stdout, bool(answer.stderr))

    @pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda indicator: indicator.id)
    def test_show(self, indicator: Any) -> None:
        """A definition is shown with its readings and its unverified sources, in words and as JSON."""
        shown = run("show", indicator.id).stdout
        definition = json.loads(run("show", indicator.id, "--json").stdout)

        doubtful = any(not source.verified for source in indicator.sources) or any(code.unverified for code in indicator.codes)

        assert all(f"\n  {reading.key}" in shown for reading in indicator.readings)
        assert f"{indicator.name}: {indicator.title}" == in_a_line(shown.partition("\n\n")[0])
        assert ("UNVERIFIED" in shown) == doubtful
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

    def test_demo_says_what_it_wrote(self, tmp_path: Path) -> None:
        """Every file that is written is named, and what can be done with them all."""
        folder = tmp_path / "council"
        answer = run("demo", "--folder", str(folder))

        assert f"to {folder}: {', '.join(path.name for path in write_example_council(tmp_path / 'again'))}." in answer.stderr
        assert f'csc-indicators report --all --folder "{folder}" --as-at 2018-09-30' in answer.stderr
        assert f'csc-indicators report --all --folder "{folder}"' in run("demo", "--folder", str(folder)).stderr

    def test_demo_with_a_file_missing(self, tmp_path: Path) -> None:
        """A folder without a file that is needed is neither filled up nor guessed at: it says which, and what to do, and prints nothing."""
        folder = tmp_path / "council"
        run("demo", "--folder", str(folder))
        (folder / "visits.csv").unlink()

        answer = run("demo", "--folder", str(folder))

        assert (2, "") == (answer.exit_code, answer.stdout)
        assert f"Not in {folder}: visits.csv. Move the folder away to have every file written again." in in_a_line(answer.stderr)
        assert not (folder / "visits.csv").exists()

    def test_demo_of_an_older_folder(self, tmp_path: Path) -> None:
        """A folder with the files of the two figures alone is enough for them, and the rest are named as missing."""
        written = write_example_council(tmp_path)
        needed = ["conferences.csv", "periods_of_care.csv", "visits.csv"]
        for path in written:
            if path.name not in needed:
                path.unlink()
        answer = run("demo", "--folder", str(tmp_path))
        named = answer.stderr.partition("not needed for these two figures: ")[2].partition(". ")[0]

        assert 0 == answer.exit_code
        assert "68.6% (year to date, 120 of 175)" in answer.stdout
        assert sorted({path.name for path in written} - set(needed)) == sorted(named.split(", "))
        assert "Wrote" not in answer.stderr

    def test_demo_of_a_folder_with_only_the_other_files(self, tmp_path: Path) -> None:
        """Where other files of the example stand alone, nothing is written over or beside them."""
        (tmp_path / "plans.csv").touch()
        answer = run("demo", "--folder", str(tmp_path))

        assert (2, "") == (answer.exit_code, answer.stdout)
        assert "conferences.csv, periods_of_care.csv, visits.csv" in in_a_line(answer.stderr)
        assert ["plans.csv"] == [path.name for path in tmp_path.iterdir()]

    def test_demo_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        """A folder that cannot be made is told of in a line, without a traceback."""
        (tmp_path / "file").touch()
        answer = run("demo", "--folder", str(tmp_path / "file" / "council"))

        assert (1, "") == (answer.exit_code, answer.stdout)
        assert "cannot be used: Not a directory" in answer.stderr


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


class TestAFolder:
    """``--folder`` gives every file at once, each named for its table; a file named by itself comes first. (Brief: one option per table.)"""

    def test_of_one_indicator(self, council: Path) -> None:
        """The files that an indicator needs are found, and it is computed as from them one by one."""
        one_by_one = ("--periods-of-care", str(council / "periods_of_care.csv"), "--visits", str(council / "visits.csv"))
        asked = ("report", "CP 1.4", "--as-at", "2018-09-30", "--json")

        assert run(*asked, *one_by_one).stdout == run(*asked, "--folder", str(council)).stdout

    def test_a_file_by_itself_comes_first(self, council: Path, tmp_path: Path) -> None:
        """A file that is named by itself takes the place of the folder's."""
        path = tmp_path / "mine.csv"
        path.write_text("child,strategy_discussion,conference\nA,2018-07-02,2018-07-20\n", encoding="utf-8")

        answer = run("report", "CP 3.10", "--folder", str(council), "--conferences", str(path), "--as-at", "2018-07-31")

        assert "(year to date, 1 of 1)" in answer.stdout

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        """What is missing is told as an option and as a file of the folder."""
        answer = run("report", "CP 1.4", "--folder", str(tmp_path), "--as-at", "2018-07-31")

        assert (2, "") == (answer.exit_code, answer.stdout)
        assert "CP 1.4 needs --periods-of-care FILE and --visits FILE, or --folder with periods_of_care.csv and visits.csv in it." in in_a_line(
            answer.stderr
        )

    @pytest.mark.parametrize("command", [("report", "CP 1.4"), ("readings", "CP 1.4"), ("report", "--all")])
    def test_no_period(self, council: Path, command: tuple[str, ...]) -> None:
        """Without a day or a year nothing can be computed, and it says which options give them."""
        answer = run(*command, "--folder", str(council))

        assert (2, "") == (answer.exit_code, answer.stdout)
        assert "--as-at, as 2018-09-30, or --year, as 2018-19, or both" in in_a_line(answer.stderr)

    def test_faults_of_several_files(self, tmp_path: Path) -> None:
        """What is wrong with any of the files is told at once."""
        (tmp_path / "periods_of_care.csv").write_text("", encoding="utf-8")
        (tmp_path / "visits.csv").write_text("a,a\n", encoding="utf-8")
        answer = run("report", "CP 1.4", "--folder", str(tmp_path), "--as-at", "2018-07-31")

        assert (1, "") == (answer.exit_code, answer.stdout)
        assert answer.stderr.startswith("2 faults in the records")


class TestAllOnOnePage:
    """``report --all`` computes every indicator that the records can tell. (Brief: figures, counts, targets, standing, short notes.)"""

    def asked(self, folder: Path, *more: str) -> Result:
        """The page of a folder at the end of September 2018."""
        return run("report", "--all", "--folder", str(folder), "--as-at", "2018-09-30", *more)

    def test_it_is_the_dashboard(self, council: Path) -> None:
        """Words and JSON are those of the library's dashboard, the notes beside them by their numbers, and all of it fits a page."""
        extract = read_extract(files_in(council))
        young = Population(number=6_000, of="children aged 0 to 17", vintage="mid-2018 estimate", source="given on the command line")
        how: dict[str, Any] = {"as_at": "2018-09-30", "date_format": "dd/mm/yyyy", "columns": extract.columns, "population": young}
        page = dashboard(CATALOGUE, extract.tables, **how)
        words = self.asked(council, "--population", "6000", "--vintage", "mid-2018 estimate")
        rows = json.loads(self.asked(council, "--population", "6000", "--vintage", "mid-2018 estimate", "--json").stdout)
        columns = page.columns() | {"as_at": ["2018-09-30"] * len(page)}

        assert 0 == words.exit_code
        assert rows == [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        assert all(table.title in words.stdout and all(row[0] in words.stdout for row in table.rows) for table in dashboard_report(page).tables)
        assert [f"Note {note}" for note in dashboard_report(page).notes] == [line for line in words.stderr.splitlines() if line.startswith("Note ")]
        assert len(words.stdout.splitlines()) <= 60
        assert "For the council's own use" in words.stderr

    def test_figures_of_the_committee(self, council: Path) -> None:
        """The two published figures stand on the page as they do alone."""
        lines = self.asked(council).stdout.splitlines()

        assert ["68.6%", "120", "of", "175", "90%", "missed"] == next(line for line in lines if line.startswith("  CP 3.10")).split()[2:]
        assert ["92.1%", "278", "of", "302", "95%", "missed"] == next(line for line in lines if line.startswith("  CP 1.4")).split()[2:]

    def test_the_options_of_the_period(self, council: Path) -> None:
        """What was known, from when the records hold everything, the first year and the names of columns reach every indicator."""
        known = {row["indicator"]: row for row in json.loads(self.asked(council, "--known-on", "2018-09-30", "--json").stdout)}
        vouched = {row["indicator"]: row for row in json.loads(self.asked(council, "--records-from", "2014-04-01", "--json").stdout)}
        named = {row["indicator"]: row for row in json.loads(self.asked(council, "--column", "plans.start=begun", "--json").stdout)}

        assert 90.4 == known["southend.cp_1_4"]["figure"]
        assert "2014-04-01" in vouched["england.second_or_subsequent_plans"]["notes"]
        assert "plans, column 'begun': no such column" == named["england.child_protection_plans"]["why_no_figure"]
        assert 0 == self.asked(council, "--from-year", "2017-18", "--year", "2018-19").exit_code

    def test_a_collection_is_on_the_page(self, council: Path, tmp_path: Path) -> None:
        """A council's own indicators stand among the others."""
        answer = self.asked(council, "--collection", collection_file(tmp_path))

        assert "29 of the 30 indicators in force" in answer.stdout
        assert any(line.startswith("  NC 1 ") for line in answer.stdout.splitlines())

    @pytest.mark.parametrize("file", ["referrals", "plans"])
    def test_a_file_that_cannot_be_read(self, council: Path, tmp_path: Path, file: str) -> None:
        """A file that is no table is left out and told of; the indicators of other files are computed as before."""
        folder = copied(council, tmp_path)
        (folder / f"{file}.csv").write_bytes(b"child,start\nSentinel Zo\xeb,1\n")
        answer, before = self.asked(folder, "--json"), self.asked(council, "--json")
        rows, then = json.loads(answer.stdout), json.loads(before.stdout)
        without = [row for row in rows if f"not given: {file}" == row["why_no_figure"]]

        assert 0 == answer.exit_code
        assert f"{file}.csv is left out, because it cannot be read. {file}: the file is not in UTF-8. Save it as 'CSV UTF-8'." in answer.stderr
        assert len(without) > 2
        assert all(row in then for row in rows if row["figure"] is not None)
        assert "Sentinel" not in answer.output

    def test_a_file_with_a_fault(self, council: Path, tmp_path: Path) -> None:
        """A value that cannot be used is a line on the page, never a list of faults, and no value is in it."""
        folder = copied(council, tmp_path)
        rows = (folder / "referrals.csv").read_text(encoding="utf-8").splitlines()
        (folder / "referrals.csv").write_text("\n".join([*rows, *[rows[1].replace("/", "Sentinel")] * 3]) + "\n", encoding="utf-8")
        answer = self.asked(folder)

        assert 0 == answer.exit_code
        assert f"referrals, column 'referral', rows {len(rows)}-{len(rows) + 2}: not a date (and " in in_a_line(answer.stdout)
        assert "faults are told in full, with their rows, by 'report' of one indicator" in answer.stderr
        assert "Sentinel" not in answer.output
        assert "  - " not in answer.output

    def test_files_of_other_names(self, council: Path, tmp_path: Path) -> None:
        """A file named for no table is told of, with the table it may be meant for."""
        folder = copied(council, tmp_path)
        (folder / "referral.csv").touch()

        assert "Not read, because no table is called so: referral.csv. Did you mean 'referrals'?" in self.asked(folder).stderr
        (folder / "referral.csv").rename(folder / "zebra.csv")
        assert "no table is called so: zebra.csv. The options of report name the tables." in self.asked(folder).stderr
        assert "Not read" not in self.asked(council).stderr

    def test_rates_without_a_population(self, council: Path) -> None:
        """Rates ask for the population, where there are rates and none was given."""
        hint = "A rate needs the number of children: give it with --population."
        conferences = ("--conferences", str(council / "conferences.csv"))

        assert hint in self.asked(council).stderr
        assert hint not in self.asked(council, "--population", "6000").stderr
        assert hint not in run("report", "CP 3.10", *conferences, "--as-at", "2018-09-30").stderr
        assert "there are no cases" in run("report", "CP 3.10", *conferences, "--as-at", "2016-09-30").stdout
        assert hint not in run("report", "CP 3.10", *conferences, "--as-at", "2016-09-30").stderr
        assert hint in run("report", "england.initial_conferences_per_10_000", *conferences, "--as-at", "2018-09-30").stderr

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            (("CP 3.10",), "Name an indicator, or ask for all of them with --all."),
            (("--by", "team", "--since", "2018-07-31"), "--by and --since cannot be asked of all."),
            (("--reading", "mine"), "--reading cannot be asked of all."),
            (("--edition", "1"), "--edition cannot be asked of all."),
            (("--accumulation", "in the month"), "--accumulation cannot be asked of all."),
            (("--remaining", "0"), "--remaining cannot be asked of all."),
            (("--vintage", "mid-2018"), "--vintage says which estimate --population is."),
            (("--population", "-1"), "--population"),
            (("--records-from", "soon"), "The date cannot be read."),
            (("--known-on", "soon"), "The date cannot be read."),
            (("--from-year", "soon"), "The reporting year cannot be read."),
            (("--year", "2019-20"), "is not in the year"),
            (("--column", "plan.start=begun"), "No columns can be named of a table 'plan'. Did you mean 'plans'?"),
            (("--column", "plans.begun=begun"), "have no column 'begun'"),
            (("--collection", "nowhere.toml"), "does not exist"),
        ],
    )
    def test_what_cannot_be_asked(self, council: Path, more: tuple[str, ...], words: str) -> None:
        """What is not understood is exit code 2, in words, with nothing on standard output."""
        answer = self.asked(council, *more)

        assert (2, "") == (answer.exit_code, answer.stdout)
        assert words in in_a_line(answer.stderr)

    def test_nothing_to_compute_from(self, tmp_path: Path) -> None:
        """No file is 2, and says how to give one; files none of which can be used are 1."""
        empty = self.asked(tmp_path)
        (tmp_path / "referral.csv").touch()
        misnamed = self.asked(tmp_path)
        (tmp_path / "referrals.csv").touch()
        unreadable = self.asked(tmp_path)
        (tmp_path / "referrals.csv").write_text("a\n", encoding="utf-8")
        faulty = self.asked(tmp_path)

        assert [2, 2, 1, 1] == [answer.exit_code for answer in (empty, misnamed, unreadable, faulty)]
        assert "There is no file to compute from." in empty.stderr
        assert "Did you mean 'referrals'?" in misnamed.stderr
        assert unreadable.stderr.startswith("1 fault in the records")
        assert "0 of the 29 indicators in force" in faulty.stdout
        assert "Notes and faults are told in full" in faulty.stderr
        assert 2 == run("report", "--all", "--as-at", "2018-09-30").exit_code

    def test_neither_one_nor_all(self, council: Path) -> None:
        """A report is of an indicator or of all."""
        assert 2 == run("report", "--folder", str(council), "--as-at", "2018-09-30").exit_code


class TestReadings:
    """``readings`` sets every reading of a rule side by side, from the same records. (Design: how much hangs on how a rule is read.)"""

    def test_they_are_those_of_the_library(self, council: Path) -> None:
        """Every reading is there with its figure, as the library computes it, in words and as JSON."""
        extract = read_extract(files_in(council), wanted=["periods_of_care", "visits"])
        found = southend.CP_1_4.sensitivity(
            **extract.tables, columns=extract.columns, date_format="dd/mm/yyyy", as_at="2018-09-30", known_on="2018-10-05"
        )
        asked = ("readings", "CP 1.4", "--folder", str(council), "--as-at", "2018-09-30", "--known-on", "2018-10-05")
        words, rows = run(*asked), json.loads(run(*asked, "--json").stdout)

        assert (0, list(found.columns()["reading"])) == (words.exit_code, [row["reading"] for row in rows])
        assert [row["figure"] for row in rows] == found.columns()["figure"]
        assert "CP 1.4 in every reading of its rule, at 30 September 2018" == words.stdout.splitlines()[0]
        for alternative in found:
            assert any(
                line.startswith(alternative.reading) and alternative.result.in_words(alternative.result.tally) in line  # type: ignore[union-attr]
                for line in words.stdout.splitlines()
            )
        assert "For the council's own use" in words.stderr

    def test_a_reading_that_the_records_cannot_tell(self, council: Path) -> None:
        """It says what is missing in a line, and the others are computed."""
        asked = ("readings", "ICPC within 15 working days", "--folder", str(council), "--as-at", "2018-09-30")
        answer = run(*asked)
        told = {row["reading"]: row["why_no_figure"] for row in json.loads(run(*asked, "--json").stdout)}

        assert 0 == answer.exit_code
        assert "68.6% (120 of 175)" in answer.stdout
        assert "no figure: conferences, column" in answer.stdout
        assert "conferences, column 'section_47_start': no such column" in told["section_47_start"]
        assert not any("\n" in why for why in told.values())
        assert "Row 1 is the first row" not in answer.stdout
        assert "  - " not in answer.stdout

    def test_notes_are_told_once(self, tmp_path: Path) -> None:
        """A note of several readings is told once, and a rate asks for its population."""
        path = tmp_path / "plans.csv"
        path.write_text("child,start,end\nA,2018-07-02,\nA,2018-08-02,\n".replace("A,2018-08", "B,2018-08"), encoding="utf-8")
        plans = run("readings", "england.child_protection_plans_per_10_000", "--plans", str(path), "--as-at", "2018-09-30")
        again = run("readings", "england.second_or_subsequent_plans", "--plans", str(path), "--as-at", "2018-09-30")

        assert "give it with --population" in plans.stderr
        assert 1 == again.stderr.count("Note: ")

    @pytest.mark.parametrize(
        ("more", "code"),
        [(("--reading", "x"), 2), (("--edition", "9"), 2), (("--accumulation", "in the month"), 2), (("--column", "visits.visited=x"), 1)],
    )
    def test_what_cannot_be_asked(self, council: Path, more: tuple[str, ...], code: int) -> None:
        """A reading is not chosen here; what cannot be asked is 2, and records that cannot be used are 1."""
        answer = run("readings", "CP 1.4", "--folder", str(council), "--as-at", "2018-09-30", *more)

        assert (code, "") == (answer.exit_code, answer.stdout)
        assert answer.stderr


class TestRatesAndEditions:
    """What only some indicators ask: a population, an edition, the first year and the first day of the records."""

    def test_a_rate(self, council: Path) -> None:
        """A rate is of the population given, with its vintage, and of nobody there is none."""
        asked = ("report", "england.referrals_per_10_000", "--folder", str(council), "--as-at", "2018-09-30")
        rate = run(*asked, "--population", "6000", "--vintage", "mid-2018 estimate").stdout
        unnamed = json.loads(run(*asked, "--population", "6000", "--json").stdout)

        assert "268.3 per 10,000 (year to date, 161)" in rate
        assert "The population is 6,000 children aged 0 to 17, mid-2018 estimate (given on the command line)." in rate
        assert ("268.3", "an estimate that is not named") == (unnamed["figure"], unnamed["population"]["vintage"])
        assert "no figure, because the population is 0" in run(*asked, "--population", "0").stdout

    def test_the_series_and_the_records(self, council: Path) -> None:
        """The series begins with the year asked for, and the records are vouched for from the day given."""
        asked = ("report", "england.second_or_subsequent_plans_within_2_years", "--folder", str(council), "--as-at", "2018-09-30", "--json")
        series = json.loads(run(*asked, "--from-year", "2017-18").stdout)["series"]
        late, early = (json.loads(run(*asked, "--records-from", day).stdout) for day in ("2018-07-01", "2010-04-01"))

        assert "2017-04" == series[0]["month"]
        assert late["unknown"] > early["unknown"] == 0

    def test_an_edition(self, tmp_path: Path) -> None:
        """A figure of days when another rule held is counted by the edition asked for, and not at all without."""
        path = tmp_path / "assessments.csv"
        path.write_text("child,referral,start,authorised\nA,02/07/2012,02/07/2012,03/09/2012\n", encoding="utf-8")
        asked = ("report", "england.assessments_within_45_working_days", "--assessments", str(path), "--as-at", "2012-09-30")

        assert (2, "") == (run(*asked).exit_code, run(*asked).stdout)
        assert "1 of 1" in run(*asked, "--edition", "2").stdout

    def test_revisions_of_a_year_that_is_over(self, council: Path) -> None:
        """What is not asked of a history is no option of it."""
        asked = ("revisions", "CP 3.10", "--folder", str(council), "--as-at", "2018-09-30")

        assert 0 == run(*asked).exit_code
        assert [2] * 3 == [run(*asked, option, "2018-04-01").exit_code for option in ("--records-from", "--from-year", "--known-on")]

    def test_a_collection(self, council: Path, tmp_path: Path) -> None:
        """An indicator of a council's own is found, shown and computed, and a file with faults is exit code 2."""
        file = collection_file(tmp_path)
        computed = json.loads(run("report", "NC 1", "--collection", file, "--folder", str(council), "--as-at", "2018-09-30", "--json").stdout)
        extract = read_extract(files_in(council), wanted=["conferences"])
        named: dict[str, Any] = {"columns": extract.columns, "date_format": "dd/mm/yyyy"}
        alone = southend.CP_3_10.compute(extract.tables["conferences"], as_at="2018-09-30", **named)
        Path(file).write_text(Path(file).read_text(encoding="utf-8").replace("target", "tagret"), encoding="utf-8")
        wrong = run("list", "--collection", file)

        assert computed["denominator"] == result_as_dict(alone)["denominator"]
        assert computed["numerator"] < alone.tally.numerator
        assert (2, "", True) == (wrong.exit_code, wrong.stdout, "no key 'tagret'" in wrong.stderr)

    def test_a_collection_is_listed_and_shown(self, tmp_path: Path) -> None:
        """Its indicators are in the list and can be shown."""
        file = collection_file(tmp_path)

        assert "NC 1 (northshire.conferences_10)" in run("list", "--collection", file).stdout
        assert "[UNVERIFIED] Procedures" in run("show", "NC 1", "--collection", file).stdout
        assert "northshire.conferences_10" == json.loads(run("show", "NC 1", "--collection", file, "--json").stdout)["id"]


def collection_file(folder: Path) -> str:
    """A council's own indicator, of conferences within 10 working days."""
    path = folder / "northshire.toml"
    path.write_text(
        """[collection]
namespace = "northshire"
title = "Performance report"
owner = "Northshire Council"

[[indicator]]
id = "conferences_10"
derives_from = "england.icpc_within_15_working_days"
name = "NC 1"
limit = "10 working days"
target = 85

[indicator.source]
title = "Procedures"
publisher = "Northshire Council"
states = "Within 10 working days."
""",
        encoding="utf-8",
    )
    return str(path)


def copied(council: Path, folder: Path) -> Path:
    """A folder with the example council's files, to be changed."""
    for path in council.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


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
    @pytest.mark.parametrize(
        ("command", "as_at", "figure"),
        [
            (("report", "CP 3.10"), "2018-09-30", "57.7%"),
            (("revisions", "CP 3.10"), "2019-03-31", "57.7%"),
            (("report", "--all", "--population", "6000"), "2018-09-30", "120 of 175"),
            (("readings", "CP 1.4"), "2018-09-30", "30_working_days_in_this_period_of_care   92.1% (278 of 302)"),
        ],
    )
    def test_no_figure_is_cut_off(
        self, council: Path, monkeypatch: pytest.MonkeyPatch, width: int, command: tuple[str, ...], as_at: str, figure: str
    ) -> None:
        """Figures, keys and headings are whole on 80 columns, also those of twelve months; words go on to the next line."""
        monkeypatch.setattr("csc_indicators.cli.printing.WIDTH_ON_A_PIPE", width)
        answer = run(*command, "--folder", str(council), "--as-at", as_at)

        assert 0 == answer.exit_code
        assert max(map(len, answer.stdout.splitlines())) <= width
        assert "…" not in answer.stdout
        assert figure in answer.stdout
