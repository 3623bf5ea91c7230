"""
The published answers, read from their files: one to each indicator of which something was published.

Each file is both a test and part of the indicator's page. What rows have in common stands once, above them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from csc_indicators import CATALOGUE
from csc_indicators.indicators.collection import AnyIndicator

__all__ = ["ANSWERS", "Answer", "AnswerFile", "AnswerSet", "Count", "Document", "Summary", "answer_file"]

ANSWERS = Path(__file__).parent / "answers"

#: A count as it was published, or the symbol that is printed in its stead.
Count = int | str


@attrs.frozen(kw_only=True)
class Document:
    """
    Where figures were published.

    Attributes:
        title: Its title.
        table: The part of it.
        publisher: Whose it is.
        licence: Under what licence.
        read: Where it was read.
        file: Its file in the folder of published data; None where there is none.
    """

    title: str
    table: str
    publisher: str
    licence: str
    read: str
    file: str | None = None


@attrs.frozen(kw_only=True)
class Answer:
    """
    What was published of a place and a period, and how it was checked.

    Attributes:
        place: The place.
        period: The reporting year, such as ``2018-19``, or the day of a snapshot.
        figure: The figure as it is printed, or the symbol in its stead.
        how: How it was checked.
        agrees: Whether the figure is reached; None where it could not be formed.
        numerator: The count it is of; None of a number, which is its own count, and where no count was published.
        denominator: What it is out of; None of a rate and of a number.
        population: The population of a rate.
        sums: The counts of an area's authorities added up, which are not rounded: numerator and denominator, or how many.
        months: The twelve months of a year's number, from April.
        tie: True when the exact figure lies halfway between two that could be printed.
        off: How many more in the numerator, or fewer, would give what was published.
        note: What else is to be said.
    """

    place: str
    period: str
    figure: str
    how: str
    agrees: bool | None = None
    numerator: Count | None = None
    denominator: Count | None = None
    population: int | None = None
    sums: tuple[int, ...] | None = attrs.field(default=None, converter=attrs.converters.optional(tuple))
    months: tuple[int, ...] | None = attrs.field(default=None, converter=attrs.converters.optional(tuple))
    tie: bool = False
    off: int | None = None
    note: str = ""

    def __str__(self) -> str:
        return f"{self.place}, {self.period}"


@attrs.frozen(kw_only=True)
class AnswerSet:
    """
    Answers from the same documents.

    Attributes:
        title: What they have in common.
        counts: The key of the document that the counts are from.
        figures: The key of the one that the figures are from.
        decimals: The decimals they are published to, though a final 0 may not be printed.
        columns: What the columns are called there: ``numerator``, several to add up, ``denominator`` and ``figure``.
        population: What the population is of, its vintage, and the key of its document.
        reading: The reading of the rule; None for the adopted one.
        answers: The answers.
    """

    title: str
    counts: str
    figures: str
    decimals: int
    columns: Mapping[str, Any] = attrs.field(factory=dict)
    population: Mapping[str, str] | None = None
    reading: str | None = None
    answers: tuple[Answer, ...]


@attrs.frozen(kw_only=True)
class Summary:
    """
    A whole check, of which the answers are a few.

    Attributes:
        what: What was checked.
        how: How.
        recount: How it is counted again.
        of: How many figures there are.
        checked: How many could be formed again.
        agreed: How many of those are the published ones.
        disagreed: How many are not.
        no_cases: For how many there was nothing to count, and no figure published.
        not_formed: How many could not be formed.
        why_disagreed: What is known of those that disagree.
        why_not_formed: Why some could not be formed.
        document: The document, where it is of one column.
        column: That column.
    """

    what: str
    how: str
    recount: str
    of: int
    checked: int
    agreed: int
    disagreed: int
    no_cases: int
    not_formed: int
    why_disagreed: str = ""
    why_not_formed: str = ""
    document: str | None = None
    column: str | None = None


@attrs.frozen(kw_only=True)
class AnswerFile:
    """
    All that was published of an indicator, of what was looked at.

    Attributes:
        indicator: The indicator's id.
        documents: Where it was published, by key.
        sets: The answers.
        summaries: The whole checks.
    """

    indicator: str
    documents: Mapping[str, Document]
    sets: tuple[AnswerSet, ...]
    summaries: tuple[Summary, ...]

    @property
    def of(self) -> AnyIndicator:
        """The indicator."""
        return CATALOGUE.find(self.indicator)

    def __iter__(self) -> Iterator[tuple[AnswerSet, Answer]]:
        """Every answer, with its set."""
        return ((each, answer) for each in self.sets for answer in each.answers)

    def recounted(self, recount: str) -> Summary:
        """The one whole check that is counted again so."""
        (summary,) = (each for each in self.summaries if each.recount == recount)
        return summary


def answer_file(indicator: str) -> AnswerFile:
    """An indicator's file; a key that none of the classes above has is refused."""
    read = tomllib.loads((ANSWERS / f"{indicator}.toml").read_text(encoding="utf-8"))
    return AnswerFile(
        documents={key: Document(**said) for key, said in read.pop("documents").items()},
        sets=tuple(map(_set, read.pop("set"))),
        summaries=tuple(Summary(**said) for said in read.pop("summary", ())),
        **read,
    )


def _set(said: dict[str, Any]) -> AnswerSet:
    common = {name: said.pop(name) for name in ("period", "how", "agrees") if name in said}
    return AnswerSet(**{**said, "answers": tuple(_answer(common | row) for row in said["answers"])})


def _answer(said: dict[str, Any]) -> Answer:
    return Answer(**{**said, "agrees": None if said["how"] == "not formed" else said.get("agrees")})
