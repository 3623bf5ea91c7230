"""The command that prints the reasons for delay: as people read them, or for another system."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from csc_indicators.cli.printing import explained, print_lines
from csc_indicators.publication.prose import Section, Term
from csc_indicators.publication.screen import section_lines, title_line
from csc_indicators.publication.taxonomies import pick_list_as_csv, taxonomy_as_csv, taxonomy_as_json, taxonomy_as_skos
from csc_indicators.readers.reasons_file import read_reasons
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.taxonomy import Reason, Taxonomy

__all__ = ["reasons"]

_PICK_LIST = "pick-list"

_FORMATS: dict[str, Callable[[Taxonomy], str]] = {
    "csv": taxonomy_as_csv,
    "json": taxonomy_as_json,
    "skos": taxonomy_as_skos,
    _PICK_LIST: pick_list_as_csv,
}


def _named() -> str:
    """What can be late, as a list in a sentence."""
    return ", ".join(map(repr, dict.fromkeys(process for reason in DELAY_REASONS for process in reason.applies_to)))


@click.command("reasons")
@click.option("--process", metavar="WHAT", help=f"Only those for which one of these can be late: {_named()}.")
@click.option("--own", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML file of a council's own reasons and codes.")
@click.option("--format", "form", type=click.Choice(["text", *_FORMATS]), default="text", show_default=True, help="How to write them.")
def reasons(*, process: str | None, own: Path | None, form: str) -> None:
    """Print the reasons for delay, those of a council's OWN among them."""
    if form == _PICK_LIST and process is None:
        raise click.UsageError(f"A pick-list is for one process. Give one of these with --process: {_named()}.")
    with explained():
        whole = DELAY_REASONS if own is None else read_reasons(own)
        listed = whole if process is None else whole.applying_to(process)
    if form == "text":
        print_lines([title_line(f"{listed.title} ({listed.id} {listed.version})"), "", *section_lines(_sections(listed))])
    else:
        click.echo(_FORMATS[form](listed), nl=False)


def _sections(of: Taxonomy) -> Iterator[Section]:
    for group in of.groups:
        terms = tuple(Term(str(reason), tuple(_said(reason, of))) for reason in of if of.group_of(reason) == group)
        yield Section(title=group.label, terms=terms)


def _said(reason: Reason, of: Taxonomy) -> Iterator[str]:
    """What is said of a reason: what it means, and what is to be known when one is chosen."""
    own = ", ".join(own.code for own in of.own_codes if own.means == reason.code)
    remarks = (
        reason.definition,
        f"Narrower than {reason.broader}." if reason.owner else "",
        "It needs a comment." if reason.comment_required else "",
        f"Retired; {of.current(reason).code} is used instead." if reason.status == "retired" else "",
        f"Own codes: {own}." if own else "",
    )
    yield from filter(None, remarks)
