"""How the published tables are read: by name, year and place, and never a figure that is not printed."""

from decimal import Decimal

import pytest

from tests.published.tables import AREA_NUMBERS, SYMBOLS, PublishedTable, Row, cell, table_of

HEADER = ("time_period", "geographic_level", "country_name", "region_code", "region_name", "old_la_code", "la_name", "Plans", "Plans_percent")

#: Made up, but for the layout and the names and codes of places.
PRINTED = (
    ("2024", "National", "England", "", "", "", "", "120", "10"),
    ("2024", "Regional", "England", "E12000007", "London", "", "", "40", "12.5"),
    ("2024", "Regional", "England", "E13000002", "Outer London", "", "", "30", "12.5"),
    ("2024", "Local authority", "England", "E13000001", "Inner London", "202", "Camden", "11", "9.1"),
    ("2024", "Local authority", "England", "E13000002", "Outer London", "302", "Barnet", "27", "c"),
    ("202324", "Local authority", "England", "E12000006", "East of England", "882", "Southend-on-Sea", "0", "z"),
    ("2023", "Local authority", "England", "E12000006", "East of England", "882", "Southend-on-Sea", "x", "x"),
)


def table() -> PublishedTable:
    """The made-up table."""
    return table_of(dict(zip(HEADER, row, strict=True)) for row in PRINTED)


def names(rows: tuple[Row, ...]) -> list[str]:
    """What the places are called, with the years."""
    return [str(row) for row in rows]


@pytest.mark.parametrize("symbol", sorted(SYMBOLS))
def test_a_symbol_is_no_figure(symbol: str) -> None:
    """Suppressed, not available, not applicable, unreliable, rounded to nothing and blank are None, and none of them is 0."""
    assert cell(symbol) is None
    assert cell(f" {symbol} ") is None


def test_the_symbols_of_the_publisher_are_among_them() -> None:
    """Those that the statistics explain are all known."""
    assert {"c", "z", "x", "k", "u", "low", ":"} < SYMBOLS


@pytest.mark.parametrize(
    ("printed", "expected"), [("0", "0"), ("7", "7"), (" 93 ", "93"), ("8.0", "8.0"), ("74.400000000000006", "74.400000000000006")]
)
def test_a_number_is_itself(printed: str, expected: str) -> None:
    """A printed 0 is 0, and nothing is rounded in reading."""
    assert Decimal(expected) == cell(printed)


@pytest.mark.parametrize("printed", ["C", "n/a", "1,234", "-3", "1.2.3", ".", "~", "12%", "1e3"])
def test_what_is_not_known_is_refused(printed: str) -> None:
    """A symbol that nobody has looked up is an error: it could mean anything."""
    with pytest.raises(ValueError, match="neither a number nor a known symbol"):
        cell(printed)


def test_counts_are_whole() -> None:
    """A count with a fraction is refused, a count that is not printed is None, and so is a set of counts with one that is not."""
    london, barnet, last = table().rows[1], table().authority(302, 2024), table().rows[-1]

    with pytest.raises(ValueError, match="not a whole number"):
        london.count("Plans_percent")
    assert (27, None, None) == (barnet.count("Plans"), barnet.figure("Plans_percent"), last.count("Plans"))
    assert ((40,), None, ()) == (london.counts("Plans"), last.counts("Plans", "Plans"), last.counts())


def test_years_and_places() -> None:
    """A year printed in full or as two ends in the same year, and each place has its level, its region and its number."""
    southend = table().authority(882, 2024)

    assert (0, "E12000006", "Southend-on-Sea 2024") == (southend.count("Plans"), southend.region, str(southend))
    assert [970, 986, 988, 202, 302, 882, 882] == [row.number for row in table().rows]
    assert ["England 2024", "London 2024", "Outer London 2024"] == names(table().areas)
    assert 12 == len(set(AREA_NUMBERS.values()))
    with pytest.raises(LookupError, match="no such authority in that year"):
        table().authority(202, 2023)


def test_the_authorities_of_an_area() -> None:
    """England has all of the year, London those of both its halves, and a half its own."""
    england, london, outer = table().areas

    assert ["Camden 2024", "Barnet 2024", "Southend-on-Sea 2024"] == names(table().within(england))
    assert ["Camden 2024", "Barnet 2024"] == names(table().within(london))
    assert ["Barnet 2024"] == names(table().within(outer))
    assert () == table().in_year(1999)
