"""A real cluster of two nodes for all tests that need one, and both engines with the same articles."""

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from indexer import Index, open_index
from indexer.indexing import index_paths
from tests.making import CORPUS, NOW
from tests.opensearch import SOON_READY, Cluster, Unavailable, running

REQUIRED = "TESTS_REQUIRE_CLUSTER"

_numbers = itertools.count()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Two nodes; without Java or the distribution the test is skipped, unless a cluster is required."""
    context = running(SOON_READY)
    try:
        opened = context.__enter__()
    except Unavailable as error:
        if os.environ.get(REQUIRED):
            raise
        pytest.skip(f"no cluster: {error}")
    yield opened
    context.__exit__(None, None, None)


@pytest.fixture
def location(cluster: Cluster) -> str:
    """Where an index of its own can be made for a test."""
    return f"{cluster.url}/test-{next(_numbers)}"


@pytest.fixture(scope="session")
def both(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    """The embedded engine and the cluster with all of the corpus."""
    embedded, other = tmp_path_factory.mktemp("corpus") / "index", f"{cluster.url}/corpus"
    for place in (embedded, other):
        index_paths([CORPUS], place, NOW, on_start=_unseen, on_change=_ignored)
    with open_index(embedded) as one, open_index(other) as two:
        yield one, two


def _unseen(_: int) -> Callable[[int], None]:
    return lambda _: None


def _ignored(_: object) -> None:
    pass
