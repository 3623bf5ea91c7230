"""Sound lists of reasons with awkward names, for the tests of everything that takes one."""

import attrs
from hypothesis import strategies as st

from csc_indicators.reasons.mapping import OwnReason, own_taxonomy
from csc_indicators.reasons.taxonomy import Group, Match, Reason, Taxonomy

PROCESSES = ("initial conference", "visit; or call")

#: Letters that JSON, CSV, URIs and RDF each have something to say about, and two that have no one small letter.
LETTERS = "aBz \t09\"'\\,:#/?%&=<>{}[]()@+-.|_~éßİ日😀\u00a0\n"

texts = st.text(LETTERS, max_size=8)

said = texts.map(lambda text: f"t{text}")


def name(number: int, text: str) -> str:
    """A name that no other number has."""
    return f"{text.replace(';', '')}n{number}."


@st.composite
def reasons(draw: st.DrawFn, number: int, applies_to: tuple[str, ...]) -> Reason:
    """An active practice reason with a code and labels that no other number has."""
    matched = draw(st.lists(st.sampled_from(("A", "b:c", "ß")), unique=True, max_size=3))
    others = draw(st.lists(texts, max_size=2))
    return Reason(
        code=f"{draw(st.sampled_from(('A', 'b-', 'é:', '%2F#')))}{number:02}",
        label=name(number, draw(texts)),
        alternatives=tuple(f"{name(number, text)}{place}" for place, text in enumerate(others)),
        definition=draw(texts),
        includes=draw(texts),
        excludes=draw(texts),
        broader=draw(st.sampled_from(("F", "Z"))),
        applies_to=applies_to,
        kind="practice",
        attribution=draw(st.sampled_from(("child", "authority", "not known"))),
        child_voice=draw(st.booleans()),
        grounding=draw(st.sampled_from(("published", "published analogue", "proposal"))),
        source=draw(texts),
        matches=tuple(Match("a list", code, draw(st.sampled_from(("close", "broad", "related")))) for code in matched),
        since="1.0",
    )


OTHER = Reason(
    code="Z80",
    label="Other",
    broader="Z",
    applies_to=PROCESSES,
    kind="residual",
    attribution="not known",
    comment_required=True,
    grounding="proposal",
)
NOT_RECORDED = Reason(
    code="Z90",
    label="Not recorded",
    broader="Z",
    applies_to=PROCESSES,
    kind="residual",
    attribution="not known",
    selectable=False,
    grounding="proposal",
)


@st.composite
def lists(draw: st.DrawFn, most: int = 4) -> Taxonomy:
    """A sound national list of a few reasons, some of them retired, some related."""
    made = []
    for number in range(draw(st.integers(0, most))):
        applies_to = draw(st.sampled_from((PROCESSES, PROCESSES[:1], PROCESSES[1:])))
        made.append(draw(reasons(number, applies_to)))
    for at, reason in enumerate(made):
        after = [other for other in (*made[at + 1 :], OTHER) if set(reason.applies_to) <= set(other.applies_to)]
        if draw(st.booleans()):
            made[at] = attrs.evolve(reason, status="retired", replaced_by=draw(st.sampled_from(after)).code)
        elif at and draw(st.booleans()):
            made[at] = attrs.evolve(reason, related=(draw(st.sampled_from(made[:at])).code,))
    groups = (Group("F", "Family", draw(texts)), Group("Z", "Residual"))
    return Taxonomy(draw(st.sampled_from(("a-list", "a list: 1"))), "1.0", draw(said), groups, (*made, OTHER, NOT_RECORDED))


@st.composite
def own_lists(draw: st.DrawFn) -> Taxonomy:
    """A council's list on a national one, with narrower reasons and codes of its own."""
    national = draw(lists())
    above = [reason for reason in national.choices if draw(st.booleans())]
    narrower = [OwnReason(code=f"own-{place}", label=f"own {place}", narrower_than=of.code) for place, of in enumerate(above)]
    targets = st.sampled_from([*(reason.code for reason in national.choices), *(own.code for own in narrower)])
    codes = {f"{draw(texts)}c{place}": draw(targets) for place in range(draw(st.integers(0, 3)))}
    return own_taxonomy(national, namespace="northshire", owner="Northshire", narrower=narrower, codes=codes)


@st.composite
def any_lists(draw: st.DrawFn) -> Taxonomy:
    """A national list, a council's, or the part of either for one process."""
    whole = draw(lists() | own_lists())
    return whole.applying_to(draw(st.sampled_from(PROCESSES))) if draw(st.booleans()) else whole
