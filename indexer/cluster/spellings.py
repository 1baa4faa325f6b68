"""Patterns and similar words as regular expressions of Lucene over exact terms.

Only what every dialect of regular expressions has is used, so that Python's can be asked in tests.
"""

import functools
import re
from collections.abc import Iterator

from indexer.german import DIGRAPHS
from indexer.query import Pattern, Similar

_ANY_DIGRAPH = "(" + "|".join(sorted(DIGRAPHS)) + ")"
_LETTER = "(ae|oe|ue|ss|.)"
_GAP = re.compile(r"([*?])")


def pattern_of(pattern: Pattern) -> str:
    """`*` is any letters or none; `?` is one letter, and so is each of ae, oe, ue and ss."""
    gaps = {"*": ".*", "?": _LETTER}
    return "".join(gaps.get(piece) or literal(piece) for piece in _GAP.split(pattern.text) if piece)


def literal(text: str) -> str:
    """The text with every sign that may mean something escaped."""
    return "".join(letter if letter.isalnum() or not letter.isascii() else "\\" + letter for letter in text)


def similar_to(similar: Similar) -> str:
    """Every word that is at most so many edits away, as `german.edits_between` counts them."""
    return _within(similar.text, similar.edits)


def _within(word: str, edits: int) -> str:
    """What is left of a word, with so many edits left.

    Either no more of it is edited, or up to some place it stands as it is and there an edit is made.
    """

    @functools.cache
    def rest(place: int, left: int) -> str:
        if not left:
            return literal(word[place:])
        ways = [f"({edit}){rest(behind, left - 1)}" for edit, behind in _edits(word, place)]
        if place == len(word):
            return "(" + "|".join(["", *dict.fromkeys(ways)]) + ")"
        unedited = literal(word[place]) + rest(place + 1, left)
        return "(" + "|".join([unedited, *dict.fromkeys(ways)]) + ")"

    return rest(0, edits)


def _edits(word: str, place: int) -> Iterator[tuple[str, int]]:
    """(what may stand there, where the word goes on) for every edit at a place of the word."""
    left = len(word) - place
    yield f".|{_ANY_DIGRAPH}", place
    if left:
        yield f"|.|{_ANY_DIGRAPH}", place + 1
    if left > 1:
        pair = word[place : place + 2]
        yield literal(pair[::-1]), place + 2
        if pair in DIGRAPHS:
            yield f"|.|{_ANY_DIGRAPH}", place + 2
