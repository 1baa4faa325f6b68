"""What a run prints: tables in Markdown."""

import argparse
import statistics
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.engines import Engine
from benchmarks.jobs import KINDS, Job
from benchmarks.measure import PASSES, Build, Searches
from indexer.article import Article


def header(
    articles: Sequence[Article], measured: Iterable[Engine], options: argparse.Namespace, machine: str
) -> str:
    """What is measured, on what, and how the engines differ."""
    characters = statistics.mean(len(article.title) + len(article.body_text) for article in articles)
    engines = "\n".join(f"- {engine.name}: {engine.about}" for engine in measured)
    return f"""\
{len(articles):,} articles of {characters:,.0f} characters in the mean; {machine}.
{options.per_kind} queries of each kind, seed {options.seed}; per query the median of {PASSES} warm passes.
Every engine answers with the ten best ids, the exact total, and counts per category and year.

{engines}
"""


def building(measured: Mapping[str, Engine], builds: Mapping[str, Build], articles: int) -> str:
    rows = [
        (
            measured[name].name,
            f"{articles / built.seconds:,.0f}",
            f"{built.megabytes_on_disk:,.0f}",
            f"{built.peak_megabytes:,.0f}",
        )
        for name, built in builds.items()
    ]
    return _table(("indexing", "articles/s", "MB on disk", "peak MB, articles included"), rows)


def searching(measured: Mapping[str, Engine], searches: Mapping[str, Searches], jobs: Sequence[Job]) -> str:
    """Median, 95th percentile and maximum of each kind, in milliseconds."""
    heading = ("milliseconds", *(f"{engine.name}: median / p95 / max" for engine in measured.values()))
    rows = []
    for kind in (*KINDS, "all"):
        chosen = [place for place, job in enumerate(jobs) if kind in (job.kind, "all")]
        rows.append(
            (kind, *(_spread([found.warm[place] for place in chosen]) for found in searches.values()))
        )
    rows.append(("first pass, all", *(_spread(found.first) for found in searches.values())))
    rows.append(("opening", *(f"{found.opening:.1f}" for found in searches.values())))
    rows.append(
        ("hits in the median", *(f"{statistics.median(found.totals):,.0f}" for found in searches.values()))
    )
    return _table(heading, rows)


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    return f"{statistics.median(ordered):.3f} / {p95:.3f} / {ordered[-1]:.3f}"


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
