"""What a later version of a list keeps of an earlier one."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import InvalidDefinition
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.mapping import OwnReason, own_taxonomy
from csc_indicators.reasons.taxonomy import Group, OwnCode, Reason, Taxonomy
from csc_indicators.reasons.versions import check_follows
from tests.reasons.lists import lists

NEW = Reason(
    code="A80",
    label="A new one",
    broader="A",
    applies_to=("initial conference",),
    kind="practice",
    attribution="authority",
    grounding="proposal",
    since="1.1",
)
LATER = attrs.evolve(DELAY_REASONS, version="1.1")


def faults(later: Taxonomy, earlier: Taxonomy = DELAY_REASONS) -> list[str]:
    """What is told of a version that does not follow another."""
    with pytest.raises(InvalidDefinition) as refused:
        check_follows(later, earlier)
    first, *others = str(refused.value).splitlines()
    assert f"{later.id} {later.version} does not follow {earlier.id} {earlier.version}." == first
    return [line.removeprefix("  - ") for line in others]


def changed(code: str, of: Taxonomy = LATER, **how: Any) -> Taxonomy:
    """The later version with one reason changed."""
    return attrs.evolve(of, reasons=tuple(attrs.evolve(reason, **how) if reason.code == code else reason for reason in of))


@st.composite
def histories(draw: st.DrawFn) -> list[Taxonomy]:
    """A list and a few versions of it: each renames, retires, widens or adds, or only puts the reasons in another order."""
    versions = [draw(lists())]
    for number in range(1, draw(st.integers(1, 4))):
        before = versions[-1]
        reasons = draw(st.permutations(before.reasons))
        version = f"{number}.{draw(st.integers(1, 12))}"
        at = draw(st.integers(0, len(reasons) - 1))
        reason = reasons[at]
        match draw(st.sampled_from(["rename", "retire", "add"])):
            case "rename":
                reasons[at] = attrs.evolve(reason, label=f"called {version}", alternatives=(reason.label, *reason.alternatives))
            case "retire" if reason.kind == "practice" and reason.status == "active":
                reasons[at] = attrs.evolve(reason, status="retired", replaced_by="Z80")
            case "add":
                reasons.append(attrs.evolve(NEW, code=f"new-{version}", label=f"new {version}", broader="Z", since=version))
        versions.append(attrs.evolve(before, version=version, reasons=tuple(reasons)))
    return versions


class TestChains:
    """Codes are deprecated and replaced, never reused or deleted, through any number of versions. (TX1, TX9)"""

    @given(histories())
    def test_each_follows_all_before(self, versions: list[Taxonomy]) -> None:
        """What keeps to the rules follows the one before, and so all before it."""
        for at, later in enumerate(versions):
            for earlier in versions[:at]:
                check_follows(later, earlier)

    @given(histories())
    def test_old_records_read(self, versions: list[Taxonomy]) -> None:
        """Every name that was ever a reason's still finds it, and leads to an active one, the same by way of any version."""
        last = versions[-1]
        for earlier in versions:
            for reason in earlier:
                for name in (reason.code, reason.label, *reason.alternatives):
                    assert reason.code == last.find(name).code
                assert "active" == last.current(reason).status
                assert last.current(reason) == last.current(last.current(reason)) == last.current(earlier.current(reason))

    @given(histories())
    def test_none_goes_back(self, versions: list[Taxonomy]) -> None:
        """No version follows itself or a later one."""
        for at, earlier in enumerate(versions):
            for later in versions[at:]:
                assert "Its version is not later. Give it a higher one." in faults(earlier, later)


class TestCodes:
    """A code keeps what is counted by it. (TX1)"""

    def test_gone(self) -> None:
        """A code is never deleted."""
        later = attrs.evolve(LATER, reasons=tuple(reason for reason in LATER if reason.code not in {"P50", "F40"}))

        assert [f"{code} is no longer there. Retire it, and say what replaces it." for code in ("F40", "P50")] == faults(later)

    @pytest.mark.parametrize(
        ("how", "told"),
        [
            ({"broader": "A"}, "broader"),
            ({"kind": "residual"}, "kind"),
            ({"attribution": "child"}, "attribution"),
            ({"child_voice": True}, "child voice"),
            ({"comment_required": True}, "comment required"),
            ({"since": "1.1"}, "since"),
            ({"kind": "residual", "broader": "A"}, "broader, kind"),
        ],
    )
    def test_of_another_meaning(self, how: dict[str, Any], told: str) -> None:
        """A code never changes what it is counted under or how it is read."""
        assert [f"P50 has another {told}. Leave that as it was; for another meaning, take another code."] == faults(changed("P50", **how))

    def test_of_the_system(self) -> None:
        """What might be chosen stays so."""
        roles: dict[str, dict[str, Any]] = {
            "Z80": {"selectable": False, "comment_required": False},
            "Z90": {"selectable": True, "comment_required": True},
        }
        later = attrs.evolve(LATER, reasons=tuple(attrs.evolve(reason, **roles.get(reason.code, {})) for reason in LATER))

        assert [
            f"{code} has another selectable, comment required. Leave that as it was; for another meaning, take another code."
            for code in ("Z80", "Z90")
        ] == faults(later)

    def test_of_less(self) -> None:
        """What it applied to it still applies to; it may apply to more."""
        less = changed("F10", applies_to=("initial conference",), related=())
        more = changed("P10", applies_to=("initial conference", "visit to a looked-after child"))

        assert ["F10 no longer applies to all that it applied to. Leave that as it was, or retire it."] == faults(less)
        check_follows(more, DELAY_REASONS)

    @pytest.mark.parametrize("how", [{"definition": "X."}, {"includes": "X."}, {"source": "X"}, {"related": ()}, {"alternatives": ("X",)}])
    def test_what_may_change(self, how: dict[str, Any]) -> None:
        """What only explains a code may be said better."""
        check_follows(changed("P50", **how), DELAY_REASONS)


class TestNames:
    """A name keeps finding its reason: a label may change if the old one stays as another. (Issue 6)"""

    @pytest.mark.parametrize("code", ["P10", "P40"])
    def test_lost(self, code: str) -> None:
        """The label is not dropped."""
        assert [f"{code} is no longer found by all its names. Keep the old label among the other labels."] == faults(changed(code, label="New"))

    def test_another_label_lost(self) -> None:
        """The other labels stay too."""
        assert ["P30 is no longer found by all its names. Keep the old label among the other labels."] == faults(changed("P30", alternatives=()))

    def test_given_to_another(self) -> None:
        """A name never passes to another reason, which would count old records otherwise."""
        later = changed("A80", changed("P10", attrs.evolve(LATER, reasons=(*LATER, NEW)), label="New"), label="Police needed more time")

        assert ["P10 is no longer found by all its names. Keep the old label among the other labels."] == faults(later)

    def test_kept(self) -> None:
        """With the old label among the others, all is well; other capitals are no other label."""
        check_follows(changed("P10", label="The police", alternatives=("POLICE needed more time",)), DELAY_REASONS)


class TestRetired:
    """What is retired stays so, and leads where it led. (TX9)"""

    EARLIER = attrs.evolve(changed("P10", status="retired", replaced_by="A10"), version="1.0.1")

    def test_may_be(self) -> None:
        """An active one may be retired."""
        check_follows(changed("P10", status="retired", replaced_by="A10"), DELAY_REASONS)

    @pytest.mark.parametrize("how", [{"status": "active", "replaced_by": ""}, {"replaced_by": "X10"}])
    def test_stays(self, how: dict[str, Any]) -> None:
        """It comes not back, and another does not take the place of what replaced it."""
        later = attrs.evolve(changed("P10", self.EARLIER, **how), version="1.1")

        assert ["P10 was retired, and is not, or is replaced by another. Leave that as it was."] == faults(later, self.EARLIER)

    def test_the_chain_goes_on(self) -> None:
        """What replaced it may be retired in turn."""
        later = attrs.evolve(changed("A10", self.EARLIER, status="retired", replaced_by="X10"), version="1.1")

        check_follows(later, self.EARLIER)
        assert "X10" == later.current(self.EARLIER["P10"]).code


class TestTheList:
    """A version is of the same list, later, and with its groups. (Issue 6; W3C note on SKOS and change)"""

    @pytest.mark.parametrize("how", [{"id": "another"}, {"process": "initial conference"}, {"extends": ("a", "1.0")}])
    def test_another_list(self, how: dict[str, Any]) -> None:
        """Another list, a part, or a council's does not follow the national one."""
        assert ["They are not versions of one list."] == faults(attrs.evolve(LATER, **how))

    @pytest.mark.parametrize("version", ["1.0", "1", "0.9", "1.0.0"])
    def test_not_later(self, version: str) -> None:
        """The version is strictly later."""
        later = attrs.evolve(DELAY_REASONS, version=version, reasons=tuple(attrs.evolve(reason, since="0.9") for reason in DELAY_REASONS))

        assert "Its version is not later. Give it a higher one." in faults(later)

    def test_groups(self) -> None:
        """A group is not renamed and not deleted; its definition may be said better, and there may be more."""
        better = tuple(attrs.evolve(group, definition="X.") for group in LATER.groups)
        renamed = (attrs.evolve(LATER.groups[0], label="Family"), *LATER.groups[1:])

        check_follows(attrs.evolve(LATER, groups=(*better, Group("Q", "Queues"))), DELAY_REASONS)
        assert ["The group F is no longer there, or has another label. Leave it as it was."] == faults(attrs.evolve(LATER, groups=renamed))
        assert ["The group Q is no longer there, or has another label. Leave it as it was."] == faults(
            LATER, attrs.evolve(DELAY_REASONS, groups=(*DELAY_REASONS.groups, Group("Q", "Queues")))
        )

    def test_new_ones(self) -> None:
        """What is new says so."""
        check_follows(attrs.evolve(LATER, reasons=(*LATER, NEW)), DELAY_REASONS)
        assert ["A80 is new, and says that it came with an earlier version. Give the version that it comes with."] == faults(
            attrs.evolve(LATER, reasons=(*LATER, attrs.evolve(NEW, since="1.0")))
        )

    def test_own_codes_may_change(self) -> None:
        """What the codes of a council's system stand for is the council's to change."""
        check_follows(attrs.evolve(LATER, own_codes=(OwnCode("1", "F10"),)), attrs.evolve(DELAY_REASONS, own_codes=(OwnCode("1", "A20"),)))


class TestOfACouncil:
    """A council's list follows its own versions and those of the national list. (Issue 6)"""

    @staticmethod
    def mine(national: Taxonomy, version: str, **since: str) -> Taxonomy:
        """A council's list with these reasons under A20, each since a version."""
        narrower = [OwnReason(code=f"own-{name}", label=name, narrower_than="A20", since=of) for name, of in since.items()]
        return own_taxonomy(national, namespace="northshire", owner="Northshire", version=version, narrower=narrower)

    def test_new_ones_of_either(self) -> None:
        """A new reason of the council's comes with a later version of its list, a national one with one of the national list."""
        earlier = self.mine(DELAY_REASONS, "3.0", first="2.0")
        national = attrs.evolve(LATER, reasons=(*LATER, NEW))

        check_follows(self.mine(national, "3.1", first="2.0", second="3.1"), earlier)
        assert ["own-second is new, and says that it came with an earlier version. Give the version that it comes with."] == faults(
            self.mine(national, "3.1", first="2.0", second="3.0"), earlier
        )
        assert ["A80 is new, and says that it came with an earlier version. Give the version that it comes with."] == faults(
            self.mine(attrs.evolve(LATER, reasons=(*LATER, attrs.evolve(NEW, since="1.0"))), "3.1", first="2.0"), earlier
        )

    def test_of_an_older_national_list(self) -> None:
        """It does not go back to an earlier national list."""
        assert ["The national list that it adds to is an earlier one."] == faults(self.mine(DELAY_REASONS, "3.1"), self.mine(LATER, "3.0"))
        check_follows(self.mine(LATER, "3.1"), self.mine(LATER, "3.0"))

    def test_gone(self) -> None:
        """Its own codes are kept as the national ones are."""
        assert ["own-first is no longer there. Retire it, and say what replaces it."] == faults(
            self.mine(DELAY_REASONS, "1.1"), self.mine(DELAY_REASONS, "1.0", first="1.0")
        )
