"""Analyses articles for a cluster, on all cores once there are many."""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from indexer.article import from_json
from indexer.cluster.bulk import Change
from indexer.cluster.contents import body_of, key_of

ARTICLES_AT_ONCE = 250


def changes_of(articles: Sequence[str]) -> list[Change]:
    """What writes the articles, which are given as JSON."""
    return [Change(key_of(article.id), body_of(article)) for article in map(from_json, articles)]


class Analysts:
    """Other processes, started when the first whole batch comes: a few articles are done sooner without."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def analyse(self, articles: Sequence[str]) -> list[Change]:
        if self._pool is None and len(articles) < ARTICLES_AT_ONCE:
            return changes_of(articles)
        return self._started().submit(changes_of, articles).result()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn"))
        return self._pool
