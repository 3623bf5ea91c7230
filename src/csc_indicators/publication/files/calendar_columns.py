"""What the columns of the calendar's table mean."""

from typing import get_args

from csc_indicators.calendars.table import WEEKDAYS, Standing
from csc_indicators.publication.files.tables import TableColumn, one_of

__all__ = ["COLUMNS"]

#: The columns of the table of days, as :func:`~csc_indicators.calendars.table.calendar_table` writes it.
COLUMNS = (
    TableColumn(name="calendar_date", title="Date", means="The date.", datatype="date", required=True),
    TableColumn(name="weekday", title="Weekday", means="Its weekday, in English.", datatype=one_of(*WEEKDAYS), required=True),
    TableColumn(
        name="working_day",
        title="Working day",
        means="1 of a working day, 0 of any other.",
        datatype={"base": "boolean", "format": "1|0"},
        required=True,
    ),
    TableColumn(name="why_not", title="Why not", means="Why it is no working day: Saturday, Sunday or the holiday's name. Empty of a working day."),
    TableColumn(
        name="working_day_number",
        title="Working-day number",
        means="The running number of the working day; a day off has the number of the working day before it. "
        "The working days after one date up to and including another are the difference of their numbers.",
        datatype="nonNegativeInteger",
        required=True,
    ),
    TableColumn(
        name="standing",
        title="Standing",
        means="Whether the holidays of that time were announced, or are projected from the rules of earlier years and may change.",
        datatype=one_of(*get_args(Standing)),
        required=True,
    ),
)
