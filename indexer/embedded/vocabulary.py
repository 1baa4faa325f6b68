"""What the different words of many articles stand for, as arrays: no object a word.

A process that analyses numbers the words that it meets, and the texts of their terms; what is new of both
it tells the process that writes, which has one numbering of texts for all. Words keep the numbers of their
process.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array, starts_of
from indexer.german import Term

Terms = tuple[Term, ...]
"""A word as the index sees it: all terms of its token."""


class NewWords(NamedTuple):
    """Words in the order of their numbers, and the texts of terms in the order of theirs, not told of before.

    Every word has an exact term (`exact`, int32, words) and other terms, `counts` (int32, words) of them, one
    word's after the other's in `terms` (int32); `parts` (bool) says which of these are parts. `spelled`
    (uint8, words) tells how it is written, see `spelled.spelling_code`.
    """

    texts: list[str]
    spelled: Array
    exact: Array
    counts: Array
    terms: Array
    parts: Array


class WordTable(NamedTuple):
    """The words of all processes, one process after the other.

    A word stands for the exact term `exact[word]` (int32) and, from `starts[word]` to `starts[word + 1]`, for
    `terms` (int32), of which `parts` (bool) are parts of it. `common` (int16, texts) are the places that the
    texts have among the `common_count` common terms, -1 for all others. `spelled` (uint8, words) is how they
    are written.
    """

    spelled: Array
    exact: Array
    starts: Array
    terms: Array
    parts: Array
    common: Array
    common_count: int

    def common_columns(self) -> Array:
        """int16, (most that a word has, words): the common terms that each word stands for; -1 for none."""
        counts = np.diff(self.starts)
        places = self.common.take(self.terms)
        having = np.flatnonzero(places >= 0)
        words = np.repeat(np.arange(len(counts)), counts).take(having)
        rows = np.arange(len(words)) - np.searchsorted(words, words)
        columns = np.full((int(rows.max(initial=-1)) + 1, len(counts)), -1, np.int16)
        columns[rows, words] = places.take(having)
        return columns


class Vocabulary:
    """The words of several processes under one numbering of the texts of terms."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}
        self._words: dict[int, list[NewWords]] = {}
        self._translations: dict[int, Array] = {}

    def __len__(self) -> int:
        """How many texts of terms there are."""
        return len(self._texts)

    def learn(self, process: int, new: NewWords) -> None:
        """Take in the next words of a process."""
        texts = self._texts
        numbers = np.array([texts.setdefault(text, len(texts)) for text in new.texts], np.int32)
        known = self._translations.get(process, np.empty(0, np.int32))
        translation = self._translations[process] = np.concatenate([known, numbers])
        translated = new._replace(
            texts=[], exact=translation.take(new.exact), terms=translation.take(new.terms)
        )
        self._words.setdefault(process, []).append(translated)

    def texts(self) -> list[str]:
        """The texts of all terms, in the order of their numbers."""
        return list(self._texts)

    def first_words(self) -> dict[int, int]:
        """Per process the number that its first word has in the table."""
        sizes = [sum(len(new.exact) for new in words) for words in self._words.values()]
        return dict(zip(self._words, starts_of(np.array(sizes, np.int64)).tolist(), strict=False))

    def table(self, common: Sequence[str]) -> WordTable:
        """The table of all words; common terms are numbered as they are given."""
        every = [new for words in self._words.values() for new in words]
        none = np.empty(0, np.int32)
        places = np.full(len(self._texts), -1, np.int16)
        for place, text in enumerate(common):
            if text in self._texts:
                places[self._texts[text]] = place
        return WordTable(
            spelled=np.concatenate([np.empty(0, np.uint8), *(new.spelled for new in every)]),
            exact=np.concatenate([none, *(new.exact for new in every)]),
            starts=starts_of(np.concatenate([none, *(new.counts for new in every)])).astype(np.int32),
            terms=np.concatenate([none, *(new.terms for new in every)]),
            parts=np.concatenate([np.empty(0, bool), *(new.parts for new in every)]),
            common=places,
            common_count=len(common),
        )
