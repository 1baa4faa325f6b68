"""How close together, and how early, the words of a query stand in some documents of one segment."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.phrases import Neighbours
from indexer.embedded.postings import Field
from indexer.embedded.schema import FIELD_GAP

FAR = np.float32(1e9)
"""Where a word stands that is not in a document."""

_MOST_OCCURRENCES = 200
"""Of a word in a document: the first ones tell enough, and long articles cost no more than others."""
_PLACE_BITS = 40
_WORD_BITS = 8
_NEXT = 1 << _WORD_BITS
_STEPS = 3
"""Occurrences behind each one that are looked at, of all words together."""


class Closeness(NamedTuple):
    """`first` (float32, (words, documents)): how many words stand before the first occurrence of each word,
    or `FAR`. `beside` (float64, (2, words, documents)): how often a word stands before the next one of the
    query, and before the one after that; those with another word between them count half.
    """

    first: Array
    beside: Array

    def present(self) -> Array:
        """bool, (words, documents)."""
        is_there: Array = self.first < FAR
        return is_there


def _pair_weights() -> Array:
    weights = np.zeros(3 * _NEXT + 4)
    weights[_NEXT + 1], weights[2 * _NEXT + 1] = 1.0, 0.5
    weights[2 * _NEXT + 2], weights[3 * _NEXT + 2] = 1.0, 0.5
    return weights


_PAIR_WEIGHTS = _pair_weights()
"""By the difference of two occurrences: positions apart, and words of the query apart. The last is zero."""


def closeness(
    field: Field, neighbours: Neighbours, words: Sequence[Sequence[int]], documents: Array, field_ends: Array
) -> Closeness:
    """Looks at the positions of different words (each some alternative terms of the field) in documents
    (intp, ascending); `field_ends` (text fields, documents) are theirs.
    """
    first = np.full((len(words), len(documents)), FAR, np.float32)
    terms = [(word, term) for word, alternatives in enumerate(words) for term in alternatives]
    if not terms or not len(documents):
        return Closeness(first, np.zeros((2, *first.shape)))
    located = [neighbours.located(term, documents) for _, term in terms]
    counts = np.array([of_term.counts for of_term in located])
    starts = np.array([of_term.first for of_term in located], np.int64)
    starts += np.array([field.first_position(term) for _, term in terms])[:, None]
    earliest = field.every_position.take(starts, mode="clip").astype(np.float32)
    earliest[counts == 0] = FAR
    for (word, _), of_term in zip(terms, earliest, strict=True):
        np.minimum(first[word], of_term, out=first[word])
    beside = np.zeros((2, *first.shape))
    if len(words) > 1:
        keys = np.array([word for word, _ in terms])[:, None] + (np.arange(len(documents)) << _PLACE_BITS)
        beside = _beside(_occurrences(field, keys, starts, counts), first.shape)
    return Closeness(_without_gaps(first, field_ends), beside)


def _occurrences(field: Field, keys: Array, starts: Array, counts: Array) -> Array:
    """int64, ascending: every occurrence as one number, its document, its position, its word. The keys
    (terms, documents) lack the position.
    """
    each = np.minimum(counts, _MOST_OCCURRENCES).ravel()
    ends = each.cumsum()
    chosen = (starts.ravel() - ends + each).repeat(each)
    chosen += np.arange(len(chosen))
    found: Array = field.every_position.take(chosen).astype(np.int64)
    found <<= _WORD_BITS
    found += keys.ravel().repeat(each)
    found.sort()
    return found


def _beside(ordered: Array, shape: tuple[int, ...]) -> Array:
    """How often words stand side by side, from all occurrences in order."""
    word_count, document_count = shape
    size = 2 * word_count * document_count
    beside = np.zeros(size)
    for step in range(1, _STEPS + 1):
        apart = ordered[step:] - ordered[:-step]
        weights = _PAIR_WEIGHTS.take(apart, mode="clip")
        pairs = weights.nonzero()[0]
        before = ordered.take(pairs)
        words = (before & _NEXT - 1) + ((apart.take(pairs) & _NEXT - 1) - 1) * word_count
        at = words * document_count + (before >> _PLACE_BITS)
        beside += np.bincount(at, weights.take(pairs), size)
    counted: Array = beside.reshape(2, word_count, document_count)
    return counted


def _without_gaps(first: Array, field_ends: Array) -> Array:
    """The positions without the gaps between text fields."""
    further = np.arange(1, len(field_ends))
    begins = field_ends[:-1] + (FIELD_GAP * further)[:, None]
    gaps = (first[:, None, :] >= begins).sum(axis=1)
    result: Array = first - np.where(first < FAR, FIELD_GAP * gaps, 0).astype(np.float32)
    return result
