"""Cuts many texts into words at once, exactly as `indexer.german.tokenizer.cut` cuts each of them.

Nearly all words are runs of letters and digits that are found and told apart in arrays (`runs`). Where more
may belong to a word than its run, the tokenizer's own pattern looks, no further than needed.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.bulk.characters import encoded
from indexer.embedded.bulk.runs import PADDING, runs
from indexer.german.tokenizer import next_word

BETWEEN_TEXTS: Final = "\0"
"""Not part of any word, and neither blank nor line break: the pattern takes it for an end."""


class Cut(NamedTuple):
    """The words of some texts, in two kinds that are apart and both ascend."""

    text: str
    """The texts, joined."""
    codes: Array
    """uint8; its characters, and `PADDING` zeros."""
    offsets: Array
    """int64, one more than texts: where each begins in the joined text."""
    starts: Array
    """int64; where the runs begin that are words as they stand, none longer than `runs.LONGEST`."""
    ends: Array
    others: list[str]
    """All other words."""
    other_starts: Array
    """int64; where these begin."""


def cut_texts(texts: Sequence[str]) -> Cut:
    """The words of all texts."""
    text = BETWEEN_TEXTS.join(texts)
    offsets = np.fromiter(accumulate((len(text) + 1 for text in texts), initial=0), np.int64, len(texts) + 1)
    codes = np.concatenate([encoded(text), np.zeros(PADDING, np.uint8)])
    found = runs(codes)
    others, other_starts = _looked_at(text, found.uncertain.tolist(), found.inside.tobytes())
    begins = np.array(other_starts, np.int64)
    stops = begins + np.fromiter(map(len, others), np.int64, len(others))
    # Runs that turned out to lie inside a longer word.
    first, last = np.searchsorted(found.starts, begins), np.searchsorted(found.starts, stops)
    kept = np.ones(len(found.starts), bool)
    for start, end in zip(first[last > first].tolist(), last[last > first].tolist(), strict=True):
        kept[start:end] = False
    return Cut(text, codes, offsets, found.starts[kept], found.ends[kept], others, begins)


def _looked_at(text: str, places: list[int], inside: bytes) -> tuple[list[str], list[int]]:
    """The words that the pattern finds at the ascending places, and where each begins.

    A word may end in the middle of a run; what is left of the run is then looked at too.
    """
    words: list[str] = []
    starts: list[int] = []
    position = 0
    for place in places:
        if place < position:
            continue
        position = place
        while match := next_word(text, position):
            start = match.start()
            if start != place and not (inside[start] and inside[start - 1]):
                break
            words.append(match[0])
            starts.append(start)
            position = match.end()
            if not inside[position]:
                break
    return words, starts
