"""
Working days: counted, added and taken away, for one date or for whole columns.

A working day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales (Care Planning,
Placement and Case Review (England) Regulations 2010, reg 2(1)). The day a clock starts is day 0, so the working days between two dates are those
*after* the first, up to *and including* the second.
"""

import sys
import warnings
from array import array
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, overload

import attrs
import numpy as np

from csc_indicators.arrays import Dates, Days, Mask
from csc_indicators.calendars.counting import DayTables, OutOfRange
from csc_indicators.calendars.given import as_dates, is_series
from csc_indicators.calendars.series import Series, SeriesT, by_array
from csc_indicators.errors import OutsideCalendar, ProjectedDate, listed_rows

if TYPE_CHECKING:
    from csc_indicators.calendars.explanation import Explanation

__all__ = ["Basis", "NonWorkingDay", "WorkingDayCalendar"]

Basis = Literal["statute", "common law", "proclamation", "projected", "closure", "other"]

_WEEKEND = 5


@attrs.frozen
class NonWorkingDay:
    """
    A weekday that is not a working day.

    Attributes:
        day: The date.
        name: What it is called.
        basis: By what it is one: ``statute``, ``common law`` or ``proclamation``; ``projected`` when the rules of earlier years say so and nobody
            has announced it; ``closure`` when the council closes on it; ``other`` for a day somebody else's list names.
        source: The document that says so; begins with ``unverified`` when none was read.
    """

    day: date
    name: str
    basis: Basis
    source: str


@attrs.frozen(repr=False)
class WorkingDayCalendar:
    """
    Which days are working days, between two dates it can vouch for.

    Attributes:
        name: What the calendar is of, for people.
        first: The first date it answers for.
        last: The last date it answers for.
        non_working_days: Every weekday between them that is not a working day, in order.
        announced_to: The last date whose holidays have been announced; later ones are projected.
        as_of: The day on which the list was last checked; None when nobody says.

    Every method takes :class:`datetime.date` and gives plain Python values, or takes ``datetime64[D]`` arrays or lists of dates and gives arrays; a
    date and an array broadcast. A Series of pandas or Polars, or an array of pyarrow, gives one of the same library, with its name and index, null
    where a date is null. A date outside the calendar raises :class:`~csc_indicators.errors.OutsideCalendar`, and so does a missing one of an array
    where a count is asked for, because a count has no way to say "not known". An answer of one date that rests on a projected day comes with a
    warning, :class:`~csc_indicators.errors.ProjectedDate`; for arrays, :meth:`is_projected` is the mask.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> ENGLAND_AND_WALES
    <WorkingDayCalendar England and Wales, 1978-01-01 to 2053-12-31, announced to 2028-12-31>
    """

    name: str
    first: date
    last: date
    non_working_days: tuple[NonWorkingDay, ...] = attrs.field(validator=attrs.validators.instance_of(tuple))
    announced_to: date = attrs.field(kw_only=True)
    as_of: date | None = attrs.field(default=None, kw_only=True)
    _tables: DayTables = attrs.field(init=False, eq=False)
    # For one date at a time: plain integers by days after the first, and how many of those days are announced.
    _origin: int = attrs.field(init=False, eq=False)
    _announced_days: int = attrs.field(init=False, eq=False)
    _announced_working_days: int = attrs.field(init=False, eq=False)
    _counts: "array[int]" = attrs.field(init=False, eq=False)
    _ordinals: "array[int]" = attrs.field(init=False, eq=False)

    @announced_to.default
    def _all_of_it(self) -> date:
        return self.last

    @non_working_days.validator
    def _weekdays_in_order(self, _: object, days: tuple[NonWorkingDay, ...]) -> None:
        if self.last < self.first:
            raise ValueError(f"The calendar {self.name} ends before it starts. Give its first date, then its last.")
        if any(later.day <= earlier.day for earlier, later in pairwise(days)):
            raise ValueError(f"The non-working days of {self.name} are not in order, or one is there twice. Sort them and name each once.")
        if not self.first <= self.announced_to <= self.last:
            raise ValueError(f"The last announced date of {self.name} is not one of its dates. Give one from its first to its last.")
        if any(entry.day.weekday() >= _WEEKEND or not self.first <= entry.day <= self.last for entry in days):
            raise ValueError(f"A non-working day of {self.name} is on a weekend or outside its dates. List weekdays inside them only.")

    def __attrs_post_init__(self) -> None:
        off = np.array([entry.day for entry in self.non_working_days], dtype="datetime64[D]")
        tables = DayTables.of(self.first, self.last, off)
        fill: Callable[[str, Any], None] = lambda name, value: object.__setattr__(self, name, value)  # noqa: E731 - frozen, and still being made
        fill("_tables", tables)
        fill("_origin", self.first.toordinal())
        fill("_announced_days", (self.announced_to - self.first).days + 1)
        fill("_announced_working_days", int(tables.numbers[(self.announced_to - self.first).days]))
        fill("_counts", array("i", tables.numbers.tolist()))
        fill("_ordinals", array("i", (tables.working_days + date(1970, 1, 1).toordinal()).tolist()))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self.name, self.first, self.last, self.non_working_days, self.announced_to, self.as_of)

    def __repr__(self) -> str:
        announced = "" if self.projected is None else f", announced to {self.announced_to}"
        return f"<WorkingDayCalendar {self.name}, {self.first} to {self.last}{announced}>"

    @property
    def announced(self) -> tuple[date, date]:
        """The first and the last date whose holidays are announced."""
        return self.first, self.announced_to

    @property
    def projected(self) -> tuple[date, date] | None:
        """The first and the last date whose holidays are projected; None when none are."""
        return None if self.announced_to == self.last else (date.fromordinal(self.announced_to.toordinal() + 1), self.last)

    @property
    def edition(self) -> str:
        """
        The day the list was last checked, and a hash of all that it says: two calendars that count alike in name only have different ones.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.edition[:10]
        '2026-11-22'
        """
        import hashlib  # only now: few ask, and it takes longer to import than the calendar does

        said = repr((self.first, self.last, self.announced_to, [(entry.day, entry.name, entry.basis) for entry in self.non_working_days]))
        return f"{self.as_of or 'undated'} {hashlib.sha256(said.encode()).hexdigest()[:12]}"

    def without(self, days: Iterable[date], *, name: str) -> "WorkingDayCalendar":
        """
        The calendar on which the council does not work on *days* either, such as those of a Christmas closure.

        Closures are no bank holidays. The calendar made has a name and an edition of its own, so that a figure computed with it never passes for one
        computed with the statutory calendar. Weekends and holidays among *days* change nothing.

        Raises:
            OutsideCalendar: If a day is not in the calendar.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> closed = ENGLAND_AND_WALES.without([date(2018, 12, 27), date(2018, 12, 28), date(2018, 12, 31)], name="Christmas closure")
        >>> closed.name, closed.between(date(2018, 12, 24), date(2019, 1, 2))
        ('England and Wales without Christmas closure', 1)
        """
        closed = _plain_dates(days)
        if any(not self.first <= day <= self.last for day in closed):
            raise self._outside("A closure is")
        off = {entry.day for entry in self.non_working_days}
        working = sorted(day for day in closed - off if day.weekday() < _WEEKEND)
        entries = [*self.non_working_days, *(NonWorkingDay(day, name, "closure", "the council's own") for day in working)]
        entries.sort(key=lambda entry: entry.day)
        return attrs.evolve(self, name=f"{self.name} without {name}", non_working_days=tuple(entries))

    @classmethod
    def from_dates(cls, days: Iterable[date], *, name: str, first: date, last: date) -> "WorkingDayCalendar":
        """
        A calendar of another place, from its weekdays off between the *first* and the *last* date you vouch for.

        >>> WorkingDayCalendar.from_dates([date(2026, 1, 1)], name="somewhere", first=date(2026, 1, 1), last=date(2026, 12, 31))
        <WorkingDayCalendar somewhere, 2026-01-01 to 2026-12-31>
        """
        weekdays = sorted(day for day in _plain_dates(days) if day.weekday() < _WEEKEND)
        return cls(name, first, last, tuple(NonWorkingDay(day, "day off", "other", "the dates given") for day in weekdays))

    @classmethod
    def from_workalendar(cls, calendar: Any, years: range, *, name: str | None = None, corrections: Iterable[Any] = ()) -> "WorkingDayCalendar":
        """
        A calendar made from one of workalendar's, over the *years* you vouch for.

        workalendar answers for any year, past or future, without saying what it knows, so the range is yours to give. The calendar has workalendar's
        own name for the place unless you give another. *corrections* put right
        what it has wrong; :data:`~csc_indicators.calendars.england_and_wales.WORKALENDAR_CORRECTIONS` are those for England and Wales.
        """
        if years.step != 1 or not len(years):
            raise ValueError("The years vouched for are consecutive. Give range(first, last + 1).")
        names = {day: holiday for year in years for day, holiday in calendar.holidays(year) if day.year in years}
        for correction in corrections:
            if correction.truth == "working day":
                names.pop(correction.day, None)
            elif correction.day.year in years:
                names[correction.day] = correction.why
        entries = tuple(NonWorkingDay(day, names[day], "other", "workalendar") for day in sorted(names) if day.weekday() < _WEEKEND)
        place = name or getattr(calendar, "name", None) or type(calendar).__name__
        return cls(place, date(years[0], 1, 1), date(years[-1], 12, 31), entries)

    @overload
    def between(self, start: date, end: date) -> int: ...
    @overload
    def between(self, start: Dates | list[date], end: Dates | list[date] | date) -> Days: ...
    @overload
    def between(self, start: date, end: Dates | list[date]) -> Days: ...
    @overload
    def between(self, start: SeriesT, end: SeriesT | Dates | list[date] | date) -> SeriesT: ...
    @overload
    def between(self, start: Dates | list[date] | date, end: SeriesT) -> SeriesT: ...
    def between(self, start: Any, end: Any) -> Any:
        """
        The working days after *start* up to and including *end*; negative when *end* is before *start*.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.between(date(2018, 9, 8), date(2018, 10, 1))  # a Saturday to a Monday
        16
        """
        if type(start) is date and type(end) is date:
            a, b = start.toordinal() - self._origin, end.toordinal() - self._origin
            if 0 <= a < self._announced_days and 0 <= b < self._announced_days:
                return self._counts[b] - self._counts[a]
        elif _plain(start) and _plain(end) and len(start) == len(end):
            try:  # as _asked does, without its cost to a short column
                return self._tables.between(start, end)
            except OutOfRange:
                pass
            raise self._refused({"start": start, "end": end}, also_missing=True)
        start, end = as_dates("start", start), as_dates("end", end)
        if isinstance(start, date) and isinstance(end, date):
            count = self._counts[self._offset("end", end)] - self._counts[self._offset("start", start)]
            self._warn_if_projected(max(start, end))
            return count
        if is_series(start) or is_series(end):
            return by_array(self.between, {"start": start, "end": end}, fill=self.first)
        _check_lengths(start=start, end=end)
        arrays = {name: days for name, days in (("start", start), ("end", end)) if not isinstance(days, date)}
        first = self._offset("start", start) if isinstance(start, date) else start
        second = self._offset("end", end) if isinstance(end, date) else end
        return self._asked(self._tables.between, first, second, **arrays)

    @overload
    def after(self, start: date, n: int) -> date: ...
    @overload
    def after(self, start: Dates | list[date], n: int | Days) -> Dates: ...
    @overload
    def after(self, start: SeriesT, n: int | Days | Series) -> SeriesT: ...
    def after(self, start: Any, n: Any) -> Any:
        """
        The *n*-th working day after *start*; *start* itself, working day or not, when *n* is 0. Missing dates in an array stay missing.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.after(date(2023, 4, 28), 6)  # past two bank holidays
        datetime.date(2023, 5, 10)
        """
        if type(start) is date and type(n) is int and n > 0:
            at = start.toordinal() - self._origin
            if 0 <= at < self._announced_days and (position := self._counts[at] + n) <= self._announced_working_days:
                return date.fromordinal(self._ordinals[position - 1])
        elif _plain(start) and type(n) is int and 0 < n <= len(self._ordinals):
            return self._asked(self._tables.moved, start, n, self._tables.behind, also_missing=False, start=start)
        return self._moved("start", start, n, 1)

    @overload
    def before(self, end: date, n: int) -> date: ...
    @overload
    def before(self, end: Dates | list[date], n: int | Days) -> Dates: ...
    @overload
    def before(self, end: SeriesT, n: int | Days | Series) -> SeriesT: ...
    def before(self, end: Any, n: Any) -> Any:
        """
        The *n*-th working day before *end*; *end* itself, working day or not, when *n* is 0. Missing dates in an array stay missing.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.before(date(2023, 5, 10), 6)
        datetime.date(2023, 4, 28)
        """
        if _plain(end) and type(n) is int and 0 < n <= len(self._ordinals):
            return self._asked(self._tables.moved, end, -n, self._tables.ahead, also_missing=False, end=end)
        return self._moved("end", end, n, -1)

    @overload
    def on_or_after(self, day: date) -> date: ...
    @overload
    def on_or_after(self, day: Dates | list[date]) -> Dates: ...
    @overload
    def on_or_after(self, day: SeriesT) -> SeriesT: ...
    def on_or_after(self, day: Any) -> Any:
        """
        *day* if it is a working day, else the next one.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.on_or_after(date(2018, 8, 25))  # the Saturday before a bank holiday
        datetime.date(2018, 8, 28)
        """
        return self._nearest(day, 1)

    @overload
    def on_or_before(self, day: date) -> date: ...
    @overload
    def on_or_before(self, day: Dates | list[date]) -> Dates: ...
    @overload
    def on_or_before(self, day: SeriesT) -> SeriesT: ...
    def on_or_before(self, day: Any) -> Any:
        """
        *day* if it is a working day, else the last one before it.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.on_or_before(date(2018, 8, 27))  # a bank holiday
        datetime.date(2018, 8, 24)
        """
        return self._nearest(day, -1)

    @overload
    def number(self, day: date) -> int: ...
    @overload
    def number(self, day: Dates | list[date]) -> Days: ...
    @overload
    def number(self, day: SeriesT) -> SeriesT: ...
    def number(self, day: Any) -> Any:
        """
        The running working-day number of *day*: how many working days the calendar has up to and including it.

        A day off has the number of the working day before it, so the working days between two dates are the difference of their numbers.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.number(date(2018, 10, 1)) - ENGLAND_AND_WALES.number(date(2018, 9, 8))
        16
        """
        day = as_dates("day", day)
        if isinstance(day, date):
            number = self._counts[self._offset("day", day)]
            self._warn_if_projected(day)
            return number
        if is_series(day):
            return by_array(self.number, {"day": day}, fill=self.first)
        numbers = self._looked_up(self._tables.numbers, day)
        return numbers.astype(np.int64)

    @overload
    def is_working_day(self, day: date) -> bool: ...
    @overload
    def is_working_day(self, day: Dates | list[date]) -> Mask: ...
    @overload
    def is_working_day(self, day: SeriesT) -> SeriesT: ...
    def is_working_day(self, day: Any) -> Any:
        """
        Whether *day* is a working day.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.is_working_day(date(2018, 8, 27))
        False
        """
        day = as_dates("day", day)
        if isinstance(day, date):
            offset = self._offset("day", day)
            self._warn_if_projected(day)
            return bool(self._tables.works[offset])
        if is_series(day):
            return by_array(self.is_working_day, {"day": day}, fill=self.first)
        return self._looked_up(self._tables.works, day)

    @overload
    def is_projected(self, day: date) -> bool: ...
    @overload
    def is_projected(self, day: Dates | list[date]) -> Mask: ...
    @overload
    def is_projected(self, day: SeriesT) -> SeriesT: ...
    def is_projected(self, day: Any) -> Any:
        """
        Whether *day* is past the last day whose holidays are announced; False where it is missing.

        >>> from csc_indicators import ENGLAND_AND_WALES
        >>> ENGLAND_AND_WALES.is_projected(date(2029, 1, 2))
        True
        """
        day = as_dates("day", day)
        if isinstance(day, date):
            return day > self.announced_to
        return by_array(self.is_projected, {"day": day}) if is_series(day) else day > np.datetime64(self.announced_to, "D")

    def explain(self, start: date, limit: Any) -> "Explanation":
        """
        How the due date of *limit* from *start* is arrived at: each day counted, each day skipped and why.

        >>> from csc_indicators import ENGLAND_AND_WALES, WorkingDays
        >>> print(ENGLAND_AND_WALES.explain(date(2018, 8, 24), WorkingDays(2)))  # doctest: +NORMALIZE_WHITESPACE
        2 working days from Friday 24 August 2018 (day 0): due Wednesday 29 August 2018.
        Counted: 28 and 29 August (1 and 2); skipped: 25 to 27 August (Saturday, Sunday, Summer bank holiday).
        """
        from csc_indicators.calendars.explanation import explain  # which explains calendars, and so knows them

        return explain(self, start, limit)

    def _moved(self, name: str, days: Any, n: Any, direction: Literal[1, -1]) -> Any:
        self._check_number(n)
        days = days if _plain(days) else as_dates(name, days)
        if isinstance(days, date) and isinstance(n, (int, np.integer)):
            return self._one_moved(name, days, int(n), direction)
        if is_series(days) or is_series(n):
            return by_array(self.after if direction > 0 else self.before, {name: days, "n": n})
        _check_lengths(**{name: days, "n": n})
        days = np.full(len(n), days, dtype="datetime64[D]") if isinstance(days, date) else days
        n = n.astype(np.int64, copy=False) if isinstance(n, np.ndarray) else int(n)
        return self._asked(self._all_moved, days, direction * n, also_missing=False, **{name: days})

    def _all_moved(self, days: Dates, n: int | Days) -> Dates:
        """By *n* working days, back where it is negative; those that 0 leaves where they are need only be in the calendar."""
        anchor = self._tables.ahead if np.any(n < 0) else self._tables.behind
        moves = n != 0
        if np.all(moves):
            return self._tables.moved(days, n, anchor)
        self._tables.offsets(days[~np.isnat(days)])
        moved = days.copy()
        if isinstance(n, np.ndarray):
            moved[moves] = self._tables.moved(days[moves], n[moves], anchor)
        return moved

    def _one_moved(self, name: str, day: date, n: int, direction: Literal[1, -1]) -> date:
        offset = self._offset(name, day)
        if n == 0:
            return day
        anchor = self._tables.behind if direction > 0 else self._tables.ahead
        return self._working_day_at(int(anchor[offset]) + direction * n, day)

    def _nearest(self, day: Any, direction: Literal[1, -1]) -> Any:
        day = as_dates("day", day)
        if is_series(day):
            return by_array(self.on_or_after if direction > 0 else self.on_or_before, {"day": day})
        anchor = self._tables.ahead if direction > 0 else self._tables.behind
        if isinstance(day, date):
            return self._working_day_at(int(anchor[self._offset("day", day)]), day)
        return self._asked(self._tables.moved, day, 0, anchor, day=day)

    def _working_day_at(self, position: int, since: date) -> date:
        if not 0 <= position < len(self._ordinals):
            raise self._outside("The working day asked for is")
        found = date.fromordinal(self._ordinals[position])
        self._warn_if_projected(max(since, found))
        return found

    def _offset(self, name: str, day: date) -> int:
        offset = day.toordinal() - self._origin
        if not 0 <= offset < len(self._counts):
            raise self._outside(f"{name} is")
        return offset

    def _looked_up(self, table: Any, days: Dates) -> Any:
        offsets = self._asked(self._tables.offsets, days, day=days)
        return table[offsets]

    def _check_number(self, n: Any) -> None:
        if isinstance(n, np.ndarray) and n.dtype.kind in "iu" and n.ndim == 1:
            least, most = int(n.min(initial=0)), int(n.max(initial=0))
        elif isinstance(n, int | np.integer) and not isinstance(n, bool):
            least = most = int(n)
        elif is_series(n):
            return  # asked again, of an array
        else:
            raise TypeError("n is a whole number of working days. Round it as your rule says, first.")
        if least < 0:
            raise ValueError("n, a number of working days to move by, is 0 or more. To go the other way, use before() for after().")
        if most > len(self._ordinals):
            raise self._outside("The working day asked for is")

    def _asked(self, question: Callable[..., Any], *operands: Any, also_missing: bool = True, **arguments: Any) -> Any:
        """What *question* answers; refused with the rows of *arguments* that are outside, and those missing where they may not be."""
        try:
            return question(*operands)
        except OutOfRange:
            pass
        raise self._refused(arguments, also_missing=also_missing)

    def _refused(self, arguments: dict[str, Dates], *, also_missing: bool) -> OutsideCalendar:
        first, last = np.datetime64(self.first, "D"), np.datetime64(self.last, "D")
        said = []
        for name, days in arguments.items():
            for what, wrong in (("missing", np.isnat(days) & also_missing), ("outside", (days < first) | (days > last))):
                rows = (np.flatnonzero(wrong) + 1).tolist()
                if rows:
                    said.append(f"{name} is {what} in {len(rows)} row{'' if len(rows) == 1 else 's'} ({listed_rows(rows)}), ")
        return self._outside("".join(said)[:-2] + ":" if said else "A working day asked for is")

    def _outside(self, what: str) -> OutsideCalendar:
        return OutsideCalendar(
            f"{what} outside the calendar {self.name}, which answers for {self.first} to {self.last}. "
            "Correct the date, or make a calendar that covers it."
        )

    def _warn_if_projected(self, latest: date) -> None:
        if latest > self.announced_to:
            message = (
                f"The answer rests on days after {self.announced_to}, for which {self.name} is projected from the rules of earlier years. "
                "Ask again when they have been announced; is_projected() says which days they are."
            )
            warnings.warn(message, ProjectedDate, stacklevel=_levels_to_the_caller())


_DAY = np.dtype("datetime64[D]")


def _plain(days: Any) -> bool:
    """Whether *days* is an array that needs no conversion."""
    return type(days) is np.ndarray and days.dtype == _DAY and days.ndim == 1


def _plain_dates(days: Iterable[date]) -> set[date]:
    given = list(days)
    if any(type(day) is not date for day in given):
        raise TypeError("days has something other than datetime.date in it. Give dates alone.")
    return set(given)


def _levels_to_the_caller() -> int:
    """How far up the line is that asked: the first that is not of this library."""
    frame, levels = sys._getframe(1), 1  # noqa: SLF001 - warnings has no other way before Python 3.12
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("csc_indicators."):
        frame, levels = frame.f_back, levels + 1
    return levels


def _check_lengths(**arguments: Any) -> None:
    lengths = {name: len(value) for name, value in arguments.items() if isinstance(value, np.ndarray)}
    if len(set(lengths.values())) > 1:
        said = " and ".join(f"{name} has {length} rows" for name, length in lengths.items())
        raise ValueError(f"{said}. Give as many of each, or one for all.")


def _rebuilt(name: str, first: date, last: date, days: tuple[NonWorkingDay, ...], announced_to: date, as_of: date | None) -> WorkingDayCalendar:
    return WorkingDayCalendar(name, first, last, days, announced_to=announced_to, as_of=as_of)
