"""A TOML file as plain values, and what of them fits the shape that is wanted; what does not fit is gathered, so that all of it is told at once."""

from pathlib import Path
from typing import Any, TypeVar

from csc_indicators.errors import InvalidDefinition
from csc_indicators.publication.structuring import Misfit, Unfit, misfits
from csc_indicators.publication.structuring import Path as Place

__all__ = ["cut", "fitting", "text_of"]

ShapeT = TypeVar("ShapeT")


def text_of(toml: Path | str, *, read_by: str) -> str:
    """
    The text of a TOML file in UTF-8, or the text itself.

    Args:
        toml: The path of the file, or its text.
        read_by: The function that it is given to, for the message.

    Raises:
        InvalidDefinition: If it is the name of a file and not its text, or not in UTF-8.
        OSError: If the file cannot be opened.
    """
    if isinstance(toml, str):
        if toml.endswith(".toml") and "\n" not in toml:
            raise InvalidDefinition(f"This is the name of a file and not its text. Give {read_by}(Path('...')).")
        return toml
    try:
        return toml.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidDefinition("The file is not in UTF-8. Save it as UTF-8.") from None


def fitting(converter: Any, given: dict[str, Any], shape: type[ShapeT], found: list[Misfit]) -> ShapeT:
    """What of a file fits; what does not goes to *found* and is left out of what was given, so that the rest can be looked at."""
    while True:
        try:
            fits: ShapeT = converter.structure(given, shape)
        except (ExceptionGroup, Unfit) as error:
            new = list(misfits(error))
        else:
            return fits
        found += new
        for misfit in new:
            _leave_out(given, cut(misfit.at))


def cut(path: Place) -> Place:
    """The path to the key that a value belongs to: what is in a list is left out with all of the list."""
    return path if isinstance(path[-1], str) else cut(path[:-1])


def _leave_out(given: Any, path: Place) -> None:
    *before, key = path
    for step in before:
        if isinstance(given, dict) and step not in given:
            return
        given = given[step]
    given.pop(key, None)
