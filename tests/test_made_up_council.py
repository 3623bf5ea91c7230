"""The made-up council: whatever its size and its seed, its records keep the rules of the tables and hang together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES
from csc_indicators.errors import OutsideCalendar
from csc_indicators.made_up_council import MadeUpTable, made_up_council
from csc_indicators.reasons.delay import LATE_CONFERENCE
from csc_indicators.records.constraints import constraint_faults
from csc_indicators.records.intake import Intake
from csc_indicators.records.table import Kind
from csc_indicators.records.tables import TABLES

Row = dict[str, Any]

#: The columns of each table and what they hold, as agreed with those who use them.
COLUMNS = {
    "referrals": "child referral decision no_further_action date_of_birth expected_date_of_birth family team",
    "need_episodes": "child start end no_further_action family",
    "assessments": "child referral start authorised family",
    "section_47_enquiries": "child start end family",
    "conferences": "child strategy_discussion section_47_start conference transfer_in notified family",
    "plans": "child start end conference previous_plans family",
    "plan_reviews": "child reviewed",
    "plan_visits": "child visited",
    "core_groups": "child conference core_group family",
    "periods_of_care": "child start end family",
    "visits": "child visited",
}
KINDS = {"child": "int64", "family": "int64", "previous_plans": "int64", "team": "<U5", "no_further_action": "bool", "transfer_in": "bool"}
BIRTHS = {"date_of_birth", "expected_date_of_birth"}


@attrs.frozen
class Council:
    """What a council is made from."""

    children: int
    first_year: int = 2009
    years: int = 10
    seed: int = 1
    extracted: date | None = None

    @property
    def first(self) -> date:
        """The first day of the records."""
        return date(self.first_year, 4, 1)

    @property
    def last(self) -> date:
        """The day of the extract."""
        return self.extracted or date(self.first_year + self.years, 3, 31)


@lru_cache(maxsize=8)
def made(council: Council) -> dict[str, MadeUpTable]:
    """The council's tables, which nobody changes."""
    return made_up_council(**attrs.asdict(council))


def rows(council: Council, table: str) -> list[Row]:
    """The rows of one table, with None for a blank."""
    columns = made(council)[table]
    return [dict(zip(columns, values, strict=True)) for values in zip(*(column.tolist() for column in columns.values()), strict=True)]


def by_child(of: Iterable[Row], *, order: str) -> dict[int, list[Row]]:
    """The rows of each child in the order of a date."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(of, key=lambda row: row[order]):
        found[row["child"]].append(row)
    return found


def neighbours(of: Iterable[Row], *, order: str) -> Iterator[tuple[Row, Row]]:
    """Each row of a child and the next."""
    for own in by_child(of, order=order).values():
        yield from pairwise(own)


def within(day: date, spell: Row) -> bool:
    """Whether a day is after the start of a spell and not after its end."""
    return spell["start"] < day and (spell["end"] is None or day <= spell["end"])


LARGE = Council(children=6_000)


@st.composite
def councils(draw: st.DrawFn) -> Council:
    """Councils of any small size, over any few years, and extracts of any day in them."""
    first_year, years = draw(st.integers(1997, 2016)), draw(st.integers(1, 12))
    whole = Council(draw(st.integers(0, 30) | st.integers(0, 1500)), first_year, years, draw(st.integers(0, 2**64)))
    return attrs.evolve(whole, extracted=draw(st.none() | st.dates(whole.first, whole.last)))


def clause(test: Any) -> Any:
    """A test of every council, a large one always among them."""
    return settings(max_examples=30)(example(council=LARGE)(given(council=councils())(test)))


class TestTheTables:
    """Every table has its columns, of one length, and the types that its columns are of (the tables of records)."""

    @clause
    @example(council=Council(children=0))
    @example(council=Council(children=1, years=1))
    def test_columns(self, council: Council) -> None:
        """Tables with and without rows have the same columns of the same types."""
        tables = made(council)

        assert {name: set(columns.split()) for name, columns in COLUMNS.items()} == {name: set(columns) for name, columns in tables.items()}
        for columns in tables.values():
            assert {name: KINDS.get(name, "datetime64[D]") for name in columns} == {name: str(column.dtype) for name, column in columns.items()}
            assert 1 == len({column.shape for column in columns.values()})

    def test_they_are_of_the_kinds_that_the_library_reads(self) -> None:
        """Every column is the library's own, of the kind that its table says; the team alone is the council's."""
        expected = {Kind.ID: "int64", Kind.DATE: "datetime64[D]", Kind.COUNT: "int64"}  # what is yes or no, of either kind, is a bool
        kinds = {(table.name, column.name): expected.get(column.kind, "bool") for table in TABLES for column in table} | {
            ("referrals", "team"): "<U5"
        }
        found = {(name, column): str(values.dtype) for name, columns in made(LARGE).items() for column, values in columns.items()}

        assert set(found) <= set(kinds)
        assert {where: kinds[where] for where in found} == found

    @clause
    def test_the_library_finds_no_fault(self, council: Council) -> None:
        """Read as a caller's own, the tables break no constraint that the library knows of."""
        for table in TABLES:
            if table.name in made(council):
                intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=LATE_CONFERENCE)
                columns = {name: values for name, values in made(council)[table.name].items() if name != "team"}
                constraint_faults(intake, intake.read(table, columns, {}))

                assert [] == intake.faults

    def test_no_children(self) -> None:
        """A council without children has no rows, however many years it has."""
        assert {0} == {len(column) for columns in made(Council(children=0, years=30)).values() for column in columns.values()}

    @given(st.integers(0, 500))
    def test_one_child(self, seed: int) -> None:
        """A council of one child has referrals of that child or of nobody."""
        assert {row["child"] for row in rows(Council(children=1, years=30, seed=seed), "referrals")} <= {1}

    @given(st.integers(0, 40), st.integers(1, 50), st.integers(0, 9))
    def test_there_are_no_more_children_than_there_are(self, children: int, years: int, seed: int) -> None:
        """However long the records, no more children come than the council has."""
        assert len({row["child"] for row in rows(Council(children, 1990, years, seed), "referrals")}) <= children


class TestReferrals:
    """A child is referred once a day, and the decision is not before (DfE children in need census guide 2023-24, section 4.2)."""

    @clause
    def test_once_a_day(self, council: Council) -> None:
        """No two referrals of one child are on one day."""
        assert [1] * len(rows(council, "referrals")) == list(Counter((row["child"], row["referral"]) for row in rows(council, "referrals")).values())

    @clause
    def test_decisions(self, council: Council) -> None:
        """A decision is on the day of the referral or up to 3 working days after; only what is decided has no further action."""
        for row in rows(council, "referrals"):
            if row["decision"] is not None:
                assert row["decision"] >= row["referral"]
                assert 0 <= ENGLAND_AND_WALES.between(row["referral"], row["decision"]) <= 3
            assert row["decision"] is not None or not row["no_further_action"]

    @clause
    def test_births(self, council: Council) -> None:
        """A child is born or expected, never both; nobody is referred over 40 weeks before birth or after childhood (validation rule 8606)."""
        for row in rows(council, "referrals"):
            born, expected = row["date_of_birth"], row["expected_date_of_birth"]

            assert (born is None) != (expected is None)
            assert born is None or born <= council.last
            assert expected is None or expected > row["referral"]
            assert -40 * 7 <= (row["referral"] - (born or expected)).days < 18 * 365

    @clause
    @example(council=Council(children=100_000, seed=7))
    def test_a_birth_is_one(self, council: Council) -> None:
        """A child is born once, in one family, with one team."""
        said: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
        for row in rows(council, "referrals"):
            said[row["child"]].add((row["date_of_birth"], row["expected_date_of_birth"], row["family"], row["team"]))

        assert all(len(births) == 1 for births in said.values())


class TestEpisodesOfNeed:
    """A referral opens an episode of need, which ends before the next (DfE children in need census)."""

    @clause
    def test_one_a_referral(self, council: Council) -> None:
        """Each referral has one episode, from its day; where nothing further follows, it ends with the decision."""
        referrals = {(row["child"], row["referral"]): row for row in rows(council, "referrals")}
        episodes = rows(council, "need_episodes")

        assert list(referrals) == [(row["child"], row["start"]) for row in episodes]
        for episode in episodes:
            referral = referrals[episode["child"], episode["start"]]
            assert referral["no_further_action"] == episode["no_further_action"]
            assert not episode["no_further_action"] or referral["decision"] == episode["end"]

    @clause
    def test_in_order(self, council: Council) -> None:
        """No episode ends before it starts, or on or after the start of the child's next; an open one is the last."""
        assert all(row["end"] is None or row["start"] <= row["end"] for row in rows(council, "need_episodes"))
        assert all(one["end"] is not None and one["end"] < next_["start"] for one, next_ in neighbours(rows(council, "need_episodes"), order="start"))

    @pytest.mark.parametrize(
        ("table", "days"),
        [
            ("assessments", ("start", "authorised")),
            ("section_47_enquiries", ("start", "end")),
            ("conferences", ("strategy_discussion", "conference", "notified")),
            ("plans", ("start", "end")),
            ("core_groups", ("core_group",)),
            ("plan_reviews", ("reviewed",)),
            ("plan_visits", ("visited",)),
            ("periods_of_care", ("start", "end")),
            ("visits", ("visited",)),
        ],
    )
    @clause
    def test_everything_happens_in_one(self, council: Council, table: str, days: tuple[str, ...]) -> None:
        """Whatever happens to a child happens in an episode of that child, in which further action is taken."""
        episodes = by_child((row for row in rows(council, "need_episodes") if not row["no_further_action"]), order="start")
        happened = [(row["child"], row[day]) for row in rows(council, table) for day in days if row[day] is not None]

        assert all(any(e["start"] <= day and (e["end"] is None or day <= e["end"]) for e in episodes[child]) for child, day in happened)


class TestAssessments:
    """An assessment follows a referral and is authorised after it starts (Working Together: 45 working days from the referral)."""

    @clause
    def test_dates(self, council: Council) -> None:
        """It starts up to 5 days after a referral of the child, is authorised no earlier, and each referral has at most one."""
        referrals = Counter((row["child"], row["referral"]) for row in rows(council, "referrals"))
        assessments = rows(council, "assessments")

        assert Counter((row["child"], row["referral"]) for row in assessments) <= referrals
        assert all(0 <= (row["start"] - row["referral"]).days <= 5 for row in assessments)
        assert all(row["authorised"] is None or row["start"] <= row["authorised"] for row in assessments)


class TestEnquiries:
    """Enquiries of one child do not overlap, and no two start on one day (validation rule 8839)."""

    @clause
    def test_apart(self, council: Council) -> None:
        """An enquiry ends no earlier than it starts, and before the child's next starts."""
        enquiries = rows(council, "section_47_enquiries")

        assert all(row["end"] is None or row["start"] <= row["end"] for row in enquiries)
        assert all(one["end"] is not None and one["end"] < next_["start"] for one, next_ in neighbours(enquiries, order="start"))


class TestConferences:
    """A conference follows an enquiry, but for a child who moved in on a plan (the children in need census guide)."""

    @clause
    def test_where_they_come_from(self, council: Council) -> None:
        """The strategy discussion is the start of an enquiry; who moved in has none, and is notified of on the day of a referral."""
        enquiries = {(row["child"], row["start"]) for row in rows(council, "section_47_enquiries")}
        referrals = {(row["child"], row["referral"]) for row in rows(council, "referrals")}
        for row in rows(council, "conferences"):
            if row["transfer_in"]:
                assert (None, None) == (row["strategy_discussion"], row["section_47_start"])
                assert (row["child"], row["notified"]) in referrals - enquiries
            else:
                assert row["notified"] is None
                assert (row["child"], row["strategy_discussion"]) in enquiries

    @clause
    def test_in_order(self, council: Council) -> None:
        """A conference is on a working day after what leads to it, and the enquiry is entered on no later day."""
        for row in rows(council, "conferences"):
            begun = row["notified"] or row["strategy_discussion"]
            if row["conference"] is not None:
                assert ENGLAND_AND_WALES.is_working_day(row["conference"])
                assert 5 <= ENGLAND_AND_WALES.between(begun, row["conference"]) < 40
                assert row["section_47_start"] is None or row["section_47_start"] <= row["conference"]
            assert row["section_47_start"] is None or row["section_47_start"] >= begun

    @clause
    def test_once(self, council: Council) -> None:
        """No child has two conferences from one day, or on one."""
        for day in ("strategy_discussion", "notified", "conference"):
            assert {1} >= set(Counter((row["child"], row[day]) for row in rows(council, "conferences") if row[day] is not None).values())


class TestPlans:
    """Plans start with a conference, end after they start, and are one at a time (DfE children in need census validation)."""

    @clause
    def test_from_a_conference(self, council: Council) -> None:
        """A plan starts on the day of the child's conference."""
        held = {(row["child"], row["conference"]) for row in rows(council, "conferences")}

        assert all(row["start"] == row["conference"] and (row["child"], row["start"]) in held for row in rows(council, "plans"))

    @clause
    def test_apart(self, council: Council) -> None:
        """A plan ends after the day it starts, and before the child's next starts."""
        plans = rows(council, "plans")

        assert all(row["end"] is None or row["start"] < row["end"] for row in plans)
        assert all(one["end"] is not None and one["end"] < next_["start"] for one, next_ in neighbours(plans, order="start"))

    @clause
    def test_childhood(self, council: Council) -> None:
        """No plan goes on after a child is 18."""
        born = {row["child"]: row["date_of_birth"] or row["expected_date_of_birth"] for row in rows(council, "referrals")}

        assert all(((row["end"] or council.last) - born[row["child"]]).days <= 6575 for row in rows(council, "plans"))

    @clause
    def test_previous_plans(self, council: Council) -> None:
        """Each plan of a child counts one more than the one before it; the first counts those from before the records, of who was born then."""
        born = {row["child"]: row["date_of_birth"] or row["expected_date_of_birth"] for row in rows(council, "referrals")}
        for child, plans in by_child(rows(council, "plans"), order="start").items():
            before = plans[0]["previous_plans"]

            assert [before + number for number in range(len(plans))] == [plan["previous_plans"] for plan in plans]
            assert 0 <= before <= (2 if born[child] < council.first else 0)

    @clause
    @example(council=Council(children=6_000, first_year=2007))  # the last day is a Friday
    def test_reviews(self, council: Council) -> None:
        """A review is after the start of a plan of the child and not after its end; no two are on one day."""
        plans = by_child(rows(council, "plans"), order="start")
        reviews = rows(council, "plan_reviews")

        assert all(any(within(row["reviewed"], plan) for plan in plans[row["child"]]) for row in reviews)
        assert {1} >= set(Counter((row["child"], row["reviewed"]) for row in reviews).values())
        assert all(ENGLAND_AND_WALES.is_working_day(row["reviewed"]) for row in reviews)

    @clause
    def test_no_review_is_missing(self, council: Council) -> None:
        """In a plan there are never more than 8 months without a review, nor 4 at its start."""
        reviews = by_child(rows(council, "plan_reviews"), order="reviewed")
        for plan in rows(council, "plans"):
            held = [row["reviewed"] for row in reviews[plan["child"]] if within(row["reviewed"], plan)]
            gaps = [(later - day).days for day, later in pairwise([plan["start"], *held, plan["end"] or council.last])]

            assert gaps[0] <= 120
            assert all(gap <= 235 for gap in gaps)
            assert all(gap >= 50 for gap in gaps[:-1])

    @clause
    def test_visits(self, council: Council) -> None:
        """A visit is on a working day in a plan of the child; two in one plan are 5 working days apart or more."""
        plans = by_child(rows(council, "plans"), order="start")
        visits = by_child(rows(council, "plan_visits"), order="visited")
        seen = {
            child: [[day for day in (row["visited"] for row in own) if within(day, plan)] for plan in plans[child]] for child, own in visits.items()
        }

        assert len(rows(council, "plan_visits")) == sum(len(days) for own in seen.values() for days in own)
        for days in (days for own in seen.values() for days in own):
            assert all(ENGLAND_AND_WALES.is_working_day(day) for day in days)
            assert all(ENGLAND_AND_WALES.between(day, later) >= 5 for day, later in pairwise(days))

    @clause
    def test_core_groups(self, council: Council) -> None:
        """Each plan has a core group, which is held or to be held within 20 working days."""
        groups = rows(council, "core_groups")

        assert [(row["child"], row["start"]) for row in rows(council, "plans")] == [(row["child"], row["conference"]) for row in groups]
        held = [row for row in groups if row["core_group"] is not None]
        assert all(2 <= ENGLAND_AND_WALES.between(row["conference"], row["core_group"]) < 20 for row in held)


class TestCare:
    """A child is looked after once at a time, and until 18 (the table of periods of care; Children Act 1989, section 105)."""

    @clause
    def test_apart(self, council: Council) -> None:
        """A period ends no earlier than it starts, and before the child's next starts; nobody is in care as an adult."""
        born = {row["child"]: row["date_of_birth"] or row["expected_date_of_birth"] for row in rows(council, "referrals")}
        periods = rows(council, "periods_of_care")

        assert all(row["end"] is None or row["start"] <= row["end"] for row in periods)
        assert all(one["end"] is not None and one["end"] < next_["start"] for one, next_ in neighbours(periods, order="start"))
        assert all(((row["end"] or council.last) - born[row["child"]]).days <= 6575 for row in periods)

    @clause
    def test_visits(self, council: Council) -> None:
        """A visit is on a working day in a period of care of the child, once a day and three weeks apart or nearly."""
        periods = by_child(rows(council, "periods_of_care"), order="start")
        visits = rows(council, "visits")

        assert all(ENGLAND_AND_WALES.is_working_day(row["visited"]) for row in visits)
        assert all(any(within(row["visited"], period) for period in periods[row["child"]]) for row in visits)
        assert {1} >= set(Counter((row["child"], row["visited"]) for row in visits).values())


class TestTheDaysOfTheRecords:
    """Nothing is before 1 April of the first year or after the day of the extract (the extract)."""

    @clause
    def test_every_date(self, council: Council) -> None:
        """Every date but a birth is in the records."""
        for table in COLUMNS:
            for row in rows(council, table):
                assert all(council.first <= value <= council.last for name, value in row.items() if isinstance(value, date) and name not in BIRTHS)

    @clause
    def test_the_order_of_rows(self, council: Council) -> None:
        """Rows are in the order of the day on which each began, then of the children."""
        begins = {"referrals": "referral", "assessments": "start", "plan_reviews": "reviewed", "plan_visits": "visited", "visits": "visited"}
        begins |= {"core_groups": "conference", "conferences": "strategy_discussion"}
        for table in COLUMNS:
            found = [(row[begins.get(table, "start")] or row["notified"], row["child"]) for row in rows(council, table)]

            assert sorted(found) == found

    @settings(max_examples=20)
    @given(councils(), st.data())
    def test_an_earlier_extract(self, council: Council, data: st.DataObject) -> None:
        """An extract of an earlier day has what had begun by then, with what came later blank, and is otherwise the same."""
        self.check_earlier_extract(council, data.draw(st.dates(council.first, council.last)))

    @pytest.mark.parametrize("day", [date(2018, 10, 15) + timedelta(n) for n in range(12)])
    def test_an_earlier_extract_of_many(self, day: date) -> None:
        """So it is day by day, in a council where something happens on every one; and who is undecided on that day may yet be helped."""
        self.check_earlier_extract(Council(children=30_000, seed=3), day)
        referrals = rows(Council(children=30_000, seed=3, extracted=day), "referrals")

        assert not any(row["no_further_action"] for row in referrals if row["decision"] is None)

    def check_earlier_extract(self, council: Council, day: date) -> None:
        """The tables as of an earlier day are those of the council cut at it."""
        earlier = attrs.evolve(council, extracted=day)
        begins = {"referrals": "referral", "assessments": "start", "plan_reviews": "reviewed", "plan_visits": "visited", "visits": "visited"}
        begins |= {"core_groups": "conference", "conferences": "strategy_discussion"}
        for table in COLUMNS:
            begun = [row for row in rows(council, table) if (row[begins.get(table, "start")] or row["notified"]) <= earlier.last]

            assert [cut(row, earlier.last) for row in begun] == [cut(row, earlier.last) for row in rows(earlier, table)]

    def test_last_year_but_one_of_the_calendar(self) -> None:
        """The years go as far as the calendar, and no further."""
        assert made(Council(children=3_000, first_year=2040, years=13))
        with pytest.raises(OutsideCalendar):
            made_up_council(children=3_000, first_year=2040, years=15)


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last of its month."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    return max(first + timedelta(n) for n in range(day.day) if (first + timedelta(n)).month == first.month)


def cut(row: Row, day: date) -> Row:
    """A row without what came after a day, and without births, which depend on what was known."""
    known = {name: None if isinstance(value, date) and value > day else value for name, value in row.items() if name not in BIRTHS}
    return known | {"no_further_action": row.get("no_further_action") and known.get("decision", known.get("end")) is not None}


class TestChance:
    """One seed makes one council, of any version of numpy; another makes another (the extract)."""

    @settings(max_examples=10)
    @given(councils())
    def test_the_same_again(self, council: Council) -> None:
        """The same arguments make the same columns in the same order."""
        again = made_up_council(**attrs.asdict(council))

        assert [(table, *columns) for table, columns in made(council).items()] == [(table, *columns) for table, columns in again.items()]
        for table, columns in made(council).items():
            for name, column in columns.items():
                np.testing.assert_array_equal(column, again[table][name])

    @given(st.integers(0, 2**64), st.integers(1, 1000))
    @settings(max_examples=10)
    def test_another_seed(self, seed: int, more: int) -> None:
        """Another seed makes other referrals."""
        one, other = (rows(Council(2_000, years=2, seed=number), "referrals") for number in (seed, seed + more))

        assert one != other

    def test_it_is_not_changed_unawares(self) -> None:
        """The rows of one council, pinned: whoever changes what is drawn changes the figures of examples and timings."""
        expected = [
            ("referrals", 10694),
            ("need_episodes", 10694),
            ("assessments", 9663),
            ("section_47_enquiries", 3560),
            ("conferences", 1368),
            ("plans", 1171),
            ("core_groups", 1171),
            ("plan_reviews", 2775),
            ("plan_visits", 22725),
            ("periods_of_care", 395),
            ("visits", 5960),
        ]

        assert expected == [(table, len(columns["child"])) for table, columns in made(Council(children=20_000)).items()]


class TestWrongArguments:
    """What cannot be made is refused, and told why."""

    @pytest.mark.parametrize(("children", "years"), [(-1, 10), (10, 0), (10, -3)])
    def test_numbers(self, children: int, years: int) -> None:
        """There are no fewer than no children, and no fewer than one year."""
        with pytest.raises(ValueError, match="0 children or more and 1 year or more"):
            made_up_council(children=children, years=years)

    @pytest.mark.parametrize("extracted", [date(2009, 3, 31), date(2010, 4, 1)])
    def test_extract(self, extracted: date) -> None:
        """The day of the extract is in the years."""
        with pytest.raises(ValueError, match="not in the years"):
            made_up_council(children=1, years=1, extracted=extracted)

    @pytest.mark.parametrize("extracted", [date(2009, 4, 1), date(2010, 3, 31)])
    def test_first_and_last_day(self, extracted: date) -> None:
        """The first day and the last are in them."""
        assert list(COLUMNS) == sorted(made_up_council(children=1, years=1, extracted=extracted), key=list(COLUMNS).index)


class TestRates:
    """The rates are about those of England, in the years after the first few (the Department for Education's statistics, in round numbers)."""

    COUNCIL = Council(children=100_000, seed=7)

    @pytest.mark.parametrize(
        ("table", "day", "a_year"),
        [
            ("referrals", "referral", 540),
            ("assessments", "authorised", 490),
            ("section_47_enquiries", "start", 180),
            ("conferences", "conference", 65),
            ("plans", "start", 56),
            ("plans", "end", 54),
            ("core_groups", "core_group", 55),
            ("periods_of_care", "start", 22),
        ],
    )
    def test_a_year(self, table: str, day: str, a_year: int) -> None:
        """So many a year of 10,000 children, to a tenth of it."""
        days = made(self.COUNCIL)[table][day]
        in_years = int(((days >= np.datetime64("2013-04-01")) & (days < np.datetime64("2019-04-01"))).sum())

        assert in_years / 60 == pytest.approx(a_year, rel=0.1)

    @pytest.mark.parametrize(("table", "open_"), [("need_episodes", 320), ("plans", 53), ("periods_of_care", 41)])
    def test_at_31_march(self, table: str, open_: int) -> None:
        """So many of 10,000 children are in need, on a plan or in care at the end of each of the last three years, to a tenth of it."""
        for year in (2017, 2018, 2019):
            still = [
                row for row in rows(self.COUNCIL, table) if row["start"] <= date(year, 3, 31) and not (row["end"] or date.max) <= date(year, 3, 31)
            ]

            assert len([row for row in still if not row.get("no_further_action")]) / 10 == pytest.approx(open_, rel=0.13)

    def test_referred_again(self) -> None:
        """A fifth of referrals are within a year of one before."""
        days = by_child(rows(self.COUNCIL, "referrals"), order="referral")
        again = [later for own in days.values() for one, later in pairwise(own) if (later["referral"] - one["referral"]).days <= 365]

        assert 0.17 < len(again) / len(rows(self.COUNCIL, "referrals")) < 0.23

    def test_further_action(self) -> None:
        """A fourteenth or so of referrals go no further."""
        assert 0.05 < made(self.COUNCIL)["referrals"]["no_further_action"].mean() < 0.09

    @pytest.mark.parametrize(
        ("table", "start", "end", "days", "least", "most"),
        [
            ("assessments", "referral", "authorised", 45, 0.77, 0.83),
            ("conferences", "strategy_discussion", "conference", 15, 0.75, 0.83),
            ("core_groups", "conference", "core_group", 10, 0.84, 0.91),
        ],
    )
    def test_most_are_in_time(self, table: str, start: str, end: str, days: int, least: float, most: float) -> None:
        """Most are in time, and many are not."""
        both = [row for row in rows(self.COUNCIL, table) if row[start] is not None and row[end] is not None]

        assert least < sum(ENGLAND_AND_WALES.between(row[start], row[end]) <= days for row in both) / len(both) < most

    def test_reviews_in_time(self) -> None:
        """Most first reviews are within 3 months of the plan, and most others within 6 of the one before."""
        reviews = by_child(rows(self.COUNCIL, "plan_reviews"), order="reviewed")
        first, later = [], []
        for plan in rows(self.COUNCIL, "plans"):
            held = [row["reviewed"] for row in reviews[plan["child"]] if within(row["reviewed"], plan)]
            first += [day <= months_after(plan["start"], 3) for day in held[:1]]
            later += [day <= months_after(before, 6) for before, day in pairwise(held)]

        assert 0.88 < sum(first) / len(first) < 0.97
        assert 0.88 < sum(later) / len(later) < 0.98

    def test_visits_to_children_on_plans(self) -> None:
        """Nearly all visits are within 20 working days of the one before; a child misses one in twenty."""
        plans = by_child(rows(self.COUNCIL, "plans"), order="start")
        visits = by_child(rows(self.COUNCIL, "plan_visits"), order="visited")
        seen = [[row["visited"] for row in visits[child] if within(row["visited"], plan)] for child, own in plans.items() for plan in own]
        gaps = [ENGLAND_AND_WALES.between(day, later) for days in seen for day, later in pairwise(days)]

        assert 0.93 < sum(gap <= 20 for gap in gaps) / len(gaps) < 0.99
        assert 10 < sum(gaps) / len(gaps) < 14

    def test_visits_to_the_end_of_a_plan(self) -> None:
        """The last visit is soon before the end of the plan, for some on its last day."""
        visits = by_child(rows(self.COUNCIL, "plan_visits"), order="visited")
        ended = [plan for plan in rows(self.COUNCIL, "plans") if plan["end"] is not None]
        seen = [(plan, [row["visited"] for row in visits[plan["child"]] if within(row["visited"], plan)]) for plan in ended]
        left = [ENGLAND_AND_WALES.between(days[-1], plan["end"]) for plan, days in seen if days]

        assert sum(days <= 20 for days in left) / len(left) > 0.9
        assert 0.02 < sum(plan["end"] in days for plan, days in seen) / len(seen) < 0.2

    def test_plans_end_at_a_review(self) -> None:
        """Most plans end on the day of a review, and some after it."""
        reviews = {(row["child"], row["reviewed"]) for row in rows(self.COUNCIL, "plan_reviews")}
        ended = [plan for plan in rows(self.COUNCIL, "plans") if plan["end"] is not None]

        assert 0.75 < sum((plan["child"], plan["end"]) in reviews for plan in ended) / len(ended) < 0.9

    def test_visits_to_children_in_care(self) -> None:
        """Most visits are within 6 weeks, 30 working days, of the one before."""
        periods = by_child(rows(self.COUNCIL, "periods_of_care"), order="start")
        visits = by_child(rows(self.COUNCIL, "visits"), order="visited")
        seen = [[row["visited"] for row in visits[child] if within(row["visited"], period)] for child, own in periods.items() for period in own]
        gaps = [ENGLAND_AND_WALES.between(day, later) for days in seen for day, later in pairwise(days)]

        assert 14 == min(gaps)
        assert 0.75 < sum(gap <= 30 for gap in gaps) / len(gaps) < 0.9

    def test_plans_again(self) -> None:
        """About a quarter of plans are second or later ones; some of them are of children whose first is not in the records."""
        plans = [row for row in rows(self.COUNCIL, "plans") if row["start"] >= date(2013, 4, 1)]
        first = {child: own[0]["previous_plans"] for child, own in by_child(rows(self.COUNCIL, "plans"), order="start").items()}

        assert 0.2 < sum(row["previous_plans"] > 0 for row in plans) / len(plans) < 0.32
        assert {0, 1, 2} == set(first.values())
        assert 0.02 < sum(before > 0 for before in first.values()) / len(first) < 0.15

    def test_few_plans_are_long(self) -> None:
        """Of the plans that ended, a few in a hundred lasted over two years."""
        ended = [(row["end"] - row["start"]).days for row in rows(self.COUNCIL, "plans") if row["end"] is not None]

        assert 0.03 < sum(days > 729 for days in ended) / len(ended) < 0.1

    def test_what_is_rare_is_there(self) -> None:
        """A few conferences are of children who moved in, a few are still to be held, and a few children are not born yet."""
        conferences = rows(self.COUNCIL, "conferences")
        waiting = [row for row in conferences if row["conference"] is None]
        referrals = rows(self.COUNCIL, "referrals")

        assert 0.01 < sum(row["transfer_in"] for row in conferences) / len(conferences) < 0.05
        assert 0.01 < len(waiting) / len(conferences) < 0.04
        assert any(row["expected_date_of_birth"] is not None and row["expected_date_of_birth"] > self.COUNCIL.last for row in referrals)
        assert 0.0005 < sum(row["date_of_birth"] is None for row in referrals) / len(referrals) < 0.02
        assert any(row["section_47_start"] != row["strategy_discussion"] for row in conferences)
        assert any(row["core_group"] is None for row in rows(self.COUNCIL, "core_groups") if row["conference"] < self.COUNCIL.last - timedelta(60))

    def test_brothers_and_sisters(self) -> None:
        """A family has up to four children, about two of them on average, years apart, and they are referred together."""
        born: dict[int, dict[int, date]] = defaultdict(dict)
        for row in rows(self.COUNCIL, "referrals"):
            born[row["family"]][row["child"]] = row["date_of_birth"] or row["expected_date_of_birth"]
        together = Counter(Counter((row["family"], row["referral"]) for row in rows(self.COUNCIL, "referrals")).values())
        apart = [(later - one).days for family in born.values() for one, later in pairwise(sorted(family.values()))]

        assert {1, 2, 3, 4} == {len(family) for family in born.values()} == set(together)
        assert 1.8 < sum(len(family) for family in born.values()) / len(born) < 2.2
        assert min(apart) >= 330

    def test_teams(self) -> None:
        """The three teams have about a third of the referrals each."""
        teams = Counter(row["team"] for row in rows(self.COUNCIL, "referrals"))

        assert {"North", "South", "East"} == set(teams)
        assert max(teams.values()) < 1.2 * min(teams.values())
