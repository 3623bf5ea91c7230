"""The published answers that each indicator's page shows, formed again, and their whole checks, counted again."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from csc_indicators import CATALOGUE, Population, Tally, Unit
from csc_indicators.periods import ReportingYear
from tests.published.answer_files import ANSWERS, Answer, AnswerFile, AnswerSet, Summary, answer_file
from tests.published.tables import AUTHORITY, PUBLISHED, WITHOUT_THE_FOLDER, Row, cell, comparison_tool
from tests.published.test_from_records import CHILDREN
from tests.published.test_icpc_within_15_working_days import MISSES
from tests.published.test_regions import MONTHS, TO, rounded, table, tally_of, total
from tests.published.test_the_north_east_in_2024 import POPULATIONS, QUOTED, Quoted

FILES = [answer_file(path.stem) for path in sorted(ANSWERS.glob("*.toml"))]

EVERY = [pytest.param(file, of, answer, id=f"{file.indicator}: {of.title}: {answer}") for file in FILES for of, answer in file]
SUMMARIES = [pytest.param(file, each, id=f"{file.indicator}: {each.recount}") for file in FILES for each in file.summaries]

every_answer = pytest.mark.parametrize(("file", "of", "answer"), EVERY)
every_summary = pytest.mark.parametrize(("file", "summary"), SUMMARIES)
needs_the_files = pytest.mark.skipif(not PUBLISHED.exists(), reason=WITHOUT_THE_FOLDER)

HOW = {"from counts", "from its authorities", "from rounded counts", "from its months", "not formed"}

#: The indicators of which nothing published was found to check them against.
WITHOUT = {
    "england.assessments_open_beyond_45_working_days",
    "england.assessments_within_45_working_days",
    "england.conferences_overdue",
    "england.core_assessments_within_35_working_days",
    "england.core_groups_within_10_working_days",
    "england.episodes_of_need_open_for_2_years_or_more",
    "england.initial_assessments_within_10_working_days",
    "england.plans_lasting_2_years_or_more",
    "england.referral_decisions_within_1_working_day",
    "england.second_or_subsequent_plans_within_2_years",
    "england.transfer_in_conferences_within_15_working_days",
    "southend.cp_1_5",
}


def figure(file: AnswerFile, of: AnswerSet, answer: Answer, *counts: int) -> Decimal | None:
    """What the indicator makes of counts: a numerator, and what it is out of where it is a percentage."""
    people = None
    if answer.population is not None and of.population is not None:
        source = file.documents[of.population["document"]].publisher
        people = Population(number=answer.population, of=of.population["of"], vintage=of.population["vintage"], source=source)
    return file.of.unit.figure(Tally(counts[0], counts[-1]), decimals=file.of.decimals, population=people)


def printed(answer: Answer) -> tuple[int, ...]:
    """The counts as they are printed, those that are."""
    return tuple(count for count in (answer.numerator, answer.denominator) if isinstance(count, int))


def formed(file: AnswerFile, of: AnswerSet, answer: Answer) -> set[Decimal | None]:
    """What the figure may be, by the counts; more than one where they are rounded."""
    if answer.how == "from its months":
        return {figure(file, of, answer, sum(answer.months or ()))}
    if answer.how == "from its authorities":
        whole = figure(file, of, answer, *(answer.sums or ()))
        return {Decimal(rounded(int(whole or 0))) if file.of.unit is Unit.NUMBER else whole}
    if answer.how == "from counts":
        return {figure(file, of, answer, *printed(answer))}
    columns = (len(of.columns["numerator"]), 1)
    ends = [(count - TO // 2 * by, count + TO // 2 * by) for count, by in zip(printed(answer), columns, strict=False)]
    found = [each for counts in product(*ends) if (each := figure(file, of, answer, *counts)) is not None]
    step = Decimal(1).scaleb(-file.of.decimals)
    return {min(found) + step * at for at in range(int((max(found) - min(found)) / step) + 1)}


class TestWhatAFileSays:
    """Each answer says where it is from, of what it is, and how it was checked."""

    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.indicator)
    def test_it_is_of_an_indicator(self, file: AnswerFile) -> None:
        """The file has the indicator's name, its decimals, a reading it has, and documents that are all used."""
        readings = {None, *(reading.key for reading in file.of.readings)}
        used = {key for of in file.sets for key in (of.counts, of.figures, (of.population or {}).get("document"))}
        used |= {summary.document for summary in file.summaries}

        assert (ANSWERS / f"{file.indicator}.toml").exists()
        assert {file.of.decimals} == {of.decimals for of in file.sets}
        assert {of.reading for of in file.sets} <= readings
        assert file.documents.keys() == used - {None}
        assert len({(of.title, str(answer)) for of, answer in file}) == len(list(file))

    def test_the_others(self) -> None:
        """Every other indicator is known to have none."""
        assert {indicator.id for indicator in CATALOGUE} - {file.indicator for file in FILES} == WITHOUT

    @every_answer
    def test_it_is_complete(self, file: AnswerFile, of: AnswerSet, answer: Answer) -> None:
        """Counts, population, sums and months are there as the unit and the check need them, and agreement is said of what was formed."""
        assert answer.how in HOW
        assert (answer.how == "not formed") == (answer.agrees is None)
        assert (answer.how == "from its authorities") == (answer.sums is not None)
        assert (answer.how == "from its months") == (answer.months is not None)
        assert (file.of.unit is Unit.PER_10_000) == (answer.population is not None) == (of.population is not None)
        assert (answer.agrees is False) == (answer.off is not None)
        assert re.fullmatch(r"\d{4}-\d{2}|31 March \d{4}|(Year to date at )?3[01] \w+ 2018", answer.period)

    @every_summary
    def test_it_adds_up(self, file: AnswerFile, summary: Summary) -> None:
        """What was checked agreed or disagreed, everything is accounted for, and what is amiss has a reason."""
        assert file.indicator
        assert summary.checked == summary.agreed + summary.disagreed
        assert summary.of == summary.checked + summary.no_cases + summary.not_formed
        assert bool(summary.disagreed) == bool(summary.why_disagreed)
        assert bool(summary.not_formed) == bool(summary.why_not_formed)


class TestAnswers:
    """The library's figure is the published one, or is said to disagree and does."""

    @every_answer
    def test_the_figure(self, file: AnswerFile, of: AnswerSet, answer: Answer) -> None:
        """Formed again it is what was published, unless it is said not to be; where a count is not printed nothing is formed."""
        if answer.agrees is None:
            counts = (answer.numerator, answer.denominator)
            assert any(isinstance(count, str) for count in counts) or counts == (None, None)
            return

        assert answer.agrees is (cell(answer.figure) in formed(file, of, answer))

    @every_answer
    def test_ties(self, file: AnswerFile, of: AnswerSet, answer: Answer) -> None:
        """An answer from exact counts is called a tie when it lies halfway between two figures, and only then."""
        counts = answer.sums if answer.sums is not None else printed(answer)
        exact = answer.agrees is not None and answer.how in {"from counts", "from its authorities"} and counts[-1] > 0
        if file.of.unit is Unit.PER_10_000 or not exact:
            assert not answer.tie
            return
        steps = Fraction(counts[0], TO) if file.of.unit is Unit.NUMBER else Fraction(counts[0] * 100 * 10**of.decimals, counts[-1])

        assert answer.tie is (steps.denominator == 2)

    @every_answer
    def test_sums(self, file: AnswerFile, of: AnswerSet, answer: Answer) -> None:
        """The sums of an area's authorities are near its counts as they are printed: to 10, and of several columns to 10 each."""
        assert of.counts in file.documents
        for whole, count in zip(answer.sums or (), printed(answer), strict=False):
            assert abs(whole - count) <= TO // 2 * len(of.columns["numerator"])

    @every_answer
    def test_those_that_disagree(self, file: AnswerFile, of: AnswerSet, answer: Answer) -> None:
        """So many more or fewer in the numerator give what was published, and no number nearer does."""
        if answer.off is None:
            assert answer.agrees is not False
            return
        count, cases = printed(answer)
        giving = [by for by in range(-abs(answer.off), abs(answer.off) + 1) if figure(file, of, answer, count + by, cases) == cell(answer.figure)]

        assert [answer.off] == [by for by in giving if abs(by) == min(map(abs, giving))]


def figures(file: AnswerFile, of: AnswerSet) -> Callable[[Row], Decimal | None]:
    """How the figure of a row of the counts is looked up."""
    if of.counts == of.figures:
        return lambda row: row.figure(of.columns["figure"])
    published = comparison_tool(str(file.documents[of.figures].file), decimals=of.decimals)
    return lambda row: published.get((row.year, row.number))


@needs_the_files
class TestTheFiles:
    """What is quoted is what the published files have, and the whole checks come out again."""

    @every_answer
    def test_what_is_quoted(self, file: AnswerFile, of: AnswerSet, answer: Answer) -> None:
        """Counts, months, sums and figure are those of the file, where it is one that is kept beside the project."""
        name = file.documents[of.counts].file
        if name is None:
            pytest.skip("its publication is not beside the project")
        year = ReportingYear.parse(answer.period).last.year
        (row,) = (each for each in table(name).rows if (each.name, each.year) == (answer.place, year))
        columns, denominator = tuple(of.columns.get("numerator", ())), of.columns.get("denominator", of.columns["figure"])

        assert cell(answer.figure) == figures(file, of)(row)
        if columns:
            counts = row.counts(*columns)
            assert answer.numerator == (row.cells[columns[0]] if counts is None else sum(counts))
            assert str(answer.denominator) == row.cells[denominator]
        if answer.months is not None:
            assert answer.months == row.counts(*MONTHS)
        if answer.sums is not None:
            rows = table(name).within(row)
            whole = [sum(total(rows, column) for column in columns), total(rows, denominator)]
            assert answer.sums == tuple(whole if columns else whole[1:])
            assert None not in [each.counts(*columns, denominator) for each in rows]

    @every_summary
    def test_it_is_counted_again(self, file: AnswerFile, summary: Summary) -> None:
        """The figures of a whole check are those of the files."""
        if summary.recount in {"records", "answers", "months", "months of areas"}:
            pytest.skip("it is counted by its own test")
        found = area_counts(file, summary) if summary.recount == "area counts" else percentages(file, summary)

        assert (summary.of, summary.checked, summary.agreed, summary.no_cases) == found


def area_counts(file: AnswerFile, summary: Summary) -> tuple[int, int, int, int]:
    """Of the counts of areas, how many there are, can be added up, are then the published ones, and are of nothing."""
    data, column = table(str(file.documents[str(summary.document)].file)), str(summary.column)
    whole = [area for area in data.areas if None not in [row.count(column) for row in data.within(area)]]
    return len(data.areas), len(whole), sum(rounded(total(data.within(area), column)) == area.count(column) for area in whole), 0


def percentages(file: AnswerFile, summary: Summary) -> tuple[int, int, int, int]:
    """Of the percentages of areas or authorities, how many there are, can be formed, are then the published ones, and have no cases."""
    of = file.sets[0]
    data, published = table(str(file.documents[of.counts].file)), figures(file, of)
    first = min(row.year for row in data.rows if published(row) is not None)
    rows = [row for row in (data.areas if summary.recount == "areas" else data.authorities) if row.year >= first]
    tallies = []
    for row in rows:
        parts = [
            tally_of(each, tuple(of.columns["numerator"]), of.columns["denominator"])
            for each in ([row] if row.level == AUTHORITY else data.within(row))
        ]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts):
            tallies.append((row, sum(known, start=Tally(0, 0))))
    some = [(row, tally) for row, tally in tallies if tally.denominator]
    agreed = sum(file.of.unit.figure(tally, decimals=file.of.decimals) == published(row) for row, tally in some)
    return len(rows), len(some), agreed, len(tallies) - len(some)


@pytest.mark.parametrize(
    "file", [file for file in FILES if any(each.recount == "answers" for each in file.summaries)], ids=lambda file: file.indicator
)
def test_a_summary_of_the_answers_themselves(file: AnswerFile) -> None:
    """Where all that was checked is quoted, the summary is of the authorities quoted."""
    summary = file.recounted("answers")
    quoted = [answer for _, answer in file if answer.place not in {"North East", "England"}]

    assert (summary.of, summary.agreed, summary.not_formed) == (
        len(quoted),
        sum(answer.agrees is True for answer in quoted),
        sum(answer.agrees is None for answer in quoted),
    )


@pytest.mark.parametrize("quoted", QUOTED, ids=lambda quoted: quoted.indicator.id)
def test_the_north_east_is_quoted_alike(quoted: Quoted) -> None:
    """What the tests of the region quote is what the pages show: each authority's counts, population and figure, in their order."""
    first = answer_file(quoted.indicator.id).sets[0]
    found = [[answer.numerator, answer.denominator, answer.population, cell(answer.figure)] for answer in first.answers[: len(POPULATIONS)]]
    rate = quoted.indicator.unit is Unit.PER_10_000
    expected = [[columns[0], None if rate else columns[1], POPULATIONS[number] if rate else None, columns[-1]] for number, columns in quoted.rows()]

    assert expected == [[None if isinstance(count, str) else count for count in row] for row in found]


def test_each_child_once_is_quoted_alike() -> None:
    """The children with an enquiry, and their rates, are those that the records of the region are made for."""
    _, children = answer_file("england.section_47_enquiries_per_10_000").sets

    assert list(CHILDREN.values()) == [(answer.numerator, answer.figure) for answer in children.answers]


def test_the_misses_are_quoted_alike() -> None:
    """The authorities that disagree are those that are known to."""
    answers = answer_file("england.icpc_within_15_working_days").sets[-1].answers
    found = [(ReportingYear.parse(answer.period).last.year, answer.place, answer.figure, answer.off) for answer in answers]

    assert [(year, *said) for (year, _), said in MISSES.items()] == found
