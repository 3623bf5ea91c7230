"""
What may be published of a result: nothing small is told, and nothing is told that is not released.

Every conference here is made up, with how late it is set by hand: each is on a Tuesday, and no holiday comes between it and its discussion, but
for the longest of September.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csc_indicators import ROLLING_12_MONTHS, BrokenLedger, Result, UnsafeRelease, england, southend
from csc_indicators.publication.disclosure.ledger import Entry, Ledger, append, read_ledger
from csc_indicators.publication.disclosure.policy import MIDPOINT_6, ROUNDED_TO_5, THE_DEPARTMENTS, Policy
from csc_indicators.publication.disclosure.release import Released
from csc_indicators.publication.publishing import NO_REASON, Publication, enter, publish
from csc_indicators.publication.released_figure import HELD_BACK
from csc_indicators.results.account import Account, Share
from tests.oracle import percentage_half_up

JULY = date(2018, 7, 31)
MONTHS = (JULY, date(2018, 8, 31), date(2018, 9, 30))

#: The day of the conferences of each month.
TUESDAYS = {MONTHS[0]: date(2018, 7, 24), MONTHS[1]: date(2018, 8, 21), MONTHS[2]: date(2018, 9, 25)}

#: How long before the conference the discussion was: in time, late by 1, 5, 6, 10, 11 and 15 working days, and after it, which is not known.
IN_TIME, BY_1, BY_5, BY_6, BY_10, BY_11, BY_15, UNKNOWN = 14, 22, 28, 29, 35, 36, 42, -3

#: Conferences of one month: how many, how long after the discussion, and the reason.
Conferences = tuple[tuple[int, int, str], ...]

FAMILY, POLICE, CARE, OTHER, NONE = "F10", "P10", "A10", "Z80", ""
FIGURE = ("In time", "Not in time", "All")
MERGED = "Any other, and any that is not known"

#: The two ways to say that nothing is counted alike: the threshold is so great that the counts withheld are numbers like no others in the text.
GREAT = attrs.evolve(THE_DEPARTMENTS, id="great", title="A great threshold", threshold=400)


def columns(*months: Conferences) -> dict[str, list[Any]]:
    """The conferences of one month after another, from July, as columns."""
    rows = [
        ((TUESDAYS[end] - timedelta(days=before)).isoformat(), TUESDAYS[end].isoformat(), reason, "said" if reason == OTHER else "")
        for end, month in zip(MONTHS, months, strict=False)
        for count, before, reason in month
        for _ in range(count)
    ]
    held = {name: [row[at] for row in rows] for at, name in enumerate(("strategy_discussion", "conference", "reason", "comment"))}
    return {"child": [str(number) for number in range(len(rows))], **held}


def computed(*months: Conferences) -> Result[Any]:
    """CP 3.10 of these conferences."""
    return southend.CP_3_10.compute(columns(*months), as_at=MONTHS[len(months) - 1])


def published(
    *months: Conferences, policy: Policy = THE_DEPARTMENTS, ledger: Ledger | None = None, with_reasons: bool = True, remaining: int | None = None
) -> Publication:
    """What may be published of them."""
    return publish(computed(*months), policy, ledger=ledger or Ledger(), with_reasons=with_reasons, remaining=remaining)


def released_before(*releases: Released) -> Ledger:
    """A ledger of releases that were made."""
    return Ledger(tuple(Entry(number, JULY, release) for number, release in enumerate(releases, start=1)))


def ledger_of(*publications: Publication) -> Ledger:
    """A ledger of publications that were made."""
    return released_before(*(release for publication in publications for release, _ in publication.releases))


def before(month: Conferences, policy: Policy = THE_DEPARTMENTS, *, with_reasons: bool = False) -> Ledger:
    """A ledger in which July has been published."""
    return ledger_of(published(month, policy=policy, with_reasons=with_reasons))


def cells(release: Released) -> dict[str, int | str | None]:
    """What each cell shows, by its label."""
    return {cell.label: cell.shown.value if cell.shown.symbol is None else str(cell.shown.symbol) for cell in release.cells}


def tables(of: Publication) -> list[dict[str, int | str | None]]:
    """The cells of each release."""
    return [cells(release) for release, _ in of.releases]


def shown(of: Publication) -> set[int]:
    """Every number released."""
    return {cell.shown.value for release, _ in of.releases for cell in release.cells if cell.shown.value is not None}


def counts_of(account: Account) -> Iterator[tuple[str, int | None]]:
    """Every count of an account that is of children who were counted, by the words for it."""
    yield from {"In time": account.figure.in_time, "All": account.figure.counted, "Not in time": account.late, "Overdue": account.overdue}.items()
    yield from ((why.words, why.count) for why in account.reasons)
    yield from account.lateness


def as_the_ledger_writes(of: Publication) -> str:
    """The lines of the ledger, without the hashes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "releases.jsonl"
        for release, _ in of.releases:
            append(path, release, JULY, new=True)
        return "\n".join(json.dumps(json.loads(line)["entry"]) for line in path.read_text(encoding="utf-8").splitlines())


def texts(of: Publication) -> Iterator[str]:
    """Everything that is made of a publication and could be printed."""
    answer = of.answer()
    yield from (repr(of), repr(of.releases), repr(of.account), str(answer), repr(answer), answer.text(), answer.markdown(), answer.html())
    yield from map("; ".join, of.reasons.rows)
    yield from of.held_back
    yield as_the_ledger_writes(of)


def numbers_in(text: str) -> set[int]:
    """Every whole number that stands in a text."""
    return {int(number.replace(",", "")) for number in re.findall(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+", text)}


few = st.sampled_from((0, 0, 1, 2, 4, 5, 6, 7, 12, 25))


@st.composite
def months(draw: st.DrawFn, most_in_time: int = 60) -> Conferences:
    """The conferences of one month, some headings empty, some small and some not."""
    kinds = ((BY_1, FAMILY), (BY_6, FAMILY), (BY_1, POLICE), (BY_15, CARE), (BY_6, CARE), (BY_11, OTHER), (BY_1, NONE), (UNKNOWN, NONE))
    return ((draw(st.integers(0, most_in_time)), IN_TIME, NONE), *((draw(few), before, reason) for before, reason in kinds))


def by_heading(month: Conferences) -> dict[str, int]:
    """What is not in time by its heading, reckoned from how it was made."""
    names = {
        FAMILY: "Something about the family or carers",
        POLICE: "Something that another agency had to do",
        CARE: "Something that the council had to do",
        OTHER: "Another reason",
        NONE: NO_REASON,
    }
    found = dict.fromkeys(names.values(), 0)
    for count, before, reason in month:
        if before != IN_TIME:
            found[NO_REASON if before == UNKNOWN else names[reason]] += count
    return found


def by_lateness(month: Conferences) -> dict[str, int]:
    """What is not in time by how late it is, reckoned from how it was made."""
    few_days, some, many = "5 working days or fewer, or a date is not known", "6 to 10 working days", "more than 10 working days"
    names = {BY_1: few_days, BY_5: few_days, BY_6: some, BY_10: some, BY_11: many, BY_15: many, UNKNOWN: few_days}
    found = dict.fromkeys(names.values(), 0)
    for count, before, _ in month:
        if before != IN_TIME:
            found[names[before]] += count
    return found


def in_time(month: Conferences) -> int:
    """How many were in time."""
    return sum(count for count, before, _ in month if before == IN_TIME)


PLAIN: Conferences = ((40, IN_TIME, NONE), (12, BY_1, CARE), (8, BY_6, FAMILY), (6, BY_10, FAMILY), (7, BY_15, NONE))


class TestNothingSmallIsTold:
    """
    A true count of 1 to the threshold that is not shown is in nothing that is made of a publication.

    Source: DC1 of the project's properties; facts on disclosure control, 1.1.
    """

    @settings(max_examples=40)
    @given(months())
    def test_no_cell_shows_a_small_count(self, month: Conferences) -> None:
        """By the Department's rule a number released is 0 or more than 5, and the sum of the counts that its cell is of."""
        for release, atoms in published(month).releases:
            for cell in release.cells:
                if cell.shown.value is not None:
                    assert cell.shown.value == 0 or cell.shown.value > THE_DEPARTMENTS.threshold
                    assert atoms.of(cell.atoms) == cell.shown.value

    @settings(max_examples=40)
    @given(months())
    def test_no_difference_of_two_cells_of_one_table_is_small(self, month: Conferences) -> None:
        """A cell less others that are part of it is not from 1 to 5, where all of them are shown."""
        for release, _ in published(month).releases:
            parts = [cell for cell in release.cells if cell.shown.value is not None]
            for cell in parts:
                within = [part for part in parts if part.atoms < cell.atoms and not any(part.atoms < other.atoms < cell.atoms for other in parts)]
                rest = (cell.shown.value or 0) - sum(part.shown.value or 0 for part in within)
                assert not 1 <= rest <= THE_DEPARTMENTS.threshold

    @pytest.mark.parametrize(
        "month",
        [
            ((443, IN_TIME, NONE), (137, BY_1, FAMILY), (389, BY_6, CARE), (461, BY_15, CARE)),
            ((443, IN_TIME, NONE), (137, BY_1, FAMILY), (487, BY_6, POLICE), (283, UNKNOWN, NONE), (311, BY_15, OTHER)),
            ((443, IN_TIME, NONE), (137, BY_1, FAMILY)),
            ((137, IN_TIME, NONE), (443, BY_1, FAMILY)),
        ],
    )
    def test_no_text_holds_one(self, month: Conferences) -> None:
        """With a threshold so great that a count is like no other number, no text and no line of the ledger holds one that is withheld (canary)."""
        hidden = {count for count, _, _ in month if count <= GREAT.threshold}
        of = published(month, policy=GREAT)

        assert hidden
        for text in texts(of):
            assert not hidden & numbers_in(text)

    def test_the_canary_sings(self) -> None:
        """The same counts are found where they may be shown: the search sees every form of a number."""
        month: Conferences = ((443, IN_TIME, NONE), (1_137, BY_1, FAMILY))
        found = [{443, 1_137, 1_580} <= numbers_in(text) for text in texts(published(month, policy=GREAT))]

        assert 7 == sum(found)  # the reprs of releases and account, the answer in four forms, and the ledger

    @settings(max_examples=30)
    @given(st.integers(6, 9), st.data())
    def test_what_is_told_does_not_depend_on_what_is_hidden(self, together: int, data: st.DataObject) -> None:
        """Counts that are shown as one sum can be shared out among themselves in any way, and everything told stays the same, to the letter."""
        shares = st.integers(max(1, together - 5), min(5, together - 1))
        one, other = (data.draw(shares) for _ in range(2))
        here, there = (
            published(((40, IN_TIME, NONE), (30, BY_1, CARE), (family, BY_15, FAMILY), (together - family, BY_15, POLICE))) for family in (one, other)
        )

        assert together == tables(here)[0][MERGED]
        assert list(texts(here)) == list(texts(there))

    def test_small_overdue(self) -> None:
        """What is overdue is told as released too: 5 are not shown, 6 are, and so are none."""
        start, told = "2018-05-14", []
        for overdue in (0, 1, 5, 6):
            held = columns(PLAIN)
            held["child"] += [f"overdue {number}" for number in range(overdue)]
            for name, value in {"strategy_discussion": start, "conference": "", "reason": "", "comment": ""}.items():
                held[name] += [value] * overdue
            of = publish(southend.CP_3_10.compute(held, as_at=JULY), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True)
            told.append((of.account.overdue, tables(of)[2]))

        assert [(0, {"Overdue": 0}), (None, {"Overdue": "c"}), (None, {"Overdue": "c"}), (6, {"Overdue": 6})] == told

    @settings(max_examples=30)
    @given(months())
    @example(((40, IN_TIME, NONE), (12, BY_1, CARE), (8, BY_6, CARE), (2, BY_6, FAMILY), (7, UNKNOWN, NONE)))
    def test_no_difference_of_two_tables_is_small(self, month: Conferences) -> None:
        """Nothing small is left of a cell of the reasons when what the table of lateness shows of it is taken away, nor the other way round."""
        reasons, lateness, _ = (release.cells for release, _ in published(month).releases)
        for one, other in ((reasons, lateness), (lateness, reasons)):
            for cell in (cell for cell in one if cell.shown.value is not None):
                taken = sum(part.shown.value or 0 for part in other if part.atoms < cell.atoms and len(part.atoms) == 1 and "In time" != part.label)
                if taken and cell.label == MERGED:
                    assert not 1 <= (cell.shown.value or 0) - taken <= THE_DEPARTMENTS.threshold

    def test_what_is_told_does_not_depend_on_whether_the_dates_are_known(self) -> None:
        """One child of the merged may have no dates, and everything told is the same as if none had."""
        same: Conferences = ((40, IN_TIME, NONE), (20, BY_1, CARE), (1, BY_15, FAMILY))
        with_dates, without = published((*same, (5, BY_1, NONE))), published((*same, (4, BY_1, NONE), (1, UNKNOWN, NONE)))

        assert tables(with_dates) == tables(without)
        assert with_dates.answer().text() == without.answer().text()


def not_sure(in_time: int, late: list[int]) -> bool:
    """Whether midpoints of six, each of one of the six counts from two below it to three above, can be of counts on either side of 90%."""
    worst = Fraction(in_time - 2, in_time - 2 + sum(count + 3 for count in late))
    best = Fraction(in_time + 3, in_time + 3 + sum(count - 2 for count in late))
    return worst < Fraction(9, 10) <= best


class TestFromTheReleasesAlone:
    """
    Every figure of the account is a number of a release, or is reckoned from those and from nothing else.

    Source: facts on disclosure control, 2 (percentages from what is published).
    """

    @settings(max_examples=40)
    @given(months(), st.sampled_from((THE_DEPARTMENTS, MIDPOINT_6, ROUNDED_TO_5)))
    def test_every_count_is_a_cell(self, month: Conferences, policy: Policy) -> None:
        """A count of the account is what the cell of the same name shows, and None where that is withheld."""
        of = published(month, policy=policy)
        by_label = {label: value for table in reversed(tables(of)) for label, value in table.items()}
        either = [table.get(MERGED) for table in tables(of)]

        for label, count in counts_of(of.account):
            if label == MERGED:
                assert count in either
            elif count is None:
                assert by_label[label] in {"c", 0}  # a 0 has no line
            else:
                assert count == by_label[label]

    @settings(max_examples=40)
    @given(months(), st.sampled_from((THE_DEPARTMENTS, MIDPOINT_6, ROUNDED_TO_5)))
    def test_the_percentage_is_that_of_the_counts_shown(self, month: Conferences, policy: Policy) -> None:
        """It is what long division makes of the two counts released, to the decimals that they support, and there is none without both."""
        figure = published(month, policy=policy).account.figure
        decimals = 1 if policy is THE_DEPARTMENTS else 0

        if figure.in_time is None or figure.counted is None or (policy is ROUNDED_TO_5 and figure.in_time in {0, figure.counted}):
            assert figure.percentage is None
        else:
            expected = percentage_half_up(figure.in_time, figure.counted, decimals)
            assert expected == figure.percentage or (figure.percentage is None and figure.in_time and expected == 0)

    @settings(max_examples=40)
    @given(months(), st.sampled_from((THE_DEPARTMENTS, MIDPOINT_6)))
    def test_the_target_is_held_against_what_is_shown(self, month: Conferences, policy: Policy) -> None:
        """What is short and what it would take follow from the released counts and the target of 90%; nothing, where they may be on either side."""
        account = published(month, policy=policy).account
        in_time, counted = account.figure.in_time, account.figure.counted
        either = policy is MIDPOINT_6 and in_time and not_sure(in_time, [why.count for why in account.reasons if why.count])

        if account.figure.percentage is None or either:
            assert (None, None) == (account.shortfall, account.meets)
        else:
            assert max(Decimal(0), 90 - account.figure.percentage) == account.shortfall
            assert (account.shortfall == 0) is account.meets
        if in_time is None or not counted or either:
            assert (None, None) == (account.remaining, account.needed)
        else:
            to_come = account.remaining or 0
            least = next(more for more in range(to_come * 2 + counted + 1) if Fraction(in_time + more, counted + to_come) >= Fraction(9, 10))
            assert least == account.needed
            assert (least <= to_come) is account.attainable

    def test_cases_short(self) -> None:
        """With 40 of 73 in time, 26 more would have met the target, for 65.7 is 90% of them."""
        account = published(PLAIN).account

        assert (26, Decimal("35.2"), False) == (account.cases_short, account.shortfall, account.meets)

    def test_cases_short_of_coarse_counts(self) -> None:
        """Of 39 of 48, which is what midpoints show of 40 of 52, 5 more would have met the target, and not 7."""
        assert 5 == published(((40, IN_TIME, NONE), (12, BY_1, CARE)), policy=MIDPOINT_6).account.cases_short

    def test_the_remaining_are_as_given(self) -> None:
        """What is expected before the year is out can be given, and is then told as given."""
        given_so, at_pace = published(PLAIN, remaining=27).account, published(PLAIN).account

        assert (27, True, 50, False) == (given_so.remaining, given_so.remaining_is_given, given_so.needed, given_so.attainable)
        assert (146, False) == (at_pace.remaining, at_pace.remaining_is_given)

    def test_nothing_else_is_told(self) -> None:
        """What is of one family or one child, or has no release of its own, is not in the account; neither are the notes on the records."""
        account = published(PLAIN).account
        of_one = ("longest", "largest_family")
        of_more = ("late_events", "unknown", "waiting", "in_authoritys_control", "outside", "still_late_with_recording_reason", "practised")
        empty = (*of_one, *of_more, "recorded", "late_recording", "out_of_reach_since", "probability")

        assert "public" == account.audience
        assert dict.fromkeys(empty) == {name: getattr(account, name) for name in empty}
        assert ((), ()) == (account.by_attribution, account.notes)
        assert {""} == {why.attribution for why in account.reasons}

    def test_words_of_the_account(self) -> None:
        """The account names the indicator, what is due, the period and the policy, as the result and the policy do."""
        account = published(PLAIN).account

        assert ("CP 3.10", "a conference", "conferences", "child", "children") == (
            account.name,
            account.what,
            account.plural,
            account.unit,
            account.units,
        )
        assert ("year to date", "from 1 April to 31 July 2018", JULY, "2018-07") == (
            account.gathered,
            account.gathered_words,
            account.as_at,
            account.month and account.month.first.isoformat()[:7],
        )
        assert "15 working days of the strategy discussion" == account.limit
        assert Decimal(90) == account.target
        assert f"What is shown follows {THE_DEPARTMENTS.title}." == account.method[-1]
        assert "Working days are those of England and Wales." == account.method[0]
        assert account.sources

    def test_only_coarse_counts_are_said_to_be_coarse(self) -> None:
        """That counts were made coarse is said of a policy that does, with its title, and of exact counts it is not."""
        assert "" == published(PLAIN).account.rounding
        assert MIDPOINT_6.title[1:] in published(PLAIN, policy=MIDPOINT_6).account.rounding


class TestWhatIsCounted:
    """
    The counts behind a release are those of the conferences, by reason and by lateness.

    Source: counting rule 6 of the project's design; what cannot be judged is counted, and not as in time.
    """

    @settings(max_examples=40)
    @given(months())
    def test_as_the_conferences_were_made(self, month: Conferences) -> None:
        """The counts by heading and by band are those that went in, and the two tables have one total."""
        (reasons, of_reasons), (lateness, of_lateness), _ = published(month).releases
        for release, atoms, expected in ((reasons, of_reasons, by_heading(month)), (lateness, of_lateness, by_lateness(month))):
            found = {cell.label: atoms.of(cell.atoms) for cell in release.cells if cell.label != MERGED}

            assert (in_time(month), sum(expected.values())) == (found.pop("In time"), found.pop("Not in time"))
            assert in_time(month) + sum(expected.values()) == found.pop("All")
            assert expected == {label: count for label, count in found.items() if count or label in expected}

    def test_the_edges_of_the_bands(self) -> None:
        """Five working days late is in the first band, six and ten in the second, and eleven in the third."""
        month: Conferences = (
            (40, IN_TIME, NONE),
            (8, BY_1, CARE),
            (9, BY_5, CARE),
            (10, BY_6, CARE),
            (11, BY_10, CARE),
            (12, BY_11, CARE),
            (13, BY_15, CARE),
        )
        expected = (("more than 10 working days", 25), ("6 to 10 working days", 21), ("5 working days or fewer, or a date is not known", 17))

        assert expected == published(month).account.lateness

    def test_unknown_dates_are_not_in_time(self) -> None:
        """A conference before its discussion is counted and not as in time, and is told with what has no reason and with what is little late."""
        account = published(((40, IN_TIME, NONE), (20, BY_1, CARE), (9, UNKNOWN, NONE))).account

        assert Share(in_time=40, counted=69, percentage=Decimal("58.0")) == account.figure
        assert 29 == account.late
        assert (("5 working days or fewer, or a date is not known", 29),) == account.lateness
        assert [("Something that the council had to do", 20), (NO_REASON, 9)] == [(why.words, why.count) for why in account.reasons]

    def test_no_reason_recorded(self) -> None:
        """What has no reason has a line of its own where it is not small."""
        of = published(((40, IN_TIME, NONE), (20, BY_1, CARE), (9, BY_1, NONE)))

        assert (("Something that the council had to do", "20"), (NO_REASON, "9")) == of.reasons.rows
        assert "CP 3.10: why they are late" == of.reasons.title

    def test_the_other_reason_has_a_name_that_says_so(self) -> None:
        """The heading of the residual codes is told as another reason."""
        account = published(((40, IN_TIME, NONE), (20, BY_1, CARE), (9, BY_1, OTHER))).account

        assert ["Something that the council had to do", "Another reason"] == [why.words for why in account.reasons]

    def test_small_reasons_are_told_together_and_last(self) -> None:
        """Reasons come most first, and the sum of the merged after them though it is more."""
        month: Conferences = ((40, IN_TIME, NONE), (9, BY_1, FAMILY), (12, BY_1, CARE), (5, BY_1, POLICE), (5, BY_1, OTHER), (4, BY_1, NONE))

        assert [("Something that the council had to do", 12), ("Something about the family or carers", 9), (MERGED, 14)] == [
            (why.words, why.count) for why in published(month).account.reasons
        ]

    def test_nothing_is_late_by_itself(self) -> None:
        """Where all the parts are merged, nothing is told of them."""
        of = published(((40, IN_TIME, NONE), (5, BY_1, FAMILY), (4, BY_6, CARE)))

        assert ((), (), 9) == (of.account.reasons, of.account.lateness, of.account.late)
        assert () == of.reasons.rows


class TestWholes:
    """
    Nothing counted, all in time, none in time, and few of either.

    Source: CU6 of the project's properties; facts on disclosure control, 1.2.
    """

    def test_nothing_counted(self) -> None:
        """Of nothing there is no percentage, and it is told as nothing, not as withheld."""
        of = published(())

        assert Share(in_time=0, counted=0, percentage=None) == of.account.figure
        assert (0, (), (), None, None) == (of.account.late, of.account.reasons, of.account.lateness, of.account.shortfall, of.account.remaining)
        assert {0} == shown(of)
        assert of.answer().text()

    def test_all_in_time(self) -> None:
        """Where all were in time, a shown 0 is a true 0, and the target is met."""
        account = published(((40, IN_TIME, NONE),)).account

        assert Share(in_time=40, counted=40, percentage=Decimal("100.0")) == account.figure
        assert (0, (), True, Decimal(0)) == (account.late, account.reasons, account.meets, account.shortfall)

    def test_all_late(self) -> None:
        """Where all were late, they are told with their reason."""
        account = published(((40, BY_1, CARE),)).account

        assert Share(in_time=0, counted=40, percentage=Decimal("0.0")) == account.figure
        assert [("Something that the council had to do", 40)] == [(why.words, why.count) for why in account.reasons]

    @pytest.mark.parametrize("month", [((40, IN_TIME, NONE), (5, BY_1, CARE)), ((5, IN_TIME, NONE), (40, BY_1, CARE)), ((3, IN_TIME, NONE),)])
    def test_few_of_either_withhold_the_whole(self, month: Conferences) -> None:
        """A small count in time or late takes the total with it, and what is late is not broken down."""
        of = published(month)
        reasons, lateness, _ = tables(of)
        small = {label for label, count in {"In time": in_time(month), "Not in time": sum(by_heading(month).values())}.items() if 1 <= count <= 5}

        assert small
        assert {*small, "All"} <= {label for label in FIGURE if reasons[label] == "c"}
        assert {"c"} == {table[label] for table in (reasons, lateness) for label in table if label not in FIGURE}
        assert (None, None, (), ()) == (of.account.figure.counted, of.account.figure.percentage, of.account.reasons, of.account.lateness)
        assert (None, None) == (of.account.remaining, of.account.cases_short)
        assert len(set(of.account.withheld)) == len(of.account.withheld) > 0

    def test_a_first_publication_is_not_held_back(self) -> None:
        """Where few were late and nothing was published before, those in time are told, and nothing is said of what was published before."""
        of = published(((40, IN_TIME, NONE), (5, BY_1, CARE)))

        assert 40 == tables(of)[0]["In time"]
        assert HELD_BACK not in of.account.withheld

    def test_an_indicator_without_lateness(self) -> None:
        """Where nothing is judged as late there is nothing to account for."""
        result = england.referrals.compute({"child": ["1"], "referral": ["2018-07-02"]}, as_at=JULY)

        with pytest.raises(TypeError, match="judges nothing as in time or late"):
            publish(result, THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True)

    def test_neither_form_of_it_gives_counts(self) -> None:
        """Its repr names the indicator, the day and the policy."""
        assert "<Publication of CP 3.10 at 2018-07-31 by dfe-authority>" == repr(published(PLAIN))


class TestReleases:
    """
    The releases are three tables, each a series of its own, and each joined to that of another month.

    Source: facts on disclosure control, 1.4.
    """

    def test_three_tables(self) -> None:
        """The reasons, the lateness and what is overdue are released beside each other, by the policy."""
        of = published(PLAIN)
        subjects = [release.subject for release, _ in of.releases]

        assert [("reasons",), ("lateness",), ("overdue",)] == [subject.group for subject in subjects]
        assert [date(2018, 4, 1), date(2018, 4, 1), None] == [subject.first for subject in subjects]
        assert {("southend.cp_3_10", JULY)} == {(subject.indicator, subject.as_at) for subject in subjects}
        assert {"dfe-authority"} == {release.policy for release, _ in of.releases}
        assert all(release.subject == atoms.subject for release, atoms in of.releases)

    @pytest.mark.parametrize("otherwise", [{"reading": "section_47_start"}, {"accumulation": ROLLING_12_MONTHS}])
    def test_another_rule_is_another_series(self, otherwise: dict[str, Any]) -> None:
        """Counts by another reading, or gathered otherwise, are not joined to these."""
        held = columns(PLAIN) | {"section_47_start": columns(PLAIN)["strategy_discussion"]}
        usual, of = (
            publish(southend.CP_3_10.compute(held, as_at=JULY, **others), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True)
            for others in ({}, otherwise)
        )

        assert usual.releases[0][0].subject.rule != of.releases[0][0].subject.rule

    def test_a_snapshot(self) -> None:
        """What stands on a day has no first day, no month alone and nothing overdue; earlier days are told as days."""
        june = publish(visited(30, 9, date(2018, 6, 30)), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True)
        of = publish(visited(28, 20, JULY), THE_DEPARTMENTS, ledger=ledger_of(june), with_reasons=True)

        assert [None, None] == [release.subject.first for release, _ in of.releases]
        assert ("snapshot", "on 31 July 2018", None, None) == (
            of.account.gathered,
            of.account.gathered_words,
            of.account.month_alone,
            of.account.overdue,
        )
        assert Share(in_time=28, counted=48, percentage=Decimal("58.3")) == of.account.figure
        assert (("30 June 2018", Share(in_time=30, counted=39, percentage=Decimal("76.9"))),) == of.account.earlier
        assert () == of.held_back

    def test_a_snapshot_of_a_day_that_was_published_otherwise(self) -> None:
        """The same day published again with one child more in time is held back, and the office is told what would have been given away."""
        first = publish(visited(30, 9, JULY), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False)
        of = publish(visited(31, 9, JULY), THE_DEPARTMENTS, ledger=ledger_of(first), with_reasons=False)

        assert {"c"} == {value for table in tables(of) for value in table.values()}
        assert any("In time, at 2018-07-31" in sentence for sentence in of.held_back)

    def test_one_day_a_month(self) -> None:
        """A state of two days of one month differs by few children, so the second is refused."""
        first = publish(visited(30, 9, date(2018, 7, 30)), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=False)
        with pytest.raises(UnsafeRelease, match="another day of this month"):
            publish(visited(31, 9, JULY), THE_DEPARTMENTS, ledger=ledger_of(first), with_reasons=False)

    def test_a_snapshot_may_change_by_a_little(self) -> None:
        """A snapshot adds up to nothing, so that a small change since another day holds nothing back."""
        june = publish(visited(30, 9, date(2018, 6, 30)), THE_DEPARTMENTS, ledger=Ledger(), with_reasons=True)

        of = publish(visited(31, 10, JULY), THE_DEPARTMENTS, ledger=ledger_of(june), with_reasons=True)

        assert 41 == of.account.figure.counted
        assert [10] == [why.count for why in of.account.reasons]


def visited(seen: int, not_seen: int, day: date) -> Result[Any]:
    """CP 1.4 of children in care since January, some of whom were visited in the weeks before a day."""
    care = {"child": list(range(seen + not_seen)), "start": ["2018-01-08"] * (seen + not_seen), "end": [""] * (seen + not_seen)}
    visits = {"child": list(range(seen)), "visited": [(day - timedelta(days=8)).isoformat()] * seen}
    return southend.CP_1_4.compute(periods_of_care=care, visits=visits, as_at=day)


FIRST: Conferences = ((40, IN_TIME, NONE), (12, BY_1, CARE), (8, BY_6, FAMILY))


class TestMonthByMonth:
    """
    A figure that adds up is shown in a month only when no count has changed by 1 to the threshold since it was last shown.

    Source: the project's increment rule; DC3 and DC13 of its properties.
    """

    @pytest.mark.parametrize("changed", range(8))
    @pytest.mark.parametrize("what", [(IN_TIME, NONE), (BY_1, CARE)])
    def test_a_small_change_withholds_the_figure(self, changed: int, what: tuple[int, str]) -> None:
        """A change of 1 to 5 in those in time or those late withholds all of it; none, or 6 or more, does not."""
        of = figure_alone(FIRST, ((changed, *what),), ledger=before(FIRST))
        held = 1 <= changed <= 5

        assert held is (of.account.figure.counted is None)
        assert held is bool(of.held_back)
        if held:
            assert {"c"} == {value for table in tables(of)[:2] for value in table.values()}
            assert (HELD_BACK,) == of.account.withheld
            assert (None, None, (), (), None) == (
                of.account.late,
                of.account.month_alone,
                of.account.reasons,
                of.account.lateness,
                of.account.remaining,
            )
        else:
            assert 60 + changed == of.account.figure.counted

    def test_the_parts_once_a_year(self) -> None:
        """Parts that were shown this year are not shown again, however much has changed; the figure is, and the office is told."""
        month: Conferences = ((9, IN_TIME, NONE), (9, BY_1, CARE), (9, BY_6, FAMILY))
        once = published(FIRST, month, ledger=before(FIRST))
        again = published(FIRST, month, ledger=before(FIRST, with_reasons=True))

        assert (("Something that the council had to do", 21), ("Something about the family or carers", 17)) == tuple(
            (why.words, why.count) for why in once.account.reasons
        )
        assert ((), (), None) == (again.account.reasons, again.account.lateness, again.account.no_reason)
        assert Share(in_time=49, counted=87, percentage=Decimal("56.3")) == once.account.figure == again.account.figure
        assert {"c"} == {value for table in tables(again)[:2] for label, value in table.items() if label not in FIGURE}
        assert () == once.held_back == figure_alone(FIRST, month, ledger=before(FIRST, with_reasons=True)).held_back
        assert 1 == len(again.held_back)
        assert "published before" in again.held_back[0]
        assert ("The reasons, and how late they were, are not shown.",) == again.account.withheld

    def test_what_was_withheld_may_be_shown_once(self) -> None:
        """Where the parts were asked for and the figure was withheld they have not been shown, and may be yet."""
        nothing_shown = before(((40, IN_TIME, NONE), (3, BY_1, CARE)), with_reasons=True)
        of = published(((40, IN_TIME, NONE), (3, BY_1, CARE)), ((9, IN_TIME, NONE), (9, BY_1, CARE)), ledger=nothing_shown)

        assert [("Something that the council had to do", 12)] == [(why.words, why.count) for why in of.account.reasons]

    def test_both_sentences_for_the_office(self) -> None:
        """Where the parts were shown before and the figure has changed a little, the office is told both."""
        of = published(FIRST, ((3, BY_1, CARE),), ledger=before(FIRST, with_reasons=True))

        assert ["published before" in of.held_back[0], "5 or fewer in All, Not in time" in of.held_back[1]] == [True, True]
        assert None is of.account.figure.counted

    def test_one_table_held_back_holds_the_figure_of_both(self) -> None:
        """If the figure of one table is withheld so is that of the other, whose ledger does not hold it back."""
        reasons_only = released_before(*(entry.released for entry in before(FIRST).entries if entry.released.subject.group == ("reasons",)))
        of = figure_alone(FIRST, ((3, BY_1, CARE),), ledger=reasons_only)

        assert {"c"} == {value for table in tables(of)[:2] for value in table.values()}

    def test_the_month_alone(self) -> None:
        """Beside the month before it stands the month alone, by subtraction from what is shown."""
        account = figure_alone(FIRST, ((20, IN_TIME, NONE), (8, BY_1, CARE)), ledger=before(FIRST)).account

        assert Share(in_time=20, counted=28, percentage=Decimal("71.4")) == account.month_alone
        assert (("April to July 2018", Share(in_time=40, counted=60, percentage=Decimal("66.7"))),) == account.earlier

    def test_no_month_alone_without_the_month_before(self) -> None:
        """Without the month before, or where it was withheld, or of coarse counts, there is none."""
        month: Conferences = ((20, IN_TIME, NONE), (8, BY_1, CARE))
        withheld = before(((40, IN_TIME, NONE), (2, BY_1, CARE)))
        two_months_later = figure_alone(FIRST, (), month, ledger=before(FIRST)).account

        assert None is figure_alone(FIRST, month).account.month_alone
        assert None is figure_alone(FIRST, month, ledger=withheld).account.month_alone
        assert () == figure_alone(FIRST, month, ledger=withheld).account.earlier
        assert None is two_months_later.month_alone
        assert 1 == len(two_months_later.earlier)
        assert None is figure_alone(FIRST, month, policy=MIDPOINT_6, ledger=before(FIRST, MIDPOINT_6)).account.month_alone

    def test_earlier_figures_are_those_of_the_policy(self) -> None:
        """A figure of a later day is not told beside this one."""
        both = figure_alone(FIRST, ((20, IN_TIME, NONE), (8, BY_1, CARE)))

        assert () == figure_alone(FIRST, ledger=ledger_of(both)).account.earlier

    @pytest.mark.parametrize(("first", "then"), [(THE_DEPARTMENTS, MIDPOINT_6), (MIDPOINT_6, THE_DEPARTMENTS), (ROUNDED_TO_5, MIDPOINT_6)])
    def test_one_policy_a_year(self, first: Policy, then: Policy) -> None:
        """What one policy withholds another could tell, so a second one is refused until the year is over."""
        month: Conferences = ((20, IN_TIME, NONE), (8, BY_1, CARE))
        with pytest.raises(UnsafeRelease, match="published by another policy"):
            figure_alone(FIRST, month, policy=then, ledger=before(FIRST, first))

    @pytest.mark.parametrize("asked", [{"reading": "initial_strategy_discussion"}, {"accumulation": ROLLING_12_MONTHS}, {"known_on": "2018-08-31"}])
    def test_one_rule_a_year(self, asked: dict[str, Any]) -> None:
        """Counted in another way the same children make another figure, and the difference could be few of them; so it is refused."""
        again = {name: [*values] for name, values in columns(FIRST).items()}
        again |= {"recorded": again["conference"], "initial_strategy_discussion": again["strategy_discussion"]}
        result = southend.CP_3_10.compute(again, as_at=JULY, **asked)
        with pytest.raises(UnsafeRelease, match="published by another rule"):
            publish(result, THE_DEPARTMENTS, ledger=before(FIRST), with_reasons=False)

    def test_counts_that_have_gone_down(self) -> None:
        """Where history was revised downward there is no month alone, and the figure is told."""
        revised: Conferences = ((20, IN_TIME, NONE), (12, BY_1, CARE), (8, BY_6, FAMILY))
        account = figure_alone(revised, ((8, IN_TIME, NONE), (30, BY_1, CARE)), ledger=before(FIRST)).account

        assert (28, None) == (account.figure.in_time, account.month_alone)

    def test_what_shows_nothing_may_be_entered(self, tmp_path: Path) -> None:
        """Where a part that was shown has been revised to few, the month that shows nothing can be entered."""
        path = tmp_path / "releases.jsonl"
        enter(published(FIRST), path, JULY, new=True)
        revised: Conferences = ((40, IN_TIME, NONE), (20, BY_1, CARE), (2, BY_6, FAMILY))
        of = figure_alone(revised, ((9, IN_TIME, NONE), (9, BY_1, CARE)), ledger=read_ledger(path))

        assert {"c"} == {value for table in tables(of)[:2] for value in table.values()}
        assert 6 == len(enter(of, path, MONTHS[1]))

    @settings(max_examples=8)
    @given(st.lists(months(30), min_size=2, max_size=2), st.integers(0, 3))
    @example([FIRST, ((3, IN_TIME, NONE), (2, BY_1, CARE)), ((9, IN_TIME, NONE), (9, BY_1, CARE), (7, UNKNOWN, NONE))], 2)
    def test_every_month_may_be_entered(self, year: list[Conferences], reasons_in: int) -> None:
        """Month by month, with all that was published before, nothing that is offered is refused when it is to be entered (DC3)."""
        assert 3 * len(year) == len(entered(year, THE_DEPARTMENTS, reasons_in))

    @pytest.mark.parametrize("policy", [MIDPOINT_6, ROUNDED_TO_5])
    def test_every_month_of_coarse_counts_may_be_entered(self, policy: Policy) -> None:
        """Coarse counts can be entered in every month, with few of them and with little changed."""
        ledger = entered([FIRST, ((3, IN_TIME, NONE), (2, BY_1, CARE)), ((9, IN_TIME, NONE),)], policy, 3)

        assert ["reasons", "overdue"] * 3 == [entry.released.subject.group[0] for entry in ledger.entries]

    def test_entering_audits_once_more(self, tmp_path: Path) -> None:
        """What was published meanwhile counts: a publication made before it is refused, and a ledger that is not there is an error."""
        path, of = tmp_path / "releases.jsonl", figure_alone(FIRST, ((3, IN_TIME, NONE),))

        with pytest.raises(BrokenLedger):
            enter(of, path, JULY)
        sealed = enter(figure_alone(FIRST), path, JULY, new=True)
        with pytest.raises(BrokenLedger, match="seal"):
            enter(of, path, JULY, seal="0" * 64)
        with pytest.raises(UnsafeRelease):
            enter(of, path, JULY, seal=sealed.seal)
        assert sealed == read_ledger(path)

    def test_the_same_once_more(self) -> None:
        """What was published can be published again as it was."""
        first = published(PLAIN, with_reasons=False)
        again = published(PLAIN, ledger=ledger_of(first), with_reasons=False)

        assert tables(first) == tables(again)
        assert repr(first.account) == repr(again.account)


def figure_alone(*months: Conferences, policy: Policy = THE_DEPARTMENTS, ledger: Ledger | None = None) -> Publication:
    """What may be published of them without reasons."""
    return published(*months, policy=policy, ledger=ledger, with_reasons=False)


def entered(year: Iterable[Conferences], policy: Policy, reasons_in: int) -> Ledger:
    """The ledger after each month has been published and entered in turn, with the reasons asked for in one of them or in all."""
    so_far: list[Conferences] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "releases.jsonl"
        for number, (month, end) in enumerate(zip(year, MONTHS, strict=False)):
            so_far.append(month)
            of = published(*so_far, policy=policy, ledger=read_ledger(path, new=True), with_reasons=reasons_in in {number, 3})
            enter(of, path, end + timedelta(days=10), new=True)
        return read_ledger(path)


def middle(count: int) -> int:
    """The middle of the band of six that a count is in, one band after another."""
    return next((low + 3 for low in range(0, count + 6, 6) if low < count <= low + 6), 0)


@cache
def to_the_nearest_5(count: int) -> int | None:
    """A count to the nearest 5; None of 7 or fewer."""
    return None if count <= 7 else min(range(0, count + 6, 5), key=lambda value: (abs(value - count), -value))


class TestCoarseCounts:
    """
    By a policy of coarse counts every count is shown as the policy shows it, and each total is the sum of what is shown.

    Source: OpenSAFELY, disclosure controls (midpoint 6; rounding to the nearest 5 with 7 or fewer redacted).
    """

    @settings(max_examples=40)
    @given(month=months(), with_reasons=st.booleans())
    @example(month=((40, IN_TIME, NONE), (12, BY_1, CARE), (9, BY_6, FAMILY)), with_reasons=False)
    def test_midpoints(self, month: Conferences, *, with_reasons: bool) -> None:
        """Each part is the middle of its band, and what is late and all are sums of those, whether the parts are shown or not."""
        table, overdue = tables(published(month, policy=MIDPOINT_6, with_reasons=with_reasons))
        parts = {label: middle(count) for label, count in by_heading(month).items()}
        late = sum(parts.values())

        assert {"Overdue": 0} == overdue
        assert (parts if with_reasons else dict.fromkeys(parts, "c")) == {label: table[label] for label in parts}
        assert (middle(in_time(month)), late, middle(in_time(month)) + late) == tuple(table[label] for label in FIGURE)

    @settings(max_examples=40)
    @given(months())
    @example(((43, IN_TIME, NONE), (12, BY_1, CARE)))
    @example(((43, IN_TIME, NONE), (7, BY_1, CARE)))
    def test_rounded(self, month: Conferences) -> None:
        """Of these the figure is shown alone: each count to the nearest 5, and all as their sum, where neither is withheld."""
        table, _ = tables(published(month, policy=ROUNDED_TO_5))
        these, others = to_the_nearest_5(in_time(month)), to_the_nearest_5(sum(by_heading(month).values()))
        total = "c" if these is None or others is None else these + others

        assert (these or "c", others or "c", total) == tuple(table[label] for label in FIGURE)
        assert {"c"} == {value for label, value in table.items() if label not in FIGURE}

    def test_reasons_by_midpoints_every_month(self) -> None:
        """Coarse parts can be shown every month, and so can what has changed a little; how late it was is not cut beside them."""
        of = published(FIRST, ((2, IN_TIME, NONE),), policy=MIDPOINT_6, ledger=before(FIRST, MIDPOINT_6, with_reasons=True))

        assert ((), 39, ()) == (of.held_back, of.account.figure.in_time, of.account.lateness)
        assert [("Something about the family or carers", 9), ("Something that the council had to do", 9)] == [
            (why.words, why.count) for why in of.account.reasons
        ]
