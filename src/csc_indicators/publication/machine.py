"""
Definitions as plain values that JSON can hold, and back.

Everything that a definition says is written, the tables of records it reads among it, and what is read back equals what was written. The shape is
that of ``indicators.schema.json``, a JSON Schema beside this module, by which a key that is not known is a fault.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

import attrs

from csc_indicators.accumulations import Accumulation, parse_accumulation
from csc_indicators.errors import InvalidDefinition, InvalidLimit, InvalidPeriod, did_you_mean
from csc_indicators.indicators.catalogue import Catalogue
from csc_indicators.indicators.collection import AnyIndicator, Collection
from csc_indicators.indicators.definition import Indicator
from csc_indicators.indicators.judging import Measure
from csc_indicators.limits import Limit, parse_limit
from csc_indicators.measures.bands import Band, Bands
from csc_indicators.publication.imprint import IMPRINT, Imprint
from csc_indicators.publication.structuring import Path, Unfit, choices, is_of, misfits, named, of_table, only, parsed, strict_converter
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.table import Table
from csc_indicators.records.tables import TABLES

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = [
    "SCHEMA",
    "SCHEMA_OF_ONE",
    "catalogue_as_json",
    "catalogue_from_json",
    "indicator_as_dict",
    "indicator_as_json",
    "indicator_from_dict",
    "indicator_from_json",
    "schema",
]

#: The name of the JSON Schema that a catalogue says it keeps to; another shape has another name.
SCHEMA = "urn:csc-indicators:schema:indicators:1"

#: The part of it that a document with one definition says it keeps to.
SCHEMA_OF_ONE = f"{SCHEMA}#/$defs/document_of_one"

#: What a catalogue says of itself, beside its collections.
_SAID = {"$schema", *IMPRINT.as_dict()}

_ACCUMULATIONS: tuple[type[Any], ...] = get_args(Accumulation)
_LIMITS: tuple[type[Any], ...] = get_args(Limit)

#: Every measure by its kind, which is its class's name in words.
_MEASURES: dict[str, type[Any]] = {re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower(): kind for kind in get_args(Measure)}
_KINDS = {measure: kind for kind, measure in _MEASURES.items()}

#: What a definition says of itself that follows from the rest of it.
_FOLLOWS = ("mergeable", "retired_on")


def schema() -> dict[str, Any]:
    """
    The JSON Schema (draft 2020-12) of a catalogue.

    >>> schema()["$id"] == SCHEMA
    True
    """
    text = files("csc_indicators.publication").joinpath("indicators.schema.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def indicator_as_dict(indicator: AnyIndicator) -> dict[str, Any]:
    """
    A definition, with everything it says.

    >>> from csc_indicators import southend
    >>> indicator_as_dict(southend.CP_1_4)["adopted"]["measure"]["window"]
    '30 working days'
    """
    written: dict[str, Any] = _plain(indicator)
    return written


def indicator_from_dict(document: Mapping[str, Any]) -> AnyIndicator:
    """
    The definition that was written so; it equals the one that :func:`indicator_as_dict` was given.

    Raises:
        InvalidDefinition: If it is not such a definition, or its tables or reasons are not those of this version; everything that does not fit is
            told.
        MissingExtra: If cattrs is not installed.

    >>> from csc_indicators import southend
    >>> indicator_from_dict(indicator_as_dict(southend.CP_1_4)) == southend.CP_1_4
    True
    """
    read: AnyIndicator = _structured(dict(document), AnyIndicator, "The definition")
    return read


def catalogue_as_json(catalogue: Catalogue, *, imprint: Imprint = IMPRINT) -> str:
    """
    The definitions of a catalogue, collection by collection, with the schema they keep to, the version of this library, its date and the licence.

    Args:
        catalogue: The catalogue.
        imprint: The version, the date and the licence; a council that publishes definitions of its own gives its own licence.

    >>> from csc_indicators import CATALOGUE
    >>> list(json.loads(catalogue_as_json(CATALOGUE)))
    ['$schema', 'version', 'date', 'licence', 'collections']
    """
    return _text({"$schema": SCHEMA, **imprint.as_dict(), "collections": _plain(catalogue.collections)})


def indicator_as_json(indicator: AnyIndicator, *, imprint: Imprint = IMPRINT) -> str:
    """
    One definition as a document of its own, with the part of the schema that it keeps to, the version of this library, its date and the licence.

    >>> from csc_indicators import southend
    >>> list(json.loads(indicator_as_json(southend.CP_1_4)))
    ['$schema', 'version', 'date', 'licence', 'indicator']
    """
    return _text({"$schema": SCHEMA_OF_ONE, **imprint.as_dict(), "indicator": _plain(indicator)})


def indicator_from_json(text: str) -> AnyIndicator:
    """
    The definition that was written so; it equals the one that :func:`indicator_as_json` was given.

    Raises:
        InvalidDefinition: If it is not JSON, not one such definition, or of other tables or reasons than those of this version; everything that does
            not fit is told.
        MissingExtra: If cattrs is not installed.

    >>> from csc_indicators import southend
    >>> indicator_from_json(indicator_as_json(southend.CP_1_4)) == southend.CP_1_4
    True
    """
    read: AnyIndicator = _document(text, "indicator", AnyIndicator, SCHEMA_OF_ONE, "definition", "indicator_as_json")
    return read


def catalogue_from_json(text: str) -> Catalogue:
    """
    The catalogue that was written so; it equals the one that :func:`catalogue_as_json` was given.

    Raises:
        InvalidDefinition: If it is not JSON, not such a catalogue, or of other tables or reasons than those of this version; everything that does not
            fit is told.
        MissingExtra: If cattrs is not installed.

    >>> from csc_indicators import CATALOGUE
    >>> catalogue_from_json(catalogue_as_json(CATALOGUE)) == CATALOGUE
    True
    """
    read: tuple[Collection, ...] = _document(text, "collections", tuple[Collection, ...], SCHEMA, "catalogue", "catalogue_as_json")
    return Catalogue(read)


def _document(text: str, key: str, kind: Any, shape: str, what: str, written_by: str) -> Any:
    """What stands under *key* in a document that says what it is."""
    document = parsed(text)
    said = {name: value for name, value in document.items() if name != key} if isinstance(document, dict) else {}
    if said.get("$schema") != shape or set(said) != _SAID or not all(isinstance(value, str) for value in said.values()):
        raise InvalidDefinition(f"This is no {what} of the shape {shape}. Give one that was written by {written_by}.")
    here = "" if said["version"] == IMPRINT.version else f", which was written by version {said['version']} of csc-indicators,"
    return _structured(document.get(key), kind, f"The {what}{here}", key)


def _structured(document: Any, kind: Any, what: str, *path: str) -> Any:
    """
    What was written so.

    It is written again and compared, so that nothing is read that would not be written, and what follows from the rest does.
    """
    try:
        read = _converter().structure(document, kind)
    except (ExceptionGroup, Unfit) as error:
        found = [f"{_at(misfit.path)}: {misfit.problem}" for misfit in misfits(error, path)]
    else:
        found = [f"{_at(at)}: {problem}" for at, problem in _differing(document, _plain(read), path)]
        if not found:
            return read
    raise InvalidDefinition("\n".join((f"{what} cannot be read; nothing was defined.", *(f"  - {fault}" for fault in found))))


def _differing(given: Any, written: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Where a document differs from what would be written, and how."""
    if isinstance(given, dict) and isinstance(written, dict):
        for key in [*written, *(key for key in given if key not in written)]:
            if key not in given or key not in written:
                yield path, f"the key {key!r} is missing. Add it." if key in written else f"there is no key {key!r}. {did_you_mean(key, written)}"
            else:
                yield from _differing(given[key], written[key], (*path, key))
    elif isinstance(given, list) and isinstance(written, list) and len(given) == len(written):
        for position, pair in enumerate(zip(given, written, strict=True)):
            yield from _differing(*pair, (*path, position))
    elif type(given) is not type(written) or given != written:
        yield path, f"is not what the rest says, or this version of csc-indicators has. It has: {json.dumps(written, ensure_ascii=False)}"


def _at(path: Sequence[str | int]) -> str:
    return "$" + "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in path)


def _text(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    """A value of a definition as one that JSON can hold."""
    match value:
        case None | bool() | int() | str():
            return value
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [_plain(one) for one in value]
    return _of_parts(value)


def _of_parts(value: Any) -> Any:
    """A value made of others as one that JSON can hold."""
    match value:
        case Indicator():
            return {**_fields(value), **{name: _plain(getattr(value, name)) for name in _FOLLOWS}}
        case Bands():
            return _plain(value.bands)
        case Taxonomy():
            return {"id": value.id, "version": value.version, "title": value.title}
        case Table():
            return _table(value)
    if isinstance(value, (*_ACCUMULATIONS, *_LIMITS)):
        return str(value)
    tag = {"kind": _KINDS[type(value)], "words": str(value)} if type(value) in _KINDS else {}
    return {**tag, **_fields(value)}


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))}


def _table(table: Table) -> dict[str, Any]:
    constraints = [{"statement": constraint.statement, "source": constraint.source} for constraint in table.constraints]
    return {"name": table.name, "row": table.row, "columns": _plain(table.columns), "constraints": constraints}


@cache
def _converter() -> "Converter":
    """A converter for definitions."""
    converter = strict_converter()

    def of_indicator(kind: Any) -> Callable[[Any, Any], AnyIndicator]:
        of_fields = of_table(converter, kind)

        def indicator(value: Any, _: Any) -> AnyIndicator:
            made: AnyIndicator = of_fields({key: one for key, one in only(dict, value).items() if key not in _FOLLOWS}, kind)
            return made

        return indicator

    def of_measure(value: Any, kind: Any) -> Any:
        allowed = {_KINDS[one]: one for one in choices(kind)}
        if value is None and type(None) in get_args(kind):
            return None
        only(dict, value)
        return converter.structure({key: one for key, one in value.items() if key not in {"kind", "words"}}, named(value.get("kind"), allowed))

    converter.register_structure_hook_factory(is_of(Indicator), of_indicator)
    converter.register_structure_hook_func(lambda kind: len(choices(kind)) > 1 and set(choices(kind)) <= set(_KINDS), of_measure)
    converter.register_structure_hook_func(lambda kind: set(choices(kind)) <= set(_LIMITS), _limit)
    converter.register_structure_hook_func(lambda kind: set(choices(kind)) <= set(_ACCUMULATIONS), lambda value, _: _accumulation(value))
    converter.register_structure_hook(Bands, lambda value, _: Bands(converter.structure(value, tuple[Band, ...])))
    converter.register_structure_hook(Table, lambda value, _: _named(value, "name", {table.name: table for table in TABLES}))
    converter.register_structure_hook(Taxonomy, lambda value, _: _named(value, "title", _taxonomies()))
    converter.register_structure_hook(date, lambda value, _: _day(value))
    converter.register_structure_hook(Decimal, lambda value, _: _number(value))
    return converter


def _limit(value: Any, kind: Any) -> Any:
    if value is None and type(None) in get_args(kind):
        return None
    try:
        limit = parse_limit(value)
    except InvalidLimit as error:
        raise Unfit(f"is no limit. {error}") from None
    if not isinstance(limit, choices(kind)):
        raise Unfit(f"is of a unit that cannot be counted here. Give {' or '.join(f'{one.unit}s' for one in choices(kind))}.")
    return limit


def _accumulation(value: Any) -> Accumulation:
    try:
        return parse_accumulation(only(str, value))
    except InvalidPeriod as error:
        raise Unfit(f"is no accumulation. {error}") from None


def _day(value: Any) -> date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Unfit("is no date. Write it as 2018-04-01, in quotation marks.")


def _number(value: Any) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value, re.ASCII):
        return Decimal(value)
    raise Unfit("is no number in quotation marks. Write it as '90' or '92.5'.")


def _named(value: Any, key: str, known: Mapping[str, Any]) -> Any:
    """What this version has by the name that *value* gives under *key*."""
    return named(only(dict, value).get(key), known)


@cache
def _taxonomies() -> dict[str, Taxonomy]:
    """The reasons for delay, and the part of them for each process, by title."""
    processes = {process for reason in DELAY_REASONS for process in reason.applies_to}
    every = (DELAY_REASONS, *map(DELAY_REASONS.applying_to, sorted(processes)))
    return {taxonomy.title: taxonomy for taxonomy in every}
