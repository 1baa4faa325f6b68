"""Evaluates a terms tree on one segment: whole posting lists at a time, never document by document."""

import math
from collections.abc import Sequence
from typing import assert_never

import numpy as np

from indexer.embedded.matches import NONE, Matches, Scratch
from indexer.embedded.phrases import adjacent
from indexer.embedded.segment import ColumnarSegment, SegmentFile
from indexer.german import TermKind
from indexer.query import All, Any, Everything, Node, Optional, Phrase, Without, Word

K1 = 1.2
B = 0.75
EXACT_BOOST = 0.2
"""How much the word as typed adds to its stem."""


class Statistics:
    """What scores depend on besides the article itself: counts over all segments, as Whoosh takes them."""

    def __init__(self, files: Sequence[SegmentFile]) -> None:
        self._files = files
        self.document_count = sum(file.document_count for file in files)
        total = sum(file.total_length for file in files)
        self.mean_length = total / max(self.document_count, 1) or 1.0
        self._rarities: dict[tuple[str, str], float] = {}

    def rarity(self, field: str, text: str) -> float:
        """The inverse document frequency of a term: ln(N / (n + 1)) + 1, which is always positive."""
        rarity = self._rarities.get((field, text))
        if rarity is None:
            frequency = sum(_document_frequency(file, field, text) for file in self._files)
            rarity = math.log(self.document_count / (frequency + 1)) + 1
            self._rarities[field, text] = rarity
        return rarity


def _document_frequency(file: SegmentFile, field: str, text: str) -> int:
    opened = file.field(field)
    term = opened.dictionary.find(text.encode())
    return 0 if term is None else opened.document_frequency(term)


class Evaluation:
    """Finds the documents of one segment. For one thread at a time."""

    def __init__(self, file: SegmentFile, segment: ColumnarSegment, statistics: Statistics) -> None:
        self.file = file
        self._statistics = statistics
        self._deleted = segment.deleted_mask() if segment.has_deletions() else None
        self._scratch = Scratch(file.document_count)
        # The part of BM25's denominator that the length of a document decides; float32, documents.
        self._norms = (K1 * (1 - B + B * file.lengths / statistics.mean_length)).astype(np.float32)

    def matches(self, node: Node) -> Matches:
        """The documents that the tree finds and that are not deleted."""
        found = self._found(node)
        if self._deleted is None or not len(found.documents):
            return found
        return found.at(np.flatnonzero(~self._deleted.take(found.documents)))

    def _found(self, node: Node) -> Matches:
        match node:
            case Word():
                return self._word(node)
            case Phrase(words):
                return self._phrase(words)
            case All(children):
                return self._scratch.intersection([self._found(child) for child in children])
            case Any(children):
                return self._scratch.union([self._found(child) for child in children])
            case Optional(required, wanted):
                return self._scratch.boosted(self._found(required), self._found(wanted))
            case Without(included, excluded):
                return self._scratch.difference(self._found(included), self._found(excluded))
            case Everything():
                count = self.file.document_count
                return Matches(np.arange(count, dtype=np.int32), np.ones(count, np.float32))
            case _:
                assert_never(node)

    def _word(self, word: Word) -> Matches:
        """Any stem of the word, or all of its parts: no compound is found by one part alone."""
        found = self._any_stem(word)
        parts = word.token.of_kind(TermKind.PART)
        if parts:
            all_parts = self._scratch.intersection([self._term("terms", part) for part in parts])
            found = self._scratch.union([found, all_parts])
        if len(found.documents):
            for text in word.token.of_kind(TermKind.EXACT):
                found = self._scratch.boosted(found, self._term("exact", text, EXACT_BOOST))
        return found

    def _any_stem(self, word: Word) -> Matches:
        return self._scratch.union([self._term("terms", stem) for stem in stems_of(word)])

    def _term(self, field: str, text: str, boost: float = 1.0) -> Matches:
        """The documents of a term with their scores, after BM25 (Robertson et al., TREC-3, 1994):
        rarity * weight * (k1 + 1) / (weight + k1 * (1 - b + b * length / mean length)).
        """
        postings = self.file.field(field)
        term = postings.dictionary.find(text.encode())
        if term is None:
            return NONE
        documents = postings.documents(term)
        scores = postings.weights(term)
        scores /= scores + self._norms.take(documents)
        scores *= self._statistics.rarity(field, text) * (K1 + 1) * boost
        return Matches(documents, scores)

    def _phrase(self, words: Sequence[Word]) -> Matches:
        """Documents first: only those that have all words have their positions looked at."""
        candidates = self._scratch.intersection([self._any_stem(word) for word in words])
        if not len(candidates.documents):
            return NONE
        field = self.file.field("terms")
        numbers = [[field.dictionary.find(stem.encode()) for stem in stems_of(word)] for word in words]
        known = [[number for number in alternatives if number is not None] for alternatives in numbers]
        return candidates.at(adjacent(field, known, candidates.documents))


def stems_of(word: Word) -> tuple[str, ...]:
    """The texts of which a document has to have one to have the word."""
    return (*word.token.of_kind(TermKind.STEM), *word.token.of_kind(TermKind.VARIANT))
