"""Reads the fixtures and texts that tests make, as a run would."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from indexer.article import Article
from indexer.errors import UnreadableSource
from indexer.sources import Item, SourceNotice, read

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = dt.date(2026, 3, 1)


def read_file(path: Path, **options: object) -> list[Item]:
    return list(read(path, TODAY, **options))  # type: ignore[arg-type]


def read_fixture(name: str) -> list[Item]:
    return read_file(FIXTURES / name)


def read_bytes(folder: Path, name: str, data: bytes | str, **options: object) -> list[Item]:
    """What a file of this name and content gives."""
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_file(file, **options)


def articles(items: Iterable[Item]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def failures(items: Iterable[Item]) -> list[str]:
    """The sentences without the path."""
    return [
        f"{item.details['place']}: {item.details['reason']}"
        for item in items
        if isinstance(item, UnreadableSource)
    ]


def notices(items: Iterable[Item]) -> list[str]:
    return [f"{item.place}: {item.reason}" for item in items if isinstance(item, SourceNotice)]
