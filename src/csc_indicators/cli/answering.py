"""The command that answers the public question: in full for the council itself, or as it may be published."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from csc_indicators.cli.asking import INDICATOR, READING, a_day, catalogue_with, check_period, of_a_period, of_a_rule, of_records, tables_of
from csc_indicators.cli.printing import explained, say
from csc_indicators.publication.disclosure.ledger import read_ledger
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS
from csc_indicators.publication.publishing import Publication, enter, publish
from csc_indicators.results.answer import Answer
from csc_indicators.results.report import OWN_USE
from csc_indicators.results.result import Result
from csc_indicators.results.units import Unit

__all__ = ["answer"]

_POLICIES = {policy.id: policy for policy in (THE_DEPARTMENTS, MIDPOINT_6, ROUNDED_TO_5)}

_FORMATS: dict[str, Callable[[Answer], str]] = {"text": Answer.text, "markdown": Answer.markdown, "html": Answer.html}

_DRAFT = "This is a draft. Before it is published, run the command again with --publish, so that the ledger knows of it."


@click.command("answer")
@INDICATOR
@of_records
@of_a_period
@READING
@of_a_rule
@click.option("--remaining", type=click.IntRange(min=0), help="The cases expected before the year is out; at the pace so far if left out.")
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text", show_default=True, help="How to write it.")
@click.option("--public", "policy", type=click.Choice(list(_POLICIES)), help="Only what may be published, by this disclosure policy.")
@click.option("--with-reasons", is_flag=True, help="Show the reasons to the public too; of a year to date with exact counts possible once a year.")
@click.option("--ledger", type=click.Path(dir_okay=False, path_type=Path), help="File of all that was published before; needed with --public.")
@click.option("--new-ledger", "new", is_flag=True, help="Nothing was ever published before: begin the ledger.")
@click.option("--seal", help="The ledger's seal, as it was written down; it shows if last lines were cut off.")
@click.option("--publish", "on", callback=a_day, metavar="DATE", help="Enter it in the ledger as published on this day.")
def answer(
    name: str,
    *,
    remaining: int | None,
    form: str,
    policy: str | None,
    with_reasons: bool,
    ledger: Path | None,
    on: date | None,
    new: bool,
    seal: str | None,
    **options: Any,
) -> None:
    """Answer the public question on INDICATOR: the clear reason for everything late, and what it would take to meet the target."""
    check_period(options)
    if policy is None and any((ledger, on, with_reasons, new, seal)):
        raise click.UsageError(
            "--ledger, --new-ledger, --seal, --with-reasons and --publish are for a public answer. Choose its policy with --public."
        )
    if policy is not None and ledger is None:
        raise click.UsageError("A public answer is checked together with all that was published before. Give the file of that with --ledger.")
    with explained():
        indicator = catalogue_with(options.pop("collection")).find(name)
        result = indicator.compute(**tables_of(indicator, options))
    if result.due is None or result.unit is not Unit.PERCENT:
        raise click.UsageError(f"{result.name} judges nothing as in time or late, so there is nothing late to answer for. Use report.")
    if policy is None or ledger is None:
        click.echo(_FORMATS[form](result.answer(remaining=remaining)))
        say(OWN_USE)
        return
    with explained():
        before = read_ledger(ledger, new=new, seal=seal)
        if on is not None and on < max([result.as_at, *(entry.on for entry in before.entries[-1:])]):
            raise click.UsageError("--publish is a day after the last one that is counted, and not before that of the last release.")
        published = publish(result, _POLICIES[policy], ledger=before, with_reasons=with_reasons, remaining=remaining)
        if on is not None:
            entered = enter(published, ledger, on, new=new, seal=seal)
            say(f"Entered in the ledger. Write its seal down somewhere else: {entered.seal}")
    click.echo(_FORMATS[form](published.answer()))
    _tell_the_office(published, result, entered=on is not None)


def _tell_the_office(published: Publication, result: Result[Any], *, entered: bool) -> None:
    for sentence in published.held_back:
        say(sentence)
    for note in result.notes:
        say(f"Not for publication: {note}")
    if not entered:
        say(_DRAFT)
