"""What may not stand beside what was published before, whatever either shows. (Decision 32.)"""

from datetime import date
from typing import Any

import attrs
import pytest

from csc_indicators.errors import UnsafeRelease
from csc_indicators.publication.disclosure.atoms import Subject
from csc_indicators.publication.disclosure.ledger import Entry, Ledger
from csc_indicators.publication.disclosure.neighbours import refuse_beside
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, THE_DEPARTMENTS, Policy
from csc_indicators.publication.disclosure.release import Released

YEAR = Subject(indicator="southend.cp_3_10", records="conferences", rule="2018", first=date(2018, 4, 1), as_at=date(2018, 7, 31), group=("reasons",))
STATE = attrs.evolve(YEAR, indicator="southend.cp_1_4", records="periods_of_care", first=None)


def after(published: Subject, policy: Policy = THE_DEPARTMENTS) -> Ledger:
    """A ledger of one release that shows nothing."""
    return Ledger((Entry(1, date(2018, 8, 10), Released(published, policy.id, ())),))


@pytest.mark.parametrize(
    ("published", "changed", "said"),
    [
        (YEAR, {"rule": "another"}, "another rule"),
        (YEAR, {"indicator": "england.icpc_within_15_working_days"}, "another figure of its records"),
        (YEAR, {"first": date(2017, 8, 1)}, "another stretch of days"),
        (YEAR, {"first": date(2018, 7, 31), "as_at": date(2018, 8, 31)}, "another stretch of days"),
        (STATE, {"as_at": date(2018, 7, 30)}, "another day of this month"),
        (STATE, {"as_at": date(2018, 7, 30), "indicator": "council.own_1_4"}, "another day of this month"),
        (STATE, {"indicator": "council.own_1_4"}, "another figure of its records"),
    ],
)
def test_refused(published: Subject, changed: dict[str, Any], said: str) -> None:
    """A second figure that may be of the same children is refused, and what to do is said."""
    with pytest.raises(UnsafeRelease, match=said):
        refuse_beside(attrs.evolve(published, **changed), THE_DEPARTMENTS, after(published))


@pytest.mark.parametrize(
    ("published", "changed"),
    [
        (YEAR, {}),
        (YEAR, {"as_at": date(2018, 8, 31)}),
        (YEAR, {"group": ("lateness",)}),
        (YEAR, {"first": date(2019, 4, 1), "as_at": date(2019, 4, 30)}),
        (YEAR, {"first": date(2018, 8, 1), "as_at": date(2018, 8, 31)}),
        (YEAR, {"indicator": "southend.cp_1_4", "records": "periods_of_care"}),
        (YEAR, {"first": None, "group": ("overdue",)}),
        (STATE, {"as_at": date(2018, 8, 31)}),
        (STATE, {}),
    ],
)
def test_allowed(published: Subject, changed: dict[str, Any]) -> None:
    """The same series goes on, and what has no day or no records in common is another matter."""
    refuse_beside(attrs.evolve(published, **changed), THE_DEPARTMENTS, after(published))


def test_a_second_policy() -> None:
    """One policy a year; coarse counts of another figure of the same records tell nothing that a policy protects."""
    with pytest.raises(UnsafeRelease, match="another policy"):
        refuse_beside(YEAR, MIDPOINT_6, after(YEAR))
    refuse_beside(attrs.evolve(YEAR, indicator="england.icpc_within_15_working_days"), MIDPOINT_6, after(YEAR, MIDPOINT_6))


def test_nothing_published_before() -> None:
    """The first release of all stands beside nothing."""
    refuse_beside(YEAR, THE_DEPARTMENTS, Ledger())
