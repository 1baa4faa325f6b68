"""Goes through all that a query finds, or all values of a field, however many there are."""

from collections.abc import Iterator, Sequence
from typing import Any

from indexer.cluster.connection import Connection

Body = dict[str, Any]

_SOURCES_AT_ONCE = 200
_KEPT = "5m"
"""So long may whoever reads look at what is read together."""


def every_source(connection: Connection, index: str, query: Body, order: Sequence[Any]) -> Iterator[Body]:
    """What is kept of every hit, in a total order: of the state when this is called, whenever it is read."""
    point = connection.ask("POST", f"/{index}/_search/point_in_time", None, keep_alive=_KEPT)["pit_id"]
    body: Body = {
        "query": query,
        "sort": list(order),
        "size": _SOURCES_AT_ONCE,
        "track_total_hits": False,
        "pit": {"id": point, "keep_alive": _KEPT},
    }

    def sources() -> Iterator[Body]:
        after: Body = {}
        try:
            while True:
                hits = connection.ask("POST", "/_search", {**body, **after})["hits"]["hits"]
                yield from (hit["_source"] for hit in hits)
                if len(hits) < _SOURCES_AT_ONCE:
                    return
                after = {"search_after": hits[-1]["sort"]}
        finally:
            connection.ask("DELETE", "/_search/point_in_time", {"pit_id": [point]})

    return sources()
