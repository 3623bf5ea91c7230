"""Reports, tables and definitions laid out as lines of text for a terminal or a pipe. It needs rich."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

import attrs
from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csc_indicators.publication.prose import Section
from csc_indicators.results.report import Report, TextTable

__all__ = ["report_lines", "section_lines", "shown", "table_lines", "title_line"]

#: The letters between two columns.
_BETWEEN = 3

#: The letters of a line that are left to a column of words.
_FOR_WORDS = 14


def shown(lines: Iterable[RenderableType], *, width: int | None = None) -> list[str]:
    """
    What is to be printed, line by line, without the blanks at the end of lines; bold where standard output is a terminal.

    Args:
        lines: What the other functions give.
        width: The letters of a line; those of the terminal when it is left out. Addresses of pages go beyond it, because they are not broken.

    >>> table = TextTable("Months", ("Month", "%"), (("April 2018", "57.7%"), ("May 2018", "61.3%")), (1,))
    >>> for line in shown(table_lines(table), width=20):
    ...     print(line)
    Months
    Month            %
    ──────────────────
    April 2018   57.7%
    May 2018     61.3%
    """
    console = Console(width=width, highlight=False)
    with console.capture() as captured:
        for line in lines:
            console.print(line, crop=False)
    return [line.rstrip() for line in captured.get().splitlines()]


def title_line(words: str) -> RenderableType:
    """A heading."""
    return Text(words, style="bold")


def report_lines(of: Report) -> Iterator[RenderableType]:
    """A report: its sentences, its tables and what it was computed from. The notes are for the caller to tell."""
    yield title_line(of.heading)
    yield from map(Text, of.sentences)
    for table in of.tables:
        yield ""
        yield from table_lines(table)
    if of.basis:
        yield Text(f"\n{of.basis}")


def table_lines(table: TextTable) -> Iterator[RenderableType]:
    """A table under its title; a cell that is too long goes on in the next line, and nothing is cut off."""
    yield title_line(table.title)
    yield _Fitted(table)


@attrs.frozen
class _Fitted:
    """A table on a screen whose width is known when it is drawn: figures are not broken, keys where there is room for them, words always."""

    table: TextTable

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        rich = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
        is_narrow = sum(map(self._widest, range(len(self.table.headings)))) + self._between > options.max_width
        for position, heading in enumerate(self.table.headings):
            if position in self.table.numeric:
                rich.add_column(Text(self._broken(position) if is_narrow else heading), justify="right", no_wrap=True)
            else:
                no_wrap = position == 0 and self._are_keys and self._widest(0) <= self._room(options.max_width)
                rich.add_column(Text(heading), no_wrap=no_wrap, overflow="fold")
        for row in self.table.rows:
            rich.add_row(*map(_cell, row), style="" if any(row[1:]) else "bold")
        yield rich

    def _cells(self, position: int) -> list[str]:
        return [line for row in self.table.rows for line in row[position].split("\n")]

    def _widest(self, position: int) -> int:
        return max(map(len, (self.table.headings[position], *self._cells(position))))

    @property
    def _between(self) -> int:
        return _BETWEEN * (len(self.table.headings) - 1)

    @property
    def _are_keys(self) -> bool:
        return any("_" in cell for cell in self._cells(0))

    def _broken(self, position: int) -> str:
        """The heading of figures in lines that are no longer than they are, or than its longest word."""
        heading = self.table.headings[position]
        return "\n".join(wrap(heading, max(map(len, (*self._cells(position), *heading.split()))), break_long_words=False))

    def _room(self, width: int) -> int:
        """The letters that a line has for the first column, when the others are as narrow as they may become."""
        figures = sum(max(map(len, (*self._cells(at), *self._broken(at).split("\n")))) for at in self.table.numeric)
        words = len(self.table.headings) - 1 - len(self.table.numeric)
        return width - figures - self._between - words * _FOR_WORDS


def _cell(words: str) -> RenderableType:
    """A cell, what goes on in the next line being set in as far as its beginning."""
    inner = words.lstrip(" ")
    return Padding(Text(inner), (0, 0, 0, len(words) - len(inner)), expand=False) if inner != words else Text(words)


def section_lines(sections: Iterable[Section]) -> Iterator[RenderableType]:
    """Sections one under the other; what is said of a term stands under it."""
    for number, section in enumerate(sections):
        yield from [""] if number else []
        yield title_line(section.title)
        yield from (_indented(paragraph, 2) for paragraph in section.paragraphs)
        yield from (_indented(point, 2, "- ") for point in section.points)
        for term in section.terms:
            yield _indented(term.name, 2, style="bold")
            yield from (_indented(said, 4) for said in term.says)
        for table in section.tables:
            yield ""
            yield from (Padding(line, (0, 0, 0, 2)) for line in table_lines(table))


def _indented(words: str, by: int, mark: str = "", style: str = "") -> RenderableType:
    """Words that go on under where they began, after a mark."""
    if "://" in words and " " not in words:
        return Group(Text(" " * by + mark + words, style=style, no_wrap=True, overflow="ignore"))
    grid = Table.grid()
    grid.add_column(width=by + len(mark), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(" " * by + mark, Text(words, style=style))
    return grid
