"""The symbols that stand where a number is not shown, one closed set."""

from enum import Enum

__all__ = ["Symbol", "read_symbol"]

#: What older files of the Department's have for x.
_OLDER = frozenset({":", ".."})

#: What has meant nil, not available and less than half a unit, by file.
_AMBIGUOUS = frozenset({"-", ".", "~"})


class Symbol(Enum):
    """Why a cell has no number. Cells withheld for their own sake and to protect others have one symbol, so nobody can tell which is which."""

    CONFIDENTIAL = "c"
    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    ROUNDS_TO_ZERO = "k"
    LOW_RELIABILITY = "u"
    LOW = "low"

    def __str__(self) -> str:
        return self.value


def read_symbol(text: str) -> Symbol:
    """
    The symbol that stands in a cell of somebody's file; spaces round it do not matter.

    The symbols are those of the Department for Education's guide for analysts (statistics production, "Data symbols"). ``:`` and ``..`` are what its
    older files have for not available.

    Raises:
        ValueError: If the text is no symbol, or one that has had several meanings: ``-``, ``.`` and ``~`` have each stood for nil, for not available
            or for what rounds to zero. The text is not repeated in the message.

    >>> read_symbol(":")
    <Symbol.NOT_AVAILABLE: 'x'>
    """
    stripped = text.strip()
    if stripped in _OLDER:
        return Symbol.NOT_AVAILABLE
    if stripped in _AMBIGUOUS:
        raise ValueError(
            "A dash, a full stop or a tilde has meant nil, not available and rounding to zero. Look in the notes of the file for its meaning, and "
            "put 0, x or k in its place."
        )
    try:
        return Symbol(stripped)
    except ValueError:
        known = ", ".join(map(str, Symbol))
        raise ValueError(f"This is not a symbol. The symbols are {known}, and : or .. for x in older files.") from None
