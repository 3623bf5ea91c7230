"""What the field's words mean to somebody who does not work in it, a sentence each."""

from collections.abc import Collection, Iterator
from types import MappingProxyType

__all__ = ["MEANINGS", "first_met"]

#: The meaning of each term, the longer term before the one that is part of it. No meaning uses a term whose own meaning would then be wanted.
MEANINGS = MappingProxyType(
    {
        "initial child protection conference": (
            "An initial child protection conference is the first meeting of a family with the people who work with them. "
            "It decides if a child needs a plan to be kept safe."
        ),
        "conference": "A conference is a meeting of a family with the people who work with them, to agree how to keep a child safe.",
        "strategy discussion": (
            "A strategy discussion is a talk between social workers, the police and health staff. It decides how to look into a child's safety."
        ),
        "section 47 enquiry": "A section 47 enquiry is how the council finds out if a child needs to be kept safe from harm.",
        "child protection plan": "A child protection plan says what must be done to keep a child safe.",
        "core group": "A core group is the small group of people who carry out a child's plan.",
        "looked after": "A looked-after child is in the care of the council or lives in a home that it provides.",
        "quorate": "Quorate means that enough of the people who must be there were there.",
        "working day": "A working day is any day but a Saturday, a Sunday or a bank holiday.",
        "cumulative": "Cumulative means that each month is added to the months before it.",
        "year to date": "Year to date means all that has happened since the year began in April.",
        "snapshot": "A snapshot shows how things stood on one day.",
        "percentage point": "Percentage points are the gap between two percentages.",
        "target": "The target is the share that the council aims for.",
    }
)


def first_met(words: str, known: Collection[str]) -> Iterator[str]:
    """
    The terms in *words* that a reader has not met before, in the order of :data:`MEANINGS`.

    A term that is part of a longer one is met with it. Capitals, hyphens and plurals make no difference.

    Args:
        words: What the reader reads next.
        known: The terms that have been explained.

    >>> list(first_met("Conferences within 15 working days", {"target"}))
    ['conference', 'working day']
    """
    met = list(known)
    plain = words.lower().replace("-", " ").replace("enquiries", "enquiry")
    for term in MEANINGS:
        if term in plain and not any(term in other for other in met):
            met.append(term)
            yield term
