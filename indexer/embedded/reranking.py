"""The best hits, looked at again: what words alone do not tell decides their order.

    score = (words * (1 + lead) + pairs) * coverage * (1 + freshness) * kind

`words` is the score by which the hits were found (BM25 of every word). All weights stand in
`indexer.weights`, each with its reason.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from indexer.article import MINUTES_A_DAY, Kind
from indexer.embedded.arrays import Array
from indexer.embedded.closeness import Closeness
from indexer.embedded.columns import Columns
from indexer.embedded.evaluation import Evaluation
from indexer.embedded.ranking import Order
from indexer.embedded.scoring import Statistics
from indexer.embedded.segment import SegmentFile
from indexer.query import Node, Word, chosen_from, stems_of, words_of
from indexer.weights import MOST_WORDS, WEIGHTS


class _Share(NamedTuple):
    """The hits of one segment: where they are in the order by words, their documents (intp, ascending)."""

    segment: int
    places: Array
    documents: Array
    scores: Array


class Reranker:
    """Orders the best hits of searches anew. For one thread at a time."""

    def __init__(
        self, files: Sequence[SegmentFile], evaluations: Sequence[Evaluation], statistics: Statistics
    ) -> None:
        self._files = files
        self._evaluations = evaluations
        self._statistics = statistics
        self._kept_priors: dict[int, tuple[dt.date | None, Array]] = {}

    def reranked(self, best: Order, node: Node, typed: Sequence[Word], today: dt.date | None) -> Order:
        """Hits of the node in their new order; equal ones stay as they are. `typed` are the words of the
        query as they stand in it. Without `today` nothing is fresh.
        """
        typed = list({stems_of(word): word for word in typed}.values())[:MOST_WORDS]
        shares = list(_by_segment(best))
        looked = [self._evaluations[share.segment].closeness(typed, share.documents) for share in shares]
        rarities = np.array([self._rarity(word) for word in typed])
        pair_rarities = _pair_rarities(rarities, looked) if len(typed) > 1 else None
        wanted = self._wanted(node)
        scores = np.empty(len(best.scores), np.float32)
        for share, close in zip(shares, looked, strict=True):
            found = share.scores.astype(np.float64)
            if len(typed):
                found *= 1 + WEIGHTS.lead * _lead(close, rarities)
            if pair_rarities is not None:
                found += WEIGHTS.pairs * self._pairs(share, close, pair_rarities)
            if wanted:
                found *= self._coverage(share, wanted)
            found *= self._priors(share.segment, today).take(share.documents)
            scores[share.places] = found
        return best._replace(scores=scores).at((-scores).argsort(kind="stable"))

    def _rarity(self, word: Word) -> float:
        return max((self._statistics.rarity("terms", stem) for stem in stems_of(word)), default=0.0)

    def _pairs(self, share: _Share, close: Closeness, rarities: Array) -> Array:
        """float64, documents: BM25 of pairs, as of words."""
        lengths = self._files[share.segment].lengths.take(share.documents)
        norms = WEIGHTS.pair_k1 * self._statistics.length_factors(lengths)
        found = close.beside * np.array([1.0, WEIGHTS.skipped])[:, None, None]
        found *= (WEIGHTS.pair_k1 + 1) / (found + norms)
        summed: Array = rarities.ravel() @ found.reshape(rarities.size, -1)
        return summed

    def _wanted(self, node: Node) -> list[tuple[Node, float]]:
        """What is wanted where some of it suffices, and what each counts; nothing where all is wanted."""
        chosen = chosen_from(node)
        return [(child, self._weight(child)) for child in chosen.children] if chosen else []

    def _coverage(self, share: _Share, wanted: Sequence[tuple[Node, float]]) -> Array:
        """float64, documents: how much of what is wanted is there."""
        evaluation = self._evaluations[share.segment]
        there = np.array([evaluation.has(child, share.documents) for child, _ in wanted])
        weights = np.array([weight for _, weight in wanted])
        covered: Array = (weights @ there / weights.sum()) ** WEIGHTS.coverage
        return covered

    def _weight(self, wanted: Node) -> float:
        """The rarity of the rarest word typed; that of one in three articles for what is no word."""
        words = (self._rarity(word) for word in words_of(wanted) if not word.is_synonym)
        return max(max(words, default=1.0), 1e-3)

    def _priors(self, segment: int, today: dt.date | None) -> Array:
        """float32, documents: what each counts whatever is asked for. Worked out once a day and segment."""
        kept = self._kept_priors.get(segment)
        if kept is None or kept[0] != today:
            kept = self._kept_priors[segment] = today, _priors(self._files[segment].columns, today)
        return kept[1]


def _priors(columns: Columns, today: dt.date | None) -> Array:
    kinds = columns.coded("kind")
    of_kind = [WEIGHTS.teaser if Kind.TEASER in values else 1.0 for values in kinds.values]
    priors = np.array(of_kind, np.float32).take(kinds.codes)
    if today:
        days = np.maximum(today.toordinal() - columns.minutes[: columns.dated] // MINUTES_A_DAY, 0)
        priors[: columns.dated] *= 1 + WEIGHTS.freshness * np.exp2(-days / WEIGHTS.half_life_days)
    return priors


def _by_segment(best: Order) -> Iterator[_Share]:
    for segment in range(int(best.segments.max(initial=-1)) + 1):
        places = np.flatnonzero(best.segments == segment)
        documents = best.documents.take(places)
        order = documents.argsort()
        places = places.take(order)
        if len(places):
            yield _Share(segment, places, documents.take(order), best.scores.take(places))


def _lead(close: Closeness, rarities: Array) -> Array:
    """float64, documents: how near to the beginning the words stand, the rare above all; at most 1."""
    near = np.exp(close.first / np.float32(-WEIGHTS.lead_words))
    lead: Array = rarities @ near / max(float(rarities.sum()), 1e-9)
    return lead


def _pair_rarities(rarities: Array, looked: Sequence[Closeness]) -> Array:
    """float64, (2, words): the rarity of a word and the next one, and of the one after that, side by side.

    Two words that seldom meet are as rare as both together; how much more often neighbours of a query meet
    is estimated among the hits that have both. Counting every pair would take longer than the search.
    """
    pairs = np.zeros((2, len(rarities)))
    pairs[0, :-1] = rarities[:-1] + rarities[1:]
    pairs[1, :-2] = rarities[:-2] + rarities[2:]
    both, met = np.zeros(len(rarities) - 1), np.zeros(len(rarities) - 1)
    for close in looked:
        present = close.present()
        both += (present[:-1] & present[1:]).sum(axis=1)
        met += (close.beside[0, :-1] > 0).sum(axis=1)
    pairs[0, :-1] -= np.log((met + 0.5) / (both + 1))
    return pairs
