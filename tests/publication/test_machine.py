"""Definitions as JSON: all that is said is written, what is read back is what was written, and nothing else can be read."""

import copy
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from types import UnionType
from typing import Any, Literal, get_args, get_origin

import attrs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from csc_indicators import (
    AS_AT,
    CATALOGUE,
    IN_MONTH,
    ROLLING_12_MONTHS,
    YEAR_TO_DATE,
    CalendarDays,
    Catalogue,
    Collection,
    Indicator,
    InvalidDefinition,
    MissingExtra,
    Months,
    Target,
    Unit,
    Weeks,
    WorkingDays,
    Years,
    YearToDate,
    southend,
)
from csc_indicators.accumulations import InPeriod, Rolling
from csc_indicators.indicators.computation import Among
from csc_indicators.indicators.judging import Measure
from csc_indicators.indicators.rule import Code, Domain, Edition, Published, Reading, SeriesBreak
from csc_indicators.measures.bands import MONTH_BANDS, WORKING_DAY_BANDS, Band, Bands
from csc_indicators.measures.timeliness import WithinLimit
from csc_indicators.publication.imprint import IMPRINT
from csc_indicators.publication.machine import (
    SCHEMA,
    SCHEMA_OF_ONE,
    catalogue_as_json,
    catalogue_from_json,
    indicator_as_dict,
    indicator_as_json,
    indicator_from_dict,
    indicator_from_json,
    schema,
)
from csc_indicators.reasons.delay import DELAY_REASONS, LATE_CONFERENCE, LATE_VISIT
from csc_indicators.records.table import Column, Item
from csc_indicators.records.tables import TABLES
from csc_indicators.sources import Source

EVERY = pytest.mark.parametrize("indicator", list(CATALOGUE), ids=lambda indicator: indicator.id)

LIMITS = (WorkingDays, CalendarDays, Weeks, Months, Years)

texts = st.text(min_size=1, max_size=8)
dates = st.dates(date(1989, 1, 1), date(2050, 12, 31))
some_texts = st.lists(texts, max_size=2).map(tuple)
ids = st.sampled_from(("england.a", "southend.cp_1_4", "x.3_10"))
percentages = st.decimals(0, 100, places=2)


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Values of an annotation of a measure."""
    if isinstance(kind, UnionType):
        return st.one_of([of_type(one) for one in get_args(kind)])
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if kind in LIMITS:
        return st.builds(kind, st.integers(0, 9999))
    plain: dict[Any, st.SearchStrategy[Any]] = {type(None): st.none(), bool: st.booleans(), str: st.sampled_from(("start", "strategy_discussion"))}
    return plain[kind] if kind in plain else st.builds(kind, **{field.name: of_type(field.type) for field in attrs.fields(kind)})


measures = of_type(Measure)
sources = st.builds(
    Source,
    title=texts,
    publisher=texts,
    states=texts,
    paragraph=st.text(),
    url=st.text(),
    published=st.none() | dates,
    verified=st.booleans(),
    note=texts,
)
readings = st.builds(Reading, key=texts, statement=texts, because=texts, measure=measures)
targets = st.builds(Target, percentages, good=st.just("high"), tolerance=st.none() | percentages)
bands = st.sampled_from((None, MONTH_BANDS, WORKING_DAY_BANDS, Bands((Band("all"),))))
published = st.builds(
    Published,
    by=texts,
    counts=texts,
    figures=texts,
    suppression=texts,
    source=sources,
    national_counts_to=st.integers(1, 100),
    suppressed=st.none() | st.tuples(st.integers(0, 5), st.integers(0, 9)),
)
accumulations: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from((AS_AT, IN_MONTH, YEAR_TO_DATE, ROLLING_12_MONTHS)),
    st.builds(YearToDate, st.integers(1, 12)),
    st.builds(InPeriod, st.sampled_from((3, 12)), st.integers(1, 12)),
    st.builds(Rolling, st.integers(1, 400)),
)


@st.composite
def editions(draw: st.DrawFn) -> tuple[Edition, ...]:
    """One edition or two, of which one may be announced only."""
    made = []
    for number in range(1, draw(st.integers(2, 3))):
        announced = draw(st.booleans())
        rule: dict[str, Any] = {"computed": False} if announced else {"computed": draw(st.booleans()), "measure": draw(st.none() | measures)}
        days: dict[str, Any] = {"in_force_from": draw(st.none() | dates), "in_force_to": draw(st.none() | dates)}
        made.append(Edition(number=number, **days, statement=draw(texts), source=draw(sources), announced=announced, **rule))
    return tuple(made)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator[Any]:
    """Any definition that says something in each of its fields."""
    unit = draw(st.sampled_from(Unit))
    return Indicator(
        id=draw(ids),
        **{key: draw(texts) for key in ("name", "title", "question", "owner", "numerator", "denominator", "counted_by")},
        codes=draw(st.lists(st.builds(Code, texts, texts, st.text()), max_size=2).map(tuple)),
        domain=draw(st.sampled_from(Domain)),
        records=draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=2).map(tuple)),
        among=draw(st.none() | st.builds(Among, column=texts, flagged=st.booleans(), because=texts)),
        adopted=draw(readings),
        rivals=draw(st.lists(readings, max_size=1).map(tuple)),
        accumulation=draw(accumulations),
        unit=unit,
        decimals=draw(st.integers(0, 3)),
        good="high",
        target=draw(st.none() | targets) if unit is Unit.PERCENT else None,
        bands=draw(bands),
        derived_from=draw(st.none() | ids),
        companions=draw(st.lists(ids, max_size=2).map(tuple)),
        superseded_by=draw(st.none() | ids),
        reasons=draw(st.sampled_from((DELAY_REASONS, LATE_CONFERENCE, LATE_VISIT))),
        disaggregations=draw(some_texts),
        published=draw(st.none() | published),
        sources=draw(st.lists(sources, min_size=1, max_size=2).map(tuple)),
        editions=draw(editions()),
        breaks=draw(st.lists(st.builds(SeriesBreak, on=dates, statement=texts, source=sources), max_size=1).map(tuple)),
        reviewed_on=draw(st.none() | dates),
        caveats=draw(some_texts),
        unknowns=draw(some_texts),
    )


def paths(document: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value in a document, the document itself left out."""
    inside: Any = document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    for step, value in inside:
        yield (*path, step)
        yield from paths(value, (*path, step))


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    """What is at a place in a document."""
    for step in path:
        document = document[step]
    return document


def validator(of: str) -> Draft202012Validator:
    """A validator of one part of the schema."""
    return Draft202012Validator({"$ref": f"#/$defs/{of}", "$defs": schema()["$defs"]})


VALID = validator("indicator")
MINE = Collection("x", "Report", "Somebody", (attrs.evolve(southend.CP_1_4, id="x.a", companions=()),))
DOCUMENT = indicator_as_dict(southend.CP_3_10)
WITH_ALL = indicator_as_dict(
    attrs.evolve(
        southend.CP_3_10,
        target=Target(Decimal(90)),
        adopted=attrs.evolve(southend.CP_3_10.adopted, measure=WithinLimit(start="strategy_discussion", end="conference", limit=WorkingDays(15))),
        published=Published(
            by="a", counts="b", figures="c", suppression="d", source=southend.CP_3_10.sources[0], national_counts_to=10, suppressed=(1, 5)
        ),
    )
)


class TestWhatIsWritten:
    """A definition is written with everything it says, and as plain values. (Peers 9: machine export of definitions.)"""

    @EVERY
    def test_every_field(self, indicator: Indicator[Any]) -> None:
        """There is a key for every field, and for the two things that follow from them."""
        assert {field.name for field in attrs.fields(Indicator)} | {"mergeable", "retired_on"} == set(indicator_as_dict(indicator))

    def test_plain_values(self) -> None:
        """Limits and dates are as people write them, and numbers exact."""
        written = indicator_as_dict(southend.CP_1_4)
        measure = written["adopted"]["measure"]

        assert {
            "kind": "seen in window",
            "words": str(southend.CP_1_4.measure),
            "event": "visited",
            "window": "30 working days",
        }.items() <= measure.items()
        assert {"percentage": "95", "good": "high", "tolerance": None} == written["target"]
        assert ("as at the last day of the month", "percent", "children looked after") == tuple(
            written[key] for key in ("accumulation", "unit", "domain")
        )
        assert "2018-11-27" == written["sources"][0]["published"]
        assert {"id": "csc-delay-reasons", "version": LATE_VISIT.version, "title": LATE_VISIT.title} == written["reasons"]

    def test_what_follows(self) -> None:
        """Whether places add up, and the last day in force, are said."""
        ended = attrs.evolve(southend.CP_1_4.editions[0], in_force_to=date(2020, 3, 31))
        written = indicator_as_dict(attrs.evolve(southend.CP_1_4, editions=(ended,)))

        assert (True, "2020-03-31") == (written["mergeable"], written["retired_on"])
        assert None is indicator_as_dict(southend.CP_1_4)["retired_on"]

    @EVERY
    def test_the_tables(self, indicator: Indicator[Any]) -> None:
        """Every column of every table is there, with what other standards call it, and what must hold of the rows."""
        for table, written in zip(indicator.records, indicator_as_dict(indicator)["records"], strict=True):
            assert [column.name for column in table] == [column["name"] for column in written["columns"]]
            items = [(item.standard, item.name) for column in table for item in column.items]
            assert items == [(item["standard"], item["name"]) for column in written["columns"] for item in column["items"]]
            assert [(of.statement, of.source) for of in table.constraints] == [(of["statement"], of["source"]) for of in written["constraints"]]

    def test_the_catalogue_says_what_it_is(self) -> None:
        """The schema, the version, its date and the licence stand before the collections."""
        written = json.loads(catalogue_as_json(CATALOGUE))

        assert ["$schema", "version", "date", "licence", "collections"] == list(written)
        assert (SCHEMA, version("csc-indicators"), "2026-11-24", "MIT") == tuple(written[key] for key in ("$schema", "version", "date", "licence"))
        assert ["england", "southend"] == [collection["namespace"] for collection in written["collections"]]
        assert [each.id for each in CATALOGUE] == [each["id"] for collection in written["collections"] for each in collection["indicators"]]


class TestRoundTrip:
    """What is read back equals what was written. (Ecosystem 5.5: round trip.)"""

    @EVERY
    def test_every_indicator(self, indicator: Indicator[Any]) -> None:
        """Every definition of the catalogue comes back equal, also through the text."""
        document = indicator_as_dict(indicator)

        assert indicator == indicator_from_dict(document) == indicator_from_json(indicator_as_json(indicator))
        assert document == json.loads(json.dumps(document))

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(indicators())
    def test_any_indicator(self, indicator: Indicator[Any]) -> None:
        """So does any definition, with any measure, and it keeps to the schema."""
        document = json.loads(json.dumps(indicator_as_dict(indicator)))

        assert indicator == indicator_from_dict(document)
        assert [] == [(error.json_path, error.message) for error in VALID.iter_errors(document)]

    @given(measures)
    def test_any_measure(self, measure: Any) -> None:
        """So does any measure, of which there are many."""
        indicator = attrs.evolve(southend.CP_3_10, adopted=attrs.evolve(southend.CP_3_10.adopted, measure=measure))

        assert measure == indicator_from_dict(indicator_as_dict(indicator)).measure
        assert validator("measure").is_valid(indicator_as_dict(indicator)["adopted"]["measure"])

    def test_a_number_is_written_in_full(self) -> None:
        """A target that Python holds with a power of ten is written without one, and comes back equal."""
        indicator = attrs.evolve(southend.CP_3_10, target=Target("9E+1"))

        assert "90" == indicator_as_dict(indicator)["target"]["percentage"]
        assert indicator == indicator_from_dict(indicator_as_dict(indicator))

    @pytest.mark.parametrize("catalogue", [CATALOGUE, Catalogue(()), CATALOGUE.with_collection(MINE)], ids=["the library's", "none", "and one's own"])
    def test_a_catalogue(self, catalogue: Catalogue) -> None:
        """A catalogue comes back with its collections."""
        text = catalogue_as_json(catalogue)

        assert catalogue == catalogue_from_json(text)
        assert text == catalogue_as_json(catalogue_from_json(text))


class TestSchema:
    """A JSON Schema (draft 2020-12) is shipped, under which no key is passed over. (Peers 11: closed schema.)"""

    def test_it_is_one(self) -> None:
        """It is a schema of that draft, and has the name that catalogues give."""
        Draft202012Validator.check_schema(schema())

        assert ("https://json-schema.org/draft/2020-12/schema", SCHEMA) == (schema()["$schema"], schema()["$id"])

    def test_the_catalogue_keeps_to_it(self) -> None:
        """The library's catalogue is valid."""
        errors = Draft202012Validator(schema()).iter_errors(json.loads(catalogue_as_json(CATALOGUE)))

        assert [] == [(error.json_path, error.message) for error in errors]

    @EVERY
    def test_a_document_of_one_keeps_to_its_part(self, indicator: Indicator[Any]) -> None:
        """A document with one definition names its part of the schema, is valid by it, and is no catalogue."""
        document = json.loads(indicator_as_json(indicator))

        assert SCHEMA_OF_ONE == document["$schema"] == f"{SCHEMA}#/$defs/document_of_one"
        assert [] == [(error.json_path, error.message) for error in validator("document_of_one").iter_errors(document)]
        assert not Draft202012Validator(schema()).is_valid(document)

    @pytest.mark.parametrize("key", ["$schema", "version", "date", "licence", "indicator"])
    def test_a_document_of_one_without_something(self, key: str) -> None:
        """Without any of its keys, or with another in its place, it is neither valid nor read."""
        document = json.loads(indicator_as_json(southend.CP_1_4))
        for other in ({name: value for name, value in document.items() if name != key}, {**document, key: 1}, {**document, "more": "x"}):
            assert not validator("document_of_one").is_valid(other)
            with pytest.raises(InvalidDefinition):
                indicator_from_json(json.dumps(other))

    def test_every_object_is_closed(self) -> None:
        """No object may have a key that is not named, or lack one that is."""
        objects = [of for path in [(), *paths(schema())] if isinstance(of := at(schema(), path), dict) and of.get("type") == "object"]

        assert len(objects) > 20
        assert all(of["additionalProperties"] is False and of["required"] == list(of["properties"]) for of in objects)

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            *(
                ("_".join(["measure", *"".join(f" {c.lower()}" if c.isupper() else c for c in kind.__name__).split()]), kind)
                for kind in get_args(Measure)
            ),
            ("source", Source),
            ("code", Code),
            ("reading", Reading),
            ("edition", Edition),
            ("series_break", SeriesBreak),
            ("published", Published),
            ("among", Among),
            ("target", Target),
            ("band", Band),
            ("item", Item),
            ("column", Column),
            ("indicator", Indicator),
            ("collection", Collection),
        ],
    )
    def test_it_has_the_fields_of_the_model(self, name: str, kind: Any) -> None:
        """Each object has the keys of what it stands for: a field of the model that is new is new here too."""
        besides = {"indicator": {"mergeable", "retired_on"}}.get(name, {"kind", "words"} if name.startswith("measure") else set())

        assert {field.name for field in attrs.fields(kind)} | besides == set(schema()["$defs"][name]["properties"])

    def test_it_has_every_measure(self) -> None:
        """A measure is one of those there are."""
        allowed = {of["$ref"].rpartition("/")[2] for of in schema()["$defs"]["measure"]["oneOf"]}

        assert {name for name in schema()["$defs"] if name.startswith("measure_")} == allowed
        assert len(get_args(Measure)) == len(allowed)


class TestWhatIsRefused:
    """Nothing is read that would not be written: not with a key more or less, and not with anything else in its place."""

    @given(st.sampled_from([path for path in [(), *paths(DOCUMENT)] if isinstance(at(DOCUMENT, path), dict)]), st.sampled_from(("tagret", "", "ids")))
    def test_a_key_more(self, path: tuple[str | int, ...], key: str) -> None:
        """A key that is not known is refused by the schema and by the reader, wherever it is."""
        document = copy.deepcopy(DOCUMENT)
        at(document, path)[key] = None

        assert not VALID.is_valid(document)
        with pytest.raises(InvalidDefinition, match="there is no key"):
            indicator_from_dict(document)

    @given(st.sampled_from([path for path in paths(DOCUMENT) if isinstance(path[-1], str)]))
    def test_a_key_less(self, path: tuple[str | int, ...]) -> None:
        """So is a document without any one of its keys."""
        document = copy.deepcopy(DOCUMENT)
        del at(document, path[:-1])[path[-1]]

        assert not VALID.is_valid(document)
        with pytest.raises(InvalidDefinition, match="cannot be read; nothing was defined"):
            indicator_from_dict(document)

    @settings(max_examples=300)
    @given(
        st.sampled_from(list(paths(DOCUMENT))),
        st.sampled_from(
            (
                None,
                True,
                False,
                0,
                1,
                1.0,
                -1,
                "",
                "x",
                [],
                {},
                ["x"],
                {"x": 1},
                "15 Working  days",
                "6 weeks",
                "72 hours",
                "090",
                "NaN",
                "2018-02-30",
            )
        )
        | st.sampled_from([at(DOCUMENT, path) for path in paths(DOCUMENT)]),
    )
    @example(path=("adopted", "measure", "limit"), value="15 Working  days")
    @example(path=("adopted", "measure", "limit"), value="72 hours")
    @example(path=("target", "percentage"), value="090")
    @example(path=("decimals",), value=True)
    @example(path=("target", "percentage"), value="1" * 5000)
    def test_anything_else_in_its_place(self, path: tuple[str | int, ...], value: Any) -> None:
        """Whatever stands in a place instead, it is refused in words, or it is what the definition read from it says."""
        document = copy.deepcopy(DOCUMENT)
        at(document, path[:-1])[path[-1]] = value
        try:
            said = json.dumps(indicator_as_dict(indicator_from_dict(document)), sort_keys=True)
        except InvalidDefinition as error:
            said = str(error)

        assert said == json.dumps(document, sort_keys=True) or said.startswith("The definition cannot be read; nothing was defined.\n  - $")

    @pytest.mark.parametrize(
        ("path", "value", "words"),
        [
            (("adopted", "measure", "limit"), "15 days", "$.adopted.measure.limit: is no limit. The limit does not say which days"),
            (("adopted", "measure", "limit"), "72 hours", "$.adopted.measure.limit: is of a unit that cannot be counted here. Give working days or"),
            (
                ("adopted", "measure", "kind"),
                "within limits",
                "$.adopted.measure: is not one of the words that are known. Did you mean 'within limit'",
            ),
            (
                ("adopted", "measure", "words"),
                "soon",
                '$.adopted.measure.words: is not what the rest says, or this version of csc-indicators has. It has: "con',
            ),
            (("mergeable",), False, "$.mergeable: is not what the rest says"),
            (("retired_on",), "2020-03-31", "$.retired_on: is not what the rest says"),
            (("records", 0, "row"), "another", "$.records[0].row: is not what the rest says"),
            (("records", 0, "name"), "conferance", "$.records[0]: is not one of the words that are known. Did you mean 'conferences'"),
            (("reasons", "version"), "0.9", "$.reasons.version: is not what the rest says"),
            (("domain",), "child protecton", "$.domain: is not one of the words that are known. Did you mean 'child protection'"),
            (("good",), "higher", "$.good: is not one of the words that are known. Did you mean 'high'"),
            (("target", "percentage"), 90, "$.target.percentage: is no number in quotation marks"),
            (("target", "percentage"), "101", "$.target: A target is a percentage from 0 to 100."),
            (("sources", 0, "published"), "27/11/2018", "$.sources[0].published: is no date. Write it as 2018-04-01"),
            (("sources", 0, "published"), "20181127", "$.sources[0].published: is no date"),
            (("accumulation",), "monthly", "$.accumulation: is no accumulation. The accumulation cannot be read"),
            (("decimals",), "1", "$.decimals: is text in quotation marks, and a whole number is wanted."),
            (("unknowns",), "none", "$.unknowns: is text in quotation marks, and a list is wanted."),
            (("unknowns", 0), 1, "$.unknowns[0]: is a whole number, and text in quotation marks is wanted."),
            (("sources",), [], "has no source. Nothing is defined here without one."),
            (("published", "suppressed"), [1], "$.published.suppressed: has not 2 values. Give so many."),
            (("bands",), [], "$.bands: There are no bands"),
        ],
    )
    def test_in_words(self, path: tuple[str | int, ...], value: Any, words: str) -> None:
        """What is wrong is told with its place."""
        document = copy.deepcopy(WITH_ALL)
        at(document, path[:-1])[path[-1]] = value
        with pytest.raises(InvalidDefinition) as refused:
            indicator_from_dict(document)
        assert words in str(refused.value)

    def test_everything_is_told_at_once(self) -> None:
        """Every place that does not fit is told, a line each."""
        document = {**copy.deepcopy(DOCUMENT), "good": 1, "unit": "percents", "tagret": 90}
        del document["sources"][0]["title"]
        with pytest.raises(InvalidDefinition) as refused:
            indicator_from_dict(document)
        assert 5 == len(str(refused.value).splitlines())
        assert "$.sources[0]: the key 'title' is missing. Add it." in str(refused.value)
        assert "$: there is no key 'tagret'. Did you mean 'target'?" in str(refused.value)


class TestTheText:
    """A text that is no catalogue is refused, with what to do."""

    @pytest.mark.parametrize("text", ["", "{", '{"a": 1,}', "nothing"])
    def test_no_json(self, text: str) -> None:
        """What is no JSON is told with its line."""
        with pytest.raises(InvalidDefinition, match="Line 1 is not JSON"):
            catalogue_from_json(text)

    @pytest.mark.parametrize(
        "change",
        [{"$schema": "urn:another"}, {"more": 1}, {"version": 1}, {"date": 20261124}, {"licence": None}],
        ids=["schema", "key", "version", "date", "licence"],
    )
    def test_no_catalogue(self, change: dict[str, Any]) -> None:
        """What has another schema, or is something else, is no catalogue."""
        document = json.loads(catalogue_as_json(Catalogue(())))

        for other in ({**document, **change}, {key: value for key, value in document.items() if key not in change or key == "more"}):
            if other != document:
                with pytest.raises(InvalidDefinition, match=f"no catalogue of the shape {SCHEMA}"):
                    catalogue_from_json(json.dumps(other))
        for text in ("[]", "null", "1"):
            with pytest.raises(InvalidDefinition, match="no catalogue"):
                catalogue_from_json(text)

    def test_an_imprint_of_ones_own(self) -> None:
        """Another licence is said where one is given, and what is read is the same."""
        imprint = attrs.evolve(IMPRINT, licence="OGL-UK-3.0")

        assert "OGL-UK-3.0" == json.loads(catalogue_as_json(Catalogue((MINE,)), imprint=imprint))["licence"]
        assert Catalogue((MINE,)) == catalogue_from_json(catalogue_as_json(Catalogue((MINE,)), imprint=imprint))
        assert MINE.indicators[0] == indicator_from_json(indicator_as_json(MINE.indicators[0], imprint=imprint))

    def test_a_key_twice(self) -> None:
        """Of two keys that are alike neither is passed over."""
        text = catalogue_as_json(Catalogue(())).replace('"licence"', '"version": "0",\n  "licence"')

        with pytest.raises(InvalidDefinition, match="twice in one object"):
            catalogue_from_json(text)

    def test_the_version_that_wrote_it(self) -> None:
        """Where another version wrote what cannot be read, it is named, and the place is told from the top."""
        text = catalogue_as_json(Catalogue((MINE,)))
        faulty = text.replace('"unit": "percent"', '"unit": "percents"')

        with pytest.raises(
            InvalidDefinition, match=r"^The catalogue cannot be read; nothing was defined\.\n  - \$\.collections\[0\]\.indicators\[0\]\.unit: "
        ):
            catalogue_from_json(faulty)
        with pytest.raises(InvalidDefinition, match=r"^The catalogue, which was written by version 0\.0\.1 of csc-indicators, cannot be read"):
            catalogue_from_json(faulty.replace(f'"version": "{version("csc-indicators")}"', '"version": "0.0.1"'))
        assert Catalogue((MINE,)) == catalogue_from_json(text.replace(f'"version": "{version("csc-indicators")}"', '"version": "0.0.1"'))

    def test_what_the_catalogue_refuses(self) -> None:
        """A collection whose ids are not its own, and an indicator that names one that is not there, are refused as ever."""
        text = catalogue_as_json(Catalogue((MINE,)))

        with pytest.raises(InvalidDefinition, match=r"\$\.collections\[0\]: The id 'x\.a' is not of the collection 'y'"):
            catalogue_from_json(text.replace('"namespace": "x"', '"namespace": "y"'))
        with pytest.raises(InvalidDefinition, match="as what it is derived from"):
            catalogue_from_json(text.replace('"derived_from": null', '"derived_from": "england.none"'))

    def test_without_cattrs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without cattrs definitions are written, and the error says what to install to read them."""
        from csc_indicators.publication import machine

        machine._converter.cache_clear()  # noqa: SLF001 - it may be kept from an earlier test
        monkeypatch.setitem(sys.modules, "cattrs", None)
        with pytest.raises(MissingExtra, match=r"Install csc-indicators\[collections\]"):
            indicator_from_dict(indicator_as_dict(southend.CP_1_4))
