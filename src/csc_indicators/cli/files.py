"""The command that writes the published files into a folder."""

from pathlib import Path

import click

from csc_indicators.cli.printing import explained, say
from csc_indicators.publication.files.published import published_files
from csc_indicators.publication.files.writing import write_files
from csc_indicators.publication.imprint import IMPRINT

__all__ = ["files"]


@click.command("files")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base-url", default="", metavar="ADDRESS", help="The address that DIRECTORY will have, for the files that name addresses.")
def files(directory: Path, *, base_url: str) -> None:
    """Write the published files into DIRECTORY: indicators, reasons and calendar as JSON, CSV, SQL and iCalendar, with what describes them."""
    with explained():
        written = write_files(published_files(base_url=base_url), directory)
    for path, size in written.sizes.items():
        click.echo(f"{size:>9,}  {path}")
    if written.left:
        say(f"Still there from an earlier version, and no longer written: {', '.join(written.left)}.")
    say(f"Wrote {len(written.sizes)} files to {directory}, {written.bytes:,} bytes. {IMPRINT}")
