"""Sets of documents with scores, and how they are joined and met: the algebra under every query."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array

_DENSE = 8
"""Beyond one document in so many it is faster to look at all documents than to sort those that match."""
_MUCH_SMALLER = 24
"""A set so many times smaller than another is looked up in it by binary search."""


class Matches(NamedTuple):
    """Documents of one segment: `documents` (int32, ascending, distinct), `scores` (float32, positive)."""

    documents: Array
    scores: Array

    def at(self, places: Array) -> "Matches":
        return Matches(self.documents.take(places), self.scores.take(places))


NONE = Matches(np.empty(0, np.int32), np.empty(0, np.float32))


class Scratch:
    """A score for every document of a segment, all zero between two operations.

    Scattering into it and gathering from it takes about 1 ns a document, where merging sorted lists
    takes ten times as long.
    """

    def __init__(self, document_count: int) -> None:
        self._scores = np.zeros(document_count, np.float32)

    def union(self, sets: Sequence[Matches]) -> Matches:
        """What is in any set; scores add up."""
        sets = [matches for matches in sets if len(matches.documents)]
        if len(sets) < 2:
            return sets[0] if sets else NONE
        for matches in sets:
            np.add.at(self._scores, matches.documents, matches.scores)
        size = sum(len(matches.documents) for matches in sets)
        if size * _DENSE > len(self._scores):
            documents = np.flatnonzero(self._scores).astype(np.int32)
        else:
            documents = _distinct(np.concatenate([matches.documents for matches in sets]))
        return Matches(documents, self._taken(documents))

    def intersection(self, sets: Sequence[Matches]) -> Matches:
        """What is in every set; scores add up. The cost follows the smallest sets."""
        smallest, *others = sorted(sets, key=lambda matches: len(matches.documents))
        for other in others:
            if not len(smallest.documents):
                return NONE
            scores = self._scores_in(other, smallest.documents)
            met = np.flatnonzero(scores)
            smallest = Matches(smallest.documents.take(met), smallest.scores.take(met) + scores.take(met))
        return smallest

    def boosted(self, matches: Matches, wanted: Matches) -> Matches:
        """The same documents; those that are wanted too have both scores."""
        if not len(wanted.documents) or not len(matches.documents):
            return matches
        return Matches(matches.documents, matches.scores + self._scores_in(wanted, matches.documents))

    def difference(self, matches: Matches, excluded: Matches) -> Matches:
        """What is in the one set and not in the other."""
        if not len(excluded.documents) or not len(matches.documents):
            return matches
        return matches.at(np.flatnonzero(self._scores_in(excluded, matches.documents) == 0))

    def _scores_in(self, matches: Matches, documents: Array) -> Array:
        """float32: the score of each of the documents in a set, zero if it is not there."""
        if len(documents) * _MUCH_SMALLER < len(matches.documents):
            places = np.searchsorted(matches.documents, documents)
            places[places == len(matches.documents)] = 0
            found = matches.documents.take(places) == documents
            scores: Array = np.where(found, matches.scores.take(places), np.float32(0))
            return scores
        self._scores[matches.documents] = matches.scores
        scores = self._scores.take(documents)
        self._scores[matches.documents] = 0
        return scores

    def _taken(self, documents: Array) -> Array:
        """The scores of the documents, which then are zero again; all others are."""
        scores: Array = self._scores.take(documents)
        self._scores[documents] = 0
        return scores


def _distinct(documents: Array) -> Array:
    """The documents in ascending order, each once."""
    documents.sort()
    first = np.concatenate([[True], documents[1:] != documents[:-1]])
    return documents.take(np.flatnonzero(first))
