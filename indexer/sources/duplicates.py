"""One article that several sources bring is indexed once.

Within a run, what has the id of an earlier article, or comes from another file with its address or its
very words, is that article again; what earlier runs have indexed is as if it came first. The rules are
few, so that what a run does can be foreseen:

- Of two with one id the later counts, unless it lacks the text that the earlier has (a feed's entry
  does not take the place of its article).
- Of two with different ids the earlier counts, unless it lacks the text that the later has.
- A copy by its words is of the same day.
- Articles of one file that have ids of their own are different articles.
- An article that is withdrawn or under embargo takes its copies with it. Another file brings it back only
  under the same id and with a later modification.
"""

import dataclasses
from typing import NamedTuple, Self

from indexer.article import Article, Moment, is_later
from indexer.identity import Identity, identity_of


@dataclasses.dataclass(frozen=True, slots=True)
class Version:
    """What decides which of several versions of an article counts; `hidden_until` is in Unix seconds, 0 if it
    is not hidden.
    """

    id: str
    origin: str
    has_text: bool
    hidden_until: int
    modified: Moment | None

    @classmethod
    def of(cls, article: Article, hidden_until: int) -> Self:
        return cls(article.id, article.origin, bool(article.body), hidden_until, article.modified)

    def takes_place_of(self, earlier: "Version") -> bool:
        """Whether this version counts, and not the earlier one of the same article."""
        if self.hidden_until > earlier.hidden_until:
            return True
        if self.hidden_until < earlier.hidden_until and self.origin != earlier.origin:
            return self.id == earlier.id and is_later(self.modified, earlier.modified)
        if self.id == earlier.id:
            return self.has_text or not earlier.has_text
        return self.has_text and not earlier.has_text


class Met(NamedTuple):
    """Whether an article counts, and the id of the version whose place it takes, if that is another;
    `id` is that of the version that counts.
    """

    counts: bool
    id: str
    displaced: str = ""


@dataclasses.dataclass(slots=True)
class _Known:
    """An article under all of its ids, addresses and words."""

    version: Version
    """The one that counts."""


class Duplicates:
    """The articles that a run has met, by id, address and content."""

    def __init__(self) -> None:
        self._by_id: dict[str, _Known] = {}
        self._by_identity: dict[int, _Known] = {}

    def remember(self, article: Article, hidden_until: int) -> None:
        """Take an article that an earlier run has indexed as met, unless this run has met it."""
        if article.id not in self._by_id:
            self._keep(article.id, identity_of(article), _Known(Version.of(article, hidden_until)))

    def meet(self, article: Article, hidden_until: int) -> Met:
        """Whether this version counts among those that were met."""
        version = Version.of(article, hidden_until)
        identity = identity_of(article)
        known = self._by_id.get(article.id)
        if known is None:
            same = (self._by_identity.get(number) for number in identity)
            known = next((met for met in same if met and met.version.origin != article.origin), None)
        if known is None:
            self._keep(article.id, identity, _Known(version))
            return Met(True, article.id)
        self._keep(article.id, identity, known)
        earlier = known.version
        if not version.takes_place_of(earlier):
            return Met(False, earlier.id)
        known.version = version
        return Met(True, article.id, earlier.id if earlier.id != article.id else "")

    def _keep(self, id: str, identity: Identity, known: _Known) -> None:
        self._by_id.setdefault(id, known)
        for number in filter(None, identity):
            self._by_identity.setdefault(number, known)
