"""What computing an indicator gives: the figure, its history, every case, its doubt and its prospects, and how all of it was arrived at."""

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import attrs
import numpy as np

from csc_indicators.accumulations import IN_MONTH, Accumulation, Period, YearToDate
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.frames import Library, as_frame
from csc_indicators.measures.bands import Banded, Bands, in_bands
from csc_indicators.measures.judgement import Status
from csc_indicators.periods import Month, ReportingYear
from csc_indicators.reasons.taxonomy import Reason
from csc_indicators.results.as_dict import result_as_dict
from csc_indicators.results.cases import CaseBook, Cases
from csc_indicators.results.change import Change, change
from csc_indicators.results.due import Due
from csc_indicators.results.families import Clustered, Influence, by_families, influence
from csc_indicators.results.intervals import Interval, count_interval, wilson
from csc_indicators.results.practice import Practice, practice
from csc_indicators.results.process_chart import NotMonthly, ProcessChart, process_chart
from csc_indicators.results.prospects import (
    FamilyProspects,
    Prospects,
    at_this_pace,
    out_of_reach_after,
    prospects,
    prospects_by_families,
)
from csc_indicators.results.rates import Population, Rate
from csc_indicators.results.reasons import Each, ReasonCounts, count_reasons
from csc_indicators.results.series import Gathered, Snapshot
from csc_indicators.results.tallies import Tallies
from csc_indicators.results.tally import NoFigure, OverlappingTally, Tally
from csc_indicators.results.targets import Standing, Target
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source

if TYPE_CHECKING:
    from csc_indicators.results.answer import Answer

__all__ = ["RESULT_COLUMNS", "Result"]

#: The columns of a result's tidy table, after those of the groups' labels.
RESULT_COLUMNS = (
    "indicator",
    "edition",
    "reading",
    "accumulation",
    "calendar",
    "known_on",
    "version",
    "first",
    "last",
    "as_at",
    "complete",
    "numerator",
    "denominator",
    "unit",
    "population",
    "figure",
    "why_no_figure",
    "target",
    "standing",
)

PointT = TypeVar("PointT", Gathered, Snapshot)


@attrs.frozen(repr=False, eq=False, kw_only=True)
class Result(Generic[PointT]):
    """
    A computed indicator.

    Attributes:
        indicator: The indicator's permanent id.
        edition: The number of the edition of its rule that was counted by; None when none is known to have been in force.
        name: What people call it.
        title: What it is the share, the rate or the number of.
        unit: What its figure is: a percentage, a rate or a number.
        decimals: The decimals its figure is published to.
        good: Which way is better.
        target: The target in force, if any.
        reading: The key of the reading of the rule that was used; empty where the edition has a rule of its own, which has no readings.
        calendar: The working days that were used.
        year: The reporting year.
        as_at: The last day counted.
        known_on: The day up to which records were known; None when everything in the records was used.
        accumulation: How cases are gathered over time.
        series: Every period so far, those without cases among them.
        tallies: The same counts by period and by the groups asked for.
        cases: Every case of the records, as things stood on *as_at*.
        population: What a rate is of; None when it was not given, or the figure is no rate.
        bands: The bands of durations that the cases are published in, if they are.
        due: What is due, and within what; None when nothing is judged as in time or late.
        sources: The documents that its rule rests on.
        notes: What a reader of the figure must know about the records, in sentences that name rows and no values.
        version: The version of this library.
    """

    indicator: str
    edition: int | None
    name: str
    title: str
    unit: Unit
    decimals: int
    good: Literal["high", "low", "neutral"]
    target: Target | None
    reading: str
    calendar: WorkingDayCalendar
    year: ReportingYear
    as_at: date
    known_on: date | None
    accumulation: Accumulation
    series: tuple[PointT, ...]
    tallies: Tallies
    cases: Cases
    population: Population | None
    bands: Bands | None
    due: Due | None
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    version: str
    _book: CaseBook

    # The figure

    @property
    def tally(self) -> Tally | OverlappingTally:
        """The figure's counts."""
        return self.series[-1].tally

    @property
    def figure(self) -> Decimal | None:
        """The figure as published, in the indicator's :attr:`unit`, rounded half up; None when there is none, and :attr:`why` says why."""
        return self.figure_of(self.series[-1])

    @property
    def percentage(self) -> Decimal | None:
        """
        The figure of an indicator that is a percentage.

        Raises:
            TypeError: If its figure is a rate or a number.
        """
        if self.unit is not Unit.PERCENT:
            raise TypeError(f"{self.name} is no percentage but a {'number' if self.unit is Unit.NUMBER else 'rate'}. Ask for its figure.")
        return self.figure

    @property
    def why(self) -> NoFigure | None:
        """Why there is no figure; None when there is one."""
        return self.series[-1].why

    def figure_of(self, point: Gathered | Snapshot) -> Decimal | None:
        """The figure of a point of the series, as published; None when it has none, and the point says why."""
        return None if point.why else self.unit.figure(point.tally, decimals=self.decimals, population=self.population)

    def in_words(self, tally: Tally | OverlappingTally) -> str:
        """The figure that a tally makes, with its unit and what it rests on."""
        why = self.unit.why(tally, self.population)
        figure = self.unit.figure(tally, decimals=self.decimals, population=self.population)
        if figure is None:
            return "no cases" if why is NoFigure.NO_CASES else f"no figure, because {why} ({self.unit.counts(tally)})"
        words, counts = self.unit.words(figure), self.unit.counts(tally)
        return words if words == counts else f"{words} ({counts})"

    @property
    def has_limits(self) -> bool:
        """Whether its cases are in time or late, or wait to be; otherwise each has a property or not."""
        timed = (Status.IN_TIME, Status.LATE, Status.WAITING, Status.OVERDUE)
        return bool(np.isin(self.cases.judgement.status, timed).any())

    @property
    def banded(self) -> Banded | None:
        """The cases in the figure by the band of their duration; None when the indicator is not published so."""
        return None if self.bands is None else in_bands(self._counted(None).judgement, self.bands, as_at=self.as_at, calendar=self.calendar)

    # The target

    @property
    def shortfall(self) -> Decimal | None:
        """Percentage points from the figure to the target; 0 when it is met, None when there is no figure or no target."""
        return None if self.target is None else self.target.shortfall(self.figure)

    @property
    def cases_short(self) -> int | None:
        """How many more in time would have met the target; 0 when it is met, None when there is no figure or no target."""
        return None if self.target is None or self.why else self.target.cases_short(self.tally, self.decimals)

    @property
    def standing(self) -> Standing | None:
        """How the figure stands against the target, in words and a colour; None when there is no figure or no target."""
        return None if self.target is None else self.target.standing(self.figure)

    def prospects(self, remaining: int) -> Prospects | None:
        """
        Whether the target can still be met when so many more cases come before the year is out; None when there is no target.

        Raises:
            TypeError: If the figure is no year to date.
        """
        self._needs_a_year()
        return None if self.target is None else prospects(self.tally, self.target, remaining)

    def prospects_by_families(self, remaining: int) -> FamilyProspects | None:
        """
        The same counted in families; None when there is no target, no case, or the records do not say who goes together.

        Raises:
            TypeError: If the figure is no year to date.
        """
        self._needs_a_year()
        families = self.families()
        if self.target is None or families is None or not families.families:
            return None
        return prospects_by_families(families.families_in_time, families.families, families.cases, self.target, remaining)

    def out_of_reach_after(self, total: int) -> Month | None:
        """
        The first month after which the target was arithmetically out of reach, *total* being the cases expected in the whole year.

        Of a year that began before the series, the months before the series are taken together with its first. None when it still is within reach, or
        there is no target.

        Raises:
            TypeError: If the figure is no year to date.
            ValueError: If there have been more cases than *total* already.
        """
        self._needs_a_year()
        if self.target is None:
            return None
        began = self.series[-1].period.first
        points: list[Gathered] = [point for point in self.series if isinstance(point, Gathered) and point.period.first == began]
        monthly = [_counts(points[0].tally), *(_counts(point.in_month) for point in points[1:])]
        at = out_of_reach_after(monthly, self.target, total)
        return None if at is None else points[at].month

    @property
    def remaining_at_this_pace(self) -> int:
        """
        How many more cases come before the year is out, if as many come a month as so far; rounded half up.

        Raises:
            TypeError: If the figure is no year to date.
        """
        self._needs_a_year()
        return at_this_pace(self.series[-1].period, self.tally.denominator)

    def _needs_a_year(self) -> None:
        if not isinstance(self.accumulation, YearToDate):
            raise TypeError(f"{self.name} is counted {self.accumulation}: only a year to date has a year end that later cases are added up to.")

    # The cases behind it

    @property
    def breaches(self) -> Cases:
        """Every case that is late, and every one that is overdue."""
        return self.cases.of(Status.LATE, Status.OVERDUE)

    @property
    def waiting(self) -> Cases:
        """What has not happened and is not yet past its due date; beside the denominator, not in it."""
        return self.cases.of(Status.WAITING)

    @property
    def overdue(self) -> Cases:
        """What has not happened and is past its due date; beside the denominator, not in it."""
        return self.cases.of(Status.OVERDUE)

    @property
    def unknown(self) -> Cases:
        """What cannot be judged: in the denominator, not in time."""
        return self.cases.of(Status.UNKNOWN)

    @property
    def with_overdue(self) -> OverlappingTally:
        """The figure with what is overdue counted as late: a companion, because a measure of what has happened hides what has not."""
        return OverlappingTally(self.tally.numerator, self.tally.denominator + len(self.overdue))

    @property
    def late_by_reason(self) -> dict[Reason, int]:
        """The late cases by reason, most first, with none recorded last; with those in time and unknown they make up the denominator."""
        return count_reasons([(self.series[-1].period, self.cases)], each="child").whole().by_reason()

    def reasons(self, each: Each = "child", *, monthly: bool = False) -> ReasonCounts:
        """
        Every case accounted for in every period and group: in time, late by primary reason, late with none recorded, or unknown.

        Args:
            each: Count every child, or what was decided for several children, such as the conference of a family, once.
            monthly: Count the cases of each month alone, where the figure gathers more.

        Raises:
            TypeError: If months are asked for and the figure is a snapshot, or people are counted.
        """
        points = self.series
        if isinstance(points[-1], Snapshot):
            if monthly:
                raise TypeError(f"{self.name} is a snapshot: its cases are of a day and of no month. Leave monthly out.")
            return count_reasons([(point.period, self._book.cases(point.period)) for point in points], each=each)
        if self.tallies.people:
            raise TypeError(f"{self.name} counts each person once, and gives no reasons.")
        periods = IN_MONTH.periods(points[0].month, self.as_at) if monthly else tuple(point.period for point in points)
        first, last = min(period.first for period in periods), points[-1].period
        every = self._book.cases(attrs.evolve(last, first=first))
        happened = every.judgement.happened
        of = ((happened >= np.datetime64(period.first)) & (happened <= np.datetime64(period.as_at)) for period in periods)
        return count_reasons([(period, every.where(within)) for period, within in zip(periods, of, strict=True)], each=each)

    def practice(self) -> Practice | None:
        """
        The figure as recorded by the day it is known on, or else by its last day, beside the figure as it was practised.

        None when the records do not say when each was recorded.
        """
        period = self.series[-1].period
        recorded = self._book.cases_known_on(self.known_on or self.as_at, period)
        practised = self._book.cases_known_on(None, period)
        return None if recorded is None or practised is None else practice(recorded, practised)

    def cases_of(self, point: PointT) -> Cases:
        """Every case as things stood at the end of a point of the series: those in its denominator, and those beside it."""
        return self._book.cases(point.period)

    # Its history

    def since(self, month: Month) -> Tally:
        """
        The cases of the months after *month* alone, which a cumulative figure hides.

        Args:
            month: The last month left out: the last one of an earlier figure of the series.

        Raises:
            TypeError: If the figure is a snapshot, which gathers nothing.
            LookupError: If *month* is not that of an earlier figure of the series.
        """
        if isinstance(self.series[-1], Snapshot):
            raise TypeError(f"{self.name} is a snapshot: nothing was gathered since {month}. Compare the two figures.")
        if self.tallies.people:
            raise TypeError(f"{self.name} counts each person once, and a person of one month may be one of another: months do not add up.")
        if month not in {point.month for point in self.series[:-1]}:
            earlier = " or ".join(dict.fromkeys(str(point.month) for point in (self.series[:-1][:1] + self.series[:-1][-1:]))) or "no month"
            raise LookupError(f"The series has no figure of {month} before its last. It has those of {earlier}.")
        return sum((_separate(point) for point in self.series if isinstance(point, Gathered) and point.month > month), start=Tally(0, 0))

    def compared_with(self, earlier: "Result[PointT]") -> Change:
        """
        The change from an earlier result of the same indicator, such as that of the same day a year ago.

        Raises:
            TypeError: If the two are not of one indicator, reading and accumulation, *earlier* is the later one, or one is of a part-period and the
                other not of the same part.
        """
        mine, theirs = ((of.indicator, of.reading, of.accumulation) for of in (self, earlier))
        if mine != theirs:
            raise TypeError(
                "Only two results of one indicator, in one reading and gathered alike, are compared. Compute the earlier one in the same way."
            )
        if self.unit is not Unit.PERCENT:
            raise TypeError(f"{self.name} is no percentage, and a difference in points is one of percentages. Compare the two figures.")
        if earlier.as_at > self.as_at:
            raise TypeError("The result it is compared with is the later one. Exchange the two.")
        return change(self.series[-1], earlier.series[-1], decimals=self.decimals, good=self.good)

    def process_chart(self, *, screened: bool = True) -> ProcessChart:
        """
        The months' own figures against the variation that is usual for them.

        Raises:
            NotMonthly: If the figure is not of separate months. Points that share cases look calmer than they are: of simulated years in which
                nothing changed, the rules raise a false alarm in fewer than one in ten when the months are charted, and in about nine in ten when the
                year to date is.
        """
        if self.unit is not Unit.PERCENT:
            raise TypeError(f"{self.name} is no percentage, and a process chart is of percentages. Chart its figures by month.")
        if self.accumulation != IN_MONTH:
            raise NotMonthly(
                f"{self.name} is counted {self.accumulation}. A process chart needs separate months: a figure that shares cases with the one before "
                "it raises false alarms. Compute it with accumulation=IN_MONTH, if its rule lets cases be counted by month."
            )
        return process_chart([point.tally.share for point in self.series], screened=screened)

    # Its doubt

    def interval(self, *, confidence: float = 95) -> Interval | None:
        """
        The interval of the figure; None when there is no figure.

        Of a percentage it is Wilson's, at the effective size of the families where the records say who goes together; of a rate or a number Byar's.
        Every case recorded is counted and none is a sample. The interval is of the process behind the figure: what it could as well have given.
        """
        if self.why:
            return None
        if self.unit is Unit.NUMBER:
            return count_interval(self.tally.numerator, confidence=confidence)
        if self.population is not None:
            return Rate(self.tally.numerator, self.population).interval(confidence)
        families = self.families(confidence=confidence)
        return wilson(self.tally.numerator, self.tally.denominator, confidence=confidence) if families is None else families.interval

    def families(self, *, confidence: float = 95) -> Clustered | None:
        """The figure counted in families, with the standard error they give it; None when the records do not name them, or it is no percentage."""
        if self.unit is not Unit.PERCENT:
            return None
        counted = self._counted(None)
        codes = counted.families
        return None if codes is None else by_families(counted.judgement.numerator, codes, confidence=confidence)

    def influence(self, by: Literal["family"] = "family", *, month: Month | None = None) -> Influence | None:
        """
        Each family with the figure as it would be without it; None when the records do not say who goes together, or the figure is no percentage.

        Args:
            by: What is left out, one at a time.
            month: The cases of this month alone, instead of all in the figure.

        Raises:
            TypeError: If a month is asked for and the figure is a snapshot.
        """
        if by != "family":
            raise ValueError("Influence is by 'family': the children judged together.")
        if month is not None and isinstance(self.series[-1], Snapshot):
            raise TypeError(f"{self.name} is a snapshot: its cases are of a day and of no month. Leave the month out.")
        if self.unit is not Unit.PERCENT:
            return None
        counted = self._counted(month)
        codes = counted.families
        return None if codes is None else influence(counted.judgement.numerator, codes)

    def _counted(self, month: Month | None) -> Cases:
        counted = self.cases.where(self.cases.judgement.counted)
        if month is None:
            return counted
        happened = counted.judgement.happened.astype("datetime64[M]")
        return counted.where(happened == happened.dtype.type(f"{month.year:04d}-{month.month:02d}"))

    # Its forms

    def columns(self) -> dict[str, Any]:
        """
        The result as a tidy table, a row to a period and group, in one schema for every indicator.

        Its columns are the groups' labels, then :data:`RESULT_COLUMNS`. Figures are rounded half up and given as the nearest float; None where
        there is none. Text is empty where there is nothing to say. The rates of groups are left out, because the population is that of the whole.
        """
        population = None if self.tallies.by else self.population
        figures = [(tally, self._why_none(period, tally, population)) for _, period, tally in self.tallies]
        published = [None if why else self.unit.figure(tally, decimals=self.decimals, population=population) for tally, why in figures]
        standings = [None if self.target is None else self.target.standing(figure) for figure in published]
        counted = self.tallies.as_columns()
        size = len(figures)
        same = {
            "indicator": self.indicator,
            "edition": "" if self.edition is None else str(self.edition),
            "reading": self.reading,
            "accumulation": str(self.accumulation),
            "calendar": f"{self.calendar.name}, {self.calendar.edition}",
            "known_on": np.datetime64("NaT" if self.known_on is None else self.known_on, "D"),
            "version": self.version,
        }
        return {
            **{name: counted.pop(name) for name in self.tallies.by},
            **{name: np.full(size, value) if isinstance(value, np.datetime64) else [value] * size for name, value in same.items()},
            **{name: counted.pop(name) for name in ("first", "last", "as_at")},
            "complete": [period.complete for period in self.tallies.periods] * len(self.tallies.groups),
            **counted,
            "unit": [str(self.unit)] * size,
            "population": [None if population is None else population.number] * size,
            "figure": [None if figure is None else float(figure) for figure in published],
            "why_no_figure": ["" if why is None else str(why) for _, why in figures],
            "target": [None if self.target is None else float(self.target.percentage)] * size,
            "standing": ["" if standing is None else standing.words for standing in standings],
        }

    def to_frame(self, library: Library) -> Any:
        """The tidy table of :meth:`columns` in pandas, Polars or pyarrow."""
        return as_frame(self.columns(), library, numbers=("population", "figure", "target"))

    def _why_none(self, period: Period, tally: Tally | OverlappingTally, population: Population | None) -> NoFigure | None:
        return NoFigure.NOT_COUNTED_FROM if period.first < self.tallies.counted_from else self.unit.why(tally, population)

    def to_json(self) -> str:
        """
        The result as JSON: the figure, what it rests on, its history, its doubt and its breaches, each named by its row.

        Percentages are text, because a JSON number would lose their decimals.
        """
        return json.dumps(result_as_dict(self))

    def answer(self, *, remaining: int | None = None) -> "Answer":
        """
        The answer to the public question, in plain words and in full, for the council's own use: why each late case was late, and what it takes.

        What may be published is made by :func:`csc_indicators.publication.publishing.publish`.

        Args:
            remaining: The cases expected before the year is out; as many a month as so far when it is left out.

        Raises:
            TypeError: If the indicator judges nothing as late, so that there is nothing to answer for.
        """
        from csc_indicators.results.accounting import account_of  # both are made of results
        from csc_indicators.results.answer import answer

        return answer(account_of(self, remaining=remaining))

    def _repr_html_(self) -> str:
        from csc_indicators.results.html import report_as_html  # both are made of results
        from csc_indicators.results.report import report

        return report_as_html(report(self, cases=False))

    def __repr__(self) -> str:
        figure = f"no figure, {self.why}" if self.figure is None else self.unit.words(self.figure)
        counts = self.unit.counts(self.tally)
        return f"<Result {self.indicator} at {self.as_at}: {figure}{'' if figure == counts else f', {counts}'}>"


def _separate(point: Gathered) -> Tally:
    """What no other point of the series has: all of a month or quarter, the last month of what overlaps with the point before it."""
    return _counts(point.tally if isinstance(point.tally, Tally) else point.in_month)


def _counts(tally: Tally | OverlappingTally) -> Tally:
    """The counts of a figure as ones that add up, where it is known that these do."""
    return Tally(tally.numerator, tally.denominator)
