"""
A council's own reasons from a TOML file: its narrower reasons, and what the codes of its own system stand for in the national list.

All that is wrong with a file is told at once, so that it can be put right in one go by somebody who has never seen Python. The guide is at "Use your
own reasons".
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from csc_indicators.errors import InvalidDefinition
from csc_indicators.publication.structuring import Misfit, is_of, only, strict_converter
from csc_indicators.publication.structuring import Path as Place
from csc_indicators.readers.toml_file import cut, fitting, text_of
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.mapping import OwnReason, own_taxonomy
from csc_indicators.reasons.taxonomy import Status, Taxonomy

__all__ = ["read_reasons"]

_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def _like(example: str, *, required: bool = False) -> dict[str, Any]:
    """How a key of the file is written, and whether it must be."""
    return {"example": example, "required": required}


@attrs.frozen(kw_only=True)
class _ListTable:
    namespace: str | None = attrs.field(default=None, metadata=_like('"northshire"', required=True))
    owner: str | None = attrs.field(default=None, metadata=_like('"Northshire Council"', required=True))
    version: str = attrs.field(default="1.0", metadata=_like('"1.0"'))
    title: str = attrs.field(default="", metadata=_like('"Why conferences are late in Northshire"'))


@attrs.frozen(kw_only=True)
class _ReasonTable:
    code: str | None = attrs.field(default=None, metadata=_like('"A20-legal"', required=True))
    label: str | None = attrs.field(default=None, metadata=_like('"Report waiting for legal advice"', required=True))
    narrower_than: str | None = attrs.field(default=None, metadata=_like('"A20"', required=True))
    alternatives: tuple[str, ...] = attrs.field(default=(), metadata=_like('["Legal advice"]'))
    definition: str = attrs.field(default="", metadata=_like('"The report was written and waited for legal advice."'))
    includes: str = attrs.field(default="", metadata=_like('"Advice on disclosure to the family."'))
    excludes: str = attrs.field(default="", metadata=_like('"A report that was not written (A20)."'))
    applies_to: tuple[str, ...] = attrs.field(default=(), metadata=_like('["initial conference"]'))
    comment_required: bool = attrs.field(default=False, metadata=_like("true"))
    source: str = attrs.field(default="", metadata=_like('"Recording guidance, 2024"'))
    since: str = attrs.field(default="1.0", metadata=_like('"1.0"'))
    status: Status = attrs.field(default="active", metadata=_like('"retired"'))
    replaced_by: str = attrs.field(default="", metadata=_like('"A20"'))


@attrs.frozen(kw_only=True)
class _File:
    list: _ListTable = attrs.field(default=_ListTable(), metadata=_like("a table of its own, under [list]"))
    codes: dict[str, str] = attrs.field(
        factory=dict, metadata=_like('a table of its own, under [codes], with a line like "LATE 3" = "A20" for each code')
    )
    reason: tuple[_ReasonTable, ...] = attrs.field(default=(), metadata=_like("a table of its own for each reason, under [[reason]]"))


def read_reasons(toml: Path | str, *, national: Taxonomy = DELAY_REASONS) -> Taxonomy:
    """
    The national list with the reasons and the codes of a council's own that a TOML file, or its text, gives.

    Args:
        toml: The path of the file, in UTF-8; or its text.
        national: The list that they are added to.

    Raises:
        InvalidDefinition: If anything in the file is wrong; every fault is told, with what to write. Codes that lead round in a circle, or to nothing
            that may be chosen, are named.
        MissingExtra: If cattrs is not installed.
        OSError: If the file cannot be opened.

    >>> mine = read_reasons('''
    ... [list]
    ... namespace = "northshire"
    ... owner = "Northshire Council"
    ...
    ... [codes]
    ... "LATE 1" = "F10"
    ... "LATE 3" = "A20-legal"
    ...
    ... [[reason]]
    ... code = "A20-legal"
    ... label = "Report waiting for legal advice"
    ... narrower_than = "A20"
    ... ''')
    >>> mine, mine.find("late 3").code
    (<Taxonomy northshire.csc-delay-reasons 1.0, 33 reasons>, 'A20-legal')
    """
    given = _parsed(text_of(toml, read_by="read_reasons"))
    found: list[Misfit] = []
    file = fitting(_converter(), given, _File, found)
    told = [_told(misfit) for misfit in found]
    told += _missing(file, [cut(misfit.at) for misfit in found])
    if told:
        raise InvalidDefinition(_counted(told))
    of = file.list
    return own_taxonomy(
        national,
        namespace=of.namespace or "",
        owner=of.owner or "",
        version=of.version,
        title=of.title,
        narrower=[OwnReason(**attrs.asdict(reason)) for reason in file.reason],
        codes=file.codes,
    )


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidDefinition(_not_toml(str(error), text)) from None


def _not_toml(message: str, text: str) -> str:
    """What is wrong with a file that is no TOML, where, and what to do."""
    found = _LINE.search(message)
    line = int(found[1]) if found else len(text.splitlines())
    if "overwrite" in message or "twice" in message:
        return f"Line {line}: this code, key or table is there twice. Keep one of the two; begin each reason with [[reason]], in double brackets."
    return (
        f'Line {line} cannot be read ({_LINE.sub("", message)}). Write key = value, a line each: text in quotation marks, as in "LATE 3" = "A20", '
        "and true and false without."
    )


def _converter() -> Any:
    converter = strict_converter()
    of_codes = converter.get_structure_hook(dict[str, str])
    converter.register_structure_hook_func(is_of(dict), lambda value, kind: of_codes(only(dict, value), kind))
    return converter


def _missing(file: _File, left_out: list[Place]) -> Iterator[str]:
    """The keys that are wanted and are not there."""
    tables: list[tuple[Place, Any]] = [(("list",), file.list), *((("reason", number), reason) for number, reason in enumerate(file.reason))]
    for path, table in tables:
        for field in attrs.fields(type(table)):
            at = (*path, field.name)
            if field.metadata["required"] and not getattr(table, field.name) and not any(at[: len(out)] == out for out in left_out):
                yield f"{_place(path)}: the key {field.name!r} is missing or empty. Write it like: {field.name} = {field.metadata['example']}"
    if not file.codes and not file.reason and not any(out[0] in {"codes", "reason"} for out in left_out):
        yield "At the top of the file: there are neither codes nor reasons. Put codes under [codes], and begin each reason with [[reason]]."


def _told(misfit: Misfit) -> str:
    """A misfit in words, with its place and how to write it."""
    if misfit.of_key is None:
        return f"{_place(misfit.path)}: {misfit.problem}"
    path = cut(misfit.path)
    if path[0] == "codes" and len(path) > 1:
        return f'In [codes]: {path[1]!r} {misfit.problem} Write it like: "{path[1]}" = "A20"'
    table = _File if len(path) == 1 else _ListTable if path[0] == "list" else _ReasonTable
    field = getattr(attrs.fields(table), misfit.of_key)
    example = field.metadata["example"]
    write = f"Write it as {example}." if example.startswith("a table") else f"Write it like: {field.name} = {example}"
    what = field.name if path == misfit.path else f"a value of {field.name}"
    return f"{_place(path[:-1])}: {what} {misfit.problem} {write}"


def _place(path: Place) -> str:
    if not path:
        return "At the top of the file"
    return f"In reason {int(path[1]) + 1}" if path[0] == "reason" and len(path) > 1 else f"In [{path[0]}]"


def _counted(told: list[str]) -> str:
    count = "1 fault" if len(told) == 1 else f"{len(told)} faults"
    return "\n".join((f"{count} in the file of reasons; nothing was made.", *(f"  - {fault}" for fault in told)))
