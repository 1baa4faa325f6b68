"""The faceted search job on both engines in one run: a folder, and a cluster of two nodes on this machine.

Both answer with the articles of the ten best hits. Two nodes, the analysis and whoever asks share the
processors here, so times by the clock are not those of a cluster; processor time tells what a node of its own
would do.
"""

import argparse
import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.corpus import articles_of
from benchmarks.engines.nachlese import TODAY, lookup_of
from benchmarks.jobs import KINDS, Job, jobs_from
from benchmarks.report import in_figures
from indexer import Index, Mode, SearchRequest
from indexer.article import Article
from indexer.engine import Engine, Writer
from indexer.engines import Layout, open_engine, open_or_create_engine, replacing_writer
from indexer.errors import IndexMissing
from indexer.german import Synonyms
from indexer.locations import Location
from tests.opensearch import Cluster, running

_PASSES = 5
_HEAP = ("-Xms1g", "-Xmx1g")
_ADDED = 3_000
"""Articles that are also added to an index that is searched, with a replica from the start."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("data", type=Path, help="a folder of .jsonl[.gz] files")
    parser.add_argument("--articles", type=int, help="only so many of them")
    parser.add_argument("--per-kind", type=int, default=20, help="queries of each kind")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="build both indexes here, or use those that are here")
    options = parser.parse_args()
    articles = articles_of(options.data, options.articles)
    jobs = jobs_from(articles, options.per_kind, options.seed)
    print(f"{len(articles):,} articles, {options.per_kind} queries of each kind, seed {options.seed}.\n")
    with ExitStack() as stack:
        folder = Path(options.keep or stack.enter_context(tempfile.TemporaryDirectory())).absolute()
        (folder / "nodes").mkdir(parents=True, exist_ok=True)
        cluster = stack.enter_context(running(_HEAP, folder / "nodes"))
        places: dict[str, Location] = {"folder": folder / "index", "cluster": f"{cluster.url}/news"}
        _build(cluster, places, articles)
        engines = {name: stack.enter_context(closing(open_engine(place))) for name, place in places.items()}
        _print_searches(engines, jobs)
    return 0


def _build(cluster: Cluster, places: dict[str, Location], articles: Sequence[Article]) -> None:
    """Print how fast what is not there yet is built."""
    building = Building(cluster)
    print(
        "| indexing | articles/s | s | processor ms an article: here, "
        + ", ".join(f"node {node.name}" for node in cluster.nodes)
        + " | MB, replicas included |\n|---|---|---|---|---|"
    )
    for name, place in places.items():
        if not _holds_articles(place):
            building.measure(name, articles, place, _build_anew)
    added = f"{places['cluster']}-added"
    if not _holds_articles(added):
        building.measure("cluster, added to what is searched", articles[:_ADDED], added, _add)
    print(flush=True)


class Building:
    """Measures how indexes are built, with the work of the nodes of a cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def measure(
        self,
        name: str,
        articles: Sequence[Article],
        place: Location,
        build: Callable[[Sequence[Article], Location], None],
    ) -> None:
        started, before = time.perf_counter(), self._processors()
        build(articles, place)
        seconds, after = time.perf_counter() - started, self._processors()
        each = ", ".join(
            f"{(then - now) / len(articles) * 1e3:.1f}" for now, then in zip(before, after, strict=True)
        )
        with closing(open_engine(place)) as engine:
            megabytes = engine.size().bytes_on_disk / 1e6
        rate = len(articles) / seconds
        print(f"| {name} | {rate:,.0f} | {seconds:,.1f} | {each} | {megabytes:,.0f} |", flush=True)

    def _processors(self) -> list[float]:
        """Processor seconds of this process and those that it has ended, and of each node."""
        times = os.times()
        here = times.user + times.system + times.children_user + times.children_system
        return [here, *(node.processor_seconds() for node in self._cluster.nodes)]


def _holds_articles(place: Location) -> bool:
    try:
        with closing(open_engine(place)) as engine:
            return engine.size().articles > 0
    except IndexMissing:
        return False


def _build_anew(articles: Sequence[Article], place: Location) -> None:
    with replacing_writer(place, Layout(replicas=1)) as writer:
        _fill(writer, articles)


def _add(articles: Sequence[Article], place: Location) -> None:
    with closing(open_or_create_engine(place)) as engine, engine.writer() as writer:
        _fill(writer, articles)
        writer.commit()


def _fill(writer: Writer, articles: Sequence[Article]) -> None:
    for article in articles:
        writer.add(article)


def _print_searches(engines: dict[str, Engine], jobs: Sequence[Job]) -> None:
    """First the job at the engines, then whole pages as the site shows them."""
    found = {name: _finding(engine) for name, engine in engines.items()}
    times, totals = _asked(found, jobs)
    print(f"| milliseconds | {' | '.join(f'{name}: median / p95 / max' for name in engines)} |")
    print("|---" * (len(engines) + 1) + "|")
    for kind in (*KINDS, "all"):
        places = [place for place, job in enumerate(jobs) if kind in (job.kind, "all")]
        print(_row(kind, ([_warm(times[name][place]) for place in places] for name in engines)))
    print(_row("first pass, all", ([of_job[0] for of_job in times[name]] for name in engines)))
    agreed = sum(one == other for one, other in zip(*totals.values(), strict=True))
    times, _ = _asked({name: _searching(engine) for name, engine in engines.items()}, jobs)
    print(_row("whole pages, all", (map(_warm, times[name]) for name in engines)))
    print(f"\n{agreed} of {len(jobs)} totals are the same. {dt.date.today()}")


def _asked(
    engines: dict[str, Callable[[Job], int]], jobs: Sequence[Job]
) -> tuple[dict[str, list[list[float]]], dict[str, list[int]]]:
    """Per engine the milliseconds of every job, pass by pass, and its total. Both take turns."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in jobs] for name in engines}
    totals: dict[str, list[int]] = {name: [0 for _ in jobs] for name in engines}
    for _ in range(_PASSES + 1):
        for name, total in engines.items():
            for place, job in enumerate(jobs):
                started = time.perf_counter()
                totals[name][place] = total(job)
                times[name][place].append((time.perf_counter() - started) * 1e3)
    return times, totals


def _finding(engine: Engine) -> Callable[[Job], int]:
    return lambda job: engine.find(lookup_of(job)).total


def _searching(engine: Engine) -> Callable[[Job], int]:
    """Ten hits with copies joined, excerpts, why they were found, facets and the spread over time."""
    index = Index(engine, Synonyms.read(None))
    return lambda job: index.search(_request_of(job)).total


def _request_of(job: Job) -> SearchRequest:
    words = " ".join(job.words)
    return SearchRequest(
        f'"{words}"' if job.kind.startswith("phrase") else words,
        mode=Mode.ANY if job.kind.endswith("any") else Mode.ALL,
        categories=(job.category,) if job.narrowed else (),
        date_from=dt.date(job.year, 1, 1) if job.narrowed else None,
        date_to=dt.date(job.year, 12, 31) if job.narrowed else None,
        today=TODAY,
    )


def _warm(passes: Sequence[float]) -> float:
    return statistics.median(passes[1:])


def _row(name: str, times: Iterable[Iterable[float]]) -> str:
    return f"| {name} | {' | '.join(in_figures(list(each)) for each in times)} |"


if __name__ == "__main__":
    sys.exit(main())
