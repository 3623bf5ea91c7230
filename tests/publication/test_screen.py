"""Lines for a terminal or a pipe: whatever the width, nothing is lost."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import CATALOGUE
from csc_indicators.publication.prose import Section, Term, in_prose
from csc_indicators.publication.screen import report_lines, section_lines, shown, table_lines, title_line
from csc_indicators.results.report import Report, TextTable

WORDS = st.text("abcxyz.%_[]", min_size=1, max_size=9)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
WIDTHS = st.integers(50, 130)


@st.composite
def tables(draw: st.DrawFn) -> TextTable:
    """A table of up to three columns, the last of them of figures."""
    rows = draw(st.lists(st.tuples(SENTENCES, SENTENCES, WORDS), min_size=1, max_size=4))
    return TextTable(draw(SENTENCES), ("Column of names", "Meaning", "Figure"), tuple(rows), (2,))


def letters(texts: Iterable[str]) -> str:
    """What is printed of texts, without blanks and rules, in the order of the alphabet: cells go on under one another."""
    return "".join(sorted("".join(texts).replace(" ", "").replace("─", "").replace("\n", "")))


class TestNothingIsLost:
    """A cell or a sentence that is too long goes on in the next line. (Brief: legible on 80 columns, and nothing cut off.)"""

    @settings(max_examples=50)
    @given(tables(), WIDTHS)
    def test_of_a_table(self, table: TextTable, width: int) -> None:
        """All of a table is there within the width, and no line ends with blanks."""
        lines = shown(table_lines(table), width=width)

        assert letters([table.title, *table.headings, *(cell for row in table.rows for cell in row)]) == letters(lines)
        assert max(map(len, lines)) <= width
        assert lines == [line.rstrip() for line in lines]

    @settings(max_examples=50)
    @given(SENTENCES, st.lists(SENTENCES, max_size=3), tables(), WIDTHS)
    def test_of_sections(self, title: str, said: list[str], table: TextTable, width: int) -> None:
        """All of a section is there too, what is said of a term further in than its name."""
        section = Section(title=title, paragraphs=tuple(said), terms=(Term("key", tuple(said)),), tables=(table,))
        lines = shown(section_lines([section]), width=width)

        cells = [table.title, *table.headings, *(cell for row in table.rows for cell in row)]
        assert letters([title, *said, "key", *said, *cells]) == letters(lines)
        assert max(map(len, lines)) <= width
        at = lines.index("  key")
        assert all(line.startswith("    ") for line in lines[at + 1 : lines.index("", at)])

    @pytest.mark.parametrize("indicator", list(CATALOGUE)[::5], ids=lambda indicator: indicator.id)
    @pytest.mark.parametrize("width", [80, 130])
    def test_of_a_definition(self, indicator: Any, width: int) -> None:
        """Of a definition only the addresses of pages go beyond the width, because they are not broken; keys are whole."""
        lines = shown(section_lines(in_prose(indicator)), width=width)

        assert [] == [line for line in lines if len(line) > width and "://" not in line]
        assert {source.url for source in indicator.sources if source.url} <= {line.strip() for line in lines}
        assert all(any(line.strip().startswith(column.name) for line in lines) for table in indicator.records for column in table)


class TestTheLayout:
    """Words stand where a reader looks for them. (House: as the reports of results.)"""

    def test_sections(self) -> None:
        """Titles at the edge, points with a mark, and a blank line between sections."""
        sections = [
            Section(title="Bear in mind", points=("One thing that is rather long.", "Another.")),
            Section(title="Sources", terms=(Term("A document", ("It states.", "https://example.org/a/very/long/address")),)),
        ]

        assert [
            "Bear in mind",
            "  - One thing that",
            "    is rather long.",
            "  - Another.",
            "",
            "Sources",
            "  A document",
            "    It states.",
            "    https://example.org/a/very/long/address",
        ] == shown(section_lines(sections), width=20)

    def test_a_report(self) -> None:
        """The heading, the sentences, each table after a blank line, and the basis after another, if there is one; the notes are not there."""
        table = TextTable("Months", ("Month", "%"), (("April 2018", "57.7%"),), (1,))
        lines = shown(report_lines(Report("Heading", ("A sentence.",), (table,), ("A note.",), "A basis.")), width=40)
        bare = shown(report_lines(Report("Heading", ("A sentence.",), (), (), "")), width=40)

        assert ["Heading", "A sentence.", "", "Months", "Month            %", "──────────────────", "April 2018   57.7%", "", "A basis."] == lines
        assert ["Heading", "A sentence."] == bare

    def test_cells(self) -> None:
        """A heading is broken before a figure is, a key is not broken, and what is set in stays so in the next line."""
        figures = TextTable("F", ("A name", "Short of target"), (("a", "1,234.5"), ("  b that goes on", "2")), (1,))
        keys = TextTable("K", ("Key", "Says"), (("a_key_that_is_long", "some words or other"),))

        assert [
            "F",
            "                 Short",
            "                    of",
            "A name          target",
            "──────────────────────",
            "a              1,234.5",
            "  b that             2",
            "  goes on",
        ] == shown(table_lines(figures), width=22)
        assert "A name             Short of target" == shown(table_lines(figures), width=40)[1]
        assert "a_key_that_is_long   some words or" in shown(table_lines(keys), width=36)
        assert ["a_key_that   some words", "_is_long     or other"] == shown(table_lines(keys), width=24)[-2:]

    def test_markup_is_text(self) -> None:
        """Brackets are printed, and mean nothing."""
        table = TextTable("[b]T[/b]", ("[red]A", "B"), (("[/x]", "[bold]y"),))

        assert ["[b]H", "[b]T[/b]", "[red]A   B", "────────────────", "[/x]     [bold]y"] == shown(
            [title_line("[b]H"), *table_lines(table)], width=40
        )
