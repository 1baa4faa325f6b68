"""Files on disk become articles.

    for item in read(path, today):
        ...                             an Article, or why something of the file is none

A `.txt` file is a newsroom page, `.jsonl` and `.jsonl.gz` files hold one article a line.
"""

import datetime as dt
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from indexer.article import Article, Kind
from indexer.errors import NothingToIndex, UnreadableSource, UnsuitablePath
from indexer.sources import jsonlines, newsroom
from indexer.sources.newslist import placed

__all__ = ["MAX_PAGE_BYTES", "SUFFIXES", "Progress", "find", "is_page", "placed", "read"]

SUFFIXES = (".txt", ".jsonl", ".jsonl.gz")
MAX_PAGE_BYTES = 32 * 2**20

Progress = Callable[[int], None]
"""Told how many further bytes of a file have been read."""

_Item = Article | UnreadableSource


def find(paths: Sequence[Path]) -> list[Path]:
    """The files to read, each once, in the order of `paths`; those of a folder sorted by name.

    Folders are searched to the bottom, links followed, hidden names and other suffixes left out. A
    folder inside that cannot be opened is in the list, so that `read` reports it.

    Raises `UnsuitablePath` for a path that does not exist or has another suffix, and `NothingToIndex` for
    a folder without any article.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _files_of(path):
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def read(
    path: Path, today: dt.date, progress: Progress | None = None
) -> Iterator[Article | UnreadableSource]:
    """The articles of one file, and between them a failure for everything that cannot be read.

    Nothing is raised for what the file holds, so the caller can go on. `today` is the day that dates
    without a year count from.
    """
    origin = os.fsencode(path).decode("utf-8", "replace")
    try:
        if path.is_dir():
            os.scandir(path).close()
            yield _failure(origin, "it is a folder")
        else:
            with path.open("rb") as stream:
                items = _items(path, stream, today, origin)
                yield from _told(items, stream, progress) if progress else items
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield _failure(origin, f"damaged gzip file ({str(error).rstrip('.')})")
    except OSError as error:
        yield _failure(origin, error.strerror or str(error))


def is_page(path: Path) -> bool:
    """Whether a file holds one article and a list of other news, and not any number of articles."""
    return path.suffix.lower() == ".txt"


def _files_of(path: Path) -> list[Path]:
    try:
        if path.is_dir():
            return _files_below(path)
        if not path.exists():
            raise UnsuitablePath(path=path, reason="there is no such file or folder")
        if not path.is_file() or not path.name.lower().endswith(SUFFIXES):
            raise UnsuitablePath(path=path, reason=f"only {', '.join(SUFFIXES)} files are read")
    except OSError as error:
        raise UnsuitablePath(path=path, reason=error.strerror) from error
    return [path]


def _files_below(folder: Path) -> list[Path]:
    found: list[Path] = []
    seen: set[str] = set()
    unopened: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=unopened.append, followlinks=True):
        # A link may lead back up: a folder that was seen under another name is not entered again.
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = (Path(root, name) for name in sorted(names) if _is_wanted(name))
        found.extend(file for file in files if file.is_file() or not file.exists())
    found.extend(Path(os.fsdecode(error.filename)) for error in unopened)
    if not found:
        raise NothingToIndex(path=folder)
    return found


def _is_wanted(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(SUFFIXES)


def _told(items: Iterator[_Item], stream: io.BufferedReader, progress: Progress) -> Iterator[_Item]:
    """The items; the progress is told of the bytes that were taken from the stream for each."""
    done = 0
    for item in items:
        progress(stream.tell() - done)
        done = stream.tell()
        yield item
    progress(stream.tell() - done)


def _items(path: Path, stream: io.BufferedReader, today: dt.date, origin: str) -> Iterator[_Item]:
    if is_page(path):
        yield from _read_page(stream, today, origin)
    elif path.suffix.lower() == ".gz":
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield from jsonlines.read(unpacked, origin)
    else:
        yield from jsonlines.read(stream, origin)


def _read_page(stream: io.BufferedIOBase, today: dt.date, origin: str) -> Iterator[_Item]:
    data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        yield _failure(origin, f"the page has more than {MAX_PAGE_BYTES >> 20} MiB")
    elif b"\x00" in data:
        yield _failure(origin, "binary data (NUL bytes)")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            yield _failure(origin, f"not UTF-8 (byte {error.start + 1})", place=f", line {line}")
        else:
            yield from _page_articles(text, today, origin)


def _page_articles(text: str, today: dt.date, origin: str) -> Iterator[_Item]:
    articles = newsroom.parse(text, today, origin)
    if not articles or articles[0].kind is Kind.TEASER:
        yield _failure(origin, "no title" if articles else "no text")
    yield from articles


def _failure(origin: str, reason: str, *, place: str = "") -> UnreadableSource:
    return UnreadableSource(path=origin, place=place, reason=reason)
