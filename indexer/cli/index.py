"""`nachlese index`: files become an index."""

import datetime as dt
import gc
import json
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from indexer.cli.options import index_option, json_option
from indexer.indexing import Change, Changed, Report, index_paths
from indexer.locations import Location
from indexer.sources import FIELD_NAMES, Progress, Source, named_source
from indexer.states import GERMANY

_WORDS = {
    Change.ADDED: "added",
    Change.UPDATED: "updated",
    Change.UNCHANGED: "unchanged",
    Change.REMOVED: "removed",
    Change.REPEATED: "repeated by other files",
    Change.WITHDRAWN: "withdrawn",
}

_NOTICES_SHOWN = 20


class SourceType(click.ParamType[Source]):
    """A file, a folder, the address of a feed, or - for stdin."""

    name = "source"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Source:
        return named_source(value) if isinstance(value, str) else value

    def below(self, folder: Path, text: str) -> str:
        """What a text in a file of this folder means."""
        return str(folder / text) if isinstance(named_source(text), Path) else text


def _columns(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for value in values:
        field, equals, name = value.partition("=")
        if field not in FIELD_NAMES or not equals or not name.strip():
            known = ", ".join(FIELD_NAMES)
            raise click.BadParameter(
                f"'{value}' is not FIELD=NAME with one of the fields {known}.", ctx, param
            )
        columns[field] = name.strip()
    return columns


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=SourceType(), metavar="PATH...")
@index_option
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=NAME",
    help="What a table or JSON calls a field (title, body, date, category, ...); repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Only list what would change; touch nothing.")
@click.option("--prune", is_flag=True, help="Also remove articles whose files under PATH are gone.")
@json_option
def command(
    paths: tuple[Source, ...],
    location: Location,
    columns: Mapping[str, str],
    dry_run: bool,
    prune: bool,
    as_json: bool,
) -> None:
    """Index articles from files, folders, archives, feeds and stdin.

    \b
    .txt                      newsroom pages as plain text
    .html .htm .xhtml         pages of websites with one article        [html]
    .rss .atom .xml           RSS and Atom feeds                        [feeds]
    .md .markdown             Markdown with front matter                [markdown]
    .jsonl .ndjson            JSON lines
    .json                     objects and lists; IPTC ninjs 1 and 2
    .csv .tsv                 tables with column names in the first line
    .xml                      IPTC NewsML-G2
    .warc                     web archives                              [warc]
    .zip .tar .tgz            any of these, packed
    .gz .bz2 .xz              one file, packed
    [html] is an extra: pip install 'nachlese[html]', or 'nachlese[all]'.

    The content decides, then the name. PATH may be - for stdin, or the http(s) address of a feed or a
    page, which is asked only for what is new; no link of it is followed.

    Running it again only indexes what is new or has changed. What cannot be read is reported, everything
    else is indexed, and the exit code is 1. Articles that come twice, by id, address or content, are indexed
    once; articles without a possible date are reported.

    \b
    nachlese index corpus/
    nachlese index export.jsonl.gz --index /srv/nachlese/index
    nachlese index artikel.csv --column title=Überschrift --column body=Fließtext
    nachlese index https://elmsburg.example/feed.xml
    our-export | nachlese index -
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
            dt.datetime.now(GERMANY),
            prune=prune,
            dry_run=dry_run,
            columns=columns,
            on_start=on_start,
            on_change=changes.append if dry_run else _ignore,
        )
    seconds = time.perf_counter() - started
    if as_json:
        click.echo(json.dumps(_as_json(report, changes, seconds), ensure_ascii=False))
    else:
        _print_changes(changes)
        _print_summary(report, seconds, dry_run)
    _print_notices(report)
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
    if report.embargoed:
        done.append(f"{report.embargoed:,} of them under embargo")
    speed = sum(report.counts.values()) / seconds
    click.echo(
        ("Would be: " if dry_run else "Articles: ")
        + ", ".join([*done, f"{len(report.failures):,} failed"])
        + f" ({seconds:.1f} s, {speed:,.0f} articles/s)",
        err=True,
    )


def _print_notices(report: Report) -> None:
    for notice in report.notices[:_NOTICES_SHOWN]:
        click.echo(f"notice: {notice}", err=True)
    more = len(report.notices) - _NOTICES_SHOWN
    if more > 0:
        click.echo(f"notice: {more:,} more; --json lists them all", err=True)


def _as_json(report: Report, changes: list[Changed], seconds: float) -> dict[str, object]:
    return {
        **{change.value: count for change, count in report.counts.items()},
        "embargoed": report.embargoed,
        "failed": len(report.failures),
        "failures": [
            {key: str(value) for key, value in failure.details.items()} for failure in report.failures
        ],
        "notices": [notice._asdict() for notice in report.notices],
        "changes": [
            {"change": changed.change.value, "id": changed.id, "title": changed.title} for changed in changes
        ],
        "seconds": round(seconds, 3),
        "articles_per_second": round(sum(report.counts.values()) / seconds, 1),
    }
