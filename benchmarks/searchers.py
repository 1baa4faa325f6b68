"""An index that is open for searching in a process of its own, so that its memory is that of the engine."""

import dataclasses
import multiprocessing
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.engines import engines
from benchmarks.jobs import Job
from benchmarks.memory import Memory, memory


@dataclasses.dataclass(frozen=True, slots=True)
class Pass:
    """All jobs once: milliseconds and totals, job by job."""

    times: tuple[float, ...]
    totals: tuple[int, ...]


class Searcher:
    """Does what it is asked for while the caller waits, so that several can take turns."""

    def __init__(self, engine: str, folder: Path, jobs: Sequence[Job]) -> None:
        self._answers, there = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(engine, folder, tuple(jobs), there)
        )
        self._process.start()
        there.close()
        self.opening: float = self._answers.recv()
        """Milliseconds."""

    def search(self) -> Pass:
        """Every job once."""
        self._answers.send("search")
        found: Pass = self._answers.recv()
        return found

    def close(self) -> Memory:
        """End the process; the memory that it had at the end."""
        self._answers.send("close")
        found: Memory = self._answers.recv()
        self._process.join()
        return found


def _work(name: str, folder: Path, jobs: Sequence[Job], asked: Connection) -> None:
    engine = engines()[name]()
    started = time.perf_counter()
    index = engine.open(folder)
    asked.send((time.perf_counter() - started) * 1e3)
    while asked.recv() == "search":
        times, totals = [], []
        for job in jobs:
            started = time.perf_counter()
            answer = index.answer(job)
            times.append((time.perf_counter() - started) * 1e3)
            totals.append(answer.total)
        asked.send(Pass(tuple(times), tuple(totals)))
    asked.send(memory())
    index.close()
