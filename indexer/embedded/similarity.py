"""More like this: articles that share the most telling words of one of them."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from indexer.article import Article
from indexer.embedded.arrays import Array
from indexer.embedded.matches import Sparse
from indexer.embedded.scoring import Statistics
from indexer.embedded.segment import SegmentFile
from indexer.telling import LEAST_SHARE, telling_stems
from indexer.weights import K1


def telling_terms(article: Article, statistics: Statistics) -> dict[str, float]:
    """The stems that tell an article from others, with what each counts, its rarity included."""

    def rarities(stems: Iterable[str]) -> dict[str, float]:
        return {
            stem: statistics.rarity("terms", stem)
            for stem in stems
            if statistics.frequency("terms", stem) > 1
        }

    boosts = telling_stems(article, rarities)
    return {stem: boost * statistics.rarity("terms", stem) for stem, boost in boosts.items()}


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
    least = max(own * LEAST_SHARE, float(np.finfo(np.float32).tiny))
    found = [np.flatnonzero(segment >= least) for segment in scores]
    return [
        Sparse(documents, segment.take(documents)) for documents, segment in zip(found, scores, strict=True)
    ]
