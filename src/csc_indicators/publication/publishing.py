"""
From a result to what may be published of it: the figure, why it was late, and the answer to the public question, all from released counts alone.

Released are the figure with the reasons for what was late, by a policy of exact counts also the figure with how late it was, and what is overdue;
each is a table of its own. Reasons and lateness are two ways to cut one exact total, and nothing is published of both at once, so neither tells more
of the other. Coarse counts are cut in one way alone, because two coarse cuts of one total narrow each other.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from csc_indicators.accumulations import Period
from csc_indicators.measures.judgement import Status
from csc_indicators.publication.disclosure.atoms import Atom, Atoms, Subject
from csc_indicators.publication.disclosure.audit import audit, refuse_unsafe
from csc_indicators.publication.disclosure.coarsening import Exact
from csc_indicators.publication.disclosure.ledger import Ledger, append, read_ledger
from csc_indicators.publication.disclosure.neighbours import refuse_beside
from csc_indicators.publication.disclosure.policy import Policy
from csc_indicators.publication.disclosure.release import Cell, Released
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.released_figure import IN_TIME, LATE, MadeSafe, figure_of, made_safe, share_of, withheld
from csc_indicators.results.account import Account, Share
from csc_indicators.results.accounting import LATENESS, method_of, prospects_of, sources_of, words_of
from csc_indicators.results.answer import Answer, answer
from csc_indicators.results.report import TextTable, day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.series import Snapshot
from csc_indicators.results.targets import Target

__all__ = ["NO_REASON", "Publication", "enter", "publish"]

#: Headings that say to the public what the list's own do not.
_HEADINGS = {"Z": "Another reason"}

#: The heading of what the council had to do.
_THE_COUNCILS = "A"

#: The part of what is late that has no reason; what cannot be judged has none either. It is told with one part of each cut and with no part alone, so
#: that no two cuts have a part in common that could be taken away from one of them.
NO_REASON = "No reason recorded, or a date is not known"

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
    words = words_of(result)
    for subject in (_subject(result, "reasons"), attrs.evolve(_subject(result, "overdue"), first=None)):
        refuse_beside(subject, policy, ledger)
    tables = (_of_reasons(result), *((_of_lateness(result),) if policy.gated else ()))
    made = [made_safe(atoms, labels, policy, ledger, with_reasons=with_reasons) for atoms, labels in tables]
    if any(each.figure_held_back for each in made):  # all are of one figure, which is shown by each or by none
        made = [withheld(atoms, labels, each) for (atoms, labels), each in zip(tables, made, strict=True)]
    of_reasons, *of_lateness = made
    releases = [(each.released, atoms) for each, (atoms, _) in zip(made, tables, strict=True)]
    overdue = None
    if not isinstance(result.series[-1], Snapshot):
        overdue, atoms = _of_overdue(result, policy)
        releases.append((overdue, atoms))
    figure, so_far, subject = share_of(of_reasons.figure, policy, result.decimals), of_reasons.tally, of_reasons.released.subject
    target = result.target
    ahead = {} if so_far is None else {**prospects_of(result, so_far, remaining), "out_of_reach_since": None}
    if target is not None and _spans(of_reasons.figure, target):
        target, ahead = None, {}
    shortfall = None if target is None else target.shortfall(figure.percentage)
    account = Account(
        audience="public",
        **words,
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
        (*LATE, group.code): _HEADINGS.get(group.code, group.definition.rstrip(".") or group.label) for group in taxonomy.groups
    }
    labels[*LATE, unrecorded.code] = NO_REASON
    counts: dict[Atom, int] = {IN_TIME: int(of.in_time[0, -1]), **dict.fromkeys(labels, 0), (*LATE, unrecorded.code): int(of.unknown[0, -1])}
    for reason, count in of.by_reason().items():
        heading = unrecorded.code if reason == unrecorded else taxonomy.group_of(reason).code
        owned = (*LATE, _THE_COUNCILS) in counts and reason.attribution == "authority"  # whatever heading it stands under in the list
        counts[*LATE, _THE_COUNCILS if owned else heading] += count
    return Atoms(_subject(result, "reasons"), counts), labels


def _of_lateness(result: Result[Any]) -> tuple[Atoms, dict[Atom, str]]:
    """The figure's counts by how late they are, and what each is called."""
    counted = result.cases.where(result.cases.judgement.counted).judgement
    days = counted.days_late[counted.status == Status.LATE]
    labels: dict[Atom, str] = {(*LATE, words): words for _, _, words in LATENESS}
    bands: dict[Atom, int] = {
        (*LATE, words): int(np.count_nonzero((days >= least) & (days <= (days if most is None else most)))) for least, most, words in LATENESS
    }
    first = (*LATE, LATENESS[0][-1])
    labels[first] += ", or a date is not known"
    bands[first] += int(np.count_nonzero(counted.status == Status.UNKNOWN))
    return Atoms(_subject(result, "lateness"), {IN_TIME: int(counted.numerator.sum()), **bands}), labels


def _of_overdue(result: Result[Any], policy: Policy) -> tuple[Released, Atoms]:
    """What is overdue on the day, which is a state and adds up to nothing."""
    subject = attrs.evolve(_subject(result, "overdue"), first=None)
    atoms = Atoms(subject, {("overdue",): len(result.overdue)})
    return Released(subject, policy.id, (Cell("Overdue", frozenset(atoms.counts), policy.shown(len(result.overdue))),)), atoms


def _earlier(subject: Subject, ledger: Ledger, policy: Policy, decimals: int) -> Iterator[tuple[str, Share]]:
    """The figures of the series released before that were shown, the last of each day."""
    last = {entry.released.subject.as_at: entry.released for entry in ledger.of_series(subject) if entry.released.policy == policy.id}
    for day, released in sorted(last.items()):
        share = share_of(figure_of(released), policy, decimals)
        if day < subject.as_at and share.counted is not None:
            yield day_in_words(day) if subject.first is None else str(Period(subject.first, day, day)), share


def _month_alone(result: Result[Any], made: MadeSafe, ledger: Ledger, policy: Policy) -> Share | None:
    """The last month by itself, where it follows from exact counts that are released already."""
    subject, month = made.released.subject, result.series[-1].month
    if subject.first is None or not isinstance(policy.coarsening, Exact) or made.total.value is None:
        return None
    of_policy = (entry.released for entry in ledger.of_series(subject) if entry.released.policy == policy.id)
    before = [released for released in of_policy if released.subject.as_at == month.first - timedelta(days=1)]
    if not before or None in (shown := [cell.value for cell in figure_of(before[-1])]):
        return None
    now = (made.in_time.value, made.not_in_time.value, made.total.value)
    alone = [(count or 0) - (then or 0) for count, then in zip(now, shown, strict=True)]
    if min(alone) < 0:  # history was revised
        return None
    in_time, not_in_time, total = map(Shown.exactly, alone)
    return share_of((in_time, not_in_time, total), policy, result.decimals)
