"""Every indicator of this library, found by its id, by any code it has, by its words, or by the data it needs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from csc_indicators.errors import InvalidDefinition, UnknownName, did_you_mean, near_misses
from csc_indicators.indicators import england, southend
from csc_indicators.indicators.collection import AnyIndicator, Collection
from csc_indicators.indicators.rule import Domain
from csc_indicators.records.table import Table
from csc_indicators.records.tables import TABLES

__all__ = ["CATALOGUE", "Catalogue"]

_STRANGER = "Correct the id, or put what it names into one of the collections."


def _in_order(collections: Iterable[Collection]) -> tuple[Collection, ...]:
    return tuple(collections)


@attrs.frozen(repr=False)
class Catalogue:
    """
    The indicators of several collections.

    Attributes:
        collections: The collections, in order.

    Raises:
        InvalidDefinition: If two collections have one namespace, or an indicator names another that is not there: the one it is derived from, a
            companion, or the one that took its place.
    """

    collections: tuple[Collection, ...] = attrs.field(converter=_in_order)

    @collections.validator
    def _namespaces_are_unique(self, _: object, collections: tuple[Collection, ...]) -> None:
        twice = [name for name, times in Counter(collection.namespace for collection in collections).items() if times > 1]
        if twice:
            raise InvalidDefinition(f"Two collections have the namespace {twice[0]!r}, and their ids could be taken for each other's. Rename one.")

    def __attrs_post_init__(self) -> None:
        known = {indicator.id for indicator in self}
        strangers = [
            f"{indicator.id} names {name!r} {as_what}, and there is no such indicator here. {near_misses(name, known) or _STRANGER}"
            for indicator in self
            for name, as_what in _named_by(indicator)
            if name not in known
        ]
        if strangers:
            raise InvalidDefinition("\n".join(strangers))

    @property
    def indicators(self) -> tuple[AnyIndicator, ...]:
        """The indicators of every collection, in order."""
        return tuple(self)

    def __iter__(self) -> Iterator[AnyIndicator]:
        return (indicator for collection in self.collections for indicator in collection)

    def __len__(self) -> int:
        return sum(map(len, self.collections))

    def __repr__(self) -> str:
        return f"<Catalogue of {len(self)} indicators>"

    def with_collection(self, mine: Collection) -> "Catalogue":
        """
        Another catalogue, with one more collection; this one stays as it is.

        Raises:
            InvalidDefinition: If its namespace is there already, or it names indicators that are in neither.

        >>> mine = Collection("northshire", "Performance report", "Northshire Council", ())
        >>> CATALOGUE.with_collection(mine).collections[-1]
        <Collection northshire of 0 indicators>
        """
        return Catalogue((*self.collections, mine))

    def find(self, name: str) -> AnyIndicator:
        """
        The indicator with this id, name or code, in capitals or not.

        Raises:
            UnknownName: If there is none, or if more than one has that name or code.

        >>> CATALOGUE.find("CP 3.10").id
        'southend.cp_3_10'
        """
        wanted = name.strip().casefold()
        found = [indicator for indicator in self if wanted in {called.casefold() for called in _names(indicator)}]
        if len(found) > 1:
            raise UnknownName(f"More than one indicator has that name or code. Give an id: {', '.join(indicator.id for indicator in found)}")
        if not found:
            near = near_misses(name, [called for indicator in self for called in _names(indicator)])
            raise UnknownName(f"There is no such indicator. {near or 'Look for it by words, with search, or in the list of all.'}")
        return found[0]

    def search(self, words: str) -> tuple[AnyIndicator, ...]:
        """
        The indicators with every one of these words, or words that begin so, in their id, name, codes, title, question or domain, in capitals or not.

        Those with the words in their id, name or codes come first, then those with them in the title; of equals the order is the catalogue's. No
        words find every indicator, and words that nothing has find none.

        >>> [indicator.id for indicator in CATALOGUE.search("looked visited")]
        ['southend.cp_1_4']
        """
        wanted = words.casefold().split()
        ranked = [(rank, indicator) for indicator in self if (rank := _rank(indicator, wanted)) is not None]
        return tuple(indicator for _, indicator in sorted(ranked, key=lambda pair: pair[0]))

    def in_domain(self, domain: Domain | str) -> tuple[AnyIndicator, ...]:
        """
        The indicators of one stage of the journey.

        Raises:
            UnknownName: If there is no such stage.

        >>> [indicator.id for indicator in CATALOGUE.in_domain("Children looked after")]
        ['southend.cp_1_4']
        """
        wanted = _domain(domain)
        return tuple(indicator for indicator in self if indicator.domain is wanted)

    def needing(self, item: str) -> tuple[AnyIndicator, ...]:
        """
        The indicators whose tables have this data item, in capitals or not, also where a table can do without it.

        Args:
            item: The library's own name, as ``conferences.strategy_discussion``, or that of another data standard, as ``CINreferralDate``.

        Raises:
            UnknownName: If no table has such an item.

        >>> [indicator.id for indicator in CATALOGUE.needing("clav_cla_visit_date")]
        ['southend.cp_1_4']
        """
        wanted = item.strip().casefold()
        items = {table: _items(table) for indicator in self for table in indicator.records} | {table: _items(table) for table in TABLES}
        if wanted not in {name.casefold() for names in items.values() for name in names}:
            raise UnknownName(f"There is no such data item. {_nearest(item, [name for names in items.values() for name in names])}")
        having = {table for table, names in items.items() if wanted in {name.casefold() for name in names}}
        return tuple(indicator for indicator in self if having.intersection(indicator.records))

    def by_code(self, scheme: str, code: str) -> tuple[AnyIndicator, ...]:
        """
        The indicators to which a scheme gives this code, in capitals or not; a scheme may give one to several.

        Raises:
            UnknownName: If there is no such scheme, or it has no such code here.

        >>> [indicator.id for indicator in CATALOGUE.by_code("DfE LAIT", "218")]
        ['england.icpc_within_15_working_days']
        """
        theirs = [each for indicator in self for each in indicator.codes if each.scheme.casefold() == scheme.strip().casefold()]
        if not theirs:
            raise UnknownName(f"There is no such scheme. {did_you_mean(scheme, [each.scheme for indicator in self for each in indicator.codes])}")
        wanted = {each for each in theirs if each.code.casefold() == code.strip().casefold()}
        if not wanted:
            raise UnknownName(f"{theirs[0].scheme} has no such code here. {did_you_mean(code, [each.code for each in theirs])}")
        return tuple(indicator for indicator in self if wanted.intersection(indicator.codes))


def _names(indicator: AnyIndicator) -> list[str]:
    return [indicator.id, indicator.name, *(code.code for code in indicator.codes)]


def _named_by(indicator: AnyIndicator) -> Iterator[tuple[str, str]]:
    """The ids that an indicator names, and as what."""
    if indicator.derived_from is not None:
        yield indicator.derived_from, "as what it is derived from"
    if indicator.superseded_by is not None:
        yield indicator.superseded_by, "as what took its place"
    for companion in indicator.companions:
        yield companion, "as a companion"


def _rank(indicator: AnyIndicator, words: list[str]) -> int | None:
    """How far down a list of what was found an indicator belongs; None when it has not every word."""
    codes = (f"{code.scheme} {code.code}" for code in indicator.codes)
    places = [
        "\n".join((indicator.id, indicator.name, *codes)).casefold(),
        indicator.title.casefold(),
        f"{indicator.question}\n{indicator.domain}".casefold(),
    ]
    ranks = [next((rank for rank, place in enumerate(places) if _begins_in(word, place)), None) for word in words]
    found = [rank for rank in ranks if rank is not None]
    return sum(found) if len(found) == len(words) else None


def _begins_in(word: str, place: str) -> bool:
    """Whether a word of the place begins so; the words of an id are apart."""
    return re.search(rf"(?<![^\W_]){re.escape(word)}", place) is not None


def _domain(domain: Domain | str) -> Domain:
    if isinstance(domain, Domain):
        return domain
    for each in Domain:
        if each.value == domain.strip().casefold():
            return each
    raise UnknownName(f"There is no such domain. {did_you_mean(domain, [each.value for each in Domain])}")


def _items(table: Table) -> list[str]:
    """Every name that a table's columns have."""
    return [name for column in table for name in (f"{table.name}.{column.name}", *(item.name for item in column.items))]


def _nearest(name: str, known: list[str]) -> str:
    return near_misses(name, known) or "Write it as the library does, table and column, such as conferences.child, or as another standard does."


#: The indicators this library defines.
CATALOGUE = Catalogue((england.COLLECTION, southend.COLLECTION))
