"""One committed generation of the index, open for reading."""

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from whoosh import columns, scoring
from whoosh.reading import TermNotFound

from indexer.article import Article, title_key
from indexer.embedded.facts import Facts
from indexer.embedded.matching import whoosh_query_of
from indexer.embedded.schema import article_of
from indexer.engine import Filters, Found, Lookup, Ranked
from indexer.query import Node
from indexer.request import Sort

_Scored = tuple[int, float]
"""Document number, score."""


class Snapshot:
    """Answers everything from the generation that was current when it was opened.

    Not safe to use from two threads at once: Whoosh's readers share file positions.
    """

    def __init__(self, whoosh_index: Any) -> None:
        self._searcher = whoosh_index.searcher(weighting=scoring.BM25F(B=0.75, K1=1.2))
        self._reader = self._searcher.reader()
        self.generation: int = self._reader.generation()

    def close(self) -> None:
        self._searcher.close()

    def find(self, lookup: Lookup) -> Found:
        """See `Engine.find`."""
        admitted = [
            (document, score, _misses(self._facts[document], lookup.filters))
            for document, score in self._scored(lookup.node)
        ]
        hits = [(document, score) for document, score, misses in admitted if not misses]
        return Found(
            total=len(hits),
            ranked=tuple(
                Ranked(self._article(document), score) for document, score in self._page(hits, lookup)
            ),
            counts={facet: self._counts(facet, admitted) for facet in lookup.facets},
        )

    def article(self, id: str) -> Article | None:
        document = self._number("id", id)
        return None if document is None else self._article(document)

    def titled(self, title: str) -> tuple[Article, ...]:
        return tuple(self._article(document) for document in self._numbers("title_key", title_key(title)))

    def of_origin(self, origin: str) -> tuple[Article, ...]:
        return tuple(self._article(document) for document in self._numbers("origin", origin))

    def origins(self) -> tuple[str, ...]:
        return tuple(
            text.decode() for text in self._reader.lexicon("origin") if self._numbers("origin", text)
        )

    def number(self, id: str) -> int | None:
        """The document number of an article."""
        return self._number("id", id)

    def values(self, facet: str) -> Mapping[str, int]:
        return Counter(value for facts in self._facts.values() for value in facts.values(facet))

    def kinds(self) -> Mapping[str, int]:
        return Counter(facts.kind.value for facts in self._facts.values())

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day of publication."""
        days = [facts.day for facts in self._facts.values() if facts.day]
        return min(days, default=None), max(days, default=None)

    @property
    def segments(self) -> int:
        return len(self._searcher.leaf_searchers())

    @cached_property
    def _facts(self) -> dict[int, Facts]:
        """The facts of every document that is not deleted."""
        if not self._reader.doc_count_all():
            return {}
        column = self._reader.column_reader("facts", columns.VarBytesColumn())
        return {number: Facts.from_bytes(column[number]) for number in self._reader.all_doc_ids()}

    def _scored(self, node: Node) -> Iterator[_Scored]:
        # Not normalized: Whoosh then drops a Not beside an Every.
        query = whoosh_query_of(node)
        context = self._searcher.context()
        for leaf, offset in self._searcher.leaf_searchers():
            matcher = query.matcher(leaf, context)
            while matcher.is_active():
                yield offset + matcher.id(), matcher.score()
                matcher.next()

    def _page(self, hits: list[_Scored], lookup: Lookup) -> list[_Scored]:
        """The hits from `offset` on, at most `limit`, in the total order of the sort."""

        def by_relevance(hit: _Scored) -> tuple[float, int, str]:
            facts = self._facts[hit[0]]
            return (-hit[1], -(facts.minute or 0), facts.id)

        def by_newest(hit: _Scored) -> tuple[bool, int, str]:
            facts = self._facts[hit[0]]
            return (facts.minute is None, -(facts.minute or 0), facts.id)

        def by_oldest(hit: _Scored) -> tuple[bool, int, str]:
            facts = self._facts[hit[0]]
            return (facts.minute is None, facts.minute or 0, facts.id)

        order = {Sort.RELEVANCE: by_relevance, Sort.NEWEST: by_newest, Sort.OLDEST: by_oldest}[lookup.sort]
        return heapq.nsmallest(lookup.offset + lookup.limit, hits, key=order)[lookup.offset :]

    def _counts(self, facet: str, admitted: Iterable[tuple[int, float, frozenset[str]]]) -> Mapping[str, int]:
        """Hits per value; what only the filter on this very facet keeps out is counted as well."""
        own = frozenset((_DATE if facet in ("year", "month") else facet,))
        return Counter(
            value
            for document, _, misses in admitted
            if misses <= own
            for value in self._facts[document].values(facet)
        )

    def _article(self, document: int) -> Article:
        return article_of(self._searcher.stored_fields(document))

    def _number(self, field: str, text: str) -> int | None:
        return next(iter(self._numbers(field, text)), None)

    def _numbers(self, field: str, text: str | bytes) -> list[int]:
        try:
            return list(self._reader.postings(field, text).all_ids())
        except TermNotFound:
            return []


_DATE = "date"


def _misses(facts: Facts, filters: Filters) -> frozenset[str]:
    """The filters that keep the document out of the hits."""
    misses = {
        facet
        for facet, wanted in filters.values.items()
        if wanted and not set(wanted) & set(facts.values(facet))
    }
    if filters.first_day or filters.last_day:
        day = facts.day
        after = day is not None and (filters.first_day is None or day >= filters.first_day)
        before = day is not None and (filters.last_day is None or day <= filters.last_day)
        if not (after and before):
            misses.add(_DATE)
    return frozenset(misses)
