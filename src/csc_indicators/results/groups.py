"""The groups that cases are counted by, the labels that name them, and the columns that stand beside labels in a table of tallies."""

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

__all__ = ["COUNT_COLUMNS", "LABEL_KINDS", "PERIOD_COLUMNS", "Group", "check_by", "check_groups", "check_labels", "folded", "order"]

PERIOD_COLUMNS = ("first", "last", "as_at")
COUNT_COLUMNS = ("numerator", "denominator")

#: The labels of one group, one for each of the things it is grouped by.
Group: TypeAlias = tuple[Any, ...]

#: What a label can be; those of one thing are all of one kind.
LABEL_KINDS = frozenset({str, int, bool})


def folded(label: Any) -> Any:
    """The label without what two writings of one name differ in: capitals, and spaces at its ends."""
    return label.strip().casefold() if isinstance(label, str) else label


def order(group: Group) -> tuple[tuple[str, Any], ...]:
    """What groups are sorted by, even those whose labels are of different kinds and will be refused."""
    return tuple((type(label).__name__, label) for label in group)


def check_by(by: Sequence[str]) -> None:
    """
    Refuse things to be grouped by that have not each a name of their own.

    Raises:
        ValueError: If a name is there twice, or is one of a column that stands beside the labels.
    """
    if len(set(by)) < len(by) or not {*PERIOD_COLUMNS, *COUNT_COLUMNS}.isdisjoint(by):
        raise ValueError(f"Each thing that tallies are by has a name of its own, and none of {', '.join((*PERIOD_COLUMNS, *COUNT_COLUMNS))}.")


def check_groups(by: Sequence[str], groups: Sequence[Group]) -> None:
    """
    Refuse groups that cannot be told apart, or put together with others.

    Raises:
        ValueError: If a group has not one label for each of *by*, by nothing there is not one group, or a group is there twice; and what
            :func:`check_by` and :func:`check_labels` refuse.
    """
    check_by(by)
    if not set(map(len, groups)) <= {len(by)} or not (by or groups):
        raise ValueError("A group has one label for each thing the tallies are by, and tallies by nothing have one group without a label.")
    for labels in zip(*groups, strict=True):
        check_labels(labels)
    if len(set(groups)) < len(groups):
        raise ValueError("A group is there twice. Add the two.")


def check_labels(labels: Collection[Any]) -> None:
    """
    Refuse labels of one thing that are not alike.

    Raises:
        ValueError: If a label is neither text nor a whole number, they are of more than one kind, or two are one name but for capitals and spaces at
            the ends; no label is in the message.
    """
    kinds = set(map(type, labels))
    if not kinds <= LABEL_KINDS or len(kinds) > 1:
        raise ValueError("The labels of one thing are all text, or all whole numbers. Give what is not known a label too: 'not recorded'.")
    names = set(labels)
    if kinds == {str} and len(set(map(folded, names))) < len(names):
        raise ValueError("Two labels are one name but for capitals and spaces at its ends. Write each name in one way.")
