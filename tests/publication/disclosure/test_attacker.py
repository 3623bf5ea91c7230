"""
What can be told from statements about counts.

The clauses are those of the project's facts on disclosure control, 1.3 (LP versus integers) and 1.4, and DC5 and DC13 of its properties.
"""

import sys
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators.errors import MissingExtra, UnsafeRelease
from csc_indicators.publication.disclosure import attacker as module
from csc_indicators.publication.disclosure.attacker import Attacker, Statement, interval, linear_interval

NAMES = ("a", "b", "c")

#: Every count of a system is at most this.
MOST = 5

sums = st.dictionaries(st.sampled_from(NAMES), st.integers(-2, 3), max_size=3)


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Statement], dict[str, int], dict[str, int]]:
    """Statements that are true of some counts, the counts, and a sum to ask for."""
    truth = {name: draw(st.integers(0, MOST)) for name in NAMES}
    statements = [Statement({name: 1}, None, MOST) for name in NAMES]
    for terms in draw(st.lists(sums, max_size=3)):
        value = sum(times * truth[name] for name, times in terms.items())
        below, above = (draw(st.none() | st.integers(0, 2)) for _ in range(2))
        statements.append(Statement(terms, None if below is None else value - below, None if above is None else value + above))
    return statements, truth, draw(sums)


def all_values(statements: list[Statement], target: dict[str, int]) -> list[int]:
    """Every value the target can have, by trying every set of counts."""
    found = set()
    for counts in product(range(MOST + 1), repeat=len(NAMES)):
        count = dict(zip(NAMES, counts, strict=True))
        if all(
            (s.lowest is None or sum(count[n] * t for n, t in s.terms.items()) >= s.lowest)
            and (s.highest is None or sum(count[n] * t for n, t in s.terms.items()) <= s.highest)
            for s in statements
        ):
            found.add(sum(count[name] * times for name, times in target.items()))
    return sorted(found)


class TestInterval:
    """
    An interval is exactly that of the whole counts which agree with every statement.

    Source: DC5 of the project's properties; facts on disclosure control, 1.3.
    """

    @settings(max_examples=60)
    @given(systems())
    def test_against_every_set_of_counts(self, system: tuple[list[Statement], dict[str, int], dict[str, int]]) -> None:
        """It is what trying every set of counts finds, and so holds the truth (DC5)."""
        statements, truth, target = system
        values = all_values(statements, target)

        assert (values[0], values[-1]) == interval(statements, target)
        assert values[0] <= sum(times * truth[name] for name, times in target.items()) <= values[-1]

    @settings(max_examples=60)
    @given(systems())
    def test_within_the_linear_one(self, system: tuple[list[Statement], dict[str, int], dict[str, int]]) -> None:
        """A reader who does not know that counts are whole can tell no more (DC5)."""
        statements, _, target = system
        (low, high), (least, most) = interval(statements, target), linear_interval(statements, target)

        assert None not in {low, high, least, most}
        assert float(least or 0) - 1e-6 <= (low or 0) <= (high or 0) <= float(most or 0) + 1e-6

    @settings(max_examples=60)
    @given(systems())
    def test_each_value_by_itself(self, system: tuple[list[Statement], dict[str, int], dict[str, int]]) -> None:
        """A value is possible if and only if some set of counts has it: a gap in the interval is one."""
        statements, _, target = system
        values = all_values(statements, target)
        reader = Attacker(statements, [target])

        assert values == [value for value in range(values[0] - 2, values[-1] + 3) if reader.possible(target, value)]
        assert reader.seen(target) == set(values)

    @settings(max_examples=60)
    @given(systems(), st.integers(-6, 6))
    def test_the_greatest_up_to_a_limit(self, system: tuple[list[Statement], dict[str, int], dict[str, int]], most: int) -> None:
        """The greatest is cut off where no more is asked for."""
        statements, _, target = system
        within = [value for value in all_values(statements, target) if value <= most]

        found = {Attacker(statements, [target]).greatest(target, most)}

        assert found <= ({within[-1], most} if within else {most})
        if all_values(statements, target)[-1] <= most:
            assert found == {within[-1]}

    def test_the_greatest_after_others_were_asked_for(self) -> None:
        """What was found before answers only what it can: that a count can be 4 does not say that it can be 5."""
        reader = Attacker([Statement({"a": 1}, None, 7), Statement({"a": 1, "b": 1}, 9, 9)])

        assert (4, 5, 7, 7, 4) == tuple(reader.greatest({"a": 1}, most) for most in (4, 5, 7, 8, 4))
        assert {4, 5, 7} == reader.seen({"a": 1})

    def test_no_whole_counts_have_an_exact_sum(self) -> None:
        """Twice and three times make no 1, and none of 34 with at most 5 of each, which the solver alone does not settle."""
        reader = Attacker([Statement({name: 1}, None, MOST) for name in NAMES])

        assert [1, 34] == [value for value in range(36) if not reader.possible({"a": 2, "b": 2, "c": 3}, value)]

    def test_a_gap(self) -> None:
        """Twice a count is even, and three times another is not 1."""
        reader = Attacker([Statement({"a": 2, "b": -1}, 0, 0), Statement({"b": 1}, None, 4)])

        assert [0, 2, 4] == [value for value in range(6) if reader.possible({"b": 1}, value)]

    @given(st.integers(0, 9))
    def test_nothing_bounds_it(self, least: int) -> None:
        """Where no statement ends it, a bound is None; a count is never below 0 and a difference may be."""
        statements = [Statement({"a": 1, "b": 1}, least, None)]

        assert (0, None) == interval(statements, {"a": 1})
        assert (least, None) == interval(statements, {"a": 1, "b": 1})
        assert (None, None) == interval(statements, {"a": 1, "b": -1})
        assert (None, 0) == interval(statements, {"c": -1})
        assert (None, None) == linear_interval(statements, {"a": 1, "b": -1})

    def test_bounded_only_by_another(self) -> None:
        """A count that is never more than another which is bounded is bounded too."""
        assert (0, 7) == interval([Statement({"a": 1, "b": -1}, None, 0), Statement({"b": 1}, None, 7)], {"a": 1})
        assert (0, 7) == interval([Statement({"b": 1, "a": -1}, 0, None), Statement({"b": 1}, None, 7)], {"a": 1})

    def test_nothing_is_known(self) -> None:
        """Of no counts at all the sum is 0, and of a count of which nothing is said, anything."""
        assert (0, 0) == interval([], {})
        assert (0, None) == interval([], {"a": 1})

    def test_contradictions(self) -> None:
        """Statements that cannot all be true have no interval."""
        statements = [Statement({"a": 1}, 3, None), Statement({"a": 1, "b": 1}, None, 2)]

        assert not Attacker(statements).consistent()
        assert Attacker(statements[:1]).consistent()
        assert not Attacker([Statement({}, 1, None)]).consistent()
        assert not Attacker([Statement({}, None, -1)]).consistent()
        assert not Attacker([Statement({"a": 2}, 3, 3)]).consistent()
        with pytest.raises(ValueError, match="contradict"):
            interval(statements, {"a": 1})


class TestPercentages:
    """
    A percentage to one decimal gives its numerator away, and only integers show it.

    Source: facts on disclosure control, 1.3; DC13 of the project's properties.
    """

    def test_62_3_of_110_to_118(self) -> None:
        """It is 71 of 114 exactly; the linear reader finds 68.5 to 73.6 of anything from 110 to 118."""
        published = [Statement({"d": 1}, 110, 118), Statement({"n": 10_000, "d": -6_225}, 0, None), Statement({"n": 10_000, "d": -6_235}, None, -1)]

        assert (71, 71) == interval(published, {"n": 1})
        assert (114, 114) == interval(published, {"d": 1})
        assert (68.5, 73.6) == tuple(round(bound or 0, 1) for bound in linear_interval(published, {"n": 1}))
        assert (110, 118) == tuple(round(bound or 0, 6) for bound in linear_interval(published, {"d": 1}))


class TestWhatIsNotShown:
    """
    Nothing is called safe that was not shown to be.

    Source: facts on disclosure control, 1.4 (never an unaudited pattern).
    """

    def test_without_scipy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The message says what to install."""
        monkeypatch.setitem(sys.modules, "scipy", None)

        with pytest.raises(MissingExtra, match=r"csc-indicators\[audit\]"):
            interval([], {"a": 1})

    @pytest.mark.parametrize(
        ("solved", "match"),
        [
            (SimpleNamespace(status=1, x=None), "not settled in 20 seconds"),
            (SimpleNamespace(status=0, x=np.array([3.2])), "do not agree"),
            (SimpleNamespace(status=0, x=np.array([0.4])), "do not agree"),
            (SimpleNamespace(status=0, x=np.array([-1.0])), "do not agree"),
        ],
    )
    def test_a_solver_that_gives_up_or_is_wrong(self, monkeypatch: pytest.MonkeyPatch, solved: Any, match: str) -> None:
        """Time that runs out, and counts that are not true to the statements, are errors."""
        limits: list[float] = []

        def milp(*_: object, options: dict[str, float], **__: object) -> Any:
            limits.append(options["time_limit"])
            return solved

        monkeypatch.setattr(module, "_scipy_optimize", lambda: SimpleNamespace(milp=milp, LinearConstraint=lambda *_: None))

        with pytest.raises(UnsafeRelease, match=match):
            Attacker([Statement({"a": 1}, 1 if solved.x is None or solved.x[0] > 0 else -5, 2)]).consistent()

        assert {20.0} == set(limits)
