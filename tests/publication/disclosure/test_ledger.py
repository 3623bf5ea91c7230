"""
The ledger of releases.

The clauses are those of the project's facts on disclosure control, 1.4 (release ledger), and DC6 of its properties.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csc_indicators.errors import BrokenLedger
from csc_indicators.publication.disclosure import ledger as module
from csc_indicators.publication.disclosure.atoms import Atom, Subject
from csc_indicators.publication.disclosure.ledger import Entry, Ledger, append, read_ledger
from csc_indicators.publication.disclosure.release import Cell, Released
from csc_indicators.publication.disclosure.shown import Shown
from csc_indicators.publication.disclosure.symbols import Symbol

DAY = date(2026, 7, 10)
LATE, IN_TIME = frozenset({("late",)}), frozenset({("in time",)})
ALL = LATE | IN_TIME

words = st.text(max_size=5)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
subjects = st.builds(Subject, indicator=words, rule=words, first=st.none() | days, as_at=days, group=st.lists(words, max_size=2).map(tuple))
shown = (
    st.builds(Shown.exactly, st.integers(0, 99))
    | st.builds(Shown, st.none(), st.sampled_from(Symbol), st.integers(0, 9), st.none() | st.integers(9, 99))
    | st.integers(0, 20).map(lambda count: Shown(count + 2, None, count, count + 4))
)
atoms: st.SearchStrategy[Atom] = st.lists(words, min_size=1, max_size=2).map(tuple)
cells = st.builds(Cell, words, st.frozensets(atoms, min_size=1, max_size=3), shown)
releases = st.builds(Released, subjects, words, st.lists(cells, max_size=3).map(tuple), st.lists(words, max_size=2).map(tuple))


@contextmanager
def a_file() -> Iterator[Path]:
    """The path of a ledger that is not there yet."""
    with TemporaryDirectory() as folder:
        yield Path(folder) / "releases.jsonl"


def subject(as_at: date = date(2026, 6, 30), **others: Any) -> Subject:
    """What a release is of: by default a year to date."""
    return attrs.evolve(Subject(indicator="southend.cp_1_1", rule="2026", first=date(2026, 4, 1), as_at=as_at), **others)


def release(of: Subject, *counts: tuple[frozenset[Atom], Shown]) -> Released:
    """A release of cells by their atoms and what is shown of them."""
    return Released(of, "dfe-authority", tuple(Cell(" + ".join(sorted(" ".join(atom) for atom in atoms)), atoms, cell) for atoms, cell in counts))


def written(path: Path, *all_of_them: Released) -> Ledger:
    """The ledger after so many releases, one a day."""
    ledger = Ledger()
    for number, one in enumerate(all_of_them):
        ledger = append(path, one, date(2026, 7, 10 + number), new=not number)
    return ledger


THREE = tuple(
    release(subject(date(2026, month, 28)), (LATE, Shown.withheld()), (IN_TIME, Shown.exactly(10 * month)), (ALL, Shown.withheld()))
    for month in (4, 5, 6)
)


@cache
def three_lines() -> bytes:
    """The file of three releases."""
    with a_file() as path:
        written(path, *THREE)
        return path.read_bytes()


class TestWriting:
    """
    What is read is what was written, in the order it was.

    Source: facts on disclosure control, 1.4 (an append-only list of released cells).
    """

    @given(st.lists(st.tuples(releases, days), min_size=1, max_size=3))
    def test_read_again(self, made: list[tuple[Released, date]]) -> None:
        """Every release comes back whole, numbered from 1, with its day."""
        made = sorted(made, key=lambda one: one[1])
        with a_file() as path:
            ledgers = [append(path, one, on, new=True) for one, on in made]
            found = read_ledger(path)

        assert tuple(Entry(number, on, one) for number, (one, on) in enumerate(made, start=1)) == found.entries
        assert ledgers[-1] == found
        assert [ledger.entries for ledger in ledgers] == [found.entries[:length] for length in range(1, len(made) + 1)]

    @given(releases, releases)
    def test_lines_are_only_added(self, one: Released, other: Released) -> None:
        """A release leaves what was in the file as it is, and adds one line."""
        with a_file() as path:
            append(path, one, DAY, new=True)
            before = path.read_bytes()
            append(path, other, DAY)
            after = path.read_bytes()

        assert after.startswith(before)
        assert 1 == after[len(before) :].count(b"\n")
        assert after.endswith(b"\n")

    def test_a_moment_is_its_day(self, tmp_path: Path) -> None:
        """A datetime is written as the day it is on."""
        moment = append(tmp_path / "l", release(subject(datetime(2026, 6, 30, 12))), datetime(2026, 7, 10, 9), new=True)

        assert (DAY, date(2026, 6, 30)) == (moment.entries[0].on, moment.entries[0].released.subject.as_at)

    def test_an_earlier_day(self, tmp_path: Path) -> None:
        """A release is not added before the last one; on the same day it is."""
        path = tmp_path / "ledger"
        append(path, THREE[0], DAY, new=True)
        before = path.read_bytes()

        with pytest.raises(ValueError, match="order they are made"):
            append(path, THREE[1], date(2026, 7, 9))
        assert before == path.read_bytes()
        assert 2 == len(append(path, THREE[1], DAY))

    def test_repr(self, tmp_path: Path) -> None:
        """The repr counts the releases and gives none."""
        assert "<Ledger of 0 releases>" == repr(Ledger())
        assert "<Ledger of 1 release>" == repr(written(tmp_path / "a", THREE[0]))
        assert "<Ledger of 3 releases>" == repr(written(tmp_path / "b", *THREE))


class TestNothingTrue:
    """
    The file holds what was published and no true count.

    Source: DC6 of the project's properties.
    """

    def test_the_bytes_are_the_same_whatever_is_withheld(self) -> None:
        """From true counts of 1 to 5 that are withheld, the same file is written, and no number in it is one of them."""
        files = set()
        for count in range(1, 6):
            true = {("late",): count, ("in time",): 40}
            cells = [(atoms, Shown.withheld() if min(true[atom] for atom in atoms) <= 5 else Shown.exactly(40)) for atoms in (LATE, IN_TIME, ALL)]
            with a_file() as path:
                append(path, release(subject(), *cells), DAY, new=True)
                files.add(path.read_bytes())

        (content,) = files
        cells_written = json.loads(content)["entry"]["cells"]
        assert {None, 40, 0} == {cell[key] for cell in cells_written for key in ("value", "lowest", "highest")}


class TestTampering:
    """
    A line that was altered, moved or taken out is found, and the error names the line and no value.

    Source: facts on disclosure control, 1.4 (append-only); design of the ledger.
    """

    @settings(max_examples=300)
    @given(st.data())
    def test_any_byte(self, data: st.DataObject) -> None:
        """Any byte of any line that is another is found in that line."""
        with a_file() as path:
            content = bytearray(three_lines())
            place = data.draw(st.integers(0, len(content) - 1))
            byte = data.draw(st.integers(0, 255))
            assume(byte != content[place])
            line = content[:place].count(b"\n") + 1
            content[place] = byte
            path.write_bytes(bytes(content))

            with pytest.raises(BrokenLedger, match=f"Line {line} of the ledger"):
                read_ledger(path)

    @settings(max_examples=50)
    @given(st.integers(1, 10_000), st.booleans())
    def test_cut_within_a_line(self, cut: int, end: bool) -> None:
        """A file cut anywhere but between two lines is found to be."""
        with a_file() as path:
            content = three_lines()
            cut = cut % len(content)
            rest = content[:-cut] if end else content[cut:]
            assume(cut and not (rest.endswith(b"\n") and content.startswith(rest)))
            path.write_bytes(rest)

            with pytest.raises(BrokenLedger):
                read_ledger(path)

    @pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (0, 2), (1, 2), (2,), (0, 0), (0, 1, 1), (0, 1, 2, 0), (2, 1, 0)])
    def test_lines_moved_taken_out_or_repeated(self, tmp_path: Path, order: tuple[int, ...]) -> None:
        """Lines that are whole but not where they were are found."""
        path = tmp_path / "ledger"
        written(path, *THREE)
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[place] for place in order))

        with pytest.raises(BrokenLedger, match="Line"):
            read_ledger(path)

    @pytest.mark.parametrize(
        "change",
        [
            lambda line: line["entry"].update(number=2),
            lambda line: line["entry"].update(on="canary"),
            lambda line: line["entry"].update(cells=[]),
            lambda line: line["entry"].update(cells=None),
            lambda line: line["entry"]["cells"][1].update(value=7919),
            lambda line: line["entry"]["cells"][1].update(atoms=[["a"], [1]]),
            lambda line: line["entry"]["cells"][1].update(atoms=[[["a"]]]),
            lambda line: line["entry"]["cells"][1].update(highest=float("nan")),
            lambda line: line["entry"].update(canary=7919),
            lambda line: line.update(entry=7919),
            lambda line: line.update(before="1" * 64),
        ],
    )
    def test_a_line_of_another_content(self, tmp_path: Path, change: Callable[[Any], None]) -> None:
        """Whatever the first line is changed to, it is found, and the error does not repeat it."""
        path = tmp_path / "ledger"
        written(path, *THREE)
        first, *others = path.read_text(encoding="ascii").splitlines(keepends=True)
        line = json.loads(first)
        change(line)
        path.write_text(json.dumps(line, sort_keys=True, separators=(",", ":")) + "\n" + "".join(others), encoding="ascii")

        with pytest.raises(BrokenLedger, match="Line 1") as raised:
            read_ledger(path)
        assert "7919" not in str(raised.value)
        assert "canary" not in str(raised.value)

    def test_a_wrong_number_that_is_well_hashed(self, tmp_path: Path) -> None:
        """Entries are numbered from 1, one after another, even where the hashes are right."""
        path = tmp_path / "ledger"
        path.write_bytes(b"".join(line for line, _ in module._lines([Entry(2, DAY, THREE[0])])))  # noqa: SLF001

        with pytest.raises(BrokenLedger, match="Line 1"):
            read_ledger(path)

    def test_nothing_is_added_to_a_broken_ledger(self, tmp_path: Path) -> None:
        """The file is checked before a line is added."""
        path = tmp_path / "ledger"
        written(path, *THREE)
        content = path.read_bytes()[1:]
        path.write_bytes(content)

        with pytest.raises(BrokenLedger):
            append(path, THREE[0], date(2026, 8, 1))
        assert content == path.read_bytes()

    def test_somebody_else_writes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A line that was added after the ledger was read is found before another is added."""
        path = tmp_path / "ledger"
        written(path, *THREE)
        content = path.read_bytes()
        monkeypatch.setattr(module, "read_ledger", lambda *_, **__: Ledger())

        with pytest.raises(BrokenLedger, match="Something else is writing"):
            append(path, THREE[0], DAY)
        assert content == path.read_bytes()


class TestSeal:
    """
    The seal finds that last lines were cut off, which the file cannot show.

    Source: design of the ledger.
    """

    def test_last_lines_cut_off(self, tmp_path: Path) -> None:
        """A ledger without its last lines is read, unless its seal is given."""
        path = tmp_path / "ledger"
        seals = [written(tmp_path / str(length), *THREE[:length]).seal for length in range(3)]
        whole = written(path, *THREE)
        first = path.read_bytes().splitlines(keepends=True)[0]
        path.write_bytes(first)

        assert 4 == len({*seals, whole.seal})
        assert 1 == len(read_ledger(path))
        assert 1 == len(read_ledger(path, seal=seals[1]))
        for seal in (seals[0], seals[2], whole.seal):
            with pytest.raises(BrokenLedger, match="seal"):
                read_ledger(path, seal=seal)
            with pytest.raises(BrokenLedger, match="seal"):
                append(path, THREE[1], date(2026, 8, 1), seal=seal)
        assert first == path.read_bytes()

    def test_the_seal_is_the_last_hash_in_the_file(self, tmp_path: Path) -> None:
        """It is in the file's last line, and is noughts when there is none."""
        path = tmp_path / "ledger"
        ledger = written(path, *THREE)

        assert json.loads(path.read_text().splitlines()[-1])["hash"] == ledger.seal
        assert "0" * 64 == Ledger().seal

    def test_a_lost_ledger(self, tmp_path: Path) -> None:
        """A ledger that is absent or empty is an error unless it is said to be new, and never one that was sealed."""
        path = tmp_path / "ledger"
        for empty in (False, True):
            if empty:
                path.touch()
            with pytest.raises(BrokenLedger, match="There is no ledger"):
                read_ledger(path)
            with pytest.raises(BrokenLedger, match="There is no ledger"):
                append(path, THREE[0], DAY)
            with pytest.raises(BrokenLedger, match="seal"):
                read_ledger(path, new=True, seal="1" * 64)
            assert Ledger() == read_ledger(path, new=True, seal="0" * 64) == read_ledger(str(path), new=True)


class TestSeries:
    """
    A release is followed by others of the same indicator, rule, group and first day.

    Source: facts on disclosure control, 1.4 (theorem 2: each count since its last publication).
    """

    def test_the_last_of_a_series(self, tmp_path: Path) -> None:
        """They stand in the order they were released, whatever day they go up to."""
        older = release(subject(date(2026, 5, 31)))
        ledger = written(tmp_path / "ledger", *THREE, older, release(subject(indicator="another")))

        assert [1, 2, 3, 4] == [entry.number for entry in ledger.of_series(subject())]
        assert older == ledger.of_series(subject())[-1].released

    @pytest.mark.parametrize("other", [{"indicator": "x"}, {"rule": "x"}, {"first": None}, {"first": date(2025, 4, 1)}, {"group": ("team", "North")}])
    def test_another_series(self, tmp_path: Path, other: dict[str, Any]) -> None:
        """What differs in indicator, rule, first day or group is another."""
        ledger = written(tmp_path / "ledger", *THREE)

        assert ledger.published(subject(**other)) is None
        assert () == ledger.of_series(subject(**other))

    def test_what_was_last_published(self, tmp_path: Path) -> None:
        """Each cell has the exact count that was published of it last; those withheld, coarse or never published have none."""
        first = release(subject(), (LATE, Shown.exactly(7)), (IN_TIME, Shown.exactly(30)), (ALL, Shown.exactly(37)))
        second = release(subject(), (LATE, Shown.withheld()), (IN_TIME, Shown.exactly(44)), (ALL, Shown(50, None, 48, 52)))
        found = written(tmp_path / "ledger", first, second).published(subject())

        assert found is not None
        assert [(IN_TIME, 44), (LATE, 7), (ALL, 37)] == list(found.items())
        none = release(subject(), (LATE, Shown.withheld()), (IN_TIME, Shown(None, Symbol.NOT_APPLICABLE, 0, 0)))
        assert {} == written(tmp_path / "none", none).published(subject())
