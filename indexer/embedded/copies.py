"""Copies: articles that are nearly the same text, such as one agency report in several papers.

They are found when a generation is first searched, from the fingerprints of all segments at once: it does
not matter in which order or in how many batches articles came. Of the copies among its hits a search lists
the one that ranks first; the others are told of with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from indexer.article import MINUTES_A_DAY
from indexer.embedded.arrays import Array, starts_of
from indexer.embedded.matches import Dense, Matches
from indexer.embedded.ranking import Placed
from indexer.embedded.segment import SegmentFile
from indexer.request import Sort

MOST_DIFFERENT = 8
"""Bits of a fingerprint in which copies may differ: about three quarters of their runs are common."""
_DAYS_APART = 3
"""Copies appear within days; what is repeated every week or year is announced anew."""
_COMPARED = 64
"""With how many that have the same sixteen bits, the next in time, an article is compared."""

Place = tuple[int, int]
"""A segment and a document in it."""


class _Members(NamedTuple):
    """The documents of a segment that have copies (int32, ascending), their groups and the order of ids."""

    documents: Array
    groups: Array
    id_ranks: Array


class Copies:
    """The groups of copies among the live documents of some segments."""

    def __init__(self, files: Sequence[SegmentFile], live: Sequence[Array]) -> None:
        self._files = files
        self._places: list[list[Place]] = _groups(files, live)
        self._members = self._by_segment()

    def group(self, place: Place) -> list[Place]:
        """All copies of a document, itself included; nothing if it has none."""
        members = self._members[place[0]]
        at = int(np.searchsorted(members.documents, place[1]))
        if at == len(members.documents) or members.documents[at] != place[1]:
            return []
        return self._places[int(members.groups[at])]

    def among(self, hits: Sequence[Matches], hit: Placed) -> list[Place]:
        """The copies of a document that are among the hits, the document itself left out."""
        place = (hit.segment, hit.document)
        return [other for other in self.group(place) if other != place and _matches(hits, other)]

    def best_only(self, hits: Sequence[Matches], sort: Sort) -> list[Matches]:
        """The hits without those that rank below a copy of theirs."""
        found = [_present(matches, members) for matches, members in zip(hits, self._members, strict=True)]
        counts = [len(places) for places, _ in found]
        if sum(counts) < 2:
            return list(hits)
        segments = np.repeat(np.arange(len(hits)), counts)
        groups, id_ranks, scores, minutes = (
            np.concatenate(parts)
            for parts in zip(
                *(
                    (
                        members.groups.take(places),
                        members.id_ranks.take(places),
                        scores,
                        file.columns.minutes.take(members.documents.take(places)),
                    )
                    for (places, scores), members, file in zip(found, self._members, self._files, strict=True)
                ),
                strict=True,
            )
        )
        dates = np.where(minutes < 0, np.iinfo(np.int64).max, minutes if sort is Sort.OLDEST else -minutes)
        ranks = -scores if sort is Sort.RELEVANCE else np.zeros(len(scores), np.float32)
        order = np.lexsort((id_ranks, dates, ranks, groups))
        below = order[1:][groups[order[1:]] == groups[order[:-1]]]
        places = np.concatenate([places for places, _ in found])
        return [
            _without(matches, members.documents.take(places.take(below[segments.take(below) == segment])))
            for segment, (matches, members) in enumerate(zip(hits, self._members, strict=True))
        ]

    def _by_segment(self) -> list[_Members]:
        ids = sorted(
            self._files[segment].id(document) for group in self._places for segment, document in group
        )
        ranks = {id: rank for rank, id in enumerate(ids)}
        rows: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, group in enumerate(self._places):
            for segment, document in group:
                rows[segment].append((document, number, ranks[self._files[segment].id(document)]))
        return [
            _Members(*np.array(sorted(rows[segment]), np.int32).reshape(-1, 3).T)
            for segment in range(len(self._files))
        ]


def _matches(hits: Sequence[Matches], place: Place) -> bool:
    segment, document = place
    matches = hits[segment]
    if isinstance(matches, Dense):
        return bool(matches.scores[document])
    at = int(np.searchsorted(matches.documents, document))
    return at < len(matches.documents) and bool(matches.documents[at] == document)


def _present(matches: Matches, members: _Members) -> tuple[Array, Array]:
    """(places, scores) of the members that match."""
    if isinstance(matches, Dense):
        scores = matches.scores.take(members.documents)
        places = np.flatnonzero(scores)
        return places, scores.take(places)
    at = np.searchsorted(matches.documents, members.documents)
    at[at == len(matches.documents)] = 0
    if not len(matches.documents):
        return at[:0], np.empty(0, np.float32)
    places = np.flatnonzero(matches.documents.take(at) == members.documents)
    return places, matches.scores.take(at.take(places))


def _without(matches: Matches, documents: Array) -> Matches:
    if not len(documents):
        return matches
    if isinstance(matches, Dense):
        scores = matches.scores.copy()
        scores[documents] = 0
        return Dense(scores)
    return matches.at(np.flatnonzero(~np.isin(matches.documents, documents)))


def _groups(files: Sequence[SegmentFile], live: Sequence[Array]) -> list[list[Place]]:
    """Each article, from old to new and by id, takes those that are its copies and nobody's yet."""
    starts = starts_of(np.array([len(mask) for mask in live], np.int64))
    every = np.concatenate([np.empty((0, 2), np.uint64), *(file.columns.fingerprints for file in files)])
    minutes = np.concatenate([np.empty(0, np.int64), *(file.columns.minutes for file in files)])
    usable = np.flatnonzero(np.concatenate([np.empty(0, bool), *live]) & every.any(axis=1))
    usable = usable.take(np.argsort(-minutes.take(usable), kind="stable"))
    copies: defaultdict[int, set[int]] = defaultdict(set)
    for pairs in _close(every.take(usable, axis=0), minutes.take(usable)):
        for one, other in usable.take(pairs).tolist():
            copies[one].add(other)
            copies[other].add(one)

    def place(document: int) -> Place:
        segment = int(np.searchsorted(starts, document, side="right")) - 1
        return segment, document - int(starts[segment])

    places = {document: place(document) for document in copies}
    ids = {document: files[segment].id(own) for document, (segment, own) in places.items()}
    groups: list[list[Place]] = []
    taken: set[int] = set()
    for document in sorted(copies, key=lambda document: (minutes[document], ids[document])):
        free = copies[document] - taken
        if document not in taken and free:
            group = {document} | free
            taken |= group
            groups.append([places[member] for member in sorted(group, key=ids.__getitem__)])
    return groups


def _close(fingerprints: Array, minutes: Array) -> Iterator[Array]:
    """Pairs (n, 2) of copies. Where few of 128 bits differ, some sixteen in a row nearly always do not: only
    such are compared.
    """
    for bits in fingerprints.view(np.uint16).T:
        order = np.argsort(bits, kind="stable")
        ordered = bits.take(order)
        for gap in range(1, min(_COMPARED, len(order) - 1) + 1):
            same = np.flatnonzero(ordered[gap:] == ordered[:-gap])
            if not len(same):
                break
            one, other = order.take(same), order.take(same + gap)
            ages, other_ages = minutes.take(one), minutes.take(other)
            near = np.abs(ages - other_ages) <= _DAYS_APART * MINUTES_A_DAY
            near |= (ages < 0) | (other_ages < 0)
            one, other = one.compress(near), other.compress(near)
            different = np.bitwise_count(fingerprints.take(one, axis=0) ^ fingerprints.take(other, axis=0))
            yield np.stack([one, other], axis=1)[different.sum(axis=1) <= MOST_DIFFERENT]
