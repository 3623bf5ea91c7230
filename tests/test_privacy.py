"""
No message, repr, log or exception chain contains a value from a child's record.

Records full of one conspicuous text are put through everything that can fail or be printed, and the text must not come out.
"""

import logging
import pickle
import traceback
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pandas as pd
import pytest

from csc_indicators import Fault, FaultyRecords, Result, southend
from csc_indicators.readers.csv_file import read_csv
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.report import report

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
