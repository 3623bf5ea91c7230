"""A Pareto chart of reasons: which few of them explain most of what is late."""

import textwrap
from typing import Any

import attrs

from csc_indicators.publication.charts.drawing import BLUE, GREY, OWN_USE, WIDTH, png, styled, svg, with_words
from csc_indicators.publication.publishing import NO_REASON, Publication
from csc_indicators.results.report import day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.tally import Tally

__all__ = ["Pareto", "pareto", "pareto_of_publication"]

#: Characters of a label on one line, and inches: of a line of a label, of a bar with the space round it, of that space, and of what is round all.
_LABEL, _LINE, _BAR, _GAP, _AROUND = 54, 0.165, 0.29, 0.035, 0.15


@attrs.frozen(kw_only=True)
class Pareto:
    """
    A chart of reasons, most first, as numbers and words; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: Of when, and for whom.
        bars: The reasons and their counts, in the order in which they stand.
        apart: The label that stands apart, hatched: what no reason is known for. Empty when there is none.
    """

    title: str
    caption: str
    bars: tuple[tuple[str, int], ...]
    apart: str = ""

    @property
    def late(self) -> int:
        """All that is late."""
        return sum(count for _, count in self.bars)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table beside the chart."""
        return ("Reason", "Late", "Share", "So far")

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """
        The table beside the chart: each reason with its count, its share of all that is late, and the share so far.

        >>> Pareto(title="Why", caption="", bars=(("Report not ready", 3), ("Not recorded", 1))).rows
        (('Report not ready', '3', '75%', '75%'), ('Not recorded', '1', '25%', '100%'))
        """
        so_far, rows = 0, []
        for label, count in self.bars:
            so_far += count
            shares = (f"{Tally(part, self.late).percentage(0) or 0}%" for part in (count, so_far))
            rows.append((label, f"{count:,}", *shares))
        return tuple(rows)

    @property
    def alternative(self) -> str:
        """What the chart shows, for those who do not see it."""
        if not self.bars:
            return f"{self.title}: nothing is late."
        said = "; ".join(f"{label}, {count} ({so_far} so far)" for label, count, _, so_far in self.rows)
        return f"Bar chart. {self.title}. Of {self.late:,} late: {said}."

    def figure(self, *, titled: bool = True) -> Any:
        """
        The chart as a matplotlib figure, with its title and caption or without.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        labels = [textwrap.fill(label, _LABEL) for label, _ in self.bars]
        lines = [label.count("\n") + 1 for label in labels]
        heights = [_LINE * count + _BAR for count in lines]
        with styled() as figure:
            drawn = figure(figsize=(WIDTH, sum(heights) + _AROUND), layout="constrained")
            axes = drawn.subplots()
            axes.set(xlim=(0, 1.75 * max((count for _, count in self.bars), default=1)), ylim=(sum(heights) or 1.0, 0))
            axes.set_axis_off()
            top = 0.0
            for label, height, (name, count), (_, words, share, so_far) in zip(labels, heights, self.bars, self.rows, strict=True):
                apart = name == self.apart
                ground = {"facecolor": "white", "edgecolor": GREY, "hatch": "////"} if apart else {"color": BLUE}
                axes.annotate(label, (0, top), (0, -1), textcoords="offset points", va="top", fontsize=9.5)
                axes.barh(top + height - _BAR / 2 - _GAP, count, height=_BAR - 2 * _GAP, **ground)
                said = f"{words}  ({share}, {so_far} so far)"
                axes.annotate(said, (count, top + height - _BAR / 2 - _GAP), (5, 0), textcoords="offset points", va="center", fontsize=9.5)
                top += height
            return with_words(drawn, self, titled=titled)

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        return svg(self)

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        return png(self)


def pareto(result: Result[Any]) -> Pareto:
    """
    The chart of a result's late cases by primary reason, for the council's own use: it shows small counts.

    >>> from csc_indicators import southend
    >>> asked = {"child": ["a", "b"], "strategy_discussion": ["2018-07-02"] * 2, "conference": ["2018-07-24"] * 2, "reason": ["A20", None]}
    >>> print(pareto(southend.CP_3_10.compute(asked, as_at="2018-07-31")).alternative)  # doctest: +NORMALIZE_WHITESPACE
    Bar chart. CP 3.10: why 2 are late. Of 2 late: Social work report not ready or not shared in time, 1 (50% so far);
    Not recorded, 1 (100% so far).
    """
    late = result.late_by_reason
    count = sum(late.values())
    return Pareto(
        title=f"{result.name}: why {count:,} {'is' if count == 1 else 'are'} late",
        caption=f"At {day_in_words(result.as_at)}. {OWN_USE}",
        bars=tuple((reason.label, number) for reason, number in late.items()),
        apart=result.cases.taxonomy.not_recorded.label,
    )


def pareto_of_publication(published: Publication) -> Pareto:
    """
    The chart of the reasons that are published, by heading: of released counts alone, and without bars where none are.

    Args:
        published: What :func:`~csc_indicators.publication.publishing.publish` made.
    """
    of = published.account
    return Pareto(
        title=f"{of.name}: why they are late",
        caption=f"At {day_in_words(of.as_at)}. {published.policy.title}.",
        bars=tuple((why.words, why.count) for why in of.reasons if why.count is not None),
        apart=NO_REASON,
    )
