"""The chart of what one family can move, and the revision triangle."""

import pytest

from csc_indicators import IN_MONTH, Tally, southend
from csc_indicators.example_council import Row, period_of_care_rows, visit_rows
from csc_indicators.indicators import front_door
from csc_indicators.publication.charts.families import Without, families_chart
from csc_indicators.publication.charts.revision_triangle import revision_triangle
from csc_indicators.readers import standard_safeguarding_dataset
from tests.publication.charts.test_drawing import words_of

HELD = {"child": list("abcde"), "family": [1, 1, 2, 3, 3], "strategy_discussion": ["2018-04-03"] * 5}
CONFERENCES = ["2018-04-25"] * 2 + ["2018-04-24"] * 3


def columns(rows: list[Row]) -> dict[str, list[str]]:
    """Rows of a file as columns."""
    return {name: [row[name] for row in rows] for name in rows[0]}


class TestFamilies:
    """The interval is taken two ways, and each arrow is the figure without one family."""

    def test_each_kind(self) -> None:
        """Families alike are one arrow, the one that moves the figure most first."""
        chart = families_chart(southend.CP_3_10.compute({**HELD, "conference": CONFERENCES}, as_at="2018-04-30"))

        assert (
            Without("without the family of 2, none in time", Tally(3, 3)),
            Without("without the family of 2, all in time", Tally(1, 3)),
            Without("without the child alone, in time", Tally(2, 4)),
        ) == chart.without
        assert (3, 0) == (chart.families, chart.more)

    def test_alike(self) -> None:
        """Of several alike it is said how many there are, and whether some of a family were in time."""
        held = {"child": list(range(6)), "family": [1, 1, 2, 2, 3, 4], "strategy_discussion": ["2018-04-03"] * 6}
        held["conference"] = ["2018-04-24", "2018-04-25"] * 2 + ["2018-04-25"] * 2
        chart = families_chart(southend.CP_3_10.compute(held, as_at="2018-04-30"))

        assert {"without one of 2 families of 2, 1 in time", "without one of 2 children alone, late"} == {each.words for each in chart.without}

    def test_six_kinds_at_most(self) -> None:
        """Families that move the figure less are counted and not drawn: one of 2 and two of 1."""
        held = {
            "child": list(range(37)),
            "family": [0, *(at for at in range(1, 9) for _ in range(at))],
            "strategy_discussion": ["2018-04-03"] * 37,
            "conference": ["2018-04-24"] * 21 + ["2018-04-25"] * 16,
        }
        chart = families_chart(southend.CP_3_10.compute(held, as_at="2018-04-30"))

        assert (6, 3) == (len(chart.without), chart.more)

    def test_one_family_is_all(self) -> None:
        """Without the only family nothing is left, and that is told as no figure."""
        held = {"child": ["a"], "family": [1], "strategy_discussion": ["2018-04-03"], "conference": ["2018-04-24"]}
        chart = families_chart(southend.CP_3_10.compute(held, as_at="2018-04-30"))

        assert "no figure" == chart.rows[-1][-1]
        assert "no figure" in words_of(chart.svg())

    def test_words(self) -> None:
        """Every label and figure of the table is text in the drawing."""
        chart = families_chart(southend.CP_3_10.compute({**HELD, "conference": CONFERENCES}, as_at="2018-04-30"))
        words = words_of(chart.svg())

        assert all(label.split(":")[-1].strip() in words or label.split(":")[0] in words for label, _ in chart.rows)
        assert all(part in words for _, figure in chart.rows for part in figure.split(" to "))

    def test_refused(self) -> None:
        """No cases, no families and no percentage are each said."""
        with pytest.raises(ValueError, match="has no cases"):
            families_chart(southend.CP_3_10.compute({**HELD, "conference": CONFERENCES}, as_at="2018-05-31", accumulation=IN_MONTH))
        without = {name: column for name, column in HELD.items() if name != "family"}
        with pytest.raises(ValueError, match="do not say who goes together"):
            families_chart(southend.CP_3_10.compute({**without, "conference": CONFERENCES}, as_at="2018-04-30"))
        with pytest.raises(TypeError, match="is no percentage"):
            families_chart(front_door.referrals.compute({"child": [1], "referral": ["2018-04-03"]}, as_at="2018-04-30"))


class TestRevisions:
    """A triangle of figures: each row begins with the first published, and says what it became and why."""

    REVISED = southend.CP_1_4.revisions(
        periods_of_care=columns(period_of_care_rows()),
        visits=columns(visit_rows()),
        as_at="2018-10-31",
        columns=standard_safeguarding_dataset.COLUMNS,
        date_format="dd/mm/yyyy",
    )

    def test_the_table(self) -> None:
        """Each row has the two figures and the causes, which add up to the change in counts."""
        chart = revision_triangle(self.REVISED)

        assert ("31 July 2018", "226 of 294", "76.9%", "234 of 294", "79.6%", "recorded late: +8 in time") == chart.rows[3]
        assert "nothing" == chart.rows[-1][-1]
        assert "6 of 7 have moved since first published. The one that moved most is of 31 July 2018" in chart.alternative

    def test_every_cell(self) -> None:
        """Every figure of the triangle is drawn, with by how much it has moved, and no cell before it was first published."""
        chart = revision_triangle(self.REVISED)
        axes = chart.figure().axes[0]
        texts = [text.get_text() for text in axes.texts]
        figures = [str(figure) for figure in self.REVISED.columns()["figure"]]

        assert 28 == len(axes.patches) == len(figures)
        assert figures == [text for text in texts if text[0] not in "+-"]
        assert ["+0.7"] * 6 + ["+2.1"] * 5 + ["+2.4"] * 4 + ["+2.7"] * 3 + ["+1.4"] * 2 + ["+1.7"] == [text for text in texts if text[0] in "+-"]

    def test_nothing_moved(self) -> None:
        """Of figures that stayed it is said that none moved."""
        held = {"child": ["a"], "strategy_discussion": ["2018-04-03"], "conference": ["2018-04-24"], "recorded": ["2018-04-24"]}
        chart = revision_triangle(southend.CP_3_10.revisions(held, as_at="2018-05-31"))

        assert chart.alternative.endswith("None of 2 figures has moved since it was first published.")
        assert "Nothing" not in words_of(chart.svg())

    def test_no_cases(self) -> None:
        """A month without cases has a dash and no move."""
        held = {"child": ["a"], "strategy_discussion": ["2018-05-03"], "conference": ["2018-05-24"], "recorded": ["2018-05-24"]}
        chart = revision_triangle(southend.CP_3_10.revisions(held, as_at="2018-05-31"))

        assert ("April 2018", "0 of 0", "-", "0 of 0", "-", "nothing") == chart.rows[0]
        assert ["-", "-", "100.0"] == [text.get_text() for text in chart.figure().axes[0].texts]

    def test_many_columns_make_it_wider(self) -> None:
        """Of a year and a half the cells stay as wide as their numbers."""
        held = {"child": ["a"], "strategy_discussion": ["2018-04-03"], "conference": ["2018-04-24"], "recorded": ["2018-04-24"]}
        few, many = (revision_triangle(southend.CP_3_10.revisions(held, as_at=day)).figure() for day in ("2018-05-31", "2019-03-31"))

        assert few.get_figwidth() < many.get_figwidth()
