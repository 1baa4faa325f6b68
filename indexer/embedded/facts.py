"""What hits are filtered, counted and sorted by: a few values per document."""

import datetime as dt
from typing import NamedTuple

from indexer.article import Article, Kind, day_of

MINUTES_A_DAY = 1440


class Facts(NamedTuple):
    """`minute` counts from 0001-01-01 00:00; None is an article without a date."""

    id: str
    minute: int | None
    categories: tuple[str, ...]
    district: str
    source: str
    kind: Kind


def facts_of(article: Article) -> Facts:
    """The facts of an article."""
    moment = article.published
    minute = None
    if moment is not None:
        minute = day_of(moment).toordinal() * MINUTES_A_DAY
        if isinstance(moment, dt.datetime):
            minute += moment.hour * 60 + moment.minute
    categories = tuple(dict.fromkeys(article.categories))
    return Facts(article.id, minute, categories, article.district, article.source, article.kind)
