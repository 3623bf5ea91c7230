"""The example council: its figures are those the committee was shown, and they come of counting its rows."""

import hashlib
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from csc_indicators import ENGLAND_AND_WALES, Result, Status, Tally, WorkingDays, southend
from csc_indicators.example_council import Row, conference_rows, period_of_care_rows, visit_rows, write_example_council
from csc_indicators.made_up_council import made_up_council
from csc_indicators.readers.csv_file import read_csv
from csc_indicators.readers.standard_safeguarding_dataset import COLUMNS
from csc_indicators.reasons.delay import LATE_CONFERENCE, LATE_VISIT
from csc_indicators.records.constraints import constraint_faults
from csc_indicators.records.intake import Intake
from csc_indicators.records.tables import TABLES
from csc_indicators.results.series import Gathered, Snapshot

JULY, SEPTEMBER, OCTOBER = "2018-07-31", "2018-09-30", "2018-10-31"

#: Proves that every version of Python writes the same files. A figure that moves with these is a change to be noted.
SHA256 = {
    "conferences.csv": "223bb7fa811227f13795401c6c535baa13fbda79f0bce50d31a36ac1903a06ff",
    "periods_of_care.csv": "20f65446238f828c179df68c7f0722ef13187ff78e7c9e41dcf19f2b92a43c51",
    "visits.csv": "9c2beb98e55f25f661f26e55e4b95424002f76360d600ee0df96ffeee2e85805",
    "referrals.csv": "4e5bcacad46016660993267fe5e14b822d63b250c93986355cd461bd3bb9be1c",
    "need_episodes.csv": "264faaa0a4e4f73a2ef15ab37b63a6d3ffedc04b8341c28608db134c97eddcca",
    "assessments.csv": "ad13518aca8e467a6c4a3c25b3e5c8e1c2c619e494f0c52e0920661c99d44687",
    "section_47_enquiries.csv": "dab25496adf803a6143bbe5b45c5a42211962838fec6a9a857489b01bcdc9f36",
    "plans.csv": "0f6800148b62a692e5b4ae5d2cc2fa520802d28a7e915226722dec962db5200d",
    "plan_reviews.csv": "30076a0cec8a305a1a5898ec23763175183f5c69e75b91405363495a4bf4b37d",
    "plan_visits.csv": "fede21945017de0a1f14bc2ddbb84f86d3366e6e9dc28ddf5e07b10cb5ec504b",
    "core_groups.csv": "90a0759ba88c0752014e0dbc1e191d8811e3e138991fab42831dc6fc3364c24b",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the council's files."""
    folder = tmp_path_factory.mktemp("council")
    write_example_council(folder)
    return folder


@pytest.fixture
def changeable(tmp_path: Path) -> Path:
    """A folder with the council's files that one test may change."""
    write_example_council(tmp_path)
    return tmp_path


def cp_3_10(folder: Path, as_at: str, **asked: Any) -> Result[Gathered]:
    """CP 3.10 of the files."""
    conferences = read_csv(folder / "conferences.csv", table="conferences")
    return southend.CP_3_10.compute(conferences, as_at=as_at, columns=COLUMNS, date_format="dd/mm/yyyy", **asked)


def cp_1_4(folder: Path, as_at: str, **asked: Any) -> Result[Snapshot]:
    """CP 1.4 of the files."""
    return southend.CP_1_4.compute(
        periods_of_care=read_csv(folder / "periods_of_care.csv", table="periods_of_care"),
        visits=read_csv(folder / "visits.csv", table="visits"),
        as_at=as_at,
        columns=COLUMNS,
        date_format="dd/mm/yyyy",
        **asked,
    )


class TestTheFigures:
    @pytest.mark.parametrize(
        ("as_at", "tally", "percentage", "shortfall"), [(JULY, Tally(71, 114), "62.3", "27.7"), (SEPTEMBER, Tally(120, 175), "68.6", "21.4")]
    )
    def test_cp_3_10(self, folder: Path, as_at: str, tally: Tally, percentage: str, shortfall: str) -> None:
        """CP 3.10 is what the committee was shown."""
        result = cp_3_10(folder, as_at)

        assert (tally, Decimal(percentage), Decimal(shortfall)) == (result.tally, result.percentage, result.shortfall)

    @pytest.mark.parametrize(
        ("as_at", "tally", "percentage", "shortfall"), [(JULY, Tally(234, 294), "79.6", "15.4"), (SEPTEMBER, Tally(278, 302), "92.1", "2.9")]
    )
    def test_cp_1_4(self, folder: Path, as_at: str, tally: Tally, percentage: str, shortfall: str) -> None:
        """CP 1.4 is what the committee was shown."""
        result = cp_1_4(folder, as_at)

        assert (tally, Decimal(percentage), Decimal(shortfall)) == (result.tally, result.percentage, result.shortfall)

    def test_every_month_of_cp_3_10(self, folder: Path) -> None:
        """The year to date rises month by month."""
        expected = ["57.7", "59.6", "60.5", "62.3", "66.2", "68.6"]

        assert expected == [str(point.tally.percentage(1)) for point in cp_3_10(folder, SEPTEMBER).series]

    def test_every_month_of_cp_1_4(self, folder: Path) -> None:
        """The months between those that were shown are plausible."""
        expected = ["80.1", "81.7", "81.1", "79.6", "86.2", "92.1"]

        assert expected == [str(point.tally.percentage(1)) for point in cp_1_4(folder, SEPTEMBER).series]

    @pytest.mark.parametrize(("as_at", "expected"), [(JULY, Tally(226, 294)), (SEPTEMBER, Tally(273, 302))])
    def test_what_was_known_by_the_months_end_is_lower(self, folder: Path, as_at: str, expected: Tally) -> None:
        """Visits made in time and recorded later lower the figure as it was known, and explain it."""
        result = cp_1_4(folder, as_at)
        known = cp_1_4(folder, as_at, known_on=as_at)
        late_recording = {reason.code: count for reason, count in known.late_by_reason.items()}["R10"]

        assert expected == known.tally
        assert result.tally.numerator - known.tally.numerator == late_recording

    @pytest.mark.parametrize(("reading", "july", "september"), [("42_calendar_days", 234, 271), ("30_working_days_in_this_period_of_care", 234, 278)])
    def test_the_rival_readings_of_cp_1_4(self, folder: Path, reading: str, july: int, september: int) -> None:
        """Six weeks are 30 working days in July and fewer in September, after the bank holiday; no visit was before its period of care."""
        expected = (Tally(july, 294), Tally(september, 302))

        assert expected == (cp_1_4(folder, JULY, reading=reading).tally, cp_1_4(folder, SEPTEMBER, reading=reading).tally)


class TestTheFiguresAreCounted:
    def test_one_conference_held_late_moves_cp_3_10(self, changeable: Path) -> None:
        """A conference in time that is moved past its due date takes one from the numerator."""
        in_time = next(row for row in conference_rows() if row["icpc_icpc_date"].endswith("/04/2018") and not is_late(row))

        change(changeable / "conferences.csv", in_time, icpc_icpc_date="31/07/2018")

        assert (Tally(70, 114), Decimal("61.4")) == (cp_3_10(changeable, JULY).tally, cp_3_10(changeable, JULY).percentage)

    def test_one_visit_made_earlier_moves_cp_1_4(self, changeable: Path) -> None:
        """A child's only visit in the window, moved to the day before the window, takes one from the numerator."""
        in_window = [row for row in visit_rows() if date(2018, 8, 16) <= day(row["clav_cla_visit_date"]) <= date(2018, 9, 30)]
        visits_to = Counter(row["clav_person_id"] for row in in_window)
        only = next(row for row in in_window if visits_to[row["clav_person_id"]] == 1 and cared_for_throughout(row["clav_person_id"]))

        change(changeable / "visits.csv", only, clav_cla_visit_date="15/08/2018")

        assert (Tally(277, 302), Decimal("91.7")) == (cp_1_4(changeable, SEPTEMBER).tally, cp_1_4(changeable, SEPTEMBER).percentage)

    def test_every_conference_is_a_case(self, folder: Path) -> None:
        """Each row of the conferences has one status, and those that count make up the denominator."""
        result = cp_3_10(folder, SEPTEMBER)
        statuses = Counter(case.status for case in result.cases)

        assert list(range(1, len(conference_rows()) + 1)) == [case.row for case in result.cases]
        assert {Status.IN_TIME: 120, Status.LATE: 55, Status.WAITING: 11, Status.OVERDUE: 4, Status.EXCLUDED: 25} == statuses
        assert (Tally(120, 120 + sum(result.late_by_reason.values())), ()) == (result.tally, result.notes)

    def test_every_period_of_care_and_visit_is_used(self, folder: Path) -> None:
        """Each period of care is a case, or goes on from the row before it, and every visit is to a child with one."""
        result = cp_1_4(folder, SEPTEMBER)
        rows = period_of_care_rows()
        goes_on = [row["clae_cla_episode_start_date"] == before["clae_cla_episode_ceased_date"] for before, row in pairwise(rows)]
        starts = [number for number, touches in enumerate([False, *goes_on], start=1) if not touches]
        statuses = Counter(case.status for case in result.cases)

        assert 8 == len(rows) - len(starts)
        assert starts == sorted(case.row for case in result.cases)
        assert {Status.IN_TIME: 278, Status.LATE: 24, Status.EXCLUDED: 62} == statuses
        assert (Tally(278, 278 + sum(result.late_by_reason.values())), ()) == (result.tally, result.notes)


class TestTheConferences:
    def test_target_dates_are_the_librarys_due_dates(self, folder: Path) -> None:
        """The target date in the file is the due date that the library judges by."""
        targets = [day(row["icpc_icpc_target_date"]) for row in conference_rows()]
        judged = [(targets[case.row - 1], case.due) for case in cp_3_10(folder, OCTOBER).cases]

        assert targets == [WorkingDays(15).due(day(row["s47e_s47_start_date"])) for row in conference_rows()]
        assert all(target == due for target, due in judged)

    def test_a_family_of_three_is_conferenced_on_day_16(self, folder: Path) -> None:
        """A strategy discussion on Saturday 1 September 2018 was due on the 21st; on Monday the 24th three children were one working day late."""
        family = [case for case in cp_3_10(folder, SEPTEMBER).cases if case.start == date(2018, 9, 1)]

        assert 3 == len(family)
        assert 1 == len({case.family for case in family})
        assert {(date(2018, 9, 21), date(2018, 9, 24), 1)} == {(case.due, case.happened, case.working_days_late) for case in family}
        assert 16 == ENGLAND_AND_WALES.between(date(2018, 9, 1), date(2018, 9, 24))

    def test_what_is_overdue_at_30_september(self, folder: Path) -> None:
        """Two children are overdue and still not conferenced a month later, and two of a family are conferenced late in October."""
        overdue = {case.child: case.family for case in cp_3_10(folder, SEPTEMBER).overdue}
        still = {case.child for case in cp_3_10(folder, OCTOBER).overdue}
        later = [case for case in cp_3_10(folder, OCTOBER).cases.of(Status.LATE) if case.child in overdue]

        assert (4, 2) == (len(overdue), len(still & set(overdue)))
        assert [(date(2018, 10, 22), 19)] * 2 == [(case.happened, case.working_days_late) for case in later]
        assert 1 == len({case.family for case in later})

    def test_conferences_of_march_do_not_count(self, folder: Path) -> None:
        """Three children were conferenced in the year before, one in time and a family of two late."""
        before = [case for case in cp_3_10(folder, SEPTEMBER).cases if case.happened is not None and case.happened < date(2018, 4, 1)]

        assert [Status.EXCLUDED] * 3 == [case.status for case in before]

    def test_days(self) -> None:
        """Conferences are on working days after the strategy discussion; a few discussions are on a Saturday; recording follows the conference."""
        rows = conference_rows()
        held = [row for row in rows if row["icpc_icpc_date"]]
        weekdays = Counter(day(row["s47e_s47_start_date"]).weekday() for row in rows)

        assert all(ENGLAND_AND_WALES.is_working_day(day(row["icpc_icpc_date"])) for row in held)
        assert all(day(row["s47e_s47_start_date"]) < day(row["icpc_icpc_date"]) for row in held)
        assert all(day(row["icpc_icpc_date"]) <= day(row["recorded"]) <= date(2018, 10, 31) for row in held)
        assert (11, 0) == (weekdays[5], weekdays[6])

    def test_children_of_a_family_share_the_meeting(self) -> None:
        """All but the ids of the row and the child are the same for the children of one meeting."""
        shared = {tuple(value for name, value in row.items() if name not in {"icpc_icpc_id", "icpc_person_id"}) for row in conference_rows()}

        assert len({row["icpc_icpc_meeting_id"] for row in conference_rows()}) == len(shared)

    def test_reasons(self) -> None:
        """Only what is late has a reason, a code of the taxonomy that may be chosen, and a few have none."""
        given = {row["reason"] for row in conference_rows() if not is_late(row)}
        late = Counter(row["reason"] for row in conference_rows() if is_late(row))
        selectable = {reason.code for reason in LATE_CONFERENCE if reason.selectable}

        assert {""} == given
        assert set(late) - {""} <= selectable
        assert 0 < late[""] < 10


class TestTheVisits:
    @pytest.mark.parametrize(("as_at", "unexplained"), [(JULY, 4), (SEPTEMBER, 2)])
    def test_nearly_every_breach_is_explained(self, folder: Path, as_at: str, unexplained: int) -> None:
        """The next visit says why a child had not been seen, but for a few without one or without a reason."""
        codes = {reason.code: count for reason, count in cp_1_4(folder, as_at).late_by_reason.items()}

        assert unexplained == codes["Z90"]
        assert "R10" not in codes

    def test_some_are_too_new_to_be_counted(self, folder: Path) -> None:
        """Some children have been in care for fewer than 5 working days at the month's end."""
        too_new = [case for case in cp_1_4(folder, JULY).cases if case.because == "has not lasted long enough to be counted"]

        assert 2 == len(too_new)

    def test_every_visit_is_made_and_recorded_while_it_could_be(self) -> None:
        """Visits are on working days and are recorded on or after the day, by the day of the extract."""
        days = [(day(row["clav_cla_visit_date"]), day(row["recorded"])) for row in visit_rows()]

        assert all(ENGLAND_AND_WALES.is_working_day(visited) for visited, _ in days)
        assert all(visited <= recorded <= date(2018, 10, 31) for visited, recorded in days)

    def test_late_recording_is_the_reason_given_for_it(self) -> None:
        """A visit has the reason for late recording exactly when it was recorded after the end of its month."""
        rows = visit_rows()
        recorded_late = [row["clav_cla_visit_date"][3:] != row["recorded"][3:] for row in rows]
        selectable = {reason.code for reason in LATE_VISIT if reason.selectable}

        assert recorded_late == [row["reason"] == "R10" for row in rows]
        assert {row["reason"] for row in rows} - {""} <= selectable


class TestTheFiles:
    def test_they_are_the_same_everywhere(self, folder: Path) -> None:
        """Every version of Python on every system writes the same bytes."""
        assert SHA256 == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in SHA256}

    def test_they_are_the_same_every_time(self, folder: Path, changeable: Path) -> None:
        """Two calls write the same bytes."""
        assert [(folder / name).read_bytes() for name in SHA256] == [(changeable / name).read_bytes() for name in SHA256]

    def test_they_hold_the_rows(self, folder: Path) -> None:
        """Each file is its rows under a header."""
        for name, rows in zip(SHA256, (conference_rows(), period_of_care_rows(), visit_rows()), strict=False):
            columns = {column: [row[column] for row in rows] for column in rows[0]}

            assert columns == read_csv(folder / name, table=name)

    def test_the_folder_is_made(self, tmp_path: Path) -> None:
        """A folder that is not there is made, and the paths written are given back."""
        folder = tmp_path / "of" / "ours"

        assert tuple(folder / name for name in SHA256) == write_example_council(folder)
        assert sorted(SHA256) == sorted(path.name for path in folder.iterdir())

    @pytest.mark.parametrize("name", SHA256)
    def test_nothing_is_overwritten(self, tmp_path: Path, name: str) -> None:
        """A file that is there is named in the error and kept, and no other is written."""
        (tmp_path / name).write_text("ours", encoding="utf-8")

        with pytest.raises(FileExistsError, match=name):
            write_example_council(tmp_path)

        assert {name: "ours"} == {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}

    def test_the_folder_is_small(self, folder: Path) -> None:
        """All the files together are less than half a megabyte."""
        assert sum(path.stat().st_size for path in folder.iterdir()) < 500_000


class TestTheMadeUpTables:
    """The files without published figures are those of a made-up council on the day of the extract."""

    COUNCIL = made_up_council(children=6_000, first_year=2014, years=5, seed=2012, extracted=date(2018, 10, 31))
    NAMES = [name for name in COUNCIL if f"{name}.csv" in SHA256 and name not in {"conferences", "periods_of_care", "visits"}]

    def test_which(self) -> None:
        """Every table that the made-up council has is there, three of them with Southend's figures instead."""
        assert {f"{name}.csv" for name in self.COUNCIL} == set(SHA256)
        assert 8 == len(self.NAMES)

    @pytest.mark.parametrize("name", NAMES)
    def test_they_hold_the_rows(self, folder: Path, name: str) -> None:
        """Each file has the made-up council's columns and rows: days as dd/mm/yyyy, flags as Yes and No, children and families in letters too."""
        expected = {column: [written(column, value) for value in values.tolist()] for column, values in self.COUNCIL[name].items()}

        assert expected == read_csv(folder / f"{name}.csv", table=name)

    @pytest.mark.parametrize("name", NAMES)
    def test_the_library_finds_no_fault(self, folder: Path, name: str) -> None:
        """Read with the library's own names, no row breaks a constraint."""
        table = next(table for table in TABLES if table.name == name)
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=LATE_CONFERENCE, date_format="dd/mm/yyyy")
        columns = {column: values for column, values in read_csv(folder / f"{name}.csv", table=name).items() if column != "team"}
        constraint_faults(intake, intake.read(table, columns, {}))

        assert [] == intake.faults

    def test_their_children_are_others(self, folder: Path) -> None:
        """No child of these files is in the files with published figures."""
        made_up = {child for name in self.NAMES for child in read_csv(folder / f"{name}.csv", table=name)["child"]}
        published = {row["icpc_person_id"] for row in conference_rows()} | {row["clae_person_id"] for row in period_of_care_rows()}

        assert set() == made_up & published

    def test_what_is_there_to_be_seen(self, folder: Path) -> None:
        """There is something to count in each: open cases, a child not born yet, long plans, and core groups still to be held."""
        files = {name: read_csv(folder / f"{name}.csv", table=name) for name in self.NAMES}

        assert "" in files["need_episodes"]["end"]
        assert any(files["referrals"]["expected_date_of_birth"])
        assert {"Yes", "No"} == set(files["referrals"]["no_further_action"])
        assert {"0", "1"} <= set(files["plans"]["previous_plans"])
        assert all("" in files[name][column] for name, column in (("plans", "end"), ("assessments", "authorised"), ("core_groups", "core_group")))


def written(column: str, value: Any) -> str:
    """A value of the made-up council as the files have it."""
    if column in {"child", "family"}:
        return {"child": "C-", "family": "F-"}[column] + str(value).rjust(5, "0")
    if value is None:
        return ""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else {True: "Yes", False: "No"}[value] if type(value) is bool else str(value)


def day(text: str) -> date:
    """The day a file writes as dd/mm/yyyy."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2]))


def is_late(row: Row) -> bool:
    """Whether a conference was, or on the day of the extract is, after its target date."""
    return day(row["icpc_icpc_date"] or "31/10/2018") > day(row["icpc_icpc_target_date"])


def cared_for_throughout(child: str) -> bool:
    """Whether a child has one period of care, from before August until now."""
    periods = [row for row in period_of_care_rows() if row["clae_person_id"] == child]
    return len(periods) == 1 and not periods[0]["clae_cla_episode_ceased_date"] and day(periods[0]["clae_cla_episode_start_date"]) < date(2018, 8, 1)


def change(path: Path, row: Row, **values: str) -> None:
    """Write other *values* into the one line of a file that is *row*."""
    text = path.read_text(encoding="utf-8")
    line = f"{','.join(row.values())}\n"
    assert 1 == text.count(line)

    path.write_text(text.replace(line, f"{','.join((row | values).values())}\n"), encoding="utf-8")
