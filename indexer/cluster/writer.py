"""One run of changes to an index on a cluster."""

import threading
import time
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Self

from indexer.article import Article, to_json
from indexer.cluster.analysts import ARTICLES_AT_ONCE, Analysts
from indexer.cluster.bulk import BulkSender, Change
from indexer.cluster.connection import Connection
from indexer.cluster.contents import key_of
from indexer.cluster.copies import Regrouping
from indexer.cluster.graves import body_of_grave, grave_key, grave_of
from indexer.cluster.names import LEASE_S, Names, free, new_owner
from indexer.errors import ArticlesNotWritten, IndexLocked, IndexUnavailable
from indexer.progress import OnStart, unwatched
from indexer.tombstones import Tombstone

Body = dict[str, Any]

_COMPACT_S = 3_600
_TOLD = 5
"""Articles that could not be written are told with their reasons, so many of them."""


class ClusterWriter:
    """See `indexer.engine.Writer`. Raises `IndexLocked` while another run has its lease.

    What was sent before a run was interrupted stays and is seen from the next commit on; articles are always
    whole, and the same run again leaves the same index.
    """

    def __init__(self, connection: Connection, names: Names, index: str | None = None) -> None:
        self._connection = connection
        self._names = names
        self._owner = new_owner()
        self._take_lease()
        self._index = index or names.alias
        self._is_live = index is None
        self._ended = threading.Event()
        self._renewing = threading.Thread(target=self._keep_lease, daemon=True)
        self._renewing.start()
        self._sender = BulkSender(connection, self._index)
        self._analysts = Analysts()
        self._regrouping = Regrouping(connection, self._index)
        self._unsent: dict[str, str] = {}
        self._changes: dict[str, Body | None] = {}
        self._pending: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._renewing.join()
        self._sender.close()
        self._analysts.close()
        self._leave_lease()

    def add(self, article: Article) -> None:
        if article.withdrawn:
            self.remove(article.id)
            self.bury(Tombstone.of(article))
            return
        self._begin(article.id)
        self._unsent[article.id] = to_json(article)
        if len(self._unsent) == ARTICLES_AT_ONCE:
            self._send()

    def bury(self, tombstone: Tombstone) -> None:
        self._change(grave_key(tombstone.id), body_of_grave(tombstone))

    def remove(self, id: str) -> None:
        self._begin(id)
        self._change(key_of(id), None)
        self._change(grave_of(id), None)

    def commit(self) -> None:
        """Make all changes so far durable and visible. Raises `ArticlesNotWritten`; all others are."""
        self._send()
        self._sender.wait()
        torn = self._regrouping.groups_of(self._pending)
        self._refresh()
        self._regroup(torn)
        self._pending.clear()
        if self._is_live:
            self._count_commit()
        if failures := self._sender.failures:
            self._sender.failures = []
            reasons = "; ".join(f"{key}: {reason}" for key, reason in failures[:_TOLD])
            more = "; …" if len(failures) > _TOLD else ""
            raise ArticlesNotWritten(path=self._connection.place, count=len(failures), reasons=reasons + more)

    def compact(self, on_start: OnStart = unwatched) -> None:
        """The cluster does not tell how far it is."""
        self.commit()
        self._connection.ask(
            "POST", f"/{self._index}/_forcemerge", None, max_num_segments="1", request_timeout=_COMPACT_S
        )
        self._refresh()

    def take_over(self) -> None:
        """Let everybody search what was written."""
        self._names.switch(self._index)
        self._is_live = True
        self._count_commit()

    def _change(self, key: str, body: Body | None) -> None:
        if key in self._changes:
            self._send()
            self._sender.wait()
        self._changes[key] = body
        if len(self._changes) == ARTICLES_AT_ONCE:
            self._send()

    def _begin(self, id: str) -> None:
        """Changes of one article keep their order, though others overtake each other."""
        if id in self._pending:
            self._send()
            self._sender.wait()
        self._pending.add(id)

    def _send(self) -> None:
        if self._unsent:
            articles, self._unsent = list(self._unsent.values()), {}
            self._sender.send(partial(self._analysts.analyse, articles))
        if self._changes:
            changes, self._changes = list(map(Change, *zip(*self._changes.items(), strict=True))), {}
            self._sender.send(partial(_as_is, changes))

    def _regroup(self, torn: set[str]) -> None:
        """Write those articles again that have other copies than before."""
        changed = False
        for batch in self._regrouping.changes(self._pending, torn):
            self._sender.send(partial(_as_is, batch))
            changed = True
        self._sender.wait()
        if changed:
            self._refresh()

    def _refresh(self) -> None:
        self._connection.ask("POST", f"/{self._index}/_refresh")

    def _count_commit(self) -> None:
        while True:
            record = self._names.record()
            articles = self._connection.ask("GET", f"/{self._index}/_count")["count"]
            if record.owner != self._owner:
                raise IndexLocked(path=self._connection.place)
            if self._names.write(record._replace(generation=record.generation + 1, articles=articles)):
                return

    def _take_lease(self) -> None:
        record = self._names.record()
        leased = record._replace(owner=self._owner, until=time.time() + LEASE_S)
        if not free(record) or not self._names.write(leased):
            raise IndexLocked(path=self._connection.place)

    def _keep_lease(self) -> None:
        while not self._ended.wait(LEASE_S / 4):
            with suppress(IndexUnavailable):  # whoever writes is told by what it sends
                record = self._names.record()
                if record.owner != self._owner:
                    return
                self._names.write(record._replace(until=time.time() + LEASE_S))

    def _leave_lease(self) -> None:
        with suppress(IndexUnavailable):  # it ends by itself
            record = self._names.record()
            if record.owner == self._owner:
                self._names.write(record._replace(owner="", until=0.0))


def _as_is(changes: list[Change]) -> list[Change]:
    return changes
