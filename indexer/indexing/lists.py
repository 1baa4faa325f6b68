"""What the lists of other news of newsroom pages say, until the articles that they name are met."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from indexer.article import Article, Kind, Moment, day_of, title_key
from indexer.sources import placed

_SAME_NEWS_STATED = dt.timedelta(days=3)
_SAME_NEWS_INFERRED = dt.timedelta(days=60)
"""How far a list's date may lie from an article's own for both to be the same news. An inferred date is
that of the event, which may be announced weeks ahead; titles such as "Der Rat tagt" come back."""


class Lists:
    """The entries of lists, by title; each stands for an article that may not be there."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, Article]] = {}

    def __bool__(self) -> bool:
        return bool(self._entries)

    def collect(self, teasers: Iterable[Article], districts: Collection[str]) -> None:
        """Take the entries of the lists of several pages; a district that one of them tells, or that is
        known, counts for the others.
        """
        found = list(teasers)
        known = {teaser.district for teaser in found if teaser.district}.union(districts)
        for teaser in found:
            self.add(placed(teaser, known))

    def add(self, teaser: Article) -> None:
        """Take an entry; of two readings of one, the fuller one counts."""
        same_title = self._entries.setdefault(title_key(teaser.title), {})
        same_title[teaser.id] = fuller(teaser, same_title.get(teaser.id, teaser))

    def of_title(self, title: str) -> list[Article]:
        """The entries of this title, however it is set."""
        return list(self._entries.get(title_key(title), {}).values())

    def drop(self, teaser: Article) -> None:
        """Forget an entry whose article was met."""
        self._entries.get(title_key(teaser.title), {}).pop(teaser.id, None)

    def take_rest(self) -> Iterator[Article]:
        """The entries whose articles were not met; none is left."""
        entries, self._entries = self._entries, {}
        for same_title in entries.values():
            yield from same_title.values()


def fuller(one: Article, other: Article) -> Article:
    """Of two readings of one list entry the one that tells its district, then any, but always the same."""
    return max(one, other, key=lambda teaser: (bool(teaser.district), repr(teaser.captions)))


def dated(article: Article, source: Article | None) -> Article | None:
    """The article with the date and district that another reading of its news states; None if that states no
    date.
    """
    if source is None or source.published is None or source.date_inferred:
        return None
    if article.published is None or article.date_inferred:
        article = dataclasses.replace(article, published=source.published, date_inferred=False)
    return article if article.district else dataclasses.replace(article, district=source.district)


def newest(teasers: Iterable[Article]) -> Article | None:
    return max(teasers, key=lambda teaser: day_of(teaser.published or dt.date.min), default=None)


def is_same_news(article: Article, teaser: Article) -> bool:
    """Whether a list entry of the same title means this very article."""
    within = _SAME_NEWS_INFERRED if article.date_inferred else _SAME_NEWS_STATED
    return teaser.kind is Kind.TEASER and is_near(article.published, teaser.published, within)


def is_near(one: Moment | None, other: Moment | None, within: dt.timedelta = _SAME_NEWS_INFERRED) -> bool:
    """Whether two moments are so near, as far as they are known."""
    return one is None or other is None or abs(day_of(one) - day_of(other)) <= within
