"""
A share whose cases come in families: its standard error, the interval that counts families, and what one family does to the figure.

The oracle leaves each family out in turn and counts again, and sums squares family by family in fractions.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from csc_indicators.results.families import by_families, influence
from csc_indicators.results.intervals import wilson

#: The outcomes of each family's cases.
Families: TypeAlias = list[list[bool]]
Columns: TypeAlias = tuple[NDArray[np.bool_], NDArray[np.int64]]

outcomes = st.lists(st.booleans(), min_size=1, max_size=6)
alike = st.builds(lambda outcome, cases: [outcome] * cases, st.booleans(), st.integers(1, 6))
decimals = st.integers(0, 3)


def families(least: int = 0, most: int = 12) -> st.SearchStrategy[Families]:
    """Families of one to six cases, as often with one outcome for all as with their own."""
    return st.lists(alike | outcomes, min_size=least, max_size=most)


def columns(of: Sequence[Sequence[bool]]) -> Columns:
    """The two arrays, families in the order of their codes."""
    codes = [code for code, cases in enumerate(of) for _ in cases]
    return np.array([outcome for cases in of for outcome in cases], dtype=bool), np.array(codes, dtype=np.int64)


def figure(of: Sequence[Sequence[bool]]) -> Fraction:
    """The share in time, counted here."""
    cases = [outcome for family in of for outcome in family]
    return Fraction(cases.count(True), len(cases))


def slow_variance(of: Families) -> Fraction:
    """The linearised variance of the share, a family at a time."""
    share, cases = figure(of), sum(len(family) for family in of)
    residuals = [sum(family) - share * len(family) for family in of]
    return Fraction(len(of), len(of) - 1) * sum(residual**2 for residual in residuals) / cases**2


def slow_points(move: Fraction, places: int) -> Decimal:
    """A move in points, its size rounded by the standard library and its sign put back; nought has no sign."""
    with localcontext() as context:
        context.prec = 60
        size = (Decimal(100) * abs(move.numerator) / move.denominator).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return Decimal(f"-{size}") if move < 0 and size else size


def mixed(of: Families) -> bool:
    """Some cases in time and some not."""
    return {outcome for family in of for outcome in family} == {True, False}


class TestCounts:
    """
    Children and families are both counted, and a family is in time when all of its cases are.

    Source: the project's facts on small numbers, G4 and the headline recommended beside G5.
    """

    @given(families())
    def test_counted_one_family_at_a_time(self, of: Families) -> None:
        """Cases, cases in time, families, families in time and the largest family."""
        expected = (
            sum(len(family) for family in of),
            sum(sum(family) for family in of),
            len(of),
            sum(all(family) for family in of),
            max((len(family) for family in of), default=0),
        )
        found = by_families(*columns(of))

        assert expected == (found.cases, found.in_time, found.families, found.families_in_time, found.largest)

    @given(families(), st.randoms(use_true_random=False))
    def test_neither_the_order_of_rows_nor_the_codes_matter(self, of: Families, random: Any) -> None:
        """Rows in any order, and families under any codes, make the same figure."""
        renamed = random.sample(of, len(of))
        rows = [(outcome, code) for code, family in enumerate(renamed) for outcome in family]
        random.shuffle(rows)
        in_time, codes = np.array(rows, dtype=np.int64).reshape(-1, 2).T

        assert by_families(*columns(of)) == by_families(in_time.astype(bool), codes)

    def test_its_words(self) -> None:
        """Both counts and the interval in a line, or the counts alone where there are no cases."""
        words = "3 of 5 cases and 3 of 4 families in time, 17.0% to 91.7% (95% confidence, Wilson score at the effective size of families)"

        assert words == str(by_families(*columns([[True], [True], [True], [False, False]])))
        assert "0 of 0 cases and 0 of 0 families in time" == str(by_families(*columns([])))


class TestStandardError:
    """
    The standard error is that of a ratio of families' sums.

    Source: R package survey, svymean with one stage of clusters; ST5 and ST6 of the project's properties.
    """

    @given(families(least=2))
    def test_as_summed_family_by_family(self, of: Families) -> None:
        """Its square is the linearised variance, to the last digits of a float."""
        error = by_families(*columns(of)).standard_error
        assert error is not None

        assert math.isclose(slow_variance(of), error**2, rel_tol=1e-14)

    @given(st.lists(st.booleans(), min_size=2, max_size=60))
    def test_families_of_one(self, cases: list[bool]) -> None:
        """When every case is a family of its own it is that of independent cases, p(1 - p)/(n - 1), and so is the interval (ST5)."""
        found = by_families(*columns([[outcome] for outcome in cases]))
        share, plain = figure([cases]), wilson(sum(cases), len(cases))
        assert found.standard_error is not None
        assert found.interval is not None
        assert plain is not None

        assert math.isclose(share * (1 - share) / (len(cases) - 1), found.standard_error**2, rel_tol=1e-14)
        assert (1.0 if 0 < share < 1 else None, len(cases)) == (found.design_effect, found.effective_size)
        assert (plain.lower, plain.upper) == (found.interval.lower, found.interval.upper)

    @given(families(least=2), st.integers(2, 4))
    def test_every_child_several_times_over(self, of: Families, times: int) -> None:
        """Duplicating each child within its family adds nothing to what is known: the standard error stays (ST6)."""
        once, again = by_families(*columns(of)), by_families(*columns([family * times for family in of]))

        assert once.standard_error == again.standard_error
        assert figure(of) == Fraction(again.in_time, again.cases)

    @given(st.integers(2, 8), st.integers(1, 4))
    def test_families_that_do_not_differ(self, count: int, half: int) -> None:
        """When half of every family is in time the share has no error between families, and the children still bound what is known."""
        found = by_families(*columns([[True, False] * half for _ in range(count)]))

        assert (0, 0, found.cases) == (found.standard_error, found.design_effect, found.effective_size)

    @given(families(most=1))
    def test_fewer_than_two_families(self, of: Families) -> None:
        """One family, or none, says nothing of how families differ."""
        found = by_families(*columns(of))

        assert (None, None) == (found.standard_error, found.design_effect)


class TestEffectiveSize:
    """
    The effective size is the cases over the design effect, never more than the cases.

    Source: Kish 1965, as in the R package survey (deff = "replace"); the project's facts on small numbers, G5.
    """

    @given(families(least=2).filter(mixed))
    def test_the_design_effect(self, of: Families) -> None:
        """It is the variance between families over that of as many independent cases, and the size is the cases over it."""
        found, share = by_families(*columns(of)), figure(of)
        effect = slow_variance(of) / (share * (1 - share) / (found.cases - 1))
        assert found.design_effect is not None
        assert found.effective_size is not None

        assert math.isclose(effect, found.design_effect, rel_tol=1e-14)
        assert math.isclose(found.cases if effect < 1 else found.cases / effect, found.effective_size, rel_tol=1e-14)

    @given(families(least=1), st.sampled_from((50, 95, 99.8)))
    def test_families_never_know_more_than_their_children(self, of: Families, confidence: float) -> None:
        """The interval holds the one that takes children as independent, and is Wilson's at the effective size."""
        found = by_families(*columns(of), confidence=confidence)
        children = wilson(found.in_time, found.cases, confidence=confidence)
        assert found.interval is not None
        assert found.effective_size is not None
        assert children is not None

        assert found.interval.lower <= children.lower + 1e-15
        assert children.upper - 1e-15 <= found.interval.upper
        assert 0 < found.effective_size <= found.cases
        assert (confidence, "Wilson score at the effective size of families") == (found.interval.confidence, found.interval.method)

    @given(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.booleans())
    def test_all_in_time_or_none(self, sizes: list[int], outcome: bool) -> None:
        """With one outcome throughout a family is one observation: as many as families, with their interval and no design effect."""
        found = by_families(*columns([[outcome] * size for size in sizes]))
        by_family = wilson(len(sizes) * outcome, len(sizes))
        assert found.interval is not None
        assert by_family is not None

        assert (None, len(sizes)) == (found.design_effect, found.effective_size)
        assert (by_family.lower, by_family.upper) == (found.interval.lower, found.interval.upper)

    @given(outcomes.filter(lambda cases: len(set(cases)) > 1))
    def test_one_family_of_both_outcomes(self, cases: list[bool]) -> None:
        """One family is one observation, whatever its cases say."""
        assert 1 == by_families(*columns([cases])).effective_size

    def test_no_cases(self) -> None:
        """Without cases there is no size and no interval."""
        found = by_families(*columns([]))

        assert (None, None, None) == (found.standard_error, found.effective_size, found.interval)


class TestInfluence:
    """
    The influence of a family is the figure less the figure without it.

    Source: ST7 of the project's properties; the headline recommended beside G5.
    """

    @given(families())
    def test_left_out_and_counted_again(self, of: Families) -> None:
        """Each family's counts, and the figure without it, are those of leaving it out; the largest move comes first, ties by code."""
        rows = []
        for code, family in enumerate(of):
            rest = [outcome for other, cases in enumerate(of) if other != code for outcome in cases]
            move = figure(of) - figure([rest]) if rest else None
            rows.append((code, len(family), sum(family), sum(rest), len(rest), move))
        rows.sort(key=lambda row: (-abs(row[-1] or 0), row[0]))
        found = influence(*columns(of))
        arrays = (found.family, found.cases, found.in_time, found.numerator, found.denominator)

        assert rows == list(zip(*(array.tolist() for array in arrays), found.moves, strict=True))
        assert {np.dtype(np.int64)} == {array.dtype for array in arrays}

    @given(families(least=2))
    def test_without_a_family_brackets_with_it(self, of: Families) -> None:
        """The figure lies between the least and the greatest of those without one family (ST7)."""
        found = influence(*columns(of))
        without = [Fraction(int(count), int(cases)) for count, cases in zip(found.numerator, found.denominator, strict=True)]

        assert min(without) <= figure(of) <= max(without)

    @given(families(least=2), decimals)
    def test_points_are_rounded_half_up_by_size(self, of: Families, places: int) -> None:
        """Moves print as points, rounded by the standard library on their size."""
        found = influence(*columns(of))
        expected = [str(slow_points(move, places)) for move in found.moves if move is not None]

        assert expected == [str(points) for points in found.points(places)]

    @given(families(least=2), decimals)
    def test_late_cases_move_the_other_way(self, of: Families, places: int) -> None:
        """With in time and late exchanged every move is the same but for its sign."""
        straight = influence(*columns(of))
        exchanged = influence(*columns([[not outcome for outcome in family] for family in of]))

        assert straight.family.tolist() == exchanged.family.tolist()
        assert [-points for points in straight.points(places) if points is not None] == list(exchanged.points(places))

    def test_ties_round_away_from_nought(self) -> None:
        """A move of 6.25 points up is 6.3, and one of 6.25 down is -6.3."""
        up, down = (influence(*columns([[outcome], *([not outcome] for _ in range(15))])) for outcome in (True, False))

        assert (Fraction(1, 16), Fraction(-1, 16)) == (up.moves[0], down.moves[0])
        assert ("6.3", "-6.3") == (str(up.points(1)[0]), str(down.points(1)[0]))

    def test_nought_has_no_sign(self) -> None:
        """A late family among many late ones lowers the figure by too little to print: 0.0, not -0.0."""
        found = influence(*columns([[True], *([False] for _ in range(59))]))

        assert -Fraction(1, 3540) == found.moves[1]
        assert "0.0" == str(found.points(1)[1])

    @given(outcomes, decimals)
    def test_the_only_family(self, cases: list[bool], places: int) -> None:
        """Without the only family there is no figure, and it has no move."""
        found = influence(*columns([cases]))

        assert ((None,), (None,)) == (found.moves, found.points(places))
        assert "no family can be left out" == str(found)

    @pytest.mark.parametrize(
        ("of", "words"),
        [
            ([[False] * 6, [True]], "the family that moves the figure most lowers it by 85.7 percentage points"),
            ([[True] * 6, [False]], "the family that moves the figure most raises it by 85.7 percentage points"),
            ([[True], [True, True]], "no family moves the figure by as much as 0.1 percentage points"),
            ([], "no family can be left out"),
        ],
    )
    def test_its_words(self, of: Families, words: str) -> None:
        """The largest move and its way, in words."""
        assert words == str(influence(*columns(of)))

    @given(families(least=1), st.randoms(use_true_random=False))
    def test_no_text_says_which_family(self, of: Families, random: Any) -> None:
        """Under any other codes the texts are the same, so they hold none."""
        found, renamed = (influence(*columns(each)) for each in (of, random.sample(of, len(of))))

        assert f"<Influence of {len(of)} families>" == repr(found) == repr(renamed)
        assert str(found).replace("raises", "lowers") == str(renamed).replace("raises", "lowers")


class TestRefusing:
    """
    Every counted case has one outcome and one family, in codes without gaps.

    Source: rule 9 of the project's design: what is missing is never silently repaired.
    """

    @pytest.mark.parametrize(
        ("in_time", "family", "fault", "words"),
        [
            ([True], [0, 1], ValueError, "one length"),
            ([[True]], [0], ValueError, "one length"),
            ([True, False], [0, -1], ValueError, "a code of its own"),
            ([True, False], [0, 2], ValueError, "leave gaps"),
            ([True, False], [1, 1], ValueError, "leave gaps"),
            ([True], [2**60], ValueError, "leave gaps"),
            ([1, 0], [0, 1], TypeError, "True and False"),
        ],
    )
    def test_what_is_refused(self, in_time: Any, family: Any, fault: type[Exception], words: str) -> None:
        """Both questions refuse it in the same words, which hold no code."""
        for asked in (by_families, influence):
            with pytest.raises(fault, match=words) as refused:
                asked(np.array(in_time), np.array(family))
            assert str(2**60) not in str(refused.value)

    @given(families())
    def test_nothing_given_is_changed(self, of: Families) -> None:
        """The arrays are as they were."""
        given_columns, kept = columns(of), columns(of)
        by_families(*given_columns)
        influence(*given_columns)

        assert all(np.array_equal(before, after) for before, after in zip(kept, given_columns, strict=True))

    def test_a_confidence(self) -> None:
        """What is no confidence is refused here too."""
        with pytest.raises(ValueError, match="above 0 and below 100"):
            by_families(*columns([[True]]), confidence=0)

    def test_a_value(self) -> None:
        """Equal figures are one value and cannot be changed."""
        assert hash(by_families(*columns([[True]]))) == hash(by_families(*columns([[True]])))
        with pytest.raises(AttributeError):
            by_families(*columns([[True]])).cases = 2  # type: ignore[misc]
