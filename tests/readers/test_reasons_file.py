"""A council's own reasons from TOML: what a file gives, and how everything that is wrong with it is told."""

import doctest
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators import InvalidDefinition
from csc_indicators.readers.reasons_file import read_reasons
from csc_indicators.reasons.delay import DELAY_REASONS
from csc_indicators.reasons.mapping import OwnReason, own_taxonomy

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "own-reasons.md").read_text(encoding="utf-8")

LIST = '[list]\nnamespace = "northshire"\nowner = "Northshire Council"\n'
CODES = '[codes]\n"LATE 1" = "F10"\n'
REASON = '[[reason]]\ncode = "A20-legal"\nlabel = "Legal"\nnarrower_than = "A20"\n'

TEXT = "and text in quotation marks is wanted"
TOP = "At the top of the file"
AS = "Write it as a table"
LINE = '"LATE 3" = "A20"'
KEYS = f"a table of keys is wanted. {AS} of its own, under [codes], with a line like"

codes = st.text("aBz 09\"'\\,:#=é日\t\n", max_size=6).map(lambda text: f"L{text}")


def value(of: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(of, bool):
        return str(of).lower()
    if isinstance(of, tuple):
        return f"[{', '.join(map(value, of))}]"
    return '"' + "".join(f"\\U{ord(letter):08X}" if letter in '"\\' or not letter.isprintable() else letter for letter in of) + '"'


def faults(text: str | Path) -> list[str]:
    """Every fault of a file, without the bullet."""
    with pytest.raises(InvalidDefinition) as refused:
        read_reasons(text)
    first, *others = str(refused.value).splitlines()
    count = "1 fault" if len(others) == 1 else f"{len(others)} faults"
    assert f"{count} in " == first[: len(count) + 4]
    assert first.endswith("; nothing was made.")
    return [line.removeprefix("  - ") for line in others]


class TestWhatAFileGives:
    """A file gives what own_taxonomy makes of the same. (Issue 6: TOML or a dict)"""

    @given(st.dictionaries(codes, st.sampled_from(["F10", "A20", "A20-legal"]), min_size=1, max_size=4))
    def test_codes(self, given: dict[str, str]) -> None:
        """Codes of any letters stand for what they are said to, or are refused alike by both."""
        text = LIST + "[codes]\n" + "".join(f"{value(code)} = {value(means)}\n" for code, means in given.items()) + REASON
        narrower = [OwnReason(code="A20-legal", label="Legal", narrower_than="A20")]
        try:
            expected: Any = own_taxonomy(DELAY_REASONS, namespace="northshire", owner="Northshire Council", narrower=narrower, codes=given)
        except InvalidDefinition as refused:
            with pytest.raises(InvalidDefinition, match=f"^{re.escape(str(refused))}$"):
                read_reasons(text)
        else:
            assert expected == read_reasons(text)

    def test_every_key(self) -> None:
        """Every key of a list and of a reason has its effect."""
        said: dict[str, Any] = {
            "code": "A20-legal",
            "label": "Legal",
            "narrower_than": "A20",
            "alternatives": ("Advice", "Lawyers"),
            "definition": "It waited.",
            "includes": "In.",
            "excludes": "Out.",
            "applies_to": ("initial conference",),
            "comment_required": True,
            "source": "Guidance.",
            "since": "1.1",
            "status": "retired",
            "replaced_by": "A20",
        }
        of: dict[str, Any] = {"namespace": "n", "owner": "N", "version": "1.2", "title": "Ours"}
        text = "[list]\n" + "".join(f"{key} = {value(one)}\n" for key, one in of.items())
        text += "[[reason]]\n" + "".join(f"{key} = {value(one)}\n" for key, one in said.items())

        assert {field.name for field in attrs.fields(OwnReason)} == set(said)
        assert own_taxonomy(DELAY_REASONS, narrower=[OwnReason(**said)], **of) == read_reasons(text)

    def test_from_a_path(self, tmp_path: Path) -> None:
        """A file in UTF-8, with a mark at its head or without, is read as its text is."""
        for how in ("utf-8", "utf-8-sig"):
            (tmp_path / "a.toml").write_text(LIST + CODES, encoding=how)
            assert read_reasons(LIST + CODES) == read_reasons(tmp_path / "a.toml")

    def test_on_another_list(self) -> None:
        """The national list may be a later version."""
        later = attrs.evolve(DELAY_REASONS, version="2.0")

        assert ("csc-delay-reasons", "2.0") == read_reasons(LIST + CODES, national=later).extends


class TestFaults:
    """Everything that is wrong is told at once, with where and what to write. (House rule on errors)"""

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (LIST, ["At the top of the file: there are neither codes nor reasons. Put codes under [codes], and begin each reason with [[reason]]."]),
            (
                CODES,
                [
                    "In [list]: the key 'namespace' is missing or empty. Write it like: namespace = \"northshire\"",
                    "In [list]: the key 'owner' is missing or empty. Write it like: owner = \"Northshire Council\"",
                ],
            ),
            (
                LIST.replace('"Northshire Council"', "3") + CODES + REASON.replace("label", "lable"),
                [
                    'In [list]: owner is a whole number, and text in quotation marks is wanted. Write it like: owner = "Northshire Council"',
                    "In reason 1: there is no key 'lable'. Did you mean 'label'?",
                    "In reason 1: the key 'label' is missing or empty. Write it like: label = \"Report waiting for legal advice\"",
                ],
            ),
            (
                LIST + '[codes]\n"L 1" = 3\n' + REASON + REASON + 'alternatives = ["a", 1]\nstatus = "gone"\n',
                [
                    'In [codes]: \'L 1\' is a whole number, and text in quotation marks is wanted. Write it like: "L 1" = "A20"',
                    f'In reason 2: a value of alternatives is a whole number, {TEXT}. Write it like: alternatives = ["Legal advice"]',
                    "In reason 2: status is not one of the words that are known. There are: 'active', 'retired' Write it like: status = \"retired\"",
                ],
            ),
            (
                "codes = 3\nreason = 4\nother = 5\n" + LIST,
                [
                    f"{TOP}: codes is a whole number, and {KEYS} {LINE} for each code.",
                    f"{TOP}: reason is a whole number, and a list is wanted. {AS} of its own for each reason, under [[reason]].",
                    "At the top of the file: there is no key 'other'. There are: 'codes', 'list', 'reason'",
                ],
            ),
            (
                LIST.replace("northshire", "North Shire") + CODES + '"L 2" = "L 2"\n"L 3" = "A99"\n' + REASON.replace('"Legal"', '"Other"'),
                [
                    "A namespace is small letters, figures and underscores, such as 'northshire'.",
                    "Own codes that lead round in a circle: 'L 2'.",
                    "Own codes that stand for no code of the list: 'L 3'.",
                    "Codes whose label is another's, or is there twice: A20-legal, Z80.",
                ],
            ),
        ],
    )
    def test_told(self, text: str, told: list[str]) -> None:
        """Each by its place."""
        assert sorted(told) == sorted(faults(text))

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (CODES + '"LATE 1" = "A20"\n', "Line 3: this code, key or table is there twice. Keep one of the two"),
            ("[codes]\nL = A20\n", "Line 2 cannot be read (Invalid value). Write key = value, a line each"),
            ("[codes]\nL = \n", "Line 2 cannot be read"),
            ('[codes\n"L" = "A20"', "Line 1 cannot be read"),
            ('[codes]\nL = "', "Line 2 cannot be read"),
            ("northshire.toml", "This is the name of a file and not its text. Give read_reasons(Path('...'))."),
        ],
    )
    def test_no_toml(self, text: str, told: str) -> None:
        """What cannot be read is told by its line."""
        with pytest.raises(InvalidDefinition, match=f"^{re.escape(told)}"):
            read_reasons(text)

    def test_not_utf_8(self, tmp_path: Path) -> None:
        """Another encoding is not guessed."""
        (tmp_path / "a.toml").write_bytes('[list]\nowner = "Schöneck"'.encode("latin-1"))
        with pytest.raises(InvalidDefinition, match=r"not in UTF-8\. Save it as UTF-8"):
            read_reasons(tmp_path / "a.toml")

    @given(st.text('[]="ab\n# 1.,{}', max_size=30))
    def test_any_text(self, text: str) -> None:
        """Whatever the text, without a list in it, it is refused in words."""
        with pytest.raises(InvalidDefinition, match=r"^Line \d+|faults? in the file of reasons; nothing was made"):
            read_reasons(text)


def test_the_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of the guide run, with the file that it shows; it explains every key."""
    monkeypatch.chdir(tmp_path)
    (shown,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    Path("northshire-reasons.toml").write_text(shown, encoding="utf-8")
    examples = "\n".join(re.findall(r"^```pycon\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
    explained = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE))))
    test = doctest.DocTestParser().get_doctest(examples, {}, "own-reasons.md", None, 0)
    found = doctest.DocTestRunner(verbose=False).run(test)

    assert (0, 21) == (found.failed, found.attempted)
    assert {field.name for field in attrs.fields(OwnReason)} | {"namespace", "owner", "version", "title"} == explained
