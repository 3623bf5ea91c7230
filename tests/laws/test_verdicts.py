"""The laws of verdicts in order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.measures.judgement import Because, Status
from csc_indicators.measures.verdicts import Verdict, first_verdicts, none_of

SIZE = 6

verdicts = st.lists(
    st.builds(
        lambda holds, status, because: Verdict(np.array(holds), status, because),
        st.lists(st.booleans(), min_size=SIZE, max_size=SIZE),
        st.sampled_from(Status),
        st.sampled_from(Because),
    ),
    min_size=1,
    max_size=5,
)


class TestTheFirstThatHolds:
    """Each case has one status, of the first verdict that holds of it. (Settled rule 9: nothing is dropped.)"""

    @given(verdicts, st.sampled_from(Status))
    def test_as_found_by_asking_in_order(self, of: list[Verdict], otherwise: Status) -> None:
        """The verdict of a case is found by asking one after another."""
        expected = [next(((one.status, one.because) for one in of if one.holds[at]), (otherwise, Because.JUDGED)) for at in range(SIZE)]

        assert expected == [*zip(*first_verdicts(of, otherwise=otherwise), strict=True)]

    @given(verdicts)
    def test_none_of_them_holds_where_the_rest_is_said(self, of: list[Verdict]) -> None:
        """Of the cases left over, no verdict holds."""
        assert [not any(one.holds[at] for one in of) for at in range(SIZE)] == none_of(of).tolist()


def test_every_reason_has_words() -> None:
    """Each reason why has words of its own, and only the judged have none."""
    words = [str(why) for why in Because]

    assert (len(Because), [""]) == (len(set(words)), [said for why, said in zip(Because, words, strict=True) if why is Because.JUDGED])
    assert [*range(len(Because))] == [*Because]
