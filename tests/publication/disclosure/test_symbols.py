"""Reading symbols from files of others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csc_indicators.publication.disclosure.symbols import Symbol, read_symbol


class TestReadSymbol:
    """A symbol is read as what it means, and one with several meanings is not read (DfE analysts' guide, Data symbols)."""

    @pytest.mark.parametrize("symbol", Symbol)
    def test_what_is_written_is_read(self, symbol: Symbol) -> None:
        """Every symbol reads back, spaces or no spaces."""
        assert [symbol, symbol] == [read_symbol(str(symbol)), read_symbol(f" {symbol} ")]

    def test_the_symbols(self) -> None:
        """These are all of them."""
        assert ["c", "z", "x", "k", "u", "low"] == [str(symbol) for symbol in Symbol]

    @pytest.mark.parametrize("older", [":", ".."])
    def test_older_ones_for_not_available(self, older: str) -> None:
        """A colon and two full stops are x today."""
        assert Symbol.NOT_AVAILABLE is read_symbol(older)

    @pytest.mark.parametrize("ambiguous", ["-", ".", "~", " - "])
    def test_ambiguous_ones_are_refused(self, ambiguous: str) -> None:
        """What has meant nil, missing and nearly nil is for somebody to look up."""
        with pytest.raises(ValueError, match="has meant") as refused:
            read_symbol(ambiguous)

        assert (
            "A dash, a full stop or a tilde has meant nil, not available and rounding to zero. Look in the notes of the file for its meaning, and "
            "put 0, x or k in its place."
        ) == str(refused.value)

    @given(st.text(max_size=8).filter(lambda text: text.strip() not in {*map(str, Symbol), ":", "..", "-", ".", "~"}))
    def test_anything_else_is_refused_and_not_repeated(self, text: str) -> None:
        """The message is the same whatever was read, which may be a count."""
        with pytest.raises(ValueError, match="not a symbol") as refused:
            read_symbol(text)

        assert "This is not a symbol. The symbols are c, z, x, k, u, low, and : or .. for x in older files." == str(refused.value)
        assert refused.value.__suppress_context__
