"""What hits are filtered, counted and sorted by: a few values per document, held in memory."""

import dataclasses
import datetime as dt
import json
from typing import Self

from indexer.article import Article, Kind, day_of

_MINUTES_A_DAY = 1440


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """`minute` counts from 0001-01-01 00:00; None is an article without a date."""

    id: str
    minute: int | None
    categories: tuple[str, ...]
    district: str
    source: str
    kind: Kind

    def to_bytes(self) -> bytes:
        values = (self.id, self.minute, self.categories, self.district, self.source, self.kind.value)
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        id, minute, categories, district, source, kind = json.loads(data)
        return cls(id, minute, tuple(categories), district, source, Kind(kind))

    @property
    def day(self) -> dt.date | None:
        return None if self.minute is None else dt.date.fromordinal(self.minute // _MINUTES_A_DAY)

    def values(self, facet: str) -> tuple[str, ...]:
        """The values that the document counts under in a facet; none for an empty one."""
        match facet:
            case "category":
                return self.categories
            case "district":
                return (self.district,) if self.district else ()
            case "source":
                return (self.source,) if self.source else ()
            case "year":
                return (f"{self.day.year:04}",) if self.day else ()
            case "month":
                return (f"{self.day.year:04}-{self.day.month:02}",) if self.day else ()
            case _:
                raise ValueError(f"{facet} is not a facet")


def facts_of(article: Article) -> Facts:
    """The facts of an article."""
    moment = article.published
    minute = None
    if moment is not None:
        minute = day_of(moment).toordinal() * _MINUTES_A_DAY
        if isinstance(moment, dt.datetime):
            minute += moment.hour * 60 + moment.minute
    return Facts(article.id, minute, article.categories, article.district, article.source, article.kind)
