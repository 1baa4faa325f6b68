"""The use case of reading: one `search` under the terminal, the pages and the API."""

import dataclasses
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.article import Article
from indexer.embedded import EmbeddedEngine
from indexer.engine import Engine, Filters, Found, Lookup, Ranked
from indexer.errors import ArticleNotFound, UnknownFacetValue
from indexer.fields import FACET_LABELS
from indexer.german import Synonyms
from indexer.query import FacetValues, Node, leaves_of, look_up, parse, relaxed, words_of
from indexer.request import Mode, SearchRequest, Sort
from indexer.result import FacetValue, Hit, IndexStats, SearchResult, Verified
from indexer.snippets import Excerpts

_KNOWN_VALUES_NAMED = 20
_FEW = 2
"""So few hits are next to none."""
_PARTIAL_SHOWN = 5
_WORDS_TRIED = 20


def open_index(location: str | Path, synonyms: Path | None = None) -> "Index":
    """The index at a location; `synonyms` is a file that replaces those that come with the program.

    Raises `IndexUnavailable` or `InvalidSynonyms`.
    """
    return Index(EmbeddedEngine.open(Path(location)), Synonyms.read(synonyms))


class Index:
    """A searchable index; a context manager. Safe to use from several threads."""

    def __init__(self, engine: Engine, synonyms: Synonyms) -> None:
        self._engine = engine
        self._synonyms = synonyms

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.close()

    @property
    def generation(self) -> int:
        """A number that changes with every commit to the index."""
        return self._engine.generation

    def search(self, request: SearchRequest) -> SearchResult:
        """The hits that the request asks for. Raises `UnknownFacetValue`."""
        started = time.perf_counter()
        self._check_values("category", request.categories)
        self._check_values("district", request.districts)
        clause, notices = parse(request.query, request.today)
        facets = FacetValues(self._engine.values)
        node = look_up(clause, Mode(request.mode), self._synonyms, facets)
        found = self._engine.find(_lookup(request, node))
        hits = _hits(found.ranked, node, request.snippets)
        has_few = found.total <= _FEW and request.mode == Mode.ALL
        return SearchResult(
            query=request.query,
            total=found.total,
            took_ms=(time.perf_counter() - started) * 1e3,
            hits=hits,
            facets={facet: _facet(facet, found, request) for facet in request.facets},
            notices=(*notices, *facets.notices),
            missing_words=self._missing_words(node) if has_few else (),
            partial=self._partial(request, node, hits) if has_few and request.offset == 0 else (),
        )

    def article(self, id: str) -> Article:
        """The stored article. Raises `ArticleNotFound`."""
        article = self._engine.article(id)
        if article is None:
            raise ArticleNotFound(id=id)
        return article

    def verify(self) -> Verified:
        """Read the whole index and tell what of it is damaged."""
        return self._engine.verify()

    def stats(self) -> IndexStats:
        """What the index holds."""
        size = self._engine.size()
        return IndexStats(
            articles=size.articles,
            teasers=size.teasers,
            segments=size.segments,
            bytes_on_disk=size.bytes_on_disk,
            first_day=size.first_day,
            last_day=size.last_day,
            categories=dict(sorted(self._engine.values("category").items(), key=_most_first)),
            years=dict(sorted(self._engine.values("year").items())),
        )

    def _missing_words(self, node: Node) -> tuple[str, ...]:
        """The words of a query that no article has, whatever it is narrowed to."""
        words = {word.token.surface: word for word in words_of(node) if not word.is_synonym}
        return tuple(
            surface
            for surface, word in list(words.items())[:_WORDS_TRIED]
            if not self._engine.find(_alone(word)).total
        )

    def _partial(self, request: SearchRequest, node: Node, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """The best articles that have at least half of the words, without those that have all."""
        fewer = relaxed(node)
        if fewer is None:
            return ()
        limit = min(request.limit, _PARTIAL_SHOWN)
        lookup = dataclasses.replace(_lookup(request, fewer), limit=limit + len(hits), facets=())
        found = _hits(self._engine.find(lookup).ranked, fewer, request.snippets)
        known = {hit.id for hit in hits}
        return tuple(hit for hit in found if hit.id not in known)[:limit]

    def _check_values(self, facet: str, wanted: tuple[str, ...]) -> None:
        if not wanted:
            return
        known = self._engine.values(facet)
        for value in wanted:
            if value not in known:
                named = sorted(known)[:_KNOWN_VALUES_NAMED]
                more = ", …" if len(known) > len(named) else ""
                raise UnknownFacetValue(
                    facet=facet,
                    label=FACET_LABELS[facet],
                    value=value,
                    known=(", ".join(named) + more) or "none",
                )


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return (-item[1], item[0])


def _alone(node: Node) -> Lookup:
    """Whether anything has what the node stands for."""
    return Lookup(node, Filters(), Sort.NEWEST, limit=0, offset=0, facets=())


def _lookup(request: SearchRequest, node: Node) -> Lookup:
    sort = Sort(request.sort)
    if sort is Sort.RELEVANCE and next(leaves_of(node), None) is None:
        sort = Sort.NEWEST
    return Lookup(
        node=node,
        filters=Filters(
            values={"category": request.categories, "district": request.districts},
            first_day=request.date_from,
            last_day=request.date_to,
        ),
        sort=sort,
        limit=request.limit,
        offset=request.offset,
        facets=request.facets,
    )


def _hits(ranked: tuple[Ranked, ...], node: Node, snippets: bool) -> tuple[Hit, ...]:
    excerpts = Excerpts(node)
    return tuple(_hit(item, excerpts if snippets else None) for item in ranked)


def _hit(item: Ranked, excerpts: Excerpts | None) -> Hit:
    article = item.article
    excerpt = excerpts.of(article) if excerpts else None
    return Hit(
        id=article.id,
        title=article.title,
        url=article.url,
        published=article.published,
        date_inferred=article.date_inferred,
        categories=article.categories,
        district=article.district,
        source=article.source,
        kind=article.kind,
        score=item.score,
        snippet=excerpt.snippet if excerpt else "",
        matches=excerpt.matches if excerpt else (),
        title_html=excerpt.title if excerpt else "",
    )


def _facet(facet: str, found: Found, request: SearchRequest) -> tuple[FacetValue, ...]:
    """The values of a facet: dates in order, others by number of hits; selected ones even without hits."""
    counts = found.counts[facet]
    selected = {"category": request.categories, "district": request.districts}.get(facet, ())
    values = [
        FacetValue(value, counts.get(value, 0), selected=value in selected)
        for value in dict.fromkeys((*counts, *selected))
    ]
    if facet in ("year", "month"):
        return tuple(sorted(values, key=lambda item: item.value, reverse=True))
    return tuple(sorted(values, key=lambda item: (-item.count, item.value)))
