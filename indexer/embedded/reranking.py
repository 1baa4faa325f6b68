"""The best hits, looked at again: what words alone do not tell decides their order.

    score = (words * (1 + lead) + nearness + hints) * coverage * (1 + freshness) * kind

`words` is the score by which the hits were found (BM25 of every word). All weights stand in
`indexer.weights`, each with its reason.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from indexer.article import MINUTES_A_DAY, Kind
from indexer.embedded.arrays import Array
from indexer.embedded.closeness import Closeness
from indexer.embedded.columns import Columns
from indexer.embedded.evaluation import Evaluation
from indexer.embedded.hinting import Hinting
from indexer.embedded.ranking import Order
from indexer.embedded.scoring import Statistics
from indexer.embedded.segment import SegmentFile
from indexer.hints import hinted_word
from indexer.query import Node, Word, chosen_from, has_parts, stems_of, words_of
from indexer.weights import MOST_WORDS, WEIGHTS


class _Share(NamedTuple):
    """The documents (intp) of the hits of one segment."""

    segment: int
    documents: Array


class Reranker:
    """Orders the best hits of searches anew. For one thread at a time."""

    def __init__(
        self, files: Sequence[SegmentFile], evaluations: Sequence[Evaluation], statistics: Statistics
    ) -> None:
        self._files = files
        self._evaluations = evaluations
        self._statistics = statistics
        self._hinting = Hinting(statistics)
        self._kept_priors: dict[int, tuple[dt.date | None, Array]] = {}

    def reranked(self, best: Order, node: Node, typed: Sequence[Word], today: dt.date | None) -> Order:
        """Hits of the node in their new order; equal ones stay as they are. `typed` are the words of the
        query as they stand in it. Without `today` nothing is fresh.
        """
        if not len(best.scores):
            return best
        order = best.segments.argsort(kind="stable") if len(self._files) > 1 else None
        found = self._scores(best if order is None else best.at(order), node, typed, today)
        if order is not None:
            found = found.take(order.argsort())
        places = (-found).argsort(kind="stable")
        return Order(best.segments.take(places), best.documents.take(places), found.take(places))

    def _scores(self, hits: Order, node: Node, typed: Sequence[Word], today: dt.date | None) -> Array:
        """float32: the new scores of hits that are in the order of their segments."""
        shares = self._shares(hits)
        # Everything is float64: operations that have to convert take twice as long, however few the numbers.
        found = hits.scores.astype(np.float64)
        known: Mapping[tuple[str, ...], Array] = {}
        if words := list(dict.fromkeys(map(stems_of, typed)))[:MOST_WORDS]:
            rarities = list(map(self._statistics.rarest, words))
            close = _joined_closeness(
                [self._evaluations[share.segment].closeness(words, share.documents) for share in shares]
            )
            found *= _lead(close.lead, rarities)
            if len(words) > 1:
                found += self._nearness(shares, close.near, rarities)
            known = dict(zip(words, close.present, strict=True))
        if chosen := chosen_from(node):
            found += self._hinted(shares, chosen.children)
            found *= self._coverage(shares, chosen.children, known)
        found *= _joined([self._priors(share.segment, today).take(share.documents) for share in shares])
        return found.astype(np.float32)

    def _shares(self, hits: Order) -> Sequence[_Share]:
        """The hits of each segment, from at least one hit in the order of segments."""
        if len(self._files) == 1:
            return [_Share(0, hits.documents)]
        bounds = hits.segments.searchsorted(np.arange(len(self._files) + 1)).tolist()
        return [
            _Share(segment, hits.documents[start:end])
            for segment, (start, end) in enumerate(pairwise(bounds))
            if start < end
        ]

    def _nearness(self, shares: Sequence[_Share], near: Array, rarities: Sequence[float]) -> Array:
        """float64, hits: what words near each other count, each two like a word that is as rare as both on
        the (geometric) mean; common words side by side say something too. `near` is changed.
        """
        near /= near + _joined(
            [self._evaluations[share.segment].near_norms.take(share.documents) for share in shares]
        )
        factor = WEIGHTS.nearness * (WEIGHTS.nearness_k1 + 1)
        each = np.array([math.sqrt(factor * (1 + rarity)) for rarity in rarities])
        summed: Array = np.multiply.outer(each, each).ravel() @ near
        return summed

    def _hinted(self, shares: Sequence[_Share], wanted: Sequence[Node]) -> Array:
        """float64, hits: how much hints at wanted words count that are not there, whatever synonym is."""
        words = [word for node in wanted if (word := hinted_word(node))]
        hinted = _joined(
            [self._hinting.at(words, self._evaluations[share.segment], share.documents) for share in shares]
        )
        hinted *= WEIGHTS.hints
        return hinted

    def _coverage(
        self, shares: Sequence[_Share], wanted: Sequence[Node], known: Mapping[tuple[str, ...], Array]
    ) -> Array:
        """float64, hits: how much of what is wanted is there, where some of it suffices. Where the words with
        some stems are (bool, hits) is `known`.
        """
        there = np.array(
            [
                known[stems_of(node)]
                if isinstance(node, Word) and stems_of(node) in known and not has_parts(node)
                else _joined(
                    [self._evaluations[share.segment].has(node, share.documents) for share in shares]
                )
                for node in wanted
            ],
            np.float64,
        )
        weights = list(map(self._weight, wanted))
        covered: Array = np.array(weights) @ there
        covered /= sum(weights)
        covered **= WEIGHTS.coverage
        return covered

    def _weight(self, wanted: Node) -> float:
        """The rarity of the rarest word typed; that of one in three articles for what is no word."""
        if isinstance(wanted, Word):
            return max(self._statistics.rarest(stems_of(wanted)), 1e-3)
        typed = [word for word in words_of(wanted) if not word.is_synonym]
        rarities = [self._statistics.rarest(stems_of(word)) for word in typed]
        return max(*rarities, 1e-3) if rarities else 1.0

    def _priors(self, segment: int, today: dt.date | None) -> Array:
        """float64, documents: what each counts whatever is asked for. Worked out once a day and segment."""
        kept = self._kept_priors.get(segment)
        if kept is None or kept[0] != today:
            kept = self._kept_priors[segment] = today, _priors(self._files[segment].columns, today)
        return kept[1]


def _priors(columns: Columns, today: dt.date | None) -> Array:
    kinds = columns.coded("kind")
    of_kind = [WEIGHTS.teaser if Kind.TEASER in values else 1.0 for values in kinds.values]
    priors = np.array(of_kind).take(kinds.codes)
    if today:
        days = np.maximum(today.toordinal() - columns.minutes[: columns.dated] // MINUTES_A_DAY, 0)
        priors[: columns.dated] *= 1 + WEIGHTS.freshness * np.exp2(-days / WEIGHTS.half_life_days)
    return priors


def _joined(parts: Sequence[Array]) -> Array:
    """What is known of the hits of several segments as one, hits along the last axis."""
    joined: Array = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-1)
    return joined


def _joined_closeness(parts: Sequence[Closeness]) -> Closeness:
    """What is known of the hits of several segments as one."""
    if len(parts) == 1:
        return parts[0]
    return Closeness(*map(_joined, zip(*parts, strict=True)))


def _lead(leads: Array, rarities: Sequence[float]) -> Array:
    """float64, hits: one and what the lead of the words counts, of rare ones above all."""
    factor = WEIGHTS.lead / max(sum(rarities), 1e-9)
    lead: Array = np.array([factor * rarity for rarity in rarities]) @ leads
    lead += 1
    return lead
