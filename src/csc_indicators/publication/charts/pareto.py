"""A Pareto chart of reasons: which few of them explain most of what is late."""

import textwrap
from io import BytesIO, StringIO
from typing import Any

import attrs

from csc_indicators.errors import MissingExtra
from csc_indicators.publication.publishing import NO_REASON, Publication
from csc_indicators.results.report import day_in_words
from csc_indicators.results.result import Result
from csc_indicators.results.tally import Tally

__all__ = ["Pareto", "pareto", "pareto_of_publication"]

_INK, _BAR, _APART = "#1a1a1a", "#2b7bba", "#8a8f94"

#: Characters of a label on one line, and inches: of the whole, of a line of a label, and of what stands round the bars.
_LABEL, _WIDTH, _LINE, _AROUND = 42, 8.0, 0.22, 1.1


@attrs.frozen(kw_only=True)
class Pareto:
    """
    A chart of reasons, most first, as numbers and words; :meth:`svg` and :meth:`png` draw it.

    Attributes:
        title: What it shows.
        caption: Of when, and for whom.
        bars: The reasons and their counts, in the order in which they stand.
        apart: The label that stands apart, in grey: what no reason is known for. Empty when there is none.
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

    def figure(self) -> Any:
        """
        The chart as a matplotlib figure.

        Raises:
            MissingExtra: If matplotlib is not installed.
        """
        try:
            from matplotlib.figure import Figure
        except ImportError:
            raise MissingExtra("Charts need matplotlib. Install csc-indicators[plots].") from None
        labels = [textwrap.fill(label, _LABEL) for label, _ in self.bars]
        lines = sum(label.count("\n") + 1.5 for label in labels)
        drawn = Figure(figsize=(_WIDTH, _AROUND + _LINE * max(lines, 2)), layout="constrained")
        axes = drawn.subplots()
        places, place = [], 0.0
        for label in labels:
            height = label.count("\n") + 1.5
            places.append(place + height / 2)
            place += height
        colours = [_APART if label == self.apart else _BAR for label, _ in self.bars]
        axes.barh(places, [count for _, count in self.bars], color=colours, height=0.9)
        axes.set_yticks(places, labels)
        axes.invert_yaxis()
        for at, (_, count, share, so_far) in zip(places, self.rows, strict=True):
            axes.annotate(f"{count}  ({share}, {so_far} so far)", (int(count.replace(",", "")), at), (5, 0), textcoords="offset points", va="center")
        axes.set_xlim(0, 1.6 * max((count for _, count in self.bars), default=1))
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.tick_params(bottom=False, labelbottom=False, left=False)
        drawn.suptitle(textwrap.fill(self.title, 78), x=0.01, ha="left", fontsize=11, fontweight="bold")
        drawn.supxlabel(textwrap.fill(self.caption, 105), x=0.01, ha="left", fontsize=8.5)
        return drawn

    def svg(self) -> str:
        """The chart as SVG, its text being text."""
        written = StringIO()
        self._save(written, "svg", metadata={"Date": None, "Creator": None, "Title": self.title, "Description": self.alternative})
        return written.getvalue()

    def png(self) -> bytes:
        """The chart as PNG, fit for print."""
        written = BytesIO()
        self._save(written, "png", dpi=200, metadata={"Title": self.title, "Description": self.alternative})
        return written.getvalue()

    def _save(self, to: Any, kind: str, **options: Any) -> None:
        drawn = self.figure()
        from matplotlib import rc_context

        style: Any = {"svg.fonttype": "none", "svg.hashsalt": self.title, "font.family": "DejaVu Sans", "text.color": _INK}
        with rc_context(style):
            drawn.savefig(to, format=kind, **options)


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
        caption=f"At {day_in_words(result.as_at)}. For the council's own use: small counts are shown, which must not be published as they are.",
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
