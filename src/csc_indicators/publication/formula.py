"""An indicator's formula: as MathML, which a browser draws without a script, and as a line of text."""

from decimal import Decimal
from typing import Any

import attrs

from csc_indicators.indicators.definition import Indicator
from csc_indicators.results.tally import Tally
from csc_indicators.results.units import Unit

__all__ = ["Formula", "formula", "worked_out"]

#: What a figure, its numerator and what it is out of are called in a formula, by the unit of the figure.
_SYMBOLS = {Unit.PERCENT: ("P", "n", "d", "100"), Unit.PER_10_000: ("R", "n", "p", "10,000"), Unit.NUMBER: ("N", "n", "", "")}


@attrs.frozen(kw_only=True)
class Formula:
    """
    How a figure is formed of its counts.

    Attributes:
        mathml: The formula as an element ``math`` of MathML Core, with the same words as its ``alttext``.
        words: The formula in one line.
        key: What each symbol stands for, the figure first.
    """

    mathml: str
    words: str
    key: tuple[tuple[str, str], ...]


def formula(of: Indicator[Any]) -> Formula:
    """
    The formula of *of*, in symbols, with a key to them.

    >>> from csc_indicators import southend
    >>> made = formula(southend.CP_3_10)
    >>> made.words
    'P = 100 × n / d'
    >>> [symbol for symbol, _ in made.key]
    ['P', 'n', 'd']
    """
    figure, count, out_of, times = _SYMBOLS[of.unit]
    words = f"{figure} = {times} × {count} / {out_of}" if out_of else f"{figure} = {count}"
    fraction = f"<mfrac><mi>{count}</mi><mi>{out_of}</mi></mfrac>"
    right = f"<mn>{times}</mn><mo>×</mo>{fraction}" if out_of else f"<mi>{count}</mi>"
    mathml = f'<math display="block" alttext="{words}"><mrow><mi>{figure}</mi><mo>=</mo>{right}</mrow></math>'
    return Formula(mathml=mathml, words=words, key=tuple(_key(of, figure, count, out_of)))


def _key(of: Indicator[Any], figure: str, count: str, out_of: str) -> list[tuple[str, str]]:
    what = {Unit.PERCENT: "the percentage", Unit.PER_10_000: "the rate per 10,000", Unit.NUMBER: "the number"}[of.unit]
    rounded = "" if of.unit is Unit.NUMBER else f", rounded half up from the exact fraction to {_decimals(of.decimals)}"
    key = [(figure, f"{what}{rounded}"), (count, of.numerator)]
    meanings = {"d": of.denominator, "p": "The population given, of the stated estimate."}
    return [*key, (out_of, meanings[out_of])] if out_of else key


def _decimals(decimals: int) -> str:
    return "a whole number" if decimals == 0 else f"{decimals} decimal{'' if decimals == 1 else 's'}"


def worked_out(of: Indicator[Any], tally: Tally) -> str:
    """
    The formula with the counts of *tally* in it, and what comes of it; that nothing does, where there are no cases.

    Only a percentage is worked out of its two counts alone: a rate needs a population, and a number is its count.

    Raises:
        ValueError: If the figure is not a percentage.

    >>> from csc_indicators import southend
    >>> worked_out(southend.CP_3_10, Tally(120, 175))
    'P = 100 × 120 / 175 = 68.571…, so 68.6%'
    >>> worked_out(southend.CP_3_10, Tally(1, 2))
    'P = 100 × 1 / 2 = 50, so 50.0%'
    """
    if of.unit is not Unit.PERCENT:
        raise ValueError(f"The figure of {of.id} is no percentage. Give an indicator whose figure is one.")
    figure = tally.percentage(of.decimals)
    counts = f"P = 100 × {tally.numerator:,} / {tally.denominator:,}"
    return f"{counts}, which has no value" if figure is None else f"{counts} = {_exact(tally, of.decimals + 2)}, so {of.unit.words(figure)}"


def _exact(tally: Tally, decimals: int) -> str:
    """The exact percentage, cut off and marked so where it has more decimals than so many."""
    scale = 10**decimals
    cut, rest = divmod(100 * scale * tally.numerator, tally.denominator)
    shown = f"{Decimal(cut).scaleb(-decimals):f}"
    return f"{shown}…" if rest else shown.rstrip("0").rstrip(".")
