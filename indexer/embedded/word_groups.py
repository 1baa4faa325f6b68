"""Words that a query does not tell apart: all that fit a pattern, all that are spelt alike, one exact word.

They are searched for as if they were one word: it weighs in a document as much as they do together, and is in
as many documents as have any of them.
"""

import functools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.expansion import TooManyCandidates, fitting, similar
from indexer.embedded.segment import SegmentFile
from indexer.errors import PatternTooBroad
from indexer.query import Exact, Pattern, Similar

MAX_WORDS = 20_000
_GROUPS_KEPT = 256

Group = Exact | Pattern | Similar


class Grouped(NamedTuple):
    """The documents (intp, ascending) with words of a group, how many of these words (float32) each has, and
    their `flags` (uint8) united.
    """

    documents: Array
    weights: Array
    flags: Array

    def flagged(self, flags: int) -> "Grouped":
        """The documents that have one of these flags; weights stay as they are."""
        chosen = np.flatnonzero(self.flags & np.uint8(flags))
        return Grouped(self.documents.take(chosen), self.weights.take(chosen), self.flags.take(chosen))


class WordGroups:
    """Groups of words over all segments of a snapshot. For one thread at a time."""

    def __init__(self, files: Sequence[SegmentFile]) -> None:
        self._files = files
        self._document_count = sum(file.document_count for file in files)
        self._terms = functools.lru_cache(_GROUPS_KEPT)(self._find_terms)
        self.rarity = functools.lru_cache(_GROUPS_KEPT)(self._find_rarity)

    def grouped(self, file: SegmentFile, group: Group) -> Grouped:
        """What one of the files has of a group. Raises `PatternTooBroad`."""
        return _grouped(file, self._terms(group)[self._files.index(file)])

    def _find_rarity(self, group: Group) -> float:
        """The inverse document frequency of the group as one word; see `Statistics.rarity`."""
        frequency = sum(len(self.grouped(file, group).documents) for file in self._files)
        return math.log1p((self._document_count - frequency + 0.5) / (frequency + 0.5))

    def _find_terms(self, group: Group) -> list[Array]:
        """Per file the numbers of the words of a group. Raises `PatternTooBroad`."""
        try:
            found = [_terms(file, group) for file in self._files]
        except TooManyCandidates:
            raise _too_broad(group) from None
        if sum(map(len, found)) > MAX_WORDS:
            different = {
                text
                for file, numbers in zip(self._files, found, strict=True)
                for text in file.field("exact").dictionary.texts_of(numbers)
            }
            if len(different) > MAX_WORDS:
                raise _too_broad(group)
        return found


def _terms(file: SegmentFile, group: Group) -> Array:
    dictionary = file.field("exact").dictionary
    match group:
        case Exact(text):
            number = dictionary.find(text.encode())
            return np.array([] if number is None else [number], np.intp)
        case Pattern(text):
            return fitting(dictionary, text)
        case Similar(text, edits):
            return similar(dictionary, text, edits)


def _too_broad(group: Group) -> PatternTooBroad:
    assert not isinstance(group, Exact)
    return PatternTooBroad(text=group.typed or group.text, position=group.position + 1, limit=MAX_WORDS)


def _grouped(file: SegmentFile, terms: Array) -> Grouped:
    documents, flags = file.field("exact").flagged(terms)
    order = np.argsort(documents, kind="stable") if len(terms) > 1 else np.arange(len(documents))
    documents = documents.take(order).astype(np.intp)
    firsts = np.flatnonzero(np.diff(documents, prepend=-1))
    if not len(firsts):
        return Grouped(documents, np.empty(0, np.float32), flags)
    return Grouped(
        documents.take(firsts),
        np.diff(firsts, append=len(documents)).astype(np.float32),
        np.bitwise_or.reduceat(flags.take(order), firsts),
    )
