"""What else there is on the subject of an article: before it, after it, and beside it."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from indexer import Article, Hit, Moment

CANDIDATES = 10
"""Similar articles that are asked for."""
_ON_THE_LINE = 5
"""The most alike that stand on the timeline."""


@dataclasses.dataclass(frozen=True, slots=True)
class Coverage:
    """The most alike articles in order of time, and the rest with the most alike first."""

    earlier: tuple[Hit, ...]
    later: tuple[Hit, ...]
    similar: tuple[Hit, ...]


def coverage(article: Article, alike: Sequence[Hit]) -> Coverage:
    """Similar articles, the most alike first, parted around an article; it needs a date to have a before."""
    own = article.published
    if own is None:
        return Coverage((), (), tuple(alike))
    on_line = [hit for hit in alike if hit.published][:_ON_THE_LINE]
    in_order = sorted(on_line, key=lambda hit: (_sortable(hit.published), hit.id))
    return Coverage(
        earlier=tuple(hit for hit in in_order if _sortable(hit.published) <= _sortable(own)),
        later=tuple(hit for hit in in_order if _sortable(hit.published) > _sortable(own)),
        similar=tuple(hit for hit in alike if hit not in on_line),
    )


def _sortable(moment: Moment | None) -> dt.datetime:
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time()) if moment else dt.datetime.min
