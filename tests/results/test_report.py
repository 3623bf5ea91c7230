"""A result in words: the figure, its target, its history, what stands beside it, its doubt and what is to come."""

from datetime import date
from typing import Any

import attrs
import pytest

from csc_indicators import ENGLAND_AND_WALES, Month, Population, Result, Target, england, southend
from csc_indicators.accumulations import IN_MONTH, IN_QUARTER, ROLLING_12_MONTHS, Accumulation, InPeriod, YearToDate
from csc_indicators.results.report import report, revisions_report

CONFERENCES: dict[str, list[Any]] = {
    "child": ["a", "b", "c", "d", "e"],
    "family": ["f", "f", "g", "", "h"],
    "strategy_discussion": ["2018-04-03", "2018-04-03", "2018-07-02", "2018-07-02", "2018-07-02"],
    "conference": ["2018-05-10", "2018-05-10", "2018-07-23", "2018-07-20", None],
    "recorded": ["2018-05-10", "2018-05-10", "2018-08-03", "2018-07-20", None],
    "team": ["North", "North", "South", "", "East"],
}
CARE: dict[str, Any] = {
    "periods_of_care": {"child": [1, 2], "start": ["2018-01-02", "2018-01-02"], "end": [None, None]},
    "visits": {"child": [1, 2], "visited": ["2018-07-20", "2018-04-20"]},
}


def events(**asked: Any) -> Result[Any]:
    """CP 3.10 of five conferences: two late, two in time, one overdue."""
    given: dict[str, Any] = {"as_at": "2018-07-31", **asked}
    return southend.CP_3_10.compute(CONFERENCES, **given)


def states(**asked: Any) -> Result[Any]:
    """CP 1.4 of two children, of whom one was not seen."""
    given: dict[str, Any] = {"as_at": "2018-07-31", **asked}
    return southend.CP_1_4.compute(**CARE, **given)


class TestTheSentences:
    """Each sentence is one fact of the result, in an order that a reader asks for them."""

    def test_the_figure_and_its_target(self) -> None:
        """The figure comes first, then the target, then what the figure is made of."""
        said = report(events()).sentences

        assert "At 31 July 2018: 50.0% (year to date, 2 of 4)." == said[0]
        assert "40.0 percentage points short of the target of 90%: it misses the target. 2 more in time would have met it." == said[1]
        assert "Of the 4: 2 in time, 2 late." == said[2]

    def test_the_history(self) -> None:
        """The last month alone, and what came since an earlier one."""
        said = report(events(), since=Month(2018, 5)).sentences

        assert "In July 2018 alone: 100.0% (2 of 2)." in said
        assert "At the end of May 2018 it was 0.0% (0 of 2); June to July 2018 alone: 100.0% (2 of 2)." in said
        assert any(sentence.startswith("Up 50.0 points") and sentence.endswith("which is better.") for sentence in said)

    def test_a_snapshot_since_then(self) -> None:
        """Of a snapshot the earlier figure is told, and nothing is said to have come in between."""
        said = report(states(), since=Month(2018, 5)).sentences

        assert "At the end of May 2018 it was 50.0% (1 of 2)." in said
        assert not any("alone" in sentence or "Beside" in sentence for sentence in said)

    def test_what_stands_beside(self) -> None:
        """Waiting and overdue are beside the figure, and it is told what it would be with the overdue."""
        said = report(events()).sentences

        assert any("Beside" in sentence and "0 waiting" in sentence and "1 overdue" in sentence for sentence in said)
        assert any("40.0% (2 of 5)" in sentence for sentence in said)

    def test_its_doubt(self) -> None:
        """The interval, the families, and the one that moves it most."""
        result = events()
        interval = result.interval()
        assert interval is not None
        said = " ".join(report(result).sentences)

        assert "{}% to {}%".format(*interval.percentages(1)) in said
        assert "2 of 3 were in time" in said
        assert "of 2 children, lowers it by 50.0" in said

    def test_what_is_to_come(self) -> None:
        """At the pace so far, or as many as are expected; never both."""
        pace, given = (" ".join(report(events(), remaining=remaining).sentences) for remaining in (None, 3))

        assert f"{events().remaining_at_this_pace} more will come" in pace
        assert "If 3 more come" in given
        assert "more will come" not in given
        assert not any("more come" in sentence for sentence in report(events(), remaining=0).sentences)

    def test_out_of_reach(self) -> None:
        """Once the target is out of reach, the month since when is told, and how many in a row it would take."""
        said = " ".join(report(events(), remaining=3).sentences)

        assert Month(2018, 5) == events().out_of_reach_after(7)
        assert "out of reach since the end of May 2018" in said
        assert "It would take 16 in time one after another" in said

    @pytest.mark.parametrize("month", [Month(2018, 3), Month(2018, 7), Month(2019, 1)])
    @pytest.mark.parametrize("of", [events, states])
    def test_since_a_month_without_an_earlier_figure(self, of: Any, month: Month) -> None:
        """What came since a month is told only where the series has a figure of it and goes on after it."""
        with pytest.raises(LookupError, match=f"no figure of {month} before its last"):
            report(of(), since=month)

    def test_a_part_month_is_a_part(self) -> None:
        """A month that is not over says so, and is not compared with the one before."""
        part = report(events(as_at="2018-07-25"))

        assert "part" in part.tables[0].rows[-1][0]
        assert not any("points compared" in sentence or "points since" in sentence for sentence in part.sentences)
        assert any("so far" in sentence for sentence in part.sentences)

    def test_a_low_target(self) -> None:
        """Where low is good, the words say how many fewer would have met the target."""
        indicator = attrs.evolve(southend.CP_3_10, good="low", target=Target(20, good="low"))
        said = report(indicator.compute(CONFERENCES, as_at="2018-07-31")).sentences

        assert "30.0 percentage points from the target of at most 20%: it misses the target. 2 fewer would have met it." == said[1]

    def test_a_target_that_is_met(self) -> None:
        """A target that is met is said to be, and nothing is short."""
        said = report(events(accumulation=IN_MONTH)).sentences

        assert "It meets the target of 90%." == said[1]

    def test_no_figure(self) -> None:
        """Without cases the report says why there is no figure, and doubts and foretells nothing."""
        said = report(southend.CP_3_10.compute({name: [] for name in CONFERENCES}, as_at="2018-07-31")).sentences

        assert "At 31 July 2018: no figure, because there are no cases." == said[0]
        assert not any("target" in sentence or "%" in sentence for sentence in said)

    def test_as_known(self) -> None:
        """A figure as known on a day says on which."""
        known = report(events(known_on="2018-07-31"))

        assert "At 31 July 2018, as recorded by 31 July 2018: 33.3% (year to date, 1 of 3)." == known.sentences[0]
        assert "as known on 2018-07-31" in known.basis
        assert "everything recorded" in report(events()).basis


RESIDENTS = Population(number=1000, of="children aged 0 to 17", vintage="mid-2018 estimate", source="made up")


class TestOfEveryUnit:
    """A report of a rate, a number or a share of what has a property says nothing of limits, targets or percentages that it has not."""

    REFERRALS: dict[str, list[Any]] = {
        "child": ["a", "b", "a"],
        "referral": ["2018-04-03", "2018-05-01", "2018-05-02"],
        "no_further_action": ["yes", "no", None],
        "team": ["North", "North", None],
    }

    def test_a_rate(self) -> None:
        """The rate, the number it rests on, its population with its source, the last month alone, and its doubt per 10,000."""
        said = report(england.referrals_per_10_000.compute(self.REFERRALS, as_at="2018-05-31", population=RESIDENTS))

        assert (
            "At 31 May 2018: 30.0 per 10,000 (year to date, 3).",
            "The population is 1,000 children aged 0 to 17, mid-2018 estimate (made up).",
            "In May 2018 alone: 20.0 per 10,000 (2).",
        ) == said.sentences[:3]
        assert said.sentences[3].endswith("could by chance have given 6.2 per 10,000 to 87.7 per 10,000 (95% confidence).")
        assert ("Month", "In the month", "per 10,000", "Year to date", "per 10,000") == said.tables[0].headings
        assert (("April 2018", "1", "10.0", "1", "10.0"), ("May 2018", "2", "20.0", "3", "30.0")) == said.tables[0].rows
        assert (1, 2, 3, 4) == said.tables[0].numeric
        assert ("The rate is of part of a year and not scaled up to a whole one.",) == said.notes

    @pytest.mark.parametrize(
        ("population", "why"), [(None, "the population was not given"), (attrs.evolve(RESIDENTS, number=0), "the population is 0")]
    )
    def test_a_rate_of_nobody(self, population: Population | None, why: str) -> None:
        """Without a figure it says why, how many there were, and nothing that rests on a figure."""
        said = report(england.referrals_per_10_000.compute(self.REFERRALS, as_at="2018-05-31", population=population))

        assert f"At 31 May 2018: no figure, because {why}; 3 counted." == said.sentences[0]
        assert (f"In May 2018 alone: no figure, because {why} (2).",) == said.sentences[1:]
        assert ("May 2018", "2", "", "3", why) == said.tables[0].rows[1]

    def test_a_number(self) -> None:
        """A number is said once, and a month has one column of it."""
        said = report(england.referrals.compute(self.REFERRALS, as_at="2018-05-31", by="team"))
        months, groups = said.tables

        assert "At 31 May 2018: 3 (year to date)." == said.sentences[0]
        assert "In May 2018 alone: 2." == said.sentences[1]
        assert any("have given 1 to 9 (95% confidence)" in sentence for sentence in said.sentences)
        assert (("Month", "In the month", "Year to date"), ("May 2018", "2", "3")) == (months.headings, months.rows[1])
        assert (("team", "Counted"), (("not recorded", "1"), ("North", "2"))) == (groups.headings, groups.rows)

    def test_a_rate_by_group(self) -> None:
        """Groups have their numbers and no rate, because the population is that of the whole."""
        groups = report(england.referrals_per_10_000.compute(self.REFERRALS, as_at="2018-05-31", population=RESIDENTS, by="team")).tables[1]

        assert ("By team, April to May 2018", ("team", "Counted"), (1,)) == (groups.title, groups.headings, groups.numeric)
        assert (("not recorded", "1"), ("North", "2")) == groups.rows

    def test_a_number_of_which_some_are_unknown(self) -> None:
        """What is counted and not in the numerator is told apart."""
        need = {"child": ["a", "b"], "referral": ["2018-04-03", None], "start": ["2018-04-03", None], "authorised": [None, None]}
        result = england.assessments_open_beyond_45_working_days.compute(need, as_at="2018-07-31")
        said = report(result).sentences

        assert "At 31 July 2018: 1 (1 of 2)." == said[0]
        assert "Of the 2: 1 yes, 1 unknown." == said[1]

    def test_a_share_of_what_has_a_property(self) -> None:
        """Cases with a property or without say so, and nothing waits or is late."""
        said = report(england.referrals_with_no_further_action.compute(self.REFERRALS, as_at="2018-05-31"))
        words = " ".join(said.sentences)

        assert "At 31 May 2018: 33.3% (year to date, 1 of 3)." == said.sentences[0]
        assert "Of the 3: 1 yes, 1 no, 1 unknown." == said.sentences[1]
        for strange in ("in time", "waiting", "overdue", "target", "late"):
            assert strange not in words
        assert ("referrals, row 3: whether it has the property is not recorded; counted in the denominator and not in the numerator.",) == said.notes

    def test_a_share_of_states_by_duration(self) -> None:
        """A state is of its day; the bands of its durations and their shares are a table of their own."""
        plans = {"child": ["a", "b", "c"], "start": ["2016-01-04", "2018-04-03", "2018-07-02"], "end": [None] * 3}
        result = england.plans_lasting_2_years_or_more.compute(plans, as_at="2018-07-31")
        said = report(result)

        assert "At 31 July 2018: 33.3% (1 of 3)." == said.sentences[0]
        (bands,) = (table for table in said.tables if table.title == "By duration")
        assert result.banded is not None
        assert tuple((name, str(number), "33.3%" if number else "0.0%") for name, number in result.banded.counts.items()) == bands.rows
        assert (("Duration", "Counted", "%"), (1, 2)) == (bands.headings, bands.numeric)


class TestTheTables:
    """Months, groups, reasons and breaches, each cell a text."""

    def test_the_months(self) -> None:
        """The months are each a row, those without cases too."""
        table = report(events()).tables[0]

        assert ["April 2018", "May 2018", "June 2018", "July 2018"] == [row[0] for row in table.rows]
        assert ("0 of 0", "no cases") == table.rows[2][1:3]
        assert ("2 of 4", "50.0%", "40.0", "misses the target") == table.rows[3][3:]
        assert "there are no cases" in table.rows[0]

    @pytest.mark.parametrize("accumulation", [IN_MONTH, IN_QUARTER, ROLLING_12_MONTHS, InPeriod(12)])
    def test_gathered_otherwise(self, accumulation: Accumulation) -> None:
        """Every accumulation has a table that fits its headings, and no prospects."""
        result = events(accumulation=accumulation)
        of = report(result)

        assert all({len(table.headings)} == {len(row) for row in table.rows} for table in of.tables)
        assert len(result.series) == len(of.tables[0].rows)
        assert f"({accumulation}, {result.tally})" in of.sentences[0]
        assert not any("more will come" in sentence for sentence in of.sentences)

    def test_snapshots(self) -> None:
        """A snapshot's table has a row to a day."""
        table = report(states()).tables[0]

        assert 4 == len(table.rows)
        assert ("1 of 2", "50.0%") == table.rows[-1][1:3]
        assert {len(table.headings)} == {len(row) for row in table.rows}

    def test_the_groups(self) -> None:
        """Each group has its row, those of no label as 'not recorded', and they add up."""
        table = next(table for table in report(events(by="team")).tables if table.title.startswith("By team"))

        assert {
            ("North", "0 of 2", "0.0%"),
            ("South", "1 of 1", "100.0%"),
            ("not recorded", "1 of 1", "100.0%"),
            ("East", "0 of 0", "no cases"),
        } == set(table.rows)

    def test_the_breaches(self) -> None:
        """Those of one family on one day are in one line, by row."""
        late, overdue = (table for table in report(events()).tables if table.headings[0] == "Row")

        assert [("1-2", "24 Apr 2018", "10 May 2018", "11")] == [row[:4] for row in late.rows]
        assert [("5", "23 Jul 2018", "not by 31 Jul 2018", "6")] == [row[:4] for row in overdue.rows]
        assert not any(table.headings[0] == "Row" for table in report(events(), cases=False).tables)

    def test_children_without_a_family_are_not_put_together(self) -> None:
        """Two children without a family, late on the same days, are a line each."""
        columns = {name: [values[0]] * 2 for name, values in CONFERENCES.items()} | {"child": ["a", "b"], "family": ["", ""]}
        late = report(southend.CP_3_10.compute(columns, as_at="2018-07-31")).tables[-1]

        assert ["1", "2"] == [row[0] for row in late.rows]

    def test_the_reasons(self) -> None:
        """The late cases by reason, which are as many as are late."""
        table = next(table for table in report(events()).tables if table.title.startswith("Why"))

        assert (("2", "Z90 Not recorded"),) == table.rows

    def test_the_basis(self) -> None:
        """What a figure was computed by is named, so that it can be computed again."""
        result = events()

        for part in ("southend.cp_3_10", "edition 1", result.reading, ENGLAND_AND_WALES.edition, result.version):
            assert part in report(result).basis


class TestRevisions:
    """Figures as first published and later, and what moved each."""

    def test_a_figure_that_moved(self) -> None:
        """A conference recorded in August moved July's figure, and was recorded late."""
        of = revisions_report(southend.CP_3_10.revisions(CONFERENCES, as_at="2018-09-30"))
        cells = {row[0]: row[1:] for row in of.tables[0].rows}

        assert ("33.3%", "50.0%") == cells["April to July 2018"][:2]
        assert (("April to July 2018", "recorded late", "+1", "+1"),) == of.tables[1].rows
        assert "1 of 6 figures has moved since first published, by 30 September 2018." == of.sentences[0]

    def test_a_figure_that_did_not_move(self) -> None:
        """Nothing moved is one table and no causes."""
        of = revisions_report(southend.CP_3_10.revisions(CONFERENCES, as_at="2018-06-30"))

        assert 1 == len(of.tables)
        assert "0 of 3 figures have moved since first published, by 30 June 2018." == of.sentences[0]
        assert "southend.cp_3_10" in of.basis

    def test_every_row_fits(self) -> None:
        """The triangle has a cell to each heading, on any day."""
        for as_at in ("2018-05-10", "2018-09-30", "2018-10-15"):
            for table in revisions_report(southend.CP_3_10.revisions(CONFERENCES, as_at=as_at)).tables:
                assert {len(table.headings)} == {len(row) for row in table.rows}

    def test_a_day_within_a_month_is_no_month_later(self) -> None:
        """Known at last within a month, a figure of the month before has no figure of a month later yet, and has one at last."""
        months = revisions_report(southend.CP_3_10.revisions(CONFERENCES, as_at="2018-08-31")).tables[0]
        within = revisions_report(southend.CP_3_10.revisions(CONFERENCES, as_at="2018-08-15")).tables[0]

        assert ("Figure of", "First published", "1 month later", "2 months later", "3 months later", "By 15 August 2018") == within.headings
        assert ("April to July 2018", "33.3%", "", "", "", "50.0%") == within.rows[3]
        assert ("April to July 2018", "33.3%", "50.0%", "", "", "50.0%") == months.rows[3]

    def test_what_it_rests_on(self) -> None:
        """One reading after another is named in their order, and what was always in use once."""
        columns = {**CONFERENCES, "initial_strategy_discussion": CONFERENCES["strategy_discussion"]}
        readings = {date(2018, 4, 1): southend.CP_3_10.adopted.key, date(2018, 6, 1): "initial_strategy_discussion"}
        basis = revisions_report(southend.CP_3_10.revisions(columns, as_at="2018-09-30", reading=readings)).basis

        assert "edition 1; reading section_47_strategy_discussion, then initial_strategy_discussion; England and Wales" in basis
        assert 1 == basis.count("England and Wales")


def held(*rows: tuple[str, str, str, str], **asked: Any) -> Result[Any]:
    """CP 3.10 of conferences: the family, the strategy discussion, the conference and the reason of each."""
    columns: dict[str, Any] = {
        name: [row[at] or None for row in rows] for at, name in enumerate(("family", "strategy_discussion", "conference", "reason"))
    }
    return southend.CP_3_10.compute({**columns, "child": list(range(len(rows)))}, **{"as_at": "2018-07-31", **asked})


IN_TIME, LATE = ("2018-07-02", "2018-07-03", ""), ("2018-04-03", "2018-07-03", "")


class TestWhoMovesIt:
    """The family that moves the figure most is told where one does."""

    def test_nobody(self) -> None:
        """Where every case is in time no family moves the figure, and nothing is said of one."""
        said = " ".join(report(held(("a", *IN_TIME), ("b", *IN_TIME))).sentences)

        assert "2 of 2 were in time" in said
        assert "The family that moves" not in said

    def test_one_family_is_one(self) -> None:
        """A single family is one in words, and is not left out."""
        said = " ".join(report(held(("a", *IN_TIME), ("a", *LATE))).sentences)

        assert "the 2 being 1 family that is judged together." in said
        assert "The family that moves" not in said

    def test_in_the_first_month_it_is_said_once(self) -> None:
        """In April the year to date is the month, so the family is told once; later it is told for the month alone too."""
        april = held(("a", "2018-04-03", "2018-04-04", ""), ("b", "2018-04-03", "2018-04-30", ""), as_at="2018-04-30")
        july = held(("a", *IN_TIME), ("b", *LATE), ("c", "2018-04-03", "2018-04-04", ""))

        assert [1, 2] == [sum("The family that moves" in sentence for sentence in report(result).sentences) for result in (april, july)]
        assert any(
            "The family that moves July 2018 alone most, of one child, raises it by 50.0 points." == sentence for sentence in report(july).sentences
        )


class TestTheYearEnd:
    """What is to come is told as far as it can be."""

    def test_counted_in_families(self) -> None:
        """A target that is neither safe nor out of reach has its probability, counted in families; any other has none."""
        result = held(*[(family, *IN_TIME) for family in "abcdefgh"], ("i", *LATE))
        open_still, lost, safe = (" ".join(report(of, remaining=remaining).sentences) for of, remaining in ((result, 9), (result, 0), (result, 1)))
        met = attrs.evolve(result, target=Target(10))

        assert "Counted in families" in open_still
        assert "the probability is" in open_still
        assert "Counted in families" not in lost
        assert "Counted in families" in safe
        assert "Counted in families" not in " ".join(report(met, remaining=9).sentences)
        assert "out of reach" in " ".join(report(attrs.evolve(result, target=Target(100)), remaining=9).sentences)
        assert "Counted in families" not in " ".join(report(attrs.evolve(result, target=Target(100)), remaining=9).sentences)

    def test_with_very_many_to_come_it_is_not_worked_out(self) -> None:
        """An exact probability of thousands of cases takes long, and is all but 0 or 1."""
        result = held(*[(family, *IN_TIME) for family in "abcdefgh"], ("i", *LATE))
        said = " ".join(report(result, remaining=5001).sentences)

        assert "If 5001 more come" in said
        assert "Counted in families" not in said

    def test_since_when_it_is_out_of_reach(self) -> None:
        """The month is that after which all that are expected in the whole year would not do, not the cases so far alone."""
        rows = [("a", "2018-03-01", "2018-04-05", ""), *[("b", "2018-05-01", "2018-05-04", "")] * 2, *[("c", *LATE)] * 2]
        said = " ".join(report(held(*rows), remaining=5).sentences)

        assert "With 10 in the whole year, the target has been out of reach since the end of July 2018." in said


class TestTheLines:
    """A line of the breaches is of one family, one due date and one conference."""

    @pytest.mark.parametrize(
        ("rows", "lines"),
        [
            ([("a", *LATE), ("a", *LATE)], ["1-2"]),
            ([("a", *LATE), ("b", *LATE), ("a", *LATE)], ["1, 3", "2"]),
            ([("a", *LATE), ("a", "2018-04-03", "2018-07-04", "")], ["1", "2"]),
            ([("a", *LATE), ("a", "2018-04-04", "2018-07-03", "")], ["1", "2"]),
            ([("", *LATE), ("", *LATE)], ["1", "2"]),
        ],
    )
    def test_together(self, rows: list[tuple[str, str, str, str]], lines: list[str]) -> None:
        """Only what is alike in all three is put in one line."""
        assert lines == [row[0] for row in report(held(*rows)).tables[-1].rows]

    def test_their_reasons(self) -> None:
        """Each reason of a line is named once."""
        line = report(held(("a", *LATE[:2], "F10"), ("a", *LATE[:2], "F10"))).tables[-1].rows[0]

        assert ["F10"] == [reason[:3] for reason in line[-1].split("; ")]


@pytest.mark.parametrize(
    ("accumulation", "said"),
    [
        (YearToDate(), "(year to date, 1 of 1)"),
        (YearToDate(9), "(year to date from 1 September, 1 of 1)"),
        (InPeriod(3, 2), "(in the quarter, years from 1 February, 1 of 1)"),
        (InPeriod(3), "(in the quarter, 1 of 1)"),
    ],
)
def test_a_year_from_another_month_is_named(accumulation: Accumulation, said: str) -> None:
    """A year is taken to begin in April, so one that does not is named."""
    assert said in report(held(("a", *IN_TIME), accumulation=accumulation)).sentences[0]
