"""
The Department's published tables, read by the names of their columns.

Every data set of its statistics is laid out alike: a row to a reporting year and a place, at three levels of places, and a column to a count or a
figure. So one reader reads them all. What is not printed is None whatever stands in its stead, and never 0.
"""

import csv
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

import attrs

__all__ = [
    "AREA_NUMBERS",
    "AUTHORITY",
    "ENGLAND",
    "NATIONAL",
    "PUBLISHED",
    "REGIONAL",
    "SYMBOLS",
    "WITHOUT_THE_FOLDER",
    "PublishedTable",
    "Row",
    "cell",
    "comparison_tool",
    "published_table",
    "table_of",
]

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "published"

#: Why a test that reads the files is skipped.
WITHOUT_THE_FOLDER = "the shared folder with the Department's figures is not beside the project"

#: What is printed in the place of a figure: suppressed, rounds to nought, of low reliability, not available, not applicable, the older releases' sign
#: for not available, the comparison tool's for any of these, and nothing.
SYMBOLS = frozenset({"c", "k", "low", "u", "x", "z", ":", "-", ""})

NATIONAL, REGIONAL, AUTHORITY = "National", "Regional", "Local authority"

ENGLAND = "E92000001"

_LONDON = "E12000007"
_HALVES_OF_LONDON = frozenset({"E13000001", "E13000002"})

#: The comparison tool's numbers of England and its regions, by the codes that the tables have for them.
AREA_NUMBERS = {
    ENGLAND: 970,
    **{f"E1200000{at}": 979 + at for at in range(1, 8)},
    "E13000001": 987,
    "E13000002": 988,
    "E12000008": 989,
    "E12000009": 990,
}


def cell(text: str) -> Decimal | None:
    """
    The number that is printed; None for a symbol.

    Raises:
        ValueError: If it is neither a number nor a symbol that is known: it is then not taken for any.
    """
    printed = text.strip()
    if printed in SYMBOLS:
        return None
    if not printed.replace(".", "", 1).isdecimal():
        raise ValueError("A cell holds neither a number nor a known symbol. Find out what it means and add it to SYMBOLS.")
    return Decimal(printed)


@attrs.frozen(kw_only=True)
class Row:
    """
    What is printed of a place and a reporting year.

    Attributes:
        year: The calendar year that the reporting year ends in.
        level: National, regional or of a local authority.
        region: The code of the region that the place is, or is in; England's for England.
        number: The Department's number of an authority, or the comparison tool's of an area; 0 where there is none.
        name: What the place is called.
        cells: What is printed, by column.
    """

    year: int
    level: str
    region: str
    number: int
    name: str
    cells: Mapping[str, str]

    def figure(self, column: str) -> Decimal | None:
        """The figure in a column; None when it is not printed."""
        return cell(self.cells[column])

    def count(self, column: str) -> int | None:
        """
        The count in a column; None when it is not printed.

        Raises:
            ValueError: If it is no whole number.
        """
        figure = self.figure(column)
        if figure is None:
            return None
        if figure != int(figure):
            raise ValueError("A count is not a whole number. Read the column as a figure.")
        return int(figure)

    def counts(self, *columns: str) -> tuple[int, ...] | None:
        """The counts in some columns; None when one of them is not printed."""
        counts = tuple(count for column in columns if (count := self.count(column)) is not None)
        return counts if len(counts) == len(columns) else None

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


@attrs.frozen
class PublishedTable:
    """
    One published data set.

    Attributes:
        rows: Its rows, as they come.
    """

    rows: tuple[Row, ...]

    @property
    def authorities(self) -> tuple[Row, ...]:
        """The rows of local authorities."""
        return tuple(row for row in self.rows if row.level == AUTHORITY)

    @property
    def areas(self) -> tuple[Row, ...]:
        """The rows of England and its regions."""
        return tuple(row for row in self.rows if row.level != AUTHORITY)

    @cached_property
    def _by_year(self) -> dict[int, list[Row]]:
        years: dict[int, list[Row]] = {}
        for row in self.authorities:
            years.setdefault(row.year, []).append(row)
        return years

    def in_year(self, year: int) -> tuple[Row, ...]:
        """The authorities' rows of one year."""
        return tuple(self._by_year.get(year, ()))

    def within(self, area: Row) -> tuple[Row, ...]:
        """The authorities of an area in its year. Those of London are printed under its inner or its outer half."""
        if area.level == NATIONAL:
            return self.in_year(area.year)
        parts = {area.region} | (_HALVES_OF_LONDON if area.region == _LONDON else frozenset())
        return tuple(row for row in self.in_year(area.year) if row.region in parts)

    def authority(self, number: int, year: int) -> Row:
        """
        One authority's row of one year.

        Raises:
            LookupError: If there is none.
        """
        for row in self.in_year(year):
            if row.number == number:
                return row
        raise LookupError("The table has no such authority in that year.")


def table_of(rows: Iterable[Mapping[str, str]]) -> PublishedTable:
    """
    The table that rows of text make, by the columns that every data set of the publisher has.

    A reporting year is printed as the year it ends in, such as 2024, or as both, such as 202324.
    """
    return PublishedTable(tuple(map(_row, rows)))


def _row(cells: Mapping[str, str]) -> Row:
    printed, level = cells["time_period"], cells["geographic_level"]
    region = ENGLAND if level == NATIONAL else cells["region_code"]
    return Row(
        year=int(printed[:4]) + (len(printed) > len("2024")),
        level=level,
        region=region,
        number=int(cells["old_la_code"] or 0) if level == AUTHORITY else AREA_NUMBERS.get(region, 0),
        name={NATIONAL: cells["country_name"], REGIONAL: cells["region_name"]}.get(level, cells["la_name"]),
        cells=cells,
    )


def published_table(name: str) -> PublishedTable:
    """A data set of the shared folder."""
    with (PUBLISHED / name).open(encoding="utf-8-sig", newline="") as file:
        return table_of(csv.DictReader(file))


def comparison_tool(name: str, *, decimals: int) -> dict[tuple[int, int], Decimal | None]:
    """
    The figures of the comparison tool by year and number, of authorities and of areas; None where a hyphen is printed.

    Its spreadsheet left the noise of binary fractions on them, such as 74.400000000000006, which is taken off.
    """
    with (PUBLISHED / name).open(encoding="utf-8-sig", newline="") as file:
        printed = {(int(row["Years"]), int(float(row["LA Number"]))): cell(row["Values"]) for row in csv.DictReader(file)}
    places = Decimal(1).scaleb(-decimals)
    return {key: None if figure is None else figure.quantize(places, rounding=ROUND_HALF_UP) for key, figure in printed.items()}
