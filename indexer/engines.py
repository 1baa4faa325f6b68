"""The one place that knows which engine answers for a location."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.embedded import EmbeddedEngine
from indexer.engine import Engine
from indexer.errors import ClusterExtraMissing
from indexer.locations import Location, folder_of, is_address
from indexer.states import Clock

if TYPE_CHECKING:
    from indexer.cluster import ClusterEngine


def open_engine(location: Location, clock: Clock = time.time) -> Engine:
    """The index at a location; that a cluster is away is said by what is asked.

    Raises `IndexUnavailable`, `InvalidLocation` or `ClusterExtraMissing`.
    """
    if is_address(location):
        return cluster_engine().open(str(location), clock)
    return EmbeddedEngine.open(Path(location), clock)


def open_or_create_engine(location: Location, clock: Clock = time.time) -> Engine:
    """The index at a location, made if there is none.

    Raises what `open_engine` raises, and `IndexNotWritten`.
    """
    if is_address(location):
        return cluster_engine().open_or_create(str(location), clock)
    return EmbeddedEngine.open_or_create(Path(location), clock)


def open_engine_to_replace(location: Location, clock: Clock = time.time) -> Engine:
    """An index of nothing, which replaces the one at a location, of whatever version, with its first commit.

    Raises `NotAnIndex`, `IndexNotWritten` or, since a cluster has its own way, `NoFolder`.
    """
    return EmbeddedEngine.open_to_replace(folder_of(location), clock)


def cluster_engine() -> "type[ClusterEngine]":
    """The engine of clusters. Raises `ClusterExtraMissing`."""
    try:
        from indexer.cluster import ClusterEngine  # opensearch-py comes with an extra
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        raise ClusterExtraMissing() from error
    return ClusterEngine
