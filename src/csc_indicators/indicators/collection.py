"""The indicators of one owner under one namespace."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from csc_indicators.errors import InvalidDefinition
from csc_indicators.indicators.definition import Indicator

__all__ = ["AnyIndicator", "Collection"]

#: An indicator of events or of states.
AnyIndicator: TypeAlias = Indicator[Any]

_NAME = re.compile(r"[a-z0-9][a-z0-9_]*")


def _in_order(indicators: Iterable[AnyIndicator]) -> tuple[AnyIndicator, ...]:
    return tuple(indicators)


@attrs.frozen(repr=False)
class Collection:
    """
    The indicators of one owner, whose ids all begin with one namespace.

    A council's own indicators are a collection of their own, so none can take the place of a national one. A collection is known to nobody but its
    holder: :meth:`Catalogue.with_collection <csc_indicators.indicators.catalogue.Catalogue.with_collection>` makes another catalogue with it.

    Attributes:
        namespace: What every id begins with, before a dot: small letters, figures and underscores.
        title: What the collection is, in words.
        owner: Whose it is.
        indicators: The indicators, in order; there may be none.

    Raises:
        InvalidDefinition: If the namespace or an id cannot be one, an id is not of the namespace, or two are alike.

    >>> from csc_indicators import southend
    >>> Collection("southend", "The monthly report", "Southend council", (southend.CP_3_10,))
    <Collection southend of 1 indicator>
    """

    namespace: str = attrs.field()
    title: str
    owner: str
    indicators: tuple[AnyIndicator, ...] = attrs.field(converter=_in_order)

    @namespace.validator
    def _is_one_word(self, _: object, namespace: str) -> None:
        if not _NAME.fullmatch(namespace):
            raise InvalidDefinition("A namespace is small letters, figures and underscores, without a dot, such as 'northshire'. Write it so.")

    @indicators.validator
    def _are_of_the_namespace(self, _: object, indicators: tuple[AnyIndicator, ...]) -> None:
        for indicator in indicators:
            namespace, _dot, name = indicator.id.partition(".")
            if namespace != self.namespace:
                raise InvalidDefinition(f"The id {indicator.id!r} is not of the collection {self.namespace!r}. Begin it with '{self.namespace}.'.")
            if not _NAME.fullmatch(name):
                raise InvalidDefinition(
                    f"The id {indicator.id!r} cannot be one. After '{self.namespace}.' write small letters, figures and underscores."
                )
        twice = [name for name, times in Counter(indicator.id for indicator in indicators).items() if times > 1]
        if twice:
            raise InvalidDefinition(f"Two indicators have one id: {', '.join(twice)}. Give each its own.")

    def __iter__(self) -> Iterator[AnyIndicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def __repr__(self) -> str:
        return f"<Collection {self.namespace} of {len(self)} indicator{'' if len(self) == 1 else 's'}>"
