"""Lists of reasons as JSON, CSV, SKOS and drop-downs: what is read is what was written, and SKOS keeps the conditions of SKOS."""

import csv
import io
import json
import sys
from datetime import date
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from pyshacl import validate
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from csc_indicators import InvalidDefinition, MissingExtra
from csc_indicators.publication.imprint import IMPRINT
from csc_indicators.publication.structuring import strict_converter
from csc_indicators.publication.taxonomies import (
    BASE,
    TERMS,
    pick_list_as_csv,
    pick_list_as_json,
    taxonomy_as_csv,
    taxonomy_as_json,
    taxonomy_as_skos,
    taxonomy_from_json,
    taxonomy_from_skos,
)
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE, LATE_PLAN_VISIT, LATE_VISIT
from csc_indicators.reasons.mapping import OwnReason, own_taxonomy
from csc_indicators.reasons.taxonomy import Match, Taxonomy
from tests.reasons.lists import any_lists

OWN = own_taxonomy(
    DELAY_REASONS,
    namespace="northshire",
    owner="Northshire Council",
    narrower=[OwnReason(code="A20-legal", label="Report waiting for legal advice", narrower_than="A20")],
    codes={"LATE 3": "A20-legal", "1": "F10"},
)

pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:rdflib", "ignore:.*:DeprecationWarning:pyshacl")  # of their own insides

#: A list in which everything is said that can be.
FULL = attrs.evolve(
    OWN,
    version="1.1",
    reasons=tuple(
        attrs.evolve(
            reason, status="retired", replaced_by="P20", matches=(Match("a", "1", "close"), Match("b", "1", "exact"), Match("a", "2", "close"))
        )
        if reason.code == "P10"
        else reason
        for reason in OWN
    ),
)

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix csc: <urn:csc-indicators:terms:> .
@prefix : <urn:csc-indicators:shapes:> .

:Concept a sh:NodeShape ;
    sh:targetClass skos:Concept ;
    sh:nodeKind sh:IRI ;
    sh:property [ sh:path skos:notation ; sh:minCount 1 ; sh:maxCount 1 ; sh:minLength 1 ] ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:languageIn ("en") ; sh:disjoint skos:altLabel ] ;
    sh:property [ sh:path skos:altLabel ; sh:languageIn ("en") ] ;
    sh:property [ sh:path skos:definition ; sh:maxCount 1 ; sh:languageIn ("en") ] ;
    sh:property [ sh:path skos:inScheme ; sh:minCount 2 ; sh:class skos:ConceptScheme ] ;
    sh:property [ sh:path skos:related ; sh:disjoint skos:broader ; sh:class skos:Concept ] ;
    sh:xone ( [ sh:property [ sh:path skos:topConceptOf ; sh:minCount 1 ] ] [ sh:property [ sh:path skos:broader ; sh:minCount 1 ] ] ) .

:Reason a sh:NodeShape ;
    sh:targetSubjectsOf skos:broader ;
    sh:property [ sh:path skos:broader ; sh:minCount 1 ; sh:maxCount 1 ; sh:class skos:Concept ] ;
    sh:property [ sh:path csc:kind ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ("practice" "recording" "definition" "residual") ] ;
    sh:property [ sh:path csc:attribution ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path csc:appliesTo ; sh:minCount 1 ] ;
    sh:property [ sh:path csc:childsOwnDecision ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
    sh:property [ sh:path csc:commentRequired ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
    sh:property [ sh:path csc:selectable ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
    sh:property [ sh:path csc:grounding ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ("published" "published analogue" "proposal" "own") ] .

:Retired a sh:NodeShape ;
    sh:targetSubjectsOf owl:deprecated ;
    sh:property [ sh:path dcterms:isReplacedBy ; sh:minCount 1 ; sh:maxCount 1 ; sh:class skos:Concept ] .
"""


@cache
def shapes() -> Graph:
    """The shapes, parsed once."""
    return Graph().parse(data=SHAPES, format="turtle")


def graph(taxonomy: Taxonomy) -> Graph:
    """A list as another program has it."""
    return Graph().parse(data=taxonomy_as_skos(taxonomy), format="json-ld")


def conforms(of: Graph) -> bool:
    """Whether the shapes accept a graph."""
    accepted, _, _ = validate(of, shacl_graph=shapes())
    return bool(accepted)


def uri(code: str, of: str = "csc-delay-reasons") -> URIRef:
    """The URI of a code."""
    return URIRef(f"{BASE}{of}:{code}")


class TestRoundTrip:
    """What is read from JSON or SKOS equals what was written. (TX12)"""

    @given(any_lists())
    @example(DELAY_REASONS)
    @example(FULL)
    @example(FULL.applying_to("initial conference"))
    def test_json(self, taxonomy: Taxonomy) -> None:
        """JSON, of any list, part or council's list."""
        assert taxonomy == taxonomy_from_json(taxonomy_as_json(taxonomy))

    @given(any_lists())
    @example(DELAY_REASONS)
    @example(FULL)
    @example(FULL.applying_to("initial conference"))
    def test_skos(self, taxonomy: Taxonomy) -> None:
        """SKOS, under any base."""
        assert taxonomy == taxonomy_from_skos(taxonomy_as_skos(taxonomy))
        assert taxonomy == taxonomy_from_skos(taxonomy_as_skos(taxonomy, base="https://a/b/"), base="https://a/b/")

    @pytest.mark.parametrize("taxonomy", [DELAY_REASONS, FULL, FULL.applying_to("initial conference")], ids=["national", "of a council", "part"])
    def test_with_an_imprint(self, taxonomy: Taxonomy) -> None:
        """With an imprint too, of any version."""
        later = attrs.evolve(IMPRINT, version="9.1", dated=date(2030, 1, 2), licence_url="https://a/licence")

        assert taxonomy == taxonomy_from_json(taxonomy_as_json(taxonomy, imprint=later))
        assert taxonomy == taxonomy_from_skos(taxonomy_as_skos(taxonomy, imprint=later))

    @given(any_lists())
    def test_what_is_read_finds_the_same(self, taxonomy: Taxonomy) -> None:
        """A list that was read finds reasons as the first did."""
        read = taxonomy_from_json(taxonomy_as_json(taxonomy))

        assert all(read.find(own.code).code == own.means for own in taxonomy.own_codes)
        assert taxonomy.not_recorded == read.not_recorded


class TestRefused:
    """What was not written so is refused, with what is wrong, and nothing is made of it. (House rule on errors)"""

    @pytest.mark.parametrize("read", [taxonomy_from_json, taxonomy_from_skos])
    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", "3", '{"@graph": []}', '{"@graph": [{}, {}, {}]}', '{"format": "x", "list": {}}'])
    def test_something_else(self, read: Any, text: str) -> None:
        """No JSON, or no list."""
        with pytest.raises(InvalidDefinition, match=r"is not JSON|is no list of reasons"):
            read(text)

    @pytest.mark.parametrize("read", [taxonomy_from_json, taxonomy_from_skos])
    def test_a_key_twice(self, read: Any) -> None:
        """A key that is there twice is not one of the two."""
        with pytest.raises(InvalidDefinition, match="A key is there twice"):
            read('{"a": 1, "a": 2}')

    @pytest.mark.parametrize(
        ("key", "value", "told"),
        [
            ("kind", "practise", "list.reasons.0.kind: is not one of the words that are known. Did you mean 'practice'"),
            ("selectable", "yes", "list.reasons.0.selectable: is text in quotation marks, and true or false is wanted"),
            ("lable", "x", "list.reasons.0: there is no key 'lable'. Did you mean 'label'"),
            ("label", "Other", "Codes whose label is another's"),
        ],
    )
    def test_json_that_does_not_fit(self, key: str, value: Any, told: str) -> None:
        """What does not fit is told, with its place; so is what makes the list unsound."""
        document = json.loads(taxonomy_as_json(DELAY_REASONS))
        document["list"]["reasons"][0][key] = value
        with pytest.raises(InvalidDefinition) as refused:
            taxonomy_from_json(json.dumps(document))

        assert str(refused.value).startswith("The list of reasons cannot be read; nothing was made.\n  - ")
        assert told in str(refused.value)

    @pytest.mark.parametrize("key", ["format", "list"])
    def test_json_of_another_format(self, key: str) -> None:
        """Another format, or more than the list, is refused."""
        document = json.loads(taxonomy_as_json(DELAY_REASONS))
        with pytest.raises(InvalidDefinition, match="is no list of reasons of the format"):
            taxonomy_from_json(json.dumps({name: value for name, value in document.items() if name != key}))
        with pytest.raises(InvalidDefinition, match="is no list of reasons of the format"):
            taxonomy_from_json(json.dumps(document | {"more": 1}))
        with pytest.raises(InvalidDefinition, match="is no list of reasons of the format"):
            taxonomy_from_json(json.dumps(document | {"format": "urn:csc-indicators:schema:reasons:2"}))

    @pytest.mark.parametrize(
        ("key", "value", "told"),
        [
            ("skos:hiddenLabel", "x", "would not write"),
            ("skos:broader", {"@id": "urn:elsewhere:F"}, "would not write"),
            ("skos:broader", {"@id": f"{BASE}csc-delay-reasons:Q"}, "Codes without a group: F10"),
            ("csc:kind", "practise", "list.reasons.0.kind"),
            ("csc:selectable", "yes", "list.reasons.0.selectable"),
            ("skos:prefLabel", "no language", "is no list of reasons"),
            ("skos:prefLabel", {"@value": "deutsch", "@language": "de"}, "would not write"),
        ],
    )
    def test_skos_that_says_something_else(self, key: str, value: Any, told: str) -> None:
        """What a list would not say is not passed over."""
        document = json.loads(taxonomy_as_skos(DELAY_REASONS))
        (node,) = (node for node in document["@graph"] if node.get("skos:notation") == "F10")
        node[key] = value
        with pytest.raises(InvalidDefinition, match=told):
            taxonomy_from_skos(json.dumps(document))

    @pytest.mark.parametrize("change", [{"version": None}, {"date": 1}, {"licence": None}, {"more": "x"}], ids=str)
    def test_json_with_half_an_imprint(self, change: dict[str, Any]) -> None:
        """An imprint is whole, or is not there."""
        document = json.loads(taxonomy_as_json(DELAY_REASONS, imprint=IMPRINT))
        with pytest.raises(InvalidDefinition, match="is no list of reasons of the format"):
            taxonomy_from_json(json.dumps(document | change))
        with pytest.raises(InvalidDefinition, match="is no list of reasons of the format"):
            taxonomy_from_json(json.dumps({key: value for key, value in document.items() if key != "date"}))

    @pytest.mark.parametrize("change", [{"dcterms:issued": "2026-11-24"}, {"dcterms:hasPart": {"@id": "urn:x"}}, {"more": "x"}], ids=str)
    def test_skos_with_another_imprint(self, change: dict[str, Any]) -> None:
        """What is said of the release is what would be written, and nothing more."""
        document = json.loads(taxonomy_as_skos(DELAY_REASONS, imprint=IMPRINT))
        document["@graph"][-1] |= change
        with pytest.raises(InvalidDefinition):
            taxonomy_from_skos(json.dumps(document))

    def test_skos_of_another_base(self) -> None:
        """Another base is other names."""
        with pytest.raises(InvalidDefinition):
            taxonomy_from_skos(taxonomy_as_skos(DELAY_REASONS, base="https://a/b/"))

    def test_without_cattrs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Reading says which extra it needs."""
        text = taxonomy_as_json(DELAY_REASONS)
        monkeypatch.setitem(sys.modules, "cattrs", None)
        with pytest.raises(MissingExtra):
            strict_converter()
        monkeypatch.setattr("csc_indicators.publication.taxonomies._converter", strict_converter)
        with pytest.raises(MissingExtra):
            taxonomy_from_json(text)


class TestAsOthersReadIt:
    """Another program reads from the JSON-LD what the list says. (Issue 6: JSON-LD that rdflib parses)"""

    @given(any_lists())
    @example(FULL)
    def test_every_concept(self, taxonomy: Taxonomy) -> None:
        """Every group and reason is a concept with its code, labels, definition and place."""
        read = graph(taxonomy)
        for thing in (*taxonomy.groups, *taxonomy):
            (node,) = (node for node in read.subjects(SKOS.notation, Literal(thing.code)) if (node, RDF.type, SKOS.Concept) in read)

            assert [Literal(thing.label, lang="en")] == list(read.objects(node, SKOS.prefLabel))
            assert ([Literal(thing.definition, lang="en")] if thing.definition else []) == list(read.objects(node, SKOS.definition))
        for reason in taxonomy:
            (node,) = (node for node in read.subjects(SKOS.notation, Literal(reason.code)) if (node, SKOS.broader, None) in read)
            (above,) = read.objects(node, SKOS.broader)

            assert [Literal(reason.broader)] == list(read.objects(above, SKOS.notation))
            assert {Literal(label, lang="en") for label in reason.alternatives} == set(read.objects(node, SKOS.altLabel))
            assert {Literal(process) for process in reason.applies_to} == set(read.objects(node, URIRef(f"{TERMS}appliesTo")))
            assert [Literal(reason.child_voice)] == list(read.objects(node, URIRef(f"{TERMS}childsOwnDecision")))
            assert ((node, OWL.deprecated, Literal("true", datatype=XSD.boolean)) in read) == (reason.status == "retired")
            assert len(reason.matches) == sum(
                len(list(read.objects(node, term))) for term in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
            )

    def test_uris(self) -> None:
        """The list has a URI, its version another, and a reason's is without a version; groups are top concepts of both."""
        read = graph(DELAY_REASONS)
        scheme, version = URIRef(f"{BASE}csc-delay-reasons"), URIRef(f"{BASE}csc-delay-reasons:version:1.0")

        assert {scheme, version} == set(read.subjects(RDF.type, SKOS.ConceptScheme))
        assert {scheme, version} == set(read.objects(uri("F"), SKOS.topConceptOf)) == set(read.objects(uri("F10"), SKOS.inScheme))
        assert {uri(group.code) for group in DELAY_REASONS.groups} == set(read.subjects(SKOS.topConceptOf, scheme))
        assert [version] == list(read.objects(scheme, DCTERMS.hasVersion))
        assert {uri(reason.code) for reason in DELAY_REASONS} == set(read.subjects(SKOS.broader))

    def test_the_imprint(self) -> None:
        """The release that publishes the list has a URI, its version, date and licence, and the list's version as a part; the list says the same."""
        read = Graph().parse(data=taxonomy_as_skos(DELAY_REASONS, imprint=IMPRINT), format="json-ld")
        release = URIRef("urn:csc-indicators:release:0.1.0")

        assert [Literal("2026-11-24", datatype=XSD.date)] == list(read.objects(release, DCTERMS.issued))
        assert [URIRef("https://spdx.org/licenses/MIT.html")] == list(read.objects(release, DCTERMS.license))
        assert [Literal("0.1.0")] == list(read.objects(release, OWL.versionInfo))
        assert [URIRef(f"{BASE}csc-delay-reasons:version:1.0")] == list(read.objects(release, DCTERMS.hasPart))
        assert set(graph(DELAY_REASONS).objects(uri("F10"), SKOS.prefLabel)) == set(read.objects(uri("F10"), SKOS.prefLabel))
        assert conforms(read)

    def test_of_a_council(self) -> None:
        """National reasons keep their URIs in a council's list, and the council's own has one under the council's."""
        read = graph(FULL)
        mine = "northshire.csc-delay-reasons"

        assert [uri("A20")] == list(read.objects(uri("A20-legal", mine), SKOS.broader))
        assert [uri("P20")] == list(read.objects(uri("P10"), DCTERMS.isReplacedBy))
        assert [URIRef(f"{BASE}csc-delay-reasons:version:1.0")] == list(read.objects(URIRef(f"{BASE}{mine}:version:1.1"), URIRef(f"{TERMS}extends")))

    def test_of_a_part(self) -> None:
        """The part for one process is a part of the version, and has its own URI."""
        read = graph(LATE_VISIT)
        version = URIRef(f"{BASE}csc-delay-reasons:version:1.0")
        (part,) = read.subjects(DCTERMS.isPartOf, version)

        assert part in set(read.objects(uri("F10"), SKOS.inScheme))
        assert [Literal(LATE_VISIT.title, lang="en")] == list(read.objects(part, DCTERMS.title))
        assert [] == list(read.objects(version, DCTERMS.title))

    @pytest.mark.parametrize("taxonomy", [OWN, OWN.applying_to("initial conference")], ids=["whole", "part"])
    def test_own_codes(self, taxonomy: Taxonomy) -> None:
        """Own codes stand once, with the version, or with the part that they were taken for."""
        read = graph(taxonomy)
        told = list(read.subject_objects(URIRef(f"{TERMS}ownCode")))
        where = URIRef(f"{BASE}northshire.csc-delay-reasons:version:1.0{':initial%20conference' if taxonomy.process else ''}")

        assert [where, where] == [place for place, _ in told]
        assert {(Literal("LATE 3"), uri("A20-legal", taxonomy.id)), (Literal("1"), uri("F10"))} == {
            (read.value(code, SKOS.notation), read.value(code, URIRef(f"{TERMS}means"))) for _, code in told
        }

    def test_codes_of_any_letters(self) -> None:
        """In a URI, what divides its parts is written so that it does not."""
        odd = tuple(attrs.evolve(reason, code="X/1:%") if reason.code == "X20" else reason for reason in DELAY_REASONS)

        assert (uri("X%2F1%3A%25"), SKOS.notation, Literal("X/1:%")) in graph(attrs.evolve(DELAY_REASONS, reasons=odd))

    def test_notes(self) -> None:
        """What a reason takes in and leaves out are notes on its scope."""
        assert {
            Literal("Includes: Dates inside the limit were offered and the family could not make them.", lang="en"),
            Literal("Leaves out: No date inside the limit was offered (A50, A60).", lang="en"),
        } == set(graph(DELAY_REASONS).objects(uri("F10"), SKOS.scopeNote))

    def test_codes_elsewhere_have_no_uri(self) -> None:
        """A code of another list is a node without a URI, with its code and its list's name: no URI is invented for it."""
        read = graph(DELAY_REASONS)
        (theirs,) = read.objects(uri("F20"), SKOS.relatedMatch)
        (where,) = read.objects(theirs, DCTERMS.isPartOf)

        assert not isinstance(theirs, URIRef)
        assert [Literal("SDQ2")] == list(read.objects(theirs, SKOS.notation))
        assert [Literal("SSDA903 SDQ_REASON")] == list(read.objects(where, DCTERMS.title))


class TestConditions:
    """The graph keeps the integrity conditions of the W3C's SKOS Reference. (S13, S14, S27, S37, S46)"""

    @staticmethod
    def broken(of: Graph) -> set[str]:
        """Which conditions a graph breaks, each asked as SKOS states it."""
        asks = {
            "S13": "SELECT ?c WHERE { ?c skos:prefLabel ?l . ?c skos:altLabel ?l }",
            "S14": "SELECT ?c WHERE { ?c skos:prefLabel ?a, ?b . FILTER(?a != ?b && lang(?a) = lang(?b)) }",
            "S27": "SELECT ?c WHERE { ?c skos:related|^skos:related ?d . ?c skos:broader+ ?d }",
            "S37": "SELECT ?c WHERE { ?c a skos:Concept, skos:ConceptScheme }",
            "S46": "SELECT ?c WHERE { ?c skos:exactMatch ?d . ?c skos:broadMatch|skos:relatedMatch ?d }",
            "cycle": "SELECT ?c WHERE { ?c skos:broader+ ?c }",
        }
        return {name for name, ask in asks.items() if list(of.query(ask, initNs={"skos": SKOS}))}

    @given(any_lists())
    @example(DELAY_REASONS)
    @example(FULL)
    def test_kept(self, taxonomy: Taxonomy) -> None:
        """Whatever the list."""
        assert set() == self.broken(graph(taxonomy))

    def test_they_can_be_broken(self) -> None:
        """Each query finds what it is for."""
        read = graph(DELAY_REASONS)
        read.add((uri("F10"), SKOS.altLabel, Literal(DELAY_REASONS["F10"].label, lang="en")))
        read.add((uri("F20"), SKOS.prefLabel, Literal("Another", lang="en")))
        read.add((uri("F"), SKOS.related, uri("F30")))
        read.add((uri("F"), RDF.type, SKOS.ConceptScheme))
        read.add((uri("F"), SKOS.broader, uri("F40")))
        for match in (SKOS.exactMatch, SKOS.relatedMatch):
            read.add((uri("C10"), match, uri("C30")))

        assert {"S13", "S14", "S27", "S37", "S46", "cycle"} == self.broken(read)


class TestShapes:
    """A SHACL shape accepts the list, and rejects one that is broken. (Issue 6)"""

    @pytest.mark.parametrize("taxonomy", [DELAY_REASONS, FULL], ids=["national", "of a council"])
    def test_accepted(self, taxonomy: Taxonomy) -> None:
        """The national list, and a council's with everything in it."""
        assert conforms(graph(taxonomy))

    @pytest.mark.parametrize(
        "gone",
        [
            (uri("F10"), SKOS.notation),
            (uri("F"), SKOS.prefLabel),
            (uri("F10"), SKOS.broader),
            (uri("F10"), SKOS.inScheme),
            (uri("F10"), URIRef(f"{TERMS}kind")),
            (uri("F10"), URIRef(f"{TERMS}attribution")),
            (uri("F10"), URIRef(f"{TERMS}appliesTo")),
            (uri("C20"), URIRef(f"{TERMS}childsOwnDecision")),
            (uri("Z80"), URIRef(f"{TERMS}commentRequired")),
            (uri("Z90"), URIRef(f"{TERMS}selectable")),
            (uri("F10"), URIRef(f"{TERMS}grounding")),
            (uri("P10"), DCTERMS.isReplacedBy),
        ],
        ids=str,
    )
    def test_without_something(self, gone: tuple[URIRef, URIRef]) -> None:
        """Without what the shape wants."""
        read = graph(FULL)
        assert list(read.objects(*gone))
        read.remove((*gone, None))

        assert not conforms(read)

    @pytest.mark.parametrize(
        "more",
        [
            (uri("F10"), SKOS.notation, Literal("F11")),
            (uri("F10"), SKOS.prefLabel, Literal("Another", lang="en")),
            (uri("F10"), SKOS.prefLabel, Literal("Eine andere", lang="de")),
            (uri("F10"), SKOS.broader, uri("C")),
            (uri("F10"), SKOS.related, uri("F")),
            (uri("F10"), URIRef(f"{TERMS}kind"), Literal("practise")),
            (uri("F"), SKOS.broader, uri("C")),
        ],
        ids=str,
    )
    def test_with_something(self, more: tuple[URIRef, URIRef, URIRef]) -> None:
        """With what it does not want."""
        read = graph(FULL)
        read.add(more)

        assert not conforms(read)


class TestTable:
    """The table has a row to a group and a reason, with everything a reason says. (Issue 6)"""

    @given(any_lists())
    def test_every_cell(self, taxonomy: Taxonomy) -> None:
        """Another program reads every group and every reason from it, group by group."""
        rows = list(csv.DictReader(io.StringIO(taxonomy_as_csv(taxonomy), newline="")))

        assert [group.code for group in taxonomy.groups] == [row["code"] for row in rows if row["level"] == "group"]
        assert sorted(reason.code for reason in taxonomy) == sorted(row["code"] for row in rows if row["level"] == "reason")
        for at, row in enumerate(rows):
            if row["level"] == "reason":
                reason = taxonomy[row["code"]]
                assert reason.label == row["label"]
                assert (reason.definition, reason.includes, reason.excludes, reason.source) == tuple(
                    row[key] for key in ("definition", "includes", "excludes", "source")
                )
                assert "; ".join(reason.alternatives) == row["alternatives"]
                assert {True: "yes", False: "no"}[reason.child_voice] == row["child_voice"]
                assert reason.replaced_by == row["replaced_by"]
                assert taxonomy.group_of(reason).code == [one["code"] for one in rows[:at] if one["level"] == "group"][-1]

    def test_of_the_national_list(self) -> None:
        """One row as it stands."""
        assert (
            "reason,F20,Parent or carer declined or refused access,,"
            '"A parent or carer said no to the meeting or the visit, or did not let the worker in.",'
            "Explicit refusal by parent or carer.,Refusal by the child (C20).,F,C20,"
            "initial conference; visit to a looked-after child; visit under a child protection plan,practice,family or carer,no,yes,no,published,"
            "SSDA903 SDQ2; Safe Children Coalition FL 2017 (denied access),SSDA903 SDQ_REASON SDQ2 (related),,1.0,active,"
        ) in taxonomy_as_csv(DELAY_REASONS).split("\r\n")


class TestPickList:
    """The choices of a drop-down are the reasons that may be chosen for one process, in order. (Issue 6)"""

    @pytest.mark.parametrize("part", [LATE_CONFERENCE, LATE_VISIT, LATE_PLAN_VISIT, FULL.applying_to("initial conference")])
    def test_what_is_in_it(self, part: Taxonomy) -> None:
        """What is retired or the system's is not; the others are, with their groups, in both forms."""
        rows = list(csv.DictReader(io.StringIO(pick_list_as_csv(part), newline="")))
        given = json.loads(pick_list_as_json(part))
        yes = {True: "yes", False: "no"}

        assert [reason.code for reason in part if reason.selectable and reason.status == "active"] == [row["code"] for row in rows]
        assert rows == [choice | {"comment_required": yes[choice["comment_required"]]} for choice in given]
        assert [(reason.label, part.group_of(reason).label, reason.comment_required) for reason in part.choices] == [
            (choice["text"], choice["group"], choice["comment_required"]) for choice in given
        ]

    @given(any_lists())
    def test_every_choice_is_read_again(self, taxonomy: Taxonomy) -> None:
        """Whatever a case system writes of a choice, its code or its text, finds the reason; groups stand together."""
        choices = json.loads(pick_list_as_json(taxonomy))
        groups = [choice["group"] for choice in choices]

        assert all(choice["code"] == taxonomy.find(choice["text"]).code == taxonomy.find(choice["code"]).code for choice in choices)
        assert {reason.code for reason in taxonomy.choices} == {choice["code"] for choice in choices}
        assert sorted(groups, key=[group.label for group in taxonomy.groups].index) == groups


def test_nothing_else_is_in_them() -> None:
    """All text of every form is the list's own, or one of the fixed words of the form."""
    read = graph(DELAY_REASONS)
    said = {str(value) for reason in DELAY_REASONS for field in attrs.fields(type(reason)) for value in _texts(getattr(reason, field.name))}
    said |= {text for group in DELAY_REASONS.groups for text in (group.code, group.label, group.definition)}
    said |= {f"Includes: {reason.includes}" for reason in DELAY_REASONS} | {f"Leaves out: {reason.excludes}" for reason in DELAY_REASONS}
    said |= {DELAY_REASONS.id, DELAY_REASONS.version, DELAY_REASONS.title, "0", "1", "true", "false"}

    assert {str(of) for of in read.objects() if isinstance(of, Literal)} <= said
    assert {str(of) for of in read.objects() if isinstance(of, URIRef)} <= {str(of) for of in read.subjects()} | {
        str(SKOS.Concept),
        str(SKOS.ConceptScheme),
    }
    assert not list(read.objects(None, RDFS.comment))


def _texts(value: Any) -> list[Any]:
    if isinstance(value, Match):
        return [value.scheme, value.code]
    return [text for one in value for text in _texts(one)] if isinstance(value, tuple) else [value]
