"""An account tells what its result says, and every number of an answer comes from there."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, ROLLING_12_MONTHS, YEAR_TO_DATE, Result, england, southend
from csc_indicators.indicators.wording import due_by
from csc_indicators.measures.judgement import Status
from csc_indicators.results.account import Account, Share
from csc_indicators.results.accounting import LATENESS, PUT_DOWN_TO, account_of
from csc_indicators.results.due import Due
from tests.strategies import Conference, as_at_days, conference_columns, conferences

#: A number as it is written, with its commas.
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])")


def computed(rows: list[Conference], as_at: date, **asked: Any) -> Result[Any]:
    """CP 3.10 of the rows."""
    return southend.CP_3_10.compute(conference_columns(rows), as_at=as_at, **asked)


def numbers_of(of: Account) -> set[str]:
    """Every number that an account holds, as it would be written, and those within its words and dates; and 1, of which there is one of each."""
    found = {"1"}
    waiting: list[Any] = [of]
    while waiting:
        match waiting.pop():
            case bool() | None:
                pass
            case int() | Decimal() as number:
                found |= {f"{abs(number):,}", f"{abs(number).normalize():f}" if isinstance(number, Decimal) else str(abs(number))}
            case date() as day:
                found |= {str(day.day), str(day.year)}
            case str() as words:
                found |= set(NUMBER.findall(words))
            case tuple() as parts:
                waiting += parts
            case other:
                waiting += attrs.astuple(other, recurse=False)
    return found


class TestItIsTheResults:
    """Every part of an account is told of by the result, and by the rows."""

    @given(conferences(), as_at_days(), st.sampled_from([YEAR_TO_DATE, ROLLING_12_MONTHS]))
    def test_the_figure(self, rows: list[Conference], as_at: date, accumulation: Any) -> None:
        """The figure, its target and what is beside it are the result's."""
        result = computed(rows, as_at, accumulation=accumulation)
        of = account_of(result)

        assert Share(in_time=result.tally.numerator, counted=result.tally.denominator, percentage=result.percentage) == of.figure
        assert (result.shortfall, result.cases_short, len(result.waiting), len(result.overdue), len(result.unknown)) == (
            of.shortfall,
            of.cases_short,
            of.waiting,
            of.overdue,
            of.unknown,
        )

    @given(conferences(), as_at_days())
    def test_why(self, rows: list[Conference], as_at: date) -> None:
        """With and without a reason, by whom it is put down to, and by how late: each adds up to all that is late, as the rows have it."""
        result = computed(rows, as_at)
        of = account_of(result)
        late = [case for case in result.cases if case.status is Status.LATE]
        days = [case.working_days_late or 0 for case in late]
        bands = [(words, sum(least <= day and (most is None or day <= most) for day in days)) for least, most, words in LATENESS]

        assert len(late) == of.late == sum(why.count or 0 for why in of.reasons) + (of.no_reason or 0)
        assert len(late) == sum(count or 0 for _, count in of.by_attribution)
        assert [band for band in bands if band[1]] == list(of.lateness)
        assert max(days, default=None) == of.longest
        assert sum(rows[case.row - 1].reason == "" for case in late) == of.no_reason
        assert len(late) == sum(part or 0 for part in (of.in_authoritys_control, of.shared, of.outside, of.neither, of.no_reason))
        assert len({(case.family or case.row, case.start, case.happened) for case in late}) == of.late_events

    @given(conferences(), as_at_days())
    def test_practice(self, rows: list[Conference], as_at: date) -> None:
        """The figure as recorded by the day stands beside the one from all that has been recorded."""
        of, then = account_of(computed(rows, as_at)), computed(rows, as_at, known_on=as_at)

        assert of.recorded is not None
        assert (then.tally.numerator, then.tally.denominator) == (of.recorded.in_time, of.recorded.counted)
        assert account_of(then).practised == of.figure

    @given(conferences(), as_at_days())
    def test_every_number_of_the_answer_is_the_accounts(self, rows: list[Conference], as_at: date) -> None:
        """The text is read again: each number in it is a number of the account, or within its words and dates."""
        result = computed(rows, as_at)

        assert set(NUMBER.findall(result.answer().text())) <= numbers_of(account_of(result))


class TestWhatIsDue:
    """Every measure with a limit says in words what is due and within what."""

    def test_every_timed_indicator_has_words(self) -> None:
        """Each indicator that judges in time and late has them, and none of the words is a column's name."""
        for indicator in CATALOGUE:
            due = due_by(indicator.measure)
            if due is not None:
                assert "event" not in due.what
                assert "_" not in due.what + due.plural + due.within

    @pytest.mark.parametrize(
        ("indicator", "expected"),
        [
            (southend.CP_3_10, Due(what="a conference", plural="conferences", within="15 working days of the strategy discussion")),
            (southend.CP_1_4, Due(what="a visit", plural="visits", within="30 working days before the last day of the month")),
            (england.assessments_within_45_working_days, Due(what="an assessment", plural="assessments", within="45 working days of the referral")),
        ],
    )
    def test_in_words(self, indicator: Any, expected: Due) -> None:
        """What is due by the rule as people would say it."""
        assert expected == due_by(indicator.measure)

    def test_nothing_to_answer_for(self) -> None:
        """Of a count or a property nothing is late, and that is said."""
        result = england.referrals.compute({"child": ["a"], "referral": ["2018-05-01"]}, as_at="2018-09-30")
        with pytest.raises(TypeError, match="nothing late is to be answered for"):
            result.answer()


def test_every_attribution_has_words() -> None:
    """Whom a reason may be put down to is told in words of its own."""
    assert len(PUT_DOWN_TO) == len(set(PUT_DOWN_TO.values())) == 8
