"""
A published table: its rows as CSV after RFC 4180, and what its columns mean after the W3C's CSV on the Web.

CSV on the Web (CSVW, https://www.w3.org/TR/tabular-metadata/) is what GOV.UK recommends for metadata of CSV files.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from csc_indicators.publication.files.addresses import Address
from csc_indicators.publication.imprint import Imprint

__all__ = ["BETWEEN", "CONTEXT", "TableColumn", "as_csv", "listed", "one_of", "table_metadata", "yes_or_no"]

CONTEXT: list[Any] = ["http://www.w3.org/ns/csvw", {"@language": "en"}]

#: What stands between the values of a cell that has several.
BETWEEN = "; "


@attrs.frozen(kw_only=True)
class TableColumn:
    """
    A column of a published table.

    Attributes:
        name: Its name, which is its heading.
        title: What it is, in a few words.
        means: What a value says, and what an empty cell says where there may be one.
        datatype: What its values are: a datatype of CSVW, by name or with its format.
        required: Whether every cell has a value.
        several: Whether a cell may have several values, with semicolons between them.
    """

    name: str
    title: str
    means: str
    datatype: str | dict[str, str] = "string"
    required: bool = False
    several: bool = False

    def as_metadata(self) -> dict[str, Any]:
        """The column as CSVW describes it."""
        said = {"name": self.name, "titles": [self.name, self.title], "dc:description": self.means, "datatype": self.datatype}
        return said | {"required": self.required} | ({"separator": BETWEEN} if self.several else {})


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """
    Rows as CSV after RFC 4180: commas between cells, lines that end as on Windows, and quotation marks where a cell needs them.

    >>> as_csv([("a", "b"), ("1,5", "")]).splitlines()
    ['a,b', '"1,5",']
    """
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def listed(values: Iterable[str]) -> str:
    """
    Several values in one cell. Within a value a comma stands for a semicolon, so that the values can be told apart.

    >>> listed(["Southend CP 3.10", "one; two"])
    'Southend CP 3.10; one, two'
    """
    return BETWEEN.join(value.replace(";", ",") for value in values)


def one_of(*words: str) -> dict[str, str]:
    """The datatype of a column that has one of a few words."""
    return {"base": "string", "format": "|".join(words)}


def yes_or_no() -> dict[str, str]:
    """The datatype of a column that says yes or no."""
    return {"base": "boolean", "format": "yes|no"}


def table_metadata(address: Address, columns: Sequence[TableColumn], imprint: Imprint, *, key: str, notes: str = "") -> dict[str, Any]:
    """
    What CSVW says of one table: what it is, its version, date and licence, and its columns.

    Args:
        address: Where the table is.
        columns: Its columns, in order.
        imprint: The version, the date and the licence.
        key: The column by which a row is known.
        notes: What else there is to know.
    """
    return {
        "url": address.name,
        "dc:title": address.title,
        "dc:description": f"{address.title}. {notes}".strip(),
        "dc:publisher": imprint.publisher,
        "dc:license": {"@id": imprint.licence_url},
        "dc:issued": {"@value": imprint.dated.isoformat(), "@type": "xsd:date"},
        "schema:version": imprint.version,
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True, "delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "tableSchema": {"columns": [column.as_metadata() for column in columns], "primaryKey": key},
    }
