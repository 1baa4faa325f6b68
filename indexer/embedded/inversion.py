"""From drafted articles to the arrays of a segment: words by article become articles by term."""

from collections.abc import Sequence

import numpy as np

from indexer.embedded.arrays import Array, counting_sort, spread
from indexer.embedded.columns import column_arrays
from indexer.embedded.common_words import pair_key
from indexer.embedded.draft import DraftedArticle
from indexer.embedded.postings import UMLAUTS_SHIFT, PostingLists, weight_codes
from indexer.embedded.schema import FIELD_GAP
from indexer.embedded.segment import stored_arrays
from indexer.embedded.vocabulary import Vocabulary
from indexer.fields import TEXT_FIELDS


def inverted(drafts: Sequence[DraftedArticle], vocabulary: Vocabulary) -> dict[str, Array]:
    """The arrays of a segment that holds the articles; they are drafted in the vocabulary."""
    drafts = sorted(drafts, key=_newest_first)
    occurrences = _Occurrences(drafts)
    count = len(drafts)
    fields = {
        "id": _looked_up([draft.facts.id for draft in drafts]),
        "title_key": _looked_up([draft.title_key for draft in drafts]),
        "origin": _looked_up([draft.origin for draft in drafts]),
        "terms": occurrences.posted(vocabulary, "terms", with_positions=True),
        "pairs": occurrences.pairs(vocabulary),
        "exact": occurrences.posted(vocabulary, "exact", with_positions=False),
    }
    return stored_arrays(
        count,
        fields,
        column_arrays([draft.facts for draft in drafts]),
        field_ends=np.array([draft.ends for draft in drafts], np.int64).reshape(count, len(TEXT_FIELDS)).T,
        texts=[draft.text for draft in drafts],
    )


def _newest_first(draft: DraftedArticle) -> tuple[int, str]:
    minute = draft.facts.minute
    return (1 if minute is None else -minute, draft.facts.id)


class _Occurrences:
    """Every word of the articles in order: its number, document, position, the weight of its field and the
    field itself.

    Five arrays as long as the texts together.
    """

    def __init__(self, drafts: Sequence[DraftedArticle]) -> None:
        self._document_count = len(drafts)
        runs = [
            (document, end - start, weight, start + FIELD_GAP * field, 1 << field)
            for document, draft in enumerate(drafts)
            for field, (start, end, weight) in enumerate(
                zip((0, *draft.ends), draft.ends, draft.weights, strict=False)
            )
            if end > start
        ]
        documents, lengths, weights, positions, fields = zip(*runs, strict=True) if runs else ((),) * 5
        counts = np.array(lengths, np.int64)
        self.words = np.frombuffer(b"".join(draft.words.tobytes() for draft in drafts), np.intc)
        self.documents = np.repeat(np.array(documents, np.int32), counts)
        self.positions = spread(np.array(positions, np.int64), counts).astype(np.int32)
        self.weights = np.repeat(np.array(weights, np.float32), counts)
        self.fields = np.repeat(np.array(fields, np.uint8), counts)

    def posted(self, vocabulary: Vocabulary, field: str, *, with_positions: bool) -> PostingLists:
        """The posting lists of the field; postings without positions are flagged."""
        texts, numbers, kind_weights, starts = vocabulary.posted[field].in_order()
        frequencies = np.diff(starts)
        if (frequencies == 1).all():
            # Every word has one term, as in the field of exact words.
            order, term_starts = counting_sort(numbers.take(self.words), len(texts))
            occurrence = order
            weights = self.weights.take(occurrence) * kind_weights.take(self.words).take(order)
        else:
            counts = frequencies.take(self.words)
            which = spread(starts[:-1].take(self.words), counts)
            order, term_starts = counting_sort(numbers.take(which), len(texts))
            occurrence = np.repeat(np.arange(len(self.words), dtype=np.int32), counts).take(order)
            weights = self.weights.take(occurrence) * kind_weights.take(which).take(order)
        documents = self.documents.take(occurrence)
        firsts = _firsts(documents, term_starts)
        sums = np.add.reduceat(weights, firsts) if len(firsts) else weights
        return PostingLists(
            texts,
            starts=np.searchsorted(firsts, term_starts),
            documents=documents.take(firsts),
            weights=weight_codes(sums),
            counts=np.diff(firsts, append=len(documents)).astype(np.int32) if with_positions else None,
            positions=self.positions.take(occurrence) if with_positions else None,
            flags=None if with_positions else _united(self._flags(vocabulary).take(occurrence), firsts),
        ).used()

    def _flags(self, vocabulary: Vocabulary) -> Array:
        """uint8: the flag of every word."""
        shifts = vocabulary.having_umlauts().astype(np.uint8) * np.uint8(UMLAUTS_SHIFT)
        flags: Array = self.fields << shifts.take(self.words)
        return flags

    def pairs(self, vocabulary: Vocabulary) -> PostingLists:
        """The documents in which two common terms stand side by side in one field."""
        common, of_words = vocabulary.common()
        side_by_side = self.positions[1:] == self.positions[:-1] + 1
        side_by_side &= self.documents[1:] == self.documents[:-1]
        columns = [column.take(self.words) for column in of_words]
        found = []
        for first in columns:
            for second in columns:
                places = np.flatnonzero(side_by_side & (first[:-1] >= 0) & (second[1:] >= 0))
                pairs = first.take(places) * len(common) + second.take(places + 1)
                found.append(pairs * self._document_count + self.documents.take(places))
        postings = np.concatenate([np.empty(0, np.int64), *found])
        postings.sort()
        postings = postings[np.flatnonzero(np.diff(postings, prepend=-1))]
        of_pair = postings // self._document_count
        starts = np.flatnonzero(np.diff(of_pair, prepend=-1))
        pairs = of_pair.take(starts)
        texts = [
            pair_key(common[first], common[second]).encode()
            for first, second in zip(*(part.tolist() for part in np.divmod(pairs, len(common))), strict=True)
        ]
        documents = (postings % self._document_count).astype(np.int32)
        return PostingLists(texts, np.append(starts, len(postings)), documents).ordered()


def _firsts(documents: Array, term_starts: Array) -> Array:
    """Where in the sorted occurrences each posting begins: at another document, or another term."""
    new = np.ones(len(documents), bool)
    new[1:] = documents[1:] != documents[:-1]
    new[term_starts[:-1][term_starts[:-1] < len(documents)]] = True
    return np.flatnonzero(new)


def _united(flags: Array, firsts: Array) -> Array:
    """The flags of every run of occurrences that begins at one of the firsts."""
    return np.bitwise_or.reduceat(flags, firsts) if len(firsts) else flags


def _looked_up(values: Sequence[str]) -> PostingLists:
    """The posting lists of a field that has one value a document; an empty value is not posted."""
    texts = sorted({value.encode() for value in values if value})
    places = {text.decode(): place for place, text in enumerate(texts)}
    documents = np.array([document for document, value in enumerate(values) if value], np.int32)
    terms = np.array([places[value] for value in values if value], np.int32)
    order, starts = counting_sort(terms, len(texts))
    return PostingLists(texts, starts, documents.take(order))
