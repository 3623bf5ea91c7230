"""Every indicator of this library, found by its id or by any code it has."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from csc_indicators.errors import InvalidDefinition, UnknownName, did_you_mean
from csc_indicators.indicators import england, southend
from csc_indicators.indicators.definition import Indicator

__all__ = ["CATALOGUE", "Catalogue"]

AnyIndicator: TypeAlias = Indicator[Any]


@attrs.frozen(repr=False)
class Catalogue:
    """
    A list of indicators with permanent ids.

    Attributes:
        indicators: The indicators, in order.
    """

    indicators: tuple[AnyIndicator, ...] = attrs.field()

    @indicators.validator
    def _ids_are_unique(self, _: object, indicators: tuple[AnyIndicator, ...]) -> None:
        ids = [indicator.id for indicator in indicators]
        if len(set(ids)) != len(ids):
            raise InvalidDefinition("Two indicators of the catalogue have one id. Give each its own.")

    def __iter__(self) -> Iterator[AnyIndicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __repr__(self) -> str:
        return f"<Catalogue of {len(self)} indicators>"

    def find(self, name: str) -> AnyIndicator:
        """
        The indicator with this id, name or code, in capitals or not.

        Raises:
            UnknownName: If there is none, or if a code is used by more than one scheme.

        >>> CATALOGUE.find("CP 3.10").id
        'southend.cp_3_10'
        """
        wanted = name.strip().casefold()
        found = [indicator for indicator in self if wanted in {called.casefold() for called in _names(indicator)}]
        if len(found) > 1:
            raise UnknownName(f"More than one indicator has that code. Give an id: {', '.join(indicator.id for indicator in found)}")
        if not found:
            raise UnknownName(f"There is no such indicator. {did_you_mean(name, [called for indicator in self for called in _names(indicator)])}")
        return found[0]


def _names(indicator: AnyIndicator) -> list[str]:
    return [indicator.id, indicator.name, *(code.code for code in indicator.codes)]


#: The indicators this library defines.
CATALOGUE = Catalogue((england.icpc_within_15_working_days, southend.CP_3_10, southend.CP_1_4))
