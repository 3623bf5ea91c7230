"""
A calendar's holidays as all-day events, in the iCalendar format (RFC 5545) that Outlook, Google and Apple read.

A holiday that is projected is a tentative event and says so in its name; one that is announced is confirmed. No event makes anybody busy.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from csc_indicators.calendars.calendar import NonWorkingDay, WorkingDayCalendar

__all__ = ["calendar_as_events", "escaped", "folded"]

#: The octets of a line, its end left out (RFC 5545, 3.1).
_OCTETS = 75

#: Letters that mean something in a text, and how they are written (RFC 5545, 3.3.11); other control characters cannot be written and are spaces.
_ESCAPES = dict.fromkeys((*range(0x20), 0x7F), " ") | str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\t": "\t"})

#: What an event says was made then, where nobody says when the list was checked.
_NOT_DATED = "19700101T000000Z"


def calendar_as_events(calendar: WorkingDayCalendar, holidays: Iterable[tuple[NonWorkingDay, bool]], imprint: Mapping[str, str]) -> str:
    r"""
    An iCalendar text with an event for each holiday.

    An event keeps its UID while the calendar keeps its name, whatever the holiday comes to be called, so that a list that is read again makes no
    event twice.

    Args:
        calendar: What the holidays are of.
        holidays: The holidays, and with each whether it is projected.
        imprint: What the text says of itself besides: names of small letters, and words.

    >>> from csc_indicators import ENGLAND_AND_WALES
    >>> first = ENGLAND_AND_WALES.non_working_days[1]
    >>> text = calendar_as_events(ENGLAND_AND_WALES, [(first, False)], {"licence": "MIT"})
    >>> print(*(line for line in text.splitlines() if line.startswith(("DTSTART", "SUMMARY", "STATUS", "X-CSC"))), sep="\n")
    X-CSC-LICENCE:MIT
    DTSTART;VALUE=DATE:19780324
    SUMMARY:Good Friday
    STATUS:CONFIRMED
    """
    stamp = _NOT_DATED if calendar.as_of is None else f"{calendar.as_of:%Y%m%dT000000Z}"
    lines = [*_head(calendar, stamp, imprint), *(line for day, projected in holidays for line in _event(calendar, day, stamp, projected=projected))]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    r"""
    A text as the value of a property. Lines may end in any way; other control characters become spaces.

    >>> print(escaped("Early May; the first Monday, as ever"))
    Early May\; the first Monday\, as ever
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)


def folded(line: str) -> str:
    r"""
    A line in pieces of no more than 75 octets of UTF-8, each after the first beginning with a space; no letter is divided.

    >>> [len(piece) for piece in folded("x" * 150).split("\r\n")]
    [75, 75, 2]
    """
    pieces, octets = [""], 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > _OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += letter
        octets += size
    return "\r\n".join(pieces)


def _head(calendar: WorkingDayCalendar, stamp: str, imprint: Mapping[str, str]) -> Iterator[str]:
    told = f"Days that are not working days, weekends left out: {calendar.name}, edition {calendar.edition}. "
    told += f"Announced to {calendar.announced_to}; later ones are projected and may change."
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//csc-indicators//working days//EN", "CALSCALE:GREGORIAN")
    # NAME and DESCRIPTION are of RFC 7986; many programs read only the older names.
    for name in ("NAME", "X-WR-CALNAME"):
        yield f"{name}:{escaped(f'Holidays: {calendar.name}')}"
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        yield f"{name}:{escaped(told)}"
    if calendar.as_of is not None:
        yield f"LAST-MODIFIED:{stamp}"
    for name, words in imprint.items():
        yield f"X-CSC-{name.upper().replace('_', '-')}:{escaped(words)}"


def _event(calendar: WorkingDayCalendar, of: NonWorkingDay, stamp: str, *, projected: bool) -> Iterator[str]:
    from uuid import NAMESPACE_URL, uuid5  # only now: few ask

    basis = "Projected from the rules of earlier years; nobody has announced it." if projected else f"Announced ({of.basis})."
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, f'urn:csc-indicators:calendar:{calendar.name}:{of.day}')}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{of.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{of.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(of.name)}{' (projected)' if projected else ''}"
    yield f"DESCRIPTION:{escaped(f'{basis} Source: {of.source}.')}"
    yield f"STATUS:{'TENTATIVE' if projected else 'CONFIRMED'}"
    yield f"CATEGORIES:{'projected' if projected else 'announced'}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")
