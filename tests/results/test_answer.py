"""The answer to the public question: what it says, that every number in it is the account's, and that it can be read."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from csc_indicators.periods import Month
from csc_indicators.results.account import Account, Share, Why
from csc_indicators.results.answer import Answer, answer
from csc_indicators.results.glossary import MEANINGS, first_met

COMMITTEE = "Southend-on-Sea Borough Council, People Scrutiny Committee, 27 November 2018."
SAFE = "Counts of few children are not shown, so that no child can be known from them."


def share(in_time: int | None, counted: int | None, percentage: str | None) -> Share:
    """A share as it is written."""
    return Share(in_time=in_time, counted=counted, percentage=None if percentage is None else Decimal(percentage))


def why(words: str, count: int | None, attribution: str, *, childs_decision: bool = False) -> Why:
    """A reason."""
    return Why(words=words, count=count, attribution=attribution, childs_decision=childs_decision)


#: CP 3.10 with the figures of the example council; the late conferences, the longest wait and whom reasons are put down to are chosen for this test.
CP_3_10 = Account(
    name="CP 3.10",
    title="Initial child protection conferences held within 15 working days of the initial strategy discussion",
    audience="internal",
    what="a conference",
    plural="conferences",
    unit="child",
    units="children",
    limit="15 working days of the strategy discussion",
    gathered="year to date",
    gathered_words="from 1 April to 30 September 2018",
    as_at=date(2018, 9, 30),
    month=Month(2018, 9),
    figure=share(120, 175, "68.6"),
    month_alone=share(26, 33, "78.8"),
    earlier=(("April to July 2018", share(71, 114, "62.3")), ("April to August 2018", share(94, 142, "66.2"))),
    target=Decimal(90),
    shortfall=Decimal("21.4"),
    cases_short=38,
    meets=False,
    late=55,
    late_events=32,
    unknown=0,
    waiting=11,
    overdue=4,
    lateness=(("1 to 5 working days", 37), ("6 working days or more", 18)),
    longest=16,
    reasons=(
        why("Social work report not ready or not shared in time", 10, "the council"),
        why("Parent or carer could not attend or be present on the dates offered", 10, "the family"),
        why("Enquiry complex: more social-care time needed", 9, "the council"),
        why("Booked outside the limit in error", 6, "the council"),
        why("Police needed more time", 5, "a partner"),
        why("Complex enquiry, social care and police together", 5, "the council and a partner"),
        why("Expert or medical opinion awaited", 2, "a partner"),
        why("Conference not quorate or key agency could not attend", 2, "a partner"),
    ),
    no_reason=6,
    by_attribution=(("the council", 25), ("the council and a partner", 5), ("the family", 10), ("a partner", 9), ("not recorded", 6)),
    in_authoritys_control=25,
    outside=24,
    still_late_with_recording_reason=0,
    recorded=share(118, 170, "69.4"),
    late_recording=2,
    largest_family=(4, Decimal("-1.6")),
    remaining=175,
    needed=195,
    attainable=False,
    best=Decimal("84.3"),
    consecutive=375,
    out_of_reach_since=Month(2018, 7),
    sources=(COMMITTEE,),
    method=("Working days are those of England and Wales.",),
)

CP_1_4 = Account(
    name="CP 1.4",
    title="Children looked after for at least 5 working days who were visited in the 6 weeks before the last day of the month",
    audience="internal",
    what="a visit",
    plural="visits",
    unit="child",
    units="children",
    limit="30 working days before the last day of the month",
    gathered="snapshot",
    gathered_words="on 30 September 2018",
    as_at=date(2018, 9, 30),
    month=Month(2018, 9),
    figure=share(278, 302, "92.1"),
    target=Decimal(95),
    shortfall=Decimal("2.9"),
    cases_short=9,
    meets=False,
    late=24,
    reasons=(
        why("Worker absent, vacant post or no capacity", 8, "the council"),
        why("Child declined to be seen", 5, "the child", childs_decision=True),
        why("Change of worker or handover", 3, "the council"),
        why("Child unwell or in hospital", 2, "the child"),
        why("Child away on a school trip", 2, "the child"),
        why("Child away on holiday with carers or family", 2, "the child"),
    ),
    no_reason=2,
)

#: An account in which what is due is what is counted, and of which little is known.
ASSESSMENTS = Account(
    name="AS 1",
    title="Assessments completed in time",
    audience="public",
    what="an assessment",
    plural="assessments",
    unit="assessment",
    units="assessments",
    limit="45 working days of the referral",
    gathered="other",
    gathered_words="from 1 October 2017 to 30 September 2018",
    as_at=date(2018, 9, 30),
    month=Month(2018, 9),
    figure=share(None, None, "84.0"),
    late=None,
)

EXAMPLES = (CP_3_10, CP_1_4, ASSESSMENTS)

counts = st.none() | st.integers(0, 2) | st.integers(3, 99_999)
percentages = st.none() | st.decimals(0, 100, places=1)
shares = st.builds(Share, in_time=counts, counted=counts, percentage=percentages)
labels = st.sampled_from(("April to July 2018", "April to August 2018", "1 to 5 working days", "the council", "the family"))
months = st.builds(Month, st.integers(2016, 2030), st.integers(1, 12))
reasons = st.sampled_from([reason for of in EXAMPLES for reason in of.reasons])


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Accounts of every kind: of one, of none, withheld in any part, met and missed, at every time of the year, in each of the three nouns."""
    of = draw(st.sampled_from(EXAMPLES))
    public = draw(st.booleans())
    drawn: dict[str, Any] = {
        "audience": "public" if public else "internal",
        "gathered": draw(st.sampled_from(("year to date", "snapshot", "other"))),
        "as_at": draw(st.sampled_from((date(2018, 9, 30), date(2019, 3, 31), date(2019, 3, 30), date(2018, 12, 31)))),
        "month": draw(st.none() | months),
        "figure": draw(shares),
        "month_alone": draw(st.none() | shares),
        "earlier": draw(st.lists(st.tuples(labels, shares), max_size=3).map(tuple)),
        "target": draw(st.none() | st.sampled_from((Decimal(90), Decimal(100), Decimal("92.5")))),
        "shortfall": draw(st.none() | st.decimals(0, 100, places=1) | st.just(Decimal(1))),
        "meets": draw(st.none() | st.booleans()),
        "lateness": draw(st.lists(st.tuples(labels, counts), max_size=3).map(tuple)),
        "longest": None if public else draw(counts),
        "reasons": draw(st.lists(st.builds(attrs.evolve, reasons, count=counts), max_size=4).map(tuple)),
        "by_attribution": draw(st.lists(st.tuples(labels, counts), max_size=3).map(tuple)),
        "practised": draw(st.none() | shares),
        "recorded": draw(st.none() | shares),
        "largest_family": None if public else draw(st.none() | st.tuples(st.integers(1, 12), st.decimals(-9, 9, places=1))),
        "remaining_is_given": draw(st.booleans()),
        "attainable": draw(st.none() | st.booleans()),
        "best": draw(percentages),
        "out_of_reach_since": draw(st.none() | months),
        "probability": draw(st.none() | st.just("about 3 in 10")),
        "rounding": draw(st.sampled_from(("", "Counts are rounded to the nearest 5."))),
        "withheld": draw(st.sampled_from(((), (SAFE,)))),
        "notes": draw(st.sampled_from(((), ("5 conferences have no date of a strategy discussion.",)))),
    }
    drawn |= {name: draw(counts) for name in COUNTS}
    return attrs.evolve(of, **drawn)


#: The counts that an account has by themselves.
COUNTS = (
    "cases_short",
    "late",
    "late_events",
    "unknown",
    "waiting",
    "overdue",
    "no_reason",
    "in_authoritys_control",
    "outside",
    "still_late_with_recording_reason",
    "late_recording",
    "remaining",
    "needed",
    "consecutive",
)


def numbers(words: str) -> set[Decimal]:
    """Every number in the words."""
    return {Decimal(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", words.replace(", ", " "))}


def held(value: Any) -> Iterator[Decimal]:
    """Every number that a value holds, in its words too; those of a date are its day and its year."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | Decimal):
        yield abs(Decimal(value))
    elif isinstance(value, str):
        yield from numbers(value)
    elif isinstance(value, date):
        yield from (Decimal(value.day), Decimal(value.year))
    elif isinstance(value, Month):
        yield Decimal(value.year)
    elif isinstance(value, tuple):
        for one in value:
            yield from held(one)
    else:
        for field in attrs.fields(type(value)):
            yield from held(getattr(value, field.name))


def words(of: Answer) -> list[str]:
    """All that is written in an answer, in order."""
    notes = ["Sources and method", *of.footnotes] if of.footnotes else []
    return " ".join([*of.opening, of.heading, *(said for part in of.parts for said in part.words), *notes]).split()


#: The tags that the forms are made of.
TAGS = {"h1", "h2", "h3", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li"}


class Reader(HTMLParser):
    """The text of a piece of HTML, and the tags that it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag is opened."""
        assert {name for name, _ in attrs} <= {"scope", "style", "href"}
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The last tag that was opened is closed."""
        assert tag == self.open.pop()
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        """What stands between tags."""
        self.said.append(data)

    @property
    def words(self) -> list[str]:
        """All that is written, in order."""
        return "".join(self.said).split()


def read_markdown(text: str) -> Reader:
    """Markdown as a reader made by others shows it."""
    return Reader(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e; a number is one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    silent = len(plain) > 2 and plain.endswith(("e", "es", "ed")) and not plain.endswith(("le", "ted", "ded", "ses", "ces"))
    return max(1, len(re.findall(r"[aeiouy]+", plain)) - silent)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 0.39 words to a sentence, and 11.8 syllables to a word, less 15.59."""
    sentences = [sentence for sentence in re.split(r"[.?!](?:\s|$)", text) if sentence.strip()]
    every = [word for sentence in sentences for word in sentence.split()]
    return 0.39 * len(every) / len(sentences) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59


class TestEveryNumberIsTheAccounts:
    """
    Every number in the text comes from the account: none is computed, and none that is withheld is told.

    Source: issue 6 of the project ("every number in the text comes from the result"); the fail-closed rule of its disclosure design.
    """

    @given(accounts())
    @example(CP_3_10)
    @example(CP_1_4)
    def test_re_read(self, account: Account) -> None:
        """The numbers of the text, read again, are those of the account or part of a name, a date or a limit in it."""
        assert set() == numbers(" ".join(words(answer(account)))) - set(held(account))

    @given(st.sets(st.sampled_from((*COUNTS, "figure", "month_alone", "earlier", "lateness", "reasons", "by_attribution", "recorded"))))
    def test_what_is_withheld_never_appears(self, names: set[str]) -> None:
        """Whatever is left None, its numbers stand nowhere in the text, whatever else is told."""
        all_of_them: dict[str, Any] = {name: 70_000 + number for number, name in enumerate(COUNTS)}
        whole = attrs.evolve(CP_3_10, **all_of_them, attainable=True)
        hidden = share(None, None, None)
        without: dict[str, Any] = {
            "figure": hidden,
            "month_alone": hidden,
            "earlier": tuple((label, hidden) for label, _ in whole.earlier),
            "lateness": tuple((label, None) for label, _ in whole.lateness),
            "reasons": tuple(attrs.evolve(reason, count=None) for reason in whole.reasons),
            "by_attribution": tuple((label, None) for label, _ in whole.by_attribution),
            "recorded": hidden,
        }
        less: dict[str, Any] = {name: without.get(name) for name in names}
        left = attrs.evolve(whole, **less)
        gone = set(held(whole)) - set(held(left))

        assert set() == gone & numbers(str(answer(left)))

    @given(accounts())
    def test_what_is_not_shown_is_said_and_why_once(self, account: Account) -> None:
        """What is withheld is told as not shown, and the reason for that stands once."""
        told = str(answer(attrs.evolve(account, figure=share(None, None, None), withheld=(SAFE,))))

        assert "is not shown" in told
        assert 1 == told.count(SAFE)

    @pytest.mark.parametrize("given_one", [{"largest_family": (4, Decimal("-1.6")), "longest": None}, {"longest": 16, "largest_family": None}])
    def test_nothing_of_one_family_or_child_is_for_everybody(self, given_one: dict[str, Any]) -> None:
        """A public account of what is one family's or one child's cannot be made."""
        with pytest.raises(ValueError, match=r"Leave out largest_family and longest\.$"):
            attrs.evolve(CP_3_10, audience="public", **given_one)

    def test_the_public_is_told_that_a_family_can_move_it(self) -> None:
        """Without the family's number the public text says why there is none; of what no family has in common it says nothing."""
        told = str(answer(attrs.evolve(CP_3_10, audience="public", largest_family=None, longest=None)))

        assert "By how much is not shown, because that is about one family." in told
        assert "family" not in str(answer(ASSESSMENTS))


class TestItReadsRight:
    """
    Singular and plural are right, nothing is empty, and no word of the program comes through.

    Source: issue 6 of the project ("singular and plural right").
    """

    @given(accounts())
    @example(attrs.evolve(CP_3_10, shortfall=Decimal(1), late=1, remaining=1, needed=1, cases_short=1, consecutive=1, longest=1))
    def test_singular_and_plural(self, account: Account) -> None:
        """One is told of in the singular and every other number in the plural."""
        told = " ".join(said for part in answer(account).parts for said in part.paragraphs)
        one, several = account.unit, account.units

        assert not re.search(rf"(?<![\d.,])1 (more )?{several}\b", told)
        assert {"1"} >= {number for number, _ in re.findall(rf"(?<![\d.])([\d,.]+) (more )?{one}\b", told)}
        assert not re.search(r"(?<![\d.,])1 (percentage points|working days after|late conferences|late visits|assessments)", told)
        assert not re.search(r"(?<![\d.,])1 (were|are) |(?<![\d.,])1 of (no|0) ", told)

    @given(accounts())
    def test_nothing_is_empty(self, account: Account) -> None:
        """No word is None or nan, no paragraph is empty, and every sentence of one ends."""
        of = answer(account)
        cells = [cell for part in of.parts for table in part.tables for row in table.rows for cell in row]
        paragraphs = [paragraph for part in of.parts for paragraph in part.paragraphs]

        assert not {"None", "nan", "NaN", "True", "False"} & set(words(of))
        assert all(cells)
        assert all(re.search(r"[.)]$", paragraph) for paragraph in paragraphs)
        assert not any(re.search(r" {2}| [.,:;]|[.,:;]{2}|^[a-z]", paragraph) for paragraph in paragraphs)

    @given(accounts())
    def test_the_short_answer_is_short(self, account: Account) -> None:
        """It has from two to four sentences, without those that explain its words; where there is no case it can be a single one."""
        told = re.sub(r'"[^"]*"', "", short(account))

        assert (1 if account.figure.counted == 0 else 2) <= len(re.findall(r"\.(?:\s|$)", told)) <= 4

    @given(accounts())
    def test_it_is_easy_to_read(self, account: Account) -> None:
        """The Flesch-Kincaid grade of the body is at most 9."""
        body = " ".join(paragraph for part in answer(account).parts for paragraph in part.paragraphs)

        assert grade(body) <= 9

    @given(accounts())
    def test_words_of_the_field_are_explained_where_they_first_stand(self, account: Account) -> None:
        """A term is explained no later than in the part that it first stands in, once."""
        of = answer(account)
        texts = [" ".join(part.words) for part in of.parts]
        texts[0] = " ".join((*of.opening, of.heading, texts[0]))
        whole = " ".join(texts)
        for term, meaning in MEANINGS.items():
            longer = [other for other in MEANINGS if term in other and term != other and other in whole.lower().replace("-", " ")]
            first = next((number for number, text in enumerate(texts) if term in text.lower().replace("-", " ")), None)
            if first is None or longer:
                continue

            assert 1 == whole.count(meaning)
            assert meaning in texts[first]

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ("Initial child protection conferences, and conferences", ["initial child protection conference"]),
            ("Conferences that were held", ["conference"]),
            ("looked-after children", ["looked after"]),
            ("Section 47 enquiries in working days", ["section 47 enquiry", "working day"]),
            ("a visit", []),
        ],
    )
    def test_terms_are_met(self, told: str, expected: list[str]) -> None:
        """Capitals, hyphens and plurals make no difference, and part of a longer term is met with it; what is known is not met again."""
        assert expected == list(first_met(told, ()))
        assert [] == list(first_met(told, expected))

    def test_no_meaning_needs_another(self) -> None:
        """The meaning of a term has none of the others in it, and says its own."""
        for term, meaning in MEANINGS.items():
            others = [other for other in MEANINGS if other not in term and other in meaning.lower().replace("-", " ")]

            assert [] == others
            assert term.removesuffix("s") in meaning.lower().replace("-", " ")


class TestForms:
    """
    Text, Markdown and HTML say the same, and what is given becomes neither a sign of Markdown nor a tag.

    Source: issue 6 of the project ("Markdown, HTML, text"); CommonMark 0.31, read by markdown-it.
    """

    @given(accounts())
    @example(CP_3_10)
    def test_the_same_words(self, account: Account) -> None:
        """Each form has the words of the answer, in their order."""
        of = answer(account)
        plain = re.sub(r"^([-=]+$|- )", "", of.text(), flags=re.MULTILINE)

        assert words(of) == plain.split()
        assert words(of) == Reader(of.html()).words
        assert words(of) == read_markdown(of.markdown()).words

    @given(st.text(st.sampled_from("ab <>&\"'*_`|\\[]()#~-+=.1!\n"), min_size=1).filter(str.strip))
    @example("<script>alert(1)</script>")
    @example("a | b")
    @example("~~a~~")
    @example("- a")
    @example("1. a")
    @example("a\n===\n# b")
    @example("[a](b) ![c](d) &amp; `e`")
    def test_what_is_given_stays_words(self, given_words: str) -> None:
        """Whatever a name, a reason or a note is, it is read as it was written, and adds no tag."""
        more = attrs.evolve(CP_3_10.reasons[0], words=given_words, attribution=given_words)
        account = attrs.evolve(CP_3_10, title=given_words, reasons=(more,), rounding=given_words, withheld=(), notes=(given_words,))
        of = answer(account)

        for reader in (Reader(of.html()), read_markdown(of.markdown())):
            assert words(of) == reader.words
            assert reader.tags <= TAGS
            assert [] == reader.open

    def test_an_address_stays_whole(self) -> None:
        """The address of a page is not broken by signs, so that it can be followed; what only begins as one is no address."""
        given_notes = ("https://example.org/a_b_c?d=1#e", "https://<b>_x_</b>")
        told = answer(attrs.evolve(CP_3_10, notes=given_notes)).markdown()

        assert "Note: https://example.org/a_b_c?d=1#e\n" in told
        assert "Note: https://\\<b\\>\\_x\\_\\</b\\>\n" in told

    def test_text_is_what_str_gives(self) -> None:
        """The text form is the answer's own, and its repr gives nothing of it."""
        of = answer(CP_3_10)

        assert of.text() == str(of)
        assert "<Answer: 6 parts>" == repr(of)

    def test_a_table_in_each_form(self) -> None:
        """Numbers are at the right; the table has a title and headings."""
        of = answer(attrs.evolve(CP_1_4, reasons=CP_1_4.reasons[:2], no_reason=12))

        assert (
            "Why\n"
            "Reason                                               Put down to   Children\n"
            "Worker absent, vacant post or no capacity            the council          8\n"
            "Child declined to be seen (the child's own choice)   the child            5\n"
            "No reason recorded                                   not known           12\n"
        ) in of.text()
        assert "\n92.1% of" in answer(attrs.evolve(CP_1_4, rounding="92.1% of")).markdown()
        assert "**Why**\n\n| Reason | Put down to | Children |\n| --- | --- | ---: |\n| Worker absent" in of.markdown()
        assert '<caption>Why</caption>\n<thead><tr><th scope="col">Reason</th>' in of.html()
        assert '<tr><th scope="row">No reason recorded</th><td>not known</td><td>12</td></tr>' in of.html()


class TestParts:
    """
    The short answer is first, and each part stands when there is something to say in it.

    Source: issue 6 of the project, the parts of the reply in their order.
    """

    @given(accounts())
    def test_in_order(self, account: Account) -> None:
        """The parts are those that have something to say, in their order."""
        recording = (account.practised, account.recorded, account.late_recording, account.still_late_with_recording_reason or None)
        tells_of_families = account.largest_family is not None if account.audience == "internal" else account.unit == "child"
        expected = [
            "The short answer",
            "The figure",
            "Who was late, and why",
            *(["What one family does"] if tells_of_families else []),
            *(["Late, or only recorded late"] if any(value is not None for value in recording) else []),
            "What it would take",
        ]

        assert expected == [part.heading for part in answer(account).parts]

    @given(accounts())
    def test_whom_it_is_for(self, account: Account) -> None:
        """The internal text says first that it is not for publication, and leaves a place for what will be done; the public asks first."""
        told = str(answer(account))
        internal = account.audience == "internal"

        assert told.startswith("For the council's own use and not for publication.\n" if internal else "This answers: Were any ")
        assert internal == ("What the council will do: (to be written by the service)" in told)
        assert internal == ("publication" in told)

    @given(accounts())
    def test_tables_hold_what_is_given(self, account: Account) -> None:
        """Every reason stands with its count in the order given, then those without; where nothing was late there is no such table."""
        tables = {table.title: table.rows for part in answer(account).parts for table in part.tables}
        if account.late == 0 or not account.reasons:
            assert "Why" not in tables
            return
        counted = ["not shown" if reason.count is None else f"{reason.count:,}" for reason in account.reasons]
        unexplained = [f"{account.no_reason:,}"] if account.no_reason else []

        assert [*counted, *unexplained] == [row[-1] for row in tables["Why"]]
        assert bool(account.lateness) == ("How late" in tables)
        assert bool(account.by_attribution) == ("Who the reasons are put down to" in tables)

    @given(accounts())
    def test_a_childs_choice_is_no_failure(self, account: Account) -> None:
        """Every reason that is the child's own decision is told as the child's own choice wherever it stands, and no other is."""
        assume(account.late)
        rows = {row[0] for part in answer(account).parts for table in part.tables if table.title == "Why" for row in table.rows}
        expected = {f"{reason.words}{' (the child' + chr(39) + 's own choice)' if reason.childs_decision else ''}" for reason in account.reasons}

        assert expected == rows - {"No reason recorded"}
        assert any(reason.childs_decision for reason in account.reasons) == (
            "A child's choice is not a failing of the child." in str(answer(account))
        )

    def test_footnotes(self) -> None:
        """The sources, the method and the notes stand last, each with its kind; without any there is no such part."""
        assert (f"Source: {COMMITTEE}", "Method: Working days are those of England and Wales.") == answer(CP_3_10).footnotes
        assert answer(attrs.evolve(CP_3_10, notes=("A note.",))).text().endswith("- Note: A note.\n")
        assert "Sources" not in str(answer(CP_1_4)) + answer(CP_1_4).markdown() + answer(CP_1_4).html()


def short(account: Account, **changed: Any) -> str:
    """The short answer."""
    return answer(attrs.evolve(account, **changed)).parts[0].paragraphs[0]


def part(heading: str, account: Account, **changed: Any) -> str:
    """The paragraphs of a part."""
    (found,) = (part for part in answer(attrs.evolve(account, **changed)).parts if part.heading == heading)
    return "\n".join(found.paragraphs)


class TestTheShortAnswer:
    """
    Both halves of the question are answered in the first lines: why, and what it would take.

    Source: the question of 27 November 2018 to Southend's People Scrutiny Committee; the figures are the example council's, which is made up.
    """

    def test_conferences(self) -> None:
        """CP 3.10 of the example council at the end of September 2018."""
        assert (
            "From 1 April to 30 September 2018, 120 of 175 children had a conference in time: 68.6%, which misses the target of 90%. "
            "A conference was late for 55 children, and the reasons given most often, for 10 children each, are "
            '"Social work report not ready or not shared in time" and "Parent or carer could not attend or be present on the dates offered". '
            "The target is out of reach for this year: even with all still to come in time, the year would end at 84.3%. "
            "Next month alone would meet the target if at least 90% of its children have a conference in time."
        ) == short(CP_3_10)

    def test_visits(self) -> None:
        """CP 1.4 is a snapshot, which nothing that came before is in."""
        assert (
            "On 30 September 2018, visits were in time for 278 of 302 children: 92.1%, which misses the target of 95%. "
            'A visit was late for 24 children, and the reason given most often, for 8 children, is "Worker absent, vacant post or no capacity". '
            "Next month the figure starts afresh, and it meets the target if at least 95% of the children have a visit in time."
        ) == short(CP_1_4)

    @pytest.mark.parametrize(
        ("of", "expected"),
        [
            (share(1, 1, "100.0"), "1 of 1 child had a conference in time: 100.0%, "),
            (share(0, 3, "0.0"), "0 of 3 children had a conference in time: 0.0%, "),
            (share(1200, 1750, None), "1,200 of 1,750 children had a conference in time."),
            (share(None, 175, "68.6"), "68.6% of 175 children had a conference in time, "),
            (share(None, None, "68.6"), "68.6% of children had a conference in time, "),
            (share(120, None, None), "120 children had a conference in time."),
            (share(120, None, "68.6"), "120 children had a conference in time: 68.6%, "),
            (share(None, 175, None), "of 175 children, the number with a conference in time is not shown."),
            (share(None, None, None), "the number with a conference in time is not shown."),
            (share(0, 0, None), "there were no children to count, so there is no figure. For 4 children a conference"),
        ],
    )
    def test_whatever_is_shown(self, of: Share, expected: str) -> None:
        """As much of the figure is told as is shown; nothing out of nothing is no figure."""
        assert short(CP_3_10, figure=of).startswith(f"From 1 April to 30 September 2018, {expected}")

    @pytest.mark.parametrize(
        ("of", "expected"),
        [
            (share(1, 3, "33.3"), "1 of 3 assessments was in time: 33.3%."),
            (share(2, 3, "66.7"), "2 of 3 assessments were in time: 66.7%."),
            (share(None, None, "84.0"), "84.0% of assessments were in time."),
            (share(None, 3, None), "of 3 assessments, the number in time is not shown."),
        ],
    )
    def test_what_is_counted_is_what_is_due(self, of: Share, expected: str) -> None:
        """An assessment does not have an assessment."""
        assert f"From 1 October 2017 to 30 September 2018, {expected}" in short(ASSESSMENTS, figure=of)

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"late": 0, "overdue": 0}, "No conference was late."),
            ({"late": 0, "overdue": 4}, "No conference was late, but for 4 children a conference is overdue."),
            ({"late": None, "overdue": None}, "How many children had a conference late is not shown."),
            ({"late": 1, "reasons": (), "no_reason": 1}, "A conference was late for 1 child, and no reason is recorded."),
            ({"late": 55, "reasons": (), "no_reason": None}, "A conference was late for 55 children, and the reasons are not shown."),
            ({"late": 55, "reasons": (), "no_reason": 6}, "A conference was late for 55 children, and the reasons are not shown."),
            ({"reasons": (why("A", None, ""), why("B", 3, ""))}, "A conference was late for 55 children, and the reasons are in the table below."),
            ({"reasons": tuple(why(words, 3, "") for words in "ABC")}, "A conference was late for 55 children, and no one reason stands out."),
            ({"reasons": CP_1_4.reasons[1:]}, 'for 5 children, is "Child declined to be seen" (the child\'s own choice).'),
        ],
    )
    def test_why(self, changed: dict[str, Any], expected: str) -> None:
        """The commonest reason is told only where it is known and stands out."""
        assert f"{expected} The target" in short(CP_3_10, **changed)

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"best": None}, "The target is out of reach for this year."),
            (
                {"attainable": True, "needed": 80, "remaining": 100},
                "The target can still be met this year: at least 80 of the 100 still to come must be in time.",
            ),
            ({"attainable": True, "needed": 1, "remaining": 1}, "The target can still be met this year: all still to come must be in time."),
            ({"attainable": True, "needed": None}, "The target can still be met this year."),
            ({"attainable": True, "needed": 80, "remaining": None}, "The target can still be met this year."),
            ({"attainable": True, "needed": 0}, "The target is safe for this year, whatever is still to come."),
            ({"attainable": None}, "These figures do not say if the target can still be met this year."),
        ],
    )
    def test_what_it_would_take(self, changed: dict[str, Any], expected: str) -> None:
        """Whether the year can still meet its target is told as far as it is known, and then what next month alone needs."""
        assert short(CP_3_10, **changed).endswith(
            f"{expected} Next month alone would meet the target if at least 90% of its children have a conference in time."
        )

    @pytest.mark.parametrize(("meets", "expected"), [(True, ", and the target was met."), (False, ", and the target was missed."), (None, ".")])
    def test_the_year_is_over(self, *, meets: bool | None, expected: str) -> None:
        """At the end of March nothing more can be needed, and a new year begins."""
        ended = {"as_at": date(2019, 3, 31), "meets": meets}

        assert short(CP_3_10, **ended).endswith(f"The year is over{expected}")
        assert f"The year is over{expected} The next year starts again from nothing." in part("What it would take", CP_3_10, **ended)
        assert "by itself" not in part("What it would take", CP_3_10, **ended)

    @pytest.mark.parametrize(("meets", "expected"), [(True, "which meets the"), (False, "which misses the"), (None, "against a")])
    def test_the_target(self, *, meets: bool | None, expected: str) -> None:
        """The figure stands against its target."""
        assert f": 68.6%, {expected} target of 90%." in short(CP_3_10, meets=meets)

    def test_no_target(self) -> None:
        """Without a target there is none to meet, and the question does not ask of it."""
        of = answer(attrs.evolve(CP_3_10, target=None))

        assert "This answers: Were any conferences late, and why?" == of.opening[-1]
        assert of.parts[0].paragraphs[0].endswith(" No target was given for this figure.")
        assert ["No target was given for this figure, so we cannot say what it would take to meet one."] == list(of.parts[-1].paragraphs[:1])

    def test_a_target_of_all(self) -> None:
        """A target of 100% takes all, and not at least 100%."""
        assert "if all of its children have a conference in time." in short(CP_3_10, target=Decimal(100))

    def test_no_cases_and_one_overdue(self) -> None:
        """Where nothing was counted, what is overdue is told all the same."""
        assert "so there is no figure. For 1 child a conference is overdue. The target" in short(CP_3_10, figure=share(0, 0, None), overdue=1)

    def test_other_figures(self) -> None:
        """Of a figure that is gathered otherwise nothing is said of the next month or the year."""
        assert "month" not in short(CP_3_10, gathered="other")


class TestWhatStandsBehindIt:
    """
    The figure, who was late and why, one family, recording and what it would take, each in its part.

    Source: issue 6 of the project; the figures are the example council's, which is made up.
    """

    def test_the_figure(self) -> None:
        """What is measured and why it is cumulative, the shortfall in points and in children, the month alone and the figure before."""
        assert (
            "The figure is the share of children with a conference in time. In time means within 15 working days of the strategy discussion. "
            "The figure is cumulative. Cumulative means that each month is added to the months before it. "
            "So a late conference stays in it until the year ends. A month by itself has few children, and a few can change it a lot. "
            "Adding the months up makes the figure steadier.\n"
            "It is 21.4 percentage points short of the target of 90%. Percentage points are the gap between two percentages. "
            "With 38 more children in time it would have been met.\n"
            "In September 2018 alone, 26 of 33 children had a conference in time: 78.8%. "
            "The figure before it (April to August 2018) was 66.2%: it has risen since then."
        ) == part("The figure", CP_3_10)

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"gathered": "snapshot"}, "It is taken afresh each time, and what came before is not in it."),
            ({"gathered": "other"}, "It is of the children counted from 1 April to 30 September 2018."),
            ({"meets": True}, "\nIt meets the target of 90%."),
            ({"shortfall": None}, "\nIt misses the target of 90%."),
            ({"shortfall": Decimal(1)}, "\nIt is 1 percentage point short of the target of 90%."),
            ({"shortfall": Decimal("1.0"), "cases_short": 0, "month": None}, "It is 1.0 percentage points short of the target of 90%. "),
            ({"cases_short": 0, "earlier": ()}, "Percentage points are the gap between two percentages.\nIn September"),
            ({"cases_short": 1}, "With 1 more child in time it would have been met."),
            ({"month": None}, "\nIn the last month alone, 26 of 33"),
            ({"month_alone": share(0, 0, None)}, "\nIn September 2018 alone, there were no children to count."),
            ({"earlier": (("April 2018", share(1, 2, "68.6")),)}, "The figure before it (April 2018) was 68.6%: it has not changed."),
            ({"earlier": (("April 2018", share(1, 2, "70.0")),)}, "was 70.0%: it has fallen since then."),
            ({"unknown": 1}, "For 1 child the dates do not show if a conference was in time. That counts as not in time."),
        ],
    )
    def test_the_figure_otherwise(self, changed: dict[str, Any], expected: str) -> None:
        """Each fact is told as it is."""
        assert expected in part("The figure", CP_3_10, **changed)

    def test_the_figure_over_time(self) -> None:
        """The earlier figures stand over the figure, and its month alone under it; a figure by itself has no table."""
        (table,) = answer(CP_3_10).parts[1].tables

        assert "The figure over time" == table.title
        assert (
            ("April to July 2018", "71", "114", "62.3%"),
            ("April to August 2018", "94", "142", "66.2%"),
            ("From 1 April to 30 September 2018", "120", "175", "68.6%"),
            ("September 2018 alone", "26", "33", "78.8%"),
        ) == table.rows
        assert () == answer(CP_1_4).parts[1].tables
        (table,) = answer(attrs.evolve(CP_1_4, month=None, month_alone=share(0, 0, None), figure=share(None, 5, None))).parts[1].tables
        assert "The figure" == table.title
        assert (("On 30 September 2018", "not shown", "5", "not shown"), ("The last month alone", "0", "0", "no cases")) == table.rows

    def test_who_was_late(self) -> None:
        """How many, at how many conferences, by how long, whose reasons, how many without, and what is still to happen."""
        assert (
            "A conference was late for 55 children. That was 32 late conferences, because one conference can be for several children. "
            "The latest one came 16 working days after the limit.\n"
            "For 25 children the reason was in the council's control. For 24 children the reason was outside the council's control. "
            "For 6 children no reason is recorded, so we cannot say why. A reason explains why a conference was late. "
            "It does not change the figure: what was late still counts as late.\n"
            "For 4 children a conference is overdue: the limit has passed, and by 30 September 2018 it had not happened. "
            "For 11 children a conference is not due yet. What has not happened is not in the figure.\n"
            "Quorate means that enough of the people who must be there were there."
        ) == part("Who was late, and why", CP_3_10)

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"late_events": 55}, "That was 55 late conferences. The latest"),
            ({"late": 3, "late_events": 1}, "That was 1 late conference, because"),
            ({"longest": 1}, "The latest one came 1 working day after the limit."),
            ({"no_reason": 0}, "Every late conference has a reason recorded."),
            ({"in_authoritys_control": 0}, "For no child the reason was in the council's control."),
            ({"overdue": 0, "waiting": 1}, "\nFor 1 child a conference is not due yet. What has not happened"),
        ],
    )
    def test_who_was_late_otherwise(self, changed: dict[str, Any], expected: str) -> None:
        """Each fact is told as it is."""
        assert expected in part("Who was late, and why", CP_3_10, **changed)

    def test_nobody_was_late(self) -> None:
        """Of reasons and lateness nothing is said where nothing was late."""
        (late,) = (found for found in answer(attrs.evolve(CP_3_10, late=0, overdue=0, waiting=0)).parts if found.heading == "Who was late, and why")

        assert (("No conference was late.",), ()) == (late.paragraphs, late.tables)

    @pytest.mark.parametrize(("late", "overdue", "expected"), [(1, 1, "1 assessment was late."), (2, 1, "2 assessments were late.")])
    def test_late_assessments(self, late: int, overdue: int, expected: str) -> None:
        """What is due is what is counted, so it is late itself."""
        told = part("Who was late, and why", ASSESSMENTS, late=late, overdue=overdue, waiting=2)

        assert told.startswith(expected)
        assert "\n1 assessment is overdue: " in told
        assert " 2 assessments are not due yet." in told

    def test_no_attribution(self) -> None:
        """Where it is not said whom reasons are put down to, there is no column for it."""
        (table,) = answer(attrs.evolve(CP_1_4, reasons=(why("A", 3, ""),))).parts[2].tables

        assert (("Reason", "Children"), (("A", "3"), ("No reason recorded", "2"))) == (table.headings, table.rows)

    @pytest.mark.parametrize(
        ("family", "expected"),
        [
            ((4, Decimal("-1.6")), "has 4 children. It lowers the figure by 1.6 percentage points."),
            ((1, Decimal("0.2")), "has 1 child. It raises the figure by 0.2 percentage points."),
            ((2, Decimal("0.0")), "has 2 children. The figure is the same without it."),
        ],
    )
    def test_one_family(self, family: tuple[int, Decimal], expected: str) -> None:
        """What the family that moves the figure most does to it."""
        assert part("What one family does", CP_3_10, largest_family=family).endswith(f"The family that moves it most {expected}")

    def test_recording(self) -> None:
        """The figure by the day beside the figure with all that was recorded later, whichever of the two is the figure."""
        assert (
            "The figure is from all that has been recorded since. "
            "From what was recorded by 30 September 2018, 118 of 170 children had a conference in time: 69.4%. "
            "For 2 children it was in time but recorded late. That is late paperwork and not a late conference."
        ) == part("Late, or only recorded late", CP_3_10)
        assert (
            "The figure is from what was recorded by 30 September 2018. "
            "With all that was recorded later, 120 of 175 children had a conference in time: 68.6%. "
            "No conference was in time but recorded late. "
            "For 1 child the reason given is late recording, but the dates say that it was late. The reason or a date must be wrong."
        ) == part(
            "Late, or only recorded late",
            CP_3_10,
            figure=share(118, 170, "69.4"),
            practised=CP_3_10.figure,
            recorded=None,
            late_recording=0,
            still_late_with_recording_reason=1,
        )

    def test_out_of_reach(self) -> None:
        """It is said plainly, with what it would have taken, and what the figures cannot say."""
        assert (
            "Next month alone would meet the target if at least 90% of its children have a conference in time. "
            "September 2018 came to 78.8% by itself.\n"
            "At the pace of the year so far, 175 more children will be counted. "
            "To meet the target for the year, 195 more children would have to be in time. "
            "That is more than are still to come, so the target is out of reach for this year. "
            "It has been out of reach since the end of July 2018. With all still to come in time, the year would end at 84.3%. "
            "It would take 375 children in a row, all in time, to bring the figure to the target.\n"
            "These figures show what is needed. They cannot show what the council plans to do about it.\n"
            "What the council will do: (to be written by the service)"
        ) == part("What it would take", CP_3_10)

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"remaining_is_given": True, "remaining": 1}, "The council expects 1 more child this year."),
            ({"remaining": 0}, "No more children are expected this year."),
            ({"needed": None}, "counted. The target is out of reach for this year. It has been"),
            ({"attainable": True, "needed": 80}, "At least 80 of them must be in time for the year to meet the target. With all"),
            ({"attainable": True, "needed": 175}, "All of them must be in time for the year to meet the target."),
            ({"attainable": True, "needed": None}, "The target can still be met this year."),
            ({"attainable": True, "needed": 0}, "The target is met even if none of them is in time."),
            ({"attainable": None}, "These figures do not say if the target can still be met this year."),
            (
                {"attainable": True, "needed": 80, "probability": "about 3 in 10"},
                "If things go on as they have, the chance of that is about 3 in 10.",
            ),
            ({"month": None}, "The last month came to 78.8% by itself."),
        ],
    )
    def test_the_year_otherwise(self, changed: dict[str, Any], expected: str) -> None:
        """Each fact is told as it is."""
        assert expected in part("What it would take", CP_3_10, **changed)

    def test_a_snapshot_has_no_year(self) -> None:
        """Nothing is said of the rest of the year where each figure starts afresh."""
        assert "year" not in part("What it would take", CP_1_4, remaining=3, attainable=False)
