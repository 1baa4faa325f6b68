"""Fixtures that tests of several packages share."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from indexer import Article, Index, open_index
from tests.making import write

settings.register_profile("default", deadline=None)
settings.load_profile("default")


@pytest.fixture
def index_of(tmp_path: Path) -> Iterator[Callable[[Iterable[Article]], Index]]:
    """Makes an open index of some articles."""
    opened: list[Index] = []

    def make(articles: Iterable[Article]) -> Index:
        location = tmp_path / f"index-{len(opened)}"
        write(location, articles)
        opened.append(open_index(location))
        return opened[-1]

    yield make
    for index in opened:
        index.close()
