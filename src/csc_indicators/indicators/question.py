"""What is asked of an indicator: which period, gathered how, as known when, by which groups."""

from datetime import date

import attrs

from csc_indicators.accumulations import Accumulation
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.errors import InvalidPeriod
from csc_indicators.periods import Month, ReportingYear, as_date

__all__ = ["Question"]


@attrs.frozen(kw_only=True)
class Question:
    """
    Which period is asked about, and as known when.

    Attributes:
        year: The reporting year.
        as_at: The last day counted.
        known_on: The last day on which a record counts as known; None for everything.
        calendar: The working days.
        accumulation: How cases are gathered over time.
        by: The columns of the caller's own that hold the labels of groups.
        from_year: The reporting year that the series begins with.
    """

    year: ReportingYear
    as_at: date
    known_on: date | None
    calendar: WorkingDayCalendar
    accumulation: Accumulation
    by: tuple[str, ...] = ()
    from_year: ReportingYear

    @classmethod
    def of(
        cls,
        year: str | ReportingYear | None,
        as_at: date | str | None,
        known_on: date | str | None,
        *,
        calendar: WorkingDayCalendar,
        accumulation: Accumulation,
        by: tuple[str, ...] = (),
        from_year: str | ReportingYear | None = None,
    ) -> "Question":
        """
        The question as asked, with what was left out put in.

        Raises:
            InvalidPeriod: If neither year nor as-at date is given, one cannot be read, or they contradict each other.
        """
        if year is None and as_at is None:
            raise InvalidPeriod("Say what period is asked about: year='2018-19', as_at='2018-09-30', or both.")
        asked = _a_year(year) or ReportingYear.of(as_date(as_at or ""))
        day = asked.last if as_at is None else as_date(as_at)
        if not asked.first <= day <= asked.last:
            raise InvalidPeriod(f"The as-at date {day} is not in the year {asked}, {asked.first} to {asked.last}. Change one of them.")
        known = None if known_on is None else as_date(known_on)
        begins = _a_year(from_year) or asked
        if begins.first > asked.first:
            raise InvalidPeriod(f"The series is to begin with {begins}, after the year asked about, {asked}. Give an earlier year, or leave it out.")
        return cls(year=asked, as_at=day, known_on=known, calendar=calendar, accumulation=accumulation, by=by, from_year=begins)

    @property
    def first(self) -> Month:
        """The first month that has a figure of its own: the April of the year that the series begins with."""
        return Month.of(self.from_year.first)


def _a_year(year: str | ReportingYear | None) -> ReportingYear | None:
    if isinstance(year, str):
        return ReportingYear.parse(year)
    if not isinstance(year, ReportingYear | None):
        raise InvalidPeriod("The reporting year cannot be read. Write 1 April 2018 to 31 March 2019 as '2018-19'.")
    return year
