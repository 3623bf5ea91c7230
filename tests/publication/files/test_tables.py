"""Published tables: CSV that any program reads back, and metadata by which a validator tells a sound table from a broken one."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from csvw import CSVW
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, southend
from csc_indicators.calendars.table import calendar_table
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.indicators.rule import Code
from csc_indicators.publication.files import calendar_columns, indicator_table, reason_tables
from csc_indicators.publication.files.addresses import Address
from csc_indicators.publication.files.indicator_table import edition_of, indicator_rows
from csc_indicators.publication.files.tables import TableColumn, as_csv, listed, one_of, table_metadata, yes_or_no
from csc_indicators.publication.imprint import IMPRINT
from csc_indicators.publication.taxonomies import pick_list_as_csv, taxonomy_as_csv
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_VISIT
from tests.publication.files.written import files, is_valid, table

#: Letters that CSV has something to say about.
LETTERS = "aB1 \t,;\"'\r\n=+-@|é日😀\u2028"

cells = st.text(LETTERS, max_size=6) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TABLES = [path for path in files() if path.endswith(".csv")]
PICK_LIST = "reasons-pick-list-initial-conference.csv"
DAY = date(2026, 11, 24)


def unquoted(text: str) -> list[list[str]]:
    """Rows of RFC 4180, read a letter at a time from its grammar alone."""
    rows: list[list[str]] = []
    row: list[str] = []
    cell, quoted, at = "", False, 0
    while at < len(text):
        letter = text[at]
        if quoted and letter == '"' and text[at + 1 : at + 2] == '"':
            cell, at = cell + '"', at + 1
        elif letter == '"':
            quoted = not quoted
        elif not quoted and letter == ",":
            row, cell = [*row, cell], ""
        elif not quoted and text[at : at + 2] == "\r\n":
            rows, row, cell, at = [*rows, [*row, cell]], [], "", at + 1
        else:
            cell += letter
        at += 1
    assert (row, cell, quoted) == ([], "", False)
    return rows


class TestCsv:
    """Cells with commas, quotation marks or line ends stand in quotation marks, doubled within, and lines end with CRLF. (RFC 4180, 2)"""

    @given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=4)))
    @example([["a\r\nb", '"', ",", ""]])
    @example([[""]])
    def test_any_cells_are_read_back(self, rows: list[list[str]]) -> None:
        """Whatever is in the cells, two readers get it back: a strict one, and one written from the grammar."""
        text = as_csv(rows)

        assert rows == list(csv.reader(io.StringIO(text, newline=""), strict=True)) == unquoted(text)

    @pytest.mark.parametrize("path", TABLES)
    def test_every_table(self, path: str) -> None:
        """Every line ends with CRLF, every row is as long as the first, every byte is ASCII, and Excel would take no cell for a formula."""
        content = files()[path]
        rows = unquoted(content.decode("ascii"))

        assert content.endswith(b"\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert {len(rows[0])} == {len(row) for row in rows}
        assert [] == [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


class TestSeveralValues:
    """Several values of a cell can be told apart."""

    @given(st.lists(cells.filter(bool)))
    def test_any_values(self, values: list[str]) -> None:
        """They come apart at semicolons, and are what they were but for semicolons of their own."""
        assert [value.replace(";", ",") for value in values] == (listed(values).split("; ") if values else [])


class TestColumns:
    """Every column of every table has a name, titles, a datatype, a description, and whether it is required. (Issue 7, point 3)"""

    @pytest.mark.parametrize(
        ("columns", "text"),
        [
            (indicator_table.COLUMNS, as_csv(indicator_rows(CATALOGUE, DAY))),
            (reason_tables.COLUMNS, taxonomy_as_csv(DELAY_REASONS)),
            (reason_tables.CHOICES, pick_list_as_csv(LATE_VISIT)),
            (calendar_columns.COLUMNS, calendar_table(ENGLAND_AND_WALES, DAY, DAY)),
        ],
    )
    def test_they_are_those_of_the_table(self, columns: Sequence[TableColumn], text: str) -> None:
        """They are the headings of the table, in order."""
        assert next(csv.reader(io.StringIO(text))) == [column.name for column in columns]

    @pytest.mark.parametrize("path", TABLES)
    def test_what_is_said_of_each(self, path: str) -> None:
        """Nothing of it is left out, and what is published says its title, publisher, licence, version and date."""
        said = json.loads(files()[f"{path}-metadata.json"])
        (described,) = [each for each in said.get("tables", [said]) if f"data/{each['url']}" == path]

        assert all({"name", "titles", "dc:description", "datatype", "required"} <= set(of) for of in described["tableSchema"]["columns"])
        assert all(of["dc:description"].endswith(".") and of["titles"][0] == of["name"] for of in described["tableSchema"]["columns"])
        assert {"dc:title", "dc:description"} <= set(described)
        assert ("The csc_indicators maintainers", {"@id": "https://spdx.org/licenses/MIT.html"}) == (
            described["dc:publisher"],
            described["dc:license"],
        )
        assert ("0.1.0", {"@value": "2026-11-24", "@type": "xsd:date"}) == (described["schema:version"], described["dc:issued"])


class TestValidator:
    """The W3C's CSV on the Web: a validator accepts what is published, and refuses it broken. (CSVW, 6)"""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A folder with the tables and what describes them."""
        for path, content in files().items():
            if ".csv" in path:
                (tmp_path / Path(path).name).write_bytes(content)
        return tmp_path

    @pytest.mark.parametrize("path", TABLES)
    def test_accepted(self, folder: Path, path: str) -> None:
        """Every table."""
        assert is_valid(folder, Path(path).name)

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            ("indicators.csv", "southend.cp_1_4,CP 1.4", "southend,CP 1.4"),
            ("indicators.csv", "southend.cp_1_4,CP 1.4", "southend.cp_1_5,CP 1.4"),
            ("indicators.csv", "southend.cp_1_4,CP 1.4", "southend.cp_1_4,"),
            ("indicators.csv", "front door", "back door"),
            ("indicators.csv", ",percent,1,high,95,", ",percent,1,higher,95,"),
            ("indicators.csv", ",percent,1,high,95,", ",percentage,1,high,95,"),
            ("indicators.csv", ",percent,1,high,95,", ",percent,-1,high,95,"),
            ("indicators.csv", ",percent,1,high,95,", ",percent,1,high,ninety-five,"),
            ("indicators.csv", ",2026-11-22,", ",22/11/2026,"),
            ("indicators.csv", ",in force,", ",in use,"),
            ("indicators.csv", ",1,,no,", ",1,,0,"),
            ("indicators.csv", ",1,,no,", ",0,,no,"),
            ("reasons.csv", "reason,F10,", "cause,F10,"),
            ("reasons.csv", "reason,F10,", "reason,F20,"),
            ("reasons.csv", "reason,F10,", "reason,,"),
            ("reasons.csv", ",practice,", ",practise,"),
            ("reasons.csv", ",active,", ",live,"),
            ("reasons.csv", ",no,yes,no,published,", ",no,yes,no,said,"),
            ("reasons.csv", ",no,yes,no,published,", ",0,yes,no,published,"),
            (PICK_LIST, "F10,Parent", "F19,Parent"),
            (PICK_LIST, "F10,Parent", "F20,Parent"),
            (PICK_LIST, "Family or carer,no", "Family or carer,never"),
            ("calendar-england-and-wales.csv", "2018-08-27,Monday", "27/08/2018,Monday"),
            ("calendar-england-and-wales.csv", "2018-08-27,Monday", "2018-08-26,Monday"),
            ("calendar-england-and-wales.csv", "2018-08-27,Monday,0", "2018-08-27,Monday,no"),
            ("calendar-england-and-wales.csv", "2018-08-27,Monday", "2018-08-27,Mon"),
            ("calendar-england-and-wales.csv", "10275,announced", "ten,announced"),
            ("calendar-england-and-wales.csv", "10275,announced", "10275,proclaimed"),
        ],
    )
    def test_refused(self, folder: Path, name: str, old: str, new: str) -> None:
        """A cell that is no such value, is missing, is there twice, or names what is not there."""
        text = (folder / name).read_bytes().decode()
        (folder / name).write_bytes(short(text, old).encode())
        assert is_valid(folder, name)
        (folder / name).write_bytes(short(text.replace(old, new, 1), new).encode())

        assert not is_valid(folder, name)

    @pytest.mark.parametrize(
        ("name", "column", "code", "expected"),
        [("reasons.csv", "child_voice", "C20", True), ("reasons.csv", "child_voice", "F10", False), (PICK_LIST, "comment_required", "Z80", True)],
    )
    def test_yes_is_true(self, folder: Path, name: str, column: str, code: str, expected: bool) -> None:
        """Another program reads yes as true and no as false."""
        tables = CSVW(str(folder / name), md_url=str(folder / f"{name}-metadata.json")).tables

        assert [expected] == [row[column] for row in tables[0] if row["code"] == code]

    def test_more_columns(self, folder: Path) -> None:
        """So is a table with a column that nobody described."""
        text = (folder / PICK_LIST).read_bytes().decode()
        (folder / PICK_LIST).write_bytes(text.replace("\r\n", ",x\r\n").encode())

        assert not is_valid(folder, PICK_LIST)

    @given(st.lists(st.sampled_from(("yes", "no", "", "a;b", 'say "x"', "1,5")), min_size=1, max_size=5))
    def test_any_table(self, tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
        """The datatypes of words, and of yes and no, are what the rows are held to."""
        folder = tmp_path_factory.mktemp("any")
        address = Address("data/any.csv", "Any")
        columns = (
            TableColumn(name="key", title="Key", means="A number.", datatype="integer", required=True),
            TableColumn(name="says", title="Says", means="It.", datatype=yes_or_no()),
            TableColumn(name="word", title="Word", means="It.", datatype=one_of("yes", "no", "1,5")),
        )
        (folder / "any.csv").write_bytes(as_csv([["key", "says", "word"], *([str(at), value, value] for at, value in enumerate(values))]).encode())
        said = {"@context": "http://www.w3.org/ns/csvw", **table_metadata(address, columns, IMPRINT, key="key")}
        (folder / "any.csv-metadata.json").write_text(json.dumps(said), encoding="utf-8")

        assert (set(values) <= {"yes", "no", ""}) == is_valid(folder, "any.csv")


class TestIndicators:
    """The table of indicators says of each what its definition says."""

    ROWS = table("data/indicators.csv")

    def test_every_indicator(self) -> None:
        """There is a row to each, in the catalogue's order."""
        assert [indicator.id for indicator in CATALOGUE] == [row["id"] for row in self.ROWS]

    @pytest.mark.parametrize(("of", "row"), list(zip(CATALOGUE, ROWS, strict=True)), ids=[row["id"] for row in ROWS])
    def test_every_cell(self, of: AnyIndicator, row: dict[str, str]) -> None:
        """Each cell reads back to the definition's own value."""
        assert [of.name, of.title, of.question, of.numerator, of.denominator, of.counted_by, of.owner, of.good] == [
            row[key] for key in ("name", "title", "question", "numerator", "denominator", "counted_by", "owner", "polarity")
        ]
        assert (str(of.domain), of.unit.value, str(of.accumulation)) == (row["domain"], row["unit"], row["accumulation"])
        assert of.decimals == int(row["decimals"])
        assert (None if of.target is None else of.target.percentage) == (Decimal(row["target"]) if row["target"] else None)
        assert sorted(f"{code.scheme} {code.code}" for code in of.codes) == sorted(apart(row["codes"]) + apart(row["codes_unverified"]))
        assert len([code for code in of.codes if code.unverified]) == len(apart(row["codes_unverified"]))
        assert list(of.companions) == apart(row["companions"])
        assert [records.name for records in of.records] == apart(row["records"])
        assert [of.derived_from or "", of.superseded_by or ""] == [row["derived_from"], row["superseded_by"]]
        assert [of.retired_on, of.reviewed_on] == [date.fromisoformat(row[key]) if row[key] else None for key in ("retired_on", "reviewed_on")]
        assert len(of.sources) == len(apart(row["sources"])) + len(apart(row["sources_unverified"]))
        assert {source.citation.replace(";", ",") for source in of.sources if source.verified} == set(apart(row["sources"]))

    def test_status_and_edition(self) -> None:
        """What is retired says so, and the edition is the one in force, or the last there was."""
        said = {row["id"]: (row["status"], row["edition"], row["edition_from"]) for row in self.ROWS}

        assert ("in force", "2", "2012-04-01") == said["england.icpc_within_15_working_days"]
        assert ("retired", "2", "2010-04-01") == said["england.initial_assessments_within_10_working_days"]
        assert ("retired", "1", "") == said["england.core_assessments_within_35_working_days"]
        assert ("in force", "1", "") == said["southend.cp_3_10"]

    def test_on_the_last_day(self) -> None:
        """On its last day an indicator is in force, and the day after it is retired; an edition holds from its first day."""
        of = CATALOGUE.find("england.initial_assessments_within_10_working_days")
        icpc = CATALOGUE.find("england.icpc_within_15_working_days")

        assert ["in force", "retired"] == [cell_on(of, "status", day) for day in (date(2014, 3, 31), date(2014, 4, 1))]
        assert ["1", "2"] == [cell_on(icpc, "edition", day) for day in (date(2012, 3, 31), date(2012, 4, 1))]

    def test_what_is_announced(self) -> None:
        """A change that is announced says so, and the edition is still the one in force."""
        last = southend.CP_1_4.editions[-1]
        announced = attrs.evolve(last, number=2, announced=True, computed=False)
        of = attrs.evolve(southend.CP_1_4, editions=(last, announced))
        ended = attrs.evolve(of, editions=(attrs.evolve(last, in_force_to=date(2020, 3, 31)), announced))

        assert ["yes", "1"] == [cell_on(of, column, DAY) for column in ("change_announced", "edition")]
        assert "1" == cell_on(ended, "edition", DAY)
        assert {"no"} == {row["change_announced"] for row in self.ROWS}

    def test_nothing_but_announced(self) -> None:
        """Of an indicator that is announced alone, the edition is that one."""
        alone = attrs.evolve(southend.CP_1_4.editions[0], announced=True, computed=False)

        assert alone == edition_of(attrs.evolve(southend.CP_1_4, editions=(alone,)), DAY)

    def test_what_is_not_verified(self) -> None:
        """One document that nobody read, wherever in the definition, is enough."""
        unread = attrs.evolve(southend.CP_1_4.sources[0], verified=False)
        read = attrs.evolve(unread, verified=True)
        sound = attrs.evolve(southend.CP_1_4, sources=(read,), editions=(attrs.evolve(southend.CP_1_4.editions[0], source=read),), published=None)

        assert "no" == cell_on(sound, "unverified", DAY)
        assert "yes" == cell_on(attrs.evolve(sound, sources=(read, unread)), "unverified", DAY)
        assert "yes" == cell_on(attrs.evolve(sound, editions=(attrs.evolve(sound.editions[0], source=unread),)), "unverified", DAY)
        assert {"yes", "no"} == {row["unverified"] for row in self.ROWS}

    def test_codes_that_are_not_certain(self) -> None:
        """They stand apart from those that are."""
        of = attrs.evolve(southend.CP_1_4, codes=(Code("A", "1"), Code("B", "2;3", "nobody says so"), Code("C", "4")))

        assert ["A 1; C 4", "B 2,3"] == [cell_on(of, column, DAY) for column in ("codes", "codes_unverified")]


def short(text: str, *kept: str) -> str:
    """The headings and the rows near the first of some words, because a whole calendar takes long to validate."""
    headings, *rows = text.removesuffix("\r\n").split("\r\n")
    at = next(at for at, row in enumerate(rows) if all(word in row for word in kept))
    return "\r\n".join([headings, *rows[max(at - 40, 0) : at + 40], ""])


def apart(cell: str) -> list[str]:
    """The values of a cell that may have several."""
    return cell.split("; ") if cell else []


def cell_on(of: AnyIndicator, column: str, day: date) -> str:
    """One cell of an indicator's row, as of a day."""
    headings, row = indicator_rows([of], day)
    return row[headings.index(column)]
