"""
A council's own indicators from a TOML file.

Each takes its rule from another and says what is different, and by which document. All that is wrong with a file is told at once, so that it can be
put right in one go by somebody who has never seen Python. The guide is at "Define your own indicators".
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from csc_indicators.accumulations import Accumulation, parse_accumulation
from csc_indicators.errors import InvalidDefinition, InvalidPeriod, UnknownName, near_misses
from csc_indicators.indicators.catalogue import CATALOGUE, Catalogue
from csc_indicators.indicators.collection import AnyIndicator, Collection
from csc_indicators.indicators.deriving import derive
from csc_indicators.indicators.rule import Code
from csc_indicators.publication.structuring import Misfit, only, strict_converter
from csc_indicators.publication.structuring import Path as Place
from csc_indicators.readers.toml_file import cut, fitting, text_of
from csc_indicators.results.targets import Target
from csc_indicators.sources import Source

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["read_collection"]

_NAME = re.compile(r"[a-z0-9][a-z0-9_]*")
_LINE = re.compile(r" \(at line (\d+), column \d+\)$")

#: Why a document of a file is not verified unless the file says so.
_NOT_READ = "As the council's own file of indicators has it; whether anybody read the document for it is not said there."


def _like(example: str, *, required: bool = False) -> dict[str, Any]:
    """How a key of the file is written, and whether it must be."""
    return {"example": example, "required": required}


@attrs.frozen(kw_only=True)
class _CollectionTable:
    namespace: str | None = attrs.field(default=None, metadata=_like('"northshire"', required=True))
    title: str | None = attrs.field(default=None, metadata=_like('"Performance report"', required=True))
    owner: str | None = attrs.field(default=None, metadata=_like('"Northshire Council"', required=True))


@attrs.frozen(kw_only=True)
class _SourceTable:
    title: str | None = attrs.field(default=None, metadata=_like('"Child protection procedures"', required=True))
    publisher: str | None = attrs.field(default=None, metadata=_like('"Northshire Safeguarding Partnership"', required=True))
    states: str | None = attrs.field(default=None, metadata=_like('"Children are visited every 15 working days."', required=True))
    paragraph: str = attrs.field(default="", metadata=_like('"4.2"'))
    url: str = attrs.field(default="", metadata=_like('"https://www.northshire.gov.uk/procedures"'))
    published: date | None = attrs.field(default=None, metadata=_like("2024-04-01"))
    verified: bool = attrs.field(default=False, metadata=_like("true"))
    note: str = attrs.field(default="", metadata=_like('"Read by the performance team."'))


@attrs.frozen(kw_only=True)
class _IndicatorTable:
    id: str | None = attrs.field(default=None, metadata=_like('"cp_visits_15"', required=True))
    derives_from: str | None = attrs.field(default=None, metadata=_like('"southend.cp_1_4"', required=True))
    name: str | None = attrs.field(default=None, metadata=_like('"CPV15"'))
    title: str | None = attrs.field(default=None, metadata=_like('"Children visited in the 15 working days before the last day of the month"'))
    question: str | None = attrs.field(default=None, metadata=_like('"Had every child been seen recently?"'))
    target: Decimal | None = attrs.field(default=None, metadata=_like("90"))
    tolerance: Decimal | None = attrs.field(default=None, metadata=_like("2"))
    limit: str | None = attrs.field(default=None, metadata=_like('"15 working days"'))
    window: str | None = attrs.field(default=None, metadata=_like('"15 working days"'))
    qualifies_after: str | None = attrs.field(default=None, metadata=_like('"5 working days"'))
    clock: str | None = attrs.field(default=None, metadata=_like('"strategy_discussion"'))
    first: str | None = attrs.field(default=None, metadata=_like('"3 months"'))
    then: str | None = attrs.field(default=None, metadata=_like('"6 months"'))
    accumulation: str | None = attrs.field(default=None, metadata=_like('"rolling 12 months"'))
    codes: tuple[str, ...] = attrs.field(default=(), metadata=_like('["CPV15"]'))
    unknowns: tuple[str, ...] = attrs.field(default=(), metadata=_like('["Whether a visit at which the child was not seen counts is not known."]'))
    caveats: tuple[str, ...] = attrs.field(default=(), metadata=_like('["One family can move the figure by several children."]'))
    in_force_from: date | None = attrs.field(default=None, metadata=_like("2024-04-01"))
    statement: str | None = attrs.field(default=None, metadata=_like('"Children on a plan are visited every 15 working days."'))
    source: tuple[_SourceTable, ...] = attrs.field(default=(), metadata=_like("a table of its own, under [indicator.source]", required=True))


@attrs.frozen(kw_only=True)
class _File:
    collection: _CollectionTable = attrs.field(default=_CollectionTable(), metadata=_like("a table of its own, under [collection]"))
    indicator: tuple[_IndicatorTable, ...] = attrs.field(default=(), metadata=_like("a table of its own for each indicator, under [[indicator]]"))


def read_collection(toml: Path | str, *, catalogue: Catalogue = CATALOGUE) -> Collection:
    """
    The collection that a TOML file, or its text, defines.

    Args:
        toml: The path of the file, in UTF-8; or its text.
        catalogue: Where the indicators are that those of the file take their rules from. One of the file may also take that of another above it.

    Raises:
        InvalidDefinition: If anything in the file is wrong; every fault is told, with the indicator, the key and what to write.
        MissingExtra: If cattrs is not installed.
        OSError: If the file cannot be opened.

    >>> mine = read_collection('''
    ... [collection]
    ... namespace = "northshire"
    ... title = "Performance report"
    ... owner = "Northshire Council"
    ...
    ... [[indicator]]
    ... id = "visits_20"
    ... derives_from = "southend.cp_1_4"
    ... window = "20 working days"
    ... target = 90
    ...
    ... [indicator.source]
    ... title = "Visiting policy"
    ... publisher = "Northshire Council"
    ... states = "Every child in care is visited every four weeks."
    ... ''')
    >>> mine, mine.indicators[0].id
    (<Collection northshire of 1 indicator>, 'northshire.visits_20')
    """
    given = _parsed(text_of(toml, read_by="read_collection"))
    found: list[Misfit] = []
    file = fitting(_converter(), given, _File, found)
    found += _missing(file, [cut(misfit.at) for misfit in found])
    found += _faults_of_names(file, catalogue)
    made = _derived(file, catalogue, found)
    if found:
        count = "1 fault" if len(found) == 1 else f"{len(found)} faults"
        told = (f"  - {_told(file, misfit)}" for misfit in sorted(found, key=_number))
        raise InvalidDefinition("\n".join((f"{count} in the collection; nothing was defined.", *told)))
    of = file.collection
    return Collection(of.namespace or "", of.title or "", of.owner or "", made)


def _parsed(text: str) -> dict[str, Any]:
    try:
        given = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidDefinition(_not_toml(str(error), text)) from None
    indicators = given.get("indicator")
    for indicator in indicators if isinstance(indicators, list) else []:
        if isinstance(indicator, dict) and isinstance(indicator.get("source"), dict):
            indicator["source"] = [indicator["source"]]
    return given


def _not_toml(message: str, text: str) -> str:
    """What is wrong with a file that is no TOML, where, and what to do."""
    found = _LINE.search(message)
    line = int(found[1]) if found else len(text.splitlines())
    if "overwrite" in message or "twice" in message:
        return f"Line {line}: this key or table is there twice. Keep one of the two; begin each indicator with [[indicator]], in double brackets."
    return (
        f'Line {line} cannot be read ({_LINE.sub("", message)}). Write key = value, a line each: text in quotation marks, as in name = "CPV15", '
        "and numbers, dates, true and false without."
    )


def _converter() -> "Converter":
    """A converter for what TOML holds."""
    converter = strict_converter()
    converter.register_structure_hook(date, lambda value, _: only(date, value))
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value) if type(value) is int else only(Decimal, value))
    return converter


def _missing(file: _File, left_out: list[Place]) -> Iterator[Misfit]:
    """The keys that are wanted and are not there."""
    tables: list[tuple[Place, Any]] = [(("collection",), file.collection)]
    for number, indicator in enumerate(file.indicator):
        tables.append((("indicator", number), indicator))
        tables.extend((("indicator", number, "source", one), source) for one, source in enumerate(indicator.source))
    for path, table in tables:
        for field in attrs.fields(type(table)):
            at = (*path, field.name)
            if field.metadata["required"] and not getattr(table, field.name) and not any(at[: len(out)] == out for out in left_out):
                yield Misfit(path, _lacks(field))
    for number, indicator in enumerate(file.indicator):
        without = indicator.tolerance is not None and indicator.target is None
        if without and not any(out[:-1] == ("indicator", number) for out in left_out):  # one that is left out may be the target
            yield Misfit(("indicator", number), "a tolerance is of a target, and there is none. Give a target, or leave the tolerance out.")
    if not file.indicator and not any(out[0] == "indicator" for out in left_out):
        yield Misfit((), "there is no indicator. Begin each with [[indicator]].")


def _lacks(field: "attrs.Attribute[Any]") -> str:
    if field.name == "source":
        return "it has no source. Nothing is defined here without one: add a table [indicator.source] below it, with title, publisher and states."
    return f"the key {field.name!r} is missing or empty. Write it like: {field.name} = {field.metadata['example']}"


def _number(misfit: Misfit) -> int:
    """The position of the indicator that a misfit is of; what is of none comes before."""
    return int(misfit.path[1]) if misfit.path[:1] == ("indicator",) and len(misfit.path) > 1 else -1


def _told(file: _File, misfit: Misfit) -> str:
    """A misfit in words, with its place and how to write it."""
    if misfit.of_key is None:
        return f"{_place(file, misfit.path)}: {misfit.problem}"
    path = cut(misfit.path)
    field = getattr(attrs.fields(_table_at(path)), misfit.of_key)
    example = field.metadata["example"]
    write = f"Write it as {example}." if example.startswith("a table") else f"Write it like: {field.name} = {example}"
    what = field.name if path == misfit.path else f"a value of {field.name}"
    return f"{_place(file, path[:-1])}: {what} {misfit.problem} {write}"


def _table_at(path: Place) -> type[Any]:
    """The class of the table that the key at the end of a path is in."""
    if len(path) == 1:
        return _File
    if path[0] == "collection":
        return _CollectionTable
    return _SourceTable if "source" in path[:-1] else _IndicatorTable


def _place(file: _File, path: Place) -> str:
    if not path:
        return "At the top of the file"
    if path[0] == "collection":
        return "In [collection]"
    number = int(path[1])
    name = file.indicator[number].id if number < len(file.indicator) else None
    indicator = f"indicator {number + 1}{f' ({name})' if name and name.isprintable() else ''}"
    return f"In the source of {indicator}" if "source" in path else f"In {indicator}"


def _faults_of_names(file: _File, catalogue: Catalogue) -> Iterator[Misfit]:
    """What is wrong with the namespace and the ids."""
    namespace = file.collection.namespace
    if namespace and not _NAME.fullmatch(namespace):
        yield Misfit(("collection",), 'a namespace is small letters, figures and underscores. Write it like: namespace = "northshire"')
    if namespace in {collection.namespace for collection in catalogue.collections}:
        yield Misfit(("collection",), f"there are indicators of the namespace {namespace!r} already. Choose another.")
    first: dict[str, int] = {}
    for number, indicator in enumerate(file.indicator):
        if not indicator.id:
            continue
        if not _NAME.fullmatch(indicator.id):
            rule = "an id is small letters, figures and underscores, and the namespace is put before it by itself."
            yield Misfit(("indicator", number), f'{rule} Write it like: id = "cp_visits_15"')
        if first.setdefault(indicator.id, number) != number:
            yield Misfit(("indicator", number), f"indicator {first[indicator.id] + 1} has the same id. Give each its own.")


def _derived(file: _File, catalogue: Catalogue, found: list[Misfit]) -> list[AnyIndicator]:
    """The indicators that can be made; what is wrong with the others goes to *found*."""
    known = {indicator.id: indicator for indicator in catalogue}
    own = [f"{file.collection.namespace}.{indicator.id}" for indicator in file.indicator]
    made = []
    for number, indicator in enumerate(file.indicator):
        of = known.get(indicator.derives_from or "")
        if of is None:
            problems = list(_no_such(indicator.derives_from, known, above=own[:number], below=own[number:], catalogue=catalogue))
        else:
            one, problems = _derive(of, indicator, own[number], file.collection.owner or "")
            if one is not None:
                known[own[number]] = one
                made.append(one)
        found += [Misfit(("indicator", number), problem) for problem in problems]
    return made


def _no_such(name: str | None, known: dict[str, AnyIndicator], *, above: list[str], below: list[str], catalogue: Catalogue) -> Iterator[str]:
    """Why there is nothing to take a rule from; nothing where that is told already."""
    if not name or name in above:
        return
    if name in below:
        yield f"derives_from names {name!r}, which is not defined above it. Put that one first."
        return
    try:
        hint = f'Write its id: derives_from = "{catalogue.find(name).id}"'
    except UnknownName:
        hint = near_misses(name, known) or "The command csc-indicators list shows the ids."
    yield f"derives_from names {name!r}, and no indicator has that id. {hint}"


def _derive(of: AnyIndicator, table: _IndicatorTable, name: str, owner: str) -> tuple[AnyIndicator | None, list[str]]:
    """One indicator; or none, and why: the rule has not what is to change, or what it is to change to cannot be."""
    found: list[str] = []
    changed = {term: getattr(table, term) for term in ("limit", "window", "qualifies_after", "clock", "first", "then")}
    said = {key: getattr(table, key) for key in ("name", "title", "question", "unknowns", "caveats", "in_force_from", "statement")}
    target, accumulation = _target(of, table, found), _accumulation(table, found)
    sources = [_source(source) for source in table.source or (_SourceTable(),)]
    codes = [Code(owner, code) for code in table.codes]
    try:
        made = derive(of, id=name, owner=owner, sources=sources, codes=codes, target=target, accumulation=accumulation, **changed, **said)
    except InvalidDefinition as error:
        return None, [*found, *str(error).splitlines()]
    return (None, found) if found else (made, [])


def _target(of: AnyIndicator, table: _IndicatorTable, found: list[str]) -> Target | None:
    if table.target is None:
        return None
    try:
        return Target(table.target, good="low" if of.good == "low" else "high", tolerance=table.tolerance)
    except InvalidDefinition as error:
        found.append(f"target: {error}")
    return None


def _accumulation(table: _IndicatorTable, found: list[str]) -> Accumulation | None:
    try:
        return None if table.accumulation is None else parse_accumulation(table.accumulation)
    except InvalidPeriod as error:
        found.append(f"accumulation: {error}")
    return None


def _source(table: _SourceTable) -> Source:
    return Source(
        title=table.title or "",
        publisher=table.publisher or "",
        states=table.states or "",
        paragraph=table.paragraph,
        url=table.url,
        published=table.published,
        verified=table.verified,
        note=table.note or ("" if table.verified else _NOT_READ),
    )
