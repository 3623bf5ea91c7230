"""What a site has pages of: the indicators of a catalogue or of one collection, and the reasons, limits and years that belong to them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import attrs

from csc_indicators.calendars import ENGLAND_AND_WALES, WorkingDayCalendar
from csc_indicators.indicators.catalogue import CATALOGUE, Catalogue
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.indicators.judging import is_timed
from csc_indicators.indicators.rule import Domain
from csc_indicators.limits import Limit
from csc_indicators.measures.overdue import Overdue
from csc_indicators.readers.collection_file import read_collection
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.table import Kind
from csc_indicators.sources import Source

__all__ = ["Contents", "contents", "has_reasons", "slug"]


def slug(words: str) -> str:
    """
    Words as the end of an address.

    >>> slug("Reasons for delay: initial conference")
    'reasons-for-delay-initial-conference'
    """
    return "-".join(re.findall(r"[a-z0-9]+", words.casefold()))


@attrs.frozen(repr=False)
class Contents:
    """
    What a site is of.

    Attributes:
        catalogue: Every indicator that can be named.
        indicators: Those that have a page, in the order in which a child comes to each stage, the retired ones of a stage last.
        calendar: The working days.
    """

    catalogue: Catalogue
    indicators: tuple[AnyIndicator, ...]
    calendar: WorkingDayCalendar = ENGLAND_AND_WALES

    @property
    def taxonomies(self) -> dict[str, Taxonomy]:
        """The whole list of reasons and each part of it that an indicator has, by the end of its page's address."""
        every = (DELAY_REASONS, *(of.reasons for of in self.indicators if has_reasons(of)))
        return {slug(taxonomy.title): taxonomy for taxonomy in every}

    @property
    def limits(self) -> dict[str, Limit]:
        """Every limit that an indicator, or a reading or edition of one, is judged by, by the end of its page's address; days before years."""
        found = {limit for of in self.indicators for limit in limits_of(of)}
        kinds = get_args(Limit)
        return {slug(str(limit)): limit for limit in sorted(found, key=lambda each: (kinds.index(type(each)), _length(each)))}

    @property
    def years(self) -> range:
        """The calendar years that the calendar answers for."""
        return range(self.calendar.first.year, self.calendar.last.year + 1)

    @property
    def sources(self) -> dict[str, dict[Source, list[AnyIndicator]]]:
        """Every document that an indicator rests on, by publisher, with the indicators that name it."""
        found: dict[str, dict[Source, list[AnyIndicator]]] = {}
        for of in self.indicators:
            for source in of.sources:
                found.setdefault(source.publisher, {}).setdefault(source, []).append(of)
        return dict(sorted(found.items()))

    def having(self, limit: Limit) -> tuple[AnyIndicator, ...]:
        """The indicators that are judged by *limit* in a reading or an edition of theirs."""
        return tuple(of for of in self.indicators if limit in set(limits_of(of)))

    def with_reasons(self, taxonomy: Taxonomy) -> tuple[AnyIndicator, ...]:
        """The indicators whose breaches have a reason of *taxonomy*."""
        return tuple(of for of in self.indicators if of.reasons == taxonomy and has_reasons(of))


def limits_of(of: AnyIndicator) -> Iterator[Limit]:
    """The limits of every reading and edition of an indicator."""
    measures = [reading.measure for reading in of.readings] + [edition.measure for edition in of.editions]
    for measure in measures:
        yield from _limits_within(measure)


def _limits_within(value: Any) -> Iterator[Limit]:
    if isinstance(value, get_args(Limit)):
        yield value
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _limits_within(getattr(value, field.name))


def _length(limit: Limit) -> int:
    return int(str(limit).split()[0])


def contents(collection: Path | None) -> Contents:
    """
    The contents of the site of this library, or of the collection in a TOML file.

    Raises:
        InvalidDefinition: If the file cannot be used; everything that is wrong is told.
    """
    return _contents(None if collection is None else collection.read_text(encoding="utf-8"))


@cache
def _contents(collection: str | None) -> Contents:
    if collection is None:
        return Contents(CATALOGUE, _in_order_of_the_journey(CATALOGUE))
    mine = read_collection(collection)
    catalogue = CATALOGUE.with_collection(mine)
    return Contents(catalogue, tuple(of for of in _in_order_of_the_journey(catalogue) if of in mine.indicators))


def _in_order_of_the_journey(catalogue: Catalogue) -> tuple[AnyIndicator, ...]:
    return tuple(of for stage in Domain for of in sorted(catalogue.in_domain(stage), key=lambda of: of.retired_on is not None))


def has_reasons(of: AnyIndicator) -> bool:
    """Whether something of it can be late, and its records have a column for why."""
    timed = is_timed(of.measure) or isinstance(of.measure, Overdue)
    return timed and any(column.kind is Kind.REASON for kept in of.records for column in kept)
