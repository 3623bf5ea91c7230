"""A definition as prose: everything it says is told, and what nobody has read is marked."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, Unit, england, southend
from csc_indicators.indicators.rule import Code, Domain, Edition, SeriesBreak
from csc_indicators.publication.prose import Section, by_domain, in_prose, listed, polarity_in_words, unit_in_words
from csc_indicators.records.table import LEDGER_COLUMNS
from csc_indicators.sources import Source

INDICATORS = st.sampled_from(list(CATALOGUE))
ALL = pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda indicator: indicator.id)

READ, UNREAD = (Source(title=title, publisher="Somebody", states="So it is.", verified=title == "Read") for title in ("Read", "Unread"))


def words_of(section: Section) -> Iterator[str]:
    """Every word of a section, as it stands there."""
    yield from (section.title, *section.paragraphs, *section.points)
    for term in section.terms:
        yield from (term.name, *term.says)
    for table in section.tables:
        yield from (table.title, *table.headings, *chain.from_iterable(table.rows))


def said(of: Any) -> str:
    """All that the prose of an indicator says."""
    return "\n".join(words for section in in_prose(of) for words in words_of(section))


def section(of: Any, title: str) -> Section:
    """One section; without anything in it where there is none."""
    return next((section for section in in_prose(of) if title == section.title), Section(title=title))


def told(of: Any) -> Iterator[str]:
    """Every text of a definition that a reader must find in it."""
    yield from (of.id, of.question, of.owner, of.numerator, of.denominator, str(of.accumulation), *of.caveats, *of.unknowns, *of.companions)
    yield from (of.counted_by[1:], *of.disaggregations, *(f"{code.scheme} {code.code}" for code in of.codes))
    for reading in of.readings:
        yield from (reading.key, reading.statement, reading.because, str(reading.measure))
    for edition in of.editions:
        yield from (edition.statement, edition.source.citation)
    for source in of.sources:
        yield from (source.citation, source.states, source.note, source.url)
    for table in of.records:
        yield from (table.name, table.row)
        for column in table:
            yield from (column.name, column.meaning, *(item.name for item in column.items))
    if of.published is not None:
        yield from (of.published.by, of.published.counts, of.published.figures, of.published.suppression, of.published.source.citation)


class TestEverythingIsTold:
    """A policy officer reads what is counted, by which rule, on whose authority and with what doubt. (Brief: like good statutory prose.)"""

    @ALL
    def test_every_text(self, indicator: Any) -> None:
        """Every text of the definition is there, word for word, and no section is empty."""
        prose = said(indicator)

        assert [text for text in told(indicator) if text not in prose] == []
        assert all(len(list(words_of(each))) > 1 for each in in_prose(indicator))

    @ALL
    def test_what_is_not_verified(self, indicator: Any) -> None:
        """Each source that nobody here has read is marked so, no other is, and the mark is explained where there is one."""
        sources = section(indicator, "Sources")
        marked = [term.name.startswith("[UNVERIFIED] ") for term in sources.terms]

        assert [not source.verified for source in indicator.sources] == marked
        assert any(marked) == bool(sources.paragraphs)
        assert ("UNVERIFIED" in said(indicator)) == (any(marked) or any(code.unverified for code in indicator.codes))

    @ALL
    def test_the_readings(self, indicator: Any) -> None:
        """Every reading is under its key, the adopted one first, and is called so where there are others."""
        keys = [term.name for term in section(indicator, "How the rule is read").terms]
        first, *others = keys

        assert indicator.adopted.key + (" (adopted)" if indicator.rivals else "") == first
        assert [reading.key for reading in indicator.rivals] == others
        assert bool(indicator.rivals) == (f"can be read in {len(keys)} ways" in said(indicator))

    @ALL
    def test_the_columns(self, indicator: Any) -> None:
        """Each table is a table of its columns, needed or not; those for corrections, which all the tables have, stand apart and once."""
        tables = section(indicator, "Records it is computed from").tables

        assert [f"{table.name}: {table.row}." for table in indicator.records] == [table.title for table in tables]
        for table, shown in zip(indicator.records, tables, strict=True):
            expected = [(column.name, "yes" if column.required else "no") for column in table if column not in LEDGER_COLUMNS]
            assert expected == [row[:2] for row in shown.rows]
        assert [column.name for column in LEDGER_COLUMNS] == [term.name for term in section(indicator, "Corrections").terms]
        assert ("Each of the tables" in said(indicator)) == (len(tables) > 1)

    def test_tables_without_corrections(self) -> None:
        """Where a table keeps no corrections, nothing is said of them, and its columns are all there."""
        referrals = CATALOGUE.find("england.referrals").records[0]
        plain = attrs.evolve(referrals, columns=referrals.columns[:2])
        of, two = (attrs.evolve(CATALOGUE.find("england.referrals"), records=tables) for tables in ((plain,), (plain, referrals)))

        assert () == section(of, "Corrections").terms == section(two, "Corrections").terms
        assert ["child", "referral"] == [row[0] for row in section(of, "Records it is computed from").tables[0].rows]

    def test_the_standards(self) -> None:
        """A data standard is explained where a column has a name in it, and only there."""
        (plain,) = (attrs.evolve(column, items=()) for column in southend.CP_1_4.records[1].columns[:1])
        visits = attrs.evolve(southend.CP_1_4.records[1], columns=(plain,))
        explained = section(southend.CP_1_4, "Records it is computed from").paragraphs[0]

        assert explained.startswith("Under what a column means stand its names in other data standards: SSDA903 is the Department for Education's ")
        assert "Annex A is what Ofsted asks a council to list for an inspection, SSD is the Standard Safeguarding Dataset." in explained
        assert "census" not in explained
        assert "CIN census is the Department for Education's children in need census, Annex A is" in said(southend.CP_3_10)
        assert "SSDA903" not in said(southend.CP_3_10)
        assert () == section(attrs.evolve(southend.CP_1_4, records=(visits,)), "Records it is computed from").paragraphs

    @ALL
    def test_every_standard_is_explained(self, indicator: Any) -> None:
        """No column has a name in a standard of which it is not said what it is."""
        explained = " ".join(section(indicator, "Records it is computed from").paragraphs)
        named = {item.standard for table in indicator.records for column in table for item in column.items}

        assert [] == [standard for standard in named if f"{standard} is " not in explained]


class TestHowItStands:
    """That an indicator is retired, will change or has changed is told before and beside its rule. (Law 8: dated editions.)"""

    @given(INDICATORS, st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.sampled_from((None, "england.referrals")))
    def test_retired(self, of: Any, day: date, instead: str | None) -> None:
        """A retired indicator says first until when it was in force, and what took its place; nobody need confirm that it still stands."""
        last = attrs.evolve(of.editions[-1], in_force_to=day)
        retired = attrs.evolve(of, editions=(*of.editions[:-1], last), superseded_by=instead, reviewed_on=None)
        first, *_ = in_prose(retired)

        assert "Retired" == first.title
        assert f"It was in force until {day.day} {day:%B %Y}" in first.paragraphs[0]
        assert [f"In its place: {instead}."] * (instead is not None) == list(first.paragraphs[1:])
        assert () == section(retired, "Editions of the rule").paragraphs
        assert f" to {day.day} {day:%B %Y}" in section(retired, "Editions of the rule").terms[-1].name

    @pytest.mark.parametrize(
        ("reviewed", "words"),
        [
            (date(2026, 11, 22), "On 22 November 2026 the latest was confirmed to stand."),
            (None, "Nobody has confirmed that the latest still stands."),
        ],
    )
    def test_confirmed(self, reviewed: date | None, words: str) -> None:
        """An indicator in force says when its rule was last confirmed, or that it never was."""
        assert (words,) == section(attrs.evolve(southend.CP_1_4, reviewed_on=reviewed), "Editions of the rule").paragraphs

    @pytest.mark.parametrize(("since", "when"), [(None, ""), (date(2027, 4, 1), " It is to hold from 1 April 2027.")])
    def test_announced(self, since: date | None, when: str) -> None:
        """A change that is announced is told with its day, if there is one, and its source, marked if nobody has read it."""
        edition = Edition(number=2, in_force_from=since, in_force_to=None, statement="It changes.", source=UNREAD, computed=False, announced=True)
        of = attrs.evolve(southend.CP_1_4, editions=(*southend.CP_1_4.editions, edition))

        assert (f"It changes.{when} Source: [UNVERIFIED] Unread (Somebody).",) == section(of, "A change is announced").paragraphs
        assert section(of, "Editions of the rule").terms[-1].name.endswith(", with no end known (announced)")

    def test_editions(self) -> None:
        """An edition says from when and to when it was in force, how it is computed if otherwise, or that it is not, and its source."""
        first, second = section(england.icpc_within_15_working_days, "Editions of the rule").terms
        assessments = section(CATALOGUE.find("england.assessments_within_45_working_days"), "Editions of the rule").terms

        assert ("Edition 1, from a day that is not known to 31 March 2012", 3) == (first.name, len(first.says))
        assert first.says[1].startswith("It is computed by a rule of its own. In the names of the columns: conference within 15 working days of ")
        assert ("Edition 2, from 1 April 2012, with no end known", 2) == (second.name, len(second.says))
        assert "It cannot be computed here." == assessments[0].says[1]

    def test_breaks(self) -> None:
        """A break in the series is told under its day."""
        of = attrs.evolve(southend.CP_1_4, breaks=(SeriesBreak(on=date(2020, 4, 1), statement="Another system.", source=READ),))
        (term,) = section(of, "Breaks in the series").terms

        assert ("From 1 April 2020", ("Another system.", "Source: Read (Somebody).")) == (term.name, term.says)
        assert () == section(southend.CP_1_4, "Breaks in the series").terms


class TestInShort:
    """What the figure is stands first, in a few lines. (Brief: what a member of the public reads.)"""

    @pytest.mark.parametrize(
        ("unit", "decimals", "words"),
        [
            (Unit.PERCENT, 0, "a whole percentage"),
            (Unit.PERCENT, 1, "a percentage to 1 decimal"),
            (Unit.PERCENT, 2, "a percentage to 2 decimals"),
            (Unit.PER_10_000, 1, "a rate for every 10,000 children to 1 decimal"),
            (Unit.NUMBER, 0, "a number"),
        ],
    )
    def test_unit(self, unit: Unit, decimals: int, words: str) -> None:
        """It says what the figure is, and to how many decimals."""
        of = attrs.evolve(southend.CP_1_4, unit=unit, decimals=decimals, target=None)

        assert words == unit_in_words(of)
        assert f"It is {words} (as at the last day of the month); higher is better." == section(of, "In short").paragraphs[1]

    @pytest.mark.parametrize(
        ("good", "words"), [("high", "higher is better"), ("low", "lower is better"), ("neutral", "neither higher nor lower is better")]
    )
    def test_polarity(self, good: Any, words: str) -> None:
        """It says which way is better."""
        assert words == polarity_in_words(attrs.evolve(southend.CP_1_4, good=good, target=None))

    def test_the_rest(self) -> None:
        """The target, the rule it is taken from and the codes are told where there are any, a code that is not certain with its doubt."""
        codes = (Code("LG Inform", "1"), Code("LG Inform", "2", "Its title was not read."))
        of = attrs.evolve(southend.CP_3_10, codes=codes, derived_from="england.icpc_within_15_working_days", companions=("southend.cp_1_4",))
        bare = attrs.evolve(of, codes=(), derived_from=None, companions=(), target=None)

        assert (
            southend.CP_3_10.question,
            "It is a percentage to 1 decimal (year to date from 1 April); higher is better. The target is 90%.",
            "Id: southend.cp_3_10. Owner: Southend council.",
            "Elsewhere: LG Inform 1; LG Inform 2 (UNVERIFIED: Its title was not read).",
            "Its rule is taken from england.icpc_within_15_working_days.",
            "Read beside it: southend.cp_1_4.",
        ) == section(of, "In short").paragraphs
        assert 3 == len(section(bare, "In short").paragraphs)
        assert section(bare, "In short").paragraphs[1].endswith("higher is better.")

    def test_which_rows(self) -> None:
        """Rows that are counted by a mark, or for want of one, are told so, with the reason."""
        without = section(england.icpc_within_15_working_days, "What is counted").terms[2]
        only = section(CATALOGUE.find("england.transfer_in_conferences_within_15_working_days"), "What is counted").terms[2]

        assert without.says[0].startswith("Only those that are not marked transfer_in. A conference on a child who moved in")
        assert only.says[0].startswith("Only those that are marked transfer_in. ")
        assert "Which rows" == without.name == only.name

    def test_counting_rules(self) -> None:
        """What places a case, what does not add up and the bands are told where there are any."""
        people = section(CATALOGUE.find("england.children_re_referred_within_12_months"), "What is counted").terms
        plans = section(CATALOGUE.find("england.child_protection_plans"), "What is counted").terms

        assert ["Numerator", "Denominator", "Counted by", "Adding up"] == [term.name for term in people]
        assert ("The day of the referral.",) == people[2].says
        assert ["Numerator", "Denominator", "Counted by", "By duration"] == [term.name for term in plans]

    def test_published(self) -> None:
        """How it is published, and by what it is broken down, or that it is not known."""
        assert ("Nobody publishes it, or it is not known how.",) == section(southend.CP_1_4, "How it is published").paragraphs
        assert "Broken down by region, local authority." == section(england.icpc_within_15_working_days, "How it is published").paragraphs[-1]


class TestLists:
    """A list of indicators is by domain, or in the order they were found in. (Brief: an id is never cut off.)"""

    @given(st.lists(INDICATORS, unique_by=lambda of: of.id))
    def test_by_domain(self, some: list[Any]) -> None:
        """Every indicator is there once, under its domain, in the order of the journey; a domain without any is not."""
        sections = by_domain(some)
        domains = [str(domain).capitalize() for domain in Domain if domain in {of.domain for of in some}]

        assert domains == [each.title for each in sections]
        for each in sections:
            assert listed([of for of in some if each.title == str(of.domain).capitalize()]) == each.terms

    @given(st.lists(INDICATORS))
    def test_listed(self, some: list[Any]) -> None:
        """Each has its name and its id together, its title, and its last day if it is retired."""
        terms = listed(some)

        assert [f"{of.name} ({of.id})" for of in some] == [term.name for term in terms]
        assert [of.title for of in some] == [term.says[0] for term in terms]
        assert [of.retired_on is not None for of in some] == [term.says[1:] == ("In force until 31 March 2014.",) for term in terms]
