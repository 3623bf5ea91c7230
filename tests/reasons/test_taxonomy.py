"""The model of a list of reasons, and the national list of reasons for delay."""

import csv
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import InvalidDefinition, UnknownName
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE, LATE_PLAN_VISIT, LATE_VISIT
from csc_indicators.reasons.soundness import version_key
from csc_indicators.reasons.taxonomy import Group, Match, OwnCode, Reason, Taxonomy
from tests.reasons.lists import PROCESSES, any_lists

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts" / "reason_taxonomy.csv"

#: What must not come out in a message.
SENTINEL = "Sentinel Quincy"

EXTRA = Reason(
    code="A80", label="A new one", broader="A", applies_to=("initial conference",), kind="practice", attribution="authority", grounding="proposal"
)
OWN = attrs.evolve(EXTRA, code="A20-x", label="Narrower", broader="A20", owner="Northshire", grounding="own")


def faults(*more: Reason, **changed: Any) -> list[str]:
    """What is told of the national list with reasons added, or of a list with other parts."""
    with pytest.raises(InvalidDefinition) as refused:
        attrs.evolve(DELAY_REASONS, **({"reasons": (*DELAY_REASONS.reasons, *more)} | changed))
    first, *others = str(refused.value).splitlines()
    assert first.startswith("The taxonomy csc-delay-reasons ")
    assert first.endswith(" is not sound; nothing was made.")
    return [line.removeprefix("  - ") for line in others]


def changed(code: str, **how: Any) -> tuple[Reason, ...]:
    """The national reasons with one changed."""
    return tuple(attrs.evolve(reason, **how) if reason.code == code else reason for reason in DELAY_REASONS)


class TestTheNationalList:
    """The first version of the list has the 32 reasons in 8 groups that were agreed, each with its meaning. (Issue 6; reason_taxonomy.csv)"""

    def test_there_are_32_reasons_in_8_groups(self) -> None:
        """As many as were agreed."""
        assert (32, 8) == (len(DELAY_REASONS), len(DELAY_REASONS.groups))

    def test_one_other_and_one_not_recorded(self) -> None:
        """One reason needs a comment and one is given by the system only, and they are not the same (TX6)."""
        assert ["Z80"] == [reason.code for reason in DELAY_REASONS if reason.comment_required]
        assert "Z90" == DELAY_REASONS.not_recorded.code

    def test_what_was_published_says_where(self) -> None:
        """Every reason that is not our proposal has a source, and no proposal has."""
        assert all((reason.grounding != "proposal") == bool(reason.source) for reason in DELAY_REASONS)

    def test_everything_is_defined(self) -> None:
        """Every reason and every group has a definition that is a sentence and does not only repeat the label."""
        said = [thing for thing in (*DELAY_REASONS, *DELAY_REASONS.groups) if thing.definition.endswith(".") and thing.label not in thing.definition]

        assert 40 == len(said)

    def test_the_childs_own_decision(self) -> None:
        """The two reasons that are the child's own decision say so, and neither speaks of compliance (reasons.md 2.3)."""
        own = [reason for reason in DELAY_REASONS if reason.child_voice]

        assert ["C20", "C60"] == [reason.code for reason in own]
        assert all("child's own decision" in reason.definition and "compl" not in reason.definition for reason in own)

    def test_what_is_excluded_is_somewhere(self) -> None:
        """A code that a note names is a code of the list."""
        named = {code for reason in DELAY_REASONS for code in re.findall(r"\b[A-Z]\d\d\b", f"{reason.includes} {reason.excludes}")}

        assert named
        assert named <= {reason.code for reason in DELAY_REASONS}

    def test_related_both_ways(self) -> None:
        """What is related to another is named there too."""
        assert [] == [(one.code, code) for one in DELAY_REASONS for code in one.related if one.code not in DELAY_REASONS[code].related]

    @pytest.mark.skipif(not FACTS.exists(), reason="the list of reasons is not beside the project")
    def test_the_list_is_the_one_agreed(self) -> None:
        """Codes, labels, groups and everything that is counted by are those of the list that was agreed."""
        processes = {"ICPC": "initial conference", "CLA visit": "visit to a looked-after child", "CP visit": "visit under a child protection plan"}
        yes = {"yes": True, "no": False}
        with FACTS.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["level"] == "reason"]
        agreed = [
            (
                *(row[key] for key in ("notation", "prefLabel", "broader", "kind", "attribution_default", "status", "since")),
                *(yes[row[key]] for key in ("child_voice", "comment_required", "selectable")),
                {processes[process] for process in row["applies_to"].split("|")},
                row["grounding"].replace("seed", "published"),
            )
            for row in rows
        ]

        assert agreed == [
            (
                *(reason.code, reason.label, reason.broader, reason.kind, reason.attribution, reason.status, reason.since),
                *(reason.child_voice, reason.comment_required, reason.selectable),
                set(reason.applies_to),
                reason.grounding,
            )
            for reason in DELAY_REASONS
        ]

    @pytest.mark.parametrize(("code", "scheme", "theirs"), [("F20", "SSDA903 SDQ_REASON", "SDQ2"), ("Z80", "NHS cancer delay reason", "98")])
    def test_codes_elsewhere(self, code: str, scheme: str, theirs: str) -> None:
        """Codes of neighbouring returns stand with the reason, as related and never as the same (reasons.md 2.1)."""
        assert (scheme, theirs, "related") in [(match.scheme, match.code, match.relation) for match in DELAY_REASONS[code].matches]
        assert f"{scheme} {theirs} (related)" in map(str, DELAY_REASONS[code].matches)


class TestFinding:
    """A reason is found as people type it, and nothing that they typed is repeated. (Issue 6; TX12)"""

    @given(st.data())
    def test_by_every_name(self, data: st.DataObject) -> None:
        """Code, label, both together, other labels and own codes each find the reason, in any capitals and with any spaces."""
        taxonomy = data.draw(any_lists())
        reason = data.draw(st.sampled_from(taxonomy.reasons))
        own = [own.code for own in taxonomy.own_codes if own.means == reason.code]
        called = data.draw(st.sampled_from([reason.code, reason.label, f"{reason.code} {reason.label}", *reason.alternatives, *own]))
        typed = data.draw(st.sampled_from(["", " ", "\t\n", "\u00a0"])) + called.replace(" ", data.draw(st.sampled_from(["  ", " \n", "\u00a0"])))

        assert reason == taxonomy.find(typed) == taxonomy.get(typed)
        assert reason == taxonomy.find(called.casefold())

    @given(st.data(), st.text())
    def test_and_by_nothing_else(self, data: st.DataObject, text: str) -> None:
        """Text finds a reason only if it is one of the names that one has."""
        taxonomy = data.draw(any_lists())
        names = [name for one in taxonomy for name in (one.code, one.label, f"{one.code} {one.label}", *one.alternatives)]
        names += [own.code for own in taxonomy.own_codes]

        assert (" ".join(text.split()).casefold() in {" ".join(name.split()).casefold() for name in names}) == (taxonomy.get(text) is not None)

    def test_a_near_miss(self) -> None:
        """What is nearly a label is told the label."""
        with pytest.raises(UnknownName, match=r"1\.0 has no reason of this name\. Did you mean 'Police needed more time'\?$"):
            DELAY_REASONS.find(" police  need more time")

    def test_a_near_miss_of_an_own_code(self) -> None:
        """What is nearly a code of the council's is told the code."""
        with pytest.raises(UnknownName, match=r"Did you mean 'LATENESS'\?"):
            attrs.evolve(DELAY_REASONS, own_codes=(OwnCode("LATENESS", "A20"),)).find("lateniss")

    def test_what_may_not_be_chosen_is_not_proposed(self) -> None:
        """Neither what only the system gives nor what is retired is a near miss."""
        retired = attrs.evolve(DELAY_REASONS, reasons=changed("P10", status="retired", replaced_by="P20"))
        for text in ("Not recordd", "Police need more time"):
            with pytest.raises(UnknownName) as refused:
                retired.find(text)
            assert not any(name in str(refused.value) for name in ("Not recorded", "Police needed", "P10,", "Z90"))

    def test_the_text_is_not_repeated(self) -> None:
        """Without a near miss, the codes are told; the text is not, nor is it kept with the error."""
        with pytest.raises(UnknownName) as refused:
            DELAY_REASONS.find(SENTINEL)

        assert "Its codes are: F10, F20," in str(refused.value)
        assert str(refused.value).endswith("D20, Z80")
        assert SENTINEL not in repr(refused.value)
        assert (None, None) == (refused.value.__cause__, refused.value.__context__)

    def test_by_code_only(self) -> None:
        """In brackets, only the code itself is taken."""
        assert "F10" == DELAY_REASONS["F10"].code
        for text in ("f10", " F10", "Other"):
            with pytest.raises(UnknownName, match="has no such code"):
                DELAY_REASONS[text]
        with pytest.raises(UnknownName, match="Did you mean 'F10'"):
            DELAY_REASONS["F1"]


class TestCodesAndLabels:
    """Codes are there once, and so are labels, in capitals or not. (TX1, TX3; SKOS S13, S14)"""

    @pytest.mark.parametrize("code", ["F10", "f10", "F"])
    def test_a_code_twice(self, code: str) -> None:
        """A code of another reason or group is refused, in small letters too, and both are named."""
        told = faults(attrs.evolve(EXTRA, code=code))[0]

        assert f"Codes given twice: {', '.join(dict.fromkeys((code.upper(), code)))}." == told

    @pytest.mark.parametrize(
        ("how", "others"),
        [
            ({"label": "other "}, "A80, Z80"),
            ({"label": "police  needed more time"}, "A80, P10"),
            ({"alternatives": ("Other",)}, "A80, Z80"),
            ({"alternatives": ("QUORACY",)}, "A80, P30"),
            ({"alternatives": ("a new one",)}, "A80"),
            ({"alternatives": ("B", "b")}, "A80"),
            ({"alternatives": ("p10",)}, "A80"),
            ({"alternatives": ("P10 Police needed more time",)}, "A80"),
            ({"label": "authority"}, "A80, A"),
        ],
    )
    def test_a_label_twice(self, how: dict[str, Any], others: str) -> None:
        """A name that another reason has, or that the reason has already, is refused."""
        (told,) = faults(attrs.evolve(EXTRA, **how))

        assert set(others.split(", ")) == set(told.removeprefix("Codes whose label is another's, or is there twice: ").removesuffix(".").split(", "))

    @pytest.mark.parametrize("code", ["A 80", "A;80", "A,80", "A\n80", ""])
    def test_a_code_that_cannot_stand_in_a_list(self, code: str) -> None:
        """Codes stand beside each other in records, so that nothing that divides them is in one."""
        assert [f"Codes that are empty, or have spaces, commas or semicolons in them: {code}."] == "\n".join(
            faults(attrs.evolve(EXTRA, code=code))
        ).split("\n  - ")

    @pytest.mark.parametrize("how", [{"label": " "}, {"label": "A; b"}, {"alternatives": ("",)}, {"alternatives": ("A; b",)}])
    def test_a_label_that_cannot_stand_in_a_list(self, how: dict[str, Any]) -> None:
        """A label is not empty, and has no semicolon, which stands between reasons."""
        assert ["Codes without a label, or with a semicolon in one: A80."] == faults(attrs.evolve(EXTRA, **how))

    def test_a_group_without_a_label(self) -> None:
        """A group has a label too."""
        assert ["Codes without a label, or with a semicolon in one: Q."] == faults(groups=(*DELAY_REASONS.groups, Group("Q", " ")))


class TestStanding:
    """Every reason stands under a group; a council's own under an active national reason, and no deeper. (TX2)"""

    @pytest.mark.parametrize("broader", ["Q", "A20", "A80", ""])
    def test_without_a_group(self, broader: str) -> None:
        """A national reason stands under a group and under nothing else."""
        assert ["Codes without a group: A80."] == faults(attrs.evolve(EXTRA, broader=broader))

    def test_the_letter_of_its_code(self) -> None:
        """A reason that does not say where it stands is under the first letter of its code."""
        said = {field.name: getattr(EXTRA, field.name) for field in attrs.fields(Reason) if field.name != "broader"}

        assert EXTRA == Reason(**said)

    @pytest.mark.parametrize("broader", ["Q", "A", "A20-x", "A20-y", "Z90"])
    def test_own_ones(self, broader: str) -> None:
        """A council's own stands under a national reason that may be chosen: not under a group, itself, another own one or the system's."""
        other = attrs.evolve(OWN, code="A20-y", label="Another")
        told = faults(other, attrs.evolve(OWN, broader=broader))

        assert "Codes of a council's own that do not stand under an active national reason that may be chosen: A20-x." in told

    def test_own_ones_under_a_retired_one(self) -> None:
        """When the national reason is retired, the council's is too; it is still read."""
        national = changed("A20", status="retired", replaced_by="A10")
        told = faults(reasons=(*national, OWN))
        made = attrs.evolve(DELAY_REASONS, reasons=(*national, attrs.evolve(OWN, status="retired", replaced_by="A10")))

        assert ["Codes of a council's own that do not stand under an active national reason that may be chosen: A20-x."] == told
        assert ("A20", "A", "A10") == (made.national(made["A20-x"]).code, made.group_of(made["A20-x"]).code, made.current(made["A20-x"]).code)

    def test_own_codes_are_told_apart(self) -> None:
        """A council's code does not look like a national one, which a later version may have."""
        assert ["Codes of a council's own that look like a national one: A21."] == faults(attrs.evolve(OWN, code="A21"))

    @pytest.mark.parametrize(
        "how",
        [
            {"kind": "residual"},
            {"attribution": "none"},
            {"child_voice": True},
            {"applies_to": ("initial conference", "visit to a looked-after child")},
        ],
    )
    def test_own_ones_do_not_redefine(self, how: dict[str, Any]) -> None:
        """A council's own is of the kind of the national reason, put down as it is, and for nothing else."""
        assert ["Codes of a council's own that say other than the national reason: A20-x."] == faults(attrs.evolve(OWN, **how))

    def test_own_ones_are_chosen(self) -> None:
        """A council's own is always one that may be chosen, and needs a comment where the national reason does."""
        other = attrs.evolve(OWN, broader="Z80", kind="residual", attribution="not known")

        assert "Codes of a council's own that say other than the national reason: A20-x." in faults(attrs.evolve(OWN, selectable=False))
        assert ["Codes of a council's own that say other than the national reason: A20-x."] == faults(other)
        assert 33 == len(attrs.evolve(DELAY_REASONS, reasons=(*DELAY_REASONS, attrs.evolve(other, comment_required=True))))

    @given(any_lists())
    def test_what_each_stands_under(self, taxonomy: Taxonomy) -> None:
        """National and group are found by climbing; what is narrower is the other way round."""
        by_code = {reason.code: reason for reason in taxonomy}
        groups = {group.code: group for group in taxonomy.groups}
        for reason in taxonomy:
            above = reason if reason.broader in groups else by_code[reason.broader]

            assert (above, groups[above.broader]) == (taxonomy.national(reason), taxonomy.group_of(reason))
            assert [one for one in taxonomy if one.broader == reason.code] == list(taxonomy.narrower(reason))


class TestRelatedAndMatched:
    """Related is neither above nor below, and a code elsewhere is one thing to a reason. (TX4, TX5; SKOS S27, S46)"""

    @pytest.mark.parametrize("related", ["A80", "A", "Q10"])
    def test_related_wrongly(self, related: str) -> None:
        """Not to itself, its group or nothing."""
        assert ["Codes related to themselves, to one above or below them, or to none: A80."] == faults(attrs.evolve(EXTRA, related=(related,)))

    @pytest.mark.parametrize("related", ["A20", "A"])
    def test_related_to_what_is_far_above(self, related: str) -> None:
        """A council's own is not related to the national reason, nor to its group."""
        assert ["Codes related to themselves, to one above or below them, or to none: A20-x."] == faults(attrs.evolve(OWN, related=(related,)))

    def test_related_in_a_part(self) -> None:
        """In the part for one process, what is related may be of the rest of the list, but is no group."""
        wrong = attrs.evolve(OWN, related=("A",))

        assert "C20" in LATE_CONFERENCE["C60"].related
        assert LATE_CONFERENCE.get("C20") is None
        with pytest.raises(InvalidDefinition, match=r"or to none: A20-x\.$"):
            attrs.evolve(LATE_CONFERENCE, reasons=(*LATE_CONFERENCE, wrong))

    def test_related_to_what_is_below(self) -> None:
        """Nor the national reason to the council's."""
        assert ["Codes related to themselves, to one above or below them, or to none: A20."] == faults(
            reasons=(*changed("A20", related=("A20-x",)), OWN)
        )

    @pytest.mark.parametrize("relations", [("exact", "related"), ("exact", "broad"), ("exact", "close"), ("close", "close")])
    def test_matched_twice(self, relations: tuple[Any, Any]) -> None:
        """One code elsewhere is not the same and something else."""
        one, other = relations
        twice = attrs.evolve(EXTRA, matches=(Match("a", "1", one), Match("a", "1", other)))

        assert ["Codes with a match that is there twice, or is the same as another's: A80."] == faults(twice)

    def test_the_same_as_two(self) -> None:
        """Two reasons are not both the same as one code elsewhere; both may be close to it."""
        exact, close = (
            tuple(attrs.evolve(EXTRA, code=f"A8{n}", label=f"{n}", matches=(Match("a", "1", of),)) for n in (0, 1)) for of in ("exact", "close")
        )

        assert ["Codes with a match that is there twice, or is the same as another's: A80, A81."] == faults(*exact)
        assert 34 == len(attrs.evolve(DELAY_REASONS, reasons=(*DELAY_REASONS, *close)))


class TestResidual:
    """There is exactly one "other" that needs a comment, and one "not recorded" that cannot be chosen. (TX6)"""

    _NOT_RECORDED = "It needs exactly one reason that only the system gives, for 'not recorded', and that is residual."
    _OTHER = "It needs exactly one residual reason that may be chosen and needs a comment, for 'other'."

    @pytest.mark.parametrize(
        ("code", "how", "told"),
        [
            ("Z90", {"selectable": True}, [_NOT_RECORDED]),
            ("Z90", {"kind": "practice"}, [_NOT_RECORDED]),
            ("A10", {"selectable": False}, [_NOT_RECORDED]),
            ("Z80", {"comment_required": False}, [_OTHER]),
            ("Z80", {"selectable": False}, [_NOT_RECORDED, _OTHER]),
            ("Z80", {"kind": "practice"}, [_OTHER]),
            ("Z80", {"status": "retired", "replaced_by": "X20"}, [_OTHER]),
            ("Z90", {"comment_required": True}, [_OTHER]),
        ],
    )
    def test_refused(self, code: str, how: dict[str, Any], told: list[str]) -> None:
        """None of either, or two, is refused."""
        assert told == faults(reasons=changed(code, **how))

    def test_a_practice_reason_may_need_a_comment(self) -> None:
        """Only among the residual ones there is one that needs a comment."""
        assert attrs.evolve(DELAY_REASONS, reasons=changed("A10", comment_required=True))["A10"].comment_required

    def test_the_choices(self) -> None:
        """What may be chosen is what is active and not the system's."""
        made = attrs.evolve(DELAY_REASONS, reasons=changed("A10", status="retired", replaced_by="A20"))

        assert [reason for reason in made if reason.code not in {"A10", "Z90"}] == list(made.choices)


class TestRetired:
    """A retired reason is still read, and leads to an active one. (TX9)"""

    @given(any_lists())
    def test_current(self, taxonomy: Taxonomy) -> None:
        """Every reason leads to an active one, by no more steps than there are reasons; an active one to itself; and once is enough."""
        for reason in taxonomy:
            here = reason
            for _ in taxonomy:
                here = next((one for one in taxonomy if one.code == here.replaced_by), here)

            assert here == taxonomy.current(reason) == taxonomy.current(here)
            assert "active" == here.status

    def test_of_an_earlier_version(self) -> None:
        """A reason of an earlier version leads on by what this version says."""
        later = attrs.evolve(DELAY_REASONS, version="1.1", reasons=changed("A10", status="retired", replaced_by="A20"))

        assert "A20" == later.current(DELAY_REASONS["A10"]).code

    @pytest.mark.parametrize(
        ("how", "codes"),
        [
            ({"A80": ""}, "A80"),
            ({"A80": "Q10"}, "A80"),
            ({"A80": "A80"}, "A80"),
            ({"A80": "A81", "A81": "A80"}, "A80, A81"),
            ({"A80": "Z90"}, "A80"),
            ({"A80": "C20"}, "A80"),
            ({"A80": "A81", "A81": "C20"}, "A80, A81"),
        ],
    )
    def test_leading_nowhere(self, how: dict[str, str], codes: str) -> None:
        """To nothing, in a circle, to what cannot be chosen or is not for the same: refused, and all are named."""
        retired = [attrs.evolve(EXTRA, code=code, label=code + "?", status="retired", replaced_by=by) for code, by in how.items()]

        assert [f"Retired codes that lead to no active one that may be chosen for all the same: {codes}."] == faults(*retired)

    def test_replaced_and_active(self) -> None:
        """What is active is replaced by nothing."""
        assert ["Active codes that say what replaces them: A80."] == faults(attrs.evolve(EXTRA, replaced_by="A20"))


class TestBlame:
    """A delay in recording, or one under the definition, is put down to nobody. (TX10)"""

    def test_in_the_list(self) -> None:
        """So it is in the national list."""
        assert {"none"} == {reason.attribution for reason in DELAY_REASONS if reason.kind in {"recording", "definition"}}

    @pytest.mark.parametrize("kind", ["recording", "definition"])
    def test_refused(self, kind: Any) -> None:
        """A list that puts one down to somebody is refused."""
        assert ["Codes of recording or definition that are put down to somebody: A80."] == faults(attrs.evolve(EXTRA, kind=kind))


class TestVersions:
    """Versions are numbers, and what a list has came with that version or an earlier one. (TX1)"""

    def test_in_order(self) -> None:
        """Ten comes after nine, and a nought at the end is nothing."""
        assert sorted(["1", "1.0.1", "1.9", "1.10", "2.0", "10"], key=version_key) == ["1", "1.0.1", "1.9", "1.10", "2.0", "10"]
        assert version_key("1") == version_key("1.0") == version_key("1.0.0")
        assert version_key("0") == version_key("0.0") < version_key("0.1") < version_key("10") < version_key("100")

    @pytest.mark.parametrize("version", ["", "1.", ".1", "v1", "1,0", "1 0", "\u0661", "1.0\t"])
    def test_not_a_version(self, version: str) -> None:
        """Anything else is refused, of the list and of a reason."""
        with pytest.raises(InvalidDefinition, match="is no version"):
            version_key(version)
        assert faults(version=version)[-1].endswith("between them: of the list, the national list.")
        assert ["Versions that are not numbers with full stops between them: of A80."] == faults(attrs.evolve(EXTRA, since=version))
        assert ["Versions that are not numbers with full stops between them: of the national list."] == faults(extends=("a", version))

    def test_from_the_future(self) -> None:
        """A national reason came with the national list, and a council's own with the council's."""
        own = attrs.evolve(OWN, since="1.2")
        made = attrs.evolve(DELAY_REASONS, version="1.2", extends=("csc-delay-reasons", "1.0"), reasons=(*DELAY_REASONS, own))

        assert ["Codes that came with a version that is not out yet: A80."] == faults(attrs.evolve(EXTRA, since="1.0.1"))
        assert ["Codes that came with a version that is not out yet: A80."] == faults(
            attrs.evolve(EXTRA, since="1.2"), version="1.2", extends=("csc-delay-reasons", "1.1")
        )
        assert "1.2" == made["A20-x"].since
        assert ["Codes that came with a version that is not out yet: A20-x."] == faults(own)


class TestOwnCodes:
    """A council's own code stands for one reason that may be chosen. (Issue 6: a mapping with a hole is one clear error)"""

    @pytest.mark.parametrize("means", ["Q10", "Z90", "other", "A"])
    def test_for_nothing(self, means: str) -> None:
        """For no reason, or one that may not be chosen: refused."""
        assert ["Own codes that stand for none of the reasons that may be chosen: 'L 1'."] == faults(own_codes=(OwnCode("L 1", means),))

    def test_for_a_retired_one(self) -> None:
        """For a reason that is no longer given: refused."""
        assert ["Own codes that stand for none of the reasons that may be chosen: 'L 1'."] == faults(
            reasons=changed("P10", status="retired", replaced_by="P20"), own_codes=(OwnCode("L 1", "P10"),)
        )

    @pytest.mark.parametrize("code", ["F10", " f10", "Other", "QUORACY", " ", "a;b"])
    def test_taken(self, code: str) -> None:
        """A name of another reason, nothing at all, or what has a semicolon is refused."""
        assert [f"Own codes that are there twice, or are the name of another reason: {code!r}."] == faults(own_codes=(OwnCode(code, "A20"),))

    def test_twice(self) -> None:
        """In capitals or not."""
        told = faults(own_codes=(OwnCode("a", "A20"), OwnCode("b", "A20"), OwnCode("A", "A20")))

        assert ["Own codes that are there twice, or are the name of another reason: 'a', 'A'."] == told

    def test_its_own_name(self) -> None:
        """A council may use the national code for what it is."""
        assert "F10" == attrs.evolve(DELAY_REASONS, own_codes=(OwnCode("f10", "F10"),)).find("f10").code


class TestAllAtOnce:
    """All that is wrong with a list is told at once. (House rule on errors)"""

    def test_three_faults(self) -> None:
        """Three things wrong, three lines."""
        told = faults(attrs.evolve(EXTRA, label="Other", broader="Q", kind="recording"))

        assert 3 == len(told)


class TestParts:
    """The part for one process has the reasons that apply to it, as they are in the whole. (Issue 6: subsets)"""

    @pytest.mark.parametrize("part", [LATE_CONFERENCE, LATE_VISIT, LATE_PLAN_VISIT])
    def test_of_the_national_list(self, part: Taxonomy) -> None:
        """'Other' and 'not recorded' are among them, and each has its group."""
        assert [reason for reason in DELAY_REASONS if part.process in reason.applies_to] == list(part)
        assert {"Z80", "Z90"} <= {reason.code for reason in part} < {reason.code for reason in DELAY_REASONS}
        assert [group for group in DELAY_REASONS.groups if group.code in {reason.broader for reason in part}] == list(part.groups)

    @given(any_lists(), st.sampled_from(PROCESSES))
    def test_own_codes_come_along(self, taxonomy: Taxonomy, process: str) -> None:
        """The codes of a council's own that stand for a reason of the part are of the part."""
        part = taxonomy.applying_to(process)

        assert [own for own in taxonomy.own_codes if process in taxonomy[own.means].applies_to] == list(part.own_codes)
        assert (process, taxonomy.extends) == (part.process, part.extends)
        assert f"{taxonomy.title}: {process}" == part.title

    def test_of_no_process(self) -> None:
        """What nothing applies to is refused, with the near miss."""
        with pytest.raises(UnknownName, match=r"no reasons for this process\. Did you mean 'initial conference'"):
            DELAY_REASONS.applying_to("initial conferences")

    def test_in_one_line(self) -> None:
        """A list and a reason print as people name them."""
        assert "<Taxonomy csc-delay-reasons 1.0, 32 reasons>" == repr(DELAY_REASONS)
        assert "Z80 Other" == str(DELAY_REASONS["Z80"])
