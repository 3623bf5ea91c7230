"""A publication is entered in the ledger: exact counts are audited once more with all that is in it, coarse ones are not. (DC4.)"""

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from csc_indicators import ROLLING_12_MONTHS, Result, UnsafeRelease, southend
from csc_indicators.publication.disclosure.ledger import Entry, Ledger, read_ledger
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS, Policy
from csc_indicators.publication.publishing import Publication, enter, publish

#: Children of one month's conferences by what came of them: in time, or late for a reason.
Month = dict[str, int]


def of_months(*counts: Month, rolling: bool = False) -> Result[Any]:
    """CP 3.10 of made-up months from April 2018."""
    rows: list[tuple[str | None, str, str]] = []
    for month, of in enumerate(counts, start=4):
        started, in_time, late = f"2018-{month:02}-02", f"2018-{month:02}-10", f"2018-{month:02}-27"
        rows += [(started, in_time, "")] * of.get("in time", 0) + [(None, late, "")] * of.get("unknown", 0)
        rows += [(started, late, reason) for reason in ("A20", "F10", "F40", "P10", "") for _ in range(of.get(reason, 0))]
    columns = dict(zip(("strategy_discussion", "conference", "reason"), map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    empty: dict[str, list[Any]] = {"strategy_discussion": [], "conference": [], "reason": []}
    last = {4: 30, 5: 31, 6: 30, 7: 31}[3 + len(counts)]
    gathered = ROLLING_12_MONTHS if rolling else None
    return southend.CP_3_10.compute(
        {"child": list(range(len(rows))), **(columns or empty)}, as_at=f"2018-{3 + len(counts):02}-{last}", accumulation=gathered
    )


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


class TestOtherFiguresOfTheSameChildren:
    """What could be subtracted from what was published before is refused: another window, another indicator, another day, another draft."""

    MONTHS = ({"in time": 30, "A20": 12}, {"in time": 20, "A20": 10})

    def test_a_rolling_year_is_another_window_every_month(self) -> None:
        """Two rolling years differ by a month that came and one that went, so exact counts of both are refused."""
        ledger = in_memory(publish(of_months(self.MONTHS[0], rolling=True), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False))
        with pytest.raises(UnsafeRelease, match="another stretch of days"):
            publish(of_months(*self.MONTHS, rolling=True), THE_DEPARTMENTS, ledger=ledger, with_reasons=False)

    def test_another_indicator_of_the_same_records(self) -> None:
        """The national indicator counts the same conferences, and would tell in August what was held back."""
        ledger = in_memory(publish(of_months(self.MONTHS[0]), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False))
        twin = attrs.evolve(of_months(*self.MONTHS), indicator="england.icpc_within_15_working_days")
        with pytest.raises(UnsafeRelease, match="another figure"):
            publish(twin, THE_DEPARTMENTS, ledger=ledger, with_reasons=False)

    def test_two_drafts_of_one_ledger(self, tmp_path: Path) -> None:
        """A draft by another policy is refused when it is entered after the first."""
        one, other = (publish(of_months(*self.MONTHS), policy, ledger=Ledger(), with_reasons=False) for policy in (THE_DEPARTMENTS, ROUNDED_TO_5))
        enter(one, tmp_path / "ledger", date(2018, 6, 10), new=True)
        with pytest.raises(UnsafeRelease, match="another policy"):
            enter(other, tmp_path / "ledger", date(2018, 6, 10))

    def test_overdue_on_two_days_of_a_month(self) -> None:
        """What is overdue is a state, published for one day a month."""
        result = of_months(*self.MONTHS)
        ledger = in_memory(publish(result, THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False))
        with pytest.raises(UnsafeRelease, match="another day of this month"):
            publish(attrs.evolve(result, as_at=date(2018, 5, 30)), THE_DEPARTMENTS, ledger=ledger, with_reasons=False)


class TestCoarseCountsAndTheTarget:
    """Counts so coarse that the true figure may be on either side of the target do not say that it is met or missed."""

    @pytest.mark.parametrize(("in_time", "late", "told"), [(25, 6, None), (120, 55, False), (300, 7, True)])
    def test_met_or_missed(self, in_time: int, late: int, told: bool | None) -> None:
        """It is told where both ends of what is possible agree."""
        of = publish(of_months({"in time": in_time, "A20": late}), MIDPOINT_6, ledger=Ledger(), with_reasons=True).account

        assert told is of.meets
        assert (told is None) == (of.shortfall is None)

    def test_what_the_council_had_to_do_is_its_own(self) -> None:
        """A reason that is put down to the council is told as the council's, whatever heading it stands under in the list."""
        of = publish(of_months({"in time": 40, "F40": 20}), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True).account

        assert [("Something that the council had to do", 20)] == [(why.words, why.count) for why in of.reasons]


def in_memory(published: Publication) -> Ledger:
    """A ledger of one publication."""
    return Ledger(tuple(Entry(at, date(2018, 12, 1), released) for at, (released, _) in enumerate(published.releases, start=1)))
