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
        begins = _common(begins, _begins(field, words[word], documents, word))
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


def _common(one: Array, other: Array) -> Array:
    """What is in both ascending arrays."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    if not len(small):
        return small
    found = np.searchsorted(large, small)
    found[found == len(large)] = 0
    return small.take(np.flatnonzero(large.take(found) == small))


_ROOM = 1 << 16
"""More than a phrase can have words."""
