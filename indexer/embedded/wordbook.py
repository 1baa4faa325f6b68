"""The words of a committed generation, as its articles spell them."""

from collections.abc import Iterator

from indexer.article import Article
from indexer.embedded.lookalikes import lookalikes
from indexer.embedded.snapshot import Snapshot
from indexer.embedded.spelled import spelling

_LOOKALIKES = 100
_READ_FOR_A_SPELLING = 3
"""Articles that decide how a word is spelled: one alone may have it at the beginning of a sentence."""
_SPELLINGS_KEPT = 20_000


class Wordbook:
    """Looks words up in a snapshot. Words are exact terms; for one thread at a time."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._spelled: dict[str, str] = {}

    def lookalikes(self, word: str) -> list[tuple[str, int]]:
        """See `Engine.lookalikes`."""
        return lookalikes(self._snapshot.files, word, _LOOKALIKES)

    def mentions(self, word: str) -> int:
        """See `Engine.mentions`."""
        return sum(file.field("exact").frequency(word.encode()) for file in self._snapshot.files)

    def spelled(self, word: str) -> str:
        """See `Engine.spelled`."""
        known = self._spelled.get(word)
        if known is None:
            if len(self._spelled) >= _SPELLINGS_KEPT:
                self._spelled.clear()
            known = self._spelled[word] = spelling(word, self._some_articles(word))
        return known

    def _some_articles(self, word: str) -> Iterator[Article]:
        """The newest articles of each segment that have the word, a few altogether."""
        return self._snapshot.articles_having("exact", word, _READ_FOR_A_SPELLING)
