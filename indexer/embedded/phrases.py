"""Words side by side: which of some documents have the terms at consecutive positions."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array, spread, starts_of
from indexer.embedded.matches import MUCH_SMALLER
from indexer.embedded.postings import Field

_FEW = 31
"""Most articles have a word so often or less; the others are searched by themselves, in more steps."""


class _Occurrences(NamedTuple):
    """Where a phrase may begin: places in the documents (intp, ascending) and positions (int32)."""

    places: Array
    positions: Array

    def at(self, chosen: Array) -> "_Occurrences":
        return _Occurrences(self.places.take(chosen), self.positions.take(chosen))


class Neighbours:
    """Looks at the positions of the terms of one segment. For one thread at a time."""

    def __init__(self, field: Field, document_count: int) -> None:
        self._field = field
        self._present = np.zeros(document_count, bool)
        self._postings = np.zeros(document_count, np.intp)

    def together(self, words: Sequence[Sequence[int]], documents: Array | None) -> Array:
        """intp, ascending: the documents, of all or of some, that have every word: one of its terms."""
        rarest, *others = sorted(words, key=self._frequency)
        found = self._having(rarest)
        if documents is not None:
            found = self._common(found, documents)
        for terms in others:
            if not len(found):
                break
            if len(terms) == 1 and len(found) * MUCH_SMALLER < self._frequency(terms):
                having = self._field.documents(terms[0])
                places = having.searchsorted(found)
                found = found.take(np.flatnonzero(having.take(places, mode="clip") == found))
            else:
                found = self._common(found, *(self._field.documents(term) for term in terms))
        return found

    def adjacent(self, words: Sequence[Sequence[int]], documents: Array) -> Array:
        """The documents (intp, ascending), out of these, in which the words follow each other.

        Every occurrence of the rarest word is a place where the phrase may be; those that the other
        words have no occurrence beside are left out, one word after the other.
        """
        rarest, *others = sorted(range(len(words)), key=lambda word: self._frequency(words[word]))
        found = np.zeros(len(documents), bool)
        for term in words[rarest]:
            left = self._occurrences(term, documents)
            for word in others:
                wanted = left.positions + np.int32(word - rarest)
                beside = [self._has(other, documents, left.places, wanted) for other in words[word]]
                left = left.at(np.flatnonzero(np.logical_or.reduce(beside)))
            found[left.places] = True
        return documents.take(np.flatnonzero(found))

    def _frequency(self, terms: Sequence[int]) -> int:
        return sum(map(self._field.document_frequency, terms))

    def _having(self, terms: Sequence[int]) -> Array:
        """The documents that have one of the terms."""
        lists = [self._field.documents(term) for term in terms]
        if len(lists) == 1:
            return lists[0]
        for documents in lists:
            self._present[documents] = True
        found = np.flatnonzero(self._present)
        self._present[found] = False
        return found

    def _common(self, documents: Array, *lists: Array) -> Array:
        """Which of the documents are in one of the lists."""
        for having in lists:
            self._present[having] = True
        found = documents.take(np.flatnonzero(self._present.take(documents)))
        for having in lists:
            self._present[having] = False
        return found

    def _located(self, having: Array, documents: Array) -> tuple[Array, Array]:
        """(postings, places): where documents are in the posting list of a term, and which they are."""
        if len(documents) * MUCH_SMALLER < len(having):
            postings = having.searchsorted(documents)
        else:
            self._postings[having] = np.arange(len(having))
            postings = self._postings.take(documents)
        places = np.flatnonzero(having.take(postings, mode="clip") == documents)
        return (postings, places) if len(places) == len(documents) else (postings.take(places), places)

    def _occurrences(self, term: int, documents: Array) -> _Occurrences:
        """Every occurrence of the term in the documents."""
        postings, places = self._located(self._field.documents(term), documents)
        counts, positions = self._field.counts(term), self._field.positions(term)
        if len(postings) < len(counts):
            chosen = spread(starts_of(counts).take(postings), counts.take(postings))
            counts, positions = counts.take(postings), positions.take(chosen)
        return _Occurrences(places.repeat(counts), positions.astype(np.int32))

    def _has(self, term: int, documents: Array, places: Array, wanted: Array) -> Array:
        """bool: whether the term is at the wanted position of the document at each of the places."""
        postings, having = self._located(self._field.documents(term), documents)
        counts = self._field.counts(term)
        first = np.zeros(len(documents), np.int32)
        count = np.zeros(len(documents), np.int32)
        first[having] = (np.cumsum(counts, dtype=np.int32) - counts).take(postings)
        count[having] = counts.take(postings)
        positions = self._field.positions(term)
        if len(having) == 0 or int(count.max()) <= _FEW:
            return _contained(positions, first.take(places), count.take(places), wanted)
        found = np.zeros(len(places), bool)
        often = (count > _FEW).take(places)
        for chosen in (np.flatnonzero(~often), np.flatnonzero(often)):
            at = places.take(chosen)
            found[chosen] = _contained(positions, first.take(at), count.take(at), wanted.take(chosen))
        return found


def _contained(positions: Array, first: Array, count: Array, wanted: Array) -> Array:
    """bool: whether each wanted position is among the `count` ascending ones from `first` on.

    Binary searches that take their steps together. Changes `first` and `count`.
    """
    some = count > 0
    for _ in range(int(count.max(initial=1) - 1).bit_length()):
        # The last position that is not beyond the wanted one is among the `count` from `first` on.
        half = count >> 1
        count -= half
        half *= positions.take(first + half, mode="clip") <= wanted
        first += half
    some &= positions.take(first, mode="clip") == wanted
    return some
