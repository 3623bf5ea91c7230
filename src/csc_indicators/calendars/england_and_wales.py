"""
England and Wales: every weekday since 1978 that is not a working day.

New Year's Day, the early May holiday and every one-off are bank holidays by proclamation, so no rule can compute them: up to the last day that
GOV.UK has announced they are data, a row each with its source, in ``data/england_and_wales.csv``. Later days are in
``data/england_and_wales_projected.csv``: what workalendar's rules say of them, marked as projected.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal, cast

import attrs

from csc_indicators.calendars.calendar import Basis, NonWorkingDay, WorkingDayCalendar

__all__ = ["ENGLAND_AND_WALES", "WORKALENDAR_CORRECTIONS", "Correction"]


@attrs.frozen
class Correction:
    """
    A date that workalendar has wrong.

    Attributes:
        day: The date.
        truth: What it is, where workalendar says the other.
        why: What is true, and where that is written.
    """

    day: date
    truth: Literal["working day", "holiday"]
    why: str


#: What workalendar 17.0.0 has wrong for England and Wales since 1978. A test fails when a release of workalendar changes any of it.
WORKALENDAR_CORRECTIONS = (
    Correction(date(1995, 5, 1), "working day", "the early May holiday of 1995 was moved to Monday 8 May: HC Deb 2 March 1995 c709W"),
    Correction(date(1995, 5, 8), "holiday", "the early May holiday of 1995 was held on this day: HC Deb 2 March 1995 c709W"),
    Correction(date(2023, 5, 8), "holiday", "bank holiday for the coronation of King Charles III: GOV.UK bank holidays; workalendar issue 748"),
)


def _listed(file: str) -> Iterator[NonWorkingDay]:
    with (Path(__file__).parents[1] / "data" / file).open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        next(rows)
        for day, name, basis, source in rows:
            yield NonWorkingDay(date.fromisoformat(day), name, cast("Basis", basis), source)


#: England and Wales, from the early May holiday's first year to the last day GOV.UK had announced on 22 November 2026; 25 years more are projected.
ENGLAND_AND_WALES = WorkingDayCalendar(
    "England and Wales",
    date(1978, 1, 1),
    date(2053, 12, 31),
    (*_listed("england_and_wales.csv"), *_listed("england_and_wales_projected.csv")),
    announced_to=date(2028, 12, 31),
    as_of=date(2026, 11, 22),
)
