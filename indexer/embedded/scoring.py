"""What a term is worth in the documents that have it: BM25 (Robertson et al., TREC-3, 1994).

rarity * weight * (k1 + 1) / (weight + k1 * (1 - b + b * length / mean length))
"""

import math
from collections.abc import Sequence

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.matches import NONE, Dense, Matches, Sparse
from indexer.embedded.postings import Field
from indexer.embedded.segment import SegmentFile
from indexer.weights import K1, B

_TERMS_KEPT = 50_000


class Statistics:
    """What scores depend on besides the article itself: counts over all segments, as Whoosh takes them."""

    def __init__(self, files: Sequence[SegmentFile]) -> None:
        self._files = files
        self.document_count = sum(file.document_count for file in files)
        total = sum(file.total_length for file in files)
        self.mean_length = total / max(self.document_count, 1) or 1.0
        self._rarities: dict[tuple[str, str], float] = {}
        self._rarest: dict[tuple[str, ...], float] = {}

    def length_factors(self, lengths: Array) -> Array:
        """float64: what BM25 makes of the lengths of documents, 1 - b + b * length / mean length."""
        factors: Array = 1 - B + B * lengths / self.mean_length
        return factors

    def rarity(self, field: str, text: str) -> float:
        """The inverse document frequency of a term: ln(1 + (N - n + 0.5) / (n + 0.5)), always positive, and
        next to nothing for words that nearly every article has.
        """
        rarity = self._rarities.get((field, text))
        if rarity is None:
            frequency = self.frequency(field, text)
            rarity = math.log1p((self.document_count - frequency + 0.5) / (frequency + 0.5))
            if len(self._rarities) >= _TERMS_KEPT:
                self._rarities.clear()
            self._rarities[field, text] = rarity
        return rarity

    def rarest(self, stems: tuple[str, ...]) -> float:
        """The rarity of the rarest stem of a word; zero without any."""
        rarest = self._rarest.get(stems)
        if rarest is None:
            rarest = max((self.rarity("terms", stem) for stem in stems), default=0.0)
            if len(self._rarest) >= _TERMS_KEPT:
                self._rarest.clear()
            self._rarest[stems] = rarest
        return rarest

    def frequency(self, field: str, text: str) -> int:
        """In how many documents the term is, deleted ones included."""
        encoded = text.encode()
        return sum(file.field(field).frequency(encoded) for file in self._files)


class Scorer:
    """Scores the terms of one segment."""

    def __init__(self, file: SegmentFile, statistics: Statistics) -> None:
        self._file = file
        self._statistics = statistics
        self._terms: dict[tuple[str, str], int | None] = {}
        self.norms: Array = (K1 * statistics.length_factors(file.lengths)).astype(np.float32)
        """float32, documents: the part of the denominator that the length of a document decides."""
        # What a weight of one comes to, before the factors of the term; float32, documents.
        self._scores_of_one = 1 / (1 + self.norms)

    def frequency(self, field: str, text: str) -> int:
        """In how many documents of the segment the term is."""
        term = self.term(field, text)
        return 0 if term is None else self._file.field(field).document_frequency(term)

    def term(self, field: str, text: str) -> int | None:
        """The number of a term, if the segment has it."""
        try:
            return self._terms[field, text]
        except KeyError:
            term = self._file.field(field).dictionary.find(text.encode())
        if len(self._terms) >= _TERMS_KEPT:
            self._terms.clear()
        self._terms[field, text] = term
        return term

    def everywhere(self, field: str, text: str, boost: float = 1.0) -> Matches:
        """All documents of a term with their scores."""
        term = self.term(field, text)
        if term is None:
            return NONE
        postings = self._file.field(field)
        factor = self._statistics.rarity(field, text) * (K1 + 1) * boost
        bits = None if postings.has_weights else postings.bitmap(term)
        if bits is not None:
            return Dense(self._scores_of_one * np.float32(factor) * bits.mask(self._file.document_count))
        documents = postings.documents(term)
        return Sparse(documents, self._scores(postings, term, documents, None, factor))

    def within(self, field: str, text: str, documents: Array, boost: float = 1.0) -> Array:
        """float32: the score of the term in each of some documents (ascending), zero where it is not."""
        term = self.term(field, text)
        postings = self._file.field(field)
        scores = np.zeros(len(documents), np.float32)
        if term is not None and len(documents):
            bits = postings.bitmap(term)
            if bits is not None:
                found = bits.ranks(documents)
                places = bits.contains(documents).nonzero()[0]
            else:
                having = postings.documents(term)
                found = having.searchsorted(documents)
                places = (having.take(found, mode="clip") == documents).nonzero()[0]
            factor = self._statistics.rarity(field, text) * (K1 + 1) * boost
            scores[places] = self._scores(postings, term, documents.take(places), found.take(places), factor)
        return scores

    def scored(self, documents: Array, weights: Array, rarity: float) -> Sparse:
        """Documents (intp, ascending) with the scores of a word that weighs so much (float32) in each."""
        return Sparse(documents, self._weighed(documents, weights.copy(), rarity * (K1 + 1)))

    def _scores(
        self, field: Field, term: int, documents: Array, postings: Array | None, factor: float
    ) -> Array:
        """float32: the scores of some documents, which are those of all or of some postings of the term."""
        if not field.has_weights:
            scores: Array = self._scores_of_one.take(documents)
            scores *= factor
            return scores
        return self._weighed(documents, field.weights(term, postings), factor)

    def _weighed(self, documents: Array, weights: Array, factor: float) -> Array:
        norms = self.norms.take(documents)
        norms += weights
        weights /= norms
        weights *= factor
        return weights
