"""Evaluates a terms tree on one segment: whole posting lists at a time, never document by document."""

import functools
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import assert_never

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.by_columns import having, published
from indexer.embedded.common_words import common_terms, pair_key
from indexer.embedded.facets import Narrowed
from indexer.embedded.field_search import FieldSearch
from indexer.embedded.matches import DENSE, NONE, Algebra, Dense, Matches, Sparse, sparse
from indexer.embedded.phrases import adjacent
from indexer.embedded.postings import ANYHOW, IN_FIELD, WITH_UMLAUTS, WITHOUT_UMLAUTS
from indexer.embedded.segment import ColumnarSegment, SegmentFile
from indexer.embedded.threshold import at_least
from indexer.embedded.word_groups import Group, WordGroups
from indexer.engine import Filters
from indexer.german import TermKind
from indexer.query import (
    All,
    Any,
    AtLeast,
    Everything,
    Exact,
    Having,
    InField,
    Leaf,
    Near,
    Node,
    Optional,
    Pattern,
    Phrase,
    Published,
    Similar,
    Without,
    Word,
    stems_of,
)

K1 = 1.2
B = 0.5
"""News are of every length for good reasons; 0.75, usual elsewhere, finds known articles less often."""
EXACT_BOOST = 0.5
"""How much the word as typed adds to its stem."""
PART_BOOST = 0.5
"""How much each part of a compound counts where the parts are found instead of the compound."""

_WORTH_KEEPING = 2_048
"""A word in fewer documents of a segment is scored anew faster than it matters."""
_KEPT_SCORES = 12_000_000
"""Scores of frequent words that are kept in memory per snapshot; 4 to 8 bytes each."""


class Statistics:
    """What scores depend on besides the article itself: counts over all segments, as Whoosh takes them."""

    def __init__(self, files: Sequence[SegmentFile]) -> None:
        self._files = files
        self.document_count = sum(file.document_count for file in files)
        total = sum(file.total_length for file in files)
        self.mean_length = total / max(self.document_count, 1) or 1.0

    def rarity(self, field: str, text: bytes) -> float:
        """The inverse document frequency of a term: ln(1 + (N - n + 0.5) / (n + 0.5)), always positive, and
        next to nothing for words that nearly every article has.
        """
        frequency = sum(file.field(field).frequency(text) for file in self._files)
        return math.log1p((self.document_count - frequency + 0.5) / (frequency + 0.5))


class FrequentWords:
    """What frequent words have found, the least recently used forgotten first.

    News are searched for the same words again and again, and the commonest take longest to score.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Matches] = OrderedDict()
        self._scores = 0

    def get(self, key: object) -> Matches | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: object, found: Matches) -> None:
        self._kept[key] = found
        self._scores += len(found.scores)
        while self._scores > _KEPT_SCORES:
            self._scores -= len(self._kept.popitem(last=False)[1].scores)


class Evaluation:
    """Finds the documents of one segment. For one thread at a time."""

    def __init__(
        self,
        file: SegmentFile,
        segment: ColumnarSegment,
        statistics: Statistics,
        frequent: FrequentWords,
        groups: WordGroups,
    ) -> None:
        self.file = file
        self.algebra = Algebra(file.document_count)
        self._statistics = statistics
        self._frequent = frequent
        self._groups = groups
        self._live = ~segment.deleted_mask() if segment.has_deletions() else None
        # The part of BM25's denominator that the length of a document decides; float32, documents.
        self._norms = (K1 * (1 - B + B * file.lengths / statistics.mean_length)).astype(np.float32)
        self._fields = FieldSearch(file)

    def narrowed(self, node: Node, filters: Filters) -> Narrowed:
        """What the tree finds under filters. Valid until the next call."""
        return Narrowed(self.matches(node), filters, self.file.columns, self.algebra)

    def matches(self, node: Node) -> Matches:
        """The documents that the tree finds and that are not deleted. Valid until the next call."""
        self.algebra.begin()
        found = self._found(node)
        if self._live is None:
            return found
        if isinstance(found, Dense):
            return self.algebra.passing(found, self._live)
        return found.at(np.flatnonzero(self._live.take(found.documents)))

    def _found(self, node: Node) -> Matches:
        match node:
            case Word():
                return self._kept((node.token.terms, self), lambda: self._word(node))
            case Phrase(words):
                return self._phrase(words)
            case Near(words, between):
                return self._near(words, between)
            case Exact() | Pattern() | Similar():
                return self._kept((node, self), lambda: self._group(node, None))
            case InField(leaf, field):
                return self._kept((node, self), lambda: self._in_field(leaf, field))
            case Having(facet, values):
                return having(self.file.columns, facet, values)
            case Published(first, last):
                return published(self.file.columns, first, last)
            case AtLeast(children, count):
                return at_least([self._found(child) for child in children], count, self.file.document_count)
            case All(children):
                return self.algebra.intersection([self._found(child) for child in children])
            case Any(children):
                return self.algebra.union([self._found(child) for child in children])
            case Optional(required, wanted):
                return self.algebra.boosted(self._found(required), self._found(wanted))
            case Without(included, excluded):
                return self.algebra.difference(self._found(included), self._found(excluded))
            case Everything():
                return Dense(np.ones(self.file.document_count, np.float32))
            case _:
                assert_never(node)

    def _kept(self, key: object, find: Callable[[], Matches]) -> Matches:
        """What was found under this key before, or is found now. Large lists are kept dense."""
        found = self._frequent.get(key)
        if found is None:
            found = find()
            if len(found.scores) >= _WORTH_KEEPING:
                if isinstance(found, Dense):
                    found = Dense(found.scores.copy())
                elif len(found.scores) * DENSE > self.file.document_count:
                    found = self.algebra.dense(found)
                self._frequent.keep(key, found)
        return found

    def _word(self, word: Word) -> Matches:
        """Any stem of the word, or all of its parts: no compound is found by one part alone."""
        found = self._any_stem(word)
        leaves = word.token.leaves()
        if len(leaves) > 1:
            parts = [self._term("terms", leaf.text, PART_BOOST) for leaf in leaves]
            found = self.algebra.union([found, self.algebra.intersection(parts)])
        if len(found.scores):
            for text in word.token.of_kind(TermKind.EXACT):
                found = self.algebra.boosted(found, self._term("exact", text, EXACT_BOOST))
        return found

    def _any_stem(self, word: Word) -> Matches:
        return self.algebra.union([self._term("terms", stem) for stem in stems_of(word)])

    def _term(self, field: str, text: str, boost: float = 1.0) -> Sparse:
        """The documents of a term with their scores, after BM25 (Robertson et al., TREC-3, 1994):
        rarity * weight * (k1 + 1) / (weight + k1 * (1 - b + b * length / mean length)).
        """
        postings = self.file.field(field)
        encoded = text.encode()
        term = postings.dictionary.find(encoded)
        if term is None:
            return NONE
        documents = postings.documents(term)
        scores = postings.weights(term)
        norms = self._norms.take(documents)
        norms += scores
        scores /= norms
        scores *= self._statistics.rarity(field, encoded) * (K1 + 1) * boost
        return Sparse(documents, scores)

    def _phrase(self, words: Sequence[Word]) -> Matches:
        """Documents first: only those that have all words have their positions looked at."""
        found = [self._phrase_word(word) for word in words]
        together = self._pairs(words)
        if together:
            documents = functools.reduce(_common, together)
            found = [self.algebra.restricted(matches, documents) for matches in found]
        candidates = sparse(self.algebra.intersection(found))
        if not len(candidates.documents) or (together and len(words) == 2):
            return candidates
        field = self.file.field("terms")
        numbers = [[field.dictionary.find(stem.encode()) for stem in stems_of(word)] for word in words]
        known = [[number for number in alternatives if number is not None] for alternatives in numbers]
        return candidates.at(adjacent(field, known, candidates.documents))

    def _phrase_word(self, word: Word) -> Matches:
        return self._kept((stems_of(word), self), lambda: self._any_stem(word))

    def _near(self, words: Sequence[Word], between: int) -> Matches:
        candidates = sparse(self.algebra.intersection([self._phrase_word(word) for word in words]))
        return candidates.at(self._fields.near(words, between, candidates.documents))

    def _group(self, group: Group, field: str | None) -> Matches:
        """The documents that have a word of the group, as of one word, in one or in any text field."""
        flags = IN_FIELD[field] if field else ANYHOW
        if isinstance(group, Exact) and group.has_umlauts is not None:
            flags &= WITH_UMLAUTS if group.has_umlauts else WITHOUT_UMLAUTS
        found = self._groups.grouped(self.file, group)
        if flags != ANYHOW:
            found = found.flagged(flags)
        scores = found.weights / (self._norms.take(found.documents) + found.weights)
        scores *= np.float32(self._groups.rarity(group) * (K1 + 1))
        return Sparse(found.documents, scores)

    def _in_field(self, leaf: Leaf, field: str) -> Matches:
        """What the leaf finds in a text field, with the scores that it has everywhere."""
        if isinstance(leaf, Exact | Pattern | Similar):
            return self._group(leaf, field)
        everywhere = sparse(self._found(leaf))
        return everywhere.at(self._fields.in_field(leaf, field, everywhere.documents))

    def _pairs(self, words: Sequence[Word]) -> list[Array]:
        """The documents of every pair of common words in the phrase."""
        common = common_terms()
        stems = [stems_of(word) for word in words]
        return [
            self.file.documents("pairs", pair_key(first[0], second[0]))
            for first, second in pairwise(stems)
            if len(first) == len(second) == 1 and first[0] in common and second[0] in common
        ]


def _common(one: Array, other: Array) -> Array:
    """What is in both ascending arrays."""
    return np.intersect1d(one, other, assume_unique=True)
