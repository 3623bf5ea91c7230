"""The pages of indicators, limits, reasons and years, as nodes: nothing empty, nothing twice, and every day of a year once."""

import re
from calendar import isleap
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.limits import Hours, Limit
from csc_indicators.publication.imprint import IMPRINT
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.site.changes import versions
from csc_indicators.site.contents import contents
from csc_indicators.site.indicator_page import Told, indicator_page
from csc_indicators.site.limit_page import limit_page
from csc_indicators.site.reason_page import reason_page, taxonomy_page
from csc_indicators.site.worked_example import examples_in
from csc_indicators.site.year_page import year_page, years_table

WHOLE = contents(None)
TESTS = Path(__file__).parents[1]
CHANGES = versions((TESTS.parent / "CHANGELOG.md").read_text(encoding="utf-8"))
PARTS_OF_A_PAGE: tuple[type[nodes.Element], ...] = (
    nodes.section,
    nodes.bullet_list,
    nodes.definition,
    nodes.definition_list,
    nodes.paragraph,
)
OFF = {each.day: each.name for each in ENGLAND_AND_WALES.non_working_days}


def page_of(of: AnyIndicator) -> nodes.section:
    """An indicator's page with its own worked examples."""
    return indicator_page(of, Told(examples=examples_in(TESTS / "worked" / f"{of.id}.toml"), answers=(), versions=CHANGES, imprint=IMPRINT))


def targets(page: nodes.Element, kind: str) -> set[str]:
    """What a page links to of a kind."""
    return {each["reftarget"] for each in page.findall(addnodes.pending_xref) if each["reftype"] == kind}


def part(page: nodes.Element, heading: str) -> nodes.section:
    """The section of that heading."""
    (found,) = [each for each in page.findall(nodes.section) if each[0].astext() == heading]
    return found


def grid(made: nodes.Element) -> list[list[str]]:
    """A table's cells, row by row."""
    return [[entry.astext() for entry in row.findall(nodes.entry)] for row in made.findall(nodes.row)]


def is_of_a_cell(each: nodes.Element) -> bool:
    """Whether it stands in a cell, which may be blank: a date that is not known is."""
    return isinstance(each.parent, nodes.entry)


def faults(page: nodes.section) -> list[str]:
    """What is empty or twice on a page."""
    elements: list[nodes.Element] = list(page.findall(nodes.Element))
    ids = list(chain.from_iterable(each["ids"] for each in elements))
    empty = [
        kind.__name__
        for kind in PARTS_OF_A_PAGE
        for each in page.findall(kind)
        if len(each) < (2 if kind is nodes.section else 1) or not (each.astext().strip() or is_of_a_cell(each))
    ]
    ragged = ["ragged" for made in page.findall(nodes.table) if len({len(row) for row in grid(made)}) > 1]
    return [*sorted({each for each in ids if ids.count(each) > 1 or not each}), *empty, *ragged]


@pytest.mark.parametrize("of", WHOLE.indicators, ids=lambda of: of.id)
def test_an_indicators_page(of: AnyIndicator) -> None:
    """Nothing is empty or twice; every indicator, limit, table and list it names is linked, and what is said of its standing is there."""
    page = page_of(of)
    text = page.astext()
    named = {*of.companions, *filter(None, (of.superseded_by, of.derived_from))}
    ids = {each.id for each in CATALOGUE}
    loose = {word for each in page.findall(nodes.Text) if isinstance(each.parent, nodes.paragraph) for word in re.findall(r"\w+\.\w+", each)}

    assert [] == faults(page)
    assert named <= targets(page, "indicator")
    assert set() == ids & loose
    assert {kept.name for kept in of.records} == targets(page, "table")
    assert targets(page, "limit") <= set(WHOLE.limits)
    assert targets(page, "limit") == {name for name, limit in WHOLE.limits.items() if of in WHOLE.having(limit)}
    assert f"data/indicators/{of.id}.json" in targets(page, "file")
    assert (of.retired_on is not None) == ("It was in force until" in text)
    assert (of.announced is not None) == ("A change is announced" in text)
    assert (of.bands is not None) == ("Bands of durations" in text)
    assert all(source.citation in text for source in of.sources)
    assert all(f"{code.scheme} {code.code}" in text for code in of.codes)
    assert all(f"Edition {edition.number}: " in text for edition in of.editions)
    assert [each.key for each in of.readings] == [term[0].astext() for term in part(page, "Readings of the rule").findall(nodes.term)]
    assert len(of.unknowns) <= len(list(part(page, "What is not known").findall(nodes.list_item))) or not of.unknowns


@pytest.mark.parametrize("of", [of for of in WHOLE.indicators if not any(c.name == "reason" for t in of.records for c in t)], ids=lambda of: of.id)
def test_without_reasons(of: AnyIndicator) -> None:
    """Where records have no column for reasons the page says so, and links to none."""
    assert "no column for reasons" in part(page_of(of), "Reasons").astext()
    assert set() == targets(page_of(of), "reason")


class TestYears:
    """A year's page has every day once, days off marked, and working days that a plain count gives. [csc_indicators.site.year_page]"""

    @pytest.mark.parametrize("year", [1978, 1995, 1999, 2000, 2012, 2022, 2024, 2026, 2028, 2053])
    def test_every_day_once(self, year: int) -> None:
        """Each month has its days in order, each beneath its weekday, bracketed at weekends and marked on days off."""
        page = year_page(year, WHOLE, "reference/calendar")
        (raw,) = [each.astext() for each in page.findall(nodes.raw)]
        months = raw.split("<caption>")[1:]
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(366 if isleap(year) else 365)]

        assert 12 == len(months)
        for number, month in enumerate(months, start=1):
            shown = []
            for week in re.findall(r"<tr>(<td.*?)</tr>", month):
                cells = re.findall(r"<td(?: class=\"(.*?)\")?>(.*?)</td>", week)
                assert 7 == len(cells)
                shown += [(at, kind, cell) for at, (kind, cell) in enumerate(cells) if cell]
            assert [self.cell(day) for day in days if day.month == number] == shown

    @staticmethod
    def cell(day: date) -> tuple[int, str, str]:
        """How a day is to stand in the grid."""
        if day in OFF:
            name = OFF[day].replace("&", "&amp;").replace("'", "&#x27;")
            return day.weekday(), "csc-off", f'{day.day}<abbr title="{name}">H</abbr>'
        return (day.weekday(), "csc-weekend", f"({day.day})") if day.weekday() >= 5 else (day.weekday(), "", str(day.day))

    @pytest.mark.parametrize("year", [1978, 2011, 2026, 2029, 2053])
    def test_counts(self, year: int) -> None:
        """Working days by month and so far are those that counting day by day gives; projected years say that they are."""
        page = year_page(year, WHOLE, "reference/calendar")
        every = [date(year, 1, 1) + timedelta(days=n) for n in range(366 if isleap(year) else 365)]
        working = [day for day in every if day.weekday() < 5 and day not in OFF]
        rows = [[str(sum(day.month == m for day in working)), str(sum(day.month <= m for day in working))] for m in range(1, 13)]

        assert rows == [row[1:] for row in grid(part(page, "Working days by month"))[1:]]
        assert f"{year} has {len(working)} working days" in page.astext()
        assert (year > 2028) == ("are projected" in page.astext())
        assert [OFF[day] for day in every if day in OFF] == [row[2] for row in grid(part(page, "Days off on weekdays"))[1:]]
        assert {str(each) for each in (year - 1, year + 1) if 1978 <= each <= 2053} == targets(page, "year")
        assert [] == faults(page)

    def test_the_list(self) -> None:
        """Every year once, beside its decade."""
        rows = grid(years_table(WHOLE))[1:]

        assert [str(year) for year in range(1978, 2054)] == [year for _, years in rows for year in years.split()]
        assert all(year[:3] == decade[:3] for decade, years in rows for year in years.split())


@pytest.mark.parametrize("name", WHOLE.limits)
def test_a_limits_page(name: str) -> None:
    """Its due dates are those of the limit, and it links to each indicator judged by it; hours have no table of dates."""
    limit = WHOLE.limits[name]
    page = limit_page(limit, WHOLE, "reference/limits")

    assert [] == faults(page)
    assert {of.id for of in WHOLE.having(limit)} == targets(page, "indicator")
    tables = list(page.findall(nodes.table))
    assert bool(tables) != isinstance(limit, Hours)
    for start, due, _ in grid(tables[0])[1:] if tables else ():
        assert day_due(limit, day_of(start)) == day_of(due)
        assert [f"{day_of(start):%a}", f"{day_of(due):%a}"] == [start[:3], due[:3]]


def day_due(limit: Limit, start: date) -> date:
    """The due date of a limit of days or longer."""
    assert not isinstance(limit, Hours)
    return limit.due(start, calendar=ENGLAND_AND_WALES)


def day_of(words: str) -> date:
    """The date in words such as ``Mon 6 July 2026``."""
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
    _, day, month, year = words.split()
    return date(int(year), months.index(month) + 1, int(day))


def test_hours() -> None:
    """A limit of hours has no due dates of days, and its example in Python starts at a time."""
    page = limit_page(Hours(24), WHOLE, "l")

    assert [] == list(page.findall(nodes.table))
    assert "from csc_indicators import Hours\n\nHours(24).due(datetime(2026, 7, 6, 14, 30))" in page.astext()
    assert "None." in page.astext()


def test_15_working_days() -> None:
    """Fifteen working days from Monday 6 July 2026 end on Monday 27 July; from 23 December over Christmas and New Year, on 18 January 2027."""
    page = limit_page(WHOLE.limits["15-working-days"], WHOLE, "l")
    rows = grid(page)

    assert ["Mon 6 July 2026", "Mon 27 July 2026"] == rows[1][:2]
    assert ["Wed 23 December 2026", "Mon 18 January 2027"] == rows[4][:2]
    assert "=WORKDAY(A2, 15, holidays)" in page.astext()


@pytest.mark.parametrize("code", [reason.code for reason in DELAY_REASONS])
def test_a_reasons_page(code: str) -> None:
    """It says what the reason says, links to those easily taken for it, and to every list that has it."""
    reason = DELAY_REASONS[code]
    page = reason_page(reason, WHOLE, "reference/reasons")
    text = page.astext()

    assert [] == faults(page)
    assert set(reason.related) == targets(page, "reason")
    assert {name for name, each in WHOLE.taxonomies.items() if code in [one.code for one in each]} == targets(page, "taxonomy")
    assert all(said in text for said in (reason.label, reason.definition, reason.includes, reason.excludes, *reason.alternatives) if said)
    assert (reason.attribution == "none") == ("Put down to\n\nnobody" in text)
    assert reason.child_voice == ("never shown as a failure" in text)
    assert reason.selectable != ("by nobody else" in text)


@pytest.mark.parametrize("name", WHOLE.taxonomies)
def test_a_list_of_reasons(name: str) -> None:
    """It links to each of its reasons and to each indicator whose breaches it explains."""
    taxonomy = WHOLE.taxonomies[name]
    page = taxonomy_page(taxonomy, WHOLE, "reference/reasons")

    assert [] == faults(page)
    assert {reason.code for reason in taxonomy} == targets(page, "reason")
    assert {of.id for of in WHOLE.with_reasons(taxonomy)} == targets(page, "indicator")
