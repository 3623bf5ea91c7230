"""Every definition against a second, slow implementation of its rule, written from the text alone."""

from datetime import date
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE
from tests.definitions import assessment, child_protection, children_in_need, front_door, looked_after, plans

MODULES: tuple[ModuleType, ...] = (front_door, assessment, children_in_need, child_protection, plans, looked_after)

#: For each indicator a strategy of its records: tables of columns, as lists, and the as-at date.
STRATEGIES: dict[str, st.SearchStrategy[tuple[dict[str, dict[str, list[Any]]], date]]] = {
    name: strategy for module in MODULES for name, strategy in module.STRATEGIES.items()
}

#: For each indicator and reading the slow implementation: from the same records and day to a numerator and a denominator.
SECOND: dict[tuple[str, str], Any] = {key: second for module in MODULES for key, second in module.SECOND.items()}

EVERY_READING = [(indicator.id, reading.key) for indicator in CATALOGUE for reading in indicator.readings]


def test_every_definition_has_a_strategy_and_a_second_implementation() -> None:
    """A definition without either does not pass, and there is none of what is not defined."""
    assert {indicator.id for indicator in CATALOGUE} == set(STRATEGIES)
    assert set(EVERY_READING) == set(SECOND)


@pytest.mark.parametrize(("name", "reading"), EVERY_READING)
def test_the_second_implementation_agrees(name: str, reading: str) -> None:
    """The counts are those of the slow implementation, whatever the records."""
    indicator, second = CATALOGUE.find(name), SECOND[name, reading]

    @given(STRATEGIES[name])
    def agrees(drawn: tuple[dict[str, Any], date]) -> None:
        tables, as_at = drawn
        result = indicator.compute(**tables, as_at=as_at, reading=reading)
        assert second(tables, as_at) == (result.tally.numerator, result.tally.denominator)

    agrees()
