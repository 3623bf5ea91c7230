"""What a figure is in every reading of its rule, from the same records: how much hangs on the choice."""

from collections.abc import Iterator
from typing import Any

import attrs

from csc_indicators.frames import Library, as_frame
from csc_indicators.results.result import Result

__all__ = ["Alternative", "Sensitivity"]


@attrs.frozen(repr=False, eq=False)
class Alternative:
    """
    A figure in one reading.

    Attributes:
        reading: The key of the reading.
        statement: What it takes the rule to say.
        adopted: Whether it is the adopted one.
        result: The figure and all that is behind it; None where the records cannot be used in this reading.
        why: Why there is no result; empty when there is one.
    """

    reading: str
    statement: str
    adopted: bool
    result: Result[Any] | None
    why: str = ""

    def __str__(self) -> str:
        figure = f"no figure: {self.why}" if self.result is None else self.result.in_words(self.result.tally)
        return f"{self.reading}: {figure}{', adopted' if self.adopted else ''}"


@attrs.frozen(repr=False, eq=False)
class Sensitivity:
    """
    A figure in every reading, the adopted one first.

    Attributes:
        name: What people call the indicator.
        alternatives: The readings with their figures.
    """

    name: str
    alternatives: tuple[Alternative, ...]

    def __iter__(self) -> Iterator[Alternative]:
        return iter(self.alternatives)

    def __len__(self) -> int:
        return len(self.alternatives)

    def __getitem__(self, reading: str) -> Alternative:
        for alternative in self:
            if alternative.reading == reading:
                return alternative
        raise KeyError(f"There is no reading {reading!r}. There are: {', '.join(alternative.reading for alternative in self)}")

    def columns(self) -> dict[str, list[Any]]:
        """A row to a reading: ``reading``, ``adopted``, ``numerator``, ``denominator``, ``figure`` and ``why_no_figure``."""
        results = [alternative.result for alternative in self]
        figures = [None if result is None else result.figure for result in results]
        return {
            "reading": [alternative.reading for alternative in self],
            "adopted": [alternative.adopted for alternative in self],
            "numerator": [None if result is None else result.tally.numerator for result in results],
            "denominator": [None if result is None else result.tally.denominator for result in results],
            "figure": [None if figure is None else float(figure) for figure in figures],
            "why_no_figure": [
                alternative.why if result is None else "" if result.why is None else str(result.why)
                for alternative, result in zip(self, results, strict=True)
            ],
        }

    def to_frame(self, library: Library) -> Any:
        """The table of :meth:`columns` in pandas, Polars or pyarrow."""
        return as_frame(self.columns(), library, numbers=("numerator", "denominator", "figure"))

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def __repr__(self) -> str:
        return f"<Sensitivity of {self.name}: {len(self)} readings>"
