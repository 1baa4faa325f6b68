"""Processes that search an index while others change it, and tell what was wrong with the answers."""

import multiprocessing
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer import Index, SearchRequest, SearchResult, open_index

Check = Callable[[Index, SearchResult], str]
"""What is wrong about an answer, in words; nothing if it is right."""

_EVERYTHING = SearchRequest("Renaturierung", limit=200)
_FORK = multiprocessing.get_context("fork")


def inconsistent(index: Index, result: SearchResult) -> str:
    """Whether an answer contradicts itself."""
    ids = [hit.id for hit in result.hits]
    if len(set(ids)) != len(ids):
        return f"an article is found twice: {ids}"
    if result.total != len(ids):
        return f"{result.total} hits are counted and {len(ids)} listed"
    return ""


def _search(location: Path, check: Check, stop, searches, faults) -> None:
    """Search again and again, half of the time with an index that stays open."""
    with open_index(location) as kept:
        while not stop.is_set():
            try:
                with open_index(location) as fresh:
                    for index in (kept, fresh):
                        if fault := check(index, index.search(_EVERYTHING)):
                            faults.put(fault)
                        with searches.get_lock():
                            searches.value += 1
            except Exception:
                faults.put(traceback.format_exc())


class Searchers:
    def __init__(self) -> None:
        self.searches = _FORK.Value("q", 0)
        self._faults = _FORK.Queue()
        self.stop = _FORK.Event()

    def faults(self) -> list[str]:
        found = []
        while not self._faults.empty():
            found.append(self._faults.get())
        return found


@contextmanager
def searching(location: Path, count: int, check: Check = inconsistent) -> Iterator[Searchers]:
    """So many processes search all the time. None may have ended by itself."""
    crowd = Searchers()
    processes = [
        _FORK.Process(target=_search, args=(location, check, crowd.stop, crowd.searches, crowd._faults))
        for _ in range(count)
    ]
    for process in processes:
        process.start()
    try:
        yield crowd
    finally:
        crowd.stop.set()
        for process in processes:
            process.join()
    assert [process.exitcode for process in processes] == [0] * count
