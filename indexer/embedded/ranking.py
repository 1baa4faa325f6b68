"""Which hits come first: the page of hits in the total order of a sort, over all segments."""

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.matches import NONE, Dense, Matches, Sparse, count_of, sparse
from indexer.embedded.segment import SegmentFile
from indexer.request import Sort

_GROUPS = 512
_WORTH_GROUPS = 512
"""Fewer hits are sorted as they are."""


class Placed(NamedTuple):
    """A hit: the place of its segment, its document in there, its score."""

    segment: int
    document: int
    score: float


_placed = functools.partial(tuple.__new__, Placed)  # Placed(...) itself is a call of Python


class Order(NamedTuple):
    """Hits in order, as arrays: the places of their segments and their documents (intp), their scores."""

    segments: Array
    documents: Array
    scores: Array

    def at(self, places: Array | slice) -> "Order":
        """Those at some places, in that order."""
        return Order(self.segments[places], self.documents[places], self.scores[places])

    def followed_by(self, others: "Order") -> "Order":
        return Order(*(np.concatenate(pair) for pair in zip(self, others, strict=True)))

    def placed(self) -> list[Placed]:
        facts = zip(self.segments.tolist(), self.documents.tolist(), self.scores.tolist(), strict=True)
        return list(map(_placed, facts))


def page(files: Sequence[SegmentFile], hits: Sequence[Matches], sort: Sort, offset: int, limit: int) -> Order:
    """The hits from `offset` on, at most `limit`: by score and then from new to old, or by date; then by id.

    Documents are numbered from new to old and by id, so that within a segment only scores and the
    opposite order need any work.
    """
    wanted = offset + limit
    best = [_best(file, matches, sort, wanted) for file, matches in zip(files, hits, strict=True)]
    if len(best) > 1 or (best and sort is Sort.OLDEST):
        return _merged(files, best, sort, offset, limit)
    only = best[0] if best else NONE
    documents = only.documents[offset:].astype(np.intp)
    return Order(np.zeros(len(documents), np.intp), documents, only.scores[offset:])


def _best(file: SegmentFile, hits: Matches, sort: Sort, wanted: int) -> Sparse:
    """At least the first `wanted` hits of a segment; in order, but for the oldest."""
    match sort:
        case Sort.NEWEST:
            found = sparse(hits)
            return found.first(wanted)
        case Sort.OLDEST:
            return _oldest(file, sparse(hits), wanted)
        case Sort.RELEVANCE:
            return _most_relevant(hits, wanted)


def _most_relevant(hits: Matches, wanted: int) -> Sparse:
    """The first hits by score; a stable sort keeps equal scores in the order of the documents."""
    if not wanted:
        return NONE
    if hits.best is None or len(hits.best.scores) < min(wanted, count_of(hits)):
        hits.best = _sorted_out(hits, wanted)
    return hits.best.first(wanted)


def _sorted_out(hits: Matches, wanted: int) -> Sparse:
    if len(hits.scores) > _WORTH_GROUPS:
        reached = _reached_by(hits.scores, wanted)
        if reached > 0:
            best = (hits.scores >= reached).nonzero()[0]
            hits = Sparse(best, hits.scores.take(best)) if isinstance(hits, Dense) else hits.at(best)
    found = sparse(hits)
    return found.at((-found.scores).argsort(kind="stable")[:wanted])


def _reached_by(scores: Array, wanted: int) -> float:
    """A score that at least `wanted` documents reach: so many groups have a maximum not below it. 0 if
    there are too few documents to tell.

    A group is every so-manieth document, so that the maxima of all groups are found side by side.
    """
    groups = max(min(_GROUPS, len(scores) // 8), 4 * wanted)
    members = len(scores) // groups
    if members < 2:
        return 0.0
    maxima = scores[: groups * members].reshape(members, groups).max(axis=0)
    maxima.partition(groups - wanted)
    return float(maxima[groups - wanted])


def _oldest(file: SegmentFile, hits: Sparse, wanted: int) -> Sparse:
    """The oldest hits with all others of the same minute, and the first of those without a date."""
    dated = int(np.searchsorted(hits.documents, file.columns.dated))
    start = max(dated - wanted, 0)
    if start:
        minute = int(file.columns.minutes[hits.documents[start]])
        start = int(np.searchsorted(hits.documents, file.columns.count_from(minute + 1)))
    end = dated + max(wanted - (dated - start), 0)
    return Sparse(hits.documents[start:end], hits.scores[start:end])


def _merged(
    files: Sequence[SegmentFile], best: Sequence[Sparse], sort: Sort, offset: int, limit: int
) -> Order:
    """The page from the best hits of all segments."""
    segments = np.repeat(np.arange(len(best)), [len(matches.documents) for matches in best])
    documents = np.concatenate([matches.documents for matches in best])
    scores = np.concatenate([matches.scores for matches in best])
    if sort is Sort.RELEVANCE and (order := _without_equals(scores, offset + limit)) is not None:
        return Order(segments, documents, scores).at(order[offset:])
    minutes = np.concatenate(
        [file.columns.minutes.take(matches.documents) for file, matches in zip(files, best, strict=True)]
    )
    dates = np.where(minutes < 0, np.iinfo(np.int64).max, minutes if sort is Sort.OLDEST else -minutes)
    ranks = -scores if sort is Sort.RELEVANCE else np.zeros(len(scores), np.float32)
    order = np.lexsort((dates, ranks))
    start, end = _with_equals(ranks[order], dates[order], offset, offset + limit)
    found = Order(segments, documents, scores)
    shown = order[start:end]
    tied = (np.diff(ranks[shown]) == 0) & (np.diff(dates[shown]) == 0)
    if tied.any():
        # An id is read from the dictionary of its segment; nearly no hits are equal in all else.
        runs = np.split(shown, (~tied).nonzero()[0] + 1)
        shown = np.concatenate([_by_id(files, found, run) if len(run) > 1 else run for run in runs])
    return found.at(shown[offset - start : offset - start + limit])


def _without_equals(scores: Array, wanted: int) -> Array | None:
    """The places of the first so many scores, from the highest; None where scores alone do not say which."""
    order = (-scores).argsort()[: wanted + 1]
    first = scores.take(order)
    return order[:wanted] if (first[1:] < first[:-1]).all() else None


def _by_id(files: Sequence[SegmentFile], found: Order, run: Array) -> Array:
    """Places among what was found, in the order of the ids of the hits there."""
    ids = [files[hit.segment].id(hit.document) for hit in found.at(run).placed()]
    return run[sorted(range(len(run)), key=ids.__getitem__)]


def _with_equals(ranks: Array, dates: Array, start: int, end: int) -> tuple[int, int]:
    """The range, widened by what is equal to its first and to its last hit: only ids tell those apart."""
    if start >= len(ranks):
        return start, start
    end = min(end, len(ranks))
    while start and (ranks[start - 1], dates[start - 1]) == (ranks[start], dates[start]):
        start -= 1
    while start < end < len(ranks) and (ranks[end], dates[end]) == (ranks[end - 1], dates[end - 1]):
        end += 1
    return start, end
