"""The holidays as iCalendar events: each line as RFC 5545 asks, and each event read back as what the calendar says."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from csc_indicators import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.calendars.calendar import NonWorkingDay
from csc_indicators.calendars.events import calendar_as_events, escaped, folded

ANNOUNCED_TO = date(2028, 12, 31)
FIRST, LAST = date(2028, 1, 1), date(2029, 12, 31)
BOTH = [(entry, entry.day > ANNOUNCED_TO) for entry in ENGLAND_AND_WALES.non_working_days if FIRST <= entry.day <= LAST]

letters = st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=["Cs", "Cc"]) | st.sampled_from('\\;,:\n\t"é日😀'))
weekdays = st.dates(date(2020, 1, 1), date(2030, 12, 31)).filter(lambda day: day.weekday() < 5)


def written(days: Sequence[tuple[NonWorkingDay, bool]] = BOTH, calendar: WorkingDayCalendar = ENGLAND_AND_WALES) -> str:
    """The days as events."""
    return calendar_as_events(calendar, days, {"version": "0.1.0", "date": "2026-11-24", "licence": "MIT"})


def events(text: str) -> list[Any]:
    """The events, as another program reads them."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


class TestFolding:
    """A line is no longer than 75 octets, its end left out; longer ones go on after a line end and one space. (RFC 5545, 3.1)"""

    @given(letters.map(lambda text: text.replace("\n", "")))
    @example("x" * 75)
    @example("x" * 76)
    @example("x" * 74 + "é")
    @example("😀" * 60)
    def test_any_line(self, line: str) -> None:
        """Each piece has at most 75 octets and is whole UTF-8, each after the first begins with a space, and together they are the line."""
        first, *others = folded(line).split("\r\n")

        assert all(len(piece.encode("utf-8", errors="strict")) <= 75 for piece in (first, *others))
        assert all(piece.startswith(" ") for piece in others)
        assert line == first + "".join(piece[1:] for piece in others)

    @given(letters.map(lambda text: text.replace("\n", "")))
    @example("é" * 40)
    def test_no_more_pieces_than_needed(self, line: str) -> None:
        """A piece that is not the last has no room for the next letter."""
        pieces = folded(line).split("\r\n")

        assert all(len(piece.encode()) + len(after[1].encode()) > 75 for piece, after in pairwise(pieces))

    def test_every_line_of_the_calendar(self) -> None:
        """Every line of the text ends with a carriage return and a line feed, and none is longer."""
        text = written()

        assert text.endswith("END:VCALENDAR\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert 75 == max(len(line.encode()) for line in text.split("\r\n"))


class TestEscaping:
    """In a text a backslash, a semicolon, a comma and a line end are written with a backslash before them. (RFC 5545, 3.3.11)"""

    @given(letters)
    @example("a\\nb")
    @example("Early May; the first Monday, as ever\n\\")
    def test_any_text_is_read_back(self, name: str) -> None:
        """Another program reads the name that was written, whatever is in it."""
        (event,) = events(written([(NonWorkingDay(date(2018, 8, 27), name, "closure", name), False)]))

        assert name == event["SUMMARY"]
        assert f"Announced (closure). Source: {name}." == event["DESCRIPTION"]

    @pytest.mark.parametrize(("letter", "expected"), [("\\", r"\\"), (";", r"\;"), (",", r"\,"), ("\n", r"\n"), (":", ":"), ('"', '"')])
    def test_each_letter(self, letter: str, expected: str) -> None:
        """Each is written as the rule has it, also where a lenient reader would not mind."""
        assert f"a{expected}b" == escaped(f"a{letter}b")

    @pytest.mark.parametrize(("text", "expected"), [("a\r\nb\rc", "a\\nb\\nc"), ("a\x00b\x1f\x7f", "a b  "), ("a\tb", "a\tb")])
    def test_control_characters(self, text: str, expected: str) -> None:
        """Every way to end a line is one, a tab stays, and what cannot be written is a space."""
        assert expected == escaped(text)


class TestEvents:
    """Each holiday is one all-day event that says what it is and on what it rests. (RFC 5545, 3.6.1)"""

    def test_the_days(self) -> None:
        """The days are those of the calendar, in order, each from its date to the next."""
        found = events(written())

        assert [entry.day for entry, _ in BOTH] == [event["DTSTART"].dt for event in found]
        assert [entry.day + timedelta(days=1) for entry, _ in BOTH] == [event["DTEND"].dt for event in found]
        assert {"DATE"} == {event["DTSTART"].params["VALUE"] for event in found}

    def test_announced_and_projected(self) -> None:
        """What is announced is confirmed, by what it is one; what is projected is tentative, and says so in its name."""
        announced, projected = (event for event in events(written()) if event["DTSTART"].dt in {date(2028, 12, 25), date(2029, 1, 1)})

        assert ("CONFIRMED", "Christmas Day") == (announced["STATUS"], announced["SUMMARY"])
        assert announced["DESCRIPTION"].startswith("Announced (common law). Source: common law; named in SI 2010/959 reg 2(1)")
        assert ("TENTATIVE", "New Year's Day (projected)") == (projected["STATUS"], projected["SUMMARY"])
        assert projected["DESCRIPTION"].startswith("Projected from the rules of earlier years; nobody has announced it.")
        assert [["announced"], ["projected"]] == [event["CATEGORIES"].cats for event in (announced, projected)]

    def test_what_every_event_has(self) -> None:
        """Each has a UID of its own and the day the list was checked as its stamp, and makes nobody busy."""
        found = events(written())

        assert len(BOTH) == len({event["UID"] for event in found})
        assert {"2026-11-22 00:00:00+00:00"} == {str(event["DTSTAMP"].dt) for event in found}
        assert {"TRANSPARENT"} == {event["TRANSP"] for event in found}

    def test_a_uid_stays(self) -> None:
        """A holiday that is renamed, and announced at last, keeps its UID; the same day of another calendar has another."""
        day = NonWorkingDay(date(2018, 8, 27), "Summer bank holiday", "statute", "x")
        other = attrs.evolve(ENGLAND_AND_WALES, name="Northshire")
        texts = [written([(day, True)]), written([(attrs.evolve(day, name="August holiday"), False)]), written([(day, True)], other)]
        first, renamed, elsewhere = (events(text)[0]["UID"] for text in texts)

        assert "8979ffdc-8b91-5eeb-9a97-78d993937ba7" == first == renamed
        assert first != elsewhere

    @given(st.lists(weekdays, unique=True).map(sorted), st.none() | st.just(date(2020, 2, 29)))
    def test_any_calendar(self, days: list[date], as_of: date | None) -> None:
        """The events of any calendar are its days, also of none; where nobody says when it was checked, neither does the text."""
        entries = tuple(NonWorkingDay(day, "closed", "closure", "the council's own") for day in days)
        calendar = WorkingDayCalendar("Ours", date(2020, 1, 1), date(2030, 12, 31), entries, as_of=as_of)
        text = written([(entry, False) for entry in entries], calendar)

        assert days == [event["DTSTART"].dt for event in events(text)]
        assert ("LAST-MODIFIED" in text) == (as_of is not None)
        assert {"19700101T000000Z" if as_of is None else "20200229T000000Z"} >= set(re.findall(r"DTSTAMP:(\w+)", text))


class TestTheCalendarItself:
    """The text says which calendar it is. (RFC 5545, 3.7; RFC 7986, 5)"""

    def test_its_properties(self) -> None:
        """Its name and description stand under the names of RFC 7986 and the older ones, and the imprint is there."""
        read: Any = Calendar.from_ical(written())

        assert ("2.0", "GREGORIAN", "-//csc-indicators//working days//EN") == tuple(read[name] for name in ("VERSION", "CALSCALE", "PRODID"))
        assert "Holidays: England and Wales" == read["NAME"] == read["X-WR-CALNAME"]
        assert escaped(read["DESCRIPTION"]) == read["X-WR-CALDESC"]  # icalendar leaves properties that it does not know as they are written
        assert f"edition {ENGLAND_AND_WALES.edition}. Announced to 2028-12-31; later ones are projected" in read["DESCRIPTION"]
        assert ("0.1.0", "2026-11-24", "MIT") == tuple(read[f"X-CSC-{name}"] for name in ("VERSION", "DATE", "LICENCE"))
