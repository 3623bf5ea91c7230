"""When a child was born, or is due: the columns that say so, and what they must not say."""

from csc_indicators.records.constraints import NotBoth, NotLongBefore
from csc_indicators.records.table import Column, Constraint, Item, Kind

__all__ = ["BIRTH_COLUMNS", "born_or_due"]

#: The child's birth: the day of it or, of a child not born yet, the day it is expected.
BIRTH_COLUMNS = (
    Column(
        name="date_of_birth",
        kind=Kind.DATE,
        meaning="The child's date of birth. Blank when the child is not born yet, or it is not known.",
        required=False,
        may_be_blank=True,
        items=(Item("CIN census", "PersonBirthDate"), Item("Annex A", "Lists 1 to 10, Date of Birth"), Item("SSD", "pers_dob")),
    ),
    Column(
        name="expected_date_of_birth",
        kind=Kind.DATE,
        meaning="The day a child who is not born yet is due. Blank once there is a date of birth.",
        required=False,
        may_be_blank=True,
        items=(Item("CIN census", "ExpectedPersonBirthDate"), Item("SSD", "pers_expected_dob")),
    ),
)


def born_or_due(referral: str) -> tuple[Constraint, ...]:
    """
    What the columns of birth must not say together, and not beside the day in *referral*.

    >>> for constraint in born_or_due("start"):
    ...     print(constraint.statement)
    no row has both a date of birth and an expected date of birth
    start is not more than 40 weeks before the date of birth or the expected date of birth
    """
    born, due = (column.name for column in BIRTH_COLUMNS)
    return (
        NotBoth(born, due, source="DfE children in need census: an expected date of birth stands for a date of birth, and never beside one"),
        NotLongBefore(referral, births=(born, due), weeks=40, source="DfE children in need census validation rule 8606"),
    )
