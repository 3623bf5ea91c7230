"""The forms of a result: a tidy table in one schema, JSON that says what the figure rests on, and HTML that can be read aloud."""

import json
from datetime import date
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES, IN_MONTH, ROLLING_12_MONTHS, Result, england, southend
from csc_indicators.accumulations import Accumulation, parse_accumulation
from csc_indicators.frames import Library
from csc_indicators.results.html import report_as_html
from csc_indicators.results.report import report
from csc_indicators.results.result import RESULT_COLUMNS
from csc_indicators.results.revisions import Cause
from tests.oracle import percentage_half_up
from tests.strategies import Conference, as_at_days, conference_columns, conferences

LIBRARIES: tuple[Library, ...] = ("pandas", "polars", "pyarrow")
CLOSED = ENGLAND_AND_WALES.without([date(2018, 7, 9)], name="moving day")

CONFERENCES: dict[str, list[Any]] = {
    "child": ["a", "b", "c", "d"],
    "strategy_discussion": ["2018-05-01", "2018-07-02", "2018-07-02", "2018-09-08"],
    "conference": ["2018-05-09", "2018-07-23", "2018-07-24", None],
    "family": ["1", "2", "2", ""],
    "recorded": ["2018-05-09", "2018-07-23", "2018-09-24", None],
    "team": ["North", "South", "South", ""],
}
CARE: dict[str, Any] = {
    "periods_of_care": {"child": ["a", "b"], "start": ["2018-01-08", "2018-01-08"], "end": [None, None], "team": ["North", "South"]},
    "visits": {"child": ["a", "b"], "visited": ["2018-07-16", "2018-04-18"], "recorded": ["2018-07-17", "2018-05-04"]},
}


def cp_3_10(**asked: Any) -> Result[Any]:
    """CP 3.10 of four conferences, at the end of September unless another day is asked for."""
    return southend.CP_3_10.compute(CONFERENCES, **{"as_at": "2018-09-30", **asked})


def cp_1_4(**asked: Any) -> Result[Any]:
    """CP 1.4 of two children, at the end of July unless another day is asked for."""
    return southend.CP_1_4.compute(**CARE, **{"as_at": "2018-07-31", **asked})


def names(frame: Any, library: Library) -> list[str]:
    """The names of a frame's columns, by its own library."""
    return list(frame.column_names) if library == "pyarrow" else list(frame.columns)


def column(frame: Any, name: str, library: Library) -> list[Any]:
    """The values of a frame's column, what is missing being None."""
    if library == "pandas":
        return [None if value != value else value for value in frame[name].astype(object)]  # noqa: PLR0124 - NaN and NaT are not themselves
    return list(frame[name].to_list() if library == "polars" else frame[name].to_pylist())


RESULTS = {"gathered": cp_3_10, "snapshot": cp_1_4}


class TestColumns:
    """A result is a tidy table of one schema, whatever the indicator. (Peers 10.3: one result schema.)"""

    @pytest.mark.parametrize("library", LIBRARIES)
    @pytest.mark.parametrize("of", RESULTS)
    @pytest.mark.parametrize("by", [(), "team"])
    @pytest.mark.parametrize("known_on", [None, "2018-09-30"])
    def test_one_schema(self, of: str, library: Library, by: Any, known_on: str | None) -> None:
        """The names and their order are the same for every indicator and library, after those of the groups."""
        result = RESULTS[of](by=by, known_on=known_on)
        expected = [*(["team"] if by else []), *RESULT_COLUMNS]

        assert expected == list(result.columns()) == names(result.to_frame(library), library)

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_the_values_are_those_of_the_series(self, library: Library) -> None:
        """A row to a period: its days, its counts, its printed percentage and how it stands, or why there is none."""
        result = cp_3_10()
        frame = result.to_frame(library)
        tallies = [point.tally for point in result.series]

        assert [tally.numerator for tally in tallies] == column(frame, "numerator", library)
        assert [tally.denominator for tally in tallies] == column(frame, "denominator", library)
        assert [None, 100.0, 100.0, 66.7, 66.7, 66.7] == column(frame, "figure", library)
        assert ["there are no cases", *[""] * 5] == column(frame, "why_no_figure", library)
        assert ["", "meets the target", "meets the target", *["misses the target"] * 3] == column(frame, "standing", library)
        assert [90.0] * 6 == column(frame, "target", library)
        assert [True] * 6 == column(frame, "complete", library)

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_each_group_has_every_period(self, library: Library) -> None:
        """A row to a group and a period, groups in order, a blank label being one."""
        frame = cp_3_10(by="team", as_at="2018-06-15").to_frame(library)

        assert ["", "", "", "North", "North", "North", "South", "South", "South"] == [label or "" for label in column(frame, "team", library)]
        assert [True, True, False] * 3 == column(frame, "complete", library)
        assert [0, 0, 0, 0, 1, 1, 0, 0, 0] == column(frame, "denominator", library)

    @pytest.mark.parametrize("library", LIBRARIES)
    @pytest.mark.parametrize(("known_on", "expected"), [(None, None), ("2018-07-31", date(2018, 7, 31))])
    def test_the_day_it_was_known_on_is_a_date(self, library: Library, known_on: str | None, expected: date | None) -> None:
        """The column is one of dates, also when no day was asked for."""
        values = column(cp_3_10(known_on=known_on, as_at="2018-07-31").to_frame(library), "known_on", library)

        assert [expected] * 4 == [value.date() if hasattr(value, "date") else value for value in values]

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_no_rows(self, library: Library) -> None:
        """Without records there are no groups, and a table without rows has its columns."""
        empty: dict[str, list[Any]] = {name: [] for name in CONFERENCES}
        result = southend.CP_3_10.compute(empty, as_at="2018-07-31", by="team")

        assert ["team", *RESULT_COLUMNS] == names(result.to_frame(library), library)
        assert 4 == len(southend.CP_3_10.compute(empty, as_at="2018-07-31").columns()["first"])

    @pytest.mark.parametrize("library", ["polars", "pyarrow"])
    def test_types_do_not_depend_on_what_is_missing(self, library: Library) -> None:
        """A figure throughout, none at all, a target or none: every column is of one type in all of them."""
        nobody: dict[str, list[Any]] = {"child": [], "strategy_discussion": [], "conference": []}
        results = [
            southend.CP_3_10.compute(nobody, as_at="2018-04-30"),
            southend.CP_3_10.compute({name: CONFERENCES[name] for name in nobody}, as_at="2018-09-30"),
            england.icpc_within_15_working_days.compute(nobody, as_at="2018-04-30"),
        ]

        def types(frame: Any) -> list[str]:
            return [str(kind) for kind in (frame.schema.types if library == "pyarrow" else frame.dtypes)]

        assert types(results[0].to_frame(library)) == types(results[1].to_frame(library)) == types(results[2].to_frame(library))

    def test_without_a_target(self) -> None:
        """An indicator without a target has the columns, and nothing in them."""
        columns = england.icpc_within_15_working_days.compute(CONFERENCES, as_at="2018-07-31").columns()

        assert ([None] * 4, [""] * 4) == (columns["target"], columns["standing"])

    @pytest.mark.parametrize("library", LIBRARIES)
    def test_revisions_have_one_schema_too(self, library: Library) -> None:
        """The triangle is a tidy table of one schema, with what each figure was computed by and what each cause moved."""
        visits = {**CARE["visits"], "recorded": ["2018-07-17", "2018-06-04"]}
        of_events = southend.CP_3_10.revisions(CONFERENCES, as_at="2018-09-30")
        of_states = southend.CP_1_4.revisions(periods_of_care=CARE["periods_of_care"], visits=visits, as_at="2018-07-15")
        moved = [f"{cause.name.lower()}_{part}" for cause in Cause for part in ("numerator", "denominator")]
        expected = ["indicator", "edition", "reading", "accumulation", "calendar", "known_on", "version", "first", "last", "as_at"]
        expected += ["numerator", "denominator", "figure", *moved]

        for made in (of_events, of_states):
            assert expected == names(made.to_frame(library), library)
        frame = of_states.to_frame(library)
        assert of_states.first_published(0) != of_states.latest(0)
        assert sum(of_states.changes[list(Cause).index(Cause.RECORDED_LATE), 0].ravel()) == sum(column(frame, "recorded_late_numerator", library))
        assert {southend.CP_1_4.adopted.key} == set(column(frame, "reading", library))
        assert {"1"} == set(column(frame, "edition", library))


def no_constant(name: str) -> Any:
    """Infinities and what is not a number are no JSON."""
    raise AssertionError(name)


def read(result: Result[Any]) -> dict[str, Any]:
    """The result's JSON, read strictly."""
    said: dict[str, Any] = json.loads(result.to_json(), parse_constant=no_constant)
    return said


class TestJson:
    """JSON says the figure and everything it rests on, and names no child. (Peers 9: the result carries definition, version and arguments.)"""

    @settings(max_examples=40)
    @given(conferences(), as_at_days(), st.sampled_from([None, IN_MONTH, ROLLING_12_MONTHS]))
    def test_it_is_json_of_the_result(self, rows: list[Conference], as_at: date, accumulation: Accumulation | None) -> None:
        """Whatever the records, the JSON is strict, and its counts and texts are those of the result."""
        result = southend.CP_3_10.compute(conference_columns(rows), as_at=as_at, accumulation=accumulation)
        said = read(result)

        assert (result.tally.numerator, result.tally.denominator) == (said["numerator"], said["denominator"])
        assert [point.tally.denominator for point in result.series] == [point["denominator"] for point in said["series"]]
        assert [point.in_month.numerator for point in result.series] == [point["in_month"]["numerator"] for point in said["series"]]
        for point in [said, said["with_overdue"], *said["series"]]:
            expected = percentage_half_up(point["numerator"], point["denominator"], 1)
            assert (None if expected is None else str(expected)) == point["figure"]
        assert [case.row for case in result.breaches] == [breach["row"] for breach in said["breaches"]]
        assert sum(said["late_by_reason"].values()) == sum(breach["status"] == "late" for breach in said["breaches"])
        assert said["denominator"] == said["numerator"] + said["unknown"] + sum(said["late_by_reason"].values())

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"known_on": "2018-09-30"},
            {"reading": "30_working_days_in_this_period_of_care"},
            {"calendar": CLOSED},
            {"as_at": "2018-07-12"},
        ],
    )
    def test_the_figure_can_be_computed_again_from_what_it_says(self, asked: dict[str, Any]) -> None:
        """The indicator, edition, reading, accumulation, calendar, year, days and version are all there, and give the figure again."""
        said = read(cp_1_4(**asked))
        again = cp_1_4(
            calendar={str(calendar.edition): calendar for calendar in (ENGLAND_AND_WALES, CLOSED)}[said["calendar"]["edition"]],
            edition=said["edition"],
            accumulation=parse_accumulation(said["accumulation"]),
            **{name: said[name] for name in ("year", "as_at", "known_on", "reading")},
        )

        assert ("southend.cp_1_4", 1) == (said["indicator"], said["edition"])
        assert said == read(again)
        assert said["version"] == again.version
        assert f"{southend.CP_1_4.reasons.id} {southend.CP_1_4.reasons.version}" == said["reasons"]

    def test_dates_and_percentages_are_text(self) -> None:
        """Percentages are text because a JSON number would lose their decimals, and dates are ISO text."""
        said = read(cp_3_10())

        assert ("66.7", "90", "23.3", "2018-09-30") == (said["figure"], said["target"], said["shortfall"], said["as_at"])
        assert {"row": 3, "status": "late", "due": "2018-07-23", "happened": "2018-07-24", "working_days_late": 1, "reason": "Z90"} == said[
            "breaches"
        ][0]
        assert (None, "overdue") == (said["breaches"][1]["happened"], said["breaches"][1]["status"])
        assert (1, 0) == (said["cases_short"], said["waiting"])

    def test_no_figure(self) -> None:
        """Without a figure there is a reason, and everything that rests on the figure is null."""
        said = read(cp_3_10(as_at="2018-04-30"))

        assert "there are no cases" == said["why_no_figure"] == said["series"][-1]["why_no_figure"]
        assert [None] * 5 == [said[name] for name in ("figure", "shortfall", "cases_short", "standing", "interval")]

    def test_families(self) -> None:
        """The families, and by how much the one that moves the figure most moves it."""
        said = read(cp_3_10())
        alone = read(cp_1_4())

        assert (2, 1, 2, "-33.3") == tuple(said["families"][name] for name in ("families", "in_time", "largest", "largest_move"))
        assert said["interval"]["method"] == "Wilson score at the effective size of families"
        assert (None, "Wilson score") == (alone["families"], alone["interval"]["method"])

    def test_one_family_moves_nothing(self) -> None:
        """Without the one family there is no figure, so it has no move."""
        one = {name: values[1:3] for name, values in CONFERENCES.items()}

        assert read(southend.CP_3_10.compute(one, as_at="2018-09-30"))["families"]["largest_move"] is None

    def test_a_snapshot_has_no_month_of_its_own(self) -> None:
        """The points of a snapshot have no counts of a month alone."""
        assert not any("in_month" in point for point in read(cp_1_4())["series"])

    def test_groups_are_in_it(self) -> None:
        """The tallies by the groups asked for are there, labels and all."""
        tallies = read(cp_3_10(by="team"))["tallies"]

        assert ([[""], ["North"], ["South"]], ["team"]) == (tallies["groups"], tallies["by"])


LABELS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8) | st.sampled_from(["<b>x</b>", "&amp;", '"', "'", "]]>", "<script>"])


def parsed(html: str) -> ET.Element:
    """The HTML as a tree, which it is only when every tag is closed and every character that must be is escaped."""
    return ET.fromstring(f"<div>{html}</div>")  # noqa: S314 - our own


def texts(tree: ET.Element, path: str) -> list[str]:
    """The text of every element at a path."""
    return ["".join(element.itertext()) for element in tree.iterfind(path)]


class TestHtml:
    """A notebook shows a result as tables with captions and headings, without single cases, styles or scripts."""

    @pytest.mark.parametrize("of", RESULTS)
    @pytest.mark.parametrize("by", [(), "team"])
    def test_it_is_well_formed(self, of: str, by: Any) -> None:
        """Each table has a caption first, and every heading says what it heads."""
        tree = parsed(RESULTS[of](by=by)._repr_html_())
        tables = list(tree.iterfind("table"))

        assert len(tables) >= (3 if by else 2) - (of == "gathered")
        assert all(table[0].tag == "caption" and table[0].text for table in tables)
        assert {"col"} == {heading.get("scope") for heading in tree.iterfind("table/thead/tr/th")}
        assert {"row"} == {heading.get("scope") for heading in tree.iterfind("table/tbody/tr/th")}
        for table in tables:
            widths = {len(row) for row in table.iter("tr")}
            assert 1 == len(widths)
        assert {"div", "p", "strong", "small", "table", "caption", "thead", "tbody", "tr", "th", "td"} >= {element.tag for element in tree.iter()}

    @given(st.lists(LABELS, min_size=4, max_size=4, unique_by=lambda label: "".join(label.split()).casefold()))
    @settings(max_examples=40)
    def test_labels_are_escaped(self, labels: list[str]) -> None:
        """Whatever a group is called, its name is shown and is never markup."""
        columns = {**CONFERENCES, "<team & more>": labels}
        html = southend.CP_3_10.compute(columns, as_at="2018-09-30", by="<team & more>")._repr_html_()
        tree = parsed(html)
        groups = next(table for table in tree.iterfind("table") if "<team & more>" in str(table[0].text))

        assert {label.strip() or "not recorded" for label in labels} == set(texts(groups, "tbody/tr/th"))
        assert "<team" not in html
        assert "<team & more>" in unescape(html)

    def test_the_second_label_is_escaped_too(self) -> None:
        """Of groups by two columns, neither label is markup."""
        columns = {**CONFERENCES, "area": ["<b>East & West</b>"] * 4}
        html = southend.CP_3_10.compute(columns, as_at="2018-09-30", by=("team", "area"))._repr_html_()

        assert "<td>&lt;b&gt;East &amp; West&lt;/b&gt;</td>" in html
        assert "<b>" not in html

    def test_it_shows_no_case(self) -> None:
        """Single cases are left to the report: no row and no date of a record is shown."""
        html, whole = cp_3_10()._repr_html_(), report_as_html(report(cp_3_10()))

        assert "by row of conferences" not in html
        assert "24 Jul 2018" not in html
        assert "by row of conferences" in whole
        assert "24 Jul 2018" in whole
        parsed(whole)

    def test_it_says_what_it_rests_on(self) -> None:
        """The figure, the notes and the basis are there, as in the report in words."""
        result = cp_3_10(known_on="2018-09-30", calendar=CLOSED)
        said = "\n".join(texts(parsed(result._repr_html_()), "p"))

        assert "At 30 September 2018, as recorded by 30 September 2018: 100.0%" in said
        assert "For the council's own use" in said
        for what in (result.version, result.reading, result.calendar.edition, "as known on 2018-09-30", "southend.cp_3_10", "edition 1"):
            assert str(what) in said

    def test_notes_are_in_it(self) -> None:
        """What a reader must know about the records is said beside the figure."""
        columns = {"child": ["a"], "strategy_discussion": [None], "conference": ["2018-07-23"]}
        result = southend.CP_3_10.compute(columns, as_at="2018-07-31")

        assert f"Note: {result.notes[0]}" in texts(parsed(result._repr_html_()), "p")
