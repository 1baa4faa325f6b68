"""One committed generation of the index, open for reading."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from indexer.article import MINUTES_A_DAY, Article
from indexer.documents import Places
from indexer.embedded.arrays import Array
from indexer.embedded.copies import Copies, Place
from indexer.embedded.evaluation import Evaluation
from indexer.embedded.facets import Narrowed
from indexer.embedded.histogram import histogram
from indexer.embedded.matches import Matches, count_of, sparse
from indexer.embedded.ranking import Order, Placed, page
from indexer.embedded.remembered import Remembered
from indexer.embedded.reranking import Reranker
from indexer.embedded.scoring import Statistics
from indexer.embedded.segment import SegmentFile, open_segment
from indexer.embedded.shelf import Shelf
from indexer.embedded.similarity import alike, much_alike, telling_terms
from indexer.embedded.word_groups import WordGroups
from indexer.engine import Filters, Found, Lookup, Ranked
from indexer.query import Everything, Node, terms_answering
from indexer.request import Sort
from indexer.result import Histogram
from indexer.states import ALWAYS, NEVER
from indexer.weights import FIRST


class Counted(NamedTuple):
    """An answer before articles are read: `Found` with places instead of articles."""

    total: int
    placed: list[Placed]
    counts: Mapping[str, Mapping[str, int]]
    histogram: Histogram | None
    listed: int
    copies: Sequence[Sequence[Place]]
    """Per place the places of its copies among the hits."""


class Snapshot:
    """Answers everything from the generation that was current when it was opened, as it may be seen then.

    Opening maps files into memory and reads little more than their directories. A segment whose moment has
    not come is not opened, so that no answer can depend on it. For one thread at a time.
    """

    def __init__(self, whoosh_index: Any, now: float) -> None:
        # The table of contents is read once; a reader would read it again.
        contents = whoosh_index._read_toc()
        moments = [segment.visible_from for segment in contents.segments]
        self.generation: int = contents.generation
        self.seen_until = min((moment for moment in moments if moment > now), default=NEVER)
        """The next moment at which more can be seen, in Unix seconds."""
        self.seen_since = max((moment for moment in moments if moment <= now), default=ALWAYS)
        """The last moment at which more could be seen."""
        self._segments, self._hidden = (
            [segment for segment in contents.segments if (segment.visible_from > now) is hidden]
            for hidden in (False, True)
        )
        self._files = [open_segment(whoosh_index.storage, segment) for segment in self._segments]
        self._shelf = Shelf(self._files, self._segments)
        self._statistics = statistics = Statistics(self._files)
        remembered = Remembered(statistics.document_count)
        groups = WordGroups(self._files)
        self._evaluations = [
            Evaluation(file, segment, statistics, remembered, groups)
            for file, segment in zip(self._files, self._segments, strict=True)
        ]
        self._reranker = Reranker(self._files, self._evaluations, self._statistics)
        self._values: dict[str, Mapping[str, int]] = {}

    def find(self, lookup: Lookup) -> Found:
        """See `Engine.find`."""
        counted = self.count(lookup)
        articles = [self._article(hit.segment, hit.document) for hit in counted.placed]
        places = self._places_of_words(lookup, counted.placed, articles)
        return Found(
            total=counted.total,
            ranked=tuple(
                Ranked(article, hit.score, tuple(self._article(*copy) for copy in copies), found)
                for article, hit, copies, found in zip(
                    articles, counted.placed, counted.copies, places, strict=True
                )
            ),
            counts=counted.counts,
            histogram=counted.histogram,
            listed=counted.listed,
        )

    def _places_of_words(
        self, lookup: Lookup, placed: Sequence[Placed], articles: Sequence[Article]
    ) -> Sequence[Places | None]:
        """Per hit where the words of the query stand in its article, if that is asked."""
        if not lookup.places:
            return [None] * len(placed)
        terms = terms_answering(lookup.node)
        of_segment: defaultdict[int, dict[int, Article]] = defaultdict(dict)
        for hit, article in zip(placed, articles, strict=True):
            of_segment[hit.segment][hit.document] = article
        found = {number: self._evaluations[number].places(terms, of_segment[number]) for number in of_segment}
        return [found[hit.segment][hit.document] for hit in placed]

    def every_hit(self, lookup: Lookup) -> Iterator[Article]:
        """See `Engine.every_hit`. The hits are found at once and take 16 bytes each; reading an article later
        on needs nothing but files that never change.
        """
        everything = dataclasses.replace(
            lookup, limit=self._statistics.document_count, offset=0, facets=(), histogram=False, group=False
        )
        placed = self.count(everything).placed
        places = np.array([(hit.segment, hit.document) for hit in placed], np.int64).reshape(-1, 2)
        return (self._article(segment, document) for segment, document in places)

    def count(self, lookup: Lookup) -> Counted:
        """The places of the page of hits, their total number and the facet counts."""
        counted_by = (*lookup.facets, "year") if lookup.histogram else lookup.facets
        narrowed = [
            evaluation.narrowed(lookup.node, lookup.filters, counted_by) for evaluation in self._evaluations
        ]
        hits = [segment.hits for segment in narrowed]
        listed = self._copies.best_only(hits, lookup.sort) if lookup.group else hits
        placed = self._page(listed, lookup).placed()
        total = sum(segment.total for segment in narrowed)
        return Counted(
            total=total,
            placed=placed,
            counts={facet: _summed([part.counts(facet) for part in narrowed]) for facet in lookup.facets},
            histogram=self._histogram(narrowed, lookup.filters) if lookup.histogram else None,
            listed=sum(map(count_of, listed)) if lookup.group else total,
            copies=[self._copies.among(hits, place) if lookup.group else [] for place in placed],
        )

    def _page(self, listed: Sequence[Matches], lookup: Lookup) -> Order:
        """The page of hits; by relevance the best are looked at again, whatever page is asked for."""
        end = lookup.offset + lookup.limit
        if lookup.sort is not Sort.RELEVANCE or not lookup.limit or lookup.offset >= FIRST:
            return page(self._files, listed, lookup.sort, lookup.offset, lookup.limit)
        best = page(self._files, listed, lookup.sort, 0, max(end, FIRST))
        first = best if len(best.scores) <= FIRST else best.at(slice(FIRST))
        first = self._reranker.reranked(first, lookup.node, lookup.typed, lookup.today)
        if end > FIRST:
            first = first.followed_by(best.at(slice(FIRST, None)))
        return first.at(slice(lookup.offset, end))

    def _histogram(self, narrowed: Sequence[Narrowed], filters: Filters) -> Histogram:
        columns = (file.columns for file in self._files)
        return histogram(
            [(own, segment.on_any_day()) for own, segment in zip(columns, narrowed, strict=True)], filters
        )

    def ids(self, placed: list[Placed]) -> list[str]:
        """The ids of hits."""
        documents: defaultdict[int, list[int]] = defaultdict(list)
        for hit in placed:
            documents[hit.segment].append(hit.document)
        ids = {segment: iter(self._files[segment].ids(found)) for segment, found in documents.items()}
        return [next(ids[hit.segment]) for hit in placed]

    def vocabulary(self) -> int:
        """See `Engine.vocabulary`. What the largest segment has need not be looked for in any other."""
        dictionaries = sorted((file.field("exact").dictionary for file in self._files), key=len, reverse=True)
        return sum(
            all(earlier.find(text) is None for earlier in dictionaries[:number])
            for number, dictionary in enumerate(dictionaries)
            for text in dictionary.texts()
        )

    @property
    def embargoed(self) -> int:
        """How many articles cannot be seen yet."""
        return sum(segment.doc_count() for segment in self._hidden if segment.visible_from < NEVER)

    @property
    def withdrawn(self) -> int:
        """How many tombstones there are."""
        return sum(segment.doc_count() for segment in self._hidden if segment.visible_from == NEVER)

    @property
    def shelf(self) -> Shelf:
        """The stored articles."""
        return self._shelf

    def similar(self, id: str, limit: int) -> tuple[Ranked, ...] | None:
        """See `Engine.similar`."""
        place = self._shelf.place(id)
        if place is None:
            return None
        segment, own = place
        terms = telling_terms(self._article(*place), self._statistics)
        scores = [alike(file, terms, self._statistics) for file in self._files]
        found = much_alike(scores, float(scores[segment][own]))
        live = [
            matches.at(np.flatnonzero(mask.take(matches.documents)))
            for matches, mask in zip(found, self._live(), strict=True)
        ]
        own_copies = {place, *self._copies.group(place)}
        best = self._copies.best_only(live, Sort.RELEVANCE)
        placed = page(self._files, best, Sort.RELEVANCE, 0, limit + len(own_copies)).placed()
        others = [item for item in placed if (item.segment, item.document) not in own_copies][:limit]
        return tuple(Ranked(self._article(item.segment, item.document), item.score) for item in others)

    def most_found_with(self, node: Node, words: Sequence[str]) -> list[str]:
        """The exact terms that articles have which the node finds, those of the most such articles first."""
        counts: Counter[str] = Counter()
        for file, evaluation in zip(self._files, self._evaluations, strict=True):
            found = np.zeros(file.document_count, bool)
            found[sparse(evaluation.matches(node)).documents] = True
            field = file.field("exact")
            terms = {
                word: term for word in words if (term := field.dictionary.find(word.encode())) is not None
            }
            counts.update(dict(zip(terms, field.shared(terms.values(), found), strict=True)))
        return [word for word, count in counts.most_common() if count]

    def values(self, facet: str) -> Mapping[str, int]:
        """Every value of a facet with its number of articles."""
        values = self._values.get(facet)
        if values is None:
            values = self._values[facet] = _summed(
                [
                    evaluation.narrowed(Everything(), Filters(), (facet,)).counts(facet)
                    for evaluation in self._evaluations
                ]
            )
        return values

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day of publication."""
        minutes = np.concatenate([np.empty(0, np.int64), *self._live_minutes()])
        dated = minutes[minutes >= 0]
        if not len(dated):
            return None, None
        first, last = (
            dt.date.fromordinal(int(minute) // MINUTES_A_DAY) for minute in (dated.min(), dated.max())
        )
        return first, last

    @property
    def segments(self) -> int:
        return len(self._files)

    @property
    def files(self) -> Sequence[SegmentFile]:
        """The arrays of the segments; what is deleted still has its postings."""
        return self._files

    @cached_property
    def _copies(self) -> Copies:
        return Copies(self._files, self._live())

    def _live(self) -> list[Array]:
        """Per segment bool, documents: which are not deleted."""
        return [~segment.deleted_mask() for segment in self._segments]

    def _live_minutes(self) -> Iterator[Array]:
        for file, live in zip(self._files, self._live(), strict=True):
            yield file.columns.minutes[live]

    def _article(self, segment: int, document: int) -> Article:
        return self._shelf.article((segment, document))


def _summed(counts: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    if len(counts) == 1:
        return counts[0]
    most, *others = sorted(counts, key=len, reverse=True) or [{}]
    total = dict(most)
    for segment in others:
        for value, count in segment.items():
            total[value] = total.get(value, 0) + count
    return total
