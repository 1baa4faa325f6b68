"""Sets of documents with scores, and how they are joined and met: the algebra under every query.

A set that is small beside its segment is a list of documents, so that the cost follows the matches; a
large one is a score for every document, which the processor adds and compares several at a time.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array

DENSE = 8
"""From one document in so many on, looking at all of them is faster than at a list of those that match."""
_MUCH_SMALLER = 24
"""A list so many times shorter than another is looked up in it by binary search."""


class Sparse(NamedTuple):
    """`documents` (int32, ascending, distinct) and their `scores` (float32, positive)."""

    documents: Array
    scores: Array

    def at(self, places: Array) -> "Sparse":
        return Sparse(self.documents.take(places), self.scores.take(places))


class Dense(NamedTuple):
    """`scores` (float32) of all documents of the segment, zero for those that do not match."""

    scores: Array


Matches = Sparse | Dense

NONE = Sparse(np.empty(0, np.int32), np.empty(0, np.float32))


def sparse(matches: Matches) -> Sparse:
    """The matches as a list."""
    if isinstance(matches, Sparse):
        return matches
    documents = np.flatnonzero(matches.scores > 0)
    return Sparse(documents.astype(np.int32), matches.scores.take(documents))


class Algebra:
    """Operations on the matches of one segment.

    Results may lie in buffers that `begin` hands out again: fresh memory costs more than the arithmetic.
    """

    def __init__(self, document_count: int) -> None:
        self._count = document_count
        self._scratch = np.zeros(document_count, np.float32)
        self._buffers: list[Array] = []
        self._taken = 0

    def begin(self) -> None:
        """A new query: what earlier ones found is no longer needed."""
        self._taken = 0

    def union(self, sets: Sequence[Matches]) -> Matches:
        """What is in any set; scores add up."""
        sets = [matches for matches in sets if not _is_empty(matches)]
        if len(sets) < 2:
            return sets[0] if sets else NONE
        lists = [matches for matches in sets if isinstance(matches, Sparse)]
        size = sum(len(matches.documents) for matches in lists)
        if len(lists) == len(sets) and size * DENSE < self._count:
            return self._merged(lists)
        total = self._buffer()
        total.fill(0)
        for matches in sets:
            if isinstance(matches, Dense):
                np.add(total, matches.scores, out=total)
            else:
                np.add.at(total, matches.documents, matches.scores)
        return Dense(total)

    def intersection(self, sets: Sequence[Matches]) -> Matches:
        """What is in every set; scores add up. The cost follows the shortest list, if there is one."""
        lists = sorted(
            (matches for matches in sets if isinstance(matches, Sparse)),
            key=lambda found: len(found.documents),
        )
        fields = [matches for matches in sets if isinstance(matches, Dense)]
        if not lists:
            return self._met(fields)
        met = lists[0]
        others: list[Matches] = [*lists[1:], *fields]
        for other in others:
            if _is_empty(met):
                return NONE
            scores = self.scores_in(other, met.documents)
            places = np.flatnonzero(scores)
            met = Sparse(met.documents.take(places), met.scores.take(places) + scores.take(places))
        return met

    def boosted(self, matches: Matches, wanted: Matches) -> Matches:
        """The same documents; those that are wanted too have both scores."""
        if _is_empty(wanted) or _is_empty(matches):
            return matches
        if isinstance(matches, Sparse):
            return Sparse(matches.documents, matches.scores + self.scores_in(wanted, matches.documents))
        total = self._buffer()
        if isinstance(wanted, Dense):
            np.multiply(wanted.scores, matches.scores > 0, out=total)
            np.add(total, matches.scores, out=total)
        else:
            np.copyto(total, matches.scores)
            both = np.flatnonzero(matches.scores.take(wanted.documents))
            total[wanted.documents.take(both)] += wanted.scores.take(both)
        return Dense(total)

    def difference(self, matches: Matches, excluded: Matches) -> Matches:
        """What is in the one set and not in the other."""
        if _is_empty(excluded) or _is_empty(matches):
            return matches
        if isinstance(matches, Sparse):
            return matches.at(np.flatnonzero(self.scores_in(excluded, matches.documents) == 0))
        if isinstance(excluded, Dense):
            return self.passing(matches, excluded.scores == 0)
        total = self._buffer()
        np.copyto(total, matches.scores)
        total[excluded.documents] = 0
        return Dense(total)

    def passing(self, matches: Dense, chosen: Array) -> Dense:
        """The matches that are chosen (bool, documents)."""
        return Dense(np.multiply(matches.scores, chosen, out=self._buffer()))

    def scores_in(self, matches: Matches, documents: Array) -> Array:
        """float32: the score of each of the documents in a set, zero if it is not there."""
        if isinstance(matches, Dense):
            in_dense: Array = matches.scores.take(documents)
            return in_dense
        if len(documents) * _MUCH_SMALLER < len(matches.documents):
            places = np.searchsorted(matches.documents, documents)
            places[places == len(matches.documents)] = 0
            found = matches.documents.take(places) == documents
            in_list: Array = np.where(found, matches.scores.take(places), np.float32(0))
            return in_list
        self._scratch[matches.documents] = matches.scores
        scores: Array = self._scratch.take(documents)
        self._scratch[matches.documents] = 0
        return scores

    def restricted(self, matches: Matches, documents: Array) -> Sparse:
        """The matches among some documents (int32, ascending)."""
        scores = self.scores_in(matches, documents)
        places = np.flatnonzero(scores)
        return Sparse(documents.take(places), scores.take(places))

    def dense(self, matches: Sparse) -> Dense:
        """The matches as a score for every document, in memory of their own."""
        scores = np.zeros(self._count, np.float32)
        scores[matches.documents] = matches.scores
        return Dense(scores)

    def _merged(self, lists: Sequence[Sparse]) -> Sparse:
        for matches in lists:
            np.add.at(self._scratch, matches.documents, matches.scores)
        documents = np.concatenate([matches.documents for matches in lists])
        documents.sort()
        first = np.ones(len(documents), bool)
        np.not_equal(documents[1:], documents[:-1], out=first[1:])
        documents = documents.take(np.flatnonzero(first))
        scores = self._scratch.take(documents)
        self._scratch[documents] = 0
        return Sparse(documents, scores)

    def _met(self, fields: Sequence[Dense]) -> Dense:
        met, *others = fields
        for other in others:
            present = (met.scores > 0) & (other.scores > 0)
            total = np.add(met.scores, other.scores, out=self._buffer())
            met = Dense(np.multiply(total, present, out=total))
        return met

    def _buffer(self) -> Array:
        if self._taken == len(self._buffers):
            self._buffers.append(np.empty(self._count, np.float32))
        self._taken += 1
        return self._buffers[self._taken - 1]


def _is_empty(matches: Matches) -> bool:
    return isinstance(matches, Sparse) and not len(matches.documents)
