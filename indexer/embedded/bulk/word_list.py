"""The different words of texts, and the texts of their terms, in columns: no object a word."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain, islice

import numpy as np

from indexer.embedded.vocabulary import NewWords, Terms
from indexer.german import Term, TermKind
from indexer.german.many import ManyTerms


class WordList:
    """Words by number. A word is what the index sees of it: its terms, without the places of parts, and a way
    to spell it (`embedded.spelled.spelling_code`).
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._spelled = array("B")
        self._exact = array("i")
        self._ends = array("q")
        self._terms = array("i")
        self._parts = array("B")
        self._added: dict[tuple[Terms, int], int] = {}
        self._told = 0
        self._told_texts = 0

    def __len__(self) -> int:
        return len(self._exact)

    def extend(self, words: ManyTerms, spelled: Iterable[int]) -> None:
        """Add words, which have the next numbers."""
        self._spelled.extend(spelled)
        self._exact.extend(self._numbers_of(words.exact))
        pairs = list(chain.from_iterable(zip(words.wholes, words.parts, strict=True)))
        counts = np.fromiter(map(len, pairs), np.int64, len(pairs))
        ends = np.cumsum(counts)[1::2] + len(self._terms)
        self._terms.extend(self._numbers_of(list(chain.from_iterable(pairs))))
        self._parts.frombytes(
            np.repeat(np.arange(len(pairs), dtype=np.uint8) & np.uint8(1), counts).tobytes()
        )
        self._ends.frombytes(ends.tobytes())

    def number(self, terms: Terms, spelled: int) -> int:
        """The number of a word that has just these terms; the same words have one number."""
        number = self._added.get((terms, spelled))
        if number is None:
            number = self._added[terms, spelled] = len(self)
            exact, *others = terms
            wholes = tuple(term.text for term in others if term.kind is not TermKind.PART)
            parts = tuple(term.text for term in others if term.kind is TermKind.PART)
            self.extend(ManyTerms([exact.text], [wholes], [parts]), [spelled])
        return number

    def terms(self, number: int) -> Terms:
        """The terms of a word; what is no part is a stem."""
        first = self._ends[number - 1] if number else 0
        span = slice(first, self._ends[number])
        others = (
            Term(self._texts[text], TermKind.PART if is_part else TermKind.STEM)
            for text, is_part in zip(self._terms[span], self._parts[span], strict=True)
        )
        return (Term(self._texts[self._exact[number]], TermKind.EXACT), *others)

    def spelled(self, number: int) -> int:
        return self._spelled[number]

    def news(self) -> NewWords:
        """The words that were added since this was asked before."""
        first, self._told = self._told, len(self)
        first_text, self._told_texts = self._told_texts, len(self._texts)
        ends = np.array(self._ends[max(first - 1, 0) :], np.int64)
        if not first:
            ends = np.concatenate([np.zeros(1, np.int64), ends])
        return NewWords(
            texts=self._texts[first_text:],
            spelled=np.array(self._spelled[first:], np.uint8),
            exact=np.array(self._exact[first:], np.int32),
            counts=np.diff(ends).astype(np.int32),
            terms=np.array(self._terms[int(ends[0]) :], np.int32),
            parts=np.array(self._parts[int(ends[0]) :], bool),
        )

    def _numbers_of(self, texts: Sequence[str]) -> list[int]:
        numbers, before = self._numbers, len(self._numbers)
        found = [numbers.setdefault(text, len(numbers)) for text in texts]
        if len(numbers) > before:
            self._texts += list(islice(reversed(numbers), len(numbers) - before))[::-1]
        return found
