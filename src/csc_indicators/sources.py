"""Where a rule comes from: the document, the paragraph, and whether anybody here has read it."""

from datetime import date

import attrs

__all__ = ["Source"]


@attrs.frozen(kw_only=True)
class Source:
    """
    A document that a definition rests on.

    Attributes:
        title: The document's own title.
        publisher: Who issued it.
        paragraph: Where in the document; empty when the whole document is meant.
        states: What the document says that the definition uses, in our words.
        url: Where to find it; empty when no public address is known.
        published: The document's date, when it is known.
        verified: True when the text itself was read for this library, False when the statement was taken from somewhere else.
        note: How it was checked or why it could not be.
    """

    title: str
    publisher: str
    states: str
    paragraph: str = ""
    url: str = ""
    published: date | None = None
    verified: bool
    note: str = ""

    @property
    def citation(self) -> str:
        """
        The source in one line.

        >>> Source(title="The Example Regulations 2010", publisher="UK Parliament", paragraph="reg 2(1)", states="...", verified=True).citation
        'The Example Regulations 2010, reg 2(1) (UK Parliament)'
        """
        where = f", {self.paragraph}" if self.paragraph else ""
        return f"{self.title}{where} ({self.publisher})"
