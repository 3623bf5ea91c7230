"""
The few functions and operators of Excel that the formulas use, by the rules of Microsoft's reference; Excel itself is not run.

A formula is read from its text and evaluated where it stands: in a row of a table, or in a cell by itself. Dates are whole numbers of days. An empty
cell is None; it is 0 beside a number and nothing beside text. Numbers sort before text, and text before TRUE and FALSE.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from tests.oracle import on_the_page

__all__ = ["Workbook", "serial"]

TOKENS = re.compile(
    r"""(?P<number>\d+(\.\d+)?)|"(?P<text>(?:[^"]|"")*)"|\[@(?P<here>\w+)\]|(?P<table>\w+)\[(?P<column>\w+)\]|(?P<name>[A-Za-z_]\w*)"""
    r"""|(?P<sign><=|>=|<>|[-+*/&=<>(),])"""
)

#: The day from which Excel counts, as far as days after February 1900 go.
ORIGIN = date(1899, 12, 30)


def serial(day: date | None) -> int | None:
    """A date as Excel keeps it."""
    return None if day is None else (day - ORIGIN).days


def as_day(number: float) -> date:
    """The date that a number stands for."""
    return ORIGIN + timedelta(days=int(number))


class Workbook:
    """Tables, named cells and the holidays."""

    def __init__(self, tables: Mapping[str, list[dict[str, Any]]], names: dict[str, Any], holidays: frozenset[date]) -> None:
        self.tables, self.names, self.holidays = tables, names, holidays

    def enter(self, name: str, table: str, formula: str) -> None:
        """Enter a formula: as a column of a table, or in a cell of that name."""
        if not table:
            self.names[name] = Formula(self, formula, None).value()
            return
        answers = [Formula(self, formula, row).value() for row in self.tables[table]]
        for row, answer in zip(self.tables[table], answers, strict=True):
            row[name] = answer

    def works(self, day: date) -> bool:
        """Neither on a weekend nor a holiday."""
        return day.weekday() < 5 and day not in self.holidays


class Formula:
    """A formula as it is read from left to right."""

    def __init__(self, book: Workbook, formula: str, row: dict[str, Any] | None) -> None:
        assert formula.startswith("=")
        self.book, self.row = book, row
        self.tokens = list(tokens(formula[1:]))
        self.at = 0

    def value(self) -> Any:
        """What the cell shows."""
        value = self.comparison()
        assert self.at == len(self.tokens), "the formula goes on"
        return value

    def peek(self) -> Any:
        """The next token."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", None)

    def take(self, *signs: str) -> str | None:
        """The next sign if it is one of these."""
        kind, token = self.peek()
        if kind == "sign" and token in signs:
            self.at += 1
            return str(token)
        return None

    def comparison(self) -> Any:
        """The loosest operators."""
        left = self.joined()
        while sign := self.take("=", "<>", "<", "<=", ">", ">="):
            left = compared(sign, left, self.joined())
        return left

    def joined(self) -> Any:
        """Text put together."""
        left = self.sum()
        while self.take("&"):
            left = shown(left) + shown(self.sum())
        return left

    def sum(self) -> Any:
        """Plus and minus."""
        left = self.product()
        while sign := self.take("+", "-"):
            right = number(self.product())
            left = number(left) + right if sign == "+" else number(left) - right
        return left

    def product(self) -> Any:
        """Times and by."""
        left = self.atom()
        while sign := self.take("*", "/"):
            right = number(self.atom())
            left = number(left) * right if sign == "*" else number(left) / right
        return left

    def atom(self) -> Any:
        """A value, a function or what is in brackets."""
        if self.take("-"):
            return -number(self.atom())
        if self.take("("):
            value = self.comparison()
            assert self.take(")")
            return value
        kind, part = self.peek()
        self.at += 1
        if kind == "name":
            return self.function(part) if self.take("(") else self.named(part)
        return self.cell(kind, part)

    def named(self, name: str) -> Any:
        """What has a name of its own."""
        return self.book.holidays if name == "holidays" else self.book.names[name]

    def cell(self, kind: str, part: Any) -> Any:
        """A cell of the row, a column, or a value that is written out."""
        if kind == "here":
            assert self.row is not None, "a cell is in no row"
            return self.row[part]
        if kind == "column":
            table, column = part
            return [row[column] for row in self.book.tables[table]]
        assert kind in ("number", "text"), f"{part} is no value"
        return part

    def function(self, name: str) -> Any:
        """A function of what is between its brackets; of IF only the part that is chosen is evaluated."""
        parts: list[Any] = []
        while not self.take(")"):
            parts.append(self.comparison() if name != "IF" else self.lazily())
            self.take(",")
        if name == "WORKDAY":
            return workday(self.book, *parts)
        return FUNCTIONS[name](*parts)

    def lazily(self) -> Callable[[], Any]:
        """A part of IF, evaluated when it is chosen: the part that is not chosen may have no value."""
        begin, depth = self.at, 0
        while True:
            kind, token = self.peek()
            if kind == "sign" and depth == 0 and token in (",", ")"):
                break
            depth += {"(": 1, ")": -1}.get(token, 0) if kind == "sign" else 0
            self.at += 1
        part = Formula.__new__(Formula)
        part.book, part.row, part.tokens, part.at = self.book, self.row, self.tokens[begin : self.at], 0
        return part.value


def tokens(text: str) -> Iterator[tuple[str, Any]]:
    """The parts of a formula."""
    at = 0
    while at < len(text):
        found = TOKENS.match(text, at)
        assert found, f"not understood from {text[at : at + 20]!r}"
        at = found.end()
        if found["column"] is not None:
            yield "column", (found["table"], found["column"])
        elif found["text"] is not None:
            yield "text", found["text"].replace('""', '"')
        elif found["number"] is not None:
            yield "number", int(found["number"])
        else:
            kind = next(kind for kind in ("here", "name", "sign") if found[kind] is not None)
            yield kind, found[kind]


def number(value: Any) -> Any:
    """A value beside an operator of numbers; text is an error there."""
    assert not isinstance(value, str), "#VALUE!"
    return 0 if value is None else value


def shown(value: Any) -> str:
    """A value as text."""
    return "" if value is None else str(value)


def compared(sign: str, left: Any, right: Any) -> bool:
    """Numbers before text before truth; an empty cell is what it is compared with, at nought or nothing."""
    if left is None:
        left = "" if isinstance(right, str) else 0
    if right is None:
        right = "" if isinstance(left, str) else 0
    one, other = ((isinstance(value, str), value.casefold() if isinstance(value, str) else value) for value in (left, right))
    return {"=": one == other, "<>": one != other, "<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign]


def workday(book: Workbook, start: Any, days: Any, holidays: frozenset[date]) -> int:
    """WORKDAY: so many working days after a day, or before it, the day itself not counted."""
    assert holidays is book.holidays
    assert not isinstance(start, str), "#VALUE!"
    day, step = as_day(number(start)), timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left:
        day += step
        left -= book.works(day)
    return (day - ORIGIN).days


def edate(start: date, months: int) -> int:
    """EDATE: the day of the same number so many months later or earlier, or the last that the month has."""
    year, month = divmod(12 * start.year + start.month - 1 + months, 12)
    number_of_day = start.day
    while not on_the_page(year, month + 1, number_of_day):
        number_of_day -= 1
    return (date(year, month + 1, number_of_day) - ORIGIN).days


def matches(value: Any, criterion: Any) -> bool:
    """Whether a cell meets a criterion of COUNTIFS: nothing, any text, or a sign and what it is compared with; without a sign it is equal."""
    wanted = shown(criterion)
    if wanted in ("", "?*"):
        return value in (None, "") if wanted == "" else isinstance(value, str) and value != ""
    found = re.fullmatch(r"(<=|>=|<>|<|>)?(.*)", wanted)
    assert found
    sign, wanted = found.groups()
    if sign in (None, "<>"):
        return (shown(value).casefold() == wanted.casefold()) == (sign is None)
    return isinstance(value, int | float) and compared(sign, value, float(wanted))


def met(*pairs: Any) -> list[bool]:
    """Which rows meet every criterion of its column."""
    columns, criteria = pairs[::2], pairs[1::2]
    return [all(matches(value, criterion) for value, criterion in zip(row, criteria, strict=True)) for row in zip(*columns, strict=True)]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "IF": lambda condition, then, otherwise: then() if condition() else otherwise(),
    "AND": lambda *parts: all(parts),
    "OR": lambda *parts: any(parts),
    "NOT": lambda part: not part,
    "ISNUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "N": lambda value: value if isinstance(value, int | float) else 0,
    "INT": lambda value: int(value // 1),
    "SUM": lambda column: sum(value for value in column if isinstance(value, int | float)),
    "MAX": max,
    "EDATE": lambda start, months: edate(as_day(start), months),
    "COUNTIFS": lambda *pairs: sum(met(*pairs)),
    "MAXIFS": lambda column, *pairs: max((value for value, meets in zip(column, met(*pairs), strict=True) if meets), default=0),
}
