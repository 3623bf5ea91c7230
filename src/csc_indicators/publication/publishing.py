"""
From a result to what may be published of it: the figure, why it was late, and the answer to the public question, all from released counts alone.

Released are the figure with the reasons for what was late, by a policy of exact counts also the figure with how late it was, and what is overdue;
each is a table of its own. Reasons and lateness are two ways to cut one exact total, and nothing is published of both at once, so neither tells more
of the other. Coarse counts are cut in one way alone, because two coarse cuts of one total narrow each other.

Of an exact year to date the parts are shown once a year. Whether they are may not depend on them: shown in one month and merged or held back in
another, beside a total shown in both, a part could be told from when it was shown. Once, they are safe beside any number of totals that the gate has
let pass: a part is more than the threshold k, the rest of its total is 0 or more than k, and so is what was late between two totals, so that what a
part was between them can be any of more than k values.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from csc_indicators.accumulations import Period
from csc_indicators.measures.judgement import Status
from csc_indicators.publication.disclosure.atoms import Atom, Atoms, Subject
from csc_indicators.publication.disclosure.audit import audit, refuse_unsafe
from csc_indicators.publication.disclosure.coarsening import Exact, Midpoint
from csc_indicators.publication.disclosure.increments import increments_are_safe, why_held_back
from csc_indicators.publication.disclosure.ledger import Entry, Ledger, append, read_ledger
from csc_indicators.publication.disclosure.neighbours import refuse_beside
from csc_indicators.publication.disclosure.policy import Policy
from csc_indicators.publication.disclosure.release import Cell, Released
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.disclosure.suppression import OneWay, one_way, percentage_of
from csc_indicators.publication.disclosure.symbols import Symbol
from csc_indicators.results.account import Account, Share, Why
from csc_indicators.results.accounting import LATENESS, due_of, gathered_in_words, gathering, method_of, prospects_of, sources_of
from csc_indicators.results.answer import Answer, answer
from csc_indicators.results.report import TextTable, day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.series import Snapshot
from csc_indicators.results.tally import OverlappingTally
from csc_indicators.results.targets import Target

__all__ = ["HELD_BACK", "NO_REASON", "Publication", "enter", "publish"]

_IN_TIME: Atom = ("in time",)
_LATE: Atom = ("not in time",)

#: What the small parts of what is late are called when they are shown as one.
_MERGED = "Any other, and any that is not known"

#: Headings that say to the public what the list's own do not.
_HEADINGS = {"Z": "Another reason"}

#: The heading of what the council had to do.
_THE_COUNCILS = "A"

#: What is told to everybody, whether the gate or the audit holds something back, and whatever it is.
HELD_BACK = "Together with what was published before, these counts could tell of few children, so they are not shown."

#: The part of what is late that has no reason; what cannot be judged has none either. It is told with one part of each cut and with no part alone, so
#: that no two cuts have a part in common that could be taken away from one of them.
NO_REASON = "No reason recorded, or a date is not known"

#: The cells of a release that are its figure.
_FIGURE = 3

_ONCE_A_YEAR = (
    "The reasons of this year were published before. Of a year to date they can be shown once, because two would give away what came between."
)

_WHAT_LATE_IS = "What is not in time is told as late, and so is what cannot be judged because a date is not known."


@attrs.frozen(repr=False)
class Publication:
    """
    What may be published of a result.

    Attributes:
        policy: The policy that made it safe.
        releases: What is released, to be added to the ledger in this order; with the true counts behind each, which are for the audit alone.
        account: The same as an account, from released counts alone.
        held_back: Why more is not published, for the office and not for printing; empty when all of it is.
    """

    policy: Policy
    releases: tuple[tuple[Released, Atoms], ...]
    account: Account
    held_back: tuple[str, ...]

    def answer(self) -> Answer:
        """The answer to the public question, as it may be published."""
        return answer(self.account)

    @property
    def reasons(self) -> TextTable:
        """Why what is late is late, as it may be published."""
        rows = tuple((why.words, "c" if why.count is None else f"{why.count:,}") for why in self.account.reasons)
        return TextTable(f"{self.account.name}: why they are late", ("Reason", "Late"), rows, (1,))

    def __repr__(self) -> str:
        return f"<Publication of {self.account.name} at {self.account.as_at} by {self.policy.id}>"


def publish(result: Result[Any], policy: Policy, *, ledger: Ledger, with_reasons: bool, remaining: int | None = None) -> Publication:
    """
    What may be published of a result by a policy, together with all that the ledger says has been published before.

    Where the counts have changed by too little since they were last published, or the audit finds that together they give away a small count, the
    whole figure is withheld. Nothing is added to the ledger: :func:`enter` does that.

    Args:
        result: The result of an indicator that judges cases as in time or late.
        policy: The policy, which has to be chosen: there is none by default.
        ledger: Every release before; ``Ledger()`` when this is the first of all.
        with_reasons: Whether to show for which reasons they are late, and how late. Of an exact year to date that is possible once a year.
        remaining: The cases expected before the year is out; as many a month as so far when it is left out.

    Raises:
        TypeError: If the indicator judges nothing as late.
        MissingExtra: If the policy shows exact counts, which are audited, and SciPy is not installed.
        UnsafeRelease: If the figure was published by another policy or another reading of its rule before, or for another day of a month.

    >>> from csc_indicators import southend
    >>> from csc_indicators.publication.disclosure.policy import MIDPOINT_6
    >>> late, in_time = ("2018-07-02", "2018-07-24"), ("2018-07-02", "2018-07-23")
    >>> rows = [late] * 8 + [in_time] * 22
    >>> held = {"child": list(range(30)), "strategy_discussion": [row[0] for row in rows], "conference": [row[1] for row in rows]}
    >>> published = publish(southend.CP_3_10.compute(held, as_at="2018-07-31"), MIDPOINT_6, ledger=Ledger(), with_reasons=True)
    >>> print(published.account.figure.in_time, published.account.figure.counted, published.account.figure.percentage)
    21 30 70
    """
    due = due_of(result)
    for subject in (_subject(result, "reasons"), attrs.evolve(_subject(result, "overdue"), first=None)):
        refuse_beside(subject, policy, ledger)
    tables = (_of_reasons(result), *((_of_lateness(result),) if policy.gated else ()))
    made = [_made_safe(atoms, labels, policy, ledger, with_reasons=with_reasons) for atoms, labels in tables]
    if any(each.figure_held_back for each in made):  # all are of one figure, which is shown by each or by none
        made = [_withheld(atoms, labels, each) for (atoms, labels), each in zip(tables, made, strict=True)]
    of_reasons, *of_lateness = made
    releases = [(each.released, atoms) for each, (atoms, _) in zip(made, tables, strict=True)]
    overdue = None
    if not isinstance(result.series[-1], Snapshot):
        overdue, atoms = _of_overdue(result, policy)
        releases.append((overdue, atoms))
    figure, so_far, subject = _share(of_reasons.figure, policy, result.decimals), of_reasons.tally, of_reasons.released.subject
    target = result.target
    ahead = {} if so_far is None else {**prospects_of(result, so_far, remaining), "out_of_reach_since": None}
    if target is not None and _spans(of_reasons.figure, target):
        target, ahead = None, {}
    shortfall = None if target is None else target.shortfall(figure.percentage)
    account = Account(
        name=result.name,
        title=result.title,
        audience="public",
        what=due.what,
        plural=due.plural,
        unit="child",
        units="children",
        limit=due.within,
        gathered=gathering(result),
        gathered_words=gathered_in_words(result),
        as_at=result.as_at,
        month=result.series[-1].month,
        figure=figure,
        month_alone=_month_alone(result, of_reasons, ledger, policy),
        earlier=tuple(_earlier(subject, ledger, policy, result.decimals)),
        target=None if result.target is None else result.target.percentage,
        shortfall=shortfall,
        cases_short=None if target is None or so_far is None else target.cases_short(so_far, result.decimals),
        meets=None if shortfall is None else not shortfall,
        late=of_reasons.not_in_time.value,
        overdue=None if overdue is None else overdue.cells[0].shown.value,
        lateness=tuple((why.words, why.count) for each in of_lateness for why in each.broken_down),
        reasons=of_reasons.broken_down,
        **ahead,
        rounding=_rounding(policy),
        withheld=tuple(dict.fromkeys(sentence for each in made for sentence in each.released.why)),
        sources=tuple(sources_of(result)),
        method=(*method_of(result), _WHAT_LATE_IS, f"What is shown follows {policy.title}."),
    )
    held_back = tuple(dict.fromkeys(sentence for each in made for sentence in each.held_back))
    return Publication(policy, tuple(releases), account, held_back)


def enter(published: Publication, path: Path | str, on: date, *, new: bool = False, seal: str | None = None) -> Ledger:
    """
    Enter a publication in the ledger, and give the whole of it.

    Exact counts are audited once more with all that the file holds; coarse ones need no audit, as they tell nothing but themselves.

    Args:
        published: What is published.
        path: The ledger.
        on: The day of publication.
        new: Whether the file may be absent, and is then made.
        seal: The ledger's seal, as it was written down elsewhere.

    Raises:
        BrokenLedger: If the ledger is not as it was written.
        UnsafeRelease: If something was published since the publication was made, and together they would give away a small count.
        ValueError: If the day is before that of the last release.
    """
    ledger = read_ledger(path, new=new, seal=seal)
    for released, _ in published.releases:
        refuse_beside(released.subject, published.policy, ledger)
    if published.policy.gated:
        shown = [(released, atoms) for released, atoms in published.releases if _shows(released)]
        refuse_unsafe([finding for released, atoms in shown for finding in audit(ledger, released, atoms, published.policy.threshold)])
    for released, _ in published.releases:
        ledger = append(path, released, on, new=new, seal=ledger.seal)
    return ledger


def _shows(released: Released) -> bool:
    """Whether a release shows anything: one that does not can give nothing away that was not told before."""
    return any(cell.shown.value is not None for cell in released.cells)


@attrs.frozen
class _Made:
    """A table made safe: the release, and the parts of it that an account tells."""

    released: Released
    in_time: Shown
    not_in_time: Shown
    total: Shown
    broken_down: tuple[Why, ...]
    held_back: tuple[str, ...]
    figure_held_back: bool = False

    @property
    def figure(self) -> tuple[Shown, Shown, Shown]:
        """What is shown of the figure: in time, not in time, all."""
        return self.in_time, self.not_in_time, self.total

    @property
    def tally(self) -> OverlappingTally | None:
        """What is shown of the figure's counts, to reckon with; None where they are not shown."""
        in_time, total = self.in_time.value, self.total.value
        return None if in_time is None or total is None else OverlappingTally(in_time, total)


def _spans(figure: tuple[Shown, Shown, Shown], target: Target) -> bool:
    """Whether the counts shown are so coarse that the true figure may be on either side of a target."""
    in_time, not_in_time, _ = figure
    if in_time.highest is None or not_in_time.highest is None or in_time.lowest == in_time.highest:
        return False
    ends = (in_time.lowest, not_in_time.highest), (in_time.highest, not_in_time.lowest)
    least, most = (Fraction(100 * good, max(good + bad, 1)) for good, bad in ends)
    return least < Fraction(target.percentage) <= most


def _rounding(policy: Policy) -> str:
    """How coarse counts were made so, as a sentence; empty of exact ones."""
    if isinstance(policy.coarsening, Exact):
        return ""
    return f"The counts are made coarse, so that no child can be known from them: {policy.title[0].lower()}{policy.title[1:]}."


def _subject(result: Result[Any], cut: str) -> Subject:
    """What is counted, and how it is cut: cuts are released beside each other and are series of their own."""
    known = "" if result.known_on is None else "; as known on a day"
    rule = f"edition {result.edition}; reading {result.reading}; {result.calendar.name}; {result.accumulation}{known}"
    first = None if isinstance(result.series[-1], Snapshot) else result.series[-1].period.first
    return Subject(indicator=result.indicator, records=result.cases.table, rule=rule, first=first, as_at=result.as_at, group=(cut,))


def _of_reasons(result: Result[Any]) -> tuple[Atoms, dict[Atom, str]]:
    """The figure's counts by heading of the reason, and what each is called."""
    of, taxonomy = result.reasons().whole(), result.cases.taxonomy
    unrecorded = taxonomy.not_recorded
    labels: dict[Atom, str] = {
        (*_LATE, group.code): _HEADINGS.get(group.code, group.definition.rstrip(".") or group.label) for group in taxonomy.groups
    }
    labels[*_LATE, unrecorded.code] = NO_REASON
    counts: dict[Atom, int] = {_IN_TIME: int(of.in_time[0, -1]), **dict.fromkeys(labels, 0), (*_LATE, unrecorded.code): int(of.unknown[0, -1])}
    for reason, count in of.by_reason().items():
        heading = unrecorded.code if reason == unrecorded else taxonomy.group_of(reason).code
        owned = (*_LATE, _THE_COUNCILS) in counts and reason.attribution == "authority"  # whatever heading it stands under in the list
        counts[*_LATE, _THE_COUNCILS if owned else heading] += count
    return Atoms(_subject(result, "reasons"), counts), labels


def _of_lateness(result: Result[Any]) -> tuple[Atoms, dict[Atom, str]]:
    """The figure's counts by how late they are, and what each is called."""
    counted = result.cases.where(result.cases.judgement.counted).judgement
    days = counted.days_late[counted.status == Status.LATE]
    labels: dict[Atom, str] = {(*_LATE, words): words for _, _, words in LATENESS}
    bands: dict[Atom, int] = {
        (*_LATE, words): int(np.count_nonzero((days >= least) & (days <= (days if most is None else most)))) for least, most, words in LATENESS
    }
    first = (*_LATE, LATENESS[0][-1])
    labels[first] += ", or a date is not known"
    bands[first] += int(np.count_nonzero(counted.status == Status.UNKNOWN))
    return Atoms(_subject(result, "lateness"), {_IN_TIME: int(counted.numerator.sum()), **bands}), labels


def _of_overdue(result: Result[Any], policy: Policy) -> tuple[Released, Atoms]:
    """What is overdue on the day, which is a state and adds up to nothing."""
    subject = attrs.evolve(_subject(result, "overdue"), first=None)
    atoms = Atoms(subject, {("overdue",): len(result.overdue)})
    return Released(subject, policy.id, (Cell("Overdue", frozenset(atoms.counts), policy.shown(len(result.overdue))),)), atoms


def _made_safe(atoms: Atoms, labels: Mapping[Atom, str], policy: Policy, ledger: Ledger, *, with_reasons: bool) -> _Made:
    """A figure and its parts, made safe with all that has been released before, or withheld."""
    if not policy.gated:
        return _by_itself(atoms, labels, policy, with_reasons=with_reasons)
    already = with_reasons and atoms.subject.first is not None and any(map(_shows_parts, ledger.of_series(atoms.subject)))
    made = _by_itself(atoms, labels, policy, with_reasons=with_reasons and not already)
    if already:
        made = attrs.evolve(made, held_back=(_ONCE_A_YEAR,))
    found = _why_not(made.released, atoms, policy, ledger)
    return attrs.evolve(_withheld(atoms, labels, made), held_back=(*made.held_back, *found)) if found else made


def _shows_parts(entry: Entry) -> bool:
    """Whether a release showed any part of what was late."""
    return any(cell.shown.value is not None for cell in entry.released.cells[_FIGURE:])


def _why_not(released: Released, atoms: Atoms, policy: Policy, ledger: Ledger) -> list[str]:
    """Why a release may not be made: the gate sees what has changed a little, and the audit what can be told from all releases together."""
    if released.subject.first is not None:
        published = ledger.published(released.subject) or {}
        printed: dict[Atom, Cell] = {(cell.label,): cell for cell in released.cells if cell.shown.value is not None}
        now = {key: atoms.of(cell.atoms) for key, cell in printed.items()}
        then = {key: published[cell.atoms] for key, cell in printed.items() if cell.atoms in published}
        if not increments_are_safe(now, then, policy.threshold):
            return [why_held_back(now, then, policy.threshold)]
    return [str(finding) for finding in audit(ledger, released, atoms, policy.threshold)]


def _by_itself(atoms: Atoms, labels: Mapping[Atom, str], policy: Policy, *, with_reasons: bool) -> _Made:
    """The figure, and its parts if they are wanted, as the policy shows them by themselves; how does not depend on what the counts are."""
    parts: dict[Atom, int] = {atom: atoms.counts[atom] for atom in labels}
    figure = one_way({_IN_TIME: atoms.counts[_IN_TIME], _LATE: sum(parts.values())}, policy, total_is_public=False)
    if isinstance(policy.coarsening, Midpoint):  # no part is withheld, so what is late is always the sum of its parts
        of = one_way(parts, policy, total_is_public=False)
        figure = attrs.evolve(figure, cells={**figure.cells, _LATE: of.total}, total=_sum(figure.cells[_IN_TIME], of.total))
        return _made(atoms, labels, policy, figure, of if with_reasons else None)
    breaks_down = with_reasons and policy.secondary != "derive" and figure.total.value is not None
    return _made(atoms, labels, policy, figure, one_way(parts, policy, total_is_public=True) if breaks_down else None)


def _sum(one: Shown, other: Shown) -> Shown:
    """What is shown of the sum of two counts as shown."""
    if one.value is None or other.value is None:
        return Shown.withheld()
    highest = None if one.highest is None or other.highest is None else one.highest + other.highest
    return Shown(one.value + other.value, None, one.lowest + other.lowest, highest)


def _made(atoms: Atoms, labels: Mapping[Atom, str], policy: Policy, figure: OneWay, of: OneWay | None) -> _Made:
    """The release of a figure, and of its breakdown where there is one."""
    in_time, not_in_time = figure.cells[_IN_TIME], figure.cells[_LATE]
    parts = dict.fromkeys(labels, Shown(None, Symbol.CONFIDENTIAL, 0, not_in_time.highest)) if of is None else of.cells
    cells = [
        *_cells_of_figure(atoms, labels, (in_time, not_in_time, figure.total)),
        *(Cell(label, frozenset({atom}), parts[atom]) for atom, label in labels.items()),
    ]
    told = [Why(words=labels[atom], count=parts[atom].value, attribution="") for atom in labels if _is_told(atom, parts[atom], of)]
    told.sort(key=lambda part: -(part.count or 0))
    if of is not None and of.together is not None:
        cells.append(Cell(_MERGED, of.merged, of.together))
        told += [Why(words=_MERGED, count=of.together.value, attribution="")] if told else []
    why = (*figure.why, *(of.why if of is not None else ("The reasons, and how late they were, are not shown.",)))
    return _Made(Released(atoms.subject, policy.id, tuple(cells), why), in_time, not_in_time, figure.total, tuple(told), ())


def _is_told(atom: Atom, shown: Shown, of: OneWay | None) -> bool:
    """Whether a part has a line of its own: what is merged has not, and neither has a 0."""
    return of is not None and atom not in of.merged and shown.value != 0


def _withheld(atoms: Atoms, labels: Mapping[Atom, str], made: _Made) -> _Made:
    """The same with nothing shown."""
    nothing = Shown.withheld()
    cells = (
        *_cells_of_figure(atoms, labels, (nothing, nothing, nothing)),
        *(Cell(label, frozenset({atom}), nothing) for atom, label in labels.items()),
    )
    released = attrs.evolve(made.released, cells=cells, why=(HELD_BACK,))
    return _Made(released, nothing, nothing, nothing, (), made.held_back, figure_held_back=True)


def _cells_of_figure(atoms: Atoms, labels: Mapping[Atom, str], figure: tuple[Shown, Shown, Shown]) -> tuple[Cell, Cell, Cell]:
    """The cells of a figure, which come first in a release."""
    in_time, not_in_time, total = figure
    return (
        Cell("In time", frozenset({_IN_TIME}), in_time),
        Cell("Not in time", frozenset(labels), not_in_time),
        Cell("All", frozenset(atoms.counts), total),
    )


def _figure_of(released: Released) -> tuple[Shown, Shown, Shown]:
    """What a release shows of its figure: in time, not in time, all."""
    in_time, not_in_time, total, *_ = released.cells
    return in_time.shown, not_in_time.shown, total.shown


def _earlier(subject: Subject, ledger: Ledger, policy: Policy, decimals: int) -> Iterator[tuple[str, Share]]:
    """The figures of the series released before that were shown, the last of each day."""
    last = {entry.released.subject.as_at: entry.released for entry in ledger.of_series(subject) if entry.released.policy == policy.id}
    for day, released in sorted(last.items()):
        share = _share(_figure_of(released), policy, decimals)
        if day < subject.as_at and share.counted is not None:
            yield day_in_words(day) if subject.first is None else str(Period(subject.first, day, day)), share


def _month_alone(result: Result[Any], made: _Made, ledger: Ledger, policy: Policy) -> Share | None:
    """The last month by itself, where it follows from exact counts that are released already."""
    subject, month = made.released.subject, result.series[-1].month
    if subject.first is None or not isinstance(policy.coarsening, Exact) or made.total.value is None:
        return None
    of_policy = (entry.released for entry in ledger.of_series(subject) if entry.released.policy == policy.id)
    before = [released for released in of_policy if released.subject.as_at == month.first - timedelta(days=1)]
    if not before or None in (shown := [cell.value for cell in _figure_of(before[-1])]):
        return None
    now = (made.in_time.value, made.not_in_time.value, made.total.value)
    alone = [(count or 0) - (then or 0) for count, then in zip(now, shown, strict=True)]
    if min(alone) < 0:  # history was revised
        return None
    in_time, not_in_time, total = map(Shown.exactly, alone)
    return _share((in_time, not_in_time, total), policy, result.decimals)


def _share(figure: tuple[Shown, Shown, Shown], policy: Policy, decimals: int) -> Share:
    """What is shown of a figure."""
    in_time, not_in_time, total = figure
    told = percentage_of(in_time, not_in_time, total, decimals=decimals, policy=policy)
    return Share(in_time=in_time.value, counted=total.value, percentage=told if isinstance(told, Decimal) else None)
