"""
The gate for a figure that adds up over time: a year to date printed month by month gives away each month by subtraction.

The rule is for every count at once. They are printed together, exactly, only when each of them has changed since it was last printed by nothing or by
more than the threshold; in any other month all of them are withheld. What a reader then learns of the change in one month of one count, where that is
from 1 to the threshold, always leaves at least as many values possible as the threshold.

Why: take one count and the months between two printings. Its change over all of them is 0, which means there was none to protect if counts only go
up, or more than the threshold. A withheld month either was withheld because of this count, whose change since the last printing is then from 1 to the
threshold, or says nothing of it. In the month that prints, the change is what is left of the sum over any of 1 to the threshold. In the first month
withheld because of it, the earlier ones can have been nothing and the change any of 1 to the threshold. In a later one the earlier change can have
been 1, and this one anything from 0 to one less than the threshold.

It has to be one gate. Gates of their own for those late and for all, say, are opened in different months and the difference shows what each withheld.
The rule is the project's own; the tests hold it to every short series there is. It says nothing of what a reader knows from elsewhere: where a total
is printed every month by somebody else, the counts under it are not protected.
"""

from collections.abc import Mapping

from csc_indicators.publication.disclosure.atoms import Atom

__all__ = ["increments_are_safe", "why_held_back"]


def increments_are_safe(now: Mapping[Atom, int], published: Mapping[Atom, int], threshold: int) -> bool:
    """
    Whether counts may be printed, by how each has changed since they were last printed.

    A revision is a change like any other, so a count that has gone down is held to the same rule. A count that one of the two does not have is 0 in
    it, and before the first printing all of them are: a year to date begins at 0.

    Args:
        now: The counts as they would be printed.
        published: The counts as they were last printed, empty if never.
        threshold: The greatest change that is protected.

    >>> late, on_time = ("late",), ("in time",)
    >>> increments_are_safe({late: 7, on_time: 30}, {late: 6, on_time: 20}, threshold=5)
    False
    >>> increments_are_safe({late: 6, on_time: 30}, {late: 6, on_time: 20}, threshold=5)
    True
    """
    return not _changed_a_little(now, published, threshold)


def why_held_back(now: Mapping[Atom, int], published: Mapping[Atom, int], threshold: int) -> str:
    """
    A sentence for the office on which counts hold the rest back; empty when none does.

    Not for printing, although it gives no count: a reader who is told which counts hold the others back learns too much of the others. Say
    that something was held back, and not because of which count.

    >>> why_held_back({("late", "F"): 7, ("in time",): 30}, {("late", "F"): 6, ("in time",): 20}, threshold=5)
    'Not for publication: held back because of a change of 5 or fewer in late F.'
    """
    few = ", ".join(" ".join(atom) for atom in _changed_a_little(now, published, threshold))
    return f"Not for publication: held back because of a change of {threshold} or fewer in {few}." if few else ""


def _changed_a_little(now: Mapping[Atom, int], published: Mapping[Atom, int], threshold: int) -> list[Atom]:
    return [atom for atom in sorted({*now, *published}) if 0 < abs(now.get(atom, 0) - published.get(atom, 0)) <= threshold]
