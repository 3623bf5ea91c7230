"""Every definition says all that a definition must say, about every ambiguity that the texts have."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest

from csc_indicators import CATALOGUE, Indicator
from csc_indicators.accumulations import Accumulation
from csc_indicators.indicators.judging import Measure, is_gathered
from csc_indicators.measures.bands import Bands
from csc_indicators.publication.prose import Section, in_prose
from csc_indicators.reasons.taxonomy import Taxonomy
from csc_indicators.records.table import Table
from csc_indicators.results.targets import Target
from csc_indicators.results.units import Unit
from csc_indicators.sources import Source
from tests.definitions.test_every_definition import SECOND, STRATEGIES
from tests.worked.test_worked_examples import ASKED, columns

EVERY = pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda indicator: indicator.id)

ROOT = Path(__file__).parents[2]
WORKED = ROOT / "tests" / "worked"

_CONFERENCE_CLOCKS = frozenset({"section_47_strategy_discussion", "section_47_start", "initial_strategy_discussion"})
_RE_REFERRALS = frozenset({"within_12_months", "less_than_12_months", "not_after_no_further_action"})
_PLANS_OF_2_YEARS = frozenset({"more_than_729_days", "2_years_to_the_date", "730_days_after_the_start"})
_NEED_OF_2_YEARS = frozenset({"corresponding_date", "more_than_729_days"})
_LAST_DAY_OF_A_PLAN = frozenset({"not_open_on_its_last_day", "open_on_its_last_day"})
_ONCE = frozenset({"each_child_once"})

#: What the texts leave open, and the readings that each indicator it concerns must have.
AMBIGUITIES: dict[str, dict[str, frozenset[str]]] = {
    "the clock of an assessment runs from the referral or from its start (law.md 2, C2)": {
        "england.assessments_within_45_working_days": frozenset({"from_referral", "from_assessment_start"}),
        "england.assessments_open_beyond_45_working_days": frozenset({"from_referral", "from_assessment_start"}),
    },
    "the clock of a conference has three beginnings (law.md 3.1)": {
        "england.icpc_within_15_working_days": _CONFERENCE_CLOCKS,
        "england.conferences_overdue": _CONFERENCE_CLOCKS,
        "southend.cp_3_10": _CONFERENCE_CLOCKS,
    },
    "all conferences are counted, or those with a band (law.md 3.1, metric 3217)": {
        "england.icpc_within_15_working_days": frozenset({"banded_conferences_only"}),
        "southend.cp_3_10": frozenset({"banded_conferences_only"}),
    },
    "exactly 12 months between referrals, and a referral after one without further action (law.md 2, item 271)": {
        "england.re_referrals_within_12_months": _RE_REFERRALS,
        "england.children_re_referred_within_12_months": _RE_REFERRALS,
    },
    "reviews are judged over the year or the plan, the first from the plan or the conference (law.md 3, item 19)": {
        "england.plans_reviewed_in_time": frozenset({"reviews_of_the_year", "reviews_of_the_whole_plan", "first_review_from_the_conference"})
    },
    "two years are 729 days and more, or two years (law.md 3, items 98 and 264)": {
        "england.plans_lasting_2_years_or_more": _PLANS_OF_2_YEARS,
        "england.plans_ending_after_2_years_or_more": _PLANS_OF_2_YEARS,
        "england.episodes_of_need_open_for_2_years_or_more": _NEED_OF_2_YEARS,
        "england.episodes_of_need_ended_after_2_years_or_more": _NEED_OF_2_YEARS,
    },
    "exactly 2 years between plans (law.md 3, Darlington)": {
        "england.second_or_subsequent_plans_within_2_years": frozenset({"within_2_years", "less_than_2_years"})
    },
    "what ends on the day of the count is open on it or not (law.md 3, item 215)": {
        "england.children_in_need_per_10_000": frozenset({"over_on_the_day_it_ends", "open_on_the_day_it_ends"}),
        "england.child_protection_plans": _LAST_DAY_OF_A_PLAN,
        "england.child_protection_plans_per_10_000": _LAST_DAY_OF_A_PLAN,
    },
    "events are counted, or children once each (law.md 1.7)": {
        "england.children_in_need_per_10_000": _ONCE,
        "england.section_47_enquiries_per_10_000": _ONCE,
        "england.initial_conferences_per_10_000": _ONCE,
        "england.child_protection_plans_starting_per_10_000": _ONCE,
        "england.child_protection_plans_ending_per_10_000": _ONCE,
        "england.second_or_subsequent_plans": _ONCE,
    },
    "the window of a visit to a child in care (law.md 4.1, CP 1.4)": {
        "southend.cp_1_4": frozenset({"30_working_days", "42_calendar_days", "30_working_days_in_this_period_of_care"})
    },
    "the window of a visit to a child with a plan (law.md 3, CP 1.5)": {
        "southend.cp_1_5": frozenset({"20_working_days", "15_working_days", "10_working_days", "4_weeks"})
    },
}

#: A code that a scheme gives to more than one indicator, because it has one for a number and its rate, or for a table of many figures.
SHARED_CODES = {("DfE LAIT", "305"), *(("DfE Children in need, table", code) for code in ("C1", "C4", "D1", "D5"))}


def measures(of: Indicator[Any]) -> list[Measure]:
    """Every rule that a figure can be counted by."""
    return [*(reading.measure for reading in of.readings), *(edition.measure for edition in of.editions if edition.measure is not None)]


def sentences(of: Indicator[Any]) -> Iterator[str]:
    """Every text that is one or more sentences."""
    yield from (of.question, of.numerator, of.denominator, *of.caveats, *of.unknowns)
    yield from (text for reading in of.readings for text in (reading.statement, reading.because))
    yield from (edition.statement for edition in of.editions)
    yield from (each.statement for each in of.breaks)
    yield from (code.unverified for code in of.codes if code.unverified)
    yield from (text for source in of.sources for text in (source.states, source.note) if text)
    if of.among is not None:
        yield of.among.because


@cache
def examples(of: Indicator[Any]) -> list[dict[str, Any]]:
    """The worked examples of its page."""
    read: list[dict[str, Any]] = tomllib.loads((WORKED / f"{of.id}.toml").read_text(encoding="utf-8"))["example"]
    return read


class TestItsAuthority:
    """Nothing is defined without a source, and what was not read says so. (Design: a definition without a source does not pass.)"""

    @EVERY
    def test_it_says_where_in_a_document(self, indicator: Indicator[Any]) -> None:
        """At least one source has a paragraph, and an edition and a break rest on sources that are listed."""
        assert any(source.paragraph for source in indicator.sources)
        assert {edition.source for edition in indicator.editions} | {each.source for each in indicator.breaks} <= set(indicator.sources)
        assert len(set(indicator.sources)) == len(indicator.sources)

    @EVERY
    def test_what_was_not_read_says_why(self, indicator: Indicator[Any]) -> None:
        """A source that nobody here read has a note, and every source says something."""
        assert all(source.note for source in indicator.sources if not source.verified)
        assert all(source.states and source.publisher and source.title for source in indicator.sources)

    @EVERY
    def test_nothing_is_of_the_future(self, indicator: Indicator[Any]) -> None:
        """It was confirmed, and its documents were published, on days that have been."""
        days = [indicator.reviewed_on, *(source.published for source in indicator.sources)]

        assert all(day is None or date(1989, 11, 16) <= day <= date.today() for day in days)  # noqa: DTZ011 - the reader's own day

    @EVERY
    def test_a_rule_is_confirmed_only_while_it_stands(self, indicator: Indicator[Any]) -> None:
        """Nobody confirms what is retired."""
        assert indicator.retired_on is None or indicator.reviewed_on is None


class TestItsEditions:
    """A rule is in force or has an end, and one that has ended names what took its place. (Decisions 20 and 25.)"""

    @EVERY
    def test_one_after_another(self, indicator: Indicator[Any]) -> None:
        """Each edition begins after the one before it has ended, and only what is announced has no rule."""
        dated = [edition for edition in indicator.editions if edition.in_force_from is not None or not edition.announced]

        assert all((edition.in_force_from or date.min) <= (edition.in_force_to or date.max) for edition in dated)
        for earlier, later in pairwise(dated):
            assert earlier.in_force_to is not None
            assert later.in_force_from is not None
            assert earlier.in_force_to < later.in_force_from
        assert all(edition.computed or edition.measure is None for edition in indicator.editions)
        assert any(edition.computed for edition in indicator.editions)

    @EVERY
    def test_what_is_retired_has_a_successor(self, indicator: Indicator[Any]) -> None:
        """One that is in force has no successor; one that is not names one that is in force."""
        assert (indicator.retired_on is None) == (indicator.superseded_by is None)
        if indicator.superseded_by is not None:
            assert CATALOGUE.find(indicator.superseded_by).retired_on is None


class TestItsReadings:
    """Each ambiguity of the texts is a reading with its reason; an adopted one is a choice that can be seen. (Settled; law.md 1 to 4.)"""

    @EVERY
    def test_each_is_named_said_and_argued(self, indicator: Indicator[Any]) -> None:
        """A key once, a statement and a reason of its own, and a rule that differs from every other's."""
        for name in ("key", "statement", "measure"):
            of = [getattr(reading, name) for reading in indicator.readings]
            assert all(of)
            assert len(set(of)) == len(of)
        assert all(reading.because for reading in indicator.readings)
        assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", reading.key) for reading in indicator.readings)

    @EVERY
    def test_all_count_events_or_all_count_states(self, indicator: Indicator[Any]) -> None:
        """Every reading and every edition is gathered, or not, as the indicator is."""
        assert {not indicator.is_snapshot} == {is_gathered(measure) for measure in measures(indicator)}

    @pytest.mark.parametrize("what", AMBIGUITIES)
    def test_what_is_ambiguous_is_read_in_every_way(self, what: str) -> None:
        """The indicators that the ambiguity concerns have a reading for each way out of it."""
        for name, keys in AMBIGUITIES[what].items():
            assert keys <= {reading.key for reading in CATALOGUE.find(name).readings}

    def test_no_reading_is_without_an_ambiguity(self) -> None:
        """Every reading beside the adopted one answers something that the texts leave open, and nothing else has one."""
        listed = {(name, key) for concerns in AMBIGUITIES.values() for name, keys in concerns.items() for key in keys}

        assert {(each.id, reading.key) for each in CATALOGUE for reading in each.rivals} <= listed
        assert listed <= {(each.id, reading.key) for each in CATALOGUE for reading in each.readings}


class TestItsProofs:
    """A definition without worked examples, a strategy, a second implementation and a page does not pass. (Design, tests.)"""

    @EVERY
    def test_it_has_three_examples_or_more(self, indicator: Indicator[Any]) -> None:
        """Three worked examples at least, each with a title of its own, words and an answer."""
        titles = [example["title"] for example in examples(indicator)]

        assert 3 <= len(titles) == len(set(titles))
        assert all(example["text"].strip() and example["expected"] for example in examples(indicator))

    @EVERY
    def test_each_reading_is_shown_where_it_differs(self, indicator: Indicator[Any]) -> None:
        """For each rival an example asks for it, and the adopted reading judges the same records otherwise."""
        for rival in indicator.rivals:
            shown = []
            for example in examples(indicator):
                if example.get("reading") == rival.key:
                    asked = {name: example[name] for name in ASKED if name in example and name != "reading"}
                    tables: dict[str, Any] = {table: columns(text) for table, text in example["records"].items()}
                    judged = [indicator.compute(**tables, **asked, reading=key).cases.columns()["status"].tolist() for key in (None, rival.key)]
                    shown.append(judged[0] != judged[1])
            assert any(shown), rival.key

    @EVERY
    def test_an_edition_with_a_rule_of_its_own_is_shown(self, indicator: Indicator[Any]) -> None:
        """An example is of its days, or names it."""
        for edition in indicator.editions:
            if edition.measure is not None:
                days = [date.fromisoformat(str(example["as_at"])) for example in examples(indicator) if "as_at" in example]
                named = [example.get("edition") for example in examples(indicator)]
                assert edition.number in named or any(map(edition.covers, days))

    @EVERY
    def test_it_is_counted_twice(self, indicator: Indicator[Any]) -> None:
        """There are random records for it, and a second implementation of each of its readings."""
        assert indicator.id in STRATEGIES
        assert {(indicator.id, reading.key) for reading in indicator.readings} <= set(SECOND)

    def test_there_are_no_others(self) -> None:
        """No strategy or second implementation is of an indicator that is not there; a page is made of each that is, and the build fails without."""
        known = {indicator.id for indicator in CATALOGUE}

        assert known == set(STRATEGIES) == {name for name, _ in SECOND}


class TestItsNames:
    """Ids are permanent and codes are another's, so both are told apart. (Settled rule 11.)"""

    def test_ids_and_names_are_unique(self) -> None:
        """No two indicators have one id, or one name."""
        for of in ([each.id for each in CATALOGUE], [each.name.casefold() for each in CATALOGUE]):
            assert len(set(of)) == len(of)

    def test_a_code_is_shared_knowingly(self) -> None:
        """A scheme's code is of one indicator, but for those that are known to be of several; no indicator has one twice."""
        of = [(code.scheme, code.code) for each in CATALOGUE for code in each.codes]

        assert {pair for pair in of if of.count(pair) > 1} == SHARED_CODES
        assert all(len({(code.scheme, code.code) for code in each.codes}) == len(each.codes) for each in CATALOGUE)

    @EVERY
    def test_those_it_names_are_there(self, indicator: Indicator[Any]) -> None:
        """Companions, what it is derived from and what took its place are indicators of the catalogue, and others than itself."""
        named = [*indicator.companions, *(name for name in (indicator.derived_from, indicator.superseded_by) if name is not None)]

        assert set(named) <= {each.id for each in CATALOGUE} - {indicator.id}
        assert len(set(indicator.companions)) == len(indicator.companions)

    @EVERY
    def test_what_is_named_in_a_text_is_there(self, indicator: Indicator[Any]) -> None:
        """An id in a sentence is that of an indicator."""
        assert {name for text in sentences(indicator) for name in re.findall(r"\b(?:england|southend)\.\w+", text)} <= {each.id for each in CATALOGUE}


class TestItsWords:
    """What is printed can be read by anybody: whole sentences, without abbreviations that only the trade knows. (Style.)"""

    @EVERY
    def test_sentences_end(self, indicator: Indicator[Any]) -> None:
        """Each text begins with a capital, a number or a quotation and ends with a full stop, the question with a question mark."""
        for text in sentences(indicator):
            assert re.match(r"['0-9A-Z]", text)
            assert text == text.strip()
            assert text.endswith("?" if text == indicator.question else ".")
        assert not indicator.title.endswith(".")

    @EVERY
    def test_nothing_is_abbreviated(self, indicator: Indicator[Any]) -> None:
        """No word of the title or of a text that says what is counted is in capitals, but for codes of other schemes."""
        codes = [code.code for each in CATALOGUE for code in each.codes]
        counted = [indicator.title, indicator.question, indicator.numerator, indicator.denominator, indicator.counted_by]
        read = [text for reading in indicator.readings for text in (reading.statement, reading.because)]
        for text in [*counted, *read, *indicator.caveats, *indicator.unknowns]:
            plain = text
            for code in codes:
                plain = plain.replace(code, "")
            assert [] == re.findall(r"\b[A-Z]{2,}[a-z]*\b", plain)

    @EVERY
    def test_no_dash_or_double_space(self, indicator: Indicator[Any]) -> None:
        """Texts have no em dash, no double space and no tab."""
        assert not any(mark in text for text in sentences(indicator) for mark in ("\u2014", "\u2013", "  ", "\t"))

    @EVERY
    def test_every_field_prints(self, indicator: Indicator[Any]) -> None:
        """Whatever text a definition holds, its prose says it under the indicator's name and title."""
        said = plain(" ".join((indicator.name, indicator.title, str(indicator.domain), *map(told, in_prose(indicator)))))

        for text in (*texts(indicator), BETTER[indicator.good], UNITS[indicator.unit]):
            assert plain(text) in said


def told(section: Section) -> str:
    """All that a section says."""
    terms = [text for term in section.terms for text in (term.name, *term.says)]
    cells = [text for table in section.tables for text in (table.title, *table.headings, *(cell for row in table.rows for cell in row))]
    return " ".join((section.title, *section.paragraphs, *section.points, *terms, *cells))


def plain(text: str) -> str:
    """The text without what ends or begins a sentence, in small letters."""
    return " ".join(text.split()).rstrip(".").casefold()


#: What is said of a part of a definition, by its type: a source by its citation, a day in words, a rule as it prints.
_SAID: tuple[tuple[Any, Any], ...] = (
    (str, lambda text: [text]),
    (Source, lambda source: [source.citation]),
    (date, lambda day: [f"{day.day} {day:%B %Y}"]),
    (Table, lambda table: [table.name, table.row, *(text for column in table for text in (column.name, column.meaning))]),
    ((Accumulation, Bands, Target, *get_args(Measure)), lambda value: [str(value)]),
    ((Taxonomy, Unit), lambda _: []),
)

#: What is said in other words: which way is better, and how counts are rounded and suppressed.
_UNSAID = {"good", "national_counts_to", "suppressed"}

BETTER = {"high": "higher is better", "low": "lower is better", "neutral": "neither higher nor lower is better"}
UNITS = {Unit.PERCENT: "percentage to 1 decimal", Unit.PER_10_000: "rate for every 10,000 children to 1 decimal", Unit.NUMBER: "it is a number"}


def texts(value: Any) -> Iterator[str]:
    """Every text in a value of a definition, and every day, source, rule and table as it is printed."""
    for kind, says in _SAID:
        if isinstance(value, kind):
            yield from says(value)
            return
    if attrs.has(type(value)):
        parts: Any = [getattr(value, field.name) for field in attrs.fields(type(value)) if field.name not in _UNSAID]
    else:
        parts = value if isinstance(value, tuple) else ()
    for part in parts:
        yield from texts(part)


class TestItsFigure:
    """The figure is one of its unit, computed from columns that its tables have. (Decision 21.)"""

    @EVERY
    def test_decimals_fit_the_unit(self, indicator: Indicator[Any]) -> None:
        """A number has none, and a percentage or a rate is published to one at most."""
        assert indicator.decimals in ({0} if indicator.unit is Unit.NUMBER else {0, 1})

    @EVERY
    def test_measures_read_columns_of_their_tables(self, indicator: Indicator[Any]) -> None:
        """Every rule reads the table of cases, which tells the flag of the rows left out too, and its events are in the other table."""
        cases, *events = ({column.name for column in table} for table in indicator.records)
        for measure in measures(indicator):
            assert set(measure.columns) <= cases
            assert set(getattr(measure, "event_columns", ())) <= set().union(*events)
        if indicator.among is not None:
            assert indicator.among.column in cases
        assert {"child"} <= cases

    @EVERY
    def test_a_rate_says_what_it_is_of(self, indicator: Indicator[Any]) -> None:
        """The words of a rate name the population, and the words of the others do not."""
        assert (indicator.unit is Unit.PER_10_000) == ("10,000" in indicator.denominator) == ("10,000" in indicator.title)
        assert (indicator.unit is Unit.PER_10_000) == indicator.id.endswith("per_10_000")
