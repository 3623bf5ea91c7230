"""What is due and within what, in words: what a result's cases wait for."""

import attrs

__all__ = ["Due"]


@attrs.frozen(kw_only=True)
class Due:
    """
    What is due.

    Attributes:
        what: In the singular with its article, such as ``"a conference"``.
        plural: In the plural.
        within: What it is due within, such as ``"15 working days of the strategy discussion"``.
    """

    what: str
    plural: str
    within: str
