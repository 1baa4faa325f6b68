"""Which documents have hints at words that they lack; see `indexer.hints`."""

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.evaluation import Evaluation
from indexer.embedded.scoring import Statistics
from indexer.hints import Hints, hinted_word, hints_at, possible_relatives
from indexer.query import Node, Word

_WORDS_KEPT = 5_000


class Hinting:
    """Looks for hints among the terms of an index. For one thread at a time."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._kept: dict[Word, Hints] = {}

    def at(self, wanted: Node, evaluation: Evaluation, documents: Array) -> Array:
        """float64: what hints at the wanted count in each of some documents (intp, in any order)."""
        word = hinted_word(wanted)
        if word is None:
            return np.zeros(len(documents))
        order = documents.argsort()
        ascending = documents.take(order)
        hints = self._hints(word)
        found = np.zeros(len(documents))
        for text, value in hints.relatives.items():
            np.maximum(found, value * evaluation.has_term(text, ascending), out=found)
        for text, value in hints.parts.items():
            found += value * evaluation.has_term(text, ascending)
        hinted = np.empty(len(documents))
        hinted[order] = found
        return hinted

    def _hints(self, word: Word) -> Hints:
        if word not in self._kept:
            if len(self._kept) >= _WORDS_KEPT:
                self._kept.clear()
            known = [text for text in possible_relatives(word) if self._statistics.frequency("terms", text)]
            self._kept[word] = hints_at(word, known, lambda text: self._statistics.rarity("terms", text))
        return self._kept[word]
