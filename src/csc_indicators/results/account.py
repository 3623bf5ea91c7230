"""What a figure is accounted for with: every number and name that an answer to a question about it may use."""

from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

import attrs

from csc_indicators.periods import Month

__all__ = ["Account", "Audience", "Gathering", "Share", "Why"]

#: Whom an account is for: the council itself, or everybody.
Audience: TypeAlias = Literal["internal", "public"]

#: How the cases of a figure are gathered: each month added to those before it, as things stand on a day, or otherwise.
Gathering: TypeAlias = Literal["year to date", "snapshot", "other"]

_text = attrs.validators.and_(attrs.validators.instance_of(str), attrs.validators.min_len(1))


@attrs.frozen(kw_only=True)
class Share:
    """
    The counts of a figure, and the percentage that they make; each is None where it is not shown.

    Attributes:
        in_time: How many are in time.
        counted: How many are counted; where it is 0 there is no figure, and so no percentage.
        percentage: The percentage as published. It is given and never computed from the counts, which may be rounded.

    >>> Share(in_time=120, counted=175, percentage=Decimal("68.6")).is_of_none
    False
    """

    in_time: int | None
    counted: int | None
    percentage: Decimal | None

    @property
    def is_of_none(self) -> bool:
        """Whether nothing was counted, which is not the same as a count that is not shown."""
        return self.counted == 0


@attrs.frozen(kw_only=True)
class Why:
    """
    A reason, or several that go together, and how many are late for it.

    Attributes:
        words: The reason.
        count: How many are late for it; None where it is not shown.
        attribution: Whom it is put down to, such as ``"the council"``; empty where that is not said.
        childs_decision: Whether it is the child's own decision, which is never told as a failure.
    """

    words: str = attrs.field(validator=_text)
    count: int | None
    attribution: str
    childs_decision: bool = False


@attrs.frozen(kw_only=True)
class Account:
    """
    A figure with all that is known of why it is what it is, and of what it can still become.

    A number that is None is not shown; an empty tuple has nothing to say. Counts of public accounts come rounded or withheld from a release: nothing
    here makes them safe. An account knows no child, no family and no row of a file.

    Attributes:
        name: The code that the authority knows the indicator by, such as ``"CP 3.10"``.
        title: What the indicator is.
        audience: ``"internal"``, with all numbers, or ``"public"``.
        what: What is due, in the singular with its article, such as ``"a conference"``.
        plural: What is due, in the plural.
        unit: What is counted, in the singular, such as ``"child"``.
        units: What is counted, in the plural.
        limit: What it is due within, such as ``"15 working days of the strategy discussion"``.
        gathered: How the cases are gathered.
        gathered_words: The days of the cases, such as ``"from 1 April to 30 September 2018"`` or ``"on 30 September 2018"``.
        as_at: The last day that is counted.
        month: The last month.
        figure: The figure.
        month_alone: The last month by itself.
        earlier: Earlier figures with the period of each, oldest first.
        target: The target in percent.
        shortfall: Percentage points from the figure to the target.
        cases_short: How many more in time would have met the target.
        meets: Whether the figure meets the target.
        late: How many are late.
        late_events: How many late events they share; None where each has its own.
        unknown: How many are counted whose dates do not show whether they are in time.
        waiting: How many are not counted, because what they wait for is not due yet.
        overdue: How many are not counted, because what is overdue has not happened.
        lateness: How many are late by how much, from the least.
        longest: The working days that the latest one is late by. A public account has none, because it is of one child.
        reasons: The reasons, most first, without those that have none recorded.
        no_reason: How many are late without a reason recorded.
        by_attribution: How many are late by whom the reason is put down to, what the authority controls first.
        in_authoritys_control: How many are late for reasons that the authority controls.
        shared: How many are late for reasons that it shares with a partner.
        outside: How many are late for reasons that it does not control.
        neither: How many are late for reasons that put it down to nobody, or do not say to whom.
        still_late_with_recording_reason: How many are said to be late in the records only and are late by every date recorded.
        practised: The figure with all that was recorded later, where *figure* is as recorded by the day.
        recorded: The figure as recorded by the day, where *figure* is with all that was recorded later.
        late_recording: How many were in time and recorded too late to be counted so by the day.
        largest_family: The children of the family that moves the figure most, and by how many points, below 0 where it lowers it. A public account
            has none, because it is of one family.
        remaining: How many are expected in what is left of the year.
        remaining_is_given: Whether that is the authority's own estimate, and not the pace so far continued.
        needed: How many of those must be in time for the year to meet the target.
        attainable: Whether the year can still meet the target.
        best: The year's figure if every one that remains is in time.
        consecutive: How many in a row, all in time, would bring the figure to the target.
        out_of_reach_since: The month at the end of which the target had gone out of reach.
        probability: How likely it is that the year meets the target, such as ``"about 3 in 10"``.
        rounding: How the numbers were made safe to publish, a sentence; empty where they were not changed.
        withheld: Why numbers are not shown, in sentences.
        sources: Where the rules are written.
        method: How the figure was made.
        notes: What a reader must know about the records.

    Raises:
        ValueError: If a public account tells of one family or of one child.
    """

    name: str = attrs.field(validator=_text)
    title: str = attrs.field(validator=_text)
    audience: Audience = attrs.field(validator=attrs.validators.in_(get_args(Audience)))
    what: str = attrs.field(validator=_text)
    plural: str = attrs.field(validator=_text)
    unit: str = attrs.field(validator=_text)
    units: str = attrs.field(validator=_text)
    limit: str = attrs.field(validator=_text)
    gathered: Gathering = attrs.field(validator=attrs.validators.in_(get_args(Gathering)))
    gathered_words: str = attrs.field(validator=_text)
    as_at: date
    month: Month | None
    figure: Share
    month_alone: Share | None = None
    earlier: tuple[tuple[str, Share], ...] = ()
    target: Decimal | None = None
    shortfall: Decimal | None = None
    cases_short: int | None = None
    meets: bool | None = None
    late: int | None
    late_events: int | None = None
    unknown: int | None = None
    waiting: int | None = None
    overdue: int | None = None
    lateness: tuple[tuple[str, int | None], ...] = ()
    longest: int | None = None
    reasons: tuple[Why, ...] = ()
    no_reason: int | None = None
    by_attribution: tuple[tuple[str, int | None], ...] = ()
    in_authoritys_control: int | None = None
    shared: int | None = None
    outside: int | None = None
    neither: int | None = None
    still_late_with_recording_reason: int | None = None
    practised: Share | None = None
    recorded: Share | None = None
    late_recording: int | None = None
    largest_family: tuple[int, Decimal] | None = None
    remaining: int | None = None
    remaining_is_given: bool = False
    needed: int | None = None
    attainable: bool | None = None
    best: Decimal | None = None
    consecutive: int | None = None
    out_of_reach_since: Month | None = None
    probability: str | None = None
    rounding: str = ""
    withheld: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse what is of one family or one child and meant for everybody."""
        if self.audience == "public" and (self.largest_family is not None or self.longest is not None):
            raise ValueError("A public account tells of one family or of one child. Leave out largest_family and longest.")
