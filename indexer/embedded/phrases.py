"""Words side by side: which of some documents have the terms at consecutive positions."""

from collections.abc import Sequence

import numpy as np

from indexer.embedded.arrays import Array, spread, starts_of
from indexer.embedded.postings import Field

_POSITION_BITS = 32
_MUCH_SMALLER = 24


def adjacent(field: Field, words: Sequence[Sequence[int]], documents: Array) -> Array:
    """The places in `documents` (ascending) of those where the words follow each other.

    A word is one or several alternative terms. An occurrence is one number, place of the document and
    position, from which the word's place in the phrase is taken off: those of all words meet where the
    phrase begins.
    """
    ordered = sorted(range(len(words)), key=lambda word: sum(map(field.document_frequency, words[word])))
    begins = _begins(field, words[ordered[0]], documents, ordered[0])
    for word in ordered[1:]:
        having = [_has(field, term, documents, begins + word) for term in words[word]]
        begins = begins.take(np.flatnonzero(np.logical_or.reduce(having)))
    places = begins >> _POSITION_BITS
    return places[np.flatnonzero(np.diff(places, prepend=-1))]


def _begins(field: Field, terms: Sequence[int], documents: Array, offset: int) -> Array:
    """int64, ascending: where the phrase would begin for every occurrence of the terms."""
    found = [_occurrences(field, term, documents) for term in terms]
    occurrences = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
    return occurrences - offset


def _occurrences(field: Field, term: int, documents: Array) -> Array:
    """int64, ascending: the occurrences of a term in the documents."""
    postings, places = _postings(field.documents(term), documents)
    counts = field.counts(term)
    chosen = spread(starts_of(counts).take(postings), counts.take(postings))
    positions = field.positions(term).take(chosen).astype(np.int64)
    # Counted from the number of words on, so that taking off the offset never borrows from the place.
    return positions + (np.repeat(places, counts.take(postings)) << _POSITION_BITS) + _ROOM


def _postings(having: Array, documents: Array) -> tuple[Array, Array]:
    """(postings, places): where documents are in the posting list of a term, and which they are."""
    if len(documents) * _MUCH_SMALLER < len(having):
        postings = np.searchsorted(having, documents)
        postings[postings == len(having)] = 0
        places = np.flatnonzero(having.take(postings) == documents)
        return postings.take(places), places
    # A place for every document up to the last, which costs less than a search for each.
    known = np.full(int(max(having[-1], documents[-1])) + 1, -1, np.int32)
    known[documents] = np.arange(len(documents), dtype=np.int32)
    of_postings = known.take(having)
    postings = np.flatnonzero(of_postings >= 0)
    return postings, of_postings.take(postings).astype(np.int64)


def _has(field: Field, term: int, documents: Array, occurrences: Array) -> Array:
    """bool: which of the occurrences are some of the term. Each is looked up among the positions that the
    term has in its document; the binary searches take their steps together.
    """
    posting_of = np.full(len(documents), -1)
    postings, places = _postings(field.documents(term), documents)
    posting_of[places] = postings
    posting = np.maximum(posting_of, 0).take(occurrences >> _POSITION_BITS)
    wanted = (occurrences & (1 << _POSITION_BITS) - 1) - _ROOM
    counts = field.counts(term)
    first, count = starts_of(counts).take(posting), counts.take(posting)
    positions = field.positions(term)
    found = np.zeros(len(occurrences), bool)
    # Long articles take more steps than most: they are searched by themselves.
    for places in (np.flatnonzero(count <= _FEW), np.flatnonzero(count > _FEW)):
        found[places] = _contained(positions, first.take(places), count.take(places), wanted.take(places))
    found &= (posting_of >= 0).take(occurrences >> _POSITION_BITS)
    return found


def _contained(positions: Array, first: Array, count: Array, wanted: Array) -> Array:
    """bool: whether each wanted position is among the `count` ascending ones from `first` on."""
    for _ in range(int(count.max(initial=0)).bit_length()):
        half = count >> 1
        # What is left has the first position that is not below the wanted one, if there is one.
        first += half * (positions.take(first + half - (half > 0)) < wanted)
        count = count - half
    contained: Array = positions.take(first) == wanted
    return contained


_FEW = 31
_ROOM = 1 << 16
"""More than a phrase can have words."""
