"""The values that analysis yields."""

import enum
from typing import NamedTuple


class TermKind(enum.StrEnum):
    """How a term stands for its token.

    `exact` is the word as written (folded), `stem` its word family, `part` the stem of a piece of a
    compound, `variant` another stem that the token also stands for (Bürger*innen: bürger).
    """

    EXACT = "exact"
    STEM = "stem"
    PART = "part"
    VARIANT = "variant"


class Term(NamedTuple):
    text: str
    kind: TermKind


class Token(NamedTuple):
    """A word of a text: `text[start:end] == surface`. It has exactly one `exact` and one `stem` term."""

    surface: str
    start: int
    end: int
    terms: tuple[Term, ...]

    def of_kind(self, kind: TermKind) -> tuple[str, ...]:
        """The texts of the terms of one kind."""
        return tuple(text for text, term_kind in self.terms if term_kind is kind)
