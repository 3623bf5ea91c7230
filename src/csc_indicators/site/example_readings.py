"""What an indicator's readings come to for the example council, so that a reader sees how much hangs on the choice."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from csc_indicators.errors import FaultyRecords, InvalidPeriod, OutsideCalendar, UnknownName
from csc_indicators.example_council import write_example_council
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.readers.extract import Extract, files_in, read_extract
from csc_indicators.results.sensitivity import Alternative, Sensitivity

__all__ = ["AS_AT", "example_readings", "in_figures"]

#: The last day that the example's figures count.
AS_AT = "2018-09-30"


#: Of a reading that the example's records cannot tell; a council's own may.
_NO_SUCH_COLUMNS = "no figure: the example has no column for it"


@cache
def _extract() -> Extract:
    with TemporaryDirectory() as folder:
        write_example_council(Path(folder))
        return read_extract(files_in(Path(folder)))


def example_readings(of: AnyIndicator) -> Sensitivity | None:
    """The figure in every reading for the example council; None where it has no such records, or the rule was another then."""
    extract = _extract()
    wanted = {table.name for table in of.records}
    if not wanted <= set(extract.tables):
        return None
    tables = {name: extract.tables[name] for name in wanted}
    columns = {name: extract.columns[name] for name in wanted}
    try:
        return of.sensitivity(as_at=AS_AT, date_format="dd/mm/yyyy", columns=columns, **tables)
    except (FaultyRecords, InvalidPeriod, OutsideCalendar, UnknownName):
        return None


def in_figures(readings: Sensitivity) -> Iterator[tuple[str, str, str]]:
    """A row to a reading: its key, its counts and figure, and how far it is from the adopted one."""
    adopted = readings.alternatives[0]
    for each in readings:
        figure = _NO_SUCH_COLUMNS if each.result is None else each.result.in_words(each.result.tally)
        yield each.reading, figure, _apart(each, adopted)


def _apart(each: Alternative, adopted: Alternative) -> str:
    if each.adopted:
        return "adopted"
    if each.result is None or adopted.result is None or each.result.figure is None or adopted.result.figure is None:
        return "not comparable"
    apart = each.result.figure - adopted.result.figure
    return "the same" if not apart else f"{apart:+}"
