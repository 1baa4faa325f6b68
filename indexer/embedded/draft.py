"""Articles on their way into a segment: what their words are, not yet inverted.

A token costs one dictionary lookup and four bytes; what its word stands for is kept once per word.
"""

from array import array
from typing import NamedTuple

from indexer.article import title_key
from indexer.documents import Document
from indexer.embedded.facts import Facts, facts_of
from indexer.embedded.stored_text import deflated
from indexer.embedded.vocabulary import Vocabulary


class DraftedArticle(NamedTuple):
    """One article: `words` are numbers of a `Vocabulary`, field after field, `ends` where fields end."""

    facts: Facts
    title_key: str
    origin: str
    text: bytes
    words: "array[int]"
    weights: tuple[float, ...]
    ends: tuple[int, ...]


def drafted(document: Document, vocabulary: Vocabulary, text: str) -> DraftedArticle:
    """The article, whose JSON is the text, in the form that is collected for a segment."""
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
        text=deflated(text),
        words=words,
        weights=tuple(field.weight for field, _ in document.texts),
        ends=tuple(ends),
    )
