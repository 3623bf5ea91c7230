"""Collections and the catalogue: whose ids are whose, and how an indicator is found."""

from itertools import chain
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import csc_indicators
from csc_indicators import CATALOGUE, Catalogue, Collection, InvalidDefinition, UnknownName, england, southend
from csc_indicators.indicators.rule import Code, Domain
from csc_indicators.records.care import PERIODS_OF_CARE, VISITS
from csc_indicators.records.conferences import CONFERENCES
from csc_indicators.records.tables import TABLES

PLAIN = attrs.evolve(southend.CP_1_4, derived_from=None, companions=(), superseded_by=None)

#: Few words, so that indicators often share them, in capitals or not.
WORDS = st.sampled_from(("conference", "Visit", "VISITS", "plan", "3.10", "child"))
SENTENCES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
CODES = st.lists(st.builds(Code, st.sampled_from(("LAIT", "Lg Inform")), st.sampled_from(("218", "C4", "cp 1"))), max_size=2, unique=True).map(tuple)


def one(named: str, **what: Any) -> Any:
    """An indicator that says nothing but what is given."""
    return attrs.evolve(PLAIN, id=named, **what)


@st.composite
def collections(draw: st.DrawFn, namespace: str) -> Collection:
    """A few made-up indicators under one namespace."""
    names = draw(st.lists(st.sampled_from(("a", "b_1", "3_10", "conference")), max_size=4, unique=True))
    indicators = [
        one(
            f"{namespace}.{name}",
            name=draw(SENTENCES),
            title=draw(SENTENCES),
            question=draw(SENTENCES),
            codes=draw(CODES),
            domain=draw(st.sampled_from(Domain)),
            records=draw(st.sampled_from(((CONFERENCES,), (PERIODS_OF_CARE, VISITS), (VISITS,)))),
        )
        for name in names
    ]
    return Collection(namespace, "Report", "Somebody", tuple(indicators))


catalogues = st.tuples(collections("north"), collections("south")).map(Catalogue)


class TestCollection:
    """A collection is one owner's: every id begins with its namespace, and no two are alike. (Peers 10.2: an explicit object, never a registry.)"""

    @given(collections("north"))
    def test_it_holds_what_it_is_given(self, of: Collection) -> None:
        """Its indicators come in order and are counted, it is equal to its like, and it cannot be changed."""
        assert list(of.indicators) == list(of)
        assert len(of.indicators) == len(of)
        assert Collection("north", "Report", "Somebody", of) == of
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            of.indicators = ()  # type: ignore[misc]

    @pytest.mark.parametrize("name", ["south.a", "a", "northern.a", "NORTH.a", "", ".a"])
    def test_an_id_of_another_namespace_is_refused(self, name: str) -> None:
        """An id that does not begin with the namespace and a dot is refused, and told how to begin."""
        with pytest.raises(InvalidDefinition, match=r"Begin it with 'north\.'"):
            Collection("north", "Report", "Somebody", (one(name),))

    @pytest.mark.parametrize("name", ["north.", "north.a.b", "north.A", "north.a b", "north.a-b", "north._a"])
    def test_an_id_is_one_word_after_the_namespace(self, name: str) -> None:
        """After the dot there are small letters, figures and underscores, and nothing else."""
        with pytest.raises(InvalidDefinition, match="cannot be one"):
            Collection("north", "Report", "Somebody", (one(name),))

    @pytest.mark.parametrize("namespace", ["", "North", "north.east", "north east", "_north"])
    def test_a_namespace_is_one_word(self, namespace: str) -> None:
        """So is the namespace itself."""
        with pytest.raises(InvalidDefinition, match="A namespace is small letters"):
            Collection(namespace, "Report", "Somebody", ())

    def test_two_of_one_id_are_refused(self) -> None:
        """Ids are permanent and never shared."""
        with pytest.raises(InvalidDefinition, match=r"one id: north\.a\."):
            Collection("north", "Report", "Somebody", (one("north.a"), one("north.b"), one("north.a")))

    def test_in_print(self) -> None:
        """It says its namespace and how many it has."""
        made = [Collection("north", "Report", "Somebody", tuple(map(one, names))) for names in ((), ("north.a",), ("north.a", "north.b"))]

        assert ["<Collection north of 0 indicators>", "<Collection north of 1 indicator>", "<Collection north of 2 indicators>"] == list(
            map(repr, made)
        )


class TestCatalogue:
    """A catalogue is the union of its collections, and another collection makes another catalogue. (Peers 10.2 and 11: no shadowing.)"""

    @given(collections("north"), collections("south"))
    def test_it_is_the_union(self, one: Collection, other: Collection) -> None:
        """Its indicators are those of the collections, in order."""
        catalogue = Catalogue((one, other))

        assert list(chain(one, other)) == list(catalogue) == list(catalogue.indicators)
        assert len(one) + len(other) == len(catalogue)
        assert f"<Catalogue of {len(one) + len(other)} indicators>" == repr(catalogue)

    @given(collections("north"), collections("south"))
    def test_one_more_collection_changes_nothing(self, one: Collection, other: Collection) -> None:
        """Another catalogue has the collection; the first, and the library's own, are as they were."""
        before, library = Catalogue((one,)), list(CATALOGUE)
        after = before.with_collection(other)

        assert Catalogue((one, other)) == after
        assert (one,) == before.collections
        assert library == list(csc_indicators.CATALOGUE)

    def test_a_namespace_twice_is_refused(self) -> None:
        """Nobody's indicators can take the place of another's."""
        mine = Collection("southend", "Report", "Somebody", (one("southend.cp_3_10"),))

        with pytest.raises(InvalidDefinition, match="the namespace 'southend'"):
            CATALOGUE.with_collection(mine)

    @pytest.mark.parametrize(
        ("names", "words"),
        [
            ({"derived_from": "england.conference_overdue"}, "as what it is derived from"),
            ({"superseded_by": "england.conference_overdue"}, "as what took its place"),
            ({"companions": ("southend.cp_1_4", "england.conference_overdue")}, "as a companion"),
        ],
    )
    def test_who_is_named_is_there(self, names: dict[str, Any], words: str) -> None:
        """An indicator that names another that is not there is refused, and told of all of them, with the near miss."""
        mine = Collection(
            "north", "Report", "Somebody", (one("north.a", **names), one("north.b", derived_from="north.a"), one("north.c", companions=("no",)))
        )

        with pytest.raises(InvalidDefinition) as refused:
            CATALOGUE.with_collection(mine)
        first, second = str(refused.value).splitlines()
        assert f"north.a names 'england.conference_overdue' {words}, and there is no such indicator here. Did you mean" in first
        assert second.startswith("north.c names 'no' as a companion")
        assert second.endswith("Correct the id, or put what it names into one of the collections.")

    def test_who_is_named_may_be_in_another_collection(self) -> None:
        """A council's indicator may name a national one, and one of its own."""
        mine = Collection("north", "Report", "Somebody", (one("north.a", derived_from="southend.cp_1_4", companions=("north.b",)), one("north.b")))

        assert len(CATALOGUE) + 2 == len(CATALOGUE.with_collection(mine))

    def test_the_librarys_own(self) -> None:
        """The library's catalogue has the national collection and Southend's."""
        assert (england.COLLECTION, southend.COLLECTION) == CATALOGUE.collections
        assert {"england", "southend"} == {indicator.id.partition(".")[0] for indicator in CATALOGUE}
        assert {england.icpc_within_15_working_days, southend.CP_3_10, southend.CP_1_4} <= set(CATALOGUE)


class TestFind:
    """An indicator is found by its id, by its name, and by any code that is its alone."""

    @given(catalogues, st.booleans())
    def test_what_is_found(self, catalogue: Catalogue, capitals: bool) -> None:
        """Whatever is called so is found, in capitals or not; of several every id is told."""
        for called in {text for each in catalogue for text in (each.id, each.name, *(code.code for code in each.codes))}:
            wanted = f" {called.upper() if capitals else called.lower()} "
            having = [
                each for each in catalogue if called.lower() in [text.lower() for text in (each.id, each.name, *(code.code for code in each.codes))]
            ]
            if len(having) == 1:
                assert having[0] is catalogue.find(wanted)
                continue
            with pytest.raises(UnknownName) as refused:
                catalogue.find(wanted)
            assert str(refused.value).endswith(f"Give an id: {', '.join(each.id for each in having)}")

    @pytest.mark.parametrize("name", ["southend.cp_1_4", "CP 1.4", "cp 1.4", " CP 1.4 "])
    def test_by_id_and_code(self, name: str) -> None:
        """Ids and codes find an indicator, in capitals or not."""
        assert CATALOGUE.find(name) is southend.CP_1_4

    def test_an_unknown_name_has_a_near_miss(self) -> None:
        """A name that no indicator has is refused, with the nearest that one has."""
        with pytest.raises(UnknownName, match=r"Did you mean .*'CP 3\.10'"):
            CATALOGUE.find("CP 3,10")

    def test_a_name_that_nothing_is_near(self) -> None:
        """A name that is near none is refused with what to do, and not with every name there is."""
        with pytest.raises(UnknownName, match=r"no such indicator\. Look for it by words"):
            CATALOGUE.find("zzzzzzzzzz")

    def test_a_code_of_two_indicators_needs_the_id(self) -> None:
        """Two councils' codes may be alike: then only the id will do."""
        other = one("elsewhere.cp_1_4")
        catalogue = CATALOGUE.with_collection(Collection("elsewhere", "Report", "Somebody", (other,)))

        with pytest.raises(UnknownName, match=r"southend\.cp_1_4, elsewhere\.cp_1_4"):
            catalogue.find("CP 1.4")
        assert catalogue.find("elsewhere.cp_1_4") is other


class TestSearch:
    """A search finds what has every word, and puts first what has them in its id, name or codes, then in its title."""

    @staticmethod
    def places(of: Any) -> tuple[str, str, str]:
        """The three places that words are looked for in, the best first."""
        codes = " ".join(f"{code.scheme} {code.code}" for code in of.codes)
        return f"{of.id} {of.name} {codes}".lower(), of.title.lower(), f"{of.question} {of.domain.value}".lower()

    @staticmethod
    def begins(word: str, place: str) -> bool:
        """Whether the word is there with neither a letter nor a figure before it."""
        return any(place.startswith(word.lower(), at) and not place[at - 1 : at].isalnum() for at in range(len(place)))

    @given(catalogues, st.lists(WORDS | st.sampled_from(("CONFER", "lait", "protection", "in", "zzz")), max_size=3))
    def test_what_is_found(self, catalogue: Catalogue, words: list[str]) -> None:
        """What is found is what has every word somewhere, each once."""
        expected = {each.id for each in catalogue if all(any(self.begins(word, place) for place in self.places(each)) for word in words)}
        found = [each.id for each in catalogue.search(" ".join(words))]

        assert expected == set(found)
        assert len(expected) == len(found)

    @given(catalogues, WORDS)
    def test_the_best_come_first(self, catalogue: Catalogue, word: str) -> None:
        """Those with the word in id, name or codes come first, then those with it in the title; among equals the order is the catalogue's."""
        ranks = [[self.begins(word, place) for place in self.places(each)].index(True) for each in catalogue.search(word)]
        order = [list(catalogue).index(each) for each in catalogue.search(word)]

        assert sorted(zip(ranks, order, strict=True)) == list(zip(ranks, order, strict=True))

    def test_several_words(self) -> None:
        """What has both words in the best place comes before what has one of them there, and that before what has none."""
        inside = one("north.c", name="plan visit", title="", question="")
        between = one("north.b", name="plan", title="visit", question="")
        outside = one("north.a", name="a", title="plan", question="visit")
        catalogue = Catalogue((Collection("north", "Report", "Somebody", (outside, between, inside)),))

        assert (inside, between, outside) == catalogue.search("VISIT  plan")

    def test_one_word_in_a_better_place(self) -> None:
        """Of two that have one word only in their question, that with the other word in its id comes first."""
        neither = one("north.a", name="a", title="", question="plan visit")
        named = one("north.b", name="plan", title="", question="visit")
        catalogue = Catalogue((Collection("north", "Report", "Somebody", (neither, named)),))

        assert (named, neither) == catalogue.search("plan visit")

    def test_of_the_library(self) -> None:
        """Words find what they are about."""
        assert southend.CP_3_10 in CATALOGUE.search("conference")
        assert southend.CP_1_4 not in CATALOGUE.search("conference")
        assert (england.icpc_within_15_working_days,) == CATALOGUE.search("LAIT 218")
        assert () == CATALOGUE.search("conference zzz")
        assert () == CATALOGUE.search("onference")
        assert england.re_referrals_within_12_months in CATALOGUE.search("referrals months")
        assert tuple(CATALOGUE) == CATALOGUE.search("  ")


class TestInDomain:
    """Every indicator is of one stage of the journey."""

    @given(catalogues)
    def test_the_domains_share_them_out(self, catalogue: Catalogue) -> None:
        """Those of all domains are all of them, each once, and each in its own."""
        shared = [(domain, each) for domain in Domain for each in catalogue.in_domain(domain)]

        assert sorted(each.id for each in catalogue) == sorted(each.id for _, each in shared)
        assert all(domain is each.domain for domain, each in shared)

    @pytest.mark.parametrize("domain", Domain)
    def test_by_its_words(self, domain: Domain) -> None:
        """A domain may be named in words, in capitals or not."""
        assert CATALOGUE.in_domain(domain) == CATALOGUE.in_domain(f" {domain.value.upper()} ")

    def test_an_unknown_domain_is_refused(self) -> None:
        """A domain that is none has a near miss."""
        with pytest.raises(UnknownName, match="Did you mean 'child protection'"):
            CATALOGUE.in_domain("child protecton")


class TestNeeding:
    """A data item leads to every indicator with a table that has it, by the library's name of it or that of another standard."""

    @given(catalogues, st.booleans())
    def test_who_has_it(self, catalogue: Catalogue, capitals: bool) -> None:
        """Every item of every table finds those who read the table, in capitals or not."""
        for table in TABLES:
            for column in table:
                for item in (f"{table.name}.{column.name}", *(item.name for item in column.items)):
                    expected = [
                        each
                        for each in catalogue
                        if any(item in (f"{of.name}.{c.name}", *(i.name for i in c.items)) for of in each.records for c in of)
                    ]
                    assert expected == list(catalogue.needing(item.upper() if capitals else f" {item.lower()} "))

    def test_of_the_library(self) -> None:
        """A date of the census leads to the conferences, and that of a visit to the visits."""
        assert (southend.CP_3_10 in CATALOGUE.needing("DateOfInitialCPC"), southend.CP_1_4 in CATALOGUE.needing("DateOfInitialCPC")) == (True, False)
        assert (southend.CP_1_4,) == CATALOGUE.needing("visits.visited")

    @pytest.mark.parametrize(
        ("item", "words"),
        [
            ("CINreferalDate", "Did you mean 'CINreferralDate'"),
            ("conferences.conferance", "Did you mean 'conferences.conference"),
            ("zzz", "table and column"),
        ],
    )
    def test_an_unknown_item_is_refused(self, item: str, words: str) -> None:
        """An item that no table has is refused: with the near misses, or with how to write it."""
        with pytest.raises(UnknownName, match=words):
            CATALOGUE.needing(item)


class TestByCode:
    """A scheme and its code lead to every indicator that has it."""

    @given(catalogues)
    def test_who_has_it(self, catalogue: Catalogue) -> None:
        """Every code finds all who have it from that scheme, and nobody who has it from another."""
        for scheme, code in {(code.scheme, code.code) for each in catalogue for code in each.codes}:
            expected = [each for each in catalogue if (scheme, code) in [(own.scheme, own.code) for own in each.codes]]

            assert expected == list(catalogue.by_code(f" {scheme.upper()}", f"{code.lower()} "))

    def test_a_code_in_doubt_is_a_code(self) -> None:
        """A code that is not certain leads there too."""
        sure, unsure = one("north.a", codes=(Code("LAIT", "1"),)), one("north.b", codes=(Code("LAIT", "1", unverified="Not read."),))

        assert (sure, unsure) == Catalogue((Collection("north", "Report", "Somebody", (sure, unsure)),)).by_code("LAIT", "1")

    def test_what_is_unknown_is_refused(self) -> None:
        """An unknown scheme, or a code the scheme has not, has a near miss."""
        with pytest.raises(UnknownName, match=r"no such scheme\. Did you mean 'DfE LAIT'"):
            CATALOGUE.by_code("LAIT", "218")
        with pytest.raises(UnknownName, match=r"DfE LAIT has no such code here\. Did you mean .*'218'"):
            CATALOGUE.by_code("dfe lait", "2181")
