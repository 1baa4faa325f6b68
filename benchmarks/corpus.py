"""The articles that are measured on: the JSON lines of a folder."""

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

from indexer.article import Article
from indexer.sources import find, read

TODAY = dt.date(2026, 11, 1)


def articles_of(folder: Path, limit: int | None) -> list[Article]:
    """The first `limit` articles of the folder, or all; only what every engine is given."""
    return list(itertools.islice(_articles(folder), limit))


def _articles(folder: Path) -> Iterator[Article]:
    seen = set()
    for file in find([folder]):
        for item in read(file, TODAY):
            if isinstance(item, Article) and item.id not in seen:
                seen.add(item.id)
                yield item


def category_of(article: Article) -> str:
    """The one category that every engine counts by; all of them can do one, not all can do several."""
    return article.categories[0] if article.categories else ""


def year_of(article: Article) -> int:
    return article.day.year if article.day else 0
