"""What all measures have in common: they are values, and they name the columns they read."""

from typing import Any

import attrs
import pytest

from csc_indicators.limits import CalendarDays, Months, WorkingDays
from csc_indicators.measures.coverage import SeenInWindow
from csc_indicators.measures.duration import Lasted
from csc_indicators.measures.flow import Happened
from csc_indicators.measures.intervals_kept import IntervalsKept
from csc_indicators.measures.overdue import Overdue
from csc_indicators.measures.people import EachOnce
from csc_indicators.measures.prevalence import ShareWith
from csc_indicators.measures.recurrence import Again
from csc_indicators.measures.stock import OpenOn
from csc_indicators.measures.timeliness import WithinLimit

#: One of each kind, every field of it given, and the same fields with other values.
GIVEN: list[tuple[type[Any], dict[str, tuple[Any, Any]]]] = [
    (WithinLimit, {"start": ("from", "a"), "end": ("to", "b"), "limit": (WorkingDays(15), CalendarDays(15)), "unjudged": ("counted", "left out")}),
    (
        SeenInWindow,
        {
            "event": ("seen", "b"),
            "window": (WorkingDays(30), CalendarDays(30)),
            "qualifies_after": (WorkingDays(5), WorkingDays(6)),
            "in_spell_only": (False, True),
        },
    ),
    (
        IntervalsKept,
        {
            "start": ("from", "a"),
            "end": ("to", "b"),
            "event": ("seen", "c"),
            "first": (Months(3), Months(4)),
            "then": (Months(6), WorkingDays(6)),
            "qualifies_after": (Months(3), Months(6)),
            "first_from": (None, "d"),
            "of_the_year": (False, True),
        },
    ),
    (OpenOn, {"start": ("from", "a"), "end": ("to", "b"), "last_day_counts": (False, True)}),
    (Happened, {"event": ("seen", "b"), "to_come": (False, True)}),
    (Overdue, {"start": ("from", "a"), "end": ("to", "b"), "limit": (WorkingDays(15), WorkingDays(16))}),
    (
        Lasted,
        {
            "start": ("from", "a"),
            "end": ("to", "b"),
            "at_least": (Months(24), CalendarDays(24)),
            "ended": (True, False),
            "first_day_counts": (False, True),
            "same_day_is_an_error": (False, True),
        },
    ),
    (
        Again,
        {
            "event": ("from", "a"),
            "after": ("to", "b"),
            "within": (Months(12), None),
            "inclusive": (True, False),
            "earlier": (None, "number"),
            "not_after": (None, "flag"),
        },
    ),
    (ShareWith, {"flag": ("yes", "a"), "event": ("seen", "b"), "blank_is_no": (False, True)}),
    (EachOnce, {"of": (Happened(event="seen"), Happened(event="b"))}),
]

kinds = pytest.mark.parametrize(("kind", "fields"), GIVEN, ids=[kind.__name__ for kind, _ in GIVEN])


def made(kind: type[Any], fields: dict[str, tuple[Any, Any]]) -> Any:
    """A measure with the first value of each field."""
    return kind(**{name: values[0] for name, values in fields.items()})


class TestAMeasureIsAValue:
    """Two measures are one when they say the same, and none changes: so readings can be compared, looked up and printed."""

    @kinds
    def test_every_field_is_here(self, kind: type[Any], fields: dict[str, tuple[Any, Any]]) -> None:
        """Each field of each kind is tried below."""
        assert [field.name for field in attrs.fields(kind)] == list(fields)

    @kinds
    def test_it_is_equal_to_another_that_says_the_same(self, kind: type[Any], fields: dict[str, tuple[Any, Any]]) -> None:
        """Equal measures have one hash, so either finds what is filed under the other."""
        one, other = made(kind, fields), made(kind, fields)

        assert one is not other
        assert one == other
        assert hash(one) == hash(other)
        assert "found" == {one: "found"}[other]

    @kinds
    def test_it_is_equal_to_none_that_says_something_else(self, kind: type[Any], fields: dict[str, tuple[Any, Any]]) -> None:
        """One other field makes another measure, and so does another kind with the same fields."""
        one = made(kind, fields)
        others = [attrs.evolve(one, **{name: values[1]}) for name, values in fields.items()]

        assert len(fields) + 1 == len({one, *others})
        assert one not in {made(*each) for each in GIVEN if each[0] is not kind}

    @kinds
    def test_it_never_changes(self, kind: type[Any], fields: dict[str, tuple[Any, Any]]) -> None:
        """No field can be set."""
        one = made(kind, fields)
        for name, values in fields.items():
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(one, name, values[1])

        assert made(kind, fields) == one


class TestTheColumnsItReads:
    """A measure names the columns it reads, that of the day it is dated by, or that it begins with, first."""

    @pytest.mark.parametrize(
        ("measure", "columns"),
        [
            *zip(
                (made(*each) for each in GIVEN),
                [
                    ("from", "to"),
                    ("start", "end"),
                    ("from", "to"),
                    ("from", "to"),
                    ("seen",),
                    ("from", "to"),
                    ("from", "to"),
                    ("from", "to"),
                    ("seen", "yes"),
                    ("seen",),
                ],
                strict=True,
            ),
            (Again(event="start", after="start", within=None), ("start",)),
            (Again(event="start", after="end", within=None, earlier="number"), ("start", "end", "number")),
            (Again(event="start", after="start", within=None, not_after="flag"), ("start", "flag")),
            (Again(event="start", after="end", within=None, earlier="number", not_after="flag"), ("start", "end", "number", "flag")),
            (
                IntervalsKept(
                    start="from", end="to", event="seen", first=Months(3), then=Months(6), qualifies_after=Months(3), first_from="conference"
                ),
                ("from", "to", "conference"),
            ),
            (EachOnce(ShareWith(flag="yes", event="seen")), ("seen", "yes")),
            (EachOnce(OpenOn(start="from", end="to")), ("from", "to")),
        ],
    )
    def test_of_cases(self, measure: Any, columns: tuple[str, ...]) -> None:
        """Those of the table of cases, each once."""
        assert columns == measure.columns

    @pytest.mark.parametrize("kind", [SeenInWindow, IntervalsKept])
    def test_of_events(self, kind: type[Any]) -> None:
        """Those of the table of events, of a measure that has one."""
        assert ("seen",) == made(kind, dict(GIVEN)[kind]).event_columns
