"""What the same figure is asked of elsewhere: the first day, the last day, and the rule that holds between them."""

from datetime import date
from typing import Any

import attrs

from csc_indicators.accumulations import Period
from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.judging import Measure, dated_by
from csc_indicators.indicators.question import Question
from csc_indicators.indicators.rule import edition_for
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.periods import ReportingYear
from csc_indicators.records.table import Column, Table

__all__ = ["Asked", "read_columns"]

#: The reporting year of the examples; an indicator that was retired before it is asked of its own last year.
_EXAMPLE_YEAR = ReportingYear.parse("2018-19")


@attrs.frozen
class Asked:
    """
    A figure that is asked for: of what happened up to a day, or of the state at its end.

    Attributes:
        of: The indicator.
        first: The first day counted; of a state, the first of the reporting year.
        as_at: The last day counted.
        measure: How it is computed, by the adopted reading and the edition in force.
    """

    of: Indicator[Any]
    first: date
    as_at: date
    measure: Measure

    @classmethod
    def about(cls, indicator: Indicator[Any], year: str | ReportingYear | None = None, as_at: date | str | None = None) -> "Asked":
        """
        The figure of *indicator*, of a year up to a day.

        Args:
            indicator: The indicator.
            year: The reporting year; the one *as_at* is in if it is left out, and 2018-19 without either, or the last year it was in force.
            as_at: The last day counted; the last of the year if it is left out.

        Raises:
            InvalidPeriod: If the year and the day cannot be read or contradict each other, or the rule changed within the period or was another then.

        >>> from csc_indicators import southend
        >>> print(Asked.about(southend.CP_3_10, as_at="2018-09-30").first)
        2018-04-01
        """
        named = _example_year(indicator) if year is None and as_at is None else year
        question = Question.of(named, as_at, None, calendar=ENGLAND_AND_WALES, accumulation=indicator.accumulation)
        periods = indicator.accumulation.periods(question.first, question.as_at)
        whole = Period(periods[0].first, question.as_at, question.as_at)
        edition = edition_for(indicator.name, indicator.editions, whole, None)
        first = question.year.first if indicator.is_snapshot else periods[-1].first
        own = None if edition is None else edition.measure
        return cls(indicator, first, question.as_at, own or indicator.measure)

    @property
    def needs_first_day(self) -> bool:
        """True when the first day of the year moves the figure: where events are gathered, or the intervals of the year are judged."""
        return dated_by(self.measure) is not None or (isinstance(self.measure, IntervalsKept) and self.measure.of_the_year)


def _example_year(indicator: Indicator[Any]) -> ReportingYear:
    retired = indicator.retired_on
    return _EXAMPLE_YEAR if retired is None or retired >= _EXAMPLE_YEAR.last else ReportingYear.of(retired)


def read_columns(asked: Asked) -> dict[Table, tuple[Column, ...]]:
    """
    The columns that the figure is computed from, by table, in the order of the table.

    >>> from csc_indicators import southend
    >>> for table, columns in read_columns(Asked.about(southend.CP_3_10)).items():
    ...     print(table.name, [column.name for column in columns])
    conferences ['child', 'strategy_discussion', 'conference', 'transfer_in']
    """
    cases, *events = asked.of.records
    named = {"child", *asked.measure.columns, *(() if asked.of.among is None else (asked.of.among.column,))}
    of_events = {"child", *getattr(asked.measure, "event_columns", ())}
    wanted = {cases: named, **dict.fromkeys(events, of_events)}
    return {table: tuple(column for column in table if column.name in names) for table, names in wanted.items()}
