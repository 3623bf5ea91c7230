"""
The answer to the public question on a figure, in plain English: why was it late, and what would it take to meet the target?

The question is the one put to Southend's People Scrutiny Committee on 27 November 2018: "What is the clear reason for every conference that does not
match the timescale and how are you going to meet the targets next month?"
"""

import re
from collections.abc import Iterable, Iterator
from html import escape

import attrs

from csc_indicators.results.account import Account
from csc_indicators.results.answering import Passage, footnotes, heading, opening, passages
from csc_indicators.results.glossary import MEANINGS, first_met
from csc_indicators.results.html import table_as_html
from csc_indicators.results.report import TextTable

__all__ = ["Answer", "Part", "answer"]

#: What Markdown could take for its own signs.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~#&])")

#: What it takes for the sign of a list, or of a line under a heading, where a line begins with it.
_SIGNS_AT_BEGINNING = re.compile(r"^(\d*)([-+=.)])(?=[-+=\s]|$)")

_SOURCES = "Sources and method"


@attrs.frozen
class Part:
    """
    A part of an answer.

    Attributes:
        heading: What it is about.
        paragraphs: Its paragraphs.
        tables: The tables that stand under them.
    """

    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[TextTable, ...]

    @property
    def words(self) -> Iterator[str]:
        """All that is written in it, in order."""
        yield self.heading
        yield from self.paragraphs
        for table in self.tables:
            yield from _in_table(table)


@attrs.frozen(repr=False)
class Answer:
    """
    The reply to a question about a figure, made by :func:`answer`.

    Attributes:
        opening: Whom it is for, where it is not for everybody, and what it answers.
        heading: What it is about.
        parts: The short answer, and what stands behind it.
        footnotes: The sources, the method and what is to be known about the records.
    """

    opening: tuple[str, ...]
    heading: str
    parts: tuple[Part, ...]
    footnotes: tuple[str, ...]

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Answer: {len(self.parts)} parts>"

    def text(self) -> str:
        """The answer as plain text; a paragraph is a line."""
        blocks = [*self.opening, _underlined(self.heading, "=")]
        for part in self.parts:
            blocks += [_underlined(part.heading, "-"), *part.paragraphs, *map(_table_as_text, part.tables)]
        if self.footnotes:
            blocks += [_underlined(_SOURCES, "-"), "\n".join(f"- {note}" for note in self.footnotes)]
        return "\n\n".join(blocks) + "\n"

    def markdown(self) -> str:
        """The answer as Markdown, with tables as GitHub writes them; what was given cannot become a sign of Markdown or a tag of HTML."""
        blocks = [*(f"**{_plain(line)}**" for line in self.opening), f"# {_plain(self.heading)}"]
        for part in self.parts:
            blocks += [f"## {_plain(part.heading)}", *map(_plain, part.paragraphs), *map(_table_as_markdown, part.tables)]
        if self.footnotes:
            blocks += [f"## {_SOURCES}", "\n".join(f"- {_plain(note)}" for note in self.footnotes)]
        return "\n\n".join(blocks) + "\n"

    def html(self) -> str:
        """The answer as a piece of HTML without styles or scripts; tables have captions and headings."""
        blocks = [*(f"<p><strong>{escape(line)}</strong></p>" for line in self.opening), f"<h2>{escape(self.heading)}</h2>"]
        for part in self.parts:
            paragraphs = (f"<p>{escape(paragraph)}</p>" for paragraph in part.paragraphs)
            blocks += [f"<h3>{escape(part.heading)}</h3>", *paragraphs, *map(table_as_html, part.tables)]
        if self.footnotes:
            blocks += [f"<h3>{_SOURCES}</h3>", "<ul>", *(f"<li>{escape(note)}</li>" for note in self.footnotes), "</ul>"]
        return "\n".join(blocks) + "\n"


def answer(account: Account) -> Answer:
    """
    The answer to an account, in plain English.

    It begins with the short answer. Terms of the field are explained where they first stand. A number that is None is told as not shown, or is left
    out where its sentence would say nothing; it is never guessed from the others.

    Args:
        account: All that may be told.

    >>> from datetime import date
    >>> from csc_indicators.results.account import Share
    >>> words = {"what": "a conference", "plural": "conferences", "unit": "child", "units": "children", "limit": "15 working days"}
    >>> days = {"gathered": "year to date", "gathered_words": "from 1 April to 30 April 2018", "as_at": date(2018, 4, 30), "month": None}
    >>> of = Account(name="CP 3.10", title="In time", audience="public", **words, **days, figure=Share(in_time=2, counted=2, percentage=None), late=0)
    >>> answer(of).parts[0].paragraphs[0]
    'From 1 April to 30 April 2018, 2 of 2 children had a conference in time. No conference was late. No target was given for this figure.'
    """
    begun, title, notes = opening(account), heading(account), footnotes(account)
    return Answer(
        tuple(map(_in_one_line, begun)), _in_one_line(title), tuple(_explained((*begun, title), passages(account))), tuple(map(_in_one_line, notes))
    )


def _explained(before: Iterable[str], of: tuple[Passage, ...]) -> Iterator[Part]:
    """
    The passages with every term explained where it first stands.

    The terms of the opening, the heading and the short answer are explained together, after it, so that the answer is not broken off.
    """
    known: list[str] = []
    for number, passage in enumerate(of):
        paragraphs = [list(sentences) for sentences in passage.paragraphs]
        if number == 0:
            paragraphs.insert(1, _meanings(" ".join((*before, passage.heading, *paragraphs[0])), known))
        paragraphs = [[told for sentence in sentences for told in (sentence, *_meanings(sentence, known))] for sentences in paragraphs]
        paragraphs.append(_meanings(". ".join(cell for table in passage.tables for cell in _in_table(table)), known))
        told = tuple(_in_one_line(" ".join(sentences)) for sentences in paragraphs if sentences)
        yield Part(passage.heading, told, tuple(map(_tidy, passage.tables)))


def _meanings(words: str, known: list[str]) -> list[str]:
    """The meanings of the terms that are met for the first time, which are then known."""
    met = list(first_met(words, known))
    known += met
    return [MEANINGS[term] for term in met]


def _in_table(table: TextTable) -> Iterator[str]:
    yield from (table.title, *table.headings)
    for row in table.rows:
        yield from row


def _tidy(table: TextTable) -> TextTable:
    rows = tuple(tuple(map(_in_one_line, row)) for row in table.rows)
    return attrs.evolve(table, headings=tuple(map(_in_one_line, table.headings)), rows=rows)


def _in_one_line(words: str) -> str:
    """The words without breaks, which would end a paragraph or a row."""
    return " ".join(words.split())


def _underlined(words: str, sign: str) -> str:
    return f"{words}\n{sign * len(words)}"


def _plain(words: str) -> str:
    """The words with what Markdown could take for its signs marked as words; addresses of pages stay whole."""
    marked = " ".join(word if _is_address(word) else _SIGNS.sub(r"\\\1", word) for word in words.split(" "))
    return _SIGNS_AT_BEGINNING.sub(r"\1\\\2", marked)


def _is_address(word: str) -> bool:
    return re.fullmatch(r"https?://[\w./?=&%#:,;+~()-]+", word) is not None


def _table_as_text(table: TextTable) -> str:
    lines = [table.headings, *table.rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(table.headings))]

    def line(cells: tuple[str, ...]) -> str:
        placed = (cell.rjust(width) if at in table.numeric else cell.ljust(width) for at, (cell, width) in enumerate(zip(cells, widths, strict=True)))
        return "   ".join(placed).rstrip()

    return "\n".join((table.title, *map(line, lines)))


def _table_as_markdown(table: TextTable) -> str:
    rule = ["---:" if at in table.numeric else "---" for at in range(len(table.headings))]
    lines = [map(_plain, table.headings), rule, *(map(_plain, row) for row in table.rows)]
    return "\n".join((f"**{_plain(table.title)}**", "", *(f"| {' | '.join(line)} |" for line in lines)))
