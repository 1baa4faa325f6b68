"""The faceted search job on both engines in one run: a folder, and a cluster of two nodes on this machine.

Both answer with the articles of the ten best hits. Two nodes, the analysis and whoever asks share the
processors here, so the figures of a cluster are those of its work and not those of a cluster.
"""

import argparse
import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.corpus import articles_of
from benchmarks.engines.nachlese import lookup_of
from benchmarks.jobs import KINDS, Job, jobs_from
from benchmarks.report import in_figures
from indexer.article import Article
from indexer.engine import Engine
from indexer.engines import open_engine, open_or_create_engine
from tests.opensearch import Cluster, running

_PASSES = 5
_HEAP = ("-Xms1g", "-Xmx1g")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("data", type=Path, help="a folder of .jsonl[.gz] files")
    parser.add_argument("--at", metavar="URL", help="a new index on a cluster that runs already")
    parser.add_argument("--articles", type=int, help="only so many of them")
    parser.add_argument("--per-kind", type=int, default=20, help="queries of each kind")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    articles = articles_of(options.data, options.articles)
    jobs = jobs_from(articles, options.per_kind, options.seed)
    print(f"{len(articles):,} articles, {options.per_kind} queries of each kind, seed {options.seed}.\n")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = None if options.at else stack.enter_context(running(_HEAP))
        places: dict[str, str | Path] = {
            "folder": folder / "index",
            "cluster": f"{cluster.url}/news" if cluster else options.at,
        }
        print("| indexing | articles/s | s, of them to commit | MB, replicas included |\n|---|---|---|---|")
        for name, location in places.items():
            print(f"| {name} | {_indexed(articles, location)} |", flush=True)
        print(f"\n{_held(cluster) if cluster else ''}\n")
        _print_searches({name: open_engine(location) for name, location in places.items()}, jobs)
    return 0


def _indexed(articles: Sequence[Article], location: str | Path) -> str:
    engine = open_or_create_engine(location)
    started = time.perf_counter()
    with engine.writer() as writer:
        for article in articles:
            writer.add(article)
        sent = time.perf_counter() - started
        writer.commit()
    seconds = time.perf_counter() - started
    size = engine.size()
    engine.close()
    return (
        f"{len(articles) / seconds:,.0f} | {seconds:,.1f}, {seconds - sent:,.1f} | "
        f"{size.bytes_on_disk / 1e6:,.0f}"
    )


def _held(cluster: Cluster) -> str:
    """Processor seconds of each node so far."""
    each = ", ".join(f"{node.name} {node.processor_seconds():,.0f} s" for node in cluster.nodes)
    return f"Processor time of the nodes after indexing: {each}."


def _print_searches(engines: dict[str, Engine], jobs: Sequence[Job]) -> None:
    """Both engines answer every job, pass by pass in turn."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in jobs] for name in engines}
    totals: dict[str, list[int]] = {name: [0 for _ in jobs] for name in engines}
    for _ in range(_PASSES + 1):
        for name, engine in engines.items():
            for place, job in enumerate(jobs):
                started = time.perf_counter()
                totals[name][place] = engine.find(lookup_of(job)).total
                times[name][place].append((time.perf_counter() - started) * 1e3)
    print(f"| milliseconds | {' | '.join(f'{name}: median / p95 / max' for name in engines)} |")
    print("|---" * (len(engines) + 1) + "|")
    for kind in (*KINDS, "all"):
        places = [place for place, job in enumerate(jobs) if kind in (job.kind, "all")]
        warm = ([statistics.median(times[name][place][1:]) for place in places] for name in engines)
        print(f"| {kind} | {' | '.join(map(in_figures, warm))} |")
    first = ([of_job[0] for of_job in times[name]] for name in engines)
    print(f"| first pass, all | {' | '.join(map(in_figures, first))} |")
    agreed = sum(one == other for one, other in zip(*totals.values(), strict=True))
    print(f"\n{agreed} of {len(jobs)} totals are the same. {dt.date.today()}")


if __name__ == "__main__":
    sys.exit(main())
