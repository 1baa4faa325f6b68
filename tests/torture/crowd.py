"""Processes that search an index while others change it, and tell what was wrong with the answers."""

import multiprocessing
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from indexer import Index, NachleseError, SearchRequest, SearchResult, open_index

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


def of_one_generation(articles: int) -> Check:
    """Whether every article of `torture.news` is there, all in the same version: title, text and what is
    counted.
    """

    def check(index: Index, result: SearchResult) -> str:
        if fault := inconsistent(index, result):
            return fault
        versions = {re.findall(r"Stand(\d+)", hit.title)[-1] for hit in result.hits}
        counted = sum(value.count for value in result.facets["district"])
        if len(versions) != 1 or result.total != articles or counted != articles:
            return f"{result.total} hits, {counted} counted, of the versions {versions}"
        return ""

    return check


def _search(location: Path, check: Check, absent: type[NachleseError] | None, crowd: "Searchers") -> None:
    """Search again and again, half of the time with an index that stays open once it is there."""
    with ExitStack() as stack:
        kept = None
        while not crowd.stop.is_set():
            try:
                kept = kept or stack.enter_context(open_index(location))
                with open_index(location) as fresh:
                    for index in (kept, fresh):
                        if fault := check(index, index.search(_EVERYTHING)):
                            crowd.report(fault)
                        with crowd.searches.get_lock():
                            crowd.searches.value += 1
            except Exception as error:
                if absent is None or not isinstance(error, absent):
                    crowd.report(traceback.format_exc())


class Searchers:
    def __init__(self) -> None:
        self.searches = _FORK.Value("q", 0)
        self._faults = _FORK.Queue()
        self.stop = _FORK.Event()

    def report(self, fault: str) -> None:
        self._faults.put(fault)

    def faults(self) -> list[str]:
        found = []
        while not self._faults.empty():
            found.append(self._faults.get())
        return found


@contextmanager
def searching(
    location: Path, count: int, check: Check = inconsistent, absent: type[NachleseError] | None = None
) -> Iterator[Searchers]:
    """So many processes search all the time. None may have ended by itself. Where there may be no index yet,
    `absent` is what they are told until there is one.
    """
    crowd = Searchers()
    processes = [_FORK.Process(target=_search, args=(location, check, absent, crowd)) for _ in range(count)]
    for process in processes:
        process.start()
    try:
        yield crowd
    finally:
        crowd.stop.set()
        for process in processes:
            process.join()
    assert [process.exitcode for process in processes] == [0] * count
