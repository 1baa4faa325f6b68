"""What a hit shows of its text, with the found words marked, and how they were found."""

import dataclasses
import html
import re
from collections.abc import Iterable

from indexer.article import Article
from indexer.german import TermKind, Token, analyze
from indexer.query import Node, Word, words_of
from indexer.result import Match, MatchedBy

SNIPPET_LENGTH = 260
"""Characters of text that a snippet has room for."""

_MAX_MATCHES = 12
_WORDS_WEIGHED = 8
"""Found words of a stretch that are looked at, so that a text full of them costs no more than others."""
_SENTENCE_START = re.compile(
    r"(?:^|(?<=\n)|(?<=[^\W\d_]{3}[.!?:]\s)|(?<=[^\W\d_]{3}[.!?][“\"»]\s))(?=[^\W\d_a-zäöüß]|[\d„“\"»«])"
)
"""After a word of three letters or more: "16. Mai", "z. B." and "Dr. Huth" are not ends of sentences."""
_BLANK = re.compile(r"\s+")
_LEAD_IN = 90
"""Characters before the first found word that a passage may reach back to begin with its sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Excerpt:
    """`title` and `snippet` are HTML: escaped text with `<mark>`."""

    title: str
    snippet: str
    matches: tuple[Match, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """A token of the text that answers the query word with this number."""

    token: Token
    word: int
    by: MatchedBy


class Excerpts:
    """Makes the excerpts of one search: the query is taken apart once, for all of its hits."""

    def __init__(self, node: Node) -> None:
        words = tuple(dict.fromkeys(words_of(node)))
        self._exact = _numbered(words, TermKind.EXACT)
        self._stems = _numbered(words, TermKind.STEM)
        self._others = _numbered(words, TermKind.VARIANT, TermKind.PART)

    def of(self, article: Article) -> Excerpt:
        """The excerpt of a hit: the richest passage of its text, else the beginning of the text."""
        title = self._found_in(article.title)
        texts = [(text, self._found_in(text)) for text in _texts(article)]
        answering = [(text, found) for text, found in texts if found]
        if answering:
            text, found = max(answering, key=lambda pair: _richest(pair[1])[0])
            snippet = _passage(text, found)
        else:
            snippet = _beginning(next((text for text, _ in texts if text.strip()), ""))
        return Excerpt(
            title=_marked(article.title, 0, len(article.title), title),
            snippet=snippet,
            matches=_distinct([*title, *(item for _, found in texts for item in found)]),
        )

    def _found_in(self, text: str) -> list[_Found]:
        if not self._stems:
            return []
        return [found for token in analyze(text) if (found := self._found(token))]

    def _found(self, token: Token) -> _Found | None:
        """How the token answers the query, in the closest of ways."""
        ways = (
            (MatchedBy.EXACT, self._exact, (TermKind.EXACT,)),
            (MatchedBy.STEM, self._stems, (TermKind.STEM,)),
            (MatchedBy.VARIANT, self._stems | self._others, (TermKind.STEM, TermKind.VARIANT)),
            (MatchedBy.PART, self._stems, (TermKind.PART,)),
        )
        for by, wanted, kinds in ways:
            for text, kind in token.terms:
                if kind in kinds and text in wanted:
                    return _Found(token, wanted[text], by)
        return None


def _numbered(words: Iterable[Word], *kinds: TermKind) -> dict[str, int]:
    return {
        text: number
        for number, word in reversed(list(enumerate(words)))
        for text, kind in word.token.terms
        if kind in kinds
    }


def _texts(article: Article) -> tuple[str, ...]:
    """What a snippet may be taken from, the likeliest first."""
    return (article.teaser, article.body_text, article.subtitle, article.captions_text)


def _richest(found: list[_Found]) -> tuple[tuple[int, int], int]:
    """How rich the best stretch of a text is (different words, all words), and its first found word."""

    def richness(first: int) -> tuple[int, int]:
        end = found[first].token.start + SNIPPET_LENGTH - _LEAD_IN
        inside = [item.word for item in found[first : first + _WORDS_WEIGHED] if item.token.end <= end]
        return (len(set(inside)), len(inside))

    best = max(range(len(found)), key=lambda first: (richness(first), -first))
    return richness(best), best


def _passage(text: str, found: list[_Found]) -> str:
    """The richest stretch of the text."""
    best = found[_richest(found)[1]]
    start = _start_of_passage(text, best.token.start)
    end = _end_of_passage(text, start + SNIPPET_LENGTH)
    before = "… " if start > 0 and not _SENTENCE_START.match(text, start) else ""
    after = " …" if end < len(text) else ""
    return before + _marked(text, start, end, found) + after


def _start_of_passage(text: str, position: int) -> int:
    """Where the sentence begins if that is near and in the same paragraph, else where a word begins."""
    earliest = max(text.rfind("\n", 0, position) + 1, position - _LEAD_IN)
    sentence = _SENTENCE_START.search(text, earliest, position + 1)
    if sentence:
        return sentence.start()
    blank = _BLANK.search(text, earliest, position)
    return blank.end() if blank else position


def _end_of_passage(text: str, limit: int) -> int:
    """The last word boundary up to the limit."""
    if limit >= len(text):
        return len(text)
    blank = max(text.rfind(" ", 0, limit + 1), text.rfind("\n", 0, limit + 1))
    return blank if blank > limit - SNIPPET_LENGTH // 2 else limit


def _beginning(text: str) -> str:
    """What a hit shows when only its title, or nothing, has a found word."""
    end = _end_of_passage(text, SNIPPET_LENGTH)
    return _marked(text, 0, end, ()) + (" …" if end < len(text) else "")


def _marked(text: str, start: int, end: int, found: Iterable[_Found]) -> str:
    pieces = []
    position = start
    for token in (item.token for item in found if item.token.start >= start and item.token.end <= end):
        pieces += [html.escape(text[position : token.start]), f"<mark>{html.escape(token.surface)}</mark>"]
        position = token.end
    pieces.append(html.escape(text[position:end]))
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _distinct(found: Iterable[_Found]) -> tuple[Match, ...]:
    matches = dict.fromkeys(Match(item.token.surface, item.by) for item in found)
    return tuple(matches)[:_MAX_MATCHES]
