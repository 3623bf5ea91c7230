"""
What rows of one table must not say together.

The oracles look at every row, or at every two rows of a child, and share nothing with the library.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.errors import Fault
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.records.care import PERIODS_OF_CARE
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.constraints import Apart, InOrder, NotBoth, NotLongBefore, OnceADay, OneEventOnce, constraint_faults
from csc_indicators.records.enquiries import SECTION_47_ENQUIRIES
from csc_indicators.records.front_door import REFERRALS
from csc_indicators.records.intake import Intake
from csc_indicators.records.ledger import Known
from csc_indicators.records.need import NEED_EPISODES
from csc_indicators.records.plans import PLANS
from csc_indicators.records.table import LEDGER_COLUMNS, RECORDED, Column, Constraint, Kind, Table
from csc_indicators.records.tables import TABLES

LAW = Path(__file__).resolve().parents[2].parent / "shared" / "facts" / "law.md"

FIRST, LAST = date(2018, 7, 1), date(2018, 7, 9)
SOURCE = "a test"

#: A child, and two days of theirs.
Row: TypeAlias = tuple[str, date | None, date | None]

near = st.dates(FIRST, LAST)
rows = st.lists(st.tuples(st.sampled_from("ABC"), near | st.none(), near | st.none()), max_size=8)
spells = st.lists(st.tuples(st.sampled_from("ABC"), near, st.integers(0, 4) | st.none()), max_size=8).map(
    lambda drawn: [(child, start, None if days is None else start + timedelta(days=days)) for child, start, days in drawn]
)


def table_of(*constraints: Constraint) -> Table:
    """A table of a child and two days, of which nothing else is asked."""
    days = tuple(Column(name=name, kind=Kind.DATE, meaning="A day.", required=False, may_be_blank=True) for name in ("start", "end"))
    return Table("spells", "one spell", (Column(name="child", kind=Kind.ID, meaning="The child."), *days, RECORDED, *LEDGER_COLUMNS), constraints)


def columns(of: Sequence[Sequence[Any]], *names: str) -> dict[str, list[Any]]:
    """Rows as columns that the library takes."""
    return {name: [row[at] for row in of] for at, name in enumerate(names or ("child", "start", "end"))}


def found(table: Table, data: Mapping[str, Any], *, known: Known | None = None, names: Mapping[str, str] | None = None) -> list[Fault]:
    """What the library finds the rows to say together."""
    intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
    records = intake.read(table, data, names or {})
    before = len(intake.faults)
    constraint_faults(intake, records, known=known)
    return intake.faults[before:]


def faulty(constraint: Constraint, data: Mapping[str, Any], **asked: Any) -> list[int]:
    """The rows that break one constraint."""
    return sorted({row for fault in found(table_of(constraint), data, **asked) for row in fault.rows})


def numbered(of: Sequence[Row], *which: bool) -> list[int]:
    """The numbers of the rows that are so."""
    assert len(of) == len(which)
    return [row for row, broken in enumerate(which, start=1) if broken]


class TestInOrder:
    """
    One date is not before another of its row; nor on one day with it, where that may not be.

    A plan cannot start and end on one day. (Facts, law section 3: DfE census validation.)
    """

    @given(rows, st.booleans())
    @example([("A", FIRST, FIRST)], False)  # noqa: FBT003
    @example([("A", FIRST, FIRST)], True)  # noqa: FBT003
    def test_as_told_row_by_row(self, drawn: list[Row], same_day: bool) -> None:
        """A row is faulty when both dates are there and the later comes too soon."""
        least = 0 if same_day else 1
        expected = numbered(drawn, *(bool(start and end and (end - start).days < least) for _, start, end in drawn))

        assert expected == faulty(InOrder("start", "end", same_day=same_day, source=SOURCE), columns(drawn))

    @pytest.mark.parametrize(("same_day", "problem"), [(True, "before 'From'"), (False, "not after 'From'")])
    def test_what_is_said(self, same_day: bool, problem: str) -> None:
        """The fault is of the later column, in the caller's own names."""
        data = {"child": ["A"], "From": [LAST], "To": [FIRST]}
        (fault,) = found(table_of(InOrder("start", "end", same_day=same_day, source=SOURCE)), data, names={"start": "From", "end": "To"})

        assert Fault("spells", "To", problem, "Correct one of the two dates", (1,)) == fault

    def test_words_of_its_own(self) -> None:
        """A table may say it in its own words."""
        (fault,) = found(table_of(InOrder("start", "end", same_day=True, source=SOURCE, problem="so and so")), columns([("A", LAST, FIRST)]))

        assert "so and so" == fault.problem


class TestNotBoth:
    """The census has a date of birth or an expected one, never both. (Facts, law 8.2, item 10.)"""

    @given(rows)
    def test_as_told_row_by_row(self, drawn: list[Row]) -> None:
        """A row is faulty when both dates are there."""
        expected = numbered(drawn, *(start is not None and end is not None for _, start, end in drawn))

        assert expected == faulty(NotBoth("start", "end", source=SOURCE), columns(drawn))

    def test_what_is_said(self) -> None:
        """The fault is of the date that stands in for the other."""
        (fault,) = found(table_of(NotBoth("start", "end", source=SOURCE)), columns([("A", FIRST, LAST)]))

        assert (
            Fault("spells", "end", "a date beside one of 'start', and only one of the two is to be given", "Leave one of the two blank", (1,))
            == fault
        )


class TestNotLongBefore:
    """A referral more than 40 weeks before the birth, or the expected birth, is an error. (Facts, law 8.2, item 10: rule 8606.)"""

    @given(
        st.lists(st.tuples(st.sampled_from("AB"), st.dates(FIRST, FIRST + timedelta(30)) | st.none(), near | st.none()), max_size=6),
        st.integers(0, 2),
    )
    @example([("A", FIRST + timedelta(7), FIRST), ("A", FIRST + timedelta(8), FIRST)], 1)
    def test_as_told_row_by_row(self, drawn: list[Row], weeks: int) -> None:
        """A row is faulty when there are more days between the two than the weeks have; the very day is not too early."""
        expected = numbered(drawn, *(bool(birth and day and (birth - day).days > 7 * weeks) for _, birth, day in drawn))

        assert expected == faulty(NotLongBefore("end", births=("start",), weeks=weeks, source=SOURCE), columns(drawn))

    @pytest.mark.parametrize("birth", ["date_of_birth", "expected_date_of_birth"])
    @pytest.mark.parametrize(("table", "day"), [(REFERRALS, "referral"), (NEED_EPISODES, "start")])
    def test_forty_weeks(self, table: Table, day: str, birth: str) -> None:
        """280 days before is allowed and 281 are not, whichever birth is given and without a column for the other."""
        born = date(2018, 7, 1)
        data = {"child": ["A", "B"], day: [born - timedelta(280), born - timedelta(281)], "end": [None, None], birth: [born, born]}
        (fault,) = found(table, data)

        assert Fault(table.name, day, f"more than 40 weeks before {birth!r}", "Correct one of the two dates", (2,)) == fault


class TestOnceADay:
    """One event counts once; several referrers at a similar time are one referral. (Decision 4; facts, law section 2.)"""

    @given(rows)
    def test_as_told_by_every_two_rows(self, drawn: list[Row]) -> None:
        """A row is faulty when another of its child has its day; every one of them is named."""
        shares = [any(i != j and start and (child, start) == other[:2] for j, other in enumerate(drawn)) for i, (child, start, _) in enumerate(drawn)]

        assert numbered(drawn, *shares) == faulty(OnceADay("start", source=SOURCE), columns(drawn))

    def test_what_is_said(self) -> None:
        """The fault is of the day, in the caller's own name of it."""
        (fault,) = found(table_of(OnceADay("start", source=SOURCE)), {"child": ["A", "A"], "On": [FIRST] * 2}, names={"start": "On"})

        problem = "the same child has more than one row with one date of 'On', and one event counts once"
        assert Fault("spells", "On", problem, "Keep one of them", (1, 2)) == fault

    def test_a_remedy_of_its_own(self) -> None:
        """Of two referrals on one day the remedy says why there are two."""
        (fault,) = found(REFERRALS, {"child": ["A", "A"], "referral": [FIRST, FIRST]})

        assert "Keep one of them: several referrers at a similar time are one referral, with the date of the first" == fault.remedy


class TestOneEventOnce:
    """Two rows of one child for one conference are refused. (Decision 4.)"""

    @given(rows)
    @example([("A", FIRST, None), ("A", LAST, FIRST)])
    def test_as_told_by_every_two_rows(self, drawn: list[Row]) -> None:
        """A row is faulty when another of its child ended on the same day, or started on the same day and both have not ended."""

        def one_event(one: Row, other: Row) -> bool:
            if one[0] != other[0]:
                return False
            return one[2] == other[2] if one[2] else other[2] is None and one[1] is not None and one[1] == other[1]

        twice = [any(i != j and one_event(row, other) for j, other in enumerate(drawn)) for i, row in enumerate(drawn)]

        assert numbered(drawn, *twice) == faulty(OneEventOnce("start", "end", source=SOURCE), columns(drawn))

    def test_what_is_said(self) -> None:
        """Of conferences that were held, and of those that were not, it is said apart and of the rows."""
        data = {
            "child": ["A", "A", "B", "B"],
            "discussion": [FIRST, LAST, FIRST, FIRST],
            "conference": [LAST, LAST, None, None],
        }
        held, waiting = found(CONFERENCES, data, names={"strategy_discussion": "discussion"})

        assert [
            Fault(
                "conferences",
                None,
                "the same child has more than one row with one date of 'conference', and one event counts once",
                "Keep one of them: the one whose start your definition takes",
                (1, 2),
            ),
            Fault(
                "conferences",
                None,
                "the same child has more than one row with one date of 'discussion' and no 'conference'",
                "Keep one of them",
                (3, 4),
            ),
        ] == [held, waiting]


class TestApart:
    """Enquiries about one child must not overlap. (Facts, law section 3: rule 8839.) Periods that touch are one. (Decision 4.)"""

    APART = Apart("start", "end", source=SOURCE)

    @given(spells)
    @example([("A", FIRST, LAST), ("A", FIRST + timedelta(1), FIRST + timedelta(2)), ("A", FIRST + timedelta(3), None)])
    @example([("A", FIRST, None), ("A", FIRST, FIRST)])
    def test_as_told_by_every_two_rows(self, drawn: list[Row]) -> None:
        """A row is faulty when one of its child that comes before it, by start and then by end, ends after it starts."""
        ends = [end or date.max for _, _, end in drawn]
        comes = [(start, end, at) for at, ((_, start, _), end) in enumerate(zip(drawn, ends, strict=True))]
        inside = [
            any(other[0] == child and comes[j] < comes[i] and start is not None and ends[j] > start for j, other in enumerate(drawn))
            for i, (child, start, _) in enumerate(drawn)
        ]

        assert numbered(drawn, *inside) == faulty(self.APART, columns(drawn))

    @given(spells)
    def test_no_fault_means_no_night_twice(self, drawn: list[Row]) -> None:
        """Nothing is found exactly where no child is in two spells on one night and no spell of no night is inside another."""
        until = LAST + timedelta(9)
        nights = [(child, day) for child, start, end in drawn if start for day in _nights(start, end or until)]
        within = any(
            child == other and start == end and first is not None and start is not None and first < start < (last or until)
            for child, start, end in drawn
            for other, first, last in drawn
        )

        assert (len(nights) != len(set(nights)) or within) == bool(faulty(self.APART, columns(drawn)))

    @given(rows.filter(lambda drawn: all(start is None for _, start, _ in drawn)) | st.just([("A", None, LAST), ("A", None, None)]))
    def test_rows_without_a_start(self, drawn: list[Row]) -> None:
        """A row without a start is not compared."""
        assert [] == faulty(self.APART, columns(drawn))

    def test_a_row_without_a_start_beside_others(self) -> None:
        """Rows with a start are found under their own numbers."""
        assert [3] == faulty(self.APART, columns([("A", FIRST, None), ("A", None, LAST), ("A", LAST, None)]))

    def test_an_end_before_its_start(self) -> None:
        """In a table that does not put its dates in order, a spell that ends before it starts covers nothing."""
        assert [] == faulty(self.APART, columns([("A", FIRST, date(1990, 1, 1)), ("A", FIRST, LAST), ("A", LAST, FIRST), ("B", LAST, None)]))

    def test_what_is_said(self) -> None:
        """The fault is of the start, with what to do."""
        (fault,) = found(table_of(self.APART), columns([("A", FIRST, LAST), ("A", FIRST, None)]))

        assert (
            Fault(
                "spells",
                "start",
                "starts before an earlier row of the same child has ended",
                "End the earlier one on or before the day the later one starts, or remove the row that is there twice",
                (2,),
            )
            == fault
        )

    @pytest.mark.parametrize(
        ("table", "problem", "what"),
        [
            (PERIODS_OF_CARE, "starts before an earlier period of the same child has ended", "period"),
            (PLANS, "starts before an earlier plan of the same child has ended", "plan"),
            (SECTION_47_ENQUIRIES, "starts before an earlier enquiry about the same child has ended", "enquiry"),
        ],
    )
    def test_in_the_words_of_the_table(self, table: Table, problem: str, what: str) -> None:
        """Each table says what it is that overlaps."""
        remedy = f"End the earlier {what} on or before the day the later one starts, or remove the row that is there twice"

        assert [Fault(table.name, "start", problem, remedy, (2,))] == found(table, columns([("A", FIRST, LAST), ("A", FIRST + timedelta(1), None)]))


def _nights(start: date, end: date) -> list[date]:
    return [start + timedelta(days=number) for number in range((end - start).days)]


class TestWhatIsLookedAt:
    """What a later entry puts right, or deletes, is no fault; a row with another fault says nothing together with others. (Design rule 9.)"""

    ORDERED = table_of(InOrder("start", "end", same_day=True, source=SOURCE), Apart("start", "end", source=SOURCE), OnceADay("start", source=SOURCE))
    ENTRY = ("child", "start", "end", "record", "recorded", "deleted")

    @given(
        st.lists(
            st.tuples(
                st.sampled_from("AB"),
                near,
                near | st.none(),
                st.sampled_from("1234"),
                st.dates(date(2018, 8, 1), date(2018, 8, 20)),
                st.sampled_from(["yes", "no"]),
            ),
            max_size=8,
            unique_by=lambda entry: entry[4],
        )
    )
    def test_what_stands_is_looked_at(self, entries: list[tuple[Any, ...]]) -> None:
        """Of a ledger the faults are those of the last entry of each record, where that does not delete it."""
        last = [max((entry for entry in entries if entry[3] == record), key=lambda entry: entry[4]) for record in {entry[3] for entry in entries}]
        stands = [row for row, entry in enumerate(entries, start=1) if entry in last and entry[5] == "no"]
        alone = found(self.ORDERED, columns([entries[row - 1][:3] for row in stands]))
        expected = [(fault.problem, tuple(stands[row - 1] for row in fault.rows)) for fault in alone]

        assert expected == [(fault.problem, fault.rows) for fault in found(self.ORDERED, columns(entries, *self.ENTRY))]

    def test_what_has_been_put_right_is_no_fault(self) -> None:
        """An end corrected since, a spell moved since and a row deleted since are none; an entry that makes a fault is one."""
        put_right: list[tuple[Any, ...]] = [
            ("A", LAST, FIRST, "1", date(2018, 8, 1), "no"),
            ("A", FIRST, LAST, "1", date(2018, 8, 2), "no"),
            ("B", FIRST, None, "2", date(2018, 8, 1), "no"),
            ("B", FIRST, None, "3", date(2018, 8, 1), "no"),
            ("B", None, None, "3", date(2018, 8, 2), "yes"),
        ]
        made = ("A", LAST, FIRST, "1", date(2018, 8, 3), "no")

        assert [] == found(self.ORDERED, columns(put_right, *self.ENTRY))
        assert [(6,)] == [fault.rows for fault in found(self.ORDERED, columns([*put_right, made], *self.ENTRY))]

    def test_as_known_then_too(self) -> None:
        """Of a day gone by only what stood on it, and still stands, is looked at."""
        entries = [("A", FIRST, None, "1", date(2018, 8, 1), "no"), ("A", FIRST, None, "2", date(2018, 8, 3), "no")]
        data = columns(entries, *self.ENTRY)

        assert [] == found(self.ORDERED, data, known=Known.by(date(2018, 8, 2)))
        assert [(2,), (1, 2)] == [fault.rows for fault in found(self.ORDERED, data, known=Known.by(date(2018, 8, 3)))]

    def test_what_stood_then_and_was_put_right(self) -> None:
        """What stood on the day and has been put right since is no fault of that day either."""
        entries = [
            ("A", FIRST, None, "1", date(2018, 8, 1), "no"),
            ("A", FIRST, None, "2", date(2018, 8, 1), "no"),
            ("A", None, None, "2", date(2018, 8, 3), "yes"),
        ]

        assert [] == found(self.ORDERED, columns(entries, *self.ENTRY), known=Known.by(date(2018, 8, 2)))

    @pytest.mark.parametrize("kept", [("record",), ("deleted",), ("record", "deleted")])
    def test_a_ledger_without_days(self, kept: tuple[str, ...]) -> None:
        """Which entries of a ledger stand cannot be told without the days they were made, so nothing is looked for."""
        data = columns([("A", LAST, FIRST, "1", None, "no")] * 2, *self.ENTRY)

        assert [] == found(self.ORDERED, {name: data[name] for name in ("child", "start", "end", *kept)})

    def test_days_of_recording_alone_make_no_ledger(self) -> None:
        """In a table of one row to an event every row is looked at, with the day it was recorded or without."""
        data: dict[str, list[Any]] = {"child": ["A", "A"], "start": [FIRST] * 2, "end": [LAST] * 2, "recorded": [None, LAST]}

        assert [(2,), (1, 2)] == [fault.rows for fault in found(self.ORDERED, data)]

    def test_a_row_with_another_fault(self) -> None:
        """A row that is misread, and a row at fault by itself, are left out of what rows say together."""
        misread = {"child": ["A", "A"], "start": [FIRST, FIRST], "end": ["soon", LAST]}
        reversed_ = columns([("A", FIRST, LAST), ("A", LAST, FIRST), ("A", LAST, LAST)])

        assert [] == found(self.ORDERED, misread)
        assert [("end", (2,))] == [(fault.column, fault.rows) for fault in found(self.ORDERED, reversed_)]

    def test_faults_by_themselves_are_all_named(self) -> None:
        """A row that is at fault in two ways by itself is told of both, in the order of the table."""
        data: dict[str, list[Any]] = {
            "child": ["A"],
            "referral": [LAST],
            "decision": [FIRST],
            "date_of_birth": [LAST],
            "expected_date_of_birth": [LAST],
        }

        assert ["decision", "expected_date_of_birth"] == [fault.column for fault in found(REFERRALS, data)]

    def test_faults_together_are_all_named(self) -> None:
        """Rows that are at fault in two ways together are told of both."""
        assert [("start", (1, 2)), ("start", (2,))] == [
            (fault.column, fault.rows) for fault in found(SECTION_47_ENQUIRIES, columns([("A", FIRST, LAST), ("A", FIRST, LAST)]))
        ]

    @pytest.mark.parametrize("without", ["child", "start", "end"])
    @pytest.mark.parametrize(
        "constraint",
        [
            InOrder("start", "end", same_day=False, source=SOURCE),
            NotBoth("start", "end", source=SOURCE),
            NotLongBefore("end", births=("start",), weeks=0, source=SOURCE),
            OnceADay("start", source=SOURCE),
            OneEventOnce("start", "end", source=SOURCE),
            Apart("start", "end", source=SOURCE),
        ],
        ids=lambda each: type(each).__name__,
    )
    def test_without_a_column(self, constraint: Constraint, without: str) -> None:
        """A constraint whose columns are not there is passed over, and one that does not need the column is not."""
        broken = {"child": ["A", "A"], "start": [LAST] * 2, "end": [FIRST] * 2}
        left = {name: values for name, values in broken.items() if name != without}
        needs = {"start", "end"} if constraint.of_one_row else {"child", "start", "end"}
        needs -= {"end"} if isinstance(constraint, OnceADay) else set()
        assert found(table_of(constraint), broken) if not isinstance(constraint, Apart) else True

        assert (without in needs) == (found(table_of(constraint), left) == [])

    def test_no_rows_and_no_columns(self) -> None:
        """A table without rows has no faults, and one without columns none but that."""
        for table in TABLES:
            nothing: dict[str, list[Any]] = {column.name: [] for column in table}

            assert [] == found(table, nothing)
            assert [] == found(table, {})

    @pytest.mark.parametrize(
        "constraint", [OnceADay("start", source=SOURCE), OneEventOnce("start", "end", source=SOURCE), Apart("start", "end", source=SOURCE)]
    )
    def test_rows_of_nobody(self, constraint: Constraint) -> None:
        """In a table that may name no child, rows that name none are not one child's."""
        child, *others = table_of(constraint)
        table = Table("spells", "one spell", (attrs.evolve(child, may_be_blank=True), *others), (constraint,))

        assert [] == found(table, columns([("", FIRST, LAST), ("", FIRST, LAST), ("A", FIRST, LAST)]))

    @given(spells)
    def test_the_records_are_left_alone(self, drawn: list[Row]) -> None:
        """Nothing is changed, dropped or put in order: asked twice, the faults are the same."""
        intake = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        records = intake.read(table_of(Apart("start", "end", source=SOURCE)), columns(drawn), {})
        before = records["start"].copy()
        again = Intake(calendar=ENGLAND_AND_WALES, taxonomy=DELAY_REASONS)
        constraint_faults(intake, records)
        constraint_faults(again, records)

        assert intake.faults == again.faults
        assert before.tolist() == records["start"].tolist()


class TestWhatIsDeclared:
    """Each table says what its rows must not say, in words and on whose authority."""

    @pytest.mark.parametrize(
        ("name", "statements"),
        [
            (
                "referrals",
                [
                    "decision is not before referral",
                    "no row has both a date of birth and an expected date of birth",
                    "referral is not more than 40 weeks before the date of birth or the expected date of birth",
                    "no child has two rows with one date of referral",
                ],
            ),
            (
                "need_episodes",
                [
                    "end is not before start",
                    "no row has both a date of birth and an expected date of birth",
                    "start is not more than 40 weeks before the date of birth or the expected date of birth",
                ],
            ),
            ("assessments", ["no child has two rows with one date of authorised"]),
            ("initial_assessments", ["no child has two rows with one date of completed"]),
            ("core_assessments", ["no child has two rows with one date of completed"]),
            (
                "section_47_enquiries",
                [
                    "end is not before start",
                    "no child has two rows with one date of start",
                    "no two spells of one child from start to end overlap, and one may start on the day another ends",
                ],
            ),
            (
                "conferences",
                [
                    "no child has two rows with one date of conference, or with one date of strategy discussion and no conference",
                    "the children of one family at one conference have one reason",
                ],
            ),
            ("plans", ["end is after start", "no two spells of one child from start to end overlap, and one may start on the day another ends"]),
            ("plan_reviews", ["no child has two rows with one date of reviewed"]),
            ("plan_visits", []),
            (
                "core_groups",
                ["no child has two rows with one date of core group", "the children of one family at one core group have one reason"],
            ),
            (
                "periods_of_care",
                ["end is not before start", "no two spells of one child from start to end overlap, and one may start on the day another ends"],
            ),
            ("visits", []),
        ],
    )
    def test_in_words(self, name: str, statements: list[str]) -> None:
        """The constraints of each table are these."""
        (table,) = (table for table in TABLES if table.name == name)

        assert statements == [constraint.statement for constraint in table.constraints]

    def test_on_whose_authority(self) -> None:
        """Every one names its source, or says that no rule was read."""
        sources = [constraint.source for table in TABLES for constraint in table.constraints]

        assert all(source.startswith(("DfE ", "no rule was read: ")) for source in sources)
        assert {"8606", "8839"} == {rule for source in sources for rule in re.findall(r"rule (\d+)", source)}

    @pytest.mark.skipif(not LAW.exists(), reason="the facts are not beside the project")
    def test_no_rule_is_invented(self) -> None:
        """Every rule that is named by number is in the facts."""
        law = LAW.read_text(encoding="utf-8")
        rules = {rule for table in TABLES for constraint in table.constraints for rule in re.findall(r"rule (\d+)", constraint.source)}

        assert [] == [rule for rule in rules if rule not in law]

    def test_the_columns_are_the_tables(self) -> None:
        """Every column a constraint names is a date of its table."""
        for table in TABLES:
            days = {column.name for column in table if column.kind is Kind.DATE}
            for constraint in table.constraints:
                named = [getattr(constraint, name, None) for name in ("earlier", "later", "one", "other", "day", "start", "end")]
                assert {name for name in (*named, *getattr(constraint, "births", ())) if name} <= days

    def test_a_message_holds_no_value(self) -> None:
        """Whatever is broken, no child and no date is in what is said of it."""
        child, early, late = "Ada Canary", date(2018, 7, 1), date(2019, 7, 9)
        said = [
            str(fault)
            for table in TABLES
            for first, second in ((early, late), (late, early), (early, early))
            for fault in found(table, _filled(table, child, [first, second]))
        ]

        assert {"referrals", "conferences", "plans", "periods_of_care"} <= {line.partition(",")[0] for line in said}
        assert [] == [line for line in said if "Canary" in line or "201" in line]


def _filled(table: Table, child: str, days: list[date]) -> dict[str, list[Any]]:
    """Four rows of one child, the dates of each row in turn from *days*."""
    dates = [column.name for column in table if column.kind is Kind.DATE and column.name != "recorded"]
    return {"child": [child] * 4, **{name: [days[at % 2]] * 4 for at, name in enumerate(dates)}}
