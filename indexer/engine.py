"""The narrow interface between Nachlese and whatever stores and ranks its articles.

Everything above speaks to these types only; an engine is a class that has the methods of `Engine`.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Protocol, Self

from indexer.article import Article
from indexer.query import Node
from indexer.request import Sort
from indexer.result import Verified


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search besides its words.

    `values` maps a facet to the values of which an article must have one; `first_day` and `last_day`
    are both included and leave out articles without a date.
    """

    values: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Lookup:
    """One search in the form that engines understand."""

    node: Node
    filters: Filters
    sort: Sort
    limit: int
    offset: int
    facets: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Ranked:
    """One article of the page of hits."""

    article: Article
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The answer to a `Lookup`.

    `total` is exact. `ranked` is in a total order: by the sort, then by id. `counts` has, per facet,
    the hits per value; a facet's counts leave out the filter on that facet itself.
    """

    total: int
    ranked: tuple[Ranked, ...]
    counts: Mapping[str, Mapping[str, int]]


class Writer(Protocol):
    """One run of changes. Nothing is visible before `commit`; only one writer exists at a time.

    Leaving its context drops what was not committed and lets others write.
    """

    def add(self, article: Article) -> None:
        """Add an article, replacing the one with the same id. It is analysed by then, or at the commit."""

    def remove(self, id: str) -> None:
        """Remove the article with this id, if there is one."""

    def commit(self) -> None:
        """Make all changes so far durable and visible; the writer can be used further."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@dataclasses.dataclass(frozen=True, slots=True)
class Size:
    """How much an index holds; `teasers` are counted among the `articles` too."""

    articles: int
    teasers: int
    segments: int
    bytes_on_disk: int
    first_day: dt.date | None
    last_day: dt.date | None


class Engine(Protocol):
    """A searchable set of articles. Safe to use from several threads."""

    @property
    def generation(self) -> int:
        """A number that changes with every commit."""

    def find(self, lookup: Lookup) -> Found:
        """The page of hits, their total number and the facet counts."""

    def article(self, id: str) -> Article | None:
        """The stored article, or None."""

    def titled(self, title: str) -> tuple[Article, ...]:
        """The articles and teasers of this title, however it is set."""

    def of_origin(self, origin: str) -> tuple[Article, ...]:
        """The articles and teasers that were read from this file."""

    def origins(self) -> Iterable[str]:
        """Every file that articles were read from."""

    def values(self, facet: str) -> Mapping[str, int]:
        """Every value of a facet with its number of articles."""

    def size(self) -> Size: ...

    def verify(self) -> Verified:
        """Read everything that is stored, and tell what is damaged."""

    def writer(self) -> Writer:
        """Raises `IndexLocked` while another writer exists."""

    def close(self) -> None: ...
