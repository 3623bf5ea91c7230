"""Whether an event is one of several of the same person."""

from datetime import date

import attrs
import numpy as np
from numpy.typing import NDArray

from csc_indicators.arrays import NAT, Dates, Days, Mask, People, Rows
from csc_indicators.calendars import WorkingDayCalendar
from csc_indicators.limits import DateLimit
from csc_indicators.measures.flow import not_happened
from csc_indicators.measures.judgement import Because, Judgement, Status
from csc_indicators.measures.person_days import PersonDays
from csc_indicators.measures.verdicts import Verdict, first_verdicts

__all__ = ["Again", "again"]

_DAY = np.timedelta64(1, "D")


@attrs.frozen(kw_only=True)
class Again:
    """
    The share of events before which the same person had an earlier one, ever or within a limit.

    Attributes:
        event: The column holding the day of the event, such as the start of an episode.
        after: The column of the earlier one that the limit runs from: the same column, or the end of the episode that the earlier event began.
        within: How long after an event still counts; None when it counts however long.
        inclusive: True when the last day of the limit counts, as "within" has it in law (*Dodds v Walker* [1981] UKHL); False when only days before
            it do. Which of the two DfE takes for its 12 months between two events is not in any text that was read.
        earlier: The column holding the number of earlier ones that are known of, whether or not the records hold them; None when there is no such
            column.
        not_after: The column of the flag of events that do not count as an earlier one; None when all do. They are judged themselves. Whether DfE
            counts a referral after one on which no further action was taken is not in any text that was read.
    """

    event: str
    after: str
    within: DateLimit | None
    inclusive: bool = True
    earlier: str | None = None
    not_after: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads in the table of cases, each once."""
        return tuple(dict.fromkeys(name for name in (self.event, self.after, self.earlier, self.not_after) if name is not None))

    def __str__(self) -> str:
        of = "one" if self.after == self.event else self.after
        if self.within is None:
            limit = "after"
        else:
            limit = f"{'within' if self.inclusive else 'less than'} {self.within} {'of' if self.inclusive else 'after'}"
        other = "" if self.not_after is None else f", none with {self.not_after} counting as the earlier"
        return f"{self.event} {limit} an earlier {of} of the same person{other}".replace("_", " ")


def again(
    row: Rows,
    person: People,
    event: Dates,
    after: Dates,
    *,
    measure: Again,
    as_at: date,
    calendar: WorkingDayCalendar,
    earlier: Days | None = None,
    counts_as_earlier: Mask | None = None,
    records_from: date | None = None,
) -> Judgement:
    """
    Judge every event as things stood at the end of *as_at*: ``yes`` where the same person had an earlier one, in time to count.

    An earlier one is of an earlier day: two of one person on one day are not earlier than each other, and both are judged by what came before it. It
    counts from its day in *after*, which is on or before the event; of several the last is asked. An earlier one without such a day was still open,
    or its end is before its start: if no other makes the event ``yes``, it is unknown.

    The number of *earlier* ones known of can say more than the records. Where it is 1 or more, and an earlier one counts however long ago it was, the
    answer is ``yes``. Where a limit runs, and it is more than the records hold, one of those not held may have been within it: unknown, unless the
    records go back far enough to hold that one. What the records hold stands, whatever the number says.

    Events that do not count as an earlier one are judged like any other, and passed over when others are. The number of *earlier* ones is of all of
    them, because nothing says which of those it counts would count here. So it makes no event ``yes`` then: where it is more than the records hold,
    those that do not count among them, one of the others may count, and a no is unknown as above.

    An event of nobody known is unknown, unless the number of earlier ones settles it. An event without a day is in no period, so it is excluded, and
    says so.

    The judgement of an event names the one before: *start* is the day it counts from, *due* the last day of the limit, and *explained_on* its row.

    Args:
        row: The number of each row.
        person: Who each event is of, by number from 0; -1 where that is not known.
        event: The day of each event, missing where it is not known.
        after: The day from which each counts as an earlier one: the same column, or the ends of what the events began, missing while it lasts.
        measure: How long an earlier one counts.
        as_at: The last day that is known.
        calendar: The working days.
        earlier: The number of earlier ones that are known of; below 0 where it is not recorded.
        counts_as_earlier: Which events count as an earlier one; None when all do.
        records_from: The first day from which the records hold every earlier one, by its day in *after*. An event that could still count from one
            before that day is then not ``no`` but unknown, unless the number of earlier ones says that there are no more. None when the records hold
            all.

    Raises:
        OutsideCalendar: If the last day of a limit that is needed is outside the calendar.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> from csc_indicators.limits import Months
    >>> person, event = np.array([0, 0, 0, 1]), np.array(["2017-03-31", "2018-03-31", "2019-04-01", "2018-05-01"], "M8[D]")
    >>> measure = Again(event="seen", after="seen", within=Months(12))
    >>> again(np.arange(1, 5), person, event, event, measure=measure, as_at=date(2019, 4, 30), calendar=ENGLAND_AND_WALES).numerator.tolist()
    [False, True, False, False]
    """
    number = np.full(len(event), -1) if earlier is None else earlier
    before = _Earlier.of(person, event, after, np.ones(len(event), dtype=bool) if counts_as_earlier is None else counts_as_earlier)
    due = np.full(len(event), NAT) if measure.within is None else measure.within.due(before.since, calendar=calendar)
    hit = before.at >= 0 if measure.within is None else _counts(event, due, measure)
    told = (measure.within is None) & (counts_as_earlier is None) & (number > 0)
    hidden = _may_be_hidden(event, number, before.held, records_from, measure, calendar)
    verdicts = [
        *not_happened(event, as_at),
        Verdict(hit | told, Status.YES),
        Verdict((person < 0) & (number != 0), Status.UNKNOWN, Because.NO_PERSON),
        Verdict(before.not_ended, Status.UNKNOWN, Because.EARLIER_NOT_ENDED),
        Verdict(hidden, Status.UNKNOWN, Because.EARLIER_NOT_HELD),
    ]
    status, because = first_verdicts(verdicts, otherwise=Status.NO)
    by_then = np.where(event <= np.datetime64(as_at, "D"), event, NAT)
    explained_on = np.append(row, 0)[before.at]
    return Judgement(row, status, because, before.since, due, by_then, np.zeros(len(event), dtype=np.int64), explained_on)


def _counts(event: Dates, due: Dates, measure: Again) -> Mask:
    """Which events are no later than their last day that counts."""
    return event <= due if measure.inclusive else event < due


def _may_be_hidden(event: Dates, number: Days, held: Days, records_from: date | None, measure: Again, calendar: WorkingDayCalendar) -> Mask:
    """Before which events there may be one that is not in the records and would count."""
    if records_from is None:
        return number > held
    if measure.within is None:
        reaches_back = np.ones(len(event), dtype=bool)
    else:
        last_not_held = np.array([np.datetime64(records_from, "D") - _DAY])
        reaches_back = _counts(event, measure.within.due(last_not_held, calendar=calendar), measure)
    return reaches_back & ((number < 0) | (number > held))


@attrs.frozen(repr=False, eq=False)
class _Earlier:
    """
    What came before each event, of the same person.

    Attributes:
        at: The place of the one that counts from the latest day; -1 where there is none.
        since: The day it counts from; missing where there is none.
        held: How many are of an earlier day, whether or not they count.
        not_ended: True where one of these that counts has no day on or before the event that it could count from.
    """

    at: NDArray[np.int64]
    since: Dates
    held: Days
    not_ended: Mask

    @classmethod
    def of(cls, person: People, event: Dates, after: Dates, counts: Mask) -> "_Earlier":
        """
        Find what came before, by sorting the events, those of them that count, and the days these count from, each by one number.

        An event finds the last of these days that is before it, or on it, by its own number. A day that is that of its own event has a number one
        higher, so that what began on the same day is not found; what began before, and ends on it, is.
        """
        there = (person >= 0) & ~np.isnat(event)
        order, last = np.flatnonzero(there), np.flatnonzero(there & counts & (after >= event))
        days = PersonDays.over(event[order], after[last])
        order, begins = _sorted(order, 2 * days.of(person[order], event[order]))
        last, counts_from = _sorted(last, 2 * days.of(person[last], after[last]) + (after[last] == event[last]))

        own = 2 * days.start_of(person[order])
        held = np.searchsorted(begins, begins) - np.searchsorted(begins, own)
        counting = begins[counts[order]]
        held_counting = np.searchsorted(counting, begins) - np.searchsorted(counting, own)
        upto = np.searchsorted(counts_from, begins, side="right")
        usable = upto - np.searchsorted(counts_from, own)

        at, found = np.full(len(event), -1), usable > 0
        at[order[found]] = last[upto[found] - 1]
        earlier, not_ended = np.zeros(len(event), dtype=np.int64), np.zeros(len(event), dtype=bool)
        earlier[order], not_ended[order] = held, held_counting > usable
        return cls(at, np.append(after, NAT)[at], earlier, not_ended)


def _sorted(places: NDArray[np.int64], numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.argsort(numbers, kind="stable")
    return places[order], numbers[order]
