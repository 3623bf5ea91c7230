"""
No message, repr, log or exception chain contains a value from a child's record.

Records full of one conspicuous text are put through everything that can fail or be printed, and the text must not come out.
"""

import logging
import pickle
import re
import traceback
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pandas as pd
import pytest
from click.testing import CliRunner

from csc_indicators import IN_MONTH, Fault, FaultyRecords, Month, Result, UnknownName, southend
from csc_indicators.cli import cli
from csc_indicators.publication.charts.pareto import pareto
from csc_indicators.publication.disclosure.ledger import Ledger
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS
from csc_indicators.publication.publishing import enter, publish
from csc_indicators.readers.csv_file import read_csv
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.report import report, revisions_report

CANARY = "Ada Canary"
DAY = date(2018, 7, 2)
LATER = date(2018, 8, 31)
SECRETS = (CANARY, "Canary", "2018-07-02", "02/07/2018", "date(2018, 7, 2)", "2018-08-31", "date(2018, 8, 31)")

FAULTY: list[dict[str, Any]] = [
    {"child": [CANARY], "strategy_discussion": [CANARY], "conference": [None]},
    {"child": [CANARY, CANARY], "strategy_discussion": [DAY, DAY], "conference": [LATER, LATER]},
    {"child": [CANARY], "strategy_discussion": [DAY], "conference": [LATER], "reason": [CANARY]},
    {"child": [CANARY], "strategy_discussion": [object()], "conference": [{CANARY: CANARY}]},
    {"child": [None], "strategy_discussion": ["02/07/2018"], "conference": ["2018-08-31T10:00"]},
    {"child": [CANARY], "strategy_discussion": [DAY]},
    {CANARY: [CANARY], "Ada": [DAY]},
    {"child": [CANARY], "strategy_discussion": ["1018-07-02"], "conference": [LATER]},
]


def everything_said_by(error: BaseException) -> str:
    """The error's message, arguments, pickle, and traceback with all it was caused by, but not the callers' own lines."""
    said = [str(error), repr(error), repr(error.args), repr(pickle.dumps(error))]
    link: BaseException | None = error
    while link is not None:
        said.append("".join(traceback.format_exception_only(link)))
        link = link.__cause__ or link.__context__
    return "\n".join(said)


def assert_silent(text: str) -> None:
    """No secret is in the text."""
    assert [] == [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("columns", FAULTY, ids=range(len(FAULTY)))
@pytest.mark.parametrize("table", [dict, pd.DataFrame])
def test_faults_hold_no_value(columns: dict[str, Any], table: Callable[[Any], Any], caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is wrong with a table, the error and everything it came from are silent on what the table holds."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(FaultyRecords) as caught, warnings.catch_warnings(record=True) as warned:
        southend.CP_3_10.compute(table(columns), as_at="2018-09-30")

    assert_silent(everything_said_by(caught.value))
    assert_silent(caplog.text + "".join(str(warning.message) for warning in warned))


def computed() -> Result[Any]:
    """A result with one breach."""
    columns = {"child": [CANARY], "family": [CANARY], "strategy_discussion": [DAY], "conference": [LATER]}
    return southend.CP_3_10.compute(columns, as_at="2018-09-30")


def test_reprs_hold_no_value() -> None:
    """The repr of a result, of its cases and of each case shows rows, counts and statuses."""
    result = computed()

    assert_silent(f"{result!r} {result.cases!r} {result.breaches!r} {result.cases.judgement!r} {list(result.breaches)!r}")


def test_a_report_names_no_child() -> None:
    """A report and its machine-readable form name rows, and no child or family."""
    result = computed()

    assert CANARY not in f"{attrs.asdict(report(result))} {result_as_dict(result)}"
    assert_silent(repr(report(result)))


#: What names a child, a family and a record; and children who are in no group, in one alone and in one together.
NAMES = ("Ada Canary", "Bo Canary", "Cy Canary", "The Canaries", "Ledger Canary")

LEDGER: dict[str, list[Any]] = {
    "child": ["Ada Canary", "Bo Canary", "Cy Canary", "Cy Canary"],
    "family": ["The Canaries", "The Canaries", "", ""],
    "strategy_discussion": [DAY, DAY, DAY, DAY],
    "conference": [date(2018, 7, 24), None, date(2018, 7, 20), LATER],
    "recorded": [date(2018, 8, 2), DAY, date(2018, 7, 20), date(2018, 9, 2)],
    "record": ["Ledger Canary 1", "Ledger Canary 2", "Ledger Canary 3", "Ledger Canary 3"],
    "team": ["North", "South", "South", "South"],
}

STAYS: dict[str, list[Any]] = {"child": ["Ada Canary", "Bo Canary"], "start": [DAY, DAY], "end": [None, None], "team": ["North", "South"]}
VISITS: dict[str, list[Any]] = {
    "child": ["Ada Canary", "Cy Canary"],
    "visited": [date(2018, 7, 20), DAY],
    "recorded": [date(2018, 8, 20), DAY],
    "record": ["Ledger Canary 1", "Ledger Canary 2"],
}


def everything_of(result: Result[Any]) -> list[str]:
    """Every form a result has that is meant to be printed, logged or sent on, and those of what it is made of."""
    parts = [result, result.series, result.tallies, result.families(), result.influence(), result.interval(), result.standing, result.target]
    parts += [result.notes, result.with_overdue, result.late_by_reason, result.compared_with(result), list(result.tallies)]
    for cases in (result.cases, result.breaches, result.waiting, result.overdue, result.unknown, result.cases_of(result.series[0])):
        parts += [cases, cases.judgement, cases.child, list(cases)]
    forms = [result.to_json(), result._repr_html_(), str(attrs.asdict(report(result))), str(result.columns()), str(result.tallies.as_dict())]
    return [*map(repr, parts), *map(str, parts), *forms, repr(report(result))]


@pytest.mark.parametrize("asked", [{}, {"by": "team"}, {"known_on": "2018-08-31"}, {"accumulation": IN_MONTH}])
def test_a_result_of_events_names_nobody(asked: dict[str, Any]) -> None:
    """In no form of a result is a child, a family or a record named, whatever was asked."""
    result = southend.CP_3_10.compute(LEDGER, as_at="2018-09-30", **asked)
    said = [*everything_of(result), repr(report(result, since=Month(2018, 7))), str(attrs.asdict(report(result, since=Month(2018, 7))))]

    assert [] == [name for name in NAMES if any(name in text for text in said)]
    assert {"Ada Canary", "Cy Canary", "Bo Canary"} == set(result.cases.columns()["child"].tolist())


@pytest.mark.parametrize("asked", [{}, {"by": "team"}, {"known_on": "2018-07-31"}])
def test_a_result_of_states_names_nobody(asked: dict[str, Any]) -> None:
    """Nor in a snapshot's; a visit to somebody who is not in care is noted by its row."""
    result = southend.CP_1_4.compute(periods_of_care=STAYS, visits=VISITS, as_at="2018-09-30", **asked)

    assert [] == [name for name in NAMES if any(name in text for text in everything_of(result))]
    assert any("visits, row 2: of nobody in periods_of_care" in note for note in result.notes)


def test_revisions_name_nobody() -> None:
    """Nor in any form of what figures were as first published and later."""
    of_events = southend.CP_3_10.revisions(LEDGER, as_at="2018-09-30")
    of_states = southend.CP_1_4.revisions(periods_of_care=STAYS, visits=VISITS, as_at="2018-09-30")
    for made in (of_events, of_states):
        assert list(made)
        said = f"{made!r} {made} {list(made)} {[str(change) for change in made]} {made.columns()} {attrs.asdict(revisions_report(made))}"
        assert [] == [name for name in NAMES if name in said]


@pytest.mark.parametrize("name", ["child", "family", "record", "person_id", "squad"])
def test_groups_are_not_people(name: str) -> None:
    """Labels of groups are printed, so a column that names children, families or records is refused as one of groups, by whatever name it goes."""
    columns = {**LEDGER, "person_id": LEDGER["child"]}
    with pytest.raises(UnknownName) as caught:
        southend.CP_3_10.compute(columns, as_at="2018-09-30", by=name, columns={"child": "person_id", "squad": "person_id"})

    assert_silent(everything_said_by(caught.value))


@pytest.mark.parametrize(
    "wrong",
    [
        {"recorded": [DAY] * 4},
        {"recorded": [None] * 4},
        {"record": ["Ledger Canary 3"] * 4},
        {"child": ["Ada Canary"] * 4, "conference": [LATER] * 4, "record": ["", "", "", ""]},
        {"deleted": ["Canary", "yes", "no", ""]},
        {"deleted": ["yes", "no", "no", "no"]},
        {"team": ["Ada Canary", "ada canary", "", ""]},
        {"reason": ["Canary", "", "", ""]},
        {"child": ["", "Ada Canary", None, ""]},
    ],
)
def test_faults_of_a_ledger_hold_no_value(wrong: dict[str, list[Any]]) -> None:
    """What is wrong with entries, with groups or with what was recorded when is said by column and row, to whoever asks for a figure or revisions."""
    with pytest.raises(FaultyRecords) as caught:
        southend.CP_3_10.compute({**LEDGER, **wrong}, as_at="2018-09-30", known_on="2018-09-30", by="team")
    said = everything_said_by(caught.value)

    assert [] == [name for name in (*NAMES, "canary") if name in said]
    assert all(fault.rows or fault.column for fault in caught.value.faults)


@pytest.mark.parametrize("command", ["report", "revisions"])
@pytest.mark.parametrize("more", [(), ("--json",), ("--by", "team"), ("--by", "child"), ("--column", "conferences.child=family"), ("--reading", "x")])
def test_the_command_line_names_nobody(command: str, more: tuple[str, ...], tmp_path: Path) -> None:
    """Neither what it prints nor what it says names anybody, whether or not the question can be answered."""
    path = tmp_path / "conferences.csv"
    rows = [LEDGER, *([value if value is not None else "" for value in row] for row in zip(*LEDGER.values(), strict=True))]
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    answer = CliRunner().invoke(cli, [command, "CP 3.10", "--conferences", str(path), "--as-at", "2018-09-30", *more], catch_exceptions=False)

    assert answer.output
    assert [] == [name for name in NAMES if name in answer.output.replace("\n", " ")]


class TestNoFormNamesAnybody:
    """Sentinels in every column that can hold one come out of nothing but the cases themselves."""

    CHILD, FAMILY, RECORD, TEAM = "Sentinel Child", "Sentinel Family", "Sentinel Record", "North"

    def conferences(self) -> dict[str, list[Any]]:
        """One conference in time, one late, one overdue and one that cannot be judged, in a ledger."""
        return {
            "child": [f"{self.CHILD} {n}" for n in range(4)],
            "family": [self.FAMILY, self.FAMILY, f"{self.FAMILY} 2", ""],
            "record": [f"{self.RECORD} {n}" for n in range(4)],
            "strategy_discussion": ["2018-07-02", "2018-07-02", "2018-07-02", None],
            "conference": ["2018-07-10", "2018-08-20", None, "2018-08-20"],
            "recorded": ["2018-07-10", "2018-09-03", "2018-07-03", "2018-08-20"],
            "team": [self.TEAM] * 4,
        }

    def test_of_a_result(self) -> None:
        """Reprs, text, HTML, the report, JSON, tables and notes name rows and groups, and nobody."""
        result = southend.CP_3_10.compute(self.conferences(), as_at="2018-09-30", by="team")
        said = [
            *(
                write(value)
                for value in (result, result.cases, result.breaches, result.tallies, result.series, result.tally)
                for write in (repr, str)
            ),
            *(repr(case) for case in result.cases),
            repr(result.influence()),
            str(result.influence()),
            repr(result.families()),
            result._repr_html_(),
            repr(attrs.asdict(report(result))),
            result.to_json(),
            repr(result.columns()),
            result.to_frame("polars").write_csv(),
            " ".join(result.notes),
        ]

        assert 4 == len(result.cases)
        assert result.notes
        assert [] == [text for text in said if "Sentinel" in text]
        assert self.TEAM in result.to_json()

    def test_of_revisions(self) -> None:
        """So do figures as first published and later."""
        made = southend.CP_3_10.revisions(self.conferences(), as_at="2018-09-30")
        said = [repr(made), str(made), repr(list(made)), repr(made.columns()), repr(attrs.asdict(revisions_report(made)))]

        assert list(made)
        assert [] == [text for text in said if "Sentinel" in text]

    def test_of_a_snapshot(self) -> None:
        """So does a snapshot, with visits to somebody who is not in care."""
        care = {"child": [self.CHILD], "start": ["2018-01-02"], "end": [None]}
        visits = {"child": [self.FAMILY], "visited": ["2018-07-20"], "record": [self.RECORD], "recorded": ["2018-07-21"]}
        result = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at="2018-07-31")

        assert "of nobody in periods_of_care" in " ".join(result.notes)
        assert "Sentinel" not in f"{result!r}{result.to_json()}{result._repr_html_()}{result.notes}{attrs.asdict(report(result))}"

    @pytest.mark.parametrize(
        "changed",
        [
            {"team": ["Sentinel team", "sentinel team", "", ""]},
            {"record": ["Sentinel Record"] * 4},
            {"recorded": ["2018-07-09"] * 4},
            {"reason": ["Sentinel Reason"] * 4},
            {"deleted": ["Sentinel", "yes", "", ""]},
            {"family": ["Sentinel Family"]},
        ],
    )
    def test_of_a_fault(self, changed: dict[str, list[str]]) -> None:
        """A fault names columns and rows, whatever is in them; a group whose label is written in two ways too."""
        with pytest.raises(FaultyRecords) as caught:
            southend.CP_3_10.compute(self.conferences() | changed, as_at="2018-09-30", by="team")

        assert "sentinel" not in everything_said_by(caught.value).casefold()

    @pytest.mark.parametrize("by", ["child", "family", "record", "recorded", "reason"])
    def test_nobody_is_a_group(self, by: str) -> None:
        """Labels of groups are printed, so what names people or records is never one."""
        with pytest.raises(UnknownName) as caught:
            southend.CP_3_10.compute(self.conferences(), as_at="2018-09-30", by=by)

        assert "Sentinel" not in everything_said_by(caught.value)


def test_a_due_date_outside_the_calendar_names_no_date() -> None:
    """A due date past the calendar's end is refused without saying which date it follows from."""
    columns = {"child": [CANARY], "strategy_discussion": [date(2053, 12, 29)], "conference": [None]}
    with pytest.raises(ValueError, match="outside the calendar") as caught:
        southend.CP_3_10.compute(columns, as_at="2053-12-31")

    assert "2053-12-29" not in everything_said_by(caught.value)


def test_a_file_that_cannot_be_read_shows_nothing(tmp_path: Path) -> None:
    """A ragged file, and one in another encoding, are refused without a word of what is in them."""
    ragged, latin = tmp_path / "ragged.csv", tmp_path / "latin.csv"
    ragged.write_text(f"child,child\n{CANARY},2018-07-02,x\n", encoding="utf-8")
    latin.write_bytes(f"child\n{CANARY} é\n".encode("cp1252"))

    for path in (ragged, latin):
        with pytest.raises(FaultyRecords) as caught:
            read_csv(path, table="conferences")
        assert_silent(everything_said_by(caught.value))


def test_faults_survive_pickling() -> None:
    """An error sent between processes arrives with its faults."""
    error = FaultyRecords([Fault("conferences", "child", "no value", "Give one", (2,))])

    assert error.faults == pickle.loads(pickle.dumps(error)).faults  # noqa: S301


def test_no_answer_and_no_release_holds_a_value(tmp_path: Path) -> None:
    """What is answered, published, drawn and entered in the ledger holds no name, no day of a child and no word of a comment."""
    late = {"child": [f"{CANARY} {at}" for at in range(60)], "strategy_discussion": [DAY] * 60, "conference": [date(2018, 8, 29)] * 60}
    why = {"reason": ["Z80"] * 60, "contributory_reasons": ["A20"] * 60, "comment": [CANARY] * 60, "family": [CANARY] * 60}
    result = southend.CP_3_10.compute({**late, **why}, as_at="2018-09-30")
    said = [str(result.answer()), result.answer().html(), result.answer().markdown(), repr(result.reasons()), pareto(result).alternative]
    for policy in (THE_DEPARTMENTS, MIDPOINT_6, ROUNDED_TO_5):
        path = tmp_path / policy.id
        published = publish(result, policy, ledger=Ledger(), with_reasons=True)
        enter(published, path, date(2018, 10, 10), new=True)
        said += [str(published.answer()), repr(published), repr(published.releases), path.read_text(encoding="utf-8")]

    assert_silent("\n".join(said))
    assert not re.search(r"2018-08-29|29 Aug|date\(2018, 8, 29\)", "\n".join(said))
