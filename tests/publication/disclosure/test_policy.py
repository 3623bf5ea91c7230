"""Policies: what contradicts itself is refused, and what is shown of one count."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.publication.disclosure.coarsening import Exact, Midpoint, Rounded
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS, THE_DEPARTMENTS_NATIONAL, Policy

READY_MADE = (THE_DEPARTMENTS, THE_DEPARTMENTS_NATIONAL, ROUNDED_TO_5, MIDPOINT_6)


def shown(policy: Policy, *counts: int) -> str:
    """What is printed of counts one by one."""
    return " ".join(str(policy.shown(count)) for count in counts)


class TestRefused:
    """A policy that would give a protected count away, or contradicts itself, is not one (theorem 1)."""

    @pytest.mark.parametrize(
        ("policy", "changes", "why"),
        [
            (THE_DEPARTMENTS, {"secondary": "derive"}, "these are exact"),
            (THE_DEPARTMENTS, {"gated": False}, "Gate them"),
            (THE_DEPARTMENTS, {"full_cells": "withhold"}, "Withhold counts of 0 too"),
            (THE_DEPARTMENTS, {"full_cells": "band"}, "Withhold counts of 0 too"),
            (ROUNDED_TO_5, {"secondary": "merge"}, "Derive the totals"),
            (ROUNDED_TO_5, {"secondary": "withhold the total"}, "Derive the totals"),
            (ROUNDED_TO_5, {"coarsening": Rounded(17)}, "rounds to 0 and is not 0"),
            (THE_DEPARTMENTS_NATIONAL, {"threshold": 3}, "rounds to 0 and is not 0"),
            (MIDPOINT_6, {"zeros": "withheld"}, "every c would be a 0"),
            (MIDPOINT_6, {"threshold": 7}, "tells them apart"),
            (MIDPOINT_6, {"coarsening": Midpoint(4)}, "tells them apart"),
        ],
    )
    def test_contradictions(self, policy: Policy, changes: dict[str, Any], why: str) -> None:
        """Each says what to do instead."""
        with pytest.raises(ValueError, match=why):
            attrs.evolve(policy, **changes)

    @pytest.mark.parametrize(
        ("policy", "changes"),
        [
            (ROUNDED_TO_5, {"coarsening": Rounded(16)}),
            (THE_DEPARTMENTS_NATIONAL, {"threshold": 4}),
            (MIDPOINT_6, {"threshold": 5}),
            (THE_DEPARTMENTS, {"zeros": "withheld", "full_cells": "band"}),
            (THE_DEPARTMENTS, {"secondary": "merge"}),
            (MIDPOINT_6, {"gated": True}),
        ],
    )
    def test_what_is_just_allowed(self, policy: Policy, changes: dict[str, Any]) -> None:
        """Next to each contradiction there is something that is none."""
        assert policy != attrs.evolve(policy, **changes)

    @pytest.mark.parametrize(
        "changes",
        [{"threshold": 0}, {"full_cells": "hide"}, {"zeros": "hide"}, {"secondary": "none"}, {"id": ""}, {"title": ""}, {"source": ""}],
    )
    def test_values_that_are_none(self, changes: dict[str, Any]) -> None:
        """There is no policy with a value that is not one of those there are."""
        with pytest.raises(ValueError, match=next(iter(changes))):
            attrs.evolve(THE_DEPARTMENTS, **changes)

    @pytest.mark.parametrize("changes", [{"coarsening": None}, {"gated": None}, {"threshold": 5.0}])
    def test_values_of_another_type(self, changes: dict[str, Any]) -> None:
        """None is no decision."""
        with pytest.raises(TypeError, match=next(iter(changes))):
            attrs.evolve(THE_DEPARTMENTS, **changes)

    @pytest.mark.parametrize("left_out", [field.name for field in attrs.fields(Policy)])
    def test_nothing_has_a_default(self, left_out: str) -> None:
        """Every part of a policy has to be given."""
        parts = {field.name: getattr(THE_DEPARTMENTS, field.name) for field in attrs.fields(Policy) if field.name != left_out}

        with pytest.raises(TypeError, match=left_out):
            Policy(**parts)


class TestShown:
    """What is shown of a count stands for every count that is shown so (theorem 1)."""

    @pytest.mark.parametrize("policy", READY_MADE, ids=lambda policy: policy.id)
    def test_the_interval_is_the_counts_shown_so(self, policy: Policy) -> None:
        """Between the least and the greatest count said to be possible, and nowhere else, the same is shown."""
        for count in range(60):
            here = policy.shown(count)
            assert here.highest is not None
            assert [other for other in range(120) if policy.shown(other) == here] == list(range(here.lowest, here.highest + 1))

    @pytest.mark.parametrize("policy", READY_MADE, ids=lambda policy: policy.id)
    def test_protected_counts_are_shown_alike(self, policy: Policy) -> None:
        """All counts from 1 to the threshold look the same (DC1)."""
        assert 1 == len({policy.shown(count) for count in range(1, policy.threshold + 1)})

    @pytest.mark.parametrize("policy", READY_MADE, ids=lambda policy: policy.id)
    def test_shown_twice_is_shown_once(self, policy: Policy) -> None:
        """What was shown as a number is shown as that number again (DC9)."""
        values = [value for count in range(200) if (value := policy.shown(count).value) is not None]

        assert values == [policy.shown(value).value for value in values]

    @pytest.mark.parametrize("policy", READY_MADE, ids=lambda policy: policy.id)
    def test_only_none_is_shown_as_none(self, policy: Policy) -> None:
        """A 0 that is shown is a true one (DfE analysts' guide: only use 0 for true 0's)."""
        assert {0} >= {count for count in range(200) if policy.shown(count).value == 0}

    def test_the_departments(self) -> None:
        """1 to 5 are c, 0 is 0, the rest are as they are (DfE, Children in need 2021)."""
        assert "0 c c 6 14" == shown(THE_DEPARTMENTS, 0, 1, 5, 6, 14)

    def test_the_departments_nationally(self) -> None:
        """1 to 5 are c and the rest to the nearest 10, half up (DfE, Children in need 2021)."""
        assert "0 c c 10 10 20 1,020" == shown(THE_DEPARTMENTS_NATIONAL, 0, 1, 5, 6, 14, 15, 1015)

    def test_rounded_to_5(self) -> None:
        """0 to 7 are c and the rest to the nearest 5 (OpenSAFELY)."""
        assert "c c c 10 10 15" == shown(ROUNDED_TO_5, 0, 1, 7, 8, 12, 13)

    def test_midpoint_6(self) -> None:
        """Bands of six, and 0 (OpenSAFELY)."""
        assert "0 3 3 9 9 15" == shown(MIDPOINT_6, 0, 1, 6, 7, 12, 13)

    def test_zeros_withheld(self) -> None:
        """Where zeros are withheld they look like small counts."""
        policy = attrs.evolve(THE_DEPARTMENTS, zeros="withheld")

        assert policy.shown(0) == policy.shown(5) != policy.shown(6)

    @given(st.integers(max_value=-1), st.sampled_from(READY_MADE))
    def test_less_than_none(self, count: int, policy: Policy) -> None:
        """There is no count below 0, and the message does not repeat it."""
        with pytest.raises(ValueError, match=r"^A count is 0 or more\.$"):
            policy.shown(count)


class TestReadyMade:
    """The ready-made policies say whose they are (counting rules and sources of the project's design)."""

    def test_their_thresholds(self) -> None:
        """5 for the Department's, 7 and 6 for OpenSAFELY's two."""
        assert [5, 5, 7, 6] == [policy.threshold for policy in READY_MADE]

    def test_exact_counts_are_gated(self) -> None:
        """Only the Department's counts of an authority are exact, and only they have to be gated."""
        assert [(True, True), (False, False), (False, False), (False, False)] == [
            (isinstance(policy.coarsening, Exact), policy.gated) for policy in READY_MADE
        ]

    def test_their_titles(self) -> None:
        """A policy is called by its title."""
        assert "7 or fewer withheld, the rest to the nearest 5" == str(ROUNDED_TO_5)
        assert len(READY_MADE) == len({policy.id for policy in READY_MADE})
