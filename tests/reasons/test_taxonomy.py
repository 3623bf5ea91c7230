"""The model of a taxonomy, and the reasons for delay. (TX1, TX2, TX3, TX6, TX10.)"""

import csv
from pathlib import Path

import attrs
import pytest

from csc_indicators import InvalidDefinition, UnknownName
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE, LATE_VISIT
from csc_indicators.reasons.taxonomy import Taxonomy

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts" / "reason_taxonomy.csv"


def test_there_are_32_reasons_in_8_groups() -> None:
    """The first version of the list has 32 reasons in 8 groups."""
    assert (32, 8) == (len(DELAY_REASONS), len(DELAY_REASONS.groups))


def test_labels_are_unique() -> None:
    """No two reasons have one label, in capitals or not."""
    assert 32 == len({reason.label.casefold() for reason in DELAY_REASONS})


def test_one_other_and_one_not_recorded() -> None:
    """One reason needs a comment and one is given by the system only, and they are not the same."""
    assert ["Z80"] == [reason.code for reason in DELAY_REASONS if reason.comment_required]
    assert "Z90" == DELAY_REASONS.not_recorded.code


def test_recording_and_definition_are_put_down_to_nobody() -> None:
    """A delay in recording, or one under the definition, is attributed to none."""
    assert {"none"} == {reason.attribution for reason in DELAY_REASONS if reason.kind in {"recording", "definition"}}


def test_what_was_published_says_where() -> None:
    """Every reason that is not our proposal has a source."""
    assert all(reason.source for reason in DELAY_REASONS if reason.grounding != "proposal")


@pytest.mark.parametrize("part", [LATE_CONFERENCE, LATE_VISIT])
def test_each_process_has_its_part_of_the_list(part: Taxonomy) -> None:
    """The part for one process keeps the reasons that apply to it, 'other' and 'not recorded' among them."""
    assert set(part) < set(DELAY_REASONS)
    assert {"Z80", "Z90"} <= {reason.code for reason in part}
    assert all(part.group_of(reason) in part.groups for reason in part)


@pytest.mark.skipif(not FACTS.exists(), reason="the list of reasons is not beside the project")
def test_the_list_is_the_one_agreed() -> None:
    """Codes, labels and kinds are those of the list that was agreed."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        agreed = {(row["notation"], row["prefLabel"], row["kind"]) for row in csv.DictReader(file) if row["level"] == "reason"}

    assert agreed == {(reason.code, reason.label, reason.kind) for reason in DELAY_REASONS}


def test_an_unknown_code_has_a_near_miss() -> None:
    """A code that is not there is refused, with the nearest that is."""
    with pytest.raises(UnknownName, match="Did you mean 'F10'"):
        DELAY_REASONS["F1"]


def test_a_code_twice_or_without_a_group_is_refused() -> None:
    """A taxonomy whose codes are not unique, or whose code has no group, is not made."""
    with pytest.raises(InvalidDefinition, match="given twice: F10[.]"):
        attrs.evolve(DELAY_REASONS, reasons=(*DELAY_REASONS.reasons, DELAY_REASONS["F10"]))
    with pytest.raises(InvalidDefinition, match="without a group: Q10[.]"):
        attrs.evolve(
            DELAY_REASONS,
            reasons=(*DELAY_REASONS.reasons, attrs.evolve(DELAY_REASONS["F10"], code="Q10", label="Queue", alternatives=(), broader="Q")),
        )


def test_exactly_one_reason_is_not_recorded() -> None:
    """A taxonomy without the reason that only the system gives is not made."""
    with pytest.raises(InvalidDefinition, match="exactly one"):
        attrs.evolve(DELAY_REASONS, reasons=tuple(reason for reason in DELAY_REASONS if reason.selectable))
