"""A publication is entered in the ledger: exact counts are audited once more with all that is in it, coarse ones are not. (DC4.)"""

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from csc_indicators import Result, UnsafeRelease, southend
from csc_indicators.publication.disclosure.ledger import Ledger, read_ledger
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS, Policy
from csc_indicators.publication.publishing import enter, publish

#: Children of one month's conferences by what came of them: in time, or late for a reason.
Month = dict[str, int]


def of_months(*counts: Month) -> Result[Any]:
    """CP 3.10 of made-up months from April 2018."""
    rows: list[tuple[str | None, str, str]] = []
    for month, of in enumerate(counts, start=4):
        started, in_time, late = f"2018-{month:02}-02", f"2018-{month:02}-10", f"2018-{month:02}-27"
        rows += [(started, in_time, "")] * of.get("in time", 0) + [(None, late, "")] * of.get("unknown", 0)
        rows += [(started, late, reason) for reason in ("A20", "F10", "P10", "") for _ in range(of.get(reason, 0))]
    columns = dict(zip(("strategy_discussion", "conference", "reason"), map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    empty: dict[str, list[Any]] = {"strategy_discussion": [], "conference": [], "reason": []}
    last = {4: 30, 5: 31, 6: 30, 7: 31}[3 + len(counts)]
    return southend.CP_3_10.compute({"child": list(range(len(rows))), **(columns or empty)}, as_at=f"2018-{3 + len(counts):02}-{last}")


class TestEntered:
    """Together with what was published since it was made, a publication gives nothing away, or is refused."""

    def test_what_was_published_in_between(self, tmp_path: Path) -> None:
        """A publication that was made before another was entered is audited with it, and refused."""
        path = tmp_path / "ledger"
        late = publish(of_months({"in time": 30, "A20": 12}, {"in time": 9, "A20": 2}), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False)
        enter(publish(of_months({"in time": 30, "A20": 12}), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False), path, date(2018, 5, 10), new=True)
        with pytest.raises(UnsafeRelease, match="The change since 2018-04-30"):
            enter(late, path, date(2018, 6, 10))

    @pytest.mark.parametrize("policy", [MIDPOINT_6, ROUNDED_TO_5])
    def test_coarse_figures_are_entered_unaudited(self, policy: Policy, tmp_path: Path) -> None:
        """A coarse series is entered month after month, also where nothing has changed."""
        path = tmp_path / "ledger"
        for months_so_far in ([{"in time": 30, "A20": 12}], [{"in time": 30, "A20": 12}, {}]):
            ledger = read_ledger(path, new=True)
            enter(publish(of_months(*months_so_far), policy, ledger=ledger, with_reasons=True), path, date(2018, 6, 10), new=True)

        assert 4 == len(read_ledger(path))


def test_a_policy_has_to_be_chosen() -> None:
    """There is no policy and no ledger by default, and none of a policy's own choices has one."""
    with pytest.raises(TypeError, match="missing"):
        publish(of_months({"in time": 30}))  # type: ignore[call-arg]
    assert [] == [field.name for field in attrs.fields(Policy) if field.default is not attrs.NOTHING]
