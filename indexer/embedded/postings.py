"""The inverted file of a field: for every term its documents, weights and positions.

| array            | dtype, length             | why it exists                                            |
|------------------|---------------------------|----------------------------------------------------------|
| `starts`         | terms + 1                 | where the postings of a term begin                       |
| `low`            | u16, postings             | the low half of the document number; half of an int32    |
| `high`           | (blocks - 1, terms)       | postings of a term below each further 65,536 documents   |
| `weights`        | u8, postings              | the weight as a code, 16 steps an octave                 |
| `counts`         | u8, postings              | occurrences in the document; 255 for more                |
| `many`           | (2, few)                  | posting and count where `counts` has no room             |
| `position_starts`| terms + 1                 | where the positions of a term begin                      |
| `positions`      | u16, occurrences          | for phrases; wider if an article is longer than 65,535   |
| `flags`          | u8, postings              | for words without positions: in which text fields they   |
|                  |                           | stand, with or without umlauts; 8 bits against 16 a word |

Fields that are only looked up have neither weights nor positions nor flags.
"""

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from indexer.embedded.arrays import Array, narrowed, spread, starts_of
from indexer.embedded.dictionary import Dictionary, dictionary_arrays
from indexer.fields import TEXT_FIELDS

_STEPS_AN_OCTAVE = 16
_CODE_OF_ONE = 80
"""Weights from 1/32 to 1,958 have a code; the error is at most 2.2 %, and powers of two have none."""

WITHOUT_UMLAUTS, WITH_UMLAUTS = 0x0F, 0xF0
"""Each text field has two flags: one says that the word stands in it without umlauts (Mueller), the other
that it stands there with umlauts (Müller).
"""
UMLAUTS_SHIFT = 4
"""From the one flag of a text field to the other."""
IN_FIELD = {field.name: 0x11 << number for number, field in enumerate(TEXT_FIELDS)}
ANYHOW = WITHOUT_UMLAUTS | WITH_UMLAUTS

WEIGHTS = np.exp2((np.arange(256) - _CODE_OF_ONE) / _STEPS_AN_OCTAVE).astype(np.float32)
"""float32, 256: the weight that each code stands for."""

_BLOCK_BITS = 16
_MANY = 255


def weight_codes(weights: Array) -> Array:
    """uint8: the code of each weight. Encoding a decoded weight gives the same code."""
    codes = np.rint(np.log2(weights) * _STEPS_AN_OCTAVE) + _CODE_OF_ONE
    clipped: Array = np.clip(codes, 0, 255).astype(np.uint8)
    return clipped


@dataclasses.dataclass(slots=True)
class PostingLists:
    """Posting lists in memory, wide and ready to be computed with: terms in order, documents ascending.

    `texts` are the terms; `starts` (terms + 1) says where the postings of a term begin in `documents`
    (int32), `weights` (uint8 codes) and `counts` (int32). `positions` has those of a posting after those
    of the one before it; `flags` (uint8) are those of `IN_FIELD`. The last four are None in fields
    that do without them.
    """

    texts: Sequence[bytes]
    starts: Array
    documents: Array
    weights: Array | None = None
    counts: Array | None = None
    positions: Array | None = None
    flags: Array | None = None

    def arrays(self, field: str, document_count: int) -> dict[str, Array]:
        """The arrays to be stored."""
        arrays = dictionary_arrays(field, self.texts)
        arrays |= {
            f"{field}.starts": narrowed(self.starts),
            f"{field}.low": (self.documents & 0xFFFF).astype(np.uint16),
            f"{field}.high": self._high(document_count),
        }
        if self.weights is not None:
            arrays[f"{field}.weights"] = self.weights
        if self.counts is not None and self.positions is not None:
            many = np.flatnonzero(self.counts >= _MANY)
            arrays |= {
                f"{field}.counts": np.minimum(self.counts, _MANY).astype(np.uint8),
                f"{field}.many": np.stack([many, self.counts[many].astype(np.int64)]),
                f"{field}.position_starts": narrowed(starts_of(self.counts)[self.starts]),
                f"{field}.positions": _at_least_16_bits(self.positions),
            }
        if self.flags is not None:
            arrays[f"{field}.flags"] = self.flags
        return arrays

    def ordered(self) -> "PostingLists":
        """The same with the terms in order, in a field that is only looked up."""
        order = np.array(sorted(range(len(self.texts)), key=self.texts.__getitem__), np.int64)
        counts = np.diff(self.starts).take(order)
        documents = self.documents.take(spread(self.starts[:-1].take(order), counts))
        return PostingLists([self.texts[term] for term in order.tolist()], starts_of(counts), documents)

    def used(self) -> "PostingLists":
        """The same without the terms that no document has."""
        kept = np.flatnonzero(self.starts[1:] > self.starts[:-1])
        if len(kept) == len(self.texts):
            return self
        texts = [self.texts[term] for term in kept.tolist()]
        return dataclasses.replace(self, texts=texts, starts=np.append(self.starts[kept], self.starts[-1]))

    def _high(self, document_count: int) -> Array:
        """How many postings of each term lie below each multiple of 65,536 documents."""
        limits = range(1 << _BLOCK_BITS, document_count, 1 << _BLOCK_BITS)
        rows = [starts_of(self.documents < limit)[self.starts] for limit in limits]
        below = [row[1:] - row[:-1] for row in rows]
        return np.array(below, np.int32).reshape(len(below), len(self.texts))


class Field:
    """The stored posting lists of a field."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.name = name
        self.dictionary = Dictionary(arrays, name)
        self._starts = arrays[f"{name}.starts"]
        self._low = arrays[f"{name}.low"]
        self._high = arrays[f"{name}.high"]
        self._weights = arrays.get(f"{name}.weights")
        self._flags = arrays.get(f"{name}.flags")
        self.has_positions = f"{name}.positions" in arrays
        if self.has_positions:
            self._counts = arrays[f"{name}.counts"]
            self._many = arrays[f"{name}.many"]
            self._position_starts = arrays[f"{name}.position_starts"]
            self._positions = arrays[f"{name}.positions"]

    def document_frequency(self, term: int) -> int:
        return int(self._starts[term + 1]) - int(self._starts[term])

    def frequency(self, text: bytes) -> int:
        """In how many documents the term is."""
        term = self.dictionary.find(text)
        return 0 if term is None else self.document_frequency(term)

    def frequencies(self) -> Array:
        """int64, terms: in how many documents each term is."""
        return np.diff(self._starts.astype(np.int64))

    def documents(self, term: int) -> Array:
        """int32: the documents that have the term, ascending."""
        documents = self._low[self._starts[term] : self._starts[term + 1]].astype(np.int32)
        for below in self._high[:, term]:
            documents[below:] += 1 << _BLOCK_BITS
        return documents

    def weights(self, term: int) -> Array:
        """float32: the weight of the term in each of its documents."""
        if self._weights is None:
            return np.ones(self.document_frequency(term), np.float32)
        return WEIGHTS.take(self._weights[self._starts[term] : self._starts[term + 1]])

    def counts(self, term: int) -> Array:
        """int32: how often the term occurs in each of its documents."""
        return self._true_counts(int(self._starts[term]), int(self._starts[term + 1]))

    def positions(self, term: int) -> Array:
        """Every position of the term, document by document as `counts` says."""
        return self._positions[self._position_starts[term] : self._position_starts[term + 1]]

    def postings(self, terms: Array) -> tuple[Array, Array]:
        """(places, documents), intp and int32: all postings of some terms (intp), term after term; the
        places are those in the arrays of the field.
        """
        starts = self._starts.take(terms).astype(np.int64)
        counts = self._starts.take(terms + 1) - starts
        places = spread(starts, counts)
        documents = self._low.take(places).astype(np.int32)
        in_term = spread(np.zeros(len(terms), np.int64), counts)
        for below in self._high[:, terms]:
            documents += (in_term >= np.repeat(below, counts)).astype(np.int32) << _BLOCK_BITS
        return places, documents

    def weights_at(self, places: Array) -> Array:
        """float32: the weights of some postings of the field."""
        if self._weights is None:
            return np.ones(len(places), np.float32)
        return WEIGHTS.take(self._weights.take(places))

    def flags_at(self, places: Array) -> Array:
        """uint8: the flags of some postings of the field, which has flags."""
        assert self._flags is not None
        return self._flags.take(places)

    def lists(self, first: int, last: int) -> PostingLists:
        """The posting lists of the terms from `first` up to but without `last`, without their texts."""
        start, end = int(self._starts[first]), int(self._starts[last])
        starts = self._starts[first : last + 1].astype(np.int64) - start
        documents = self._low[start:end].astype(np.int32)
        frequencies = starts[1:] - starts[:-1]
        for below in self._high[:, first:last]:
            in_term = np.arange(end - start) - np.repeat(starts[:-1], frequencies)
            documents += (in_term >= np.repeat(below, frequencies)).astype(np.int32) << _BLOCK_BITS
        lists = PostingLists((), starts, documents)
        if self._weights is not None:
            lists.weights = self._weights[start:end]
        if self._flags is not None:
            lists.flags = self._flags[start:end]
        if self.has_positions:
            lists.counts = self._true_counts(start, end)
            lists.positions = self._positions[self._position_starts[first] : self._position_starts[last]]
        return lists

    def _true_counts(self, start: int, end: int) -> Array:
        counts = self._counts[start:end].astype(np.int32)
        at, true = self._many
        first, last = np.searchsorted(at, (start, end))
        counts[at[first:last] - start] = true[first:last]
        return counts


def _at_least_16_bits(positions: Array) -> Array:
    return positions.astype(np.promote_types(np.uint16, np.min_scalar_type(int(positions.max(initial=0)))))
