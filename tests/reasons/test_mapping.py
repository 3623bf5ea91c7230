"""A council's own reasons and codes: what is added to the national list, and how what is faulty is told."""

from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import InvalidDefinition, southend
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE
from csc_indicators.reasons.mapping import OwnReason, own_taxonomy, with_own_codes
from csc_indicators.reasons.taxonomy import Reason, Taxonomy
from tests.reasons.lists import own_lists

OF: dict[str, Any] = {"namespace": "northshire", "owner": "Northshire Council"}
LEGAL = OwnReason(code="A20-legal", label="Report waiting for legal advice", narrower_than="A20")

#: Codes of a council's own, and of the list, that a mapping may lead to.
NAMES = ("a", "B", "b c", "d", "F10", "A20", "Z90", "Q10")


def faults(codes: dict[str, str] | None = None, **how: Any) -> list[str]:
    """What is told of a list with these codes, or these other parts."""
    with pytest.raises(InvalidDefinition) as refused:
        own_taxonomy(DELAY_REASONS if "national" not in how else how.pop("national"), codes=codes, **(OF | how))
    first, *others = str(refused.value).splitlines()
    count = "1 fault" if len(others) == 1 else f"{len(others)} faults"
    assert first.startswith(f"{count} in ")
    assert first.endswith("'s own reasons; nothing was made.")
    return [line.removeprefix("  - ") for line in others]


def end(code: str, codes: dict[str, str]) -> str | None:
    """Where a code leads: as many steps as there are codes, and whoever is still among them then never gets out."""
    here = codes[code]
    for _ in codes:
        here = here if here in {"F10", "A20", "Z90", "Q10"} else codes.get(here, here)
    return None if here in codes and here not in {"F10", "A20", "Z90", "Q10"} else here


class TestNarrower:
    """A council adds reasons that are narrower than national ones, and never redefines one. (Issue 6)"""

    @given(own_lists())
    def test_the_national_reasons_stay(self, mine: Taxonomy) -> None:
        """All national reasons are there, as they were and in their order, and each council's own right after the one it is a part of."""
        national = [reason for reason in mine if not reason.owner]
        own = [reason for reason in mine if reason.owner]

        assert mine.extends == (mine.id.removeprefix("northshire."), "1.0")
        assert [reason.code for reason in national] == [reason.code for reason in mine if not reason.code.startswith("own-")]
        assert {"Northshire"} >= {reason.owner for reason in own}
        for at, reason in enumerate(mine.reasons):
            if reason.owner:
                assert reason.broader in {mine.reasons[at - 1].code, mine.reasons[at - 1].broader}

    def test_what_is_inherited(self) -> None:
        """Kind, attribution, the child's own decision, the comment and the processes are those of the national reason."""
        again = OwnReason(code="C20-again", label="Child declined a second time", narrower_than="C20")
        other = OwnReason(code="Z80-court", label="Something at court", narrower_than="Z80")
        mine = own_taxonomy(DELAY_REASONS, narrower=[again, other], **OF)
        same = ("kind", "attribution", "child_voice", "comment_required", "applies_to", "selectable")

        for reason in (mine["C20-again"], mine["Z80-court"]):
            assert [getattr(mine.national(reason), name) for name in same] == [getattr(reason, name) for name in same]
        assert mine["C20-again"].child_voice
        assert ("own", "Northshire Council") == (mine["C20-again"].grounding, mine["C20-again"].owner)

    def test_what_is_said(self) -> None:
        """Everything else is what the council says."""
        said: dict[str, Any] = {
            "alternatives": ("Legal",),
            "definition": "It waited.",
            "includes": "In.",
            "excludes": "Out.",
            "applies_to": ("initial conference",),
            "source": "Guidance.",
            "since": "1.1",
            "status": "retired",
            "replaced_by": "A20",
            "comment_required": True,
        }
        made = own_taxonomy(DELAY_REASONS, narrower=[attrs.evolve(LEGAL, **said)], version="1.2", title="Ours", **OF)

        assert said == {name: getattr(made["A20-legal"], name) for name in said}
        assert ("northshire.csc-delay-reasons", "1.2", "Ours") == (made.id, made.version, made.title)
        assert "Reasons for delay: Northshire Council" == own_taxonomy(DELAY_REASONS, **OF).title

    @given(own_lists(), st.data())
    def test_rolling_up(self, mine: Taxonomy, data: st.DataObject) -> None:
        """Counted by group or by national reason, the narrower ones are counted with it, each once (TX8)."""
        late = data.draw(st.lists(st.sampled_from(mine.reasons)))
        leaves = Counter(reason.code for reason in late)

        by_national = Counter(mine.national(reason).code for reason in late)
        by_group = Counter(mine.group_of(reason).code for reason in late)

        for reason in mine:
            if not reason.owner:
                assert by_national[reason.code] == sum(leaves[one.code] for one in (reason, *mine.narrower(reason)))
        for group in mine.groups:
            assert by_group[group.code] == sum(by_national[one.code] for one in mine if one.broader == group.code)

    def test_not_fit(self) -> None:
        """What is under nothing, looks like a national code or has another's label is told, all at once."""
        under_nothing = OwnReason(code="x", label="X", narrower_than="Q10")
        like_national = OwnReason(code="A99", label="other", narrower_than="A20")

        assert [
            "Own reasons that are narrower than no code of the national list: x.",
            "Codes whose label is another's, or is there twice: A99, Z80.",
            "Codes of a council's own that look like a national one: A99.",
        ] == faults(narrower=[under_nothing, like_national])

    def test_for_more(self) -> None:
        """A narrower reason is for nothing that the national one is not for."""
        for_more = attrs.evolve(LEGAL, applies_to=("visit to a looked-after child",))

        assert ["Codes of a council's own that say other than the national reason: A20-legal."] == faults(narrower=[for_more])

    @pytest.mark.parametrize(
        ("how", "told"),
        [
            ({"namespace": "North Shire"}, "A namespace is small letters, figures and underscores, such as 'northshire'."),
            ({"namespace": ""}, "A namespace is small letters, figures and underscores, such as 'northshire'."),
            ({"owner": " "}, "Whose reasons they are is not said. Give the council's name as the owner."),
            ({"version": "one"}, "Versions that are not numbers with full stops between them: of the list."),
            (
                {"national": LATE_CONFERENCE},
                "They can be added to the whole of a national list only. Give that, and take the part for one process afterwards.",
            ),
            (
                {"national": own_taxonomy(DELAY_REASONS, **OF)},
                "They can be added to the whole of a national list only. Give that, and take the part for one process afterwards.",
            ),
        ],
    )
    def test_the_list(self, how: dict[str, Any], told: str) -> None:
        """The list needs a namespace, an owner and a version, and the whole national list."""
        assert [told] == faults(**how)


class TestCodes:
    """A council's own codes stand for reasons, many for one. (Issue 6; a loop or a hole is one clear error)"""

    @given(st.dictionaries(st.sampled_from(NAMES[:4]), st.sampled_from(NAMES)))
    def test_as_followed_by_hand(self, codes: dict[str, str]) -> None:
        """Codes that lead to a reason find it; all the others are named, each with what is wrong."""
        ends = {code: end(code, codes) for code in codes}
        expected = {
            "Own codes that lead round in a circle": [code for code, found in ends.items() if found is None],
            "Own codes that stand for no code of the list": [
                code for code, found in ends.items() if found is not None and found not in {"F10", "A20", "Z90"}
            ],
            "Own codes that stand for what only the system gives": [code for code, found in ends.items() if found == "Z90"],
        }
        told = [f"{problem}: {', '.join(map(repr, named))}." for problem, named in expected.items() if named]

        if told:
            assert told == faults(codes)
        else:
            mine = own_taxonomy(DELAY_REASONS, codes=codes, **OF)
            assert ends == {code: mine.find(f" {code.upper()} ").code for code in codes}

    def test_for_a_retired_one(self) -> None:
        """A retired code is not mapped to; the one to give is named."""
        gone = tuple(attrs.evolve(r, status="retired", replaced_by="P20") if r.code == "P10" else r for r in DELAY_REASONS)

        assert ["Own codes that stand for a retired code: 'a' (give P20 or what replaces it), 'b' (give P20 or what replaces it)."] == faults(
            {"a": "P10", "b": "a", "c": "A20"}, national=attrs.evolve(DELAY_REASONS, reasons=gone)
        )

    def test_for_a_narrower_one(self) -> None:
        """A code may stand for a reason of the council's own, and so for the national one above it."""
        mine = own_taxonomy(DELAY_REASONS, narrower=[LEGAL], codes={"L3": "A20-legal", "L4": "l3"}, **OF)

        assert ("A20-legal", "A20") == (mine.find("L4").code, mine.national(mine.find("L4")).code)

    def test_a_national_code_for_another(self) -> None:
        """A code that is a national one keeps its meaning."""
        assert ["Own codes that are there twice, or are the name of another reason: 'F10'."] == faults({"F10": "A20", "A20": "A20"})

    def test_on_a_list_or_a_part(self) -> None:
        """Codes can be given to any list, without reasons of one's own; those of before are let go."""
        mine = with_own_codes(LATE_CONFERENCE, {"1": "F10"})
        again = with_own_codes(mine, {"2": "F10"})

        assert mine == attrs.evolve(LATE_CONFERENCE, own_codes=mine.own_codes)
        assert ("F10", None, "F10") == (mine.find("1").code, again.get("1"), again.find("2").code)
        with pytest.raises(InvalidDefinition, match=r"^1 fault in the own codes; nothing was made"):
            with_own_codes(LATE_CONFERENCE, {"1": "C30"})

    def test_faults_of_both_kinds(self) -> None:
        """Faulty codes and faulty reasons are told together."""
        assert 2 == len(faults({"a": "a"}, narrower=[attrs.evolve(LEGAL, label="Other")]))


class TestComputing:
    """An indicator is computed with a council's own list, and the figure is the same. (TX11)"""

    ROWS = {"child": ["a", "b", "c"], "strategy_discussion": ["2018-07-02"] * 3, "conference": ["2018-07-24"] * 3}

    def test_end_to_end(self) -> None:
        """Own codes in the records are read, counted by the council's own reason and under the national group."""
        mine = own_taxonomy(DELAY_REASONS, narrower=[LEGAL], codes={"LATE 3": "A20-legal"}, **OF)
        indicator = attrs.evolve(southend.CP_3_10, reasons=mine.applying_to("initial conference"))
        result = indicator.compute({**self.ROWS, "reason": ["late 3", "A20", ""]}, as_at="2018-07-31")
        without = southend.CP_3_10.compute(self.ROWS, as_at="2018-07-31")
        groups = [mine.group_of(reason).code for reason in result.late_by_reason]

        assert {"A20-legal": 1, "A20": 1, "Z90": 1} == {reason.code: count for reason, count in result.late_by_reason.items()}
        assert ["A", "A", "Z"] == sorted(groups)
        assert without.tally == result.tally


def test_a_reason_of_ones_own_is_a_value() -> None:
    """Two that say the same are equal, and everything but the three that it needs can be left out."""
    assert OwnReason(code="A20-legal", label="Report waiting for legal advice", narrower_than="A20") == LEGAL
    assert {"code", "label", "narrower_than"} == {field.name for field in attrs.fields(OwnReason) if field.default is attrs.NOTHING}
    assert {field.name for field in attrs.fields(OwnReason)} - {"narrower_than"} < {field.name for field in attrs.fields(Reason)}
