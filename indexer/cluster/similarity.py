"""More like this: articles that share the most telling words of one of them, as the embedded engine does."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from indexer.article import Article
from indexer.cluster.contents import written
from indexer.cluster.requests import SHOWN, order, visible
from indexer.cluster.second_look import Hit
from indexer.cluster.statistics import rarity
from indexer.documents import texts_of
from indexer.fields import TEXT_FIELDS
from indexer.german import TermKind, analyze, is_stop_word
from indexer.request import Sort

Body = dict[str, Any]

_TELLING = 25
_LEAST_LETTERS = 3
_LEAST_SHARE = 0.12


def telling(
    article: Article, frequencies: Callable[[Iterable[str]], Mapping[str, int]], count: int
) -> dict[str, float]:
    """The stems that tell an article from others, with what an occurrence counts besides the rarity."""
    occurrences: defaultdict[str, float] = defaultdict(float)
    for field, text in zip(TEXT_FIELDS, texts_of(article), strict=True):
        for token in analyze(text):
            if not is_stop_word(token.surface):
                for stem in token.of_kind(TermKind.STEM):
                    if len(stem) >= _LEAST_LETTERS and not stem.isdecimal():
                        occurrences[stem] += field.weight
    known = frequencies(occurrences)
    boosts = {stem: math.log1p(found) for stem, found in occurrences.items() if known[stem] > 1}
    weights = {stem: boost * rarity(known[stem], count) for stem, boost in boosts.items()}
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_TELLING]
    return {stem: boosts[stem] for stem in best}


def similar_body(boosts: Mapping[str, float], now: int, size: int) -> Body:
    terms = [{"term": {"terms": {"value": written(stem), "boost": boost}}} for stem, boost in boosts.items()]
    return {
        "query": {"bool": {"should": terms, "minimum_should_match": 1, "filter": [visible(now)]}},
        "size": size,
        "_source": False,
        "docvalue_fields": list(SHOWN),
        "sort": order(Sort.RELEVANCE),
        "track_total_hits": False,
    }


def much_alike(hits: Sequence[Hit], own: str, limit: int) -> list[Hit]:
    """Those whose score is a fair part of what the article has with itself, without its copies."""
    article = next((hit for hit in hits if hit.id == own), None)
    if article is None:
        return []
    known = {article.copied or article.id}
    best = []
    for hit in hits:
        if hit.score >= article.score * _LEAST_SHARE and (hit.copied or hit.id) not in known:
            known.add(hit.copied or hit.id)
            best.append(hit)
    return best[:limit]
