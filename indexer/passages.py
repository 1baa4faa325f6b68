"""Which stretch of a text is shown: whole sentences where that is possible, and nothing is ever torn apart."""

import re
from typing import NamedTuple

LENGTH = 260
"""Characters that a passage has room for."""
LEAD_IN = 90
"""Characters before the first found word that a passage may reach back to begin with its sentence."""

_WORTH_A_SENTENCE = 90
"""Characters that a passage may lack so that it ends with a sentence."""
_LONGEST_WORD = 400
"""Something without a blank that is longer may be cut anywhere."""

_SENTENCE_START = re.compile(
    r"""(?: ^ | (?<=\n) | (?<=[^\W\d_]{3}[.!?:]\s) | (?<=[^\W\d_]{3}[.!?][“"»]\s) )
        (?<! \b(?:Abt|Hbf|Mio|Mrd|Std|Str|Tel|bzw|ggf|vgl)\.\s ) (?<! \b(?:Dipl|Prof|bzgl|evtl|inkl)\.\s )
        (?= [^\W\d_a-zäöüß] | [\d„“"»«] )""",
    re.VERBOSE,
)
"""After a word of three letters or more: "16. Mai", "z. B." and "Dr. Huth" are not ends of sentences."""

_GAP = re.compile(
    r"""(?<! [\d.§] ) (?<! \bFrau ) (?<! \bHerr ) (?<! \bHerrn )
        \s++
        (?! [\d%‰€] )""",
    re.VERBOSE,
)
"""Blanks that part two things: not those in "20 Euro", "29. November 2023", "§ 34", "A 40" or "Dr. Huth"."""
_BLANK = re.compile(r"\s+")


class Passage(NamedTuple):
    """`text[start:end]` is shown; whether the text that is left out begins or ends in the middle of a sentence."""

    start: int
    end: int
    is_cut_before: bool
    is_cut_behind: bool


def beginning(text: str) -> Passage:
    """The first sentences of a text."""
    end = _end(text, 0, LENGTH)
    return Passage(0, end, False, end < len(text))


def passage_around(text: str, first: int, last: int) -> Passage:
    """A passage with text[first:last], which begins and ends with words and is hardly longer than a passage."""
    start = _start(text, first)
    end = _end(text, last, max(last, start + LENGTH))
    return Passage(start, end, start > 0 and not _SENTENCE_START.match(text, start), end < len(text))


def _start(text: str, position: int) -> int:
    """Where the sentence begins if that is near and in the same paragraph, else where a word begins."""
    paragraph = text.rfind("\n", 0, position) + 1
    if paragraph >= position - LEAD_IN:
        return paragraph
    earliest = position - LEAD_IN
    sentence = _SENTENCE_START.search(text, earliest, position + 1)
    if sentence:
        return sentence.start()
    for gap in (_GAP, _BLANK):
        for blank in gap.finditer(text, earliest):
            if blank.end() > position:
                break
            return blank.end()
    return position


def _end(text: str, needed: int, limit: int) -> int:
    """Where a passage ends that has room up to the limit: behind what is needed, and at the best of places."""
    if limit >= len(text):
        return len(text)
    sentences = [
        start.start() for start in _SENTENCE_START.finditer(text, max(needed, limit - _WORTH_A_SENTENCE), limit + 2)
    ]
    if sentences and sentences[-1] > needed:
        return len(text[: sentences[-1]].rstrip())
    for gap in (_GAP, _BLANK):
        ends = [blank.start() for blank in gap.finditer(text, max(needed, limit - LENGTH // 2)) ]
        if ends and ends[-1] <= limit:
            return ends[-1]
    word = _BLANK.search(text, limit, limit + _LONGEST_WORD)
    return word.start() if word else min(limit + _LONGEST_WORD, len(text))
