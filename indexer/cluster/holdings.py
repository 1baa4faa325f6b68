"""Everything that an index holds, whether it may be seen or not: for runs that bring it up to date."""

from collections.abc import Iterator, Sequence
from typing import Any

from indexer.article import Article, from_json, title_key
from indexer.cluster.connection import Connection
from indexer.cluster.contents import kept_identity, key_of
from indexer.cluster.graves import KIND, grave_of, titled_key, tombstone_in
from indexer.cluster.queries import EVERYTHING, NOTHING, Query
from indexer.cluster.reading import every_pair, every_source
from indexer.cluster.requests import NOT_STORED
from indexer.cluster.tokens import written
from indexer.engine import Indexed
from indexer.identity import Identity, address_digest, identity_of
from indexer.tombstones import Tombstone, title_digest

Body = dict[str, Any]

_GRAVE: Query = {"term": {"kind": KIND}}
_ARTICLE: Query = {"bool": {"must_not": [_GRAVE]}}
_FEW = 100


class ClusterHoldings:
    """See `indexer.engine.Holdings`. What is committed later is seen too, as a whole."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._index = index

    @property
    def is_empty(self) -> bool:
        return not self._connection.ask("GET", f"/{self._index}/_count")["count"]

    def articles(self) -> Iterator[Article]:
        return self._articles(EVERYTHING)

    def article(self, id: str) -> Article | None:
        found = self._with_key(key_of(id))
        return from_json(found["article"]) if found else None

    def digest(self, id: str) -> int | None:
        body = {"query": {"ids": {"values": [key_of(id)]}}, **NOT_STORED, "docvalue_fields": ["digest"]}
        for hit in self._connection.search(self._index, body)["hits"]["hits"]:
            return int(hit["fields"]["digest"][0], 16)
        return None

    def indexed(self, id: str) -> Indexed | None:
        """None: a cluster does not tell which terms a document has in our sense."""
        return None

    def at_address(self, url: str) -> tuple[Article, ...]:
        address = address_digest(url)
        return tuple(self._articles(_identical(Identity(address, 0))))

    def known(self, article: Article) -> Article | Tombstone | None:
        identity = identity_of(article)
        keys = [key_of(article.id), grave_of(article.id)]
        at_address, of_content = (
            _identical(identity._replace(content=0)),
            _identical(Identity(0, identity.content)),
        )
        by_id, by_address, by_content = map(
            self._stored, self._few([{"ids": {"values": keys}}, at_address, of_content])
        )
        if by_id:
            return by_id[0]
        if len(by_address) == 1:
            return by_address[0]
        return by_content[0] if by_content else None

    def titled(self, title: str) -> tuple[Article, ...]:
        key = title_key(title)
        found = self._articles({"term": {"title_key": written(key)}})
        return tuple(article for article in found if title_key(article.title) == key)

    def of_origin(self, origin: str) -> tuple[Article, ...]:
        return tuple(self._articles({"term": {"origin": origin}}))

    def ids_by_origin(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for origin, id in every_pair(self._connection, self._index, ("origin", "id")):
            found.setdefault(origin, []).append(id)
        return found

    def tombstone(self, id: str) -> Tombstone | None:
        found = self._with_key(grave_of(id))
        return tombstone_in(found) if found else None

    def tombstones_titled(self, title: str) -> tuple[Tombstone, ...]:
        return tuple(self._tombstones({"term": {"title_key": titled_key(title_digest(title))}}))

    def tombstones(self) -> Iterator[Tombstone]:
        return self._tombstones(EVERYTHING)

    def _articles(self, query: Query) -> Iterator[Article]:
        found = every_source(self._connection, self._index, {"bool": {"filter": [query, _ARTICLE]}}, ["id"])
        return (from_json(source["article"]) for source in found)

    def _tombstones(self, query: Query) -> Iterator[Tombstone]:
        found = every_source(self._connection, self._index, {"bool": {"filter": [query, _GRAVE]}}, ["id"])
        return map(tombstone_in, found)

    def _with_key(self, key: str) -> Body | None:
        found = self._few([{"ids": {"values": [key]}}])[0]
        return found[0] if found else None

    def _few(self, queries: Sequence[Query]) -> list[list[Body]]:
        """What is kept of a few hits of each query, by id."""
        bodies = [{"query": query, "size": _FEW, "sort": ["id"]} for query in queries]
        answers = self._connection.searches(self._index, bodies)
        return [[hit["_source"] for hit in answer["hits"]["hits"]] for answer in answers]

    def _stored(self, sources: Sequence[Body]) -> list[Article | Tombstone]:
        return [
            from_json(source["article"]) if "article" in source else tombstone_in(source)
            for source in sources
        ]


def _identical(identity: Identity) -> Query:
    terms = kept_identity(identity)
    return {"term": terms} if terms else NOTHING
