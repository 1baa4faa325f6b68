"""The different words of many articles, numbered; what each stands for is worked out once."""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np

from indexer.embedded.arrays import Array, starts_of
from indexer.embedded.common_words import common_terms
from indexer.embedded.schema import KIND_WEIGHTS, field_of
from indexer.german import Term, TermKind, Token, has_umlauts


class SpeltWord(NamedTuple):
    """A word as the index sees it: the terms of its token, and whether it is written with umlauts, of which
    terms say nothing.
    """

    terms: tuple[Term, ...]
    has_umlauts: bool

    @classmethod
    def of(cls, token: Token) -> Self:
        return cls(token.terms, has_umlauts(token.surface))


class PostedTerms:
    """What every word is posted under in one field. Terms are numbered as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._weights = array("f")
        self._counts = array("i")

    def append(self, terms: Sequence[Term]) -> None:
        """The terms of the next word."""
        numbers = self._numbers
        for term in terms:
            self._terms.append(numbers.setdefault(term.text, len(numbers)))
            self._weights.append(KIND_WEIGHTS[term.kind])
        self._counts.append(len(terms))

    def in_order(self) -> tuple[list[bytes], Array, Array, Array]:
        """(texts, terms, weights, starts): the sorted texts; the word `w` stands for the terms
        `terms[starts[w]:starts[w + 1]]` (int32, places in `texts`), with these weights (float32).
        """
        texts = [text.encode() for text in self._numbers]
        order = sorted(range(len(texts)), key=texts.__getitem__)
        places = np.empty(len(texts), np.int32)
        places[order] = np.arange(len(texts), dtype=np.int32)
        terms = places.take(np.array(self._terms, np.int32))
        starts = starts_of(np.array(self._counts, np.int32))
        return [texts[number] for number in order], terms, np.array(self._weights, np.float32), starts


class Vocabulary:
    """Numbers words by what the index sees of them."""

    def __init__(self) -> None:
        self.words: list[SpeltWord] = []
        self.posted = {"terms": PostedTerms(), "exact": PostedTerms()}
        self._numbers: dict[SpeltWord, int] = {}
        self._by_identity: dict[int, int] = {}
        self._held: list[tuple[Term, ...]] = []

    def __len__(self) -> int:
        """How many tuples of terms are held: about what the vocabulary takes."""
        return max(len(self.words), len(self._held))

    def number(self, word: SpeltWord) -> int:
        """The number of a word."""
        number = self._numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
            for field, posted in self.posted.items():
                posted.append([term for term in word.terms if field_of(term) == field])
        return number

    def numbers(self, tokens: Sequence[Token]) -> "array[int]":
        """The numbers of the words of a text."""
        # Analysis gives the same spelling the very same tuple nearly always, and the identity of a tuple is
        # looked up several times faster than its texts. Those that are known are held, so that no other
        # tuple can take their place.
        words = [terms for _, _, _, terms in tokens]
        identities = list(map(id, words))
        known = self._by_identity
        for place in [place for place, identity in enumerate(identities) if identity not in known]:
            known[identities[place]] = self.number(SpeltWord.of(tokens[place]))
            self._held.append(words[place])
        return array("i", map(known.__getitem__, identities))

    def having_umlauts(self) -> Array:
        """bool, words: which are written with umlauts."""
        return np.fromiter((word.has_umlauts for word in self.words), bool, len(self.words))

    def common(self) -> tuple[list[str], Array]:
        """(texts, columns): the common terms in order; int64 (most, words), the places in `texts` of those
        that each word stands for, filled up with -1.
        """
        texts = sorted(common_terms())
        places = {text: place for place, text in enumerate(texts)}
        having = [
            (number, found)
            for number, word in enumerate(self.words)
            if (found := [places[text] for text in _stems(word.terms) if text in places])
        ]
        columns = np.full(
            (max((len(found) for _, found in having), default=0), len(self.words)), -1, np.int64
        )
        for word, found in having:
            columns[: len(found), word] = found
        return texts, columns


def _stems(terms: Sequence[Term]) -> Iterator[str]:
    return (term.text for term in terms if term.kind is not TermKind.EXACT)
