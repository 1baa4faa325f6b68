"""More like this: articles that share the most telling words of one of them."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from indexer.article import Article
from indexer.documents import texts_of
from indexer.embedded.arrays import Array
from indexer.embedded.matches import Sparse
from indexer.embedded.scoring import Statistics
from indexer.embedded.segment import SegmentFile
from indexer.fields import TEXT_FIELDS
from indexer.german import TermKind, analyze, is_stop_word
from indexer.weights import K1

_TELLING = 25
"""Words of an article that are looked for in others."""
_LEAST_LETTERS = 3
_LEAST_SHARE = 0.12
"""Of the score that an article has with itself: below it others merely have some words in common."""


def telling_terms(article: Article, statistics: Statistics) -> dict[str, float]:
    """The stems that tell an article from others, with what each counts: the more the rarer it is elsewhere
    and the more often the article has it, above all in the title. What no other article has is left out.
    """
    occurrences: defaultdict[str, float] = defaultdict(float)
    for field, text in zip(TEXT_FIELDS, texts_of(article), strict=True):
        for token in analyze(text):
            if not is_stop_word(token.surface):
                for stem in token.of_kind(TermKind.STEM):
                    if len(stem) >= _LEAST_LETTERS and not stem.isdecimal():
                        occurrences[stem] += field.weight
    weights = {
        stem: math.log1p(count) * statistics.rarity("terms", stem)
        for stem, count in occurrences.items()
        if statistics.frequency("terms", stem) > 1
    }
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_TELLING]
    return {stem: weights[stem] for stem in best}


def alike(file: SegmentFile, terms: Mapping[str, float], statistics: Statistics) -> Array:
    """float32, documents: how much of the terms each has, after BM25 as in a search."""
    field = file.field("terms")
    scores = np.zeros(file.document_count, np.float32)
    norms = (K1 * statistics.length_factors(file.lengths)).astype(np.float32)
    for text, weight in terms.items():
        term = field.dictionary.find(text.encode())
        if term is not None:
            documents, found = field.documents(term), field.weights(term)
            scores[documents] += weight * found / (found + norms.take(documents))
    return scores


def much_alike(scores: Sequence[Array], own: float) -> list[Sparse]:
    """Per segment those documents whose score is a fair part of what the article has with itself."""
    least = max(own * _LEAST_SHARE, float(np.finfo(np.float32).tiny))
    found = [np.flatnonzero(segment >= least) for segment in scores]
    return [
        Sparse(documents, segment.take(documents)) for documents, segment in zip(found, scores, strict=True)
    ]
