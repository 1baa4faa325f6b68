"""Articles on their way into a segment: what their words are, not yet inverted.

A token costs one dictionary lookup and four bytes; what its word stands for is kept once per word.
"""

import dataclasses
import zlib
from array import array
from collections.abc import Sequence

from indexer.article import title_key, to_json
from indexer.documents import Document
from indexer.embedded.facts import Facts, facts_of
from indexer.german import Term, Token

_TEXT_LEVEL = 1
"""zlib's fastest: a slower one saves a tenth of the space and takes twice the time."""

Terms = tuple[Term, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DraftedArticle:
    """One article: `words` are numbers of a `Vocabulary`, field after field, `ends` where fields end."""

    facts: Facts
    title_key: str
    origin: str
    text: bytes
    words: "array[int]"
    weights: tuple[float, ...]
    ends: tuple[int, ...]


class Vocabulary:
    """Numbers words by the terms that they stand for: the same terms, the same number."""

    def __init__(self) -> None:
        self.words: list[Terms] = []
        self._numbers: dict[Terms, int] = {}
        self._known: dict[str, tuple[Terms, int]] = {}

    def number(self, terms: Terms) -> int:
        """The number of the word with these terms."""
        number = self._numbers.setdefault(terms, len(self.words))
        if number == len(self.words):
            self.words.append(terms)
        return number

    def numbers(self, tokens: Sequence[Token]) -> "array[int]":
        """The numbers of the words of a text."""
        known = self._known
        numbers = array("i")
        append = numbers.append
        for surface, _, _, terms in tokens:
            # Analysis gives the same spelling the very same terms nearly always; comparing the identity
            # of a tuple is much faster than hashing its texts.
            entry = known.get(surface)
            if entry is None or entry[0] is not terms:
                entry = known[surface] = (terms, self.number(terms))
            append(entry[1])
        return numbers


def drafted(document: Document, vocabulary: Vocabulary) -> DraftedArticle:
    """The article in the form that is collected for a segment."""
    article = document.article
    words = array("i")
    ends = []
    for _, tokens in document.texts:
        words.extend(vocabulary.numbers(tokens))
        ends.append(len(words))
    return DraftedArticle(
        facts=facts_of(article),
        title_key=title_key(article.title),
        origin=article.origin,
        text=zlib.compress(to_json(article).encode(), _TEXT_LEVEL),
        words=words,
        weights=tuple(field.weight for field, _ in document.texts),
        ends=tuple(ends),
    )
