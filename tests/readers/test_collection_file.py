"""A council's own indicators from TOML: what a file defines, and how everything that is wrong with it is told."""

import doctest
import re
import sys
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csc_indicators import CATALOGUE, Collection, InvalidDefinition, MissingExtra, Target
from csc_indicators.accumulations import ROLLING_12_MONTHS
from csc_indicators.indicators.deriving import derive
from csc_indicators.indicators.rule import Code
from csc_indicators.limits import WorkingDays
from csc_indicators.readers.collection_file import read_collection
from csc_indicators.sources import Source
from tests.strategies import date_limits

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "own-indicators.md").read_text(encoding="utf-8")

OF = {"namespace": "northshire", "title": "Performance report", "owner": "Northshire Council"}
SOURCE: dict[str, Any] = {"title": "Procedures", "publisher": "Northshire", "states": "So."}
VISITS = {"id": "visits", "derives_from": "southend.cp_1_4", "source": SOURCE}
CONFERENCES = {"id": "conferences", "derives_from": "england.icpc_within_15_working_days", "source": SOURCE}

#: Keys of an indicator, and two that are none.
KEYS = (
    "id",
    "derives_from",
    "name",
    "target",
    "tolerance",
    "limit",
    "window",
    "clock",
    "codes",
    "accumulation",
    "in_force_from",
    "source",
    "tag",
    "",
)


def value(of: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(of, bool):
        return str(of).lower()
    if isinstance(of, date | datetime | time):
        return of.isoformat()
    if isinstance(of, list):
        return f"[{', '.join(map(value, of))}]"
    if isinstance(of, dict):
        return f"{{{', '.join(f'{value(key)} = {value(inner)}' for key, inner in of.items())}}}"
    if isinstance(of, str):
        return '"' + "".join(f"\\U{ord(letter):08X}" if letter in '"\\' or not letter.isprintable() else letter for letter in of) + '"'
    return str(of).lower().replace("infinity", "inf")


def toml(*indicators: dict[str, Any], of: dict[str, Any] = OF) -> str:
    """A file with these tables."""
    lines = ["[collection]", *(f"{value(key)} = {value(inner)}" for key, inner in of.items())]
    for indicator in indicators:
        lines += ["[[indicator]]", *(f"{value(key)} = {value(inner)}" for key, inner in indicator.items())]
    return "\n".join(lines)


def faults(text: str | Path, **how: Any) -> list[str]:
    """Every fault of a file, without the bullet."""
    with pytest.raises(InvalidDefinition) as refused:
        read_collection(text, **how)
    first, *others = str(refused.value).splitlines()
    count = "1 fault" if len(others) == 1 else f"{len(others)} faults"
    assert f"{count} in the collection; nothing was defined." == first
    return [line.removeprefix("  - ") for line in others]


class TestWhatAFileDefines:
    """A file defines what deriving defines from the same, in a collection of the council's."""

    @given(
        limit=date_limits(), target=st.none() | st.integers(0, 100) | st.sampled_from((Decimal("92.5"), Decimal("0.1"))), dated=st.none() | st.dates()
    )
    def test_as_deriving(self, limit: Any, target: Any, dated: date | None) -> None:
        """Each indicator is the one that deriving gives, with the namespace before its id."""
        given = {"limit": str(limit), "target": target, "in_force_from": dated, "statement": 'So "it" is.\\'}
        table = {**CONFERENCES, **{key: inner for key, inner in given.items() if inner is not None}}
        source = Source(
            **SOURCE,
            verified=False,
            note="As the council's own file of indicators has it; whether anybody read the document for it is not said there.",
        )
        expected = derive(
            CATALOGUE.find("england.icpc_within_15_working_days"), id="northshire.conferences", owner="Northshire Council", sources=[source], **given
        )

        assert Collection(**OF, indicators=(expected,)) == read_collection(toml(table))

    def test_every_key(self) -> None:
        """Every key of an indicator and of a source has its effect."""
        source: dict[str, Any] = {**SOURCE, "paragraph": "4.2", "url": "https://a", "published": date(2024, 1, 2), "verified": True, "note": "Read."}
        said = {"name": "NC 1", "title": "A title", "question": "A question?", "statement": "So.", "in_force_from": date(2024, 4, 1)}
        lists = {"codes": ["NC1", "NC 1a"], "unknowns": ["U."], "caveats": ["C."]}
        visits = {**VISITS, **said, **lists, "window": "20 working days", "qualifies_after": "10 calendar days", "target": 90, "tolerance": 2}
        conferences = {**CONFERENCES, "limit": "10 working days", "clock": "section_47_start", "accumulation": "rolling 12 months"}
        one, other = read_collection(toml({**visits, "source": source}, {**conferences, "source": [source, SOURCE]}))

        assert Source(**source) == one.sources[0] == one.editions[0].source == other.sources[0]
        assert (SOURCE["title"], False) == (other.sources[1].title, other.sources[1].verified)
        assert {key: inner for key, inner in said.items() if key not in {"statement", "in_force_from"}} == {
            key: getattr(one, key) for key in ("name", "title", "question")
        }
        assert ("So.", date(2024, 4, 1)) == (one.editions[0].statement, one.editions[0].in_force_from)
        assert (Code("Northshire Council", "NC1"), Code("Northshire Council", "NC 1a")) == one.codes
        assert ("U.", "C.") == (one.unknowns[0], one.caveats[0])
        assert "visited in the 20 working days to the day, of those 10 calendar days or more in a spell" == str(one.measure)
        assert Target(90, tolerance=2) == one.target
        assert "conference within 10 working days of section 47 start" == str(other.measure)
        assert ROLLING_12_MONTHS == other.accumulation

    def test_first_and_then(self) -> None:
        """The two limits of a chain of events can be others."""
        reviews = {"id": "reviews", "derives_from": "england.plans_reviewed_in_time", "first": "2 months", "then": "5 months", "source": SOURCE}

        assert "within 2 months of start and within 5 months of each other" in str(read_collection(toml(reviews)).indicators[0].measure)

    def test_of_one_above(self) -> None:
        """An indicator can take the rule of another above it, and so on."""
        first = {**CONFERENCES, "limit": "10 working days"}
        second = {"id": "second", "derives_from": "northshire.conferences", "source": SOURCE}
        third = {"id": "third", "derives_from": "northshire.second", "limit": "5 working days", "source": SOURCE}
        mine = read_collection(toml(first, second, third))

        assert [10, 10, 5] == [indicator.measure.limit.days for indicator in mine]  # type: ignore[union-attr]
        assert len(CATALOGUE) + 3 == len(CATALOGUE.with_collection(mine))

    def test_of_another_collection(self) -> None:
        """In a catalogue with another collection, its indicators can be taken the rules of."""
        theirs = CATALOGUE.with_collection(read_collection(toml(VISITS)))
        mine = toml({**VISITS, "derives_from": "northshire.visits"}, of={**OF, "namespace": "mine"})

        assert "northshire.visits" == read_collection(mine, catalogue=theirs).indicators[0].derived_from
        assert ["In indicator 1 (visits): derives_from names 'northshire.visits', and no indicator has that id."] == [
            fault.partition(" Did")[0].partition(" The command")[0] for fault in faults(mine)
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_from_a_file(self, tmp_path: Path, encoding: str, end: str) -> None:
        """A file is read as its text is, with or without a mark at its head, whatever ends its lines."""
        text = toml({**VISITS, "name": "Ünïcode"})
        (tmp_path / "mine.toml").write_bytes(text.replace("\n", end).encode(encoding))

        assert read_collection(text) == read_collection(tmp_path / "mine.toml")

    def test_the_catalogue_stays_as_it_is(self) -> None:
        """Reading a file adds nothing to the library's catalogue."""
        before = CATALOGUE.collections
        read_collection(toml(VISITS))

        assert before == CATALOGUE.collections


class TestWhatIsWrong:
    """Everything that is wrong is told at once, with the indicator, the key, and what to write. (Style 15; peers 11: closed schema.)"""

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"tagret": 90}, "In indicator 1 (visits): there is no key 'tagret'. Did you mean 'target'?"),
            ({"target": "ninety"}, "In indicator 1 (visits): target is text in quotation marks, and a number is wanted. Write it like: target = 90"),
            ({"target": True}, "In indicator 1 (visits): target is true or false, and a number is wanted. Write it like: target = 90"),
            ({"target": 101}, "In indicator 1 (visits): target: A target is a percentage from 0 to 100."),
            ({"target": Decimal("NaN")}, "In indicator 1 (visits): target: A target is a percentage from 0 to 100."),
            ({"tolerance": 1}, "In indicator 1 (visits): a tolerance is of a target, and there is none. Give a target, or leave the tolerance out."),
            ({"name": 3}, 'In indicator 1 (visits): name is a whole number, and text in quotation marks is wanted. Write it like: name = "CPV15"'),
            (
                {"in_force_from": "2024-04-01"},
                "In indicator 1 (visits): in_force_from is text in quotation marks, and a date is wanted. Write it like: in_force_from = 2024",
            ),
            (
                {"in_force_from": datetime(2024, 4, 1, 9, 0)},
                "In indicator 1 (visits): in_force_from is a date with a time of day, and a date is wanted. Write it like: in_force_from = 2024",
            ),
            (
                {"in_force_from": time(9, 0)},
                "In indicator 1 (visits): in_force_from is a time of day, and a date is wanted. Write it like: in_force_from = 2024",
            ),
            ({"codes": "NC1"}, 'In indicator 1 (visits): codes is text in quotation marks, and a list is wanted. Write it like: codes = ["CPV15"]'),
            (
                {"codes": ["a", 1]},
                "In indicator 1 (visits): a value of codes is a whole number, and text in quotation marks is wanted. Write it like: codes",
            ),
            (
                {"window": "15 days"},
                ("In indicator 1 (visits): window: The limit does not say which days. Write working days or calendar days, as in '15 working days'."),
            ),
            (
                {"window": "soon"},
                "In indicator 1 (visits): window: The limit cannot be read. Write a whole number and its unit, as in '15 working days'.",
            ),
            ({"limit": "15 working days"}, "In indicator 1 (visits): southend.cp_1_4 has no limit: it has a window of 30 working days and"),
            ({"accumulation": "monthly"}, "In indicator 1 (visits): accumulation: The accumulation cannot be read."),
            ({"accumulation": "in the month"}, "In indicator 1 (visits): southend.cp_1_4 cannot be counted in the month"),
            (
                {"derives_from": "southend.cp_1_44"},
                "In indicator 1 (visits): derives_from names 'southend.cp_1_44', and no indicator has that id. Did you mean",
            ),
            (
                {"derives_from": "cp 1.4"},
                "In indicator 1 (visits): derives_from names 'cp 1.4', and no indicator has that id. Write its id: derives_from = \"southend",
            ),
            (
                {"derives_from": "zzzzzz"},
                "In indicator 1 (visits): derives_from names 'zzzzzz', and no indicator has that id. The command csc-indicators list",
            ),
            (
                {"derives_from": "northshire.visits"},
                "In indicator 1 (visits): derives_from names 'northshire.visits', which is not defined above it.",
            ),
            (
                {"derives_from": None},
                "In indicator 1 (visits): the key 'derives_from' is missing or empty. Write it like: derives_from = \"southend.cp_1_4\"",
            ),
            ({"id": None}, "In indicator 1: the key 'id' is missing or empty. Write it like: id = \"cp_visits_15\""),
            ({"id": ""}, "In indicator 1: the key 'id' is missing or empty."),
            ({"id": 4}, 'In indicator 1: id is a whole number, and text in quotation marks is wanted. Write it like: id = "cp_visits_15"'),
            (
                {"id": "northshire.visits"},
                "In indicator 1 (northshire.visits): an id is small letters, figures and underscores, and the namespace is put before",
            ),
            ({"id": "Visits"}, "In indicator 1 (Visits): an id is small letters"),
            (
                {"source": None},
                "In indicator 1 (visits): it has no source. Nothing is defined here without one: add a table [indicator.source] below it,",
            ),
            (
                {"source": "Procedures"},
                "In indicator 1 (visits): source is text in quotation marks, and a list is wanted. Write it as a table of its own, under",
            ),
            (
                {"source": [1]},
                "In indicator 1 (visits): a value of source is a whole number, and a table of keys is wanted. Write it as a table of its own,",
            ),
            ({"source": {**SOURCE, "pubisher": "x"}}, "In the source of indicator 1 (visits): there is no key 'pubisher'. Did you mean 'publisher'"),
            (
                {"source": {"title": "a", "states": "b"}},
                "In the source of indicator 1 (visits): the key 'publisher' is missing or empty. Write it like: publisher =",
            ),
            (
                {"source": {**SOURCE, "verified": "yes"}},
                "In the source of indicator 1 (visits): verified is text in quotation marks, and true or false is wanted.",
            ),
            (
                {"source": {**SOURCE, "states": 1}},
                "In the source of indicator 1 (visits): states is a whole number, and text in quotation marks is wanted.",
            ),
        ],
    )
    def test_of_an_indicator(self, change: dict[str, Any], fault: str) -> None:
        """One thing wrong is one fault, and nothing else is told."""
        table = {key: inner for key, inner in {**VISITS, **change}.items() if inner is not None}
        (found,) = faults(toml(table))

        assert found.startswith(fault)

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"namespace": None}, "In [collection]: the key 'namespace' is missing or empty. Write it like: namespace = \"northshire\""),
            ({"namespace": "North"}, "In [collection]: a namespace is small letters, figures and underscores."),
            ({"namespace": "southend"}, "In [collection]: there are indicators of the namespace 'southend' already. Choose another."),
            (
                {"title": 1},
                'In [collection]: title is a whole number, and text in quotation marks is wanted. Write it like: title = "Performance report"',
            ),
            ({"owner": ""}, "In [collection]: the key 'owner' is missing or empty."),
            ({"colour": "red"}, "In [collection]: there is no key 'colour'. There are: 'namespace', 'owner', 'title'"),
        ],
    )
    def test_of_the_collection(self, change: dict[str, Any], fault: str) -> None:
        """So with what is said of the collection."""
        of = {key: inner for key, inner in {**OF, **change}.items() if inner is not None}
        (found,) = faults(toml(VISITS, of=of))

        assert found.startswith(fault)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "",
                [
                    "In [collection]: the key 'namespace'",
                    "In [collection]: the key 'title'",
                    "In [collection]: the key 'owner'",
                    "At the top of the file: there is no indicator.",
                ],
            ),
            (toml(), ["At the top of the file: there is no indicator. Begin each with [[indicator]]."]),
            (
                toml().replace("[collection]", "[colection]"),
                [
                    "At the top of the file: there is no key 'colection'. Did you mean 'collection'?",
                    "In [collection]",
                    "In [collection]",
                    "In [collection]",
                    "At the top",
                ],
            ),
            (
                toml(VISITS).replace("[[indicator]]", "[[indicators]]"),
                ["At the top of the file: there is no key 'indicators'. Did you mean 'indicator'?", "At the top of the file: there is no indicator."],
            ),
            (
                toml(VISITS).replace("[[indicator]]", "[indicator]"),
                ["At the top of the file: indicator is a table of keys, and a list is wanted. Write it as a table of its own for each"],
            ),
            (
                "collection = 1\nindicator = [1]",
                [
                    "At the top of the file: collection is a whole number, and a table of keys is wanted.",
                    "At the top of the file: a value of indicator is a whole number, and a table of keys is wanted.",
                ],
            ),
        ],
    )
    def test_of_the_file(self, text: str, expected: list[str]) -> None:
        """So with tables that are not there, or are something else."""
        found = faults(text)

        assert len(expected) == len(found)
        assert all(fault.startswith(start) for fault, start in zip(found, expected, strict=True))

    def test_two_of_one_id(self) -> None:
        """An id that is there twice is told at the later."""
        assert ["In indicator 3 (visits): indicator 1 has the same id. Give each its own."] == faults(toml(VISITS, CONFERENCES, VISITS))

    def test_one_that_takes_the_rule_of_a_faulty_one(self) -> None:
        """What follows from a fault that is told already is not told again."""
        faulty = {**CONFERENCES, "limit": "soon"}
        after = {"id": "after", "derives_from": "northshire.conferences", "source": SOURCE}

        assert 1 == len(faults(toml(faulty, after)))

    @pytest.mark.parametrize("typo", [{"tagret": 90}, {"target": "ninety"}])
    def test_a_tolerance_beside_a_target_with_a_fault(self, typo: dict[str, Any]) -> None:
        """Where the target has a fault it is not told as well that there is none."""
        assert 1 == len(faults(toml({**VISITS, "tolerance": 2, **typo})))

    def test_one_that_takes_the_rule_of_a_later_one(self) -> None:
        """The rule must stand above."""
        before = {"id": "before", "derives_from": "northshire.visits", "source": SOURCE}

        assert ["In indicator 1 (before): derives_from names 'northshire.visits', which is not defined above it. Put that one first."] == faults(
            toml(before, VISITS)
        )

    def test_all_at_once_in_the_order_of_the_file(self) -> None:
        """Every fault of every table is told, those of the collection first, then indicator by indicator; what one hides is told all the same."""
        first = {"id": "first", "derives_from": "southend.cp_1_44", "tagret": 90}
        second = {**CONFERENCES, "limit": "soon", "window": "15 working days", "target": "ninety", "source": {**SOURCE, "states": 1, "pubisher": "x"}}
        found = faults(toml(first, second, of={**OF, "colour": 1}))

        expected = [
            "In [collection]: there is no key 'colour'",
            "In indicator 1 (first): there is no key 'tagret'",
            "In indicator 1 (first): it has no source",
            "In indicator 1 (first): derives_from names 'southend.cp_1_44'",
            "In indicator 2 (conferences): target is text",
            "In the source of indicator 2 (conferences): states is a whole number",
            "In the source of indicator 2 (conferences): there is no key 'pubisher'",
            "In indicator 2 (conferences): england.icpc_within_15_working_days has no window",
            "In indicator 2 (conferences): limit: The limit cannot be read",
        ]

        assert len(expected) == len(found)
        assert sorted(expected[4:]) == sorted(start for start in expected[4:] for fault in found[4:] if fault.startswith(start))
        assert all(fault.startswith(start) for fault, start in zip(found[:4], expected[:4], strict=True))

    @given(
        table=st.dictionaries(
            st.sampled_from(KEYS),
            st.recursive(
                st.sampled_from((0, -1, 10**30, True, "", "x", "southend.cp_1_4", "15 working days", "child", Decimal("1.5"), Decimal("Infinity")))
                | st.dates()
                | st.datetimes(),
                lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("title", "states", "x")), inner, max_size=2),
                max_leaves=4,
            ),
            max_size=5,
        ),
        whole=st.booleans(),
    )
    @example(table={"source": [[]]}, whole=True)
    @example(table={"id": "a\n  b"}, whole=True)
    def test_whatever_a_file_holds(self, table: dict[str, Any], whole: bool) -> None:
        """Whatever a table of a file holds, it is a collection or is refused in words."""
        text = toml({**(VISITS if whole else {}), **table})
        try:
            said = repr(read_collection(text))
        except InvalidDefinition as error:
            said = str(error)

        assert re.match(r"<Collection northshire of 1 indicator>$|(1 fault|\d+ faults) in the collection; nothing was defined\.\n  - ", said)


class TestWhatIsNoToml:
    """A file that is no TOML is told by its line, with what to do."""

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            (toml({**VISITS, "name": "a"}).replace('"a"', "a"), 9, r"Invalid value\). Write key = value, a line each: text in quotation marks"),
            ("[collection]\nnamespace northshire", 2, "Expected '=' after a key"),
            ('[collection]\n\ntitle = "a', 3, "Write key = value"),
            ("[collection]\nnamespace = 'a'\nnamespace = 'b'\n", 3, "this key or table is there twice. Keep one of the two"),
            ("[collection]\n[collection]\n", 2, "this key or table is there twice"),
            ("[[indicator]]\nid = 'a'\n[indicator]\n", 3, r"begin each indicator with \[\[indicator\]\]"),
            ("[collection", 1, "Write key = value"),
            ("a = [1,\n2", 2, "Write key = value"),
        ],
    )
    def test_the_line(self, text: str, line: int, words: str) -> None:
        """Text without its marks, a key twice, a table twice and a bracket that is missing are told with their line."""
        with pytest.raises(InvalidDefinition, match=rf"^Line {line}( cannot be read \(|: ).*{words}"):
            read_collection(text)

    def test_no_text(self, tmp_path: Path) -> None:
        """A file in another encoding, a name in place of a text, and a file that is not there are told."""
        (tmp_path / "mine.toml").write_bytes(toml({**VISITS, "name": "é"}).encode("latin-1"))

        with pytest.raises(InvalidDefinition, match="Save it as UTF-8"):
            read_collection(tmp_path / "mine.toml")
        with pytest.raises(InvalidDefinition, match=r"Give read_collection\(Path"):
            read_collection("mine.toml")
        with pytest.raises(FileNotFoundError):
            read_collection(tmp_path / "no.toml")

    def test_without_cattrs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without cattrs the error says what to install."""
        monkeypatch.setitem(sys.modules, "cattrs", None)
        with pytest.raises(MissingExtra, match=r"Install csc-indicators\[collections\]"):
            read_collection(toml(VISITS))


class TestTheGuide:
    """The page shows what is so."""

    @staticmethod
    def file() -> str:
        """The file that the page shows."""
        (shown,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
        return str(shown)

    def test_its_file(self) -> None:
        """The file of the page defines three indicators."""
        mine = read_collection(self.file())

        assert ["northshire.conferences_10", "northshire.visits_20", "northshire.conferences_rolling"] == [indicator.id for indicator in mine]
        assert [WorkingDays(10), WorkingDays(20), WorkingDays(10)] == [
            getattr(one.measure, "limit", getattr(one.measure, "window", None)) for one in mine
        ]

    def test_its_typo(self) -> None:
        """The message that the page shows is that of its own file with the typo it names."""
        (message,) = re.findall(r"^```text\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)

        with pytest.raises(InvalidDefinition) as refused:
            read_collection(self.file().replace("target = 90", "tagret = 90"))
        assert message == str(refused.value)

    def test_its_keys(self) -> None:
        """The keys that the page explains, and no others, are those of an indicator beside its source."""
        explained = {key for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
        (listed,) = faults(toml({**VISITS, "zzzzzzzz": 1}))

        assert explained | {"source"} == set(re.findall(r"'(\w+)'", listed.partition("There are:")[2]))

    def test_its_python(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every line of Python on the page, run where the file is, gives what it shows."""
        monkeypatch.chdir(tmp_path)
        Path("northshire.toml").write_text(self.file(), encoding="utf-8")
        session = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
        results = doctest.DocTestRunner(verbose=False).run(doctest.DocTestParser().get_doctest(session, {}, "the page", None, None))

        assert 0 == results.failed
        assert results.attempted > 10
