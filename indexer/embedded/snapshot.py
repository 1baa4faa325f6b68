"""One committed generation of the index, open for reading."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from indexer.article import Article, title_key
from indexer.embedded.arrays import Array
from indexer.embedded.evaluation import Evaluation
from indexer.embedded.facts import MINUTES_A_DAY
from indexer.embedded.ranking import Placed, page
from indexer.embedded.remembered import Remembered
from indexer.embedded.scoring import Statistics
from indexer.embedded.segment import open_segment
from indexer.embedded.stored_text import stored_article
from indexer.embedded.word_groups import WordGroups
from indexer.engine import Filters, Found, Lookup, Ranked
from indexer.query import Everything


class Counted(NamedTuple):
    """An answer before articles are read: `Found` with places instead of articles."""

    total: int
    placed: list[Placed]
    counts: Mapping[str, Mapping[str, int]]


class Snapshot:
    """Answers everything from the generation that was current when it was opened.

    Opening maps files into memory and reads little more than their directories. For one thread at a time.
    """

    def __init__(self, whoosh_index: Any) -> None:
        # The table of contents is read once; a reader would read it again.
        contents = whoosh_index._read_toc()
        self.generation: int = contents.generation
        self._segments = contents.segments
        self._files = [open_segment(whoosh_index.storage, segment) for segment in contents.segments]
        statistics = Statistics(self._files)
        remembered = Remembered(statistics.document_count)
        groups = WordGroups(self._files)
        self._evaluations = [
            Evaluation(file, segment, statistics, remembered, groups)
            for file, segment in zip(self._files, self._segments, strict=True)
        ]
        self._values: dict[str, Mapping[str, int]] = {}

    def find(self, lookup: Lookup) -> Found:
        """See `Engine.find`."""
        counted = self.count(lookup)
        return Found(
            total=counted.total,
            ranked=tuple(
                Ranked(self._article(placed.segment, placed.document), placed.score)
                for placed in counted.placed
            ),
            counts=counted.counts,
        )

    def count(self, lookup: Lookup) -> Counted:
        """The places of the page of hits, their total number and the facet counts."""
        narrowed = [
            evaluation.narrowed(lookup.node, lookup.filters, lookup.facets)
            for evaluation in self._evaluations
        ]
        hits = [segment.hits for segment in narrowed]
        return Counted(
            total=sum(segment.total for segment in narrowed),
            placed=page(self._files, hits, lookup.sort, lookup.offset, lookup.limit),
            counts={facet: _summed(segment.counts(facet) for segment in narrowed) for facet in lookup.facets},
        )

    def ids(self, placed: list[Placed]) -> list[str]:
        """The ids of hits."""
        of_segment: defaultdict[int, list[int]] = defaultdict(list)
        for hit in placed:
            of_segment[hit.segment].append(hit.document)
        ids = {segment: iter(self._files[segment].ids(found)) for segment, found in of_segment.items()}
        return [next(ids[hit.segment]) for hit in placed]

    def article(self, id: str) -> Article | None:
        return next(self._articles("id", id), None)

    def titled(self, title: str) -> tuple[Article, ...]:
        return tuple(self._articles("title_key", title_key(title)))

    def of_origin(self, origin: str) -> tuple[Article, ...]:
        return tuple(self._articles("origin", origin))

    def origins(self) -> tuple[str, ...]:
        texts = {text for file in self._files for text in file.field("origin").dictionary.texts()}
        return tuple(
            origin
            for origin in (text.decode() for text in sorted(texts))
            if next(self._places("origin", origin), None)
        )

    def values(self, facet: str) -> Mapping[str, int]:
        """Every value of a facet with its number of articles."""
        values = self._values.get(facet)
        if values is None:
            values = self._values[facet] = _summed(
                evaluation.narrowed(Everything(), Filters(), (facet,)).counts(facet)
                for evaluation in self._evaluations
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

    def _live_minutes(self) -> Iterator[Array]:
        for file, segment in zip(self._files, self._segments, strict=True):
            yield file.columns.minutes[~segment.deleted_mask()]

    def _articles(self, field: str, text: str) -> Iterator[Article]:
        return (self._article(segment, document) for segment, document in self._places(field, text))

    def _places(self, field: str, text: str) -> Iterator[tuple[int, int]]:
        """(segment, document) of every live document whose field has this text."""
        for number, (file, segment) in enumerate(zip(self._files, self._segments, strict=True)):
            for document in file.documents(field, text).tolist():
                if not segment.is_deleted(document):
                    yield number, document

    def _article(self, segment: int, document: int) -> Article:
        return stored_article(self._files[segment].text(document))


def _summed(counts: Iterator[Mapping[str, int]]) -> Mapping[str, int]:
    first, *others = list(counts) or [{}]
    if not others:
        return first
    total = Counter(first)
    for segment in others:
        total.update(segment)
    return total
