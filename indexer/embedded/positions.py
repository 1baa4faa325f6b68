"""Where terms stand in some documents of one segment."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array, starts_of
from indexer.embedded.postings import Field
from indexer.embedded.remembered import Remembered

_LISTED = 4
"""Up to one document in so many a term is looked up in the list of its documents, beyond it among all."""


class Located(NamedTuple):
    """Where the positions of a term begin among those of all terms, for each of some documents (int64), and
    how many it has there (int32); none where it is not. Of several terms (terms, documents).
    """

    first: Array
    counts: Array

    def at(self, chosen: Array) -> "Located":
        """The same of one term, in some of the documents."""
        return Located(self.first.take(chosen), self.counts.take(chosen))


class _Posted(NamedTuple):
    """Where the positions of a term start among those of all terms, counted from its `first` (int32), and the
    last end: for each of its `documents` (int32, ascending), or for every document of the segment, even if it
    does not have the term.
    """

    first: int
    starts: Array
    documents: Array | None

    def starts_at(self, documents: Array, out: Array) -> None:
        """Where the positions in each document (int32), or in the next one that has the term, start."""
        postings = documents if self.documents is None else self.documents.searchsorted(documents)
        self.starts.take(postings, out=out, mode="clip")

    @property
    def size(self) -> int:
        """Bytes."""
        return int(self.starts.nbytes) + (0 if self.documents is None else int(self.documents.nbytes))


_NOT_POSTED = _Posted(0, np.zeros(1, np.int32), None)


class Positions:
    """The positions of the terms of one segment. For one thread at a time."""

    def __init__(self, field: Field, document_count: int, remembered: Remembered) -> None:
        self._field = field
        self._document_count = document_count
        self._remembered = remembered

    @property
    def of_all(self) -> Array:
        """Unsigned: the positions of all terms, among which they are located."""
        return self._field.every_position

    def frequency(self, term: int) -> int:
        """In how many documents the term is."""
        return self._field.document_frequency(term)

    def documents(self, term: int) -> Array:
        """intp, ascending: the documents that have the term."""
        return self._field.documents(term)

    def located(self, term: int, documents: Array) -> Located:
        """Where the positions of the term are for each document (intp)."""
        found = self.of_terms([term], documents)
        return Located(found.first[0], found.counts[0])

    def of_terms(self, terms: Sequence[int | None], documents: Array) -> Located:
        """The same of several terms; None is one that the segment does not have."""
        bounds = np.empty((2, len(documents)), np.int32)
        bounds[0] = documents
        np.add(bounds[0], 1, out=bounds[1])
        starts = np.zeros((len(terms), 2, len(documents)), np.int32)
        first = []
        for place, term in enumerate(terms):
            posted = _NOT_POSTED if term is None else self._posted(term)
            posted.starts_at(bounds, starts[place])
            first.append((posted.first,))
        return Located(starts[:, 0] + np.array(first, np.int64), starts[:, 1] - starts[:, 0])

    def listed(self, term: int, documents: Sequence[int]) -> list[list[int]]:
        """The positions of the term in each of some documents."""
        found = self.located(term, np.array(documents, np.intp))
        bounds = zip(found.first.tolist(), (found.first + found.counts).tolist(), strict=True)
        return [self.of_all[start:end].tolist() for start, end in bounds]

    def _posted(self, term: int) -> _Posted:
        posted: _Posted | None = self._remembered.get((self, term))
        if posted is None:
            posted = self._read(term)
            self._remembered.keep((self, term), posted, posted.size)
        return posted

    def _read(self, term: int) -> _Posted:
        counts = self._field.counts(term)
        documents = self._field.documents(term)
        first = self._field.first_position(term)
        if len(documents) * _LISTED < self._document_count:
            return _Posted(first, starts_of(counts).astype(np.int32), documents.astype(np.int32))
        of_all = np.zeros(self._document_count, np.int32)
        of_all[documents] = counts
        return _Posted(first, starts_of(of_all).astype(np.int32), None)
