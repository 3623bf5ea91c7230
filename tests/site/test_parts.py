"""The parts that pages are made of: what a changelog says, what a site is of, published answers, and plain nodes."""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.errors import ExtensionError

from csc_indicators import CATALOGUE, southend
from csc_indicators.limits import Limit
from csc_indicators.publication.imprint import IMPRINT
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.site import head
from csc_indicators.site.changes import versions
from csc_indicators.site.changes_page import changes, in_nodes
from csc_indicators.site.contents import contents, slug
from csc_indicators.site.indices import INDICES
from csc_indicators.site.links import linked
from csc_indicators.site.places import Place
from csc_indicators.site.plain_nodes import code, definitions, folded, paragraph, section, table
from csc_indicators.site.published_answers import answers_in
from csc_indicators.site.reason_page import by_heading
from csc_indicators.site.stubs import FOLDERS, write_stubs

WHOLE = contents(None)
WORDS = st.text("abcdefghij", min_size=1, max_size=8)
POINTS = st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=4)
DAYS = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2099, 12, 31)))


def texts(of: nodes.Element, kind: type[nodes.Element]) -> list[str]:
    """What every element of a kind says."""
    return [each.astext() for each in of.findall(kind)]


def grid(made: nodes.table) -> list[list[str]]:
    """A table's cells, row by row, its headings first."""
    return [[entry.astext() for entry in row.findall(nodes.entry)] for row in made.findall(nodes.row)]


class TestChangelogs:
    """A version has the points under its headings Definitions, in order, and no others. [csc_indicators.site.changes]"""

    @given(st.lists(st.tuples(DAYS, POINTS, POINTS), max_size=4))
    def test_what_is_written_is_read(self, told: list[tuple[date | None, list[list[str]], list[list[str]]]]) -> None:
        """Points broken over lines come back in one line each; those under Added do not come back."""
        text = "# Changelog\n\nWords.\n"
        for at, (day, points, others) in enumerate(told):
            text += f"\n## [{at}.0]{f' - {day}' if day else ''}\n\n### Definitions\n\n"
            text += "".join(f"- {chr(10).join(words).replace(chr(10), chr(10) + '  ')}\n" for words in points)
            text += "\n### Added\n\n" + "".join(f"- {' '.join(words)}\n" for words in others)

        read = versions(text)

        assert [(f"{at}.0", day, [" ".join(words) for words in points]) for at, (day, points, _) in enumerate(told)] == [
            (version.name, version.dated, [change.words for change in version.changes]) for version in read
        ]

    def test_ids_are_named_between_backticks(self) -> None:
        """An id is one between backticks with one dot; a column or a plain word is none."""
        (version,) = versions("## [1.0]\n\n### Definitions\n\n- `a.b` and `c_1.d_2`, by `column`, not e.f.\n")

        assert version.changes[0].ids == ("a.b", "c_1.d_2")

    def test_the_page(self) -> None:
        """A version without changes says so; one that is not out says so; ids with a page are links, and others code."""
        text = "## [2.0]\n\n### Definitions\n\n- `southend.cp_3_10` and `other.one`.\n\n## [1.0] - 2020-02-03\n"

        new, old = changes(versions(text), WHOLE)

        assert "Not yet released." in new.astext()
        assert ["other.one"] == texts(new, nodes.literal)
        assert ["southend.cp_3_10"] == [each["reftarget"] for each in new.findall() if isinstance(each, nodes.Element) and "reftarget" in each]
        assert ["Version 1.0", "Released on 3 February 2020.", "No definition changed."] == [each.astext() for each in old.children]

    @given(st.lists(WORDS, min_size=1, max_size=5))
    def test_no_word_is_lost(self, words: list[str]) -> None:
        """The nodes of a change say all its words."""
        (version,) = versions(f"## [1]\n\n### Definitions\n\n- {'`'.join(words)}\n")

        assert "".join(words) == "".join(each.astext() for each in in_nodes(version.changes[0], set()))


class TestContents:
    """Every limit, list of reasons, source and year of the indicators is found, each under one address. [csc_indicators.site.contents]"""

    @given(st.text())
    def test_an_address_is_plain(self, words: str) -> None:
        """A slug has only small letters, digits and single hyphens inside, and is its own slug."""
        made = slug(words)

        assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
        assert slug(made) == made

    def test_capitals_are_made_small(self) -> None:
        """No letter of a heading is lost because it is a capital."""
        assert "section-47-enquiries-per-10-000" == slug("Section 47 ENQUIRIES, per 10,000")

    def test_limits(self) -> None:
        """A limit is found if and only if a measure's text names it, the kinds stand together, and each is under its own slug."""
        measures = [repr(reading.measure) for of in CATALOGUE for reading in of.readings] + [
            repr(edition.measure) for of in CATALOGUE for edition in of.editions
        ]
        names = "|".join(kind.__name__ for kind in get_args(Limit))
        named = {found for text in measures for found in re.findall(rf"(?:{names})\([^()]*\)", text)}
        found = list(WHOLE.limits.values())
        kinds = [get_args(Limit).index(type(limit)) for limit in found]

        assert named == {repr(limit) for limit in found}
        assert sorted(kinds) == kinds
        assert all(int(str(a).split()[0]) < int(str(b).split()[0]) for a, b in pairwise(found) if type(a) is type(b))
        assert [slug(str(limit)) for limit in found] == list(WHOLE.limits)

    def test_a_limit_leads_to_its_indicators(self) -> None:
        """Each limit has an indicator, and an indicator is there exactly when its definition names the limit."""
        for limit in WHOLE.limits.values():
            oracle = [of.id for of in WHOLE.indicators if repr(limit) in repr([r.measure for r in of.readings] + [e.measure for e in of.editions])]

            assert oracle
            assert oracle == [of.id for of in WHOLE.having(limit)]

    def test_no_two_lists_of_reasons_share_an_address(self) -> None:
        """As many addresses as titles, and every indicator whose cases can be late for a reason is under one; counts of referrals are under none."""
        late = ("within_", "overdue", "beyond_", "in_time", "cp_")
        can_be_late = {
            of.id
            for of in CATALOGUE
            if any(word in of.id for word in late) and not any(word in of.id for word in ("referred", "re_referrals", "second"))
        }
        with_reasons = {of.id for of in CATALOGUE if of.id in can_be_late and any(c.name == "reason" for kept in of.records for c in kept)}

        assert {slug(of.reasons.title) for of in CATALOGUE if of.id in with_reasons} <= set(WHOLE.taxonomies)
        assert with_reasons == {of.id for taxonomy in WHOLE.taxonomies.values() for of in WHOLE.with_reasons(taxonomy)}

    def test_order(self) -> None:
        """Every indicator is there once; within a stage none in force stands after a retired one."""
        assert sorted(of.id for of in CATALOGUE) == sorted(of.id for of in WHOLE.indicators)
        for stage in {of.domain for of in CATALOGUE}:
            retired = [of.retired_on is not None for of in WHOLE.indicators if of.domain is stage]
            assert sorted(retired) == retired

    def test_sources(self) -> None:
        """Every source of every indicator is there, under its publisher, the publishers in order."""
        pairs = {(source.publisher, source.title, of.id) for of in CATALOGUE for source in of.sources}

        assert pairs == {(who, source.title, of.id) for who, found in WHOLE.sources.items() for source, users in found.items() for of in users}
        assert sorted(WHOLE.sources) == list(WHOLE.sources)

    def test_years(self) -> None:
        """From the first to the last year of the calendar."""
        assert list(range(1978, 2054)) == list(WHOLE.years)


ANSWERS = """
[documents.d]
title = "T"
table = "Table 1"
publisher = "P"
licence = "OGL"
read = "the file"

[[summary]]
what = "All"
how = "from counts"
checked = 1200
agreed = 1199
of = 1300
why_disagreed = "One is a slip."

[[set]]
title = "The set"
decimals = 1
period = "2020"
how = "from counts"
answers = [
  { place = "A", figure = "50", numerator = 1000, denominator = 2000, agrees = true },
  { place = "B", figure = "62.5", numerator = 5, denominator = 8, agrees = true, tie = true },
  { place = "C", figure = "c", numerator = "c", denominator = 8, how = "not formed", note = "Suppressed." },
  { place = "D", figure = "10.0", numerator = 1, denominator = 8, agrees = false, off = 2, period = "2021" },
  { place = "E", figure = "10.0", numerator = 1, denominator = 8, agrees = false, off = -3 },
  { place = "F", figure = "10.0", numerator = 1, denominator = 8, agrees = false },
]
"""


class TestPublishedAnswers:
    """The answers of a file as a table: counts, figures, how they were checked and whether they agree. [csc_indicators.site.published_answers]"""

    def test_the_tables(self, tmp_path: Path) -> None:
        """What the set says of all holds where an answer says nothing else; symbols stay; a last nought is put back."""
        path = tmp_path / "a.toml"
        path.write_text(ANSWERS, encoding="utf-8")

        summary, why, answers, documents = answers_in(path, southend.CP_3_10)

        assert isinstance(summary, nodes.table)
        assert isinstance(answers, nodes.table)
        assert ["All", "formed again from the published counts", "1,199 of 1,200; 100 could not be checked"] == grid(summary)[1]
        assert "All: One is a slip." == why.astext()
        assert [
            ["Place", "Period", "Count", "Of", "Published", "How it was checked", "Agrees"],
            ["A", "2020", "1,000", "2,000", "50.0%", "from counts", "yes"],
            ["B", "2020", "5", "8", "62.5%", "from counts", "yes, a tie taken up"],
            ["C", "2020", "c", "8", "c", "not formed. Suppressed.", "not known"],
            ["D", "2021", "1", "8", "10.0%", "from counts", "no: 2 more in the count would give it"],
            ["E", "2020", "1", "8", "10.0%", "from counts", "no: 3 fewer in the count would give it"],
            ["F", "2020", "1", "8", "10.0%", "from counts", "no"],
        ] == grid(answers)
        assert "P. Licence: OGL. Read in: the file" in documents.astext()

    def test_all_that_was_checked_needs_no_rest(self, tmp_path: Path) -> None:
        """Where all were checked, nothing is said of others."""
        path = tmp_path / "a.toml"
        path.write_text(ANSWERS.replace("of = 1300", "of = 1200"), encoding="utf-8")
        summary = next(answers_in(path, southend.CP_3_10))

        assert isinstance(summary, nodes.table)
        assert "1,199 of 1,200" == grid(summary)[1][2]

    def test_no_file(self, tmp_path: Path) -> None:
        """Without a file the page says that nothing was found."""
        assert ["No published figure was at hand to check it against."] == [
            each.astext() for each in answers_in(tmp_path / "none.toml", southend.CP_3_10)
        ]


class TestPlainNodes:
    """Text stays text, whatever is in it. [csc_indicators.site.plain_nodes]"""

    @given(st.text())
    def test_a_summary_cannot_break_out(self, words: str) -> None:
        """The raw element around folded content has no angle bracket or ampersand of the summary's own."""
        before, inside, after = folded(words, paragraph("x"))
        said = before.astext().removeprefix('<details class="csc-folded"><summary>').removesuffix("</summary>")

        assert not set("<>") & set(said)
        assert re.sub(r"&(amp|lt|gt|quot|#x27);", "", said).count("&") == 0
        assert ("x", "</details>") == (inside.astext(), after.astext())

    @given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4), st.booleans())
    def test_tables_keep_every_cell(self, rows: list[list[str]], headed: bool) -> None:
        """All rows in order, beneath the headings if there are any; without, the first cell of each is a heading."""
        made = table(["h", "i", "j"] if headed else [], rows, title="T")

        assert ([["h", "i", "j"]] if headed else []) + rows == grid(made)
        assert [not headed, False, False] == [bool(spec.get("stub")) for spec in made.findall(nodes.colspec)]
        assert ["T"] == texts(made, nodes.title)
        assert [3] == [group["cols"] for group in made.findall(nodes.tgroup)]

    def test_widths_and_kind(self) -> None:
        """Widths are given or found, and a kind takes the place of the class of tables."""
        assert ["csc-table", "colwidths-auto"] == table(["a"], [["b"]])["classes"]
        given_ = table(["a", "b"], [["c", "d"]], widths=(30, 70), kind="k")
        assert ["k", "colwidths-given"] == given_["classes"]
        assert [30, 70] == [spec["colwidth"] for spec in given_.findall(nodes.colspec)]

    def test_the_rest(self) -> None:
        """A section's id has its prefix; definitions keep terms and paragraphs; code has its language."""
        made = section("Big Words", paragraph("p", classes=["c"]), prefix="one")
        listed = definitions([("term", ["a", nodes.strong("", "b")])])

        assert ["one-big-words"] == made["ids"]
        assert [["c"]] == [each["classes"] for each in made.findall(nodes.paragraph)]
        assert (["term"], ["a", "b"]) == (texts(listed, nodes.term), texts(listed, nodes.paragraph))
        assert ("x = 1", "python") == (code("x = 1", "python").astext(), code("x = 1", "python")["language"])


def described(name: str, doctree: nodes.document | None) -> str:
    """The head of a page whose data set has this name."""
    app: Any = SimpleNamespace(
        config=SimpleNamespace(html_baseurl=""), srcdir="", builder=SimpleNamespace(get_target_uri=lambda page: page), env=None
    )
    context: dict[str, Any] = {"metatags": "<before>"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(head, "asked_of", lambda *_: SimpleNamespace(contents=WHOLE, imprint=IMPRINT))
        patch.setattr(head, "_subject", lambda *_: None)
        patch.setattr(head, "dataset", lambda *_, **given: {"name": name, **given, "imprint": ""})
        head.describe(app, "a/b/c", "", context, doctree)
    return str(context["metatags"])


class TestTheHead:
    """What is in a page's head cannot break out of its element. [HTML, 4.12.1.3, restrictions for contents of script elements]"""

    @given(st.text(st.sampled_from('<>/"&!-scriptSCRIPT \n'), max_size=80), st.text(max_size=40))
    def test_the_data_set_stays_in_its_element(self, bad: str, other: str) -> None:
        """Whatever the texts, there is one script element, it holds no angle bracket that opens, and reads back as they were."""
        name = f"</script><!--<script>{bad}{other}"
        before, _, rest = described(name, None).partition('<script type="application/ld+json">')
        inside = rest.removesuffix("</script>")

        assert before == "<before>"
        assert "<" not in inside
        assert {"name": name, "base_url": "../..", "page": "../../a/b/c", "imprint": ""} == json.loads(inside)

    def test_the_description(self) -> None:
        """It is the first paragraph that is a sentence, cut at a word, with its signs escaped."""
        document = nodes.document(None, None)  # type: ignore[arg-type]
        document += [paragraph("no sentence"), paragraph('A "<b>" & c.'), paragraph("Another.")]
        long = nodes.document(None, None)  # type: ignore[arg-type]
        long += paragraph("word " * 60 + "end.")

        assert '<meta name="description" content="A &#34;&lt;b&gt;&#34; &amp; c.">' in described("", document)
        assert "<meta" not in described("", None)
        assert f'content="{" ".join(["word"] * 39)}…"' in described("", long)


class TestIndices:
    """Each index leads to every page there is, in the order in which people count. [csc_indicators.site.indices]"""

    @staticmethod
    def made(name: str, missing: str = "") -> Any:
        """An index, with a place for every indicator but one."""
        places = {("indicator", of.id): Place(f"p/{of.id}", "a", of.name) for of in CATALOGUE if of.id != missing}
        config = SimpleNamespace(
            csc_collection="", csc_reference="r", csc_worked_examples="w", csc_published_answers="", csc_changelog="", csc_licence="", csc_pictures=""
        )
        domain: Any = SimpleNamespace(name="csc", data={"places": places}, env=SimpleNamespace(config=config, srcdir="/"))
        index = next(kind for kind in INDICES if kind.name == name)
        return index(domain).generate()[0]

    def test_by_stage(self) -> None:
        """Every indicator once, and retired ones marked."""
        lines = [entry for _, entries in self.made("stages") for entry in entries]

        assert sorted((f"p/{of.id}", "retired" if of.retired_on else "") for of in CATALOGUE) == sorted(
            (e.docname, e.qualifier or e.descr) for e in lines
        )

    def test_by_code(self) -> None:
        """Every code of every indicator; numbers stand in the order of numbers."""
        made = self.made("codes")

        assert sorted((code.scheme, code.code, f"p/{of.id}") for of in CATALOGUE for code in of.codes) == sorted(
            (scheme, e.name, e.docname) for scheme, entries in made for e in entries
        )
        for _, entries in made:
            numbered = [(found[1], int(found[2])) for e in entries if (found := re.fullmatch(r"([A-Za-z]+)(\d+)", e.name))]
            assert sorted(numbered) == numbered

    def test_by_item_and_source(self) -> None:
        """Every heading has lines under it, and every line stands under a heading."""
        for name in ("items", "sources"):
            for _, entries in self.made(name):
                assert [1] == [e.subtype for e in entries[:1]]
                assert {1, 2} == {e.subtype for e in entries}
                assert all(after.subtype == 2 for e, after in zip(entries, [*entries[1:], None], strict=True) if e.subtype == 1 and after is not None)
                assert entries[-1].subtype == 2

    def test_what_has_no_page_is_left_out(self) -> None:
        """An indicator without a place is in no index."""
        for kind in INDICES:
            lines = [e.docname for _, entries in self.made(str(kind.name), southend.CP_3_10.id) for e in entries]
            assert f"p/{southend.CP_3_10.id}" not in lines


def files(of: Path) -> dict[str, str]:
    """Every file beneath a folder, by its path, with its text."""
    return {path.relative_to(of).as_posix(): path.read_text(encoding="utf-8") for path in of.rglob("*") if path.is_file()}


class TestStubs:
    """Pages that are made are written and removed; no other file is touched. [csc_indicators.site.stubs]"""

    def test_one_to_everything(self, tmp_path: Path) -> None:
        """A file to each indicator, list, reason, limit and year, and to the lists of them; written twice, nothing changes."""
        write_stubs(WHOLE, tmp_path)
        once = files(tmp_path)
        stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.rst")}
        write_stubs(WHOLE, tmp_path)

        assert once == files(tmp_path)
        assert stamps == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.rst")}
        assert {f"indicators/{of.id}.rst" for of in CATALOGUE} == {name for name in once if name.startswith("indicators/")}
        assert {"calendar/1978.rst", "calendar/2053.rst", "reasons/R10.rst", "limits/15-working-days.rst", "changes.rst"} <= set(once)
        assert once["indicators/southend.cp_3_10.rst"].endswith("\n\n.. csc:indicator:: southend.cp_3_10\n")
        assert ":orphan:" not in once["indicators/southend.cp_3_10.rst"]
        assert once["reasons/R10.rst"].endswith("\n\n:orphan:\n\n.. csc:reason:: R10\n")

    def test_only_what_was_made_is_removed(self, tmp_path: Path) -> None:
        """A made page that is no more goes, in each folder; a page by hand, and a made one elsewhere, stay."""
        write_stubs(WHOLE, tmp_path)
        made = (tmp_path / "changes.rst").read_text(encoding="utf-8")
        old = [tmp_path / "old.rst", *(tmp_path / folder / "old.rst" for folder in FOLDERS)]
        kept = [tmp_path / "kept.rst", *(tmp_path / folder / "kept.rst" for folder in FOLDERS), tmp_path / "other" / "old.rst"]
        (tmp_path / "other").mkdir()
        for path in old:
            path.write_text(made, encoding="utf-8")
        for path in kept:
            path.write_text(made if path.parent.name == "other" else f"Mine\n\n{made}", encoding="utf-8")
        write_stubs(WHOLE, tmp_path)

        assert [] == [path for path in old if path.exists()]
        assert [] == [path for path in kept if not path.exists()]

    def test_a_foreign_page_stops_everything(self, tmp_path: Path) -> None:
        """Where a page by hand is in the way, nothing is written and it is named."""
        page = tmp_path / "calendar" / "2026.rst"
        page.parent.mkdir()
        page.write_text("Mine", encoding="utf-8")

        with pytest.raises(ExtensionError, match=r"2026\.rst"):
            write_stubs(WHOLE, tmp_path)
        assert {"calendar/2026.rst": "Mine"} == files(tmp_path)

    def test_a_listing_by_hand_takes_the_place_of_the_made_one(self, tmp_path: Path) -> None:
        """In Markdown too; a listing that was made before it goes."""
        write_stubs(WHOLE, tmp_path)
        (tmp_path / "limits.md").write_text("# Ours", encoding="utf-8")
        write_stubs(WHOLE, tmp_path)

        assert "limits.rst" not in files(tmp_path)
        assert (tmp_path / "limits.md").exists()


class TestWords:
    """What a page makes of words is theirs alone. [the house]"""

    def test_an_id_within_a_longer_one_is_no_link(self) -> None:
        """Only a whole id is linked."""
        found = [node for node in linked("northengland.referrals and england.referrals.") if isinstance(node, addnodes.pending_xref)]

        assert [each["reftarget"] for each in found] == ["england.referrals"]

    def test_each_heading_has_its_own_reasons(self) -> None:
        """The codes under a heading of the list are those of its group, and every reason is under one."""
        parts = {part.astext().split("\n")[0]: part for part in by_heading(contents(None))}
        for group in DELAY_REASONS.groups:
            under = [each["reftarget"] for each in parts[group.label].findall(addnodes.pending_xref) if each["reftype"] == "reason"]
            assert under == [reason.code for reason in DELAY_REASONS if DELAY_REASONS.group_of(reason) == group]

    def test_no_version_and_links_at_the_end(self) -> None:
        """A changelog without a version has none, and the addresses at its end belong to no point."""
        assert versions("") == ()
        text = "## [1.0.0]\n\n### Definitions\n\n- `ours.a`: new.\n\n[1.0.0]: https://example.org/1\n"
        assert versions(text)[0].changes[0].words == "`ours.a`: new."
