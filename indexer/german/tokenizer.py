"""Cuts a text into words and never changes it.

A word is a run of letters, marks and digits. Kept inside a word, because taking it apart would lose
its meaning: hyphens (Bach-Renaturierung), apostrophes between letters, the separators of numbers
(1.250, 21,6, 29.11.2023), and the markers of gender-inclusive forms (Bürger*innen, Bürger/-innen,
Bürger(innen)). Soft hyphens and zero-width characters belong to the word that they stand in.
"""

import re
from collections.abc import Iterator

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
_LETTERS = rf"[^\W\d_](?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])*"
_GENDER_ENDING = r"(?:[*:_·]|/-?)[iI]n(?:nen)?(?![^\W_])|\(in(?:nen)?\)"
_PIECE = rf"{_LETTERS}(?:{_GENDER_ENDING})?"
_WORD = re.compile(
    rf"""
      \d+(?:[.,:]\d+)+ (?![^\W_])                     # numbers and dates with separators
    | (?:{_PIECE}|\d[^\W_]*)                          # a word, or digits with letters
      (?:(?:[-\u2010\u2011]|['’](?=[^\W\d_]))         # joined to the next piece
         (?:{_PIECE}|\d[^\W_]*))*
    """,
    re.VERBOSE,
)


def cut(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of every word, ascending and apart."""
    for match in _WORD.finditer(text):
        yield match.span()
