"""What is left of an article that was withdrawn: enough to know it again, nothing that says what it was."""

import dataclasses
from typing import Self

from indexer.article import Article, Moment, is_later, title_key
from indexer.digests import digest
from indexer.identity import Identity, identity_of

_NOWHERE = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Tombstone:
    """Digests of the id, the title and the origin of a withdrawn article, its identity and its dates."""

    id: int
    title: int
    origin: int
    identity: Identity
    published: Moment | None
    modified: Moment | None

    @classmethod
    def of(cls, article: Article, stored: Article | None = None) -> Self:
        """The tombstone of an article that its source withdraws. What the source does not say of it any more
        is taken from the article as it was stored, so that copies of it are known again.
        """
        known = stored or article
        own, earlier = identity_of(article), identity_of(known)
        return cls(
            id=digest(article.id),
            title=title_digest(article.title or known.title),
            origin=digest(article.origin),
            identity=Identity(own.address or earlier.address, own.content or earlier.content),
            published=article.published or known.published,
            modified=article.modified,
        )

    @classmethod
    def for_good(cls, article: Article) -> Self:
        """The tombstone of an article that no source brings back."""
        return dataclasses.replace(cls.of(article), origin=_NOWHERE, modified=None)

    def lets_return(self, article: Article) -> bool:
        """Whether a version of the article may be indexed again: because the source that withdrew it does not
        any more, or since another has modified it later.
        """
        if self.origin == digest(article.origin):
            return True
        return self.id == digest(article.id) and is_later(article.modified, self.modified)


def title_digest(title: str) -> int:
    """The number of a title, however it is set."""
    return digest(title_key(title))
