"""Processes that analyse articles, one for every core, when there are enough articles to be worth it.

Articles go out and drafts come back in the same order, whichever process had them: the index does not
depend on how many there were.
"""

import gc
import multiprocessing
import os
import threading
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import NamedTuple

import numpy as np

from indexer.article import from_json
from indexer.documents import document
from indexer.embedded.draft import DraftedArticle, drafted
from indexer.embedded.vocabulary import SpeltWord, Vocabulary

ARTICLES_AT_ONCE = 64
"""What is sent to a process together."""
_BATCHES_AHEAD = 3
"""Batches a process has waiting, so that it never waits itself; this bounds the memory of the queues."""


class Drafts(NamedTuple):
    """What a process made of a batch. Words are numbered by the process; `words` are those that it has not
    told of before, in the order of their numbers.
    """

    process: int
    words: list[SpeltWord]
    drafts: list[DraftedArticle]


class Analysts:
    """Drafts articles in other processes, in the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, processes: int) -> None:
        self._vocabulary = vocabulary
        # Never forked: a copy of a process with threads may hold a lock for ever.
        self._pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _prepare)
        self._most_waiting = processes * _BATCHES_AHEAD
        self._waiting: deque[Future[Drafts]] = deque()
        # Per process the numbers that its words have in the vocabulary.
        self._translations: dict[int, array[int]] = {}

    def send(self, articles: Sequence[str]) -> Iterator[DraftedArticle]:
        """Send articles (JSON) on their way; yields drafts of earlier ones if many are under way."""
        self._waiting.append(self._pool.submit(_draft, list(articles)))
        while len(self._waiting) > self._most_waiting:
            yield from self._next()

    def rest(self) -> Iterator[DraftedArticle]:
        """The drafts of all articles that are still under way."""
        while self._waiting:
            yield from self._next()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _next(self) -> Iterator[DraftedArticle]:
        process, words, drafts = self._waiting.popleft().result()
        numbers = self._translations.setdefault(process, array("i"))
        numbers.extend(map(self._vocabulary.number, words))
        translation = np.array(numbers)
        for draft in drafts:
            yield draft._replace(words=array("i", translation.take(draft.words).tobytes()))


_vocabulary = Vocabulary()
_told = 0


def _prepare() -> None:
    # Tokens by the million are never part of a cycle; looking for some takes a third of the time.
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A run that is killed cannot end its processes, so they watch it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _draft(articles: list[str]) -> Drafts:
    global _told
    drafts = [drafted(document(from_json(text)), _vocabulary, text) for text in articles]
    words = _vocabulary.words[_told:]
    _told = len(_vocabulary.words)
    return Drafts(os.getpid(), words, drafts)
