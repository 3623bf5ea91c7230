"""
What may not be published beside what was published before, because the difference of the two could be a small count.

The audit joins the releases of one series, which are of one indicator, rule and first day. Two series may hold the same children all the same, and
what one withholds can then be found in the other. So a series that overlaps with another is refused, whatever either shows.
"""

from csc_indicators.errors import UnsafeRelease
from csc_indicators.periods import Month
from csc_indicators.publication.disclosure.atoms import Subject
from csc_indicators.publication.disclosure.ledger import Ledger
from csc_indicators.publication.disclosure.policy import Policy
from csc_indicators.publication.disclosure.release import Released

__all__ = ["refuse_beside"]


def refuse_beside(subject: Subject, policy: Policy, ledger: Ledger) -> None:
    """
    Refuse a release that the ledger's others could be compared with.

    Args:
        subject: What is to be released.
        policy: By which policy.
        ledger: Every release before.

    Raises:
        UnsafeRelease: If the same was published by another policy, or by another rule; if a state was published for another day of the month; or if
            exact counts of the same records were published of another indicator, or of another stretch of days that overlaps.
    """
    near = [entry.released for entry in ledger.entries if _share_children(entry.released.subject, subject)]
    same = [released for released in near if released.subject.indicator == subject.indicator]
    if any(released.policy != policy.id for released in same):
        _refuse(subject, "it was published by another policy", "Keep to the policy until the year is over")
    if any(released.subject.rule != subject.rule for released in same):
        what = "it was published by another rule (reading, edition, calendar, way to gather, or as known on a day)"
        _refuse(subject, what, "Keep to the rule until the year is over")
    if subject.first is None and any(released.subject.as_at != subject.as_at for released in near):
        _refuse(subject, "a figure of its records was published for another day of this month", "Publish one day a month, the last")
    if policy.gated and any(_is_other(released, subject) for released in near):
        what = "another figure of its records was published, or another stretch of days"
        _refuse(subject, what, "Publish one of them, or both by a policy of coarse counts")


def _share_children(one: Subject, other: Subject) -> bool:
    """Whether two subjects are of the same records, and of days that overlap; states of one month are taken to."""
    if one.records != other.records:
        return False
    if one.first is None or other.first is None:
        alike = (one.first, one.group) == (other.first, other.group)
        return alike and Month.of(one.as_at) == Month.of(other.as_at)
    return one.first <= other.as_at and other.first <= one.as_at


def _is_other(released: Released, subject: Subject) -> bool:
    return (released.subject.indicator, released.subject.first) != (subject.indicator, subject.first)


def _refuse(subject: Subject, what: str, remedy: str) -> None:
    raise UnsafeRelease(f"{subject.indicator}: {what}, and the difference of the two could be a small count. {remedy}.")
