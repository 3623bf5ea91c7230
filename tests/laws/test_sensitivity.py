"""The laws of a figure in every reading: each is what computing it by itself gives, and one that cannot be computed says why."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from csc_indicators import (
    CATALOGUE,
    FaultyRecords,
    InvalidPeriod,
    OutsideCalendar,
    Population,
    UnknownName,
    WorkingDays,
    england,
    southend,
)
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.results.report import readings_table
from csc_indicators.results.sensitivity import Sensitivity
from tests.definitions.test_every_definition import SECOND, STRATEGIES

FEW = settings(max_examples=12)
EACH = pytest.mark.parametrize("name", [indicator.id for indicator in CATALOGUE])

#: Held in time from the discussion, late from the first one; the column of the section 47 enquiry is not there.
CONFERENCES = {
    "child": ["a", "b"],
    "strategy_discussion": ["2018-07-02", "2018-07-02"],
    "initial_strategy_discussion": ["2018-06-25", "2018-07-02"],
    "conference": ["2018-07-23", "2018-07-24"],
}


class TestEveryReading:
    """An ambiguous rule is computed in every reading, the adopted first. (Design: each indicator adopts one reading and names its rivals.)"""

    @EACH
    def test_each_is_what_computing_it_gives(self, name: str) -> None:
        """Readings, statements and figures are in the order of the definition, and are those of the slow implementation."""
        indicator = CATALOGUE.find(name)

        @FEW
        @given(STRATEGIES[name])
        def agrees(drawn: tuple[Any, date]) -> None:
            tables, as_at = drawn
            found = indicator.sensitivity(**tables, as_at=as_at)

            assert [(reading.key, reading.statement, reading is indicator.adopted, "") for reading in indicator.readings] == [
                (each.reading, each.statement, each.adopted, each.why) for each in found
            ]
            assert len(indicator.readings) == len(found)
            for each in found:
                alone = indicator.compute(**tables, as_at=as_at, reading=each.reading)
                assert each.result is not None
                assert SECOND[name, each.reading](tables, as_at) == (each.result.tally.numerator, each.result.tally.denominator)
                assert alone.series == each.result.series
                assert each is found[each.reading]
                assert f"{each.reading}: {alone.in_words(alone.tally)}{', adopted' if each.adopted else ''}" == str(each)

        agrees()

    def test_what_is_asked_is_asked_of_each(self) -> None:
        """The year, the calendar and the population are those of every reading."""
        need = {"child": ["a", "a"], "start": ["2018-04-02", "2018-04-03"], "end": [None, "2018-04-30"]}
        population = Population(number=1000, of="children", vintage="made up", source="made up")
        found = england.children_in_need_per_10_000.sensitivity(need, as_at="2018-04-30", population=population)

        assert ["10.0 per 10,000 (1), adopted", "20.0 per 10,000 (2)", "10.0 per 10,000 (1)"] == [str(each).partition(": ")[2] for each in found]

    def test_but_a_reading_is_not_asked_for(self) -> None:
        """All of them are computed, so none is named."""
        with pytest.raises(TypeError, match="sensitivity computes every reading"):
            southend.CP_3_10.sensitivity(CONFERENCES, as_at="2018-07-31", reading="section_47_start")

    def test_one_that_is_not_there(self) -> None:
        """A key that no reading has is an error that names those there are."""
        found = southend.CP_1_4.sensitivity(
            periods_of_care={"child": [], "start": [], "end": []}, visits={"child": [], "visited": []}, as_at="2018-07-31"
        )

        with pytest.raises(KeyError, match=r"no reading '31_working_days'. There are: 30_working_days, 42_calendar_days"):
            found["31_working_days"]


class TestWhatCannotBeComputed:
    """A rival that the records cannot be used in has no figure and says why; the adopted reading must be computable. (Settled rule 7.)"""

    def test_without_the_column_of_a_rival(self) -> None:
        """The reading that needs a column which is not there says which; the others have their figures."""
        found = southend.CP_3_10.sensitivity(CONFERENCES, as_at="2018-07-31")
        missing = found["section_47_start"]

        assert missing.result is None
        assert missing.why.startswith("conferences, column 'section_47_start': no such column, and this reading of the rule is computed from it.")
        assert f"section_47_start: no figure: {missing.why}" == str(missing)
        assert ["50.0% (1 of 2)", None, "0.0% (0 of 2)", "50.0% (1 of 2)"] == [
            None if each.result is None else each.result.in_words(each.result.tally) for each in found
        ]

    def test_without_the_column_of_the_adopted(self) -> None:
        """Records that the adopted reading cannot be computed from are refused, as by compute."""
        without = {name: CONFERENCES[name] for name in ("child", "conference")}
        with pytest.raises(FaultyRecords, match="strategy_discussion"):
            southend.CP_3_10.sensitivity(without, as_at="2018-07-31")

    def test_outside_the_calendar(self) -> None:
        """A rival whose due dates no calendar has says so; the adopted reading's are an error."""
        endless = attrs.evolve(
            southend.CP_3_10.rivals[0], measure=WithinLimit(start="strategy_discussion", end="conference", limit=WorkingDays(9000))
        )
        indicator = attrs.evolve(southend.CP_3_10, rivals=(endless,))
        adopted, rival = indicator.sensitivity(CONFERENCES, as_at="2018-07-31")

        assert adopted.result is not None
        assert rival.result is None
        assert "calendar" in rival.why
        with pytest.raises(OutsideCalendar):
            attrs.evolve(indicator, adopted=endless, rivals=()).sensitivity(CONFERENCES, as_at="2018-07-31")

    def test_an_edition_with_a_rule_of_its_own(self) -> None:
        """A former rule has no readings to lay side by side; it is computed by itself."""
        earlier = {**CONFERENCES, "section_47_timescale_start": CONFERENCES["strategy_discussion"]}

        with pytest.raises(UnknownName, match="Edition 1 of ICPC within 15 working days has a rule of its own, without readings"):
            england.icpc_within_15_working_days.sensitivity(earlier, year="2011-12")
        assert england.icpc_within_15_working_days.compute(earlier, year="2011-12").edition == 1

    def test_what_is_asked_must_be_right(self) -> None:
        """A period that cannot be read is an error, and no reading's fault."""
        with pytest.raises(InvalidPeriod):
            southend.CP_3_10.sensitivity(CONFERENCES, as_at="soon")


class TestItsForms:
    """The readings as a table, for a frame and for a report."""

    FOUND = southend.CP_3_10.sensitivity(CONFERENCES, as_at="2018-07-31")

    def test_as_columns(self) -> None:
        """A row to a reading; without a result there are no counts and no figure, and it says why."""
        columns = self.FOUND.columns()
        missing = self.FOUND["section_47_start"].why

        assert [reading.key for reading in southend.CP_3_10.readings] == columns["reading"]
        assert [True, False, False, False] == columns["adopted"]
        assert [1, None, 0, 1] == columns["numerator"]
        assert [2, None, 2, 2] == columns["denominator"]
        assert [50.0, None, 0.0, 50.0] == columns["figure"]
        assert ["", missing, "", ""] == columns["why_no_figure"]

    def test_no_figure_is_not_no_result(self) -> None:
        """Of no cases there is a result without a figure, whose own reason is given."""
        nobody: dict[str, list[Any]] = {name: [] for name in CONFERENCES}
        columns = southend.CP_3_10.sensitivity({**nobody, "section_47_start": []}, as_at="2018-07-31").columns()

        assert ([0] * 4, [None] * 4, ["there are no cases"] * 4) == (columns["denominator"], columns["figure"], columns["why_no_figure"])

    @pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
    def test_as_a_frame(self, library: Any) -> None:
        """The same columns in any dataframe library, numbers as numbers."""
        frame = self.FOUND.to_frame(library)

        assert list(self.FOUND.columns()) == list(frame.column_names if library == "pyarrow" else frame.columns)
        figures = frame["figure"].to_pylist() if library == "pyarrow" else frame["figure"].to_list()
        assert [50.0, 0.0, 50.0] == [figure for figure in figures if figure == figure and figure is not None]  # noqa: PLR0124 - pandas has NaN

    @pytest.mark.parametrize("library", ["polars", "pyarrow"])
    def test_types_do_not_depend_on_what_is_missing(self, library: Any) -> None:
        """A table in which no reading has counts, or one has not, has the types of one in which all have."""
        whole = southend.CP_3_10.sensitivity({**CONFERENCES, "section_47_start": CONFERENCES["strategy_discussion"]}, as_at="2018-07-31")
        none = attrs.evolve(whole, alternatives=tuple(attrs.evolve(each, result=None, why="not computed") for each in whole))

        def types(found: Sensitivity) -> list[str]:
            frame = found.to_frame(library)
            return [str(kind) for kind in (frame.schema.types if library == "pyarrow" else frame.dtypes)]

        assert types(whole) == types(self.FOUND) == types(none)

    def test_the_figures_are_of_the_unit(self) -> None:
        """Rates are rates in the table too."""
        need = {"child": ["a", "a"], "start": ["2018-04-02", "2018-04-03"], "end": [None, "2018-04-30"]}
        population = Population(number=1000, of="children", vintage="made up", source="made up")
        columns = england.children_in_need_per_10_000.sensitivity(need, as_at="2018-04-30", population=population).columns()

        assert ([10.0, 20.0, 10.0], [1, 2, 1]) == (columns["figure"], columns["numerator"])

    def test_in_a_report(self) -> None:
        """A row to a reading, the adopted one marked, with what it takes the rule to say."""
        table = readings_table(self.FOUND)

        assert "CP 3.10 in every reading of its rule" == table.title
        assert ("section_47_strategy_discussion (adopted)", "50.0% (1 of 2)", southend.CP_3_10.adopted.statement) == table.rows[0]
        assert ("section_47_start", self.FOUND["section_47_start"].why, southend.CP_3_10.rivals[0].statement) == table.rows[1]

    def test_in_words(self) -> None:
        """A line to a reading; its repr says how many there are."""
        assert [str(each) for each in self.FOUND] == str(self.FOUND).splitlines()
        assert "<Sensitivity of CP 3.10: 4 readings>" == repr(self.FOUND)
