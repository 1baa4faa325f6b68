"""Words side by side: which documents have the terms at consecutive positions."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array, spread, starts_of
from indexer.embedded.matches import MUCH_SMALLER
from indexer.embedded.postings import Field
from indexer.embedded.remembered import Remembered

_FEW = 31
"""Most articles have a word so often or less."""
_AT_ONCE = 16_384
"""Occurrences that are looked at together: few enough for their arrays to stay in the processor's cache."""
_WORTH_KEEPING = 4_096
"""A term in fewer documents is made ready for phrases faster than it matters."""


class _Held(NamedTuple):
    """A term and, for each of some documents, which of its postings is theirs (intp); -1 for none."""

    term: int
    postings: Array


class _Word(NamedTuple):
    """A word of the phrase after the rarest one, whose place is 0, with its alternative terms."""

    place: int
    terms: list[_Held]

    def at(self, chosen: Array) -> "_Word":
        """The same, in some of the documents."""
        return _Word(self.place, [_Held(term, postings.take(chosen)) for term, postings in self.terms])


class Neighbours:
    """Looks at the positions of the terms of one segment. For one thread at a time."""

    def __init__(self, field: Field, document_count: int, remembered: Remembered) -> None:
        self._field = field
        self._remembered = remembered
        self._numbers = np.arange(document_count)
        self._posting_of = np.zeros(document_count, np.intp)
        self._present = np.zeros(document_count, bool)

    def adjacent(self, words: Sequence[Sequence[int]], documents: Array | None) -> Array:
        """The documents (intp, ascending), out of all or of some, in which the words follow each other.

        A word is one or several alternative terms. Every occurrence of the rarest word is a place where
        the phrase may be; those that the other words have no occurrence beside are left out, one word
        after the other.
        """
        rarest, *others = sorted(range(len(words)), key=lambda word: self._frequency(words[word]))
        held = self._having(words[rarest], documents)
        left: list[_Word] = []
        for word in others:
            left.append(_Word(word - rarest, [_Held(term, self._held(term, held)) for term in words[word]]))
            chosen = np.flatnonzero(_any([postings >= 0 for _, postings in left[-1].terms]))
            if len(chosen) < len(held):
                held = held.take(chosen)
                left = [other.at(chosen) for other in left]
        found = np.zeros(len(held), bool)
        for term in words[rarest]:
            for places, positions in self._occurrences(term, held):
                for other in left:
                    wanted = positions + np.int32(other.place)
                    beside = _any([self._has(term, places, wanted) for term in other.terms])
                    chosen = np.flatnonzero(beside)
                    places, positions = places.take(chosen), positions.take(chosen)
                found[places] = True
        return held.take(np.flatnonzero(found))

    def _frequency(self, terms: Sequence[int]) -> int:
        return sum(map(self._field.document_frequency, terms))

    def _having(self, terms: Sequence[int], documents: Array | None) -> Array:
        """The documents, out of all or of some, that have one of the terms."""
        lists = [self._field.documents(term) for term in terms]
        if documents is None and len(lists) == 1:
            return lists[0]
        for having in lists:
            self._present[having] = True
        if documents is None:
            found = np.flatnonzero(self._present)
        else:
            found = documents.take(np.flatnonzero(self._present.take(documents)))
        for having in lists:
            self._present[having] = False
        return found

    def _held(self, term: int, documents: Array) -> Array:
        """The posting of the term for each document, -1 where it has none."""
        having = self._field.documents(term)
        if len(documents) * MUCH_SMALLER < len(having):
            postings = having.searchsorted(documents)
        else:
            self._posting_of[having] = self._numbers[: len(having)]
            postings = self._posting_of.take(documents)
        postings[having.take(postings, mode="clip") != documents] = -1
        return postings

    def _occurrences(self, term: int, documents: Array) -> Iterator[tuple[Array, Array]]:
        """(places in the documents, positions as int32): every occurrence of the term in them, in runs of
        about so many as are looked at together.
        """
        postings = self._held(term, documents)
        places = np.flatnonzero(postings >= 0)
        starts, positions = self._starts(term), self._field.positions(term)
        first = starts.take(postings.take(places))
        counts = starts.take(postings.take(places) + 1) - first
        ends = counts.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        cuts = [0, *ends.searchsorted(range(_AT_ONCE, total, _AT_ONCE)).tolist(), len(places)]
        for start, end in pairwise(cuts):
            run = slice(start, end)
            chosen = positions.take(spread(first[run], counts[run]))
            yield places[run].repeat(counts[run]), chosen.astype(np.int32)

    def _has(self, held: _Held, places: Array, wanted: Array) -> Array:
        """bool: whether the term is at the wanted position of the document at each of the places."""
        starts = self._starts(held.term)
        postings = held.postings.take(places)
        first = starts.take(postings, mode="clip")
        count = starts.take(postings + 1) - first
        count *= postings >= 0
        return _contained(self._field.positions(held.term), first, count, wanted)

    def _starts(self, term: int) -> Array:
        """Where the positions of each posting of a term start, and where the last end."""
        starts: Array | None = self._remembered.get((self, term))
        if starts is None:
            starts = starts_of(self._field.counts(term)).astype(np.int32)
            if len(starts) > _WORTH_KEEPING:
                self._remembered.keep((self, term), starts, starts.nbytes)
        return starts


def _any(conditions: Sequence[Array]) -> Array:
    """bool: which fulfil one of the conditions."""
    met: Array = conditions[0] if len(conditions) == 1 else np.logical_or.reduce(conditions)
    return met


def _contained(positions: Array, first: Array, count: Array, wanted: Array) -> Array:
    """bool: whether each wanted position is among the `count` ascending ones from `first` on.

    Binary searches that take their steps together; those among many positions take some steps ahead. Changes
    `first` and `count`.
    """
    some = count > 0
    often = np.flatnonzero(count > _FEW)
    if len(often):
        first[often], count[often] = _nearer(
            positions, first.take(often), count.take(often), wanted.take(often), _FEW
        )
    first, _ = _nearer(positions, first, count, wanted, 1)
    some &= positions.take(first, mode="clip") == wanted
    return some


def _nearer(positions: Array, first: Array, count: Array, wanted: Array, enough: int) -> tuple[Array, Array]:
    """(first, count), changed: at most `enough` positions, among which is the last that is not beyond the
    wanted one, if there is one.
    """
    most = int(count.max(initial=0))
    while most > enough:
        most -= most >> 1
        half = count >> 1
        count -= half
        half *= positions.take(first + half, mode="clip") <= wanted
        first += half
    return first, count
