"""Building and searching, with a clock and a look at memory and disk."""

import dataclasses
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.corpus import articles_of, copied
from benchmarks.engines import Engine, Opened, engines
from benchmarks.jobs import Job

PASSES = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Build:
    seconds: float
    megabytes_on_disk: float
    peak_megabytes: float


@dataclasses.dataclass(frozen=True, slots=True)
class Searches:
    """Milliseconds: `first` in a fresh process, `warm` the median of several passes, job by job."""

    opening: float
    first: tuple[float, ...]
    warm: tuple[float, ...]
    totals: tuple[int, ...]


def build(name: str, source: Path, limit: int | None, folder: Path) -> Build:
    """Build the index in a process of its own, whose memory is then only the engine's and the articles'."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_build, args=(name, source, limit, folder, there)
    )
    process.start()
    there.close()
    seconds, peak = here.recv()
    process.join()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Build(seconds, size / 1e6, peak)


def _build(name: str, source: Path, limit: int | None, folder: Path, answer: Connection) -> None:
    engine = engines()[name]()
    # An engine that reads the files itself is timed with reading them; the others are not.
    articles = [] if name == "nachlese" else articles_of(source, limit)
    with tempfile.TemporaryDirectory() as temporary:
        if limit is not None:
            source = copied(source, limit, Path(temporary))
        started = time.perf_counter()
        engine.build(articles, source, folder)
        seconds = time.perf_counter() - started
    kilobytes = sum(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    answer.send((seconds, kilobytes / 1e3))


def search(measured: dict[str, Engine], folders: dict[str, Path], jobs: Sequence[Job]) -> dict[str, Searches]:
    """Every engine answers every job in turn, so that whatever else the machine does hits all alike."""
    opened: dict[str, Opened] = {}
    opening: dict[str, float] = {}
    for name, engine in measured.items():
        started = time.perf_counter()
        opened[name] = engine.open(folders[name])
        opening[name] = (time.perf_counter() - started) * 1e3
    times: dict[str, list[list[float]]] = {name: [] for name in measured}
    totals: dict[str, list[int]] = {}
    for _ in range(PASSES + 1):
        for name, index in opened.items():
            totals[name] = []
            passed = []
            for job in jobs:
                started = time.perf_counter()
                answer = index.answer(job)
                passed.append((time.perf_counter() - started) * 1e3)
                totals[name].append(answer.total)
            times[name].append(passed)
    for index in opened.values():
        index.close()
    return {
        name: Searches(
            opening[name],
            tuple(first),
            tuple(statistics.median(times_of_job) for times_of_job in zip(*warm, strict=True)),
            tuple(totals[name]),
        )
        for name, (first, *warm) in times.items()
    }
