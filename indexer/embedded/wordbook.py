"""The words of a committed generation, as its articles spell them."""

import re
from collections import Counter
from collections.abc import Iterator

from indexer.article import Article, title_key
from indexer.beginnings import begins_with, spelt_out, with_umlauts
from indexer.embedded.completion import completions
from indexer.embedded.lookalikes import lookalikes
from indexer.embedded.segment import SegmentFile
from indexer.embedded.snapshot import Snapshot
from indexer.embedded.spelled import spelling
from indexer.embedded.titles import Titles
from indexer.german import TermKind, analyze, is_stop_word

_LOOKALIKES = 100
_COMPLETIONS = 40
_NAMES = 6
_TITLES_OF_A_NAME = 2
_TITLES = 12
_READ_FOR_A_SPELLING = 2
"""Articles that decide how a word is spelled: one alone may have it at the beginning of a sentence."""
_SPELLINGS_KEPT = 20_000


class Wordbook:
    """Looks words up in a snapshot. Words are exact terms; for one thread at a time."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._titles: dict[SegmentFile, Titles] = {}
        self._spelled: dict[str, str | None] = {}

    def of(self, snapshot: Snapshot) -> "Wordbook":
        """The wordbook of a newer generation; what was made of the segments that are still there is kept."""
        newer = Wordbook(snapshot)
        newer._titles = {file: titles for file, titles in self._titles.items() if file in snapshot.files}
        return newer

    def lookalikes(self, word: str) -> list[tuple[str, int]]:
        """See `Engine.lookalikes`."""
        return lookalikes(self._snapshot.files, word, _LOOKALIKES)

    def mentions(self, word: str) -> int:
        """See `Engine.mentions`."""
        return sum(file.field("exact").frequency(word.encode()) for file in self._snapshot.files)

    def spelled(self, word: str) -> str:
        """See `Engine.spelled`."""
        return self._spelling(word) or word

    def words_from(self, beginning: str) -> Iterator[str]:
        """See `Engine.words_from`."""
        families = set()
        for term in completions(self._snapshot.files, beginning, _COMPLETIONS):
            word = self._spelling(term)
            if word and begins_with(word, beginning) and not is_stop_word(word):
                family = tuple(token.of_kind(TermKind.STEM) for token in analyze(word))
                if family not in families:
                    families.add(family)
                    yield word

    def names_from(self, beginning: str) -> Iterator[str]:
        """See `Engine.names_from`."""
        seen: Counter[str] = Counter()
        examples: dict[str, tuple[Titles, int]] = {}
        for file in self._snapshot.files:
            titles = self._titles_of(file)
            for prefix in _in_titles(beginning):
                for name, having in titles.names(prefix).items():
                    seen[name] += len(having)
                    examples[name] = (titles, having[0])
        common = [name for name in seen if seen[name] >= _TITLES_OF_A_NAME]
        for name in sorted(common, key=lambda name: (-seen[name], name))[:_NAMES]:
            titles, example = examples[name]
            article = next(self._snapshot.articles_having("title_key", titles.key(example), 1), None)
            if article and (spelled := _name_in(article.title, name)):
                yield spelled

    def titles_from(self, beginning: str) -> Iterator[Article]:
        """See `Engine.titles_from`."""
        found = {
            title
            for file in self._snapshot.files
            for prefix in _in_titles(beginning)
            for title in self._titles_of(file).starting(prefix, _TITLES)
        }
        for key in dict.fromkeys(title.key for title in sorted(found)):
            yield from self._snapshot.articles_having("title_key", key, 1)

    def _titles_of(self, file: SegmentFile) -> Titles:
        if file not in self._titles:
            self._titles[file] = Titles(file)
        return self._titles[file]

    def _spelling(self, word: str) -> str | None:
        """The word as articles spell it; None if no article has it any more."""
        if word not in self._spelled:
            if len(self._spelled) >= _SPELLINGS_KEPT:
                self._spelled.clear()
            articles = self._snapshot.articles_having("exact", word, _READ_FOR_A_SPELLING)
            self._spelled[word] = spelling(word, articles)
        return self._spelled[word]


def _in_titles(beginning: str) -> set[bytes]:
    """How a beginning may be written in a `title_key`."""
    key = title_key(beginning)
    return {text.encode() for text in (spelt_out(key), *with_umlauts(key))} if key else set()


def _name_in(title: str, name: str) -> str | None:
    """The name as the title spells it, if all of its words but particles are capitalised there."""
    match = re.search(rf"\b{re.escape(name)}\b", title, re.IGNORECASE)
    if match is None:
        return None
    words = match[0].split()
    capitalised = [word for word in words if word[0].isupper()]
    is_name = all(word[0].isupper() for word in (words[0], words[-1])) and not any(
        map(is_stop_word, capitalised)
    )
    return match[0] if is_name else None
