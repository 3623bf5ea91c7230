"""What may be published of a result: released counts alone, and nothing that the policy protects. (DC6, DC7, DC8.)"""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import Result, UnsafeRelease, southend
from csc_indicators.publication.disclosure.audit import audit
from csc_indicators.publication.disclosure.ledger import Entry, Ledger, read_ledger
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS, Policy
from csc_indicators.publication.publishing import Publication, enter, publish
from csc_indicators.results.tally import Tally

POLICIES = (THE_DEPARTMENTS, MIDPOINT_6, ROUNDED_TO_5)

policies = st.sampled_from(POLICIES)

#: Children of one month's conferences by what came of them: in time, late for each of four reasons or none, and of an unknown start.
Month = dict[str, int]
months = st.fixed_dictionaries({name: st.integers(0, 14) for name in ("in time", "A20", "F10", "P10", "", "unknown")})


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


def exact_counts_of(published: Publication) -> list[int]:
    """Every count that is shown exactly in any release."""
    cells = (cell.shown for released, _ in published.releases for cell in released.cells)
    return [shown.value for shown in cells if shown.value is not None and shown.lowest == shown.highest]


class TestNothingSmall:
    """No count of 1 to the threshold, and no number made from one, is published."""

    @given(months, policies, st.booleans())
    def test_no_small_count_is_exact(self, month: Month, policy: Policy, with_reasons: bool) -> None:
        """A count shown exactly is 0 or more than the threshold."""
        published = publish(of_months(month), policy, ledger=Ledger(), with_reasons=with_reasons)

        assert [] == [count for count in exact_counts_of(published) if 1 <= count <= policy.threshold]

    @given(months, policies)
    def test_the_account_is_made_of_released_counts(self, month: Month, policy: Policy) -> None:
        """The counts of the account are those of cells, and the percentage is the one that they make."""
        published = publish(of_months(month), policy, ledger=Ledger(), with_reasons=True)
        of, released = published.account, published.releases[0][0]
        cells = {cell.label: cell.shown.value for cell in released.cells}

        assert (cells["In time"], cells["All"], cells["Not in time"]) == (of.figure.in_time, of.figure.counted, of.late)
        assert all(why.count in cells.values() for why in of.reasons)
        if of.figure.percentage is not None:
            decimals = -int(of.figure.percentage.as_tuple().exponent)
            assert of.figure.percentage == Tally(of.figure.in_time or 0, of.figure.counted or 0).percentage(decimals)

    @given(months, policies)
    def test_a_percentage_is_withheld_with_any_of_its_counts(self, month: Month, policy: Policy) -> None:
        """Where the numerator, the complement or the denominator is withheld there is no percentage, no shortfall and nothing that it would take."""
        of = publish(of_months(month), policy, ledger=Ledger(), with_reasons=False).account
        if None in (of.figure.in_time, of.figure.counted, of.late):
            assert (None,) * 5 == (of.figure.percentage, of.shortfall, of.cases_short, of.needed, of.best)

    @given(months, policies)
    def test_parts_add_up_to_their_total(self, month: Month, policy: Policy) -> None:
        """The reasons that are shown, with those shown together, are all that is late."""
        of = publish(of_months(month), policy, ledger=Ledger(), with_reasons=True).account
        if of.reasons:
            assert of.late == sum(why.count or 0 for why in of.reasons) + (of.no_reason or 0)

    @given(months, policies)
    def test_what_is_never_published(self, month: Month, policy: Policy) -> None:
        """No family's influence, no longest delay, nothing recorded late, and no note with rows is in a public account."""
        of = publish(of_months(month), policy, ledger=Ledger(), with_reasons=True).account

        assert (None, None, None, None, ()) == (of.largest_family, of.longest, of.late_recording, of.late_events, of.notes)

    def test_true_counts_have_no_text(self) -> None:
        """A publication's repr, and that of the counts behind it, give none."""
        published = publish(of_months({"in time": 41, "A20": 3, "F10": 29}), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True)
        said = repr(published) + "".join(repr(atoms) for _, atoms in published.releases)

        assert re.findall(r"\b(?:41|29|73|32)\b", said) == []


class TestMonthByMonth:
    """A year is published through a ledger, and together the releases give nothing away."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(months, min_size=3, max_size=3), st.integers(0, 2))
    def test_every_month_passes_the_audit(self, year: list[Month], with_reasons: int) -> None:
        """Whatever the months, each publication is one that the ledger takes: made safe, or withheld."""
        ledger = Ledger()
        shown: list[int] = []
        for at in range(3):
            published = publish(of_months(*year[: at + 1]), THE_DEPARTMENTS, ledger=ledger, with_reasons=at == with_reasons)
            ledger = entered(ledger, published)
            total = published.account.figure.counted
            if total is not None:
                assert all(total == before or total - before > THE_DEPARTMENTS.threshold for before in shown)
                shown.append(total)

    def test_a_change_of_five_is_held_back(self, tmp_path: Path) -> None:
        """Five more late since the last release withhold the figure, the office is told why, and the public is not told which."""
        first, more = {"in time": 30, "A20": 12}, {"in time": 20, "A20": 5}
        path = tmp_path / "ledger"
        enter(publish(of_months(first), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False), path, date(2018, 5, 10), new=True)
        published = publish(of_months(first, more), THE_DEPARTMENTS, ledger=read_ledger(path), with_reasons=False)

        assert None is published.account.figure.counted
        assert "Not in time" in published.held_back[0]
        assert "Too little has changed" in str(published.answer())
        assert all(sentence not in str(published.answer()) for sentence in published.held_back)
        assert 4 == len(enter(published, path, date(2018, 6, 10))) - 2

    def test_a_month_alone_follows_from_two_releases(self, tmp_path: Path) -> None:
        """Where both year ends of a month are released exactly, the month by itself is told; it gives nothing new."""
        first, more = {"in time": 30, "A20": 12}, {"in time": 20, "A20": 10}
        path = tmp_path / "ledger"
        enter(publish(of_months(first), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False), path, date(2018, 5, 10), new=True)
        of = publish(of_months(first, more), THE_DEPARTMENTS, ledger=read_ledger(path), with_reasons=False).account

        assert of.month_alone is not None
        assert (20, 30, Decimal("66.7")) == (of.month_alone.in_time, of.month_alone.counted, of.month_alone.percentage)
        assert [("April 2018", 42)] == [(label, share.counted) for label, share in of.earlier]

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


class TestAtTheEdges:
    """Nothing counted, nothing late, all late, and a snapshot."""

    @pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
    @pytest.mark.parametrize("month", [{}, {"in time": 40}, {"A20": 40}, {"in time": 3}, {"unknown": 40}, {"in time": 3, "A20": 40}], ids=str)
    def test_it_reads_as_a_text(self, month: Month, policy: Policy) -> None:
        """There is an answer without a gap in it, whatever is not shown."""
        said = str(publish(of_months(month), policy, ledger=Ledger(), with_reasons=True).answer())

        assert "None" not in said
        assert said.startswith("This answers")

    def test_a_snapshot_is_a_series_of_its_own_days(self) -> None:
        """The children seen on one day are published with their reasons, month after month, for a state does not add up."""
        children = list(range(60))
        care = {"child": children, "start": ["2018-01-08"] * 60, "end": [None] * 60}
        visits = {"child": children[:40], "visited": ["2018-08-01"] * 40}
        ledger = Ledger()
        for day in ("2018-08-31", "2018-09-30"):
            result = southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at=day)
            published = publish(result, THE_DEPARTMENTS, ledger=ledger, with_reasons=True)
            ledger = entered(ledger, published)
            assert published.account.figure.counted == 60

    def test_unknown_dates_are_not_told_apart(self) -> None:
        """What cannot be judged is told with what is late, and the method says so."""
        of = publish(of_months({"in time": 30, "A20": 9, "unknown": 2}), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False).account

        assert (11, 41) == (of.late, of.figure.counted)
        assert any("cannot be judged" in sentence for sentence in of.method)


def entered(ledger: Ledger, published: Publication) -> Ledger:
    """The ledger with a publication, as the audit would have it."""
    for released, atoms in published.releases:
        assert () == audit(ledger, released, atoms, published.policy.threshold)
        ledger = Ledger((*ledger.entries, Entry(len(ledger) + 1, date(2018, 12, 1), released)))
    return ledger


def test_a_policy_has_to_be_chosen() -> None:
    """There is no policy and no ledger by default, and none of a policy's own choices has one."""
    with pytest.raises(TypeError, match="missing"):
        publish(of_months({"in time": 30}))  # type: ignore[call-arg]
    assert [] == [field.name for field in attrs.fields(Policy) if field.default is not attrs.NOTHING]
