"""Which stretch of a text is shown: whole sentences where that is possible, and nothing is ever torn apart."""

import re
from typing import NamedTuple

LENGTH = 260
"""Characters that a passage has room for."""
LEAD_IN = 90
"""Characters before the first found word that a passage may reach back to begin with its sentence."""

_WORTH_A_SENTENCE = 90
"""Characters that a passage may lack so that it ends with a sentence."""
_WORTH_A_GAP = 60
"""Characters that it may lack so that a name, date or number stays whole."""
_LOOKED_BEYOND = 8
"""What stands behind a blank decides whether a passage may end there."""
_LONGEST_WORD = 400
"""Something without a blank that is longer may be cut anywhere."""

_SENTENCE_END = re.compile(
    r"""[\n.!?:]
        (?: (?<=\n) | (?<=[^\W\d_]{3}[.!?:]) [“"»]? \s )
        (?<! \b(?:Abt|Hbf|Mio|Mrd|Std|Str|Tel|bzw|ggf|vgl)\.\s ) (?<! \b(?:Dipl|Prof|bzgl|evtl|inkl)\.\s )
        \s*+ (?= [^\W\d_a-zäöüß] | [\d„“"»«] )""",
    re.VERBOSE,
)
"""After a word of three letters or more: "16. Mai", "z. B." and "Dr. Huth" are not ends of sentences."""

_GAP = re.compile(
    r"""\s
        (?<! [\d.§]\s ) (?<! \b(?:Frau|Herr)\s ) (?<! \bHerrn\s )
        \s*+
        (?! [\d%‰€] )""",
    re.VERBOSE,
)
"""Blanks that part two things: not those in "20 Euro", "29. November 2023", "§ 34", "A 40" or "Dr. Huth"."""
_BLANK = re.compile(r"\s++")


class Passage(NamedTuple):
    """`text[start:end]` is shown; it may begin in the middle of a sentence, and text may follow it."""

    start: int
    end: int
    begins_within: bool
    goes_on: bool


def beginning(text: str) -> Passage:
    """The first sentences of a text."""
    end = _end(text, 0, LENGTH)
    return Passage(0, end, False, end < len(text))


def passage_around(text: str, first: int, last: int) -> Passage:
    """A passage that has text[first:last], which begins and ends with words."""
    start, begins_within = _start(text, first)
    end = _end(text, last, max(last, start + LENGTH))
    return Passage(start, end, begins_within, end < len(text))


def _start(text: str, position: int) -> tuple[int, bool]:
    """Where the sentence begins if that is near and in the same paragraph, else where a word begins; whether
    that is within a sentence.
    """
    earliest = position - LEAD_IN
    paragraph = text.rfind("\n", 0, position) + 1
    if paragraph >= earliest:
        return paragraph, False
    for pattern in (_SENTENCE_END, _GAP, _BLANK):
        found = pattern.search(text, earliest, position + _LOOKED_BEYOND)
        if found and found.end() <= position:
            return found.end(), pattern is not _SENTENCE_END
    return position, True


def _end(text: str, needed: int, limit: int) -> int:
    """Where a passage ends that has room up to the limit: behind what is needed, and at the best of places."""
    if limit >= len(text):
        return len(text)
    for pattern, room in ((_SENTENCE_END, _WORTH_A_SENTENCE), (_GAP, _WORTH_A_GAP), (_BLANK, LENGTH // 2)):
        begins = max(needed, limit - room)
        places = [found.start() for found in pattern.finditer(text, begins, limit + _LOOKED_BEYOND)]
        while places and places[-1] > limit:
            places.pop()
        if places:
            return _behind_punctuation(text, places[-1]) if pattern is _SENTENCE_END else places[-1]
    word = _BLANK.search(text, limit, limit + _LONGEST_WORD)
    return word.start() if word else min(limit + _LONGEST_WORD, len(text))


def _behind_punctuation(text: str, position: int) -> int:
    """Where the sentence that ends with this full stop, or with this line, is over."""
    blank = _BLANK.search(text, position)
    return blank.start() if blank else len(text)
