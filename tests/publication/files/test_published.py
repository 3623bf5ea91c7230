"""Every published file: there, whole, the same each time, and saying of which version it is."""

import hashlib
import json
import sqlite3
import time
from datetime import date
from typing import Any

import attrs
import duckdb
import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from pyshacl import validate
from rdflib import DCTERMS, SKOS, Graph, URIRef

from csc_indicators import CATALOGUE, ENGLAND_AND_WALES, Catalogue, Collection, southend
from csc_indicators.publication.files import Page, published_files
from csc_indicators.publication.files.addresses import Address, slug
from csc_indicators.publication.imprint import IMPRINT
from csc_indicators.publication.machine import catalogue_from_json, indicator_from_json, schema
from csc_indicators.publication.taxonomies import taxonomy_as_csv, taxonomy_from_json, taxonomy_from_skos
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE, LATE_PLAN_VISIT, LATE_VISIT
from tests.oracle import SLOW_ENGLAND_AND_WALES
from tests.publication.files.written import document, files, table
from tests.publication.test_taxonomies import SHAPES

pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:rdflib", "ignore:.*:DeprecationWarning:pyshacl")  # of their own insides

CALENDAR = "data/calendar-england-and-wales"

#: The addresses that are promised; one that goes is a broken promise.
PROMISED = {
    "llms.txt",
    "data/index.json",
    "data/datasets.jsonld",
    "data/indicators.json",
    "data/indicators.schema.json",
    "data/indicators.csv",
    "data/reasons.json",
    "data/reasons.csv",
    "data/reasons.jsonld",
    "data/reasons-pick-list-initial-conference.csv",
    "data/reasons-pick-list-visit-to-a-looked-after-child.csv",
    "data/reasons-pick-list-visit-under-a-child-protection-plan.csv",
    *(f"{CALENDAR}.{form}" for form in ("csv", "json", "sql", "ics")),
    *(f"data/indicators/{indicator.id}.json" for indicator in CATALOGUE),
}


class TestAddresses:
    """Each file has an address that stays, and each table has its metadata beside it. (Issue 7, point 3)"""

    def test_they_are_all_there(self) -> None:
        """What is promised is there, and what is there beside it is the metadata of the tables."""
        tables = {path for path in PROMISED if path.endswith(".csv")}

        assert PROMISED | {f"{path}-metadata.json" for path in tables} == set(files())

    def test_the_same_each_time(self) -> None:
        """Made twice, every file is the same byte for byte, and in the same order."""
        assert list(files().items()) == list(published_files().items())

    def test_quickly(self) -> None:
        """All of them are made in less than five seconds."""
        started = time.perf_counter()
        published_files()

        assert time.perf_counter() - started < 5

    def test_every_file_is_text(self) -> None:
        """Each is UTF-8, ends with a line end, and has none of a mark at its start."""
        assert all(content.decode("utf-8").endswith("\n") and not content.startswith(b"\xef\xbb\xbf") for content in files().values())

    @pytest.mark.parametrize(
        ("name", "expected"), [("England and Wales", "england-and-wales"), (" A/B: C ", "a-b-c"), ("../x", "x"), ("", "unnamed"), ("日", "unnamed")]
    )
    def test_no_name_leads_out_of_the_folder(self, name: str, expected: str) -> None:
        """A name becomes small letters, figures and hyphens, and never nothing."""
        assert expected == slug(name)

    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("a.csv", "text/csv"),
            ("a.csv-metadata.json", "application/csvm+json"),
            ("a.schema.json", "application/schema+json"),
            ("a.json", "application/json"),
            ("a.jsonld", "application/ld+json"),
            ("a.sql", "application/sql"),
            ("a.ics", "text/calendar"),
            ("a.txt", "text/plain"),
        ],
    )
    def test_media_types(self, path: str, kind: str) -> None:
        """Each has the media type that IANA lists."""
        assert kind == Address(path, "").media_type

    @pytest.mark.parametrize(
        ("base_url", "expected"),
        [("", "data/a.csv"), ("..", "../data/a.csv"), ("https://a/b", "https://a/b/data/a.csv"), ("https://a/b/", "https://a/b/data/a.csv")],
    )
    def test_under_an_address(self, base_url: str, expected: str) -> None:
        """It is relative to the root unless the root's address is given, with or without a stroke at its end."""
        assert expected == Address("data/a.csv", "").under(base_url)


class TestImprint:
    """Each file carries version, date and licence; a table has them in the metadata beside it. (Issue 7, point 3)"""

    @pytest.mark.parametrize("path", sorted(path for path in files() if not path.endswith(".csv")))
    def test_every_file(self, path: str) -> None:
        """All three can be found in the text of each."""
        text = files()[path].decode()

        assert "0.1.0" in text
        assert "2026-11-24" in text or "24 November 2026" in text
        assert "MIT" in text

    @pytest.mark.parametrize(
        "path", ["data/indicators.json", "data/indicators/southend.cp_1_4.json", "data/reasons.json", f"{CALENDAR}.json", "data/index.json"]
    )
    def test_in_json(self, path: str) -> None:
        """They are keys of JSON."""
        assert IMPRINT.as_dict().items() <= document(path).items()

    def test_in_the_others(self) -> None:
        """They are the schema's comment, the script's comments, and the calendar's properties."""
        assert "Version 0.1.0, 24 November 2026, MIT licence." == document("data/indicators.schema.json")["$comment"]
        assert ["-- Version: 0.1.0", "-- Date: 2026-11-24", "-- Licence: MIT"] == files()[f"{CALENDAR}.sql"].decode().splitlines()[2:5]
        assert "MIT" == Calendar.from_ical(files()[f"{CALENDAR}.ics"])["X-CSC-LICENCE"]
        release = URIRef("urn:csc-indicators:release:0.1.0")
        assert list(Graph().parse(data=files()["data/reasons.jsonld"], format="json-ld").objects(release, DCTERMS.license))

    def test_another(self) -> None:
        """A council's own licence stands in every file in the place of this one."""
        theirs = attrs.evolve(IMPRINT, licence="OGL-UK-3.0", licence_url="https://a/ogl", publisher="Northshire Council", title="Northshire")
        written = published_files(imprint=theirs)

        assert [] == [
            path for path, content in written.items() if "MIT" in content.decode().replace("PERMIT", "") or "maintainers" in content.decode()
        ]


class TestIndicators:
    """The definitions in JSON are the library's. (Issue 7, point 3)"""

    def test_the_catalogue(self) -> None:
        """What is read is the catalogue, and it is valid by the schema beside it, which is the library's."""
        published = document("data/indicators.schema.json")
        Draft202012Validator.check_schema(published)

        assert CATALOGUE == catalogue_from_json(files()["data/indicators.json"].decode())
        assert Draft202012Validator(published).is_valid(document("data/indicators.json"))
        assert schema() == {key: value for key, value in published.items() if key != "$comment"}

    @pytest.mark.parametrize("key", ["$schema", "version", "date", "licence", "collections"])
    def test_a_broken_catalogue(self, key: str) -> None:
        """Without any of its keys, or with a date that is none, it is not valid."""
        validator = Draft202012Validator(document("data/indicators.schema.json"))
        whole = document("data/indicators.json")

        assert not validator.is_valid({name: value for name, value in whole.items() if name != key})
        assert not validator.is_valid({**whole, "date": "24/11/2026"})

    def test_single_ones(self) -> None:
        """Each indicator's own file is that indicator."""
        assert list(CATALOGUE) == [indicator_from_json(files()[f"data/indicators/{of.id}.json"].decode()) for of in CATALOGUE]


class TestReasons:
    """The reasons in every form are the library's. (Issue 7, point 3)"""

    def test_json_and_skos(self) -> None:
        """What is read is the list."""
        assert DELAY_REASONS == taxonomy_from_json(files()["data/reasons.json"].decode())
        assert DELAY_REASONS == taxonomy_from_skos(files()["data/reasons.jsonld"].decode())

    def test_shapes(self) -> None:
        """The SKOS conforms to the shapes of a concept scheme; without a notation it does not."""
        read, shapes = Graph().parse(data=files()["data/reasons.jsonld"], format="json-ld"), Graph().parse(data=SHAPES, format="turtle")

        assert validate(read, shacl_graph=shapes)[0]
        read.remove((URIRef("urn:csc-indicators:reasons:csc-delay-reasons:F10"), SKOS.notation, None))
        assert not validate(read, shacl_graph=shapes)[0]

    def test_tables(self) -> None:
        """The table is the list's, and so are the choices of each process."""
        assert taxonomy_as_csv(DELAY_REASONS).encode() == files()["data/reasons.csv"]
        for process, part in (
            ("initial-conference", LATE_CONFERENCE),
            ("visit-to-a-looked-after-child", LATE_VISIT),
            ("visit-under-a-child-protection-plan", LATE_PLAN_VISIT),
        ):
            assert [(of.code, of.label) for of in part.choices] == [
                (row["code"], row["text"]) for row in table(f"data/reasons-pick-list-{process}.csv")
            ]


class TestCalendar:
    """The calendar in every form is the library's, the whole of it. (Issue 7, point 3)"""

    DAYS = (ENGLAND_AND_WALES.last - ENGLAND_AND_WALES.first).days + 1

    def test_csv_and_json(self) -> None:
        """Both have every day, alike, and the slow calendar agrees with each."""
        rows, days = table(f"{CALENDAR}.csv"), document(f"{CALENDAR}.json")["days"]

        assert self.DAYS == len(rows) == len(days)
        assert [SLOW_ENGLAND_AND_WALES.works(date.fromisoformat(row["calendar_date"])) for row in rows] == [row["working_day"] == "1" for row in rows]
        assert rows == [
            {
                **day,
                "working_day": str(int(day["working_day"])),
                "why_not": day["why_not"] or "",
                "working_day_number": str(day["working_day_number"]),
            }
            for day in days
        ]

    @pytest.mark.parametrize("database", ["sqlite", "duckdb"])
    def test_sql(self, database: str) -> None:
        """The script makes a row a day in SQLite and in DuckDB, with the calendar's numbers."""
        script = files()[f"{CALENDAR}.sql"].decode()
        connection = sqlite3.connect(":memory:") if database == "sqlite" else duckdb.connect(":memory:")
        (connection.executescript if isinstance(connection, sqlite3.Connection) else connection.execute)(script)
        rows = connection.execute("SELECT calendar_date, working_day, working_day_number, standing FROM working_day_calendar ORDER BY 1").fetchall()
        connection.close()

        assert [
            tuple(row[key] for key in ("calendar_date", "working_day", "working_day_number", "standing")) for row in table(f"{CALENDAR}.csv")
        ] == [tuple(map(str, row)) for row in rows]
        assert ENGLAND_AND_WALES.number(date(2018, 8, 28)) == next(number for day, _, number, _ in rows if str(day) == "2018-08-28")

    def test_ics(self) -> None:
        """The events are the calendar's holidays, announced until 2028 and projected after."""
        events: Any = Calendar.from_ical(files()[f"{CALENDAR}.ics"]).walk("VEVENT")
        later = date(2028, 12, 31)

        assert [
            (entry.day, f"{entry.name} (projected)" if entry.day > later else entry.name, "TENTATIVE" if entry.day > later else "CONFIRMED")
            for entry in ENGLAND_AND_WALES.non_working_days
        ] == [(event["DTSTART"].dt, event["SUMMARY"], event["STATUS"]) for event in events]

    def test_another_calendar(self) -> None:
        """A council's own calendar has files of its own name, with its closure in each, whatever that is called."""
        closed = ENGLAND_AND_WALES.without([date(2018, 12, 27)], name='our "closure",\n2018')
        written = {path: content.decode() for path, content in published_files(calendar=closed).items() if path.startswith("data/calendar")}

        assert {
            f"data/calendar-england-and-wales-without-our-closure-2018.{form}" for form in ("csv", "csv-metadata.json", "json", "sql", "ics")
        } == set(written)
        (csv,) = (text for path, text in written.items() if path.endswith(".csv"))
        assert '2018-12-27,Thursday,0,"our ""closure"",\n2018",10360,announced\r\n' in csv


class TestIndex:
    """A list of the files has for each its size and hash, its media type, and of which version it is. (Issue 7, point 3)"""

    TOLD = document("data/index.json")["files"]

    def test_every_file_but_itself(self) -> None:
        """It names each once."""
        assert sorted(set(files()) - {"data/index.json"}) == sorted(each["path"] for each in self.TOLD)

    def test_what_is_said_of_each(self) -> None:
        """Size and hash are those of the file, and a table's metadata is named."""
        for each in self.TOLD:
            content = files()[each["path"]]
            assert (len(content), hashlib.sha256(content).hexdigest()) == (each["bytes"], each["sha256"])
            assert IMPRINT.as_dict().items() <= each.items()
            assert (f"{each['path']}-metadata.json" if each["path"].endswith(".csv") else None) == each.get("described_by")
            assert each["title"]
            assert "url" not in each

    def test_under_an_address(self) -> None:
        """Where the site's address is known, each has its own."""
        told = json.loads(published_files(base_url="https://example.org/x/")["data/index.json"])["files"]

        assert all(f"https://example.org/x/{each['path']}" == each["url"] for each in told)


class TestNothingToPublish:
    """A catalogue of no indicators has files too, and they are sound."""

    def test_no_indicators(self) -> None:
        """The table has its headings alone."""
        written = published_files(Catalogue(()))

        assert 1 == written["data/indicators.csv"].count(b"\r\n")
        assert Draft202012Validator(schema()).is_valid(json.loads(written["data/indicators.json"]))

    def test_one_of_ones_own(self) -> None:
        """A council's own indicator has a file, and only files of its own catalogue."""
        mine = attrs.evolve(southend.CP_1_4, id="northshire.visits", companions=())
        written = published_files(Catalogue((Collection("northshire", "Report", "Northshire", (mine,)),)))

        assert ["data/indicators/northshire.visits.json"] == [path for path in written if path.startswith("data/indicators/")]


class TestForLanguageModels:
    """The index for language models is Markdown: one title, a summary, then headings with lists of links. (llmstxt.org)"""

    @staticmethod
    def links(text: str) -> list[str]:
        """Where the links lead, as Markdown reads them."""
        from markdown_it import MarkdownIt

        inside = [token for block in MarkdownIt().parse(text) for token in block.children or ()]
        return [str(token.attrs["href"]) for token in inside if token.type == "link_open"]

    def test_its_shape(self) -> None:
        """It begins with the only title and a summary in a quotation, and then come sections of links alone."""
        from markdown_it import MarkdownIt

        tokens = MarkdownIt().parse(files()["llms.txt"].decode())
        headings = [token.tag for token in tokens if token.type == "heading_open"]

        assert ["h1", "h2", "h2"] == headings
        assert ["heading_open", "inline", "heading_close", "blockquote_open"] == [token.type for token in tokens[:4]]

    def test_every_link_leads_to_a_file(self) -> None:
        """Without pages its links are files, each there and named once, those of the tables' metadata left out."""
        found = self.links(files()["llms.txt"].decode())

        assert sorted(path for path in files() if not path.endswith("metadata.json") and path != "llms.txt") == sorted(found)

    def test_pages(self) -> None:
        """The pages given come first, under their sections, and no title breaks a link."""
        pages = [
            Page("CP [3.10]", "a b.html", "What\nfor", "Indicators"),
            Page("Other \\", "c.html", section="Indicators"),
            Page("Home", "index.html"),
        ]
        text = published_files(pages=pages, base_url="https://a/b")["llms.txt"].decode()

        assert ["https://a/b/a%20b.html", "https://a/b/c.html", "https://a/b/index.html"] == self.links(text)[:3]
        assert (
            "## Indicators\n\n- [CP \\[3.10\\]](https://a/b/a%20b.html): What for\n- [Other \\\\](https://a/b/c.html)\n\n## Pages\n\n- [Home]" in text
        )

    def test_it_is_short(self) -> None:
        """It is no longer than a page that a person would read."""
        assert len(files()["llms.txt"]) < 20_000
