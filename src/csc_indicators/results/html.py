"""A report as HTML that can be read aloud: tables with captions and headings, and no meaning in colour alone."""

from html import escape

from csc_indicators.results.report import OWN_USE, Report, TextTable

__all__ = ["report_as_html", "table_as_html"]


def report_as_html(of: Report) -> str:
    """The report as a piece of HTML without styles or scripts."""
    parts = [
        f"<p><strong>{escape(of.heading)}</strong></p>",
        *(f"<p>{escape(sentence)}</p>" for sentence in of.sentences),
        *map(table_as_html, of.tables),
        *(f"<p>Note: {escape(note)}</p>" for note in of.notes),
        f"<p>{escape(OWN_USE)}</p>",
        f"<p><small>{escape(of.basis)}</small></p>",
    ]
    return "\n".join(parts)


def table_as_html(table: TextTable) -> str:
    """A table with its caption, its headings and a heading to each row."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    body = "\n".join(_row(row) for row in table.rows)
    return f"<table>\n<caption>{escape(table.title)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(row: tuple[str, ...]) -> str:
    first, *rest = row
    return f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>"
