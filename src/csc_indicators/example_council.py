"""
A made-up council, whose figures are those that Southend's scrutiny committee was shown for July and September 2018.

No record here is of a real child, and only the percentages are Southend's: the counts behind them are some that fit. The tables below say how many
children were conferenced in time and late in each month, and how many looked-after children came, left and went unseen; everything else is drawn from
one seed. Due dates and windows are the library's own, so the figures are what comes of counting the rows, and changing a row changes them.

The extract is as of 31 October 2018, a month after the figures, because that is when the reasons for September are known. Only
:meth:`random.Random.random` is drawn from: its numbers are the same in every version of Python, so the files are too, byte for byte.

The other tables are those of a :func:`~csc_indicators.made_up_council.made_up_council` on the same day, since April 2014. Their children are not
those of the conferences, periods of care and visits, and nobody was ever shown their figures.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

import attrs

from csc_indicators.calendars import ENGLAND_AND_WALES
from csc_indicators.limits import WorkingDays
from csc_indicators.made_up_council import MadeUpTable, made_up_council
from csc_indicators.periods import Month

__all__ = ["Row", "conference_rows", "period_of_care_rows", "visit_rows", "write_example_council"]

#: A row of a file: the text of each column by its name.
Row = dict[str, str]

Draw = Callable[[], float]
ItemT = TypeVar("ItemT")

_SEED = 2012
_EXTRACTED = date(2018, 10, 31)
_SATURDAY = 5

_LIMIT = WorkingDays(15)
#: The month, and how many children were conferenced in it in time and late, beside those of the particular meetings.
_CONFERENCED = (
    (Month(2018, 4), 15, 11),
    (Month(2018, 5), 19, 12),
    (Month(2018, 6), 18, 11),
    (Month(2018, 7), 19, 9),
    (Month(2018, 8), 23, 5),
    (Month(2018, 9), 26, 4),
    (Month(2018, 10), 24, 3),
)
#: Meetings that are there to be looked at: the strategy discussion, the working days to the conference if it was held, and the children.
_PARTICULAR_MEETINGS = (
    (date(2018, 3, 5), 13, 1),  # in March, so of the year before
    (date(2018, 3, 6), 16, 2),
    (date(2018, 8, 22), None, 1),  # overdue at 30 September, and a month later too
    (date(2018, 9, 1), 16, 3),  # a Saturday; the conference is a Monday, one working day late
    (date(2018, 9, 3), None, 1),
    (date(2018, 9, 4), 34, 2),  # overdue at 30 September, held late in October
    (date(2018, 10, 16), None, 2),  # still waiting
    (date(2018, 10, 22), None, 1),
    (date(2018, 10, 25), None, 3),
)
_DAYS_WHEN_IN_TIME = (7, 9, 10, 11, 12, 12, 13, 13, 14, 14, 14, 15, 15, 15)
_DAYS_WHEN_LATE = (16, 16, 16, 17, 17, 18, 18, 19, 20, 21, 22, 23, 31, 38)
_DAYS_TO_RECORD = (0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 5, 18)
_CHILDREN_OF_A_FAMILY = (1, 1, 1, 1, 2, 2, 2, 3, 4)
_WHY_A_CONFERENCE_IS_LATE = ("F10", "F10", "F10", "X10", "P10", "P10", "P20", "P30", "A10", "A10", "A20", "A20", "A40", "A50", "")

_WINDOW = WorkingDays(30)
_QUALIFIES = WorkingDays(5)
_IN_CARE_BEFORE = 285
#: The month; how many left care in it; how many came, and how many more too late to be counted at its end; how many of those counted went unseen.
_LOOKED_AFTER = (
    (Month(2018, 4), 8, 9, 2, 57),
    (Month(2018, 5), 7, 8, 1, 53),
    (Month(2018, 6), 9, 10, 3, 55),
    (Month(2018, 7), 8, 8, 2, 60),
    (Month(2018, 8), 7, 8, 3, 41),
    (Month(2018, 9), 9, 11, 3, 24),
    (Month(2018, 10), 8, 9, 2, 22),
)
_DAYS_BETWEEN_VISITS = 24
_DAYS_TO_CHOOSE_FROM = 12
_SHARE_FORGOTTEN = 0.05
_WHY_A_VISIT_IS_LATE = ("C10", "C20", "C20", "C20", "C30", "C40", "C40", "C50", "A60", "A60", "A60", "A70", "A70", "")

#: The tables of the made-up council that are written, and what the names of its children and families begin with.
_MADE_UP = (
    "referrals",
    "need_episodes",
    "assessments",
    "section_47_enquiries",
    "plans",
    "plan_reviews",
    "plan_visits",
    "core_groups",
)
_LETTERS = {"child": "C", "family": "F"}


def write_example_council(folder: Path) -> tuple[Path, ...]:
    """
    Write a file of every table into *folder*, which is made if it is not there, and give back their paths.

    ``conferences.csv``, ``periods_of_care.csv`` and ``visits.csv`` hold the figures that the committee was shown. Their columns are named as the
    Standard Safeguarding Dataset names them. The columns of the other files have this library's names, and the children in them are others, even
    where the tables are about one matter, such as conferences and plans. Initial and core assessments ended before the records begin and have no
    file. Dates are written dd/mm/yyyy, as an extract opened in Excel has them.

    Raises:
        FileExistsError: If any of the files is there already; then nothing is written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.stem for path in write_example_council(Path(folder))]  # doctest: +NORMALIZE_WHITESPACE
    ['conferences', 'periods_of_care', 'visits', 'referrals', 'need_episodes', 'assessments', 'section_47_enquiries', 'plans', 'plan_reviews',
     'plan_visits', 'core_groups']
    """
    paths = {name: folder / f"{name}.csv" for name in ("conferences", "periods_of_care", "visits", *_MADE_UP)}
    for path in paths.values():
        if path.exists():
            raise FileExistsError(f"{path} is there already and is not overwritten. Move it, or choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    made_up = made_up_council(children=6_000, first_year=2014, years=5, seed=_SEED, extracted=_EXTRACTED)
    tables = {"conferences": conference_rows(), "periods_of_care": period_of_care_rows(), "visits": visit_rows()}
    for name, rows in (tables | {name: _made_up_rows(made_up[name]) for name in _MADE_UP}).items():
        _write(paths[name], rows)
    return tuple(paths.values())


def conference_rows() -> list[Row]:
    """
    A row for each child conferenced, or to be conferenced; children of one family share the meeting.

    >>> len(conference_rows())
    215
    """
    draw = _draws()
    meetings = [_meeting(draw, *particular) for particular in _PARTICULAR_MEETINGS]
    for month, in_time, late in _CONFERENCED:
        meetings += [_meeting_in(draw, month, _DAYS_WHEN_IN_TIME, children) for children in _families(draw, in_time)]
        meetings += [_meeting_in(draw, month, _DAYS_WHEN_LATE, children) for children in _families(draw, late)]
    meetings.sort(key=lambda meeting: meeting.discussed)
    siblings = [(number, meeting) for number, meeting in enumerate(meetings, start=1) for _ in range(meeting.children)]
    return [
        {
            "icpc_icpc_id": f"ICPC-{row:04}",
            "icpc_icpc_meeting_id": f"MEETING-{number:03}",
            "icpc_person_id": f"EX-{row:04}",
            "s47e_s47_start_date": _written(meeting.discussed),
            "icpc_icpc_target_date": _written(_LIMIT.due(meeting.discussed)),
            "icpc_icpc_date": _written(meeting.held),
            "recorded": _written(meeting.recorded),
            "reason": meeting.reason,
        }
        for row, (number, meeting) in enumerate(siblings, start=1)
    ]


def period_of_care_rows() -> list[Row]:
    """
    A row for each child's time in care; two that touch for some of those who moved from one placement to another.

    >>> period_of_care_rows()[0]["clae_person_id"]
    'EX-1001'
    """
    draw = _draws()
    rows = []
    for number, stay in enumerate(_stays(draw)):
        moved = date(2018, 4, 1) + timedelta(int(draw() * 180))
        moves = number % 40 == 0 and stay.covers(moved)
        for start, end in [(stay.start, moved), (moved, stay.end)] if moves else [(stay.start, stay.end)]:
            rows.append({"clae_person_id": stay.child, "clae_cla_episode_start_date": _written(start), "clae_cla_episode_ceased_date": _written(end)})
    return rows


def visit_rows() -> list[Row]:
    """
    A row for each visit to a child in care, from the middle of February on.

    >>> visit_rows()[0]["clav_person_id"]
    'EX-1001'
    """
    draw = _draws()
    stays = _stays(draw)
    unseen = {month: _unseen(draw, stays, month, count) for month, *_, count in _LOOKED_AFTER}
    return [row for stay in stays for row in _visits(draw, stay, [month for month in unseen if stay in unseen[month]])]


def _made_up_rows(table: MadeUpTable) -> list[Row]:
    """A table of the made-up council as a file has it."""
    columns = [[_as_text(name, value) for value in column.tolist()] for name, column in table.items()]
    return [dict(zip(table, values, strict=True)) for values in zip(*columns, strict=True)]


def _as_text(name: str, value: object) -> str:
    if value is None or isinstance(value, date):
        return _written(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{_LETTERS[name]}-{value:05}" if name in _LETTERS else str(value)


@attrs.frozen
class _Meeting:
    """An initial conference of the children of one family, held or to be held."""

    discussed: date
    held: date | None
    children: int
    recorded: date | None
    reason: str


def _meeting(draw: Draw, discussed: date, days: int | None, children: int) -> _Meeting:
    """The meeting held so many working days after its strategy discussion, if it was held; the latest are recorded on the day of the extract."""
    held = None if days is None else ENGLAND_AND_WALES.after(discussed, days)
    recorded = None if held is None else min(ENGLAND_AND_WALES.after(held, _one_of(draw, _DAYS_TO_RECORD)), _EXTRACTED)
    late = (held or _EXTRACTED) > _LIMIT.due(discussed)
    return _Meeting(discussed, held, children, recorded, _one_of(draw, _WHY_A_CONFERENCE_IS_LATE) if late else "")


def _meeting_in(draw: Draw, month: Month, choice_of_days: Sequence[int], children: int) -> _Meeting:
    """A meeting held on some working day of *month*; of the discussions on a Friday, some were on the Saturday, which counts alike."""
    days = _one_of(draw, choice_of_days)
    discussed = ENGLAND_AND_WALES.before(_one_of(draw, _working_days(month.first, month.last)), days)
    following = discussed + timedelta(1)
    return _meeting(draw, following if following.weekday() == _SATURDAY and draw() < 1 / 3 else discussed, days, children)


def _families(draw: Draw, children: int) -> Iterator[int]:
    """So many children as families."""
    while children:
        family = min(children, _one_of(draw, _CHILDREN_OF_A_FAMILY))
        yield family
        children -= family


@attrs.frozen
class _Stay:
    """A child's time in care."""

    child: str
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the child came before *day* and is in care at its end."""
        return self.start < day and (self.end is None or day < self.end)

    def counts_at(self, day: date) -> bool:
        """Whether the child is in care at the end of *day* and has been for long enough to be counted."""
        return self.covers(day) and _qualifies(self.start, day)


def _stays(draw: Draw) -> list[_Stay]:
    """Everybody who was in care, in the order in which they came after March."""
    starts = [date(2018, 2, 28) - timedelta(int(3000 * draw() * draw())) for _ in range(_IN_CARE_BEFORE)]
    stays = [_Stay(f"EX-{1001 + number}", start) for number, start in enumerate(starts)]
    for month, left, came, came_last, _ in _LOOKED_AFTER:
        days = [month.first + timedelta(n) for n in range(month.last.day)]
        leavers = _some_of(draw, [stay for stay in stays if stay.end is None], left)
        stays = [attrs.evolve(stay, end=_one_of(draw, days)) if stay in leavers else stay for stay in stays]
        for number, counted in [(came, True), (came_last, False)]:
            choice = [day for day in days if _qualifies(day, month.last) == counted]
            stays += [_Stay(f"EX-{1001 + len(stays) + n}", _one_of(draw, choice)) for n in range(number)]
    return stays


def _qualifies(start: date, day: date) -> bool:
    return _QUALIFIES.elapsed(start, day) >= _QUALIFIES.days


def _unseen(draw: Draw, stays: Sequence[_Stay], month: Month, count: int) -> list[_Stay]:
    """
    So many of the children counted at the end of *month*.

    Not those who came the month before: a visit in time for that month's end is mostly in time for this one's too.
    """
    return _some_of(draw, [stay for stay in stays if stay.counts_at(month.last) and Month.of(stay.start).following != month], count)


def _visits(draw: Draw, stay: _Stay, unseen: Sequence[Month]) -> Iterator[Row]:
    """
    The visits that make a child seen at the end of every month but those *unseen*.

    Month by month: when the latest visit is no longer in the window, there is another, on one of the first days far enough after it that lie in the
    window and in no window that must stay empty.
    """
    closed = {day for month in unseen for day in _window(month)}
    latest, away = stay.start, 1
    for month in (Month(2018, number) for number in range(3, 12)):
        days = [day for day in _window(month) if day >= latest + timedelta(away) and stay.covers(day) and day not in closed]
        if month in unseen or not days or (latest > stay.start and latest in _window(month)):
            continue
        visited = _one_of(draw, days[:_DAYS_TO_CHOOSE_FROM])
        recorded, reason = _record(draw, visited, overdue=any(latest < missed.last < visited for missed in unseen))
        if recorded <= _EXTRACTED:
            yield {"clav_person_id": stay.child, "clav_cla_visit_date": _written(visited), "recorded": _written(recorded), "reason": reason}
        latest, away = visited, _DAYS_BETWEEN_VISITS


def _record(draw: Draw, visited: date, *, overdue: bool) -> tuple[date, str]:
    """
    When a visit was recorded, and the reason with it: for the first after a month unseen, why it came late.

    A visit is recorded in a few days and by the end of its month, unless it is forgotten until the month's figures have shown the child as unseen.
    """
    cut_off = _window(Month.of(visited))[-1]
    if not overdue and draw() < _SHARE_FORGOTTEN:
        return ENGLAND_AND_WALES.after(cut_off, 5 + int(draw() * 11)), "R10"
    recorded = min(ENGLAND_AND_WALES.after(visited, int(draw() * 4)), cut_off)
    return recorded, _one_of(draw, _WHY_A_VISIT_IS_LATE) if overdue else ""


@cache
def _window(month: Month) -> tuple[date, ...]:
    """The working days on which a visit makes a child seen at the end of *month*."""
    days = _working_days(month.last - timedelta(2 * _WINDOW.days), month.last)
    return tuple(day for day in days if _WINDOW.elapsed(day, month.last) <= _WINDOW.days)


def _working_days(first: date, last: date) -> list[date]:
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if ENGLAND_AND_WALES.is_working_day(day)]


def _draws() -> Draw:
    return Random(_SEED).random  # noqa: S311 - to be repeated, not to be secret


def _one_of(draw: Draw, items: Sequence[ItemT]) -> ItemT:
    return items[int(draw() * len(items))]


def _some_of(draw: Draw, items: Sequence[ItemT], count: int) -> list[ItemT]:
    """So many different ones."""
    left = list(items)
    return [left.pop(int(draw() * len(left))) for _ in range(count)]


def _written(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
