"""
Plain values, as TOML and JSON hold them, into the values they stand for; what does not fit is told of every place at once.

Nothing is taken for something else: text is not a number, one value is not a list, and a key that is not known is a fault and not passed over.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, Union, get_args, get_origin

import attrs

from csc_indicators.errors import InvalidDefinition, MissingExtra, did_you_mean

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["Misfit", "Path", "Unfit", "choices", "is_of", "misfits", "named", "of_table", "only", "parsed", "strict_converter"]

#: The keys, and the positions in lists, that lead to a value.
Path: TypeAlias = tuple[str | int, ...]

_KINDS: dict[type[Any], str] = {
    bool: "true or false",
    str: "text in quotation marks",
    int: "a whole number",
    Decimal: "a number",
    float: "a number",
    date: "a date",
    datetime: "a date with a time of day",
    time: "a time of day",
    list: "a list",
    dict: "a table of keys",
}


class Unfit(ValueError):
    """A value that does not fit where it stands; the message begins after the name of its key."""


@attrs.frozen
class Misfit:
    """
    One thing that does not fit.

    Attributes:
        path: Where it is.
        problem: What is wrong, and what to do.
        of_key: The key whose value does not fit; None when the problem is of the table that *path* leads to.
        unknown: The key that is not known, if that is the problem.
    """

    path: Path
    problem: str
    of_key: str | None = None
    unknown: str | None = None

    @property
    def at(self) -> Path:
        """What to leave out for the rest to fit: the whole path, with the key that is not known."""
        return self.path if self.unknown is None else (*self.path, self.unknown)


def strict_converter() -> "Converter":
    """
    A converter that takes nothing for something else, and no key that is not known.

    Raises:
        MissingExtra: If cattrs is not installed.
    """
    try:
        from cattrs import Converter
    except ImportError:
        raise MissingExtra("Reading definitions from TOML or JSON needs cattrs. Install csc-indicators[collections].") from None
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)

    def of_tuple(value: Any, kind: Any) -> Any:
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(converter.structure(only(list, value), list[kinds[0]]))  # type: ignore[valid-type]
        if len(only(list, value)) != len(kinds):
            raise Unfit(f"has not {len(kinds)} values. Give so many.")
        return tuple(converter.structure(one, of) for one, of in zip(value, kinds, strict=True))

    def of_words(value: Any, kind: Any) -> Any:
        return named(value, {one: one for one in get_args(kind)})

    def of_enum(value: Any, kind: Any) -> Any:
        return named(value, {one.value: one for one in kind})

    converter.register_structure_hook_factory(_is_attrs, lambda kind: of_table(converter, kind))
    converter.register_structure_hook_func(is_of(tuple), of_tuple)
    converter.register_structure_hook_func(is_of(Literal), of_words)
    converter.register_structure_hook_func(_is_enum, of_enum)
    for plain in (bool, str, int):
        converter.register_structure_hook(plain, lambda value, kind: only(kind, value))
    return converter


def of_table(converter: "Converter", kind: Any) -> Callable[[Any, Any], Any]:
    """How a table of keys becomes a value of an attrs class."""
    from cattrs.gen import make_dict_structure_fn

    structured = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True)
    return lambda value, _: structured(only(dict, value), kind)


def _is_attrs(kind: Any) -> bool:
    return attrs.has(get_origin(kind) or kind)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def is_of(origin: Any) -> Callable[[Any], bool]:
    """Whether an annotation is of this class with something in brackets."""
    return lambda kind: get_origin(kind) is origin


def choices(kind: Any) -> tuple[Any, ...]:
    """The classes that an annotation allows beside None."""
    kinds = get_args(kind) if get_origin(kind) in {UnionType, Union} else (kind,)
    return tuple(one for one in kinds if one is not type(None))


def named(value: Any, known: Mapping[str, Any]) -> Any:
    """
    What *value* names.

    Raises:
        Unfit: If it names nothing; with the near misses.
    """
    if only(str, value) not in known:
        raise Unfit(f"is not one of the words that are known. {did_you_mean(value, known)}")
    return known[value]


def only(kind: type[Any], value: Any) -> Any:
    """
    The value, if it is of this kind and of no other.

    Raises:
        Unfit: If it is not.

    >>> only(str, "15 working days")
    '15 working days'
    """
    if type(value) is not kind:
        raise Unfit(f"is {_KINDS.get(type(value), 'something else')}, and {_KINDS[kind]} is wanted.")
    return value


def misfits(error: Exception, path: Path = ()) -> Iterator[Misfit]:
    """Every thing that did not fit, from what a converter has raised."""
    from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

    if isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields):
            yield Misfit(path, f"there is no key {key!r}. {did_you_mean(key, known)}", unknown=key)
        return
    if not isinstance(error, ExceptionGroup):
        yield _misfit(error, path)
        return
    for inner in error.exceptions:
        notes = [note for note in getattr(inner, "__notes__", []) if isinstance(note, AttributeValidationNote | IterableValidationNote)]
        steps = [note.name if isinstance(note, AttributeValidationNote) else note.index for note in notes]
        yield from misfits(inner, (*path, *steps))


def _misfit(error: Exception, path: Path) -> Misfit:
    key = next((step for step in reversed(path) if isinstance(step, str)), None)
    if isinstance(error, KeyError):
        return Misfit(path[:-1], f"the key {key!r} is missing. Add it.")
    if isinstance(error, Unfit):
        return Misfit(path, str(error), of_key=key)
    return Misfit(path, str(error))


def parsed(text: str) -> Any:
    """
    JSON as plain values; what is the matter with it is told by its line.

    Raises:
        InvalidDefinition: If it is not JSON, or a key is there twice in one object.
    """

    def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise InvalidDefinition("A key is there twice in one object of the JSON. Keep one of the two.")
        return dict(pairs)

    try:
        return json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise InvalidDefinition(f"Line {error.lineno} is not JSON: {error.msg}. Give the whole text, as it was written.") from None
