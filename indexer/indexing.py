"""The use case of writing: paths become articles, articles become committed changes of an index.

A newsroom page is incomplete in two ways that other pages make up for: it does not state its date, and
its list of other news names articles whose pages may not be there. So a first pass collects the entries
of all lists; the second gives every article the date and district that a list states for its title,
and what remains of the lists is indexed as teasers.
"""

import dataclasses
import datetime as dt
import enum
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType

from indexer.article import Article, Kind, Moment, day_of, is_later, title_key
from indexer.engine import Engine, Holdings, Writer
from indexer.engines import open_engine, open_or_create_engine
from indexer.errors import IndexMissing, UnreadableSource
from indexer.locations import Location, is_address
from indexer.sources import (
    Duplicates,
    Polls,
    Progress,
    Source,
    SourceNotice,
    find,
    is_page,
    placed,
    read,
    size_of,
)
from indexer.states import ALWAYS, Clock, visible_from
from indexer.tombstones import Tombstone

ARTICLES_PER_COMMIT = 100_000
"""An interrupted run keeps all but the articles since the last multiple of this."""

_POLLS = "polls.json"
"""What servers said about the feeds that the index was fed from; it lies in the index folder."""
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})

_SAME_NEWS_STATED = dt.timedelta(days=3)
_SAME_NEWS_INFERRED = dt.timedelta(days=60)
"""How far a list's date may lie from an article's own for both to be the same news. An inferred date is
that of the event, which may be announced weeks ahead; titles such as "Der Rat tagt" come back."""


class Change(enum.StrEnum):
    """What a run did with an article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REPEATED = "repeated"
    WITHDRAWN = "withdrawn"


@dataclasses.dataclass(frozen=True, slots=True)
class Changed:
    """One article that a run changed."""

    change: Change
    id: str
    title: str


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What a run did: articles per kind of change, how many that it met are under embargo, what could not be
    read, and what is doubtful.
    """

    counts: dict[Change, int]
    embargoed: int
    failures: tuple[UnreadableSource, ...]
    notices: tuple[SourceNotice, ...] = ()


def index_paths(
    paths: Sequence[Source],
    location: Location,
    now: dt.datetime,
    *,
    prune: bool = False,
    dry_run: bool = False,
    columns: Mapping[str, str] = _NO_COLUMNS,
    on_start: Callable[[int], Progress],
    on_change: Callable[[Changed], None],
) -> Report:
    """Bring the index at `location` up to date with the files under `paths`, addresses and stdin.

    `now` has a time zone. `prune` removes articles whose files lie under `paths` and no longer hold them; an
    article that has left a feed stays. `dry_run` only tells what would change. `columns` maps fields to the
    names that tables and JSON have for them. `on_start` is called once with the bytes to read.

    Raises `SourceError` when nothing can be read at all, `IndexUnavailable`, `IndexLocked` or
    `IndexNotWritten`; what was committed before stays.
    """
    paths = [path.absolute() if isinstance(path, Path) else path for path in paths]
    files = find(paths)
    with ExitStack() as stack:
        engine: Engine | None
        if dry_run:
            engine, writer = _existing(location, now.timestamp), None
        else:
            engine = open_or_create_engine(location, now.timestamp)
            writer = stack.enter_context(engine.writer())
        if engine:
            stack.callback(engine.close)
        progress = on_start(sum(map(size_of, files)))
        polls = Polls(None if is_address(location) else Path(location) / _POLLS)
        run = _Run(engine, writer, now, on_change, columns, polls)
        run.index(files, progress)
        if prune:
            run.prune([path for path in paths if isinstance(path, Path)])
        if writer:
            writer.commit()
            polls.save()
        return run.report()


def _existing(location: Location, clock: Clock) -> Engine | None:
    try:
        return open_engine(location, clock)
    except IndexMissing:
        return None


class _Run:
    """The state of one run. Without an engine there is no index; without a writer nothing is written.

    An empty index is not asked for anything before the first commit, which saves a fifth of the time of
    reading.
    """

    def __init__(
        self,
        engine: Engine | None,
        writer: Writer | None,
        now: dt.datetime,
        on_change: Callable[[Changed], None],
        columns: Mapping[str, str],
        polls: Polls,
    ) -> None:
        self._engine = engine
        self._holdings = self._newest_holdings()
        self._removed: set[str] = set()
        self._writer = writer
        self._now = now
        self._on_change = on_change
        self._columns = columns
        self._polls = polls
        self._duplicates = Duplicates()
        self._counts: Counter[Change] = Counter()
        self._embargoed = 0
        self._failures: list[UnreadableSource] = []
        self._notices: list[SourceNotice] = []
        self._failed_files: set[str] = set()
        self._seen: set[str] = set()
        self._listed: dict[str, dict[str, Article]] = {}

    def index(self, files: Sequence[Source], progress: Progress) -> None:
        """Read all files and write what is new or has changed."""
        self._collect_listed([file for file in files if is_page(file)])
        for file in files:
            self._index_file(file, progress)
        for teasers in self._listed.values():
            for teaser in teasers.values():
                self._index_teaser(teaser)

    def prune(self, paths: Sequence[Path]) -> None:
        """Remove the articles of files under the paths that this run did not meet again."""
        if self._holdings is None:
            return
        for origin in self._holdings.origins():
            below = any(Path(origin).is_relative_to(path) for path in paths)
            if below and origin not in self._failed_files:
                for article in self._holdings.of_origin(origin):
                    if article.id not in self._seen:
                        self._remove(article)

    def report(self) -> Report:
        return Report(
            {change: self._counts[change] for change in Change},
            self._embargoed,
            tuple(self._failures),
            tuple(self._notices),
        )

    def _collect_listed(self, pages: Iterable[Source]) -> None:
        """Read the lists of all pages; a district that one of them tells counts for the others."""
        teasers = [
            item
            for page in pages
            for item in read(page, self._now.date())
            if isinstance(item, Article) and item.kind is Kind.TEASER
        ]
        districts = {teaser.district for teaser in teasers if teaser.district}
        for teaser in (placed(teaser, districts) for teaser in teasers):
            same_title = self._listed.setdefault(title_key(teaser.title), {})
            same_title[teaser.id] = max(teaser, same_title.get(teaser.id, teaser), key=_fullness)

    def _index_file(self, file: Source, progress: Progress) -> None:
        page = is_page(file)
        for item in read(file, self._now.date(), progress, columns=self._columns, polls=self._polls):
            if isinstance(item, UnreadableSource):
                self._failures.append(item)
                self._failed_files.add(str(file))
            elif isinstance(item, SourceNotice):
                self._notices.append(item)
            elif item.kind is Kind.ARTICLE:
                self._index_article(item)
                if page:
                    self._replace_page(item)
            elif not page:
                self._listed.setdefault(title_key(item.title), {})[item.id] = item

    def _index_article(self, article: Article) -> None:
        known = self._known(article)
        if isinstance(known, Tombstone) and not (article.withdrawn or known.lets_return(article)):
            self._count(Change.REPEATED, article)
            return
        if isinstance(known, Article) and known.origin != article.origin:
            self._duplicates.remember(known, self._hidden_until(known))
        hidden_until = self._hidden_until(article)
        met = self._duplicates.meet(article, hidden_until)
        if met.displaced:
            self._remove(dataclasses.replace(article, id=met.displaced))
        if not met.counts:
            if article.id not in self._seen and met.id != article.id:
                self._remove_copy(article.id)
            self._seen.add(article.id)
            self._count(Change.REPEATED, article)
        elif article.withdrawn:
            self._withdraw(article, known)
        else:
            self._embargoed += hidden_until > ALWAYS
            existing = self._article(article.id)
            self._write(self._completed(article, existing), existing)

    def _known(self, article: Article) -> Article | Tombstone | None:
        """What an earlier run has stored of an article, under any id."""
        known = self._holdings.known(article) if self._holdings else None
        if isinstance(known, Article) and (known.id in self._seen or known.id in self._removed):
            return None
        return known

    def _hidden_until(self, article: Article) -> int:
        moment = visible_from(article)
        return moment if moment > self._now.timestamp() else ALWAYS

    def _withdraw(self, article: Article, known: Article | Tombstone | None) -> None:
        """Leave nothing of an article, its copy and its entry in a list but a tombstone."""
        self._seen.add(article.id)
        if isinstance(known, Tombstone) and not is_later(article.modified, known.modified):
            self._count(Change.UNCHANGED, article)
            return
        self._take_teaser(article)
        if self._writer:
            stored = known if isinstance(known, Article) else None
            self._writer.remove(article.id)
            self._writer.bury(Tombstone.of(article, stored))
        self._count(Change.WITHDRAWN, article)

    def _completed(self, article: Article, existing: Article | None) -> Article:
        """The article with the date and district that a list, or an earlier run, knows for it."""
        teaser = self._take_teaser(article)
        for source in (teaser, existing):
            if source and source.published and not source.date_inferred:
                if article.published is None or article.date_inferred:
                    article = dataclasses.replace(article, published=source.published, date_inferred=False)
                if not article.district:
                    article = dataclasses.replace(article, district=source.district)
                break
        return article

    def _take_teaser(self, article: Article) -> Article | None:
        """The list entry of the same news, which the article then stands for."""
        if not self._listed and self._holdings is None:
            return None
        key = title_key(article.title)
        listed = self._listed.get(key, {})
        stored = self._holdings.titled(article.title) if self._holdings and key else ()
        teasers = [
            teaser
            for teaser in (*listed.values(), *stored)
            if teaser.kind is Kind.TEASER and _is_same_news(article, teaser)
        ]
        for teaser in teasers:
            listed.pop(teaser.id, None)
            if self._article(teaser.id):
                self._remove(teaser)
        return max(teasers, key=lambda teaser: day_of(teaser.published or dt.date.min), default=None)

    def _replace_page(self, article: Article) -> None:
        """A page holds one article: what it held before under another id is gone."""
        if self._holdings is None:
            return
        for earlier in self._holdings.of_origin(article.origin):
            if earlier.kind is Kind.ARTICLE and earlier.id not in self._seen:
                self._remove(earlier)

    def _index_teaser(self, teaser: Article) -> None:
        same_title = self._holdings.titled(teaser.title) if self._holdings else ()
        withdrawn = self._holdings.tombstones_titled(teaser.title) if self._holdings else ()
        if any(_is_near(teaser.published, tombstone.published) for tombstone in withdrawn):
            return
        for article in same_title:
            if article.kind is Kind.ARTICLE and _is_same_news(article, teaser):
                self._seen.add(teaser.id)
                if article.published is None or article.date_inferred:
                    dated = dataclasses.replace(
                        article,
                        published=teaser.published,
                        date_inferred=False,
                        district=article.district or teaser.district,
                    )
                    self._write(dated, article)
                return
        self._write(teaser, self._article(teaser.id))

    def _write(self, article: Article, existing: Article | None) -> None:
        repeated = article.id in self._seen
        self._seen.add(article.id)
        if existing and article.same_content(existing) and not repeated:
            self._count(Change.UNCHANGED, article)
            return
        if article.published is None and article.kind is Kind.ARTICLE:
            self._notices.append(
                SourceNotice(article.origin, "", f"no date for '{article.title or article.id}'")
            )
        if self._writer:
            self._writer.add(article)
        self._count(Change.UPDATED if existing or repeated else Change.ADDED, article)
        written = self._counts[Change.ADDED] + self._counts[Change.UPDATED]
        if self._writer and written % ARTICLES_PER_COMMIT == 0:
            self._writer.commit()
            self._holdings = self._newest_holdings()
            self._removed.clear()

    def _remove(self, article: Article) -> None:
        self._removed.add(article.id)
        if self._writer:
            self._writer.remove(article.id)
        self._count(Change.REMOVED, article)

    def _remove_copy(self, id: str) -> None:
        """An earlier run did not know that this is another article again."""
        copy = self._article(id)
        if copy:
            self._remove(copy)

    def _article(self, id: str) -> Article | None:
        if self._holdings is None or id in self._removed:
            return None
        return self._holdings.article(id)

    def _newest_holdings(self) -> Holdings | None:
        holdings = self._engine.holdings() if self._engine else None
        return None if holdings is None or holdings.is_empty else holdings

    def _count(self, change: Change, article: Article) -> None:
        self._counts[change] += 1
        self._on_change(Changed(change, article.id, article.title))


def _fullness(teaser: Article) -> tuple[bool, str]:
    """Of two readings of one list entry the one that tells its district, then any, but always the same."""
    return (bool(teaser.district), repr(teaser.captions))


def _is_same_news(article: Article, teaser: Article) -> bool:
    """Whether a list entry of the same title means this very article."""
    within = _SAME_NEWS_INFERRED if article.date_inferred else _SAME_NEWS_STATED
    return _is_near(article.published, teaser.published, within)


def _is_near(one: Moment | None, other: Moment | None, within: dt.timedelta = _SAME_NEWS_INFERRED) -> bool:
    """Whether two moments are so near, as far as they are known."""
    return one is None or other is None or abs(day_of(one) - day_of(other)) <= within
