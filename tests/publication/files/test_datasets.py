"""What is published, as schema.org's data sets: true to the library, and complete enough to be found."""

import json
from typing import Any

import attrs
import pytest
from rdflib import RDF, Graph, Literal, Namespace
from rdflib.term import Node

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, southend
from csc_indicators.indicators.collection import AnyIndicator
from csc_indicators.publication.files import dataset
from csc_indicators.publication.imprint import IMPRINT
from csc_indicators.reasons.delay import DELAY_REASONS
from tests.publication.files.written import document, files

pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:rdflib")  # of its own insides

SCHEMA = Namespace("https://schema.org/")
THINGS = pytest.mark.parametrize(
    "of", [southend.CP_3_10, CATALOGUE, DELAY_REASONS, ENGLAND_AND_WALES], ids=["indicator", "catalogue", "reasons", "calendar"]
)


def graph(said: Any) -> Graph:
    """A block as another program has it; nothing is fetched to read it."""
    return Graph().parse(data=json.dumps(said), format="json-ld")


def the_one(read: Graph, kind: Node) -> Node:
    """The only node of a kind."""
    (node,) = read.subjects(RDF.type, kind)
    return node


class TestEveryDataset:
    """A data set has a name and a description of 50 to 5,000 letters, its licence, version, date, publisher and files. (schema.org Dataset)"""

    @THINGS
    def test_as_another_program_reads_it(self, of: Any) -> None:
        """Every term is one of schema.org, and the data set says all of that."""
        read = graph(dataset(of))
        node = the_one(read, SCHEMA.Dataset)

        assert all(str(term).startswith(str(SCHEMA)) or term == RDF.type for term in read.predicates())
        assert 50 <= len(str(read.value(node, SCHEMA.description))) <= 5000
        assert all(read.value(node, term) for term in (SCHEMA.name, SCHEMA.identifier, SCHEMA.keywords, SCHEMA.alternateName))
        assert (Literal("0.1.0"), Literal("2026-11-24")) == (read.value(node, SCHEMA.version), read.value(node, SCHEMA.dateModified))
        assert Literal(IMPRINT.licence_url) == read.value(node, SCHEMA.license)

    @THINGS
    def test_no_person(self, of: Any) -> None:
        """Who publishes it is an organisation, and nobody is a person."""
        read = graph(dataset(of))

        assert SCHEMA.Person not in set(read.objects(None, RDF.type))
        assert {Literal("The csc_indicators maintainers")} == {read.value(node, SCHEMA.name) for node in read.subjects(RDF.type, SCHEMA.Organization)}

    @THINGS
    def test_its_files(self, of: Any) -> None:
        """Every file named is published, with that media type, and under the address given."""
        for each in dataset(of)["distribution"]:
            assert each["contentUrl"] in files()
            (told,) = (file for file in document("data/index.json")["files"] if file["path"] == each["contentUrl"])
            assert (told["media_type"], told["title"]) == (each["encodingFormat"], each["name"])
        for base_url in ("https://example.org", "https://example.org/"):
            assert all(each["contentUrl"].startswith("https://example.org/data/") for each in dataset(of, base_url=base_url)["distribution"])

    @THINGS
    def test_its_page(self, of: Any) -> None:
        """It names its page where it has one, and another imprint where one is given."""
        theirs = attrs.evolve(IMPRINT, licence_url="https://a/ogl", publisher="Northshire Council")

        assert "url" not in dataset(of)
        assert "https://a/page" == dataset(of, page="https://a/page")["url"]
        assert ("https://a/ogl", "Northshire Council") == (dataset(of, imprint=theirs)["license"], dataset(of, imprint=theirs)["publisher"]["name"])


class TestIndicators:
    """An indicator is a term that is defined, with its codes and what it is based on."""

    @pytest.mark.parametrize("of", list(CATALOGUE), ids=lambda of: of.id)
    def test_every_indicator(self, of: AnyIndicator) -> None:
        """Its id, its certain codes, its unit and every source are there, and what nobody read is marked."""
        said = dataset(of)
        read = graph(said)
        node = the_one(read, SCHEMA.DefinedTerm)

        assert the_one(read, SCHEMA.Dataset) == node
        assert of.id == said["identifier"] == said["termCode"]
        assert {of.name} | {f"{code.scheme} {code.code}" for code in of.codes if not code.unverified} == set(said["alternateName"])
        assert (of.title, of.unit.value) == (said["variableMeasured"]["name"], said["variableMeasured"]["unitText"])
        assert f"{of.name}: {of.title}" == said["name"]
        assert all(words in said["description"] for words in (of.question, of.numerator, of.denominator))
        assert [("" if source.verified else "[UNVERIFIED] ") + source.citation for source in of.sources] == [
            each["name"] for each in said["isBasedOn"]
        ]
        assert [source.url for source in of.sources if source.url] == [each["url"] for each in said["isBasedOn"] if "url" in each]
        assert [str(source.published) for source in of.sources if source.published] == [
            each["datePublished"] for each in said["isBasedOn"] if "datePublished" in each
        ]
        assert [f"data/indicators/{of.id}.json"] == [each["contentUrl"] for each in said["distribution"]]


class TestTheOthers:
    """The catalogue, the reasons and the calendar say how much they hold, and of what time."""

    def test_what_they_say(self) -> None:
        """Their numbers are the library's."""
        catalogue, reasons, calendar = dataset(CATALOGUE), dataset(DELAY_REASONS), dataset(ENGLAND_AND_WALES)

        assert f"The definitions of {len(CATALOGUE)} indicators" in catalogue["description"]
        assert (f"list of {len(DELAY_REASONS)} reasons" in reasons["description"], "DefinedTermSet" in reasons["@type"]) == (True, True)
        assert "1978-01-01/2053-12-31" == calendar["temporalCoverage"]
        assert "announced to 2028-12-31; later ones are projected" in calendar["description"]

    def test_the_file(self) -> None:
        """The file of data sets has the three groups, and says what each by itself says."""
        said = document("data/datasets.jsonld")
        alone = [dataset(of) for of in (CATALOGUE, DELAY_REASONS, ENGLAND_AND_WALES)]

        assert [{key: value for key, value in each.items() if key != "@context"} for each in alone] == said["dataset"]
        read = graph(said)
        assert set(read.subjects(RDF.type, SCHEMA.Dataset)) == set(read.objects(the_one(read, SCHEMA.DataCatalog), SCHEMA.dataset))
