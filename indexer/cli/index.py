"""`nachlese index`: files become an index."""

import datetime as dt
import gc
import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import click

from indexer.cli.options import index_option, json_option
from indexer.indexing import Change, Changed, Report, index_paths
from indexer.sources import Progress

_WORDS = {
    Change.ADDED: "added",
    Change.UPDATED: "updated",
    Change.UNCHANGED: "unchanged",
    Change.REMOVED: "removed",
    Change.HELD: "held back (embargoed or withdrawn)",
}


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@index_option
@click.option("--dry-run", is_flag=True, help="Only list what would change; touch nothing.")
@click.option("--prune", is_flag=True, help="Also remove articles whose files under PATH are gone.")
@json_option
def command(paths: tuple[Path, ...], location: Path, dry_run: bool, prune: bool, as_json: bool) -> None:
    """Index articles from files and folders.

    Reads newsroom pages (.txt) and JSON lines (.jsonl, .jsonl.gz). Running it again only indexes what is
    new or has changed. A file or line that cannot be read is reported, the others are indexed, and the
    exit code is 1.

    \b
    nachlese index corpus/
    nachlese index export.jsonl.gz --index /srv/nachlese/index
    """
    gc.disable()  # indexing leaves no cycles, and looking for some costs a third of the time
    started = time.perf_counter()
    changes: list[Changed] = []
    with ExitStack() as stack:

        def on_start(size: int) -> Progress:
            bar = stack.enter_context(_progress_bar(size))
            return bar.update

        report = index_paths(
            paths,
            location,
            dt.datetime.now(),
            prune=prune,
            dry_run=dry_run,
            on_start=on_start,
            on_change=changes.append if dry_run else _ignore,
        )
    seconds = time.perf_counter() - started
    if as_json:
        click.echo(json.dumps(_as_json(report, changes, seconds), ensure_ascii=False))
    else:
        _print_changes(changes)
        _print_summary(report, seconds, dry_run)
    for failure in report.failures:
        click.echo(f"not read: {failure}", err=True)
    if report.failures:
        sys.exit(1)


def _ignore(_: Changed) -> None:
    """Without a dry run, changes are only counted."""


def _progress_bar(size: int) -> "click._termui_impl.ProgressBar[int]":
    return click.progressbar(
        length=size,
        label="Indexing",
        file=sys.stderr,
        show_eta=True,
        hidden=not sys.stderr.isatty(),
        update_min_steps=max(1, size // 500),
    )


def _print_changes(changes: list[Changed]) -> None:
    for changed in changes:
        if changed.change is not Change.UNCHANGED:
            click.echo(f"{changed.change.value}\t{changed.id}\t{changed.title}")


def _print_summary(report: Report, seconds: float, dry_run: bool) -> None:
    done = [
        f"{count:,} {_WORDS[change]}"
        for change, count in report.counts.items()
        if count or change in (Change.ADDED, Change.UPDATED, Change.UNCHANGED)
    ]
    speed = sum(report.counts.values()) / seconds
    click.echo(
        ("Would be: " if dry_run else "Articles: ")
        + ", ".join([*done, f"{len(report.failures):,} failed"])
        + f" ({seconds:.1f} s, {speed:,.0f} articles/s)",
        err=True,
    )


def _as_json(report: Report, changes: list[Changed], seconds: float) -> dict[str, object]:
    return {
        **{change.value: count for change, count in report.counts.items()},
        "failed": len(report.failures),
        "failures": [
            {key: str(value) for key, value in failure.details.items()} for failure in report.failures
        ],
        "changes": [
            {"change": changed.change.value, "id": changed.id, "title": changed.title} for changed in changes
        ],
        "seconds": round(seconds, 3),
        "articles_per_second": round(sum(report.counts.values()) / seconds, 1),
    }
