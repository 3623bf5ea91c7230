"""
A matplotlib figure as SVG to stand in a page: its text is text, and what has no colour of its own takes that of ``.csc-picture`` in ``csc.css``.

There it is dark on white in every theme. The same figure gives the same text every time: matplotlib's ids are salted with the figure's name, and
neither date nor version is written.
"""

import re
from html import escape
from io import StringIO
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

__all__ = ["INK", "STYLE", "as_svg"]

#: Stands for the style sheet's colour of text until the figure is written; nothing is drawn in a colour so near black.
INK = "#010203"

#: How figures are drawn. Text is large beside the figure, because on a narrow screen both are scaled down.
STYLE: Any = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}

#: What belongs to a file and not to a page: what stands before the element, its description, a style that would be the whole page's, and names of
#: groups that another figure has too.
_OF_A_FILE = re.compile(
    r'^.*?(?=<svg\b)|\s*<metadata>.*?</metadata>|\s*<defs>\s*<style.*?</style>\s*</defs>|(?<=<g) id="\w[\w.]*"',
    re.DOTALL,
)


def as_svg(figure: Figure, name: str, alternative: str) -> str:
    """
    The figure as one ``svg`` element.

    Args:
        figure: The figure, drawn under :data:`STYLE`.
        name: What tells its ids from those of other figures on a page.
        alternative: What it shows, in words, for those who do not see it.
    """
    written = StringIO()
    with rc_context({**STYLE, "svg.hashsalt": name}):
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    element = _OF_A_FILE.sub("", written.getvalue()).strip()
    said = f'<svg class="csc-picture" role="img" aria-label="{escape(alternative)}"'
    return element.replace("<svg", said, 1).replace(INK, "currentColor")
