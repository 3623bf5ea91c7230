"""The laws of durations told off into bands."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators import ENGLAND_AND_WALES
from csc_indicators.arrays import NAT
from csc_indicators.errors import InvalidDefinition
from csc_indicators.limits import CalendarDays, Months, Weeks, WorkingDays, Years
from csc_indicators.measures.bands import MONTH_BANDS, WORKING_DAY_BANDS, Band, Banded, Bands, in_bands
from csc_indicators.measures.duration import Lasted, lasted
from csc_indicators.measures.judgement import Judgement
from csc_indicators.measures.stock import open_on
from csc_indicators.measures.timeliness import within_limit
from tests.oracle import SLOW_ENGLAND_AND_WALES, slow_due_in_months
from tests.strategies import as_dates

AS_AT = date(2022, 3, 31)

#: Three months to two years, with the last edge read as more than 729 days with first and last day counted.
BY_729_DAYS = Bands(
    (*MONTH_BANDS.bands[:3], Band("1 year", at_least=Years(1), less_than=CalendarDays(729)), Band("2 years", at_least=CalendarDays(729)))
)

#: The same edges with all of them in the band above, as a summary of the Department's bands may be read.
UPPER_AT_EDGES = Bands(
    (
        Band("less than 3 months", less_than=Months(3)),
        Band("3 to 6 months", at_least=Months(3), less_than=Months(6)),
        Band("6 months or more", at_least=Months(6)),
    )
)

starts = st.dates(date(2018, 1, 1), date(2019, 12, 31)) | st.sampled_from(
    [date(2018, 11, 30), date(2018, 12, 31), date(2019, 1, 4), date(2019, 8, 31)]
)


def ended(start: list[date | None], end: list[date | None]) -> Judgement:
    """Spells ended by the day."""
    measure = Lasted(start="start", end="end", at_least=Months(0), ended=True)
    rows = np.arange(1, len(start) + 1)
    return lasted(rows, as_dates(start), as_dates(end), measure=measure, as_at=AS_AT, calendar=ENGLAND_AND_WALES)


def banded(start: list[date | None], end: list[date | None], bands: Bands) -> Banded:
    """Ended spells in bands."""
    return in_bands(ended(start, end), bands, as_at=AS_AT, calendar=ENGLAND_AND_WALES)


def slow_months_band(start: date, end: date) -> int:
    """The Department's labels, read one after another."""
    three, six, year, two = (slow_due_in_months(start, months) for months in (3, 6, 12, 24))
    if end <= three:
        return 0
    if end <= six:
        return 1
    if end < year:
        return 2
    return 3 if end < two else 4


def slow_days_band(start: date, end: date) -> int:
    """The same day, or else the first band whose last working day has not passed."""
    if end == start:
        return 0
    for band, last in enumerate((10, 20, 30, 40, 45, 50, 60), start=1):
        if SLOW_ENGLAND_AND_WALES.in_time(start, end, last):
            return band
    return 8


SLOW: list[tuple[Bands, Callable[[date, date], int]]] = [(MONTH_BANDS, slow_months_band), (WORKING_DAY_BANDS, slow_days_band)]


class TestEveryDurationIsInOneBand:
    """Bands hold every duration once, each edge in the band that its label says. (law.md 2 and 3: EES C2, D5, D7; 8.2.4.)"""

    @given(starts, st.integers(0, 100) | st.integers(0, 800), st.sampled_from(SLOW))
    def test_as_the_labels_read(self, start: date, passed: int, bands_and_oracle: tuple[Bands, Callable[[date, date], int]]) -> None:
        """A spell is in the band that reading the labels one after another gives."""
        bands, oracle = bands_and_oracle
        end = start + timedelta(days=passed)

        assert [oracle(start, end)] == banded([start], [end], bands).band.tolist()

    @given(starts, st.sampled_from([3, 6, 12, 24]), st.integers(-2, 2))
    @example(date(2018, 11, 30), 3, 0)
    def test_at_the_edges_of_months(self, start: date, months: int, more: int) -> None:
        """Exactly 3 and 6 months are in the band below the edge, exactly 1 and 2 years in the one above."""
        end = slow_due_in_months(start, months) + timedelta(days=more)
        edge = (3, 6, 12, 24).index(months)
        above = more > 0 if months < 12 else more >= 0

        assert [edge + above] == banded([start], [end], MONTH_BANDS).band.tolist()

    @given(starts, st.sampled_from([10, 20, 30, 40, 45, 50, 60]))
    def test_at_the_edges_of_working_days(self, start: date, last: int) -> None:
        """The last working day of a band is in it, and the day after is in the next, weekend or not."""
        due = SLOW_ENGLAND_AND_WALES.nth_working_day_after(start, last)
        assert due is not None
        edge = (10, 20, 30, 40, 45, 50, 60).index(last) + 1

        assert [edge, edge + 1] == banded([start, start], [due, due + timedelta(days=1)], WORKING_DAY_BANDS).band.tolist()

    @given(starts, st.integers(0, 100))
    def test_the_bands_up_to_45_are_those_in_time(self, start: date, passed: int) -> None:
        """What is within 45 working days is in the first six bands, and what is not is in the others."""
        end = start + timedelta(days=passed)

        assert SLOW_ENGLAND_AND_WALES.in_time(start, end, 45) == bool(banded([start], [end], WORKING_DAY_BANDS).band[0] <= 5)

    @given(starts, st.integers(725, 732))
    def test_two_years_may_be_729_days(self, start: date, passed: int) -> None:
        """With the last edge at 729 days after the start, 730 days with both ends counted are in the last band."""
        assert [passed + 1 > 729] == [bool(band == 4) for band in banded([start], [start + timedelta(days=passed)], BY_729_DAYS).band]

    @given(starts, st.sampled_from([3, 6]), st.integers(-2, 2))
    def test_other_labels_put_the_edges_elsewhere(self, start: date, months: int, more: int) -> None:
        """Where the labels say less than, an exact edge is in the band above."""
        end = slow_due_in_months(start, months) + timedelta(days=more)

        assert [(3, 6).index(months) + (more >= 0)] == banded([start], [end], UPPER_AT_EDGES).band.tolist()

    def test_the_weekend_after_the_start_is_not_the_same_day(self) -> None:
        """From a Friday to the Saturday no working day has passed, and it is not the same day."""
        friday = date(2019, 1, 4)

        assert [0, 1, 1] == banded([friday] * 3, [friday, friday + timedelta(days=1), friday + timedelta(days=3)], WORKING_DAY_BANDS).band.tolist()


class TestTheTotal:
    """What cannot be put in a band stays in the total. (law.md 3.1: an end before its start is in the total and in no band.)"""

    @given(st.lists(st.tuples(starts | st.none(), starts | st.none()), max_size=12))
    def test_bands_and_unknown_make_up_the_total(self, of: list[tuple[date | None, date | None]]) -> None:
        """Every ended spell is in one band or unknown, and the open are in neither."""
        found = banded([start for start, _ in of], [end for _, end in of], MONTH_BANDS)
        expected = Counter(
            "unknown" if start is None or end < start else MONTH_BANDS.names[slow_months_band(start, end)] for start, end in of if end is not None
        )

        assert {**dict.fromkeys(MONTH_BANDS.names, 0), "unknown": 0, **expected} == {**found.counts, "unknown": found.unknown}
        assert expected.total() == found.total

    @given(st.lists(st.tuples(starts, st.integers(0, 800)), max_size=12), st.randoms(use_true_random=False))
    def test_any_order_of_rows(self, of: list[tuple[date, int]], random: Any) -> None:
        """Shuffled rows have the same bands, row for row (CU2)."""
        order = list(range(len(of)))
        random.shuffle(order)
        start: list[date | None] = [begun for begun, _ in of]
        end: list[date | None] = [begun + timedelta(days=passed) for begun, passed in of]
        shuffled = banded([start[at] for at in order], [end[at] for at in order], MONTH_BANDS)

        assert banded(start, end, MONTH_BANDS).band[order].tolist() == shuffled.band.tolist()

    @given(st.lists(starts, max_size=12))
    def test_open_spells_last_until_the_day(self, start: list[date]) -> None:
        """The duration of an open spell runs to the day of the snapshot."""
        judgement = open_on(np.arange(1, len(start) + 1), as_dates(start), np.full(len(start), NAT), as_at=AS_AT)
        found = in_bands(judgement, MONTH_BANDS, as_at=AS_AT, calendar=ENGLAND_AND_WALES)

        assert [slow_months_band(one, AS_AT) for one in start] == found.band.tolist()

    def test_ends_within_a_limit_have_bands_too(self) -> None:
        """What came after 10 and 15 working days is in the bands of 10 and 20; what has not come is in no total."""
        start: list[date | None] = [*[date(2018, 7, 2)] * 3, date(2018, 7, 30)]
        end: list[date | None] = [date(2018, 7, 16), date(2018, 7, 23), None, date(2018, 7, 2)]
        judgement = within_limit(
            np.arange(1, 5), as_dates(start), as_dates(end), limit=WorkingDays(15), as_at=date(2018, 8, 31), calendar=ENGLAND_AND_WALES
        )
        found = in_bands(judgement, WORKING_DAY_BANDS, as_at=date(2018, 8, 31), calendar=ENGLAND_AND_WALES)

        assert ([1, 2, -1, -1], 1, 3) == (found.band.tolist(), found.unknown, found.total)
        assert [True, True, False, True] == found.counted.tolist()

    def test_of_nothing_every_band_has_none(self) -> None:
        """No rows give a nought for every band."""
        found = banded([], [], MONTH_BANDS)

        assert (dict.fromkeys(MONTH_BANDS.names, 0), 0, 0) == (found.counts, found.unknown, found.total)

    def test_it_prints_counts_alone(self) -> None:
        """What it prints is counts, in the order of the bands."""
        found = banded([date(2019, 1, 1), date(2019, 1, 1), None], [date(2019, 1, 2), date(2019, 12, 31), date(2019, 1, 3)], UPPER_AT_EDGES)

        assert "<Banded 1 less than 3 months, 0 3 to 6 months, 1 6 months or more, 1 unknown>" == repr(found)


class TestGapsAndOverlaps:
    """Bands that leave a duration out, or hold one twice, are refused."""

    @pytest.mark.parametrize(
        ("bands", "message"),
        [
            ((), "no bands"),
            ((Band("a", up_to=Months(3)), Band("a", more_than=Months(3))), "one name"),
            ((Band("a", at_least=Months(1)),), "some durations are in no band"),
            ((Band("a", up_to=Months(1)),), "some durations are in no band"),
            ((Band("a", less_than=Months(3)), Band("b", more_than=Months(3))), "gap"),
            ((Band("a", up_to=Months(3)), Band("b", more_than=Months(4))), "gap"),
            ((Band("a", up_to=WorkingDays(0)), Band("b", at_least=WorkingDays(1))), "gap"),
            ((Band("a", up_to=CalendarDays(90)), Band("b", more_than=Months(6))), "gap"),
            ((Band("a", up_to=Months(3)), Band("b", at_least=Months(3))), "overlap"),
            ((Band("a", up_to=Months(4)), Band("b", more_than=Months(3))), "overlap"),
            ((Band("a", up_to=Months(6)), Band("b", more_than=CalendarDays(90))), "overlap"),
            ((Band("a"), Band("b", more_than=Months(3))), "overlap"),
            ((Band("a", up_to=Months(3)), Band("b")), "overlap"),
            ((Band("a", up_to=Months(3)), Band("b", more_than=CalendarDays(91))), "cannot be compared"),
            ((Band("a", up_to=WorkingDays(15)), Band("b", more_than=CalendarDays(400))), "cannot be compared"),
            ((Band("a", up_to=Months(3)), Band("b", more_than=Months(3), up_to=Months(3)), Band("c", more_than=Months(3))), "may hold no durations"),
            ((Band("a", up_to=Months(3)), Band("b", more_than=Months(3), up_to=Months(2)), Band("c", more_than=Months(2))), "may hold no durations"),
            ((Band("a", less_than=Months(0)), Band("b", at_least=Months(0))), "may hold no durations"),
            (
                (Band("a", less_than=Years(2)), Band("b", at_least=Years(2), up_to=CalendarDays(731)), Band("c", more_than=CalendarDays(731))),
                "surely",
            ),
            ((Band("a", up_to=WorkingDays(5)), Band("b", more_than=WorkingDays(5), up_to=Months(9)), Band("c", more_than=Months(9))), "surely"),
        ],
    )
    def test_refused(self, bands: tuple[Band, ...], message: str) -> None:
        """The message says which it is."""
        with pytest.raises(InvalidDefinition, match=message):
            Bands(bands)

    @pytest.mark.parametrize(
        "bands",
        [
            (Band("all"),),
            (Band("none", up_to=WorkingDays(0)), Band("some", more_than=WorkingDays(0))),
            (Band("a", less_than=Months(12)), Band("b", at_least=Years(1))),
            (Band("a", up_to=CalendarDays(14)), Band("b", more_than=Weeks(2))),
            (Band("a", less_than=Months(3)), Band("exactly", at_least=Months(3), up_to=Months(3)), Band("b", more_than=Months(3))),
            (Band("a", up_to=CalendarDays(27)), Band("b", more_than=CalendarDays(27), up_to=Months(1)), Band("c", more_than=Months(1))),
            (Band("a", up_to=Months(1)), Band("b", more_than=Months(1), up_to=CalendarDays(32)), Band("c", more_than=CalendarDays(32))),
            BY_729_DAYS.bands,
        ],
    )
    def test_not_refused(self, bands: tuple[Band, ...]) -> None:
        """Bands that meet are bands, whatever units say the same edge."""
        assert (len(bands), "; ".join(band.name for band in bands)) == (len(Bands(bands)), str(Bands(bands)))

    @pytest.mark.parametrize("edges", [{"more_than": Months(1), "at_least": Months(1)}, {"up_to": Months(1), "less_than": Months(1)}])
    def test_a_band_has_one_edge_a_side(self, edges: dict[str, Any]) -> None:
        """Two edges on one side are refused."""
        with pytest.raises(InvalidDefinition, match="two edges on one side"):
            Band("a", **edges)

    def test_bands_are_a_tuple(self) -> None:
        """A list could be changed later, so it is refused."""
        bands: Any = [Band("all")]
        with pytest.raises(TypeError, match="tuple"):
            Bands(bands)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Band("a"), "any"),
        (Band("a", up_to=Months(3)), "up to 3 months"),
        (Band("a", at_least=Months(3), less_than=Years(1)), "at least 3 months and less than 1 year"),
        (Band("a", more_than=WorkingDays(0), up_to=WorkingDays(10)), "more than 0 working days and up to 10 working days"),
    ],
)
def test_a_band_says_in_words_what_it_holds(band: Band, words: str) -> None:
    """Its edges, and which of them is in it."""
    assert words == str(band)


def test_the_labels_are_the_departments() -> None:
    """The names of the bands are those of EES C2 and D7, the number of working days said in full."""
    assert ["same day", "1 to 10 working days", "11 to 20 working days", "61 working days or more"] == [
        WORKING_DAY_BANDS.names[at] for at in (0, 1, 2, -1)
    ]
    assert ("3 months or less", "2 years and over") == (MONTH_BANDS.names[0], MONTH_BANDS.names[-1])
