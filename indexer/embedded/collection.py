"""Drafted articles until they become a segment. One may still be replaced or taken out."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array, Pieces, starts_of
from indexer.embedded.draft import Drafts
from indexer.embedded.facts import Facts
from indexer.embedded.vocabulary import Vocabulary

_BYTES_A_WORD = 20
"""Measured: the words, their order in the segment, and its arrays."""


class Collected(NamedTuple):
    """Articles in the order of a segment: the newest first, those without a date last, then by id.

    `words` (int32) are numbers of the table of the vocabulary; `counts` is (documents, text fields).
    """

    facts: list[Facts]
    title_keys: list[str]
    origins: list[str]
    words: Array
    counts: Array
    texts: Pieces
    spans: Pieces


class Collection:
    """Collects batches of drafts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._words = 0
        self._bytes = 0
        self._batches: list[Drafts] = []
        self._places: dict[str, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._places)

    @property
    def memory(self) -> int:
        """Bytes that the collection takes, together with what inverting it will take."""
        return self._words * _BYTES_A_WORD + self._bytes * 2

    @property
    def ids(self) -> Sequence[str]:
        return list(self._places)

    def add(self, drafts: Drafts, wanted: Sequence[int]) -> None:
        """Collect the wanted articles of a batch; `wanted` are their places in it."""
        self.vocabulary.learn(drafts.process, drafts.new_words)
        self._words += len(drafts.words)
        self._bytes += len(drafts.texts.data) + len(drafts.spans.data)
        batch = len(self._batches)
        self._batches.append(drafts)
        for row in wanted:
            self._places[drafts.facts[row].id] = batch, row

    def discard(self, id: str) -> None:
        """Take an article out, if it is there."""
        self._places.pop(id, None)

    def in_order(self) -> Collected:
        """What is collected."""
        places = sorted(self._places.values(), key=self._newest_first)
        firsts = self.vocabulary.first_words()
        words = [batch.words + np.int32(firsts[batch.process]) for batch in self._batches]
        starts = [starts_of(batch.counts.sum(axis=1)).tolist() for batch in self._batches]
        drafts = [(self._batches[batch], row) for batch, row in places]
        return Collected(
            facts=[batch.facts[row] for batch, row in drafts],
            title_keys=[batch.title_keys[row] for batch, row in drafts],
            origins=[batch.origins[row] for batch, row in drafts],
            words=np.concatenate(
                [words[batch][starts[batch][row] : starts[batch][row + 1]] for batch, row in places]
            ),
            counts=np.stack([batch.counts[row] for batch, row in drafts]),
            texts=Pieces.of(batch.texts.piece(row) for batch, row in drafts),
            spans=Pieces.of(batch.spans.piece(row) for batch, row in drafts),
        )

    def _newest_first(self, place: tuple[int, int]) -> tuple[int, str]:
        batch, row = place
        facts = self._batches[batch].facts[row]
        return (1 if facts.minute is None else -facts.minute, facts.id)
