"""What a table says of why something is late: one primary reason, any that contributed, and whether there is a comment."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import FaultyRecords, Result, southend
from csc_indicators.reasons.delay import LATE_CONFERENCE

ROWS = {"child": ["a"], "strategy_discussion": ["2018-07-02"], "conference": ["2018-07-24"]}

#: What must not come out of a record, in no message and no text.
SENTINEL = "Sentinel Quincy"


def computed(**columns: list[Any]) -> Result[Any]:
    """CP 3.10 of one late conference with these columns beside its dates."""
    return southend.CP_3_10.compute({**ROWS, **columns}, as_at="2018-07-31")


class TestWrittenAsPeopleDo:
    """A reason is its code or its label, in capitals or not, with any spaces."""

    @given(st.sampled_from([reason for reason in LATE_CONFERENCE if reason.selectable]), st.sampled_from([str.upper, str.lower, str.title]))
    def test_code_or_label(self, reason: Any, spelt: Any) -> None:
        """Each is read as its code, with a comment where it needs one."""
        for written in (reason.code, reason.label):
            (case,) = computed(reason=[f"  {spelt(written)} "], comment=["said"]).breaches

            assert reason == case.reason

    @pytest.mark.parametrize("written", ["F10;P10", "F10, P10", " p10 ; Parent or carer could not attend or be present on the dates offered"])
    def test_several_contributed(self, written: str) -> None:
        """Contributory reasons have semicolons between them, or commas where they are codes."""
        (case,) = computed(reason=["A20"], contributory_reasons=[written]).breaches

        assert {"F10", "P10"} == {reason.code for reason in case.contributory}


class TestFaults:
    """Each fault names column, row and remedy, and never what is written."""

    @pytest.mark.parametrize(
        ("columns", "said"),
        [
            ({"reason": [SENTINEL]}, "column 'reason', row 1: not a reason that may be chosen here. Use a code or label of csc-delay-reasons 1.0"),
            ({"reason": ["C30"]}, "column 'reason', row 1: not a reason that may be chosen here"),
            ({"reason": ["Z90"]}, "column 'reason', row 1: not a reason that may be chosen here"),
            ({"reason": ["F10; A20"]}, "column 'reason', row 1: more than one reason. Give the primary one, and put the others into contrib"),
            ({"reason": ["Z80"], "comment": [" "]}, "column 'comment', row 1: no comment on a reason that needs one"),
            ({"reason": ["F10"], "contributory_reasons": [SENTINEL]}, "column 'contributory_reasons', row 1: not a reason that may be chosen"),
            ({"reason": ["F10"], "contributory_reasons": ["A20; A20"]}, "column 'contributory_reasons', row 1: one reason twice"),
            ({"reason": ["F10"], "contributory_reasons": ["A20; F10"]}, "column 'contributory_reasons', row 1: the primary reason once more"),
            ({"reason": [""], "contributory_reasons": ["A20"]}, "column 'contributory_reasons', row 1: reasons that contributed, and no primary"),
        ],
    )
    def test_said(self, columns: dict[str, list[Any]], said: str) -> None:
        """What is wrong, where, and what to do."""
        with pytest.raises(FaultyRecords) as caught:
            computed(**columns)

        assert said in str(caught.value)
        assert SENTINEL not in str(caught.value)
        assert 1 == len(caught.value.faults)

    def test_a_comment_is_not_kept(self) -> None:
        """Nothing that is computed from records holds the words of a comment."""
        result = computed(reason=["Z80"], comment=[SENTINEL])

        assert SENTINEL not in result.to_json() + str(result.cases.columns()) + str(result.columns()) + repr(result)
        assert ["Z80"] == [reason.code for reason in result.late_by_reason]
