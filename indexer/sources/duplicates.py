"""One article that several sources bring is indexed once.

Within a run, what has the id of an earlier article, or comes from another file with its address or its
very words, is that article again. The rules are few, so that what a run does can be foreseen:

- Of two with one id the later counts, unless it lacks the text that the earlier has (a feed's entry
  does not take the place of its article).
- Of two with different ids the earlier counts, unless it lacks the text that the later has; that one is
  then indexed under the earlier's id.
- A copy by its words is of the same day.
- Articles of one file that have ids of their own are different articles.
- An article that is withdrawn or under embargo takes its copies with it. Another file brings it back only
  under the same id and with a later modification.
"""

import dataclasses
import re

from indexer.article import Article, title_key
from indexer.sources.addresses import canonical

_PLAIN_URL = re.compile(r"https?://[a-z0-9.-]+/[^?#]*")

MIN_SAME_TEXT = 200
"""Characters. Shorter texts are the same too easily."""


@dataclasses.dataclass(slots=True)
class _Met:
    id: str
    origin: str
    has_text: bool
    is_held: bool
    modified: str


class Duplicates:
    """The articles that a run has met, by id, address and content."""

    def __init__(self) -> None:
        self._by_id: dict[str, _Met] = {}
        self._by_key: dict[str | int, _Met] = {}

    def admitted(self, article: Article, *, is_held: bool) -> Article | None:
        """The article to index, under the id that it was first met by; None if it is only repeated."""
        keys = _keys(article)
        earlier = self._by_id.get(article.id)
        if earlier is None:
            same = (self._by_key.get(key) for key in keys)
            earlier = next((met for met in same if met and met.origin != article.origin), None)
        if earlier is None:
            self._remember(
                _Met(article.id, article.origin, bool(article.body), is_held, _modified(article)), keys
            )
            return article
        self._remember(earlier, keys)
        if not (is_held or _counts(article, earlier)):
            return None
        earlier.has_text, earlier.is_held = bool(article.body), is_held
        earlier.origin, earlier.modified = article.origin, _modified(article)
        return dataclasses.replace(article, id=earlier.id)

    def _remember(self, met: _Met, keys: list[str | int]) -> None:
        self._by_id[met.id] = met
        for key in keys:
            self._by_key.setdefault(key, met)


def _counts(article: Article, earlier: _Met) -> bool:
    has_text = bool(article.body)
    if earlier.is_held and article.origin != earlier.origin:
        return article.id == earlier.id and "" < earlier.modified < _modified(article)
    if article.id == earlier.id:
        return has_text or not earlier.has_text
    return has_text and not earlier.has_text


def _modified(article: Article) -> str:
    """Days and moments that can be compared with one another."""
    return article.modified.isoformat() if article.modified else ""


def _keys(article: Article) -> list[str | int]:
    keys: list[str | int] = []
    if article.url:
        keys.append(article.url if _PLAIN_URL.fullmatch(article.url) else canonical(article.url))
    text = article.body_text
    if len(text) >= MIN_SAME_TEXT:
        day = article.day
        keys.append(hash((title_key(article.title), text, day and day.toordinal())))
    return keys
