"""What is protected and how: a disclosure policy, and those that are ready made."""

from typing import Literal, TypeAlias, get_args

import attrs

from csc_indicators.publication.disclosure.coarsening import Coarsening, Exact, Midpoint, Rounded
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.disclosure.symbols import Symbol

__all__ = ["MIDPOINT_6", "ROUNDED_TO_5", "THE_DEPARTMENTS", "THE_DEPARTMENTS_NATIONAL", "FullCells", "Policy", "Secondary", "Zeros"]

#: What becomes of 0% and 100%, which say the same of everybody in a group.
FullCells: TypeAlias = Literal["allow", "withhold", "band"]

#: Whether a count of 0 is printed.
Zeros: TypeAlias = Literal["shown", "withheld"]

#: What keeps a withheld count from being found by subtraction.
Secondary: TypeAlias = Literal["withhold the total", "merge", "derive"]


@attrs.frozen(kw_only=True)
class Policy:
    """
    What is protected and how. Nothing has a default: each of these is a decision that somebody has to answer for.

    Attributes:
        id: A permanent name.
        title: What it is called.
        source: Whose rule it is, and where ours is stricter.
        threshold: The greatest count that is protected; with it every count from 1 up.
        coarsening: How counts above the threshold are printed: :class:`.Exact` or :class:`.Rounded`, which withhold those from 1 to the threshold, or
            :class:`.Midpoint`, which prints them as the middle of their band.
        full_cells: Whether 0% and 100% of a group may be told (``"allow"``), are withheld (``"withhold"``) or go into a band with whatever is near
            them, below 5% or above 95% (``"band"``). In all but the first, counts of 0 have to be withheld, which would say it otherwise.
        zeros: Whether a count of 0 is ``"shown"``, or ``"withheld"`` with those up to the threshold.
        secondary: What protects a withheld count from subtraction: ``"withhold the total"``; ``"merge"`` it with other small counts into one, whose
            sum is shown; or, of coarse counts and of no others, ``"derive"`` every total from the coarse ones. A total that is public already
            cannot be withheld, so its parts are merged then under either of the first two.
        gated: Whether a figure that adds up over time is printed only in months in which every count has changed by nothing or by more than the
            threshold (:mod:`.increments`). Exact counts always are.

    Raises:
        ValueError: If these contradict one another, or would give a protected count away.
    """

    id: str = attrs.field(validator=attrs.validators.min_len(1))
    title: str = attrs.field(validator=attrs.validators.min_len(1))
    source: str = attrs.field(validator=attrs.validators.min_len(1))
    threshold: int = attrs.field(validator=[attrs.validators.instance_of(int), attrs.validators.ge(1)])
    coarsening: Coarsening = attrs.field(validator=attrs.validators.instance_of((Exact, Rounded, Midpoint)))
    full_cells: FullCells = attrs.field(validator=attrs.validators.in_(get_args(FullCells)))
    zeros: Zeros = attrs.field(validator=attrs.validators.in_(get_args(Zeros)))
    secondary: Secondary = attrs.field(validator=attrs.validators.in_(get_args(Secondary)))
    gated: bool = attrs.field(validator=attrs.validators.instance_of(bool))

    def __attrs_post_init__(self) -> None:
        wrong = next((sentence for sentence, found in self._contradictions().items() if found), None)
        if wrong is not None:
            raise ValueError(wrong)

    def _contradictions(self) -> dict[str, bool]:
        exact, withheld = isinstance(self.coarsening, Exact), self.zeros == "withheld"
        return {
            "Totals are derived from coarse counts, and these are exact. Withhold the total or merge, or choose a coarsening.": (
                exact and self.secondary == "derive"
            ),
            "Coarse counts beside a true total can be solved. Derive the totals.": not exact and self.secondary != "derive",
            "Exact counts that add up over time give each month away by subtraction. Gate them.": exact and not self.gated,
            "A count of 0 says what a percentage of 0 or 100 would. Withhold counts of 0 too, or allow full cells.": (
                not withheld and self.full_cells != "allow"
            ),
            "In bands with a middle only 0 would be withheld, so every c would be a 0. Show counts of 0.": (
                withheld and isinstance(self.coarsening, Midpoint)
            ),
            "The least count above the threshold rounds to 0 and is not 0. Choose a smaller base or a greater threshold.": (
                self.coarsening.of(self.threshold + 1) == 0
            ),
            "Some protected counts are printed differently from others, which tells them apart. Choose a wider band or a smaller threshold.": (
                self.shown(1) != self.shown(self.threshold)  # and what is between is shown as something between
            ),
        }

    def shown(self, count: int) -> Shown:
        """
        What is printed of one count by itself, before anything is done for its neighbours' sake.

        Raises:
            ValueError: If the count is below 0.

        >>> [str(THE_DEPARTMENTS.shown(count)) for count in (0, 1, 5, 6)]
        ['0', 'c', 'c', '6']
        >>> [str(ROUNDED_TO_5.shown(count)) for count in (0, 7, 8, 13)]
        ['c', 'c', '10', '15']
        """
        if count < 0:
            raise ValueError("A count is 0 or more.")
        if self.withholds(count):
            return Shown(None, Symbol.CONFIDENTIAL, 0 if self.zeros == "withheld" else 1, self.threshold)
        value = self.coarsening.of(count)
        lowest, highest = self.coarsening.interval(value)
        return Shown(value, None, max(lowest, self._least_above) if value else 0, highest if value else 0)

    def withholds(self, count: int) -> bool:
        """Whether a count is withheld for its own sake."""
        if isinstance(self.coarsening, Midpoint):
            return False
        return self.zeros == "withheld" if count == 0 else count <= self.threshold

    @property
    def _least_above(self) -> int:
        """The least count other than 0 that is not withheld."""
        return 1 if isinstance(self.coarsening, Midpoint) else self.threshold + 1

    def __str__(self) -> str:
        return self.title


#: The Department for Education's rule for counts of one authority.
THE_DEPARTMENTS = Policy(
    id="dfe-authority",
    title="The Department for Education's rule for local authority figures",
    source=(
        "Department for Education, Children in need 2020 and 2021 and Children looked after (placement location methodology): 1 to 5 inclusive "
        "is c, a shown 0 is a true 0, local authority figures are not rounded, secondary suppression where necessary. How the Department chooses "
        "what else to withhold is not published; withholding the total, and the gate on figures that add up, are this project's."
    ),
    threshold=5,
    coarsening=Exact(),
    full_cells="allow",
    zeros="shown",
    secondary="withhold the total",
    gated=True,
)

#: For counts of a region or of England. The Department rounds the true total too; here it is derived, because a true one can be solved for its parts.
THE_DEPARTMENTS_NATIONAL = Policy(
    id="dfe-national",
    title="The Department for Education's rule for national and regional figures, with totals derived",
    source=(
        "Department for Education, Children in need 2020 and 2021: England and regional totals to the nearest 10, 1 to 5 inclusive is c. The "
        "Department rounds totals themselves; adding the rounded counts up instead is this project's."
    ),
    threshold=5,
    coarsening=Rounded(10),
    full_cells="allow",
    zeros="shown",
    secondary="derive",
    gated=False,
)

#: 0 to 7 withheld, the rest to the nearest 5. Of a figure to date so printed, a change of a month can have been one of 5 values at least, not of 7.
ROUNDED_TO_5 = Policy(
    id="rounded-to-5",
    title="7 or fewer withheld, the rest to the nearest 5",
    source=(
        "OpenSAFELY, disclosure controls: redact 7 or fewer, then round to the nearest 5, totals from the rounded counts, no 0% or 100%. "
        "OpenSAFELY may keep zeros and adds up what is left after redacting; withholding a 0, and a total of which a part is withheld, are this "
        "project's."
    ),
    threshold=7,
    coarsening=Rounded(5),
    full_cells="withhold",
    zeros="withheld",
    secondary="derive",
    gated=False,
)

#: Every count but 0 as the middle of its band of six.
MIDPOINT_6 = Policy(
    id="midpoint-6",
    title="Every count as the middle of its band of six",
    source="OpenSAFELY, disclosure controls, midpoint 6: ceiling(x / 6) * 6 - 3 * (x != 0). As 0 is told, 0% and 100% are too.",
    threshold=6,
    coarsening=Midpoint(6),
    full_cells="allow",
    zeros="shown",
    secondary="derive",
    gated=False,
)
