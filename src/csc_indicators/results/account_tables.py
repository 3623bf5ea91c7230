"""The tables of an account: the figure over time, the reasons, who they are put down to, and how late."""

from csc_indicators.results.account import Account
from csc_indicators.results.account_words import begun, figure, number, own_choice
from csc_indicators.results.report import TextTable

__all__ = ["figure_tables", "late_tables"]


def figure_tables(of: Account) -> tuple[TextTable, ...]:
    """The figure with those before it and its last month alone; no table of the figure by itself."""
    rows = [*of.earlier, (begun(of.gathered_words), of.figure)]
    if of.month_alone is not None:
        rows.append(("The last month alone" if of.month is None else f"{of.month} alone", of.month_alone))
    if len(rows) == 1:
        return ()
    cells = tuple((label, number(share.in_time), number(share.counted), figure(share)) for label, share in rows)
    return (TextTable("The figure over time" if of.earlier else "The figure", ("When", "In time", "Counted", "Figure"), cells, (1, 2, 3)),)


def late_tables(of: Account) -> tuple[TextTable, ...]:
    """The reasons, who they are put down to, and how late; none where nothing was late."""
    if of.late == 0:
        return ()
    tables = []
    if of.reasons:
        tables.append(_reasons_table(of))
    if of.by_attribution:
        tables.append(_counts_table(of, "Who the reasons are put down to", "Put down to", of.by_attribution))
    if of.lateness:
        tables.append(_counts_table(of, "How late", "Late by", of.lateness))
    return tuple(tables)


def _reasons_table(of: Account) -> TextTable:
    rows = [(f"{why.words}{own_choice(why)}", why.attribution, number(why.count)) for why in of.reasons]
    if of.no_reason:
        rows.append(("No reason recorded", "not known", number(of.no_reason)))
    if any(why.attribution for why in of.reasons):
        return TextTable("Why", ("Reason", "Put down to", begun(of.units)), tuple(rows), (2,))
    return TextTable("Why", ("Reason", begun(of.units)), tuple((reason, count) for reason, _, count in rows), (1,))


def _counts_table(of: Account, title: str, first: str, counts: tuple[tuple[str, int | None], ...]) -> TextTable:
    return TextTable(title, (first, begun(of.units)), tuple((label, number(count)) for label, count in counts), (1,))
